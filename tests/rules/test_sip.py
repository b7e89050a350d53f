"""Of whom a need of SIP is presumed, and what the recurring rules ask for, day by day."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from cm_method.case.case import Case
from cm_method.case.needs import NeedArea
from cm_method.case.participants import Died
from cm_method.case.sip import SipAnswer
from cm_method.journal import Entry
from cm_method.rules.agenda import Duty, Task, agenda
from cm_method.rules.checks import check_method
from cm_method.rules.findings import Finding
from cm_method.rules.method import Method
from cm_method.rules.milestone import Answer
from cm_method.rules.review import recurring, review_recurring
from cm_method.rules.sip import PRESUMED, SIP_RULES, need_presumed
from cm_method.testing.strategies import EDITION
from tests.case.sip_writing import (
    asked,
    begun,
    closed,
    co_occurring,
    ended,
    followed_up,
    need,
    plan,
)
from tests.case.writing import case, day, ended as service_ended, note, started

UNDER_WAY = started(edition=EDITION)


@pytest.fixture(scope="module")
def with_sip(edition: Method) -> Method:
    """The edition as if it asked for SIP too, under the code of the journals."""
    return attrs.evolve(edition, recurring=(*edition.recurring, *SIP_RULES))


def presumed(method: Method, *entries: Entry, on: int = 40) -> tuple[str, str, date | None]:
    found = need_presumed(case(*entries, on=on), method)
    assert found.source is PRESUMED
    return found.answer.value, found.code, found.since


class TestPresumption:
    def test_co_occurring_disorders_from_the_day_when_both_are_assessed(
        self, edition: Method
    ) -> None:
        both = need(NeedArea.ADDICTION, 0), need(NeedArea.MENTAL_ILL_HEALTH, 9)
        assert presumed(edition, *both, on=8) == ("no", "sip_need_not_presumed", day(0))
        assert presumed(edition, *both, on=9) == ("yes", "co_occurring", day(9))
        found = need_presumed(case(*both), edition)
        assert found.entries == ("addiction", "mental_ill_health")

    def test_co_occurring_is_what_the_method_reads_it_as(self, edition: Method) -> None:
        narrower = attrs.evolve(
            edition,
            parameters=attrs.evolve(
                edition.parameters,
                co_occurring=attrs.evolve(edition.parameters.co_occurring, value=()),
            ),
        )
        assert presumed(edition, *co_occurring())[0] == "yes"
        assert presumed(narrower, *co_occurring())[0] == "no"

    def test_a_psychiatric_disability_alone_is_enough(self, edition: Method) -> None:
        assert presumed(edition, need(NeedArea.PSYCHIATRIC_DISABILITY, 5)) == (
            "yes",
            "psychiatric_disability",
            day(5),
        )

    @pytest.mark.parametrize(
        "area", [a for a in NeedArea if a is not NeedArea.PSYCHIATRIC_DISABILITY]
    )
    def test_any_other_need_alone_is_not(self, area: NeedArea, edition: Method) -> None:
        assert presumed(edition, need(area))[0] == "no"

    def test_unknown_until_a_need_has_been_assessed(self, edition: Method) -> None:
        assert presumed(edition) == ("unknown", "sip_need_unknown", None)
        assert presumed(edition, *co_occurring(9), on=8)[0] == "unknown"

    def test_no_longer_from_the_day_after_a_need_was_closed(self, edition: Method) -> None:
        told = *co_occurring(), closed("addiction", 20)
        assert presumed(edition, *told, on=20)[0] == "yes"
        assert presumed(edition, *told, on=21) == ("no", "sip_need_not_presumed", day(21))

    def test_rests_on_the_needs_that_are_open_now_since_the_first_day_in_a_row(
        self, edition: Method
    ) -> None:
        use = need(NeedArea.HARMFUL_USE, 15)
        told = *co_occurring(), use, closed("addiction", 20)
        found = need_presumed(case(*told, on=21), edition)
        assert (found.entries, found.since) == (("harmful_use", "mental_ill_health"), day(0))

    def test_says_why_and_decides_nothing(self, edition: Method) -> None:
        said = need_presumed(case(need(NeedArea.PSYCHIATRIC_DISABILITY)), edition).explain("en")
        assert said == "A psychiatric disability is assessed."


def found(method: Method, rule: str, *entries: Entry, on: int) -> list[Finding]:
    return [f for f in review_recurring(case(*entries, on=on), method) if f.rule == rule]


def verdicts(
    method: Method, rule: str, *entries: Entry, on: int
) -> list[tuple[str, str, date | None]]:
    return [
        (f.verdict.value, f.reasons[0].code, f.due) for f in found(method, rule, *entries, on=on)
    ]


class TestAsked:
    def test_is_open_without_a_last_day_until_somebody_asks(self, with_sip: Method) -> None:
        life = UNDER_WAY, *co_occurring(2), asked(on=30)
        asks = ("not_yet_due", "sip_not_asked", None)
        assert verdicts(with_sip, "sip_asked", *life, on=1) == []
        assert verdicts(with_sip, "sip_asked", *life, on=2) == [asks]
        assert verdicts(with_sip, "sip_asked", *life, on=29) == [asks]
        assert verdicts(with_sip, "sip_asked", *life, on=30) == [("met", "sip_asked", day(30))]
        (finding,) = found(with_sip, "sip_asked", *life, on=30)
        assert (finding.source, finding.entries) == (PRESUMED, ("q",))

    def test_nothing_is_asked_where_no_need_is_presumed_or_known(self, with_sip: Method) -> None:
        for needs in ((), (need(NeedArea.HOUSING),)):
            assert verdicts(with_sip, "sip_asked", UNDER_WAY, *needs, on=40) == []

    def test_a_no_is_an_answer_and_so_is_no_decision(self, with_sip: Method) -> None:
        for answer in SipAnswer:
            life = UNDER_WAY, *co_occurring(), asked(answer)
            assert verdicts(with_sip, "sip_asked", *life, on=40)[0][0] == "met"

    def test_having_been_asked_before_the_need_was_assessed_is_enough(
        self, with_sip: Method
    ) -> None:
        life = asked(on=-9), UNDER_WAY, *co_occurring(12)
        assert verdicts(with_sip, "sip_asked", *life, on=40) == [("met", "sip_asked", day(12))]

    def test_a_need_from_before_the_service_counts_from_its_first_day(
        self, with_sip: Method
    ) -> None:
        life = started(edition=EDITION, on=10), *co_occurring()
        (finding,) = found(with_sip, "sip_asked", *life, on=40)
        assert finding.since == day(10)
        over = *life, closed("addiction", 9)
        assert found(with_sip, "sip_asked", *over, on=40) == []
        assert found(with_sip, "sip_asked", *life, closed("addiction", 10), on=40) != []

    def test_a_new_service_asks_anew_unless_the_sip_still_runs(self, with_sip: Method) -> None:
        first = UNDER_WAY, *co_occurring(), service_ended("e", "hm-1", 50)
        again = started("hm-2", 60, edition=EDITION)

        def second(*entries: Entry) -> str:
            return found(with_sip, "sip_asked", *first, again, *entries, on=80)[1].verdict.value

        assert second(asked(on=20)) == "not_yet_due"
        assert second(asked(on=51)) == "met"
        assert second(begun(on=20), ended(50)) == "not_yet_due"
        assert second(begun(on=20), ended(51)) == "met"
        assert second(begun(on=20, internal=True)) == "not_yet_due"

    def test_is_missed_when_the_service_ends_and_nobody_has_asked(self, with_sip: Method) -> None:
        life = UNDER_WAY, *co_occurring(), service_ended("e", "hm-1", 50)
        missed = ("missed", "sip_not_asked", day(50))
        assert verdicts(with_sip, "sip_asked", *life, on=49)[0][0] == "not_yet_due"
        assert verdicts(with_sip, "sip_asked", *life, on=50) == [missed]
        assert verdicts(with_sip, "sip_asked", *life, asked(on=51), on=60) == [missed]
        assert verdicts(with_sip, "sip_asked", *life, asked(on=50), on=60)[0][0] == "met"
        later = closed("addiction", 55)
        assert verdicts(with_sip, "sip_asked", *life, later, on=60) == [missed]
        every = recurring(case(*life, later, on=60), with_sip)
        (asks,) = (each for each in every if each.rule == "sip_asked")
        assert [step.on for step in asks.belongs][1:] == [day(0), day(51)]
        closing = closed("addiction", 30), closed("mental_ill_health", 60)
        assert verdicts(with_sip, "sip_asked", *life, *closing, on=70) == [
            ("excluded", "sip_need_not_presumed", day(50))
        ]

    def test_a_death_leaves_it_open(self, with_sip: Method) -> None:
        life = UNDER_WAY, *co_occurring(), note(Died, "d", 50)
        assert verdicts(with_sip, "sip_asked", *life, on=60) == [
            ("not_yet_due", "sip_not_asked", None)
        ]
        ended_before = *life, service_ended("e", "hm-1", 40)
        assert verdicts(with_sip, "sip_asked", *ended_before, on=60) == [
            ("missed", "sip_not_asked", day(40))
        ]


class TestFollowedUp:
    def test_is_due_on_the_day_that_was_agreed(self, with_sip: Method) -> None:
        life = UNDER_WAY, begun(), plan(30)
        waits, due = "sip_follow_up_waits", day(90)
        for on, verdict in ((29, None), (30, "not_yet_due"), (89, "not_yet_due"), (90, "missed")):
            expected = [] if verdict is None else [(verdict, waits, due)]
            assert verdicts(with_sip, "sip_followed_up", *life, on=on) == expected

    @pytest.mark.parametrize(
        ("on", "verdict"), [(31, "met"), (90, "met"), (91, "met_late"), (200, "met_late")]
    )
    def test_a_follow_up_in_time_or_too_late(self, on: int, verdict: str, with_sip: Method) -> None:
        life = UNDER_WAY, begun(), plan(30), followed_up(on, follow_up_on=None)
        assert verdicts(with_sip, "sip_followed_up", *life, on=300) == [
            (verdict, "sip_followed_up", day(90))
        ]

    def test_a_new_plan_answers_and_waits_in_its_turn(self, with_sip: Method) -> None:
        life = UNDER_WAY, begun(), plan(30), plan(60, follow_up_on=day(150))
        assert [v for v, _, _ in verdicts(with_sip, "sip_followed_up", *life, on=100)] == [
            "met",
            "not_yet_due",
        ]

    def test_nobody_waits_without_an_agreed_day(self, with_sip: Method) -> None:
        life = UNDER_WAY, begun(), plan(30, follow_up_on=None)
        assert verdicts(with_sip, "sip_followed_up", *life, on=400) == []

    @pytest.mark.parametrize(("last", "verdict"), [(89, "excluded"), (90, "missed")])
    def test_the_end_of_the_sip_or_of_the_service_ends_the_wait(
        self, last: int, verdict: str, with_sip: Method
    ) -> None:
        for over, why in (
            (ended(last), "sip_over"),
            (service_ended("e", "hm-1", last), "service_over"),
        ):
            code = why if verdict == "excluded" else "sip_follow_up_waits"
            life = UNDER_WAY, begun(), plan(30), over
            assert verdicts(with_sip, "sip_followed_up", *life, on=300) == [
                (verdict, code, day(90))
            ]

    def test_a_wait_from_before_the_service_goes_on_in_it(self, with_sip: Method) -> None:
        life = begun(on=-40), plan(-30), started(edition=EDITION)
        (finding,) = found(with_sip, "sip_followed_up", *life, on=10)
        assert (finding.since, finding.due) == (day(-30), day(90))
        for settled in (followed_up(-1, follow_up_on=None), ended(-1)):
            assert found(with_sip, "sip_followed_up", *life, settled, on=10) == []
        for settled in (followed_up(0, follow_up_on=None), ended(0)):
            assert len(found(with_sip, "sip_followed_up", *life, settled, on=10)) == 1

    def test_one_agreed_after_the_service_is_none_of_its(self, with_sip: Method) -> None:
        life = UNDER_WAY, service_ended("e", "hm-1", 50), begun()
        assert found(with_sip, "sip_followed_up", *life, plan(51), on=60) == []
        assert len(found(with_sip, "sip_followed_up", *life, plan(50), on=60)) == 1

    def test_an_internal_sip_is_followed_up_too(self, with_sip: Method) -> None:
        life = UNDER_WAY, begun(internal=True), plan(30)
        assert len(found(with_sip, "sip_followed_up", *life, on=60)) == 1

    def test_corrections_that_compete_leave_it_unknown(self, with_sip: Method) -> None:
        rivals = [plan(n, corrects=["p30"], follow_up_on=day(90)) for n in (31, 32)]
        told = verdicts(with_sip, "sip_followed_up", UNDER_WAY, begun(), plan(30), *rivals, on=99)
        assert {(verdict, code) for verdict, code, _ in told} == {
            ("unknown", "corrections_compete")
        }


def tasks(method: Method, *entries: Entry, on: int) -> list[Task]:
    wanted = (Duty.ASK_ABOUT_SIP, Duty.FOLLOW_UP_SIP)
    cases: list[Case] = [case(*entries, on=on)]
    return [task for task in agenda(cases, method) if task.duty in wanted]


class TestAgenda:
    def test_asks_the_case_manager_to_ask_as_soon_as_possible(self, with_sip: Method) -> None:
        life = UNDER_WAY, *co_occurring(2), asked(on=30)
        (task,) = tasks(with_sip, *life, on=29)
        assert (task.duty, task.who, task.by, task.overdue) == (
            Duty.ASK_ABOUT_SIP,
            "cm-1",
            None,
            False,
        )
        assert task.source is PRESUMED
        assert tasks(with_sip, *life, on=30) == []
        assert tasks(with_sip, *life, on=1) == []

    def test_no_longer_asks_when_the_need_is_closed(self, with_sip: Method) -> None:
        life = UNDER_WAY, *co_occurring(), closed("addiction", 20)
        assert len(tasks(with_sip, *life, on=20)) == 1
        assert tasks(with_sip, *life, on=21) == []

    def test_asks_for_a_follow_up_overdue_from_the_day_after(self, with_sip: Method) -> None:
        life = UNDER_WAY, begun(), plan(30)
        for on, overdue in ((60, False), (90, False), (91, True)):
            (task,) = tasks(with_sip, *life, on=on)
            assert (task.duty, task.by, task.overdue) == (Duty.FOLLOW_UP_SIP, day(90), overdue)
            assert "p30" in task.what("en")
        assert tasks(with_sip, *life, followed_up(89, follow_up_on=None), on=91) == []
        assert tasks(with_sip, *life, ended(89), on=91) == []
        assert len(tasks(with_sip, *life, ended(91), on=91)) == 1

    def test_asks_for_nothing_after_a_death_or_the_end(self, with_sip: Method) -> None:
        life = UNDER_WAY, *co_occurring(), begun("t", 3, internal=True), plan(30, sip="t")
        assert len(tasks(with_sip, *life, on=50)) == 2
        assert tasks(with_sip, *life, note(Died, "d", 40), on=50) == []
        assert tasks(with_sip, *life, service_ended("e", "hm-1", 40), on=50) == []

    def test_the_partnerships_edition_does_not_ask(self, edition: Method) -> None:
        assert tasks(edition, UNDER_WAY, *co_occurring(), begun(), plan(30), on=99) == []


def test_the_rules_are_fit_for_a_method(with_sip: Method, edition: Method) -> None:
    assert check_method(attrs.evolve(with_sip, code="own-2027")).problems == ()
    assert with_sip.fingerprint == edition.fingerprint
    assert [rule.name for rule in SIP_RULES] == ["sip_asked", "sip_followed_up"]
    assert need_presumed(case(), edition).answer is Answer.UNKNOWN
