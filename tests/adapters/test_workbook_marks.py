"""A copy with marks: every problem in its place, everything else as it was."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")
pytest.importorskip("openpyxl")

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from cm_method.adapters.excel import mark_problems
from cm_method.adapters.excel.sheets import own_titles
from cm_method.case.episodes import EntryRoute, Reached
from cm_method.case.register import Register
from cm_method.errors import Problem, Refused
from cm_method.journal import Journal
from cm_method.labels import LANGUAGES
from tests.adapters.workbooks import changed, opened, problems_of, read, title_of, written

DAY = date(2026, 11, 16)
REACHED = title_of("reached")
MARK = "FFFFD6D1"


def register() -> Register:
    entries = [
        Reached(id=f"hm-{n}", on=DAY, by="hm", route=EntryRoute.OUTREACH, note="=1+1")
        for n in range(3)
    ]
    return Register(journals=[Journal(subject="P-1", entries=entries)])


def marked(content: bytes, problems: tuple[Problem, ...]) -> bytes:
    out = BytesIO()
    mark_problems(BytesIO(content), out, problems)
    return out.getvalue()


WHOLE = written(register())
WRONG = changed(
    WHOLE, (REACHED, "C5", "i mars"), (REACHED, "F6", "radio"), (REACHED, "E4", "Antecknat av?")
)
PROBLEMS = problems_of(WRONG)


def paper(book: Any, cell: str) -> str:
    return str(book[REACHED][cell].fill.start_color.rgb)


def test_every_problem_has_a_coloured_cell_with_a_note_and_a_line_in_the_list() -> None:
    book = opened(marked(WRONG, PROBLEMS))
    assert {paper(book, cell) for cell in ("C5", "F6")} == {MARK}
    assert paper(book, "E4") == "FF8A1C1C"  # behind white text
    for problem in PROBLEMS:
        cell = problem.path.partition("!")[2]
        note = book[REACHED][cell].comment
        assert note.text == f"{problem.what('sv')} {problem.what_to_do('sv')}"
    page = book.worksheets[0]
    assert page.title == own_titles("sv")["problems"]
    assert book.active is page
    said = [[cell.value for cell in line] for line in page.iter_rows(min_row=4)]
    assert said == [[p.path, p.what(), p.why(), p.what_to_do()] for p in PROBLEMS]
    targets = [line[0].hyperlink.location for line in page.iter_rows(min_row=4)]
    assert targets == [f"'{REACHED}'!{p.path.partition('!')[2]}" for p in PROBLEMS]


def test_a_marked_copy_has_the_same_problems_and_once_put_right_none() -> None:
    copy = marked(WRONG, PROBLEMS)
    assert problems_of(copy) == PROBLEMS
    right = changed(
        copy,
        (REACHED, "C5", DAY),
        (REACHED, "F6", "uppsökande arbete"),
        (REACHED, "E4", "Antecknat av"),
    )
    assert read(right) == register()


def test_the_marks_of_an_earlier_copy_are_taken_away() -> None:
    again = opened(marked(marked(WRONG, PROBLEMS), PROBLEMS[:1]))
    before = opened(WRONG)
    left = PROBLEMS[0].path.partition("!")[2]
    for cell in {"C5", "F6", "E4"} - {left}:
        assert again[REACHED][cell].comment is None
        assert paper(again, cell) == paper(before, cell)
    assert again[REACHED][left].comment is not None
    assert [name for name in again.sheetnames if name == own_titles("sv")["problems"]] == [
        own_titles("sv")["problems"]
    ]


def test_somebody_elses_note_stays_and_the_cell_is_coloured() -> None:
    book = opened(WRONG)
    book[REACHED]["C5"].comment = Comment("Fråga Åsa", "cm-3")
    out = BytesIO()
    book.save(out)
    copy = marked(out.getvalue(), PROBLEMS)
    found = opened(copy)
    assert found[REACHED]["C5"].comment.text == "Fråga Åsa"
    assert paper(found, "C5") == MARK
    cleared = opened(marked(copy, ()))
    assert cleared[REACHED]["C5"].comment.text == "Fråga Åsa"
    assert paper(cleared, "C5") != MARK


def test_a_colour_that_people_gave_a_cell_comes_back() -> None:
    book = opened(WRONG)
    book[REACHED]["C5"].fill = PatternFill(fill_type="solid", start_color="FF00FF00")
    out = BytesIO()
    book.save(out)
    cleared = opened(marked(marked(out.getvalue(), PROBLEMS), ()))
    assert paper(cleared, "C5") == "FF00FF00"


def test_everything_else_in_the_workbook_stays() -> None:
    before, after = opened(WRONG), opened(marked(WRONG, PROBLEMS))
    assert after.sheetnames[1:] == before.sheetnames
    assert set(after.defined_names) == set(before.defined_names)
    for page in before.worksheets:
        copy = after[page.title]
        assert copy.sheet_state == page.sheet_state
        assert copy.freeze_panes == page.freeze_panes
        assert copy.auto_filter.ref == page.auto_filter.ref
        assert copy.protection.sheet == page.protection.sheet
        rules = [
            {(str(rule.sqref), rule.type, rule.formula1, rule.prompt) for rule in rules}
            for rules in (
                page.data_validations.dataValidation,
                copy.data_validations.dataValidation,
            )
        ]
        assert rules[0] == rules[1]
        assert [cell.value for line in page for cell in line] == [
            cell.value for line in copy for cell in line
        ]
    assert {after[REACHED][f"G{row}"].data_type for row in (5, 6, 7)} == {"s"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_is_in_the_language_of_the_workbook(lang: str) -> None:
    title = title_of("reached", lang=lang)
    content = changed(written(register(), lang=lang), (title, "C5", "?"))
    problems = problems_of(content)
    page = opened(marked(content, problems)).worksheets[0]
    assert page.title == own_titles(lang)["problems"]
    assert page["B4"].value == problems[0].what(lang)


def test_what_concerns_a_whole_workbook_is_in_the_list_alone() -> None:
    problem = Problem(code="unknown_sheet", facts=(("place", 3),))
    page = opened(marked(WHOLE, (problem,))).worksheets[0]
    assert page["A4"].value == "hela arbetsboken"
    assert page["A4"].hyperlink is None


def test_only_a_workbook_can_be_marked(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(b"hej")
    with pytest.raises(Refused) as refused:
        mark_problems(path, tmp_path / "out.xlsx", ())
    assert [problem.code for problem in refused.value.problems] == ["not_a_workbook"]
    assert list(tmp_path.iterdir()) == [path]
