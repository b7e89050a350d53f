"""The command on the survey of provision: tables in 80 columns, access, and what does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from attrs import evolve

from cm_method.adapters.csv import survey_template, survey_to_csv
from cm_method.adapters.markdown import survey_to_markdown
from cm_method.cli.layout import Page
from cm_method.cli.provision_tables import NAME, write_access, write_tables
from cm_method.labels import LANGUAGES
from cm_method.services.provision.consistency import inconsistencies
from cm_method.services.provision.stockholm_2020 import SURVEY_2020
from cm_method.services.provision.stockholm_2025 import (
    ADMINISTRATIONS,
    INSTRUMENT_2025,
    SURVEY_2025,
)
from cm_method.services.provision.survey import Survey
from cm_method.services.provision.wording import MARKS
from tests.cli.runs import as_json, flat, run

CONTRADICTIONS = [*inconsistencies(SURVEY_2025), *inconsistencies(SURVEY_2020)]
ZEROS = Survey(
    code="nollor",
    year=None,
    act=None,
    instrument=evolve(INSTRUMENT_2025, administrations=["Norr", "Söder"]),
    yes=frozenset(),
)


def saved(survey: Survey, folder: Path, name: str = "enkät.csv") -> Path:
    path = folder / name
    path.write_text(survey_to_csv(survey), encoding="utf-8")
    return path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_options_access_is_shown_and_contradictions_are_counted(lang: str) -> None:
    result = run("provision", "--lang", lang)
    assert result.exit_code == 1
    said = flat(result)
    if lang == "sv":
        assert "720 svar: 269 ja, 371 nej och 80 där frågan inte ställdes." in said
        assert "Heltidstjänster i egen öppenvård, enligt texten: 14,5." in said
        assert "14 saker går inte ihop." in said
    else:
        assert "720 answers: 269 yes, 371 no and 80 where the question was not asked." in said
        assert "Full-time posts in own outpatient services, by the text: 26.5." in said
        assert "14 things contradict each other." in said
    assert "8 av 10 (+1)" in said or "8 of 10 (+1)" in said


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", range(1, 13))
def test_every_table_fits_with_all_its_figures_in_the_order_of_the_report(
    table: int, lang: str
) -> None:
    columns = INSTRUMENT_2025.columns_of(INSTRUMENT_2025.question(table))
    lines = run("provision", "--table", table, "--lang", lang).stdout.splitlines()
    rule = max(place for place, line in enumerate(lines) if line.startswith("-" * 60))
    shown = {line[:NAME].strip(): line[NAME:].split() for line in lines[:rule]}
    for administration in ADMINISTRATIONS:
        name = administration if administration in shown else "område hemlöshet"
        answers = [SURVEY_2025.answer(column, administration) for column in columns]
        assert shown[name] == [MARKS[answer] for answer in answers]
    totals = lines[rule + 1][NAME:].split()
    assert totals == [str(SURVEY_2025.total(column)) for column in columns]


def test_several_tables_are_shown_in_the_order_asked_for_and_nothing_else() -> None:
    said = run("provision", "--table", 12, "--table", 1).stdout
    assert said.index("Tabell 12.") < said.index("Tabell 1.")
    assert "I så många av" not in said
    assert "FoT: försöks- och träningslägenhet" in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_contradiction_is_told_with_its_sources(lang: str) -> None:
    result = run("provision", "--check", "--lang", lang)
    assert result.exit_code == 1
    said = flat(result).replace("\N{NO-BREAK SPACE}", " ")
    for found in CONTRADICTIONS:
        assert found.explain(lang).replace("\N{NO-BREAK SPACE}", " ") in said
    assert "6.1 Genomförande och avgränsningar" in said
    assert ("Jämför aldrig med enkäten 2020" if lang == "sv" else "Never compare") in said


def test_options_may_be_combined() -> None:
    said = run("provision", "--table", 3, "--access", "--check").stdout
    places = [said.index(each) for each in ("Tabell 3.", "I så många av", "Det som inte går ihop")]
    assert places == sorted(places)


def test_json_holds_every_answer_total_and_contradiction() -> None:
    said = as_json(run("provision", "--json"))
    assert said["answers"] == {"yes": 269, "no": 371, "not_asked": 80}
    assert len(said["tables"]) == 12
    columns = [column for table in said["tables"] for column in table["columns"]]
    assert all(column["printed"] == column["total"] for column in columns)
    assert sum(len(column["answers"]) for column in columns) == 720
    assert [each["words"] for each in said["inconsistencies"]] == [
        each.explain("sv") for each in CONTRADICTIONS
    ]
    assert said["access"][0]["offering"]["adult"] == {"met": 8, "of": 12}
    assert said["text"]["own_outpatient"][0]["posts"] == "29/2"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_markdown_is_that_of_the_library(lang: str) -> None:
    said = run("provision", "--markdown", "--lang", lang).stdout
    assert said == survey_to_markdown(SURVEY_2025, lang)
    some = run("provision", "--markdown", "--table", 2, "--lang", lang).stdout
    assert some == survey_to_markdown(SURVEY_2025, lang, tables=[2])


# A survey of one's own


def test_a_survey_in_which_all_fits(tmp_path: Path) -> None:
    result = run("provision", saved(ZEROS, tmp_path), "--check")
    assert result.exit_code == 0
    assert result.stdout.startswith("ENKÄT\n=====\n2 förvaltningar, 4 verksamhetsområden, 120 svar")
    assert "Inget i svaren motsäger något annat." in result.stdout
    assert "Jämför aldrig" not in result.stdout


def test_one_contradiction_is_told_as_one(tmp_path: Path) -> None:
    channel = next(each for each in ZEROS.instrument.cells if each.column.table == 2)
    path = saved(evolve(ZEROS, yes=frozenset({channel})), tmp_path)
    result = run("provision", path, "--check")
    assert result.exit_code == 1
    assert "En sak går inte ihop." in result.stdout
    assert "Norr, funktionsnedsättning: svaret är ja på case management" in flat(result)
    assert run("provision", path, "--json").exit_code == 1


def test_the_answers_of_stockholm_from_a_file_are_checked_without_its_report(
    tmp_path: Path,
) -> None:
    said = as_json(run("provision", saved(SURVEY_2025, tmp_path), "--json"))
    assert len(said["inconsistencies"]) == 9  # those of the answers themselves
    assert (said["survey"], said["year"], said["act"]) == ("enkät", None, None)


def test_a_file_that_is_not_filled_in_is_refused_with_its_name_and_every_place(
    tmp_path: Path,
) -> None:
    path = tmp_path / "tom.csv"
    path.write_text(survey_template(ZEROS.instrument), encoding="utf-8")
    result = run("provision", path)
    assert result.exit_code == 3
    assert result.stdout == ""
    assert "tom.csv:Norr: I tabell 1 saknas 4 svar." in flat(result)
    assert "tom.csv:Söder: I tabell 12 saknas 10 svar." in flat(result)


def test_a_wrong_answer_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "fel.csv"
    path.write_text(survey_to_csv(ZEROS).replace(",0\r\n", ",ja\r\n", 1), encoding="utf-8")
    assert "fel.csv:2: Svaret är varken 0 eller 1." in flat(run("provision", path))


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    assert run("provision", tmp_path / "finns-inte.csv").exit_code == 4
    assert run("provision", tmp_path).exit_code == 4
    path = tmp_path / "bild.csv"
    path.write_bytes(b"\xff\xd8\xff")
    result = run("provision", path)
    assert result.exit_code == 3
    assert "bild.csv: Filen går inte att läsa" in flat(result)


def test_a_template_filled_in_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ifylld.csv"
    names = ("--template", "Norr", "--template", "Söder")
    said = run("provision", *names, "--out", path)
    assert (said.exit_code, said.stdout) == (0, "Skrivet i ifylld.csv.\n")
    empty = path.read_bytes()
    assert run("provision", *names).stdout_bytes.replace(b"\r\n", b"\n") == empty.replace(
        b"\r\n", b"\n"
    )
    path.write_bytes(empty.replace(b";\r\n", b";0\r\n"))
    assert run("provision", path).exit_code == 0
    assert "Av 2 förvaltningar" in run("provision", path).stdout


def test_what_is_written_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "utbudet.md"
    assert run("provision", "--markdown", "--out", path).exit_code == 1  # and 14 contradictions
    assert path.read_text(encoding="utf-8") == survey_to_markdown(SURVEY_2025, "sv")
    assert run("provision", "--markdown", "--out", path).exit_code == 4


@pytest.mark.parametrize(
    "line",
    [
        ("--table", "13"),
        ("--table", "x"),
        ("--table", "01"),
        ("--template", "Norr", "--check"),
        ("--template", "Norr", "--table", "1"),
        ("enkät.csv", "--template", "Norr"),
        ("--markdown", "--json"),
        ("--check", "--out", "fil"),
        ("--markdown", "--check"),
        ("a.csv", "b.csv"),
    ],
)
def test_a_line_written_wrongly_is_refused(line: tuple[str, ...]) -> None:
    result = run("provision", *line)
    assert result.exit_code == 2
    assert result.stdout == ""


@pytest.mark.parametrize("names", [("Norr", "Norr"), ("N" * 81,), (" ",)])
def test_a_template_needs_names_that_fit(names: tuple[str, ...]) -> None:
    result = run("provision", *(word for name in names for word in ("--template", name)))
    assert result.exit_code == 3


def test_many_areas_are_shown_in_parts_on_a_narrow_page(capsys: pytest.CaptureFixture[str]) -> None:
    page = Page(width=40)
    write_tables(page, SURVEY_2025, [1, 11], "sv")
    write_access(page, SURVEY_2025, "sv")
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 50  # five forms of one area do not fit in less
    assert sum(line.startswith("Bromma ") for line in lines) == 4
