"""The caseload told day by day, as somebody with a wall calendar would: slow and plain.

One participant at a time, one day after the other, one note after the other. It reads journals
without problems and without corrections.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from cm_method.case.assignments import (
    AssignmentAccepted,
    AssignmentDeclined,
    AssignmentEnded,
    AssignmentOrdered,
    AssignmentWorkerChanged,
)
from cm_method.case.caseload import (
    CaseloadExceptionGranted,
    IntentionDropped,
    StartPlanned,
    WorkerChangePlanned,
)
from cm_method.case.episodes import Ended, Paused, Returned, Started, WorkerChanged
from cm_method.case.participants import Died
from cm_method.case.services import ServiceKind
from cm_method.dates import plus_days
from cm_method.journal import Entry, Journal

CM = ServiceKind.CASE_MANAGEMENT
PLANS_FIRST = (StartPlanned, WorkerChangePlanned)
"""A plan is fulfilled by what happens on its own day too, so that day's plans are read first."""


class SlowCase:
    """One participant: who holds them in what on a day, at rest or not, and what is planned."""

    def __init__(self, journal: Journal, on: date) -> None:
        self.who = journal.subject
        self.start = ""
        self.worker: str | None = None
        self.pauses: set[str] = set()
        self.orders: dict[str, dict[str, Any]] = {}
        self.starts: dict[ServiceKind, StartPlanned] = {}
        self.change: WorkerChangePlanned | None = None
        self.gone = self.over_tonight = self.dying = False
        entries = [entry for entry in journal.entries if entry.on <= on]
        day = min((entry.on for entry in entries), default=on)
        while day <= on:
            self.morning()
            todays = [entry for entry in entries if entry.on == day]
            for entry in sorted(todays, key=lambda e: not isinstance(e, PLANS_FIRST)):
                self.read(entry)
            day = plus_days(day, 1)

    def morning(self) -> None:
        """What had its last day yesterday is over."""
        if self.over_tonight or self.dying:
            self.worker, self.change = None, None
            self.over_tonight = False
        self.gone = self.gone or self.dying
        for order in self.orders.values():
            order["over"] = order["over"] or order["ending"] or self.gone

    def read(self, entry: Entry) -> None:
        match entry:
            case Started():
                self.start, self.worker, self.pauses = entry.id, entry.worker, set()
                self.starts.pop(CM, None)
                for order in self.orders.values():
                    order["started_since"] = True
            case WorkerChanged():
                self.worker, self.change = entry.worker, None
            case Paused():
                self.pauses.add(entry.id)
            case Returned():
                self.pauses.discard(entry.pause)
            case Ended():
                self.over_tonight = True
            case Died():
                self.dying = True
            case _:
                self.read_plan(entry)

    def read_plan(self, entry: Entry) -> None:
        match entry:
            case StartPlanned():
                self.starts[entry.service] = entry
            case WorkerChangePlanned():
                self.change = entry
            case IntentionDropped():
                self.starts = {s: p for s, p in self.starts.items() if p.id != entry.plan}
                if self.change is not None and self.change.id == entry.plan:
                    self.change = None
            case _:
                self.read_assignment(entry)

    def read_assignment(self, entry: Entry) -> None:
        if isinstance(entry, AssignmentOrdered):
            self.orders[entry.id] = {
                "service": entry.service,
                "accepted": None,
                "worker": None,
                "ending": False,
                "over": False,
                "started_since": False,
            }
            return
        order = self.orders[getattr(entry, "assignment", "")]
        match entry:
            case AssignmentAccepted():
                order["accepted"], order["started_since"] = entry.on, False
                self.carry_out(order, entry.worker)
            case AssignmentDeclined():
                order["over"] = True
            case AssignmentWorkerChanged():
                self.carry_out(order, entry.worker)
            case AssignmentEnded():
                order["ending"] = True

    def carry_out(self, order: dict[str, Any], worker: str | None) -> None:
        if order["worker"] is None and worker is not None and order["service"] is not CM:
            self.starts.pop(order["service"], None)
        order["worker"] = worker

    def held(self) -> set[tuple[str, ServiceKind]]:
        found = {(self.worker, CM)} if self.worker is not None else set()
        for order in self.orders.values():
            if order["worker"] and order["service"] is not CM and not order["over"]:
                found.add((order["worker"], order["service"]))
        return found

    def coming(self) -> dict[ServiceKind, tuple[str | None, date]]:
        """Who is to give a service that has not begun, and when."""
        if self.dying:
            return {}
        found: dict[ServiceKind, tuple[str | None, date]] = {
            service: (plan.worker, plan.planned_for) for service, plan in self.starts.items()
        }
        for order in self.orders.values():
            waits = order["accepted"] is not None and not order["over"]
            if order["service"] is CM:
                waits = waits and self.worker is None and not order["started_since"]
            else:
                waits = waits and order["worker"] is None
            if waits:
                worker, day = found.get(order["service"], (None, order["accepted"]))
                found[order["service"]] = worker or order["worker"], day
        return {
            service: (worker, day)
            for service, (worker, day) in found.items()
            if (worker, service) not in self.held()
        }

    def changing(self) -> tuple[str, date] | None:
        """To whom the case is to go, and when."""
        plan = self.change
        if plan is None or self.dying or self.worker in (None, plan.worker):
            return None
        if plan.start != self.start:
            return None
        return plan.worker, plan.planned_for


class SlowCaseload:
    """All participants on a day: by worker and service, who is held, at rest, to come, to go."""

    def __init__(self, journals: Iterable[Journal], partnership: Journal, on: date) -> None:
        self.on = on
        self.cases = [SlowCase(journal, on) for journal in journals]
        self.granted = [
            entry
            for entry in partnership.entries
            if isinstance(entry, CaseloadExceptionGranted) and entry.on <= on
        ]

    def active(self, later: date | None = None) -> dict[tuple[str, ServiceKind], set[str]]:
        """Who is held; on a *later* day, if all that is planned until then comes about."""
        found: dict[tuple[str, ServiceKind], set[str]] = defaultdict(set)
        for case in self.cases:
            for key in case.held():
                found[key].add(case.who)
            if later is None or later == self.on:
                continue
            moves: list[tuple[date, ServiceKind, str | None, str | None]]
            moves = [(day, s, worker, None) for s, (worker, day) in case.coming().items()]
            change = case.changing()
            if change is not None:
                moves.append((change[1], CM, change[0], case.worker))
            for day, service, worker, leaves in moves:
                if day <= later and worker is not None:
                    found[worker, service].add(case.who)
                    if leaves is not None:
                        found[leaves, service].discard(case.who)
        return found

    def paused(self) -> set[str]:
        return {case.who for case in self.cases if case.worker and case.pauses}

    def most(self, worker: str, service: ServiceKind, day: date) -> int | None:
        """Up to how many an exception lets somebody hold; the one granted last speaks."""
        running = [
            each.most
            for each in self.granted
            if each.worker == worker and each.service is service and each.first <= day <= each.last
        ]
        return running[-1] if running else None

    def standing(self, worker: str, service: ServiceKind, guideline: int, day: date) -> str:
        count = len(self.active(day)[worker, service])
        if count < guideline:
            return "within"
        if count == guideline:
            return "at_guideline"
        most = self.most(worker, service, day)
        return "over_with_exception" if most is not None and count <= most else "over"
