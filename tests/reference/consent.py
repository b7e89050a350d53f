"""A slow and simple answer to "may this be told?", written from the text (section 3.3, R25, R26).

A consent is spread out into the facts that it covers: who gives, who receives, whether that is a
person close to the participant, what kind of information, for what purpose, whose, and on which
day. A question is the set of facts that it asks about. Covered means that every fact asked about
is among the facts covered. Nothing is imported from the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from cm_method.case.consent import ConsentGiven, ConsentKind, ConsentWithdrawn, SharingMade
from cm_method.case.episodes import Ended, EndReason
from cm_method.case.participants import Died
from cm_method.case.parties import LegalForm
from cm_method.journal import Entry

RELEASE = {
    LegalForm.COMMITTEE: ConsentKind.SECRECY_WAIVER,
    LegalForm.REGION: ConsentKind.SECRECY_WAIVER,
    LegalForm.STATE_AUTHORITY: ConsentKind.SECRECY_WAIVER,
    LegalForm.ASSOCIATION: ConsentKind.CONFIDENTIALITY_RELEASE,
    LegalForm.COMPANY: ConsentKind.CONFIDENTIALITY_RELEASE,
}
"""An authority's bar is lifted by a waiver, an association's by a release; nothing else lifts."""

GROUPS = {
    "whole": ("person", "wellbeing", "coordination"),
    "person": ("identity", "course", "administration", "consent"),
    "wellbeing": ("needs", "crisis", "self_rating"),
    "coordination": ("plan", "contacts", "responsibility"),
}
"""The hierarchy as the text says it: what concerns other people stands apart."""


class Told(NamedTuple):
    """One fact that can be given: about one thing, to one receiver, on one day."""

    discloser: str
    recipient: str
    to_next_of_kin: bool
    leaf: str
    purpose: str
    about: str | None
    day: date


def leaves(category: str) -> Iterator[str]:
    """What a category is made of in the end."""
    if category not in GROUPS:
        yield category
    for part in GROUPS.get(category, ()):
        yield from leaves(part)


def asked(
    discloser: str,
    recipient: str,
    information: Iterable[str],
    purpose: str,
    day: date,
    *,
    to_next_of_kin: bool = False,
    about: str | None = None,
) -> set[Told]:
    """The facts that a question asks about."""
    parts = {leaf for category in information for leaf in leaves(category)}
    return {Told(discloser, recipient, to_next_of_kin, leaf, purpose, about, day) for leaf in parts}


def every_day(first: date, last: date) -> Iterator[date]:
    """The days from the first through the last."""
    while first <= last:
        yield first
        first += timedelta(1)


class Books:
    """What is written, as recorded by *known* and as it had happened by *on*.

    Withdrawals on the day *spared* end nothing.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        on: date,
        known: date | None = None,
        *,
        spared: date | None = None,
    ) -> None:
        self.spared = spared
        recorded = [e for e in entries if known is None or e.recorded <= known]
        self.recorded = {e.id: e for e in recorded}
        self.named = {id for e in recorded for id in e.corrects}
        self.happened = [e for e in recorded if e.id not in self.named and e.on <= on]
        self.on = on
        self.competing = self.rivals()

    def stands(self, id: str) -> set[str]:
        """What stands for an entry: itself, or all that came in its place."""
        after = [e for e in self.recorded.values() if id in e.corrects]
        return {id} if not after else {head for e in after for head in self.stands(e.id)}

    def rivals(self) -> set[str]:
        """Entries of which others say something else, from the first day any of them speaks of."""
        found: set[str] = set()
        for id in self.named:
            heads = self.stands(id)
            said = [self.recorded[each].on for each in heads | {id} if each in self.recorded]
            if len(heads) > 1 and min(said) <= self.on:
                found |= heads
        return found

    def covers(self, forms: Mapping[str, LegalForm]) -> dict[str, set[Told]]:
        """Every fact that each consent covers."""
        return {e.id: self._covers(e, forms) for e in self.happened if isinstance(e, ConsentGiven)}

    def _covers(self, given: ConsentGiven, forms: Mapping[str, LegalForm]) -> set[Told]:
        form = forms.get(given.discloser)
        if form not in RELEASE or RELEASE[form] is not given.consent:
            return set()
        receivers = [(code, False) for code in given.recipients]
        receivers += [(code, True) for code in given.next_of_kin]
        parts = {leaf for category in given.information for leaf in leaves(category)}
        if given.about is None:
            parts.discard("other_people")
        return {
            Told(given.discloser, code, kin, leaf, given.purpose, given.about, day)
            for (code, kin), leaf, day in product(receivers, parts, self.days(given))
        }

    def days(self, given: ConsentGiven) -> set[date]:
        """The days on which a consent runs: none where nobody can say what was agreed."""
        rivals = self.competing
        took_back = [
            e
            for e in self.recorded.values()
            if isinstance(e, ConsentWithdrawn) and given.id in self.stands(e.consent_given)
        ]
        if given.id in rivals or any(e.id in rivals for e in took_back):
            return set()
        runs = set(every_day(given.first, given.last))
        runs -= {day for day in runs if day < given.on}
        ends = [e.on for e in took_back if e in self.happened]
        for end in ends if min(ends, default=None) != self.spared else ():
            runs -= {day for day in runs if day >= end}
        for death in self.deaths(rivals):
            runs -= {day for day in runs if day > death.on}
        return runs

    def deaths(self, rivals: set[str]) -> Iterator[Entry]:
        """Every death that is told, also one that others say something else of."""
        for e in self.recorded.values():
            dead = isinstance(e, Died) or (isinstance(e, Ended) and e.reason is EndReason.DEATH)
            if dead and (e in self.happened or e.id in rivals):
                yield e


def covered(books: Books, forms: Mapping[str, LegalForm], told: set[Told]) -> bool:
    """Whether every fact asked about is among the facts covered."""
    return told <= set().union(*books.covers(forms).values())


def of_a_sharing(
    entries: Iterable[Entry],
    made: SharingMade,
    forms: Mapping[str, LegalForm],
    on: date,
    known: date | None = None,
) -> str:
    """What is to be said of a sharing that was made: covered, not covered, or nobody can tell."""
    told = asked(
        made.discloser,
        made.recipient,
        made.information,
        made.purpose,
        made.on,
        to_next_of_kin=made.to_next_of_kin,
        about=made.about,
    )
    if made.ground is not None:
        return "needs_legal_decision"
    entries = tuple(entries)
    if covered(Books(entries, on, known), forms, told):
        return "covered"
    spared = covered(Books(entries, on, known, spared=made.on), forms, told)
    return "order_unknown" if spared else "not_covered"
