"""Assignments, and the starts and changes of worker that are planned."""

from __future__ import annotations

from datetime import date

from hypothesis.strategies import SearchStrategy

from cm_method.case.assignments import (
    AssignmentAccepted,
    AssignmentDeclined,
    AssignmentEnded,
    AssignmentEndReason,
    AssignmentFollowedUp,
    AssignmentOrdered,
    AssignmentWorkerChanged,
    ImplementationPlanMade,
    LegalGround,
    RightToApplyTold,
)
from cm_method.case.caseload import IntentionDropped, StartPlanned, WorkerChangePlanned
from cm_method.case.episodes import Started
from cm_method.case.services import ServiceKind
from cm_method.dates import plus_days
from cm_method.journal import Entry
from cm_method.testing.strategies.book import Book, Given, of_kind
from cm_method.testing.strategies.codes import WORKERS


def assignment_course(book: Book, near: SearchStrategy[date]) -> None:
    """An assignment from its order to wherever it has come."""
    on = book.draw(near)
    order = book.write(
        AssignmentOrdered,
        on,
        service=book.one_of(ServiceKind.HOUSING_SUPPORT, *ServiceKind),
        commissioner="hsf",
        provider="hm",
        legal_ground=book.one_of(*LegalGround),
        precondition=book.one_of(True, False, None),
        monthly_price_sek=book.one_of(None, 9_000),
    )
    if book.chance():
        book.write(RightToApplyTold, plus_days(on, book.up_to(20)), assignment=order.id)
    on = plus_days(on, book.one_of(0, 1, 20))
    if book.up_to(4) == 4:
        book.write(AssignmentDeclined, on, assignment=order.id)
        return
    worker = book.one_of(None, *WORKERS)
    book.write(AssignmentAccepted, on, assignment=order.id, worker=worker)
    for kind in (AssignmentWorkerChanged, ImplementationPlanMade, AssignmentFollowedUp):
        if not book.chance():
            continue
        on = plus_days(on, book.one_of(0, 1, 20, 60))
        said: Given = {"worker": book.one_of(*WORKERS)}
        if kind is not AssignmentWorkerChanged:
            said = {"follow_up_on": book.one_of(None, plus_days(on, 90))}
        if kind is ImplementationPlanMade:
            said["with_participant"] = book.one_of(True, True, False)
        book.write(kind, on, assignment=order.id, **said)
    if book.chance():
        reason = book.one_of(*AssignmentEndReason)
        last = plus_days(on, book.one_of(0, 1, 30, 200))
        book.write(AssignmentEnded, last, assignment=order.id, reason=reason)


def planned_moves(book: Book, near: SearchStrategy[date]) -> None:
    """A start and a change of worker that are planned, and perhaps dropped."""
    on = book.draw(near)
    plans: list[Entry] = []
    if book.chance():
        said: Given = {"service": book.one_of(*ServiceKind), "worker": book.one_of(None, *WORKERS)}
        ahead = plus_days(on, book.one_of(-1, 0, 14, 60))
        plans.append(book.write(StartPlanned, on, planned_for=ahead, **said))
    start = of_kind(book, Started)[-1]
    on = max(start.on, on)
    ahead = plus_days(on, book.one_of(-1, 0, 14, 60))
    said = {"start": start.id, "worker": book.one_of(*WORKERS), "planned_for": ahead}
    plans.append(book.write(WorkerChangePlanned, on, **said))
    if book.chance():
        plan = book.one_of(*plans)
        book.write(IntentionDropped, plus_days(plan.on, book.one_of(0, 5)), plan=plan.id)
