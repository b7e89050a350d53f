"""The chain of responsibility as CareTeam; offers, lifted needs and duties as Task."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from cm_method.adapters.fhir.desk import Desk
from cm_method.adapters.fhir.parts import Resource, concept, filled, period
from cm_method.case.chain import Chain, chain_of
from cm_method.case.episodes import Episode, WorkerChanged, episodes, worker_on
from cm_method.case.holdings import Holding
from cm_method.case.links import matter_words
from cm_method.case.needs import NeedArea
from cm_method.case.offers import Offer, OfferState, offers
from cm_method.case.responsibility import (
    LiftAnswered,
    NeedLifted,
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
    SupportEnded,
    SupportPromised,
)
from cm_method.dates import plus_days
from cm_method.journal import Category
from cm_method.rules.agenda import Task, agenda

OFFERED = {
    OfferState.OPEN: "requested",
    OfferState.ACCEPTED: "accepted",
    OfferState.REFUSED: "rejected",
    OfferState.WITHDRAWN: "cancelled",
    OfferState.IN_VAIN: "failed",
    OfferState.OVERTAKEN: "cancelled",
}
WHOLE_CHAIN = frozenset((Category.COURSE, Category.NEEDS, Category.RESPONSIBILITY))
"""A gap can only be told by whoever tells all that could fill it."""


def add_chain(desk: Desk) -> None:
    """The chain of every episode, where all that it is made of goes along; and the offers."""
    for episode in episodes(desk.case):
        if desk.wanted >= WHOLE_CHAIN:
            _add_team(desk, episode)
        for offer in offers(desk.case, episode, desk.parties):
            _add_offer(desk, offer)
    for lift in desk.case.of_kind(NeedLifted):
        _add_lift(desk, lift)


def _add_team(desk: Desk, episode: Episode) -> None:
    parameters = desk.method.parameters
    chain = chain_of(
        desk.case,
        episode,
        parameters.chain_parts.value,
        parties=desk.parties,
        default=parameters.default_holder.value,
    )
    areas = {need: area for need, area, _ in chain.matters()}
    held = list(_held(chain))
    said = [each.explain(desk.lang) for each in chain.gaps()]
    said += [each.explain(desk.lang) for each in chain.conflicts()]
    desk.add(
        "CareTeam",
        episode.started,
        *dict.fromkeys(each.ground for each in held),
        identifier=desk.identified(episode.started),
        status="active" if episode.last is None else "inactive",
        name=desk.naming.said("what", "chain")["display"],
        subject=desk.subject,
        period=period(episode.first, episode.last),
        participant=[
            *_workers(desk, episode),
            *(part for each in held for part in _holders(desk, each, areas[each.need])),
            *_supporters(desk, chain, areas),
        ],
        reasonReference=[desk.reference("Condition", need) for need in areas if need is not None],
        note=[{"text": words} for words in said] if desk.whole else None,
    )
    ended = {each.ground.id for each in held}
    desk.tell(
        *(
            each
            for each in desk.case.of_kind(ResponsibilityEnded)
            if desk.case.standing_for(each.acceptance) & ended
        )
    )


def _held(chain: Chain) -> Iterator[Holding]:
    """Who held each matter on the days of this episode; a holding may belong to another."""
    for need, _, days in chain.matters():
        for each in chain.held.get(need, ()):
            first = max(each.first, days.first)
            ends = [day for day in (each.last, days.last) if day is not None]
            last = min(ends, default=None)
            if last is None or first <= last:
                yield evolve(each, first=first, last=last)


def _workers(desk: Desk, episode: Episode) -> Iterator[Resource]:
    """The case managers of the episode, each with their days."""
    until = min(desk.case.on, episode.last or desk.case.on)
    changes = {e.on for e in desk.case.of_kind(WorkerChanged) if episode.first < e.on <= until}
    days = [episode.first, *sorted(changes)]
    ends: list[date | None] = [*(plus_days(day, -1) for day in days[1:]), episode.last]
    for first, last in zip(days, ends, strict=True):
        who = worker_on(desk.case, episode, first)
        yield _member(desk, ("case_manager",), who, period(first, last))


def _holders(desk: Desk, held: Holding, area: NeedArea | None) -> Iterator[Resource]:
    what = matter_words(held.need, area, desk.lang)
    codes = ("holder", "crisis") if held.need is None else ("holder",)
    days = period(held.first, held.last)
    yield _member(desk, codes, held.holder, days, what)
    if held.ground.stand_in is not None:
        codes = ("stand_in", *codes[1:])
        yield _member(desk, codes, held.ground.stand_in, days, what)


def _supporters(
    desk: Desk, chain: Chain, areas: dict[str | None, NeedArea | None]
) -> Iterator[Resource]:
    case, first, last = desk.case, chain.episode.first, chain.episode.last or date.max
    for support in case.of_kind(SupportPromised):
        need = None if support.need is None else min(case.standing_for(support.need))
        if need in areas and first <= support.on <= last:
            over = [
                each
                for each in case.of_kind(SupportEnded)
                if case.standing_for(each.support) & {support.id}
            ]
            desk.tell(support, *over)
            ends = [*(each.on for each in over[:1]), last]
            end = None if min(ends) == date.max else min(ends)
            what = matter_words(need, areas[need], desk.lang)
            days = period(support.on, end)
            yield _member(desk, ("supporter",), support.supporter, days, what)


def _member(
    desk: Desk, codes: tuple[str, ...], who: str, days: Resource, words: str | None = None
) -> Resource:
    roles = [desk.naming.said("role", code) for code in codes]
    return {
        "role": [concept(*roles, words=words)],
        "member": desk.party(who),
        "period": days,
    }


def _add_offer(desk: Desk, offer: Offer) -> None:
    made, case = offer.entry, desk.case
    answered = offer.answered_on
    desk.add(
        "Task",
        made,
        identifier=desk.identified(made),
        status=OFFERED[offer.state],
        businessStatus=concept(desk.naming.code(offer.state)),
        intent="proposal",
        code=concept(_kind(desk, ResponsibilityOffered)),
        focus=None if offer.need is None else desk.reference("Condition", offer.need),
        for_=desk.subject,
        authoredOn=made.on.isoformat(),
        lastModified=None if answered is None else answered.isoformat(),
        requester=desk.party(made.giver),
        owner=desk.party(made.receiver),
    )
    if desk.may(made):
        kinds = (ResponsibilityAccepted, ResponsibilityRefused, OfferWithdrawn)
        answers = [each for each in case.entries if isinstance(each, kinds)]
        desk.tell(*(each for each in answers if case.standing_for(each.offer) & {made.id}))


def _add_lift(desk: Desk, lift: NeedLifted) -> None:
    case = desk.case
    found = [e for e in case.of_kind(LiftAnswered) if case.standing_for(e.lift) & {lift.id}]
    said = None if not found else "service_found" if found[-1].service_found else "none_found"
    desk.add(
        "Task",
        lift,
        *found,
        identifier=desk.identified(lift),
        status="requested" if said is None else "completed",
        businessStatus=None if said is None else concept(desk.naming.said("what", said)),
        intent="proposal",
        code=concept(_kind(desk, NeedLifted)),
        focus=desk.reference("Condition", min(case.standing_for(lift.need))),
        for_=desk.subject,
        authoredOn=lift.on.isoformat(),
        lastModified=None if not found else found[-1].on.isoformat(),
        requester=desk.party(lift.lifter),
        performerType=[concept(desk.naming.code(lift.lifted_to))],
        note=[
            {"time": each.on.isoformat(), "text": words}
            for each in found
            if (words := desk.own(each.note)) is not None
        ],
    )


def _kind(desk: Desk, kind: type[ResponsibilityOffered] | type[NeedLifted]) -> Resource:
    return desk.naming.named("entry-kind", kind.kind, f"entry.{kind.kind}")


def add_agenda(desk: Desk) -> None:
    """What there is to do, as proposals: the record and the rules ask for it, nobody ordered it.

    Only of a whole case: a part would ask for what stands in the other part.
    """
    if not desk.whole or desk.wanted < frozenset(Category):
        return
    for task in agenda([desk.case], desk.method, desk.parties):
        _add_duty(desk, task)


def _add_duty(desk: Desk, task: Task) -> None:
    by = None if task.by is None else task.by.isoformat()
    name = (task.duty.value, task.who, by or "", task.why("en"))
    desk.resources[desk.address("Task", *name)] = filled(
        resourceType="Task",
        language=desk.lang,
        status="requested",
        intent="proposal",
        code=concept(desk.naming.code(task.duty)),
        description=task.what(desk.lang),
        for_=desk.subject,
        authoredOn=desk.case.on.isoformat(),
        owner=desk.party(task.who),
        reasonCode=concept(words=task.why(desk.lang)),
        restriction=None if by is None else {"period": {"end": by}},
    )
