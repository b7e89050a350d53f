"""``cm-method match``: a proposal of who could have which worker, with the reason for each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from cm_method.adapters.extras import MissingExtra
from cm_method.adapters.json import to_plain
from cm_method.adapters.json.wishes import WishesFile, wishes_from_json
from cm_method.case.services import ServiceKind
from cm_method.cli.answers import echo_json
from cm_method.cli.caseload import read_caseload
from cm_method.cli.head import write_head
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    command,
    edition_option,
    json_option,
    known_option,
    on_option,
    one_of,
    register_argument,
    report_day,
)
from cm_method.cli.program import ExitCode, Stop
from cm_method.cli.reading import unreadable
from cm_method.errors import Problem, Refused
from cm_method.labels import text
from cm_method.services.caseload import Caseload
from cm_method.services.matching import Matching, Offering, Score


@command(
    "match",
    register_argument,
    click.argument("wishes", metavar="file"),
    click.option(
        "--service", metavar="code", callback=one_of(tuple(each.value for each in ServiceKind))
    ),
    on_option,
    known_option,
    edition_option,
    json_option,
)
def match(
    *,
    register: str,
    wishes: str,
    service: str | None,
    on: date | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Propose who could have which worker."""
    day = report_day(on, register)
    asked = _read(wishes)
    now, method, participants = read_caseload(
        register, on=day, known=known, asked=edition, lang=lang
    )
    which = ServiceKind.CASE_MANAGEMENT if service is None else ServiceKind(service)
    problems = tuple(_unknown(asked, participants, now))
    if problems:
        raise Refused(problem.under(f"{Path(wishes).name} ") for problem in problems)
    offerings = [_with_room(each, now, which) for each in asked.offerings]
    found = _solved(asked, offerings)
    if as_json:
        head = {"edition": method.code, "on": day, "known": known, "service": which}
        echo_json({**head, **_plain(found, lang)})
    else:
        page = Page()
        page.title(text("cli.match.title", lang))
        write_head(
            page,
            lang,
            register=register,
            count=len(participants),
            on=day,
            known=known,
            method=method,
        )
        _write(page, found, which, lang)
    return ExitCode.LOOK if found.unmatched else ExitCode.FINE


def _read(name: str) -> WishesFile:
    try:
        return wishes_from_json(Path(name).read_bytes())
    except OSError as error:
        raise unreadable(error) from None
    except Refused as refused:
        where = f"{Path(name).name} "
        raise Refused(problem.under(where) for problem in refused.problems) from None


def _unknown(asked: WishesFile, participants: frozenset[str], now: Caseload) -> Iterator[Problem]:
    """Participants and workers that the register does not know; none, where it names no workers."""
    for place, wish in enumerate(asked.wishes):
        if wish.participant not in participants:
            yield Problem(code="not_in_the_register", path=f"$.wishes[{place}].participant")
    workers = now.parties.party_of
    for place, offering in enumerate(asked.offerings):
        if workers and offering.worker not in workers:
            yield Problem(code="not_in_the_register", path=f"$.offerings[{place}].worker")


def _with_room(each: Offering, now: Caseload, service: ServiceKind) -> Offering:
    """The room that the file says, else that of the caseload."""
    load = now.load(each.worker, service)
    room = load.room if each.room is None else each.room
    return evolve(each, room=room, has_left=each.has_left or load.has_left)


def _solved(asked: WishesFile, offerings: list[Offering]) -> Matching:
    """The solver is loaded only here: it takes longer to load than all the rest together."""
    try:
        solver = import_module("cm_method.adapters.matching")
    except MissingExtra:
        raise Stop(ExitCode.EXTRA_MISSING, "missing_extra", extra="matching") from None
    found: Matching = solver.best_matching(asked.wishes, offerings, asked.points)
    return found


def _plain(found: Matching, lang: str) -> dict[str, Any]:
    return {
        "points": found.points,
        "matches": [
            {**to_plain(each), "points": each.points, "words": each.explain(lang)}
            for each in found.matches
        ],
        "unmatched": [{**to_plain(each), "words": each.explain(lang)} for each in found.unmatched],
    }


def _write(page: Page, found: Matching, service: ServiceKind, lang: str) -> None:
    named = {"service": service, "count": len(found.matches), "points": found.points}
    page.heading(text("cli.match.proposal", lang, **named))
    page.rows((_pair(each), each.explain(lang)) for each in found.matches)
    if found.unmatched:
        page.heading(text("cli.match.unmatched", lang, count=len(found.unmatched)))
        for each in found.unmatched:
            page.point(each.explain(lang))
    page.line()
    page.text(text("cli.match.decides", lang))


def _pair(each: Score) -> str:
    return f"{each.participant} - {each.worker}"
