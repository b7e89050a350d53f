"""The worked cases of what fits: verdict, every reason of the groups that have it, and remarks.

A reason is written "what the criterion asks: the code of the reason".
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from cm_method.case.case import Case
from cm_method.labels import LANGUAGES
from cm_method.rules.method import Method
from cm_method.services.catalogue import MODELS, SERVICES
from cm_method.services.described import Model, Service
from cm_method.services.evidence import FitReason
from cm_method.services.fit import Fit, FitAnswer, fits
from tests.case.writing import day
from tests.examples.notation import journal_of
from tests.examples.reading import told_in

CASES = tuple(told_in("fits", "case"))


def described(told: dict[str, Any]) -> Service | Model:
    those: tuple[Service | Model, ...] = SERVICES if "service" in told else MODELS
    code = told.get("service") or told["model"]
    (found,) = [each for each in those if each.code == code]
    return found


def answer(told: dict[str, Any], method: Method) -> FitAnswer:
    case = Case.of(journal_of(told["journal"]), on=day(told.get("on", 99)))
    return fits(case, described(told), method)


def short(reason: FitReason) -> str:
    return f"{reason.asks.value if reason.asks else None}: {reason.code}"


@pytest.mark.parametrize("told", CASES)
def test_worked_case_of_what_fits(told: dict[str, Any], edition: Method) -> None:
    found = answer(told, edition)
    assert found.verdict.value == told["verdict"]
    assert [short(each) for each in found.reasons] == told["reasons"]
    assert [each.code for each in found.remarks] == told.get("remarks", [])


@pytest.mark.parametrize("told", CASES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_answer_is_told_in_words_and_is_never_a_decision(
    told: dict[str, Any], edition: Method, lang: str
) -> None:
    found = answer(told, edition)
    said = found.explain(lang)
    person = {"sv": "En människa bestämmer", "en": "A person decides"}[lang]
    assert person in said
    assert found.of.name(lang) in said
    for reason in found.reasons:
        assert reason.explain(lang) in said
        assert (reason.what_would_tell(lang) in said) is True
        assert bool(reason.what_would_tell(lang)) == (reason.met is None)


def told_of(param: Any) -> dict[str, Any]:
    found: dict[str, Any] = param.values[0]
    return found


def test_every_case_names_its_source_and_every_verdict_and_description_is_among_them() -> None:
    cases = [told_of(param) for param in CASES]
    assert all(told["source"] for told in cases)
    assert len({told["title"] for told in cases}) == len(cases)
    assert set(Counter(told["verdict"] for told in cases)) == {each.value for each in Fit}
    assert {told["service"] for told in cases if "service" in told} == {s.code for s in SERVICES}
    ombudsman = {"personal_ombudsman"}
    models = {told["model"] for told in cases if "model" in told}
    assert models | ombudsman == {model.code for model in MODELS}
