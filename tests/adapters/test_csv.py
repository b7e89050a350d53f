"""Tables as text: read back alike, and never a formula, whichever separator a reader guesses."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from unicodedata import category, normalize

import pytest
from hypothesis import given, strategies as st

from cm_method.adapters.csv import (
    BOM,
    DELIMITERS,
    anonymity_to_csv,
    codebook_to_csv,
    guarded,
    table_to_csv,
)
from cm_method.cohort.anonymity import anonymity_of
from cm_method.cohort.codebook import codebook
from cm_method.cohort.research import TidyTable
from cm_method.cohort.research_columns import Cell
from cm_method.rules.editions import EDITIONS
from cm_method.testing.strategies import EDITION
from tests.cohort.releases import consent, described, journal, of, release


def table(*rows: tuple[Cell, ...], columns: tuple[str, ...] = ("a",)) -> TidyTable:
    return TidyTable(name="t", columns=columns, rows=rows)


def cells(words: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(StringIO(words, newline=""), delimiter=delimiter))


def test_cells_are_written_plainly_with_lines_as_spreadsheets_end_them() -> None:
    found = table_to_csv(
        table(
            ("p1", -12, date(2027, 1, 4), True, None),
            ("å, ä", 0, date(2027, 1, 4), False, 'sa "hej"'),
            columns=("who", "day", "date", "yes", "words"),
        )
    )
    assert found == (
        'who,day,date,yes,words\r\np1,-12,2027-01-04,1,\r\n"å, ä",0,2027-01-04,0,"sa ""hej"""\r\n'
    )


@pytest.mark.parametrize("delimiter", DELIMITERS.values())
def test_another_separator_is_used_throughout(delimiter: str) -> None:
    found = table_to_csv(table((1, 2), columns=("a", "b")), delimiter)
    assert found == f"a{delimiter}b\r\n1{delimiter}2\r\n"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+46", "'+46"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\N{MINUS SIGN}1", "'\N{MINUS SIGN}1"),
        ("\N{FULLWIDTH EQUALS SIGN}1", "'\N{FULLWIDTH EQUALS SIGN}1"),
        ("\N{FULLWIDTH COMMERCIAL AT}x", "'\N{FULLWIDTH COMMERCIAL AT}x"),
        ("\N{SUPERSCRIPT PLUS SIGN}1", "'\N{SUPERSCRIPT PLUS SIGN}1"),
        ("  =1", "'  =1"),
        ("\N{NO-BREAK SPACE}=1", "'\N{NO-BREAK SPACE}=1"),
        ("\N{ZERO WIDTH SPACE}=1", "'\N{ZERO WIDTH SPACE}=1"),
        ("\x00=1", "'\x00=1"),
        ('"=1"', '\'"=1"'),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("a;=1", "a;'=1"),
        ("a,-1", "a,'-1"),
        ("a\n=1", "a\n'=1"),
        ("a|@x", "a|'@x"),
        ("a=1", "a=1"),
        ("ett - två", "ett - två"),
        ("hägersten-älvsjö", "hägersten-älvsjö"),
        ("", ""),
        ("   ", "   "),
        ("'=1", "'=1"),
    ],
)
def test_a_text_that_could_be_a_formula_has_an_apostrophe(said: str, written: str) -> None:
    assert guarded(said) == written
    if "\x00" not in said:
        assert cells(table_to_csv(table((said, 1), columns=("a", "b"))))[1] == [written, "1"]


def begins_a_formula(cell: str) -> bool:
    """As a spreadsheet might read it: past what does not show, and in any width."""
    shown = [s for s in cell if not s.isspace() and category(s) not in ("Cc", "Cf")]
    return bool(shown) and normalize("NFKC", shown[0])[:1] in ("=", "+", "-", "@", "\u2212")


TRICKY = st.text(st.sampled_from("=+-@\t\r\n ;,|\"'a1\N{ZERO WIDTH SPACE}\N{FULLWIDTH PLUS SIGN}"))
TEXTS = TRICKY | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=3), st.sampled_from([*DELIMITERS.values()]))
def test_no_cell_begins_a_formula_whatever_separator_it_is_read_with(
    rows: list[tuple[str, str]], delimiter: str
) -> None:
    written = table_to_csv(table(*rows, columns=("a", "b")), delimiter)
    for guess in DELIMITERS.values():
        for line in cells(written, guess):
            assert [cell for cell in line if begins_a_formula(cell)] == []
    for line in cells(written, delimiter):
        assert [cell for cell in line if cell.startswith(("\t", "\r", "\n"))] == []


@given(st.lists(st.tuples(TEXTS, st.integers() | st.none() | st.booleans()), max_size=4))
def test_what_is_read_back_is_what_was_written_but_for_apostrophes(
    rows: list[tuple[str, int | None]],
) -> None:
    read = cells(table_to_csv(table(*rows, columns=("a", "b"))))
    assert read[0] == ["a", "b"]
    for (said, number), (words, digits) in zip(rows, read[1:], strict=True):
        assert words == guarded(said)
        assert words.replace("'", "") == said.replace("'", "")
        assert digits == ("" if number is None else str(int(number)))


def test_the_codebook_is_a_line_a_code_in_both_languages() -> None:
    found = cells(codebook_to_csv(codebook(EDITIONS[EDITION], release(relative=True))))
    head, lines = found[0], found[1:]
    assert head == [
        *("table", "name", "type", "unit", "label_sv", "label_en"),
        *("code", "code_sv", "code_en", "source"),
    ]
    genders = [line for line in lines if line[:2] == ["participant", "gender"]]
    assert genders[0] == [
        *("participant", "gender", "code", "", "Kön", "Gender"),
        *("woman", "kvinna", "woman", "participant_described.gender"),
    ]
    assert [line[6:] for line in lines if line[:2] == ["started", "on"]] == [
        ["", "", "", "started.on; " + lines_source(lines)]
    ]
    (plan,) = [line for line in lines if line[1] == "rule" and line[6] == "plan_in_time"]
    assert plan[9].startswith("iop, ")
    assert all(len(line) == len(head) for line in lines)


def lines_source(lines: list[list[str]]) -> str:
    """What the line of a start's worker says after its own field."""
    (worker,) = [line for line in lines if line[:2] == ["started", "worker"]]
    return worker[9].removeprefix("started.worker; ")


def test_every_column_and_code_of_a_data_set_reads_back() -> None:
    told = described(birth_year=2000, district="=farsta")
    found = of(*(journal(consent(), told, subject=f"P-{n}") for n in range(5)))
    for each in found.tables:
        read = cells(table_to_csv(each))
        assert tuple(read[0]) == each.columns
        assert len(read) == len(each.rows) + 1
    people = cells(table_to_csv(found["participant"]))
    assert people[1][people[0].index("district")] == "'=farsta"


def test_the_report_on_anonymity_is_a_line_a_measure() -> None:
    found = anonymity_of(of(journal(consent())), ["gender", "district"])
    assert cells(anonymity_to_csv(found)) == [
        ["measure", "value"],
        ["variables", "gender district"],
        ["participants", "1"],
        ["groups", "1"],
        ["smallest_group", "1"],
        ["in_groups_below_5", "1"],
        ["alone_in_group", "1"],
        ["smallest_group_without_gender", "1"],
        ["smallest_group_without_district", "1"],
    ]


def test_the_mark_for_excel_is_the_byte_order_mark() -> None:
    assert BOM.encode() == b"\xef\xbb\xbf"
