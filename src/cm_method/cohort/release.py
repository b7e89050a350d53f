"""A release of the research data set: its name, its ethics decision, its key, and its pseudonyms.

A pseudonym is a keyed hash (HMAC-SHA256), so that nobody works it back or forth without the key.
The name of the release goes into it: one person has another pseudonym in every release, so that the
pseudonyms alone do not join two releases. The content can: days and facts are nearly unique, and
are the same in both. The key stays outside the data, with whoever may look a person up.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from enum import Enum, unique

from attrs import field, frozen

from cm_method.errors import Problem
from cm_method.fields import FREE_TEXT, Checked, broken

SHORTEST_KEY = 32
"""Bytes of the key, at least: a shorter one can be searched through."""
FEWEST_DIFFERENT = 8
"""Different bytes in the key, at least: one typed by leaning on a key is no secret."""
HEX_DIGITS = 16
"""Of a pseudonym: 64 bits: of 100,000 people two share one less than once in a billion releases."""


@unique
class Pseudonymised(Enum):
    """What has a pseudonym. Its first letter keeps a spreadsheet from reading it as a number."""

    PARTICIPANT = "participant"
    ENTRY = "entry"
    ACTOR = "actor"


@frozen(kw_only=True)
class Release(Checked):
    """One release, under its own *name* and the *ethics* decision it rests on.

    *key* is secret, and no two releases share a name. With *relative*, days are counted from
    service start; with *age_bands* the age is told in bands. *recipient* and *discloser* are the
    codes that a consent must name, None for any. Raises Refused for a release without a name or an
    ethics decision, and for a key that can be guessed.
    """

    name: str = field(metadata=FREE_TEXT)
    ethics: str = field(metadata=FREE_TEXT)
    key: bytes = field(repr=False)
    relative: bool = False
    age_bands: bool = False
    recipient: str | None = None
    discloser: str | None = None

    def broken_invariants(self) -> Iterator[Problem]:
        if not self.name.strip():
            yield broken("release_without_name", "name")
        if not self.ethics.strip():
            yield broken("ethics_not_stated", "ethics")
        if len(self.key) < SHORTEST_KEY:
            yield broken("key_too_short", "key", shortest=SHORTEST_KEY)
        elif len(set(self.key)) < FEWEST_DIFFERENT:
            yield broken("key_repeats_itself", "key")

    def pseudonym(self, of: Pseudonymised, *codes: str) -> str:
        """The pseudonym of what these codes name: the same in one release, another in the next."""
        parts = (self.name, of.value, *codes)
        # Each with its length, so that no two rows of codes are written alike.
        said = "".join(f"{len(part)}:{part}" for part in parts)
        mixed = hmac.digest(self.key, said.encode("utf-8", "surrogatepass"), "sha256")
        return of.value[0] + mixed.hex()[:HEX_DIGITS]
