"""From the cells of a sheet to rows with named cells: headers are found by what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen
from xlsxwriter.utility import xl_rowcol_to_cell

from cm_method.adapters.excel.book import RawSheet
from cm_method.adapters.excel.cells import is_blank
from cm_method.adapters.excel.sheets import Column, Sheet, headers
from cm_method.adapters.strict import much_like
from cm_method.errors import Problem, facts
from cm_method.fields import row
from cm_method.labels import LANGUAGES, words

_HIGHEST_HEADER = 20
"""Rows from the top among which the headers are looked for."""
_NUMBERED = re.compile(r"(.*\S)\s+([0-9]{1,3})", re.DOTALL)


@frozen(kw_only=True)
class Row:
    """A row that is not blank: its cells by column, each list in the order of its numbers.

    What stands in a place with a formula is not read.
    """

    sheet: str
    number: int
    places: Mapping[str, Sequence[int]] = field(repr=False)
    cells: tuple[Any, ...] = field(converter=row, repr=False)
    formulas: frozenset[int] = frozenset()

    def has(self, name: str) -> bool:
        """Whether the column can be read: it is there, and what was written was not worked out."""
        return name in self.places and self.formulas.isdisjoint(self.places[name])

    def of(self, name: str) -> list[Any]:
        """The cells of a column."""
        return [self.cells[place] for place in self.places[name]]

    def path(self, name: str = "", number: int = 0) -> str:
        """Where a cell stands; for a column that is not there, the id or the row's first cell."""
        first = min(places[0] for places in self.places.values())
        places = self.places.get(name) or self.places.get("id") or (first,)
        return f"{self.sheet}!{xl_rowcol_to_cell(self.number, places[number])}"


@frozen(kw_only=True)
class Table:
    """The rows of one sheet."""

    sheet: Sheet
    rows: tuple[Row, ...] = field(converter=row, repr=False)


def table_of(raw: RawSheet, sheet: Sheet, lang: str, problems: list[Problem]) -> Table:
    """The rows of a sheet as it lies in the file; what is wrong with it is added to *problems*."""
    known = _known_headers(sheet, lang)
    top = _header_row(raw, known)
    if top is None:
        if any(not is_blank(cell) for line in raw.rows for cell in line):
            problems.append(Problem(code="no_headers", path=_at(raw, 0, 0)))
        return Table(sheet=sheet, rows=())
    places = _places(raw, sheet, known, top, problems)
    return Table(sheet=sheet, rows=_rows(raw, places, top, problems))


def _rows(
    raw: RawSheet, places: Mapping[str, Sequence[int]], top: int, problems: list[Problem]
) -> Iterator[Row]:
    taken = {place for each in places.values() for place in each}
    headed = {place for place, cell in enumerate(raw.rows[top]) if not is_blank(cell)}
    formulas: dict[int, set[int]] = {}
    for number, place in sorted(raw.formulas):
        if number > top:
            formulas.setdefault(number, set()).add(place)
            problems.append(Problem(code="cell_with_formula", path=_at(raw, number, place)))
    for number, cells in enumerate(raw.rows[top + 1 :], start=top + 1):
        here = frozenset(formulas.get(number, ()))
        filled = {place for place, cell in enumerate(cells) if not is_blank(cell)}
        problems += (
            Problem(code="cell_without_header", path=_at(raw, number, place))
            for place in sorted(filled - headed - here)
        )
        if taken & (filled | here):
            yield Row(sheet=raw.name, number=number, places=places, cells=cells, formulas=here)


def _at(raw: RawSheet, number: int, place: int) -> str:
    return f"{raw.name}!{xl_rowcol_to_cell(number, place)}"


# Headers


def _normal(header: str) -> str:
    return " ".join(header.split()).removesuffix("*").rstrip().casefold()


def _known_headers(sheet: Sheet, lang: str) -> dict[str, Column]:
    """The columns by what may stand above them, in the language first."""
    found: dict[str, Column] = {}
    for each in (lang, *LANGUAGES):
        said = headers(sheet, each)
        for column in sheet.columns:
            found.setdefault(_normal(said[column.name]), column)
    return found


def _header_row(raw: RawSheet, known: Mapping[str, Column]) -> int | None:
    """The row that holds most headers; the lowest such, since a title may read like one."""
    counts = [
        sum(isinstance(cell, str) and _meant(cell, known) is not None for cell in line)
        for line in raw.rows[:_HIGHEST_HEADER]
    ]
    best = max(counts, default=0)
    return max(n for n, count in enumerate(counts) if count == best) if best else None


def _meant(header: str, known: Mapping[str, Column]) -> tuple[Column, int] | None:
    """The column that a header names, and its number in a list of several."""
    said = _normal(header)
    column = known.get(said)
    if column is not None and not column.many:
        return column, 1
    numbered = _NUMBERED.fullmatch(said)
    if numbered is not None:
        column = known.get(numbered[1])
        if column is not None and column.many:
            return column, int(numbered[2])
    return None


def _places(
    raw: RawSheet,
    sheet: Sheet,
    known: Mapping[str, Column],
    top: int,
    problems: list[Problem],
) -> dict[str, list[int]]:
    """Where each column stands, those of a list in the order of their numbers."""
    found: dict[str, dict[int, int]] = {}
    guesses: set[str] = set()
    for place, cell in enumerate(raw.rows[top]):
        if is_blank(cell):
            continue
        path = _at(raw, top, place)
        meant = _meant(str(cell), known)
        if meant is None:
            near = much_like(_normal(str(cell)), tuple(known))
            if near is None:
                problems.append(Problem(code="unknown_header", path=path))
            else:
                guesses.add(known[near].name)
                what = facts(meant=words(known[near].key))
                problems.append(Problem(code="misspelt_header", path=path, facts=what))
            continue
        column, number = meant
        numbers = found.setdefault(column.name, {})
        if number in numbers:
            problems.append(Problem(code="repeated_header", path=path))
        numbers.setdefault(number, place)
    for column in sheet.columns:
        if column.required and column.name not in found and column.name not in guesses:
            what = facts(column=words(column.key))
            where = _at(raw, top, 0)
            problems.append(Problem(code="missing_header", path=where, facts=what))
    return {name: [numbers[n] for n in sorted(numbers)] for name, numbers in found.items()}
