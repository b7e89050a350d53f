"""The services that the sources describe, by code, and the ages that one is for."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, unique

from attrs import frozen

from cm_method.errors import Problem
from cm_method.fields import Checked, broken


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


@frozen(kw_only=True)
class Ages(Checked):
    """Ages in whole years, from *first* through *last*; no upper limit where *last* is None."""

    first: int
    last: int | None = None

    def broken_invariants(self) -> Iterator[Problem]:
        if self.first < 0 or (self.last is not None and self.last < self.first):
            yield broken("ages_contradict", "last")

    def hold(self, lowest: int, highest: int) -> bool | None:
        """Whether an age between these two lies within; None where that depends on which it is."""
        if self.first <= lowest and (self.last is None or highest <= self.last):
            return True
        outside = highest < self.first or (self.last is not None and self.last < lowest)
        return False if outside else None
