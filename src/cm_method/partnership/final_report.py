"""The final report of a partnership: six parts, with figures and the words of the parties.

IOP, "Slutrapport". The report is a skeleton that says what is still missing: no words in it are the
library's, and no figure is a person's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from cm_method.case.agreements import (
    AgreementStatus,
    Body,
    PartyRole,
    ReportPart,
    StatementGiven,
)
from cm_method.case.parties import Parties
from cm_method.dates import require_days
from cm_method.journal import Journal
from cm_method.partnership.accounts import Account, account
from cm_method.partnership.agreement import Agreement, DisagreementStep, about
from cm_method.partnership.calendar import follow_ups, held_on
from cm_method.partnership.missing import Missing, MissingKind, missing
from cm_method.partnership.standing import Standing, standing
from cm_method.rules.method import Method


@frozen(kw_only=True)
class FollowUps:
    """How many follow-ups of a body were due before the day, and how many of them were held.

    One that is due on the day itself is among them once it is noted as held.
    """

    body: Body
    due: int
    held: int


@frozen(kw_only=True)
class Told:
    """One part in words: the *statements* by party code, and who has not given one yet."""

    part: ReportPart
    statements: tuple[tuple[str, str], ...] = field(repr=False)
    waiting_for: tuple[str, ...]


@frozen(kw_only=True)
class FinalReport:
    """The final report of an agreement on a day: figures, words, and what is still missing."""

    agreement: Agreement
    parties: Parties
    on: date
    known: date | None
    standing: Standing
    account: Account
    follow_ups: tuple[FollowUps, ...]
    told: tuple[Told, ...]

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What the report still lacks."""
        return tuple(_missing(self))

    def part(self, part: ReportPart) -> Told:
        """What the parties say of one part."""
        return next(each for each in self.told if each.part is part)


WRITTEN_BY: Mapping[ReportPart, PartyRole] = {ReportPart.RESEARCH: PartyRole.RESEARCHER}
"""The parts that one role alone writes; the others are written by every other party."""


def final_report(
    journals: Iterable[Journal],
    partnership: Journal,
    method: Method,
    agreement: Agreement,
    *,
    on: date,
    known: date | None = None,
) -> FinalReport:
    """The final report as far as the journals and the parties have filled it by a day."""
    require_days(on=on, known=known)
    kept = tuple(journals)
    said = about(partnership.at(on=on, known=known), StatementGiven, agreement.made)
    written = account(kept, partnership, agreement, on=on, known=known)
    told = tuple(_told(part, said, agreement) for part in ReportPart)
    counted = tuple(_follow_ups(agreement, body, on) for body in Body)
    parties = Parties.of(partnership, on=on, known=known)
    return FinalReport(
        agreement=agreement,
        parties=parties,
        on=on,
        known=known,
        standing=standing(kept, method, agreement, on=on, known=known, parties=parties),
        account=written,
        follow_ups=counted,
        told=told,
    )


def _follow_ups(agreement: Agreement, body: Body, on: date) -> FollowUps:
    """Of those before the day, and of the day itself where it is noted: a day is not late yet."""
    held = held_on(agreement, body)
    due = {day for day in follow_ups(agreement, body) if day < on or (day == on and day in held)}
    return FollowUps(body=body, due=len(due), held=len(due & held.keys()))


def _told(part: ReportPart, said: Iterable[StatementGiven], agreement: Agreement) -> Told:
    """The latest words of each party; who is to write is who has a role in the agreement."""
    wanted = WRITTEN_BY.get(part)
    reserved = set(WRITTEN_BY.values())
    asked = dict.fromkeys(
        party
        for party, role in agreement.roles
        if (role not in reserved if wanted is None else role is wanted)
    )
    latest = {each.party: each.statement for each in said if each.part is part}
    return Told(
        part=part,
        statements=tuple(latest.items()),
        waiting_for=tuple(party for party in asked if party not in latest),
    )


def _missing(report: FinalReport) -> Iterator[Missing]:
    agreement = report.agreement
    if agreement.status is not AgreementStatus.IN_FORCE:
        yield missing(MissingKind.AGREEMENT_NOT_IN_FORCE, status=agreement.status)
    yield from report.account.missing
    for each in report.follow_ups:
        if each.held < each.due:
            yield missing(MissingKind.FOLLOW_UPS, body=each.body, held=each.held, due=each.due)
    unsettled = [d for d in agreement.disagreements if d.step is not DisagreementStep.SETTLED]
    if unsettled:
        yield missing(MissingKind.DISAGREEMENTS, count=len(unsettled))
    if agreement.money.left < 0:
        yield missing(MissingKind.OVER_THE_CEILING, over=-agreement.money.left)
    yield from _missing_words(report)


def _missing_words(report: FinalReport) -> Iterator[Missing]:
    if not report.agreement.roles:
        yield missing(MissingKind.NO_PARTIES)
        return
    for part in report.told:
        if not part.statements and not part.waiting_for:
            yield missing(MissingKind.NOBODY_WRITES, part=part.part)
        if part.waiting_for:
            names = tuple(map(report.parties.name, part.waiting_for))
            yield missing(MissingKind.WORDS, part=part.part, parties=names)
