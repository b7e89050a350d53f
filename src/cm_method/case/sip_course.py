"""The course of a SIP: all that is recorded about one, what is waited for, who has been asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.episodes import death, together
from cm_method.case.sip import (
    SipAgreed,
    SipAsked,
    SipEnded,
    SipFollowedUp,
    SipInitiated,
    SipMeetingHeld,
)
from cm_method.dates import require_days


@frozen(kw_only=True)
class SipWait:
    """A follow-up that was agreed: *since* that day it is waited for, by the day *due*.

    *entry* is what agreed on it. *held* is the follow-up, or the new plan, that answered it.
    """

    since: date
    due: date
    entry: str
    held: SipAgreed | SipFollowedUp | None


@frozen(kw_only=True)
class Sip:
    """One SIP with its meetings, plans and follow-ups, each in order.

    *starts* holds the entry that began it, or several when corrections of it compete. *last* is its
    last day: the end that is recorded, or a death. *contested* says that corrections of something
    in it compete; then nobody can say what holds.
    """

    starts: tuple[SipInitiated, ...]
    meetings: tuple[SipMeetingHeld, ...]
    plans: tuple[SipAgreed, ...]
    follow_ups: tuple[SipFollowedUp, ...]
    ended: SipEnded | None
    last: date | None
    contested: bool

    @property
    def initiated(self) -> SipInitiated:
        """How it began."""
        return self.starts[0]

    @property
    def internal(self) -> bool:
        """Whether it is between units of one municipality: then it is no SIP of the statute."""
        return self.initiated.internal

    @property
    def plan(self) -> SipAgreed | None:
        """The plan that was agreed last, if any."""
        return self.plans[-1] if self.plans else None

    def runs(self, day: date) -> bool:
        """Whether work with it is under way on a day."""
        require_days(day=day)
        return self.initiated.on <= day and (self.last is None or day <= self.last)

    def plan_followed_up(self, follow_up: SipFollowedUp) -> SipAgreed | None:
        """The plan that a follow-up is about: the last one agreed before its day."""
        return next((p for p in reversed(self.plans) if p.on < follow_up.on), None)

    def waits(self) -> tuple[SipWait, ...]:
        """Every follow-up that was agreed, in order of the day on which it was agreed.

        A plan and a follow-up of one day belong together, so only a later day answers.
        """
        steps: list[SipAgreed | SipFollowedUp] = [*self.plans, *self.follow_ups]
        steps.sort(key=lambda entry: entry.order)
        return tuple(
            SipWait(
                since=entry.on,
                due=entry.follow_up_on,
                entry=entry.id,
                held=next((later for later in steps if later.on > entry.on), None),
            )
            for entry in steps
            if entry.follow_up_on is not None
        )


def sips(case: Case) -> tuple[Sip, ...]:
    """Every SIP that had begun by the day of the case, internal ones too, in order."""
    died = death(case)
    found = []
    for starts in together(case, case.of_kind(SipInitiated)):
        ids = {start.id for start in starts}

        def of_this(entry: SipMeetingHeld | SipAgreed | SipFollowedUp | SipEnded) -> bool:
            return bool(case.standing_for(entry.sip) & ids)  # noqa: B023 - used at once

        ended = next(filter(of_this, case.of_kind(SipEnded)), None)
        days = [*([ended.on] if ended else []), *([died[0]] if died else [])]
        found.append(
            Sip(
                starts=starts,
                meetings=tuple(filter(of_this, case.of_kind(SipMeetingHeld))),
                plans=tuple(filter(of_this, case.of_kind(SipAgreed))),
                follow_ups=tuple(filter(of_this, case.of_kind(SipFollowedUp))),
                ended=ended,
                last=min(days, default=None),
                contested=_is_contested(case, ids),
            )
        )
    return tuple(found)


def _is_contested(case: Case, ids: set[str]) -> bool:
    """Whether corrections compete of what began the SIP, or of anything that names it."""
    return any(
        head.id in ids or bool(case.standing_for(getattr(head, "sip", "")) & ids)
        for contest in case.contests
        for head in contest.heads
    )


def statutory(found: Iterable[Sip]) -> tuple[Sip, ...]:
    """Those that are SIPs of the statute; an internal one never counts as such."""
    return tuple(sip for sip in found if not sip.internal)


def first_asked(case: Case, *, after: date = date.min) -> SipAsked | SipInitiated | None:
    """The first time after a day that the person was asked about a SIP.

    Where a SIP of the statute has begun the person has been asked, noted or not; one that still ran
    after the day counts too.
    """
    require_days(after=after)
    asked: list[SipAsked | SipInitiated] = [e for e in case.of_kind(SipAsked) if e.on > after]
    still_ran = (sip for sip in statutory(sips(case)) if sip.last is None or sip.last > after)
    asked.extend(sip.initiated for sip in still_ran)
    return min(asked, key=lambda entry: entry.order, default=None)
