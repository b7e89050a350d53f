"""``cm-method fhir``: a case, all of them, or the results, and what was left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.cli.program import ExitCode
from tests.cli.runs import as_json, flat, plan, run, saved, small, too_wide


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return saved(small(plan()), tmp_path)


def types(bundle: dict[str, list[dict[str, dict[str, str]]]]) -> set[str]:
    return {each["resource"]["resourceType"] for each in bundle["entry"]}


def test_a_case_is_written_without_anybodys_own_words(register: Path) -> None:
    done = run("fhir", register, "P-1", "--on", "2027-01-11")
    assert done.exit_code == ExitCode.FINE
    assert {"Patient", "EpisodeOfCare", "CarePlan", "Goal"} <= types(as_json(done))
    assert "Sova bättre" not in done.stdout
    words = run("fhir", register, "P-1", "--on", "2027-01-11", "--words")
    assert "Sova bättre" in words.stdout


def test_without_a_pseudonym_every_case_is_there(register: Path) -> None:
    made = as_json(run("fhir", register, "--on", "2027-01-11"))
    assert [each["resource"]["resourceType"] for each in made["entry"]].count("Patient") == 2
    addresses = [each["fullUrl"] for each in made["entry"]]
    assert len(set(addresses)) == len(addresses)


def test_a_category_alone(register: Path) -> None:
    done = run("fhir", register, "P-1", "--on", "2027-01-11", "--information", "plan")
    assert types(as_json(done)) <= {
        "Patient",
        "CarePlan",
        "Goal",
        "Organization",
        "PractitionerRole",
    }
    wrong = run("fhir", register, "P-1", "--information", "planer")
    assert wrong.exit_code == ExitCode.WRONG_USAGE
    assert "self_rating" in wrong.output


def test_the_results_name_nobody(register: Path) -> None:
    done = run("fhir", register, "--results", "--on", "2027-01-11")
    assert types(as_json(done)) == {"Measure", "MeasureReport"}
    assert "P-1" not in done.stdout
    for wrong in (["P-1"], ["--words"], ["--information", "plan"]):
        assert run("fhir", register, *wrong, "--results").exit_code == ExitCode.WRONG_USAGE


def test_a_file_is_written_once_and_what_was_left_out_is_told(
    register: Path, tmp_path: Path
) -> None:
    line = (
        "fhir",
        register,
        "P-1",
        "--on",
        "2027-01-11",
        "--lang",
        "en",
        "-o",
        tmp_path / "a.json",
    )
    done = run(*line)
    assert done.exit_code == ExitCode.FINE
    assert too_wide(done.output.splitlines()) == []
    assert "First contact: 1. FHIR has no resource that means this." in flat(done)
    assert "personal data" in flat(done)
    made = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert made["resourceType"] == "Bundle"
    assert run(*line).exit_code == ExitCode.NOT_WRITTEN


def test_exact_results_in_a_file_say_that_they_are(register: Path, tmp_path: Path) -> None:
    done = run(
        "fhir",
        register,
        "--results",
        "--on",
        "2027-01-11",
        "--lang",
        "en",
        "-o",
        tmp_path / "b.json",
    )
    assert "Exact counts" in flat(done)
    assert "Left out" not in done.output
