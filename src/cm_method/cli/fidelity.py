"""``cm-method fidelity``: whether the method is followed, measure by measure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cm_method.case.case import Case
from cm_method.case.fidelity import FidelityScored
from cm_method.case.meetings import Place
from cm_method.case.parties import Parties
from cm_method.case.wording import value_in_words
from cm_method.cli.answers import echo_json
from cm_method.cli.head import write_head
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    command,
    edition_option,
    json_option,
    known_option,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.reading import edition as edition_of, source
from cm_method.cohort.wording import capital, share
from cm_method.labels import label, text
from cm_method.services.caseload import caseload
from cm_method.services.fidelity import (
    FIDELITY_SOURCES,
    Fidelity,
    FidelityCount,
    FidelityMeasure,
    fidelity as fidelity_of,
    how_counted,
)


@command(
    "fidelity",
    register_argument,
    on_option,
    known_option,
    edition_option,
    json_option,
)
def fidelity(
    *,
    register: str,
    on: date | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    lang: str,
) -> None:
    """Show how the method is followed."""
    day = report_day(on, register)
    opened = source(register, lang)
    method, journals = edition_of(iter(opened), edition)
    parties = Parties.of(opened.partnership, on=day, known=known)
    kept = tuple(journals)
    cases = (Case.of(journal, on=day, known=known) for journal in kept)
    loads = caseload(cases, method, on=day, known=known, parties=parties).loads()
    within = [each.is_within for each in loads if each.is_within is not None]
    found = fidelity_of(kept, method, on=day, known=known, parties=parties, within_guideline=within)
    scores = opened.partnership.at(on=day, known=known).of_kind(FidelityScored)
    if as_json:
        said = {
            "edition": method.code,
            "on": day,
            "known": known,
            "participants": found.participants,
            "measures": [_said(found, measure, lang) for measure in FidelityMeasure],
            "places": {place.value: found.places.get(place, 0) for place in Place},
            "without_participant": found.without_participant,
            "external": scores,
        }
        echo_json(said)
        return
    page = Page()
    page.title(text("cli.fidelity.title", lang))
    write_head(page, lang, register=register, count=len(kept), on=day, known=known, method=method)
    _write(page, found, lang)
    _write_external(page, scores, lang)


def _said(found: Fidelity, measure: FidelityMeasure, lang: str) -> dict[str, object]:
    count = found.of(measure)
    return {
        "measure": measure,
        "name": label(measure, lang),
        "share": count.share,
        "unknown": count.unknown,
        "how": how_counted(measure, lang),
        "source": FIDELITY_SOURCES[measure],
    }


def _write(page: Page, found: Fidelity, lang: str) -> None:
    for measure in FidelityMeasure:
        page.heading(capital(label(measure, lang)))
        page.text(_share(found.of(measure), lang))
        if measure is FidelityMeasure.OUTSIDE_THE_OFFICE:
            _write_places(page, found, lang)
        page.text(how_counted(measure, lang))
        where = FIDELITY_SOURCES[measure].explain(lang)
        page.text(text("cli.from_source", lang, source=where))
    page.line()
    page.text(text("cli.fidelity.no_grade", lang))


def _share(count: FidelityCount, lang: str) -> str:
    if count.share is None:
        return text("cli.fidelity.nothing", lang)
    said = share(count.share, lang)
    if not count.unknown:
        return f"{said}."
    return text("cli.fidelity.unknown", lang, share=said, unknown=count.unknown)


def _write_places(page: Page, found: Fidelity, lang: str) -> None:
    held = [
        f"{label(place, lang)} {found.places[place]}" for place in Place if place in found.places
    ]
    if held:
        page.text(text("cli.fidelity.places", lang, places="; ".join(held)))
    if found.without_participant:
        page.text(text("cli.fidelity.without_participant", lang, count=found.without_participant))


def _write_external(page: Page, scores: Iterable[FidelityScored], lang: str) -> None:
    page.heading(text("cli.fidelity.external", lang))
    rows = [
        (
            str(each.on),
            text(
                "cli.fidelity.external.score",
                lang,
                scale=value_in_words("scale", each.scale, lang),
                points=each.points,
            ),
        )
        for each in scores
    ]
    if rows:
        page.rows(rows)
    else:
        page.text(text("cli.fidelity.external.none", lang))
