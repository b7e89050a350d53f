"""``cm-method explain``: every answer about one participant, with all that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import click

from cm_method.case.case import Case
from cm_method.case.episodes import episodes
from cm_method.case.parties import Parties
from cm_method.case.wording import entry_name, timeline_note
from cm_method.cli.answers import echo_json
from cm_method.cli.chain import held_on, in_short
from cm_method.cli.head import on_the_line, write_head
from cm_method.cli.layout import Page, padded, shown_width
from cm_method.cli.options import (
    command,
    edition_option,
    json_option,
    known_option,
    on_option,
    pseudonym_argument,
    register_argument,
    report_day,
)
from cm_method.cli.program import WrongUsage
from cm_method.cli.reading import edition as edition_of, one_of_them, source
from cm_method.journal import Entry, Journal
from cm_method.labels import has_text, label, text
from cm_method.rules.findings import Finding
from cm_method.rules.milestone import Verdict
from cm_method.rules.review import of_other_editions, review, review_recurring


@command(
    "explain",
    register_argument,
    pseudonym_argument,
    on_option,
    known_option,
    edition_option,
    json_option,
    click.option("--whole", is_flag=True),
)
def explain(
    *,
    register: str,
    pseudonym: str,
    on: date | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    whole: bool,
    lang: str,
) -> None:
    """Explain every answer about one participant."""
    if whole and not as_json:
        raise WrongUsage("cli.wrong.whole")
    day = report_day(on, register)
    opened = source(register, lang)
    method, journals = edition_of(iter(opened), edition)
    journal, count = one_of_them(journals, pseudonym)
    case = Case.of(journal, on=day, known=known)
    findings = review(case, method)
    again = tuple(_still_of_interest(review_recurring(case, method)))
    if as_json:
        said = {
            "participant": pseudonym,
            "edition": method.code,
            "on": day,
            "known": known,
            "findings": [_said(finding, lang) for finding in findings],
            "recurring": [_said(finding, lang) for finding in again],
            "timeline": case.entries if whole else [_shown(e, lang) for e in case.entries],
        }
        echo_json(said)
        return
    page = Page()
    page.title(text("cli.explain.title", lang, participant=pseudonym))
    write_head(page, lang, register=register, count=count, on=day, known=known, method=method)
    others = of_other_editions(case, method)
    if not findings and not others:
        page.line()
        page.text(text("cli.explain.not_started", lang))
    for episode in others:
        page.line()
        started = episode.started
        page.text(text("cli.explain.other_edition", lang, day=started.on, edition=started.edition))
    _write_findings(page, case, findings, journal, lang)
    _write_recurring(page, again, journal, lang)
    held = held_on(case, method, Parties.of(opened.partnership, on=day, known=known))
    if held is not None and held.goes_on:
        page.heading(text("cli.explain.chain", lang))
        page.text(in_short(held, lang) or text("cli.explain.chain_whole", lang))
        page.command("chain", on_the_line(register), pseudonym, "--on", str(day))
    _write_timeline(page, case, journal, lang)


def _write_findings(
    page: Page, case: Case, findings: tuple[Finding, ...], journal: Journal, lang: str
) -> None:
    by_start = {episode.started.id: episode for episode in episodes(case)}
    several = len({finding.episode for finding in findings}) > 1
    for finding in findings:
        name = text(f"rule.{finding.rule}", lang)
        if several:
            episode = by_start[finding.episode]
            name = text("cli.explain.in_episode", lang, rule=name, day=episode.first)
        page.heading(f"{name}: {label(finding.verdict, lang)}")
        page.rows(_rows(finding, journal, lang))


def _still_of_interest(found: Iterable[Finding]) -> Iterator[Finding]:
    """Of what recurs: all that waits or was missed, and the latest settled one of each rule.

    Rule by rule, and those in order of due day.
    """
    every = list(found)
    latest = {finding.rule: finding for finding in every if _is_settled(finding)}
    for finding in sorted(every, key=lambda each: each.rule):
        if not _is_settled(finding) or finding is latest[finding.rule]:
            yield finding


def _is_settled(finding: Finding) -> bool:
    waits = finding.verdict is Verdict.NOT_YET_DUE and finding.done_on is None
    return not waits and finding.verdict is not Verdict.MISSED


def _write_recurring(page: Page, found: tuple[Finding, ...], journal: Journal, lang: str) -> None:
    if found:
        page.heading(text("cli.explain.recurring", lang))
    last = {finding.rule: finding for finding in found}
    for number, finding in enumerate(found):
        if number:
            page.line()
        page.text(f"{text(f'rule.{finding.rule}', lang)}: {label(finding.verdict, lang)}")
        rows = _rows(finding, journal, lang)
        page.rows(rows if finding is last[finding.rule] else rows[:-1], indent=2)


def _rows(finding: Finding, journal: Journal, lang: str) -> list[tuple[str, str]]:
    names = {entry.id: entry_name(entry, lang) for entry in journal.entries}
    rows = [("why", " ".join(reason.explain(lang) for reason in finding.reasons))]
    if finding.due is not None:
        rows.append(("due", str(finding.due)))
    if finding.entries:
        rows.append(("entries", ", ".join(names.get(id, id) for id in finding.entries)))
    change = finding.what_would_change(lang)
    if change:
        rows.append(("change", change))
    rows.append(("source", finding.source.explain(lang)))
    return [(text(f"cli.explain.{key}", lang), words) for key, words in rows]


def _write_timeline(page: Page, case: Case, journal: Journal, lang: str) -> None:
    page.heading(text("cli.explain.timeline", lang))
    if not case.entries:
        page.text(text("cli.explain.no_entries", lang))
        return
    widest = max(shown_width(entry.id) for entry in case.entries)
    page.rows([(f"{e.on}  {padded(e.id, widest)}", timeline_note(e, lang)) for e in case.entries])
    gone = len(case.replaced)
    if gone:
        page.text(text("cli.explain.replaced", lang, count=gone))
    if journal.disposed:
        page.text(text("cli.explain.disposed", lang, count=len(journal.disposed)))


def _shown(entry: Entry, lang: str) -> dict[str, object]:
    """As much of an entry as the timeline shows to people."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "on": entry.on,
        "recorded": entry.recorded,
        "corrects": sorted(entry.corrects),
        "words": timeline_note(entry, lang),
    }


def _said(finding: Finding, lang: str) -> dict[str, object]:
    key = f"rule.{finding.rule}"
    return {
        "rule": finding.rule,
        "name": text(key, lang) if has_text(key, lang) else finding.rule,
        "episode": finding.episode,
        "verdict": finding.verdict,
        "counts": finding.counts,
        "since": finding.since,
        "due": finding.due,
        "done_on": finding.done_on,
        "reasons": [
            {"code": r.code, "facts": dict(r.facts), "words": r.explain(lang)}
            for r in finding.reasons
        ],
        "what_would_change": finding.what_would_change(lang),
        "entries": finding.entries,
        "marks": finding.marks,
        "source": finding.source,
    }
