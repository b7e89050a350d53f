"""Every rule of the edition has its place on the site in both languages, with its own source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from attrs import fields

from cm_method import Parameters, Rule, text
from cm_method.sources import Document
from tests.api.test_sources import folded
from tests.docs.cases import SITUATIONS
from tests.docs.pages import Page, read_pages
from tests.docs.rule_pages import METHOD, RULE_PAGES, RULES, SOURCES

PAGES = {page.name: page for page in read_pages()}
AGAIN = [rule for rule in RULES if rule not in METHOD.rules]

every_rule = pytest.mark.parametrize("rule", METHOD.rules, ids=lambda rule: rule.name)
asking_again = pytest.mark.parametrize("rule", AGAIN, ids=lambda rule: rule.name)
any_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def swedish_page(rule: Rule) -> Page:
    return PAGES[f"sv/{RULE_PAGES[rule.name]}"]


def english_section(rule: Rule) -> str:
    sections = re.split(r"^## ", PAGES["en/rules.md"].text, flags=re.MULTILINE)
    (found,) = [each for each in sections if f"{{ #{rule.name} }}" in each.partition("\n")[0]]
    return found


def quoted(words: str) -> list[str]:
    """Every quotation, each as one line."""
    found = re.findall(r"(?:^> .*\n)+", words, re.MULTILINE)
    return [" ".join(line.removeprefix("> ") for line in each.splitlines()) for each in found]


@every_rule
def test_a_rule_has_its_page_in_swedish_and_its_section_in_english(rule: Rule) -> None:
    page = swedish_page(rule)
    assert page.front["rule"] == rule.name
    assert f"\n# {text(f'rule.{rule.name}', 'sv')}\n" in page.text
    assert english_section(rule).startswith(text(f"rule.{rule.name}", "en"))


@asking_again
def test_a_rule_that_asks_again_has_its_section_in_both_languages(rule: Rule) -> None:
    page = swedish_page(rule)
    assert rule.name in page.front["asks"].split(", ")
    assert f"\n## {text(f'rule.{rule.name}', 'sv')}\n" in page.text
    assert english_section(rule).startswith(text(f"rule.{rule.name}", "en"))


@any_rule
def test_a_rule_is_told_with_its_values_its_boundary_days_and_what_would_change_it(
    rule: Rule,
) -> None:
    tables = [*(["parameters"] if rule.uses else []), "situations", "changes"]
    for words in (swedish_page(rule).text, english_section(rule)):
        assert [t for t in tables if f"<!-- table: {t} {rule.name} -->" not in words] == []
    assert "```python" in swedish_page(rule).text


@every_rule
def test_the_source_is_quoted_word_by_word(rule: Rule) -> None:
    assert quoted(swedish_page(rule).text) == [rule.source.quote]
    assert quoted(english_section(rule)) == [rule.source.quote]


def test_no_page_or_section_tells_of_a_rule_that_is_not_there() -> None:
    names = [rule.name for rule in RULES]
    fronts = [page.front for page in PAGES.values()]
    told = [
        name
        for front in fronts
        for key in ("rule", "asks")
        if key in front
        for name in front[key].split(", ")
    ]
    assert sorted(told) == sorted(RULE_PAGES) == sorted(SITUATIONS) == sorted(names)
    of_rules = re.findall(r"^## .* \{ #(\w+) \}$", PAGES["en/rules.md"].text, re.MULTILINE)
    assert sorted(of_rules) == sorted(names)


def test_the_page_in_english_says_how_many_rules_there_are() -> None:
    targets, again, every = len(METHOD.rules), len(METHOD.recurring), len(RULES)
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    said = (
        f"{words[targets]} rules answer the targets, and {words[again]} ask again and again; "
        f"the city's edition asks {words[every - targets - again]} more"
    )
    assert said.capitalize() in PAGES["en/rules.md"].text


def readings() -> set[str]:
    """Every reading that anything in the edition rests on."""
    sources = [METHOD.source, *(rule.source for rule in RULES)]
    sources += [getattr(METHOD.parameters, field.name).source for field in fields(Parameters)]
    return {reading for source in sources for reading in source.readings}


@pytest.mark.parametrize(("lang", "name"), SOURCES.items())
def test_every_reading_is_explained_where_the_pages_lead(lang: str, name: str) -> None:
    found = re.findall(r"^### (R\d+) .* \{ #(r\d+) \}$", PAGES[f"{lang}/{name}"].text, re.MULTILINE)
    assert {reading.lower() for reading, _ in found} == {anchor for _, anchor in found}
    assert readings() <= {reading for reading, _ in found}


def test_both_languages_explain_the_same_readings() -> None:
    told = [
        re.findall(r"^### (R\d+) ", PAGES[f"{lang}/{name}"].text, re.MULTILINE)
        for lang, name in SOURCES.items()
    ]
    assert told[0] == told[1]


SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def test_every_quotation_stands_in_a_source_document() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the source documents do not lie beside this checkout")
    documents = [folded(path.read_text(encoding="utf-8")) for path in SEEDS.glob("*.txt")]
    told = {quote for page in PAGES.values() for quote in quoted(page.text)}
    assert len(told) > len(METHOD.rules)
    assert [q for q in told if not any(folded(q) in document for document in documents)] == []


def test_the_rules_come_from_the_documents_that_the_pages_name() -> None:
    assert {rule.source.document for rule in METHOD.rules} == {Document.IOP}


@pytest.mark.parametrize("rule", SITUATIONS, ids=str)
def test_every_situation_gives_one_answer(rule: str) -> None:
    assert [len(list(s.findings(rule))) for s in SITUATIONS[rule]] == [1] * len(SITUATIONS[rule])
