"""SIP in figures: who counts where, what is hidden, and that nobody is dropped."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar

import pytest

from cm_method.case.needs import NeedArea
from cm_method.case.parties import LegalForm
from cm_method.case.sip import SipAnswer, SipOutcome
from cm_method.cohort.shares import Bounds, Share
from cm_method.journal import Entry
from cm_method.rules.method import Method
from cm_method.services.sip_figures import (
    CELLS,
    FOLLOWS_FROM,
    NOT_REGISTERED,
    SipFigures,
    SipTable,
    sip_figures,
    sip_figures_of,
)
from cm_method.testing.strategies import EDITION, OTHER_EDITION
from tests.case.sip_writing import (
    PARTIES,
    asked,
    begun,
    closed,
    co_occurring,
    ended,
    followed_up,
    internal_plan,
    meeting,
    need,
    plan,
)
from tests.case.writing import case, day, ended as service_ended, journal, note, retracted, started

UNDER_WAY = started(edition=EDITION)


def figures(method: Method, *entries: Entry, on: int = 100) -> SipFigures:
    return sip_figures_of(case(UNDER_WAY, *entries, on=on), method, parties=PARTIES)


def cells(method: Method, table: SipTable, *entries: Entry, on: int = 100) -> dict[str, int]:
    """The cells of a table in which somebody counts."""
    found = figures(method, *entries, on=on).cells(table)
    return {cell: count for cell, count in found.items() if count}


class TestWhoCounts:
    def test_everybody_with_a_service_under_the_edition_in_its_period(
        self, edition: Method
    ) -> None:
        assert figures(edition).participants == 1
        other = case(started(edition=OTHER_EDITION), asked())
        early = case(started(edition=EDITION, on=-400), asked())
        for nobody in (case(asked()), other, early):
            assert sip_figures_of(nobody, edition) == SipFigures()

    def test_those_whose_service_is_over_still_count(self, edition: Method) -> None:
        over = service_ended("e", "hm-1", 50)
        assert cells(edition, SipTable.ASKED, *co_occurring(), over) == {"presumed_not_asked": 1}

    def test_corrections_that_compete_count_nowhere_else(self, edition: Method) -> None:
        rivals = [asked(SipAnswer.WANTED, 3, id=id, corrects=["q"]) for id in ("a", "b")]
        found = figures(edition, *co_occurring(), asked(), *rivals, begun())
        assert found == SipFigures(participants=1, unsettled=1)
        areas = (NeedArea.ADDICTION, NeedArea.HOUSING)
        needs = [
            note(type(n), a.value, 1, area=a, corrects=["n"]) for a in areas for n in [need(a)]
        ]
        assert figures(edition, need(NeedArea.MONEY, id="n"), *needs).unsettled == 1


class TestAsked:
    @pytest.mark.parametrize(
        ("needs", "presumed"),
        [
            (co_occurring(), "presumed"),
            ((need(NeedArea.PSYCHIATRIC_DISABILITY),), "presumed"),
            ((need(NeedArea.HOUSING),), "not_presumed"),
            ((), "unknown"),
        ],
    )
    def test_by_whether_a_need_should_be_presumed(
        self, needs: tuple[Entry, ...], presumed: str, edition: Method
    ) -> None:
        assert cells(edition, SipTable.ASKED, *needs) == {f"{presumed}_not_asked": 1}
        assert cells(edition, SipTable.ASKED, *needs, asked()) == {f"{presumed}_asked": 1}
        assert cells(edition, SipTable.ASKED, *needs, begun()) == {f"{presumed}_asked": 1}

    def test_a_need_that_was_presumed_once_is_not_forgotten(self, edition: Method) -> None:
        told = *co_occurring(), closed("addiction", 20)
        assert cells(edition, SipTable.ASKED, *told) == {"presumed_not_asked": 1}

    def test_the_share_is_of_those_presumed_and_the_unknown_stay_apart(
        self, edition: Method
    ) -> None:
        total = sum(
            (
                figures(edition, *co_occurring(), asked()),
                figures(edition, *co_occurring()),
                figures(edition, *co_occurring()),
                figures(edition, asked()),
                figures(edition, need(NeedArea.HOUSING), asked()),
            ),
            SipFigures(),
        )
        assert total.asked == Share(met=1, of=3)
        assert total.count(SipTable.ASKED, "unknown_asked") == 1
        assert total.total(SipTable.ASKED) == total.participants == 5
        assert SipFigures().asked.fraction is None

    def test_the_last_answer_counts(self, edition: Method) -> None:
        for answer in SipAnswer:
            told = asked(on=3), asked(answer, 9, id="q2")
            assert cells(edition, SipTable.ANSWERS, *told) == {answer.value: 1}
        assert cells(edition, SipTable.ANSWERS, begun()) == {"not_noted": 1}
        assert cells(edition, SipTable.ANSWERS) == {}

    def test_whether_one_began_for_those_who_want_it(self, edition: Method) -> None:
        assert cells(edition, SipTable.WANTED, asked()) == {"waiting": 1}
        assert cells(edition, SipTable.WANTED, asked(), begun()) == {"initiated": 1}
        assert cells(edition, SipTable.WANTED, asked(), begun(internal=True)) == {"waiting": 1}
        assert cells(edition, SipTable.WANTED, asked(SipAnswer.DECLINED)) == {}


class TestSips:
    def test_by_who_took_the_initiative_and_never_by_name(self, edition: Method) -> None:
        for who, form in (
            ("sdf", "committee"),
            ("cm-3", "committee"),
            ("psykiatri", "region"),
            ("cm-1", "association"),
            ("okänd", NOT_REGISTERED),
        ):
            assert cells(edition, SipTable.INITIATORS, begun(initiator=who)) == {form: 1}

    def test_by_whether_the_plan_has_all_the_statute_asks_for(self, edition: Method) -> None:
        assert cells(edition, SipTable.PLANS, begun()) == {"no_plan": 1}
        assert cells(edition, SipTable.PLANS, begun(), plan()) == {"complete": 1}
        assert cells(edition, SipTable.PLANS, begun(), plan(overall=None)) == {"incomplete": 1}
        wrong = plan(overall_unit="hm")
        assert cells(edition, SipTable.PLANS, begun(), wrong) == {"incomplete": 1}
        assert figures(edition, begun(), plan()).complete == Share(met=1, of=1)
        assert figures(edition, begun()).complete == Share(met=0, of=0)

    def test_several_count_one_by_one(self, edition: Method) -> None:
        second = begun("t", 40), plan(50, sip="t", overall=None)
        found = cells(edition, SipTable.PLANS, begun(), plan(), ended(35), *second)
        assert found == {"complete": 1, "incomplete": 1}

    def test_an_internal_one_counts_as_that_alone(self, edition: Method) -> None:
        inside = begun(internal=True), internal_plan(), meeting(), followed_up(90)
        found = figures(edition, *co_occurring(), *inside)
        assert {key: n for key, n in found.counts.items() if n} == {
            (SipTable.ASKED, "presumed_not_asked"): 1,
            (SipTable.INTERNAL, "internal"): 1,
        }

    def test_meetings_by_whether_a_called_one_was_absent_and_of_what_kind(
        self, edition: Method
    ) -> None:
        called = ["sdf", "psykiatri", "hm", "okänd", "cm-3"]
        held = [
            meeting(20),
            meeting(21, called=called, came=["hm"]),
            meeting(22, called=called, came=called[:2]),
        ]
        found = figures(edition, begun(), *held)
        assert found.cells(SipTable.MEETINGS) == {"all_came": 1, "somebody_absent": 2}
        assert cells(edition, SipTable.ABSENT, begun(), *held) == {
            "committee": 2,
            "region": 1,
            "association": 1,
            NOT_REGISTERED: 2,
        }
        assert found.all_came == Share(met=1, of=3)


class TestFollowUp:
    @pytest.mark.parametrize(
        ("entries", "on", "cell"),
        [
            ((plan(),), 90, "waiting"),
            ((plan(),), 91, "overdue"),
            ((plan(follow_up_on=None),), 91, "no_day"),
            ((plan(), ended(80)), 91, "ended_without"),
            ((plan(), followed_up(95)), 100, "followed_up"),
            ((plan(), followed_up(50), ended(80)), 100, "followed_up"),
        ],
    )
    def test_where_each_plan_stands(
        self, entries: tuple[Entry, ...], on: int, cell: str, edition: Method
    ) -> None:
        assert cells(edition, SipTable.FOLLOW_UPS, begun(), *entries, on=on) == {cell: 1}

    def test_a_new_plan_waits_for_its_own_day(self, edition: Method) -> None:
        told = begun(), plan(30), plan(60, follow_up_on=day(150))
        assert cells(edition, SipTable.FOLLOW_UPS, *told, on=120) == {"waiting": 1}

    def test_the_outcome_is_that_of_the_latest_follow_up_and_nobody_is_dropped(
        self, edition: Method
    ) -> None:
        total = SipFigures()
        said = (SipOutcome.HELPED, SipOutcome.PARTLY, SipOutcome.NOT_SAID, SipOutcome.NOT_SAID)
        for outcome in said:
            earlier = followed_up(60, participant_says=SipOutcome.WORSE)
            last = followed_up(90, participant_says=outcome)
            total += figures(edition, begun(), plan(), earlier, last)
        assert total.cells(SipTable.OUTCOMES) == {
            "helped": 1,
            "partly": 1,
            "did_not_help": 0,
            "worse": 0,
            "not_said": 2,
        }
        assert total.helped == Bounds(
            lower=Share(met=1, of=4), upper=Share(met=3, of=4), known=Share(met=1, of=2)
        )
        assert total.helped.known.fraction == Fraction(1, 2)
        assert total.followed_up == Share(met=4, of=4)

    def test_services_are_those_of_the_plan_that_was_followed_up(self, edition: Method) -> None:
        half = followed_up(60, received=[2], not_received=[])
        assert cells(edition, SipTable.SERVICES, begun(), plan(), half) == {
            "received": 1,
            "not_said": 1,
        }
        none = followed_up(90, received=[], not_received=[1])
        revised = plan(70, services=plan().services[:1])
        told = begun(), plan(30), half, revised, none
        assert cells(edition, SipTable.SERVICES, *told) == {"not_received": 1}
        found = figures(edition, begun(), plan(), half)
        assert found.received.lower == Share(met=1, of=2)
        assert found.received.known == Share(met=1, of=1)

    def test_a_follow_up_without_a_plan_before_it_tells_of_no_services(
        self, edition: Method
    ) -> None:
        told = begun(), plan(30), followed_up(30, received=[])
        assert cells(edition, SipTable.SERVICES, *told) == {}
        assert cells(edition, SipTable.OUTCOMES, *told) == {"helped": 1}


def made(**tables: dict[str, int]) -> SipFigures:
    counts = {
        (SipTable(table), cell): count
        for table, by_cell in tables.items()
        for cell, count in by_cell.items()
    }
    return SipFigures(participants=40, counts=counts)


class TestHidden:
    LARGE: ClassVar[dict[str, dict[str, int]]] = {
        "asked": {"presumed_asked": 20, "presumed_not_asked": 20},
        "answers": {"wanted": 10, "declined": 10},
        "wanted": {"initiated": 5, "waiting": 5},
        "plans": {"complete": 10, "incomplete": 5},
        "follow_ups": {"followed_up": 10, "overdue": 5},
        "outcomes": {"helped": 5, "not_said": 5},
        "services": {"received": 15},
        "meetings": {"all_came": 10, "somebody_absent": 10},
        "absent": {"region": 10},
    }

    def test_large_counts_and_zeros_are_shown(self) -> None:
        assert made(**self.LARGE).hidden(5) == frozenset()
        assert SipFigures().hidden(5) == frozenset()

    @pytest.mark.parametrize("table", list(FOLLOWS_FROM.values()), ids=lambda table: table.value)
    def test_a_small_count_hides_its_table_and_all_whose_sums_would_tell_it(
        self, table: SipTable
    ) -> None:
        small = {**self.LARGE, table.value: {CELLS[table][0]: 4, CELLS[table][1]: 6}}
        followers = {t for t, above in FOLLOWS_FROM.items() if above is table}
        while more := {t for t, above in FOLLOWS_FROM.items() if above in followers} - followers:
            followers |= more
        assert made(**small).hidden(5) == {table, *followers}
        assert made(**small).hidden(4) == frozenset()

    def test_what_could_be_subtracted_is_hidden_too(self) -> None:
        few_not = {**self.LARGE, "absent": {"region": 16}, "meetings": {"somebody_absent": 20}}
        assert made(**few_not).hidden(5) == {SipTable.ABSENT}
        unsettled = SipFigures(participants=40, unsettled=2, counts=made(**self.LARGE).counts)
        assert unsettled.hidden(5) == {SipTable.ASKED, SipTable.ANSWERS, SipTable.WANTED}

    def test_of_few_participants_nothing_is_shown(self) -> None:
        assert SipFigures(participants=4).hidden(5) == frozenset(SipTable)
        assert SipFigures(participants=5).hidden(5) == frozenset()


def test_every_count_has_its_cell(edition: Method) -> None:
    life = *co_occurring(), asked(), begun(), meeting(came=[]), plan(), followed_up(90)
    found = figures(edition, *life)
    assert all(cell in CELLS[table] for table, cell in found.counts)
    assert set(CELLS) == set(SipTable)
    assert {form.value for form in LegalForm} < set(CELLS[SipTable.ABSENT])


def test_a_register_is_read_as_it_was_known(edition: Method) -> None:
    late: Any = asked(on=5, recorded=50)
    told = journal(UNDER_WAY, *co_occurring(), late, retracted("x", "q", on=5, recorded=80))
    answers = [
        sip_figures([told], edition, on=day(100), known=None if known is None else day(known)).asked
        for known in (49, 50, 79, 80, None)
    ]
    assert [share.met for share in answers] == [0, 1, 1, 0, 0]
