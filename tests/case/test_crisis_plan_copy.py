"""The participant's own copy: their words, in the order in which they are used."""

from __future__ import annotations

import pytest

from cm_method.case.crisis_plan_copy import CrisisPlanCopy, crisis_plan_copy
from cm_method.case.crisis_plans import CrisisPlanAgreed, CrisisPlanKind, HelpContact
from cm_method.labels import LANGUAGES
from tests.case.writing import day, note

PLAN = note(
    CrisisPlanAgreed,
    "p-1",
    4,
    plan_kind=CrisisPlanKind.SAFETY_PLAN,
    warning_signs=["Sover dåligt", "Svarar inte"],
    coping=["Promenad"],
    distractions=["Biblioteket"],
    supporters=["Syster"],
    professionals=[
        HelpContact(who="Mobila teamet", reach="08-123", any_hour=True),
        HelpContact(who="Vårdcentralen", reach="08-99"),
    ],
    with_participant=True,
)


def sections(copy: CrisisPlanCopy) -> list[tuple[str, tuple[str, ...]]]:
    return [(section.heading, section.lines) for section in copy.sections]


def test_in_swedish_as_a_whole() -> None:
    copy = crisis_plan_copy(PLAN, review_by=day(94))
    assert copy.agreed == day(4)
    assert copy.title == "Min trygghetsplan"
    assert copy.introduction == (
        "Det här är min plan för när det blir svårt. Vi kom överens om den 2026-11-20."
    )
    assert sections(copy) == [
        ("Så märker jag att det börjar bli svårt", ("Sover dåligt", "Svarar inte")),
        ("Det här kan jag göra själv", ("Promenad",)),
        ("Människor och platser som får mig att tänka på annat", ("Biblioteket",)),
        ("Familj och vänner som kan hjälpa mig", ("Syster",)),
        (
            "Vård och stöd som jag kan kontakta, i den här ordningen",
            ("Mobila teamet: 08-123 (svarar dygnet runt)", "Vårdcentralen: 08-99"),
        ),
        ("Så blir det tryggare omkring mig", ("Inte ifyllt än.",)),
    ]
    assert copy.emergency == "Är det fara för någons liv: ring 112."
    assert copy.review == "Vi går igenom planen igen senast 2027-02-18."


def test_in_english_as_a_whole() -> None:
    copy = crisis_plan_copy(PLAN, "en", review_by=day(94))
    assert copy.title == "My safety plan"
    assert copy.introduction == (
        "This is my plan for when things get hard. We agreed on it on 2026-11-20."
    )
    assert sections(copy) == [
        ("How I notice that things are getting hard", ("Sover dåligt", "Svarar inte")),
        ("What I can do myself", ("Promenad",)),
        ("People and places that take my mind off it", ("Biblioteket",)),
        ("Family and friends who can help me", ("Syster",)),
        (
            "Care and support I can contact, in this order",
            ("Mobila teamet: 08-123 (answers day and night)", "Vårdcentralen: 08-99"),
        ),
        ("How my surroundings become safer", ("Not filled in yet.",)),
    ]
    assert copy.emergency == "If someone's life is in danger: call 112."
    assert copy.review == "We go through the plan again by 2027-02-18 at the latest."


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_day_nothing_is_said_of_the_next_review(lang: str) -> None:
    assert crisis_plan_copy(PLAN, lang).review is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_with_nothing_in_it_says_so_in_every_part(lang: str) -> None:
    bare = note(
        CrisisPlanAgreed, "p-1", plan_kind=CrisisPlanKind.CRISIS_PLAN, with_participant=False
    )
    copy = crisis_plan_copy(bare, lang)
    assert len(copy.sections) == 6
    assert len({section.lines for section in copy.sections}) == 1
    assert len({section.heading for section in copy.sections}) == 6


def test_the_words_are_never_shown_by_accident() -> None:
    shown = repr(crisis_plan_copy(PLAN))
    for said in ("Sover", "Promenad", "Bibliotek", "Syster", "teamet", "08-"):
        assert said not in shown
