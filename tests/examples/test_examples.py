"""The worked cases: every reading with days on both sides of its boundary, verdict and reasons.

Each TOML file is a reading. A case has the journal in the short notation (`notation.py`) and the
days on which it is asked: the verdict, the last day in time, and the codes of all reasons. The
verdict "none" says that the rule has nothing to say about that start.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

import pytest

from cm_method.case.case import Case
from cm_method.case.needs import NeedArea
from cm_method.case.self_ratings import Dimension
from cm_method.dates import Period
from cm_method.rules.findings import Finding
from cm_method.rules.method import CrisisScale, Method, Parameters, Span
from cm_method.rules.review import review
from cm_method.sources import Document, Source
from tests.examples.notation import EXAMPLE_START, day_of, journal_of
from tests.examples.reading import told_in

ANOTHER_MUNICIPALITY = Source(document=Document.OWN, section="another municipality")


def adapted(edition: Method, values: dict[str, Any]) -> Method:
    """The edition with other values, written as a method's file would write them."""
    if not values:
        return edition
    period = values.pop("period", None)
    return edition.adapt(
        code=edition.code,
        source=ANOTHER_MUNICIPALITY,
        since=date(2026, 5, 1),
        period=Period(**period) if period else None,
        **{name: _value(edition.parameters, name, said) for name, said in values.items()},
    )


def _value(parameters: Parameters, name: str, said: Any) -> Any:
    if name == "co_occurring":
        return tuple(tuple(NeedArea(area) for area in group) for group in said)
    if name == "primary_instruments":
        return tuple((Dimension(dimension), code) for dimension, code in said.items())
    if name == "crisis_scale":
        return CrisisScale(levels=tuple(said["levels"]), threshold=said["threshold"])
    now = getattr(parameters, name).value
    if isinstance(now, Span):
        return Span(**said)
    if isinstance(now, Enum):
        return type(now)(said)
    return tuple(said) if isinstance(now, tuple) else said


@pytest.mark.parametrize("told", tuple(told_in("readings", "case")))
def test_worked_case(told: dict[str, Any], edition: Method) -> None:
    start = told.get("start", EXAMPLE_START)
    journal = journal_of(told["journal"], start)
    method = adapted(edition, dict(told.get("method", {})))
    found, expected = [], []
    for asked in told["asked"]:
        on = day_of(asked["on"], start)
        known = day_of(asked["known"], start) if "known" in asked else None
        case = Case.of(journal, on=on, known=known)
        rule, episode = asked.get("rule", told.get("rule")), asked.get("episode", "start")
        answers = [f for f in review(case, method) if (f.rule, f.episode) == (rule, episode)]
        assert len(answers) <= 1
        found.append(shown(asked["on"], answers[0] if answers else None))
        due = day_of(asked["due"], start) if "due" in asked else None
        expected.append((str(asked["on"]), asked["verdict"], str(due), asked.get("reasons", [])))
    assert found == expected


def shown(on: str | date, finding: Finding | None) -> tuple[str, str, str, list[str]]:
    if finding is None:
        return str(on), "none", "None", []
    codes = [reason.code for reason in finding.reasons]
    return str(on), finding.verdict.value, str(finding.due), codes
