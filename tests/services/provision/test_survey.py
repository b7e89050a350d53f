"""A survey holds every answer once, and tells no from not asked."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from cm_method.errors import Refused
from cm_method.services.provision.instrument import SurveyAnswer, SurveyCell
from cm_method.services.provision.survey import (
    GivenAnswer,
    PrintedTotal,
    Survey,
    printed_answers,
    survey_of,
)
from cm_method.services.provision.told import OnlyIn, OwnOutpatient, SurveyText, TextCount
from cm_method.sources import Document, Source
from tests.base.refusal import refused
from tests.services.provision.surveys import (
    ADMINISTRATIONS,
    ADULT,
    CELLS,
    CM,
    NORTH,
    SMALL,
    SOUTH,
    VIOLENCE,
    WEST,
    answered,
    any_answers,
    cell,
    column,
)

SOMEWHERE = Source(document=Document.OWN, section="somewhere")


def given_answers(survey: Survey) -> list[GivenAnswer]:
    return [given_to(each, int(each in survey.yes)) for each in CELLS]


def given_to(one: SurveyCell, value: object, path: str = "") -> GivenAnswer:
    return GivenAnswer(
        path=path,
        table=one.column.table,
        administration=one.administration,
        area=one.column.area,
        form=one.column.form,
        value=value,
    )


def read(answers: Iterable[GivenAnswer]) -> Survey:
    return survey_of(answers, SMALL, code="small", year=2027, act="an act")


@given(any_answers, st.randoms(use_true_random=False))
def test_a_survey_is_its_answers_in_any_order(survey: Survey, chance: Any) -> None:
    answers = given_answers(survey)
    chance.shuffle(answers)
    assert read(answers) == survey


@given(any_answers)
def test_every_cell_is_yes_no_or_not_asked(survey: Survey) -> None:
    assert sum(survey.answers.values()) == len(CELLS)
    assert survey.answers[SurveyAnswer.YES] == len(survey.yes)
    assert sum(map(survey.total, SMALL.columns)) == len(survey.yes)


class TestWhatIsRefused:
    def test_a_cell_of_another_instrument(self) -> None:
        strange = [
            given_to(evolve(cell(1), administration="Öster"), 1, "first"),
            given_to(cell(1, form="own_home"), 0, "second"),
            given_to(cell(9), 0, "third"),
        ]
        with refused(*(("survey_cell_unknown", each) for each in ("first", "second", "third"))):
            read([*given_answers(answered()), *strange])

    @pytest.mark.parametrize("value", [0, 1])
    def test_a_cell_answered_twice_even_alike(self, value: int) -> None:
        again = given_to(cell(1), value, "again")
        with refused(("survey_cell_twice", "again")):
            read([*given_answers(answered()), again])

    @pytest.mark.parametrize("value", [2, -1, "1", "", None, True, 1.0])
    def test_a_value_that_is_neither_0_nor_1(self, value: object) -> None:
        answers = [a for a in given_answers(answered()) if a != given_to(cell(1), 0)]
        with refused(("survey_value_unknown", "here")):
            read([*answers, given_to(cell(1), value, "here")])

    def test_a_cell_without_an_answer_counted_by_administration_and_table(self) -> None:
        answers = given_answers(answered())
        less = [a for a in answers if (a.table, a.administration) not in ((1, NORTH), (7, WEST))]
        with pytest.raises(Refused) as caught:
            read(less)
        assert [(p.code, p.path, dict(p.facts)) for p in caught.value.problems] == [
            ("survey_cells_missing", NORTH, {"table": 1, "count": 2}),
            ("survey_cells_missing", WEST, {"table": 7, "count": 4}),
        ]

    def test_everything_at_once(self) -> None:
        missing = [("survey_cells_missing", each) for _ in range(7) for each in ADMINISTRATIONS]
        with refused(
            ("survey_cell_unknown", "unknown"),
            ("survey_value_unknown", "value"),
            ("survey_cell_twice", "twice"),
            *missing,
        ):
            read(
                [
                    given_to(cell(9), 0, "unknown"),
                    given_to(cell(1), 7, "value"),
                    given_to(cell(1), 0, "twice"),
                ]
            )


class TestNotAsked:
    survey = answered(cell(4), cell(6), cell(6, SOUTH))

    @pytest.mark.parametrize(
        ("administration", "asked", "answer"),
        [
            pytest.param(NORTH, True, SurveyAnswer.YES, id="the gate is yes"),
            pytest.param(SOUTH, False, SurveyAnswer.YES, id="a 1 behind a closed gate stands"),
            pytest.param(WEST, False, SurveyAnswer.NOT_ASKED, id="a 0 behind it is no no"),
        ],
    )
    def test_a_follow_up_hangs_on_its_gate(
        self, administration: str, asked: bool, answer: SurveyAnswer
    ) -> None:
        assert self.survey.is_asked(column(6), administration) is asked
        assert self.survey.answer(column(6), administration) is answer

    def test_a_gate_opens_in_its_own_area_alone(self) -> None:
        assert self.survey.answer(column(7, ADULT, "shis"), NORTH) is SurveyAnswer.NO
        assert self.survey.answer(column(7, VIOLENCE, "shis"), NORTH) is SurveyAnswer.NOT_ASKED

    def test_what_has_no_gate_is_asked_of_everybody(self) -> None:
        assert self.survey.answer(column(5), WEST) is SurveyAnswer.NO


class TestWhatAReportSays:
    @pytest.mark.parametrize(
        ("wrong", "problem"),
        [
            ({"yes": frozenset({cell(9)})}, ("survey_cell_unknown", "yes")),
            (
                {"printed": [PrintedTotal(column=column(9), total=0)]},
                ("survey_total_unfit", "printed"),
            ),
            (
                {"printed": [PrintedTotal(column=column(1), total=0)] * 2},
                ("survey_total_unfit", "printed"),
            ),
            (
                {"text": SurveyText(only_in=[OnlyIn(table=1, area="sea", source=SOMEWHERE)])},
                ("survey_text_elsewhere", "text"),
            ),
            (
                {
                    "text": SurveyText(
                        counts=[TextCount(count=1, tables=[1, 9], area=ADULT, source=SOMEWHERE)]
                    )
                },
                ("survey_text_elsewhere", "text"),
            ),
            (
                {
                    "text": SurveyText(
                        own_outpatient=[
                            OwnOutpatient(
                                service=CM,
                                table=9,
                                posts=Fraction(1),
                                by_grant=0,
                                otherwise=0,
                                unanswered=0,
                                source=SOMEWHERE,
                            )
                        ]
                    )
                },
                ("survey_text_elsewhere", "text"),
            ),
        ],
    )
    def test_is_about_its_own_tables(self, wrong: dict[str, Any], problem: tuple[str, str]) -> None:
        with refused(problem):
            evolve(answered(), **wrong)

    def test_counts_something(self) -> None:
        with refused(("survey_text_elsewhere", "counts[0].tables")):
            SurveyText(counts=[TextCount(count=1, tables=[], area=ADULT, source=SOMEWHERE)])


def test_a_printed_table_is_read_with_its_totals() -> None:
    answers, totals = printed_answers(
        SMALL,
        7,
        """
        Norr    1 0 0 0
        Söder   0 1 0 1
        Väster  0 0 0 0
        Totalt  1 1 0 1
        """,
    )
    assert [a.value for a in answers] == [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0]
    assert (answers[7].administration, answers[7].area, answers[7].form) == (
        SOUTH,
        VIOLENCE,
        "shis",
    )
    assert [(t.column, t.total) for t in totals] == [
        (column(7, ADULT, "own_home"), 1),
        (column(7, ADULT, "shis"), 1),
        (column(7, VIOLENCE, "own_home"), 0),
        (column(7, VIOLENCE, "shis"), 1),
    ]


@pytest.mark.parametrize("block", ["Norr 1 x\nTotalt 1 0", "1\nTotalt 1 0", "Norr 1 0\nTotalt 1"])
def test_a_printed_table_that_is_none_is_no_table(block: str) -> None:
    with pytest.raises(ValueError, match=r"invalid literal|shorter|longer"):
        printed_answers(SMALL, 1, block)
