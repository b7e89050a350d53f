"""Handing over a part of a journal: only what recorded consents cover, and only one's own.

A merge is a disclosure. What goes along is a journal of its own that merges back without loss;
what stays behind is told by kind, with why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import Enum, unique

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.checks import case_problems
from cm_method.case.consent import (
    ConsentGiven,
    ConsentState,
    ConsentWithdrawn,
    SharingMade,
    consents,
)
from cm_method.case.parties import Parties
from cm_method.dates import require_days
from cm_method.errors import Problem, Refused
from cm_method.journal import Entry, Journal, Objected, Retracted, RetractionReason, answered
from cm_method.labels import text, words
from cm_method.rules.method import Method
from cm_method.rules.sharing import (
    CategoryAnswer,
    NearestMiss,
    SharingQuestion,
    may_share,
    missed_in_time,
)


@unique
class Stays(Enum):
    """Why an entry stays behind."""

    NOT_COVERED = "not_covered"
    KEPT_BY_ANOTHER = "kept_by_another"
    NOT_ASKED_FOR = "not_asked_for"
    ABOUT_WHAT_IS_GONE = "about_what_is_gone"
    UNCLEAR_ALONE = "unclear_alone"


@frozen(kw_only=True)
class StayedBehind:
    """So many entries of one kind that stay behind; *answer* tells of a category not covered."""

    kind: str
    count: int
    why: Stays
    answer: CategoryAnswer | None = None

    def explain(self, lang: str = "sv") -> str:
        """What stays behind and why, in words."""
        what = words(f"entry.{self.kind}")
        said = text(f"stays.{self.why.value}", lang, kind=what, count=self.count)
        return said if self.answer is None else f"{said} {self.answer.explain(lang)}"


@frozen(kw_only=True)
class Shareable:
    """What may go along under the recorded consents: the *part*, and what *stayed* behind."""

    part: Journal = field(repr=False)
    stayed: tuple[StayedBehind, ...]


def shareable(
    journal: Journal,
    *,
    discloser: str,
    recipient: str,
    purpose: str,
    on: date,
    method: Method,
    parties: Parties,
    information: Iterable[str] | None = None,
) -> Shareable:
    """The entries of *discloser* that recorded consents cover towards *recipient* on a day.

    *information* narrows it to some categories; what is not necessary stays, though covered.
    Only entries in force, both as known that day and as known today, and only those that the
    discloser or its workers wrote: another party's are theirs to give. A participant's objection
    goes with the entry it is about, and so does a retraction; but what was said of an entry about
    a wrong person stays. So does a consent that no longer counts: a part read alone could not
    always tell. What would be wrong read alone, such as a second start whose first end another
    party wrote, stays too. Ids that are named and stay behind are known as elsewhere.
    Raises Refused when discloser and recipient are the same.
    """
    require_days(on=on)
    giving = parties.party(discloser)
    if giving == parties.party(recipient):
        raise Refused([Problem(code="shares_with_oneself", path="recipient")])
    hierarchy = method.parameters.information.value
    asked = hierarchy.codes if information is None else information
    cases = (Case.of(journal, on=on, known=on), Case.of(journal, on=on))
    desk = _Desk(
        giving=giving,
        recipient=recipient,
        purpose=purpose,
        on=on,
        method=method,
        parties=parties,
        cases=cases,
        by_id={entry.id: entry for entry in journal.entries},
        then={entry.id: entry for entry in journal.known_by(on).entries},
        wanted=frozenset(part for code in asked for part in hierarchy.parts(code)),
        lapsed={id: answer for case in reversed(cases) for id, answer in _lapsed(case, on).items()},
    )
    in_force = {entry.id for entry in journal.at().entries}
    part: list[Entry] = []
    stayed: Counter[tuple[str, Stays, CategoryAnswer | None]] = Counter()
    for entry in cases[0].entries:
        if entry.id in in_force:
            why = desk.why_it_stays(entry)
            if why is None:
                part.append(entry)
            else:
                stayed[entry.kind, *why] += 1
    along = part_of(journal, part)
    if not case_problems(journal):
        while unclear := _wrong_alone(along):
            stayed.update((e.kind, Stays.UNCLEAR_ALONE, None) for e in part if e.id in unclear)
            part = [entry for entry in part if entry.id not in unclear]
            along = part_of(journal, part)
    return Shareable(
        part=along,
        stayed=tuple(
            StayedBehind(kind=kind, count=count, why=why, answer=answer)
            for (kind, why, answer), count in stayed.items()
        ),
    )


@frozen(kw_only=True, eq=False)
class _Desk:
    """What one handing over is decided from; *cases* are as known on the day, and as known now.

    So are the entries: *then* those recorded by the day, *by_id* all that are recorded now.
    """

    giving: str
    recipient: str
    purpose: str
    on: date
    method: Method
    parties: Parties
    cases: tuple[Case, Case]
    by_id: dict[str, Entry]
    then: dict[str, Entry]
    wanted: frozenset[str]
    lapsed: dict[str, CategoryAnswer]
    answers: dict[_Topic, CategoryAnswer] = field(factory=dict, init=False)

    def why_it_stays(self, entry: Entry) -> tuple[Stays, CategoryAnswer | None] | None:
        """Why an entry stays behind; None when it goes along."""
        topics = sorted(_topics(entry, self.by_id, self.cases[1]))
        found = [self.answer(topic) for topic in topics]
        closed = next((each for each in found if not each.consents), self.lapsed.get(entry.id))
        if self.parties.party(entry.by) != self.giving:
            return Stays.KEPT_BY_ANOTHER, None
        # What is recorded later must not tell what a note is about, and so bring it along.
        if not topics or not _topics(entry, self.then, self.cases[1]):
            return Stays.ABOUT_WHAT_IS_GONE, None
        if closed is not None:
            return Stays.NOT_COVERED, closed
        asked_for = self.wanted.issuperset(category for category, _ in topics)
        return None if asked_for else (Stays.NOT_ASKED_FOR, None)

    def answer(self, topic: _Topic) -> CategoryAnswer:
        """What the consents say of a topic, the stricter of both states of knowledge."""
        if topic not in self.answers:
            question = SharingQuestion(
                discloser=self.giving,
                recipient=self.recipient,
                information=(topic[0],),
                purpose=self.purpose,
                on=self.on,
                about=topic[1] or None,
            )
            said = [may_share(case, question, self.method, self.parties) for case in self.cases]
            tried = [answer.categories[0] for answer in said]
            self.answers[topic] = next((each for each in tried if not each.consents), tried[0])
        return self.answers[topic]


def part_of(whole: Journal, entries: Iterable[Entry]) -> Journal:
    """A journal of these entries alone, which knows what they name in the whole."""
    kept = tuple(entries)
    there = whole.ids | whole.disposed | whole.elsewhere
    return Journal(subject=whole.subject, entries=kept, elsewhere=_named(kept) & there)


def _wrong_alone(part: Journal) -> frozenset[str]:
    """The ids of entries that are a problem without what stayed behind."""
    return frozenset(problem.path.split("/")[1] for problem in case_problems(part))


_NO_LONGER = (ConsentState.WITHDRAWN, ConsentState.CONTESTED, ConsentState.ENDED_BY_DEATH)


def _lapsed(case: Case, on: date) -> dict[str, CategoryAnswer]:
    """The consents that other entries have ended or made uncertain, each with why."""
    return {
        consent.entry.id: CategoryAnswer(
            category=consent.entry.category.value,
            consents=(),
            nearest=NearestMiss(
                consent=consent.entry.id, missed=tuple(missed_in_time(consent, on))
            ),
        )
        for consent in consents(case)
        if consent.state(on) in _NO_LONGER
    }


_Topic = tuple[str, str]
"""A category, and the person whose information it is ("" for the participant)."""


def _topics(entry: Entry, by_id: dict[str, Entry], case: Case) -> frozenset[_Topic]:
    """What an entry is about; a note about entries is about what they are about.

    Empty where all that it is about has been disposed of, or was about a wrong person.
    """
    if not isinstance(entry, Objected | Retracted):
        return frozenset((_topic(entry, by_id),))
    found: set[_Topic] = set()
    seen: set[str] = set()
    waiting = list(_about(entry))
    while waiting:
        id = waiting.pop()
        if isinstance(entry, Objected) and _was_about_a_wrong_person(id, case):
            return frozenset()
        if id in by_id and id not in seen:
            seen.add(id)
            other = by_id[id]
            if isinstance(other, Objected | Retracted):
                waiting += _about(other)
            else:
                found.add(_topic(other, by_id))
    return frozenset(found)


def _topic(entry: Entry, by_id: dict[str, Entry]) -> _Topic:
    """Consents, what withdraws them, and sharings may be about another person's information."""
    said = by_id.get(entry.consent_given) if isinstance(entry, ConsentWithdrawn) else entry
    about = said.about if isinstance(said, ConsentGiven | SharingMade) else None
    return entry.category.value, about or ""


def _was_about_a_wrong_person(id: str, case: Case) -> bool:
    return any(
        isinstance(head, Retracted) and head.reason is RetractionReason.WRONG_PERSON
        for head in case.replaced.get(id, ())
    )


def _about(note: Objected | Retracted) -> frozenset[str]:
    return note.corrects | {note.entry} if isinstance(note, Objected) else note.corrects


def _named(part: Iterable[Entry]) -> frozenset[str]:
    """Every id that the entries correct or answer."""
    return frozenset(
        id for entry in part for id in (*entry.corrects, *(id for _, id, _ in answered(entry)))
    )
