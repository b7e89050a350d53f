"""Every register to a workbook and back is equal (law 11), and what a workbook is made of."""

from __future__ import annotations

from collections import Counter
from datetime import date
from enum import Enum
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import attrs
import pytest
from hypothesis import assume, given, settings, strategies as st

pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")
pytest.importorskip("openpyxl")

from cm_method.adapters.excel.cells import cells_of, is_blank, value_of, values_of
from cm_method.adapters.excel.sheets import SHEETS, Column, Part, Sheet, headers, titled, titles
from cm_method.adapters.forms import fields_of
from cm_method.case.episodes import EntryRoute, Reached
from cm_method.case.kinds import BY_TAG, CASE_KINDS, PARTNERSHIP_KINDS
from cm_method.case.parties import LegalForm, PartyJoined
from cm_method.case.plans import ContactPath, Goal, PlanAgreed
from cm_method.case.register import PARTNERSHIP, Register
from cm_method.errors import Problem, Refused
from cm_method.journal import Entry, Journal
from cm_method.labels import LANGUAGES, label, text
from cm_method.testing.strategies import any_entries, registers, values_of as drawn_values_of
from tests.adapters.workbooks import opened, read, sheet_of, title_of, written

DAY = date(2026, 11, 16)
ODD_TEXTS = (
    "=1+1",
    "+46 8 508 22 000",
    "@x",
    "-5",
    "-",
    "'x",
    "0017",
    "1e5",
    "2026-11-16",
    "TRUE",
    "ja",
    "#N/A",
    " i början",
    "i slutet ",
    "rad ett\nrad två",
    "rad ett\r\nrad två",
    "med\ttabb",
    "två  mellanslag",
    "_x0041_",
    "json:",
    'json:"x"',
    "\x00\x01\x1f\x7f\x85\xa0",
    "\ufffe\uffff\u2028",
    "👩‍👩‍👧 ö é",
    "samordning",
    "coordination",
    "*",
    "x" * 32_767,
)


@settings(max_examples=15)
@given(registers(), st.sampled_from(LANGUAGES))
def test_every_register_comes_back_equal(register: Register, lang: str) -> None:
    assert read(written(register, lang=lang)) == register


@settings(max_examples=15)
@given(
    st.lists(any_entries(CASE_KINDS), max_size=8),
    st.lists(any_entries(PARTNERSHIP_KINDS), max_size=8),
    st.sampled_from(LANGUAGES),
)
def test_entries_of_any_kind_come_back_equal(
    of_case: list[Entry], of_partnership: list[Entry], lang: str
) -> None:
    register = Register(
        journals=[tolerant("P-1", of_case)], partnership=tolerant(PARTNERSHIP, of_partnership)
    )
    assume(not register.problems())
    assert read(written(register, lang=lang)) == register


def tolerant(subject: str, found: list[Entry]) -> Journal:
    """A journal to which whatever these entries name is known, each id used once."""
    renamed = [attrs.evolve(entry, id=f"e-{n}") for n, entry in enumerate(found)]
    parties = {entry.party for entry in renamed if hasattr(entry, "party")}
    joined = [
        PartyJoined(
            id=f"p-{n}",
            on=DAY,
            by="hm",
            party=party,
            name="En part",
            legal_form=LegalForm.ASSOCIATION,
        )
        for n, party in enumerate(sorted(parties))
    ]
    named = {
        id
        for entry in renamed
        for field in attrs.fields(type(entry))
        if "answers" in field.metadata or field.name == "corrects"
        for id in _ids(getattr(entry, field.name))
    }
    more = joined if subject == PARTNERSHIP else []
    return Journal(subject=subject, entries=[*renamed, *more], elsewhere=named)


def _ids(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


@pytest.mark.parametrize("said", ODD_TEXTS, ids=lambda said: repr(said)[:20])
def test_no_text_is_changed(said: str) -> None:
    goals = [Goal(what=said, sub_goals=[said, "nästa", said])]
    if said.isspace() or len(said) > 30_000:
        goals = [Goal(what="mål", sub_goals=["nästa"])]
    entries = [
        Reached(id="hm-1", on=DAY, by="hm", route=EntryRoute.OUTREACH, note=said),
        PlanAgreed(id="hm-2", on=DAY, by="hm", goals=goals, with_participant=True),
    ]
    register = Register(journals=[Journal(subject="P-1", entries=entries)])
    assert read(written(register)) == register


def test_text_that_looks_like_a_formula_is_written_as_text() -> None:
    notes = ("=1+1", "+46", "@x", "-5", '=HYPERLINK("x")')
    entries = [
        Reached(id=f"hm-{n}", on=DAY, by="hm", route=EntryRoute.OUTREACH, note=note)
        for n, note in enumerate(notes)
    ]
    content = written(Register(journals=[Journal(subject="P-1", entries=entries)]))
    with ZipFile(BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in archive.read(name) for name in sheets)
    page = opened(content)[title_of("reached")]
    assert [page[f"G{row}"].value for row in range(5, 10)] == list(notes)
    assert {page[f"G{row}"].data_type for row in range(5, 10)} == {"s"}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: ".".join(filter(None, sheet.key)))
@given(data=st.data())
def test_every_value_that_a_field_may_have_comes_back_from_its_cells(
    sheet: Sheet, data: st.DataObject
) -> None:
    strategies = drawn_values_of(sheet.cls)
    lang = data.draw(st.sampled_from(LANGUAGES))
    read_in = data.draw(st.sampled_from(LANGUAGES))
    for column in sheet.columns:
        if column.name in strategies:
            value = data.draw(strategies[column.name])
            cells = cells_of(column, value, lang)
            assert from_cells(column, cells, lang) == value
            if column.field.is_code:  # labels mean the same in both languages
                assert from_cells(column, cells, read_in) == value


def from_cells(column: Column, cells: list[Any], lang: str) -> Any:
    cells = [float(cell) if type(cell) is int else cell for cell in cells]
    if all(map(is_blank, cells)):
        default = column.field.default
        return default() if callable(default) else default
    if not column.field.several:
        return value_of(column, cells[0], lang)
    pairs, problems = values_of(column, cells, lang)
    assert problems == []
    shape: Any = column.field.shape
    return shape(value for _, value in pairs)


@settings(max_examples=10)
@given(registers(wild=True))
def test_reading_finds_what_the_register_itself_finds(register: Register) -> None:
    expected = Counter(problem.code for problem in register.problems())
    assume("kind_in_wrong_journal" not in expected)
    content = written(register)
    try:
        assert read(content) == register
        found: tuple[Problem, ...] = ()
    except Refused as refused:
        found = refused.problems
    assert Counter(problem.code for problem in found) == expected
    for problem in found:
        sheet, _, cell = problem.path.rpartition("!")
        assert sheet in titles("sv").values()
        assert int("".join(filter(str.isdigit, cell))) > 4


def test_a_kind_in_the_wrong_journal_has_no_sheet() -> None:
    reached = Reached(id="hm-1", on=DAY, by="hm", route=EntryRoute.OUTREACH)
    wrong = Register(journals=(), partnership=Journal(subject=PARTNERSHIP, entries=[reached]))
    with pytest.raises(Refused) as refused:
        written(wrong)
    assert refused.value.problems == (
        Problem(code="kind_in_wrong_journal", path="partnership/hm-1"),
    )


def test_a_text_that_no_cell_can_hold_is_refused_and_nothing_is_cut() -> None:
    entry = Reached(id="hm-1", on=DAY, by="hm", route=EntryRoute.OUTREACH, note="🚌" * 16_384)
    with pytest.raises(Refused) as refused:
        written(Register(journals=[Journal(subject="P-1", entries=[entry])]))
    (problem,) = refused.value.problems
    assert (problem.path, problem.code) == ("P-1/hm-1/note", "too_long_for_a_cell")
    child = PlanAgreed(
        id="hm-1",
        on=DAY,
        by="hm",
        goals=[Goal(what="mål", sub_goals=["x" * 20_000, "y" * 20_000])],
        contact_paths=[ContactPath(contact="psykiatri", priority=True)],
        with_participant=True,
    )
    with pytest.raises(Refused) as refused:
        written(Register(journals=[Journal(subject="P-1", entries=[child])]))
    (problem,) = refused.value.problems
    assert (problem.path, problem.code) == ("P-1/hm-1/sub_goals", "too_long_for_a_cell")


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cm_method.adapters.excel.rows.MOST_ROWS", 6)
    entries = [Reached(id=f"hm-{n}", on=DAY, by="hm", route=EntryRoute.OUTREACH) for n in range(3)]
    with pytest.raises(Refused) as refused:
        written(Register(journals=[Journal(subject="P-1", entries=entries)]))
    (problem,) = refused.value.problems
    assert (problem.path, problem.code) == (title_of("reached"), "too_many_rows")


@given(registers(max_size=2))
@settings(max_examples=5)
def test_the_same_register_gives_the_same_file(register: Register) -> None:
    again = Register(
        journals=reversed(list(register.journals.values())), partnership=register.partnership
    )
    assert written(register) == written(again)


def test_an_empty_workbook_is_an_empty_register() -> None:
    for lang in LANGUAGES:
        assert read(written(lang=lang)) == Register(journals=())


def test_a_participant_without_entries_stays() -> None:
    register = Register(journals=[Journal(subject="P-1"), Journal(subject="partnership")])
    assert read(written(register)) == register


def test_lists_longer_than_the_columns_made_ready_get_more_columns() -> None:
    plan = PlanAgreed(id="hm-1", on=DAY, by="hm", with_participant=True)
    assert read(written(Register(journals=[Journal(subject="P-1", entries=[plan])])))
    rating = BY_TAG["self_rated"](  # type: ignore[call-arg]  # its own class
        id="hm-1", on=DAY, by="hm", instrument="eget", answers=[1, None, 3, 4, 5, 6, 7, 8, None]
    )
    register = Register(journals=[Journal(subject="P-1", entries=[rating])])
    content = written(register)
    assert read(content) == register
    page = opened(content)[title_of("self_rated")]
    assert page["P4"].value == "Svar 9"
    assert [page[f"{letter}5"].value for letter in "HIJOP"] == [1, "-", 3, 8, "-"]


# What the sheets are made of


def test_every_kind_has_a_sheet_in_the_order_of_the_kinds() -> None:
    of_kinds = [sheet for sheet in SHEETS if sheet.children is None and sheet.kind is not None]
    assert [sheet.kind for sheet in of_kinds] == [*CASE_KINDS, *PARTNERSHIP_KINDS]


def test_every_list_of_child_rows_has_a_sheet_after_its_kind() -> None:
    for kind in CASE_KINDS:
        expected = [field.name for field in fields_of(kind) if field.children is not None]
        place = SHEETS.index(sheet_of(kind.kind))
        below = SHEETS[place + 1 : place + 1 + len(expected)]
        assert [each.key[1:] for each in below] == [(kind.kind, name) for name in expected]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sheet_has_a_title_of_its_own_that_a_tab_can_hold(lang: str) -> None:
    said = titles(lang)
    assert set(said) == {sheet.key for sheet in SHEETS}
    assert len({title.casefold() for title in said.values()}) == len(SHEETS)
    for title in said.values():
        assert 0 < len(title) <= 31
        assert not set(title) & set("[]:*?/\\")
        assert title == title.strip("' ")


def test_a_title_that_comes_again_says_what_it_belongs_to_or_gets_a_number() -> None:
    goals, objected = sheet_of("plan_agreed", "goals"), sheet_of("objected")
    assert [title for _, title in titled([goals] * 3, "sv")] == [
        "Mål",
        "Mål, individuell plan",
        "Mål 2",
    ]
    of_partnership = attrs.evolve(objected, part=Part.PARTNERSHIP)
    assert [title for _, title in titled([objected, of_partnership], "sv")] == [
        "Deltagarens invändning",
        "Deltagarens invändning, avtalet",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_has_a_header_of_its_own(lang: str) -> None:
    for sheet in SHEETS:
        said = headers(sheet, lang)
        assert list(said) == [column.name for column in sheet.columns]
        assert len({words.casefold() for words in said.values()}) == len(said)


def test_no_title_or_header_means_one_thing_in_swedish_and_another_in_english() -> None:
    for sheet in SHEETS:
        swedish, english = headers(sheet, "sv"), headers(sheet, "en")
        for name, words in swedish.items():
            assert [n for n, other in english.items() if other == words] in ([], [name])


def test_labels_of_a_code_mean_one_member_each() -> None:
    codes: set[type[Enum]] = {c.field.hint for s in SHEETS for c in s.columns if c.field.is_code}
    for cls in codes:
        for lang in LANGUAGES:
            labels = [label(member, lang).casefold() for member in cls]
            assert len(set(labels)) == len(labels), cls


def test_no_child_row_has_child_rows_of_its_own() -> None:
    below = [field for sheet in SHEETS if sheet.children for field in fields_of(sheet.cls)]
    assert [field.name for field in below if field.children is not None] == []


def test_an_empty_cell_can_stand_for_nothing_in_every_field_that_may_be_none() -> None:
    for sheet in SHEETS:
        for field in fields_of(sheet.cls):
            if field.may_be_none and not field.several:
                assert field.default is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sheet_shows_help_headers_and_choices(lang: str) -> None:
    book = opened(written(lang=lang))
    for sheet in SHEETS:
        page = book[titles(lang)[sheet.key]]
        assert page.freeze_panes is not None
        assert page.auto_filter.ref.startswith("A4:")
        assert page.print_title_rows == "$4:$4"
        assert page.page_setup.orientation == "landscape"
        assert page["A2"].value == sheet.help(lang)
        headers_found = [cell.value for cell in page[4] if cell.value]
        assert len(headers_found) == sum(max(1, column.many) for column in sheet.columns)
        assert len(page.data_validations.dataValidation) == len(headers_found)


def test_choices_are_shown_by_their_labels_and_reach_far_enough() -> None:
    book = opened(written(participants=500))
    page = book[title_of("reached")]
    lists = {
        str(rule.sqref): rule.formula1
        for rule in page.data_validations.dataValidation
        if rule.type == "list"
    }
    area = next(name for place, name in lists.items() if place.startswith("F5"))
    ((title, cells),) = book.defined_names[area].destinations
    shown = [cell.value for line in book[title][cells] for cell in line]
    assert shown == [label(route, "sv") for route in EntryRoute]
    assert set(lists) >= {"A5:A10004", "F5:F10004"}
    people = book.defined_names[lists["A5:A10004"]]
    assert people.attr_text == "'Deltagare'!$A$5:$A$504"


def test_the_choices_are_out_of_sight_and_protected() -> None:
    page = opened(written())[text("workbook.tab.choices")]
    assert page.sheet_state == "veryHidden"
    assert page.protection.sheet


def test_the_codes_of_parties_and_workers_can_be_chosen() -> None:
    party = PartyJoined(
        id="hm-1", on=DAY, by="hm", party="hm", name="Föreningen", legal_form=LegalForm.ASSOCIATION
    )
    journal = Journal(subject=PARTNERSHIP, entries=[party])
    book = opened(written(Register(journals=(), partnership=journal)))
    rules = book[title_of("started")].data_validations.dataValidation
    (rule,) = (each for each in rules if str(each.sqref).startswith("E5"))
    ((title, cells),) = book.defined_names[rule.formula1].destinations
    assert book[title][cells.replace("$", "").split(":")[0]].value == "hm"
    assert not rule.showErrorMessage


def test_the_front_page_leads_to_every_sheet() -> None:
    book = opened(written())
    front = book.worksheets[0]
    targets = {cell.hyperlink.location for line in front for cell in line if cell.hyperlink}
    assert targets == {f"'{title}'!A1" for title in titles("sv").values()}
    led = [str(cell.value) for line in front for cell in line if cell.hyperlink]
    assert led[:5] == ["Part", "Medarbetare", "Deltagare", "Första kontakt", "Möte"]
    needed_within_eight_weeks = {"Självskattning", "Bedömd krisnivå", "Mål", "Kontaktvägar"}
    assert needed_within_eight_weeks <= set(led[:18])
    said = "\n".join(str(cell.value) for line in front for cell in line if cell.value)
    assert "personnummer" in said
    assert "pseudonym" in said
