"""Problems are comparable values; a refusal carries all of them."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

from cm_method.errors import (
    CannotAdd,
    ConflictingEntries,
    Problem,
    Refused,
    facts,
    has_words,
)
from cm_method.labels import LANGUAGES, catalogue

DAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of two problems, whatever the real catalogues say."""
    for lang in LANGUAGES:
        texts = cast("dict[str, str]", catalogue(lang))
        for part in ("what", "why", "do"):
            monkeypatch.setitem(texts, f"problem.test_one.{part}", f"{lang} {part} {{day}}.")
        monkeypatch.setitem(texts, "problem.test_two.what", f"{lang} two.")
        monkeypatch.setitem(texts, "problem.test_two.why", "")
        monkeypatch.setitem(texts, "problem.test_two.do", "")


ONE = Problem(code="test_one", path="P-0001/hm-1/on", facts=facts(day=DAY))
TWO = Problem(code="test_two")


class TestFacts:
    def test_the_order_in_which_facts_are_named_does_not_matter(self) -> None:
        assert facts(b=1, a="x") == facts(a="x", b=1) == (("a", "x"), ("b", 1))


class TestProblem:
    def test_says_what_why_and_what_to_do_in_each_language(self) -> None:
        for lang in LANGUAGES:
            assert ONE.what(lang) == f"{lang} what 2026-11-16."
            assert ONE.why(lang) == f"{lang} why 2026-11-16."
            assert ONE.what_to_do(lang) == f"{lang} do 2026-11-16."

    def test_speaks_swedish_unless_asked_otherwise(self) -> None:
        assert ONE.explain() == ONE.explain("sv")
        assert ONE.explain() != ONE.explain("en")
        assert ONE.what() == ONE.what("sv")

    def test_explains_itself_as_one_paragraph_with_its_path_first(self) -> None:
        assert ONE.explain("en") == (
            "P-0001/hm-1/on: en what 2026-11-16. en why 2026-11-16. en do 2026-11-16."
        )

    def test_leaves_out_an_empty_path_and_empty_sentences(self) -> None:
        assert TWO.explain("en") == "en two."

    def test_seen_from_further_out_only_the_path_grows(self) -> None:
        seen = ONE.under("cases/").under("register/")
        assert seen.path == "register/cases/P-0001/hm-1/on"
        assert (seen.code, seen.facts) == (ONE.code, ONE.facts)
        assert TWO.under("x").path == "x"

    def test_equal_parts_make_equal_problems(self) -> None:
        same = Problem(code="test_one", path="P-0001/hm-1/on", facts=facts(day=DAY))
        assert same == ONE
        assert hash(same) == hash(ONE)
        assert TWO != ONE


class TestRefused:
    def test_holds_every_problem_of_any_iterable(self) -> None:
        assert Refused(iter([ONE, TWO])).problems == (ONE, TWO)

    def test_shows_every_problem_on_its_own_line_in_english(self) -> None:
        refusal = Refused([ONE, TWO])
        assert str(refusal) == refusal.explain("en")
        assert str(refusal).splitlines() == [ONE.explain("en"), TWO.explain("en")]

    def test_explains_in_swedish_unless_asked_otherwise(self) -> None:
        assert Refused([ONE]).explain() == ONE.explain("sv")

    def test_the_same_problems_make_the_same_refusal(self) -> None:
        assert Refused([ONE]) == Refused([ONE])
        assert hash(Refused([ONE])) == hash(Refused([ONE]))
        assert Refused([ONE]) != Refused([TWO])
        assert Refused([ONE, TWO]) != Refused([TWO, ONE])

    def test_another_kind_of_refusal_is_not_the_same(self) -> None:
        refusals: list[Any] = [Refused([ONE]), ConflictingEntries([ONE]), CannotAdd([ONE])]
        assert len(set(refusals)) == 3
        assert refusals[0] != refusals[1]
        assert Refused([ONE]) != (ONE,)

    def test_is_a_value_error_so_that_anyone_can_catch_it(self) -> None:
        with pytest.raises(ValueError, match="en two"):
            raise ConflictingEntries([TWO])


class TestWords:
    def test_a_code_has_words_when_all_three_sentences_are_there(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert has_words("test_one", "sv")
        assert not has_words("test_none", "sv")
        monkeypatch.delitem(cast("dict[str, str]", catalogue("sv")), "problem.test_one.do")
        assert not has_words("test_one", "sv")
        assert has_words("test_one", "en")
