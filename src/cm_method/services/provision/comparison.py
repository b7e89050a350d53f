"""Two surveys side by side: only what was asked alike may be compared over time."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from cm_method.errors import Problem, Refused
from cm_method.services.provision.instrument import SurveyColumn
from cm_method.services.provision.stated import StatedSurvey
from cm_method.services.provision.survey import Survey

AnySurvey = Survey | StatedSurvey


@frozen(kw_only=True)
class ColumnChange:
    """How many administrations said yes in a column, in the earlier survey and in the later."""

    column: SurveyColumn
    earlier: int
    later: int


def compare_surveys(earlier: AnySurvey, later: AnySurvey) -> tuple[ColumnChange, ...]:
    """The totals of every column in both surveys, where they asked the same of the same.

    Raises Refused with every reason why they are no trend: other administrations, business areas or
    questions, another act, years out of order or not known, or answers that are not known.
    """
    problems = tuple(_differences(earlier, later))
    if isinstance(earlier, StatedSurvey) or isinstance(later, StatedSurvey):
        raise Refused([*problems, Problem(code="surveys_without_answers", path="answers")])
    if problems:
        raise Refused(problems)
    return tuple(
        ColumnChange(column=column, earlier=earlier.total(column), later=later.total(column))
        for column in later.instrument.columns
    )


def _differences(earlier: AnySurvey, later: AnySurvey) -> Iterator[Problem]:
    """What two surveys do not have in common, and must."""
    if earlier.year is None or later.year is None or earlier.year >= later.year:
        yield Problem(code="surveys_out_of_order", path="year")
    (administrations, areas, questions), others = _asked(earlier), _asked(later)
    if administrations != others[0]:
        yield Problem(code="surveys_of_other_administrations", path="administrations")
    if areas != others[1]:
        yield Problem(code="surveys_of_other_areas", path="areas")
    if questions != others[2]:
        yield Problem(code="surveys_of_other_questions", path="questions")
    if earlier.act is None or earlier.act != later.act:
        yield Problem(code="surveys_under_another_act", path="act")


def _asked(survey: AnySurvey) -> tuple[frozenset[object], ...]:
    """Whom a survey asked, about which areas, and what."""
    if isinstance(survey, StatedSurvey):
        return (
            frozenset(survey.administrations),
            frozenset(survey.areas),
            frozenset(survey.questions),
        )
    asked = survey.instrument
    questions = {
        (
            *(each.table, each.code, each.service, each.gate),
            *(frozenset(asked.areas_of(each)), frozenset(each.forms)),
        )
        for each in asked.questions
    }
    return frozenset(asked.administrations), frozenset(asked.areas), frozenset(questions)
