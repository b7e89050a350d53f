"""Made-up journals in which much happens at once, on few days, close to where answers change.

Seeded rather than drawn entry by entry: they are made by the thousand, and a journal on which the
library and the model differ is cut down to the entries that matter (`smallest`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

import attrs

from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.crisis_plans import CrisisPlanAgreed, CrisisPlanKind, HelpContact
from cm_method.case.episodes import Ended, EndReason, EntryRoute, Reached, Started
from cm_method.case.needs import CrisisLevelAssessed, NeedArea, NeedAssessed, NeedClosed
from cm_method.case.participants import Died
from cm_method.case.plans import ContactPath, Goal, PlanAgreed
from cm_method.case.responsibility import (
    LiftedTo,
    NeedLifted,
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
)
from cm_method.case.self_ratings import SelfRated
from cm_method.journal import Entry, Journal, Retracted, RetractionReason
from cm_method.rules.method import Span
from cm_method.testing.strategies import CONTACTS, EDITION, LEVELS, OTHER_EDITION, PARTIES
from tests.reference.model import later_day

E = TypeVar("E", bound=Entry)

STARTS = (date(2026, 11, 16), date(2026, 11, 30), date(2026, 4, 30), date(2029, 5, 1))


class Life:
    """One journal in the making."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.entries: list[Entry] = []
        self.start = self.chance.choice((*STARTS[:1] * 4, *STARTS))
        self.starts = [self.start]
        self.end: date | None = None
        self.days = self._days()

    def _days(self) -> list[date]:
        """Some eight days for everything to happen on, most of them at a boundary."""
        due = later_day(self.start, Span(months=3))
        boundaries = [self.start + timedelta(n) for n in (-28, -1, 0, 1, 28, 29, 55, 56, 57)]
        boundaries += [due + timedelta(n) for n in (-1, 0, 1)]
        boundaries += [self.start + timedelta(self.chance.randint(-40, 250)) for _ in range(4)]
        return self.chance.sample(boundaries, self.chance.randint(4, 10))

    def maybe(self, percent: int) -> bool:
        return self.chance.randrange(100) < percent

    def day(self, *, least: date | None = None) -> date:
        days = self.days if least is None else [day for day in self.days if day >= least]
        return self.chance.choice(days or [least or self.start])

    def write(self, kind: type[E], on: date, **payload: Any) -> E:
        party = self.chance.choice(PARTIES)
        late = timedelta(self.chance.choice((0, 0, 0, 0, 1, 30)))
        number = len(self.entries) + 1
        entry = kind(id=f"{party}-{number}", on=on, recorded=on + late, by=party, **payload)
        self.entries.append(entry)
        return entry


def life(seed: int) -> Journal:
    """The journal of one made-up participant; the same for the same seed."""
    book = Life(seed)
    parts = [_plans, _contacts, _ratings, _crisis, _crisis]
    _course(book)
    for part in book.chance.sample(parts, book.chance.randint(1, len(parts))):
        part(book)
    for _ in range(book.chance.choice((0, 0, 0, 1, 2, 4))):
        _revise(book)
    return Journal(subject="P-0001", entries=tuple(book.entries))


def _course(book: Life) -> None:
    if book.maybe(40):
        for _ in range(book.chance.randint(1, 2)):
            book.write(Reached, book.day(), route=EntryRoute.OUTREACH)
    edition = OTHER_EDITION if book.maybe(4) else EDITION
    start = book.write(Started, book.start, worker="cm-1", edition=edition)
    if book.maybe(60):
        _end(book, start)
    for _ in range(book.chance.choice((0, 0, 1, 2))):
        since = book.end + timedelta(1) if book.end is not None and book.maybe(80) else book.start
        again = book.write(Started, book.day(least=since), worker="cm-2", edition=EDITION)
        if book.maybe(40):
            _end(book, again)
    if book.maybe(12):
        book.write(Died, book.day())


def _end(book: Life, start: Started) -> None:
    reasons = (EndReason.OWN_CHOICE,) * 9 + (EndReason.DEATH,)
    least = start.on if book.maybe(95) else None
    ended = book.write(
        Ended, book.day(least=least), start=start.id, reason=book.chance.choice(reasons)
    )
    book.end = ended.on
    book.days += [ended.on + timedelta(n) for n in book.chance.sample((-29, -28, 0, 89, 90, 91), 4)]


def _plans(book: Life) -> None:
    for _ in range(book.chance.choice((1, 1, 2, 3))):
        lacks = book.chance.choice((*[None] * 6, "goal", "sub_goals", "path", "participant"))
        paths = [
            ContactPath(contact=contact, priority=book.maybe(70))
            for contact in book.chance.sample(CONTACTS, 2)
        ]
        book.write(
            PlanAgreed,
            book.day(),
            goals=[]
            if lacks == "goal"
            else [Goal(what="x", sub_goals=["y"] * (lacks != "sub_goals"))],
            contact_paths=[] if lacks == "path" else paths,
            with_participant=lacks != "participant",
        )


def _contacts(book: Life) -> None:
    for _ in range(book.chance.randint(1, 9)):
        book.write(
            ContactFollowed,
            book.day(),
            contact=book.chance.choice(CONTACTS),
            status=book.chance.choice((*ContactStatus, ContactStatus.ATTENDED)),
        )
    if not any(isinstance(entry, PlanAgreed) for entry in book.entries):
        _plans(book)


def _ratings(book: Life) -> None:
    for _ in range(book.chance.randint(1, 8)):
        code, low, high = book.chance.choice(
            (("ucla-3", 2, 9), ("own-participation", 0, 10), ("own-loneliness", 0, 10))
        )
        given: dict[str, Any] = {"score": book.chance.randint(low, high)}
        if code == "ucla-3" and book.maybe(30):
            given = {"answers": [book.chance.choice((1, 2, 3, 3, None)) for _ in range(3)]}
        if book.maybe(8):
            code = "djg-6"
            given = {"answers": [book.chance.choice((1, 2, 3, 3, None)) for _ in range(6)]}
        book.write(SelfRated, book.day(), instrument=code, **given)


def _crisis(book: Life) -> None:
    needs: list[NeedAssessed] = []
    for _ in range(book.chance.choice((0, 1, 1, 2, 3))):
        area = book.chance.choice((NeedArea.ADDICTION, NeedArea.NEURODEVELOPMENTAL, *NeedArea))
        needs.append(book.write(NeedAssessed, book.day(), area=area))
    for need in needs:
        if book.maybe(30):
            least = need.on if book.maybe(90) else None
            book.write(NeedClosed, book.day(least=least), need=need.id)
    for _ in range(book.chance.randint(0, 2)):
        level = book.chance.choice((*LEVELS, "high", "high", "off-the-scale"))
        book.write(CrisisLevelAssessed, book.day(), level=level)
    for _ in range(book.chance.randint(0, 3)):
        _crisis_plan(book)
    for need_or_crisis in (*needs, None):
        if book.maybe(85):
            _chain(book, need_or_crisis)
        if need_or_crisis is not None and book.maybe(15):
            _lift(book, need_or_crisis)


def _crisis_plan(book: Life) -> None:
    words = ("warning_signs", "coping", "distractions", "supporters", "safe_surroundings")
    lacks = book.chance.choice((*words, *[None] * 12, "any_hour", "with_participant"))
    given: dict[str, Any] = {part: [] if part == lacks else ["x"] for part in words}
    book.write(
        CrisisPlanAgreed,
        book.day(),
        plan_kind=book.chance.choice(list(CrisisPlanKind)),
        professionals=[HelpContact(who="x", reach="08-1", any_hour=lacks != "any_hour")],
        with_participant=lacks != "with_participant",
        **given,
    )


def _lift(book: Life, need: NeedAssessed) -> None:
    lift = book.write(
        NeedLifted,
        book.day(least=need.on),
        need=need.id,
        lifter=book.chance.choice(("hm", "hsf")),
        lifted_to=book.chance.choice(list(LiftedTo)),
        contact_path=None if book.maybe(6) else "08-1",
        stand_in=None if book.maybe(6) else "cm-2",
    )
    if book.maybe(25):
        book.write(ResponsibilityEnded, book.day(least=lift.on), acceptance=lift.id)


def _chain(book: Life, matter: NeedAssessed | None) -> None:
    need = None if matter is None else matter.id
    giver: str | None = None
    day = book.day(least=matter.on if matter and book.maybe(95) else None)
    for _ in range(book.chance.choice((1, 1, 2, 3))):
        receiver = book.chance.choice(("hm", "hsf", "psyk"))
        offer = book.write(ResponsibilityOffered, day, need=need, giver=giver, receiver=receiver)
        if book.maybe(15):
            book.write(ResponsibilityRefused, book.day(least=day), offer=offer.id)
        if book.maybe(10):
            book.write(OfferWithdrawn, book.day(least=day), offer=offer.id)
        for _ in range(book.chance.choice((0, 1, 1, 1, 1, 2))):
            day = book.day(least=day if book.maybe(95) else None)
            accepted = book.write(
                ResponsibilityAccepted,
                day,
                offer=offer.id,
                contact_path=None if book.maybe(6) else "08-1",
                stand_in=book.chance.choice((None, receiver)) if book.maybe(10) else "cm-2",
                any_hour=None if book.maybe(6) else "112",
            )
            if book.maybe(25):
                last = book.day(least=day if book.maybe(95) else None)
                book.write(ResponsibilityEnded, last, acceptance=accepted.id)
        giver = receiver if book.maybe(75) else book.chance.choice((None, "hm", "hsf"))


def _revise(book: Life) -> None:
    """An entry is corrected, taken back, or corrected by two who do not agree."""
    old = book.chance.choice(book.entries)
    how = book.chance.choice(("correct", "correct", "retract", "fork"))
    if how == "retract" or isinstance(old, Retracted):
        reason = RetractionReason.DID_NOT_HAPPEN
        book.write(Retracted, old.on, corrects=[old.id], reason=reason)
        return
    for _ in range(2 if how == "fork" else 1):
        on = book.day() if book.maybe(50) else old.on
        party = book.chance.choice(PARTIES)
        id = f"{party}-{len(book.entries) + 1}"
        recorded = max(on, old.recorded) + timedelta(book.chance.choice((0, 0, 30)))
        book.entries.append(attrs.evolve(old, id=id, on=on, recorded=recorded, corrects=[old.id]))


def smallest(journal: Journal, differs: Callable[[Journal], bool]) -> Journal:
    """The journal without every entry that can be left out so that it still *differs*."""
    for entry in journal.entries:
        kept = [each for each in journal.entries if each.id != entry.id]
        smaller = attrs.evolve(journal, entries=kept)
        if differs(smaller):
            return smallest(smaller, differs)
    return journal
