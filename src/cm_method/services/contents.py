"""What a service consists of, as the sources list it: ways of working, activities, principles."""

from __future__ import annotations

from enum import Enum, unique


@unique
class Aspect(Enum):
    """What a source may say of a service or a model.

    The first eight are the rows of the city's matrix (City 2025), in its order.
    """

    AGE_GROUP = "age_group"
    PROBLEM = "problem"
    NEED = "need"
    CONDITION = "condition"
    EXTENT = "extent"
    LEGAL_GROUND = "legal_ground"
    ORDER_ROUTE = "order_route"
    PRICE_MODEL = "price_model"
    PURPOSE = "purpose"
    TARGET_GROUP = "target_group"
    ENTRY_ROUTE = "entry_route"
    WAY_OF_WORKING = "way_of_working"
    PLAN = "plan"
    DEMANDS = "demands"
    COMBINATION = "combination"
    INDEPENDENCE = "independence"
    PROVIDER = "provider"
    RECOMMENDATION = "recommendation"


MATRIX = tuple(Aspect)[:8]
"""The rows of the city's matrix (City 2025, "Sammanfattande matris av insatserna")."""


@unique
class WorkingMethod(Enum):
    """Methods and approaches that a service uses."""

    INTENSIVE_CASE_MANAGEMENT = "intensive_case_management"
    PERSON_CENTRED_AND_FLEXIBLE = "person_centred_and_flexible"
    MOTIVATIONAL_INTERVIEWING = "motivational_interviewing"
    LOW_AROUSAL_APPROACH = "low_arousal_approach"
    HARM_REDUCTION = "harm_reduction"
    HOUSING_FIRST_PRINCIPLES = "housing_first_principles"
    TRAUMA_INFORMED_CARE = "trauma_informed_care"
    INDEPENDENT_LIVING_SKILLS = "independent_living_skills"
    RECOVERY_PERSPECTIVE = "recovery_perspective"


@unique
class ServiceActivity(Enum):
    """What is done in a service: two lists for case management, one for housing support."""

    CARE_AND_AUTHORITY_CONTACTS = "care_and_authority_contacts"
    MOTIVATION = "motivation"
    SUPPORT_AGAINST_VIOLENCE = "support_against_violence"
    BANKING_AND_IDENTITY_PAPERS = "banking_and_identity_papers"
    COMPANY_TO_SOCIAL_ACTIVITIES = "company_to_social_activities"
    TALKS_ABOUT_RECOVERY = "talks_about_recovery"
    CONTACT_WITH_NETWORK = "contact_with_network"
    NEXT_OF_KIN = "next_of_kin"
    PASSING_ON_INFORMATION = "passing_on_information"
    COORDINATION_MEETINGS = "coordination_meetings"
    CONTINUOUS_CONTACT = "continuous_contact"
    MAPPING_NEEDS = "mapping_needs"
    CARE_OF_THE_HOME = "care_of_the_home"
    HYGIENE_CLOTHES_AND_FOOD = "hygiene_clothes_and_food"
    ERRANDS = "errands"
    BREAKING_ISOLATION = "breaking_isolation"
    OCCUPATION = "occupation"
    TENANCY = "tenancy"
    EVERYDAY_MONEY = "everyday_money"
    DIGITAL_SERVICES = "digital_services"


@unique
class ActivityList(Enum):
    """The lists that activities stand in (City 2025)."""

    PRACTICAL_AND_SOCIAL_SUPPORT = "practical_and_social_support"
    COORDINATION = "coordination"
    HOUSING_SUPPORT = "housing_support"


@unique
class HousingFirstPrinciple(Enum):
    """The eight principles of Housing First (City 2020, 5.5)."""

    HOUSING_IS_A_HUMAN_RIGHT = "housing_is_a_human_right"
    CHOICE_AND_SELF_DETERMINATION = "choice_and_self_determination"
    HOUSING_APART_FROM_TREATMENT = "housing_apart_from_treatment"
    AIMED_AT_RECOVERY = "aimed_at_recovery"
    BASED_ON_HARM_REDUCTION = "based_on_harm_reduction"
    ENGAGEMENT_WITHOUT_COERCION = "engagement_without_coercion"
    STEERED_BY_THE_PARTICIPANT = "steered_by_the_participant"
    FLEXIBLE_FOR_AS_LONG_AS_NEEDED = "flexible_for_as_long_as_needed"


@unique
class HousingFirstDecision(Enum):
    """The two decisions that Housing First consists of (City 2020, 5.5)."""

    APARTMENT = "apartment"
    CASE_MANAGEMENT = "case_management"


@unique
class ModelKind(Enum):
    """The models of case management that the sources name."""

    STRENGTHS = "strengths"
    INTEGRATED_TEAM = "integrated_team"
    ACT = "act"
    ICM = "icm"
    PERSONAL_OMBUDSMAN = "personal_ombudsman"
