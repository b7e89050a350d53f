"""Registers whose partnership has an agreement: one that is written out here, and random ones."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

from cm_method.case.agreements import (
    Activity,
    ActivityHeld,
    AgreementMade,
    AgreementStatus,
    AgreementStatusChanged,
    Body,
    FollowUpHeld,
    PartyRole,
    Phase,
    PhaseKind,
    ReportPart,
    RoleTaken,
    StatementGiven,
    VisitorsCounted,
)
from cm_method.case.episodes import Started
from cm_method.case.parties import LegalForm, PartyJoined, WorkerJoined
from cm_method.case.register import PARTNERSHIP, Register
from cm_method.journal import Entry, Journal
from cm_method.testing.strategies import EDITION, agreements, journals, partnerships

E = TypeVar("E", bound=Entry)

FIRST, LAST = date(2026, 5, 1), date(2027, 4, 30)
"""A short agreement: a month to begin, ten of operation and one to close."""
SIGNED = date(2026, 4, 1)

PARTIES = {"sdf": "Stadsdelen", "hm": "Hela Människan", "mchs": "Högskolan"}
ROLES = {"sdf": PartyRole.FINANCIER, "hm": PartyRole.PROVIDER, "mchs": PartyRole.RESEARCHER}


def noted(kind: type[E], id: str, on: date, **payload: Any) -> E:
    return kind(id=id, on=on, by="hm", **payload)


def in_force(id: str = "av-2") -> AgreementStatusChanged:
    status = AgreementStatus.IN_FORCE
    return noted(AgreementStatusChanged, id, SIGNED, made="av-1", status=status)


def roles() -> list[Entry]:
    return [
        noted(RoleTaken, f"av-roll-{party}", SIGNED, made="av-1", party=party, role=role)
        for party, role in ROLES.items()
    ]


def statement(
    id: str, party: str, part: ReportPart, said: str = "Det gick bra.", on: date = LAST
) -> StatementGiven:
    return noted(StatementGiven, id, on, made="av-1", party=party, part=part, statement=said)


def everything() -> list[Entry]:
    """All that the account and the final report ask for."""
    found: list[Entry] = [in_force(), *roles()]
    for number, day in enumerate((date(2026, 8, 1), date(2026, 11, 1), date(2027, 2, 1))):
        found.append(
            noted(FollowUpHeld, f"av-möte-{number}", day, body=Body.PROJECT_GROUP, planned=day)
        )
    for number, activity in enumerate(Activity):
        found.append(
            noted(ActivityHeld, f"av-akt-{number}", FIRST, activity=activity, people=20, hours=2)
        )
    found.append(noted(VisitorsCounted, "av-bes", LAST, first=FIRST, last=LAST, persons=70))
    for part in ReportPart:
        writers = ("mchs",) if part is ReportPart.RESEARCH else ("hm", "sdf")
        found += [statement(f"av-{part.value}-{party}", party, part, on=FIRST) for party in writers]
    return found


def started(on: date = date(2026, 6, 1)) -> Started:
    return Started(id="hm-31", on=on, by="cm-1", worker="cm-1", edition=EDITION)


def agreed(*more: Entry, participants: int = 2, parties: Any = PARTIES, **terms: Any) -> Register:
    """A register with an agreement, and so many participants who have started and nothing more."""
    given: dict[str, Any] = {
        "agreement": "iop",
        "first": FIRST,
        "last": LAST,
        "phases": [
            Phase(phase=phase, months=months)
            for phase, months in zip(PhaseKind, (1, 10, 1), strict=True)
        ],
        "ceiling_sek": 1000,
        **terms,
    }
    joined = [
        noted(PartyJoined, f"hm-{n}", SIGNED, party=code, name=name, legal_form=LegalForm.COMMITTEE)
        for n, (code, name) in enumerate(parties.items(), start=1)
    ]
    worker = noted(WorkerJoined, "hm-9", SIGNED, worker="cm-1", party="hm")
    made = noted(AgreementMade, "av-1", SIGNED, **given)
    return Register(
        journals=[
            Journal(subject=f"P-77{number:02}", entries=[started()])
            for number in range(participants)
        ],
        partnership=Journal(subject=PARTNERSHIP, entries=[*joined, worker, made, *more]),
    )


def copies(journal: Journal, number: int, begin: int = 1) -> list[Journal]:
    """So many participants to whom the same has happened."""
    return [
        attrs.evolve(journal, subject=f"P-88{place:02}") for place in range(begin, begin + number)
    ]


@composite
def agreed_registers(draw: DrawFn) -> Register:
    """Registers of a few sorts of participants, each once or up to seven times, with an agreement.

    Agreements begin near the first day of the edition more often than elsewhere.
    """
    found: list[Journal] = []
    for journal in draw(st.lists(journals(), max_size=2)):
        found += copies(journal, draw(st.integers(1, 7)), begin=len(found) + 1)
    partnership = draw(partnerships())
    if not any(isinstance(entry, AgreementMade) for entry in partnership.entries):
        first = draw(st.dates(date(2026, 4, 1), date(2026, 12, 31)))
        more = draw(agreements(first=first))
        partnership = attrs.evolve(partnership, entries=(*partnership.entries, *more))
    return Register(journals=found, partnership=partnership)
