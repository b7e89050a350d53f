"""The modules of the package, those of the domain apart, and those whose extra is installed."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

import cm_method

PACKAGE = Path(cm_method.__file__).parent
OUTSIDE = ("adapters", "cli", "demo", "testing", "__main__")
"""What reads files, asks people, or needs an extra; all the rest is the domain."""
EXTRAS = (
    "cattrs",
    "click",
    "docx",
    "docxtpl",
    "hypothesis",
    "icalendar",
    "jinja2",
    "openpyxl",
    "python_calamine",
    "xlsxwriter",
)


def name_of(path: Path) -> str:
    parts = ("cm_method", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES: Mapping[str, ast.Module] = {
    name_of(path): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}
"""Every module of the package, parsed."""

DOMAIN = tuple(name for name in SOURCES if name == "cm_method" or name.split(".")[1] not in OUTSIDE)


def importable(names: Iterator[str] | tuple[str, ...] = tuple(SOURCES)) -> Iterator[ModuleType]:
    """The modules that can be imported here: those of the domain, and of installed extras."""
    for name in names:
        if name.endswith("__main__"):  # importing it runs it
            continue
        try:
            yield import_module(name)
        except ImportError as error:
            if name in DOMAIN or not any(extra in str(error) for extra in (*EXTRAS, "extra")):
                raise
