"""Housing support (City 2025), and why it must not stand alone (City 2020)."""

from __future__ import annotations

from cm_method.case.circumstances import Circumstance
from cm_method.case.needs import NeedArea
from cm_method.case.services import ServiceKind
from cm_method.services.catalogue.quoting import (
    ADULTS,
    AGES_18,
    ASSIGNMENT_SECTION,
    LONG_TERM_NEED,
    SAME_FOR_BOTH,
    activities,
    city_2020,
    city_2025,
    methods,
    says,
)
from cm_method.services.contents import ActivityList, Aspect, ServiceActivity, WorkingMethod
from cm_method.services.described import Asks, Criterion, Service

SUPPORT_NEED = city_2025(
    "Behov av såväl praktiskt som socialt stöd för att stärka eller bibehålla förmågan att klara "
    "av vardagen i sin bostad, ADL och i samhället."
)
NOT_ALONE = city_2020(
    "5.2 Boendestöd inom vuxen/missbruk",
    "Däremot kan boendestödet inte utgöra en isolerad insats utan ska, utifrån den enskildes "
    "individuella behov, kombineras med andra insatser såsom t.ex. psykiatrisk kontakt, "
    "missbruksbehandling och/eller sysselsättning.",
)

HOUSING_SUPPORT = Service(
    code="housing_support",
    kind=ServiceKind.HOUSING_SUPPORT,
    individually_assessed=True,
    statements=(
        *SAME_FOR_BOTH,
        says(Aspect.PROBLEM, city_2025("Nedsatt funktionsförmåga.")),
        says(Aspect.NEED, SUPPORT_NEED),
        says(
            Aspect.PURPOSE,
            city_2025(
                "Boendestödet syftar till att ge den enskilde ett socialt sammanhang, främja "
                "återhämtningsprocessen och så långt det är möjligt, ett självständigt liv.",
                ASSIGNMENT_SECTION,
            ),
        ),
        says(
            Aspect.WAY_OF_WORKING,
            city_2025(
                "Som huvudregel innebär att aktiviteterna genomförs tillsammans med den enskilde "
                "och inte åt den enskilde.",
                ASSIGNMENT_SECTION,
            ),
        ),
        says(
            Aspect.PLAN,
            city_2025(
                "Insatsen utformas individuellt i en genomförandeplan, utifrån beställarens "
                "uppdrag, tillsammans med den enskilde.",
                ASSIGNMENT_SECTION,
            ),
        ),
        says(Aspect.COMBINATION, NOT_ALONE),
        says(
            Aspect.RECOMMENDATION,
            city_2020(
                "5.2 Boendestöd inom vuxen/missbruk",
                "Enligt Socialstyrelsens rekommendation bör hälso- och sjukvården och "
                "socialtjänsten erbjuda personellt boendestöd till personer med missbruk eller "
                "beroende av alkohol och narkotika, som har behov av stöd i boendet.",
            ),
        ),
    ),
    groups=(
        (
            Criterion(asks=Asks.AGE, source=AGES_18, ages=ADULTS),
            Criterion(
                asks=Asks.REDUCED_FUNCTION,
                source=city_2025("Nedsatt funktionsförmåga."),
                assessed=Circumstance.REDUCED_FUNCTION,
            ),
            Criterion(
                asks=Asks.EVERYDAY_SUPPORT, source=SUPPORT_NEED, areas=(NeedArea.EVERYDAY_LIFE,)
            ),
            LONG_TERM_NEED,
        ),
    ),
    methods=methods(
        (WorkingMethod.MOTIVATIONAL_INTERVIEWING, "Motiverande samtal (MI)."),
        (WorkingMethod.LOW_AROUSAL_APPROACH, "Lågaffektivt bemötande (LAB)."),
        (WorkingMethod.INDEPENDENT_LIVING_SKILLS, "Ett självständigt liv (ESL)."),
    ),
    activities=activities(
        ActivityList.HOUSING_SUPPORT,
        (
            ServiceActivity.CARE_OF_THE_HOME,
            "Stöd med skötsel av bostaden (exempelvis städ och tvätt).",
        ),
        (
            ServiceActivity.HYGIENE_CLOTHES_AND_FOOD,
            "Stöd med personlig hygien, klädsel och mat.",
        ),
        (ServiceActivity.ERRANDS, "Stöd med att uträtta olika ärenden."),
        (ServiceActivity.BREAKING_ISOLATION, "Stöd med att bryta social isolering."),
        (
            ServiceActivity.OCCUPATION,
            "Stöd med att hitta en meningsfull sysselsättning eller arbete.",
        ),
        (ServiceActivity.TENANCY, "Stöd med att följa hyreslagen."),
        (ServiceActivity.EVERYDAY_MONEY, "Stöd med vardagsekonomi."),
        (
            ServiceActivity.CARE_AND_AUTHORITY_CONTACTS,
            "Stöd med vård- och myndighetskontakter.",
        ),
        (
            ServiceActivity.DIGITAL_SERVICES,
            "Stöd med digitala tjänster och kommunikation.",
        ),
    ),
)
