"""Short ways to write entries about SIP down, as in `tests.case.writing`."""

from __future__ import annotations

from typing import Any

from cm_method.case.consent import ConsentGiven, ConsentKind
from cm_method.case.needs import NeedArea, NeedAssessed, NeedClosed
from cm_method.case.parties import LegalForm, Parties
from cm_method.case.sip import (
    NextOfKinPart,
    ResponsibleAuthority,
    SipAgreed,
    SipAnswer,
    SipAsked,
    SipEnded,
    SipEndReason,
    SipFollowedUp,
    SipInitiated,
    SipMeasure,
    SipMeetingHeld,
    SipOutcome,
    SipService,
)
from tests.case.writing import day, note

MUNICIPALITY, REGION = ResponsibleAuthority.MUNICIPALITY, ResponsibleAuthority.REGION

PARTIES = Parties(
    legal_forms={
        "sdf": LegalForm.COMMITTEE,
        "psykiatri": LegalForm.REGION,
        "hm": LegalForm.ASSOCIATION,
        "bolag": LegalForm.COMPANY,
    },
    party_of={"cm-1": "hm", "cm-3": "sdf"},
)


def asked(answer: SipAnswer = SipAnswer.WANTED, on: int = 3, **more: Any) -> SipAsked:
    return note(SipAsked, **{"id": "q", "on": on, "answer": answer, "asked_by": "cm-1", **more})


def begun(id: str = "s", on: int = 10, **more: Any) -> SipInitiated:
    return note(SipInitiated, id, on, **{"initiator": "sdf", **more})


def meeting(on: int = 20, **more: Any) -> SipMeetingHeld:
    there = {"called": ["sdf", "psykiatri"], "came": ["sdf", "psykiatri"], "participant_came": True}
    return note(SipMeetingHeld, **{"id": f"m{on}", "on": on, "sip": "s", **there, **more})


def plan(on: int = 30, **more: Any) -> SipAgreed:
    """A plan that lacks nothing."""
    whole: dict[str, Any] = {
        "services": [
            SipService(needed="boendestöd", authority=MUNICIPALITY, who="sdf"),
            SipService(needed="samtal", authority=REGION, who="psykiatri"),
        ],
        "measures": [SipMeasure(measure="följer med till kaféet", who="hm")],
        "overall": MUNICIPALITY,
        "overall_unit": "sdf",
        "with_participant": True,
        "next_of_kin_part": NextOfKinPart.TOOK_PART,
        "follow_up_on": day(90),
    }
    return note(SipAgreed, **{"id": f"p{on}", "on": on, "sip": "s", **whole, **more})


def internal_plan(on: int = 30, **more: Any) -> SipAgreed:
    """A plan between units of one municipality that lacks nothing."""
    services = [SipService(needed="boendestöd", who="sdf"), SipService(needed="ekonomi", who="fs")]
    bare: dict[str, Any] = {"measures": [], "overall": None, "next_of_kin_part": None}
    return plan(on, **{"services": services, **bare, **more})


def followed_up(on: int = 90, **more: Any) -> SipFollowedUp:
    said = {"participant_says": SipOutcome.HELPED, "received": [1, 2], "follow_up_on": day(on + 90)}
    return note(SipFollowedUp, **{"id": f"f{on}", "on": on, "sip": "s", **said, **more})


def ended(on: int = 200, **more: Any) -> SipEnded:
    said = {"sip": "s", "reason": SipEndReason.NOT_NEEDED}
    return note(SipEnded, **{"id": f"x{on}", "on": on, **said, **more})


def need(area: NeedArea, on: int = 0, id: str = "") -> NeedAssessed:
    return note(NeedAssessed, id or area.value, on, area=area)


def closed(id: str, on: int) -> NeedClosed:
    return note(NeedClosed, f"{id}-closed", on, need=id)


def co_occurring(on: int = 0) -> tuple[NeedAssessed, NeedAssessed]:
    return need(NeedArea.ADDICTION, on), need(NeedArea.MENTAL_ILL_HEALTH, on)


def consent(on: int = 8, *, last: int = 300, **more: Any) -> ConsentGiven:
    said: dict[str, Any] = {
        "consent": ConsentKind.SIP,
        "discloser": "sdf",
        "recipients": ["psykiatri"],
        "information": ["plan"],
        "purpose": "coordination",
        "first": day(on),
        "last": day(last),
        "form": "blankett 7",
    }
    return note(ConsentGiven, **{"id": "c", "on": on, **said, **more})
