"""The individual plan of the CM method: goals, sub-goals and contact paths (R12, R13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum, unique

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.episodes import Episode
from cm_method.dates import require_days_if_given
from cm_method.errors import Problem
from cm_method.fields import FREE_TEXT, TELEPHONE, Checked, answers, broken, row
from cm_method.journal import Category, Entry


@frozen(kw_only=True)
class Goal(Checked):
    """A goal in the participant's own words, with the smaller steps that lead there."""

    what: str = field(repr=False)
    sub_goals: tuple[str, ...] = field(default=(), repr=False, converter=row)


@frozen(kw_only=True)
class ContactPath(Checked):
    """A way to an actor: *contact* is its short code in this journal, such as "psykiatri".

    *priority* marks the contacts that target 3 follows; *how* is how to reach them.
    """

    contact: str
    who: str = field(default="", repr=False, metadata=FREE_TEXT)
    how: str | None = field(default=None, repr=False, metadata=TELEPHONE)
    priority: bool = False


@frozen(kw_only=True)
class PlanAgreed(Entry):
    """An individual plan as it stands from this day; a later one replaces it.

    *with_participant* says that it was agreed together with the participant. *review_on* is the day
    they meant to look at it again (the sources set no interval for the individual plan).
    """

    category = Category.PLAN

    goals: tuple[Goal, ...] = field(default=(), converter=row)
    contact_paths: tuple[ContactPath, ...] = field(default=(), converter=row)
    with_participant: bool
    review_on: date | None = None

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        contacts = [path.contact for path in self.contact_paths]
        if len(set(contacts)) < len(contacts):
            yield broken("contact_named_twice", "contact_paths")
        if self.review_on is not None and self.review_on < self.on:
            yield broken("review_before_plan", "review_on", on=self.on, day=self.review_on)

    @property
    def priority_contacts(self) -> tuple[str, ...]:
        """The codes of the contacts that the participant prioritised."""
        return tuple(path.contact for path in self.contact_paths if path.priority)


@unique
class GoalStatus(Enum):
    """How a goal stands at a follow-up."""

    REACHED = "reached"
    ON_THE_WAY = "on_the_way"
    NOT_STARTED = "not_started"
    GIVEN_UP = "given_up"


@frozen(kw_only=True)
class GoalFollowedUp(Entry):
    """The goal with this *number* (1 is the first) in the plan was followed up together."""

    category = Category.PLAN

    plan: str = field(metadata=answers("plan_agreed"))
    number: int
    status: GoalStatus
    note: str = field(default="", repr=False, metadata=FREE_TEXT)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if self.number < 1:
            yield broken("goal_number_below_one", "number", number=self.number)


PLAN_PARTS = ("goal", "sub_goals", "contact_path", "with_participant")
"""What makes a plan clear (R12)."""


def missing_in_plan(plan: PlanAgreed, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Which of the asked *parts* the plan lacks; empty when it is a clear plan (R12)."""
    has = {
        "goal": bool(plan.goals),
        "sub_goals": all(goal.sub_goals for goal in plan.goals),
        "contact_path": bool(plan.contact_paths),
        "with_participant": plan.with_participant,
    }
    return tuple(part for part in parts if not has[part])


def plans_of(case: Case, episode: Episode, *, since: date | None = None) -> tuple[PlanAgreed, ...]:
    """The plans of an episode: the one in force at its start and those agreed until its end.

    A plan from an earlier episode ended with it (R2). *since* is the day that a method counts as
    the start, if not the first day of the episode.
    """
    require_days_if_given(since=since)
    after, since = episode.previous_last, since or episode.first
    found = [
        plan
        for plan in case.of_kind(PlanAgreed)
        if (after is None or plan.on > after) and (episode.last is None or plan.on <= episode.last)
    ]
    before = [plan for plan in found if plan.on <= since]
    return (*before[-1:], *(plan for plan in found if plan.on > since))
