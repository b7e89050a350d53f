"""Descriptive indicators for the overall goals, which have no targets of their own (R33)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.chain import chain_of
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.crisis_plans import ReviewTrigger, SituationChanged
from cm_method.case.episodes import Episode, WorkerChanged
from cm_method.case.parties import Parties
from cm_method.cohort.shares import Share
from cm_method.dates import plus_days, require_days
from cm_method.journal import Journal
from cm_method.rules.method import Method
from cm_method.rules.review import of_this_edition


@frozen(kw_only=True)
class Indicators:
    """Whole counts over the *participants* in service under the edition; adding up is adding.

    *worker_changes* counts changes of case manager, *crises* recorded crises and suicide attempts,
    *visits_attended* of *visits_settled* the visits that took place among those that did or did
    not, *days_without_holder* the days on which a need had nobody accountable, of *need_days*.
    """

    participants: int = 0
    worker_changes: int = 0
    crises: int = 0
    visits_attended: int = 0
    visits_settled: int = 0
    days_without_holder: int = 0
    need_days: int = 0

    def __add__(self, other: Indicators) -> Indicators:
        """Those of both groups together."""
        return Indicators(
            participants=self.participants + other.participants,
            worker_changes=self.worker_changes + other.worker_changes,
            crises=self.crises + other.crises,
            visits_attended=self.visits_attended + other.visits_attended,
            visits_settled=self.visits_settled + other.visits_settled,
            days_without_holder=self.days_without_holder + other.days_without_holder,
            need_days=self.need_days + other.need_days,
        )

    @property
    def contacts_kept(self) -> Share:
        """Visits that took place, of all that did or did not."""
        return Share(met=self.visits_attended, of=self.visits_settled)


def indicators(
    journals: Iterable[Journal],
    method: Method,
    *,
    on: date,
    known: date | None = None,
    parties: Parties | None = None,
) -> Indicators:
    """The indicators of a register, or of any stream of journals, on a day.

    *parties* tell who has left; without them nobody has.
    """
    require_days(on=on, known=known)
    total = Indicators()
    for journal in journals:
        total += indicators_of(Case.of(journal, on=on, known=known), method, parties=parties)
    return total


CRISES = (ReviewTrigger.CRISIS, ReviewTrigger.SUICIDE_ATTEMPT)


def days_counted(case: Case, method: Method) -> tuple[tuple[Episode, date], ...]:
    """The episodes under the edition and within its period, each with its last day so far.

    Where episodes overlap, a day belongs to the later one; that may leave the earlier one none.
    """
    mine = [e for e in of_this_edition(case, method) if e.first in method.period]
    found = []
    for place, episode in enumerate(mine):
        last = min(episode.last or case.on, case.on)
        for after in mine[place + 1 : place + 2]:
            last = min(last, plus_days(after.first, -1))
        found.append((episode, last))
    return tuple(found)


def indicators_of(case: Case, method: Method, *, parties: Parties | None = None) -> Indicators:
    """The indicators of one case, over its episodes under the edition and within its period."""
    mine = days_counted(case, method)
    if not mine:
        return Indicators()
    given, total = method.parameters, Indicators(participants=1)
    for episode, last in mine:
        starts = {start.id for start in episode.starts}
        chain = chain_of(
            case,
            episode,
            given.chain_parts.value,
            parties=parties,
            default=given.default_holder.value,
        )
        notes = [e for e in case.of_kind(ContactFollowed) if episode.first <= e.on <= last]
        attended = sum(note.status is ContactStatus.ATTENDED for note in notes)
        missed = sum(note.status is ContactStatus.MISSED for note in notes)
        total += Indicators(
            worker_changes=sum(
                bool(case.standing_for(change.start) & starts)
                for change in case.of_kind(WorkerChanged)
            ),
            crises=sum(
                entry.change in CRISES and episode.first <= entry.on <= last
                for entry in case.of_kind(SituationChanged)
            ),
            visits_attended=attended,
            visits_settled=attended + missed,
            days_without_holder=sum(
                _days(gap.first, min(gap.last or last, last))
                for gap in chain.gaps()
                if gap.need is not None
            ),
            need_days=sum(
                _days(days.first, min(days.last or last, last))
                for need, _, days in chain.matters()
                if need is not None
            ),
        )
    return total


def _days(first: date, last: date) -> int:
    return max(0, (plus_days(last, 1) - first).days)
