"""Journals to results: time, memory and linearity: `python -m benchmarks.results`.

Cases are made outside the clock, a batch at a time, so that only reading, judging and counting are
measured and no more than a batch is ever alive.
"""

from __future__ import annotations

import resource
import time

from benchmarks.cases import ENTRIES, METHOD, REPORT_DAY, journals
from cm_method import Results, empty_tally, results_of, tally

SIZES = (1_000, 10_000, 100_000)
BATCH = 1_000


def judged(count: int) -> tuple[float, Results]:
    """Seconds from journals to results, and the results."""
    spent, total = 0.0, empty_tally(METHOD, on=REPORT_DAY)
    for seed in range(count // BATCH):
        batch = list(journals(BATCH, seed=seed))
        began = time.process_time()
        total += tally(batch, METHOD, on=REPORT_DAY)
        spent += time.process_time() - began
    began = time.process_time()
    found = results_of(total, METHOD)
    return spent + time.process_time() - began, found


def main() -> None:
    """Print time, cases a second, growth and peak memory for each size."""
    judged(BATCH)
    before = None
    for count in SIZES:
        spent, found = judged(count)
        growth = f"{spent / before:5.1f} x the size before" if before else ""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{count:7} cases of {ENTRIES} entries: {spent:7.2f} s, {count / spent:6.0f} cases/s, "
            f"peak {peak:4.0f} MiB  {growth}"
        )
        before = spent
        assert found.tally.journals == count


if __name__ == "__main__":
    main()
