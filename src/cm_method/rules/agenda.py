"""The agenda: what is to be done, by whom, by when, and why.

It follows from the same milestones as the verdicts, so that nothing is judged which was never
asked for. Nothing is asked for after a death, and after an end only what is still owed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum, unique

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.chain import Chain, chain_of
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.crisis_plans import ReviewTrigger
from cm_method.case.episodes import Episode, death, death_in_doubt, worker_on
from cm_method.case.links import GapReason, matter
from cm_method.case.parties import Parties
from cm_method.case.plans import GoalFollowedUp, missing_in_plan, plans_of
from cm_method.dates import plus_days
from cm_method.errors import Facts, facts
from cm_method.labels import Words, text, words
from cm_method.rules.crisis_plan_and_chain import LATER, is_assessed
from cm_method.rules.method import Asked, Method
from cm_method.rules.milestone import (
    Answer,
    Judgement,
    Mark,
    Milestone,
    Verdict,
    judge,
    standing_on,
)
from cm_method.rules.review import milestones, of_this_edition, recurring
from cm_method.rules.self_ratings import pair_of, ratings_of
from cm_method.rules.sharing import expiring
from cm_method.sources import Source


@unique
class Duty(Enum):
    """What there is to do, in the order in which tasks of one day are shown."""

    SETTLE_CORRECTIONS = "settle_corrections"
    SETTLE_HOLDER = "settle_holder"
    FIND_HOLDER = "find_holder"
    AGREE_CRISIS_PLAN = "agree_crisis_plan"
    ESTABLISH_CHAIN = "establish_chain"
    REVIEW_CRISIS_PLAN = "review_crisis_plan"
    ANSWER_OFFER = "answer_offer"
    ASK_ABOUT_SIP = "ask_about_sip"
    FOLLOW_UP_SIP = "follow_up_sip"
    ASSESS_NEEDS = "assess_needs"
    AGREE_PLAN = "agree_plan"
    PRIORITISE_CONTACTS = "prioritise_contacts"
    FOLLOW_CONTACT = "follow_contact"
    NOTE_OUTCOME = "note_outcome"
    PLANNED_VISIT = "planned_visit"
    REVIEW_PLAN = "review_plan"
    RENEW_CONSENT = "renew_consent"
    RATE_BEFORE = "rate_before"
    RATE_AFTER = "rate_after"


@frozen(kw_only=True)
class Task:
    """One thing to do for a participant.

    *who* is the code of the worker or party whose turn it is, *by* the last day in time (None: as
    soon as possible), *source* where the duty comes from, None for what follows from the record.
    """

    participant: str
    who: str
    duty: Duty
    by: date | None
    overdue: bool
    facts: Facts = ()
    source: Source | None = None

    def what(self, lang: str = "sv") -> str:
        """What to do, in words."""
        return text(f"task.{self.duty.value}.what", lang, **dict(self.facts))

    def why(self, lang: str = "sv") -> str:
        """Why it is to be done."""
        return text(f"task.{self.duty.value}.why", lang, **dict(self.facts))


def agenda(
    cases: Iterable[Case], method: Method, parties: Parties | None = None
) -> tuple[Task, ...]:
    """The tasks of all cases, overdue first, then by day, person and duty.

    The cases are read on their own day; an agenda asks for what is known on that day. *parties*
    tell who has left, so that what they held is asked for.
    """
    tasks = [task for case in cases for task in dict.fromkeys(tasks_of(case, method, parties))]
    order = list(Duty)
    return tuple(
        sorted(
            tasks,
            key=lambda task: (
                not task.overdue,
                task.by or date.max,
                task.participant,
                order.index(task.duty),
                str(task.facts),  # facts of several kinds do not compare
            ),
        )
    )


def tasks_of(case: Case, method: Method, parties: Parties | None = None) -> Iterator[Task]:
    """The tasks of one case, in no particular order; what several rules ask for comes twice."""
    mine = of_this_edition(case, method)
    if not mine or death(case) is not None:
        return
    desks = {
        each.started.id: _Desk(
            case=case, episode=each, method=method, who=worker_on(case, mine[-1], case.on)
        )
        for each in mine
    }
    now = desks[mine[-1].started.id]
    in_doubt = death_in_doubt(case)
    asked_for: set[Duty] = set()
    for milestone in milestones(case, method):
        desk = desks[milestone.episode]
        if milestone.contested is not None:
            _, entry = milestone.contested
            yield desk.task(Duty.SETTLE_CORRECTIONS, None, facts=facts(entry=entry))
        if in_doubt:
            continue
        ended = desk.episode.last is not None
        if (desk is now and not ended) or _may_be_owed_after_the_end(desk, now, milestone):
            for task in _owed(desk, milestone, judge(milestone, case.on)):
                asked_for.add(task.duty)
                yield task
    if now.episode.last is None and not in_doubt:
        yield from _visits(now)
        yield from _plan_review(now)
        yield from _asked_again(now, parties)
        yield from _chain(now, parties, establishing=Duty.ESTABLISH_CHAIN in asked_for)
        yield from _consents(now)


def _may_be_owed_after_the_end(desk: _Desk, now: _Desk, milestone: Milestone) -> bool:
    """A rating after is owed for the latest episode, and for an earlier one that counts."""
    counted_and_over = milestone.counts and desk.episode.last is not None
    return milestone.rule == "self_rated_improvement" and (desk is now or counted_and_over)


@frozen(kw_only=True, eq=False)
class _Desk:
    """What all duties of one case have in common."""

    case: Case
    episode: Episode
    method: Method
    who: str

    def task(
        self,
        duty: Duty,
        by: date | None,
        *,
        rule: str | None = None,
        who: str | None = None,
        facts: Facts = (),
    ) -> Task:
        return Task(
            participant=self.case.participant,
            who=who or self.who,
            duty=duty,
            by=by,
            overdue=by is not None and by < self.case.on,
            facts=facts,
            source=None if rule is None else self.method.rule_of(rule).source,
        )

    def asked(self, milestone: Milestone) -> Asked:
        """The question that a milestone answers."""
        return Asked(
            rule=self.method.rule_of(milestone.rule),
            case=self.case,
            episode=self.episode,
            method=self.method,
            since=milestone.since,
            counts=milestone.counts,
            died=milestone.died,
        )


def _owed(desk: _Desk, milestone: Milestone, judgement: Judgement) -> Iterator[Task]:
    """What a milestone still asks for on the day of the case."""
    rule = milestone.rule
    if rule == "self_rated_improvement":
        yield from _ratings(desk, milestone)
        return
    today, due, belongs = desk.case.on, milestone.due, Answer.YES
    if milestone.belongs:
        belongs = standing_on(milestone.belongs, today).answer
    settled = judgement.done_on is not None or judgement.verdict is Verdict.EXCLUDED
    if settled or belongs is Answer.NO or judgement.step.code == "corrections_compete":
        return
    now = standing_on(milestone.done, today)
    if rule == "plan_in_time":
        yield desk.task(Duty.AGREE_PLAN, due, rule=rule)
    elif rule == "contacts_followed_through":
        yield from _contacts(desk, milestone, now.code, dict(now.facts))
    elif rule in ("crisis_plan_and_chain", LATER):
        yield from _crisis(desk, milestone, belongs, dict(now.facts))


def _contacts(
    desk: _Desk, milestone: Milestone, code: str, said: dict[str, object]
) -> Iterator[Task]:
    if code == "no_prioritised_contacts":
        parts = desk.method.parameters.plan_parts.value
        plans = plans_of(desk.case, desk.episode)
        prioritised = any(p.priority_contacts and not missing_in_plan(p, parts) for p in plans)
        if plans and not prioritised:  # one made after the due day changes no answer (R15)
            yield desk.task(Duty.PRIORITISE_CONTACTS, milestone.due, rule=milestone.rule)
        return
    latest = {note.contact: note for note in _notes(desk)}
    left = said["left"]
    for contact in left if isinstance(left, tuple) else ():
        note = latest.get(contact)
        if note is None or note.status is not ContactStatus.DROPPED:
            named = facts(contact=contact)
            yield desk.task(Duty.FOLLOW_CONTACT, milestone.due, rule=milestone.rule, facts=named)


def _crisis(
    desk: _Desk, milestone: Milestone, belongs: Answer, said: dict[str, object]
) -> Iterator[Task]:
    if belongs is Answer.UNKNOWN:
        if not is_assessed(desk.case, desk.method.parameters):
            yield desk.task(Duty.ASSESS_NEEDS, milestone.due, rule=milestone.rule)
        return
    missing = said["missing"]
    keys = missing.keys if isinstance(missing, Words) else ()
    for duty, prefix in (
        (Duty.AGREE_CRISIS_PLAN, "crisis_plan_part."),
        (Duty.ESTABLISH_CHAIN, "chain_part."),
    ):
        parts = [key for key in keys if key.startswith(prefix)]
        if parts:
            named = facts(missing=words(*parts))
            yield desk.task(duty, milestone.due, rule=milestone.rule, facts=named)


def _ratings(desk: _Desk, milestone: Milestone) -> Iterator[Task]:
    """A rating before while the service goes on, a rating after until its day has passed."""
    given, last = desk.method.parameters, desk.episode.last
    today, due, asked = desk.case.on, milestone.due, desk.asked(milestone)
    for dimension, code in given.primary_instruments.value:
        named = facts(dimension=dimension, instrument=words(f"instrument.{code}"))
        if last is None:
            by = plus_days(milestone.since, given.rating_before_days.value)
            near = plus_days(milestone.since, -given.rating_before_days.value)
            rated = ratings_of(asked, desk.method.instrument(code))
            if all(rating.on < near for rating in rated):
                yield desk.task(Duty.RATE_BEFORE, by, rule=milestone.rule, facts=named)
        elif due is not None and today <= due:
            pair = pair_of(asked, dimension, code, last, due)
            early = Mark.AFTER_EARLY in pair.timing
            if pair.before is not None and (pair.after is None or early):
                yield desk.task(Duty.RATE_AFTER, due, rule=milestone.rule, facts=named)


def _visits(desk: _Desk) -> Iterator[Task]:
    """Visits that lie ahead, and planned visits whose outcome nobody has noted."""
    notes = _notes(desk)
    for place, note in enumerate(notes):
        day = note.planned_for
        if day is not None and not any(_tells_of(later, note) for later in notes[place + 1 :]):
            duty = Duty.PLANNED_VISIT if day >= desk.case.on else Duty.NOTE_OUTCOME
            yield desk.task(duty, day, facts=facts(contact=note.contact))


def _tells_of(later: ContactFollowed, planned: ContactFollowed) -> bool:
    """Whether a later note says what became of a planned visit.

    A new day agreed before the visit replaces it; two agreed on one day both stand.
    """
    if later.contact != planned.contact or planned.planned_for is None:
        return False
    if later.status is ContactStatus.PLANNED:
        return planned.on < later.on < planned.planned_for
    ends_it = later.status in (ContactStatus.BROKEN_OFF, ContactStatus.DROPPED)
    return ends_it or later.on >= planned.planned_for


def _notes(desk: _Desk) -> list[ContactFollowed]:
    """The notes of the episode on contacts, in order."""
    after = desk.episode.previous_last or date.min
    return [note for note in desk.case.of_kind(ContactFollowed) if note.on > after]


def _asked_again(desk: _Desk, parties: Parties | None) -> Iterator[Task]:
    """What the recurring rules wait for: a review of the crisis plan, an answer to an offer, a SIP.

    One review answers every wait, so only the one that is due first is asked for. Who has left
    cannot answer, so the case manager is asked to see to it.
    """
    reviewing = False
    found = recurring(desk.case, desk.method)
    for milestone in sorted(found, key=lambda each: each.due or date.max):
        if milestone.episode != desk.episode.started.id:
            continue
        now = standing_on(milestone.done, desk.case.on)
        belongs = milestone.belongs and standing_on(milestone.belongs, desk.case.on).answer
        if now.answer is Answer.YES or belongs is Answer.NO:
            continue
        said, due = dict(now.facts), milestone.due
        if milestone.rule == "offer_answered":
            named = facts(offer=now.entries[0], day=milestone.since)
            who: str | None = str(said["receiver"])
            if parties is not None and parties.has_left(str(who), desk.case.on):
                who = None
            yield desk.task(Duty.ANSWER_OFFER, due, rule=milestone.rule, who=who, facts=named)
        elif milestone.rule == "sip_asked":
            yield desk.task(Duty.ASK_ABOUT_SIP, due, rule=milestone.rule)
        elif milestone.rule == "sip_followed_up":
            named = facts(plan=now.entries[0])
            yield desk.task(Duty.FOLLOW_UP_SIP, due, rule=milestone.rule, facts=named)
        elif milestone.rule == "crisis_plan_reviewed" and not reviewing:
            reviewing = True
            trigger = said.get("trigger")
            why = trigger if isinstance(trigger, ReviewTrigger) else words("review_reason.time")
            named = facts(day=milestone.since, why=why)
            yield desk.task(Duty.REVIEW_CRISIS_PLAN, due, rule=milestone.rule, facts=named)


def _chain(desk: _Desk, parties: Parties | None, *, establishing: bool) -> Iterator[Task]:
    """Needs that nobody holds, and needs that two believe they hold, on the day of the case.

    While the chain is to be established (*establishing*), its rule asks for holders, so that only a
    holder who left or let go is asked after besides; for the crisis it is always the rule's to ask.
    """
    given, today = desk.method.parameters, desk.case.on
    chain: Chain = chain_of(
        desk.case,
        desk.episode,
        given.chain_parts.value,
        parties=parties,
        default=given.default_holder.value,
    )
    for gap in chain.gaps():
        goes_on = gap.last is None or gap.last >= today
        had = gap.why in (GapReason.HOLDER_LEFT, GapReason.ENDED_WITHOUT_RECEIVER)
        if goes_on and (had or (gap.need is not None and not establishing)):
            named = facts(matter=matter(gap.area), need=gap.need or "", day=gap.first)
            yield desk.task(Duty.FIND_HOLDER, None, facts=named)
    for conflict in chain.conflicts():
        if conflict.last is None or conflict.last >= today:
            named = facts(
                matter=matter(conflict.area),
                need=conflict.need or "",
                holder=conflict.holder,
                rival=conflict.rival,
            )
            yield desk.task(Duty.SETTLE_HOLDER, None, facts=named)


def _consents(desk: _Desk) -> Iterator[Task]:
    """Consents that soon run out, with nothing recorded to take their place."""
    for consent in expiring(desk.case, desk.method, desk.case.on):
        named = facts(consent=consent.entry.consent, entry=consent.entry.id)
        yield desk.task(Duty.RENEW_CONSENT, consent.entry.last, facts=named)


def _plan_review(desk: _Desk) -> Iterator[Task]:
    """The day on which the plan in force was to be looked at again."""
    plans = plans_of(desk.case, desk.episode)
    if plans and plans[-1].review_on is not None:
        plan, day = plans[-1], plans[-1].review_on
        followed = any(
            plan.id in desk.case.standing_for(note.plan)
            for note in desk.case.of_kind(GoalFollowedUp)
        )
        if not followed:
            yield desk.task(Duty.REVIEW_PLAN, day, facts=facts(plan=plan.id))
