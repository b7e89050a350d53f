"""The sections of acts that pages in Swedish name, and what the project's page of the domain says.

The wording of the acts is not here: the handbook tells its readers to look it up.
"""

from __future__ import annotations

import re

from tests.docs.pages import Page, read_pages

ACTS = {
    "SoL": r"\bSoL\b|[Ss]ocialtjänstlagen",
    "OSL": r"\bOSL\b|[Oo]ffentlighets- och\s+sekretesslagen",
    "HSL": r"\bHSL\b|[Hh]älso- och\s+sjukvårdslagen",
    "GDPR": r"\bGDPR\b|[Dd]ataskyddsförordningen",
    "LSS": r"\bLSS\b",
    "arkivlagen": r"\b[Aa]rkivlagen",
}
"""Every act that a page may name, by its short name, and how it is written."""

LAW = {
    "SoL 10:8": "samordnad individuell plan",
    "SoL 10:9": "samordnad individuell plan",
    "SoL 11:1": "rätten till insats efter individuell behovsprövning",
    "SoL 11:5": "insatser utan individuell behovsprövning",
    "SoL 11:6": "att den som ger en sådan insats upplyser om rätten att ansöka",
    "SoL 14:3": "dokumentation av ärenden och insatser",
    "SoL 14:4": "dokumentation vid rådgivning",
    "SoL 14:5": "att nämnden får besluta att uppgifter om identitet inte dokumenteras",
    "SoL 14:6": "den enskildes integritet och synpunkter i dokumentationen",
    "SoL 16:1": "gallring hos nämnden",
    "SoL 17:2": "gallring i enskild verksamhet under tillsyn",
    "SoL 17:11": "tystnadsplikt i enskild verksamhet",
    "SoL 19:1": "anmälan om oro för barn",
    "SoL 27:2": "rapport om allvarliga missförhållanden",
    "HSL 16:4": "samordnad individuell plan",
    "OSL 10:1": "att den enskilde kan efterge sekretess",
    "OSL 10:2": "uppgifter som myndigheten måste lämna för sin egen verksamhet",
    "OSL 10:18c": "uppgifter som i vissa fall får lämnas från socialtjänsten",
    "OSL 10:27": "generalklausulen",
    "OSL 10:28": "uppgiftsskyldighet enligt lag eller förordning",
    "OSL 12:2": "att den enskilde kan efterge sekretess",
    "OSL 25:1": "sekretess i vården",
    "OSL 25:12": "uppgifter från vården när någon behöver stöd",
    "OSL 26:1": "sekretess i socialtjänsten",
    "OSL 26:9": "uppgifter från socialtjänsten när någon behöver stöd",
    "GDPR": "behandling av personuppgifter",
}
"""Every place in an act that a page names, with what it is about."""

SECTION = re.compile(
    r"(?P<chapter>\d+)\skap\.\s+(?P<first>\d+)(?:\s(?P<letter>[a-z])(?=\s§))?"
    r"(?:(?P<joined>[\u2013-]|\s+och\s+)(?P<last>\d+))?\s+§"
)


def named_sections(page: Page) -> set[str]:
    """Every section that the page names, as 14:3."""
    found = set()
    for each in SECTION.finditer(page.text):
        numbers = [int(each["first"]), int(each["last"] or each["first"])]
        if each["joined"] in ("\u2013", "-"):
            numbers = list(range(numbers[0], numbers[1] + 1))
        found |= {f"{each['chapter']}:{number}{each['letter'] or ''}" for number in numbers}
    return found


def named_acts(page: Page) -> set[str]:
    """Every act that the page names."""
    return {act for act, written in ACTS.items() if re.search(written, page.text_below_front)}


def places(page: Page) -> list[str]:
    """What the first lines of the page say that it names."""
    return [each.strip() for each in page.front.get("law", "").split(",") if each.strip()]


def heading(page: Page) -> str:
    """What the page is called."""
    found = re.search(r"^# (.+?)(?: \{.*\})?$", page.text, re.MULTILINE)
    assert found is not None, page.name
    return found[1]


def acts(page: Page) -> str:
    """Every place in an act, what it is about, and the pages that name it."""
    lines = ["| Lagrum | Handlar om | Nämns på |\n", "| --- | --- | --- |\n"]
    others = [each for each in read_pages() if each.lang == page.lang and each.path != page.path]
    for place, about in LAW.items():
        links = [
            f"[{heading(o)}]({page.to(o.path.as_posix())})" for o in others if place in places(o)
        ]
        act, _, where = place.partition(" ")
        chapter, _, section = where.partition(":")
        section = re.sub(r"(?<=\d)(?=[a-z])", " ", section)
        written = f"{act} {chapter} kap. {section} §" if where else act
        written = written.replace(" ", "\N{NO-BREAK SPACE}")
        lines.append(f"| {written} | {about} | {', '.join(links) or 'den här sidan'} |\n")
    return "".join(lines)
