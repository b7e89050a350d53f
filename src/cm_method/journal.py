"""The journal: dated entries that are never overwritten, on two clocks, that merge by union.

Every entry says what happened, the day it happened (*on*), the day it was recorded and by whom
(SoL 14:3, 14:6). Corrections are new entries. The journal knows no kinds of entries, so a case and
an agreement both use it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum, unique
from functools import cache
from typing import Any, ClassVar, TypeVar

import attrs
from attrs import Factory, field, frozen

from cm_method.dates import require_days, require_days_if_given
from cm_method.errors import ConflictingEntries, Problem, Refused, facts
from cm_method.fields import (
    FREE_TEXT,
    Checked,
    a_word,
    answers,
    broken,
    frozen_ids,
    some_words,
)
from cm_method.labels import words


@unique
class Category(Enum):
    """What kind of information an entry holds; sharing is decided category by category."""

    ADMINISTRATION = "administration"
    IDENTITY = "identity"
    COURSE = "course"
    NEEDS = "needs"
    CRISIS = "crisis"
    PLAN = "plan"
    CONTACTS = "contacts"
    SELF_RATING = "self_rating"
    RESPONSIBILITY = "responsibility"
    CONSENT = "consent"


@frozen(kw_only=True)
class Entry(Checked):
    """One dated note. *id* is unique in the journal and prefixed by the party: "hm-41".

    *on* is the day it happened, *recorded* the day it was written down (the same day unless said),
    *by* the code of the party or worker who wrote it, *corrects* the ids of the entries that it
    replaces (SoL 14:3, 14:6).
    """

    kind: ClassVar[str] = "entry"
    category: ClassVar[Category] = Category.ADMINISTRATION

    id: str
    on: date
    recorded: date = field(default=Factory(lambda self: self.on, takes_self=True))
    by: str
    corrects: frozenset[str] = field(default=frozenset(), converter=frozen_ids)

    def __init_subclass__(cls) -> None:
        cls.kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    def broken_invariants(self) -> Iterator[Problem]:
        if self.recorded < self.on:
            yield broken("recorded_before_it_happened", "recorded", on=self.on, day=self.recorded)
        if self.id in self.corrects:
            yield broken("corrects_itself", "corrects")

    @property
    def order(self) -> tuple[date, date, int, str]:
        """For display and "latest wins" only; hm-9 comes before hm-10."""
        return _order(self)


E = TypeVar("E", bound=Entry)


@unique
class RetractionReason(Enum):
    """Why an entry was taken back without anything in its place."""

    WRONG_PERSON = "wrong_person"
    DID_NOT_HAPPEN = "did_not_happen"
    RECORDED_TWICE = "recorded_twice"


@frozen(kw_only=True)
class Retracted(Entry):
    """The entries named in *corrects* are taken back; nothing replaces them (SoL 14:6)."""

    reason: RetractionReason

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if not self.corrects:
            yield broken("retracts_nothing", "corrects")


@frozen(kw_only=True)
class Objected(Entry):
    """The participant finds an entry wrong; noted beside it, changing nothing (SoL 14:6)."""

    entry: str = field(metadata=answers("entry"))
    words: str = field(default="", repr=False, metadata=FREE_TEXT)


@frozen(kw_only=True)
class Contest:
    """Several live corrections of one entry: what rests on it is unknown until a third names them.

    *since* is the earliest day that any of them speaks of.
    """

    entry: str
    heads: tuple[Entry, ...]
    since: date


@frozen(kw_only=True)
class View:
    """What a journal says at one state of knowledge, cut at one day.

    *replaced* leads from the id of an entry that was corrected to the entries now in its place.
    """

    entries: tuple[Entry, ...]
    replaced: Mapping[str, tuple[Entry, ...]]
    contests: tuple[Contest, ...]

    def of_kind(self, kind: type[E]) -> list[E]:
        """The entries of one kind in order of day, recording and id."""
        return [entry for entry in self.entries if isinstance(entry, kind)]

    def standing_for(self, id: str) -> frozenset[str]:
        """The ids of the entries that stand for *id* today: itself, or what corrected it."""
        return standing_for(self.replaced, id)


def standing_for(replaced: Mapping[str, tuple[Entry, ...]], id: str) -> frozenset[str]:
    """The ids that *replaced* leads to from an id; the id alone where nothing corrected it."""
    heads = replaced.get(id)
    return frozenset((id,)) if heads is None else frozenset(head.id for head in heads)


def _order(entry: Entry) -> tuple[date, date, int, str]:
    return (entry.on, entry.recorded, len(entry.id), entry.id)


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=_order))


def _without_conflict(subject: str, entries: Iterable[Entry]) -> dict[str, Entry]:
    by_id: dict[str, Entry] = {}
    conflicts = set()
    for entry in entries:
        first = by_id.setdefault(entry.id, entry)
        if first is not entry and first != entry:
            conflicts.add(entry.id)
    if conflicts:
        raise ConflictingEntries(
            Problem(code="conflicting_entries", path=f"{subject}/{id}") for id in sorted(conflicts)
        )
    return by_id


def _with_what_they_replaced(ids: frozenset[str], entries: Iterable[Entry]) -> frozenset[str]:
    replaces: dict[str, frozenset[str]] = {}
    for entry in entries:
        replaces[entry.id] = replaces.get(entry.id, frozenset()) | entry.corrects
    gone: set[str] = set()
    waiting = list(ids)
    while waiting:
        id = waiting.pop()
        if id not in gone:
            gone.add(id)
            waiting.extend(replaces.get(id, ()))
    return frozenset(gone)


@frozen(kw_only=True)
class Journal:
    """The entries about one *subject* (a participant's pseudonym), in order, each id once.

    *disposed* holds the ids of entries removed by disposal: tombstones without content that win
    every merge (R32). What a removed entry had replaced goes with it, or disposal would bring the
    replaced entry back. *elsewhere* holds ids that entries here name and that stayed behind when a
    part was handed over; merging brings them together again. Raises ConflictingEntries when one id
    has two contents.
    """

    subject: str
    entries: tuple[Entry, ...] = field(default=(), converter=_in_order)
    disposed: frozenset[str] = field(default=frozenset(), converter=frozen_ids)
    elsewhere: frozenset[str] = field(default=frozenset(), converter=frozen_ids)

    def __attrs_post_init__(self) -> None:
        wrong = (
            ("subject", a_word(self.subject)),
            ("disposed", some_words(self.disposed)),
            ("elsewhere", some_words(self.elsewhere)),
        )
        problems = [Problem(code=code, path=name) for name, code in wrong if code is not None]
        if problems:
            raise Refused(problems)
        entries = self.entries
        if self.disposed:
            gone = _with_what_they_replaced(self.disposed, entries)
            entries = tuple(entry for entry in entries if entry.id not in gone)
            object.__setattr__(self, "disposed", gone)
        by_id = _without_conflict(self.subject, entries)
        if len(by_id) < len(self.entries):
            object.__setattr__(self, "entries", tuple(by_id.values()))
        if self.elsewhere:
            object.__setattr__(self, "elsewhere", self.elsewhere - by_id.keys() - self.disposed)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all entries; a report keeps them, to tell later what has arrived since."""
        return frozenset(entry.id for entry in self.entries)

    def with_entries(self, *entries: Entry) -> Journal:
        """The journal with these entries as well."""
        return attrs.evolve(self, entries=(*self.entries, *entries))

    def merge(self, other: Journal) -> Journal:
        """Both journals joined: any order, any number of times, the same journal.

        A merge is a disclosure: handing over entries goes through the consent rules first.
        Raises ConflictingEntries; and ValueError when the journals are about different subjects.
        """
        if other.subject != self.subject:
            raise ValueError("journals about different subjects are not merged")
        return attrs.evolve(
            self,
            entries=(*self.entries, *other.entries),
            disposed=self.disposed | other.disposed,
            elsewhere=self.elsewhere | other.elsewhere,
        )

    def dispose(self, ids: Iterable[str]) -> Journal:
        """The journal without these entries and without all that they replaced (R32)."""
        return attrs.evolve(self, disposed=self.disposed | frozen_ids(ids))

    def known_by(self, day: date) -> Journal:
        """The journal as it was recorded by the end of a day."""
        require_days(day=day)
        return attrs.evolve(self, entries=[e for e in self.entries if e.recorded <= day])

    def at(self, *, on: date | None = None, known: date | None = None) -> View:
        """What had happened by *on*, as recorded by *known*; without them, everything recorded.

        Corrections are resolved first and the cut by *on* is made after, since a correction may
        move a fact to either side of the day.
        """
        require_days_if_given(on=on, known=known)
        entries = self.entries
        if known is not None:
            entries = tuple(entry for entry in entries if entry.recorded <= known)
        replaced: dict[str, tuple[Entry, ...]] = {}
        contests: tuple[Contest, ...] = ()
        corrections = [entry for entry in entries if entry.corrects]
        if corrections:
            corrected = {id for entry in corrections for id in entry.corrects}
            replaced = {id: _heads(id, corrections, corrected) for id in corrected}
            contests = _contests(entries, replaced, on)
            entries = tuple(entry for entry in entries if entry.id not in corrected)
        if on is not None:
            entries = entries[: bisect_right(entries, on, key=lambda entry: entry.on)]
        return View(entries=entries, replaced=replaced, contests=contests)

    def problems(self, *, known: date | None = None) -> tuple[Problem, ...]:
        """What only several entries together show to be wrong, at one state of knowledge.

        A journal with problems can still be read; strict loading refuses it.
        """
        require_days(known=known)
        view = self.at(known=known)
        entries = [e for e in self.entries if known is None or e.recorded <= known]
        known_ids = {entry.id for entry in entries} | self.disposed | self.elsewhere
        found = [
            *_unknown_corrections(entries, known_ids),
            *_circles(entries, view),
            *(
                Problem(code="competing_corrections", path=f"{contest.entry}/corrects")
                for contest in view.contests
            ),
            *_broken_answers(view, known_ids),
        ]
        return tuple(problem.under(f"{self.subject}/") for problem in found)

    def possible_duplicates(self) -> tuple[tuple[str, ...], ...]:
        """Ids of entries in force that are equal but for id, day of recording and writer.

        Retractions state nothing of their own, so they are not compared.
        """
        alike: dict[Entry, list[str]] = {}
        for entry in self.at().entries:
            if isinstance(entry, Retracted):
                continue
            bare = attrs.evolve(entry, id="-", by="-", recorded=entry.on, corrects=())
            alike.setdefault(bare, []).append(entry.id)
        return tuple(tuple(ids) for ids in alike.values() if len(ids) > 1)


def _heads(id: str, corrections: list[Entry], corrected: set[str]) -> tuple[Entry, ...]:
    """The entries that now stand where *id* stood: followed through corrections of corrections."""
    heads: dict[str, Entry] = {}
    seen, waiting = {id}, [id]
    while waiting:
        target = waiting.pop()
        for entry in corrections:
            if target in entry.corrects and entry.id not in seen:
                seen.add(entry.id)
                if entry.id in corrected:
                    waiting.append(entry.id)
                else:
                    heads[entry.id] = entry
    return _in_order(heads.values())


def _contests(
    entries: tuple[Entry, ...], replaced: Mapping[str, tuple[Entry, ...]], on: date | None
) -> tuple[Contest, ...]:
    days = {entry.id: entry.on for entry in entries}
    found = []
    for id, heads in sorted(replaced.items()):
        if len(heads) > 1:
            since = min([head.on for head in heads] + ([days[id]] if id in days else []))
            if on is None or since <= on:
                found.append(Contest(entry=id, heads=heads, since=since))
    return tuple(found)


def _unknown_corrections(entries: Iterable[Entry], known_ids: set[str]) -> Iterator[Problem]:
    for entry in entries:
        if not entry.corrects <= known_ids:
            yield Problem(code="corrects_unknown_entry", path=f"{entry.id}/corrects")


def _circles(entries: Iterable[Entry], view: View) -> Iterator[Problem]:
    for entry in entries:
        if entry.id in view.replaced and not view.replaced[entry.id]:
            yield Problem(code="corrections_in_a_circle", path=f"{entry.id}/corrects")


def _fields_that_answer(cls: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (field.name, field.metadata["answers"])
        for field in attrs.fields(cls)
        if "answers" in field.metadata
    )


_answering_fields: Callable[[Any], tuple[tuple[str, tuple[str, ...]], ...]] = cache(
    _fields_that_answer
)


def answered(entry: Entry) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Which earlier entries this one names: field, id, and the kinds that may stand there."""
    for name, kinds in _answering_fields(type(entry)):
        id = getattr(entry, name)
        if id is not None:
            yield name, id, kinds


def _broken_answers(view: View, known_ids: set[str]) -> Iterator[Problem]:
    in_force = {entry.id: entry for entry in view.entries}
    for entry in view.entries:
        for name, id, kinds in answered(entry):
            path = f"{entry.id}/{name}"
            if id not in known_ids:
                yield Problem(code="answers_unknown_entry", path=path)
                continue
            standing = view.replaced.get(id) or ((in_force[id],) if id in in_force else ())
            for head in standing:
                if "entry" in kinds:
                    continue
                if isinstance(head, Retracted):
                    yield Problem(code="answers_retracted_entry", path=path)
                elif head.kind not in kinds:
                    found = words(f"entry.{head.kind}")
                    what = facts(found=found, wanted=words(*(f"entry.{k}" for k in kinds)))
                    yield Problem(code="answers_wrong_kind", path=path, facts=what)
                elif entry.on < head.on:
                    days = facts(on=entry.on, before=head.on)
                    yield Problem(code="before_what_it_answers", path=path, facts=days)
