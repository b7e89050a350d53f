"""Worked cases of the chain: who holds, who acts, which gap and why, which conflict (R23, R24).

Each TOML file is a reading, or a pain that others' users have. A case has the journal in the short
notation (`notation.py`), perhaps the other party's half of it and the partnership's own journal,
and the days on which it is asked about one need or the crisis. What is not said must not be there.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cm_method.case.case import Case
from cm_method.case.chain import CHAIN_PARTS, Chain, DefaultHolder, chain_of
from cm_method.case.episodes import episodes
from cm_method.case.escalation import escalation_path
from cm_method.case.parties import Parties
from cm_method.dates import Period
from tests.examples.notation import EXAMPLE_START, day_of, journal_of
from tests.examples.reading import told_in


@pytest.mark.parametrize("told", tuple(told_in("chain", "case")))
def test_worked_chain(told: dict[str, Any]) -> None:
    journal = journal_of(told["journal"])
    if "other_half" in told:
        other = journal_of(told["other_half"])
        assert journal.merge(other) == other.merge(journal)
        journal = journal.merge(other)
    partnership = journal_of(told.get("partnership", ""), subject="partnership")
    found, expected = [], []
    for asked in told["asked"]:
        on, known = day(asked["on"]), day(asked.get("known"))
        assert on is not None
        case = Case.of(journal, on=day(asked.get("read_on")) or on, known=known)
        chain = chain_of(
            case,
            episodes(case)[-1],
            CHAIN_PARTS,
            parties=Parties.of(partnership, known=known),
            default=DefaultHolder(told.get("default_holder", "nobody")),
        )
        found.append(shown(chain, None if asked["about"] == "crisis" else asked["about"], on))
        expected.append(said(asked))
    assert found == expected
    assert told["source"].startswith(("R2", "peers"))


def day(said: Any) -> date | None:
    return None if said is None else day_of(said, EXAMPLE_START)


def said(asked: dict[str, Any]) -> dict[str, Any]:
    """What a case expects, its days worked out."""
    answer: dict[str, Any] = {
        name: day(value) if name in {"since", "established"} else value
        for name, value in asked.items()
        if name not in {"on", "known", "read_on", "about"}
    }
    for name in ("gap", "conflict"):
        if name in answer:
            span = answer[name]
            answer[name] = {**span, "first": day(span["first"]), "last": day(span.get("last"))}
    if "holder" in answer:
        answer.setdefault("acting", answer["holder"])
    return answer


def shown(chain: Chain, need: str | None, on: date) -> dict[str, Any]:
    """What the library answers, in the same words; only what there is."""
    answer: dict[str, Any] = {}
    for link in chain.on(on):
        if link.need == need:
            answer |= {
                "holder": link.holder,
                "since": link.since,
                "acting": link.acting or ("nobody" if link.holder else None),
                "marks": [mark.value for mark in link.marks],
                "supporters": list(link.supporters),
            }
    for gap in chain.gaps():
        if gap.need == need and on in Period(first=gap.first, last=gap.last):
            answer["gap"] = {
                "first": gap.first,
                "last": gap.last,
                "reason": gap.why.value,
                "says": gap.explain("sv"),
            }
    for clash in chain.conflicts():
        if clash.need == need and on in Period(first=clash.first, last=clash.last):
            answer["conflict"] = {
                "first": clash.first,
                "last": clash.last,
                "rival": clash.rival,
                "reason": clash.why.value,
                "says": clash.explain("sv"),
            }
    for period in chain.established():
        if on in period:
            answer["established"] = period.first
    path = [turn.who for turn in escalation_path(chain, need, on).turns]
    if len(path) > 2:
        answer["path"] = path
    return {name: value for name, value in answer.items() if value not in (None, [])}
