"""A service, or a model of case management, as a source describes it and whom it is for.

A municipality describes its own service with the same objects. What a source does not say is left
out, never made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, unique

from attrs import field, frozen

from cm_method.case.circumstances import Circumstance
from cm_method.case.needs import NeedArea
from cm_method.case.services import Ages, ServiceKind
from cm_method.errors import Problem
from cm_method.fields import Checked, broken, row
from cm_method.labels import has_text, text
from cm_method.services.contents import (
    ActivityList,
    Aspect,
    HousingFirstDecision,
    HousingFirstPrinciple,
    ModelKind,
    ServiceActivity,
    WorkingMethod,
)
from cm_method.sources import Source

Element = WorkingMethod | ServiceActivity | HousingFirstPrinciple | HousingFirstDecision


@frozen(kw_only=True)
class Statement:
    """What a source says of one *aspect*; its own words are the quote."""

    aspect: Aspect
    source: Source


@frozen(kw_only=True)
class Listed:
    """Something that a source lists by name; an activity also says in which list it stands."""

    what: Element
    source: Source
    within: ActivityList | None = None


@unique
class Asks(Enum):
    """What a criterion asks about a person."""

    AGE = "age"
    COMPLEX_NEEDS = "complex_needs"
    COORDINATION = "coordination"
    LONG_TERM = "long_term"
    REDUCED_FUNCTION = "reduced_function"
    EVERYDAY_SUPPORT = "everyday_support"
    SERIOUS_PROBLEMS = "serious_problems"
    OWN_HOUSING = "own_housing"
    LONG_TERM_HOMELESSNESS = "long_term_homelessness"
    COMPLEX_SUPPORT = "complex_support"
    PSYCHIATRIC_DISABILITY = "psychiatric_disability"
    MAJOR_DIFFICULTIES = "major_difficulties"
    EXTENSIVE_NEEDS = "extensive_needs"
    HARMFUL_USE_OR_ADDICTION = "harmful_use_or_addiction"
    SEVERE_MENTAL_ILLNESS = "severe_mental_illness"
    SCHIZOPHRENIA = "schizophrenia"
    MUCH_INPATIENT_CARE = "much_inpatient_care"
    GROUP_OF_THE_GUIDELINES = "group_of_the_guidelines"
    LABOUR_MARKET = "labour_market"


@frozen(kw_only=True)
class Criterion(Checked):
    """One thing that a source says of those whom a service is for, and which notes answer it.

    It asks about *ages* (with *young_adults*, those of the method, R31), or about needs and
    circumstances.
    *areas*, *circumstances* and co-occurring disorders (``co_occurring`` of the method, R20) are
    alternatives: one of them recorded as there is a yes, all of them recorded as not there is a no.
    With *assessed*, somebody's assessment of the whole matter goes first, and the alternatives are
    only the source's examples: that none of them is there says nothing.
    """

    asks: Asks
    source: Source
    ages: Ages | None = None
    young_adults: bool = False
    assessed: Circumstance | None = None
    areas: tuple[NeedArea, ...] = field(default=(), converter=row)
    circumstances: tuple[Circumstance, ...] = field(default=(), converter=row)
    co_occurring: bool = False

    @property
    def by_age(self) -> bool:
        """Whether it asks about age."""
        return self.young_adults or self.ages is not None

    def broken_invariants(self) -> Iterator[Problem]:
        by_need = bool(self.assessed or self.areas or self.circumstances or self.co_occurring)
        if self.by_age == by_need:
            yield broken("criterion_asks_nothing_or_both", "asks")


@frozen(kw_only=True)
class Described:
    """What services and models share: a *code*, *statements*, and whom they are for.

    *groups* are the target groups, each with everything that is asked of those in it; a person in
    one of them is enough. Without groups the source does not say whom it is for.
    """

    code: str
    statements: tuple[Statement, ...] = field(converter=row)
    groups: tuple[tuple[Criterion, ...], ...] = field(default=(), converter=row)

    @property
    def _key(self) -> str:
        return f"{type(self).__name__.lower()}.{self.code}"

    def name(self, lang: str = "sv") -> str:
        """What it is called; the bare code where a municipality has not worded its own."""
        return text(self._key, lang) if has_text(self._key, lang) else self.code

    def says(self, aspect: Aspect) -> Statement | None:
        """What the source says of an aspect; None where it says nothing."""
        return next((each for each in self.statements if each.aspect is aspect), None)

    def words(self, aspect: Aspect, lang: str = "sv") -> str:
        """The statement in words, the source's own where nobody has worded it.

        Where the source says nothing, that is what is said.
        """
        said = self.says(aspect)
        if said is None:
            return text("services.not_stated", lang)
        key = f"{self._key}.{aspect.value}"
        return text(key, lang) if has_text(key, lang) else said.source.quote


@frozen(kw_only=True)
class Service(Described):
    """A service of some *kind*, as one source describes it.

    *individually_assessed* says whether it takes an individual assessment (SoL 11:1); None where
    the source does not say.
    """

    kind: ServiceKind
    individually_assessed: bool | None = None
    methods: tuple[Listed, ...] = field(default=(), converter=row)
    activities: tuple[Listed, ...] = field(default=(), converter=row)
    principles: tuple[Listed, ...] = field(default=(), converter=row)
    decisions: tuple[Listed, ...] = field(default=(), converter=row)

    @property
    def elements(self) -> tuple[Listed, ...]:
        """Everything that the source lists of it."""
        return (*self.methods, *self.activities, *self.principles, *self.decisions)


@frozen(kw_only=True)
class Model(Described):
    """A model of case management. *form_of* is the model that it is a form of, if any."""

    kind: ModelKind
    form_of: ModelKind | None = None
