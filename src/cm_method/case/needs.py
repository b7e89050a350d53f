"""The needs a participant has, and the crisis level that people assessed."""

from __future__ import annotations

from datetime import date
from enum import Enum, unique

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.dates import require_days
from cm_method.fields import FREE_TEXT, answers
from cm_method.journal import Category, Entry


@unique
class NeedArea(Enum):
    """What a need is about. The sources' groups are examples, not a closed list."""

    MENTAL_ILL_HEALTH = "mental_ill_health"
    NEURODEVELOPMENTAL = "neurodevelopmental"
    HARMFUL_USE = "harmful_use"
    ADDICTION = "addiction"
    PSYCHIATRIC_DISABILITY = "psychiatric_disability"
    PHYSICAL_HEALTH = "physical_health"
    HOUSING = "housing"
    WORK_OR_STUDIES = "work_or_studies"
    MONEY = "money"
    EVERYDAY_LIFE = "everyday_life"
    LONELINESS = "loneliness"
    FAMILY = "family"
    VIOLENCE = "violence"
    OTHER = "other"


@frozen(kw_only=True)
class NeedAssessed(Entry):
    """A need was assessed and is open until it is closed. The entry's id is the need's name."""

    category = Category.NEEDS

    area: NeedArea
    description: str = field(default="", repr=False, metadata=FREE_TEXT)


@frozen(kw_only=True)
class NeedClosed(Entry):
    """A need is no longer there from the day after this one."""

    category = Category.NEEDS

    need: str = field(metadata=answers("need_assessed"))


@frozen(kw_only=True)
class CrisisLevelAssessed(Entry):
    """A person assessed the crisis level, by a code of the method's scale. Never computed."""

    category = Category.CRISIS

    level: str


@frozen(kw_only=True, slots=False)
class OpenNeed:
    """A need with the days on which it is open, both included; *last* None while it stays open."""

    id: str
    area: NeedArea
    first: date
    last: date | None

    def is_open(self, day: date) -> bool:
        """Whether the need was open on that day."""
        require_days(day=day)
        return self.first <= day and (self.last is None or day <= self.last)


def needs(case: Case) -> tuple[OpenNeed, ...]:
    """Every need assessed so far with the days on which it is open."""
    closed: dict[str, date] = {}
    for closing in case.of_kind(NeedClosed):
        for id in case.standing_for(closing.need):
            closed.setdefault(id, closing.on)
    return tuple(
        OpenNeed(id=need.id, area=need.area, first=need.on, last=closed.get(need.id))
        for need in case.of_kind(NeedAssessed)
    )


def one_of_each(
    groups: tuple[tuple[NeedArea, ...], ...], still_open: list[OpenNeed]
) -> tuple[str, ...]:
    """The ids of the first open need of every group of areas; empty unless each group has one."""
    found = []
    for group in groups:
        first = next((need.id for need in still_open if need.area in group), None)
        if first is None:
            return ()
        found.append(first)
    return tuple(found)
