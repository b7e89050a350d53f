"""``cm-method agenda``: what is to be done, by whom, by when and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import click

from cm_method.case.case import Case
from cm_method.case.parties import Parties, PartyJoined, WorkerJoined
from cm_method.cli.answers import echo_json
from cm_method.cli.head import write_head
from cm_method.cli.layout import Page, padded, shown_width
from cm_method.cli.options import (
    as_number,
    command,
    edition_option,
    json_option,
    known_option,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.program import ExitCode, Stop
from cm_method.cli.reading import edition as edition_of, source
from cm_method.dates import plus_days
from cm_method.journal import Journal
from cm_method.labels import label, text
from cm_method.rules.agenda import Task, agenda as tasks_of


@command(
    "agenda",
    register_argument,
    click.option("--worker", metavar="code"),
    click.option("--participant", metavar="pseudonym"),
    click.option("--days", metavar="number", callback=as_number),
    on_option,
    known_option,
    edition_option,
    json_option,
)
def agenda(
    *,
    register: str,
    worker: str | None,
    participant: str | None,
    days: int | None,
    on: date | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    lang: str,
) -> None:
    """List what is to be done."""
    day = report_day(on, register)
    known = known or day
    opened = source(register, lang)
    method, journals = edition_of(iter(opened), edition)
    counted = 0
    participants: set[str] = set()

    def cases() -> Iterator[Case]:
        nonlocal counted
        for journal in journals:
            counted += 1
            if journal.subject == participant:
                participants.add(journal.subject)
            yield from _case(journal, participant, on=day, known=known)

    last = date.max if days is None else plus_days(day, days)
    parties = Parties.of(opened.partnership, on=day, known=known)
    every = tasks_of(cases(), method, parties)
    if participant is not None and participant not in participants:
        raise Stop(ExitCode.WRONG_USAGE, "cli.wrong.no_such_participant")
    require_worker(worker, opened.partnership, every)
    tasks = [
        task
        for task in every
        if worker in (None, task.who) and (task.by is None or task.by <= last)
    ]
    if as_json:
        said = {"on": day, "known": known, "edition": method.code, "tasks": _said(tasks, lang)}
        echo_json(said)
        return
    page = Page()
    page.title(text("cli.agenda.title", lang))
    write_head(page, lang, register=register, count=counted, on=day, known=known, method=method)
    overdue = sum(task.overdue for task in tasks)
    page.text(text("cli.agenda.count", lang, count=len(tasks), overdue=overdue))
    for key, found in (
        ("overdue", [task for task in tasks if task.overdue]),
        ("soon", [task for task in tasks if task.by is None]),
        ("ahead", [task for task in tasks if task.by is not None and not task.overdue]),
    ):
        if found:
            page.heading(text(f"cli.agenda.{key}", lang, count=len(found)))
            _write(page, found, lang)


def require_worker(asked: str | None, partnership: Journal, tasks: Iterable[Task]) -> None:
    """Raise Stop unless the partnership's journal has ever given the code, or somebody's task."""
    workers = {e.worker for e in partnership.entries if isinstance(e, WorkerJoined)}
    workers |= {e.party for e in partnership.entries if isinstance(e, PartyJoined)}
    if asked is not None and asked not in workers | {task.who for task in tasks}:
        raise Stop(ExitCode.WRONG_USAGE, "cli.wrong.no_such_worker")


def _case(journal: Journal, participant: str | None, *, on: date, known: date) -> Iterator[Case]:
    if participant in (None, journal.subject):
        yield Case.of(journal, on=on, known=known)


def _write(page: Page, tasks: list[Task], lang: str) -> None:
    """Day, participant and whose turn it is in the margin; what and why beside them.

    Where that leaves less than half of the page, they stand on a line of their own.
    """
    names = max(shown_width(task.participant) for task in tasks)
    workers = max(shown_width(task.who) for task in tasks)
    for task in tasks:
        day = "" if task.by is None else f"{task.by}  "
        margin = f"{day}{padded(task.participant, names)}  {padded(task.who, workers)}  "
        indent = shown_width(margin)
        if indent > page.width // 2:
            page.text(f"{day}{task.participant} {task.who}")
            page.text(task.what(lang), indent=4)
            page.text(task.why(lang), indent=4)
        else:
            page.text(task.what(lang), indent=indent, first=margin)
            page.text(task.why(lang), indent=indent)


def _said(tasks: list[Task], lang: str) -> list[dict[str, object]]:
    return [
        {
            "participant": task.participant,
            "who": task.who,
            "duty": task.duty,
            "label": label(task.duty, lang),
            "by": task.by,
            "overdue": task.overdue,
            "facts": dict(task.facts),
            "what": task.what(lang),
            "why": task.why(lang),
            "source": task.source,
        }
        for task in tasks
    ]
