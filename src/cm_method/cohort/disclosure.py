"""Disclosure control: what a published breakdown may show, and when it may be renewed (R28).

A breakdown is shown whole or not at all. Hiding single cells of a small table, and then as many
more as it takes, would leave a reader who knows the rule with few candidates; a whole table leaves
many. The same reader also compares reports. So a table is renewed only on days when its absence
would tell nothing, which is decided from figures that are public already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum, unique

from attrs import field, frozen

from cm_method.errors import Problem, Refused
from cm_method.fields import row

Rows = tuple[tuple[int, ...], ...]
"""Counts by category, and within each by column."""


@frozen(kw_only=True)
class Table:
    """A breakdown in whole counts: *rows* by category, *columns* by what is counted.

    Counts only grow from one report to the next, but for corrections.
    """

    name: str
    categories: tuple[str, ...] = field(converter=row)
    columns: tuple[str, ...] = field(converter=row)
    rows: Rows = field(repr=False)

    def __attrs_post_init__(self) -> None:
        shaped = len(self.rows) == len(self.categories) and all(
            len(counts) == len(self.columns) for counts in self.rows
        )
        if not shaped or any(count < 0 for counts in self.rows for count in counts):
            raise Refused([Problem(code="not_a_table_of_counts", path=self.name)])

    @property
    def totals(self) -> tuple[int, ...]:
        """The sum of each column."""
        return tuple(sum(column) for column in zip(*self.rows, strict=True)) or (0,) * len(
            self.columns
        )


@unique
class Hidden(Enum):
    """Why a table is not shown, or not renewed."""

    SMALL_COUNTS = "small_counts"
    SMALL_TOTALS = "small_totals"
    TOO_LITTLE_NEW = "too_little_new"
    EARLIER_REPORT = "earlier_report"


@frozen(kw_only=True)
class PublishedTable:
    """A table as a report of the day *on* may show it.

    *rows* are None when it is hidden. *totals* are public, None where one of them is small. *why*
    tells the people who made the report why the table is missing; it is not for publishing.
    """

    name: str
    on: date
    categories: tuple[str, ...]
    columns: tuple[str, ...]
    totals: tuple[int, ...] | None
    rows: Rows | None = field(repr=False)
    why: Hidden | None


def publish(
    table: Table, *, on: date, earlier: Iterable[PublishedTable] = (), least: int = 5
) -> PublishedTable:
    """The table as it may be shown on a day, after the *earlier* reports of the same table.

    No shown count is between 1 and *least* - 1 (R28). Where the table would not be hidden, it is
    still not shown if that would let a reader work out an earlier one that was.
    """
    past = sorted((each for each in earlier if each.name == table.name), key=lambda each: each.on)
    totals = table.totals
    small_totals = any(_is_small(total, least) for total in totals)
    why = _why_hidden(table, past, least, small_totals=small_totals)
    return PublishedTable(
        name=table.name,
        on=on,
        categories=table.categories,
        columns=table.columns,
        totals=None if small_totals else totals,
        rows=table.rows if why is None else None,
        why=why,
    )


def _why_hidden(
    table: Table, past: list[PublishedTable], least: int, *, small_totals: bool
) -> Hidden | None:
    if small_totals:
        return Hidden.SMALL_TOTALS
    shown = next((each for each in reversed(past) if each.rows is not None), None)
    floor = _nothing(table) if shown is None or shown.rows is None else shown.rows
    ceiling = tuple(table.totals for _ in table.rows)
    if not _leaves_open(floor, ceiling, table.totals, least):
        return Hidden.TOO_LITTLE_NEW
    if any(_is_small(count, least) for counts in table.rows for count in counts):
        return Hidden.SMALL_COUNTS
    since = past[past.index(shown) + 1 :] if shown is not None else past
    for hidden in since:
        known = hidden.totals
        if known is not None and not _leaves_open(floor, table.rows, known, least):
            return Hidden.EARLIER_REPORT
    return None


def _nothing(table: Table) -> Rows:
    return tuple((0,) * len(table.columns) for _ in table.rows)


def _is_small(count: int, least: int) -> bool:
    return 0 < count < least


def _leaves_open(floor: Rows, ceiling: Rows, totals: tuple[int, ...], least: int) -> bool:
    """Whether a hidden table between two others leaves every count with two values or more.

    The reader knows the totals, that counts only grow, and that one count at least is small. A
    column in which nothing can have changed tells nothing new, and is left out.
    """
    columns = [
        _Column(
            lows=tuple(counts[place] for counts in floor),
            highs=tuple(counts[place] for counts in ceiling),
            total=total,
        )
        for place, total in enumerate(totals)
    ]
    small = [column.values_with_a_small_one(least) for column in columns]
    if not any(small):
        return True  # it cannot have been hidden for a small count
    for place, column in enumerate(columns):
        if column.is_settled():
            continue
        elsewhere = any(found for other, found in enumerate(small) if other != place)
        for number in range(len(column.lows)):
            values: set[int] = set(small[place][number]) if small[place] else set()
            if elsewhere:
                values |= set(column.values(number))
            if len(values) == 1:
                return False
    return True


@frozen(kw_only=True, slots=False)
class _Column:
    """One column: the lowest and highest each count can be, and their sum."""

    lows: tuple[int, ...]
    highs: tuple[int, ...]
    total: int

    def is_settled(self) -> bool:
        """Whether the sum leaves no choice: everything lowest, or everything highest."""
        return self.total in (sum(self.lows), sum(self.highs))

    def values(self, number: int) -> range:
        """Every value that one count can have."""
        others_low = sum(self.lows) - self.lows[number]
        others_high = sum(self.highs) - self.highs[number]
        low = max(self.lows[number], self.total - others_high)
        high = min(self.highs[number], self.total - others_low)
        return range(low, high + 1)

    def values_with_a_small_one(self, least: int) -> list[set[int]]:
        """Every value of each count, given that some count of the column is small; else empty."""
        found: list[set[int]] = [set() for _ in self.lows]
        for place, (low, high) in enumerate(zip(self.lows, self.highs, strict=True)):
            narrowed = _Column(
                lows=_with(self.lows, place, max(low, 1)),
                highs=_with(self.highs, place, min(high, least - 1)),
                total=self.total,
            )
            if narrowed.is_possible():
                for number in range(len(self.lows)):
                    found[number] |= set(narrowed.values(number))
        return found if any(found) else []

    def is_possible(self) -> bool:
        """Whether there are counts within their limits that have the sum."""
        each = all(low <= high for low, high in zip(self.lows, self.highs, strict=True))
        return each and sum(self.lows) <= self.total <= sum(self.highs)


def _with(counts: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    return (*counts[:place], value, *counts[place + 1 :])


def hidden_tables(tables: Iterable[PublishedTable]) -> Iterator[str]:
    """The names of the tables that are not shown, so that the report says so (R28)."""
    return (table.name for table in tables if table.rows is None)
