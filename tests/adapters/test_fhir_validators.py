"""What goes out as FHIR is R4: four independent readers say so, and they find seeded faults."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("fhir.resources", reason="one of the four readers, in the extra dev")

from cm_method.adapters.fhir import Resource, published_bundle, results_bundle
from cm_method.cohort.disclosure import LEAST, publish
from cm_method.cohort.equality import Grouping, counted_of, equality
from cm_method.cohort.results import results
from cm_method.demo import DEMO_DAY
from cm_method.demo.generate import demo
from tests.adapters.fhir_readers import METHOD, generated, read_by_all, resources_of, told

CASES = 50
READERS = ("fhir.resources", "medplum", "typescript", "fhirpath")

Fault = Callable[[Resource], None]


def first(bundle: Resource, kind: str) -> Any:
    return resources_of(bundle, kind)[0]


def a_status_that_is_none(bundle: Resource) -> None:
    first(bundle, "Goal")["lifecycleStatus"] = "nearly"


def a_field_too_many(bundle: Resource) -> None:
    first(bundle, "Patient")["nickname"] = "Kim"


def a_field_too_few(bundle: Resource) -> None:
    del first(bundle, "CarePlan")["intent"]


def a_day_that_is_none(bundle: Resource) -> None:
    first(bundle, "Patient")["birthDate"] = "31 May 1999"


def one_where_many_belong(bundle: Resource) -> None:
    first(bundle, "Consent")["category"] = first(bundle, "Consent")["category"][0]


def a_text_where_a_number_belongs(bundle: Resource) -> None:
    answers = first(bundle, "QuestionnaireResponse")["item"]
    next(each for each in answers if "answer" in each)["answer"][0]["valueInteger"] = "two"


def two_values_of_one(bundle: Resource) -> None:
    first(bundle, "Observation")["valueBoolean"] = True
    first(bundle, "Observation")["valueInteger"] = 3


def a_consent_without_a_policy(bundle: Resource) -> None:
    del first(bundle, "Consent")["policyRule"]


def a_period_that_ends_first(bundle: Resource) -> None:
    first(bundle, "EpisodeOfCare")["period"] = {"start": "2027-01-02", "end": "2027-01-01"}


def a_task_changed_before_it_was_written(bundle: Resource) -> None:
    first(bundle, "Task").update(authoredOn="2027-01-02", lastModified="2027-01-01")


def one_address_twice(bundle: Resource) -> None:
    bundle["entry"].append(copy.deepcopy(bundle["entry"][0]))


def a_reference_to_the_wrong_kind(bundle: Resource) -> None:
    first(bundle, "Goal")["subject"] = "Patient"


def a_detail_without_a_measure(bundle: Resource) -> None:
    first(bundle, "Goal")["target"] = [{"detailString": "something"}]


def nothing_in_the_resource(bundle: Resource) -> None:
    first(bundle, "Organization").pop("identifier")
    first(bundle, "Organization").pop("name", None)


FAULTS: dict[Fault, frozenset[str]] = {
    a_status_that_is_none: frozenset(("typescript",)),
    a_field_too_many: frozenset(("fhir.resources", "medplum", "typescript")),
    a_field_too_few: frozenset(("fhir.resources", "medplum", "typescript")),
    a_day_that_is_none: frozenset(("fhir.resources", "medplum")),
    one_where_many_belong: frozenset(("fhir.resources", "medplum", "typescript")),
    a_text_where_a_number_belongs: frozenset(("fhir.resources", "medplum", "typescript")),
    two_values_of_one: frozenset(("fhir.resources",)),
    a_consent_without_a_policy: frozenset(("medplum", "fhirpath")),
    a_period_that_ends_first: frozenset(("fhirpath",)),
    a_task_changed_before_it_was_written: frozenset(("medplum", "fhirpath")),
    one_address_twice: frozenset(("medplum", "fhirpath")),
    a_reference_to_the_wrong_kind: frozenset(("fhir.resources", "medplum", "typescript")),
    a_detail_without_a_measure: frozenset(("medplum", "fhirpath")),
    nothing_in_the_resource: frozenset(("fhirpath",)),
}
"""Each fault with the readers that find it: none of the four would do alone."""


@pytest.fixture(scope="module")
def sound() -> list[Resource]:
    """Bundles of generated cases, with words and without, of the demo, and of its results."""
    made = demo()
    day, register = DEMO_DAY, made.register
    breakdowns = equality(register, METHOD, on=day, groupings=list(Grouping))
    published = publish(counted_of(breakdowns, least=LEAST), least=LEAST)
    return [
        *(told(each) for each in generated(CASES)),
        *(told(each, on=day, words=False) for each in register),
        results_bundle(results(register, METHOD, on=day), METHOD),
        results_bundle(results([], METHOD, on=day), METHOD),
        published_bundle(published, METHOD),
    ]


@pytest.fixture(scope="module")
def faulty(sound: list[Resource]) -> dict[Fault, Resource]:
    """One bundle with everything in it, with each fault by itself."""
    wanted = {"Consent", "QuestionnaireResponse", "Goal", "Task", "Organization", "EpisodeOfCare"}
    whole = next(
        each
        for each in sound[CASES:]
        if wanted <= {one["resourceType"] for one in resources_of(each)}
    )
    found = {}
    for fault in FAULTS:
        found[fault] = copy.deepcopy(whole)
        fault(found[fault])
    return found


@pytest.fixture(scope="module")
def said(
    sound: list[Resource], faulty: dict[Fault, Resource], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[list[str]]]:
    """What each reader says of each bundle, the faulty ones last."""
    return read_by_all([*sound, *faulty.values()], tmp_path_factory.mktemp("fhir"))


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_finds_nothing_wrong(
    reader: str, sound: list[Resource], said: dict[str, list[list[str]]]
) -> None:
    found = said[reader][: len(sound)]
    assert [problem for problems in found for problem in problems][:5] == []
    assert len(found) == len(sound) > CASES


@pytest.mark.parametrize("place", range(len(FAULTS)), ids=[each.__name__ for each in FAULTS])
def test_a_fault_is_found_by_the_readers_that_know_of_it(
    place: int, sound: list[Resource], said: dict[str, list[list[str]]]
) -> None:
    found = {reader for reader in READERS if said[reader][len(sound) + place]}
    assert found == list(FAULTS.values())[place]


def test_every_resource_that_is_told_has_been_read(sound: list[Resource]) -> None:
    read = {each["resourceType"] for bundle in sound for each in resources_of(bundle)}
    assert read == {
        "CarePlan",
        "CareTeam",
        "Communication",
        "Condition",
        "Consent",
        "Encounter",
        "EpisodeOfCare",
        "Goal",
        "Measure",
        "MeasureReport",
        "Observation",
        "Organization",
        "Patient",
        "PractitionerRole",
        "QuestionnaireResponse",
        "RelatedPerson",
        "Task",
    }
