"""100,000 cases from line-delimited JSON to results: `python -m benchmarks.stream [CASES]`.

The file is written first, in a process of its own; memory is what reading and judging add to the
imports.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cases import METHOD, REPORT_DAY, journals
from cm_method import Journal, PartyJoined, WorkerJoined, results
from cm_method.adapters.json import Stream, header_line, journal_line
from cm_method.case.parties import LegalForm

CASES = 100_000


def _peak() -> float:
    """The most memory this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def write(path: Path, count: int) -> None:
    """Write a made-up register of so many cases as lines."""
    on = date(2026, 5, 1)
    party = PartyJoined(
        id="hm-1", on=on, by="hm", party="hm", name="Förening", legal_form=LegalForm.ASSOCIATION
    )
    workers = [
        WorkerJoined(id=f"hm-{n + 2}", on=on, by="hm", worker=f"cm-{n}", party="hm")
        for n in range(4)
    ]
    with path.open("w", encoding="utf-8") as file:
        file.write(header_line(Journal(subject="partnership", entries=[party, *workers])))
        file.writelines(journal_line(journal) for journal in journals(count))


def main() -> None:
    """Write, read and judge; print time and memory."""
    if sys.argv[1:2] == ["--write"]:
        write(Path(sys.argv[2]), int(sys.argv[3]))
        return
    count = int(sys.argv[1]) if sys.argv[1:] else CASES
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register.jsonl"
        me = [sys.executable, "-m", "benchmarks.stream", "--write"]
        subprocess.run([*me, str(path), str(count)], check=True)
        imports = _peak()
        began = time.process_time()
        with path.open("rb") as lines:
            found = results(Stream(lines).journals(), METHOD, on=REPORT_DAY)
        spent = time.process_time() - began
        size = path.stat().st_size / 2**20
    assert found.tally.journals == count
    print(f"{count} cases ({size:.0f} MiB) streamed to results: {spent:.1f} s, ", end="")
    print(f"{count / spent:.0f} cases/s, {_peak() - imports:.1f} MiB above the imports")


if __name__ == "__main__":
    main()
