"""``tally``: figures handed over without pseudonyms, and those of several added or refused."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import attrs
import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

import click

from cm_method.adapters.json import (
    TallyFile,
    add_tallies,
    register_from_json,
    tally_from_json,
    tally_to_json,
)
from cm_method.case.register import Register
from cm_method.cli.program import Command, ExitCode
from cm_method.cli.tally import tally as group
from cm_method.cohort.tally import Tally, tally
from cm_method.demo import DEMO_DAY, demo_register_path
from cm_method.labels import LANGUAGES, catalogue, text
from cm_method.rules.editions.hagersten_alvsjo_2026 import HAGERSTEN_ALVSJO_2026
from tests.cli.runs import as_json, flat, plan, run, saved, small
from tests.cohort.hand_made import tally_of, tally_with

DAY = "2027-02-16"
ORIGINS = ("0180", "1280", "1480")
MARK = {
    "sv": "Kan innehålla personuppgifter: publicera inte.",
    "en": "Possibly personal data: do not publish.",
}


def demo() -> Register:
    return register_from_json(demo_register_path().read_text(encoding="utf-8"))


def number_of(pseudonym: str) -> int:
    return int(pseudonym.removeprefix("P-"))


@pytest.fixture(name="three")
def three_municipalities(tmp_path: Path) -> list[Path]:
    """The demo split in three by the number in the pseudonym, each exported by its municipality."""
    files = []
    for place, origin in enumerate(ORIGINS):
        own = [journal for journal in demo() if number_of(journal.subject) % 3 == place]
        register = Register(journals=own, partnership=demo().partnership)
        path = saved(register, tmp_path, f"register-{origin}.jsonl")
        files.append(tmp_path / f"{origin}.json")
        done = run("tally", "export", path, "-o", files[-1], "--origin", origin, "--on", DEMO_DAY)
        assert done.exit_code == 0
    return files


def test_three_municipalities_together_give_the_results_of_all_their_cases(
    three: list[Path],
) -> None:
    together = as_json(run("tally", "add", *three, "--json"))
    whole = as_json(run("report", "demo", "--json", "--without-names"))
    assert {name: together[name] for name in whole} == whole
    assert together["origins"] == list(ORIGINS)
    assert "publicera inte" in together["notice"]
    # What a reader checks by hand: no part alone has all, and the parts sum to the whole.
    alone = [as_json(run("tally", "add", file, "--json")) for file in three]
    assert [each["participants"] for each in alone] == [18, 19, 19]
    assert together["participants"] == 56
    for place, target in enumerate(together["targets"]):
        parts = [each["targets"][place]["bounds"]["lower"]["met"] for each in alone]
        assert sum(parts) == target["bounds"]["lower"]["met"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sum_is_shown_as_the_report_shows_a_register(lang: str, three: list[Path]) -> None:
    added = run("tally", "add", *three, "--lang", lang)
    report = run("report", "demo", "--without-names", "--lang", lang)
    assert added.exit_code == 0
    assert MARK[lang] in flat(added)
    for origin in ORIGINS:
        assert f"{origin}.json  {origin}: " in added.output
    first, last = (
        report.output.index(text(key, lang)) for key in ("report.overview", "report.next")
    )
    shown = report.output[first:last]
    assert shown.rstrip() in added.output
    assert "P-0" not in added.output


def test_nothing_but_counts_is_handed_over(three: list[Path]) -> None:
    content = "".join(file.read_text(encoding="utf-8") for file in three)
    register = demo()
    ids = {entry.id for journal in (*register, register.partnership) for entry in journal.entries}
    words = set(content.replace('"', " ").replace(",", " ").split())
    assert len(ids) > 100
    assert not words & (ids | set(register.journals))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_export_says_what_it_holds_and_how_to_keep_it(lang: str, tmp_path: Path) -> None:
    path, out = saved(small(plan()), tmp_path), tmp_path / "ut.json"
    line = ("tally", "export", path, "-o", out, "--origin", "0180", "--on", DAY, "--lang", lang)
    said = run(*line)
    assert said.exit_code == 0
    for part in (
        MARK[lang],
        "ut.json",
        "0180",
        DAY,
        "hagersten-alvsjo-2026",
        "cm-method tally add",
    ):
        assert part in flat(said)
    file = tally_from_json(out.read_bytes())
    register = register_from_json(path.read_text(encoding="utf-8"))
    on = date.fromisoformat(DAY)
    assert file.tally == tally(register, HAGERSTEN_ALVSJO_2026, on=on)
    assert file.origins == ("0180",)
    again = run(*line)
    assert again.exit_code == ExitCode.NOT_WRITTEN
    assert tally_from_json(out.read_bytes()) == file


def test_what_was_known_on_a_day_is_exported_as_known(tmp_path: Path) -> None:
    path, out = saved(small(plan(recorded=date(2027, 1, 30))), tmp_path), tmp_path / "ut.json"
    run("tally", "export", path, "-o", out, "--origin", "a", "--on", DAY, "--known", "2027-01-29")
    counted = tally_from_json(out.read_bytes()).tally
    assert counted.known == date(2027, 1, 29)
    (way,) = counted.of("plan_in_time")
    assert way.verdict.value == "missed"


@pytest.mark.parametrize("origin", ["", "Örebro", "0180 Stockholm", "a--b", "x" * 41])
def test_a_code_that_cannot_say_whose_it_is_is_refused(origin: str, tmp_path: Path) -> None:
    out = tmp_path / "ut.json"
    said = run("tally", "export", "demo", "-o", out, "--origin", origin)
    assert said.exit_code == ExitCode.WRONG_USAGE
    assert "--origin: koden får bara ha små bokstäver" in flat(said)
    assert not out.exists()


def test_an_identity_number_is_no_code(tmp_path: Path) -> None:
    out = tmp_path / "ut.json"
    said = run("tally", "export", "demo", "-o", out, "--origin", "811228-9874")
    assert said.exit_code == ExitCode.REFUSED
    assert "811228" not in said.output
    assert not out.exists()


def written(file: TallyFile, folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text(tally_to_json(file), encoding="utf-8")
    return path


def made(**changes: Any) -> Tally:
    counted = tally_with(HAGERSTEN_ALVSJO_2026, service_started="3 met", plan_in_time="3 met")
    return attrs.evolve(counted, journals=3, **changes)


def files_of(tallies: Iterable[Tally], folder: Path) -> list[Path]:
    """One file each: a.json of origin a, b.json of origin b, and so on."""
    named = zip("abcdef", tallies, strict=False)
    return [
        written(TallyFile(origins=(name,), tally=each), folder, f"{name}.json")
        for name, each in named
    ]


MISMATCHES: list[tuple[dict[str, Any], str]] = [
    ({"edition": "orebro-2027"}, "b.json: Utgåvan är en annan än i den första filen."),
    ({"fingerprint": "f" * 16}, "b.json: Utgåvan heter likadant som i den första filen, men"),
    ({"on": date(2027, 3, 31)}, "b.json: Filen gäller den 2027-03-31, men den första filen gäller"),
    ({"known": date(2027, 7, 1)}, "Här: 2027-07-01. I den första filen: allt som är antecknat."),
]


@pytest.mark.parametrize(("change", "words"), MISMATCHES, ids=lambda each: str(each)[:20])
def test_what_does_not_fit_is_refused_with_file_and_reason(
    change: dict[str, Any], words: str, tmp_path: Path
) -> None:
    out = tmp_path / "sum.json"
    said = run("tally", "add", *files_of([made(), made(**change)], tmp_path), "-o", out)
    assert said.exit_code == ExitCode.REFUSED
    assert words in flat(said)
    assert "a.json:" not in said.output
    assert said.stdout == ""
    assert not out.exists()


def test_the_problems_of_every_file_are_told(tmp_path: Path) -> None:
    good, broken, other = files_of([made(), made(), made()], tmp_path)
    broken.write_text(broken.read_text(encoding="utf-8").replace('"count": 3', '"count": 30', 1))
    other.write_text("{}")
    said = run("tally", "add", good, broken, other)
    assert said.exit_code == ExitCode.REFUSED
    assert "b.json: $.seal: Innehållet stämmer inte med sigillet." in flat(said)
    assert "c.json: $: Det här är ingen sammanställning." in flat(said)


def test_files_of_the_same_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("norr", "mitt")]
    for folder in folders:
        folder.mkdir()
    (one,) = files_of([made()], folders[0])
    (two,) = files_of([made(listed=1)], folders[1])
    said = run("tally", "add", one, two)
    assert said.exit_code == ExitCode.REFUSED
    # A long path is cut where the line ends.
    assert f"{two}:Kodenfinnsredanientidigarefil:a." in "".join(said.output.split())


def test_a_sum_can_be_handed_on_and_still_counts_nobody_twice(
    three: list[Path], tmp_path: Path
) -> None:
    out = tmp_path / "sum.json"
    first = run("tally", "add", *three[:2], "-o", out)
    assert first.exit_code == 0
    assert "Summan är skriven i sum.json." in flat(first)
    read = [(file.name, tally_from_json(file.read_bytes())) for file in three]
    assert tally_from_json(out.read_bytes()) == add_tallies(read[:2])
    handed_on = as_json(run("tally", "add", out, three[2], "--json"))
    assert handed_on == as_json(run("tally", "add", *three, "--json"))
    again = run("tally", "add", out, three[1])
    assert again.exit_code == ExitCode.REFUSED
    assert "1280.json: Koden finns redan i en tidigare fil: 1280." in flat(again)
    assert run("tally", "add", *three, "-o", out).exit_code == ExitCode.NOT_WRITTEN


def test_the_same_figures_under_two_codes_are_pointed_out(tmp_path: Path) -> None:
    files = files_of([made(), made(), made(listed=1)], tmp_path)
    said = run("tally", "add", *files)
    assert said.exit_code == 0
    assert "Obs! a.json och b.json har exakt samma siffror." in flat(said)
    assert "c.json har exakt samma" not in flat(said)
    assert "Obs!" not in run("tally", "add", *files[1:]).output


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"edition": "orebro-2027"}, "utgåvan orebro-2027 är inte inbyggd"),
        ({"edition": "\x1b[31m"}, "utgåvan ? är inte inbyggd"),
        ({"fingerprint": "f" * 16}, "räknade med andra regler eller värden"),
    ],
    ids=str,
)
def test_without_the_edition_only_the_sum_is_made(
    change: dict[str, Any], words: str, tmp_path: Path
) -> None:
    files, out = files_of([made(**change), made(**change)], tmp_path), tmp_path / "sum.json"
    said = run("tally", "add", *files, "-o", out)
    assert said.exit_code == ExitCode.LOOK
    assert words in flat(said)
    assert MARK["sv"] in flat(said)
    assert tally_from_json(out.read_bytes()).tally == made(**change) + made(**change)
    plain = run("tally", "add", *files, "--json")
    assert plain.exit_code == ExitCode.LOOK
    assert as_json(plain)["targets"] is None
    assert as_json(plain)["participants"] == 6


IMPOSSIBLE: list[tuple[dict[str, Any], str]] = [
    ({"plan_in_time": "4 met"}, "Under regeln är 4 räknade, men deltagarna är bara 3."),
    ({"plan_in_time": "1 excluded moved"}, "ett skäl som inte finns i utgåvan"),
    ({"own_rule": "1 met"}, "Utgåvan har ingen regel med det namnet."),
]


@pytest.mark.parametrize(("counts", "words"), IMPOSSIBLE, ids=lambda each: str(each)[:20])
def test_counts_that_the_edition_cannot_give_are_refused(
    counts: dict[str, str], words: str, tmp_path: Path
) -> None:
    odd = attrs.evolve(tally_of(HAGERSTEN_ALVSJO_2026, counts), journals=3)
    out = tmp_path / "sum.json"
    said = run("tally", "add", *files_of([made(), odd], tmp_path), "-o", out)
    assert not out.exists()
    assert said.exit_code == ExitCode.REFUSED
    assert "b.json: $.rules[0]: " in flat(said)
    assert words in flat(said)
    assert "a.json" not in said.output


def test_a_file_that_was_sealed_again_is_taken_for_what_it_says(three: list[Path]) -> None:
    """The seal is no signature; the handbook and the help say so."""
    held = json.loads(three[0].read_text(encoding="utf-8"))
    del held["seal"]
    held["listed"] += 1
    plain = json.dumps(held, sort_keys=True, separators=(",", ":"))
    three[0].write_text(json.dumps({**held, "seal": sha256(plain.encode()).hexdigest()}))
    assert run("tally", "add", *three).exit_code == 0
    assert "ingen underskrift" in flat(run("tally", "export", "--help"))


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    said = run("tally", "add", tmp_path / "none.json")
    assert said.exit_code == ExitCode.NOT_WRITTEN
    assert "none.json finns inte" in said.output


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("tally", "sub"), "det kommandot finns inte. Det finns: export, add."),
        (("tally", "add"), "FIL saknas"),
        (("tally", "export", "demo", "--origin", "a"), "-o saknas"),
        (("tally", "export", "demo", "-o", "x.json"), "--origin saknas"),
    ],
)
def test_a_line_written_wrongly_is_answered_in_words(line: tuple[str, ...], words: str) -> None:
    said = run(*line)
    assert said.exit_code == ExitCode.WRONG_USAGE
    assert words in flat(said)
    assert "cm-method tally" in said.output


def test_without_a_command_the_help_of_the_group_is_shown() -> None:
    said = run("tally")
    assert said.exit_code == ExitCode.WRONG_USAGE
    assert "Kommandon" in said.output
    assert "Slutkoder" not in said.output


@pytest.mark.parametrize("name", ["export", "add"])
def test_the_commands_of_the_group_have_their_help(name: str) -> None:
    for lang, start in (("sv", "Så här skriver du:"), ("en", "Usage:")):
        for line in (("tally", name, "--help", "--lang", lang), ("tally", "--lang", lang, name)):
            said = run(*line, "--help")
            assert said.output.startswith(f"{start} cm-method tally {name}")
        assert catalogue(lang)[f"cli.tally-{name}.short"] in flat(run("tally", "--lang", lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_and_parameter_of_the_group_has_its_words(lang: str) -> None:
    known = catalogue(lang)
    for name, each in group.commands.items():
        assert isinstance(each, Command)
        assert each.key == f"tally-{name}"
        for param in each.params:
            common = f"{param.param_type_name}.{param.name}"
            assert f"cli.{common}" in known or f"cli.tally-{name}.{common}" in known
            assert param.metavar is None or f"cli.metavar.{param.metavar}" in known
            assert isinstance(param, click.Parameter)


def test_no_words_of_the_group_are_left_over() -> None:
    keys = {key for key in catalogue("sv") if key.startswith(("cli.tally-",))}
    of_commands = {key for key in keys if key.endswith((".help", ".short"))}
    assert of_commands == {
        f"cli.tally-{name}.{part}" for name in group.commands for part in ("help", "short")
    }
    named = {key for key in keys if ".option." in key or ".argument." in key}
    assert named <= {
        f"cli.tally-{name}.{param.param_type_name}.{param.name}"
        for name, each in group.commands.items()
        for param in each.params
    }
