"""Tables as comma-separated text (RFC 4180), safe to open in a spreadsheet.

A text that a spreadsheet could take for a formula gets an apostrophe before it, as spreadsheets
themselves write it; so does a part of a text that would begin a cell if it were read with another
separator. Numbers stay numbers, those below zero too. A missing answer is an empty cell, yes and no
are 1 and 0, days are YYYY-MM-DD.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from unicodedata import category, normalize

from cm_method.cohort.anonymity import Anonymity
from cm_method.cohort.codebook import Variable
from cm_method.cohort.research import TidyTable
from cm_method.cohort.research_columns import Cell
from cm_method.labels import LANGUAGES

FORMULA_SIGNS = ("=", "+", "-", "\N{MINUS SIGN}", "@")
SEPARATORS = re.compile("([,;|\t\r\n])")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
"""By name; a Swedish Excel opens semicolons straight into columns."""
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""First in a file, so that Excel reads å, ä and ö."""


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
