"""Offers of responsibility and what became of them (R24).

Until an offer is accepted, responsibility stays where it is. One that stays unanswered is pointed
out, and can still be accepted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from enum import Enum, unique

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.episodes import Episode
from cm_method.case.holdings import Holding, closings, standing_need, told
from cm_method.case.needs import needs
from cm_method.case.parties import Parties
from cm_method.case.responsibility import (
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityOffered,
    ResponsibilityRefused,
)
from cm_method.dates import plus_days, require_days


@unique
class OfferState(Enum):
    """What became of an offer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    IN_VAIN = "in_vain"
    OVERTAKEN = "overtaken"


@frozen(kw_only=True)
class Offer:
    """An offer with its answer: *state* since *answered_on*, by the entry *answer*.

    In vain is an offer that was accepted without effect; overtaken one that nobody has to answer
    any more, since someone else holds the need, or the need or the service is over.
    """

    entry: ResponsibilityOffered
    need: str | None
    state: OfferState
    answered_on: date | None = None
    answer: str | None = None

    def state_on(self, day: date) -> OfferState:
        """What had become of it by a day."""
        require_days(day=day)
        answered = self.answered_on is not None and self.answered_on <= day
        return self.state if answered else OfferState.OPEN

    def lapses_on(self, answer_days: int) -> date:
        """The last day on which an answer comes within the method's time."""
        return plus_days(self.entry.on, answer_days)


def offers(case: Case, episode: Episode, parties: Parties | None = None) -> tuple[Offer, ...]:
    """The offers of an episode in order, each with what became of it; *parties* tell who has left.

    A yes from before the offer is no answer to it.
    """
    after = episode.previous_last or date.min
    asked = [
        offer
        for offer in case.of_kind(ResponsibilityOffered)
        if after < offer.on <= (episode.last or date.max)
    ]
    if not asked:
        return ()
    found = told(case, episode, parties)
    closed = closings(case)
    over = {need.id: need.last for need in needs(case)}
    held = found.by_need()
    in_vain = {claim.ground.id for claim in found.claims}
    stands = {holding.ground.id for holding in found.holdings}
    accepted = _accepted(case, asked, stands)
    answered: list[Offer] = []
    for offer in asked:
        need = standing_need(case, offer.need)
        no, yes = closed.get(offer.id), accepted.get(offer.id)
        if yes is not None and (no is None or yes.id in stands):
            state = OfferState.IN_VAIN if yes.id in in_vain else OfferState.ACCEPTED
            answered.append(_answered(offer, need, state, yes.on, yes.id))
        elif no is not None:
            answered.append(_answered(offer, need, state_of_a_no(no), no.on, no.id))
        else:
            lasts = (over.get(need or ""), episode.last)
            ends = [plus_days(last, 1) for last in lasts if last is not None]
            day = min([*taken_by_another(offer, held.get(need, [])), *ends], default=None)
            if day is not None and day <= case.on:
                answered.append(_answered(offer, need, OfferState.OVERTAKEN, day, None))
            else:
                answered.append(Offer(entry=offer, need=need, state=OfferState.OPEN))
    return tuple(answered)


def _accepted(
    case: Case, asked: list[ResponsibilityOffered], stands: set[str]
) -> dict[str, ResponsibilityAccepted]:
    """The acceptance of each offer, by its id: one that took effect goes first."""
    made = {offer.id: offer.on for offer in asked}
    accepted: dict[str, ResponsibilityAccepted] = {}
    for answer in case.of_kind(ResponsibilityAccepted):
        for id in case.standing_for(answer.offer):
            if answer.on < made.get(id, date.max):
                continue
            if id not in accepted or accepted[id].id not in stands:
                accepted[id] = answer
    return accepted


def state_of_a_no(no: ResponsibilityRefused | OfferWithdrawn) -> OfferState:
    """What becomes of an offer by a no: the receiver's, or the giver's own."""
    refused = isinstance(no, ResponsibilityRefused)
    return OfferState.REFUSED if refused else OfferState.WITHDRAWN


def taken_by_another(offer: ResponsibilityOffered, line: list[Holding]) -> Iterator[date]:
    """The first day, from the offer on, on which someone else than the giver holds."""
    for place in range(bisect_left(line, offer.on, key=_last), len(line)):
        if line[place].holder != offer.giver:
            yield max(line[place].first, offer.on)
            return


def _last(holding: Holding) -> date:
    return holding.last or date.max


def _answered(
    offer: ResponsibilityOffered, need: str | None, state: OfferState, on: date, answer: str | None
) -> Offer:
    return Offer(entry=offer, need=need, state=state, answered_on=on, answer=answer)
