"""A survey as CSV: written and read back alike, and every problem of a file at once."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from cm_method.adapters.csv import (
    BOM,
    DELIMITERS,
    SURVEY_COLUMNS,
    survey_from_csv,
    survey_template,
    survey_to_csv,
)
from cm_method.services.provision.instrument import SurveyInstrument
from cm_method.services.provision.stockholm_2025 import INSTRUMENT_2025, SURVEY_2025
from cm_method.services.provision.survey import Survey
from tests.api.test_sources import SEEDS
from tests.base.refusal import refused
from tests.services.provision.surveys import ADMINISTRATIONS, SMALL, any_answers

ONE = evolve(INSTRUMENT_2025, administrations=["Norr"])
HEAD = ",".join(SURVEY_COLUMNS)


def lines_of(instrument: SurveyInstrument = ONE) -> list[str]:
    """Every line of a survey in which all is 0; the first names the columns."""
    filled = survey_template(instrument).replace(",\r\n", ",0\r\n")
    return filled.splitlines()


def read(lines: list[str]) -> Survey:
    return survey_from_csv("\r\n".join(lines).encode(), code="egen")


@given(any_answers, st.sampled_from([*DELIMITERS.values()]), st.booleans())
def test_what_is_read_back_is_what_was_written(survey: Survey, delimiter: str, bom: bool) -> None:
    written = (BOM if bom else "") + survey_to_csv(survey, delimiter)
    named = {"code": survey.code, "year": survey.year, "act": survey.act}
    assert survey_from_csv(written.encode(), instrument=SMALL, **named) == survey  # type: ignore[arg-type]  # by name


def test_the_bundled_survey_is_written_as_the_shared_data_are() -> None:
    path = SEEDS.parent / "data" / "provision_survey_2025.csv"
    if not path.exists():
        pytest.skip("the data of the survey do not lie beside this checkout")
    shared = path.read_text(encoding="utf-8").splitlines()
    assert sorted(shared) == sorted(survey_to_csv(SURVEY_2025).splitlines())
    again = survey_from_csv(path.read_bytes(), code="stockholm-2025")
    assert again.yes == SURVEY_2025.yes
    assert set(again.instrument.administrations) == set(SURVEY_2025.instrument.administrations)
    assert (again.year, again.act, again.printed) == (None, None, ())


def test_areas_forms_and_services_may_be_written_by_their_codes() -> None:
    names = {
        "CM": "case_management",
        "Våld i nära relation": "violence",
        "FoT": ONE.questions[-1].forms[1],
    }
    coded = "\n".join(lines_of())
    for name, code in names.items():
        coded = coded.replace(f",{name},", f",{code},")
    assert read(coded.split("\n")) == read(lines_of())


def test_empty_lines_and_spaces_around_a_word_are_passed_over() -> None:
    head, *lines = lines_of()
    loose = [head, "", *(line.replace(",", " , ") for line in lines), ",,,,,,", ""]
    assert read(loose) == read([head, *lines])


def test_a_template_has_every_cell_and_no_answer() -> None:
    found = list(csv.reader(StringIO(survey_template(SMALL), newline="")))
    assert tuple(found[0]) == SURVEY_COLUMNS
    assert len(found) == 1 + len(SMALL.cells)
    assert {line[-1] for line in found[1:]} == {""}
    assert {line[3] for line in found[1:]} == set(ADMINISTRATIONS)


class TestWhatIsRefused:
    def test_a_file_that_is_no_text(self) -> None:
        for content in (b"\xff\xfe", (HEAD + '\n"').encode(), (HEAD + '\n1,"a"b').encode()):
            with refused(("survey_file_unreadable", "")):
                survey_from_csv(content, code="egen")

    @pytest.mark.parametrize("head", ["", "table,insats", HEAD + ",more", HEAD.upper()])
    def test_other_columns(self, head: str) -> None:
        with refused(("survey_columns_unknown", "")):
            read([head, *lines_of()[1:]])

    def test_a_file_without_answers(self) -> None:
        with refused(("survey_asks_nothing", "administrations")):
            read([HEAD])

    def test_every_problem_with_the_number_of_its_line(self) -> None:
        lines = lines_of()
        lines[1] = lines[1][:-1] + "2"  # neither 0 nor 1
        lines[2] += ",more"  # a column too many, so that the answer is missing
        lines[3] = lines[3].replace("1,CM", "1,boendestöd")  # not the service of table 1
        lines[4] = lines[4].replace("Våld i nära relation", "Hav")  # no such area
        lines[5] = lines[5][:-1]  # not answered
        lines.append(lines[6])  # answered twice
        with refused(
            ("survey_row_unfit", "3"),
            ("survey_question_unknown", "4"),
            ("survey_value_unknown", "2"),
            ("survey_cell_unknown", "5"),
            ("survey_cell_twice", str(len(lines))),
            ("survey_cells_missing", "Norr"),
            ("survey_cells_missing", "Norr"),
        ):
            read(lines)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("1,CM,target_group_offered", "13,CM,target_group_offered"),
            ("1,CM,target_group_offered", "x,CM,target_group_offered"),
            ("1,CM,target_group_offered", "1,CM,own_outpatient"),
        ],
    )
    def test_a_question_that_is_not_that_of_its_table(self, old: str, new: str) -> None:
        lines = lines_of()
        lines[1] = lines[1].replace(old, new)
        with refused(("survey_question_unknown", "2"), ("survey_cells_missing", "Norr")):
            read(lines)

    def test_an_administration_that_is_spelt_in_two_ways(self) -> None:
        lines = lines_of()
        lines[1] = lines[1].replace("Norr", "Nor")
        missing = [("survey_cells_missing", "Norr")]
        missing += [("survey_cells_missing", "Nor")] * 12
        with pytest.raises(ValueError, match="lacks") as caught:
            read(lines)
        problems = getattr(caught.value, "problems", ())
        assert sorted((p.code, p.path) for p in problems) == sorted(missing)

    def test_an_administration_without_a_name(self) -> None:
        lines = lines_of()
        lines[1] = lines[1].replace("Norr", "")
        with refused(("survey_cell_unknown", "2"), ("survey_cells_missing", "Norr")):
            read(lines)

    def test_a_personal_identity_number_is_never_repeated(self) -> None:
        number = "-".join(("19811218", "9876"))
        with pytest.raises(ValueError, match="personal identity number") as caught:
            read([line.replace("Norr", number) for line in lines_of()])
        assert number not in str(caught.value)


@given(st.binary(max_size=60))
def test_whatever_a_file_holds_it_is_refused_in_words(content: bytes) -> None:
    for before in (b"", HEAD.encode() + b"\n"):
        with pytest.raises(ValueError, match=r".+"):
            survey_from_csv(before + content, code="egen")
