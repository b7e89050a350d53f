"""``cm-method diff``: whose answer is another one at another day, or as known at another day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import click

from cm_method.case.register import Register
from cm_method.cli.answers import echo_json
from cm_method.cli.head import on_the_line, register_name
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    FIRST_DAY,
    LAST_DAY,
    as_day,
    as_days,
    command,
    day_of,
    edition_option,
    json_option,
    known_option,
    register_argument,
)
from cm_method.cli.program import ExitCode, Stop, WrongUsage
from cm_method.cli.reading import edition as edition_of, read, unreadable
from cm_method.cohort.changes import Change, State, changes, no_longer_reproducible
from cm_method.cohort.results import Results, results
from cm_method.cohort.wording import edition_name, in_short, state
from cm_method.labels import label, text
from cm_method.rules.findings import Finding
from cm_method.rules.method import Method


@command(
    "diff",
    register_argument,
    click.argument("days", nargs=-1, metavar="day", callback=as_days),
    click.option("--then", metavar="day", callback=as_day),
    click.option("--kept", metavar="file"),
    known_option,
    edition_option,
    json_option,
)
def diff(
    *,
    register: str,
    days: tuple[date, ...],
    then: date | None,
    kept: str | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Show what changed between two states, person by person."""
    earlier, later = _states(days, then, known, None if kept is None else _kept(kept))
    whole = read(register, lang)
    method, _ = edition_of(iter(whole), edition)
    found = changes(whole, method, earlier=earlier, later=later)
    disposed = no_longer_reproducible(whole, earlier)
    before, after = _results(whole, method, earlier), _results(whole, method, later)
    if as_json:
        said = {
            "edition": method.code,
            "earlier": {"on": earlier.on, "known": earlier.known},
            "later": {"on": later.on, "known": later.known},
            "changes": [_said(change) for change in found],
            "no_longer_reproducible": disposed,
        }
        echo_json(said)
    else:
        page = Page()
        page.title(text("cli.diff.title", lang))
        page.rows(
            [
                (text("cli.head.register", lang), register_name(register, len(whole), lang)),
                (text("cli.head.edition", lang), edition_name(method.code, lang)),
                (text("cli.diff.earlier", lang), state(earlier.on, earlier.known, lang)),
                (text("cli.diff.later", lang), state(later.on, later.known, lang)),
            ]
        )
        _write(page, found, lang, method=method, before=before, after=after)
        if disposed:
            page.line()
            page.text(text("cli.diff.disposed", lang, who=", ".join(disposed)))
        if len(days) > 1 and known is None:
            page.line()
            page.text(text("cli.diff.as_then", lang, day=later.on))
            day = str(later.on)
            page.command("diff", on_the_line(register), day, "--then", day)
        if found:
            page.line()
            page.text(text("cli.diff.next", lang))
            who = found[0].participant
            page.command("explain", on_the_line(register), who, "--on", str(later.on))
    return ExitCode.LOOK if found else ExitCode.FINE


def _states(
    days: tuple[date, ...], then: date | None, known: date | None, kept: State | None
) -> tuple[State, State]:
    """The two states that a line asks for."""
    if kept is not None and then is None and len(days) <= 1:
        if days and days[0] < kept.on:
            raise WrongUsage("cli.wrong.diff_order")
        return kept, State(on=days[0] if days else kept.on, known=known)
    if kept is not None or len(days) not in (1, 2) or (len(days) == 1) != (then is not None):
        raise WrongUsage("cli.wrong.diff_days")
    if len(days) == 1:
        return State(on=days[0], known=then), State(on=days[0], known=known)
    if days[1] < days[0]:
        raise WrongUsage("cli.wrong.diff_order")
    return State(on=days[0], known=days[0]), State(on=days[1], known=known or days[1])


def _kept(name: str) -> State:
    """The state that a saved report was made of."""
    try:
        said = json.loads(Path(name).read_text(encoding="utf-8"))
        known, on = said["known"], day_of(said["on"])
        if not FIRST_DAY <= on <= LAST_DAY:
            raise ValueError
        return State(
            on=on,
            known=None if known is None else day_of(known),
            kept={who: frozenset(map(str, ids)) for who, ids in said["kept"].items()},
        )
    except OSError as error:
        raise unreadable(error) from None
    except (ValueError, TypeError, LookupError, AttributeError):
        raise Stop(ExitCode.WRONG_USAGE, "cli.wrong.kept") from None


def _results(register: Register, method: Method, one: State) -> Results:
    journals = iter(register)
    if one.kept is not None:
        kept: Mapping[str, frozenset[str]] = one.kept
        journals = (
            attrs.evolve(
                journal,
                entries=[e for e in journal.entries if e.id in kept.get(journal.subject, ())],
            )
            for journal in register
        )
    return results(journals, method, on=one.on, known=one.known)


def _write(
    page: Page,
    found: tuple[Change, ...],
    lang: str,
    *,
    method: Method,
    before: Results,
    after: Results,
) -> None:
    page.line()
    page.text(text("cli.diff.count" if found else "cli.diff.none", lang, count=len(found)))
    figures = {r.target.rule: in_short(r, lang) for r in before.by_target}
    then = {r.target.rule: in_short(r, lang) for r in after.by_target}
    order = [target.rule for target in method.targets]
    rules = dict.fromkeys([*order, *(change.rule for change in found)])
    for rule in rules:
        listed = [change for change in found if change.rule == rule]
        if not listed:
            continue
        page.heading(text(f"rule.{rule}", lang))
        if rule in figures:
            page.rows(
                [
                    (text("cli.diff.earlier", lang), figures[rule]),
                    (text("cli.diff.later", lang), then[rule]),
                ]
            )
            page.line()
        page.rows([(change.participant, _in_words(change, lang)) for change in listed])


def _in_words(change: Change, lang: str) -> str:
    same = (
        change.before is not None
        and change.after is not None
        and change.before.verdict is change.after.verdict
    )
    before, after = (_answer(f, lang, day=same) for f in (change.before, change.after))
    what = text("cli.diff.change", lang, before=before, after=after)
    causes = "; ".join(
        text("cli.diff.cause", lang, cause=label(cause, lang), entries=", ".join(ids))
        if ids
        else label(cause, lang)
        for cause, ids in change.causes
    )
    return f"{what}. {text('cli.diff.why', lang, causes=causes)}"


def _answer(finding: Finding | None, lang: str, *, day: bool) -> str:
    if finding is None:
        return text("cli.diff.absent", lang)
    verdict = label(finding.verdict, lang)
    if day and finding.done_on is not None:
        return text("cli.diff.on", lang, verdict=verdict, day=finding.done_on)
    return verdict


def _said(change: Change) -> dict[str, Any]:
    return {
        "participant": change.participant,
        "rule": change.rule,
        "before": None if change.before is None else _finding(change.before),
        "after": None if change.after is None else _finding(change.after),
        "causes": [{"cause": cause, "entries": ids} for cause, ids in change.causes],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {"verdict": finding.verdict, "done_on": finding.done_on, "due": finding.due}
