"""Every card can be followed: it records what it says, and every duty has one to lead to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cm_method import Duty
from cm_method.case.kinds import CASE_KINDS
from cm_method.demo import demo_register_path
from tests.docs.cards import cards, listed, title
from tests.docs.lookup_tables import DUTIES
from tests.docs.pages import Page
from tests.docs.rule_pages import RULE_PAGES

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


@pytest.mark.parametrize(
    ("name", "asked", "held"),
    [
        ("erbjud-ansvar", "P-0005 --on 2028-04-05", "Ansvarig hm sedan 2028-04-05"),
        ("ingen-har-ansvaret", "P-0055 --on 2028-04-03", "Ansvarig hm sedan 2028-04-03"),
        ("nagon-sager-nej", "P-0055 --on 2028-04-10", "till sdf: avböjt 2028-04-10"),
    ],
)
def test_a_card_on_responsibility_does_what_it_says(
    name: str, asked: str, held: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("click", reason="the extra cli")
    from tests.docs.commands import answer  # noqa: PLC0415 - needs the extra

    monkeypatch.chdir(tmp_path)
    Path("ovning.json").write_bytes(demo_register_path().read_bytes())
    card = next(each for each in cards() if each.path.stem == name)
    (lines,) = re.findall(r"<!-- command: recorded (.+) -->", card.text)
    for line in lines.split(" && "):
        answer(card, line)
    said = answer(card, f"chain ovning.json {asked}")
    assert held in " ".join(said.split())
    assert "tror både" not in " ".join(said.split())


def test_every_duty_of_the_agenda_has_one_card() -> None:
    led_to = [duty for card in cards() for duty in listed(card, "duties")]
    assert sorted(led_to) == sorted(duty.value for duty in Duty)


@every_card
def test_a_card_leads_to_the_rule_that_each_of_its_duties_comes_from(card: Page) -> None:
    rules = [DUTIES[Duty(code)].rule for code in listed(card, "duties")]
    pages = {card.to(RULE_PAGES[rule]) for rule in rules if rule}
    assert pages <= set(re.findall(r"\]\(([^)#]+)", card.text))
