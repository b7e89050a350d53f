"""Both sites are built in strict mode, and fetch nothing from another host (extra ``docs``)."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.docs.pages import DOCS, read_pages

pytest.importorskip("mkdocs", reason="the extra docs")
pytest.importorskip("material", reason="the extra docs")

LEADING = ("a", "href")
"""What only leads to an address, when a reader asks for it."""
ADDRESSES = {"action", "data", "href", "poster", "src", "srcset"}
FETCHED = re.compile(r"""(?:url\(|@import)\s*["']?(?:https?:)?//""")
"""What a style sheet fetches from another host."""
ELSEWHERE = re.compile(r"""(?:https?:|["'(=]\s*)//(?!www\.w3\.org/)\w""")
"""An address of another host, which is no name of a kind of file."""


class Fetched(HTMLParser):
    """What a page names: to fetch when it is shown, and to lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.lang = ""
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if tag == "html" and name == "lang":
                self.lang = value or ""
            if (tag, name) == LEADING and value:
                self.links.append(value)
            elif name in ADDRESSES and value:
                self.fetched.append(value)
            if name == "id" and value:
                self.anchors.append(value)


@cache
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
    styles = [path for path in site.rglob("*.css") if FETCHED.search(path.read_text("utf-8"))]
    assert styles == []


def test_nothing_that_the_project_adds_to_the_theme_names_another_host() -> None:
    added = [path for path in (DOCS / "overrides").rglob("*") if path.is_file()]
    assert added
    assert [path for path in added if ELSEWHERE.search(path.read_text("utf-8"))] == []


def test_every_page_says_its_language(site: Path) -> None:
    pages = list(site.rglob("index.html"))
    said = {path: read(path).lang for path in pages}
    assert len(pages) > len(list(DOCS.rglob("index.md")))
    assert [
        p for p, lang in said.items() if lang != ("en" if site / "en" in p.parents else "sv")
    ] == []


def test_every_link_leads_to_a_page_and_to_a_place_on_it(site: Path) -> None:
    """The strict build sees those of the text inside a language, and no others."""
    found = {page: read(page) for page in site.rglob("index.html")}
    lost = []
    for page, said in found.items():
        for address in said.links:
            path, anchor = unquote(urlsplit(address).path), unquote(urlsplit(address).fragment)
            target = (page.parent / path).resolve() if path else page
            target = target / "index.html" if target.is_dir() else target
            known = target.is_file() and (not anchor or anchor in found[target].anchors)
            if not (urlsplit(address).netloc or known):
                lost.append((page.relative_to(site).as_posix(), address))
    assert lost == []


def test_no_page_has_two_places_of_one_name(site: Path) -> None:
    anchors = {page: read(page).anchors for page in site.rglob("index.html")}
    assert [page for page, each in anchors.items() if len(each) != len(set(each))] == []


def test_no_page_still_shows_a_reference_that_was_not_found(site: Path) -> None:
    unresolved = re.compile(r"\]\[[\w.]+\]|:::\s*cm_method")
    found = [p for p in site.rglob("index.html") if unresolved.search(p.read_text("utf-8"))]
    assert found == []


def test_every_page_that_names_acts_shows_them_at_its_foot(site: Path) -> None:
    named = [page for page in read_pages() if "law" in page.front]
    for page in named:
        below = page.path.parent if page.path.name == "index.md" else page.path.with_suffix("")
        _, _, foot = (site / below / "index.html").read_text("utf-8").partition('<div class="law">')
        assert page.front["checked"] in foot, page.name
        assert foot.partition("</p>")[0].count(",") == page.front["law"].count(","), page.name
    assert named


def test_every_quotation_on_a_page_in_english_is_marked_as_swedish(site: Path) -> None:
    words = "".join(page.read_text("utf-8") for page in (site / "en").rglob("index.html"))
    assert words.count("<blockquote") == words.count('<blockquote lang="sv"') > 0
