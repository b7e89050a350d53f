"""Short ways to write entries down, so that a test shows only what it is about.

Days are counted from the start of the example, 2026-11-16.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from cm_method.case.case import Case
from cm_method.case.episodes import Ended, EndReason, Episode, Started, episodes
from cm_method.dates import plus_days
from cm_method.journal import Entry, Journal, Retracted, RetractionReason

E = TypeVar("E", bound=Entry)

START = date(2026, 11, 16)
SUBJECT = "P-0001"


def day(number: int) -> date:
    return plus_days(START, number)


def note(kind: type[E], id: str, on: int = 0, *, recorded: int | None = None, **payload: Any) -> E:
    return kind(
        id=id,
        on=day(on),
        recorded=day(on if recorded is None else recorded),
        by="hm",
        **payload,
    )


def started(id: str = "hm-1", on: int = 0, **more: Any) -> Started:
    return note(Started, id, on, **{"worker": "cm-1", "edition": "any", **more})


def ended(id: str, start: str, on: int, **more: Any) -> Ended:
    return note(Ended, id, on, start=start, **{"reason": EndReason.GOALS_REACHED, **more})


def retracted(id: str, *corrects: str, on: int = 0, recorded: int = 99) -> Retracted:
    return note(
        Retracted,
        id,
        on,
        recorded=recorded,
        corrects=corrects,
        reason=RetractionReason.DID_NOT_HAPPEN,
    )


def journal(*entries: Entry) -> Journal:
    return Journal(subject=SUBJECT, entries=entries)


def case(*entries: Entry, on: int = 999, known: int | None = None) -> Case:
    return Case.of(journal(*entries), on=day(on), known=None if known is None else day(known))


def only_episode(case: Case) -> Episode:
    (episode,) = episodes(case)
    return episode
