"""What people assess about a person's situation, and that nothing else in the journal tells.

A service is meant for people in some situation: in need of coordination, homeless for long. Whether
that is so is somebody's assessment; it is recorded, and never inferred from needs.
"""

from __future__ import annotations

from enum import Enum, unique

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.fields import FREE_TEXT
from cm_method.journal import Category, Entry


@unique
class Circumstance(Enum):
    """What the sources ask for beside age and needs (City 2025, City 2020)."""

    COMPLEX_NEEDS = "complex_needs"
    COORDINATION = "coordination"
    LONG_TERM = "long_term"
    REDUCED_FUNCTION = "reduced_function"
    MAJOR_DIFFICULTIES = "major_difficulties"
    EXTENSIVE_NEEDS = "extensive_needs"
    LONG_TERM_HOMELESSNESS = "long_term_homelessness"
    SEVERE_MENTAL_ILLNESS = "severe_mental_illness"
    SCHIZOPHRENIA = "schizophrenia"
    MUCH_INPATIENT_CARE = "much_inpatient_care"


@frozen(kw_only=True)
class CircumstanceAssessed(Entry):
    """A person assessed whether a circumstance is *present*. The latest assessment holds."""

    category = Category.NEEDS

    circumstance: Circumstance
    present: bool
    note: str = field(default="", repr=False, metadata=FREE_TEXT)


def circumstance(case: Case, asked: Circumstance) -> CircumstanceAssessed | None:
    """The assessment that holds on the day of the case; None where nobody has assessed it."""
    said = [e for e in case.of_kind(CircumstanceAssessed) if e.circumstance is asked]
    return said[-1] if said else None
