"""Target 5: a crisis plan and an established chain of responsibility (IOP; R20, R21, R23).

Asked only of relevant participants: co-occurring disorders, or a crisis level at or above the
method's threshold, within the first eight weeks. Who becomes relevant later has a milestone apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from cm_method.case.crisis_plans import (
    CrisisPlanAgreed,
    crisis_plans_of,
    missing_in_crisis_plan,
)
from cm_method.case.needs import CrisisLevelAssessed, OpenNeed, needs
from cm_method.case.responsibility import Holding, holdings, missing_in_chain
from cm_method.dates import plus_days
from cm_method.errors import facts
from cm_method.rules.method import Asked, Parameters
from cm_method.rules.milestone import Answer, Mark, Milestone, Step

LATER = "crisis_plan_and_chain_later"
"""The milestone of those who became relevant after the window; shown apart from the target."""


@frozen(kw_only=True, eq=False)
class _Material:
    """What both milestones of the rule look at, gathered once."""

    given: Parameters
    assessed: tuple[OpenNeed, ...]
    levels: list[CrisisLevelAssessed]
    crisis_plans: tuple[CrisisPlanAgreed, ...]
    held: tuple[Holding, ...]


def crisis_plan_and_chain(asked: Asked) -> tuple[Milestone, ...]:
    """Fulfilled on the first day when a complete crisis plan and the chain are both in force.

    A later break is a gap, not a new verdict.
    """
    material = _Material(
        given=asked.method.parameters,
        assessed=needs(asked.case),
        levels=asked.case.of_kind(CrisisLevelAssessed),
        crisis_plans=crisis_plans_of(asked.case, asked.episode),
        held=holdings(asked.case, asked.episode),
    )
    deadline = material.given.crisis_deadline.value
    opens, due = asked.episode.first, deadline.after(asked.since)
    done = list(_done(asked, material, opens))
    relevance = list(_relevance(asked, material, opens))
    relevant = relevance[-1] if relevance[-1].answer is Answer.YES else None
    in_window = [step for step in relevance if step.on <= due] or relevance[:1]
    found = [
        asked.milestone(
            due=due,
            done=done,
            belongs=in_window,
            marks=_marks(asked, material, due, done, relevant),
        )
    ]
    if relevant is not None and relevant.on > due:
        found.append(
            asked.milestone(
                rule=LATER,
                opens=relevant.on,
                due=deadline.after(relevant.on),
                done=done,
                belongs=[relevant],
            )
        )
    return tuple(found)


def _marks(
    asked: Asked, material: _Material, due: date, done: list[Step], relevant: Step | None
) -> Iterator[tuple[Mark, date]]:
    if relevant is not None and relevant.on <= due:
        late = plus_days(asked.since, material.given.short_notice_day.value)
        if relevant.on >= late:
            yield Mark.SHORT_NOTICE, relevant.on
    reached = done[-1].answer is Answer.YES and done[-1].on <= due
    if reached and asked.episode.covers(due) and not _missing(material, due):
        yield Mark.IN_FORCE_ON_DEADLINE, due


def _relevance(asked: Asked, material: _Material, opens: date) -> Iterator[Step]:
    """The days on which it changed whether the participant is relevant; once so, always."""
    days = {opens, *(level.on for level in material.levels)}
    for need in material.assessed:
        days.update((need.first, plus_days(need.last, 1)) if need.last else (need.first,))
    answered: Answer | None = None
    for day in sorted(day for day in days if day >= opens and asked.episode.covers(day)):
        step = _relevance_on(material, day)
        if step.answer is not answered:
            yield step
        answered = step.answer
        if answered is Answer.YES:
            return


def _relevance_on(material: _Material, day: date) -> Step:
    known = [need for need in material.assessed if need.first <= day]
    still_open = [need for need in known if need.is_open(day)]
    groups = material.given.co_occurring.value
    matching = [next((need for need in still_open if need.area in group), None) for group in groups]
    if groups and all(matching):
        entries = tuple(need.id for need in matching if need is not None)
        return Step(on=day, answer=Answer.YES, code="co_occurring", entries=entries)
    level = next((level for level in reversed(material.levels) if level.on <= day), None)
    scale = material.given.crisis_scale.value
    reaches = scale.reaches(level.level) if level is not None and scale is not None else None
    if level is not None and reaches:
        named = facts(level=f"@crisis_level.{level.level}")
        return Step(
            on=day, answer=Answer.YES, code="crisis_level", entries=(level.id,), facts=named
        )
    if not known and reaches is None:
        return Step(on=day, answer=Answer.UNKNOWN, code="not_assessed")
    return Step(on=day, answer=Answer.NO, code="not_relevant")


def _done(asked: Asked, material: _Material, opens: date) -> Iterator[Step]:
    """The days on which it changed what is missing, up to the first on which nothing is."""
    days = {opens, *(plan.on for plan in material.crisis_plans)}
    for need in material.assessed:
        days.update((need.first, plus_days(need.last, 1)) if need.last else (need.first,))
    for holding in material.held:
        days.add(holding.first)
    before: tuple[str, ...] | None = None
    for day in sorted(day for day in days if day >= opens and asked.episode.covers(day)):
        missing = _missing(material, day)
        if not missing:
            yield _complete(material, day)
            return
        if missing != before:
            named = facts(missing="@" + ",".join(missing))
            yield Step(on=day, answer=Answer.NO, code="plan_or_chain_missing", facts=named)
        before = missing


def _complete(material: _Material, day: date) -> Step:
    plan = _plan_on(material, day)
    accepted = [held.acceptance.id for held in material.held if held.covers(day)]
    entries = (*((plan.id,) if plan else ()), *accepted)
    return Step(on=day, answer=Answer.YES, code="plan_and_chain", entries=entries)


def _plan_on(material: _Material, day: date) -> CrisisPlanAgreed | None:
    return next((plan for plan in reversed(material.crisis_plans) if plan.on <= day), None)


def _missing(material: _Material, day: date) -> tuple[str, ...]:
    """What is missing on a day, as keys of the catalogue, each once."""
    given = material.given
    plan = _plan_on(material, day)
    if plan is None:
        parts = ["crisis_plan_part.plan"]
    else:
        lacking = missing_in_crisis_plan(plan, given.crisis_plan_parts.value)
        parts = [f"crisis_plan_part.{part}" for part in lacking]
    chain = missing_in_chain(material.assessed, material.held, day, given.chain_parts.value)
    parts += [f"chain_part.{'need' if need else 'crisis'}_{part}" for need, part in chain]
    return tuple(dict.fromkeys(parts))
