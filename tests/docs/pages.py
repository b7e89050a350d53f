"""The pages of the site: what in them is worked out from the code, and how to write it anew.

Three things on a page are never written by hand. What a ```python block prints stands in the
```text block right below it; all blocks of a page run in one namespace. What stands between
``<!-- table: NAME -->`` and ``<!-- end -->`` is a table of :mod:`tests.docs.tables`. What stands
between ``<!-- command: NAME -->`` and ``<!-- end -->`` comes from the command line and needs the
extra ``cli``. `python -m tests.docs.rewrite` writes them all anew.
"""

from __future__ import annotations

import posixpath
import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path

from attrs import evolve, field, frozen

from cm_method import labels

DOCS = Path(__file__).resolve().parents[2] / "docs"
LANGUAGES = ("sv", "en")

FENCE = re.compile(r"(?P<indent> *)(?P<ticks>`{3,})(?P<info>[^`\n]*)\n")
BEGIN = re.compile(r"<!-- (?P<kind>table|command): (?P<what>.+) -->\n")
END = "<!-- end -->\n"

Maker = Callable[["Page", str], str]
"""Writes what stands under a marker, from the page and the words after the kind."""


class BrokenPage(AssertionError):
    """A page cannot be read or run; the message says where."""


@frozen(kw_only=True)
class Page:
    """A page by its *path* below the folder of its language."""

    lang: str
    path: Path
    text: str = field(repr=False)

    @property
    def name(self) -> str:
        """What to call the page in a message: sv/metod/index.md."""
        return f"{self.lang}/{self.path.as_posix()}"

    @property
    def front(self) -> dict[str, str]:
        """The few plain words between the lines of --- at the top."""
        found = re.match(r"---\n(.*?)---\n", self.text, re.DOTALL)
        lines = found[1].splitlines() if found else []
        return dict(re.split(r":\s*", line, maxsplit=1) for line in lines)

    @property
    def text_below_front(self) -> str:
        """The page without the lines at the top."""
        return re.sub(r"\A---\n.*?---\n", "", self.text, count=1, flags=re.DOTALL)

    def to(self, target: str) -> str:
        """The way from this page to another one of its language."""
        return posixpath.relpath(target, self.path.parent.as_posix())


def read_pages() -> list[Page]:
    """Every page of the site, in both languages."""
    paths = [(lang, path) for lang in LANGUAGES for path in sorted((DOCS / lang).rglob("*.md"))]
    return [read_page(lang, path) for lang, path in paths]


def read_page(lang: str, path: Path) -> Page:
    """One page of the site."""
    below = path.relative_to(DOCS / lang)
    return Page(lang=lang, path=below, text=path.read_text(encoding="utf-8"))


def in_menu(folder: str) -> list[Page]:
    """The pages of a folder of the Swedish site, in the order of the menu."""
    menu = (DOCS.parent / "mkdocs.yml").read_text(encoding="utf-8")
    names = re.findall(rf"[:-] {folder}/([\w-]+\.md)$", menu, re.MULTILINE)
    return [read_page("sv", DOCS / "sv" / folder / name) for name in names]


@frozen(kw_only=True)
class Block:
    """A fenced block: its language, its text without indentation, and where in the page it lies."""

    language: str
    indent: str
    text: str = field(repr=False)
    line: int
    start: int
    end: int


def blocks(page: Page) -> Iterator[Block]:
    """The fenced blocks of a page, also those inside a note."""
    lines = page.text.splitlines(keepends=True)
    place, number = 0, 0
    while number < len(lines):
        opening = FENCE.fullmatch(lines[number])
        place += len(lines[number])
        number += 1
        if opening is None:
            continue
        indent, start, first = opening["indent"], place, number
        inside = []
        while number < len(lines) and lines[number].rstrip() != indent + opening["ticks"]:
            inside.append(lines[number].removeprefix(indent) if lines[number].strip() else "\n")
            place += len(lines[number])
            number += 1
        if number == len(lines):
            raise BrokenPage(f"{page.name}:{first}: the block is never closed")
        yield Block(
            language=opening["info"].split()[0] if opening["info"].strip() else "",
            indent=indent,
            text="".join(inside),
            line=first + 1,
            start=start,
            end=place,
        )
        place += len(lines[number])
        number += 1


def without_made(page: Page) -> Page:
    """The page without its markers and what is made under them."""
    text, place = "", 0
    for begin in BEGIN.finditer(page.text):
        text += page.text[place : begin.start()]
        place = page.text.index(END, begin.end()) + len(END)
    return evolve(page, text=text + page.text[place:])


def own_words(page: Page) -> str:
    """What a page says by itself: without what is made, its blocks, and what it quotes."""
    page = without_made(page)
    text = page.text
    for block in reversed(list(blocks(page))):
        text = text[: block.start] + text[block.end :]
    return re.sub(r"^(?:> .*| *```.*)\n", "", text, flags=re.MULTILINE)


def printed(page: Page) -> Iterator[tuple[Block, str, Block | None]]:
    """Every python block of a page with what it prints, and the block where that stands."""
    names: dict[str, object] = {"__name__": "example"}
    found = list(blocks(page))
    for place, block in enumerate(found):
        if block.language != "python":
            continue
        following = found[place + 1] if place + 1 < len(found) else None
        if following is not None and not _right_below(page, block, following):
            following = None
        yield block, _output(page, block, names), following


def _right_below(page: Page, block: Block, following: Block) -> bool:
    between = page.text[block.end : following.start]
    return following.language == "text" and not between.replace("`", "").replace("text", "").strip()


def _output(page: Page, block: Block, names: dict[str, object]) -> str:
    code = "\n" * (block.line - 1) + block.text
    out = StringIO()
    try:
        with redirect_stdout(out):
            exec(compile(code, page.name, "exec"), names)  # noqa: S102 - our own pages
    except Exception as error:
        raise BrokenPage(f"{page.name}:{block.line}: {traceback.format_exc(limit=-2)}") from error
    return out.getvalue()


@contextmanager
def _words_taken_back() -> Iterator[None]:
    """What a page adds to the catalogues is there for that page only."""
    before = dict(labels._CATALOGUES)
    try:
        yield
    finally:
        labels._CATALOGUES.clear()
        labels._CATALOGUES.update(before)


@_words_taken_back()
def with_examples(page: Page) -> str:
    """The page with what its examples print."""
    text, shift = page.text, 0
    for block, output, place in printed(page):
        if place is None:
            if output:
                raise BrokenPage(f"{page.name}:{block.line}: prints, with no text block below it")
            continue
        lines = output.splitlines(keepends=True)
        shown = "".join(place.indent + line if line.strip() else "\n" for line in lines)
        text = text[: place.start + shift] + shown + text[place.end + shift :]
        shift += len(shown) - (place.end - place.start)
    return text


def with_made(page: Page, kind: str, make: Maker) -> str:
    """The page with what stands under its markers of one kind."""
    text, place = "", 0
    for begin in BEGIN.finditer(page.text):
        if begin["kind"] != kind:
            continue
        end = page.text.find(END, begin.end())
        if end < 0:
            raise BrokenPage(f"{page.name}: nothing ends {begin[0].strip()}")
        text += page.text[place : begin.end()] + "\n" + make(page, begin["what"]) + "\n"
        place = end
    return text + page.text[place:]
