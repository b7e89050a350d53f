"""What if somebody leaves, over 10,000 cases: `python -m benchmarks.leaving [CASES]`.

Beside it: judging the same cases into tallies. The cases are read outside the clock of the question
and inside that of the whole.
"""

from __future__ import annotations

import gc
import sys
import time

from benchmarks.cases import FIRST_START, METHOD, journals
from cm_method import Case, plus_days, tally
from cm_method.case.parties import Parties
from cm_method.cohort.leaving import Handover, check_handover, if_leaves

CASES = 10_000
DAY = plus_days(FIRST_START, 300)
"""A day on which many services are under way."""
WHO = "psykiatri"
"""Holds every need of every case."""


def main() -> None:
    """Print how long the question takes, and as a part of judging the same cases."""
    count = int(sys.argv[1]) if sys.argv[1:] else CASES
    written = list(journals(count))
    gc.freeze()
    began = time.process_time()
    cases = [Case.of(journal, on=DAY) for journal in written]
    read = time.process_time() - began
    parties = Parties()
    began = time.process_time()
    found = if_leaves(cases, WHO, DAY, parties=parties)
    asked = time.process_time() - began
    began = time.process_time()
    plan = check_handover(
        found,
        [
            Handover(participant=each.participant, need=each.need, receiver="vårdcentral")
            for each in found.orphans
        ],
        parties=parties,
    )
    checked = time.process_time() - began
    assert not plan.problems
    assert plan.received == {"vårdcentral": len(found.orphans)}
    began = time.process_time()
    tally(written, METHOD, on=DAY)
    judged = time.process_time() - began
    print(f"{count} cases: read {read:.2f} s, asked {asked:.2f} s ({count / asked:.0f} cases/s), ")
    print(f"handover of {len(found.orphans)} orphans checked {checked:.2f} s")
    print(f"reading and asking takes {(read + asked) / judged:.2f} x as long as a tally")


if __name__ == "__main__":
    main()
