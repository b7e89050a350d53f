"""The course of a case: reached, started, paused, returned, ended - and started again."""

from __future__ import annotations

from datetime import date
from enum import Enum, unique
from typing import TypeVar

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.participants import Died
from cm_method.dates import require_days
from cm_method.fields import FREE_TEXT, answers
from cm_method.journal import Category, Entry

E = TypeVar("E", bound=Entry)


@unique
class EntryRoute(Enum):
    """The ways in (IOP, "Vägen in")."""

    ASSOCIATION = "association"
    OUTREACH = "outreach"
    EXISTING_SERVICE = "existing_service"


@unique
class EndReason(Enum):
    """Why an episode ended. Death is always excluded from shares when it comes first (R9)."""

    GOALS_REACHED = "goals_reached"
    OWN_CHOICE = "own_choice"
    LOST_CONTACT = "lost_contact"
    MOVED = "moved"
    OTHER_SERVICE = "other_service"
    PARTNERSHIP_ENDED = "partnership_ended"
    DEATH = "death"
    OTHER = "other"


@frozen(kw_only=True)
class Reached(Entry):
    """The person was reached: by outreach, in the association's activities or by a referral."""

    category = Category.COURSE

    route: EntryRoute
    note: str = field(default="", repr=False, metadata=FREE_TEXT)


@frozen(kw_only=True)
class Started(Entry):
    """The service started: the first agreed meeting held with the case manager (R2).

    *worker* is the case manager's code; *edition* the code of the method the episode keeps.
    """

    category = Category.COURSE

    worker: str
    edition: str


@frozen(kw_only=True)
class WorkerChanged(Entry):
    """Another case manager holds the episode from this day."""

    category = Category.COURSE

    start: str = field(metadata=answers("started"))
    worker: str


@frozen(kw_only=True)
class Paused(Entry):
    """The service rests from this day. A pause never stops a clock (R7)."""

    category = Category.COURSE

    start: str = field(metadata=answers("started"))
    note: str = field(default="", repr=False, metadata=FREE_TEXT)


@frozen(kw_only=True)
class Returned(Entry):
    """The participant is back after a pause. After an *end*, a new start is recorded instead."""

    category = Category.COURSE

    pause: str = field(metadata=answers("paused"))


@frozen(kw_only=True)
class Ended(Entry):
    """The service ended; this day is its last. Names the start it ends."""

    category = Category.COURSE

    start: str = field(metadata=answers("started"))
    reason: EndReason


@frozen(kw_only=True)
class Episode:
    """One start to its end. *last* is the last day of service, None while it goes on.

    *previous_last* is the last day of the episode before, if that was over when this one began; a
    plan from that time is no longer in force. *starts* holds the start entry, or several when its
    corrections compete.
    """

    participant: str
    number: int
    starts: tuple[Started, ...]
    ended: Ended | None
    last: date | None
    previous_last: date | None

    @property
    def started(self) -> Started:
        """The start; the earliest where corrections of it compete."""
        return self.starts[0]

    @property
    def first(self) -> date:
        """The day of service start."""
        return self.started.on

    def covers(self, day: date) -> bool:
        """Whether the service was under way on that day."""
        require_days(day=day)
        return self.first <= day and (self.last is None or day <= self.last)


def death(case: Case) -> tuple[date, str] | None:
    """The day of death and the entry that says so, if the participant has died.

    A death about which corrections compete is not certain, and not told here.
    """
    said = [(e.on, e.id) for e in _told_deaths(case) if not is_contested(case, e)]
    return min(said, default=None)


def death_in_doubt(case: Case) -> bool:
    """Whether corrections compete about a death: then nobody can say that the person has died."""
    return doubted_death(case) is not None


def doubted_death(case: Case) -> date | None:
    """The earliest day on which the participant may have died, where corrections compete."""
    days = (entry.on for entry in _told_deaths(case) if is_contested(case, entry))
    return min(days, default=None)


def is_contested(case: Case, entry: Entry) -> bool:
    """Whether the entry is one of several corrections that compete."""
    return any(entry in contest.heads for contest in case.contests)


def _told_deaths(case: Case) -> list[Died | Ended]:
    ended = [e for e in case.of_kind(Ended) if e.reason is EndReason.DEATH]
    return [*case.of_kind(Died), *ended]


def episodes(case: Case) -> tuple[Episode, ...]:
    """The episodes that had started by the day of the case, in order.

    Death ends an episode even where nobody has recorded its end.
    """
    starts = case.of_kind(Started)
    if not starts:
        return ()
    died = death(case)
    found: list[Episode] = []
    for group in together(case, starts):
        ids = {start.id for start in group}
        ended = next((e for e in case.of_kind(Ended) if _ends(case, e, ids, group[0].on)), None)
        last = ended.on if ended else None
        if died is not None and died[0] >= group[0].on and (last is None or died[0] < last):
            last = died[0]
        previous = found[-1].last if found else None
        if previous is not None and previous > group[0].on:
            previous = None
        found.append(
            Episode(
                participant=case.participant,
                number=len(found) + 1,
                starts=group,
                ended=ended,
                last=last,
                previous_last=previous,
            )
        )
    return tuple(found)


def _ends(case: Case, ended: Ended, starts: set[str], first: date) -> bool:
    """Whether this ends that start; an end before its start is a problem and ends nothing."""
    return ended.on >= first and not starts.isdisjoint(case.standing_for(ended.start))


def together(case: Case, entries: list[E]) -> list[tuple[E, ...]]:
    """Entries of one kind, those that compete to correct the same entry taken together."""
    if not case.contests:
        return [(entry,) for entry in entries]
    groups: list[list[E]] = []
    for entry in entries:
        rivals = {
            head.id for contest in case.contests if entry in contest.heads for head in contest.heads
        }
        group = next((g for g in groups if any(other.id in rivals for other in g)), None)
        if group is None:
            groups.append([entry])
        else:
            group.append(entry)
    return [tuple(group) for group in groups]


def worker_on(case: Case, episode: Episode, day: date) -> str:
    """The code of the case manager who held the episode on a day."""
    require_days(day=day)
    ids = {start.id for start in episode.starts}
    changes = [
        change
        for change in case.of_kind(WorkerChanged)
        if change.on <= day and case.standing_for(change.start) & ids
    ]
    return changes[-1].worker if changes else episode.started.worker


def is_paused(case: Case, episode: Episode, day: date) -> bool:
    """Whether the service rested on a day: paused, and not yet returned."""
    require_days(day=day)
    ids = {start.id for start in episode.starts}
    returned = {
        id
        for back in case.of_kind(Returned)
        if back.on <= day
        for id in case.standing_for(back.pause)
    }
    return any(
        pause.on <= day and pause.id not in returned and case.standing_for(pause.start) & ids
        for pause in case.of_kind(Paused)
    )
