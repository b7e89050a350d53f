"""A case is what the journal says on a day, grouped by kind."""

from __future__ import annotations

from cm_method.case.case import Case
from cm_method.case.needs import CrisisLevelAssessed, NeedArea, NeedAssessed, NeedClosed
from cm_method.journal import Objected
from tests.case.writing import case, day, journal, note, retracted, started


def need(id: str, on: int = 0, **more: object) -> NeedAssessed:
    return note(NeedAssessed, id, on, area=NeedArea.MONEY, **more)  # type: ignore[arg-type]  # by name


class TestOf:
    def test_holds_the_day_and_the_state_of_knowledge_it_was_asked_for(self) -> None:
        told = Case.of(journal(need("hm-1")), on=day(3), known=day(5))
        assert (told.participant, told.on, told.known) == ("P-0001", day(3), day(5))
        assert Case.of(journal(), on=day(3)).known is None

    def test_sees_what_had_happened_and_was_known(self) -> None:
        entries = (need("hm-1"), need("hm-2", 2), need("hm-3", 0, recorded=9))
        assert [e.id for e in case(*entries, on=1).entries] == ["hm-1", "hm-3"]
        assert [e.id for e in case(*entries, on=1, known=8).entries] == ["hm-1"]

    def test_groups_by_kind_in_order(self) -> None:
        told = case(need("hm-2", 2), started("hm-3", 1), need("hm-1"))
        assert [e.id for e in told.of_kind(NeedAssessed)] == ["hm-1", "hm-2"]
        assert [e.id for e in told.of_kind(NeedClosed)] == []

    def test_is_compared_by_identity_alone(self) -> None:
        told = case(need("hm-1"))
        assert told != case(need("hm-1"))
        assert len({told, told}) == 1


class TestStandingFor:
    def test_an_entry_stands_for_itself(self) -> None:
        assert case(need("hm-1")).standing_for("hm-1") == {"hm-1"}
        assert case().standing_for("nobody") == {"nobody"}

    def test_what_corrected_it_stands_for_it(self) -> None:
        told = case(need("hm-1"), need("hm-2", corrects=["hm-1"]), need("hm-3", corrects=["hm-2"]))
        assert told.standing_for("hm-1") == told.standing_for("hm-2") == {"hm-3"}

    def test_rivals_both_stand_for_it(self) -> None:
        told = case(need("hm-1"), need("hm-2", corrects=["hm-1"]), need("hm-3", corrects=["hm-1"]))
        assert told.standing_for("hm-1") == {"hm-2", "hm-3"}


class TestContestedSince:
    needs = frozenset({NeedAssessed})

    def test_nothing_is_contested_without_rivals(self) -> None:
        told = case(need("hm-1"), need("hm-2", corrects=["hm-1"]))
        assert told.contested_since(self.needs) is None

    def test_the_earliest_contest_of_such_kinds(self) -> None:
        told = case(
            need("hm-1", 5),
            need("hm-2", 6, corrects=["hm-1"]),
            need("hm-3", 7, corrects=["hm-1"]),
            need("hm-5", 3, corrects=["hm-4"]),
            need("hm-6", 4, corrects=["hm-4"]),
        )
        assert told.contested_since(self.needs) == (day(3), "hm-4")
        assert told.contested_since(frozenset({CrisisLevelAssessed})) is None

    def test_a_retraction_and_a_correction_compete(self) -> None:
        told = case(need("hm-1"), need("hm-2", 1, corrects=["hm-1"]), retracted("hm-3", "hm-1"))
        assert told.contested_since(self.needs) == (day(0), "hm-1")

    def test_two_retractions_agree(self) -> None:
        told = case(need("hm-1"), retracted("hm-2", "hm-1"), retracted("hm-3", "hm-1"))
        assert told.contested_since(self.needs) is None

    def test_an_objection_contests_nothing(self) -> None:
        objection = note(Objected, "hm-2", entry="hm-1", words="Nej")
        assert case(need("hm-1"), objection).contested_since(self.needs) is None
