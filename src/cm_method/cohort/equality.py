"""Equality: every figure by gender, age, district and way in, and what small groups cannot tell.

Follow-up looks for inequality in treatment, access and results (IOP). Exact figures are for
insiders; what leaves the house goes through disclosure control. Differences come with intervals
and never with a verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum, unique
from itertools import combinations, pairwise
from math import hypot

from attrs import evolve, field, frozen

from cm_method.case.case import Case
from cm_method.case.episodes import EntryRoute, Reached
from cm_method.case.participants import Gender, participant
from cm_method.cohort.disclosure import Breakdown, Counted, Publication, PublishedTable
from cm_method.cohort.indicators import Indicators, indicators_of
from cm_method.cohort.shares import Share
from cm_method.cohort.statistics import wilson
from cm_method.cohort.tally import (
    Tally,
    empty_tally,
    first_of_another_edition,
    is_only_listed,
)
from cm_method.dates import require_days
from cm_method.errors import Problem, Refused
from cm_method.journal import Journal
from cm_method.rules.method import Counting, Measure, Method
from cm_method.rules.milestone import Signature, Verdict, judge
from cm_method.rules.review import milestones, of_this_edition

UNKNOWN = "unknown"
"""The category of those about whom nobody has stated it."""
OTHER_OR_UNKNOWN = "other_or_unknown"
"""Where a publication counts everyone who is neither recorded as a woman nor as a man."""
ELSEWHERE = "elsewhere"
"""Where a publication counts districts in which few had started when the first one was made."""


@unique
class Grouping(Enum):
    """By what figures are broken down."""

    GENDER = "gender"
    AGE = "age"
    DISTRICT = "district"
    ENTRY_ROUTE = "entry_route"


AGE_LIMITS = (18, 25, 30)
"""Where age bands begin, in whole years at service start: young adults in two halves (R31)."""


def age_bands(limits: tuple[int, ...] = AGE_LIMITS) -> tuple[str, ...]:
    """The codes of the bands between the limits, below the first and from the last on."""
    between = (f"{low}_{high - 1}" for low, high in pairwise(limits))
    return (f"under_{limits[0]}", *between, f"from_{limits[-1]}")


def categories_of(
    case: Case, method: Method, *, age_limits: tuple[int, ...] = AGE_LIMITS
) -> Mapping[Grouping, str]:
    """The category of a participant in each grouping, by the first episode under the edition.

    With only a year of birth the age is a range; one that straddles a limit is unknown (R31).
    """
    mine = of_this_edition(case, method)
    facts = participant(case)
    age = facts.age(mine[0].first) if mine else None
    bands = set() if age is None else {_band(years, age_limits) for years in age}
    routes = [e.route for e in case.of_kind(Reached) if not mine or e.on <= mine[0].first]
    return {
        Grouping.GENDER: UNKNOWN if facts.gender is None else facts.gender.value,
        Grouping.AGE: bands.pop() if len(bands) == 1 else UNKNOWN,
        Grouping.DISTRICT: facts.district or UNKNOWN,
        Grouping.ENTRY_ROUTE: routes[-1].value if routes else UNKNOWN,
    }


def _band(years: int, limits: tuple[int, ...]) -> str:
    return age_bands(limits)[sum(limit <= years for limit in limits)]


@frozen(kw_only=True)
class Group:
    """The exact figures of the participants of one category, in confidence.

    *started* are the participants that figures count; *tally* and *indicators* are of all.
    """

    started: int
    tally: Tally = field(repr=False)
    indicators: Indicators | None = field(default=None, repr=False)

    def __add__(self, other: Group) -> Group:
        """Both groups together; without indicators where one of them has none."""
        mine, theirs = self.indicators, other.indicators
        return Group(
            started=self.started + other.started,
            tally=self.tally + other.tally,
            indicators=None if mine is None or theirs is None else mine + theirs,
        )


@frozen(kw_only=True)
class Equality:
    """The exact figures of a register by category, in confidence, and those of *everyone*."""

    method: Method
    on: date
    known: date | None
    everyone: Group
    groups: Mapping[Grouping, Mapping[str, Group]] = field(repr=False)
    age_limits: tuple[int, ...] = AGE_LIMITS


def equality(
    journals: Iterable[Journal],
    method: Method,
    *,
    on: date,
    known: date | None = None,
    groupings: Iterable[Grouping] = tuple(Grouping),
    age_limits: tuple[int, ...] = AGE_LIMITS,
    with_indicators: bool = False,
) -> Equality:
    """The figures of every category, from one reading of each journal for all groupings.

    The tallies of the categories of a grouping add up to the tally of the whole (law 6).
    """
    require_days(on=on, known=known)
    nobody = Group(
        started=0,
        tally=empty_tally(method, on=on, known=known),
        indicators=Indicators() if with_indicators else None,
    )
    everyone, found = _Sum(nobody), {grouping: dict[str, _Sum]() for grouping in groupings}
    for journal in journals:
        case = Case.of(journal, on=on, known=known)
        counts, listed = _counts(case, method)
        elsewhere = first_of_another_edition(case, method) is not None
        extra = indicators_of(case, method) if with_indicators else None
        categories = categories_of(case, method, age_limits=age_limits)
        for sums in (
            everyone,
            *(by.setdefault(categories[each], _Sum(nobody)) for each, by in found.items()),
        ):
            sums.add(counts, listed, extra, elsewhere=elsewhere)
    return Equality(
        method=method,
        on=on,
        known=known,
        everyone=everyone.group(),
        groups={
            grouping: {
                code: by[code].group()
                for code in sorted(by, key=lambda code: _place(grouping, code, age_limits))
            }
            for grouping, by in found.items()
        },
        age_limits=age_limits,
    )


def _place(grouping: Grouping, code: str, age_limits: tuple[int, ...]) -> tuple[int, str]:
    """Where a category stands: in the order of its codes, districts by name, the unknown last."""
    codes = {
        Grouping.GENDER: tuple(gender.value for gender in Gender),
        Grouping.AGE: age_bands(age_limits),
        Grouping.ENTRY_ROUTE: tuple(route.value for route in EntryRoute),
    }.get(grouping, ())
    last = len(codes) + (code == UNKNOWN)
    return (codes.index(code) if code in codes else last, code)


class _Sum:
    """A group while it is being counted: one number at a time, no tally for each journal."""

    def __init__(self, nobody: Group) -> None:
        self.nobody = nobody
        self.journals = self.listed = self.other_editions = self.started = 0
        self.counts: dict[str, Counter[Signature]] = {}
        self.indicators = nobody.indicators

    def add(
        self,
        counts: list[tuple[str, Signature]],
        listed: int,
        extra: Indicators | None,
        *,
        elsewhere: bool,
    ) -> None:
        self.journals += 1
        self.listed += listed
        self.other_editions += elsewhere
        self.started += bool(counts)
        for rule, signature in counts:
            self.counts.setdefault(rule, Counter())[signature] += 1
        if self.indicators is not None and extra is not None:
            self.indicators += extra

    def group(self) -> Group:
        tally = evolve(
            self.nobody.tally,
            journals=self.journals,
            listed=self.listed,
            other_editions=self.other_editions,
            counts=self.counts,
        )
        return Group(started=self.started, tally=tally, indicators=self.indicators)


def _counts(case: Case, method: Method) -> tuple[list[tuple[str, Signature]], int]:
    """How one participant counts under each rule, and how many episodes are only listed (R7)."""
    every = milestones(case, method)
    found = [each for each in every if each.opens <= case.on]
    listed = sum(is_only_listed(each, every, method) for each in found)
    return [(each.rule, judge(each, case.on).signature) for each in found if each.counts], listed


# What may leave the house


def counted_of(found: Equality, earlier: Iterable[Publication] = (), *, least: int) -> Counted:
    """The exact breakdowns from which a publication is made, in confidence.

    Every publication of a register has the same categories. What could point somebody out by its
    name alone is counted together: other answers on gender than woman and man, and districts in
    which fewer than *least* had started when the first publication was made. Raises Refused where
    the edition counts episodes: tables would no longer tell of people.
    """
    if found.method.parameters.counting.value is not Counting.FIRST_EPISODE:
        raise Refused([Problem(code="publication_of_episodes", path="counting")])
    first = min(earlier, key=lambda each: each.on, default=None)
    rules = [t.rule for t in found.method.targets if t.measure is Measure.PERCENT]
    nobody = Group(started=0, tally=empty_tally(found.method, on=found.on, known=found.known))
    breakdowns = []
    for grouping, groups in found.groups.items():
        categories = _categories(grouping, groups, found.age_limits, first, least)
        merged = dict.fromkeys(categories, nobody)
        for code, group in groups.items():
            place = code if code in merged else _REST[grouping]
            merged[place] += group
        breakdowns.append(
            Breakdown(
                grouping=grouping.value,
                categories=categories,
                started=[group.started for group in merged.values()],
                results={
                    rule: tuple(columns(group.tally.of(rule)) for group in merged.values())
                    for rule in rules
                },
            )
        )
    return Counted(
        edition=found.method.code,
        fingerprint=found.method.fingerprint,
        on=found.on,
        known=found.known,
        breakdowns=breakdowns,
    )


_REST = {
    Grouping.GENDER: OTHER_OR_UNKNOWN,
    Grouping.AGE: UNKNOWN,
    Grouping.DISTRICT: ELSEWHERE,
    Grouping.ENTRY_ROUTE: UNKNOWN,
}
"""Where a publication counts those of a category that it does not have."""


def _categories(
    grouping: Grouping,
    groups: Mapping[str, Group],
    age_limits: tuple[int, ...],
    first: Publication | None,
    least: int,
) -> tuple[str, ...]:
    if grouping is Grouping.GENDER:
        return (Gender.WOMAN.value, Gender.MAN.value, OTHER_OR_UNKNOWN)
    if grouping is Grouping.AGE:
        return (*age_bands(age_limits), UNKNOWN)
    if grouping is Grouping.ENTRY_ROUTE:
        return (*(route.value for route in EntryRoute), UNKNOWN)
    for table in first.tables if first is not None else ():
        if table.grouping == grouping.value:
            return table.categories
    large = (code for code, group in groups.items() if group.started >= least)
    return (*(code for code in large if code not in (UNKNOWN, ELSEWHERE)), ELSEWHERE, UNKNOWN)


COLUMNS: tuple[tuple[Verdict, ...], ...] = (
    (Verdict.MET,),
    (Verdict.MISSED, Verdict.MET_LATE),
    (Verdict.UNKNOWN,),
)
"""What a breakdown counts of each target: met, not met, and no answer."""


def columns(counts: Mapping[Signature, int]) -> tuple[int, ...]:
    """How many met a target, how many did not, and of how many the answer is missing."""
    return tuple(
        sum(count for signature, count in counts.items() if signature.verdict in verdicts)
        for verdicts in COLUMNS
    )


# Differences


@frozen(kw_only=True)
class Difference:
    """How much higher one category's share is than another's, in shares of one: -1.0 to 1.0.

    Of those whose answer is known. *low* and *high* are Newcombe's hybrid score interval at
    *percent* confidence (Newcombe 1998, method 10); it shows how little small groups can tell, and
    serves no verdict.
    """

    category: str
    other: str
    share: Share
    other_share: Share
    low: float
    high: float
    percent: int

    @property
    def apart(self) -> float:
        """The difference itself."""
        return self.share.met / self.share.of - self.other_share.met / self.other_share.of


def differences(shares: Mapping[str, Share], percent: int) -> tuple[Difference, ...]:
    """Every two categories in which somebody's answer is known, in the order given."""
    known = [(code, share) for code, share in shares.items() if share.of]
    return tuple(_difference(one, other, percent) for one, other in combinations(known, 2))


def _difference(one: tuple[str, Share], other: tuple[str, Share], percent: int) -> Difference:
    (code, mine), (other_code, theirs) = one, other
    low, high = wilson(mine, percent)
    other_low, other_high = wilson(theirs, percent)
    seen, other_seen = mine.met / mine.of, theirs.met / theirs.of
    apart = seen - other_seen
    return Difference(
        category=code,
        other=other_code,
        share=mine,
        other_share=theirs,
        low=apart - hypot(seen - low, other_high - other_seen),
        high=apart + hypot(high - seen, other_seen - other_low),
        percent=percent,
    )


def known_shares(table: PublishedTable) -> Mapping[str, Share]:
    """The share among the known by category, of a target's table; empty where it is not shown.

    Those of unknown category or counted together are left out: they are no group to compare.
    """
    return {
        category: Share(met=counts[0], of=counts[0] + counts[1])
        for category, counts in zip(table.categories, table.rows or (), strict=False)
        if category not in (UNKNOWN, OTHER_OR_UNKNOWN, ELSEWHERE)
    }
