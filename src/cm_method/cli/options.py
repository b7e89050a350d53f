"""The arguments and options that commands share, and the types of their values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from cm_method.cli.program import Command, Program, language
from cm_method.cli.reading import is_demo
from cm_method.demo import DEMO_DAY
from cm_method.labels import LANGUAGES, text
from cm_method.rules.editions import EDITIONS

F = TypeVar("F", bound=Callable[..., Any])


class _Day(click.ParamType[date]):
    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if type(value) is date:
            return value
        try:
            return day_of(value)
        except ValueError:
            self.fail(text("cli.wrong.day", language(ctx)), param, ctx)


def day_of(words: str) -> date:
    """The day that YYYY-MM-DD names. Raises ValueError for anything else."""
    if len(words) != len("YYYY-MM-DD"):
        raise ValueError
    return date.fromisoformat(words)


class _Choice(click.ParamType[str]):
    name = "choice"

    def __init__(self, choices: tuple[str, ...]) -> None:
        self.choices = choices

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            choices = ", ".join(self.choices)
            self.fail(text("cli.wrong.choice", language(ctx), choices=choices), param, ctx)
        return str(value)


class _Number(click.ParamType[int]):
    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if not str(value).isdecimal():
            self.fail(text("cli.wrong.number", language(ctx)), param, ctx)
        return int(value)


DAY, NUMBER = _Day(), _Number()


def _is_in(ctx: click.Context, _: click.Parameter, __: str | None) -> str:
    return language(ctx)


register_argument = click.argument("register", metavar="register")
pseudonym_argument = click.argument("pseudonym", metavar="pseudonym")
on_option = click.option("--on", type=DAY, metavar="day")
known_option = click.option("--known", type=DAY, metavar="day")
edition_option = click.option("--edition", type=_Choice(tuple(EDITIONS)), metavar="code")
json_option = click.option("--json", "as_json", is_flag=True)
lang_option = click.option(
    "--lang", type=_Choice(LANGUAGES), metavar="lang", callback=_is_in, is_eager=True
)


def report_day(on: date | None, register: str) -> date:
    """The day that is asked about: the one given, the demo's own, or today.

    The command line alone reads the clock, here; the day is printed with every answer.
    """
    if on is not None:
        return on
    return DEMO_DAY if is_demo(register) else date.today()


def command(name: str, *options: Callable[[F], F]) -> Callable[[F], Command]:
    """A command with these options, and the language, in the order in which help shows them."""

    def make(function: F) -> Command:
        for option in reversed((*options, lang_option)):
            function = option(function)
        return click.command(name, cls=Command)(function)

    return make


__all__ = ["DAY", "NUMBER", "Program", "command", "report_day"]
