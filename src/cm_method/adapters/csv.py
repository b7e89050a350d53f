"""Tables as comma-separated text, safe to open in a spreadsheet.

A text that a spreadsheet would take for a formula gets an apostrophe before it, as spreadsheets
themselves write it; nothing else is changed.
"""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

from cm_method.cohort.research import Cell, TidyTable, Variable

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def table_to_csv(table: TidyTable) -> str:
    """One tidy table with a line of headings; an empty cell is a missing answer."""
    return _written([table.columns, *table.rows])


def codebook_to_csv(codebook: tuple[Variable, ...]) -> str:
    """The codebook: one line a code, or one for a variable without codes."""
    lines: list[tuple[Cell, ...]] = [("table", "name", "type", "label", "code", "meaning")]
    for each in codebook:
        start = (each.table, each.name, each.type, each.label)
        lines += [(*start, code, meaning) for code, meaning in each.codes] or [(*start, None, None)]
    return _written(lines)


def _written(lines: list[tuple[Cell, ...]]) -> str:
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([_plain(cell) for cell in line] for line in lines)
    return out.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, int | date):
        return str(cell)
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell
