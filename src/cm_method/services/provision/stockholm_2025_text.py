"""What the 2025 report says beside its tables: counts, posts and financing (City 2025)."""

from __future__ import annotations

from fractions import Fraction

from cm_method.services.provision.stockholm_2020 import HOUSING_FIRST_2020
from cm_method.services.provision.stockholm_2025_needs import (
    CM,
    CM_RESULTS,
    HOUSING,
    HOUSING_RESULTS,
    OTHER_SUPPORT,
    UNMET_NEEDS,
    said_in,
)
from cm_method.services.provision.told import (
    OnlyIn,
    OwnOutpatient,
    SurveyText,
    TextCount,
)

NAMES = {
    "disability": "Funktionsnedsättning",
    "social_psychiatry": "Socialpsykiatri",
    "adult": "Vuxen/skadligt bruk och beroende",
    "violence": "Våld i nära relation",
}
"""The headings of the report over its summaries, by the code of the area."""


def _count(count: int, tables: tuple[int, ...], area: str, quote: str) -> TextCount:
    return TextCount(count=count, tables=tables, area=area, source=said_in(NAMES[area], quote))


COUNTS = (
    # Case management
    _count(
        2,
        (1,),
        "disability",
        "Det är två förvaltningar som tillhandahåller CM till den målgrupp som verksamhetsområdet "
        "vänder sig till.",
    ),
    _count(0, (2,), "disability", "Ingen av dessa tillhandahåller insatsen genom egen öppenvård."),
    _count(
        1,
        (3,),
        "disability",
        "Vidare tillhandahåller en förvaltning CM genom socialförvaltningens område boende vuxna i "
        "samband med Bostad Först.",
    ),
    _count(
        4,
        (1,),
        "social_psychiatry",
        "Det är fyra förvaltningar som tillhandahåller CM till den målgrupp som verksamhetsområdet "
        "vänder sig till",
    ),
    _count(
        2,
        (2,),
        "social_psychiatry",
        "varav två erbjuder insatsen inom ramen för egen öppenvård.",
    ),
    _count(
        2,
        (3,),
        "social_psychiatry",
        "Att CM tillhandahålls genom socialförvaltningens område boende vuxna i samband med Bostad "
        "Först sker genom två förvaltningar.",
    ),
    _count(
        8,
        (1,),
        "adult",
        "Det är åtta förvaltningar som tillhandahåller CM till den målgrupp som verksamhetsområdet "
        "vänder sig till.",
    ),
    _count(
        7,
        (2,),
        "adult",
        "Det är sju förvaltningar som tillhandahåller insatsen genom egen öppenvård.",
    ),
    _count(
        7,
        (3, 4),
        "adult",
        "Vidare är det sju förvaltningar som erbjuder CM i samband med eller utöver Bostad Först.",
    ),
    _count(
        1,
        (1,),
        "violence",
        "Det är en förvaltning som tillhandahåller CM till den målgrupp som verksamhetsområdet "
        "vänder sig till.",
    ),
    _count(0, (2,), "violence", "Insatsen tillhandahålls inte genom egen öppenvård."),
    _count(
        1,
        (3, 4),
        "violence",
        "Att CM tillhandahålls genom socialförvaltningens område boende vuxna i samband med eller "
        "utöver Bostad Först sker genom en förvaltning.",
    ),
    # Housing support
    _count(
        12,
        (5,),
        "disability",
        "Inom verksamhetsområdet tillhandahåller samtliga förvaltningar boendestöd till den "
        "målgrupp som verksamhetsområdet vänder sig till.",
    ),
    _count(
        12,
        (9,),
        "disability",
        "Boendestöd genom valfrihetssystemet erbjuds av samtliga förvaltningar.",
    ),
    _count(
        1,
        (6,),
        "disability",
        "Det är även en förvaltning som tillhandahåller boendestöd genom egen öppenvård.",
    ),
    _count(
        11,
        (10,),
        "disability",
        "Majoriteten, elva förvaltningar, uppger att det ingår ADL2 i boendestödet.",
    ),
    TextCount(
        count=12,
        tables=(11,),
        area="disability",
        form="trial_and_training_apartment",
        source=said_in(
            NAMES["disability"],
            "Samtliga förvaltningar tillhandahåller boendestöd till personer som är beviljade "
            "försöks- och träningslägenhet.",
        ),
    ),
    _count(
        10,
        (5,),
        "social_psychiatry",
        "Majoriteten, tio förvaltningar, tillhandahåller boendestöd till den målgrupp som "
        "verksamhetsområdet vänder sig till.",
    ),
    _count(
        10,
        (9,),
        "social_psychiatry",
        "Det är lika många förvaltningar som uppger att de erbjuder boendestöd genom "
        "valfrihetssystemet.",
    ),
    _count(
        9,
        (10,),
        "social_psychiatry",
        "Flertalet, nio förvaltningar, uppger att det ingår ADL i boendestödet.",
    ),
    _count(
        8,
        (5,),
        "adult",
        "Det är åtta förvaltningar som tillhandahåller boendestöd till den målgrupp som "
        "verksamhetsområdet vänder sig till.",
    ),
    _count(
        7,
        (6,),
        "adult",
        "Boendestöd tillhandahålls genom egen öppenvård av sju förvaltningar.",
    ),
    _count(
        5,
        (10,),
        "adult",
        "Det är fem förvaltningar som uppger att det ingår ADL i boendestödet.",
    ),
    _count(
        3,
        (5,),
        "violence",
        "Inom verksamhetsområdet tillhandahåller ett fåtal, tre förvaltningar, boendestöd till den "
        "målgrupp som verksamhetsområdet vänder sig till.",
    ),
    _count(
        2,
        (6,),
        "violence",
        "Det är två förvaltningar som tillhandahåller boendestöd genom egen öppenvård",
    ),
    _count(
        1,
        (9,),
        "violence",
        "en förvaltning som erbjuder insatsen genom valfrihetssystemet.",
    ),
    _count(
        3,
        (10,),
        "violence",
        "Det är tre förvaltningar som uppger att ADL ingår i boendestödet.",
    ),
)
"""Every count of administrations in the summaries; "samtliga" is read as all twelve."""


OWN_OUTPATIENT = (
    OwnOutpatient(
        service=CM,
        table=2,
        posts=Fraction(29, 2),
        by_grant=5,
        otherwise=3,
        unanswered=1,
        source=said_in(
            CM_RESULTS,
            "Av enkätsvaren framgår att det för samtliga verksamhetsområden totalt rör sig om 14,5 "
            "heltidstjänster som är avsatta för att för att utföra insatsen CM inom öppenvård. "
            "Vidare framgår att insatsen i öppenvård finansieras genom anslag hos fem "
            "förvaltningar medan den för tre förvaltningar finansieras på annat sätt. En av de "
            "förvaltningar som har insatsen i egen öppenvård har inte svarat på frågan om "
            "finansiering.",
        ),
    ),
    OwnOutpatient(
        service=HOUSING,
        table=6,
        posts=Fraction(53, 2),
        by_grant=6,
        otherwise=3,
        unanswered=1,
        source=said_in(
            HOUSING_RESULTS,
            "Av enkätsvaren framgår att det för samtliga verksamhetsområden totalt rör sig om 26,5 "
            "heltidstjänster som är avsatta för att för att utföra insatsen boendestöd inom "
            "öppenvård. Vidare framgår att insatsen i öppenvård finansieras genom anslag hos sex "
            "förvaltningar medan den för tre förvaltningar finansieras på annat sätt. En av de "
            "förvaltningar som har insatsen i egen öppenvård har inte svarat på frågan om "
            "finansiering.",
        ),
    ),
)


TEXT = SurveyText(
    counts=COUNTS,
    only_in=(OnlyIn(table=3, area="adult", source=HOUSING_FIRST_2020),),
    own_outpatient=OWN_OUTPATIENT,
    unmet_needs=UNMET_NEEDS,
    other_support=OTHER_SUPPORT,
)
