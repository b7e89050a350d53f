"""Reliable change (Jacobson-Truax, R17): both sides of 1.96, both directions, or not known."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest

from cm_method.case.case import Case
from cm_method.case.self_ratings import BUILT_IN, OWN_PARTICIPATION, Dimension
from cm_method.dates import plus_days
from cm_method.rules.method import Method
from cm_method.rules.milestone import Mark
from cm_method.rules.review import review
from cm_method.sources import Document, Source
from tests.examples.notation import EXAMPLE_START, journal_of

RELIABILITY = {Mark.RELIABLY_IMPROVED, Mark.RELIABLY_WORSENED, Mark.RELIABILITY_UNKNOWN}


def edition_of(edition: Method, sd: Fraction | None, reliability: Fraction | None) -> Method:
    known = attrs.evolve(OWN_PARTICIPATION, sd=sd, reliability=reliability)
    return edition.adapt(
        code=edition.code,
        source=Source(document=Document.OWN, section="test", readings=("R17",)),
        since=date(2026, 5, 1),
        instruments=[known, *(each for each in BUILT_IN if each.code != known.code)],
        primary_instruments=((Dimension.PARTICIPATION, known.code),),
    )


def marks(method: Method, before: int, after: int) -> set[Mark]:
    life = f"""
        day 0: started as s
        day 1: rating own-participation {before}
        day 90: ended s
        day 95: rating own-participation {after}
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
