"""A register about who holds what, and what may be told: P-1 in order, P-2 between the chairs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

pytest.importorskip("cattrs")

from cm_method.case.consent import ConsentGiven, ConsentKind, ConsentWithdrawn, SharingMade
from cm_method.case.crisis_plans import (
    CrisisPlanAgreed,
    CrisisPlanKind,
    CrisisPlanReviewed,
    HelpContact,
    ReviewTrigger,
    SituationChanged,
)
from cm_method.case.episodes import EntryRoute, Reached, Started
from cm_method.case.needs import NeedArea, NeedAssessed
from cm_method.case.parties import LegalForm, PartyJoined, WorkerJoined
from cm_method.case.register import PARTNERSHIP, Register
from cm_method.case.responsibility import (
    AbsenceNoted,
    EscalationAgreed,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    SupportPromised,
)
from cm_method.journal import Entry, Journal, Objected

EDITION = "hagersten-alvsjo-2026"
START = date(2027, 1, 11)
DAY = date(2027, 6, 1)
"""The day that is asked about."""


def chairs_partnership(*more: Entry) -> Journal:
    since = date(2010, 1, 1)
    common: dict[str, Any] = {"on": since, "by": "hm"}
    return Journal(
        subject=PARTNERSHIP,
        entries=[
            PartyJoined(
                id="hm-1",
                party="hm",
                name="Hela Människan",
                legal_form=LegalForm.ASSOCIATION,
                under_supervision=True,
                **common,
            ),
            PartyJoined(
                id="hm-2",
                party="sdf",
                name="Stadsdelsförvaltningen",
                legal_form=LegalForm.COMMITTEE,
                **common,
            ),
            PartyJoined(
                id="hm-3", party="vard", name="Öppenvården", legal_form=LegalForm.REGION, **common
            ),
            WorkerJoined(id="hm-4", worker="cm-1", party="hm", **common),
            WorkerJoined(id="hm-5", worker="cm-2", party="hm", **common),
            EscalationAgreed(
                id="hm-6", sought="sdf", turn_to="jour", reach="08-465 00 10", **common
            ),
            *more,
        ],
    )


def started(id: str = "hm-2", worker: str = "cm-1") -> Started:
    return Started(id=id, on=START, by=worker, worker=worker, edition=EDITION)


def held(
    number: int, receiver: str, need: str | None, on: date, giver: str | None = None, **more: Any
) -> tuple[Entry, Entry]:
    """An offer and its acceptance a week later."""
    offer, week = f"hm-{number}", date.fromordinal(on.toordinal() + 7)
    terms = {"contact_path": "08-465 00 01", "stand_in": "cm-2", **more}
    return (
        ResponsibilityOffered(
            id=offer, on=on, by="cm-1", need=need, receiver=receiver, giver=giver
        ),
        ResponsibilityAccepted(id=f"hm-{number + 1}", on=week, by=receiver, offer=offer, **terms),
    )


def crisis_plan(id: str = "hm-30", on: date = date(2027, 2, 15), **more: Any) -> CrisisPlanAgreed:
    said: dict[str, Any] = {
        "plan_kind": CrisisPlanKind.CRISIS_PLAN,
        "warning_signs": ["Jag sover inte"],
        "coping": ["Gå ut och gå"],
        "distractions": ["Biblioteket"],
        "supporters": ["Min syster"],
        "professionals": [HelpContact(who="Akuten", reach="08-465 00 02", any_hour=True)],
        "safe_surroundings": ["Medicinen hos systern"],
        "with_participant": True,
    }
    return CrisisPlanAgreed(id=id, on=on, by="cm-1", **{**said, **more})


def consent(id: str = "hm-40", **more: Any) -> ConsentGiven:
    said: dict[str, Any] = {
        "on": date(2027, 1, 18),
        "consent": ConsentKind.CONFIDENTIALITY_RELEASE,
        "discloser": "hm",
        "recipients": ["sdf", "vard"],
        "information": ["coordination", "needs"],
        "purpose": "coordination",
        "first": date(2027, 1, 18),
        "last": date(2027, 6, 20),
        "form": "B-17",
    }
    return ConsentGiven(id=id, by="cm-1", **{**said, **more})


def sharing(id: str = "hm-50", **more: Any) -> SharingMade:
    said: dict[str, Any] = {
        "on": date(2027, 3, 1),
        "discloser": "hm",
        "recipient": "sdf",
        "information": ["needs"],
        "purpose": "coordination",
        "necessity": "Inför boendemötet",
    }
    return SharingMade(id=id, by="cm-1", **{**said, **more})


def in_order() -> tuple[Entry, ...]:
    """P-1: a chain that is established, a crisis plan to go through again, consents."""
    week = date(2027, 1, 18)
    return (
        Reached(id="hm-1", on=date(2027, 1, 4), by="hm", route=EntryRoute.OUTREACH),
        started(),
        NeedAssessed(id="hm-3", on=week, by="cm-1", area=NeedArea.HOUSING, description="Vräkt"),
        NeedAssessed(id="sdf-1", on=week, by="sdf", area=NeedArea.ADDICTION),
        *held(10, "cm-1", None, week, any_hour="112"),
        *held(12, "sdf", "hm-3", week),
        *held(14, "cm-1", "sdf-1", date(2027, 2, 1)),
        SupportPromised(id="hm-16", on=week, by="cm-1", need="hm-3", supporter="brukarstod"),
        AbsenceNoted(
            id="hm-17", on=date(2027, 5, 20), by="cm-1", absent="cm-1", first=DAY, last=DAY
        ),
        ResponsibilityOffered(
            id="hm-18", on=date(2027, 5, 24), by="cm-1", need="sdf-1", receiver="vard", giver="cm-1"
        ),
        crisis_plan(),
        crisis_plan("hm-31", date(2027, 4, 12), coping=[]),
        CrisisPlanReviewed(
            id="hm-32", on=date(2027, 5, 10), by="cm-1", plan="hm-31", with_participant=True
        ),
        SituationChanged(
            id="hm-33", on=date(2027, 5, 28), by="cm-1", change=ReviewTrigger.DISCHARGE
        ),
        consent(),
        consent(
            "hm-41",
            information=["crisis"],
            purpose="crisis",
            last=date(2027, 12, 31),
            next_of_kin=["syster-1"],
        ),
        consent("hm-42", recipients=["vard"], last=date(2027, 12, 31)),
        ConsentWithdrawn(id="hm-43", on=date(2027, 4, 1), by="cm-1", consent_given="hm-42"),
        sharing(),
        sharing("hm-51", on=date(2027, 4, 1), recipient="vard", information=["self_rating"]),
        Objected(id="hm-60", on=week, by="cm-1", entry="hm-3", words="Jag flyttade själv"),
    )


def between() -> tuple[Entry, ...]:
    """P-2: nobody for a need since its holder let go, and an offer that nobody has answered."""
    week = date(2027, 1, 18)
    return (
        started("hm-1", "cm-2"),
        NeedAssessed(id="hm-3", on=week, by="cm-2", area=NeedArea.MONEY),
        *held(10, "sdf", "hm-3", week),
        ResponsibilityEnded(id="sdf-9", on=date(2027, 4, 30), by="sdf", acceptance="hm-11"),
        ResponsibilityOffered(
            id="hm-12", on=date(2027, 5, 4), by="cm-2", need="hm-3", receiver="hm"
        ),
        *held(20, "cm-2", None, week, stand_in=None),
    )


def chairs(*more: Entry) -> Register:
    """P-1 in order, with these entries as well; P-2 between the chairs; P-3 only reached."""
    return Register(
        journals=[
            Journal(subject="P-1", entries=[*in_order(), *more]),
            Journal(subject="P-2", entries=between()),
            Journal(
                subject="P-3",
                entries=[
                    Reached(id="hm-1", on=date(2027, 1, 4), by="hm", route=EntryRoute.OUTREACH)
                ],
            ),
        ],
        partnership=chairs_partnership(),
    )
