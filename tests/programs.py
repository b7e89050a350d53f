"""Programs that some tests drive: a browser, an office suite, Node, a database.

On a machine of one's own that lacks one, its tests are skipped and say what to install. Where CI is
set they fail instead: there `.ci/run` has installed them all.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

DEBIAN_PACKAGE = {
    "chromium": "chromium",
    "soffice": "libreoffice-calc",
    "node": "nodejs",
    "npm": "npm",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pg_ctl": "postgresql",
}


def program(name: str, *folders: str) -> str:
    """The path of a program, on PATH or in one of the folders; or the test is skipped."""
    searched = os.pathsep.join([os.environ.get("PATH", ""), *folders])
    found = shutil.which(name, path=searched)
    if found is None:
        lacking(f"{name} is not here: install Debian's package {DEBIAN_PACKAGE[name]}")
    return found


def writer() -> str:
    """LibreOffice with its word processor; or the test is skipped."""
    office = program("soffice")
    if not (Path(office).resolve().parent / "libswlo.so").exists():
        lacking("Writer is not here: install Debian's package libreoffice-writer")
    return office


def lacking(what: str) -> NoReturn:
    """Skip the test for want of something; in CI, fail."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} (CI must have it)")
    pytest.skip(what)


def npm_folder() -> Path:
    """The folder of npm packages that the tests use, from tests/npm; or the test is skipped."""
    folder = Path(__file__).parent / "npm" / "node_modules"
    if not folder.is_dir():
        lacking("npm packages are not here: run `npm install` in tests/npm")
    return folder
