"""Finding Swedish personal identity numbers, so that they can be refused.

Participants are known by pseudonym. A number is one only if its date exists *and* its check digit
is right; the century is optional and coordination numbers (day + 60) count too. The digits
themselves are never shown to anyone.
"""

from __future__ import annotations

import re
from datetime import date

_SHORTEST = 10
_SIX_DIGITS = re.compile(r"\d{6}")
"""Looked for first: found faster than the whole shape, and seldom there."""
_SHAPE = re.compile(r"(?<!\d)(?:\d\d)?(\d{6})[-+ \u00a0\u2010-\u2015\u2212]?(\d{4})(?!\d)")
"""Word processors write the sign in the middle as any of several dashes."""


def holds_identity_number(words: str) -> bool:
    """Whether the text holds something that is a valid personal or coordination number."""
    if len(words) < _SHORTEST or _SIX_DIGITS.search(words) is None:
        return False
    return any(
        _check_digit_is_right(match[1] + match[2]) and _date_exists(match[1])
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
