"""The words people see: one catalogue a language, looked up by a stable key.

Codes stay in the data; words live only here. Texts may hold named places, as in "senast {due}".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from string import Formatter

from attrs import frozen

from cm_method.labels import en, sv

_CATALOGUES: dict[str, Mapping[str, str]] = {"sv": sv.TEXTS, "en": en.TEXTS}
LANGUAGES = tuple(_CATALOGUES)
"""The languages that come with the library."""


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
        known = tuple(_CATALOGUES)
        raise LookupError(f"no catalogue for the language {lang!r}; choose one of {known}")
    return _CATALOGUES[lang]


def add_texts(lang: str, texts: Mapping[str, str], *, otherwise: str | None = None) -> None:
    """Add words of your own by key, or put them in the place of ours, for the whole process.

    A new language names in *otherwise* the one whose texts stand in for those not given. Call it
    when your program starts: what has been shown is not shown anew. Raises LookupError for a
    language without a catalogue, and ValueError, naming every key, for texts that are empty, cannot
    be read or ask for a place that the text they replace does not have; then nothing is added.
    """
    ours = catalogue(lang if otherwise is None or lang in _CATALOGUES else otherwise)
    wrong = [key for key, words in texts.items() if not _can_stand_for(ours.get(key), words)]
    if wrong:
        raise ValueError(
            f"these texts are empty, cannot be read, or ask for other places than ours: {wrong}"
        )
    _CATALOGUES[lang] = {**ours, **texts}


def _can_stand_for(ours: str | None, words: str) -> bool:
    try:
        asked = _places(words)
    except ValueError:
        return False
    allowed = asked if ours is None else _places(ours)
    return bool(words.strip()) and asked <= allowed and all(map(str.isidentifier, asked))


def _places(words: str) -> set[str]:
    """The names of the places that a text holds."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


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
