"""What a workbook consists of: a sheet a kind of entry, one for each list of child rows, columns.

Everything follows from the lists of kinds, the classes and the catalogues; a new kind gets its
sheet by being declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, unique
from functools import cache
from itertools import count
from typing import Any

from attrs import evolve, field, frozen

from cm_method.adapters.forms import Field, fields_of, has_choices
from cm_method.case.kinds import CASE_KINDS, PARTNERSHIP_KINDS
from cm_method.fields import Checked, row
from cm_method.journal import Category, Entry
from cm_method.labels import LANGUAGES, has_text, label, text

MARK_ROW = 0
"""Where the sheet of choices says what the workbook is: format, version, language."""
FORMAT = "cm-method-workbook"
VERSION = 1

TITLE_ROW, ABOUT_ROW, HELP_ROW, HEADER_ROW, FIRST_ROW = range(5)
"""From the top, counted from 0: title, what the sheet is for, help, headers, the first row."""

PARTICIPANT, OWNER, NUMBER = "participant", "owner_id", "row_number"
"""Columns that no field of the row's own class stands behind."""
Key = tuple[str, str, str]
"""What tells a sheet from the others: its part, kind and field."""

_LAST_OF_ENTRY = ("corrects",)
_ROOM = 4
"""Columns for a list of choices, where a register does not need more."""
_ROOM_FOR_ANSWERS = 6
_LONGEST_TITLE = 31
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")


def capital(words: str) -> str:
    """Words with a capital first."""
    return words[:1].upper() + words[1:]


@unique
class WhyWithout(Enum):
    """Why a journal knows an id and not the entry."""

    DISPOSED = "disposed"
    ELSEWHERE = "elsewhere"


@frozen(kw_only=True)
class ParticipantRow(Checked):
    """A participant of the register."""

    participant: str


@frozen(kw_only=True)
class WithoutEntry(Checked):
    """An *id* whose entry is not here; without a *participant* it is the partnership's."""

    participant: str | None = None
    id: str
    why_without: WhyWithout


@unique
class Part(Enum):
    """Which part of a register a sheet holds."""

    PARTICIPANTS = "participants"
    CASES = "cases"
    PARTNERSHIP = "partnership"
    WITHOUT_ENTRIES = "without_entries"


@frozen(kw_only=True)
class Column:
    """One field; *many* says that it has columns of its own for its values, numbered from 1."""

    field: Field
    key: str
    required: bool
    many: int = 0

    @property
    def name(self) -> str:
        """The name of the field."""
        return self.field.name

    @property
    def holds_lines(self) -> bool:
        """Whether a cell holds several values, a line each."""
        return self.field.several and not self.many

    def label(self, lang: str) -> str:
        """What stands at the top of it."""
        return text(self.key, lang)

    def help(self, lang: str) -> str:
        """What to write in it."""
        key = f"{self.key}.help"
        return text(key, lang) if has_text(key, lang) else ""


@frozen(kw_only=True)
class Sheet:
    """One sheet: the rows of one class, of entries or of the *children* of one of their fields."""

    part: Part
    cls: Any
    kind: type[Entry] | None = None
    children: Field | None = None
    columns: tuple[Column, ...] = field(converter=row)

    @property
    def category(self) -> Category:
        """The subject, which gives the sheet its colour."""
        return Category.ADMINISTRATION if self.kind is None else self.kind.category

    @property
    def of_partnership(self) -> bool:
        """Whether its rows belong to the partnership's journal."""
        return self.part is Part.PARTNERSHIP

    @property
    def key(self) -> Key:
        """Its part of the register, its kind of entry, and the field of its child rows."""
        part, kind, _ = self.owner_key
        return (part, kind, "" if self.children is None else self.children.name)

    @property
    def owner_key(self) -> Key:
        """The key of the sheet that its rows belong to: of the entries, or its own."""
        return (self.part.value, "" if self.kind is None else self.kind.kind, "")

    @property
    def keys_of_row(self) -> int:
        """How many columns from the left say whose row it is and which; they stay in sight."""
        names = [column.name for column in self.columns]
        return max(names.index(n) + 1 for n in (PARTICIPANT, OWNER, "id") if n in names)

    def named(self, lang: str) -> str:
        """What it is about, as a title."""
        if self.children is not None:
            return self.children.label(lang)
        if self.kind is None:
            return capital(label(self.part, lang))
        return capital(text(f"entry.{self.kind.kind}", lang))

    def help(self, lang: str) -> str:
        """What it is for."""
        if self.children is not None and self.kind is not None:
            owner = text(f"entry.{self.kind.kind}", lang)
            return f"{self.children.help(lang)} {text('workbook.children.help', lang, owner=owner)}"
        if self.kind is None:
            return text(f"workbook.sheet.{self.part.value}.help", lang)
        return text(f"entry.{self.kind.kind}.help", lang)


def _sheets() -> Iterator[Sheet]:
    people = [_column(each, "") for each in fields_of(ParticipantRow)]
    yield Sheet(part=Part.PARTICIPANTS, cls=ParticipantRow, columns=people)
    for part, kinds in ((Part.CASES, CASE_KINDS), (Part.PARTNERSHIP, PARTNERSHIP_KINDS)):
        for kind in kinds:
            yield from _sheets_of(kind, part)
    gone = [_column(each, "") for each in fields_of(WithoutEntry)]
    yield Sheet(part=Part.WITHOUT_ENTRIES, cls=WithoutEntry, columns=gone)


def _sheets_of(kind: type[Entry], part: Part) -> Iterator[Sheet]:
    whose = () if part is Part.PARTNERSHIP else (_text_column(PARTICIPANT),)
    fields = sorted(fields_of(kind), key=lambda each: each.name in _LAST_OF_ENTRY)
    own = [_column(each, kind.kind) for each in fields if each.children is None]
    yield Sheet(part=part, cls=kind, kind=kind, columns=[*whose, *own])
    for each in fields:
        if each.children is not None:
            below = [_column(one, kind.kind) for one in fields_of(each.children)]
            keys = (*whose, _text_column(OWNER), _column(_field(NUMBER, int), ""))
            yield Sheet(
                part=part, cls=each.children, kind=kind, children=each, columns=[*keys, *below]
            )


def _text_column(name: str) -> Column:
    return _column(_field(name, str), "")


def _field(name: str, hint: type) -> Field:
    return Field(name=name, hint=hint, optional=False, stated=True)


def _column(each: Field, kind: str) -> Column:
    own = f"workbook.column.{each.name}"
    return Column(
        field=each,
        key=own if has_text(own, LANGUAGES[0]) else f"field.{each.name}",
        required=each.stated,
        many=_columns_for(each, kind),
    )


def _columns_for(each: Field, kind: str) -> int:
    """Choices and numbers get a column a value, so that each has its drop-down or its check."""
    if not each.several:
        return 0
    if each.hint is int:
        return _ROOM_FOR_ANSWERS
    return _ROOM if each.hint is not str or has_choices(each, kind) else 0


SHEETS: tuple[Sheet, ...] = tuple(_sheets())
"""Every sheet with rows, in the order of the tabs."""
(PEOPLE,) = (sheet for sheet in SHEETS if sheet.part is Part.PARTICIPANTS)
(WITHOUT,) = (sheet for sheet in SHEETS if sheet.part is Part.WITHOUT_ENTRIES)


def _below(owner: Sheet) -> tuple[Sheet, ...]:
    return tuple(
        sheet
        for sheet in SHEETS
        if sheet.children is not None and (sheet.part, sheet.kind) == (owner.part, owner.kind)
    )


BELOW: Mapping[Key, tuple[Sheet, ...]] = {
    sheet.key: _below(sheet) for sheet in SHEETS if sheet.children is None
}
"""The sheets of the child rows of each sheet of entries."""


@cache
def titles(lang: str) -> Mapping[Key, str]:
    """What the tab of every sheet says."""
    return {sheet.key: title for sheet, title in titled(SHEETS, lang)}


def titled(sheets: Iterable[Sheet], lang: str) -> Iterator[tuple[Sheet, str]]:
    """Sheets with their titles: at most 31 letters, each title once."""
    used = {words.casefold() for words in own_titles(lang).values()}
    for sheet in sheets:
        title = next(each for each in _titles_for(sheet, lang) if each.casefold() not in used)
        used.add(title.casefold())
        yield sheet, title


def _titles_for(sheet: Sheet, lang: str) -> Iterator[str]:
    """Titles from the best one down; a repeated one says what it belongs to, or gets a number."""
    name = sheet.named(lang)
    yield _cut(name)
    if sheet.of_partnership:
        yield _cut(name, text("workbook.sheet.of_partnership", lang))
    if sheet.children is not None and sheet.kind is not None:
        yield _cut(f"{name}, {text(f'entry.{sheet.kind.kind}', lang)}")
    yield from (_cut(name, f" {number}") for number in count(2))


def _cut(name: str, more: str = "") -> str:
    name = _NOT_IN_A_TITLE.sub("-", name).strip("' ")
    room = _LONGEST_TITLE - len(more)
    return (name if len(name) <= room else name[: room - 1].rstrip(" ,-") + "…") + more


def quoted(title: str) -> str:
    """A title as formulas and links name a sheet."""
    return "'" + title.replace("'", "''") + "'"


def own_titles(lang: str) -> Mapping[str, str]:
    """The sheets without rows: the front page, the choices, and the list of problems."""
    return {key: text(f"workbook.tab.{key}", lang) for key in ("front", "choices", "problems")}


@cache
def headers(sheet: Sheet, lang: str) -> Mapping[str, str]:
    """What stands above each column, without number and mark; each header once in the sheet."""
    found: dict[str, str] = {}
    for column in sheet.columns:
        label = column.label(lang)
        taken = {words.casefold() for words in found.values()}
        found[column.name] = f"{label} ({column.name})" if label.casefold() in taken else label
    return found


def with_room(sheet: Sheet, rows: Iterable[Any]) -> Sheet:
    """The sheet with as many columns for each list as the longest of these rows needs."""
    rows = list(rows)
    return evolve(
        sheet,
        columns=[
            evolve(c, many=max(c.many, *(len(getattr(r, c.name)) for r in rows)))
            if c.many and rows
            else c
            for c in sheet.columns
        ],
    )


def sheets_answered(each: Field, part: Part) -> tuple[Sheet, ...]:
    """The sheets whose ids a field may name."""
    return tuple(
        sheet
        for sheet in SHEETS
        if sheet.part is part
        and sheet.children is None
        and sheet.kind is not None
        and sheet.kind.kind in each.answers
    )
