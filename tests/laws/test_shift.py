"""The law of whole weeks: a journal moved in time moves its week-based deadlines alike."""

from __future__ import annotations

from datetime import timedelta

import attrs
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.participants import ParticipantDescribed
from cm_method.dates import Period
from cm_method.journal import Journal
from cm_method.rules.findings import Finding
from cm_method.rules.method import Method
from cm_method.rules.review import review, review_recurring
from cm_method.testing.strategies import (
    OTHER_MUNICIPALITY,
    any_journals,
    any_methods,
    days_around,
    days_known,
    shifted,
)

COUNTED_IN_DAYS = ("plan_deadline", "plan_ambition", "contacts_deadline", "crisis_deadline")


def without_facts_of_birth(journal: Journal) -> Journal:
    """A year of birth does not move by weeks."""
    kept = [e for e in journal.entries if not isinstance(e, ParticipantDescribed)]
    return attrs.evolve(journal, entries=kept)


def moved_in_time(method: Method, by: timedelta) -> Method:
    period = method.period
    last = None if period.last is None else period.last + by
    return method.adapt(
        code=method.code,
        source=OTHER_MUNICIPALITY,
        since=period.first,
        period=Period(first=period.first + by, last=last),
    )


def in_days(method: Method, finding: Finding) -> bool:
    """Whether the rule of a finding counts in days, not in calendar months."""
    spans = [name for name in method.rule_of(finding.rule).uses if name in COUNTED_IN_DAYS]
    return not any(getattr(method.parameters, name).value.months for name in spans)


class TestShift:
    """Law 13: moving every date by whole weeks moves every week-based deadline by the same."""

    @given(any_journals(), any_methods(), st.integers(-60, 200), st.data())
    def test_everything_found_moves_with_the_journal(
        self, journal: Journal, method: Method, weeks: int, data: DataObject
    ) -> None:
        by = timedelta(weeks=weeks)
        journal = without_facts_of_birth(journal)
        on, known = data.draw(days_around(journal)), data.draw(days_known(journal))
        moved = attrs.evolve(journal, entries=shifted(journal.entries, by))
        there = review(
            Case.of(moved, on=on + by, known=shifted(known, by)), moved_in_time(method, by)
        )
        here = review(Case.of(journal, on=on, known=known), method)
        assert [f.rule for f in there] == [f.rule for f in here]
        for before, after in zip(here, there, strict=True):
            if in_days(method, before):
                assert after == attrs.evolve(shifted(before, by), source=after.source)

    @given(any_journals(), any_methods(), st.integers(-60, 200), st.data())
    def test_what_is_asked_again_and_again_moves_too(
        self, journal: Journal, method: Method, weeks: int, data: DataObject
    ) -> None:
        by = timedelta(weeks=weeks)
        journal = without_facts_of_birth(journal)
        on, known = data.draw(days_around(journal)), data.draw(days_known(journal))
        moved = attrs.evolve(journal, entries=shifted(journal.entries, by))
        there = review_recurring(
            Case.of(moved, on=on + by, known=shifted(known, by)), moved_in_time(method, by)
        )
        here = review_recurring(Case.of(journal, on=on, known=known), method)
        assert there == tuple(
            attrs.evolve(shifted(each, by), source=method.rule_of(each.rule).source)
            for each in here
        )
