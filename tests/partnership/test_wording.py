"""The partnership's figures in words: every row, and what it says where something is missing."""

from __future__ import annotations

import attrs
import pytest

from cm_method.cohort.indicators import Indicators
from cm_method.cohort.wording import kronor
from cm_method.partnership.accounts import ActivityVolume
from cm_method.partnership.wording import account_rows, indicator_rows, money_rows
from tests.partnership.test_accounts import WHOLE, visitors, written
from tests.partnership.writing import agreement, cost, made


class TestTheAccount:
    def test_every_figure_has_its_row(self) -> None:
        rows = dict(account_rows(written(*WHOLE), "sv"))
        assert len(rows) == 8
        assert sorted(rows.values()) == ["0", "0", "1", "1", "2", "300", "5", "5"]

    def test_visitors_counted_to_an_earlier_day_say_so(self) -> None:
        rows = list(account_rows(written(visitors("b-1", "2027-01-10", 9)), "sv"))
        assert [value for name, value in rows if "2027-01-10" in name] == ["9"]
        assert not any("2029-05-01" in name for name, _ in account_rows(written(*WHOLE), "sv"))

    def test_nobody_counted_is_not_nobody(self) -> None:
        rows = list(account_rows(written(), "sv"))
        assert [value for _, value in rows if not value.isdigit()] != []
        assert len(rows) == 8

    def test_only_counts_of_people_are_hidden_where_they_are_small(self) -> None:
        hidden = [v for _, v in account_rows(written(*WHOLE), "sv", lambda _: "dolt")]
        assert sorted(hidden) == ["0", "1", "1", "2", "dolt", "dolt", "dolt", "dolt"]


class TestIndicators:
    FOUND = Indicators(
        participants=11,
        worker_changes=12,
        crises=13,
        visits_attended=14,
        visits_settled=15,
        days_without_holder=16,
        need_days=17,
    )

    @pytest.mark.parametrize("lang", ["sv", "en"])
    def test_every_figure_is_told(self, lang: str) -> None:
        said = " ".join(value for _, value in indicator_rows(self.FOUND, lang))
        assert all(str(figure) in said for figure in range(12, 18))

    def test_changes_and_crises_are_hidden_where_they_are_small(self) -> None:
        said = [value for _, value in indicator_rows(self.FOUND, "sv", lambda _: "dolt")]
        assert [value.startswith("dolt") for value in said] == [True, True, False, False]


class TestMoney:
    def test_what_is_outside_is_only_told_where_there_is_any(self) -> None:
        course = (made(), cost("k-1", "2027-01-10", 12_400))
        assert len(list(money_rows(agreement(*course).money, "sv"))) == 6
        outside = cost("k-2", "2026-04-30", 1)
        rows = [value for _, value in money_rows(agreement(*course, outside).money, "sv")]
        assert rows == [
            kronor(amount, "sv") for amount in (300_000, 0, 12_400, 0, 1, 12_401, 287_599)
        ]

    @pytest.mark.parametrize(
        ("amount", "said"),
        [
            (0, "0 kr"),
            (999, "999 kr"),
            (1000, "1\N{NO-BREAK SPACE}000 kr"),
            (-2500, "\N{MINUS SIGN}2\N{NO-BREAK SPACE}500 kr"),
        ],
    )
    def test_thousands_stand_apart(self, amount: int, said: str) -> None:
        assert kronor(amount, "sv").replace("\N{NO-BREAK SPACE}kr", " kr") == said


def test_what_nobody_counted_is_no_zero() -> None:
    """Where some counted and some did not, the figure is the least it can be."""

    def people(*numbers: int | None, least: int = 1) -> str:
        volume = ActivityVolume(
            occasions=len(numbers),
            people=sum(each or 0 for each in numbers),
            uncounted=sum(each is None for each in numbers),
        )
        rows = dict(
            account_rows(
                attrs.evolve(written(*WHOLE), outreach=volume),
                "sv",
                lambda count: str(count) if count >= least else "få",
            )
        )
        return rows["Personer som nåddes i uppsökande arbete (inte unika)"]

    assert people(3, 9) == "12"
    assert people(3, None) == "minst 3"
    assert people(None, None) == "inte räknat"
    assert people(0, None) == "inte räknat"
    assert people(3, None, least=5) == "visas inte", "it was counted, and is hidden"
    assert people(None, None, least=5) == "inte räknat"
    assert people(3, 1, least=5) == "få"
