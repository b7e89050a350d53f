"""Law 12 in larger registers: an attacker who solves integer programs works out no hidden count.

A thousand random registers are published with linked breakdowns, and again the following quarter. A
count is not worked out where it follows from what was public without the tables at stake: from the
sums of everyone, the sizes of the groups and tables shown earlier. A zero that is shown later tells
a growth-minded reader of a zero before; that is counted apart, for it concerns nobody.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from itertools import product
from typing import Any

import attrs
import pytest

from cm_method.cohort.disclosure import EVERYONE, STARTED, Counted, Publication, publish
from tests.cohort.breakdowns import ROUTES, Rows, breakdown, counted

pytestmark = pytest.mark.search

np = pytest.importorskip("numpy")
optimize = pytest.importorskip("scipy.optimize")
sparse = pytest.importorskip("scipy.sparse")

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
