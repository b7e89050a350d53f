"""15,000 entries of 500 participants in a workbook: `python -m benchmarks.workbook [PARTICIPANTS]`.

Each step runs in a process of its own; memory is what it adds to the imports.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cases import METHOD, journals
from cm_method import Register
from cm_method.adapters.excel import mark_problems, read_workbook, write_template

PARTICIPANTS = 500


def _peak() -> float:
    """The most memory this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def step(name: str, path: Path, count: int) -> None:
    """One step, measured: write, read or mark."""
    register = Register(journals=journals(count)) if name == "write" else None
    imports, began = _peak(), time.process_time()
    if register is not None:
        write_template(path, METHOD, register)
        what = f"written ({path.stat().st_size / 2**20:.1f} MiB)"
    elif name == "read":
        found = read_workbook(path)
        what = f"read, {sum(len(journal.entries) for journal in found)} entries"
    else:
        mark_problems(path, path.with_name("marked.xlsx"), ())
        what = "copied to be marked"
    spent = time.process_time() - began
    print(f"{what}: {spent:.1f} s, {_peak() - imports:.0f} MiB above the imports")


def main() -> None:
    """Write, read and mark; print time and memory."""
    if sys.argv[1:2] == ["--step"]:
        step(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
        return
    count = int(sys.argv[1]) if sys.argv[1:] else PARTICIPANTS
    print(f"{count} participants:")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        for name in ("write", "read", "mark"):
            me = [sys.executable, "-m", "benchmarks.workbook", "--step"]
            subprocess.run([*me, name, str(path), str(count)], check=True)


if __name__ == "__main__":
    main()
