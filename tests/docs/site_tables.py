"""The table of the site about the site itself: what it was tested with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from tests.docs.pages import DOCS, Page
from tests.docs.queries import QUERIES

WORDS = {
    "sv": {
        "head": ("Vad", "Version eller antal"),
        "axe": "axe-core, som prövar sidorna mot WCAG",
        "theme": "Material for MkDocs, som sidorna är byggda med",
        "widths": "bredder: 1280 och 320 bildpunkter",
        "schemes": "lägen: ljust och mörkt",
        "queries": "sökningar som ska leda rätt",
    },
    "en": {
        "head": ("What", "Version or number"),
        "axe": "axe-core, which tests the pages against WCAG",
        "theme": "Material for MkDocs, which the pages are built with",
        "widths": "widths: 1280 and 320 pixels",
        "schemes": "modes: light and dark",
        "queries": "searches in Swedish that must lead to the right page",
    },
}


def tested_with(page: Page) -> str:
    """The tools of the accessibility tests, with the versions that the project asks for."""
    root = DOCS.parent
    packages = json.loads((root / "tests/npm/package.json").read_text(encoding="utf-8"))
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    theme = re.search(r'"mkdocs-material==([\d.]+)"', project)
    assert theme is not None
    words = WORDS[page.lang]
    rows = [
        words["head"],
        ("---", "---"),
        (words["axe"], packages["dependencies"]["axe-core"]),
        (words["theme"], theme[1]),
        (words["widths"], "2"),
        (words["schemes"], "2"),
        (words["queries"], str(len(QUERIES))),
    ]
    return "\n".join(f"| {what} | {figure} |" for what, figure in rows) + "\n"


SITE_MAKERS: dict[str, Callable[..., str]] = {"tested_with": tested_with}
