"""What strict readers share, whatever the format: days, what must be stated, near spellings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any, get_type_hints

import attrs

from cm_method.errors import Fact, Problem, Refused, facts

ALWAYS_WRITTEN = frozenset(("format", "version", "recorded"))
"""Fields that a file must state although Python has a default for them."""
LARGEST_SHOWN = 9999
"""Larger numbers in a file may be anything, also someone's number, and are not shown."""

_PLACES = frozenset(("line", "column", "place"))
"""Facts that say where something stands, however far down."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DAY_WITH_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d", re.ASCII)
_ALIKE = 0.7
_LONGEST = 60
"""Comparing words takes time that grows with their length; no key or code is as long as this."""


@cache
def hinted_fields(cls: Any) -> tuple[tuple[attrs.Attribute[Any], Any], ...]:
    """The fields of a class, each with its annotation."""
    hints = get_type_hints(cls)
    return tuple((attribute, hints[attribute.name]) for attribute in attrs.fields(cls))


def must_be_stated(attribute: attrs.Attribute[Any]) -> bool:
    """Whether a file must state the field."""
    return attribute.default is attrs.NOTHING or attribute.name in ALWAYS_WRITTEN


def refusal(code: str, **named: Fact) -> Refused:
    """One problem right here."""
    return Refused([Problem(code=code, facts=facts(**named))])


def much_like(found: str, known: Sequence[str]) -> str | None:
    """The known word that was probably meant, if any."""
    return next(iter(get_close_matches(found[:_LONGEST].lower(), known, 1, _ALIKE)), None)


@lru_cache(maxsize=8192)
def day_of(text: str) -> date:
    """The day that a text names as YYYY-MM-DD. Raises Refused for every other way to write it."""
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise refusal("no_such_day") from None
    raise refusal("day_with_time" if _DAY_WITH_TIME.match(text) else "not_written_as_a_day")


def harmless(problem: Problem) -> Problem:
    """The problem without large numbers, which a file may have by mistake."""
    shown = tuple(
        (name, "…" if _is_large(fact) and name not in _PLACES else fact)
        for name, fact in problem.facts
    )
    return problem if shown == problem.facts else attrs.evolve(problem, facts=shown)


def _is_large(fact: Fact) -> bool:
    return isinstance(fact, int) and abs(fact) > LARGEST_SHOWN
