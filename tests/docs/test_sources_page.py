"""Every contradiction of the sources has its place, and those of the surveys come from the code."""

from __future__ import annotations

import re

from tests.docs.pages import read_pages

(PAGE,) = [page for page in read_pages() if page.name == "sv/kallor-och-tolkningar.md"]

KNOWN = 15
"""How many contradictions the project's page of the domain lists."""


def test_every_contradiction_has_its_number_and_an_anchor_of_the_same_number() -> None:
    found = re.findall(r"^(\d+)\. \*\*.*?\*\*\{ #m(\d+) \}", PAGE.text, re.MULTILINE)
    assert found == [(str(number), str(number)) for number in range(1, KNOWN + 1)]


def test_the_contradictions_of_the_surveys_come_from_the_code() -> None:
    assert "<!-- table: inconsistencies -->" in PAGE.text


def test_a_page_that_names_a_contradiction_leads_to_that_one() -> None:
    for page in read_pages():
        for said, led in re.findall(r"\[motsägelse (\d+)\]\([^)#]*#(\w+)\)", page.text):
            assert led == f"m{said}", page.name


def test_a_page_that_names_a_reading_leads_to_that_one() -> None:
    for page in read_pages():
        for said, led in re.findall(r"\[R(\d+)\](?:\(|: )[^)\s#]*#(\w+)", page.text):
            assert led == f"r{said}", page.name
