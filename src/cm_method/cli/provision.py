"""``cm-method provision``: which services there are and where, and what does not add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from cm_method.adapters.csv import BOM, DELIMITERS, survey_from_csv, survey_template
from cm_method.adapters.json import to_plain
from cm_method.adapters.markdown import survey_to_markdown
from cm_method.cli.answers import echo_json
from cm_method.cli.layout import Page
from cm_method.cli.options import command, json_option
from cm_method.cli.program import ExitCode, WrongUsage, language
from cm_method.cli.provision_tables import write_access, write_tables
from cm_method.cli.reading import unreadable
from cm_method.cli.writing import create
from cm_method.errors import Refused
from cm_method.labels import label, text
from cm_method.services.provision.access import service_access
from cm_method.services.provision.comparison import compare_surveys
from cm_method.services.provision.consistency import Inconsistency, inconsistencies
from cm_method.services.provision.instrument import SurveyAnswer, SurveyQuestion, name_of
from cm_method.services.provision.stockholm_2020 import SURVEY_2020
from cm_method.services.provision.stockholm_2025 import INSTRUMENT_2025, SURVEY_2025
from cm_method.services.provision.survey import Survey

TABLES = tuple(str(question.table) for question in INSTRUMENT_2025.questions)


def _as_tables(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[int, ...]:
    if not set(values) <= set(TABLES):
        words = text("cli.wrong.no_such_table", language(ctx), tables=TABLES)
        raise click.BadParameter(words, ctx, param)
    return tuple(map(int, values))


@command(
    "provision",
    click.argument("survey", metavar="file", required=False),
    click.option("--table", multiple=True, metavar="table", callback=_as_tables),
    click.option("--access", is_flag=True),
    click.option("--check", is_flag=True),
    click.option("--markdown", is_flag=True),
    click.option("--template", multiple=True, metavar="name"),
    click.option("-o", "--out", metavar="file"),
    json_option,
)
def provision(
    *,
    survey: str | None,
    table: tuple[int, ...],
    access: bool,
    check: bool,
    markdown: bool,
    template: tuple[str, ...],
    out: str | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Show the survey of provision."""
    others = bool(access or check or as_json)
    if template and (survey or table or markdown or others):
        raise WrongUsage("cli.wrong.template_alone")
    if (markdown and others) or (out and not (markdown or template)):
        raise WrongUsage("cli.wrong.markdown_alone")
    if template:
        _deliver(_template(template), out, lang)
        return ExitCode.FINE
    found = SURVEY_2025 if survey is None else _read(survey)
    contradictions = [*inconsistencies(found)]
    if survey is None:
        contradictions += inconsistencies(SURVEY_2020)
    if markdown:
        _deliver(survey_to_markdown(found, lang, tables=table or None), out, lang)
    elif as_json:
        echo_json(_said(found, contradictions, lang))
    else:
        _show(found, contradictions, table, lang, access=access, check=check)
    return ExitCode.LOOK if contradictions else ExitCode.FINE


provision.example = "cm-method provision enkät.csv --check"


def _deliver(content: str, out: str | None, lang: str) -> None:
    """Write what is to be saved: into a new file, or as the answer."""
    if out is None:
        click.echo(content, nl=False)
    else:
        create(Path(out), content.encode())
        Page().text(text("cli.out.written", lang, file=Path(out).name))


def _template(administrations: tuple[str, ...]) -> str:
    """A survey to fill in, as a Swedish Excel opens it: with semicolons, and marked as UTF-8."""
    asked = evolve(INSTRUMENT_2025, administrations=administrations)
    return BOM + survey_template(asked, DELIMITERS["semicolon"])


def _read(name: str) -> Survey:
    """The survey in a file. Raises Stop and Refused, each problem with the name of the file."""
    path = Path(name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(error) from None
    try:
        return survey_from_csv(content, code=path.stem or path.name)
    except Refused as refused:
        raise Refused(
            problem.under(f"{path.name}:" if problem.path else path.name)
            for problem in refused.problems
        ) from None


def _show(
    survey: Survey,
    contradictions: Sequence[Inconsistency],
    tables: tuple[int, ...],
    lang: str,
    *,
    access: bool,
    check: bool,
) -> None:
    page = Page()
    _write_head(page, survey, lang)
    write_tables(page, survey, tables, lang)
    if access or not (tables or check):
        write_access(page, survey, lang)
    if check:
        _write_contradictions(page, contradictions, lang)
        _write_earlier(page, survey, lang)
    elif not (tables or access):
        page.heading(text("cli.provision.check", lang))
        _write_count(page, contradictions, lang)
        page.line()
        page.text(text("cli.provision.more", lang))


def _write_head(page: Page, survey: Survey, lang: str) -> None:
    asked, answers = survey.instrument, survey.answers
    page.title(name_of("name", survey.code, lang))
    page.text(
        text(
            "cli.provision.asked",
            lang,
            administrations=len(asked.administrations),
            areas=len(asked.areas),
            cells=len(asked.cells),
            yes=answers[SurveyAnswer.YES],
            no=answers[SurveyAnswer.NO],
            not_asked=answers[SurveyAnswer.NOT_ASKED],
        )
    )


def _write_count(page: Page, found: Sequence[Inconsistency], lang: str) -> None:
    if not found:
        page.text(text("cli.provision.fits", lang))
    elif len(found) == 1:
        page.text(text("cli.provision.found_one", lang))
    else:
        page.text(text("cli.provision.found", lang, count=len(found)))


def _write_contradictions(page: Page, found: Sequence[Inconsistency], lang: str) -> None:
    page.heading(text("cli.provision.check", lang))
    _write_count(page, found, lang)
    for each in found:
        page.line()
        page.point(each.explain(lang))
        for document, section in dict.fromkeys((s.document, s.section) for s in each.sources):
            named = {"document": label(document, lang), "section": section}
            page.text(text("cli.provision.source", lang, **named), indent=2)


def _write_earlier(page: Page, survey: Survey, lang: str) -> None:
    """Why Stockholm's survey before this one is no beginning of a trend."""
    if survey is not SURVEY_2025:
        return
    page.heading(text("cli.provision.earlier", lang, year=SURVEY_2020.year))
    try:
        compare_surveys(SURVEY_2020, survey)
    except Refused as refused:
        for problem in refused.problems:
            page.point(f"{problem.what(lang)} {problem.why(lang)}")


def _said(survey: Survey, found: Sequence[Inconsistency], lang: str) -> dict[str, Any]:
    return {
        "survey": survey.code,
        "year": survey.year,
        "act": survey.act,
        "administrations": survey.instrument.administrations,
        "areas": survey.instrument.areas,
        "answers": survey.answers,
        "tables": [_table(survey, question) for question in survey.instrument.questions],
        "access": service_access(survey),
        "text": survey.text,
        "inconsistencies": [{**to_plain(each), "words": each.explain(lang)} for each in found],
    }


def _table(survey: Survey, question: SurveyQuestion) -> dict[str, Any]:
    return {**to_plain(question), "columns": list(_columns(survey, question))}


def _columns(survey: Survey, question: SurveyQuestion) -> Iterator[dict[str, Any]]:
    printed = {each.column: each.total for each in survey.printed}
    for column in survey.instrument.columns_of(question):
        yield {
            "area": column.area,
            "form": column.form,
            "total": survey.total(column),
            "printed": printed.get(column),
            "answers": {
                each: survey.answer(column, each) for each in survey.instrument.administrations
            },
        }
