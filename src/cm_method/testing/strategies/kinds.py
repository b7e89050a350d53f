"""Entries of every kind, each built from the annotations of its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from cm_method.case.kinds import CASE_KINDS
from cm_method.case.obstacles import Obstacle
from cm_method.dates import plus_days
from cm_method.fields import Checked
from cm_method.journal import Entry
from cm_method.testing.strategies.book import E
from cm_method.testing.strategies.codes import (
    CATEGORIES,
    CODES,
    CONTACTS,
    EDITION,
    INSTRUMENTS,
    LEVELS,
    OTHER_EDITION,
    OWN_OBSTACLES,
    PARTIES,
    WORKERS,
)
from cm_method.testing.strategies.dates import DAYS_LATE, days
from cm_method.testing.strategies.mending import MEND
from cm_method.testing.strategies.texts import free_texts, ids, ways_to_reach, words


def entries(kind: type[E]) -> SearchStrategy[E]:
    """Entries of one kind, built from its fields; what they answer need not exist."""
    return _entries(kind)


def any_entries(kinds: Sequence[type[Entry]] = CASE_KINDS) -> SearchStrategy[Entry]:
    """Entries of any of these kinds."""
    return st.sampled_from(kinds).flatmap(entries)


@composite
def _entries(draw: DrawFn, kind: type[E]) -> E:
    given = {name: draw(values) for name, values in values_of(kind).items()}
    on: date = given["on"]
    given["recorded"] = plus_days(on, draw(st.sampled_from(DAYS_LATE)))
    given["corrects"] -= {given["id"]}
    mend = MEND.get(kind)
    if mend is not None:
        mend(draw, given)
    return kind(**given)


def _values_of(cls: Any) -> Mapping[str, SearchStrategy[Any]]:
    """A strategy for every field of a class, from its annotation and metadata."""
    hints = get_type_hints(cls)
    return {
        field.name: _OF_FIELD[field.name]
        if field.name in _OF_FIELD
        else _values(hints[field.name], field.metadata)
        for field in attrs.fields(cls)
        if field.init
    }


values_of: Callable[[Any], Mapping[str, SearchStrategy[Any]]] = cache(_values_of)


def _values(hint: Any, metadata: Mapping[str, object]) -> SearchStrategy[Any]:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        present = [part for part in parts if part is not NoneType]
        return st.none() | _values(present[0], metadata)
    if origin is tuple:
        return st.lists(_values(parts[0], metadata), max_size=3).map(tuple)
    if origin is frozenset:
        return st.frozensets(_values(parts[0], metadata), max_size=2)
    if hint is str:
        if "answers" in metadata:
            return ids()
        of_text = {"free": free_texts, "telephone": ways_to_reach, None: words}
        return of_text[metadata.get("text")]()  # type: ignore[index]  # its three values
    if hint is date:
        return days()
    if hint is bool:
        return st.booleans()
    if hint is int:
        return st.integers(-3, 12)
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    return _built(hint)


@composite
def _built(draw: DrawFn, cls: type[Checked]) -> Checked:
    return cls(**{name: draw(values) for name, values in values_of(cls).items()})


_OF_FIELD: Mapping[str, SearchStrategy[Any]] = {
    "id": ids(),
    "by": st.sampled_from(PARTIES + WORKERS),
    "corrects": st.frozensets(ids(), max_size=2),
    "worker": st.sampled_from(WORKERS),
    "edition": st.sampled_from((EDITION, OTHER_EDITION)),
    "contact": st.sampled_from(CONTACTS),
    "level": st.sampled_from((*LEVELS, "off-the-scale")),
    **{
        name: st.sampled_from(CODES)
        for name in ("receiver", "lifter", "supporter", "absent", "sought", "turn_to")
    },
    **{name: st.none() | st.sampled_from(CODES) for name in ("giver", "stand_in")},
    **{name: st.sampled_from(CODES) for name in ("discloser", "recipient")},
    **{name: st.sampled_from(CODES) for name in ("asked_by", "initiator")},
    **{
        name: st.lists(st.sampled_from(CODES), max_size=3, unique=True).map(tuple)
        for name in ("called", "came")
    },
    "recipients": st.lists(st.sampled_from(CODES), max_size=2).map(tuple),
    "information": st.lists(st.sampled_from(CATEGORIES), min_size=1, max_size=2).map(tuple),
    "purpose": st.sampled_from(("care", "coordination")),
    **{name: st.sampled_from(CODES) for name in ("commissioner", "provider")},
    "monthly_price_sek": st.none() | st.integers(0, 60_000),
    "most": st.integers(1, 20),
    "justification": st.sampled_from(("Vikarie saknas.", "Två flyttar i maj.")),
    "months": st.integers(1, 12),
    **{name: st.integers(1, 24) for name in ("project_group_months", "steering_group_months")},
    **{name: st.integers(0, 90) for name in ("trained", "persons")},
    **{name: st.none() | st.integers(0, 90) for name in ("people", "hours")},
    "ceiling_sek": st.integers(0, 400_000),
    "statement": st.sampled_from(("Det gick bra.", "Vi lärde oss att samverkan tar tid.")),
    "instrument": st.sampled_from((*(each.code for each in INSTRUMENTS), "ors")),
    "obstacle": st.sampled_from((*(each.value for each in Obstacle), *OWN_OBSTACLES)),
    "scale": st.sampled_from(("dacts", "ips-25", "egen")),
}


def entries_after(
    day: date, kinds: Sequence[type[Entry]] = CASE_KINDS
) -> SearchStrategy[tuple[Entry, ...]]:
    """A few entries of what happens after a day; what they answer need not exist.

    The day must lie well before `LAST_DAY`, where those that can be drawn end.
    """
    later = any_entries(kinds).filter(lambda entry: entry.on > day)
    return st.lists(later, max_size=3, unique_by=lambda entry: entry.id).map(tuple)
