"""Releases, consents and registers for the tests of the research data set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs

from cm_method.case.consent import ConsentGiven, ConsentKind, ConsentWithdrawn
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.episodes import Started
from cm_method.case.participants import Gender, ParticipantDescribed
from cm_method.case.parties import LegalForm, Parties, PartyJoined, WorkerJoined
from cm_method.case.plans import ContactPath, Goal, PlanAgreed
from cm_method.case.register import PARTNERSHIP
from cm_method.cohort.release import Release
from cm_method.cohort.research import DataSet, data_set
from cm_method.cohort.research_columns import Cell
from cm_method.journal import Entry, Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method
from cm_method.testing.strategies import EDITION

KEY = bytes(range(40))
EVERYTHING = ("whole",)
START = date(2026, 11, 16)
ON = date(2027, 6, 30)
FIRST = date(2026, 11, 20)


def release(**given: Any) -> Release:
    said: dict[str, Any] = {"name": "2027-1", "ethics": "2026-01234-01", "key": KEY}
    return Release(**{**said, **given})


def started() -> Started:
    return Started(id="hm-2", on=START, by="cm-1", worker="cm-1", edition=EDITION)


def plan() -> PlanAgreed:
    return PlanAgreed(
        id="hm-3",
        on=date(2026, 12, 14),
        by="cm-1",
        goals=[Goal(what="Sova bättre", sub_goals=["Läkartid bokad"])],
        contact_paths=[ContactPath(contact="psykiatrin-anna", priority=True)],
        with_participant=True,
    )


def attended() -> ContactFollowed:
    return ContactFollowed(
        id="sdf-1",
        on=date(2027, 1, 20),
        by="sdf",
        contact="psykiatrin-anna",
        status=ContactStatus.ATTENDED,
    )


def parties() -> Parties:
    """An association with one case manager."""
    since = date(2026, 4, 1)
    association = PartyJoined(
        id="hm-1",
        on=since,
        by="hm",
        party="hm",
        name="Hela Människan",
        legal_form=LegalForm.ASSOCIATION,
    )
    worker = WorkerJoined(id="hm-2", on=since, by="hm", worker="cm-1", party="hm")
    return Parties.of(Journal(subject=PARTNERSHIP, entries=[association, worker]))


def consent(**given: Any) -> ConsentGiven:
    """The participant's own consent to research, through 2029."""
    said: dict[str, Any] = {
        "id": "hm-50",
        "on": FIRST,
        "by": "hm",
        "consent": ConsentKind.RESEARCH,
        "discloser": "hm",
        "recipients": ["mchs"],
        "information": EVERYTHING,
        "purpose": "research",
        "first": given.get("on", FIRST),
        "last": date(2029, 5, 1),
        "form": "pärm 3",
    }
    return ConsentGiven(**{**said, **given})


def withdrawn_from(id: str, on: date = ON) -> ConsentWithdrawn:
    return ConsentWithdrawn(id="hm-51", on=on, by="hm", consent_given=id)


def described(**given: Any) -> ParticipantDescribed:
    said: dict[str, Any] = {"id": "hm-60", "on": FIRST, "by": "hm", "gender": Gender.WOMAN}
    return ParticipantDescribed(**{**said, **given})


def journal(*more: Entry, subject: str = "P-1") -> Journal:
    """A start, a plan and a visit, and these."""
    return Journal(subject=subject, entries=[started(), plan(), attended(), *more])


def consenting(whole: Journal) -> Journal:
    """A journal with a consent to research from before everything in it."""
    given = consent(id="research-consent", on=date(2020, 1, 1), last=date(2199, 1, 1))
    return whole.with_entries(given)


def of(
    *journals: Journal, on: date = ON, method: Method = EDITIONS[EDITION], **given: Any
) -> DataSet:
    """The data set of some journals; what is not for the data set is for the release."""
    mine = {name: given.pop(name) for name in ("known", "parties") if name in given}
    return data_set(journals, method, release(**given), on=on, **mine)


def column(found: DataSet, table: str, name: str) -> list[Cell]:
    place = found[table].columns.index(name)
    return [row[place] for row in found[table].rows]


def row(found: DataSet, table: str) -> dict[str, Cell]:
    """The only row of a table."""
    (cells,) = found[table].rows
    return dict(zip(found[table].columns, cells, strict=True))


def unlike(found: DataSet, pseudonymous: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Every table without its pseudonyms, its rows in an order of their own."""
    hidden = set(pseudonymous)
    told = {}
    for table in found.tables:
        kept = [n for n, name in enumerate(table.columns) if (table.name, name) not in hidden]
        told[table.name] = sorted(str([cells[n] for n in kept]) for cells in table.rows)
    return told


def renamed(whole: Journal, subject: str) -> Journal:
    return attrs.evolve(whole, subject=subject)
