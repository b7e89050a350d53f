"""The words people see: one catalogue a language, looked up by a stable key.

Codes stay in the data; words live only here. Texts may hold named places, as in "senast {due}".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from attrs import frozen

from cm_method.labels import en, sv

_CATALOGUES: Mapping[str, Mapping[str, str]] = {"sv": sv.TEXTS, "en": en.TEXTS}
LANGUAGES = tuple(_CATALOGUES)


@frozen(kw_only=True)
class Words:
    """Keys of the catalogue that stand for a list of words, as in "delmål, kontaktväg"."""

    keys: tuple[str, ...]


def words(*keys: str) -> Words:
    """The words under these keys, as one fact."""
    return Words(keys=keys)


def catalogue(lang: str) -> Mapping[str, str]:
    """Every text of one language by its key. Raises LookupError for a language without one."""
    if lang not in _CATALOGUES:
        raise LookupError(f"no catalogue for the language {lang!r}; choose one of {LANGUAGES}")
    return _CATALOGUES[lang]


def has_text(key: str, lang: str) -> bool:
    """Whether the catalogue holds the key."""
    return key in catalogue(lang)


def text(key: str, lang: str = "sv", **places: object) -> str:
    """The text under *key* with its places filled in. Raises LookupError when there is none."""
    words = catalogue(lang).get(key)
    if words is None:
        raise LookupError(f"the {lang} catalogue has no text {key!r}")
    if not places:
        return words
    return words.format_map({name: shown(value, lang) for name, value in places.items()})


def shown(value: object, lang: str = "sv") -> str:
    """A fact as people read it: a day as YYYY-MM-DD, a code by its label, a list with commas."""
    if isinstance(value, Enum):
        return label(value, lang)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Words):
        return ", ".join(_text_or_code(key, lang) for key in value.keys)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _text_or_code(key: str, lang: str) -> str:
    """The text, or the bare code of what a municipality has added and not yet worded."""
    return catalogue(lang).get(key, key.partition(".")[2])


def label(member: Enum, lang: str = "sv") -> str:
    """The label of a code: ``EntryRoute.OUTREACH`` is "uppsökande arbete"."""
    return text(f"{type(member).__name__}.{member.value}", lang)
