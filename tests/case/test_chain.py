"""The chain day by day: links, gaps and conflicts, each said in whole sentences (R23, R24)."""

from __future__ import annotations

from typing import Any

import pytest

from cm_method.case.chain import CHAIN_PARTS, Chain, DefaultHolder, chain_of, is_away
from cm_method.case.episodes import WorkerChanged, episodes
from cm_method.case.holdings import Void
from cm_method.case.links import Conflict, Gap, GapReason, Link, LinkMark
from cm_method.case.needs import NeedArea, NeedClosed
from cm_method.case.parties import Parties
from cm_method.case.responsibility import (
    AbsenceEnded,
    AbsenceNoted,
    LiftAnswered,
    LiftedTo,
    NeedLifted,
    OfferWithdrawn,
    ResponsibilityEnded,
    ResponsibilityRefused,
    SupportEnded,
    SupportPromised,
)
from cm_method.dates import Period
from cm_method.journal import Entry
from tests.case.test_responsibility import WHOLE, accepted, let_go, need, offer
from tests.case.writing import case, day, ended, note, only_episode, started

NOBODY_LEAVES = Parties()
NEED = (need("n-1"), offer("o-1", 0, "hm", need="n-1"), accepted("a-1", 2, "o-1", **WHOLE))
"""hm holds the need n-1 from day 2; it was assessed on day 0."""


def gone(code: str, last: int) -> Parties:
    return NOBODY_LEAVES.if_leaves(code, day(last))


def chain(
    *entries: Entry,
    on: int = 30,
    parties: Parties | None = None,
    default: DefaultHolder = DefaultHolder.NOBODY,
) -> Chain:
    told = case(started("s-1"), *entries, on=on)
    return chain_of(told, only_episode(told), CHAIN_PARTS, parties=parties, default=default)


def number(on: Any) -> int | None:
    return None if on is None else (on - day(0)).days


def gaps(told: Chain, of: str | None = "n-1") -> list[tuple[int | None, int | None, GapReason]]:
    return [(number(g.first), number(g.last), g.why) for g in told.gaps() if g.need == of]


def gap(told: Chain, of: str | None = "n-1") -> Gap:
    (only,) = (each for each in told.gaps() if each.need == of)
    return only


def link(told: Chain, on: int, of: str | None = "n-1") -> Link:
    (only,) = (each for each in told.on(day(on)) if each.need == of)
    return only


def conflicts(told: Chain) -> list[tuple[str, str, int | None, int | None, Void]]:
    return [(c.holder, c.rival, number(c.first), number(c.last), c.why) for c in told.conflicts()]


def refused(id: str, on: int, of: str) -> Entry:
    return note(ResponsibilityRefused, id, on, offer=of)


def withdrawn(id: str, on: int, of: str) -> Entry:
    return note(OfferWithdrawn, id, on, offer=of)


def lifted(id: str, on: int, lifter: str = "hm", **more: Any) -> NeedLifted:
    said = {"need": "n-1", "lifter": lifter, "lifted_to": LiftedTo.POLITICAL, **more}
    return note(NeedLifted, id, on, **said)


class TestGaps:
    def test_a_need_that_nobody_was_asked_about(self) -> None:
        told = chain(need("n-1", 3))
        assert gaps(told) == [(3, None, GapReason.NEVER_OFFERED)]
        assert gap(told).entries == ("n-1",)
        assert (gap(told).who, gap(told).day) == (None, None)

    def test_the_crisis_that_nobody_was_asked_about_from_the_day_of_start(self) -> None:
        assert gaps(chain(), None) == [(0, None, GapReason.NEVER_OFFERED)]
        assert gap(chain(), None).entries == ()

    def test_it_lasts_until_the_day_before_acceptance(self) -> None:
        assert gaps(chain(*NEED)) == [(0, 1, GapReason.OFFER_UNANSWERED)]
        assert gaps(chain(*NEED, on=1)) == [(0, None, GapReason.OFFER_UNANSWERED)]
        at_once = (need("n-1"), offer("o-1", 0, "hm", need="n-1"), accepted("a-1", 0, "o-1"))
        assert gaps(chain(*at_once)) == []

    def test_an_offer_of_the_very_day_it_was_accepted_was_not_unanswered_before(self) -> None:
        told = chain(need("n-1"), offer("o-1", 2, "hm", need="n-1"), accepted("a-1", 2, "o-1"))
        assert gaps(told) == [(0, 1, GapReason.NEVER_OFFERED)]

    def test_unanswered_names_whom_and_when(self) -> None:
        told = chain(need("n-1"), offer("o-1", 4, "hm", need="n-1"))
        assert gaps(told) == [(0, None, GapReason.OFFER_UNANSWERED)]
        assert (gap(told).who, gap(told).day) == ("hm", day(4))
        assert gap(told).entries == ("n-1", "o-1")

    def test_refused_and_withdrawn_name_the_day_of_the_no(self) -> None:
        asked = (need("n-1"), offer("o-1", 4, "hm", need="n-1"))
        told = chain(*asked, refused("r-1", 6, "o-1"))
        assert (gap(told).why, gap(told).day) == (GapReason.OFFER_REFUSED, day(6))
        told = chain(*asked, withdrawn("w-1", 7, "o-1"))
        assert (gap(told).why, gap(told).day) == (GapReason.OFFER_WITHDRAWN, day(7))

    def test_a_no_on_the_day_after_the_gap_is_not_its_reason(self) -> None:
        asked = (need("n-1"), offer("o-1", 1, "hsf", need="n-1"))
        by_another = (offer("o-2", 0, "hm", need="n-1"), accepted("a-2", 6, "o-2"))
        told = chain(*asked, refused("r-1", 5, "o-1"), *by_another)
        assert gaps(told) == [(0, 5, GapReason.OFFER_REFUSED)]
        told = chain(*asked, refused("r-1", 6, "o-1"), *by_another)
        assert gaps(told) == [(0, 5, GapReason.OFFER_UNANSWERED)]

    def test_the_latest_of_several_offers_is_the_reason(self) -> None:
        told = chain(
            need("n-1"),
            offer("o-1", 1, "hm", need="n-1"),
            refused("r-1", 2, "o-1"),
            offer("o-2", 3, "hsf", need="n-1"),
        )
        assert (gap(told).why, gap(told).who) == (GapReason.OFFER_UNANSWERED, "hsf")

    def test_accepted_after_the_offer_was_withdrawn_is_in_vain_and_the_withdrawal_the_reason(
        self,
    ) -> None:
        asked = (need("n-1"), offer("o-1", 1, "hm", need="n-1"), withdrawn("w-1", 2, "o-1"))
        told = chain(*asked, accepted("a-1", 3, "o-1"))
        assert gaps(told) == [(0, None, GapReason.OFFER_WITHDRAWN)]

    def test_accepted_in_vain_by_one_who_had_left(self) -> None:
        asked = (need("n-1"), offer("o-1", 1, "hm", need="n-1"), accepted("a-1", 6, "o-1"))
        told = chain(*asked, parties=gone("hm", 5))
        assert gaps(told) == [(0, None, GapReason.ACCEPTED_IN_VAIN)]
        assert (gap(told).who, gap(told).day) == ("hm", day(6))
        assert gaps(chain(*asked, parties=gone("hm", 6))) == [
            (0, 5, GapReason.OFFER_UNANSWERED),
            (7, None, GapReason.HOLDER_LEFT),
        ]

    def test_let_go_without_receiver_from_the_day_after(self) -> None:
        told = chain(*NEED, let_go("e-1", 9, "a-1"))
        assert gaps(told)[1:] == [(10, None, GapReason.ENDED_WITHOUT_RECEIVER)]
        found = told.gaps()[-1]
        assert (found.who, found.day, found.entries) == ("hm", day(9), ("n-1", "a-1"))

    def test_until_somebody_accepts_it_anew(self) -> None:
        again = (offer("o-2", 10, "hsf", need="n-1"), accepted("a-2", 12, "o-2"))
        told = chain(*NEED, let_go("e-1", 9, "a-1"), *again)
        assert gaps(told)[1:] == [(10, 11, GapReason.ENDED_WITHOUT_RECEIVER)]

    def test_who_left_lost_it_from_the_day_after(self) -> None:
        told = chain(*NEED, parties=gone("hm", 9))
        assert gaps(told)[1:] == [(10, None, GapReason.HOLDER_LEFT)]
        assert told.gaps()[-1].day == day(9)

    def test_let_go_before_leaving_is_let_go(self) -> None:
        told = chain(*NEED, let_go("e-1", 9, "a-1"), parties=gone("hm", 9))
        assert gaps(told)[1:] == [(10, None, GapReason.ENDED_WITHOUT_RECEIVER)]
        told = chain(*NEED, let_go("e-1", 9, "a-1"), parties=gone("hm", 8))
        assert gaps(told)[1:] == [(9, None, GapReason.HOLDER_LEFT)]

    def test_a_need_that_is_closed_has_no_gap_from_the_day_after(self) -> None:
        closed = note(NeedClosed, "c-1", 5, need="n-1")
        assert gaps(chain(need("n-1"), closed)) == [(0, 5, GapReason.NEVER_OFFERED)]
        told = chain(*NEED, closed, let_go("e-1", 5, "a-1"))
        assert gaps(told) == [(0, 1, GapReason.OFFER_UNANSWERED)]
        told = chain(*NEED, closed, let_go("e-1", 4, "a-1"))
        assert gaps(told)[1:] == [(5, 5, GapReason.ENDED_WITHOUT_RECEIVER)]

    def test_what_is_accepted_after_the_need_was_closed_fills_no_gap(self) -> None:
        closed = note(NeedClosed, "c-1", 1, need="n-1")
        assert gaps(chain(*NEED, closed)) == [(0, 1, GapReason.OFFER_UNANSWERED)]

    def test_after_the_service_there_is_no_gap(self) -> None:
        told = chain(need("n-1"), ended("e-1", "s-1", 7))
        assert gaps(told) == [(0, 7, GapReason.NEVER_OFFERED)]
        assert gaps(chain(need("n-1", 8), ended("e-1", "s-1", 7))) == []

    def test_a_need_from_before_the_service_is_asked_about_from_its_start(self) -> None:
        assert gaps(chain(need("n-1", -5))) == [(0, None, GapReason.NEVER_OFFERED)]

    def test_a_need_closed_before_it_was_assessed_is_never_open(self) -> None:
        told = chain(need("n-1", 5), note(NeedClosed, "c-1", 4, need="n-1"))
        assert gaps(told) == []
        assert {each.need for each in told.on(day(5))} == {None}

    def test_what_was_let_go_of_before_it_was_accepted_takes_nothing_from_the_giver(self) -> None:
        late = (
            offer("o-2", 4, "hsf", "hm", need="n-1"),
            accepted("a-2", 9, "o-2"),
            let_go("e-1", 8, "a-2"),
        )
        told = chain(*NEED, *late)
        assert gaps(told) == [(0, 1, GapReason.OFFER_UNANSWERED)]
        assert link(told, 9).holder == "hm"
        assert told.conflicts() == ()

    def test_under_a_default_holder_only_what_was_held_before_is_a_gap(self) -> None:
        told = chain(*NEED, let_go("e-1", 9, "a-1"), default=DefaultHolder.CASE_MANAGER)
        assert gaps(told) == [(10, None, GapReason.ENDED_WITHOUT_RECEIVER)]
        assert gaps(told, None) == [(0, None, GapReason.NEVER_OFFERED)]


class TestGapsInWords:
    @pytest.mark.parametrize(
        ("entries", "sv", "en"),
        [
            (
                (),
                (
                    "Sedan 2026-11-16 har ingen ansvaret för ekonomi (n-1)."
                    " Ingen har tillfrågats om att ta ansvaret."
                ),
                (
                    "Since 2026-11-16 nobody is accountable for money (n-1)."
                    " Nobody has been asked to take it."
                ),
            ),
            (
                (offer("o-1", 1, "hm", need="n-1"),),
                (
                    "Sedan 2026-11-16 har ingen ansvaret för ekonomi (n-1)."
                    " hm fick frågan 2026-11-17 men har inte svarat."
                ),
                (
                    "Since 2026-11-16 nobody is accountable for money (n-1)."
                    " hm was asked on 2026-11-17 but has not answered."
                ),
            ),
            (
                (offer("o-1", 1, "hm", need="n-1"), accepted("a-1", 2, "o-1")),
                (
                    "Från 2026-11-16 till 2026-11-17 hade ingen ansvaret för ekonomi (n-1)."
                    " hm fick frågan 2026-11-17 och hade inte svarat."
                ),
                (
                    "From 2026-11-16 to 2026-11-17 nobody was accountable for money (n-1)."
                    " hm was asked on 2026-11-17 and had not answered."
                ),
            ),
            (
                (offer("o-1", 1, "hm", need="n-1"), refused("r-1", 3, "o-1")),
                (
                    "Sedan 2026-11-16 har ingen ansvaret för ekonomi (n-1)."
                    " hm fick frågan men tackade nej 2026-11-19."
                ),
                (
                    "Since 2026-11-16 nobody is accountable for money (n-1)."
                    " hm was asked but said no on 2026-11-19."
                ),
            ),
            (
                (offer("o-1", 1, "hm", need="n-1"), withdrawn("w-1", 3, "o-1")),
                (
                    "Sedan 2026-11-16 har ingen ansvaret för ekonomi (n-1)."
                    " hm fick frågan, men den togs tillbaka 2026-11-19."
                ),
                (
                    "Since 2026-11-16 nobody is accountable for money (n-1)."
                    " hm was asked, but the offer was withdrawn on 2026-11-19."
                ),
            ),
            (
                (offer("o-1", 1, "cm-9", need="n-1"), accepted("a-1", 4, "o-1")),
                (
                    "Sedan 2026-11-16 har ingen ansvaret för ekonomi (n-1)."
                    " cm-9 tackade ja 2026-11-20, men då gällde inte erbjudandet längre."
                ),
                (
                    "Since 2026-11-16 nobody is accountable for money (n-1)."
                    " cm-9 said yes on 2026-11-20, but by then the offer no longer stood."
                ),
            ),
            (
                (
                    offer("o-1", 0, "hm", need="n-1"),
                    accepted("a-1", 0, "o-1"),
                    let_go("e-1", 4, "a-1"),
                ),
                (
                    "Sedan 2026-11-21 har ingen ansvaret för ekonomi (n-1)."
                    " hm lämnade ansvaret 2026-11-20 utan att någon tog över."
                ),
                (
                    "Since 2026-11-21 nobody is accountable for money (n-1)."
                    " hm let go of it on 2026-11-20 without anyone taking over."
                ),
            ),
            (
                (offer("o-1", 0, "cm-9", need="n-1"), accepted("a-1", 0, "o-1")),
                (
                    "Sedan 2026-11-19 har ingen ansvaret för ekonomi (n-1)."
                    " cm-9 slutade 2026-11-18 och ingen tog över."
                ),
                (
                    "Since 2026-11-19 nobody is accountable for money (n-1)."
                    " cm-9 left on 2026-11-18 and nobody took over."
                ),
            ),
        ],
        ids=[
            "never_offered",
            "unanswered",
            "unanswered_then",
            "refused",
            "withdrawn",
            "in_vain",
            "ended",
            "left",
        ],
    )
    def test_each_reason(self, entries: tuple[Entry, ...], sv: str, en: str) -> None:
        found = gap(chain(need("n-1"), *entries, parties=gone("cm-9", 2)))
        assert found.explain() == found.explain("sv") == sv
        assert found.explain("en") == en

    def test_the_crisis(self) -> None:
        found = gap(chain(), None)
        assert found.explain("sv") == (
            "Sedan 2026-11-16 har ingen ansvaret för krisen."
            " Ingen har tillfrågats om att ta ansvaret."
        )
        assert found.explain("en") == (
            "Since 2026-11-16 nobody is accountable for the crisis."
            " Nobody has been asked to take it."
        )


RIVAL = (offer("o-2", 3, "hsf", need="n-1"), accepted("a-2", 5, "o-2"))
"""hsf accepts what hm holds already."""


class TestConflicts:
    def test_accepted_while_someone_else_held(self) -> None:
        told = chain(*NEED, *RIVAL)
        assert conflicts(told) == [("hm", "hsf", 5, None, Void.SOMEONE_ELSE_HELD)]
        assert told.conflicts()[0].entries == ("a-1", "a-2")
        assert told.conflicts()[0].area is NeedArea.MONEY

    def test_two_halves_of_a_journal_each_with_an_acceptance_of_the_same_offer_day(self) -> None:
        both = (offer("o-2", 4, "hsf", "hm", need="n-1"), offer("o-3", 4, "bo", "hm", need="n-1"))
        told = chain(*NEED, *both, accepted("a-3", 6, "o-3"), accepted("a-2", 6, "o-2", recorded=8))
        assert conflicts(told) == [("bo", "hsf", 6, None, Void.SOMEONE_ELSE_HELD)]

    def test_it_is_with_whoever_holds_day_by_day(self) -> None:
        over = (offer("o-3", 6, "bo", "hm", need="n-1"), accepted("a-3", 8, "o-3"))
        assert conflicts(chain(*NEED, *RIVAL, *over)) == [
            ("hm", "hsf", 5, 7, Void.SOMEONE_ELSE_HELD),
            ("bo", "hsf", 8, None, Void.SOMEONE_ELSE_HELD),
        ]

    def test_it_is_over_when_the_rival_becomes_the_holder(self) -> None:
        over = (offer("o-3", 6, "hsf", "hm", need="n-1"), accepted("a-3", 8, "o-3"))
        assert conflicts(chain(*NEED, *RIVAL, *over)) == [
            ("hm", "hsf", 5, 7, Void.SOMEONE_ELSE_HELD)
        ]
        back = (offer("o-4", 9, "hm", "hsf", need="n-1"), accepted("a-4", 10, "o-4"))
        assert conflicts(chain(*NEED, *RIVAL, *over, *back)) == [
            ("hm", "hsf", 5, 7, Void.SOMEONE_ELSE_HELD)
        ]

    def test_it_is_over_when_the_rival_lets_go_or_leaves(self) -> None:
        told = chain(*NEED, *RIVAL, let_go("e-1", 9, "a-2"))
        assert conflicts(told) == [("hm", "hsf", 5, 9, Void.SOMEONE_ELSE_HELD)]
        told = chain(*NEED, *RIVAL, parties=gone("hsf", 7))
        assert conflicts(told) == [("hm", "hsf", 5, 7, Void.SOMEONE_ELSE_HELD)]

    def test_it_is_over_with_the_holder_the_need_or_the_service(self) -> None:
        assert conflicts(chain(*NEED, *RIVAL, let_go("e-1", 9, "a-1")))[0][3] == 9
        assert conflicts(chain(*NEED, *RIVAL, note(NeedClosed, "c-1", 8, need="n-1")))[0][3] == 8
        assert conflicts(chain(*NEED, *RIVAL, ended("x-1", "s-1", 7)))[0][3] == 7
        assert conflicts(chain(*NEED, *RIVAL, ended("x-1", "s-1", 4))) == []

    def test_none_about_a_need_that_is_not_there(self) -> None:
        lost = (offer("o-3", 0, "hm", need="n-9"), offer("o-4", 0, "hsf", need="n-9"))
        told = chain(*lost, accepted("a-3", 1, "o-3"), accepted("a-4", 2, "o-4"))
        assert told.conflicts() == ()

    def test_none_where_nobody_holds(self) -> None:
        asked = (need("n-1"), offer("o-1", 1, "hm", need="n-1"), refused("r-1", 2, "o-1"))
        assert chain(*asked, accepted("a-1", 3, "o-1")).conflicts() == ()

    def test_none_for_who_holds_it_anyway(self) -> None:
        again = (offer("o-2", 3, "hm", need="n-1"), accepted("a-2", 5, "o-2"))
        over = (offer("o-3", 6, "bo", "hm", need="n-1"), accepted("a-3", 8, "o-3"))
        assert chain(*NEED, *again, *over).conflicts() == ()
        assert chain(*NEED, *again, refused("r-1", 4, "o-2"), *over).conflicts() == ()

    def test_to_lift_what_someone_holds_is_only_noted(self) -> None:
        told = chain(*NEED, lifted("l-1", 5, "hsf"))
        assert told.conflicts() == ()
        assert link(told, 5).holder == "hm"
        assert LinkMark.LIFTED in link(told, 5).marks

    @pytest.mark.parametrize(
        ("before", "parties", "sv", "en"),
        [
            (
                (),
                NOBODY_LEAVES,
                "Ansvaret räknas till hm, som redan hade det när hsf tackade ja.",
                "hm counts as accountable, having been so already when hsf said yes.",
            ),
            (
                (refused("r-1", 4, "o-2"),),
                NOBODY_LEAVES,
                "Ansvaret räknas till hm, eftersom hsf redan hade tackat nej.",
                "hm counts as accountable, since hsf had already said no.",
            ),
            (
                (withdrawn("w-1", 4, "o-2"),),
                NOBODY_LEAVES,
                "Ansvaret räknas till hm, eftersom erbjudandet till hsf hade tagits tillbaka.",
                "hm counts as accountable, since the offer to hsf had been withdrawn.",
            ),
            (
                (),
                gone("hsf", 4),
                "Ansvaret räknas till hm, eftersom hsf hade slutat.",
                "hm counts as accountable, since hsf had left.",
            ),
        ],
        ids=[each.value for each in Void],
    )
    def test_in_words(self, before: tuple[Entry, ...], parties: Parties, sv: str, en: str) -> None:
        (found,) = chain(*NEED, *RIVAL, *before, parties=parties).conflicts()
        assert found.explain("sv") == (
            "Sedan 2026-11-21 tror både hm och hsf att de har ansvaret för ekonomi (n-1). " + sv
        )
        assert found.explain("en") == (
            "Since 2026-11-21 both hm and hsf believe that they are accountable for money (n-1). "
            + en
        )

    def test_in_words_when_it_is_over(self) -> None:
        (found,) = chain(*NEED, *RIVAL, let_go("e-1", 9, "a-2")).conflicts()
        assert isinstance(found, Conflict)
        assert found.explain() == (
            "Från 2026-11-21 till 2026-11-25 trodde både hm och hsf att de hade ansvaret för"
            " ekonomi (n-1). Ansvaret räknas till hm, som redan hade det när hsf tackade ja."
        )
        assert found.explain("en") == (
            "From 2026-11-21 to 2026-11-25 both hm and hsf believed that they were accountable for"
            " money (n-1). hm counts as accountable, having been so already when hsf said yes."
        )


def away(id: str, absent: str, first: int, last: int | None = None) -> Entry:
    until = None if last is None else day(last)
    return note(AbsenceNoted, id, 0, absent=absent, first=day(first), last=until)


class TestLinks:
    def test_who_holds_since_when_and_how_to_reach_them(self) -> None:
        found = link(chain(*NEED), 2)
        assert (found.holder, found.acting, found.stand_in) == ("hm", "hm", "cm-2")
        assert (found.contact_path, found.any_hour) == ("08-1", "112")
        assert (found.since, found.entries, found.marks) == (day(2), ("a-1",), ())
        assert link(chain(*NEED), 1).holder is None
        assert link(chain(*NEED), 1).entries == ()

    def test_none_outside_the_service_or_for_a_need_not_open(self) -> None:
        told = chain(*NEED, note(NeedClosed, "c-1", 5, need="n-1"), ended("e-1", "s-1", 9))
        assert [len(told.on(day(n))) for n in (-1, 0, 5, 6, 9, 10)] == [0, 2, 2, 1, 1, 0]

    def test_the_mark_of_what_was_written_down_later(self) -> None:
        late = (need("n-1"), offer("o-1", 0, "hm", need="n-1"))
        told = chain(*late, accepted("a-1", 2, "o-1", recorded=3))
        assert link(told, 2).marks == (LinkMark.BACKDATED,)

    def test_while_the_holder_is_away_the_stand_in_acts(self) -> None:
        told = chain(*NEED, away("b-1", "hm", 5, 7))
        assert [link(told, n).acting for n in (4, 5, 7, 8)] == ["hm", "cm-2", "cm-2", "hm"]
        assert [link(told, n).holder for n in (4, 5, 7, 8)] == ["hm"] * 4
        assert link(told, 5).marks == (LinkMark.HOLDER_AWAY,)
        assert gaps(told) == gaps(chain(*NEED))

    def test_an_absence_until_further_notice_ends_on_the_day_of_return(self) -> None:
        told = chain(*NEED, away("b-1", "hm", 5), note(AbsenceEnded, "b-2", 9, absence="b-1"))
        assert [is_away(told.case, "hm", day(n)) for n in (4, 5, 8, 9)] == [
            False,
            True,
            True,
            False,
        ]
        assert is_away(chain(*NEED, away("b-1", "hm", 5)).case, "hm", day(999))
        assert not is_away(told.case, "cm-2", day(6))

    def test_of_two_returns_the_first_counts(self) -> None:
        back = [note(AbsenceEnded, f"b-{n}", n, absence="b-1") for n in (7, 6)]
        told = chain(*NEED, away("b-1", "hm", 5, 9), *back)
        assert [is_away(told.case, "hm", day(n)) for n in (5, 6, 7)] == [True, False, False]

    def test_when_the_stand_in_is_away_too_nobody_acts(self) -> None:
        told = chain(*NEED, away("b-1", "hm", 5, 7), away("b-2", "cm-2", 7, 9))
        assert [link(told, n).acting for n in (6, 7, 8)] == ["cm-2", None, "hm"]
        assert link(told, 7).marks == (LinkMark.BOTH_AWAY,)

    def test_a_stand_in_who_is_the_holder_is_no_stand_in(self) -> None:
        own = (need("n-1"), offer("o-1", 0, "hm", need="n-1"))
        told = chain(*own, accepted("a-1", 0, "o-1", contact_path="1", stand_in="hm"))
        told_away = chain(
            *own, accepted("a-1", 0, "o-1", contact_path="1", stand_in="hm"), away("b-1", "hm", 5)
        )
        assert link(told, 0).stand_in is None
        assert link(told, 0).lacking == ("stand_in",)
        assert (link(told_away, 5).acting, link(told_away, 5).marks) == (
            None,
            (LinkMark.BOTH_AWAY,),
        )

    def test_who_offers_to_themselves_renews_the_terms(self) -> None:
        renewed = (
            offer("o-2", 6, "hm", "hm", need="n-1"),
            accepted("a-2", 8, "o-2", contact_path="08-9", stand_in="cm-7"),
        )
        told = chain(*NEED, *renewed)
        assert [link(told, n).contact_path for n in (7, 8)] == ["08-1", "08-9"]
        assert [link(told, n).since for n in (7, 8)] == [day(2), day(2)]
        assert link(told, 8).stand_in == "cm-7"
        assert gaps(told) == gaps(chain(*NEED))
        assert told.conflicts() == ()

    def test_since_counts_from_the_last_break(self) -> None:
        again = (offer("o-2", 10, "hm", need="n-1"), accepted("a-2", 12, "o-2"))
        told = chain(*NEED, let_go("e-1", 9, "a-1"), *again)
        assert [link(told, n).since for n in (9, 12)] == [day(2), day(12)]
        there_and_back = (
            offer("o-2", 3, "hsf", "hm", need="n-1"),
            accepted("a-2", 4, "o-2"),
            offer("o-3", 5, "hm", "hsf", need="n-1"),
            accepted("a-3", 6, "o-3"),
        )
        told = chain(*NEED, *there_and_back)
        assert [link(told, n).since for n in (3, 5, 6)] == [day(2), day(4), day(6)]

    def test_the_case_manager_holds_by_default_what_nobody_accepted_yet(self) -> None:
        changed = note(WorkerChanged, "k-1", 1, start="s-1", worker="cm-5")
        told = chain(*NEED, changed, let_go("e-1", 9, "a-1"), default=DefaultHolder.CASE_MANAGER)
        assert [link(told, n).holder for n in (0, 1, 2, 10)] == ["cm-1", "cm-5", "hm", None]
        assert link(told, 0).marks == (LinkMark.BY_DEFAULT,)
        assert link(told, 0).since is None
        assert link(told, 0, None).holder is None
        assert (None, "holder") in told.missing(day(0))
        assert ("n-1", "holder") in told.missing(day(0))

    def test_who_lifts_a_need_that_nobody_holds_is_accountable(self) -> None:
        told = chain(need("n-1"), lifted("l-1", 4, contact_path="08-1", stand_in="cm-2"))
        found = link(told, 4)
        assert (found.holder, found.since, found.entries) == ("hm", day(4), ("l-1",))
        assert (found.marks, found.any_hour, found.lacking) == ((LinkMark.LIFTED,), None, ())
        assert link(told, 3).marks == ()
        assert gaps(told) == [(0, 3, GapReason.NEVER_OFFERED)]

    def test_who_lifted_it_lets_go_like_anybody(self) -> None:
        told = chain(
            need("n-1"), lifted("l-1", 0), note(ResponsibilityEnded, "e", 5, acceptance="l-1")
        )
        assert gaps(told) == [(6, None, GapReason.ENDED_WITHOUT_RECEIVER)]

    def test_an_answer_to_a_lifting_is_marked_from_its_day(self) -> None:
        answer = note(LiftAnswered, "v-1", 7, lift="l-1", service_found=True)
        told = chain(need("n-1"), lifted("l-1", 4), answer)
        assert link(told, 6).marks == (LinkMark.LIFTED,)
        assert link(told, 7).marks == (LinkMark.LIFTED, LinkMark.LIFT_ANSWERED)
        assert link(told, 7, None).marks == ()

    def test_supporters_help_and_do_not_hold(self) -> None:
        told = chain(
            need("n-1"),
            note(SupportPromised, "u-1", 3, need="n-1", supporter="bo"),
            note(SupportPromised, "u-2", 4, supporter="vän"),
            note(SupportEnded, "u-3", 6, support="u-1"),
            note(SupportEnded, "u-4", 8, support="u-1"),
        )
        assert [link(told, n).supporters for n in (2, 3, 6, 7)] == [(), ("bo",), ("bo",), ()]
        assert [link(told, n, None).supporters for n in (3, 9)] == [(), ("vän",)]
        assert gaps(told) == [(0, None, GapReason.NEVER_OFFERED)]

    def test_support_of_an_earlier_service_ended_with_it(self) -> None:
        told = case(
            started("s-0", -20),
            note(SupportPromised, "u-1", -9, supporter="bo"),
            ended("e-0", "s-0", -5),
            started("s-1"),
            note(SupportPromised, "u-2", 1, supporter="vän"),
        )
        from_episode = chain_of(told, _second(told), ())
        assert link(from_episode, 1, None).supporters == ("vän",)


def _second(told: Any) -> Any:
    return episodes(told)[1]


class TestLinksInWords:
    @pytest.mark.parametrize(
        ("entries", "on", "sv", "en"),
        [
            (
                (),
                1,
                "Ingen har ansvaret för ekonomi (n-1).",
                "Nobody is accountable for money (n-1).",
            ),
            (
                (),
                2,
                "hm har ansvaret för ekonomi (n-1) sedan 2026-11-18.",
                "hm has been accountable for money (n-1) since 2026-11-18.",
            ),
            (
                (away("b-1", "hm", 5),),
                5,
                (
                    "hm har ansvaret för ekonomi (n-1) sedan 2026-11-18."
                    " hm är borta och cm-2 agerar i stället."
                ),
                (
                    "hm has been accountable for money (n-1) since 2026-11-18."
                    " hm is away and cm-2 acts instead."
                ),
            ),
            (
                (away("b-1", "hm", 5), away("b-2", "cm-2", 5)),
                5,
                (
                    "hm har ansvaret för ekonomi (n-1) sedan 2026-11-18."
                    " hm är borta och det finns ingen ersättare på plats."
                ),
                (
                    "hm has been accountable for money (n-1) since 2026-11-18."
                    " hm is away and there is no stand-in to act."
                ),
            ),
            (
                (
                    lifted("l-1", 3),
                    note(LiftAnswered, "v-1", 4, lift="l-1", service_found=False),
                    note(SupportPromised, "u-1", 4, need="n-1", supporter="bo"),
                    note(SupportPromised, "u-2", 4, need="n-1", supporter="vän"),
                ),
                5,
                (
                    "hm har ansvaret för ekonomi (n-1) sedan 2026-11-18."
                    " Ingen insats svarar mot behovet, så det har lyfts."
                    " Svar har kommit på det lyfta behovet."
                    " Stöd ges av: bo, vän."
                ),
                (
                    "hm has been accountable for money (n-1) since 2026-11-18."
                    " No service answers the need, so it has been lifted."
                    " The lifted need has been answered. Support is given by: bo, vän."
                ),
            ),
            (
                (offer("o-2", 3, "hm", "hm", need="n-1"), accepted("a-2", 4, "o-2", recorded=5)),
                5,
                (
                    "hm har ansvaret för ekonomi (n-1) sedan 2026-11-18."
                    " Det antecknades i efterhand. Det saknas: kontaktväg till den som ansvarar"
                    " för ett behov, ersättare för den som ansvarar för ett behov."
                ),
                (
                    "hm has been accountable for money (n-1) since 2026-11-18."
                    " It was recorded afterwards. What is missing:"
                    " a contact path to the holder of a need, a stand-in for the holder of a need."
                ),
            ),
        ],
    )
    def test_each_part(self, entries: tuple[Entry, ...], on: int, sv: str, en: str) -> None:
        found = link(chain(*NEED, *entries), on)
        assert found.explain() == sv
        assert found.explain("en") == en

    def test_by_default(self) -> None:
        found = link(chain(*NEED, default=DefaultHolder.CASE_MANAGER), 0)
        assert found.explain() == (
            "cm-1 har ansvaret för ekonomi (n-1) tills någon tar emot det."
            " Så säger metodens grundregel."
        )
        assert found.explain("en") == (
            "cm-1 is accountable for money (n-1) until someone accepts it."
            " That is the method's default."
        )


CRISIS = (offer("k-1", 0, "hm"), accepted("k-2", 3, "k-1", **WHOLE))


class TestEstablished:
    def spans(self, *entries: Entry, **more: Any) -> list[tuple[int | None, int | None]]:
        found = chain(*entries, **more).established()
        assert all(isinstance(each, Period) for each in found)
        return [(number(each.first), number(each.last)) for each in found]

    def test_from_the_first_day_on_which_all_is_held(self) -> None:
        assert self.spans(*NEED, *CRISIS) == [(3, None)]
        assert self.spans(*NEED) == []
        assert self.spans(*CRISIS) == []

    def test_until_the_last_day_of_service(self) -> None:
        assert self.spans(*NEED, *CRISIS, ended("e-1", "s-1", 9)) == [(3, 9)]
        assert self.spans(*NEED, *CRISIS, ended("e-1", "s-1", 2)) == []

    def test_broken_by_a_new_need_and_whole_again_when_it_is_held_or_closed(self) -> None:
        held = (offer("o-2", 6, "hm", need="n-2"), accepted("a-2", 8, "o-2", **WHOLE))
        assert self.spans(*NEED, *CRISIS, need("n-2", 6), *held) == [(3, 5), (8, None)]
        closed = note(NeedClosed, "c-2", 8, need="n-2")
        assert self.spans(*NEED, *CRISIS, need("n-2", 6), closed) == [(3, 5), (9, None)]

    def test_broken_by_an_end_and_by_a_leaving(self) -> None:
        assert self.spans(*NEED, *CRISIS, let_go("e-1", 9, "a-1")) == [(3, 9)]
        assert self.spans(*NEED, *CRISIS, parties=gone("hm", 9)) == [(3, 9)]

    def test_broken_by_terms_that_lack_a_part(self) -> None:
        bare = (offer("k-3", 5, "hm", "hm"), accepted("k-4", 6, "k-3"))
        assert self.spans(*NEED, *CRISIS, *bare) == [(3, 5)]

    def test_a_handover_does_not_break_it(self) -> None:
        over = (offer("k-3", 5, "hsf", "hm"), accepted("k-4", 6, "k-3", **WHOLE))
        assert self.spans(*NEED, *CRISIS, *over) == [(3, None)]

    def test_what_was_held_before_the_need_was_assessed_does_not_count_before(self) -> None:
        late = (
            need("n-1", 6),
            offer("o-1", 4, "hm", need="n-1"),
            accepted("a-1", 4, "o-1", **WHOLE),
        )
        assert self.spans(*late, *CRISIS) == [(6, None)]

    def test_a_need_closed_before_it_was_assessed_is_assessed_and_never_open(self) -> None:
        never = (need("n-1", 5), note(NeedClosed, "c-1", 4, need="n-1"))
        assert self.spans(*never, *CRISIS) == [(5, None)]
        held = (offer("o-1", 0, "hm", need="n-1"), accepted("a-1", 0, "o-1", **WHOLE))
        assert self.spans(*never, *CRISIS, *held) == [(5, None)]

    def test_what_is_held_only_after_the_need_was_closed_does_not_count(self) -> None:
        closed = note(NeedClosed, "c-1", 1, need="n-1")
        assert self.spans(*NEED, closed, *CRISIS) == [(3, None)]


HELD_WHOLE = (
    need("n-1"),
    offer("o-9", 0, "hm", need="n-1"),
    accepted("a-9", 0, "o-9", **WHOLE),
)


class TestWhoHasLeft:
    def test_a_stand_in_who_has_left_does_not_act(self) -> None:
        """Both sides of the day; the chain stays established."""
        told = chain(*CRISIS, *HELD_WHOLE, away("b-1", "hm", 0), parties=gone("cm-2", 5))
        assert link(told, 5).acting == "cm-2"
        assert LinkMark.STAND_IN_LEFT not in link(told, 5).marks
        assert link(told, 6).acting is None
        assert set(link(told, 6).marks) == {LinkMark.BOTH_AWAY, LinkMark.STAND_IN_LEFT}
        assert "cm-2 är ersättare men har slutat." in link(told, 6).explain("sv")
        assert "cm-2 is the stand-in but has left." in link(told, 6).explain("en")
        assert told.missing(day(6)) == ()

    def test_it_is_said_also_while_the_holder_is_there(self) -> None:
        told = chain(*HELD_WHOLE, parties=gone("cm-2", 5))
        assert link(told, 6).acting == "hm"
        assert link(told, 6).marks == (LinkMark.STAND_IN_LEFT,)

    def test_a_default_holder_who_has_left_holds_nothing(self) -> None:
        default = DefaultHolder.CASE_MANAGER
        told = chain(need("n-1"), parties=gone("cm-1", 5), default=default)
        assert gaps(told) == [(6, None, GapReason.HOLDER_LEFT)]
        assert (gap(told).who, number(gap(told).day)) == ("cm-1", 5)
        assert (link(told, 5).holder, link(told, 6).holder) == ("cm-1", None)
        followed = note(WorkerChanged, "w-1", 9, start="s-1", worker="cm-2")
        told = chain(need("n-1"), followed, parties=gone("cm-1", 5), default=default)
        assert gaps(told) == [(6, 8, GapReason.HOLDER_LEFT)]
        assert link(told, 9).holder == "cm-2"

    def test_a_gap_of_one_day_is_told_as_one_day(self) -> None:
        told = chain(need("n-1", 3), offer("o-1", 3, "hm", need="n-1"), accepted("a-1", 4, "o-1"))
        assert gap(told).explain("sv").startswith(f"Den {day(3)} hade ingen ansvaret för")
        assert gap(told).explain("en").startswith(f"On {day(3)} nobody was accountable for")
