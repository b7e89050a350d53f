"""A trend over 24 report days against 24 reviews from scratch: `python -m benchmarks.trend`."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import date

from benchmarks.cases import METHOD, journals
from cm_method import Case, plus_months, review, tally, trend

CASES = 1_000
DAYS = [plus_months(date(2026, 6, 30), number) for number in range(24)]
ROUNDS = 3


def _quickest(work: Callable[[], object]) -> float:
    seen = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        seen.append(time.process_time() - began)
    return min(seen)


def main() -> None:
    """Print how much longer reviewing, and tallying, every day anew takes than the trend."""
    cases = list(journals(CASES))
    gc.freeze()
    at_once = _quickest(lambda: trend(cases, METHOD, DAYS))
    reviewed = _quickest(
        lambda: [review(Case.of(j, on=day), METHOD) for day in DAYS for j in cases]
    )
    tallied = _quickest(lambda: [tally(cases, METHOD, on=day) for day in DAYS])
    print(f"{CASES} cases over {len(DAYS)} days, all at once: {CASES / at_once:6.0f} cases/s")
    print(f"reviewed from scratch each day: {reviewed / at_once:5.1f} x as long")
    print(f"tallied from scratch each day:  {tallied / at_once:5.1f} x as long")


if __name__ == "__main__":
    main()
