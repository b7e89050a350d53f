"""What a survey asks: one question a table, gates that are there, names that fit."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from cm_method.case.services import ServiceKind
from cm_method.labels import LANGUAGES
from cm_method.services.provision.instrument import SurveyInstrument, SurveyQuestion, name_of
from tests.base.refusal import refused
from tests.services.provision.surveys import (
    ADULT,
    AREAS,
    CHANNEL,
    CM,
    FOLLOW_UP,
    FORMS,
    HOUSING,
    OFFERED,
    QUESTIONS,
    SMALL,
    VIOLENCE,
    column,
)


def with_question(**changed: Any) -> tuple[SurveyQuestion, ...]:
    return (*QUESTIONS[:-1], evolve(QUESTIONS[-1], **changed))


def test_every_administration_answers_every_column_once() -> None:
    assert len(SMALL.columns) == 6 * len(AREAS) + len(AREAS) * len(FORMS)
    assert len(set(SMALL.cells)) == len(SMALL.cells) == 3 * len(SMALL.columns)


def test_columns_stand_as_they_are_printed_area_by_area_and_form_by_form() -> None:
    assert SMALL.columns_of(SMALL.question(7)) == (
        column(7, ADULT, "own_home"),
        column(7, ADULT, "shis"),
        column(7, VIOLENCE, "own_home"),
        column(7, VIOLENCE, "shis"),
    )


def test_a_question_may_cover_only_some_areas() -> None:
    one = evolve(SMALL, questions=with_question(areas=(VIOLENCE,)))
    assert [c.area for c in one.columns_of(one.question(7))] == [VIOLENCE, VIOLENCE]


def test_questions_are_found_by_kind_service_and_table() -> None:
    assert [q.table for q in SMALL.of_kind(CHANNEL, CM)] == [2, 3]
    assert [q.table for q in SMALL.of_kind(FOLLOW_UP, HOUSING)] == [6, 7]
    assert SMALL.of_kind(OFFERED, ServiceKind.HOUSING_FIRST) == ()
    assert SMALL.services == (CM, HOUSING)
    with pytest.raises(LookupError, match="no table 8"):
        SMALL.question(8)


@pytest.mark.parametrize("name", ["administrations", "questions"])
def test_an_instrument_asks_somebody_something(name: str) -> None:
    with refused(("survey_asks_nothing", name)):
        evolve(SMALL, **{name: ()})


def test_no_table_comes_twice() -> None:
    with refused(("survey_table_twice", "questions")):
        evolve(SMALL, questions=(*QUESTIONS, QUESTIONS[1]))


def test_no_name_comes_twice() -> None:
    with refused(("survey_name_twice", "administrations")):
        evolve(SMALL, administrations=("Norr", "Norr"))
    with refused(("survey_name_twice", "questions[7].forms")):
        evolve(SMALL, questions=with_question(forms=("a", "a")))


@pytest.mark.parametrize("name", ["N" * 81, "No\nrr", "No\x1brr"])
def test_a_name_fits_in_a_table(name: str) -> None:
    assert evolve(SMALL, administrations=("N" * 80,)).administrations == ("N" * 80,)
    with refused(("survey_name_unfit", "administrations")):
        evolve(SMALL, administrations=(name,))


def test_an_area_of_a_question_is_one_of_the_instrument() -> None:
    way = evolve(QUESTIONS[1], areas=("sea",))
    with refused(("survey_area_unknown", "questions[2].areas")):
        evolve(SMALL, questions=(QUESTIONS[0], way))


@pytest.mark.parametrize("gate", [6, 8])
def test_a_gate_is_another_question_that_is_there(gate: int) -> None:
    adl = evolve(QUESTIONS[5], gate=gate)
    with refused(("survey_gate_unknown", "questions[6].gate")):
        evolve(SMALL, questions=(*QUESTIONS[:5], adl))


def test_a_gate_is_asked_in_every_area_of_what_it_opens_and_not_by_form() -> None:
    narrow = tuple(evolve(q, areas=(ADULT,)) if q.table == 4 else q for q in QUESTIONS)
    gates = [("survey_gate_unknown", f"questions[{table}].gate") for table in (6, 7)]
    with refused(*gates):
        evolve(SMALL, questions=narrow)
    by_form = evolve(QUESTIONS[5], gate=7)
    with refused(gates[0]):
        evolve(SMALL, questions=(*QUESTIONS[:5], by_form, QUESTIONS[6]))


def test_only_follow_ups_are_asked_by_form() -> None:
    way = evolve(QUESTIONS[1], forms=FORMS)
    with refused(("survey_forms_unfit", "questions[2].forms")):
        evolve(SMALL, questions=(QUESTIONS[0], way))


def test_an_area_is_asked_once_whether_it_offers_a_service() -> None:
    again = evolve(QUESTIONS[0], table=9)
    with refused(("survey_offered_twice", "questions")):
        evolve(SMALL, questions=(*QUESTIONS, again))
    first, other = evolve(QUESTIONS[0], areas=(ADULT,)), evolve(again, areas=(VIOLENCE,))
    assert evolve(SMALL, questions=(first, other)).of_kind(OFFERED, CM) == (first, other)


def test_all_problems_come_at_once() -> None:
    with refused(
        ("survey_asks_nothing", "areas"),
        ("survey_name_twice", "administrations"),
        ("survey_area_unknown", "questions[1].areas"),
    ):
        SurveyInstrument(
            administrations=("a", "a"), areas=(), questions=[evolve(QUESTIONS[0], areas=(ADULT,))]
        )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_code_that_nobody_has_worded_is_shown_as_it_is(lang: str) -> None:
    assert name_of("area", "Äldre, hemtjänst m.m.", lang) == "Äldre, hemtjänst m.m."
    assert name_of("area", "adult", lang) != "adult"
