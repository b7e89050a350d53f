"""Tallies: how many participants count in which way, with no participant in them.

Tallies over any partition by participant add up to the tally of the whole. Exact tallies can
contain ones and are possibly personal data: they are exchanged in confidence, never published.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs
from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.episodes import Started
from cm_method.dates import require_days
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
    how many episodes are listed but not counted (R7). *other_editions* are the participants with a
    service under another edition, misspelt ones too: no figure here tells of that service.
    """

    edition: str
    fingerprint: str
    on: date
    known: date | None
    journals: int = 0
    listed: int = 0
    other_editions: int = 0
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
            other_editions=self.other_editions + other.other_editions,
            counts=counts,
        )

    def of(self, rule: str) -> Mapping[Signature, int]:
        """How many count in each way under one rule; empty where nobody was asked."""
        return self.counts.get(rule, {})


def empty_tally(method: Method, *, on: date, known: date | None = None) -> Tally:
    """The tally of nobody, to which others are added."""
    require_days(on=on, known=known)
    return Tally(edition=method.code, fingerprint=method.fingerprint, on=on, known=known)


def tally(
    journals: Iterable[Journal], method: Method, *, on: date, known: date | None = None
) -> Tally:
    """The tally of a register, or of any stream of journals, one pass and one journal at a time.

    A participant must come in one journal only: halves are merged first.
    """
    require_days(on=on, known=known)
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

    Milestones are worked out once and judged only on days of change.
    """
    every = tuple(days)
    for day in every:
        require_days(days=day, known=known)
    asked = sorted(set(every))
    if not asked:
        return ()
    turns: Counter[tuple[int, str, Signature]] = Counter()
    opened: Counter[int] = Counter()
    elsewhere: Counter[int] = Counter()
    looked_at = 0
    for journal in journals:
        looked_at += 1
        case = Case.of(journal, on=asked[-1], known=known)
        found = milestones(case, method)
        for milestone in found:
            if milestone.counts:
                _take_turns(turns, milestone, asked)
            elif is_only_listed(milestone, found, method):
                opened[bisect_left(asked, milestone.opens)] += 1
        other = first_of_another_edition(case, method)
        if other is not None:
            elsewhere[bisect_left(asked, other)] += 1
    return tuple(
        _tallies(turns, opened, elsewhere, looked_at, method=method, days=asked, known=known)
    )


def first_of_another_edition(case: Case, method: Method) -> date | None:
    """The first day of a service under another edition, known or not; None where there is none."""
    return next((e.on for e in case.of_kind(Started) if e.edition != method.code), None)


def is_only_listed(milestone: Milestone, found: tuple[Milestone, ...], method: Method) -> bool:
    """Whether a milestone stands for an episode that counts under no rule (R7); one for each.

    *found* are all milestones of the case: as a person, the participant may count once already.
    """
    if milestone.counts or milestone.rule not in [rule.name for rule in method.rules[:1]]:
        return False
    return not any(each.counts for each in found if each.episode == milestone.episode)


def _take_turns(
    turns: Counter[tuple[int, str, Signature]], milestone: Milestone, days: list[date]
) -> None:
    """One more from the day on which a milestone counts in a way, one less when it ceases to."""
    place, before = bisect_left(days, milestone.opens), None
    if place == len(days):
        return
    changes = changing_days(milestone) if len(days) > 1 else ()
    places = {place, *(bisect_left(days, change) for change in changes)} - {len(days)}
    for place in sorted(places):
        signature = judge(milestone, days[place]).signature
        if signature is not before:
            turns[place, milestone.rule, signature] += 1
            if before is not None:
                turns[place, milestone.rule, before] -= 1
        before = signature


def _tallies(
    turns: Counter[tuple[int, str, Signature]],
    opened: Counter[int],
    elsewhere: Counter[int],
    looked_at: int,
    *,
    method: Method,
    days: list[date],
    known: date | None,
) -> Iterator[Tally]:
    counts: dict[str, Counter[Signature]] = {}
    by_place: dict[int, list[tuple[str, Signature, int]]] = {}
    for (place, rule, signature), number in turns.items():
        by_place.setdefault(place, []).append((rule, signature, number))
    listed = others = 0
    for place, day in enumerate(days):
        for rule, signature, number in by_place.get(place, ()):
            counts.setdefault(rule, Counter())[signature] += number
        listed += opened[place]
        others += elsewhere[place]
        yield attrs.evolve(
            empty_tally(method, on=day, known=known),
            journals=looked_at,
            listed=listed,
            other_editions=others,
            counts={rule: +counted for rule, counted in counts.items()},
        )
