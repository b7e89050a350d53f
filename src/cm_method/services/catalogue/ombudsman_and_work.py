"""The personal ombudsman, on the person's own mandate, and support to work (City 2020)."""

from __future__ import annotations

from cm_method.case.circumstances import Circumstance
from cm_method.case.needs import NeedArea
from cm_method.case.services import ServiceKind
from cm_method.services.catalogue.quoting import ADULTS, CM_SECTION, city_2020, says
from cm_method.services.contents import Aspect
from cm_method.services.described import Asks, Criterion, Service

OMBUDSMAN_IS_FOR = city_2020(
    CM_SECTION,
    "Personligt ombud är ett stöd som riktar sig till personer över 18 år med psykiska "
    "funktionsnedsättningar som har betydande och väsentliga svårigheter att utföra aktiviteter på "
    "olika livsområden.",
)
OMBUDSMAN_NEED = city_2020(
    CM_SECTION,
    "Den som får stöd av personligt ombud ska ha ett sammansatt och omfattande behov av vård, stöd "
    "och service, rehabilitering och sysselsättning.",
)
OWN_MANDATE = city_2020(
    CM_SECTION,
    "Ombuden arbetar på den enskildes uppdrag och är fristående från myndigheter och vårdgivare.",
)
PERSONAL_OMBUDSMAN = Service(
    code="personal_ombudsman",
    kind=ServiceKind.PERSONAL_OMBUDSMAN,
    statements=(
        says(Aspect.TARGET_GROUP, OMBUDSMAN_IS_FOR),
        says(Aspect.AGE_GROUP, OMBUDSMAN_IS_FOR),
        says(Aspect.NEED, OMBUDSMAN_NEED),
        says(Aspect.INDEPENDENCE, OWN_MANDATE),
        says(
            Aspect.WAY_OF_WORKING,
            city_2020(
                CM_SECTION,
                "De arbetar inte med myndighetsutövning eller vård- och behandlingsinsatser.",
            ),
        ),
        says(
            Aspect.PURPOSE,
            city_2020(
                CM_SECTION,
                "Tjänsten fungerar som ett redskap för att stärka den enskildes tillit till sig "
                "själv och därmed få bättre kontroll och makt över den egna vardagen.",
            ),
        ),
    ),
    groups=(
        (
            Criterion(asks=Asks.AGE, source=OMBUDSMAN_IS_FOR, ages=ADULTS),
            Criterion(
                asks=Asks.PSYCHIATRIC_DISABILITY,
                source=OMBUDSMAN_IS_FOR,
                areas=(NeedArea.PSYCHIATRIC_DISABILITY,),
            ),
            Criterion(
                asks=Asks.MAJOR_DIFFICULTIES,
                source=OMBUDSMAN_IS_FOR,
                assessed=Circumstance.MAJOR_DIFFICULTIES,
            ),
            Criterion(
                asks=Asks.EXTENSIVE_NEEDS,
                source=OMBUDSMAN_NEED,
                assessed=Circumstance.EXTENSIVE_NEEDS,
            ),
        ),
    ),
)

IPS_SOURCE = city_2020(
    "5.6 Sysselsättning",
    "I de nationella riktlinjerna för missbruk och beroende samt schizofreni rekommenderar "
    "Socialstyrelsen bland annat att personer i båda målgrupperna bör erbjudas stöd enligt IPS "
    "(Individual placement and support) för att stärka sin anknytning till arbetsmarknaden.",
)

INDIVIDUAL_PLACEMENT_AND_SUPPORT = Service(
    code="individual_placement_and_support",
    kind=ServiceKind.INDIVIDUAL_PLACEMENT_AND_SUPPORT,
    statements=(
        says(Aspect.TARGET_GROUP, IPS_SOURCE),
        says(Aspect.RECOMMENDATION, IPS_SOURCE),
        says(
            Aspect.PURPOSE,
            city_2020(
                "5.6 Sysselsättning",
                "Det finns forskning och evidens som tyder på att sysselsättning är en viktig del "
                "i personers återhämtningsprocess.",
            ),
        ),
    ),
    groups=(
        (
            Criterion(
                asks=Asks.GROUP_OF_THE_GUIDELINES,
                source=IPS_SOURCE,
                areas=(NeedArea.HARMFUL_USE, NeedArea.ADDICTION),
                circumstances=(Circumstance.SCHIZOPHRENIA,),
            ),
            Criterion(
                asks=Asks.LABOUR_MARKET, source=IPS_SOURCE, areas=(NeedArea.WORK_OR_STUDIES,)
            ),
        ),
    ),
)
