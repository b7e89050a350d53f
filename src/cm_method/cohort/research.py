"""The research data set: tidy tables under new pseudonyms, with a codebook from the classes.

Only participants whose consent to research runs on the day, and only with a reference to the ethics
decision. Free text, ways to reach people and exact birth dates never leave. Pseudonymised data are
still personal data.
"""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.consent import ConsentKind, consents
from cm_method.case.episodes import episodes
from cm_method.case.kinds import CASE_KINDS
from cm_method.case.participants import ParticipantDescribed
from cm_method.errors import Problem, Refused
from cm_method.journal import Entry, Journal, Objected, Retracted, answered
from cm_method.labels import label, text
from cm_method.rules.findings import Finding
from cm_method.rules.method import Method
from cm_method.rules.review import review

Cell = str | int | bool | date | None
SHORTEST_KEY = 32
"""Bytes of the key, at least: a shorter one can be searched through."""


@frozen(kw_only=True)
class Release:
    """One release of the data set, under its own *name* and the *ethics* decision it rests on.

    The secret *key* stays outside the data. With *relative*, days count from service start.
    """

    name: str
    key: bytes = field(repr=False)
    ethics: str
    relative: bool = False

    def __attrs_post_init__(self) -> None:
        wrong = (
            ("name", "blank_text", not self.name.strip()),
            ("ethics", "ethics_not_stated", not self.ethics.strip()),
            ("key", "key_too_short", len(self.key) < SHORTEST_KEY),
        )
        problems = [Problem(code=code, path=path) for path, code, broken in wrong if broken]
        if problems:
            raise Refused(problems)

    def pseudonym(self, code: str) -> str:
        """A new pseudonym: another in every release, and not to be worked back without the key."""
        said = f"{self.name}\x00{code}".encode()
        return hmac.new(self.key, said, sha256).hexdigest()[:16]


@frozen(kw_only=True)
class Variable:
    """One column of the codebook: *codes* pairs each code with its label, in the language asked."""

    table: str
    name: str
    type: str
    label: str
    codes: tuple[tuple[str, str], ...] = ()


@frozen(kw_only=True)
class TidyTable:
    """One table: one row an observation, columns by name."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)


@frozen(kw_only=True)
class DataSet:
    """The tables of a release, who was left out (counts by reason), and under which decision."""

    release: str
    ethics: str
    on: date
    known: date | None
    edition: str
    tables: tuple[TidyTable, ...]
    left_out: Mapping[str, int]

    def __getitem__(self, name: str) -> TidyTable:
        """One table by its name. Raises KeyError for none."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)


NEVER = frozenset(("id", "by", "corrects", "recorded", "worker", "birth_date", "form", "keeper"))
"""Fields that never leave: ids and codes of people and papers, and the day of birth."""
LEFT_OUT_KINDS = (Objected, Retracted)


def data_set(
    journals: Iterable[Journal],
    method: Method,
    release: Release,
    *,
    on: date,
    known: date | None = None,
) -> DataSet:
    """The data set of a register on a day.

    A participant is in it when a consent to research runs on the day *on*; everything else about
    them stays out, and is only counted.
    """
    rows: dict[str, list[tuple[Cell, ...]]] = {name: [] for name in _tables()}
    left_out: Counter[str] = Counter()
    for journal in journals:
        case = Case.of(journal, on=on, known=known)
        mine = [e for e in episodes(case) if e.started.edition == method.code]
        if not mine:
            left_out["not_in_service"] += 1
        elif not _consented(case, on):
            left_out["no_research_consent"] += 1
        else:
            _add(rows, case, method, release, mine[0].first)
    return DataSet(
        release=release.name,
        ethics=release.ethics,
        on=on,
        known=known,
        edition=method.code,
        tables=tuple(
            TidyTable(name=name, columns=columns, rows=tuple(sorted(rows[name], key=str)))
            for name, columns in _tables().items()
        ),
        left_out=dict(sorted(left_out.items())),
    )


def _consented(case: Case, on: date) -> bool:
    return any(
        each.entry.consent is ConsentKind.RESEARCH and each.entry.about is None and each.runs(on)
        for each in consents(case)
    )


FINDINGS = ("participant", "rule", "verdict", "since", "due", "done_on", "reason", "marks")


def _tables() -> dict[str, tuple[str, ...]]:
    """Every table with its columns: findings, and one for each kind of entry that may leave."""
    found: dict[str, tuple[str, ...]] = {"finding": FINDINGS}
    for kind in CASE_KINDS:
        if kind not in LEFT_OUT_KINDS:
            names = [name for name, _ in _leaving_fields(kind)]
            found[kind.kind] = ("participant", "entry", "on", *names)
    return found


def _leaving_fields(kind: type[Entry]) -> tuple[tuple[str, Any], ...]:
    """The fields of a kind that may leave, with what they hold: no text, no way to reach."""
    hints = get_type_hints(kind)
    return tuple(
        (each.name, hints[each.name])
        for each in attrs.fields(kind)
        if each.name not in NEVER
        and each.name != "on"
        and "text" not in each.metadata
        and (each.repr or kind is ParticipantDescribed)
        and _is_plain(hints[each.name])
    )


def _is_plain(hint: Any) -> bool:
    """Whether a cell can hold it; child rows stay out."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return all(_is_plain(part) for part in parts if part is not NoneType)
    if origin in (tuple, frozenset):
        return _is_plain(parts[0])
    return hint in (str, int, bool, date) or (isinstance(hint, type) and issubclass(hint, Enum))


def _add(
    rows: dict[str, list[tuple[Cell, ...]]],
    case: Case,
    method: Method,
    release: Release,
    start: date,
) -> None:
    who = release.pseudonym(case.participant)
    writer = _Writer(case=case, release=release, start=start)
    for finding in review(case, method):
        if finding.counts:
            rows["finding"].append((who, *writer.finding(finding)))
    for entry in case.entries:
        if not isinstance(entry, LEFT_OUT_KINDS):
            rows[entry.kind].append((who, *writer.entry(entry)))


@frozen(kw_only=True, eq=False)
class _Writer:
    case: Case
    release: Release
    start: date

    def entry(self, entry: Entry) -> Iterator[Cell]:
        named = {name for name, _, _ in answered(entry)}
        yield self.id(entry.id)
        yield self.cell(entry.on)
        for name, _ in _leaving_fields(type(entry)):
            value = getattr(entry, name)
            yield self.id(value) if name in named and value is not None else self.cell(value)

    def finding(self, found: Finding) -> Iterator[Cell]:
        yield found.rule
        yield found.verdict.value
        yield from (self.cell(day) for day in (found.since, found.due, found.done_on))
        yield found.reasons[0].code
        yield " ".join(sorted(mark.value for mark in found.marks)) or None

    def id(self, id: str) -> str:
        """An entry under a new id; what was corrected is named by what stands in its place."""
        standing = min(self.case.standing_for(id), default=id)
        return self.release.pseudonym(f"{self.case.participant}\x00{standing}")

    def cell(self, value: object) -> Cell:
        if isinstance(value, Enum):
            return str(value.value)
        if isinstance(value, date):
            return (value - self.start).days if self.release.relative else value
        if isinstance(value, tuple | frozenset):
            parts = [str(self.cell(each)) for each in value]
            return " ".join(parts if isinstance(value, tuple) else sorted(parts)) or None
        return value if isinstance(value, str | int | bool) else None


def codebook(release: Release, lang: str = "sv") -> tuple[Variable, ...]:
    """Every column of every table: name, type, codes and labels, written from the classes."""
    return tuple(_variables(release, lang))


def _variables(release: Release, lang: str) -> Iterator[Variable]:
    day = "days" if release.relative else "date"
    for name in FINDINGS:
        holds = day if name in ("since", "due", "done_on") else "text"
        yield Variable(table="finding", name=name, type=holds, label=text(f"research.{name}", lang))
    for kind in CASE_KINDS:
        if kind in LEFT_OUT_KINDS:
            continue
        for name in ("participant", "entry"):
            said = text(f"research.{name}", lang)
            yield Variable(table=kind.kind, name=name, type="text", label=said)
        yield Variable(table=kind.kind, name="on", type=day, label=text("field.on", lang))
        for name, hint in _leaving_fields(kind):
            yield Variable(
                table=kind.kind,
                name=name,
                type=_type_of(hint, day),
                label=text(f"field.{name}", lang),
                codes=_codes_of(hint, lang),
            )


def _inner(hint: Any) -> Any:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _inner(next(part for part in parts if part is not NoneType))
    return _inner(parts[0]) if origin in (tuple, frozenset) else hint


def _type_of(hint: Any, day: str) -> str:
    inner = _inner(hint)
    if inner is date:
        return day
    return {bool: "yes_or_no", int: "whole_number"}.get(inner, "text" if inner is str else "code")


def _codes_of(hint: Any, lang: str) -> tuple[tuple[str, str], ...]:
    inner = _inner(hint)
    if not issubclass(inner, Enum):
        return ()
    return tuple((str(member.value), label(member, lang)) for member in inner)


@frozen(kw_only=True)
class Anonymity:
    """How many share each combination of *variables*: the smallest group, and who stands alone.

    *smallest* is k; *groups* how many combinations there are, *below* how many participants are in
    groups smaller than asked for.
    """

    variables: tuple[str, ...]
    smallest: int
    groups: int
    below: int


def anonymity_of(
    values: Mapping[str, tuple[str, ...]], variables: tuple[str, ...], *, least: int = 5
) -> Anonymity:
    """The k-anonymity of participants by their quasi-identifying *values*."""
    groups = Counter(values.values())
    return Anonymity(
        variables=variables,
        smallest=min(groups.values(), default=0),
        groups=len(groups),
        below=sum(count for count in groups.values() if count < least),
    )
