"""The results as Measure and MeasureReport: exact for insiders, or as a publication shows them.

A target is a Measure, and how it stands a MeasureReport that names nobody. The counts say all:
FHIR's score is one number, so there is one only where nothing is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from cm_method.adapters.fhir.parts import (
    BASE,
    HL7,
    Naming,
    Resource,
    bundle,
    concept,
    filled,
    hl7,
    period,
)
from cm_method.cohort.disclosure import EVERYONE, STARTED, Publication
from cm_method.cohort.results import Result, Results
from cm_method.labels import label, text
from cm_method.rules.method import Measure, Method, Target
from cm_method.rules.milestone import Verdict

UNITS = "http://unitsofmeasure.org"
MASKED = {
    "extension": [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            "valueCode": "masked",
        }
    ]
}
"""In the place of a count that disclosure control does not show."""

Score = int | float | None
Counts = Mapping[str, int | None]
"""How many are in each population; None where that is not shown."""

INITIAL, DENOMINATOR, EXCLUSION, NUMERATOR = (
    "initial-population",
    "denominator",
    "denominator-exclusion",
    "numerator",
)
OWN = ("unknown", "perhaps")
"""Populations that FHIR has no code for: without an answer, and of unknown membership."""
WORDS = {
    INITIAL: "due",
    DENOMINATOR: "counted",
    EXCLUSION: "excluded",
    NUMERATOR: "met",
    "unknown": "unknown",
    "perhaps": "perhaps",
}


def results_bundle(
    results: Results, method: Method, *, base: str = BASE, lang: str = "sv"
) -> Resource:
    """Every target as a Measure with its MeasureReport: exact counts, for insiders.

    Small counts can point somebody out though no pseudonym is there; what leaves the house is made
    by :func:`published_bundle`. The score is the share in percent, or the number of people; it is
    there only where no answer is missing and a decimal number says it exactly. All else that a
    result holds (other bounds, intervals, outcome) follows from the counts, or stays in the report.
    """
    naming, day = Naming(base=base, lang=lang), results.tally.on
    return bundle(
        dict(
            pair
            for result in results
            for pair in _pair(
                naming, method, result.target, day, _counts(result), score=_score(result)
            )
        )
    )


def published_bundle(
    publication: Publication, method: Method, *, base: str = BASE, lang: str = "sv"
) -> Resource:
    """The same from a publication alone: nothing is told that disclosure control did not show.

    What it does not show has the reason ``masked`` in the place of its count. Raises KeyError where
    the publication is of other targets than the method's.
    """
    naming = Naming(base=base, lang=lang)
    found: dict[str, Resource] = {}
    for target in method.targets:
        people = target.measure is Measure.PEOPLE
        rows = publication.table(EVERYONE, STARTED if people else target.rule).rows
        counts: Counts
        score: Score
        if people:
            counts = {INITIAL: None if rows is None else rows[0][0]}
            score = None if rows is None else rows[0][0]
        else:
            met, not_met, unknown, _ = (None,) * 4 if rows is None else rows[0]
            due = None if met is None else met + (not_met or 0) + (unknown or 0)
            counts = {INITIAL: due, DENOMINATOR: due, NUMERATOR: met, "unknown": unknown}
            score = None if unknown else _percent(met, due)
        found.update(_pair(naming, method, target, publication.on, counts, score=score))
    return bundle(found)


def _counts(result: Result) -> Counts:
    """The populations of a target. Those excluded are in the denominator, as FHIR has it."""
    if result.target.measure is Measure.PEOPLE:
        return {INITIAL: result.lower.met}
    excluded = result.count(Verdict.EXCLUDED)
    due = sum(result.verdicts.values()) - result.count(Verdict.NOT_YET_DUE)
    return {
        INITIAL: due,
        DENOMINATOR: result.lower.of + excluded,
        EXCLUSION: excluded,
        NUMERATOR: result.lower.met,
        "unknown": result.count(Verdict.UNKNOWN) - result.unknown_membership,
        "perhaps": result.unknown_membership,
    }


def _score(result: Result) -> Score:
    if result.target.measure is Measure.PEOPLE:
        return result.lower.met
    if result.lower != result.upper:
        return None
    return _percent(result.lower.met, result.lower.of)


def _percent(met: int | None, of: int | None) -> Score:
    """The share in percent where a decimal number is exactly that, else None."""
    if met is None or not of:
        return None
    share = Fraction(100 * met, of)
    rest = share.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest > 1:
        return None
    return int(share) if share.denominator == 1 else float(share)


def _pair(
    naming: Naming, method: Method, target: Target, day: date, counts: Counts, *, score: Score
) -> Iterable[tuple[str, Resource]]:
    name = f"measure-{method.code}-{target.rule}"
    yield naming.address("Measure", name), _measure(naming, method, target, name, counts)
    yield (
        naming.address("MeasureReport", name, str(day)),
        filled(
            resourceType="MeasureReport",
            language=naming.lang,
            status="complete",
            type="summary",
            measure=f"{naming.system(name)}|{method.fingerprint}",
            date=day.isoformat(),
            period=period(min(method.period.first, day), day),
            improvementNotation=_INCREASE,
            group=[
                filled(
                    population=[
                        filled(
                            code=_population(naming, code),
                            count=count,
                            _count=MASKED if count is None else None,
                        )
                        for code, count in counts.items()
                    ],
                    measureScore=_quantity(target, score),
                )
            ],
        ),
    )


_INCREASE = concept(hl7("measure-improvement-notation", "increase"))


def _measure(naming: Naming, method: Method, target: Target, name: str, counts: Counts) -> Resource:
    lang, source = naming.lang, target.source
    people = target.measure is Measure.PEOPLE
    return filled(
        resourceType="Measure",
        language=lang,
        url=naming.system(name),
        version=method.fingerprint,
        name="".join(part.capitalize() for part in target.rule.split("_")),
        title=text(f"target.{target.rule}", lang),
        status="active",
        description=text(f"rule.{target.rule}.what", lang),
        effectivePeriod=period(method.period.first, method.period.last),
        relatedArtifact=[
            filled(
                type="derived-from",
                display=f"{label(source.document, lang)}, {source.section}",
                citation=source.quote,
            )
        ],
        scoring=concept(hl7("measure-scoring", "cohort" if people else "proportion")),
        improvementNotation=_INCREASE,
        group=[
            {
                "population": [
                    {
                        "code": _population(naming, code),
                        "criteria": {
                            "language": "text/plain",
                            "expression": _words(naming, code, people=people),
                        },
                    }
                    for code in counts
                ]
            }
        ],
    )


def _words(naming: Naming, code: str, *, people: bool) -> str:
    return text(f"fhir.population.{'people' if people else WORDS[code]}", naming.lang)


def _population(naming: Naming, code: str) -> Resource:
    if code in OWN:
        return concept(naming.named("population", code, f"fhir.population.{code}"))
    return concept({"system": f"{HL7}measure-population", "code": code})


def _quantity(target: Target, score: Score) -> Resource | None:
    if score is None:
        return None
    code = "{people}" if target.measure is Measure.PEOPLE else "%"
    return {"value": score, "system": UNITS, "code": code}
