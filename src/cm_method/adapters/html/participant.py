"""The participant's own pages: the plan and the crisis plan, to print and give to them.

They are in the participant's own words, for they are theirs, and hold no pseudonym: a page that is
left on a bus says as little as possible about whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from cm_method.adapters.html.page import rendered
from cm_method.case.case import Case
from cm_method.case.chain import chain_of
from cm_method.case.crisis_plan_copy import CrisisPlanCopy, crisis_plan_copy
from cm_method.case.crisis_plans import crisis_plans_of
from cm_method.case.episodes import Episode, episodes
from cm_method.case.escalation import Turn, agreed_for_everyone, escalation_path
from cm_method.case.parties import Parties
from cm_method.case.plans import GoalFollowedUp, GoalStatus, PlanAgreed, plans_of
from cm_method.case.register import Register
from cm_method.cohort.wording import capital
from cm_method.dates import require_days
from cm_method.fields import row
from cm_method.rules.agenda import Duty, tasks_of
from cm_method.rules.crisis_plan_reviews import next_review
from cm_method.rules.method import Method


@frozen(kw_only=True)
class OwnGoal:
    """A goal with its steps, and how it stood when it was last followed up."""

    what: str = field(repr=False)
    steps: tuple[str, ...] = field(converter=row, repr=False)
    status: GoalStatus | None


@frozen(kw_only=True)
class OwnContact:
    """Somebody to have contact with: *who*, *how*, and the day of the next visit."""

    who: str = field(repr=False)
    how: str = field(repr=False)
    priority: bool
    visit: date | None


def participant_pages(
    register: Register,
    method: Method,
    pseudonym: str,
    *,
    on: date,
    known: date | None = None,
    lang: str = "sv",
) -> str:
    """The plan and the crisis plan in force on a day, one A4 page each where they have room.

    A plan that is not made yet says so. Raises KeyError for a pseudonym that the register does not
    have.
    """
    require_days(on=on, known=known)
    case = register.case(pseudonym, on=on, known=known)
    latest = episodes(case)[-1:]
    plans = plans_of(case, latest[0]) if latest else ()
    plan = plans[-1] if plans else None
    ahead = None
    if plan is not None and plan.review_on is not None and plan.review_on >= on:
        ahead = plan.review_on
    return rendered(
        "participant.html",
        lang,
        on=on,
        plan=plan,
        review=ahead,
        goals=() if plan is None else [*_goals(case, plan)],
        contacts=() if plan is None else [*_contacts(case, plan, method)],
        crisis=_crisis_plan(case, latest[0], method, lang) if latest else None,
        turns=_turns(register, case, latest[0], method) if latest else (),
    )


def _goals(case: Case, plan: PlanAgreed) -> Iterator[OwnGoal]:
    followed: dict[int, GoalStatus] = {
        note.number: note.status
        for note in case.of_kind(GoalFollowedUp)
        if plan.id in case.standing_for(note.plan)
    }
    for number, goal in enumerate(plan.goals, start=1):
        yield OwnGoal(what=goal.what, steps=goal.sub_goals, status=followed.get(number))


def _contacts(case: Case, plan: PlanAgreed, method: Method) -> Iterator[OwnContact]:
    """The contacts of the plan, those that matter most first."""
    visits: dict[object, date] = {}
    for task in tasks_of(case, method):
        if task.duty is Duty.PLANNED_VISIT and task.by is not None:
            contact = dict(task.facts)["contact"]
            visits[contact] = min(task.by, visits.get(contact, task.by))
    for path in sorted(plan.contact_paths, key=lambda path: not path.priority):
        yield OwnContact(
            who=path.who or capital(path.contact),
            how=path.how or "",
            priority=path.priority,
            visit=visits.get(path.contact),
        )


def _crisis_plan(case: Case, episode: Episode, method: Method, lang: str) -> CrisisPlanCopy | None:
    plans = crisis_plans_of(case, episode)
    if not plans:
        return None
    wait = next_review(case, episode, method.parameters) if episode.covers(case.on) else None
    by = None if wait is None or wait.due < case.on else wait.due
    return crisis_plan_copy(plans[-1], lang, review_by=by)


def _turns(register: Register, case: Case, episode: Episode, method: Method) -> tuple[Turn, ...]:
    """Who is accountable in a crisis, and whom to turn to if they do not answer."""
    if not episode.covers(case.on):
        return ()
    books = register.partnership
    if case.known is not None:
        books = books.known_by(case.known)
    parties = Parties.of(books, on=case.on)
    given = method.parameters
    chain = chain_of(case, episode, given.chain_parts.value, parties=parties)
    general = agreed_for_everyone(books, on=case.on)
    path = escalation_path(chain, None, case.on, general=general, parties=parties)
    return tuple(Turn(who=parties.name(turn.who), reach=turn.reach) for turn in path.turns)
