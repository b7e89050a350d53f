"""Says which parts of a page in English are in Swedish, so that a screen reader reads them as such.

Those are the sources' own words: a quote, a cell of a table, or words in italics or quotation
marks.
"""

# ruff: noqa: INP001 - a file that the site is built with, no package

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

SWEDISH = re.compile(
    r"\b(och|inte|är|det|som|att|av|på|för|efter|inom|ställs|eller|mellan|enskilde|skulle)\b"
    r"|\b[a-zåäö]*[åäö][a-zåäö]*\b"
)
"""Small words that English lacks, and words that are no names and have a letter that it lacks."""

PARTS = [
    re.compile(rf"<(?P<tag>{tag})>(?P<inside>(?:(?!<{tag}\b).)*?)</{tag}>", re.DOTALL)
    for tag in ("blockquote", "em", "td")
]
"""The small before the large: a cell in English may hold a few words in Swedish."""

QUOTED = re.compile(
    r"<(?P<code>pre|code)\b.*?</(?P=code)>|<[^>]*>|\"(?P<inside>[^\"<>]*)\"", re.DOTALL
)
"""Words in quotation marks, of which those in code and inside a tag are left alone."""

UNHEARD = re.compile(r"<code.*?</code>|<em lang.*?</em>|<[^>]+>", re.DOTALL)


def on_page_content(html: str, config: Any, **_: Any) -> str:
    """Mark every quote, and other parts that hold Swedish words."""
    if config.theme["language"] == "en":
        for part in PARTS:
            html = part.sub(_marked, html)
        html = QUOTED.sub(_quoted, html)
    return html


def on_post_build(config: Any, **_: Any) -> None:
    """Both languages have one page for what is not found: a host shows only the outermost."""
    if config.theme["language"] == "en":
        (Path(config.site_dir) / "404.html").unlink()


def _quoted(part: re.Match[str]) -> str:
    inside = part["inside"]
    if inside is None or not SWEDISH.search(inside):
        return part[0]
    return f'"<span lang="sv">{inside}</span>"'


def _marked(part: re.Match[str]) -> str:
    tag, inside = part["tag"], part["inside"]
    if tag != "blockquote" and not SWEDISH.search(UNHEARD.sub(" ", inside)):
        return part[0]
    return f'<{tag} lang="sv">{inside}</{tag}>'
