"""Runs every check of the project, one after the other: `python -m tests.check [NAME ...]`.

Every check runs even when an earlier one failed, so that all problems are seen at once; the exit
code is 1 if any failed.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON_FOLDERS = [
    name for name in ("src", "tests", "benchmarks", "docs/examples") if (ROOT / name).is_dir()
]
LINT_IMPORTS = str(Path(sysconfig.get_path("scripts")) / "lint-imports")
COVERAGE = ["-m", "coverage"]
AT_ONCE = ["-n", "logical", "--dist", "loadfile"]
"""One worker for each processor; the tests of a file stay together, for some count together."""

MAY_BE_PARTLY_COVERED = ["*/adapters/*", "*/cli/*", "*/testing/*", "*/__main__.py"]
"""Of all the rest of the package every line and every branch is tested."""

CHECKS: dict[str, list[list[str]]] = {
    "lint": [[sys.executable, "-m", "ruff", "check", "."]],
    "format": [[sys.executable, "-m", "ruff", "format", "--check", "."]],
    "types": [[sys.executable, "-m", "mypy", *PYTHON_FOLDERS]],
    "layers": [[LINT_IMPORTS, "--no-logo"]],
    "tests": [
        [sys.executable, "-m", "pytest", "--cov", "--cov-report=", *AT_ONCE, "-m", "not search"],
        [sys.executable, *COVERAGE, "report"],
        [
            *(sys.executable, *COVERAGE, "report", "--fail-under=100"),
            f"--omit={','.join(MAY_BE_PARTLY_COVERED)}",
        ],
    ],
    # Counting lines would make these take three times as long.
    "search": [[sys.executable, "-m", "pytest", *AT_ONCE, "-m", "search"]],
}
"""Each check with its commands; a check stops at the first command that fails."""


def passes(name: str) -> bool:
    """Whether every command of a check succeeds."""
    for command in CHECKS[name]:
        shown = " ".join([Path(command[0]).name, *command[1:]])
        print(f"\n=== {name}: {shown}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            return False
    return True


def main(names: list[str]) -> int:
    """Run the named checks, or all, and say which failed."""
    if unknown := sorted(set(names) - set(CHECKS)):
        print(f"Unknown check: {', '.join(unknown)}. There are: {', '.join(CHECKS)}.")
        return 2
    began = time.monotonic()
    failed = [name for name in names or CHECKS if not passes(name)]
    outcome = f"failed: {', '.join(failed)}" if failed else "all checks passed"
    print(f"\n=== {outcome} ({time.monotonic() - began:.0f} s)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
