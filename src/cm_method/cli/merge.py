"""``cm-method merge``: several registers joined into a new file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import reduce
from pathlib import Path

import click

from cm_method.adapters.json import entry_from_dict
from cm_method.case.register import Register
from cm_method.cli.layout import Page
from cm_method.cli.options import command
from cm_method.cli.program import ExitCode, Stop, refuse, say
from cm_method.cli.reading import LINE_ENDINGS, is_workbook, read, unreadable
from cm_method.cli.writing import as_bytes, create
from cm_method.cohort.wording import people
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
    if is_workbook(Path(out)):
        raise Stop(ExitCode.WRONG_USAGE, "cli.merge.workbook")
    parts = [*(read(name, lang) for name in registers), *(_settling(name) for name in settling)]
    merged = reduce(Register.merge, parts)
    problems = merged.problems()
    if problems:
        code = refuse(Refused(problems), lang)
        if any(problem.code == "competing_corrections" for problem in problems):
            say(text("cli.merge.settle", lang))
            for shape in _shapes(merged):
                click.echo(shape, err=True)
        return ExitCode(code)
    path = Path(out)
    create(path, as_bytes(merged, lines=path.suffix.lower() in LINE_ENDINGS))
    entries = sum(len(journal.entries) for journal in merged)
    Page().text(text("cli.merge.done", lang, people=people(len(merged), lang), entries=entries))
    return ExitCode.FINE


merge.example = (
    '{"participant": "P-0012", "entries": [{"kind": "plan_agreed", "id": "hm-9", '
    '"on": "2027-01-15", "by": "hm", "corrects": ["hm-8", "sdf-2"], "goals": [...], ...}]}'
)


def _shapes(merged: Register) -> Iterator[str]:
    """What a file that settles each fork looks like: the participant, and what it has to name."""
    for journal in merged:
        kinds = {entry.id: entry.kind for entry in journal.entries}
        for contest in journal.at().contests:
            rivals = sorted(head.id for head in contest.heads)
            entry = {"kind": kinds[rivals[-1]], "id": "...", "on": "...", "by": "..."}
            said = {**entry, "corrects": rivals, "...": "..."}
            yield json.dumps({"participant": journal.subject, "entries": [said]}, indent=2)


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
