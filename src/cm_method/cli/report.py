"""``cm-method report``: how a register stands against the result targets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import click
from attrs import field, frozen

from cm_method.adapters.json import to_plain
from cm_method.case.case import Case
from cm_method.cli.figures import outcome_word, write_target
from cm_method.cli.head import on_the_line, write_head
from cm_method.cli.layout import Page, bar_letters, padded, shown_width
from cm_method.cli.options import (
    command,
    edition_option,
    json_option,
    known_option,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.reading import edition, source
from cm_method.cohort.results import Result, Results, results_of
from cm_method.cohort.tally import tally
from cm_method.cohort.wording import people, percent, title
from cm_method.journal import Journal
from cm_method.labels import label, text
from cm_method.rules.findings import Finding, by_reason
from cm_method.rules.method import Measure, Method
from cm_method.rules.milestone import Verdict
from cm_method.rules.review import of_other_editions, review

SHOWN_NAMES = 40
"""How many participants are listed under one target; the rest are counted."""


@frozen(kw_only=True)
class Answer:
    """Everything that the report shows, gathered in one reading of the register.

    *kept* are the ids that were known, by pseudonym, for a later diff.
    """

    method: Method
    on: date
    known: date | None
    results: Results
    unknown: Mapping[str, list[Finding]] = field(repr=False)
    other_editions: list[str]
    kept: Mapping[str, list[str]] = field(repr=False)


def answer(
    journals: Iterator[Journal],
    *,
    on: date,
    known: date | None,
    asked: str | None,
    names: bool = True,
    keeps: bool = False,
) -> Answer:
    """The report of journals that are read one by one.

    Without *names* nobody is listed; *keeps* says whether everyone is to be kept, with the known
    ids, or only as many as a page shows.
    """
    method, journals = edition(journals, asked)
    unknown: dict[str, list[Finding]] = {target.rule: [] for target in method.targets}
    others: list[str] = []
    kept: dict[str, list[str]] = {}

    def watched() -> Iterator[Journal]:
        for journal in journals:
            if names:
                case = Case.of(journal, on=on, known=known)
                for finding in review(case, method):
                    listed = unknown.get(finding.rule)
                    if listed is not None and (keeps or len(listed) < SHOWN_NAMES):
                        listed.extend([finding] if _is_missing(finding) else [])
                if of_other_editions(case, method):
                    others.append(journal.subject)
            if keeps:
                kept[journal.subject] = sorted(journal.known_by(known or date.max).ids)
            yield journal

    counted = tally(watched(), method, on=on, known=known)
    return Answer(
        method=method,
        on=on,
        known=known,
        results=results_of(counted, method),
        unknown=unknown,
        other_editions=others,
        kept=kept,
    )


def _is_missing(finding: Finding) -> bool:
    return finding.counts and finding.verdict is Verdict.UNKNOWN


@command(
    "report",
    register_argument,
    on_option,
    known_option,
    edition_option,
    click.option("--without-names", is_flag=True),
    json_option,
)
def report(
    *,
    register: str,
    on: date | None,
    known: date | None,
    edition: str | None,
    without_names: bool,
    as_json: bool,
    lang: str,
) -> None:
    """Answer the result targets of a register."""
    day = report_day(on, register)
    found = answer(
        iter(source(register, lang)),
        on=day,
        known=known,
        asked=edition,
        names=not without_names,
        keeps=as_json and not without_names,
    )
    if as_json:
        click.echo(as_text(found, names=not without_names))
    else:
        page = Page()
        page.title(text("report.title", lang))
        write_report(page, found, register, lang, names=not without_names)
        write_next(page, found, register, lang)


def write_report(page: Page, found: Answer, register: str, lang: str, *, names: bool) -> None:
    """The report from its heading to how it is read."""
    write_head(
        page,
        lang,
        register=register,
        count=found.results.tally.journals,
        on=found.on,
        known=found.known,
        method=found.method,
    )
    if found.method.targets:
        _write_overview(page, found.results, lang)
    else:
        _write_without_targets(page, found, lang)
    for result in found.results.by_target:
        write_target(page, found.results, result, found.method, lang)
    if names and found.method.targets:
        _write_unknown(page, found, lang)
    _write_reading(page, found, lang)


def _write_without_targets(page: Page, found: Answer, lang: str) -> None:
    """How the answers are spread, where there is nothing to hold them against."""
    page.heading(text("report.overview", lang))
    page.text(text("report.no_targets", lang))
    page.line()
    page.rows(
        (
            text(f"rule.{rule.name}", lang),
            "; ".join(
                f"{label(verdict, lang).lower()} {count}"
                for verdict, count in found.results.verdicts(rule.name).items()
            )
            or people(0, lang),
        )
        for rule in found.method.rules
    )


def _write_reading(page: Page, found: Answer, lang: str) -> None:
    others = found.results.tally.other_editions
    notes = found.results.tally.listed or others
    if not (found.method.targets or notes):
        return
    page.heading(text("report.reading", lang))
    if found.method.targets:
        certain, perhaps, not_met, mark = bar_letters()
        page.point(
            text(
                "report.reading.bar",
                lang,
                certain=certain,
                perhaps=perhaps,
                not_met=not_met,
                mark=mark,
            )
        )
        page.point(text("report.reading.of", lang))
        page.point(text("report.reading.percent", lang))
        page.point(text("report.reading.interval", lang))
    if found.results.tally.listed:
        page.point(text("report.listed", lang, count=found.results.tally.listed))
    if others:
        page.point(text("report.other_editions", lang, count=others))


def _write_overview(page: Page, results: Results, lang: str) -> None:
    page.heading(text("report.overview", lang))
    heads = [text(f"report.overview.{column}", lang) for column in ("target", "outcome", "certain")]
    targets = [result.target for result in results.by_target]
    names = [f"{target.number}  {text(f'target.{target.rule}', lang)}" for target in targets]
    widest = max(map(shown_width, (heads[0], *names)))
    outcomes = max(shown_width(label(r.outcome, lang)) for r in results.by_target)
    figures = [_figure(result, lang) for result in results.by_target]
    if widest + outcomes + max(map(shown_width, figures)) + len("    ") > page.width:
        figures = [_short_figure(result, lang) for result in results.by_target]
    rows = [(f"{padded(heads[0], widest)}  {padded(heads[1], outcomes)}", heads[2])]
    for name, result, figure in zip(names, results.by_target, figures, strict=True):
        word = padded(outcome_word(result.outcome, lang), outcomes)
        rows.append((f"{padded(name, widest)}  {word}", figure))
    page.rows(rows)


def _figure(result: Result, lang: str) -> str:
    lower = result.lower
    if result.target.measure is Measure.PEOPLE:
        return text("report.overview.people", lang, met=lower.met, aim=result.target.at_least)
    return text("report.of", lang, met=lower.met, of=lower.of) if lower.of else ""


def _short_figure(result: Result, lang: str) -> str:
    lower = result.lower
    if result.target.measure is Measure.PEOPLE:
        return str(lower.met)
    return percent(lower.met, lower.of, lang) if lower.of else ""


def _write_unknown(page: Page, found: Answer, lang: str) -> None:
    page.heading(text("report.unknown", lang))
    if not any(found.unknown.values()):
        page.text(text("report.unknown.none", lang))
        return
    page.text(text("report.unknown.why", lang))
    for result in found.results.by_target:
        missing = found.unknown[result.target.rule]
        if missing:
            page.line()
            page.text(title(result, lang))
            for why, who in by_reason(missing, lang).items():
                page.point(f"{why} {', '.join(who)}.")
            more = result.count(Verdict.UNKNOWN) - len(missing)
            if more:
                page.text(text("report.unknown.more", lang, count=more), indent=2)


def write_next(page: Page, found: Answer, register: str, lang: str) -> None:
    """What the reader can do now, with the commands to write."""
    page.heading(text("report.next", lang))
    named, day = on_the_line(register), ("--on", str(found.on))
    who = next((f.participant for missing in found.unknown.values() for f in missing), None)
    if who is not None:
        page.point(text("report.next.unknown", lang, participant=who))
        page.command("explain", named, who, *day)
    page.point(text("report.next.agenda", lang))
    page.command("agenda", named, *day)
    page.point(text("report.next.check", lang))
    page.command("check", named)
    file = text("report.file", lang, on=found.on)
    page.point(text("report.next.kept", lang))
    page.command("report", named, *day, "--json", ">", file)


def as_text(found: Answer, *, names: bool) -> str:
    """The same answer as JSON; without *names* it holds no pseudonym and no id of an entry."""
    counted = found.results.tally
    said: dict[str, Any] = {
        "report": 1,
        "edition": found.method.code,
        "fingerprint": counted.fingerprint,
        "on": found.on,
        "known": found.known,
        "participants": counted.journals,
        "listed": counted.listed,
        "under_other_editions": counted.other_editions,
        "targets": [_target(result) for result in found.results.by_target],
        "became_relevant_later": found.results.became_relevant_later,
    }
    if names:
        said["unknown"] = {
            rule: [{"participant": f.participant, "reasons": f.reasons} for f in missing]
            for rule, missing in found.unknown.items()
        }
        said["other_editions"] = found.other_editions
        said["kept"] = found.kept
    return json.dumps(to_plain(said), ensure_ascii=False, indent=2)


def _target(result: Result) -> dict[str, Any]:
    target = result.target
    return {
        "number": target.number,
        "rule": target.rule,
        "measure": target.measure,
        "at_least": target.at_least,
        "outcome": result.outcome,
        "bounds": result.bounds,
        "short": result.short,
        "interval": result.interval,
        "verdicts": result.verdicts,
        "already_done": result.already_done,
        "ongoing": result.ongoing,
        "unknown_membership": result.unknown_membership,
        "excluded": result.excluded,
        "sensitivities": result.sensitivities,
        "beside": result.beside,
        "source": target.source,
    }
