"""Law 12: nobody who knows the rule can work out a count that was not shown.

Two attackers try. The first knows the publishing function itself: in small worlds every register
there could be is published, and those with the same publications are compared. The second solves
integer programs over a thousand larger registers with linked breakdowns and a following quarter.

A count is not worked out where it follows from what was public without the tables at stake: from
the sums of everyone, the sizes of the groups and tables shown earlier. A zero that is shown later
tells a growth-minded reader of a zero before; that is counted apart, for it concerns nobody.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import product
from typing import Any

import attrs
import pytest

from cm_method.cohort.disclosure import (
    EVERYONE,
    STARTED,
    Breakdown,
    Counted,
    Publication,
    publish,
)

np = pytest.importorskip("numpy")
optimize = pytest.importorskip("scipy.optimize")
sparse = pytest.importorskip("scipy.sparse")

DAYS = (date(2027, 3, 31), date(2027, 6, 30), date(2027, 9, 30))
ROUTES = ("met", "not_met", "unknown", "not_counted")
Rows = tuple[tuple[int, ...], ...]
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


def breakdown(grouping: str, by_rule: Mapping[str, Rows]) -> Breakdown:
    sizes = [sum(counts) for counts in next(iter(by_rule.values()))]
    return Breakdown(
        grouping=grouping,
        categories=[f"{grouping}-{place}" for place, _ in enumerate(sizes)],
        started=sizes,
        results={rule: [counts[:-1] for counts in rows] for rule, rows in by_rule.items()},
    )


def counted(place: int, *breakdowns: Breakdown) -> Counted:
    return Counted(edition="e", fingerprint="f", on=DAYS[place], breakdowns=breakdowns)


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


def worked_out(  # noqa: C901
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


# Larger registers


PAIRS = 1000
"""Random pairs of consecutive reports that the second attacker tries."""
SIZES = {"g": 2, "a": 2}
RULES = ("t",)
Life = tuple[int, int]
Register = dict[Life, dict[str, list[int]]]
"""By the categories of both groupings: counts by rule, the last of them not counted."""


def random_register(chance: random.Random) -> Register:
    """Counts near the threshold as often as not."""
    found: Register = {}
    for life in product(range(SIZES["g"]), range(SIZES["a"])):
        size = chance.choice((0, 3, 6, 10, 15, 20)) + chance.randint(0, 3)
        found[life] = {rule: shared(chance, size) for rule in RULES}
    return found


def shared(chance: random.Random, size: int) -> list[int]:
    weights = [chance.choice((0, 1, 4)) for _ in ROUTES]
    found = [0] * len(ROUTES)
    for column in chance.choices(range(len(ROUTES)), [*weights[:-1], weights[-1] + 1], k=size):
        found[column] += 1
    return found


def next_quarter(chance: random.Random, register: Register) -> Register:
    """New participants, and some of those who waited have their answer."""
    found: Register = {}
    most = chance.choice((0, 1, 3, 8, 20))
    for life, by_rule in register.items():
        new = chance.randint(0, most)
        found[life] = {}
        for rule, counts in by_rule.items():
            after = [a + b for a, b in zip(counts, shared(chance, new), strict=True)]
            moved = chance.randint(0, after[-1])
            after[-1] -= moved
            after[chance.randrange(2)] += moved
            found[life][rule] = after
    return found


def corrected(chance: random.Random, register: Register) -> Register:
    """Somebody was counted in the wrong place."""
    found = {life: {r: list(c) for r, c in by.items()} for life, by in register.items()}
    life = chance.choice(list(found))
    for counts in found[life].values():
        if counts[0]:
            counts[0] -= 1
            counts[1] += 1
    return found


def exact(place: int, register: Register) -> Counted:
    both = []
    for axis, (grouping, size) in enumerate(SIZES.items()):
        by_rule: dict[str, Rows] = {}
        for rule in RULES:
            rows = [[0] * len(ROUTES) for _ in range(size)]
            for life, by in register.items():
                rows[life[axis]] = [a + b for a, b in zip(rows[life[axis]], by[rule], strict=True)]
            by_rule[rule] = tuple(map(tuple, rows))
        both.append(breakdown(grouping, by_rule))
    return counted(place, *both)


class Reader:
    """What an attacker writes down: whole numbers, what is public, and why tables are missing."""

    def __init__(self, made: Sequence[Publication], *, growth: bool) -> None:
        self.made, self.growth = made, growth
        self.number: dict[Any, int] = {}
        self.rows: list[tuple[dict[int, float], float, float]] = []
        for report, each in enumerate(made):
            self._linked(report)
            for table in each.tables:
                self._read(report, each, table.grouping, table.about)
        if growth:
            for key in [key for key in self.number if isinstance(key, tuple) and key[0] == 1]:
                if key[-1] != len(ROUTES) - 1:
                    self._row({self(key): 1, self((0, *key[1:])): -1}, 0, np.inf)

    def __call__(self, key: Any) -> int:
        return self.number.setdefault(key, len(self.number))

    def _row(self, terms: dict[int, float], low: float, high: float) -> None:
        self.rows.append((terms, low, high))

    def _linked(self, report: int) -> None:
        """Every table adds up from the same participants by both groupings."""
        lives = list(product(*map(range, SIZES.values())))
        for life, rule in product(lives, RULES):
            cells = {self((report, life, rule, column)): 1.0 for column in range(len(ROUTES))}
            self._row({**cells, self((report, life, STARTED, 0)): -1.0}, 0, 0)
        for table in self.made[report].tables:
            for place, column in self.cells(report, table.grouping, table.about):
                inside = [
                    life
                    for life in lives
                    if table.grouping == EVERYONE
                    or life[list(SIZES).index(table.grouping)] == place
                ]
                terms = {self((report, life, table.about, column)): 1.0 for life in inside}
                cell = self((report, table.grouping, table.about, place, column))
                self._row({**terms, cell: -1.0}, 0, 0)

    def cells(self, report: int, grouping: str, about: str) -> list[tuple[int, int]]:
        table = self.made[report].table(grouping, about)
        return list(product(range(len(table.categories)), range(len(table.columns))))

    def _read(self, report: int, made: Publication, grouping: str, about: str) -> None:
        table = made.table(grouping, about)
        if table.rows is not None:
            for place, column in self.cells(report, grouping, about):
                count = table.rows[place][column]
                self._row({self((report, grouping, about, place, column)): 1.0}, count, count)
        elif (
            report == 0
            and table.decided
            and grouping in (EVERYONE, about, *self._first(made, about))
        ):
            # In a first report a table is missing for one reason only: a small count, here or in
            # the table of the other grouping that is decided with it.
            small: dict[int, float] = {}
            beside = [grouping]
            if grouping != EVERYONE and about != STARTED:
                beside = [g for g in SIZES if made.table(g, about).decided]
            for where in beside:
                for place, column in self.cells(report, where, about):
                    cell = self((report, where, about, place, column))
                    is_small = self(("small", cell))
                    small[is_small] = 1.0
                    self._row({cell: 1.0, is_small: -1.0}, 0, np.inf)
                    self._row({cell: 1.0, is_small: 1000.0}, -np.inf, 1000 + made.least - 1)
                    self._row({is_small: 1.0}, 0, 1)
            self._row(small, 1, np.inf)

    @staticmethod
    def _first(made: Publication, about: str) -> list[str]:
        """Once for tables decided together, each for itself where they are not."""
        decided = [g for g in SIZES if made.table(g, about).decided]
        return decided if about == STARTED else decided[:1]

    def fixed(self, wanted: list[int], seed: int = 0) -> list[int]:
        """Those of the wanted numbers that have one value only."""
        size = len(self.number)
        cells = [
            (at, place, w) for at, (terms, *_) in enumerate(self.rows) for place, w in terms.items()
        ]
        lines, places, weights = zip(*cells, strict=True)
        matrix = sparse.csr_array((weights, (lines, places)), shape=(len(self.rows), size))
        limits = optimize.LinearConstraint(
            matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows]
        )

        def solve(aims: dict[int, float], gap: float = 0.0) -> Any:
            aim = np.zeros(size)
            aim[list(aims)] = list(aims.values())
            found = optimize.milp(
                aim,
                constraints=limits,
                integrality=np.ones(size),
                bounds=optimize.Bounds(0, 500),
                options={"mip_rel_gap": gap},
            )
            assert found.x is not None
            return np.round(found.x).astype(int)

        chance = random.Random(seed)
        seen: list[Any] = []
        left = wanted
        while left:
            aims = {number: chance.choice((-1.0, 1.0)) for number in left}
            seen += [solve(aims, 0.9), solve({n: -aim for n, aim in aims.items()}, 0.9)]
            before, left = len(left), [n for n in left if len({each[n] for each in seen}) == 1]
            if len(left) == before:
                break
        for number in left:
            seen += [solve({number: 1.0}), solve({number: -1.0})]
        return [number for number in left if len({each[number] for each in seen}) == 1]


def without_later(made: Sequence[Publication], report: int) -> list[Publication]:
    """The publications as if the later ones had shown nothing but the sums of everyone."""
    return [
        each
        if place < report
        else attrs.evolve(
            each,
            tables=[
                table
                if table.grouping == EVERYONE or (place == report and table.about == STARTED)
                else attrs.evolve(table, rows=None, decided=False)
                for table in each.tables
            ],
        )
        for place, each in enumerate(made)
    ]


def missing(reader: Reader, report: int) -> list[int]:
    return [
        reader((report, table.grouping, table.about, *cell))
        for table in reader.made[report].tables
        if table.rows is None
        for cell in reader.cells(report, table.grouping, table.about)
    ]


def test_an_integer_attacker_works_out_no_hidden_count_in_a_thousand_pairs_of_reports() -> None:
    states: Counter[str] = Counter()
    tried = recovered = 0
    for seed in range(PAIRS):
        chance = random.Random(seed)
        first = random_register(chance)
        growth = bool(seed % 4)
        second = next_quarter(chance, first)
        if not growth:
            second = corrected(chance, second)
        one = publish(exact(0, first))
        made = (one, publish(exact(1, second), [one]))
        for each, before in zip(made, (None, one), strict=True):
            for table in each.tables:
                renewed = before and before.table(table.grouping, table.about).rows
                state = "hidden" if table.decided else "withheld"
                states[state if table.rows is None else "renewed" if renewed else "shown"] += 1
        tried += 1
        reader = Reader(made, growth=growth)
        suspects = reader.fixed([*missing(reader, 0), *missing(reader, 1)], seed)
        keys = {number: key for key, number in reader.number.items()}
        for report in {keys[number][0] for number in suspects}:
            plain = Reader(without_later(made, report), growth=growth)
            mine = [key for key in map(keys.__getitem__, suspects) if key[0] == report]
            public_anyway = plain.fixed([plain(key) for key in mine], seed)
            for key in mine:
                later = made[1].table(key[1], key[2]).rows
                zero = report == 0 and later is not None and later[key[3]][key[4]] == 0
                recovered += plain(key) not in public_anyway and not zero
    print(f"{tried} pairs of reports: {dict(states)}; worked out: {recovered}")
    assert tried == PAIRS
    assert recovered == 0
    assert min(states[state] for state in ("hidden", "shown", "renewed", "withheld")) > 500
