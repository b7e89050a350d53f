"""``cm-method agreement``: the partnership agreement as it stands on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cm_method.adapters.json import to_plain
from cm_method.cli.answers import echo_json
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    command,
    json_option,
    known_option,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.partnership import Opened, opened
from cm_method.cli.program import ExitCode
from cm_method.labels import label, text
from cm_method.partnership.agreement import Agreement, DisagreementStep
from cm_method.partnership.wording import money_rows


@command("agreement", register_argument, on_option, known_option, json_option)
def agreement(
    *, register: str, on: date | None, known: date | None, as_json: bool, lang: str
) -> ExitCode:
    """Show the agreement."""
    day = report_day(on, register)
    found = opened(register, on=day, known=known, asked=None, lang=lang)
    if as_json:
        said = to_plain(found.agreement)
        said["money"]["left"] = found.agreement.money.left
        said["words"] = found.agreement.explain_status(lang)
        echo_json(said)
    else:
        page = Page()
        page.title(text("cli.agreement.title", lang, code=found.agreement.made.agreement))
        _write(page, found, lang)
    unsettled = any(
        each.step is not DisagreementStep.SETTLED for each in found.agreement.disagreements
    )
    over = found.agreement.money.left < 0
    return ExitCode.LOOK if over or unsettled else ExitCode.FINE


def _write(page: Page, found: Opened, lang: str) -> None:
    found.write_head(page, lang, edition=False)
    made = found.agreement
    page.heading(text("cli.agreement.phases", lang))
    page.rows(_phases(made, lang))
    if made.roles:
        page.heading(text("cli.agreement.parties", lang))
        page.rows((found.parties.name(party), label(role, lang)) for party, role in made.roles)
    for body in made.bodies:
        page.heading(text("cli.agreement.body", lang, body=body.body))
        for member in body.members:
            page.point(member)
        if body.decides:
            decides = ", ".join(label(each, lang) for each in body.decides)
            page.text(text("cli.agreement.decides", lang, decides=decides))
    page.heading(text("money.title", lang))
    page.rows(money_rows(made.money, lang))
    if made.money.left < 0:
        page.text(text("cli.agreement.over", lang))
    _write_course(page, found, lang)


def _phases(made: Agreement, lang: str) -> Iterator[tuple[str, str]]:
    yield text("cli.agreement.days", lang), _days(made.first, made.last, lang)
    for phase, days in made.phases:
        now = text("cli.agreement.now", lang) if made.phase_on(made.on) is phase else ""
        yield label(phase, lang), f"{_days(days.first, days.last or made.last, lang)} {now}"


def _days(first: date, last: date, lang: str) -> str:
    return text("cli.agreement.from_to", lang, first=first, last=last)


def _write_course(page: Page, found: Opened, lang: str) -> None:
    made = found.agreement
    if made.trained:
        page.heading(text("training.title", lang))
        page.rows((found.parties.name(party), str(count)) for party, count in made.trained.items())
    if made.amendments:
        page.heading(text("cli.agreement.amendments", lang))
        page.rows((str(each.on), each.amendment) for each in made.amendments)
    if made.disagreements:
        page.heading(text("cli.agreement.disagreements", lang))
        for each in made.disagreements:
            how = text(f"cli.agreement.step.{each.step.value}", lang, since=each.since)
            page.point(f"{each.raised.on} {each.raised.topic}: {how}")
    if made.documents:
        page.heading(text("cli.agreement.documents", lang))
        for document in made.documents:
            what = document.title or label(document.document, lang)
            who = found.parties.name(document.party)
            page.point(f"{document.on} {what}, {document.reference} ({who})")
