"""Words are looked up by stable keys, and facts are shown as people read them."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import cast

import pytest

from cm_method import labels
from cm_method.labels import (
    LANGUAGES,
    add_texts,
    catalogue,
    has_text,
    label,
    shown,
    text,
    words,
)


class Weather(Enum):
    SUN = "sun"


@pytest.fixture(autouse=True)
def own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = cast("dict[str, str]", catalogue("sv"))
    monkeypatch.setitem(texts, "test.plain", "Bara {ord}.")
    monkeypatch.setitem(texts, "test.due", "Senast {due}.")
    monkeypatch.setitem(texts, "Weather.sun", "sol")


class TestCatalogue:
    def test_swedish_and_english_are_there(self) -> None:
        assert set(LANGUAGES) == {"sv", "en"}
        assert catalogue("sv") != catalogue("en") or not catalogue("sv")

    @pytest.mark.parametrize("lang", ["", "SV", "fi"])
    def test_a_language_without_a_catalogue_is_a_lookup_error(self, lang: str) -> None:
        with pytest.raises(LookupError, match="no catalogue"):
            catalogue(lang)
        with pytest.raises(LookupError):
            has_text("test.plain", lang)
        with pytest.raises(LookupError):
            text("test.plain", lang)


class TestText:
    def test_without_places_the_text_stands_as_it_is(self) -> None:
        assert text("test.plain") == "Bara {ord}."

    def test_places_are_filled_with_facts_as_people_read_them(self) -> None:
        assert text("test.due", "sv", due=date(2027, 1, 11)) == "Senast 2027-01-11."

    def test_more_facts_than_places_are_no_problem(self) -> None:
        assert text("test.due", "sv", due=1, other=2) == "Senast 1."

    def test_a_missing_text_is_a_lookup_error_that_names_it(self) -> None:
        assert has_text("test.due", "sv")
        assert not has_text("test.due", "en")
        with pytest.raises(LookupError, match=r"en catalogue has no text 'test\.due'"):
            text("test.due", "en")


class TestShown:
    def test_a_day_is_shown_as_year_month_day(self) -> None:
        assert shown(date(2026, 5, 1)) == "2026-05-01"

    def test_a_code_is_shown_by_its_label(self) -> None:
        assert shown(Weather.SUN) == label(Weather.SUN) == "sol"

    def test_keys_of_the_catalogue_are_shown_by_their_texts(self) -> None:
        assert shown(words("Weather.sun", "test.plain")) == "sol, Bara {ord}."

    def test_a_key_nobody_has_worded_is_shown_as_its_bare_code(self) -> None:
        assert shown(words("crisis_level.own-level")) == "own-level"

    def test_anything_else_is_shown_as_it_is(self) -> None:
        assert shown(3) == "3"
        assert shown("psykiatri") == "psykiatri"


class TestOwnTexts:
    @pytest.fixture(autouse=True)
    def taken_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(labels, "_CATALOGUES", dict(labels._CATALOGUES))

    def test_a_text_of_ours_is_replaced_and_one_of_yours_added(self) -> None:
        before = catalogue("sv")
        add_texts("sv", {"Weather.sun": "solsken", "reason.own": "Mötet {day} räcker."})
        assert label(Weather.SUN) == "solsken"
        assert text("reason.own", day=date(2027, 1, 11)) == "Mötet 2027-01-11 räcker."
        assert before["Weather.sun"] == "sol"
        assert not has_text("reason.own", "en")

    def test_another_language_stands_in_for_what_a_new_one_does_not_say(self) -> None:
        add_texts("fi", {"Weather.sun": "aurinko"}, otherwise="sv")
        assert label(Weather.SUN, "fi") == "aurinko"
        assert text("test.plain", "fi") == "Bara {ord}."
        assert label(Weather.SUN, "sv") == "sol"

    def test_what_a_language_says_is_kept_when_more_is_added(self) -> None:
        add_texts("fi", {"Weather.sun": "aurinko"}, otherwise="sv")
        add_texts("fi", {"reason.own": "Oma."}, otherwise="en")
        add_texts("fi", {"reason.other": "Toinen."})
        assert label(Weather.SUN, "fi") == "aurinko"
        assert text("reason.own", "fi") == "Oma."

    def test_the_languages_of_the_library_are_still_two(self) -> None:
        add_texts("fi", {}, otherwise="sv")
        assert labels.LANGUAGES == ("sv", "en")

    @pytest.mark.parametrize(
        ("lang", "otherwise"), [("fi", None), ("fi", "nb"), ("", None)], ids=str
    )
    def test_a_new_language_needs_one_that_stands_in(
        self, lang: str, otherwise: str | None
    ) -> None:
        with pytest.raises(LookupError, match="no catalogue"):
            add_texts(lang, {"Weather.sun": "aurinko"}, otherwise=otherwise)

    @pytest.mark.parametrize(
        ("key", "wrong"),
        [
            pytest.param("test.due", "Senast {day}.", id="a place that ours does not have"),
            pytest.param("test.due", "Senast {due.year}.", id="a part of a fact"),
            pytest.param("reason.own", "{0}", id="a place without a name"),
            pytest.param("reason.own", "{day", id="a place that never ends"),
            pytest.param("test.due", " ", id="nothing"),
        ],
    )
    def test_wrong_texts_are_all_named_and_nothing_is_added(self, key: str, wrong: str) -> None:
        before = catalogue("sv")
        given = {"Weather.sun": "solsken", key: wrong, "reason.empty": ""}
        with pytest.raises(ValueError, match=rf"\['{key}', 'reason\.empty'\]"):
            add_texts("sv", given)
        assert catalogue("sv") is before

    def test_a_text_may_ask_for_fewer_places(self) -> None:
        add_texts("sv", {"test.due": "I tid."})
        assert text("test.due", due=date(2027, 1, 11)) == "I tid."
