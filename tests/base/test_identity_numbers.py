"""A personal identity number is told by a date that exists and a right check digit."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from cm_method.identity_numbers import holds_identity_number


def check_digit(nine: str) -> int:
    """By the book: every second digit doubled, digits of the products added, up to full tens."""
    added = 0
    for place, digit in enumerate(nine):
        product = int(digit) * (2 if place % 2 == 0 else 1)
        added += sum(int(each) for each in str(product))
    return -added % 10


def ten_digits(day: date, serial: int, *, coordination: bool = False) -> str:
    born = f"{day:%y%m}{day.day + (60 if coordination else 0):02}"
    nine = f"{born}{serial:03}"
    return f"{nine}{check_digit(nine)}"


DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
SERIALS = st.integers(0, 999)
MADE_UP = ten_digits(date(1981, 12, 18), 987)
"""The number that the tax agency itself makes up for examples."""


class TestNumbers:
    @given(DAYS, SERIALS, st.booleans(), st.sampled_from(("", "-", "+", " ")), st.booleans())
    def test_every_number_is_found_with_and_without_century_and_sign(
        self, day: date, serial: int, coordination: bool, sign: str, century: bool
    ) -> None:
        ten = ten_digits(day, serial, coordination=coordination)
        written = f"{day.year // 100 if century else ''}{ten[:6]}{sign}{ten[6:]}"
        assert holds_identity_number(written)
        assert holds_identity_number(f"Ring {written}, sedan hem.")
        assert holds_identity_number(f"pnr{written}")

    @given(DAYS, SERIALS, st.booleans(), st.integers(1, 9))
    def test_a_wrong_check_digit_is_no_number(
        self, day: date, serial: int, coordination: bool, off: int
    ) -> None:
        ten = ten_digits(day, serial, coordination=coordination)
        assert not holds_identity_number(f"{ten[:9]}{(int(ten[9]) + off) % 10}")

    @pytest.mark.parametrize("six", ["990229", "810431", "811318", "810018", "811200", "811260"])
    def test_a_day_that_does_not_exist_is_no_number(self, six: str) -> None:
        nine = f"{six}987"
        assert not holds_identity_number(f"{nine}{check_digit(nine)}")

    @pytest.mark.parametrize("six", ["811261", "811291", "000229", "000289", "960229"])
    def test_the_limits_of_coordination_numbers_and_leap_days_are_numbers(self, six: str) -> None:
        nine = f"{six}987"
        assert holds_identity_number(f"{nine}{check_digit(nine)}")

    def test_a_coordination_day_after_the_last_is_no_number(self) -> None:
        assert not holds_identity_number(f"811292987{check_digit('811292987')}")

    @pytest.mark.parametrize(
        "written",
        [
            MADE_UP,
            f"19{MADE_UP}",
            f"{MADE_UP[:6]}-{MADE_UP[6:]}",
            f"{MADE_UP[:6]}+{MADE_UP[6:]}",
            f"{MADE_UP[:6]} {MADE_UP[6:]}",
            *(f"{MADE_UP[:6]}{sign}{MADE_UP[6:]}" for sign in "\u00a0\u2010\u2013\u2014\u2212"),
            f"{MADE_UP[:6]}--{MADE_UP[6:]}",
            f"{MADE_UP[:6]} - {MADE_UP[6:]}",
            f"{MADE_UP[:6]}.{MADE_UP[6:]}",
            "1981-12-18-9876",
            "1981 12 18 9876",
            "1981.12.18 - 9876",
            "81-12-18\u00a0\u2013\u00a09876",
            "2026-11-16 1981-12-18-9876",
            f"12-{MADE_UP}",
            f"först 0123456789, sedan {MADE_UP}",
        ],
    )
    def test_ways_to_write_one(self, written: str) -> None:
        assert holds_identity_number(written)

    @pytest.mark.parametrize(
        "written",
        [
            "",
            "hm-41",
            "P-0017",
            f"1{MADE_UP}",
            f"{MADE_UP}0",
            f"123{MADE_UP}",
            MADE_UP[:9],
            f"{MADE_UP[:6]}----{MADE_UP[6:]}",
            "1981-12-18-9875",
            "1981-12-18, 9876",
            "1981-12-18-98-76",
            "19-81-12-189-876",
            "1981-12-18 - 9876-12-31",
            "1981.12.18 - 9876.12.31",
            f"{MADE_UP[:5]}-{MADE_UP[5:]}",
            "2026-11-16",
            "0123456789",
        ],
    )
    def test_what_is_none(self, written: str) -> None:
        assert not holds_identity_number(written)
