"""Target 3: prioritised contacts are followed through at three months (IOP; R4, R14, R15)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from cm_method.case.contacts import SETTLING, ContactFollowed, ContactStatus
from cm_method.case.plans import PlanAgreed, missing_in_plan, plans_of
from cm_method.errors import facts
from cm_method.rules.method import Asked
from cm_method.rules.milestone import Answer, Milestone, Step


def contacts_followed_through(asked: Asked) -> tuple[Milestone, ...]:
    """Fulfilled when, on the due day, every contact of the prioritised set is followed through.

    The set is that of the first clear plan agreed by the due day that prioritises any contact. A
    contact is followed through when it was attended at least once since the start and was not
    broken off after that; a planned or missed visit leaves it as it was. It leaves the set only by
    the participant's own choice, made after it was prioritised and by the due day, and is back when
    attended again.
    """
    due = asked.method.parameters.contacts_deadline.value.after(asked.since)
    opens = asked.since
    plan = prioritising_plan(asked, due)
    if plan is None:
        step = Step(on=opens, answer=Answer.UNKNOWN, code="no_prioritised_contacts")
        return (asked.milestone(due=due, done=[step]),)
    first = max(plan.on, opens)
    done: list[Step] = []
    belongs = [Step(on=opens, answer=Answer.YES, code="in_service")]
    if first > opens:
        done.append(Step(on=opens, answer=Answer.UNKNOWN, code="no_prioritised_contacts"))
    for day, status in _statuses(asked, plan, first, due):
        step, nobody_left = _step(asked, plan, day, status)
        done.append(step)
        member = Answer.NO if nobody_left else Answer.YES
        if member is not belongs[-1].answer:
            code = "contacts_dropped" if nobody_left else "in_service"
            belongs.append(Step(on=day, answer=member, code=code, entries=step.entries))
    return (asked.milestone(due=due, done=done, belongs=belongs),)


def prioritising_plan(asked: Asked, due: date) -> PlanAgreed | None:
    """The first clear plan agreed by the due day that prioritises any contact (R14)."""
    parts = asked.method.parameters.plan_parts.value
    return next(
        (
            plan
            for plan in plans_of(asked.case, asked.episode, since=asked.since)
            if plan.on <= due and plan.priority_contacts and not missing_in_plan(plan, parts)
        ),
        None,
    )


_Status = dict[str, ContactFollowed | None]
"""By contact, the note that says where it stands: attended, broken off or dropped."""


def _statuses(
    asked: Asked, plan: PlanAgreed, first: date, due: date
) -> Iterator[tuple[date, _Status]]:
    """Where each contact of the set stands at the end of every day on which that changed.

    A contact leaves the set from the day the plan is agreed until the due day (R14).
    """
    status: _Status = dict.fromkeys(plan.priority_contacts)
    notes = [
        note
        for note in asked.case.of_kind(ContactFollowed)
        if note.contact in status
        and note.status in SETTLING
        and note.on >= asked.since
        and (plan.on <= note.on <= due or note.status is not ContactStatus.DROPPED)
    ]
    _take_in(status, (note for note in notes if note.on <= first))
    yield first, status
    later = (note for note in notes if note.on > first)
    for day, on_that_day in groupby(later, key=lambda note: note.on):
        _take_in(status, on_that_day)
        yield day, status


def _take_in(status: _Status, notes: Iterable[ContactFollowed]) -> None:
    for note in notes:
        standing = status[note.contact]
        dropped = standing is not None and standing.status is ContactStatus.DROPPED
        if not dropped or note.status is ContactStatus.ATTENDED:
            status[note.contact] = note


def _step(asked: Asked, plan: PlanAgreed, day: date, status: _Status) -> tuple[Step, bool]:
    """The answer on a day, and whether every contact has left the set."""
    entries, left, followed = [plan.id], [], 0
    for contact, note in status.items():
        if note is not None:
            entries.append(note.id)
        if note is None or note.status is ContactStatus.BROKEN_OFF:
            left.append(contact)
        elif note.status is ContactStatus.ATTENDED:
            followed += 1
    of = followed + len(left)
    if not of:
        dropped = Step(on=day, answer=Answer.NO, code="contacts_dropped", entries=tuple(entries))
        return dropped, True
    answer, code = Answer.YES, "contacts_followed"
    named = facts(followed=followed, of=of)
    if 100 * followed < asked.method.parameters.contacts_percent.value * of:
        answer, code = Answer.NO, "contacts_not_followed"
        named = facts(followed=followed, of=of, left=tuple(left))
    step = Step(on=day, answer=answer, code=code, entries=tuple(entries), facts=named)
    return step, False
