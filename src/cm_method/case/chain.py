"""The chain of responsibility of an episode: for every day and every need, one holder or a gap.

The crisis itself is asked about like a need, under the name None (R23). Nothing here judges: it
tells who holds, what is missing, where two believe that they hold, and since when.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum, unique

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.episodes import Episode, WorkerChanged, worker_on
from cm_method.case.holdings import Claim, Ending, Ground, Holding, standing_need, told
from cm_method.case.links import Conflict, Gap, GapReason, Link, LinkMark
from cm_method.case.needs import NeedArea, OpenNeed, needs
from cm_method.case.offers import Offer, OfferState, offers
from cm_method.case.parties import Parties
from cm_method.case.responsibility import (
    AbsenceEnded,
    AbsenceNoted,
    LiftAnswered,
    NeedLifted,
    ResponsibilityAccepted,
    SupportEnded,
    SupportPromised,
)
from cm_method.dates import Period, plus_days, require_days

CHAIN_PARTS = ("contact_path", "stand_in", "any_hour")
"""What an accepted holder must have for the chain to be established; any hour only for crisis."""


@unique
class DefaultHolder(Enum):
    """Who is accountable for a need until somebody accepts it (R24)."""

    NOBODY = "nobody"
    CASE_MANAGER = "case_manager"


@frozen(kw_only=True, eq=False)
class Chain:
    """The chain of an episode: its *needs*, and who held each of them and the crisis, and when.

    *lacking* tells what each acceptance leaves out of what is asked of it, matter by matter.
    """

    case: Case
    episode: Episode
    needs: tuple[OpenNeed, ...]
    held: Mapping[str | None, list[Holding]]
    claims: tuple[Claim, ...]
    lacking: Mapping[tuple[str | None, str], tuple[str, ...]]
    default: DefaultHolder
    parties: Parties | None = None

    def holding(self, need: str | None, day: date) -> Holding | None:
        """Who was accountable for a need (None: for the crisis) on a day."""
        require_days(day=day)
        line = self.held.get(need)
        if not line:
            return None
        # Mostly the latest one is asked for.
        place = len(line) if line[-1].first <= day else bisect_right(line, day, key=_first)
        return line[place - 1] if place and line[place - 1].covers(day) else None

    def _lacks(self, holding: Holding) -> tuple[str, ...]:
        return self.lacking[holding.need, holding.ground.id]

    def missing(self, day: date) -> tuple[tuple[str | None, str], ...]:
        """What the chain lacks on a day, as (need or None for the crisis, what).

        Empty when it is established. "what" is ``needs`` (no need is assessed yet), ``holder``, or
        one of the asked parts (R23).
        """
        require_days(day=day)
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
                missing += [(matter, part) for part in self._lacks(holding)]
        return tuple(missing)

    def matters(self) -> tuple[tuple[str | None, NeedArea | None, Period], ...]:
        """The crisis and every need, each with its days within the episode.

        A period without an end goes on; nothing is said of days after the day of the case.
        """
        service = Period(first=self.episode.first, last=self.episode.last)
        found: list[tuple[str | None, NeedArea | None, Period]] = [(None, None, service)]
        for need in self.needs:
            first = max(need.first, service.first)
            last = min((day for day in (need.last, service.last) if day is not None), default=None)
            if first <= (last or date.max) and first <= self.case.on:
                found.append((need.id, need.area, Period(first=first, last=last)))
        return tuple(found)

    def on(self, day: date) -> tuple[Link, ...]:
        """Who is accountable for the crisis and for each need open on a day of the episode."""
        require_days(day=day)
        return tuple(
            self._link(need, area, day) for need, area, days in self.matters() if day in days
        )

    def gaps(self) -> tuple[Gap, ...]:
        """The days on which nobody is accountable, matter by matter, in order.

        Where the method names a default holder, a need that nobody has accepted yet is no gap.
        """
        tried = offers(self.case, self.episode, self.parties)
        return tuple(
            self._gap(need, area, found, tried)
            for need, area, days in self.matters()
            for uncovered in self._uncovered(need, days)
            for found in self._without_default(need, uncovered)
        )

    def _without_default(self, need: str | None, found: _Uncovered) -> Iterator[_Uncovered]:
        """What is left of days without a holder, where the method names one by default.

        The case manager of the day holds a need that nobody has accepted yet, unless they have
        left.
        """
        if found.before is not None or not self._held_by_default(need, found.first):
            yield found
            return
        if self.parties is None:
            return
        last = found.last or self.case.on
        changes = [each.on for each in self.case.of_kind(WorkerChanged)]
        turns = sorted({found.first, *changes, *self.parties.turns()})
        turns = [day for day in turns if found.first <= day <= last]
        for day, after in zip(turns, (*turns[1:], None), strict=True):
            who = worker_on(self.case, self.episode, day)
            if self.parties.has_left(who, day):
                end = found.last if after is None else plus_days(after, -1)
                yield _Uncovered(first=day, last=end, before=None, left=who)

    def conflicts(self) -> tuple[Conflict, ...]:
        """The days on which someone besides the holder believes to be accountable."""
        days_of = {need: (area, days) for need, area, days in self.matters()}
        found = []
        for claim in self.claims:
            if claim.need not in days_of:
                continue
            area, days = days_of[claim.need]
            own = [h.first for h in self.held.get(claim.need, ()) if h.holder == claim.party]
            until = min((day for day in own if day >= claim.first), default=None)
            last = _earliest(claim.last, days.last, until and plus_days(until, -1))
            for holding in self.held.get(claim.need, ()):
                first = max(claim.first, holding.first, days.first)
                end = _earliest(last, holding.last)
                if end is None or first <= end:
                    found.append(
                        Conflict(
                            need=claim.need,
                            area=area,
                            first=first,
                            last=end,
                            holder=holding.holder,
                            rival=claim.party,
                            why=claim.why,
                            entries=(holding.ground.id, claim.ground.id),
                        )
                    )
        return tuple(found)

    def established(self) -> tuple[Period, ...]:
        """The days of service on which the chain is established, as periods in order (R23).

        At least one need is assessed, and every need then open, and the crisis itself, has a holder
        who accepted, with all that is asked.
        """
        turns: dict[date, int] = {}
        service = Period(first=self.episode.first, last=self.episode.last)
        opened = [need for need in self.needs if need.last is None or need.first <= need.last]
        spans = [(need.id, Period(first=need.first, last=need.last)) for need in opened]
        for need, days in ((None, service), *spans):
            _turn(turns, days.first, days.last, 1)
            for holding in self.held.get(need, ()):
                first, last = max(holding.first, days.first), _earliest(holding.last, days.last)
                whole = not self._lacks(holding)
                if whole and (last is None or first <= last):
                    _turn(turns, first, last, -1)
        assessed = min((need.first for need in self.needs), default=None)
        if assessed is None:
            return ()
        opens = max(assessed, service.first)
        turns.setdefault(opens, 0)
        found: list[Period] = []
        open_matters, since = 0, None
        for day in sorted(turns):
            open_matters += turns[day]
            whole = open_matters == 0 and day >= opens and day in service
            if whole and since is None:
                since = day
            elif not whole and since is not None:
                found.append(Period(first=since, last=plus_days(day, -1)))
                since = None
        if since is not None:
            found.append(Period(first=since, last=None))
        return tuple(found)

    def _uncovered(self, need: str | None, days: Period) -> Iterator[_Uncovered]:
        """The days that no holding covers, each with the holding before it."""
        first, before = days.first, None
        for holding in self.held.get(need, ()):
            if days.last is not None and holding.first > days.last:
                break
            if holding.first > first:
                yield _Uncovered(first=first, last=plus_days(holding.first, -1), before=before)
            before = holding
            if holding.last is None:
                return
            first = max(first, plus_days(holding.last, 1))
        if first <= (days.last or self.case.on):
            yield _Uncovered(first=first, last=days.last, before=before)

    def _has_left(self, code: str, day: date) -> bool:
        return self.parties is not None and self.parties.has_left(code, day)

    def _held_by_default(self, need: str | None, day: date) -> bool:
        line = self.held.get(need, ())
        return (
            self.default is DefaultHolder.CASE_MANAGER
            and need is not None
            and (not line or day < line[0].first)
        )

    def _gap(
        self,
        need: str | None,
        area: NeedArea | None,
        found: _Uncovered,
        tried: tuple[Offer, ...],
    ) -> Gap:
        by = found.last or self.case.on
        if found.left is not None:
            day = plus_days(found.first, -1)
            why = _Why(reason=GapReason.HOLDER_LEFT, who=found.left, day=day)
        elif found.before is not None:
            why = _had_a_holder(found.before)
        else:
            mine = [offer for offer in tried if offer.need == need and offer.entry.on <= by]
            why = _nobody_yet(mine, by)
        return Gap(
            need=need,
            area=area,
            first=found.first,
            last=found.last,
            why=why.reason,
            who=why.who,
            day=why.day,
            entries=why.entries if need is None else (need, *why.entries),
        )

    def _link(self, need: str | None, area: NeedArea | None, day: date) -> Link:
        holding = self.holding(need, day)
        lifts = [
            lift
            for lift in self.case.of_kind(NeedLifted)
            if lift.on <= day and standing_need(self.case, lift.need) == need
        ]
        marks = list(self._lift_marks(lifts, day))
        holder: str | None = None
        ground: Ground | None = None
        if holding is not None:
            holder, ground = holding.holder, holding.ground
            if ground.recorded > ground.on:
                marks.append(LinkMark.BACKDATED)
        elif self._held_by_default(need, day):
            worker = worker_on(self.case, self.episode, day)
            if not self._has_left(worker, day):
                holder = worker
                marks.append(LinkMark.BY_DEFAULT)
        stand_in = stand_in_of(ground, holder)
        gone = stand_in is not None and self._has_left(stand_in, day)
        if gone:
            marks.append(LinkMark.STAND_IN_LEFT)
        acting = holder
        if holder is not None and is_away(self.case, holder, day):
            both = stand_in is None or gone or is_away(self.case, stand_in, day)
            marks.append(LinkMark.BOTH_AWAY if both else LinkMark.HOLDER_AWAY)
            acting = None if both else stand_in
        return Link(
            need=need,
            area=area,
            day=day,
            holder=holder,
            since=None if holding is None else self._held_since(holding),
            acting=acting,
            stand_in=stand_in,
            contact_path=None if ground is None else ground.contact_path,
            any_hour=ground.any_hour if isinstance(ground, ResponsibilityAccepted) else None,
            supporters=tuple(self._supporters(need, day)),
            lacking=() if holding is None else self._lacks(holding),
            marks=tuple(mark for mark in LinkMark if mark in marks),
            entries=() if ground is None else (ground.id,),
        )

    def _held_since(self, holding: Holding) -> date:
        """The first day of the unbroken row of holdings by the same holder."""
        since = holding.first
        for earlier in reversed(self.held[holding.need]):
            if earlier.last == plus_days(since, -1) and earlier.holder == holding.holder:
                since = earlier.first
        return since

    def _lift_marks(self, lifts: Iterable[NeedLifted], day: date) -> Iterator[LinkMark]:
        ids = {lift.id for lift in lifts}
        if ids:
            yield LinkMark.LIFTED
        for answer in self.case.of_kind(LiftAnswered):
            if answer.on <= day and not ids.isdisjoint(self.case.standing_for(answer.lift)):
                yield LinkMark.LIFT_ANSWERED

    def _supporters(self, need: str | None, day: date) -> Iterator[str]:
        over = {
            id: ended.on
            for ended in reversed(self.case.of_kind(SupportEnded))
            for id in self.case.standing_for(ended.support)
        }
        after = self.episode.previous_last or date.min
        for support in self.case.of_kind(SupportPromised):
            runs = after < support.on <= day <= over.get(support.id, date.max)
            if runs and standing_need(self.case, support.need) == need:
                yield support.supporter


@frozen(kw_only=True, slots=False)
class _Uncovered:
    """Days without a holder, and the holding *before* them, if there was one.

    *left* is who would hold by default, and has left.
    """

    first: date
    last: date | None
    before: Holding | None
    left: str | None = None


@frozen(kw_only=True, slots=False)
class _Why:
    reason: GapReason
    who: str | None = None
    day: date | None = None
    entries: tuple[str, ...] = ()


def _had_a_holder(before: Holding) -> _Why:
    left = before.ending is Ending.HOLDER_LEFT
    return _Why(
        reason=GapReason.HOLDER_LEFT if left else GapReason.ENDED_WITHOUT_RECEIVER,
        who=before.holder,
        day=before.last,
        entries=(before.ground.id,),
    )


def _nobody_yet(tried: list[Offer], by: date) -> _Why:
    """What was tried before anybody accepted: the latest of the offers made by a day."""
    if not tried:
        return _Why(reason=GapReason.NEVER_OFFERED)
    latest = tried[-1]
    reason = _AFTER.get(latest.state_on(by), GapReason.OFFER_UNANSWERED)
    unanswered = reason is GapReason.OFFER_UNANSWERED
    return _Why(
        reason=reason,
        who=latest.entry.receiver,
        day=latest.entry.on if unanswered else latest.answered_on,
        entries=(latest.entry.id,),
    )


_AFTER = {
    OfferState.REFUSED: GapReason.OFFER_REFUSED,
    OfferState.WITHDRAWN: GapReason.OFFER_WITHDRAWN,
    OfferState.IN_VAIN: GapReason.ACCEPTED_IN_VAIN,
}
"""What a gap is put down to when an offer met with this."""


def _first(holding: Holding) -> date:
    return holding.first


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _turn(turns: dict[date, int], first: date, last: date | None, by: int) -> None:
    turns[first] = turns.get(first, 0) + by
    if last is not None:
        after = plus_days(last, 1)
        turns[after] = turns.get(after, 0) - by


def is_away(case: Case, who: str, day: date) -> bool:
    """Whether an absence is noted that covers the day; who came back early is there again."""
    back = {
        id: ended.on
        for ended in reversed(case.of_kind(AbsenceEnded))
        for id in case.standing_for(ended.absence)
    }
    return any(
        away.absent == who
        and away.first <= day <= (away.last or date.max)
        and day < back.get(away.id, date.max)
        for away in case.of_kind(AbsenceNoted)
    )


def stand_in_of(ground: Ground | None, holder: str | None) -> str | None:
    """Who acts when the holder is away; nobody stands in for themselves."""
    stand_in = None if ground is None else ground.stand_in
    return None if stand_in == holder else stand_in


def chain_of(
    case: Case,
    episode: Episode,
    parts: tuple[str, ...],
    *,
    parties: Parties | None = None,
    default: DefaultHolder = DefaultHolder.NOBODY,
) -> Chain:
    """The chain of an episode, asked for these *parts* of every acceptance (R23).

    *parties* tell who has left; without them nobody has.
    """
    lacking: dict[tuple[str | None, str], tuple[str, ...]] = {}
    found = told(case, episode, parties)
    for holding in found.holdings:
        lacking[holding.need, holding.ground.id] = tuple(
            part
            for part in parts
            if (part != "any_hour" or holding.need is None) and _lacks(holding, part)
        )
    return Chain(
        case=case,
        episode=episode,
        needs=needs(case),
        held=found.by_need(),
        claims=found.claims,
        lacking=lacking,
        default=default,
        parties=parties,
    )


def _lacks(holding: Holding, part: str) -> bool:
    if part == "stand_in":
        return stand_in_of(holding.ground, holding.holder) is None
    return getattr(holding.ground, part) is None
