"""Strategies for files that may be broken: a valid one in which something was changed."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

from cm_method.adapters.json import journal_line, register_to_json
from cm_method.testing.strategies import journals, registers

ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    3.0,
    10**30,
    "",
    " ",
    "x",
    "2026-11-16",
    "2026-11-16T10:00:00",
    "2026-02-29",
    "20261116",
    "811228-9874",
    "planned",
    "started",
    "hm-1",
    "\ud83d",
    [],
    [None],
    [[]],
    [{}],
    ["hm-1"],
    ["hm-1", 3],
    {},
    {"kind": "started"},
    {"what": "x"},
)


@composite
def broken_journals(draw: DrawFn) -> Any:
    """The plain value of a journal in which up to three things were changed."""
    return draw(_changed(json.loads(journal_line(draw(journals())))))


@composite
def broken_registers(draw: DrawFn) -> Any:
    """The plain value of a register document in which up to three things were changed."""
    return draw(_changed(json.loads(register_to_json(draw(registers(max_size=2))))))


@composite
def _changed(draw: DrawFn, document: Any) -> Any:
    document = copy.deepcopy(document)
    for _ in range(draw(st.integers(0, 3))):
        holder, key = draw(st.sampled_from(_places(document) or [([None], 0)]))
        how = draw(st.sampled_from(("odd", "odd", "drop", "new key", "copy")))
        if how == "drop":
            del holder[key]
        elif how == "new key" and isinstance(holder, dict):
            holder[draw(st.sampled_from(("note", "notes", "kind", "on", "x")))] = draw(_odd())
        elif how == "copy" and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        else:
            holder[key] = draw(_odd())
    return document


def _odd() -> st.SearchStrategy[Any]:
    return st.sampled_from(ODD_VALUES).map(copy.deepcopy)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a plain value, as what holds it and the key there."""
    keys: Any = ()
    if isinstance(value, dict):
        keys = list(value)
    elif isinstance(value, list):
        keys = range(len(value))
    found = [(value, key) for key in keys]
    for key in keys:
        found += _places(value[key])
    return found
