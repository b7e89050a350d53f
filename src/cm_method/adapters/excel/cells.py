"""From values to cells and back: a text stays the same text whatever a spreadsheet makes of it.

A text that a cell could not hold unharmed (a space at its end, a tab, a list of several lines in
one of its items) is written as ``json:"..."``. People need not know: what they write is plain.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any
from unicodedata import category

from cm_method.adapters.excel.sheets import Column
from cm_method.adapters.forms import WORDED
from cm_method.adapters.strict import day_of, much_like, refusal
from cm_method.errors import Problem, Refused
from cm_method.labels import LANGUAGES, catalogue, label, text, words

Cell = str | float | bool | date | None
"""What a cell holds. A whole number is read as a float, as spreadsheets keep it."""

NOTHING = "-"
"""Stands for a list without values where one must be stated, and for a question unanswered."""
MOST_LETTERS = 32_767
"""In a cell, counted as Excel counts them."""
FIRST_SAFE_DAY = date(1900, 3, 1)
"""Before it spreadsheets disagree about the calendar."""
_LARGEST_EXACT = 2**53
_ESCAPED = "json:"
_ESCAPED_LETTER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""How the format itself writes a letter by its number; programs differ in when they read it so."""
_WHOLE = re.compile(r"-?[0-9]{1,300}", re.ASCII)
_CHANGED = frozenset(("\ufffe", "\uffff", *map(chr, range(0x7F, 0xA0))))
_YES_OR_NO = {
    text(f"Answer.{answer}", lang).casefold(): answer == "yes"
    for lang in LANGUAGES
    for answer in ("yes", "no")
}


def is_blank(cell: object) -> bool:
    """Whether nothing that shows stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


# Texts


def escaped(said: str) -> str:
    """A text in a form that every spreadsheet leaves alone."""
    plain = json.dumps(said, ensure_ascii=False)
    return _ESCAPED + "".join(
        f"\\u{ord(letter):04x}" if _is_changed(letter) else letter
        for letter in _ESCAPED_LETTER.sub(r"\\u005f", plain)
    )


def text_of(cell: str) -> str:
    """The text that a cell stands for, without the space around it. Raises Refused."""
    said = cell.strip()
    if not said.startswith(_ESCAPED):
        return said
    try:
        found = json.loads(said.removeprefix(_ESCAPED))
    except ValueError:
        found = None
    if not isinstance(found, str) or any(category(letter) == "Cs" for letter in found):
        raise refusal("wrongly_escaped_text")
    return found


def _is_changed(letter: str) -> bool:
    """Whether some spreadsheet drops the letter or puts another in its place."""
    return (letter < " " and letter != "\n") or letter in _CHANGED


def _is_safe(said: str) -> bool:
    return not any(map(_is_changed, said)) and not _ESCAPED_LETTER.search(said)


def _written(said: str, read: Callable[[str], str], value: str) -> str:
    """What to write, so that reading gives the value."""
    is_plain = said == said.strip() != "" and not said.startswith(_ESCAPED) and _is_safe(said)
    return said if is_plain and read(said) == value else escaped(value)


# One value


def cell_of(column: Column, value: Any, lang: str) -> Cell:
    """One value as its cell holds it, in the language. Raises Refused where no cell can hold it."""
    if value is None or (value == "" and column.field.default == ""):
        return None
    if isinstance(value, bool):
        return text(f"Answer.{'yes' if value else 'no'}", lang)
    if isinstance(value, date):
        return value if value >= FIRST_SAFE_DAY else value.isoformat()
    if isinstance(value, int):
        return value if abs(value) < _LARGEST_EXACT else str(value)
    if isinstance(value, Enum):
        return label(value, lang)
    said = _written(
        _worded(column.name, value, lang), lambda cell: _text(column, cell, lang), value
    )
    return _fitting(said)


def _fitting(said: str) -> str:
    if len(said.encode("utf-16-le")) // 2 > MOST_LETTERS:
        raise refusal("too_long_for_a_cell", most=MOST_LETTERS)
    return said


def value_of(column: Column, cell: Any, lang: str) -> Any:
    """The value that a cell stands for, which is not blank. Raises Refused."""
    hint = column.field.hint
    if hint is date:
        return _day(cell)
    if hint is int:
        return _whole_number(cell)
    if hint is bool:
        return _yes_or_no(cell)
    if not isinstance(cell, str):
        raise refusal("cell_not_text")
    return _code(hint, cell, lang) if column.field.is_code else _text(column, cell, lang)


def _day(cell: Any) -> date:
    if isinstance(cell, datetime):
        raise refusal("day_with_time")
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str) and any(letter.isdigit() for letter in cell):
        return day_of(cell.strip())
    raise refusal("cell_not_day")


def _whole_number(cell: Any) -> int:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, str) and _WHOLE.fullmatch(cell.strip()):
        return int(cell)
    raise refusal("not_a_whole_number")


def _yes_or_no(cell: Any) -> bool:
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, float) and cell in (0, 1):  # LibreOffice keeps yes and no so in .ods
        return bool(cell)
    found = _YES_OR_NO.get(cell.strip().casefold()) if isinstance(cell, str) else None
    if found is None:
        raise refusal("not_yes_or_no")
    return found


# Codes, shown by their labels


def _code(cls: type[Enum], cell: str, lang: str) -> Enum:
    known = _members(cls, lang)
    said = cell.strip().casefold()
    if said in known:
        return known[said]
    choices = words(*(f"{cls.__name__}.{member.value}" for member in cls))
    meant = much_like(said, tuple(known))
    if meant is None:
        raise refusal("unknown_choice", choices=choices)
    raise refusal("misspelt_choice", meant=words(f"{cls.__name__}.{known[meant].value}"))


@cache
def _members(cls: type[Enum], lang: str) -> Mapping[str, Enum]:
    """The members by label, those of the language first, and by code."""
    found: dict[str, Enum] = {}
    for each in (lang, *LANGUAGES):
        for member in cls:
            found.setdefault(label(member, each).casefold(), member)
    for member in cls:
        found.setdefault(str(member.value), member)
    return found


def _worded(name: str, code: str, lang: str) -> str:
    """The words of an open code, or itself."""
    return catalogue(lang).get(f"{WORDED[name]}.{code}", code) if name in WORDED else code


def _text(column: Column, cell: str, lang: str) -> str:
    if column.name in WORDED and not cell.strip().startswith(_ESCAPED):
        said = cell.strip()
        return _codes(WORDED[column.name], lang).get(said.casefold(), said)
    return text_of(cell)


@cache
def _codes(prefix: str, lang: str) -> Mapping[str, str]:
    """The codes by their words in either language, those of this one first."""
    found: dict[str, str] = {}
    for each in (lang, *LANGUAGES):
        for key, said in catalogue(each).items():
            if key.startswith(f"{prefix}."):
                found.setdefault(said.casefold(), key.removeprefix(f"{prefix}."))
    return found


# Several values


def cells_of(column: Column, value: Any, lang: str) -> list[Cell]:
    """The cells of a column, or of all its numbered columns. Raises Refused."""
    if not column.field.several:
        return [cell_of(column, value, lang)]
    values = sorted(value) if isinstance(value, frozenset) else list(value)
    if not values:
        return [NOTHING if column.required else None]
    if column.many:
        return [NOTHING if v is None else _item(column, v, lang) for v in values]
    return [_fitting("\n".join(_line(each) for each in values))]


def _item(column: Column, value: Any, lang: str) -> Cell:
    return escaped(value) if value == NOTHING else cell_of(column, value, lang)


def _line(said: str) -> str:
    return escaped(said) if "\n" in said or said == NOTHING else _written(said, text_of, said)


def values_of(
    column: Column, cells: Sequence[Any], lang: str
) -> tuple[list[tuple[int, Any]], list[tuple[int, Problem]]]:
    """The values of a list and what is wrong, each with the number of its cell.

    Not all of the cells are blank.
    """
    filled = [place for place, cell in enumerate(cells) if not is_blank(cell)]
    if not column.field.may_be_none and len(filled) == 1 and _is_nothing(cells[filled[0]]):
        return [], []
    found: list[tuple[int, Any]] = []
    problems: list[tuple[int, Problem]] = []
    for place in range(filled[-1] + 1):
        try:
            found += ((place, value) for value in _values_in(column, cells[place], lang))
        except Refused as refused:
            problems += ((place, problem) for problem in refused.problems)
    return found, problems


def _is_nothing(cell: Any) -> bool:
    return isinstance(cell, str) and cell.strip() == NOTHING


def _values_in(column: Column, cell: Any, lang: str) -> list[Any]:
    if column.field.may_be_none and (is_blank(cell) or _is_nothing(cell)):
        return [None]
    if is_blank(cell):
        return []
    if column.many:
        return [value_of(column, cell, lang)]
    if not isinstance(cell, str):
        raise refusal("cell_not_text")
    return [text_of(line) for line in cell.split("\n") if line.strip()]
