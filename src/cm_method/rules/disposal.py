"""Disposal (gallring): what each keeper is to remove, from when, and by which day at the latest.

The time counts from the keeper's last note about the person; removal is done by the end of the
following calendar year (SoL 16:1, 17:2; R32). While the service goes on nothing is due.
"""

from __future__ import annotations

from datetime import date
from enum import Enum, unique

from attrs import evolve, frozen

from cm_method.case.case import Case
from cm_method.case.consent import ConsentGiven, ConsentWithdrawn
from cm_method.case.episodes import Ended, episodes
from cm_method.case.participants import Died
from cm_method.case.parties import LegalForm, Parties
from cm_method.dates import require_days
from cm_method.journal import Entry, Journal
from cm_method.labels import text
from cm_method.rules.method import Method
from cm_method.sources import Source


@unique
class DisposalState(Enum):
    """Where a keeper's entries about a participant stand."""

    SERVICE_GOES_ON = "service_goes_on"
    NOT_YET = "not_yet"
    DUE = "due"
    OVERDUE = "overdue"
    NO_RULE = "no_rule"
    NOT_SUPERVISED = "not_supervised"
    SUPERVISION_UNKNOWN = "supervision_unknown"
    HELD_BACK = "held_back"


PRIVATE = (LegalForm.ASSOCIATION, LegalForm.COMPANY)
"""Keepers for whom the statute's time holds only under the inspectorate's supervision (17:2)."""


@frozen(kw_only=True)
class Disposal:
    """What one *keeper* holds about a participant: ids of *entries*, and when they are to go.

    *due_from* is the day on which the duty arises, *done_by* the last day; both None where no rule
    is known. Where supervision is unknown they hold if there is supervision. *held_back* are ids
    that stay for now, since another keeper's entries rest on them.
    """

    participant: str
    keeper: str
    legal_form: LegalForm | None
    entries: tuple[str, ...]
    last_note: date
    due_from: date | None
    done_by: date | None
    state: DisposalState
    source: Source
    held_back: tuple[str, ...] = ()

    def explain(self, lang: str = "sv") -> str:
        """Where it stands, in words."""
        days = {
            name: day
            for name, day in (("due_from", self.due_from), ("done_by", self.done_by))
            if day is not None
        }
        return text(
            f"disposal.{self.state.value}",
            lang,
            keeper=self.keeper,
            count=len(self.entries) + len(self.held_back) * (self.state not in TO_BE_REMOVED),
            last_note=self.last_note,
            **days,
        )


def disposals(
    journal: Journal, method: Method, parties: Parties, *, on: date
) -> tuple[Disposal, ...]:
    """What each keeper holds about a participant on a day, and when it is due to go (R32).

    An entry is kept by the party that wrote it, or whose worker did. Some of it is held back while
    others' entries rest on it: else a disposal would open an ended service or a withdrawn consent.
    """
    require_days(on=on)
    known = journal.known_by(on)
    case = Case.of(known, on=on)
    goes_on = any(episode.covers(on) for episode in episodes(case))
    kept: dict[str, list[Entry]] = {}
    for entry in known.entries:
        kept.setdefault(parties.party(entry.by), []).append(entry)
    found = tuple(
        _disposal(journal.subject, keeper, entries, method, parties, on=on, goes_on=goes_on)
        for keeper, entries in sorted(kept.items())
    )
    staying = frozenset(each.keeper for each in found if each.state not in TO_BE_REMOVED)
    held_back = _held_back(case, known, parties, on, staying)
    return tuple(_without(each, held_back) for each in found)


TO_BE_REMOVED = (DisposalState.OVERDUE, DisposalState.DUE)
"""The states in which a keeper's entries are to go now, the overdue first."""


def _without(found: Disposal, held_back: frozenset[str]) -> Disposal:
    back = tuple(id for id in found.entries if id in held_back)
    if not back:
        return found
    left = tuple(id for id in found.entries if id not in held_back)
    nothing_to_do = found.state in TO_BE_REMOVED and not left
    state = DisposalState.HELD_BACK if nothing_to_do else found.state
    return evolve(found, entries=left, held_back=back, state=state)


def _held_back(
    case: Case, known: Journal, parties: Parties, on: date, staying: frozenset[str]
) -> frozenset[str]:
    """What must stay for others' entries to be read right; it goes when theirs are due.

    The end of a service, a death, and a correction of another keeper's entry stay while another
    keeper has entries that are not to be removed yet; a withdrawal stays while another's consent
    would run again without it.
    """
    by_id = {entry.id: parties.party(entry.by) for entry in known.entries}
    running = {given.id for given in case.of_kind(ConsentGiven) if given.last >= on}
    found: set[str] = set()
    for entry in known.entries:
        mine = by_id[entry.id]
        others = staying - {mine}
        resting = others if isinstance(entry, Ended | Died) else frozenset()
        corrected = {by_id.get(id, mine) for id in entry.corrects} & others
        consented: set[str] = set()
        if isinstance(entry, ConsentWithdrawn):
            named = case.standing_for(entry.consent_given) & running
            consented = {by_id[id] for id in named} - {mine}
        if resting or corrected or consented:
            found.add(entry.id)
    return frozenset(found)


def _disposal(
    participant: str,
    keeper: str,
    entries: list[Entry],
    method: Method,
    parties: Parties,
    *,
    on: date,
    goes_on: bool,
) -> Disposal:
    spans = method.parameters.disposal_spans
    form = parties.legal_forms.get(keeper)
    span = dict(spans.value).get(form) if form is not None else None
    last_note = max(entry.recorded for entry in entries)
    supervised = parties.supervised.get(keeper) if form in PRIVATE else True
    due_from = done_by = None
    if span is not None and supervised is not False:
        due_from = span.after(last_note)
        done_by = date(due_from.year + 1, 12, 31)
    return Disposal(
        participant=participant,
        keeper=keeper,
        legal_form=form,
        entries=tuple(entry.id for entry in entries),
        last_note=last_note,
        due_from=due_from,
        done_by=done_by,
        state=_state(span is not None, supervised, due_from, done_by, on=on, goes_on=goes_on),
        source=spans.source,
    )


def _state(
    ruled: bool,
    supervised: bool | None,
    due_from: date | None,
    done_by: date | None,
    *,
    on: date,
    goes_on: bool,
) -> DisposalState:
    if goes_on:
        return DisposalState.SERVICE_GOES_ON
    if not ruled:
        return DisposalState.NO_RULE
    if due_from is None or done_by is None:
        return DisposalState.NOT_SUPERVISED
    if on < due_from:
        return DisposalState.NOT_YET
    if supervised is None:
        return DisposalState.SUPERVISION_UNKNOWN
    return DisposalState.DUE if on <= done_by else DisposalState.OVERDUE
