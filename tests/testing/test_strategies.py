"""The strategies for those who embed the library, used as they would use them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

from hypothesis import given, strategies as st

from cm_method.case.case import Case
from cm_method.case.checks import case_problems
from cm_method.journal import Journal
from cm_method.rules.method import Method
from cm_method.rules.review import review
from cm_method.testing.strategies import cases, days, entries_after, journals

WITHOUT_HYPOTHESIS = """
import sys
sys.modules["hypothesis"] = None
import cm_method.testing
try:
    import cm_method.testing.strategies
except ImportError as error:
    print(error)
"""


@given(st.data())
def test_what_happens_later_never_changes_what_was_found_earlier(
    edition: Method, data: st.DataObject
) -> None:
    """Law 1, as it stands in the handbook, by those who have nothing but these strategies."""
    journal = data.draw(journals())
    day = data.draw(days(date(2026, 1, 1), date(2029, 12, 31)))
    later = [e for e in data.draw(entries_after(day)) if e.id not in journal.ids and not e.corrects]
    before = review(Case.of(journal, on=day), edition)
    assert review(Case.of(journal.with_entries(*later), on=day), edition) == before


@given(cases())
def test_a_case_can_be_judged(edition: Method, case: Case) -> None:
    assert all(finding.on == case.on for finding in review(case, edition))


@given(journals())
def test_life_like_journals_have_no_problems(journal: Journal) -> None:
    assert case_problems(journal) == ()


@given(days(date(2026, 1, 1), date(2029, 12, 31)), st.data())
def test_entries_after_a_day_happen_after_it(day: date, data: st.DataObject) -> None:
    assert all(entry.on > day for entry in data.draw(entries_after(day)))


def test_without_hypothesis_the_missing_extra_is_named() -> None:
    command = [sys.executable, "-c", WITHOUT_HYPOTHESIS]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "'.[testing]'" in said
