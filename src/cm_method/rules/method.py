"""A method is a value: rules, targets, instruments, crisis scale and every parameter by name.

Another municipality writes its own with :meth:`Method.adapt`. An episode keeps the edition it
started under.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum, unique
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.chain import DefaultHolder
from cm_method.case.consent import ConsentKind
from cm_method.case.crisis_plans import ReviewTrigger
from cm_method.case.episodes import Episode, Reached
from cm_method.case.information import Information
from cm_method.case.needs import NeedArea
from cm_method.case.participants import Died
from cm_method.case.parties import LegalForm
from cm_method.case.recovery import RecoveryScale
from cm_method.case.self_ratings import Dimension, Instrument
from cm_method.case.services import Ages, ServiceKind
from cm_method.dates import Period, plus_days, plus_months, require_days
from cm_method.journal import Entry
from cm_method.labels import text
from cm_method.rules.milestone import Mark, Milestone, Step
from cm_method.sources import Source

T = TypeVar("T")

DAYS_OF_A_WEEK = 7


@frozen(kw_only=True)
class Parameter(Generic[T]):
    """A value of the method with its *source* and the day *since* which it holds."""

    value: T
    source: Source
    since: date


@frozen(kw_only=True)
class Span:
    """A length of time: whole *days* or calendar *months*, never both."""

    days: int = 0
    months: int = 0

    def after(self, day: date) -> date:
        """The day that lies this long after another; months are clipped (R4)."""
        require_days(day=day)
        return plus_months(day, self.months) if self.months else plus_days(day, self.days)

    def explain(self, lang: str = "sv") -> str:
        """The length in words: "8 veckor", "3 månader", "90 dagar"."""
        weeks, odd = divmod(self.days, DAYS_OF_A_WEEK)
        unit, count = ("day", self.days) if odd or not weeks else ("week", weeks)
        if self.months:
            unit, count = "month", self.months
        return text(f"unit.{unit}" if count == 1 else f"unit.{unit}s", lang, count=count)


@unique
class Counting(Enum):
    """Which episodes of a person count in targets 2-5 (R7)."""

    FIRST_EPISODE = "first_episode"
    EVERY_EPISODE = "every_episode"


@unique
class StartDay(Enum):
    """From which day an episode's clocks count (R2)."""

    FIRST_MEETING = "first_meeting"
    FIRST_REACHED = "first_reached"


@frozen(kw_only=True)
class CrisisScale:
    """The levels that people assess, from lowest to highest, and the one from which it counts.

    The sources give no such scale: a method must supply one (R20). Nothing is ever computed on it.
    """

    levels: tuple[str, ...]
    threshold: str

    def reaches(self, level: str) -> bool | None:
        """Whether a level is at or above the threshold; None for a level not on the scale."""
        if level not in self.levels:
            return None
        return self.levels.index(level) >= self.levels.index(self.threshold)


@frozen(kw_only=True)
class Parameters:
    """Every number and choice of the method, each named, dated and sourced.

    Spans are counted from service start unless said; ``*_day`` are days after service start.
    """

    counting: Parameter[Counting]
    start_day: Parameter[StartDay]
    plan_deadline: Parameter[Span]
    plan_ambition: Parameter[Span]
    plan_first_day: Parameter[int]
    plan_parts: Parameter[tuple[str, ...]]
    contacts_deadline: Parameter[Span]
    contacts_percent: Parameter[int]
    rating_before_days: Parameter[int]
    rating_after_days: Parameter[int]
    rating_early_after_days: Parameter[int]
    minimum_change: Parameter[int]
    primary_instruments: Parameter[tuple[tuple[Dimension, str], ...]]
    crisis_deadline: Parameter[Span]
    short_notice_day: Parameter[int]
    co_occurring: Parameter[tuple[tuple[NeedArea, ...], ...]]
    crisis_scale: Parameter[CrisisScale | None]
    crisis_plan_parts: Parameter[tuple[str, ...]]
    chain_parts: Parameter[tuple[str, ...]]
    default_holder: Parameter[DefaultHolder]
    offer_answer_days: Parameter[int]
    crisis_review_days: Parameter[int]
    crisis_review_after_days: Parameter[int]
    crisis_review_triggers: Parameter[tuple[ReviewTrigger, ...]]
    information: Parameter[Information]
    release_kinds: Parameter[tuple[tuple[LegalForm, ConsentKind], ...]]
    consent_notice_days: Parameter[int]
    disposal_spans: Parameter[tuple[tuple[LegalForm, Span], ...]]
    interval_percent: Parameter[int]
    caseload_guidelines: Parameter[tuple[tuple[ServiceKind, int], ...]]
    recovery_scale: Parameter[RecoveryScale]
    young_adult_ages: Parameter[Ages]


@frozen(kw_only=True)
class Rule:
    """A named, sourced and dated function from an episode to its milestones.

    *reads* are the kinds of entries it rests on, *uses* the parameters it asks for, *apart* the
    names of milestones that it shows apart from the target. *version* is raised when what the
    function answers changes, so that tallies of both are not mixed. *once* says that a person
    counts once however many episodes there are (R7). *deadline* is the time until it is judged, or
    names the parameter with it, counted from service start or, with *after_the_end*, from the end;
    without one it is judged at once. *concerns_some* says that it only asks about some
    participants.
    """

    name: str
    source: Source
    since: date
    reads: frozenset[type[Entry]]
    uses: tuple[str, ...]
    apart: tuple[str, ...] = ()
    milestones: Callable[[Asked], tuple[Milestone, ...]]
    version: int = 1
    once: bool = False
    deadline: str | Span = ""
    after_the_end: bool = False
    concerns_some: bool = False


@frozen(kw_only=True, eq=False, slots=False)
class Asked:
    """What a rule is asked about: an *episode* of a case, under a method.

    *since* is the day from which its clocks count (R2), *died* the day and entry of a death,
    *counts* False for an episode that is listed but not counted (R7).
    """

    rule: Rule
    case: Case
    episode: Episode
    method: Method
    since: date
    counts: bool
    died: tuple[date, str] | None

    def milestone(
        self,
        *,
        due: date | None,
        done: Iterable[Step],
        belongs: Iterable[Step] = (),
        marks: Iterable[tuple[Mark, date]] = (),
        since: date | None = None,
        opens: date | None = None,
        due_known: date | None = None,
        rule: str | None = None,
    ) -> Milestone:
        """The milestone of this rule in this episode; it opens, with its due day, at the start.

        *since* is the day its clock counts from, where that is not the day the rule is asked about.
        Nobody leaves before a deadline that counts from the end.
        """
        case, episode = self.case, self.episode
        opens = opens or episode.first
        return Milestone(
            rule=rule or self.rule.name,
            participant=case.participant,
            episode=episode.started.id,
            counts=self.counts,
            opens=opens,
            since=since or self.since,
            due=due,
            due_known=due_known or opens,
            done=tuple(done),
            belongs=tuple(belongs),
            marks=(*marks, *(() if self.rule.after_the_end else self._left_before(due))),
            died=self.died,
            contested=self._contested() if case.contests else None,
        )

    def _contested(self) -> tuple[date, str] | None:
        return self.case.contested_since(reads_of(self.rule, self.method))

    def _left_before(self, due: date | None) -> tuple[tuple[Mark, date], ...]:
        """The mark of those who left before the deadline, from the day they left (R9)."""
        last = self.episode.last
        if last is None or due is None or last >= due:
            return ()
        return ((Mark.LEFT_BEFORE_DEADLINE, last),)


def reads_of(rule: Rule, method: Method) -> frozenset[type[Entry]]:
    """The kinds that a rule's answer rests on: its own, a death, and what its clocks count from."""
    reached = method.parameters.start_day.value is StartDay.FIRST_REACHED
    return rule.reads | ({Died, Reached} if reached else {Died})


@unique
class Measure(Enum):
    """What a target is measured in: people, or percent of those due."""

    PEOPLE = "people"
    PERCENT = "percent"


@frozen(kw_only=True)
class Target:
    """A result target: at least *at_least* people, or percent, fulfil the *rule*."""

    number: int
    rule: str
    measure: Measure
    at_least: int
    source: Source


@frozen(kw_only=True, eq=False)
class Method:
    """An edition of the method: *code* names it in every episode that starts under it.

    *period* holds the days on which a start counts. *rules* are counted once an episode;
    *recurring* ones ask again and again, for those who do the work, and no figure counts them.
    """

    code: str
    period: Period = field(repr=False)
    source: Source = field(repr=False)
    parameters: Parameters = field(repr=False)
    instruments: tuple[Instrument, ...] = field(repr=False)
    rules: tuple[Rule, ...] = field(repr=False)
    targets: tuple[Target, ...] = field(repr=False)
    recurring: tuple[Rule, ...] = field(default=(), repr=False)
    _by_code: dict[str, Instrument] = field(init=False, repr=False)

    @_by_code.default
    def _instruments_by_code(self) -> dict[str, Instrument]:
        return {instrument.code: instrument for instrument in self.instruments}

    def instrument(self, code: str) -> Instrument | None:
        """The registered instrument of that code, if there is one."""
        return self._by_code.get(code)

    def rule_of(self, milestone: str) -> Rule:
        """The rule that a milestone of this name comes from. Raises LookupError for none."""
        for rule in (*self.rules, *self.recurring):
            if milestone == rule.name or milestone in rule.apart:
                return rule
        raise LookupError(f"the method {self.code} has no rule for {milestone!r}")

    def deadline_of(self, rule: Rule) -> Span:
        """How long after service start, or after its end, a rule is judged."""
        if isinstance(rule.deadline, Span):
            return rule.deadline
        if not rule.deadline:
            return Span()
        value = getattr(self.parameters, rule.deadline).value
        return value if isinstance(value, Span) else Span(days=value)

    def adapt(
        self,
        *,
        code: str,
        source: Source,
        since: date,
        period: Period | None = None,
        instruments: Iterable[Instrument] = (),
        rules: Iterable[Rule] | None = None,
        targets: Iterable[Target] | None = None,
        recurring: Iterable[Rule] | None = None,
        **values: Any,
    ) -> Method:
        """A new edition that differs in the parameters given by name.

        *source* and *since* are where and from when the new values hold; they are told and
        change no answer, and *period* is that of this edition unless given. *instruments* are added
        (one of the same code replaces the old). Raises TypeError for an unknown parameter name, and
        for a value of another kind than the parameter's.
        """
        require_days(since=since)
        for name, value in values.items():
            _require_kind(name, value)
        changed = {
            name: Parameter(value=value, source=source, since=since)
            for name, value in values.items()
        }
        registered = {**self._by_code, **{each.code: each for each in instruments}}
        return Method(
            code=code,
            period=period or self.period,
            source=source,
            parameters=attrs.evolve(self.parameters, **changed),
            instruments=tuple(registered.values()),
            rules=self.rules if rules is None else tuple(rules),
            targets=self.targets if targets is None else tuple(targets),
            recurring=self.recurring if recurring is None else tuple(recurring),
        )

    @property
    def fingerprint(self) -> str:
        """Sixteen characters that differ as soon as what figures are counted by does.

        That is the rules with the parameters they use, instruments and targets. Sources and dates
        are left out: another reference for the same value changes no figure.
        """
        used = {name for rule in self.rules for name in rule.uses if name in _kinds_of_parameters()}
        said = [self.code, repr(self.period)]
        said += [f"{name}={getattr(self.parameters, name).value!r}" for name in sorted(used)]
        said += sorted(repr(instrument) for instrument in self.instruments)
        said += [
            f"{rule.name}/{rule.version}/{rule.once}/{sorted(kind.kind for kind in rule.reads)}"
            for rule in self.rules
        ]
        said += [f"{t.number}:{t.rule}:{t.measure.value}:{t.at_least}" for t in self.targets]
        return sha256("\n".join(said).encode()).hexdigest()[:16]


@cache
def _kinds_of_parameters() -> dict[str, Any]:
    """What each parameter holds, as its annotation says."""
    return {name: get_args(hint)[0] for name, hint in get_type_hints(Parameters).items()}


def _require_kind(name: str, value: object) -> None:
    kinds = _kinds_of_parameters()
    if name not in kinds:
        raise TypeError(f"a method has no parameter {name!r}")
    if not _is_of_kind(value, kinds[name]):
        found = type(value).__name__
        raise TypeError(f"the parameter {name!r} must be {_said(kinds[name])}, this is {found}")


def _is_of_kind(value: object, kind: Any) -> bool:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return any(_is_of_kind(value, part) for part in parts)
    if origin is tuple and isinstance(value, tuple):
        if parts[-1] is Ellipsis:
            return all(_is_of_kind(each, parts[0]) for each in value)
        return len(value) == len(parts) and all(map(_is_of_kind, value, parts))
    return type(value) is (origin or kind)


def _said(kind: Any) -> str:
    """A kind in words: "Span", "tuple[str, ...]", "CrisisScale or None"."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return " or ".join(_said(part) for part in parts)
    if origin is tuple:
        return f"tuple[{', '.join('...' if part is ... else _said(part) for part in parts)}]"
    return "None" if kind is NoneType else str(kind.__name__)
