"""Worked cases of groups: bounds, outcome and people short, in whole counts (R9-R11, R20)."""

from __future__ import annotations

from typing import Any

import pytest

from cm_method.cohort.results import results
from cm_method.cohort.shares import Share
from cm_method.dates import every_months
from cm_method.rules.method import Method
from tests.examples.notation import EXAMPLE_START, day_of, journal_of
from tests.examples.reading import told_in


def shown(share: Share) -> str:
    return f"{share.met}/{share.of}"


@pytest.mark.parametrize("told", tuple(told_in("groups", "group")))
def test_worked_group(told: dict[str, Any], edition: Method) -> None:
    people = [
        journal_of(told["people"][kind], subject=f"{kind}-{number}")
        for kind, count in told["count"].items()
        for number in range(count)
    ]
    result = results(people, edition, on=day_of(told["on"], EXAMPLE_START))[told["rule"]]
    found = {
        "outcome": result.outcome.value,
        "lower": shown(result.lower),
        "upper": shown(result.upper),
        "known": shown(result.bounds.known),
        "short": result.short,
    }
    assert found == {"short": None, **told["expected"]}
    if "without_leavers" in told:
        other = next(s for s in result.sensitivities if s.code == "without_leavers")
        without = {"outcome": other.outcome.value, "lower": shown(other.bounds.lower)}
        assert without == told["without_leavers"]


@pytest.mark.parametrize("told", tuple(told_in("series", "series")))
def test_worked_series(told: dict[str, Any]) -> None:
    days = every_months(told["anchor"], told["months"], through=told["through"])
    assert list(days) == told["days"]
