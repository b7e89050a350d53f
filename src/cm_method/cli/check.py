"""``cm-method check``: everything that is wrong with a register, and what waits for a decision."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import click
from attrs import define, field

from cm_method.case.parties import Parties
from cm_method.case.remarks import remarks
from cm_method.cli.answers import echo_json
from cm_method.cli.head import register_name
from cm_method.cli.layout import Page
from cm_method.cli.options import command, edition_option, json_option, register_argument
from cm_method.cli.program import SHOWN_PROBLEMS, ExitCode, RegisterRefused, Stop, say
from cm_method.cli.reading import edition as edition_of, excel, source
from cm_method.cli.writing import create
from cm_method.cohort.wording import edition_name
from cm_method.errors import Problem
from cm_method.labels import text
from cm_method.rules.checks import MethodCheck, check_method, edition_problems
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method


@define(kw_only=True)
class _Found:
    """What the check has found so far; *count* is of all problems, also those that are not kept."""

    method: Method
    journals: int = 0
    problems: tuple[Problem, ...] = ()
    count: int = 0
    of_edition: list[Problem] = field(factory=list)
    duplicates: list[tuple[str, tuple[str, ...]]] = field(factory=list)
    remarks: list[Problem] = field(factory=list)


@command(
    "check",
    register_argument,
    click.option("--mark", metavar="file"),
    edition_option,
    json_option,
)
def check(
    *, register: str, mark: str | None, edition: str | None, as_json: bool, lang: str
) -> ExitCode:
    """Check a register and the method it keeps."""
    if mark is not None and {Path(n).suffix.lower() for n in (register, mark)} != {".xlsx"}:
        raise Stop(ExitCode.WRONG_USAGE, "cli.check.nothing_to_mark")
    found = _Found(method=EDITIONS[edition] if edition else next(iter(EDITIONS.values())))
    try:
        _look(register, edition, lang, found)
    except RegisterRefused as refused:
        found.problems, found.count = refused.problems, refused.count
    judged = check_method(found.method)
    if as_json:
        echo_json(_said(found, judged, lang))
    else:
        _write(Page(), register, found, judged, lang)
    if mark is not None and found.count:
        _mark(Path(register), Path(mark), found.problems, lang)
    wrong = found.count or found.of_edition or judged.problems
    return ExitCode.LOOK if wrong else ExitCode.FINE


def _mark(register: Path, mark: Path, problems: tuple[Problem, ...], lang: str) -> None:
    """Write a copy of the workbook with the problems in their places."""
    copy = BytesIO()
    excel().mark_problems(register, copy, problems)
    create(mark, copy.getvalue())
    say(text("cli.check.marked", lang, file=mark.name))


def _look(register: str, edition: str | None, lang: str, found: _Found) -> None:
    read = source(register, lang)
    parties = Parties.of(read.partnership)
    found.remarks.extend(remarks(read.partnership, parties))
    found.method, journals = edition_of(iter(read), edition)
    for journal in journals:
        found.journals += 1
        found.of_edition.extend(edition_problems([journal], EDITIONS.values()))
        found.duplicates.extend((journal.subject, ids) for ids in journal.possible_duplicates())
        found.remarks.extend(remarks(journal, parties))


def _write(page: Page, register: str, found: _Found, judged: MethodCheck, lang: str) -> None:
    page.title(text("cli.check.title", lang))
    # Who is in a register with problems cannot be counted.
    name = Path(register).name if found.count else register_name(register, found.journals, lang)
    page.rows(
        [
            (text("cli.head.register", lang), name),
            (text("cli.head.edition", lang), edition_name(found.method.code, lang)),
        ]
    )
    page.heading(text("cli.check.problems", lang, count=found.count))
    if found.count:
        _write_problems(page, found.problems[:SHOWN_PROBLEMS], lang)
        if found.count > SHOWN_PROBLEMS:
            page.text(text("cli.more_problems", lang, count=found.count - SHOWN_PROBLEMS))
        page.text(text("cli.check.then_again", lang))
    else:
        page.text(text("cli.check.no_problems", lang))
        _write_part(page, "of_edition", found.of_edition, lang)
        page.heading(text("cli.check.duplicates", lang, count=len(found.duplicates)))
        for participant, ids in found.duplicates:
            page.point(f"{participant}: {', '.join(ids)}")
        key = "duplicates.do" if found.duplicates else "duplicates.none"
        page.text(text(f"cli.check.{key}", lang))
        _write_part(page, "remarks", found.remarks, lang)
    _write_part(page, "method", judged.problems, lang)
    _write_part(page, "confirm", judged.to_confirm, lang)


def _write_part(page: Page, key: str, problems: Iterable[Problem], lang: str) -> None:
    listed = list(problems)
    page.heading(text(f"cli.check.{key}", lang, count=len(listed)))
    if listed:
        _write_problems(page, listed, lang)
    else:
        page.text(text("cli.check.nothing", lang))


def _write_problems(page: Page, problems: Iterable[Problem], lang: str) -> None:
    for problem in problems:
        page.point(problem.explain(lang))


def _said(found: _Found, judged: MethodCheck, lang: str) -> dict[str, object]:
    return {
        "edition": found.method.code,
        "participants": found.journals,
        "count": found.count,
        "problems": _in_words(found.problems, lang),
        "of_edition": _in_words(found.of_edition, lang),
        "duplicates": [{"participant": who, "entries": ids} for who, ids in found.duplicates],
        "remarks": _in_words(found.remarks, lang),
        "method": _in_words(judged.problems, lang),
        "to_confirm": _in_words(judged.to_confirm, lang),
    }


def _in_words(problems: Iterable[Problem], lang: str) -> list[dict[str, object]]:
    return [
        {
            "path": problem.path,
            "code": problem.code,
            "what": problem.what(lang),
            "why": problem.why(lang),
            "do": problem.what_to_do(lang),
        }
        for problem in problems
    ]
