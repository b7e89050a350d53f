"""What may leave in a research data set, field by field: closed unless it is opened here.

The tables follow from the classes. A code of an enumeration, a day, a number and a yes or no leave
unless their field is hidden (``repr=False``); a text never does, unless it is named below as a code
from a list, as a person or an organisation that gets a pseudonym, or to be counted. Rows of several
kinds are tables of their own, one level down; several codes are one column a code.

Never told: ids, who wrote what and when, other people's consents, forms and their keepers, ways to
reach anyone, free text, the day and year of birth. Nor the last day of a consent: many run through
the last day of the partnership, and would give away when "day 0" was. Absences are about staff, and
a participant cannot consent for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum, unique
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.episodes import EntryRoute
from cm_method.case.kinds import CASE_KINDS
from cm_method.case.participants import Gender, ParticipantDescribed
from cm_method.case.parties import LegalForm
from cm_method.case.responsibility import AbsenceEnded, AbsenceNoted
from cm_method.case.self_ratings import LICENSED
from cm_method.cohort.equality import age_bands
from cm_method.cohort.release import Pseudonymised, Release
from cm_method.journal import Category, Entry, Objected, Retracted
from cm_method.labels import LANGUAGES, catalogue, has_text, text
from cm_method.rules.method import Method
from cm_method.rules.milestone import Mark, Verdict

Cell = str | int | bool | date | None
UNLISTED = "unlisted"
"""Stands for a code that is on no list: it could be anyone's own words."""

STAY = frozenset((ParticipantDescribed, Objected, Retracted, AbsenceNoted, AbsenceEnded))
"""Kinds without a table: what is told of the participant has a table of its own."""
NEVER = frozenset(("id", "on", "recorded", "by", "corrects", "consent_given.last"))
"""Fields that every entry has and that say who wrote what; the day it happened leads the row."""
WORKERS = frozenset(("worker",))
ACTORS = frozenset(
    ("giver", "receiver", "lifter", "supporter", "stand_in", "sought", "turn_to")
    + ("discloser", "recipient", "recipients", "contact")
)
"""Codes of people and organisations. A contact's code may be any word, as in "psykiatrin-anna"."""
COUNTED = frozenset(
    ("sub_goals", "warning_signs", "coping", "distractions", "supporters", "safe_surroundings")
)
"""Texts of which only the number is told."""
OPENED = frozenset(("score", "answers"))
"""Hidden from errors, and still what research is about."""


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
    """What one row is written from: the *item* itself, or one of several of an *entry*."""

    item: Any
    entry: Entry | None = None
    number: int = 0


@frozen(kw_only=True, eq=False)
class Column:
    """One column: its name, what its cells are, its words, and the field that it comes from."""

    name: str
    type: ColumnType
    labels: Labels
    origin: str
    unit: str = ""
    codes: tuple[Code, ...] = ()
    read: Callable[[Writer, Row], Cell] = field(repr=False)


@frozen(kw_only=True, eq=False)
class Table:
    """One table. The first *keys* columns order its rows; *kind* is the entries it tells of.

    *part* names the field whose parts have a row each.
    """

    name: str
    columns: tuple[Column, ...]
    keys: int
    kind: type[Entry] | None = None
    part: str | None = None

    def line(self, writer: Writer, row: Row) -> tuple[Cell, ...]:
        """The cells of one row."""
        return tuple(column.read(writer, row) for column in self.columns)


@frozen(kw_only=True, eq=False)
class Writer:
    """What the cells of one participant need: pseudonyms, and the day that days count from.

    *actors* are the codes that the partnership has registered, *leaving* the ids of the entries
    that leave, *objected* and *contested* of those that are in doubt. *met* collects the codes of
    registered people and organisations that were written.
    """

    release: Release
    case: Case
    start: date
    actors: frozenset[str]
    leaving: frozenset[str]
    objected: frozenset[str]
    contested: frozenset[str]
    met: set[str]

    def participant(self) -> str:
        """The participant's pseudonym."""
        return self.release.pseudonym(Pseudonymised.PARTICIPANT, self.case.participant)

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


# --- the words of columns and codes ------------------------------------------------------------


def said(key: str, **places: object) -> Labels:
    """The words under a key in every language; its code where nobody has worded it yet."""
    return {
        lang: text(key, lang, **places) if has_text(key, lang) else key.partition(".")[2]
        for lang in LANGUAGES
    }


def _both(one: Labels, other: Labels) -> Labels:
    return {lang: f"{one[lang]}: {other[lang]}" for lang in LANGUAGES}


def _codes(members: type[Enum]) -> tuple[Code, ...]:
    name = members.__name__
    return tuple(Code(value=m.value, labels=said(f"{name}.{m.value}")) for m in members)


def _listed(prefix: str, codes: tuple[str, ...]) -> tuple[Code, ...]:
    found = tuple(Code(value=code, labels=said(f"{prefix}.{code}")) for code in codes)
    return (*found, Code(value=UNLISTED, labels=said("research.unlisted")))


YES_OR_NO = tuple(Code(value=value, labels=said(f"research.{value}")) for value in ("1", "0"))
PLACE = "\N{HORIZONTAL ELLIPSIS}"
"""Stands in the sentence of a reason for what it says of one participant."""


def _reasons() -> tuple[Code, ...]:
    keys = [key for key in catalogue("sv") if key.startswith("reason.")]
    return tuple(
        Code(
            value=key.removeprefix("reason."),
            labels={lang: catalogue(lang)[key].format_map(_Anything()) for lang in LANGUAGES},
        )
        for key in keys
        if not key.startswith("reason.mark.")
    )


class _Anything(dict[str, str]):
    """Fills every place of a sentence alike."""

    def __missing__(self, name: str) -> str:
        return PLACE


def _age_codes() -> tuple[Code, ...]:
    found = []
    for band in age_bands():
        first, _, second = band.partition("_")
        key = f"equality.age.{'between' if first.isdecimal() else first}"
        found.append(Code(value=band, labels=said(key, first=first, second=second)))
    return tuple(found)


# --- the tables --------------------------------------------------------------------------------


def tables_of(method: Method, release: Release) -> tuple[Table, ...]:
    """Every table of a release, in the order in which people meet what they tell of."""
    maker = _Maker(method=method, unit="days" if release.relative else "date")
    kinds = [kind for kind in CASE_KINDS if kind not in STAY]
    return (
        maker.participants(release),
        maker.findings(),
        *(table for kind in kinds for table in maker.of_kind(kind)),
        maker.actors(),
    )


@frozen(kw_only=True, eq=False)
class _Maker:
    method: Method
    unit: str

    def participants(self, release: Release) -> Table:
        """One row a participant, by the first service under the edition."""
        aged = (
            self._code("age_group", "research.age_group", _age_codes())
            if release.age_bands
            else self._number("age", "research.age", unit="years")
        )
        month = attrs.evolve(self._day("start_month"), type=ColumnType.MONTH, unit="month")
        district = attrs.evolve(self._code("district"), type=ColumnType.CODE_AS_WRITTEN)
        covers = (
            attrs.evolve(
                self._yes_or_no(f"covers_{each.value}"),
                labels=_both(said("research.covers"), said(f"information.{each.value}")),
                origin="consent_given.information",
                read=_in("covered", each),
            )
            for each in Category
        )
        columns = (
            _participant(),
            self._code("gender", "field.gender", _codes(Gender)),
            aged,
            district,
            self._code("entry_route", "field.route", _codes(EntryRoute)),
            *(() if release.relative else (month,)),
            self._number("episodes"),
            *covers,
        )
        return Table(name="participant", columns=columns, keys=1)

    def findings(self) -> Table:
        """One row an answer of a rule about one service."""
        rules = tuple(
            Code(value=name, labels=said(f"rule.{name}"))
            for rule in self.method.rules
            for name in (rule.name, *rule.apart)
        )
        marks = (
            attrs.evolve(
                self._yes_or_no(f"mark_{mark.value}"),
                labels=said(f"Mark.{mark.value}"),
                origin="finding.marks",
                read=_in("marks", mark),
            )
            for mark in Mark
        )
        columns = (
            _participant(),
            attrs.evolve(
                _entry(), name="episode", labels=said("research.episode"), read=_episode_of
            ),
            attrs.evolve(self._code("rule", "research.rule", rules), origin="finding.rule"),
            self._of_finding("verdict", ColumnType.CODE, codes=_codes(Verdict)),
            attrs.evolve(
                self._of_finding("reason", ColumnType.CODE, codes=_reasons()),
                origin="finding.reasons",
                read=lambda _, row: str(row.item.reasons[0].code),
            ),
            *(self._of_finding(name, ColumnType.DAY) for name in ("since", "due", "done_on")),
            self._of_finding("counts", ColumnType.YES_OR_NO, codes=YES_OR_NO),
            *marks,
        )
        return Table(name="finding", columns=columns, keys=3)

    def actors(self) -> Table:
        """One row a registered worker or organisation that a row names."""
        pseudonym = Column(
            name="actor",
            type=ColumnType.PSEUDONYM,
            labels=said("research.actor"),
            origin="worker_joined.worker",
            read=lambda _, row: str(row.item.actor),
        )
        party = attrs.evolve(
            pseudonym,
            name="party",
            labels=said("field.party"),
            origin="worker_joined.party",
            read=lambda _, row: str(row.item.party),
        )
        form = attrs.evolve(
            self._code("legal_form", "field.legal_form", _codes(LegalForm)),
            origin="party_joined.legal_form",
        )
        return Table(name="actor", columns=(pseudonym, party, form), keys=1)

    def of_kind(self, kind: type[Entry]) -> Iterator[Table]:
        """The table of a kind of entry, and those of its parts."""
        columns: list[Column] = []
        below: list[Table] = []
        for each in _fields(kind):
            if each.is_row_of_parts:
                below.extend(self._part(kind, each))
            else:
                columns.extend(self._column(each))
        leading = (
            _participant(),
            self._of_entry("on", ColumnType.DAY, "field.on", lambda w, r: w.day(r.item.on)),
            _entry(),
        )
        doubts = (
            self._of_entry(
                "objected",
                ColumnType.YES_OR_NO,
                "research.objected",
                lambda writer, row: row.item.id in writer.objected,
            ),
            self._of_entry(
                "contested",
                ColumnType.YES_OR_NO,
                "research.contested",
                lambda writer, row: row.item.id in writer.contested,
            ),
        )
        yield Table(name=kind.kind, columns=(*leading, *columns, *doubts), keys=3, kind=kind)
        yield from below

    def _part(self, kind: type[Entry], each: _Field) -> Iterator[Table]:
        """The rows below an entry: a goal, a contact path, an answer."""
        inner = _fields(each.hint, prefix=each.origin) if attrs.has(each.hint) else (each.alone(),)
        columns = [column for part in inner for column in self._column(part)]
        number = Column(
            name="number",
            type=ColumnType.WHOLE_NUMBER,
            labels=said("research.number"),
            origin=each.origin,
            unit="count",
            read=lambda _, row: row.number,
        )
        if columns:
            yield Table(
                name=f"{kind.kind}_{each.name}",
                columns=(_participant(), _entry(), number, *columns),
                keys=3,
                kind=kind,
                part=each.name,
            )

    def _column(self, each: _Field) -> tuple[Column, ...]:
        """The columns that a field gives: none unless something here opens it."""
        read, inner = each.read, each.hint
        if each.name in NEVER or each.origin in NEVER or each.is_text_of_people:
            return ()
        if each.names_an_entry:
            return (each.column(ColumnType.PSEUDONYM, lambda w, r: w.entry(read(r))),)
        if each.name in COUNTED:
            return (each.column(ColumnType.WHOLE_NUMBER, lambda _, r: len(read(r)), unit="count"),)
        if each.name in WORKERS:
            return (each.column(ColumnType.PSEUDONYM, lambda w, r: w.worker(read(r))),)
        if each.name in ACTORS:
            return (each.column(ColumnType.PSEUDONYM, lambda w, r: w.actor(read(r))),)
        if each.name in self._lists:
            return each.coded(self._lists[each.name])
        if inner is str or not (each.is_shown or each.name in OPENED):
            return ()
        if inner is date:
            return (each.column(ColumnType.DAY, lambda w, r: w.day(read(r)), unit=self.unit),)
        if inner is bool:
            return (each.column(ColumnType.YES_OR_NO, lambda _, r: read(r), codes=YES_OR_NO),)
        if inner is int:
            return (each.column(ColumnType.WHOLE_NUMBER, lambda _, r: read(r)),)
        return each.coded(_codes(inner)) if issubclass(inner, Enum) else ()

    @property
    def _lists(self) -> Mapping[str, tuple[Code, ...]]:
        """The codes that each of these texts may be; any other is told as unlisted."""
        method = self.method
        scale = method.parameters.crisis_scale.value
        registered = (each.code for each in method.instruments)
        return {
            "edition": _listed("method", (method.code,)),
            "level": _listed("crisis_level", () if scale is None else scale.levels),
            "instrument": _listed("instrument", tuple(dict.fromkeys((*registered, *LICENSED)))),
            "information": _listed("information", method.parameters.information.value.codes),
        }

    # columns that no field of an entry gives

    def _code(self, name: str, key: str = "", codes: tuple[Code, ...] = ()) -> Column:
        return _plain(name, ColumnType.CODE, key or f"field.{name}", codes=codes)

    def _number(self, name: str, key: str = "", unit: str = "count") -> Column:
        return _plain(name, ColumnType.WHOLE_NUMBER, key or f"research.{name}", unit=unit)

    def _day(self, name: str) -> Column:
        return _plain(name, ColumnType.DAY, f"research.{name}", unit=self.unit)

    def _yes_or_no(self, name: str) -> Column:
        return _plain(name, ColumnType.YES_OR_NO, f"research.{name}", codes=YES_OR_NO)

    def _of_finding(self, name: str, type: ColumnType, codes: tuple[Code, ...] = ()) -> Column:
        days = type is ColumnType.DAY
        found = _plain(name, type, f"research.{name}", codes, unit=self.unit if days else "")
        if days:
            read: Callable[[Writer, Row], Cell] = lambda w, r: w.day(getattr(r.item, name))  # noqa: E731
            found = attrs.evolve(found, read=read)
        return attrs.evolve(found, origin=f"finding.{name}")

    def _of_entry(
        self, name: str, type: ColumnType, key: str, read: Callable[[Writer, Row], Cell]
    ) -> Column:
        days = type is ColumnType.DAY
        return attrs.evolve(
            _plain(name, type, key, () if days else YES_OR_NO, self.unit if days else ""),
            origin=f"entry.{name}",
            read=read,
        )
