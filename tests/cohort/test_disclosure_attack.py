"""Law 12: nobody who knows the rule can work out a count that was not shown.

This attacker knows the publishing function itself: in small worlds every register there could be is
published, and those with the same publications are compared. Another one solves integer programs
over larger registers (test_disclosure_integers.py).

A count is not worked out where it follows from what was public without the tables at stake: from
the sums of everyone, the sizes of the groups and tables shown earlier. A zero that is shown later
tells a growth-minded reader of a zero before; that is counted apart, for it concerns nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from functools import cache
from itertools import product
from typing import Any

import pytest

from cm_method.cohort.disclosure import (
    EVERYONE,
    STARTED,
    Publication,
    publish,
)
from tests.cohort.breakdowns import ROUTES, Rows, breakdown, counted

pytestmark = pytest.mark.search

World = tuple[Rows, ...]
"""By report: met, not met, unknown and not counted of each category."""


def shares_of(people: int, places: int) -> Iterator[tuple[int, ...]]:
    """Every way to share people out."""
    if places == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in shares_of(people - first, places - 1):
            yield (first, *rest)


def all_rows(people: int, categories: int, columns: str) -> list[Rows]:
    """Every table of so many people in which only the columns marked with x are used."""
    used = [place for place, mark in enumerate(columns) if mark == "x"]
    found = []
    for shares in shares_of(people, categories * len(used)):
        counts = iter(shares)
        rows = [[0] * len(ROUTES) for _ in range(categories)]
        for row, column in product(rows, used):
            row[column] = next(counts)
        found.append(tuple(map(tuple, rows)))
    return found


Told = tuple[tuple[Rows | None, bool], ...]


def told(made: Publication) -> Told:
    """What everybody can see of a publication."""
    return tuple((table.rows, table.decided) for table in made.tables)


PLACES = ((EVERYONE, STARTED), (EVERYONE, "t"), ("g", STARTED), ("g", "t"))


def counts_at(rows: Rows, place: tuple[str, str]) -> tuple[int, ...]:
    """The exact counts of one table."""
    grouping, about = place
    every = [(sum(counts),) if about == STARTED else counts for counts in rows]
    if grouping == EVERYONE:
        every = [tuple(map(sum, zip(*every, strict=True)))]
    return tuple(count for counts in every for count in counts)


def grows(one: Rows, other: Rows) -> bool:
    return all(
        sum(before) <= sum(after)
        and all(a <= b for a, b in zip(before[:3], after[:3], strict=True))
        for before, after in zip(one, other, strict=True)
    )


def all_stories(
    people: Sequence[int], categories: int, columns: str, least: int, *, growth: bool
) -> Iterator[tuple[World, tuple[Told, ...]]]:
    """Every world of consecutive reports, with what its publications tell."""
    made: dict[tuple[Told, ...], tuple[Publication, ...]] = {(): ()}
    stories: list[tuple[World, tuple[Told, ...]]] = [((), ())]
    for place, number in enumerate(people):
        tables = all_rows(number, categories, columns)
        seen: dict[tuple[tuple[Told, ...], Rows], Told] = {}
        for before in {story[1] for story in stories}:
            for rows in tables:
                found = publish(
                    counted(place, breakdown("g", {"t": rows})), made[before], least=least
                )
                seen[before, rows] = told(found)
                made[*before, told(found)] = (*made[before], found)
        stories = [
            ((*world, rows), (*before, seen[before, rows]))
            for world, before in stories
            for rows in tables
            if not growth or not world or grows(world[-1], rows)
        ]
    yield from stories


def public(story: tuple[Told, ...], report: int) -> Hashable:
    """What was public without the table of a report and those after it."""
    sums = tuple((each[0][0], each[1][0]) for each in story)
    sizes = tuple(each[2][0] for each in story[: report + 1])
    return sums, sizes, tuple(each[3][0] for each in story[:report])


def worked_out(  # noqa: C901 - one search, step by step
    people: Sequence[int], categories: int, columns: str, least: int, *, growth: bool
) -> Counter[str]:
    """How many counts that were not shown have one value only, given everything public."""
    alike: defaultdict[tuple[Told, ...], list[World]] = defaultdict(list)
    base: list[defaultdict[Hashable, list[World]]] = [defaultdict(list) for _ in people]
    for world, story in all_stories(people, categories, columns, least, growth=growth):
        alike[story].append(world)
        for report, groups in enumerate(base):
            groups[public(story, report)].append(world)
    found: Counter[str] = Counter()

    @cache
    def values_without(report: int, key: Hashable, place: int) -> list[frozenset[int]]:
        worlds = base[report][key]
        tables = zip(*(counts_at(w[report], PLACES[place]) for w in worlds), strict=True)
        return [frozenset(values) for values in tables]

    for story, worlds in alike.items():
        for (report, seen), place in product(enumerate(story), range(len(PLACES))):
            rows, decided = seen[place]
            state = "hidden" if decided else "withheld"
            found["shown" if rows is not None else state] += len(worlds)
            if rows is not None:
                continue
            columns_of = zip(*(counts_at(w[report], PLACES[place]) for w in worlds), strict=True)
            for number, counts in enumerate(columns_of):
                values = set(counts)
                found["counts"] += 1
                if len(values) > 1:
                    continue
                key = public(story, report)
                if len(values_without(report, key, place)[number]) == 1:
                    found["public anyway"] += 1
                elif values == {0} and any(
                    {counts_at(w[later], PLACES[place])[number] for w in worlds} == {0}
                    for later in range(report + 1, len(people))
                ):
                    found["zero later"] += 1
                else:
                    found["worked out"] += 1
    return found


ONE = [
    # people, categories, columns in use, smallest count shown
    (8, 2, "xx.x", 3),
    (9, 2, "xxx.", 3),
    (7, 3, "xx..", 3),
    (10, 2, "xx.x", 4),
    (14, 2, "xx..", 5),
]


@pytest.mark.parametrize(("people", "categories", "columns", "least"), ONE)
def test_nobody_who_can_try_every_register_works_out_a_count_of_one_report(
    people: int, categories: int, columns: str, least: int
) -> None:
    found = worked_out([people], categories, columns, least, growth=False)
    assert found["worked out"] == 0
    assert min(found["shown"], found["hidden"], found["counts"]) > 20


CONSECUTIVE = [
    ((6, 7), 2, "xx.x", 3, True),
    ((9, 12), 2, "x..x", 3, True),
    ((12, 14), 2, "x..x", 5, True),
    ((6, 8), 3, "x..x", 3, True),
    ((6, 7, 9), 2, "x..x", 3, True),
    ((6, 6), 2, "x..x", 3, False),
    ((6, 8), 2, "x..x", 3, False),
]


@pytest.mark.parametrize(("people", "categories", "columns", "least", "growth"), CONSECUTIVE)
def test_nobody_who_can_try_every_register_works_out_a_count_of_consecutive_reports(
    people: tuple[int, ...], categories: int, columns: str, least: int, growth: bool
) -> None:
    found = worked_out(people, categories, columns, least, growth=growth)
    assert found["worked out"] == 0
    assert min(found["shown"], found["hidden"], found["withheld"], found["counts"]) > 20


LINKED = [
    # people, categories of either grouping, for each target the columns in use
    (7, (2, 2), ("x..x",)),
    (6, (2, 3), ("x..x",)),
    (6, (2, 2), ("xx..", "x..x")),
]


@pytest.mark.parametrize(("people", "sizes", "targets"), LINKED)
def test_nobody_who_can_try_every_register_works_out_a_count_of_linked_breakdowns(
    people: int, sizes: tuple[int, int], targets: tuple[str, ...]
) -> None:
    ways = [[place for place, mark in enumerate(each) if mark == "x"] for each in targets]
    lives = list(product(*map(range, sizes), *ways))
    registers: dict[Any, None] = {}
    for shares in shares_of(people, len(lives)):
        both = []
        for axis, grouping in enumerate("ga"):
            by_rule: dict[str, Any] = {
                f"t{number}": [[0] * len(ROUTES) for _ in range(sizes[axis])]
                for number, _ in enumerate(targets)
            }
            for life, count in zip(lives, shares, strict=True):
                for number, _ in enumerate(targets):
                    by_rule[f"t{number}"][life[axis]][life[2 + number]] += count
            both.append((grouping, {k: tuple(map(tuple, v)) for k, v in by_rule.items()}))
        registers[tuple((g, tuple(r.items())) for g, r in both)] = None
    alike: defaultdict[Told, list[tuple[int, ...]]] = defaultdict(list)
    made = None
    for register in registers:
        exact = counted(0, *(breakdown(g, dict(rules)) for g, rules in register))
        made = publish(exact, least=3)
        of = {each.grouping: each for each in (exact.everyone, *exact.breakdowns)}
        alike[told(made)].append(
            tuple(n for t in made.tables for row in of[t.grouping].rows_of(t.about) for n in row)
        )
    assert made is not None
    keys = [
        (place, row, column)
        for place, table in enumerate(made.tables)
        for row, _ in enumerate(table.categories)
        for column, _ in enumerate(table.columns)
    ]
    index = {(table.grouping, table.about): place for place, table in enumerate(made.tables)}
    checked = 0
    for seen, every in alike.items():
        for (place, row, column), values in zip(
            keys, map(set, zip(*every, strict=True)), strict=True
        ):
            table = made.tables[place]
            if seen[place][0] is not None:
                continue
            checked += 1
            sums = seen[index[EVERYONE, table.about]][0]
            sizes_shown = seen[index[table.grouping, STARTED]][0]
            none_there = (
                (sums is not None and not sums[0][column])
                or (sizes_shown is not None and sizes_shown[row] == (0,))
                or (table.about != STARTED and targets[int(table.about[1:])][column] != "x")
            )
            assert len(values) > 1 or none_there, (seen, table.grouping, table.about)
    assert checked > 500
