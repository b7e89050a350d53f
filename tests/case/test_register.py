"""The register: one journal a participant, and the partnership's own."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from cm_method.case.episodes import WorkerChanged
from cm_method.case.parties import LegalForm, PartyJoined, WorkerJoined
from cm_method.case.register import (
    PARTNERSHIP,
    Register,
    journal_in_register_problems,
    partnership_problems,
    worker_codes,
)
from cm_method.errors import ConflictingEntries
from cm_method.journal import Entry, Journal
from cm_method.testing.strategies import registers
from tests.base.refusal import refused
from tests.case.writing import day, note, retracted, started


def of(subject: str, *entries: Entry) -> Journal:
    return Journal(subject=subject, entries=entries)


def partnership(*entries: Entry) -> Journal:
    return of(PARTNERSHIP, *entries)


def party(id: str = "hm-1", code: str = "hm", **more: Any) -> PartyJoined:
    return note(PartyJoined, id, party=code, name="Hela", legal_form=LegalForm.ASSOCIATION, **more)


def worker(id: str = "hm-2", code: str = "cm-1", of: str = "hm", **more: Any) -> WorkerJoined:
    return note(WorkerJoined, id, worker=code, party=of, **more)


class TestRegister:
    def test_holds_one_journal_a_participant_in_order(self) -> None:
        register = Register(journals=[of("P-0002"), of("P-0001")])
        assert [journal.subject for journal in register] == ["P-0001", "P-0002"]
        assert len(register) == 2
        assert register.partnership == partnership()
        with refused(("participant_twice", "P-0001")):
            Register(journals=[of("P-0001"), of("P-0001", started())])

    def test_its_journals_are_not_changed_from_outside(self) -> None:
        register = Register(journals=[of("P-0001")])
        with pytest.raises(TypeError):
            register.journals["P-0002"] = of("P-0002")  # type: ignore[index]  # must be refused

    def test_tells_the_case_of_one_participant(self) -> None:
        register = Register(journals=[of("P-0001", started("s-1", 5, recorded=9))])
        told = register.case("P-0001", on=day(5))
        assert (told.participant, told.on, told.known) == ("P-0001", day(5), None)
        assert [entry.id for entry in told.entries] == ["s-1"]
        assert register.case("P-0001", on=day(5), known=day(8)).entries == ()
        assert register.case("P-0001", on=day(4)).entries == ()
        with pytest.raises(KeyError):
            register.case("P-0009", on=day(5))

    def test_equal_journals_in_any_order_make_equal_registers(self) -> None:
        one, two = of("P-0001", started()), of("P-0002")
        assert Register(journals=[one, two]) == Register(journals=[two, one])


class TestMerging:
    def test_participants_of_either_are_in_both(self) -> None:
        mine = Register(journals=[of("P-0001", started("s-1")), of("P-0002")])
        yours = Register(
            journals=[of("P-0001", started("s-2", 9)), of("P-0003")],
            partnership=partnership(party()),
        )
        merged = mine.merge(yours)
        assert [journal.subject for journal in merged] == ["P-0001", "P-0002", "P-0003"]
        assert merged.journals["P-0001"].ids == {"s-1", "s-2"}
        assert merged.partnership.ids == {"hm-1"}
        assert merged == yours.merge(mine)

    def test_all_conflicts_are_reported_together(self) -> None:
        mine = Register(
            journals=[of("P-0001", started("s-1"), started("s-2")), of("P-0002", started("s-1"))],
            partnership=partnership(party()),
        )
        yours = Register(
            journals=[
                of("P-0001", started("s-1", 1), started("s-2", 1)),
                of("P-0002", started("s-1", 1)),
            ],
            partnership=partnership(party(code="hsf")),
        )
        for one, other in ((mine, yours), (yours, mine)):
            with pytest.raises(ConflictingEntries) as refusal:
                one.merge(other)
            assert [p.path for p in refusal.value.problems] == [
                "P-0001/s-1",
                "P-0001/s-2",
                "P-0002/s-1",
                "partnership/hm-1",
            ]

    def test_one_conflict_is_enough_to_refuse(self) -> None:
        mine = Register(journals=[of("P-0001", started("s-1")), of("P-0002")])
        yours = Register(journals=[of("P-0001", started("s-1", 1)), of("P-0003")])
        with pytest.raises(ConflictingEntries):
            mine.merge(yours)
        only_theirs = Register(journals=[], partnership=partnership(party()))
        other = Register(journals=[], partnership=partnership(party(code="x")))
        with pytest.raises(ConflictingEntries):
            only_theirs.merge(other)


def found(register: Register, known: int | None = None) -> list[tuple[str, str]]:
    at = None if known is None else day(known)
    return [(p.code, p.path) for p in register.problems(known=at)]


class TestProblems:
    def test_a_register_in_order_has_none(self) -> None:
        register = Register(
            journals=[of("P-0001", started())], partnership=partnership(party(), worker())
        )
        assert found(register) == []
        assert found(Register(journals=[])) == []

    def test_those_of_every_journal(self) -> None:
        wrong = (started("s-1"), started("s-2", 5))
        register = Register(
            journals=[of("P-0001", *wrong), of("P-0002", *wrong)],
            partnership=partnership(retracted("r-1", "nobody")),
        )
        assert found(register) == [
            ("corrects_unknown_entry", "partnership/r-1/corrects"),
            ("episodes_overlap", "P-0001/s-2/on"),
            ("episodes_overlap", "P-0002/s-2/on"),
        ]

    def test_kinds_that_belong_in_the_other_journal(self) -> None:
        register = Register(
            journals=[of("P-0001", party())], partnership=partnership(started("s-1"))
        )
        assert found(register) == [
            ("kind_in_wrong_journal", "partnership/s-1/kind"),
            ("kind_in_wrong_journal", "P-0001/hm-1/kind"),
        ]

    def test_such_a_kind_is_a_problem_from_the_day_it_was_recorded(self) -> None:
        register = Register(journals=[of("P-0001", party(recorded=9))])
        assert found(register, known=8) == []
        assert found(register, known=9) == [("kind_in_wrong_journal", "P-0001/hm-1/kind")]

    def test_also_where_they_were_corrected_since(self) -> None:
        corrected = (party(), retracted("r-1", "hm-1"))
        assert found(Register(journals=[of("P-0001", *corrected)])) == [
            ("kind_in_wrong_journal", "P-0001/hm-1/kind")
        ]

    def test_a_worker_of_no_party(self) -> None:
        lone = partnership(party(), worker(of="region"))
        assert [(p.code, p.path) for p in partnership_problems(lone)] == [
            ("unknown_party", "partnership/hm-2/party")
        ]
        assert partnership_problems(partnership(party(), worker())) == ()
        late = partnership(party(recorded=9), worker())
        assert [p.code for p in partnership_problems(late, known=day(8))] == ["unknown_party"]
        assert partnership_problems(late, known=day(9)) == ()

    def test_a_worker_whom_the_partnership_does_not_name(self) -> None:
        changed = note(WorkerChanged, "w-1", 5, start="hm-1", worker="cm-9")
        journal = of("P-0001", started(worker="cm-8"), changed)
        named = frozenset({"cm-1"})
        assert [(p.code, p.path) for p in journal_in_register_problems(journal, named)] == [
            ("unknown_worker", "P-0001/hm-1/worker"),
            ("unknown_worker", "P-0001/w-1/worker"),
        ]
        assert journal_in_register_problems(journal, named | {"cm-8", "cm-9"}) == ()

    def test_without_any_named_worker_their_codes_are_not_checked(self) -> None:
        journal = of("P-0001", started(worker="cm-8"))
        assert journal_in_register_problems(journal, frozenset()) == ()
        assert found(Register(journals=[journal], partnership=partnership(party()))) == []

    def test_workers_are_those_in_force_and_known(self) -> None:
        said = partnership(
            worker("hm-1", "cm-1"), worker("hm-2", "cm-2", recorded=9), retracted("r-1", "hm-1")
        )
        assert worker_codes(said) == {"cm-2"}
        assert worker_codes(said, known=day(8)) == {"cm-1"}
        assert Register(journals=[], partnership=said).workers() == {"cm-2"}

    def test_a_worker_is_unknown_only_as_far_as_is_known(self) -> None:
        register = Register(
            journals=[of("P-0001", started(worker="cm-2"))],
            partnership=partnership(party(), worker(), worker("hm-3", "cm-2", recorded=9)),
        )
        assert found(register, known=8) == [("unknown_worker", "P-0001/hm-1/worker")]
        assert found(register, known=9) == []

    @given(registers())
    def test_life_like_registers_have_none(self, register: Register) -> None:
        assert register.problems() == ()
