"""``cm-method consent``: the consents, what they cover, and the sharings that were made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from cm_method.adapters.json import to_plain
from cm_method.case.case import Case
from cm_method.case.consent import Consent, ConsentState, consents
from cm_method.case.parties import Parties
from cm_method.cli.answers import echo_json
from cm_method.cli.head import write_head
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
from cm_method.cli.program import ExitCode, WrongUsage
from cm_method.cli.reading import edition as edition_of, one_of_them, source
from cm_method.labels import shown, text, words
from cm_method.rules.sharing import (
    URGENT,
    Coverage,
    Sharing,
    SharingCheck,
    always_said,
    coverage,
    expiring,
    sharings_made,
)

NOTHING = "-"
"""What stands in a cell that no consent covers."""


@command(
    "consent",
    register_argument,
    pseudonym_argument,
    click.option("--from", "discloser", metavar="code"),
    click.option("--to", "recipient", metavar="code"),
    on_option,
    known_option,
    edition_option,
    json_option,
    click.option("--whole", is_flag=True),
)
def consent(
    *,
    register: str,
    pseudonym: str,
    discloser: str | None,
    recipient: str | None,
    on: date | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    whole: bool,
    lang: str,
) -> ExitCode:
    """Show the consents and what they cover."""
    if whole and not as_json:
        raise WrongUsage("cli.wrong.whole")
    day = report_day(on, register)
    opened = source(register, lang)
    method, journals = edition_of(iter(opened), edition)
    parties = Parties.of(opened.partnership, on=day, known=known)
    journal, count = one_of_them(journals, pseudonym)
    case = Case.of(journal, on=day, known=known)
    recorded = consents(case)
    soon = expiring(case, method, day)
    made = sharings_made(case, method, parties)
    tables = [
        (kin, coverage(case, method, parties, discloser=x, recipient=y, on=day, to_next_of_kin=kin))
        for x, y, kin in _pairs(recorded, parties.party(discloser or ""), recipient)
    ]
    if as_json:
        said = {
            "participant": pseudonym,
            "edition": method.code,
            "on": day,
            "known": known,
            "consents": [_consent_said(each, day) for each in recorded],
            "expiring": [each.entry.id for each in soon],
            "coverage": [{"to_next_of_kin": kin, **to_plain(table)} for kin, table in tables],
            "sharings": [_sharing_said(each, lang, whole=whole) for each in made],
        }
        echo_json(said)
    else:
        page = Page()
        page.title(text("cli.consent.title", lang, participant=pseudonym))
        write_head(page, lang, register=register, count=count, on=day, known=known)
        _write_consents(page, recorded, soon, day, lang)
        _write_coverages(page, tables, lang)
        _write_sharings(page, made, lang)
    not_covered = any(each.answer.verdict is Sharing.NOT_COVERED for each in made)
    return ExitCode.LOOK if soon or not_covered else ExitCode.FINE


def _pairs(
    recorded: tuple[Consent, ...], discloser: str, recipient: str | None
) -> Iterator[tuple[str, str, bool]]:
    """Who may give to whom by the consents, each pair once; only those asked for."""
    found = dict.fromkeys(
        (each.entry.discloser, code, kin)
        for each in recorded
        for kin, codes in ((False, each.entry.recipients), (True, each.entry.next_of_kin))
        for code in codes
    )
    named = [pair for pair in found if discloser in ("", pair[0]) and recipient in (None, pair[1])]
    if not named and discloser and recipient is not None:
        named = [(discloser, recipient, False)]
    yield from sorted(named, key=lambda pair: (pair[2], pair[:2]))


# --- what people read --------------------------------------------------------------------------


def _write_consents(
    page: Page, recorded: tuple[Consent, ...], soon: tuple[Consent, ...], day: date, lang: str
) -> None:
    page.heading(text("cli.consent.consents", lang))
    if not recorded:
        page.text(text("cli.consent.none", lang))
        return
    in_order = sorted(recorded, key=lambda each: list(_ORDER).index(each.state(day)))
    page.rows((each.entry.id, _consent(each, day, lang, soon=each in soon)) for each in in_order)


_ORDER = (
    ConsentState.RUNS,
    ConsentState.NOT_YET,
    ConsentState.CONTESTED,
    ConsentState.WITHDRAWN,
    ConsentState.EXPIRED,
    ConsentState.ENDED_BY_DEATH,
)
"""Those that run first."""


def _consent(each: Consent, day: date, lang: str, *, soon: bool) -> str:
    """A consent in a few words: state, kind, from whom to whom, what, what for and until when."""
    given, state = each.entry, each.state(day)
    said = {
        "state": state,
        "kind": given.consent,
        "discloser": given.discloser,
        "recipients": ", ".join((*given.recipients, *_kin(given.next_of_kin, lang))),
        "information": words(*(f"information.{code}" for code in given.information)),
        "purpose": words(f"purpose.{given.purpose}"),
        "first": each.opens,
        "last": given.last,
        "withdrawn": each.withdrawn or "",
    }
    key = "withdrawn" if state is ConsentState.WITHDRAWN else "given"
    lines = [text(f"cli.consent.{key}", lang, **said)]
    if given.about is not None:
        lines.append(text("cli.consent.about", lang, about=given.about))
    if soon:
        lines.append(text("cli.consent.soon", lang))
    return " ".join(lines)


def _kin(codes: tuple[str, ...], lang: str) -> Iterator[str]:
    return (text("cli.consent.kin", lang, code=code) for code in codes)


def _write_coverages(page: Page, tables: list[tuple[bool, Coverage]], lang: str) -> None:
    """The matrices, those recipients together who are told the same."""
    same: dict[Any, tuple[Coverage, list[str]]] = {}
    for kin, table in tables:
        to = next(_kin((table.recipient,), lang)) if kin else table.recipient
        key = (table.discloser, kin, table.purposes, table.cells)
        same.setdefault(key, (table, []))[1].append(to)
    for table, recipients in same.values():
        to = ", ".join(recipients)
        page.heading(text("cli.consent.coverage", lang, discloser=table.discloser, recipient=to))
        _write_coverage(page, table, lang)
    if same:
        page.line()
        page.text(text("cli.consent.dash", lang))
        page.text(" ".join(always_said(lang, URGENT)))


def _write_coverage(page: Page, table: Coverage, lang: str) -> None:
    """A row for the categories that are covered alike, a column for each purpose."""
    alike: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for category, cells in zip(table.categories, table.cells, strict=True):
        alike.setdefault(cells, []).append(f"information.{category}")
    if not any(any(cells) for cells in alike):
        page.text(text("cli.consent.nothing_covered", lang))
        return
    heads = [shown(words(f"purpose.{purpose}"), lang) for purpose in table.purposes]
    rows = [
        ([", ".join(cell) or NOTHING for cell in cells], shown(words(*keys), lang))
        for cells, keys in sorted(alike.items(), key=lambda each: not any(each[0]))
    ]
    widths = [
        max(shown_width(head), *(shown_width(cells[place]) for cells, _ in rows))
        for place, head in enumerate(heads)
    ]
    page.rows(
        (
            "  ".join(padded(cell, width) for cell, width in zip(cells, widths, strict=True)),
            name,
        )
        for cells, name in [(heads, ""), *rows]
    )


def _write_sharings(page: Page, made: tuple[SharingCheck, ...], lang: str) -> None:
    if made:
        page.heading(text("cli.consent.sharings", lang))
        page.rows((str(each.entry.on), _sharing(each, lang)) for each in made)
        if any(each.answer.verdict is Sharing.NOT_COVERED for each in made):
            page.line()
            page.text(text("cli.consent.not_a_ban", lang))


def _sharing(each: SharingCheck, lang: str) -> str:
    made = each.entry
    to = next(_kin((made.recipient,), lang)) if made.to_next_of_kin else made.recipient
    said = text(
        "cli.consent.sharing",
        lang,
        entry=made.id,
        discloser=made.discloser,
        recipient=to,
        information=words(*(f"information.{code}" for code in made.information)),
        purpose=words(f"purpose.{made.purpose}"),
    )
    verdict = text(f"sharing.{each.answer.verdict.value}", lang)
    ground = "" if made.ground is None else text("sharing.ground", lang, ground=made.ground)
    return " ".join(filter(None, (said, verdict, ground)))


# --- what other programs read ------------------------------------------------------------------


def _consent_said(each: Consent, day: date) -> dict[str, Any]:
    """A consent holds codes alone, so it is told in full."""
    return {**to_plain(each.entry), "state": each.state(day), "withdrawn": each.withdrawn}


def _sharing_said(each: SharingCheck, lang: str, *, whole: bool) -> dict[str, Any]:
    """A sharing made; its necessity is in somebody's own words, and comes with *whole* alone."""
    said = to_plain(each.entry)
    if not whole:
        del said["necessity"]
    verdict = each.answer.verdict
    return {**said, "verdict": verdict, "words": text(f"sharing.{verdict.value}", lang)}
