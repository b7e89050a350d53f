"""The laws of the two clocks: what had happened by a day, and what was recorded by a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.register import Register
from cm_method.dates import plus_days
from cm_method.journal import Entry, Journal, Retracted
from cm_method.rules.findings import Finding, finding_of
from cm_method.rules.method import Method
from cm_method.rules.milestone import Verdict, changing_days, judge
from cm_method.rules.review import milestones, recurring, review, review_recurring
from cm_method.testing.strategies import (
    DAYS_LATE,
    any_entries,
    any_journals,
    any_methods,
    days_around,
    days_asked_again,
    days_known,
    days_of,
    registers,
)


def found(journal: Journal, method: Method, on: date, known: date | None) -> tuple[Finding, ...]:
    return review(Case.of(journal, on=on, known=known), method)


def asked_again(
    journal: Journal, method: Method, on: date, known: date | None
) -> tuple[Finding, ...]:
    """What the recurring rules find."""
    return review_recurring(Case.of(journal, on=on, known=known), method)


def moved(entry: Entry, on: date, recorded: date, number: int) -> Entry:
    """An entry with another day and an id that nobody has."""
    corrects = frozenset({"nobody-1"}) if isinstance(entry, Retracted) else frozenset()
    freed: dict[str, Any] = {}
    for name in ("review_on", "follow_up_on", "birth_year", "birth_date"):
        if hasattr(entry, name):
            freed[name] = None
    return attrs.evolve(
        entry, id=f"later-{number}", on=on, recorded=recorded, corrects=corrects, **freed
    )


def draw_entries_after(data: DataObject, day: date) -> list[Entry]:
    """Entries of any kind that happen after a day; some of them correct one another."""
    later: list[Entry] = []
    for number in range(data.draw(st.integers(1, 5))):
        entry: Entry = data.draw(any_entries())
        on = plus_days(day, data.draw(st.sampled_from((1, 2, 30, 90))))
        recorded = plus_days(on, data.draw(st.sampled_from(DAYS_LATE)))
        entry = moved(entry, on, recorded, number)
        if later and bool(data.draw(st.booleans())):
            named: Entry = data.draw(st.sampled_from(later))
            entry = attrs.evolve(entry, corrects=frozenset({named.id}))
        later.append(entry)
    return later


class TestNoPeeking:
    """Law 1: at one state of knowledge, nothing that happens later changes a day's findings."""

    @given(any_journals(), any_methods(), st.data())
    def test_what_happens_later_never_changes_what_was_found_earlier(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        last, known = data.draw(days_around(journal)), data.draw(days_known(journal))
        later = journal.with_entries(*draw_entries_after(data, last))
        for on in days_of(journal):
            if on <= last:
                assert found(later, method, on, known) == found(journal, method, on, known)

    @given(any_journals(), any_methods(), st.data())
    def test_nor_does_it_change_what_was_asked_again_and_again(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        last, known = data.draw(days_around(journal)), data.draw(days_known(journal))
        later = journal.with_entries(*draw_entries_after(data, last))
        for on in days_asked_again(journal):
            if on <= last:
                before = asked_again(journal, method, on, known)
                assert asked_again(later, method, on, known) == before

    @given(any_journals(), any_methods(), st.data())
    def test_forgetting_what_happened_later_changes_nothing(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        on = data.draw(days_around(journal))
        touched = {id for entry in journal.entries for id in entry.corrects}
        kept = [
            entry
            for entry in journal.entries
            if entry.on <= on or entry.id in touched or entry.corrects
        ]
        forgotten = attrs.evolve(journal, entries=kept)
        for findings in (found, asked_again):
            assert findings(forgotten, method, on, None) == findings(journal, method, on, None)


class TestSettledStaysSettled:
    """Law 2: once the deadline has passed, only missed may still become met late."""

    @given(any_journals(), any_methods(), st.data())
    def test_only_missed_may_become_met_late_once_the_deadline_has_passed(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        known = data.draw(days_known(journal))
        then: dict[tuple[str, str], Finding] = {}
        for day in days_of(journal):
            now = {(f.rule, f.episode): f for f in found(journal, method, day, known)}
            assert then.keys() <= now.keys()
            for key, before in then.items():
                after = now[key]
                if before.verdict is Verdict.MISSED:
                    assert after.verdict in (Verdict.MISSED, Verdict.MET_LATE)
                else:
                    assert after.verdict is before.verdict
                    assert after.done_on == before.done_on
                assert after.due == before.due
                assert after.counts == before.counts
            then = {key: f for key, f in now.items() if f.verdict is not Verdict.NOT_YET_DUE}

    @given(any_journals(), any_methods(), st.data())
    def test_nor_does_what_is_asked_again_and_again_once_its_day_has_passed(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        case = Case.of(journal, on=date.max, known=data.draw(days_known(journal)))
        for milestone in recurring(case, method):
            then = None
            for day in days_asked_again(journal):
                if milestone.due is not None and day >= max(milestone.due, milestone.opens):
                    now = judge(milestone, day)
                    if then is not None and then.verdict is Verdict.MISSED:
                        assert now.verdict in (Verdict.MISSED, Verdict.MET_LATE)
                    elif then is not None:
                        assert (now.verdict, now.done_on) == (then.verdict, then.done_on)
                    then = now


class TestAsKnownOnADay:
    """Law 5: as known on a day, later recordings change nothing."""

    @given(any_journals(), any_methods(), st.data())
    def test_what_is_recorded_later_never_changes_what_was_known(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        on = data.draw(days_around(journal))
        recorded = [entry.recorded for entry in journal.entries]
        known = data.draw(st.sampled_from(recorded) | days_around(journal))
        late = [
            attrs.evolve(
                moved(entry, min(entry.on, known), plus_days(known, 1 + number), number),
                corrects=frozenset({data.draw(st.sampled_from(journal.entries)).id}),
            )
            for number, entry in enumerate(data.draw(st.lists(any_entries(), max_size=4)))
        ]
        later = journal.with_entries(*late)
        for findings in (found, asked_again):
            assert findings(later, method, on, known) == findings(journal, method, on, known)
        assert later.problems(known=known) == journal.problems(known=known)

    @given(any_journals(), any_methods(), st.data())
    def test_what_was_known_on_a_day_is_what_the_journal_of_that_day_says(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        on = data.draw(days_around(journal))
        known = data.draw(days_around(journal))
        then = journal.known_by(known)
        as_known = found(journal, method, on, known)
        assert [attrs.evolve(f, known=None) for f in as_known] == list(
            found(then, method, on, None)
        )
        assert then.ids <= journal.ids
        assert then.problems() == journal.problems(known=known)

    @given(registers(wild=True, min_size=1), st.data())
    def test_the_problems_of_a_register_are_those_known_on_the_day(
        self, register: Register, data: DataObject
    ) -> None:
        journals = (*register, register.partnership)
        for known in days_of(data.draw(st.sampled_from(journals))):
            then = Register(
                journals=[journal.known_by(known) for journal in register],
                partnership=register.partnership.known_by(known),
            )
            assert register.problems(known=known) == then.problems()


class TestForesight:
    """Law 14: a later case's milestones, read at an earlier day, equal that day's review."""

    @given(any_journals(), any_methods(), st.data())
    def test_a_later_case_read_at_any_earlier_day_equals_that_days_review(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        known = data.draw(days_known(journal))
        every, some = st.just(date.max), days_around(journal)
        later = data.draw(st.sampled_from((every, every, some)).flatmap(lambda days: days))
        foreseen = milestones(Case.of(journal, on=later, known=known), method)
        for on in days_of(journal):
            if on <= later:
                read = tuple(
                    finding_of(each, method.rule_of(each.rule).source, on=on, known=known)
                    for each in foreseen
                    if each.opens <= on
                )
                assert read == found(journal, method, on, known)

    @given(any_journals(), any_methods(), st.data())
    def test_so_it_does_for_what_is_asked_again_and_again(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        known = data.draw(days_known(journal))
        foreseen = recurring(Case.of(journal, on=date.max, known=known), method)
        for on in days_asked_again(journal):
            read = [
                finding_of(each, method.rule_of(each.rule).source, on=on, known=known)
                for each in foreseen
                if each.opens <= on
            ]
            that_day = asked_again(journal, method, on, known)
            assert sorted(read, key=repr) == sorted(that_day, key=repr)


class TestChangingDays:
    """Between two changing days nobody counts in another way."""

    @given(any_journals(), any_methods(), st.data())
    def test_between_two_changing_days_the_signature_stays(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        case = Case.of(journal, on=date.max, known=data.draw(days_known(journal)))
        for milestone in (*milestones(case, method), *recurring(case, method)):
            changes = changing_days(milestone)
            assert changes[0] == milestone.opens
            assert changes == sorted(set(changes))
            own = {plus_days(change, n) for change in changes for n in (-1, 0, 1)}
            for day in sorted(own | set(days_of(journal))):
                if day >= milestone.opens:
                    last_change = max(change for change in changes if change <= day)
                    counted = judge(milestone, last_change).signature
                    assert judge(milestone, day).signature == counted
