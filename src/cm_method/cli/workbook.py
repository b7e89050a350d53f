"""``cm-method workbook``: a register as a workbook, to fill in or with what it holds."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import click

from cm_method.cli.layout import Page
from cm_method.cli.options import as_number, command, edition_option
from cm_method.cli.program import ExitCode, Stop
from cm_method.cli.reading import edition as edition_of, excel, read
from cm_method.cli.writing import create
from cm_method.cohort.wording import people
from cm_method.labels import text


@command(
    "workbook",
    click.argument("out", metavar="file"),
    click.option("--register", metavar="register"),
    click.option("--participants", metavar="number", callback=as_number),
    edition_option,
)
def workbook(
    *, out: str, register: str | None, participants: int | None, edition: str | None, lang: str
) -> ExitCode:
    """Write a workbook."""
    path = Path(out)
    if path.suffix.lower() != ".xlsx":
        raise Stop(ExitCode.WRONG_USAGE, "cli.workbook.not_xlsx")
    found = None if register is None else read(register, lang)
    method, _ = edition_of(iter(found or ()), edition)
    made = BytesIO()
    room = {"participants": participants} if participants else {}
    excel().write_template(made, method, found, lang=lang, **room)
    create(path, made.getvalue())
    page = Page()
    if found is None:
        page.text(text("cli.workbook.empty", lang, file=path.name))
    else:
        entries = sum(len(journal.entries) for journal in (found.partnership, *found))
        said = text(
            "cli.workbook.filled",
            lang,
            file=path.name,
            people=people(len(found), lang),
            entries=entries,
        )
        page.text(said)
    page.text(text("cli.workbook.next", lang, file=path.name))
    return ExitCode.FINE


workbook.example = "cm-method merge REGISTER.xlsx -o REGISTER.json"
