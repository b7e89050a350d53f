"""What whoever publishes must look at: tables that may be shown, and that still tell of a few.

Disclosure control keeps hidden counts from being worked out. It cannot keep two shown tables from
being subtracted, hide what is the same for everybody in a group, or know whether an earlier file is
of this register. So these are pointed out, and people decide (R28).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cm_method.cohort.disclosure import EVERYONE, STARTED, Counted, Publication, PublishedTable
from cm_method.cohort.disclosure_worlds import Counts, Rows
from cm_method.cohort.equality import ELSEWHERE, OTHER_OR_UNKNOWN, UNKNOWN


def small_changes(
    made: Publication, earlier: Iterable[Publication]
) -> tuple[tuple[str, str, date], ...]:
    """Which shown tables differ by 1 to *least* - 1 from a shown one, and on which earlier day.

    No hidden count follows, but who subtracts sees how it went for the few between. Told by
    grouping, what the table is about, and the earlier day.
    """
    return tuple(
        (table.grouping, table.about, past.on)
        for past in earlier
        for table in made.tables
        if _differ_by_few(table.rows, past.table(table.grouping, table.about).rows, made.least)
    )


def _differ_by_few(now: Rows | None, then: Rows | None, least: int) -> bool:
    if now is None or then is None:
        return False
    return any(
        0 < abs(count - before) < least
        for counts, earlier in zip(now, then, strict=True)
        for count, before in zip(counts, earlier, strict=True)
    )


def same_answers(made: Publication) -> tuple[tuple[str, str, str], ...]:
    """Which categories of shown tables give the same answer for everybody whom the target counts.

    No count of them is small, and still who knows that somebody belongs there knows how it went.
    Told by grouping, rule and category; where it is so for everyone, groups are not told again.
    """
    found = [
        (table.grouping, table.about, category)
        for table in made.tables
        if table.about != STARTED
        for category, counts in zip(table.categories, table.rows or (), strict=False)
        if _all_alike(counts)
    ]
    whole = {about for grouping, about, _ in found if grouping == EVERYONE}
    return tuple(each for each in found if each[0] == EVERYONE or each[1] not in whole)


def _all_alike(counts: Counts) -> bool:
    met, not_met, unknown, _ = counts
    return not unknown and (met > 0) != (not_met > 0)


def of_another_register(counted: Counted, earlier: Iterable[Publication]) -> tuple[date, ...]:
    """The days of earlier publications that look as if they were of another register.

    More had started then than have now, or nobody is left in a category that was large. Corrections
    can do the same, so people look.
    """
    return tuple(each.on for each in earlier if _has_lost(counted, each))


def _has_lost(counted: Counted, past: Publication) -> bool:
    started = {each.grouping: each for each in (counted.everyone, *counted.breakdowns)}
    return any(
        _sum(table) > sum(started[table.grouping].started)
        or any(
            then[0] and not now and category not in (UNKNOWN, OTHER_OR_UNKNOWN, ELSEWHERE)
            for category, then, now in zip(
                table.categories, table.rows, started[table.grouping].started, strict=True
            )
        )
        for table in past.tables
        if table.about == STARTED and table.rows is not None
    )


def _sum(table: PublishedTable) -> int:
    return sum(count for (count,) in table.rows or ())
