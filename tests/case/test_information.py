"""Categories of information: what covers what, and what a question about a group asks about."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, strategies as st

from cm_method.case.information import BUILT_IN_INFORMATION, OTHER_PEOPLE, Information
from cm_method.case.kinds import CASE_KINDS
from cm_method.journal import Category
from tests.reference.consent import GROUPS, leaves

CODES = ("a", "b", "c", "needs", OTHER_PEOPLE)
hierarchies = st.dictionaries(
    st.sampled_from(CODES), st.none() | st.sampled_from((*CODES, "unknown"))
).map(lambda parents: Information(parents=tuple(parents.items())))


def extended(*more: tuple[str, str | None]) -> Information:
    return BUILT_IN_INFORMATION.extended(more)


class TestBuiltIn:
    def test_every_kind_of_entry_has_its_category_among_them(self) -> None:
        assert {kind.category.value for kind in CASE_KINDS} <= set(BUILT_IN_INFORMATION.codes)
        assert {category.value for category in Category} <= set(BUILT_IN_INFORMATION.codes)

    @pytest.mark.parametrize("asked", BUILT_IN_INFORMATION.codes)
    def test_a_group_is_made_of_its_leaves(self, asked: str) -> None:
        assert BUILT_IN_INFORMATION.parts(asked) == tuple(leaves(asked))

    @pytest.mark.parametrize("granted", BUILT_IN_INFORMATION.codes)
    def test_a_category_covers_itself_and_all_below_it_and_nothing_else(self, granted: str) -> None:
        below = {granted}
        while more := {part for code in below for part in GROUPS.get(code, ())} - below:
            below |= more
        covers = BUILT_IN_INFORMATION.covers
        assert {code for code in BUILT_IN_INFORMATION.codes if covers(granted, code)} == below

    def test_what_concerns_other_people_is_no_part_of_the_whole(self) -> None:
        assert not BUILT_IN_INFORMATION.covers("whole", OTHER_PEOPLE)
        assert OTHER_PEOPLE not in BUILT_IN_INFORMATION.parts("whole")
        assert [c for c in BUILT_IN_INFORMATION.codes if c != OTHER_PEOPLE] == [
            c
            for c in BUILT_IN_INFORMATION.codes
            if not BUILT_IN_INFORMATION.concerns_other_people(c)
        ]

    def test_a_category_that_nobody_knows_covers_nothing_not_even_itself(self) -> None:
        for known in BUILT_IN_INFORMATION.codes:
            assert not BUILT_IN_INFORMATION.covers("unknown", known)
            assert not BUILT_IN_INFORMATION.covers(known, "unknown")
        assert not BUILT_IN_INFORMATION.covers("unknown", "unknown")
        assert BUILT_IN_INFORMATION.parts("unknown") == ("unknown",)
        assert not BUILT_IN_INFORMATION.runs_in_a_circle("unknown")
        assert not BUILT_IN_INFORMATION.concerns_other_people("unknown")


class TestExtended:
    def test_a_new_category_has_its_place_and_the_whole_is_made_of_it_too(self) -> None:
        wider = extended(("housing", "wellbeing"))
        assert wider.codes == (*BUILT_IN_INFORMATION.codes, "housing")
        assert wider.covers("wellbeing", "housing")
        assert wider.covers("whole", "housing")
        assert not wider.covers("needs", "housing")
        assert wider.parts("wellbeing") == ("needs", "crisis", "self_rating", "housing")

    def test_below_a_kind_of_entry_there_is_less_than_the_kind(self) -> None:
        """Entries have the category itself, so a consent to a part of it is not enough."""
        wider = extended(("diagnosis", "needs"))
        assert wider.parts("needs") == ("needs",)
        assert wider.covers("needs", "diagnosis")
        assert not wider.covers("diagnosis", "needs")

    def test_a_category_given_again_gets_its_new_place(self) -> None:
        moved = extended(("crisis", "coordination"))
        assert moved.codes == BUILT_IN_INFORMATION.codes
        assert moved.covers("coordination", "crisis")
        assert not moved.covers("wellbeing", "crisis")

    def test_what_lies_below_other_people_concerns_them_too(self) -> None:
        wider = extended(("children", OTHER_PEOPLE), ("school", "children"))
        assert wider.concerns_other_people("children")
        assert wider.concerns_other_people("school")
        assert wider.parts(OTHER_PEOPLE) == ("school",)

    def test_where_the_way_up_runs_in_a_circle_a_category_is_covered_by_itself_alone(self) -> None:
        circle = extended(("whole", "needs"))
        for code in ("whole", "wellbeing", "needs", "crisis"):
            assert circle.runs_in_a_circle(code)
            assert circle.parts(code) == (code,)
            assert [c for c in circle.codes if circle.covers(c, code)] == [code]
        assert not circle.runs_in_a_circle(OTHER_PEOPLE)
        assert extended(("a", "a")).covers("a", "a")

    def test_below_a_category_that_nobody_knows_there_is_no_circle(self) -> None:
        loose = extended(("a", "nowhere"))
        assert not loose.runs_in_a_circle("a")
        assert loose.covers("a", "a")
        assert not loose.covers("nowhere", "a")


@given(hierarchies)
def test_in_any_hierarchy_what_covers_a_group_covers_each_of_its_parts(
    information: Information,
) -> None:
    for granted, asked in product((*CODES, "unknown"), repeat=2):
        parts = information.parts(asked)
        assert parts
        if information.covers(granted, asked):
            assert all(information.covers(granted, part) for part in parts)
        for part in parts:
            assert information.parts(part) == (part,)


@given(hierarchies)
def test_two_categories_never_cover_each_other(information: Information) -> None:
    for one, other in product(CODES, repeat=2):
        if information.covers(one, other) and information.covers(other, one):
            assert one == other
