"""What people assess: the latest assessment holds, and what nobody assessed is not known."""

from __future__ import annotations

from typing import Any

import pytest

from cm_method.case.circumstances import Circumstance, CircumstanceAssessed, circumstance
from cm_method.case.services import Ages
from cm_method.journal import Category
from tests.base.refusal import refused
from tests.case.writing import case, note, retracted

HOMELESS, COORDINATION = Circumstance.LONG_TERM_HOMELESSNESS, Circumstance.COORDINATION


def assessed(id: str, on: int, *, present: bool, **more: Any) -> CircumstanceAssessed:
    return note(CircumstanceAssessed, id, on, circumstance=HOMELESS, present=present, **more)


class TestCircumstances:
    def test_nobody_has_assessed_it(self) -> None:
        assert circumstance(case(), HOMELESS) is None

    def test_the_latest_assessment_holds(self) -> None:
        told = case(assessed("a-1", 0, present=True), assessed("a-2", 9, present=False), on=9)
        found = circumstance(told, HOMELESS)
        assert found is not None
        assert (found.id, found.present) == ("a-2", False)

    def test_before_the_second_the_first_holds(self) -> None:
        told = case(assessed("a-1", 0, present=True), assessed("a-2", 9, present=False), on=8)
        found = circumstance(told, HOMELESS)
        assert found is not None
        assert found.present

    def test_each_is_assessed_on_its_own(self) -> None:
        assert circumstance(case(assessed("a-1", 0, present=True)), COORDINATION) is None

    def test_an_assessment_taken_back_is_none(self) -> None:
        told = case(assessed("a-1", 0, present=True), retracted("r-1", "a-1"))
        assert circumstance(told, HOMELESS) is None

    def test_it_is_information_about_needs_and_its_note_is_not_shown(self) -> None:
        said = assessed("a-1", 0, present=True, note="Sover i trappuppgången")
        assert said.category is Category.NEEDS
        assert "trapp" not in repr(said)


class TestAges:
    @pytest.mark.parametrize(
        ("ages", "lowest", "highest", "answer"),
        [
            ((18, 29), 17, 17, False),
            ((18, 29), 17, 18, None),
            ((18, 29), 18, 18, True),
            ((18, 29), 29, 29, True),
            ((18, 29), 29, 30, None),
            ((18, 29), 30, 30, False),
            ((18, None), 17, 17, False),
            ((18, None), 17, 18, None),
            ((18, None), 18, 18, True),
            ((18, None), 99, 100, True),
            ((18, 18), 17, 19, None),
        ],
    )
    def test_both_limits_are_within(
        self, ages: tuple[int, int | None], lowest: int, highest: int, answer: bool | None
    ) -> None:
        first, last = ages
        assert Ages(first=first, last=last).hold(lowest, highest) is answer

    def test_ages_that_cannot_be_are_refused(self) -> None:
        with refused(("ages_contradict", "last")):
            Ages(first=18, last=17)
        with refused(("ages_contradict", "last")):
            Ages(first=-1)
        assert Ages(first=0, last=0).hold(0, 0)
