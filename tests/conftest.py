"""Settings that every test shares: how hard Hypothesis tries, and the edition."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method
from cm_method.testing.strategies import EDITION

# No timed tests: a slow machine is not a failure.
ALWAYS = settings(
    deadline=None,
    print_blob=True,
    derandomize=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
# A change lands or not for what is in it: where it is judged, every run tries the same examples.
# Chance searches where people develop, and for as long as they like with "hunt".
settings.register_profile(
    "quick", ALWAYS, max_examples=15, stateful_step_count=10, derandomize=True
)
settings.register_profile("ci", ALWAYS, max_examples=100, stateful_step_count=40, derandomize=True)
settings.register_profile("dev", ALWAYS, max_examples=60, stateful_step_count=20)
settings.register_profile("hunt", ALWAYS, max_examples=500, stateful_step_count=40)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
)


@pytest.fixture(scope="session")
def edition() -> Method:
    """The partnership's edition of the method."""
    return EDITIONS[EDITION]
