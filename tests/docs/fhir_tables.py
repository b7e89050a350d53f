"""The tables of the site about FHIR: where each kind is told, and what has no place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from cm_method.adapters.fhir import FIELDS_NOT_TOLD, KINDS_NOT_TOLD, TOLD_BY
from cm_method.adapters.fhir.not_told import EVERY
from cm_method.case.kinds import CASE_KINDS
from cm_method.cohort.wording import capital
from cm_method.labels import label, text
from tests.docs.pages import Page

HEADS = {
    "sv": {
        "told": ("Anteckning", "Där står den i FHIR"),
        "fields": ("Anteckning", "Uppgift", "Varför den inte kommer med"),
    },
    "en": {
        "told": ("Entry", "Where FHIR has it"),
        "fields": ("Entry", "Field", "Why it is left out"),
    },
}
EVERY_KIND = {"sv": "alla", "en": "every kind"}


def _drawn(page: Page, key: str, rows: Iterable[Sequence[str]]) -> str:
    head = HEADS[page.lang][key]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def told(page: Page) -> str:
    """Every kind of a participant's journal with the resources that tell it, or why none does."""
    rows = []
    for kind in (each.kind for each in CASE_KINDS):
        where = ", ".join(f"`{name}`" for name in TOLD_BY.get(kind, ()))
        why = KINDS_NOT_TOLD.get(kind)
        name = capital(text(f"entry.{kind}", page.lang))
        rows.append((name, where if why is None else f"*{label(why, page.lang)}*"))
    return _drawn(page, "told", rows)


def fields(page: Page) -> str:
    """Every field that is left out of a kind that is told."""
    rows = []
    for (kind, name), why in FIELDS_NOT_TOLD.items():
        of_kind = EVERY_KIND[page.lang] if kind == EVERY else text(f"entry.{kind}", page.lang)
        field = f"{text(f'field.{name}', page.lang)} (`{name}`)"
        rows.append((capital(of_kind), field, label(why, page.lang)))
    return _drawn(page, "fields", rows)


FHIR_MAKERS: Mapping[str, Callable[[Page], str]] = {"fhir_told": told, "fhir_fields": fields}
