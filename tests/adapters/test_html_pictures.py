"""Where the parts of pictures lie: exactly where the figures and the days are."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

pytest.importorskip("jinja2", reason="the extra html")

from cm_method.adapters.html.pictures import (
    PLACES_OF_A_NAME,
    TREND_HEIGHT,
    TREND_TOP,
    Axis,
    bar_of,
    percent_of,
    trend_of,
)
from cm_method.case.register import Register
from cm_method.cohort.results import Result, results, results_of
from cm_method.cohort.tally import trend
from tests.adapters.html_pages import METHOD, ON, demo
from tests.agreed import LAST, agreed_registers

DAYS = st.dates(date(2026, 1, 1), date(2032, 12, 31))


def share(percent: str) -> float:
    assert percent.endswith("%")
    return float(percent[:-1]) / 100


def result(rule: str, on: date = ON) -> Result:
    return results(demo(), METHOD, on=on)[rule]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        pytest.param(Fraction(0), "0%", id="none"),
        pytest.param(Fraction(1), "100%", id="all"),
        pytest.param(Fraction(5, 8), "62.5%", id="exact"),
        pytest.param(Fraction(30, 46), "65.217%", id="in thousandths"),
        pytest.param(Fraction(799_999, 1_000_000), "79.999%", id="never rounded up"),
        pytest.param(Fraction(1, 16), "6.25%", id="a zero between"),
        pytest.param(Fraction(1, 5000), "0.02%", id="a zero first"),
    ],
)
def test_a_part_is_written_in_percent(part: Fraction, said: str) -> None:
    assert percent_of(part) == said


class TestBar:
    @given(agreed_registers())
    def test_lies_within_its_width_and_ends_where_the_bounds_do(self, register: Register) -> None:
        for each in results(register, METHOD, on=LAST):
            bar = bar_of(each)
            if bar is None:
                assert each.lower.of == each.upper.of == 0
                continue
            assert 0 <= share(bar.certain) <= 1
            assert share(bar.certain) + share(bar.perhaps) <= 1.00001
            assert 0 < share(bar.aim) <= 1

    def test_of_people_is_as_long_as_those_who_have_started_when_they_are_more(self) -> None:
        """53 have started, 30 are aimed at: the line of the target stands at 30 of 53."""
        bar = bar_of(result("service_started"))
        assert bar is not None
        assert (bar.certain, bar.perhaps, bar.aim) == ("100%", "0%", "56.603%")

    def test_of_nobody_is_not_drawn(self) -> None:
        assert bar_of(result("self_rated_improvement", date(2026, 8, 1))) is None

    def test_below_the_target_never_reaches_its_line(self) -> None:
        for each in results(demo(), METHOD, on=ON):
            bar = bar_of(each)
            assert bar is not None
            reached = each.outcome.value == "reached"
            assert (share(bar.certain) >= share(bar.aim)) is reached


class TestTrend:
    def test_has_a_column_for_each_day_as_high_as_its_figure(self) -> None:
        """Target 3: nobody due at first, 2 of 4 then, and 30 to 36 of 46 last."""
        days = [date(2026, 8, 1), date(2026, 11, 1), ON]
        found = [
            results_of(tally, METHOD)["contacts_followed_through"]
            for tally in trend(demo(), METHOD, days)
        ]
        drawn = trend_of(found, ["1", "2", "nu"], "{count} %")
        first, second, last = drawn.columns
        assert (first.certain, first.most) == (None, None)
        assert second.certain is not None
        assert second.most is not None
        assert float(second.certain.height) == pytest.approx(TREND_HEIGHT / 2)
        assert second.most.height == "0"
        assert last.certain is not None
        assert last.most is not None
        assert float(last.certain.height) == pytest.approx(TREND_HEIGHT * 30 / 46, abs=0.01)
        assert float(last.most.y) == pytest.approx(
            TREND_TOP + TREND_HEIGHT * (1 - 36 / 46), abs=0.01
        )
        assert [(line.name, line.is_aim) for line in drawn.lines] == [
            ("0 %", False),
            ("50 %", False),
            ("100 %", False),
            ("70 %", True),
        ]

    def test_of_people_ends_at_the_most_there_are(self) -> None:
        drawn = trend_of([result("service_started")], ["nu"], "{count} %")
        assert [line.name for line in drawn.lines] == ["0", "53", "30"]

    def test_lines_without_room_for_their_words_give_way_to_the_target(self) -> None:
        drawn = trend_of([result("self_rated_improvement")], ["nu"], "{count} %")
        assert [line.name for line in drawn.lines] == ["0 %", "100 %", "60 %"]


class TestAxis:
    @given(DAYS, st.integers(0, 2000), st.data())
    def test_later_days_lie_further_to_the_right(
        self, first: date, length: int, data: st.DataObject
    ) -> None:
        axis = Axis(first=first, last=first + timedelta(days=length))
        one, other = sorted(data.draw(st.tuples(DAYS, DAYS)))
        assert 0 < share(axis.at(one)) <= share(axis.at(other)) < 1

    @given(DAYS, st.integers(0, 2000), st.data())
    def test_days_one_after_the_other_lie_edge_to_edge(
        self, first: date, length: int, data: st.DataObject
    ) -> None:
        axis = Axis(first=first, last=first + timedelta(days=length + 1))
        day = first + timedelta(days=data.draw(st.integers(0, length)))
        left = axis.span(first, day)
        right = axis.span(day + timedelta(days=1), None)
        assert share(left.left) == 0
        assert share(left.width) == pytest.approx(share(right.left), abs=1e-4)
        assert share(right.left) + share(right.width) == pytest.approx(1, abs=1e-4)

    @given(DAYS, DAYS, DAYS)
    def test_what_lies_outside_is_drawn_at_the_edge(
        self, day: date, one: date, other: date
    ) -> None:
        axis = Axis(first=min(one, other), last=max(one, other))
        found = axis.span(day, None)
        assert 0 <= share(found.left) < 1
        assert share(found.left) + share(found.width) == pytest.approx(1, abs=1e-4)

    @given(DAYS, st.integers(0, 4000))
    def test_the_names_of_its_ticks_have_room_beside_each_other(
        self, first: date, length: int
    ) -> None:
        ticks = Axis(first=first, last=first + timedelta(days=length)).ticks()
        assert len(ticks) <= PLACES_OF_A_NAME
        places = [share(tick.at) for tick in ticks] + [1.0]
        if length > 150:
            gaps = [after - before for before, after in pairwise(places)]
            assert min(gaps, default=1) > 0.15

    def test_ticks_stand_on_the_first_day_of_months(self) -> None:
        axis = Axis(first=date(2026, 5, 1), last=date(2029, 5, 1))
        assert [tick.name for tick in axis.ticks()] == ["2027-01", "2028-01"]
