"""What only several entries of a case together show to be wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.checks import case_problems
from cm_method.case.episodes import (
    EndReason,
    EntryRoute,
    Paused,
    Reached,
    Returned,
    WorkerChanged,
)
from cm_method.case.participants import Died, ParticipantDescribed
from cm_method.case.plans import Goal, GoalFollowedUp, GoalStatus, PlanAgreed
from cm_method.case.responsibility import (
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
)
from cm_method.errors import facts
from cm_method.journal import Entry, Journal, Objected
from cm_method.testing.strategies import days_known, wild_journals
from tests.case.writing import day, ended, journal, note, retracted, started


def found(*entries: Entry, known: int | None = None) -> list[tuple[str, str]]:
    at = None if known is None else day(known)
    return [(p.code, p.path) for p in case_problems(journal(*entries), known=at)]


def born(on: int, year: int, recorded: int = 0) -> ParticipantDescribed:
    return note(ParticipantDescribed, "b-1", on, recorded=recorded, birth_year=year)


def test_a_case_in_order_has_no_problems() -> None:
    assert found() == []
    assert found(started("s-1"), ended("e-1", "s-1", 9), started("s-2", 10)) == []


def test_problems_of_any_journal_come_first() -> None:
    wrong = (started("s-1", 0, corrects=["s-0"]), ended("e-1", "s-1", 9), started("s-2", 5))
    assert found(*wrong) == [
        ("corrects_unknown_entry", "P-0001/s-1/corrects"),
        ("episodes_overlap", "P-0001/s-2/on"),
    ]


class TestBeforeBirth:
    def described(self, birth: date, id: str = "b-1", on: int = 0) -> Entry:
        return note(ParticipantDescribed, id, on, birth_date=birth)

    def test_nothing_happens_before_birth(self) -> None:
        early = note(Reached, "d-1", -9, route=EntryRoute.OUTREACH)
        assert found(early, self.described(day(-9))) == []
        assert found(early, self.described(day(-8))) == [("before_birth", "P-0001/d-1/on")]
        (problem,) = case_problems(journal(early, self.described(day(-8))))
        assert problem.facts == facts(on=day(-9))

    def test_with_only_a_year_not_before_that_year(self) -> None:
        new_year = date(2026, 1, 1)
        of_age = note(Reached, "d-1", (new_year - day(0)).days, route=EntryRoute.OUTREACH)
        assert found(of_age, born(0, 2026)) == []
        too_early = note(Reached, "d-1", (new_year - day(0)).days - 1, route=EntryRoute.OUTREACH)
        assert found(too_early, born(0, 2026)) == [("before_birth", "P-0001/d-1/on")]

    def test_only_what_is_known_is_told(self) -> None:
        early = note(Reached, "d-1", -400, route=EntryRoute.OUTREACH)
        assert found(early, born(0, 2026, recorded=30), known=29) == []
        assert found(early, born(0, 2026, recorded=30), known=30) != []


class TestAfterDeath:
    died = (started("s-1"), note(Died, "d-1", 9))

    def test_nothing_happens_after_the_day_of_death(self) -> None:
        meeting = note(Reached, "r-1", 9, route=EntryRoute.OUTREACH)
        assert found(*self.died, meeting) == []
        late = note(Reached, "r-1", 10, route=EntryRoute.OUTREACH)
        (problem,) = case_problems(journal(*self.died, late))
        assert (problem.code, problem.path) == ("after_death", "P-0001/r-1/on")
        assert problem.facts == facts(on=day(10), died=day(9))

    def test_an_end_by_death_is_a_death_too(self) -> None:
        dead = (started("s-1"), ended("e-1", "s-1", 9, reason=EndReason.DEATH))
        assert found(*dead, started("s-2", 10)) == [("after_death", "P-0001/s-2/on")]

    def test_notes_about_notes_and_letting_go_still_do(self) -> None:
        offer = note(ResponsibilityOffered, "o-1", 3, receiver="hsf")
        accepted = note(ResponsibilityAccepted, "a-1", 4, offer="o-1")
        after = (
            note(ResponsibilityEnded, "n-1", 12, acceptance="a-1"),
            note(ResponsibilityOffered, "o-2", 5, receiver="hm"),
            note(OfferWithdrawn, "w-1", 12, offer="o-2"),
            note(ResponsibilityOffered, "o-3", 5, receiver="hm"),
            note(ResponsibilityRefused, "f-1", 12, offer="o-3"),
            note(Objected, "b-1", 12, entry="s-1"),
            note(Reached, "r-1", 2, route=EntryRoute.OUTREACH),
            retracted("t-1", "r-1", on=12),
        )
        assert found(*self.died, offer, accepted, *after) == []

    def test_what_happened_before_is_corrected_whenever_that_is_seen(self) -> None:
        early = note(Reached, "r-1", 2, route=EntryRoute.OUTREACH)
        mended = note(
            Reached, "r-2", 3, recorded=50, route=EntryRoute.ASSOCIATION, corrects=["r-1"]
        )
        assert found(*self.died, early, mended) == []

    def test_a_day_of_death_corrected_is_the_one_that_holds(self) -> None:
        late = note(Reached, "r-1", 10, route=EntryRoute.OUTREACH)
        mended = note(Died, "d-2", 10, corrects=["d-1"])
        assert found(*self.died, late, mended) == []


class TestAfterTheEnd:
    over = (started("s-1"), ended("e-1", "s-1", 9))

    @pytest.mark.parametrize(("on", "right"), [(9, True), (10, False)])
    def test_a_service_that_ended_is_not_paused_nor_held_by_another(
        self, on: int, right: bool
    ) -> None:
        for entry in (
            note(Paused, "x-1", on, start="s-1"),
            note(WorkerChanged, "x-1", on, start="s-1", worker="cm-2"),
        ):
            wrong = case_problems(journal(*self.over, entry))
            assert [(p.code, p.path, p.facts) for p in wrong] == (
                [] if right else [("after_the_end", "P-0001/x-1/on", facts(on=day(10), end=day(9)))]
            )

    def test_nobody_returns_to_it(self) -> None:
        pause = note(Paused, "p-1", 5, start="s-1")
        assert found(*self.over, pause, note(Returned, "x-1", 9, pause="p-1")) == []
        assert found(*self.over, pause, note(Returned, "x-1", 10, pause="p-1")) == [
            ("after_the_end", "P-0001/x-1/on")
        ]

    def test_also_when_the_start_was_corrected(self) -> None:
        mended = started("s-2", 1, corrects=["s-1"])
        assert found(*self.over, mended, note(Paused, "x-1", 10, start="s-1")) == [
            ("after_the_end", "P-0001/x-1/on")
        ]

    def test_a_later_episode_is_another(self) -> None:
        assert found(*self.over, started("s-2", 20), note(Paused, "x-1", 30, start="s-2")) == []

    def test_what_follows_a_death_is_told_as_such_only(self) -> None:
        dead = (started("s-1"), ended("e-1", "s-1", 9, reason=EndReason.DEATH))
        assert found(*dead, note(Paused, "x-1", 10, start="s-1")) == [
            ("after_death", "P-0001/x-1/on")
        ]

    def test_ends_that_compete_are_told_as_such_only(self) -> None:
        rivals = (
            ended("e-2", "s-1", 9, corrects=["e-1"]),
            ended("e-3", "s-1", 20, corrects=["e-1"]),
        )
        assert found(*self.over, *rivals, note(Paused, "x-1", 10, start="s-1")) == [
            ("competing_corrections", "P-0001/e-1/corrects")
        ]


class TestOverlappingEpisodes:
    def test_the_next_begins_after_the_last_day_of_the_one_before(self) -> None:
        first = (started("s-1"), ended("e-1", "s-1", 9))
        assert found(*first, started("s-2", 10)) == []
        for on in (0, 5, 9):
            wrong = case_problems(journal(*first, started("s-2", on)))
            assert [(p.code, p.path, p.facts) for p in wrong] == [
                ("episodes_overlap", "P-0001/s-2/on", facts(on=day(on)))
            ]

    def test_none_begins_while_another_goes_on(self) -> None:
        assert found(started("s-1"), started("s-2", 500)) == [("episodes_overlap", "P-0001/s-2/on")]

    def test_death_ends_an_episode_too(self) -> None:
        assert found(started("s-1"), note(Died, "d-1", 9), started("s-2", 9)) == [
            ("episodes_overlap", "P-0001/s-2/on")
        ]
        assert found(started("s-1"), note(Died, "d-1", 9), started("s-2", 10)) == [
            ("after_death", "P-0001/s-2/on")
        ]


class TestEndedTwice:
    def test_one_start_has_one_end(self) -> None:
        assert found(started("s-1"), ended("e-1", "s-1", 9), ended("e-2", "s-1", 10)) == [
            ("ended_twice", "P-0001/e-2/start")
        ]
        assert found(started("s-1"), ended("e-1", "s-1", 9), ended("e-2", "s-1", 9)) == [
            ("ended_twice", "P-0001/e-2/start")
        ]

    def test_also_when_the_start_was_corrected(self) -> None:
        twice = (
            started("s-1"),
            started("s-2", 1, corrects=["s-1"]),
            ended("e-1", "s-1", 9),
            ended("e-2", "s-2", 10),
        )
        assert found(*twice) == [("ended_twice", "P-0001/e-2/start")]

    def test_an_end_taken_back_or_corrected_is_none(self) -> None:
        first = (started("s-1"), ended("e-1", "s-1", 9))
        assert found(*first, ended("e-2", "s-1", 10), retracted("r-1", "e-1")) == []
        assert found(*first, ended("e-2", "s-1", 10, corrects=["e-1"])) == []

    def test_ends_that_compete_are_told_as_such_only(self) -> None:
        rivals = (
            ended("e-2", "s-1", 9, corrects=["e-1"]),
            ended("e-3", "s-1", 10, corrects=["e-1"]),
        )
        assert found(started("s-1"), ended("e-1", "s-1", 8), *rivals) == [
            ("competing_corrections", "P-0001/e-1/corrects")
        ]


class TestUnknownGoals:
    def plan(self, id: str, goals: int, **more: object) -> Entry:
        content = [Goal(what="Mål")] * goals
        return note(PlanAgreed, id, goals=content, with_participant=True, **more)  # type: ignore[arg-type]  # by name

    def followed(self, number: int, plan: str = "p-1") -> Entry:
        return note(GoalFollowedUp, "f-1", 9, plan=plan, number=number, status=GoalStatus.REACHED)

    @pytest.mark.parametrize(("number", "right"), [(1, True), (2, True), (3, False)])
    def test_only_goals_of_the_plan_are_followed_up(self, number: int, right: bool) -> None:
        wrong = case_problems(journal(self.plan("p-1", 2), self.followed(number)))
        assert [(p.code, p.path, p.facts) for p in wrong] == (
            [] if right else [("no_such_goal", "P-0001/f-1/number", facts(number=number))]
        )

    def test_the_plan_is_that_which_stands_today(self) -> None:
        corrected = self.plan("p-2", 1, corrects=["p-1"])
        assert found(self.plan("p-1", 2), corrected, self.followed(2)) == [
            ("no_such_goal", "P-0001/f-1/number")
        ]

    def test_an_unknown_plan_is_told_as_such_only(self) -> None:
        assert found(self.followed(9)) == [("answers_unknown_entry", "P-0001/f-1/plan")]


@given(wild_journals(), st.data())
def test_whatever_is_written_down_its_problems_can_be_told(wild: Journal, data: DataObject) -> None:
    for problem in case_problems(wild, known=data.draw(days_known(wild))):
        assert problem.path.startswith(f"{wild.subject}/")
