"""Plans, what became of their contacts, and self-ratings."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.plans import ContactPath, Goal, GoalFollowedUp, GoalStatus, PlanAgreed
from cm_method.case.self_ratings import OWN_PARTICIPATION, UCLA_3, SelfRated
from cm_method.dates import plus_days
from cm_method.testing.strategies.book import COURSES, Book, Given, soon
from cm_method.testing.strategies.codes import CONTACTS, INSTRUMENTS
from cm_method.testing.strategies.dates import days_near


def plan_content(book: Book) -> Given:
    """Mostly a clear plan; sometimes one that lacks a part."""
    lacks = book.one_of(*[None] * 4, "goals", "sub_goals", "contact_paths", "with_participant")
    sub_goals = [] if lacks == "sub_goals" else ["Läkartid bokad"]
    goals = [Goal(what="Sova bättre", sub_goals=sub_goals)]
    goals += [Goal(what="Gå ut", sub_goals=["En gång i veckan"])] * book.up_to(1)
    paths = [
        ContactPath(contact=contact, priority=book.one_of(True, True, False))
        for contact in CONTACTS[: book.one_of(1, 2, 3)]
    ]
    return {
        "goals": [] if lacks == "goals" else goals,
        "contact_paths": [] if lacks == "contact_paths" else paths,
        "with_participant": lacks != "with_participant",
    }


def _plan(book: Book, near: SearchStrategy[date]) -> None:
    plan = book.write(PlanAgreed, book.draw(near), **plan_content(book))
    if plan.goals and book.chance():
        book.write(
            GoalFollowedUp,
            max(plan.on, book.draw(near)),
            plan=plan.id,
            number=len(plan.goals),
            status=book.one_of(*GoalStatus),
        )


def plans_and_contacts(book: Book, first: date, last: date | None) -> None:
    """Plans and what became of their contacts: in time, by chance, or both."""
    near = days_near(first, last)
    how = book.one_of(*COURSES)
    if "in time" in how:
        plan = book.write(PlanAgreed, soon(book, first, 56), **plan_content(book))
        for contact in plan.priority_contacts:
            on = soon(book, first, 92)
            book.write(ContactFollowed, on, contact=contact, status=ContactStatus.ATTENDED)
    if "by chance" in how:
        for _ in range(book.up_to(2)):
            _plan(book, near)
        for _ in range(book.up_to(4)):
            _contact(book, near)


def _contact(book: Book, near: SearchStrategy[date]) -> None:
    attended = ContactStatus.ATTENDED
    status = book.one_of(attended, attended, *ContactStatus)
    on = book.draw(near)
    ahead = status is ContactStatus.PLANNED and book.chance()
    book.write(
        ContactFollowed,
        on,
        contact=book.one_of(*CONTACTS[:2] * 2, *CONTACTS),
        status=status,
        planned_for=plus_days(on, 14) if ahead else None,
    )


def rating_content(book: Book) -> Given:
    """A score, or answers one by one where the instrument has items."""
    instrument = book.one_of(*INSTRUMENTS)
    given: Given = {"instrument": instrument.code, "score": None, "answers": ()}
    if instrument.items and book.chance():
        given["answers"] = tuple(book.one_of(1, 2, 3, 3, None) for _ in range(instrument.items))
    else:
        given["score"] = book.draw(st.integers(instrument.lowest, instrument.highest))
    return given


def ratings(book: Book, first: date, last: date | None) -> None:
    """Self-ratings around the start and the end: in time, by chance, or both."""
    near = days_near(first, last)
    how = book.one_of(*COURSES)
    if "in time" in how and last is not None:
        for instrument in (UCLA_3, OWN_PARTICIPATION)[: book.one_of(2, 1)]:
            scores = st.integers(instrument.lowest, instrument.highest)
            after = plus_days(last, book.one_of(1, 0, 90, 91, -1, -28))
            for on in (soon(book, first, 29), after):
                book.write(SelfRated, on, instrument=instrument.code, score=book.draw(scores))
    if "by chance" in how:
        for _ in range(book.up_to(3)):
            book.write(SelfRated, book.draw(near), **rating_content(book))
