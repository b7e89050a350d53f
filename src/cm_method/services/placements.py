"""Placing many participants at once, and what becomes of those whose worker leaves (R27).

A placement is a proposal: it takes effect when a start, a change of worker or an assignment is
recorded. Nothing here refuses anybody a worker; it says what would be the case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum, unique

from attrs import evolve, frozen

from cm_method.case.services import ServiceKind
from cm_method.dates import plus_days, require_days
from cm_method.errors import Problem, facts
from cm_method.labels import text
from cm_method.services.caseload import Caseload
from cm_method.services.held import Held, in_order
from cm_method.services.load import Load


@frozen(kw_only=True)
class Placement:
    """*worker* is to hold a participant in a *service*."""

    participant: str
    worker: str
    service: ServiceKind = ServiceKind.CASE_MANAGEMENT


@frozen(kw_only=True)
class PlacementPlan:
    """Placements checked as a whole: every problem, and the *loads* of those who would receive."""

    placements: tuple[Placement, ...]
    problems: tuple[Problem, ...]
    loads: tuple[Load, ...]


def check_placements(now: Caseload, placements: Iterable[Placement]) -> PlacementPlan:
    """Whether everybody can be placed so on the day of the caseload; all problems at once.

    All placements are counted together, with what each worker holds and is planned to receive. Who
    has the service already changes worker. Whoever is above the guideline and receives nobody here
    is no problem of this plan.
    """
    planned = tuple(placements)
    after = _placed(now, planned)
    receiving = sorted(
        {(each.service, each.worker) for each in planned}, key=lambda key: (key[0].value, key[1])
    )
    loads = tuple(after.load(worker, service) for service, worker in receiving)
    problems = (*_problems(now, planned), *_over(loads))
    return PlacementPlan(placements=planned, problems=problems, loads=loads)


def _placed(now: Caseload, planned: tuple[Placement, ...]) -> Caseload:
    moved = {(each.participant, each.service) for each in planned}
    new = {
        (each.participant, each.service, each.worker): Held(
            participant=each.participant, service=each.service, worker=each.worker
        )
        for each in planned
    }
    held = [each for each in now.held if (each.participant, each.service) not in moved]
    pending = [each for each in now.pending if (each.participant, each.service) not in moved]
    return evolve(now, held=in_order((*held, *new.values())), pending=tuple(pending))


def _problems(now: Caseload, planned: tuple[Placement, ...]) -> Iterator[Problem]:
    known = now.parties.party_of
    times = Counter((each.participant, each.service) for each in planned)
    for (participant, service), count in times.items():
        if count > 1:
            path = f"{participant}/{service.value}"
            yield Problem(code="placed_several_times", path=path, facts=facts(count=count))
    for worker in dict.fromkeys(each.worker for each in planned):
        said = facts(worker=worker, on=now.on)
        if known and worker not in known:
            yield Problem(code="placed_with_unknown_worker", path=worker, facts=said)
        elif now.parties.has_left(worker, now.on):
            yield Problem(code="placed_with_one_who_left", path=worker, facts=said)
        elif known and worker not in now.workers:
            yield Problem(code="placed_before_joining", path=worker, facts=said)
        if worker in now.absent:
            yield Problem(code="placed_with_one_away", path=worker, facts=said)


def _over(loads: tuple[Load, ...]) -> Iterator[Problem]:
    for load in loads:
        count, most = len(load.reserved), load.guideline
        if most is None or count <= most:
            continue
        path = f"{load.worker}/{load.service.value}"
        if load.exception is None:
            said = facts(worker=load.worker, count=count, guideline=most)
            yield Problem(code="placed_over_guideline", path=path, facts=said)
        elif count > load.exception.most:
            said = facts(worker=load.worker, count=count, most=load.exception.most)
            yield Problem(code="placed_over_exception", path=path, facts=said)


@unique
class Without(Enum):
    """Why a participant would remain without a worker."""

    NO_ROOM = "no_room"
    NOBODY_THERE = "nobody_there"


@frozen(kw_only=True)
class Remaining:
    """A participant who would have nobody in a service, and why."""

    participant: str
    service: ServiceKind
    why: Without

    def explain(self, lang: str = "sv") -> str:
        """Who remains without, in a sentence."""
        return text(
            f"without.{self.why.value}", lang, participant=self.participant, service=self.service
        )


@frozen(kw_only=True)
class Rematch:
    """What could become of those whom *who* holds, or is to receive, after the day *last*.

    *placements* is one way to place them, *loads* those of the receivers; *remaining* are those for
    whom there is no room.
    """

    who: str
    last: date
    placements: tuple[Placement, ...]
    loads: tuple[Load, ...]
    remaining: tuple[Remaining, ...]


def rematch(now: Caseload, who: str, last: date) -> Rematch:
    """One way to place everybody whom a worker, or the workers of a party, would leave.

    What is planned by the day after *last* is taken to come about. Each goes to whom they are
    planned for after that, else to the worker with most room; without a guideline, to the one who
    holds and is to receive fewest; then by code. Somebody who holds another service only is not
    asked, nor somebody who has left. As many are placed as there is room for. Whoever receives them
    decides, and so does the participant.
    """
    require_days(last=last)
    next_day = max(plus_days(last, 1), now.on)
    after = evolve(now.moved_to(next_day), parties=now.parties.if_leaves(who, last))
    involved = [(each.participant, each.service, each.worker) for each in after.held]
    involved += [(each.participant, each.service, each.worker or "") for each in after.pending]
    left = sorted(
        {
            (participant, service)
            for participant, service, worker in involved
            if who in (worker, after.parties.party(worker))
        },
        key=lambda key: (key[1].value, key[0]),
    )
    placements: list[Placement] = []
    remaining: list[Remaining] = []
    offers = {service: _receivers(after, service) for service in after.services}
    for participant, service in left:
        best = min(offers[service], key=_first_asked(participant), default=None)
        if best is None or (best.room == 0 and participant not in best.reserved):
            why = Without.NOBODY_THERE if best is None else Without.NO_ROOM
            remaining.append(Remaining(participant=participant, service=service, why=why))
            continue
        placements.append(Placement(participant=participant, worker=best.worker, service=service))
        fuller = evolve(best, participants=(*best.participants, participant))
        offers[service] = [fuller if each is best else each for each in offers[service]]
    return Rematch(
        who=who,
        last=last,
        placements=tuple(placements),
        loads=check_placements(after, placements).loads,
        remaining=tuple(remaining),
    )


def _receivers(after: Caseload, service: ServiceKind) -> list[Load]:
    """The loads of those who could receive: in the service already, or holding nothing at all."""
    there, known = frozenset(after.workers), after.parties.party_of
    return [
        load
        for load in after.loads()
        if load.service is service
        and not load.has_left
        and (load.worker in there or load.worker not in known)
    ]


def _first_asked(participant: str) -> Callable[[Load], tuple[bool, int, int, str]]:
    """Whoever is to receive the participant already, then by room, number and code."""

    def key(load: Load) -> tuple[bool, int, int, str]:
        planned = participant in load.reserved
        return not planned, -(load.room or 0), len(load.reserved), load.worker

    return key
