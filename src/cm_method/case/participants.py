"""What is known of the participant; facts are entries too, since they change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum, unique

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.dates import plus_months, require_days
from cm_method.errors import Problem
from cm_method.fields import broken
from cm_method.journal import Category, Entry

EARLIEST_BIRTH_YEAR = 1900
"""A year of birth before this one is taken for a slip of the pen."""


@unique
class Gender(Enum):
    """Gender as the person states it (the partnership follows up results by gender)."""

    WOMAN = "woman"
    MAN = "man"
    NON_BINARY = "non_binary"
    OTHER = "other"
    NOT_STATED = "not_stated"


@frozen(kw_only=True)
class ParticipantDescribed(Entry):
    """Facts about the participant. The latest stated value of each fact holds.

    A year of birth is enough and preferred; the day of birth only where it is needed. *district* is
    the code of the district where the person lives.
    """

    category = Category.IDENTITY

    birth_year: int | None = field(default=None, repr=False)
    birth_date: date | None = field(default=None, repr=False)
    gender: Gender | None = field(default=None, repr=False)
    district: str | None = field(default=None, repr=False)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        born = self.birth_date.year if self.birth_date else self.birth_year
        if self.birth_date and self.birth_year not in (None, self.birth_date.year):
            yield broken("birth_year_and_date_differ", "birth_year")
        if born is not None and not EARLIEST_BIRTH_YEAR <= born <= self.on.year:
            yield broken("birth_year_unlikely", "birth_date" if self.birth_date else "birth_year")
        elif self.birth_date and self.birth_date > self.on:
            yield broken("before_birth", "on", on=self.on)


@frozen(kw_only=True)
class Died(Entry):
    """The participant died on this day; stops the agenda at once (R9)."""

    category = Category.IDENTITY


@frozen(kw_only=True)
class Participant:
    """The facts of the participant on a day; None where nobody has stated one."""

    birth_year: int | None = field(repr=False)
    birth_date: date | None = field(repr=False)
    gender: Gender | None = field(repr=False)
    district: str | None = field(repr=False)

    @property
    def earliest_birth(self) -> date | None:
        """The first day on which the person can have been born."""
        if self.birth_date is not None:
            return self.birth_date
        return None if self.birth_year is None else date(self.birth_year, 1, 1)

    def age(self, on: date) -> tuple[int, int] | None:
        """Lowest and highest possible age in whole years; equal when the day of birth is known."""
        require_days(on=on)
        if self.birth_date is not None:
            years = on.year - self.birth_date.year
            age = years - (plus_months(self.birth_date, 12 * years) > on)
            return age, age
        if self.birth_year is None:
            return None
        years = on.year - self.birth_year
        return (years - 1 if (on.month, on.day) < (12, 31) else years), years


def participant(case: Case) -> Participant:
    """The participant as described so far: the latest stated value of each fact."""
    said = case.of_kind(ParticipantDescribed)

    def latest(name: str) -> object:
        return next((v for e in reversed(said) if (v := getattr(e, name)) is not None), None)

    return Participant(**{name: latest(name) for name in _FACTS})  # type: ignore[arg-type]  # by name


_FACTS = ("birth_year", "birth_date", "gender", "district")
