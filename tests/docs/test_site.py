"""Both sites are built in strict mode, and fetch nothing from another host (extra ``docs``)."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.docs.pages import DOCS

pytest.importorskip("mkdocs", reason="the extra docs")
pytest.importorskip("material", reason="the extra docs")

FETCHING = {("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src")}


class Fetched(HTMLParser):
    """What a page names: to fetch when it is shown, and to lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.lang = ""
        self.fetched: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if tag == "html" and name == "lang":
                self.lang = value or ""
            if (tag, name) in FETCHING and value:
                self.fetched.append(value)
            if (tag, name) == ("a", "href") and value:
                self.links.append(value)


def read(path: Path) -> Fetched:
    found = Fetched()
    found.feed(path.read_text(encoding="utf-8"))
    return found


def test_no_page_fetches_anything_from_another_host(site: Path) -> None:
    away = [
        (page.relative_to(site).as_posix(), address)
        for page in site.rglob("*.html")
        for address in read(page).fetched
        if urlsplit(address).netloc
    ]
    assert away == []
    styles = [path for path in site.rglob("*.css") if "@import url(http" in path.read_text("utf-8")]
    assert styles == []


def test_every_page_says_its_language(site: Path) -> None:
    pages = list(site.rglob("index.html"))
    said = {path: read(path).lang for path in pages}
    assert len(pages) > len(list(DOCS.rglob("index.md")))
    assert [
        p for p, lang in said.items() if lang != ("en" if site / "en" in p.parents else "sv")
    ] == []


def test_every_link_between_the_languages_leads_to_a_page(site: Path) -> None:
    """Links inside a language are checked by the strict build; those between them are not."""
    for page in site.rglob("index.html"):
        for address in read(page).links:
            path = unquote(urlsplit(address).path)
            if urlsplit(address).netloc or not path:
                continue
            target = (page.parent / path).resolve()
            assert target.is_file() or (target / "index.html").is_file(), (page, address)


def test_no_page_still_shows_a_reference_that_was_not_found(site: Path) -> None:
    unresolved = re.compile(r"\]\[[\w.]+\]|:::\s*cm_method")
    found = [p for p in site.rglob("index.html") if unresolved.search(p.read_text("utf-8"))]
    assert found == []
