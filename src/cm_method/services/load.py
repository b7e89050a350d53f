"""The load of one worker, and where it stands to the method's guideline (R27).

Above the guideline is above a guideline of the method: whether it is right is for people to judge.
"""

from __future__ import annotations

from datetime import date
from enum import Enum, unique

from attrs import frozen

from cm_method.case.caseload import CaseloadExceptionGranted
from cm_method.case.services import ServiceKind
from cm_method.dates import require_days
from cm_method.labels import text
from cm_method.services.held import Pending


@unique
class LoadStanding(Enum):
    """Where a worker's load stands to the method's guideline."""

    WITHIN = "within"
    AT_GUIDELINE = "at_guideline"
    OVER = "over"
    OVER_WITH_EXCEPTION = "over_with_exception"
    NO_GUIDELINE = "no_guideline"


@frozen(kw_only=True)
class Load:
    """What *worker* holds of a *service* on a day, and what is planned, by pseudonym.

    *participants* are held, *paused* those of them whose service rests. *coming* and *going* are
    planned. *offered* are participants led by others whose responsibility is offered to the worker;
    they never count. *exception* is the one in force that day.
    """

    worker: str
    service: ServiceKind
    on: date
    participants: tuple[str, ...]
    paused: tuple[str, ...]
    coming: tuple[Pending, ...]
    going: tuple[Pending, ...]
    offered: tuple[str, ...]
    guideline: int | None
    exception: CaseloadExceptionGranted | None
    has_left: bool
    is_away: bool

    @property
    def active(self) -> int:
        """How many participants the worker holds, those whose service rests too."""
        return len(self.participants)

    @property
    def planned_in(self) -> int:
        """How many more are to come."""
        return len(self.reserved) - self.active

    @property
    def planned_out(self) -> int:
        """How many are to go to somebody else."""
        return len({each.participant for each in self.going})

    @property
    def reserved(self) -> frozenset[str]:
        """Those held and those who are to come: their places are taken."""
        return frozenset((*self.participants, *(each.participant for each in self.coming)))

    @property
    def room(self) -> int | None:
        """For how many more there is room below the guideline; None without a guideline.

        A place is taken as soon as somebody is planned for it, and free once somebody has gone. An
        exception gives no room, and who has left has none.
        """
        if self.guideline is None:
            return None
        return 0 if self.has_left else max(0, self.guideline - len(self.reserved))

    @property
    def standing(self) -> LoadStanding:
        """Where what is held stands to the guideline; what is planned makes no difference."""
        if self.guideline is None:
            return LoadStanding.NO_GUIDELINE
        if self.active > self.guideline:
            excepted = self.exception is not None and self.active <= self.exception.most
            return LoadStanding.OVER_WITH_EXCEPTION if excepted else LoadStanding.OVER
        full = self.active == self.guideline
        return LoadStanding.AT_GUIDELINE if full else LoadStanding.WITHIN

    @property
    def is_within(self) -> bool | None:
        """Whether no more are held than the guideline says; None without a guideline.

        An exception makes no difference: it is granted because the load is above.
        """
        return None if self.guideline is None else self.active <= self.guideline

    @property
    def would_exceed(self) -> bool:
        """Whether the load is above the guideline on a day when somebody planned for comes."""
        most = self.guideline
        return most is not None and any(
            self.expected(max(each.planned_for, self.on)) > most for each in self.coming
        )

    def expected(self, day: date) -> int:
        """How many the worker will hold on a day if all that is planned by then comes about."""
        require_days(day=day)
        who = {*self.participants}
        moves = [(each.planned_for, 1, each.participant) for each in self.coming]
        moves += [(each.planned_for, 0, each.participant) for each in self.going]
        for planned_for, comes, participant in sorted(moves):
            if planned_for <= day:
                who = who | {participant} if comes else who - {participant}
        return len(who)

    def explain(self, lang: str = "sv") -> str:
        """The load in sentences."""
        exception = self.exception
        key = self.standing.value
        if self.standing is LoadStanding.OVER and exception is not None:
            key = "over_the_exception"
        given = {} if exception is None else {"most": exception.most, "last": exception.last}
        said = [
            text(
                f"load.{key}",
                lang,
                worker=self.worker,
                service=self.service,
                active=self.active,
                guideline=self.guideline or 0,
                room=self.room or 0,
                **given,
            )
        ]
        for mark, is_so, count in (
            ("paused", bool(self.paused), len(self.paused)),
            ("planned_in", self.planned_in > 0, self.planned_in),
            ("planned_out", self.planned_out > 0, self.planned_out),
            ("would_exceed", self.would_exceed, 0),
            ("offered", bool(self.offered), len(self.offered)),
            ("has_left", self.has_left, 0),
            ("is_away", self.is_away, 0),
        ):
            if is_so:
                said.append(text(f"load.{mark}", lang, worker=self.worker, count=count))
        return " ".join(said)
