"""Exact tallies exchanged between organisations: written with a seal, read back whole or refused.

A file holds counts and no participant, no pseudonym and no id of an entry. It can hold ones, and is
marked as possibly personal data: it is exchanged in confidence and never published. The seal is a
checksum of the content. It shows a change made by accident or carelessness; it is no signature, for
whoever changes a file knowingly can seal it again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from hashlib import sha256
from itertools import chain
from operator import add
from typing import Any

from attrs import field, frozen

from cm_method.adapters.json.hooks import under
from cm_method.adapters.json.patient import read_patiently
from cm_method.adapters.json.text import as_text, parsed
from cm_method.adapters.json.writing import to_plain
from cm_method.cohort.tally import Tally
from cm_method.errors import CannotAdd, Problem, Refused, facts
from cm_method.fields import FREE_TEXT, Checked, broken, row
from cm_method.labels import words
from cm_method.rules.milestone import Mark, Signature, Verdict

FORMAT = "cm-method-tally"
VERSION = 1
MOST = 10**9
"""More than this cannot have been counted."""
NOTICE = "Kan innehålla personuppgifter: publicera inte. May be personal data: do not publish."
"""How every file is marked; part of the format, and so the same in every file of this version."""

LONGEST_ORIGIN = 40
_ORIGIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_FINGERPRINT = re.compile(r"[0-9a-f]{16}", re.ASCII)
_CODE = re.compile(r"([a-z][a-z0-9_]*)?", re.ASCII)

_HEXADECIMAL = {"text": "telephone"}
"""Metadata of digits among letters, which can look like an identity number and are none."""

_SAID_OF_REGISTERS = frozenset(("empty_file", "too_large", "nested_too_deep", "number_too_long"))
"""Problems of a text whose words are about registers; here they all say that it is no tally."""


def is_origin(code: str) -> bool:
    """Whether a code can say whose a tally is: small letters a-z, digits, single hyphens."""
    return len(code) <= LONGEST_ORIGIN and _ORIGIN.fullmatch(code) is not None


def _problems_of_origins(origins: tuple[str, ...]) -> Iterator[Problem]:
    if not origins:
        yield broken("tally_without_origin", "origins")
    for place, origin in enumerate(origins):
        if not is_origin(origin):
            yield broken("tally_origin_no_code", f"origins[{place}]")
        elif origin in origins[:place]:
            yield broken("tally_origin_repeated", f"origins[{place}]")


def _in_order(origins: Iterable[str]) -> Any:
    """Origins as a sorted tuple; what is none of them is left alone for the check to refuse."""
    are_texts = isinstance(origins, list | tuple) and all(isinstance(each, str) for each in origins)
    return tuple(sorted(origins)) if are_texts else origins


@frozen(kw_only=True)
class TallyFile(Checked):
    """A tally as it is exchanged, with the codes of those whose participants it counts.

    One origin, such as a municipality code, chosen by whoever exports it; several once tallies were
    added. An origin comes once, so that nobody's participants are counted twice. Raises Refused.
    """

    origins: tuple[str, ...] = field(converter=_in_order)
    tally: Tally = field(repr=False)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from _problems_of_origins(self.origins)


@frozen(kw_only=True)
class WayDocument(Checked):
    """How many participants count in one way under a rule."""

    verdict: Verdict
    code: str = field(metadata=FREE_TEXT)
    done: bool
    marks: tuple[Mark, ...] = field(converter=row)
    count: int

    def broken_invariants(self) -> Iterator[Problem]:
        if self.count < 0:
            yield broken("tally_count_below_zero", "count")
        elif self.count > MOST:
            yield broken("tally_count_out_of_reach", "count")
        for place, mark in enumerate(self.marks):
            if mark in self.marks[:place]:
                yield broken("tally_mark_twice", f"marks[{place}]")
        if _CODE.fullmatch(self.code) is None or not _can_be(self.signature):
            yield broken("tally_way_impossible", "code", verdict=self.verdict)

    @property
    def signature(self) -> Signature:
        """The way to count."""
        return Signature(self.verdict, self.code, self.done, frozenset(self.marks))


def _can_be(way: Signature) -> bool:
    """Whether a verdict can go with this code and with being done; so for the rules of any method.

    Every verdict is derived in one way, so this holds whoever wrote the rule.
    """
    if way.verdict in (Verdict.MET, Verdict.MET_LATE):
        return way.done and not way.code
    if way.verdict is Verdict.MISSED:
        return not way.done and not way.code
    if way.verdict is Verdict.NOT_YET_DUE:
        return way.code in ("", "no_due_day")
    if way.verdict is Verdict.EXCLUDED:
        return not way.done and bool(way.code)
    return way.code == "membership" or (way.code == "answer" and not way.done)


@frozen(kw_only=True)
class RuleDocument(Checked):
    """The ways in which participants count under one rule, each once."""

    rule: str
    ways: tuple[WayDocument, ...] = field(converter=row)

    def broken_invariants(self) -> Iterator[Problem]:
        seen = set()
        for place, way in enumerate(self.ways):
            if way.signature in seen:
                yield broken("tally_way_twice", f"ways[{place}]")
            seen.add(way.signature)


@frozen(kw_only=True)
class TallyDocument(Checked):
    """A whole tally file; every field is stated."""

    format: str
    version: int
    notice: str
    origins: tuple[str, ...] = field(converter=row)
    edition: str
    fingerprint: str = field(metadata=_HEXADECIMAL)
    on: date
    known: date | None
    journals: int
    listed: int
    other_editions: int
    rules: tuple[RuleDocument, ...] = field(converter=row)
    seal: str = field(metadata=_HEXADECIMAL)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from _problems_of_origins(self.origins)
        if self.notice != NOTICE:
            yield broken("tally_not_marked", "notice")
        if _FINGERPRINT.fullmatch(self.fingerprint) is None:
            yield broken("tally_fingerprint_odd", "fingerprint")
        for name in ("journals", "listed", "other_editions"):
            if getattr(self, name) < 0:
                yield broken("tally_count_below_zero", name)
            elif getattr(self, name) > MOST:
                yield broken("tally_count_out_of_reach", name)
        names = [each.rule for each in self.rules]
        for place, name in enumerate(names):
            if name in names[:place]:
                yield broken("tally_rule_twice", f"rules[{place}]")
        counted = any(way.count for each in self.rules for way in each.ways)
        if not self.journals and (self.listed or self.other_editions or counted):
            yield broken("tally_counts_nobody", "journals")

    @property
    def content(self) -> TallyFile:
        """What the file says, as a value."""
        tally = Tally(
            edition=self.edition,
            fingerprint=self.fingerprint,
            on=self.on,
            known=self.known,
            journals=self.journals,
            listed=self.listed,
            other_editions=self.other_editions,
            counts={
                each.rule: {way.signature: way.count for way in each.ways} for each in self.rules
            },
        )
        return TallyFile(origins=self.origins, tally=tally)


def tally_to_json(file: TallyFile) -> str:
    """The text of a tally file, one way to count a line; the same for equal files.

    Raises Refused for a tally that could not be read again, such as one with a count below zero.
    """
    tally = file.tally
    held = {
        "format": FORMAT,
        "version": VERSION,
        "notice": NOTICE,
        "origins": list(file.origins),
        "edition": tally.edition,
        "fingerprint": tally.fingerprint,
        "on": to_plain(tally.on),
        "known": to_plain(tally.known),
        "journals": tally.journals,
        "listed": tally.listed,
        "other_editions": tally.other_editions,
        "rules": [
            {
                "rule": rule,
                "ways": sorted((_way(way, n) for way, n in counted.items()), key=json.dumps),
            }
            for rule, counted in sorted(tally.counts.items())
        ],
    }
    document = {**held, "seal": _seal_of(held)}
    try:
        read_patiently(document, TallyDocument)
    except Refused as refused:
        raise Refused(under("$", refused)) from None
    lines = [f"  {_plain(name)}: {_plain_value(name, value)}" for name, value in document.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _way(way: Signature, count: int) -> dict[str, Any]:
    return {
        "verdict": way.verdict.value,
        "code": way.code,
        "done": way.done,
        "marks": sorted(mark.value for mark in way.marks),
        "count": count,
    }


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain_value(name: str, value: Any) -> str:
    if name != "rules" or not value:
        return _plain(value)
    rules = []
    for each in value:
        ways = ",\n".join(f"      {_plain(way)}" for way in each["ways"])
        listed = f"[\n{ways}\n    ]" if ways else "[]"
        rules.append(f'    {{"rule": {_plain(each["rule"])}, "ways": {listed}}}')
    return "[\n" + ",\n".join(rules) + "\n  ]"


def _seal_of(held: dict[str, Any]) -> str:
    """SHA-256 over the content but for the seal, keys sorted and without spaces."""
    content = {name: value for name, value in held.items() if name != "seal"}
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"), default=repr)
    return sha256(plain.encode()).hexdigest()


def tally_from_json(source: str | bytes) -> TallyFile:
    """The tally file of a text. Raises Refused with every problem and its path.

    Refused are another format or version, a broken seal, missing, unknown and repeated fields,
    values of another kind, unknown codes, counts that cannot be, and the same rule or way twice.
    """
    raw = _raw(source)
    problems: list[Problem] = []
    if "seal" in raw and raw["seal"] != _seal_of(raw):
        problems.append(Problem(code="tally_was_changed", path="$.seal"))
    try:
        document = read_patiently(raw, TallyDocument)
    except Refused as refused:
        raise Refused([*problems, *under("$", refused)]) from None
    if problems:
        raise Refused(problems)
    return document.content


def _raw(source: str | bytes) -> dict[str, Any]:
    """The plain value of a file in a format and version that can be read."""
    try:
        raw, _ = parsed(as_text(source))
    except Refused as refused:
        if all(problem.code in _SAID_OF_REGISTERS for problem in refused.problems):
            raise Refused([Problem(code="not_a_tally", path="$")]) from None
        raise Refused(under("$", refused)) from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise Refused([Problem(code="not_a_tally", path="$")])
    version = raw.get("version")
    if type(version) is not int or version != VERSION:
        known = facts(known=VERSION)
        raise Refused([Problem(code="unknown_version", path="$.version", facts=known)])
    try:
        _seal_of(raw)
    except RecursionError:
        raise Refused([Problem(code="not_a_tally", path="$")]) from None
    return raw


def add_tallies(named: Iterable[tuple[str, TallyFile]]) -> TallyFile:
    """All of them together, with the origins of all; each with a name, such as that of its file.

    Raises CannotAdd with everything that does not fit the first one, and every origin that comes
    twice; the name is the path of the problem.
    """
    files = list(named)
    problems = [*_misfits(files), *_counted_twice(files)]
    if not files:
        problems.append(Problem(code="no_tallies"))
    if problems:
        raise CannotAdd(problems)
    return TallyFile(
        origins=list(chain.from_iterable(file.origins for _, file in files)),
        tally=reduce(add, (file.tally for _, file in files)),
    )


def _misfits(files: list[tuple[str, TallyFile]]) -> Iterator[Problem]:
    """In what each differs from the first: an edition has a fingerprint of its own."""
    for name, file in files[1:]:
        mine, first = file.tally, files[0][1].tally
        if mine.edition != first.edition:
            yield Problem(code="tally_of_another_edition", path=name)
        elif mine.fingerprint != first.fingerprint:
            yield Problem(code="tally_by_other_rules", path=name)
        if mine.on != first.on:
            days = facts(on=mine.on, first=first.on)
            yield Problem(code="tally_of_another_day", path=name, facts=days)
        if mine.known != first.known:
            everything = words("tally.everything_recorded")
            days = facts(known=mine.known or everything, first=first.known or everything)
            yield Problem(code="tally_known_otherwise", path=name, facts=days)


def _counted_twice(files: list[tuple[str, TallyFile]]) -> Iterator[Problem]:
    for place, (name, file) in enumerate(files):
        earlier = [each for _, each in files[:place]]
        if file in earlier:
            yield Problem(code="tally_added_twice", path=name)
            continue
        shared = set(file.origins) & {origin for each in earlier for origin in each.origins}
        if shared:
            origins = facts(origins=tuple(sorted(shared)))
            yield Problem(code="tally_origin_counted_twice", path=name, facts=origins)
