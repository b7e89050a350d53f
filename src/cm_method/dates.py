"""Whole days: the only clock of the method, and the only module that knows month lengths.

A deadline's own day counts as in time (R1). Months are clipped to the last day of a shorter month
(R4), and a series is always counted from its anchor, never from the previous day (R5).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeGuard

from attrs import field, frozen
from dateutil.relativedelta import relativedelta

from cm_method.errors import Problem, Refused, facts


def is_day(value: object) -> TypeGuard[date]:
    """Whether the value is a plain date; a datetime holds a time of day and is not one."""
    return type(value) is date


def require_days(*, known: date | None = None, **days: date) -> None:
    """Refuse every argument that is not a plain date, by its name, before anything is worked out.

    A datetime would pass for a date until two of them are compared. Without *known* everything
    recorded counts. Raises Refused.
    """
    if known is not None:
        days["known"] = known
    problems = [
        Problem(code="not_a_day", path=name) for name, day in days.items() if not is_day(day)
    ]
    if problems:
        raise Refused(problems)


def require_days_if_given(**days: date | None) -> None:
    """Refuse every argument that is given and is not a plain date. Raises Refused."""
    require_days(**{name: day for name, day in days.items() if day is not None})


def plus_days(day: date, days: int) -> date:
    """The day that lies *days* whole days later."""
    require_days(day=day)
    return day + timedelta(days=days)


@lru_cache(maxsize=8192)
def plus_months(day: date, months: int) -> date:
    """The day *months* calendar months later, clipped to the last day of a shorter month (R4).

    Different days may share an answer: 28, 29 and 30 November 2026 all give 28 February 2027.
    Answers are remembered, since a cohort asks for the same few start days again and again.

    >>> plus_months(date(2026, 11, 16), 3)
    datetime.date(2027, 2, 16)
    >>> plus_months(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    require_days(day=day)
    return day + relativedelta(months=months)


def every_months(anchor: date, months: int, *, through: date) -> Iterator[date]:
    """The days every *months* months after the anchor, through the last day given (R5).

    >>> [str(d) for d in every_months(date(2027, 5, 31), 3, through=date(2028, 5, 31))]
    ['2027-08-31', '2027-11-30', '2028-02-29', '2028-05-31']
    """
    require_days(anchor=anchor, through=through)
    count = 1
    while (day := plus_months(anchor, months * count)) <= through:
        yield day
        count += 1


@frozen(kw_only=True)
class Period:
    """Days from *first* to *last*, both included; without an end when *last* is None."""

    first: date
    last: date | None = field(default=None)

    @last.validator
    def _does_not_end_before_it_begins(self, _: object, last: date | None) -> None:
        require_days(first=self.first, **({} if last is None else {"last": last}))
        if last is not None and last < self.first:
            what = facts(first=self.first, last=last)
            raise Refused([Problem(code="ends_before_it_begins", path="last", facts=what)])

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)
