"""Every example on the site runs and prints what stands below it; every table is the code's own."""

from __future__ import annotations

import json
import re
from enum import Enum
from pathlib import Path

import attrs
import pytest

import cm_method
from cm_method.labels import text
from tests.docs.pages import (
    BrokenPage,
    Page,
    blocks,
    read_pages,
    with_examples,
    with_made,
)
from tests.docs.tables import PUBLIC, table

PAGES = read_pages()
MEND = "write it anew with: python -m tests.docs.rewrite"

EXTRAS = {
    "from cm_method.adapters.calendar import": "icalendar",
    "from cm_method.adapters.excel import": "xlsxwriter",
    "from cm_method.adapters.html import": "jinja2",
    "from cm_method.adapters.json import": "cattrs",
    "from cm_method.adapters.matching import": "scipy",
    "from cm_method.adapters.word import": "docxtpl",
    "from cm_method.testing.conformance import": "cattrs",
    "command: mistakes": "xlsxwriter",
    "command: shown match ": "scipy",
}
"""The library that a page needs which says this."""


def needs_extras(page: Page, begins: str) -> None:
    """Skip the test where the page needs a library that is not here."""
    for words, library in EXTRAS.items():
        if words.startswith(begins) and words in page.text:
            pytest.importorskip(library, reason=f"{page.name} needs {library}")


every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@every_page
def test_every_example_prints_what_stands_below_it(page: Page) -> None:
    needs_extras(page, "from ")
    assert with_examples(page) == page.text, MEND


@every_page
def test_every_table_is_the_one_that_the_code_gives(page: Page) -> None:
    assert with_made(page, "table", table) == page.text, MEND


@every_page
def test_what_the_command_line_says_is_what_stands_on_the_page(page: Page) -> None:
    pytest.importorskip("click", reason="the extra cli")
    needs_extras(page, "command: ")
    from tests.docs.commands import command  # noqa: PLC0415 - needs the extra

    assert with_made(page, "command", command) == page.text, MEND


@every_page
def test_a_text_block_stands_only_below_an_example(page: Page) -> None:
    found = [block.language for block in blocks(page)]
    pairs = zip(["", *found], found, strict=False)
    assert [before for before, now in pairs if now == "text" and before != "python"] == []


@every_page
def test_every_block_says_what_language_it_is_in(page: Page) -> None:
    assert {block.language for block in blocks(page)} <= {"console", "json", "python", "sh", "text"}


@every_page
def test_no_page_leads_to_another_host(page: Page) -> None:
    assert re.findall(r"https?://[^\s)]+", page.text) == []


@every_page
def test_every_entry_in_json_can_be_read(page: Page) -> None:
    pytest.importorskip("cattrs", reason="the extra json")
    from cm_method.adapters.json import entry_from_dict  # noqa: PLC0415 - needs the extra

    for block in blocks(page):
        if block.language == "json":
            for entry in json.loads(block.text)["entries"]:
                entry_from_dict(entry)


def test_the_reference_holds_every_public_name() -> None:
    reference = "".join(page.text for page in PAGES if page.name.startswith("en/reference/"))
    homes = re.findall(r"^::: cm_method\.(\S+)$", reference, re.MULTILINE)
    adapters = ("calendar", "csv", "excel", "fhir", "html", "json", "markdown", "matching", "word")
    extras = [f"adapters.{each}" for each in adapters]
    extras += ["testing.conformance", "testing.strategies"]
    assert sorted(homes) == sorted([*PUBLIC, *extras])
    assert sorted(name for names in PUBLIC.values() for name in names) == cm_method.__all__


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param("```python\nprint(1)\n```\n", id="an example prints with no place for it"),
        pytest.param("```python\n1 / 0\n```\n", id="an example fails"),
        pytest.param("```python\nprint(1)\n", id="a block is never closed"),
        pytest.param("<!-- table: targets -->\n", id="a table never ends"),
    ],
)
def test_a_broken_page_is_found(wrong: str) -> None:
    page = Page(lang="en", path=Path("wrong.md"), text=wrong)
    with pytest.raises(BrokenPage):
        with_examples(attrs.evolve(page, text=with_made(page, "table", table)))


def test_an_example_in_a_note_is_run_too() -> None:
    words = (
        "??? note\n\n    ```python\n    print(1)\n    print()\n    ```\n\n    ```text\n    ```\n"
    )
    page = Page(lang="en", path=Path("note.md"), text=words)
    assert "    ```text\n    1\n\n    ```\n" in with_examples(page)


REPORT_WORDS = (
    *(f"Verdict.{verdict.value}" for verdict in cm_method.Verdict),
    *(f"Outcome.{outcome.value}" for outcome in cm_method.Outcome),
    *(f"Cause.{cause.value}" for cause in cm_method.Cause),
    "report.line.certain",
    "report.line.at_most",
    "report.line.known",
    "report.line.short",
)


@pytest.mark.parametrize("key", REPORT_WORDS)
def test_the_page_on_the_report_explains_every_word_of_the_report(key: str) -> None:
    (page,) = [page for page in PAGES if page.name == "sv/las-rapporten.md"]
    assert f"**{text(key, 'sv')}**" in page.text


def keys_of(*enums: type[Enum]) -> list[str]:
    """The keys of every member's word."""
    return [f"{each.__name__}.{member.value}" for each in enums for member in each]


EXPLAINED = {
    "sv/metod/ansvarskedja.md": keys_of(cm_method.GapReason),
    "sv/metod/samtycke.md": keys_of(cm_method.ConsentKind, cm_method.Sharing, cm_method.Miss),
    "sv/metod/gallring.md": keys_of(cm_method.DisposalState),
    "sv/metod/hinder-och-det-som-saknas.md": keys_of(cm_method.Obstacle, cm_method.WhyOver),
    "sv/metod/aterhamtningskapital.md": keys_of(cm_method.RecoveryPart, cm_method.Strength),
    "sv/metod/metodtrogenhet.md": keys_of(cm_method.FidelityMeasure),
}


@pytest.mark.parametrize(
    ("name", "key"), [(name, key) for name, keys in EXPLAINED.items() for key in keys]
)
def test_the_page_explains_every_word_of_its_answers(name: str, key: str) -> None:
    (page,) = [page for page in PAGES if page.name == name]
    assert f"**{text(key, 'sv')}**" in page.text
