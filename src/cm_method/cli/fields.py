"""What people answer about a field of an entry: read as written, with choices from the journal."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from cm_method.adapters.forms import Choice, Field, Place, choices_of as choices_of_field
from cm_method.case.wording import kind_name, summary
from cm_method.cli.options import day_of

YES = frozenset(("j", "ja", "y", "yes", "true", "1"))
NO = frozenset(("n", "nej", "no", "false", "0"))


class NotUnderstood(ValueError):
    """What was written cannot be read; *key* says in the catalogue how to write it."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def raw(field: Field, words: str, choices: list[Choice]) -> Any:
    """What was written as a register file holds it. Raises NotUnderstood."""
    if words.lstrip().startswith(("[", "{")):
        try:
            return json.loads(words)
        except ValueError:
            raise NotUnderstood("cli.add.not_json") from None
    if field.several and (choices or field.hint is not str or field.answers):
        parts = [part.strip() for part in words.split(",")]
        return [_one(field, part, choices) for part in parts]
    return _one(field, words.strip(), choices)


def _one(field: Field, words: str, choices: list[Choice]) -> Any:
    if field.hint is bool:
        return _yes_or_no(words)
    if field.hint is int:
        return _whole_number(words, missing=field.several)
    if field.hint is date:
        return _day(words)
    return chosen(words, choices, closed=field.is_code)


def _yes_or_no(words: str) -> bool:
    if words.casefold() in YES | NO:
        return words.casefold() in YES
    raise NotUnderstood("cli.add.not_yes_or_no")


def _whole_number(words: str, *, missing: bool) -> int | None:
    if missing and words in ("", "-"):
        return None
    try:
        return int(words)
    except ValueError:
        raise NotUnderstood("cli.add.not_a_number") from None


def _day(words: str) -> str:
    try:
        return str(day_of(words))
    except ValueError:
        raise NotUnderstood("cli.wrong.day") from None


def chosen(words: str, choices: list[Choice], *, closed: bool) -> str:
    """A choice by its number in the list, its code or its words; else the text itself."""
    meant = [c for c in choices if words.casefold() in (c.code.casefold(), c.words.casefold())]
    if len(meant) == 1:
        return meant[0].code
    if words.isdecimal() and 0 < int(words) <= len(choices):
        return choices[int(words) - 1].code
    if closed:
        raise NotUnderstood("cli.add.not_a_choice")
    return words


def choices_of(field: Field, place: Place, kind: str) -> list[Choice]:
    """What may be chosen for a field; empty where people write it freely."""
    if field.answers or field.name == "corrects":
        return _entries(field.answers, place)
    return choices_of_field(field, place, kind)


def _entries(kinds: tuple[str, ...], place: Place) -> list[Choice]:
    found = []
    for entry in place.journal.at().entries:
        if not kinds or "entry" in kinds or entry.kind in kinds:
            words = f"{kind_name(entry.kind, place.lang)} {entry.on}"
            more = summary(entry, place.lang)
            found.append(Choice(code=entry.id, words=f"{words}, {more}" if more else words))
    return found
