"""A copy of a workbook in which what is wrong is marked: coloured cells, notes, and a list."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from math import ceil
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cm_method.adapters.excel.book import open_book
from cm_method.adapters.excel.sheets import own_titles, quoted
from cm_method.adapters.excel.styles import A4, INK, MARK_PAPER, WARNING
from cm_method.adapters.strict import refusal
from cm_method.errors import Problem
from cm_method.labels import LANGUAGES, text

AUTHOR = "cm-method"
"""Whose notes are taken away when a copy is marked again; the colour that was there comes after."""

_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]*")
_MARK, _MARK_BEHIND_WHITE = f"FF{MARK_PAPER[1:]}", f"FF{WARNING[1:]}"
_WHITE = "FFFFFFFF"
_COLUMNS = ("where", "what", "why", "do")
_WIDTHS = (30, 48, 48, 56)
_LINE = 15
_WIDE, _HIGH = 420, 150
"""A note, in pixels."""


def mark_problems(
    source: Path | IO[bytes], target: Path | IO[bytes], problems: Iterable[Problem]
) -> None:
    """Write a copy of a workbook (.xlsx) in which each problem has a coloured cell and a note.

    A sheet in front lists them all with links, in the language of the workbook. Everything else in
    it stays; marks of an earlier copy are taken away. Raises Refused where the file is no workbook
    in that format.
    """
    lang = open_book(source).lang
    with ZipFile(source) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise refusal("not_a_workbook_to_mark")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what a later version of the format may hold besides
        book = load_workbook(source)
    for title in {own_titles(each)["problems"] for each in LANGUAGES} & set(book.sheetnames):
        book.remove(book[title])
    for page in book.worksheets:
        _clear(page)
    problems = list(problems)
    marked: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        sheet, _, cell = problem.path.rpartition("!")
        if sheet in book.sheetnames and _CELL.fullmatch(cell):
            marked.setdefault((sheet, cell), []).append(problem)
    for (sheet, cell), here in marked.items():
        _mark(book[sheet][cell], here, lang)
    _list(book, problems, lang)
    book.save(target)


def _clear(page: Worksheet) -> None:
    for line in page.iter_rows():
        for cell in line:
            if cell.fill.start_color.rgb in (_MARK, _MARK_BEHIND_WHITE):
                author, _, before = (cell.comment.author if cell.comment else "").partition(" ")
                cell.fill = _filled(before) if before else PatternFill()
                if author == AUTHOR:
                    cell.comment = None


def _filled(colour: str) -> PatternFill:
    return PatternFill(fill_type="solid", start_color=colour)


def _mark(cell: Cell, problems: list[Problem], lang: str) -> None:
    """A note that somebody else has put there stays, and the words are in the list alone."""
    before = cell.fill.start_color.rgb if cell.fill.fill_type == "solid" else ""
    is_white = cell.font.color is not None and cell.font.color.rgb == _WHITE
    cell.fill = _filled(_MARK_BEHIND_WHITE if is_white else _MARK)
    if cell.comment is None:
        said = "\n\n".join(f"{p.what(lang)} {p.what_to_do(lang)}" for p in problems)
        author = f"{AUTHOR} {before}" if isinstance(before, str) and before else AUTHOR
        cell.comment = Comment(said, author, height=_HIGH, width=_WIDE)


def _list(book: Workbook, problems: list[Problem], lang: str) -> None:
    """The list of all problems, with a link to each cell, as the sheet that opens."""
    page: Worksheet = book.create_sheet(own_titles(lang)["problems"], 0)
    page.sheet_properties.tabColor = WARNING[1:]
    page.sheet_view.showGridLines = False
    page["A1"] = text("workbook.problems.title", lang, count=len(problems))
    page["A1"].font = Font(name="Calibri", size=16, bold=True, color=WARNING[1:])
    for place, (key, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True), start=1):
        head = page.cell(row=3, column=place, value=text(f"workbook.problems.{key}", lang))
        head.font = Font(name="Calibri", size=11, bold=True, color=_WHITE)
        head.fill = _filled(_MARK_BEHIND_WHITE)
        page.column_dimensions[head.column_letter].width = width
    for number, problem in enumerate(problems, start=4):
        sheet, _, cell = problem.path.rpartition("!")
        where = problem.path or text("workbook.problems.whole", lang)
        words = (where, problem.what(lang), problem.why(lang), problem.what_to_do(lang))
        for place, said in enumerate(words, start=1):
            here = page.cell(row=number, column=place, value=said)
            here.font = Font(name="Calibri", size=11, color=INK[1:])
            here.alignment = Alignment(vertical="top", wrap_text=True)
        lines = max(ceil(len(w) / width) for w, width in zip(words, _WIDTHS, strict=True))
        page.row_dimensions[number].height = _LINE * lines
        if sheet in book.sheetnames:
            first = page.cell(row=number, column=1)
            first.hyperlink = Hyperlink(ref=first.coordinate, location=f"{quoted(sheet)}!{cell}")
            first.font = Font(name="Calibri", size=11, underline="single", color="0B5394")
    page.freeze_panes = "A4"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "3:3"
    for each in book.worksheets:
        each.sheet_view.tabSelected = each is page
    book.active = 0
