"""The coordinated individual plan, SIP: asked for, initiated, met about, agreed and followed up.

The plan states which services are needed, which of them each responsible authority answers for,
which measures somebody else takes, and which authority has overall responsibility (SoL 10:8-9, HSL
16:4). It is not the individual plan of the CM method (R13). An internal SIP is an agreement between
units of one municipality, without the contents of the statute (City 2020, section 6.2.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum, unique

from attrs import field, frozen

from cm_method.case.parties import LegalForm, Parties
from cm_method.errors import Problem
from cm_method.fields import Checked, answers, broken, row
from cm_method.journal import Category, Entry


@unique
class SipAnswer(Enum):
    """What the person answered when asked whether they want a SIP."""

    WANTED = "wanted"
    DECLINED = "declined"
    UNDECIDED = "undecided"


@unique
class ResponsibleAuthority(Enum):
    """The two that can answer for services in a SIP. An association is neither, ever."""

    MUNICIPALITY = "municipality"
    REGION = "region"


FORM_OF = {
    ResponsibleAuthority.MUNICIPALITY: LegalForm.COMMITTEE,
    ResponsibleAuthority.REGION: LegalForm.REGION,
}
"""The legal form of whoever belongs to a responsible authority."""


@unique
class NextOfKinPart(Enum):
    """How next of kin took part in drawing the plan up.

    They are given the possibility if it is suitable and the person does not object.
    """

    TOOK_PART = "took_part"
    DID_NOT_COME = "did_not_come"
    NOT_SUITABLE = "not_suitable"
    PARTICIPANT_OBJECTED = "participant_objected"
    NOBODY = "nobody"


@unique
class SipOutcome(Enum):
    """How it turned out, as the person sees it."""

    HELPED = "helped"
    PARTLY = "partly"
    DID_NOT_HELP = "did_not_help"
    WORSE = "worse"
    NOT_SAID = "not_said"


@unique
class SipEndReason(Enum):
    """Why work with the plan ended."""

    NOT_NEEDED = "not_needed"
    OWN_CHOICE = "own_choice"
    NEW_PLAN = "new_plan"
    MOVED = "moved"
    OTHER = "other"


@frozen(kw_only=True)
class SipService(Checked):
    """A service that the person needs, in a few words (*needed*).

    *authority* is the one that answers for it, None where nobody has said. *who* is the code of the
    party or unit of that authority; in an internal SIP the unit.
    """

    needed: str = field(repr=False)
    authority: ResponsibleAuthority | None = None
    who: str | None = None


@frozen(kw_only=True)
class SipMeasure(Checked):
    """Something that *who*, neither the municipality nor the region, does: an association, say."""

    measure: str = field(repr=False)
    who: str


@frozen(kw_only=True)
class SipAsked(Entry):
    """The person was asked whether they want a SIP, by the party or worker *asked_by*.

    The answer is not the consent: that is recorded apart, as a consent of its own kind.
    """

    category = Category.PLAN

    answer: SipAnswer
    asked_by: str


@frozen(kw_only=True)
class SipInitiated(Entry):
    """Work with a SIP begins, at once; the entry's id names it from here on.

    *initiator* is the code of who took the initiative. Two conditions of the statute can be noted:
    that services of both social services and health care are needed (*needs_both*), and which
    authority judged a plan necessary (*judged_by*). The third is a consent of its own.
    """

    category = Category.PLAN

    initiator: str
    internal: bool = False
    needs_both: bool = False
    judged_by: ResponsibleAuthority | None = None

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if self.internal and (self.needs_both or self.judged_by is not None):
            yield broken("internal_sip_with_conditions", "internal")


@frozen(kw_only=True)
class SipMeetingHeld(Entry):
    """A meeting about the plan: the codes of those who were *called*, and of those who *came*."""

    category = Category.PLAN

    sip: str = field(metadata=answers("sip_initiated"))
    called: tuple[str, ...] = field(converter=row)
    came: tuple[str, ...] = field(default=(), converter=row)
    participant_came: bool
    next_of_kin_came: bool = False

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if not self.called:
            yield broken("nobody_called", "called")
        for name in ("called", "came"):
            codes = getattr(self, name)
            if len(set(codes)) < len(codes):
                yield broken("code_named_twice", name)

    @property
    def absent(self) -> tuple[str, ...]:
        """Those who were called and did not come."""
        return tuple(code for code in self.called if code not in self.came)


@frozen(kw_only=True)
class SipAgreed(Entry):
    """The plan as it stands from this day; a later one of the same SIP replaces it.

    *no_other_measures* says that nobody else does anything, where *measures* is empty. *overall* is
    the authority with overall responsibility and *overall_unit* the code of its unit; an internal
    SIP has the unit alone. *next_of_kin_part* is None where nobody has said. The statute sets no
    time for the follow-up: *follow_up_on* is what was agreed.
    """

    category = Category.PLAN

    sip: str = field(metadata=answers("sip_initiated"))
    services: tuple[SipService, ...] = field(default=(), converter=row)
    measures: tuple[SipMeasure, ...] = field(default=(), converter=row)
    no_other_measures: bool = False
    overall: ResponsibleAuthority | None = None
    overall_unit: str | None = None
    with_participant: bool
    next_of_kin_part: NextOfKinPart | None = None
    follow_up_on: date | None = None

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if self.measures and self.no_other_measures:
            yield broken("measures_denied", "no_other_measures")
        yield from _lies_ahead(self)


@frozen(kw_only=True)
class SipFollowedUp(Entry):
    """The plan was followed up: how it turned out, as the person sees it.

    *received* and *not_received* are the numbers of the services that the person got and did not
    get (1 is the first in the plan); of any other nobody has said. *follow_up_on* is the next time.
    """

    category = Category.PLAN

    sip: str = field(metadata=answers("sip_initiated"))
    participant_says: SipOutcome
    received: tuple[int, ...] = field(default=(), converter=row)
    not_received: tuple[int, ...] = field(default=(), converter=row)
    follow_up_on: date | None = None

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        numbers = (*self.received, *self.not_received)
        if any(number < 1 for number in numbers):
            yield broken("service_number_below_one", "received", number=min(numbers))
        if len(set(numbers)) < len(numbers):
            yield broken("service_numbered_twice", "received")
        yield from _lies_ahead(self)


@frozen(kw_only=True)
class SipEnded(Entry):
    """Work with the plan ends; this day is its last."""

    category = Category.PLAN

    sip: str = field(metadata=answers("sip_initiated"))
    reason: SipEndReason


def _lies_ahead(entry: SipAgreed | SipFollowedUp) -> Iterator[Problem]:
    planned = entry.follow_up_on
    if planned is not None and planned <= entry.on:
        yield broken("follow_up_not_ahead", "follow_up_on", on=entry.on, day=planned)


SIP_KINDS: frozenset[type[Entry]] = frozenset(
    (SipAsked, SipInitiated, SipMeetingHeld, SipAgreed, SipFollowedUp, SipEnded)
)
"""The kinds of entries about SIP."""


# What a plan contains


@unique
class SipPart(Enum):
    """The four contents that the statute asks for (SoL 10:9, HSL 16:4)."""

    SERVICES_NEEDED = "services_needed"
    SERVICES_OF_AUTHORITIES = "services_of_authorities"
    MEASURES_OF_OTHERS = "measures_of_others"
    OVERALL_RESPONSIBILITY = "overall_responsibility"


def missing_in_sip(plan: SipAgreed) -> tuple[SipPart, ...]:
    """Which of the four contents of the statute a plan lacks; empty when it has them all.

    It is not asked of an internal SIP. That nobody else does anything has to be said.
    """
    has = {
        SipPart.SERVICES_NEEDED: bool(plan.services),
        SipPart.SERVICES_OF_AUTHORITIES: bool(plan.services)
        and all(service.authority is not None for service in plan.services),
        SipPart.MEASURES_OF_OTHERS: bool(plan.measures) or plan.no_other_measures,
        SipPart.OVERALL_RESPONSIBILITY: plan.overall is not None,
    }
    return tuple(part for part, is_there in has.items() if not is_there)


def fits(authority: ResponsibleAuthority, who: str, parties: Parties) -> bool | None:
    """Whether who is named belongs to the authority, by registered legal form; None: not known."""
    form = parties.legal_forms.get(parties.party(who))
    return None if form is None else form is FORM_OF[authority]


def misfits(
    plan: SipAgreed, parties: Parties
) -> tuple[tuple[SipPart, ResponsibleAuthority, str], ...]:
    """Whom a plan names as an authority's that is not: the content, the authority and the code.

    As far as legal forms are registered; an association, above all.
    """
    named = [
        (SipPart.SERVICES_OF_AUTHORITIES, service.authority, service.who)
        for service in plan.services
    ]
    named.append((SipPart.OVERALL_RESPONSIBILITY, plan.overall, plan.overall_unit))
    return tuple(
        (part, authority, who)
        for part, authority, who in named
        if authority is not None and who is not None and fits(authority, who, parties) is False
    )
