"""The tables of the site about services and models, made from the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from cm_method.cohort.wording import capital
from cm_method.labels import label
from cm_method.services.catalogue import (
    CASE_MANAGEMENT,
    HOUSING_FIRST,
    HOUSING_SUPPORT,
    MODELS,
    SERVICES,
)
from cm_method.services.contents import MATRIX, ActivityList, Aspect, WorkingMethod
from cm_method.services.described import Criterion, Model, Service
from cm_method.services.provision.consistency import inconsistencies
from cm_method.services.provision.stockholm_2020 import SURVEY_2020
from cm_method.services.provision.stockholm_2025 import SURVEY_2025
from tests.docs.pages import Page

HEADS = {
    "sv": {
        "services": ("Insats", "Kod", "Vem den är till för", "Källa"),
        "matrix": ("Vad det gäller", "Case management", "Boendestöd"),
        "statements": ("Vad det gäller", "Vad källan säger"),
        "methods": ("Metod eller förhållningssätt", "CM", "Boendestöd", "Bostad Först"),
        "activities": ("Lista", "Aktiviteter"),
        "principles": ("Princip", "Källans ord"),
        "models": ("Modell", "Målgrupp", "Rekommendation"),
        "criteria": ("Vad som frågas efter", "Vad i journalen som svarar"),
        "inconsistencies": ("Enkät", "Vad som inte går ihop"),
        "yes": "ja",
        "or": "; eller: ",
        "age": "född, i uppgifter om deltagaren",
    },
    "en": {
        "services": ("Service", "Code", "Whom it is for", "Source"),
        "matrix": ("What it is about", "Case management", "Housing support"),
        "statements": ("What it is about", "What the source says"),
        "methods": ("Method or approach", "CM", "Housing support", "Housing First"),
        "activities": ("List", "Activities"),
        "principles": ("Principle", "The source's words"),
        "models": ("Model", "Target group", "Recommendation"),
        "criteria": ("What is asked", "What in the journal answers"),
        "inconsistencies": ("Survey", "What contradicts what"),
        "yes": "yes",
        "or": "; or: ",
        "age": "born, in the description of the participant",
    },
}


def drawn(page: Page, key: str, rows: Iterable[Sequence[str]]) -> str:
    """A table with the headings of that key."""
    head = HEADS[page.lang][key]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def whom(each: Service | Model, lang: str) -> str:
    groups = [", ".join(label(c.asks, lang) for c in group) for group in each.groups]
    return str(HEADS[lang]["or"]).join(groups)


def services(page: Page) -> str:
    """Every service, and whom it is for."""
    return drawn(
        page,
        "services",
        [
            (
                f"**{capital(each.name(page.lang))}**",
                f"`{each.code}`",
                whom(each, page.lang),
                label(each.statements[0].source.document, page.lang),
            )
            for each in SERVICES
        ],
    )


def service_matrix(page: Page) -> str:
    """The city's matrix."""
    return drawn(
        page,
        "matrix",
        [
            (
                f"**{capital(label(aspect, page.lang))}**",
                *(each.words(aspect, page.lang) for each in (CASE_MANAGEMENT, HOUSING_SUPPORT)),
            )
            for aspect in MATRIX
        ],
    )


def service_statements(page: Page, code: str) -> str:
    """What the source says of a service, beside the matrix."""
    (each,) = [service for service in SERVICES if service.code == code]
    return drawn(
        page,
        "statements",
        [
            (
                f"**{capital(label(said.aspect, page.lang))}**",
                each.words(said.aspect, page.lang),
            )
            for said in each.statements
        ],
    )


def service_methods(page: Page) -> str:
    """Which service uses which method."""
    three = (CASE_MANAGEMENT, HOUSING_SUPPORT, HOUSING_FIRST)
    used = [{listed.what for listed in each.methods} for each in three]
    yes = str(HEADS[page.lang]["yes"])
    return drawn(
        page,
        "methods",
        [
            (capital(label(method, page.lang)), *(yes if method in those else "" for those in used))
            for method in WorkingMethod
        ],
    )


def service_activities(page: Page) -> str:
    """The three lists of activities."""
    every = (*CASE_MANAGEMENT.activities, *HOUSING_SUPPORT.activities)
    rows = []
    for within in ActivityList:
        mine = [label(each.what, page.lang) for each in every if each.within is within]
        rows.append((f"**{capital(label(within, page.lang))}**", "<br>".join(mine)))
    return drawn(page, "activities", rows)


def principles(page: Page) -> str:
    """The eight principles of Housing First."""
    return drawn(
        page,
        "principles",
        [
            (capital(label(each.what, page.lang)), f"*{each.source.quote}*")
            for each in HOUSING_FIRST.principles
        ],
    )


def models(page: Page) -> str:
    """The models of case management."""
    return drawn(
        page,
        "models",
        [
            (
                f"**{capital(each.name(page.lang))}**<br>`{each.code}`",
                each.words(Aspect.TARGET_GROUP, page.lang),
                each.words(Aspect.RECOMMENDATION, page.lang),
            )
            for each in MODELS
        ],
    )


def criteria(page: Page, code: str) -> str:
    """What in the journal answers each criterion of a service."""
    (each,) = [service for service in SERVICES if service.code == code]
    (group,) = each.groups
    return drawn(
        page,
        "criteria",
        [(f"**{capital(label(c.asks, page.lang))}**", answering(c, page.lang)) for c in group],
    )


def answering(criterion: Criterion, lang: str) -> str:
    if criterion.by_age:
        return str(HEADS[lang]["age"])
    first = [criterion.assessed] if criterion.assessed is not None else []
    named = [label(each, lang) for each in (*first, *criterion.areas, *criterion.circumstances)]
    return "; ".join(dict.fromkeys(named))


def contradictions(page: Page) -> str:
    """Everything in the two surveys that contradicts something else."""
    rows = [
        (year, found.explain(page.lang))
        for year, survey in (("2025", SURVEY_2025), ("2020", SURVEY_2020))
        for found in inconsistencies(survey)
    ]
    return drawn(page, "inconsistencies", rows)


SERVICE_MAKERS: dict[str, Callable[..., str]] = {
    "criteria": criteria,
    "inconsistencies": contradictions,
    "models": models,
    "principles": principles,
    "service_activities": service_activities,
    "service_matrix": service_matrix,
    "service_methods": service_methods,
    "service_statements": service_statements,
    "services": services,
}
