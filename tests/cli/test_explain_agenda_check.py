"""Why an answer is what it is, what is to be done, and what is wrong."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import attrs
import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.case.episodes import EntryRoute, Reached, Started
from cm_method.case.parties import WorkerJoined, WorkerLeft
from cm_method.case.register import Register
from cm_method.case.self_ratings import SelfRated
from cm_method.cli.layout import WIDEST, shown_width
from cm_method.journal import Journal
from cm_method.labels import LANGUAGES, label, text
from cm_method.rules.editions.hagersten_alvsjo_2026 import HAGERSTEN_ALVSJO_2026
from cm_method.rules.milestone import Verdict
from tests.cli.chairs import chairs, chairs_partnership
from tests.cli.runs import (
    as_json,
    attended,
    flat,
    partnership as parties,
    plan,
    run,
    saved,
    small,
    started,
    too_wide,
)

DAY = "2027-02-16"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_explaining_gives_reason_entries_source_and_what_would_change_it(
    tmp_path: Path, lang: str
) -> None:
    path = saved(small(plan(), attended()), tmp_path)
    said = flat(run("explain", path, "P-1", "--on", DAY, "--lang", lang))
    for rule in HAGERSTEN_ALVSJO_2026.rules:
        assert text(f"rule.{rule.name}", lang) in said
    assert label(Verdict.MET, lang) in said
    assert f"hm-3 ({text('entry.plan_agreed', lang)} 2026-12-14)" in said
    assert "Minst 80 % har en tydlig individuell plan" in said
    assert text("cli.explain.change", lang) in said
    assert "sdf-1" in said


def test_the_timeline_shows_codes_but_nobodys_own_words(tmp_path: Path) -> None:
    late = plan(recorded=date(2027, 1, 5))
    said = flat(run("explain", saved(small(late), tmp_path), "P-1", "--on", DAY))
    assert "2026-12-14 hm-3 individuell plan: mål: 1; kontaktvägar: 1" in said
    assert "antecknat 2027-01-05" in said
    assert "Sova bättre" not in said


def test_explaining_as_json(tmp_path: Path) -> None:
    said = as_json(run("explain", saved(small(plan()), tmp_path), "P-1", "--on", DAY, "--json"))
    verdicts = {finding["rule"]: finding["verdict"] for finding in said["findings"]}
    assert verdicts["plan_in_time"] == "met"
    assert said["timeline"][0]["kind"] == "reached"
    plan_shown = said["timeline"][2]
    assert set(plan_shown) == {"id", "kind", "on", "recorded", "corrects", "words"}
    assert plan_shown["words"].startswith("individuell plan: mål: 1; kontaktvägar: 1;")


def test_only_whole_gives_what_people_wrote_and_who_the_person_is(tmp_path: Path) -> None:
    path = saved(small(plan()), tmp_path)
    line = ("explain", path, "P-1", "--on", DAY, "--json")
    assert "Sova bättre" not in run(*line).output
    whole = as_json(run(*line, "--whole"))
    assert whole["timeline"][2]["goals"][0]["what"] == "Sova bättre"
    assert "fritext, födelsedatum, namn och telefonnummer" in flat(run("explain", "--help"))
    without = run("explain", path, "P-1", "--whole")
    assert without.exit_code == 2
    assert "--json" in without.output


def test_an_unknown_pseudonym_is_not_repeated(tmp_path: Path) -> None:
    result = run("explain", saved(small(), tmp_path), "19900101-0017")
    assert result.exit_code == 2
    assert "1990" not in result.output


def test_who_has_not_started_or_keeps_another_edition_is_not_judged(tmp_path: Path) -> None:
    path = saved(small(), tmp_path)
    assert "Ingen insats hade inletts" in run("explain", path, "P-2", "--on", DAY).output
    assert "Ingenting är antecknat" in run("explain", path, "P-2", "--on", "2026-01-01").output
    assert "annan utgåva" in run("explain", "demo", "P-0031").output


def test_the_agenda_puts_what_is_overdue_first_and_can_be_narrowed(tmp_path: Path) -> None:
    draft = attrs.evolve(plan(), goals=[])
    path = saved(small(draft), tmp_path)
    said = run("agenda", path, "--on", "2027-01-20").output
    assert said.index("Försenat") < said.index("Längre fram")
    assert "2027-01-11  P-1  cm-1  Gör en tydlig plan" in said
    assert "så som det var antecknat den 2027-01-20" in flat(
        run("agenda", path, "--on", "2027-01-20")
    )
    none = run("agenda", path, "--on", "2027-01-20", "--worker", "hm")
    assert "Att göra: 0" in none.output
    other = run("agenda", path, "--on", "2027-01-20", "--participant", "P-2")
    assert "Att göra: 0" in other.output
    soon = as_json(run("agenda", path, "--on", "2026-11-20", "--days", "30", "--json"))
    assert {task["by"] for task in soon["tasks"]} == {"2026-12-14"}


@pytest.mark.parametrize("more", [(), ("--json",)])
@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("--participant", "P-9999"), "ingen deltagare i registret har den pseudonymen"),
        (("--worker", "cm-99"), "ingen medarbetare eller part i registret har den koden"),
    ],
)
def test_a_code_that_nobody_has_is_not_read_as_nothing_to_do(
    line: tuple[str, ...], words: str, more: tuple[str, ...]
) -> None:
    result = run("agenda", "demo", *line, *more)
    assert result.exit_code == 2
    assert words in flat(result)
    assert result.stdout == ""
    assert line[1] not in result.output


def test_the_agenda_says_what_it_counts_where_nothing_is_said() -> None:
    said = flat(run("agenda", "--help"))
    assert "antecknat den dagen; samma dag som --on om inget sägs" in said
    assert "allt om inget sägs" not in said


@pytest.mark.parametrize("length", [20, 36, 90])
def test_long_pseudonyms_and_codes_leave_room_for_the_words(tmp_path: Path, length: int) -> None:
    who = "0f8fad5b-d9cb-469f-a165-70867728950e".ljust(length, "x")[:length]
    partnership = parties()
    worker = WorkerJoined(id="hm-2", on=date(2026, 4, 1), by="hm", worker=f"cm-{who}", party="hm")
    partnership = attrs.evolve(partnership, entries=[partnership.entries[0], worker])
    start = attrs.evolve(started(), worker=f"cm-{who}", by=f"cm-{who}")
    register = Register(journals=[Journal(subject=who, entries=[start])], partnership=partnership)
    path = saved(register, tmp_path)
    said = run("agenda", path, "--on", "2026-12-01").output.splitlines()
    assert too_wide(said) == []
    assert max(map(shown_width, said)) <= WIDEST
    assert any("Gör en tydlig plan" in line for line in said)
    shown = run("explain", path, who, "--on", "2026-12-01").output.splitlines()
    assert too_wide(shown) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_agenda_of_the_demo_reads_in_both_languages(lang: str) -> None:
    assert run("agenda", "demo", "--lang", lang).exit_code == 0
    assert as_json(run("agenda", "demo", "--json", "--lang", lang))["tasks"]


def test_a_register_without_problems_is_told_what_to_confirm(tmp_path: Path) -> None:
    result = run("check", saved(small(plan()), tmp_path))
    assert result.exit_code == 0
    assert "Inga fel" in result.output
    assert "Att bekräfta i metoden" in result.output
    assert "styrgruppen" in flat(result)


def test_every_problem_is_shown_with_its_place_and_what_to_do(tmp_path: Path) -> None:
    path = saved(small(plan()), tmp_path)
    said = json.loads(path.read_text(encoding="utf-8"))
    said["participants"][0]["entries"][0]["on"] = "2026-13-01"
    said["participants"][0]["entries"][1]["worker"] = "cm-9"
    del said["participants"][1]["entries"][0]["by"]
    path.write_text(json.dumps(said), encoding="utf-8")
    result = run("check", path)
    assert result.exit_code == 1
    assert f"Register  {path.name}\n" in result.output
    assert "$.participants[0].entries[0].on" in result.output
    assert "$.participants[1].entries[0].by" in result.output
    found = as_json(run("check", path, "--json"))
    assert found["count"] == len(found["problems"]) >= 2
    assert all(problem["do"] for problem in found["problems"])
    assert run("report", path).exit_code == 3


def test_duplicates_and_what_the_edition_cannot_read_are_pointed_out(tmp_path: Path) -> None:
    alike = Reached(id="hm-9", on=date(2026, 11, 2), by="sdf", route=EntryRoute.OUTREACH)
    rating = SelfRated(id="hm-10", on=date(2026, 11, 16), by="hm", instrument="ucla-3", score=99)
    path = saved(small(alike, rating), tmp_path)
    result = run("check", path)
    assert result.exit_code == 1
    assert "P-1: hm-1, hm-9" in result.output
    assert "P-1/hm-10/score" in result.output
    assert as_json(run("check", path, "--json"))["duplicates"][0]["entries"] == ["hm-1", "hm-9"]


def test_what_deserves_a_look_is_told_apart_and_is_no_problem(tmp_path: Path) -> None:
    """Also of the partnership's own journal."""
    entry = Reached(id="kim-1", on=date(2026, 11, 3), by="kim", route=EntryRoute.OUTREACH)
    register = small(entry)
    mine = [attrs.evolve(each, by="noor") for each in register.partnership.entries[:1]]
    theirs = register.partnership.entries[1:]
    whole = attrs.evolve(
        register, partnership=attrs.evolve(register.partnership, entries=[*mine, *theirs])
    )
    path = saved(whole, tmp_path)
    result = run("check", path)
    assert result.exit_code == 0
    assert "Att se över (2)" in result.output
    found = as_json(run("check", path, "--json"))["remarks"]
    assert [(each["code"], each["path"]) for each in found] == [
        ("unknown_author", "partnership/hm-1/by"),
        ("unknown_author", "P-1/kim-1/by"),
    ]


def test_a_return_is_explained_apart(tmp_path: Path) -> None:
    again = Started(
        id="hm-9", on=date(2027, 3, 1), by="hm", worker="cm-1", edition=HAGERSTEN_ALVSJO_2026.code
    )
    path = saved(small(again), tmp_path)
    assert run("report", path).exit_code == 3


def test_what_comes_again_is_told_while_it_waits_and_once_when_it_is_settled(
    tmp_path: Path,
) -> None:
    path = saved(chairs(), tmp_path)
    said = run("explain", path, "P-1", "--on", "2027-06-01").output
    again = said[said.index("Det som kommer igen") : said.index("Ansvarskedjan")]
    assert again.count("Svar på erbjudet ansvar: Uppfyllt") == 1
    assert "hm-14 (erbjudet ansvar" in again  # the latest of three that were accepted
    assert "vard fick frågan 2027-05-24 och har inte svarat." in again
    assert "en utskrivning" in " ".join(again.split())
    assert again.count("Genomgång av krisplanen: Bedöms senare\n") == 3
    found = as_json(run("explain", path, "P-1", "--on", "2027-06-01", "--json"))["recurring"]
    assert [each["rule"] for each in found].count("offer_answered") == 2
    late = as_json(run("explain", path, "P-2", "--on", "2027-06-01", "--json"))["recurring"]
    assert [each["verdict"] for each in late] == ["met", "missed"]


def test_explaining_says_in_a_line_how_the_chain_stands(tmp_path: Path) -> None:
    path = saved(chairs(), tmp_path)
    fine = flat(run("explain", path, "P-1", "--on", "2027-06-01"))
    assert "Ingen lucka eller konflikt den dagen." in fine
    gap = flat(run("explain", path, "P-2", "--on", "2027-06-01"))
    assert "Ingen ansvarar: ekonomi (hm-3) sedan 2027-05-01" in gap
    assert "P-2 --on 2027-06-01" in gap
    assert "Ansvarskedjan" not in run("explain", path, "P-3", "--on", "2027-06-01").output


def test_the_agenda_asks_after_what_a_leaver_held(tmp_path: Path) -> None:
    left = WorkerLeft(id="hm-9", on=date(2027, 5, 20), by="hm", joined="hm-4")
    register = attrs.evolve(chairs(), partnership=chairs_partnership(left))
    path = saved(register, tmp_path)
    line = ("agenda", path, "--participant", "P-1", "--json")
    before = as_json(run(*line, "--on", "2027-05-20"))["tasks"]
    after = as_json(run(*line, "--on", "2027-05-21"))["tasks"]
    assert [task["duty"] for task in before].count("find_holder") == 0
    assert [task["duty"] for task in after].count("find_holder") == 2
