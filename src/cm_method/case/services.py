"""The services that the sources describe, by code."""

from __future__ import annotations

from enum import Enum, unique


@unique
class ServiceKind(Enum):
    """A service that a person can have (City 2025 and City 2020).

    The partnership's own service is case management.
    """

    CASE_MANAGEMENT = "case_management"
    HOUSING_SUPPORT = "housing_support"
    TRIAL_AND_TRAINING_APARTMENT = "trial_and_training_apartment"
    HOUSING_FIRST = "housing_first"
    PERSONAL_OMBUDSMAN = "personal_ombudsman"
    INDIVIDUAL_PLACEMENT_AND_SUPPORT = "individual_placement_and_support"
