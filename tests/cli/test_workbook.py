"""A workbook is written, read by every command, checked with marks, and turned into JSON."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")
pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")
pytest.importorskip("openpyxl")

from cm_method.adapters.excel import read_workbook
from cm_method.adapters.extras import MissingExtra
from cm_method.adapters.json import read_register
from cm_method.case.register import Register
from cm_method.cli.program import ExitCode
from tests.adapters.workbooks import changed, opened, title_of
from tests.cli.runs import as_json, flat, plan, run, saved, small


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A workbook with the small register in it."""
    path = tmp_path / "register.xlsx"
    done = run("workbook", path, "--register", saved(small(plan()), tmp_path), "--lang", "sv")
    assert done.exit_code == ExitCode.FINE
    return path


def wrong(path: Path) -> Path:
    """The workbook with two mistakes."""
    content = changed(
        path.read_bytes(),
        (title_of("reached"), "C5", "i mars"),
        (title_of("plan_agreed"), "F5", "kanske"),
    )
    other = path.with_name("fel.xlsx")
    other.write_bytes(content)
    return other


def test_an_empty_workbook_is_written(tmp_path: Path) -> None:
    path = tmp_path / "ny.xlsx"
    done = run("workbook", path, "--lang", "en", "--participants", 7)
    assert done.exit_code == ExitCode.FINE
    assert "ny.xlsx is written: an empty workbook to fill in." in flat(done)
    assert read_workbook(path) == Register(journals=())
    book = opened(path.read_bytes())
    assert book.sheetnames[0] == "Start here"
    assert book.defined_names["cm_ids_participants"].attr_text == "'Participants'!$A$5:$A$11"


def test_a_register_is_written_and_read_back(filled: Path) -> None:
    assert read_workbook(filled) == small(plan())


def test_how_much_was_written_is_told(tmp_path: Path) -> None:
    done = run("workbook", tmp_path / "a.xlsx", "--register", saved(small(), tmp_path))
    assert "2 deltagare, 5 anteckningar" in flat(done)


def test_every_command_reads_a_workbook_as_it_reads_json(filled: Path, tmp_path: Path) -> None:
    path = saved(small(plan()), tmp_path, "annan.json")
    for line in (("report",), ("agenda",), ("check",), ("explain", "P-1")):
        name, *rest = line
        of_workbook = run(name, filled, *rest, "--json")
        of_json = run(name, path, *rest, "--json")
        assert of_workbook.exit_code == of_json.exit_code
        assert as_json(of_workbook) == as_json(of_json)


def test_a_workbook_becomes_json_by_merging(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut.json"
    assert run("merge", filled, "-o", out).exit_code == ExitCode.FINE
    assert read_register(out) == small(plan())


def test_a_workbook_and_a_json_file_are_merged(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut.json"
    other = saved(small(), tmp_path, "annan.json")
    assert run("merge", filled, other, "-o", out).exit_code == ExitCode.FINE
    assert read_register(out) == small(plan())


def test_problems_are_named_by_their_cells(filled: Path) -> None:
    done = run("check", wrong(filled))
    assert done.exit_code == ExitCode.LOOK
    assert "Första kontakt!C5: Här ska det stå ett datum" in flat(done)
    assert "Individuell plan!F5: Här ska det stå ja eller nej." in flat(done)
    refused = run("report", wrong(filled))
    assert refused.exit_code == ExitCode.REFUSED
    assert "Individuell plan!F5" in flat(refused)


def test_a_copy_is_marked(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "rätta.xlsx"
    done = run("check", wrong(filled), "--mark", out)
    assert done.exit_code == ExitCode.LOOK
    assert "rätta.xlsx är skriven: en kopia där felen är markerade." in flat(done)
    assert opened(out.read_bytes())[title_of("reached")]["C5"].comment is not None
    again = run("check", wrong(filled), "--mark", out)
    assert again.exit_code == ExitCode.NOT_WRITTEN
    assert "finns redan" in flat(again)


def test_nothing_is_marked_where_nothing_is_wrong(filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "rätta.xlsx"
    assert "Inga fel" in flat(run("check", filled, "--mark", out))
    assert not out.exists()


def test_marks_go_with_workbooks(filled: Path, tmp_path: Path) -> None:
    for register, out in (("demo", "ut.xlsx"), (filled, "ut.json"), (filled, "ut.ods")):
        done = run("check", register, "--mark", tmp_path / out)
        assert done.exit_code == ExitCode.WRONG_USAGE
        assert "--mark hör ihop med en arbetsbok" in flat(done)


def test_what_stands_is_never_written_over(filled: Path, tmp_path: Path) -> None:
    before = filled.read_bytes()
    assert run("workbook", filled).exit_code == ExitCode.NOT_WRITTEN
    assert filled.read_bytes() == before
    assert run("workbook", tmp_path / "register.txt").exit_code == ExitCode.WRONG_USAGE


def test_nothing_is_added_to_a_workbook_from_the_line(filled: Path, tmp_path: Path) -> None:
    done = run("add", filled, "reached", "--participant", "P-1", "--yes")
    assert done.exit_code == ExitCode.WRONG_USAGE
    assert "cm-method merge FIL.xlsx -o REGISTER.json" in flat(done)
    merged = run("merge", filled, "-o", tmp_path / "ut.xlsx")
    assert merged.exit_code == ExitCode.WRONG_USAGE
    assert "cm-method workbook FIL.xlsx --register REGISTER.json" in flat(merged)


def test_a_workbook_that_is_not_there_or_none_is_told(tmp_path: Path) -> None:
    missing = run("report", tmp_path / "inget.xlsx")
    assert (missing.exit_code, "inget.xlsx finns inte" in flat(missing)) == (
        ExitCode.NOT_WRITTEN,
        True,
    )
    path = tmp_path / "trasig.ods"
    path.write_text("hej")
    assert "går inte att läsa som en arbetsbok" in flat(run("report", path))


def test_without_the_extra_the_command_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def lacking() -> None:
        raise MissingExtra("excel")

    monkeypatch.setattr("cm_method.cli.reading.excel", lacking)
    done = run("report", tmp_path / "register.xlsx")
    assert done.exit_code == ExitCode.EXTRA_MISSING
    assert "pip install '.[excel]'" in flat(done)


def test_the_adapter_says_which_extra_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module("cm_method.adapters.excel")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(MissingExtra) as missing:
        exec(Path(str(module.__file__)).read_text(encoding="utf-8"), {})  # noqa: S102 - run without an extra
    assert missing.value.extra == "excel"
