"""``cm-method calendar``: every day that the agreement and the targets set."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from cm_method.adapters.json import to_plain
from cm_method.case.agreements import PhaseKind
from cm_method.cli.answers import echo_json
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    command,
    edition_option,
    json_option,
    known_option,
    number_from,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.partnership import opened
from cm_method.cli.program import ExitCode
from cm_method.cohort.wording import capital
from cm_method.labels import label, text
from cm_method.partnership.agreement import Agreement
from cm_method.partnership.calendar import (
    AT_ONCE,
    Occasion,
    calendar as calendar_of,
    is_unnoted,
    too_late,
)
from cm_method.partnership.wording import occasion_words
from cm_method.rules.method import Span, Target


@command(
    "calendar",
    register_argument,
    on_option,
    click.option("--ahead", is_flag=True),
    click.option("--service-months", metavar="number", callback=number_from(1)),
    known_option,
    edition_option,
    json_option,
)
def calendar(
    *,
    register: str,
    on: date | None,
    ahead: bool,
    service_months: int | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Show the calendar."""
    day = report_day(on, register)
    found = opened(register, on=day, known=known, asked=edition, lang=lang)
    service = Span(months=service_months or 0)
    every = calendar_of(found.agreement, found.method, service=service)
    late = too_late(found.agreement, found.method, service=service)
    shown = [each for each in every if each.on >= day] if ahead else list(every)
    if as_json:
        said = {
            "agreement": found.agreement.made.agreement,
            "edition": found.method.code,
            "on": day,
            "known": known,
            "occasions": [_plain(each, day, lang) for each in shown],
            "too_late": [{"target": target.number, "phase": phase} for target, phase in late],
        }
        echo_json(said)
    else:
        page = Page()
        page.title(text("cli.calendar.title", lang, code=found.agreement.made.agreement))
        found.write_head(page, lang)
        counted = found.method.period
        if (counted.first, counted.last) != (found.agreement.first, found.agreement.last):
            key = "cli.calendar.edition_period"
            key = key if counted.last else "cli.calendar.edition_period_open"
            page.text(text(key, lang, first=counted.first, last=counted.last))
        _write(page, found.agreement, shown, lang)
        for target, phase in late:
            page.line()
            page.text(_too_late(target, phase, service, lang))
        before = sum(is_unnoted(each, day) for each in every if each not in shown)
        if before:
            page.line()
            page.text(text("cli.calendar.before", lang, on=day, count=before))
    return ExitCode.LOOK if any(is_unnoted(each, day) for each in every) else ExitCode.FINE


def _plain(each: Occasion, day: date, lang: str) -> dict[str, Any]:
    words = each.explain(lang)
    return {**to_plain(each), "unnoted": is_unnoted(each, day), "words": words}


def _too_late(target: Target, phase: PhaseKind | None, service: Span, lang: str) -> str:
    """That no start can be judged in time in a target."""
    end = "agreement" if phase is None else "phase"
    within = text(f"last_start.within_{end}", lang, phase=phase)
    key = "cli.calendar.too_late" if service == AT_ONCE else "cli.calendar.too_late.service"
    said = {"target": target.number, "within": within, "service": service.explain(lang)}
    return text(key, lang, **said)


def _write(page: Page, agreement: Agreement, shown: list[Occasion], lang: str) -> None:
    day, told = agreement.on, False
    for phase, days in agreement.phases:
        mine = [each for each in shown if each.on in days]
        if not mine:
            continue
        page.heading(capital(label(phase, lang)))
        for each in mine:
            if not told and each.on > day and day in days:
                page.rows([(str(day), text("cli.calendar.today", lang))])
                told = True
            page.rows([(str(each.on), occasion_words(each, day, lang))])
        if not told and day in days:
            page.rows([(str(day), text("cli.calendar.today", lang))])
            told = True
    outside = [each for each in shown if agreement.phase_on(each.on) is None]
    if outside:
        page.heading(text("cli.calendar.outside", lang))
        page.rows((str(each.on), occasion_words(each, day, lang)) for each in outside)
