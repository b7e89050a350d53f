"""The tables of the pages on obstacles, recovery capital and fidelity, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from cm_method.case.fidelity import EXTERNAL_FIDELITY_SCALES
from cm_method.case.obstacles import OBSTACLE_SOURCES
from cm_method.case.recovery import RECOVERY_SOURCES
from cm_method.labels import label, text
from cm_method.services.fidelity import FIDELITY_SOURCES, how_counted
from cm_method.sources import Source
from tests.docs.pages import Page

HEADS = {
    "sv": {
        "obstacles": ("Hinder", "Kod", "I rapporten"),
        "recovery_parts": ("Del", "Kod", "I rapporten"),
        "fidelity_measures": ("Mått", "Så räknas det", "Källa"),
        "fidelity_scales": ("Skala", "Kod"),
    },
    "en": {
        "obstacles": ("Obstacle", "Code", "In the report"),
        "recovery_parts": ("Part", "Code", "In the report"),
        "fidelity_measures": ("Measure", "How it is counted", "Source"),
        "fidelity_scales": ("Scale", "Code"),
    },
}


def _drawn(page: Page, key: str, rows: Iterable[tuple[str, ...]]) -> str:
    head = HEADS[page.lang][key]
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def obstacles(page: Page) -> str:
    """The seven obstacles, each with the sentence it comes from."""
    rows = [
        (f"**{label(each, page.lang)}**", f"`{each.value}`", source.quote)
        for each, source in OBSTACLE_SOURCES.items()
    ]
    return _drawn(page, "obstacles", rows)


def recovery_parts(page: Page) -> str:
    """The four parts of recovery capital, as the source describes them."""
    rows = [
        (f"**{label(each, page.lang)}**", f"`{each.value}`", source.quote)
        for each, source in RECOVERY_SOURCES.items()
    ]
    return _drawn(page, "recovery_parts", rows)


def fidelity_measures(page: Page) -> str:
    """Every measure, how it is counted, and where it comes from."""
    rows = [
        (
            f"**{label(each, page.lang)}**<br>`{each.value}`",
            how_counted(each, page.lang),
            _source(source, page.lang),
        )
        for each, source in FIDELITY_SOURCES.items()
    ]
    return _drawn(page, "fidelity_measures", rows)


def _source(source: Source, lang: str) -> str:
    """Document, section and sentence, or the reading that stands for them."""
    if source.quote:
        return f"{label(source.document, lang)}, *{source.section}*: ”{source.quote}”"
    return f"{label(source.document, lang)} ({', '.join(source.readings)})"


def fidelity_scales(page: Page) -> str:
    """The names of external scales, and their codes."""
    rows = [
        (text(f"fidelity_scale.{code}", page.lang), f"`{code}`")
        for code in EXTERNAL_FIDELITY_SCALES
    ]
    return _drawn(page, "fidelity_scales", rows)


RECOVERY_MAKERS: Mapping[str, Callable[[Page], str]] = {
    "obstacles": obstacles,
    "recovery_parts": recovery_parts,
    "fidelity_measures": fidelity_measures,
    "fidelity_scales": fidelity_scales,
}
