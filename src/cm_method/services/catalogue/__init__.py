"""The catalogue: every service, and every model of case management, that the sources describe.

Where a source is silent nothing is filled in: City 2020 says nothing of how an apartment is ordered
or what it costs.
"""

from __future__ import annotations

from cm_method.services.catalogue.case_management import CASE_MANAGEMENT, GUIDANCE_IN_EVERYDAY_LIFE
from cm_method.services.catalogue.homes import HOUSING_FIRST, TRIAL_AND_TRAINING_APARTMENT
from cm_method.services.catalogue.housing_support import HOUSING_SUPPORT
from cm_method.services.catalogue.models import (
    ACT,
    ICM,
    INTEGRATED_TEAM,
    OMBUDSMAN_AS_MODEL,
    STRENGTHS,
)
from cm_method.services.catalogue.ombudsman_and_work import (
    INDIVIDUAL_PLACEMENT_AND_SUPPORT,
    PERSONAL_OMBUDSMAN,
)
from cm_method.services.described import Model, Service

__all__ = [
    "ACT",
    "CASE_MANAGEMENT",
    "DESCRIBED",
    "GUIDANCE_IN_EVERYDAY_LIFE",
    "HOUSING_FIRST",
    "HOUSING_SUPPORT",
    "ICM",
    "INDIVIDUAL_PLACEMENT_AND_SUPPORT",
    "INTEGRATED_TEAM",
    "MODELS",
    "OMBUDSMAN_AS_MODEL",
    "PERSONAL_OMBUDSMAN",
    "SERVICES",
    "STRENGTHS",
    "TRIAL_AND_TRAINING_APARTMENT",
]

SERVICES = (
    CASE_MANAGEMENT,
    GUIDANCE_IN_EVERYDAY_LIFE,
    HOUSING_SUPPORT,
    TRIAL_AND_TRAINING_APARTMENT,
    HOUSING_FIRST,
    PERSONAL_OMBUDSMAN,
    INDIVIDUAL_PLACEMENT_AND_SUPPORT,
)
"""Every service; the partnership's own stands beside the city's case management."""

MODELS = (STRENGTHS, INTEGRATED_TEAM, ACT, ICM, OMBUDSMAN_AS_MODEL)
"""Every model of case management that the sources name."""

DESCRIBED: tuple[Service | Model, ...] = (
    *SERVICES,
    *(each for each in MODELS if each is not OMBUDSMAN_AS_MODEL),
)
"""All that can be asked about, each once: the ombudsman is a service and a model alike."""
