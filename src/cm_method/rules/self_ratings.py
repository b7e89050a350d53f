"""Target 4: improvement by self-rating after the service ended (IOP; R16, R17)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from attrs import frozen

from cm_method.case.self_ratings import Dimension, Instrument, SelfRated
from cm_method.dates import plus_days
from cm_method.errors import facts
from cm_method.labels import words
from cm_method.rules.method import Asked
from cm_method.rules.milestone import Answer, Mark, Milestone, Step

RELIABLE_Z = Fraction(196, 100)
"""The bound of reliable change after Jacobson and Truax, at the 95 % level (R17)."""


@frozen(kw_only=True)
class Rating:
    """A valid self-rating by the primary instrument of a dimension."""

    id: str
    on: date
    score: int


@frozen(kw_only=True)
class Pair:
    """The ratings before and after in one dimension, each None where there is no such rating."""

    dimension: Dimension
    instrument: Instrument | None
    before: Rating | None
    after: Rating | None
    timing: tuple[Mark, ...]

    @property
    def change(self) -> int | None:
        """The change in the favourable direction: above 0 is better; None where unknown."""
        if self.instrument is None or self.before is None or self.after is None:
            return None
        moved = self.after.score - self.before.score
        return moved if self.instrument.higher_is_better else -moved

    @property
    def is_reliable(self) -> bool | None:
        """Whether the change is beyond what unreliable measuring explains; None if not known.

        Jacobson-Truax: difference / (SD x sqrt(2) x sqrt(1 - r)) beyond 1.96, compared squared so
        that it stays exact.
        """
        change = self.change
        sd = self.instrument.sd if self.instrument else None
        reliability = self.instrument.reliability if self.instrument else None
        if change is None or sd is None or reliability is None:
            return None
        return change**2 > RELIABLE_Z**2 * sd**2 * 2 * (1 - reliability)


def self_rated_improvement(asked: Asked) -> tuple[Milestone, ...]:
    """Fulfilled when the score moved the favourable way in loneliness or participation.

    Judged on the day that lies the given number of days after the end, and only then: any
    dimension improved is improved, all known and none improved is not, else nobody knows.
    """
    last, opens = asked.episode.last, asked.episode.first
    ongoing = Step(on=opens, answer=Answer.UNKNOWN, code="service_goes_on")
    if last is None:
        return (asked.milestone(due=None, done=[ongoing]),)
    given = asked.method.parameters
    due = plus_days(last, given.rating_after_days.value)
    pairs = [
        pair_of(asked, dimension, code, last, due)
        for dimension, code in given.primary_instruments.value
    ]
    waiting = Step(on=last, answer=Answer.UNKNOWN, code="judged_on_the_day")
    final, marks = _final_step(pairs, due, given.minimum_change.value)
    return (
        asked.milestone(
            due=due,
            due_known=last,
            done=[ongoing, waiting, final],
            marks=[(mark, due) for mark in marks],
        ),
    )


def _final_step(pairs: list[Pair], due: date, minimum: int) -> tuple[Step, list[Mark]]:
    changes = [pair.change for pair in pairs]
    known = [change for change in changes if change is not None]
    entries = tuple(r.id for pair in pairs for r in (pair.before, pair.after) if r is not None)
    if any(change >= minimum for change in known):
        improved = (
            f"Dimension.{pair.dimension.value}"
            for pair, change in zip(pairs, changes, strict=True)
            if change is not None and change >= minimum
        )
        named = facts(improved=words(*improved))
        step = Step(on=due, answer=Answer.YES, code="improved", entries=entries, facts=named)
    elif len(known) == len(pairs) and known:
        step = Step(on=due, answer=Answer.NO, code="not_improved", entries=entries)
    else:
        named = facts(lacking=words(*_lacking(pairs)))
        step = Step(
            on=due, answer=Answer.UNKNOWN, code="ratings_lacking", entries=entries, facts=named
        )
    return step, list(dict.fromkeys(_marks(pairs, step.answer)))


def _lacking(pairs: list[Pair]) -> Iterator[str]:
    for pair in pairs:
        if pair.before is None:
            yield f"lacking.{pair.dimension.value}_before"
        elif pair.after is None:
            yield f"lacking.{pair.dimension.value}_after"


def _marks(pairs: list[Pair], answer: Answer) -> Iterator[Mark]:
    known = [(pair, pair.change) for pair in pairs if pair.change is not None]
    for pair, change in known:
        yield from pair.timing
        if change < 0:
            yield Mark.WORSENED
        if pair.is_reliable is None:
            yield Mark.RELIABILITY_UNKNOWN
        elif pair.is_reliable:
            yield Mark.RELIABLY_IMPROVED if change > 0 else Mark.RELIABLY_WORSENED
    if answer is Answer.YES and len(known) == len(pairs) and all(c >= 0 for _, c in known):
        yield Mark.IMPROVED_NOT_WORSE
    rated = [pair for pair in pairs if pair.before is not None and pair.instrument is not None]
    if known and all(_at_best(pair) for pair in rated):
        yield Mark.AT_BEST_BEFORE


def _at_best(pair: Pair) -> bool:
    return (
        pair.before is not None
        and pair.instrument is not None
        and pair.before.score == pair.instrument.best()
    )


def pair_of(asked: Asked, dimension: Dimension, code: str, last: date, due: date) -> Pair:
    """The two ratings that are compared in one dimension (R16).

    The one before is picked among those that lie before the one after. Where there are none, a
    single rating is taken for the one before.
    """
    given = asked.method.parameters
    instrument = asked.method.instrument(code)
    ratings = list(ratings_of(asked, instrument))
    by_end = [rating for rating in ratings if rating.on <= last]
    earliest = plus_days(last, -given.rating_early_after_days.value)
    after = next((r for r in reversed(ratings) if earliest <= r.on <= due), None)
    if after is not None and by_end and after is by_end[0]:
        after = None
    earlier = [rating for rating in by_end if after is None or rating.on < after.on]
    before, timing = _before(earlier, asked.since, given.rating_before_days.value)
    marks = [timing] if timing else []
    if after is not None and after.on < last:
        marks.append(Mark.AFTER_EARLY)
    return Pair(
        dimension=dimension,
        instrument=instrument,
        before=before,
        after=after,
        timing=tuple(marks),
    )


def ratings_of(asked: Asked, instrument: Instrument | None) -> Iterator[Rating]:
    """The valid ratings by an instrument in order; of several on one day, the last recorded."""
    if instrument is None:
        return
    by_day: dict[date, Rating] = {}
    for entry in asked.case.of_kind(SelfRated):
        if entry.instrument == instrument.code:
            score = instrument.score(entry)
            if score is not None:
                by_day[entry.on] = Rating(id=entry.id, on=entry.on, score=score)
    yield from by_day.values()


def _before(ratings: list[Rating], since: date, within: int) -> tuple[Rating | None, Mark | None]:
    """The rating before: nearest to the start; else the earliest after; else the last before."""
    near = [rating for rating in ratings if abs((rating.on - since).days) <= within]
    if near:
        return min(near, key=lambda rating: (abs((rating.on - since).days), rating.on)), None
    after_start = [rating for rating in ratings if rating.on > since]
    if after_start:
        return after_start[0], Mark.BEFORE_LATE
    return (ratings[-1], Mark.BEFORE_STALE) if ratings else (None, None)
