"""Target 5: a crisis plan and an established chain of responsibility (IOP; R20, R21, R23).

Asked only of relevant participants: co-occurring disorders, or a crisis level at or above the
method's threshold, within the first eight weeks. Who becomes relevant later has a milestone apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.chain import Chain, chain_of
from cm_method.case.crisis_plans import (
    CrisisPlanAgreed,
    crisis_plans_of,
    missing_in_crisis_plan,
)
from cm_method.case.links import chain_part
from cm_method.case.needs import CrisisLevelAssessed, NeedAssessed, one_of_each
from cm_method.dates import plus_days
from cm_method.errors import facts
from cm_method.labels import words
from cm_method.rules.method import Asked, Parameters
from cm_method.rules.milestone import Answer, Mark, Milestone, Step

LATER = "crisis_plan_and_chain_later"
"""The milestone of those who became relevant after the window; shown apart from the target."""


@frozen(kw_only=True, eq=False)
class _Material:
    """What both milestones of the rule look at, gathered once.

    *crisis_plans* come with what each lacks.
    """

    given: Parameters
    levels: list[CrisisLevelAssessed]
    crisis_plans: tuple[tuple[CrisisPlanAgreed, tuple[str, ...]], ...]
    chain: Chain
    need_days: frozenset[date]


def _material(asked: Asked) -> _Material:
    given, case, episode = asked.method.parameters, asked.case, asked.episode
    chain = chain_of(case, episode, given.chain_parts.value)
    closed = (plus_days(need.last, 1) for need in chain.needs if need.last is not None)
    return _Material(
        given=given,
        levels=_levels_on_scale(case, given),
        crisis_plans=tuple(
            (plan, missing_in_crisis_plan(plan, given.crisis_plan_parts.value))
            for plan in crisis_plans_of(case, episode)
        ),
        chain=chain,
        need_days=frozenset((*(need.first for need in chain.needs), *closed)),
    )


def _levels_on_scale(case: Case, given: Parameters) -> list[CrisisLevelAssessed]:
    """The crisis levels that the method can read; others say nothing (R20)."""
    scale = given.crisis_scale.value
    on_scale = scale.levels if scale is not None else ()
    return [each for each in case.of_kind(CrisisLevelAssessed) if each.level in on_scale]


def is_assessed(case: Case, given: Parameters) -> bool:
    """Whether needs, or a crisis level that the method can read, have been assessed (R20)."""
    return bool(case.of_kind(NeedAssessed) or _levels_on_scale(case, given))


def crisis_plan_and_chain(asked: Asked) -> tuple[Milestone, ...]:
    """Fulfilled on the first day when a complete crisis plan and the chain are both in force.

    A later break is a gap, not a new verdict.
    """
    material = _material(asked)
    deadline = material.given.crisis_deadline.value
    due = deadline.after(asked.since)
    done = list(_done(asked, material))
    relevance = list(_relevance(asked, material))
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
                opens=max(relevant.on, asked.episode.first),
                since=relevant.on,
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
    last = asked.episode.last
    if reached and (last is None or due <= last) and not _missing(material, due):
        yield Mark.IN_FORCE_ON_DEADLINE, due


def _days(asked: Asked, days: Iterable[date]) -> list[date]:
    """The days of service among these, in order, the first day of service always."""
    opens = asked.since
    last = asked.episode.last or date.max
    return sorted({opens, *(day for day in days if opens <= day <= last)})


def _relevance(asked: Asked, material: _Material) -> Iterator[Step]:
    """The days on which it changed whether the participant is relevant; once so, always."""
    answered: Answer | None = None
    days = (*material.need_days, *(level.on for level in material.levels))
    for day in _days(asked, days):
        step = _relevance_on(material, day)
        if step.answer is not answered:
            yield step
        answered = step.answer
        if answered is Answer.YES:
            return


def _relevance_on(material: _Material, day: date) -> Step:
    needs = material.chain.needs
    groups = material.given.co_occurring.value
    matching = one_of_each(groups, [need for need in needs if need.is_open(day)])
    if matching:
        return Step(on=day, answer=Answer.YES, code="co_occurring", entries=matching)
    scale = material.given.crisis_scale.value
    levels = [level for level in material.levels if level.on == day]
    levels = levels or [level for level in material.levels if level.on < day][-1:]
    level = next((each for each in levels if scale and scale.reaches(each.level)), None)
    if level is not None:
        named = facts(level=words(f"crisis_level.{level.level}"))
        return Step(
            on=day, answer=Answer.YES, code="crisis_level", entries=(level.id,), facts=named
        )
    if not levels and not any(need.first <= day for need in needs):
        return Step(on=day, answer=Answer.UNKNOWN, code="not_assessed")
    return Step(on=day, answer=Answer.NO, code="not_relevant")


def _done(asked: Asked, material: _Material) -> Iterator[Step]:
    """The days on which it changed what is missing, up to the first on which nothing is."""
    accepted = (held.first for line in material.chain.held.values() for held in line)
    days = (*material.need_days, *(plan.on for plan, _ in material.crisis_plans), *accepted)
    before: tuple[str, ...] | None = None
    for day in _days(asked, days):
        missing = _missing(material, day)
        if not missing:
            yield _complete(material, day)
            return
        if missing != before:
            named = facts(missing=words(*missing))
            yield Step(on=day, answer=Answer.NO, code="plan_or_chain_missing", facts=named)
        before = missing


def _complete(material: _Material, day: date) -> Step:
    plan, _ = _plan_on(material, day)
    held = [material.chain.holding(need, day) for need in material.chain.held]
    accepted = [holding.ground.id for holding in held if holding is not None]
    entries = (*((plan.id,) if plan else ()), *accepted)
    return Step(on=day, answer=Answer.YES, code="plan_and_chain", entries=entries)


def _plan_on(material: _Material, day: date) -> tuple[CrisisPlanAgreed | None, tuple[str, ...]]:
    """The crisis plan in force on a day, and what it lacks."""
    for plan, lacking in reversed(material.crisis_plans):
        if plan.on <= day:
            return plan, lacking
    return None, ("plan",)


def _missing(material: _Material, day: date) -> tuple[str, ...]:
    """What is missing on a day, as keys of the catalogue, each once."""
    _, lacking = _plan_on(material, day)
    parts = {f"crisis_plan_part.{part}": None for part in lacking}
    for need, part in material.chain.missing(day):
        parts[chain_part(need, part)] = None
    return tuple(parts)
