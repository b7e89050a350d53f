"""The rows of every sheet from a register, and their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from cm_method.adapters.excel.cells import Cell, cells_of
from cm_method.adapters.excel.sheets import (
    BELOW,
    FIRST_ROW,
    NUMBER,
    OWNER,
    PARTICIPANT,
    PEOPLE,
    SHEETS,
    WITHOUT,
    Key,
    Part,
    ParticipantRow,
    Sheet,
    WhyWithout,
    WithoutEntry,
    titles,
)
from cm_method.case.register import Register
from cm_method.errors import Problem, Refused, facts
from cm_method.journal import Journal

Filled = dict[Key, list[list[list[Cell]]]]
"""By sheet: its rows, each with a list of cells for every column."""

MOST_ROWS = 1_048_576
"""Rows that a sheet can have at all."""


@frozen(kw_only=True)
class Row:
    """A value of a sheet's class, with what says whose row it is."""

    value: Any
    keys: Mapping[str, Any]

    def of(self, name: str) -> Any:
        """What stands in one of its columns."""
        return self.keys[name] if name in self.keys else getattr(self.value, name)


def rows_of(register: Register) -> dict[Key, list[Row]]:
    """The rows of every sheet. Raises Refused where an entry has no sheet in its part."""
    found: dict[Key, list[Row]] = {sheet.key: [] for sheet in SHEETS}
    own = {(sheet.part, sheet.cls): sheet for sheet in SHEETS if sheet.children is None}
    for journal in register:
        found[PEOPLE.key].append(Row(value=ParticipantRow(participant=journal.subject), keys={}))
    for part, journal in (
        *((Part.CASES, journal) for journal in register),
        (Part.PARTNERSHIP, register.partnership),
    ):
        subject = None if part is Part.PARTNERSHIP else journal.subject
        found[WITHOUT.key] += (Row(value=each, keys={}) for each in _without(journal, subject))
        for entry in journal.entries:
            whose = {PARTICIPANT: subject}
            at = own.get((part, type(entry)))
            if at is None:
                path = f"{journal.subject}/{entry.id}"
                raise Refused([Problem(code="kind_in_wrong_journal", path=path)])
            found[at.key].append(Row(value=entry, keys=whose))
            for sheet in BELOW[at.key]:
                found[sheet.key] += _child_rows(sheet, entry, whose)
    return found


def _child_rows(sheet: Sheet, entry: Any, whose: Mapping[str, Any]) -> Iterator[Row]:
    children = () if sheet.children is None else getattr(entry, sheet.children.name)
    for number, child in enumerate(children, start=1):
        yield Row(value=child, keys={**whose, OWNER: entry.id, NUMBER: number})


def _without(journal: Journal, subject: str | None) -> Iterator[WithoutEntry]:
    for ids, why in (
        (journal.disposed, WhyWithout.DISPOSED),
        (journal.elsewhere, WhyWithout.ELSEWHERE),
    ):
        for id in sorted(ids):
            yield WithoutEntry(participant=subject, id=id, why_without=why)


def filled_cells(
    sheets: Iterable[Sheet], rows: Mapping[Key, list[Row]], lang: str
) -> tuple[Filled, list[Problem]]:
    """The cells of every row, column by column, and what no sheet or cell can hold."""
    found: Filled = {}
    problems: list[Problem] = []
    for sheet in sheets:
        found[sheet.key] = lines = []
        for row in rows[sheet.key]:
            line: list[list[Cell]] = []
            for column in sheet.columns:
                try:
                    line.append(cells_of(column, row.of(column.name), lang))
                except Refused as refused:
                    where = row.keys.get(OWNER) or getattr(row.value, "id", "")
                    path = "/".join(filter(None, (row.keys.get(PARTICIPANT), where, column.name)))
                    problems += (evolve(problem, path=path) for problem in refused.problems)
            lines.append(line)
        if FIRST_ROW + len(lines) > MOST_ROWS:
            what = facts(most=MOST_ROWS)
            problems.append(Problem(code="too_many_rows", path=titles(lang)[sheet.key], facts=what))
    return found, problems
