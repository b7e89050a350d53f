"""The patient reader: reads on after a problem, and tells all of them with their paths.

Where the fields of an object are right one by one, its constructor has the last word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_args, get_origin

from cattrs import Converter

from cm_method.adapters.json.hooks import (
    KIND,
    Hook,
    converter_with,
    keys_of,
    under,
    unknown,
    wrong,
)
from cm_method.adapters.json.text import RepeatedKeys
from cm_method.adapters.strict import hinted_fields, much_like, must_be_stated, refusal
from cm_method.case.kinds import BY_TAG
from cm_method.errors import Problem, Refused, facts
from cm_method.fields import checks_of
from cm_method.journal import Entry

T = TypeVar("T")


def read_patiently(raw: Any, cls: type[T]) -> T:
    """The value of a class that a plain value describes. Raises Refused with every problem."""
    value: T = _CONVERTER.get_structure_hook(cls)(raw, cls)
    return value


def object_of(
    cls: Any, value: Mapping[str, Any], *, left_alone: frozenset[str] = frozenset()
) -> tuple[dict[str, Any], list[Problem]]:
    """The right fields of an object, and every problem of its keys and of its other fields."""
    meant, of_keys = _problems_of_keys(cls, value)
    values, of_fields = _fields_of(cls, value, left_alone=left_alone)
    return values, _without(meant, of_fields) + of_keys


def _fields_of(
    cls: Any, value: Mapping[str, Any], *, left_alone: frozenset[str] = frozenset()
) -> tuple[dict[str, Any], list[Problem]]:
    """The fields of an object that are right, and every problem of the others.

    Fields *left_alone* are handed back as they stand, for the caller to read.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    checks = dict(checks_of(cls))
    for attribute, hint in hinted_fields(cls):
        name, path = attribute.name, f".{attribute.name}"
        if name not in value:
            if must_be_stated(attribute):
                problems.append(Problem(code="missing_field", path=path, facts=facts(field=name)))
        elif name in left_alone:
            values[name] = value[name]
        else:
            try:
                values[name] = read_patiently(value[name], hint)
                problems += _unchecked(values[name], checks[name], path)
            except Refused as refused:
                problems += under(path, refused)
    return values, problems


def _problems_of_keys(cls: Any, value: Mapping[str, Any]) -> tuple[frozenset[str], list[Problem]]:
    """What is wrong with the keys of an object, and which missing ones its misspelt keys mean.

    A key that the class does not have is told by its place in the object, never repeated.
    """
    known = keys_of(cls)
    free = sorted(known - value.keys())
    repeated = value.repeated if isinstance(value, RepeatedKeys) else ()
    problems = [
        Problem(code="repeated_field", path=f".{name}", facts=facts(field=name))
        for name in repeated
        if name in known
    ]
    meant: set[str] = set()
    for place, key in enumerate(value, start=1):
        if key in known:
            continue
        alike = much_like(key, free) or much_like(key, sorted(known))
        if alike is None:
            problems.append(Problem(code="unknown_field", facts=facts(place=place)))
        else:
            meant.add(alike)
            problems.append(Problem(code="misspelt_field", facts=facts(place=place, meant=alike)))
    return frozenset(meant), problems


def _without(meant: frozenset[str], problems: list[Problem]) -> list[Problem]:
    """Without those on missing fields that are there, only misspelt."""
    return [p for p in problems if p.code != "missing_field" or dict(p.facts)["field"] not in meant]


def _unchecked(found: Any, check: Callable[[Any], str | None], path: str) -> list[Problem]:
    """What the check of a field says, place by place where it holds several values."""
    if check(found) is None:
        return []
    if isinstance(found, tuple):
        return [
            Problem(code=code, path=f"{path}[{place}]")
            for place, each in enumerate(found)
            if (code := check((each,))) is not None
        ]
    return [Problem(code=check(found) or "", path=path)]


def _object_hook(cls: Any, _: Converter) -> Hook:
    def read_object(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise wrong(value, "not_an_object")
        values, problems = object_of(cls, value)
        if problems:
            raise Refused(problems)
        try:
            return cls(**values)
        except Refused as refused:
            raise Refused(under(".", refused)) from None

    return read_object


def _entry_hook(_: Any, converter: Converter) -> Hook:
    hooks = {tag: (converter.get_structure_hook(cls), cls) for tag, cls in BY_TAG.items()}

    def read_entry(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise wrong(value, "not_an_object")
        tag = value.get(KIND)
        if not isinstance(tag, str) or tag not in hooks:
            raise Refused(_without_kind(value))
        hook, cls = hooks[tag]
        return hook(value, cls)

    return read_entry


def _without_kind(value: Mapping[str, Any]) -> list[Problem]:
    """What can be said of an entry of no known kind: that, and its fields that every entry has."""
    if KIND not in value:
        refused = refusal("missing_field", field=KIND)
    elif not isinstance(value[KIND], str):
        refused = wrong(value[KIND], "not_a_text")
    else:
        refused = unknown("kind", value[KIND], BY_TAG)
    return under(f".{KIND}", refused) + _fields_of(Entry, value)[1]


def _every_hook(hint: Any, converter: Converter) -> Hook:
    shape: Any = get_origin(hint)
    each = get_args(hint)[0]
    hook = converter.get_structure_hook(each)

    def read_every(value: Any, _: Any) -> Any:
        if type(value) is not list:
            raise wrong(value, "not_a_list")
        found, problems = [], []
        for place, one in enumerate(value):
            try:
                found.append(hook(one, each))
            except Refused as refused:
                problems += under(f"[{place}]", refused)
        if problems:
            raise Refused(problems)
        return shape(found)

    return read_every


def _text(value: Any, _: Any) -> str:
    if type(value) is not str:
        raise wrong(value, "not_a_text")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise refusal("half_a_character") from None
    return value


def _whole_number(value: Any, _: Any) -> int:
    if type(value) is not int:
        raise wrong(value, "not_a_whole_number")
    return value


def _yes_or_no(value: Any, _: Any) -> bool:
    if type(value) is not bool:
        raise wrong(value, "not_yes_or_no")
    return value


_CONVERTER = converter_with(
    object_hook=_object_hook, entry_hook=_entry_hook, every_hook=_every_hook
)
_CONVERTER.register_structure_hook(str, _text)
_CONVERTER.register_structure_hook(int, _whole_number)
_CONVERTER.register_structure_hook(bool, _yes_or_no)
