"""A journal as the kit tells it, read for the tests."""

from __future__ import annotations

from cm_method.adapters.json import entry_from_dict
from cm_method.journal import Journal
from cm_method.testing.conformance.kit import Plain


def journal_in(raw: Plain) -> Journal:
    return Journal(
        subject=raw["participant"],
        entries=[entry_from_dict(entry) for entry in raw["entries"]],
        disposed=raw.get("disposed", ()),
        elsewhere=raw.get("elsewhere", ()),
    )
