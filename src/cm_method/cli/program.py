"""The program: click's commands with every word from our catalogues, and what ends a command.

Help texts are found by convention: ``cli.report.help`` for a command, ``cli.option.on`` for an
option, ``cli.argument.register`` for an argument; ``cli.report.option.on`` goes before both. The
words of ``tally export``, a command of a group, are under ``cli.tally-export``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum, unique
from pathlib import Path
from traceback import extract_tb
from typing import Any, NoReturn

import click

from cm_method.adapters.extras import MissingExtra
from cm_method.cli.layout import columns, wrapped
from cm_method.errors import Problem, Refused
from cm_method.labels import LANGUAGES, has_text, text

DEFAULT_LANGUAGE = "sv"
LANGUAGE_VARIABLE = "CM_METHOD_LANG"
SHOWN_PROBLEMS = 200
"""How many problems are shown; the rest are counted."""


@unique
class ExitCode(IntEnum):
    """How a command ended, for scripts; documented in the help."""

    FINE = 0
    LOOK = 1
    WRONG_USAGE = 2
    REFUSED = 3
    NOT_WRITTEN = 4
    EXTRA_MISSING = 5
    FAULT = 70
    INTERRUPTED = 130


class Stop(click.ClickException):
    """A command ends here: *code*, and why, as a text of the catalogue."""

    def __init__(self, code: ExitCode, key: str, **places: object) -> None:
        super().__init__(key)
        self.code = code
        self.places = places

    def words(self, lang: str) -> str:
        """Why, in words."""
        return text(self.message, lang, **self.places)


class RegisterRefused(Refused):
    """A register had problems; *count* says how many, also those that are not kept."""

    def __init__(self, problems: Iterable[Problem], count: int) -> None:
        super().__init__(problems)
        self.count = count


class WrongUsage(click.UsageError):
    """The command was written wrongly: why, as a text of the catalogue."""

    def __init__(self, key: str, ctx: click.Context | None = None, **places: object) -> None:
        super().__init__(key, ctx or click.get_current_context(silent=True))
        self.places = places

    def words(self, lang: str) -> str:
        """Why, in words."""
        return text(self.message, lang, **self.places)


def language_in(args: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language asked for by ``--lang`` anywhere on the line, else by the environment.

    Found before the line is parsed, since what is wrong with the line is said in it too.
    """
    asked = [environment.get(LANGUAGE_VARIABLE, DEFAULT_LANGUAGE)]
    for place, arg in enumerate(args):
        if arg == "--lang" and place + 1 < len(args):
            asked.append(args[place + 1])
        elif arg.startswith("--lang="):
            asked.append(arg.removeprefix("--lang="))
    return next((lang for lang in reversed(asked) if lang in LANGUAGES), DEFAULT_LANGUAGE)


def language(ctx: click.Context | None) -> str:
    """The language of this run."""
    found = ctx.find_root().obj if ctx is not None else None
    return found if found in LANGUAGES else DEFAULT_LANGUAGE


class Command(click.Command):
    """A command whose help is written from the catalogues."""

    example = ""
    """What the help text shows as an example, the same in every language."""
    under = ""
    """The name of the group that the command belongs to, if any."""
    allow_extra_args = True  # so that what is too much is refused in our own words

    @property
    def key(self) -> str:
        """What the catalogues know the command by."""
        return f"{self.under}-{self.name}" if self.under else str(self.name)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lang = language(ctx)
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=text("cli.usage", lang) + " ")
        words = text(f"cli.{self.key}.help", lang, example=self.example)
        for paragraph in words.split("\n\n"):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(paragraph)
        self._write_parameters(ctx, formatter, lang)
        self._write_commands(formatter, lang)
        if self.name == PROGRAM:
            with formatter.section(text("cli.exit_codes", lang)):
                codes = [(str(c.value), text(f"cli.exit.{c.name.lower()}", lang)) for c in ExitCode]
                formatter.write_dl(codes)

    def _write_parameters(
        self, ctx: click.Context, formatter: click.HelpFormatter, lang: str
    ) -> None:
        arguments, options = [], []
        for param in self.get_params(ctx):
            help_words = self._words_of(param, lang)
            if isinstance(param, click.Argument):
                arguments.append((metavar(param, lang), help_words))
            elif param.param_type_name == "option" and not getattr(param, "hidden", False):
                value = "" if getattr(param, "is_flag", False) else f" {metavar(param, lang)}"
                options.append((", ".join(param.opts) + value, help_words))
        for key, found in (("cli.arguments", arguments), ("cli.options", options)):
            if found:
                with formatter.section(text(key, lang)):
                    formatter.write_dl(found)

    def _words_of(self, param: click.Parameter, lang: str) -> str:
        name = "help" if "--help" in param.opts else param.name
        common = f"{param.param_type_name}.{name}"
        own = f"cli.{self.key}.{common}"
        return text(own if has_text(own, lang) else f"cli.{common}", lang)

    def _write_commands(self, formatter: click.HelpFormatter, lang: str) -> None:
        """A command has none; a group lists its own."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        lang = language(ctx)
        pieces = [text("cli.metavar.options", lang)]
        for param in self.get_params(ctx):
            if isinstance(param, click.Argument):
                name = metavar(param, lang) + ("..." if param.nargs != 1 else "")
                pieces.append(name if param.required else f"[{name}]")
        return pieces

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing and not isinstance(self, click.Group):
            raise WrongUsage("cli.wrong.too_many_arguments", ctx)
        return rest


PROGRAM = "cm-method"


class Group(Command, click.Group):
    """Commands under one name."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [*super().collect_usage_pieces(ctx), text("cli.metavar.command", language(ctx))]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None:
            raise WrongUsage("cli.wrong.no_such_command", ctx, commands=", ".join(self.commands))
        return super().resolve_command(ctx, args)

    def _write_commands(self, formatter: click.HelpFormatter, lang: str) -> None:
        shown = [
            (name, text(f"cli.{getattr(each, 'key', name)}.short", lang))
            for name, each in self.commands.items()
        ]
        with formatter.section(text("cli.commands", lang)):
            formatter.write_dl(shown)


class Program(Group):
    """All commands; also what turns every end of a command into words and an exit code."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        extra.setdefault("obj", language_in(args, os.environ))
        return super().make_context(info_name, args, parent, **extra)

    def main(self, args: Sequence[str] | None = None, *more: Any, **named: Any) -> NoReturn:
        """Run a command line and leave with its exit code."""
        line = list(sys.argv[1:] if args is None else args)
        lang = language_in(line, os.environ)
        named["standalone_mode"] = False
        named["prog_name"] = PROGRAM
        try:
            code = super().main(line, *more, **named)
        except click.ClickException as error:
            code = complain(error, lang)
        except MissingExtra as missing:
            say(missing.explain(lang))
            code = ExitCode.EXTRA_MISSING
        except Refused as refusal:
            code = refuse(refusal, lang)
        except (click.Abort, EOFError, KeyboardInterrupt):
            say(text("cli.interrupted", lang))
            code = ExitCode.INTERRUPTED
        except BrokenPipeError:
            # Whoever read the answer had seen enough; writing on would only fail again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = ExitCode.FINE
        except OSError:
            say(text("cli.unwritable", lang))
            code = ExitCode.NOT_WRITTEN
        except Exception as error:  # noqa: BLE001 - a fault of ours may not spill what it read
            code = own_fault(error, lang)
        sys.exit(int(code or 0))


def say(words: str) -> None:
    """Something beside the answer, on standard error."""
    for line in words.split("\n"):
        for part in wrapped(line, columns()):
            click.echo(part, err=True)


def say_point(words: str) -> None:
    """One of several things beside the answer."""
    for number, line in enumerate(wrapped(words, columns() - 2)):
        click.echo(("  " if number else "- ") + line, err=True)


def complain(error: click.ClickException, lang: str) -> int:
    """Say why a command ended, and how to get help; returns the exit code."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.message, err=True)
        return ExitCode.WRONG_USAGE
    ctx = getattr(error, "ctx", None)
    if type(error) is click.UsageError and ctx is not None and isinstance(ctx.command, Group):
        # All that click itself says of a group: no command follows its options.
        click.echo(ctx.get_help(), err=True)
        return ExitCode.WRONG_USAGE
    say(text("cli.error", lang, message=_words_of_error(error, lang)))
    if isinstance(error, click.UsageError) and ctx is not None:
        say(text("cli.try_help", lang, command=ctx.command_path))
    return error.code if isinstance(error, Stop) else ExitCode.WRONG_USAGE


def _words_of_error(error: click.ClickException, lang: str) -> str:
    if isinstance(error, Stop | WrongUsage):
        return error.words(lang)
    if isinstance(error, click.NoSuchOption):
        near = ", ".join(error.possibilities or ())
        key = "cli.wrong.no_such_option"
        return text(f"{key}_but" if near else key, lang, near=near)
    if isinstance(error, click.BadOptionUsage):
        name = error.option_name
        takes_none = "does not take" in error.message
        key = "cli.wrong.takes_no_value" if takes_none else "cli.wrong.needs_a_value"
        return text(key, lang, option=name)
    param = getattr(error, "param", None)
    name = param_name(param, lang) if param is not None else ""
    if isinstance(error, click.MissingParameter):
        return text("cli.wrong.missing", lang, name=name)
    if isinstance(error, click.BadParameter):
        return text("cli.wrong.value", lang, name=name, message=error.message)
    return error.format_message()


def metavar(param: click.Parameter, lang: str) -> str:
    """What stands for the value of an option or argument in the help."""
    if param.metavar is not None:
        key = f"cli.metavar.{param.metavar}"
        return text(key, lang) if has_text(key, lang) else param.metavar
    return (param.name or "").upper()


def param_name(param: click.Parameter, lang: str) -> str:
    """What people call an option or argument: ``--on``, or REGISTER."""
    return param.opts[0] if isinstance(param, click.Option) else metavar(param, lang)


def refuse(refusal: Refused, lang: str) -> int:
    """Say what is wrong with what was read or asked for, the rest counted; returns the code."""
    count = len(refusal.problems)
    if isinstance(refusal, RegisterRefused):
        count = refusal.count
        say(text("cli.register_refused", lang, count=count))
    else:
        say(text("cli.refused", lang))
    for problem in refusal.problems[:SHOWN_PROBLEMS]:
        say_point(problem.explain(lang))
    if count > SHOWN_PROBLEMS:
        say(text("cli.more_problems", lang, count=count - SHOWN_PROBLEMS))
    return ExitCode.REFUSED


def own_fault(error: Exception, lang: str) -> int:
    """Say that the library itself is at fault, and where, without a word of what it had read."""
    last = extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"
    say(text("cli.fault", lang, where=where))
    return ExitCode.FAULT
