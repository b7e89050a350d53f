"""Every kind refuses what it alone can show to be wrong, and takes what lies on the right side."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.contacts import SETTLING, ContactFollowed, ContactStatus
from cm_method.case.crisis_plans import (
    CRISIS_PLAN_PARTS,
    CrisisPlanAgreed,
    CrisisPlanKind,
    HelpContact,
    crisis_plans_of,
    missing_in_crisis_plan,
)
from cm_method.case.episodes import Episode, episodes
from cm_method.case.kinds import BY_TAG, CASE_KINDS, PARTNERSHIP_KINDS
from cm_method.case.meetings import Attendee, MeetingHeld, Place
from cm_method.case.needs import CrisisLevelAssessed
from cm_method.case.participants import Gender, ParticipantDescribed
from cm_method.case.parties import LegalForm, PartyJoined, WorkerJoined, WorkerLeft
from cm_method.case.plans import (
    PLAN_PARTS,
    ContactPath,
    Goal,
    GoalFollowedUp,
    GoalStatus,
    PlanAgreed,
    missing_in_plan,
    plans_of,
)
from cm_method.case.self_ratings import SelfRated
from cm_method.errors import Refused
from cm_method.fields import checks_of
from cm_method.journal import Category, Entry
from cm_method.testing.strategies import entries
from tests.base.refusal import refused
from tests.case.writing import case, day, ended, note, only_episode, started

EVERY_KIND = tuple(BY_TAG.values())


class TestKinds:
    def test_every_kind_has_its_own_tag(self) -> None:
        assert len(BY_TAG) == len(set(CASE_KINDS) | set(PARTNERSHIP_KINDS))
        assert all(BY_TAG[kind.kind] is kind for kind in EVERY_KIND)
        assert BY_TAG["plan_agreed"] is PlanAgreed

    def test_no_kind_is_listed_twice(self) -> None:
        for kinds in (CASE_KINDS, PARTNERSHIP_KINDS):
            assert len(set(kinds)) == len(kinds)

    def test_every_kind_of_a_journal_is_in_the_list(self) -> None:
        def all_below(cls: type[Entry]) -> set[type[Entry]]:
            below = {c for c in cls.__subclasses__() if c.__module__.startswith("cm_method.")}
            return below | {deeper for each in below for deeper in all_below(each)}

        # attrs makes each class anew with slots, so the first draft of it may still be about.
        assert {kind.kind for kind in all_below(Entry)} == set(BY_TAG)

    def test_every_kind_names_one_category(self) -> None:
        assert all(isinstance(kind.category, Category) for kind in EVERY_KIND)

    @pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.kind)
    def test_every_answer_names_a_kind_that_exists(self, kind: type[Entry]) -> None:
        for field in attrs.fields(kind):
            for wanted in field.metadata.get("answers", ()):
                assert wanted == "entry" or wanted in BY_TAG


FEW = settings(max_examples=10)


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.kind)
class TestEveryKind:
    @FEW
    @given(data=st.data())
    def test_is_frozen_comparable_hashable_and_made_by_keywords_only(
        self, kind: type[Entry], data: DataObject
    ) -> None:
        entry = data.draw(entries(kind))
        same = attrs.evolve(entry)
        assert same == entry
        assert hash(same) == hash(entry)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            entry.id = "other"  # type: ignore[misc]  # must be refused
        with pytest.raises(TypeError):
            kind("hm-1")  # type: ignore[call-arg]  # must be refused

    @FEW
    @given(data=st.data())
    def test_a_moment_is_refused_in_every_field_that_holds_a_day(
        self, kind: type[Entry], data: DataObject
    ) -> None:
        entry = data.draw(entries(kind))
        moment: Any = datetime(2026, 11, 16, 9, tzinfo=UTC)
        for name, _ in checks_of(kind):
            if isinstance(getattr(entry, name), date):
                given: dict[str, Any] = {name: moment}
                with pytest.raises(Refused) as refusal:
                    attrs.evolve(entry, **given)
                assert ("not_a_day", name) in [(p.code, p.path) for p in refusal.value.problems]

    @FEW
    @given(data=st.data())
    def test_an_identity_number_is_refused_in_every_text_but_ways_to_reach(
        self, kind: type[Entry], data: DataObject
    ) -> None:
        entry = data.draw(entries(kind))
        for field in attrs.fields(kind):
            if isinstance(getattr(entry, field.name), str):
                given: dict[str, Any] = {field.name: "Ring 811218-9876"}
                if field.metadata.get("text") == "telephone":
                    assert attrs.evolve(entry, **given) != entry
                else:
                    with refused(("identity_number", field.name)):
                        attrs.evolve(entry, **given)

    @FEW
    @given(data=st.data())
    def test_nothing_private_is_shown_in_a_repr(self, kind: type[Entry], data: DataObject) -> None:
        shown = repr(data.draw(entries(kind)))
        for field in attrs.fields(kind):
            private = field.metadata.get("text") in ("free", "telephone")
            if private or field.name in PRIVATE:
                assert f"{field.name}=" not in shown


PRIVATE = frozenset(
    {
        *("birth_year", "birth_date", "gender", "score", "answers", "words", "note", "reach"),
        *("warning_signs", "coping", "distractions", "supporters", "professionals"),
        *("safe_surroundings", "what", "who", "how", "sub_goals", "description"),
    }
)
"""What may tell somebody who the person is, or how they are."""


class TestParticipantDescribed:
    def described(self, on: int = 0, **facts: Any) -> ParticipantDescribed:
        return note(ParticipantDescribed, "hm-1", on, **facts)

    def test_every_fact_may_be_missing(self) -> None:
        assert self.described().birth_year is None
        assert self.described(gender=Gender.NOT_STATED).gender is Gender.NOT_STATED

    def test_year_and_day_of_birth_agree(self) -> None:
        assert self.described(birth_year=2001, birth_date=date(2001, 12, 31)).birth_year == 2001
        for year in (2000, 2002):
            with refused(("birth_year_and_date_differ", "birth_year")):
                self.described(birth_year=year, birth_date=date(2001, 6, 1))

    @pytest.mark.parametrize("year", [1900, 2026])
    def test_a_likely_year_of_birth(self, year: int) -> None:
        assert self.described(birth_year=year).birth_year == year

    @pytest.mark.parametrize("year", [1899, 2027, 0, -5])
    def test_an_unlikely_year_of_birth(self, year: int) -> None:
        with refused(("birth_year_unlikely", "birth_year")):
            self.described(birth_year=year)

    def test_an_unlikely_day_of_birth_is_told_of_the_day(self) -> None:
        for born in (date(1899, 12, 31), date(2027, 1, 1)):
            with refused(("birth_year_unlikely", "birth_date")):
                self.described(birth_date=born)

    def test_nobody_is_described_before_birth(self) -> None:
        assert self.described(birth_date=day(0)).birth_date == day(0)
        with refused(("before_birth", "on")):
            self.described(birth_date=day(1))


class TestPlanAgreed:
    def plan(self, **more: Any) -> PlanAgreed:
        return note(PlanAgreed, "hm-1", **{"with_participant": True, **more})

    def test_a_contact_is_named_once(self) -> None:
        paths = [ContactPath(contact="psykiatri"), ContactPath(contact="soc", priority=True)]
        assert self.plan(contact_paths=paths).priority_contacts == ("soc",)
        with refused(("contact_named_twice", "contact_paths")):
            self.plan(contact_paths=[*paths, ContactPath(contact="soc")])

    def test_it_is_not_reviewed_before_it_was_agreed(self) -> None:
        assert self.plan(review_on=day(0)).review_on == day(0)
        with refused(("review_before_plan", "review_on")):
            self.plan(review_on=day(-1))

    def test_a_bare_text_is_no_list_of_goals(self) -> None:
        with refused(("not_a_list", "goals"), ("not_a_list", "contact_paths")):
            self.plan(goals="Sova", contact_paths="psykiatri")

    def test_a_clear_plan_lacks_nothing(self) -> None:
        goal = Goal(what="Sova bättre", sub_goals=["Läkartid bokad"])
        path = ContactPath(contact="psykiatri")
        clear = self.plan(goals=[goal], contact_paths=[path])
        assert missing_in_plan(clear, PLAN_PARTS) == ()
        bare = Goal(what="Gå ut")
        assert missing_in_plan(attrs.evolve(clear, goals=[goal, bare]), PLAN_PARTS) == (
            "sub_goals",
        )
        assert missing_in_plan(attrs.evolve(clear, contact_paths=[]), PLAN_PARTS) == (
            "contact_path",
        )
        assert missing_in_plan(attrs.evolve(clear, with_participant=False), PLAN_PARTS) == (
            "with_participant",
        )

    def test_only_the_asked_parts_are_missed_and_in_the_asked_order(self) -> None:
        empty = self.plan(with_participant=False)
        assert missing_in_plan(empty, PLAN_PARTS) == ("goal", "contact_path", "with_participant")
        assert missing_in_plan(empty, ("with_participant", "goal")) == ("with_participant", "goal")
        assert missing_in_plan(empty, ()) == ()


class TestPlansOfAnEpisode:
    def plan(self, id: str, on: int) -> PlanAgreed:
        return note(PlanAgreed, id, on, with_participant=True)

    def ids(self, *entries: Entry, **asked: Any) -> list[str]:
        told = case(*entries)
        return [plan.id for plan in plans_of(told, only_episode(told), **asked)]

    def test_the_one_in_force_at_the_start_and_those_until_the_end(self) -> None:
        plans = [self.plan(f"p-{on}", on) for on in (-20, -10, 0, 5, 20, 21)]
        assert self.ids(started(), ended("hm-2", "hm-1", 20), *plans) == ["p-0", "p-5", "p-20"]
        assert self.ids(started(), *plans[:2], *plans[3:]) == ["p--10", "p-5", "p-20", "p-21"]

    def test_another_day_may_count_as_the_start(self) -> None:
        plans = [self.plan(f"p-{on}", on) for on in (-20, -10, 0)]
        assert self.ids(started(), *plans, since=day(-15)) == ["p--20", "p--10", "p-0"]

    def test_a_plan_ends_with_its_episode(self) -> None:
        told = case(
            started("s-1", -100),
            ended("e-1", "s-1", -50),
            self.plan("p-1", -50),
            self.plan("p-2", -49),
            started("s-2", 0),
        )
        second = [p.id for e in only_second(told) for p in plans_of(told, e)]
        assert second == ["p-2"]
        old = case(*(entry for entry in told.entries if entry.id != "p-2"))
        assert [p.id for e in only_second(old) for p in plans_of(old, e)] == []


def only_second(told: Case) -> list[Episode]:
    return [episode for episode in episodes(told) if episode.number == 2]


class TestGoalFollowedUp:
    def test_goals_are_numbered_from_one(self) -> None:
        right: dict[str, Any] = {"plan": "hm-0", "status": GoalStatus.REACHED}
        assert note(GoalFollowedUp, "hm-1", number=1, **right).number == 1
        with refused(("goal_number_below_one", "number")):
            note(GoalFollowedUp, "hm-1", number=0, **right)


class TestContactFollowed:
    def test_only_a_planned_visit_lies_ahead(self) -> None:
        for status in ContactStatus:
            given: dict[str, Any] = {"contact": "psykiatri", "status": status}
            assert note(ContactFollowed, "hm-1", **given).planned_for is None
            if status is ContactStatus.PLANNED:
                ahead = note(ContactFollowed, "hm-1", planned_for=day(9), **given)
                assert ahead.planned_for == day(9)
            else:
                with refused(("planned_for_without_plan", "planned_for")):
                    note(ContactFollowed, "hm-1", planned_for=day(9), **given)

    def test_a_planned_or_missed_visit_settles_nothing(self) -> None:
        assert set(ContactStatus) - SETTLING == {ContactStatus.PLANNED, ContactStatus.MISSED}


class TestMeetingHeld:
    def test_somebody_was_there(self) -> None:
        right: dict[str, Any] = {"place": Place.HOME, "individual_contact": True}
        held = note(MeetingHeld, "hm-1", attendees=[Attendee.PARTICIPANT], **right)
        assert held.attendees == (Attendee.PARTICIPANT,)
        with refused(("meeting_with_nobody", "attendees")):
            note(MeetingHeld, "hm-1", attendees=[], **right)


class TestSelfRated:
    def test_either_a_score_or_answers(self) -> None:
        assert note(SelfRated, "hm-1", instrument="ucla-3", score=0).score == 0
        assert note(SelfRated, "hm-1", instrument="ucla-3", answers=[1, None]).answers == (1, None)
        with refused(("score_or_answers", "score")):
            note(SelfRated, "hm-1", instrument="ucla-3")
        with refused(("score_or_answers", "score")):
            note(SelfRated, "hm-1", instrument="ucla-3", score=3, answers=[1, 1, 1])


class TestCrisisPlans:
    complete: ClassVar[dict[str, Any]] = {
        "plan_kind": CrisisPlanKind.SAFETY_PLAN,
        "warning_signs": ["Sover inte"],
        "coping": ["Går ut"],
        "distractions": ["Biblioteket"],
        "supporters": ["Min syster"],
        "professionals": [HelpContact(who="Mobila teamet", reach="08-1", any_hour=True)],
        "safe_surroundings": ["Lämnar nyckeln"],
        "with_participant": True,
    }

    def plan(self, **more: Any) -> CrisisPlanAgreed:
        return note(CrisisPlanAgreed, "hm-1", **{**self.complete, **more})

    def test_a_complete_one_lacks_nothing_whatever_it_is_called(self) -> None:
        for kind in CrisisPlanKind:
            assert missing_in_crisis_plan(self.plan(plan_kind=kind), CRISIS_PLAN_PARTS) == ()

    @pytest.mark.parametrize("part", [part for part in CRISIS_PLAN_PARTS if part != "any_hour"])
    def test_each_part_can_be_missing(self, part: str) -> None:
        empty: object = False if part == "with_participant" else []
        lacks = missing_in_crisis_plan(self.plan(**{part: empty}), CRISIS_PLAN_PARTS)
        assert set(lacks) - {"any_hour"} == {part}

    def test_somebody_must_answer_at_any_hour(self) -> None:
        by_day = HelpContact(who="Mottagningen", reach="08-2")
        lacks = missing_in_crisis_plan(self.plan(professionals=[by_day]), CRISIS_PLAN_PARTS)
        assert lacks == ("any_hour",)
        both = [by_day, *self.complete["professionals"]]
        assert missing_in_crisis_plan(self.plan(professionals=both), CRISIS_PLAN_PARTS) == ()

    def test_only_the_asked_parts_are_missed(self) -> None:
        empty = note(
            CrisisPlanAgreed, "hm-1", plan_kind=CrisisPlanKind.CRISIS_PLAN, with_participant=False
        )
        assert missing_in_crisis_plan(empty, CRISIS_PLAN_PARTS) == CRISIS_PLAN_PARTS
        assert missing_in_crisis_plan(empty, ()) == ()

    def test_one_from_an_earlier_episode_ended_with_it(self) -> None:
        def plan(id: str, on: int) -> CrisisPlanAgreed:
            return note(CrisisPlanAgreed, id, on, **self.complete)

        told = case(
            started("s-1", -100),
            ended("e-1", "s-1", -50),
            *(plan(f"p-{on}", on) for on in (-120, -60, -50, -49, 0, 20, 21)),
            started("s-2", 0),
            ended("e-2", "s-2", 20),
        )
        (second,) = only_second(told)
        assert [p.id for p in crisis_plans_of(told, second)] == ["p--49", "p-0", "p-20"]
        ongoing = case(plan("p-1", -20), started("s-1", 0), plan("p-2", 999))
        of_first = crisis_plans_of(ongoing, only_episode(ongoing))
        assert [p.id for p in of_first] == ["p-1", "p-2"]


class TestCodes:
    def test_a_level_is_any_code_for_the_method_to_know(self) -> None:
        assert note(CrisisLevelAssessed, "hm-1", level="own").level == "own"
        with refused(("blank_text", "level")):
            note(CrisisLevelAssessed, "hm-1", level="")

    def test_parties_and_workers(self) -> None:
        party = note(PartyJoined, "hm-1", party="hm", name="Hela", legal_form=LegalForm.ASSOCIATION)
        worker = note(WorkerJoined, "hm-2", worker="cm-1", party="hm", reach="08-1")
        assert party.category is worker.category is Category.ADMINISTRATION
        assert "08-1" not in repr(worker)
        assert note(WorkerLeft, "hm-3", joined="hm-2").joined == "hm-2"
