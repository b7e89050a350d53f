"""Who holds what, where nobody does or two do, and what is left when someone leaves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.case.episodes import Ended, EndReason
from cm_method.case.parties import WorkerLeft
from cm_method.labels import LANGUAGES
from tests.cli.chairs import DAY, chairs, chairs_partnership, held
from tests.cli.runs import as_json, flat, run, saved

ON = ("--on", str(DAY))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return saved(chairs(), tmp_path)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_chain_reads_in_both_languages(path: Path, lang: str) -> None:
    for who, code in (("P-1", 0), ("P-2", 1), ("P-3", 0)):
        assert run("chain", path, who, *ON, "--lang", lang).exit_code == code
    assert run("chain", path, *ON, "--lang", lang).exit_code == 1
    assert run("chain", "demo", "--lang", lang).exit_code == 1


def test_who_holds_what_and_how_they_are_reached(path: Path) -> None:
    said = flat(run("chain", path, "P-1", *ON))
    assert "Kedjan är etablerad sedan 2027-02-08." in said
    crisis = said[said.index("Krisen") : said.index("Boende (hm-3)")]
    assert "Ansvarig cm-1 sedan 2027-01-25" in crisis
    assert "cm-1 är borta och cm-2 agerar i stället." in crisis
    assert "Nås på 08-465 00 01" in crisis
    assert "Ersättare cm-2" in crisis
    assert "Dygnet runt 112" in crisis
    housing = said[said.index("Boende (hm-3)") : said.index("Beroende (sdf-1)")]
    assert "Ansvarig sdf sedan 2027-01-25" in housing
    assert "Stöd av brukarstod" in housing


def test_the_path_leads_on_by_what_the_partnership_agreed(tmp_path: Path) -> None:
    path = saved(
        chairs(*held(70, "cm-2", "hm-3", date(2027, 4, 1), "sdf", stand_in="sdf")), tmp_path
    )
    assert "I andra hand sdf -> jour (08-465 00 10)" in flat(run("chain", path, "P-1", *ON))
    before = run("chain", path, "P-1", *ON, "--known", "2026-03-31")
    assert "Ingen insats" in flat(before)


def test_gaps_are_told_with_their_days_and_reasons(path: Path) -> None:
    result = run("chain", path, "P-2", *ON)
    said = flat(result)
    assert "Kedjan är inte etablerad. Det saknas: ersättare" in said
    assert "Sedan 2027-05-01 har ingen ansvaret för ekonomi (hm-3)" in said
    assert "sdf lämnade ansvaret 2027-04-30" in said
    assert "till hm: obesvarat, skulle ha besvarats senast 2027-05-18" in said
    assert run("chain", path, "P-2", "--on", "2027-04-30").exit_code == 0
    assert "svar senast 2027-06-07" in flat(run("chain", path, "P-1", *ON))


def test_two_who_believe_that_they_hold_it_are_a_conflict(tmp_path: Path) -> None:
    path = saved(chairs(*held(70, "vard", "hm-3", date(2027, 4, 1))), tmp_path)
    result = run("chain", path, "P-1", *ON)
    assert result.exit_code == 1
    assert "Konflikter" in result.output
    assert "både sdf och vard att de har ansvaret för boende" in flat(result)
    overview = flat(run("chain", path, *ON))
    assert "P-1 Två tror att de ansvarar: boende (hm-3) sedan 2027-04-08" in overview


def test_without_a_pseudonym_those_between_the_chairs_are_listed_one_a_line(path: Path) -> None:
    result = run("chain", path, *ON)
    assert "P-2  Ingen ansvarar: ekonomi (hm-3) sedan 2027-05-01\n" in result.output
    assert "P-1" not in result.output
    assert "1 av 2 med pågående insats" in result.output
    assert f"cm-method chain {path} P-2 --on 2027-06-01" in result.output.replace(" \\\n    ", " ")
    fine = run("chain", path, "--on", "2027-04-30")
    assert fine.exit_code == 0
    assert "0 av 2" in fine.output


def test_who_has_left_holds_nothing(tmp_path: Path) -> None:
    left = WorkerLeft(id="hm-9", on=date(2027, 5, 20), by="hm", joined="hm-4")
    register = attrs.evolve(chairs(), partnership=chairs_partnership(left))
    path = saved(register, tmp_path)
    said = flat(run("chain", path, "P-1", *ON))
    assert "cm-1 slutade 2027-05-20 och ingen tog över." in said
    assert "Den var det från 2027-02-08 till 2027-05-20." in said
    assert "Hitta någon som tar ansvaret för krisen." in flat(run("agenda", path, *ON))
    assert "Ingen ansvarar: krisen, beroende (sdf-1) sedan 2027-05-21" in flat(
        run("explain", path, "P-1", *ON)
    )
    known = run("chain", path, "P-1", *ON, "--known", "2027-05-01")
    assert "slutade" not in known.output


def test_a_service_that_is_over_is_shown_as_it_was_and_is_no_gap(tmp_path: Path) -> None:
    ended = Ended(id="hm-80", on=date(2027, 5, 25), by="cm-1", start="hm-2", reason=EndReason.MOVED)
    path = saved(chairs(ended), tmp_path)
    result = run("chain", path, "P-1", *ON)
    assert result.exit_code == 0
    assert "pågick från 2027-01-11 till 2027-05-25" in flat(result)
    assert "Ansvarig cm-1 sedan 2027-01-25" in flat(result)
    assert run("chain", path, *ON).output.count("P-1") == 0


def test_the_chain_as_json(path: Path) -> None:
    said = as_json(run("chain", path, "P-2", *ON, "--json"))
    assert said["missing"] == [
        {"need": None, "part": "stand_in"},
        {"need": None, "part": "any_hour"},
        {"need": "hm-3", "part": "holder"},
    ]
    assert [link["holder"] for link in said["links"]] == ["cm-2", None]
    assert said["gaps"][-1]["first"] == "2027-05-01"
    assert said["offers"][-1]["answer_by"] == "2027-05-18"
    every = as_json(run("chain", path, *ON, "--json"))
    assert [each["participant"] for each in every["open"]] == ["P-2"]


def test_a_pseudonym_that_nobody_has_is_not_repeated(path: Path) -> None:
    for command in ("chain", "crisis-plan", "consent"):
        result = run(command, path, "19900101-0017")
        assert result.exit_code == 2
        assert "1990" not in result.output


# --- leaving -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_would_be_left_reads_in_both_languages(path: Path, lang: str) -> None:
    for line in (("cm-1",), ("cm-2", "--to", "hm"), ("hm", "--to", "cm-1"), ("jour",)):
        assert run("leaving", path, *line, *ON, "--lang", lang).exit_code in (1, 2)
    assert run("leaving", "demo", "cm-1", "--lang", lang).exit_code == 1


def test_what_a_leaver_holds_leads_and_stands_in_for(path: Path) -> None:
    result = run("leaving", path, "cm-2", *ON)
    assert result.exit_code == 1
    said = flat(result)
    assert "Blir utan ansvarig från 2027-06-02 (1)" in said
    assert "P-2 krisen; ingen ersättare" in said
    assert "Blir utan ersättare (3)" in said
    assert "P-1 krisen, boende (hm-3), beroende (sdf-1)" in said
    assert "Behöver en ny case manager (1) ------------------------------ P-2" in said
    assert "P-1 hm-18" in flat(run("leaving", path, "vard", *ON))


def test_a_party_takes_its_workers_along(path: Path) -> None:
    said = as_json(run("leaving", path, "hm", *ON, "--json"))
    held_by = [(each["participant"], each["holder"]) for each in said["orphans"]]
    assert held_by == [("P-1", "cm-1"), ("P-1", "cm-1"), ("P-2", "cm-2")]
    shown = flat(run("leaving", path, "hm", *ON))
    assert "P-1 krisen, beroende (sdf-1); hos cm-1, ersättare cm-2" in shown


def test_who_has_left_already_is_told_from_when(tmp_path: Path) -> None:
    left = WorkerLeft(id="hm-9", on=date(2027, 5, 20), by="hm", joined="hm-4")
    register = attrs.evolve(chairs(), partnership=chairs_partnership(left))
    said = flat(run("leaving", saved(register, tmp_path), "cm-1", *ON))
    assert "beroende (sdf-1); ersättare cm-2, redan från 2027-05-21" in said


def test_handing_everything_over_is_checked_as_a_whole(path: Path) -> None:
    fine = flat(run("leaving", path, "cm-1", "--to", "sdf", *ON))
    assert "Överlämningen går ihop. Det som sdf skulle få: 2." in fine
    assert "först när mottagaren har tackat ja" in fine
    wrong = run("leaving", path, "hm", "--to", "cm-1", *ON)
    assert "Överlämningen går inte ihop" in wrong.output
    assert "P-1/crisis, P-1/sdf-1, P-2/crisis: cm-1 finns inte kvar" in flat(wrong)
    assert "tackat ja" not in wrong.output
    said = as_json(run("leaving", path, "hm", "--to", "cm-1", *ON, "--json"))
    assert {each["code"] for each in said["handover"]["problems"]} == {"handover_to_one_who_left"}


def test_a_code_that_nobody_has_is_not_read_as_nothing_lost(path: Path) -> None:
    for line in (("cm-99",), ("cm-1", "--to", "cm-99")):
        result = run("leaving", path, *line, *ON)
        assert result.exit_code == 2
        assert "ingen medarbetare eller part" in flat(result)
        assert result.stdout == ""


def test_who_holds_nothing_leaves_nothing(tmp_path: Path) -> None:
    path = saved(chairs(), tmp_path)
    result = run("leaving", path, "cm-1", "--on", "2027-01-10")
    assert result.exit_code == 0
    assert "Ingenting blir utan ansvarig" in result.output
    nothing = run("leaving", path, "cm-1", "--to", "hm", "--on", "2027-01-10")
    assert "tackat ja" not in nothing.output
