"""What is recorded ahead about who is to hold what: planned starts and changes, exceptions (R27).

Nothing here makes anybody a case manager: a plan is fulfilled by a start or a change, or dropped.
How many each worker holds on a day is worked out in :mod:`cm_method.services.caseload`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from cm_method.case.services import ServiceKind
from cm_method.errors import Problem
from cm_method.fields import FREE_TEXT, answers, broken
from cm_method.journal import Entry


@frozen(kw_only=True)
class StartPlanned(Entry):
    """A *service* is to start with *worker* on *planned_for*; None where nobody is named yet.

    It is fulfilled when the service gets under way, whoever holds it then. A later plan for the
    same service replaces it.
    """

    service: ServiceKind
    worker: str | None = None
    planned_for: date


@frozen(kw_only=True)
class WorkerChangePlanned(Entry):
    """*worker* is to take over the case on *planned_for*; fulfilled by the next change of worker.

    A later plan for the same start replaces it.
    """

    start: str = field(metadata=answers("started"))
    worker: str
    planned_for: date


@frozen(kw_only=True)
class IntentionDropped(Entry):
    """What was planned will not come about."""

    plan: str = field(metadata=answers("start_planned", "worker_change_planned"))


@frozen(kw_only=True)
class CaseloadExceptionGranted(Entry):
    """*worker* may hold up to *most* of a *service* from *first* through *last*, and why (R27).

    It belongs in the partnership's journal. One granted later for the same worker and service goes
    before it on the days that it covers itself. The guideline stays what it is.
    """

    worker: str
    service: ServiceKind
    first: date
    last: date
    most: int
    justification: str = field(repr=False, metadata=FREE_TEXT)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if self.last < self.first:
            yield broken("ends_before_it_begins", "last", first=self.first, last=self.last)
        if self.most < 1:
            yield broken("exception_for_nobody", "most")
        if not self.justification.strip():
            yield broken("exception_without_reason", "justification")
