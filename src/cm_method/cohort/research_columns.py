"""The columns of a research data set: what a cell is, what its codes mean, how it is read.

Everything that a codebook tells is here, so that no column can be without its line in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum, unique
from typing import Any

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.cohort.disclosure import LEAST
from cm_method.cohort.equality import age_bands
from cm_method.cohort.release import Pseudonymised, Release
from cm_method.labels import LANGUAGES, catalogue, has_text, text

Cell = str | int | bool | date | None
UNLISTED = "unlisted"
"""Stands for a code that is on no list, or that few share: it could be anyone's own words."""
SMALLEST_GROUP = LEAST
"""A group of fewer is small: the same limit as for figures that leave the house (R28)."""


@unique
class ColumnType(Enum):
    """What the cells of a column are."""

    PSEUDONYM = "pseudonym"
    CODE = "code"
    CODE_AS_WRITTEN = "code_as_written"
    YES_OR_NO = "yes_or_no"
    WHOLE_NUMBER = "whole_number"
    DAY = "day"
    MONTH = "month"


Labels = Mapping[str, str]
"""The words for one thing, by language."""


@frozen(kw_only=True)
class Code:
    """One code that a cell may hold, and what it means; *source* is where a rule comes from."""

    value: str
    labels: Labels
    source: str = ""


@frozen(kw_only=True, slots=False)
class Row:
    """What one row is written from: the *item* itself, or one of several *of* an entry's id."""

    item: Any
    of: str | None = None
    number: int = 0


@frozen(kw_only=True, eq=False)
class Writer:
    """What the cells of one participant need: pseudonyms, and the day that days count from.

    *who* is the participant's own. *actors* are the codes that the partnership has registered,
    *leaving* the ids of the entries that leave, *objected* and *contested* of those in doubt. *met*
    collects the codes of registered people and organisations that were written.
    """

    release: Release
    case: Case
    who: str
    start: date
    actors: frozenset[str]
    leaving: frozenset[str]
    objected: frozenset[str]
    contested: frozenset[str]
    met: set[str]

    def entry(self, id: str | None) -> str | None:
        """The pseudonym of what stands for an entry today, if that leaves too."""
        here = [] if id is None else sorted(self.case.standing_for(id) & self.leaving)
        if not here:
            return None
        return self.release.pseudonym(Pseudonymised.ENTRY, self.case.participant, here[0])

    def worker(self, code: str) -> str:
        """The pseudonym of a worker: the same in the whole release."""
        self.met.add(code)
        return self.release.pseudonym(Pseudonymised.ACTOR, code)

    def actor(self, code: str | None) -> str | None:
        """The pseudonym of whom a code names.

        The same in the whole release if the partnership has registered it. Any other code may be a
        word of this journal alone, such as that of a relative: it has a pseudonym of its own here.
        """
        if code is None:
            return None
        if code in self.actors:
            return self.worker(code)
        return self.release.pseudonym(Pseudonymised.ACTOR, self.case.participant, code)

    def day(self, day: date | None) -> Cell:
        """A day, or how many days after service start it came."""
        if day is None or not self.release.relative:
            return day
        return (day - self.start).days


Read = Callable[[Writer, Row], Cell]


@frozen(kw_only=True, eq=False)
class Column:
    """One column: its name, what its cells are, its words, and the field that it comes from."""

    name: str
    type: ColumnType
    labels: Labels
    origin: str
    read: Read = field(repr=False)
    codes: tuple[Code, ...] = ()
    unit: str = ""


def said(key: str, **places: object) -> Labels:
    """The words under a key in every language; its code where nobody has worded it yet."""
    return {
        lang: text(key, lang, **places) if has_text(key, lang) else key.partition(".")[2]
        for lang in LANGUAGES
    }


def together(one: Labels, other: Labels) -> Labels:
    """Two words as one: "Deltog: närstående"."""
    return {lang: f"{one[lang]}: {other[lang]}" for lang in LANGUAGES}


def codes_of(members: type[Enum]) -> tuple[Code, ...]:
    """The codes of an enumeration with their labels."""
    name = members.__name__
    return tuple(Code(value=m.value, labels=said(f"{name}.{m.value}")) for m in members)


def listed(prefix: str, codes: Iterable[str]) -> tuple[Code, ...]:
    """The codes of a list of the method, and the one for all that are not on it."""
    found = tuple(Code(value=code, labels=said(f"{prefix}.{code}")) for code in codes)
    return (*found, Code(value=UNLISTED, labels=said("research.unlisted")))


FEW_SHARE = (Code(value=UNLISTED, labels=said("research.few_share", least=SMALLEST_GROUP)),)
"""The one code of a column that is told as it is written, where enough write the same."""
YES, NO = "1", "0"
YES_OR_NO = (
    Code(value=YES, labels=said("research.yes")),
    Code(value=NO, labels=said("research.no")),
)


class _Dots(dict[str, str]):
    """Fills every place of a sentence with dots."""

    def __missing__(self, name: str) -> str:
        return "..."


def reason_codes() -> tuple[Code, ...]:
    """The reasons that rules give, their sentences without what they say of one participant."""
    keys = [key for key in catalogue(LANGUAGES[0]) if key.startswith("reason.")]
    return tuple(
        Code(
            value=key.removeprefix("reason."),
            labels={lang: catalogue(lang)[key].format_map(_Dots()) for lang in LANGUAGES},
        )
        for key in keys
        if not key.startswith("reason.mark.")
    )


def age_codes() -> tuple[Code, ...]:
    """The age bands, the same as where results are compared between groups."""
    found = []
    for band in age_bands():
        first, _, second = band.partition("_")
        key = f"equality.age.{'between' if first.isdecimal() else first}"
        found.append(Code(value=band, labels=said(key, first=first, second=second)))
    return tuple(found)
