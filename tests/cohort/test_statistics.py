"""Wilson's interval: published examples, an independent solution, and the envelope (R29)."""

from __future__ import annotations

from collections.abc import Callable
from math import erf, sqrt

import pytest
from hypothesis import given, strategies as st

from cm_method.cohort.shares import Share
from cm_method.cohort.statistics import envelope, wilson


@pytest.mark.parametrize(
    ("met", "of", "low", "high"),
    [
        # Newcombe 1998, "Two-sided confidence intervals for the single proportion", method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_that_of_published_examples(
    met: int, of: int, low: float, high: float
) -> None:
    assert wilson(Share(met=met, of=of), 95) == pytest.approx((low, high), abs=5e-5)


def bisected(is_beyond: Callable[[float], bool], low: float, high: float) -> float:
    """The point between low and high from which on something holds."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if is_beyond(middle) else (middle, high)
    return (low + high) / 2


@given(st.integers(1, 400), st.integers(0, 400), st.sampled_from((50, 80, 90, 95, 99)))
def test_its_ends_are_where_the_share_is_just_believable(of: int, met: int, percent: int) -> None:
    """An end is the true share from which the seen one lies z standard errors away."""
    met = min(met, of)
    seen = met / of
    z = bisected(lambda z: erf(z / sqrt(2)) >= percent / 100, 0, 10)

    def lies_within(true: float) -> bool:
        return abs(seen - true) <= z * sqrt(true * (1 - true) / of)

    low = bisected(lies_within, 0.0, seen) if met else 0.0
    high = bisected(lambda true: not lies_within(true), seen, 1.0) if met < of else 1.0
    assert wilson(Share(met=met, of=of), percent) == pytest.approx((low, high), abs=1e-9)


def test_none_and_all_give_an_end_of_exactly_nothing_and_everything() -> None:
    for of in range(1, 60):
        assert wilson(Share(met=0, of=of), 95)[0] == 0.0
        assert wilson(Share(met=of, of=of), 95)[1] == 1.0


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        (Share(met=7, of=10), Share(met=8, of=10)),
        (Share(met=7, of=10), Share(met=7, of=9)),
        (Share(met=0, of=3), Share(met=3, of=3)),
        (Share(met=5, of=5), Share(met=5, of=5)),
    ],
)
def test_an_envelope_holds_both_bounds_with_their_intervals(lower: Share, upper: Share) -> None:
    found = envelope(lower, upper, 90)
    assert found is not None
    assert (found.low, found.high) == (wilson(lower, 90)[0], wilson(upper, 90)[1])
    assert found.low <= lower.met / lower.of <= upper.met / upper.of <= found.high
    assert found.percent == 90


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        (Share(met=0, of=0), Share(met=0, of=0)),
        (Share(met=0, of=2), Share(met=0, of=0)),
        (Share(met=0, of=0), Share(met=2, of=2)),
    ],
)
def test_an_empty_group_has_no_interval(lower: Share, upper: Share) -> None:
    assert envelope(lower, upper, 95) is None
