"""A milestone: when something is due, and the days on which the answer to it changed.

A rule works a milestone out once; it then answers for every day at one state of knowledge. A pair
of due day and day reached would not be enough: a contact attended on day 0 and broken off on day 1
was followed through when asked on day 0.
These values are made by the million and thrown away, so they have no slots: a frozen class without
them is made in half the time.
"""

from __future__ import annotations

from datetime import date
from enum import Enum, unique
from functools import cache

from attrs import evolve, field, frozen

from cm_method.dates import is_day, require_days
from cm_method.errors import Facts, Problem, Refused


@unique
class Verdict(Enum):
    """The six answers a rule can give about one participant on a day."""

    MET = "met"
    MET_LATE = "met_late"
    NOT_YET_DUE = "not_yet_due"
    MISSED = "missed"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


@unique
class Answer(Enum):
    """What a step says from its day on."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@frozen(kw_only=True, slots=False)
class Step:
    """From the day *on* the answer is this, for the reason *code*, resting on these entries."""

    on: date
    answer: Answer
    code: str
    entries: tuple[str, ...] = ()
    facts: Facts = ()


@unique
class Mark(Enum):
    """What is worth showing beside a verdict; sensitivity figures are made from these."""

    WITHIN_AMBITION = "within_ambition"
    LEFT_BEFORE_DEADLINE = "left_before_deadline"
    SHORT_NOTICE = "short_notice"
    IN_FORCE_ON_DEADLINE = "in_force_on_deadline"
    BEFORE_LATE = "before_late"
    BEFORE_STALE = "before_stale"
    AFTER_EARLY = "after_early"
    IMPROVED_NOT_WORSE = "improved_not_worse"
    WORSENED = "worsened"
    RELIABLY_IMPROVED = "reliably_improved"
    RELIABLY_WORSENED = "reliably_worsened"
    RELIABILITY_UNKNOWN = "reliability_unknown"
    AT_BEST_BEFORE = "at_best_before"


@frozen(kw_only=True, slots=False)
class Milestone:
    """One thing due in one episode, for every day at one state of knowledge.

    *opens* is the day from which it exists, *since* the day its clock counts from, *due* its last
    day in time: known from *due_known* on, None while nobody can know it. *done* says whether it is
    fulfilled, *belongs* whether the participant belongs to the group asked about (empty: always).
    *died* and *contested* are day and entry; *counts* is False for what is listed but not counted.
    Raises Refused where *done* has no step, steps are out of order, or the first comes after
    *opens*: a day before it would be answered by what came later.
    """

    rule: str
    participant: str
    episode: str
    counts: bool
    opens: date
    since: date
    due: date | None
    due_known: date
    done: tuple[Step, ...]
    belongs: tuple[Step, ...] = ()
    marks: tuple[tuple[Mark, date], ...] = ()
    died: tuple[date, str] | None = None
    contested: tuple[date, str] | None = None

    def __attrs_post_init__(self) -> None:
        done = _fault(self.done, self.opens)
        belongs = _fault(self.belongs, self.opens) if self.belongs else None
        if done is not None or belongs is not None:
            found = (("done", done), ("belongs", belongs))
            path = f"rules.{self.rule}."
            raise Refused(
                evolve(each, path=path + name) for name, each in found if each is not None
            )

    def due_on(self, on: date) -> date | None:
        """The last day in time, as far as it could be known on a day."""
        if not is_day(on):
            require_days(on=on)
        return self.due if self.due_known <= on else None


def _fault(steps: tuple[Step, ...], opens: date) -> Problem | None:
    """What keeps steps from answering for every day from the one on which a milestone opens."""
    if not steps:
        return Problem(code="milestone_without_step")
    before = steps[0].on
    if before > opens:
        return Problem(code="milestone_begins_too_late")
    for step in steps:
        if step.on < before:
            return Problem(code="milestone_steps_out_of_order")
        before = step.on
    return None


@frozen(kw_only=True, slots=False)
class Judgement:
    """A verdict with the *step* it rests on; *code* tells exclusions and unknowns apart.

    *done_on* is the day from which it has been fulfilled, if it has.
    """

    verdict: Verdict
    code: str
    step: Step
    done_on: date | None
    marks: frozenset[Mark]

    @property
    def signature(self) -> Signature:
        """What a tally counts: equal for participants whom no figure tells apart."""
        return _the_same(self.verdict, self.code, self.done_on is not None, self.marks)


@frozen(slots=False, cache_hash=True)
class Signature:
    """One way a participant can count: verdict, code, whether it is done, and the marks."""

    verdict: Verdict
    code: str
    done: bool
    marks: frozenset[Mark] = field(default=frozenset())


_the_same = cache(Signature)
"""Equal signatures as one object, since a cohort counts the same few again and again."""


def standing_on(steps: tuple[Step, ...], day: date) -> Step:
    """The step that holds on a day; the first one where the day lies before them all."""
    for step in reversed(steps):
        if step.on <= day:
            return step
    return steps[0]


def judge(milestone: Milestone, on: date) -> Judgement:
    """The verdict on a day, derived in one way for all rules (R1, R8, R9).

    Once the due day has come, only ``missed`` may still become ``met_late``.
    """
    due = milestone.due_on(on)
    died = milestone.died
    if due is not None and died is not None and died[0] <= on and died[0] < due:
        step = Step(on=died[0], answer=Answer.NO, code="died_before_deadline", entries=(died[1],))
        return _judgement(milestone, on, Verdict.EXCLUDED, step, code="died_before_deadline")
    if due is None or on < due:
        step = standing_on(milestone.done, on)
        done = step.answer is Answer.YES and _belongs(milestone, on) is not Answer.NO
        code = "no_due_day" if due is None else ""
        fulfilled = step if done else None
        return _judgement(milestone, on, Verdict.NOT_YET_DUE, step, code=code, done=fulfilled)
    if milestone.contested is not None and milestone.contested[0] <= due:
        rival = (milestone.contested[1],)
        step = Step(on=due, answer=Answer.UNKNOWN, code="corrections_compete", entries=rival)
        unmarked = evolve(milestone, marks=())
        return _judgement(unmarked, on, Verdict.UNKNOWN, step, code="answer")
    step = standing_on(milestone.done, due)
    member = _belongs(milestone, due)
    if member is not Answer.YES:
        why = standing_on(milestone.belongs, due)
        if member is Answer.NO:
            return _judgement(milestone, on, Verdict.EXCLUDED, why, code=why.code)
        fulfilled = step if step.answer is Answer.YES else None
        return _judgement(milestone, on, Verdict.UNKNOWN, why, code="membership", done=fulfilled)
    if step.answer is Answer.YES:
        return _judgement(milestone, on, Verdict.MET, step, done=step)
    if step.answer is Answer.UNKNOWN:
        return _judgement(milestone, on, Verdict.UNKNOWN, step, code="answer")
    for later in milestone.done:
        if due < later.on <= on and later.answer is Answer.YES:
            return _judgement(milestone, on, Verdict.MET_LATE, later, done=later)
    return _judgement(milestone, on, Verdict.MISSED, step)


def _belongs(milestone: Milestone, day: date) -> Answer:
    return standing_on(milestone.belongs, day).answer if milestone.belongs else Answer.YES


def _judgement(
    milestone: Milestone,
    on: date,
    verdict: Verdict,
    step: Step,
    *,
    code: str = "",
    done: Step | None = None,
) -> Judgement:
    return Judgement(
        verdict=verdict,
        code=code,
        step=step,
        done_on=_fulfilled_since(milestone.done, done) if done is not None else None,
        marks=frozenset(mark for mark, since in milestone.marks if since <= on),
    )


def _fulfilled_since(steps: tuple[Step, ...], step: Step) -> date:
    """The first day of the unbroken row of yes that this step belongs to."""
    since = step.on
    for earlier in reversed(steps[: steps.index(step)]):
        if earlier.answer is not Answer.YES:
            break
        since = earlier.on
    return since


def changing_days(milestone: Milestone) -> list[date]:
    """The days on which the way to count may change, in order; between them it stays as it is."""
    days = {milestone.opens, *(since for _, since in milestone.marks)}
    done = False
    for step in milestone.done:
        if (step.answer is Answer.YES) is not done:
            done = not done
            days.add(step.on)
    days.update(step.on for step in milestone.belongs)
    if milestone.due is not None:
        days.update((milestone.due, milestone.due_known))
    if milestone.died is not None:
        days.add(milestone.died[0])
    return sorted(day for day in days if day >= milestone.opens)
