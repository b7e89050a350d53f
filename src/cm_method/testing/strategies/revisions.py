"""A second look at what is written down: corrected, taken back, or not fitting at all."""

from __future__ import annotations

from collections.abc import Callable

import attrs
from hypothesis import strategies as st

from cm_method.case.circumstances import CircumstanceAssessed
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.crisis_plans import CrisisPlanAgreed
from cm_method.case.episodes import Ended, EndReason, Started
from cm_method.case.kinds import CASE_KINDS
from cm_method.case.needs import CrisisLevelAssessed, NeedArea, NeedAssessed
from cm_method.case.parties import PartyJoined
from cm_method.case.plans import PlanAgreed
from cm_method.case.self_ratings import SelfRated
from cm_method.case.sip import SipAgreed, SipAnswer, SipAsked, SipFollowedUp
from cm_method.dates import plus_days
from cm_method.journal import Entry, Retracted, RetractionReason, answered
from cm_method.testing.strategies.book import Book, Given
from cm_method.testing.strategies.codes import LEVELS, PARTIES, WORKERS
from cm_method.testing.strategies.crisis import crisis_plan_content
from cm_method.testing.strategies.dates import DAYS_LATE
from cm_method.testing.strategies.kinds import entries
from cm_method.testing.strategies.plans import plan_content, rating_content
from cm_method.testing.strategies.sip import sip_plan_content
from cm_method.testing.strategies.texts import ids


def revisions(book: Book) -> list[list[Entry]]:
    """A second look at one entry: corrected, taken back, or corrected twice and then settled."""
    named = {id for entry in book.entries for id in entry.corrects}
    entry = book.one_of(*(e for e in book.entries if e.id not in named))
    if not isinstance(entry, Retracted):
        how = book.one_of("correct", "correct", "retract", "settle", "repeat")
        if how == "correct":
            return [[_corrected(book, entry)]]
        if how == "retract":
            return [[_retraction(book, entry)]]
        if how == "settle":
            rivals = [_corrected(book, entry), _corrected(book, entry)]
            names = frozenset(rival.id for rival in rivals)
            third = attrs.evolve(_corrected(book, entry), corrects=names)
            return [[*rivals, third]]
        again = attrs.evolve(
            entry, id=book.new_id("hsf"), by="hsf", recorded=plus_days(entry.recorded, 2)
        )
        return [[again]]
    return []


def _retraction(book: Book, entry: Entry) -> Retracted:
    party = book.one_of(*PARTIES)
    return Retracted(
        id=book.new_id(party),
        on=entry.on,
        recorded=plus_days(entry.recorded, book.one_of(*DAYS_LATE)),
        by=party,
        corrects=[entry.id],
        reason=book.one_of(*RetractionReason),
    )


def _corrected(book: Book, entry: Entry) -> Entry:
    """The entry as somebody else, or somebody later, says that it was."""
    party = book.one_of(*PARTIES)
    on = plus_days(entry.on, book.one_of(0, 0, -1, 1, -30, 30))
    content: dict[type[Entry], Callable[[], Given]] = {
        PlanAgreed: lambda: plan_content(book),
        CrisisPlanAgreed: lambda: crisis_plan_content(book),
        SelfRated: lambda: rating_content(book),
        SipAgreed: lambda: sip_plan_content(book, on),
        SipAsked: lambda: {"answer": book.one_of(*SipAnswer)},
        NeedAssessed: lambda: {"area": book.one_of(*NeedArea)},
        CrisisLevelAssessed: lambda: {"level": book.one_of(*LEVELS)},
        CircumstanceAssessed: lambda: {"present": book.chance()},
        Ended: lambda: {"reason": book.one_of(*EndReason)},
        ContactFollowed: lambda: {"status": book.one_of(*ContactStatus), "planned_for": None},
        Started: lambda: {"worker": book.one_of(*WORKERS)},
    }
    changed = content.get(type(entry), dict)() if book.chance() else {}
    if isinstance(entry, SipAgreed | SipFollowedUp) and entry.follow_up_on is not None:
        changed["follow_up_on"] = plus_days(on, (entry.follow_up_on - entry.on).days)
    return attrs.evolve(
        entry,
        id=book.new_id(party),
        on=on,
        recorded=plus_days(max(on, entry.recorded), book.one_of(*DAYS_LATE)),
        by=party,
        corrects=[entry.id],
        **changed,
    )


def scribble(book: Book) -> None:
    """Something that does not fit: it answers and corrects whatever is there, or nothing."""
    kind = book.one_of(*CASE_KINDS, PartyJoined)
    entry: Entry = book.draw(entries(kind))
    existing = st.sampled_from([e.id for e in book.entries]) | ids()
    named: Given = {name: book.draw(existing) for name, _, _ in answered(entry)}
    own = book.new_id(book.one_of(*PARTIES))
    corrects = frozenset(book.draw(existing) for _ in range(book.up_to(2)))
    if kind is Retracted and not corrects - {own}:
        corrects = frozenset({book.entries[0].id})
    book.entries.append(attrs.evolve(entry, id=own, corrects=corrects - {own}, **named))
