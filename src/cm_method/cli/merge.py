"""``cm-method merge``: several registers joined into a new file."""

from __future__ import annotations

import json
from functools import reduce
from pathlib import Path

import click

from cm_method.adapters.json import entry_from_dict
from cm_method.case.register import Register
from cm_method.cli.head import people
from cm_method.cli.layout import Page
from cm_method.cli.options import command
from cm_method.cli.program import ExitCode, Stop, refuse, say
from cm_method.cli.reading import LINE_ENDINGS, read, unreadable
from cm_method.cli.writing import as_bytes, create
from cm_method.errors import Refused
from cm_method.journal import Journal
from cm_method.labels import text


@command(
    "merge",
    click.argument("registers", nargs=-1, required=True, metavar="register"),
    click.option("-o", "--out", required=True, metavar="file"),
    click.option("--with", "settling", multiple=True, metavar="file"),
)
def merge(
    *, registers: tuple[str, ...], out: str, settling: tuple[str, ...], lang: str
) -> ExitCode:
    """Merge registers into a new file."""
    parts = [*(read(name, lang) for name in registers), *(_settling(name) for name in settling)]
    merged = reduce(Register.merge, parts)
    problems = merged.problems()
    if problems:
        code = refuse(Refused(problems), lang)
        say(text("cli.merge.settle", lang))
        return ExitCode(code)
    path = Path(out)
    create(path, as_bytes(merged, lines=path.suffix.lower() in LINE_ENDINGS))
    entries = sum(len(journal.entries) for journal in merged)
    Page().text(text("cli.merge.done", lang, people=people(len(merged), lang), entries=entries))
    return ExitCode.FINE


def _settling(name: str) -> Register:
    """Entries of one participant that only make sense once the registers are joined."""
    try:
        said = json.loads(Path(name).read_text(encoding="utf-8"))
        subject, raws = said["participant"], list(said["entries"])
    except OSError as error:
        raise unreadable(error) from None
    except (ValueError, TypeError, LookupError):
        raise Stop(ExitCode.WRONG_USAGE, "cli.merge.not_entries") from None
    entries = [entry_from_dict(raw) for raw in raws]
    return Register(journals=[Journal(subject=str(subject), entries=entries)])
