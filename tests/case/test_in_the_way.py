"""What stands in a person's way on a day, held against a reading of one day after another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.episodes import EndReason, death, episodes
from cm_method.case.holdings import standing_need
from cm_method.case.in_the_way import (
    MissingService,
    StandingObstacle,
    WhyOver,
    missing_services,
    obstacles,
)
from cm_method.case.needs import NeedArea, NeedAssessed, NeedClosed, needs
from cm_method.case.obstacles import ObstacleNoted, ObstacleOvercome, ServiceMissing
from cm_method.case.participants import Died
from cm_method.case.responsibility import LiftAnswered, LiftedTo, NeedLifted
from cm_method.case.services import ServiceKind
from cm_method.dates import plus_days
from cm_method.journal import Entry, Journal
from cm_method.testing.strategies import any_journals, days_around, days_known
from tests.case.writing import case, day, ended, note, retracted, started

NEED = note(NeedAssessed, "n-1", 2, area=NeedArea.HOUSING)


def noted(id: str, on: int, **more: Any) -> ObstacleNoted:
    recorded = more.pop("recorded", None)
    return note(ObstacleNoted, id, on, recorded=recorded, **{"obstacle": "long_waiting", **more})


def missing(id: str, on: int, **more: Any) -> ServiceMissing:
    recorded = more.pop("recorded", None)
    given = {"need": "n-1", "service": ServiceKind.HOUSING_FIRST, **more}
    return note(ServiceMissing, id, on, recorded=recorded, **given)


def lifted(id: str, on: int, need: str = "n-1", **more: Any) -> NeedLifted:
    given = {"lifter": "cm-1", "lifted_to": LiftedTo.STEERING_GROUP, **more}
    return note(NeedLifted, id, on, need=need, **given)


def answer(id: str, on: int, lift: str, *, found: bool) -> LiftAnswered:
    return note(LiftAnswered, id, on, lift=lift, service_found=found)


def only(*entries: Entry, on: int = 99, known: int | None = None) -> StandingObstacle:
    (found,) = obstacles(case(started(), NEED, *entries, on=on, known=known))
    return found


def only_missing(*entries: Entry, on: int = 99, known: int | None = None) -> MissingService:
    (found,) = missing_services(case(started(), NEED, *entries, on=on, known=known))
    return found


FOR_SV = "för boende (n-1): långa väntetider"
FOR_EN = "for housing (n-1): long waiting times"
ENDS: dict[WhyOver, tuple[tuple[Entry, ...], int]] = {
    WhyOver.OVERCOME: ((note(ObstacleOvercome, "c-1", 20, noted="o-1"),), 20),
    WhyOver.NEED_CLOSED: ((note(NeedClosed, "c-1", 20, need="n-1"),), 21),
    WhyOver.SERVICE_ENDED: ((ended("c-1", "hm-1", 20),), 21),
    WhyOver.DIED: ((note(Died, "c-1", 20),), 21),
}


class TestObstacles:
    def test_stands_from_the_day_it_was_noted_until_further_notice(self) -> None:
        found = only(noted("o-1", 5))
        assert [found.stands(day(on)) for on in (4, 5, 99)] == [False, True, True]
        assert (found.code, found.need, found.over, found.why) == ("long_waiting", None, None, None)
        assert [found.days(day(on)) for on in (4, 5, 6)] == [0, 0, 1]

    @pytest.mark.parametrize("why", ENDS)
    def test_is_over_from_the_day_that_ends_it(self, why: WhyOver) -> None:
        entries, over = ENDS[why]
        found = only(noted("o-1", 5, need="n-1"), *entries)
        assert (found.over, found.why) == (day(over), why)
        assert [found.stands(day(on)) for on in (over - 1, over)] == [True, False]
        assert found.days(day(99)) == over - 5

    def test_one_of_no_need_outlives_every_need(self) -> None:
        found = only(noted("o-1", 5), note(NeedClosed, "c-1", 20, need="n-1"))
        assert found.stands(day(99))

    def test_the_end_of_service_is_told_as_a_death_when_that_is_what_it_was(self) -> None:
        found = only(noted("o-1", 5), ended("c-1", "hm-1", 20, reason=EndReason.DEATH))
        assert (found.over, found.why) == (day(21), WhyOver.DIED)

    def test_what_was_done_about_it_goes_before_what_ended_the_same_day(self) -> None:
        over = note(ObstacleOvercome, "c-1", 21, noted="o-1")
        found = only(noted("o-1", 5), over, ended("c-2", "hm-1", 20))
        assert (found.over, found.why) == (day(21), WhyOver.OVERCOME)

    def test_what_is_overcome_after_the_service_was_over_by_then(self) -> None:
        over = note(ObstacleOvercome, "c-1", 40, noted="o-1")
        found = only(noted("o-1", 5), over, ended("c-2", "hm-1", 20))
        assert (found.over, found.why) == (day(21), WhyOver.SERVICE_ENDED)

    def test_what_is_noted_between_two_services_is_taken_along_to_the_next(self) -> None:
        again = (ended("c-1", "hm-1", 20), started("hm-9", 40))
        found = only(noted("o-1", 30), *again)
        assert found.stands(day(99))
        found = only(noted("o-1", 30), *again, ended("c-2", "hm-9", 60))
        assert (found.over, found.why) == (day(61), WhyOver.SERVICE_ENDED)

    def test_what_was_noted_before_any_service_stands(self) -> None:
        (found,) = obstacles(case(noted("o-1", 5)))
        assert found.stands(day(99))

    def test_a_corrected_one_is_told_as_it_stands_today(self) -> None:
        other = noted("o-2", 7, obstacle="ingen-tolk", corrects=["o-1"], recorded=9)
        over = note(ObstacleOvercome, "c-1", 20, noted="o-1")
        found = only(noted("o-1", 5), other, over)
        assert (found.code, found.first, found.over) == ("ingen-tolk", day(7), day(20))
        assert found.entries == ("o-2", "c-1")
        assert only(noted("o-1", 5), other, on=20, known=8).code == "long_waiting"

    def test_while_corrections_compete_it_is_in_doubt(self) -> None:
        rivals = [
            noted("o-2", 7, obstacle="ingen-tolk", corrects=["o-1"]),
            noted("o-3", 7, corrects=["o-1"]),
        ]
        found = obstacles(case(noted("o-1", 5), *rivals))
        assert [each.in_doubt for each in found] == [True, True]
        assert found[0].explain("sv").endswith("det går inte att säga hur det är.")

    def test_one_taken_back_was_never_there(self) -> None:
        assert obstacles(case(noted("o-1", 5), retracted("r-1", "o-1"))) == ()

    @pytest.mark.parametrize(
        ("entries", "sv", "en"),
        [
            (
                (noted("o-1", 5),),
                "Sedan 2026-11-21: långa väntetider.",
                "Since 2026-11-21: long waiting times.",
            ),
            (
                (noted("o-1", 5, need="n-1", obstacle="ingen-tolk"),),
                "Sedan 2026-11-21, för boende (n-1): ingen-tolk.",
                "Since 2026-11-21, for housing (n-1): ingen-tolk.",
            ),
            (
                (noted("o-1", 5), note(ObstacleOvercome, "c-1", 20, noted="o-1")),
                "Från 2026-11-21, inte längre från 2026-12-06: långa väntetider (undanröjt).",
                "From 2026-11-21, no longer from 2026-12-06: long waiting times (overcome).",
            ),
            (
                (noted("o-1", 5, need="n-1"), note(NeedClosed, "c-1", 20, need="n-1")),
                f"Från 2026-11-21, inte längre från 2026-12-07, {FOR_SV} (behovet är avslutat).",
                f"From 2026-11-21, no longer from 2026-12-07, {FOR_EN} (the need is closed).",
            ),
            (
                (noted("o-1", 5, need="elsewhere-1"),),
                "Sedan 2026-11-21, för elsewhere-1: långa väntetider.",
                "Since 2026-11-21, for elsewhere-1: long waiting times.",
            ),
        ],
    )
    def test_is_said_as_a_case_manager_would(
        self, entries: tuple[Entry, ...], sv: str, en: str
    ) -> None:
        assert (only(*entries).explain("sv"), only(*entries).explain("en")) == (sv, en)


class TestMissingServices:
    def test_stands_with_its_lift_until_a_service_is_found(self) -> None:
        entries = (missing("m-1", 5), lifted("l-1", 8), answer("a-1", 20, "l-1", found=True))
        found = only_missing(*entries)
        assert (found.code, found.area, found.need) == ("housing_first", NeedArea.HOUSING, "n-1")
        assert (found.over, found.why) == (day(20), WhyOver.SERVICE_FOUND)
        assert (found.answered, found.found) == (True, True)
        before = only_missing(*entries, on=19)
        assert (before.over, before.answered, before.found) == (None, False, False)
        assert before.lift is not None
        assert [before.lift.waits(day(on)) for on in (8, 19)] == [0, 11]
        assert found.days(day(99)) == 15

    def test_a_no_leaves_it_missing(self) -> None:
        found = only_missing(
            missing("m-1", 5), lifted("l-1", 8), answer("a-1", 20, "l-1", found=False)
        )
        assert (found.over, found.answered, found.found) == (None, True, False)
        assert found.lift is not None
        assert found.lift.waits(day(99)) == 12

    def test_what_one_level_cannot_solve_is_lifted_to_the_next(self) -> None:
        found = only_missing(
            missing("m-1", 5),
            lifted("l-1", 8, lifted_to=LiftedTo.UNIT),
            answer("a-1", 20, "l-1", found=False),
            lifted("l-2", 21, lifted_to=LiftedTo.POLITICAL, lifter="sdf"),
        )
        assert [(lift.to, lift.lifter) for lift in found.lifts] == [
            (LiftedTo.UNIT, "cm-1"),
            (LiftedTo.POLITICAL, "sdf"),
        ]
        assert found.lift == found.lifts[-1]
        assert (found.lift.answered, found.answered) == (None, True)

    def test_a_yes_after_a_no_is_a_yes_from_its_day(self) -> None:
        answers = (answer("a-1", 20, "l-1", found=False), answer("a-2", 40, "l-1", found=True))
        found = only_missing(missing("m-1", 5), lifted("l-1", 8), *answers)
        assert found.over == day(40)
        assert (found.lifts[0].answered, found.lifts[0].found) == (day(20), day(40))

    def test_a_lift_from_before_it_was_noted_what_is_missing_belongs_to_it(self) -> None:
        found = only_missing(lifted("l-1", 3), missing("m-1", 5))
        assert [lift.id for lift in found.lifts] == ["l-1"]
        assert found.first == day(5)

    def test_what_was_found_before_is_another_matter(self) -> None:
        first, second = missing_services(
            case(
                NEED,
                lifted("l-1", 3),
                answer("a-1", 4, "l-1", found=True),
                missing("m-1", 5),
            )
        )
        assert (first.code, first.over, first.why) == (
            "not_stated",
            day(4),
            WhyOver.SERVICE_FOUND,
        )
        assert (second.code, second.lifts, second.over) == ("housing_first", (), None)

    def test_found_on_the_day_it_was_noted_is_its_own(self) -> None:
        found = only_missing(
            lifted("l-1", 3), missing("m-1", 5), answer("a-1", 5, "l-1", found=True)
        )
        assert (found.code, found.over, found.days(day(99))) == ("housing_first", day(5), 0)

    def test_a_lift_alone_is_told_without_saying_what_is_missing(self) -> None:
        found = only_missing(lifted("l-1", 8))
        assert (found.service, found.lacking, found.code) == (None, None, "not_stated")
        assert (found.first, found.entries) == (day(8), ("l-1",))
        found = only_missing(lifted("l-1", 8), lifted("l-2", 30))
        assert [lift.id for lift in found.lifts] == ["l-1", "l-2"]

    def test_a_lift_after_it_was_found_begins_anew(self) -> None:
        first, second = missing_services(
            case(
                NEED,
                missing("m-1", 5),
                lifted("l-1", 8),
                answer("a-1", 20, "l-1", found=True),
                lifted("l-2", 50),
            )
        )
        assert [each.id for each in first.lifts] == ["l-1"]
        assert (second.code, second.first) == ("not_stated", day(50))

    def test_lifts_of_another_need_and_of_an_earlier_service_are_not_its_own(self) -> None:
        other = note(NeedAssessed, "n-2", 2, area=NeedArea.MONEY)
        entries = (
            started(),
            NEED,
            other,
            lifted("l-1", 8, "n-2"),
            lifted("l-2", 9),
            ended("e-1", "hm-1", 20),
            started("hm-9", 40),
            missing("m-1", 50),
        )
        (mine,) = [each for each in missing_services(case(*entries)) if each.service is not None]
        assert mine.lifts == ()

    def test_one_lift_serves_all_that_is_missing_for_its_need(self) -> None:
        found = missing_services(
            case(
                NEED,
                missing("m-1", 5),
                missing("m-2", 6, service=None, lacking="x"),
                lifted("l-1", 8),
            )
        )
        assert [(each.code, len(each.lifts)) for each in found] == [("housing_first", 1), ("x", 1)]

    def test_a_lift_after_a_death_is_told_and_stands_no_day(self) -> None:
        (found,) = missing_services(case(started(), NEED, note(Died, "d-1", 20), lifted("l-1", 30)))
        assert (found.entries, found.first, found.over) == (("l-1",), day(30), day(30))
        assert not found.stands(day(30))

    def test_while_corrections_of_an_answer_compete_it_is_in_doubt(self) -> None:
        wrong = answer("a-1", 20, "l-1", found=True)
        rivals = [
            note(LiftAnswered, "a-2", 21, lift="l-1", service_found=False, corrects=["a-1"]),
            note(LiftAnswered, "a-3", 22, lift="l-1", service_found=True, corrects=["a-1"]),
        ]
        found = only_missing(missing("m-1", 5), lifted("l-1", 8), wrong, *rivals)
        assert found.in_doubt
        assert found.explain(day(99), "en").endswith("nobody can say how it is.")

    def test_is_said_with_how_far_the_matter_has_come(self) -> None:
        entries = (missing("m-1", 5), lifted("l-1", 8), answer("a-1", 20, "l-1", found=True))
        said = [only_missing(*entries[:n]).explain(day(9), "sv") for n in (1, 2)]
        lacks = "Saknas sedan 2026-11-21 för boende (n-1), 4 dagar: Bostad Först."
        assert said == [
            f"{lacks} Ingen har lyft frågan.",
            f"{lacks} Lyft till styrgruppen av cm-1 2026-11-24; obesvarat i 1 dag.",
        ]
        assert only_missing(*entries).explain(day(99), "en") == (
            "Was missing from 2026-11-21 for housing (n-1), no longer from 2026-12-06, 15 days: "
            "Housing First (there is a service). Lifted to the steering group by cm-1 on "
            "2026-11-24; answer 2026-12-06: there is a service."
        )
        no = only_missing(*entries[:2], answer("a-1", 20, "l-1", found=False))
        assert no.explain(day(20), "sv").endswith("svar 2026-12-06: det finns ingen insats.")


# Held against a slow reading of one day after another


def gone(seen: Case, on: date, need: str | None) -> bool:
    """Whether something noted on a day is over by the day of the case, whatever was done."""
    died, today = death(seen), seen.on
    return (
        (died is not None and died[0] < today)
        or any(e.last is not None and on <= e.last < today for e in episodes(seen))
        or any(n.id == need and n.last is not None and n.last < today for n in needs(seen))
    )


def in_the_way_of(seen: Case, entry: ObstacleNoted) -> bool:
    need = standing_need(seen, entry.need)
    return not gone(seen, entry.on, need) and not any(
        entry.id in seen.standing_for(said.noted) for said in seen.of_kind(ObstacleOvercome)
    )


def lacked(seen: Case, entry: ServiceMissing) -> bool:
    need = standing_need(seen, entry.need)
    if gone(seen, entry.on, need):
        return False
    before = Case.of(Journal(subject="-", entries=seen.entries), on=entry.on)
    for lift in seen.of_kind(NeedLifted):
        earlier = lift.on < entry.on and gone(before, lift.on, None)
        if standing_need(seen, lift.need) != need or earlier:
            continue
        yes = [
            max(said.on, lift.on)
            for said in seen.of_kind(LiftAnswered)
            if said.service_found and lift.id in seen.standing_for(said.lift)
        ]
        if yes and entry.on <= min(yes) <= seen.on:
            return False
    return True


@given(any_journals(), st.data())
def test_stands_on_the_days_on_which_a_slow_reading_says_so(
    journal: Journal, data: DataObject
) -> None:
    on, known = data.draw(days_around(journal)), data.draw(days_known(journal))
    seen = Case.of(journal, on=on, known=known)
    by_id = {entry.id: entry for entry in seen.entries}
    for found in (*obstacles(seen), *missing_services(seen)):
        entry = by_id[found.entries[0]]
        if not isinstance(entry, ObstacleNoted | ServiceMissing):
            continue
        span = [plus_days(found.first, n) for n in range(max(0, (on - found.first).days) + 1)]
        stood: list[bool] = []
        for each in span[-400:]:
            then = Case.of(journal, on=each, known=known)
            slow = (
                in_the_way_of(then, entry)
                if isinstance(entry, ObstacleNoted)
                else lacked(then, entry)
            )
            assert found.stands(each) is slow
            stood.append(slow)
        if len(span) <= 400:
            assert found.days(on) == sum(stood[:-1])


@given(any_journals(), st.data())
def test_every_lift_is_told_and_what_is_found_was_answered(
    journal: Journal, data: DataObject
) -> None:
    seen = Case.of(journal, on=data.draw(days_around(journal)))
    found = missing_services(seen)
    assert {lift.id for each in found for lift in each.lifts} == {
        lift.id for lift in seen.of_kind(NeedLifted)
    }
    for each in found:
        assert each.entries
        assert not each.found or each.answered
        assert not each.answered or each.lifts
        for lang in ("sv", "en"):
            assert each.explain(seen.on, lang)


@given(any_journals(), st.data())
def test_what_happens_later_changes_nothing_of_an_earlier_day(
    journal: Journal, data: DataObject
) -> None:
    """Read at an earlier day, a later case tells of an obstacle what that day's case told."""
    early, late = sorted((data.draw(days_around(journal)), data.draw(days_around(journal))))
    known = data.draw(days_known(journal))
    then = obstacles(Case.of(journal, on=early, known=known))
    now = obstacles(Case.of(journal, on=late, known=known))
    standing = {each.entries[0]: each.stands(early) for each in now if each.first <= early}
    assert standing == {each.entries[0]: each.stands(early) for each in then}


@pytest.mark.parametrize(("on", "over"), [(20, day(21)), (21, None)])
def test_noted_on_the_last_day_it_ends_with_the_service_and_a_day_later_it_does_not(
    on: int, over: date | None
) -> None:
    (found,) = obstacles(case(started(), ended("e-1", "hm-1", 20), noted("o-1", on)))
    assert found.over == over
