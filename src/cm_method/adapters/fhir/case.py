"""One case as a Bundle of FHIR R4 resources, and what of it the bundle does not tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from cm_method.adapters.fhir.chain import add_agenda, add_chain
from cm_method.adapters.fhir.consents import add_consents
from cm_method.adapters.fhir.course import add_course, add_patient
from cm_method.adapters.fhir.desk import Desk
from cm_method.adapters.fhir.needs import add_needs, add_observations, add_ratings
from cm_method.adapters.fhir.not_told import NotTold, listed
from cm_method.adapters.fhir.parts import BASE, Identifier, Naming, Resource, bundle
from cm_method.adapters.fhir.plans import add_crisis_plans, add_plans, add_sips
from cm_method.case.case import Case
from cm_method.case.parties import Parties
from cm_method.errors import Problem, Refused, facts
from cm_method.journal import Category
from cm_method.rules.method import Method

ALL = frozenset(Category)


@frozen(kw_only=True)
class Told:
    """A bundle with what it leaves out."""

    bundle: Resource
    not_told: tuple[NotTold, ...]


def case_bundle(
    case: Case,
    method: Method,
    *,
    parties: Parties | None = None,
    words: bool = False,
    whole: bool = True,
    categories: Iterable[str] | None = None,
    identifiers: Mapping[str, Sequence[Identifier]] | None = None,
    base: str = BASE,
    lang: str = "sv",
) -> Resource:
    """A case on its day as a Bundle of type collection: plain dicts, as JSON has them.

    People's own words stay at home unless *words* is true. *whole* is false for a part that was
    handed over: then no duty is told and no gap, since what is missing may be elsewhere.
    *categories* narrows the bundle to some categories of the method's information; a resource goes
    along only where all that it rests on does. *identifiers* are what the embedding system knows a
    pseudonym, party or worker by. *base* is where our code systems and identifiers live, *lang* the
    language of labels. The same case gives the same bundle. Raises Refused for a category that the
    method does not have.
    """
    return tell(
        case,
        method,
        parties=parties,
        words=words,
        whole=whole,
        categories=categories,
        identifiers=identifiers,
        base=base,
        lang=lang,
    ).bundle


def not_told(
    case: Case,
    method: Method,
    *,
    parties: Parties | None = None,
    categories: Iterable[str] | None = None,
) -> tuple[NotTold, ...]:
    """What the bundle of a case leaves out: entries by kind, and fields of those that are told.

    Who wrote an entry, when it was recorded and what it corrects is left out of nearly all.
    """
    return tell(case, method, parties=parties, categories=categories).not_told


def tell(
    case: Case,
    method: Method,
    *,
    parties: Parties | None = None,
    words: bool = False,
    whole: bool = True,
    categories: Iterable[str] | None = None,
    identifiers: Mapping[str, Sequence[Identifier]] | None = None,
    base: str = BASE,
    lang: str = "sv",
) -> Told:
    """The bundle of :func:`case_bundle` and the list of :func:`not_told` at once."""
    desk = Desk(
        case=case,
        method=method,
        parties=parties or Parties(),
        naming=Naming(base=base, lang=lang),
        wanted=ALL if categories is None else _wanted(tuple(categories), method),
        words=words,
        whole=whole,
        identifiers=identifiers or {},
    )
    for add in (
        add_patient,
        add_needs,
        add_course,
        add_plans,
        add_crisis_plans,
        add_sips,
        add_chain,
        add_agenda,
        add_consents,
        add_observations,
        add_ratings,
    ):
        add(desk)
    return Told(
        bundle=bundle(desk.without_loose_ends()),
        not_told=listed(case.entries, desk.told, desk.wanted),
    )


def _wanted(asked: tuple[str, ...], method: Method) -> frozenset[Category]:
    hierarchy = method.parameters.information.value
    unknown = sorted(set(asked) - set(hierarchy.codes))
    if unknown:
        what = facts(choices=hierarchy.codes)
        raise Refused([Problem(code="unknown_information", path="categories", facts=what)])
    parts = {part for code in asked for part in hierarchy.parts(code)}
    return frozenset(category for category in Category if category.value in parts)
