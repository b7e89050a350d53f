"""Plans: the individual plan with its goals, the crisis plan and the SIP, each as a CarePlan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cm_method.adapters.fhir.desk import Desk
from cm_method.adapters.fhir.parts import Resource, concept, filled, hl7, note, period
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.crisis_plans import (
    CrisisPlanAgreed,
    CrisisPlanReviewed,
    crisis_plans_of,
)
from cm_method.case.episodes import EndReason, Episode, episodes
from cm_method.case.plans import ContactPath, GoalFollowedUp, GoalStatus, PlanAgreed, plans_of
from cm_method.case.sip import SipAgreed, SipEnded
from cm_method.case.sip_course import Sip, sips
from cm_method.dates import Period, plus_days
from cm_method.journal import Entry
from cm_method.labels import label, text

LIFECYCLE = {
    GoalStatus.REACHED: "completed",
    GoalStatus.ON_THE_WAY: "active",
    GoalStatus.NOT_STARTED: "accepted",
    GoalStatus.GIVEN_UP: "cancelled",
}
ACHIEVEMENT = {GoalStatus.REACHED: "achieved", GoalStatus.ON_THE_WAY: "in-progress"}
CONTACT = {
    ContactStatus.PLANNED: "scheduled",
    ContactStatus.ATTENDED: "in-progress",
    ContactStatus.BROKEN_OFF: "stopped",
    ContactStatus.DROPPED: "cancelled",
}
LINES = (
    "warning_signs",
    "coping",
    "distractions",
    "supporters",
    "safe_surroundings",
)
"""The parts of a crisis plan that are lines of words."""


def add_plans(desk: Desk) -> None:
    """The individual plans of every episode, in order, each with its goals and contacts."""
    for episode in episodes(desk.case):
        plans = plans_of(desk.case, episode)
        for place, plan in enumerate(plans):
            after = plans[place + 1] if place + 1 < len(plans) else None
            _add_plan(desk, episode, plan, after)


def _ends(desk: Desk, episode: Episode, after: Entry | None) -> tuple[str, date | None]:
    """The status of a plan and its last day: until another replaces it, or the service ends."""
    if after is not None:
        return "revoked", plus_days(after.on, -1)
    if episode.last is None:
        return "active", None
    ended = episode.ended
    reached = ended is not None and ended.reason is EndReason.GOALS_REACHED
    # The day of an end belongs to the course, which may have stayed behind.
    last = episode.last if desk.may(episode.started) else None
    return "completed" if reached else "revoked", last


def _days(plan: Entry, last: date | None) -> Resource:
    """A plan that another of the same day replaced held no day of its own."""
    return period(plan.on, None if last is None else max(plan.on, last))


def _add_plan(desk: Desk, episode: Episode, plan: PlanAgreed, after: PlanAgreed | None) -> None:
    status, last = _ends(desk, episode, after)
    previous = [each for each in plans_of(desk.case, episode) if each.order < plan.order][-1:]
    desk.add(
        "CarePlan",
        plan,
        identifier=desk.identified(plan),
        replaces=[desk.reference("CarePlan", each.id) for each in previous],
        status=status,
        intent="plan",
        category=[concept(desk.naming.said("what", "individual_plan"))],
        subject=desk.subject,
        period=_days(plan, last),
        created=plan.recorded.isoformat(),
        author=desk.party(plan.by),
        goal=[
            desk.reference("Goal", plan.id, str(number)) for number in range(1, len(plan.goals) + 1)
        ],
        activity=[
            _contact(desk, path, plan, _while_it_held(episode, plan, after))
            for path in plan.contact_paths
        ],
    )
    for number in range(1, len(plan.goals) + 1):
        _add_goal(desk, plan, number, status)


def _add_goal(desk: Desk, plan: PlanAgreed, number: int, plan_status: str) -> None:
    case, naming, goal = desk.case, desk.naming, plan.goals[number - 1]
    followed = [
        each
        for each in case.of_kind(GoalFollowedUp)
        if each.number == number and case.standing_for(each.plan) & {plan.id}
    ]
    latest = followed[-1] if followed else None
    lifecycle = "accepted" if latest is None else LIFECYCLE[latest.status]
    if plan_status != "active" and lifecycle not in ("completed", "cancelled"):
        lifecycle = "cancelled"
    achieved = None if latest is None else ACHIEVEMENT.get(latest.status)
    desk.add(
        "Goal",
        plan,
        *followed,
        named=(str(number),),
        identifier=desk.identified(plan, str(number)),
        lifecycleStatus=lifecycle,
        achievementStatus=None
        if latest is None
        else concept(
            *([hl7("goal-achievement", achieved)] if achieved else []), naming.code(latest.status)
        ),
        description={"text": desk.own(goal.what) or text("fhir.goal", desk.lang, number=number)},
        subject=desk.subject,
        startDate=plan.on.isoformat(),
        target=[
            filled(
                measure=concept(
                    naming.said("what", "sub_goal"),
                    words=text("fhir.sub_goal", desk.lang, number=place),
                ),
                detailString=desk.own(words),
            )
            for place, words in enumerate(goal.sub_goals, start=1)
        ],
        statusDate=None if latest is None else latest.on.isoformat(),
        expressedBy=desk.subject if plan.with_participant else None,
        note=[note(_with_own(desk, label(e.status, desk.lang), e.note), e.on) for e in followed],
    )


def _with_own(desk: Desk, words: str, own: str) -> str:
    """A label, and somebody's own words after it where they may go along."""
    said = desk.own(own)
    return words if said is None else f"{words}: {said}"


def _while_it_held(episode: Episode, plan: PlanAgreed, after: PlanAgreed | None) -> Period:
    """From service start, since a contact attended before the plan counts too (R14)."""
    last = episode.last if after is None else plus_days(after.on, -1)
    first = min(plan.on, episode.first)
    return Period(first=first, last=None if last is None else max(first, last))


def _contact(desk: Desk, path: ContactPath, plan: PlanAgreed, days: Period) -> Resource:
    """A contact path with what has happened with the contact."""
    naming = desk.naming
    followed = [
        each
        for each in desk.case.of_kind(ContactFollowed)
        if each.contact == path.contact and each.on in days and desk.may(each)
    ]
    if desk.may(plan):
        desk.tell(*followed)
    said = [desk.own(path.who), desk.own(path.how)]
    return filled(
        progress=[
            note(_with_own(desk, _said_of(desk, each), each.note), each.on) for each in followed
        ],
        detail=filled(
            code=concept(
                naming.said("what", "priority_contact" if path.priority else "contact_path"),
                naming.named("contact", path.contact, ""),
            ),
            status=_status(followed),
            statusReason=concept(naming.code(followed[-1].status)) if followed else None,
            description=", ".join(each for each in said if each),
        ),
    )


def _said_of(desk: Desk, each: ContactFollowed) -> str:
    words = label(each.status, desk.lang)
    return words if each.planned_for is None else f"{words} {each.planned_for}"


def _status(followed: list[ContactFollowed]) -> str:
    """A visit that was missed leaves the contact as it was."""
    said = [e.status for e in followed if e.status is not ContactStatus.MISSED]
    return CONTACT[said[-1]] if said else "not-started"


def add_crisis_plans(desk: Desk) -> None:
    """The crisis plans, part by part; without people's own words, which parts are there."""
    case = desk.case
    for episode in episodes(case):
        plans = crisis_plans_of(case, episode)
        for place, plan in enumerate(plans):
            after = plans[place + 1] if place + 1 < len(plans) else None
            status, last = _ends(desk, episode, after)
            reviews = [
                each
                for each in case.of_kind(CrisisPlanReviewed)
                if case.standing_for(each.plan) & {plan.id}
            ]
            desk.add(
                "CarePlan",
                plan,
                *reviews,
                identifier=desk.identified(plan),
                status=status,
                intent="plan",
                category=[concept(desk.naming.code(plan.plan_kind))],
                subject=desk.subject,
                period=_days(plan, last),
                created=plan.recorded.isoformat(),
                author=desk.party(plan.by),
                activity=list(_parts(desk, plan, status)),
                note=[note(_reviewed(desk, each), each.on) for each in reviews],
            )


def _reviewed(desk: Desk, each: CrisisPlanReviewed) -> str:
    key = "fhir.reviewed" if each.with_participant else "fhir.reviewed_without"
    return _with_own(desk, text(key, desk.lang), each.note)


def _parts(desk: Desk, plan: CrisisPlanAgreed, status: str) -> Iterator[Resource]:
    for part in LINES:
        for line in getattr(plan, part):
            yield _part(desk, part, status, line)
    for contact in plan.professionals:
        also = ("any_hour",) if contact.any_hour else ()
        yield _part(desk, "professionals", status, f"{contact.who}, {contact.reach}", *also)


def _part(desk: Desk, part: str, status: str, line: str, *also: str) -> Resource:
    codes = [
        desk.naming.named("crisis-plan-part", each, f"crisis_plan_part.{each}")
        for each in (part, *also)
    ]
    # A line of a crisis plan is nothing that gets done: it is there as long as the plan is.
    stands = "unknown" if status == "active" else "stopped"
    return {"detail": filled(code=concept(*codes), status=stands, description=desk.own(line))}


def add_sips(desk: Desk) -> None:
    """Every SIP with the plans that were agreed in it; one without a plan yet is a draft."""
    for sip in sips(desk.case):
        if not sip.plans:
            _add_sip(desk, sip, None, None)
        for place, plan in enumerate(sip.plans):
            after = sip.plans[place + 1] if place + 1 < len(sip.plans) else None
            _add_sip(desk, sip, plan, after)


def _add_sip(desk: Desk, sip: Sip, plan: SipAgreed | None, after: SipAgreed | None) -> None:
    naming, first = desk.naming, plan or sip.initiated
    last = sip.last if after is None else plus_days(after.on, -1)
    over = "revoked" if after is not None or sip.last is not None else None
    ended: tuple[SipEnded, ...] = () if sip.ended is None else (sip.ended,)
    followed = [e for e in sip.follow_ups if plan is not None and sip.plan_followed_up(e) is plan]
    desk.add(
        "CarePlan",
        first,
        *sip.starts,
        *followed,
        *ended,
        identifier=[*desk.identified(first), naming.identifier("sip", sip.initiated.id)],
        status=over or ("draft" if plan is None else "active"),
        intent="plan",
        category=[concept(naming.said("what", "internal_sip" if sip.internal else "sip"))],
        subject=desk.subject,
        period=_days(first, last),
        created=first.recorded.isoformat(),
        author=desk.party(first.by),
        contributor=[desk.party(sip.initiated.initiator)],
        activity=[] if plan is None else list(_sip_activities(desk, plan, over)),
        note=[note(label(each.participant_says, desk.lang), each.on) for each in followed],
    )


def _sip_activities(desk: Desk, plan: SipAgreed, over: str | None) -> Iterator[Resource]:
    naming, status = desk.naming, "unknown" if over is None else "stopped"
    for service in plan.services:
        who = [naming.code(service.authority)] if service.authority is not None else []
        yield {
            "detail": filled(
                code=concept(naming.said("what", "sip_service"), *who),
                status=status,
                performer=[] if service.who is None else [desk.party(service.who)],
                description=desk.own(service.needed),
            )
        }
    for measure in plan.measures:
        yield {
            "detail": filled(
                code=concept(naming.said("what", "sip_measure")),
                status=status,
                performer=[desk.party(measure.who)],
                description=desk.own(measure.measure),
            )
        }
