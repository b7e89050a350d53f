"""Target 2: a clear individual plan within eight weeks (IOP, "Resultatmål"; R2, R3, R12)."""

from __future__ import annotations

from cm_method.case.plans import missing_in_plan, plans_of
from cm_method.dates import plus_days
from cm_method.errors import facts
from cm_method.labels import words
from cm_method.rules.method import Asked
from cm_method.rules.milestone import Answer, Mark, Milestone, Step


def plan_in_time(asked: Asked) -> tuple[Milestone, ...]:
    """Fulfilled on the first day with a clear plan agreed together with the participant.

    A plan in force at the start counts from the start day; one agreed after the end never counts.
    A method may let plans count only from a first day after the start (R3).
    """
    given, opens = asked.method.parameters, asked.since
    earliest = plus_days(asked.since, given.plan_first_day.value)
    steps = [Step(on=opens, answer=Answer.NO, code="no_plan")]
    marks = []
    for plan in plans_of(asked.case, asked.episode, since=opens):
        day = max(plan.on, opens)
        missing = missing_in_plan(plan, given.plan_parts.value)
        named = facts(day=plan.on)
        answer, code = Answer.YES, "clear_plan"
        if given.plan_first_day.value and plan.on < earliest:
            answer, code = Answer.NO, "plan_too_early"
        elif missing:
            answer, code = Answer.NO, "plan_not_clear"
            named = facts(day=plan.on, missing=words(*(f"plan_part.{part}" for part in missing)))
        steps.append(Step(on=day, answer=answer, code=code, entries=(plan.id,), facts=named))
        if answer is Answer.YES:
            if day <= given.plan_ambition.value.after(asked.since):
                marks.append((Mark.WITHIN_AMBITION, day))
            break
    due = given.plan_deadline.value.after(asked.since)
    return (asked.milestone(due=due, done=steps, marks=marks),)
