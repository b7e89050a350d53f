"""Judging through to tallies against the tests' reference model: `python -m benchmarks.reference`.

The reference is told to ask only the days on which something can have changed.
"""

from __future__ import annotations

import gc
import time
from collections import Counter

from benchmarks.cases import METHOD, REPORT_DAY, journals
from cm_method import tally
from tests.reference.model import reference_tallies

CASES = 500


def main() -> None:
    """Print how much longer the reference takes, and that both say the same."""
    cases = list(journals(CASES))
    gc.freeze()
    tally(cases, METHOD, on=REPORT_DAY)
    began = time.process_time()
    counted = tally(cases, METHOD, on=REPORT_DAY)
    ours = time.process_time() - began
    began = time.process_time()
    expected = reference_tallies(cases, METHOD, on=REPORT_DAY)
    reference = time.process_time() - began
    for rule, verdicts in expected.items():
        found: Counter[str] = Counter()
        for signature, number in counted.of(rule).items():
            found[signature.verdict.value] += number
        assert found == verdicts, rule
    print(f"{CASES} cases to tallies: {CASES / ours:6.0f} cases/s")
    print(f"the tests' reference model takes {reference / ours:5.1f} x as long")


if __name__ == "__main__":
    main()
