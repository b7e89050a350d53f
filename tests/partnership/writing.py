"""Short ways to write a partnership's journal down; days are written out as they are."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from cm_method.case.agreements import (
    AgreementMade,
    AgreementStatus,
    AgreementStatusChanged,
    Body,
    CostIncurred,
    CostKind,
    FollowUpHeld,
    Phase,
    PhaseKind,
)
from cm_method.journal import Entry, Journal, Retracted, RetractionReason
from cm_method.partnership.agreement import Agreement, agreements

E = TypeVar("E", bound=Entry)

PHASES = ((PhaseKind.ESTABLISHMENT, 6), (PhaseKind.OPERATION, 24), (PhaseKind.CLOSURE, 6))
"""The phases of the real agreement, in months."""


def day(said: str) -> date:
    return date.fromisoformat(said)


def noted(kind: type[E], id: str, on: str, *, recorded: str | None = None, **payload: Any) -> E:
    return kind(id=id, on=day(on), recorded=day(recorded or on), by="hm", **payload)


def made(id: str = "av-1", on: str = "2026-04-01", **more: Any) -> AgreementMade:
    """The real agreement, from 2026-05-01 through 2029-05-01, unless said otherwise."""
    phases = more.pop("phases", PHASES)
    said = {"agreement": "iop-2026", "ceiling_sek": 300_000, **more}
    first, last = said.pop("first", "2026-05-01"), said.pop("last", "2029-05-01")
    return noted(
        AgreementMade,
        id,
        on,
        first=day(first),
        last=day(last),
        phases=[Phase(phase=kind, months=months) for kind, months in phases],
        **said,
    )


def status(id: str, on: str, status: AgreementStatus, **more: Any) -> AgreementStatusChanged:
    return noted(AgreementStatusChanged, id, on, **{"made": "av-1", **more}, status=status)


def cost(id: str, on: str, amount: int, covered: int = 0, **more: Any) -> CostIncurred:
    money = {"amount_sek": amount, "covered_sek": covered, "cost": CostKind.OTHER}
    return noted(CostIncurred, id, on, **{**money, **more})


def held(id: str, on: str, planned: str | None = None, **more: Any) -> FollowUpHeld:
    said = {"body": Body.PROJECT_GROUP, "planned": planned and day(planned), **more}
    return noted(FollowUpHeld, id, on, **said)


def retracted(id: str, on: str, *corrects: str, recorded: str | None = None) -> Retracted:
    reason = RetractionReason.DID_NOT_HAPPEN
    return noted(Retracted, id, on, recorded=recorded, corrects=corrects, reason=reason)


def journal(*entries: Entry) -> Journal:
    return Journal(subject="partnership", entries=entries)


def agreement(*entries: Entry, on: str = "2029-05-01", known: str | None = None) -> Agreement:
    """The only agreement that the entries tell of on a day."""
    at = None if known is None else day(known)
    (found,) = agreements(journal(*entries), on=day(on), known=at)
    return found
