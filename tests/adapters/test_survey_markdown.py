"""The tables of a survey as Markdown: all twelve with their totals, in both languages."""

from __future__ import annotations

import re

import pytest

from cm_method.adapters.markdown import survey_to_markdown
from cm_method.labels import LANGUAGES, text
from cm_method.services.provision.instrument import SurveyAnswer
from cm_method.services.provision.stockholm_2025 import ADMINISTRATIONS, SURVEY_2025
from cm_method.services.provision.wording import MARKS, table_title

QUESTIONS = SURVEY_2025.instrument.questions


def tables_in(page: str) -> dict[str, list[list[str]]]:
    """The cells of every table below its heading, without the line under the names of columns."""
    found: dict[str, list[list[str]]] = {}
    for block in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        title, _, rest = block.partition("\n")
        lines = [line for line in rest.splitlines() if line.startswith("|")]
        cells = [line.strip("| ").split(" | ") for line in lines]
        found[title] = [cells[0], *cells[2:]]
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_tables_stand_as_they_are_printed_with_what_was_not_asked_apart(lang: str) -> None:
    tables = tables_in(survey_to_markdown(SURVEY_2025, lang))
    assert list(tables) == [table_title(question, lang) for question in QUESTIONS]
    marks = []
    for question, (heads, *lines, totals) in zip(QUESTIONS, tables.values(), strict=True):
        columns = SURVEY_2025.instrument.columns_of(question)
        assert len(heads) == 1 + len(columns)
        assert [line[0] for line in lines] == list(ADMINISTRATIONS)
        assert totals == [
            text("survey.total", lang),
            *(str(SURVEY_2025.total(column)) for column in columns),
        ]
        marks += [cell for line in lines for cell in line[1:]]
    assert len(marks) == 720
    assert marks.count(MARKS[SurveyAnswer.NOT_ASKED]) == 80
    assert marks.count(MARKS[SurveyAnswer.YES]) == 269


def test_only_some_tables_may_be_written() -> None:
    page = survey_to_markdown(SURVEY_2025, "en", tables=[5, 10])
    assert list(tables_in(page)) == [table_title(QUESTIONS[place], "en") for place in (4, 9)]
