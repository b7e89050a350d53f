"""From JSON text to plain values, refusing what the standard reader would let pass.

The standard reader keeps the last of two equal keys without a word, takes NaN for a number and
half a character for a text. The quick reading here stops at any of them; the patient one keeps
them, with marks, for the reader of the values to report with their paths.
"""

from __future__ import annotations

import json
import re
from typing import Any

from cm_method.errors import Problem, Refused, facts

LARGEST = 1 << 29
"""Characters or bytes in one document; what is larger is refused unread."""

_HALF_A_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")


class RepeatedKeys(dict[str, Any]):
    """An object in which *repeated* keys were given again."""

    repeated: tuple[str, ...] = ()


class NoJsonNumber:
    """NaN or Infinity stood here."""


def _quick_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _patient_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    keys = [key for key, _ in pairs]
    marked = RepeatedKeys(found)
    marked.repeated = tuple(key for place, key in enumerate(keys) if key in keys[:place])
    return marked


def _no_number(_: str) -> Any:
    raise ValueError


_QUICK = json.JSONDecoder(object_pairs_hook=_quick_object, parse_constant=_no_number)
_PATIENT = json.JSONDecoder(
    object_pairs_hook=_patient_object, parse_constant=lambda _: NoJsonNumber()
)


def as_text(source: str | bytes, *, largest: int = LARGEST) -> str:
    """The text of a file or a line. Raises Refused when it is too large or not UTF-8."""
    if len(source) > largest:
        raise Refused([Problem(code="too_large", facts=facts(mebibytes=largest >> 20))])
    try:
        if isinstance(source, bytes):
            return source.decode("utf-8-sig")
        if not source.isascii():
            source.encode()
    except UnicodeError as error:
        start: int = getattr(error, "start", 0)
        newline = "\n" if isinstance(source, str) else b"\n"
        line = source[:start].count(newline) + 1  # type: ignore[arg-type]  # of the same type
        raise Refused([Problem(code="not_utf8", facts=facts(line=line))]) from None
    return source.removeprefix("\ufeff")


def parsed(text: str) -> tuple[Any, bool]:
    """The plain value of a text, and whether it may hold any of the oddities above.

    Raises Refused when it is not JSON at all.
    """
    if not _HALF_A_CHARACTER.search(text):
        try:
            return _QUICK.decode(text), False
        except (ValueError, RecursionError):
            pass
    return _parsed_patiently(text), True


def _parsed_patiently(text: str) -> Any:
    try:
        return _PATIENT.decode(text)
    except json.JSONDecodeError as error:
        if not text.strip():
            raise Refused([Problem(code="empty_file")]) from None
        where = facts(line=error.lineno, column=error.colno)
        raise Refused([Problem(code="not_json", facts=where)]) from None
    except RecursionError:
        raise Refused([Problem(code="nested_too_deep")]) from None
    except ValueError:  # a whole number of thousands of digits
        raise Refused([Problem(code="number_too_long")]) from None
