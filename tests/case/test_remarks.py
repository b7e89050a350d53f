"""What is no problem of a journal and yet deserves a look."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve
from hypothesis import given

from cm_method.case.case import Case
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.episodes import WorkerChanged, episodes
from cm_method.case.holdings import told
from cm_method.case.parties import ActorRegistered, LegalForm, Parties, WorkerLeft
from cm_method.case.register import Register
from cm_method.case.remarks import remarks
from cm_method.journal import Entry, Journal
from cm_method.testing.strategies import registers, wild_journals
from tests.case.test_register import of, partnership, party, worker
from tests.case.test_responsibility import accepted, offer, refusal, withdrawal
from tests.case.writing import day, journal, note, retracted, started

OFFERED = offer("o-1", 3, "hm", need="n-1")
YES = accepted("a-1", 5, "o-1")


def found(*entries: Entry, known: int | None = None) -> list[tuple[str, str]]:
    at = None if known is None else day(known)
    return [(each.code, each.path) for each in remarks(journal(*entries), Parties(), known=at)]


class TestOfTheAnswersToAnOfferTheFirstCounts:
    def test_one_answer_is_as_it_should_be(self) -> None:
        assert found(started("s-1"), OFFERED) == []
        assert found(started("s-1"), OFFERED, YES) == []
        assert found(OFFERED, YES, offer("o-2", 6, "hsf"), refusal("r-1", 7, "o-2")) == []

    @pytest.mark.parametrize("no", [refusal, withdrawal])
    def test_a_no_after_the_yes_and_a_yes_after_the_no(
        self, no: Callable[[str, int, str], Entry]
    ) -> None:
        late, early = no("r-1", 6, "o-1"), no("r-1", 4, "o-1")
        assert found(OFFERED, YES, late) == [("no_after_a_yes", "P-0001/r-1/offer")]
        assert found(OFFERED, YES, early) == [("yes_after_a_no", "P-0001/a-1/offer")]

    def test_of_one_day_the_one_recorded_first(self) -> None:
        no = refusal("r-1", 5, "o-1")
        assert found(OFFERED, YES, evolve(no, recorded=day(6))) == [
            ("no_after_a_yes", "P-0001/r-1/offer")
        ]
        assert found(OFFERED, evolve(YES, recorded=day(6)), no) == [
            ("yes_after_a_no", "P-0001/a-1/offer")
        ]

    def test_the_same_answer_twice_is_not_remarked_on(self) -> None:
        assert found(OFFERED, YES, accepted("a-2", 9, "o-1")) == []

    def test_one_taken_back_is_none_and_the_offer_is_that_which_stands(self) -> None:
        no = refusal("r-1", 6, "o-1")
        assert found(OFFERED, YES, no, retracted("x-1", "r-1")) == []
        mended = offer("o-2", 2, "hm", need="n-1", corrects=["o-1"])
        assert found(OFFERED, mended, YES, refusal("r-1", 6, "o-2")) == [
            ("no_after_a_yes", "P-0001/r-1/offer")
        ]

    def test_only_what_is_known_is_told(self) -> None:
        no = evolve(refusal("r-1", 6, "o-1"), recorded=day(9))
        assert found(OFFERED, YES, no, known=8) == []
        assert found(OFFERED, YES, no, known=9) != []

    @given(wild_journals())
    def test_what_is_remarked_on_makes_nobody_else_accountable_than_before_it(
        self, wild: Journal
    ) -> None:
        view = wild.at()
        answers = {problem.path.split("/")[1] for problem in remarks(wild, Parties())}
        for entry in view.entries:
            if entry.id in answers:
                before = [each for each in view.entries if each.order < entry.order]
                assert _held(wild, *before) == _held(wild, *before, entry)


def _held(wild: Journal, *entries: Entry) -> list[object]:
    case = Case.of(Journal(subject=wild.subject, entries=entries), on=day(9999))
    return [told(case, episode).holdings for episode in episodes(case)]


class TestWhoWrote:
    known = (
        party(),
        worker(),
        note(ActorRegistered, "a-1", actor="vc", name="Vårdcentralen", legal_form=LegalForm.REGION),
    )

    def by(self, *codes: str) -> Journal:
        return of("P-0001", *(evolve(started(f"s-{n}"), by=code) for n, code in enumerate(codes)))

    def test_a_party_a_worker_or_an_actor(self) -> None:
        register = Register(
            journals=[self.by("hm", "cm-1", "vc", "cm-9")], partnership=partnership(*self.known)
        )
        assert [(each.code, each.path) for each in register.remarks()] == [
            ("unknown_author", "P-0001/s-3/by")
        ]

    def test_in_the_partnerships_own_journal_too(self) -> None:
        register = Register(journals=[], partnership=partnership(party(code="sdf")))
        assert [(each.code, each.path) for each in register.remarks()] == [
            ("unknown_author", "partnership/hm-1/by")
        ]

    def test_where_nobody_is_registered_it_is_not_asked(self) -> None:
        assert Register(journals=[self.by("cm-9")]).remarks() == ()

    def test_as_far_as_is_known(self) -> None:
        late = partnership(party(), worker(recorded=9))
        register = Register(journals=[self.by("cm-1")], partnership=late)
        assert [each.code for each in register.remarks(known=day(8))] == ["unknown_author"]
        assert register.remarks(known=day(9)) == ()


class TestWhoHasLeft:
    left = partnership(party(), worker(), note(WorkerLeft, "l-1", 5, joined="hm-2"))

    def remarked(self, *entries: Entry) -> list[tuple[str, str]]:
        register = Register(journals=[of("P-0001", *entries)], partnership=self.left)
        return [(each.code, each.path) for each in register.remarks()]

    def test_is_given_no_case_from_the_day_after_their_last(self) -> None:
        assert self.remarked(started("s-1", 5)) == []
        assert self.remarked(started("s-1", 6)) == [("worker_has_left", "P-0001/s-1/worker")]

    def test_and_nobodys_place(self) -> None:
        changed = note(WorkerChanged, "w-1", 6, start="s-1", worker="cm-1")
        assert self.remarked(started("s-1", 5), changed) == [
            ("worker_has_left", "P-0001/w-1/worker")
        ]


class TestAVisitBeforeTheStart:
    def visit(self, on: int, status: ContactStatus = ContactStatus.ATTENDED) -> Entry:
        return note(ContactFollowed, "c-1", on, contact="psykiatri", status=status)

    def test_counts_in_no_service(self) -> None:
        before = [("visit_before_the_start", "P-0001/c-1/on")]
        assert found(started("s-1", 5), self.visit(4)) == before
        assert found(started("s-1", 5), self.visit(5)) == []

    def test_is_as_it_should_be_between_two_services_or_with_none(self) -> None:
        assert found(self.visit(4)) == []
        assert found(started("s-1", 2), self.visit(4), started("s-2", 5)) == []

    def test_only_one_that_was_attended(self) -> None:
        assert found(started("s-1", 5), self.visit(4, ContactStatus.PLANNED)) == []


@given(registers())
def test_whatever_is_remarked_on_can_be_read(register: Register) -> None:
    for remark in register.remarks():
        assert remark.explain("sv") != remark.explain("en")
    assert register.problems() == ()
