"""What if somebody leaves: what nobody would hold any more, and a handover of it all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.episodes import WorkerChanged, episodes
from cm_method.case.holdings import holdings
from cm_method.case.needs import NeedArea
from cm_method.case.parties import LegalForm, Parties, PartyJoined, WorkerJoined, WorkerLeft
from cm_method.case.register import PARTNERSHIP
from cm_method.case.responsibility import (
    LiftedTo,
    NeedLifted,
    ResponsibilityAccepted,
    ResponsibilityOffered,
)
from cm_method.cohort.leaving import (
    Handover,
    HandoverPlan,
    Leaving,
    check_handover,
    if_leaves,
)
from cm_method.dates import plus_days
from cm_method.errors import has_words
from cm_method.journal import Entry, Journal
from cm_method.labels import LANGUAGES
from cm_method.testing.strategies import CODES, any_journals, days_around
from tests.examples.notation import EXAMPLE_START, journal_of

LAST = 50
"""The last day of whoever leaves."""


def day(number: int) -> date:
    return plus_days(EXAMPLE_START, number)


def on_day(on: int, kind: type[Entry], id: str, **rest: Any) -> Entry:
    return kind(id=id, on=day(on), by="hm", **rest)


def party(id: str, code: str) -> Entry:
    form = LegalForm.ASSOCIATION
    return on_day(-99, PartyJoined, id, party=code, name=code, legal_form=form)


def worker(id: str, code: str, of: str) -> Entry:
    return on_day(-99, WorkerJoined, id, worker=code, party=of)


STAFF = (
    party("p-1", "hm"),
    party("p-2", "sdf"),
    worker("w-1", "anna", "hm"),
    worker("w-2", "bo", "hm"),
    worker("w-3", "cia", "sdf"),
)


def parties_of(*more: Entry) -> Parties:
    return Parties.of(Journal(subject=PARTNERSHIP, entries=[*STAFF, *more]))


def case_of(lines: str, *more: Entry, on: int = 40, name: str = "P-1") -> Case:
    return Case.of(journal_of(lines, subject=name).with_entries(*more), on=day(on))


def leaves(who: str, *cases: Case, last: int = LAST, parties: Parties | None = None) -> Leaving:
    return if_leaves(cases, who, day(last), parties=parties or parties_of())


def orphaned(found: Leaving) -> list[str]:
    """Each orphan in a line: participant, need, holder, stand-in and the first day."""
    return [
        f"{o.participant} {o.need or 'crisis'} {o.holder} {o.stand_in} "
        f"{(o.first - EXAMPLE_START).days}"
        for o in found.orphans
    ]


START = "day 0: started\nday 1: need housing as n1\n"
ANNA = START + "day 2: anna answers for n1 as a1\nday 2: anna answers for crisis as c1\n"
"""Anna holds a need and the crisis, with cm-2 as stand-in."""
BOTH = ["P-1 crisis anna cm-2 51", "P-1 n1 anna cm-2 51"]


class TestWhatIsLost:
    def test_a_worker_takes_along_what_they_hold(self) -> None:
        found = leaves("anna", case_of(ANNA))
        assert sorted(orphaned(found)) == BOTH
        assert {o.area for o in found.orphans} == {None, NeedArea.HOUSING}
        assert {o.acceptance for o in found.orphans} == {"a1", "c1"}
        assert (found.who, found.last) == ("anna", day(LAST))
        assert (found.stood_in_for, found.led, found.offers) == ((), (), ())

    @pytest.mark.parametrize("who", ["bo", "sdf", "cia", "psyk"])
    def test_nobody_else_does(self, who: str) -> None:
        assert leaves(who, case_of(ANNA)).orphans == ()

    def test_a_party_takes_along_what_its_workers_hold_and_its_own(self) -> None:
        life = START + "day 2: anna answers for n1\nday 2: hm answers for crisis\n"
        assert sorted(orphaned(leaves("hm", case_of(life)))) == [
            "P-1 crisis hm cm-2 51",
            "P-1 n1 anna cm-2 51",
        ]
        assert orphaned(leaves("anna", case_of(life))) == ["P-1 n1 anna cm-2 51"]

    def test_an_actor_that_nobody_registered_can_leave_too(self) -> None:
        life = START + "day 2: psyk answers for n1\n"
        assert orphaned(leaves("psyk", case_of(life))) == ["P-1 n1 psyk cm-2 51"]

    def test_what_was_lifted_is_held_too(self) -> None:
        lift = on_day(3, NeedLifted, "l1", need="n1", lifter="anna", lifted_to=LiftedTo.UNIT)
        (orphan,) = leaves("anna", case_of(START, lift)).orphans
        assert (orphan.need, orphan.stand_in, orphan.acceptance) == ("n1", None, "l1")

    def test_all_cases_are_asked_in_their_order(self) -> None:
        cases = [case_of(ANNA, name=name) for name in ("P-3", "P-1")]
        found = leaves("anna", *cases)
        assert [orphan.participant for orphan in found.orphans] == ["P-3", "P-3", "P-1", "P-1"]

    @pytest.mark.parametrize(
        "lines",
        [
            "day 50: closed n1\nday 50: let go c1",
            "day 39: ended",
            "day 40: died",
        ],
    )
    def test_what_is_over_by_then_is_not_lost(self, lines: str) -> None:
        assert leaves("anna", case_of(ANNA + lines, on=50)).orphans == ()

    def test_what_is_still_open_on_the_next_day_is(self) -> None:
        life = ANNA + "day 51: closed n1\nday 51: let go c1\nday 51: ended"
        assert sorted(orphaned(leaves("anna", case_of(life, on=51)))) == BOTH
        assert leaves("anna", case_of(life, on=52)).orphans == ()

    def test_what_a_later_episode_does_not_hold_any_more(self) -> None:
        life = ANNA + "day 20: ended\nday 30: started as again\n"
        assert leaves("anna", case_of(life)).orphans == ()


class TestAcceptedAlready:
    handed = ANNA + "day 30: offered n1 from anna to cia as o2\n"

    def test_a_handover_that_only_is_offered_changes_nothing(self) -> None:
        assert sorted(orphaned(leaves("anna", case_of(self.handed)))) == BOTH

    @pytest.mark.parametrize("accepted", [30, 50, 51])
    def test_what_another_holds_from_the_next_day_is_not_lost(self, accepted: int) -> None:
        life = self.handed + f"day {accepted}: accepted o2"
        found = leaves("anna", case_of(life, on=accepted))
        assert orphaned(found) == ["P-1 crisis anna cm-2 51"]

    def test_what_another_takes_later_is_lost_until_that_is_recorded(self) -> None:
        life = self.handed + "day 60: accepted o2"
        assert sorted(orphaned(leaves("anna", case_of(life, on=59)))) == BOTH
        found = leaves("anna", case_of(life, on=60))
        assert orphaned(found) == ["P-1 crisis anna cm-2 51"]

    def test_a_receiver_who_leaves_as_well_does_not_help(self) -> None:
        life = ANNA + "day 30: offered n1 from anna to bo as o2\nday 31: accepted o2\n"
        assert sorted(orphaned(leaves("hm", case_of(life)))) == [
            "P-1 crisis anna cm-2 51",
            "P-1 n1 bo cm-2 51",
        ]

    def test_one_who_has_let_go_before_orphans_nothing(self) -> None:
        life = ANNA + "day 30: let go a1\nday 50: let go c1\n"
        assert leaves("anna", case_of(life, on=50)).orphans == ()


class TestRegisteredAlready:
    """That the leaving stands in the partnership's journal makes no difference."""

    @pytest.mark.parametrize("on", [40, 50, 51, 90])
    def test_the_same_is_lost(self, on: int) -> None:
        gone = parties_of(on_day(LAST, WorkerLeft, "x-1", joined="w-1"))
        case = case_of(ANNA, on=on)
        assert leaves("anna", case, parties=gone) == leaves("anna", case)
        assert sorted(orphaned(leaves("anna", case, parties=gone))) == BOTH

    def test_one_who_left_earlier_is_told_with_that_day(self) -> None:
        gone = parties_of(on_day(30, WorkerLeft, "x-1", joined="w-1"))
        found = leaves("hm", case_of(ANNA), parties=gone)
        assert {(orphan.first - EXAMPLE_START).days for orphan in found.orphans} == {31}

    def test_one_who_left_before_is_not_lost_again_with_another(self) -> None:
        gone = parties_of(on_day(30, WorkerLeft, "x-1", joined="w-1"))
        for who in ("bo", "sdf", "cia"):
            assert leaves(who, case_of(ANNA), parties=gone).orphans == ()

    def test_what_they_accept_afterwards_was_never_theirs(self) -> None:
        life = START + "day 2: cia answers for n1\n"
        life += "day 55: offered n1 from cia to anna as o2\nday 56: accepted o2\n"
        assert leaves("anna", case_of(life, on=60)).orphans == ()


class TestWhatElseIsLost:
    def test_stand_ins(self) -> None:
        life = START + "day 2: offered n1 to cia as o1\nday 2: offered crisis to sdf as o2\n"
        for_need = on_day(3, ResponsibilityAccepted, "a1", offer="o1", stand_in="anna")
        for_crisis = on_day(3, ResponsibilityAccepted, "c1", offer="o2", stand_in="bo")
        case = case_of(life, for_need, for_crisis)
        assert leaves("anna", case).stood_in_for == (("P-1", "n1"),)
        assert sorted(leaves("hm", case).stood_in_for, key=str) == [("P-1", "n1"), ("P-1", None)]
        # who stands in for a colleague leaves an orphan, who stands in for oneself nothing
        assert leaves("sdf", case).stood_in_for == ()
        own = on_day(3, ResponsibilityAccepted, "a1", offer="o1", stand_in="cia")
        assert leaves("cia", case_of(life, own)).stood_in_for == ()

    def test_a_stand_in_for_what_is_over_is_no_loss(self) -> None:
        life = START + "day 2: offered n1 to cia as o1\n"
        yes = on_day(3, ResponsibilityAccepted, "a1", offer="o1", stand_in="anna")
        closed = case_of(life + "day 40: closed n1", yes)
        assert leaves("anna", closed).stood_in_for == ()
        let_go = case_of(life + "day 40: let go a1", yes)
        assert leaves("anna", let_go).stood_in_for == ()

    def test_the_participants_that_they_lead(self) -> None:
        parties = parties_of(worker("w-9", "cm-1", "hm"), worker("w-8", "cm-9", "sdf"))
        for who, led in (("cm-1", ("P-1",)), ("hm", ("P-1",)), ("sdf", ()), ("cm-9", ())):
            assert leaves(who, case_of(START), parties=parties).led == led
        changed = on_day(30, WorkerChanged, "x-1", start="start", worker="cm-9")
        for who, led in (("cm-1", ()), ("hm", ()), ("sdf", ("P-1",)), ("cm-9", ("P-1",))):
            assert leaves(who, case_of(START, changed), parties=parties).led == led

    def test_nobody_is_led_where_the_service_is_over(self) -> None:
        assert leaves("cm-1", case_of(START + "day 40: ended")).led == ()
        assert leaves("cm-1", case_of(START + "day 40: died")).led == ()
        assert leaves("cm-1", case_of("day 1: need housing")).led == ()

    def test_offers_that_only_they_can_answer(self) -> None:
        life = START + "day 2: offered n1 to anna as o1\nday 2: offered crisis to cia as o2\n"
        assert leaves("anna", case_of(life)).offers == (("P-1", "o1"),)
        assert leaves("hm", case_of(life)).offers == (("P-1", "o1"),)
        assert leaves("cia", case_of(life)).offers == (("P-1", "o2"),)
        answered = life + "day 3: refused o1"
        assert leaves("anna", case_of(answered)).offers == ()


def test_a_loss_is_explained_in_both_languages() -> None:
    (orphan,) = (o for o in leaves("anna", case_of(ANNA)).orphans if o.need is not None)
    assert orphan.explain("sv") == (
        "P-1: anna har i dag ansvaret för boende (n1). Från 2027-01-06 skulle ingen ha det."
    )
    assert orphan.explain("en") == (
        "P-1: anna is accountable for housing (n1) today. From 2027-01-06 nobody would be."
    )


def told(plan: HandoverPlan) -> list[str]:
    return [f"{problem.code} {problem.path}" for problem in plan.problems]


def checked(found: Leaving, *to: tuple[str, str | None, str]) -> HandoverPlan:
    handovers = [Handover(participant=p, need=n, receiver=r) for p, n, r in to]
    return check_handover(found, handovers, parties=parties_of())


class TestHandover:
    def test_one_receiver_for_each_orphan_is_all_that_is_needed(self) -> None:
        found = leaves("anna", case_of(ANNA))
        plan = checked(found, ("P-1", "n1", "cia"), ("P-1", None, "bo"))
        assert plan.problems == ()
        assert plan.received == {"bo": 1, "cia": 1}
        assert [each.receiver for each in plan.handovers] == ["cia", "bo"]

    def test_nothing_lost_and_nothing_planned_is_fine(self) -> None:
        assert checked(leaves("bo", case_of(ANNA))).problems == ()

    def test_how_much_each_would_receive(self) -> None:
        found = leaves("anna", case_of(ANNA), case_of(ANNA, name="P-2"))
        to = [("P-1", "n1"), ("P-1", None), ("P-2", "n1"), ("P-2", None)]
        plan = checked(found, *((p, n, "sdf" if n else "cia") for p, n in to))
        assert plan.problems == ()
        assert list(plan.received.items()) == [("cia", 2), ("sdf", 2)]

    def test_not_to_the_one_who_leaves(self) -> None:
        found = leaves("anna", case_of(ANNA))
        plan = checked(found, ("P-1", "n1", "anna"), ("P-1", None, "bo"))
        assert told(plan) == ["handover_to_one_who_left P-1/n1"]
        assert dict(plan.problems[0].facts) == {"receiver": "anna", "day": day(51)}

    def test_not_to_a_worker_of_a_party_that_leaves(self) -> None:
        found = leaves("hm", case_of(ANNA))
        plan = checked(found, ("P-1", "n1", "bo"), ("P-1", None, "cia"))
        assert told(plan) == ["handover_to_one_who_left P-1/n1"]

    def test_all_problems_at_once(self) -> None:
        found = leaves("anna", case_of(ANNA), case_of(ANNA, name="P-2"))
        plan = checked(
            found,
            ("P-1", "n1", "cia"),
            ("P-1", "n1", "bo"),
            ("P-2", None, "anna"),
            ("P-2", "n1", "112"),
            ("P-3", "n1", "bo"),
        )
        assert told(plan) == [
            "handover_without_receiver P-1/crisis",
            "handover_to_several P-1/n1",
            "handover_of_nothing P-3/n1",
            "handover_to_one_who_left P-2/crisis",
            "number_as_holder P-2/n1",
        ]
        assert dict(plan.problems[1].facts) == {"count": 2}
        for problem in plan.problems:
            for lang in LANGUAGES:
                assert has_words(problem.code, lang)
                assert "{" not in problem.explain(lang)


# For any journal


def handed_over(journal: Journal, found: Leaving, to: str) -> Journal:
    """The journal with every orphan of it offered, and accepted, on the next day."""
    more: list[Entry] = []
    for number, orphan in enumerate(found.orphans):
        on = plus_days(found.last, 1)
        offer = ResponsibilityOffered(
            id=f"plan-{number}",
            on=on,
            by=to,
            need=orphan.need,
            giver=orphan.holder,
            receiver=to,
        )
        more += [offer, ResponsibilityAccepted(id=f"yes-{number}", on=on, by=to, offer=offer.id)]
    return journal.with_entries(*more)


def in_force(journals: Iterable[Journal], on: date) -> list[Case]:
    return [Case.of(journal, on=on) for journal in journals]


class TestForAnyJournal:
    @given(any_journals(), st.sampled_from(CODES), st.data())
    def test_after_a_valid_handover_nobody_is_orphaned(
        self, journal: Journal, who: str, data: DataObject
    ) -> None:
        last = data.draw(days_around(journal))
        found = if_leaves(in_force([journal], last), who, last, parties=parties_of())
        every = [
            Handover(participant=each.participant, need=each.need, receiver="stays")
            for each in found.orphans
        ]
        assert check_handover(found, every, parties=parties_of()).problems == ()
        kept = [entry for entry in journal.entries if entry.on <= last]
        then = handed_over(attrs.evolve(journal, entries=kept), found, "stays")
        (case,) = in_force([then], plus_days(last, 1))
        again = if_leaves([case], who, last, parties=parties_of())
        assert again.orphans == ()
        held = {
            holding.need
            for episode in episodes(case)[-1:]
            for holding in holdings(case, episode, parties_of().if_leaves(who, last))
            if holding.holder == "stays" and holding.covers(case.on)
        }
        assert held == {orphan.need for orphan in found.orphans}

    @given(any_journals(), st.sampled_from(CODES), st.data())
    def test_each_orphan_is_held_today_and_by_nobody_afterwards(
        self, journal: Journal, who: str, data: DataObject
    ) -> None:
        last = data.draw(days_around(journal))
        (case,) = in_force([journal], last)
        found = if_leaves([case], who, last, parties=parties_of())
        for episode in episodes(case)[-1:]:
            today = {h.need: h.holder for h in holdings(case, episode) if h.covers(last)}
            assert {(each.need, each.holder) for each in found.orphans} <= set(today.items())
            assert all(
                who in (each.holder, parties_of().party(each.holder)) for each in found.orphans
            )
