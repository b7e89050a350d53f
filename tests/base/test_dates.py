"""Whole days: month lengths, series from an anchor, periods with both ends included."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, strategies as st

from cm_method.dates import Period, every_months, is_day, plus_days, plus_months
from tests.base.refusal import refused

WIDE = st.dates(date(1900, 1, 1), date(2200, 12, 31))


class TestDays:
    def test_only_a_plain_date_is_a_day(self) -> None:
        assert is_day(date(2026, 11, 16))
        assert not is_day(datetime(2026, 11, 16, tzinfo=UTC))
        assert not is_day("2026-11-16")
        assert not is_day(None)

    @given(WIDE, st.integers(-3000, 3000))
    def test_adding_days_is_what_the_calendar_says(self, day: date, days: int) -> None:
        assert plus_days(day, days) - day == timedelta(days=days)

    def test_eight_weeks_from_the_example_start(self) -> None:
        assert plus_days(date(2026, 11, 16), 28) == date(2026, 12, 14)
        assert plus_days(date(2026, 11, 16), 56) == date(2027, 1, 11)


class TestMonths:
    @given(WIDE, st.integers(-1200, 1200))
    def test_adding_months_equals_relativedelta(self, day: date, months: int) -> None:
        assert plus_months(day, months) == day + relativedelta(months=months)

    @given(WIDE, st.integers(-1200, 1200))
    def test_the_day_of_the_month_stays_or_is_clipped_to_the_last(
        self, day: date, months: int
    ) -> None:
        moved = plus_months(day, months)
        in_months = 12 * (moved.year - day.year) + moved.month - day.month
        assert in_months == months
        clipped = moved.day < day.day and plus_days(moved, 1).day == 1
        assert moved.day == day.day or clipped

    @pytest.mark.parametrize(
        ("start", "due"),
        [
            (date(2026, 11, 16), date(2027, 2, 16)),
            (date(2026, 11, 27), date(2027, 2, 27)),
            (date(2026, 11, 28), date(2027, 2, 28)),
            (date(2026, 11, 29), date(2027, 2, 28)),
            (date(2026, 11, 30), date(2027, 2, 28)),
            (date(2026, 12, 1), date(2027, 3, 1)),
            (date(2027, 11, 29), date(2028, 2, 29)),
            (date(2027, 11, 30), date(2028, 2, 29)),
            (date(2027, 5, 31), date(2027, 8, 31)),
        ],
    )
    def test_three_months_later(self, start: date, due: date) -> None:
        assert plus_months(start, 3) == due


class TestSeries:
    def test_the_example_of_the_agreement(self) -> None:
        """R5: 31 May gives 31 August, 30 November, 29 February 2028, 31 May."""
        assert list(every_months(date(2027, 5, 31), 3, through=date(2028, 5, 31))) == [
            date(2027, 8, 31),
            date(2027, 11, 30),
            date(2028, 2, 29),
            date(2028, 5, 31),
        ]

    def test_the_twelve_follow_ups_of_the_project_group(self) -> None:
        """R6: every third month from 2026-05-01, 12 dates, 2026-08-01 to 2029-05-01."""
        found = list(every_months(date(2026, 5, 1), 3, through=date(2029, 5, 1)))
        assert len(found) == 12
        assert (found[0], found[-1]) == (date(2026, 8, 1), date(2029, 5, 1))

    def test_the_day_before_the_first_there_is_none(self) -> None:
        assert list(every_months(date(2026, 5, 1), 3, through=date(2026, 7, 31))) == []
        assert list(every_months(date(2026, 5, 1), 3, through=date(2026, 8, 1))) != []

    @given(WIDE, st.integers(1, 24), st.integers(0, 2000))
    def test_every_day_is_counted_from_the_anchor(
        self, anchor: date, months: int, length: int
    ) -> None:
        through = plus_days(anchor, length)
        found = list(every_months(anchor, months, through=through))
        assert found == [plus_months(anchor, months * n) for n in range(1, len(found) + 1)]
        assert all(day <= through for day in found)
        assert plus_months(anchor, months * (len(found) + 1)) > through
        assert all(earlier < later for earlier, later in pairwise(found))


class TestPeriod:
    def test_both_ends_are_included(self) -> None:
        period = Period(first=date(2026, 5, 1), last=date(2029, 5, 1))
        assert date(2026, 4, 30) not in period
        assert date(2026, 5, 1) in period
        assert date(2029, 5, 1) in period
        assert date(2029, 5, 2) not in period

    def test_without_a_last_day_it_goes_on(self) -> None:
        period = Period(first=date(2026, 5, 1))
        assert date.max in period
        assert date(2026, 4, 30) not in period

    def test_a_single_day_is_a_period(self) -> None:
        day = date(2026, 5, 1)
        assert day in Period(first=day, last=day)

    def test_it_does_not_end_before_it_begins(self) -> None:
        with refused(("ends_before_it_begins", "last")):
            Period(first=date(2026, 5, 1), last=date(2026, 4, 30))
