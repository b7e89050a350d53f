"""What a reader of published tables can still imagine: the worlds that fit all that is public.

A world gives every table that was not shown counts that could have been there. Published totals
and sizes hold in it, counts grow from report to report as far as the totals do, and a table that
was held back for a small count has one. What takes two values in such worlds cannot be worked out,
neither by a reader who relies on growth nor by one who does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from attrs import evolve, field, frozen

from cm_method.fields import row

Counts = tuple[int, ...]
Rows = tuple[Counts, ...]
"""Counts by category, and within each by column."""

Range = tuple[int, int]
"""The lowest and the highest that a count can be, both included."""


@frozen(kw_only=True)
class Sums:
    """Sums of rows or columns: *shown*, or None and perhaps held back for a *small* one."""

    shown: Counts | None
    small: bool = False


@frozen(kw_only=True)
class Layer:
    """What one report told of a table that it did not show.

    *people* are all that it counts, *totals* the sums of its columns and *sizes* those of its
    categories. *decided* tells that it was held back for its own counts, not for the day's figures.
    """

    people: int
    totals: Sums
    sizes: Sums | None
    decided: bool


@frozen(kw_only=True)
class Story:
    """The reports between two that showed a table: what was shown before, nothing, and after.

    *growing* says of each cell whether its count only grows, but for corrections.
    """

    layers: tuple[Layer, ...] = field(converter=row)
    before: Rows
    after: Rows | None = None
    growing: tuple[tuple[bool, ...], ...]
    least: int

    @property
    def cells(self) -> tuple[tuple[int, int], ...]:
        """Category and column of every cell."""
        return tuple(
            (category, column)
            for category, counts in enumerate(self.before)
            for column, _ in enumerate(counts)
        )


@lru_cache(maxsize=4096)
def could_be_told(story: Story) -> bool:
    """Whether a world exists at all; the quick search may miss one where reports are several."""
    return _world(story, None) is not None


@lru_cache(maxsize=4096)
def follows_from_sums(story: Story, layer: Layer) -> bool:
    """Whether the sums alone leave no choice, so that a table tells nothing that they do not."""
    nothing = tuple((0,) * len(counts) for counts in story.before)
    alone = evolve(story, layers=(evolve(layer, decided=False),), before=nothing, after=None)
    return all(_is_fixed(alone, cell) for cell in story.cells)


@lru_cache(maxsize=4096)
def stays_open(story: Story) -> bool:
    """Whether everything that was not shown takes two values, told by worlds that are found.

    Left out is what sums and shown tables tell by themselves.
    """
    first = _world(story, None)
    if first is None:
        return False
    seen = [[{value} for value in _facts(table)] for table in first]
    for place in range(len(story.layers)):
        for number, cell in enumerate(_open_facts(story, place)):
            if cell is None or len(seen[place][number]) > 1 or _is_told(story, place, cell):
                continue
            (value,) = seen[place][number]
            people = story.layers[place].people
            for other in ((0, value - 1), (value + 1, people)):
                world = _world(story, Wish(place=place, cell=cell, within=other))
                if world is not None:
                    break
            else:
                return False
            for values, table in zip(seen, world, strict=True):
                for found, each in zip(values, _facts(table), strict=True):
                    found.add(each)
    return True


Cell = tuple[int | None, int | None]
"""Category and column; a sum of either has None for the other."""


def _facts(table: Rows) -> tuple[int, ...]:
    """Every count, then the sums of columns and of categories."""
    cells = (count for counts in table for count in counts)
    return (*cells, *(sum(column) for column in zip(*table, strict=True)), *map(sum, table))


def _open_facts(story: Story, place: int) -> Iterator[Cell | None]:
    """Where each fact of a table stands; None for sums that were shown or that are no table's."""
    layer = story.layers[place]
    yield from story.cells
    for column in range(len(story.before[0])):
        yield (None, column) if layer.totals.shown is None else None
    for category in range(len(story.before)):
        yield (category, None) if layer.sizes and layer.sizes.shown is None else None


def _is_told(story: Story, place: int, cell: Cell) -> bool:
    """Whether a fact follows from sums and shown tables, whatever was decided on the others.

    A count that was the same before and after was so in between; a zero after was a zero before.
    """
    after = story.after
    if after is not None and _grows(story, cell) and _of(after, cell) == _of(story.before, cell):
        return True
    plain = evolve(story.layers[place], decided=False)
    return _is_fixed(evolve(story, layers=(plain,), after=None), cell)


def _of(table: Rows, cell: Cell) -> int:
    category, column = cell
    rows = table if category is None else (table[category],)
    return sum(
        count for counts in rows for place, count in enumerate(counts) if column in (None, place)
    )


def _grows(story: Story, cell: Cell) -> bool:
    category, column = cell
    if column is None:
        return True
    rows = story.growing if category is None else (story.growing[category],)
    return all(growing[column] for growing in rows)


@lru_cache(maxsize=65536)
def _is_fixed(alone: Story, cell: Cell) -> bool:
    """Whether a fact has one value only in the worlds of a single report."""
    found = _world(alone, None)
    if found is None:
        return False
    value = _of(found[0], cell)
    others = ((0, value - 1), (value + 1, alone.layers[0].people))
    return all(_world(alone, Wish(place=0, cell=cell, within=other)) is None for other in others)


@frozen(kw_only=True)
class Wish:
    """A report, a fact of its table and where its value is to lie."""

    place: int
    cell: Cell
    within: Range


def _world(story: Story, wish: Wish | None) -> tuple[Rows, ...] | None:
    """One world, in which a wish is true. From the report of the wish it is built both ways."""
    start = 0 if wish is None else wish.place
    for table in _tables(story, start, wish):
        world = [table]
        for place in range(start - 1, -1, -1):
            earlier = next(_tables(story, place, above=world[0]), None)
            if earlier is None:
                break
            world.insert(0, earlier)
        else:
            for place in range(start + 1, len(story.layers)):
                later = next(_tables(story, place, below=world[-1]), None)
                if later is None:
                    break
                world.append(later)
            else:
                return tuple(world)
    return None


def _tables(
    story: Story,
    place: int,
    wish: Wish | None = None,
    *,
    below: Rows | None = None,
    above: Rows | None = None,
) -> Iterator[Rows]:
    """Tables that a report can have held back, between those of the reports beside it."""
    layer = story.layers[place]
    floors = [each for each in (story.before, below) if each is not None]
    ceilings = [each for each in (story.after, above) if each is not None]
    beside: Any = {"floors": floors, "ceilings": ceilings, "wish": wish}
    columns: list[Cell] = [(None, column) for column in range(len(story.before[0]))]
    categories: list[Cell] = [(category, None) for category in range(len(story.before))]
    for totals in _sums(story, layer, layer.totals, columns, **beside):
        for sizes in (
            [None]
            if layer.sizes is None
            else _sums(story, layer, layer.sizes, categories, **beside)
        ):
            ranges = _ranges(story, totals, floors, ceilings)
            category, column = wish.cell if wish is not None else (None, None)
            if wish is not None and category is not None and column is not None:
                ranges[category][column] = _both(ranges[category][column], wish.within)
            if not layer.decided:
                found = filled(ranges, totals, sizes)
                if found is not None:
                    yield found
                continue
            for at, of in story.cells:
                small = [list(each) for each in ranges]
                small[at][of] = _both(ranges[at][of], (1, story.least - 1))
                found = filled(small, totals, sizes)
                if found is not None:
                    yield found


def _both(one: Range, other: Range) -> Range:
    return max(one[0], other[0]), min(one[1], other[1])


MOST_SUMS = 24
"""How many ways to share out sums that were not shown are tried."""


def _sums(
    story: Story,
    layer: Layer,
    sums: Sums,
    lines: list[Cell],
    *,
    floors: list[Rows],
    ceilings: list[Rows],
    wish: Wish | None,
) -> Iterator[Counts]:
    """The sums that were shown, or several that can have been there."""
    if sums.shown is not None:
        yield sums.shown
        return
    ranges: list[Range] = []
    for line in lines:
        low, high = 0, layer.people
        if _grows(story, line):
            low = max([low, *(_of(each, line) for each in floors)])
            high = min([high, *(_of(each, line) for each in ceilings)])
        within = wish.within if wish is not None and wish.cell == line else (low, high)
        ranges.append(_both((low, high), within))
    yield from islice(_shared_out(layer.people, ranges, sums, story.least), MOST_SUMS)


def _shared_out(people: int, ranges: list[Range], sums: Sums, least: int) -> Iterator[Counts]:
    """Ways to share out people, first to one place and then to the next, from each in turn."""
    tries = [ranges]
    if sums.small:
        tries = [
            [*ranges[:place], _both(each, (count, count)), *ranges[place + 1 :]]
            for count in (1, least - 1)
            for place, each in enumerate(ranges)
        ]
    for first in range(len(ranges)):
        for each in tries:
            shared = [low for low, _ in each]
            left = people - sum(shared)
            if left < 0 or any(low > high for low, high in each):
                continue
            for place in (*range(first, len(each)), *range(first)):
                more = min(left, each[place][1] - shared[place])
                shared[place] += more
                left -= more
            if not left:
                yield tuple(shared)


def _ranges(
    story: Story, totals: Counts, floors: list[Rows], ceilings: list[Rows]
) -> list[list[Range]]:
    """Where each count can lie, given the tables before and after it where counts only grow.

    Where totals or shown counts have fallen, nobody can rely on growth.
    """
    ranges = [[(0, total) for total in totals] for _ in story.before]
    for column, total in enumerate(totals):
        grows = [
            place
            for place, _ in enumerate(story.before)
            if story.growing[place][column] and not _falls(story, (place, column))
        ]
        for floor in floors:
            if sum(floor[place][column] for place in grows) <= total:
                for place in grows:
                    within = (floor[place][column], total)
                    ranges[place][column] = _both(ranges[place][column], within)
        for ceiling in ceilings:
            if sum(counts[column] for counts in ceiling) >= total:
                for place in grows:
                    within = (0, ceiling[place][column])
                    ranges[place][column] = _both(ranges[place][column], within)
    return ranges


def _falls(story: Story, cell: tuple[int, int]) -> bool:
    """Whether a shown count is lower than it was before."""
    return story.after is not None and _of(story.after, cell) < _of(story.before, cell)


def filled(ranges: list[list[Range]], totals: Counts, sizes: Counts | None) -> Rows | None:
    """A table with every count in its range and these sums; None where there is none.

    Counts begin at their lowest. What then lacks in a column is sent, through as many cells as it
    takes, to categories that have room.
    """
    if any(low > high for each in ranges for low, high in each):
        return None
    table = [[low for low, _ in each] for each in ranges]
    lacking = [
        total - sum(counts[column] for counts in table) for column, total in enumerate(totals)
    ]
    most = sizes or (sum(totals),) * len(table)
    room = [size - sum(counts) for size, counts in zip(most, table, strict=True)]
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
                return _follow(
                    table,
                    ranges,
                    room,
                    last=category,
                    reached_by=reached_by,
                    came_from=came_from,
                    most=most,
                )
            for other, (low, _) in enumerate(each):
                if other not in came_from and table[category][other] > low:
                    came_from[other] = (category, at)
                    columns.append(other)
    return 0


def _follow(
    table: list[list[int]],
    ranges: list[list[Range]],
    room: list[int],
    *,
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
