"""One target's result in words: what is asked, the bounds, the counts and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cm_method.cohort.results import Result, Results
from cm_method.cohort.shares import Share
from cm_method.cohort.wording import interval_words, of_all, people, share
from cm_method.labels import has_text, label, text
from cm_method.rules.method import Measure, Method
from cm_method.rules.milestone import Mark, Verdict


def what_is_asked(result: Result, method: Method, lang: str) -> str:
    """The target in the words of its source, translated where we can; else what its rule asks."""
    rule, quote = result.target.rule, result.target.source.quote
    if quote and lang == "sv":
        return quote
    key = f"report.what.{method.code}.{rule}"
    translated = has_text(key, lang) and quote == text(key, "sv")
    return text(key if translated else f"rule.{rule}.what", lang)


def bar_parts(result: Result) -> tuple[Fraction, Fraction, Fraction] | None:
    """Where the bounds and the target lie on a bar from 0 to 1; None where nobody is due."""
    lower, upper, target = result.lower, result.upper, result.target
    if target.measure is Measure.PEOPLE:
        aim = target.at_least
        whole = max(aim, upper.met)
        return Fraction(lower.met, whole), Fraction(upper.met, whole), Fraction(aim, whole)
    if not (lower.of or upper.of):
        return None
    nothing, asked = Fraction(0), Fraction(target.at_least, 100)
    return lower.fraction or nothing, upper.fraction or nothing, asked


def target_mark(result: Result, lang: str) -> str:
    """What stands beside the mark of the target."""
    target = result.target
    if target.measure is Measure.PEOPLE:
        return text("report.bar.people", lang, count=target.at_least)
    return text("report.bar.target", lang, percent=target.at_least)


def bound_rows(result: Result, method: Method, lang: str) -> Iterator[tuple[str, str]]:
    """The bounds, what the target asks for, how much is short of it, and the interval."""
    target, lower, upper = result.target, result.lower, result.upper
    if target.measure is Measure.PEOPLE:
        period = method.period
        aim = text(
            "report.line.target.people" if period.last else "report.line.target.people_open",
            lang,
            people=people(target.at_least, lang),
            first=period.first,
            last=period.last,
        )
        yield text("report.line.target", lang), aim
    elif lower.of:
        yield text("report.line.certain", lang), _noted(result, lower, "certain", lang)
        if upper != lower:
            yield text("report.line.at_most", lang), _noted(result, upper, "at_most", lang)
            yield text("report.line.known", lang), share(result.bounds.known, lang)
        needed = -(-target.at_least * lower.of // 100)
        aim = text(
            "report.line.target.percent", lang, percent=target.at_least, needed=needed, of=lower.of
        )
        yield text("report.line.target", lang), aim
    else:
        aim = text("report.line.target.percent_nobody", lang, percent=target.at_least)
        yield text("report.line.target", lang), aim
    if result.short is not None:
        yield text("report.line.short", lang), _short_of(result, lang)
    if result.interval is not None:
        percent_sure = result.interval.percent
        value = interval_words(result.interval, lang)
        yield text("report.line.interval", lang, percent=percent_sure), value


def _short_of(result: Result, lang: str) -> str:
    if not result.short:
        return text("report.line.short.nothing", lang)
    short = people(result.short, lang)
    if result.upper == result.lower:
        return short
    if result.unknown_membership:
        return text("report.line.short.lowest", lang, people=short)
    return text("report.line.short.at_most", lang, people=short)


def _noted(result: Result, one: Share, key: str, lang: str) -> str:
    """A bound with how missing answers count in it; also whether someone belongs may be missing."""
    note = f"report.line.{key}.{'worth' if result.unknown_membership else 'note'}"
    return f"{share(one, lang)}; {text(note, lang)}"


def count_rows(result: Result, lang: str) -> Iterator[tuple[str, str]]:
    """How many count in each way; a way in which nobody counts is left out."""
    waiting, missed = result.count(Verdict.NOT_YET_DUE), result.count(Verdict.MISSED)
    late, unknown = result.count(Verdict.MET_LATE), result.count(Verdict.UNKNOWN)
    if waiting:
        value = str(waiting)
        if result.ongoing:
            value = text(
                "report.line.not_yet_due.ongoing", lang, count=waiting, ongoing=result.ongoing
            )
        elif result.already_done:
            value = text(
                "report.line.not_yet_due.value", lang, count=waiting, done=result.already_done
            )
        yield label(Verdict.NOT_YET_DUE, lang), value
    if missed:
        yield label(Verdict.MISSED, lang), str(missed)
    if late:
        yield label(Verdict.MET_LATE, lang), str(late)
    if unknown:
        value = str(unknown)
        if result.unknown_membership:
            value = text(
                "report.line.unknown.membership",
                lang,
                count=unknown,
                membership=result.unknown_membership,
            )
        yield label(Verdict.UNKNOWN, lang), value
    if result.excluded:
        yield label(Verdict.EXCLUDED, lang), excluded_words(result, lang)


def excluded_words(result: Result, lang: str) -> str:
    """How many who have started are not counted, and why."""
    return "; ".join(
        text(f"report.excluded.{code}", lang, count=count)
        for code, count in result.excluded.items()
    )


def sensitivity_words(result: Result, lang: str) -> Iterator[str]:
    """How the figure would be under other choices, and whether the outcome would be the same."""
    for other in result.sensitivities:
        same = other.outcome is result.outcome
        yield text(
            f"report.sensitivity.{'same' if same else 'other'}",
            lang,
            code=text(f"report.sensitivity.{other.code}", lang),
            share=of_all(other.bounds, lang),
            outcome=label(other.outcome, lang),
        )


def beside_words(results: Results, result: Result, lang: str) -> Iterator[str]:
    """What is shown beside the figure and is no part of it."""
    if result.target.rule == "self_rated_improvement":
        yield from _beside_ratings(result, lang)
        return
    for figure in result.beside if result.lower.of else ():
        yield _figure(text(f"Mark.{figure.code}", lang), figure.share, lang)
    later = results.became_relevant_later
    if result.target.rule == "crisis_plan_and_chain" and later:
        parts = ", ".join(f"{label(verdict, lang).lower()} {n}" for verdict, n in later.items())
        count = people(sum(later.values()), lang)
        yield text("report.beside.later", lang, people=count, parts=parts)


def _figure(what: str, one: Share, lang: str) -> str:
    return text("report.beside.figure", lang, what=what, met=one.met, of=one.of)


def _beside_ratings(result: Result, lang: str) -> Iterator[str]:
    """What R17 and R18 ask to see beside the figure, also where it is zero."""
    found = {figure.code: figure.share.met for figure in result.beside}
    of = result.lower.of

    def count(mark: Mark) -> int:
        return found.get(mark.value, 0)

    if of:
        for mark, key in (
            (Mark.IMPROVED_NOT_WORSE, "report.beside.improved_not_worse"),
            (Mark.WORSENED, "report.beside.worsened"),
        ):
            yield _figure(text(key, lang), Share(met=count(mark), of=of), lang)
        better, worse = count(Mark.RELIABLY_IMPROVED), count(Mark.RELIABLY_WORSENED)
        unknown = count(Mark.RELIABILITY_UNKNOWN)
        ending = "_partly" if better or worse else "_unknown"
        key = f"report.beside.reliable{ending if unknown else ''}"
        yield text(key, lang, better=better, worse=worse, unknown=unknown)
        at_best = Share(met=count(Mark.AT_BEST_BEFORE), of=of)
        yield _figure(text("report.beside.at_best", lang), at_best, lang)
        for mark in (Mark.BEFORE_LATE, Mark.BEFORE_STALE, Mark.AFTER_EARLY):
            if count(mark):
                yield _figure(label(mark, lang), Share(met=count(mark), of=of), lang)
    if result.ongoing:
        yield text("report.beside.ongoing", lang, people=people(result.ongoing, lang))
