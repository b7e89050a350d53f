"""The rules of every edition, where the site tells of each, and what a value is said to rest on."""

from __future__ import annotations

from cm_method import EDITIONS, Method, Parameter, Rule, label
from cm_method.sources import Document
from tests.docs.pages import Page

SOURCES = {"sv": "kallor-och-tolkningar.md", "en": "rules.md"}
"""The page of each language that explains the readings, R1 and on."""

RULE_PAGES = {
    "service_started": "metod/insatsstart.md",
    "plan_in_time": "metod/individuell-plan.md",
    "contacts_followed_through": "metod/prioriterade-kontakter.md",
    "self_rated_improvement": "metod/sjalvskattning.md",
    "crisis_plan_and_chain": "metod/krisplan-och-ansvarskedja.md",
    "crisis_plan_reviewed": "metod/krisplan.md",
    "offer_answered": "metod/ansvarskedja.md",
    "sip_asked": "metod/sip.md",
    "sip_followed_up": "metod/sip.md",
}
"""The Swedish page of every rule, those that ask again and again last."""

METHOD = EDITIONS["hagersten-alvsjo-2026"]
"""The edition that the site tells of, where it does not say another."""

OTHERS = tuple(edition for edition in EDITIONS.values() if edition is not METHOD)


def _of_every_edition() -> tuple[Rule, ...]:
    """Each rule once, as the first edition that has it has it."""
    found: dict[str, Rule] = {}
    for edition in (METHOD, *OTHERS):
        for rule in (*edition.rules, *edition.recurring):
            found.setdefault(rule.name, rule)
    return tuple(found.values())


RULES = _of_every_edition()
"""Every rule of every edition."""

ACTS = {Document.SOL: "SoL", Document.OSL: "OSL"}
"""How an act is called for short."""

SAID = {
    "sv": {
        "agreement": "avtalet",
        "reading": "tolkning {readings}",
        "statute": "{act} {section}; tolkning {readings}",
    },
    "en": {
        "agreement": "the agreement",
        "reading": "reading {readings}",
        "statute": "{act} {section}; reading {readings}",
    },
}


def rule_named(name: str) -> Rule:
    """The rule of that name."""
    return next(rule for rule in RULES if rule.name == name)


def home(rule: str) -> Method:
    """The first edition that has the rule."""
    return next(
        edition
        for edition in (METHOD, *OTHERS)
        if any(each.name == rule for each in (*edition.rules, *edition.recurring))
    )


def to_rule(page: Page, rule: str) -> str:
    """The way from a page to where a rule is told of at length."""
    if page.lang == "en":
        return f"{page.to('rules.md')}#{rule}"
    return page.to(RULE_PAGES[rule])


def reading_links(page: Page, readings: tuple[str, ...]) -> str:
    """Readings, each leading to where it is explained."""
    where = page.to(SOURCES[page.lang])
    where = "" if page.path.as_posix() == SOURCES[page.lang] else where
    return ", ".join(f"[{reading}]({where}#{reading.lower()})" for reading in readings)


def rests_on(page: Page, parameter: Parameter[object]) -> str:
    """The agreement, a statute, a report, or readings with their links."""
    source = parameter.source
    if source.document in (Document.IOP, Document.DECISION):
        return SAID[page.lang]["agreement"]
    if source.document in (Document.CITY_2020, Document.CITY_2025):
        return f"{label(source.document, page.lang)}, *{source.section}*"
    links = reading_links(page, source.readings)
    if source.document is Document.OWN:
        return SAID[page.lang]["reading"].format(readings=links)
    act = ACTS[source.document]
    return SAID[page.lang]["statute"].format(act=act, section=source.section, readings=links)
