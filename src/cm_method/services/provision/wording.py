"""Surveys in words, the same on the terminal and on paper."""

from __future__ import annotations

from cm_method.cohort.wording import capital
from cm_method.labels import label, text
from cm_method.services.provision.instrument import (
    SurveyAnswer,
    SurveyQuestion,
    name_of,
)

MARKS = {
    SurveyAnswer.YES: "1",
    SurveyAnswer.NO: "0",
    SurveyAnswer.NOT_ASKED: "\N{EN DASH}",
}
"""How an answer stands in a table."""


def table_title(question: SurveyQuestion, lang: str) -> str:
    """The number and the subject of a table."""
    return text(
        "survey.table",
        lang,
        number=question.table,
        service=capital(label(question.service, lang)),
        question=question.name(lang),
    )


def column_name(area: str, form: str | None, lang: str) -> str:
    """A business area, with a form of housing where the column has one."""
    names = [name_of("area", area, lang)]
    if form is not None:
        names.append(name_of("form", form, lang))
    return capital(", ".join(names))
