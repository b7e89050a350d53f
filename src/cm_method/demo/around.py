"""What surrounds the made-up participants' service: their situation, housing support, and SIP.

It draws from a chance of its own, so that every other figure stays as it was.
"""

from __future__ import annotations

from datetime import date
from random import Random

from cm_method.case.assignments import (
    AssignmentAccepted,
    AssignmentDeclined,
    AssignmentFollowedUp,
    AssignmentOrdered,
    ImplementationPlanMade,
    LegalGround,
)
from cm_method.case.circumstances import Circumstance, CircumstanceAssessed
from cm_method.case.needs import NeedArea
from cm_method.case.services import ServiceKind
from cm_method.case.sip import (
    NextOfKinPart,
    ResponsibleAuthority,
    SipAgreed,
    SipAnswer,
    SipAsked,
    SipFollowedUp,
    SipInitiated,
    SipMeasure,
    SipMeetingHeld,
    SipOutcome,
    SipService,
)
from cm_method.demo import words
from cm_method.demo.diary import Diary

HOW_OFTEN = {
    Circumstance.COMPLEX_NEEDS: 0.9,
    Circumstance.COORDINATION: 0.85,
    Circumstance.LONG_TERM: 0.8,
    Circumstance.REDUCED_FUNCTION: 0.45,
    Circumstance.MAJOR_DIFFICULTIES: 0.4,
    Circumstance.EXTENSIVE_NEEDS: 0.4,
    Circumstance.SEVERE_MENTAL_ILLNESS: 0.2,
    Circumstance.LONG_TERM_HOMELESSNESS: 0.15,
}
"""How often each circumstance is found present; the rest nobody has looked into."""

HARMFUL_USE = frozenset((NeedArea.HARMFUL_USE, NeedArea.ADDICTION))
MENTAL = frozenset((NeedArea.MENTAL_ILL_HEALTH, NeedArea.NEURODEVELOPMENTAL))
CLINICS = {True: "region-beroende", False: "region-psykiatri"}


def around(diary: Diary) -> None:
    """Circumstances, housing support for some, and a SIP for some of those who may need one."""
    usual, diary.chance = diary.chance, Random(2000 + diary.turn)
    _circumstances(diary)
    if NeedArea.EVERYDAY_LIFE in diary.needs.values():
        _housing_support(diary)
    areas = set(diary.needs.values())
    both = bool(areas & HARMFUL_USE and areas & MENTAL)
    if both or NeedArea.PSYCHIATRIC_DISABILITY in areas:
        _sip(diary, clinic=CLINICS[bool(areas & HARMFUL_USE)])
    diary.chance = usual


def _circumstances(diary: Diary) -> None:
    for circumstance, often in HOW_OFTEN.items():
        if diary.chance.random() < 0.75:
            present = diary.chance.random() < often
            day = diary.day((2, 50))
            diary.write(CircumstanceAssessed, day, circumstance=circumstance, present=present)


def _housing_support(diary: Diary) -> None:
    """Ordered by the district; the provider takes it, mostly, and plans it with the person."""
    day = diary.day((20, 90))
    order = diary.write(
        AssignmentOrdered,
        day,
        by="sdf",
        service=ServiceKind.HOUSING_SUPPORT,
        commissioner="sdf",
        provider="boende-vuxna",
        legal_ground=LegalGround.SOL_11_1,
        precondition=diary.chance.choice((True, True, True, None)),
        monthly_price_sek=9_800,
    )
    day = diary.day((3, 30), after=day)
    if diary.chance.random() < 0.2:
        diary.write(AssignmentDeclined, day, by="sdf", assignment=order)
        return
    worker = diary.chance.choice(("bs-1", "bs-1", "bs-2"))
    diary.write(AssignmentAccepted, day, by="sdf", assignment=order, worker=worker)
    if diary.chance.random() < 0.75:
        day = diary.day((7, 40), after=day)
        ahead = diary.day((90, 180), after=day)
        along = diary.chance.random() < 0.85
        diary.write(
            ImplementationPlanMade,
            day,
            by="sdf",
            assignment=order,
            with_participant=along,
            follow_up_on=ahead,
        )
        if diary.chance.random() < 0.6:
            diary.write(
                AssignmentFollowedUp, diary.day((-5, 10), after=ahead), by="sdf", assignment=order
            )


def _sip(diary: Diary, *, clinic: str) -> None:
    """Not everybody is asked, not everybody wants one, and not everybody who is called comes."""
    if diary.chance.random() < 0.25:
        return
    day = diary.day((10, 60))
    answer = diary.chance.choice((SipAnswer.WANTED,) * 4 + (SipAnswer.DECLINED,))
    diary.write(SipAsked, day, answer=answer, asked_by=diary.writer(day))
    if answer is SipAnswer.DECLINED or diary.chance.random() < 0.15:
        return
    day = diary.day((1, 20), after=day)
    judged = diary.chance.choice((*ResponsibleAuthority, None))
    sip = diary.write(SipInitiated, day, initiator="sdf", needs_both=True, judged_by=judged)
    day = diary.day((14, 60), after=day)
    came = ["sdf"] if diary.chance.random() < 0.35 else ["sdf", clinic]
    diary.write(
        SipMeetingHeld,
        day,
        sip=sip,
        called=["sdf", clinic],
        came=came,
        participant_came=diary.chance.random() < 0.9,
        next_of_kin_came=diary.chance.random() < 0.3,
    )
    if clinic in came:
        _agreed(diary, sip, day, clinic)


def _agreed(diary: Diary, sip: str, day: date, clinic: str) -> None:
    whole = diary.chance.random() < 0.7
    ahead = diary.day((60, 120), after=day)
    diary.write(
        SipAgreed,
        day,
        sip=sip,
        services=[
            SipService(needed=words.SIP_CARE, authority=ResponsibleAuthority.REGION, who=clinic),
            SipService(
                needed=words.SIP_SUPPORT, authority=ResponsibleAuthority.MUNICIPALITY, who="sdf"
            ),
        ],
        measures=[SipMeasure(measure=words.SIP_MEASURE, who="hm")] if whole else [],
        overall=ResponsibleAuthority.REGION if whole else None,
        with_participant=True,
        next_of_kin_part=diary.chance.choice((*NextOfKinPart, None)),
        follow_up_on=ahead,
    )
    if diary.chance.random() < 0.7:
        got = diary.chance.choice(((1, 2), (1, 2), (2,)))
        diary.write(
            SipFollowedUp,
            diary.day((-5, 20), after=ahead),
            sip=sip,
            participant_says=diary.chance.choice((*SipOutcome, SipOutcome.HELPED)),
            received=got,
            not_received=[number for number in (1, 2) if number not in got],
        )
