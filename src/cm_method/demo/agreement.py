"""The partnership in the demo: its terms are those of the real agreement, its course is made up.

Terms: IOP ("Parter", "Tidplan", "Ekonomi", "Klausul", "Uppföljning") and Decision ("Giltighetstid
och uppföljning"). Meetings, costs, counts and disagreements never happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar

from cm_method.case.agreements import (
    Activity,
    ActivityHeld,
    AgreementMade,
    AgreementStatus,
    AgreementStatusChanged,
    Body,
    BodyFormed,
    CostIncurred,
    CostKind,
    Decides,
    DisagreementRaised,
    DisagreementReferred,
    DisagreementSettled,
    DocumentKind,
    DocumentRegistered,
    FollowUpHeld,
    PartyRole,
    Phase,
    PhaseKind,
    ReportPart,
    RoleTaken,
    StatementGiven,
    TrainingHeld,
    VisitorsCounted,
)
from cm_method.dates import every_months, plus_days
from cm_method.demo import DEMO_DAY
from cm_method.demo.diary import working_day
from cm_method.journal import Entry

E = TypeVar("E", bound=Entry)
Note = Callable[..., Any]

FIRST, LAST = date(2026, 5, 1), date(2029, 5, 1)
SIGNED, IN_FORCE = date(2026, 4, 23), date(2026, 6, 17)

COSTS = (
    (date(2026, 9, 18), 96_000, 0, CostKind.TRAINING, "uppdragsutbildning i CM"),
    (date(2026, 10, 2), 412_000, 412_000, CostKind.STAFF, "personal, betald av fonden"),
    (date(2027, 1, 29), 18_400, 6_000, CostKind.ACTIVITIES, "mötesplatsen, höst"),
    (date(2027, 6, 30), 12_600, 0, CostKind.PREMISES, "lokal för samtal"),
    (date(2027, 9, 10), 38_500, 0, CostKind.TRAINING, "utbildning av nya medarbetare"),
    (date(2027, 9, 24), -2_500, 0, CostKind.TRAINING, "en plats återbetalad"),
    (date(2028, 1, 31), 21_300, 6_000, CostKind.ACTIVITIES, "mötesplatsen, höst"),
)
"""Day, amount in SEK, how much of it the fund pays, kind, and what it was."""

MISSED_FOLLOW_UP = date(2027, 8, 1)
"""The follow-up that nobody noted: it fell in the summer."""


def agreement() -> tuple[Entry, ...]:
    """What the partnership's journal says of the agreement up to the demo day."""
    found: list[Entry] = []
    numbers = {"hm": 20, "sdf": 20}

    def note(kind: type[E], by: str, on: date, **payload: Any) -> E:
        numbers[by] += 1
        entry = kind(id=f"{by}-{numbers[by]}", on=on, by=by, **payload)
        found.append(entry)
        return entry

    made = _terms(note)
    _course(note, made)
    _counts(note)
    return tuple(found)


def _terms(note: Note) -> str:
    made: str = note(
        AgreementMade,
        "sdf",
        date(2026, 4, 1),
        agreement="iop-2026",
        first=FIRST,
        last=LAST,
        phases=(
            Phase(phase=PhaseKind.ESTABLISHMENT, months=6),
            Phase(phase=PhaseKind.OPERATION, months=24),
            Phase(phase=PhaseKind.CLOSURE, months=6),
        ),
        ceiling_sek=300_000,
        condition="att Allmänna Arvsfonden godkänner ansökan",
    ).id
    signed, approved = AgreementStatus.SIGNED_ON_CONDITION, AgreementStatus.IN_FORCE
    note(AgreementStatusChanged, "sdf", SIGNED, made=made, status=signed)
    note(AgreementStatusChanged, "hm", IN_FORCE, made=made, status=approved)
    for party, role in (
        ("sdf", PartyRole.FINANCIER),
        ("hm", PartyRole.PROVIDER),
        ("mchs", PartyRole.RESEARCHER),
    ):
        note(RoleTaken, "sdf", SIGNED, made=made, party=party, role=role)
    note(
        BodyFormed,
        "sdf",
        SIGNED,
        made=made,
        body=Body.STEERING_GROUP,
        members=(
            "avdelningschef (stadsdelsförvaltningen)",
            "verksamhetscontroller (stadsdelsförvaltningen)",
            "verksamhetschef (Hela Människan)",
            "docent (högskolan)",
        ),
        decides=tuple(Decides),
    )
    members = ("projektledare (Hela Människan)", "enhetschef (stadsdelsförvaltningen)")
    note(BodyFormed, "hm", SIGNED, made=made, body=Body.PROJECT_GROUP, members=members)
    for party, reference in (("sdf", "HÄ 2026/214"), ("hm", "2026-31")):
        note(
            DocumentRegistered,
            party,
            SIGNED,
            made=made,
            party=party,
            document=DocumentKind.AGREEMENT,
            reference=reference,
        )
    return made


def _course(note: Note, made: str) -> None:
    for body, months in ((Body.PROJECT_GROUP, 3), (Body.STEERING_GROUP, 12)):
        for planned in every_months(FIRST, months, through=DEMO_DAY):
            if planned != MISSED_FOLLOW_UP:
                held = working_day(plus_days(planned, 4), step=1)
                note(FollowUpHeld, "hm", held, body=body, planned=planned)
    for party, trained in (("hm", 3), ("sdf", 8)):
        note(TrainingHeld, party, date(2026, 9, 18), party=party, trained=trained)
    for on, amount, covered, cost, words in COSTS:
        note(
            CostIncurred,
            "hm",
            on,
            amount_sek=amount,
            covered_sek=covered,
            cost=cost,
            description=words,
        )
    rooms = note(DisagreementRaised, "hm", date(2027, 2, 10), topic="vem som bokar lokal").id
    settled = date(2027, 3, 3)
    note(DisagreementSettled, "sdf", settled, disagreement=rooms, outcome="stadsdelen bokar")
    hours = note(DisagreementRaised, "sdf", date(2028, 1, 18), topic="stöd på kvällar").id
    note(DisagreementReferred, "hm", date(2028, 2, 7), disagreement=hours)
    note(
        StatementGiven,
        "hm",
        date(2028, 3, 20),
        made=made,
        party="hm",
        part=ReportPart.LEARNED,
        statement="Att söka upp tar längre tid än vi trodde, men det är så de flesta har nått oss.",
    )


def _counts(note: Note) -> None:
    for number, on in enumerate(_month_by_month()):
        hours, people = 3 + number % 3, (4 + 7 * number) % 23
        uncounted = number == 9
        note(
            ActivityHeld,
            "hm",
            working_day(plus_days(on, 8)),
            activity=Activity.OUTREACH,
            people=None if uncounted else people,
            hours=hours,
        )
        if number % 3 == 1:
            note(
                ActivityHeld,
                "hm",
                working_day(plus_days(on, 19)),
                activity=Activity.INFORMATION_EVENT,
                people=12 + 5 * number % 31,
            )
    for last, persons in ((date(2026, 12, 31), 96), (date(2027, 12, 31), 231)):
        note(
            VisitorsCounted,
            "hm",
            working_day(plus_days(last, 12), step=1),
            first=FIRST,
            last=last,
            persons=persons,
        )


def _month_by_month() -> Iterator[date]:
    return every_months(FIRST, 1, through=plus_days(DEMO_DAY, -30))
