"""From values of the domain to plain values and to text: the same register, the same text.

One entry stands on one line, so that a person can read the file and see what changed in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import singledispatch
from types import NoneType
from typing import Any

import attrs

from cm_method.adapters.json.documents import DOCUMENT, LINES, VERSION
from cm_method.adapters.strict import ALWAYS_WRITTEN
from cm_method.case.register import Register
from cm_method.errors import Problem
from cm_method.journal import Entry, Journal


@singledispatch
def to_plain(value: Any) -> Any:
    """Any value of the package as JSON can hold it, in full; for output, not to be read back.

    Days as YYYY-MM-DD, codes for enumerations, fractions as "4/5", sets sorted, an entry with its
    kind. Raises TypeError for a value that is none of the package's.
    """
    if not attrs.has(type(value)):
        raise TypeError(f"no plain form for {type(value).__name__}")
    return {field.name: to_plain(getattr(value, field.name)) for field in attrs.fields(type(value))}


@to_plain.register(NoneType)
@to_plain.register(str)
@to_plain.register(int)
@to_plain.register(float)
def _as_it_is(value: Any) -> Any:
    return value


@to_plain.register(date)
@to_plain.register(Fraction)
def _as_text(value: Any) -> str:
    return str(value)


@to_plain.register(Enum)
def _code(value: Enum) -> Any:
    return value.value


@to_plain.register(tuple)
@to_plain.register(list)
def _list(value: Iterable[Any]) -> list[Any]:
    return [to_plain(each) for each in value]


@to_plain.register(frozenset)
@to_plain.register(set)
def _sorted(value: Iterable[Any]) -> list[Any]:
    return sorted((to_plain(each) for each in value), key=str)


@to_plain.register(Mapping)
def _object(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(to_plain(key)): to_plain(each) for key, each in value.items()}


@to_plain.register(Entry)
def _entry(value: Entry) -> dict[str, Any]:
    return entry_to_dict(value)


@to_plain.register(Problem)
def _problem(value: Problem) -> dict[str, Any]:
    return {"code": value.code, "path": value.path, "facts": to_plain(dict(value.facts))}


def entry_to_dict(entry: Entry) -> dict[str, Any]:
    """One entry as a file holds it: its kind first, without the optional fields left unset."""
    return {"kind": entry.kind, **_stated(entry)}


def _stated(value: Any) -> dict[str, Any]:
    return {
        field.name: _written(found)
        for field in attrs.fields(type(value))
        if (found := getattr(value, field.name)) != field.default or field.name in ALWAYS_WRITTEN
    }


def _written(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_written(each) for each in value]
    return _stated(value) if attrs.has(type(value)) else to_plain(value)


def register_to_json(register: Register) -> str:
    """The register as one document, participants by pseudonym and entries in order of day."""
    participants = ",\n".join(
        f"    {{\n      {_pair('participant', journal.subject)},\n"
        f"{_members(journal, '      ')}\n    }}"
        for journal in register
    )
    return (
        f"{{\n  {_pair('format', DOCUMENT)},\n  {_pair('version', VERSION)},\n"
        f'  "partnership": {{\n{_members(register.partnership, "    ")}\n  }},\n'
        f'  "participants": {_bracketed(participants, "  ")}\n}}\n'
    )


def register_to_lines(register: Register) -> Iterator[str]:
    """The register in the line form: a header, then one participant a line, newlines included."""
    yield header_line(register.partnership)
    for journal in register:
        yield journal_line(journal)


def header_line(partnership: Journal) -> str:
    """The first line of the line form."""
    header = {"format": LINES, "version": VERSION, "partnership": _journal(partnership)}
    return _compact(header) + "\n"


def journal_line(journal: Journal) -> str:
    """One participant's line of the line form."""
    return _compact({"participant": journal.subject, **_journal(journal)}) + "\n"


def _journal(journal: Journal) -> dict[str, Any]:
    found: dict[str, Any] = {"entries": [entry_to_dict(entry) for entry in journal.entries]}
    found.update((name, sorted(ids)) for name, ids in _ids_without_entries(journal))
    return found


def _ids_without_entries(journal: Journal) -> Iterator[tuple[str, frozenset[str]]]:
    for name, ids in (("disposed", journal.disposed), ("elsewhere", journal.elsewhere)):
        if ids:
            yield name, ids


def _members(journal: Journal, indent: str) -> str:
    entries = ",\n".join(f"{indent}  {_readable(entry_to_dict(e))}" for e in journal.entries)
    members = f'{indent}"entries": {_bracketed(entries, indent)}'
    for name, ids in _ids_without_entries(journal):
        members += f",\n{indent}{_pair(name, sorted(ids))}"
    return members


def _bracketed(lines: str, indent: str) -> str:
    return f"[\n{lines}\n{indent}]" if lines else "[]"


def _pair(key: str, value: Any) -> str:
    return f"{_readable(key)}: {_readable(value)}"


def _readable(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
