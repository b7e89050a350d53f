"""A value checks every field when it is made, from the annotation of the field."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import pytest
from attrs import field, frozen

from cm_method.case.plans import ContactPath, Goal
from cm_method.errors import Problem
from cm_method.fields import FREE_TEXT, TELEPHONE, Checked, broken, frozen_ids, row
from tests.base.refusal import refused

DAY = date(2026, 11, 16)
IDENTITY_NUMBER = "811218-9876"


class Colour(Enum):
    RED = "red"


class OtherColour(Enum):
    RED = "red"


@frozen(kw_only=True)
class Inner(Checked):
    name: str


@frozen(kw_only=True)
class Everything(Checked):
    day: date = DAY
    perhaps_day: date | None = None
    word: str = "ord"
    perhaps_word: str | None = None
    free: str = field(default="", metadata=FREE_TEXT)
    reach: str = field(default="112", metadata=TELEPHONE)
    yes: bool = True
    number: int = 1
    colour: Colour = Colour.RED
    inner: Inner = Inner(name="inre")
    words: tuple[str, ...] = field(default=(), converter=row)
    numbers: tuple[int | None, ...] = field(default=(), converter=row)
    inners: tuple[Inner, ...] = field(default=(), converter=row)
    ids: frozenset[str] = field(default=frozenset(), converter=frozen_ids)


def everything(**given: Any) -> Everything:
    return Everything(**given)


class TestFields:
    def test_right_values_are_taken(self) -> None:
        made = everything(
            perhaps_day=DAY,
            perhaps_word="ö",
            free="Hej",
            words=["a", "b"],
            numbers=[1, None],
            inners=[Inner(name="x")],
            ids=["hm-1", "hm-1"],
        )
        assert made.words == ("a", "b")
        assert made.numbers == (1, None)
        assert made.ids == {"hm-1"}

    @pytest.mark.parametrize(
        ("name", "value", "code"),
        [
            ("day", datetime(2026, 11, 16, tzinfo=UTC), "not_a_day"),
            ("day", "2026-11-16", "not_a_day"),
            ("day", None, "not_a_day"),
            ("perhaps_day", datetime(2026, 11, 16, tzinfo=UTC), "not_a_day"),
            ("word", 3, "not_a_text"),
            ("word", None, "not_a_text"),
            ("word", "", "blank_text"),
            ("word", " \n", "blank_text"),
            ("word", IDENTITY_NUMBER, "identity_number"),
            ("perhaps_word", "", "blank_text"),
            ("perhaps_word", b"x", "not_a_text"),
            ("free", None, "not_a_text"),
            ("free", f"hon heter {IDENTITY_NUMBER}", "identity_number"),
            ("reach", "", "blank_text"),
            ("reach", "  ", "blank_text"),
            ("reach", 112, "not_a_text"),
            ("yes", 1, "not_yes_or_no"),
            ("yes", "ja", "not_yes_or_no"),
            ("number", True, "not_a_whole_number"),
            ("number", 1.0, "not_a_whole_number"),
            ("number", "1", "not_a_whole_number"),
            ("colour", "red", "not_a_known_code"),
            ("colour", OtherColour.RED, "not_a_known_code"),
            ("inner", "inre", "not_of_its_class"),
            ("inner", None, "not_of_its_class"),
            ("words", "bo", "not_a_list"),
            ("words", {"bo"}, "not_a_list"),
            ("words", None, "not_a_list"),
            ("words", ["a", ""], "blank_text"),
            ("words", ["a", IDENTITY_NUMBER], "identity_number"),
            ("numbers", [1, True], "not_a_whole_number"),
            ("inners", [{"name": "x"}], "not_of_its_class"),
            ("ids", "hm-1", "not_a_list"),
            ("ids", None, "not_a_list"),
            ("ids", 3, "not_a_list"),
            ("ids", [""], "blank_text"),
        ],
    )
    def test_wrong_values_are_refused_by_the_name_of_the_field(
        self, name: str, value: object, code: str
    ) -> None:
        with refused((code, name)):
            everything(**{name: value})

    def test_a_free_text_may_be_empty_and_a_way_to_reach_is_not_scanned(self) -> None:
        assert everything(free="").free == ""
        assert everything(reach=IDENTITY_NUMBER).reach == IDENTITY_NUMBER

    def test_all_problems_are_reported_at_once(self) -> None:
        with refused(("not_a_day", "day"), ("blank_text", "word"), ("not_yes_or_no", "yes")):
            everything(day=None, word="", yes=None)

    def test_a_list_of_wrong_values_is_reported_once(self) -> None:
        with refused(("blank_text", "words")):
            everything(words=["", ""])


@frozen(kw_only=True)
class Range(Checked):
    low: int
    high: int

    def broken_invariants(self) -> Any:
        if self.low > self.high:
            yield broken("range_is_empty", "high", lowest=self.low, highest=self.high)
        if self.low < 0:
            yield broken("blank_text", "low")


class TestInvariants:
    def test_every_broken_invariant_is_reported(self) -> None:
        with refused(("range_is_empty", "high"), ("blank_text", "low")):
            Range(low=-1, high=-2)

    def test_invariants_are_asked_only_once_each_field_is_right(self) -> None:
        wrong: Any = "3"
        with refused(("not_a_whole_number", "low")):
            Range(low=wrong, high=-2)

    def test_without_any_a_right_value_is_made(self) -> None:
        assert Range(low=1, high=1) == Range(low=1, high=1)

    def test_facts_of_a_broken_invariant_are_in_order(self) -> None:
        assert broken("x", "y", b=2, a=1) == Problem(code="x", path="y", facts=(("a", 1), ("b", 2)))


class TestPlainText:
    def test_a_bare_text_is_refused_where_a_sequence_belongs(self) -> None:
        bare: Any = "Läkartid bokad"
        with refused(("not_a_list", "sub_goals")):
            Goal(what="Sova bättre", sub_goals=bare)

    def test_people_own_words_are_not_shown_in_a_repr(self) -> None:
        goal = Goal(what="Hemligt mål", sub_goals=["Hemligt delmål"])
        path = ContactPath(contact="psykiatri", who="Hemlig", how="08-1")
        assert "emlig" not in repr(goal)
        assert "emlig" not in repr(path)
        assert "08-1" not in repr(path)
