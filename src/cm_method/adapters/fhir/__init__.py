"""FHIR R4: a case, or the results of a register, as a Bundle of plain dicts.

Nothing is asked for but the library itself. What has no place in FHIR is listed, not squeezed in.
"""

from __future__ import annotations

from cm_method.adapters.fhir.case import Told, case_bundle, not_told, tell
from cm_method.adapters.fhir.not_told import (
    FIELDS_NOT_TOLD,
    KINDS_NOT_TOLD,
    TOLD_BY,
    NoPlace,
    NotTold,
)
from cm_method.adapters.fhir.parts import (
    BASE,
    COORDINATION_NUMBER,
    HSA_ID,
    NATIONAL_RESERVE_NUMBER,
    ORGANISATION_NUMBER,
    PERSONAL_IDENTITY_NUMBER,
    Identifier,
    Resource,
    together,
)
from cm_method.adapters.fhir.results import published_bundle, results_bundle

__all__ = [
    "BASE",
    "COORDINATION_NUMBER",
    "FIELDS_NOT_TOLD",
    "HSA_ID",
    "KINDS_NOT_TOLD",
    "NATIONAL_RESERVE_NUMBER",
    "ORGANISATION_NUMBER",
    "PERSONAL_IDENTITY_NUMBER",
    "TOLD_BY",
    "Identifier",
    "NoPlace",
    "NotTold",
    "Resource",
    "Told",
    "case_bundle",
    "not_told",
    "published_bundle",
    "results_bundle",
    "tell",
    "together",
]
