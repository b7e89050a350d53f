"""The questions of the kit, as they are kept and as they are put."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from cm_method.adapters.json import schema as register_schema
from cm_method.fields import row
from cm_method.rules.milestone import Verdict

FORMAT = "cm-method-conformance"
VERSION = 1
"""Of the kit: another number where questions, answers or what is expected have changed."""
KIT = Path(__file__).with_name("kit.jsonl")

Plain = Mapping[str, Any]
"""A JSON object."""


@frozen(kw_only=True)
class Question:
    """What is asked: what the *journal* of one participant says on the day *on*, as known *known*.

    *case* names it, *edition* the method as it stands, *rules* those that are asked about.
    *journal* is a participant of a register file. *expected* holds one finding for each rule and
    episode, with the codes of all its reasons; it is not told to those who are asked.
    """

    case: str
    title: str
    edition: str
    on: date
    known: date | None
    rules: tuple[str, ...] = field(converter=row)
    journal: Plain = field(repr=False)
    expected: tuple[Plain, ...] = field(converter=row, repr=False)

    def asked(self) -> dict[str, Any]:
        """The question as a JSON object, without what is expected."""
        return {
            "case": self.case,
            "edition": self.edition,
            "on": str(self.on),
            "known": None if self.known is None else str(self.known),
            "rules": list(self.rules),
            "journal": dict(self.journal),
        }

    def with_expected(self) -> dict[str, Any]:
        """The whole question as a JSON object, for those who compare the answers themselves."""
        return {"title": self.title, **self.asked(), "findings": [*map(dict, self.expected)]}

    def about(self, rules: Iterable[str]) -> Question:
        """The same question about these rules alone."""
        asked = tuple(rule for rule in self.rules if rule in set(rules))
        return evolve(self, rules=asked, expected=[e for e in self.expected if e["rule"] in asked])


def questions(cases: Iterable[str] = (), rules: Iterable[str] = ()) -> tuple[Question, ...]:
    """The questions of the kit, or those whose case begins with one of *cases*.

    With *rules*, about these alone: a system may answer only some of them.
    """
    begins, asked = tuple(cases), tuple(rules)
    found = (each for each in _kept() if not begins or each.case.startswith(begins))
    return tuple(each.about(asked) if asked else each for each in found)


def _kept() -> Iterator[Question]:
    # Split at newlines alone: a journal may hold other letters that end a line.
    header, *lines = KIT.read_text(encoding="utf-8").split("\n")
    rules = json.loads(header)["rules"]
    for line in filter(None, lines):
        kept = json.loads(line)
        for asked in kept["asked"]:
            known = asked.get("known")
            yield Question(
                case=f"{kept['case']}@{asked['on']}" + (f"/{known}" if known else ""),
                title=kept["title"],
                edition=kept["edition"],
                on=date.fromisoformat(asked["on"]),
                known=date.fromisoformat(known) if known else None,
                rules=rules,
                journal=kept["journal"],
                expected=asked["findings"],
            )


def schema(lang: str = "sv") -> dict[str, Any]:
    """The JSON Schema (2020-12) of a question and, under ``$defs``, of an ``Answer``."""
    register = register_schema(lang, lines=True)
    definitions = dict(register["$defs"])
    day = {"type": "string", "format": "date"}
    words = {"type": "string", "minLength": 1}
    no_day = {"anyOf": [day, {"type": "null"}]}
    definitions["Finding"] = _object(
        rule=words,
        episode={**words, "description": "The id of the entry that started the service."},
        verdict={"enum": [verdict.value for verdict in Verdict]},
        reasons={"type": "array", "items": words, "description": "Codes, the decisive one first."},
        due=no_day,
        done_on=no_day,
        counts={"type": "boolean"},
        optional=("reasons", "due", "done_on", "counts"),
    )
    findings = {"type": "array", "items": {"$ref": "#/$defs/Finding"}}
    definitions["Answer"] = _object(case=words, findings=findings)
    return {
        "$schema": register["$schema"],
        **_object(
            case=words,
            edition=words,
            on=day,
            known={**no_day, "description": "Only what was recorded by then; null: everything."},
            rules={"type": "array", "items": words},
            journal={"$ref": "#/$defs/JournalDocument"},
        ),
        "$defs": dict(sorted(definitions.items())),
    }


def _object(optional: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }
