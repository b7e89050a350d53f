"""What the commands about the partnership share: opening a register with its agreement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import frozen

from cm_method.adapters.json import to_plain
from cm_method.case.parties import Parties
from cm_method.cli.head import write_head
from cm_method.cli.layout import Page
from cm_method.cli.program import ExitCode, Stop
from cm_method.cli.reading import edition as edition_of, source
from cm_method.journal import Journal
from cm_method.labels import text
from cm_method.partnership.agreement import Agreement, agreement_on
from cm_method.partnership.missing import Missing
from cm_method.rules.method import Method


@frozen(kw_only=True)
class Opened:
    """A register read to its end, with its agreement and parties on a day."""

    register: str
    journals: tuple[Journal, ...]
    partnership: Journal
    agreement: Agreement
    parties: Parties
    method: Method
    on: date
    known: date | None

    def write_head(self, page: Page, lang: str, *, edition: bool = True) -> None:
        """The first lines of an answer, with how the agreement stands."""
        write_head(
            page,
            lang,
            register=self.register,
            count=len(self.journals),
            on=self.on,
            known=self.known,
            method=self.method if edition else None,
        )
        page.line()
        page.text(self.agreement.explain_status(lang))


def opened(register: str, *, on: date, known: date | None, asked: str | None, lang: str) -> Opened:
    """Read a register and its agreement. Raises RegisterRefused, and Stop without an agreement."""
    found = source(register, lang)
    method, journals = edition_of(iter(found), asked)
    kept = tuple(journals)
    agreement = agreement_on(found.partnership, on=on, known=known)
    if agreement is None:
        there = known is not None and agreement_on(found.partnership, on=on) is not None
        key = "cli.wrong.no_agreement_known" if there else "cli.wrong.no_agreement"
        raise Stop(ExitCode.WRONG_USAGE, key, on=on, known=known)
    return Opened(
        register=register,
        journals=kept,
        partnership=found.partnership,
        agreement=agreement,
        parties=Parties.of(found.partnership, on=on, known=known),
        method=method,
        on=on,
        known=known,
    )


def missing_in_words(lacking: Iterable[Missing], lang: str) -> list[dict[str, Any]]:
    """What is still missing, as plain values with their words."""
    return [{**to_plain(each), "words": each.explain(lang)} for each in lacking]


def write_missing(page: Page, lacking: Iterable[Missing], lang: str) -> None:
    """What is still missing."""
    page.heading(text("markdown.missing", lang))
    said = [each.explain(lang) for each in lacking]
    for each in said:
        page.point(each)
    if not said:
        page.text(text("markdown.nothing_missing", lang))
