"""Results as FHIR: the counts of a target, a score where there is one, and nothing hidden."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from cm_method.adapters.fhir import Resource, published_bundle, results_bundle
from cm_method.case.episodes import Started
from cm_method.case.plans import ContactPath, Goal, PlanAgreed
from cm_method.cohort.disclosure import EVERYONE, LEAST, publish
from cm_method.cohort.equality import Grouping, counted_of, equality
from cm_method.cohort.results import results
from cm_method.demo import DEMO_DAY
from cm_method.demo.generate import demo
from cm_method.journal import Journal
from cm_method.rules.method import Measure
from cm_method.testing.strategies import EDITION
from tests.adapters.fhir_readers import METHOD, resources_of

START = date(2026, 11, 16)


def journal(number: int, *, planned: bool) -> Journal:
    made: list[Any] = [Started(id="hm-1", on=START, by="hm", worker="cm-1", edition=EDITION)]
    if planned:
        goal = Goal(what="Sova bättre", sub_goals=["Läkartid bokad"])
        path = ContactPath(contact="psykiatri", priority=True)
        made.append(
            PlanAgreed(
                id="hm-2",
                on=START,
                by="hm",
                goals=[goal],
                contact_paths=[path],
                with_participant=True,
            )
        )
    return Journal(subject=f"P-{number}", entries=made)


def report(bundle: Resource, rule: str) -> Any:
    name = f"urn:cm-method:measure-{EDITION}-{rule}|{METHOD.fingerprint}"
    (found,) = [e for e in resources_of(bundle, "MeasureReport") if e["measure"] == name]
    return found["group"][0]


def counts(group: Any) -> dict[str, int | None]:
    return {each["code"]["coding"][0]["code"]: each.get("count") for each in group["population"]}


def with_plans(met: int, of: int) -> Resource:
    journals = [journal(number, planned=number < met) for number in range(of)]
    return results_bundle(results(journals, METHOD, on=date(2027, 1, 11)), METHOD)


@pytest.mark.parametrize(
    ("met", "of", "score"),
    [
        (4, 5, 80),
        (7, 8, 87.5),
        (2, 3, None),
        (0, 1, 0),
    ],
)
def test_a_score_is_there_only_where_a_decimal_says_it_exactly(
    met: int, of: int, score: float | None
) -> None:
    group = report(with_plans(met, of), "plan_in_time")
    assert counts(group) == {
        "initial-population": of,
        "denominator": of,
        "denominator-exclusion": 0,
        "numerator": met,
        "unknown": 0,
        "perhaps": 0,
    }
    assert group.get("measureScore", {}).get("value") == score


def test_nobody_due_is_no_score_and_not_nought_percent() -> None:
    group = report(results_bundle(results([], METHOD, on=START), METHOD), "plan_in_time")
    assert counts(group)["denominator"] == 0
    assert "measureScore" not in group


def test_where_an_answer_is_missing_there_is_no_score() -> None:
    group = report(with_plans(2, 4), "crisis_plan_and_chain")
    assert counts(group)["perhaps"] == 4
    assert "measureScore" not in group


def test_people_are_counted_as_people() -> None:
    group = report(with_plans(1, 3), "service_started")
    assert counts(group) == {"initial-population": 3}
    assert group["measureScore"]["value"] == 3
    assert group["measureScore"]["code"] == "{people}"


def test_the_counts_are_those_of_the_results() -> None:
    found = results(demo().register, METHOD, on=DEMO_DAY)
    bundle = results_bundle(found, METHOD)
    for result in found:
        told = counts(report(bundle, result.target.rule))
        if result.target.measure is Measure.PERCENT:
            assert told["numerator"] == result.lower.met
            left = (told["denominator"] or 0) - (told["denominator-exclusion"] or 0)
            assert left == result.lower.of
    assert not any(each.subject in json.dumps(bundle) for each in demo().register)


def test_a_measure_says_where_it_comes_from() -> None:
    (measure, *_) = resources_of(with_plans(1, 1), "Measure")
    assert measure["relatedArtifact"][0]["citation"] == METHOD.targets[0].source.quote
    assert measure["version"] == METHOD.fingerprint


def published(journals: list[Journal], on: date) -> tuple[Resource, Any]:
    broken_down = equality(journals, METHOD, on=on, groupings=list(Grouping))
    made = publish(counted_of(broken_down, least=LEAST), least=LEAST)
    return published_bundle(made, METHOD), made


def test_what_disclosure_control_hides_is_masked() -> None:
    few, _ = published([journal(number, planned=number < 2) for number in range(4)], START)
    for rule in ("service_started", "plan_in_time"):
        group = report(few, rule)
        assert set(counts(group).values()) == {None}
        assert "measureScore" not in group
        masked = group["population"][0]["_count"]["extension"][0]
        assert masked["valueCode"] == "masked"


def test_a_published_report_tells_what_the_publication_shows_and_no_more() -> None:
    bundle, made = published(list(demo().register), DEMO_DAY)
    for target in METHOD.targets:
        if target.measure is Measure.PERCENT:
            rows = made.table(EVERYONE, target.rule).rows
            told = counts(report(bundle, target.rule))
            shown = (None, None, None) if rows is None else rows[0][:3]
            assert (told["numerator"], told["unknown"]) == (shown[0], shown[2])


def test_a_published_score_needs_every_answer() -> None:
    many = [journal(number, planned=number < 12) for number in range(20)]
    bundle, _ = published(many, date(2027, 1, 11))
    group = report(bundle, "plan_in_time")
    assert counts(group)["numerator"] == 12
    assert group["measureScore"]["value"] == 60
