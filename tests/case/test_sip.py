"""SIP: what each entry can show wrong, what a plan lacks, and a SIP with all that belongs to it."""

from __future__ import annotations

from typing import Any

import pytest

from cm_method.case.checks import case_problems
from cm_method.case.episodes import EndReason
from cm_method.case.participants import Died
from cm_method.case.sip import (
    ResponsibleAuthority,
    SipAnswer,
    SipPart,
    SipService,
    fits,
    missing_in_sip,
)
from cm_method.case.sip_course import (
    Sip,
    first_asked,
    sips,
    statutory,
)
from cm_method.journal import Category, Entry
from tests.base.refusal import refused
from tests.case.sip_writing import (
    MUNICIPALITY,
    PARTIES,
    REGION,
    asked,
    begun,
    ended,
    followed_up,
    meeting,
    plan,
)
from tests.case.writing import case, day, ended as service_ended, journal, note, retracted, started


def only(*entries: Entry, on: int = 999, known: int | None = None) -> Sip:
    (found,) = sips(case(*entries, on=on, known=known))
    return found


class TestEntries:
    def test_belong_to_the_category_of_plans_but_the_consent_does_not(self) -> None:
        for entry in (asked(), begun(), meeting(), plan(), followed_up(), ended()):
            assert entry.category is Category.PLAN

    def test_an_internal_sip_has_none_of_the_conditions_of_the_statute(self) -> None:
        assert begun(internal=True).internal
        for condition in ({"needs_both": True}, {"judged_by": REGION}):
            with refused(("internal_sip_with_conditions", "internal")):
                begun(internal=True, **condition)

    def test_somebody_is_called_to_a_meeting_and_nobody_twice(self) -> None:
        with refused(("nobody_called", "called")):
            meeting(called=[])
        with refused(("code_named_twice", "called"), ("code_named_twice", "came")):
            meeting(called=["sdf", "sdf"], came=["hm", "hm"])

    def test_who_was_called_and_did_not_come_is_absent_and_others_may_come_too(self) -> None:
        assert meeting().absent == ()
        assert meeting(called=["sdf", "psykiatri"], came=["hm", "sdf"]).absent == ("psykiatri",)
        assert meeting(came=[]).absent == ("sdf", "psykiatri")

    @pytest.mark.parametrize("make", [plan, followed_up])
    def test_a_follow_up_lies_ahead(self, make: Any) -> None:
        assert make(30, follow_up_on=day(31)).follow_up_on == day(31)
        for planned in (29, 30):
            with refused(("follow_up_not_ahead", "follow_up_on")):
                make(30, follow_up_on=day(planned))

    def test_measures_are_not_named_and_denied_at_once(self) -> None:
        assert plan(measures=[], no_other_measures=True).no_other_measures
        with refused(("measures_denied", "no_other_measures")):
            plan(no_other_measures=True)

    def test_services_are_numbered_from_one_and_named_once(self) -> None:
        assert followed_up(received=[1], not_received=[2]).not_received == (2,)
        with refused(("service_number_below_one", "received")):
            followed_up(received=[0])
        with refused(("service_numbered_twice", "received")):
            followed_up(received=[1, 2], not_received=[2])

    def test_what_people_need_in_their_own_words_is_not_shown(self) -> None:
        shown = repr(plan())
        assert "boendestöd" not in shown
        assert "kaféet" not in shown


class TestAuthorities:
    def test_are_the_municipality_and_the_region_and_nobody_else(self) -> None:
        assert {each.value for each in ResponsibleAuthority} == {"municipality", "region"}
        for other in ("association", "hm", None):
            given: Any = other
            if other is None:
                assert SipService(needed="stöd", authority=given).authority is None
                continue
            with refused(("not_a_known_code", "authority")):
                SipService(needed="stöd", authority=given)
            with refused(("not_a_known_code", "overall")):
                plan(overall=given)

    @pytest.mark.parametrize(
        ("authority", "who", "answer"),
        [
            (MUNICIPALITY, "sdf", True),
            (MUNICIPALITY, "cm-3", True),
            (REGION, "psykiatri", True),
            (REGION, "sdf", False),
            (MUNICIPALITY, "psykiatri", False),
            (MUNICIPALITY, "hm", False),
            (MUNICIPALITY, "cm-1", False),
            (REGION, "hm", False),
            (REGION, "bolag", False),
            (REGION, "okänd", None),
        ],
    )
    def test_fit_those_of_their_legal_form(
        self, authority: ResponsibleAuthority, who: str, answer: bool | None
    ) -> None:
        assert fits(authority, who, PARTIES) is answer


class TestContents:
    def test_a_plan_with_all_four_lacks_none(self) -> None:
        assert missing_in_sip(plan()) == ()

    @pytest.mark.parametrize(
        ("change", "missing"),
        [
            ({"services": []}, (SipPart.SERVICES_NEEDED, SipPart.SERVICES_OF_AUTHORITIES)),
            ({"services": [SipService(needed="stöd")]}, (SipPart.SERVICES_OF_AUTHORITIES,)),
            (
                {
                    "services": [
                        SipService(needed="stöd", authority=REGION),
                        SipService(needed="hem", who="sdf"),
                    ]
                },
                (SipPart.SERVICES_OF_AUTHORITIES,),
            ),
            ({"measures": []}, (SipPart.MEASURES_OF_OTHERS,)),
            ({"overall": None}, (SipPart.OVERALL_RESPONSIBILITY,)),
        ],
    )
    def test_each_of_the_four_can_be_missing(
        self, change: dict[str, Any], missing: tuple[SipPart, ...]
    ) -> None:
        assert missing_in_sip(plan(**change)) == missing

    def test_that_nobody_else_does_anything_has_to_be_said(self) -> None:
        assert missing_in_sip(plan(measures=[], no_other_measures=True)) == ()

    def test_who_is_no_content_of_the_statute(self) -> None:
        bare = [SipService(needed="stöd", authority=REGION)]
        kept = plan(services=bare, overall_unit=None, next_of_kin_part=None, follow_up_on=None)
        assert missing_in_sip(kept) == ()


class TestSip:
    def test_holds_what_names_it_in_order(self) -> None:
        other = begun("t", 11)
        found, another = sips(
            case(begun(), other, plan(40), plan(30), meeting(20), followed_up(90), ended(200))
        )
        assert found.initiated == begun()
        assert [entry.on for entry in found.plans] == [day(30), day(40)]
        assert found.plan == plan(40)
        assert found.meetings == (meeting(20),)
        assert found.follow_ups == (followed_up(90),)
        assert found.ended == ended(200)
        assert another.plan is None
        assert not another.plans + another.meetings + another.follow_ups

    def test_runs_from_its_first_day_through_its_last(self) -> None:
        found = only(begun(on=10), ended(200))
        assert [found.runs(day(n)) for n in (9, 10, 200, 201)] == [False, True, True, False]
        assert only(begun()).runs(day(9999))

    def test_ends_with_a_death_whatever_is_recorded(self) -> None:
        assert only(begun(), note(Died, "d", 50), ended(200)).last == day(50)
        assert only(begun(), ended(40), note(Died, "d", 50)).last == day(40)
        gone = service_ended("e", "hm-1", 60, reason=EndReason.DEATH)
        assert only(begun(), started(), gone).last == day(60)

    def test_goes_on_after_the_service_has_ended(self) -> None:
        assert only(begun(), started(), service_ended("e", "hm-1", 60)).last is None

    def test_follows_what_corrects_the_entry_that_it_names(self) -> None:
        mended = begun("s2", 12, corrects=["s"])
        assert only(begun(), plan(), mended).plan == plan()
        assert only(begun(), plan(), mended).initiated == mended
        assert sips(case(begun(), plan(), retracted("r", "s"))) == ()

    def test_corrections_that_compete_are_one_contested_sip(self) -> None:
        rivals = begun("s2", 12, corrects=["s"]), begun("s3", 13, corrects=["s"])
        found = only(begun(), plan(), *rivals)
        assert found.contested
        assert found.starts == rivals
        assert found.plan == plan()
        of_plan = plan(31, corrects=["p30"]), plan(32, corrects=["p30"])
        assert only(begun(), plan(), *of_plan).contested
        assert not only(begun(), plan(), plan(31, corrects=["p30"])).contested

    def test_of_another_sip_corrections_may_compete(self) -> None:
        rivals = [plan(n, corrects=["p30"], sip="t") for n in (31, 32)]
        mine, other = sips(case(begun(), begun("t", 11), plan(sip="t"), *rivals))
        assert (mine.contested, other.contested) == (False, True)

    def test_an_internal_one_is_none_of_the_statute(self) -> None:
        found = sips(case(begun(), begun("t", 11, internal=True)))
        assert [sip.internal for sip in found] == [False, True]
        assert [sip.initiated.id for sip in statutory(found)] == ["s"]

    def test_a_follow_up_is_about_the_last_plan_before_its_day(self) -> None:
        revised = plan(90, follow_up_on=None)
        looks = [followed_up(on) for on in (30, 90, 91)]
        found = only(begun(), plan(30), revised, *looks)
        assert [found.plan_followed_up(each) for each in looks] == [None, plan(30), revised]


class TestWaits:
    def days(self, *entries: Entry) -> list[tuple[int, int, int | None]]:
        found = only(begun(), *entries).waits()
        first = day(0)
        return [
            (
                (wait.since - first).days,
                (wait.due - first).days,
                None if wait.held is None else (wait.held.on - first).days,
            )
            for wait in found
        ]

    def test_without_an_agreed_day_nothing_is_waited_for(self) -> None:
        assert self.days(plan(follow_up_on=None), followed_up(follow_up_on=None)) == []

    def test_a_follow_up_answers_and_may_open_the_next(self) -> None:
        assert self.days(plan(30)) == [(30, 90, None)]
        assert self.days(plan(30), followed_up(95)) == [(30, 90, 95), (95, 185, None)]
        assert self.days(plan(30), followed_up(50, follow_up_on=None)) == [(30, 90, 50)]

    def test_a_new_plan_answers_too(self) -> None:
        assert self.days(plan(30), plan(40)) == [(30, 90, 40), (40, 90, None)]

    def test_what_is_written_on_one_day_belongs_together(self) -> None:
        revised = plan(80, follow_up_on=day(120))
        told = self.days(plan(30), followed_up(80, follow_up_on=None), revised)
        assert told == [(30, 90, 80), (80, 120, None)]


class TestAsked:
    def test_the_first_time_counts(self) -> None:
        later = asked(SipAnswer.DECLINED, 9, id="q2")
        assert first_asked(case(later, asked())) == asked()
        assert first_asked(case()) is None

    def test_whoever_has_a_sip_has_been_asked_unless_it_is_internal(self) -> None:
        assert first_asked(case(begun())) == begun()
        assert first_asked(case(begun(internal=True))) is None

    def test_what_was_asked_by_a_day_is_left_out_but_a_sip_that_ran_on_is_not(self) -> None:
        assert first_asked(case(asked(on=3)), after=day(2)) == asked(on=3)
        assert first_asked(case(asked(on=3)), after=day(3)) is None
        assert first_asked(case(begun(), ended(20)), after=day(19)) == begun()
        assert first_asked(case(begun(), ended(20)), after=day(20)) is None


def problems(*entries: Entry) -> list[tuple[str, str]]:
    return [(p.code, p.path.partition("/")[2]) for p in case_problems(journal(*entries))]


class TestProblems:
    def test_a_whole_sip_has_none(self) -> None:
        whole = asked(), begun(), meeting(), plan(), followed_up(), ended()
        assert problems(*whole) == []

    def test_what_names_something_else_or_comes_before_it_is_found(self) -> None:
        assert problems(meeting(sip="q"), asked()) == [("answers_wrong_kind", "m20/sip")]
        assert problems(begun(), plan(9)) == [("before_what_it_answers", "p9/sip")]

    def test_a_service_that_the_plan_followed_up_does_not_have(self) -> None:
        three = followed_up(received=[1, 3], not_received=[4])
        wrong = [("no_such_service", "f90/received"), ("no_such_service", "f90/not_received")]
        assert problems(begun(), plan(), three) == wrong
        assert problems(begun(), followed_up(received=[1])) == [("no_such_service", "f90/received")]
        assert problems(begun(), followed_up(received=[])) == []

    def test_meetings_and_plans_after_the_end_but_not_a_look_back(self) -> None:
        late = meeting(41), plan(41, follow_up_on=None)
        found = problems(begun(), plan(), ended(40), *late, followed_up(41))
        assert found == [("after_the_sip_ended", "m41/on"), ("after_the_sip_ended", "p41/on")]
        assert problems(begun(), plan(), ended(40), meeting(40)) == []

    def test_of_a_contested_sip_nothing_more_is_said(self) -> None:
        rivals = [plan(n, corrects=["p30"]) for n in (31, 32)]
        found = problems(begun(), plan(), *rivals, followed_up(received=[9]))
        assert found == [("competing_corrections", "p30/corrects")]
