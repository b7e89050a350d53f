"""A case: the entries of one participant that are in force on a day, grouped by kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from attrs import field, frozen

from cm_method.dates import require_days
from cm_method.journal import Contest, Entry, Journal, standing_for

E = TypeVar("E", bound=Entry)


@frozen(kw_only=True, eq=False)
class Case:
    """What the journal of *participant* says on a day; nothing is folded ahead of need.

    *on* is the day up to which things had happened, *known* the day up to which they had been
    recorded (None: everything recorded).
    """

    participant: str
    on: date
    known: date | None
    entries: tuple[Entry, ...] = field(repr=False)
    by_kind: Mapping[type[Entry], list[Entry]] = field(repr=False)
    replaced: Mapping[str, tuple[Entry, ...]] = field(repr=False)
    contests: tuple[Contest, ...]

    @classmethod
    def of(cls, journal: Journal, *, on: date, known: date | None = None) -> Case:
        """The case that a journal tells on a day."""
        require_days(on=on, known=known)
        view = journal.at(on=on, known=known)
        by_kind: dict[type[Entry], list[Entry]] = {}
        for entry in view.entries:
            by_kind.setdefault(type(entry), []).append(entry)
        return cls(
            participant=journal.subject,
            on=on,
            known=known,
            entries=view.entries,
            by_kind=by_kind,
            replaced=view.replaced,
            contests=view.contests,
        )

    def of_kind(self, kind: type[E]) -> list[E]:
        """The entries of one kind in order of day, recording and id. Not to be changed."""
        return self.by_kind.get(kind, [])  # type: ignore[return-value]  # filed by kind

    def standing_for(self, id: str) -> frozenset[str]:
        """The ids of the entries that stand for *id* today: itself, or what corrected it."""
        return standing_for(self.replaced, id)

    def contested_since(self, kinds: frozenset[type[Entry]]) -> tuple[date, str] | None:
        """The earliest day and entry on which corrections of such kinds compete, if any do."""
        found = [
            (contest.since, contest.entry)
            for contest in self.contests
            if any(type(head) in kinds for head in contest.heads)
        ]
        return min(found, default=None)
