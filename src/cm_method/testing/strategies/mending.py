"""What holds between the fields of an entry is made to hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from cm_method.case.agreements import AgreementMade, CostIncurred, Phase, VisitorsCounted
from cm_method.case.assignments import AssignmentAccepted
from cm_method.case.caseload import CaseloadExceptionGranted, StartPlanned
from cm_method.case.consent import ConsentGiven, SharingMade
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.meetings import Attendee, MeetingHeld
from cm_method.case.obstacles import ServiceMissing
from cm_method.case.participants import ParticipantDescribed
from cm_method.case.plans import ContactPath, GoalFollowedUp, PlanAgreed
from cm_method.case.recovery import RecoveryCapitalRated, RecoveryPart
from cm_method.case.responsibility import AbsenceNoted, EscalationAgreed
from cm_method.case.self_ratings import SelfRated
from cm_method.case.services import ServiceKind
from cm_method.case.sip import SipAgreed, SipFollowedUp, SipInitiated, SipMeetingHeld
from cm_method.dates import plus_days, plus_months
from cm_method.journal import Entry, Retracted
from cm_method.testing.strategies.book import Given
from cm_method.testing.strategies.codes import CODES, OWN_OBSTACLES, WORKERS
from cm_method.testing.strategies.texts import ids


def _mend_description(draw: DrawFn, given: Given) -> None:
    on: date = given["on"]
    born = draw(st.none() | st.dates(date(1900, 1, 1), on))
    year = draw(st.none() | st.integers(1900, on.year))
    given["birth_date"] = born
    given["birth_year"] = year if born is None or year is None else born.year


def _mend_plan(draw: DrawFn, given: Given) -> None:
    paths: tuple[ContactPath, ...] = given["contact_paths"]
    given["contact_paths"] = tuple({path.contact: path for path in paths}.values())
    ahead = draw(st.none() | st.integers(0, 90))
    given["review_on"] = None if ahead is None else plus_days(given["on"], ahead)


def _mend_goal_followed(draw: DrawFn, given: Given) -> None:
    given["number"] = draw(st.integers(1, 4))


def _mend_contact(_: DrawFn, given: Given) -> None:
    if given["status"] is not ContactStatus.PLANNED:
        given["planned_for"] = None


def _mend_meeting(_: DrawFn, given: Given) -> None:
    given["attendees"] = given["attendees"] or (Attendee.PARTICIPANT,)


def _mend_rating(draw: DrawFn, given: Given) -> None:
    if given["answers"]:
        given["score"] = None
    elif given["score"] is None:
        given["score"] = draw(st.integers(0, 10))


def _mend_retraction(draw: DrawFn, given: Given) -> None:
    if not given["corrects"]:
        given["corrects"] = frozenset({draw(ids().filter(lambda id: id != given["id"]))})


def _mend_period(draw: DrawFn, given: Given) -> None:
    length = draw(st.integers(0, 400))
    if given["last"] is not None:
        given["last"] = plus_days(given["first"], length)


def _mend_escalation(draw: DrawFn, given: Given) -> None:
    given["turn_to"] = draw(st.sampled_from(CODES).filter(lambda code: code != given["sought"]))


def _mend_consent(draw: DrawFn, given: Given) -> None:
    _mend_period(draw, given)
    given["recipients"] = given["recipients"] or (draw(st.sampled_from(CODES)),)


def _mend_sharing(draw: DrawFn, given: Given) -> None:
    given["necessity"] = draw(st.sampled_from(("läkarbesök", "möte om boende")))


def _mend_agreement(draw: DrawFn, given: Given) -> None:
    phases: tuple[Phase, ...] = given["phases"]
    given["phases"] = tuple({phase.phase: phase for phase in phases}.values())
    months = sum(phase.months for phase in given["phases"])
    given["last"] = plus_days(plus_months(given["first"], months), draw(st.integers(0, 90)))


def _mend_cost(draw: DrawFn, given: Given) -> None:
    amount = given["amount_sek"] = draw(st.integers(-5_000, 90_000))
    given["covered_sek"] = draw(st.integers(min(0, amount), max(0, amount)))


def _mend_visitors(draw: DrawFn, given: Given) -> None:
    given["last"] = plus_days(given["on"], -draw(st.integers(0, 90)))
    given["first"] = plus_days(given["last"], -draw(st.integers(0, 400)))


def _mend_missing(draw: DrawFn, given: Given) -> None:
    service = given["service"] = draw(st.none() | st.sampled_from(ServiceKind))
    given["lacking"] = draw(st.sampled_from(OWN_OBSTACLES)) if service is None else None


def _mend_capital(draw: DrawFn, given: Given) -> None:
    if all(given[part.value] is None for part in RecoveryPart):
        given[draw(st.sampled_from(RecoveryPart)).value] = draw(st.integers(0, 6))


def _mend_sip(_: DrawFn, given: Given) -> None:
    if given["internal"]:
        given["needs_both"], given["judged_by"] = False, None


def _mend_sip_meeting(_: DrawFn, given: Given) -> None:
    given["called"] = given["called"] or ("hm",)


def _mend_sip_plan(draw: DrawFn, given: Given) -> None:
    given["no_other_measures"] = given["no_other_measures"] and not given["measures"]
    _mend_follow_up(draw, given)


def _mend_sip_followed_up(draw: DrawFn, given: Given) -> None:
    numbers = draw(st.lists(st.integers(1, 4), max_size=4, unique=True))
    place = draw(st.integers(0, len(numbers)))
    given["received"], given["not_received"] = tuple(numbers[:place]), tuple(numbers[place:])
    _mend_follow_up(draw, given)


def _mend_follow_up(draw: DrawFn, given: Given) -> None:
    ahead = draw(st.none() | st.integers(1, 200))
    given["follow_up_on"] = None if ahead is None else plus_days(given["on"], ahead)


def _mend_worker(draw: DrawFn, given: Given) -> None:
    given["worker"] = draw(st.none() | st.sampled_from(WORKERS))


MEND: Mapping[type[Entry], Callable[[DrawFn, Given], None]] = {
    ParticipantDescribed: _mend_description,
    PlanAgreed: _mend_plan,
    GoalFollowedUp: _mend_goal_followed,
    ContactFollowed: _mend_contact,
    MeetingHeld: _mend_meeting,
    SelfRated: _mend_rating,
    Retracted: _mend_retraction,
    AbsenceNoted: _mend_period,
    EscalationAgreed: _mend_escalation,
    ConsentGiven: _mend_consent,
    SharingMade: _mend_sharing,
    SipInitiated: _mend_sip,
    SipMeetingHeld: _mend_sip_meeting,
    SipAgreed: _mend_sip_plan,
    SipFollowedUp: _mend_sip_followed_up,
    AssignmentAccepted: _mend_worker,
    StartPlanned: _mend_worker,
    CaseloadExceptionGranted: _mend_period,
    AgreementMade: _mend_agreement,
    CostIncurred: _mend_cost,
    VisitorsCounted: _mend_visitors,
    ServiceMissing: _mend_missing,
    RecoveryCapitalRated: _mend_capital,
}
"""What holds between the fields of a kind is made to hold."""
