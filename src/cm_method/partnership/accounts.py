"""The association's written account at the end: what was done, in figures without personal data.

IOP, "Uppföljning": the number of individual contacts, of unique persons who visited, of information
events, and the volume of outreach. Visitors are not the same group as participants.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from cm_method.case.agreements import Activity, ActivityHeld, VisitorsCounted
from cm_method.case.case import Case
from cm_method.case.episodes import EntryRoute, Reached
from cm_method.case.meetings import MeetingHeld
from cm_method.dates import Period
from cm_method.journal import Journal
from cm_method.partnership.agreement import Agreement


@frozen(kw_only=True)
class Account:
    """The written account of an agreement's days up to *on*, in whole counts.

    *visitors* is None until somebody has counted the unique persons of the whole period: counts of
    shorter periods do not add up. *reached_by_outreach* counts the first contacts by outreach in
    the journals; *outreach_met* how many people outreach met, *uncounted* the occasions without a
    number. *missing* names what the account still lacks.
    """

    agreement: str
    period: Period
    on: date
    known: date | None
    individual_contacts: int
    visitors: int | None
    information_events: int
    people_informed: int
    outreach_occasions: int
    outreach_met: int
    outreach_hours: int
    reached_by_outreach: int
    uncounted: int
    missing: tuple[str, ...]


def account(
    journals: Iterable[Journal],
    partnership: Journal,
    agreement: Agreement,
    *,
    on: date,
    known: date | None = None,
) -> Account:
    """The account of an agreement on a day, from the participants' journals and its own."""
    days = Period(first=agreement.period.first, last=agreement.period.last)
    contacts = outreach = 0
    for journal in journals:
        case = Case.of(journal, on=on, known=known)
        contacts += sum(m.individual_contact and m.on in days for m in case.of_kind(MeetingHeld))
        outreach += sum(
            each.route is EntryRoute.OUTREACH and each.on in days for each in case.of_kind(Reached)
        )
    entries = [e for e in partnership.at(on=on, known=known).entries if e.on in days]
    held = [entry for entry in entries if isinstance(entry, ActivityHeld)]
    informed = [each for each in held if each.activity is Activity.INFORMATION_EVENT]
    sought = [each for each in held if each.activity is Activity.OUTREACH]
    counted = [entry for entry in entries if isinstance(entry, VisitorsCounted)]
    visitors = visitors_of(counted, Period(first=days.first, last=_until(days, on)))
    missing = {
        "visitors": visitors is None,
        "information_events": not informed,
        "outreach": not sought,
        "counts": any(each.reached is None for each in held),
    }
    return Account(
        agreement=agreement.made.agreement,
        period=days,
        on=on,
        known=known,
        individual_contacts=contacts,
        visitors=visitors,
        information_events=len(informed),
        people_informed=sum(each.reached or 0 for each in informed),
        outreach_occasions=len(sought),
        outreach_met=sum(each.reached or 0 for each in sought),
        outreach_hours=sum(each.hours or 0 for each in sought),
        reached_by_outreach=outreach,
        uncounted=sum(each.reached is None for each in held),
        missing=tuple(name for name, lacks in missing.items() if lacks),
    )


def _until(days: Period, on: date) -> date:
    return on if days.last is None else min(days.last, on)


def visitors_of(counted: list[VisitorsCounted], period: Period) -> int | None:
    """The latest count of unique visitors that covers exactly the period, or None."""
    whole = [
        each
        for each in counted
        if each.first <= period.first and period.last is not None and each.last >= period.last
    ]
    return whole[-1].persons if whole else None
