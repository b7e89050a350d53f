"""The coordinated individual plan (SIP), from the question to its end."""

from __future__ import annotations

from datetime import date

from hypothesis.strategies import SearchStrategy

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
from cm_method.dates import plus_days
from cm_method.testing.strategies.book import Book, Given
from cm_method.testing.strategies.codes import CODES


def sip_plan_content(book: Book, on: date) -> Given:
    """Mostly a plan with all that the statute asks for; sometimes one that lacks a part."""
    lacks = book.one_of(*[None] * 4, "services", "authority", "measures", "overall")
    authorities = (ResponsibleAuthority.REGION, ResponsibleAuthority.MUNICIPALITY)
    services = [
        SipService(needed="stöd", authority=authority, who=book.one_of(None, *CODES))
        for authority in authorities[: book.one_of(1, 2)]
    ]
    if lacks == "authority":
        services.append(SipService(needed="boende"))
    measures = [] if book.chance() else [SipMeasure(measure="lots", who=book.one_of(*CODES))]
    return {
        "services": [] if lacks == "services" else services,
        "measures": [] if lacks == "measures" else measures,
        "no_other_measures": lacks != "measures" and not measures,
        "overall": None if lacks == "overall" else book.one_of(*authorities),
        "overall_unit": book.one_of(None, *CODES),
        "with_participant": book.one_of(True, True, False),
        "next_of_kin_part": book.one_of(None, *NextOfKinPart),
        "follow_up_on": plus_days(on, book.one_of(1, 30, 90)) if book.chance() else None,
    }


def sip_course(book: Book, near: SearchStrategy[date]) -> None:
    """Asked about a SIP; perhaps one begins, is met about, agreed, followed up and ended."""
    on = book.draw(near)
    for _ in range(book.one_of(1, 1, 0, 2)):
        book.write(SipAsked, on, answer=book.one_of(*SipAnswer), asked_by=book.one_of(*CODES))
    internal = book.one_of(False, False, False, True)
    judged = None if internal else book.one_of(None, *ResponsibleAuthority)
    for _ in range(book.one_of(1, 1, 0, 2)):
        sip = book.write(
            SipInitiated,
            plus_days(on, book.up_to(10)),
            initiator=book.one_of(*CODES),
            internal=internal,
            needs_both=not internal and book.chance(),
            judged_by=judged,
        )
        _work_with_sip(book, sip)


def _work_with_sip(book: Book, sip: SipInitiated) -> None:
    day, plan = sip.on, None
    for step in book.one_of((), (1,), (1, 2), (2, 3), (1, 2, 3, 2, 3), (2, 3, 4), (2, 2, 4), (4,)):
        day = plus_days(day, book.one_of(1, 0, 7, 29, 30, 31, 91))
        if step == 1:
            called = list(dict.fromkeys((book.one_of(*CODES), book.one_of(*CODES))))
            came = called[: book.up_to(len(called))]
            there = {"called": called, "came": came, "participant_came": book.chance()}
            book.write(SipMeetingHeld, day, sip=sip.id, **there)
        elif step == 2:
            plan = book.write(SipAgreed, day, sip=sip.id, **sip_plan_content(book, day))
        elif step == 4:
            book.write(SipEnded, day, sip=sip.id, reason=book.one_of(*SipEndReason))
        elif plan is not None:
            got = [number for number, _ in enumerate(plan.services, start=1)]
            book.write(
                SipFollowedUp,
                plus_days(day, 1),
                sip=sip.id,
                participant_says=book.one_of(*SipOutcome),
                received=got[: book.up_to(1)],
                follow_up_on=book.one_of(None, None, plus_days(day, 30)),
            )
