"""What changed between two reports, person by person, and why.

Four things can change an answer: time passed, something happened, something came into the books
late or by merging, or something was corrected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum, unique

from attrs import evolve, frozen

from cm_method.case.case import Case
from cm_method.case.participants import Died
from cm_method.case.register import Register
from cm_method.journal import Entry, Journal
from cm_method.rules.findings import Finding
from cm_method.rules.method import Method, reads_of
from cm_method.rules.milestone import Verdict
from cm_method.rules.review import review


@unique
class Cause(Enum):
    """Why an answer is another one now."""

    CORRECTED = "corrected"
    ARRIVED_BY_MERGING = "arrived_by_merging"
    RECORDED_LATE = "recorded_late"
    HAPPENED_SINCE = "happened_since"
    TIME_PASSED = "time_passed"
    DISPOSED = "disposed"


@frozen(kw_only=True)
class State:
    """A day, and the day up to which things had been recorded (None: everything recorded).

    *kept* are the ids a report of that state kept, by pseudonym; None when nobody kept them.
    """

    on: date
    known: date | None = None
    kept: Mapping[str, frozenset[str]] | None = None


@frozen(kw_only=True)
class Change:
    """One participant's answer under one rule at two states; None where nobody was asked yet."""

    participant: str
    rule: str
    before: Finding | None
    after: Finding | None
    causes: tuple[tuple[Cause, tuple[str, ...]], ...]


def changes(
    register: Register, method: Method, *, earlier: State, later: State
) -> tuple[Change, ...]:
    """Every counted answer that differs between two states, with its causes.

    The earlier state is worked out again from the register; where its report kept the ids it knew,
    only those are used, so that what has arrived by merging is told apart.
    """
    return tuple(
        change for journal in register for change in _changes_of(journal, method, earlier, later)
    )


def _changes_of(journal: Journal, method: Method, earlier: State, later: State) -> Iterator[Change]:
    then = Case.of(_as_kept(journal, earlier), on=earlier.on, known=earlier.known)
    now = Case.of(_as_kept(journal, later), on=later.on, known=later.known)
    kept = (earlier.kept or {}).get(journal.subject, frozenset())
    gone = kept & journal.disposed
    before, after = _counted(then, method), _counted(now, method)
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if _says(old) != _says(new):
            due = new.due if old is not None and new is not None else None
            yield Change(
                participant=journal.subject,
                rule=key[0],
                before=old,
                after=new,
                causes=_causes(method, key[0], then, now, earlier=earlier, gone=gone, due=due),
            )


def _as_kept(journal: Journal, state: State) -> Journal:
    if state.kept is None:
        return journal
    kept = state.kept.get(journal.subject, frozenset())
    return evolve(journal, entries=[entry for entry in journal.entries if entry.id in kept])


def _counted(case: Case, method: Method) -> dict[tuple[str, int], Finding]:
    """The counted findings by rule, numbered where every episode counts."""
    found: dict[tuple[str, int], Finding] = {}
    for finding in review(case, method):
        if finding.counts:
            number = sum(1 for rule, _ in found if rule == finding.rule)
            found[finding.rule, number] = finding
    return found


def _says(finding: Finding | None) -> tuple[Verdict, date | None] | None:
    return None if finding is None else (finding.verdict, finding.done_on)


def _causes(
    method: Method,
    rule: str,
    then: Case,
    now: Case,
    *,
    earlier: State,
    gone: frozenset[str],
    due: date | None,
) -> tuple[tuple[Cause, tuple[str, ...]], ...]:
    reads = reads_of(method.rule_of(rule), method) | {Died}
    old = {entry.id: entry for entry in then.entries if type(entry) in reads}
    new = {entry.id: entry for entry in now.entries if type(entry) in reads}
    found: dict[Cause, list[str]] = {}
    for id in new.keys() - old.keys():
        found.setdefault(_cause(new[id], then, earlier), []).append(id)
    for id in old.keys() - new.keys():
        heads = [head.id for head in now.replaced.get(id, ())]
        found.setdefault(Cause.CORRECTED, []).extend(heads)
    if gone:
        found[Cause.DISPOSED] = list(gone)
    if not found or (due is not None and then.on < due <= now.on):
        found.setdefault(Cause.TIME_PASSED, [])
    return tuple((cause, tuple(sorted(set(found[cause])))) for cause in Cause if cause in found)


def _cause(entry: Entry, then: Case, earlier: State) -> Cause:
    known_then = any(entry in then.replaced.get(id, ()) for id in entry.corrects)
    if entry.corrects and not known_then:
        return Cause.CORRECTED
    known = earlier.known or date.max
    if earlier.kept is not None and entry.recorded <= known and entry.on <= then.on:
        return Cause.ARRIVED_BY_MERGING
    return Cause.RECORDED_LATE if entry.on <= then.on else Cause.HAPPENED_SINCE
