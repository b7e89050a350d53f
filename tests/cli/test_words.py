"""Every word of the command line is in both catalogues, and none is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

import click

import cm_method
from cm_method.cli.commands import program
from cm_method.cli.program import ExitCode
from cm_method.labels import LANGUAGES, catalogue
from tests.cli.runs import run

PACKAGE = Path(cm_method.__file__).parent
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
    if "labels" not in path.parts
)
COMMANDS = tuple(program.commands)
CLICKS_OWN_WORDS = re.compile(
    r"Usage|Options|Commands|Show this message|Error|Try |Aborted|Missing|Invalid|No such|Got "
)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_in_swedish_unless_asked_for_in_english(name: str) -> None:
    swedish, english = run(name, "--help"), run(name, "--lang", "en", "--help")
    assert swedish.exit_code == english.exit_code == 0
    assert swedish.output.startswith(f"Så här skriver du: cm-method {name}")
    assert not CLICKS_OWN_WORDS.search(swedish.output)
    assert english.output.startswith(f"Usage: cm-method {name}")


def test_the_language_is_taken_from_the_environment_and_the_line_goes_first() -> None:
    assert "Usage" in run("report", "--help", env={"CM_METHOD_LANG": "en"}).output
    assert "Usage" in run("--lang=en", "report", "--help").output
    swedish = run("report", "--help", "--lang", "sv", env={"CM_METHOD_LANG": "en"})
    assert "Så här" in swedish.output
    assert "Så här" in run("report", "--help", env={"CM_METHOD_LANG": "fi"}).output


def test_the_program_lists_its_commands_and_exit_codes() -> None:
    for lang in LANGUAGES:
        said = run("--help", "--lang", lang).output
        assert all(f"\n  {name} " in said for name in COMMANDS)
        assert all(re.search(rf"\n  {code.value} ", said) for code in ExitCode)


def test_the_version_is_shown() -> None:
    assert run("--version").output.startswith("cm-method 0.")


def parameters() -> list[tuple[str, click.Parameter]]:
    return [(name, param) for name, command in program.commands.items() for param in command.params]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_and_parameter_has_its_words(lang: str) -> None:
    known = catalogue(lang)
    wanted = {f"cli.{name}.{part}" for name in COMMANDS for part in ("help", "short")}
    lacking = {key for key in wanted if key not in known}
    for name, param in parameters():
        common = f"{param.param_type_name}.{param.name}"
        if f"cli.{common}" not in known and f"cli.{name}.{common}" not in known:
            lacking.add(f"cli.{name}.{common}")
        if param.metavar is not None and f"cli.metavar.{param.metavar}" not in known:
            lacking.add(f"cli.metavar.{param.metavar}")
    assert lacking == set()


def test_no_text_of_the_command_line_is_left_over() -> None:
    """Every key is written out in the source, or is one of those found by convention."""
    conventions = re.compile(
        r"cli\.(exit|metavar|option|argument|unreadable)\.|"
        r"cli\.[\w-]+\.(help|short)$|cli\.[\w-]+\.(option|argument)\.|"
        r"cli\.(explain|check|agenda)\.\w+|report\.(excluded|sensitivity|overview|line|what)\.|"
        r"cli\.chain\.(nobody|two|offer_due|offer_late|row\.\w+)$|cli\.consent\.(given|withdrawn)$|"
        r"cli\.crisis-plan\.(due|late|row\.\w+)$|cli\.share\.why\.\w+$|"
        r"cli\.sip\.(counted\w*|one\w*|row\.\w+)$|"
        r"cli\.caseload\.(paused|planned_\w+|offered|room|would_exceed|has_left|is_away)$|"
        r"cli\.disposal\.(overdue|due)$|cli\.agreement\.step\.|"
        r"cli\.diff\.(earlier|later)|cli\.demo\.next\.|.*_(but|partly|unknown)$"
    )
    keys = [key for key in catalogue("sv") if key.startswith(("cli.", "report."))]
    assert [k for k in keys if k not in SOURCE and not conventions.match(k)] == []


def test_the_command_line_uses_the_words_of_the_handbook() -> None:
    """Recorded is "antecknat" and a deadline "tidsgräns", in the catalogue as in the handbook."""
    for lang, other in (("sv", r"dokumenterat|dokumenterad|sista dag"), ("en", r"last day")):
        said = {k: w for k, w in catalogue(lang).items() if k.startswith(("cli.", "report."))}
        assert [key for key, words in said.items() if re.search(other, words.lower())] == []
