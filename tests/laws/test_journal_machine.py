"""The journal driven step by step, compared after every step with a model of dicts and sets."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
)

from cm_method.case.needs import NeedArea, NeedAssessed, NeedClosed
from cm_method.dates import plus_days
from cm_method.errors import ConflictingEntries
from cm_method.journal import Entry, Journal, Objected, Retracted, RetractionReason

SUBJECT = "P-0001"
TODAY = date(2026, 11, 16)
SOME_DAYS = st.integers(0, 6)


class JournalMachine(RuleBasedStateMachine):
    """A journal and what it should hold: every entry ever written, and every id disposed of."""

    def __init__(self) -> None:
        super().__init__()
        self.journal = Journal(subject=SUBJECT)
        self.written: dict[str, Entry] = {}
        self.gone: set[str] = set()

    ids = Bundle[str]("ids")
    halves = Bundle[Journal]("halves")

    # What the model says

    def kept(self, known: date | None = None) -> list[Entry]:
        return [
            entry
            for id, entry in self.written.items()
            if id not in self.gone and (known is None or entry.recorded <= known)
        ]

    def in_force(self, on: date | None, known: date | None) -> set[str]:
        kept = self.kept(known)
        named = {id for entry in kept for id in entry.corrects}
        return {e.id for e in kept if e.id not in named and (on is None or e.on <= on)}

    def take(self, entry: Entry) -> str:
        self.written[entry.id] = entry
        self.journal = self.journal.with_entries(entry)
        return entry.id

    def next_id(self) -> str:
        return f"hm-{len(self.written) + 1}"

    # The steps

    @initialize(target=ids, day=SOME_DAYS)
    def begin(self, day: int) -> str:
        on = plus_days(TODAY, day)
        return self.take(NeedAssessed(id=self.next_id(), on=on, by="hm", area=NeedArea.HOUSING))

    @rule(target=ids, day=SOME_DAYS, late=SOME_DAYS, area=st.sampled_from(NeedArea))
    def record(self, day: int, late: int, area: NeedArea) -> str:
        on = plus_days(TODAY, day)
        recorded = plus_days(on, late)
        return self.take(
            NeedAssessed(id=self.next_id(), on=on, recorded=recorded, by="hm", area=area)
        )

    @rule(target=ids, need=ids, day=SOME_DAYS, late=SOME_DAYS)
    def answer(self, need: str, day: int, late: int) -> str:
        on = plus_days(TODAY, day)
        recorded = plus_days(on, late)
        return self.take(
            NeedClosed(id=self.next_id(), on=on, recorded=recorded, by="hm", need=need)
        )

    @rule(target=ids, named=st.lists(ids, min_size=1, max_size=2), late=SOME_DAYS, day=SOME_DAYS)
    def correct(self, named: list[str], late: int, day: int) -> str:
        """The first one's content on another day; two at once settle or join."""
        first = self.written[named[0]]
        on = plus_days(TODAY, day)
        recorded = plus_days(max(on, first.recorded), late)
        return self.take(
            attrs.evolve(
                first, id=self.next_id(), on=on, recorded=recorded, corrects=frozenset(named)
            )
        )

    @rule(target=ids, id=ids, late=SOME_DAYS, reason=st.sampled_from(RetractionReason))
    def retract(self, id: str, late: int, reason: RetractionReason) -> str:
        entry = self.written[id]
        return self.take(
            Retracted(
                id=self.next_id(),
                on=entry.on,
                recorded=plus_days(entry.recorded, late),
                by="hm",
                corrects=frozenset({id}),
                reason=reason,
            )
        )

    @rule(target=ids, id=ids)
    def object(self, id: str) -> str:
        before = self.in_force(None, None)
        said = self.take(Objected(id=self.next_id(), on=plus_days(TODAY, 6), by="hm", entry=id))
        assert self.in_force(None, None) == before | {said}
        return said

    @rule(id=ids)
    def dispose(self, id: str) -> None:
        self.journal = self.journal.dispose([id])
        waiting = [id]
        while waiting:
            one = waiting.pop()
            self.gone.add(one)
            waiting += sorted(self.written[one].corrects - self.gone)

    @rule(id=ids)
    def write_the_same_again(self, id: str) -> None:
        before = self.journal
        self.journal = self.journal.with_entries(self.written[id])
        assert self.journal == before

    @rule(id=ids)
    def write_something_else_under_the_same_id(self, id: str) -> None:
        entry = self.written[id]
        other = attrs.evolve(entry, recorded=plus_days(entry.recorded, 1))
        if id in self.gone:
            assert self.journal.with_entries(other) == self.journal
        else:
            with pytest.raises(ConflictingEntries) as refusal:
                self.journal.with_entries(other)
            assert [p.path for p in refusal.value.problems] == [f"{SUBJECT}/{id}"]

    @rule(target=halves, data=st.data())
    def hand_over_a_part(self, data: st.DataObject) -> Journal:
        entries = self.journal.entries
        some = data.draw(st.lists(st.sampled_from(entries), unique=True)) if entries else []
        named = {id for entry in some for id in self.named_by(entry)}
        part = Journal(subject=SUBJECT, entries=tuple(some), elsewhere=named)
        assert part.elsewhere == named - {entry.id for entry in some}
        assert not {"corrects_unknown_entry", "answers_unknown_entry"} & {
            problem.code for problem in part.problems()
        }
        return part

    @staticmethod
    def named_by(entry: Entry) -> set[str]:
        answered = {getattr(entry, name, None) for name in ("need", "entry")}
        return {*entry.corrects, *(id for id in answered if id is not None)}

    @rule(part=halves)
    def take_a_part_back(self, part: Journal) -> None:
        """It may come when some of it has been disposed of since."""
        before = self.journal
        assert part.merge(before) == before.merge(part)
        self.journal = before.merge(part)
        assert self.journal == before

    @rule(target=halves, part=consumes(halves), id=ids)
    def write_in_a_part(self, part: Journal, id: str) -> Journal:
        """The other party goes on writing in its part, and it is merged in."""
        entry = self.written[id]
        mine = Retracted(
            id=self.next_id(),
            on=entry.on,
            recorded=plus_days(entry.recorded, 9),
            by="hm",
            corrects=frozenset({id}),
            reason=RetractionReason.RECORDED_TWICE,
        )
        self.written[mine.id] = mine
        part = part.with_entries(mine)
        self.journal = part.merge(self.journal)
        return part

    # What must hold after every step

    @invariant()
    def the_journal_holds_what_was_written_and_not_disposed_of(self) -> None:
        assert self.journal.ids == {entry.id for entry in self.kept()}
        assert self.journal.disposed == self.gone
        assert self.journal.elsewhere == frozenset()  # all that is named was written here
        days = [(e.on, e.recorded, int(e.id[3:])) for e in self.journal.entries]
        assert days == sorted(days)

    @invariant()
    def what_is_in_force_is_what_the_model_says_on_both_clocks(self) -> None:
        for known in (None, TODAY, plus_days(TODAY, 3), plus_days(TODAY, 8)):
            for on in (None, TODAY, plus_days(TODAY, 2), plus_days(TODAY, 5)):
                entries = self.journal.at(on=on, known=known).entries
                assert {entry.id for entry in entries} == self.in_force(on, known)

    @invariant()
    def the_problems_are_those_the_model_sees(self) -> None:
        for known in (None, plus_days(TODAY, 4)):
            kept = self.kept(known)
            there = {entry.id for entry in kept} | self.gone
            found = {(p.code, p.path) for p in self.journal.problems(known=known)}
            assert {path for code, path in found if code == "corrects_unknown_entry"} == {
                f"{SUBJECT}/{entry.id}/corrects" for entry in kept if not entry.corrects <= there
            }
            in_force = self.in_force(None, known)
            unknown = {
                f"{SUBJECT}/{entry.id}/{name}"
                for entry in kept
                if entry.id in in_force
                for name in ("need", "entry")
                if getattr(entry, name, None) not in {None} | there
            }
            assert {p for code, p in found if code == "answers_unknown_entry"} == unknown
            assert {path for code, path in found if code == "competing_corrections"} == {
                f"{SUBJECT}/{id}/corrects"
                for id in {id for entry in kept for id in entry.corrects}
                if len(self.standing_for(id, kept)) > 1
            }
            assert not any(code == "corrections_in_a_circle" for code, _ in found)

    @staticmethod
    def standing_for(id: str, kept: list[Entry]) -> set[str]:
        after = [entry for entry in kept if id in entry.corrects]
        if not after:
            return {id}
        return {head for e in after for head in JournalMachine.standing_for(e.id, kept)}


TestJournalMachine = JournalMachine.TestCase
