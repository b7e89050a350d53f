"""The crisis plan is gone through again: after what happened, and otherwise in time (R22).

Each time the plan was agreed or reviewed with the participant opens a new wait; each event that
calls for a review opens one of its own, with a shorter time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.crisis_plans import (
    Looked,
    ReviewTrigger,
    Trigger,
    crisis_plans_of,
    looked_at,
    triggers,
)
from cm_method.case.episodes import Episode
from cm_method.dates import plus_days
from cm_method.errors import facts
from cm_method.rules.method import Asked, Parameters
from cm_method.rules.milestone import Answer, Milestone, Step


def crisis_plan_reviewed(asked: Asked) -> tuple[Milestone, ...]:
    """One milestone for each wait after a review, and one for each event that calls for one.

    A plan that was made without the participant waits to be gone through with them.
    """
    return tuple(
        asked.milestone(
            opens=max(wait.since, asked.episode.first),
            since=wait.since,
            due=wait.due,
            done=_steps(wait),
            belongs=_belongs(wait, asked.episode),
        )
        for wait in waits(asked.case, asked.episode, asked.method.parameters)
    )


@frozen(kw_only=True)
class Wait:
    """A review that is due: *since* and by which day, for which reason, and when it was held."""

    since: date
    due: date
    trigger: ReviewTrigger | None
    entry: str
    held: Looked | None


def waits(case: Case, episode: Episode, given: Parameters) -> tuple[Wait, ...]:
    """Every review of the crisis plan that was or is due in an episode, in order of due day."""
    plans = crisis_plans_of(case, episode)
    if not plans:
        return ()
    held = looked_at(case, episode)
    first = plans[0]
    from_first = Looked(on=first.on, entry=first.id)
    looks = held if held and held[0].on == first.on else (from_first, *held)
    found = [
        *_regular(looks, given.crisis_review_days.value),
        *(
            _after(each, held, given.crisis_review_after_days.value)
            for each in triggers(case, episode)
            if each.what in given.crisis_review_triggers.value and each.on >= first.on
        ),
    ]
    return tuple(sorted(found, key=lambda wait: (wait.due, wait.since, wait.entry)))


def next_review(case: Case, episode: Episode, given: Parameters) -> Wait | None:
    """The next review that is still to be held, with its day and reason; None without a plan."""
    return next((wait for wait in waits(case, episode, given) if wait.held is None), None)


def _regular(looks: tuple[Looked, ...], days: int) -> Iterator[Wait]:
    one_a_day = tuple({look.on: look for look in reversed(looks)}.values())[::-1]
    for look, held in zip(one_a_day, (*one_a_day[1:], None), strict=True):
        yield Wait(
            since=look.on,
            due=plus_days(look.on, days),
            trigger=None,
            entry=look.entry,
            held=held,
        )


def _after(trigger: Trigger, held: tuple[Looked, ...], days: int) -> Wait:
    """A review on the day of the event may have been held before it, unless it names the event."""
    return Wait(
        since=trigger.on,
        due=plus_days(trigger.on, days),
        trigger=trigger.what,
        entry=trigger.entry,
        held=next((each for each in held if _answers(each, trigger)), None),
    )


def _answers(look: Looked, trigger: Trigger) -> bool:
    named = look.on == trigger.on and trigger.entry in look.after
    return named or look.on > trigger.on


def _belongs(wait: Wait, episode: Episode) -> Iterator[Step]:
    """A review is no longer waited for once the service is over."""
    since = facts(day=wait.since)
    yield Step(on=wait.since, answer=Answer.YES, code="review_waits", facts=since)
    if episode.last is not None:
        over = plus_days(episode.last, 1)
        yield Step(on=over, answer=Answer.NO, code="service_over", facts=facts(day=episode.last))


def _steps(wait: Wait) -> Iterator[Step]:
    if wait.trigger is None:
        since = facts(day=wait.since)
        yield Step(
            on=wait.since,
            answer=Answer.NO,
            code="review_waits",
            entries=(wait.entry,),
            facts=since,
        )
    else:
        said = facts(day=wait.since, trigger=wait.trigger)
        yield Step(
            on=wait.since,
            answer=Answer.NO,
            code="review_after_event",
            entries=(wait.entry,),
            facts=said,
        )
    if wait.held is not None:
        when = facts(day=wait.held.on)
        held = (wait.held.entry,)
        yield Step(on=wait.held.on, answer=Answer.YES, code="reviewed", entries=held, facts=when)
