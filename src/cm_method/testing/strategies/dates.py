"""Days, drawn close to where answers change, and how a value is moved in time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cm_method.case.crisis_plans import CrisisPlanAgreed, CrisisPlanReviewed, SituationChanged
from cm_method.case.episodes import Ended, Started, WorkerChanged
from cm_method.case.needs import CrisisLevelAssessed, NeedAssessed
from cm_method.case.participants import Died
from cm_method.case.responsibility import ResponsibilityOffered
from cm_method.dates import plus_days, plus_months
from cm_method.fields import Checked
from cm_method.journal import Entry, Journal

FIRST_DAY = date(2025, 1, 1)
LAST_DAY = date(2031, 12, 31)
NOTABLE_DAYS = (
    date(2026, 11, 16),
    date(2026, 5, 1),
    date(2026, 4, 30),
    date(2026, 11, 28),
    date(2026, 11, 29),
    date(2026, 11, 30),
    date(2027, 5, 31),
    date(2027, 11, 29),
    date(2028, 2, 29),
    date(2028, 12, 31),
    date(2029, 5, 1),
    date(2029, 5, 2),
)
"""Month ends, the leap day, and both ends of the agreement, each with a neighbour."""

DAYS_FROM_START = (0, 1, 7, 27, 28, 29, 30, 55, 56, 57, -1, -27, -28, -29)
DAYS_FROM_END = (0, -1, 1, -27, -28, -29, 28, 29, 30, 89, 90, 91)
DAYS_LATE = (0, 0, 0, 0, 1, 3, 14, 40, 120)
"""How many days after it happened an entry is recorded."""


def days(first: date = FIRST_DAY, last: date = LAST_DAY) -> SearchStrategy[date]:
    """Days in a span, the notable ones often."""
    notable = [day for day in NOTABLE_DAYS if first <= day <= last]
    anywhere = st.dates(first, last)
    return st.sampled_from(notable) | anywhere if notable else anywhere


def boundary_days(start: date, end: date | None = None) -> tuple[date, ...]:
    """The days around a start and an end on which answers change, with their neighbours."""
    found = [plus_days(start, n) for n in DAYS_FROM_START]
    found += [plus_days(plus_months(start, 3), n) for n in (0, -1, 1)]
    if end is not None:
        found += [plus_days(end, n) for n in DAYS_FROM_END]
    return tuple(dict.fromkeys(found))


def days_near(start: date, end: date | None = None) -> SearchStrategy[date]:
    """Days near the boundaries of an episode, or anywhere around it."""
    anywhere = st.integers(-60, 430).map(lambda n: plus_days(start, n))
    return st.sampled_from(boundary_days(start, end)) | anywhere


def days_of(journal: Journal) -> tuple[date, ...]:
    """Every day on which something about a journal may change, and its neighbours, in order."""
    found = {NOTABLE_DAYS[0]}
    for entry in journal.entries:
        near: tuple[date, ...] = (entry.on, entry.recorded)
        if isinstance(entry, Started):
            near += boundary_days(entry.on)
        if isinstance(entry, Ended | Died):
            near += tuple(plus_days(entry.on, n) for n in DAYS_FROM_END)
        if isinstance(entry, NeedAssessed | CrisisLevelAssessed):
            near += tuple(plus_days(entry.on, n) for n in (28, 55, 56))
        found.update(plus_days(day, n) for day in near for n in (-1, 0, 1))
    return tuple(sorted(found))


def days_asked_again(journal: Journal) -> tuple[date, ...]:
    """As `days_of`, with the days on which what is asked again and again falls due."""
    found = set(days_of(journal))
    for entry in journal.entries:
        for kinds, length in _ASKED_AGAIN_AFTER:
            if isinstance(entry, kinds):
                found.update(plus_days(entry.on, length + n) for n in (-1, 0, 1))
    return tuple(sorted(found))


_ASKED_AGAIN_AFTER: tuple[tuple[tuple[type[Entry], ...], int], ...] = (
    ((CrisisPlanAgreed, CrisisPlanReviewed), 90),
    ((SituationChanged, WorkerChanged), 7),
    ((ResponsibilityOffered,), 14),
)


def days_around(journal: Journal) -> SearchStrategy[date]:
    """Days worth asking a journal about: its own days, their boundaries, and any other."""
    return st.sampled_from(days_of(journal)) | days()


def days_known(journal: Journal) -> SearchStrategy[date | None]:
    """States of knowledge worth asking about: everything, or what was recorded by some day."""
    recorded = [entry.recorded for entry in journal.entries] or [NOTABLE_DAYS[0]]
    near = st.sampled_from(recorded).flatmap(
        lambda day: st.sampled_from((day, plus_days(day, -1), plus_days(day, 1)))
    )
    return st.none() | near


def shifted(value: Any, by: timedelta) -> Any:
    """The same value with every day in it moved, however deep it lies."""
    if isinstance(value, date):
        return value + by
    if isinstance(value, tuple):
        return tuple(shifted(each, by) for each in value)
    if isinstance(value, Entry | Checked) or attrs.has(type(value)):
        moved = {
            field.name: shifted(getattr(value, field.name), by)
            for field in attrs.fields(type(value))
            if field.init
        }
        return attrs.evolve(value, **moved)
    return value
