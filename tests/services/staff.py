"""Workers, cases and a method with guidelines, small enough to be read in a test."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from cm_method.case.case import Case
from cm_method.case.caseload import CaseloadExceptionGranted
from cm_method.case.episodes import Started
from cm_method.case.parties import LegalForm, Parties, PartyJoined, WorkerJoined
from cm_method.case.services import ServiceKind
from cm_method.journal import Entry, Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method
from cm_method.services.caseload import Caseload, caseload
from cm_method.testing.strategies import EDITION, OTHER_MUNICIPALITY
from tests.case.writing import day, note

CM, HOUSING = ServiceKind.CASE_MANAGEMENT, ServiceKind.HOUSING_SUPPORT
IOP = EDITIONS[EDITION]


def with_guidelines(*guidelines: tuple[ServiceKind, int]) -> Method:
    return IOP.adapt(
        code="guided",
        source=OTHER_MUNICIPALITY,
        since=date(2026, 1, 1),
        caseload_guidelines=guidelines,
    )


CITY = with_guidelines((CM, 10), (HOUSING, 15))
TWO = with_guidelines((CM, 2), (HOUSING, 2))


def joined(code: str, id: str, party: str = "hm", on: int = -99) -> WorkerJoined:
    return note(WorkerJoined, id, on, worker=code, party=party)


STAFF: tuple[Entry, ...] = (
    note(PartyJoined, "p-1", -99, party="hm", name="A", legal_form=LegalForm.ASSOCIATION),
    note(PartyJoined, "p-2", -99, party="sdf", name="B", legal_form=LegalForm.COMMITTEE),
    joined("cm-1", "w-1"),
    joined("cm-2", "w-2"),
    joined("bo-1", "w-3", "sdf"),
)
"""Two workers of one party and one of another."""


def parties(*more: Entry) -> Parties:
    return Parties.of(Journal(subject="partnership", entries=[*STAFF, *more]))


def exception(most: int, first: int, last: int, id: str = "x-1", **more: Any) -> Any:
    said = {"worker": "cm-1", "service": CM, "justification": "Vikarie saknas.", **more}
    return note(
        CaseloadExceptionGranted, id, -1, first=day(first), last=day(last), most=most, **said
    )


def several(count: int, worker: str = "cm-1", first: int = 1) -> dict[str, list[Entry]]:
    """So many participants who started with a worker on the first day."""
    return {
        f"P-{number:02}": [note(Started, "s-1", 0, worker=worker, edition="any")]
        for number in range(first, first + count)
    }


def read(who: str, entries: Iterable[Entry], on: int) -> Case:
    return Case.of(Journal(subject=who, entries=list(entries)), on=day(on))


def load_of(
    entries: dict[str, list[Entry]],
    method: Method = TWO,
    *,
    on: int = 30,
    staff: Parties | None = None,
    exceptions: Iterable[CaseloadExceptionGranted] = (),
) -> Caseload:
    """The caseload of these participants on a day."""
    return caseload(
        [read(who, written, on) for who, written in entries.items()],
        method,
        on=day(on),
        parties=staff or parties(),
        exceptions=exceptions,
    )
