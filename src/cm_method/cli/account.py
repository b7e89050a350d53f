"""``cm-method account``: the association's written account, and what it still lacks."""

from __future__ import annotations

from datetime import date

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
from cm_method.cli.word import paper_options, template_of, word, write, write_files
from cm_method.labels import text
from cm_method.partnership.accounts import account as account_of
from cm_method.partnership.wording import account_days, account_rows


@command(
    "account",
    register_argument,
    on_option,
    *paper_options,
    known_option,
    json_option,
)
def account(
    *,
    register: str,
    on: date | None,
    out: str | None,
    as_word: str | None,
    template: str | None,
    write_template: str | None,
    known: date | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Show the written account."""
    own = template_of(template, as_word, write_template)
    day = report_day(on, register)
    found = opened(register, on=day, known=known, asked=None, lang=lang)
    written = account_of(found.journals, found.partnership, found.agreement, on=day, known=known)
    files = write(
        (out, lambda: account_to_markdown(written, lang).encode()),
        (as_word, lambda: word.account_to_word(written, lang, template=own)),
        (write_template, lambda: word.account_template(lang)),
    )
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
        write_missing(page, written.missing, lang)
        write_files(page, files, lang)
    return ExitCode.LOOK if written.missing else ExitCode.FINE
