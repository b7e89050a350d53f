"""``cm-method assignments``: what is ordered, where it stands, and what it lacks."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from cm_method.adapters.json import to_plain
from cm_method.case.case import Case
from cm_method.cli.answers import echo_json
from cm_method.cli.head import write_head
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    command,
    json_option,
    known_option,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.program import ExitCode
from cm_method.cli.reading import one_of_them, source
from cm_method.cohort.wording import capital, kronor
from cm_method.labels import label, text
from cm_method.services.assignments import CLOSED, Assignment, assignments as assignments_of


@command(
    "assignments",
    register_argument,
    click.argument("pseudonym", required=False, metavar="pseudonym"),
    on_option,
    known_option,
    json_option,
)
def assignments(
    *,
    register: str,
    pseudonym: str | None,
    on: date | None,
    known: date | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Show the assignments."""
    day = report_day(on, register)
    opened = source(register, lang)
    if pseudonym is None:
        journals = tuple(opened)
        count = len(journals)
    else:
        journal, count = one_of_them(opened, pseudonym)
        journals = (journal,)
    found = [
        each
        for journal in journals
        for each in assignments_of(Case.of(journal, on=day, known=known))
    ]
    if as_json:
        echo_json({"on": day, "known": known, "assignments": [_plain(e, lang) for e in found]})
    else:
        page = Page()
        page.title(text("cli.assignments.title", lang))
        write_head(page, lang, register=register, count=count, on=day, known=known)
        if not found:
            page.line()
            page.text(text("cli.assignments.none", lang))
        elif pseudonym is None:
            _write_all(page, found, lang)
        else:
            for each in found:
                _write_one(page, each, lang)
    return ExitCode.LOOK if any(each.lacks for each in found) else ExitCode.FINE


def _plain(each: Assignment, lang: str) -> dict[str, Any]:
    lacks = [{**to_plain(lack), "words": lack.explain(lang)} for lack in each.lacks]
    return {
        **to_plain(each),
        "months": each.months,
        "price_sek": each.price_sek,
        "lacks": lacks,
        "words": each.explain(lang),
    }


def _write_all(page: Page, found: list[Assignment], lang: str) -> None:
    """Those that are not over, each with what it lacks; the others only counted."""
    going_on = [each for each in found if each.state not in CLOSED]
    page.heading(text("cli.assignments.going_on", lang, count=len(going_on)))
    page.rows((f"{each.participant} {each.order.id}", _in_short(each, lang)) for each in going_on)
    closed = len(found) - len(going_on)
    if closed:
        page.line()
        page.text(text("cli.assignments.closed", lang, count=closed))


def _in_short(each: Assignment, lang: str) -> str:
    said = [label(each.service, lang), label(each.state, lang)]
    said += [label(lack.kind, lang) for lack in each.lacks]
    return "; ".join(said)


def _write_one(page: Page, each: Assignment, lang: str) -> None:
    order = each.order
    page.heading(capital(f"{label(each.service, lang)} ({order.id})"))
    page.text(each.explain(lang))
    rows = [
        ("commissioner", order.commissioner),
        ("provider", order.provider),
        ("legal_ground", label(order.legal_ground, lang)),
    ]
    if each.follow_up_on is not None:
        rows.append(("follow_up_on", str(each.follow_up_on)))
    said = [(text(f"field.{name}", lang), value) for name, value in rows]
    if each.accepted is not None:
        said.append((text("cli.assignments.months", lang), str(each.months)))
    if each.price_sek is not None:
        said.append((text("cli.assignments.price", lang), kronor(each.price_sek, lang)))
    page.rows(said)
    if each.contested:
        page.text(text("cli.assignments.contested", lang))
    for lack in each.lacks:
        source_words = lack.source.explain(lang)
        page.point(
            f"{lack.explain(lang)} {text('cli.assignments.source', lang, source=source_words)}"
        )
