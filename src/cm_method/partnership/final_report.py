"""The final report of a partnership: six parts, with figures and the words of the parties.

IOP, "Slutrapport". The report is a skeleton that says what is still missing; nothing in it is
written by the library but figures, and no figure by a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from cm_method.case.agreements import (
    AccountPart,
    AgreementStatus,
    Body,
    FollowUpHeld,
    StatementGiven,
)
from cm_method.cohort.results import Results
from cm_method.journal import Journal
from cm_method.partnership.accounts import Account, account
from cm_method.partnership.agreement import Agreement, DisagreementStep
from cm_method.partnership.calendar import follow_ups
from cm_method.partnership.standing import standing
from cm_method.rules.method import Method


@frozen(kw_only=True)
class FollowUps:
    """How many follow-ups of a body were due by the day, and how many are noted as held."""

    body: Body
    due: int
    held: int


@frozen(kw_only=True)
class ReportPart:
    """One part: the *statements* of the parties, by code, and who has not given one yet."""

    part: AccountPart
    statements: tuple[tuple[str, str], ...]
    waiting_for: tuple[str, ...]


@frozen(kw_only=True)
class FinalReport:
    """The final report of an agreement on a day: figures, words, and what is *missing*."""

    agreement: Agreement
    on: date
    known: date | None
    account: Account
    results: Results
    follow_ups: tuple[FollowUps, ...]
    parts: tuple[ReportPart, ...]
    missing: tuple[str, ...]

    def part(self, part: AccountPart) -> ReportPart:
        """One part of the report."""
        return next(each for each in self.parts if each.part is part)


WORDS_FROM: Mapping[AccountPart, str] = {AccountPart.RESEARCH: "researcher"}
"""Parts that one role alone writes; the others are written by every party."""


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
    kept = tuple(journals)
    entries = partnership.at(on=on, known=known).entries
    said = [entry for entry in entries if isinstance(entry, StatementGiven)]
    held = [entry for entry in entries if isinstance(entry, FollowUpHeld)]
    written = account(kept, partnership, agreement, on=on, known=known)
    parts = tuple(_part(part, said, agreement) for part in AccountPart)
    counted = tuple(
        FollowUps(
            body=body,
            due=sum(day <= on for day in follow_ups(agreement, body)),
            held=sum(each.body is body and each.on in agreement.period for each in held),
        )
        for body in Body
    )
    open_still = [d for d in agreement.disagreements if d.step is not DisagreementStep.SETTLED]
    lacking = {
        "agreement_not_in_force": agreement.status is not AgreementStatus.IN_FORCE,
        "agreement_goes_on": on < (agreement.period.last or on),
        "over_the_ceiling": agreement.money.left < 0,
        "follow_ups": any(each.held < each.due for each in counted),
        "disagreements_open": bool(open_still),
        "account": bool(written.missing),
        **{f"words.{part.part.value}": bool(part.waiting_for) for part in parts},
    }
    return FinalReport(
        agreement=agreement,
        on=on,
        known=known,
        account=written,
        results=standing(kept, method, agreement, on=on, known=known).results,
        follow_ups=counted,
        parts=parts,
        missing=tuple(name for name, lacks in lacking.items() if lacks),
    )


def _part(part: AccountPart, said: list[StatementGiven], agreement: Agreement) -> ReportPart:
    role = WORDS_FROM.get(part)
    asked = tuple(
        dict.fromkeys(party for party, has in agreement.roles if role is None or has.value == role)
    )
    latest = {each.party: each.statement for each in said if each.part is part}
    return ReportPart(
        part=part,
        statements=tuple(latest.items()),
        waiting_for=tuple(party for party in asked if party not in latest),
    )
