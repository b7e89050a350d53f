"""Consents of six kinds that never stand in for each other, and the sharings that were made (R25).

A consent says who may give what to whom, for which purpose and on which days. That it runs is a
fact of the record; whether a sharing is lawful is for people to judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum, unique

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.episodes import death, doubted_death
from cm_method.dates import require_days
from cm_method.errors import Problem
from cm_method.fields import FREE_TEXT, answers, broken, row
from cm_method.journal import Category, Entry


@unique
class ConsentKind(Enum):
    """What a consent is to. None stands in for another (section 3.3 of the domain, R25)."""

    PARTICIPATION = "participation"
    SECRECY_WAIVER = "secrecy_waiver"
    CONFIDENTIALITY_RELEASE = "confidentiality_release"
    SIP = "sip"
    RESEARCH = "research"
    GDPR = "gdpr"


@unique
class StatutoryGround(Enum):
    """Openings and duties in the acts that need a person's judgement; named, never weighed."""

    OSL_10_2 = "osl_10_2"
    OSL_10_18C = "osl_10_18c"
    OSL_10_27 = "osl_10_27"
    OSL_10_28 = "osl_10_28"
    OSL_25_12 = "osl_25_12"
    OSL_26_9 = "osl_26_9"
    SOL_19_1 = "sol_19_1"
    SOL_27_2 = "sol_27_2"
    EMERGENCY = "emergency"
    OTHER = "other"


@frozen(kw_only=True)
class ConsentGiven(Entry):
    """A consent runs from *first* through *last*, both included.

    *discloser* is the party that may give, *recipients* are parties and *next_of_kin* people close
    to the participant, apart. *information* holds categories of the method's hierarchy. *about* is
    None for the participant's own consent, else the code of the person whose information it is and
    who consents. *form* refers to the signed form, *keeper* is who keeps it (None: the
    association).
    """

    category = Category.CONSENT

    consent: ConsentKind
    discloser: str
    recipients: tuple[str, ...] = field(default=(), converter=row)
    next_of_kin: tuple[str, ...] = field(default=(), converter=row)
    information: tuple[str, ...] = field(converter=row)
    purpose: str
    first: date
    last: date
    about: str | None = None
    form: str
    keeper: str | None = None

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if self.last < self.first:
            yield broken("ends_before_it_begins", "last", first=self.first, last=self.last)
        if not self.information:
            yield broken("consent_to_nothing", "information")
        if not (self.recipients or self.next_of_kin):
            yield broken("consent_to_nobody", "recipients")


@frozen(kw_only=True)
class ConsentWithdrawn(Entry):
    """A consent no longer runs from this day on; what was shared before stays as it was (R25)."""

    category = Category.CONSENT

    consent_given: str = field(metadata=answers("consent_given"))


@frozen(kw_only=True)
class SharingMade(Entry):
    """Information was given, with the *necessity* that a person judged and wrote down (IOP).

    *ground* is the statutory ground where the sharing rested on one, not on a consent.
    *to_next_of_kin* says that the recipient is a person close to the participant, *about* whose
    information it was (None: the participant's).
    """

    category = Category.CONSENT

    discloser: str
    recipient: str
    to_next_of_kin: bool = False
    information: tuple[str, ...] = field(converter=row)
    purpose: str
    about: str | None = None
    necessity: str = field(repr=False, metadata=FREE_TEXT)
    ground: StatutoryGround | None = None

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if not self.information:
            yield broken("shares_nothing", "information")
        if not self.necessity.strip():
            yield broken("necessity_not_stated", "necessity")


@unique
class ConsentState(Enum):
    """Where a consent stands on a day."""

    NOT_YET = "not_yet"
    RUNS = "runs"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    CONTESTED = "contested"
    ENDED_BY_DEATH = "ended_by_death"


@frozen(kw_only=True)
class Consent:
    """A consent with its withdrawal: *withdrawn* is the first day on which it no longer runs.

    *contested* says that corrections of it, or of its withdrawal, compete; then it does not count.
    *doubted* is the day of a death about which corrections compete; after it nobody can say.
    """

    entry: ConsentGiven
    withdrawn: date | None
    died: date | None
    contested: bool
    doubted: date | None = None

    @property
    def opens(self) -> date:
        """Its first day, never before the day on which it was given."""
        return max(self.entry.first, self.entry.on)

    def state(self, day: date) -> ConsentState:
        """Where it stands on a day; a withdrawal takes effect on its own day (R25)."""
        require_days(day=day)
        if self.contested:
            return ConsentState.CONTESTED
        if self.withdrawn is not None and self.withdrawn <= day:
            return ConsentState.WITHDRAWN
        if day > self.entry.last:
            return ConsentState.EXPIRED
        if self.died is not None and day > self.died:
            return ConsentState.ENDED_BY_DEATH
        if self.doubted is not None and day > self.doubted:
            return ConsentState.CONTESTED
        return ConsentState.NOT_YET if day < self.opens else ConsentState.RUNS

    def runs(self, day: date) -> bool:
        """Whether it runs on a day."""
        require_days(day=day)
        return self.state(day) is ConsentState.RUNS


def consents(case: Case) -> tuple[Consent, ...]:
    """The consents recorded so far, in order, each with its withdrawal."""
    withdrawn: dict[str, date] = {}
    for entry in case.of_kind(ConsentWithdrawn):
        for id in case.standing_for(entry.consent_given):
            withdrawn.setdefault(id, entry.on)
    rivals = {
        head
        for contest in case.contests
        for head in contest.heads
        if isinstance(head, ConsentGiven | ConsentWithdrawn)
    }
    in_doubt = {
        id
        for head in rivals
        if isinstance(head, ConsentWithdrawn)
        for id in case.standing_for(head.consent_given)
    } | {head.id for head in rivals}
    died, doubted = death(case), doubted_death(case)
    return tuple(
        Consent(
            entry=entry,
            withdrawn=withdrawn.get(entry.id),
            died=None if died is None else died[0],
            contested=entry.id in in_doubt,
            doubted=doubted,
        )
        for entry in case.of_kind(ConsentGiven)
    )
