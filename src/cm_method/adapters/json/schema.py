"""JSON Schema (2020-12) of the two forms of a register, written from the classes.

It says what a file looks like, for editors and for other systems. The reader refuses all that it
refuses and more: what a schema cannot say, such as an entry before birth.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from cm_method.adapters.json.documents import (
    JournalDocument,
    LinesHeader,
    RegisterDocument,
)
from cm_method.adapters.json.hooks import KIND
from cm_method.adapters.strict import hinted_fields, must_be_stated
from cm_method.journal import Entry
from cm_method.labels import has_text, text

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: dict[Any, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}
_TEXT = {"type": "string"}
_TEXT_NOT_BLANK = {"type": "string", "pattern": r"\S"}


def schema(lang: str = "sv", *, lines: bool = False) -> dict[str, Any]:
    """The schema of a register document; with *lines*, of any one line of the line form.

    Titles and descriptions are in the language where the catalogue has them.
    """
    writer = _Writer(lang)
    if lines:
        root: dict[str, Any] = {"oneOf": [writer.ref(LinesHeader), writer.ref(JournalDocument)]}
    else:
        root = writer.ref(RegisterDocument)
    return {"$schema": DIALECT, **root, "$defs": dict(sorted(writer.definitions.items()))}


class _Writer:
    """Gathers one definition a class, under its name."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self.definitions: dict[str, dict[str, Any]] = {}

    def ref(self, cls: Any) -> dict[str, Any]:
        """A reference to the definition of a class, which is written when first asked for."""
        if cls.__name__ not in self.definitions:
            self.definitions[cls.__name__] = {}
            write = self._codes if issubclass(cls, Enum) else self._object
            self.definitions[cls.__name__] = write(cls)
        return {"$ref": f"#/$defs/{cls.__name__}"}

    def _codes(self, cls: type[Enum]) -> dict[str, Any]:
        meanings = [
            f"{member.value}: {text(key, self._lang)}"
            for member in cls
            if has_text(key := f"{cls.__name__}.{member.value}", self._lang)
        ]
        said = {"description": "; ".join(meanings)} if meanings else self._about(cls)
        return {**said, "enum": [member.value for member in cls]}

    def _object(self, cls: Any) -> dict[str, Any]:
        properties: dict[str, Any] = {}
        required: list[str] = []
        if issubclass(cls, Entry):
            properties[KIND] = {"const": cls.kind}
            required.append(KIND)
        for field, hint in hinted_fields(cls):
            properties[field.name] = self._property(field, hint)
            if must_be_stated(field):
                required.append(field.name)
        return {
            **self._about(cls),
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def _property(self, field: attrs.Attribute[Any], hint: Any) -> dict[str, Any]:
        said = self._said(f"field.{field.name}")
        if "const" in field.metadata:
            return {**said, "const": field.metadata["const"]}
        if "kinds" in field.metadata:
            return {**said, "type": "array", "items": self._one_of(field.metadata["kinds"])}
        return {**said, **self._value(hint, field.metadata.get("text"))}

    def _one_of(self, kinds: Iterable[type[Entry]]) -> dict[str, Any]:
        return {"oneOf": [self.ref(kind) for kind in kinds]}

    def _value(self, hint: Any, words: str | None) -> dict[str, Any]:
        if hint is str:
            return dict(_TEXT if words == "free" else _TEXT_NOT_BLANK)
        if hint in _PLAIN:
            return dict(_PLAIN[hint])
        origin, parts = get_origin(hint), get_args(hint)
        if origin in (Union, UnionType):
            present = next(part for part in parts if part is not NoneType)
            return {"anyOf": [self._value(present, words), {"type": "null"}]}
        if origin in (tuple, frozenset):
            return {"type": "array", "items": self._value(parts[0], words)}
        return self.ref(hint)

    def _about(self, cls: Any) -> dict[str, Any]:
        """What a class is, in the words of the catalogue or else in those of its docstring."""
        said = self._said(f"entry.{cls.kind}") if issubclass(cls, Entry) else {}
        return said or {"description": (cls.__doc__ or "").strip().partition("\n")[0]}

    def _said(self, key: str) -> dict[str, str]:
        keys = {"title": key, "description": f"{key}.help"}
        return {
            name: text(key, self._lang) for name, key in keys.items() if has_text(key, self._lang)
        }
