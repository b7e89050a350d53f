"""The caseload driven step by step, compared day by day with a slow model of it (R27).

Nobody is over the guideline unnoticed, and nobody is said to be who is not. A small world finds
more: three workers, four participants, a guideline of two, a fortnight.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from hypothesis import settings, strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from cm_method.case.assignments import (
    AssignmentAccepted,
    AssignmentDeclined,
    AssignmentEnded,
    AssignmentEndReason,
    AssignmentOrdered,
    AssignmentWorkerChanged,
    LegalGround,
)
from cm_method.case.case import Case
from cm_method.case.caseload import (
    CaseloadExceptionGranted,
    IntentionDropped,
    StartPlanned,
    WorkerChangePlanned,
)
from cm_method.case.checks import case_problems
from cm_method.case.episodes import Ended, EndReason, Paused, Returned, Started, WorkerChanged
from cm_method.case.participants import Died
from cm_method.case.parties import LegalForm, Parties, PartyJoined, WorkerJoined, WorkerLeft
from cm_method.case.services import ServiceKind
from cm_method.dates import plus_days
from cm_method.journal import Entry, Journal
from cm_method.rules.editions import EDITIONS
from cm_method.services.caseload import Caseload, caseload, exceptions_granted, forecast
from cm_method.testing.strategies import EDITION, OTHER_MUNICIPALITY
from tests.reference.caseload import SlowCaseload

CM, HOUSING = ServiceKind.CASE_MANAGEMENT, ServiceKind.HOUSING_SUPPORT
SERVICES = (CM, HOUSING)
GUIDELINE = 2
METHOD = EDITIONS[EDITION].adapt(
    code="two-each",
    source=OTHER_MUNICIPALITY,
    since=date(2026, 1, 1),
    caseload_guidelines=tuple((service, GUIDELINE) for service in SERVICES),
)

FIRST = date(2027, 3, 1)
WORLD = tuple(plus_days(FIRST, number) for number in range(16))
WORKERS = ("cm-1", "cm-2", "cm-3")
PEOPLE = ("P-1", "P-2", "P-3", "P-4")

STEPS_UNDER_CI = 10_000
SHARE = 3
"""How many times the examples of a profile are tried."""

DAY = st.integers(0, 12)
WHO = st.sampled_from(PEOPLE)
WORKER = st.sampled_from(WORKERS)
SOMEBODY = st.sampled_from((*WORKERS, None))
SERVICE = st.sampled_from(SERVICES)
AHEAD = st.sampled_from((-1, 0, 1, 2, 5))


class CaseloadMachine(RuleBasedStateMachine):
    """Four cases and the workers around them, in whatever order things are written down."""

    steps: ClassVar[int] = 0
    over: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.journals = {who: Journal(subject=who) for who in PEOPLE}
        self.partnership = Journal(subject="partnership")
        self.count = 0
        self.asked: set[date] = set()

    starts = Bundle[tuple[str, str]]("starts")
    pauses = Bundle[tuple[str, str]]("pauses")
    orders = Bundle[tuple[str, str]]("orders")
    plans = Bundle[tuple[str, str]]("plans")

    # Writing

    def note(self, who: str, kind: type[Entry], day: int, **payload: Any) -> Any:
        """Written down if it makes sense beside what is there; else it never was."""
        entry = self.entry(kind, day, **payload)
        changed = self.journals[who].with_entries(entry)
        if case_problems(changed):
            return multiple()
        self.journals[who] = changed
        self.asked.add(entry.on)
        return who, entry.id

    def entry(self, kind: type[Entry], day: int, **payload: Any) -> Entry:
        self.count += 1
        return kind(id=f"hm-{self.count}", on=plus_days(FIRST, day), by="hm", **payload)

    def agree(self, kind: type[Entry], day: int, **payload: Any) -> str:
        entry = self.entry(kind, day, **payload)
        self.partnership = self.partnership.with_entries(entry)
        self.asked.add(entry.on)
        return entry.id

    @initialize()
    def begin(self) -> None:
        form = LegalForm.ASSOCIATION
        self.agree(PartyJoined, -9, party="hm", name="A", legal_form=form)
        self.joined = {w: self.agree(WorkerJoined, -9, worker=w, party="hm") for w in WORKERS}

    @rule(target=starts, who=WHO, day=DAY, worker=WORKER)
    def start(self, who: str, day: int, worker: str) -> Any:
        return self.note(who, Started, day, worker=worker, edition="any")

    @rule(day=DAY, worker=WORKER)
    def start_everybody_with_one_worker(self, day: int, worker: str) -> None:
        for who in PEOPLE:
            self.note(who, Started, day, worker=worker, edition="any")

    @rule(start=starts, day=DAY, worker=WORKER)
    def hand_over(self, start: tuple[str, str], day: int, worker: str) -> None:
        self.note(start[0], WorkerChanged, day, start=start[1], worker=worker)

    @rule(target=pauses, start=starts, day=DAY)
    def pause(self, start: tuple[str, str], day: int) -> Any:
        return self.note(start[0], Paused, day, start=start[1])

    @rule(pause=pauses, day=DAY)
    def come_back(self, pause: tuple[str, str], day: int) -> None:
        self.note(pause[0], Returned, day, pause=pause[1])

    @rule(start=starts, day=DAY, dead=st.sampled_from((False, False, True)))
    def end(self, start: tuple[str, str], day: int, dead: bool) -> None:
        if dead:
            self.note(start[0], Died, day)
        else:
            self.note(start[0], Ended, day, start=start[1], reason=EndReason.MOVED)

    @rule(target=orders, who=WHO, service=SERVICE, day=DAY)
    def order(self, who: str, service: ServiceKind, day: int) -> Any:
        said = {"commissioner": "sdf", "provider": "hm", "legal_ground": LegalGround.SOL_11_1}
        return self.note(who, AssignmentOrdered, day, service=service, **said)

    @rule(order=orders, day=DAY, worker=SOMEBODY, yes=st.sampled_from((True, True, False)))
    def answer(self, order: tuple[str, str], day: int, worker: str | None, yes: bool) -> None:
        if yes:
            self.note(order[0], AssignmentAccepted, day, assignment=order[1], worker=worker)
        else:
            self.note(order[0], AssignmentDeclined, day, assignment=order[1])

    @rule(order=orders, day=DAY, worker=WORKER)
    def carry_out(self, order: tuple[str, str], day: int, worker: str) -> None:
        self.note(order[0], AssignmentWorkerChanged, day, assignment=order[1], worker=worker)

    @rule(order=orders, day=DAY)
    def end_assignment(self, order: tuple[str, str], day: int) -> None:
        reason = AssignmentEndReason.MOVED
        self.note(order[0], AssignmentEnded, day, assignment=order[1], reason=reason)

    @rule(target=plans, who=WHO, service=SERVICE, day=DAY, worker=SOMEBODY, ahead=AHEAD)
    def plan_start(
        self, who: str, service: ServiceKind, day: int, worker: str | None, ahead: int
    ) -> Any:
        planned_for = plus_days(FIRST, day + ahead)
        said = {"service": service, "worker": worker, "planned_for": planned_for}
        return self.note(who, StartPlanned, day, **said)

    @rule(target=plans, start=starts, day=DAY, worker=WORKER, ahead=AHEAD)
    def plan_change(self, start: tuple[str, str], day: int, worker: str, ahead: int) -> Any:
        planned_for = plus_days(FIRST, day + ahead)
        said = {"start": start[1], "worker": worker, "planned_for": planned_for}
        return self.note(start[0], WorkerChangePlanned, day, **said)

    @rule(plan=plans, day=DAY)
    def drop(self, plan: tuple[str, str], day: int) -> None:
        self.note(plan[0], IntentionDropped, day, plan=plan[1])

    @rule(day=DAY, worker=WORKER, service=SERVICE, length=st.integers(0, 9), most=st.integers(1, 5))
    def grant(self, day: int, worker: str, service: ServiceKind, length: int, most: int) -> None:
        first = plus_days(FIRST, day)
        self.agree(
            CaseloadExceptionGranted,
            day - most,
            worker=worker,
            service=service,
            first=first,
            last=plus_days(first, length),
            most=most,
            justification="Vikarie saknas.",
        )

    @rule(day=DAY, worker=WORKER)
    def leave(self, day: int, worker: str) -> None:
        if worker in self.joined:
            self.agree(WorkerLeft, day, joined=self.joined.pop(worker))

    # Reading

    def told(self, on: date) -> Caseload:
        return caseload(
            [Case.of(journal, on=on) for journal in self.journals.values()],
            METHOD,
            on=on,
            parties=Parties.of(self.partnership),
            exceptions=exceptions_granted(self.partnership, on=on),
        )

    @invariant()
    def whoever_is_over_is_said_to_be_and_nobody_else(self) -> None:
        """On the days that the last note speaks of, and the days around them."""
        type(self).steps += 1
        asked, self.asked = self.asked, set()
        for day in sorted({plus_days(day, n) for day in asked for n in (0, 1)} & set(WORLD)):
            self.as_the_model_tells(day)

    def teardown(self) -> None:
        for day in WORLD:
            self.as_the_model_tells(day)

    def as_the_model_tells(self, day: date) -> None:
        found = self.told(day)
        slow = SlowCaseload(self.journals.values(), self.partnership, day)
        self.the_same(found, slow, day)
        coming = {(c.who, s): said for c in slow.cases for s, said in c.coming().items()}
        going = {(c.who, CM): (c.worker, c.changing()) for c in slow.cases if c.changing()}
        assert coming == {
            (each.participant, each.service): (each.worker, each.planned_for)
            for each in found.pending
            if each.leaves is None
        }
        assert going == {
            (each.participant, each.service): (each.leaves, (each.worker, each.planned_for))
            for each in found.pending
            if each.leaves is not None
        }
        paused = {p for load in found.loads() if load.service is CM for p in load.paused}
        assert paused == slow.paused()
        ahead = forecast(found, WORLD[-1])
        for later in WORLD:
            if later > day:
                self.the_same([f for f in ahead if f.on <= later][-1], slow, later)

    def the_same(self, found: Caseload, slow: SlowCaseload, day: date) -> None:
        active = slow.active(day)
        for worker in WORKERS:
            for service in SERVICES:
                load = found.load(worker, service)
                assert set(load.participants) == active[worker, service]
                standing = slow.standing(worker, service, GUIDELINE, day)
                assert load.standing.value == standing
                is_over = len(active[worker, service]) > GUIDELINE
                assert is_over == standing.startswith("over")
                type(self).over += is_over
                assert not is_over or load in found.loads()
                assert bool(load.room) <= (len(load.reserved) < GUIDELINE)


def test_nobody_passes_the_guideline_unnoticed_step_by_step() -> None:
    now = settings()
    CaseloadMachine.steps = CaseloadMachine.over = 0
    run_state_machine_as_test(
        CaseloadMachine,
        settings=settings(
            max_examples=SHARE * now.max_examples,
            stateful_step_count=now.stateful_step_count,
        ),
    )
    print(f"{CaseloadMachine.steps} steps, {CaseloadMachine.over} loads over the guideline")
    if settings.get_current_profile_name() == "ci":
        assert CaseloadMachine.steps >= STEPS_UNDER_CI
        assert CaseloadMachine.over > 0
