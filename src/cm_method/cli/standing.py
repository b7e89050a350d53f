"""``cm-method standing``: where the partnership stands against its targets, and what it takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from cm_method.adapters.json import to_plain
from cm_method.cli.answers import echo_json
from cm_method.cli.figures import outcome_word
from cm_method.cli.head import again, on_the_line
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    as_number,
    command,
    edition_option,
    json_option,
    known_option,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.partnership import Opened, opened
from cm_method.cohort.figures import excluded_words
from cm_method.cohort.results import Result
from cm_method.cohort.wording import in_short, interval_words, people, title
from cm_method.labels import label, text
from cm_method.partnership.standing import Standing, standing as standing_of
from cm_method.partnership.wording import indicator_rows, what_it_takes


@command(
    "standing",
    register_argument,
    on_option,
    click.option("--planned", metavar="number", callback=as_number),
    known_option,
    edition_option,
    json_option,
)
def standing(
    *,
    register: str,
    on: date | None,
    planned: int | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    lang: str,
) -> None:
    """Show where the partnership stands."""
    day = report_day(on, register)
    found = opened(register, on=day, known=known, asked=edition, lang=lang)
    where = standing_of(
        found.journals,
        found.method,
        found.agreement,
        on=day,
        known=known,
        planned=planned,
        parties=found.parties,
    )
    if as_json:
        echo_json(as_said(where, lang))
        return
    page = Page()
    page.title(text("cli.standing.title", lang))
    found.write_head(page, lang)
    _write_now(page, where, planned, lang)
    for result in where.results:
        _write_target(page, found, where, result, lang)
    page.heading(text("indicator.title", lang))
    page.text(text("indicator.why", lang))
    page.rows(indicator_rows(where.indicators, lang))
    if found.method.targets:
        page.heading(text("report.reading", lang))
        for key in (
            "cli.standing.reading",
            "report.reading.percent",
            "report.reading.interval",
            "cli.standing.trend.why",
        ):
            page.point(text(key, lang))
    page.line()
    page.text(text("cli.standing.more", lang))
    choices = again({"--known": known, "--edition": edition})
    page.command("report", on_the_line(register), "--on", str(day), *choices)


def as_said(where: Standing, lang: str) -> dict[str, Any]:
    """The standing as plain values with its words."""
    outlooks = {rule: {**to_plain(o), "words": o.explain(lang)} for rule, o in where.outlooks}
    return {
        "on": where.on,
        "known": where.known,
        "planned": where.planned,
        "phase": where.phase,
        "results": [_plain(result) for result in where.results],
        "outlooks": outlooks,
        "trend": [
            {"on": day, "results": [_plain(result) for result in results]}
            for day, results in where.trend
        ],
        "indicators": where.indicators,
    }


def _plain(result: Result) -> dict[str, Any]:
    return {
        "number": result.target.number,
        "rule": result.target.rule,
        "outcome": result.outcome,
        "bounds": result.bounds,
        "interval": result.interval,
        "short": result.short,
    }


def _write_now(page: Page, where: Standing, planned: int | None, lang: str) -> None:
    if where.phase is not None:
        page.text(text("cli.standing.phase", lang, phase=where.phase))
    if not where.results.by_target:
        page.text(text("report.no_targets", lang))
        return
    if planned is not None and planned < where.planned:
        said = {"planned": planned, "people": where.planned}
        page.text(text("cli.standing.more_started", lang, **said))
    if where.agreement.asks_on(where.on):
        page.text(text("cli.standing.planned", lang, people=people(where.planned, lang)))


def _write_target(page: Page, found: Opened, where: Standing, result: Result, lang: str) -> None:
    page.heading(title(result, lang))
    page.text(f"{outcome_word(result.outcome, lang)}: {in_short(result, lang)}.")
    if result.interval is not None:
        sure = text("report.line.interval", lang, percent=result.interval.percent)
        page.text(f"{sure}: {interval_words(result.interval, lang)}.")
    page.line()
    takes = what_it_takes(where, found.method, result, lang)
    if takes:
        page.text(takes)
        if result.excluded:
            named = excluded_words(result, lang)
            page.text(text("cli.standing.not_counted", lang, excluded=named))
        page.line()
    page.text(text("cli.standing.trend", lang))
    page.rows(trend_rows(where, result, lang), indent=2)


def trend_rows(where: Standing, result: Result, lang: str) -> Iterator[tuple[str, str]]:
    """The target at each follow-up until the day, and on the day."""
    for day, results in where.trend:
        then = results[result.target.rule]
        yield str(day), f"{in_short(then, lang)}; {label(then.outcome, lang).lower()}"
