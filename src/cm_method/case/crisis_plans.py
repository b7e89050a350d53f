"""The crisis plan or safety plan: six parts, in the participant's own words (R21)."""

from __future__ import annotations

from enum import Enum, unique

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.episodes import Episode
from cm_method.fields import TELEPHONE, Checked, row
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
