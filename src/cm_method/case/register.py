"""The register: one journal a participant, and the partnership's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from attrs import field, frozen

from cm_method.case.agreements import (
    AgreementAmended,
    AgreementMade,
    DocumentRegistered,
    RoleTaken,
    StatementGiven,
    TrainingHeld,
)
from cm_method.case.assignments import AssignmentAccepted, AssignmentWorkerChanged
from cm_method.case.case import Case
from cm_method.case.caseload import CaseloadExceptionGranted, StartPlanned, WorkerChangePlanned
from cm_method.case.checks import case_problems
from cm_method.case.episodes import Started, WorkerChanged
from cm_method.case.kinds import CASE_KINDS, PARTNERSHIP_KINDS
from cm_method.case.parties import ActorRegistered, Parties, PartyJoined, WorkerJoined
from cm_method.case.remarks import remarks
from cm_method.dates import require_days
from cm_method.errors import ConflictingEntries, Problem, Refused, facts
from cm_method.journal import Entry, Journal

PARTNERSHIP = "partnership"
"""The subject of the partnership's journal."""

OF_A_WORKER = (
    Started,
    WorkerChanged,
    AssignmentAccepted,
    AssignmentWorkerChanged,
    StartPlanned,
    WorkerChangePlanned,
)
"""The kinds of a case that name a worker, or may."""
OF_AN_ACTOR = (RoleTaken, TrainingHeld, DocumentRegistered, StatementGiven)
"""The kinds that name a party that has joined, or an actor that is registered."""


def _by_pseudonym(journals: Iterable[Journal] | Mapping[str, Journal]) -> Mapping[str, Journal]:
    found: dict[str, Journal] = {}
    for journal in journals.values() if isinstance(journals, Mapping) else journals:
        if journal.subject in found:
            problem = Problem(code="participant_twice", path=journal.subject)
            raise Refused([problem])
        found[journal.subject] = journal
    return MappingProxyType(dict(sorted(found.items())))


@frozen(kw_only=True)
class Register:
    """Journals by pseudonym, and the journal of parties and workers whose codes the cases hold.

    Made from journals in any iterable; iterating gives them in order of pseudonym. Raises Refused
    when two are about the same participant.
    """

    journals: Mapping[str, Journal] = field(converter=_by_pseudonym)
    partnership: Journal = field(default=Journal(subject=PARTNERSHIP))

    def __iter__(self) -> Iterator[Journal]:
        return iter(self.journals.values())

    def __len__(self) -> int:
        return len(self.journals)

    def case(self, pseudonym: str, *, on: date, known: date | None = None) -> Case:
        """The case of one participant on a day. Raises KeyError for an unknown pseudonym."""
        require_days(on=on, known=known)
        return Case.of(self.journals[pseudonym], on=on, known=known)

    def merge(self, other: Register) -> Register:
        """Both registers joined, journal by journal; all conflicts are reported together."""
        merged = dict(self.journals)
        conflicts: list[Problem] = []
        for pseudonym, journal in other.journals.items():
            try:
                mine = merged.get(pseudonym)
                merged[pseudonym] = journal if mine is None else mine.merge(journal)
            except ConflictingEntries as refusal:
                conflicts.extend(refusal.problems)
        partnership = self.partnership
        try:
            partnership = partnership.merge(other.partnership)
        except ConflictingEntries as refusal:
            conflicts.extend(refusal.problems)
        if conflicts:
            raise ConflictingEntries(conflicts)
        return Register(journals=merged.values(), partnership=partnership)

    def problems(self, *, known: date | None = None) -> tuple[Problem, ...]:
        """Every problem of every journal at one state of knowledge."""
        require_days(known=known)
        workers = worker_codes(self.partnership, known=known)
        return (
            *partnership_problems(self.partnership, known=known),
            *(p for journal in self for p in case_problems(journal, known=known)),
            *(
                problem
                for journal in self
                for problem in journal_in_register_problems(journal, workers, known=known)
            ),
        )

    def remarks(self, *, known: date | None = None) -> tuple[Problem, ...]:
        """What is no problem of any journal and yet deserves a look, at one state of knowledge."""
        require_days(known=known)
        parties = Parties.of(self.partnership, known=known)
        journals = (self.partnership, *self)
        return tuple(each for j in journals for each in remarks(j, parties, known=known))

    def workers(self) -> frozenset[str]:
        """The codes of all workers that the partnership's journal names."""
        return worker_codes(self.partnership)


def worker_codes(partnership: Journal, *, known: date | None = None) -> frozenset[str]:
    """The codes of the workers that a partnership's journal names."""
    entries = partnership.at(known=known).entries
    return frozenset(entry.worker for entry in entries if isinstance(entry, WorkerJoined))


def partnership_problems(journal: Journal, *, known: date | None = None) -> tuple[Problem, ...]:
    """Problems of the partnership's journal: of any journal, wrong kinds, unknown parties."""
    entries = journal.at(known=known).entries
    parties = {entry.party for entry in entries if isinstance(entry, PartyJoined)}
    actors = {entry.actor for entry in entries if isinstance(entry, ActorRegistered)}
    workers = worker_codes(journal, known=known)
    return (
        *journal.problems(known=known),
        *_misplaced(journal, PARTNERSHIP_KINDS, known),
        *(
            Problem(code="unknown_party", path=f"{journal.subject}/{entry.id}/party")
            for entry in entries
            if (isinstance(entry, WorkerJoined) and entry.party not in parties)
            or (isinstance(entry, OF_AN_ACTOR) and entry.party not in parties | actors)
        ),
        *(
            Problem(code="unknown_worker", path=f"{journal.subject}/{entry.id}/worker")
            for entry in entries
            if isinstance(entry, CaseloadExceptionGranted) and entry.worker not in workers
        ),
        *_of_agreements(journal, known),
    )


def _of_agreements(journal: Journal, known: date | None) -> Iterator[Problem]:
    """Two agreements under one code, and amendments that end one before it begins."""
    view = journal.at(known=known)
    made = {entry.id: entry for entry in view.of_kind(AgreementMade)}
    seen: set[str] = set()
    for id, entry in made.items():
        if entry.agreement in seen:
            yield Problem(code="agreement_code_twice", path=f"{journal.subject}/{id}/agreement")
        seen.add(entry.agreement)
    for change in view.of_kind(AgreementAmended):
        for id in view.standing_for(change.made) & made.keys():
            if change.last is not None and change.last < made[id].first:
                days = facts(first=made[id].first, last=change.last)
                path = f"{journal.subject}/{change.id}/last"
                yield Problem(code="ends_before_it_begins", path=path, facts=days)


def journal_in_register_problems(
    journal: Journal, workers: frozenset[str], *, known: date | None = None
) -> tuple[Problem, ...]:
    """Kinds that do not belong in a case, and workers the partnership's journal does not name.

    Where that journal names no workers at all, their codes are not checked.
    """
    return (
        *_misplaced(journal, CASE_KINDS, known),
        *(
            Problem(code="unknown_worker", path=f"{journal.subject}/{entry.id}/worker")
            for entry in (journal.at(known=known).entries if workers else ())
            if isinstance(entry, OF_A_WORKER) and entry.worker not in {None, *workers}
        ),
    )


def _misplaced(
    journal: Journal, kinds: tuple[type[Entry], ...], known: date | None
) -> Iterator[Problem]:
    for entry in journal.entries:
        if type(entry) not in kinds and (known is None or entry.recorded <= known):
            yield Problem(code="kind_in_wrong_journal", path=f"{journal.subject}/{entry.id}/kind")
