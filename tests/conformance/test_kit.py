"""What the kit holds, and how an answer is compared with it."""

from __future__ import annotations

import sys
from typing import Any
from xml.etree import ElementTree as ET

import pytest

pytest.importorskip("cattrs")

from attrs import evolve

from cm_method.rules.editions import EDITIONS
from cm_method.testing.conformance import (
    LEVELS,
    Difference,
    Fault,
    Outcome,
    Question,
    answer_of_the_library,
    ask_program,
    differences,
    junit,
    questions,
    run,
    schema,
)
from cm_method.testing.conformance.answers import journal_in_plain
from cm_method.testing.conformance.kit import KIT
from tests.conformance.rewrite import made
from tests.reference.model import reference_answers

ALL = questions()
(ONE,) = questions(["R04-1@2027-02-16"], ["contacts_followed_through"])
FINDING = dict(ONE.expected[0])


def test_the_kit_is_what_the_worked_cases_and_the_library_say() -> None:
    assert KIT.read_text(encoding="utf-8") == made(), "python -m tests.conformance.rewrite"


def test_the_library_gives_every_expected_answer() -> None:
    assert [each.question.case for each in run(answer_of_the_library, ALL) if not each.same] == []


@pytest.mark.parametrize("question", ALL[::3], ids=lambda each: each.case)
def test_the_reference_model_gives_the_same_verdicts(question: Question) -> None:
    """So that what is expected rests on two implementations, not on the library alone."""
    method = EDITIONS[question.edition]
    journal = journal_in_plain(question.journal)
    model = reference_answers(
        journal, method, on=question.on, known=question.known, every_day=False
    )
    found = {
        place: (answer.verdict, answer.due and str(answer.due), answer.counts)
        for place, answer in model.items()
    }
    assert found == {
        (each["rule"], each["episode"]): (each["verdict"], each["due"], each["counts"])
        for each in question.expected
    }


def test_the_kit_is_small_and_every_case_has_a_name_of_its_own() -> None:
    assert KIT.stat().st_size < 1_000_000
    assert len({each.case for each in ALL}) == len(ALL) > 250


def test_every_verdict_of_every_rule_is_asked_for() -> None:
    found = {(each["rule"], each["verdict"]) for q in ALL for each in q.expected}
    verdicts = {"met", "met_late", "not_yet_due", "missed", "excluded", "unknown"}
    for rule in ("plan_in_time", "contacts_followed_through", "crisis_plan_and_chain"):
        assert {verdict for name, verdict in found if name == rule} == verdicts


def test_questions_and_answers_follow_the_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    asked = schema("en")
    answer = {"$schema": asked["$schema"], "$ref": "#/$defs/Answer", "$defs": asked["$defs"]}
    one = jsonschema.Draft202012Validator(asked)
    other = jsonschema.Draft202012Validator(answer)
    for question in ALL:
        one.validate(question.asked())
        other.validate({"case": question.case, "findings": list(map(dict, question.expected))})
    assert not other.is_valid({"case": "R04-1", "findings": [{**FINDING, "verdict": "maybe"}]})


def test_a_question_does_not_tell_its_answer() -> None:
    assert list(ONE.asked()) == ["case", "edition", "on", "known", "rules", "journal"]
    assert ONE.with_expected()["findings"] == [FINDING]


def changed(**parts: Any) -> Outcome:
    return differences(ONE, [{**FINDING, **parts}])


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("verdict", "missed"),
        ("due", "2027-02-14"),
        ("done_on", None),
        ("counts", 1),
        ("reasons", ["contacts_not_followed"]),
        ("reasons", []),
    ],
)
def test_a_part_that_is_another_is_told_with_both(part: str, other: Any) -> None:
    assert changed(**{part: other}).differences == (
        Difference(
            rule="contacts_followed_through",
            episode="start",
            part=part,
            expected=FINDING[part],
            given=other,
        ),
    )


def test_each_level_compares_what_it_says() -> None:
    said = {"rule": FINDING["rule"], "episode": "start", "verdict": "met"}
    without_reasons = {k: v for k, v in FINDING.items() if k != "reasons"}
    assert differences(ONE, [said], "verdicts").same
    assert not differences(ONE, [said], "days").same
    assert differences(ONE, [without_reasons], "days").same
    assert not differences(ONE, [without_reasons], "reasons").same
    assert list(LEVELS) == ["verdicts", "days", "reasons"]


def test_the_right_verdict_for_another_reason_is_no_right_answer() -> None:
    wrong = changed(reasons=["contacts_dropped"])
    assert [each.part for each in wrong.differences] == ["reasons"]


def test_a_finding_missing_and_one_too_many_are_told() -> None:
    (missing,) = differences(ONE, []).differences
    assert (missing.part, missing.expected, missing.given) == ("finding", "met", None)
    found = differences(ONE, [FINDING, {**FINDING, "episode": "another"}]).differences
    assert [(each.episode, each.expected, each.given) for each in found] == [
        ("another", None, "met")
    ]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (None, Fault.NOT_AN_ANSWER),
        ("met", Fault.NOT_AN_ANSWER),
        (["met"], Fault.NOT_AN_ANSWER),
        ([{"rule": 3, "episode": "start", "verdict": "met"}], Fault.NOT_AN_ANSWER),
        ([FINDING, FINDING], Fault.TWO_ANSWERS),
    ],
)
def test_what_is_no_answer_is_told_as_such(said: Any, fault: Fault) -> None:
    assert differences(ONE, said).fault is fault


# A program on the other side


def program(code: str) -> list[str]:
    return [sys.executable, "-c", f"import json, sys, time\nasked = sys.stdin.read()\n{code}"]


ANSWER = f"print(json.dumps({{'case': {ONE.case!r}, 'findings': [{FINDING!r}]}}))"


def test_a_program_that_answers_as_expected_passes() -> None:
    assert ask_program(program(ANSWER), [ONE]).passes


@pytest.mark.parametrize(
    ("code", "fault", "strays"),
    [
        ("", Fault.NO_ANSWER, 0),
        (f"{ANSWER}\n{ANSWER}", Fault.TWO_ANSWERS, 0),
        (f"{ANSWER}\nprint('done')", None, 1),
        (f"{ANSWER}\nprint('[' * 100_000)", None, 1),
        (f"{ANSWER}\nprint('{{}}')\nprint()\nprint('[]')", None, 2),
        ("print(json.dumps({'case': 'another', 'findings': []}))", Fault.NO_ANSWER, 1),
        ("print(json.dumps({'case': [1], 'findings': []}))", Fault.NO_ANSWER, 1),
    ],
)
def test_what_a_program_says_besides_is_told(code: str, fault: Fault | None, strays: int) -> None:
    found = ask_program(program(code), [ONE])
    assert (found.outcomes[0].fault, len(found.strays)) == (fault, strays)
    assert not found.passes


def test_a_program_that_ends_badly_does_not_pass() -> None:
    found = ask_program(program(f"{ANSWER}\nsys.exit(3)"), [ONE])
    assert found.outcomes[0].same
    assert found.ended == 3
    assert not found.passes


def test_a_program_that_never_ends_is_stopped_and_what_it_said_is_read() -> None:
    forever = program(f"{ANSWER}\nsys.stdout.flush()\ntime.sleep(60)")
    found = ask_program(forever, [ONE], seconds=2)
    assert found.ended is None
    assert found.outcomes[0].same
    assert not found.passes


def test_a_program_that_is_not_there_cannot_be_asked() -> None:
    with pytest.raises(OSError, match="no-such-program"):
        ask_program(["no-such-program"], [ONE])


def test_journals_go_to_a_program_in_ascii() -> None:
    letters = evolve(ONE, journal={"participant": "\u2028\u0085Å", "entries": []})
    checks = "assert asked.isascii() and asked.count(chr(10)) == 1"
    assert ask_program(program(f"{checks}\n{ANSWER}"), [letters]).passes


# The file for build servers


def test_the_outcome_as_junit_xml_holds_a_test_a_question_and_no_time() -> None:
    outcomes = [changed(), changed(verdict="missed"), Outcome(question=ONE, fault=Fault.NO_ANSWER)]
    written = junit(outcomes)
    assert written == junit(outcomes)
    suite = ET.fromstring(written)  # noqa: S314 - our own
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    failures = [test.find("failure") for test in suite.iter("testcase")]
    assert [each is None for each in failures] == [True, False, False]
    assert [each.get("message") for each in failures if each is not None] == [
        'contacts_followed_through start verdict: expected "met", given "missed"',
        "no_answer",
    ]
    assert "time" not in suite.attrib


def test_letters_that_xml_cannot_hold_are_left_out() -> None:
    odd = differences(ONE, [FINDING, {**FINDING, "episode": "a\x00b"}])
    ET.fromstring(junit([odd]))  # noqa: S314 - our own
