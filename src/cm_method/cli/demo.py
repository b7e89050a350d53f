"""``cm-method demo``: the report on the bundled register, and what to try next."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cm_method.cli.layout import Page
from cm_method.cli.options import command, json_option, known_option, on_option, report_day
from cm_method.cli.reading import DEMO, source
from cm_method.cli.report import Answer, answer, as_text, write_report
from cm_method.cli.writing import create
from cm_method.demo import QUARTER_BEFORE, demo_register_path
from cm_method.labels import text


@command("demo", on_option, known_option, click.option("--save", metavar="file"), json_option)
def demo(
    *, on: date | None, known: date | None, save: str | None, as_json: bool, lang: str
) -> None:
    """Report on the bundled register."""
    page = Page()
    if save is not None:
        create(Path(save), demo_register_path().read_bytes())
        page.text(text("cli.demo.saved", lang))
        return
    bundled = str(demo_register_path())
    found = answer(
        iter(source(bundled, lang)),
        on=report_day(on, DEMO),
        known=known,
        asked=None,
        keeps=as_json,
    )
    if as_json:
        click.echo(as_text(found, names=True))
        return
    page.title(text("cli.demo.title", lang))
    page.line()
    page.title(text("report.title", lang))
    write_report(page, found, DEMO, lang, names=True)
    _write_next(page, found, lang)


def _write_next(page: Page, found: Answer, lang: str) -> None:
    who = next((f.participant for missing in found.unknown.values() for f in missing), "P-0001")
    page.heading(text("cli.demo.next", lang))
    for line, key in (
        ("agenda demo --days 14", "agenda"),
        (f"explain demo {who}", "explain"),
        (f"diff demo {QUARTER_BEFORE} {found.on}", "diff"),
        ("check demo", "check"),
        ("demo --save prov.json", "save"),
        (f"add prov.json --on {found.on}", "add"),
    ):
        page.line(f"cm-method {line}")
        page.text(text(f"cli.demo.next.{key}", lang), indent=4)
