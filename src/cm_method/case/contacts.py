"""Priority contacts: what happened with each actor the participant chose to prioritise (R14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum, unique

from attrs import field, frozen

from cm_method.errors import Problem
from cm_method.fields import FREE_TEXT, broken
from cm_method.journal import Category, Entry


@unique
class ContactStatus(Enum):
    """What happened with a contact. Dropping it is the participant's own choice, nobody else's."""

    PLANNED = "planned"
    ATTENDED = "attended"
    MISSED = "missed"
    BROKEN_OFF = "broken_off"
    DROPPED = "dropped"


@frozen(kw_only=True)
class ContactFollowed(Entry):
    """A note on one contact, named by the code it has in the plan.

    *planned_for* is the day of a visit that lies ahead, given when the status is planned.
    """

    category = Category.CONTACTS

    contact: str
    status: ContactStatus
    planned_for: date | None = None
    note: str = field(default="", repr=False, metadata=FREE_TEXT)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if self.planned_for is not None and self.status is not ContactStatus.PLANNED:
            yield broken("planned_for_without_plan", "planned_for")


SETTLING = frozenset((ContactStatus.ATTENDED, ContactStatus.BROKEN_OFF, ContactStatus.DROPPED))
"""The statuses that say where a contact stands; a planned or missed visit leaves it as it was."""
