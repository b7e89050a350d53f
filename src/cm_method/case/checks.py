"""What only several entries of a case together show to be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from cm_method.case.assignments import (
    AssignmentAccepted,
    AssignmentDeclined,
    AssignmentEnded,
    AssignmentFollowedUp,
    AssignmentOrdered,
    AssignmentWorkerChanged,
    ImplementationPlanMade,
    OfAssignment,
    of_assignment,
)
from cm_method.case.case import Case
from cm_method.case.caseload import IntentionDropped
from cm_method.case.consent import SharingMade
from cm_method.case.episodes import (
    Ended,
    Paused,
    Returned,
    WorkerChanged,
    death,
    episodes,
    is_contested,
)
from cm_method.case.participants import participant
from cm_method.case.plans import GoalFollowedUp, PlanAgreed
from cm_method.case.responsibility import (
    AbsenceEnded,
    LiftAnswered,
    OfferWithdrawn,
    ResponsibilityEnded,
    ResponsibilityRefused,
    SupportEnded,
)
from cm_method.case.sip_course import (
    sips,
)
from cm_method.dates import require_days
from cm_method.errors import Problem, facts
from cm_method.journal import Entry, Journal, Objected, Retracted

AFTER_DEATH_TOO = (
    Objected,
    Retracted,
    ResponsibilityEnded,
    ResponsibilityRefused,
    OfferWithdrawn,
    SupportEnded,
    AbsenceEnded,
    LiftAnswered,
    SharingMade,
    AssignmentDeclined,
    AssignmentEnded,
    IntentionDropped,
)
"""What may still happen after a death: notes about notes, letting go, and what had to be told."""


def case_problems(journal: Journal, *, known: date | None = None) -> tuple[Problem, ...]:
    """Every problem of a participant's journal at one state of knowledge.

    Those that any journal can have (a correction of an unknown entry, an answer before what it
    answers) and those of the method: an entry before birth or after death, two
    episodes at once, a second end, a pause after the end, a service that a plan does not have, two
    answers to one assignment.
    """
    require_days(known=known)
    case = Case.of(journal, on=date.max, known=known)
    checks: tuple[Callable[[Case], Iterator[Problem]], ...] = (
        _before_birth,
        _after_death,
        _overlapping_episodes,
        _ended_twice,
        _after_the_end,
        _unknown_goals,
        _in_a_sip,
        _assignments,
    )
    found = [problem for check in checks for problem in check(case)]
    return (
        *journal.problems(known=known),
        *(problem.under(f"{journal.subject}/") for problem in found),
    )


def _before_birth(case: Case) -> Iterator[Problem]:
    born = participant(case).earliest_birth
    if born is not None:
        for entry in case.entries:
            if entry.on < born:
                yield Problem(code="before_birth", path=f"{entry.id}/on", facts=facts(on=entry.on))


def _after_death(case: Case) -> Iterator[Problem]:
    """A correction speaks of the day of what it corrects, so it may be recorded after a death."""
    died = death(case)
    if died is not None:
        for entry in case.entries:
            if entry.on > died[0] and not isinstance(entry, AFTER_DEATH_TOO):
                days = facts(on=entry.on, died=died[0])
                yield Problem(code="after_death", path=f"{entry.id}/on", facts=days)


def _overlapping_episodes(case: Case) -> Iterator[Problem]:
    found = episodes(case)
    for earlier, later in pairwise(found):
        if earlier.last is None or later.first <= earlier.last:
            yield Problem(
                code="episodes_overlap",
                path=f"{later.started.id}/on",
                facts=facts(on=later.first),
            )


def _ended_twice(case: Case) -> Iterator[Problem]:
    seen: set[str] = set()
    for entry in case.of_kind(Ended):
        starts = case.standing_for(entry.start)
        if starts & seen and not is_contested(case, entry):
            yield Problem(code="ended_twice", path=f"{entry.id}/start")
        seen |= starts


def _after_the_end(case: Case) -> Iterator[Problem]:
    """What follows a death, or ends that compete, is told as such only."""
    died = death(case)
    last_day = date.max if died is None else died[0]
    ends = {
        start.id: episode.ended.on
        for episode in episodes(case)
        if episode.ended is not None and not is_contested(case, episode.ended)
        for start in episode.starts
    }
    starts = {pause.id: case.standing_for(pause.start) for pause in case.of_kind(Paused)}
    named: list[tuple[Entry, frozenset[str]]] = [
        *((pause, starts[pause.id]) for pause in case.of_kind(Paused)),
        *((e, case.standing_for(e.start)) for e in case.of_kind(WorkerChanged)),
        *(
            (e, starts[id])
            for e in case.of_kind(Returned)
            for id in sorted(case.standing_for(e.pause) & starts.keys())
        ),
    ]
    for entry, ids in named:
        end = min((ends[id] for id in ids & ends.keys()), default=date.max)
        if end < entry.on <= last_day:
            days = facts(on=entry.on, end=end)
            yield Problem(code="after_the_end", path=f"{entry.id}/on", facts=days)


def _unknown_goals(case: Case) -> Iterator[Problem]:
    plans = {plan.id: plan for plan in case.of_kind(PlanAgreed)}
    for note in case.of_kind(GoalFollowedUp):
        for id in case.standing_for(note.plan) & plans.keys():
            if note.number > len(plans[id].goals):
                yield Problem(
                    code="no_such_goal", path=f"{note.id}/number", facts=facts(number=note.number)
                )


def _in_a_sip(case: Case) -> Iterator[Problem]:
    """A meeting or a plan after the SIP ended, and a service that the plan followed up lacks."""
    for sip in sips(case):
        if sip.contested:
            continue
        for entry in (*sip.meetings, *sip.plans):
            if sip.ended is not None and entry.on > sip.ended.on:
                days = facts(on=entry.on, end=sip.ended.on)
                yield Problem(code="after_the_sip_ended", path=f"{entry.id}/on", facts=days)
        for follow_up in sip.follow_ups:
            plan = sip.plan_followed_up(follow_up)
            most = len(plan.services) if plan is not None else 0
            for name in ("received", "not_received"):
                wrong = [number for number in getattr(follow_up, name) if number > most]
                if wrong:
                    path, number = f"{follow_up.id}/{name}", facts(number=wrong[0])
                    yield Problem(code="no_such_service", path=path, facts=number)


def _assignments(case: Case) -> Iterator[Problem]:
    """Two answers or ends of one assignment, work on it before it was accepted or after its end."""
    for order in case.of_kind(AssignmentOrdered):
        accepted = of_assignment(case, order, AssignmentAccepted)
        answered: list[OfAssignment] = of_assignment(
            case, order, AssignmentAccepted, AssignmentDeclined
        )
        ended: list[OfAssignment] = of_assignment(case, order, AssignmentEnded)
        work: list[OfAssignment] = of_assignment(
            case, order, AssignmentWorkerChanged, ImplementationPlanMade, AssignmentFollowedUp
        )
        for entry in answered[1:]:
            if not is_contested(case, entry):
                yield Problem(code="assignment_answered_twice", path=f"{entry.id}/assignment")
        for entry in ended[1:]:
            if not is_contested(case, entry):
                yield Problem(code="assignment_ended_twice", path=f"{entry.id}/assignment")
        since = accepted[0].on if accepted else date.max
        for entry in work:
            if entry.on < since:
                yield Problem(code="before_acceptance", path=f"{entry.id}/assignment")
        last = ended[0].on if ended else date.max
        for entry in (*answered, *work):
            if entry.on > last:
                days = facts(on=entry.on, end=last)
                yield Problem(code="after_the_assignment", path=f"{entry.id}/on", facts=days)
