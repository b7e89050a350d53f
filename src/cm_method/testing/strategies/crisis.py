"""Needs, crisis levels, crisis plans, and who takes responsibility for what."""

from __future__ import annotations

from datetime import date

from hypothesis.strategies import SearchStrategy

from cm_method.case.crisis_plans import (
    CrisisPlanAgreed,
    CrisisPlanKind,
    CrisisPlanReviewed,
    HelpContact,
    ReviewTrigger,
    SituationChanged,
)
from cm_method.case.needs import CrisisLevelAssessed, NeedArea, NeedAssessed, NeedClosed
from cm_method.case.responsibility import (
    AbsenceEnded,
    AbsenceNoted,
    EscalationAgreed,
    LiftAnswered,
    LiftedTo,
    NeedLifted,
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
    SupportEnded,
    SupportPromised,
)
from cm_method.dates import plus_days
from cm_method.testing.strategies.book import COURSES, Book, Given, of_kind, some_need, soon
from cm_method.testing.strategies.codes import CODES, LEVELS, PARTIES
from cm_method.testing.strategies.dates import days_near


def crisis_plan_content(book: Book) -> Given:
    """Mostly a complete crisis plan; sometimes one that lacks a part."""
    said = ("warning_signs", "coping", "distractions", "supporters", "safe_surroundings")
    lacks = book.one_of(*[None] * 16, *said, "professionals", "any_hour", "with_participant")
    given: Given = {part: [] if part == lacks else ["Ringa en vän"] for part in said}
    given["plan_kind"] = book.one_of(*CrisisPlanKind)
    given["with_participant"] = lacks != "with_participant"
    on_call = HelpContact(who="Mobila teamet", reach="08-123", any_hour=lacks != "any_hour")
    given["professionals"] = [] if lacks == "professionals" else [on_call]
    return given


def crisis(book: Book, first: date, last: date | None) -> None:
    """Needs, crisis levels, crisis plans, and who takes responsibility for what."""
    near = days_near(first, last)
    how = book.one_of(*COURSES)
    co_occurring = (NeedArea.ADDICTION, NeedArea.MENTAL_ILL_HEALTH)
    if "in time" in how:
        areas = co_occurring[: book.one_of(2, 1)]
        matters = [book.write(NeedAssessed, soon(book, first, 30), area=area) for area in areas]
        book.write(CrisisPlanAgreed, soon(book, first, 56), **crisis_plan_content(book))
        for matter in (*matters, None):
            on = plus_days(matter.on if matter else first, book.up_to(20))
            need = matter.id if matter else None
            offer = book.write(ResponsibilityOffered, on, need=need, receiver="hsf")
            _accept(book, plus_days(on, book.up_to(10)), offer)
    if "by chance" in how:
        needs = [
            book.write(
                NeedAssessed, book.draw(near), area=book.one_of(*co_occurring * 3, *NeedArea)
            )
            for _ in range(book.up_to(2))
        ]
        for open_need in needs:
            if book.up_to(3) == 3:
                book.write(NeedClosed, max(open_need.on, book.draw(near)), need=open_need.id)
        for _ in range(book.up_to(2)):
            book.write(CrisisLevelAssessed, book.draw(near), level=book.one_of(*LEVELS))
        for _ in range(book.up_to(2)):
            book.write(CrisisPlanAgreed, book.draw(near), **crisis_plan_content(book))
        for asked in (*needs, None):
            if book.chance():
                _take_responsibility(book, near, asked)


def _take_responsibility(
    book: Book, near: SearchStrategy[date], matter: NeedAssessed | None
) -> None:
    """An offer and its answer; then perhaps a handover of what was accepted, or its end."""
    giver: str | None = None
    earliest = matter.on if matter else None
    for _ in range(book.one_of(1, 1, 2, 3)):
        on = book.draw(near)
        on = on if earliest is None else max(on, earliest)
        need = matter.id if matter else None
        receiver = book.one_of(*PARTIES)
        offer = book.write(ResponsibilityOffered, on, need=need, giver=giver, receiver=receiver)
        answer = book.one_of("yes", "yes", "yes", "no", "withdrawn", "silence", "twice")
        later = max(on, plus_days(on, book.one_of(0, 1, 5, 30)))
        if answer == "no":
            book.write(ResponsibilityRefused, later, offer=offer.id)
        if answer == "withdrawn":
            book.write(OfferWithdrawn, later, offer=offer.id)
        if answer not in ("yes", "twice"):
            continue
        accepted = _accept(book, later, offer)
        if answer == "twice":
            _accept(book, later, offer)
        giver, earliest = receiver, later
        if book.up_to(4) == 4:
            last = plus_days(later, book.one_of(0, 1, 20, 60))
            book.write(ResponsibilityEnded, last, acceptance=accepted.id)


def _accept(book: Book, on: date, offer: ResponsibilityOffered) -> ResponsibilityAccepted:
    ways = {"contact_path": "08-508", "stand_in": "cm-2", "any_hour": "112"}
    lacks = book.one_of(*[None] * 12, *ways)
    given = {name: None if name == lacks else way for name, way in ways.items()}
    return book.write(ResponsibilityAccepted, on, offer=offer.id, **given)


def what_happens(book: Book, near: SearchStrategy[date]) -> None:
    """What a crisis plan must keep up with, and the days on which it is gone through again."""
    for _ in range(book.one_of(1, 1, 2)):
        book.write(SituationChanged, book.draw(near), change=book.one_of(*ReviewTrigger))
    since = of_kind(book, SituationChanged)[-1].on
    plans = of_kind(book, CrisisPlanAgreed)
    for _ in range(book.one_of(1, 2) if plans else 0):
        plan = book.one_of(*plans)
        after = max(plan.on, book.one_of(plan.on, since))
        on = plus_days(after, book.one_of(0, 1, 7, 8, 30, 90, 91))
        with_participant = book.one_of(True, True, True, False)
        book.write(CrisisPlanReviewed, on, plan=plan.id, with_participant=with_participant)


def need_lifted(book: Book, near: SearchStrategy[date]) -> None:
    """A need that no service answers is lifted, and the lifting perhaps answered or let go."""
    for need in of_kind(book, NeedAssessed)[-1:]:
        on = max(need.on, book.draw(near))
        lift = book.write(
            NeedLifted,
            on,
            need=need.id,
            lifter=book.one_of(*PARTIES),
            lifted_to=book.one_of(*LiftedTo),
            contact_path=book.one_of("08-508", None),
            stand_in=book.one_of("cm-2", None),
        )
        then = book.one_of("answered", "let go", "nothing")
        later = plus_days(on, book.one_of(0, 1, 30))
        if then == "answered":
            book.write(LiftAnswered, later, lift=lift.id, service_found=book.chance())
        if then == "let go":
            book.write(ResponsibilityEnded, later, acceptance=lift.id)


def around_the_chain(book: Book, near: SearchStrategy[date]) -> None:
    """Absences, support, and whom to turn to next."""
    first = book.draw(near)
    length = book.one_of(None, 0, 5, 40)
    away = book.write(
        AbsenceNoted,
        first,
        absent=book.one_of(*PARTIES, "cm-2"),
        first=first,
        last=None if length is None else plus_days(first, length),
    )
    if book.chance():
        book.write(AbsenceEnded, plus_days(away.on, book.one_of(0, 3)), absence=away.id)
    support = book.write(
        SupportPromised, book.draw(near), need=some_need(book), supporter=book.one_of(*CODES)
    )
    if book.chance():
        book.write(SupportEnded, plus_days(support.on, book.up_to(20)), support=support.id)
    sought, turn_to = book.one_of(("hm", "cm-2"), ("cm-2", "hsf"), ("hsf", "hm"))
    book.write(EscalationAgreed, book.draw(near), sought=sought, turn_to=turn_to, reach="112")
