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
from cm_method.case.parties import Parties
from cm_method.errors import Problem, Refused
from cm_method.journal import Entry, Journal, Objected, Retracted, answered
from cm_method.labels import text, words
from cm_method.rules.method import Method
from cm_method.rules.sharing import CategoryAnswer, SharingQuestion, may_share


@unique
class Stays(Enum):
    """Why an entry stays behind."""

    NOT_COVERED = "not_covered"
    KEPT_BY_ANOTHER = "kept_by_another"
    ABOUT_WHAT_IS_GONE = "about_what_is_gone"


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
) -> Shareable:
    """The entries of *discloser* that recorded consents cover towards *recipient* on a day.

    Only entries in force, as known that day, and only those that the discloser or its workers
    wrote: another party's are theirs to give. A participant's objection goes with the entry it is
    about, and so does a retraction. Ids that are named and stay behind are known as elsewhere.
    Raises Refused when discloser and recipient are the same.
    """
    giving = parties.party(discloser)
    if giving == parties.party(recipient):
        raise Refused([Problem(code="shares_with_oneself", path="recipient")])
    case = Case.of(journal, on=on, known=on)
    by_id = {entry.id: entry for entry in journal.entries}
    answers: dict[str, CategoryAnswer] = {}

    def answer_of(category: str) -> CategoryAnswer:
        if category not in answers:
            question = SharingQuestion(
                discloser=giving,
                recipient=recipient,
                information=(category,),
                purpose=purpose,
                on=on,
            )
            (answers[category],) = may_share(case, question, method, parties).categories
        return answers[category]

    part: list[Entry] = []
    stayed: Counter[tuple[str, Stays, CategoryAnswer | None]] = Counter()
    for entry in case.entries:
        found = [answer_of(category) for category in sorted(_categories(entry, by_id))]
        closed = next((answer for answer in found if not answer.consents), None)
        if parties.party(entry.by) != giving:
            stayed[entry.kind, Stays.KEPT_BY_ANOTHER, None] += 1
        elif not found:
            stayed[entry.kind, Stays.ABOUT_WHAT_IS_GONE, None] += 1
        elif closed is not None:
            stayed[entry.kind, Stays.NOT_COVERED, closed] += 1
        else:
            part.append(entry)
    return Shareable(
        part=Journal(subject=journal.subject, entries=part, elsewhere=_named(part)),
        stayed=tuple(
            StayedBehind(kind=kind, count=count, why=why, answer=answer)
            for (kind, why, answer), count in stayed.items()
        ),
    )


def _categories(entry: Entry, by_id: dict[str, Entry]) -> frozenset[str]:
    """The categories of an entry; a note about entries has those of the entries.

    Empty where all that it is about has been disposed of.
    """
    if not isinstance(entry, Objected | Retracted):
        return frozenset((entry.category.value,))
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(_about(entry))
    while waiting:
        id = waiting.pop()
        if id in by_id and id not in seen:
            seen.add(id)
            other = by_id[id]
            if isinstance(other, Objected | Retracted):
                waiting += _about(other)
            else:
                found.add(other.category.value)
    return frozenset(found)


def _about(note: Objected | Retracted) -> frozenset[str]:
    return note.corrects | {note.entry} if isinstance(note, Objected) else note.corrects


def _named(part: Iterable[Entry]) -> frozenset[str]:
    """Every id that the entries correct or answer; the journal leaves out those it holds."""
    return frozenset(
        id for entry in part for id in (*entry.corrects, *(id for _, id, _ in answered(entry)))
    )
