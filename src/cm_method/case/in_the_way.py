"""What stands in a person's way on a day: obstacles, and missing services with their lift.

Something stands from the day it was noted until it is overcome, the service is found, the need is
closed, the service ends or the person dies. What is noted between two services is taken along to
the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum, unique

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.episodes import death, episodes, is_contested
from cm_method.case.holdings import standing_need
from cm_method.case.links import matter_words
from cm_method.case.needs import NeedArea, needs
from cm_method.case.obstacles import ObstacleNoted, ObstacleOvercome, ServiceMissing
from cm_method.case.responsibility import LiftAnswered, LiftedTo, NeedLifted
from cm_method.case.services import ServiceKind
from cm_method.dates import plus_days, require_days
from cm_method.labels import Words, text, words

NOT_STATED = "not_stated"
"""The code of what is missing where a need was lifted and nobody has noted which service."""


@unique
class WhyOver(Enum):
    """Why something no longer stands in the way, or is no longer followed."""

    OVERCOME = "overcome"
    SERVICE_FOUND = "service_found"
    NEED_CLOSED = "need_closed"
    SERVICE_ENDED = "service_ended"
    DIED = "died"


Over = tuple[date, WhyOver]
"""The first day on which it no longer stands, and why."""


@frozen(kw_only=True)
class InTheWay:
    """What stands in the way, of one *need* (None: altogether), from the day *first*.

    *over* is the first day on which it no longer stands, *why* the reason; None while it goes on.
    *entries* are the ids that it rests on, *in_doubt* whether corrections of them compete.
    """

    need: str | None
    area: NeedArea | None
    first: date
    over: date | None
    why: WhyOver | None
    entries: tuple[str, ...]
    in_doubt: bool

    def stands(self, day: date) -> bool:
        """Whether it stood in the way on a day."""
        return self.first <= day and (self.over is None or day < self.over)

    def days(self, day: date) -> int:
        """How many whole days it has lasted by a day: 0 on its first."""
        last = day if self.over is None else min(day, self.over)
        return max(0, (last - self.first).days)

    def matter(self, lang: str = "sv") -> str:
        """The need in words; its id alone where its assessment is not in this journal."""
        if self.area is None:
            return self.need or ""
        return matter_words(self.need, self.area, lang)


@frozen(kw_only=True)
class StandingObstacle(InTheWay):
    """An obstacle by its *code*: one of :class:`Obstacle`, or the municipality's own."""

    code: str

    def explain(self, lang: str = "sv") -> str:
        """The obstacle as a case manager would say it."""
        key = "in_the_way.stands" if self.over is None else "in_the_way.over"
        named = {
            "what": obstacle_words(self.code),
            "first": self.first,
            "day": self.over or "",
            "why": self.why or "",
        }
        if self.need is not None:
            named["matter"] = self.matter(lang)
            key += "_for"
        said = text(key, lang, **named)
        return f"{said} {text('in_the_way.in_doubt', lang)}" if self.in_doubt else said


@frozen(kw_only=True)
class Lift:
    """A need was lifted on a day, *to* a level, by the *lifter*.

    *answered* is the day of the first answer, *found* the day on which the answer was that there is
    a service; None while that has not been said.
    """

    id: str
    on: date
    to: LiftedTo
    lifter: str
    answered: date | None
    found: date | None

    def waits(self, day: date) -> int:
        """How many whole days the level had to answer by a day, until it did."""
        require_days(day=day)
        last = day if self.answered is None else min(day, self.answered)
        return max(0, (last - self.on).days)

    def explain(self, day: date, lang: str = "sv") -> str:
        """The lift and its answer, as it stood on a day."""
        require_days(day=day)
        answered = self.found or self.answered
        key = "found" if self.found else "answered" if self.answered else "lifted"
        return text(
            f"in_the_way.{key}",
            lang,
            to=self.to,
            lifter=self.lifter,
            day=self.on,
            answered=answered or "",
            days=day_count(self.waits(day), lang),
        )


@frozen(kw_only=True)
class MissingService(InTheWay):
    """A missing service with its *lifts* in order; what is missing is a *service* or *lacking*.

    Neither is there where a need was lifted and nobody has noted what is missing. A lift is of the
    need: services missing for the same need share it.
    """

    service: ServiceKind | None
    lacking: str | None
    lifts: tuple[Lift, ...]

    @property
    def code(self) -> str:
        """What is missing, by code."""
        return self.lacking or (NOT_STATED if self.service is None else self.service.value)

    @property
    def lift(self) -> Lift | None:
        """The latest lift."""
        return self.lifts[-1] if self.lifts else None

    @property
    def answered(self) -> bool:
        """Whether any level has answered."""
        return any(lift.answered is not None for lift in self.lifts)

    @property
    def found(self) -> bool:
        """Whether any level has answered that there is a service."""
        return any(lift.found is not None for lift in self.lifts)

    def explain(self, day: date, lang: str = "sv") -> str:
        """What is missing and how far the matter has come, as it stood on a day."""
        require_days(day=day)
        said = [
            text(
                "in_the_way.lacked" if self.over is None else "in_the_way.lacked_then",
                lang,
                what=missing_words(self.code),
                matter=self.matter(lang),
                first=self.first,
                day=self.over or "",
                why=self.why or "",
                days=day_count(self.days(day), lang),
            )
        ]
        said += [lift.explain(day, lang) for lift in self.lifts]
        if not self.lifts:
            said.append(text("in_the_way.not_lifted", lang))
        if self.in_doubt:
            said.append(text("in_the_way.in_doubt", lang))
        return " ".join(said)


def obstacle_words(code: str) -> Words:
    """An obstacle in words; a code of the municipality's own as it is written."""
    return words(f"Obstacle.{code}")


def missing_words(code: str) -> Words:
    """A missing service in words; a code of the municipality's own as it is written."""
    return words(f"{'missing_service' if code == NOT_STATED else 'ServiceKind'}.{code}")


def day_count(days: int, lang: str) -> str:
    """So many days."""
    return text("unit.day" if days == 1 else "unit.days", lang, count=days)


def obstacles(case: Case) -> tuple[StandingObstacle, ...]:
    """Every obstacle noted by the day of the case, in order, also those that are over."""
    ends = _Ends.of(case)
    overcome: dict[str, ObstacleOvercome] = {}
    for each in case.of_kind(ObstacleOvercome):
        for id in case.standing_for(each.noted):
            overcome.setdefault(id, each)
    found = []
    for noted in case.of_kind(ObstacleNoted):
        said = overcome.get(noted.id)
        need = standing_need(case, noted.need)
        over = ends.over(need, noted.on)
        if said is not None:
            over = _first(over, (said.on, WhyOver.OVERCOME), not_before=noted.on)
        rests_on = (noted,) if said is None else (noted, said)
        found.append(
            StandingObstacle(
                code=noted.obstacle,
                need=need,
                area=ends.areas.get(need),
                first=noted.on,
                over=None if over is None else over[0],
                why=None if over is None else over[1],
                entries=tuple(entry.id for entry in rests_on),
                in_doubt=any(is_contested(case, entry) for entry in rests_on),
            )
        )
    return tuple(found)


def missing_services(case: Case) -> tuple[MissingService, ...]:
    """Every service that was missing by the day of the case, in order, with its lifts.

    A lift of a need about which nobody has noted what is missing is told too.
    """
    ends = _Ends.of(case)
    lifts = tuple(_lifts(case, ends))
    found = [
        _missing(
            standing_need(case, noted.need),
            noted.on,
            lifts,
            ends,
            noted=noted,
            in_doubt=is_contested(case, noted),
        )
        for noted in case.of_kind(ServiceMissing)
    ]
    told = {lift.id for each in found for lift in each.lifts}
    for one in lifts:
        if one.lift.id not in told:
            untold = tuple(other for other in lifts if other.lift.id not in told)
            found.append(_missing(one.need, one.lift.on, untold, ends))
            told.update(lift.id for lift in found[-1].lifts)
    return tuple(sorted(found, key=lambda each: (each.first, each.entries)))


@frozen(kw_only=True)
class _LiftOf:
    """A lift of a *need*, the first day after its service, and whether its corrections compete."""

    need: str | None
    lift: Lift
    over: date | None
    in_doubt: bool


def _lifts(case: Case, ends: _Ends) -> Iterator[_LiftOf]:
    said: dict[str, list[LiftAnswered]] = {}
    for answer in case.of_kind(LiftAnswered):
        for id in case.standing_for(answer.lift):
            said.setdefault(id, []).append(answer)
    for entry in case.of_kind(NeedLifted):
        mine = said.get(entry.id, [])
        days = [max(answer.on, entry.on) for answer in mine]
        yes = [max(answer.on, entry.on) for answer in mine if answer.service_found]
        over = ends.over(None, entry.on)
        yield _LiftOf(
            need=standing_need(case, entry.need),
            lift=Lift(
                id=entry.id,
                on=entry.on,
                to=entry.lifted_to,
                lifter=entry.lifter,
                answered=min(days, default=None),
                found=min(yes, default=None),
            ),
            over=None if over is None else over[0],
            in_doubt=any(is_contested(case, each) for each in (entry, *mine)),
        )


def _missing(
    need: str | None,
    first: date,
    lifts: tuple[_LiftOf, ...],
    ends: _Ends,
    *,
    noted: ServiceMissing | None = None,
    in_doubt: bool = False,
) -> MissingService:
    """What is missing from a day on, with the lifts of its need in the same service.

    What an earlier lift had found before that day is another matter.
    """
    mine = [
        each
        for each in lifts
        if each.need == need
        and (each.lift.on >= first or each.over is None or each.over > first)
        and (each.lift.found is None or each.lift.found >= first)
    ]
    over = ends.over(need, first)
    days = [each.lift.found for each in mine if each.lift.found is not None]
    if days:
        over = _first(over, (min(days), WhyOver.SERVICE_FOUND), not_before=first)
    kept = [each for each in mine if over is None or each.lift.on <= over[0]]
    own = () if noted is None else (noted.id,)
    return MissingService(
        service=None if noted is None else noted.service,
        lacking=None if noted is None else noted.lacking,
        need=need,
        area=ends.areas.get(need),
        first=first,
        over=None if over is None else over[0],
        why=None if over is None else over[1],
        lifts=tuple(each.lift for each in kept),
        entries=(*own, *(each.lift.id for each in kept)),
        in_doubt=in_doubt or any(each.in_doubt for each in kept),
    )


@frozen(kw_only=True, eq=False)
class _Ends:
    """What ends all that stands in the way: a closed need, the end of the service, a death."""

    areas: dict[str | None, NeedArea]
    closed: dict[str | None, date]
    services: tuple[date, ...]
    died: date | None

    @classmethod
    def of(cls, case: Case) -> _Ends:
        found, died = needs(case), death(case)
        return cls(
            areas={need.id: need.area for need in found},
            closed={need.id: plus_days(need.last, 1) for need in found if need.last is not None},
            services=tuple(e.last for e in episodes(case) if e.last is not None),
            died=None if died is None else died[0],
        )

    def over(self, need: str | None, first: date) -> Over | None:
        """When something noted on a day is over, whatever is done about it."""
        return min(self._days(need, first), default=None, key=lambda over: over[0])

    def _days(self, need: str | None, first: date) -> Iterator[Over]:
        if self.died is not None:
            yield max(plus_days(self.died, 1), first), WhyOver.DIED
        closed = self.closed.get(need)
        if closed is not None:
            yield max(closed, first), WhyOver.NEED_CLOSED
        for last in self.services:
            if last >= first:
                yield plus_days(last, 1), WhyOver.SERVICE_ENDED


def _first(over: Over | None, other: Over, *, not_before: date) -> Over:
    """Whichever comes first; what was done about it goes before what merely ended."""
    day, why = max(other[0], not_before), other[1]
    return (day, why) if over is None or day <= over[0] else over
