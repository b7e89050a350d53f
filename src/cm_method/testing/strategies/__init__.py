"""What laws are tried on: days, entries, journals, registers and methods, made up at random.

For Hypothesis (extra ``testing``). `journals()` are life-like and without problems,
`wild_journals()` may hold anything that can be written down. Days are drawn close to where answers
change: the start, four and eight weeks, three months, the end and ninety days after it. `days`,
`entries`, `entries_after`, `journals`, `cases`, `registers` and `methods` are there to be used;
what else stands here serves the library's own tests, and may change with them.
"""

from __future__ import annotations

from cm_method.adapters.extras import MissingExtra

try:
    import hypothesis as _hypothesis  # noqa: F401 - to see that it is here
except ModuleNotFoundError as error:
    if error.name != "hypothesis":
        raise
    raise MissingExtra("testing") from None

from cm_method.testing.strategies.agreement import agreements
from cm_method.testing.strategies.book import COURSES
from cm_method.testing.strategies.codes import (
    CATEGORIES,
    CODES,
    CONTACTS,
    EDITION,
    INSTRUMENTS,
    LEVELS,
    OTHER_EDITION,
    OWN_OBSTACLES,
    PARTIES,
    WORKERS,
)
from cm_method.testing.strategies.dates import (
    DAYS_FROM_END,
    DAYS_FROM_START,
    DAYS_LATE,
    FIRST_DAY,
    LAST_DAY,
    NOTABLE_DAYS,
    boundary_days,
    days,
    days_around,
    days_asked_again,
    days_known,
    days_near,
    days_of,
    shifted,
)
from cm_method.testing.strategies.journal import (
    any_journals,
    cases,
    halves,
    journals,
    tangled_journals,
    wild_journals,
)
from cm_method.testing.strategies.kinds import any_entries, entries, entries_after, values_of
from cm_method.testing.strategies.method import (
    OTHER_MUNICIPALITY,
    OWN_SCALE,
    RELIABLE_LONELINESS,
    any_methods,
    methods,
    spans,
)
from cm_method.testing.strategies.occasions import OCCASIONS
from cm_method.testing.strategies.register import partnerships, registers
from cm_method.testing.strategies.texts import free_texts, ids, subjects, ways_to_reach, words

__all__ = [
    "CATEGORIES",
    "CODES",
    "CONTACTS",
    "COURSES",
    "DAYS_FROM_END",
    "DAYS_FROM_START",
    "DAYS_LATE",
    "EDITION",
    "FIRST_DAY",
    "INSTRUMENTS",
    "LAST_DAY",
    "LEVELS",
    "NOTABLE_DAYS",
    "OCCASIONS",
    "OTHER_EDITION",
    "OTHER_MUNICIPALITY",
    "OWN_OBSTACLES",
    "OWN_SCALE",
    "PARTIES",
    "RELIABLE_LONELINESS",
    "WORKERS",
    "MissingExtra",
    "agreements",
    "any_entries",
    "any_journals",
    "any_methods",
    "boundary_days",
    "cases",
    "days",
    "days_around",
    "days_asked_again",
    "days_known",
    "days_near",
    "days_of",
    "entries",
    "entries_after",
    "free_texts",
    "halves",
    "ids",
    "journals",
    "methods",
    "partnerships",
    "registers",
    "shifted",
    "spans",
    "subjects",
    "tangled_journals",
    "values_of",
    "ways_to_reach",
    "wild_journals",
    "words",
]
