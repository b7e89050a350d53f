"""``cm-method html``: the report, a case or a participant's own pages as a web page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cm_method.adapters.extras import MissingExtra
from cm_method.case.case import Case
from cm_method.case.crisis_plans import CrisisPlanAgreed
from cm_method.case.plans import PlanAgreed
from cm_method.case.register import Register
from cm_method.cli.equality import cautions_in_words, read_publication
from cm_method.cli.head import again, on_the_line
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    command,
    edition_option,
    known_option,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.program import ExitCode, Stop, WrongUsage
from cm_method.cli.reading import edition as edition_of, read
from cm_method.cli.writing import create
from cm_method.labels import text

try:
    from cm_method.adapters import html as pages
except MissingExtra:
    pages = None  # type: ignore[assignment]  # the extra is missing


@command(
    "html",
    register_argument,
    click.argument("out", metavar="file"),
    click.option("--public", is_flag=True),
    click.option("--case", metavar="pseudonym"),
    click.option("--participant", metavar="pseudonym"),
    click.option("--earlier", metavar="file", multiple=True),
    on_option,
    known_option,
    edition_option,
)
def html(
    *,
    register: str,
    out: str,
    public: bool,
    case: str | None,
    participant: str | None,
    earlier: tuple[str, ...],
    on: date | None,
    known: date | None,
    edition: str | None,
    lang: str,
) -> ExitCode:
    """Write a page."""
    if pages is None:
        raise Stop(ExitCode.EXTRA_MISSING, "missing_extra", extra="html")
    of_one = case is not None or participant is not None
    if (case is not None and participant is not None) or (of_one and (public or earlier)):
        raise WrongUsage("cli.wrong.one_page")
    day = report_day(on, register)
    past = [read_publication(name) for name in earlier]
    found = read(register, lang)
    method, _ = edition_of(iter(found), edition)
    page, cautions = Page(), []
    if case is not None:
        _require(found, case)
        written = pages.case_html(found, method, case, on=day, known=known, lang=lang)
        _write(page, "cli.html.written.case", out, written, lang)
    elif participant is not None:
        _require(found, participant)
        if not _has_plan(found.case(participant, on=day, known=known)):
            raise Stop(ExitCode.LOOK, "cli.html.nothing")
        written = pages.participant_pages(
            found, method, participant, on=day, known=known, lang=lang
        )
        _write(page, "cli.html.written.participant", out, written, lang)
    elif public:
        counted, made = pages.publication_of(found, method, on=day, known=known, earlier=past)
        cautions = list(cautions_in_words(counted, made, past, method, lang))
        written = pages.public_report_html(found, method, made, lang=lang)
        _write(page, "cli.html.written.public", out, written, lang)
        choices = {"--known": known, "--edition": edition, "--earlier": earlier}
        file = text("cli.equality.file", lang, on=day)
        line = [on_the_line(register), "--on", str(day), *again(choices), "-o", file]
        _write_next(page, cautions, line, lang, first=not past)
    else:
        written = pages.report_html(found, method, on=day, known=known, lang=lang, earlier=past)
        _write(page, "cli.html.written.report", out, written, lang)
    return ExitCode.LOOK if cautions else ExitCode.FINE


def _require(register: Register, pseudonym: str) -> None:
    if pseudonym not in register.journals:
        raise Stop(ExitCode.WRONG_USAGE, "cli.wrong.no_such_participant")


def _has_plan(case: Case) -> bool:
    return bool(case.of_kind(PlanAgreed) or case.of_kind(CrisisPlanAgreed))


def _write(page: Page, key: str, out: str, written: str, lang: str) -> None:
    """The page into its file, and for whom it is."""
    create(Path(out), written.encode())
    page.text(text(key, lang, file=Path(out).name))


def _write_next(
    page: Page, cautions: list[str], line: list[str], lang: str, *, first: bool
) -> None:
    """What to look at before publishing, and how to save what is published."""
    if first:
        page.line()
        page.text(text("cli.equality.no_earlier", lang))
    if cautions:
        page.heading(text("cli.equality.before", lang))
        for each in cautions:
            page.point(each)
    page.heading(text("report.next", lang))
    page.point(text("cli.equality.next.out", lang))
    page.command("equality", *line)
