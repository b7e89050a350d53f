"""``cm-method caseload``: how many each worker holds, what is planned, and what if one leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from cm_method.adapters.json import to_plain
from cm_method.case.case import Case
from cm_method.case.parties import Parties
from cm_method.cli.answers import echo_json
from cm_method.cli.head import write_head
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    as_day,
    command,
    edition_option,
    json_option,
    known_option,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.program import ExitCode, Stop, WrongUsage
from cm_method.cli.reading import edition as edition_of, source
from cm_method.cohort.wording import capital
from cm_method.dates import plus_days
from cm_method.labels import label, text
from cm_method.rules.method import Method
from cm_method.services.caseload import (
    Caseload,
    caseload as caseload_of,
    exceptions_granted,
    forecast as forecast_of,
)
from cm_method.services.held import Pending
from cm_method.services.load import Load, LoadStanding
from cm_method.services.placements import Rematch, rematch


@command(
    "caseload",
    register_argument,
    on_option,
    click.option("--forecast", "until", metavar="day", callback=as_day),
    click.option("--leaving", "who", metavar="code"),
    known_option,
    edition_option,
    json_option,
)
def caseload(
    *,
    register: str,
    on: date | None,
    until: date | None,
    who: str | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Show the caseload."""
    day = report_day(on, register)
    if until is not None and until < day:
        raise WrongUsage("cli.caseload.looks_ahead", on=day)
    now, method, known_as = read_caseload(register, on=day, known=known, asked=edition, lang=lang)
    if who is not None and who not in _codes(now):
        raise Stop(ExitCode.WRONG_USAGE, "cli.wrong.no_such_worker")
    ahead = () if until is None else forecast_of(now, until)
    found = None if who is None else rematch(now, who, day)
    if as_json:
        echo_json(
            {
                "edition": method.code,
                "on": day,
                "known": known,
                "loads": [_plain(load, lang) for load in now.loads()],
                "unplaced": now.unplaced,
                "forecast": [
                    {"on": each.on, "loads": [_plain(load, lang) for load in each.loads()]}
                    for each in ahead
                ],
                "leaving": None if found is None else _rematch_plain(found, lang),
            }
        )
    else:
        page = Page()
        page.title(text("cli.caseload.title", lang))
        write_head(
            page, lang, register=register, count=len(known_as), on=day, known=known, method=method
        )
        _write(page, now, lang)
        if ahead:
            _write_forecast(page, ahead, lang)
        if found is not None:
            _write_rematch(page, found, lang)
    return ExitCode.LOOK if _worth_a_look(now, found) else ExitCode.FINE


def read_caseload(
    register: str, *, on: date, known: date | None, asked: str | None, lang: str
) -> tuple[Caseload, Method, frozenset[str]]:
    """The caseload of a register, with the method and the pseudonyms of all participants."""
    opened = source(register, lang)
    method, journals = edition_of(iter(opened), asked)
    participants: set[str] = set()

    def cases() -> Iterator[Case]:
        for journal in journals:
            participants.add(journal.subject)
            yield Case.of(journal, on=on, known=known)

    found = caseload_of(
        cases(),
        method,
        on=on,
        known=known,
        parties=Parties.of(opened.partnership, on=on, known=known),
        exceptions=exceptions_granted(opened.partnership, on=on, known=known),
    )
    return found, method, frozenset(participants)


def _codes(now: Caseload) -> set[str]:
    named = {each.worker or "" for each in now.pending} | {each.worker for each in now.held}
    return {*now.parties.periods, *now.parties.legal_forms, *named}


def _worth_a_look(now: Caseload, found: Rematch | None) -> bool:
    """Whether somebody is over the guideline or would be, holds though gone, or has nobody."""
    return bool(now.unplaced or (found is not None and found.remaining)) or any(
        load.standing is LoadStanding.OVER or load.would_exceed or (load.has_left and load.active)
        for load in now.loads()
    )


def _plain(load: Load, lang: str) -> dict[str, Any]:
    return {
        **to_plain(load),
        "active": load.active,
        "planned_in": load.planned_in,
        "planned_out": load.planned_out,
        "room": load.room,
        "standing": load.standing,
        "would_exceed": load.would_exceed,
        "words": load.explain(lang),
    }


def _rematch_plain(found: Rematch, lang: str) -> dict[str, Any]:
    return {
        "who": found.who,
        "last": found.last,
        "placements": found.placements,
        "loads": [_plain(load, lang) for load in found.loads],
        "remaining": [{**to_plain(each), "words": each.explain(lang)} for each in found.remaining],
    }


def _write(page: Page, now: Caseload, lang: str) -> None:
    loads = now.loads()
    for service in now.services:
        most = dict(now.guidelines).get(service)
        key = "cli.caseload.service" if most is None else "cli.caseload.service_guideline"
        page.heading(text(key, lang, service=capital(label(service, lang)), guideline=most or 0))
        mine = [load for load in loads if load.service is service]
        page.rows((load.worker, _row(load, lang)) for load in mine)
        if not mine:
            page.text(text("cli.caseload.nobody", lang))
    if now.unplaced:
        page.heading(text("cli.caseload.unplaced", lang, count=len(now.unplaced)))
        page.rows((each.participant, _when(each, lang)) for each in now.unplaced)


def _row(load: Load, lang: str) -> str:
    """One load in short: the count, where it stands, and what is worth knowing."""
    said = [text("cli.caseload.active", lang, count=load.active)]
    if load.guideline is not None:
        said.append(label(load.standing, lang))
        if load.exception is not None:
            named = {"most": load.exception.most, "last": load.exception.last}
            said.append(text("cli.caseload.exception", lang, **named))
    for mark, count in (
        ("paused", len(load.paused)),
        ("planned_in", load.planned_in),
        ("planned_out", load.planned_out),
        ("offered", len(load.offered)),
        ("room", load.room or 0),
    ):
        if count:
            said.append(text(f"cli.caseload.{mark}", lang, count=count))
    for mark, is_so in (
        ("would_exceed", load.would_exceed),
        ("has_left", load.has_left),
        ("is_away", load.is_away),
    ):
        if is_so:
            said.append(text(f"cli.caseload.{mark}", lang))
    return "; ".join(said)


def _when(each: Pending, lang: str) -> str:
    return text("cli.caseload.planned_for", lang, service=each.service, day=each.planned_for)


def _write_forecast(page: Page, ahead: tuple[Caseload, ...], lang: str) -> None:
    """What changes on each day on which anything does."""
    page.heading(text("cli.caseload.forecast", lang))
    rows = []
    before = _stands(ahead[0])
    for each in ahead[1:]:
        after = _stands(each)
        changed = [
            _short(each.load(worker, service), lang)
            for (service, worker), stands in after.items()
            if before.get((service, worker)) != stands
        ]
        if changed:
            rows.append((str(each.on), "; ".join(changed)))
        before = after
    page.rows(rows)
    if not rows:
        page.text(text("cli.caseload.no_change", lang))


def _stands(each: Caseload) -> dict[Any, Any]:
    return {
        (load.service, load.worker): (load.active, load.standing, load.has_left)
        for load in each.loads()
    }


def _short(load: Load, lang: str) -> str:
    key = "cli.caseload.will_have_left" if load.has_left else "cli.caseload.will_have"
    standing = "" if load.guideline is None else f", {label(load.standing, lang)}"
    named = {"worker": load.worker, "count": load.active, "service": load.service}
    return text(key, lang, **named) + standing


def _write_rematch(page: Page, found: Rematch, lang: str) -> None:
    first = plus_days(found.last, 1)
    page.heading(text("cli.caseload.leaving", lang, who=found.who, first=first))
    if not (found.placements or found.remaining):
        page.text(text("cli.caseload.leaving_nobody", lang))
        return
    page.rows(
        (each.participant, text("cli.caseload.to", lang, worker=each.worker, service=each.service))
        for each in found.placements
    )
    for each in found.remaining:
        page.point(each.explain(lang))
    page.text(text("cli.caseload.proposal", lang))
