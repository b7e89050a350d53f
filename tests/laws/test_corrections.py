"""An entry is in force if and only if no known entry names it as corrected."""

from __future__ import annotations

from datetime import date

from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.journal import Entry, Journal
from cm_method.testing.strategies import any_journals, days_known, days_of, tangled_journals


def known_entries(journal: Journal, known: date | None) -> list[Entry]:
    return [entry for entry in journal.entries if known is None or entry.recorded <= known]


def standing_in_place_of(id: str, entries: list[Entry]) -> set[str]:
    """The slow way: take one step along every correction, again and again."""
    reached: set[str] = set()
    while True:
        further = {e.id for e in entries if e.corrects & (reached | {id})} | reached
        if further == reached:
            break
        reached = further
    return {id for id in reached if not any(id in entry.corrects for entry in entries)}


class TestInForce:
    """Decision 3, against a model that looks at every pair of entries."""

    @given(any_journals() | tangled_journals(), st.data())
    def test_in_force_is_what_no_known_entry_names_and_had_happened(
        self, journal: Journal, data: DataObject
    ) -> None:
        known = data.draw(days_known(journal))
        entries = known_entries(journal, known)
        in_force = [
            entry for entry in entries if not any(entry.id in other.corrects for other in entries)
        ]
        assert list(journal.at(known=known).entries) == in_force
        for on in days_of(journal):
            expected = [entry for entry in in_force if entry.on <= on]
            assert list(journal.at(on=on, known=known).entries) == expected

    @given(any_journals() | tangled_journals(), st.data())
    def test_what_was_corrected_leads_to_what_now_stands_in_its_place(
        self, journal: Journal, data: DataObject
    ) -> None:
        known = data.draw(days_known(journal))
        entries = known_entries(journal, known)
        corrected = {id for entry in entries for id in entry.corrects}
        replaced = journal.at(known=known).replaced
        assert {id: {head.id for head in heads} for id, heads in replaced.items()} == {
            id: standing_in_place_of(id, entries) for id in corrected
        }

    @given(any_journals() | tangled_journals(), st.data())
    def test_contested_is_what_several_entries_stand_for(
        self, journal: Journal, data: DataObject
    ) -> None:
        known = data.draw(days_known(journal))
        entries = known_entries(journal, known)
        days = {entry.id: entry.on for entry in entries}
        corrected = {id for entry in entries for id in entry.corrects}
        rivals = {id: standing_in_place_of(id, entries) for id in corrected}
        expected = {
            id: (heads, min(days[each] for each in heads | ({id} & days.keys())))
            for id, heads in rivals.items()
            if len(heads) > 1
        }
        for on in (None, *days_of(journal)):
            contests = journal.at(on=on, known=known).contests
            assert {c.entry: ({h.id for h in c.heads}, c.since) for c in contests} == {
                id: (heads, since)
                for id, (heads, since) in expected.items()
                if on is None or since <= on
            }
            assert [c.entry for c in contests] == sorted(c.entry for c in contests)
