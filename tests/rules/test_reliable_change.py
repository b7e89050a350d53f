"""Reliable change (Jacobson-Truax, R17): both sides of 1.96, both directions, or not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from math import sqrt

import attrs
import pytest
from hypothesis import assume, given, strategies as st

from cm_method.case.case import Case
from cm_method.case.self_ratings import BUILT_IN, OWN_PARTICIPATION, Dimension, Instrument
from cm_method.dates import plus_days
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method
from cm_method.rules.milestone import Mark
from cm_method.rules.review import review
from cm_method.rules.self_ratings import Pair, Rating
from cm_method.sources import Document, Source
from cm_method.testing.strategies import EDITION
from tests.examples.notation import EXAMPLE_START, journal_of

IMPROVED, WORSENED = Mark.RELIABLY_IMPROVED, Mark.RELIABLY_WORSENED
RELIABILITY = {IMPROVED, WORSENED, Mark.RELIABILITY_UNKNOWN}


def edition_of(edition: Method, sd: Fraction | None, reliability: Fraction | None) -> Method:
    return asking_for(edition, attrs.evolve(OWN_PARTICIPATION, sd=sd, reliability=reliability))


def asking_for(edition: Method, known: Instrument) -> Method:
    return edition.adapt(
        code=edition.code,
        source=Source(document=Document.OWN, section="test", readings=("R17",)),
        since=date(2026, 5, 1),
        instruments=[known, *(each for each in BUILT_IN if each.code != known.code)],
        primary_instruments=((Dimension.PARTICIPATION, known.code),),
    )


def marks(
    method: Method, before: int, after: int, instrument: str = OWN_PARTICIPATION.code
) -> set[Mark]:
    life = f"""
        day 0: started as s
        day 1: rating {instrument} {before}
        day 90: ended s
        day 95: rating {instrument} {after}
    """
    on = plus_days(EXAMPLE_START, 200)
    found = review(Case.of(journal_of(life), on=on), method)
    (finding,) = [each for each in found if each.rule == "self_rated_improvement"]
    return set(finding.marks) & RELIABILITY


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (3, 5, set()),
        (3, 6, {Mark.RELIABLY_IMPROVED}),
        (6, 4, set()),
        (6, 3, {Mark.RELIABLY_WORSENED}),
        (5, 5, set()),
    ],
)
def test_beyond_what_measurement_error_explains(
    edition: Method, before: int, after: int, expected: set[Mark]
) -> None:
    """With SD 2 and r 0.8 a change of 2.48 points is the limit."""
    method = edition_of(edition, Fraction(2), Fraction(8, 10))
    assert marks(method, before, after) == expected


def test_without_sd_or_reliability_nobody_can_tell(edition: Method) -> None:
    for sd, reliability in ((None, None), (Fraction(2), None), (None, Fraction(8, 10))):
        method = edition_of(edition, sd, reliability)
        assert marks(method, 3, 9) == {Mark.RELIABILITY_UNKNOWN}


# The worked example of the authors
#
# N. S. Jacobson and P. Truax, "Clinical significance: a statistical approach to defining meaningful
# change in psychotherapy research", Journal of Consulting and Clinical Psychology 59 (1991) 12-19:
# from 32.5 to 47.5, with a standard error of the difference of 4.74, the index is 3.16 and beyond
# 1.96. An SD of 7.5 and a reliability of 0.80 give that standard error.

SD, R = Fraction(15, 2), Fraction(4, 5)
BEFORE, AFTER = Fraction(65, 2), Fraction(95, 2)


def test_the_published_figures_follow_from_one_another() -> None:
    standard_error = float(SD) * sqrt(1 - R)
    of_a_difference = sqrt(2 * standard_error**2)
    assert f"{standard_error:.2f}" == "3.35"
    assert f"{of_a_difference:.2f}" == "4.74"
    assert f"{float(AFTER - BEFORE) / of_a_difference:.2f}" == "3.16"


HALVES = Instrument(
    code="worked-example",
    dimension=Dimension.PARTICIPATION,
    lowest=0,
    highest=400,
    higher_is_better=True,
    sd=2 * SD,
    reliability=R,
)
"""The instrument of the example counted in half points, since scores here are whole numbers.

Scores and SD grow by the same factor, so the index stays what it is.
"""

TURNED = attrs.evolve(HALVES, higher_is_better=False)
AT_THE_LIMIT = attrs.evolve(HALVES, sd=Fraction(125), reliability=Fraction(23, 25))
"""125 x sqrt(2 x 0.08) = 50, so that a change of exactly 98 is 1.96."""
SMALL_LIMIT = attrs.evolve(HALVES, sd=Fraction(100, 49), reliability=Fraction(23, 32))
"""100/49 x sqrt(2 x 9/32) = 75/49, so that a change of exactly 3 is 1.96."""
PERFECT = attrs.evolve(HALVES, reliability=Fraction(1))

CASES = [
    # instrument, before, after, mark
    (HALVES, 65, 95, IMPROVED),  # the published case: 3.16
    (HALVES, 95, 65, WORSENED),  # and the other way round
    (TURNED, 65, 95, WORSENED),  # where lower is better
    (TURNED, 95, 65, IMPROVED),
    (HALVES, 65, 83, None),  # 9.0 points: 1.897
    (HALVES, 65, 84, IMPROVED),  # 9.5 points: 2.003
    (HALVES, 84, 66, None),
    (HALVES, 84, 65, WORSENED),
    (HALVES, 65, 65, None),
    (AT_THE_LIMIT, 100, 197, None),  # 1.94
    (AT_THE_LIMIT, 100, 198, None),  # 1.96 exactly is not beyond 1.96, as it would be in floats
    (AT_THE_LIMIT, 100, 199, IMPROVED),  # 1.98
    (AT_THE_LIMIT, 198, 100, None),
    (AT_THE_LIMIT, 199, 100, WORSENED),
    (SMALL_LIMIT, 100, 103, None),  # exactly 1.96 again
    (SMALL_LIMIT, 100, 104, IMPROVED),
    (SMALL_LIMIT, 103, 100, None),
    (SMALL_LIMIT, 104, 100, WORSENED),
    (PERFECT, 100, 101, IMPROVED),  # nothing is left to measuring
    (PERFECT, 101, 100, WORSENED),
    (PERFECT, 100, 100, None),
]


@pytest.mark.parametrize(("instrument", "before", "after", "mark"), CASES)
def test_a_change_is_marked_where_the_index_is_beyond_the_bound(
    edition: Method, instrument: Instrument, before: int, after: int, mark: Mark | None
) -> None:
    method = asking_for(edition, instrument)
    expected = {mark} if mark is not None else set()
    assert marks(method, before, after, instrument.code) == expected


def test_at_the_limit_floats_would_have_said_otherwise() -> None:
    """Why the bound is compared squared and exact."""
    for change, limit in ((98, AT_THE_LIMIT), (3, SMALL_LIMIT)):
        assert limit.sd is not None
        assert limit.reliability is not None
        sd, reliability = float(limit.sd), float(limit.reliability)
        assert change / (sd * sqrt(2) * sqrt(1 - reliability)) > 1.96


POSITIVE = st.fractions(Fraction(1, 4), 40, max_denominator=20)


@given(POSITIVE, st.fractions(0, 1, max_denominator=50), st.integers(0, 400), st.integers(0, 400))
def test_it_is_the_formula_of_the_source_worked_out_with_many_digits(
    sd: Fraction, reliability: Fraction, before: int, after: int
) -> None:
    """Difference / (SD x sqrt(2) x sqrt(1 - r)) beyond 1.96, as R17 writes it."""
    with localcontext() as context:
        context.prec = 60
        spread = Decimal(sd.numerator) / sd.denominator
        missing = 1 - Decimal(reliability.numerator) / reliability.denominator
        bound = Decimal("1.96") * spread * Decimal(2).sqrt() * missing.sqrt()
        change = Decimal(abs(after - before))
        assume(abs(change - bound) > Decimal(10) ** -40)
        beyond = change > bound
    instrument = attrs.evolve(HALVES, sd=sd, reliability=reliability)
    pair = Pair(
        dimension=Dimension.PARTICIPATION,
        instrument=instrument,
        before=Rating(id="hm-1", on=EXAMPLE_START, score=before),
        after=Rating(id="hm-2", on=plus_days(EXAMPLE_START, 90), score=after),
        timing=(),
    )
    assert pair.is_reliable is beyond


def test_a_small_improvement_counts_for_the_target_and_is_not_called_reliable() -> None:
    """R17: any movement is improvement; whether it is more than chance stands beside it."""
    method = asking_for(EDITIONS[EDITION], HALVES)
    journal = journal_of(
        """
        day 0: started as s
        day 1: rating worked-example 65
        day 90: ended s
        day 95: rating worked-example 66
        """
    )
    (found,) = [
        each
        for each in review(Case.of(journal, on=plus_days(EXAMPLE_START, 200)), method)
        if each.rule == "self_rated_improvement"
    ]
    assert found.verdict.value == "met"
    assert not set(found.marks) & RELIABILITY
