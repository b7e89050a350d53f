"""What is public is documented, and every example runs."""

from __future__ import annotations

import contextlib
import doctest
import inspect
import io
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import cm_method
from tests.api.modules import importable

README = Path(__file__).resolve().parents[2] / "README.md"
MODULES = list(importable())


def defined_in(module: ModuleType) -> Iterator[tuple[str, object]]:
    """The public classes and functions that a module defines itself."""
    for name, each in vars(module).items():
        is_own = getattr(each, "__module__", None) == module.__name__
        written = inspect.isclass(each) or inspect.isfunction(inspect.unwrap(each))
        if is_own and written and not name.startswith("_") and each.__name__ == name:
            yield name, each


def members(cls: type) -> Iterator[tuple[str, object]]:
    """The public methods and properties that a class adds to those of its bases."""
    for name, each in vars(cls).items():
        inherited = any(hasattr(base, name) for base in cls.__bases__)
        function = inspect.isfunction(each) or isinstance(each, property | classmethod)
        if function and not name.startswith("_") and not inherited:
            yield f"{cls.__name__}.{name}", each


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_whatever_is_public_has_a_docstring(module: ModuleType) -> None:
    found = list(defined_in(module))
    for _, each in list(found):
        if inspect.isclass(each):
            found.extend(members(each))
    lacking = [name for name, each in found if not (inspect.getdoc(each) or "").strip()]
    assert module.__doc__
    assert lacking == []


@pytest.mark.parametrize("name", cm_method.__all__)
def test_every_class_and_function_of_the_package_says_what_it_is(name: str) -> None:
    """Written for it: not the signature that attrs or dataclasses would put there."""
    each = getattr(cm_method, name)
    if inspect.isclass(each) or inspect.isfunction(each):
        assert re.match(r"[A-Z*\"].*[.:]", (each.__doc__ or "").strip(), re.DOTALL)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_examples_in_docstrings_run(module: ModuleType) -> None:
    assert doctest.testmod(module, optionflags=doctest.ELLIPSIS).failed == 0


def test_there_are_examples_in_docstrings() -> None:
    found = doctest.DocTestFinder(exclude_empty=True).find(
        next(module for module in MODULES if module.__name__ == "cm_method.dates")
    )
    assert sum(len(test.examples) for test in found) >= 3


FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def fenced_blocks(page: str) -> list[tuple[str, str]]:
    """Language and content of every fenced block of a page, in order."""
    return FENCED.findall(page)


def test_the_examples_of_the_readme_run_and_print_what_they_say() -> None:
    """One after the other, as a reader would; a block of text after one is what it prints."""
    if not README.exists():
        pytest.skip("there is no README beside the tests")
    blocks = fenced_blocks(README.read_text(encoding="utf-8"))
    namespace: dict[str, object] = {"__name__": "readme"}
    for number, (language, code) in enumerate(blocks):
        if language != "python":
            continue
        if "cm_method.adapters" in code:
            pytest.importorskip("cattrs")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, f"{README.name}, block {number}", "exec"), namespace)  # noqa: S102 - what the README shows
        following = blocks[number + 1] if number + 1 < len(blocks) else ("", "")
        if following[0] == "text":
            assert printed.getvalue() == following[1]


def test_fenced_blocks_are_found() -> None:
    page = "# A\n\n```python\nx = 1\n```\n\n```text\n1\n```\n\nand ```not``` this\n"
    assert fenced_blocks(page) == [("python", "x = 1\n"), ("text", "1\n")]
