"""Parties, other actors and workers, by code; they live in the partnership's journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum, unique

from attrs import evolve, field, frozen

from cm_method.dates import Period, plus_days, require_days, require_days_if_given
from cm_method.fields import TELEPHONE, answers
from cm_method.journal import Entry, Journal, View


@unique
class LegalForm(Enum):
    """The legal form of a party; secrecy, release and disposal follow from it."""

    COMMITTEE = "committee"
    REGION = "region"
    ASSOCIATION = "association"
    COMPANY = "company"
    UNIVERSITY = "university"
    STATE_AUTHORITY = "state_authority"


@frozen(kw_only=True)
class PartyJoined(Entry):
    """A party takes part from this day. *party* is its code, *name* what people call it.

    *under_supervision* says whether its social services are under the inspectorate's supervision
    (SoL 17:1-2); None where nobody has said. Disposal depends on it.
    """

    party: str
    name: str
    legal_form: LegalForm
    under_supervision: bool | None = None


@frozen(kw_only=True)
class PartyLeft(Entry):
    """A party takes no part after this day."""

    joined: str = field(metadata=answers("party_joined"))


@frozen(kw_only=True)
class ActorRegistered(Entry):
    """An actor outside the partnership that cases name by code: a clinic, an office, a landlord."""

    actor: str
    name: str
    legal_form: LegalForm
    under_supervision: bool | None = None


@frozen(kw_only=True)
class WorkerJoined(Entry):
    """A worker of a party may hold cases from this day (a worker of either party may).

    *worker* is a code, never a name; *reach* how colleagues reach them.
    """

    worker: str
    party: str
    reach: str | None = field(default=None, repr=False, metadata=TELEPHONE)


@frozen(kw_only=True)
class WorkerLeft(Entry):
    """A worker no longer holds cases after this day."""

    joined: str = field(metadata=answers("worker_joined"))


@frozen(kw_only=True)
class Parties:
    """Who takes part and when, as the partnership's journal says.

    *periods* holds the days on which each party and worker takes part, *legal_forms* and
    *supervised* what is registered of parties and actors, *party_of* the party of each worker. A
    code that no entry names is taken to be there: cases may name actors outside the partnership.
    *names* is what people call parties and actors.
    """

    periods: Mapping[str, tuple[Period, ...]] = field(factory=dict)
    legal_forms: Mapping[str, LegalForm] = field(factory=dict)
    supervised: Mapping[str, bool | None] = field(factory=dict)
    party_of: Mapping[str, str] = field(factory=dict)
    names: Mapping[str, str] = field(factory=dict)

    @classmethod
    def of(
        cls, partnership: Journal, *, on: date | None = None, known: date | None = None
    ) -> Parties:
        """The parties that the partnership's journal tells of, as registered by a day."""
        require_days_if_given(on=on, known=known)
        view = partnership.at(on=on, known=known)
        forms: dict[str, LegalForm] = {}
        supervised: dict[str, bool | None] = {}
        party_of: dict[str, str] = {}
        names: dict[str, str] = {}
        for entry in view.entries:
            if isinstance(entry, PartyJoined | ActorRegistered):
                code = entry.party if isinstance(entry, PartyJoined) else entry.actor
                forms[code], supervised[code] = entry.legal_form, entry.under_supervision
                names[code] = entry.name
            elif isinstance(entry, WorkerJoined):
                party_of[entry.worker] = entry.party
        periods: dict[str, list[Period]] = {}
        for code, period in _periods(view):
            periods.setdefault(code, []).append(period)
        return cls(
            periods={code: tuple(found) for code, found in periods.items()},
            legal_forms=forms,
            supervised=supervised,
            party_of=party_of,
            names=names,
        )

    def name(self, code: str) -> str:
        """What people call a party or actor; its code where nobody has said."""
        return self.names.get(code, code)

    def party(self, code: str) -> str:
        """The party of a worker's code; any other code is its own."""
        return self.party_of.get(code, code)

    def has_left(self, code: str, day: date) -> bool:
        """Whether the party or worker has left before a day; a worker leaves with their party."""
        require_days(day=day)
        return any(_is_over(self.periods.get(each, ()), day) for each in {code, self.party(code)})

    def last_day(self, code: str, day: date) -> date | None:
        """The last day, from *day* on, before who is there has left; None while that goes on.

        Who leaves and joins again by the next day has not left.
        """
        require_days(day=day)
        ends = (
            period.last
            for each in {code, self.party(code)}
            for period in self.periods.get(each, ())
            if period.last is not None and period.last >= day
        )
        return next((last for last in sorted(ends) if self._leaves_after(code, last)), None)

    def _leaves_after(self, code: str, day: date) -> bool:
        return not self.has_left(code, day) and self.has_left(code, plus_days(day, 1))

    def turns(self) -> frozenset[date]:
        """The days on which somebody joins, or has just left."""
        every = [period for periods in self.periods.values() for period in periods]
        gone = (plus_days(period.last, 1) for period in every if period.last is not None)
        return frozenset((*(period.first for period in every), *gone))

    def if_leaves(self, code: str, last: date) -> Parties:
        """The parties as they would be if a worker or party left after the day *last*."""
        require_days(last=last)
        cut = [
            evolve(period, last=last) if period.last is None or period.last > last else period
            for period in self.periods.get(code, (Period(first=date.min),))
            if period.first <= last
        ]
        # Who is cut before they ever joined has left all the same.
        left = tuple(cut) or (Period(first=last, last=last),)
        return evolve(self, periods={**self.periods, code: left})


def _is_over(periods: tuple[Period, ...], day: date) -> bool:
    over = any(period.last is not None and period.last < day for period in periods)
    return over and not any(day in period for period in periods)


def _periods(view: View) -> Iterator[tuple[str, Period]]:
    """The days on which each code takes part: from joining until what names that joining."""
    left: dict[str, date] = {}
    for leaving in view.entries:
        if isinstance(leaving, PartyLeft | WorkerLeft):
            for id in view.standing_for(leaving.joined):
                left.setdefault(id, leaving.on)
    for entry in view.entries:
        if isinstance(entry, PartyJoined | WorkerJoined):
            code = entry.party if isinstance(entry, PartyJoined) else entry.worker
            last = left.get(entry.id)
            if last is None or last >= entry.on:
                yield code, Period(first=entry.on, last=last)
