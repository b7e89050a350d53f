"""The tables of a research data set: participants, findings, one a kind of entry, and actors.

Rows of several kinds are tables of their own, one level down; several codes are one column a code.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import attrs
from attrs import field, frozen

from cm_method.case.caseload import IntentionDropped, StartPlanned, WorkerChangePlanned
from cm_method.case.episodes import EntryRoute
from cm_method.case.kinds import CASE_KINDS
from cm_method.case.participants import Gender, ParticipantDescribed
from cm_method.case.parties import LegalForm
from cm_method.case.responsibility import AbsenceEnded, AbsenceNoted
from cm_method.cohort.release import Release
from cm_method.cohort.research_columns import (
    FEW_SHARE,
    YES_OR_NO,
    Cell,
    Code,
    Column,
    ColumnType,
    Read,
    Row,
    Writer,
    age_codes,
    codes_of,
    reason_codes,
    said,
    together,
)
from cm_method.cohort.research_fields import Field, Lists, columns_of, fields_of, lists_of
from cm_method.journal import Category, Entry, Objected, Retracted
from cm_method.rules.method import Method
from cm_method.rules.milestone import Mark, Verdict

PARTICIPANTS, FINDINGS, ACTORS = "participant", "finding", "actor"

STAY: frozenset[type[Entry]] = frozenset(
    (
        *(ParticipantDescribed, Objected, Retracted, AbsenceNoted, AbsenceEnded),
        *(StartPlanned, WorkerChangePlanned, IntentionDropped),
    )
)
"""Kinds without a table. What is described of a participant is in the table of participants, and an
objection is told beside the entry it is about. Absences and plans for who is to hold what
are about staff: a participant cannot consent for them."""
DAYS_OF_MANY = frozenset((Category.CONSENT,))
"""Kinds of these categories tell no day where days count from the start. Many are asked on one day,
and whoever knows its date would know every start."""
DAYS_FROM_THE_START = frozenset(("on", "since", "done_on"))
"""The days that are told where days count from the start: those on which something happened.

A day that was set beforehand is found in the calendar. Three months are 89 to 92 days, depending on
the month they begin in, and a plan may be reviewed on the last day of the partnership.
"""


@frozen(kw_only=True, eq=False)
class Table:
    """One table. The first *keys* columns order its rows; *kind* is the entries it tells of.

    *part* names the field whose parts have a row each.
    """

    name: str
    columns: tuple[Column, ...]
    keys: int
    kind: type[Entry] | None = None
    part: str | None = field(default=None)

    def line(self, writer: Writer, row: Row) -> tuple[Cell, ...]:
        """The cells of one row."""
        return tuple(column.read(writer, row) for column in self.columns)


def tables_of(method: Method, release: Release) -> tuple[Table, ...]:
    """Every table of a release, in the order in which people meet what they tell of."""
    lists = lists_of(method)
    return (
        _participants(release),
        _findings(method, relative=release.relative),
        *(
            each
            for kind in CASE_KINDS
            if kind not in STAY
            for each in tables_of_kind(kind, lists, relative=release.relative)
        ),
        _actors(),
    )


def _participants(release: Release) -> Table:
    """One row a participant, by the first service under the edition."""
    age = (
        _item("age_group", ColumnType.CODE, age_codes())
        if release.age_bands
        else _item("age", ColumnType.WHOLE_NUMBER, unit="years")
    )
    columns = (
        PARTICIPANT,
        _item("gender", ColumnType.CODE, codes_of(Gender), origin="participant_described.gender"),
        attrs.evolve(age, origin="participant_described.birth_year"),
        _item(
            "district",
            ColumnType.CODE_AS_WRITTEN,
            FEW_SHARE,
            origin="participant_described.district",
        ),
        _item("entry_route", ColumnType.CODE, codes_of(EntryRoute), origin="reached.route"),
        *(
            ()
            if release.relative
            else (_item("start_month", ColumnType.MONTH, origin="started.on"),)
        ),
        _item("episodes", ColumnType.WHOLE_NUMBER, unit="count", origin="started"),
        *_each("covers", Category, "information", origin="consent_given.information"),
    )
    return Table(name=PARTICIPANTS, columns=columns, keys=1)


def _findings(method: Method, *, relative: bool) -> Table:
    """One row an answer of a rule about one service."""
    rules = tuple(
        Code(value=name, labels=said(f"rule.{name}"))
        for rule in method.rules
        for name in (rule.name, *rule.apart)
    )
    columns = (
        PARTICIPANT,
        _own("episode", ColumnType.PSEUDONYM, lambda w, row: w.entry(row.item.episode)),
        _item("rule", ColumnType.CODE, rules),
        _item("verdict", ColumnType.CODE, codes_of(Verdict)),
        _own(
            "reason", ColumnType.CODE, lambda _, row: str(row.item.reasons[0].code), reason_codes()
        ),
        _own("since", ColumnType.DAY, lambda writer, row: writer.day(row.item.since)),
        _own("due", ColumnType.DAY, lambda writer, row: writer.day(row.item.due)),
        _own("done_on", ColumnType.DAY, lambda writer, row: writer.day(row.item.done_on)),
        _item("counts", ColumnType.YES_OR_NO, YES_OR_NO),
        *_each("marks", Mark, "Mark"),
    )
    named = tuple(
        attrs.evolve(each, origin=each.origin or f"finding.{each.name}")
        for each in columns
        if not (relative and _is_set_beforehand(each))
    )
    return Table(name=FINDINGS, columns=named, keys=3)


def _actors() -> Table:
    """One row a registered worker or organisation that a row names."""
    forms = codes_of(LegalForm)
    columns = (
        _item("actor", ColumnType.PSEUDONYM, origin="worker_joined.worker"),
        _item("party", ColumnType.PSEUDONYM, origin="worker_joined.party"),
        _item("legal_form", ColumnType.CODE, forms, origin="party_joined.legal_form"),
    )
    return Table(name=ACTORS, columns=columns, keys=1)


def tables_of_kind(kind: type[Entry], lists: Lists, *, relative: bool = False) -> Iterator[Table]:
    """The table of a kind of entry, and those of its parts.

    With *relative* without days that are set beforehand, and without any where one date would give
    many starts away.
    """
    is_dayless = relative and kind.category in DAYS_OF_MANY
    fields = tuple(fields_of(kind, kind.kind))
    columns = (
        PARTICIPANT,
        _own("on", ColumnType.DAY, lambda writer, row: writer.day(row.item.on), key="field.on"),
        _own("entry", ColumnType.PSEUDONYM, lambda writer, row: writer.entry(row.of)),
        *(column for each in fields if not each.has_rows for column in columns_of(each, lists)),
        _own(
            "objected",
            ColumnType.YES_OR_NO,
            lambda writer, row: row.item.id in writer.objected,
            YES_OR_NO,
        ),
        _own(
            "contested",
            ColumnType.YES_OR_NO,
            lambda writer, row: row.item.id in writer.contested,
            YES_OR_NO,
        ),
    )
    named = (
        attrs.evolve(each, origin=each.origin or f"{kind.kind}.{each.name}")
        for each in columns
        if not (relative and _is_set_beforehand(each))
        and not (is_dayless and each.type is ColumnType.DAY)
    )
    yield Table(name=kind.kind, columns=tuple(named), keys=2 if is_dayless else 3, kind=kind)
    for each in fields:
        if each.has_rows:
            yield from _parts(kind, each, lists)


def _is_set_beforehand(column: Column) -> bool:
    """Whether a column holds days that nothing happened on yet when they were set."""
    return column.type is ColumnType.DAY and column.name not in DAYS_FROM_THE_START


def _parts(kind: type[Entry], each: Field, lists: Lists) -> Iterator[Table]:
    """The rows below an entry: its goals, its contact paths, its answers."""
    inner = (
        tuple(fields_of(each.holds, each.origin))
        if attrs.has(each.holds)
        else (attrs.evolve(each, many=False, alone=True),)
    )
    told = [column for part in inner for column in columns_of(part, lists)]
    if not told:
        return
    columns = (
        PARTICIPANT,
        _own("entry", ColumnType.PSEUDONYM, lambda w, row: w.entry(row.of)),
        _own("number", ColumnType.WHOLE_NUMBER, lambda _, row: row.number),
        *told,
    )
    named = (attrs.evolve(column, origin=column.origin or each.origin) for column in columns)
    yield Table(
        name=f"{kind.kind}_{each.name}", columns=tuple(named), keys=3, kind=kind, part=each.name
    )


# --- columns that no field of an entry gives ---------------------------------------------------


def _own(
    name: str,
    cells: ColumnType,
    read: Read,
    codes: tuple[Code, ...] = (),
    *,
    key: str = "",
    unit: str = "",
    origin: str = "",
) -> Column:
    labels = said(key or f"research.{name}")
    return Column(
        name=name, type=cells, labels=labels, origin=origin, read=read, codes=codes, unit=unit
    )


def _item(
    name: str,
    cells: ColumnType,
    codes: tuple[Code, ...] = (),
    *,
    unit: str = "",
    origin: str = "",
) -> Column:
    """A column that tells what the item holds under the same name."""

    def read(_: Writer, row: Row) -> Cell:
        value = getattr(row.item, name)
        return str(value.value) if isinstance(value, Enum) else value

    return _own(name, cells, read, codes, unit=unit, origin=origin)


def _each(name: str, members: type[Enum], words: str, *, origin: str = "") -> Iterator[Column]:
    """One column a code of a set that the item holds."""
    for member in members:
        yield Column(
            name=f"{name}_{member.value}",
            type=ColumnType.YES_OR_NO,
            labels=together(said(f"research.{name}"), said(f"{words}.{member.value}")),
            origin=origin or f"finding.{name}",
            read=_has(name, member),
            codes=YES_OR_NO,
        )


def _has(name: str, member: Enum) -> Read:
    return lambda _, row: member in getattr(row.item, name)


PARTICIPANT = _own(
    "participant",
    ColumnType.PSEUDONYM,
    lambda writer, _: writer.who,
    origin="journal.subject",
)
