"""The lanes of a case, topic by topic; nothing that anybody wrote in their own words is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from cm_method.adapters.html.lanes import Drawing, Lane, Mark, Stripe, Topic
from cm_method.case.chain import Chain, chain_of
from cm_method.case.consent import Consent, ConsentState, SharingMade, consents
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.crisis_plans import (
    CrisisPlanAgreed,
    CrisisPlanReviewed,
    SituationChanged,
    crisis_plans_of,
)
from cm_method.case.episodes import (
    Ended,
    Episode,
    Paused,
    Reached,
    Returned,
    Started,
    WorkerChanged,
    episodes,
    worker_on,
)
from cm_method.case.links import Conflict, Gap, matter
from cm_method.case.meetings import MeetingHeld
from cm_method.case.needs import CrisisLevelAssessed, NeedArea
from cm_method.case.participants import Died
from cm_method.case.plans import GoalFollowedUp, PlanAgreed, plans_of
from cm_method.case.self_ratings import SelfRated
from cm_method.cohort.wording import capital
from cm_method.dates import plus_days
from cm_method.labels import label, shown, words


def topics_of(drawing: Drawing) -> tuple[Topic, ...]:
    """The whole picture; a topic about which nothing is recorded is left out."""
    found = ((key, tuple(lanes(drawing))) for key, lanes in _TOPICS.items())
    return tuple(
        Topic(name=drawing.said(f"html.case.{key}"), lanes=lanes) for key, lanes in found if lanes
    )


def between_chairs(drawing: Drawing) -> tuple[str, ...]:
    """The days on which nobody was accountable, and those on which two believed to be."""
    found: list[Gap | Conflict] = []
    for chain in _chains(drawing):
        found += [*chain.gaps(), *chain.conflicts()]
    return tuple(each.explain(drawing.lang) for each in found)


def _service(drawing: Drawing) -> Iterator[Lane]:
    case, lang = drawing.case, drawing.lang
    stripes, note = [], ""
    for episode in episodes(case):
        what = drawing.said("html.case.episode", number=episode.number)
        stripes.append(drawing.stripe(episode.first, episode.last, "certain", what))
        stripes += _pauses(drawing, episode)
        if episode.covers(case.on):
            note = drawing.said("html.case.worker", who=worker_on(case, episode, case.on))
    marks = [*drawing.marks(Reached, "ring"), *drawing.marks(Started, "start")]
    for change in case.of_kind(WorkerChanged):
        what = f"{drawing.said('entry.worker_changed')} ({change.worker})"
        marks.append(drawing.mark(change.on, "change", what))
    for ended in case.of_kind(Ended):
        what = f"{drawing.said('entry.ended')} ({label(ended.reason, lang)})"
        marks.append(drawing.mark(ended.on, "end", what))
    marks += drawing.marks(Died, "end")
    if stripes or marks:
        name = drawing.said("html.case.service")
        yield Lane(name=name, note=note, stripes=stripes, marks=marks)
    meetings = [
        drawing.mark(each.on, "dot", f"{drawing.said('entry.meeting_held')}, {where}")
        for each in case.of_kind(MeetingHeld)
        if (where := label(each.place, lang))
    ]
    if meetings:
        yield Lane(name=drawing.said("html.case.meetings"), marks=meetings)


def _pauses(drawing: Drawing, episode: Episode) -> Iterator[Stripe]:
    case = drawing.case
    starts = {start.id for start in episode.starts}
    for pause in case.of_kind(Paused):
        if not case.standing_for(pause.start) & starts:
            continue
        back = [e.on for e in case.of_kind(Returned) if pause.id in case.standing_for(e.pause)]
        last = plus_days(min(back), -1) if back else episode.last
        if last is None or last >= pause.on:
            yield drawing.stripe(pause.on, last, "rest", drawing.said("entry.paused"))


def _plans(drawing: Drawing) -> Iterator[Lane]:
    for kind, checked, rule in (
        (PlanAgreed, GoalFollowedUp, "plan_in_time"),
        (CrisisPlanAgreed, CrisisPlanReviewed, "crisis_plan_and_chain"),
    ):
        stripes = tuple(_versions(drawing, kind))
        marks = (
            *drawing.marks(kind, "agreed"),
            *drawing.marks(checked, "check"),
            *drawing.deadlines(rule),
        )
        if stripes or marks:
            name = capital(drawing.said(f"entry.{kind.kind}"))
            yield Lane(name=name, stripes=stripes, marks=marks)
    lang = drawing.lang
    events = [
        drawing.mark(each.on, "alarm", label(each.change, lang))
        for each in drawing.case.of_kind(SituationChanged)
    ]
    for each in drawing.case.of_kind(CrisisLevelAssessed):
        level = shown(words(f"crisis_level.{each.level}"), lang)
        what = f"{drawing.said('entry.crisis_level_assessed')} ({level})"
        events.append(drawing.mark(each.on, "level", what))
    if events:
        yield Lane(name=drawing.said("html.case.crises"), marks=events)


def _versions(
    drawing: Drawing, kind: type[PlanAgreed] | type[CrisisPlanAgreed]
) -> Iterator[Stripe]:
    """The days of each version of a plan, until the next or the end of the service."""
    for episode in episodes(drawing.case):
        found: tuple[PlanAgreed | CrisisPlanAgreed, ...]
        found = (plans_of if kind is PlanAgreed else crisis_plans_of)(drawing.case, episode)
        ends = [*(plus_days(plan.on, -1) for plan in found[1:]), episode.last]
        for plan, last in zip(found, ends, strict=False):
            if last is None or last >= plan.on:
                what = drawing.said("html.case.in_force", entry=plan.id)
                yield drawing.stripe(plan.on, last, "certain", what)


OF_A_CONTACT = {
    ContactStatus.PLANNED: "ring",
    ContactStatus.ATTENDED: "dot",
    ContactStatus.MISSED: "cross",
    ContactStatus.BROKEN_OFF: "broken",
    ContactStatus.DROPPED: "minus",
}
"""The sign of what happened with a contact; one that is planned is drawn on the day it is for."""


def _contacts(drawing: Drawing) -> Iterator[Lane]:
    """The contacts of the plans, those with priority first, and others with a note."""
    notes, plans = drawing.case.of_kind(ContactFollowed), drawing.case.of_kind(PlanAgreed)
    priority = {contact for plan in plans for contact in plan.priority_contacts}
    codes = dict.fromkeys([p.contact for plan in plans for p in plan.contact_paths if p.priority])
    for code in (*codes, *dict.fromkeys(n.contact for n in notes if n.contact not in codes)):
        marks = [
            drawing.mark(
                note.planned_for or note.on,
                OF_A_CONTACT[note.status],
                label(note.status, drawing.lang),
            )
            for note in notes
            if note.contact == code
        ]
        asked = code in priority
        yield Lane(
            name=capital(code),
            note=drawing.said("html.case.priority") if asked else "",
            marks=[*marks, *(drawing.deadlines("contacts_followed_through") if asked else ())],
        )


def _chains(drawing: Drawing) -> Iterator[Chain]:
    given = drawing.method.parameters
    for episode in episodes(drawing.case):
        yield chain_of(
            drawing.case,
            episode,
            given.chain_parts.value,
            parties=drawing.parties,
            default=given.default_holder.value,
        )


@frozen(kw_only=True)
class _Matter:
    """The crisis or a need, with its days in every episode, and who holds it today."""

    area: NeedArea | None
    stripes: list[Stripe] = field(factory=list)
    now: list[str | None] = field(factory=list)


def _chain(drawing: Drawing) -> Iterator[Lane]:
    matters: dict[str | None, _Matter] = {}
    whole: list[Stripe] = []
    for chain in _chains(drawing):
        established = drawing.said("html.case.established")
        whole += [
            drawing.stripe(e.first, e.last, "certain", established) for e in chain.established()
        ]
        for need, area, _ in chain.matters():
            matters.setdefault(need, _Matter(area=area))
        for need, stripe in _held(drawing, chain):
            matters[need].stripes.append(stripe)
        if chain.episode.covers(drawing.case.on):
            for link in chain.on(drawing.case.on):
                matters[link.need].now.append(link.holder)
    if whole:
        yield Lane(name=drawing.said("html.case.established.lane"), stripes=whole)
    for found in matters.values():
        note = ""
        if found.now:
            who = found.now[-1]
            note = drawing.said(f"html.case.{'nobody' if who is None else 'held'}_now", who=who)
        name = capital(shown(matter(found.area), drawing.lang))
        yield Lane(name=name, note=note, stripes=found.stripes)


def _held(drawing: Drawing, chain: Chain) -> Iterator[tuple[str | None, Stripe]]:
    """Who held what, where nobody did, and where two believed to, within the episode."""
    for need, _, days in chain.matters():
        for holding in chain.held.get(need, ()):
            ends = [day for day in (holding.last, days.last) if day is not None]
            first, last = max(holding.first, days.first), min(ends, default=None)
            if last is None or first <= last:
                yield need, drawing.stripe(first, last, "held", holding.holder)
    for gap in chain.gaps():
        what = drawing.said("html.case.nobody")
        yield gap.need, drawing.stripe(gap.first, gap.last, "gap", what)
    for each in chain.conflicts():
        what = drawing.said("html.case.two", holder=each.holder, rival=each.rival)
        yield each.need, drawing.stripe(each.first, each.last, "two", what)


def _consents(drawing: Drawing) -> Iterator[Lane]:
    lang, today = drawing.lang, drawing.case.on
    for each in consents(drawing.case):
        entry, state = each.entry, each.state(today)
        name = capital(label(entry.consent, lang))
        between = drawing.said(
            "html.case.from_to",
            discloser=entry.discloser,
            recipients=(*entry.recipients, *entry.next_of_kin),
        )
        last = _last_day(each)
        runs = state in (ConsentState.RUNS, ConsentState.NOT_YET)
        stripes: list[Stripe] = []
        if each.opens <= last:
            pattern = "certain" if runs else "rest"
            stripes.append(drawing.stripe(each.opens, last, pattern, name))
        marks: list[Mark] = []
        if each.withdrawn is not None:
            what = label(ConsentState.WITHDRAWN, lang)
            marks.append(drawing.mark(each.withdrawn, "cross", what))
        note = f"{between}; {label(state, lang)}"
        yield Lane(name=name, note=note, stripes=stripes, marks=marks)
    shared = tuple(drawing.marks(SharingMade, "dot"))
    if shared:
        yield Lane(name=drawing.said("html.case.sharings"), marks=shared)


def _last_day(each: Consent) -> date:
    before = None if each.withdrawn is None else plus_days(each.withdrawn, -1)
    return min(day for day in (each.entry.last, before, each.died) if day is not None)


def _ratings(drawing: Drawing) -> Iterator[Lane]:
    every = drawing.case.of_kind(SelfRated)
    for code in dict.fromkeys(rating.instrument for rating in every):
        instrument = drawing.method.instrument(code)
        marks = []
        for rating in (each for each in every if each.instrument == code):
            score = None if instrument is None else instrument.score(rating)
            figure = "?" if score is None else str(score)
            what = drawing.said("html.case.score", score=figure)
            marks.append(drawing.mark(rating.on, "level", what, figure))
        yield Lane(name=capital(shown(words(f"instrument.{code}"), drawing.lang)), marks=marks)


_TOPICS = {
    "service": _service,
    "plans": _plans,
    "contacts": _contacts,
    "chain": _chain,
    "consents": _consents,
    "ratings": _ratings,
}
"""The topics in the order of the page, each with what draws its lanes."""
