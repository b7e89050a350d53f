"""How many each worker holds on a day, and what is planned: the caseload (R27).

Counted are participants, in case management by the services under way and in any other service by
the assignments under way. A pause counts and is shown apart; the last day of a service counts. What
is planned is shown beside it and never counted as held.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from attrs import evolve, frozen

from cm_method.case.case import Case
from cm_method.case.caseload import CaseloadExceptionGranted
from cm_method.case.chain import is_away
from cm_method.case.parties import Parties
from cm_method.case.responsibility import AbsenceNoted
from cm_method.case.services import ServiceKind
from cm_method.dates import plus_days, require_days, require_days_if_given
from cm_method.errors import CannotAdd, Problem
from cm_method.journal import Journal
from cm_method.rules.method import Method
from cm_method.services.held import (
    CM,
    Held,
    Pending,
    held_in,
    in_order,
    offered_in,
    pending_in,
    pending_in_order,
)
from cm_method.services.load import Load


@frozen(kw_only=True)
class Caseload:
    """What all workers hold on a day; those of parts of the cases add up to that of the whole.

    *guidelines* are the method's, by service; *offered* pairs a worker with a participant whose
    responsibility is offered to them; *absent* are workers who are noted as away that day.
    """

    on: date
    known: date | None
    guidelines: tuple[tuple[ServiceKind, int], ...]
    parties: Parties
    exceptions: tuple[CaseloadExceptionGranted, ...]
    held: tuple[Held, ...] = ()
    pending: tuple[Pending, ...] = ()
    offered: tuple[tuple[str, str], ...] = ()
    absent: frozenset[str] = frozenset()

    def __add__(self, other: Caseload) -> Caseload:
        """Both parts of the cases together; a participant is in one of them only.

        Raises CannotAdd, naming what does not fit.
        """
        differing = [
            Problem(code="caseload_does_not_fit", path=name)
            for name in ("on", "known", "guidelines", "parties", "exceptions")
            if getattr(self, name) != getattr(other, name)
        ]
        if differing:
            raise CannotAdd(differing)
        return evolve(
            self,
            held=in_order((*self.held, *other.held)),
            pending=pending_in_order((*self.pending, *other.pending)),
            offered=tuple(sorted({*self.offered, *other.offered})),
            absent=self.absent | other.absent,
        )

    @property
    def services(self) -> tuple[ServiceKind, ...]:
        """The services that have a guideline, or that anybody holds or is to have."""
        used = {service for service, _ in self.guidelines}
        used |= {each.service for each in self.held} | {each.service for each in self.pending}
        return tuple(service for service in ServiceKind if service in (used or {CM}))

    @property
    def workers(self) -> tuple[str, ...]:
        """The workers who are there on the day, as the partnership's journal says."""
        return tuple(
            code
            for code in sorted(self.parties.party_of)
            if any(self.on in period for period in self.parties.periods.get(code, ()))
            and not self.parties.has_left(code, self.on)
        )

    def load(self, worker: str, service: ServiceKind = CM) -> Load:
        """What one worker holds of a service; nothing for somebody nobody has heard of."""
        return self._load(worker, service, self._by_worker())

    def loads(self) -> tuple[Load, ...]:
        """Every load, by service and worker.

        Who is there and holds nothing at all is listed with nothing in every service: the sources
        do not say which service a worker is for.
        """
        mine = self._by_worker()
        busy = {worker for worker, _ in mine}
        idle = [worker for worker in self.workers if worker not in busy]
        return tuple(
            self._load(worker, service, mine)
            for service in self.services
            for worker in sorted({*idle, *(who for who, what in mine if what is service)})
        )

    @property
    def unplaced(self) -> tuple[Pending, ...]:
        """Those who are to have a service, and nobody is named to give it."""
        return tuple(each for each in self.pending if each.worker is None)

    def moved_to(self, day: date) -> Caseload:
        """The caseload on a later day, if all that is planned by then comes about.

        Who is away on a later day is not known.

        Raises ValueError for a day before the caseload's own.
        """
        require_days(day=day)
        if day < self.on:
            raise ValueError("a caseload is moved forwards only")
        held = {(each.participant, each.service, each.worker): each for each in self.held}
        left: list[Pending] = []
        for each in self.pending:
            if each.worker is None or each.planned_for > day:
                left.append(each)
                continue
            new = Held(participant=each.participant, service=each.service, worker=each.worker)
            if each.leaves is not None:
                before = held.pop((each.participant, each.service, each.leaves), new)
                new = evolve(before, worker=each.worker)
            held.setdefault((new.participant, new.service, new.worker), new)
        return evolve(
            self,
            on=day,
            held=in_order(held.values()),
            pending=tuple(left),
            absent=self.absent if day == self.on else frozenset(),
        )

    def _by_worker(self) -> dict[tuple[str, ServiceKind], _Part]:
        found: dict[tuple[str, ServiceKind], _Part] = defaultdict(_Part)
        for held in self.held:
            found[held.worker, held.service].held.append(held)
        for each in self.pending:
            if each.worker is not None:
                found[each.worker, each.service].coming.append(each)
            if each.leaves is not None:
                found[each.leaves, each.service].going.append(each)
        for worker, participant in self.offered:
            found[worker, CM].offered.append(participant)
        return found

    def _load(
        self, worker: str, service: ServiceKind, mine: dict[tuple[str, ServiceKind], _Part]
    ) -> Load:
        part = mine.get((worker, service)) or _Part()
        return Load(
            worker=worker,
            service=service,
            on=self.on,
            participants=tuple(each.participant for each in part.held),
            paused=tuple(each.participant for each in part.held if each.paused),
            coming=tuple(part.coming),
            going=tuple(part.going),
            offered=tuple(part.offered),
            guideline=dict(self.guidelines).get(service),
            exception=self._exception(worker, service),
            has_left=self.parties.has_left(worker, self.on),
            is_away=worker in self.absent,
        )

    def _exception(self, worker: str, service: ServiceKind) -> CaseloadExceptionGranted | None:
        """The exception in force: the one granted last among those that cover the day."""
        running = [
            each
            for each in self.exceptions
            if (each.worker, each.service) == (worker, service)
            and each.first <= self.on <= each.last
        ]
        return running[-1] if running else None


class _Part:
    """What one worker has of a service, being gathered."""

    __slots__ = ("coming", "going", "held", "offered")

    def __init__(self) -> None:
        self.held: list[Held] = []
        self.coming: list[Pending] = []
        self.going: list[Pending] = []
        self.offered: list[str] = []


def exceptions_granted(
    partnership: Journal, *, on: date | None = None, known: date | None = None
) -> tuple[CaseloadExceptionGranted, ...]:
    """The exceptions that the partnership's journal tells of, as granted by a day."""
    require_days_if_given(on=on, known=known)
    return tuple(partnership.at(on=on, known=known).of_kind(CaseloadExceptionGranted))


def caseload(
    cases: Iterable[Case],
    method: Method,
    *,
    on: date,
    known: date | None = None,
    parties: Parties | None = None,
    exceptions: Iterable[CaseloadExceptionGranted] = (),
) -> Caseload:
    """What every worker holds on a day, over all cases, whatever edition they started under.

    The cases must be read on that day; ValueError is raised for one that is not.
    """
    require_days(on=on, known=known)
    parties = parties or Parties()
    held: list[Held] = []
    pending: list[Pending] = []
    offered: set[tuple[str, str]] = set()
    absent: set[str] = set()
    for case in cases:
        if case.on != on:
            raise ValueError("every case must be read on the day of the caseload")
        held += held_in(case)
        pending += pending_in(case)
        offered |= {(worker, case.participant) for worker in offered_in(case, parties)}
        noted = {each.absent for each in case.of_kind(AbsenceNoted)}
        absent |= {who for who in noted if is_away(case, who, on)}
    return Caseload(
        on=on,
        known=known,
        guidelines=method.parameters.caseload_guidelines.value,
        parties=parties,
        exceptions=tuple(exceptions),
        held=in_order(held),
        pending=pending_in_order(pending),
        offered=tuple(sorted(offered)),
        absent=frozenset(absent),
    )


def forecast(now: Caseload, until: date) -> tuple[Caseload, ...]:
    """The caseload on every day until then on which it turns, if all that is planned comes about.

    It turns when somebody is planned to come or go, an exception begins or has ended, or a worker
    joins or has left. The first is the caseload itself. What should have come about by now is
    reckoned with from the next day. Raises ValueError for a day before the caseload's own.
    """
    require_days(until=until)
    if until < now.on:
        raise ValueError("a forecast looks ahead")
    next_day = plus_days(now.on, 1)
    turns = {max(each.planned_for, next_day) for each in now.pending if each.worker is not None}
    turns |= now.parties.turns()
    for each in now.exceptions:
        turns |= {each.first, plus_days(each.last, 1)}
    ahead = sorted(day for day in turns if now.on < day <= until)
    return (now, *(now.moved_to(day) for day in ahead))
