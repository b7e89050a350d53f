"""``cm-method account``: the association's written account, and what it still lacks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from cm_method.adapters.json import to_plain
from cm_method.adapters.markdown import account_to_markdown
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
from cm_method.cli.partnership import missing_in_words, opened, write_missing
from cm_method.cli.program import ExitCode
from cm_method.cli.writing import create
from cm_method.labels import text
from cm_method.partnership.accounts import account as account_of
from cm_method.partnership.wording import account_days, account_rows


@command(
    "account",
    register_argument,
    on_option,
    click.option("-o", "--out", metavar="file"),
    known_option,
    json_option,
)
def account(
    *,
    register: str,
    on: date | None,
    out: str | None,
    known: date | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Show the written account."""
    day = report_day(on, register)
    found = opened(register, on=day, known=known, asked=None, lang=lang)
    written = account_of(found.journals, found.partnership, found.agreement, on=day, known=known)
    if out is not None:
        create(Path(out), account_to_markdown(written, lang).encode())
    if as_json:
        said = {**to_plain(written), "missing": missing_in_words(written.missing, lang)}
        echo_json(said)
    else:
        page = Page()
        page.title(text("markdown.account.title", lang, code=written.agreement))
        found.write_head(page, lang, edition=False)
        page.line()
        page.text(account_days(written, lang))
        page.line()
        page.rows(account_rows(written, lang))
        page.line()
        page.text(text("account.visitors.why", lang))
        write_missing(page, written.missing, out, lang)
    return ExitCode.LOOK if written.missing else ExitCode.FINE
