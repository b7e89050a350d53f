"""``cm-method ics``: the deadlines of the agenda, or the agreement's days, as a calendar file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cm_method.adapters.extras import MissingExtra
from cm_method.case.case import Case
from cm_method.case.parties import Parties
from cm_method.cli.agenda import require_worker
from cm_method.cli.head import write_head
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    as_number,
    command,
    edition_option,
    known_option,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.partnership import opened
from cm_method.cli.program import ExitCode, Stop, WrongUsage
from cm_method.cli.reading import edition as edition_of, read
from cm_method.cli.writing import create
from cm_method.dates import plus_days
from cm_method.labels import text
from cm_method.partnership.calendar import calendar as calendar_of
from cm_method.rules.agenda import agenda as tasks_of

try:
    from cm_method.adapters import calendar as files
except MissingExtra:
    files = None  # type: ignore[assignment]  # the extra is missing


@command(
    "ics",
    register_argument,
    click.argument("out", metavar="file"),
    click.option("--worker", metavar="code"),
    click.option("--project", is_flag=True),
    click.option("--days", metavar="number", callback=as_number),
    on_option,
    known_option,
    edition_option,
)
def ics(
    *,
    register: str,
    out: str,
    worker: str | None,
    project: bool,
    days: int | None,
    on: date | None,
    known: date | None,
    edition: str | None,
    lang: str,
) -> None:
    """Write a calendar file."""
    if files is None:
        raise Stop(ExitCode.EXTRA_MISSING, "missing_extra", extra="calendar")
    if project and (worker is not None or days is not None):
        raise WrongUsage("cli.wrong.one_calendar")
    day = report_day(on, register)
    page = Page()
    if project:
        found = opened(register, on=day, known=known, asked=edition, lang=lang)
        occasions = calendar_of(found.agreement, found.method)
        content = files.calendar_to_ics(occasions, found.agreement, lang=lang)
        count = len(occasions)
        found.write_head(page, lang)
    else:
        known = known or day
        kept = read(register, lang)
        method, journals = edition_of(iter(kept), edition)
        parties = Parties.of(kept.partnership, on=day, known=known)
        cases = (Case.of(journal, on=day, known=known) for journal in journals)
        every = tasks_of(cases, method, parties)
        require_worker(worker, kept.partnership, every)
        last = date.max if days is None else plus_days(day, days)
        tasks = [
            task
            for task in every
            if task.by is not None and task.by <= last and worker in (None, task.who)
        ]
        content = files.agenda_to_ics(tasks, method, on=day, worker=worker, lang=lang)
        count = len(tasks)
        size = len(kept.journals)
        write_head(page, lang, register=register, count=size, on=day, known=known, method=method)
    create(Path(out), content)
    page.line()
    page.text(text("cli.ics.written", lang, file=Path(out).name, count=count))
    page.text(text("ics.project" if project else "ics.inside", lang))
