"""``cm-method leaving``: what would be left if a worker or party left, and whether it can pass."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click
from attrs import evolve

from cm_method.adapters.json import to_plain
from cm_method.case.case import Case
from cm_method.case.episodes import episodes, worker_on
from cm_method.case.links import matter_words
from cm_method.case.needs import NeedArea, needs
from cm_method.case.parties import Parties
from cm_method.case.responsibility import NeedLifted, ResponsibilityAccepted, ResponsibilityOffered
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
from cm_method.cli.program import ExitCode, Stop
from cm_method.cli.reading import source
from cm_method.cohort.leaving import (
    Handover,
    HandoverPlan,
    Leaving,
    Orphan,
    check_handover,
    if_leaves,
)
from cm_method.dates import plus_days
from cm_method.labels import text


@command(
    "leaving",
    register_argument,
    click.argument("code", metavar="code"),
    on_option,
    click.option("--to", "receiver", metavar="code"),
    known_option,
    json_option,
)
def leaving(
    *,
    register: str,
    code: str,
    on: date | None,
    receiver: str | None,
    known: date | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Tell what would be left."""
    last = report_day(on, register)
    opened = source(register, lang)
    parties = Parties.of(opened.partnership, on=last, known=known)
    codes = {*parties.periods, *parties.legal_forms}
    areas: _Areas = {}
    count = 0

    def cases() -> Iterator[Case]:
        nonlocal count
        for journal in opened:
            count += 1
            case = Case.of(journal, on=last, known=known)
            codes.update(_named(case))
            areas.update({(case.participant, need.id): need.area for need in needs(case)})
            yield case

    found = if_leaves(cases(), code, last, parties=parties)
    if not {code, receiver or code} <= codes:
        raise Stop(ExitCode.WRONG_USAGE, "cli.wrong.no_such_worker")
    plan = None if receiver is None else _everything_to(receiver, found, parties)
    if as_json:
        checked = None if plan is None else _said(plan, lang)
        said = {**to_plain(found), "known": known, "handover": checked}
        echo_json(said)
    else:
        page = Page()
        page.title(text("cli.leaving.title", lang, who=code, last=last))
        write_head(page, lang, register=register, count=count, on=last, known=known)
        _write(page, found, areas, lang)
        if receiver is not None and plan is not None and found.orphans:
            _write_plan(page, plan, receiver, lang)
    left = found.orphans if plan is None else plan.problems
    more = found.stood_in_for or found.led or found.offers
    return ExitCode.LOOK if left or more else ExitCode.FINE


_Areas = dict[tuple[str, str | None], NeedArea]
"""What each need is about, by participant and need."""


def _named(case: Case) -> Iterator[str]:
    """Everyone whom a case names as one that holds, may hold, or stands in for who does."""
    for episode in episodes(case)[-1:]:
        yield worker_on(case, episode, case.on)
    for offer in case.of_kind(ResponsibilityOffered):
        yield offer.receiver
    for accepted in case.of_kind(ResponsibilityAccepted):
        yield from filter(None, (accepted.stand_in,))
    for lift in case.of_kind(NeedLifted):
        yield from filter(None, (lift.lifter, lift.stand_in))


def _everything_to(receiver: str, found: Leaving, parties: Parties) -> HandoverPlan:
    every = [
        Handover(participant=each.participant, need=each.need, receiver=receiver)
        for each in found.orphans
    ]
    return check_handover(found, every, parties=parties)


def _write(page: Page, found: Leaving, areas: _Areas, lang: str) -> None:
    if not (found.orphans or found.stood_in_for or found.led or found.offers):
        page.line()
        page.text(text("cli.leaving.nothing", lang))
        return
    first = plus_days(found.last, 1)
    if found.orphans:
        page.heading(text("cli.leaving.orphans", lang, first=first, count=len(found.orphans)))
        page.rows(_orphans(found, first, lang))
    if found.stood_in_for:
        page.heading(text("cli.leaving.stood_in_for", lang, count=len(found.stood_in_for)))
        matters: dict[str, list[str]] = {}
        for who, need in found.stood_in_for:
            what = matter_words(need, areas.get((who, need)), lang)
            matters.setdefault(who, []).append(what)
        page.rows((who, ", ".join(what)) for who, what in matters.items())
    if found.led:
        page.heading(text("cli.leaving.led", lang, count=len(found.led)))
        page.text(", ".join(found.led))
    if found.offers:
        page.heading(text("cli.leaving.offers", lang, count=len(found.offers)))
        page.rows(found.offers)


def _orphans(found: Leaving, first: date, lang: str) -> Iterator[tuple[str, str]]:
    """Participant and what they lose; what has the same holder and stand-in on one row."""
    alike: dict[tuple[str, str], list[str]] = {}
    for each in found.orphans:
        what = matter_words(each.need, each.area, lang)
        how = _how_held(each, found.who, first, lang)
        alike.setdefault((each.participant, how), []).append(what)
    for (who, how), matters in alike.items():
        yield who, f"{', '.join(matters)}; {how}"


def _how_held(each: Orphan, who: str, first: date, lang: str) -> str:
    """By whom, where that is a worker of the one who leaves; who stands in; another first day."""
    said = []
    if each.holder != who:
        said.append(text("cli.leaving.held_by", lang, holder=each.holder))
    if each.stand_in is None:
        said.append(text("cli.leaving.no_stand_in", lang))
    else:
        said.append(text("cli.leaving.stand_in", lang, stand_in=each.stand_in))
    if each.first != first:
        said.append(text("cli.leaving.already", lang, first=each.first))
    return ", ".join(said)


def _write_plan(page: Page, plan: HandoverPlan, receiver: str, lang: str) -> None:
    page.heading(text("cli.leaving.handover", lang, receiver=receiver))
    if plan.problems:
        page.text(text("cli.leaving.problems", lang))
        for why, where in _grouped(plan, lang).items():
            page.point(f"{', '.join(where)}: {why}")
    else:
        count = plan.received.get(receiver, 0)
        page.text(text("cli.leaving.holds", lang, receiver=receiver, count=count))
        page.text(text("cli.leaving.reminder", lang))


def _grouped(plan: HandoverPlan, lang: str) -> dict[str, list[str]]:
    """Where each problem is, those that say the same together."""
    found: dict[str, list[str]] = {}
    for problem in plan.problems:
        found.setdefault(evolve(problem, path="").explain(lang), []).append(problem.path)
    return found


def _said(plan: HandoverPlan, lang: str) -> dict[str, object]:
    problems = [{**to_plain(each), "words": each.explain(lang)} for each in plan.problems]
    return {"problems": problems, "received": dict(plan.received)}
