"""The crisis plan: its parts, which of them count in an episode, and what calls for a review."""

from __future__ import annotations

from typing import Any

import pytest

from cm_method.case.case import Case
from cm_method.case.crisis_plans import (
    CRISIS_PLAN_PARTS,
    CrisisPlanAgreed,
    CrisisPlanKind,
    CrisisPlanReviewed,
    HelpContact,
    ReviewTrigger,
    SituationChanged,
    crisis_plans_of,
    looked_at,
    missing_in_crisis_plan,
    triggers,
)
from cm_method.case.episodes import WorkerChanged, episodes
from cm_method.case.responsibility import ResponsibilityAccepted, ResponsibilityOffered
from cm_method.journal import Entry
from tests.base.refusal import refused
from tests.case.writing import case, day, ended, note, retracted, started

ON_CALL = HelpContact(who="Mobila teamet", reach="08-123", any_hour=True)
WHOLE: dict[str, Any] = {
    "warning_signs": ["Sover dåligt"],
    "coping": ["Promenad"],
    "distractions": ["Biblioteket"],
    "supporters": ["Syster"],
    "professionals": [HelpContact(who="Vårdcentral", reach="08-99"), ON_CALL],
    "safe_surroundings": ["Medicin hos syster"],
    "with_participant": True,
    "plan_kind": CrisisPlanKind.CRISIS_PLAN,
}


def plan(id: str, on: int = 0, **changed: Any) -> CrisisPlanAgreed:
    given = {**WHOLE, **changed}
    recorded = given.pop("recorded", None)
    return note(CrisisPlanAgreed, id, on, recorded=recorded, **given)


def reviewed(id: str, on: int, of: str = "p-1", *, along: bool = True) -> Entry:
    return note(CrisisPlanReviewed, id, on, plan=of, with_participant=along)


def happened(id: str, on: int, change: ReviewTrigger = ReviewTrigger.CRISIS) -> Entry:
    return note(SituationChanged, id, on, change=change)


class TestParts:
    def test_a_whole_plan_lacks_nothing(self) -> None:
        assert missing_in_crisis_plan(plan("p-1"), CRISIS_PLAN_PARTS) == ()

    @pytest.mark.parametrize("kind", CrisisPlanKind)
    def test_of_either_kind(self, kind: CrisisPlanKind) -> None:
        assert missing_in_crisis_plan(plan("p-1", plan_kind=kind), CRISIS_PLAN_PARTS) == ()

    @pytest.mark.parametrize("part", CRISIS_PLAN_PARTS)
    def test_each_part_can_be_missing(self, part: str) -> None:
        changed: dict[str, Any] = {part: []}
        expected: tuple[str, ...] = (part,)
        if part == "with_participant":
            changed = {part: False}
        if part == "any_hour":
            changed = {"professionals": [HelpContact(who="Vårdcentral", reach="08-99")]}
        if part == "professionals":
            expected = ("professionals", "any_hour")
        without = plan("p-1", **changed)
        assert missing_in_crisis_plan(without, CRISIS_PLAN_PARTS) == expected

    def test_only_what_is_asked_for_can_be_missing(self) -> None:
        bare = plan("p-1", coping=[], supporters=[])
        assert missing_in_crisis_plan(bare, ("supporters", "warning_signs")) == ("supporters",)
        assert missing_in_crisis_plan(bare, ()) == ()

    def test_nothing_in_ones_own_words_is_ever_shown(self) -> None:
        shown = repr(plan("p-1")) + repr(ON_CALL) + repr(reviewed("r-1", 1))
        for said in ("Sover", "Promenad", "Bibliotek", "Syster", "Medicin", "teamet", "08-"):
            assert said not in shown

    def test_an_identity_number_among_the_words_is_refused(self) -> None:
        with refused(("identity_number", "supporters")):
            plan("p-1", supporters=["Åsa 811218-9876"])


class TestOfAnEpisode:
    life = (
        started("s-1"),
        plan("p-1", -5),
        plan("p-2", 10),
        ended("e-1", "s-1", 20),
        started("s-2", 30),
        plan("p-3", 21),
        plan("p-4", 40),
    )

    def test_one_from_before_the_start_counts_and_one_from_an_earlier_episode_does_not(
        self,
    ) -> None:
        told = case(*self.life)
        first, second = episodes(told)
        assert [each.id for each in crisis_plans_of(told, first)] == ["p-1", "p-2"]
        assert [each.id for each in crisis_plans_of(told, second)] == ["p-3", "p-4"]

    def test_both_ends_of_an_episode(self) -> None:
        told = case(started("s-1"), plan("p-1", 20), plan("p-2", 21), ended("e-1", "s-1", 20))
        (only,) = episodes(told)
        assert [each.id for each in crisis_plans_of(told, only)] == ["p-1"]


def looks(*entries: Entry) -> list[tuple[int, str]]:
    told = case(started("s-1"), *entries)
    return [((each.on - day(0)).days, each.entry) for each in looked_at(told, episodes(told)[-1])]


class TestLookedAt:
    def test_agreed_and_reviewed_together_in_order(self) -> None:
        assert looks(plan("p-1", 5), reviewed("r-1", 9), plan("p-2", 7)) == [
            (5, "p-1"),
            (7, "p-2"),
        ]
        assert looks(plan("p-1", 5), reviewed("r-1", 6), plan("p-2", 7)) == [
            (5, "p-1"),
            (6, "r-1"),
            (7, "p-2"),
        ]

    def test_not_without_the_participant(self) -> None:
        assert looks(plan("p-1", 5, with_participant=False)) == []
        assert looks(plan("p-1", 5), reviewed("r-1", 6, along=False)) == [(5, "p-1")]

    def test_of_two_plans_of_one_day_the_later_is_in_force(self) -> None:
        both = plan("p-1", 5), plan("p-2", 5)
        assert looks(*both, reviewed("r-1", 6, "p-1"))[2:] == []
        assert looks(*both, reviewed("r-1", 6, "p-2"))[2:] == [(6, "r-1")]

    def test_a_review_of_nothing(self) -> None:
        assert looks(reviewed("r-1", 6)) == []
        assert looks(plan("p-1", 7), reviewed("r-1", 6)) == [(7, "p-1")]

    def test_a_review_before_the_end_and_not_after_it(self) -> None:
        over = ended("e-1", "s-1", 20)
        assert looks(plan("p-1", 5), over, reviewed("r-1", 20)) == [(5, "p-1"), (20, "r-1")]
        assert looks(plan("p-1", 5), over, reviewed("r-1", 21)) == [(5, "p-1")]

    def test_a_retracted_plan_takes_its_reviews_along(self) -> None:
        assert looks(plan("p-1", 5), reviewed("r-1", 9), retracted("x-1", "p-1", on=5)) == []


def events(told: Case, episode: int = 0) -> list[str]:
    found = triggers(told, episodes(told)[episode])
    return [f"{(each.on - day(0)).days} {each.what.value} {each.entry}" for each in found]


class TestTriggers:
    def test_in_order_of_day_and_entry(self) -> None:
        told = case(
            started("s-1"),
            happened("x-2", 9, ReviewTrigger.DISCHARGE),
            happened("x-3", 4),
            happened("x-1", 9),
            note(WorkerChanged, "w-1", 9, start="s-1", worker="cm-2"),
        )
        assert events(told) == [
            "4 crisis x-3",
            "9 responsible_changed w-1",
            "9 crisis x-1",
            "9 discharge x-2",
        ]

    def test_those_of_each_episode(self) -> None:
        told = case(
            started("s-1"),
            *(happened(f"x-{on}", on) for on in (-3, 20, 21, 50)),
            ended("e-1", "s-1", 20),
            started("s-2", 30),
            ended("e-2", "s-2", 49),
        )
        assert events(told) == ["-3 crisis x--3", "20 crisis x-20"]
        assert events(told, 1) == ["21 crisis x-21"]

    def test_a_case_manager_of_the_episode_under_its_old_id(self) -> None:
        told = case(
            started("s-1"),
            started("s-9", corrects=["s-1"]),
            note(WorkerChanged, "w-1", 9, start="s-1", worker="cm-2"),
        )
        assert events(told) == ["9 responsible_changed w-1"]

    def test_the_first_holder_of_the_crisis_is_no_change_and_the_next_is(self) -> None:
        def takes(on: int, who: str, giver: str | None = None) -> tuple[Entry, Entry]:
            offer = note(ResponsibilityOffered, f"o-{on}", on, receiver=who, giver=giver)
            return offer, note(ResponsibilityAccepted, f"a-{on}", on, offer=offer.id)

        first, second, again = takes(3, "hm"), takes(9, "psyk", "hm"), takes(12, "psyk", "psyk")
        assert events(case(started("s-1"), *first)) == []
        told = case(started("s-1"), *first, *second, *again)
        assert events(told) == ["9 responsible_changed a-9"]
