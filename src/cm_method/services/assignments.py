"""Where each assignment of a case stands on a day, and what the sources ask for that is not there.

Nothing is decided: an order that lacks something is an order that lacks it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum, unique

from attrs import evolve, frozen

from cm_method.case.assignments import (
    AssignmentAccepted,
    AssignmentDeclined,
    AssignmentEnded,
    AssignmentFollowedUp,
    AssignmentOrdered,
    AssignmentWorkerChanged,
    ImplementationPlanMade,
    LegalGround,
    RightToApplyTold,
    of_assignment,
)
from cm_method.case.case import Case
from cm_method.case.episodes import death, is_contested
from cm_method.case.services import ServiceKind
from cm_method.dates import plus_days, plus_months
from cm_method.errors import Fact, Facts, facts
from cm_method.labels import text
from cm_method.sources import Document, Source


@unique
class AssignmentState(Enum):
    """Where an assignment stands. Accepted is one that nobody is named to carry out yet."""

    ORDERED = "ordered"
    ACCEPTED = "accepted"
    UNDER_WAY = "under_way"
    DECLINED = "declined"
    ENDED = "ended"


@unique
class LackKind(Enum):
    """What an assignment can lack."""

    PRECONDITION_NOT_RECORDED = "precondition_not_recorded"
    NEED_MET_OTHERWISE = "need_met_otherwise"
    NO_ANSWER = "no_answer"
    NO_WORKER = "no_worker"
    NO_PLAN = "no_plan"
    PLAN_WITHOUT_PARTICIPANT = "plan_without_participant"
    FOLLOW_UP_OVERDUE = "follow_up_overdue"
    RIGHT_TO_APPLY_NOT_TOLD = "right_to_apply_not_told"


ORDER = Source(
    document=Document.CITY_2025,
    section="Förslag till upplägg av insatserna",
    quote="Utförandet av insatserna genom område boende vuxna kan komma i fråga om den enskildes "
    "behov inte tillgodoses genom egen öppenvård eller valfrihetssystemet.",
)
PROVIDER = Source(
    document=Document.CITY_2025,
    section="Sammanfattning",
    quote="Förslaget innebär att beslutande stadsdelsförvaltning och socialförvaltningens område "
    "hemlöshet får tillgång till insatserna genom att skicka ett uppdrag till område boende vuxna "
    "som utför insatsen till en kostnad per månad.",
)
PLAN = {
    ServiceKind.CASE_MANAGEMENT: Source(
        document=Document.CITY_2025,
        section="CM",
        quote="CM utformas individuellt i en genomförandeplan, utifrån beställarens uppdrag, "
        "tillsammans med den enskilde.",
    ),
    ServiceKind.HOUSING_SUPPORT: Source(
        document=Document.CITY_2025,
        section="Boendestöd",
        quote="Insatsen utformas individuellt i en genomförandeplan, utifrån beställarens uppdrag, "
        "tillsammans med den enskilde.",
    ),
}
"""The services of which the source says that they take shape in an implementation plan."""
FOLLOW_UP = Source(document=Document.OWN, section="domain")
RIGHT_TO_APPLY = Source(document=Document.SOL, section="11 kap. 6 §")


@frozen(kw_only=True)
class Lack:
    """One thing that an assignment lacks: since when, with its source and the harmless details."""

    kind: LackKind
    since: date
    source: Source
    facts: Facts = ()

    def explain(self, lang: str = "sv") -> str:
        """What is not there, in a sentence."""
        said = {"since": self.since, **dict(self.facts)}
        return text(f"assignment.lack.{self.kind.value}", lang, **said)


@frozen(kw_only=True)
class Assignment:
    """An assignment as it stands on the day *on*, in a *state* since a day.

    *worker* carries it out. *accepted* is the day of the acceptance, *began* the first day on which
    a worker carried it out, *plan* the latest implementation plan, *follow_up_on* the next
    follow-up that is set. *last* is the last day of one that has ended, or ends that day.
    *contested* says that corrections of the order compete.
    """

    participant: str
    order: AssignmentOrdered
    on: date
    state: AssignmentState
    since: date
    worker: str | None
    accepted: date | None
    began: date | None
    plan: ImplementationPlanMade | None
    follow_up_on: date | None
    last: date | None
    contested: bool
    lacks: tuple[Lack, ...]

    @property
    def service(self) -> ServiceKind:
        """The service that was ordered."""
        return self.order.service

    @property
    def is_under_way(self) -> bool:
        """Whether a worker carries it out on the day; its last day counts."""
        return self.state is AssignmentState.UNDER_WAY

    @property
    def months(self) -> int:
        """How many whole months it has gone on since it was accepted; none before that."""
        if self.accepted is None:
            return 0
        day_after = plus_days(min(self.last or self.on, self.on), 1)
        whole = 0
        while plus_months(self.accepted, whole + 1) <= day_after:
            whole += 1
        return whole

    @property
    def price_sek(self) -> int | None:
        """The price of the whole months, by the amount in the order; None without an amount.

        How a part of a month is charged the source does not say, so it is left out.
        """
        monthly = self.order.monthly_price_sek
        return None if monthly is None else monthly * self.months

    def explain(self, lang: str = "sv") -> str:
        """Where it stands, in a sentence."""
        return text(
            f"assignment.{self.state.value}",
            lang,
            since=self.since,
            worker=self.worker or "",
            provider=self.order.provider,
        )


def assignments(case: Case) -> tuple[Assignment, ...]:
    """The assignments that had been ordered by the day of the case, in order.

    The first answer to an assignment stands, and the first end. A death ends it too.
    """
    died = death(case)
    return tuple(
        _assignment(case, order, None if died is None else died[0])
        for order in case.of_kind(AssignmentOrdered)
    )


def _assignment(case: Case, order: AssignmentOrdered, died: date | None) -> Assignment:
    answers: list[AssignmentAccepted | AssignmentDeclined] = of_assignment(
        case, order, AssignmentAccepted, AssignmentDeclined
    )
    answer = answers[0] if answers else None
    accepted = answer if isinstance(answer, AssignmentAccepted) else None
    ends = [ended.on for ended in of_assignment(case, order, AssignmentEnded)[:1]]
    last = min([*ends, *([died] if died is not None and died >= order.on else [])], default=None)
    changes = [
        change
        for change in of_assignment(case, order, AssignmentWorkerChanged)
        if accepted is not None and change.on >= accepted.on
    ]
    held: list[AssignmentAccepted | AssignmentWorkerChanged] = [
        *([] if accepted is None or accepted.worker is None else [accepted]),
        *changes,
    ]
    worker = held[-1].worker if held else None
    state, since = AssignmentState.ORDERED, order.on
    if last is not None and last < case.on:
        state, since = AssignmentState.ENDED, plus_days(last, 1)
    elif accepted is not None:
        state, since = AssignmentState.ACCEPTED, accepted.on
        if held:
            state, since = AssignmentState.UNDER_WAY, held[0].on
    elif answer is not None:
        state, since = AssignmentState.DECLINED, answer.on
    plans = of_assignment(case, order, ImplementationPlanMade)
    plan = plans[-1] if plans else None
    follow_up = _next_follow_up(case, order, plan)
    found = Assignment(
        participant=case.participant,
        order=order,
        on=case.on,
        state=state,
        since=since,
        worker=worker,
        accepted=None if accepted is None else accepted.on,
        began=held[0].on if held else None,
        plan=plan,
        follow_up_on=follow_up,
        last=last,
        contested=is_contested(case, order),
        lacks=(),
    )
    if state in CLOSED:
        return found
    told = bool(of_assignment(case, order, RightToApplyTold))
    return evolve(found, lacks=tuple(_lacks(found, told=told)))


CLOSED = (AssignmentState.DECLINED, AssignmentState.ENDED)
"""The states in which there is nothing left to do."""


def _next_follow_up(
    case: Case, order: AssignmentOrdered, plan: ImplementationPlanMade | None
) -> date | None:
    """The day set by the latest plan, or by a follow-up held after it."""
    if plan is None:
        return None
    held = [
        each for each in of_assignment(case, order, AssignmentFollowedUp) if each.order > plan.order
    ]
    return held[-1].follow_up_on if held else plan.follow_up_on


def _lacks(found: Assignment, *, told: bool) -> Iterator[Lack]:
    order, plan = found.order, found.plan
    if order.precondition is None:
        yield _lack(LackKind.PRECONDITION_NOT_RECORDED, order.on, ORDER)
    elif not order.precondition:
        yield _lack(LackKind.NEED_MET_OTHERWISE, order.on, ORDER)
    if found.accepted is None:
        days = (found.on - order.on).days
        yield _lack(LackKind.NO_ANSWER, order.on, PROVIDER, provider=order.provider, days=days)
    elif found.worker is None:
        yield _lack(LackKind.NO_WORKER, found.since, PROVIDER, provider=order.provider)
    if found.accepted is not None and found.service in PLAN:
        if plan is None:
            yield _lack(LackKind.NO_PLAN, found.accepted, PLAN[found.service])
        elif not plan.with_participant:
            yield _lack(LackKind.PLAN_WITHOUT_PARTICIPANT, plan.on, PLAN[found.service])
    if found.follow_up_on is not None and found.follow_up_on < found.on:
        yield _lack(LackKind.FOLLOW_UP_OVERDUE, found.follow_up_on, FOLLOW_UP)
    if order.legal_ground is LegalGround.SOL_11_5 and not told:
        yield _lack(LackKind.RIGHT_TO_APPLY_NOT_TOLD, order.on, RIGHT_TO_APPLY)


def _lack(kind: LackKind, since: date, source: Source, **named: Fact) -> Lack:
    return Lack(kind=kind, since=since, source=source, facts=facts(**named))
