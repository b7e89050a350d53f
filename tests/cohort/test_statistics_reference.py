"""Wilson's interval beside the one of statsmodels, for every count of small and middling groups."""

from __future__ import annotations

from typing import Any

import pytest

from cm_method.cohort.shares import Share
from cm_method.cohort.statistics import wilson

proportion: Any = pytest.importorskip("statsmodels.stats.proportion")

LARGEST = 200
LEVELS = (50, 80, 90, 95, 99)
TOLERANCE = 1e-9


@pytest.mark.parametrize("percent", LEVELS)
def test_every_interval_is_that_of_statsmodels(percent: int) -> None:
    """All of 0 to n met, for every n up to 200: both ends, at the same confidence."""
    counts = [(met, of) for of in range(1, LARGEST + 1) for met in range(of + 1)]
    low, high = proportion.proportion_confint(
        *(_column(counts, n) for n in (0, 1)), alpha=1 - percent / 100, method="wilson"
    )
    apart = [
        (met, of, found, (lower, upper))
        for (met, of), lower, upper in zip(counts, low, high, strict=True)
        if (found := wilson(Share(met=met, of=of), percent))
        != pytest.approx((lower, upper), abs=TOLERANCE, rel=0)
    ]
    assert apart == []


def _column(counts: list[tuple[int, int]], place: int) -> Any:
    numpy: Any = pytest.importorskip("numpy")
    return numpy.array([each[place] for each in counts], dtype=float)
