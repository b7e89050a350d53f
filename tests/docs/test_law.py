"""Every page in Swedish that names an act says so, with the day that it was checked."""

from __future__ import annotations

from datetime import date

import pytest

from tests.docs.law import LAW, named_acts, named_sections, places
from tests.docs.pages import Page, read_pages

PAGES = [page for page in read_pages() if page.lang == "sv"]

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@every_page
def test_a_page_says_which_sections_it_names_and_no_other(page: Page) -> None:
    said = {place.partition(" ")[2] for place in places(page)} - {""}
    assert said == named_sections(page)


@every_page
def test_a_page_names_every_act_that_it_says(page: Page) -> None:
    assert {place.partition(" ")[0] for place in places(page)} <= named_acts(page)


@every_page
def test_a_page_that_names_an_act_says_some_law(page: Page) -> None:
    assert bool(named_acts(page)) == ("law" in page.front)


@every_page
def test_a_page_with_law_has_the_day_that_it_was_checked(page: Page) -> None:
    assert ("law" in page.front) == ("checked" in page.front)
    if "checked" in page.front:
        date.fromisoformat(page.front["checked"])


def test_the_list_holds_what_the_pages_name_and_nothing_more() -> None:
    assert {place for page in PAGES for place in places(page)} == set(LAW)
