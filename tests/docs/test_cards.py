"""Every card can be followed: it records what it says, and every duty has one to lead to."""

from __future__ import annotations

import re

import pytest

from cm_method import Duty
from cm_method.case.kinds import CASE_KINDS
from tests.docs.cards import cards, listed, title
from tests.docs.pages import Page

HEADINGS = ["Varför", "Så gör du", "Så antecknar du", "Vanliga misstag", "Regeln bakom"]
ON_ONE_PAGE = 60
"""Lines of a card that still fit on one A4 page when printed."""

every_card = pytest.mark.parametrize("card", cards(), ids=lambda card: card.path.stem)


@every_card
def test_a_card_has_its_parts_in_order(card: Page) -> None:
    assert re.findall(r"^## (.+)$", card.text, re.MULTILINE) == HEADINGS
    assert len(title(card)) <= 60
    assert len(card.text.splitlines()) <= ON_ONE_PAGE


@every_card
def test_a_card_records_the_entries_that_it_names(card: Page) -> None:
    recorded = re.findall(r"^(?:\$ )?cm-method add ovning\.json (\w+)", card.text, re.MULTILINE)
    assert recorded == listed(card, "records")
    assert set(recorded) <= {kind.kind for kind in CASE_KINDS}


def test_every_duty_of_the_agenda_has_one_card() -> None:
    led_to = [duty for card in cards() for duty in listed(card, "duties")]
    assert sorted(led_to) == sorted(duty.value for duty in Duty)
