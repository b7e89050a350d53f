"""Groups and their differences in words: a category as people call it, and percentage points."""

from __future__ import annotations

from collections.abc import Callable

from cm_method.case.episodes import EntryRoute
from cm_method.case.participants import Gender
from cm_method.cohort.equality import ELSEWHERE, OTHER_OR_UNKNOWN, UNKNOWN, Grouping
from cm_method.cohort.wording import tenths
from cm_method.labels import has_text, label, text


def category_name(grouping: str, code: str, lang: str) -> str:
    """What people call a category; a district goes by its own code."""
    if code in (UNKNOWN, ELSEWHERE, OTHER_OR_UNKNOWN):
        return text(f"equality.{code}", lang)
    if grouping == Grouping.GENDER.value:
        return label(Gender(code), lang)
    if grouping == Grouping.ENTRY_ROUTE.value:
        return label(EntryRoute(code), lang)
    if grouping == Grouping.AGE.value:
        first, _, second = code.partition("_")
        key = first if has_text(f"equality.age.{first}", lang) else "between"
        return text(f"equality.age.{key}", lang, first=first, second=second)
    return code


def points(difference: float, rounded: Callable[[float], int], lang: str) -> str:
    """A difference in percentage points with one decimal and its sign."""
    of_a_percent = rounded(round(1000 * difference, 6))
    sign = "\N{MINUS SIGN}" if of_a_percent < 0 else "+" if of_a_percent else ""
    return sign + tenths(abs(of_a_percent), lang).rstrip("%\N{NO-BREAK SPACE}")
