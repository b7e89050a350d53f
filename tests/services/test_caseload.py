"""How many each worker holds on a day, what is planned, and where that stands to the guideline."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from cm_method.case.assignments import AssignmentWorkerChanged
from cm_method.case.case import Case
from cm_method.case.caseload import (
    IntentionDropped,
    StartPlanned,
    WorkerChangePlanned,
)
from cm_method.case.episodes import Paused, Returned, WorkerChanged
from cm_method.case.participants import Died
from cm_method.case.parties import Parties, PartyLeft, WorkerLeft
from cm_method.case.responsibility import AbsenceNoted, ResponsibilityOffered
from cm_method.dates import plus_days
from cm_method.errors import CannotAdd
from cm_method.journal import Entry, Journal
from cm_method.labels import LANGUAGES
from cm_method.services.caseload import Caseload, caseload, exceptions_granted, forecast
from cm_method.services.load import Load, LoadStanding
from cm_method.testing.strategies import any_journals, days_around, partnerships
from tests.case.test_assignments import accepted, ordered, over
from tests.case.writing import day, ended, note, started
from tests.services.staff import (
    CITY,
    CM,
    HOUSING,
    IOP,
    TWO,
    exception,
    joined,
    load_of,
    parties,
    read,
    several,
)

Cases = dict[str, list[Entry]]


def planned(id: str = "n-1", on: int = 10, ahead: int = 40, **more: Any) -> StartPlanned:
    said = {"service": CM, "worker": "cm-1", **more}
    return note(StartPlanned, id, on, planned_for=day(ahead), **said)


def change(id: str = "c-1", on: int = 10, ahead: int = 40, **more: Any) -> WorkerChangePlanned:
    said = {"start": "s-1", "worker": "cm-2", **more}
    return note(WorkerChangePlanned, id, on, planned_for=day(ahead), **said)


def figures(load: Load) -> tuple[int, int, int, int | None, str]:
    return load.active, load.planned_in, load.planned_out, load.room, load.standing.value


class TestWhoCounts:
    def active(self, *entries: Entry, on: int = 30, worker: str = "cm-1", of: Any = CM) -> int:
        return load_of({"P-1": list(entries)}, on=on).load(worker, of).active

    def test_from_the_start_through_the_last_day(self) -> None:
        case = (started("s-1"), ended("e-1", "s-1", 20))
        assert [self.active(*case, on=on) for on in (-1, 0, 20, 21)] == [0, 1, 1, 0]

    def test_through_the_day_of_a_death(self) -> None:
        case = (started("s-1"), note(Died, "x-1", 20))
        assert [self.active(*case, on=on) for on in (20, 21)] == [1, 0]

    def test_a_pause_counts_and_is_shown_apart(self) -> None:
        rest = (note(Paused, "u-1", 10, start="s-1"), note(Returned, "r-1", 20, pause="u-1"))
        loads = [
            load_of({"P-1": [started("s-1"), *rest]}, on=on).load("cm-1") for on in (9, 10, 20)
        ]
        assert [(load.active, load.paused) for load in loads] == [(1, ()), (1, ("P-1",)), (1, ())]

    def test_from_the_day_of_a_change_the_new_worker_holds(self) -> None:
        case = (started("s-1"), note(WorkerChanged, "h-1", 10, start="s-1", worker="cm-2"))
        assert [self.active(*case, on=on) for on in (9, 10)] == [1, 0]
        assert [self.active(*case, on=on, worker="cm-2") for on in (9, 10)] == [0, 1]

    def test_an_assignment_of_another_service_counts_while_somebody_carries_it_out(self) -> None:
        case = (ordered(), accepted(worker=None, on=5), over(on=20))
        named = note(AssignmentWorkerChanged, "w-9", 8, assignment="o-1", worker="bo-1")
        asked: Any = {"worker": "bo-1", "of": HOUSING}
        assert [self.active(*case, named, on=on, **asked) for on in (7, 8, 20, 21)] == [0, 1, 1, 0]

    def test_an_assignment_of_case_management_counts_only_by_its_episode(self) -> None:
        case = (ordered(service=CM), accepted(on=5))
        assert self.active(*case) == 0
        assert self.active(*case, started("s-1", 9)) == 1

    def test_two_episodes_at_once_are_one_participant(self) -> None:
        """A journal with problems can be read."""
        case = [started("s-1"), started("s-2", 5), note(Paused, "u-1", 6, start="s-1")]
        load = load_of({"P-1": case}).load("cm-1")
        assert (load.participants, load.paused) == (("P-1",), ())

    def test_every_edition_counts(self) -> None:
        assert self.active(started("s-1", edition="another")) == 1


class TestPlanned:
    def pending(self, *entries: Entry, on: int = 30) -> list[tuple[str | None, str | None]]:
        return [(e.worker, e.leaves) for e in load_of({"P-1": list(entries)}, on=on).pending]

    def test_a_planned_start_waits_until_the_service_begins(self) -> None:
        case = (planned(), started("s-1", 25, worker="cm-2"))
        assert [self.pending(*case, on=on) for on in (9, 10, 24, 25)] == [
            [],
            [("cm-1", None)],
            [("cm-1", None)],
            [],
        ]

    def test_what_happens_on_the_day_of_a_plan_fulfils_it(self) -> None:
        assert self.pending(planned(on=10), started("s-1", 10, worker="cm-2")) == []
        moved = note(WorkerChanged, "h-1", 10, start="s-1", worker="cm-3")
        assert self.pending(started("s-1"), change(on=10), moved) == []
        managed = (ordered(service=CM), accepted(on=5))
        assert self.pending(*managed, started("s-1", 5), ended("e-1", "s-1", 9)) == []

    def test_a_start_before_the_plan_does_not_fulfil_it(self) -> None:
        assert self.pending(started("s-1", 0), ended("e-1", "s-1", 9), planned()) == [
            ("cm-1", None)
        ]

    def test_a_plan_for_another_service_waits_for_that_one(self) -> None:
        plan = planned(service=HOUSING, worker="bo-1")
        assert self.pending(plan, started("s-1", 12)) == [("bo-1", None)]
        assert self.pending(plan, ordered(on=11), accepted(on=12, worker=None)) == [("bo-1", None)]
        assert self.pending(plan, ordered(on=11), accepted(on=12, worker="cm-2")) == []
        assert self.pending(plan, ordered(), accepted(on=9, worker="cm-2")) == [("bo-1", None)]

    def test_a_later_plan_replaces_it_and_a_dropped_one_is_gone(self) -> None:
        later = planned("n-2", 12, worker="cm-2")
        dropped = note(IntentionDropped, "i-1", 14, plan="n-2")
        assert self.pending(planned(), later) == [("cm-2", None)]
        assert self.pending(planned(), later, dropped, on=13) == [("cm-2", None)]
        assert self.pending(planned(), later, dropped, on=14) == []

    def test_a_planned_change_waits_until_the_worker_changes(self) -> None:
        case = (
            started("s-1"),
            change(),
            note(WorkerChanged, "h-1", 25, start="s-1", worker="cm-3"),
        )
        assert self.pending(*case, on=24) == [("cm-2", "cm-1")]
        assert self.pending(*case, on=25) == []
        earlier = note(WorkerChanged, "h-1", 9, start="s-1", worker="cm-3")
        assert self.pending(started("s-1"), earlier, change()) == [("cm-2", "cm-3")]

    def test_a_change_to_who_holds_already_moves_nobody(self) -> None:
        assert self.pending(started("s-1"), change(worker="cm-1")) == []

    def test_a_later_change_replaces_it_and_a_dropped_one_is_gone(self) -> None:
        later = change("c-2", 12, worker="bo-1")
        dropped = note(IntentionDropped, "i-1", 14, plan="c-2")
        assert self.pending(started("s-1"), change(), later) == [("bo-1", "cm-1")]
        assert self.pending(started("s-1"), change(), later, dropped) == []

    def test_an_end_or_a_death_leaves_no_change(self) -> None:
        assert self.pending(started("s-1"), change(), ended("e-1", "s-1", 20)) == []
        assert self.pending(started("s-1"), change(), planned(), note(Died, "x-1", 30)) == []

    def test_who_is_held_already_is_not_to_come(self) -> None:
        assert self.pending(started("s-1"), planned(on=10)) == []
        assert self.pending(started("s-1"), planned(on=10, worker="cm-2")) == [("cm-2", None)]

    def test_an_accepted_assignment_that_has_not_begun_waits(self) -> None:
        found = load_of({"P-1": [ordered(service=CM), accepted(on=5)]}).pending
        assert [(e.worker, e.planned_for, e.entry) for e in found] == [("cm-1", day(5), "o-1")]
        assert self.pending(ordered(), accepted(worker=None)) == [(None, None)]
        assert self.pending(ordered(), accepted()) == []
        assert self.pending(ordered(), accepted(worker=None), over(on=20)) == []
        assert self.pending(ordered()) == []

    def test_one_of_case_management_has_begun_with_the_episode(self) -> None:
        managed = (ordered(service=CM), accepted(on=5))
        assert self.pending(*managed, started("s-1", 4)) == []
        before = (started("s-1", 0), ended("e-1", "s-1", 4))
        assert self.pending(*managed, *before) == [("cm-1", None)]
        assert self.pending(*managed, started("s-1", 9), ended("e-1", "s-1", 20)) == []

    def test_where_a_plan_and_an_assignment_wait_they_are_one(self) -> None:
        managed = (ordered(service=CM), accepted(on=5, worker="cm-2"))
        (found,) = load_of({"P-1": [*managed, planned(worker=None)]}).pending
        assert (found.worker, found.planned_for, found.entry) == ("cm-2", day(40), "n-1")


class TestStanding:
    @pytest.mark.parametrize(
        ("count", "room", "standing"),
        [(9, 1, "within"), (10, 0, "at_guideline"), (11, 0, "over")],
    )
    def test_ten_in_case_management(self, count: int, room: int, standing: str) -> None:
        load = load_of(several(count), CITY).load("cm-1")
        assert figures(load) == (count, 0, 0, room, standing)

    @pytest.mark.parametrize(("on", "standing"), [(29, "over"), (30, "excepted"), (31, "over")])
    def test_an_exception_runs_on_its_days(self, on: int, standing: str) -> None:
        found = load_of(several(11), CITY, on=on, exceptions=[exception(11, 30, 30)]).load("cm-1")
        excepted = found.standing is LoadStanding.OVER_WITH_EXCEPTION
        assert (standing == "excepted") == excepted
        assert found.room == 0

    def test_an_exception_covers_so_many_and_no_more(self) -> None:
        load = load_of(several(12), CITY, exceptions=[exception(11, 0, 99)]).load("cm-1")
        assert load.standing is LoadStanding.OVER
        assert "more than the 11 of the exception" in load.explain("en")

    def test_the_exception_granted_last_goes_first_on_its_days(self) -> None:
        both = [exception(12, 0, 99), exception(11, 30, 40, "x-2")]
        assert load_of(several(12), CITY, on=30, exceptions=both).load("cm-1").standing.value == (
            "over"
        )
        assert load_of(several(12), CITY, on=41, exceptions=both).load("cm-1").standing.value == (
            "over_with_exception"
        )

    def test_an_exception_is_for_one_worker_and_service(self) -> None:
        others = [exception(99, 0, 99, worker="cm-2"), exception(99, 0, 99, service=HOUSING)]
        assert load_of(several(11), CITY, exceptions=others).load("cm-1").exception is None

    def test_without_a_guideline_nobody_is_over_it(self) -> None:
        load = load_of(several(40), IOP).load("cm-1")
        assert figures(load) == (40, 0, 0, None, "no_guideline")
        assert not load.would_exceed

    def test_the_iop_has_none(self) -> None:
        assert IOP.parameters.caseload_guidelines.value == ()

    def test_pending_ones_are_added_and_not_counted(self) -> None:
        """R27."""
        entries: Cases = {**several(2), "P-09": [planned()]}
        load = load_of(entries).load("cm-1")
        assert figures(load) == (2, 1, 0, 0, "at_guideline")
        assert load.would_exceed
        assert not load_of({**several(1), "P-09": [planned()]}).load("cm-1").would_exceed

    def test_a_plan_whose_day_has_passed_is_reckoned_with_from_today(self) -> None:
        entries: Cases = {**several(1), "P-08": [planned(ahead=20)], "P-09": [planned(ahead=25)]}
        entries["P-01"].append(change(ahead=28))
        assert not load_of(entries, on=30).load("cm-1").would_exceed
        assert load_of(entries, on=27).load("cm-1").would_exceed

    def test_who_goes_first_makes_room_and_who_goes_later_does_not(self) -> None:
        def would(ahead: int) -> bool:
            entries = several(2)
            entries["P-01"].append(change(ahead=ahead))
            return load_of({**entries, "P-09": [planned(ahead=40)]}).load("cm-1").would_exceed

        assert [would(ahead) for ahead in (39, 40, 41)] == [False, False, True]

    def test_a_place_is_taken_as_soon_as_it_is_planned(self) -> None:
        entries: Cases = {**several(1), "P-09": [planned()]}
        assert load_of(entries).load("cm-1").room == 0
        going = several(2)
        going["P-01"].append(change())
        assert figures(load_of(going).load("cm-1")) == (2, 0, 1, 0, "at_guideline")
        assert load_of(going).load("cm-2").room == 1

    def test_everything_is_said_in_words(self) -> None:
        entries: Cases = {**several(2), "P-09": [planned(ahead=39)]}
        entries["P-01"] += [note(Paused, "u-1", 3, start="s-1"), change()]
        found = load_of(entries, exceptions=[exception(9, 0, 99)])
        assert found.load("cm-1").explain("en") == (
            "cm-1 has 2 in case management, as many as the method's guideline. Paused, and "
            "counted: 1. Planned to come: 1. Planned to go to somebody else: 1. If all goes as "
            "planned, cm-1 will be over the method's guideline."
        )
        for lang in LANGUAGES:
            assert all("{" not in load.explain(lang) for load in found.loads())
            for count in (1, 3, 10):
                said = load_of(several(count), exceptions=[exception(9, 0, 99)]).load("cm-1")
                assert "{" not in said.explain(lang)


class TestWorkers:
    def test_who_has_nobody_is_listed_with_nothing(self) -> None:
        found = load_of(several(1))
        assert [(e.service, e.worker, e.active) for e in found.loads()] == [
            (CM, "bo-1", 0),
            (CM, "cm-1", 1),
            (CM, "cm-2", 0),
            (HOUSING, "bo-1", 0),
            (HOUSING, "cm-2", 0),
        ]
        assert [e.worker for e in load_of({}, IOP).loads()] == ["bo-1", "cm-1", "cm-2"]

    def test_who_has_left_is_listed_only_with_cases_left(self) -> None:
        gone = parties(note(WorkerLeft, "l-1", 20, joined="w-1"))
        assert [e.has_left for e in load_of(several(1), on=20, staff=gone).loads()][1] is False
        load = load_of(several(1), on=21, staff=gone).load("cm-1")
        assert (load.has_left, load.active, load.room) == (True, 1, 0)
        assert "cm-1 has left." in load.explain("en")
        assert "cm-1" not in {e.worker for e in load_of({}, on=21, staff=gone).loads()}

    def test_a_worker_leaves_with_their_party_and_is_there_from_joining(self) -> None:
        gone = parties(note(PartyLeft, "l-1", 20, joined="p-2"), joined("cm-9", "w-9", on=25))
        assert load_of({}, on=24, staff=gone).workers == ("cm-1", "cm-2")
        assert load_of({}, on=25, staff=gone).workers == ("cm-1", "cm-2", "cm-9")

    def test_who_is_away_is_told(self) -> None:
        away = note(AbsenceNoted, "b-1", 9, absent="cm-1", first=day(30), last=day(30))
        assert load_of({"P-1": [started("s-1"), away]}, on=30).load("cm-1").is_away
        assert not load_of({"P-1": [started("s-1"), away]}, on=31).load("cm-1").is_away

    def test_offers_to_who_does_not_lead_the_case_are_shown_and_never_counted(self) -> None:
        def offer(receiver: str) -> Entry:
            return note(ResponsibilityOffered, f"q-{receiver}", 9, receiver=receiver)

        entries = {"P-1": [started("s-1"), *map(offer, ("cm-1", "cm-2", "sdf", "hm"))]}
        found = load_of(entries)
        assert found.offered == (("cm-2", "P-1"),)
        load = found.load("cm-2")
        assert (load.offered, load.active, load.planned_in, load.room) == (("P-1",), 0, 0, 2)
        assert load_of({"P-1": [*entries["P-1"], ended("e-1", "s-1", 20)]}).offered == ()

    def test_those_for_whom_nobody_is_named_are_told(self) -> None:
        (found,) = load_of({"P-1": [planned(worker=None)]}).unplaced
        assert (found.participant, found.worker) == ("P-1", None)
        assert load_of({"P-1": [planned()]}).unplaced == ()


class TestForecast:
    def told(self, now: Caseload, until: int, worker: str = "cm-1") -> list[tuple[int, int, Any]]:
        return [
            ((each.on - day(0)).days, each.load(worker).active, each.load(worker).room)
            for each in forecast(now, day(until))
        ]

    def test_it_turns_on_the_days_on_which_somebody_comes_or_goes(self) -> None:
        entries: Cases = {**several(1), "P-09": [planned(ahead=40)]}
        entries["P-01"].append(change(ahead=50))
        now = load_of(entries)
        assert self.told(now, 60) == [(30, 1, 0), (40, 2, 0), (50, 1, 1)]
        assert self.told(now, 49) == [(30, 1, 0), (40, 2, 0)]
        assert self.told(now, 60, "cm-2") == [(30, 0, 1), (40, 0, 1), (50, 1, 1)]

    def test_what_should_have_come_about_comes_the_next_day(self) -> None:
        assert self.told(load_of({"P-09": [planned(ahead=20)]}), 60) == [(30, 0, 1), (31, 1, 1)]
        assert self.told(load_of({"P-09": [planned(ahead=30)]}), 60) == [(30, 0, 1), (31, 1, 1)]

    def test_who_rests_still_rests_with_the_new_worker(self) -> None:
        entries = {"P-1": [started("s-1"), note(Paused, "u-1", 3, start="s-1"), change()]}
        assert forecast(load_of(entries), day(40))[-1].load("cm-2").paused == ("P-1",)

    def test_two_episodes_at_once_may_both_be_planned_to_change(self) -> None:
        """A journal with problems can be read."""
        twice = [started("s-1"), started("s-2", 5), change(), change("c-2", start="s-2")]
        last = forecast(load_of({"P-1": twice}), day(40))[-1]
        assert [(e.worker, e.participant) for e in last.held] == [("cm-2", "P-1")]

    def test_nobody_comes_to_nobody(self) -> None:
        now = load_of({"P-1": [planned(worker=None)]})
        assert [each.unplaced for each in forecast(now, day(99))] == [now.unplaced]

    def test_it_turns_when_an_exception_begins_and_has_ended(self) -> None:
        now = load_of(several(3), exceptions=[exception(3, 40, 49)])
        found = forecast(now, day(60))
        assert [((f.on - day(0)).days, f.load("cm-1").standing.value) for f in found] == [
            (30, "over"),
            (40, "over_with_exception"),
            (50, "over"),
        ]

    def test_it_turns_when_a_worker_joins_or_has_left(self) -> None:
        """As asked on an earlier day, or of a leaving that is only thought of."""
        now = load_of(
            several(1), staff=parties(joined("cm-9", "w-9", on=40)).if_leaves("cm-1", day(44))
        )
        found = forecast(now, day(60))
        assert [((f.on - day(0)).days, f.workers) for f in found] == [
            (30, ("bo-1", "cm-1", "cm-2")),
            (40, ("bo-1", "cm-1", "cm-2", "cm-9")),
            (45, ("bo-1", "cm-2", "cm-9")),
        ]
        assert (found[-1].load("cm-1").has_left, found[-1].load("cm-1").active) == (True, 1)

    def test_who_is_away_today_may_be_back(self) -> None:
        away = note(AbsenceNoted, "b-1", 9, absent="cm-1", first=day(30))
        now = load_of({"P-1": [started("s-1"), away, change()]})
        assert [each.load("cm-1").is_away for each in forecast(now, day(40))] == [True, False]

    def test_it_does_not_look_back(self) -> None:
        assert len(forecast(load_of({}), day(30))) == 1
        with pytest.raises(ValueError, match="ahead"):
            forecast(load_of({}), day(29))
        with pytest.raises(ValueError, match="forwards"):
            load_of({}).moved_to(day(29))


def test_cases_must_be_read_on_the_day() -> None:
    with pytest.raises(ValueError, match="read on the day"):
        caseload([read("P-1", [started("s-1")], 29)], TWO, on=day(30))


def test_exceptions_come_from_the_journal_of_the_partnership() -> None:
    granted = exception(3, 0, 9)
    journal = Journal(subject="partnership", entries=[granted, joined("cm-1", "w-1")])
    assert exceptions_granted(journal) == (granted,)
    assert exceptions_granted(journal, on=day(-2)) == ()


def test_only_what_is_about_the_same_is_added() -> None:
    one = load_of(several(1))
    assert one + load_of(several(1, first=2)) == load_of(several(2))
    with pytest.raises(CannotAdd) as refusal:
        one + load_of({}, CITY, on=31)
    assert [p.path for p in refusal.value.problems] == ["on", "guidelines"]


@st.composite
def caseload_parts(draw: Any) -> tuple[list[Case], dict[str, Any]]:
    """Cases read on one day, with what their caseload is asked with."""
    journals = [draw(any_journals(subject=f"P-{n}")) for n in range(draw(st.integers(1, 4)))]
    partnership = draw(partnerships())
    on = draw(days_around(draw(st.sampled_from(journals))))
    asked = {
        "on": on,
        "parties": Parties.of(partnership),
        "exceptions": exceptions_granted(partnership, on=on),
    }
    return [Case.of(journal, on=on) for journal in journals], asked


@given(caseload_parts(), st.integers(0, 4), st.sampled_from((TWO, CITY, IOP)))
def test_the_parts_add_up_to_the_whole(
    parts: tuple[list[Case], dict[str, Any]], cut: int, method: Any
) -> None:
    cases, asked = parts
    whole = caseload(cases, method, **asked)
    one, other = caseload(cases[:cut], method, **asked), caseload(cases[cut:], method, **asked)
    assert one + other == other + one == whole
    assert (one + other).loads() == whole.loads()
    held = sum(load.active for load in whole.loads())
    assert held == sum(load.active for load in (*one.loads(), *other.loads()))


@given(caseload_parts(), st.integers(0, 90))
def test_a_load_foresees_what_the_forecast_tells(
    parts: tuple[list[Case], dict[str, Any]], ahead: int
) -> None:
    cases, asked = parts
    now = caseload(cases, TWO, **asked)
    later = plus_days(now.on, ahead)
    last = forecast(now, later)[-1]
    moved = now if ahead == 0 else now.moved_to(later)
    for load in now.loads():
        found = last.load(load.worker, load.service)
        assert set(found.participants) == set(moved.load(load.worker, load.service).participants)
        if ahead:
            assert load.expected(later) == found.active


@given(caseload_parts())
def test_every_load_stands_where_its_count_says(parts: tuple[list[Case], dict[str, Any]]) -> None:
    cases, asked = parts
    for load in caseload(cases, TWO, **asked).loads():
        over = load.standing in (LoadStanding.OVER, LoadStanding.OVER_WITH_EXCEPTION)
        assert over == (load.guideline is not None and load.active > load.guideline)
        assert (load.room is None) == (load.service not in (CM, HOUSING))
        assert set(load.paused) <= set(load.participants)
        assert load.planned_in <= len(load.coming)
