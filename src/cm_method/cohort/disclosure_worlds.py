"""What a reader of published tables can still imagine: the worlds that fit all that is public.

A world gives every table that was not shown counts that could have been there. Published totals
and sizes hold in it, counts grow from report to report as far as the totals do, and a table that
was held back for a small count has one. What takes two values in such worlds cannot be worked out,
neither by a reader who relies on growth nor by one who does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from attrs import evolve, field, frozen

from cm_method.fields import row

Counts = tuple[int, ...]
Rows = tuple[Counts, ...]
"""Counts by category, and within each by column."""

Range = tuple[int, int]
"""The lowest and the highest that a count can be, both included."""


@frozen(kw_only=True)
class Layer:
    """What one report told of a table that it did not show.

    *totals* are the sums of the columns, *sizes* those of the categories where they were shown.
    *decided* tells that the table was held back for its own counts, not for the day's figures.
    """

    totals: Counts = field(converter=row)
    sizes: Counts | None
    decided: bool


@frozen(kw_only=True)
class Story:
    """The reports between two that showed a table: what was shown before, nothing, and after.

    *growing* says of each column whether its counts only grow, but for corrections.
    """

    layers: tuple[Layer, ...] = field(converter=row)
    before: Rows
    after: Rows | None
    growing: tuple[bool, ...]
    least: int

    @property
    def cells(self) -> tuple[tuple[int, int], ...]:
        """Category and column of every cell."""
        return tuple(
            (place, column) for place in range(len(self.before)) for column in self.columns
        )

    @property
    def columns(self) -> range:
        """The places of the columns."""
        return range(len(self.growing))

    def without_after(self) -> Story:
        """The same reports before anything was shown again."""
        return evolve(self, after=None)


@lru_cache(maxsize=4096)
def could_be_told(story: Story) -> bool:
    """Whether a world exists at all; the quick search may miss one where reports are several."""
    return _world(story, None) is not None


@lru_cache(maxsize=4096)
def stays_open(story: Story) -> bool:
    """Whether every count that was not shown takes two values, told by worlds that are found.

    Left out is what the totals and the shown tables tell by themselves.
    """
    first = _world(story, None)
    if first is None:
        return False
    seen = [[{cell} for counts in table for cell in counts] for table in first]
    for place in range(len(story.layers)):
        for number, cell in enumerate(story.cells):
            if len(seen[place][number]) > 1 or _is_told(story, place, cell):
                continue
            (value,) = seen[place][number]
            world = _world(story, (place, cell, (0, value - 1)))
            world = world or _world(story, (place, cell, (value + 1, sum(story.layers[place].totals))))
            if world is None:
                return False
            for values, table in zip(seen, world, strict=True):
                for found, count in zip(values, (c for counts in table for c in counts), strict=True):
                    found.add(count)
    return True


def _is_told(story: Story, place: int, cell: tuple[int, int]) -> bool:
    """Whether a count follows from totals and shown tables, whatever was decided on the others."""
    layer, (category, column) = story.layers[place], cell
    before = story.before[category][column]
    if story.after is not None and story.after[category][column] == before:
        return story.growing[column]
    plain = evolve(layer, decided=False)
    alone = evolve(story.without_after(), layers=(plain,))
    values = _values(alone, cell)
    return values[0] == values[1]


@lru_cache(maxsize=65536)
def _values(alone: Story, cell: tuple[int, int]) -> Range:
    """Two values that a count has in worlds of a single report; twice the same where it has one."""
    found = _world(alone, None)
    if found is None:
        return 0, 1
    ((*_, table),) = (found,)
    value = table[cell[0]][cell[1]]
    for other in ((0, value - 1), (value + 1, sum(alone.layers[0].totals))):
        world = _world(alone, (0, cell, other))
        if world is not None:
            return value, world[0][cell[0]][cell[1]]
    return value, value


Wish = tuple[int, tuple[int, int], Range]
"""A report, a cell of its table and where its count is to lie."""


def _world(story: Story, wish: Wish | None) -> tuple[Rows, ...] | None:
    """One world, in which a wish is true. From the report of the wish it is built both ways."""
    start = 0 if wish is None else wish[0]
    for table in _tables(story, start, wish, below=None, above=None):
        world = [table]
        for place in range(start - 1, -1, -1):
            earlier = next(_tables(story, place, None, below=None, above=world[0]), None)
            if earlier is None:
                break
            world.insert(0, earlier)
        else:
            for place in range(start + 1, len(story.layers)):
                later = next(_tables(story, place, None, below=world[-1], above=None), None)
                if later is None:
                    break
                world.append(later)
            else:
                return tuple(world)
    return None


def _tables(
    story: Story, place: int, wish: Wish | None, *, below: Rows | None, above: Rows | None
) -> Iterator[Rows]:
    """Tables that a report can have held back, between those of the reports beside it."""
    layer = story.layers[place]
    ranges = _ranges(story, layer, below, above)
    if wish is not None:
        _, (category, column), (low, high) = wish
        ranges[category][column] = _both(ranges[category][column], (low, high))
    if not layer.decided:
        found = filled(ranges, layer)
        if found is not None:
            yield found
        return
    for category, column in story.cells:
        small = [list(each) for each in ranges]
        small[category][column] = _both(ranges[category][column], (1, story.least - 1))
        found = filled(small, layer)
        if found is not None:
            yield found


def _both(one: Range, other: Range) -> Range:
    return max(one[0], other[0]), min(one[1], other[1])


def _ranges(
    story: Story, layer: Layer, below: Rows | None, above: Rows | None
) -> list[list[Range]]:
    """Where each count can lie, given the tables before and after it in columns that only grow.

    A column whose totals or shown counts have fallen is one in which nobody can rely on growth.
    """
    ranges = [[(0, total) for total in layer.totals] for _ in story.before]
    falls = _falls(story)
    for column in story.columns:
        if not story.growing[column] or column in falls:
            continue
        total = layer.totals[column]
        for floor in filter(None, (story.before, below)):
            if sum(counts[column] for counts in floor) <= total:
                for each, counts in zip(ranges, floor, strict=True):
                    each[column] = _both(each[column], (counts[column], total))
        for ceiling in filter(None, (story.after, above)):
            if sum(counts[column] for counts in ceiling) >= total:
                for each, counts in zip(ranges, ceiling, strict=True):
                    each[column] = _both(each[column], (0, counts[column]))
    return ranges


def _falls(story: Story) -> frozenset[int]:
    """The columns in which a shown count is lower than it was before."""
    return frozenset(
        column
        for column in story.columns
        for old, new in zip(story.before, story.after or story.before, strict=True)
        if new[column] < old[column]
    )


def filled(ranges: list[list[Range]], layer: Layer) -> Rows | None:
    """A table with every count in its range and the layer's sums; None where there is none.

    Counts begin at their lowest. What then lacks in a column is sent, through as many cells as it
    takes, to categories that have room.
    """
    if any(low > high for each in ranges for low, high in each):
        return None
    table = [[low for low, _ in each] for each in ranges]
    lacking = [
        total - sum(counts[column] for counts in table) for column, total in enumerate(layer.totals)
    ]
    sizes = layer.sizes or (sum(layer.totals),) * len(table)
    room = [size - sum(counts) for size, counts in zip(sizes, table, strict=True)]
    if min(lacking, default=0) < 0 or min(room, default=0) < 0:
        return None
    for column, missing in enumerate(lacking):
        left = missing
        while left:
            sent = _send(table, ranges, room, column, left)
            if not sent:
                return None
            left -= sent
    return tuple(tuple(counts) for counts in table)


def _send(
    table: list[list[int]], ranges: list[list[Range]], room: list[int], column: int, most: int
) -> int:
    """Add to a column as much as one path of changed cells allows; returns how much that was.

    A path adds to a count in the column and takes from another of the same category, which is added
    to elsewhere in its own column, and so on to a category with room.
    """
    came_from: dict[int, tuple[int, int] | None] = {}
    reached_by: dict[int, int] = {}
    columns = [column]
    came_from[column] = None
    for at in columns:
        for category, each in enumerate(ranges):
            if category in reached_by or table[category][at] >= each[at][1]:
                continue
            reached_by[category] = at
            if room[category]:
                return _follow(table, ranges, room, category, reached_by, came_from, most)
            for other, (low, _) in enumerate(each):
                if other not in came_from and table[category][other] > low:
                    came_from[other] = (category, at)
                    columns.append(other)
    return 0


def _follow(
    table: list[list[int]],
    ranges: list[list[Range]],
    room: list[int],
    last: int,
    reached_by: dict[int, int],
    came_from: dict[int, tuple[int, int] | None],
    most: int,
) -> int:
    """Change the cells of a path by what all of them allow."""
    adds: list[tuple[int, int]] = [(last, reached_by[last])]
    takes: list[tuple[int, int]] = []
    while (step := came_from[adds[-1][1]]) is not None:
        takes.append((step[0], adds[-1][1]))
        adds.append(step)
    amount = min(
        most,
        room[last],
        *(ranges[place][at][1] - table[place][at] for place, at in adds),
        *(table[place][at] - ranges[place][at][0] for place, at in takes),
    )
    for place, at in adds:
        table[place][at] += amount
    for place, at in takes:
        table[place][at] -= amount
    room[last] -= amount
    return amount
