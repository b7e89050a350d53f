"""Fidelity: is the method followed? Each measure apart, as whole counts, with how it is counted.

There is no grade and no total. A low share is something to talk about, not a fault: it may be the
method that does not fit, or the notes that are missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum, unique
from itertools import pairwise
from types import MappingProxyType

from attrs import evolve, field, frozen

from cm_method.case.case import Case
from cm_method.case.episodes import Episode, WorkerChanged, worker_on
from cm_method.case.meetings import Attendee, MeetingHeld, Place
from cm_method.case.parties import Parties
from cm_method.case.plans import GoalFollowedUp, PlanAgreed, plans_of
from cm_method.cohort.indicators import days_counted, indicators_of
from cm_method.cohort.shares import Share
from cm_method.dates import plus_days, require_days
from cm_method.journal import Journal
from cm_method.labels import text
from cm_method.rules.method import Method
from cm_method.rules.milestone import Milestone, Verdict, judge
from cm_method.rules.review import recurring
from cm_method.sources import Document, Source


@unique
class FidelityMeasure(Enum):
    """What is asked about how the method is followed."""

    OUTSIDE_THE_OFFICE = "outside_the_office"
    PLANS_MADE_TOGETHER = "plans_made_together"
    GOALS_FOLLOWED_UP = "goals_followed_up"
    ONE_WORKER = "one_worker"
    DAYS_WITH_SAME_WORKER = "days_with_same_worker"
    REVIEWS_IN_TIME = "reviews_in_time"
    OFFERS_IN_TIME = "offers_in_time"
    DAYS_WITH_HOLDER = "days_with_holder"
    WITHIN_GUIDELINE = "within_guideline"


def _described(quote: str) -> Source:
    section = "Förslag på uppdragsbeskrivning av insatserna"
    return Source(document=Document.CITY_2025, section=section, quote=quote)


_CONTINUITY = Source(
    document=Document.CITY_2025,
    section="Fokusgrupp",
    quote="Fokusgruppen lyfte vidare vikten av kontinuitet över tid i stödet",
)

FIDELITY_SOURCES: Mapping[FidelityMeasure, Source] = MappingProxyType(
    {
        FidelityMeasure.OUTSIDE_THE_OFFICE: _described(
            "Det arbetssätt som föredras är uppsökande verksamhet, vilket innebär att arbetet "
            "bedrivs utanför kontorsmiljö oavsett var den enskilde befinner sig någonstans."
        ),
        FidelityMeasure.PLANS_MADE_TOGETHER: _described(
            "CM utformas individuellt i en genomförandeplan, utifrån beställarens uppdrag, "
            "tillsammans med den enskilde."
        ),
        FidelityMeasure.GOALS_FOLLOWED_UP: Source(
            document=Document.IOP,
            section="Övergripande mål",
            quote="förebygga kriser och återfall genom kontinuitet och uppföljning.",
        ),
        FidelityMeasure.ONE_WORKER: _CONTINUITY,
        FidelityMeasure.DAYS_WITH_SAME_WORKER: _CONTINUITY,
        FidelityMeasure.REVIEWS_IN_TIME: Source(
            document=Document.OWN, section="domain", readings=("R22",)
        ),
        FidelityMeasure.OFFERS_IN_TIME: Source(
            document=Document.OWN, section="domain", readings=("R24",)
        ),
        FidelityMeasure.DAYS_WITH_HOLDER: Source(
            document=Document.IOP,
            section="Mål och förväntat resultat",
            quote="förebygga att unga vuxna med komplex problematik och/eller samsjuklighet faller "
            "mellan stolarna",
            readings=("R33",),
        ),
        FidelityMeasure.WITHIN_GUIDELINE: Source(
            document=Document.CITY_2025,
            section="Förslag till organisering",
            quote="varje CM ska ha högst tio klienter",
            readings=("R27",),
        ),
    }
)
"""Why each is asked: the sentence of a source, or the reading that stands for one."""

OUTSIDE = frozenset((Place.HOME, Place.OUT_AND_ABOUT, Place.CARE))
"""Outside the office, where the person is. The association's own premises are not."""
AT_A_DISTANCE = frozenset((Place.TELEPHONE, Place.VIDEO))
"""Held nowhere: neither in the office nor outside it."""
RECURRING: Mapping[str, FidelityMeasure] = MappingProxyType(
    {
        "crisis_plan_reviewed": FidelityMeasure.REVIEWS_IN_TIME,
        "offer_answered": FidelityMeasure.OFFERS_IN_TIME,
    }
)
"""The recurring rules that are counted here, by name."""


@frozen(kw_only=True)
class FidelityCount:
    """*met* of *of*, in whole counts; *unknown* of those have no answer and are not counted met."""

    met: int = 0
    of: int = 0
    unknown: int = 0

    def __add__(self, other: FidelityCount) -> FidelityCount:
        """Those of both groups together."""
        return FidelityCount(
            met=self.met + other.met,
            of=self.of + other.of,
            unknown=self.unknown + other.unknown,
        )

    @property
    def share(self) -> Share | None:
        """The lowest share that the missing answers allow; None where there was nothing to ask."""
        return Share(met=self.met, of=self.of) if self.of else None


NOTHING = FidelityCount()


@frozen(kw_only=True)
class Fidelity:
    """How the method is followed for the *participants* in service under the edition.

    *places* counts the meetings with the participant by where they were held; those
    *without_participant* are in no share. Figures of any partition of the participants add up.
    """

    participants: int = 0
    counts: Mapping[FidelityMeasure, FidelityCount] = field(factory=dict)
    places: Mapping[Place, int] = field(factory=dict)
    without_participant: int = 0

    def __add__(self, other: Fidelity) -> Fidelity:
        """Both groups together."""
        every = {measure: self.of(measure) + other.of(measure) for measure in FidelityMeasure}
        return Fidelity(
            participants=self.participants + other.participants,
            counts={measure: count for measure, count in every.items() if count != NOTHING},
            places=Counter(self.places) + Counter(other.places),
            without_participant=self.without_participant + other.without_participant,
        )

    def of(self, measure: FidelityMeasure) -> FidelityCount:
        """The counts of one measure."""
        return self.counts.get(measure, NOTHING)

    def with_guideline(self, within: Iterable[bool]) -> Fidelity:
        """With one more for each worker, and whether their caseload is within the guideline."""
        said = list(within)
        measure = FidelityMeasure.WITHIN_GUIDELINE
        count = self.of(measure) + FidelityCount(met=sum(said), of=len(said))
        kept = self.counts if count == NOTHING else {**self.counts, measure: count}
        return evolve(self, counts=kept)


def how_counted(measure: FidelityMeasure, lang: str = "sv") -> str:
    """How a measure is counted, in words."""
    return text(f"fidelity.how.{measure.value}", lang)


def fidelity(
    journals: Iterable[Journal],
    method: Method,
    *,
    on: date,
    known: date | None = None,
    parties: Parties | None = None,
    within_guideline: Iterable[bool] = (),
) -> Fidelity:
    """How the method is followed in a register, or any stream of journals, by a day.

    *parties* tell who has left. *within_guideline* says of each worker whether their caseload is
    within the method's guideline (R27); without it that measure has no share.
    """
    require_days(on=on, known=known)
    total = Fidelity().with_guideline(within_guideline)
    for journal in journals:
        total += fidelity_of(Case.of(journal, on=on, known=known), method, parties=parties)
    return total


def fidelity_of(case: Case, method: Method, *, parties: Parties | None = None) -> Fidelity:
    """How the method is followed in one case, in its services under the edition and its period."""
    mine = days_counted(case, method)
    if not mine:
        return Fidelity()
    meetings = [
        meeting
        for meeting in case.of_kind(MeetingHeld)
        if any(episode.first <= meeting.on <= last for episode, last in mine)
    ]
    places = Counter(m.place for m in meetings if Attendee.PARTICIPANT in m.attendees)
    found = indicators_of(case, method, parties=parties)
    counts = {
        FidelityMeasure.OUTSIDE_THE_OFFICE: FidelityCount(
            met=sum(count for place, count in places.items() if place in OUTSIDE),
            of=sum(count for place, count in places.items() if place not in AT_A_DISTANCE),
        ),
        **_plans(case, [episode for episode, _ in mine]),
        **_continuity(case, mine),
        **_in_time(case, method, {episode.started.id for episode, _ in mine}),
        FidelityMeasure.DAYS_WITH_HOLDER: FidelityCount(
            met=found.need_days - found.days_without_holder, of=found.need_days
        ),
    }
    return Fidelity(
        participants=1,
        counts={measure: count for measure, count in counts.items() if count != NOTHING},
        places=places,
        without_participant=len(meetings) - places.total(),
    )


Counts = Mapping[FidelityMeasure, FidelityCount]


def _plans(case: Case, mine: Iterable[Episode]) -> Counts:
    """Every plan once; and the goals of the plan that each service has, or ended with."""
    every: dict[str, PlanAgreed] = {}
    latest: dict[str, PlanAgreed] = {}
    for episode in mine:
        found = plans_of(case, episode)
        every.update((plan.id, plan) for plan in found)
        latest.update((plan.id, plan) for plan in found[-1:])
    followed = {
        (id, note.number)
        for note in case.of_kind(GoalFollowedUp)
        for id in case.standing_for(note.plan)
    }
    goals = [(p.id, number) for p in latest.values() for number, _ in enumerate(p.goals, start=1)]
    return {
        FidelityMeasure.PLANS_MADE_TOGETHER: FidelityCount(
            met=sum(plan.with_participant for plan in every.values()), of=len(every)
        ),
        FidelityMeasure.GOALS_FOLLOWED_UP: FidelityCount(
            met=sum(goal in followed for goal in goals), of=len(goals)
        ),
    }


def _continuity(case: Case, mine: Iterable[tuple[Episode, date]]) -> Counts:
    one_worker, same_worker = NOTHING, NOTHING
    for episode, last in mine:
        days: Counter[str] = Counter()
        for worker, count in _turns(case, episode, last):
            days[worker] += count
        if days:
            one_worker += FidelityCount(met=int(len(days) == 1), of=1)
            same_worker += FidelityCount(met=max(days.values()), of=days.total())
    return {
        FidelityMeasure.ONE_WORKER: one_worker,
        FidelityMeasure.DAYS_WITH_SAME_WORKER: same_worker,
    }


def _turns(case: Case, episode: Episode, last: date) -> Iterator[tuple[str, int]]:
    """Each worker in turn, with the days that they held the service."""
    changes = {change.on for change in case.of_kind(WorkerChanged)}
    firsts = [episode.first, *sorted(day for day in changes if episode.first < day <= last)]
    for first, after in pairwise((*firsts, plus_days(last, 1))):
        if first < after:
            yield worker_on(case, episode, first), (after - first).days


def _in_time(case: Case, method: Method, starts: set[str]) -> Counts:
    """What the recurring rules ask for, as far as it is due: in time, late or not, or unknown."""
    counts = dict.fromkeys(RECURRING.values(), NOTHING)
    for milestone in recurring(case, method):
        if milestone.rule in RECURRING and milestone.episode in starts:
            counts[RECURRING[milestone.rule]] += _judged(milestone, case.on)
    return counts


def _judged(milestone: Milestone, on: date) -> FidelityCount:
    verdict = judge(milestone, on).verdict
    if verdict in (Verdict.NOT_YET_DUE, Verdict.EXCLUDED):
        return NOTHING
    met, unknown = verdict is Verdict.MET, verdict is Verdict.UNKNOWN
    return FidelityCount(met=int(met), of=1, unknown=int(unknown))
