"""The public names: one table, the same names for type checkers, each found on first use."""

from __future__ import annotations

import ast
from importlib import import_module

import pytest

import cm_method
from tests.api.modules import SOURCES


def homes_for_type_checkers() -> dict[str, tuple[str, ...]]:
    """By module, the names imported below `if TYPE_CHECKING`."""
    (block,) = [
        node
        for node in SOURCES["cm_method"].body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    found: dict[str, tuple[str, ...]] = {}
    for node in block.body:
        assert isinstance(node, ast.ImportFrom)
        assert node.module is not None
        for name in node.names:
            assert name.asname == name.name, "without `X as X` mypy does not export the name"
        assert node.module not in found
        found[node.module] = tuple(name.name for name in node.names)
    return found


def as_sets(homes: dict[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    return {home: frozenset(names) for home, names in homes.items()}


HOMES = {f"cm_method.{home}": names for home, names in cm_method._HOMES.items()}


def test_both_lists_of_names_are_equal() -> None:
    assert as_sets(homes_for_type_checkers()) == as_sets(HOMES)


def test_no_name_has_two_homes() -> None:
    names = [name for names in HOMES.values() for name in names]
    assert len(set(names)) == len(names)
    assert sorted(names) == cm_method.__all__


@pytest.mark.parametrize("name", cm_method.__all__)
def test_every_name_is_found_and_is_that_of_its_home(name: str) -> None:
    (home,) = [home for home, names in HOMES.items() if name in names]
    found = getattr(cm_method, name)
    assert found is getattr(import_module(home), name)
    assert getattr(cm_method, name) is found
    if isinstance(found, type) or hasattr(found, "__wrapped__"):
        assert found.__name__ == name
    assert getattr(found, "__module__", home).startswith(("cm_method", "builtins", "collections"))


def test_a_public_function_or_class_is_listed_in_the_module_that_defines_it() -> None:
    for home, names in HOMES.items():
        for name in names:
            found = getattr(import_module(home), name)
            if isinstance(found, type):
                assert found.__module__ == home


def test_an_unknown_name_is_refused_as_in_any_module() -> None:
    with pytest.raises(AttributeError, match="module 'cm_method' has no attribute 'Jurnal'"):
        cm_method.Jurnal  # type: ignore[attr-defined] # noqa: B018
    with pytest.raises(ImportError):
        exec("from cm_method import Jurnal")  # noqa: S102 - as a user writes it
    assert not hasattr(cm_method, "_no_such_thing")


def test_dir_lists_every_public_name_loaded_or_not() -> None:
    assert dir(cm_method) == cm_method.__all__ == sorted(cm_method.__all__)


def test_a_star_import_gives_exactly_the_public_names() -> None:
    namespace: dict[str, object] = {}
    exec("from cm_method import *", namespace)  # noqa: S102 - as a user writes it
    assert namespace.keys() - {"__builtins__"} == set(cm_method.__all__)
