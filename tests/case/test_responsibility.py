"""The chain of responsibility: who holds what, handed over without gap or double (R23, R24)."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest
from hypothesis import given

from cm_method.case.case import Case
from cm_method.case.chain import CHAIN_PARTS, chain_of
from cm_method.case.episodes import episodes
from cm_method.case.holdings import holdings
from cm_method.case.needs import NeedArea, NeedAssessed, NeedClosed
from cm_method.case.responsibility import (
    AbsenceNoted,
    EscalationAgreed,
    LiftedTo,
    NeedLifted,
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
)
from cm_method.journal import Entry, Journal
from cm_method.testing.strategies import any_journals
from tests.base.refusal import refused
from tests.case.writing import case, day, ended, note, only_episode, retracted, started


def need(id: str, on: int = 0, **more: Any) -> NeedAssessed:
    return note(NeedAssessed, id, on, area=NeedArea.MONEY, **more)


def offer(id: str, on: int, receiver: str, giver: str | None = None, **more: Any) -> Entry:
    return note(ResponsibilityOffered, id, on, receiver=receiver, giver=giver, **more)


def accepted(id: str, on: int, of: str, **more: Any) -> Entry:
    return note(ResponsibilityAccepted, id, on, offer=of, **more)


def refusal(id: str, on: int, of: str) -> Entry:
    return note(ResponsibilityRefused, id, on, offer=of)


def withdrawal(id: str, on: int, of: str) -> Entry:
    return note(OfferWithdrawn, id, on, offer=of)


def let_go(id: str, on: int, of: str, **more: Any) -> Entry:
    return note(ResponsibilityEnded, id, on, acceptance=of, **more)


Spans = list[tuple[str | None, str, int, int | None]]


def held_in(told: Case, episode: int = 0) -> Spans:
    """What each party held, from and to which day of the example."""
    return [
        (
            held.need,
            held.holder,
            (held.first - day(0)).days,
            None if held.last is None else (held.last - day(0)).days,
        )
        for held in holdings(told, episodes(told)[episode])
    ]


def held(*entries: Entry, on: int = 999) -> Spans:
    return held_in(case(started("s-1", -10), *entries, on=on))


FIRST = (offer("o-1", 0, "hm"), accepted("a-1", 2, "o-1"))
"""hm holds the crisis from day 2."""


class TestOfferAndAnswer:
    def test_nobody_holds_anything_until_somebody_accepts(self) -> None:
        assert held(offer("o-1", 0, "hm")) == []
        assert held(*FIRST) == [(None, "hm", 2, None)]
        assert held(*FIRST, on=1) == []

    def test_for_one_need_or_for_the_crisis(self) -> None:
        assert held(need("n-1"), offer("o-1", 0, "hm", need="n-1"), accepted("a-1", 0, "o-1")) == [
            ("n-1", "hm", 0, None)
        ]

    def test_a_refused_offer_is_not_accepted_after_that(self) -> None:
        assert (
            held(offer("o-1", 0, "hm"), refusal("r-1", 1, "o-1"), accepted("z-1", 2, "o-1")) == []
        )
        assert held(offer("o-1", 0, "hm"), accepted("a-1", 2, "o-1"), refusal("r-1", 3, "o-1")) == [
            (None, "hm", 2, None)
        ]

    def test_a_withdrawn_offer_is_not_accepted_after_that(self) -> None:
        assert (
            held(offer("o-1", 0, "hm"), withdrawal("w-1", 1, "o-1"), accepted("z", 2, "o-1")) == []
        )
        assert held(*FIRST, withdrawal("w-1", 3, "o-1")) == [(None, "hm", 2, None)]

    def test_on_one_day_the_order_of_the_entries_decides(self) -> None:
        yes, no = accepted("e-1", 2, "o-1"), refusal("e-2", 2, "o-1")
        assert held(offer("o-1", 0, "hm"), yes, no) == [(None, "hm", 2, None)]
        yes, no = accepted("e-2", 2, "o-1"), withdrawal("e-1", 2, "o-1")
        assert held(offer("o-1", 0, "hm"), yes, no) == []

    def test_of_a_refusal_and_a_withdrawal_the_first_counts(self) -> None:
        no = (withdrawal("w-1", 5, "o-1"), refusal("r-1", 3, "o-1"))
        assert held(offer("o-1", 0, "hm"), *no, accepted("a-1", 4, "o-1")) == []
        assert held(offer("o-1", 0, "hm"), *no, accepted("a-1", 2, "o-1")) != []

    def test_nothing_is_accepted_before_it_is_offered(self) -> None:
        assert held(offer("o-1", 3, "hm"), accepted("a-1", 2, "o-1")) == []
        assert held(offer("o-1", 3, "hm"), accepted("a-1", 3, "o-1")) == [(None, "hm", 3, None)]

    def test_an_answer_to_no_offer_gives_nothing(self) -> None:
        assert held(accepted("a-1", 2, "o-1")) == []
        assert held(*FIRST, retracted("r-1", "o-1")) == []

    def test_an_answer_follows_its_offer_through_corrections(self) -> None:
        assert held(*FIRST, offer("o-2", 1, "hsf", corrects=["o-1"])) == [(None, "hsf", 2, None)]


class TestHandover:
    def test_the_receiver_holds_from_acceptance_the_giver_until_the_day_before(self) -> None:
        assert held(*FIRST, offer("o-2", 5, "hsf", "hm"), accepted("a-2", 9, "o-2")) == [
            (None, "hm", 2, 8),
            (None, "hsf", 9, None),
        ]

    def test_handed_on_the_day_it_was_accepted_the_giver_never_held_it(self) -> None:
        assert held(*FIRST, offer("o-2", 2, "hsf", "hm"), accepted("a-2", 2, "o-2")) == [
            (None, "hsf", 2, None)
        ]

    def test_an_acceptance_counts_only_while_the_giver_still_holds(self) -> None:
        """Two offers of hm; the earliest acceptance stands, the other is contested."""
        both = (
            *FIRST,
            offer("o-2", 5, "hsf", "hm"),
            offer("o-3", 5, "region", "hm"),
            accepted("a-3", 8, "o-3"),
            accepted("a-2", 9, "o-2"),
        )
        assert held(*both) == [(None, "hm", 2, 7), (None, "region", 8, None)]

    def test_on_one_day_the_one_recorded_first_stands(self) -> None:
        offers = (*FIRST, offer("o-2", 5, "hsf", "hm"), offer("o-3", 5, "region", "hm"))
        late = accepted("a-2", 8, "o-2", recorded=9)
        assert held(*offers, late, accepted("a-3", 8, "o-3"))[-1] == (None, "region", 8, None)
        both = (accepted("a-10", 8, "o-3"), accepted("a-9", 8, "o-2"))
        assert held(*offers, *both)[-1] == (None, "hsf", 8, None)

    def test_accepted_later_in_the_books_it_counts_from_the_day_it_happened(self) -> None:
        assert held(offer("o-1", 0, "hm"), accepted("a-1", 2, "o-1", recorded=40)) == [
            (None, "hm", 2, None)
        ]

    def test_a_chain_of_handovers_may_pass_on_one_day_in_any_order(self) -> None:
        offers = (*FIRST, offer("o-2", 5, "hsf", "hm"), offer("o-3", 5, "region", "hsf"))
        for first, second in (("a-8", "a-9"), ("a-9", "a-8")):
            both = (accepted(first, 8, "o-2"), accepted(second, 8, "o-3"))
            assert held(*offers, *both) == [(None, "hm", 2, 7), (None, "region", 8, None)]

    def test_on_another_day_a_chain_passes_in_its_order_only(self) -> None:
        offers = (*FIRST, offer("o-2", 5, "hsf", "hm"), offer("o-3", 5, "region", "hsf"))
        too_soon = (accepted("a-3", 8, "o-3"), accepted("a-2", 9, "o-2"))
        assert held(*offers, *too_soon) == [(None, "hm", 2, 8), (None, "hsf", 9, None)]

    def test_nobody_hands_over_what_another_holds(self) -> None:
        assert held(*FIRST, offer("o-2", 5, "hsf", "region"), accepted("a-2", 9, "o-2")) == [
            (None, "hm", 2, None)
        ]
        assert held(*FIRST, offer("o-2", 5, "hsf"), accepted("a-2", 9, "o-2")) == [
            (None, "hm", 2, None)
        ]

    def test_matters_are_held_apart(self) -> None:
        told = held(
            need("n-1"),
            need("n-2"),
            offer("o-1", 0, "hm", need="n-1"),
            offer("o-2", 0, "hsf", need="n-2"),
            accepted("a-1", 1, "o-1"),
            accepted("a-2", 1, "o-2"),
        )
        assert told == [("n-1", "hm", 1, None), ("n-2", "hsf", 1, None)]

    def test_a_need_is_known_under_the_id_it_has_today(self) -> None:
        told = held(
            need("n-1"),
            offer("o-1", 0, "hm", need="n-1"),
            accepted("a-1", 1, "o-1"),
            need("n-2", corrects=["n-1"]),
            offer("o-2", 2, "hsf", "hm", need="n-2"),
            accepted("a-2", 3, "o-2"),
        )
        assert told == [("n-2", "hm", 1, 2), ("n-2", "hsf", 3, None)]

    def test_a_need_lost_in_a_circle_keeps_its_own_id(self) -> None:
        told = held(
            need("n-1", corrects=["n-2"]),
            need("n-2", corrects=["n-1"]),
            offer("o-1", 0, "hm", need="n-1"),
            accepted("a-1", 1, "o-1"),
        )
        assert told == [("n-1", "hm", 1, None)]


class TestEnding:
    def test_let_go_without_receiver_that_day_is_the_last_held(self) -> None:
        assert held(*FIRST, let_go("e-1", 9, "a-1")) == [(None, "hm", 2, 9)]
        assert held(*FIRST, let_go("e-1", 9, "a-1"), on=8) == [(None, "hm", 2, None)]

    def test_let_go_the_day_it_was_accepted_it_was_held_one_day(self) -> None:
        assert held(*FIRST, let_go("e-1", 2, "a-1")) == [(None, "hm", 2, 2)]

    def test_let_go_before_it_was_accepted_it_was_never_held(self) -> None:
        assert held(*FIRST, let_go("e-1", 1, "a-1")) == []

    def test_of_two_ends_the_first_stands(self) -> None:
        assert held(*FIRST, let_go("e-2", 9, "a-1"), let_go("e-1", 5, "a-1")) == [
            (None, "hm", 2, 5)
        ]

    def test_afterwards_anybody_may_accept_it_anew(self) -> None:
        again = (offer("o-2", 10, "hsf"), accepted("a-2", 12, "o-2"))
        assert held(*FIRST, let_go("e-1", 9, "a-1"), *again) == [
            (None, "hm", 2, 9),
            (None, "hsf", 12, None),
        ]

    def test_on_the_very_last_day_too_and_then_from_that_day(self) -> None:
        again = (offer("o-2", 9, "hsf"), accepted("a-2", 9, "o-2"))
        assert held(*FIRST, let_go("e-1", 9, "a-1"), *again) == [
            (None, "hm", 2, 8),
            (None, "hsf", 9, None),
        ]
        day_before = (offer("o-2", 8, "hsf"), accepted("a-2", 8, "o-2"))
        assert held(*FIRST, let_go("e-1", 9, "a-1"), *day_before) == [(None, "hm", 2, 9)]

    def test_on_the_very_last_day_a_stranger_has_nothing_to_hand_over(self) -> None:
        strange = (offer("o-2", 9, "hsf", "region"), accepted("a-2", 9, "o-2"))
        assert held(*FIRST, let_go("e-1", 9, "a-1"), *strange) == [(None, "hm", 2, 9)]

    def test_an_offer_made_while_holding_may_be_accepted_after_letting_go(self) -> None:
        handed = (offer("o-2", 5, "hsf", "hm"), accepted("a-2", 12, "o-2"))
        assert held(*FIRST, let_go("e-1", 9, "a-1"), *handed) == [
            (None, "hm", 2, 9),
            (None, "hsf", 12, None),
        ]

    def test_handed_over_before_it_would_have_ended_the_receiver_holds_on(self) -> None:
        handed = (offer("o-2", 5, "hsf", "hm"), accepted("a-2", 7, "o-2"))
        assert held(*FIRST, let_go("e-1", 9, "a-1"), *handed) == [
            (None, "hm", 2, 6),
            (None, "hsf", 7, None),
        ]

    def test_an_end_follows_its_acceptance_through_corrections(self) -> None:
        told = held(*FIRST, let_go("e-1", 9, "a-1"), accepted("a-2", 3, "o-1", corrects=["a-1"]))
        assert told == [(None, "hm", 3, 9)]


class TestEpisodes:
    def test_what_was_accepted_in_an_earlier_episode_ended_with_it(self) -> None:
        told = case(
            started("s-1", -100),
            offer("o-1", -60, "hm"),
            accepted("a-1", -50, "o-1"),
            ended("e-1", "s-1", -50),
            started("s-2", 0),
        )
        assert held_in(told, 0) == [(None, "hm", -50, None)]
        assert held_in(told, 1) == []
        anew = case(*told.entries, accepted("a-2", -49, "o-1"))
        assert held_in(anew, 1) == [(None, "hm", -49, None)]

    def test_a_holding_covers_its_first_and_last_day(self) -> None:
        told = case(started("s-1"), *FIRST, let_go("e-1", 9, "a-1"))
        (one,) = holdings(told, only_episode(told))
        assert [n for n in (1, 2, 9, 10) if one.covers(day(n))] == [2, 9]
        ongoing = case(started("s-1"), *FIRST)
        (one,) = holdings(ongoing, only_episode(ongoing))
        assert one.covers(day(9999))
        assert not one.covers(day(1))

    @given(any_journals())
    def test_no_matter_ever_has_two_holders_on_one_day(self, journal: Journal) -> None:
        told = Case.of(journal, on=day(9999))
        for episode in episodes(told):
            spans = holdings(told, episode)
            for number, one in enumerate(spans):
                assert one.last is None or one.first <= one.last
                for other in spans[number + 1 :]:
                    if one.need == other.need:
                        assert not other.covers(one.first)
                        assert not one.covers(other.first)


WHOLE: dict[str, Any] = {"contact_path": "08-1", "stand_in": "cm-2", "any_hour": "112"}


def missing(*entries: Entry, on: int, parts: tuple[str, ...] = CHAIN_PARTS) -> set[Any]:
    told = case(started("s-1"), *entries)
    return set(chain_of(told, only_episode(told), parts).missing(day(on)))


class TestChain:
    crisis = (offer("o-1", 0, "hm"), accepted("a-1", 2, "o-1", **WHOLE))
    one_need = (
        need("n-1", 1),
        offer("o-2", 1, "hsf", need="n-1"),
        accepted("a-2", 3, "o-2", contact_path="08-2", stand_in="cm-3"),
    )

    def test_established_on_the_first_day_everything_is_held(self) -> None:
        every = (*self.crisis, *self.one_need)
        assert missing(*every, on=0) == {(None, "needs"), (None, "holder")}
        assert missing(*every, on=1) == {(None, "holder"), ("n-1", "holder")}
        assert missing(*every, on=2) == {("n-1", "holder")}
        assert missing(*every, on=3) == set()

    def test_at_least_one_need_is_assessed(self) -> None:
        assert missing(*self.crisis, on=9) == {(None, "needs")}

    def test_a_closed_need_is_assessed_but_needs_no_holder_any_more(self) -> None:
        closed = note(NeedClosed, "c-1", 5, need="n-1")
        assert missing(*self.crisis, need("n-1", 1), closed, on=5) == {("n-1", "holder")}
        assert missing(*self.crisis, need("n-1", 1), closed, on=6) == set()

    def test_only_the_crisis_must_be_reached_at_any_hour(self) -> None:
        bare = (*self.one_need[:2], accepted("a-2", 3, "o-2"))
        assert missing(*self.crisis, *bare, on=3) == {
            ("n-1", "contact_path"),
            ("n-1", "stand_in"),
        }
        bare_crisis = (self.crisis[0], accepted("a-1", 2, "o-1"))
        assert missing(*bare_crisis, *self.one_need, on=3) == {(None, part) for part in CHAIN_PARTS}

    def test_only_the_asked_parts_are_missed(self) -> None:
        bare = (*self.one_need[:2], accepted("a-2", 3, "o-2"))
        bare_crisis = (self.crisis[0], accepted("a-1", 2, "o-1"))
        assert missing(*bare, *bare_crisis, on=3, parts=()) == set()
        assert missing(*bare, *bare_crisis, on=3, parts=("any_hour",)) == {(None, "any_hour")}

    def test_what_was_let_go_is_missed_from_the_day_after(self) -> None:
        every = (*self.crisis, *self.one_need, let_go("e-1", 20, "a-2"))
        assert missing(*every, on=20) == set()
        assert missing(*every, on=21) == {("n-1", "holder")}

    def test_tells_who_held_what_on_a_day(self) -> None:
        told = case(started("s-1"), *self.crisis, *self.one_need, let_go("e-1", 20, "a-2"))
        chain = chain_of(told, only_episode(told), ())
        for matter, on, holder in (("n-1", 2, None), ("n-1", 3, "hsf"), ("n-1", 21, None)):
            found = chain.holding(matter, day(on))
            assert (found.holder if found else None) == holder
        crisis = chain.holding(None, day(99))
        assert crisis is not None
        assert crisis.holder == "hm"
        assert chain.holding("n-9", day(9)) is None


class TestWhoCanBeAccountable:
    @pytest.mark.parametrize("number", ["112", "1177", "08-508 22 000", "+46 8 508 22 000"])
    def test_a_number_reaches_someone_but_holds_nothing(self, number: str) -> None:
        with refused(("number_as_holder", "receiver")):
            offer("o", 0, number)
        with refused(("number_as_holder", "giver")):
            offer("o", 0, "hm", giver=number)
        with refused(("number_as_holder", "stand_in")):
            accepted("a", 0, "o", stand_in=number)
        with refused(("number_as_holder", "lifter")):
            note(NeedLifted, "l", 0, need="n", lifter=number, lifted_to=LiftedTo.UNIT)
        assert accepted("a", 0, "o", contact_path=number, any_hour=number).id == "a"

    def test_whoever_cannot_be_reached_is_not_the_next_to_turn_to(self) -> None:
        with refused(("escalates_to_oneself", "turn_to")):
            note(EscalationAgreed, "e", 0, sought="hm", turn_to="hm")

    def test_an_absence_does_not_end_before_it_begins(self) -> None:
        for last, fine in ((None, True), (day(3), True), (day(2), False)):
            with nullcontext() if fine else refused(("ends_before_it_begins", "last")):
                note(AbsenceNoted, "x", 0, absent="hm", first=day(3), last=last)
