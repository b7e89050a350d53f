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
    problems = tuple(
        Problem(code=code, path=path) for path, code, alike in _alike(earlier, later) if not alike
    )
    if isinstance(earlier, StatedSurvey) or isinstance(later, StatedSurvey):
        raise Refused([*problems, Problem(code="surveys_without_answers", path="answers")])
    if problems:
        raise Refused(problems)
    return tuple(
        ColumnChange(column=column, earlier=earlier.total(column), later=later.total(column))
        for column in later.instrument.columns
    )


def _alike(one: AnySurvey, other: AnySurvey) -> Iterator[tuple[str, str, bool]]:
    """What two surveys must have in common, the problem where they do not, and whether they do."""
    in_order = one.year is not None and other.year is not None and one.year < other.year
    yield "year", "surveys_out_of_order", in_order
    mine, theirs = _asked(one), _asked(other)
    yield "administrations", "surveys_of_other_administrations", mine[0] == theirs[0]
    yield "areas", "surveys_of_other_areas", mine[1] == theirs[1]
    yield "questions", "surveys_of_other_questions", mine[2] == theirs[2]
    yield "act", "surveys_under_another_act", one.act is not None and one.act == other.act


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
        (each.table, each.code, each.service, each.gate, asked.areas_of(each), each.forms)
        for each in asked.questions
    }
    return frozenset(asked.administrations), frozenset(asked.areas), frozenset(questions)
