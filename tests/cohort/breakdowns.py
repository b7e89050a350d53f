"""Breakdowns of made-up registers, for the attackers of disclosure control."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cm_method.cohort.disclosure import Breakdown, Counted

DAYS = (date(2027, 3, 31), date(2027, 6, 30), date(2027, 9, 30))
ROUTES = ("met", "not_met", "unknown", "not_counted")
Rows = tuple[tuple[int, ...], ...]
"""Met, not met, unknown and not counted of each category."""


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
