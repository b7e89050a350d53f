"""What else may happen in an episode."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis.strategies import SearchStrategy

from cm_method.case.circumstances import Circumstance, CircumstanceAssessed
from cm_method.case.consent import ConsentGiven, ConsentKind, ConsentWithdrawn, SharingMade
from cm_method.case.needs import NeedAssessed
from cm_method.case.obstacles import Obstacle, ObstacleNoted, ObstacleOvercome, ServiceMissing
from cm_method.case.recovery import RecoveryCapitalRated, RecoveryPart
from cm_method.case.services import ServiceKind
from cm_method.dates import plus_days
from cm_method.testing.strategies.assignments import assignment_course, planned_moves
from cm_method.testing.strategies.book import Book, Given, of_kind
from cm_method.testing.strategies.codes import CATEGORIES, OWN_OBSTACLES, PARTIES
from cm_method.testing.strategies.crisis import around_the_chain, need_lifted, what_happens
from cm_method.testing.strategies.sip import sip_course


def _consents(book: Book, near: SearchStrategy[date]) -> None:
    """A consent, perhaps withdrawn, and a sharing under it or beside it."""
    on = book.draw(near)
    discloser, recipient = book.one_of(PARTIES, PARTIES[::-1])
    asked: Given = {"information": [book.one_of(*CATEGORIES)], "purpose": "care"}
    given = book.write(
        ConsentGiven,
        on,
        consent=book.one_of(ConsentKind.SECRECY_WAIVER, *ConsentKind),
        discloser=discloser,
        recipients=[recipient],
        first=on,
        last=plus_days(on, book.one_of(0, 30, 31, 365)),
        form="pärm 3",
        **asked,
    )
    later = plus_days(on, book.one_of(0, 1, 30))
    if book.chance():
        book.write(ConsentWithdrawn, later, consent_given=given.id)
    if book.chance():
        told: Given = {"discloser": discloser, "recipient": recipient, "necessity": "läkarbesök"}
        book.write(SharingMade, later, **told, **asked)


def _in_the_way(book: Book, near: SearchStrategy[date]) -> None:
    """Obstacles, perhaps overcome, and services that are missing for a need."""
    for _ in range(book.one_of(1, 1, 2)):
        noted = book.write(
            ObstacleNoted,
            book.draw(near),
            obstacle=book.one_of(*(each.value for each in Obstacle), *OWN_OBSTACLES),
        )
        if book.chance():
            later = plus_days(noted.on, book.one_of(0, 1, 30))
            book.write(ObstacleOvercome, later, noted=noted.id)
    for need in of_kind(book, NeedAssessed)[-2:]:
        on = max(need.on, book.draw(near))
        service = book.one_of(None, *ServiceKind)
        lacking = book.one_of(*OWN_OBSTACLES) if service is None else None
        book.write(ServiceMissing, on, need=need.id, service=service, lacking=lacking)


def _capital_rated(book: Book, near: SearchStrategy[date]) -> None:
    """The four parts rated, some of them left out."""
    for _ in range(book.one_of(1, 2)):
        rated = {part.value: book.one_of(None, *range(1, 6)) for part in RecoveryPart}
        rated[book.one_of(*RecoveryPart).value] = book.one_of(1, 3, 5)
        book.write(RecoveryCapitalRated, book.draw(near), with_participant=book.chance(), **rated)


def _circumstances(book: Book, near: SearchStrategy[date]) -> None:
    """What somebody assessed about the person's situation, perhaps twice."""
    for _ in range(book.one_of(1, 2, 4)):
        asked = book.one_of(*Circumstance)
        book.write(CircumstanceAssessed, book.draw(near), circumstance=asked, present=book.chance())


OCCASIONS: tuple[tuple[Callable[[Book, SearchStrategy[date]], None], ...], ...] = (
    (),
    (),
    (what_happens,),
    (what_happens, need_lifted),
    (need_lifted, around_the_chain),
    (around_the_chain, _consents),
    (_consents,),
    (_in_the_way, need_lifted),
    (_in_the_way, need_lifted, _capital_rated),
    (_capital_rated,),
    (_circumstances,),
    (sip_course,),
    (_consents, sip_course),
    (assignment_course,),
    (assignment_course, planned_moves),
)
"""What else may happen in an episode."""
