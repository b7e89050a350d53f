"""A small survey of two services for tests, and strategies that answer it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import evolve
from hypothesis import strategies as st

from cm_method.case.services import ServiceKind
from cm_method.services.provision.instrument import (
    QuestionKind,
    SurveyCell,
    SurveyColumn,
    SurveyInstrument,
    SurveyQuestion,
)
from cm_method.services.provision.survey import PrintedTotal, Survey

CM, HOUSING = ServiceKind.CASE_MANAGEMENT, ServiceKind.HOUSING_SUPPORT
OFFERED, CHANNEL, FOLLOW_UP = QuestionKind

NORTH, SOUTH, WEST = ADMINISTRATIONS = ("Norr", "Söder", "Väster")
ADULT, VIOLENCE = AREAS = ("adult", "violence")
FORMS = ("own_home", "shis")

QUESTIONS = (
    SurveyQuestion(table=1, code="target_group_offered", service=CM, kind=OFFERED),
    SurveyQuestion(table=2, code="own_outpatient", service=CM, kind=CHANNEL),
    SurveyQuestion(table=3, code="area_adult_housing", service=CM, kind=CHANNEL),
    SurveyQuestion(table=4, code="target_group_offered", service=HOUSING, kind=OFFERED),
    SurveyQuestion(table=5, code="own_outpatient", service=HOUSING, kind=CHANNEL),
    SurveyQuestion(table=6, code="adl_included", service=HOUSING, kind=FOLLOW_UP, gate=4),
    SurveyQuestion(
        table=7, code="housing_form", service=HOUSING, kind=FOLLOW_UP, gate=4, forms=FORMS
    ),
)
SMALL = SurveyInstrument(administrations=ADMINISTRATIONS, areas=AREAS, questions=QUESTIONS)
CELLS = SMALL.cells


def column(table: int, area: str = ADULT, form: str | None = None) -> SurveyColumn:
    return SurveyColumn(table=table, area=area, form=form)


def cell(
    table: int, administration: str = NORTH, area: str = ADULT, form: str | None = None
) -> SurveyCell:
    return SurveyCell(column=column(table, area, form), administration=administration)


def answered(*yes: SurveyCell, instrument: SurveyInstrument = SMALL) -> Survey:
    """A survey in which these cells are yes, and no other."""
    return Survey(code="small", year=2027, act="an act", instrument=instrument, yes=frozenset(yes))


def with_totals(survey: Survey) -> Survey:
    """The same survey with the totals of its own answers printed."""
    printed = [PrintedTotal(column=c, total=survey.total(c)) for c in survey.instrument.columns]
    return evolve(survey, printed=printed)


def flipped(survey: Survey, one: SurveyCell) -> Survey:
    """The same survey with one answer turned round."""
    return evolve(survey, yes=survey.yes ^ {one})


any_answers = st.frozensets(st.sampled_from(CELLS)).map(lambda yes: answered(*yes))
"""Surveys answered in any way, most of them contradicting themselves."""


@st.composite
def consistent(
    draw: Callable[[st.SearchStrategy[Iterable[SurveyCell]]], Iterable[SurveyCell]],
) -> Survey:
    """Surveys in which nothing contradicts anything: totals printed, ways and follow-ups fit."""
    yes: list[SurveyCell] = []
    for administration in ADMINISTRATIONS:
        for area in AREAS:
            for offered, ways in ((1, [(2, None), (3, None)]), (4, [(5, None)])):
                here = [cell(table, administration, area, form) for table, form in ways]
                some = st.lists(st.sampled_from(here), min_size=1, unique=True)
                found = list(draw(st.just([]) | some))
                if found:
                    yes += [cell(offered, administration, area), *found]
                if found and offered == 4:
                    follow_ups = [
                        cell(6, administration, area),
                        *(cell(7, administration, area, form) for form in FORMS),
                    ]
                    yes += draw(st.lists(st.sampled_from(follow_ups), min_size=1, unique=True))
    return with_totals(answered(*yes))
