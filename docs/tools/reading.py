"""For the reference: what reading the source cannot see, or would show as something else.

Without this an attrs class is shown without parameters and its fields as ``attrs.field(...)``, an
enumeration without its members, and an example in a docstring as a quotation.
"""

# ruff: noqa: INP001 - a file that the site is built with, no package

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from inspect import Parameter, signature
from typing import Any

import attrs
import griffe

EXAMPLE = re.compile(r"^>>> .*?(?=\n\n|\Z)", re.DOTALL | re.MULTILINE)
ROLE = re.compile(r":\w+:`~?([^`]+)`")
READING = re.compile(r"(?<!FHIR )\bR([1-9]\d?)\b")
"""A reading; each has a section of its own in the rules."""

KINDS = {
    Parameter.POSITIONAL_ONLY: griffe.ParameterKind.positional_only,
    Parameter.POSITIONAL_OR_KEYWORD: griffe.ParameterKind.positional_or_keyword,
    Parameter.KEYWORD_ONLY: griffe.ParameterKind.keyword_only,
}


class Docstrings(griffe.Extension):
    """Writes the docstrings in Markdown, as the site wants them."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Fence examples, show a named thing as code, and lead from a reading to its section."""
        if obj.docstring is not None:
            text = READING.sub(r"[R\1](../rules.md#r\1)", obj.docstring.value)
            text = EXAMPLE.sub(lambda found: f"```pycon\n{found[0]}\n```", text)
            obj.docstring.value = ROLE.sub(r"`\1`", text)


class Enumerations(griffe.Extension):
    """Tells the members of an enumeration, which have no docstrings of their own."""

    def on_class(self, *, cls: griffe.Class, **_: Any) -> None:
        """Put the names and codes of all members below what the class says."""
        real = _real_class(cls)
        if real is not None and issubclass(real, Enum) and cls.docstring is not None:
            members = ", ".join(f"`{each.name}` (`{each.value!r}`)" for each in real)
            cls.docstring.value = f"{cls.docstring.value}\n\nMembers, with their codes: {members}."


class AttrsClasses(griffe.Extension):
    """Gives attrs classes their constructor."""

    def on_class(self, *, cls: griffe.Class, **_: Any) -> None:
        """Put a constructor on the class that was read, if it is one of attrs."""
        real = _real_class(cls)
        if real is None or not attrs.has(real):
            return
        cls.labels.add("attrs")
        for field in attrs.fields(real):
            member = cls.members.get(field.name)
            if isinstance(member, griffe.Attribute):
                member.labels.discard("class-attribute")
                if "field(" in str(member.value):
                    member.value = None
        if "__init__" not in cls.members:
            made = griffe.Function(
                "__init__",
                parameters=griffe.Parameters(*_parameters(cls, real)),
                returns="None",
                lineno=cls.lineno,
                endlineno=cls.endlineno,
            )
            cls.set_member("__init__", made)


def _real_class(cls: griffe.Class) -> Any:
    try:
        found: Any = import_module(cls.module.path)
        for part in cls.path.removeprefix(f"{cls.module.path}.").split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError):
        return None
    return found if isinstance(found, type) else None


def _parameters(cls: griffe.Class, real: Any) -> Iterator[griffe.Parameter]:
    yield griffe.Parameter("self", kind=griffe.ParameterKind.positional_or_keyword)
    fields = {field.alias: field for field in attrs.fields(real)}
    for name, parameter in list(signature(real.__init__).parameters.items())[1:]:
        default = None
        if parameter.default is not Parameter.empty:
            computed = isinstance(fields[name].default, attrs.Factory)  # type: ignore[arg-type]  # a class
            default = "..." if computed else repr(parameter.default)
        yield griffe.Parameter(
            name,
            annotation=_annotation(cls, fields[name].name),
            kind=KINDS[parameter.kind],
            default=default,
        )


def _annotation(cls: griffe.Class, name: str) -> Any:
    """The annotation of a field, from the class itself or the one it inherits the field from."""
    for each in (cls, *cls.mro()):
        member = each.members.get(name)
        if isinstance(member, griffe.Attribute):
            return member.annotation
    return None
