"""What stands in a person's way, and the services that are missing (City 2020, 4.5 and 4.6.1).

That a need is lifted, to which level and with what answer, is told by :class:`NeedLifted` and
:class:`LiftAnswered`; here it is told together with the service that is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum, unique
from types import MappingProxyType

from attrs import field, frozen

from cm_method.case.services import ServiceKind
from cm_method.errors import Problem
from cm_method.fields import FREE_TEXT, answers, broken
from cm_method.journal import Category, Entry
from cm_method.sources import Document, Source


@unique
class Obstacle(Enum):
    """The seven obstacles seen at the addiction emergency unit (City 2020, 4.6.1)."""

    CARE_CHAIN_NOT_UNDERSTOOD = "care_chain_not_understood"
    MOTIVATION_NOT_KEPT_UP = "motivation_not_kept_up"
    LONG_WAITING = "long_waiting"
    MANY_PROFESSIONALS = "many_professionals"
    NOT_REACHED = "not_reached"
    NO_ID_PHONE_OR_ADDRESS = "no_id_phone_or_address"
    FUNCTIONAL_LEVEL = "functional_level"


def _seen(quote: str) -> Source:
    section = "4.6.1 Erfarenheter från projektet"
    return Source(document=Document.CITY_2020, section=section, quote=quote)


OBSTACLE_SOURCES: Mapping[Obstacle, Source] = MappingProxyType(
    {
        Obstacle.CARE_CHAIN_NOT_UNDERSTOOD: _seen(
            "Den enskilde förstår inte vårdkedjan, de olika instanserna och vad de gör."
        ),
        Obstacle.MOTIVATION_NOT_KEPT_UP: _seen(
            "Den enskilde är inte kapabel att upprätthålla motivation genom vårdkedjan."
        ),
        Obstacle.LONG_WAITING: _seen("Den enskilde tvingas ha tålamod med långa väntetider."),
        Obstacle.MANY_PROFESSIONALS: _seen(
            "Den enskilde träffar väldigt många olika professionella."
        ),
        Obstacle.NOT_REACHED: _seen(
            "Den enskilde nås inte av remissvar och får inte information om att en remiss avslås "
            "eller tid för besök."
        ),
        Obstacle.NO_ID_PHONE_OR_ADDRESS: _seen(
            "Den enskilde går miste om information och service då de saknar legitimation, telefon "
            "och adress."
        ),
        Obstacle.FUNCTIONAL_LEVEL: _seen(
            "Den enskilde klarar inte av vårdkedjan med anledning av deras funktionsnivå (till "
            "exempel resa kollektivt, passa tider, förstå information)."
        ),
    }
)
"""The sentence of the report behind each obstacle."""

NO_SERVICE = Source(
    document=Document.CITY_2020,
    section="4.5 Samordnad individuell plan",
    quote="Om SIP däremot enbart används för att samordna insatser från olika huvudmän eller "
    "verksamheter där de insatser som personen har behov av inte finns eller inte är anpassade "
    "efter personens behov, kan SIP inte förväntas vara lösningen på problem som istället behöver "
    "lyftas till högre instanser.",
)
"""Why a missing service is noted as such: coordination cannot solve what does not exist."""


@frozen(kw_only=True)
class ObstacleNoted(Entry):
    """Something stands in the person's way, for one *need* or altogether (None).

    *obstacle* is a code of :class:`Obstacle`, or a short code of the municipality's own.
    """

    category = Category.NEEDS

    obstacle: str
    need: str | None = field(default=None, metadata=answers("need_assessed"))
    note: str = field(default="", repr=False, metadata=FREE_TEXT)


@frozen(kw_only=True)
class ObstacleOvercome(Entry):
    """The obstacle no longer stands in the way, from this day."""

    category = Category.NEEDS

    noted: str = field(metadata=answers("obstacle_noted"))


@frozen(kw_only=True)
class ServiceMissing(Entry):
    """The service that a need calls for does not exist, or does not fit the person.

    It is a known *service*, or *lacking*: a short code of the municipality's own for anything else.
    """

    category = Category.NEEDS

    need: str = field(metadata=answers("need_assessed"))
    service: ServiceKind | None = None
    lacking: str | None = None
    note: str = field(default="", repr=False, metadata=FREE_TEXT)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if (self.service is None) == (self.lacking is None):
            yield broken("missing_service_unclear", "service")
