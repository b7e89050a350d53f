"""What importing costs, side by side with `import attrs`: `python -m benchmarks.imports`.

Each import runs in a fresh interpreter, the candidates in turn, so that a machine that drifts
slows them all.
"""

from __future__ import annotations

import subprocess
import sys
from statistics import median

ROUNDS = 15
MEASURED = {
    "import attrs": "import attrs",
    "import cm_method": "import cm_method",
    "everything public": "import cm_method\nfor n in cm_method.__all__: getattr(cm_method, n)",
}
TIMED = """
import time
began = time.perf_counter()
{code}
print(time.perf_counter() - began)
"""
LOADED = """
import sys
before = set(sys.modules)
{code}
print(*sorted({{name.split(".")[0] for name in set(sys.modules) - before}}))
"""


def _said(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


def main() -> None:
    """Print the median of each import, its ratio to attrs, and what it loads from outside."""
    times: dict[str, list[float]] = {name: [] for name in MEASURED}
    for _ in range(ROUNDS):
        for name, code in MEASURED.items():
            times[name].append(float(_said(TIMED.format(code=code))))
    attrs_alone = median(times["import attrs"])
    for name, seen in times.items():
        print(
            f"{name:20} {median(seen) * 1000:7.1f} ms   {median(seen) / attrs_alone:5.2f} x attrs"
        )
    for name, code in MEASURED.items():
        standard = sys.stdlib_module_names
        outside = [top for top in _said(LOADED.format(code=code)).split() if top not in standard]
        print(f"{name:20} loads {' '.join(outside)}")


if __name__ == "__main__":
    main()
