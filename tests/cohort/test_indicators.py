"""The descriptive indicators (R33), held against a count of days, one after another."""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce

import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.chain import DefaultHolder
from cm_method.case.contacts import ContactFollowed
from cm_method.case.crisis_plans import ReviewTrigger, SituationChanged
from cm_method.case.episodes import WorkerChanged, episodes
from cm_method.cohort.indicators import Indicators, indicators
from cm_method.cohort.shares import Share
from cm_method.journal import Journal
from cm_method.rules.method import Method
from cm_method.testing.strategies import (
    OTHER_EDITION,
    OTHER_MUNICIPALITY,
    any_journals,
    any_methods,
    days_around,
    days_known,
    halves,
    journals,
)
from tests.case.writing import day, ended, note, retracted, started
from tests.examples.notation import EDITION, journal_of
from tests.reference.chain import SlowChain


def of(method: Method, lines: str, *, on: int = 99, known: int | None = None) -> Indicators:
    at = None if known is None else day(known)
    return indicators([journal_of(lines)], method, on=day(on), known=at)


def days_of(method: Method, lines: str, *, on: int = 99) -> tuple[int, int]:
    found = of(method, lines, on=on)
    return found.days_without_holder, found.need_days


class TestDaysWithoutHolder:
    def test_every_day_of_an_open_need_is_a_need_day(self, edition: Method) -> None:
        lines = "day 0: started\nday 5: need housing as n1"
        assert [days_of(edition, lines, on=on) for on in (4, 5, 9)] == [(0, 0), (1, 1), (5, 5)]

    def test_the_day_of_acceptance_has_a_holder(self, edition: Method) -> None:
        lines = """
        day 0: started
        day 5: need housing as n1
        day 8: hm answers for n1
        """
        assert [days_of(edition, lines, on=on) for on in (7, 8, 9)] == [(3, 3), (3, 4), (3, 5)]

    def test_the_day_of_letting_go_has_one_and_the_next_has_not(self, edition: Method) -> None:
        lines = """
        day 0: started
        day 5: need housing as n1
        day 5: hm answers for n1 as a1
        day 20: let go a1
        """
        assert [days_of(edition, lines, on=on) for on in (20, 21)] == [(0, 16), (1, 17)]

    def test_the_day_of_closing_is_the_last(self, edition: Method) -> None:
        lines = "day 0: started\nday 5: need housing as n1\nday 9: closed n1"
        assert [days_of(edition, lines, on=on) for on in (9, 10, 99)] == [(5, 5), (5, 5), (5, 5)]

    def test_the_last_day_of_service_is_the_last(self, edition: Method) -> None:
        lines = "day 0: started\nday 5: need housing as n1\nday 9: ended"
        assert [days_of(edition, lines, on=on) for on in (9, 10, 99)] == [(5, 5), (5, 5), (5, 5)]

    def test_a_need_from_before_the_service_counts_from_its_first_day(
        self, edition: Method
    ) -> None:
        assert days_of(edition, "day -9: need housing as n1\nday 0: started", on=0) == (1, 1)

    def test_each_need_counts_and_the_crisis_does_not(self, edition: Method) -> None:
        lines = """
        day 0: started
        day 0: need housing as n1
        day 0: need money as n2
        day 0: hm answers for n1
        """
        assert days_of(edition, lines, on=9) == (10, 20)
        assert days_of(edition, "day 0: started", on=9) == (0, 0)
        held = lines + "\nday 0: hm answers for crisis"
        assert days_of(edition, held, on=9) == (10, 20)

    def test_a_pause_stops_nothing(self, edition: Method) -> None:
        lines = "day 0: started\nday 0: need housing as n1\nday 3: paused\nday 6: returned"
        assert days_of(edition, lines, on=9) == (10, 10)

    def test_between_two_episodes_nobody_is_in_service(self, edition: Method) -> None:
        lines = """
        day 0: started
        day 0: need housing as n1
        day 9: ended
        day 20: started as again
        """
        assert [days_of(edition, lines, on=on) for on in (9, 19, 20)] == [
            (10, 10),
            (10, 10),
            (11, 11),
        ]

    def test_where_the_method_names_a_holder_a_need_nobody_has_taken_is_held(
        self, edition: Method
    ) -> None:
        by_default = edition.adapt(
            code=EDITION,
            source=OTHER_MUNICIPALITY,
            since=day(0),
            default_holder=DefaultHolder.CASE_MANAGER,
        )
        lines = """
        day 0: started
        day 0: need housing as n1
        day 4: hm answers for n1 as a1
        day 8: let go a1
        """
        assert days_of(by_default, lines, on=9) == (1, 10)
        assert days_of(edition, lines, on=9) == (5, 10)


class TestCounts:
    def test_a_participant_counts_once_and_only_under_the_edition(self, edition: Method) -> None:
        lines = "day 0: started\nday 9: ended\nday 20: started as again"
        assert of(edition, lines).participants == 1
        assert of(edition, lines, on=-1).participants == 0
        assert of(edition, f"day 0: started under {OTHER_EDITION}") == Indicators()
        assert of(edition, "day 0: reached") == Indicators()

    def test_what_happened_under_another_edition_is_not_told(self, edition: Method) -> None:
        lines = f"""
        day 0: started under {OTHER_EDITION}
        day 0: need housing as n1
        day 3: contact psykiatri attended
        day 9: ended
        day 20: started as again
        day 23: contact psykiatri missed
        """
        assert of(edition, lines, on=24) == Indicators(
            participants=1, visits_settled=1, days_without_holder=5, need_days=5
        )

    def test_visits_that_took_place_of_those_that_did_or_did_not(self, edition: Method) -> None:
        lines = """
        day 0: started
        day 1: contact psykiatri attended
        day 2: contact psykiatri missed
        day 3: contact psykiatri attended
        day 4: contact psykiatri planned
        day 5: contact psykiatri broken_off
        day 6: contact psykiatri dropped
        """
        found = of(edition, lines)
        assert found.contacts_kept == Share(met=2, of=3)
        assert of(edition, lines, on=2).contacts_kept == Share(met=1, of=2)
        assert Indicators().contacts_kept.fraction is None

    @pytest.mark.parametrize(("on", "counted"), [(-1, 0), (0, 1), (9, 1), (10, 0)])
    def test_visits_and_crises_are_those_of_the_service(
        self, edition: Method, on: int, counted: int
    ) -> None:
        lines = f"day 0: started\nday 9: ended\nday {on}: contact psykiatri attended"
        assert of(edition, lines).visits_attended == counted
        crisis = note(SituationChanged, "c-1", on, change=ReviewTrigger.CRISIS)
        kept = journal_of("day 0: started\nday 9: ended").with_entries(crisis)
        assert indicators([kept], edition, on=day(99)).crises == counted

    @pytest.mark.parametrize("change", ReviewTrigger)
    def test_crises_and_suicide_attempts(self, edition: Method, change: ReviewTrigger) -> None:
        happened = note(SituationChanged, "c-1", 5, change=change)
        kept = journal_of("day 0: started").with_entries(happened)
        counted = change in (ReviewTrigger.CRISIS, ReviewTrigger.SUICIDE_ATTEMPT)
        assert indicators([kept], edition, on=day(5)).crises == counted
        assert indicators([kept], edition, on=day(4)).crises == 0

    def test_changes_of_worker(self, edition: Method) -> None:
        def changed(id: str, on: int, start: str) -> WorkerChanged:
            return note(WorkerChanged, id, on, start=start, worker="cm-2")

        kept = journal_of("day 0: started").with_entries(
            changed("w-1", 5, "start"), changed("w-2", 9, "start"), changed("w-3", 9, "other")
        )
        found = [indicators([kept], edition, on=day(on)).worker_changes for on in (4, 5, 9)]
        assert found == [0, 1, 2]
        gone = kept.with_entries(retracted("r-1", "w-1"))
        assert indicators([gone], edition, on=day(9)).worker_changes == 1
        moved = kept.with_entries(
            started("start-2", 1, edition=EDITION, corrects=["start"], recorded=40)
        )
        assert indicators([moved], edition, on=day(9)).worker_changes == 2

    def test_a_day_that_two_episodes_share_counts_once(self, edition: Method) -> None:
        """Such a journal has a problem, and can be read all the same."""
        visit = journal_of("day 9: contact psykiatri missed\nday 5: need housing as n1")
        crisis = note(SituationChanged, "c-1", 9, change=ReviewTrigger.CRISIS)
        for last in (9, 12):
            kept = visit.with_entries(
                crisis,
                started("s-1", 0, edition=EDITION),
                ended("x-1", "s-1", last),
                started("s-2", 9, edition=EDITION),
            )
            assert indicators([kept], edition, on=day(20)) == Indicators(
                participants=1, crises=1, visits_settled=1, days_without_holder=16, need_days=16
            )

    def test_nor_does_a_need_that_only_the_later_one_can_have(self, edition: Method) -> None:
        kept = journal_of("day 11: need housing as n1").with_entries(
            started("s-1", 0, edition=EDITION),
            ended("x-1", "s-1", 12),
            started("s-2", 9, edition=EDITION),
        )
        found = indicators([kept], edition, on=day(20))
        assert (found.days_without_holder, found.need_days) == (10, 10)

    def test_as_known_on_a_day(self, edition: Method) -> None:
        lines = "day 0: started\nday 3, recorded day 40: contact psykiatri attended"
        assert of(edition, lines, known=39).visits_attended == 0
        assert of(edition, lines, known=40).visits_attended == 1


def slowly(journal: Journal, method: Method, *, on: date, known: date | None) -> Indicators:
    """Lived through day by day: each day of service under the edition, each need open on it."""
    case = Case.of(journal, on=on, known=known)
    mine = [
        e for e in episodes(case) if e.started.edition == method.code and e.first in method.period
    ]
    parts = method.parameters.chain_parts.value
    partnership = Journal(subject="partnership")
    slow = SlowChain(journal, partnership, on=on, known=known, parts=parts)
    default = method.parameters.default_holder.value is DefaultHolder.CASE_MANAGER
    of_day: dict[date, str] = {}
    gaps: dict[date, int] = {}
    needs: dict[date, int] = {}
    for episode in mine:
        told = {e.start.id: e for e in slow.episodes}[episode.started.id]
        last = min(told.last or on, on)
        opens = min([told.first, *(entry.on for entry in journal.entries)])
        for each, found in slow.days(told, opens, last).items():
            if told.first <= each:
                of_day[each] = told.start.id  # of two episodes, the later
                needs[each] = sum(matter is not None for matter in found.matters)
                gaps[each] = sum(m is not None for m in found.gaps(default=default))
    in_service = [entry for entry in case.entries if entry.on in of_day]
    visits = [e.status.value for e in in_service if isinstance(e, ContactFollowed)]
    crises = [e.change.value for e in in_service if isinstance(e, SituationChanged)]
    ids = {start.id for episode in mine for start in episode.starts}
    return Indicators(
        participants=bool(mine),
        worker_changes=sum(
            not ids.isdisjoint(case.standing_for(e.start)) for e in case.of_kind(WorkerChanged)
        ),
        crises=crises.count("crisis") + crises.count("suicide_attempt"),
        visits_attended=visits.count("attended"),
        visits_settled=visits.count("attended") + visits.count("missed"),
        days_without_holder=sum(gaps.values()),
        need_days=sum(needs.values()),
    )


class TestLaws:
    @given(journals(), any_methods(), st.data())
    def test_the_days_are_those_that_somebody_counts_one_by_one(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        on = min(data.draw(days_around(journal)), date(2029, 12, 31))
        known = data.draw(days_known(journal))
        found = indicators([journal], method, on=on, known=known)
        assert found == slowly(journal, method, on=on, known=known)

    @given(st.lists(any_journals(), min_size=1, max_size=5), any_methods(), st.data())
    def test_those_of_any_partition_add_up_to_the_whole(
        self, kept: list[Journal], method: Method, data: DataObject
    ) -> None:
        on, known = data.draw(days_around(kept[0])), data.draw(days_known(kept[0]))
        whole = indicators(kept, method, on=on, known=known)
        sides = data.draw(st.lists(st.integers(0, 2), min_size=len(kept), max_size=len(kept)))
        parts = [
            indicators(
                [each for each, side in zip(kept, sides, strict=True) if side == n],
                method,
                on=on,
                known=known,
            )
            for n in range(3)
        ]
        assert reduce(lambda one, other: one + other, parts) == whole
        assert reduce(lambda one, other: one + other, reversed(parts), Indicators()) == whole

    @given(any_journals(), any_methods(), st.data())
    def test_they_are_what_they_can_be(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        found = indicators([journal], method, on=data.draw(days_around(journal)))
        assert 0 <= found.days_without_holder <= found.need_days
        assert 0 <= found.visits_attended <= found.visits_settled
        assert found.participants or found == Indicators()

    @given(any_journals(), any_methods(), st.data())
    def test_merging_and_later_recordings_change_nothing(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        on, known = data.draw(days_around(journal)), data.draw(days_known(journal))
        found = indicators([journal], method, on=on, known=known)
        one, other = data.draw(halves(journal))
        assert indicators([other.merge(one)], method, on=on, known=known) == found
        if known is not None and not journal.disposed:
            assert indicators([journal.known_by(known)], method, on=on) == found

    @given(any_journals(), any_methods(), st.data())
    def test_what_happens_later_changes_nothing_of_a_day(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        """Where nothing is corrected, the entries of later days may as well not be there."""
        on = data.draw(days_around(journal))
        if any(entry.corrects for entry in journal.entries):
            return
        earlier = Journal(
            subject=journal.subject, entries=[e for e in journal.entries if e.on <= on]
        )
        now = indicators([journal], method, on=on)
        assert indicators([earlier], method, on=on) == now
        if journal.entries and now.participants:
            tomorrow = indicators([journal], method, on=on + timedelta(1))
            assert tomorrow.participants >= now.participants
