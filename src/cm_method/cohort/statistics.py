"""The interval that is shown beside a share, never used for a verdict (R29)."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from attrs import frozen

from cm_method.cohort.shares import Share


@frozen(kw_only=True)
class Interval:
    """A Wilson interval at *percent* confidence, as an envelope over the bounds: 0.0 to 1.0.

    Participants are no random sample and cluster by worker; the interval only shows how little a
    small group can tell.
    """

    low: float
    high: float
    percent: int


def wilson(share: Share, percent: int) -> tuple[float, float]:
    """The Wilson score interval of a share at *percent* confidence; the share is not empty."""
    z = NormalDist().inv_cdf(0.5 + percent / 200)
    seen = share.met / share.of
    weight = z * z / share.of
    middle = (seen + weight / 2) / (1 + weight)
    half = z / (1 + weight) * sqrt(seen * (1 - seen) / share.of + weight / (4 * share.of))
    return max(0.0, min(middle - half, seen)), min(1.0, max(middle + half, seen))


def envelope(lower: Share, upper: Share, percent: int) -> Interval | None:
    """Low end from the lower bound, high end from the upper; None for an empty group."""
    if not lower.of or not upper.of:
        return None
    return Interval(low=wilson(lower, percent)[0], high=wilson(upper, percent)[1], percent=percent)
