"""Every example for those who embed the library passes a strict type checker."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, Page, blocks, read_pages

ROOT = DOCS.parent
README = Page(
    lang="en", path=Path("README.md"), text=(ROOT / "README.md").read_text(encoding="utf-8")
)


def as_module(page: Page) -> str:
    """The python of a page, each line where it stands there."""
    lines: list[str] = []
    for block in blocks(page):
        if block.language == "python":
            lines += [""] * (block.line - 1 - len(lines))
            lines += block.text.splitlines()
    return "\n".join(lines) + "\n" if lines else ""


def test_the_readme_and_the_english_pages_are_strictly_typed(tmp_path: Path) -> None:
    pytest.importorskip("mypy", reason="the extra dev")
    written = []
    for page in (README, *(page for page in read_pages() if page.lang == "en")):
        if module := as_module(page):
            name = page.path.with_suffix("").as_posix()
            written.append(tmp_path / f"{name.replace('/', '_').replace('-', '_')}.py")
            written[-1].write_text(module, encoding="utf-8")
    assert len(written) > 20
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml")),
            *map(str, written),
        ],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
