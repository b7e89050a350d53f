"""Parties and workers: who takes part when, and who has left (R23, R24)."""

from __future__ import annotations

from datetime import date
from typing import Any

from cm_method.case.parties import (
    ActorRegistered,
    LegalForm,
    Parties,
    PartyJoined,
    PartyLeft,
    WorkerJoined,
    WorkerLeft,
)
from cm_method.dates import Period
from cm_method.journal import Entry, Journal
from tests.case.writing import day, note, retracted


def joins(id: str, on: int, party: str = "hm", **more: Any) -> PartyJoined:
    said = {"party": party, "name": "A", "legal_form": LegalForm.ASSOCIATION, **more}
    return note(PartyJoined, id, on, **said)


def leaves(id: str, on: int, joined: str, **more: Any) -> PartyLeft:
    return note(PartyLeft, id, on, joined=joined, **more)


def hired(id: str, on: int, worker: str = "cm-1", party: str = "hm") -> WorkerJoined:
    return note(WorkerJoined, id, on, worker=worker, party=party)


def quits(id: str, on: int, joined: str) -> WorkerLeft:
    return note(WorkerLeft, id, on, joined=joined)


def partnership(*entries: Entry) -> Journal:
    return Journal(subject="partnership", entries=entries)


def parties(*entries: Entry, **more: Any) -> Parties:
    return Parties.of(partnership(*entries), **more)


def left_on(found: Parties, code: str, *days: int) -> list[bool]:
    return [found.has_left(code, day(each)) for each in days]


class TestWhoIsThere:
    def test_who_no_entry_names_is_taken_to_be_there(self) -> None:
        assert left_on(parties(), "psyk", -999, 999) == [False, False]
        assert parties().last_day("psyk", day(0)) is None
        assert parties().party("psyk") == "psyk"

    def test_the_day_of_leaving_is_the_last_there(self) -> None:
        found = parties(joins("p-1", 0), leaves("p-2", 9, "p-1"))
        assert left_on(found, "hm", 8, 9, 10) == [False, False, True]
        assert [found.last_day("hm", day(each)) for each in (0, 9)] == [day(9), day(9)]

    def test_before_joining_nobody_has_left(self) -> None:
        found = parties(joins("p-1", 5), leaves("p-2", 9, "p-1"))
        assert left_on(found, "hm", 4, 5) == [False, False]

    def test_who_takes_part_before_the_register_says_so_leaves_with_it(self) -> None:
        """A party may hold before it was entered: it has left all the same."""
        found = parties(joins("p-1", 5), leaves("p-2", 9, "p-1"))
        assert found.last_day("hm", day(3)) == day(9)

    def test_of_two_leavings_the_first_counts(self) -> None:
        found = parties(joins("p-1", 0), leaves("p-3", 12, "p-1"), leaves("p-2", 9, "p-1"))
        assert found.last_day("hm", day(0)) == day(9)

    def test_a_leaving_before_the_joining_leaves_nothing_to_leave(self) -> None:
        assert parties(joins("p-1", 5), leaves("p-2", 4, "p-1")).periods == {}
        assert parties(joins("p-1", 5), leaves("p-2", 5, "p-1")).periods == {
            "hm": (Period(first=day(5), last=day(5)),)
        }

    def test_a_leaving_follows_a_corrected_joining_and_a_retracted_one_is_none(self) -> None:
        left = leaves("p-2", 9, "p-1")
        found = parties(joins("p-1", 0), left, joins("p-3", 2, corrects=["p-1"]))
        assert found.periods == {"hm": (Period(first=day(2), last=day(9)),)}
        assert (
            parties(joins("p-1", 0), left, retracted("p-4", "p-2")).last_day("hm", day(0)) is None
        )

    def test_who_joins_again_is_there_again(self) -> None:
        found = parties(joins("p-1", 0), leaves("p-2", 4, "p-1"), joins("p-3", 8))
        assert left_on(found, "hm", 4, 5, 7, 8) == [False, True, True, False]
        assert found.last_day("hm", day(0)) == day(4)
        assert found.last_day("hm", day(8)) is None

    def test_who_joins_again_by_the_next_day_has_not_left(self) -> None:
        for again in (3, 4, 5):
            found = parties(joins("p-1", 0), leaves("p-2", 4, "p-1"), joins("p-3", again))
            assert found.last_day("hm", day(0)) is None
            assert left_on(found, "hm", 4, 5, 6) == [False] * 3
        over = parties(
            joins("p-1", 0), leaves("p-2", 4, "p-1"), joins("p-3", 5), leaves("p-4", 7, "p-3")
        )
        assert over.last_day("hm", day(0)) == day(7)

    def test_a_worker_leaves_alone_or_with_their_party(self) -> None:
        both = (joins("p-1", 0), hired("w-1", 0))
        found = parties(*both, quits("w-2", 4, "w-1"))
        assert left_on(found, "cm-1", 4, 5) == [False, True]
        assert left_on(found, "hm", 5) == [False]
        found = parties(*both, leaves("p-2", 6, "p-1"))
        assert left_on(found, "cm-1", 6, 7) == [False, True]
        assert found.last_day("cm-1", day(0)) == day(6)
        found = parties(*both, quits("w-2", 4, "w-1"), leaves("p-2", 6, "p-1"))
        assert found.last_day("cm-1", day(0)) == day(4)
        assert found.last_day("cm-1", day(5)) is None

    def test_both_clocks(self) -> None:
        late = leaves("p-2", 4, "p-1", recorded=8)
        assert parties(joins("p-1", 0), late, known=day(7)).last_day("hm", day(0)) is None
        assert parties(joins("p-1", 0), late, known=day(8)).last_day("hm", day(0)) == day(4)
        assert parties(joins("p-1", 0), late, on=day(3)).last_day("hm", day(0)) is None


class TestWhatIsRegistered:
    def test_parties_actors_and_workers(self) -> None:
        found = parties(
            joins("p-1", 0, under_supervision=True),
            note(ActorRegistered, "p-2", 0, actor="psyk", name="P", legal_form=LegalForm.REGION),
            hired("w-1", 0),
            hired("w-2", 5, party="hsf"),
        )
        assert found.legal_forms == {"hm": LegalForm.ASSOCIATION, "psyk": LegalForm.REGION}
        assert found.supervised == {"hm": True, "psyk": None}
        assert found.party("cm-1") == "hsf"
        assert left_on(found, "psyk", 999) == [False]


class TestIfSomebodyLeaves:
    def test_the_going_on_is_cut(self) -> None:
        found = parties(joins("p-1", 0)).if_leaves("hm", day(9))
        assert left_on(found, "hm", 9, 10) == [False, True]
        assert found.last_day("hm", day(0)) == day(9)

    def test_who_leaves_earlier_has_left_already(self) -> None:
        sooner = parties(joins("p-1", 0), leaves("p-2", 4, "p-1"))
        assert sooner.if_leaves("hm", day(9)) == sooner
        assert sooner.if_leaves("hm", day(3)).last_day("hm", day(0)) == day(3)

    def test_somebody_no_entry_names(self) -> None:
        found = Parties().if_leaves("psyk", day(9))
        assert left_on(found, "psyk", 9, 10) == [False, True]
        assert found.last_day("psyk", date.min) == day(9)

    def test_somebody_registered_only_later(self) -> None:
        found = parties(joins("p-1", 20)).if_leaves("hm", day(9))
        assert left_on(found, "hm", 9, 10, 20) == [False, True, True]

    def test_nobody_else(self) -> None:
        found = parties(joins("p-1", 0), joins("p-2", 0, "hsf")).if_leaves("hm", day(9))
        assert left_on(found, "hsf", 10) == [False]
