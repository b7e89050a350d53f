"""Equality: every figure by gender, age, district and way in, and what small groups cannot tell.

Follow-up looks for inequality in access and results (IOP). Differences are shown with intervals;
nothing is ever called a difference that small groups cannot carry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum, unique

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.episodes import Reached, episodes
from cm_method.case.participants import participant
from cm_method.cohort.disclosure import Table
from cm_method.cohort.results import Results, results_of
from cm_method.cohort.shares import Share
from cm_method.cohort.statistics import wilson
from cm_method.cohort.tally import Tally, empty_tally, tally
from cm_method.journal import Journal
from cm_method.rules.method import Measure, Method
from cm_method.rules.milestone import Verdict

UNKNOWN = "unknown"
"""The category of those about whom nobody has stated it."""


@unique
class Grouping(Enum):
    """By what figures are broken down."""

    GENDER = "gender"
    AGE = "age"
    DISTRICT = "district"
    ENTRY_ROUTE = "entry_route"


AGE_LIMITS = (18, 25, 30)
"""Where age bands begin, in whole years at service start: young adults in two halves (R31)."""


def category_of(
    case: Case, method: Method, grouping: Grouping, *, age_limits: tuple[int, ...] = AGE_LIMITS
) -> str:
    """The category of a participant, by the first episode under the edition.

    With only a year of birth the age is a range; one that straddles a limit is unknown (R31).
    """
    mine = [e for e in episodes(case) if e.started.edition == method.code]
    if grouping is Grouping.ENTRY_ROUTE:
        reached = case.of_kind(Reached)
        before = [e for e in reached if not mine or e.on <= mine[0].first]
        return before[-1].route.value if before else UNKNOWN
    facts = participant(case)
    if grouping is Grouping.GENDER:
        return UNKNOWN if facts.gender is None else facts.gender.value
    if grouping is Grouping.DISTRICT:
        return facts.district or UNKNOWN
    age = facts.age(mine[0].first) if mine else None
    if age is None:
        return UNKNOWN
    bands = {_band(years, age_limits) for years in age}
    return bands.pop() if len(bands) == 1 else UNKNOWN


def _band(years: int, limits: tuple[int, ...]) -> str:
    below = [limit for limit in limits if limit <= years]
    above = [limit for limit in limits if limit > years]
    if not below:
        return f"under_{limits[0]}"
    return f"{below[-1]}_{above[0] - 1}" if above else f"from_{limits[-1]}"


def tallies_by(
    journals: Iterable[Journal],
    method: Method,
    grouping: Grouping,
    *,
    on: date,
    known: date | None = None,
    age_limits: tuple[int, ...] = AGE_LIMITS,
) -> Mapping[str, Tally]:
    """The tally of each category; together they add up to the tally of all."""
    found: dict[str, Tally] = {}
    for journal in journals:
        case = Case.of(journal, on=on, known=known)
        code = category_of(case, method, grouping, age_limits=age_limits)
        one = tally([journal], method, on=on, known=known)
        found[code] = found.get(code, empty_tally(method, on=on, known=known)) + one
    return dict(sorted(found.items()))


def table_of(tallies: Mapping[str, Tally], method: Method, grouping: Grouping) -> Table:
    """The exact counts by category and target, before disclosure control; confidential.

    Columns are, for each target, who fulfilled it, who did not, and whose answer is missing; for a
    target in people only the first.
    """
    columns: list[str] = []
    counts: list[Callable[[Results], int]] = []
    for target in method.targets:
        for name, verdicts in COLUMNS.items():
            if target.measure is Measure.PERCENT or name == "met":
                columns.append(f"{target.number}.{name}")
                counts.append(_counter(target.rule, verdicts))
    every = [results_of(each, method) for each in tallies.values()]
    return Table(
        name=grouping.value,
        categories=tuple(tallies),
        columns=columns,
        rows=tuple(tuple(count(found) for count in counts) for found in every),
    )


COLUMNS: Mapping[str, tuple[Verdict, ...]] = {
    "met": (Verdict.MET,),
    "not_met": (Verdict.MISSED, Verdict.MET_LATE),
    "unknown": (Verdict.UNKNOWN,),
}
"""What a breakdown counts of each target."""


def _counter(rule: str, verdicts: tuple[Verdict, ...]) -> Callable[[Results], int]:
    return lambda found: sum(found[rule].count(verdict) for verdict in verdicts)


@frozen(kw_only=True)
class Difference:
    """Two categories' shares of one target, with the interval of the difference, in shares of one.

    *low* and *high* come from Newcombe's method on the Wilson intervals; they say how little a
    small group can tell, and never serve as a verdict.
    """

    rule: str
    category: str
    other: str
    share: Share
    other_share: Share
    low: float
    high: float


def differences(tallies: Mapping[str, Tally], method: Method, rule: str) -> tuple[Difference, ...]:
    """Every pair of categories in which somebody is known, for one target."""
    percent = method.parameters.interval_percent.value
    known = {
        code: share
        for code, each in tallies.items()
        if code != UNKNOWN and (share := results_of(each, method)[rule].bounds.known).of
    }
    codes = sorted(known)
    return tuple(
        _difference(rule, one, other, known, percent)
        for place, one in enumerate(codes)
        for other in codes[place + 1 :]
    )


def _difference(
    rule: str, one: str, other: str, known: Mapping[str, Share], percent: int
) -> Difference:
    mine, theirs = known[one], known[other]
    low, high = wilson(mine, percent)
    other_low, other_high = wilson(theirs, percent)
    seen, other_seen = mine.met / mine.of, theirs.met / theirs.of
    apart = seen - other_seen
    return Difference(
        rule=rule,
        category=one,
        other=other,
        share=mine,
        other_share=theirs,
        low=apart - ((seen - low) ** 2 + (other_high - other_seen) ** 2) ** 0.5,
        high=apart + ((high - seen) ** 2 + (other_seen - other_low) ** 2) ** 0.5,
    )
