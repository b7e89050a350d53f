"""Finding Swedish personal identity numbers, so that they can be refused.

Participants are known by pseudonym. A number is one only if its date exists *and* its check digit
is right; the century is optional and coordination numbers (day + 60) count too. The digits
themselves are never shown to anyone.

However the parts are set apart ("1990-01-01 - 2385"), it is the same number. A date with four
digits after it has that shape too: it is refused only when those digits happen to check.
"""

from __future__ import annotations

import re
from datetime import date

_SHORTEST = 10
_FOUR_DIGITS = re.compile(r"\d{4}")
"""Looked for first: found faster than the whole shape, and seldom there."""
_APART = r"[-+. \u00a0\u2010-\u2015\u2212]{0,3}"
"""What may stand between two parts. Word processors write a hyphen as any of several dashes."""
_YEAR_OF_A_DATE = r"(?!([-. /\u2010-\u2015\u2212])\d\d\5\d\d(?!\d))"
"""A span of dates, "2026-11-16 - 2027-01-11", is no number with more after it."""
_SHAPE = re.compile(
    rf"(?<!\d)(?=(?:\d\d)?(\d\d){_APART}(\d\d){_APART}(\d\d){_APART}(\d{{4}})(?!\d)"
    rf"{_YEAR_OF_A_DATE})"
)
"""Only looked at, not consumed: a number may begin within what has the shape and is none."""


def holds_identity_number(words: str) -> bool:
    """Whether the text holds something that is a valid personal or coordination number."""
    if len(words) < _SHORTEST or _FOUR_DIGITS.search(words) is None:
        return False
    return any(
        _check_digit_is_right("".join(match.groups()[:4]))
        and _date_exists("".join(match.groups()[:3]))
        for match in _SHAPE.finditer(words)
    )


def _check_digit_is_right(ten: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(ten))
    return sum(product // 10 + product % 10 for product in doubled) % 10 == 0


def _date_exists(six: str) -> bool:
    year, month, day = int(six[:2]), int(six[2:4]), int(six[4:])
    day -= 60 * (day > 60)
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False
