"""The drop-downs: their words on a sheet of their own, protected and out of sight."""

from __future__ import annotations

import re
from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from cm_method.adapters.excel.sheets import (
    FORMAT,
    MARK_ROW,
    OWNER,
    PARTICIPANT,
    PEOPLE,
    VERSION,
    Column,
    Key,
    Part,
    Sheet,
    quoted,
    sheets_answered,
)
from cm_method.adapters.forms import WORDED, Place, choices_of
from cm_method.case.register import Register
from cm_method.journal import Journal
from cm_method.labels import text
from cm_method.rules.method import Method

FIRST_CHOICE_ROW = 2


class Choices:
    """What may be chosen in each column, and the names of the ranges that hold it."""

    def __init__(self, *, method: Method, register: Register, lang: str) -> None:
        nobody = Journal(subject=PARTICIPANT)
        self._place = Place(register=register, journal=nobody, method=method, lang=lang)
        self._lists: dict[tuple[str, ...], str] = {}

    def words(self, column: Column, kind: str) -> tuple[str, ...]:
        """What stands in the drop-down of a column; empty where it has none of its own."""
        each, lang = column.field, self._place.lang
        if each.hint is bool:
            return (text("Answer.yes", lang), text("Answer.no", lang))
        if each.answers or each.hint in (int, date):
            return ()
        shows_words = each.is_code or each.name in WORDED
        found = choices_of(each, self._place, kind)
        return tuple(dict.fromkeys(c.words if shows_words else c.code for c in found))

    def source(self, sheet: Sheet, column: Column) -> str | None:
        """The name of the range that a column chooses from, or None."""
        if column.name == PARTICIPANT and sheet.part is not Part.PARTICIPANTS:
            return self.ids_of(PEOPLE.key)
        if column.name == OWNER:
            return self.ids_of(sheet.owner_key)
        answered = sheets_answered(column.field, sheet.part)
        if column.field.answers:
            return self.ids_of(answered[0].key) if len(answered) == 1 else None
        found = self.words(column, "" if sheet.kind is None else sheet.kind.kind)
        if not found:
            return None
        return self._lists.setdefault(found, f"cm_list_{len(self._lists) + 1}")

    def ids_of(self, key: Key) -> str:
        """The name of the range that holds the ids, or pseudonyms, of a sheet."""
        return "cm_ids_" + re.sub(r"\W", "_", "_".join(filter(None, key)))

    def write(self, page: Worksheet, book: Workbook) -> None:
        """Write all lists that were asked for, and what says that this is a workbook of ours."""
        page.write_row(MARK_ROW, 0, (FORMAT, VERSION, self._place.lang))
        for place, (words, name) in enumerate(self._lists.items()):
            page.write_column(FIRST_CHOICE_ROW, place, words)
            letters = xl_col_to_name(place)
            first, last = FIRST_CHOICE_ROW + 1, FIRST_CHOICE_ROW + len(words)
            area = f"${letters}${first}:${letters}${last}"
            book.define_name(name, f"={quoted(page.get_name())}!{area}")
        page.protect()
        page.very_hidden()
