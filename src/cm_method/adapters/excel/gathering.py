"""What the sheets hold of one journal, also what could not be read.

Enough of it to say what else is wrong, and not to say of one mistake that it is several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve, field, frozen

from cm_method.adapters.excel.sheets import WhyWithout
from cm_method.adapters.excel.tables import Row
from cm_method.errors import Problem
from cm_method.journal import Entry, Journal, answered

_ANY_KIND = "entry"


@frozen(kw_only=True)
class Child:
    """A child row; *number* or *value* is None where something is wrong with it."""

    row: Row
    number: int | None
    value: Any = field(repr=False)


class Gathered:
    """The rows of one journal.

    *refused* holds the ids of entries with problems, *without_id* the kinds of those whose id is
    not filled in. Where a correction could not be read, nobody can say what is in force.
    """

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.entries: dict[str, Entry] = {}
        self.rows: dict[str, Row] = {}
        self.without: dict[WhyWithout, set[str]] = {why: set() for why in WhyWithout}
        self.refused: set[str] = set()
        self.without_id: set[str] = set()
        self.lacks_a_correction = False

    @property
    def is_whole(self) -> bool:
        """Whether every entry was read."""
        return not (self.refused or self.without_id or self.lacks_a_correction)

    def journal(self, *, unread: Iterable[str] = ()) -> Journal:
        """The journal, as one that knows of entries that could not be read."""
        return Journal(
            subject=self.subject,
            entries=tuple(self.entries.values()),
            disposed=self.without[WhyWithout.DISPOSED],
            elsewhere=self.without[WhyWithout.ELSEWHERE].union(unread),
        )

    def located(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Problems with a path such as ``P-0017/hm-3/corrects``, told by their cells."""
        for problem in problems:
            id, _, name = problem.path.removeprefix(f"{self.subject}/").rpartition("/")
            if not self._may_mean_one_without_id(problem.code, id, name):
                yield evolve(problem, path=self._row_of(id).path(name))

    def _row_of(self, id: str) -> Row:
        """Where an entry stands; one that is elsewhere is told by what corrects it."""
        if id not in self.rows:
            id = next(entry.id for entry in self.entries.values() if id in entry.corrects)
        return self.rows[id]

    def _may_mean_one_without_id(self, code: str, id: str, name: str) -> bool:
        """Whether an entry said to be unknown may be one whose id is only not filled in."""
        if code == "corrects_unknown_entry":
            return bool(self.without_id)
        if code != "answers_unknown_entry":
            return False
        fields = {field: kinds for field, _, kinds in answered(self.entries[id])}
        return bool(self.without_id.intersection(fields[name])) or (
            _ANY_KIND in fields[name] and bool(self.without_id)
        )
