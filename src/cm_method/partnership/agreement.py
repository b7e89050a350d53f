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
    FollowUpHeld,
    PartyRole,
    PhaseKind,
    RoleTaken,
    StatementGiven,
    TrainingHeld,
)
from cm_method.dates import Period, plus_days, plus_months, require_days
from cm_method.journal import Entry, Journal, View
from cm_method.labels import text


@unique
class DisagreementStep(Enum):
    """How far a disagreement has come: dialogue in the project, the steering group, settled."""

    DIALOGUE = "dialogue"
    STEERING_GROUP = "steering_group"
    SETTLED = "settled"


@frozen(kw_only=True)
class Disagreement:
    """A disagreement with the *step* it has come to, *since* which day (IOP, "oenighet")."""

    raised: DisagreementRaised
    step: DisagreementStep
    since: date


@frozen(kw_only=True)
class Money:
    """Costs against the ceiling, in whole Swedish kronor (SEK), in all and by phase.

    Only what no other funder covers counts. *outside* are costs dated outside the agreement's days;
    they are in *spent* and in no phase.
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

    It holds from *first* through *last*, as the latest amendment has it; so does the ceiling.
    *phases* holds the days of each phase: the months are full and counted from the first day, and
    days beyond them belong to the last phase (R6). *trained* counts by party how many people were
    trained; *held* are the follow-ups that the bodies have noted.
    """

    made: AgreementMade
    on: date
    known: date | None
    first: date
    last: date
    phases: tuple[tuple[PhaseKind, Period], ...]
    status: AgreementStatus
    status_since: date
    roles: tuple[tuple[str, PartyRole], ...]
    bodies: tuple[BodyFormed, ...]
    amendments: tuple[AgreementAmended, ...]
    documents: tuple[DocumentRegistered, ...]
    trained: Mapping[str, int]
    held: tuple[FollowUpHeld, ...]
    disagreements: tuple[Disagreement, ...]
    money: Money

    @property
    def period(self) -> Period:
        """The days of the agreement, both ends included."""
        return Period(first=self.first, last=self.last)

    @property
    def lapsed_on(self) -> date | None:
        """The day from which nothing in it holds any longer; None where it has not lapsed."""
        return self.status_since if self.status is AgreementStatus.LAPSED else None

    def asks_on(self, day: date) -> bool:
        """Whether the agreement still asks for what is planned for a day."""
        require_days(day=day)
        return self.lapsed_on is None or day < self.lapsed_on

    def phase_on(self, day: date) -> PhaseKind | None:
        """The phase of a day; None outside the agreement, and once it has lapsed."""
        require_days(day=day)
        if not self.asks_on(day):
            return None
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

    Costs, training, follow-ups and disagreements are the partnership's. Where there are several
    agreements each of these counts for one: see :func:`agreement_on`.
    """
    require_days(on=on, known=known)
    view = partnership.at(on=on, known=known)
    terms = _every(view)
    return tuple(_agreement(view, each, terms, on=on, known=known) for each in terms)


def agreement_on(partnership: Journal, *, on: date, known: date | None = None) -> Agreement | None:
    """The agreement that a day belongs to; None where none is noted.

    One that is only proposed, or has lapsed, stands back for the others. Of those it is the last
    whose days hold the day, else the latest before it, else the first.
    """
    require_days(on=on, known=known)
    view = partnership.at(on=on, known=known)
    terms = _every(view)
    home = _home(terms, on)
    return None if home is None else _agreement(view, home, terms, on=on, known=known)


@frozen(kw_only=True)
class _Terms:
    """What an agreement comes to after its amendments: its days, ceiling and status."""

    made: AgreementMade
    last: date
    ceiling: int
    status: AgreementStatus
    since: date

    @property
    def days(self) -> Period:
        return Period(first=self.made.first, last=self.last)


STANDING_BACK = frozenset((AgreementStatus.PROPOSED, AgreementStatus.LAPSED))


def _home(terms: tuple[_Terms, ...], day: date) -> _Terms | None:
    """The agreement that a day belongs to, so that nothing is counted twice or not at all."""
    live = [each for each in terms if each.status not in STANDING_BACK] or list(terms)
    current = [each for each in live if day in each.days]
    past = [each for each in live if each.made.first <= day]
    return next(iter((current or past)[-1:] or live[:1]), None)


def _every(view: View) -> tuple[_Terms, ...]:
    made = sorted(view.of_kind(AgreementMade), key=lambda each: (each.first, each.order))
    return tuple(_terms(view, each) for each in made)


def _terms(view: View, made: AgreementMade) -> _Terms:
    amendments = about(view, AgreementAmended, made)
    lasts = [a.last for a in amendments if a.last is not None]
    ceilings = [a.ceiling_sek for a in amendments if a.ceiling_sek is not None]
    changes = about(view, AgreementStatusChanged, made)
    return _Terms(
        made=made,
        last=max([made.last, *lasts][-1], made.first),
        ceiling=[made.ceiling_sek, *ceilings][-1],
        status=changes[-1].status if changes else AgreementStatus.PROPOSED,
        since=changes[-1].on if changes else made.on,
    )


About = TypeVar(
    "About",
    AgreementAmended,
    AgreementStatusChanged,
    BodyFormed,
    DocumentRegistered,
    RoleTaken,
    StatementGiven,
)


def about(view: View, kind: type[About], made: AgreementMade) -> list[About]:
    """The entries of a kind that name an agreement, or what it corrected, in order."""
    return [each for each in view.of_kind(kind) if made.id in view.standing_for(each.made)]


def _agreement(
    view: View, terms: _Terms, every: tuple[_Terms, ...], *, on: date, known: date | None
) -> Agreement:
    made = terms.made
    phases = phase_days(made.first, terms.last, ((p.phase, p.months) for p in made.phases))

    def mine(entry: Entry) -> bool:
        planned = entry.planned if isinstance(entry, FollowUpHeld) else None
        return _home(every, planned or entry.on) is terms

    trained: dict[str, int] = {}
    for training in filter(mine, view.of_kind(TrainingHeld)):
        trained[training.party] = trained.get(training.party, 0) + training.trained
    bodies = {formed.body: formed for formed in about(view, BodyFormed, made)}
    return Agreement(
        made=made,
        on=on,
        known=known,
        first=made.first,
        last=terms.last,
        phases=phases,
        status=terms.status,
        status_since=terms.since,
        roles=tuple((role.party, role.role) for role in about(view, RoleTaken, made)),
        bodies=tuple(bodies[body] for body in Body if body in bodies),
        amendments=tuple(about(view, AgreementAmended, made)),
        documents=tuple(about(view, DocumentRegistered, made)),
        trained=trained,
        held=tuple(filter(mine, view.of_kind(FollowUpHeld))),
        disagreements=tuple(
            _disagreement(view, raised) for raised in filter(mine, view.of_kind(DisagreementRaised))
        ),
        money=_money(terms.ceiling, filter(mine, view.of_kind(CostIncurred)), terms.days, phases),
    )


def _disagreement(view: View, raised: DisagreementRaised) -> Disagreement:
    """How far it has come; a settlement is the last step, whatever is noted after it."""
    settled = _naming(view, view.of_kind(DisagreementSettled), raised)
    if settled:
        return Disagreement(raised=raised, step=DisagreementStep.SETTLED, since=settled[0])
    referred = _naming(view, view.of_kind(DisagreementReferred), raised)
    if referred:
        return Disagreement(raised=raised, step=DisagreementStep.STEERING_GROUP, since=referred[0])
    return Disagreement(raised=raised, step=DisagreementStep.DIALOGUE, since=raised.on)


def _naming(
    view: View,
    entries: Iterable[DisagreementReferred | DisagreementSettled],
    raised: DisagreementRaised,
) -> list[date]:
    return [e.on for e in entries if raised.id in view.standing_for(e.disagreement)]


def _money(
    ceiling: int,
    costs: Iterable[CostIncurred],
    period: Period,
    phases: tuple[tuple[PhaseKind, Period], ...],
) -> Money:
    by_phase = {kind: 0 for kind, _ in phases}
    spent = outside = 0
    for cost in costs:
        spent += cost.counted_sek
        if cost.on not in period:
            outside += cost.counted_sek
        for kind, days in phases:
            if cost.on in days:
                by_phase[kind] += cost.counted_sek
    return Money(ceiling=ceiling, spent=spent, by_phase=by_phase, outside=outside)
