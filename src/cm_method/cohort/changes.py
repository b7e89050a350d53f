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
from cm_method.case.episodes import episodes
from cm_method.case.register import Register
from cm_method.journal import Entry, Journal
from cm_method.rules.findings import Finding
from cm_method.rules.method import Counting, Method, reads_of
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
    only those are used, so that what has arrived by merging is told apart. What was disposed of
    since is in neither state: :func:`no_longer_reproducible` tells whose answers rest on less now.
    Raises ValueError when the earlier day lies after the later one.
    """
    if earlier.on > later.on:
        raise ValueError(f"the earlier day {earlier.on} lies after the later day {later.on}")
    return tuple(
        change for journal in register for change in _changes_of(journal, method, earlier, later)
    )


def no_longer_reproducible(register: Register, earlier: State) -> tuple[str, ...]:
    """Who had entries in an earlier report that have been disposed of since (R32).

    Their answers of then cannot be worked out again. Without the ids that the report kept nobody
    can tell, and the answer is empty.
    """
    kept = earlier.kept or {}
    return tuple(
        journal.subject
        for journal in register
        if not journal.disposed.isdisjoint(kept.get(journal.subject, frozenset()))
    )


def _changes_of(journal: Journal, method: Method, earlier: State, later: State) -> Iterator[Change]:
    then = Case.of(_as_kept(journal, earlier), on=earlier.on, known=earlier.known)
    now = Case.of(_as_kept(journal, later), on=later.on, known=later.known)
    before, after = _counted(then, method, _same_episodes(then, now)), _counted(now, method, {})

    def place(key: _Key) -> tuple[str, date, _Key]:
        return key[0], (after[key] if key in after else before[key]).since, key

    corrected = {entry.id: entry.corrects for entry in journal.entries}
    for key in sorted(before.keys() | after.keys(), key=place):
        old, new = before.get(key), after.get(key)
        if _says(old) != _says(new):
            due = new.due if old is not None and new is not None else None
            yield Change(
                participant=journal.subject,
                rule=key[0],
                before=old,
                after=new,
                causes=_causes(
                    method, key[0], then, now, earlier=earlier, corrected=corrected, due=due
                ),
            )


def _as_kept(journal: Journal, state: State) -> Journal:
    if state.kept is None:
        return journal
    kept = state.kept.get(journal.subject, frozenset())
    return evolve(journal, entries=[entry for entry in journal.entries if entry.id in kept])


_Key = tuple[str, str, int]
"""Rule, start of the episode where every episode counts, and number within it."""


def _same_episodes(then: Case, now: Case) -> dict[str, str]:
    """Under which start an episode of then is found now, its start perhaps corrected since."""
    found: dict[str, str] = {}
    of_now = {start.id: e.started.id for e in episodes(now) for start in e.starts}
    for episode in episodes(then):
        standing = sorted({id for start in episode.starts for id in now.standing_for(start.id)})
        same = [of_now[id] for id in standing if id in of_now]
        free = [id for id in same if id not in found.values()]
        if free:
            found[episode.started.id] = free[0]
    return found


def _counted(case: Case, method: Method, same: Mapping[str, str]) -> dict[_Key, Finding]:
    """The counted findings by rule, and by episode where every episode counts."""
    found: dict[_Key, Finding] = {}
    every = method.parameters.counting.value is Counting.EVERY_EPISODE
    for finding in review(case, method):
        if finding.counts:
            by_episode = every and not method.rule_of(finding.rule).once
            start = same.get(finding.episode, finding.episode) if by_episode else ""
            number = sum(1 for key in found if key[:2] == (finding.rule, start))
            found[finding.rule, start, number] = finding
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
    corrected: Mapping[str, frozenset[str]],
    due: date | None,
) -> tuple[tuple[Cause, tuple[str, ...]], ...]:
    reads = reads_of(method.rule_of(rule), method)
    old = {entry.id: entry for entry in then.entries if type(entry) in reads}
    new = {entry.id: entry for entry in now.entries if type(entry) in reads}
    seen = frozenset(entry.id for entry in then.entries)
    found: dict[Cause, list[str]] = {}
    for id in new.keys() - old.keys():
        corrects_what_was_seen = not seen.isdisjoint(_all_corrected(id, corrected))
        cause = Cause.CORRECTED if corrects_what_was_seen else _cause(new[id], then, earlier)
        found.setdefault(cause, []).append(id)
    for id in old.keys() - new.keys():
        heads = [head.id for head in now.replaced.get(id, ())]
        found.setdefault(Cause.CORRECTED, []).extend(heads)
    if not found or (due is not None and then.on < due <= now.on):
        found.setdefault(Cause.TIME_PASSED, [])
    return tuple((cause, tuple(sorted(set(found[cause])))) for cause in Cause if cause in found)


def _all_corrected(id: str, corrected: Mapping[str, frozenset[str]]) -> set[str]:
    """Every entry that this one corrects, and those that they corrected in their turn."""
    found: set[str] = set()
    waiting = [id]
    while waiting:
        more = corrected.get(waiting.pop(), frozenset()) - found
        found |= more
        waiting.extend(more)
    return found


def _cause(entry: Entry, then: Case, earlier: State) -> Cause:
    """Why an entry that corrects nothing of the earlier state was not in it."""
    known = earlier.known or date.max
    if earlier.kept is not None and entry.recorded <= known and entry.on <= then.on:
        return Cause.ARRIVED_BY_MERGING
    return Cause.RECORDED_LATE if entry.on <= then.on else Cause.HAPPENED_SINCE
