"""The small parts that resources are made of: identifiers, codes, references, periods.

A resource is a plain dict. What is empty is left out: in FHIR an element without a value is an
error, not an empty value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from attrs import field, frozen

from cm_method.fields import Checked
from cm_method.labels import has_text, label, text

Resource = dict[str, Any]
"""One resource, or one part of a resource, as JSON has it."""

BASE = "urn:cm-method"
"""Where our own code systems and identifiers live. It is registered nowhere: an embedding system
with an address of its own gives that instead."""

PERSONAL_IDENTITY_NUMBER = "http://electronichealth.se/identifier/personnummer"
COORDINATION_NUMBER = "http://electronichealth.se/identifier/samordningsnummer"
NATIONAL_RESERVE_NUMBER = "http://electronichealth.se/identifier/nationelltReservnummer"
"""As HL7 Sweden's SEBasePatient has it today; its release 1.0.0 spelt the end "Reservnumer"."""
ORGANISATION_NUMBER = "urn:oid:2.5.4.97"
HSA_ID = "urn:oid:1.2.752.29.4.19"
"""The two systems of SEBaseOrganization in HL7 Sweden's base profiles."""

HL7 = "http://terminology.hl7.org/CodeSystem/"


@frozen(kw_only=True)
class Identifier(Checked):
    """An identifier that the embedding system knows: under which *system*, and its *value*.

    The library keeps none itself; it passes this one on for the code it was given for.
    """

    system: str
    value: str = field(repr=False, metadata={"text": "telephone"})  # may be a personal number


def filled(**elements: Any) -> Resource:
    """The elements that have a value; a name that Python reserves ends in an underscore."""
    return {
        name.removesuffix("_"): value
        for name, value in elements.items()
        if value is not None and value not in ([], {}, "")
    }


def period(first: date | None, last: date | None) -> Resource:
    """From the first day through the last; FHIR includes both where they are whole days."""
    return filled(start=first and first.isoformat(), end=last and last.isoformat())


def hl7(system: str, code: str) -> Resource:
    """A code of one of HL7's own systems."""
    return {"system": f"{HL7}{system}", "code": code}


def concept(*codings: Resource, words: str | None = None) -> Resource:
    """A concept by its codings, and in words where it has some."""
    return filled(coding=list(codings), text=words)


def note(words: str, on: date) -> Resource:
    """A dated note."""
    return {"time": on.isoformat(), "text": words}


@frozen(kw_only=True)
class Naming:
    """How our codes and things are named: under *base*, with words of *lang*."""

    base: str = BASE
    lang: str = "sv"

    def system(self, name: str) -> str:
        """The system of codes, or of identifiers, under a name such as "need-area"."""
        return f"{self.base}{':' if self.base.startswith('urn:') else '/'}{name}"

    def identifier(self, name: str, value: str) -> Resource:
        """One of our own identifiers."""
        return {"system": self.system(name), "value": value}

    def code(self, member: Enum) -> Resource:
        """A code of the library with its label."""
        shown = label(member, self.lang)
        return {
            "system": self.system(_dashed(type(member))),
            "code": member.value,
            "display": shown,
        }

    def named(self, name: str, code: str, key: str) -> Resource:
        """A code under the name of a system, with the words under a key where there are some."""
        words = text(key, self.lang) if has_text(key, self.lang) else None
        return filled(system=self.system(name), code=code, display=words)

    def said(self, name: str, code: str) -> Resource:
        """A code of this adapter: what a resource is, a role in the chain, or a tag."""
        return self.named(name, code, f"fhir.{name}.{code}")

    def address(self, *parts: str) -> str:
        """A name for one thing that is the same every time: no chance has a part in it."""
        # Each with its length, so that no two rows of parts are written alike.
        said = "".join(f"{len(part)}:{part}" for part in (self.base, *parts))
        return f"urn:uuid:{uuid5(NAMESPACE_URL, said)}"


def _dashed(cls: type[Enum]) -> str:
    """NeedArea as need-area."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("-")


def bundle(entries: Mapping[str, Resource]) -> Resource:
    """A collection of resources by their addresses."""
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": url, "resource": resource} for url, resource in entries.items()],
    }


def together(bundles: Iterable[Resource]) -> Resource:
    """Several bundles as one; what they share, such as a party, comes once."""
    return bundle({each["fullUrl"]: each["resource"] for one in bundles for each in one["entry"]})


def references_in(value: object) -> Iterable[str]:
    """Every reference in a resource, however deep."""
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value["reference"]
        for each in value.values():
            yield from references_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from references_in(each)
