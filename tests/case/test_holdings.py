"""How each holding came to its end, and every acceptance or lifting without effect (R23, R24)."""

from __future__ import annotations

from cm_method.case.episodes import episodes
from cm_method.case.holdings import Ending, Told, Void, told
from cm_method.case.needs import NeedAssessed
from cm_method.case.parties import Parties
from cm_method.case.responsibility import LiftedTo, NeedLifted, OfferWithdrawn
from cm_method.journal import Entry
from tests.case.test_responsibility import FIRST, accepted, let_go, need, offer, refusal
from tests.case.writing import case, day, ended, note, only_episode, started


def read(*entries: Entry, parties: Parties | None = None) -> Told:
    found = case(started("s-1", -10), *entries)
    return told(found, only_episode(found), parties)


def spans(*entries: Entry, parties: Parties | None = None) -> list[tuple[object, ...]]:
    return [
        (
            each.holder,
            (each.first - day(0)).days,
            None if each.last is None else (each.last - day(0)).days,
            each.ending,
        )
        for each in read(*entries, parties=parties).holdings
    ]


def claims(*entries: Entry, parties: Parties | None = None) -> list[tuple[object, ...]]:
    return [
        (
            each.party,
            (each.first - day(0)).days,
            None if each.last is None else (each.last - day(0)).days,
            each.why,
        )
        for each in read(*entries, parties=parties).claims
    ]


def gone(code: str, last: int) -> Parties:
    return Parties().if_leaves(code, day(last))


def lift(id: str, on: int, lifter: str = "hm") -> NeedLifted:
    return note(NeedLifted, id, on, need="n-1", lifter=lifter, lifted_to=LiftedTo.UNIT)


HANDED = (offer("o-2", 5, "hsf", "hm"), accepted("a-2", 9, "o-2"))


class TestEndings:
    def test_handed_over_ended_left_or_going_on(self) -> None:
        assert spans(*FIRST) == [("hm", 2, None, None)]
        assert spans(*FIRST, *HANDED)[0] == ("hm", 2, 8, Ending.HANDED_OVER)
        assert spans(*FIRST, let_go("e-1", 9, "a-1")) == [("hm", 2, 9, Ending.ENDED)]
        assert spans(*FIRST, parties=gone("hm", 9)) == [("hm", 2, 9, Ending.HOLDER_LEFT)]

    def test_let_go_on_the_day_before_somebody_accepts_it_was_let_go(self) -> None:
        assert spans(*FIRST, let_go("e-1", 8, "a-1"), *HANDED)[0] == ("hm", 2, 8, Ending.ENDED)

    def test_of_letting_go_and_leaving_the_first_counts_on_one_day_the_letting_go(self) -> None:
        told_both = (*FIRST, let_go("e-1", 9, "a-1"))
        assert spans(*told_both, parties=gone("hm", 8)) == [("hm", 2, 8, Ending.HOLDER_LEFT)]
        assert spans(*told_both, parties=gone("hm", 9)) == [("hm", 2, 9, Ending.ENDED)]
        assert spans(*told_both, parties=gone("hm", 10)) == [("hm", 2, 9, Ending.ENDED)]

    def test_who_left_cannot_hand_over_but_anybody_may_accept_what_they_left(self) -> None:
        assert spans(*FIRST, *HANDED, parties=gone("hm", 5)) == [
            ("hm", 2, 5, Ending.HOLDER_LEFT),
            ("hsf", 9, None, None),
        ]

    def test_a_holding_of_no_day_leaves_no_trace(self) -> None:
        through = (
            offer("o-3", 5, "bo", "hsf"),
            accepted("a-3", 9, "o-3"),
        )
        assert spans(*FIRST, *HANDED, *through) == [
            ("hm", 2, 8, Ending.HANDED_OVER),
            ("bo", 9, None, None),
        ]

    def test_let_go_of_before_it_was_accepted_it_is_neither_held_nor_claimed(self) -> None:
        found = read(*FIRST, *HANDED, let_go("e-1", 8, "a-2"))
        assert [(each.holder, each.last) for each in found.holdings] == [("hm", None)]
        assert found.claims == ()


class TestRenewals:
    """A holder who offers to themselves and accepts has renewed the terms."""

    renewed = (
        *FIRST,
        offer("o-2", 5, "hm", "hm"),
        accepted("a-2", 5, "o-2", contact_path="08-9"),
    )

    def test_the_terms_change_and_the_holder_does_not(self) -> None:
        assert [span[0] for span in spans(*self.renewed)] == ["hm", "hm"]

    def test_letting_go_of_what_came_before_lets_go_of_both(self) -> None:
        """Also when renewed twice; what was let go of before the renewal is over already."""
        again = (offer("o-3", 7, "hm", "hm"), accepted("a-3", 7, "o-3"))
        for entries in (self.renewed, (*self.renewed, *again)):
            for of in ("a-1", "a-2"):
                *_, latest = read(*entries, let_go("x", 9, of)).holdings
                assert (latest.last, latest.ending) == (day(9), Ending.ENDED)

    def test_who_has_let_go_takes_it_on_anew(self) -> None:
        """An offer to oneself after the last day is no renewal: nobody held it."""
        entries = (*FIRST, let_go("x", 4, "a-1"), *self.renewed[2:])
        assert [span[1:3] for span in spans(*entries)] == [(2, 4), (5, None)]

    def test_an_earlier_end_of_its_own_stands(self) -> None:
        *_, latest = read(*self.renewed, let_go("x", 9, "a-1"), let_go("y", 7, "a-2")).holdings
        assert latest.last == day(7)

    def test_who_takes_over_from_another_does_not_end_with_them(self) -> None:
        over = (offer("o-2", 5, "hsf", "hm"), accepted("a-2", 5, "o-2"))
        *_, latest = read(*FIRST, *over, let_go("x", 9, "a-1")).holdings
        assert (latest.holder, latest.last) == ("hsf", None)


class TestLiftings:
    def test_who_lifts_what_nobody_holds_is_accountable(self) -> None:
        assert spans(need("n-1"), lift("l-1", 3)) == [("hm", 3, None, None)]

    def test_what_somebody_holds_stays_with_them(self) -> None:
        held = (need("n-1"), offer("o-1", 0, "hm", need="n-1"), accepted("a-1", 2, "o-1"))
        assert spans(*held, lift("l-1", 5, "hsf")) == [("hm", 2, None, None)]
        assert claims(*held, lift("l-1", 5, "hsf")) == []

    def test_whoever_accepts_on_the_day_goes_first(self) -> None:
        held = (need("n-1"), offer("o-1", 0, "hsf", need="n-1"), accepted("z-99", 2, "o-1"))
        assert spans(*held, lift("a-1", 2)) == [("hsf", 2, None, None)]
        assert spans(*held, lift("a-1", 1)) == [("hm", 1, None, None)]

    def test_on_the_last_day_held_a_lifting_does_not_take_over(self) -> None:
        held = (need("n-1"), offer("o-1", 0, "hsf", need="n-1"), accepted("a-1", 2, "o-1"))
        assert spans(*held, let_go("e-1", 5, "a-1"), lift("l-1", 5)) == [
            ("hsf", 2, 5, Ending.ENDED)
        ]
        assert spans(*held, let_go("e-1", 5, "a-1"), lift("l-1", 6))[-1] == ("hm", 6, None, None)

    def test_the_lifter_hands_over_and_lets_go_like_anybody(self) -> None:
        over = (offer("o-1", 4, "hsf", "hm", need="n-1"), accepted("a-1", 5, "o-1"))
        assert spans(need("n-1"), lift("l-1", 3), *over) == [
            ("hm", 3, 4, Ending.HANDED_OVER),
            ("hsf", 5, None, None),
        ]
        assert spans(need("n-1"), lift("l-1", 3), let_go("e-1", 6, "l-1")) == [
            ("hm", 3, 6, Ending.ENDED)
        ]

    def test_a_lifter_who_had_left_is_not_accountable(self) -> None:
        assert spans(need("n-1"), lift("l-1", 3), parties=gone("hm", 2)) == []
        assert claims(need("n-1"), lift("l-1", 3), parties=gone("hm", 2)) == [
            ("hm", 3, None, Void.RECEIVER_HAD_LEFT)
        ]

    def test_a_lifting_before_the_service_counts_unless_of_an_earlier_one(self) -> None:
        assert spans(need("n-1", -15), lift("l-1", -12)) == [("hm", -12, None, None)]
        twice = case(
            started("s-0", -30),
            need("n-1", -25),
            lift("l-1", -20),
            ended("x-0", "s-0", -20),
            started("s-1", -10),
            lift("l-2", -19, "hsf"),
        )
        from_second = told(twice, episodes(twice)[1])
        assert [each.holder for each in from_second.holdings] == ["hsf"]

    def test_it_follows_the_need_through_corrections(self) -> None:
        new: NeedAssessed = need("n-2", corrects=["n-1"])
        found = read(need("n-1"), new, lift("l-1", 3))
        assert [each.need for each in found.holdings] == ["n-2"]


class TestClaims:
    def test_each_reason(self) -> None:
        late = accepted("a-2", 6, "o-2")
        stranger = (offer("o-2", 5, "hsf"), late)
        assert claims(*FIRST, *stranger) == [("hsf", 6, None, Void.SOMEONE_ELSE_HELD)]
        assert claims(*stranger, refusal("r-1", 5, "o-2")) == [("hsf", 6, None, Void.OFFER_REFUSED)]
        no = note(OfferWithdrawn, "w-1", 5, offer="o-2")
        assert claims(*stranger, no) == [("hsf", 6, None, Void.OFFER_WITHDRAWN)]
        assert claims(*stranger, parties=gone("hsf", 5)) == [
            ("hsf", 6, None, Void.RECEIVER_HAD_LEFT)
        ]
        assert claims(*stranger, parties=gone("hsf", 6)) == []

    def test_a_no_comes_before_having_left(self) -> None:
        stranger = (offer("o-2", 5, "hsf"), accepted("a-2", 6, "o-2"))
        no = refusal("r-1", 5, "o-2")
        assert claims(*stranger, no, parties=gone("hsf", 5))[0][-1] is Void.OFFER_REFUSED

    def test_it_ends_as_a_holding_would(self) -> None:
        stranger = (*FIRST, offer("o-2", 5, "hsf"), accepted("a-2", 6, "o-2"))
        assert claims(*stranger, let_go("e-1", 8, "a-2"))[0][2] == 8
        assert claims(*stranger, parties=gone("hsf", 7))[0][2] == 7

    def test_accepting_again_what_one_holds_claims_nothing(self) -> None:
        again = (offer("o-2", 3, "hm"), accepted("a-2", 5, "o-2"))
        assert claims(*FIRST, *again) == []
        assert claims(*FIRST, *again, refusal("r-1", 4, "o-2")) == []

    def test_accepting_on_the_day_one_hands_it_over_claims_it(self) -> None:
        again = (offer("o-3", 9, "hm"), accepted("a-3", 9, "o-3"))
        assert claims(*FIRST, *HANDED, *again) == [("hm", 9, None, Void.SOMEONE_ELSE_HELD)]
