"""How the program ends: exit codes, words instead of tracebacks, and a missing extra."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.cli import report as report_module
from cm_method.cli.program import ExitCode
from tests.cli.runs import flat, run, saved, small

UTF8 = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error"}


def started(*line: str, code: str | None = None) -> subprocess.CompletedProcess[str]:
    """The real program, in a process of its own."""
    how = ["-m", "cm_method"] if code is None else ["-c", code]
    return subprocess.run(
        [sys.executable, *how, *line],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={key: value for key, value in UTF8.items() if key != "CM_METHOD_LANG"},
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("nothing",), "det kommandot finns inte"),
        (("report",), "REGISTER saknas"),
        (("explain", "demo"), "PSEUDONYM saknas"),
        (("report", "demo", "more"), "fler ord"),
        (("report", "demo", "--onn", "x"), "Menade du --on"),
        (("report", "demo", "--zzzzz"), "det valet finns inte här."),
        (("report", "demo", "--on"), "--on måste följas av ett värde"),
        (("report", "demo", "--json=1"), "--json tar inget värde"),
        (("report", "demo", "--on", "31/3 2028"), "--on: det är ingen dag"),
        (("report", "demo", "--on", "20280331"), "--on: det är ingen dag"),
        (("report", "demo", "--on", "9999-12-31"), "från 1900-01-01 till 2200-12-31"),
        (("agenda", "demo", "--on", "1899-12-31"), "--on: dagen måste ligga från 1900-01-01"),
        (("explain", "demo", "P-0001", "--known", "0001-01-01"), "--known: dagen måste ligga"),
        (("diff", "demo", "2028-01-01", "9999-12-31"), "dagen måste ligga"),
        (("report", "demo", "--edition", "x"), "välj ett av: hagersten-alvsjo-2026"),
        (("report", "demo", "--lang", "fi"), "välj ett av: sv, en"),
        (("agenda", "demo", "--days", "-1"), "skriv ett helt tal från 0 till 9999"),
        (("agenda", "demo", "--days", "99999999"), "från 0 till 9999"),
        (("calendar", "demo", "--service-months", "0"), "från 1 till 9999"),
        (("calendar", "demo", "--service-months", "1000000"), "från 1 till 9999"),
        (("calendar", "demo", "--service-months", "två"), "skriv ett helt tal"),
    ],
)
def test_a_line_written_wrongly_is_answered_in_words(line: tuple[str, ...], words: str) -> None:
    result = run(*line)
    assert result.exit_code == ExitCode.WRONG_USAGE
    assert words in flat(result)
    assert result.stdout == ""


@pytest.mark.parametrize("day", ["1900-01-01", "2200-12-31"])
def test_the_first_and_the_last_day_that_can_be_asked_about(day: str) -> None:
    assert run("report", "demo", "--on", day).exit_code == 0
    assert run("agenda", "demo", "--on", day, "--days", "9999").exit_code == 0


def test_without_a_command_the_help_is_shown() -> None:
    result = run()
    assert result.exit_code == ExitCode.WRONG_USAGE
    assert "Kommandon" in result.output


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    """By its name, since a line may name several."""
    missing = tmp_path / "none.json"
    assert "none.json finns inte" in run("report", missing).output
    for line in (
        ("equality", "demo", "--earlier", missing),
        ("tally", "add", missing, tmp_path / "other.json"),
        ("diff", "demo", "--kept", missing),
        ("merge", missing, "--out", tmp_path / "new.json"),
        ("add", missing, "reached"),
    ):
        assert "none.json finns inte" in run(*line).output
    assert f"{tmp_path.name} är en mapp" in run("report", tmp_path).output
    assert run("report", tmp_path).exit_code == ExitCode.NOT_WRITTEN


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"{", b"[]", b'{"format": "x"}', b"\x00" * 9]
)
def test_what_is_no_register_is_refused(tmp_path: Path, content: bytes) -> None:
    for name in ("x.json", "x.jsonl", "x"):
        path = tmp_path / name
        path.write_bytes(content)
        for command in ("report", "agenda"):
            assert run(command, path).exit_code == ExitCode.REFUSED
        assert run("check", path).exit_code == ExitCode.LOOK


def test_a_fault_of_the_program_spills_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_: object, **__: object) -> None:
        raise KeyError("Kim Exempel")

    monkeypatch.setattr(report_module, "tally", fault)
    result = run("report", saved(small(), tmp_path))
    assert result.exit_code == ExitCode.FAULT
    assert "KeyError" in result.output
    assert "Kim" not in result.output


def test_the_program_runs_as_a_module_and_ends_with_its_code() -> None:
    done = started("demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Målet är nått" in done.stdout
    assert "\x1b" not in done.stdout
    assert started("nothing").returncode == ExitCode.WRONG_USAGE
    assert started("report", "demo", "--lang", "en", "--on", "x").stderr.startswith("Error: --on")


@pytest.mark.parametrize("missing", ["click", "cattrs"])
def test_a_missing_extra_is_named_with_how_to_install_it(missing: str) -> None:
    code = (
        f"import sys; sys.modules[{missing!r}] = None; import cm_method.cli; cm_method.cli.main()"
    )
    done = started(code=code)
    assert done.returncode == ExitCode.EXTRA_MISSING
    assert "'.[cli]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="a pipe that is closed early")
def test_who_stops_reading_gets_no_traceback() -> None:
    line = [sys.executable, "-m", "cm_method", "report", "demo", "--json"]
    with subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=UTF8
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.read(20)
        program.stdout.close()
        assert program.stderr.read() == b""


def test_a_terminal_that_lacks_letters_still_gets_the_answer() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cm_method", "report", "demo"],
        check=False,
        capture_output=True,
        env={**UTF8, "PYTHONIOENCODING": "latin-1"},
    )
    said = done.stdout.decode("latin-1")
    assert done.returncode == 0
    assert "Målet är nått" in said
    assert "####" in said
