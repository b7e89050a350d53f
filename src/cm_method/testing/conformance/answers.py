"""Comparing an answer with what is expected, finding by finding."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum, unique
from typing import Any

from attrs import field, frozen

from cm_method.adapters.json import entry_from_dict, to_plain
from cm_method.case.case import Case
from cm_method.fields import row
from cm_method.journal import Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.findings import Finding
from cm_method.rules.review import review
from cm_method.testing.conformance.kit import Plain, Question

LEVELS: Mapping[str, tuple[str, ...]] = {
    "verdicts": ("verdict",),
    "days": ("verdict", "due", "done_on", "counts"),
    "reasons": ("verdict", "due", "done_on", "counts", "reasons"),
}
"""What is compared at each level; the last is what a full integration answers to."""


@unique
class Fault(Enum):
    """Why there was no answer to compare."""

    NO_ANSWER = "no_answer"
    TWO_ANSWERS = "two_answers"
    NOT_AN_ANSWER = "not_an_answer"


@frozen(kw_only=True)
class Difference:
    """One thing that an answer says otherwise, about one rule in one episode.

    *part* is the part of the finding, or ``finding`` where a whole one is missing (*given* None) or
    too many (*expected* None).
    """

    rule: str
    episode: str
    part: str
    expected: Any
    given: Any


@frozen(kw_only=True)
class Outcome:
    """What came of one question: nothing, *differences*, or a *fault* where none could be seen."""

    question: Question
    differences: tuple[Difference, ...] = field(default=(), converter=row)
    fault: Fault | None = None

    @property
    def same(self) -> bool:
        """Whether the answer is the expected one."""
        return not self.differences and self.fault is None


def differences(question: Question, findings: Any, level: str = "reasons") -> Outcome:
    """How the *findings* of an answer differ from what is expected, at a level of `LEVELS`.

    The order of findings is free, that of reasons is not: the first is the decisive one.
    """
    if not _are_findings(findings):
        return Outcome(question=question, fault=Fault.NOT_AN_ANSWER)
    given: dict[tuple[str, str], Plain] = {}
    for finding in findings:
        place = (finding["rule"], finding["episode"])
        if place in given:
            return Outcome(question=question, fault=Fault.TWO_ANSWERS)
        given[place] = finding
    expected = {(each["rule"], each["episode"]): each for each in question.expected}
    found = [
        difference
        for place in sorted(expected.keys() | given.keys())
        for difference in _between(place, expected.get(place), given.get(place), LEVELS[level])
    ]
    return Outcome(question=question, differences=found)


def _are_findings(findings: Any) -> bool:
    return isinstance(findings, list | tuple) and all(
        isinstance(each, Mapping)
        and all(isinstance(each.get(name), str) for name in ("rule", "episode", "verdict"))
        for each in findings
    )


def _between(
    place: tuple[str, str], expected: Plain | None, given: Plain | None, parts: Iterable[str]
) -> Iterator[Difference]:
    rule, episode = place
    if expected is None or given is None:
        whole = [each and each["verdict"] for each in (expected, given)]
        yield Difference(
            rule=rule, episode=episode, part="finding", expected=whole[0], given=whole[1]
        )
        return
    for part in parts:
        one, other = expected[part], given.get(part)
        # In Python alone 1 is True; what came as JSON is compared as JSON.
        if json.dumps(one) != json.dumps(other):
            yield Difference(rule=rule, episode=episode, part=part, expected=one, given=other)


def run(
    answer: Callable[[Plain], Any], asked: Iterable[Question], level: str = "reasons"
) -> tuple[Outcome, ...]:
    """Put each question to a Python function, which gets a JSON object and gives the findings."""
    return tuple(differences(each, answer(each.asked()), level) for each in asked)


def answer_of_the_library(asked: Plain) -> list[dict[str, Any]]:
    """The findings of this library, as the answer to a question that came as a JSON object.

    Raises Refused for an entry that it cannot read, and KeyError for an edition it does not have.
    """
    journal = journal_in_plain(asked["journal"])
    known = asked["known"] and date.fromisoformat(asked["known"])
    case = Case.of(journal, on=date.fromisoformat(asked["on"]), known=known)
    found = review(case, EDITIONS[asked["edition"]])
    return [finding_in_plain(each) for each in found if each.rule in asked["rules"]]


def journal_in_plain(raw: Plain) -> Journal:
    """The journal of a question, problems and all. Raises Refused for what cannot be read."""
    return Journal(
        subject=raw["participant"],
        entries=[entry_from_dict(entry) for entry in raw["entries"]],
        disposed=raw.get("disposed", ()),
        elsewhere=raw.get("elsewhere", ()),
    )


def finding_in_plain(finding: Finding) -> dict[str, Any]:
    """A finding as the kit tells it: what any system can say, in codes and days."""
    return {
        "rule": finding.rule,
        "episode": finding.episode,
        "verdict": finding.verdict.value,
        "due": to_plain(finding.due),
        "done_on": to_plain(finding.done_on),
        "counts": finding.counts,
        "reasons": [reason.code for reason in finding.reasons],
    }
