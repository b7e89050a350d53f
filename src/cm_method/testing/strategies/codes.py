"""What made-up journals name: editions, parties, workers, contacts, and codes of other kinds."""

from __future__ import annotations

from cm_method.case.information import BUILT_IN_INFORMATION
from cm_method.case.self_ratings import (
    DE_JONG_GIERVELD_6,
    OWN_LONELINESS,
    OWN_PARTICIPATION,
    UCLA_3,
)

EDITION = "hagersten-alvsjo-2026"
OTHER_EDITION = "another-2025"
PARTIES = ("hm", "hsf")
WORKERS = ("cm-1", "cm-2", "cm-3")
CONTACTS = ("psykiatri", "soctjänst", "vårdcentral", "förening")
LEVELS = ("none", "raised", "high", "acute")
INSTRUMENTS = (UCLA_3, OWN_PARTICIPATION, OWN_LONELINESS, DE_JONG_GIERVELD_6)

CODES = (*PARTIES, *WORKERS, "psykiatri", "boende")
"""Parties, workers and outside actors that a chain or a consent may name."""

CATEGORIES = BUILT_IN_INFORMATION.codes

OWN_OBSTACLES = ("ingen-tolk", "inget-bank-id")
"""Codes of a municipality's own, for what stands in the way and for what is missing."""
