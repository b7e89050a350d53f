"""The commands that write Word documents and calendar files."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")
pytest.importorskip("docxtpl", reason="the extra word")
pytest.importorskip("icalendar", reason="the extra calendar")

import docx
import icalendar

from cm_method.adapters.word import account_template
from tests.agreed import agreed, everything
from tests.cli.runs import flat, run, saved, small

ON = ("--on", "2027-04-30")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return saved(agreed(*everything()), tmp_path)


def words(file: Path) -> Iterator[str]:
    return (each.text for each in docx.Document(BytesIO(file.read_bytes())).paragraphs)


def summaries(file: Path) -> list[str]:
    found = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    return [str(each["SUMMARY"]) for each in found]


@pytest.mark.parametrize(
    ("command", "title"),
    [("account", "Redogörelse: iop"), ("final-report", "Slutrapport: iop")],
)
def test_a_paper_is_written_as_word(
    command: str, title: str, register: Path, tmp_path: Path
) -> None:
    result = run(command, register, *ON, "--word", tmp_path / "ut.docx")
    assert result.exit_code == 0
    assert next(words(tmp_path / "ut.docx")) == title
    assert result.output.endswith("\nSkrivet i ut.docx.\n")


def test_every_file_that_is_asked_for_is_written_and_named(register: Path, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.md", "b.docx", "c.docx")]
    options = ("-o", files[0], "--word", files[1], "--write-template", files[2])
    result = run("final-report", register, *ON, *options, "--lang", "en")
    assert result.exit_code == 0
    assert result.output.endswith("\nWritten to a.md.\nWritten to b.docx.\nWritten to c.docx.\n")
    assert "--out" not in result.output
    assert any("{{ title }}" in each for each in words(files[2]))
    json = run("final-report", register, *ON, "--json", "--word", tmp_path / "d.docx").stdout
    assert json.startswith("{")
    assert (tmp_path / "d.docx").exists()


def test_a_template_of_ones_own_is_used(register: Path, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Vår egen: {{ agreement }}")
    document.save(str(tmp_path / "mall.docx"))
    options = ("--word", tmp_path / "ut.docx", "--template", tmp_path / "mall.docx")
    for command in ("account", "final-report"):
        assert run(command, register, *ON, *options).exit_code == 0
        assert list(words(tmp_path / "ut.docx")) == ["Vår egen: iop"]
        (tmp_path / "ut.docx").unlink()


def test_a_template_that_cannot_be_used_leaves_no_file(register: Path, tmp_path: Path) -> None:
    (tmp_path / "mall.docx").write_bytes(account_template())
    options = ("--word", tmp_path / "ut.docx", "--template", tmp_path / "mall.docx")
    result = run("final-report", register, *ON, *options, "-o", tmp_path / "ut.md")
    assert result.exit_code == 3
    assert "- figures: Mallen ber om något som dokumentet inte har." in result.output
    assert not (tmp_path / "ut.docx").exists()
    assert not (tmp_path / "ut.md").exists()


def test_a_template_without_a_document_is_a_slip(register: Path, tmp_path: Path) -> None:
    result = run("account", register, *ON, "--template", tmp_path / "mall.docx")
    assert result.exit_code == 2
    assert "--template gäller bara tillsammans med --word" in result.output


def test_a_template_that_is_not_there_is_named(register: Path, tmp_path: Path) -> None:
    options = ("--word", tmp_path / "ut.docx", "--template", tmp_path / "mall.docx")
    result = run("account", register, *ON, *options)
    assert result.exit_code == 4
    assert "mall.docx" in result.output


def test_a_file_that_is_there_is_not_written_over(register: Path, tmp_path: Path) -> None:
    (tmp_path / "ut.docx").write_text("mitt")
    assert run("account", register, *ON, "--word", tmp_path / "ut.docx").exit_code == 4
    assert (tmp_path / "ut.docx").read_text() == "mitt"


def test_a_missing_extra_is_named(
    register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cm_method.cli.word.word", None)
    monkeypatch.setattr("cm_method.cli.ics.files", None)
    asked = (
        ("account", register, "--word", tmp_path / "ut.docx"),
        ("final-report", register, "--write-template", tmp_path / "ut.docx"),
        ("ics", register, tmp_path / "ut.ics"),
    )
    for line, extra in zip(asked, ("word", "word", "calendar"), strict=True):
        result = run(*line)
        assert result.exit_code == 5
        assert f"pip install '.[{extra}]'" in flat(result)
    assert run("account", register, *ON).exit_code == 0


# --- the calendar file -------------------------------------------------------------------------


def test_the_tasks_of_all_are_written_with_whose_they_are(tmp_path: Path) -> None:
    file = tmp_path / "ut.ics"
    result = run("ics", saved(small(), tmp_path), file, "--on", "2026-11-20")
    assert result.exit_code == 0
    assert "Kalendern är skriven i ut.ics. Händelser: 4." in result.output
    assert "Bara för dem som får se dem" in flat(result)
    assert "P-1: individuell plan (cm-1)" in summaries(file)
    assert len(summaries(file)) == 4


def test_the_tasks_of_one_worker_or_of_the_next_days_are_written(tmp_path: Path) -> None:
    register = saved(small(), tmp_path)
    line = ("ics", register, "--on", "2026-11-20")
    assert run(*line, tmp_path / "a.ics", "--worker", "cm-1").exit_code == 0
    assert "P-1: individuell plan" in summaries(tmp_path / "a.ics")
    assert run(*line, tmp_path / "b.ics", "--worker", "hm").exit_code == 0
    assert summaries(tmp_path / "b.ics") == []
    assert run(*line, tmp_path / "c.ics", "--days", "24").exit_code == 0
    assert len(summaries(tmp_path / "c.ics")) == 2
    assert run(*line, tmp_path / "d.ics", "--days", "23").exit_code == 0
    assert summaries(tmp_path / "d.ics") == []


def test_only_what_had_been_recorded_is_asked_for(tmp_path: Path) -> None:
    register = saved(small(), tmp_path)
    line = ("ics", register, "--on", "2026-11-20", "--known", "2026-11-10")
    assert run(*line, tmp_path / "a.ics").exit_code == 0
    assert summaries(tmp_path / "a.ics") == []


def test_the_days_of_the_agreement_are_written(register: Path, tmp_path: Path) -> None:
    result = run("ics", register, tmp_path / "ut.ics", *ON, "--project", "--lang", "en")
    assert result.exit_code == 0
    assert "Holds nothing about a participant." in flat(result)
    assert "Follow-up 3 by the project group" in summaries(tmp_path / "ut.ics")
    known = run("ics", register, tmp_path / "x.ics", *ON, "--known", "2025-01-01", "--project")
    assert known.exit_code == 2


def test_what_goes_wrong_is_told(register: Path, tmp_path: Path) -> None:
    file = tmp_path / "ut.ics"
    for options in (("--project", "--worker", "cm-1"), ("--project", "--days", "3")):
        assert run("ics", register, file, *options).exit_code == 2
    assert run("ics", register, file, "--worker", "cm-77").exit_code == 2
    assert not file.exists()
    file.write_text("mitt")
    assert run("ics", register, file, *ON).exit_code == 4
    assert file.read_text() == "mitt"
