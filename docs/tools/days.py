"""Keeps a day whole: 2027-01-11 is never broken at the end of a line."""

# ruff: noqa: INP001 - a file that the site is built with, no package

from __future__ import annotations

import re
from typing import Any

KEPT = re.compile(r"(<pre\b.*?</pre>|<code\b.*?</code>|<[^>]+>)", re.DOTALL)
DAY = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")


def on_page_content(html: str, **_: Any) -> str:
    """Wrap every day of the running text."""
    parts = KEPT.split(html)
    parts[::2] = [DAY.sub(r'<span class="day">\g<0></span>', text) for text in parts[::2]]
    return "".join(parts)
