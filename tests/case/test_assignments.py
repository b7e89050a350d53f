"""What only several entries about an assignment show to be wrong, and what each alone refuses."""

from __future__ import annotations

from typing import Any

from cm_method.case.assignments import (
    AssignmentAccepted,
    AssignmentDeclined,
    AssignmentEnded,
    AssignmentEndReason,
    AssignmentFollowedUp,
    AssignmentOrdered,
    AssignmentWorkerChanged,
    ImplementationPlanMade,
    LegalGround,
    RightToApplyTold,
    of_assignment,
)
from cm_method.case.caseload import (
    CaseloadExceptionGranted,
    IntentionDropped,
    StartPlanned,
    WorkerChangePlanned,
)
from cm_method.case.checks import case_problems
from cm_method.case.participants import Died
from cm_method.case.parties import WorkerJoined
from cm_method.case.register import Register
from cm_method.case.services import ServiceKind
from cm_method.errors import facts
from cm_method.journal import Entry, Journal
from tests.base.refusal import refused
from tests.case.writing import case, day, journal, note, started

HOUSING = ServiceKind.HOUSING_SUPPORT


def ordered(id: str = "o-1", on: int = 0, **more: Any) -> AssignmentOrdered:
    said = {"service": HOUSING, "commissioner": "sdf", "provider": "hm"}
    return note(AssignmentOrdered, id, on, **{**said, "legal_ground": LegalGround.SOL_11_1, **more})


def accepted(id: str = "a-1", on: int = 5, **more: Any) -> AssignmentAccepted:
    return note(AssignmentAccepted, id, on, **{"assignment": "o-1", "worker": "cm-1", **more})


def over(id: str = "e-1", on: int = 50, **more: Any) -> AssignmentEnded:
    said = {"assignment": "o-1", "reason": AssignmentEndReason.MOVED}
    return note(AssignmentEnded, id, on, **{**said, **more})


def plan(id: str = "g-1", on: int = 9, **more: Any) -> ImplementationPlanMade:
    return note(
        ImplementationPlanMade, id, on, **{"assignment": "o-1", "with_participant": True, **more}
    )


def found(*entries: Entry) -> list[tuple[str, str]]:
    return [(p.code, p.path) for p in case_problems(journal(*entries))]


class TestSeveral:
    def test_an_assignment_in_order_has_no_problems(self) -> None:
        worker = note(AssignmentWorkerChanged, "w-1", 50, assignment="o-1", worker="cm-2")
        told = note(RightToApplyTold, "r-1", 60, assignment="o-1")
        assert found(ordered(), accepted(), worker, plan(), over(), told) == []

    def test_two_answers(self) -> None:
        no = note(AssignmentDeclined, "d-1", 6, assignment="o-1")
        assert found(ordered(), accepted(), no) == [
            ("assignment_answered_twice", "P-0001/d-1/assignment")
        ]

    def test_two_ends(self) -> None:
        assert found(ordered(), accepted(), over(), over("e-2", 51)) == [
            ("assignment_ended_twice", "P-0001/e-2/assignment")
        ]

    def test_answers_and_ends_that_compete_are_told_as_such_only(self) -> None:
        rivals = (
            accepted("a-2", 6, corrects=["a-1"]),
            accepted("a-3", 7, corrects=["a-1"]),
            over("e-2", 51, corrects=["e-1"]),
            over("e-3", 52, corrects=["e-1"]),
        )
        assert [code for code, _ in found(ordered(), accepted(), over(), *rivals)] == [
            "competing_corrections",
            "competing_corrections",
        ]

    def test_work_before_the_acceptance(self) -> None:
        assert found(ordered(), accepted(), plan(on=5)) == []
        assert found(ordered(), accepted(), plan(on=4)) == [
            ("before_acceptance", "P-0001/g-1/assignment")
        ]
        assert found(ordered(), plan()) == [("before_acceptance", "P-0001/g-1/assignment")]

    def test_what_comes_after_the_end(self) -> None:
        held = note(AssignmentFollowedUp, "f-1", 50, assignment="o-1")
        assert found(ordered(), accepted(), over(), held) == []
        late = note(AssignmentFollowedUp, "f-1", 51, assignment="o-1")
        (problem,) = case_problems(journal(ordered(), accepted(), over(), late))
        assert (problem.code, problem.path) == ("after_the_assignment", "P-0001/f-1/on")
        assert problem.facts == facts(on=day(51), end=day(50))
        assert found(ordered(), over(), accepted(on=51)) == [
            ("after_the_assignment", "P-0001/a-1/on")
        ]

    def test_an_answer_before_the_order_belongs_to_no_assignment(self) -> None:
        early = accepted(on=-1)
        assert found(ordered(), early) == [("before_what_it_answers", "P-0001/a-1/assignment")]
        assert of_assignment(case(ordered(), early), ordered(), AssignmentAccepted) == []

    def test_an_assignment_may_be_ended_and_a_plan_dropped_after_a_death(self) -> None:
        planned = note(StartPlanned, "p-1", 1, service=HOUSING, planned_for=day(9))
        died = note(Died, "x-1", 20)
        letting_go = (over(on=30), note(IntentionDropped, "i-1", 30, plan="p-1"))
        assert found(ordered(), accepted(), planned, died, *letting_go) == []
        assert found(ordered(), died, ordered("o-2", 21)) == [("after_death", "P-0001/o-2/on")]


class TestAlone:
    def test_a_price_is_not_below_zero(self) -> None:
        assert ordered(monthly_price_sek=0).monthly_price_sek == 0
        with refused(("price_below_zero", "monthly_price_sek")):
            ordered(monthly_price_sek=-1)

    def exception(self, **more: Any) -> CaseloadExceptionGranted:
        said = {"worker": "cm-1", "service": HOUSING, "first": day(0), "last": day(0), "most": 1}
        return note(
            CaseloadExceptionGranted, "x-1", **{**said, "justification": "Vikarie.", **more}
        )

    def test_an_exception_holds_a_day_somebody_and_a_reason(self) -> None:
        assert self.exception().most == 1
        with refused(("ends_before_it_begins", "last")):
            self.exception(last=day(-1))
        with refused(("exception_for_nobody", "most")):
            self.exception(most=0)
        with refused(("exception_without_reason", "justification")):
            self.exception(justification=" ")

    def test_its_reason_is_shown_nowhere_by_accident(self) -> None:
        assert "Vikarie" not in repr(self.exception())


def test_workers_that_the_partnership_does_not_name_are_pointed_out() -> None:
    joined = note(WorkerJoined, "w-1", worker="cm-1", party="hm")
    change = note(WorkerChangePlanned, "c-1", 2, start="s-1", worker="cm-9", planned_for=day(9))
    unnamed = note(StartPlanned, "p-1", 1, service=HOUSING, planned_for=day(9))
    named = note(StartPlanned, "p-2", 1, service=HOUSING, worker="cm-8", planned_for=day(9))
    register = Register(
        journals=[
            journal(started("s-1"), ordered(), accepted(worker="cm-7"), unnamed, named, change)
        ],
        partnership=Journal(
            subject="partnership", entries=[joined, TestAlone().exception(worker="cm-6")]
        ),
    )
    unknown = [p.path for p in register.problems() if p.code == "unknown_worker"]
    assert unknown == [
        "partnership/x-1/worker",
        "P-0001/p-2/worker",
        "P-0001/c-1/worker",
        "P-0001/a-1/worker",
    ]
