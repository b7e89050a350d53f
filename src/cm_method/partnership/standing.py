"""Where we stand and what it takes: the targets at each follow-up, and how much is still open.

The figures are those of the results. Beside them stands how many of the participants still to come
must succeed, whether that is possible, and how little a group of this size can tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from cm_method.case.agreements import Body, PhaseKind
from cm_method.cohort.indicators import Indicators, indicators
from cm_method.cohort.results import Result, Results, results_of
from cm_method.cohort.shares import Share
from cm_method.cohort.statistics import wilson
from cm_method.cohort.tally import trend
from cm_method.journal import Journal
from cm_method.labels import text
from cm_method.partnership.agreement import Agreement
from cm_method.partnership.calendar import follow_ups
from cm_method.rules.method import Measure, Method


@frozen(kw_only=True)
class Outlook:
    """What a target in percent takes when *planned* participants have been judged in the end.

    *remaining* are still to be judged, *needed* of them must succeed, *unknown* answers may still
    be found. *possible* says whether it can still be reached, *certain* whether nothing can stop
    it. *low* and *high* are the interval, in shares of one, around just reaching the target.
    """

    planned: int
    remaining: int
    needed: int
    unknown: int
    possible: bool
    certain: bool
    just_reached: Share
    low: float
    high: float

    def explain(self, lang: str = "sv") -> str:
        """What it takes, in sentences that do not promise more than the figures hold."""
        key = "certain" if self.certain else "possible" if self.possible else "impossible"
        said = text(
            f"outlook.{key}",
            lang,
            needed=self.needed,
            remaining=self.remaining,
            planned=self.planned,
            unknown=self.unknown,
        )
        unsure = text(
            "outlook.unsure",
            lang,
            met=self.just_reached.met,
            of=self.just_reached.of,
            low=round(100 * self.low),
            high=round(100 * self.high),
        )
        return f"{said} {unsure}"


@frozen(kw_only=True)
class Standing:
    """The targets on a day: *results*, *outlooks* by rule, and the *trend* over follow-ups."""

    on: date
    known: date | None
    phase: PhaseKind | None
    results: Results
    outlooks: tuple[tuple[str, Outlook], ...]
    trend: tuple[tuple[date, Results], ...]
    indicators: Indicators

    def outlook(self, rule: str) -> Outlook | None:
        """What one target takes; None for a target in people."""
        return dict(self.outlooks).get(rule)


def standing(
    journals: Iterable[Journal],
    method: Method,
    agreement: Agreement,
    *,
    on: date,
    known: date | None = None,
    planned: int | None = None,
) -> Standing:
    """Where the partnership stands on a day, with the trend over the follow-ups held until then.

    *planned* is how many participants are reckoned with in the end; by default as many as the
    target in people asks for.
    """
    kept = tuple(journals)
    days = [day for day in follow_ups(agreement, Body.PROJECT_GROUP) if day < on]
    tallies = trend(kept, method, [*days, on], known=known)
    found = [(each.on, results_of(each, method)) for each in tallies]
    results = found[-1][1]
    aimed_at = planned if planned is not None else planned_number(method)
    return Standing(
        on=on,
        known=known,
        phase=agreement.phase_on(on),
        results=results,
        outlooks=tuple(
            (result.target.rule, outlook(result, aimed_at, method))
            for result in results
            if result.target.measure is Measure.PERCENT
        ),
        trend=tuple(found),
        indicators=indicators(kept, method, on=on, known=known),
    )


def planned_number(method: Method) -> int:
    """How many participants the target in people asks for; none without such a target."""
    asked = [each.at_least for each in method.targets if each.measure is Measure.PEOPLE]
    return max(asked, default=0)


def outlook(result: Result, planned: int, method: Method) -> Outlook:
    """What one target in percent takes, when *planned* participants are judged in the end."""
    due, met = result.lower.of, result.lower.met
    planned = max(planned, due, 1)
    unknown = result.bounds.upper.met - met
    asked = -(-result.target.at_least * planned // 100)
    needed, remaining = max(0, asked - met), planned - due
    just = Share(met=min(asked, planned), of=planned)
    low, high = wilson(just, method.parameters.interval_percent.value)
    return Outlook(
        planned=planned,
        remaining=remaining,
        needed=needed,
        unknown=unknown,
        possible=needed <= remaining + unknown,
        certain=needed == 0,
        just_reached=just,
        low=low,
        high=high,
    )
