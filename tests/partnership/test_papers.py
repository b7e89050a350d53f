"""The papers as values: what they say in no format, and that the handbook names all of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

from cm_method.case.agreements import ReportPart
from cm_method.labels import LANGUAGES
from cm_method.partnership.accounts import account
from cm_method.partnership.agreement import agreement_on
from cm_method.partnership.final_report import final_report
from cm_method.partnership.papers import (
    AccountPaper,
    FinalReportPaper,
    PaperFigures,
    PaperPart,
    PaperStatement,
    account_paper,
    final_report_paper,
)
from cm_method.rules.editions import EDITIONS
from cm_method.testing.strategies import EDITION
from tests.agreed import FIRST, LAST, agreed, everything, statement
from tests.docs.pages import DOCS, read_page

METHOD = EDITIONS[EDITION]


def report_of(*more: object, on: date = LAST, **given: object) -> FinalReportPaper:
    register = agreed(*everything(), *more, **given)  # type: ignore[arg-type]  # by name
    made = agreement_on(register.partnership, on=on)
    assert made is not None
    report = final_report(register, register.partnership, METHOD, made, on=on)
    return final_report_paper(report)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_codes_are_the_same_in_every_language_and_words_are_not(lang: str) -> None:
    register = agreed(*everything())
    made = agreement_on(register.partnership, on=LAST)
    assert made is not None
    report = final_report(register, register.partnership, METHOD, made, on=LAST)
    paper = final_report_paper(report, lang)
    assert [part.code for part in paper.parts] == [part.value for part in ReportPart]
    assert [[figures.code for figures in part.figures] for part in paper.parts] == [
        ["account"],
        ["targets", "indicators"],
        [],
        ["follow_ups", "money"],
        [],
        [],
    ]
    assert (paper.parts[0].title == "How the work was done") is (lang == "en")


def test_a_table_has_as_many_cells_in_every_row_as_headings() -> None:
    for participants, on in ((2, LAST), (9, LAST), (9, date(2026, 6, 10))):
        for part in report_of(participants=participants, on=on).parts:
            for figures in part.figures:
                assert {len(row) for row in figures.rows} <= {len(figures.heads)}
                assert bool(figures.heads) is bool(figures.rows)


def test_the_words_of_a_party_come_by_paragraphs_and_are_never_in_a_representation() -> None:
    said = "  Ett.\nTvå.  \n \n\nTre.\r\nFyra.\x0bFem.\n"
    paper = report_of(statement("av-99", "sdf", ReportPart.LEARNED, said))
    (told,) = [each for each in paper.parts[4].statements if each.party == "Stadsdelen"]
    assert told.paragraphs == ("Ett.\nTvå.", "Tre.\nFyra.\nFem.")
    assert "Tre" not in repr(paper)


def test_who_has_not_written_is_said_in_the_part() -> None:
    later = report_of(on=FIRST)
    assert [part.waiting for part in later.parts] == [""] * 6
    register = agreed()
    made = agreement_on(register.partnership, on=LAST)
    assert made is not None
    nobody = final_report_paper(
        final_report(register, register.partnership, METHOD, made, on=LAST), "en"
    )
    assert {part.waiting for part in nobody.parts} == {
        "Nobody has written about this part, and nobody is noted as the one to do so."
    }


def test_an_account_that_has_not_begun_has_no_last_day() -> None:
    register = agreed()
    on = date(2026, 4, 15)
    made = agreement_on(register.partnership, on=on)
    assert made is not None
    paper = account_paper(account(register, register.partnership, made, on=on))
    assert paper.last is None
    assert paper.days == "Avtalet har inte gällt någon dag, så det finns inget att räkna."
    assert paper.missing == ("Avtalet börjar 2026-05-01. Ingenting räknas före den dagen.",)


@pytest.mark.parametrize(
    "of", [AccountPaper, FinalReportPaper, PaperPart, PaperFigures, PaperStatement]
)
def test_the_handbook_names_every_field_that_a_template_can_ask_for(of: type) -> None:
    page = read_page("sv", Path(DOCS / "sv" / "word-och-kalender.md"))
    names = [field.name for field in attrs.fields(of)]
    assert [n for n in names if f"`{n}`" not in page.text and f".{n}`" not in page.text] == []
