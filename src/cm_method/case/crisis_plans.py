"""The crisis plan or safety plan: six parts, in the participant's own words (R21), and its reviews.

No risk is ever computed: the plan holds what people agreed, and the rules ask when to look at it
again.
"""

from __future__ import annotations

from datetime import date
from enum import Enum, unique
from itertools import pairwise

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.episodes import Episode, WorkerChanged
from cm_method.case.holdings import holdings
from cm_method.fields import FREE_TEXT, TELEPHONE, Checked, answers, row
from cm_method.journal import Category, Entry


@unique
class CrisisPlanKind(Enum):
    """Both count (R21)."""

    CRISIS_PLAN = "crisis_plan"
    SAFETY_PLAN = "safety_plan"


@frozen(kw_only=True)
class HelpContact(Checked):
    """Someone to call, in the order they stand; *any_hour* when they answer day and night."""

    who: str = field(repr=False)
    reach: str = field(repr=False, metadata=TELEPHONE)
    any_hour: bool = False


@frozen(kw_only=True)
class CrisisPlanAgreed(Entry):
    """A crisis or safety plan as it stands from this day; a later one replaces it."""

    category = Category.CRISIS

    plan_kind: CrisisPlanKind
    warning_signs: tuple[str, ...] = field(default=(), repr=False, converter=row)
    coping: tuple[str, ...] = field(default=(), repr=False, converter=row)
    distractions: tuple[str, ...] = field(default=(), repr=False, converter=row)
    supporters: tuple[str, ...] = field(default=(), repr=False, converter=row)
    professionals: tuple[HelpContact, ...] = field(default=(), repr=False, converter=row)
    safe_surroundings: tuple[str, ...] = field(default=(), repr=False, converter=row)
    with_participant: bool


@frozen(kw_only=True)
class CrisisPlanReviewed(Entry):
    """The crisis plan was gone through and stands as it is; a changed plan is agreed anew (R22).

    *event* names what happened earlier the same day, where the review came after it.
    """

    category = Category.CRISIS

    plan: str = field(metadata=answers("crisis_plan_agreed"))
    event: str | None = field(
        default=None,
        metadata=answers("situation_changed", "worker_changed", "responsibility_accepted"),
    )
    with_participant: bool
    note: str = field(default="", repr=False, metadata=FREE_TEXT)


@unique
class ReviewTrigger(Enum):
    """What makes it time to go through the crisis plan again (R22)."""

    CRISIS = "crisis"
    SUICIDE_ATTEMPT = "suicide_attempt"
    DISCHARGE = "discharge"
    LOST_CONTACT = "lost_contact"
    HOUSING_CHANGED = "housing_changed"
    RESPONSIBLE_CHANGED = "responsible_changed"


@frozen(kw_only=True)
class SituationChanged(Entry):
    """Something happened that a crisis plan must keep up with: a crisis, a discharge, a move.

    A change of the responsible person is also seen in the journal by itself.
    """

    category = Category.CRISIS

    change: ReviewTrigger
    note: str = field(default="", repr=False, metadata=FREE_TEXT)


CRISIS_PLAN_PARTS = (
    "warning_signs",
    "coping",
    "distractions",
    "supporters",
    "professionals",
    "any_hour",
    "safe_surroundings",
    "with_participant",
)
"""What makes a crisis plan complete in this method's reading (R21)."""


def missing_in_crisis_plan(plan: CrisisPlanAgreed, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Which of the asked *parts* the plan lacks; empty when it is complete (R21)."""
    return tuple(
        part
        for part in parts
        if not (
            any(contact.any_hour for contact in plan.professionals)
            if part == "any_hour"
            else getattr(plan, part)
        )
    )


def crisis_plans_of(case: Case, episode: Episode) -> tuple[CrisisPlanAgreed, ...]:
    """The crisis plans of an episode, in order; one from an earlier episode ended with it."""
    after = episode.previous_last
    return tuple(
        plan
        for plan in case.of_kind(CrisisPlanAgreed)
        if (after is None or plan.on > after) and (episode.last is None or plan.on <= episode.last)
    )


@frozen(kw_only=True)
class Looked:
    """A day on which the crisis plan was agreed, or gone through, together with the participant.

    *after* are the ids of the event that a review names as having come before it.
    """

    on: date
    entry: str
    after: frozenset[str] = frozenset()


def looked_at(case: Case, episode: Episode) -> tuple[Looked, ...]:
    """The days on which the plan in force was agreed or reviewed with the participant, in order.

    A review without the participant, or of a plan that another has replaced, is not one (R22).
    """
    plans, end = crisis_plans_of(case, episode), episode.last or date.max
    found = [Looked(on=plan.on, entry=plan.id) for plan in plans if plan.with_participant]
    for review in case.of_kind(CrisisPlanReviewed):
        in_force = [plan.id for plan in plans if plan.on <= review.on][-1:]
        named = case.standing_for(review.plan)
        if review.with_participant and review.on <= end and not named.isdisjoint(in_force):
            after = frozenset() if review.event is None else case.standing_for(review.event)
            found.append(Looked(on=review.on, entry=review.id, after=after))
    return tuple(sorted(found, key=lambda each: each.on))


@frozen(kw_only=True)
class Trigger:
    """A day on which something happened after which the plan is to be gone through (R22)."""

    on: date
    what: ReviewTrigger
    entry: str


def triggers(case: Case, episode: Episode) -> tuple[Trigger, ...]:
    """What happened in an episode that a crisis plan must keep up with, in order of day.

    A new case manager, or a new holder of the crisis, is a change of the responsible person.
    """
    noted = [
        Trigger(on=entry.on, what=entry.change, entry=entry.id)
        for entry in case.of_kind(SituationChanged)
    ]
    starts = {start.id for start in episode.starts}
    changed = [
        Trigger(on=entry.on, what=ReviewTrigger.RESPONSIBLE_CHANGED, entry=entry.id)
        for entry in case.of_kind(WorkerChanged)
        if case.standing_for(entry.start) & starts
    ]
    line = [holding for holding in holdings(case, episode) if holding.need is None]
    taken_over = [
        Trigger(on=holding.first, what=ReviewTrigger.RESPONSIBLE_CHANGED, entry=holding.ground.id)
        for before, holding in pairwise(line)
        if holding.holder != before.holder
    ]
    after = episode.previous_last or date.min
    found = [
        each
        for each in (*noted, *changed, *taken_over)
        if after < each.on <= (episode.last or date.max)
    ]
    return tuple(sorted(found, key=lambda each: (each.on, each.entry)))
