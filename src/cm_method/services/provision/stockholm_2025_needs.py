"""Whom the 2025 report names as in need of a service, and what it calls other support (City 2025).

Every count and example carries the words of the source. Examples are coded by what they name, and
by nothing that a reader would have to guess.
"""

from __future__ import annotations

from cm_method.case.services import ServiceKind
from cm_method.services.provision.told import (
    NamedGroup,
    NeedExample,
    OtherSupport,
    OtherSupportExample,
    UnmetNeed,
)
from cm_method.sources import Document, Source

CM, HOUSING = ServiceKind.CASE_MANAGEMENT, ServiceKind.HOUSING_SUPPORT
CM_RESULTS, HOUSING_RESULTS = "Resultat enkätsvar CM", "Resultat enkätsvar boendestöd"
"""The headings of annex 2."""


def said_in(section: str, quote: str) -> Source:
    """A place in the report of 2025, with its words."""
    return Source(document=Document.CITY_2025, section=section, quote=quote)


def _unmet(
    service: ServiceKind,
    area: str | None,
    administrations: int,
    quote: str,
    *examples: tuple[str, tuple[NamedGroup, ...]],
) -> UnmetNeed:
    section = CM_RESULTS if service is CM else HOUSING_RESULTS
    return UnmetNeed(
        service=service,
        area=area,
        administrations=administrations,
        source=said_in(section, quote),
        examples=tuple(
            NeedExample(groups=groups, source=said_in(section, words)) for words, groups in examples
        ),
    )


def _example(words: str, *groups: NamedGroup) -> tuple[str, tuple[NamedGroup, ...]]:
    return words, groups


VERY_COMPLEX = (
    "Väldigt komplexa ärenden där det behövs mycket stöttning en period för att kartlägga "
    "stödbehov/komma i kontakt med olika instanser."
)

UNMET_NEEDS = (
    _unmet(
        CM,
        "disability",
        7,
        "Av enkätsvaren framgår att det inom verksamhetsområdet funktionsnedsättning är sju "
        "förvaltningar som uppger att det är målgrupper som de i dagsläget inte erbjuder CM till "
        "som har behov av insatsen.",
        _example(
            "Enskilda med samsjuklighet eller enskilda som är i behov av mer motiverande stöd för "
            "att på sikt vilja/kunna ta emot andra insatser såsom boende eller sysselsättning och "
            "där boendestöd inte räcker till eller tas emot alternativt att ordinarie "
            "biståndshandläggare inom sitt uppdrag inte har utrymme att fungera som egen insats.",
            NamedGroup.CO_OCCURRING_DISORDERS,
            NamedGroup.MOTIVATION,
        ),
        _example("Personer med funktionsnedsättning.", NamedGroup.DISABILITY),
        _example(
            "Personer med funktionsnedsättning där det är mer rådgivande stöd men under en kort "
            "period.",
            NamedGroup.DISABILITY,
            NamedGroup.SHORT_ADVICE,
        ),
        _example("Personer med psykisk funktionsnedsättning.", NamedGroup.PSYCHIATRIC_DISABILITY),
        _example(
            "Personer med samsjuklighet aktuella inom funktionsnedsättning.",
            NamedGroup.CO_OCCURRING_DISORDERS,
        ),
        _example(
            "Personer med till exempel autism eller andra kognitiva/intellektuella "
            "funktionsnedsättningar med många olika myndighets- och vårdkontakter som behöver "
            "samordnas.",
            NamedGroup.NEURODEVELOPMENTAL,
            NamedGroup.COORDINATION,
        ),
        _example(VERY_COMPLEX, NamedGroup.COMPLEX_NEEDS),
    ),
    _unmet(
        CM,
        "social_psychiatry",
        5,
        "Inom verksamhetsområdet socialpsykiatri är det fem förvaltningar som uppger att det är "
        "målgrupper som de i dagsläget inte erbjuder CM till som har behov av insatsen.",
        _example("Personer med samsjuklighet.", NamedGroup.CO_OCCURRING_DISORDERS),
        _example(
            "Personer i akut hemlöshet med svår psykisk ohälsa.",
            NamedGroup.HOMELESSNESS,
            NamedGroup.MENTAL_ILL_HEALTH,
        ),
        _example("Personer med psykisk funktionsnedsättning.", NamedGroup.PSYCHIATRIC_DISABILITY),
        _example(
            "Personer med samsjuklighet aktuella inom socialpsykiatrin.",
            NamedGroup.CO_OCCURRING_DISORDERS,
        ),
        _example(VERY_COMPLEX, NamedGroup.COMPLEX_NEEDS),
    ),
    _unmet(
        CM,
        "adult",
        6,
        "Inom verksamhetsområdet vuxen/skadligt bruk och beroende är det sex förvaltningar som "
        "uppger att det är målgrupper som de i dagsläget inte erbjuder CM till som har behov av "
        "insatsen.",
        _example("Alla målgrupper.", NamedGroup.EVERYONE),
        _example(
            "Flera brukare har behov av en samordning och det är en del av socialsekreterares "
            "uppdrag. Men om man ska använda CM behöver det finnas ett tydligt uppdrag för att man "
            "ska kunna mäta resultat då det är resurskrävande med CM.",
            NamedGroup.COORDINATION,
        ),
        _example("Personer som saknar insikt och motivation.", NamedGroup.MOTIVATION),
        _example("Personer med samsjuklighet.", NamedGroup.CO_OCCURRING_DISORDERS),
        _example(
            "Personer med skadligt bruk och beroende och psykisk sjukdom.",
            NamedGroup.HARMFUL_USE,
            NamedGroup.MENTAL_ILL_HEALTH,
        ),
        _example(
            "Äldre och personer med samsjuklighet. Ser även att insatsen "
            "boendestöd/behandlingsassistent snarare skulle behöva omvandlas till CM.",
            NamedGroup.OLDER_PEOPLE,
            NamedGroup.CO_OCCURRING_DISORDERS,
        ),
    ),
    _unmet(
        CM,
        "violence",
        3,
        "Inom verksamhetsområdet våld i nära relation är det tre förvaltningar som uppger att det "
        "är målgrupper som de i dagsläget inte erbjuder CM till som har behov av insatsen.",
        _example(
            "Personer som är våldsutsatta kan ju ha CM men det är aldrig RVT som beviljar utan det "
            "finns alltid någon annan enhet som initierat behovet.",
            NamedGroup.VIOLENCE,
        ),
        _example("RVT, har ej insatsen men har behov.", NamedGroup.VIOLENCE),
        _example(
            "Våldsutsatta och idag har vi lotsar via ett projekt som stöttar dem.",
            NamedGroup.VIOLENCE,
        ),
    ),
    _unmet(
        HOUSING,
        "disability",
        1,
        "Av enkätsvaren framgår att det inom verksamhetsområdet funktionsnedsättning är en "
        "förvaltning som uppger att det är målgrupper som de i dagsläget inte erbjuder boendestöd "
        "till som har behov av insatsen.",
        _example(
            "Föräldrar med funktionsnedsättning har ibland behov av ett familjeorienterat stöd.",
            NamedGroup.PARENTS,
            NamedGroup.DISABILITY,
        ),
    ),
    _unmet(
        HOUSING,
        "social_psychiatry",
        0,
        "Inom verksamhetsområdet socialpsykiatri är det inga förvaltningar som uppger att det är "
        "målgrupper som de i dagsläget inte erbjuder boendestöd till som har behov av insatsen.",
    ),
    _unmet(
        HOUSING,
        "adult",
        5,
        "Inom verksamhetsområdet vuxen/skadligt bruk och beroende är det fem förvaltningar som "
        "uppger att det är målgrupper som de i dagsläget inte erbjuder boendestöd till som har "
        "behov av insatsen.",
        _example(
            "Personer med stort stödbehov för att kunna klara egen bostad.",
            NamedGroup.MUCH_SUPPORT,
        ),
        _example(
            "Utföraren i egen regi kan inte erbjuda tillräckligt/inte tillgodose behov.",
            NamedGroup.PROVIDER_FALLS_SHORT,
        ),
        _example(
            "Personer som bor i egen lägenhet, är placerade på SHIS och stödboenden.",
            NamedGroup.OWN_HOME_OR_PLACED,
        ),
        _example(
            "Personer med skadligt bruk och beroende som bor i lägenhet med eget kontrakt.",
            NamedGroup.HARMFUL_USE,
            NamedGroup.OWN_HOME_OR_PLACED,
        ),
        _example(
            "Personer med större stödbehov/samsjukliga, men ej tillhör socialpsykiatrins målgrupp "
            "och kan få boendestöd därigenom.",
            NamedGroup.MUCH_SUPPORT,
            NamedGroup.CO_OCCURRING_DISORDERS,
        ),
    ),
    _unmet(
        HOUSING,
        "violence",
        2,
        "Inom verksamhetsområdet våld i nära relation är det två förvaltningar som uppger att det "
        "är målgrupper som de i dagsläget inte erbjuder boendestöd till som har behov av insatsen.",
        _example("Våldsutsatta som har behov av praktiskt stöd.", NamedGroup.VIOLENCE),
        _example("RVT kan ej bevilja boendestöd men finns behov.", NamedGroup.VIOLENCE),
    ),
    _unmet(
        HOUSING,
        None,
        1,
        "Vidare är det en förvaltning som uppger att äldreomsorgen har målgrupper med personer med "
        "nedsatt psykisk hälsa och som lever i hemlöshet som ibland är i behov av boendestöd.",
        _example(
            "äldreomsorgen har målgrupper med personer med nedsatt psykisk hälsa och som lever i "
            "hemlöshet",
            NamedGroup.OLDER_PEOPLE,
            NamedGroup.MENTAL_ILL_HEALTH,
            NamedGroup.HOMELESSNESS,
        ),
    ),
)
"""Eight areas and, last, the elderly care, which was not asked but is named."""


def _other(area: str, support: OtherSupport, quote: str) -> OtherSupportExample:
    return OtherSupportExample(area=area, support=support, source=said_in(HOUSING_RESULTS, quote))


SHIS = "Boendestöd genom SHIS Bostäder i samband med placering på SHIS boende med stöd."

OTHER_SUPPORT = (
    _other("disability", OtherSupport.SHIS_HOUSING, SHIS),
    _other(
        "disability",
        OtherSupport.TRIAL_AND_TRAINING_APARTMENTS,
        "Anslagsfinansierade försöks- och träningslägenheter där boendestöd ingår.",
    ),
    _other("disability", OtherSupport.GROUP_HOME, "Boendestöd som utgår från en gruppbostad."),
    _other(
        "social_psychiatry",
        OtherSupport.FREEDOM_OF_CHOICE_SYSTEM,
        "Boendestöd inom valfriheten.",
    ),
    _other("social_psychiatry", OtherSupport.SHIS_HOUSING, SHIS),
    _other("adult", OtherSupport.TREATMENT_ASSISTANTS, "Behandlingsassistenter."),
    _other(
        "adult",
        OtherSupport.OWN_HOUSING,
        "Boendestödjare kopplat till ett eget boende i stadsdelen.",
    ),
    _other(
        "adult",
        OtherSupport.OWN_PROVIDER_IN_SOCIAL_PSYCHIATRY,
        "Egen regiutförare inom socialpsykiatrin.",
    ),
    _other("adult", OtherSupport.SINGLE_AGREEMENTS, "Enstaka uppdrag på individavtal."),
)
