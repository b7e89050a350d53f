"""``cm-method sip``: a participant's SIP with what is missing, or the figures of the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import click

from cm_method.adapters.json import to_plain
from cm_method.case.case import Case
from cm_method.case.parties import LegalForm, Parties
from cm_method.case.sip import SipAgreed
from cm_method.cli.answers import echo_json
from cm_method.cli.head import write_head
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    command,
    edition_option,
    json_option,
    known_option,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.program import ExitCode, WrongUsage
from cm_method.cli.reading import edition as edition_of, one_of_them, source
from cm_method.cohort.disclosure import LEAST
from cm_method.cohort.shares import Bounds, Share
from cm_method.cohort.wording import capital, of_all, people, share
from cm_method.labels import label, text
from cm_method.services.sip import ConditionNoted, SipPoint, SipStanding, SipView, sip_of
from cm_method.services.sip_figures import SipFigures, SipTable, sip_figures_of
from cm_method.sources import Source

Row = tuple[str, str]


@command(
    "sip",
    register_argument,
    click.argument("pseudonym", required=False, metavar="pseudonym"),
    click.option("--inside", is_flag=True),
    on_option,
    known_option,
    edition_option,
    json_option,
)
def sip(
    *,
    register: str,
    pseudonym: str | None,
    inside: bool,
    on: date | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Show a SIP, or the figures of all."""
    if inside and pseudonym is not None:
        raise WrongUsage("cli.sip.inside_one")
    day = report_day(on, register)
    opened = source(register, lang)
    method, journals = edition_of(iter(opened), edition)
    parties = Parties.of(opened.partnership, on=day, known=known)
    head = {"edition": method.code, "on": day, "known": known}
    page = Page()
    if pseudonym is None:
        count, figures = 0, SipFigures()
        for each in journals:
            count += 1
            figures += sip_figures_of(Case.of(each, on=day, known=known), method, parties=parties)
        hidden = frozenset[SipTable]() if inside else figures.hidden(LEAST)
        if as_json:
            echo_json({**head, **_figures_said(figures, hidden, inside=inside)})
        else:
            page.title(text("cli.sip.figures", lang))
            write_head(
                page, lang, register=register, count=count, on=day, known=known, method=method
            )
            _write_figures(page, figures, hidden, lang, inside=inside)
        return ExitCode.FINE
    journal, count = one_of_them(journals, pseudonym)
    found = sip_of(Case.of(journal, on=day, known=known), method, parties=parties)
    if as_json:
        echo_json({"participant": pseudonym, **head, **_said(found, lang)})
    else:
        page.title(text("cli.sip.title", lang, participant=pseudonym))
        write_head(page, lang, register=register, count=count, on=day, known=known)
        _write(page, found, lang)
    return ExitCode.LOOK if found.lacks else ExitCode.FINE


# --- one participant ---------------------------------------------------------------------------


def _write(page: Page, found: SipView, lang: str) -> None:
    page.line()
    page.rows(_rows("cli.sip.row", _asking(found, lang), lang))
    _write_points(page, found.points, lang)
    if not found.sips:
        page.line()
        page.text(text("cli.sip.none", lang))
    for each in found.sips:
        key = "one_internal" if each.sip.internal else "one"
        page.heading(text(f"cli.sip.{key}", lang, entry=each.sip.initiated.id))
        page.rows(_rows("cli.sip.row", _about(each, found.on, lang), lang))
        if each.conditions:
            page.line()
            page.text(text("cli.sip.conditions", lang))
            for condition in each.conditions:
                page.point(condition.explain(lang))
        _write_points(page, each.points, lang)
    page.line()
    page.text(text("cli.sip.not_a_decision", lang))
    places = dict.fromkeys(
        f"{label(each.document, lang)}, {each.section}" for each in _sources(found)
    )
    page.text(text("cli.sip.sources", lang, places="; ".join(places)))


def _sources(found: SipView) -> Iterator[Source]:
    yield found.presumption.source
    for each in found.sips:
        yield from (condition.source for condition in each.conditions)
    for points in (found.points, *(each.points for each in found.sips)):
        yield from (point.source for point in points)


def _rows(prefix: str, rows: Iterable[Row], lang: str) -> list[Row]:
    return [(text(f"{prefix}.{name}", lang), value) for name, value in rows]


def _asking(found: SipView, lang: str) -> Iterator[Row]:
    presumed = label(found.presumption.answer, lang)
    yield "presumed", f"{presumed}. {found.presumption.explain(lang)}"
    asked = (
        text("cli.sip.asked_on", lang, day=e.on, who=e.asked_by, entry=e.id, answer=e.answer)
        for e in found.asked
    )
    yield "asked", "; ".join(asked) or text("cli.sip.not_noted", lang)


def _about(each: SipStanding, day: date, lang: str) -> Iterator[Row]:
    sip, plan = each.sip, each.sip.plan
    begun = sip.initiated
    yield "begun", text("cli.sip.begun", lang, day=begun.on, who=begun.initiator)
    if sip.meetings:
        yield (
            "meetings",
            "; ".join(
                text("cli.sip.meeting", lang, day=m.on, came=len(m.came), called=len(m.called))
                for m in sip.meetings
            ),
        )
    if plan is not None:
        yield "plan", f"{plan.on} ({plan.id})"
        if not sip.internal:
            missing = text("cli.sip.contents_missing", lang, count=len(each.missing))
            yield "contents", missing if each.missing else text("cli.sip.contents_all", lang)
        yield from _who_does_what(plan, lang)
    if sip.runs(day) and each.follow_up_on is not None:
        yield "follow_up", str(each.follow_up_on)
    if sip.follow_ups:
        yield (
            "outcome",
            "; ".join(
                f"{follow_up.on} {label(follow_up.participant_says, lang)}"
                for follow_up in sip.follow_ups
            ),
        )
    if sip.ended is not None:
        yield "ended", f"{sip.ended.on}, {label(sip.ended.reason, lang)}"


def _who_does_what(plan: SipAgreed, lang: str) -> Iterator[Row]:
    """Who answers for how many services and measures; what they are stays in the plan."""
    by: dict[str, int] = {}
    for service in plan.services:
        names = [label(service.authority, lang)] if service.authority is not None else []
        names += [service.who] if service.who is not None else []
        who = " ".join(names) or text("cli.sip.nobody", lang)
        by[who] = by.get(who, 0) + 1
    if by:
        yield "services", ", ".join(f"{who} ({count})" for who, count in by.items())
    if plan.measures:
        yield "measures", ", ".join(dict.fromkeys(measure.who for measure in plan.measures))
    overall = [label(plan.overall, lang)] if plan.overall is not None else []
    overall += [plan.overall_unit] if plan.overall_unit is not None else []
    if overall:
        yield "overall", " ".join(overall)


def _write_points(page: Page, points: tuple[SipPoint, ...], lang: str) -> None:
    for key, chosen in (
        ("cli.sip.see_to", [point for point in points if not point.is_remark]),
        ("cli.sip.remarks", [point for point in points if point.is_remark]),
    ):
        if chosen:
            page.line()
            page.text(text(key, lang))
            for point in chosen:
                page.point(point.explain(lang))


def _said(found: SipView, lang: str) -> dict[str, Any]:
    """As much as people see: nothing in anybody's own words."""

    def worded(each: SipPoint | ConditionNoted) -> dict[str, Any]:
        return {**to_plain(each), "words": each.explain(lang)}

    return {
        "presumption": {**to_plain(found.presumption), "words": found.presumption.explain(lang)},
        "asked": [to_plain(each) for each in found.asked],
        "answer": found.answer,
        "points": [{**worded(each), "remark": each.is_remark} for each in found.points],
        "sips": [
            {
                "sip": each.sip.initiated.id,
                "internal": each.sip.internal,
                "initiated": to_plain(each.sip.initiated),
                "runs": each.sip.runs(found.on),
                "conditions": [worded(condition) for condition in each.conditions],
                "meetings": [
                    {**to_plain(meeting), "absent": meeting.absent} for meeting in each.sip.meetings
                ],
                "plan": None if each.sip.plan is None else each.sip.plan.id,
                "complete": each.complete,
                "missing": each.missing,
                "follow_up_on": each.follow_up_on,
                "follow_ups": [to_plain(follow_up) for follow_up in each.sip.follow_ups],
                "ended": None if each.sip.ended is None else to_plain(each.sip.ended),
                "points": [{**worded(point), "remark": point.is_remark} for point in each.points],
            }
            for each in found.sips
        ],
    }


# --- the figures -------------------------------------------------------------------------------


def _share_of(figures: SipFigures, table: SipTable) -> Share | Bounds | None:
    """The share that leads a table."""
    led: dict[SipTable, Share | Bounds] = {
        SipTable.ASKED: figures.asked,
        SipTable.PLANS: figures.complete,
        SipTable.FOLLOW_UPS: figures.followed_up,
        SipTable.OUTCOMES: figures.helped,
        SipTable.SERVICES: figures.received,
        SipTable.MEETINGS: figures.all_came,
    }
    return led.get(table)


def _write_figures(
    page: Page, figures: SipFigures, hidden: frozenset[SipTable], lang: str, *, inside: bool
) -> None:
    page.line()
    if inside or not 0 < figures.participants < LEAST:
        who = people(figures.participants, lang)
        key = "counted" if figures.unsettled and SipTable.ASKED not in hidden else "counted_all"
        page.text(text(f"cli.sip.{key}", lang, people=who, unsettled=figures.unsettled))
    page.text(text("cli.sip.exact" if inside else "cli.sip.published", lang, most=LEAST - 1))
    for table in SipTable:
        cells = figures.cells(table)
        if not any(cells.values()):
            continue
        page.heading(label(table, lang))
        if table in hidden:
            page.text(text("cli.sip.hidden", lang))
            continue
        rows = [(_cell(table, cell, lang), str(count)) for cell, count in cells.items()]
        led = _share_of(figures, table)
        if led is not None:
            said = of_all(led, lang) if isinstance(led, Bounds) else share(led, lang)
            rows.insert(0, (text(f"sip_share.{table.value}", lang), said))
        page.rows(row for row in rows if row[1] != "0")


def _cell(table: SipTable, cell: str, lang: str) -> str:
    if table in (SipTable.INITIATORS, SipTable.ABSENT):
        forms = {form.value: label(form, lang) for form in LegalForm}
        return capital(forms.get(cell, text("sip_cell.not_registered", lang)))
    return text(f"sip_cell.{table.value}.{cell}", lang)


def _figures_said(
    figures: SipFigures, hidden: frozenset[SipTable], *, inside: bool
) -> dict[str, Any]:
    """Every table with its counts, None where it is hidden."""
    few = not inside and 0 < figures.participants < LEAST
    return {
        "inside": inside,
        "participants": None if few else figures.participants,
        "unsettled": None if SipTable.ASKED in hidden else figures.unsettled,
        "tables": {
            table.value: None
            if table in hidden
            else {
                "cells": figures.cells(table),
                "share": to_plain(_share_of(figures, table)),
            }
            for table in SipTable
        },
    }
