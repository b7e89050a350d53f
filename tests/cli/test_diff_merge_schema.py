"""What changed and why, merging, and the schema."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import attrs
import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.case.plans import PlanAgreed
from cm_method.case.register import Register
from cm_method.demo import demo_halves
from cm_method.journal import Retracted, RetractionReason
from cm_method.labels import LANGUAGES
from tests.cli.runs import as_json, attended, flat, plan, run, saved, small

DAY, LATE = "2027-02-16", date(2027, 3, 1)


def causes(result: object) -> set[tuple[str, str]]:
    return {
        (change["rule"], cause["cause"])
        for change in as_json(result)["changes"]  # type: ignore[arg-type]  # JSON
        for cause in change["causes"]
    }


def test_two_days_are_compared_as_their_reports_were(tmp_path: Path) -> None:
    path = saved(small(plan()), tmp_path)
    result = run("diff", path, "2026-12-01", "2027-01-11")
    assert result.exit_code == 1
    assert "P-1" in result.output
    assert "har hänt sedan dess (hm-3)" in flat(result)
    assert "så som det var antecknat den 2026-12-01" in flat(result)
    found = causes(run("diff", path, "2026-12-01", "2027-01-11", "--json"))
    assert ("plan_in_time", "happened_since") in found


def test_one_day_is_compared_as_known_then_and_now(tmp_path: Path) -> None:
    path = saved(small(plan(recorded=LATE)), tmp_path)
    result = run("diff", path, DAY, "--then", DAY)
    assert "antecknat i efterhand (hm-3)" in flat(result)
    assert "enligt allt som är antecknat" in flat(result)
    back = run("diff", path, DAY, "--then", DAY, "--known", DAY)
    assert back.exit_code == 0
    assert "Inget svar har ändrats." in back.output


def test_a_correction_is_named(tmp_path: Path) -> None:
    gone = Retracted(
        id="hm-7",
        on=date(2026, 12, 14),
        recorded=LATE,
        by="hm",
        corrects=frozenset({"hm-3"}),
        reason=RetractionReason.WRONG_PERSON,
    )
    path = saved(small(plan(), gone), tmp_path)
    assert "rättat (hm-7)" in flat(run("diff", path, DAY, "--then", DAY))


def test_what_arrived_by_merging_is_told_from_what_was_there(tmp_path: Path) -> None:
    before = saved(small(plan()), tmp_path)
    kept = tmp_path / "rapport.json"
    kept.write_text(run("report", before, "--on", DAY, "--json").stdout, encoding="utf-8")
    after = saved(small(plan(), attended()), tmp_path, "after.json")
    result = run("diff", after, "--kept", kept)
    assert result.exit_code == 1
    assert "tillkom när journaler slogs samman (sdf-1)" in flat(result)
    later = run("diff", after, "2027-03-01", "--kept", kept, "--json")
    assert ("contacts_followed_through", "arrived_by_merging") in causes(later)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_demo_of_two_quarters(lang: str) -> None:
    assert run("diff", "demo", "2027-12-31", "2028-03-31", "--lang", lang).exit_code == 1


@pytest.mark.parametrize(
    "days",
    [
        (),
        ("2027-01-01",),
        ("2027-01-01", "2027-02-01", "2027-03-01"),
        ("2027-02-01", "2027-01-01"),
        ("2027-01-01", "2027-02-01", "--then", "2027-01-01"),
        ("--kept", "nothing.json"),
        ("2027-01-01", "2027-02-30"),
    ],
)
def test_days_that_make_no_sense_are_refused(days: tuple[str, ...]) -> None:
    assert run("diff", "demo", *days).exit_code in (2, 4)


def test_a_file_that_is_no_saved_report_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "x.json"
    for content in ("{}", "[]", "not json", '{"on": "2027-01-01", "known": null, "kept": []}'):
        wrong.write_text(content, encoding="utf-8")
        assert run("diff", "demo", "--kept", wrong).exit_code == 2


def test_halves_are_merged_into_a_new_file(tmp_path: Path) -> None:
    one, other, out = small(plan()), small(attended()), tmp_path / "out.json"
    paths = saved(one, tmp_path, "a.json"), saved(other, tmp_path, "b.jsonl")
    result = run("merge", *paths, "-o", out)
    assert result.exit_code == 0
    assert out.read_text(encoding="utf-8") == saved(one.merge(other), tmp_path).read_text(
        encoding="utf-8"
    )
    assert run("merge", *paths, "-o", out).exit_code == 4


def test_conflicts_and_disputes_are_refused_until_they_are_settled(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    changed: Register = small(attrs.evolve(plan(), with_participant=False))
    paths = saved(small(plan()), tmp_path, "a.json"), saved(changed, tmp_path, "b.json")
    conflict = run("merge", *paths, "-o", out)
    assert conflict.exit_code == 3
    assert "P-1/hm-3" in conflict.output
    dispute = run("merge", *demo_halves(), "-o", out)
    assert dispute.exit_code == 3
    assert "--with" in dispute.output
    assert not out.exists()
    assert '"participant": "P-0012"' in dispute.output
    assert '"corrects": [' in dispute.output
    asked = ("explain", "demo", "P-0012", "--json", "--whole", "--known", "2028-12-31")
    settled = as_json(run(*asked))
    entry = next(e for e in settled["timeline"] if len(e.get("corrects", ())) > 1)
    settling = tmp_path / "settling.json"
    settling.write_text(json.dumps({"participant": "P-0012", "entries": [entry]}), encoding="utf-8")
    assert run("merge", *demo_halves(), "-o", out, "--with", settling).exit_code == 0
    assert run("report", out).exit_code == 0
    broken = {**entry, "worker": "cm-99"}
    settling.write_text(json.dumps({"participant": "P-0012", "entries": [broken]}), "utf-8")
    other = run("merge", *demo_halves(), "-o", tmp_path / "c.json", "--with", settling)
    assert other.exit_code == 3
    assert "Tävlande" not in other.output
    settling.write_text("[]", encoding="utf-8")
    assert (
        run("merge", *demo_halves(), "-o", tmp_path / "c.json", "--with", settling).exit_code == 2
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_of_merge_shows_what_a_settling_file_looks_like(lang: str) -> None:
    said = flat(run("merge", "--help", "--lang", lang))
    assert '{"participant": "P-0012", "entries": [{"kind": "plan_agreed"' in said
    assert '"corrects": ["hm-8", "sdf-2"]' in said


def test_two_days_say_how_to_see_the_later_one_as_it_is_known_today(tmp_path: Path) -> None:
    path = saved(small(plan()), tmp_path)
    said = flat(run("diff", path, "2026-12-01", "2027-01-11"))
    assert "så som den var antecknad just den dagen" in said
    assert "2027-01-11 --then 2027-01-11" in said
    one = flat(run("diff", path, DAY, "--then", DAY))
    assert "just den dagen" not in one
    known = flat(run("diff", path, "2026-12-01", "2027-01-11", "--known", DAY))
    assert "just den dagen" not in known


def test_a_report_saved_without_names_cannot_be_compared_with(tmp_path: Path) -> None:
    path, kept = saved(small(plan()), tmp_path), tmp_path / "rapport.json"
    line = ("report", path, "--on", DAY, "--json", "--without-names")
    kept.write_text(run(*line).stdout, encoding="utf-8")
    result = run("diff", path, "--kept", kept)
    assert result.exit_code == 2
    assert "--without-names" in result.output


def test_a_saved_report_of_an_impossible_day_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "x.json"
    wrong.write_text('{"on": "9999-12-31", "known": null, "kept": {}}', encoding="utf-8")
    assert run("diff", "demo", "--kept", wrong).exit_code == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_schema_describes_a_register(tmp_path: Path, lang: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    found = as_json(run("schema", "--lang", lang))
    register = saved(small(plan(), attended()), tmp_path)
    jsonschema.validate(json.loads(register.read_text(encoding="utf-8")), found)
    assert as_json(run("schema", "--lines")) != found


def test_plans_are_the_only_thing_between(tmp_path: Path) -> None:
    """A later plan changes nothing that was settled."""
    later = attrs.evolve(plan(), id="hm-8", on=date(2027, 1, 30), recorded=date(2027, 1, 30))
    assert isinstance(later, PlanAgreed)
    path = saved(small(plan(), later), tmp_path)
    found = causes(run("diff", path, "2027-01-11", "2027-02-10", "--json"))
    assert not {rule for rule, _ in found} & {"plan_in_time"}


def test_a_report_of_what_has_been_disposed_of_since_says_so(tmp_path: Path) -> None:
    register = small(plan())
    kept = tmp_path / "rapport.json"
    path = saved(register, tmp_path)
    kept.write_text(run("report", path, "--on", DAY, "--json").stdout, encoding="utf-8")
    journals = {**register.journals, "P-1": register.journals["P-1"].dispose(["hm-3"])}
    after = attrs.evolve(register, journals=journals)
    disposed = saved(after, tmp_path, "after.json")
    assert "gallrats om P-1" in flat(run("diff", disposed, "--kept", kept))
    assert "gallrats" not in run("diff", path, "--kept", kept).output
    assert as_json(run("diff", disposed, "--kept", kept, "--json"))["no_longer_reproducible"] == [
        "P-1"
    ]


def test_a_day_before_that_of_a_saved_report_is_wrong_usage(tmp_path: Path) -> None:
    path, kept = saved(small(plan()), tmp_path), tmp_path / "rapport.json"
    kept.write_text(run("report", path, "--on", DAY, "--json").stdout, encoding="utf-8")
    assert run("diff", path, "2027-02-15", "--kept", kept).exit_code == 2
