"""The kit put to a second implementation, in JavaScript: it agrees, and its mistakes are caught."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("cattrs")

from cm_method.testing.conformance import Outcome, ask_program, questions
from tests.programs import program

SECOND = Path(__file__).with_name("second.mjs")
ITS_RULES = ("service_started", "plan_in_time", "contacts_followed_through")
ASKED = questions(rules=ITS_RULES)


def answers(fault: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Outcome, ...]:
    """What it answers when it makes a mistake, or none."""
    monkeypatch.setenv("FAULT", fault)
    found = ask_program([program("node"), str(SECOND)], ASKED)
    assert found.ended == 0
    assert not found.strays
    return found.outcomes


def knows(outcome: Outcome) -> bool:
    """Whether the question is within what it knows: it does not know competing corrections."""
    reasons = [reason for each in outcome.question.expected for reason in each["reasons"]]
    return "corrections_compete" not in reasons


def test_it_gives_the_expected_answer_to_all_that_it_knows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = answers("", monkeypatch)
    assert [each.question.case for each in found if knows(each) and not each.same] == []
    assert [each.question.case for each in found if not knows(each) and each.same] == []
    assert sum(each.same for each in found) > 280


@pytest.mark.parametrize(
    ("fault", "rule", "part"),
    [
        ("deadline_day_is_late", "plan_in_time", "verdict"),
        ("deadline_day_is_late", "contacts_followed_through", "verdict"),
        ("months_not_clipped", "contacts_followed_through", "due"),
        ("months_not_clipped", "contacts_followed_through", "verdict"),
        ("known_ignored", "plan_in_time", "verdict"),
        ("corrections_ignored", "plan_in_time", "verdict"),
        ("last_episode_counts", "service_started", "counts"),
        ("reason_of_the_deadline_only", "plan_in_time", "reasons"),
    ],
)
def test_a_mistake_in_it_is_caught(
    fault: str, rule: str, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {
        (each.rule, each.part)
        for outcome in answers(fault, monkeypatch)
        if knows(outcome)
        for each in outcome.differences
    }
    assert (rule, part) in found
