"""Writing a workbook: empty, to be filled in, or with a register in it."""

from __future__ import annotations

from datetime import date, datetime
from math import ceil
from pathlib import Path
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from cm_method.adapters.excel.cells import FIRST_SAFE_DAY, Cell
from cm_method.adapters.excel.choices import Choices
from cm_method.adapters.excel.front import write_front
from cm_method.adapters.excel.rows import MOST_ROWS, Filled, filled_cells, rows_of
from cm_method.adapters.excel.sheets import (
    ABOUT_ROW,
    FIRST_ROW,
    HEADER_ROW,
    HELP_ROW,
    PARTICIPANT,
    SHEETS,
    TITLE_ROW,
    Column,
    Part,
    Sheet,
    headers,
    own_titles,
    quoted,
    titles,
    with_room,
)
from cm_method.adapters.excel.styles import MISSING_PAPER, Styles, colours, set_print
from cm_method.case.register import Register
from cm_method.errors import Refused
from cm_method.fields import LAST_YEAR
from cm_method.labels import text
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method

PARTICIPANTS = 500
ROWS_EACH = 20
"""Rows of a sheet that are made ready for each participant."""
_NO_DAY_OF_ITS_OWN = datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no time zone
"""The same register gives the same file, so the file does not say when it was made."""
_LARGEST = 10**9
_LEAST = {"day": 13, "number": 11, "text": 15, "long": 15}
_LONG, _CHOICE = 36, 24
"""Widths of columns, in letters."""
_LINE = 15
_HIGHEST = 409
"""The height of a line, and of the highest row, in points."""


def write_template(
    target: Path | IO[bytes],
    method: Method | None = None,
    register: Register | None = None,
    *,
    lang: str = "sv",
    participants: int = PARTICIPANTS,
) -> None:
    """Write a workbook for a register, with the entries of *register* where one is given.

    Drop-downs follow the *method* (the first built-in edition where none is given) and the parties
    and workers of the register. There is room for so many *participants*. Raises Refused where a
    text is too long for a cell.
    """
    if register is None:  # one without participants is not none
        register = Register(journals=())
    method = method or next(iter(EDITIONS.values()))
    rows = rows_of(register)
    sheets = [with_room(sheet, [r.value for r in rows[sheet.key]]) for sheet in SHEETS]
    filled, problems = filled_cells(sheets, rows, lang)
    if problems:
        raise Refused(problems)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(target, {**options, "in_memory": True}) as book:
        choices = Choices(method=method, register=register, lang=lang)
        room = max(participants, len(register))
        _Writer(book, sheets, filled, choices, lang=lang, room=room).write()


class _Writer:
    """Writes all sheets of one workbook."""

    def __init__(
        self,
        book: Workbook,
        sheets: list[Sheet],
        filled: Filled,
        choices: Choices,
        *,
        lang: str,
        room: int,
    ) -> None:
        self._book, self._sheets, self._filled, self._choices = book, sheets, filled, choices
        self._lang, self._room = lang, room
        self._titles = titles(lang)
        self._styles = Styles(book)

    def write(self) -> None:
        """The front page first; the choices, which nobody needs to see, last."""
        book, lang = self._book, self._lang
        book.set_properties({"title": text("workbook.title", lang), "created": _NO_DAY_OF_ITS_OWN})
        book.set_size(1600 * 15, 900 * 15)
        front = book.add_worksheet(own_titles(lang)["front"])
        pages = [(sheet, book.add_worksheet(self._titles[sheet.key])) for sheet in self._sheets]
        for sheet, page in pages:
            self._name_ids(sheet)
            self._write_sheet(sheet, page)
        write_front(front, self._styles, self._sheets, lang, participants=self._room)
        self._choices.write(book.add_worksheet(own_titles(lang)["choices"]), book)
        front.activate()

    def _last_row(self, sheet: Sheet) -> int:
        """The last row that is made ready, counted from 0."""
        each = 1 if sheet.part is Part.PARTICIPANTS else ROWS_EACH
        rows = max(self._room * each, len(self._filled[sheet.key]))
        return min(FIRST_ROW + rows, MOST_ROWS) - 1

    def _name_ids(self, sheet: Sheet) -> None:
        """The range that other sheets choose from: pseudonyms, or the ids of a kind."""
        name = PARTICIPANT if sheet.part is Part.PARTICIPANTS else "id"
        places = [n for n, column in enumerate(sheet.columns) if column.name == name]
        if places and sheet.children is None and sheet.part is not Part.WITHOUT_ENTRIES:
            letters = xl_col_to_name(places[0])
            last = self._last_row(sheet) + 1
            title = quoted(self._titles[sheet.key])
            area = f"={title}!${letters}${FIRST_ROW + 1}:${letters}${last}"
            self._book.define_name(self._choices.ids_of(sheet.key), area)

    def _write_sheet(self, sheet: Sheet, page: Worksheet) -> None:
        lang, styles = self._lang, self._styles
        dark, _ = colours(sheet.category)
        page.set_tab_color(dark)
        page.hide_gridlines(2)
        page.set_row(TITLE_ROW, 26, styles())
        page.set_row(ABOUT_ROW, 17, styles())
        page.write_string(TITLE_ROW, 0, self._heading(sheet), styles.title(dark))
        page.write_string(ABOUT_ROW, 0, sheet.help(lang), styles.about())
        page.write_url(
            TITLE_ROW,
            sheet.keys_of_row + 1,
            f"internal:{quoted(own_titles(lang)['front'])}!A1",
            styles.link(),
            text("workbook.back", lang),
        )
        self._write_columns(sheet, page)
        for number, line in enumerate(self._filled[sheet.key], start=FIRST_ROW):
            self._write_row(sheet, page, number, line)
        page.freeze_panes(FIRST_ROW, sheet.keys_of_row)
        width = sum(max(1, column.many) for column in sheet.columns)
        page.autofilter(HEADER_ROW, 0, self._last_row(sheet), width - 1)
        set_print(page)
        page.repeat_rows(HEADER_ROW)

    def _heading(self, sheet: Sheet) -> str:
        if sheet.children is None or sheet.kind is None:
            return self._titles[sheet.key]
        owner = text(f"entry.{sheet.kind.kind}", self._lang)
        return text("workbook.children", self._lang, name=sheet.named(self._lang), owner=owner)

    def _write_columns(self, sheet: Sheet, page: Worksheet) -> None:
        lang, styles = self._lang, self._styles
        names = headers(sheet, lang)
        place, lines = 0, 1
        for column in sheet.columns:
            shape, width = _shape(column), self._width(column, names[column.name], sheet)
            for number in range(1, max(1, column.many) + 1):
                said = f"{names[column.name]} {number}" if column.many else names[column.name]
                page.set_column(place, place, width, styles.data(shape))
                page.write_string(
                    HEADER_ROW,
                    place,
                    f"{said} *" if column.required and number == 1 else said,
                    styles.header(sheet.category, required=column.required and number == 1),
                )
                if number == 1:
                    page.write_string(HELP_ROW, place, column.help(lang), styles.help())
                    lines = max(lines, ceil(len(column.help(lang)) / (width * 1.15)))
                self._check(sheet, column, page, place, said)
                if column.required and number == 1:
                    self._colour_missing(sheet, page, place)
                place += 1
        page.set_row(HELP_ROW, 12.5 * lines + 4, styles())
        page.set_row(HEADER_ROW, 33)

    def _width(self, column: Column, name: str, sheet: Sheet) -> float:
        kind = "" if sheet.kind is None else sheet.kind.kind
        longest = max(map(len, self._choices.words(column, kind)), default=0)
        least = _LONG if column.field.in_own_words else _LEAST[_shape(column)]
        return max(
            least,
            min(_CHOICE, longest + 3),
            ceil(len(name) / 2) + 5,
            max(map(len, name.split())) + 4,
        )

    def _check(
        self, sheet: Sheet, column: Column, page: Worksheet, place: int, header: str
    ) -> None:
        """What a cell may hold, and what is said to whoever writes in it."""
        said = {
            "input_title": header[:32],
            "input_message": _short(column.help(self._lang)),
            "error_title": header[:32],
            **self._rule(sheet, column, xl_rowcol_to_cell(FIRST_ROW, place)),
        }
        page.data_validation(FIRST_ROW, place, self._last_row(sheet), place, said)

    def _rule(self, sheet: Sheet, column: Column, first: str) -> dict[str, Any]:
        hint = column.field.hint
        if hint is date:
            days = {"minimum": FIRST_SAFE_DAY, "maximum": date(LAST_YEAR, 12, 31)}
            return {"validate": "date", "criteria": "between", **days, **self._error("day")}
        if hint is int and column.field.may_be_none and column.many:
            return {
                "validate": "custom",
                "value": f'=OR(ISNUMBER({first}),{first}="-")',
                **self._error("number"),
            }
        if hint is int:
            limits = {"minimum": -_LARGEST, "maximum": _LARGEST}
            return {"validate": "integer", "criteria": "between", **limits, **self._error("number")}
        source = self._choices.source(sheet, column)
        if source is None:
            return {"validate": "any"}
        chosen = {"validate": "list", "source": f"={source}"}
        closed = column.field.is_code or hint is bool or column.name == PARTICIPANT
        return {**chosen, **(self._error("choice") if closed else {"show_error": False})}

    def _error(self, key: str) -> dict[str, str]:
        return {"error_message": text(f"workbook.error.{key}", self._lang)}

    def _colour_missing(self, sheet: Sheet, page: Worksheet, place: int) -> None:
        """A cell that must be filled in, in a row that has been begun."""
        width = sum(max(1, column.many) for column in sheet.columns)
        row = f"$A{FIRST_ROW + 1}:${xl_col_to_name(width - 1)}{FIRST_ROW + 1}"
        here = xl_rowcol_to_cell(FIRST_ROW, place)
        page.conditional_format(
            FIRST_ROW,
            place,
            self._last_row(sheet),
            place,
            {
                "type": "formula",
                "criteria": f"=AND(COUNTA({row})>0,LEN({here})=0)",
                "format": self._book.add_format({"bg_color": MISSING_PAPER}),
            },
        )

    def _write_row(
        self, sheet: Sheet, page: Worksheet, number: int, line: list[list[Cell]]
    ) -> None:
        place, lines = 0, 1
        for column, cells in zip(sheet.columns, line, strict=True):
            style = self._styles.data(_shape(column))
            for offset, cell in enumerate(cells):
                if isinstance(cell, str):
                    if _shape(column) == "long":
                        width = self._width(column, "-", sheet)
                        lines = max(lines, sum(ceil(len(one) / width) for one in cell.split("\n")))
                    page.write_string(number, place + offset, cell, style)
                elif isinstance(cell, date):
                    page.write_datetime(number, place + offset, cell, style)
                elif cell is not None:
                    page.write_number(number, place + offset, cell, style)
            place += max(1, column.many)
        if lines > 1:
            page.set_row(number, min(_LINE * lines, _HIGHEST))


def _shape(column: Column) -> str:
    each = column.field
    if each.hint is date:
        return "day"
    if each.hint is int:
        return "number"
    return "long" if column.holds_lines or each.in_own_words else "text"


def _short(said: str, most: int = 255) -> str:
    return said if len(said) <= most else said[: most - 1] + "…"
