"""What a page says in its own words keeps to the code, too: names, commands and numbers."""

from __future__ import annotations

import builtins
import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

import cm_method
from cm_method import Span, Target
from tests.docs.cards import cards
from tests.docs.lookup_tables import PARAMETERS, TOLD_ON
from tests.docs.pages import BEGIN, DOCS, END, Page, blocks, own_words, read_pages, without_made
from tests.docs.rule_pages import METHOD, RULE_PAGES, RULES, SOURCES, rule_named
from tests.docs.tables import MAKERS

PAGES = {page.name: page for page in read_pages()}

every_page = pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.name)


def coded(page: Page) -> list[str]:
    """What stands as code in the sentences and tables of a page, and what it says to type."""
    shells = [block.text for block in blocks(page) if block.language == "sh"]
    lines = [line for text in shells for line in text.replace("\\\n", " ").splitlines()]
    return [" ".join(each.split()) for each in re.findall(r"`([^`]+)`", own_words(page))] + lines


# Made tables and outputs stay made


def made(page: Page) -> Iterator[str]:
    """What stands under each marker of a page."""
    for begin in BEGIN.finditer(page.text):
        yield page.text[begin.end() : page.text.index(END, begin.end())]


def heads(words: str) -> set[str]:
    """The first line of every table."""
    return set(re.findall(r"^(\|.*\|)\n\| ?-", words, re.MULTILINE))


def test_every_table_that_can_be_made_stands_on_a_page() -> None:
    found = [each for page in PAGES.values() for each in BEGIN.finditer(page.text)]
    assert {each["what"].split()[0] for each in found if each["kind"] == "table"} == set(MAKERS)


MADE = {head for page in PAGES.values() for words in made(page) for head in heads(words)}


@every_page
def test_no_table_with_the_head_of_a_made_one_is_written_by_hand(page: Page) -> None:
    assert heads(own_words(page)) & MADE == set()


@every_page
def test_what_a_command_answers_is_never_written_by_hand(page: Page) -> None:
    by_hand = [block.text for block in blocks(without_made(page))]
    assert [text for text in by_hand if "$ cm-method " in text] == []


# Names

INSTALLED = Path(cm_method.__file__).parent
TESTS = Path(__file__).resolve().parents[1]
WRITTEN = re.compile(
    r"\b[a-z]+(?:_[a-z0-9]+)+\b|^[A-Z][a-z]\w+$|^\w+(?=\()|^[a-z]+(?:-[a-z0-9]+)+$"
)
"""Names that no sentence holds: not_yet_due, Journal, agenda( and stockholm-2025."""


@cache
def in_the_code() -> frozenset[str]:
    """Every name in the package, of a test file, and of the language."""
    files = [path.read_text(encoding="utf-8") for path in INSTALLED.rglob("*.py")]
    names = (name for words in files for name in re.findall(r"\w+(?:-\w+)*", words))
    return frozenset((*names, *(path.stem for path in TESTS.rglob("*.py")), *dir(builtins)))


@every_page
def test_a_page_names_only_what_is_in_the_code(page: Page) -> None:
    """Kinds of entries, fields, answers and parameters as they are written: not_yet_due."""
    named = {name for code in coded(page) for name in WRITTEN.findall(code)}
    assert named - in_the_code() == set()


@every_page
def test_what_a_page_says_that_a_class_has_the_class_has(page: Page) -> None:
    told = [re.match(r"([A-Z]\w+)\.(\w+)", code) for code in coded(page)]
    of_ours = [found.groups() for found in told if found and found[1] in cm_method.__all__]
    assert [each for each in of_ours if not hasattr(getattr(cm_method, each[0]), each[1])] == []


# Links, and a number to ring

MENUS = {"sv": "mkdocs.yml", "en": "mkdocs.en.yml"}


def called(lang: str) -> dict[str, set[str]]:
    """By name: the pages of a language that it is the heading of, or what the menu calls them."""
    menu = (DOCS.parent / MENUS[lang]).read_text(encoding="utf-8")
    found = re.findall(r'^ *- "?(?:\d\. )?([^:\n"]+)"?: (\S+\.md)$', menu, re.MULTILINE)
    for page in PAGES.values():
        if page.lang == lang and (title := re.search(r"^# (.+)$", page.text, re.MULTILINE)):
            found.append((title[1], page.path.as_posix()))
    return {name: {where for each, where in found if each == name} for name, _ in found}


CALLED = {lang: called(lang) for lang in MENUS}


@every_page
def test_a_link_with_the_name_of_a_page_leads_to_that_page(page: Page) -> None:
    wrong = []
    for name, way in re.findall(r"\[([^\]\n]+)\]\(([^)#\s]+\.md)", page.text):
        where = posixpath.normpath((page.path.parent / way).as_posix())
        if where not in CALLED[page.lang].get(name, {where}):
            wrong.append((name, where))
    assert wrong == []


@every_page
def test_a_number_to_ring_in_danger_is_the_one_of_the_emergency_service(page: Page) -> None:
    assert set(re.findall(r"\b(?:ring|call) (\d+)", page.text, re.IGNORECASE)) <= {"112"}
    warnings = re.findall(r'^!!! warning "Om någon är i fara nu"\n\n(.*)', page.text, re.MULTILINE)
    assert [words for words in warnings if "Ring 112" not in words] == []


# Commands

GIVEN = re.compile(r"(?:\S+/)?cm-method (.+)|(?!(?:mypy|pip|py|python) )((?:[a-z-]+ )*--?[a-z].*)")
"""A command as it is given, or no more than its name with options, or than options."""


def commands_given(page: Page) -> Iterator[list[str]]:
    """The words of every command that a page gives or names, as far as another one follows."""
    for line in coded(page):
        if found := GIVEN.fullmatch(re.split(r" (?:--|&&|[>|]) ", line)[0]):
            yield (found[1] or found[2]).split()


@every_page
def test_every_command_and_option_that_a_page_names_is_there(page: Page) -> None:
    pytest.importorskip("click", reason="the extra cli")
    from tests.docs.commands import misspelt  # noqa: PLC0415 - needs the extra

    assert [words for words in commands_given(page) if misspelt(words)] == []


# Times and shares: what a parameter sets, said in words

WORDS = {
    "sv": "två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton",
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen",
}
NUMBERS = {
    word: number for words in WORDS.values() for number, word in enumerate(words.split(), start=2)
} | {"trettio": 30, "nittio": 90}
LENGTH = re.compile(
    rf"\b(?P<number>\d+|{'|'.join(NUMBERS)})\s+(?:calendar\s+|kalender)?"
    r"(?P<unit>dag|veck|månad|day|week|month)",
    re.IGNORECASE,
)
DAY = re.compile(r"(?:\bda[gy]|\bstart(?:dagen)? \+) (\d+)|\b(\d+):e dag", re.IGNORECASE)
CAN_CHANGE = re.compile(
    r"\*Går\s+att\s+ändra\*\s\(.*?\)|\[[^\]]*\](?=\.?$)", re.DOTALL | re.MULTILINE
)
"""What a reading could say instead."""


def times_said(words: str) -> set[Span]:
    """Every length of time of some words, and every day that they count to."""
    found = {Span(days=int(before or after)) for before, after in DAY.findall(words)}
    for each in LENGTH.finditer(words):
        number = int(NUMBERS.get(each["number"].casefold(), each["number"]))
        if each["unit"].casefold() in ("månad", "month"):
            found.add(Span(months=number))
        else:
            found.add(Span(days=number * (7 if each["unit"].casefold() in ("veck", "week") else 1)))
    return found - {Span()}


def times_of(names: Iterable[str]) -> set[Span]:
    """The lengths of time that parameters set."""
    found = set()
    for name in names:
        value = getattr(METHOD.parameters, name).value
        if name.endswith(("_days", "_day")) and isinstance(value, int):
            found.add(Span(days=value))
        parts = [each for pair in value for each in pair] if name.endswith("_spans") else [value]
        found |= {each for each in parts if isinstance(each, Span)}
    return found


HOMES: dict[str, set[str]] = {where: set() for where in RULE_PAGES.values()}
"""By Swedish page: the parameters that it tells of."""
for rule in RULES:
    HOMES[RULE_PAGES[rule.name]].update(rule.uses)
for name, (where, _) in TOLD_ON.items():
    HOMES.setdefault(where, set()).add(name)


def led_to(page: Page) -> set[str]:
    """The parameters that the pages tell of which a page leads to."""
    return set().union(*(HOMES[where] for where in HOMES if f"({page.to(where)}" in page.text))


def resting_on(reading: str) -> set[str]:
    """The parameters that rest on a reading, and those of the rules that do."""
    parameters = METHOD.parameters
    found = {name for name in PARAMETERS if reading in getattr(parameters, name).source.readings}
    return found.union(*(rule.uses for rule in RULES if reading in rule.source.readings))


def told() -> Iterator[tuple[str, str, set[str]]]:
    """By name: what a page or section on some parameters says in its own words, and those."""
    for where, names in HOMES.items():
        if where.startswith("metod/"):
            yield where, own_words(PAGES[f"sv/{where}"]), names
    for card in cards():
        yield card.name, own_words(card), led_to(card)
    for where in ("sv/att-gora.md", "sv/gor-sa-har/index.md"):
        yield where, own_words(PAGES[where]), set(PARAMETERS)
    for lang, name in SOURCES.items():
        for section in re.split(r"^##+ ", own_words(PAGES[f"{lang}/{name}"]), flags=re.MULTILINE):
            anchor = re.match(r".* \{ #(\w+) \}\n", section)
            if anchor and anchor[1] in RULE_PAGES:
                yield f"{lang}/{anchor[1]}", section, set(rule_named(anchor[1]).uses)
            elif anchor and (names := resting_on(anchor[1].upper())):
                yield f"{lang}/{anchor[1]}", CAN_CHANGE.sub("", section), names


@pytest.mark.parametrize(
    ("words", "names"), [pytest.param(words, names, id=where) for where, words, names in told()]
)
def test_a_time_said_in_words_is_one_that_the_method_sets(words: str, names: set[str]) -> None:
    assert times_said(words) - times_of(names) == set()


def test_times_are_found_in_words_and_in_figures_in_both_languages() -> None:
    said = (
        "inom åtta veckor, Dag 28, var 90:e dag; start + 7; three\ncalendar months, 14 days, dag 0"
    )
    assert times_said(said) == {*(Span(days=n) for n in (56, 28, 90, 7, 14)), Span(months=3)}


@pytest.mark.parametrize("target", METHOD.targets, ids=lambda target: target.rule)
def test_the_page_of_a_rule_says_what_its_target_is(target: Target) -> None:
    page = PAGES[f"sv/{RULE_PAGES[target.rule]}"]
    assert set(re.findall(r"\bminst (\d+)", own_words(page))) == {str(target.at_least)}
