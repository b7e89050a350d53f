"""What the steps of a made-up life course write in: days, ids, writers and delays by chance.

A diary is the only thing here that changes; what it gives in the end is a journal.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Any

import attrs

from cm_method.case.episodes import Ended, Started, WorkerChanged
from cm_method.case.meetings import Attendee, MeetingHeld, Place
from cm_method.case.needs import NeedArea
from cm_method.case.participants import Died, ParticipantDescribed
from cm_method.case.self_ratings import SelfRated
from cm_method.dates import plus_days
from cm_method.demo import DEMO_DAY, DEMO_KNOWN, words
from cm_method.journal import Entry, Journal, Objected, Retracted, answered
from cm_method.rules.editions.hagersten_alvsjo_2026 import HAGERSTEN_ALVSJO_2026

Span = tuple[int, int]
"""The first and the last day, counted from a start or an end, between which chance chooses."""

PARTY_OF = {"hm": "hm", "cm-1": "hm", "cm-2": "hm", "cm-4": "hm", "sdf": "sdf", "cm-3": "sdf"}
"""The party of each writer; its code begins the ids of what they write."""

HOLIDAYS = frozenset({(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)})
"""Month and day of the holidays that have a fixed date."""

CHANGE_OF_WORKER = date(2027, 8, 24)
"""The day on which cm-4 took over from cm-2."""

FIRST_PLACES = (Place.ASSOCIATION, Place.OFFICE, Place.HOME, Place.OUT_AND_ABOUT)
PLACES = (*FIRST_PLACES, Place.HOME, Place.OUT_AND_ABOUT, *Place)
"""Where meetings are held; outside the office more often than not."""

AFTERWARDS = (Ended, Died, SelfRated, ParticipantDescribed, Objected, Retracted)
"""What may still be noted after the service ended."""


def working_day(day: date, *, step: int = -1) -> date:
    """The day itself, or the last working day before it; with *step* 1, the next after it."""
    while day.weekday() >= 5 or (day.month, day.day) in HOLIDAYS:
        day = plus_days(day, step)
    return day


class Diary:
    """The notes on one participant, and what is so far known of the course of the case.

    Case managers take *turn*s, so that each holds about as many. *aside* is the chance of steps
    that leave what the others write as it is.
    """

    def __init__(self, chance: Random, turn: int) -> None:
        self.chance = chance
        self.aside = Random(turn)
        self.turn = turn
        self.entries: dict[str, Entry] = {}
        self.written = 0
        self.areas: tuple[NeedArea, ...] = ()
        self.needs: dict[str, NeedArea] = {}
        self.contacts: tuple[str, ...] = ()
        self.holders: dict[str | None, tuple[str, str]] = {}
        self.scores: dict[str, int] = {}
        self.rests: list[tuple[date, date]] = []
        self.plan: tuple[str, int] | None = None
        self.first = self.last = date.max
        self.start = ""
        self.manager = ""

    def begin(self, first: date, *, edition: str = HAGERSTEN_ALVSJO_2026.code) -> None:
        """Start an episode: the days of all that follows are counted from here."""
        self.first, self.last = first, date.max
        self.needs, self.contacts, self.holders, self.plan = {}, (), {}, None
        second = "cm-2" if first < CHANGE_OF_WORKER else "cm-4"
        self.manager = ("cm-1", second, "cm-3")[self.turn % 3]
        self.start = self.write(Started, first, worker=self.manager, edition=edition)
        self._meeting(first, FIRST_PLACES, words.FIRST_MEETING)

    def close(self) -> None:
        """Finish an episode: regular meetings, a change of worker, and nothing after its end."""
        day = plus_days(self.first, self.chance.randint(14, 30))
        while (day := working_day(day)) <= min(self.last, DEMO_DAY):
            if not any(out <= day < back for out, back in self.rests):
                place = self.chance.choice(PLACES)
                self._meeting(day, (place,), words.MEETINGS[place])
            day = plus_days(day, self.chance.randint(24, 60))
        if self.manager == "cm-2" and self.first < CHANGE_OF_WORKER <= min(self.last, DEMO_DAY):
            self.write(WorkerChanged, CHANGE_OF_WORKER, by="cm-4", start=self.start, worker="cm-4")
        for id, entry in list(self.entries.items()):
            if entry.on > self.last and not isinstance(entry, AFTERWARDS):
                del self.entries[id]

    def writer(self, day: date) -> str:
        """The code of the case manager on a day."""
        return "cm-4" if self.manager == "cm-2" and day >= CHANGE_OF_WORKER else self.manager

    def writer_for(self, party: str, day: date) -> str:
        """Who notes what *party* says: the manager, where the manager is theirs or nobody is."""
        manager = self.writer(day)
        return party if party in ("hm", "sdf") and PARTY_OF[manager] != party else manager

    def day(self, between: Span, *, after: date | None = None) -> date:
        """A working day so many days after the start, or after another day."""
        return working_day(plus_days(after or self.first, self.chance.randint(*between)))

    def write(
        self,
        kind: type[Entry],
        on: date,
        *,
        by: str = "",
        late: int = 0,
        recorded: date | None = None,
        **fields: Any,
    ) -> str:
        """Note something, recorded some days later as life goes; gives its (preliminary) id."""
        by = by or self.writer(on)
        self.written += 1
        id = f"note-{self.written}"
        if recorded is None:
            delay = late or self.chance.choice((0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 6))
            written = working_day(plus_days(on, delay), step=1)
            recorded = min(written, max(on, DEMO_KNOWN))
        entry = kind(id=id, on=on, recorded=recorded, by=by, **fields)
        named = [self.entries[id].recorded for id in names(entry)]
        self.entries[id] = attrs.evolve(entry, recorded=max([recorded, *named]))
        return id

    def some(self, pool: Iterable[str], between: Span) -> tuple[str, ...]:
        """Some of a pool, in an order by chance."""
        choice = sorted(pool)
        return tuple(self.chance.sample(choice, self.chance.randint(*between)))

    def telephone(self) -> str:
        """A telephone number from the two series reserved for fiction."""
        if self.chance.random() < 0.5:
            return f"08-465 004 {self.chance.randint(0, 99):02}"
        number = self.chance.randint(605, 699)
        return f"070-174 0{number // 100} {number % 100:02}"

    def journal(self, pseudonym: str) -> Journal:
        """What happened by the report day, with ids in the order of recording."""
        kept = {id: entry for id, entry in self.entries.items() if entry.on <= DEMO_DAY}
        new, count = {}, {"hm": 0, "sdf": 0}
        for id, entry in sorted(kept.items(), key=lambda item: (item[1].recorded, item[1].on)):
            party = PARTY_OF[entry.by]
            count[party] += 1
            new[id] = f"{party}-{count[party]}"
        return Journal(subject=pseudonym, entries=[_renamed(entry, new) for entry in kept.values()])

    def _meeting(self, day: date, places: tuple[Place, ...], notes: tuple[str, ...]) -> None:
        present = [Attendee.PARTICIPANT]
        place = self.chance.choice(places)
        if place is Place.CARE:
            present.append(Attendee.HEALTH_CARE)
        elif self.chance.random() < 0.15:
            present.append(self.chance.choice((Attendee.NEXT_OF_KIN, Attendee.SOCIAL_SERVICES)))
        self.write(
            MeetingHeld,
            day,
            place=place,
            attendees=present,
            individual_contact=True,
            note=self.chance.choice(notes),
        )


def names(entry: Entry) -> frozenset[str]:
    """The ids of the entries that an entry corrects or answers."""
    return entry.corrects | {id for _, id, _ in answered(entry)}


def _renamed(entry: Entry, new: dict[str, str]) -> Entry:
    fields: dict[str, Any] = {name: new[id] for name, id, _ in answered(entry)}
    corrects = [new[id] for id in entry.corrects]
    return attrs.evolve(entry, id=new[entry.id], corrects=corrects, **fields)
