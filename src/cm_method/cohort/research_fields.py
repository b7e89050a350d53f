"""What may leave of an entry in a research data set: closed unless it is opened here.

A code of an enumeration, a day, a number and a yes or no leave unless their field is hidden
(``repr=False``). A text never does, unless it is named here: as a code from a list of the method,
as a person or an organisation that gets a pseudonym, or to be counted.

So these never leave: ids, who wrote what and when it was recorded, other people's consents, forms
and their keepers, ways to reach anyone, free text, the day and year of birth. Nor the last day of a
consent: many run through the last day of the partnership, and would give away when "day 0" was.
Where days count from the start no day of a consent leaves (see the tables).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from cm_method.case.obstacles import Obstacle
from cm_method.case.self_ratings import LICENSED
from cm_method.cohort.research_columns import (
    UNLISTED,
    YES_OR_NO,
    Code,
    Column,
    ColumnType,
    Read,
    Row,
    Writer,
    codes_of,
    listed,
    said,
    together,
)
from cm_method.rules.method import Method

NEVER = frozenset(("id", "on", "recorded", "by", "corrects", "consent_given.last"))
"""Fields that say who wrote what; the day on which it happened leads the row."""
WORKERS = frozenset(("worker",))
PEOPLE = ("giver", "receiver", "lifter", "supporter", "stand_in", "sought", "turn_to")
SHARERS = ("discloser", "recipient", "recipients")
ACTORS = frozenset((*PEOPLE, *SHARERS, "contact"))
"""Codes of people and organisations. A contact's code may be any word, as in "psykiatrin-anna"."""
COUNTED = frozenset(
    ("sub_goals", "warning_signs", "coping", "distractions", "supporters", "safe_surroundings")
)
"""Texts of which only the number is told."""
OPENED = frozenset(("score", "answers", "physical", "cultural", "human", "social"))
"""Hidden from errors, and still what research is about."""

Lists = Mapping[str, tuple[Code, ...]]


def lists_of(method: Method) -> Lists:
    """By field, the codes that a text may be; any other text is told as unlisted."""
    scale = method.parameters.crisis_scale.value
    instruments = dict.fromkeys((*(each.code for each in method.instruments), *LICENSED))
    return {
        "edition": listed("method", (method.code,)),
        "level": listed("crisis_level", () if scale is None else scale.levels),
        "instrument": listed("instrument", instruments),
        "information": listed("information", method.parameters.information.value.codes),
        "obstacle": listed("Obstacle", (each.value for each in Obstacle)),
    }


@frozen(kw_only=True)
class Field:
    """A field of an entry or of a row below it: what it *holds*, one or *many*.

    *alone* says that a row below the entry is the value itself.
    """

    name: str
    origin: str
    holds: Any
    many: bool
    hidden: bool
    metadata: Mapping[str, object]
    alone: bool = False

    @property
    def has_rows(self) -> bool:
        """Whether its parts have a row each: several of anything but codes of a list."""
        if not self.many or self.name in COUNTED or not isinstance(self.holds, type):
            return False
        return attrs.has(self.holds) or self.holds is int or self.name in ACTORS

    def of(self, row: Row) -> Any:
        """What the field holds in a row."""
        return row.item if self.alone else getattr(row.item, self.name)


def fields_of(cls: Any, origin: str) -> Iterator[Field]:
    """The fields of a class, from its annotations and metadata."""
    hints = get_type_hints(cls)
    for each in attrs.fields(cls):
        holds, many = _held(hints[each.name])
        yield Field(
            name=each.name,
            origin=f"{origin}.{each.name}",
            holds=holds,
            many=many,
            hidden=not each.repr,
            metadata=each.metadata,
        )


def _held(hint: Any) -> tuple[Any, bool]:
    """What an annotation holds, and whether several of it."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _held(next(part for part in parts if part is not NoneType))
    if origin in (tuple, frozenset):
        return _held(parts[0])[0], True
    return hint, False


def columns_of(each: Field, lists: Lists) -> tuple[Column, ...]:
    """The columns that a field gives: none unless something here opens it."""
    if "text" in each.metadata or not {each.name, each.origin}.isdisjoint(NEVER):
        return ()
    way = _named(each)
    if way is not None:
        return (_column(each, *way),)
    if each.name in lists:
        return _coded(each, lists[each.name])
    if each.hidden and each.name not in OPENED:
        return ()
    if each.holds in _PLAIN:
        cells, read, codes = _PLAIN[each.holds]
        return (_column(each, cells, read(each), codes),)
    is_coded = isinstance(each.holds, type) and issubclass(each.holds, Enum)
    return _coded(each, codes_of(each.holds)) if is_coded else ()


def _named(each: Field) -> tuple[ColumnType, Read] | None:
    """How a text leaves that is named above, or that names an entry."""
    of = each.of
    if "answers" in each.metadata:
        return ColumnType.PSEUDONYM, lambda writer, row: writer.entry(of(row))
    if each.name in COUNTED:
        return ColumnType.WHOLE_NUMBER, lambda _, row: len(of(row))
    if each.name in WORKERS:
        return ColumnType.PSEUDONYM, lambda writer, row: _worker(writer, of(row))
    if each.name in ACTORS:
        return ColumnType.PSEUDONYM, lambda writer, row: writer.actor(of(row))
    return None


def _worker(writer: Writer, code: str | None) -> str | None:
    return None if code is None else writer.worker(code)


def _as_it_is(each: Field) -> Read:
    return lambda _, row: each.of(row)


def _as_a_day(each: Field) -> Read:
    return lambda writer, row: writer.day(each.of(row))


_PLAIN: Mapping[type, tuple[ColumnType, Callable[[Field], Read], tuple[Code, ...]]] = {
    date: (ColumnType.DAY, _as_a_day, ()),
    bool: (ColumnType.YES_OR_NO, _as_it_is, YES_OR_NO),
    int: (ColumnType.WHOLE_NUMBER, _as_it_is, ()),
}


def _coded(each: Field, codes: tuple[Code, ...]) -> tuple[Column, ...]:
    """A column with codes; for several codes, one column a code."""
    known = frozenset(code.value for code in codes)

    def code(value: object) -> str:
        found = str(value.value if isinstance(value, Enum) else value)
        return found if found in known else UNLISTED

    if not each.many:

        def one(_: object, row: Row) -> str | None:
            value = each.of(row)
            return None if value is None else code(value)

        return (_column(each, ColumnType.CODE, one, codes),)
    return tuple(
        Column(
            name=f"{each.name}_{one_code.value}",
            type=ColumnType.YES_OR_NO,
            labels=together(said(f"field.{each.name}"), one_code.labels),
            origin=each.origin,
            read=_holds(each, code, one_code.value),
            codes=YES_OR_NO,
        )
        for one_code in codes
    )


def _holds(each: Field, code: Callable[[object], str], wanted: str) -> Read:
    return lambda _, row: any(code(value) == wanted for value in each.of(row))


def _column(each: Field, cells: ColumnType, read: Read, codes: tuple[Code, ...] = ()) -> Column:
    counted = each.name in COUNTED
    return Column(
        name=each.name,
        type=cells,
        labels=said(f"field.{each.name}"),
        origin=each.origin,
        read=read,
        codes=codes,
        unit="count" if counted else "",
    )
