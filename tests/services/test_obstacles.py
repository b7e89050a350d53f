"""Obstacles and missing services of many: people and not notes, added up, small counts hidden."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.in_the_way import (
    MissingService,
    StandingObstacle,
    missing_services,
    obstacles,
)
from cm_method.case.needs import NeedArea, NeedAssessed, NeedClosed
from cm_method.case.obstacles import ObstacleNoted, ObstacleOvercome, ServiceMissing
from cm_method.case.responsibility import LiftAnswered, LiftedTo, NeedLifted
from cm_method.case.services import ServiceKind
from cm_method.dates import plus_days
from cm_method.journal import Entry, Journal
from cm_method.services.obstacles import (
    MISSING_COLUMNS,
    OBSTACLE_COLUMNS,
    OBSTACLES,
    OWN,
    SERVICES,
    InTheWayFigures,
    MissingCount,
    ObstacleCount,
    PublishedObstacles,
    PublishedRow,
    in_the_way,
    publish_obstacles,
)
from cm_method.testing.strategies import any_journals, days_around, days_known
from tests.case.writing import day, ended, note, started

NEED = note(NeedAssessed, "n-1", 0, area=NeedArea.HOUSING)
HOUSING_FIRST = ServiceKind.HOUSING_FIRST.value


def obstacle(id: str, on: int, **more: Any) -> ObstacleNoted:
    return note(ObstacleNoted, id, on, **{"obstacle": "long_waiting", **more})


def missing(id: str, on: int, **more: Any) -> ServiceMissing:
    given = {"need": "n-1", "service": ServiceKind.HOUSING_FIRST, **more}
    return note(ServiceMissing, id, on, **given)


def lifted(id: str, on: int, need: str = "n-1") -> NeedLifted:
    to = LiftedTo.STEERING_GROUP
    return note(NeedLifted, id, on, need=need, lifter="cm-1", lifted_to=to)


def answer(id: str, on: int, lift: str, *, found: bool) -> LiftAnswered:
    return note(LiftAnswered, id, on, lift=lift, service_found=found)


def people(*lives: Iterable[Entry]) -> list[Journal]:
    return [
        Journal(subject=f"P-{number:04}", entries=[NEED, *life])
        for number, life in enumerate(lives, start=1)
    ]


def figures(*lives: Iterable[Entry], on: int = 99) -> InTheWayFigures:
    return in_the_way(people(*lives), on=day(on))


class TestCounting:
    def test_counts_people_and_not_notes(self) -> None:
        found = figures([obstacle("o-1", 1), obstacle("o-2", 2)], [obstacle("o-1", 3)], [])
        assert found.participants == 3
        assert found.obstacles == {"long_waiting": ObstacleCount(participants=2, standing=2)}
        assert found.obstacle("not_reached") == ObstacleCount()
        assert found.service(HOUSING_FIRST) == MissingCount()

    def test_one_who_has_overcome_it_every_time_is_no_longer_in_its_way(self) -> None:
        over = note(ObstacleOvercome, "c-1", 9, noted="o-1")
        found = figures(
            [obstacle("o-1", 1), over],
            [obstacle("o-1", 1), over, obstacle("o-2", 20)],
        )
        assert found.obstacle("long_waiting") == ObstacleCount(participants=2, standing=1)
        assert figures([obstacle("o-1", 1), over], on=8).obstacle("long_waiting").standing == 1

    def test_a_matter_counts_as_far_as_it_has_come(self) -> None:
        found = figures(
            [missing("m-1", 1)],
            [missing("m-1", 1), lifted("l-1", 2)],
            [missing("m-1", 1), lifted("l-1", 2), answer("a-1", 5, "l-1", found=False)],
            [missing("m-1", 1), lifted("l-1", 2), answer("a-1", 5, "l-1", found=True)],
            on=11,
        )
        assert found.service(HOUSING_FIRST) == MissingCount(
            participants=4, standing=3, lifted=3, answered=2, found=1, days=10 + 10 + 10 + 4
        )

    def test_days_that_two_notes_share_count_once(self) -> None:
        closed = note(NeedClosed, "c-1", 4, need="n-1")
        found = figures([missing("m-1", 1), missing("m-2", 3)], on=11)
        assert found.service(HOUSING_FIRST).days == 10
        other = note(NeedAssessed, "n-2", 0, area=NeedArea.MONEY)
        apart = [other, missing("m-1", 1), closed, missing("m-2", 9, need="n-2")]
        assert figures(apart, on=11).service(HOUSING_FIRST).days == 4 + 2

    def test_what_is_lifted_without_saying_what_counts_as_not_stated(self) -> None:
        found = figures([lifted("l-1", 2)], on=11)
        assert found.missing == {
            "not_stated": MissingCount(participants=1, standing=1, lifted=1, days=9)
        }

    def test_own_codes_count_each_and_together_a_person_once(self) -> None:
        own = [obstacle("o-1", 1, obstacle="ingen-tolk"), obstacle("o-2", 1, obstacle="inget-id")]
        found = figures(own, [obstacle("o-1", 1, obstacle="ingen-tolk")])
        assert {code: count.participants for code, count in found.obstacles.items()} == {
            "ingen-tolk": 2,
            "inget-id": 1,
            OWN: 2,
        }
        lacks = figures([missing("m-1", 1, service=None, lacking="dagverksamhet")])
        assert set(lacks.missing) == {"dagverksamhet", OWN}

    def test_what_is_in_doubt_counts_nowhere_else(self) -> None:
        rivals = [
            obstacle("o-2", 2, obstacle="not_reached", corrects=["o-1"]),
            obstacle("o-3", 3, corrects=["o-1"]),
        ]
        found = figures([obstacle("o-1", 1), *rivals], [obstacle("o-1", 1)])
        assert found.in_doubt == 1
        assert found.obstacles == {"long_waiting": ObstacleCount(participants=1, standing=1)}

    def test_who_has_not_started_counts_and_who_has_ended_is_no_longer_waiting(self) -> None:
        life = [started(), missing("m-1", 1), ended("e-1", "hm-1", 20)]
        found = figures([missing("m-1", 1)], life)
        assert found.service(HOUSING_FIRST).participants == 2
        assert found.service(HOUSING_FIRST).standing == 1
        assert found.service(HOUSING_FIRST).days == 98 + 20

    def test_of_nobody_there_is_nothing(self) -> None:
        assert figures() == InTheWayFigures()


# Laws


def slow(journals: list[Journal], on: date, known: date | None) -> InTheWayFigures:
    """The figures from sets of people, asked anew for each code."""
    cases = {j.subject: Case.of(j, on=on, known=known) for j in journals}
    noted = {who: [e for e in obstacles(seen) if not e.in_doubt] for who, seen in cases.items()}
    lacked = {
        who: [e for e in missing_services(seen) if not e.in_doubt] for who, seen in cases.items()
    }
    doubtful = [
        who
        for who, seen in cases.items()
        if any(e.in_doubt for e in (*obstacles(seen), *missing_services(seen)))
    ]

    def under(code: str, one: StandingObstacle | MissingService, of_all: tuple[str, ...]) -> bool:
        return one.code == code or (code == OWN and one.code not in of_all)

    found: dict[str, ObstacleCount] = {}
    for code in {OWN, *(e.code for every in noted.values() for e in every)}:
        mine = [[e for e in every if under(code, e, OBSTACLES)] for every in noted.values()]
        standing = sum(any(e.stands(on) for e in every) for every in mine)
        if any(mine):
            found[code] = ObstacleCount(participants=sum(map(bool, mine)), standing=standing)
    services: dict[str, MissingCount] = {}
    for code in {OWN, *(e.code for every in lacked.values() for e in every)}:
        each = [[e for e in every if under(code, e, SERVICES)] for every in lacked.values()]
        concerned = [every for every in each if every]
        if concerned:
            services[code] = MissingCount(
                participants=len(concerned),
                standing=sum(any(e.stands(on) for e in every) for every in concerned),
                lifted=sum(any(e.lifts for e in every) for every in concerned),
                answered=sum(any(e.answered for e in every) for every in concerned),
                found=sum(any(e.found for e in every) for every in concerned),
                days=sum(
                    len({plus_days(e.first, n) for e in every for n in range(e.days(on))})
                    for every in concerned
                ),
            )
    return InTheWayFigures(
        participants=len(journals), obstacles=found, missing=services, in_doubt=len(doubtful)
    )


def several(count: int) -> st.SearchStrategy[list[Journal]]:
    return st.lists(any_journals(), max_size=count, unique_by=lambda journal: journal.subject)


@given(several(4), st.data())
def test_equals_a_slow_count_of_people(journals: list[Journal], data: DataObject) -> None:
    days = [days_around(journal) for journal in journals] or [st.just(day(0))]
    on = data.draw(st.one_of(days))
    known = data.draw(days_known(journals[0])) if journals else None
    assert in_the_way(journals, on=on, known=known) == slow(journals, on, known)


@given(several(4), st.data())
def test_figures_of_any_partition_add_up_to_the_whole(
    journals: list[Journal], data: DataObject
) -> None:
    on = data.draw(days_around(journals[0])) if journals else day(0)
    sides = data.draw(st.lists(st.integers(0, 2), min_size=4, max_size=4))
    parts = [
        in_the_way([j for j, side in zip(journals, sides, strict=False) if side == n], on=on)
        for n in range(3)
    ]
    whole = in_the_way(journals, on=on)
    assert parts[0] + parts[1] + parts[2] == whole
    assert parts[2] + (parts[1] + parts[0]) == whole
    assert reduce(lambda a, b: a + b, parts, InTheWayFigures()) == whole


@given(several(3), st.data())
def test_each_stage_is_part_of_the_one_before(journals: list[Journal], data: DataObject) -> None:
    on = data.draw(days_around(journals[0])) if journals else day(0)
    found = in_the_way(journals, on=on)
    for count in found.missing.values():
        assert count.participants >= count.lifted >= count.answered >= count.found >= 0
        assert found.participants >= count.participants >= count.standing
    for noted in found.obstacles.values():
        assert found.participants >= noted.participants >= noted.standing


# What may leave the house


def made(participants: int, **of: Any) -> InTheWayFigures:
    return InTheWayFigures(participants=participants, **of)


def published(told: PublishedObstacles, code: str, where: str = "obstacles") -> PublishedRow:
    rows: tuple[PublishedRow, ...] = getattr(told, where)
    (row,) = [row for row in rows if row.code == code]
    return row


class TestPublishing:
    def test_every_row_is_there_in_order_whoever_is_concerned(self) -> None:
        told = publish_obstacles(made(50))
        assert [row.code for row in told.obstacles] == [*OBSTACLES, OWN]
        assert [row.code for row in told.missing] == [*SERVICES, OWN]
        assert {(row.participants, row.counts) for row in told.obstacles} == {(0, (0, 0))}
        assert {(row.counts, row.days) for row in told.missing} == {((0, 0, 0, 0), 0)}

    @pytest.mark.parametrize(
        ("everyone", "concerned", "standing", "shown"),
        [
            (50, 5, 5, (5, (5, 0))),
            (50, 10, 5, (10, (5, 5))),
            (50, 4, 4, (None, None)),
            (50, 9, 5, (9, None)),
            (50, 6, 1, (6, None)),
            (50, 46, 46, (None, None)),
            (50, 45, 45, (45, (45, 0))),
            (50, 50, 50, (50, (50, 0))),
            (4, 0, 0, (None, None)),
            (5, 0, 0, (0, (0, 0))),
        ],
    )
    def test_a_small_count_hides_the_row_or_how_it_is_divided(
        self, everyone: int, concerned: int, standing: int, shown: tuple[object, object]
    ) -> None:
        noted = ObstacleCount(participants=concerned, standing=standing)
        told = publish_obstacles(made(everyone, obstacles={"long_waiting": noted}))
        row = published(told, "long_waiting")
        assert (row.participants, row.counts) == shown

    def test_days_are_told_with_those_concerned(self) -> None:
        lacked = {
            "housing_first": MissingCount(participants=4, lifted=4, days=90),
            "personal_ombudsman": MissingCount(participants=12, lifted=6, found=1, days=80),
            "housing_support": MissingCount(
                participants=20, standing=20, lifted=12, answered=5, days=700
            ),
        }
        told = publish_obstacles(made(50, missing=lacked))
        rows = [published(told, code, "missing") for code in lacked]
        assert [(row.participants, row.counts, row.days) for row in rows] == [
            (None, None, None),
            (12, None, 80),
            (20, (8, 7, 5, 0), 700),
        ]

    def test_an_own_code_never_leaves_by_its_name(self) -> None:
        own = {code: ObstacleCount(participants=6, standing=6) for code in ("dottern", OWN)}
        told = publish_obstacles(made(50, obstacles=own))
        assert published(told, OWN).counts == (6, 0)
        assert "dottern" not in repr(told)

    @given(several(4), st.integers(1, 7), st.integers(3, 6), st.data())
    def test_no_small_count_is_shown(
        self, journals: list[Journal], times: int, least: int, data: DataObject
    ) -> None:
        """Also not the number who are not concerned, which is what is left of everyone."""
        on = data.draw(days_around(journals[0])) if journals else day(0)
        many = [
            attrs.evolve(journal, subject=f"{journal.subject}-{n}")
            for journal in journals
            for n in range(times)
        ]
        found = in_the_way(many, on=on)
        told = publish_obstacles(found, least=least)
        for row in (*told.obstacles, *told.missing):
            if row.participants is None:
                assert (row.counts, row.days) == (None, None)
                continue
            shown = [row.participants, found.participants - row.participants, *(row.counts or ())]
            assert not any(0 < count < least for count in shown)
            if row.counts is not None:
                columns = OBSTACLE_COLUMNS if row in told.obstacles else MISSING_COLUMNS
                assert len(row.counts) == len(columns)
                assert sum(row.counts) == row.participants

    @pytest.mark.parametrize("least", [3, 5])
    @pytest.mark.parametrize("stages", [2, 4])
    def test_who_knows_the_rule_can_work_out_no_hidden_count(self, stages: int, least: int) -> None:
        """An attacker tries every way in which so many can be divided that would look the same."""
        looks: dict[tuple[object, object], list[tuple[int, ...]]] = {}
        everyone = 9
        for counts in product(range(everyone + 1), repeat=stages):
            if sum(counts) <= everyone:
                looks.setdefault(seen(everyone, counts, least), []).append(counts)
        for (participants, parts), ways in looks.items():
            if participants is None:
                assert len({sum(way) for way in ways}) > 1
            if parts is None:
                assert all(len({way[place] for way in ways}) > 1 for place in range(stages))


def seen(everyone: int, counts: tuple[int, ...], least: int) -> tuple[object, object]:
    """What is published where so many are at each stage."""
    if len(counts) == len(OBSTACLE_COLUMNS):
        noted = ObstacleCount(participants=sum(counts), standing=counts[0])
        told = publish_obstacles(made(everyone, obstacles={"long_waiting": noted}), least=least)
        row = published(told, "long_waiting")
    else:
        stages = [sum(counts[place:]) for place in range(len(counts))]
        lacked = MissingCount(
            participants=stages[0], lifted=stages[1], answered=stages[2], found=stages[3]
        )
        told = publish_obstacles(made(everyone, missing={HOUSING_FIRST: lacked}), least=least)
        row = published(told, HOUSING_FIRST, "missing")
    return row.participants, row.counts
