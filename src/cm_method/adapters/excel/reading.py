"""Reading a workbook into a register, strictly: every problem at once, each with its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any

from attrs import evolve

from cm_method.adapters.excel.book import Book, open_book
from cm_method.adapters.excel.cells import is_blank, value_of, values_of
from cm_method.adapters.excel.gathering import Child, Gathered
from cm_method.adapters.excel.sheets import (
    BELOW,
    NUMBER,
    OWNER,
    PARTICIPANT,
    SHEETS,
    Column,
    Key,
    Part,
    Sheet,
    own_titles,
    titles,
)
from cm_method.adapters.excel.tables import Row, Table, table_of
from cm_method.adapters.strict import harmless, much_like
from cm_method.case.checks import case_problems
from cm_method.case.register import (
    PARTNERSHIP,
    Register,
    journal_in_register_problems,
    partnership_problems,
    worker_codes,
)
from cm_method.errors import Problem, Refused, facts
from cm_method.fields import a_whole_number, a_word, checks_of
from cm_method.labels import LANGUAGES, words

Whose = str | None
"""The pseudonym of a participant, or None for the partnership."""


def read_workbook(source: Path | IO[bytes]) -> Register:
    """The register that a workbook (.xlsx or .ods) holds.

    Raises Refused with every problem, each at its cell ("Möte!C7"), and OSError as opening does.
    """
    return _Reader(open_book(source)).register()


class _Reader:
    """Goes through the sheets in order and gathers what is wrong."""

    def __init__(self, book: Book) -> None:
        self._lang = book.lang
        self._order = {raw.name: place for place, raw in enumerate(book.sheets)}
        self._problems: list[Problem] = []
        self._tables = self._all_tables(book)
        self._people: dict[Whose, Gathered] = {None: Gathered(PARTNERSHIP)}
        self._children: dict[tuple[Key, Whose, Any], list[Child]] = {}
        self._astray: set[str] = set()

    def register(self) -> Register:
        """The register. Raises Refused."""
        for sheet, row in self._rows(Part.PARTICIPANTS):
            self._read_participant(sheet, row)
        for sheet, row in self._rows(Part.WITHOUT_ENTRIES):
            self._read_without_entry(sheet, row)
        entries = [*self._rows(Part.CASES), *self._rows(Part.PARTNERSHIP)]
        for sheet, row in entries:
            if sheet.children is not None:
                self._read_child(sheet, row)
        for sheet, row in entries:
            if sheet.children is None:
                self._read_entry(sheet, row)
        self._tell_orphans()
        self._check()
        if self._problems:
            raise Refused(map(harmless, sorted(self._problems, key=self._place)))
        return Register(
            journals=[g.journal() for who, g in self._people.items() if who is not None],
            partnership=self._people[None].journal(),
        )

    def _add(self, *problems: Problem) -> None:
        self._problems.extend(problems)

    def _place(self, problem: Problem) -> tuple[int, int]:
        """Sheet by sheet, from the top down; first what concerns a whole sheet."""
        name, _, cell = problem.path.rpartition("!")
        digits = re.sub(r"\D", "", cell)
        return (self._order.get(name, -1), int(digits) if name and digits else -1)

    # Sheets

    def _all_tables(self, book: Book) -> dict[Key, Table]:
        known = _sheets_by_title(book.lang)
        aside = {words.casefold() for each in LANGUAGES for words in own_titles(each).values()}
        found: dict[Key, Table] = {}
        for place, raw in enumerate(book.sheets, start=1):
            said = raw.name.strip().casefold()
            sheet = known.get(said)
            if said in aside or (sheet is None and _is_empty(raw.rows)):
                continue
            if sheet is None:
                self._tell_of_sheet(said, place)
            elif sheet.key in found:
                self._add(Problem(code="repeated_sheet", facts=facts(place=place)))
            else:
                found[sheet.key] = table_of(raw, sheet, book.lang, self._problems)
        return {sheet.key: found[sheet.key] for sheet in SHEETS if sheet.key in found}

    def _tell_of_sheet(self, said: str, place: int) -> None:
        """A sheet may be called anything, so its own name is not repeated."""
        known = _sheets_by_title(self._lang)
        near = much_like(said, tuple(known))
        if near is None:
            self._add(Problem(code="unknown_sheet", facts=facts(place=place)))
        else:
            what = facts(place=place, meant=titles(self._lang)[known[near].key])
            self._add(Problem(code="misspelt_sheet", facts=what))

    def _rows(self, part: Part) -> Iterator[tuple[Sheet, Row]]:
        for table in self._tables.values():
            if table.sheet.part is part:
                yield from ((table.sheet, row) for row in table.rows)

    # Participants, and ids without entries

    def _read_participant(self, sheet: Sheet, row: Row) -> None:
        values, is_right = self._values(sheet, row)
        if is_right:
            who = values[PARTICIPANT]
            if who in self._people:
                self._add(Problem(code="participant_listed_twice", path=row.path(PARTICIPANT)))
            self._people.setdefault(who, Gathered(who))

    def _read_without_entry(self, sheet: Sheet, row: Row) -> None:
        found = self._object(sheet, row, *self._values(sheet, row))
        if found is not None:
            self._of(found.participant, row).without[found.why_without].add(found.id)

    def _of(self, whose: Whose, row: Row) -> Gathered:
        """What is gathered of a participant; one who is not on the list is a problem."""
        if whose not in self._people:
            self._add(Problem(code="unlisted_participant", path=row.path(PARTICIPANT)))
            return Gathered("")
        return self._people[whose]

    # Entries and their child rows

    def _read_child(self, sheet: Sheet, row: Row) -> None:
        keys, _ = self._values(sheet, row, keys=True)
        value = self._object(sheet, row, *self._values(sheet, row))
        if OWNER in keys and (sheet.of_partnership or PARTICIPANT in keys):
            child = Child(row=row, number=keys.get(NUMBER), value=value)
            key = (sheet.key, keys.get(PARTICIPANT), keys[OWNER])
            self._children.setdefault(key, []).append(child)

    def _read_entry(self, sheet: Sheet, row: Row) -> None:
        keys, has_keys = self._values(sheet, row, keys=True)
        values, is_right = self._values(sheet, row)
        whose, id = keys.get(PARTICIPANT), values.get("id")
        gathered = self._of(whose, row) if has_keys else Gathered("")
        if id is not None and gathered is not self._people.get(whose):
            self._astray.add(id)
        for below in BELOW[sheet.key]:
            _, _, name = below.key
            children = self._children.pop((below.key, whose, id), [])
            values[name] = self._in_order(children)
            is_right &= all(None not in (child.value, child.number) for child in children)
        entry = self._object(sheet, row, values, is_right)
        if entry is None:
            if id is None:
                gathered.without_id.add(sheet.cls.kind)
            else:
                gathered.refused.add(id)
            if row.has("corrects") and not all(map(is_blank, row.of("corrects"))):
                gathered.lacks_a_correction = True
        elif entry.id in gathered.rows:
            other = facts(other=gathered.rows[entry.id].path("id"))
            self._add(Problem(code="id_used_twice", path=row.path("id"), facts=other))
        else:
            gathered.entries[entry.id] = entry
            gathered.rows[entry.id] = row

    def _in_order(self, children: Sequence[Child]) -> tuple[Any, ...]:
        """The child rows by their numbers, which run from 1 without a gap."""
        expected = range(1, len(children) + 1)
        numbers = [child.number for child in children]
        for place, child in enumerate(children):
            if child.number in numbers[:place] and child.number is not None:
                self._add(Problem(code="row_number_twice", path=child.row.path(NUMBER)))
            elif child.number not in expected and None not in numbers:
                what = facts(last=len(children))
                where = child.row.path(NUMBER)
                self._add(Problem(code="row_number_out_of_order", path=where, facts=what))
        return tuple(child.value for child in sorted(children, key=lambda child: child.number or 0))

    def _tell_orphans(self) -> None:
        """Rows below no entry; not those whose entry is there and could not be read."""
        for (key, whose, id), left in self._children.items():
            gathered = self._people.get(whose)
            _, kind, _ = key
            if id in self._astray or (gathered is not None and kind in gathered.without_id):
                continue
            for child in left:
                self._add(Problem(code="row_without_entry", path=child.row.path(OWNER)))

    # One row

    def _values(self, sheet: Sheet, row: Row, *, keys: bool = False) -> tuple[dict[str, Any], bool]:
        """The values that are stated in a row, and whether all is right that must be.

        *keys* are those of the columns that say whose row it is, the others those of its class.
        """
        checks = dict(checks_of(sheet.cls))
        found: dict[str, Any] = {}
        is_right = True
        for column in sheet.columns:
            if (column.name in checks) is keys:
                continue
            check = checks.get(column.name) or (
                a_word if column.field.hint is str else a_whole_number
            )
            if not row.has(column.name):
                is_right &= not column.required
                continue
            cells = row.of(column.name)
            if not all(map(is_blank, cells)):
                before = len(self._problems)
                value = self._value(column, row, cells, check)
                if len(self._problems) == before:
                    found[column.name] = value
                else:
                    is_right = False
            elif column.required:
                what = facts(column=words(column.key))
                where = row.path(column.name)
                self._add(Problem(code="missing_cell", path=where, facts=what))
                is_right = False
        return found, is_right

    def _value(
        self, column: Column, row: Row, cells: Sequence[Any], check: Callable[[Any], str | None]
    ) -> Any:
        """The value of a column; what is wrong with it is added."""
        shape = column.field.shape
        if shape is None:
            pairs, problems = _one(column, cells[0], self._lang)
        else:
            pairs, problems = values_of(column, cells, self._lang)
        for place, value in pairs:
            code = check(value if shape is None else shape((value,)))
            if code is not None:
                problems.append((place, Problem(code=code)))
        for place, problem in problems:
            self._add(evolve(problem, path=row.path(column.name, place)))
        found = tuple(value for _, value in pairs)
        return shape(found) if shape is not None else next(iter(found), None)

    def _object(
        self, sheet: Sheet, row: Row, values: Mapping[str, Any], is_right: bool
    ) -> Any | None:
        """The value of a row, or None; its constructor has the last word."""
        if not is_right:
            return None
        try:
            return sheet.cls(**values)
        except Refused as refused:
            for problem in refused.problems:
                name = re.split(r"[.\[]", problem.path)[0]
                self._add(evolve(problem, path=row.path(name)))
        return None

    # What only several entries show

    def _check(self) -> None:
        partnership = self._people[None]
        workers: frozenset[str] = frozenset()
        if partnership.is_whole:
            journal = partnership.journal()
            workers = worker_codes(journal)
            self._add(*partnership.located(partnership_problems(journal)))
        for gathered in self._people.values():
            if gathered is not partnership and not gathered.lacks_a_correction:
                journal = gathered.journal(unread=gathered.refused | self._astray)
                found = (*case_problems(journal), *journal_in_register_problems(journal, workers))
                self._add(*gathered.located(found))


def _one(
    column: Column, cell: Any, lang: str
) -> tuple[list[tuple[int, Any]], list[tuple[int, Problem]]]:
    try:
        return [(0, value_of(column, cell, lang))], []
    except Refused as refused:
        return [], [(0, problem) for problem in refused.problems]


@cache
def _sheets_by_title(lang: str) -> Mapping[str, Sheet]:
    """The sheets by what their tabs may say, in the language first."""
    by_key = {sheet.key: sheet for sheet in SHEETS}
    found: dict[str, Sheet] = {}
    for each in (lang, *LANGUAGES):
        for key, title in titles(each).items():
            found.setdefault(title.casefold(), by_key[key])
    return found


def _is_empty(rows: Iterable[Iterable[Any]]) -> bool:
    return all(is_blank(cell) for row in rows for cell in row)
