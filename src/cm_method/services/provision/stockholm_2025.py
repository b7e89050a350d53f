"""Stockholm's survey of provision 2025: case management and housing support (City 2025, annex 2).

The managers who exercise authority in four business areas answered for the eleven district
administrations and for the social services administration's unit for homelessness. The report
names the act only as "SoL"; the sections that it cites are those of SoL (2025:400).
"""

from __future__ import annotations

from cm_method.case.services import ServiceKind
from cm_method.services.provision.instrument import (
    QuestionKind,
    SurveyInstrument,
    SurveyQuestion,
)
from cm_method.services.provision.stockholm_2025_tables import TABLES
from cm_method.services.provision.stockholm_2025_text import TEXT
from cm_method.services.provision.survey import printed_answers, survey_of
from cm_method.sources import Document, Source

ADMINISTRATIONS = (
    "Bromma",
    "Enskede-Årsta-Vantör",
    "Farsta",
    "Hägersten-Älvsjö",
    "Hässelby-Vällingby",
    "Järva",
    "Kungsholmen",
    "Norra innerstaden",
    "Skarpnäck",
    "Skärholmen",
    "Södermalm",
    "Socialförvaltningens område hemlöshet",
)
"""In the order of the tables."""

AREAS = ("disability", "social_psychiatry", "adult", "violence")
"""Funktionsnedsättning, socialpsykiatri, vuxen/skadligt bruk och beroende, våld i nära relation."""

FORMS = ("own_home", "trial_and_training_apartment", "housing_first", "housing_service", "shis")
"""Eget boende, FoT, BF, boendeinsats, SHIS: the columns of tables 11 and 12."""

FOR_WHOM = "vänder sig till."
CENTRAL = "tillhandahålls genom socialförvaltningens område boende vuxna"
IN_FORMS = (
    "som uppger att insatsen boendestöd tillhandahålls till personer i eget boende, som är "
    "beviljade försöks- och träningslägenhet (FoT), som är beviljade Bostad Först (BF), som är "
    "beviljade boendeinsats och är i behov av extra stöd samt som är placerade på SHIS Bostäder "
    "och är i behov av extra stöd."
)


def _source(service: ServiceKind, title: str) -> Source:
    """The title of a table, in the report's own words."""
    name = {ServiceKind.CASE_MANAGEMENT: "CM", ServiceKind.HOUSING_SUPPORT: "boendestöd"}[service]
    return Source(
        document=Document.CITY_2025,
        section=f"Resultat enkätsvar {name}",
        quote=f"Redovisning av stadsdelsförvaltningar {title}",
        readings=("R30",),
    )


def _asked(
    table: int,
    code: str,
    kind: QuestionKind,
    title: str,
    *,
    gate: int | None = None,
    areas: tuple[str, ...] = (),
    forms: tuple[str, ...] = (),
) -> SurveyQuestion:
    last_of_cm = 4
    cm = table <= last_of_cm
    service = ServiceKind.CASE_MANAGEMENT if cm else ServiceKind.HOUSING_SUPPORT
    return SurveyQuestion(
        table=table,
        code=code,
        service=service,
        kind=kind,
        gate=gate,
        areas=areas,
        forms=forms,
        source=_source(service, title if areas else f"och verksamhetsområden {title}"),
    )


OFFERED, CHANNEL, FOLLOW_UP = QuestionKind

QUESTIONS = (
    _asked(
        1,
        "target_group_offered",
        OFFERED,
        f"som tillhandahåller insatsen CM till den målgrupp som ens verksamhetsområde {FOR_WHOM}",
    ),
    _asked(
        2,
        "own_outpatient",
        CHANNEL,
        "som tillhandahåller insatsen CM genom egen öppenvård.",
    ),
    _asked(
        3,
        "area_adult_housing_with_housing_first",
        CHANNEL,
        f"som uppger att insatsen CM {CENTRAL} i samband med Bostad Först.",
    ),
    _asked(
        4,
        "area_adult_housing_beyond_housing_first",
        CHANNEL,
        f"som uppger att insatsen CM {CENTRAL} utöver Bostad Först.",
    ),
    _asked(
        5,
        "target_group_offered",
        OFFERED,
        "som tillhandahåller insatsen boendestöd till den målgrupp som ens verksamhetsområde "
        f"{FOR_WHOM}",
    ),
    _asked(
        6,
        "own_outpatient",
        CHANNEL,
        "som tillhandahåller insatsen boendestöd genom egen öppenvård.",
    ),
    _asked(
        7,
        "area_adult_housing",
        CHANNEL,
        f"som uppger att insatsen boendestöd {CENTRAL}.",
    ),
    _asked(
        8,
        "other_housing_support",
        CHANNEL,
        "som uppger att insatsen boendestöd tillhandahålls genom annat boendestöd.",
    ),
    _asked(
        9,
        "freedom_of_choice_system",
        CHANNEL,
        "som uppger att insatsen boendestöd tillhandahålls genom valfrihetssystemet.",
    ),
    _asked(
        10,
        "adl_included",
        FOLLOW_UP,
        "som uppger att det ingår ADL (aktiviteter i det dagliga livet) i boendestödet.",
        gate=5,
    ),
    _asked(
        11,
        "housing_form",
        FOLLOW_UP,
        f"inom verksamhetsområdena funktionsnedsättning samt socialpsykiatri {IN_FORMS}",
        gate=5,
        areas=AREAS[:2],
        forms=FORMS,
    ),
    _asked(
        12,
        "housing_form",
        FOLLOW_UP,
        "inom verksamhetsområdena vuxen/skadligt bruk och beroende samt våld i nära relation "
        f"{IN_FORMS}",
        gate=5,
        areas=AREAS[2:],
        forms=FORMS,
    ),
)
"""The twelve tables. Tables 11 and 12 are one question, printed in two halves."""

INSTRUMENT_2025 = SurveyInstrument(
    administrations=ADMINISTRATIONS, areas=AREAS, questions=QUESTIONS
)
"""Another city asks the same with ``attrs.evolve(INSTRUMENT_2025, administrations=...)``."""

_READ = [printed_answers(INSTRUMENT_2025, table, block) for table, block in TABLES.items()]

SURVEY_2025 = survey_of(
    (answer for answers, _ in _READ for answer in answers),
    INSTRUMENT_2025,
    code="stockholm-2025",
    year=2025,
    act="SoL (2025:400)",
    printed=(total for _, totals in _READ for total in totals),
    text=TEXT,
    source=Source(
        document=Document.CITY_2025, section="Bilaga 2. Enkätresultat", readings=("R30",)
    ),
)
"""The survey as it was answered and printed, with what the text says of it."""
