"""The report: the five targets in words, without ever contradicting its own verdict."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import attrs
import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.adapters.json import register_from_json, register_to_lines
from cm_method.case.needs import CrisisLevelAssessed, NeedArea, NeedAssessed
from cm_method.cli import reading
from cm_method.cohort.figures import what_is_asked
from cm_method.cohort.report import report as whole_report
from cm_method.cohort.results import results
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
    assert f"Läget den {DAY}, så som det var antecknat den 2027-02-20." in flat(known)
    today = as_json(run("report", path, "--json"))["on"]
    assert f"Läget den {today}" in flat(run("report", path))


def test_a_small_register_is_told_in_words(tmp_path: Path) -> None:
    said = flat(run("report", saved(small(plan(), attended()), tmp_path), "--on", DAY))
    assert "2 deltagare" in said
    assert "Målet är nått: 1 av 1 (100,0\N{NO-BREAK SPACE}%)." in said.replace(
        "100,0 %", "100,0\N{NO-BREAK SPACE}%"
    )
    assert "Inget resultat än: ingen har kommit till tidsgränsen än." in said
    assert "1 deltagare, målet är minst 30" in said
    assert "det går inte att säga om målet gäller deltagaren. P-1." in said


def test_names_can_be_left_out(tmp_path: Path) -> None:
    path = saved(small(plan()), tmp_path)
    assert "P-1" in run("report", path, "--on", DAY).output
    without = run("report", path, "--on", DAY, "--without-names")
    assert "P-1" not in without.output
    hidden = run("report", path, "--on", DAY, "--without-names", "--json")
    assert not {"unknown", "kept", "other_editions"} & set(as_json(hidden))
    assert "P-1" not in hidden.output
    assert "hm-3" not in hidden.output
    assert "diff --kept" in flat(run("report", "--help"))


def test_every_target_stands_in_its_own_sentence_in_both_languages() -> None:
    swedish, english = flat(run("report", "demo")), flat(run("report", "demo", "--lang", "en"))
    for target in HAGERSTEN_ALVSJO_2026.targets:
        key = f"report.what.{HAGERSTEN_ALVSJO_2026.code}.{target.rule}"
        assert text(key, "sv") == target.source.quote
        assert " ".join(text(key, "sv").split()) in swedish
        assert text(key, "en") in english
        assert str(target.at_least) in text(key, "en")
    assert "At least 30 participants" in english


def test_an_edition_of_another_wording_is_told_by_its_rule() -> None:
    result = results([], HAGERSTEN_ALVSJO_2026, on=DEMO_DAY).by_target[0]
    own = HAGERSTEN_ALVSJO_2026.adapt(code="own", source=result.target.source, since=DEMO_DAY)
    what = text("rule.service_started.what", "en")
    assert what_is_asked(result, own, "en") == what
    source = attrs.evolve(result.target.source, quote="Minst 12 deltagare.")
    changed = attrs.evolve(result, target=attrs.evolve(result.target, source=source))
    assert what_is_asked(changed, HAGERSTEN_ALVSJO_2026, "en") == what
    assert what_is_asked(changed, HAGERSTEN_ALVSJO_2026, "sv") == "Minst 12 deltagare."


def test_where_belonging_is_unknown_the_bounds_say_who_counts() -> None:
    said = flat(run("report", "demo"))
    fifth = said[said.index("Mål 5. Krisplan") :]
    assert "räknas med bara om plan eller kedja saknas" in fifth
    assert "räknas med bara om plan och kedja finns" in fifth
    assert "om alla svar som saknas" not in fifth[: fifth.index("Svar som saknas")]


def test_what_the_readings_ask_for_is_shown_also_where_it_is_zero(tmp_path: Path) -> None:
    need = NeedAssessed(
        id="hm-9",
        on=date(2026, 11, 20),
        by="hm",
        area=NeedArea.ADDICTION,
    )
    level = CrisisLevelAssessed(id="hm-10", on=date(2026, 11, 20), by="hm", level="acute")
    path = saved(small(need, level), tmp_path)
    said = flat(run("report", path, "--on", DAY))
    assert "klart inom den kortare tid som eftersträvas: 0 av 1" in said
    assert "på plats även vid tidsgränsen: 0 av 1" in said
    found = as_json(run("report", path, "--on", DAY, "--json"))
    codes = {t["rule"]: [f["code"] for f in t["beside"]] for t in found["targets"]}
    assert codes["crisis_plan_and_chain"] == ["in_force_on_deadline"]
    assert codes["self_rated_improvement"] == [
        "improved_not_worse",
        "worsened",
        "reliably_improved",
        "reliably_worsened",
        "reliability_unknown",
        "at_best_before",
    ]
    early = flat(run("report", path, "--on", "2026-11-20"))
    assert "på plats även vid tidsgränsen" not in early


@pytest.mark.parametrize(("lang", "wrong"), [("sv", r"\d%"), ("en", r"\d[ \N{NO-BREAK SPACE}]%")])
def test_percent_is_written_in_one_way(lang: str, wrong: str) -> None:
    assert not re.search(wrong, run("report", "demo", "--lang", lang).output)


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
