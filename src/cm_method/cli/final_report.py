"""``cm-method final-report``: the final report as far as it has come, and what it still lacks."""

from __future__ import annotations

from datetime import date

from cm_method.adapters.json import to_plain
from cm_method.adapters.markdown import final_report_to_markdown
from cm_method.cli.answers import echo_json
from cm_method.cli.head import again, on_the_line
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
from cm_method.cli.partnership import missing_in_words, opened, write_missing
from cm_method.cli.program import ExitCode
from cm_method.cli.standing import as_said
from cm_method.cli.word import paper_options, template_of, word, write, write_files
from cm_method.cohort.wording import in_short
from cm_method.labels import label, text
from cm_method.partnership.final_report import FinalReport, Told, final_report as final_report_of


@command(
    "final-report",
    register_argument,
    on_option,
    *paper_options,
    known_option,
    edition_option,
    json_option,
)
def final_report(
    *,
    register: str,
    on: date | None,
    out: str | None,
    as_word: str | None,
    template: str | None,
    write_template: str | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Show the final report."""
    own = template_of(template, as_word, write_template)
    day = report_day(on, register)
    found = opened(register, on=day, known=known, asked=edition, lang=lang)
    report = final_report_of(
        found.journals, found.partnership, found.method, found.agreement, on=day, known=known
    )
    files = write(
        (out, lambda: final_report_to_markdown(report, lang).encode()),
        (as_word, lambda: word.final_report_to_word(report, lang, template=own)),
        (write_template, lambda: word.final_report_template(lang)),
    )
    if as_json:
        said = {
            **to_plain(report),
            "standing": to_plain(as_said(report.standing, lang)),
            "missing": missing_in_words(report.missing, lang),
        }
        said["account"]["missing"] = missing_in_words(report.account.missing, lang)
        echo_json(said)
    else:
        page = Page()
        page.title(text("markdown.final_report.title", lang, code=report.agreement.made.agreement))
        found.write_head(page, lang)
        _write(page, report, lang)
        write_missing(page, report.missing, lang)
        write_files(page, files, lang)
        if not files:
            page.line()
            page.text(text("cli.final-report.more", lang))
            choices = again({"--on": day, "--known": known, "--edition": edition})
            file = text("cli.final-report.file", lang)
            page.command("final-report", on_the_line(register), *choices, "--out", file)
    return ExitCode.LOOK if report.missing else ExitCode.FINE


def _write(page: Page, report: FinalReport, lang: str) -> None:
    page.heading(text("cli.final-report.parts", lang))
    for number, told in enumerate(report.told, start=1):
        said = "; ".join(filter(None, (label(told.part, lang), _who(told, report, lang))))
        page.text(said, indent=3, first=f"{number}.")
    page.heading(text("cli.final-report.targets", lang))
    if not report.standing.results.by_target:
        page.text(text("report.no_targets", lang))
    page.rows(
        (
            text(f"target.{result.target.rule}", lang),
            f"{label(result.outcome, lang)}: {in_short(result, lang)}",
        )
        for result in report.standing.results
    )


def _who(told: Told, report: FinalReport, lang: str) -> str:
    """Whose words are missing; nothing where nobody was to write and nobody has."""
    if not told.waiting_for:
        return text("cli.final-report.part.all", lang) if told.statements else ""
    who = ", ".join(map(report.parties.name, told.waiting_for))
    return text("cli.final-report.part.waiting", lang, parties=who)
