"""What if this worker or party leaves? Every need they would orphan, and a handover of them all.

Peers' systems leave work stuck with people who have gone; here the question is asked beforehand,
over all cases at once, and an answer is checked as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.chain import stand_in_of
from cm_method.case.episodes import Episode, death, episodes, worker_on
from cm_method.case.holdings import Ending, Holding, holdings
from cm_method.case.links import matter_words
from cm_method.case.needs import NeedArea, needs
from cm_method.case.offers import OfferState, offers
from cm_method.case.parties import Parties
from cm_method.case.responsibility import is_a_number
from cm_method.dates import plus_days, require_days
from cm_method.errors import Problem, facts
from cm_method.labels import text


@frozen(kw_only=True)
class Orphan:
    """A need (None: the crisis) that nobody would hold from the day *first* on."""

    participant: str
    need: str | None
    area: NeedArea | None
    holder: str
    stand_in: str | None
    first: date
    acceptance: str

    def explain(self, lang: str = "sv") -> str:
        """The loss in a sentence."""
        return text(
            "leaving.orphan",
            lang,
            participant=self.participant,
            matter=matter_words(self.need, self.area, lang),
            holder=self.holder,
            first=self.first,
        )


@frozen(kw_only=True)
class Leaving:
    """What it would mean that *who* leaves after the day *last*.

    *orphans* lose their holder, *stood_in_for* (participant and need) their stand-in, *led* are the
    participants whose case manager it is, and *offers* the open offers that only *who* can answer.
    """

    who: str
    last: date
    orphans: tuple[Orphan, ...]
    stood_in_for: tuple[tuple[str, str | None], ...]
    led: tuple[str, ...]
    offers: tuple[tuple[str, str], ...]


def if_leaves(cases: Iterable[Case], who: str, last: date, *, parties: Parties) -> Leaving:
    """What would be lost, over all cases, if a worker or party left after a day.

    A worker takes along what they hold by their own code, a party also what its workers hold. The
    cases are read on their own day: what is settled by then is, what happens after it is not known.
    Whether the leaving is registered already makes no difference.
    """
    require_days(last=last)
    left = parties.if_leaves(who, last)
    next_day = plus_days(last, 1)
    orphans: list[Orphan] = []
    stood_in: list[tuple[str, str | None]] = []
    led: list[str] = []
    unanswered: list[tuple[str, str]] = []
    for case in cases:
        day = max(next_day, case.on)
        episode = _going_on(case, day)
        if episode is None:
            continue
        if _goes(worker_on(case, episode, case.on), who, left, next_day):
            led.append(case.participant)
        areas: dict[str | None, NeedArea | None] = {None: None}
        areas |= {
            need.id: need.area for need in needs(case) if need.last is None or day <= need.last
        }
        latest = {holding.need: holding for holding in holdings(case, episode, left)}
        for holding in latest.values():
            if holding.need not in areas:
                continue
            stand_in = stand_in_of(holding.ground, holding.holder)
            if holding.covers(day):
                if stand_in is not None and _goes(stand_in, who, left, next_day):
                    stood_in.append((case.participant, holding.need))
            elif holding.ending is Ending.HOLDER_LEFT and _goes(
                holding.holder, who, left, next_day
            ):
                orphans.append(_orphan(case, holding, areas[holding.need], stand_in))
        unanswered += [
            (case.participant, offer.entry.id)
            for offer in offers(case, episode, left)
            if offer.state is OfferState.OPEN and _goes(offer.entry.receiver, who, left, next_day)
        ]
    return Leaving(
        who=who,
        last=last,
        orphans=tuple(orphans),
        stood_in_for=tuple(stood_in),
        led=tuple(led),
        offers=tuple(unanswered),
    )


def _going_on(case: Case, day: date) -> Episode | None:
    """The episode that is under way, if it goes on until a day."""
    latest = episodes(case)[-1:]
    if not latest or death(case) is not None or not latest[0].covers(day):
        return None
    return latest[0]


def _goes(code: str, who: str, left: Parties, day: date) -> bool:
    """Whether a code is the one that leaves, or a worker of the party that does."""
    return who in (code, left.party(code)) and left.has_left(code, day)


def _orphan(case: Case, holding: Holding, area: NeedArea | None, stand_in: str | None) -> Orphan:
    return Orphan(
        participant=case.participant,
        need=holding.need,
        area=area,
        holder=holding.holder,
        stand_in=stand_in,
        first=plus_days(holding.last or case.on, 1),
        acceptance=holding.ground.id,
    )


@frozen(kw_only=True)
class Handover:
    """One part of a bulk handover: *receiver* is to be offered a need (None: the crisis)."""

    participant: str
    need: str | None
    receiver: str


@frozen(kw_only=True)
class HandoverPlan:
    """A bulk handover checked as a whole: *problems* with it, and how much each would receive."""

    handovers: tuple[Handover, ...]
    problems: tuple[Problem, ...]
    received: Mapping[str, int]


def check_handover(
    leaving: Leaving, handovers: Iterable[Handover], *, parties: Parties
) -> HandoverPlan:
    """Whether a bulk handover leaves nobody between the chairs; all problems at once.

    Every orphan has one receiver, who is not the one that leaves, and will be there. Responsibility
    passes only when each receiver accepts: a plan is offers, not acceptances.
    """
    planned = tuple(handovers)
    left = parties.if_leaves(leaving.who, leaving.last)
    return HandoverPlan(
        handovers=planned,
        problems=tuple(_problems(leaving, planned, left)),
        received=dict(sorted(Counter(each.receiver for each in planned).items())),
    )


def _problems(leaving: Leaving, planned: tuple[Handover, ...], left: Parties) -> Iterator[Problem]:
    next_day = plus_days(leaving.last, 1)
    orphaned = {(orphan.participant, orphan.need): orphan for orphan in leaving.orphans}
    receivers = Counter((each.participant, each.need) for each in planned)
    for key in orphaned:
        if key not in receivers:
            yield Problem(code="handover_without_receiver", path=_path(*key))
    for key, count in receivers.items():
        if count > 1:
            yield Problem(code="handover_to_several", path=_path(*key), facts=facts(count=count))
        if key not in orphaned:
            yield Problem(code="handover_of_nothing", path=_path(*key))
    for each in planned:
        where = _path(each.participant, each.need)
        if left.has_left(each.receiver, next_day):
            day = facts(receiver=each.receiver, day=next_day)
            yield Problem(code="handover_to_one_who_left", path=where, facts=day)
        if is_a_number(each.receiver):
            yield Problem(code="number_as_holder", path=where)


def _path(participant: str, need: str | None) -> str:
    return f"{participant}/{need or 'crisis'}"
