"""What is no problem and yet deserves a look, such as an answer that changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.episodes import Started, WorkerChanged
from cm_method.case.parties import Parties
from cm_method.case.responsibility import (
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityRefused,
)
from cm_method.errors import Problem, facts
from cm_method.journal import Journal, View


def remarks(
    journal: Journal, parties: Parties, *, known: date | None = None
) -> tuple[Problem, ...]:
    """What somebody should look at in a journal, a participant's or the partnership's.

    Of the answers to an offer of responsibility the first counts (R24): a no after the yes lets
    nobody go, and a yes after the no makes nobody accountable. And who wrote an entry should be one
    of the *parties*, their workers or the actors; where none of these is registered, that is not
    asked. Nobody should be given a case after they have left, and a visit before every start counts
    in none (R14). All of it can be read, so nothing is refused for it.
    """
    view = journal.at(known=known)
    found = (
        *_answered_already(view),
        *_unknown_authors(view, parties),
        *_given_to_one_who_has_left(view, parties),
        *_visits_before_the_start(view),
    )
    return tuple(problem.under(f"{journal.subject}/") for problem in found)


def _answered_already(view: View) -> Iterator[Problem]:
    first: dict[str, bool] = {}
    for answer in view.entries:
        if isinstance(answer, ResponsibilityAccepted | ResponsibilityRefused | OfferWithdrawn):
            is_yes = isinstance(answer, ResponsibilityAccepted)
            said = {first.setdefault(id, is_yes) for id in view.standing_for(answer.offer)}
            if said == {not is_yes}:
                yield Problem(
                    code="yes_after_a_no" if is_yes else "no_after_a_yes",
                    path=f"{answer.id}/offer",
                )


def _unknown_authors(view: View, parties: Parties) -> Iterator[Problem]:
    known = {*parties.legal_forms, *parties.party_of}
    for entry in view.entries if known else ():
        if entry.by not in known:
            yield Problem(code="unknown_author", path=f"{entry.id}/by")


def _given_to_one_who_has_left(view: View, parties: Parties) -> Iterator[Problem]:
    for entry in view.entries:
        if isinstance(entry, Started | WorkerChanged) and parties.has_left(entry.worker, entry.on):
            yield Problem(code="worker_has_left", path=f"{entry.id}/worker")


def _visits_before_the_start(view: View) -> Iterator[Problem]:
    first = min((start.on for start in view.of_kind(Started)), default=None)
    for note in view.of_kind(ContactFollowed):
        if first is not None and note.status is ContactStatus.ATTENDED and note.on < first:
            days = facts(on=note.on, first=first)
            yield Problem(code="visit_before_the_start", path=f"{note.id}/on", facts=days)
