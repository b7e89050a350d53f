"""The commands about assignments, caseload and matching, on a register small enough to be read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.adapters.json import read_register
from cm_method.case.assignments import (
    AssignmentAccepted,
    AssignmentDeclined,
    AssignmentOrdered,
    ImplementationPlanMade,
    LegalGround,
)
from cm_method.case.caseload import CaseloadExceptionGranted, StartPlanned, WorkerChangePlanned
from cm_method.case.episodes import Paused, Started
from cm_method.case.parties import LegalForm, PartyJoined, WorkerJoined, WorkerLeft
from cm_method.case.register import PARTNERSHIP, Register
from cm_method.case.responsibility import AbsenceNoted, ResponsibilityOffered
from cm_method.case.services import ServiceKind
from cm_method.journal import Entry, Journal
from cm_method.rules import editions
from cm_method.rules.method import Method
from tests.cli.runs import EDITION, as_json, flat, run, saved
from tests.services.staff import TWO

DAY = date(2027, 6, 1)
HOUSING = ServiceKind.HOUSING_SUPPORT


@pytest.fixture
def two_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """The edition of the register as one with a guideline of two."""
    found: dict[str, Method] = {EDITION: TWO}
    monkeypatch.setattr(editions, "EDITIONS", found)
    monkeypatch.setattr("cm_method.cli.reading.EDITIONS", found)


def started(worker: str, *more: Entry) -> list[Entry]:
    on = date(2027, 3, 1)
    return [Started(id="hm-1", on=on, by="hm", worker=worker, edition=EDITION), *more]


def ordered(**more: Any) -> AssignmentOrdered:
    return AssignmentOrdered(
        id="sdf-1",
        on=date(2027, 4, 1),
        by="sdf",
        service=HOUSING,
        commissioner="sdf",
        provider="hm",
        **{"legal_ground": LegalGround.SOL_11_5, **more},
    )


def register(*more: Entry) -> Register:
    """Three with cm-1, of whom one rests and one is to go; one planned; one with cm-2."""
    start: dict[str, Any] = {"on": date(2027, 5, 1), "by": "hm"}
    people: dict[str, list[Entry]] = {
        "P-1": started("cm-1", Paused(id="hm-2", start="hm-1", **start)),
        "P-2": started(
            "cm-1",
            WorkerChangePlanned(
                id="hm-2", start="hm-1", worker="cm-2", planned_for=date(2027, 7, 1), **start
            ),
            ResponsibilityOffered(id="hm-3", receiver="cm-2", **start),
        ),
        "P-3": started(
            "cm-1", AbsenceNoted(id="hm-2", absent="cm-2", first=DAY, last=DAY, **start)
        ),
        "P-4": [
            StartPlanned(
                id="hm-1",
                service=ServiceKind.CASE_MANAGEMENT,
                worker="cm-1",
                planned_for=date(2027, 6, 14),
                **start,
            )
        ],
        "P-5": [
            ordered(monthly_price_sek=9_500),
            AssignmentAccepted(
                id="hm-2", on=date(2027, 4, 8), by="hm", assignment="sdf-1", worker=None
            ),
            ImplementationPlanMade(
                id="hm-3",
                on=date(2027, 4, 20),
                by="hm",
                assignment="sdf-1",
                with_participant=True,
                follow_up_on=date(2027, 8, 1),
            ),
        ],
        "P-6": [
            ordered(),
            AssignmentDeclined(id="hm-2", on=date(2027, 4, 8), by="hm", assignment="sdf-1"),
        ],
    }
    since: dict[str, Any] = {"on": date(2026, 4, 1), "by": "hm"}
    form = LegalForm.ASSOCIATION
    return Register(
        journals=[Journal(subject=who, entries=entries) for who, entries in people.items()],
        partnership=Journal(
            subject=PARTNERSHIP,
            entries=[
                PartyJoined(id="hm-1", party="hm", name="Hela Människan", legal_form=form, **since),
                WorkerJoined(id="hm-2", worker="cm-1", party="hm", **since),
                WorkerJoined(id="hm-3", worker="cm-2", party="hm", **since),
                WorkerJoined(id="hm-4", worker="cm-3", party="hm", **since),
                *more,
            ],
        ),
    )


def excepted(**more: Any) -> CaseloadExceptionGranted:
    return CaseloadExceptionGranted(
        id="hm-9",
        on=date(2027, 5, 1),
        by="hm",
        worker="cm-1",
        service=ServiceKind.CASE_MANAGEMENT,
        first=DAY,
        last=date(2027, 6, 30),
        most=3,
        justification="Vikarie saknas.",
        **more,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return saved(register(), tmp_path)


@pytest.mark.usefixtures("two_each")
class TestCaseload:
    def ask(self, path: Path, *more: object) -> Any:
        return run("caseload", path, "--on", DAY, *more, "--lang", "en")

    def test_who_holds_how_many_and_where_that_stands(self, path: Path) -> None:
        done = self.ask(path)
        said = done.stdout
        assert done.exit_code == 1
        assert "Case management, the method's guideline is 2" in said
        words = flat(done)
        assert (
            "cm-1 participants: 3; over the method's guideline; paused, and counted: 1; planned to "
            "come: 1; planned to change: 1; will be over the guideline if all goes as planned"
        ) in words
        assert "planned to come: 1; unanswered offers of responsibility with others: 1" in words
        assert "noted as away" in words
        assert "To have a service, and nobody is named (1)" in said
        assert "P-5 housing support, from 2027-04-08" in words

    def test_an_exception_is_shown_with_its_reason_unsaid(self, tmp_path: Path) -> None:
        done = self.ask(saved(register(excepted()), tmp_path))
        assert "with an exception; exception for 3 through 2027-06-30" in flat(done)
        assert "Vikarie" not in done.output

    def test_the_forecast_tells_what_changes_and_when(self, path: Path) -> None:
        done = self.ask(path, "--forecast", "2027-08-01")
        assert (
            "2027-06-14 cm-1 has 4 in case management, over the method's guideline 2027-07-01 "
            "cm-1 has 3 in case management, over the method's guideline; cm-2 has 1 in case "
            "management, below the method's guideline"
        ) in flat(done)
        assert "Nothing changes." in self.ask(path, "--forecast", DAY).stdout

    def test_the_forecast_looks_ahead(self, path: Path) -> None:
        done = self.ask(path, "--forecast", "2027-05-31")
        assert done.exit_code == 2
        assert "--forecast must be a day from 2027-06-01 on." in flat(done)

    def test_if_somebody_leaves_there_is_a_proposal_and_who_remains(self, path: Path) -> None:
        words = flat(self.ask(path, "--leaving", "cm-1"))
        assert "P-1 can go to cm-3 (case management)" in words
        assert "P-2 can go to cm-2 (case management)" in words
        assert "This is a proposal by numbers." in words
        words = flat(self.ask(path, "--leaving", "hm"))
        assert "P-1 would be without case management: there is no worker" in words
        assert "No participant needs another worker." in flat(self.ask(path, "--leaving", "cm-3"))

    def test_who_nobody_has_heard_of_cannot_leave(self, path: Path) -> None:
        assert self.ask(path, "--leaving", "cm-77").exit_code == 2

    def test_who_has_left_and_still_holds_is_told(self, tmp_path: Path) -> None:
        gone = WorkerLeft(id="hm-8", on=date(2027, 5, 30), by="hm", joined="hm-2")
        done = self.ask(saved(register(gone), tmp_path), "--forecast", "2027-08-01")
        assert "has left" in done.stdout
        assert "cm-1 has left, with 4 still in case management" in flat(done)

    def test_as_json(self, path: Path) -> None:
        said = as_json(self.ask(path, "--json", "--forecast", "2027-07-01", "--leaving", "cm-1"))
        load = next(each for each in said["loads"] if each["worker"] == "cm-1")
        assert (load["active"], load["standing"], load["room"]) == (3, "over", 0)
        assert load["words"].startswith("cm-1 has 3 in case management, over")
        assert [each["on"] for each in said["forecast"]] == [
            "2027-06-01",
            "2027-06-14",
            "2027-07-01",
        ]
        assert said["unplaced"][0]["participant"] == "P-5"
        assert said["leaving"]["placements"][0]["participant"] == "P-1"
        without = as_json(self.ask(path, "--json", "--leaving", "hm"))["leaving"]["remaining"]
        assert without[0]["words"].startswith("P-1 would be without")
        alone = as_json(self.ask(path, "--json"))
        assert (alone["forecast"], alone["leaving"]) == ([], None)

    def test_when_all_is_well(self, tmp_path: Path) -> None:
        calm = Register(
            journals=[Journal(subject="P-1", entries=started("cm-1"))],
            partnership=register().partnership,
        )
        done = self.ask(saved(calm, tmp_path))
        assert done.exit_code == 0
        assert "room for: 1" in done.stdout


def test_without_a_guideline_only_the_count_is_told(path: Path, tmp_path: Path) -> None:
    words = flat(run("caseload", path, "--on", DAY, "--lang", "en"))
    assert "guideline" not in words
    assert "cm-1 participants: 3; paused" in words
    nobody = saved(Register(journals=[]), tmp_path, "none.json")
    assert "Nobody." in flat(run("caseload", nobody, "--on", DAY, "--lang", "en"))
    later = run("caseload", path, "--on", DAY, "--forecast", "2027-06-14", "--lang", "en")
    assert "2027-06-14 cm-1 has 4 in case management" in flat(later)


class TestAssignments:
    def test_all_that_are_not_over(self, path: Path) -> None:
        done = run("assignments", path, "--on", DAY, "--lang", "en")
        words = flat(done)
        assert done.exit_code == 1
        assert (
            "P-5 sdf-1 housing support; accepted; the precondition is not noted; nobody named; the "
            "right to apply was not told"
        ) in words
        assert "Declined or ended: 1." in words

    def test_one_participant_in_full_with_sources(self, path: Path) -> None:
        words = flat(run("assignments", path, "P-5", "--on", DAY, "--lang", "en"))
        assert "Accepted by hm on 2027-04-08; nobody is named to carry it out." in words
        assert "Next follow-up 2027-08-01" in words
        assert "Whole months 1" in words
        assert "Price of whole months SEK 9" in words
        assert "egen öppenvård eller valfrihetssystemet" in words
        assert "11 kap. 6 §" in words

    def test_one_that_is_over_and_one_without(self, path: Path) -> None:
        done = run("assignments", path, "P-6", "--on", DAY, "--lang", "en")
        assert done.exit_code == 0
        assert "Declined by hm on 2027-04-08." in flat(done)
        assert (
            "No assignments are noted."
            in run("assignments", path, "P-1", "--on", DAY, "--lang", "en").stdout
        )
        assert run("assignments", path, "P-77", "--on", DAY).exit_code == 2

    def test_as_json(self, path: Path) -> None:
        said = as_json(run("assignments", path, "P-5", "--on", DAY, "--json", "--lang", "en"))
        (found,) = said["assignments"]
        assert (found["state"], found["months"], found["price_sek"]) == ("accepted", 1, 9_500)
        assert [lack["kind"] for lack in found["lacks"]] == [
            "precondition_not_recorded",
            "no_worker",
            "right_to_apply_not_told",
        ]
        assert found["lacks"][1]["words"] == "Nobody at hm is named to carry the assignment out."


class TestMatch:
    @pytest.fixture(autouse=True)
    def with_the_solver(self) -> None:
        pytest.importorskip("scipy")

    def written(self, folder: Path, **more: Any) -> Path:
        said = {
            "format": "cm-method-wishes",
            "version": 1,
            "wishes": [
                {"participant": "P-4", "languages": ["finska"]},
                {"participant": "P-5", "gender": "man", "gender_must": True},
            ],
            "offerings": [
                {"worker": "cm-1", "languages": ["finska"]},
                {"worker": "cm-2", "languages": ["finska"], "room": 1},
            ],
            **more,
        }
        path = folder / "wishes.json"
        path.write_text(json.dumps(said), encoding="utf-8")
        return path

    @pytest.mark.usefixtures("two_each")
    def test_a_proposal_with_reasons_and_who_remains(self, path: Path, tmp_path: Path) -> None:
        """cm-1 has no room by the guideline."""
        done = run("match", path, self.written(tmp_path), "--on", DAY, "--lang", "en")
        words = flat(done)
        assert done.exit_code == 1
        assert "P-4 - cm-2 A language in common: finska (3 points)." in words
        assert "P-5 remains without: no worker comes into question. Have no room: 1." in words
        assert "A person decides" in words

    def test_everybody_matched(self, path: Path, tmp_path: Path) -> None:
        wishes = self.written(tmp_path, wishes=[{"participant": "P-4"}])
        done = run("match", path, wishes, "--on", DAY, "--service", "housing_support")
        assert done.exit_code == 0
        assert "Förslag för boendestöd: 1, sammanlagt 0 poäng" in flat(done)

    def test_as_json(self, path: Path, tmp_path: Path) -> None:
        said = as_json(run("match", path, self.written(tmp_path), "--on", DAY, "--json"))
        assert [(each["participant"], each["points"]) for each in said["matches"]] == [("P-4", 3)]
        assert said["unmatched"][0]["why"] == "nobody_could"
        assert said["unmatched"][0]["excluded"] == {"gender": 2}

    def test_whom_the_register_does_not_know_is_told_all_at_once(
        self, path: Path, tmp_path: Path
    ) -> None:
        wishes = self.written(
            tmp_path, wishes=[{"participant": "P-99"}], offerings=[{"worker": "cm-99"}]
        )
        done = run("match", path, wishes, "--on", DAY, "--lang", "en")
        assert done.exit_code == 3
        assert "wishes.json $.wishes[0].participant" in flat(done)
        assert "wishes.json $.offerings[0].worker" in flat(done)

    def test_a_file_with_faults_and_one_that_is_not_there(self, path: Path, tmp_path: Path) -> None:
        done = run("match", path, self.written(tmp_path, wishes=[{}]), "--on", DAY)
        assert done.exit_code == 3
        assert "wishes.json $.wishes[0]" in flat(done)
        assert run("match", path, tmp_path / "none.json", "--on", DAY).exit_code == 4

    def test_without_the_solver_it_says_how_to_install_it(
        self, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(__import__("sys").modules, "scipy.optimize", None)
        monkeypatch.delitem(__import__("sys").modules, "cm_method.adapters.matching", raising=False)
        done = run("match", path, self.written(tmp_path), "--on", DAY, "--lang", "en")
        assert done.exit_code == 5
        assert "'.[matching]'" in flat(done)


class TestAdd:
    def add(self, path: Path, kind: str, *fields: str, **where: str) -> Any:
        line: list[object] = ["add", path, kind, "--yes", "--on", DAY, "--set", f"on={DAY}"]
        for name, value in where.items():
            line += [f"--{name}", value]
        for field in ("by=hm", *fields):
            line += ["--set", field]
        return run(*line)

    def test_every_new_kind_can_be_written(self, path: Path) -> None:
        of = {"participant": "P-1"}
        steps = [
            (
                "assignment_ordered",
                ("service=housing_support", "commissioner=sdf", "provider=hm"),
                ("legal_ground=sol_11_5",),
            ),
            ("assignment_accepted", ("assignment=hm-3", "worker=cm-1"), ()),
            ("assignment_worker_changed", ("assignment=hm-3", "worker=cm-2"), ()),
            ("implementation_plan_made", ("assignment=hm-3", "with_participant=ja"), ()),
            ("assignment_followed_up", ("assignment=hm-3",), ()),
            ("right_to_apply_told", ("assignment=hm-3",), ()),
            ("assignment_ended", ("assignment=hm-3", "reason=moved"), ()),
            ("start_planned", ("service=housing_support", "planned_for=2027-07-01"), ()),
            (
                "worker_change_planned",
                ("start=hm-1", "worker=cm-2", "planned_for=2027-07-01"),
                (),
            ),
            ("intention_dropped", ("plan=hm-10",), ()),
        ]
        for kind, fields, more in steps:
            done = self.add(path, kind, *fields, *more, **of)
            assert done.exit_code == 0, done.output
        granted = ("worker=cm-1", "service=case_management", "most=3", "justification=Vikarie")
        days = ("first=2027-06-01", "last=2027-06-30")
        assert self.add(path, "caseload_exception_granted", *granted, *days).exit_code == 0
        written = read_register(path)
        assert len(written.journals["P-1"].entries) == 12
        assert len(written.partnership.entries) == 5

    def test_a_precondition_left_empty_is_not_recorded(self, path: Path) -> None:
        """Not the same as no."""
        typed = "\n".join([str(DAY), "hm", "boendestöd", "sdf", "hm", "sol_11_1", "", "", "j"])
        done = run(
            "add", path, "assignment_ordered", "--participant", "P-1", "--on", DAY, typed=typed
        )
        assert done.exit_code == 0, done.output
        (order,) = [
            entry
            for entry in read_register(path).journals["P-1"].entries
            if isinstance(entry, AssignmentOrdered)
        ]
        assert order.precondition is None
