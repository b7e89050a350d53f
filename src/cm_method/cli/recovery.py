"""``cm-method recovery``: the four parts of a participant's recovery capital over time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cm_method.adapters.json import to_plain
from cm_method.case.case import Case
from cm_method.case.recovery import (
    LONGER_RECOVERY,
    PartOverTime,
    PartRating,
    RecoveryCapital,
    RecoveryPart,
    RecoveryScale,
    recovery_capital,
)
from cm_method.cli.answers import echo_json
from cm_method.cli.head import write_head
from cm_method.cli.layout import Page
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
from cm_method.cli.reading import edition as edition_of, one_of_them, source
from cm_method.cohort.wording import capital
from cm_method.labels import label, text


@command(
    "recovery",
    register_argument,
    pseudonym_argument,
    on_option,
    known_option,
    edition_option,
    json_option,
)
def recovery(
    *,
    register: str,
    pseudonym: str,
    on: date | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    lang: str,
) -> None:
    """Show the recovery capital."""
    day = report_day(on, register)
    method, journals = edition_of(iter(source(register, lang)), edition)
    journal, count = one_of_them(journals, pseudonym)
    scale = method.parameters.recovery_scale.value
    found = recovery_capital(Case.of(journal, on=day, known=known), scale)
    if as_json:
        head = {"participant": pseudonym, "edition": method.code, "on": day, "known": known}
        parts = {"strong": found.strong, "thin": found.thin}
        echo_json({**head, "scale": scale, **to_plain(found), **parts})
        return
    page = Page()
    page.title(text("cli.recovery.title", lang, participant=pseudonym))
    write_head(page, lang, register=register, count=count, on=day, known=known)
    _write(page, found, scale, lang)


def _write(page: Page, found: RecoveryCapital, scale: RecoveryScale, lang: str) -> None:
    page.line()
    page.text(
        text(
            "cli.recovery.scale",
            lang,
            lowest=scale.lowest,
            highest=scale.highest,
            thin=scale.thin_through,
            strong=scale.strong_from,
        )
    )
    if not any(each.ratings for each in found.parts):
        page.text(text("cli.recovery.none", lang))
    for key, parts in (("cli.recovery.strong", found.strong), ("cli.recovery.thin", found.thin)):
        if parts:
            page.text(text(key, lang, parts=_named(parts, lang)))
    for each in found.parts:
        name, strength = capital(label(each.part, lang)), label(each.strength, lang)
        page.heading(text("cli.recovery.part", lang, name=name, strength=strength))
        page.text(capital(text(f"recovery.part.{each.part.value}", lang)) + ".")
        page.rows(_rows(each, lang))
    page.line()
    page.text(text("recovery.longer", lang))
    page.text(text("recovery.no_sum", lang))
    page.text(text("cli.from_source", lang, source=LONGER_RECOVERY.explain(lang)))


def _named(parts: tuple[RecoveryPart, ...], lang: str) -> str:
    return ", ".join(label(part, lang) for part in parts)


def _rows(each: PartOverTime, lang: str) -> Iterator[tuple[str, str]]:
    if each.latest is None:
        return
    yield text("cli.recovery.latest", lang), _rating(each.latest, lang)
    if len(each.ratings) > 1:
        yield text("cli.recovery.change", lang), _change(each.change, lang)
        ratings = "; ".join(_rating(rating, lang) for rating in each.ratings)
        yield text("cli.recovery.over_time", lang), ratings


def _rating(rating: PartRating, lang: str) -> str:
    key = "cli.recovery.latest.value" if rating.with_participant else "cli.recovery.alone"
    return text(key, lang, value=rating.value, on=rating.on)


def _change(change: int | None, lang: str) -> str:
    if change is None:
        return text("cli.recovery.change.unknown", lang)
    if not change:
        return text("cli.recovery.change.same", lang)
    key = "cli.recovery.change.more" if change > 0 else "cli.recovery.change.less"
    return text(key, lang, count=abs(change))
