"""Where an assignment stands on each day, and what it lacks, with the source behind it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.assignments import (
    AssignmentDeclined,
    AssignmentFollowedUp,
    AssignmentWorkerChanged,
    LegalGround,
    RightToApplyTold,
)
from cm_method.case.case import Case
from cm_method.case.participants import Died
from cm_method.case.services import ServiceKind
from cm_method.dates import plus_months
from cm_method.errors import facts
from cm_method.journal import Entry
from cm_method.labels import LANGUAGES
from cm_method.services.assignments import (
    CLOSED,
    FOLLOW_UP,
    ORDER,
    PLAN,
    PROVIDER,
    RIGHT_TO_APPLY,
    Assignment,
    AssignmentState,
    LackKind,
    assignments,
)
from cm_method.sources import Document
from cm_method.testing.strategies import any_journals, days_around
from tests.api.test_sources import FILES, SEEDS, document, folded
from tests.case.test_assignments import accepted, ordered, over, plan
from tests.case.writing import case, day, note


def only(*entries: Entry, on: int = 30) -> Assignment:
    (found,) = assignments(case(*entries, on=on))
    return found


def lacks(*entries: Entry, on: int = 30) -> list[str]:
    return [lack.kind.value for lack in only(*entries, on=on).lacks]


def declined(on: int = 5) -> AssignmentDeclined:
    return note(AssignmentDeclined, "d-1", on, assignment="o-1")


def worker(code: str, on: int, id: str = "w-1") -> AssignmentWorkerChanged:
    return note(AssignmentWorkerChanged, id, on, assignment="o-1", worker=code)


def followed_up(on: int, id: str = "f-1", **more: Any) -> AssignmentFollowedUp:
    return note(AssignmentFollowedUp, id, on, assignment="o-1", **more)


class TestState:
    @pytest.mark.parametrize(
        ("entries", "on", "state", "since"),
        [
            ((), 0, "ordered", 0),
            ((accepted(),), 4, "ordered", 0),
            ((accepted(),), 5, "under_way", 5),
            ((accepted(worker=None),), 5, "accepted", 5),
            ((accepted(worker=None), worker("cm-2", 9)), 8, "accepted", 5),
            ((accepted(worker=None), worker("cm-2", 9)), 9, "under_way", 9),
            ((declined(),), 5, "declined", 5),
            ((accepted(), over()), 50, "under_way", 5),
            ((accepted(), over()), 51, "ended", 51),
            ((over(),), 51, "ended", 51),
            ((accepted(), note(Died, "x-1", 20)), 20, "under_way", 5),
            ((accepted(), note(Died, "x-1", 20)), 21, "ended", 21),
            ((accepted(), over(), note(Died, "x-1", 20)), 21, "ended", 21),
            ((accepted(), note(Died, "x-1", -1)), 30, "under_way", 5),
        ],
    )
    def test_on_both_sides_of_each_boundary_day(
        self, entries: tuple[Entry, ...], on: int, state: str, since: int
    ) -> None:
        found = only(ordered(), *entries, on=on)
        assert (found.state.value, found.since) == (state, day(since))

    def test_the_first_answer_stands(self) -> None:
        assert only(ordered(), declined(), accepted(on=6)).state is AssignmentState.DECLINED
        assert only(ordered(), accepted(), declined(6)).state is AssignmentState.UNDER_WAY

    def test_who_carries_it_out_is_the_one_named_last(self) -> None:
        assert only(ordered(), accepted(), worker("cm-2", 9), on=8).worker == "cm-1"
        assert only(ordered(), accepted(), worker("cm-2", 9), on=9).worker == "cm-2"

    def test_nobody_carries_out_what_is_not_accepted(self) -> None:
        early = only(ordered(), worker("cm-2", 3), accepted(worker=None))
        assert early.worker is None
        assert only(ordered(), worker("cm-2", 3)).worker is None

    def test_orders_that_compete_are_marked(self) -> None:
        rivals = [ordered(f"o-{n}", corrects=["o-1"]) for n in (2, 3)]
        found = assignments(case(ordered(), accepted(), *rivals))
        assert [(each.contested, each.is_under_way) for each in found] == [(True, True)] * 2
        assert not only(ordered()).contested

    def test_it_is_said_in_words(self) -> None:
        assert only(ordered(), accepted()).explain("en") == (
            "Under way since 2026-11-21, carried out by cm-1."
        )
        assert only(ordered()).explain("sv") == (
            "Beställt hos hm den 2026-11-16; inget svar är antecknat."
        )


class TestLacks:
    whole = (ordered(precondition=True), accepted(), plan())

    def test_an_assignment_in_order_lacks_nothing(self) -> None:
        assert lacks(*self.whole) == []

    def test_the_precondition(self) -> None:
        assert lacks(ordered(), *self.whole[1:]) == ["precondition_not_recorded"]
        assert lacks(ordered(precondition=False), *self.whole[1:]) == ["need_met_otherwise"]

    def test_an_answer(self) -> None:
        (lack,) = only(ordered(precondition=True), on=3).lacks
        assert (lack.kind, lack.since, lack.source) == (LackKind.NO_ANSWER, day(0), PROVIDER)
        assert lack.facts == facts(provider="hm", days=3)

    def test_a_worker(self) -> None:
        assert lacks(self.whole[0], accepted(worker=None), plan()) == ["no_worker"]

    def test_an_implementation_plan_made_together(self) -> None:
        (lack,) = only(*self.whole[:2]).lacks
        assert (lack.kind, lack.since) == (LackKind.NO_PLAN, day(5))
        assert lack.source is PLAN[ServiceKind.HOUSING_SUPPORT]
        assert lacks(*self.whole[:2], plan(with_participant=False)) == ["plan_without_participant"]
        assert lacks(*self.whole[:2], plan(with_participant=False), plan("g-2", 10)) == []

    def test_a_plan_only_where_the_source_speaks_of_one(self) -> None:
        other = ordered(precondition=True, service=ServiceKind.PERSONAL_OMBUDSMAN)
        assert lacks(other, accepted()) == []
        managed = ordered(precondition=True, service=ServiceKind.CASE_MANAGEMENT)
        (lack,) = only(managed, accepted()).lacks
        assert lack.source is PLAN[ServiceKind.CASE_MANAGEMENT]

    def test_a_follow_up_from_the_day_after_the_one_that_is_set(self) -> None:
        due = (*self.whole[:2], plan(follow_up_on=day(20)))
        assert lacks(*due, on=20) == []
        (lack,) = only(*due, on=21).lacks
        assert (lack.kind, lack.since, lack.source) == (
            LackKind.FOLLOW_UP_OVERDUE,
            day(20),
            FOLLOW_UP,
        )

    def test_a_follow_up_answers_it_and_may_set_the_next_day(self) -> None:
        due = (*self.whole[:2], plan(follow_up_on=day(20)))
        assert lacks(*due, followed_up(12)) == []
        again = followed_up(12, follow_up_on=day(25))
        assert lacks(*due, again, on=25) == []
        assert lacks(*due, again, on=26) == ["follow_up_overdue"]
        before = followed_up(6, follow_up_on=day(7))
        assert only(*due, before).follow_up_on == day(20)

    def test_the_right_to_apply_only_without_individual_assessment(self) -> None:
        without = ordered(precondition=True, legal_ground=LegalGround.SOL_11_5)
        told = note(RightToApplyTold, "r-1", 3, assignment="o-1")
        (lack,) = only(without, accepted(), plan()).lacks
        assert (lack.kind, lack.source) == (LackKind.RIGHT_TO_APPLY_NOT_TOLD, RIGHT_TO_APPLY)
        assert lacks(without, accepted(), plan(), told) == []
        assert lacks(*self.whole) == []

    def test_what_is_over_lacks_nothing(self) -> None:
        bare = ordered(legal_ground=LegalGround.SOL_11_5)
        assert lacks(bare, declined()) == []
        assert lacks(bare, accepted(), over(), on=51) == []
        assert lacks(bare, accepted(), over(), on=50) != []

    def test_everything_lacking_is_said_in_words(self) -> None:
        everything = only(
            ordered(legal_ground=LegalGround.SOL_11_5),
            accepted(worker=None),
            plan(with_participant=False, follow_up_on=day(10)),
        )
        said = [lack.explain("en") for lack in everything.lacks]
        assert said[1] == "Nobody at hm is named to carry the assignment out."
        assert len(said) == 5
        for lang in LANGUAGES:
            assert all("{" not in lack.explain(lang) for lack in everything.lacks)


class TestMonthsAndPrice:
    @pytest.mark.parametrize(
        ("accepted_on", "on", "months"),
        [
            (date(2026, 11, 16), date(2026, 12, 14), 0),
            (date(2026, 11, 16), date(2026, 12, 15), 1),
            (date(2026, 11, 30), date(2027, 2, 26), 2),
            (date(2026, 11, 30), date(2027, 2, 27), 3),
        ],
    )
    def test_only_whole_months_are_counted(self, accepted_on: date, on: date, months: int) -> None:
        start = (accepted_on - day(0)).days
        found = only(ordered(monthly_price_sek=9_000), accepted(on=start), on=(on - day(0)).days)
        assert (found.months, found.price_sek) == (months, 9_000 * months)

    def test_they_stop_with_the_assignment(self) -> None:
        ended = (ordered(monthly_price_sek=9_000), accepted(on=0), over(on=29))
        assert only(*ended, on=29).months == only(*ended, on=300).months == 1
        assert only(ordered(), accepted(on=0), on=29).price_sek is None
        assert only(ordered(monthly_price_sek=9_000)).price_sek == 0


@given(st.data())
def test_what_is_lacking_has_a_source_and_hangs_on_what_is_open(data: DataObject) -> None:
    journal = data.draw(any_journals())
    for found in assignments(Case.of(journal, on=data.draw(days_around(journal)))):
        assert found.lacks == () or found.state not in CLOSED
        assert found.is_under_way == (found.state is AssignmentState.UNDER_WAY)
        assert found.worker is not None or not found.is_under_way
        assert found.state is AssignmentState.ORDERED or found.since <= found.on
        assert len({lack.kind for lack in found.lacks}) == len(found.lacks)
        if found.accepted is not None and found.months:
            assert plus_months(found.accepted, found.months - 1) <= found.on


@pytest.mark.parametrize("source", [ORDER, PROVIDER, *PLAN.values()], ids=lambda s: s.quote[:30])
def test_what_is_quoted_stands_in_its_document(source: Any) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the source documents do not lie beside this checkout")
    name = FILES[Document.CITY_2025]
    assert folded(source.quote) in document(name)
    lines = (SEEDS / name).read_text(encoding="utf-8").splitlines()
    assert source.section in {line.strip() for line in lines}
