"""Case management: the city's (City 2025), and the partnership's own (IOP)."""

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
    TARGET_SECTION,
    activities,
    city_2020,
    city_2025,
    iop,
    methods,
    says,
)
from cm_method.services.contents import ActivityList, Aspect, ServiceActivity, WorkingMethod
from cm_method.services.described import Asks, Criterion, Service

COMPLEX_NEEDS_OF_THE_CITY = Criterion(
    asks=Asks.COMPLEX_NEEDS,
    source=city_2025(
        "Den komplexa problematiken kan exempelvis bero på skadligt bruk och beroende, psykisk "
        "sjukdom, funktionsnedsättning, samsjuklighet och hemlöshet.",
        TARGET_SECTION,
    ),
    assessed=Circumstance.COMPLEX_NEEDS,
    areas=(
        NeedArea.HARMFUL_USE,
        NeedArea.ADDICTION,
        NeedArea.PSYCHIATRIC_DISABILITY,
        NeedArea.NEURODEVELOPMENTAL,
    ),
    circumstances=(Circumstance.SEVERE_MENTAL_ILLNESS, Circumstance.LONG_TERM_HOMELESSNESS),
    co_occurring=True,
)
COORDINATION = Criterion(
    asks=Asks.COORDINATION,
    source=city_2025("Behov av samordning för att få tillgång till adekvat vård och stöd."),
    assessed=Circumstance.COORDINATION,
)
CASE_MANAGEMENT = Service(
    code="case_management",
    kind=ServiceKind.CASE_MANAGEMENT,
    individually_assessed=True,
    statements=(
        *SAME_FOR_BOTH,
        says(Aspect.PROBLEM, city_2025("Komplex problematik.")),
        says(Aspect.NEED, COORDINATION.source),
        says(
            Aspect.PURPOSE,
            city_2025(
                "CM är ett följsamt och långsiktigt stöd som syftar till att samordna vård- och "
                "stödåtgärder och stödja den enskilde att få tillgång till adekvat vård och stöd.",
                ASSIGNMENT_SECTION,
            ),
        ),
        says(
            Aspect.WAY_OF_WORKING,
            city_2025(
                "Det arbetssätt som föredras är uppsökande verksamhet, vilket innebär att arbetet "
                "bedrivs utanför kontorsmiljö oavsett var den enskilde befinner sig någonstans.",
                ASSIGNMENT_SECTION,
            ),
        ),
        says(
            Aspect.PLAN,
            city_2025(
                "CM utformas individuellt i en genomförandeplan, utifrån beställarens uppdrag, "
                "tillsammans med den enskilde.",
                ASSIGNMENT_SECTION,
            ),
        ),
        says(
            Aspect.RECOMMENDATION,
            city_2020(
                "5.3 Case management",
                "Case management kan även vara till nytta för personer som har andra psykiatriska "
                "tillstånd och som behöver hjälp med att samordna sina insatser.",
            ),
        ),
    ),
    groups=(
        (
            Criterion(asks=Asks.AGE, source=AGES_18, ages=ADULTS),
            COMPLEX_NEEDS_OF_THE_CITY,
            COORDINATION,
            LONG_TERM_NEED,
        ),
    ),
    methods=methods(
        (WorkingMethod.INTENSIVE_CASE_MANAGEMENT, "Intensive Case Management (ICM)."),
        (WorkingMethod.PERSON_CENTRED_AND_FLEXIBLE, "Personcentrering och flexibilitet."),
        (WorkingMethod.MOTIVATIONAL_INTERVIEWING, "Motiverande samtal (MI)."),
        (WorkingMethod.LOW_AROUSAL_APPROACH, "Lågaffektivt bemötande (LAB)."),
        (WorkingMethod.HARM_REDUCTION, "Skadereducering."),
        (WorkingMethod.HOUSING_FIRST_PRINCIPLES, "Bostad Först-principer."),
        (WorkingMethod.TRAUMA_INFORMED_CARE, "Traumamedveten omsorg (TMO)."),
        (WorkingMethod.INDEPENDENT_LIVING_SKILLS, "Ett självständigt liv (ESL)."),
        (WorkingMethod.RECOVERY_PERSPECTIVE, "Återhämtningsperspektiv."),
    ),
    activities=(
        *activities(
            ActivityList.PRACTICAL_AND_SOCIAL_SUPPORT,
            (
                ServiceActivity.CARE_AND_AUTHORITY_CONTACTS,
                (
                    "Stöd avseende vård- och myndighetskontakter. Till exempel ringa samtal, boka "
                    "möten, följa med på möten, påminna om tider, fylla i och lämna in ansökan, få "
                    "fram handlingar etcetera."
                ),
            ),
            (
                ServiceActivity.MOTIVATION,
                (
                    "Motivationsarbete kring förbättrad hälsa, vägar ur hemlöshet och minskat "
                    "substansbruk."
                ),
            ),
            (
                ServiceActivity.SUPPORT_AGAINST_VIOLENCE,
                (
                    "Stöd utifrån våldsutsatthet. Till exempel samtal, information, medfölje och "
                    "länka vidare."
                ),
            ),
            (
                ServiceActivity.BANKING_AND_IDENTITY_PAPERS,
                "Stöd avseende bankärenden, ansöka om ID-kort/pass.",
            ),
            (
                ServiceActivity.COMPANY_TO_SOCIAL_ACTIVITIES,
                "Medfölja till träfflokaler, intresseorganisationer, andra sociala aktiviteter.",
            ),
            (ServiceActivity.TALKS_ABOUT_RECOVERY, "Samtal kring återhämtning."),
            (
                ServiceActivity.CONTACT_WITH_NETWORK,
                "Ge stöd/motivera i att etablera eller återuppta kontakt med nätverk/familj.",
            ),
            (
                ServiceActivity.NEXT_OF_KIN,
                "Erbjuda att ge anhöriga information och vara med på möten etc.",
            ),
        ),
        *activities(
            ActivityList.COORDINATION,
            (
                ServiceActivity.PASSING_ON_INFORMATION,
                "Informationsöverföring mellan samverkande parter i den enskildes stödnätverk.",
            ),
            (
                ServiceActivity.COORDINATION_MEETINGS,
                "Sammankalla till och delta i tjänstemannamöte, SIP och nätverksmöten.",
            ),
            (
                ServiceActivity.CONTINUOUS_CONTACT,
                "Kontinuerlig kontakt med den enskildes vårdkontakter och stödnätverk.",
            ),
            (
                ServiceActivity.MAPPING_NEEDS,
                "Kartlägga den enskildes behov för bedömning av fortsatta insatser.",
            ),
        ),
    ),
)

IOP_TITLE = "Vägledning i Vardagslivet –"
YOUNG_ADULTS = iop(
    IOP_TITLE,
    "Unga vuxna med komplex problematik, såsom psykisk ohälsa, NPF och/eller samsjuklighet, "
    "riskerar att falla mellan stolarna i samhällets stödsystem.",
    "R31",
)

GUIDANCE_IN_EVERYDAY_LIFE = Service(
    code="guidance_in_everyday_life",
    kind=ServiceKind.CASE_MANAGEMENT,
    individually_assessed=False,
    statements=(
        says(Aspect.AGE_GROUP, YOUNG_ADULTS),
        says(Aspect.PROBLEM, YOUNG_ADULTS),
        says(
            Aspect.NEED,
            iop(
                IOP_TITLE,
                "En sammanhållande länk som både samordnar insatser och kan ge individen ett "
                "socialt sammanhang kan gynna individens helhetssituation",
            ),
        ),
        says(
            Aspect.ENTRY_ROUTE,
            iop(
                "Vägen in",
                "Individen kan ta del av insatsen via olika ingångar: genom Hela Människans "
                "verksamheter, genom uppsökande arbete, eller genom redan befintliga stödinsatser "
                "hos stadsdelsnämnden.",
            ),
        ),
        says(
            Aspect.PURPOSE,
            iop(
                IOP_TITLE,
                "Partnerskapet syftar till att skapa en sammanhållen stödstruktur för unga vuxna "
                "med komplex problematik, där insatser från stadsdelsnämndens socialtjänst kan "
                "kompletteras med Hela Människans arbete.",
            ),
        ),
        says(
            Aspect.PLAN,
            iop(
                "Resultatmål",
                "Minst 80 % har en tydlig individuell plan (mål, delmål, kontaktvägar) inom 4–8 "
                "veckor efter inledd insats.",
            ),
        ),
        says(
            Aspect.PROVIDER,
            iop(
                "Metod",
                "Medarbetare på stadsdelsförvaltningen och Hela Människan utbildas i Case "
                "Management och anpassar metoden utifrån målgruppens behov och förutsättningar.",
            ),
        ),
    ),
    groups=(
        (
            Criterion(asks=Asks.AGE, source=YOUNG_ADULTS, young_adults=True),
            Criterion(
                asks=Asks.COMPLEX_NEEDS,
                source=YOUNG_ADULTS,
                assessed=Circumstance.COMPLEX_NEEDS,
                areas=(NeedArea.MENTAL_ILL_HEALTH, NeedArea.NEURODEVELOPMENTAL),
                co_occurring=True,
            ),
        ),
    ),
)
"""The partnership's own service: three ways in, no individual assessment, young adults (R31)."""
