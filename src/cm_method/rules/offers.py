"""An offer of responsibility is answered in time; until then it stays with the giver (R24).

The first answer counts, whatever is said later: a yes, a no, or that nobody has to answer any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.episodes import Episode
from cm_method.case.holdings import Holding, closings, told
from cm_method.case.needs import needs
from cm_method.case.offers import Offer, OfferState, offers, state_of_a_no, taken_by_another
from cm_method.case.responsibility import (
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityRefused,
)
from cm_method.dates import plus_days
from cm_method.errors import facts
from cm_method.rules.method import Asked
from cm_method.rules.milestone import Answer, Milestone, Step

Said = ResponsibilityAccepted | ResponsibilityRefused | OfferWithdrawn
"""What answers an offer in so many words."""


def offer_answered(asked: Asked) -> tuple[Milestone, ...]:
    """One milestone an offer: a yes, a no, or that nobody has to answer any more."""
    found = offers(asked.case, asked.episode)
    if not found:
        return ()
    days = asked.method.parameters.offer_answer_days.value
    answers = _Answers.of(asked.case, asked.episode)
    return tuple(
        asked.milestone(
            opens=max(offer.entry.on, asked.episode.first),
            since=offer.entry.on,
            due=offer.lapses_on(days),
            done=_steps(offer, answers),
        )
        for offer in found
    )


@frozen(kw_only=True, eq=False)
class _Answers:
    """What answers the offers of an episode: in words, or by what others hold and what is over.

    *in_vain* are the acceptances without effect, *held* tells who held each need, in order, and
    *over* from which day a need is closed.
    """

    said: Mapping[str, list[Said]]
    in_vain: frozenset[str]
    held: Mapping[str | None, list[Holding]]
    over: Mapping[str | None, date]
    last: date | None

    @classmethod
    def of(cls, case: Case, episode: Episode) -> _Answers:
        found = told(case, episode)
        said: dict[str, list[Said]] = {id: [no] for id, no in closings(case).items()}
        for yes in case.of_kind(ResponsibilityAccepted):
            for id in case.standing_for(yes.offer):
                said.setdefault(id, []).append(yes)
        return cls(
            said=said,
            in_vain=frozenset(claim.ground.id for claim in found.claims),
            held=found.by_need(),
            over={n.id: plus_days(n.last, 1) for n in needs(case) if n.last is not None},
            last=episode.last,
        )

    def first(self, offer: Offer) -> tuple[date, OfferState, tuple[str, ...]] | None:
        """The first day on which nobody waits any more, what had become of it, and by what.

        A yes from before the offer is no answer to it.
        """
        made = offer.entry
        said = (
            each
            for each in self.said.get(made.id, ())
            if each.on >= made.on or not isinstance(each, ResponsibilityAccepted)
        )
        in_words = min(said, key=lambda each: each.order, default=None)
        overtaken = min(self._overtaken(offer), default=None)
        if in_words is not None and (overtaken is None or in_words.on <= overtaken):
            return in_words.on, self._state(in_words), (made.id, in_words.id)
        return None if overtaken is None else (overtaken, OfferState.OVERTAKEN, (made.id,))

    def _overtaken(self, offer: Offer) -> Iterable[date]:
        """The days on which it is overtaken: another holds it, or the need or service is over."""
        made = offer.entry
        yield from taken_by_another(made, self.held.get(offer.need, []))
        for over in (self.over.get(offer.need), self.last and plus_days(self.last, 1)):
            if over is not None:
                yield max(over, made.on)

    def _state(self, said: Said) -> OfferState:
        if isinstance(said, ResponsibilityAccepted):
            return OfferState.IN_VAIN if said.id in self.in_vain else OfferState.ACCEPTED
        return state_of_a_no(said)


def _steps(offer: Offer, answers: _Answers) -> Iterator[Step]:
    made = offer.entry
    waiting = facts(receiver=made.receiver, day=made.on)
    yield Step(
        on=made.on,
        answer=Answer.NO,
        code="offer_unanswered",
        entries=(made.id,),
        facts=waiting,
    )
    answer = answers.first(offer)
    if answer is not None:
        on, state, entries = answer
        yield Step(
            on=on,
            answer=Answer.YES,
            code=f"offer_{state.value}",
            entries=entries,
            facts=facts(receiver=made.receiver, day=on),
        )
