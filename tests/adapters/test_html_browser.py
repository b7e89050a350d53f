"""The pages in a real browser: accessible, whole on a small screen and on paper, on their own."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("jinja2", reason="the extra html")
pytest.importorskip("cattrs", reason="the extra json")

from cm_method.adapters.html import case_html, participant_pages, report_html
from cm_method.case.crisis_plans import CrisisPlanAgreed, CrisisPlanKind, HelpContact
from cm_method.case.episodes import Started
from cm_method.case.participants import Gender, ParticipantDescribed
from cm_method.case.plans import ContactPath, Goal, PlanAgreed
from cm_method.case.register import Register
from cm_method.journal import Journal
from cm_method.labels import LANGUAGES
from cm_method.testing.strategies import EDITION
from tests.adapters.html_pages import METHOD, ON, demo, published, strictly
from tests.pdf import A4, boxes, condensed, text_of
from tests.programs import npm_folder, program

CASE = "P-0025"
WAYS = ("light 1280", "light 320", "dark 1280", "dark 320")
BROKEN = """<!doctype html>
<html><head><title>x</title></head>
<body><main><h1 style="color:#999;background:#aaa">Svårt att läsa</h1>
<img src="beside.png"><p style="font-size:9px">Litet</p>
<div style="width:900px">Brett</div>
<svg width="40" height="20"><text x="90%" y="12">Utanför bilden</text></svg></main></body></html>
"""
"""A page with what the others must not have, so that the search is known to find it."""


def long_plans() -> Register:
    """Plans that no page has room for."""
    goals = [
        Goal(what=f"Mål nummer {n}", sub_goals=[f"Steg {n}.{m}" for m in range(6)])
        for n in range(12)
    ]
    paths = [ContactPath(contact=f"kontakt-{n}", how="08-465 004 12") for n in range(12)]
    calls = [HelpContact(who=f"Person {n}", reach="08-465 004 43") for n in range(20)]
    signs = [f"Tecken {n} som är en ganska lång mening om hur det brukar kännas" for n in range(25)]
    on = date(2028, 1, 10)
    entries = [
        Started(id="hm-1", on=on, by="cm-1", worker="cm-1", edition=EDITION),
        PlanAgreed(
            id="hm-2", on=on, by="cm-1", goals=goals, contact_paths=paths, with_participant=True
        ),
        CrisisPlanAgreed(
            id="hm-3",
            on=on,
            by="cm-1",
            plan_kind=CrisisPlanKind.CRISIS_PLAN,
            warning_signs=signs,
            professionals=calls,
            with_participant=True,
        ),
    ]
    return Register(journals=[Journal(subject="P-1", entries=entries)])


def with_groups() -> Register:
    """So many of each gender that tables may be shown: seven of twelve, six of eleven."""
    on = date(2027, 11, 15)
    started = Started(id="hm-2", on=on, by="hm", worker="cm-1", edition=EDITION)
    plan = PlanAgreed(
        id="hm-3",
        on=on,
        by="hm",
        goals=[Goal(what="Sova bättre", sub_goals=["Boka läkartid"])],
        contact_paths=[ContactPath(contact="psykiatri")],
        with_participant=True,
    )
    found = []
    for gender, number, planned in ((Gender.WOMAN, 12, 7), (Gender.MAN, 11, 6)):
        said = ParticipantDescribed(id="hm-1", on=on, by="hm", gender=gender)
        for place in range(number):
            entries = [said, started, *([plan] if place < planned else [])]
            found.append(Journal(subject=f"P-{gender.value}-{place}", entries=entries))
    return Register(journals=found)


def pages() -> Iterator[tuple[str, str]]:
    for lang in LANGUAGES:
        yield f"report-{lang}", report_html(demo(), METHOD, on=ON, lang=lang)
        yield f"public-{lang}", published(demo(), lang)
        yield f"case-{lang}", case_html(demo(), METHOD, CASE, on=ON, lang=lang)
        yield f"own-{lang}", participant_pages(demo(), METHOD, CASE, on=ON, lang=lang)
    yield "groups", published(with_groups())
    yield "long", participant_pages(long_plans(), METHOD, "P-1", on=ON)


NAMES = tuple(
    f"{kind}-{lang}" for lang in LANGUAGES for kind in ("report", "public", "case", "own")
)
every_page = pytest.mark.parametrize("name", [*NAMES, "groups", "long"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def seen(folder: Path) -> dict[str, Any]:
    """What the browser saw of every page, in each colour scheme and width, and printed."""
    found = {**dict(pages()), "broken": BROKEN}
    for name, page in found.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    asked = {
        "chromium": program("chromium"),
        "pages": {name: str(folder / f"{name}.html") for name in found},
        "pdf": str(folder),
        "shots": None,
    }
    script = npm_folder().parent / "browser.mjs"
    done = subprocess.run(
        [program("node"), str(script)],
        input=json.dumps(asked),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@every_page
def test_no_rule_of_wcag_2_2_a_or_aa_is_broken(seen: dict[str, Any], name: str) -> None:
    ways = seen[name]["ways"]
    assert tuple(ways) == WAYS
    assert {way: found["violations"] for way, found in ways.items() if found["violations"]} == {}
    assert [way for way, found in ways.items() if found["scheme"] != way.split()[0]] == []


@every_page
def test_nothing_is_asked_for_but_the_page_itself(
    seen: dict[str, Any], folder: Path, name: str
) -> None:
    assert set(seen[name]["requests"]) == {(folder / f"{name}.html").as_uri()}
    assert seen[name]["errors"] == []


@every_page
def test_no_page_scrolls_sideways_and_no_words_lie_outside_it(
    seen: dict[str, Any], name: str
) -> None:
    for way, found in seen[name]["ways"].items():
        assert not found["scrolls"], way
        assert found["outside"] == [], way


@every_page
def test_no_words_are_smaller_than_twelve_pixels(seen: dict[str, Any], name: str) -> None:
    assert [found["small"] for found in seen[name]["ways"].values()] == [[]] * len(WAYS)


def test_a_group_is_shown_with_its_answers_and_its_differences() -> None:
    """So that the page with groups is known to have the wide tables."""
    words = strictly(published(with_groups())).words
    assert "kvinna 7 5 0 0 58,3 % man 6 5 0 0 54,5 %" in words
    assert "kvinna jämfört med man: +3,8 procentenheter" in words


def test_a_page_with_faults_is_seen_to_have_them(seen: dict[str, Any]) -> None:
    found = seen["broken"]
    rules = {each.partition(":")[0] for each in found["ways"]["light 320"]["violations"]}
    assert {"color-contrast", "html-has-lang", "image-alt"} <= rules
    assert found["ways"]["light 320"]["scrolls"]
    assert "Litet" in found["ways"]["light 320"]["small"]
    assert any(each.endswith("beside.png") for each in found["requests"])


class TestPrinted:
    @every_page
    def test_all_words_of_the_page_are_on_the_paper(
        self, seen: dict[str, Any], folder: Path, name: str
    ) -> None:
        paper = condensed(re.sub(r"\d+ / \d+\s*\f", "\f", text_of(folder / f"{name}.pdf")))
        lines = re.split(r"[\n\t]+", seen[name]["printed"])
        lost = [line for line in lines if condensed(line) not in paper]
        # A line may go on over the edge of a page or around a cell beside it: then word by word.
        words = [word for line in lost for word in line.split() if condensed(word) not in paper]
        assert words == []
        assert len(lost) < len(lines) / 20

    @every_page
    def test_every_page_is_a4_and_every_word_lies_within_its_margins(
        self, seen: dict[str, Any], folder: Path, name: str
    ) -> None:
        assert name in seen
        width, height = A4
        for page_width, page_height, words in boxes(folder / f"{name}.pdf"):
            assert (round(page_width), round(page_height)) == A4
            assert words
            for left, top, right, bottom in words:
                assert 40 < left < right < width - 40
                assert 30 < top < bottom < height - 20

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_participants_pages_are_two(
        self, seen: dict[str, Any], folder: Path, lang: str
    ) -> None:
        assert f"own-{lang}" in seen
        assert len(list(boxes(folder / f"own-{lang}.pdf"))) == 2

    def test_plans_without_room_go_on_over_more_pages(
        self, seen: dict[str, Any], folder: Path
    ) -> None:
        assert "long" in seen
        assert len(list(boxes(folder / "long.pdf"))) > 2

    @pytest.mark.parametrize("name", ["own-sv", "own-en", "long"])
    def test_the_participants_pages_are_in_fourteen_points_or_more(
        self, seen: dict[str, Any], name: str
    ) -> None:
        assert seen[name]["smallest"] >= 14 * 96 / 72 - 0.01


def test_everybody_in_the_demo_has_a_page_for_each_plan(folder: Path, seen: dict[str, Any]) -> None:
    """The longest plans of the demo fit too: all of them together are two pages each."""
    assert seen
    everyone = [who for who, j in demo().journals.items() if _has_both(j)]
    found = [participant_pages(demo(), METHOD, who, on=ON) for who in everyone]
    bodies = [page[page.index("<main>") : page.index("</main>")] for page in found]
    unique = [re.sub(r'( id| aria-labelledby)="\w+"', "", body) for body in bodies]
    together = found[0].replace(bodies[0], "</main>".join(unique))
    path = folder / "everyone.html"
    path.write_text(together, encoding="utf-8")
    pdf = path.with_suffix(".pdf")
    subprocess.run(
        [
            *(program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
            *("--no-first-run", "--disable-background-networking", "--disable-component-update"),
            *("--disable-sync", f"--user-data-dir={folder / 'own'}", "--no-pdf-header-footer"),
            *(f"--print-to-pdf={pdf}", path.as_uri()),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert len(everyone) > 12
    assert len(list(boxes(pdf))) == 2 * len(everyone)


def _has_both(journal: Journal) -> bool:
    kinds = {type(entry) for entry in journal.entries}
    return {PlanAgreed, CrisisPlanAgreed} <= kinds
