"""What is wrong with a workbook is found at its cell, all at once, and without personal data."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")
pytest.importorskip("openpyxl")

from cm_method.adapters.excel import read_workbook
from cm_method.adapters.excel.sheets import Part, own_titles
from cm_method.case.consent import ConsentGiven, ConsentKind
from cm_method.case.episodes import Ended, EndReason, EntryRoute, Reached, Started
from cm_method.case.meetings import Attendee, MeetingHeld, Place
from cm_method.case.parties import LegalForm, PartyJoined, WorkerJoined
from cm_method.case.plans import ContactPath, Goal, GoalFollowedUp, GoalStatus, PlanAgreed
from cm_method.case.register import PARTNERSHIP, Register
from cm_method.case.self_ratings import SelfRated
from cm_method.errors import Refused
from cm_method.journal import Journal
from cm_method.labels import LANGUAGES
from tests.adapters.workbooks import (
    changed,
    found_in,
    opened,
    problems_of,
    read,
    saved,
    title_of,
    written,
)

START, PLAN_DAY = date(2026, 11, 16), date(2026, 12, 14)
NUMBER = "811228-9874"
"""Made up, with a right check digit."""
HALF_PAST_TEN = datetime(2026, 11, 16, 10, 30)  # noqa: DTZ001 - as a spreadsheet keeps it


def register() -> Register:
    """Two participants, with a little of everything that a mistake can be made in."""
    meeting = MeetingHeld(
        id="hm-9",
        on=START,
        by="cm-1",
        place=Place.HOME,
        attendees=[Attendee.PARTICIPANT, Attendee.NEXT_OF_KIN],
        individual_contact=True,
    )
    plan = PlanAgreed(
        id="hm-3",
        on=PLAN_DAY,
        by="cm-1",
        goals=[
            Goal(what="Sova bättre", sub_goals=["Läkartid bokad", "Lägga undan telefonen"]),
            Goal(what="Träffa folk"),
        ],
        contact_paths=[ContactPath(contact="psykiatri", how="08-508 22 000", priority=True)],
        with_participant=True,
    )
    entries = [
        Reached(id="hm-1", on=date(2026, 11, 2), by="hm", route=EntryRoute.OUTREACH, note="Hej"),
        Started(id="hm-2", on=START, by="cm-1", worker="cm-1", edition="hagersten-alvsjo-2026"),
        plan,
        GoalFollowedUp(
            id="hm-4",
            on=date(2027, 1, 5),
            by="cm-1",
            plan="hm-3",
            number=1,
            status=GoalStatus.ON_THE_WAY,
        ),
        SelfRated(id="hm-5", on=START, by="cm-1", instrument="ucla-3", answers=[1, None, 3]),
        ConsentGiven(
            id="hm-6",
            on=START,
            by="cm-1",
            consent=ConsentKind.CONFIDENTIALITY_RELEASE,
            discloser="hm",
            recipients=["sdf"],
            information=["plan"],
            purpose="coordination",
            first=START,
            last=date(2027, 11, 15),
            form="1",
        ),
        Ended(id="hm-7", on=date(2027, 6, 1), by="cm-1", start="hm-2", reason=EndReason.MOVED),
        meeting,
    ]
    since = date(2026, 4, 1)
    partnership = [
        PartyJoined(
            id="av-1", on=since, by="hm", party="hm", name="En", legal_form=LegalForm.ASSOCIATION
        ),
        WorkerJoined(id="av-2", on=since, by="hm", worker="cm-1", party="hm"),
    ]
    reached = Reached(id="hm-1", on=START, by="hm", route=EntryRoute.ASSOCIATION)
    return Register(
        journals=[
            Journal(subject="P-1", entries=entries),
            Journal(subject="P-2", entries=[reached]),
        ],
        partnership=Journal(subject=PARTNERSHIP, entries=partnership),
    )


WHOLE = written(register())


def place_of(sheet: str, header: str) -> str:
    """The first cell below a header."""
    (cell,) = (cell for cell in opened(WHOLE)[sheet][4] if cell.value == header)
    return f"{cell.column_letter}5"


REACHED, STARTED, MEETING = title_of("reached"), title_of("started"), title_of("meeting_held")
PLAN, GOALS = title_of("plan_agreed"), title_of("plan_agreed", "goals")
PATHS = title_of("plan_agreed", "contact_paths")
FOLLOWED, RATED = title_of("goal_followed_up"), title_of("self_rated")
CONSENT, ENDED = title_of("consent_given"), title_of("ended")
PARTY = title_of("party_joined", part=Part.PARTNERSHIP)
WORKER = title_of("worker_joined", part=Part.PARTNERSHIP)
PEOPLE = "Deltagare"

INFORMATION, END_OF_CONSENT = place_of(CONSENT, "Uppgifter 1 *"), place_of(CONSENT, "Sista dagen *")

Mistake = tuple[str, str, Any, str]
"""Sheet, cell, what is written there, and the code of the problem at the same cell."""

MISTAKES: dict[str, Mistake] = {
    "a day in words": (REACHED, "C5", "i mars", "cell_not_day"),
    "a day in another way": (REACHED, "C5", "16/11 2026", "not_written_as_a_day"),
    "a day that is not there": (REACHED, "C5", "2026-02-30", "no_such_day"),
    "a day with a time": (MEETING, "C5", HALF_PAST_TEN, "day_with_time"),
    "a time only": (MEETING, "C5", time(10, 30), "cell_not_day"),
    "a number for a day": (MEETING, "C5", 46_342, "cell_not_day"),
    "yes for a day": (MEETING, "C5", True, "cell_not_day"),
    "a day before our time": (STARTED, "C5", "0900-01-01", "day_out_of_reach"),
    "recorded before it happened": (
        STARTED,
        "D5",
        date(2026, 1, 1),
        "recorded_before_it_happened",
    ),
    "nothing where something must stand": (STARTED, "E5", None, "missing_cell"),
    "only a space": (STARTED, "F5", "  ", "missing_cell"),
    "a misspelt choice": (REACHED, "F5", "upsökande arbete", "misspelt_choice"),
    "no such choice": (REACHED, "F5", "radio", "unknown_choice"),
    "a number for a choice": (REACHED, "F5", 3, "cell_not_text"),
    "a choice in a list": (MEETING, "H5", "grannen", "unknown_choice"),
    "a number for a text": (REACHED, "G5", 812, "cell_not_text"),
    "a number for a list of texts": (GOALS, "E5", 7, "cell_not_text"),
    "a day for a text": (PATHS, "E5", date(2026, 1, 1), "cell_not_text"),
    "yes for a text": (STARTED, "F5", True, "cell_not_text"),
    "half a number": (FOLLOWED, "G5", 1.5, "not_a_whole_number"),
    "words for a number": (FOLLOWED, "G5", "ett", "not_a_whole_number"),
    "half a number in a list": (RATED, "H5", 1.5, "not_a_whole_number"),
    "perhaps": (PLAN, "F5", "kanske", "not_yes_or_no"),
    "two for yes": (PLAN, "F5", 2, "not_yes_or_no"),
    "a personal identity number": (REACHED, "G5", f"Ring {NUMBER}", "identity_number"),
    "a personal identity number as pseudonym": (PEOPLE, "A6", NUMBER, "identity_number"),
    "a number as pseudonym": (PEOPLE, "A6", 8_112_289_874, "cell_not_text"),
    "a personal identity number in a list": (GOALS, "E5", f"a\n{NUMBER}", "identity_number"),
    "an identity number as an id": (REACHED, "B6", NUMBER, "identity_number"),
    "someone not on the list": (REACHED, "A5", "P-11", "unlisted_participant"),
    "someone listed twice": (PEOPLE, "A7", "P-2", "participant_listed_twice"),
    "an id used twice": (FOLLOWED, "B5", "hm-1", "id_used_twice"),
    "an id of another kind": (ENDED, "F5", "hm-1", "answers_wrong_kind"),
    "an id that is not there": (ENDED, "F5", "hm-20", "answers_unknown_entry"),
    "an end of a consent before it begins": (
        CONSENT,
        END_OF_CONSENT,
        date(2026, 1, 1),
        "ends_before_it_begins",
    ),
    "a goal that the plan does not have": (FOLLOWED, "G5", 3, "no_such_goal"),
    "a child row below nothing": (PATHS, "B5", "hm-33", "row_without_entry"),
    "a child row number twice": (GOALS, "C6", 1, "row_number_twice"),
    "a child row number too high": (GOALS, "C6", 3, "row_number_out_of_order"),
    "a child row number that is none": (GOALS, "C6", "två", "not_a_whole_number"),
    "a child row without its owner": (PATHS, "B5", None, "missing_cell"),
    "a misspelt header": (STARTED, "F4", "Medarbetarens kåd *", "misspelt_header"),
    "an unknown header": (STARTED, "J4", "Schablonbelopp", "unknown_header"),
    "a header twice": (REACHED, "I4", "Kommentar", "repeated_header"),
    "a cell below no header": (STARTED, "K5", "Hej", "cell_without_header"),
    "a formula": (STARTED, "D5", "==C5+1", "cell_with_formula"),
    "a party that has not joined": (WORKER, "F5", "hmm", "unknown_party"),
    "a worker that is not there": (STARTED, "F5", "cm-9", "unknown_worker"),
    "text in the escaped form, broken": (REACHED, "G5", 'json:"x', "wrongly_escaped_text"),
    "half a letter": (REACHED, "G5", 'json:"\\ud83d"', "wrongly_escaped_text"),
    "not a text in the escaped form": (REACHED, "G5", "json:[1]", "wrongly_escaped_text"),
    "a list without values that must be stated": (CONSENT, INFORMATION, None, "missing_cell"),
    "a required list said to be empty": (CONSENT, INFORMATION, "-", "consent_to_nothing"),
}


def test_the_workbook_is_right_before_mistakes_are_made() -> None:
    assert read(WHOLE) == register()


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_at_its_cell(name: str) -> None:
    sheet, cell, value, code = MISTAKES[name]
    assert (f"{sheet}!{cell}", code) in found_in(changed(WHOLE, (sheet, cell, value)))


def test_what_two_cells_contradict_is_told_at_the_one_that_names_the_other() -> None:
    before = changed(WHOLE, (ENDED, "C5", date(2026, 11, 15)), (ENDED, "D5", date(2026, 11, 15)))
    assert found_in(before) == [(f"{ENDED}!F5", "before_what_it_answers")]
    whose = changed(WHOLE, (PATHS, "A5", "P-2"))
    assert found_in(whose) == [(f"{PATHS}!B5", "row_without_entry")]


TWENTY: tuple[Mistake, ...] = (
    (PEOPLE, "A7", "P-2", "participant_listed_twice"),
    (REACHED, "C5", "i mars", "cell_not_day"),
    (REACHED, "F5", "upsökande arbete", "misspelt_choice"),
    (REACHED, "G5", f"Ring {NUMBER}", "identity_number"),
    (REACHED, "A6", "P-22", "unlisted_participant"),
    (STARTED, "J4", "Schablonbelopp", "unknown_header"),
    (STARTED, "E5", None, "missing_cell"),
    (STARTED, "K5", "Hej", "cell_without_header"),
    (MEETING, "B5", None, "missing_cell"),
    (MEETING, "C5", HALF_PAST_TEN, "day_with_time"),
    (MEETING, "F5", 7, "cell_not_text"),
    (MEETING, "H5", "grannen", "unknown_choice"),
    (PLAN, "F5", "kanske", "not_yes_or_no"),
    (GOALS, "C6", 3, "row_number_out_of_order"),
    (PATHS, "B5", "hm-33", "row_without_entry"),
    (FOLLOWED, "G5", 1.5, "not_a_whole_number"),
    (RATED, "J5", "tre", "not_a_whole_number"),
    (CONSENT, END_OF_CONSENT, date(2026, 1, 1), "ends_before_it_begins"),
    (ENDED, "F5", "hm-20", "answers_unknown_entry"),
    (WORKER, "F5", "hmm", "unknown_party"),
)


def test_twenty_mistakes_are_all_found_at_once_and_nothing_else_is() -> None:
    content = changed(WHOLE, *(mistake[:3] for mistake in TWENTY))
    expected = [(f"{sheet}!{cell}", code) for sheet, cell, _, code in TWENTY]
    assert sorted(found_in(content)) == sorted(expected)


def test_problems_stand_in_the_order_of_the_sheets() -> None:
    content = changed(WHOLE, *(mistake[:3] for mistake in reversed(TWENTY)))
    tabs = opened(content).sheetnames
    found = [where.partition("!") for where, _ in found_in(content)]
    places = [(tabs.index(sheet), int("".join(filter(str.isdigit, at)))) for sheet, _, at in found]
    assert places == sorted(places)


def test_no_problem_repeats_what_was_written() -> None:
    written_by_hand = "Berit Xylander"
    edits = [
        (REACHED, "F5", written_by_hand),
        (REACHED, "C5", written_by_hand),
        (PLAN, "F5", written_by_hand),
        (STARTED, "J4", written_by_hand),
        (MEETING, "A5", written_by_hand),
        (ENDED, "F5", written_by_hand),
    ]
    content = opened(changed(WHOLE, *edits))
    content.create_sheet(written_by_hand)["A1"] = NUMBER
    with pytest.raises(Refused) as refused:
        read(saved(content))
    for lang in LANGUAGES:
        said = refused.value.explain(lang)
        assert "Xylander" not in said
        assert NUMBER not in said
    assert len(refused.value.problems) == 7


def test_a_large_number_may_be_someones_and_is_not_repeated() -> None:
    (problem,) = problems_of(changed(WHOLE, (FOLLOWED, "G5", 8_112_289_874)))
    assert (problem.code, dict(problem.facts)["number"]) == ("no_such_goal", "…")


def test_rivals_that_correct_what_is_elsewhere_are_told_by_the_first_of_them() -> None:
    edits = [(REACHED, "H5", "hm-50"), (ENDED, "H5", "hm-50"), ("Gallrat och lämnat", "A5", "P-1")]
    edits += [
        ("Gallrat och lämnat", "B5", "hm-50"),
        ("Gallrat och lämnat", "C5", "finns hos en annan part"),
    ]
    assert found_in(changed(WHOLE, *edits)) == [(f"{REACHED}!H5", "competing_corrections")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_are_told_in_the_language_of_the_reader(lang: str) -> None:
    (problem,) = problems_of(changed(WHOLE, (REACHED, "F5", "upsökande arbete")))
    expected = {"sv": "uppsökande arbete", "en": "outreach"}
    assert expected[lang] in problem.explain(lang)


# What is let pass, because it means one thing only


def test_columns_are_found_by_their_headers_wherever_they_stand() -> None:
    book = opened(WHOLE)
    page = book[REACHED]
    page.move_range("F4:F6", cols=20)
    page.column_dimensions["Z"].hidden = True
    page.insert_rows(1, 3)
    assert read(saved(book)) == register()


def test_blank_rows_spaces_and_extra_blank_sheets_do_no_harm() -> None:
    book = opened(WHOLE)
    page = book[REACHED]
    page.insert_rows(5, 2)
    page["A7"], page["B7"], page["F7"], page["F4"] = " P-1 ", "hm-1  ", " Uppsökande ARBETE ", None
    page["F4"] = "  väg   in*"
    book.create_sheet("Blad1")["B2"] = "  "
    assert read(saved(book)) == register()


def test_either_language_is_read_whatever_the_workbook_is_in() -> None:
    book = opened(WHOLE)
    book[REACHED]["F5"], book[PLAN]["F5"] = "outreach", "yes"
    book[MEETING]["F5"] = "home"  # the code itself
    book[REACHED]["F4"] = "Entry route"
    book[GOALS].title = title_of("plan_agreed", "goals", lang="en")
    assert read(saved(book)) == register()


def test_a_day_as_text_a_number_as_text_and_yes_as_the_spreadsheet_has_it() -> None:
    book = opened(WHOLE)
    book[STARTED]["C5"], book[FOLLOWED]["G5"], book[RATED]["I5"] = "2026-11-16", "1", " - "
    book[PLAN]["F5"], book[MEETING]["K5"] = True, 1
    assert read(saved(book)) == register()


def test_sheets_that_are_not_needed_may_be_taken_away() -> None:
    book = opened(WHOLE)
    del book[title_of("died")]
    del book[own_titles("sv")["front"]]
    assert read(saved(book)) == register()


def test_a_list_may_be_written_with_gaps_and_blank_lines() -> None:
    book = opened(WHOLE)
    book[MEETING]["G5"], book[MEETING]["I5"] = None, "deltagaren"
    book[GOALS]["E5"] = "\nLäkartid bokad \n\n Lägga undan telefonen\n"
    (meeting,) = (e for e in read(saved(book)).journals["P-1"].entries if e.id == "hm-9")
    assert isinstance(meeting, MeetingHeld)
    assert meeting.attendees == (Attendee.NEXT_OF_KIN, Attendee.PARTICIPANT)


def test_goals_keep_their_numbers_when_the_sheet_is_sorted() -> None:
    book = opened(WHOLE)
    page = book[GOALS]
    first = [cell.value for cell in page[5]]
    second = [cell.value for cell in page[6]]
    for row, values in ((5, second), (6, first)):
        for place, value in enumerate(values, start=1):
            page.cell(row=row, column=place).value = value
    assert read(saved(book)) == register()


# Sheets and headers


def test_a_sheet_that_does_not_belong_is_told_by_its_place() -> None:
    book = opened(WHOLE)
    book.create_sheet("Mina egna anteckningar", 1)["A1"] = "x"
    (problem,) = problems_of(saved(book))
    assert (problem.code, dict(problem.facts)) == ("unknown_sheet", {"place": 2})


def test_a_renamed_sheet_is_told_by_what_it_is_like() -> None:
    book = opened(WHOLE)
    book[REACHED].title = "Första kontakten"
    problem = problems_of(saved(book))[0]
    assert (problem.code, dict(problem.facts)["meant"]) == ("misspelt_sheet", REACHED)


def test_a_sheet_in_both_languages_is_read_once_and_told() -> None:
    book = opened(WHOLE)
    book.create_sheet(title_of("plan_agreed", lang="en"))["A1"] = "x"
    (problem,) = problems_of(saved(book))
    assert problem.code == "repeated_sheet"


def test_a_sheet_without_headers_is_told_once() -> None:
    book = opened(WHOLE)
    book[RATED].delete_rows(4)
    assert found_in(saved(book)) == [(f"{RATED}!A1", "no_headers")]


def test_a_sheet_whose_rows_were_all_taken_away_has_none() -> None:
    book = opened(WHOLE)
    book[RATED].delete_rows(1, 10)
    assert len(read(saved(book)).journals["P-1"].entries) == 7


def test_a_column_that_must_be_there_is_told_once() -> None:
    book = opened(WHOLE)
    book[STARTED].delete_cols(6)
    assert found_in(saved(book))[0] == (f"{STARTED}!A4", "missing_header")


def test_a_column_that_may_be_empty_may_be_gone() -> None:
    book = opened(WHOLE)
    book[STARTED].delete_cols(8)  # what it corrects
    assert read(saved(book)) == register()


def test_merged_headers_leave_a_column_without_one() -> None:
    book = opened(WHOLE)
    book[REACHED].merge_cells("F4:G4")
    found = found_in(saved(book))
    assert (f"{REACHED}!G5", "cell_without_header") in found


def test_a_formula_that_gives_the_right_value_is_told_and_nothing_else() -> None:
    content = changed(WHOLE, (STARTED, "F5", '=="cm-1"'))
    assert found_in(content) == [(f"{STARTED}!F5", "cell_with_formula")]


def test_a_formula_above_the_headers_is_left_alone() -> None:
    assert read(changed(WHOLE, (STARTED, "F1", "==1+1"))) == register()


def test_what_is_disposed_of_is_read_as_strictly() -> None:
    content = changed(WHOLE, ("Gallrat och lämnat", "B5", "hm-3"))
    assert found_in(content) == [("Gallrat och lämnat!C5", "missing_cell")]
    other = changed(
        WHOLE,
        ("Gallrat och lämnat", "A5", "P-8"),
        ("Gallrat och lämnat", "B5", "hm-3"),
        ("Gallrat och lämnat", "C5", "gallrad"),
    )
    assert found_in(other) == [("Gallrat och lämnat!A5", "unlisted_participant")]


def test_a_formula_in_an_otherwise_blank_row_is_told() -> None:
    content = changed(WHOLE, (STARTED, "F9", '=="cm-1"'))
    assert (f"{STARTED}!F9", "cell_with_formula") in found_in(content)


# One mistake is told once


def test_what_hangs_on_an_entry_that_could_not_be_read_is_not_told_too() -> None:
    assert found_in(changed(WHOLE, (PLAN, "F5", "kanske"))) == [(f"{PLAN}!F5", "not_yes_or_no")]
    assert found_in(changed(WHOLE, (PLAN, "A5", "P-7"))) == [(f"{PLAN}!A5", "unlisted_participant")]
    assert found_in(changed(WHOLE, (PLAN, "B5", None))) == [(f"{PLAN}!B5", "missing_cell")]
    assert found_in(changed(WHOLE, (PARTY, "G5", "?"))) == [(f"{PARTY}!G5", "unknown_choice")]
    assert found_in(changed(WHOLE, (GOALS, "D5", None))) == [(f"{GOALS}!D5", "missing_cell")]
    assert found_in(changed(WHOLE, (GOALS, "C5", None))) == [(f"{GOALS}!C5", "missing_cell")]


def test_what_names_an_entry_whose_id_is_not_filled_in_is_not_told_too() -> None:
    assert found_in(changed(WHOLE, (PLAN, "B5", None))) == [(f"{PLAN}!B5", "missing_cell")]
    assert found_in(changed(WHOLE, (STARTED, "B5", None))) == [(f"{STARTED}!B5", "missing_cell")]
    other = changed(WHOLE, (MEETING, "B5", None), (ENDED, "F5", "hm-20"), (REACHED, "H5", "hm-9"))
    assert found_in(other) == [
        (f"{MEETING}!B5", "missing_cell"),
        (f"{ENDED}!F5", "answers_unknown_entry"),
    ]


def test_an_objection_to_an_entry_whose_id_is_not_filled_in_is_not_told() -> None:
    objection = title_of("objected")
    row = ("P-1", "hm-40", date(2027, 1, 1), date(2027, 1, 1), "cm-1", "hm-9")
    cells = [(objection, f"{letter}5", value) for letter, value in zip("ABCDEF", row, strict=True)]
    assert found_in(changed(WHOLE, *cells, (MEETING, "B5", None))) == [
        (f"{MEETING}!B5", "missing_cell")
    ]
    assert read(changed(WHOLE, *cells)) != register()


def test_nothing_is_said_of_a_journal_whose_correction_could_not_be_read() -> None:
    content = changed(
        WHOLE,
        (ENDED, "F5", "hm-20"),
        (REACHED, "A7", "P-1"),
        (REACHED, "B7", "hm-30"),
        (REACHED, "H7", "hm-7"),
    )
    found = found_in(content)
    assert {code for _, code in found} == {"missing_cell"}
    assert {where[: len(REACHED)] for where, _ in found} == {REACHED}


def test_two_entries_with_one_id_are_told_by_both_places() -> None:
    (problem,) = problems_of(changed(WHOLE, (REACHED, "A6", "P-1")))
    assert (problem.path, dict(problem.facts)["other"]) == (f"{REACHED}!B6", f"{REACHED}!B5")


# Files


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    broken = BytesIO()
    with ZipFile(broken, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    other = BytesIO()
    with ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "hej")
    swelling = BytesIO()
    with ZipFile(swelling, "w") as archive:
        archive.writestr("xl/_rels/workbook.xml.rels", '<!DOCTYPE x [<!ENTITY a "b">]><x/>')
        archive.writestr("xl/workbook.xml", "<workbook/>")
    hollow = BytesIO()
    with ZipFile(hollow, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    contents = (b"", b"hej", broken, other, swelling, hollow, WHOLE[:-200])
    for content in contents:
        raw = content if isinstance(content, bytes) else content.getvalue()
        with pytest.raises(Refused) as refused:
            read(raw)
        assert [problem.code for problem in refused.value.problems] == ["not_a_workbook"]
    path = tmp_path / "register.xlsx"
    with pytest.raises(FileNotFoundError):
        read_workbook(path)
    path.write_bytes(WHOLE)
    assert read_workbook(path) == register()


def test_a_workbook_of_another_kind_or_version_is_refused() -> None:
    book = opened(WHOLE)
    book[own_titles("sv")["choices"]]["A1"] = "something else"
    assert found_in(saved(book)) == [("", "unknown_format")]
    book = opened(WHOLE)
    book[own_titles("sv")["choices"]]["B1"] = 2
    assert found_in(saved(book)) == [("", "unknown_version")]


def test_an_unknown_language_is_taken_for_the_first() -> None:
    book = opened(WHOLE)
    book[own_titles("sv")["choices"]]["C1"] = "fi"
    assert read(saved(book)) == register()


def test_a_workbook_that_swells_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cm_method.adapters.excel.book.LARGEST", 1 << 20)
    big = BytesIO()
    with ZipFile(big, "w") as archive:
        archive.writestr("xl/workbook.xml", "x" * (2 << 20))
    assert found_in(big.getvalue()) == [("", "too_large")]
