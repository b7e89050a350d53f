"""Lets the search put what to do before what to look up: a folder may weigh more than another."""

# ruff: noqa: INP001 - a file that the site is built with, no package

from __future__ import annotations

from typing import Any

WEIGHTS = {"gor-sa-har/": 2, "metod/": 1.5, "lar-dig/": 0.5, "sla-upp/": 0.4, "kallor": 0.5}
"""How much a hit counts by the folder of its page; others count one."""


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Give the page its weight."""
    for folder, weight in WEIGHTS.items():
        if page.file.src_uri.startswith(folder):
            page.meta["search"] = {"boost": weight}
    return markdown
