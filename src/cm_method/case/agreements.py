"""What the partnership's journal records: the agreement, its course, money, documents and words.

Entries about the partnership itself, never about a participant. What they amount to on a day is
worked out in :mod:`cm_method.partnership`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum, unique

from attrs import field, frozen

from cm_method.dates import plus_days, plus_months
from cm_method.errors import Problem
from cm_method.fields import FREE_TEXT, Checked, answers, broken, row
from cm_method.journal import Entry


@unique
class PhaseKind(Enum):
    """The phases of a partnership (IOP, "Tidplan")."""

    ESTABLISHMENT = "establishment"
    OPERATION = "operation"
    CLOSURE = "closure"


@frozen(kw_only=True)
class Phase(Checked):
    """A phase of so many full *months*; the phases follow one another from the first day."""

    phase: PhaseKind
    months: int

    def broken_invariants(self) -> Iterator[Problem]:
        if self.months < 1:
            yield broken("phase_without_months", "months")


MOST_MONTHS = 1200
"""More months than this are taken for a slip of the pen; counting on would leave the calendar."""


@frozen(kw_only=True)
class AgreementMade(Entry):
    """A partnership agreement (IOP): its days, phases, money and the clause that it hangs on.

    It holds from *first* through *last*. *ceiling_sek* is the most that is paid over the whole
    period, in whole Swedish kronor (SEK). *condition* is what it is conditional on, empty
    for nothing. The project group follows up every *project_group_months* months, the steering
    group every *steering_group_months*.
    """

    agreement: str
    first: date
    last: date
    phases: tuple[Phase, ...] = field(converter=row)
    ceiling_sek: int
    condition: str = field(default="", repr=False, metadata=FREE_TEXT)
    project_group_months: int = 3
    steering_group_months: int = 12

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if self.last < self.first:
            yield broken("ends_before_it_begins", "last", first=self.first, last=self.last)
        if self.ceiling_sek < 0:
            yield broken("negative_amount", "ceiling_sek")
        for name in ("project_group_months", "steering_group_months"):
            if not 1 <= getattr(self, name) <= MOST_MONTHS:
                yield broken("months_out_of_reach", name, most=MOST_MONTHS)
        kinds = [phase.phase for phase in self.phases]
        if len(set(kinds)) < len(kinds):
            yield broken("phase_twice", "phases")
        if self.last >= self.first and self._months_beyond():
            yield broken("phases_outlast_agreement", "phases", last=self.last)

    def _months_beyond(self) -> bool:
        months = sum(phase.months for phase in self.phases)
        return months > MOST_MONTHS or plus_days(plus_months(self.first, months), -1) > self.last


@unique
class AgreementStatus(Enum):
    """Where an agreement stands with its conditional clause."""

    PROPOSED = "proposed"
    SIGNED_ON_CONDITION = "signed_on_condition"
    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    RENEGOTIATED = "renegotiated"


@frozen(kw_only=True)
class AgreementStatusChanged(Entry):
    """The agreement has got a new status from this day."""

    made: str = field(metadata=answers("agreement_made"))
    status: AgreementStatus


@frozen(kw_only=True)
class AgreementAmended(Entry):
    """The agreement was changed from this day: another last day, another ceiling, or in words."""

    made: str = field(metadata=answers("agreement_made"))
    last: date | None = None
    ceiling_sek: int | None = None
    amendment: str = field(repr=False, metadata=FREE_TEXT)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if self.ceiling_sek is not None and self.ceiling_sek < 0:
            yield broken("negative_amount", "ceiling_sek")
        if self.last is None and self.ceiling_sek is None and not self.amendment.strip():
            yield broken("amends_nothing", "amendment")


@unique
class PartyRole(Enum):
    """What a party is in the partnership."""

    FINANCIER = "financier"
    PROVIDER = "provider"
    RESEARCHER = "researcher"


@frozen(kw_only=True)
class RoleTaken(Entry):
    """A party has a role in an agreement."""

    made: str = field(metadata=answers("agreement_made"))
    party: str
    role: PartyRole


@unique
class Body(Enum):
    """The bodies of a partnership."""

    PROJECT_GROUP = "project_group"
    STEERING_GROUP = "steering_group"


@unique
class Decides(Enum):
    """What a body decides on (IOP, "Uppföljning")."""

    PROJECT_PLAN = "project_plan"
    RESOURCES = "resources"
    BUDGET = "budget"
    CHANGES = "changes"
    DISAGREEMENTS = "disagreements"


@frozen(kw_only=True)
class BodyFormed(Entry):
    """A body with its *members* by function, never by name, and what it *decides* on."""

    made: str = field(metadata=answers("agreement_made"))
    body: Body
    members: tuple[str, ...] = field(converter=row)
    decides: tuple[Decides, ...] = field(default=(), converter=row)


@frozen(kw_only=True)
class FollowUpHeld(Entry):
    """A body has followed up the partnership. *planned* is the day it was due in the calendar."""

    body: Body
    planned: date | None = None
    note: str = field(default="", repr=False, metadata=FREE_TEXT)


@unique
class CostKind(Enum):
    """What money was spent on."""

    STAFF = "staff"
    TRAINING = "training"
    PREMISES = "premises"
    ACTIVITIES = "activities"
    OTHER = "other"


@frozen(kw_only=True)
class CostIncurred(Entry):
    """A cost of the partnership, in whole Swedish kronor (SEK); a credit is a negative amount.

    *covered_sek* is how much of it another funder pays; only the rest counts against the ceiling
    (IOP, "Ekonomi").
    """

    amount_sek: int
    covered_sek: int = 0
    cost: CostKind
    description: str = field(default="", repr=False, metadata=FREE_TEXT)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if not min(0, self.amount_sek) <= self.covered_sek <= max(0, self.amount_sek):
            yield broken("covers_more_than_it_costs", "covered_sek")

    @property
    def counted_sek(self) -> int:
        """What of the cost counts against the ceiling."""
        return self.amount_sek - self.covered_sek


@frozen(kw_only=True)
class TrainingHeld(Entry):
    """Staff of a party were trained in CM: how many people."""

    party: str
    trained: int
    description: str = field(default="", repr=False, metadata=FREE_TEXT)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if self.trained < 0:
            yield broken("negative_count", "trained")


@frozen(kw_only=True)
class DisagreementRaised(Entry):
    """The parties disagree; it is first solved by dialogue in the project."""

    topic: str = field(repr=False, metadata=FREE_TEXT)


@frozen(kw_only=True)
class DisagreementReferred(Entry):
    """Dialogue did not solve it, so the steering group decides."""

    disagreement: str = field(metadata=answers("disagreement_raised"))


@frozen(kw_only=True)
class DisagreementSettled(Entry):
    """The disagreement is over: the parties agreed, or the steering group decided."""

    disagreement: str = field(metadata=answers("disagreement_raised"))
    outcome: str = field(default="", repr=False, metadata=FREE_TEXT)


@unique
class DocumentKind(Enum):
    """What a registered document is."""

    AGREEMENT = "agreement"
    MINUTES = "minutes"
    WRITTEN_ACCOUNT = "written_account"
    FINAL_REPORT = "final_report"
    HANDBOOK = "handbook"
    OTHER = "other"


@frozen(kw_only=True)
class DocumentRegistered(Entry):
    """A document of the agreement was registered (*diariefört*) by a party under *reference*."""

    made: str = field(metadata=answers("agreement_made"))
    party: str
    document: DocumentKind
    reference: str
    title: str = field(default="", repr=False, metadata=FREE_TEXT)


@unique
class Activity(Enum):
    """What the association's written account counts besides participants."""

    INFORMATION_EVENT = "information_event"
    OUTREACH = "outreach"


@frozen(kw_only=True)
class ActivityHeld(Entry):
    """An information event, or outreach, in whole *hours*.

    *people* is how many it met, None where nobody counted; the same person may be met again.
    """

    activity: Activity
    people: int | None = None
    hours: int | None = None

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        for name in ("people", "hours"):
            if (getattr(self, name) or 0) < 0:
                yield broken("negative_count", name)


@frozen(kw_only=True)
class VisitorsCounted(Entry):
    """How many unique persons visited the activities from *first* through *last*.

    Counts of different periods do not add up, since the same person may be in both.
    """

    first: date
    last: date
    persons: int

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if self.last < self.first:
            yield broken("ends_before_it_begins", "last", first=self.first, last=self.last)
        if self.last > self.on:
            yield broken("counted_ahead", "last", on=self.on, last=self.last)
        if self.persons < 0:
            yield broken("negative_count", "persons")


@unique
class ReportPart(Enum):
    """What the final report tells (IOP, "Slutrapport")."""

    HOW_THE_WORK_WAS_DONE = "how_the_work_was_done"
    GOALS = "goals"
    CONTRIBUTIONS = "contributions"
    TIMETABLE_AND_BUDGET = "timetable_and_budget"
    LEARNED = "learned"
    RESEARCH = "research"


@frozen(kw_only=True)
class StatementGiven(Entry):
    """A party's own words for a part of the final report; the latest of each party stands."""

    made: str = field(metadata=answers("agreement_made"))
    party: str
    part: ReportPart
    statement: str = field(repr=False, metadata=FREE_TEXT)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if not self.statement.strip():
            yield broken("says_nothing", "statement")
