"""Both sites in a real browser: accessible, by keyboard, in their language, found, and printed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.docs.cards import FOLDER, cards
from tests.docs.pages import DOCS
from tests.docs.queries import QUERIES
from tests.pdf import A4, boxes, condensed, text_of
from tests.programs import npm_folder, program

pytest.importorskip("mkdocs", reason="the extra docs")
pytest.importorskip("material", reason="the extra docs")

WAYS = {f"{scheme} {width}" for scheme in ("light", "dark") for width in (1280, 320)}
WALKED = ("metod/krisplan/", "gor-sa-har/", "en/rules/")
"""The pages that the keyboard goes through: with tables, with cards, with code."""

SWEDISH = re.compile(r"\b(och|inte|är|det|att|av|på|eller|mellan|[a-zåäö]*[åäö][a-zåäö]*)\b")
ENGLISH = re.compile(
    r"\b(the|and|of|with|which|that|is|are)\b(?! Assertive)"
)  # the name of a scale


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def driven(base: str, what: str, **asked: object) -> Any:
    """What the browser tells when it has been asked to do something with the site."""
    script = npm_folder().parent / "site.mjs"
    done = subprocess.run(
        [program("node"), str(script)],
        input=json.dumps({"chromium": program("chromium"), "base": base, "what": what, **asked}),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture(scope="module")
def names(site: Path) -> list[str]:
    """Every page as one asks for it, the longest first, so that none is left to wait for."""
    paths = sorted(site.rglob("*.html"), key=lambda path: (-path.stat().st_size, path))
    return [path.relative_to(site).as_posix().removesuffix("index.html") for path in paths]


@pytest.fixture(scope="module")
def looked(base: str, names: list[str]) -> dict[str, Any]:
    """What was seen of every page, in each colour scheme and width."""
    found: dict[str, Any] = driven(base, "look", pages=names)["found"]
    return found


@pytest.fixture(scope="module")
def walked(base: str) -> dict[str, Any]:
    """What the keyboard came to."""
    words = {"menu": "Meny", "find": "Sök", "chapter": "Förstå"}
    found: dict[str, Any] = driven(base, "keyboard", pages=WALKED, **words)
    return found


@pytest.fixture(scope="module")
def found(base: str) -> dict[str, list[str]]:
    """The first hits of each query."""
    hits: dict[str, list[str]] = driven(base, "search", queries=list(QUERIES))
    return hits


@pytest.fixture(scope="module")
def printed(
    base: str, names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """Every page on paper but the reference, which is as long as a book."""
    folder = tmp_path_factory.mktemp("printed")
    pages = [name for name in names if name != "en/reference/"]
    paper: dict[str, Any] = driven(base, "printed", pages=pages, folder=str(folder))
    return paper


class TestEveryPage:
    def test_no_rule_of_wcag_2_2_a_or_aa_is_broken(
        self, looked: dict[str, Any], names: list[str]
    ) -> None:
        assert set(looked) == set(names)
        assert {name: set(page["ways"]) for name, page in looked.items()} == dict.fromkeys(
            names, WAYS
        )
        broken = {
            (name, way): seen["violations"]
            for name, page in looked.items()
            for way, seen in page["ways"].items()
            if seen["violations"]
        }
        assert broken == {}

    def test_no_page_scrolls_sideways_and_each_has_one_heading_of_its_own(
        self, looked: dict[str, Any]
    ) -> None:
        for name, page in looked.items():
            for way, seen in page["ways"].items():
                assert not seen["scrolls"], (name, way)
                assert seen["h1"] == 1, name

    def test_nothing_fails_and_nothing_is_asked_of_another_host(
        self, looked: dict[str, Any], base: str
    ) -> None:
        for name, page in looked.items():
            assert page["errors"] == [], name
            assert page["requests"], name
            assert [each for each in page["requests"] if not own(each, base)] == [], name

    def test_every_page_is_in_its_language(self, looked: dict[str, Any]) -> None:
        for name, page in looked.items():
            lang = "en" if name.startswith("en/") else "sv"
            assert {seen["lang"] for seen in page["ways"].values()} == {lang}, name

    def test_what_is_in_another_language_than_its_page_says_so(
        self, looked: dict[str, Any]
    ) -> None:
        for name, page in looked.items():
            here, other = ("en", SWEDISH) if name.startswith("en/") else ("sv", ENGLISH)
            said = [each for each in page["words"][here] if other.search(each)]
            assert said == [], name
        assert any("Minst 30 deltagare" in each for each in looked["en/rules/"]["words"]["sv"])


def own(address: str, base: str) -> bool:
    """Whether something was asked of the site itself."""
    return address.startswith((base, "data:", f"blob:{base}"))


def test_what_opens_breaks_no_rule_either(base: str) -> None:
    """The search with hits, the languages, the menu of a small screen, and the colours on paper."""
    states = driven(base, "states", pages=["metod/krisplan/"])
    assert len(states) == 12
    assert {name: broken for name, broken in states.items() if broken} == {}


class TestByKeyboard:
    @pytest.mark.parametrize("page", WALKED)
    @pytest.mark.parametrize("width", [1280, 320])
    def test_one_always_sees_where_one_is(
        self, walked: dict[str, Any], width: int, page: str
    ) -> None:
        steps = walked["ways"][f"{width} {page}"]
        assert 20 < len(steps) < 400
        unseen = [each for each in steps if not (each["ring"] and each["sized"] and each["seen"])]
        assert unseen == []

    def test_the_first_step_skips_what_is_the_same_on_every_page(
        self, walked: dict[str, Any]
    ) -> None:
        first = [steps[0]["name"] for steps in walked["ways"].values()]
        assert first == ["Gå till innehållet", "Gå till innehållet", "Skip to content"] * 2
        assert [each["content"] for each in walked["skipped"].values()] == [True, True]

    def test_a_letter_alone_does_nothing(self, walked: dict[str, Any]) -> None:
        assert [key for key, nothing in walked["letters"].items() if not nothing] == []
        assert len(walked["letters"]) == 27

    def test_the_menu_of_a_small_screen_opens_goes_down_and_up_and_closes(
        self, walked: dict[str, Any]
    ) -> None:
        menu = walked["drawer"]
        assert menu["button"]["name"] == "Meny"
        assert menu["opened"]["drawer"]
        assert menu["inside"]["name"] == "Tillbaka: Förstå"
        assert menu["link"]["name"] == "Tanken bakom"
        assert menu["back"]["name"] == "Förstå"
        assert [menu[step]["seen"] for step in ("opened", "inside", "link", "back")] == [True] * 4
        assert menu["closed"]["name"] == "Meny"
        assert not menu["closed"]["drawer"]

    def test_the_languages_open_and_close(self, walked: dict[str, Any]) -> None:
        menu = walked["menu"]
        assert (menu["before"], menu["opened"], menu["after"]) == (False, True, False)
        assert [menu["first"]["name"], menu["second"]["name"]] == ["Svenska", "English"]

    @pytest.mark.parametrize("width", ["1280", "320"])
    def test_the_search_opens_leads_to_a_page_and_closes(
        self, walked: dict[str, Any], width: str
    ) -> None:
        search = walked["search"][width]
        assert search["field"]["search"]
        assert search["field"]["seen"]
        assert search["closed"]
        assert search["first"]["seen"]
        assert search["second"]["seen"]
        assert search["led"].split("?")[0].endswith("/metod/krisplan/")


def test_of_a_command_with_its_answer_the_command_alone_is_copied(base: str) -> None:
    """An answer without a command is copied as it stands."""
    card = f"{FOLDER}/erbjud-ansvar/"
    copied = driven(base, "copied", pages=[card, ""])
    (commands,) = copied[card]
    offered, accepted = re.split(r"\n{2,}", commands)
    assert offered.startswith("cm-method add ovning.json responsibility_offered --participant")
    assert accepted.startswith("cm-method add ovning.json responsibility_accepted --participant")
    assert [each.splitlines()[-1].strip()[-5:] for each in (offered, accepted)] == ["--yes"] * 2
    assert any(each.startswith("I korthet") for each in copied[""])


class TestSearch:
    def test_there_are_queries_enough(self) -> None:
        assert len(QUERIES) >= 25
        assert all((DOCS / "sv" / f"{page[:-1]}.md").is_file() for page in QUERIES.values())

    @pytest.mark.parametrize("query", QUERIES)
    def test_the_page_is_among_the_first_three_hits(
        self, found: dict[str, list[str]], query: str
    ) -> None:
        assert QUERIES[query] in found[query][:3]


class TestPrinted:
    @pytest.mark.parametrize("card", [card.path.stem for card in cards()])
    def test_a_card_is_one_page(self, printed: dict[str, Any], card: str) -> None:
        assert len(list(boxes(Path(printed[f"{FOLDER}/{card}/"]["file"])))) == 1

    def test_all_words_of_a_page_are_on_the_paper_within_its_margins(
        self, printed: dict[str, Any]
    ) -> None:
        for name, page in printed.items():
            assert outside(Path(page["file"])) == [], name
            paper = condensed(text_of(Path(page["file"])))
            words = [
                word
                for line in re.split(r"[\n\t]+", page["words"])
                if condensed(line) not in paper
                for word in line.split()
                if condensed(word) not in paper
            ]
            assert words == [], name

    def test_there_are_lines_to_write_on_and_no_code_to_sign(self, printed: dict[str, Any]) -> None:
        for card in ("nagon-i-fara", "gor-krisplanen", "krisplanen-efter-en-kris"):
            words = text_of(Path(printed[f"{FOLDER}/{card}/"]["file"]))
            assert words.count("Vem och nummer") == 3, card
        words = text_of(Path(printed["infor-metoden/hundra-dagar/"]["file"]))
        assert words.count("Namn, roll, datum, signatur") == 8
        assert "import" not in words

    def test_menus_and_search_are_not_on_the_paper(self, printed: dict[str, Any]) -> None:
        for name, page in printed.items():
            words = text_of(Path(page["file"]))
            assert re.search(r"Gå till innehållet|Skip to content", words) is None, name
            assert re.search(r"Föregående|Previous|Skriv sökord|Type to start", words) is None, name


def outside(pdf: Path) -> list[tuple[float, float, float, float]]:
    """The places of words that lie outside the margins of an A4 page."""
    width, height = A4
    found = []
    for page_width, page_height, words in boxes(pdf):
        assert (round(page_width), round(page_height)) == A4
        found += [
            (left, top, right, bottom)
            for left, top, right, bottom in words
            if left < 40 or right > width - 40 or top < 30 or bottom > height - 30
        ]
    return found


FAULTS = """<p style="color:#999;background:#aaa">Svårt att läsa</p>
<div style="width:2000px">Brett</div><img src="http://localhost/borta.png">"""
NO_RING = "<style>:focus-visible:focus-visible:focus-visible { outline: none !important }</style>"


@pytest.fixture(scope="module")
def faulty(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A copy of the site with faults, so that the tests are known to be able to fail."""
    folder = tmp_path_factory.mktemp("faulty") / "site"
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns("reference"))
    card = folder / FOLDER / "forsta-motet" / "index.html"
    whole = card.read_text(encoding="utf-8")
    broken = whole.replace('<html lang="sv"', "<html")
    broken = broken.replace("</article>", f"{FAULTS}</article>")
    broken = broken.replace("</head>", f"{NO_RING}</head>")
    broken = re.sub(r'<a href="#[^"]*" class="md-skip">.*?</a>', "", broken, flags=re.DOTALL)
    card.write_text(broken, encoding="utf-8")
    (folder / "long").mkdir()
    paragraphs = "<p>En rad till på kortet.</p>" * 60
    long = whole.replace("</article>", f"{paragraphs}</article>").replace('"../..', '"..')
    (folder / "long" / "index.html").write_text(long, encoding="utf-8")
    with served(folder) as address:
        yield address


class TestFaultsAreFound:
    def test_in_what_is_seen(self, faulty: str) -> None:
        name = f"{FOLDER}/forsta-motet/"
        page = driven(faulty, "look", pages=[name])["found"][name]
        seen = page["ways"]["light 320"]
        assert {"color-contrast", "html-has-lang", "image-alt"} <= {
            each.partition(":")[0] for each in seen["violations"]
        }
        assert seen["scrolls"]
        assert seen["lang"] == ""
        assert [each for each in page["requests"] if not own(each, faulty)] != []
        assert page["errors"] != []

    def test_by_keyboard(self, faulty: str) -> None:
        words = {"menu": "Meny", "find": "Sök", "chapter": "Förstå"}
        walk = driven(faulty, "keyboard", pages=[f"{FOLDER}/forsta-motet/"], **words)
        first = walk["ways"][f"1280 {FOLDER}/forsta-motet/"][0]
        assert first["name"] != "Gå till innehållet"
        assert not first["ring"]

    def test_in_the_search(self, faulty: str) -> None:
        hits = driven(faulty, "search", queries=["krisplan"])["krisplan"]
        assert hits
        assert "metod/gallring/" not in hits[:3]

    def test_on_paper(self, faulty: str, tmp_path: Path) -> None:
        paper = driven(faulty, "printed", pages=["long/"], folder=str(tmp_path))
        assert len(list(boxes(Path(paper["long/"]["file"])))) > 1
