"""An offer of responsibility is answered in time; until then it stays with the giver (R24)."""

from __future__ import annotations

from collections.abc import Iterator

from cm_method.case.offers import Offer, offers
from cm_method.errors import facts
from cm_method.rules.method import Asked
from cm_method.rules.milestone import Answer, Milestone, Step


def offer_answered(asked: Asked) -> tuple[Milestone, ...]:
    """One milestone an offer: a yes, a no, or that nobody has to answer any more."""
    days = asked.method.parameters.offer_answer_days.value
    return tuple(
        asked.milestone(
            opens=max(offer.entry.on, asked.episode.first),
            since=offer.entry.on,
            due=offer.lapses_on(days),
            done=_steps(offer),
        )
        for offer in offers(asked.case, asked.episode)
    )


def _steps(offer: Offer) -> Iterator[Step]:
    made = offer.entry
    waiting = facts(receiver=made.receiver, day=made.on)
    yield Step(
        on=made.on,
        answer=Answer.NO,
        code="offer_unanswered",
        entries=(made.id,),
        facts=waiting,
    )
    if offer.answered_on is not None:
        answers = (made.id,) if offer.answer is None else (made.id, offer.answer)
        yield Step(
            on=offer.answered_on,
            answer=Answer.YES,
            code=f"offer_{offer.state.value}",
            entries=answers,
            facts=facts(receiver=made.receiver, day=offer.answered_on),
        )
