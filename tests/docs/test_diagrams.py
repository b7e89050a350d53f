"""The pictures of the site: each on one page of each language, with words, and within its edges."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from cm_method import LANGUAGES
from tests.docs.diagram_words import WORDS
from tests.docs.diagrams import (
    DIAGRAMS,
    LETTER,
    NARROW,
    SIZE,
    STATES,
    WIDE,
    Canvas,
    diagram,
    holder_in,
    lines_of,
)
from tests.docs.pages import DOCS, Page, read_pages

in_both = pytest.mark.parametrize("lang", LANGUAGES)
every_picture = pytest.mark.parametrize("name", DIAGRAMS)
EMPTY = {lang: Page(lang=lang, path=Path("picture.md"), text="") for lang in LANGUAGES}


@in_both
@every_picture
def test_a_picture_stands_on_one_page_of_each_language(name: str, lang: str) -> None:
    marker = f"<!-- table: diagram {name} -->"
    assert [page.text.count(marker) for page in read_pages() if marker in page.text].count(1) == 2
    assert sum(marker in page.text for page in read_pages() if page.lang == lang) == 1


@in_both
@every_picture
def test_a_picture_has_a_title_what_it_shows_and_its_words(name: str, lang: str) -> None:
    made = diagram(EMPTY[lang], name)
    ids = re.findall(r' id="([^"]+)"', made)
    assert len(ids) == len(set(ids)) == 4
    assert re.findall(r'aria-labelledby="(\S+) (\S+)"', made) == [tuple(ids[:2]), tuple(ids[2:])]
    assert made.count(f'<title id="{ids[0]}">{WORDS[lang][f"{name}_title"]}</title>') == 1
    assert len(re.findall(r"^    - \S", made, re.MULTILINE)) > 1
    assert "\n\n" not in made[: made.index("</figure>")]


@in_both
@every_picture
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_nothing_is_drawn_outside_a_picture(name: str, lang: str, width: int) -> None:
    canvas = Canvas(width=width)
    draw, _ = DIAGRAMS[name]
    height = draw(canvas, lang)
    for x, y, anchor, words in re.findall(
        r'<text class="[^"]+" x="([\d.]+)" y="([\d.]+)"(?: text-anchor="(\w+)")?>([^<]+)<',
        "".join(canvas.parts),
    ):
        long = (
            len(unescape(words)) * SIZE * LETTER * {"middle": 0.5}.get(anchor, 0 if anchor else 1)
        )
        assert float(x) + long <= width + 2, words
        assert float(y) <= height, words
    assert not re.search(r"\d{4}-\d\d-\d\d", "".join(canvas.parts))  # the site marks days in text


def test_words_are_broken_into_lines_and_none_is_lost() -> None:
    assert lines_of("ett två tre", 60) == ["ett två", "tre"]
    assert lines_of("ett två", 1) == ["ett", "två"]


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["sv"].keys() == WORDS["en"].keys()


@pytest.mark.parametrize("state", STATES)
def test_whoever_was_accountable_stays_so_until_somebody_accepts_or_it_ends(state: str) -> None:
    expected = {"accepted": "receiver", "ended": "nobody"}.get(state, "giver")
    assert holder_in(state, held=True) == expected


def test_the_style_sheet_knows_every_part_of_a_picture() -> None:
    style = (DOCS / "overrides" / "assets" / "handbook.css").read_text(encoding="utf-8")
    made = "".join(diagram(page, name) for page in EMPTY.values() for name in DIAGRAMS)
    kinds = set(re.findall(r'class="(d-\w+)"', made)) - {"d-text"}
    assert {kind for kind in kinds if f".{kind}" not in style} == set()
