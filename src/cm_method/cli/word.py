"""What the commands that write a paper share: as Markdown or Word, in a template of one's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cm_method.adapters.extras import MissingExtra
from cm_method.cli.layout import Page
from cm_method.cli.program import ExitCode, Stop, WrongUsage
from cm_method.cli.reading import unreadable
from cm_method.cli.writing import create
from cm_method.labels import text

try:
    from cm_method.adapters import word
except MissingExtra:
    word = None  # type: ignore[assignment]  # the extra is missing

__all__ = ["paper_options", "template_of", "word", "write", "write_files"]

paper_options: tuple[Callable[[Any], Any], ...] = (
    click.option("-o", "--out", metavar="file"),
    click.option("--word", "as_word", metavar="file"),
    click.option("--template", metavar="file"),
    click.option("--write-template", metavar="file"),
)
"""Where a paper is written, and in which template."""


def template_of(name: str | None, as_word: str | None, written: str | None) -> bytes | None:
    """The template that is given; raises before anything else where Word cannot be written."""
    if name is not None and as_word is None:
        raise WrongUsage("cli.wrong.template_without_word")
    asked = as_word is not None or written is not None
    if asked and word is None:
        raise Stop(ExitCode.EXTRA_MISSING, "missing_extra", extra="word")
    if name is None:
        return None
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise unreadable(error) from None


def write(*files: tuple[str | None, Callable[[], bytes]]) -> list[str]:
    """Each file that is asked for, all of them made before any is written; returns their names."""
    made = [(Path(name), make()) for name, make in files if name is not None]
    for path, content in made:
        create(path, content)
    return [path.name for path, _ in made]


def write_files(page: Page, written: list[str], lang: str) -> None:
    """Which files were written."""
    if written:
        page.line()
    for name in written:
        page.text(text("cli.out.written", lang, file=name))
