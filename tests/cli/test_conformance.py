"""`cm-method conformance`: putting the kit to a program."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from click.testing import CliRunner

from cm_method.cli.commands import program
from cm_method.cli.program import ExitCode
from cm_method.testing.conformance import questions, schema
from tests.cli.runs import as_json, flat, run


def unbroken(*line: str) -> str:
    """What a command writes for other programs, in lines as long as they need to be."""
    return CliRunner().invoke(program, line).stdout


SILENT = (sys.executable, "-c", "")
ECHO = """
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    finding = {"rule": "plan_in_time", "episode": "start", "verdict": "met"}
    print(json.dumps({"case": asked["case"], "findings": [finding]}))
print("bye")
sys.exit(4)
"""
ALWAYS_MET = (sys.executable, "-c", ECHO)


def test_the_library_itself_passes() -> None:
    result = run("conformance", "--lang", "en")
    assert result.exit_code == ExitCode.FINE
    count = len(questions())
    assert f"{count} of {count} questions have the expected answer." in result.output


def test_what_a_program_answers_otherwise_is_told_with_both(tmp_path: Path) -> None:
    line = ("conformance", "--case", "R03", "--rule", "plan_in_time", "--level", "verdicts")
    report = tmp_path / "outcome.xml"
    result = run(*line, "--junit", report, "--lang", "en", "--", *ALWAYS_MET)
    said = flat(result)
    assert result.exit_code == ExitCode.LOOK
    assert "plan_in_time 2 of 4" in said
    assert 'plan_in_time (start), verdict expected: "not_yet_due" given: "met"' in said
    assert "Lines that answer no question: 1. The first is line 5." in said
    assert "The program ended with code 4." in said
    assert "2 of 4 questions have the expected answer." in said
    assert 'failures="2"' in report.read_text(encoding="utf-8")


def test_a_silent_program_has_answered_nothing() -> None:
    result = run("conformance", "--lang", "en", "--", *SILENT)
    assert result.exit_code == ExitCode.LOOK
    assert "No answer came." in result.output
    assert f"and {len(questions()) - 10} more" in result.output
    assert f"0 of {len(questions())} questions" in result.output


def test_an_answer_of_the_wrong_form_is_told() -> None:
    code = "import json, sys\nfor x in sys.stdin:\n"
    code += " print(json.dumps({**json.loads(x), 'findings': 3}))"
    result = run("conformance", "--case", "R03-1", "--lang", "en", "--", sys.executable, "-c", code)
    assert "does not have the right form" in flat(result)


def test_a_program_that_takes_too_long_is_stopped() -> None:
    slow = (sys.executable, "-c", "import time; time.sleep(60)")
    result = run("conformance", "--case", "R03", "--seconds", "1", "--lang", "en", "--", *slow)
    assert "The program was not ready in time and was stopped." in result.output
    assert result.exit_code == ExitCode.LOOK


def test_the_answer_as_json_says_the_same() -> None:
    said = as_json(run("conformance", "--json", "--case", "R03-1", "--", *SILENT))
    assert (said["questions"], said["same"], said["ended"], said["level"]) == (3, 0, 0, "reasons")
    assert said["version"] == version("cm_method")
    assert {each["fault"] for each in said["differing"]} == {"no_answer"}


def test_the_questions_can_be_had_with_their_answers_a_line_each() -> None:
    listed = unbroken("conformance", "--questions", "--case", "R03").splitlines()
    assert [json.loads(each) for each in listed] == [q.with_expected() for q in questions(["R03"])]


def test_the_schema_is_that_of_the_kit() -> None:
    assert json.loads(unbroken("conformance", "--schema", "--lang", "en")) == schema("en")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("--case", "R99"), "no case begins so"),
        (("--rule", "offer_answered"), "nothing asks about that rule"),
        (("--level", "all"), "choose one of: verdicts, days, reasons"),
        (("--", "no-such-program"), "could not be started"),
        (("--questions", "--json"), "are used each alone"),
        (("--questions", "--schema"), "are used each alone"),
        (("--schema", "--", "node"), "are used each alone"),
    ],
)
def test_what_cannot_be_asked_is_said(line: tuple[str, ...], words: str) -> None:
    result = run("conformance", "--lang", "en", *line)
    assert result.exit_code == ExitCode.WRONG_USAGE
    assert words in flat(result)
