"""One entry in a line of words: what kind it is, its day, and the fields that are codes."""

from __future__ import annotations

from enum import Enum
from typing import Any

import attrs

from cm_method.journal import Entry
from cm_method.labels import has_text, label, text

COMMON = frozenset(field.name for field in attrs.fields(Entry))
"""The fields that every entry has."""


SILENT = frozenset(("edition", "start"))
"""Fields that are the same in nearly every entry that has them."""


def kind_name(kind: str, lang: str) -> str:
    """What people call a kind of entry."""
    return text(f"entry.{kind}", lang)


def entry_name(entry: Entry, lang: str) -> str:
    """An entry as it is pointed at: its id, kind and day."""
    return f"{entry.id} ({kind_name(entry.kind, lang)} {entry.on})"


def summary(entry: Entry, lang: str) -> str:
    """The coded fields of an entry in words; what people wrote in their own words is left out."""
    parts = []
    for field in attrs.fields(type(entry)):
        value = getattr(entry, field.name)
        if field.name in COMMON | SILENT or not field.repr or value in (None, "", (), False):
            continue
        parts.append(_part(field.name, value, lang))
    return "; ".join(parts)


def _part(name: str, value: Any, lang: str) -> str:
    if value is True:
        return text(f"field.{name}", lang).lower()
    if isinstance(value, tuple) and not isinstance(value[0], Enum):
        return f"{text(f'field.{name}', lang).lower()}: {len(value)}"
    return value_in_words(name, value, lang, named=not isinstance(value, Enum | tuple))


WORDED = {
    "level": "crisis_level",
    "instrument": "instrument",
    "information": "information",
    "purpose": "purpose",
    "obstacle": "Obstacle",
    "scale": "fidelity_scale",
}
"""Where the words of a field's codes stand in the catalogue; a code without words stays bare."""


def value_in_words(name: str, value: Any, lang: str, *, named: bool = False) -> str:
    """A field's value as people read it."""
    if isinstance(value, tuple):
        return ", ".join(value_in_words(name, each, lang) for each in value)
    if isinstance(value, Enum):
        return label(value, lang)
    if isinstance(value, bool):
        return text("Answer.yes" if value else "Answer.no", lang)
    key = f"{WORDED[name]}.{value}" if name in WORDED else ""
    words = text(key, lang) if key and has_text(key, lang) else str(value)
    return f"{text(f'field.{name}', lang).lower()} {words}" if named else words


def timeline_note(entry: Entry, lang: str) -> str:
    """What to see of an entry beside its day and id: kind, codes, late recording, correction."""
    parts = [kind_name(entry.kind, lang)]
    found = summary(entry, lang)
    if found:
        parts[0] += f": {found}"
    if entry.recorded > entry.on:
        parts.append(text("cli.explain.recorded", lang, day=entry.recorded))
    if entry.corrects:
        parts.append(text("cli.explain.corrects", lang, ids=", ".join(sorted(entry.corrects))))
    return "; ".join(parts)
