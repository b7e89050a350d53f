"""A participant's SIP as it stands: what is missing, what is worth knowing, and why."""

from __future__ import annotations

from typing import Any

import pytest

from cm_method.case.consent import ConsentKind, ConsentWithdrawn
from cm_method.case.needs import NeedArea
from cm_method.case.participants import Died
from cm_method.case.parties import LegalForm, Parties
from cm_method.case.sip import SipAnswer, SipMeasure, SipOutcome, SipPart, SipService
from cm_method.journal import Entry
from cm_method.labels import LANGUAGES
from cm_method.rules.method import Method
from cm_method.rules.sip import A_PROCESS, PRESUMED
from cm_method.services.sip import (
    CALLED,
    INTERNAL,
    LIFTED,
    RECORD,
    STATUTE,
    ConditionNoted,
    SipCondition,
    SipPoint,
    SipPointKind,
    SipStanding,
    SipView,
    sip_of,
)
from cm_method.sources import Document, Source
from tests.api.test_sources import FILES, SEEDS, document, folded
from tests.case.sip_writing import (
    MUNICIPALITY,
    PARTIES,
    REGION,
    asked,
    begun,
    co_occurring,
    consent,
    ended,
    followed_up,
    internal_plan,
    meeting,
    need,
    plan,
)
from tests.case.writing import case, day, ended as service_ended, note, retracted, started


def view(
    method: Method, *entries: Entry, on: int = 60, parties: Parties | None = PARTIES
) -> SipView:
    return sip_of(case(*entries, on=on), method, parties=parties)


def only(
    method: Method, *entries: Entry, on: int = 60, parties: Parties | None = PARTIES
) -> SipStanding:
    (found,) = view(method, *entries, on=on, parties=parties).sips
    return found


def told(points: tuple[SipPoint, ...]) -> list[tuple[SipPointKind, dict[str, Any]]]:
    for point in points:
        assert all(point.explain(lang) for lang in LANGUAGES)
    return [(point.kind, dict(point.facts)) for point in points]


def kinds(points: tuple[SipPoint, ...]) -> list[SipPointKind]:
    return [kind for kind, _ in told(points)]


class TestAsking:
    def test_nobody_has_asked_where_a_need_should_be_presumed(self, edition: Method) -> None:
        found = view(edition, started(), *co_occurring(5))
        assert told(found.points) == [(SipPointKind.NOT_ASKED, {"since": day(5)})]
        assert [point.source for point in found.points] == [PRESUMED]
        assert found.lacks == found.points
        assert (found.asked, found.answer, found.sips) == ((), None, ())

    def test_nothing_is_lacking_where_no_need_is_presumed(self, edition: Method) -> None:
        assert view(edition, started()).points == ()
        assert view(edition, started(), need(NeedArea.HOUSING)).points == ()

    def test_everybody_who_asked_is_told_and_the_last_answer_holds(self, edition: Method) -> None:
        later = asked(SipAnswer.DECLINED, 9, id="q2", asked_by="psykiatri")
        found = view(edition, *co_occurring(), asked(), later)
        assert found.asked == (asked(), later)
        assert found.answer is SipAnswer.DECLINED
        assert found.points == ()

    def test_an_answer_is_waited_for(self, edition: Method) -> None:
        found = view(edition, *co_occurring(), asked(SipAnswer.UNDECIDED, 3))
        assert told(found.points) == [(SipPointKind.UNDECIDED, {"day": day(3)})]
        assert found.lacks == ()

    def test_who_wants_a_sip_waits_until_it_begins(self, edition: Method) -> None:
        found = view(edition, asked(on=3))
        assert told(found.points) == [(SipPointKind.NOT_INITIATED, {"day": day(3)})]
        assert [point.source for point in found.lacks] == [STATUTE]
        assert view(edition, asked(on=3), begun(on=3)).points == ()
        assert view(edition, asked(on=3), begun(on=3), ended(20)).points == ()
        assert kinds(view(edition, asked(on=3), begun(internal=True)).points) == [
            SipPointKind.NOT_INITIATED
        ]

    def test_a_sip_from_before_the_question_counts_while_it_runs(self, edition: Method) -> None:
        asks = asked(on=30)
        assert view(edition, begun(on=10), asks).points == ()
        assert view(edition, begun(on=10), ended(99), asks).points == ()
        assert kinds(view(edition, begun(on=10), ended(20), asks).points) == [
            SipPointKind.NOT_INITIATED
        ]

    def test_a_new_service_asks_anew(self, edition: Method) -> None:
        first = started(), *co_occurring(), asked(SipAnswer.DECLINED)
        over = service_ended("e", "hm-1", 20)
        assert view(edition, *first, over).points == ()
        assert kinds(view(edition, *first, over, started("hm-2", 30)).points) == [
            SipPointKind.NOT_ASKED
        ]

    def test_corrections_that_compete_leave_the_answer_unknown(self, edition: Method) -> None:
        rivals = [asked(answer, 3, id=f"r-{answer.value}", corrects=["q"]) for answer in SipAnswer]
        found = view(edition, *co_occurring(), asked(), *rivals)
        assert found.answer is None
        assert told(found.points) == [(SipPointKind.CORRECTIONS_COMPETE, {"entry": "q"})]
        gone = view(edition, *co_occurring(), asked(), rivals[0], retracted("x", "q"))
        assert (gone.answer, kinds(gone.points)) == (None, [SipPointKind.CORRECTIONS_COMPETE])

    def test_after_a_death_nothing_is_asked_for(self, edition: Method) -> None:
        life = *co_occurring(), begun(), plan(30)
        assert view(edition, *life, note(Died, "d", 50), on=99).lacks == ()
        assert view(edition, *co_occurring(), note(Died, "d", 50), on=99).points == ()


class TestConditions:
    def conditions(self, method: Method, *entries: Entry, on: int = 60) -> list[ConditionNoted]:
        found = only(method, *entries, on=on).conditions
        assert [each.condition for each in found] == list(SipCondition)
        for each in found:
            assert each.source is STATUTE
            assert all(each.explain(lang) for lang in LANGUAGES)
        return list(found)

    def test_are_shown_one_by_one_as_recorded_or_not(self, edition: Method) -> None:
        bare = self.conditions(edition, begun())
        assert [(each.recorded, each.code, each.entries) for each in bare] == [
            (False, "needs_both_not_noted", ()),
            (False, "judged_not_noted", ()),
            (False, "consent_not_noted", ()),
        ]
        noted = self.conditions(edition, consent(), begun(needs_both=True, judged_by=REGION))
        assert [(each.recorded, each.code, each.entries) for each in noted] == [
            (True, "needs_both", ("s",)),
            (True, "judged", ("s",)),
            (True, "consent_runs", ("c",)),
        ]
        assert dict(noted[1].facts) == {"authority": REGION}

    def test_a_plan_with_services_of_both_says_that_both_are_needed(self, edition: Method) -> None:
        both = self.conditions(edition, begun(), plan())[0]
        assert (both.recorded, both.entries) == (True, ("p30",))
        one = [SipService(needed="stöd", authority=REGION), SipService(needed="hem")]
        assert not self.conditions(edition, begun(), plan(services=one))[0].recorded

    def test_wanting_a_sip_is_no_consent_and_no_other_consent_is(self, edition: Method) -> None:
        others = [consent(id=k.value, consent=k) for k in ConsentKind if k is not ConsentKind.SIP]
        others.append(consent(id="syster", about="syster-1"))
        told = self.conditions(edition, asked(), *others, begun())[2]
        assert (told.recorded, told.code) == (False, "consent_not_noted")

    @pytest.mark.parametrize(
        ("on", "code", "recorded"),
        [
            (60, "consent_runs", True),
            (61, "consent_expired", False),
        ],
    )
    def test_the_consent_runs_through_its_last_day(
        self, on: int, code: str, recorded: bool, edition: Method
    ) -> None:
        found = self.conditions(edition, consent(last=60), begun(), on=on)[2]
        assert (found.code, found.recorded) == (code, recorded)

    def test_how_it_stands_with_the_consent_is_told(self, edition: Method) -> None:
        ahead = consent(first=day(70))
        assert self.conditions(edition, ahead, begun())[2].code == "consent_not_yet"
        gone = note(ConsentWithdrawn, "w", 40, consent_given="c")
        withdrawn = self.conditions(edition, consent(), gone, begun())[2]
        assert withdrawn.code == "consent_withdrawn"
        assert dict(withdrawn.facts)["day"] == day(40)
        rivals = [consent(id=id, corrects=["c"], last=last) for id, last in (("a", 70), ("b", 80))]
        contested = self.conditions(edition, consent(), *rivals, begun())[2]
        assert contested.code == "consent_contested"
        dead = self.conditions(edition, consent(), begun(), note(Died, "d", 50))[2]
        assert dead.code == "consent_ended_by_death"
        new = consent(30, id="c2", last=99)
        short = consent(40, id="c3", last=41)
        again = self.conditions(edition, consent(last=20), new, short, begun())
        assert (again[2].code, again[2].entries) == ("consent_runs", ("c2",))

    def test_are_not_asked_of_an_internal_sip(self, edition: Method) -> None:
        assert only(edition, begun(internal=True), consent()).conditions == ()


class TestPlan:
    def test_one_that_lacks_nothing(self, edition: Method) -> None:
        found = only(edition, begun(), plan())
        assert (found.complete, found.missing, found.points) == (True, (), ())
        assert found.follow_up_on == day(90)

    def test_none_yet(self, edition: Method) -> None:
        found = only(edition, begun(on=10))
        assert told(found.points) == [(SipPointKind.NO_PLAN, {"day": day(10)})]
        assert (found.complete, found.points[0].is_remark) == (None, True)
        assert only(edition, begun(), ended(20)).points == ()
        inside = only(edition, begun(internal=True))
        assert [(point.kind, point.source) for point in inside.points] == [
            (SipPointKind.NO_PLAN, INTERNAL)
        ]

    def test_each_content_of_the_statute_that_is_missing(self, edition: Method) -> None:
        found = only(edition, begun(), plan(services=[], measures=[], overall=None))
        assert found.missing == tuple(SipPart)
        assert told(found.points) == [
            (SipPointKind.CONTENT_MISSING, {"part": part}) for part in SipPart
        ]
        assert {point.source for point in found.points} == {STATUTE}
        assert found.complete is False

    def test_the_latest_plan_holds(self, edition: Method) -> None:
        assert only(edition, begun(), plan(30), plan(40, overall=None)).complete is False
        assert only(edition, begun(), plan(30, overall=None), plan(40)).complete is True

    def test_an_association_never_answers_for_a_service(self, edition: Method) -> None:
        services = [
            SipService(needed="stöd", authority=MUNICIPALITY, who="hm"),
            SipService(needed="samtal", authority=REGION, who="psykiatri"),
        ]
        found = only(edition, begun(), plan(services=services, overall_unit="cm-1"))
        said = {"form": LegalForm.ASSOCIATION, "authority": MUNICIPALITY}
        assert told(found.points) == [
            (SipPointKind.NOT_OF_THE_AUTHORITY, {"who": "hm", **said}),
            (SipPointKind.OVERALL_NOT_OF_THE_AUTHORITY, {"who": "cm-1", **said}),
        ]
        assert "förening" in found.points[0].explain("sv")
        assert (found.missing, found.complete) == ((), False)

    def test_the_wrong_authority_is_pointed_out_too_and_the_unknown_is_not(
        self, edition: Method
    ) -> None:
        services = [
            SipService(needed="stöd", authority=REGION, who="sdf"),
            SipService(needed="samtal", authority=REGION, who="mottagning"),
        ]
        found = only(edition, begun(), plan(services=services, overall_unit="okänd"))
        assert kinds(found.points) == [SipPointKind.NOT_OF_THE_AUTHORITY]
        assert only(edition, begun(), plan(services=services), parties=None).points == ()

    def test_without_an_authority_or_a_unit_there_is_nothing_to_fit(self, edition: Method) -> None:
        services = [SipService(needed="stöd", who="hm"), SipService(needed="x", authority=REGION)]
        bare = plan(services=services, overall=None, overall_unit="hm")
        assert set(kinds(only(edition, begun(), bare).points)) == {SipPointKind.CONTENT_MISSING}
        assert only(edition, begun(), plan(overall_unit=None)).points == ()

    def test_a_measure_of_an_authority_belongs_among_its_services(self, edition: Method) -> None:
        measures = [
            SipMeasure(measure="lots", who="sdf"),
            SipMeasure(measure="lots", who="hm"),
            SipMeasure(measure="lots", who="okänd"),
        ]
        found = only(edition, begun(), plan(measures=measures))
        assert told(found.points) == [(SipPointKind.MEASURE_OF_AN_AUTHORITY, {"who": "sdf"})]
        assert found.points[0].is_remark

    def test_made_without_the_participant_or_silent_on_next_of_kin(self, edition: Method) -> None:
        bare = plan(with_participant=False, next_of_kin_part=None)
        found = only(edition, begun(), bare)
        assert kinds(found.points) == [
            SipPointKind.NEXT_OF_KIN_NOT_SAID,
            SipPointKind.NOT_WITH_PARTICIPANT,
        ]
        assert found.complete is True
        assert not any(point.is_remark for point in found.points)

    def test_corrections_that_compete_leave_it_unknown(self, edition: Method) -> None:
        rivals = [plan(n, corrects=["p30"], overall=None) for n in (31, 32)]
        found = only(edition, begun(), plan(), *rivals)
        assert found.complete is None
        assert told(found.points) == [(SipPointKind.CORRECTIONS_COMPETE, {"entry": "s"})]
        assert found.points[0].source is RECORD


class TestInternal:
    def test_one_that_lacks_nothing_has_none_of_the_statutory_contents(
        self, edition: Method
    ) -> None:
        found = only(edition, begun(internal=True), internal_plan())
        assert (found.complete, found.missing, found.points) == (None, (), ())

    def test_what_it_can_lack(self, edition: Method) -> None:
        empty = internal_plan(services=[], overall_unit=None, with_participant=False)
        found = only(edition, begun(internal=True), empty)
        assert kinds(found.points) == [
            SipPointKind.SERVICES_MISSING,
            SipPointKind.NO_OVERALL_UNIT,
            SipPointKind.NOT_WITH_PARTICIPANT,
        ]
        assert {point.source for point in found.points} == {INTERNAL}
        unit = internal_plan(services=[SipService(needed="stöd"), SipService(needed="x", who="fs")])
        assert kinds(only(edition, begun(internal=True), unit).points) == [
            SipPointKind.WITHOUT_UNIT
        ]

    def test_whoever_is_not_of_the_municipality_is_pointed_out_once(self, edition: Method) -> None:
        services = [SipService(needed=each, who="hm") for each in ("a", "b")]
        services.append(SipService(needed="c", who="psykiatri"))
        found = only(edition, begun(internal=True), internal_plan(services=services))
        assert [dict(point.facts)["who"] for point in found.points] == ["hm", "psykiatri"]
        assert set(kinds(found.points)) == {SipPointKind.NOT_OF_THE_MUNICIPALITY}


class TestMeetings:
    def test_who_was_called_to_the_latest_and_did_not_come(self, edition: Method) -> None:
        first, last = meeting(20, came=[]), meeting(25, came=["sdf"])
        found = only(edition, begun(), first, last, plan())
        assert told(found.points) == [
            (SipPointKind.ABSENT, {"day": day(25), "who": ("psykiatri",)})
        ]
        assert (found.points[0].source, found.points[0].is_remark) == (CALLED, True)
        assert only(edition, begun(), first, meeting(25), plan()).points == ()


class TestFollowUp:
    def test_that_no_day_is_agreed_is_a_remark_and_no_lack(self, edition: Method) -> None:
        found = view(edition, begun(), plan(follow_up_on=None))
        assert kinds(found.sips[0].points) == [SipPointKind.NO_FOLLOW_UP_DAY]
        assert (found.sips[0].follow_up_on, found.lacks) == (None, ())
        over = only(edition, begun(), plan(follow_up_on=None), ended(50))
        assert over.points == ()

    @pytest.mark.parametrize(("on", "late"), [(90, False), (91, True)])
    def test_is_overdue_from_the_day_after(self, on: int, late: bool, edition: Method) -> None:
        found = view(edition, begun(), plan(), on=on)
        expected = [(SipPointKind.FOLLOW_UP_OVERDUE, {"day": day(90)})] if late else []
        assert told(found.sips[0].points) == expected
        assert [point.source for point in found.lacks] == [A_PROCESS] * late
        assert only(edition, begun(), plan(), ended(90), on=on).points == ()
        assert only(edition, begun(), plan(), ended(90), on=91).follow_up_on is None

    def test_after_one_without_a_new_day_nobody_knows_when(self, edition: Method) -> None:
        done = followed_up(90, follow_up_on=None)
        assert kinds(only(edition, begun(), plan(), done, on=95).points) == [
            SipPointKind.NO_FOLLOW_UP_DAY
        ]
        found = only(edition, begun(), plan(), followed_up(90), on=95)
        assert (found.points, found.follow_up_on) == ((), day(180))

    def test_the_outcome_nobody_noted_and_services_never_received(self, edition: Method) -> None:
        silent = followed_up(
            90, participant_says=SipOutcome.NOT_SAID, received=[], not_received=[2, 1]
        )
        found = only(edition, begun(), plan(), silent, on=95)
        assert told(found.points) == [
            (SipPointKind.OUTCOME_NOT_SAID, {"day": day(90)}),
            (SipPointKind.NOT_RECEIVED, {"numbers": ("1", "2")}),
        ]
        assert [point.source for point in found.points] == [A_PROCESS, LIFTED]
        assert all(point.is_remark for point in found.points)
        assert only(edition, begun(), plan(), silent, followed_up(95), on=99).points == ()


@pytest.mark.parametrize("source", [PRESUMED, A_PROCESS, CALLED, LIFTED, INTERNAL])
def test_what_is_quoted_stands_in_its_document(source: Source) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the source documents do not lie beside this checkout")
    name = FILES[source.document]
    assert folded(source.quote) in document(name)
    lines = (SEEDS / name).read_text(encoding="utf-8").splitlines()
    assert source.section in {line.strip() for line in lines}


def test_the_statutes_are_named_without_a_quote() -> None:
    assert [each.document for each in (STATUTE, RECORD)] == [Document.SOL] * 2
    assert not STATUTE.quote + RECORD.quote
