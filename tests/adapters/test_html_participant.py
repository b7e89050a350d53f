"""The participant's own pages: their words, their contacts, whom to call, and no codes."""

from __future__ import annotations

import re
from datetime import date
from html import escape

import attrs
import pytest
from hypothesis import given, strategies as st

pytest.importorskip("jinja2", reason="the extra html")
pytest.importorskip("cattrs", reason="the extra json")

from cm_method.adapters.html import participant_pages
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.crisis_plans import CrisisPlanAgreed, CrisisPlanKind, HelpContact
from cm_method.case.episodes import Ended, EndReason, Started
from cm_method.case.plans import ContactPath, Goal, GoalFollowedUp, GoalStatus, PlanAgreed
from cm_method.case.register import Register
from cm_method.journal import Entry, Journal
from cm_method.labels import LANGUAGES, text
from cm_method.testing.strategies import EDITION, any_journals, days_around
from tests.adapters.html_pages import METHOD, ON, OWN_WORDS, demo, faults, marked, strictly

START = date(2027, 1, 11)
TODAY = date(2027, 2, 15)


def started() -> Started:
    return Started(id="hm-1", on=START, by="cm-1", worker="cm-1", edition=EDITION)


def plan(**given: object) -> PlanAgreed:
    said: dict[str, object] = {
        "id": "hm-2",
        "on": date(2027, 2, 1),
        "by": "cm-1",
        "goals": [
            Goal(what="Sova bättre", sub_goals=["Boka läkartid", "Skriva sömndagbok"]),
            Goal(what="Träffa folk", sub_goals=["Gå till kören"]),
        ],
        "contact_paths": [
            ContactPath(contact="bibliotek", who="Biblioteket"),
            ContactPath(contact="psykiatri", who="Anna", how="08-465 004 12", priority=True),
        ],
        "with_participant": True,
        "review_on": date(2027, 5, 3),
    }
    return PlanAgreed(**{**said, **given})  # type: ignore[arg-type]  # by name


def crisis(**given: object) -> CrisisPlanAgreed:
    said: dict[str, object] = {
        "id": "hm-3",
        "on": date(2027, 2, 2),
        "by": "cm-1",
        "plan_kind": CrisisPlanKind.SAFETY_PLAN,
        "warning_signs": ["Slutar svara i telefon"],
        "professionals": [
            HelpContact(who="Mobila teamet", reach="08-465 004 43"),
            HelpContact(who="Jouren", reach="070-174 06 32", any_hour=True),
        ],
        "with_participant": True,
    }
    return CrisisPlanAgreed(**{**said, **given})  # type: ignore[arg-type]  # by name


def pages(*entries: Entry, on: date = TODAY, lang: str = "sv") -> str:
    register = Register(journals=[Journal(subject="P-0017", entries=[started(), *entries])])
    return participant_pages(register, METHOD, "P-0017", on=on, lang=lang)


def said(*entries: Entry, on: date = TODAY, lang: str = "sv") -> str:
    return strictly(pages(*entries, on=on, lang=lang)).words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pages_of_everybody_in_the_demo_are_well_formed(lang: str) -> None:
    for who in demo().journals:
        assert faults(participant_pages(demo(), METHOD, who, on=ON, lang=lang)) == []


@given(st.data())
def test_the_pages_of_anybody_on_any_day_are_well_formed(data: st.DataObject) -> None:
    journal = data.draw(any_journals(subject="P-1"))
    on = data.draw(days_around(journal))
    page = participant_pages(Register(journals=[journal]), METHOD, "P-1", on=on)
    assert faults(page) == []


def test_no_page_holds_a_pseudonym_or_the_id_of_an_entry() -> None:
    for who in demo().journals:
        words = strictly(participant_pages(demo(), METHOD, who, on=ON)).words
        assert re.findall(r"\bP-\d+\b|\b(?:hm|sdf|cm)-\d+\b", words) == []


class TestThePlan:
    def test_goals_and_steps_are_in_the_participants_own_words(self) -> None:
        words = said(plan())
        assert "Sova bättre Boka läkartid Skriva sömndagbok Träffa folk Gå till kören" in words
        assert "Vi kom överens om den 2027-02-01." in words

    def test_those_that_matter_most_come_first_with_how_to_reach_them(self) -> None:
        words = said(plan())
        assert "Anna viktigast 08-465 004 12 Biblioteket" in words

    def test_a_contact_without_a_name_goes_by_its_code(self) -> None:
        paths = [ContactPath(contact="vårdcentral")]
        assert "Vårdcentral" in said(plan(contact_paths=paths))

    @pytest.mark.parametrize(
        ("status", "shown"),
        [
            (GoalStatus.REACHED, "Sova bättre uppnått"),
            (GoalStatus.ON_THE_WAY, "Sova bättre på väg"),
            (GoalStatus.GIVEN_UP, "Sova bättre inte längre aktuellt"),
            (GoalStatus.NOT_STARTED, "Sova bättre Boka"),
        ],
    )
    def test_how_a_goal_stands_is_told_but_not_that_nothing_has_begun(
        self, status: GoalStatus, shown: str
    ) -> None:
        note = GoalFollowedUp(id="hm-9", on=TODAY, by="cm-1", plan="hm-2", number=1, status=status)
        assert shown in said(plan(), note)

    def test_the_next_visit_stands_under_its_contact_until_it_is_over(self) -> None:
        visit = ContactFollowed(
            id="hm-9",
            on=date(2027, 2, 3),
            by="cm-1",
            contact="psykiatri",
            status=ContactStatus.PLANNED,
            planned_for=TODAY,
        )
        assert f"08-465 004 12 Nästa besök: {TODAY} Biblioteket" in said(plan(), visit)
        assert "Nästa besök" not in said(plan(), visit, on=date(2027, 2, 16))

    @pytest.mark.parametrize(("on", "told"), [(date(2027, 5, 3), True), (date(2027, 5, 4), False)])
    def test_the_day_of_the_next_look_is_told_through_that_day(self, on: date, told: bool) -> None:
        assert ("Vi tittar på planen igen 2027-05-03." in said(plan(), on=on)) is told

    def test_the_latest_plan_is_the_one_that_is_printed(self) -> None:
        later = plan(id="hm-8", on=date(2027, 2, 10), goals=[Goal(what="Laga mat")])
        words = said(plan(), later)
        assert "Laga mat" in words
        assert "Sova bättre" not in words

    def test_a_plan_made_without_the_participant_says_so(self) -> None:
        words = said(plan(with_participant=False))
        assert text("html.own.not_agreed", day=date(2027, 2, 1)) in words

    def test_a_plan_that_is_not_made_yet_says_so(self) -> None:
        words = said()
        assert text("html.own.no_plan") in words
        assert text("html.own.no_crisis") in words

    def test_there_is_a_line_to_write_the_case_managers_name_on(self) -> None:
        assert text("html.own.worker") in said(plan())


class TestTheCrisisPlan:
    def test_those_to_call_are_numbered_in_the_order_of_the_plan(self) -> None:
        page = pages(crisis())
        (calls,) = re.findall(r'<ol class="calls">(.*?)</ol>', page, re.DOTALL)
        items = re.findall("<li>(.*?)</li>", calls)
        assert [strictly(f"<p>{item}</p>").words for item in items] == [
            "Mobila teamet: 08-465 004 43",
            "Jouren: 070-174 06 32 (svarar dygnet runt)",
        ]

    def test_no_telephone_number_is_broken_over_two_lines(self) -> None:
        assert '<span class="d">08-465 004 43</span>' in pages(crisis())

    def test_a_part_that_is_empty_says_so(self) -> None:
        words = said(crisis())
        assert f"{text('crisis_copy.coping')} {text('crisis_copy.empty')}" in words

    def test_a_plan_without_anybody_to_call_has_no_numbers(self) -> None:
        assert '<ol class="calls">' not in pages(crisis(professionals=[]))

    def test_the_emergency_number_is_always_there(self) -> None:
        assert text("crisis_copy.emergency") in said()
        assert text("crisis_copy.emergency") in said(crisis())

    def test_the_review_is_told_until_its_day_has_passed(self) -> None:
        due = date(2027, 5, 3)
        told = text("crisis_copy.review", day=due)
        assert told in said(crisis(), on=due)
        assert told not in said(crisis(), on=date(2027, 5, 4))

    def test_who_is_accountable_in_a_crisis_is_told_in_the_order_to_call(self) -> None:
        words = strictly(participant_pages(demo(), METHOD, "P-0025", on=ON)).words
        assert (
            "Svarar inte den första, ring nästa. Hägersten-Älvsjö stadsdelsnämnd: 070-174 06 06"
            " Gruppledare vuxenenheten: Socialjouren: 08-465 004 40" in words
        )

    def test_once_the_service_is_over_nobody_is_told_to_be_accountable(self) -> None:
        ended = Ended(id="hm-9", on=TODAY, by="cm-1", start="hm-1", reason=EndReason.OWN_CHOICE)
        assert text("html.own.turns") not in said(crisis(), ended, on=date(2027, 2, 16))
        assert text("crisis_copy.warning_signs") in said(crisis(), ended, on=date(2027, 2, 16))


def test_what_people_wrote_is_text_and_never_markup() -> None:
    page = participant_pages(marked(demo()), METHOD, "P-0025", on=ON)
    assert escape(OWN_WORDS, quote=False)[:20] in page
    assert "<script" not in page
    assert strictly(page).words.count(OWN_WORDS) > 10
    assert faults(page) == []


def test_the_same_register_gives_the_same_file() -> None:
    entries = demo().journals["P-0025"].entries
    turned = Journal(subject="P-0025", entries=entries[::-1])
    other = attrs.evolve(demo(), journals={**demo().journals, "P-0025": turned})
    assert participant_pages(other, METHOD, "P-0025", on=ON) == participant_pages(
        demo(), METHOD, "P-0025", on=ON
    )
