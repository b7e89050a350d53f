"""The demo shows what stands in the way, how far each missing service has come, and resources."""

from __future__ import annotations

import pytest

from cm_method.case.case import Case
from cm_method.case.obstacles import Obstacle
from cm_method.case.recovery import Strength, recovery_capital
from cm_method.demo import DEMO_DAY
from cm_method.demo.generate import Demo, demo
from cm_method.rules.method import Method
from cm_method.services.obstacles import OBSTACLES, OWN, in_the_way, publish_obstacles


@pytest.fixture(scope="module")
def made() -> Demo:
    """The demo, made anew."""
    return demo()


def test_every_obstacle_is_there_and_one_with_an_own_code(made: Demo) -> None:
    found = in_the_way(made.register, on=DEMO_DAY)
    assert {obstacle.value for obstacle in Obstacle} < found.obstacles.keys()
    assert found.obstacles.keys() - {*OBSTACLES, OWN}


def test_missing_services_have_come_as_far_as_they_can(made: Demo) -> None:
    own = in_the_way(made.register, on=DEMO_DAY).service(OWN)
    assert own.participants > own.lifted > own.answered > own.found > 0
    assert own.standing < own.participants


def test_some_rows_may_leave_and_some_may_not(made: Demo) -> None:
    told = publish_obstacles(in_the_way(made.register, on=DEMO_DAY))
    assert {row.participants is None for row in told.obstacles} == {True, False}
    assert {row.counts is None for row in told.obstacles} == {True, False}


def test_resources_are_thin_and_strong_and_some_have_grown(made: Demo, edition: Method) -> None:
    scale = edition.parameters.recovery_scale.value
    parts = [
        part
        for journal in made.register
        for part in recovery_capital(Case.of(journal, on=DEMO_DAY), scale).parts
    ]
    assert {part.strength for part in parts} >= {
        *(Strength.THIN, Strength.BETWEEN, Strength.STRONG, Strength.NOT_RATED)
    }
    assert any(part.change for part in parts)
