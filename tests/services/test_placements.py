"""Placing many at once, and what becomes of those whose worker leaves."""

from __future__ import annotations

from typing import Any

from hypothesis import given, strategies as st

from cm_method.case.parties import Parties, WorkerLeft
from cm_method.case.responsibility import AbsenceNoted
from cm_method.cohort.leaving import if_leaves
from cm_method.errors import has_words
from cm_method.journal import Entry
from cm_method.labels import LANGUAGES
from cm_method.services.caseload import Caseload, forecast
from cm_method.services.placements import (
    Placement,
    PlacementPlan,
    Rematch,
    check_placements,
    rematch,
)
from tests.case.test_assignments import accepted, ordered
from tests.case.writing import day, note, started
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
    with_guidelines,
)
from tests.services.test_caseload import change, planned


def placing(*pairs: tuple[str, str], service: Any = CM) -> list[Placement]:
    return [Placement(participant=who, worker=worker, service=service) for who, worker in pairs]


def problems(plan: PlacementPlan) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in plan.problems]


class TestPlacements:
    def test_a_plan_that_holds_has_no_problems_and_says_what_each_would_have(self) -> None:
        plan = check_placements(load_of(several(1)), placing(("P-8", "cm-1"), ("P-9", "cm-2")))
        assert problems(plan) == []
        assert [(load.worker, load.active, load.room) for load in plan.loads] == [
            ("cm-1", 2, 0),
            ("cm-2", 1, 1),
        ]

    def test_all_are_counted_together(self) -> None:
        """Each of them alone would fit."""
        now = load_of(several(1))
        for who in ("P-8", "P-9"):
            assert problems(check_placements(now, placing((who, "cm-1")))) == []
        both = check_placements(now, placing(("P-8", "cm-1"), ("P-9", "cm-1")))
        assert problems(both) == [("placed_over_guideline", "cm-1/case_management")]
        assert dict(both.problems[0].facts) == {"worker": "cm-1", "count": 3, "guideline": 2}

    def test_with_those_who_are_planned_to_come(self) -> None:
        now = load_of({**several(1), "P-7": [planned()]})
        assert problems(check_placements(now, placing(("P-8", "cm-1")))) == [
            ("placed_over_guideline", "cm-1/case_management")
        ]
        assert problems(check_placements(now, placing(("P-7", "cm-1")))) == []

    def test_who_is_over_already_and_receives_nobody_is_no_problem(self) -> None:
        assert problems(check_placements(load_of(several(3)), placing(("P-8", "cm-2")))) == []

    def test_an_exception_covers_so_many(self) -> None:
        now = load_of(several(2), exceptions=[exception(3, 0, 99)])
        assert problems(check_placements(now, placing(("P-8", "cm-1")))) == []
        assert problems(check_placements(now, placing(("P-8", "cm-1"), ("P-9", "cm-1")))) == [
            ("placed_over_exception", "cm-1/case_management")
        ]
        over = load_of(several(2), exceptions=[exception(3, 31, 99)])
        assert problems(check_placements(over, placing(("P-8", "cm-1")))) != []

    def test_without_a_guideline_there_is_none_to_pass(self) -> None:
        assert problems(check_placements(load_of(several(40), IOP), placing(("P-8", "cm-1")))) == []

    def test_who_has_the_service_changes_worker(self) -> None:
        now = load_of({**several(2), **several(2, "cm-2", 3)})
        plan = check_placements(now, placing(("P-01", "cm-2"), ("P-03", "cm-1")))
        assert problems(plan) == []
        assert [load.participants for load in plan.loads] == [("P-02", "P-03"), ("P-01", "P-04")]

    def test_all_that_is_wrong_is_told_at_once(self) -> None:
        away = note(AbsenceNoted, "b-1", 9, absent="cm-2", first=day(0))
        staff = parties(joined("cm-8", "w-8", on=31), note(WorkerLeft, "l-1", 29, joined="w-3"))
        now = load_of({**several(2), "P-03": [started("s-1"), away]}, staff=staff)
        wrong = placing(
            ("P-6", "cm-1"), ("P-6", "cm-2"), ("P-7", "bo-1"), ("P-8", "cm-8"), ("P-9", "cm-9")
        )
        found = check_placements(now, wrong)
        assert problems(found) == [
            ("placed_several_times", "P-6/case_management"),
            ("placed_with_one_away", "cm-2"),
            ("placed_with_one_who_left", "bo-1"),
            ("placed_before_joining", "cm-8"),
            ("placed_with_unknown_worker", "cm-9"),
            ("placed_over_guideline", "cm-1/case_management"),
        ]
        for problem in found.problems:
            for lang in LANGUAGES:
                assert has_words(problem.code, lang)
                assert "{" not in problem.explain(lang)

    def test_one_participant_may_have_two_services(self) -> None:
        both = [*placing(("P-8", "cm-1")), *placing(("P-8", "cm-1"), service=HOUSING)]
        assert problems(check_placements(load_of({}), both)) == []

    def test_where_the_partnership_names_no_workers_their_codes_are_not_checked(self) -> None:
        now = load_of({}, staff=Parties())
        assert problems(check_placements(now, placing(("P-8", "anybody")))) == []


def placed(found: Rematch) -> list[tuple[str, str]]:
    return [(each.participant, each.worker) for each in found.placements]


class TestRematch:
    def test_those_who_lose_their_worker_go_where_there_is_room(self) -> None:
        now = load_of({**several(2), **several(1, "cm-2", 3)})
        found = rematch(now, "cm-1", day(40))
        assert placed(found) == [("P-01", "bo-1"), ("P-02", "bo-1")]
        assert found.remaining == ()
        assert [(load.worker, load.active) for load in found.loads] == [("bo-1", 2)]

    def test_or_it_says_who_remains_without(self) -> None:
        now = load_of({**several(2), **several(2, "cm-2", 3), **several(1, "bo-1", 5)})
        found = rematch(now, "cm-1", day(40))
        assert placed(found) == [("P-01", "bo-1")]
        assert [(e.participant, e.why.value) for e in found.remaining] == [("P-02", "no_room")]
        assert found.remaining[0].explain("en") == (
            "P-02 would be without case management: nobody who has the service has room."
        )

    def test_where_nobody_is_left_it_says_so(self) -> None:
        staff = parties(
            note(WorkerLeft, "l-1", 29, joined="w-2"), note(WorkerLeft, "l-2", 29, joined="w-3")
        )
        found = rematch(load_of(several(1), staff=staff), "cm-1", day(40))
        assert [(e.participant, e.why.value) for e in found.remaining] == [("P-01", "nobody_there")]
        assert "{" not in found.remaining[0].explain("sv")

    def test_without_a_guideline_they_are_spread(self) -> None:
        found = rematch(load_of(several(3), IOP), "cm-1", day(40))
        assert placed(found) == [("P-01", "bo-1"), ("P-02", "cm-2"), ("P-03", "bo-1")]

    def test_a_party_leaves_with_all_its_workers(self) -> None:
        now = load_of({**several(1), **several(1, "cm-2", 2)})
        assert placed(rematch(now, "hm", day(40))) == [("P-01", "bo-1"), ("P-02", "bo-1")]

    def test_who_was_to_come_needs_somebody_else_too(self) -> None:
        now = load_of({"P-9": [planned(ahead=50)]})
        assert placed(rematch(now, "cm-1", day(40))) == [("P-9", "bo-1")]

    def test_who_will_have_gone_by_then_does_not(self) -> None:
        def found(ahead: int) -> list[tuple[str, str]]:
            now = load_of({"P-1": [started("s-1"), change(ahead=ahead)]})
            return placed(rematch(now, "cm-1", day(40)))

        assert [found(41), found(42)] == [[], [("P-1", "cm-2")]]

    def test_who_is_planned_for_somebody_goes_to_them_though_others_have_more_room(self) -> None:
        later = {"P-1": [started("s-1"), change(ahead=60)], **several(1, "cm-2", 2)}
        now = load_of(later)
        assert now.load("cm-2").room == 0
        assert placed(rematch(now, "cm-1", day(40))) == [("P-1", "cm-2")]

    def test_nobody_goes_to_somebody_who_only_holds_another_service(self) -> None:
        home = {"P-8": [ordered(), accepted(worker="bo-1")]}
        now = load_of({**several(3), **home}, with_guidelines((CM, 2)))
        assert placed(rematch(now, "cm-1", day(40))) == [("P-01", "cm-2"), ("P-02", "cm-2")]
        assert placed(rematch(now, "bo-1", day(40))) == [("P-8", "cm-2")]

    def test_nobody_goes_to_somebody_who_has_not_joined(self) -> None:
        staff = parties(joined("cm-0", "w-0", on=41))
        now = load_of({**several(1), "P-9": [planned(ahead=60, worker="cm-0")]}, staff=staff)
        assert placed(rematch(now, "cm-1", day(39))) == [("P-01", "bo-1")]
        assert placed(rematch(now, "cm-1", day(40))) == [("P-01", "bo-1")]

    def test_it_agrees_with_what_the_leaving_of_a_worker_orphans(self) -> None:
        entries = {**several(3), **several(2, "cm-2", 4)}
        cases = [read(who, written, 30) for who, written in entries.items()]
        for who in ("cm-1", "cm-2", "hm", "bo-1"):
            led = if_leaves(cases, who, day(40), parties=parties()).led
            found = rematch(load_of(entries, CITY), who, day(40))
            touched = {e.participant for e in found.placements}
            assert touched | {e.participant for e in found.remaining} == set(led)

    def test_a_leaving_that_lies_behind_is_asked_about_today(self) -> None:
        assert placed(rematch(load_of(several(1)), "cm-1", day(3))) == [("P-01", "bo-1")]


@st.composite
def busy(draw: Any) -> Caseload:
    """Up to eight participants with three workers in two services, some planned."""
    workers = st.sampled_from(("cm-1", "cm-2", "bo-1"))
    entries: dict[str, list[Entry]] = {}
    for number in range(draw(st.integers(0, 8))):
        found: list[Entry] = []
        if draw(st.booleans()):
            found.append(started("s-1", worker=draw(workers)))
            if draw(st.booleans()):
                found.append(change(worker=draw(workers), ahead=draw(st.integers(31, 50))))
        if draw(st.booleans()):
            found.append(planned(worker=draw(workers), ahead=draw(st.integers(31, 50))))
        if draw(st.booleans()):
            found += [ordered(), accepted(worker=draw(workers))]
        entries[f"P-{number}"] = found
    return load_of(entries, draw(st.sampled_from((TWO, IOP, CITY))))


@given(busy(), st.sampled_from(("cm-1", "cm-2", "bo-1", "hm", "sdf")), st.integers(30, 50))
def test_everybody_is_placed_or_remains_and_nobody_is_placed_over_the_guideline(
    now: Caseload, who: str, last: int
) -> None:
    found = rematch(now, who, day(last))
    goes = {code for code in ("cm-1", "cm-2", "bo-1") if who in (code, now.parties.party(code))}
    after = forecast(now, day(last + 1))[-1]
    touched = [(e.participant, e.service) for e in found.placements]
    touched += [(e.participant, e.service) for e in found.remaining]
    assert len(set(touched)) == len(touched)
    held = {(e.participant, e.service) for e in after.held if e.worker in goes}
    coming = {(e.participant, e.service) for e in after.pending if e.worker in goes}
    assert set(touched) == held | coming
    assert not goes & {each.worker for each in found.placements}
    for load in found.loads:
        before = after.load(load.worker, load.service)
        most = load.guideline
        assert most is None or len(load.reserved) <= max(most, len(before.reserved))
    for service in {each.service for each in found.remaining}:
        for load in after.loads():
            if load.service is service and load.worker not in goes:
                new = [
                    each
                    for each in found.placements
                    if (each.service, each.worker) == (service, load.worker)
                    and each.participant not in load.reserved
                ]
                assert load.room == len(new)
