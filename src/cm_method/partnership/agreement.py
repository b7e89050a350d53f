"""The partnership agreement as it stands on a day: phases, clause, money, bodies, disagreements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum, unique
from typing import TypeVar

from attrs import frozen

from cm_method.case.agreements import (
    AgreementAmended,
    AgreementMade,
    AgreementStatus,
    AgreementStatusChanged,
    Body,
    BodyFormed,
    CostIncurred,
    DisagreementRaised,
    DisagreementReferred,
    DisagreementSettled,
    DocumentRegistered,
    PartyRole,
    PhaseKind,
    RoleTaken,
    TrainingHeld,
)
from cm_method.dates import Period, plus_days, plus_months
from cm_method.journal import Entry, Journal, View
from cm_method.labels import text

E = TypeVar("E", bound=Entry)


@unique
class DisagreementStep(Enum):
    """How far a disagreement has come: dialogue in the project, the steering group, settled."""

    DIALOGUE = "dialogue"
    STEERING_GROUP = "steering_group"
    SETTLED = "settled"


@frozen(kw_only=True)
class Disagreement:
    """A disagreement with the *step* it has come to, *since* which day."""

    raised: DisagreementRaised
    step: DisagreementStep
    since: date


@frozen(kw_only=True)
class Money:
    """Costs against the ceiling, in whole Swedish kronor, in all and by phase.

    *outside* are costs dated outside the agreement's days; they are in *spent* and in no phase.
    """

    ceiling: int
    spent: int
    by_phase: Mapping[PhaseKind, int]
    outside: int

    @property
    def left(self) -> int:
        """What is left below the ceiling; negative when it is exceeded."""
        return self.ceiling - self.spent


@frozen(kw_only=True)
class Agreement:
    """An agreement on the day *on*, as known on *known*, worked out from the partnership's journal.

    *period* and *ceiling_sek* are those of the latest amendment, *phases* the days of each phase:
    the months are full and counted from the first day, and days beyond them belong to the last
    phase (R6).
    """

    made: AgreementMade
    on: date
    known: date | None
    period: Period
    phases: tuple[tuple[PhaseKind, Period], ...]
    status: AgreementStatus
    status_since: date
    roles: tuple[tuple[str, PartyRole], ...]
    bodies: tuple[BodyFormed, ...]
    amendments: tuple[AgreementAmended, ...]
    documents: tuple[DocumentRegistered, ...]
    trained: Mapping[str, int]
    disagreements: tuple[Disagreement, ...]
    money: Money

    def phase_on(self, day: date) -> PhaseKind | None:
        """The phase of a day; None outside the agreement."""
        return next((phase for phase, days in self.phases if day in days), None)

    def phase(self, kind: PhaseKind) -> Period | None:
        """The days of a phase; None where the agreement has no such phase."""
        return dict(self.phases).get(kind)

    def explain_status(self, lang: str = "sv") -> str:
        """What the status means, in a sentence."""
        return text(
            f"agreement.{self.status.value}",
            lang,
            day=self.status_since,
            condition=self.made.condition or text("agreement.no_condition", lang),
        )


def phase_days(
    first: date, last: date, lengths: Iterable[tuple[PhaseKind, int]]
) -> tuple[tuple[PhaseKind, Period], ...]:
    """The days of each phase: full months from the first day, the rest with the last phase (R6)."""
    found: list[tuple[PhaseKind, Period]] = []
    months = 0
    named = tuple(lengths)
    for place, (kind, length) in enumerate(named):
        opens = plus_months(first, months)
        months += length
        closes = plus_days(plus_months(first, months), -1)
        if place == len(named) - 1:
            closes = last
        if opens <= min(closes, last):
            found.append((kind, Period(first=opens, last=min(closes, last))))
    return tuple(found)


def agreements(
    partnership: Journal, *, on: date, known: date | None = None
) -> tuple[Agreement, ...]:
    """Every agreement that the partnership's journal tells of on a day, in order of its first day.

    Costs, documents, training and disagreements are the partnership's: where several agreements are
    in the journal, each counts what is dated within its own days.
    """
    view = partnership.at(on=on, known=known)
    made = sorted(_of(view, AgreementMade), key=lambda each: (each.first, each.order))
    return tuple(_agreement(view, each, on=on, known=known, only=len(made) == 1) for each in made)


def agreement_on(partnership: Journal, *, on: date, known: date | None = None) -> Agreement | None:
    """The agreement whose days hold the day *on*, else the latest before it, else the first."""
    found = agreements(partnership, on=on, known=known)
    current = [each for each in found if on in each.period]
    past = [each for each in found if each.period.first <= on]
    if current or past:
        return (current or past)[-1]
    return found[0] if found else None


def _of(view: View, kind: type[E]) -> list[E]:
    return [entry for entry in view.entries if isinstance(entry, kind)]


def _names(view: View, id: str, wanted: str) -> bool:
    heads = view.replaced.get(id)
    return id == wanted if heads is None else any(head.id == wanted for head in heads)


def _agreement(
    view: View, made: AgreementMade, *, on: date, known: date | None, only: bool
) -> Agreement:
    amendments = [a for a in _of(view, AgreementAmended) if _names(view, a.made, made.id)]
    last = next((a.last for a in reversed(amendments) if a.last is not None), made.last)
    ceiling = next(
        (a.ceiling_sek for a in reversed(amendments) if a.ceiling_sek is not None),
        made.ceiling_sek,
    )
    period = Period(first=made.first, last=max(last, made.first))
    phases = phase_days(made.first, last, ((p.phase, p.months) for p in made.phases))
    changes = [c for c in _of(view, AgreementStatusChanged) if _names(view, c.made, made.id)]
    status = changes[-1].status if changes else AgreementStatus.PROPOSED

    def mine(entry: Entry) -> bool:
        return only or entry.on in period

    trained: dict[str, int] = {}
    for training in filter(mine, _of(view, TrainingHeld)):
        trained[training.party] = trained.get(training.party, 0) + training.trained
    return Agreement(
        made=made,
        on=on,
        known=known,
        period=period,
        phases=phases,
        status=status,
        status_since=changes[-1].on if changes else made.on,
        roles=tuple(
            (role.party, role.role)
            for role in _of(view, RoleTaken)
            if _names(view, role.made, made.id)
        ),
        bodies=_latest_bodies(
            body for body in _of(view, BodyFormed) if _names(view, body.made, made.id)
        ),
        amendments=tuple(amendments),
        documents=tuple(filter(mine, _of(view, DocumentRegistered))),
        trained=trained,
        disagreements=tuple(
            _disagreement(view, raised) for raised in filter(mine, _of(view, DisagreementRaised))
        ),
        money=_money(ceiling, filter(mine, _of(view, CostIncurred)), phases),
    )


def _latest_bodies(formed: Iterable[BodyFormed]) -> tuple[BodyFormed, ...]:
    latest = {body.body: body for body in formed}
    return tuple(latest[body] for body in Body if body in latest)


def _disagreement(view: View, raised: DisagreementRaised) -> Disagreement:
    step, since = DisagreementStep.DIALOGUE, raised.on
    taken: tuple[
        tuple[list[DisagreementReferred] | list[DisagreementSettled], DisagreementStep], ...
    ]
    taken = (
        (_of(view, DisagreementReferred), DisagreementStep.STEERING_GROUP),
        (_of(view, DisagreementSettled), DisagreementStep.SETTLED),
    )
    for entries, reached in taken:
        mine = [each.on for each in entries if _names(view, each.disagreement, raised.id)]
        if mine:
            step, since = reached, mine[0]
    return Disagreement(raised=raised, step=step, since=since)


def _money(
    ceiling: int, costs: Iterable[CostIncurred], phases: tuple[tuple[PhaseKind, Period], ...]
) -> Money:
    by_phase = {kind: 0 for kind, _ in phases}
    spent = outside = 0
    for cost in costs:
        spent += cost.amount_sek
        phase = next((kind for kind, days in phases if cost.on in days), None)
        if phase is None:
            outside += cost.amount_sek
        else:
            by_phase[phase] += cost.amount_sek
    return Money(ceiling=ceiling, spent=spent, by_phase=by_phase, outside=outside)
