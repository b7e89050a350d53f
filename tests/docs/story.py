"""The story of one participant, told over the pages of ``lar-dig`` (extra ``cli``).

Each page goes on from where the one before it left the register. What a reader types stands in a
block of its own, and what the program then says in the block below it.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import chdir
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from cm_method.cli.commands import program
from cm_method.cli.program import ExitCode
from tests.docs.pages import BEGIN, Page, in_menu

FOLDER = "lar-dig"
REGISTER = "register.json"
LEFT_OUT = "[...]"
Step = tuple[str, tuple[str, ...]]
"""A command without the program's name, and what is answered when it asks."""


def story(page: Page, rest: str) -> str:
    """What is typed next in the story, and what the program says to it.

    Commands have && between them. After ``<<`` come answers with | between; after ``: `` the
    headings of the parts to show, with + between.
    """
    done = list(_before(page, rest))
    line, _, headings = rest.partition(": ")
    said = []
    for step in _steps(line):
        done.append(step)
        said.append(_after(tuple(done))[1])
    typed = "\n".join(f"cm-method {step[0]}\n" for step in _steps(line))
    shown = "".join(said)
    if headings:
        shown = _parts(shown, headings.split(" + "))
    answer = f"```console\n{shown.strip(chr(10))}\n```\n"
    if "<<" in line:
        folded = "".join(f"    {each}".rstrip() + "\n" for each in answer.splitlines())
        answer = f'??? example "Frågorna och svaren"\n\n{folded}'
    return f"```sh\n{typed}```\n\n{answer}"


def beginning() -> str:
    """The line that makes the empty register, as the first page has it."""
    text = "".join(page.text for page in in_menu(FOLDER))
    (line,) = re.findall(rf"^echo '.*' > {REGISTER}$", text, re.MULTILINE)
    return str(line)


def without_backup(said: str) -> str:
    """What was said, but for the line on the version before: the pages tell of it once."""
    return re.sub(rf"^.* {REGISTER}\.bak\.\n", "", said, flags=re.MULTILINE)


def _steps(line: str) -> Iterator[Step]:
    for each in line.split(" && "):
        command, _, answers = each.partition(" << ")
        yield command, tuple(answers.split("|")) if answers else ()


def _before(page: Page, rest: str) -> Iterator[Step]:
    """What has been typed on the pages before this one, and on this one before this place."""
    for told in in_menu(FOLDER):
        this = told.path == page.path
        for begin in BEGIN.finditer((page if this else told).text):
            kind, _, words = begin["what"].partition(" ")
            if this and words == rest:
                return
            if kind == "story":
                yield from _steps(words.partition(": ")[0])


@cache
def _after(steps: tuple[Step, ...]) -> tuple[bytes, str]:
    """The register after these steps, and what the program said to the last one."""
    if not steps:
        return shlex.split(beginning())[1].encode(), ""
    before, _ = _after(steps[:-1])
    line, answers = steps[-1]
    with TemporaryDirectory() as folder, chdir(folder):
        register = Path(REGISTER)
        register.write_bytes(before)
        done = CliRunner().invoke(
            program,
            shlex.split(line),
            input="\n".join(answers) + "\n" if answers else None,
            env={"COLUMNS": "80", "CM_METHOD_LANG": "sv"},
        )
        assert done.exit_code in (ExitCode.FINE, ExitCode.LOOK), (line, done.output)
        return register.read_bytes(), without_backup(done.output)


def _parts(said: str, headings: list[str]) -> str:
    """The parts under some headings, with a mark where something is left out."""
    lines = said.splitlines()
    tops = [n - 1 for n, line in enumerate(lines) if line and set(line) in ({"-"}, {"="})]
    shown, end = [], 0
    for heading in headings:
        first = next(n for n in tops if lines[n].startswith(heading))
        if first > end:
            shown.append(LEFT_OUT)
        end = min([n for n in tops if n > first], default=len(lines))
        shown.append("\n".join(lines[first:end]).rstrip())
    if end < len(lines):
        shown.append(LEFT_OUT)
    return "\n\n".join(shown)
