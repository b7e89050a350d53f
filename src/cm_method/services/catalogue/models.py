"""The models of case management, by target group and with what is recommended (City 2020, 5.3)."""

from __future__ import annotations

from cm_method.case.circumstances import Circumstance
from cm_method.case.needs import NeedArea
from cm_method.services.catalogue.ombudsman_and_work import PERSONAL_OMBUDSMAN
from cm_method.services.catalogue.quoting import CM_SECTION, city_2020, city_2025, says
from cm_method.services.contents import Aspect, ModelKind
from cm_method.services.described import Asks, Criterion, Model

FOR_STRENGTHS = city_2020(
    CM_SECTION,
    "Målgruppen för individuell case management i form av strenghts model är personer med missbruk "
    "eller beroende och behov av samordning.",
)
FOR_TEAMS = city_2020(
    CM_SECTION,
    "Målgruppen för case management i form av integrerade eller samverkande team är personer med "
    "missbruk eller beroende och samtidig svår psykisk sjukdom.",
)
LOW_FUNCTION = city_2020(
    CM_SECTION,
    "Gemensamt för båda målgrupperna är en låg psykosocial eller kognitiv funktionsnivå.",
)
ACT_FOR_HARD_CASES = city_2020(
    CM_SECTION,
    "Mer intensiva former, som exempelvis ACT-modellen (från engelskans Assertive Community "
    "Treatment), har visat goda resultat framför allt för personer med särskilt svår problematik "
    "och omfattande konsumtion av sluten vård.",
)
ACT_RECOMMENDED = city_2020(
    CM_SECTION,
    "personer med schizofreni och schizofreniliknande tillstånd som har psykiska "
    "funktionsnedsättningar som leder till omfattande funktionshinder och påverkar förmågan att "
    "medverka i vård och delta i samhällsliv.",
)
GUIDELINES = city_2020(
    CM_SECTION,
    "I socialstyrelsens Nationella riktlinjer för vård och stöd vid missbruk och beroende- Stöd "
    "för styrning och ledning ingår individuell case management i form av strengths model och case "
    "management i form av integrerade eller samverkande team.",
)

LOW_FUNCTION_ASKED = Criterion(
    asks=Asks.REDUCED_FUNCTION, source=LOW_FUNCTION, assessed=Circumstance.REDUCED_FUNCTION
)
IN_THE_TEAMS_GROUP = (
    Criterion(
        asks=Asks.HARMFUL_USE_OR_ADDICTION,
        source=FOR_TEAMS,
        areas=(NeedArea.HARMFUL_USE, NeedArea.ADDICTION),
    ),
    Criterion(
        asks=Asks.SEVERE_MENTAL_ILLNESS,
        source=FOR_TEAMS,
        circumstances=(Circumstance.SEVERE_MENTAL_ILLNESS, Circumstance.SCHIZOPHRENIA),
    ),
    LOW_FUNCTION_ASKED,
)

STRENGTHS = Model(
    code=ModelKind.STRENGTHS.value,
    kind=ModelKind.STRENGTHS,
    statements=(
        says(Aspect.TARGET_GROUP, FOR_STRENGTHS),
        says(
            Aspect.WAY_OF_WORKING,
            city_2020(
                CM_SECTION,
                "Modellen fokuserar på personens förmågor och möjligheter i stället för på "
                "begränsningar.",
            ),
        ),
        says(Aspect.RECOMMENDATION, GUIDELINES),
    ),
    groups=(
        (
            Criterion(
                asks=Asks.HARMFUL_USE_OR_ADDICTION,
                source=FOR_STRENGTHS,
                areas=(NeedArea.HARMFUL_USE, NeedArea.ADDICTION),
            ),
            Criterion(
                asks=Asks.COORDINATION,
                source=FOR_STRENGTHS,
                assessed=Circumstance.COORDINATION,
            ),
            LOW_FUNCTION_ASKED,
        ),
    ),
)

INTEGRATED_TEAM = Model(
    code=ModelKind.INTEGRATED_TEAM.value,
    kind=ModelKind.INTEGRATED_TEAM,
    statements=(
        says(Aspect.TARGET_GROUP, FOR_TEAMS),
        says(
            Aspect.WAY_OF_WORKING,
            city_2020(
                CM_SECTION,
                "Åtgärden innebär en samordning av vård- och stödåtgärder i ett "
                "multiprofessionellt team där både behandling av missbruket eller beroendet och "
                "den psykiska sjukdomen och sociala stödåtgärder finns tillgängliga.",
            ),
        ),
        says(Aspect.RECOMMENDATION, GUIDELINES),
    ),
    groups=(IN_THE_TEAMS_GROUP,),
)

ACT = Model(
    code=ModelKind.ACT.value,
    kind=ModelKind.ACT,
    form_of=ModelKind.INTEGRATED_TEAM,
    statements=(
        says(Aspect.TARGET_GROUP, ACT_FOR_HARD_CASES),
        says(Aspect.RECOMMENDATION, ACT_RECOMMENDED),
    ),
    groups=(
        (
            Criterion(
                asks=Asks.SCHIZOPHRENIA,
                source=ACT_RECOMMENDED,
                assessed=Circumstance.SCHIZOPHRENIA,
            ),
            Criterion(
                asks=Asks.MAJOR_DIFFICULTIES,
                source=ACT_RECOMMENDED,
                assessed=Circumstance.MAJOR_DIFFICULTIES,
            ),
        ),
        (
            *IN_THE_TEAMS_GROUP,
            Criterion(
                asks=Asks.MUCH_INPATIENT_CARE,
                source=ACT_FOR_HARD_CASES,
                assessed=Circumstance.MUCH_INPATIENT_CARE,
            ),
        ),
    ),
)

ICM = Model(
    code=ModelKind.ICM.value,
    kind=ModelKind.ICM,
    statements=(
        says(
            Aspect.COMBINATION,
            city_2025(
                "Socialförvaltningens område boende vuxna tillhandahåller Bostad Först i "
                "kombination med Intensive Case Management (ICM).",
                "Stadsövergripande insatser i form av CM och boendestöd i dagsläget",
            ),
        ),
    ),
)
"""Named as what goes with Housing First; no source says whom it is for."""

OMBUDSMAN_AS_MODEL = Model(
    code=ModelKind.PERSONAL_OMBUDSMAN.value,
    kind=ModelKind.PERSONAL_OMBUDSMAN,
    statements=(
        says(
            Aspect.TARGET_GROUP,
            city_2020(
                CM_SECTION,
                "En annan form av case management som finns att tillgå för socialpsykiatrins "
                "målgrupp är personligt ombud.",
            ),
        ),
    ),
    groups=PERSONAL_OMBUDSMAN.groups,
)
