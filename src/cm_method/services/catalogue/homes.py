"""Homes: trial and training apartments, and Housing First (City 2020)."""

from __future__ import annotations

from cm_method.case.circumstances import Circumstance
from cm_method.case.needs import NeedArea
from cm_method.case.services import ServiceKind
from cm_method.services.catalogue.quoting import ADULTS, city_2020, says
from cm_method.services.contents import (
    Aspect,
    HousingFirstDecision,
    HousingFirstPrinciple,
    WorkingMethod,
)
from cm_method.services.described import Asks, Criterion, Listed, Service

APARTMENT_SECTION = "5.4 Försöks- och träningslägenhet"
FOR_A_HOME = city_2020(
    APARTMENT_SECTION,
    "Försöks- och träningslägenheter är en resurs för vuxna som på grund av missbruks-, psykiska "
    "eller andra allvarliga sociala problem behöver stöd från socialtjänsten för att få, klara och "
    "behålla ett eget boende.",
)
NO_REASON_ALONE = city_2020(
    APARTMENT_SECTION,
    "Bostadslöshet eller hemlöshet är i sig inte skäl till att bevilja insats i form av försöks- "
    "eller träningslägenhet.",
)

TRIAL_AND_TRAINING_APARTMENT = Service(
    code="trial_and_training_apartment",
    kind=ServiceKind.TRIAL_AND_TRAINING_APARTMENT,
    statements=(
        says(Aspect.TARGET_GROUP, FOR_A_HOME),
        says(Aspect.CONDITION, NO_REASON_ALONE),
        says(
            Aspect.PURPOSE,
            city_2020(
                APARTMENT_SECTION,
                "Dessa bistånd syftar till att förbereda den enskilde för att klara ett eget "
                "boende.",
            ),
        ),
        says(
            Aspect.COMBINATION,
            city_2020(
                APARTMENT_SECTION,
                "Vid boende i försöks- eller träningslägenheter ansvarar den placerande nämnden "
                "för nödvändigt boendestöd.",
            ),
        ),
        says(
            Aspect.PROVIDER,
            city_2020(
                APARTMENT_SECTION,
                "Inom Stockholms stad förmedlas försöks- och träningslägenheter till "
                "stadsdelsnämnderna och boende- och behandlingsenheten av Bostadsförmedlingen i "
                "Stockholm.",
            ),
        ),
    ),
    groups=(
        (
            Criterion(asks=Asks.AGE, source=FOR_A_HOME, ages=ADULTS),
            Criterion(
                asks=Asks.SERIOUS_PROBLEMS,
                source=FOR_A_HOME,
                assessed=Circumstance.COMPLEX_NEEDS,
                areas=(
                    NeedArea.HARMFUL_USE,
                    NeedArea.ADDICTION,
                    NeedArea.MENTAL_ILL_HEALTH,
                    NeedArea.PSYCHIATRIC_DISABILITY,
                ),
                circumstances=(Circumstance.SEVERE_MENTAL_ILLNESS, Circumstance.SCHIZOPHRENIA),
            ),
            Criterion(asks=Asks.OWN_HOUSING, source=FOR_A_HOME, areas=(NeedArea.HOUSING,)),
        ),
    ),
)

HOUSING_FIRST_SECTION = "5.5 Bostad Först"
FOR_THE_HOMELESS = city_2020(
    HOUSING_FIRST_SECTION,
    "Bostad Först vänder sig till långvarigt hemlösa personer med komplexa stödbehov och eller "
    "samsjuklighet till följd av missbruk och psykisk ohälsa.",
)
TWO_DECISIONS = city_2020(
    HOUSING_FIRST_SECTION,
    "Bostad Först är en individuellt behovsbeprövad insats som består av två bistånd, lägenhet och "
    "case management.",
)
APPROACHES = city_2020(
    HOUSING_FIRST_SECTION,
    "Motiverande samtal (MI), återhämtning och skadereduktion är rådande förhållningssätt och "
    "stödet utgår från den enskildes egna formulerade mål.",
)
_PRINCIPLES = (
    (HousingFirstPrinciple.HOUSING_IS_A_HUMAN_RIGHT, "Bostad är en mänsklig rättighet"),
    (HousingFirstPrinciple.CHOICE_AND_SELF_DETERMINATION, "Rätten till val och självbestämmande"),
    (
        HousingFirstPrinciple.HOUSING_APART_FROM_TREATMENT,
        "Bostad och behandling ska separeras från varandra",
    ),
    (HousingFirstPrinciple.AIMED_AT_RECOVERY, "Stöd riktas till återhämtning"),
    (HousingFirstPrinciple.BASED_ON_HARM_REDUCTION, "Stöd baseras på skademinskning"),
    (
        HousingFirstPrinciple.ENGAGEMENT_WITHOUT_COERCION,
        "Aktivt engagemang utan tvång och fostran",
    ),
    (
        HousingFirstPrinciple.STEERED_BY_THE_PARTICIPANT,
        "Deltagarstyrt stöd utifrån individens styrkor, behov och egna mål",
    ),
    (
        HousingFirstPrinciple.FLEXIBLE_FOR_AS_LONG_AS_NEEDED,
        "Flexibelt stöd under så lång tid som personen själv vill och behöver",
    ),
)

HOUSING_FIRST = Service(
    code="housing_first",
    kind=ServiceKind.HOUSING_FIRST,
    individually_assessed=True,
    statements=(
        says(Aspect.TARGET_GROUP, FOR_THE_HOMELESS),
        says(Aspect.LEGAL_GROUND, TWO_DECISIONS),
        says(
            Aspect.DEMANDS,
            city_2020(
                HOUSING_FIRST_SECTION,
                "Det ställs inga krav på nykterhet eller deltagande i behandling.",
            ),
        ),
        says(
            Aspect.PURPOSE,
            city_2020(
                HOUSING_FIRST_SECTION,
                "Målet med insatsen är att hitta en långsiktig lösning med kvarboende, "
                "normalisering och ökad livskvalitet över tid för den enskilde.",
            ),
        ),
        says(
            Aspect.COMBINATION,
            city_2020(
                HOUSING_FIRST_SECTION,
                "Stödinsatsen som erbjuds består av någon form av case management.",
            ),
        ),
        says(
            Aspect.PROVIDER,
            city_2020(
                HOUSING_FIRST_SECTION,
                "Det är boende- och behandlingsenheten som utför insatsen.",
            ),
        ),
        says(
            Aspect.RECOMMENDATION,
            city_2020(
                HOUSING_FIRST_SECTION,
                "Enligt Socialstyrelsens rekommendation bör hälso- och sjukvården och "
                "socialtjänsten erbjuda boendeinsatser i form av vårdkedja eller Bostad Först till "
                "personer med missbruk eller beroende av alkohol och narkotika som är hemlösa.",
            ),
        ),
    ),
    groups=(
        (
            Criterion(
                asks=Asks.LONG_TERM_HOMELESSNESS,
                source=FOR_THE_HOMELESS,
                assessed=Circumstance.LONG_TERM_HOMELESSNESS,
            ),
            Criterion(
                asks=Asks.COMPLEX_SUPPORT,
                source=FOR_THE_HOMELESS,
                circumstances=(Circumstance.COMPLEX_NEEDS,),
                co_occurring=True,
            ),
        ),
    ),
    methods=tuple(
        Listed(what=what, source=APPROACHES)
        for what in (
            WorkingMethod.MOTIVATIONAL_INTERVIEWING,
            WorkingMethod.RECOVERY_PERSPECTIVE,
            WorkingMethod.HARM_REDUCTION,
        )
    ),
    principles=tuple(
        Listed(what=what, source=city_2020(HOUSING_FIRST_SECTION, quote))
        for what, quote in _PRINCIPLES
    ),
    decisions=tuple(Listed(what=what, source=TWO_DECISIONS) for what in HousingFirstDecision),
)
