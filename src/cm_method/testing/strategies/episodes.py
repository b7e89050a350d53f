"""One participant's way through the service, once or several times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis.strategies import SearchStrategy

from cm_method.case.episodes import (
    Ended,
    EndReason,
    EntryRoute,
    Paused,
    Reached,
    Returned,
    Started,
    WorkerChanged,
)
from cm_method.case.meetings import Attendee, MeetingHeld, Place
from cm_method.case.participants import Died, Gender, ParticipantDescribed
from cm_method.dates import plus_days
from cm_method.journal import Objected
from cm_method.testing.strategies.book import Book
from cm_method.testing.strategies.codes import OTHER_EDITION, WORKERS
from cm_method.testing.strategies.crisis import crisis
from cm_method.testing.strategies.dates import days, days_near
from cm_method.testing.strategies.occasions import OCCASIONS
from cm_method.testing.strategies.plans import plans_and_contacts, ratings


def live(book: Book, edition: str, gaps: Sequence[int] = (1, 2, 30, 91, 200)) -> None:
    """One participant's way through the service, once or several times, with these gaps."""
    first = book.draw(days(date(2026, 4, 1), date(2029, 6, 1)))
    if book.chance():
        _describe(book, plus_days(first, -book.up_to(40)))
    for number in range(book.one_of(1, 1, 1, 2, 3)):
        died, last = _episode(book, first, edition if book.up_to(7) < 7 else OTHER_EDITION, number)
        if died or last is None:
            break
        first = plus_days(last, book.one_of(*gaps))
    for _ in range(book.up_to(1)):
        entry = book.one_of(*book.entries)
        book.write(Objected, entry.on, entry=entry.id, words=book.one_of("", "Så sa jag inte."))


def _describe(book: Book, on: date) -> None:
    year = book.one_of(None, 1996, 2003, 2008)
    book.write(
        ParticipantDescribed,
        on,
        birth_year=year,
        birth_date=date(year, 2, 28) if year and book.chance() else None,
        gender=book.one_of(None, *Gender),
        district=book.one_of(None, "hägersten-älvsjö"),
    )


def _episode(book: Book, first: date, edition: str, number: int) -> tuple[bool, date | None]:
    """One start to its end; answers whether the participant died, and the last day."""
    length = book.one_of(None, 0, 20, 28, 55, 56, 57, 91, 92, 120, 250)
    last = None if length is None else plus_days(first, length)
    how = book.one_of("ended", "ended", "ended", "died", "ended by death")
    if book.chance():
        on = plus_days(first, -book.one_of(0, 1, 10, 60)) if number == 0 else first
        book.write(Reached, on, route=book.one_of(*EntryRoute))
    start = book.write(Started, first, worker=book.one_of(*WORKERS), edition=edition)
    _work(book, days_near(first, last).map(lambda day: min(day, last or day)), start)
    before = len(book.entries)
    for topic in (plans_and_contacts, ratings, crisis):
        topic(book, first, last)
    for also in book.one_of(*OCCASIONS):
        also(book, days_near(first, last).map(lambda day: max(first, day)))
    if last is not None and how != "ended":
        book.entries[before:] = [e for e in book.entries[before:] if e.on <= last]
    if last is None:
        return False, None
    if how == "died":
        book.write(Died, last)
    else:
        reasons = [reason for reason in EndReason if reason is not EndReason.DEATH]
        reason = book.one_of(*reasons) if how == "ended" else EndReason.DEATH
        book.write(Ended, last, start=start.id, reason=reason)
    return how != "ended", last


def _work(book: Book, near: SearchStrategy[date], start: Started) -> None:
    """Meetings, pauses, changes of worker."""

    def day() -> date:
        return max(start.on, book.draw(near))

    for _ in range(book.up_to(1)):
        book.write(
            MeetingHeld,
            book.draw(near),
            place=book.one_of(*Place),
            attendees=[book.one_of(*Attendee)],
            individual_contact=book.chance(),
        )
    for _ in range(book.up_to(1)):
        book.write(WorkerChanged, day(), start=start.id, worker=book.one_of(*WORKERS))
    for _ in range(book.up_to(1)):
        pause = book.write(Paused, day(), start=start.id)
        if book.chance():
            book.write(Returned, max(pause.on, day()), pause=pause.id)
