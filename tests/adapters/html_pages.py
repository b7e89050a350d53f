"""Reading our own pages strictly, and registers whose every free text can be recognised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest

pytest.importorskip("jinja2", reason="the extra html")
pytest.importorskip("cattrs", reason="the extra json")

from cm_method.adapters.html import public_report_html, publication_of
from cm_method.adapters.json import register_from_json
from cm_method.case.register import Register
from cm_method.demo import DEMO_DAY, demo_register_path
from cm_method.journal import Entry, Journal
from cm_method.rules.editions import EDITIONS
from cm_method.testing.strategies import EDITION

METHOD = EDITIONS[EDITION]
ON = DEMO_DAY

VOID = frozenset(("br", "col", "hr", "img", "input", "link", "meta"))
IN_SVG_EMPTY = frozenset(("circle", "line", "path", "rect", "use"))
NOT_IN_A_PARAGRAPH = frozenset(("div", "dl", "figure", "h2", "h3", "h4", "ol", "p", "table", "ul"))
INLINE = frozenset(("a", "q", "span", "strong", "tspan"))
REFERS = ("aria-labelledby", "aria-describedby")


def flat(words: str) -> str:
    """The words with single spaces, and no other."""
    return " ".join(words.split())


class Strict(HTMLParser):
    """A page read to its end; *problems* are what a browser would have had to forgive."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.problems: list[str] = []
        self.ids: Counter[str] = Counter()
        self.refers: list[str] = []
        self.headings: list[int] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag not in INLINE:
            self.said.append(" ")
        if tag in NOT_IN_A_PARAGRAPH and "p" in self.open:
            self.problems.append(f"{tag} inside p")
        if tag in ("a", "article", "summary") and tag in self.open:
            self.problems.append(f"{tag} inside {tag}")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        for name, given in attrs:
            self._attribute(tag, name, given or "")
        if len({name for name, _ in attrs}) < len(attrs):
            self.problems.append(f"{tag} has an attribute twice")
        if tag not in VOID:
            self.open.append(tag)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        self.attributes.append((tag, name, value))
        if name == "id":
            self.ids[value] += 1
        if name in REFERS:
            self.refers += value.split()
        if name == "href" and value.startswith("#"):
            self.refers.append(value[1:])
        self.refers += re.findall(r"url\(#([\w-]+)\)", value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in IN_SVG_EMPTY:
            self.problems.append(f"{tag} closes itself")
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.said.append(" ")
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"{tag} ends where it was not open")

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.said.append(data)

    @property
    def words(self) -> str:
        """All text of the page, its pictures included, with single spaces."""
        return flat("".join(self.said))


def strictly(page: str) -> Strict:
    """The page, read."""
    found = Strict()
    found.feed(page)
    found.close()
    return found


def faults(page: str) -> list[str]:
    """Everything that is wrong with a page as HTML, as far as it can be seen without a browser."""
    found = strictly(page)
    wrong = list(found.problems)
    wrong += [f"{tag} is never closed" for tag in found.open]
    wrong += [f"the id {id} comes {n} times" for id, n in found.ids.items() if n > 1]
    wrong += [f"nothing has the id {id}" for id in found.refers if id not in found.ids]
    wrong += _faults_of_headings(found.headings)
    if not page.startswith("<!doctype html>\n<html lang="):
        wrong.append("it does not begin as it should")
    for tag, name, value in found.attributes:
        if name.startswith("on") or name in ("style", "srcset"):
            wrong.append(f"{tag} has {name}")
        if re.match(r"(?i)\s*(https?:|//|javascript:)", value):
            wrong.append(f"{tag} leads away: {value}")
    wrong += [tag for tag in ("script", "iframe", "object", "embed", "img") if found.tags[tag]]
    wrong += [f"css: {each}" for each in re.findall(r"@import|url\((?!#)[^)]*\)", page)]
    return wrong


def _faults_of_headings(levels: list[int]) -> Iterator[str]:
    before = 0
    for level in levels:
        if level > before + 1:
            yield f"a heading of level {level} comes after one of level {before}"
        before = level


@cache
def demo() -> Register:
    return register_from_json(demo_register_path().read_bytes())


OWN_WORDS = "ZQX<script>alert('hemligt')</script>&\"ZQX"
"""Stands for everything that people wrote in their own words."""
TRACE = "ZQX"
CODES = frozenset(("district",))
"""Left out of a representation and yet no text: codes that figures are divided by."""


def marked(register: Register) -> Register:
    """The register with a mark in place of every text that is not shown in a representation."""
    return attrs.evolve(
        register,
        journals=[_journal(journal) for journal in register],
        partnership=_journal(register.partnership),
    )


def _journal(journal: Journal) -> Journal:
    return attrs.evolve(journal, entries=[_marked(entry) for entry in journal.entries])


def _marked(entry: Entry) -> Entry:
    found: Entry = _value(entry)
    return found


def _value(value: Any) -> Any:
    changed = {
        field.name: _field(field, getattr(value, field.name))
        for field in attrs.fields(type(value))
        if field.init
    }
    return attrs.evolve(value, **changed)


def _field(field: Any, value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_field(field, each) for each in value)
    if attrs.has(type(value)) and not isinstance(value, type):
        return _value(value)
    secret = isinstance(value, str) and not field.repr and field.name not in CODES
    return OWN_WORDS if secret else value


def published(register: Register, lang: str = "sv", **more: Any) -> str:
    """The public report of a register on the day of the demo."""
    _, made = publication_of(register, METHOD, **{"on": ON, **more})
    return public_report_html(register, METHOD, made, lang=lang)
