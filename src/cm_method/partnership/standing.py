"""Where we stand and what it takes: the targets at each follow-up, and how much is still open.

The figures are those of the results. Beside them stands how many of the participants still to be
judged must succeed, whether that is possible, and how little a group of this size can tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum, unique
from math import ceil, floor

from attrs import frozen

from cm_method.case.agreements import Body, PhaseKind
from cm_method.case.parties import Parties
from cm_method.cohort.indicators import Indicators, indicators
from cm_method.cohort.results import Result, Results, results_of
from cm_method.cohort.shares import Share
from cm_method.cohort.statistics import wilson
from cm_method.cohort.tally import trend
from cm_method.dates import require_days
from cm_method.journal import Journal
from cm_method.labels import text
from cm_method.partnership.agreement import Agreement
from cm_method.partnership.calendar import follow_ups
from cm_method.rules.method import Measure, Method
from cm_method.rules.milestone import Verdict


@unique
class Prospect(Enum):
    """What can still become of a target in percent."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    NOBODY = "nobody"


@frozen(kw_only=True)
class Outlook:
    """What a target in percent takes, in whole counts of participants.

    *remaining* are still to be judged. *needed* of them must succeed if every missing answer is a
    no, *needed_at_best* if every one is a yes. *just_reached* is the smallest share that reaches
    the target when all are judged, with its interval from *low* to *high* (0.0 to 1.0), if every
    missing answer is a no; *at_best* if every one is a yes. They are of different groups where it
    is unknown whether the target concerns everybody (R20). *some* says that nobody can tell
    beforehand how many the target will concern: these counts are then of those who have started,
    and *prospect* also thinks of those who may still start.
    """

    remaining: int
    needed: int
    needed_at_best: int
    prospect: Prospect
    just_reached: Share
    at_best: Share
    low: float
    high: float
    some: bool

    def explain(self, lang: str = "sv") -> str:
        """What it takes, in sentences that promise no more than the figures hold."""
        said = [self._prospect(lang)]
        if self.at_best.of != self.just_reached.of:
            said.append(text("outlook.perhaps", lang))
        if self.some:
            said.append(text("outlook.some", lang))
        if self.prospect in (Prospect.CERTAIN, Prospect.POSSIBLE):
            said.append(self._unsure(lang))
        return " ".join(said)

    def _prospect(self, lang: str) -> str:
        key = self.prospect.value
        if self.prospect is Prospect.POSSIBLE:
            key = self._key()
        elif self.prospect is Prospect.IMPOSSIBLE and self.needed == self.needed_at_best:
            key = "impossible_anyway" if self.at_best == self.just_reached else key
        return text(
            f"outlook.{key}",
            lang,
            remaining=self.remaining,
            needed=self.needed,
            best=self.needed_at_best,
            enough=self._enough(lang),
            of=self.just_reached.of,
            met=self.just_reached.met,
            best_of=self.at_best.of,
            best_met=self.at_best.met,
        )

    def _enough(self, lang: str) -> str:
        """How many are enough if every missing answer is a yes; of which group, if of another."""
        if self.at_best == self.just_reached:
            return str(self.needed_at_best)
        group = {"met": self.at_best.met, "of": self.at_best.of}
        return text("outlook.of_another_group", lang, best=self.needed_at_best, **group)

    def _key(self) -> str:
        if self.needed_at_best > self.remaining:
            return "only_with_more"
        if not self.needed:
            return "safe_so_far"
        if not self.remaining:
            return "only_answers"
        if self.needed > self.remaining:
            return "possible_only_with_answers" if self.needed_at_best else "enough_if_answers"
        return "possible_with_answers" if self.needed > self.needed_at_best else "possible"

    def _unsure(self, lang: str) -> str:
        return text(
            "outlook.unsure",
            lang,
            met=self.just_reached.met,
            of=self.just_reached.of,
            low=floor(100 * self.low),
            high=ceil(100 * self.high),
        )


@frozen(kw_only=True)
class Standing:
    """The targets on a day: *results*, *outlooks* by rule, and the *trend* over the follow-ups.

    *planned* is how many participants are reckoned with: at least all who have started.
    The trend holds the project group's follow-ups before the day, and the day itself, all at the
    state of knowledge *known*. *phase* is None outside the agreement.
    """

    agreement: Agreement
    on: date
    known: date | None
    planned: int
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
    parties: Parties | None = None,
) -> Standing:
    """Where the partnership stands on a day.

    *planned* is how many participants are reckoned with in the end; by default as many as the
    target in people asks for. *parties* tell who has left, for the indicators.
    """
    require_days(on=on, known=known)
    kept = tuple(journals)
    days = [day for day in follow_ups(agreement, Body.PROJECT_GROUP) if day < on]
    found = [
        (each.on, results_of(each, method))
        for each in trend(kept, method, [*days, on], known=known)
    ]
    results = found[-1][1]
    aimed_at = planned if planned is not None else planned_number(method)
    may_start = agreement.asks_on(on) and on < min(
        agreement.last, method.period.last or agreement.last
    )
    aimed_at = max(
        [aimed_at, *(r.lower.met for r in results if r.target.measure is Measure.PEOPLE)]
    )
    return Standing(
        agreement=agreement,
        on=on,
        known=known,
        planned=aimed_at,
        phase=agreement.phase_on(on),
        results=results,
        outlooks=tuple(
            (result.target.rule, outlook(result, aimed_at if may_start else 0, method))
            for result in results
            if result.target.measure is Measure.PERCENT
        ),
        trend=tuple(found),
        indicators=indicators(kept, method, on=on, known=known, parties=parties),
    )


def planned_number(method: Method) -> int:
    """How many participants the target in people asks for; none without such a target."""
    asked = [each.at_least for each in method.targets if each.measure is Measure.PEOPLE]
    return max(asked, default=0)


def outlook(result: Result, planned: int, method: Method) -> Outlook:
    """What one target in percent takes, when *planned* participants have started in the end.

    Everybody who has started is reckoned with, also where that is more than planned.
    """
    some = method.rule_of(result.target.rule).concerns_some
    waiting = result.count(Verdict.NOT_YET_DUE)
    more = max(0, planned - sum(result.verdicts.values()))
    remaining = waiting if some else waiting + more
    lower, upper, percent = result.lower, result.upper, result.target.at_least
    everyone = lower.of + remaining
    asked = _asked(percent, everyone)
    needed = max(0, asked - lower.met)
    best = Share(met=_asked(percent, upper.of + remaining), of=upper.of + remaining)
    at_best = max(0, best.met - upper.met)
    to_come = waiting + more
    if not everyone:
        prospect = Prospect.NOBODY
    elif lower.met >= _asked(percent, lower.of + to_come):
        prospect = Prospect.CERTAIN
    elif upper.met + to_come >= _asked(percent, upper.of + to_come):
        prospect = Prospect.POSSIBLE
    else:
        prospect = Prospect.IMPOSSIBLE
    just_reached = Share(met=asked, of=everyone)
    low, high = (
        wilson(just_reached, method.parameters.interval_percent.value) if everyone else (0.0, 1.0)
    )
    return Outlook(
        remaining=remaining,
        needed=needed,
        needed_at_best=at_best,
        prospect=prospect,
        just_reached=just_reached,
        at_best=best,
        low=low,
        high=high,
        some=some,
    )


def _asked(percent: int, of: int) -> int:
    """The smallest whole count that is at least so many percent of a group."""
    return -(-percent * of // 100)
