"""Every command on a register whose edition has no result targets: the city's."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.adapters.json import register_from_json
from cm_method.cli.program import ExitCode
from cm_method.demo import DEMO_DAY, demo_register_path
from cm_method.labels import text
from cm_method.rules.editions.hagersten_alvsjo_2026 import HAGERSTEN_ALVSJO_2026
from cm_method.rules.editions.stockholm_2025 import STOCKHOLM_2025
from tests.cli.runs import as_json, flat, run, saved

CITY = STOCKHOLM_2025.code
ON = ("--on", str(DEMO_DAY))
NO_TARGETS = "Metoden har inga resultatmål."


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled register, as if every service had started under the city's edition."""
    read = demo_register_path().read_text(encoding="utf-8")
    own = HAGERSTEN_ALVSJO_2026.code
    folder = tmp_path_factory.mktemp("city")
    return saved(register_from_json(read.replace(own, CITY).encode()), folder)


COMMANDS: dict[str, tuple[str, ...]] = {
    "report": ON,
    "standing": ON,
    "equality": ON,
    "agenda": ON,
    "calendar": ON,
    "final-report": ON,
    "account": ON,
    "chain": ON,
    "check": (),
    "disposal": ON,
    "agreement": ON,
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("more", [(), ("--lang", "en"), ("--json",)])
def test_every_command_answers(register: Path, command: str, more: tuple[str, ...]) -> None:
    said = run(command, register, *COMMANDS[command], *more)
    assert said.exit_code in (ExitCode.FINE, ExitCode.LOOK), said.output


@pytest.mark.parametrize("command", ["report", "standing", "equality", "final-report"])
def test_those_about_targets_say_that_there_are_none(register: Path, command: str) -> None:
    assert NO_TARGETS in flat(run(command, register, *ON))
    assert "The method has no result targets." in flat(run(command, register, *ON, "--lang", "en"))


def test_the_report_tells_how_the_answers_are_spread(register: Path) -> None:
    said = run("report", register, *ON).output
    assert "Inledd insats            uppfyllt 54\n" in said
    assert "Tydlig individuell plan  uppfyllt " in said
    found = as_json(run("report", register, *ON, "--json"))
    assert (found["edition"], found["targets"]) == (CITY, [])


def test_nobody_has_started_under_it_in_the_register_as_it_is() -> None:
    said = flat(run("report", "demo", "--edition", CITY))
    assert "Inledd insats 0 deltagare" in said
    assert "under en annan utgåva, som inte bedöms här: 55." in said


def test_the_report_has_no_bars_to_read(register: Path) -> None:
    assert text("report.reading.percent", "sv") not in flat(run("report", register, *ON))
    assert text("report.unknown", "sv") not in flat(run("report", register, *ON))


def test_nothing_is_left_to_read_where_nothing_is_listed(tmp_path: Path) -> None:
    bare = register_from_json(
        b'{"format": "cm-method-register", "version": 1, "partnership": {"entries": []},'
        b' "participants": []}'
    )
    said = flat(run("report", saved(bare, tmp_path), *ON, "--edition", CITY))
    assert NO_TARGETS in said
    assert text("report.reading", "sv") not in said


def test_the_exact_breakdown_has_no_column_of_targets(register: Path) -> None:
    said = flat(run("equality", register, *ON, "--inside"))
    assert text("cli.equality.reading.columns", "sv") not in said
    assert "kvinna 28" in said


def test_a_period_without_an_end_is_said_to_have_none(register: Path) -> None:
    said = flat(run("calendar", register, *ON))
    assert "starter från 2025-12-01 och utan slut, och avtalet har andra dagar." in said


def test_the_final_report_as_markdown_has_no_empty_table(register: Path, tmp_path: Path) -> None:
    out = tmp_path / "rapport.md"
    run("final-report", register, *ON, "-o", out)
    written = out.read_text(encoding="utf-8")
    assert NO_TARGETS in written
    assert text("markdown.target", "sv") + " |" not in written


def test_two_tallies_are_added(register: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    run("tally", "export", register, *ON, "--origin", "norr", "-o", one)
    read = register_from_json(register.read_bytes())
    half = attrs.evolve(read, journals=tuple(read)[:20])
    run("tally", "export", saved(half, tmp_path, "half.json"), *ON, "--origin", "syd", "-o", two)
    said = run("tally", "add", one, two)
    assert said.exit_code == 0
    assert NO_TARGETS in flat(said)


def test_explain_and_diff_answer_by_the_rules_that_are_kept(register: Path) -> None:
    said = flat(run("explain", register, "P-0003", *ON))
    assert "Tydlig individuell plan: Uppfyllt" in said
    assert "stadens rapport om CM och boendestöd (2025)" in said
    changed = run("diff", register, "2027-05-01", str(DEMO_DAY))
    assert "Tydlig individuell plan" in changed.output


def test_a_target_in_people_without_a_last_day(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ended = attrs.evolve(STOCKHOLM_2025, targets=HAGERSTEN_ALVSJO_2026.targets[:1])
    monkeypatch.setattr("cm_method.cli.reading.EDITIONS", {CITY: open_ended})
    said = flat(run("report", register, *ON))
    assert "minst 30 deltagare, från 2025-12-01" in said
