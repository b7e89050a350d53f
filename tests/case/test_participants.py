"""What is known of the participant: the latest stated value of each fact, and the age."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from cm_method.case.participants import Gender, Participant, ParticipantDescribed, participant
from tests.case.writing import case, note, retracted


def born(year: int | None = None, day: date | None = None) -> Participant:
    return Participant(birth_year=year, birth_date=day, gender=None, district=None)


def described(id: str, on: int, **facts: object) -> ParticipantDescribed:
    return note(ParticipantDescribed, id, on, **facts)  # type: ignore[arg-type]  # by name


class TestParticipant:
    def test_nothing_is_known_of_somebody_never_described(self) -> None:
        assert participant(case()) == born()

    def test_the_latest_stated_value_of_each_fact_holds(self) -> None:
        said = (
            described("hm-1", 0, birth_year=2001, gender=Gender.WOMAN, district="a"),
            described("hm-2", 5, gender=Gender.NON_BINARY),
            described("hm-3", 9, district="b"),
        )
        known = participant(case(*said))
        assert known.gender is Gender.NON_BINARY
        assert (known.birth_year, known.district) == (2001, "b")
        assert participant(case(*said, on=4)).gender is Gender.WOMAN
        assert participant(case(*said, on=5)).district == "a"

    def test_a_description_taken_back_is_not_known(self) -> None:
        told = case(described("hm-1", 0, birth_year=2001), retracted("hm-2", "hm-1"))
        assert participant(told).birth_year is None

    def test_what_is_known_is_never_shown_by_its_repr(self) -> None:
        said = described(
            "hm-1", 0, birth_date=date(2001, 6, 7), gender=Gender.WOMAN, district="farsta"
        )
        known = participant(case(said))
        assert known.birth_date == date(2001, 6, 7)
        for shown in (repr(known), repr(said)):
            assert not any(fact in shown for fact in ("2001", "WOMAN", "woman", "farsta"))


class TestEarliestBirth:
    def test_by_day_or_the_first_day_of_the_year_or_unknown(self) -> None:
        assert born(2001, date(2001, 6, 7)).earliest_birth == date(2001, 6, 7)
        assert born(2001).earliest_birth == date(2001, 1, 1)
        assert born().earliest_birth is None


class TestAge:
    def test_unknown_without_year_or_day_of_birth(self) -> None:
        assert born().age(date(2026, 11, 16)) is None

    @pytest.mark.parametrize(
        ("day", "on", "age"),
        [
            (date(1998, 11, 16), date(2026, 11, 15), 27),
            (date(1998, 11, 16), date(2026, 11, 16), 28),
            (date(1998, 11, 16), date(2026, 12, 1), 28),
            (date(1998, 11, 16), date(2026, 1, 1), 27),
            (date(2008, 2, 29), date(2026, 2, 27), 17),
            (date(2008, 2, 29), date(2026, 2, 28), 18),
            (date(2008, 2, 29), date(2028, 2, 28), 19),
            (date(2008, 2, 29), date(2028, 2, 29), 20),
            (date(2008, 5, 1), date(2008, 5, 1), 0),
        ],
    )
    def test_by_day_of_birth_it_is_exact(self, day: date, on: date, age: int) -> None:
        assert born(day.year, day).age(on) == (age, age)
        assert born(day=day).age(on) == (age, age)

    def test_by_year_of_birth_it_is_a_range(self) -> None:
        assert born(1996).age(date(2026, 1, 1)) == (29, 30)
        assert born(1996).age(date(2026, 12, 30)) == (29, 30)
        assert born(1996).age(date(2026, 12, 31)) == (30, 30)

    @given(st.dates(date(1930, 1, 1), date(2020, 12, 31)), st.dates(date(2021, 1, 1)))
    def test_the_range_holds_the_exact_age_of_everybody_born_that_year(
        self, day: date, on: date
    ) -> None:
        if on.year > 2150:
            on = on.replace(year=2100, day=min(on.day, 28))
        exact = born(day=day).age(on)
        span = born(day.year).age(on)
        assert exact is not None
        assert span is not None
        assert span[0] <= exact[0] <= span[1]
        first = born(day=date(day.year, 1, 1)).age(on)
        last = born(day=date(day.year, 12, 31)).age(on)
        assert first is not None
        assert last is not None
        assert span == (last[0], first[0])
