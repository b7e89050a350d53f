"""Surveys are compared over time only where the same was asked of the same."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from cm_method.errors import Refused
from cm_method.services.provision.comparison import AnySurvey, ColumnChange, compare_surveys
from cm_method.services.provision.stockholm_2020 import SURVEY_2020
from cm_method.services.provision.stockholm_2025 import SURVEY_2025
from tests.services.provision.surveys import QUESTIONS, SMALL, VIOLENCE, answered, cell, column

EARLIER = answered(cell(1))
LATER = evolve(answered(cell(1), cell(1, "Söder"), cell(2)), year=2028)


def reasons(earlier: AnySurvey, later: AnySurvey) -> list[str]:
    with pytest.raises(Refused) as caught:
        compare_surveys(earlier, later)
    return [problem.code for problem in caught.value.problems]


def test_the_same_survey_a_year_later_is_compared_column_by_column() -> None:
    found = compare_surveys(EARLIER, LATER)
    assert [each.column for each in found] == list(SMALL.columns)
    assert found[0] == ColumnChange(column=column(1), earlier=1, later=2)
    assert [each for each in found if each.earlier != each.later] == [
        found[0],
        ColumnChange(column=column(2), earlier=0, later=1),
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"year": 2027}, "surveys_out_of_order"),
        ({"year": 2026}, "surveys_out_of_order"),
        ({"year": None}, "surveys_out_of_order"),
        ({"act": "another"}, "surveys_under_another_act"),
        ({"act": None}, "surveys_under_another_act"),
        (
            {"instrument": evolve(SMALL, administrations=("Norr", "Söder", "Öster"))},
            "surveys_of_other_administrations",
        ),
        (
            {"instrument": evolve(SMALL, questions=[*QUESTIONS[1:], QUESTIONS[0]][:-1])},
            "surveys_of_other_questions",
        ),
    ],
)
def test_what_was_not_asked_alike_is_no_trend(changed: dict[str, Any], code: str) -> None:
    assert reasons(EARLIER, evolve(LATER, yes=frozenset(), **changed)) == [code]


def test_other_areas_are_another_survey() -> None:
    other = evolve(SMALL, areas=("children", VIOLENCE))
    assert reasons(EARLIER, evolve(LATER, yes=frozenset(), instrument=other)) == [
        "surveys_of_other_areas",
        "surveys_of_other_questions",
    ]


def test_unknown_acts_are_never_taken_for_the_same() -> None:
    assert reasons(evolve(EARLIER, act=None), evolve(LATER, act=None)) == [
        "surveys_under_another_act"
    ]


def test_stockholms_two_surveys_are_no_trend_for_every_reason_but_the_years() -> None:
    every = [
        "surveys_of_other_administrations",
        "surveys_of_other_areas",
        "surveys_of_other_questions",
        "surveys_under_another_act",
        "surveys_without_answers",
    ]
    assert reasons(SURVEY_2020, SURVEY_2025) == every
    assert reasons(SURVEY_2025, SURVEY_2020) == ["surveys_out_of_order", *every]


def test_percentages_alone_are_never_compared_even_with_themselves_a_year_on() -> None:
    assert reasons(SURVEY_2020, evolve(SURVEY_2020, year=2021)) == ["surveys_without_answers"]
