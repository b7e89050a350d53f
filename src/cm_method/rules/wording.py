"""A parameter of the method in words, as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import reduce

from cm_method.case.information import Information
from cm_method.case.recovery import RecoveryScale
from cm_method.case.services import Ages
from cm_method.labels import label, shown, text, words
from cm_method.rules.method import CrisisScale, Span


def parameter_in_words(name: str, value: object, lang: str) -> str:
    """The value of the parameter of that name; a code that nobody has worded stays bare."""
    if isinstance(value, Span):
        unit, count = ("month", value.months) if value.months else ("day", value.days)
        return text(f"unit.{unit}" if count == 1 else f"unit.{unit}s", lang, count=count)
    if isinstance(value, CrisisScale):
        levels = shown(words(*(f"crisis_level.{code}" for code in value.levels)), lang)
        since = words(f"crisis_level.{value.threshold}")
        return f"{levels}; {text('value.from', lang, level=since)}"
    if isinstance(value, RecoveryScale):
        ends = {"lowest": value.lowest, "highest": value.highest}
        return text("value.scale", lang, **ends, thin=value.thin_through, strong=value.strong_from)
    if isinstance(value, Ages):
        if value.last is None:
            return text("value.ages_from", lang, first=value.first)
        return text("value.ages", lang, first=value.first, last=value.last)
    if isinstance(value, Information):
        return shown(words(*(f"information.{code}" for code in value.codes)), lang)
    if isinstance(value, tuple):
        return _several(name, value, lang)
    return shown(value, lang)


def _several(name: str, value: tuple[object, ...], lang: str) -> str:
    pairs = [each for each in value if isinstance(each, tuple)]
    if name == "co_occurring" and pairs:
        groups = [_either(group, lang) for group in pairs]
        return reduce(lambda one, other: _together(one, other, lang), groups)
    if name == "primary_instruments":
        return "; ".join(shown(words(f"instrument.{code}"), lang) for _, code in pairs)
    if pairs:
        each = (
            f"{label(one, lang)}: {parameter_in_words('', given, lang)}" for one, given in pairs
        )
        return "; ".join(each)
    said = (part for each in value for part in _parts(name, each, lang))
    return "; ".join(dict.fromkeys(said))


def _together(one: str, other: str, lang: str) -> str:
    return text("value.together", lang, one=one, other=other)


def _either(members: Iterable[Enum], lang: str) -> str:
    *first, last = (label(each, lang) for each in members)
    return text("value.or", lang, first=", ".join(first), last=last) if first else last


def _parts(name: str, part: object, lang: str) -> list[str]:
    """What a part asks for; one of the chain asks it of needs and of the crisis."""
    if isinstance(part, Enum):
        return [label(part, lang)]
    prefix = name.removesuffix("s")
    if prefix != "chain_part":
        return [shown(words(f"{prefix}.{part}"), lang)]
    whom = ("crisis",) if part == "any_hour" else ("need", "crisis")
    return [shown(words(f"chain_part.{each}_{part}"), lang) for each in whom]
