"""The worked cases of consents and of disposal: verdict, nearest miss with its facts, and days.

Each TOML file is a reading, and each case names its source. A consent that is written `{}` is the
one that the file's first lines describe; a case says only what is different.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from cm_method.case.case import Case
from cm_method.case.consent import (
    ConsentGiven,
    ConsentKind,
    ConsentWithdrawn,
    SharingMade,
    StatutoryGround,
)
from cm_method.case.episodes import Started
from cm_method.case.participants import Died
from cm_method.case.parties import LegalForm, Parties
from cm_method.errors import Fact
from cm_method.journal import Entry, Journal, Objected
from cm_method.labels import LANGUAGES, Words
from cm_method.rules.disposal import disposals
from cm_method.rules.method import Method
from cm_method.rules.sharing import SharingAnswer, SharingQuestion, may_share, sharings_made
from tests.examples.reading import told_in

ASKED_ON = date(2026, 12, 1)
READ_ON = date(2027, 6, 1)
CONSENT: dict[str, Any] = {
    "id": "s1",
    "on": date(2026, 11, 1),
    "by": "hm",
    "consent": "secrecy_waiver",
    "discloser": "hsf",
    "recipients": ["hm"],
    "information": ["needs"],
    "purpose": "care",
    "first": date(2026, 11, 1),
    "last": date(2027, 1, 31),
    "form": "blankett 1",
}
QUESTION: dict[str, Any] = {
    "discloser": "hsf",
    "recipient": "hm",
    "information": ["needs"],
    "purpose": "care",
    "on": ASKED_ON,
}


def consent(told: dict[str, Any]) -> ConsentGiven:
    said = {**CONSENT, **told}
    return ConsentGiven(**{**said, "consent": ConsentKind(said["consent"])})


def entries_of(told: dict[str, Any]) -> list[Entry]:
    found: list[Entry] = [consent(each) for each in told["consents"]]
    found += [
        ConsentWithdrawn(
            id=f"w{number}", on=each["on"], by="hm", consent_given=each.get("of", "s1")
        )
        for number, each in enumerate(told.get("withdrawals", ()), start=1)
    ]
    if "died" in told:
        found.append(Died(id="d1", on=told["died"], by="hm"))
    if "made" in told:
        said = {**QUESTION, **told["made"]}
        found.append(SharingMade(id="u1", by="hm", necessity="inför läkarbesöket", **said))
    return found


def answer_to(told: dict[str, Any], method: Method) -> SharingAnswer:
    parties = Parties(
        legal_forms={code: LegalForm(form) for code, form in told["parties"].items()},
        party_of=told["workers"],
    )
    journal = Journal(subject="P-0001", entries=tuple(entries_of(told)))
    case = Case.of(journal, on=READ_ON, known=told.get("known"))
    if "made" in told:
        (checked,) = sharings_made(case, method, parties)
        return checked.answer
    said = {**QUESTION, **told["question"]}
    ground = StatutoryGround(said["ground"]) if "ground" in said else None
    return may_share(case, SharingQuestion(**{**said, "ground": ground}), method, parties)


def plain(fact: Fact) -> object:
    if isinstance(fact, Words):
        return ", ".join(fact.keys)
    return getattr(fact, "value", fact)


def misses(answer: SharingAnswer) -> list[dict[str, Any]]:
    """Each category that is not covered, as the files write it."""
    found: list[dict[str, Any]] = []
    for category in answer.categories:
        if category.consents:
            continue
        told: dict[str, Any] = {"category": category.category}
        if category.nearest is not None:
            told["consent"] = category.nearest.consent
            told["missed"] = {
                missed.why.value: {name: plain(fact) for name, fact in missed.facts}
                for missed in category.nearest.missed
            }
        found.append(told)
    return found


@pytest.mark.parametrize("told", tuple(told_in("sharing", "case")))
def test_worked_case_of_sharing(told: dict[str, Any], edition: Method) -> None:
    answer = answer_to(told, edition)
    assert answer.verdict.value == told["verdict"]
    assert misses(answer) == told.get("nearest", [])
    for lang in LANGUAGES:
        assert all(answer.explain(lang))


@pytest.mark.parametrize("told", tuple(told_in("disposal", "case")))
def test_worked_case_of_disposal(told: dict[str, Any], edition: Method) -> None:
    parties = Parties(
        legal_forms={code: LegalForm(form) for code, form in told["parties"].items()},
        supervised=told["supervised"],
    )
    notes: list[Entry] = []
    for number, said in enumerate(told["notes"], start=1):
        common = {key: value for key, value in said.items() if key != "started"}
        if "started" in said:
            notes.append(Started(id=f"n{number}", worker="cm-1", edition="any", **common))
        else:
            notes.append(Objected(id=f"n{number}", entry="n0", **common))
    journal = Journal(subject="P-0001", entries=tuple(notes))
    found = [
        {
            "on": asked["on"],
            "keeper": each.keeper,
            "state": each.state.value,
            **({"due_from": each.due_from} if each.due_from else {}),
            **({"done_by": each.done_by} if each.done_by else {}),
        }
        for asked in told["asked"]
        for each in disposals(journal, edition, parties, on=asked["on"])
    ]
    assert found == told["asked"]


def test_every_case_names_its_source_and_every_verdict_is_among_them() -> None:
    cases: list[dict[str, Any]] = [
        param.values[0]  # type: ignore[misc]  # a case
        for folder in ("sharing", "disposal")
        for param in told_in(folder, "case")
    ]
    assert all(told["source"] for told in cases)
    assert len({told["title"] for told in cases}) == len(cases)
    verdicts = Counter(told.get("verdict") for told in cases)
    assert set(verdicts) == {
        "covered",
        "not_covered",
        "needs_legal_decision",
        "order_unknown",
        None,
    }
