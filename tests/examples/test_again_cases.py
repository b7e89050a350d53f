"""The worked cases of the rules that ask again and again, under the edition that has them.

Each TOML file is a rule. A wait is told by its last day; "none" says that nothing is waited for.
"""

from __future__ import annotations

from typing import Any

import pytest

from cm_method.case.case import Case
from cm_method.case.episodes import Started
from cm_method.rules.editions import EDITIONS
from cm_method.rules.review import review_recurring
from tests.examples.notation import EXAMPLE_START, day_of
from tests.examples.reading import told_in
from tests.examples.test_sip_cases import journal_with_sip


@pytest.mark.parametrize("told", tuple(told_in("again", "case")))
def test_worked_case_of_a_rule_that_asks_again(told: dict[str, Any]) -> None:
    journal = journal_with_sip(told["journal"])
    (start,) = journal.at().of_kind(Started)
    found, expected = [], []
    for asked in told["asked"]:
        case = Case.of(journal, on=day_of(asked["on"], EXAMPLE_START))
        due = day_of(asked["due"], EXAMPLE_START) if "due" in asked else None
        answers = [
            (each.verdict.value, [reason.code for reason in each.reasons])
            for each in review_recurring(case, EDITIONS[start.edition])
            if (each.rule, each.due) == (told["rule"], due)
        ]
        found.append((asked["on"], answers or [("none", [])]))
        expected.append((asked["on"], [(asked["verdict"], asked.get("reasons", []))]))
    assert found == expected
