"""Instruments: ranges, directions, and how answers become a score (R19)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, strategies as st

from cm_method.case.self_ratings import (
    BUILT_IN,
    DE_JONG_GIERVELD_6,
    LICENSED,
    OWN_LONELINESS,
    OWN_PARTICIPATION,
    UCLA_3,
    Dimension,
    Instrument,
    Scoring,
    SelfRated,
)
from tests.base.refusal import refused
from tests.case.writing import note

Answers = tuple[int | None, ...]


def rated(instrument: Instrument, **given_: Any) -> SelfRated:
    return note(SelfRated, "hm-1", instrument=instrument.code, **given_)


def scored(instrument: Instrument, *answers: int | None) -> int | None:
    return instrument.score(rated(instrument, answers=answers))


class TestInstrument:
    def own(self, **more: Any) -> Instrument:
        right: dict[str, Any] = {
            "code": "own",
            "dimension": Dimension.LONELINESS,
            "lowest": 0,
            "highest": 1,
            "higher_is_better": True,
        }
        return Instrument(**{**right, **more})

    def test_its_range_is_not_empty(self) -> None:
        assert self.own().best() == 1
        for highest in (0, -1):
            with refused(("range_is_empty", "highest")):
                self.own(highest=highest)

    def test_its_figures_are_exact(self) -> None:
        assert self.own(sd=Fraction(3, 2), reliability=Fraction(4, 5)).sd == Fraction(3, 2)
        with refused(("not_of_its_class", "sd")):
            self.own(sd=1.5)

    def test_its_figures_can_be_those_of_an_instrument(self) -> None:
        """A slip of 8 for 0.8 would make an unchanged rating a certain worsening."""
        for reliability in (Fraction(0), Fraction(1)):
            assert self.own(reliability=reliability).reliability == reliability
        for sd in (Fraction(0), Fraction(-1)):
            with refused(("deviation_not_above_zero", "sd")):
                self.own(sd=sd)
        for reliability in (Fraction(8), Fraction(-1, 100)):
            with refused(("reliability_not_a_share", "reliability")):
                self.own(reliability=reliability)

    def test_the_best_score_lies_at_the_favourable_end(self) -> None:
        assert (UCLA_3.best(), DE_JONG_GIERVELD_6.best()) == (3, 0)
        assert (OWN_LONELINESS.best(), OWN_PARTICIPATION.best()) == (0, 10)

    def test_built_in_ones_have_codes_of_their_own(self) -> None:
        codes = [each.code for each in BUILT_IN] + list(LICENSED)
        assert len(set(codes)) == len(codes)
        assert not any(each.licensed for each in BUILT_IN)

    @pytest.mark.parametrize(
        ("instrument", "scores", "items", "answers"),
        [
            (UCLA_3, (3, 9), 3, (1, 3)),
            (DE_JONG_GIERVELD_6, (0, 6), 6, (1, 3)),
            (OWN_LONELINESS, (0, 10), 0, (0, 0)),
            (OWN_PARTICIPATION, (0, 10), 0, (0, 0)),
        ],
    )
    def test_the_ranges_of_the_built_in_ones(
        self,
        instrument: Instrument,
        scores: tuple[int, int],
        items: int,
        answers: tuple[int, int],
    ) -> None:
        assert (instrument.lowest, instrument.highest) == scores
        assert (instrument.lowest_answer, instrument.highest_answer) == answers
        assert instrument.items == items


@pytest.mark.parametrize("instrument", BUILT_IN, ids=lambda each: each.code)
class TestGivenScores:
    def test_both_ends_of_the_range_count_and_nothing_beyond(self, instrument: Instrument) -> None:
        lowest, highest = instrument.lowest, instrument.highest
        for score in (lowest, highest):
            assert instrument.score(rated(instrument, score=score)) == score
            assert instrument.fits(rated(instrument, score=score))
        for score in (lowest - 1, highest + 1):
            assert instrument.score(rated(instrument, score=score)) is None
            assert not instrument.fits(rated(instrument, score=score))


class TestSums:
    def test_three_answers_are_added(self) -> None:
        assert scored(UCLA_3, 1, 1, 1) == 3
        assert scored(UCLA_3, 1, 2, 3) == 6
        assert scored(UCLA_3, 3, 3, 3) == 9

    def test_no_answer_may_be_missing(self) -> None:
        assert scored(UCLA_3, 1, None, 3) is None
        assert UCLA_3.fits(rated(UCLA_3, answers=[1, None, 3]))

    @pytest.mark.parametrize("answers", [(1, 1), (1, 1, 1, 1), (0, 1, 1), (1, 1, 4)])
    def test_answers_that_do_not_fit_give_no_score(self, answers: Answers) -> None:
        assert scored(UCLA_3, *answers) is None
        assert not UCLA_3.fits(rated(UCLA_3, answers=answers))

    def test_an_instrument_without_items_takes_no_answers(self) -> None:
        assert scored(OWN_LONELINESS, 3) is None


def points(answers: Answers) -> int:
    """By the table: items 1-3 are lonely at yes (1), items 4-6 at no (3); 2 is always lonely."""
    lonely = [{1, 2}] * 3 + [{2, 3}] * 3
    return sum(answer in each for answer, each in zip(answers, lonely, strict=True))


class TestDeJongGierveld:
    @pytest.mark.parametrize(
        ("answers", "score"),
        [
            ((3, 3, 3, 1, 1, 1), 0),
            ((1, 1, 1, 3, 3, 3), 6),
            ((2, 2, 2, 2, 2, 2), 6),
            ((1, 1, 1, 1, 1, 1), 3),
            ((3, 3, 3, 3, 3, 3), 3),
            ((1, 3, 3, 1, 1, 1), 1),
            ((3, 3, 1, 1, 1, 1), 1),
            ((3, 3, 3, 3, 1, 1), 1),
            ((None, 3, 3, 1, 1, 3), 1),
        ],
    )
    def test_a_point_for_every_lonely_answer(self, answers: Answers, score: int) -> None:
        assert scored(DE_JONG_GIERVELD_6, *answers) == score

    @given(st.lists(st.sampled_from((1, 2, 3, None)), min_size=6, max_size=6))
    def test_equals_the_table_and_lets_at_most_one_answer_be_missing(
        self, answers: list[int | None]
    ) -> None:
        expected = points(tuple(answers)) if answers.count(None) <= 1 else None
        assert scored(DE_JONG_GIERVELD_6, *answers) == expected

    def test_the_middle_answer_always_scores(self) -> None:
        for place in range(6):
            answers: list[int | None] = [3, 3, 3, 1, 1, 1]
            answers[place] = 2
            assert scored(DE_JONG_GIERVELD_6, *answers) == 1


def test_every_way_of_scoring_is_tried() -> None:
    assert {each.scoring for each in BUILT_IN} == set(Scoring)
