"""What the quick and the patient reader share: days, codes, and what an object may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import attrs
from cattrs import Converter

from cm_method.adapters.json.text import NoJsonNumber
from cm_method.adapters.strict import day_of, much_like, refusal
from cm_method.errors import Problem, Refused
from cm_method.journal import Entry

Hook = Callable[[Any, Any], Any]
"""Answers with the value that a plain value describes. Raises Refused."""
HookFactory = Callable[[Any, Converter], Hook]

KIND = "kind"
"""The key that says which kind an entry is."""


def converter_with(
    *, object_hook: HookFactory, entry_hook: HookFactory, every_hook: HookFactory
) -> Converter:
    """A converter that reads days and codes as both readers do, and the rest as one of them."""
    converter = Converter(detailed_validation=False)
    converter.register_structure_hook(date, _read_day)
    converter.register_structure_hook(Enum, _read_code)
    converter.register_structure_hook_factory(is_or_nothing, _or_nothing_hook)
    converter.register_structure_hook_factory(_is_every, every_hook)
    converter.register_structure_hook_factory(_is_object, object_hook)
    converter.register_structure_hook_factory(lambda hint: hint is Entry, entry_hook)
    return converter


def is_or_nothing(hint: Any) -> bool:
    """Whether the annotation is of the form ``X | None``."""
    return get_origin(hint) in (Union, UnionType)


def _is_every(hint: Any) -> bool:
    return get_origin(hint) in (tuple, frozenset)


def _is_object(hint: Any) -> bool:
    return isinstance(hint, type) and attrs.has(hint)


# What a class holds


@cache
def keys_of(cls: Any) -> frozenset[str]:
    """The keys that an object of the class may have in a file."""
    names = frozenset(attribute.name for attribute in attrs.fields(cls))
    return names | {KIND} if issubclass(cls, Entry) else names


# Refusals


def wrong(value: Any, code: str) -> Refused:
    """Something else should stand here, as the *code* says; what stands here is not shown."""
    return refusal("not_json_number" if isinstance(value, NoJsonNumber) else code)


def under(path: str, refused: Refused) -> list[Problem]:
    """The problems of a refusal, seen from further out."""
    return [problem.under(path) for problem in refused.problems]


def unknown(what: str, found: str, known: Iterable[str]) -> Refused:
    """What was found is shown to nobody; if it is much like something known, that is named."""
    choices = sorted(known)
    meant = much_like(found, choices)
    if meant is not None:
        return refusal(f"misspelt_{what}", meant=meant)
    return refusal(f"unknown_{what}", choices=", ".join(choices))


# Days, codes, and values that may be left out


def _read_day(value: Any, _: Any) -> date:
    if type(value) is not str:
        raise wrong(value, "not_written_as_a_day")
    return day_of(value)


def _read_code(value: Any, cls: type[Enum]) -> Enum:
    if type(value) is not str:
        raise wrong(value, "not_a_text")
    member = _members(cls).get(value)
    if member is None:
        raise unknown("code", value, _members(cls))
    return member


@cache
def _members(cls: type[Enum]) -> Mapping[str, Enum]:
    return {member.value: member for member in cls}


def _or_nothing_hook(hint: Any, converter: Converter) -> Hook:
    (present,) = (part for part in get_args(hint) if part is not NoneType)
    hook = converter.get_structure_hook(present)

    def read_or_nothing(value: Any, _: Any) -> Any:
        return None if value is None else hook(value, present)

    return read_or_nothing
