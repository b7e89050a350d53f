"""What whoever publishes must look at: small changes, one answer for all, another register."""

from __future__ import annotations

from datetime import date

from attrs import evolve
from hypothesis import given, strategies as st

from cm_method.cohort.cautions import of_another_register, same_answers, small_changes
from cm_method.cohort.disclosure import EVERYONE, Counted, publish
from cm_method.cohort.equality import ELSEWHERE
from tests.cohort.test_disclosure import FIRST, SECOND, breakdown, counted, gender


def test_tables_that_differ_by_a_few_people_are_pointed_out() -> None:
    """One woman with a plan and one man without: both tables may be shown, and tell of the two."""
    one = publish(gender([12, 11], [(7, 5, 0), (6, 5, 0)]))
    two = publish(gender([13, 12], [(8, 5, 0), (6, 6, 0)], on=SECOND), [one])
    shown = {(each.grouping, each.about) for each in two.tables if each.rows is not None}
    found = small_changes(two, [one])
    assert {(grouping, about) for grouping, about, _ in found} <= shown
    assert ("gender", "plan", FIRST) in found
    enough = publish(gender([22, 21], [(12, 10, 0), (11, 10, 0)], on=SECOND), [one])
    assert small_changes(enough, [one]) == ()
    assert small_changes(two, []) == ()


class TestSameAnswers:
    """Everybody in a group had the same answer: whoever belongs to it is told."""

    def test_a_group_without_a_yes_is_pointed_out(self) -> None:
        made = publish(gender([20, 5], [(12, 8, 0), (0, 5, 0)]))
        assert made.table("gender", "plan").rows is not None
        assert same_answers(made) == (("gender", "plan", "gender-1"),)

    def test_also_where_it_went_well_for_all(self) -> None:
        made = publish(gender([20, 9], [(12, 8, 0), (9, 0, 0)]))
        assert same_answers(made) == (("gender", "plan", "gender-1"),)

    def test_where_answers_are_missing_nobody_can_be_sure(self) -> None:
        made = publish(gender([30, 14], [(12, 13, 5), (0, 9, 5)]))
        assert made.table("gender", "plan").rows is not None
        assert same_answers(made) == ()

    def test_those_judged_later_hide_nobody_who_has_been_judged(self) -> None:
        made = publish(gender([20, 15], [(12, 8, 0), (0, 5, 0)]))
        assert same_answers(made) == (("gender", "plan", "gender-1"),)

    def test_where_it_is_so_for_everyone_the_groups_are_not_told_again(self) -> None:
        made = publish(gender([20, 9], [(20, 0, 0), (9, 0, 0)]))
        assert same_answers(made) == ((EVERYONE, "plan", EVERYONE),)

    def test_an_empty_group_and_one_judged_later_tell_nothing(self) -> None:
        for row in ((0, 0, 0), (6, 5, 0)):
            assert same_answers(publish(gender([20, 11], [(12, 8, 0), row]))) == ()
        assert same_answers(publish(gender([20, 0], [(12, 8, 0), (0, 0, 0)]))) == ()

    def test_a_hidden_table_tells_nothing(self) -> None:
        made = publish(gender([20, 9], [(12, 8, 0), (6, 3, 0)]))
        assert made.table("gender", "plan").rows is None
        assert same_answers(made) == ()


class TestAnotherRegister:
    """People start and do not unstart: a total that has fallen is hardly of the same register."""

    @given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
    def test_a_register_that_only_grows_is_its_own(
        self, women: int, men: int, more_women: int, more_men: int
    ) -> None:
        past = publish(gender([women, men], [(0, 0, 0)] * 2))
        now = gender([women + more_women, men + more_men], [(0, 0, 0)] * 2, on=SECOND)
        assert of_another_register(now, [past]) == ()

    def test_fewer_who_have_started_are_pointed_out(self) -> None:
        past = publish(gender([28, 20], [(0, 0, 0)] * 2))
        assert of_another_register(gender([9, 6], [(0, 0, 0)] * 2, on=SECOND), [past]) == (FIRST,)
        one_less = gender([28, 19], [(0, 0, 0)] * 2, on=SECOND)
        assert of_another_register(one_less, [past]) == (FIRST,)
        assert of_another_register(gender([28, 20], [(0, 0, 0)] * 2, on=SECOND), [past]) == ()

    def test_a_large_group_in_which_nobody_is_left_is_pointed_out(self) -> None:
        """As when the districts of the file are not those of the register."""
        past = publish(gender([8, 7], [(0, 0, 0)] * 2))
        assert of_another_register(gender([0, 30], [(0, 0, 0)] * 2, on=SECOND), [past]) == (FIRST,)
        moved = gender([1, 30], [(0, 0, 0)] * 2, on=SECOND)
        assert of_another_register(moved, [past]) == ()

    def test_the_unknown_become_known(self) -> None:
        def districts(started: list[int], on: date) -> Counted:
            one = breakdown(started, [(0, 0, 0)] * 2, "district")
            return counted(evolve(one, categories=("a", ELSEWHERE)), on=on)

        past = publish(districts([8, 7], FIRST))
        assert of_another_register(districts([15, 0], SECOND), [past]) == ()

    def test_what_was_not_shown_says_nothing(self) -> None:
        past = publish(gender([2, 1], [(0, 0, 0)] * 2))
        assert of_another_register(gender([0, 0], [(0, 0, 0)] * 2, on=SECOND), [past]) == ()
