"""``cm-method html``: a new file for the right reader, and what to do before it is published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")
pytest.importorskip("jinja2", reason="the extra html")

from cm_method.adapters.html import case_html, participant_pages, report_html
from cm_method.cli import html as command
from cm_method.cli.program import ExitCode
from cm_method.labels import text
from tests.adapters.html_pages import METHOD, ON, demo, published
from tests.cli.runs import attended, flat, plan, run, saved, small


def written(folder: Path, *line: object, code: ExitCode = ExitCode.FINE) -> tuple[str, str]:
    """The page that a command wrote, and what it said."""
    out = folder / "sida.html"
    done = run("html", "demo", out, *line)
    assert done.exit_code == code, done.output
    return out.read_text(encoding="utf-8"), flat(done)


def test_without_a_choice_it_is_the_report_for_those_inside(tmp_path: Path) -> None:
    page, said = written(tmp_path)
    assert page == report_html(demo(), METHOD, on=ON)
    assert said == text("cli.html.written.report", file="sida.html")


def test_the_public_report_comes_with_how_to_save_what_is_published(tmp_path: Path) -> None:
    page, said = written(tmp_path, "--public", "--lang", "en")
    assert page == published(demo(), "en")
    assert text("cli.equality.no_earlier", "en") in said
    assert f"cm-method equality demo --on {ON} -o published-{ON}.json" in said


def test_what_was_published_before_is_reckoned_with(tmp_path: Path) -> None:
    earlier = tmp_path / "förr.json"
    made = run("equality", "demo", "--on", "2027-12-31", "-o", earlier)
    assert made.exit_code == ExitCode.FINE, made.output
    page, said = written(tmp_path, "--public", "--earlier", earlier, code=ExitCode.LOOK)
    assert text("cli.equality.before") in said
    assert text("cli.equality.no_earlier") not in said
    assert "--earlier" in said
    assert "förr.json" in said
    assert page


def test_one_case(tmp_path: Path) -> None:
    page, said = written(tmp_path, "--case", "P-0025", "--known", "2028-01-31")
    known = case_html(demo(), METHOD, "P-0025", on=ON, known=date(2028, 1, 31))
    assert page == known
    assert said == text("cli.html.written.case", file="sida.html")


def test_a_participants_own_pages(tmp_path: Path) -> None:
    page, said = written(tmp_path, "--participant", "P-0025", "--on", "2028-01-31")
    assert page == participant_pages(demo(), METHOD, "P-0025", on=date(2028, 1, 31))
    assert said == text("cli.html.written.participant", file="sida.html")


def test_a_participant_without_any_plan_gets_no_pages(tmp_path: Path) -> None:
    register, out = saved(small(plan(), attended()), tmp_path), tmp_path / "sida.html"
    before = run("html", register, out, "--participant", "P-1", "--on", "2026-12-13")
    assert before.exit_code == ExitCode.LOOK
    assert text("cli.html.nothing") in flat(before)
    assert not out.exists()
    assert run("html", register, out, "--participant", "P-1", "--on", "2026-12-14").exit_code == 0


@pytest.mark.parametrize("option", ["--case", "--participant"])
def test_an_unknown_pseudonym_is_named_as_such(tmp_path: Path, option: str) -> None:
    done = run("html", "demo", tmp_path / "sida.html", option, "P-9999")
    assert done.exit_code == ExitCode.WRONG_USAGE
    assert text("cli.wrong.no_such_participant") in flat(done)


@pytest.mark.parametrize(
    "line",
    [
        ("--public", "--case", "P-0001"),
        ("--public", "--participant", "P-0001"),
        ("--case", "P-0001", "--participant", "P-0001"),
        ("--case", "P-0001", "--earlier", "x.json"),
    ],
)
def test_only_one_page_is_written_at_a_time(tmp_path: Path, line: tuple[str, ...]) -> None:
    done = run("html", "demo", tmp_path / "sida.html", *line)
    assert done.exit_code == ExitCode.WRONG_USAGE
    assert text("cli.wrong.one_page") in flat(done)


def test_a_file_that_exists_is_not_written_over(tmp_path: Path) -> None:
    out = tmp_path / "sida.html"
    out.write_text("mitt", encoding="utf-8")
    assert run("html", "demo", out).exit_code == ExitCode.NOT_WRITTEN
    assert out.read_text(encoding="utf-8") == "mitt"


def test_without_the_extra_it_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "pages", None)
    done = run("html", "demo", tmp_path / "sida.html")
    assert done.exit_code == ExitCode.EXTRA_MISSING
    assert "'.[html]'" in flat(done)
