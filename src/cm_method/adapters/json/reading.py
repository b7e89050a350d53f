"""From plain values to values of the domain, strictly.

Two readers do it. The quick one stops at the first problem; only then the patient one is asked,
for every problem with its path. Both refuse exactly the same.
"""

from __future__ import annotations

from typing import Any, TypeVar

from cm_method.adapters.json.patient import read_patiently
from cm_method.adapters.json.quick import STOPS, read_quickly

T = TypeVar("T")


def read(raw: Any, cls: type[T], *, odd: bool = False) -> T:
    """The value of a class that a plain value describes. Raises Refused with every problem.

    What is *odd* may hold what the quick reader would overlook, so it is not asked.
    """
    if odd:
        return read_patiently(raw, cls)
    try:
        return read_quickly(raw, cls)
    except STOPS:
        return read_patiently(raw, cls)
