"""The worlds that a reader of publications thinks of: ways to share people out."""

from __future__ import annotations

from cm_method.cohort.disclosure_worlds import Layer, Story, Sums, _shared_out, stays_open

LEAST = 5


def test_figures_that_no_world_can_give_leave_nothing_open() -> None:
    """Three people in all, and a sum that counts five of them."""
    odd = Layer(people=3, totals=Sums(shown=(5,)), sizes=Sums(shown=(1, 2)), decided=True)
    impossible = Story(layers=(odd,), before=((0,), (0,)), growing=((True,), (True,)), least=LEAST)
    assert not stays_open(impossible)


def test_sums_that_need_not_be_small_are_shared_out_freely() -> None:
    free = set(_shared_out(12, [(0, 12), (0, 12)], Sums(shown=None, small=False), LEAST))
    small = set(_shared_out(12, [(0, 12), (0, 12)], Sums(shown=None, small=True), LEAST))
    assert all(sum(each) == 12 for each in free | small)
    assert free
    assert all(any(0 < count < LEAST for count in each) for each in small)
    assert not free <= small
