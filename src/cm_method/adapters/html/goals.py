"""One target as the report shows it: its figure, its bar, its trend, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from cm_method.adapters.html.page import Row, Table
from cm_method.adapters.html.pictures import Bar, Trend, bar_of, trend_of
from cm_method.case.agreements import Body
from cm_method.cohort.disclosure import RESULT_COLUMNS
from cm_method.cohort.figures import (
    beside_words,
    bound_rows,
    count_rows,
    excluded_words,
    sensitivity_words,
    target_mark,
    what_is_asked,
)
from cm_method.cohort.published_results import PublishedResult
from cm_method.cohort.results import Outcome, Result, Results
from cm_method.cohort.wording import in_short
from cm_method.fields import row
from cm_method.labels import label, text
from cm_method.partnership.calendar import follow_ups
from cm_method.partnership.standing import Standing
from cm_method.partnership.wording import what_it_takes
from cm_method.rules.method import Measure, Method

OF_SELF_RATING = "self_rated_improvement"


@frozen(kw_only=True)
class Points:
    """Some lines under a few words."""

    words: str
    lines: tuple[str, ...] = field(converter=row)


@frozen(kw_only=True)
class Goal:
    """A target on the page; *outcome* and *bar* are None where they are not told."""

    number: int
    name: str
    asked: str
    figure: str
    outcome: Outcome | None = None
    bar: Bar | None = None
    mark: str = ""
    rows: tuple[Row, ...] = field(default=(), converter=row)
    takes: tuple[str, ...] = field(default=(), converter=row)
    points: tuple[Points, ...] = field(default=(), converter=row)
    shows_no_effect: bool = False
    trend: Trend | None = None
    trend_table: Table | None = None


def goal_inside(
    results: Results, result: Result, method: Method, where: Standing | None, lang: str
) -> Goal:
    """A target with all that is known of it; *where* adds the trend and what it takes."""
    beside = (
        ("report.sensitivity", sensitivity_words(result, lang)),
        ("report.beside", beside_words(results, result, lang)),
    )
    points = [Points(words=text(key, lang), lines=tuple(lines)) for key, lines in beside]
    trend, table = (None, None) if where is None else _trend(where, result, lang)
    return Goal(
        number=result.target.number,
        name=_name(result, lang),
        asked=what_is_asked(result, method, lang),
        figure=in_short(result, lang),
        outcome=result.outcome,
        bar=bar_of(result),
        mark=target_mark(result, lang),
        rows=(*bound_rows(result, method, lang), *count_rows(result, lang)),
        takes=() if where is None else tuple(_takes(where, method, result, lang)),
        points=[each for each in points if each.lines],
        shows_no_effect=result.target.rule == OF_SELF_RATING,
        trend=trend,
        trend_table=table,
    )


def goal_published(result: Result, told: PublishedResult, method: Method, lang: str) -> Goal:
    """A target with what a publication tells of it."""
    bare = Goal(
        number=result.target.number,
        name=_name(result, lang),
        asked=what_is_asked(result, method, lang),
        figure=text("html.not_shown", lang),
        shows_no_effect=result.target.rule == OF_SELF_RATING,
    )
    if told.counts is None:
        return bare
    people = result.target.measure is Measure.PEOPLE
    columns = ("started",) if people else RESULT_COLUMNS
    counts = [
        (text(f"html.column.{column}", lang), str(count))
        for column, count in zip(columns, told.counts, strict=True)
    ]
    shown = told.result
    return Goal(
        number=bare.number,
        name=bare.name,
        asked=bare.asked,
        figure=text("html.only_counts", lang) if shown is None else in_short(shown, lang),
        outcome=None if shown is None else shown.outcome,
        bar=None if shown is None else bar_of(shown),
        mark=target_mark(result, lang),
        rows=(*counts, *(() if shown is None else bound_rows(shown, method, lang))),
        shows_no_effect=bare.shows_no_effect,
    )


def _name(result: Result, lang: str) -> str:
    return text(f"target.{result.target.rule}", lang)


def _takes(where: Standing, method: Method, result: Result, lang: str) -> Iterator[str]:
    takes = what_it_takes(where, method, result, lang)
    if takes:
        yield takes
        if result.excluded:
            excluded = excluded_words(result, lang)
            yield text("cli.standing.not_counted", lang, excluded=excluded)


def _trend(where: Standing, result: Result, lang: str) -> tuple[Trend, Table]:
    """The target at each follow-up until the day, by the number of the follow-up."""
    rule = result.target.rule
    then = [(day, results[rule]) for day, results in where.trend]
    days = follow_ups(where.agreement, Body.PROJECT_GROUP)
    names = [
        str(days.index(day) + 1) if day != where.on and day in days else text("html.now", lang)
        for day, _ in then
    ]
    rows = [
        (name, day.isoformat(), in_short(each, lang), label(each.outcome, lang))
        for name, (day, each) in zip(names, then, strict=True)
    ]
    keys = ("html.trend.number", "html.trend.day", "html.trend.figure", "html.trend.outcome")
    table = Table(
        caption=text("html.trend.caption", lang, number=result.target.number),
        heads=[text(key, lang) for key in keys],
        rows=rows,
    )
    return trend_of([each for _, each in then], names, text("unit.percent", lang)), table
