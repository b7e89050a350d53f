"""Obstacles and missing services as they are noted, each of the seven with source and labels."""

from __future__ import annotations

from typing import Any

import pytest

from cm_method.case.fidelity import EXTERNAL_FIDELITY_SCALES
from cm_method.case.in_the_way import NOT_STATED, missing_words, obstacle_words
from cm_method.case.obstacles import OBSTACLE_SOURCES, Obstacle, ObstacleNoted, ServiceMissing
from cm_method.case.services import ServiceKind
from cm_method.labels import LANGUAGES, label, shown, text
from cm_method.sources import Document
from tests.base.refusal import refused
from tests.case.writing import note


def test_each_obstacle_has_a_sentence_of_its_own_and_a_label_in_both_languages() -> None:
    assert list(OBSTACLE_SOURCES) == list(Obstacle)
    assert len({source.quote for source in OBSTACLE_SOURCES.values()}) == 7
    for obstacle, source in OBSTACLE_SOURCES.items():
        assert source.document is Document.CITY_2020
        assert source.quote.startswith("Den enskilde ")
        assert label(obstacle, "sv") != label(obstacle, "en")


def test_an_own_code_is_shown_as_it_is_written() -> None:
    own = note(ObstacleNoted, "o-1", obstacle="ingen-tolk")
    for lang in LANGUAGES:
        assert shown(obstacle_words(own.obstacle), lang) == "ingen-tolk"
        assert shown(missing_words("dagverksamhet"), lang) == "dagverksamhet"
    assert shown(missing_words(NOT_STATED), "en") == "a service that is not named"
    assert shown(missing_words(ServiceKind.HOUSING_FIRST.value), "sv") == "Bostad Först"


@pytest.mark.parametrize(
    "given",
    [{}, {"service": ServiceKind.HOUSING_FIRST, "lacking": "dagverksamhet"}],
    ids=["neither", "both"],
)
def test_a_missing_service_is_one_of_the_services_or_something_else(given: dict[str, Any]) -> None:
    with refused(("missing_service_unclear", "service")):
        note(ServiceMissing, "m-1", need="n-1", **given)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", EXTERNAL_FIDELITY_SCALES)
def test_an_external_scale_has_its_name_and_nothing_else(code: str, lang: str) -> None:
    name = text(f"fidelity_scale.{code}", lang)
    assert name == text(f"fidelity_scale.{code}", "en")
    assert "Scale" in name or "Tool" in name
