"""SIP in figures: were people asked, did plans come about, and did they help, as people see it.

Whole counts that add up over any partition by participant. Exact counts are for insiders; what
leaves the house shows a table whole or not at all (R28).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum, unique

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.needs import NeedAssessed, NeedClosed
from cm_method.case.parties import LegalForm, Parties
from cm_method.case.sip import (
    SIP_KINDS,
    SipAnswer,
    SipAsked,
    SipOutcome,
    misfits,
    missing_in_sip,
)
from cm_method.case.sip_course import (
    Sip,
    first_asked,
    sips,
    statutory,
)
from cm_method.cohort.shares import Bounds, Share
from cm_method.dates import require_days
from cm_method.journal import Journal
from cm_method.rules.method import Method
from cm_method.rules.milestone import Answer
from cm_method.rules.review import of_this_edition
from cm_method.rules.sip import presumption_steps

UNSETTLED = frozenset((*SIP_KINDS, NeedAssessed, NeedClosed))
"""Where corrections of these compete, nobody can say how the participant counts."""
NOT_REGISTERED = "not_registered"
"""The kind of a party that nobody has registered; registered ones go by their legal form."""


@unique
class SipTable(Enum):
    """What the figures count, table by table; each cell of a table counts something else."""

    ASKED = "asked"
    ANSWERS = "answers"
    WANTED = "wanted"
    INITIATORS = "initiators"
    PLANS = "plans"
    FOLLOW_UPS = "follow_ups"
    OUTCOMES = "outcomes"
    SERVICES = "services"
    MEETINGS = "meetings"
    ABSENT = "absent"
    INTERNAL = "internal"


FOLLOWS_FROM: Mapping[SipTable, SipTable] = {
    SipTable.ANSWERS: SipTable.ASKED,
    SipTable.WANTED: SipTable.ANSWERS,
    SipTable.FOLLOW_UPS: SipTable.PLANS,
    SipTable.OUTCOMES: SipTable.FOLLOW_UPS,
    SipTable.SERVICES: SipTable.OUTCOMES,
    SipTable.ABSENT: SipTable.MEETINGS,
}
"""The table whose counts are told by the sum of another: hidden, it hides the other too."""

Counts = Mapping[tuple[SipTable, str], int]
"""How many, by table and cell; what nobody counts in is left out."""


@frozen(kw_only=True)
class SipFigures:
    """The exact counts of a cohort, in confidence: adding up is adding.

    *participants* have or have had the service; of the *unsettled*, corrections compete, and they
    count nowhere else. A need of SIP counts as presumed once it has been so on any day, and asked
    is who has been asked on any day, or has a SIP. An internal SIP counts only as such.
    """

    participants: int = 0
    unsettled: int = 0
    counts: Counts = field(factory=dict)

    def __add__(self, other: SipFigures) -> SipFigures:
        """Those of both groups together."""
        return SipFigures(
            participants=self.participants + other.participants,
            unsettled=self.unsettled + other.unsettled,
            counts=Counter(self.counts) + Counter(other.counts),
        )

    def count(self, table: SipTable, *cells: str) -> int:
        """How many are counted in some cells of a table."""
        return sum(self.counts.get((table, cell), 0) for cell in cells)

    def total(self, table: SipTable) -> int:
        """How many a table counts in all."""
        return sum(count for (each, _), count in self.counts.items() if each is table)

    def cells(self, table: SipTable) -> Mapping[str, int]:
        """Every cell of a table with its count, also where that is zero."""
        return {cell: self.count(table, cell) for cell in CELLS[table]}

    @property
    def asked(self) -> Share:
        """Asked about a SIP, of those for whom a need of one should be presumed."""
        met = self.count(SipTable.ASKED, "presumed_asked")
        return Share(met=met, of=met + self.count(SipTable.ASKED, "presumed_not_asked"))

    @property
    def complete(self) -> Share:
        """Plans with the four contents of the statute and no wrong authority, of all plans."""
        met = self.count(SipTable.PLANS, "complete")
        return Share(met=met, of=met + self.count(SipTable.PLANS, "incomplete"))

    @property
    def followed_up(self) -> Share:
        """SIPs that have been followed up, of those with a plan."""
        met = self.count(SipTable.FOLLOW_UPS, "followed_up")
        return Share(met=met, of=self.total(SipTable.FOLLOW_UPS))

    @property
    def all_came(self) -> Share:
        """Meetings to which everybody came who was called, of all meetings."""
        met = self.count(SipTable.MEETINGS, "all_came")
        return Share(met=met, of=self.total(SipTable.MEETINGS))

    @property
    def helped(self) -> Bounds:
        """SIPs that helped as the person sees it, of those followed up.

        Who has not said is unknown. Helped in part is not counted as helped; it has its own count.
        """
        met = self.count(SipTable.OUTCOMES, SipOutcome.HELPED.value)
        unknown = self.count(SipTable.OUTCOMES, SipOutcome.NOT_SAID.value)
        return _bounds(met, unknown, self.total(SipTable.OUTCOMES))

    @property
    def received(self) -> Bounds:
        """Services that the person got, of those planned in the plans that were followed up."""
        met = self.count(SipTable.SERVICES, "received")
        unknown = self.count(SipTable.SERVICES, "not_said")
        return _bounds(met, unknown, self.total(SipTable.SERVICES))

    def hidden(self, least: int) -> frozenset[SipTable]:
        """The tables that may not leave the house, where counts of 1 to *least* - 1 are small.

        A table with a small count is hidden whole, and with it every table whose sum tells its
        counts. This holds for one report: who subtracts two of them may still see the few between.
        """
        found: set[SipTable] = set()
        for table in SipTable:
            small = any(0 < count < least for count in (self.participants, *_told(self, table)))
            if small or FOLLOWS_FROM.get(table) in found:
                found.add(table)
        return frozenset(found)


def _told(figures: SipFigures, table: SipTable) -> Iterator[int]:
    """The counts that a table tells, also by subtraction from another."""
    counts = figures.cells(table).values()
    yield from counts
    if table is SipTable.ASKED:
        yield figures.unsettled
    if table is SipTable.ABSENT:
        meetings = figures.total(SipTable.MEETINGS)
        yield from (meetings - count for count in counts)


def _bounds(met: int, unknown: int, of: int) -> Bounds:
    return Bounds(
        lower=Share(met=met, of=of),
        upper=Share(met=met + unknown, of=of),
        known=Share(met=met, of=of - unknown),
    )


_PRESUMED = {
    Answer.YES: "presumed",
    Answer.NO: "not_presumed",
    Answer.UNKNOWN: "unknown",
}
_FORMS = (*(form.value for form in LegalForm), NOT_REGISTERED)

CELLS: Mapping[SipTable, tuple[str, ...]] = {
    SipTable.ASKED: tuple(
        f"{presumed}_{asked}" for presumed in _PRESUMED.values() for asked in ("asked", "not_asked")
    ),
    SipTable.ANSWERS: (*(answer.value for answer in SipAnswer), "not_noted"),
    SipTable.WANTED: ("initiated", "waiting"),
    SipTable.INITIATORS: _FORMS,
    SipTable.PLANS: ("complete", "incomplete", "no_plan"),
    SipTable.FOLLOW_UPS: (*("followed_up", "waiting", "overdue", "no_day", "ended_without"),),
    SipTable.OUTCOMES: tuple(outcome.value for outcome in SipOutcome),
    SipTable.SERVICES: ("received", "not_received", "not_said"),
    SipTable.MEETINGS: ("all_came", "somebody_absent"),
    SipTable.ABSENT: _FORMS,
    SipTable.INTERNAL: ("internal",),
}
"""The cells of each table, in the order in which they are shown."""


def sip_figures(
    journals: Iterable[Journal],
    method: Method,
    *,
    on: date,
    known: date | None = None,
    parties: Parties | None = None,
) -> SipFigures:
    """The figures of a register, or of any stream of journals, on a day.

    *parties* tell the legal form of who was called and who took the initiative. A participant must
    come in one journal only: halves are merged first.
    """
    require_days(on=on, known=known)
    total = SipFigures()
    for journal in journals:
        total += sip_figures_of(Case.of(journal, on=on, known=known), method, parties=parties)
    return total


def sip_figures_of(case: Case, method: Method, *, parties: Parties | None = None) -> SipFigures:
    """The figures of one case; nothing where no service began under the edition in its period."""
    if not any(episode.first in method.period for episode in of_this_edition(case, method)):
        return SipFigures()
    if case.contested_since(UNSETTLED) is not None:
        return SipFigures(participants=1, unsettled=1)
    found = sips(case)
    counted = Counter(_counted(case, method, found))
    for sip in statutory(found):
        counted.update(_counted_of(sip, case.on, parties or Parties()))
    counted[SipTable.INTERNAL, "internal"] = len(found) - len(statutory(found))
    return SipFigures(participants=1, counts=+counted)


Cell = tuple[SipTable, str]


def _counted(case: Case, method: Method, found: tuple[Sip, ...]) -> Iterator[Cell]:
    """How the participant counts."""
    ever = [step.answer for step in presumption_steps(case, method)]
    presumed = _PRESUMED[Answer.YES if Answer.YES in ever else ever[-1]]
    if first_asked(case) is None:
        yield SipTable.ASKED, f"{presumed}_not_asked"
        return
    yield SipTable.ASKED, f"{presumed}_asked"
    last = case.of_kind(SipAsked)[-1:]
    yield SipTable.ANSWERS, last[0].answer.value if last else "not_noted"
    if last and last[0].answer is SipAnswer.WANTED:
        yield SipTable.WANTED, "initiated" if statutory(found) else "waiting"


def _counted_of(sip: Sip, on: date, parties: Parties) -> Iterator[Cell]:
    """How one SIP of the statute counts."""
    yield SipTable.INITIATORS, _form(sip.initiated.initiator, parties)
    for meeting in sip.meetings:
        yield SipTable.MEETINGS, "somebody_absent" if meeting.absent else "all_came"
        for form in {_form(code, parties) for code in meeting.absent}:
            yield SipTable.ABSENT, form
    if sip.plan is None:
        yield SipTable.PLANS, "no_plan"
        return
    wrong = missing_in_sip(sip.plan) or misfits(sip.plan, parties)
    yield SipTable.PLANS, "incomplete" if wrong else "complete"
    if not sip.follow_ups:
        yield SipTable.FOLLOW_UPS, _waiting(sip, on)
        return
    yield SipTable.FOLLOW_UPS, "followed_up"
    last = sip.follow_ups[-1]
    yield SipTable.OUTCOMES, last.participant_says.value
    plan = sip.plan_followed_up(last)
    for number, _ in enumerate(plan.services if plan is not None else (), start=1):
        if number in last.received:
            yield SipTable.SERVICES, "received"
        else:
            yield SipTable.SERVICES, "not_received" if number in last.not_received else "not_said"


def _waiting(sip: Sip, on: date) -> str:
    """Where a SIP stands that has a plan and has not been followed up."""
    due = [wait.due for wait in sip.waits() if wait.held is None]
    if not sip.runs(on):
        return "ended_without"
    if not due:
        return "no_day"
    return "overdue" if min(due) < on else "waiting"


def _form(code: str, parties: Parties) -> str:
    form = parties.legal_forms.get(parties.party(code))
    return NOT_REGISTERED if form is None else form.value
