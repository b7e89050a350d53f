"""What the pages of the site take from the command line (extra ``cli``)."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from click.testing import CliRunner

from cm_method.cli.commands import program
from cm_method.cli.program import ExitCode
from cm_method.demo import demo_register_path
from cm_method.labels import text
from tests.docs.pages import Page
from tests.docs.story import story

HEADS = {
    "sv": {"list": ("Kommando", "Vad det svarar på"), "exits": ("Kod", "Betyder")},
    "en": {"list": ("Command", "What it answers"), "exits": ("Code", "Means")},
}

WIDTH = 76
"""Of a command on a page that is printed on paper."""


def command(page: Page, what: str) -> str:
    """What a marker asks for, such as "help report" or "part report demo: I korthet"."""
    name, _, rest = what.partition(" ")
    return MAKERS[name](page, rest)


def answer(page: Page, line: str) -> str:
    """What a command prints, at 80 columns; it may have found something to look at."""
    done = CliRunner().invoke(
        program, [*shlex.split(line), "--lang", page.lang], env={"COLUMNS": "80"}
    )
    assert done.exit_code in (ExitCode.FINE, ExitCode.LOOK), done.output
    return done.stdout


def _block(line: str, shown: str) -> str:
    return f"```console\n$ cm-method {line}\n{shown.strip(chr(10))}\n```\n"


def _table(page: Page, key: str, rows: list[tuple[str, str]]) -> str:
    lines = [HEADS[page.lang][key], ("---", "---"), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def commands(page: Page, rest: str) -> str:
    """All commands, each with its one line."""
    assert not rest
    names = program.commands
    rows = [(f"[`{name}`](#{name})", text(f"cli.{name}.short", page.lang)) for name in names]
    return _table(page, "list", rows)


def helps(page: Page, rest: str) -> str:
    """The help of every command under a heading of its own, also of those below another."""
    assert not rest
    return "\n".join(
        f"### {name} {{#{name.replace(' ', '-')}}}\n\n"
        + _block(f"{name} --help", answer(page, f"{name} --help"))
        for name in _names(program)
    )


def _names(group: click.Group, above: str = "") -> Iterator[str]:
    """The commands of a group, each followed by those below it."""
    for name, found in group.commands.items():
        yield above + name
        if isinstance(found, click.Group):
            yield from _names(found, f"{above}{name} ")


def misspelt(words: list[str]) -> list[str]:
    """What, of a command's words, is the name of no command and no option of that one."""
    command: click.Command = program
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        if words[0] not in command.commands:
            return words[:1]
        command, words = command.commands[words[0]], words[1:]
    known = _options(command)
    return [each for each in words if each.startswith("-") and each not in known]


def _options(command: click.Command) -> set[str]:
    """The options of a command and of those below it."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    own = [(*each.opts, *each.secondary_opts) for each in command.params]
    return {"--help"}.union(*own, *map(_options, below))


def exits(page: Page, rest: str) -> str:
    """How a command can end."""
    assert not rest
    return _table(
        page,
        "exits",
        [(f"`{c.value}`", text(f"cli.exit.{c.name.lower()}", page.lang)) for c in ExitCode],
    )


def part(page: Page, rest: str) -> str:
    """The part of an answer under one heading."""
    line, _, heading = rest.partition(": ")
    lines = answer(page, line).splitlines()
    first = lines.index(heading)
    later = [n for n in range(first + 2, len(lines)) if set(lines[n]) in ({"-"}, {"="})]
    last = later[0] - 1 if later else len(lines)
    return "```console\n" + "\n".join(lines[first:last]).rstrip() + "\n```\n"


def mistakes(page: Page, rest: str) -> str:
    """What the check says of a workbook with a few mistakes in it (extra ``excel``)."""
    from tests.docs.workbook import with_mistakes  # noqa: PLC0415 - needs the extra

    assert not rest
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        path.write_bytes(with_mistakes(page.lang))
        return part(page, f"check {path}: {text('cli.check.problems', page.lang, count=4)}")


def shown(page: Page, rest: str) -> str:
    """A command with all that it answers."""
    return _block(rest, answer(page, rest))


def within(page: Page, rest: str) -> str:
    """A command with all that it answers, given in the folder of some worked examples."""
    folder, _, line = rest.partition(": ")
    with chdir(Path(__file__).resolve().parents[1] / "examples" / folder):
        return shown(page, line)


def aside(page: Page, rest: str) -> str:
    """What another marker asks for, in a folder that is thrown away with the files written."""
    with TemporaryDirectory() as folder, chdir(folder):
        return command(page, rest)


def recorded(page: Page, rest: str) -> str:
    """Commands, with && between, that record entries one after the other in the demo's register."""
    with TemporaryDirectory() as folder, chdir(folder):
        Path("ovning.json").write_bytes(demo_register_path().read_bytes())
        shown = []
        for line in rest.split(" && "):
            said = answer(page, line).splitlines()[0]
            shown.append(f"$ cm-method {_folded(line)}\n{said}\n")
    return "```console\n" + "\n".join(shown) + "```\n"


def _folded(line: str) -> str:
    """A command in lines of a page's width, each but the last ending as the shell asks for."""
    lines = ["cm-method"]
    for word in re.split(r" (?=--)", line):
        if len(lines[-1]) + len(word) > WIDTH:
            lines[-1] += " \\"
            lines.append("   ")
        lines[-1] += f" {word}"
    return "\n".join(lines).removeprefix("cm-method ")


MAKERS = {
    "aside": aside,
    "exits": exits,
    "helps": helps,
    "list": commands,
    "mistakes": mistakes,
    "part": part,
    "recorded": recorded,
    "shown": shown,
    "story": story,
    "within": within,
}
