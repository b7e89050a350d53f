"""What is recorded about an assignment: a committee orders a service, a provider carries it out.

The provider and the person draw up an implementation plan from the order (City 2025, "Förslag på
uppdragsbeskrivning av insatserna"). Where an assignment stands on a day is worked out in
:mod:`cm_method.services.assignments`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum, unique
from typing import TypeVar

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.services import ServiceKind
from cm_method.errors import Problem
from cm_method.fields import answers, broken
from cm_method.journal import Category, Entry


@unique
class LegalGround(Enum):
    """What a service rests on: an individual assessment (SoL 11:1), or none (SoL 11:5)."""

    SOL_11_1 = "sol_11_1"
    SOL_11_5 = "sol_11_5"


@unique
class AssignmentEndReason(Enum):
    """Why an assignment ended. A death is recorded as such, and ends it too."""

    GOALS_REACHED = "goals_reached"
    OWN_CHOICE = "own_choice"
    LOST_CONTACT = "lost_contact"
    MOVED = "moved"
    OTHER_SERVICE = "other_service"
    ORDER_WITHDRAWN = "order_withdrawn"
    PROVIDER_GAVE_UP = "provider_gave_up"
    OTHER = "other"


@frozen(kw_only=True)
class AssignmentOrdered(Entry):
    """*commissioner* orders a *service* from *provider*; this entry's id names the assignment.

    *precondition* says whether it is recorded that neither own outpatient service nor the
    freedom-of-choice system meets the need: True that they do not, False that one of them does,
    None that nobody has recorded it. *monthly_price_sek* is the user's own amount in whole kronor.
    """

    category = Category.COURSE

    service: ServiceKind
    commissioner: str
    provider: str
    legal_ground: LegalGround
    precondition: bool | None = None
    monthly_price_sek: int | None = None

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if self.monthly_price_sek is not None and self.monthly_price_sek < 0:
            yield broken("price_below_zero", "monthly_price_sek")


@frozen(kw_only=True)
class AssignmentAccepted(Entry):
    """The provider takes the assignment. *worker* carries it out; None while nobody is named."""

    category = Category.COURSE

    assignment: str = field(metadata=answers("assignment_ordered"))
    worker: str | None = None


@frozen(kw_only=True)
class AssignmentDeclined(Entry):
    """The provider does not take the assignment."""

    category = Category.COURSE

    assignment: str = field(metadata=answers("assignment_ordered"))


@frozen(kw_only=True)
class AssignmentWorkerChanged(Entry):
    """*worker* carries the assignment out from this day."""

    category = Category.COURSE

    assignment: str = field(metadata=answers("assignment_ordered"))
    worker: str


@frozen(kw_only=True)
class ImplementationPlanMade(Entry):
    """The provider has drawn up an implementation plan from the order, *with_participant* or not.

    *follow_up_on* is the day on which it is to be followed up, None where none is set.
    """

    category = Category.PLAN

    assignment: str = field(metadata=answers("assignment_ordered"))
    with_participant: bool
    follow_up_on: date | None = None


@frozen(kw_only=True)
class AssignmentFollowedUp(Entry):
    """The assignment was followed up; *follow_up_on* is the next time, None where none is set."""

    category = Category.PLAN

    assignment: str = field(metadata=answers("assignment_ordered"))
    follow_up_on: date | None = None


@frozen(kw_only=True)
class AssignmentEnded(Entry):
    """The assignment ended; this day is its last."""

    category = Category.COURSE

    assignment: str = field(metadata=answers("assignment_ordered"))
    reason: AssignmentEndReason


@frozen(kw_only=True)
class RightToApplyTold(Entry):
    """The provider has told of the right to apply for a service under SoL 11:1 (SoL 11:6)."""

    category = Category.COURSE

    assignment: str = field(metadata=answers("assignment_ordered"))


OfAssignment = (
    AssignmentAccepted
    | AssignmentDeclined
    | AssignmentWorkerChanged
    | ImplementationPlanMade
    | AssignmentFollowedUp
    | AssignmentEnded
    | RightToApplyTold
)
"""Every entry that names an assignment."""
A = TypeVar("A", bound=OfAssignment)


def of_assignment(case: Case, order: AssignmentOrdered, *kinds: type[A]) -> list[A]:
    """The entries of these kinds that name an assignment, in order, none from before it."""
    found = (
        entry
        for kind in kinds
        for entry in case.of_kind(kind)
        if entry.on >= order.on and order.id in case.standing_for(entry.assignment)
    )
    return sorted(found, key=lambda entry: entry.order)
