"""The report: the five targets in words, without ever contradicting its own verdict."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.adapters.json import register_from_json, register_to_lines
from cm_method.cli import reading
from cm_method.cohort.report import report as whole_report
from cm_method.demo import DEMO_DAY, demo_register_path
from cm_method.labels import LANGUAGES, text
from cm_method.rules.editions.hagersten_alvsjo_2026 import HAGERSTEN_ALVSJO_2026
from tests.cli.runs import as_json, attended, flat, plan, run, saved, small

DAY = "2027-02-16"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_demo_answers_every_target_and_says_what_to_try_next(lang: str) -> None:
    result = run("demo", "--lang", lang)
    assert result.exit_code == 0
    for target in HAGERSTEN_ALVSJO_2026.targets:
        title = text(f"target.{target.rule}", lang)
        assert text("report.target", lang, number=target.number, title=title) in result.output
    assert text("report.effect", lang) in flat(result)
    assert text("report.reading.interval", lang) in flat(result)
    assert str(DEMO_DAY) in result.output
    assert "cm-method agenda demo" in result.output


def test_the_day_and_the_state_of_knowledge_are_always_printed(tmp_path: Path) -> None:
    path = saved(small(plan(), attended()), tmp_path)
    assert f"Läget den {DAY}, enligt allt" in flat(run("report", path, "--on", DAY))
    known = run("report", path, "--on", DAY, "--known", "2027-02-20")
    assert f"Läget den {DAY}, så som det var dokumenterat den 2027-02-20." in flat(known)
    today = as_json(run("report", path, "--json"))["on"]
    assert f"Läget den {today}" in flat(run("report", path))


def test_a_small_register_is_told_in_words(tmp_path: Path) -> None:
    said = flat(run("report", saved(small(plan(), attended()), tmp_path), "--on", DAY))
    assert "2 deltagare" in said
    assert "Målet är nått: 1 av 1 (100,0\N{NO-BREAK SPACE}%)." in said.replace(
        "100,0 %", "100,0\N{NO-BREAK SPACE}%"
    )
    assert "Inget resultat än: ingen har kommit till sista dagen än." in said
    assert "1 deltagare, målet är minst 30" in said
    assert "det går inte att säga om målet gäller deltagaren. P-1." in said


def test_names_can_be_left_out(tmp_path: Path) -> None:
    path = saved(small(plan()), tmp_path)
    assert "P-1" in run("report", path, "--on", DAY).output
    without = run("report", path, "--on", DAY, "--without-names")
    assert "P-1" not in without.output
    assert "unknown" not in as_json(run("report", path, "--on", DAY, "--without-names", "--json"))


def test_the_json_answer_holds_the_figures_of_the_library() -> None:
    said = as_json(run("report", "demo", "--json"))
    register = register_from_json(demo_register_path().read_text(encoding="utf-8"))
    made = whole_report(register, HAGERSTEN_ALVSJO_2026, on=DEMO_DAY)
    for shown, result in zip(said["targets"], made.results.by_target, strict=True):
        assert shown["outcome"] == result.outcome.value
        assert shown["bounds"]["lower"] == {"met": result.lower.met, "of": result.lower.of}
        unknown = {f.participant for f in made.unknown(result.target.rule)}
        assert {each["participant"] for each in said["unknown"][result.target.rule]} == unknown
    assert {who: frozenset(ids) for who, ids in said["kept"].items()} == dict(made.kept)
    assert said["other_editions"] == list(made.other_editions)


def test_lines_a_document_and_standard_input_give_the_same_report(tmp_path: Path) -> None:
    document = demo_register_path().read_text(encoding="utf-8")
    register = register_from_json(document)
    lines = saved(register, tmp_path, "register.jsonl")
    on = ("--on", DEMO_DAY, "--json")
    wanted = as_json(run("report", "demo", "--json"))
    assert as_json(run("report", lines, *on)) == wanted
    assert as_json(run("report", "-", *on, typed=document)) == wanted
    assert as_json(run("report", "-", *on, typed="".join(register_to_lines(register)))) == wanted


def test_a_problem_in_any_line_releases_no_result_and_the_rest_are_counted(tmp_path: Path) -> None:
    path = saved(small(plan()), tmp_path, "register.jsonl")
    wrong = json.dumps({"participant": "P-9", "entries": [{"kind": "reached"}] * 60})
    with path.open("a", encoding="utf-8") as file:
        file.write(wrong + "\n")
    result = run("report", path, "--on", DAY)
    assert result.exit_code == 3
    assert result.stdout == ""
    assert result.stderr.count("\n- ") == 200
    assert "och 100 till" in result.stderr


def test_where_reading_takes_time_a_terminal_shows_a_bar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reading._Watched, "PATIENCE", -1)
    monkeypatch.setattr(reading._Watched, "BETWEEN", 0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    path = saved(small(plan()), tmp_path, "register.jsonl")
    assert len(reading.source(str(path), "sv").register()) == 2
    drawn = capsys.readouterr().err
    assert "Läser registret [##" in drawn
    assert "100 %" in drawn


def test_the_demo_can_be_saved_and_nothing_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "mitt.json"
    assert run("demo", "--save", path).exit_code == 0
    assert path.read_bytes() == demo_register_path().read_bytes()
    assert run("demo", "--save", path).exit_code == 4
    assert as_json(run("demo", "--json"))["on"] == str(DEMO_DAY)
