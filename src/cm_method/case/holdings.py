"""Who held what, and when: handovers followed from offer to acceptance (R23, R24).

The receiver holds from the day of acceptance, the giver until the day before. An acceptance counts
while the offerer still holds, or where nobody does; of competing ones the earliest stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum, unique
from itertools import groupby

from attrs import evolve, frozen

from cm_method.case.case import Case
from cm_method.case.episodes import Episode
from cm_method.case.parties import Parties
from cm_method.case.responsibility import (
    NeedLifted,
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
)
from cm_method.dates import plus_days, require_days

Ground = ResponsibilityAccepted | NeedLifted
"""What makes someone accountable: having accepted, or having lifted a need that nobody held."""


@unique
class Ending(Enum):
    """How a holding came to its end."""

    HANDED_OVER = "handed_over"
    ENDED = "ended"
    HOLDER_LEFT = "holder_left"


@frozen(kw_only=True, slots=False)
class Holding:
    """The days on which one party was accountable for one need (None: the crisis), both included.

    *last* is None while it goes on, *ending* tells how it ended.
    """

    need: str | None
    holder: str
    first: date
    last: date | None
    ground: Ground
    ending: Ending | None = None

    def covers(self, day: date) -> bool:
        """Whether the party held it on that day."""
        require_days(day=day)
        return self.first <= day and (self.last is None or day <= self.last)


@unique
class Void(Enum):
    """Why an acceptance, or a lifting, made nobody accountable."""

    SOMEONE_ELSE_HELD = "someone_else_held"
    OFFER_REFUSED = "offer_refused"
    OFFER_WITHDRAWN = "offer_withdrawn"
    RECEIVER_HAD_LEFT = "receiver_had_left"


@frozen(kw_only=True)
class Claim:
    """An acceptance without effect: *party* may think that they hold, from *first* to *last*."""

    need: str | None
    party: str
    first: date
    last: date | None
    ground: Ground
    why: Void


@frozen(kw_only=True)
class Told:
    """What the entries tell together: the *holdings* that stand, and the *claims* that do not."""

    holdings: tuple[Holding, ...]
    claims: tuple[Claim, ...]

    def by_need(self) -> dict[str | None, list[Holding]]:
        """The holdings of each need (None: the crisis), in order of day."""
        held: dict[str | None, list[Holding]] = {}
        for holding in self.holdings:
            held.setdefault(holding.need, []).append(holding)
        return held


def holdings(case: Case, episode: Episode, parties: Parties | None = None) -> tuple[Holding, ...]:
    """Who held what, and when, in an episode; *parties* tell who has left."""
    return told(case, episode, parties).holdings


def told(case: Case, episode: Episode, parties: Parties | None = None) -> Told:
    """Who held what, and who accepted without effect, in an episode."""
    teller = _Teller(case=case, episode=episode, parties=parties, ends=_ends(case))
    lines: dict[str | None, list[Holding]] = {}
    claims: list[Claim] = []
    for day, some in groupby(teller.candidates(), key=lambda each: each.ground.on):
        today = [each for each in some if not teller.is_over(each)]
        void = [each for each in today if each.void is not None]
        waiting = [each for each in today if each.void is None]
        # Asked again after every handover of the day, so that a chain of them can pass in one day
        # in whatever order they were recorded.
        while passed := next((each for each in waiting if _may_pass(lines, each, day)), None):
            waiting.remove(passed)
            line = lines.setdefault(passed.need, [])
            new = teller.holding(passed)
            if line:
                new = _in_the_same_row(line[-1], new, passed)
                line[-1] = _until(line[-1], plus_days(day, -1))
            line.append(new)
        # To lift what someone holds is only noted, and who holds it anyway claims nothing.
        refused = [each for each in waiting if not isinstance(each.ground, NeedLifted)]
        claims += [
            teller.claim(each, each.void or Void.SOMEONE_ELSE_HELD)
            for each in (*void, *refused)
            if not _holds(lines.get(each.need), each.party, day)
        ]
    held = (each for line in lines.values() for each in line)
    return Told(
        holdings=tuple(each for each in held if each.last is None or each.first <= each.last),
        claims=tuple(claims),
    )


@frozen(kw_only=True, slots=False)
class _Candidate:
    need: str | None
    party: str
    giver: str | None
    ground: Ground
    void: Void | None


@frozen(kw_only=True, eq=False)
class _Teller:
    case: Case
    episode: Episode
    parties: Parties | None
    ends: Mapping[str, date]

    def candidates(self) -> list[_Candidate]:
        """What may make someone accountable in this episode, in order; liftings last in a day."""
        case, after = self.case, self.episode.previous_last or date.min
        offers = {offer.id: offer for offer in case.of_kind(ResponsibilityOffered)}
        closed = closings(case)
        found: list[_Candidate] = []
        for accepted in case.of_kind(ResponsibilityAccepted):
            for id in sorted(case.standing_for(accepted.offer)):
                offer = offers.get(id)
                if offer is not None and after < accepted.on and offer.on <= accepted.on:
                    found.append(
                        _Candidate(
                            need=standing_need(case, offer.need),
                            party=offer.receiver,
                            giver=offer.giver,
                            ground=accepted,
                            void=self._void(offer.receiver, accepted, closed.get(id)),
                        )
                    )
        lifted = [
            _Candidate(
                need=standing_need(case, lift.need),
                party=lift.lifter,
                giver=None,
                ground=lift,
                void=self._void(lift.lifter, lift, None),
            )
            for lift in case.of_kind(NeedLifted)
            if lift.on > after
        ]
        return sorted((*found, *lifted), key=lambda each: each.ground.on) if lifted else found

    def _void(
        self, party: str, ground: Ground, no: ResponsibilityRefused | OfferWithdrawn | None
    ) -> Void | None:
        if no is not None and no.order < ground.order:
            refused = isinstance(no, ResponsibilityRefused)
            return Void.OFFER_REFUSED if refused else Void.OFFER_WITHDRAWN
        if self.parties is not None and self.parties.has_left(party, ground.on):
            return Void.RECEIVER_HAD_LEFT
        return None

    def is_over(self, each: _Candidate) -> bool:
        """Whether it was let go of before it began: that made nobody accountable."""
        ended = self.ends.get(each.ground.id)
        return ended is not None and ended < each.ground.on

    def holding(self, passed: _Candidate) -> Holding:
        last, ending = self._end(passed)
        return Holding(
            need=passed.need,
            holder=passed.party,
            first=passed.ground.on,
            last=last,
            ground=passed.ground,
            ending=ending,
        )

    def claim(self, each: _Candidate, why: Void) -> Claim:
        last, _ = self._end(each)
        return Claim(
            need=each.need,
            party=each.party,
            first=each.ground.on,
            last=last,
            ground=each.ground,
            why=why,
        )

    def _end(self, each: _Candidate) -> tuple[date | None, Ending | None]:
        """Until when the party would hold, if nobody took over."""
        ended = self.ends.get(each.ground.id)
        left = None if self.parties is None else self.parties.last_day(each.party, each.ground.on)
        if left is not None and (ended is None or left < ended):
            return left, Ending.HOLDER_LEFT
        return ended, None if ended is None else Ending.ENDED


def _ends(case: Case) -> Mapping[str, date]:
    """The day on which each ground was let go of without a receiver, by the ground's id."""
    ends: dict[str, date] = {}
    for ending in case.of_kind(ResponsibilityEnded):
        for id in case.standing_for(ending.acceptance):
            ends.setdefault(id, ending.on)
    return ends


def closings(case: Case) -> Mapping[str, ResponsibilityRefused | OfferWithdrawn]:
    """The first refusal or withdrawal of each offer, by the offer's id."""
    said_no: list[ResponsibilityRefused | OfferWithdrawn] = [
        *case.of_kind(ResponsibilityRefused),
        *case.of_kind(OfferWithdrawn),
    ]
    closed: dict[str, ResponsibilityRefused | OfferWithdrawn] = {}
    for no in sorted(said_no, key=lambda no: no.order):
        for id in case.standing_for(no.offer):
            closed.setdefault(id, no)
    return closed


def standing_need(case: Case, need: str | None) -> str | None:
    """The need under the id it has today, where its assessment was corrected."""
    return need if need is None else min(case.standing_for(need), default=need)


def _may_pass(lines: Mapping[str | None, list[Holding]], each: _Candidate, day: date) -> bool:
    """Whether what is offered has no holder that day, or is the giver's to pass on.

    A lifting takes nothing over: it makes the lifter accountable only where nobody is.
    """
    line = lines.get(each.need)
    if not line or (line[-1].last is not None and line[-1].last < day):
        return True
    if isinstance(each.ground, NeedLifted):
        return False
    return line[-1].holder == each.giver or (each.giver is None and line[-1].last == day)


def _holds(line: Iterable[Holding] | None, party: str, day: date) -> bool:
    return any(holding.holder == party and holding.covers(day) for holding in line or ())


def _in_the_same_row(before: Holding, new: Holding, passed: _Candidate) -> Holding:
    """A holder who renews the terms lets go of both by letting go of what came before."""
    renewed = passed.giver == before.holder == new.holder and before.covers(new.first)
    if not renewed or before.last is None:
        return new
    ended = [each for each in (new, before) if each.last is not None]
    first = min(ended, key=lambda each: (each.last, each.ending is not Ending.ENDED))
    return evolve(new, last=first.last, ending=first.ending)


def _until(holding: Holding, last: date) -> Holding:
    if holding.last is not None and holding.last <= last:
        return holding
    return evolve(holding, last=last, ending=Ending.HANDED_OVER)
