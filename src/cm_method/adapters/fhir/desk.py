"""The desk on which one case becomes a bundle: what may go along, and what has gone along.

A resource rests on entries, and goes along only where every one of them may. So nothing is told of
a category that was not asked for, and which entries were told is known for certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from cm_method.adapters.fhir.parts import Identifier, Naming, Resource, filled, references_in
from cm_method.case.case import Case
from cm_method.case.episodes import Started, WorkerChanged, is_contested
from cm_method.case.parties import Parties
from cm_method.journal import Category, Entry, Objected
from cm_method.rules.method import Method

NO_PART_OF_A_TEXT = dict.fromkeys(set(range(ord(" "))) - set(map(ord, "\t\n\r")))
"""The control characters that FHIR allows in no text."""


@frozen(kw_only=True, eq=False)
class Desk:
    """A case with all that is needed to tell it.

    *wanted* are the categories that may go along, *words* whether people's own words may, *whole*
    whether the case is all there is.
    *resources* are those made so far, by address; *told* the ids of the entries that they tell.
    """

    case: Case
    method: Method
    parties: Parties
    naming: Naming
    wanted: frozenset[Category]
    words: bool
    whole: bool
    identifiers: Mapping[str, Sequence[Identifier]]
    resources: dict[str, Resource] = field(factory=dict, init=False)
    told: set[str] = field(factory=set, init=False)

    @property
    def lang(self) -> str:
        """The language of labels."""
        return self.naming.lang

    def may(self, *entries: Entry) -> bool:
        """Whether all these entries may go along."""
        return all(entry.category in self.wanted for entry in entries)

    def own(self, words: str | None) -> str | None:
        """Somebody's own words, where they may go along, without what no text of FHIR may hold."""
        return (words or "").translate(NO_PART_OF_A_TEXT) or None if self.words else None

    def address(self, resource: str, *parts: str) -> str:
        """The address of a resource of this participant."""
        return self.naming.address(resource, self.case.participant, *parts)

    def add(self, kind: str, *rests_on: Entry, named: tuple[str, ...] = (), **parts: Any) -> None:
        """A resource that rests on entries, if they may go along.

        The first entry names it, with *named* where it makes several.
        """
        if not self.may(*rests_on):
            return
        ids = (*(entry.id for entry in rests_on[:1]), *named)
        tags = self._tags(rests_on)
        self.resources[self.address(kind, *ids)] = filled(
            resourceType=kind, meta=filled(tag=tags), language=self.lang, **parts
        )
        self.tell(*rests_on)

    def tell(self, *entries: Entry) -> None:
        """These entries are told by a resource."""
        self.told.update(entry.id for entry in entries)

    def reference(self, kind: str, *parts: str) -> Resource:
        """A reference to a resource of this participant, made already or yet to be made."""
        return {"reference": self.address(kind, *parts)}

    @property
    def subject(self) -> Resource:
        """The reference to the participant."""
        return self.reference("Patient")

    def identified(self, entry: Entry, *named: str) -> list[Resource]:
        """The id of the entry, as an identifier."""
        return [self.naming.identifier("entry", "/".join((entry.id, *named)))]

    def party(self, code: str | None) -> Resource | None:
        """A reference to a party, or to a worker in their role; who they are is added once."""
        if code is None:
            return None
        is_worker = code in self.workers
        kind = "PractitionerRole" if is_worker else "Organization"
        url = self.naming.address(kind, code)
        if url not in self.resources:
            mine = [self.naming.identifier("worker" if is_worker else "party", code)]
            self.resources[url] = filled(
                resourceType=kind,
                language=self.lang,
                identifier=mine + self.given_identifiers(code),
            )
            if is_worker and self.parties.party(code) != code:
                self.resources[url]["organization"] = self.party(self.parties.party(code))
            elif not is_worker:
                form = self.parties.legal_forms.get(code)
                if form is not None:
                    self.resources[url]["type"] = [{"coding": [self.naming.code(form)]}]
                self.resources[url]["name"] = self.parties.name(code)
        return {"reference": url}

    @property
    def workers(self) -> frozenset[str]:
        """The codes of workers: those registered, and those who have held the case."""
        first = (entry.worker for entry in self.case.of_kind(Started))
        later = (entry.worker for entry in self.case.of_kind(WorkerChanged))
        return frozenset((*self.parties.party_of, *first, *later))

    def next_of_kin(self, code: str) -> Resource:
        """A reference to somebody close to the participant, who is added once."""
        url = self.address("RelatedPerson", code)
        self.resources[url] = filled(
            resourceType="RelatedPerson",
            language=self.lang,
            identifier=[
                self.naming.identifier("next-of-kin", code),
                *self.given_identifiers(code),
            ],
            patient=self.subject,
        )
        return {"reference": url}

    def given_identifiers(self, code: str) -> list[Resource]:
        """What the embedding system knows a participant, party or worker by."""
        return [
            {"system": each.system, "value": each.value} for each in self.identifiers.get(code, ())
        ]

    def _tags(self, entries: Iterable[Entry]) -> list[Resource]:
        """That the participant objects to what is said, and that corrections of it compete."""
        found = []
        for entry in entries:
            for said in self.case.of_kind(Objected):
                if self.case.standing_for(said.entry) & {entry.id}:
                    self.tell(said)
                    found.append("objected")
            if is_contested(self.case, entry):
                found.append("contested")
        return [self.naming.said("tag", code) for code in dict.fromkeys(found)]

    def without_loose_ends(self) -> dict[str, Resource]:
        """The resources; what they refer to and did not go along is left out of them.

        So are parties and next of kin that no resource speaks of.
        """
        there = self.resources.keys()
        told = {url: each for url, each in self.resources.items() if not _is_somebody(each)}
        loose = {url for each in told.values() for url in references_in(each) if url not in there}
        waiting = [url for each in told.values() for url in references_in(each)]
        spoken_of: set[str] = set()
        while waiting:
            url = waiting.pop()
            if url in there and url not in spoken_of:
                spoken_of.add(url)
                waiting.extend(references_in(self.resources[url]))
        return {
            url: _pruned(each, loose)
            for url, each in self.resources.items()
            if url in told or url in spoken_of
        }


def _is_somebody(resource: Resource) -> bool:
    return resource["resourceType"] in ("Organization", "PractitionerRole", "RelatedPerson")


def _pruned(value: Any, loose: set[str]) -> Any:
    """A value without references to what is not there, and without what that leaves empty."""
    if isinstance(value, dict):
        kept = {name: _pruned(each, loose) for name, each in value.items()}
        if isinstance(value.get("reference"), str) and value["reference"] in loose:
            return None
        return {name: each for name, each in kept.items() if each not in (None, [], {})}
    if isinstance(value, list):
        return [each for each in (_pruned(each, loose) for each in value) if each not in (None, {})]
    return value
