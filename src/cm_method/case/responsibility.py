"""The chain of responsibility: who is accountable for each need, and for the crisis itself.

A handover is offered and accepted as two entries that name each other (R24). The receiver holds
from the day of acceptance, the giver until the day before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from attrs import evolve, field, frozen

from cm_method.case.case import Case
from cm_method.case.episodes import Episode
from cm_method.case.needs import OpenNeed, needs
from cm_method.dates import plus_days
from cm_method.fields import TELEPHONE, answers
from cm_method.journal import Category, Entry


@frozen(kw_only=True)
class ResponsibilityOffered(Entry):
    """Accountability is offered to *receiver*: for one *need*, or for the crisis when it is None.

    *giver* is who holds it today, None when nobody does.
    """

    category = Category.RESPONSIBILITY

    need: str | None = field(default=None, metadata=answers("need_assessed"))
    giver: str | None = None
    receiver: str


@frozen(kw_only=True)
class ResponsibilityAccepted(Entry):
    """The receiver of an offer is accountable from this day.

    *contact_path* is how to reach the holder, *stand_in* who acts when the holder is away, and
    *any_hour* whom to reach at any hour (an emergency number will do for that, never as holder).
    """

    category = Category.RESPONSIBILITY

    offer: str = field(metadata=answers("responsibility_offered"))
    contact_path: str | None = field(default=None, repr=False, metadata=TELEPHONE)
    stand_in: str | None = None
    any_hour: str | None = field(default=None, repr=False, metadata=TELEPHONE)


@frozen(kw_only=True)
class ResponsibilityRefused(Entry):
    """The receiver says no; responsibility stays with the giver."""

    category = Category.RESPONSIBILITY

    offer: str = field(metadata=answers("responsibility_offered"))


@frozen(kw_only=True)
class OfferWithdrawn(Entry):
    """The giver takes the offer back before it was accepted."""

    category = Category.RESPONSIBILITY

    offer: str = field(metadata=answers("responsibility_offered"))


@frozen(kw_only=True)
class ResponsibilityEnded(Entry):
    """The holder lets go without a receiver; this day is the last one held."""

    category = Category.RESPONSIBILITY

    acceptance: str = field(metadata=answers("responsibility_accepted"))


@frozen(kw_only=True, slots=False)
class Holding:
    """The days on which one party was accountable for one need (None: the crisis), both included.

    *last* is None while it goes on.
    """

    need: str | None
    holder: str
    first: date
    last: date | None
    acceptance: ResponsibilityAccepted

    def covers(self, day: date) -> bool:
        """Whether the party held it on that day."""
        return self.first <= day and (self.last is None or day <= self.last)


CHAIN_PARTS = ("contact_path", "stand_in", "any_hour")
"""What an accepted holder must have for the chain to be established; any hour only for crisis."""


def holdings(case: Case, episode: Episode) -> tuple[Holding, ...]:
    """Who held what, and when, in an episode.

    An acceptance counts while the offerer holds, or where nobody does; of competing ones the
    earliest stands (R24).
    """
    ends: dict[str, date] = {}
    for ending in case.of_kind(ResponsibilityEnded):
        for id in case.standing_for(ending.acceptance):
            ends.setdefault(id, ending.on)
    lines: dict[str | None, list[Holding]] = {}
    for day, answered in groupby(_answered_offers(case, episode), key=lambda pair: pair[0].on):
        waiting = list(answered)
        while waiting:
            passed = next((p for p in waiting if _may_pass_on(case, lines, p[1], day)), None)
            if passed is None:
                break
            waiting.remove(passed)
            accepted, offer = passed
            line = lines.setdefault(_standing_need(case, offer.need), [])
            if line:
                line[-1] = _until(line[-1], plus_days(day, -1))
            line.append(
                Holding(
                    need=_standing_need(case, offer.need),
                    holder=offer.receiver,
                    first=day,
                    last=ends.get(accepted.id),
                    acceptance=accepted,
                )
            )
    held = [holding for line in lines.values() for holding in line]
    return tuple(each for each in held if each.last is None or each.first <= each.last)


def _answered_offers(
    case: Case, episode: Episode
) -> Iterator[tuple[ResponsibilityAccepted, ResponsibilityOffered]]:
    """Acceptances of this episode with their offers, unless refused or taken back before."""
    offers = {offer.id: offer for offer in case.of_kind(ResponsibilityOffered)}
    said_no: list[ResponsibilityRefused | OfferWithdrawn] = [
        *case.of_kind(ResponsibilityRefused),
        *case.of_kind(OfferWithdrawn),
    ]
    closed: dict[str, ResponsibilityRefused | OfferWithdrawn] = {}
    for no in sorted(said_no, key=lambda no: no.order):
        for id in case.standing_for(no.offer):
            closed.setdefault(id, no)
    after = episode.previous_last or date.min
    for accepted in case.of_kind(ResponsibilityAccepted):
        for id in sorted(case.standing_for(accepted.offer)):
            if id not in offers:
                continue
            in_time = after < accepted.on and offers[id].on <= accepted.on
            if in_time and (id not in closed or accepted.order < closed[id].order):
                yield accepted, offers[id]


def _standing_need(case: Case, need: str | None) -> str | None:
    """The need under the id it has today, where its assessment was corrected."""
    return need if need is None else min(case.standing_for(need), default=need)


def _may_pass_on(
    case: Case,
    lines: Mapping[str | None, list[Holding]],
    offer: ResponsibilityOffered,
    day: date,
) -> bool:
    """Whether what is offered has no holder that day, or is the giver's to pass on.

    Asked again after every handover of the day, so that a chain of them can pass in one day in
    whatever order they were recorded.
    """
    line = lines.get(_standing_need(case, offer.need))
    if not line or (line[-1].last is not None and line[-1].last < day):
        return True
    return line[-1].holder == offer.giver or (offer.giver is None and line[-1].last == day)


def _until(holding: Holding, last: date) -> Holding:
    ended = holding.last is not None and holding.last <= last
    return holding if ended else evolve(holding, last=last)


@frozen(kw_only=True, eq=False)
class Chain:
    """The chain of an episode: its *needs*, and who held each of them and the crisis, and when.

    *lacking* tells what each acceptance leaves out of what is asked of it.
    """

    needs: tuple[OpenNeed, ...]
    held: Mapping[str | None, list[Holding]]
    lacking: Mapping[str, tuple[str, ...]]

    def holding(self, need: str | None, day: date) -> Holding | None:
        """Who was accountable for a need (None: for the crisis) on a day."""
        for holding in self.held.get(need, ()):
            if holding.first <= day and (holding.last is None or day <= holding.last):
                return holding
        return None

    def missing(self, day: date) -> tuple[tuple[str | None, str], ...]:
        """What the chain lacks on a day, as (need or None for the crisis, what).

        Empty when it is established. "what" is ``needs`` (no need is assessed yet), ``holder``, or
        one of the asked parts (R23).
        """
        missing: list[tuple[str | None, str]] = []
        matters: list[str | None] = [None]
        assessed = False
        for need in self.needs:
            if need.first <= day:
                assessed = True
                if need.last is None or day <= need.last:
                    matters.append(need.id)
        if not assessed:
            missing.append((None, "needs"))
        for matter in matters:
            holding = self.holding(matter, day)
            if holding is None:
                missing.append((matter, "holder"))
            else:
                missing += [(matter, part) for part in self.lacking[holding.acceptance.id]]
        return tuple(missing)


def chain_of(case: Case, episode: Episode, parts: tuple[str, ...]) -> Chain:
    """The chain of an episode, asked for these *parts* of every acceptance (R23)."""
    held: dict[str | None, list[Holding]] = {}
    lacking: dict[str, tuple[str, ...]] = {}
    for holding in holdings(case, episode):
        held.setdefault(holding.need, []).append(holding)
        lacking[holding.acceptance.id] = tuple(
            part
            for part in parts
            if (part != "any_hour" or holding.need is None)
            and getattr(holding.acceptance, part) is None
        )
    return Chain(needs=needs(case), held=held, lacking=lacking)
