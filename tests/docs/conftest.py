"""Both sites, built strictly once for all tests (extra ``docs``)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import DOCS


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the site in Swedish, and the one in English below it."""
    folder = tmp_path_factory.mktemp("site")
    for config, where in (("mkdocs.yml", folder), ("mkdocs.en.yml", folder / "en")):
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, "-d", str(where)],
            cwd=DOCS.parent,
            capture_output=True,
            check=False,
            encoding="utf-8",
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )
        assert done.returncode == 0, done.stderr
    return folder
