"""What is recorded about responsibility: offers, answers, endings, stand-ins, lifted needs.

A handover is offered and accepted as two entries that name each other (R24). Who holds what on a
day is worked out from these entries by :mod:`cm_method.case.chain`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum, unique

from attrs import field, frozen

from cm_method.errors import Problem
from cm_method.fields import FREE_TEXT, TELEPHONE, answers, broken
from cm_method.journal import Category, Entry


def is_a_number(code: str) -> bool:
    """Whether a code is a telephone number: no letter in it, as in "112"."""
    return not any(letter.isalpha() for letter in code)


def _someone_accountable(name: str, code: str | None) -> Iterator[Problem]:
    """An emergency number satisfies reach, never the holder (R23)."""
    if code is not None and is_a_number(code):
        yield broken("number_as_holder", name)


@frozen(kw_only=True)
class ResponsibilityOffered(Entry):
    """Accountability is offered to *receiver*: for one *need*, or for the crisis when it is None.

    *giver* is who holds it today, None when nobody does. A holder who offers to themselves and
    accepts renews the terms: another contact path, another stand-in.
    """

    category = Category.RESPONSIBILITY

    need: str | None = field(default=None, metadata=answers("need_assessed"))
    giver: str | None = None
    receiver: str

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        yield from _someone_accountable("giver", self.giver)
        yield from _someone_accountable("receiver", self.receiver)


@frozen(kw_only=True)
class ResponsibilityAccepted(Entry):
    """The receiver of an offer is accountable from this day.

    *contact_path* is how to reach the holder, *stand_in* who acts when the holder is away, and
    *any_hour* whom to reach at any hour (an emergency number will do for that, never as holder).
    """

    category = Category.RESPONSIBILITY

    offer: str = field(metadata=answers("responsibility_offered"))
    contact_path: str | None = field(default=None, repr=False, metadata=TELEPHONE)
    stand_in: str | None = None
    any_hour: str | None = field(default=None, repr=False, metadata=TELEPHONE)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        yield from _someone_accountable("stand_in", self.stand_in)


@frozen(kw_only=True)
class ResponsibilityRefused(Entry):
    """The receiver says no; responsibility stays with the giver."""

    category = Category.RESPONSIBILITY

    offer: str = field(metadata=answers("responsibility_offered"))


@frozen(kw_only=True)
class OfferWithdrawn(Entry):
    """The giver takes the offer back before it was accepted."""

    category = Category.RESPONSIBILITY

    offer: str = field(metadata=answers("responsibility_offered"))


@frozen(kw_only=True)
class ResponsibilityEnded(Entry):
    """The holder lets go without a receiver; this day is the last one held.

    *acceptance* names what made the holder accountable: an acceptance, or a need that was lifted.
    """

    category = Category.RESPONSIBILITY

    acceptance: str = field(metadata=answers("responsibility_accepted", "need_lifted"))


@unique
class LiftedTo(Enum):
    """Who can decide about a service that does not exist: where a need is lifted to."""

    UNIT = "unit"
    ADMINISTRATION = "administration"
    STEERING_GROUP = "steering_group"
    RESPONSIBLE_AUTHORITIES = "responsible_authorities"
    POLITICAL = "political"


@frozen(kw_only=True)
class NeedLifted(Entry):
    """A need that no service answers is lifted to a level that can; the *lifter* holds it (R23).

    Where someone holds the need already, they stay accountable and the lifting is only noted.
    """

    category = Category.RESPONSIBILITY

    need: str = field(metadata=answers("need_assessed"))
    lifter: str
    lifted_to: LiftedTo
    contact_path: str | None = field(default=None, repr=False, metadata=TELEPHONE)
    stand_in: str | None = None

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        yield from _someone_accountable("lifter", self.lifter)
        yield from _someone_accountable("stand_in", self.stand_in)


@frozen(kw_only=True)
class LiftAnswered(Entry):
    """The level to which a need was lifted has answered whether there is a service now."""

    category = Category.RESPONSIBILITY

    lift: str = field(metadata=answers("need_lifted"))
    service_found: bool
    note: str = field(default="", repr=False, metadata=FREE_TEXT)


@frozen(kw_only=True)
class SupportPromised(Entry):
    """*supporter* helps with a need (None: with the crisis) from this day, without holding it."""

    category = Category.RESPONSIBILITY

    need: str | None = field(default=None, metadata=answers("need_assessed"))
    supporter: str
    contact_path: str | None = field(default=None, repr=False, metadata=TELEPHONE)


@frozen(kw_only=True)
class SupportEnded(Entry):
    """A supporter helps no longer; this day is the last."""

    category = Category.RESPONSIBILITY

    support: str = field(metadata=answers("support_promised"))


@frozen(kw_only=True)
class AbsenceNoted(Entry):
    """*absent* is away from *first* through *last* (None: until further notice).

    Who is away stays accountable; the stand-in acts (R24).
    """

    category = Category.RESPONSIBILITY

    absent: str
    first: date
    last: date | None = None

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if self.last is not None and self.last < self.first:
            yield broken("ends_before_it_begins", "last", first=self.first, last=self.last)


@frozen(kw_only=True)
class AbsenceEnded(Entry):
    """Who was away is back from this day."""

    category = Category.RESPONSIBILITY

    absence: str = field(metadata=answers("absence_noted"))


@frozen(kw_only=True)
class EscalationAgreed(Entry):
    """Who cannot reach *sought* turns to *turn_to*; a later agreement about *sought* replaces it.

    In a participant's journal it holds for that participant, in the partnership's for everyone.
    """

    category = Category.RESPONSIBILITY

    sought: str
    turn_to: str
    reach: str | None = field(default=None, repr=False, metadata=TELEPHONE)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if self.sought == self.turn_to:
            yield broken("escalates_to_oneself", "turn_to")
