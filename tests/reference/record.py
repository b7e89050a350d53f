"""What a journal says at one state of knowledge, worked out from its raw entries.

Written from the readings alone: nothing here calls the package's own journal, case or episodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from cm_method.case.episodes import Ended, EndReason, Reached, Started
from cm_method.case.participants import Died
from cm_method.journal import Entry

E = TypeVar("E", bound=Entry)
Kinds = tuple[type[Entry], ...]


def in_order(entry: Entry) -> tuple[date, date, int, str]:
    """The order of entries: the day, the day of recording, then hm-9 before hm-10."""
    return (entry.on, entry.recorded, len(entry.id), entry.id)


@dataclass(frozen=True)
class Dispute:
    """Two or more live corrections of one entry, and the earliest day that they speak of."""

    since: date
    rivals: tuple[Entry, ...]

    def is_about(self, kinds: Kinds) -> bool:
        return any(isinstance(rival, kinds) for rival in self.rivals)


class Record:
    """The entries in force at one state of knowledge (None: all that was ever recorded)."""

    def __init__(self, entries: Iterable[Entry], known: date | None) -> None:
        self.known_entries = sorted(
            {e.id: e for e in entries if known is None or e.recorded <= known}.values(),
            key=in_order,
        )
        self.corrections = [e for e in self.known_entries if e.corrects]
        self.corrected = {id for e in self.corrections for id in e.corrects}
        self.in_force = [e for e in self.known_entries if e.id not in self.corrected]
        self.disputes = list(self._disputes())

    def of(self, kind: type[E], *, by: date) -> list[E]:
        """The entries of one kind that had happened by a day."""
        return [e for e in self.in_force if isinstance(e, kind) and e.on <= by]

    def stand_ins(self, id: str) -> set[str]:
        """The ids that stand for an id today: itself, or what took its place in the end."""
        if id not in self.corrected:
            return {id}
        found, seen, waiting = set(), {id}, [id]
        while waiting:
            replaced = waiting.pop()
            for entry in self.corrections:
                if replaced in entry.corrects and entry.id not in seen:
                    seen.add(entry.id)
                    if entry.id in self.corrected:
                        waiting.append(entry.id)
                    else:
                        found.add(entry.id)
        return found

    def _disputes(self) -> Iterator[Dispute]:
        for id in sorted(self.corrected):
            ids = self.stand_ins(id)
            rivals = tuple(e for e in self.in_force if e.id in ids)
            if len(rivals) > 1:
                days = [e.on for e in self.known_entries if e.id in {id, *ids}]
                yield Dispute(since=min(days), rivals=rivals)

    def disputed(self, kinds: Kinds, *, by: date) -> bool:
        """Whether something of these kinds is disputed that reaches back to the day or before."""
        return any(d.since <= by and d.is_about(kinds) for d in self.disputes)

    def death(self, *, by: date) -> date | None:
        """The day of death, if anybody has said so by then and nobody disputes it."""
        disputed = [rival for dispute in self.disputes for rival in dispute.rivals]
        said: list[Entry] = [*self.of(Died, by=by)]
        said += [e for e in self.of(Ended, by=by) if e.reason is EndReason.DEATH]
        return min((e.on for e in said if e not in disputed), default=None)

    def episodes(self, *, by: date) -> list[Episode]:
        """One start to its end, for every start by a day; starts in dispute are one episode."""
        groups: list[list[Started]] = []
        for start in self.of(Started, by=by):
            rivals = [d.rivals for d in self.disputes if start in d.rivals]
            same = [g for g in groups if any(start in r and g[0] in r for r in rivals)]
            if same:
                same[0].append(start)
            else:
                groups.append([start])
        found: list[Episode] = []
        for group in groups:
            previous = found[-1].last if found else None
            was_over = previous is not None and previous <= group[0].on
            last = self._last_day(group, by=by)
            found.append(Episode(group[0], last, previous if was_over else None))
        return found

    def _last_day(self, group: list[Started], *, by: date) -> date | None:
        first, ids = group[0].on, {start.id for start in group}
        days = [
            e.on for e in self.of(Ended, by=by) if e.on >= first and self.stand_ins(e.start) & ids
        ]
        death = self.death(by=by)
        if death is not None and death >= first:
            days.append(death)
        return min(days, default=None)

    def reached(self, episode: Episode) -> date:
        """The first day the participant was reached, after the episode before; else the start."""
        days = [e.on for e in self.of(Reached, by=episode.first) if not episode.is_before_it(e.on)]
        return min(days, default=episode.first)


@dataclass(frozen=True)
class Episode:
    """One start to its last day, as it looks on the day it is asked about."""

    start: Started
    last: date | None
    previous_last: date | None

    @property
    def first(self) -> date:
        return self.start.on

    def is_before_it(self, day: date) -> bool:
        """Whether a day still belongs to the episode before."""
        return self.previous_last is not None and day <= self.previous_last

    def is_after_it(self, day: date) -> bool:
        return self.last is not None and day > self.last
