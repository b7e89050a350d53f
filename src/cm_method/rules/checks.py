"""The check of a method, and of a register against the method its episodes keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import attrs
from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.chain import CHAIN_PARTS
from cm_method.case.crisis_plans import CRISIS_PLAN_PARTS
from cm_method.case.episodes import episodes
from cm_method.case.needs import CrisisLevelAssessed
from cm_method.case.plans import PLAN_PARTS
from cm_method.case.recovery import RecoveryCapitalRated
from cm_method.case.self_ratings import SelfRated
from cm_method.dates import require_days
from cm_method.errors import Problem, facts
from cm_method.journal import Category, Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Measure, Method, Parameters, Span
from cm_method.sources import Document, Source

MOST_PERCENT = 100


@frozen(kw_only=True)
class MethodCheck:
    """*problems* must be mended before use; *to_confirm* waits for somebody's decision."""

    problems: tuple[Problem, ...]
    to_confirm: tuple[Problem, ...]


def check_method(method: Method) -> MethodCheck:
    """What is missing, contradictory or unsourced in a method."""
    found = [
        *_code(method),
        *_without_source(method),
        *_spans(method),
        *_windows(method),
        *_numbers(method),
        *_instruments(method),
        *_crisis_scale(method),
        *_targets(method),
        *_names(method),
        *_information(method),
        *_by_legal_form(method),
    ]
    return MethodCheck(problems=tuple(found), to_confirm=tuple(_to_confirm(method)))


def _code(method: Method) -> Iterator[Problem]:
    """Nobody could tell which of two methods under one code a service was started under."""
    built_in = EDITIONS.get(method.code)
    if built_in is not None and _content(method) != _content(built_in):
        yield Problem(code="method_code_taken", path="code")


def _content(method: Method) -> tuple[object, ...]:
    return attrs.astuple(method, recurse=False)


def _without_source(method: Method) -> Iterator[Problem]:
    sourced: list[tuple[str, Source]] = [("method", method.source)]
    sourced += [(f"parameters.{n}", getattr(method.parameters, n).source) for n in _NAMES]
    every = (*method.rules, *method.recurring)
    sourced += [(f"rules.{rule.name}", rule.source) for rule in every]
    sourced += [(f"targets.{target.number}", target.source) for target in method.targets]
    for path, source in sourced:
        if not source.section or not (source.quote or source.readings):
            yield Problem(code="method_source_missing", path=path)


_NAMES = tuple(field.name for field in attrs.fields(Parameters))


def _spans(method: Method) -> Iterator[Problem]:
    given = method.parameters
    for name in ("plan_deadline", "plan_ambition", "contacts_deadline", "crisis_deadline"):
        span: Span = getattr(given, name).value
        if (span.days > 0) == (span.months > 0) or min(span.days, span.months) < 0:
            yield Problem(code="method_span_unclear", path=f"parameters.{name}")
    for name in _NAMES:
        since: date = getattr(given, name).since
        if method.period.last is not None and since > method.period.last:
            yield Problem(
                code="method_parameter_starts_too_late",
                path=f"parameters.{name}",
                facts=facts(since=since, last=method.period.last),
            )


def _windows(method: Method) -> Iterator[Problem]:
    given, start = method.parameters, method.period.first
    plan_days = (given.plan_deadline.value.after(start) - start).days
    crisis_days = (given.crisis_deadline.value.after(start) - start).days
    if given.plan_ambition.value.after(start) > given.plan_deadline.value.after(start):
        yield Problem(code="method_windows_contradict", path="parameters.plan_ambition")
    if not 0 <= given.plan_first_day.value <= plan_days:
        yield Problem(code="method_windows_contradict", path="parameters.plan_first_day")
    if not 0 < given.short_notice_day.value <= crisis_days:
        yield Problem(code="method_windows_contradict", path="parameters.short_notice_day")
    for name in ("rating_before_days", "rating_after_days", "rating_early_after_days"):
        if getattr(given, name).value < 0:
            yield Problem(code="method_windows_contradict", path=f"parameters.{name}")


def _numbers(method: Method) -> Iterator[Problem]:
    given = method.parameters
    for name in (
        "minimum_change",
        "offer_answer_days",
        "crisis_review_days",
        "crisis_review_after_days",
    ):
        if getattr(given, name).value < 1:
            yield Problem(code="method_number_out_of_range", path=f"parameters.{name}")
    if given.consent_notice_days.value < 0:
        yield Problem(code="method_number_out_of_range", path="parameters.consent_notice_days")
    if any(most < 1 for _, most in given.caseload_guidelines.value):
        yield Problem(code="method_number_out_of_range", path="parameters.caseload_guidelines")
    for name in ("contacts_percent", "interval_percent"):
        most = MOST_PERCENT if name == "contacts_percent" else MOST_PERCENT - 1
        if not 1 <= getattr(given, name).value <= most:
            yield Problem(code="method_number_out_of_range", path=f"parameters.{name}")


def _instruments(method: Method) -> Iterator[Problem]:
    path = "parameters.primary_instruments"
    primary = method.parameters.primary_instruments.value
    if not primary:
        yield Problem(code="method_without_instrument", path=path)
    for dimension, code in primary:
        instrument = method.instrument(code)
        if instrument is None:
            yield Problem(code="method_instrument_unknown", path=f"{path}.{code}")
        elif instrument.dimension is not dimension:
            yield Problem(
                code="method_instrument_of_other_dimension",
                path=f"{path}.{code}",
                facts=facts(dimension=dimension),
            )


def _crisis_scale(method: Method) -> Iterator[Problem]:
    scale = method.parameters.crisis_scale.value
    path = "parameters.crisis_scale"
    if scale is None:
        yield Problem(code="method_without_crisis_scale", path=path)
    elif scale.threshold not in scale.levels or len(set(scale.levels)) < len(scale.levels):
        yield Problem(code="method_crisis_scale_contradicts_itself", path=path)


def _targets(method: Method) -> Iterator[Problem]:
    names = {rule.name for rule in method.rules}
    for target in method.targets:
        path = f"targets.{target.number}"
        if target.rule not in names:
            yield Problem(code="method_target_without_rule", path=path)
        most = MOST_PERCENT if target.measure is Measure.PERCENT else target.at_least
        if not 1 <= target.at_least <= most:
            yield Problem(code="method_number_out_of_range", path=path)
    numbers = [target.number for target in method.targets]
    primary = method.parameters.primary_instruments.value
    named: tuple[tuple[str, list[object]], ...] = (
        ("targets", [*numbers]),
        ("rules", [rule.name for rule in (*method.rules, *method.recurring)]),
        ("instruments", [instrument.code for instrument in method.instruments]),
        ("parameters.primary_instruments", [dimension for dimension, _ in primary]),
    )
    for path, values in named:
        if len(set(values)) < len(values):
            yield Problem(code="method_named_twice", path=path)


def _names(method: Method) -> Iterator[Problem]:
    for rule in (*method.rules, *method.recurring):
        if not set(rule.uses) <= set(_NAMES):
            yield Problem(code="method_parameter_unknown", path=f"rules.{rule.name}.uses")
    given = method.parameters
    for name, known in (
        ("plan_parts", PLAN_PARTS),
        ("crisis_plan_parts", CRISIS_PLAN_PARTS),
        ("chain_parts", CHAIN_PARTS),
    ):
        if not set(getattr(given, name).value) <= set(known):
            yield Problem(code="method_part_unknown", path=f"parameters.{name}")


def _information(method: Method) -> Iterator[Problem]:
    """Every category that an entry can have has its place, below something or at the top."""
    path = "parameters.information"
    parents = dict(method.parameters.information.value.parents)
    lacking = {category.value for category in Category} - parents.keys()
    unknown = {above for above in parents.values() if above is not None} - parents.keys()
    for code in sorted(lacking | unknown):
        yield Problem(code="method_category_without_place", path=f"{path}.{code}")
    for code in parents:
        if method.parameters.information.value.runs_in_a_circle(code):
            yield Problem(code="method_categories_in_a_circle", path=f"{path}.{code}")


def _by_legal_form(method: Method) -> Iterator[Problem]:
    given = method.parameters
    for name in ("release_kinds", "disposal_spans"):
        forms = [form for form, _ in getattr(given, name).value]
        if len(set(forms)) < len(forms):
            yield Problem(code="method_named_twice", path=f"parameters.{name}")
    for form, span in given.disposal_spans.value:
        if (span.days > 0) == (span.months > 0) or min(span.days, span.months) < 0:
            path = f"parameters.disposal_spans.{form.value}"
            yield Problem(code="method_span_unclear", path=path)


def _to_confirm(method: Method) -> Iterator[Problem]:
    scale = method.parameters.crisis_scale
    if scale.value is not None and scale.source.document is Document.OWN:
        yield Problem(code="method_crisis_scale_to_confirm", path="parameters.crisis_scale")
    if method.parameters.recovery_scale.source.document is Document.CITY_2020:
        # That report names the parts and has no numbers for them.
        yield Problem(code="method_recovery_scale_to_confirm", path="parameters.recovery_scale")
    for dimension, code in method.parameters.primary_instruments.value:
        instrument = method.instrument(code)
        if instrument is not None and (instrument.sd is None or instrument.reliability is None):
            yield Problem(
                code="method_reliability_not_registered",
                path=f"instruments.{code}",
                facts=facts(dimension=dimension),
            )


def edition_problems(
    journals: Iterable[Journal], editions: Iterable[Method], *, known: date | None = None
) -> Iterator[Problem]:
    """What in the journals the editions cannot read: unknown editions, ratings, crisis levels.

    A participant's ratings and levels are held against every edition that they started under.
    """
    require_days(known=known)
    by_code = {method.code: method for method in editions}
    for journal in journals:
        case = Case.of(journal, on=date.max, known=known)
        started = [episode.started for episode in episodes(case)]
        for start in started:
            if start.edition not in by_code:
                path = f"{journal.subject}/{start.id}/edition"
                yield Problem(code="unknown_edition", path=path)
        for code in dict.fromkeys(start.edition for start in started):
            if code in by_code:
                found = _unreadable(case, by_code[code])
                yield from (problem.under(f"{journal.subject}/") for problem in found)


def _unreadable(case: Case, method: Method) -> Iterator[Problem]:
    for rating in case.of_kind(SelfRated):
        instrument = method.instrument(rating.instrument)
        if instrument is None:
            yield Problem(code="unknown_instrument", path=f"{rating.id}/instrument")
        elif not instrument.fits(rating):
            yield Problem(
                code="rating_does_not_fit",
                path=f"{rating.id}/{'answers' if rating.answers else 'score'}",
                facts=facts(lowest=instrument.lowest, highest=instrument.highest),
            )
    scale = method.parameters.crisis_scale.value
    for level in case.of_kind(CrisisLevelAssessed):
        if scale is None or scale.reaches(level.level) is None:
            yield Problem(code="crisis_level_not_on_scale", path=f"{level.id}/level")
    capital = method.parameters.recovery_scale.value
    for rated in case.of_kind(RecoveryCapitalRated):
        for part, number in rated.rated.items():
            if not capital.holds(number):
                yield Problem(
                    code="recovery_rating_not_on_scale",
                    path=f"{rated.id}/{part.value}",
                    facts=facts(lowest=capital.lowest, highest=capital.highest),
                )
