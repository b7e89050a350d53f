"""Access in whole counts: who offers, how far apart they are, and only of those who were asked."""

from __future__ import annotations

from hypothesis import given

from cm_method.cohort.shares import Share
from cm_method.services.provision.access import ServiceAccess, service_access
from cm_method.services.provision.instrument import SurveyAnswer
from cm_method.services.provision.survey import Survey
from tests.services.provision.surveys import (
    ADMINISTRATIONS,
    ADULT,
    AREAS,
    CM,
    HOUSING,
    NORTH,
    SMALL,
    SOUTH,
    VIOLENCE,
    WEST,
    answered,
    any_answers,
    cell,
    column,
)

SURVEY = answered(
    cell(1, NORTH, ADULT),
    cell(1, NORTH, VIOLENCE),
    cell(1, SOUTH, ADULT),
    cell(2, NORTH, ADULT),
    cell(2, WEST, ADULT),
    cell(4, NORTH),
    cell(6, NORTH),
    cell(6, SOUTH),
)


def of(survey: Survey) -> tuple[ServiceAccess, ServiceAccess]:
    one, other = service_access(survey)
    return one, other


def test_the_share_of_administrations_that_offer_a_service_area_by_area() -> None:
    cm, housing = of(SURVEY)
    assert (cm.service, housing.service) == (CM, HOUSING)
    assert cm.offering == {ADULT: Share(met=2, of=3), VIOLENCE: Share(met=1, of=3)}


def test_the_spread_between_administrations() -> None:
    cm, housing = of(SURVEY)
    assert cm.reach == {
        NORTH: Share(met=2, of=2),
        SOUTH: Share(met=1, of=2),
        WEST: Share(met=0, of=2),
    }
    assert (cm.highest, cm.lowest, cm.spread) == (2, 0, 2)
    assert (housing.highest, housing.lowest, housing.spread) == (1, 0, 1)


def test_ways_are_counted_of_all_administrations_as_they_were_asked() -> None:
    cm, _ = of(SURVEY)
    assert cm.channels[2] == {ADULT: Share(met=2, of=3), VIOLENCE: Share(met=0, of=3)}
    assert list(cm.channels) == [2, 3]


def test_a_follow_up_is_a_share_of_those_who_were_asked_and_nobody_else_is_a_no() -> None:
    _, housing = of(SURVEY)
    found = {each.column: each for each in housing.follow_ups}
    assert found[column(6)].share == Share(met=1, of=1)
    assert found[column(6)].unasked == 1
    assert found[column(7, ADULT, "shis")].share == Share(met=0, of=1)
    nobody = found[column(6, VIOLENCE)].share
    assert (nobody, nobody.fraction) == (Share(met=0, of=0), None)


@given(any_answers)
def test_every_share_adds_up_to_the_answers(survey: Survey) -> None:
    for access in service_access(survey):
        assert sum(s.met for s in access.offering.values()) == sum(
            s.met for s in access.reach.values()
        )
        assert access.lowest <= access.highest <= len(AREAS)
        for each in access.follow_ups:
            answers = [survey.answer(each.column, one) for one in ADMINISTRATIONS]
            yes, no = answers.count(SurveyAnswer.YES), answers.count(SurveyAnswer.NO)
            assert each.share.met + each.unasked == yes == survey.total(each.column)
            assert each.share.of == each.share.met + no
    assert len(SMALL.services) == 2
