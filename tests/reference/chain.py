"""The chain of responsibility, lived through day by day (readings R23 and R24).

One day after another: who has gone or let go holds no longer, then what is accepted that day passes
on. Nothing is worked out ahead; whoever wants spans of days counts the days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from cm_method.case.needs import NeedAssessed, NeedClosed
from cm_method.case.parties import PartyJoined, PartyLeft, WorkerJoined, WorkerLeft
from cm_method.case.responsibility import (
    AbsenceEnded,
    AbsenceNoted,
    NeedLifted,
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
)
from cm_method.journal import Journal
from tests.reference.record import Episode, Record, in_order

Matter = str | None
"""A need by its id, or the crisis."""


@dataclass(frozen=True)
class Taken:
    """Somebody said that they take a matter on: by accepting an offer, or by lifting a need."""

    matter: Matter
    who: str
    giver: str | None
    by: ResponsibilityAccepted | NeedLifted
    offer: str | None = None
    renews: tuple[str, ...] = ()
    """What the same holder held by before, where the terms were renewed."""

    @property
    def is_lift(self) -> bool:
        return isinstance(self.by, NeedLifted)


@dataclass(frozen=True)
class Believed:
    """Somebody who took a matter on without effect, and why."""

    taken: Taken
    why: str


@dataclass
class Told:
    """One day: who holds what, who believes that they do, and what is open."""

    held: dict[Matter, Taken] = field(default_factory=dict)
    believed: list[Believed] = field(default_factory=list)
    ever_held: set[Matter] = field(default_factory=set)
    matters: list[Matter] = field(default_factory=list)
    established: bool = False
    worker_has_left: bool = False

    def gaps(self, *, default: bool = False) -> set[Matter]:
        """What is open and nobody's; under a default holder only what somebody held before.

        Unless that case manager has left.
        """
        open_matters = {matter for matter in self.matters if matter not in self.held}
        if default and not self.worker_has_left:
            return {m for m in open_matters if m is None or m in self.ever_held}
        return open_matters

    def conflicts(self) -> set[tuple[Matter, str, str, str, str]]:
        """Matter, holder, rival, why and the rival's entry, where two believe that they hold."""
        return {
            (b.taken.matter, self.held[b.taken.matter].who, b.taken.who, b.why, b.taken.by.id)
            for b in self.believed
            if b.taken.matter in self.matters and b.taken.matter in self.held
        }


class SlowChain:
    """What one episode's journal tells of each day, up to *on* and as recorded by *known*."""

    def __init__(
        self,
        journal: Journal,
        partnership: Journal,
        *,
        on: date,
        known: date | None,
        parts: Sequence[str],
    ) -> None:
        self.record = Record(journal.entries, known)
        self.partnership = Record(partnership.entries, known)
        self.on = on
        self.parts = parts
        self.episodes = self.record.episodes(by=on)

    # Who is there

    def party_of(self, code: str) -> str:
        joined = self.partnership.of(WorkerJoined, by=date.max)
        return next((e.party for e in reversed(joined) if e.worker == code), code)

    def has_left(self, code: str, day: date) -> bool:
        """Whether a party, a worker, or the worker's party was there before and is so no longer."""
        return any(self._gone(each, day) for each in {code, self.party_of(code)})

    def _gone(self, code: str, day: date) -> bool:
        there, was_there = False, False
        for joined, left in self._stays(code):
            if left is not None and left < joined:
                continue
            there = there or (joined <= day and (left is None or day <= left))
            was_there = was_there or (left is not None and left < day)
        return was_there and not there

    def _stays(self, code: str) -> Iterator[tuple[date, date | None]]:
        record = self.partnership
        for entry in record.in_force:
            named = (isinstance(entry, PartyJoined) and entry.party == code) or (
                isinstance(entry, WorkerJoined) and entry.worker == code
            )
            if named:
                left = [
                    gone.on
                    for gone in record.in_force
                    if isinstance(gone, PartyLeft | WorkerLeft)
                    and entry.id in record.stand_ins(gone.joined)
                ]
                yield entry.on, min(left, default=None)

    def is_away(self, code: str, day: date) -> bool:
        for absence in self.record.of(AbsenceNoted, by=self.on):
            back = [
                ended.on
                for ended in self.record.of(AbsenceEnded, by=self.on)
                if absence.id in self.record.stand_ins(ended.absence)
            ]
            noted = absence.first <= day and (absence.last is None or day <= absence.last)
            if absence.absent == code and noted and not any(on <= day for on in back):
                return True
        return False

    # What was taken on

    def let_go(self, taken: Taken, day: date) -> bool:
        """Whether it was let go of before a day: the day of letting go is the last one held."""
        return any(
            ending.on < day
            and (
                taken.by.id in self.record.stand_ins(ending.acceptance)
                or (
                    ending.on >= taken.by.on
                    and set(taken.renews) & self.record.stand_ins(ending.acceptance)
                )
            )
            for ending in self.record.of(ResponsibilityEnded, by=self.on)
        )

    def matter(self, need: str | None) -> Matter:
        return None if need is None else min(self.record.stand_ins(need), default=need)

    def taken_on(self, day: date, episode: Episode) -> list[Taken]:
        """What was taken on on a day, in order; liftings after what was offered."""
        if episode.is_before_it(day):
            return []
        record = self.record
        accepted = [
            Taken(self.matter(offer.need), offer.receiver, offer.giver, yes, offer.id)
            for yes in record.of(ResponsibilityAccepted, by=self.on)
            if yes.on == day
            for offer in sorted(record.of(ResponsibilityOffered, by=day), key=lambda each: each.id)
            if offer.id in record.stand_ins(yes.offer)
        ]
        lifted = [
            Taken(self.matter(lift.need), lift.lifter, None, lift)
            for lift in record.of(NeedLifted, by=self.on)
            if lift.on == day
        ]
        # Nobody takes on what they have already let go of: that journal has a problem.
        return [taken for taken in (*accepted, *lifted) if not self.let_go(taken, day)]

    def why_void(self, taken: Taken) -> str | None:
        """Why it made nobody accountable whoever holds: a no before it, or the receiver is gone."""
        record, by = self.record, self.on
        said_no: list[ResponsibilityRefused | OfferWithdrawn] = [
            *record.of(ResponsibilityRefused, by=by),
            *record.of(OfferWithdrawn, by=by),
        ]
        before = [
            no
            for no in said_no
            if taken.offer in record.stand_ins(no.offer) and in_order(no) < in_order(taken.by)
        ]
        if before:
            refused = isinstance(min(before, key=in_order), ResponsibilityRefused)
            return "offer_refused" if refused else "offer_withdrawn"
        return "receiver_had_left" if self.has_left(taken.who, taken.by.on) else None

    def is_last_day(self, taken: Taken, day: date) -> bool:
        tomorrow = day + timedelta(1)
        return self.let_go(taken, tomorrow) or self.has_left(taken.who, tomorrow)

    def may_take(self, taken: Taken, holder: Taken | None, day: date) -> bool:
        if holder is None:
            return True
        if taken.is_lift:
            return False
        return taken.giver == holder.who or (taken.giver is None and self.is_last_day(holder, day))

    # Day by day

    def days(self, episode: Episode, first: date, last: date) -> Mapping[date, Told]:
        """What is told of every day from one to another, holding from the first of them on."""
        told: dict[date, Told] = {}
        held: dict[Matter, Taken] = {}
        believed: list[Believed] = []
        ever_held: set[Matter] = set()
        day = first
        while day <= last:
            for matter, now in list(held.items()):
                if self.let_go(now, day) or self.has_left(now.who, day):
                    del held[matter]
            waiting, void = [], []
            for taken in self.taken_on(day, episode):
                why = self.why_void(taken)
                if why is None:
                    waiting.append(taken)
                else:
                    void.append(Believed(taken, why))
            while passing := [t for t in waiting if self.may_take(t, held.get(t.matter), day)]:
                before, now = held.get(passing[0].matter), passing[0]
                if before is not None and before.who == now.who == now.giver:
                    now = replace(now, renews=(*before.renews, before.by.id))
                held[now.matter] = now
                waiting.remove(passing[0])
            # A lifting of what somebody holds is only noted.
            void += [Believed(t, "someone_else_held") for t in waiting if not t.is_lift]
            believed = [b for b in believed if not self.has_stopped(b, day)] + void
            believed = [
                b
                for b in believed
                if b.taken.matter not in held or held[b.taken.matter].who != b.taken.who
            ]
            ever_held |= held.keys()
            told[day] = Told(
                held=dict(held),
                believed=list(believed),
                ever_held=set(ever_held),
                matters=self.open_matters(episode, day),
            )
            told[day].worker_has_left = self.has_left(episode.start.worker, day)
            told[day].established = self.is_established(told[day], day)
            day += timedelta(1)
        return told

    def has_stopped(self, believed: Believed, day: date) -> bool:
        """Whether a rival has let go, or has gone on this very day."""
        who = believed.taken.who
        gone = self.has_left(who, day) and not self.has_left(who, day - timedelta(1))
        return gone or self.let_go(believed.taken, day)

    def open_matters(self, episode: Episode, day: date) -> list[Matter]:
        """The crisis and every need that is open, on a day of service."""
        if day < episode.first or episode.is_after_it(day):
            return []
        return [None, *(need.id for need in self.needs(day))]

    def needs(self, day: date) -> list[NeedAssessed]:
        return [
            need
            for need in self.record.of(NeedAssessed, by=min(day, self.on))
            if not any(
                closing.on < day and need.id in self.record.stand_ins(closing.need)
                for closing in self.record.of(NeedClosed, by=self.on)
            )
        ]

    def is_established(self, told: Told, day: date) -> bool:
        """Whether a need is assessed, and all that is open is held with all that is asked."""
        if not told.matters or not self.record.of(NeedAssessed, by=min(day, self.on)):
            return False
        return all(
            matter in told.held and self.is_whole(told.held[matter]) for matter in told.matters
        )

    def is_whole(self, taken: Taken) -> bool:
        by = taken.by
        reached = isinstance(by, ResponsibilityAccepted) and by.any_hour is not None
        has = {
            "contact_path": by.contact_path is not None,
            "stand_in": by.stand_in not in {None, taken.who},
            "any_hour": taken.matter is not None or reached,
        }
        return all(has[part] for part in self.parts)

    def acting(self, taken: Taken, day: date) -> str | None:
        """Who acts: the holder, or the stand-in while the holder is away; else nobody."""
        if not self.is_away(taken.who, day):
            return taken.who
        stand_in = taken.by.stand_in
        if stand_in is None or stand_in == taken.who:
            return None
        if self.is_away(stand_in, day) or self.has_left(stand_in, day):
            return None
        return stand_in
