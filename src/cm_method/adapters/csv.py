"""Tables as comma-separated text (RFC 4180), safe to open in a spreadsheet.

A text that a spreadsheet could take for a formula gets an apostrophe before it, as spreadsheets
themselves write it; so does a part of a text that would begin a cell if it were read with another
separator. Numbers stay numbers, those below zero too. A missing answer is an empty cell, yes and no
are 1 and 0, days are YYYY-MM-DD.

A survey of provision is read too, strictly: every problem at once, each with its line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import StringIO
from unicodedata import category, normalize

from attrs import evolve

from cm_method.case.services import ServiceKind
from cm_method.cohort.anonymity import Anonymity
from cm_method.cohort.codebook import Variable
from cm_method.cohort.research import TidyTable
from cm_method.cohort.research_columns import Cell
from cm_method.cohort.wording import capital
from cm_method.errors import Problem, Refused, facts
from cm_method.labels import LANGUAGES
from cm_method.services.provision.instrument import (
    SurveyCell,
    SurveyInstrument,
    SurveyQuestion,
    name_of,
)
from cm_method.services.provision.stockholm_2025 import INSTRUMENT_2025
from cm_method.services.provision.survey import GivenAnswer, Survey, survey_of

__all__ = [
    "BOM",
    "DELIMITERS",
    "anonymity_to_csv",
    "codebook_to_csv",
    "survey_from_csv",
    "survey_template",
    "survey_to_csv",
    "table_to_csv",
]

FORMULA_SIGNS = ("=", "+", "-", "\N{MINUS SIGN}", "@")
SEPARATORS = re.compile("([,;|\t\r\n])")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
"""By name; a Swedish Excel opens semicolons straight into columns."""
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""First in a file, so that Excel reads letters such as *å*."""


def table_to_csv(table: TidyTable, delimiter: str = ",") -> str:
    """One tidy table with a line of headings."""
    return _written([table.columns, *table.rows], delimiter)


def codebook_to_csv(codebook: Iterable[Variable], delimiter: str = ",") -> str:
    """The codebook: one line a code, or one for a variable without codes."""
    labels = [f"label_{lang}" for lang in LANGUAGES]
    meanings = [f"code_{lang}" for lang in LANGUAGES]
    lines: list[Sequence[Cell]] = [
        ("table", "name", "type", "unit", *labels, "code", *meanings, "source")
    ]
    for each in codebook:
        words = [each.labels[lang] for lang in LANGUAGES]
        start = (each.table, each.name, each.type.value, each.unit, *words)
        for code in each.codes:
            meant = [code.labels[lang] for lang in LANGUAGES]
            lines.append((*start, code.value, *meant, code.source or each.source))
        if not each.codes:
            lines.append((*start, None, *(None for _ in LANGUAGES), each.source))
    return _written(lines, delimiter)


def anonymity_to_csv(found: Anonymity, delimiter: str = ",") -> str:
    """The report on anonymity: one line a measure."""
    lines: list[Sequence[Cell]] = [
        ("measure", "value"),
        ("variables", " ".join(found.variables)),
        ("participants", found.participants),
        ("groups", found.groups),
        ("smallest_group", found.smallest),
        (f"in_groups_below_{found.least}", found.below),
        ("alone_in_group", found.alone),
        *((f"smallest_group_without_{name}", smallest) for name, smallest in found.without),
    ]
    return _written(lines, delimiter)


def _written(lines: Iterable[Sequence[Cell]], delimiter: str) -> str:
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([_plain(cell) for cell in line] for line in lines)
    return out.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, int | date):
        return str(cell)
    return guarded(cell)


def guarded(said: str) -> str:
    """A text that no spreadsheet takes for a formula, whichever separator it reads by."""
    first = "'" if SEPARATORS.match(said) else ""
    parts = SEPARATORS.split(said)
    return first + "".join(f"'{part}" if _begins_a_formula(part) else part for part in parts)


def _begins_a_formula(part: str) -> bool:
    """Whether the first letter that shows is a sign that begins a formula, in any width."""
    shown = next((letter for letter in part if not _is_passed_over(letter)), "")
    return normalize("NFKC", shown).startswith(FORMULA_SIGNS)


def _is_passed_over(letter: str) -> bool:
    """Whether spreadsheets may read on past a letter: space, quotes, and what does not show."""
    return letter.isspace() or letter == '"' or category(letter) in ("Cc", "Cf")


# Surveys of provision

SURVEY_COLUMNS = (
    "table",
    "insats",
    "question",
    "administration",
    "business_area",
    "housing_form",
    "value",
)
SURVEY_NAMES = {
    ServiceKind.CASE_MANAGEMENT.value: "CM",
    ServiceKind.HOUSING_SUPPORT.value: "boendestöd",
    "trial_and_training_apartment": "FoT",
    "housing_first": "BF",
    "shis": "SHIS",
}
"""How the report of 2025 writes what the catalogues call by a longer name."""


def survey_to_csv(survey: Survey, delimiter: str = ",") -> str:
    """Every answer of a survey, one a line, as 0 or 1."""
    asked = survey.instrument
    return _survey_lines(asked, {cell: int(cell in survey.yes) for cell in asked.cells}, delimiter)


def survey_template(instrument: SurveyInstrument, delimiter: str = ",") -> str:
    """A survey to fill in: every cell of an instrument with an empty answer."""
    return _survey_lines(instrument, {}, delimiter)


def _survey_lines(
    instrument: SurveyInstrument, values: Mapping[SurveyCell, int], delimiter: str
) -> str:
    lines: list[Sequence[Cell]] = [SURVEY_COLUMNS]
    for cell in instrument.cells:
        column, question = cell.column, instrument.question(cell.column.table)
        lines.append(
            (
                column.table,
                SURVEY_NAMES.get(question.service.value, question.service.value),
                question.code,
                cell.administration,
                _survey_name("area", column.area),
                None if column.form is None else _survey_name("form", column.form),
                values.get(cell),
            )
        )
    return _written(lines, delimiter)


def _survey_name(what: str, code: str) -> str:
    return SURVEY_NAMES.get(code) or capital(name_of(what, code))


def survey_from_csv(
    content: bytes,
    *,
    code: str,
    year: int | None = None,
    act: str | None = None,
    instrument: SurveyInstrument = INSTRUMENT_2025,
) -> Survey:
    """The survey in a file with the columns of ``survey_template``, in UTF-8.

    The administrations are those of the file, the questions those of *instrument*. Areas, forms and
    services are written by name or by code; columns are separated by comma, semicolon or tab.
    Raises Refused with every problem, its path the number of the line, or the administration that
    lacks answers. An empty answer is a missing one.
    """
    problems: list[Problem] = []
    given: list[GivenAnswer] = []
    lines = _read(content)
    for number, cells in lines:
        path, question = str(number), _question_of(instrument, cells)
        if len(cells) != len(SURVEY_COLUMNS):
            of_columns = facts(count=len(SURVEY_COLUMNS))
            problems.append(Problem(code="survey_row_unfit", path=path, facts=of_columns))
        elif question is None:
            problems.append(Problem(code="survey_question_unknown", path=path))
        elif cells[-1]:
            given.append(_given(path, question, instrument, cells))
    whole = [cells for _, cells in lines if len(cells) == len(SURVEY_COLUMNS)]
    names = dict.fromkeys(cells[3] for cells in whole if cells[3])
    read = None
    try:
        asked = evolve(instrument, administrations=tuple(names))
        read = survey_of(given, asked, code=code, year=year, act=act)
    except Refused as refused:
        problems.extend(refused.problems)
    if problems or read is None:
        raise Refused(problems)
    return read


def _read(content: bytes) -> list[tuple[int, list[str]]]:
    """The lines of a file below that of the headings, each with its number, without empty ones."""
    try:
        words = content.decode("utf-8").removeprefix(BOM)
        for delimiter in DELIMITERS.values():
            reader = csv.reader(StringIO(words, newline=""), delimiter=delimiter, strict=True)
            if tuple(next(reader, ())) == SURVEY_COLUMNS:
                found = ((reader.line_num, [cell.strip() for cell in cells]) for cells in reader)
                return [(number, cells) for number, cells in found if any(cells)]
    except (UnicodeDecodeError, csv.Error):
        raise Refused([Problem(code="survey_file_unreadable")]) from None
    raise Refused([Problem(code="survey_columns_unknown", facts=facts(columns=SURVEY_COLUMNS))])


def _question_of(instrument: SurveyInstrument, cells: Sequence[str]) -> SurveyQuestion | None:
    """The question of a line, where its table, service and question belong together."""
    for question in instrument.questions:
        service = question.service.value
        names = (service, SURVEY_NAMES.get(service, service))
        if [str(question.table), question.code] == cells[0:3:2] and cells[1] in names:
            return question
    return None


def _given(
    path: str, question: SurveyQuestion, instrument: SurveyInstrument, cells: Sequence[str]
) -> GivenAnswer:
    areas = {_survey_name("area", code): code for code in instrument.areas}
    forms = {_survey_name("form", code): code for code in question.forms}
    _, _, _, administration, area, form, value = cells
    return GivenAnswer(
        path=path,
        table=question.table,
        administration=administration,
        area=areas.get(area, area),
        form=forms.get(form, form) or None,
        value={"0": 0, "1": 1}.get(value, value),
    )
