"""How every class of the package is made, and what no module of the domain does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError

from tests.api.modules import DOMAIN, PACKAGE, SOURCES, importable

VALUES = tuple(name for name in SOURCES if name in DOMAIN or ".adapters" in name)
"""Where values are made; commands and the demo keep notes of their own."""
CLASSES: tuple[type, ...] = tuple(
    dict.fromkeys(
        each
        for module in importable()
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == module.__name__
    )
)
ATTRS_CLASSES = tuple(cls for cls in CLASSES if attrs.has(cls) and cls.__module__ in VALUES)
ENUMERATIONS = tuple(cls for cls in CLASSES if issubclass(cls, Enum) and not issubclass(cls, int))

POSITIONAL_ON_PURPOSE = {"Signature"}
"""Made by the million as the key of a cache."""


def test_classes_are_found() -> None:
    names = {cls.__name__ for cls in CLASSES}
    assert {"Entry", "PlanAgreed", "Tally", "Signature", "Verdict", "Problem"} <= names
    assert len(ATTRS_CLASSES) > 50
    assert len(ENUMERATIONS) > 10


@pytest.mark.parametrize("cls", ATTRS_CLASSES, ids=lambda cls: cls.__name__)
def test_every_value_is_frozen(cls: type) -> None:
    bare: object = object.__new__(cls)
    for name in ("anything", *(field.name for field in attrs.fields(cls))):
        with pytest.raises(FrozenInstanceError):
            setattr(bare, name, None)


@pytest.mark.parametrize("cls", ATTRS_CLASSES, ids=lambda cls: cls.__name__)
def test_every_value_is_made_by_keyword(cls: type) -> None:
    by_position = [each.name for each in attrs.fields(cls) if each.init and not each.kw_only]
    if cls.__name__ in POSITIONAL_ON_PURPOSE:
        assert by_position
    else:
        assert by_position == []


@pytest.mark.parametrize("cls", ENUMERATIONS, ids=lambda cls: cls.__name__)
def test_every_code_is_stable_snake_case_and_comes_once(cls: type[Enum]) -> None:
    codes = [member.value for member in cls]
    assert len(set(codes)) == len(codes) == len(cls.__members__)  # an alias is no code
    for member in cls:
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", member.value)
        assert member.name == member.value.upper()


# The domain reads no clock, draws no random number and does no I/O

CLOCKS = {"today", "now", "utcnow", "fromtimestamp", "localtime", "gmtime", "time", "monotonic"}
FORBIDDEN_MODULES = {"time", "random", "secrets", "uuid", "os", "io", "pathlib", "socket", "locale"}
FORBIDDEN_CALLS = {"open", "print", "input", "exec", "eval", "__import__", "breakpoint"}


def breaches(module: ast.Module) -> Iterator[str]:
    """What a module does that the domain does not."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            yield ast.unparse(node)
        if isinstance(node, ast.Import):
            names = {alias.name.partition(".")[0] for alias in node.names}
            yield from (f"import {name}" for name in names & FORBIDDEN_MODULES)
        if isinstance(node, ast.ImportFrom):
            top = (node.module or "").partition(".")[0]
            if top in FORBIDDEN_MODULES:
                yield f"from {top}"
            if top == "datetime":
                yield from (a.name for a in node.names if a.name not in ("date", "timedelta"))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in FORBIDDEN_CALLS:
            yield ast.unparse(node.func)


@pytest.mark.parametrize("name", DOMAIN)
def test_the_domain_reads_no_clock_and_does_nothing_on_the_side(name: str) -> None:
    assert list(breaches(SOURCES[name])) == []


@pytest.mark.parametrize(
    "code",
    [
        "date.today()",
        "from datetime import datetime",
        "import random",
        "from time import time",
        "import os.path",
        "print(1)",
        "datetime.datetime.now()",
    ],
)
def test_the_search_finds_what_it_looks_for(code: str) -> None:
    assert list(breaches(ast.parse(code))) != []


# The package names no machine and no host

KNOWN_HOSTS = {
    "json-schema.org",
    "electronichealth.se",
    "hl7.org",
    "terminology.hl7.org",
    "unitsofmeasure.org",
}
"""The names of the dialect of JSON Schema and of FHIR's systems of codes; they are never asked."""
OID = re.compile(r"urn:oid:[\d.]+")
"""A name of a system too, and no address."""
HOST = re.compile(
    r"(?:https?://|\w@)([\w.-]+\.\w+)|\b((?:[a-z0-9-]+\.)+(?:com|net|io|org|se|eu))\b"
)
ADDRESS = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|Users|tmp|root|var|opt|mnt)/|[A-Z]:\\\\")
FILES = sorted(path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".json", ".typed"))


def hosts(words: str) -> set[str]:
    return {one or other for one, other in HOST.findall(words)} - KNOWN_HOSTS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_file_names_a_host_or_a_place_on_a_machine(path: Path) -> None:
    words = path.read_text(encoding="utf-8")
    assert hosts(words) == set()
    assert ADDRESS.findall(OID.sub("", words)) == []
    assert MACHINE_PATH.findall(words) == []


def test_hosts_and_places_are_found() -> None:
    assert hosts('"https://pkg.example.com/simple" mirror.local.net') == {
        "pkg.example.com",
        "mirror.local.net",
    }
    assert ADDRESS.findall("at 10.0.0.1 or so") == ["10.0.0.1"]
    assert MACHINE_PATH.findall('open("/home/someone/x")') == ["/home/"]
