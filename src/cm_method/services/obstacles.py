"""What stands in many people's way: obstacles and missing services, for the steering group.

Coordination cannot solve what does not exist: where a service is missing the matter is lifted to a
level that can decide about it (City 2020, 4.5). People are counted, not notes, and nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.in_the_way import (
    NOT_STATED,
    MissingService,
    StandingObstacle,
    missing_services,
    obstacles,
)
from cm_method.case.obstacles import Obstacle
from cm_method.case.services import ServiceKind
from cm_method.cohort.disclosure import LEAST
from cm_method.dates import plus_days, require_days
from cm_method.fields import row
from cm_method.journal import Journal

OWN = "own"
"""Everything with a code of the municipality's own, taken together."""


@frozen(kw_only=True)
class ObstacleCount:
    """How many *participants* an obstacle has been noted for, and in whose way it is *standing*."""

    participants: int = 0
    standing: int = 0

    def __add__(self, other: ObstacleCount) -> ObstacleCount:
        """Those of both groups together."""
        return ObstacleCount(
            participants=self.participants + other.participants,
            standing=self.standing + other.standing,
        )


@frozen(kw_only=True)
class MissingCount:
    """How many *participants* have lacked a service, and how far the matter has come for them.

    *standing* are those who lack it still. It is *lifted* for those for whom it was lifted at all,
    *answered* where any level has answered, *found* where an answer was that there is a service;
    each of these is part of the one before. *days* are the whole days that they have waited
    together; a day counts once a person.
    """

    participants: int = 0
    standing: int = 0
    lifted: int = 0
    answered: int = 0
    found: int = 0
    days: int = 0

    def __add__(self, other: MissingCount) -> MissingCount:
        """Those of both groups together."""
        return MissingCount(
            participants=self.participants + other.participants,
            standing=self.standing + other.standing,
            lifted=self.lifted + other.lifted,
            answered=self.answered + other.answered,
            found=self.found + other.found,
            days=self.days + other.days,
        )


@frozen(kw_only=True)
class InTheWayFigures:
    """Exact counts by code, in confidence; figures of any partition of the participants add up.

    *participants* is how many journals were looked at, *in_doubt* for how many corrections of
    something compete: what is in doubt counts nowhere else. The code ``own`` takes together what
    has a code of the municipality's own.
    """

    participants: int = 0
    obstacles: Mapping[str, ObstacleCount] = field(factory=dict)
    missing: Mapping[str, MissingCount] = field(factory=dict)
    in_doubt: int = 0

    def __add__(self, other: InTheWayFigures) -> InTheWayFigures:
        """Those of both groups together."""
        return InTheWayFigures(
            participants=self.participants + other.participants,
            obstacles=_together(self.obstacles, other.obstacles, ObstacleCount()),
            missing=_together(self.missing, other.missing, MissingCount()),
            in_doubt=self.in_doubt + other.in_doubt,
        )

    def obstacle(self, code: str) -> ObstacleCount:
        """The counts of one obstacle."""
        return self.obstacles.get(code, ObstacleCount())

    def service(self, code: str) -> MissingCount:
        """The counts of one missing service."""
        return self.missing.get(code, MissingCount())


C = TypeVar("C", ObstacleCount, MissingCount)


def _together(one: Mapping[str, C], other: Mapping[str, C], nobody: C) -> dict[str, C]:
    codes = dict.fromkeys((*one, *other))
    return {code: one.get(code, nobody) + other.get(code, nobody) for code in codes}


def in_the_way(
    journals: Iterable[Journal], *, on: date, known: date | None = None
) -> InTheWayFigures:
    """The figures of a register, or of any stream of journals, on a day.

    Everyone with a journal counts, also who has not started yet: that may be because of an
    obstacle. No edition of the method is asked, for nothing is judged.
    """
    require_days(on=on, known=known)
    total = InTheWayFigures()
    for journal in journals:
        total += in_the_way_of(Case.of(journal, on=on, known=known))
    return total


SERVICES = (*(service.value for service in ServiceKind), NOT_STATED)
"""The codes of missing services that are not a municipality's own."""
OBSTACLES = tuple(obstacle.value for obstacle in Obstacle)
"""The codes of obstacles that are not a municipality's own."""


def in_the_way_of(case: Case) -> InTheWayFigures:
    """The figures of one case."""
    noted: dict[str, list[StandingObstacle]] = {}
    lacked: dict[str, list[MissingService]] = {}
    in_doubt = False
    for obstacle in obstacles(case):
        in_doubt |= obstacle.in_doubt
        for code in () if obstacle.in_doubt else _codes(obstacle.code, OBSTACLES):
            noted.setdefault(code, []).append(obstacle)
    for missing in missing_services(case):
        in_doubt |= missing.in_doubt
        for code in () if missing.in_doubt else _codes(missing.code, SERVICES):
            lacked.setdefault(code, []).append(missing)
    return InTheWayFigures(
        participants=1,
        obstacles={
            code: ObstacleCount(participants=1, standing=int(any(e.stands(case.on) for e in mine)))
            for code, mine in noted.items()
        },
        missing={
            code: MissingCount(
                participants=1,
                standing=int(any(each.stands(case.on) for each in mine)),
                lifted=int(any(each.lifts for each in mine)),
                answered=int(any(each.answered for each in mine)),
                found=int(any(each.found for each in mine)),
                days=_days(mine, case.on),
            )
            for code, mine in lacked.items()
        },
        in_doubt=int(in_doubt),
    )


def _codes(code: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Where something counts: under its code, and with all that has a code of its own."""
    return (code,) if code in known else (code, OWN)


def _days(lacked: list[MissingService], on: date) -> int:
    """The days on which any of them was waited for, each once."""
    total, until = 0, date.min
    for each in sorted(lacked, key=lambda each: each.first):
        first = max(each.first, until)
        last = plus_days(each.first, each.days(on))
        total += max(0, (last - first).days)
        until = max(until, last)
    return total


# What may leave the house

OBSTACLE_COLUMNS = ("standing", "over")
MISSING_COLUMNS = ("not_lifted", "unanswered", "no_service", "found")


@frozen(kw_only=True)
class PublishedRow:
    """One obstacle or missing service as it may leave the house (R28).

    *participants* are those concerned; None where they are few, or all but a few. *counts* divide
    them by how it stands; None where any part is small. *days* are those waited for a service; None
    for an obstacle, and where those concerned are not told.
    """

    code: str
    participants: int | None
    counts: tuple[int, ...] | None
    days: int | None = None


@frozen(kw_only=True)
class PublishedObstacles:
    """The figures as they may leave the house: no code of the municipality's own, no small count.

    A code of one's own can point somebody out by its name alone, so they are counted together.
    """

    obstacles: tuple[PublishedRow, ...] = field(converter=row)
    missing: tuple[PublishedRow, ...] = field(converter=row)


def publish_obstacles(figures: InTheWayFigures, *, least: int = LEAST) -> PublishedObstacles:
    """What of the figures may leave the house, where counts from 1 to *least* - 1 are hidden.

    No sums over rows are told, since one person may stand in several; so no hidden row can be
    worked out from the others. Two reports are not compared: who sees both sees what changed.
    """

    def is_small(count: int) -> bool:
        return 0 < count < least

    def row_of(code: str, counts: tuple[int, ...], days: int | None) -> PublishedRow:
        concerned = sum(counts)
        if is_small(concerned) or is_small(figures.participants - concerned):
            return PublishedRow(code=code, participants=None, counts=None)
        shown = None if any(map(is_small, counts)) else counts
        return PublishedRow(code=code, participants=concerned, counts=shown, days=days)

    noted = [(code, figures.obstacle(code)) for code in (*OBSTACLES, OWN)]
    lacked = [(code, figures.service(code)) for code in (*SERVICES, OWN)]
    return PublishedObstacles(
        obstacles=[
            row_of(code, (n.standing, n.participants - n.standing), None) for code, n in noted
        ],
        missing=[
            row_of(
                code,
                (n.participants - n.lifted, n.lifted - n.answered, n.answered - n.found, n.found),
                n.days,
            )
            for code, n in lacked
        ],
    )
