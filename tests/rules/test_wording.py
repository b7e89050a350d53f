"""Every parameter of the method can be told in words, in both languages."""

from __future__ import annotations

import attrs
import pytest

from cm_method.case.needs import NeedArea
from cm_method.case.services import Ages
from cm_method.labels import LANGUAGES
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import CrisisScale, Parameters, Span
from cm_method.rules.wording import parameter_in_words
from cm_method.testing.strategies import EDITION

GIVEN = EDITIONS[EDITION].parameters
DASH = "\N{EN DASH}"
HELD = ("NPF", "NDC", f"(0{DASH}10")
"""What stands in brackets in the words themselves."""
WORDED = [field.name for field in attrs.fields(Parameters)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", WORDED)
def test_no_value_shows_how_it_is_made(name: str, lang: str) -> None:
    said = parameter_in_words(name, getattr(GIVEN, name).value, lang)
    assert "(" not in said.split(f"(3{DASH}9")[0] or any(each in said for each in HELD)
    assert "=" not in said
    assert "_" not in said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        pytest.param("plan_deadline", Span(days=56), "56 dagar", id="days"),
        pytest.param("plan_deadline", Span(days=1), "1 dag", id="one day"),
        pytest.param("contacts_deadline", Span(months=3), "3 månader", id="months"),
        pytest.param("interval_percent", 95, "95", id="a number"),
        pytest.param("co_occurring", ((NeedArea.ADDICTION,),), "beroende", id="one group of one"),
        pytest.param("co_occurring", (), "", id="no group"),
        pytest.param(
            "co_occurring",
            ((NeedArea.HARMFUL_USE, NeedArea.ADDICTION), (NeedArea.VIOLENCE,)),
            "skadligt bruk eller beroende, tillsammans med våldsutsatthet",
            id="two groups",
        ),
        pytest.param(
            "crisis_scale",
            CrisisScale(levels=("none", "own-level"), threshold="own-level"),
            "ingen kris, own-level; målet gäller från own-level",
            id="a level that nobody has worded stays bare",
        ),
        pytest.param("plan_parts", ("goal", "own"), "minst ett mål; own", id="a part too"),
        pytest.param("chain_parts", ("any_hour",), "någon att nå dygnet runt vid kris", id="chain"),
        pytest.param("chain_parts", (), "", id="nothing asked for"),
        pytest.param("young_adult_ages", Ages(first=18, last=29), "18 till 29 år", id="ages"),
        pytest.param("young_adult_ages", Ages(first=18), "från 18 år", id="ages without an end"),
    ],
)
def test_a_value_in_words(name: str, value: object, said: str) -> None:
    assert parameter_in_words(name, value, "sv") == said
