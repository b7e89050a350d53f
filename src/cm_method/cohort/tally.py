"""Tallies: how many participants count in which way, with no participant in them.

Tallies over any partition by participant add up to the tally of the whole. Exact tallies can
contain ones and are possibly personal data: they are exchanged in confidence, never published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs
from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.errors import CannotAdd, Problem
from cm_method.journal import Journal
from cm_method.rules.method import Method
from cm_method.rules.milestone import Milestone, Signature, changing_days, judge
from cm_method.rules.review import milestones

Counts = Mapping[str, Mapping[Signature, int]]
"""By rule: how many participants count in each way."""


@frozen(kw_only=True)
class Tally:
    """How a cohort counts on the day *on*, as known on *known*, under one edition.

    *fingerprint* tells rules and parameters apart; *journals* is how many were looked at, *listed*
    how many episodes are listed but not counted (R7).
    """

    edition: str
    fingerprint: str
    on: date
    known: date | None
    journals: int = 0
    listed: int = 0
    counts: Counts = field(factory=dict)

    def __add__(self, other: Tally) -> Tally:
        """Both cohorts together. Raises CannotAdd, naming everything that does not fit."""
        differing = [
            Problem(code="tally_does_not_fit", path=name)
            for name in ("edition", "fingerprint", "on", "known")
            if getattr(self, name) != getattr(other, name)
        ]
        if differing:
            raise CannotAdd(differing)
        counts = {rule: Counter(counted) for rule, counted in self.counts.items()}
        for rule, counted in other.counts.items():
            counts.setdefault(rule, Counter()).update(counted)
        return attrs.evolve(
            self,
            journals=self.journals + other.journals,
            listed=self.listed + other.listed,
            counts=counts,
        )

    def of(self, rule: str) -> Mapping[Signature, int]:
        """How many count in each way under one rule; empty where nobody was asked."""
        return self.counts.get(rule, {})


def empty_tally(method: Method, *, on: date, known: date | None = None) -> Tally:
    """The tally of nobody, to which others are added."""
    return Tally(edition=method.code, fingerprint=method.fingerprint, on=on, known=known)


def tally(
    journals: Iterable[Journal], method: Method, *, on: date, known: date | None = None
) -> Tally:
    """The tally of a register, or of any stream of journals, one pass and one journal at a time.

    A participant must come in one journal only: halves are merged first.
    """
    (only,) = trend(journals, method, [on], known=known)
    return only


def trend(
    journals: Iterable[Journal],
    method: Method,
    days: Iterable[date],
    *,
    known: date | None = None,
) -> tuple[Tally, ...]:
    """The tally on each of several days at one state of knowledge, in order of the days.

    Milestones are worked out once and then read on every day.
    """
    asked = sorted(set(days))
    counters: list[dict[str, Counter[Signature]]] = [{} for _ in asked]
    listed = [0] * len(asked)
    looked_at = 0
    for journal in journals:
        looked_at += 1
        case = Case.of(journal, on=asked[-1], known=known)
        for milestone in milestones(case, method):
            if milestone.counts:
                for place, signature in _signatures(milestone, asked):
                    counters[place].setdefault(milestone.rule, Counter())[signature] += 1
            elif milestone.rule == method.rules[0].name:
                for place, day in enumerate(asked):
                    listed[place] += milestone.opens <= day
    return tuple(
        attrs.evolve(
            empty_tally(method, on=day, known=known),
            journals=looked_at,
            listed=listed[place],
            counts=counters[place],
        )
        for place, day in enumerate(asked)
    )


def _signatures(milestone: Milestone, days: list[date]) -> Iterator[tuple[int, Signature]]:
    """The way a milestone counts on each day; judged anew only when a day of change has passed."""
    if len(days) == 1:
        if milestone.opens <= days[0]:
            yield 0, judge(milestone, days[0]).signature
        return
    changes = changing_days(milestone)
    passed, signature = 0, None
    for place, day in enumerate(days):
        if day < milestone.opens:
            continue
        before = passed
        while passed < len(changes) and changes[passed] <= day:
            passed += 1
        if signature is None or passed != before:
            signature = judge(milestone, day).signature
        yield place, signature
