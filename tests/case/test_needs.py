"""Needs are open from their assessment until the day after they were closed."""

from __future__ import annotations

from cm_method.case.needs import NeedArea, NeedAssessed, NeedClosed, needs
from tests.case.writing import case, day, note, retracted


def need(id: str, on: int = 0, **more: object) -> NeedAssessed:
    return note(NeedAssessed, id, on, area=NeedArea.MONEY, **more)  # type: ignore[arg-type]  # by name


def closed(id: str, of: str, on: int) -> NeedClosed:
    return note(NeedClosed, id, on, need=of)


class TestNeeds:
    def test_nobody_has_assessed_any(self) -> None:
        assert needs(case()) == ()

    def test_open_from_its_first_to_its_last_day(self) -> None:
        (one,) = needs(case(need("n-1", 3), closed("c-1", "n-1", 9)))
        assert (one.id, one.area, one.first, one.last) == ("n-1", NeedArea.MONEY, day(3), day(9))
        assert [n for n in (2, 3, 9, 10) if one.is_open(day(n))] == [3, 9]

    def test_open_for_good_until_it_is_closed(self) -> None:
        (one,) = needs(case(need("n-1", 3), closed("c-1", "n-1", 9), on=8))
        assert one.last is None
        assert one.is_open(day(9999))
        assert not one.is_open(day(2))

    def test_of_two_closings_the_first_stands(self) -> None:
        (one,) = needs(case(need("n-1"), closed("c-2", "n-1", 9), closed("c-1", "n-1", 5)))
        assert one.last == day(5)

    def test_each_need_is_closed_on_its_own(self) -> None:
        told = case(need("n-1"), need("n-2", 1), closed("c-2", "n-2", 9))
        assert [(n.id, n.last) for n in needs(told)] == [("n-1", None), ("n-2", day(9))]

    def test_a_closing_follows_its_need_through_corrections(self) -> None:
        told = case(need("n-1"), closed("c-1", "n-1", 9), need("n-2", 2, corrects=["n-1"]))
        assert [(n.id, n.first, n.last) for n in needs(told)] == [("n-2", day(2), day(9))]

    def test_a_need_taken_back_is_none(self) -> None:
        assert needs(case(need("n-1"), retracted("r-1", "n-1"))) == ()
