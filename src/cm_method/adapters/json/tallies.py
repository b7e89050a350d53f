"""Exact tallies exchanged between organisations: written with a seal, read back whole or refused.

A tally holds no participant and no pseudonym, but it can hold ones: it is marked as possibly
personal data. The seal shows that a file was changed by mistake; it is no signature.
"""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import Any

from cm_method.adapters.json.text import as_text, parsed
from cm_method.cohort.tally import Tally
from cm_method.errors import Problem, Refused
from cm_method.rules.milestone import Mark, Signature, Verdict

FORMAT = "cm-method-tally"
VERSION = 1
NOTICE = "possibly personal data: small counts; never publish"


def tally_to_json(tally: Tally) -> str:
    """The tally as text, the same for equal tallies."""
    held = {
        "format": FORMAT,
        "version": VERSION,
        "notice": NOTICE,
        "edition": tally.edition,
        "fingerprint": tally.fingerprint,
        "on": str(tally.on),
        "known": None if tally.known is None else str(tally.known),
        "journals": tally.journals,
        "listed": tally.listed,
        "counts": {
            rule: sorted((_counted(way, count) for way, count in counted.items()), key=str)
            for rule, counted in sorted(tally.counts.items())
        },
    }
    return json.dumps({**held, "seal": _seal(held)}, ensure_ascii=False, indent=1) + "\n"


def _counted(way: Signature, count: int) -> dict[str, Any]:
    return {
        "verdict": way.verdict.value,
        "code": way.code,
        "done": way.done,
        "marks": sorted(mark.value for mark in way.marks),
        "count": count,
    }


def _seal(held: dict[str, Any]) -> str:
    plain = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


def tally_from_json(source: str | bytes) -> Tally:
    """The tally of a text. Raises Refused for another format, a broken seal or odd values."""
    raw, _ = parsed(as_text(source))
    if not isinstance(raw, dict) or raw.get("format") != FORMAT or raw.get("version") != VERSION:
        raise Refused([Problem(code="not_a_tally", path="$")])
    held = {name: value for name, value in raw.items() if name != "seal"}
    if raw.get("seal") != _seal(held):
        raise Refused([Problem(code="tally_was_changed", path="$.seal")])
    try:
        return _tally(held)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Refused([Problem(code="tally_unreadable", path="$")]) from None


def _tally(held: dict[str, Any]) -> Tally:
    counts: dict[str, dict[Signature, int]] = {}
    for rule, ways in held["counts"].items():
        for each in ways:
            marks = frozenset(Mark(mark) for mark in each["marks"])
            way = Signature(Verdict(each["verdict"]), str(each["code"]), bool(each["done"]), marks)
            if way in counts.setdefault(rule, {}):
                raise ValueError(rule)
            counts[rule][way] = _whole(each["count"])
    known = held["known"]
    return Tally(
        edition=str(held["edition"]),
        fingerprint=str(held["fingerprint"]),
        on=date.fromisoformat(held["on"]),
        known=None if known is None else date.fromisoformat(known),
        journals=_whole(held["journals"]),
        listed=_whole(held["listed"]),
        counts=counts,
    )


def _whole(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError
    return value
