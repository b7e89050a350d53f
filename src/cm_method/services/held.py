"""Who holds a case, and who is to: what one case says on its day (R27)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.caseload import IntentionDropped, StartPlanned, WorkerChangePlanned
from cm_method.case.episodes import (
    Episode,
    WorkerChanged,
    death,
    episodes,
    is_paused,
    worker_on,
)
from cm_method.case.offers import OfferState, offers
from cm_method.case.parties import Parties
from cm_method.case.services import ServiceKind
from cm_method.services.assignments import CLOSED, Assignment, assignments

CM = ServiceKind.CASE_MANAGEMENT


@frozen(kw_only=True)
class Held:
    """A participant whom a *worker* holds in a service."""

    participant: str
    service: ServiceKind
    worker: str
    paused: bool = False


@frozen(kw_only=True)
class Pending:
    """A participant who is to come to *worker* (None: nobody is named), from *leaves* if anyone.

    *planned_for* may have passed: the plan is then neither fulfilled nor dropped. *entry* is what
    says so: a plan, or an assignment that was accepted and has not begun.
    """

    participant: str
    service: ServiceKind
    worker: str | None
    leaves: str | None
    planned_for: date
    entry: str


def held_in(case: Case) -> list[Held]:
    """Whom the case is held by, each worker once a service; at rest if all of it rests."""
    found: dict[tuple[ServiceKind, str], bool] = {}
    for episode in episodes(case):
        if episode.covers(case.on):
            key = CM, worker_on(case, episode, case.on)
            found[key] = found.get(key, True) and is_paused(case, episode, case.on)
    for each in assignments(case):
        if each.is_under_way and each.service is not CM and each.worker is not None:
            found[each.service, each.worker] = False
    return [
        Held(participant=case.participant, service=service, worker=worker, paused=paused)
        for (service, worker), paused in found.items()
    ]


def pending_in(case: Case) -> Iterator[Pending]:
    """What is planned in the case and has not come about."""
    if death(case) is not None:
        return
    dropped = {id for each in case.of_kind(IntentionDropped) for id in case.standing_for(each.plan)}
    has = {(each.service, each.worker) for each in held_in(case)}
    mine = episodes(case)
    for start in _starts(case, mine, dropped):
        if (start.service, start.worker) not in has:
            yield start
    for episode in mine:
        if episode.covers(case.on):
            yield from _change(case, episode, dropped)


def _starts(case: Case, mine: tuple[Episode, ...], dropped: set[str]) -> Iterator[Pending]:
    """Planned starts, and assignments that were accepted and have not begun; one a service.

    Where both wait, the plan says the day, and the worker if it names one.
    """
    begun: dict[ServiceKind, list[date]] = defaultdict(list)
    begun[CM] = [episode.first for episode in mine]
    waiting: dict[ServiceKind, list[tuple[str | None, date, str]]] = {}
    ordered = assignments(case)
    for each in ordered:
        if each.service is not CM and each.began is not None:
            begun[each.service].append(each.began)
    # A later plan replaces an earlier one, also where it has come about or was dropped itself.
    for plan in {plan.service: plan for plan in case.of_kind(StartPlanned)}.values():
        if plan.id not in dropped and not any(day >= plan.on for day in begun[plan.service]):
            waiting[plan.service] = [(plan.worker, plan.planned_for, plan.id)]
    for each in ordered:
        if each.accepted is not None and _has_not_begun(each, mine):
            said = (each.worker, each.accepted, each.order.id)
            waiting.setdefault(each.service, []).append(said)
    for service, found in waiting.items():
        _, planned_for, entry = found[0]
        yield Pending(
            participant=case.participant,
            service=service,
            worker=next((worker for worker, _, _ in found if worker is not None), None),
            leaves=None,
            planned_for=planned_for,
            entry=entry,
        )


def _has_not_begun(each: Assignment, mine: tuple[Episode, ...]) -> bool:
    """Whether an accepted assignment still waits: for a worker, or in case management a start."""
    if each.accepted is None or each.state in CLOSED:
        return False
    if each.service is not CM:
        return each.worker is None
    return not any(e.covers(each.on) or e.first >= each.accepted for e in mine)


def _change(case: Case, episode: Episode, dropped: set[str]) -> Iterator[Pending]:
    """The change of worker that is planned for an episode, unless it has come about."""
    starts = {start.id for start in episode.starts}
    plans = [
        plan for plan in case.of_kind(WorkerChangePlanned) if case.standing_for(plan.start) & starts
    ]
    holder = worker_on(case, episode, case.on)
    for plan in plans[-1:]:
        changed = any(
            change.on >= plan.on and case.standing_for(change.start) & starts
            for change in case.of_kind(WorkerChanged)
        )
        if plan.id not in dropped and not changed and plan.worker != holder:
            yield Pending(
                participant=case.participant,
                service=CM,
                worker=plan.worker,
                leaves=holder,
                planned_for=plan.planned_for,
                entry=plan.id,
            )


def offered_in(case: Case, parties: Parties) -> frozenset[str]:
    """The workers who are offered responsibility in a case that somebody else leads."""
    return frozenset(
        offer.entry.receiver
        for episode in episodes(case)
        if episode.covers(case.on)
        for offer in offers(case, episode, parties)
        if offer.state is OfferState.OPEN
        and offer.entry.receiver in parties.party_of
        and offer.entry.receiver != worker_on(case, episode, case.on)
    )


def in_order(held: Iterable[Held]) -> tuple[Held, ...]:
    """By participant, service and worker, so that equal caseloads are equal values."""
    return tuple(sorted(held, key=lambda each: (each.participant, each.service.value, each.worker)))


def pending_in_order(pending: Iterable[Pending]) -> tuple[Pending, ...]:
    """By the day that is planned."""
    return tuple(
        sorted(pending, key=lambda e: (e.planned_for, e.participant, e.service.value, e.entry))
    )
