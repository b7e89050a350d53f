"""The library and the reference model give the same verdicts, whatever the journal and the day."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, strategies as st

from cm_method.case.case import Case
from cm_method.journal import Journal
from cm_method.rules.method import Method
from cm_method.rules.review import review
from tests.reference.model import Answer, reference_answers
from tests.strategies import any_journals, days_around, days_known, methods


def library_answers(
    journal: Journal, method: Method, *, on: date, known: date | None
) -> dict[tuple[str, str], Answer]:
    return {
        (finding.rule, finding.episode): Answer(
            verdict=finding.verdict.value,
            counts=finding.counts,
            due=finding.due,
            done_on=finding.done_on,
            marks=frozenset(mark.value for mark in finding.marks),
        )
        for finding in review(Case.of(journal, on=on, known=known), method)
    }


def same_answers(journal: Journal, method: Method, *, on: date, known: date | None) -> None:
    found = library_answers(journal, method, on=on, known=known)
    expected = reference_answers(journal, method, on=on, known=known)
    assert found == expected


@given(st.data())
def test_the_library_answers_as_the_reference_does(edition: Method, data: Any) -> None:
    journal = data.draw(any_journals())
    on, known = data.draw(days_around(journal)), data.draw(days_known(journal))
    same_answers(journal, edition, on=on, known=known)


@given(st.data())
def test_the_library_answers_as_the_reference_does_under_other_methods(data: Any) -> None:
    journal, method = data.draw(any_journals()), data.draw(methods())
    on, known = data.draw(days_around(journal)), data.draw(days_known(journal))
    same_answers(journal, method, on=on, known=known)
