"""``cm-method merge``: several registers joined into a new file."""

from __future__ import annotations

from functools import reduce
from pathlib import Path

import click

from cm_method.case.register import Register
from cm_method.cli.head import people
from cm_method.cli.layout import Page
from cm_method.cli.options import command
from cm_method.cli.reading import LINE_ENDINGS, read
from cm_method.cli.writing import as_bytes, create
from cm_method.errors import Refused
from cm_method.labels import text


@command(
    "merge",
    click.argument("registers", nargs=-1, required=True, metavar="register"),
    click.option("-o", "--out", required=True, metavar="file"),
)
def merge(registers: tuple[str, ...], out: str, lang: str) -> None:
    """Merge registers into a new file."""
    merged = reduce(Register.merge, [read(name, lang) for name in registers])
    problems = merged.problems()
    if problems:
        raise Refused(problems)
    path = Path(out)
    create(path, as_bytes(merged, lines=path.suffix.lower() in LINE_ENDINGS))
    entries = sum(len(journal.entries) for journal in merged)
    Page().text(text("cli.merge.done", lang, people=people(len(merged), lang), entries=entries))
