"""What the text around the tables says: counts, posts, financing, unmet needs and examples.

What the tables can be held against is a count or a claim; what they cannot is kept as it was told.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, unique
from fractions import Fraction

from attrs import field, frozen

from cm_method.case.services import ServiceKind
from cm_method.errors import Problem
from cm_method.fields import Checked, broken, row
from cm_method.sources import Source


@unique
class NamedGroup(Enum):
    """Whom, or what, an example of an unmet need names (City 2025, annex 2)."""

    EVERYONE = "everyone"
    CO_OCCURRING_DISORDERS = "co_occurring_disorders"
    HARMFUL_USE = "harmful_use"
    MENTAL_ILL_HEALTH = "mental_ill_health"
    PSYCHIATRIC_DISABILITY = "psychiatric_disability"
    DISABILITY = "disability"
    NEURODEVELOPMENTAL = "neurodevelopmental"
    COMPLEX_NEEDS = "complex_needs"
    COORDINATION = "coordination"
    MOTIVATION = "motivation"
    SHORT_ADVICE = "short_advice"
    MUCH_SUPPORT = "much_support"
    HOMELESSNESS = "homelessness"
    OWN_HOME_OR_PLACED = "own_home_or_placed"
    OLDER_PEOPLE = "older_people"
    PARENTS = "parents"
    VIOLENCE = "violence"
    PROVIDER_FALLS_SHORT = "provider_falls_short"


@unique
class OtherSupport(Enum):
    """What is meant by other housing support (City 2025, table 8)."""

    SHIS_HOUSING = "shis_housing"
    TRIAL_AND_TRAINING_APARTMENTS = "trial_and_training_apartments"
    GROUP_HOME = "group_home"
    FREEDOM_OF_CHOICE_SYSTEM = "freedom_of_choice_system"
    TREATMENT_ASSISTANTS = "treatment_assistants"
    OWN_HOUSING = "own_housing"
    OWN_PROVIDER_IN_SOCIAL_PSYCHIATRY = "own_provider_in_social_psychiatry"
    SINGLE_AGREEMENTS = "single_agreements"


@frozen(kw_only=True)
class TextCount(Checked):
    """So many administrations, says the text, answer yes in any of *tables* within *area*.

    *form* narrows it to one form of housing.
    """

    count: int
    tables: tuple[int, ...] = field(converter=row)
    area: str
    source: Source
    form: str | None = None


@frozen(kw_only=True)
class OnlyIn(Checked):
    """What *table* asks about can be had in *area* alone, as *source* says or may be read."""

    table: int
    area: str
    source: Source


@frozen(kw_only=True)
class OwnOutpatient(Checked):
    """An own outpatient service in the text: its posts, and how administrations finance it.

    *posts* are full-time posts, exactly; the rest are counts of administrations. *table* is the one
    that says who has such a service.
    """

    service: ServiceKind
    table: int
    posts: Fraction
    by_grant: int
    otherwise: int
    unanswered: int
    source: Source

    @property
    def administrations(self) -> int:
        """How many administrations the text counts."""
        return self.by_grant + self.otherwise + self.unanswered


@frozen(kw_only=True)
class NeedExample(Checked):
    """One example in the words of the *source*, coded by whom or what it names."""

    groups: tuple[NamedGroup, ...] = field(converter=row)
    source: Source


@frozen(kw_only=True)
class UnmetNeed(Checked):
    """So many *administrations* name groups that need a service and are not offered it.

    *area* is None for what lies outside the areas that were asked.
    """

    service: ServiceKind
    area: str | None
    administrations: int
    source: Source
    examples: tuple[NeedExample, ...] = field(default=(), converter=row)


@frozen(kw_only=True)
class OtherSupportExample(Checked):
    """What an area means by other housing support, in the words of the source."""

    area: str
    support: OtherSupport
    source: Source


@frozen(kw_only=True)
class SurveyText(Checked):
    """Everything that the text says beside the tables."""

    counts: tuple[TextCount, ...] = field(default=(), converter=row)
    only_in: tuple[OnlyIn, ...] = field(default=(), converter=row)
    own_outpatient: tuple[OwnOutpatient, ...] = field(default=(), converter=row)
    unmet_needs: tuple[UnmetNeed, ...] = field(default=(), converter=row)
    other_support: tuple[OtherSupportExample, ...] = field(default=(), converter=row)

    def broken_invariants(self) -> Iterator[Problem]:
        for number, each in enumerate(self.counts):
            if not each.tables:
                yield broken("survey_text_elsewhere", f"counts[{number}].tables")
