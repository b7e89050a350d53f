"""The association's written account at the end: what was done, in figures without personal data.

IOP, "Uppföljning": the number of individual contacts, of unique persons who visited, of information
events, and the volume of outreach. Visitors are not the same group as participants.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from cm_method.case.agreements import Activity, ActivityHeld, VisitorsCounted
from cm_method.case.case import Case
from cm_method.case.episodes import EntryRoute, Reached
from cm_method.case.meetings import MeetingHeld
from cm_method.dates import Period, require_days
from cm_method.journal import Journal
from cm_method.partnership.agreement import Agreement
from cm_method.partnership.missing import Missing, MissingKind, missing


@frozen(kw_only=True)
class ActivityVolume:
    """How much there was of one activity, in whole counts: occasions, people met and hours.

    The same person may be met again and again. *uncounted* are occasions without a number of
    people, *untimed* those without hours.
    """

    occasions: int = 0
    people: int = 0
    hours: int = 0
    uncounted: int = 0
    untimed: int = 0


@frozen(kw_only=True)
class Account:
    """The written account of an agreement from its first day through *last*, in whole counts.

    *last* is the day of the account, or the agreement's last day or that of its lapse if that comes
    first. It is None, and nothing is counted, where the agreement has not begun or lapsed before
    its first day. *visitors* is the latest count of unique persons from the first day on, None
    where nobody has counted: counts of shorter periods do not add up. *reached_by_outreach* counts
    the participants' journals that note a first contact by outreach. *missing* is what the account
    still lacks.
    """

    agreement: str
    first: date
    last: date | None
    on: date
    known: date | None
    individual_contacts: int
    reached_by_outreach: int
    visitors: int | None
    visitors_until: date | None
    information_events: ActivityVolume
    outreach: ActivityVolume
    missing: tuple[Missing, ...]


def account(
    journals: Iterable[Journal],
    partnership: Journal,
    agreement: Agreement,
    *,
    on: date,
    known: date | None = None,
) -> Account:
    """The account of an agreement on a day, from the participants' journals and its own."""
    require_days(on=on, known=known)
    last = min(agreement.last, agreement.lapsed_on or agreement.last, on)
    has_begun = agreement.first <= last
    days = Period(first=agreement.first, last=last if has_begun else agreement.last)
    contacts = outreach = 0
    for journal in journals if has_begun else ():
        case = Case.of(journal, on=on, known=known)
        contacts += sum(m.individual_contact and m.on in days for m in case.of_kind(MeetingHeld))
        outreach += any(
            each.route is EntryRoute.OUTREACH and each.on in days
            for each in case.of_kind(Reached)[:1]
        )
    view = partnership.at(on=on, known=known)
    held = [each for each in view.of_kind(ActivityHeld) if has_begun and each.on in days]
    visitors = _visitors(view.of_kind(VisitorsCounted), agreement) if has_begun else None
    informed = _volume(held, Activity.INFORMATION_EVENT)
    sought = _volume(held, Activity.OUTREACH)
    return Account(
        agreement=agreement.made.agreement,
        first=agreement.first,
        last=last if has_begun else None,
        on=on,
        known=known,
        individual_contacts=contacts,
        reached_by_outreach=outreach,
        visitors=None if visitors is None else visitors.persons,
        visitors_until=None if visitors is None else visitors.last,
        information_events=informed,
        outreach=sought,
        missing=tuple(
            _missing(agreement, last, visitors, informed, sought)
            if has_begun
            else [_why_nothing(agreement)]
        ),
    )


def _why_nothing(agreement: Agreement) -> Missing:
    """Why no day of an agreement has come: not yet, or it lapsed before its first day."""
    lapsed = agreement.lapsed_on
    if lapsed is not None:
        return missing(MissingKind.NEVER_BEGAN, first=agreement.first, day=lapsed)
    return missing(MissingKind.NOT_BEGUN, first=agreement.first)


def _visitors(counts: Iterable[VisitorsCounted], agreement: Agreement) -> VisitorsCounted | None:
    """The count that reaches furthest, of those from the first day of the agreement."""
    whole = [
        each for each in counts if each.first == agreement.first and each.last <= agreement.last
    ]
    return max(whole, key=lambda each: (each.last, each.order), default=None)


def _volume(held: Iterable[ActivityHeld], activity: Activity) -> ActivityVolume:
    mine = [each for each in held if each.activity is activity]
    return ActivityVolume(
        occasions=len(mine),
        people=sum(each.people or 0 for each in mine),
        hours=sum(each.hours or 0 for each in mine),
        uncounted=sum(each.people is None for each in mine),
        untimed=sum(each.hours is None for each in mine),
    )


def _missing(
    agreement: Agreement,
    last: date,
    visitors: VisitorsCounted | None,
    informed: ActivityVolume,
    sought: ActivityVolume,
) -> Iterator[Missing]:
    if agreement.lapsed_on is None and last < agreement.last:
        yield missing(MissingKind.AGREEMENT_GOES_ON, last=agreement.last)
    if visitors is None:
        yield missing(MissingKind.VISITORS, first=agreement.first, last=last)
    elif visitors.last < last:
        yield missing(MissingKind.VISITORS_UNTIL, counted=visitors.last, last=last)
    if not informed.occasions:
        yield missing(MissingKind.INFORMATION_EVENTS)
    if not sought.occasions:
        yield missing(MissingKind.OUTREACH)
    for activity, volume in ((Activity.INFORMATION_EVENT, informed), (Activity.OUTREACH, sought)):
        if volume.uncounted:
            uncounted = volume.uncounted
            yield missing(MissingKind.PEOPLE_UNCOUNTED, activity=activity, count=uncounted)
    if sought.untimed:
        yield missing(MissingKind.HOURS_UNCOUNTED, count=sought.untimed)
