"""Offers of responsibility and what became of each (R24)."""

from __future__ import annotations

from typing import Any

import pytest

from cm_method.case.episodes import episodes
from cm_method.case.needs import NeedClosed
from cm_method.case.offers import Offer, OfferState, offers
from cm_method.case.parties import Parties
from cm_method.case.responsibility import OfferWithdrawn
from cm_method.journal import Entry
from tests.case.test_responsibility import FIRST, accepted, let_go, need, offer, refusal
from tests.case.writing import case, day, ended, note, only_episode, started


def became(*entries: Entry, on: int = 30, parties: Parties | None = None) -> dict[str, Any]:
    """What became of each offer: the state, since which day, by which entry."""
    told = case(started("s-1"), *entries, on=on)
    return {
        each.entry.id: (
            each.state,
            None if each.answered_on is None else (each.answered_on - day(0)).days,
            each.answer,
        )
        for each in offers(told, only_episode(told), parties)
    }


def one(*entries: Entry, on: int = 30, parties: Parties | None = None) -> Any:
    return became(*entries, on=on, parties=parties)["o-1"]


OFFERED = offer("o-1", 3, "hm", need="n-1")


class TestAnswers:
    def test_none(self) -> None:
        assert became() == {}
        assert one(OFFERED) == (OfferState.OPEN, None, None)

    def test_yes_and_no(self) -> None:
        assert one(OFFERED, accepted("a-1", 5, "o-1")) == (OfferState.ACCEPTED, 5, "a-1")
        assert one(OFFERED, refusal("r-1", 5, "o-1")) == (OfferState.REFUSED, 5, "r-1")
        no = note(OfferWithdrawn, "w-1", 5, offer="o-1")
        assert one(OFFERED, no) == (OfferState.WITHDRAWN, 5, "w-1")

    def test_of_two_answers_the_one_that_holds(self) -> None:
        yes, no = accepted("a-1", 5, "o-1"), refusal("r-1", 6, "o-1")
        assert one(OFFERED, yes, no) == (OfferState.ACCEPTED, 5, "a-1")
        assert one(OFFERED, accepted("a-1", 7, "o-1"), no) == (OfferState.REFUSED, 6, "r-1")
        again = accepted("a-2", 8, "o-1")
        assert one(OFFERED, yes, again) == (OfferState.ACCEPTED, 5, "a-1")

    def test_a_yes_from_before_the_offer_is_no_answer_to_it(self) -> None:
        assert one(OFFERED, accepted("a-1", 2, "o-1")) == (OfferState.OPEN, None, None)
        both = (accepted("a-1", 2, "o-1"), accepted("a-2", 3, "o-1"))
        assert one(OFFERED, *both) == (OfferState.ACCEPTED, 3, "a-2")

    def test_a_yes_that_was_too_late_is_in_vain(self) -> None:
        held = (offer("o-2", 3, "hsf", need="n-1"), accepted("a-2", 4, "o-2"))
        late = accepted("a-1", 5, "o-1")
        assert one(OFFERED, *held, late) == (OfferState.IN_VAIN, 5, "a-1")

    def test_a_first_yes_in_vain_and_a_second_that_holds(self) -> None:
        held = (
            offer("o-2", 3, "hsf", need="n-1"),
            accepted("a-2", 4, "o-2"),
            let_go("e-1", 6, "a-2"),
        )
        both = (accepted("a-1", 5, "o-1"), accepted("a-3", 8, "o-1"))
        assert one(OFFERED, *held, *both) == (OfferState.ACCEPTED, 8, "a-3")

    def test_a_yes_of_who_had_left_is_in_vain(self) -> None:
        yes = accepted("a-1", 5, "o-1")
        assert one(OFFERED, yes, parties=Parties().if_leaves("hm", day(4)))[0] is OfferState.IN_VAIN
        assert one(OFFERED, yes, parties=Parties().if_leaves("hm", day(5)))[0] is (
            OfferState.ACCEPTED
        )

    def test_a_yes_by_who_holds_it_already_is_a_yes(self) -> None:
        again = (offer("o-3", 4, "hm"), accepted("a-3", 5, "o-3"))
        assert became(*FIRST, *again)["o-3"] == (OfferState.ACCEPTED, 5, "a-3")

    def test_an_answer_follows_a_corrected_offer(self) -> None:
        corrected = offer("o-9", 4, "hsf", need="n-1", corrects=["o-1"])
        assert became(OFFERED, corrected, accepted("a-1", 5, "o-1")) == {
            "o-9": (OfferState.ACCEPTED, 5, "a-1")
        }


class TestOvertaken:
    def test_when_another_accepts_it(self) -> None:
        other = (offer("o-2", 3, "hsf", need="n-1"), accepted("a-2", 6, "o-2"))
        assert one(OFFERED, *other) == (OfferState.OVERTAKEN, 6, None)
        assert one(OFFERED, *other, on=5) == (OfferState.OPEN, None, None)

    def test_when_another_held_it_on_the_day_it_was_offered(self) -> None:
        other = (offer("o-2", 0, "hsf", need="n-1"), accepted("a-2", 1, "o-2"))
        assert one(OFFERED, *other) == (OfferState.OVERTAKEN, 3, None)
        assert one(OFFERED, *other, let_go("e-1", 3, "a-2"))[0] is OfferState.OVERTAKEN
        assert one(OFFERED, *other, let_go("e-1", 2, "a-2"))[0] is OfferState.OPEN

    def test_not_while_the_giver_holds_it(self) -> None:
        handed = offer("o-5", 4, "hsf", "hm")
        assert became(*FIRST, handed)["o-5"] == (OfferState.OPEN, None, None)
        other = (offer("o-6", 4, "bo", "hm"), accepted("a-6", 7, "o-6"))
        assert became(*FIRST, handed, *other)["o-5"] == (OfferState.OVERTAKEN, 7, None)

    def test_not_by_who_holds_another_matter(self) -> None:
        assert one(OFFERED, *FIRST[1:], offer("o-2", 0, "hsf"), accepted("a-2", 1, "o-2")) == (
            OfferState.OPEN,
            None,
            None,
        )

    def test_when_the_need_or_the_service_is_over_from_the_day_after(self) -> None:
        closed = note(NeedClosed, "c-1", 8, need="n-1")
        assert one(need("n-1"), OFFERED, closed) == (OfferState.OVERTAKEN, 9, None)
        assert one(need("n-1"), OFFERED, closed, on=8) == (OfferState.OPEN, None, None)
        assert one(OFFERED, ended("x-1", "s-1", 6)) == (OfferState.OVERTAKEN, 7, None)
        over = (closed, ended("x-1", "s-1", 6))
        assert one(need("n-1"), OFFERED, *over) == (OfferState.OVERTAKEN, 7, None)


class TestWhen:
    @pytest.mark.parametrize(("on", "state"), [(4, OfferState.OPEN), (5, OfferState.REFUSED)])
    def test_its_state_on_a_day(self, on: int, state: OfferState) -> None:
        told = case(started("s-1"), OFFERED, refusal("r-1", 5, "o-1"))
        (found,) = offers(told, only_episode(told))
        assert found.state_on(day(on)) is state

    def test_an_open_one_is_open_on_every_day(self) -> None:
        told = case(started("s-1"), OFFERED)
        (found,) = offers(told, only_episode(told))
        assert isinstance(found, Offer)
        assert found.state_on(day(999)) is OfferState.OPEN
        assert found.lapses_on(14) == day(17)

    def test_only_those_of_the_episode(self) -> None:
        told = case(
            started("s-0", -30),
            offer("o-0", -20, "hm"),
            offer("o-1", -10, "hm"),
            ended("x-0", "s-0", -10),
            offer("o-2", -9, "hm"),
            started("s-1"),
            ended("x-1", "s-1", 5),
            offer("o-3", 5, "hm"),
            offer("o-4", 6, "hm"),
        )
        found = [[each.entry.id for each in offers(told, e)] for e in episodes(told)]
        assert found == [["o-0", "o-1"], ["o-2", "o-3"]]
