"""Reading the register that a command is about: a file of any form, standard input or the demo.

Lines are read one journal at a time. Nothing is answered before all of them are read without a
problem; a bar on standard error shows how far the reading has come where that takes time.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import IO, Any

import click
from attrs import frozen

from cm_method.adapters.json import Stream, StreamRefused, is_lines, register_from_json
from cm_method.case.episodes import Started
from cm_method.case.register import Register
from cm_method.cli.layout import columns
from cm_method.cli.program import ExitCode, RegisterRefused, Stop
from cm_method.demo import demo_register_path
from cm_method.errors import Refused
from cm_method.journal import Journal
from cm_method.labels import text
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method

DEMO = "demo"
"""Stands for the bundled register wherever a register is asked for."""
STDIN = "-"
LINE_ENDINGS = (".jsonl", ".ndjson")
WORKBOOK_ENDINGS = (".xlsx", ".ods")


def is_demo(name: str) -> bool:
    """Whether the bundled register is meant; a file of that name goes first."""
    return name == DEMO and not Path(name).exists()


def path_of(name: str) -> Path:
    """Where the register lies."""
    return demo_register_path() if is_demo(name) else Path(name)


@frozen(kw_only=True)
class Source:
    """A register that is being read: journals come one by one, each once."""

    partnership: Journal
    _journals: Iterator[Journal]

    def __iter__(self) -> Iterator[Journal]:
        return self._journals

    def register(self) -> Register:
        """The whole register in memory."""
        try:
            return Register(journals=self._journals, partnership=self.partnership)
        except StreamRefused as refused:
            raise RegisterRefused(refused.problems, refused.count) from None


def source(name: str, lang: str) -> Source:
    """Begin to read a register. Raises RegisterRefused and Stop; the journals may do so too."""
    try:
        if name == STDIN:
            return _from(sys.stdin.buffer, None, lang, lines=False)
        path = path_of(name)
        if is_workbook(path):
            return _from_workbook(path)
        opened = path.open("rb")
    except OSError as error:
        raise unreadable(error) from None
    return _from(opened, path.stat().st_size, lang, lines=path.suffix.lower() in LINE_ENDINGS)


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook, by its name."""
    return path.suffix.lower() in WORKBOOK_ENDINGS


def excel() -> Any:
    """The adapter of workbooks, which is loaded only when one is asked for. Raises MissingExtra."""
    return import_module("cm_method.adapters.excel")


def _from_workbook(path: Path) -> Source:
    try:
        register = excel().read_workbook(path)
    except Refused as refused:
        raise RegisterRefused(refused.problems, len(refused.problems)) from None
    return Source(partnership=register.partnership, journals=iter(register))


def read(name: str, lang: str) -> Register:
    """The whole register. Raises RegisterRefused and Stop."""
    return source(name, lang).register()


def one_of_them(journals: Iterable[Journal], pseudonym: str) -> tuple[Journal, int]:
    """The journal of one participant, and how many there are; all are read. Raises Stop."""
    found, count = None, 0
    for journal in journals:
        count += 1
        if journal.subject == pseudonym:
            found = journal
    if found is None:
        raise Stop(ExitCode.WRONG_USAGE, "cli.wrong.no_such_participant")
    return found, count


class Unreadable(Stop):
    """A file that could not be read, by the name of the file without its folders."""

    def words(self, lang: str) -> str:
        """Which file, and why."""
        named = self.places["file"] or text("cli.unreadable.stdin", lang)
        return text(self.message, lang, file=named)


def unreadable(error: OSError) -> Stop:
    """Which file could not be read, and why."""
    why = _UNREADABLE.get(type(error), "other")
    name = Path(error.filename).name if isinstance(error.filename, str | os.PathLike) else ""
    return Unreadable(ExitCode.NOT_WRITTEN, f"cli.unreadable.{why}", file=name)


_UNREADABLE: dict[type[OSError], str] = {
    FileNotFoundError: "not_found",
    IsADirectoryError: "a_folder",
    PermissionError: "denied",
}


def _from(opened: IO[bytes], size: int | None, lang: str, *, lines: bool) -> Source:
    try:
        first = opened.readline()
        if lines or is_lines(first):
            stream = Stream(_Watched(opened, first, size, lang))
            return Source(partnership=stream.partnership, journals=_journals_of(stream))
        with opened:
            register = register_from_json(first + opened.read())
    except OSError as error:
        raise unreadable(error) from None
    except Refused as refused:
        raise RegisterRefused(refused.problems, len(refused.problems)) from None
    return Source(partnership=register.partnership, journals=iter(register))


def _journals_of(stream: Stream) -> Iterator[Journal]:
    try:
        yield from stream.journals()
    except StreamRefused as refused:
        raise RegisterRefused(refused.problems, refused.count) from None


class _Watched:
    """The lines of a file, with a bar on a terminal that shows how far the reading has come."""

    PATIENCE, BETWEEN = 0.7, 0.1

    def __init__(self, opened: IO[bytes], first: bytes, size: int | None, lang: str) -> None:
        self._opened, self._first, self._size, self._lang = opened, first, size, lang
        self._drawn = False

    def __iter__(self) -> Iterator[bytes]:
        read, number = 0, 0
        shows = sys.stderr.isatty()
        next_time = time.monotonic() + self.PATIENCE
        with self._opened:
            for line in chain([self._first], self._opened):
                read, number = read + len(line), number + 1
                if shows and time.monotonic() > next_time:
                    self._draw(read, number)
                    next_time = time.monotonic() + self.BETWEEN
                yield line
        if self._drawn:
            click.echo("\r" + " " * (columns() - 1) + "\r", nl=False, err=True)

    def _draw(self, read: int, number: int) -> None:
        self._drawn = True
        if self._size:
            share = min(1.0, read / self._size)
            cells = int(30 * share)
            done = text("unit.percent", self._lang, count=int(100 * share))
            bar = f"[{'#' * cells}{'.' * (30 - cells)}] {done}"
        else:
            bar = text("cli.reading.lines", self._lang, number=number)
        click.echo(f"\r{text('cli.reading', self._lang)} {bar} ", nl=False, err=True)


def edition(journals: Iterator[Journal], asked: str | None) -> tuple[Method, Iterator[Journal]]:
    """The edition to judge by, and the journals again from the first.

    Where none is asked for it is that of the first start whose edition is built in.
    """
    if asked is not None:
        return EDITIONS[asked], journals
    seen: list[Journal] = []
    for journal in journals:
        seen.append(journal)
        for entry in journal.entries:
            if isinstance(entry, Started) and entry.edition in EDITIONS:
                return EDITIONS[entry.edition], chain(seen, journals)
    return next(iter(EDITIONS.values())), iter(seen)
