"""Writing, changing and reading workbooks in tests."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("openpyxl")
pytest.importorskip("python_calamine")
pytest.importorskip("xlsxwriter")

import openpyxl

from cm_method.adapters.excel import read_workbook, write_template
from cm_method.adapters.excel.sheets import SHEETS, Part, Sheet, titles
from cm_method.case.register import Register
from cm_method.errors import Problem, Refused
from tests.programs import program


def written(register: Register | None = None, **options: Any) -> bytes:
    """A workbook, small unless asked for otherwise."""
    out = BytesIO()
    write_template(out, register=register, **{"participants": 5, **options})
    return out.getvalue()


def read(content: bytes) -> Register:
    return read_workbook(BytesIO(content))


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


def saved(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content: bytes, *cells: tuple[str, str, Any]) -> bytes:
    """The workbook with other values in some cells: sheet, cell, value."""
    book = opened(content)
    for sheet, cell, value in cells:
        book[sheet][cell] = value
        if isinstance(value, int | float):
            book[sheet][cell].number_format = "General"
        if isinstance(value, str) and not value.startswith("=="):
            book[sheet][cell].data_type = "s"
        elif isinstance(value, str):
            book[sheet][cell] = value[1:]  # a formula
    return saved(book)


def problems_of(content: bytes) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        read(content)
    return refused.value.problems


def found_in(content: bytes) -> list[tuple[str, str]]:
    """Path and code of every problem."""
    return [(problem.path, problem.code) for problem in problems_of(content)]


def sheet_of(kind: str, children: str = "", part: Part = Part.CASES) -> Sheet:
    return next(sheet for sheet in SHEETS if sheet.key == (part.value, kind, children))


def title_of(kind: str, children: str = "", lang: str = "sv", part: Part = Part.CASES) -> str:
    return titles(lang)[sheet_of(kind, children, part).key]


def converted(path: Path, ending: str, folder: Path) -> Path:
    """A workbook as LibreOffice saves it in another format."""
    folder.mkdir(exist_ok=True)
    profile = (folder.parent / "profile").as_uri()
    subprocess.run(
        [
            program("soffice"),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            ending,
            "--outdir",
            str(folder),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{path.stem}.{ending}"
