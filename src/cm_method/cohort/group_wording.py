"""Groups and their differences in words: a category as people call it, and percentage points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor

from cm_method.case.episodes import EntryRoute
from cm_method.case.participants import Gender
from cm_method.cohort.equality import ELSEWHERE, OTHER_OR_UNKNOWN, UNKNOWN, Difference, Grouping
from cm_method.cohort.wording import tenths
from cm_method.labels import has_text, label, text
from cm_method.rules.method import Target


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


def difference_words(each: Difference, grouping: str, lang: str) -> str:
    """How much higher one category's share is than another's, with its interval."""
    return text(
        "cli.equality.difference",
        lang,
        one=category_name(grouping, each.category, lang),
        other=category_name(grouping, each.other, lang),
        apart=points(each.apart, round, lang),
        low=points(each.low, floor, lang),
        high=points(each.high, ceil, lang),
        percent=each.percent,
    )


def hidden_words(targets: Sequence[Target], key: str, lang: str) -> str:
    """Which targets' tables are not shown, as in "mål 2 och 5", in the sentence under a key."""
    *first, last = (str(target.number) for target in targets)
    numbers = text("equality.and", lang, first=", ".join(first), last=last) if first else last
    word = text("equality.targets" if first else "equality.target", lang, number=numbers)
    return text(key, lang, targets=word)
