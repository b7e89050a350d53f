"""Deadlines and the agreement's days as a calendar file, iCalendar (extra ``calendar``).

Every event lies on a whole day, without a time and a time zone (RFC 5545). No event repeats what
anybody has written. A calendar of tasks holds pseudonyms, so it stays in the house; that of the
agreement holds none.

A file is a whole calendar as it stands on one day: what is done is not in it. An event keeps its
UID when its day moves, and its SEQUENCE grows with the day that is asked about, so that reading a
later file moves it. The same register and day give the same file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from enum import Enum
from hashlib import sha256

from attrs import frozen

from cm_method.adapters.extras import MissingExtra
from cm_method.case.self_ratings import Dimension
from cm_method.cohort.wording import capital
from cm_method.dates import require_days
from cm_method.labels import label, text
from cm_method.partnership.agreement import Agreement
from cm_method.partnership.calendar import Occasion
from cm_method.partnership.wording import occasion_words
from cm_method.rules.agenda import Duty, Task
from cm_method.rules.method import Method

try:
    import icalendar
except ModuleNotFoundError as error:
    if error.name != "icalendar":
        raise
    raise MissingExtra("calendar") from None

__all__ = ["MissingExtra", "agenda_to_ics", "calendar_to_ics"]

EPOCH = date(2000, 1, 1)
"""From here the days are counted that make a SEQUENCE."""
TELL_APART = ("contact", "dimension", "entry", "offer")
"""The facts that tell one task from another of the same duty and participant."""
VISIT = "visit"
"""A visit is one event: ahead it is planned, and after its day its outcome is to be noted."""


def agenda_to_ics(
    tasks: Iterable[Task],
    method: Method,
    *,
    on: date,
    worker: str | None = None,
    lang: str = "sv",
) -> bytes:
    """The tasks that have a day, of all workers, or of the one whose tasks they are.

    *on* is the day that the tasks were asked for; *worker* is only named. For those who may see
    pseudonyms.
    """
    require_days(on=on)
    dated = [task for task in tasks if task.by is not None]
    named = "" if worker is None else f": {worker}"
    return _written(
        _events(dated, method, named=worker is None, lang=lang),
        on=on,
        name=text("ics.tasks", lang) + named,
        about=text("ics.inside", lang),
        private=True,
    )


def calendar_to_ics(
    occasions: Iterable[Occasion], agreement: Agreement, *, lang: str = "sv"
) -> bytes:
    """The days of an agreement, those that have been as well; it holds nothing about a person."""
    code = agreement.made.agreement
    return _written(
        (_occasion(each, agreement, lang) for each in occasions),
        on=agreement.on,
        name=text("cli.calendar.title", lang, code=code),
        about=text("ics.project", lang),
        private=False,
    )


@frozen(kw_only=True)
class _Event:
    """What an event says, and the *key* that stays when its day moves."""

    key: tuple[str, ...]
    day: date
    summary: str
    description: str
    categories: tuple[str, ...]


def _events(tasks: Sequence[Task], method: Method, *, named: bool, lang: str) -> Iterator[_Event]:
    met: Counter[tuple[str, ...]] = Counter()
    for task in sorted(tasks, key=lambda task: task.by or date.max):
        key = _key(task, method)
        met[key] += 1
        yield _event(task, (*key, str(met[key])), named=named, lang=lang)


def _key(task: Task, method: Method) -> tuple[str, ...]:
    """What makes a task this one whenever it is due; the same in every language."""
    visit = task.duty in (Duty.NOTE_OUTCOME, Duty.PLANNED_VISIT)
    said = dict(task.facts)
    apart = (f"{name}={_code(said[name])}" for name in TELL_APART if name in said)
    return method.code, task.participant, VISIT if visit else task.duty.value, *apart


def _event(task: Task, key: tuple[str, ...], *, named: bool, lang: str) -> _Event:
    """The kind of the task, not its words: they may repeat what somebody has written."""
    what = label(task.duty, lang)
    dimension = dict(task.facts).get("dimension")
    if isinstance(dimension, Dimension):
        what = f"{what}, {label(dimension, lang)}"
    when, categories = "by", [text("cli.agenda.title", lang)]
    if task.duty is Duty.PLANNED_VISIT:
        when = "visit"
    elif task.overdue:
        when = "overdue"
        categories.append(text("ics.category.overdue", lang))
    return _Event(
        key=("task", *key),
        day=task.by or date.max,
        summary=f"{task.participant}: {what}" + (f" ({task.who})" if named else ""),
        description=f"{text(f'ics.{when}', lang)} {text('ics.more', lang)}",
        categories=tuple(categories),
    )


def _occasion(each: Occasion, agreement: Agreement, lang: str) -> _Event:
    said = dict(each.facts)
    last = each.last_start
    if last is not None:
        within = "agreement" if last.phase is None else "phase"
        said["target"] = last.target.number
        said["within"] = text(f"last_start.within_{within}", lang, phase=last.phase)
    told = {name: said[name] for name in ("phase", "body", "number", "target") if name in said}
    key = [agreement.made.agreement, each.kind.value, *map(_code, told.values())]
    if last is not None:
        key.append("" if last.phase is None else last.phase.value)
    return _Event(
        key=("occasion", *key),
        day=each.on,
        summary=text(f"ics.occasion.{each.kind.value}", lang, **said),
        description=occasion_words(each, agreement.on, lang),
        categories=(capital(label(each.kind, lang)),),
    )


def _code(fact: object) -> str:
    """A fact that is the same in every language."""
    return str(fact.value if isinstance(fact, Enum) else fact)


def _uid(key: tuple[str, ...]) -> str:
    """The same for the same key in every register; nothing can be read from it."""
    return f"{sha256(json.dumps(key).encode()).hexdigest()[:32]}@cm-method"


def _written(events: Iterable[_Event], *, on: date, name: str, about: str, private: bool) -> bytes:
    calendar = icalendar.Calendar()
    name = " ".join(name.split())
    for key, value in (
        ("PRODID", "-//cm_method//cm_method//SV"),
        ("VERSION", "2.0"),
        ("METHOD", "PUBLISH"),
        ("NAME", icalendar.vText(name)),  # both would go unescaped as plain texts
        ("X-WR-CALNAME", icalendar.vText(name)),
        ("DESCRIPTION", about),
    ):
        calendar.add(key, value)
    stamp = datetime.combine(on, time(), UTC)
    for each in sorted(events, key=lambda event: (event.day, event.summary, event.key)):
        event = icalendar.Event()
        event.add("UID", _uid(each.key))
        event.add("DTSTAMP", stamp)
        event.add("LAST-MODIFIED", stamp)
        event.add("SEQUENCE", (on - EPOCH).days)
        event.add("DTSTART", each.day)
        event.add("SUMMARY", each.summary)
        event.add("DESCRIPTION", each.description)
        event.add("CATEGORIES", list(each.categories))
        event.add("STATUS", "CONFIRMED")
        event.add("TRANSP", "TRANSPARENT")
        if private:
            event.add("CLASS", "PRIVATE")
        calendar.add_component(event)
    content: bytes = calendar.to_ical(sorted=False)
    return content
