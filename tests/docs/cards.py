"""The cards of the handbook, one a situation: what each records, and what duties lead to it."""

from __future__ import annotations

from collections.abc import Iterator

from cm_method import Duty, label, text
from tests.docs.pages import Page, in_menu

FOLDER = "gor-sa-har"


def cards() -> list[Page]:
    """Every card, in the order of the site's menu."""
    return [page for page in in_menu(FOLDER) if page.path.name != "index.md"]


def listed(page: Page, key: str) -> list[str]:
    """The names that stand under a word at the top of a card."""
    return [each.strip() for each in page.front.get(key, "").split(",") if each.strip()]


def title(page: Page) -> str:
    """The heading of a card."""
    return next(line for line in page.text.splitlines() if line.startswith("# ")).removeprefix("# ")


def card_rows() -> Iterator[tuple[str, str, str]]:
    """Each card with a link, the entries it records and the duties that lead to it."""
    for page in cards():
        entries = [text(f"entry.{kind}", "sv") for kind in listed(page, "records")]
        duties = [label(Duty(code), "sv") for code in listed(page, "duties")]
        yield f"[{title(page)}]({page.path.name})", "<br>".join(entries), "<br>".join(duties)
