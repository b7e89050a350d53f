"""Whom to turn to when the holder cannot be reached (R23)."""

from __future__ import annotations

from typing import Any

import pytest

from cm_method.case.chain import DefaultHolder, chain_of
from cm_method.case.escalation import (
    EscalationPath,
    PathEnd,
    agreed_for_everyone,
    escalation_path,
)
from cm_method.case.parties import Parties
from cm_method.case.responsibility import EscalationAgreed
from cm_method.errors import Refused
from cm_method.journal import Entry, Journal
from tests.case.test_responsibility import WHOLE, accepted, need, offer
from tests.case.writing import case, day, note, only_episode, started


def agreed(id: str, sought: str, turn_to: str, on: int = 0, **more: Any) -> EscalationAgreed:
    return note(EscalationAgreed, id, on, sought=sought, turn_to=turn_to, **more)


HELD = (offer("o-1", 0, "hm"), accepted("a-1", 2, "o-1", **WHOLE))
ALONE = (offer("o-1", 0, "hm"), accepted("a-1", 2, "o-1", contact_path="08-1"))


def path(*entries: Entry, on: int = 9, matter: str | None = None, **more: Any) -> EscalationPath:
    told = case(started("s-1"), *entries)
    default = more.pop("default", DefaultHolder.NOBODY)
    chain = chain_of(told, only_episode(told), (), default=default)
    return escalation_path(chain, matter, day(on), **more)


def who(found: EscalationPath) -> list[str]:
    return [turn.who for turn in found.turns]


class TestPath:
    def test_from_the_holder_to_the_stand_in(self) -> None:
        found = path(*HELD)
        assert who(found) == ["hm", "cm-2"]
        assert [turn.reach for turn in found.turns] == ["08-1", None]
        assert found.end is PathEnd.REACHES_SOMEONE

    def test_on_by_what_was_agreed_about_each(self) -> None:
        steps = (
            agreed("e-1", "cm-2", "chef", reach="08-7"),
            agreed("e-2", "chef", "jour", reach="112"),
        )
        found = path(*HELD, *steps)
        assert who(found) == ["hm", "cm-2", "chef", "jour"]
        assert [turn.reach for turn in found.turns] == ["08-1", None, "08-7", "112"]

    def test_how_to_reach_the_stand_in_where_that_was_agreed(self) -> None:
        found = path(*HELD, agreed("e-1", "hm", "cm-2", reach="08-2"))
        assert found.turns[1].reach == "08-2"
        found = path(*HELD, agreed("e-1", "hm", "chef", reach="08-3"))
        assert (who(found), found.turns[1].reach) == (["hm", "cm-2", "chef"], None)

    def test_after_the_stand_in_by_what_was_agreed_about_the_holder_else_about_the_stand_in(
        self,
    ) -> None:
        about_holder, about_other = agreed("e-1", "hm", "chef"), agreed("e-2", "cm-2", "jour")
        assert who(path(*HELD, about_holder, about_other)) == ["hm", "cm-2", "jour"]
        assert who(path(*HELD, about_holder)) == ["hm", "cm-2", "chef"]

    def test_without_a_stand_in_by_what_was_agreed_about_the_holder(self) -> None:
        assert who(path(*ALONE, agreed("e-1", "hm", "chef"))) == ["hm", "chef"]

    def test_a_stand_in_who_is_the_holder_is_no_turn(self) -> None:
        own = (offer("o-1", 0, "hm"), accepted("a-1", 2, "o-1", stand_in="hm"))
        assert who(path(*own)) == ["hm"]
        assert path(*own).end is PathEnd.NOBODY_BESIDES

    def test_nobody_holds(self) -> None:
        for found in (path(), path(*HELD, on=1), path(*HELD, on=-1), path(*HELD, matter="n-1")):
            assert found == EscalationPath(need=found.need, turns=(), end=PathEnd.NOBODY_HOLDS)

    def test_from_who_holds_by_default(self) -> None:
        default = DefaultHolder.CASE_MANAGER
        found = path(need("n-1"), agreed("e-1", "cm-1", "chef"), matter="n-1", default=default)
        assert who(found) == ["cm-1", "chef"]

    def test_it_never_runs_in_a_circle(self) -> None:
        found = path(*HELD, agreed("e-1", "cm-2", "chef"), agreed("e-2", "chef", "hm"))
        assert who(found) == ["hm", "cm-2", "chef"]
        assert found.end is PathEnd.RUNS_IN_A_CIRCLE

    def test_it_leads_to_someone_who_left_from_the_day_after(self) -> None:
        parties = Parties().if_leaves("cm-2", day(8))
        assert path(*HELD, on=8, parties=parties).end is PathEnd.REACHES_SOMEONE
        assert path(*HELD, on=9, parties=parties).end is PathEnd.LEADS_TO_SOMEONE_WHO_LEFT
        on_to = agreed("e-1", "cm-2", "chef")
        assert path(*HELD, on_to, on=9, parties=parties).end is PathEnd.REACHES_SOMEONE
        gone = Parties().if_leaves("hm", day(8))
        assert path(*ALONE, on=9, parties=gone).end is PathEnd.NOBODY_BESIDES

    def test_a_later_agreement_replaces_an_earlier_from_its_day(self) -> None:
        steps = (agreed("e-1", "hm", "chef"), agreed("e-2", "hm", "jour", on=5))
        assert [who(path(*ALONE, *steps, on=n)) for n in (4, 5)] == [["hm", "chef"], ["hm", "jour"]]

    def test_this_participants_own_agreement_goes_before_the_one_for_everyone(self) -> None:
        partnership = Journal(
            subject="partnership",
            entries=(
                agreed("p-1", "hm", "jour", on=3),
                agreed("p-2", "jour", "sos", on=6),
                note(EscalationAgreed, "p-3", 99, sought="hm", turn_to="bo"),
            ),
        )
        general = agreed_for_everyone(partnership)
        assert [each.id for each in agreed_for_everyone(partnership, on=day(6))] == ["p-1", "p-2"]
        assert who(path(*ALONE, general=general)) == ["hm", "jour", "sos"]
        assert who(path(*ALONE, general=general, on=5)) == ["hm", "jour"]
        assert who(path(*ALONE, agreed("e-1", "hm", "chef"), general=general)) == ["hm", "chef"]

    def test_nobody_escalates_to_oneself(self) -> None:
        with pytest.raises(Refused):
            agreed("e-1", "hm", "hm")


@pytest.mark.parametrize(
    ("found", "sv", "en"),
    [
        (
            path(*HELD),
            "Om ingen annan går att nå är cm-2 den sista att vända sig till.",
            "If nobody before can be reached, cm-2 is the last to turn to.",
        ),
        (
            path(),
            "Ingen har ansvaret, så det finns ingen att börja hos.",
            "Nobody is accountable, so there is nobody to begin with.",
        ),
        (
            path(*ALONE),
            "Om hm inte går att nå finns ingen annan att vända sig till.",
            "If hm cannot be reached there is nobody to turn to next.",
        ),
        (
            path(*HELD, parties=Parties().if_leaves("cm-2", day(8))),
            "Vägen slutar hos cm-2, som har slutat.",
            "The path ends with cm-2, who has left.",
        ),
        (
            path(*HELD, agreed("e-1", "cm-2", "hm")),
            "Vägen går i cirkel: efter cm-2 kommer någon som redan har sökts.",
            "The path runs in a circle: after cm-2 comes someone already sought.",
        ),
    ],
    ids=[each.value for each in PathEnd],
)
def test_each_end_in_words(found: EscalationPath, sv: str, en: str) -> None:
    assert found.explain() == sv
    assert found.explain("en") == en
