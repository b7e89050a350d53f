"""The results against the targets, with everything an honest reader needs beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum, unique

from attrs import frozen

from cm_method.cohort.shares import Bounds, Share, bounds_of
from cm_method.cohort.statistics import Interval, envelope
from cm_method.cohort.tally import Tally, tally
from cm_method.dates import require_days
from cm_method.journal import Journal
from cm_method.rules.crisis_plan_and_chain import LATER
from cm_method.rules.method import Measure, Method, Target
from cm_method.rules.milestone import Mark, Signature, Verdict


@unique
class Outcome(Enum):
    """Whether a target is reached (R10). Undecided: the missing answers could tip it either way."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    UNDECIDED = "undecided"
    NO_RESULT = "no_result"


@frozen(kw_only=True)
class Figure:
    """A figure beside a result: *met* of *of*, in whole counts, under a code of the catalogue."""

    code: str
    share: Share


@frozen(kw_only=True)
class Sensitivity:
    """The bounds as they would be under another choice, such as without those who left early."""

    code: str
    bounds: Bounds
    outcome: Outcome


@frozen(kw_only=True)
class Result:
    """One target's result, in whole counts of participants.

    *short* is how many more must fulfil it among those due ("people short"), None where nobody is
    due. For a target in people, the bounds are counted out of the number aimed at.
    """

    target: Target
    bounds: Bounds
    outcome: Outcome
    short: int | None
    interval: Interval | None
    verdicts: Mapping[Verdict, int]
    excluded: Mapping[str, int]
    unknown_membership: int
    already_done: int
    ongoing: int
    sensitivities: tuple[Sensitivity, ...]
    beside: tuple[Figure, ...]

    @property
    def lower(self) -> Share:
        """Met of all due, every missing answer counted as not met: the figure shown first (R11)."""
        return self.bounds.lower

    @property
    def upper(self) -> Share:
        """The highest share that the missing answers allow."""
        return self.bounds.upper

    def count(self, verdict: Verdict) -> int:
        """How many counted participants have this verdict."""
        return self.verdicts.get(verdict, 0)


@frozen(kw_only=True)
class Results:
    """The results of a tally, in the order of the targets, or looked up by the name of the rule.

    Iterating gives each Result; the name of its rule is ``result.target.rule``.
    *by_rule* counts the verdicts of every rule, also one without a target, and of what a rule shows
    apart. *became_relevant_later* counts those whom target 5 came to concern after its window.
    """

    tally: Tally
    by_target: tuple[Result, ...]
    by_rule: Mapping[str, Mapping[Verdict, int]]
    became_relevant_later: Mapping[Verdict, int]

    def __iter__(self) -> Iterator[Result]:
        return iter(self.by_target)

    def __getitem__(self, rule: str) -> Result:
        """The result of one rule. Raises KeyError where no target has such a rule."""
        for result in self.by_target:
            if result.target.rule == rule:
                return result
        raise KeyError(rule)

    def verdicts(self, rule: str) -> Mapping[Verdict, int]:
        """How many counted participants have each verdict of a rule, also one without a target.

        Raises KeyError for a rule that the method does not have.
        """
        return self.by_rule[rule]


def results(
    journals: Iterable[Journal], method: Method, *, on: date, known: date | None = None
) -> Results:
    """The results of a register, or of any stream of journals, on a day."""
    require_days(on=on, known=known)
    return results_of(tally(journals, method, on=on, known=known), method)


def results_of(counted: Tally, method: Method) -> Results:
    """The results that a tally gives, also one that was added together."""
    names = [name for rule in method.rules for name in (rule.name, *rule.apart)]
    return Results(
        tally=counted,
        by_target=tuple(_result(counted, method, target) for target in method.targets),
        by_rule={name: _verdicts(counted.of(name)) for name in names},
        became_relevant_later=_verdicts(counted.of(LATER)),
    )


def _result(counted: Tally, method: Method, target: Target) -> Result:
    counts = counted.of(target.rule)
    verdicts = _verdicts(counts)
    if target.measure is Measure.PEOPLE:
        last = method.period.last
        bounds, outcome = _people(counts, target, open_still=last is None or counted.on < last)
    else:
        bounds = bounds_of(counts)
        outcome = _outcome(bounds, target.at_least)
    percent = method.parameters.interval_percent.value
    shares = target.measure is Measure.PERCENT
    return Result(
        target=target,
        bounds=bounds,
        outcome=outcome,
        short=_short(bounds.lower, target),
        interval=envelope(bounds.lower, bounds.upper, percent) if shares else None,
        verdicts=verdicts,
        excluded=_excluded(counts),
        unknown_membership=_number(counts, lambda s: s.code == "membership"),
        already_done=_number(counts, lambda s: s.verdict is Verdict.NOT_YET_DUE and s.done),
        ongoing=_number(counts, lambda s: s.code == "no_due_day"),
        sensitivities=tuple(_sensitivities(counts, target)) if shares else (),
        beside=tuple(_beside(counts, bounds, target.rule)) if shares else (),
    )


def _people(
    counts: Mapping[Signature, int], target: Target, *, open_still: bool
) -> tuple[Bounds, Outcome]:
    """A target in people: not reached only once nobody more can start."""
    met = _number(counts, lambda s: s.verdict is Verdict.MET)
    unknown = _number(counts, lambda s: s.verdict is Verdict.UNKNOWN)
    bounds = Bounds(
        lower=Share(met=met, of=target.at_least),
        upper=Share(met=met + unknown, of=target.at_least),
        known=Share(met=met, of=target.at_least),
    )
    if met >= target.at_least:
        return bounds, Outcome.REACHED
    closed = not open_still and met + unknown < target.at_least
    return bounds, Outcome.NOT_REACHED if closed else Outcome.UNDECIDED


def _outcome(bounds: Bounds, percent: int) -> Outcome:
    if not bounds.lower.of and not bounds.upper.of:
        return Outcome.NO_RESULT
    if bounds.lower.is_at_least(percent):
        return Outcome.REACHED
    return Outcome.NOT_REACHED if bounds.upper.is_below(percent) else Outcome.UNDECIDED


def _short(lower: Share, target: Target) -> int | None:
    if target.measure is Measure.PEOPLE:
        return max(0, target.at_least - lower.met)
    if not lower.of:
        return None
    needed = -(-target.at_least * lower.of // 100)
    return max(0, needed - lower.met)


def _number(counts: Mapping[Signature, int], which: Callable[[Signature], bool]) -> int:
    return sum(count for signature, count in counts.items() if which(signature))


def _verdicts(counts: Mapping[Signature, int]) -> Mapping[Verdict, int]:
    found = dict.fromkeys(Verdict, 0)
    for signature, count in counts.items():
        found[signature.verdict] += count
    return {verdict: count for verdict, count in found.items() if count}


def _excluded(counts: Mapping[Signature, int]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for signature, count in counts.items():
        if signature.verdict is Verdict.EXCLUDED:
            found[signature.code] = found.get(signature.code, 0) + count
    return dict(sorted(found.items()))


def _sensitivities(counts: Mapping[Signature, int], target: Target) -> Iterator[Sensitivity]:
    """How the figure would be without early leavers, without short notice, drops as missed."""
    for code, mark in (
        ("without_leavers", Mark.LEFT_BEFORE_DEADLINE),
        ("without_short_notice", Mark.SHORT_NOTICE),
    ):
        if any(mark in signature.marks for signature in counts if _is_due(signature)):
            kept = {s: count for s, count in counts.items() if mark not in s.marks}
            yield _sensitivity(code, kept, target)
    if any(signature.code == "contacts_dropped" for signature in counts):
        as_missed: dict[Signature, int] = {}
        for signature, count in counts.items():
            dropped = signature.code == "contacts_dropped"
            way = Signature(Verdict.MISSED, "", False) if dropped else signature
            as_missed[way] = as_missed.get(way, 0) + count
        yield _sensitivity("dropped_as_missed", as_missed, target)


def _sensitivity(code: str, counts: Mapping[Signature, int], target: Target) -> Sensitivity:
    bounds = bounds_of(counts)
    return Sensitivity(code=code, bounds=bounds, outcome=_outcome(bounds, target.at_least))


def _is_due(signature: Signature) -> bool:
    return signature.verdict not in (Verdict.NOT_YET_DUE, Verdict.EXCLUDED)


BESIDE = (
    Mark.WITHIN_AMBITION,
    Mark.IN_FORCE_ON_DEADLINE,
    Mark.IMPROVED_NOT_WORSE,
    Mark.WORSENED,
    Mark.RELIABLY_IMPROVED,
    Mark.RELIABLY_WORSENED,
    Mark.RELIABILITY_UNKNOWN,
    Mark.AT_BEST_BEFORE,
    Mark.BEFORE_LATE,
    Mark.BEFORE_STALE,
    Mark.AFTER_EARLY,
)
"""The marks that are shown as figures beside a result (R17), in this order."""


ALWAYS_BESIDE: Mapping[str, frozenset[Mark]] = {
    "plan_in_time": frozenset((Mark.WITHIN_AMBITION,)),
    "crisis_plan_and_chain": frozenset((Mark.IN_FORCE_ON_DEADLINE,)),
    "self_rated_improvement": frozenset(
        (
            Mark.IMPROVED_NOT_WORSE,
            Mark.WORSENED,
            Mark.RELIABLY_IMPROVED,
            Mark.RELIABLY_WORSENED,
            Mark.RELIABILITY_UNKNOWN,
            Mark.AT_BEST_BEFORE,
        )
    ),
}
"""By rule, the marks whose figure is never left out, also where it is zero (R3, R17, R23)."""


def _beside(counts: Mapping[Signature, int], bounds: Bounds, rule: str) -> Iterator[Figure]:
    """Figures of the lower bound; whoever may not be a member is fulfilled outside of it (R20)."""
    always = ALWAYS_BESIDE.get(rule, frozenset())
    for mark in BESIDE:
        marked = sum(
            n
            for s, n in counts.items()
            if _is_due(s) and s.code != "membership" and mark in s.marks
        )
        if marked or mark in always:
            yield Figure(code=mark.value, share=Share(met=marked, of=bounds.lower.of))
