"""The laws of figures: tallies add up, and a share lies within its bounds."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import reduce
from itertools import combinations

import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.register import Register
from cm_method.cohort.results import Outcome, Result, results, results_of
from cm_method.cohort.shares import Share, bounds_of
from cm_method.cohort.statistics import wilson
from cm_method.cohort.tally import empty_tally, tally, trend
from cm_method.errors import CannotAdd
from cm_method.journal import Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Measure, Method
from cm_method.rules.milestone import Signature, Verdict
from cm_method.rules.review import review
from cm_method.testing.strategies import (
    EDITION,
    any_journals,
    any_methods,
    days_around,
    days_known,
    days_of,
    methods,
    registers,
)


class TestSums:
    """Law 6: tallies of any partition by participant add up to the tally of the whole."""

    @given(st.lists(any_journals(), min_size=1, max_size=5), any_methods(), st.data())
    def test_tallies_of_any_partition_add_up_to_the_whole(
        self, journals: list[Journal], method: Method, data: DataObject
    ) -> None:
        on = data.draw(days_around(journals[0]))
        known = data.draw(days_known(journals[0]))
        sides = data.draw(st.lists(st.integers(0, 2), min_size=5, max_size=5))
        parts = [
            tally(
                [j for j, side in zip(journals, sides, strict=False) if side == n],
                method,
                on=on,
                known=known,
            )
            for n in range(3)
        ]
        whole = tally(journals, method, on=on, known=known)
        assert parts[0] + parts[1] + parts[2] == whole
        assert parts[2] + (parts[1] + parts[0]) == whole
        assert reduce(lambda a, b: a + b, parts, empty_tally(method, on=on, known=known)) == whole
        assert results_of(parts[0] + parts[1] + parts[2], method) == results(
            journals, method, on=on, known=known
        )

    @given(st.lists(any_journals(), min_size=1, max_size=4), any_methods(), st.data())
    def test_a_tally_counts_the_counted_findings_and_nothing_else(
        self, journals: list[Journal], method: Method, data: DataObject
    ) -> None:
        on, known = data.draw(days_around(journals[0])), data.draw(days_known(journals[0]))
        counted: Counter[tuple[str, Verdict]] = Counter()
        for journal in journals:
            for finding in review(Case.of(journal, on=on, known=known), method):
                if finding.counts:
                    counted[finding.rule, finding.verdict] += 1
        whole = tally(journals, method, on=on, known=known)
        summed: Counter[tuple[str, Verdict]] = Counter()
        for rule, counts in whole.counts.items():
            for signature, number in counts.items():
                assert number > 0
                summed[rule, signature.verdict] += number
        assert summed == counted
        assert whole.journals == len(journals)

    @given(st.lists(any_journals(), min_size=1, max_size=4), any_methods(), st.data())
    def test_a_trend_is_the_tally_of_each_day(
        self, journals: list[Journal], method: Method, data: DataObject
    ) -> None:
        known = data.draw(days_known(journals[0]))
        every = sorted({day for journal in journals for day in days_of(journal)})
        days = data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=12))
        assert trend(journals, method, days, known=known) == tuple(
            tally(journals, method, on=day, known=known) for day in sorted(set(days))
        )

    @given(methods(code="another-2027"), st.data())
    def test_tallies_that_describe_different_things_are_not_added(
        self, method: Method, data: DataObject
    ) -> None:
        first = data.draw(st.dates())
        edition = EDITIONS[EDITION]
        tallies = [
            empty_tally(edition, on=first, known=first),
            empty_tally(edition, on=first),
            empty_tally(method, on=first),
            empty_tally(edition, on=data.draw(st.dates().filter(lambda day: day != first))),
        ]
        for one, other in combinations(tallies, 2):
            with pytest.raises(CannotAdd) as mine:
                one + other
            with pytest.raises(CannotAdd) as yours:
                other + one
            assert mine.value == yours.value
            assert {p.path for p in mine.value.problems} == {
                name
                for name in ("edition", "fingerprint", "on", "known")
                if getattr(one, name) != getattr(other, name)
            }


def result_with_bounds(result: Result) -> None:
    """Law 10, for one result."""
    lower, upper, known = result.bounds.lower, result.bounds.upper, result.bounds.known
    for share in (lower, upper, known):
        assert share.met >= 0
    low, high, middle = lower.fraction, upper.fraction, known.fraction
    if low is not None and high is not None:
        assert low <= high
    if middle is not None:
        assert low is not None
        assert high is not None
        assert low <= middle <= high
    if not result.verdicts.get(Verdict.UNKNOWN):
        assert lower == upper == known
    if result.interval is not None:
        assert 0 <= result.interval.low <= result.interval.high <= 1
        for fraction in (low, high, middle):
            if fraction is not None:
                assert result.interval.low <= fraction <= result.interval.high


WAYS = (
    Signature(Verdict.MET, "", True),
    Signature(Verdict.MET_LATE, "", True),
    Signature(Verdict.MISSED, "", False),
    Signature(Verdict.NOT_YET_DUE, "", True),
    Signature(Verdict.EXCLUDED, "died_before_deadline", False),
    Signature(Verdict.UNKNOWN, "answer", False),
    Signature(Verdict.UNKNOWN, "membership", True),
    Signature(Verdict.UNKNOWN, "membership", False),
)
"""Every way to count that the bounds tell apart."""


def completions(people: list[Signature]) -> set[tuple[int, int]]:
    """Met and counted, in every way in which the missing answers may turn out."""
    found = {(0, 0)}
    for person in people:
        if person.verdict in (Verdict.NOT_YET_DUE, Verdict.EXCLUDED):
            continue
        outcomes = [(int(person.verdict is Verdict.MET), 1)]
        if person.verdict is Verdict.UNKNOWN and person.code == "answer":
            outcomes = [(0, 1), (1, 1)]
        elif person.verdict is Verdict.UNKNOWN:
            outcomes = [(0, 0), (int(person.done), 1)]
        found = {(met + more, of + one) for met, of in found for more, one in outcomes}
    return found


class TestBounds:
    """Law 10: the share among the known lies within its bounds, and the interval contains them."""

    @given(registers(wild=True, min_size=1), any_methods(), st.data())
    def test_the_share_among_the_known_lies_within_its_bounds(
        self, register: Register, method: Method, data: DataObject
    ) -> None:
        on = data.draw(days_around(data.draw(st.sampled_from(tuple(register)))))
        for result in results(register, method, on=on).by_target:
            if result.target.measure is Measure.PERCENT:
                result_with_bounds(result)
            if result.outcome is Outcome.REACHED:
                assert result.short == 0

    @given(st.lists(st.tuples(st.sampled_from(WAYS), st.integers(0, 3)), max_size=6))
    def test_bounds_are_the_least_and_the_most_that_any_answers_allow(
        self, drawn: list[tuple[Signature, int]]
    ) -> None:
        counts = dict(drawn)
        shares = [
            Fraction(met, of) for met, of in completions(list(Counter(counts).elements())) if of
        ]
        bounds = bounds_of(counts)
        low, high, known = bounds.lower.fraction, bounds.upper.fraction, bounds.known.fraction
        if low is not None:
            assert low == min(shares)
        if high is not None:
            assert high == max(shares)
        if known is not None:
            assert low is not None
            assert high is not None
            assert low <= known <= high
        assert bool(shares) == (low is not None or high is not None)
        if not any(signature.verdict is Verdict.UNKNOWN and n for signature, n in counts.items()):
            assert bounds.lower == bounds.upper == bounds.known

    @given(st.integers(0, 60), st.integers(1, 60), st.sampled_from((50, 80, 90, 95, 99)))
    def test_an_interval_contains_its_share_and_widens_with_confidence(
        self, met: int, of: int, percent: int
    ) -> None:
        share = Share(met=min(met, of), of=of)
        low, high = wilson(share, percent)
        assert 0 <= low <= Fraction(share.met, share.of) <= high <= 1
        wider = wilson(share, 99)
        assert wider[0] <= low
        assert high <= wider[1]
