"""An agreement of the two parties with what happens around it."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

from cm_method.case.agreements import (
    Activity,
    ActivityHeld,
    AgreementAmended,
    AgreementMade,
    AgreementStatus,
    AgreementStatusChanged,
    Body,
    CostIncurred,
    CostKind,
    DisagreementRaised,
    DisagreementReferred,
    DisagreementSettled,
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
from cm_method.dates import plus_days, plus_months
from cm_method.journal import Entry
from cm_method.testing.strategies.book import Book, E
from cm_method.testing.strategies.codes import PARTIES
from cm_method.testing.strategies.dates import DAYS_LATE, FIRST_DAY, days


class _Minutes:
    """What is noted around an agreement: entries with ids that begin with "av"."""

    def __init__(self, book: Book, made: AgreementMade) -> None:
        self.book, self.made = book, made
        self.entries: list[Entry] = [made]

    def day(self) -> date:
        length = (self.made.last - self.made.on).days
        return plus_days(self.made.on, self.book.draw(st.integers(0, length + 60)))

    def note(self, kind: type[E], on: date | None = None, **payload: Any) -> E:
        on = on or self.day()
        entry = kind(
            id=f"av-{len(self.entries) + 1}",
            on=on,
            recorded=plus_days(on, self.book.draw(st.sampled_from(DAYS_LATE))),
            by=self.book.one_of(*PARTIES),
            **payload,
        )
        self.entries.append(entry)
        return entry


@composite
def agreements(draw: DrawFn, first: date | None = None) -> list[Entry]:
    """An agreement of the two parties with what happens around it."""
    first = first or draw(days(FIRST_DAY, date(2027, 12, 31)))
    lengths = {phase: draw(st.integers(1, 18)) for phase in draw(st.permutations(list(PhaseKind)))}
    made = AgreementMade(
        id="av-1",
        on=plus_days(first, -draw(st.integers(0, 30))),
        by="hsf",
        agreement="iop",
        first=first,
        last=plus_days(plus_months(first, sum(lengths.values())), draw(st.integers(-1, 40))),
        phases=[Phase(phase=phase, months=months) for phase, months in lengths.items()],
        ceiling_sek=draw(st.integers(0, 400_000)),
        project_group_months=draw(st.integers(1, 6)),
        steering_group_months=draw(st.integers(6, 14)),
    )
    minutes = _Minutes(Book(draw), made)
    _terms(draw, minutes)
    _meetings_and_money(draw, minutes)
    _words_and_counts(draw, minutes)
    return minutes.entries


def _terms(draw: DrawFn, minutes: _Minutes) -> None:
    book, made = minutes.book, minutes.made
    for status in draw(st.lists(st.sampled_from(AgreementStatus), max_size=3)):
        minutes.note(AgreementStatusChanged, made=made.id, status=status)
    for party in PARTIES:
        if book.chance():
            minutes.note(RoleTaken, made=made.id, party=party, role=book.one_of(*PartyRole))
    if book.chance():
        last = draw(st.none() | days(made.first, plus_days(made.last, 200)))
        ceiling = draw(st.none() | st.integers(0, 400_000))
        minutes.note(
            AgreementAmended, made=made.id, last=last, ceiling_sek=ceiling, amendment="ändrat"
        )


def _meetings_and_money(draw: DrawFn, minutes: _Minutes) -> None:
    book = minutes.book
    for _ in range(book.up_to(4)):
        planned = draw(st.none() | st.just(minutes.day()))
        minutes.note(FollowUpHeld, body=book.one_of(*Body), planned=planned)
    for _ in range(book.up_to(4)):
        amount = draw(st.integers(-5_000, 150_000))
        covered = draw(st.integers(min(0, amount), max(0, amount)))
        cost = book.one_of(*CostKind)
        minutes.note(CostIncurred, amount_sek=amount, covered_sek=covered, cost=cost)
    for _ in range(book.up_to(2)):
        raised = minutes.note(DisagreementRaised, topic="lokalerna")
        for kind in (DisagreementReferred, DisagreementSettled):
            if book.chance():
                on = plus_days(raised.on, draw(st.integers(0, 60)))
                minutes.note(kind, on, disagreement=raised.id)


def _words_and_counts(draw: DrawFn, minutes: _Minutes) -> None:
    book = minutes.book
    for _ in range(book.up_to(2)):
        minutes.note(TrainingHeld, party=book.one_of(*PARTIES), trained=draw(st.integers(0, 9)))
    for _ in range(book.up_to(3)):
        people = draw(st.none() | st.integers(0, 40))
        minutes.note(ActivityHeld, activity=book.one_of(*Activity), people=people)
    if book.chance():
        first, until = minutes.made.first, max(minutes.made.first, minutes.day())
        counted = draw(st.integers(0, 200))
        minutes.note(VisitorsCounted, until, first=first, last=until, persons=counted)
    for _ in range(book.up_to(3)):
        part = book.one_of(*ReportPart)
        minutes.note(
            StatementGiven,
            made=minutes.made.id,
            party=book.one_of(*PARTIES),
            part=part,
            statement="Det gick bra.",
        )
