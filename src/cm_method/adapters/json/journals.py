"""From read documents to journals, with what only several entries together show to be wrong.

The core's checks name an entry by its subject and id; here they are told by where they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from cm_method.adapters.json.documents import JournalDocument, PartnershipDocument
from cm_method.adapters.json.reading import read
from cm_method.adapters.strict import harmless
from cm_method.case.checks import case_problems
from cm_method.case.register import (
    PARTNERSHIP,
    journal_in_register_problems,
    partnership_problems,
    worker_codes,
)
from cm_method.errors import Problem, Refused, facts
from cm_method.journal import Entry, Journal

SHOWN = 200
"""How many problems are kept; the rest are only counted."""


class Problems:
    """The first problems found, in order, and the count of all."""

    def __init__(self, *, kept: int | None = None) -> None:
        self.first: list[Problem] = []
        self.count = 0
        self._kept = kept

    def add(self, problems: Iterable[Problem], *, under: str = "") -> None:
        """Count these problems, and keep them while there is room."""
        for problem in problems:
            self.count += 1
            if self._kept is None or len(self.first) < self._kept:
                self.first.append(harmless(problem).under(under))


class JournalReader:
    """Reads the partnership's journal and then, against its workers, one journal after another."""

    def __init__(self, problems: Problems) -> None:
        self.partnership = Journal(subject=PARTNERSHIP)
        self._problems = problems
        self._workers: frozenset[str] = frozenset()
        self._places: dict[str, int] = {}

    def read_partnership(self, raw: Any, path: str, *, odd: bool) -> None:
        """Read the partnership's journal, gathering its problems under *path*."""
        try:
            found = read(raw, PartnershipDocument, odd=odd)
        except Refused as refused:
            self._problems.add(refused.problems, under=path)
            return
        journal = self._journal(PARTNERSHIP, found, path)
        self._add(found, PARTNERSHIP, partnership_problems(journal), path)
        self.partnership, self._workers = journal, worker_codes(journal)

    def read_journal(
        self, raw: Any, path: str, place: int, first_path: str, *, odd: bool
    ) -> Journal | None:
        """The journal that a plain value describes, or None when a problem was found under *path*.

        *place* tells it from the others; a second one of the same participant is a problem that
        names where the first stands: *first_path* with the place filled in.
        """
        before = self._problems.count
        try:
            found = read(raw, JournalDocument, odd=odd)
        except Refused as refused:
            self._problems.add(refused.problems, under=path)
            return None
        first = self._places.setdefault(found.participant, place)
        if first != place:
            other = facts(other=first_path.format(first))
            twice = Problem(code="participant_in_two_places", path=".participant", facts=other)
            self._problems.add([twice], under=path)
        journal = self._journal(found.participant, found, path)
        for problems in (
            case_problems(journal),
            journal_in_register_problems(journal, self._workers),
        ):
            self._add(found, journal.subject, problems, path)
        return journal if self._problems.count == before else None

    def _journal(
        self, subject: str, found: JournalDocument | PartnershipDocument, path: str
    ) -> Journal:
        """The journal of the entries, the first of each id, conflicting ones reported."""
        by_id = {entry.id: entry for entry in found.entries}
        if len(by_id) < len(found.entries):
            by_id = {}
            for entry in found.entries:
                by_id.setdefault(entry.id, entry)
            self._problems.add(_conflicts(found.entries, path), under=path)
        return Journal(
            subject=subject,
            entries=tuple(by_id.values()),
            disposed=found.disposed,
            elsewhere=found.elsewhere,
        )

    def _add(
        self,
        found: JournalDocument | PartnershipDocument,
        subject: str,
        problems: Iterable[Problem],
        path: str,
    ) -> None:
        problems = tuple(problems)
        if problems:
            self._problems.add(_located(found.entries, subject, problems), under=path)


def _conflicts(entries: tuple[Entry, ...], path: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for place, entry in enumerate(entries):
        earlier = first.setdefault(entry.id, place)
        if entries[earlier] != entry:
            other = facts(other=f"{path}.entries[{earlier}]")
            yield Problem(code="id_used_twice", path=f".entries[{place}].id", facts=other)


def _located(
    entries: tuple[Entry, ...], subject: str, problems: Iterable[Problem]
) -> Iterator[Problem]:
    """Problems with a path such as ``P-0017/hm-3/corrects``, told by where that stands."""
    places: dict[str, int] = {}
    for place, entry in enumerate(entries):
        places.setdefault(entry.id, place)
    for problem in problems:
        id, _, name = problem.path.removeprefix(f"{subject}/").rpartition("/")
        where = places.get(id)
        path = ".entries"
        if where is not None:
            path += f"[{where}]"
            stated = name == "kind" or bool(getattr(entries[where], name, None))
            path += f".{name}" if stated else ""
        yield attrs.evolve(problem, path=path)
