"""What lies on the pages of a PDF file, as poppler reads it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.programs import program

A4 = (595, 842)
"""In points, of which 72 are an inch."""


def condensed(words: str) -> str:
    """Words without spaces, soft hyphens and the marks of lists, which are no text on paper."""
    return re.sub(r"[\s\N{SOFT HYPHEN}\N{BULLET}]+", "", words)


def text_of(pdf: Path) -> str:
    """All text, in the order in which the file holds it."""
    return _poppler("pdftotext", "-raw", str(pdf), "-")


Box = tuple[float, float, float, float]


def boxes(pdf: Path) -> Iterator[tuple[float, float, list[Box]]]:
    """Each page with its width and height, and where its words lie."""
    found = _poppler("pdftotext", "-bbox", str(pdf), "-")
    for page in re.findall(r"<page .*?</page>", found, re.DOTALL):
        size = re.match(r'<page width="([\d.]+)" height="([\d.]+)"', page)
        assert size is not None
        words = re.findall(
            r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"', page
        )
        yield float(size[1]), float(size[2]), [(*map(float, word),) for word in words]  # type: ignore[misc]  # four numbers


def _poppler(name: str, *args: str) -> str:
    done = subprocess.run([program(name), *args], capture_output=True, check=True, encoding="utf-8")
    return done.stdout
