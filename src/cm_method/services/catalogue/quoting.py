"""Short ways to quote the sources, and what the city says of several services alike."""

from __future__ import annotations

from cm_method.case.circumstances import Circumstance
from cm_method.case.services import Ages
from cm_method.services.contents import ActivityList, Aspect, ServiceActivity, WorkingMethod
from cm_method.services.described import Asks, Criterion, Listed, Statement
from cm_method.sources import Document, Source

ADULTS = Ages(first=18)
"""18 and over, no upper limit (City 2025); so "vuxna" and "över 18 år" of City 2020 are read."""

MATRIX_SECTION = "Sammanfattande matris av insatserna"
ASSIGNMENT_SECTION = "Förslag på uppdragsbeskrivning av insatserna"
CM_SECTION = "5.3 Case management"
TARGET_SECTION = "Förslag på målgrupp för insatserna"


def city_2025(quote: str, section: str = MATRIX_SECTION) -> Source:
    """A place in the city's report of 2025."""
    return Source(document=Document.CITY_2025, section=section, quote=quote)


def city_2020(section: str, quote: str) -> Source:
    """A place in the city's report of 2020."""
    return Source(document=Document.CITY_2020, section=section, quote=quote)


def iop(section: str, quote: str, *readings: str) -> Source:
    """A place in the partnership agreement."""
    return Source(document=Document.IOP, section=section, quote=quote, readings=readings)


def says(aspect: Aspect, source: Source) -> Statement:
    """What a source says of an aspect."""
    return Statement(aspect=aspect, source=source)


def methods(*named: tuple[WorkingMethod, str]) -> tuple[Listed, ...]:
    """The ways of working that the city lists."""
    return tuple(
        Listed(what=what, source=city_2025(quote, ASSIGNMENT_SECTION)) for what, quote in named
    )


def activities(within: ActivityList, *named: tuple[ServiceActivity, str]) -> tuple[Listed, ...]:
    """The activities of one of the city's lists."""
    return tuple(
        Listed(what=what, source=city_2025(quote, ASSIGNMENT_SECTION), within=within)
        for what, quote in named
    )


AGES_18 = city_2025("18 år och uppåt (ingen övre åldersgräns).")
LONG_TERM = city_2025("Behov av ett mer långvarigt stöd.")
LONG_TERM_NEED = Criterion(asks=Asks.LONG_TERM, source=LONG_TERM, assessed=Circumstance.LONG_TERM)

SAME_FOR_BOTH = (
    says(Aspect.AGE_GROUP, AGES_18),
    says(Aspect.CONDITION, LONG_TERM),
    says(Aspect.EXTENT, city_2025("Flexibelt stöd utifrån personens behov.")),
    says(Aspect.LEGAL_GROUND, city_2025("Behovsprövad insats enligt 11:1 SoL.")),
    says(
        Aspect.ORDER_ROUTE,
        city_2025("Skickas i sociala system till område boende vuxna."),
    ),
    says(
        Aspect.PRICE_MODEL,
        city_2025("Insatsen tillhandahålls till en kostnad per månad."),
    ),
)
"""What the matrix says of case management and housing support alike."""
