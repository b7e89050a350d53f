"""Disclosure control: what is shown, what is refused, and how much is hidden beyond need (R28)."""

from __future__ import annotations

from datetime import date
from itertools import combinations, product

import attrs
import pytest
from hypothesis import given, strategies as st

from cm_method.cohort.disclosure import (
    EVERYONE,
    STARTED,
    Breakdown,
    Counted,
    Hidden,
    Publication,
    PublishedTable,
    publish,
)
from cm_method.cohort.disclosure_worlds import Layer, Story, Sums, _is_fixed
from cm_method.errors import Refused

FIRST, SECOND, THIRD = date(2027, 3, 31), date(2027, 6, 30), date(2027, 9, 30)
Rows = list[tuple[int, ...]]


def breakdown(started: list[int], results: Rows, grouping: str = "gender") -> Breakdown:
    codes = [f"{grouping}-{place}" for place, _ in enumerate(started)]
    return Breakdown(
        grouping=grouping, categories=codes, started=started, results={"plan": results}
    )


def counted(*breakdowns: Breakdown, on: date = FIRST) -> Counted:
    return Counted(edition="e", fingerprint="f", on=on, breakdowns=breakdowns)


def gender(started: list[int], results: Rows, on: date = FIRST) -> Counted:
    return counted(breakdown(started, results), on=on)


def whys(made: Publication) -> list[Hidden | None]:
    return [table.why for table in made.tables]


LARGE = gender([20, 18], [(12, 8, 0), (10, 8, 0)])


def test_a_breakdown_without_small_counts_is_shown_whole() -> None:
    made = publish(LARGE)
    assert whys(made) == [None] * 4
    assert made.table("gender", STARTED).rows == ((20,), (18,))
    assert made.table("gender", "plan").rows == ((12, 8, 0, 0), (10, 8, 0, 0))
    assert made.table(EVERYONE, "plan").rows == ((22, 16, 0, 0),)
    with pytest.raises(KeyError):
        made.table("gender", "another")


def test_one_small_count_hides_the_whole_table_and_no_other() -> None:
    made = publish(gender([20, 18], [(12, 8, 0), (14, 4, 0)]))
    assert whys(made) == [None, None, None, Hidden.SMALL_COUNTS]


def test_those_not_counted_are_a_count_like_any_other() -> None:
    made = publish(gender([20, 18], [(12, 5, 0), (10, 6, 0)]))
    assert whys(made)[3] is Hidden.SMALL_COUNTS


def test_a_small_sum_hides_the_sums_and_every_breakdown_of_them() -> None:
    made = publish(gender([20, 18], [(19, 1, 0), (15, 3, 0)]))
    assert whys(made) == [None, Hidden.SMALL_COUNTS, None, Hidden.SMALL_TOTALS]


def test_groups_too_small_to_be_counted_have_no_results() -> None:
    made = publish(gender([30, 4], [(20, 10, 0), (0, 0, 0)]))
    assert whys(made) == [None, Hidden.SMALL_COUNTS, Hidden.SMALL_COUNTS, Hidden.SMALL_TOTALS]
    made = publish(gender([30, 4], [(20, 10, 0), (4, 0, 0)]))
    assert whys(made) == [None, None, Hidden.SMALL_COUNTS, Hidden.STARTED_HIDDEN]


def test_a_target_is_shown_by_every_grouping_or_by_none() -> None:
    by_gender = breakdown([20, 18], [(12, 8, 0), (10, 8, 0)])
    by_age = breakdown([30, 8], [(16, 14, 0), (6, 2, 0)], "age")
    made = publish(counted(by_gender, by_age))
    assert made.table("gender", "plan").why is Hidden.ANOTHER_GROUPING
    assert made.table("age", "plan").why is Hidden.SMALL_COUNTS
    assert made.table("gender", STARTED).rows is not None


def test_a_table_that_follows_from_its_sums_is_shown_whatever_the_others_hold() -> None:
    only = breakdown([38, 0], [(22, 16, 0), (0, 0, 0)])
    by_age = breakdown([30, 8], [(16, 14, 0), (6, 2, 0)], "age")
    made = publish(counted(only, by_age))
    assert made.table("gender", "plan").rows is not None
    assert made.table("age", "plan").rows is None


def test_with_a_handful_of_participants_everything_vanishes() -> None:
    made = publish(gender([3, 1], [(1, 1, 0), (0, 1, 0)]))
    assert [table.rows for table in made.tables] == [None] * 4


def test_nobody_at_all_is_no_secret() -> None:
    assert publish(counted()).tables[0].rows == ((0,),)
    assert publish(gender([0, 0], [(0, 0, 0)] * 2)).table("gender", "plan").rows is not None


def test_a_table_is_renewed_when_enough_is_new() -> None:
    one = publish(LARGE)
    two = publish(gender([30, 28], [(18, 12, 0), (16, 12, 0)], on=SECOND), [one])
    assert two.table("gender", "plan").rows == ((18, 12, 0, 0), (16, 12, 0, 0))


def test_figures_that_cannot_stand_together_pin_no_count() -> None:
    """Five people cannot be two: an odd earlier publication leads to no false conclusion."""
    sizes = Sums(shown=(1, 1))
    layer = Layer(people=5, totals=Sums(shown=(5, 0)), sizes=sizes, decided=False)
    nothing, growing = ((0, 0), (0, 0)), ((True, True), (True, True))
    story = Story(before=nothing, layers=(layer,), growing=growing, least=5)
    assert not _is_fixed(story, (0, 0))


def test_a_table_is_withheld_on_a_day_when_its_absence_would_tell() -> None:
    """One man more: had he been left out as a small count, everybody would know where he is."""
    one = publish(gender([20, 18, 0], [(12, 8, 0), (10, 8, 0), (0, 0, 0)]))
    two = publish(gender([20, 19, 0], [(12, 8, 0), (10, 9, 0), (0, 0, 0)], on=SECOND), [one])
    assert two.table("gender", STARTED).why is Hidden.TOO_LITTLE_NEW
    assert not two.table("gender", STARTED).decided


def test_a_table_is_not_shown_where_it_gives_an_earlier_one_away() -> None:
    """Two more of either: whoever sees five and six knows that three and four were there before."""
    one = publish(gender([17, 12], [(3, 8, 0), (4, 8, 0)]))
    assert one.table("gender", "plan").decided
    two = publish(gender([19, 14], [(5, 8, 0), (6, 8, 0)], on=SECOND), [one])
    assert two.table("gender", "plan").why is Hidden.EARLIER_REPORT


def test_a_report_with_nothing_but_its_size_is_kept_from_being_worked_out_later() -> None:
    first = publish(gender([4, 6], [(2, 1, 0), (3, 1, 0)]))
    assert first.table(EVERYONE, "plan").why is Hidden.SMALL_COUNTS
    later = gender([30, 28], [(18, 12, 0), (16, 12, 0)], on=SECOND)
    assert publish(later, [first]).table("gender", "plan").rows is not None
    close = gender([5, 6], [(5, 0, 0), (0, 6, 0)], on=SECOND)
    assert publish(close, [first]).table("gender", "plan").rows is None
    middle = publish(gender([8, 9], [(4, 4, 0), (4, 5, 0)], on=SECOND), [first])
    last = attrs.evolve(later, on=THIRD)
    assert publish(last, [first, middle]).on == THIRD


def test_corrections_that_make_counts_fall_do_not_stop_later_publications() -> None:
    one = publish(LARGE)
    two = publish(gender([19, 19], [(11, 8, 0), (11, 8, 0)], on=SECOND), [one])
    assert two.table("gender", STARTED).rows == ((19,), (19,))
    three = publish(gender([30, 28], [(18, 12, 0), (16, 12, 0)], on=THIRD), [two, one])
    assert three.table("gender", "plan").rows is not None


MISFITS = [
    (attrs.evolve(LARGE, fingerprint="g", on=SECOND), {}, "publication_of_other_rules"),
    (attrs.evolve(LARGE, on=SECOND), {"least": 7}, "publication_of_other_rules"),
    (LARGE, {}, "publication_not_earlier"),
    (counted(breakdown([38], [(22, 16, 0)]), on=SECOND), {}, "publication_of_other_tables"),
]


@pytest.mark.parametrize(("now", "how", "code"), MISFITS)
def test_an_earlier_publication_that_does_not_fit_is_refused(
    now: Counted, how: dict[str, int], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        publish(now, [publish(LARGE)], **how)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert refused.value.problems[0].path == str(FIRST)


def test_a_publication_given_twice_and_a_limit_too_low_are_refused() -> None:
    one = publish(LARGE)
    with pytest.raises(Refused) as refused:
        publish(attrs.evolve(LARGE, on=SECOND), [one, one])
    assert {problem.code for problem in refused.value.problems} == {"publication_not_earlier"}
    with pytest.raises(Refused) as refused:
        publish(LARGE, least=2)
    assert refused.value.problems[0].explain("en")


@pytest.mark.parametrize(
    ("started", "results"),
    [
        ([5], [(1, 1, 0), (1, 1, 0)]),
        ([5, 5], [(1, 1, 0)]),
        ([5, 5], [(1, 1), (1, 1)]),
        ([5, 5], [(4, 2, 0), (0, 0, 0)]),
        ([5, -1], [(0, 0, 0), (0, 0, 0)]),
        ([5, 5], [(0, -1, 0), (0, 0, 0)]),
    ],
)
def test_counts_that_cannot_be_are_refused(started: list[int], results: Rows) -> None:
    with pytest.raises(Refused) as refused:
        breakdown(started, results)
    assert refused.value.problems[0].code == "not_a_breakdown"


def test_breakdowns_of_different_participants_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        counted(breakdown([5, 5], [(5, 0, 0)] * 2), breakdown([9], [(9, 0, 0)], "age"))
    assert refused.value.problems[0].code == "breakdowns_do_not_fit"


def with_rows(rows: tuple[tuple[int, ...], ...] | None, place: int = 3) -> list[PublishedTable]:
    tables = list(publish(LARGE).tables)
    tables[place] = attrs.evolve(tables[place], rows=rows)
    return tables


@pytest.mark.parametrize(
    ("tables", "code", "path"),
    [
        (with_rows(((22, 16, 0, 0),)), "not_a_table_of_counts", "tables[3].rows"),
        (with_rows(((22, 16), (0, 0))), "not_a_table_of_counts", "tables[3].rows"),
        (with_rows(((19, 16, 0, 0), (3, 0, 0, 0))), "count_not_publishable", "tables[3].rows"),
        (with_rows(((23, 16, 0, 0), (-1, 0, 0, 0))), "count_not_publishable", "tables[3].rows"),
        (with_rows(((12, 8, 0, 0), (10, 9, 0, 0))), "sums_do_not_fit", "tables[3].rows"),
        (with_rows(None, 1), "sums_do_not_fit", "tables[3].rows"),
        (with_rows(None)[:3], "tables_are_missing", "tables"),
    ],
)
def test_a_publication_that_cannot_have_been_made_is_refused(
    tables: list[PublishedTable], code: str, path: str
) -> None:
    with pytest.raises(Refused) as refused:
        attrs.evolve(publish(LARGE), tables=tables)
    assert [(problem.code, problem.path) for problem in refused.value.problems] == [(code, path)]


def test_why_a_table_is_missing_is_no_part_of_what_is_compared_or_shown() -> None:
    made = publish(gender([20, 18], [(12, 8, 0), (14, 4, 0)]))
    assert "small_counts" not in repr(made).lower()
    assert made == attrs.evolve(
        made, tables=[attrs.evolve(table, why=None) for table in made.tables]
    )
    assert "12" not in repr(LARGE)


small_tables = st.lists(st.tuples(*[st.integers(0, 12)] * 4), min_size=1, max_size=4)


@given(small_tables, small_tables)
def test_no_publication_shows_a_small_count_and_the_same_figures_give_the_same_tables(
    now: Rows, more: Rows
) -> None:
    one = publish(gender([sum(c) for c in now], [c[:3] for c in now]))
    assert one == publish(gender([sum(c) for c in now], [c[:3] for c in now]))
    size = min(len(now), len(more))
    later = [
        tuple(a + b for a, b in zip(x, y, strict=True))
        for x, y in zip(now, [*more[:size], *[(0,) * 4] * (len(now) - size)], strict=True)
    ]
    two = publish(gender([sum(c) for c in later], [c[:3] for c in later], on=SECOND), [one])
    for made in (one, two):
        shown = [n for t in made.tables for counts in t.rows or () for n in counts]
        assert not [n for n in shown if 0 < n < 5]


# How much is hidden beyond need


def hidden_at_best(table: list[tuple[int, ...]], least: int) -> int:
    """The fewest counts that classical cell suppression hides in one table with public sums.

    Small counts first, then as few more as leave each hidden count two values or more.
    """
    cells = [(row, column) for row, counts in enumerate(table) for column, _ in enumerate(counts)]
    must = {cell for cell in cells if 0 < table[cell[0]][cell[1]] < least}
    others = [cell for cell in cells if cell not in must]
    for more in range(len(others) + 1 if must else 1):
        for chosen in combinations(others, more):
            hidden = must | set(chosen)
            if is_safe(table, hidden):
                return len(hidden)
    return len(cells)


def is_safe(table: list[tuple[int, ...]], hidden: set[tuple[int, int]]) -> bool:
    """Whether each hidden count lies on a cycle of hidden ones along which people can be moved."""
    return all(on_a_cycle(table, hidden, cell) for cell in hidden)


def on_a_cycle(
    table: list[tuple[int, ...]], hidden: set[tuple[int, int]], cell: tuple[int, int]
) -> bool:
    rows = {row for row, _ in hidden} - {cell[0]}
    columns = {column for _, column in hidden} - {cell[1]}
    for row, column in product(rows, columns):  # four counts are enough with two or three rows
        square = {(row, column), (row, cell[1]), (cell[0], column)}
        if square <= hidden:
            less = min(table[cell[0]][cell[1]], table[row][column])
            more = min(table[row][cell[1]], table[cell[0]][column])
            if less or more:
                return True
    return False


def tables_of(groups: int, counts: tuple[int, ...]) -> list[list[tuple[int, ...]]]:
    """Tables of so many groups and two answers, nobody waiting, whose sums can all be shown."""
    found = []
    for each in product(counts, repeat=2 * groups):
        table = [each[place : place + 2] for place in range(0, 2 * groups, 2)]
        sums = (*map(sum, table), *map(sum, zip(*table, strict=True)))
        if not any(0 < each < 5 for each in sums):
            found.append([tuple(counts) for counts in table])
    return found


@pytest.mark.parametrize(
    ("groups", "counts", "expected"),
    [
        (2, tuple(range(13)), (21415, 6561, 59416, 59416)),
        (3, (0, 2, 5, 9), (2017, 729, 7728, 5280)),
    ],
)
def test_how_many_counts_are_hidden_beyond_need_is_known(
    groups: int, counts: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    """The best is classical: it takes no account of a reader who knows the rule or earlier reports.

    Of every table: how many there are, how many are shown, counts hidden here, and at best.
    """
    tables = tables_of(groups, counts)
    shown = hidden = best = 0
    for table in tables:
        made = publish(gender([sum(c) for c in table], [(*c, 0) for c in table]))
        is_shown = made.table("gender", "plan").rows is not None
        shown += is_shown
        hidden += 0 if is_shown else 2 * groups
        best += hidden_at_best(table, 5)
    print(f"{groups} groups: {len(tables)} tables, {shown} shown; {hidden} hidden, {best} at best")
    assert (len(tables), shown, hidden, best) == expected


def test_a_report_with_too_few_participants_for_any_table_tells_nothing_to_later_ones() -> None:
    nothing = publish(gender([3, 1], [(1, 1, 0), (0, 1, 0)]))
    later = attrs.evolve(LARGE, on=SECOND)
    assert publish(later, [nothing]).tables == publish(later).tables
