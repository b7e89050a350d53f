"""The laws of the journal: entries form a set, and journals merge by union."""

from __future__ import annotations

from itertools import permutations

import attrs
import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.register import Register
from cm_method.dates import plus_days
from cm_method.errors import ConflictingEntries
from cm_method.journal import Entry, Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.review import review
from cm_method.testing.strategies import (
    EDITION,
    any_journals,
    days_around,
    halves,
    registers,
    tangled_journals,
)


def draw_disposed(data: DataObject, journal: Journal) -> Journal:
    """The journal after some disposal, or none."""
    some = st.frozensets(st.sampled_from(sorted(journal.ids | {"elsewhere-1"})), max_size=2)
    return journal.dispose(data.draw(some))


def draw_part(data: DataObject, journal: Journal) -> Journal:
    """Some of the journal, with ids known as elsewhere: of the rest, and of nobody's."""
    kept = data.draw(st.frozensets(st.sampled_from(sorted(journal.ids | {"elsewhere-1"}))))
    named = st.frozensets(st.sampled_from(sorted(journal.ids | {"elsewhere-1", "elsewhere-2"})))
    return attrs.evolve(
        journal,
        entries=[entry for entry in journal.entries if entry.id in kept],
        elsewhere=data.draw(named),
    )


def said_otherwise(entry: Entry) -> Entry:
    """An entry of the same id with another content."""
    return attrs.evolve(entry, recorded=plus_days(entry.recorded, 1))


class TestOrderAndRepetition:
    """Law 3: the order and the repetition of entries are irrelevant."""

    @given(any_journals() | tangled_journals(), st.data())
    def test_shuffled_and_repeated_entries_make_the_same_journal(
        self, journal: Journal, data: DataObject
    ) -> None:
        shuffled = data.draw(st.permutations(journal.entries))
        repeated = data.draw(st.lists(st.sampled_from(shuffled), max_size=5)) if shuffled else []
        again = attrs.evolve(journal, entries=[*repeated, *shuffled, *repeated])
        assert again == journal
        assert again.entries == journal.entries
        assert again.problems() == journal.problems()

    @given(any_journals() | tangled_journals(), st.data())
    def test_shuffled_entries_give_the_same_findings(
        self, journal: Journal, data: DataObject
    ) -> None:
        on = data.draw(days_around(journal))
        one_by_one = Journal(subject=journal.subject, disposed=journal.disposed)
        for entry in data.draw(st.permutations(journal.entries)):
            one_by_one = one_by_one.with_entries(entry)
        method = EDITIONS[EDITION]
        assert review(Case.of(one_by_one, on=on), method) == review(Case.of(journal, on=on), method)


class TestMergingJournals:
    """Law 4: merging is commutative, associative, idempotent."""

    @given(any_journals() | tangled_journals(), st.data())
    def test_two_halves_make_the_whole_in_either_order(
        self, journal: Journal, data: DataObject
    ) -> None:
        mine, yours = data.draw(halves(journal))
        assert mine.merge(yours) == yours.merge(mine) == journal

    @given(any_journals() | tangled_journals())
    def test_merging_with_itself_changes_nothing(self, journal: Journal) -> None:
        assert journal.merge(journal) == journal

    @given(any_journals() | tangled_journals(), st.data())
    def test_three_parts_make_the_same_journal_in_any_grouping_and_order(
        self, journal: Journal, data: DataObject
    ) -> None:
        first, rest = data.draw(halves(journal))
        second, third = data.draw(halves(rest))
        parts = [draw_disposed(data, part) for part in (first, second, third)]
        merged = parts[0].merge(parts[1]).merge(parts[2])
        for one, two, three in permutations(parts):
            assert one.merge(two).merge(three) == merged
            assert one.merge(two.merge(three)) == merged

    @given(any_journals() | tangled_journals(), st.data())
    def test_what_was_disposed_of_never_comes_back_by_merging(
        self, journal: Journal, data: DataObject
    ) -> None:
        mine, yours = data.draw(halves(journal))
        without = draw_disposed(data, mine)
        merged = without.merge(yours)
        assert without.disposed <= merged.disposed
        assert not merged.ids & merged.disposed
        assert merged.merge(journal) == merged

    @given(any_journals() | tangled_journals(), st.data())
    def test_disposal_never_puts_a_replaced_entry_in_force_again(
        self, journal: Journal, data: DataObject
    ) -> None:
        mine, yours = data.draw(halves(journal))
        merged = draw_disposed(data, mine).merge(yours)
        before = {entry.id for entry in journal.at().entries}
        assert {entry.id for entry in merged.at().entries} <= before

    @given(any_journals() | tangled_journals(), st.data())
    def test_two_contents_under_one_id_are_refused_both_ways_and_all_at_once(
        self, journal: Journal, data: DataObject
    ) -> None:
        differing = data.draw(
            st.lists(st.sampled_from(journal.entries), min_size=1, max_size=3, unique=True)
            if journal.entries
            else st.nothing()
        )
        other = Journal(
            subject=journal.subject, entries=tuple(said_otherwise(entry) for entry in differing)
        )
        with pytest.raises(ConflictingEntries) as mine_first:
            journal.merge(other)
        with pytest.raises(ConflictingEntries) as yours_first:
            other.merge(journal)
        assert mine_first.value == yours_first.value
        assert [problem.path for problem in mine_first.value.problems] == sorted(
            f"{journal.subject}/{entry.id}" for entry in differing
        )


class TestMergingParts:
    """Law 4, for parts that were handed over: what stayed elsewhere comes together again."""

    @given(any_journals() | tangled_journals(), st.data())
    def test_parts_make_the_same_journal_in_any_grouping_and_order(
        self, journal: Journal, data: DataObject
    ) -> None:
        parts = [draw_disposed(data, draw_part(data, journal)) for _ in range(3)]
        merged = parts[0].merge(parts[1]).merge(parts[2])
        for one, two, three in permutations(parts):
            assert one.merge(two).merge(three) == merged
            assert one.merge(two.merge(three)) == merged
        for part in parts:
            assert part.merge(part) == part
            assert merged.merge(part) == merged

    @given(any_journals() | tangled_journals(), st.data())
    def test_what_is_here_or_gone_is_never_elsewhere(
        self, journal: Journal, data: DataObject
    ) -> None:
        mine, yours = (draw_disposed(data, draw_part(data, journal)) for _ in range(2))
        for each in (mine, yours, mine.merge(yours)):
            assert not each.elsewhere & (each.ids | each.disposed)
        here = mine.ids | yours.ids | mine.merge(yours).disposed
        assert mine.merge(yours).elsewhere == (mine.elsewhere | yours.elsewhere) - here

    @given(any_journals() | tangled_journals(), st.data())
    def test_a_part_merged_with_the_whole_adds_only_what_nobody_has(
        self, journal: Journal, data: DataObject
    ) -> None:
        part = draw_part(data, journal)
        merged = journal.merge(part)
        assert merged.entries == journal.entries
        assert merged.elsewhere <= {"elsewhere-1", "elsewhere-2"}
        assert attrs.evolve(merged, elsewhere=()) == journal


class TestMergingRegisters:
    """Law 4, for registers: journal by journal, and the partnership's own."""

    @given(registers(wild=True), st.data())
    def test_halves_of_a_register_make_the_whole_in_either_order(
        self, register: Register, data: DataObject
    ) -> None:
        split = [data.draw(halves(journal)) for journal in register]
        partnership = data.draw(halves(register.partnership))
        mine, yours = (
            Register(
                journals=[half[side] for half in split if half[side].ids or side == 0],
                partnership=partnership[side],
            )
            for side in (0, 1)
        )
        assert mine.merge(yours) == yours.merge(mine) == register
        assert register.merge(register) == register
        assert mine.merge(yours).merge(mine) == register
