"""What every value of the domain checks about itself when it is made.

Checks follow from the annotation of a field, so a new class gets them by being declared: a day is a
plain date, a code is a member of its enumeration, a text is not empty and holds no personal
identity number. All problems of one value are reported at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

from cm_method.dates import is_day
from cm_method.errors import Fact, Problem, Refused, facts
from cm_method.identity_numbers import holds_identity_number

FIRST_YEAR, LAST_YEAR = 1000, 2200
"""The years of every day that a value can hold."""

Check = Callable[[Any], str | None]
"""Answers with the code of the problem, or None when the value is right."""

FREE_TEXT = {"text": "free"}
"""Metadata of a text in people's own words: may be empty, and is never shown in an error."""
TELEPHONE = {"text": "telephone"}
"""Metadata of a way to reach someone: not searched for identity numbers, which numbers resemble."""


def answers(*kinds: str) -> dict[str, object]:
    """Metadata of a field that names an earlier entry of one of these kinds by its id."""
    return {"answers": kinds}


def frozen_ids(ids: Iterable[str]) -> frozenset[str]:
    """Ids as a set; a bare text is left alone for the check to refuse, not split into letters."""
    if type(ids) is frozenset or isinstance(ids, str) or not isinstance(ids, Iterable):
        return ids  # type: ignore[return-value]  # refused later
    return frozenset(ids)


def row(values: Iterable[Any]) -> Any:
    """Values as a tuple; a bare text is left alone for the check to refuse."""
    return tuple(values) if isinstance(values, list | tuple) else values


class Checked:
    """A value whose fields are checked together when it is made."""

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        problems: list[Problem] = []
        for name, check in checks_of(type(self)):
            code = check(getattr(self, name))
            if code is not None:
                problems.append(Problem(code=code, path=name))
        if not problems:
            problems.extend(self.broken_invariants())
        if problems:
            raise Refused(problems) from None

    def broken_invariants(self) -> Iterator[Problem]:
        """What holds between fields and does not hold here; asked once each field is right."""
        return iter(())


def _checks_of(cls: Any) -> tuple[tuple[str, Check], ...]:
    """The check of every field of a class, from its annotations and metadata."""
    hints = get_type_hints(cls)
    return tuple(
        (field.name, _check(hints[field.name], field.metadata.get("text")))
        for field in attrs.fields(cls)
    )


checks_of: Callable[[Any], tuple[tuple[str, Check], ...]] = cache(_checks_of)


def _check(hint: Any, text: str | None) -> Check:
    if hint is str:
        return {None: a_word, "free": a_text, "telephone": a_way_to_reach}[text]
    if hint is date:
        return a_day
    if hint is bool:
        return yes_or_no
    if hint is int:
        return a_whole_number
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        present = [part for part in parts if part is not NoneType]
        return _or_nothing(_check(present[0], text))
    if origin is tuple:
        return _every(tuple, _check(parts[0], text))
    if origin is frozenset:
        return _every(frozenset, _check(parts[0], text))
    return _a(hint)


def a_day(value: object) -> str | None:
    """A plain date: a datetime is refused, for its time of day would be lost unseen.

    Days far from ours are taken for a slip of the pen; counting from them would leave the calendar.
    """
    if not is_day(value):
        return "not_a_day"
    return None if FIRST_YEAR <= value.year <= LAST_YEAR else "day_out_of_reach"


def a_word(value: object) -> str | None:
    """A text that is not blank and holds no personal identity number."""
    if type(value) is not str:
        return "not_a_text"
    if not value or value.isspace():
        return "blank_text"
    return "identity_number" if holds_identity_number(value) else None


def a_text(value: object) -> str | None:
    """A text in people's own words, possibly empty, without a personal identity number."""
    if type(value) is not str:
        return "not_a_text"
    return "identity_number" if holds_identity_number(value) else None


def a_way_to_reach(value: object) -> str | None:
    """A telephone number, address or the like; not blank."""
    if type(value) is not str:
        return "not_a_text"
    return "blank_text" if not value or value.isspace() else None


def a_whole_number(value: object) -> str | None:
    """A whole number; True and False are not numbers."""
    return None if type(value) is int else "not_a_whole_number"


def yes_or_no(value: object) -> str | None:
    """True or False."""
    return None if type(value) is bool else "not_yes_or_no"


def _a(cls: type) -> Check:
    code = "not_a_known_code" if issubclass(cls, Enum) else "not_of_its_class"

    def of_its_class(value: object) -> str | None:
        return None if isinstance(value, cls) else code

    return of_its_class


def _or_nothing(check: Check) -> Check:
    def check_or_nothing(value: object) -> str | None:
        return None if value is None else check(value)

    return check_or_nothing


def _every(shape: type, check: Check) -> Check:
    def every_one(value: Iterable[object]) -> str | None:
        if type(value) is not shape:
            return "not_a_list"
        for each in value:
            code = check(each)
            if code is not None:
                return code
        return None

    return every_one


some_words: Check = _every(frozenset, a_word)
"""A set of such texts."""


def broken(code: str, path: str, **named: Fact) -> Problem:
    """A problem between fields, named by the field a reader would change."""
    return Problem(code=code, path=path, facts=facts(**named))
