"""``cm-method tally``: exact tallies written for others, and those of several added together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import click

from cm_method.adapters.json import (
    TallyFile,
    add_tallies,
    tally_from_json,
    tally_to_json,
    to_plain,
)
from cm_method.adapters.json.tallies import NOTICE, is_origin
from cm_method.cli.answers import echo_json
from cm_method.cli.head import on_the_line, write_head
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    command,
    edition_option,
    json_option,
    known_option,
    lang_option,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.program import ExitCode, Group, Stop, language
from cm_method.cli.reading import edition as edition_of, source, unreadable
from cm_method.cli.report import Answer, as_text, write_report
from cm_method.cli.writing import create
from cm_method.cohort.results import results_of
from cm_method.cohort.tally import tally as tally_of
from cm_method.cohort.wording import people
from cm_method.errors import Problem, Refused, facts
from cm_method.labels import has_text, text
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Counting, Method
from cm_method.rules.milestone import Verdict


@click.group("tally", cls=Group)
@lang_option
def tally(*, lang: str) -> None:
    """Write tallies for others, and add those of others."""


def _as_origin(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if not is_origin(value):
        raise click.BadParameter(text("cli.wrong.origin", language(ctx)), ctx, param)
    return value


@command(
    "export",
    register_argument,
    click.option("-o", "--out", required=True, metavar="file"),
    click.option("--origin", required=True, metavar="code", callback=_as_origin),
    on_option,
    known_option,
    edition_option,
)
def export(
    *,
    register: str,
    out: str,
    origin: str,
    on: date | None,
    known: date | None,
    edition: str | None,
    lang: str,
) -> None:
    """Write the tally of a register into a new file."""
    day = report_day(on, register)
    method, journals = edition_of(iter(source(register, lang)), edition)
    counted = tally_of(journals, method, on=day, known=known)
    _create(Path(out), TallyFile(origins=(origin,), tally=counted))
    page = Page()
    page.title(text("cli.tally-export.title", lang))
    count = counted.journals
    write_head(page, lang, register=register, count=count, on=day, known=known, method=method)
    page.line()
    page.text(text("cli.tally-export.written", lang, file=Path(out).name, origin=origin))
    page.line()
    page.text(text("cli.tally.personal_data", lang))
    page.line()
    page.text(text("cli.tally-export.next", lang))
    page.command("tally", "add", on_the_line(out), "...")


@command(
    "add",
    click.argument("files", nargs=-1, required=True, metavar="file"),
    click.option("-o", "--out", metavar="file"),
    json_option,
)
def add(*, files: tuple[str, ...], out: str | None, as_json: bool, lang: str) -> ExitCode:
    """Add tallies together, and show the results of all."""
    read = _read(files)
    whole = add_tallies(read)
    counted = whole.tally
    named = EDITIONS.get(counted.edition)
    method = named if named is not None and named.fingerprint == counted.fingerprint else None
    if method is not None:
        _require_possible(read, method)
    if out is not None:
        _create(Path(out), whole)
    found = None if method is None else _answer(whole, method)
    if as_json:
        echo_json(_said(whole, found))
        return ExitCode.FINE if found else ExitCode.LOOK
    page = Page()
    page.title(text("cli.tally-add.title", lang))
    page.text(text("cli.tally.personal_data", lang))
    page.heading(text("cli.tally-add.files", lang))
    page.rows([(name, _of_whom(file, lang)) for name, file in read])
    for one, other in _alike(read):
        page.line()
        page.text(text("cli.tally-add.alike", lang, one=one, other=other))
    page.line()
    if out is not None:
        page.text(text("cli.tally-add.written", lang, file=Path(out).name))
        page.line()
    if found is None:
        code = counted.edition if counted.edition.isprintable() else "?"
        key = "cli.tally-add.no_edition" if named is None else "cli.tally-add.other_rules"
        page.text(text(key, lang, edition=code))
        return ExitCode.LOOK
    write_report(page, found, " + ".join(name for name, _ in read), lang, names=False)
    return ExitCode.FINE


for each in (export, add):
    each.under = "tally"
    tally.add_command(each)


def _create(path: Path, file: TallyFile) -> None:
    """Write a tally file that was read back and found equal. Raises Stop and Refused."""
    content = tally_to_json(file).encode()
    if tally_from_json(content) != file:
        raise Stop(ExitCode.FAULT, "cli.write.differs")
    create(path, content)


def _read(files: tuple[str, ...]) -> list[tuple[str, TallyFile]]:
    """The tally files, by the names of theirs. Raises Refused with the problems of them all."""
    short = [Path(file).name for file in files]
    names = short if len(set(short)) == len(set(files)) else files
    read: list[tuple[str, TallyFile]] = []
    problems: list[Problem] = []
    for file, name in zip(files, names, strict=True):
        try:
            read.append((name, tally_from_json(Path(file).read_bytes())))
        except OSError as error:
            raise unreadable(error) from None
        except Refused as refused:
            problems += (problem.under(f"{name}: ") for problem in refused.problems)
    if problems:
        raise Refused(problems)
    return read


def _require_possible(read: list[tuple[str, TallyFile]], method: Method) -> None:
    """Raises Refused for counts that the built-in edition cannot give, whoever wrote the file."""
    problems = [
        problem.under(f"{name}: ") for name, file in read for problem in _impossible(file, method)
    ]
    if problems:
        raise Refused(problems)


def _impossible(file: TallyFile, method: Method) -> Iterator[Problem]:
    counting = method.parameters.counting.value
    rules = {name: rule for rule in method.rules for name in (rule.name, *rule.apart)}
    for place, name in enumerate(sorted(file.tally.counts)):
        path, ways = f"$.rules[{place}]", file.tally.counts[name]
        if name not in rules:
            yield Problem(code="tally_rule_unknown", path=path)
            continue
        once = rules[name].once or counting is Counting.FIRST_EPISODE
        total, people_in_it = sum(ways.values()), file.tally.journals
        if once and total > people_in_it:
            numbers = facts(total=total, journals=people_in_it)
            yield Problem(code="tally_counts_too_many", path=path, facts=numbers)
        codes = {way.code for way in ways if way.verdict is Verdict.EXCLUDED}
        if not all(has_text(f"report.excluded.{code}", "sv") for code in codes):
            yield Problem(code="tally_exclusion_unknown", path=path)


def _alike(read: list[tuple[str, TallyFile]]) -> Iterator[tuple[str, str]]:
    """Files of different origins with the same figures: perhaps one register under two codes."""
    for (one, mine), (other, yours) in combinations(read, 2):
        if mine.tally == yours.tally and any(mine.tally.counts.values()):
            yield one, other


def _of_whom(file: TallyFile, lang: str) -> str:
    origins = ", ".join(file.origins)
    return text(
        "cli.tally-add.of_whom", lang, origins=origins, people=people(file.tally.journals, lang)
    )


def _answer(whole: TallyFile, method: Method) -> Answer:
    """The report of the sum; a tally names nobody."""
    return Answer(
        method=method,
        on=whole.tally.on,
        known=whole.tally.known,
        results=results_of(whole.tally, method),
        unknown={},
        other_editions=[],
        kept={},
    )


def _said(whole: TallyFile, found: Answer | None) -> dict[str, Any]:
    """The sum as plain values, with the results as ``report --json`` has them where there are."""
    counted = whole.tally
    said: dict[str, Any] = {"notice": NOTICE, "origins": whole.origins}
    if found is not None:
        return {**to_plain(said), **json.loads(as_text(found, names=False))}
    said |= {
        "edition": counted.edition,
        "fingerprint": counted.fingerprint,
        "on": counted.on,
        "known": counted.known,
        "participants": counted.journals,
        "listed": counted.listed,
        "under_other_editions": counted.other_editions,
        "targets": None,
    }
    plain: dict[str, Any] = to_plain(said)
    return plain
