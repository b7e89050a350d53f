"""The targets as a publication tells them: what follows from its counts, and nothing else (R28).

An outcome tells of counts too, so it is hidden with them.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from cm_method.cohort.disclosure import EVERYONE, STARTED, Publication
from cm_method.cohort.disclosure_worlds import Counts
from cm_method.cohort.results import Result, Results
from cm_method.rules.method import Measure


@frozen(kw_only=True)
class PublishedResult:
    """One target: its *counts* in the order of the table's columns, None where they are hidden.

    *result* holds the bounds and the outcome where they follow from the counts, else None: not
    where it is unknown of some whether the target concerns them, or whether they have started.
    """

    counts: Counts | None
    result: Result | None = field(repr=False)


def published_results(
    made: Publication, results: Results
) -> Iterator[tuple[Result, PublishedResult]]:
    """Every target with what is told of it."""
    for result in results:
        people = result.target.measure is Measure.PEOPLE
        table = made.table(EVERYONE, STARTED if people else result.target.rule)
        counts = None if table.rows is None else table.rows[0]
        yield result, PublishedResult(counts=counts, result=_told(result, counts))


def _told(result: Result, counts: Counts | None) -> Result | None:
    if counts is None:
        return None
    if result.target.measure is Measure.PEOPLE:
        (started,) = counts
        return result if result.lower.met == started else None
    return None if result.unknown_membership else result
