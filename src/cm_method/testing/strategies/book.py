"""A journal in the making."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from cm_method.case.needs import NeedAssessed
from cm_method.dates import plus_days
from cm_method.journal import Entry, Journal
from cm_method.testing.strategies.codes import PARTIES
from cm_method.testing.strategies.dates import DAYS_LATE

E = TypeVar("E", bound=Entry)
Given = dict[str, Any]

COURSES = ((), ("in time",), ("by chance",), ("in time",), ("in time", "by chance"))
"""How a topic goes in an episode."""


class Book:
    """A journal in the making: gives ids, and writes entries down sooner or later."""

    def __init__(self, draw: DrawFn) -> None:
        self.draw = draw
        self.entries: list[Entry] = []
        self._numbers = {party: draw(st.sampled_from((1, 8, 97))) for party in PARTIES}

    def new_id(self, party: str) -> str:
        """The next id that a party gives."""
        number = self._numbers[party]
        self._numbers[party] = number + 1
        return f"{party}-{number}"

    def one_of(self, *choices: Any) -> Any:
        """One of these, those named twice more often."""
        return self.draw(st.sampled_from(choices))

    def up_to(self, most: int) -> int:
        """A whole number from none to *most*."""
        return self.draw(st.integers(0, most))

    def chance(self) -> bool:
        """Whether it happens or not."""
        return self.draw(st.booleans())

    def write(self, kind: type[E], on: date, **payload: Any) -> E:
        """Write down what happened on a day, and answer with the entry."""
        party = self.one_of(*PARTIES)
        entry = kind(
            id=self.new_id(party),
            on=on,
            recorded=plus_days(on, self.one_of(*DAYS_LATE)),
            by=party,
            **payload,
        )
        self.entries.append(entry)
        return entry

    def journal(self, subject: str) -> Journal:
        """All that is written down, about one participant."""
        return Journal(subject=subject, entries=tuple(self.entries))


def soon(book: Book, first: date, within: int) -> date:
    """Within so many days of the start, or just too late."""
    days = st.integers(0, within) | st.sampled_from((within, within + 1, within + 30))
    return plus_days(first, book.draw(days))


def of_kind(book: Book, kind: type[E]) -> list[E]:
    """What is written down so far of a kind."""
    return [entry for entry in book.entries if isinstance(entry, kind)]


def some_need(book: Book) -> str | None:
    """A need that is written down, or None for the crisis."""
    need: str | None = book.one_of(None, *(need.id for need in of_kind(book, NeedAssessed)))
    return need
