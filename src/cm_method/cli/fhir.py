"""``cm-method fhir``: a case, all cases, or the results, as a Bundle of FHIR R4."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import click

from cm_method.adapters.fhir import (
    NoPlace,
    NotTold,
    Resource,
    results_bundle,
    tell,
    together,
)
from cm_method.case.case import Case
from cm_method.case.parties import Parties
from cm_method.cli.head import write_head
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    command,
    edition_option,
    known_option,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.program import ExitCode, WrongUsage
from cm_method.cli.reading import edition as edition_of, one_of_them, source
from cm_method.cli.writing import create
from cm_method.cohort.results import results as results_of
from cm_method.labels import text


@command(
    "fhir",
    register_argument,
    click.argument("pseudonym", required=False, metavar="pseudonym"),
    click.option("--results", is_flag=True),
    click.option("--words", is_flag=True),
    click.option("--information", multiple=True, metavar="category"),
    click.option("-o", "--out", metavar="file"),
    on_option,
    known_option,
    edition_option,
)
def fhir(
    *,
    register: str,
    pseudonym: str | None,
    results: bool,
    words: bool,
    information: tuple[str, ...],
    out: str | None,
    on: date | None,
    known: date | None,
    edition: str | None,
    lang: str,
) -> ExitCode:
    """Write a Bundle of FHIR."""
    if results and (pseudonym is not None or words or information):
        raise WrongUsage("cli.fhir.results_alone")
    day = report_day(on, register)
    opened = source(register, lang)
    method, journals = edition_of(iter(opened), edition)
    codes = method.parameters.information.value.codes
    if not set(information) <= set(codes):
        choices = text("cli.wrong.choice", lang, choices=", ".join(codes))
        raise WrongUsage("cli.wrong.value", name="--information", message=choices)
    if pseudonym is None:
        asked = list(journals)
        count = len(asked)
    else:
        one, count = one_of_them(journals, pseudonym)
        asked = [one]
    left: dict[tuple[str, str | None, NoPlace], int] = {}
    if results:
        made = results_bundle(results_of(asked, method, on=day, known=known), method, lang=lang)
    else:
        parties = Parties.of(opened.partnership, on=day, known=known)
        told = [
            tell(
                Case.of(each, on=day, known=known),
                method,
                parties=parties,
                words=words,
                whole=not each.elsewhere,
                categories=information or None,
                lang=lang,
            )
            for each in asked
        ]
        made = together([each.bundle for each in told])
        for each in (one for case in told for one in case.not_told):
            key = (each.kind, each.field, each.why)
            left[key] = left.get(key, 0) + each.count
    written = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    if out is None:
        click.echo(written, nl=False)
        return ExitCode.FINE
    create(Path(out), written.encode())
    page = Page()
    page.title(text("cli.fhir.title", lang))
    write_head(page, lang, register=register, count=count, on=day, known=known)
    page.text(text("cli.fhir.exact" if results else "cli.fhir.personal", lang))
    _write(page, made, lang, file=Path(out).name)
    if left:
        page.heading(text("cli.fhir.left", lang))
        for (kind, name, why), many in left.items():
            page.point(NotTold(kind=kind, field=name, why=why, count=many).explain(lang))
    return ExitCode.FINE


fhir.example = "cm-method fhir register.json P-0017 --information plan -o P-0017.json"


def _write(page: Page, made: Resource, lang: str, *, file: str) -> None:
    """How many resources of each type are in the file."""
    types = Counter(each["resource"]["resourceType"] for each in made["entry"])
    page.heading(text("cli.fhir.told", lang, file=file))
    page.rows((name, str(count)) for name, count in sorted(types.items()))
