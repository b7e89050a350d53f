"""Figures in words, the same wherever they are shown: counts, shares, bounds and intervals.

Percentages are cut, never rounded up, so that 79.96% is not 80%.
"""

from __future__ import annotations

from datetime import date
from math import ceil, floor

from cm_method.cohort.results import Result
from cm_method.cohort.shares import Bounds, Share
from cm_method.cohort.statistics import Interval
from cm_method.labels import has_text, text
from cm_method.rules.method import Measure, Target


def state(on: date, known: date | None, lang: str) -> str:
    """The day an answer is about, and the day up to which things had been recorded."""
    if known is None:
        return text("cli.state.everything", lang, on=on)
    return text("cli.state", lang, on=on, known=known)


def capital(words: str) -> str:
    """The words with a capital first, as a sentence or a heading begins; the rest as it is."""
    return words[:1].upper() + words[1:]


def people(count: int, lang: str) -> str:
    """So many participants."""
    return text("unit.person" if count == 1 else "unit.people", lang, count=count)


def title(result: Result, lang: str) -> str:
    """The number and the name of a result's target."""
    return target_title(result.target, lang)


def target_title(target: Target, lang: str) -> str:
    """The number and the name of a target."""
    name = text(f"target.{target.rule}", lang)
    return text("report.target", lang, number=target.number, title=name)


def in_short(result: Result, lang: str) -> str:
    """The figure that is shown first: met of all due, or both bounds where they differ."""
    lower, upper = result.lower, result.upper
    if result.target.measure is Measure.PEOPLE:
        aim = result.target.at_least
        return text("report.people", lang, people=people(lower.met, lang), at_least=aim)
    if not lower.of and not upper.of:
        return text("report.nobody_due", lang)
    return of_all(result.bounds, lang)


def share(one: Share, lang: str) -> str:
    """A share as counts with the percentage after them; of nobody, only the counts."""
    if not one.of:
        return text("report.of", lang, met=one.met, of=one.of)
    return text(
        "report.share", lang, met=one.met, of=one.of, percent=percent(one.met, one.of, lang)
    )


def of_all(bounds: Bounds, lang: str) -> str:
    """Both bounds, or the one figure where nothing is missing."""
    if bounds.lower == bounds.upper:
        return share(bounds.lower, lang)
    low, high = share(bounds.lower, lang), share(bounds.upper, lang)
    return text("report.between", lang, low=low, high=high)


def interval_words(interval: Interval, lang: str) -> str:
    """Both ends: the low one cut down and the high one up, so that it always holds the bounds."""
    return text(
        "report.line.interval.value",
        lang,
        low=tenths(floor(1000 * interval.low), lang),
        high=tenths(ceil(1000 * interval.high), lang),
    )


def kronor(amount: int, lang: str) -> str:
    """An amount in SEK with its thousands apart."""
    apart = f"{amount:,}".replace(",", "\N{NO-BREAK SPACE}")
    return text("unit.kronor", lang, amount=apart.replace("-", "\N{MINUS SIGN}"))


def percent(met: int, of: int, lang: str) -> str:
    """A share with one decimal, cut and never rounded up: 79.96% is not 80%."""
    return tenths(1000 * met // of, lang)


def tenths(of_a_percent: int, lang: str) -> str:
    """A number of tenths of a percent as people read it."""
    whole, tenth = divmod(of_a_percent, 10)
    return f"{whole},{tenth}\N{NO-BREAK SPACE}%" if lang == "sv" else f"{whole}.{tenth}%"


def edition_name(code: str, lang: str) -> str:
    """The name of an edition with its code, or the code alone."""
    key = f"method.{code}"
    return f"{text(key, lang)} ({code})" if has_text(key, lang) else code
