"""Every service, model, way of working, activity and principle has its source and both labels."""

from __future__ import annotations

from enum import Enum

import pytest
from attrs import evolve

from cm_method.case.needs import NeedArea
from cm_method.case.services import Ages, ServiceKind
from cm_method.labels import LANGUAGES, catalogue, label
from cm_method.services.catalogue import (
    ACT,
    CASE_MANAGEMENT,
    DESCRIBED,
    GUIDANCE_IN_EVERYDAY_LIFE,
    HOUSING_FIRST,
    HOUSING_SUPPORT,
    ICM,
    MODELS,
    PERSONAL_OMBUDSMAN,
    SERVICES,
    TRIAL_AND_TRAINING_APARTMENT,
)
from cm_method.services.contents import (
    MATRIX,
    ActivityList,
    Aspect,
    HousingFirstDecision,
    HousingFirstPrinciple,
    ModelKind,
    ServiceActivity,
    WorkingMethod,
)
from cm_method.services.described import Asks, Criterion, Described, Listed, Model, Service
from cm_method.sources import Document, Source
from tests.base.refusal import refused

EVERY: tuple[Service | Model, ...] = (*SERVICES, *MODELS)
BY_NAME = pytest.mark.parametrize("each", EVERY, ids=lambda each: type(each).__name__ + each.code)


ELEMENTS = [pytest.param(e, id=f"{s.code}-{e.what.value}") for s in SERVICES for e in s.elements]


def is_quoted(source: Source) -> bool:
    papers = (Document.IOP, Document.CITY_2025, Document.CITY_2020)
    return bool(source.quote and source.section and source.document in papers)


class TestEverythingIsWalked:
    """Nothing of the catalogue is without a quote, or without words in either language."""

    @BY_NAME
    def test_what_is_said_has_its_quote_and_its_words(self, each: Described) -> None:
        assert each.statements
        for said in each.statements:
            assert is_quoted(said.source)
            for lang in LANGUAGES:
                assert label(said.aspect, lang)
                key = f"{type(each).__name__.lower()}.{each.code}.{said.aspect.value}"
                assert each.words(said.aspect, lang) == catalogue(lang)[key]

    @BY_NAME
    def test_it_has_a_name_in_both_languages(self, each: Described) -> None:
        assert all(each.name(lang) != each.code for lang in LANGUAGES)

    @BY_NAME
    def test_every_criterion_has_its_quote_and_its_label(self, each: Described) -> None:
        for group in each.groups:
            assert group
            for criterion in group:
                assert is_quoted(criterion.source)
                assert all(label(criterion.asks, lang) for lang in LANGUAGES)

    @pytest.mark.parametrize("listed", ELEMENTS)
    def test_every_element_has_its_quote_and_both_labels(self, listed: Listed) -> None:
        assert is_quoted(listed.source)
        assert all(label(listed.what, lang) for lang in LANGUAGES)

    @pytest.mark.parametrize(
        "codes", [WorkingMethod, ServiceActivity, HousingFirstPrinciple, HousingFirstDecision]
    )
    def test_every_code_is_listed_somewhere(self, codes: type[Enum]) -> None:
        assert {listed.what for service in SERVICES for listed in service.elements} >= set(codes)

    def test_every_kind_of_service_and_every_model_is_described(self) -> None:
        assert {each.kind for each in SERVICES} == set(ServiceKind)
        assert [each.kind for each in MODELS] == [*ModelKind]

    def test_everything_that_can_be_asked_is_asked_somewhere(self) -> None:
        assert {c.asks for each in EVERY for group in each.groups for c in group} == set(Asks)
        assert {said.aspect for each in EVERY for said in each.statements} == set(Aspect)

    def test_no_aspect_is_told_twice_and_no_code_is_used_twice(self) -> None:
        for each in EVERY:
            aspects = [said.aspect for said in each.statements]
            assert len(set(aspects)) == len(aspects)
        for those in (SERVICES, MODELS):
            codes = [each.code for each in those]
            assert len(set(codes)) == len(codes)

    def test_no_words_of_the_catalogue_are_left_over(self) -> None:
        used = set()
        for each in EVERY:
            key = f"{type(each).__name__.lower()}.{each.code}"
            used |= {key, *(f"{key}.{said.aspect.value}" for said in each.statements)}
        assert used == {key for key in catalogue("sv") if key.startswith(("service.", "model."))}


class TestWhatTheSourcesSay:
    def test_the_matrix_is_whole_for_the_two_services_it_is_about(self) -> None:
        for service in (CASE_MANAGEMENT, HOUSING_SUPPORT):
            said = [service.says(aspect) for aspect in MATRIX]
            assert all(each is not None for each in said)
            assert {e.source.document for e in said if e is not None} == {Document.CITY_2025}

    def test_nothing_is_filled_in_where_the_source_is_silent(self) -> None:
        for aspect in (Aspect.PRICE_MODEL, Aspect.ORDER_ROUTE, Aspect.EXTENT):
            for service in (TRIAL_AND_TRAINING_APARTMENT, HOUSING_FIRST, PERSONAL_OMBUDSMAN):
                assert service.says(aspect) is None
                assert service.words(aspect, "en") == "Not stated in the source."
        assert PERSONAL_OMBUDSMAN.individually_assessed is None
        assert ICM.groups == ()

    def test_ways_of_working_and_activities_are_counted(self) -> None:
        assert len(CASE_MANAGEMENT.methods) == 9
        assert len(HOUSING_SUPPORT.methods) == 3
        lists = [each.within for each in CASE_MANAGEMENT.activities]
        assert lists.count(ActivityList.PRACTICAL_AND_SOCIAL_SUPPORT) == 8
        assert lists.count(ActivityList.COORDINATION) == 4
        assert [each.within for each in HOUSING_SUPPORT.activities] == [
            ActivityList.HOUSING_SUPPORT
        ] * 9

    def test_housing_first_has_eight_principles_two_decisions_and_no_demand(self) -> None:
        assert [each.what for each in HOUSING_FIRST.principles] == [*HousingFirstPrinciple]
        assert [each.what for each in HOUSING_FIRST.decisions] == [*HousingFirstDecision]
        assert HOUSING_FIRST.words(Aspect.DEMANDS, "en").startswith("No demand for sobriety")

    def test_the_partnership_asks_for_no_individual_assessment_and_the_city_does(self) -> None:
        assert GUIDANCE_IN_EVERYDAY_LIFE.individually_assessed is False
        assert CASE_MANAGEMENT.individually_assessed is True
        assert GUIDANCE_IN_EVERYDAY_LIFE.kind is CASE_MANAGEMENT.kind

    def test_act_is_the_intensive_form_of_the_team(self) -> None:
        assert ACT.form_of is ModelKind.INTEGRATED_TEAM

    def test_whoever_is_asked_about_is_asked_once(self) -> None:
        assert len(DESCRIBED) == len(SERVICES) + len(MODELS) - 1


class TestOnesOwn:
    """A municipality describes its own service with the same objects."""

    def test_without_words_of_its_own_the_code_and_the_quote_are_shown(self) -> None:
        own = evolve(HOUSING_SUPPORT, code="home_support_in_our_town")
        assert own.name("sv") == "home_support_in_our_town"
        assert own.words(Aspect.PROBLEM, "en") == "Nedsatt funktionsförmåga."

    def test_a_criterion_asks_for_age_or_for_needs(self) -> None:
        source = HOUSING_SUPPORT.statements[0].source
        with refused(("criterion_asks_nothing_or_both", "asks")):
            Criterion(asks=Asks.AGE, source=source)
        with refused(("criterion_asks_nothing_or_both", "asks")):
            Criterion(
                asks=Asks.AGE, source=source, ages=Ages(first=18), areas=[NeedArea.EVERYDAY_LIFE]
            )
        assert Criterion(asks=Asks.COMPLEX_SUPPORT, source=source, co_occurring=True).areas == ()
        assert Criterion(asks=Asks.AGE, source=source, young_adults=True).ages is None
