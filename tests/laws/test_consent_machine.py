"""Consents driven step by step, compared after every step with the slow model.

They are given, withdrawn, corrected and taken back, written down late and out of order, by two
parties whose halves are merged now and then; sharings are made, and the participant may die.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from cm_method.case.case import Case
from cm_method.case.consent import (
    ConsentGiven,
    ConsentKind,
    ConsentWithdrawn,
    SharingMade,
    StatutoryGround,
)
from cm_method.case.participants import Died
from cm_method.case.parties import LegalForm, Parties
from cm_method.dates import plus_days
from cm_method.journal import Entry, Journal, Retracted, RetractionReason
from cm_method.rules.editions import EDITIONS
from cm_method.rules.handing_over import shareable
from cm_method.rules.sharing import Sharing, SharingQuestion, may_share, sharings_made
from cm_method.testing.strategies import EDITION
from tests.reference.consent import Books, Told, asked, covered, of_a_sharing

pytestmark = pytest.mark.search

TODAY = date(2026, 11, 16)
LAST = plus_days(TODAY, 30)
DAYS = st.integers(0, 9)
LATE = st.sampled_from((0, 0, 0, 1, 5))
FORMS = {
    "hsf": LegalForm.COMMITTEE,
    "hm": LegalForm.ASSOCIATION,
    "mchs": LegalForm.UNIVERSITY,
}
PARTIES = Parties(legal_forms=FORMS)
METHOD = EDITIONS[EDITION]
KINDS = (
    *[ConsentKind.SECRECY_WAIVER, ConsentKind.CONFIDENTIALITY_RELEASE] * 4,
    *ConsentKind,
)
CONTENT: dict[str, st.SearchStrategy[Any]] = {
    "consent": st.sampled_from(KINDS),
    "discloser": st.sampled_from(("hsf", "hsf", "hm", "mchs")),
    "recipients": st.sampled_from((("hm", "hsf"), ("hm",), ("hsf", "mchs"), ("vc",))),
    "next_of_kin": st.sampled_from(((), (), ("mamma",), ("hm",))),
    "information": st.sampled_from(
        (("whole",), ("wellbeing",), ("needs",), ("crisis", "plan"), ("other_people", "needs"))
    ),
    "purpose": st.sampled_from(("care", "care", "care", "sip")),
    "about": st.sampled_from((None, None, None, "anna")),
}
ASKED: tuple[dict[str, Any], ...] = tuple(
    {"discloser": discloser, "recipient": recipient, "to_next_of_kin": kin, "about": about}
    for discloser, recipient, kin, about in (
        ("hsf", "hm", False, None),
        ("hm", "hsf", False, None),
        ("hsf", "mamma", True, None),
        ("hsf", "hm", True, None),
        ("hsf", "hm", False, "anna"),
        ("mchs", "hm", False, None),
    )
)
WHAT = (("needs",), ("needs", "crisis"), ("needs", "crisis", "plan"), ("other_people",))
"""The second asks for more than the first, the third for more than the second."""

Halves = tuple[bool, bool]
WRITERS = st.sampled_from(((True, False), (True, True), (False, True), (True, False)))
"""In whose half an entry is written: ours, theirs or both."""


class ConsentMachine(RuleBasedStateMachine):
    """Our half and theirs, and every entry written in each."""

    steps: ClassVar[int] = 0
    told: ClassVar[set[Sharing]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.ours = Journal(subject="P-0001")
        self.theirs = Journal(subject="P-0001")
        self.written: dict[str, Entry] = {}
        self.in_ours: set[str] = set()
        self.in_theirs: set[str] = set()
        self.died = False
        self.step = 0

    given = Bundle[str]("given")
    withdrawn = Bundle[str]("withdrawn")
    shared = Bundle[str]("shared")

    def next_id(self) -> str:
        return f"hm-{len(self.written) + 1}"

    def take(self, entry: Entry, halves: Halves) -> str:
        self.written[entry.id] = entry
        if halves[0]:
            self.ours = self.ours.with_entries(entry)
            self.in_ours.add(entry.id)
        if halves[1]:
            self.theirs = self.theirs.with_entries(entry)
            self.in_theirs.add(entry.id)
        return entry.id

    def entries(self) -> list[Entry]:
        """What the model has in our half."""
        return [entry for id, entry in self.written.items() if id in self.in_ours]

    def covered_days(self) -> set[tuple[int, tuple[str, ...], int]]:
        """For each question that is asked after every step the days on which it is covered."""
        case = Case.of(self.ours, on=LAST)
        return {
            (number, what, day)
            for number, what, day in product(range(len(ASKED)), WHAT[:2], range(0, 12, 3))
            if may_share(case, self.question(number, what, day), METHOD, PARTIES).verdict
            is Sharing.COVERED
        }

    @staticmethod
    def question(number: int, what: tuple[str, ...], day: int) -> SharingQuestion:
        on = plus_days(TODAY, day)
        return SharingQuestion(information=what, purpose="care", on=on, **ASKED[number])

    # The steps

    @initialize(target=given, halves=WRITERS)
    def begin(self, halves: Halves) -> str:
        return self.take(
            ConsentGiven(
                id=self.next_id(),
                on=TODAY,
                by="hm",
                consent=ConsentKind.SECRECY_WAIVER,
                discloser="hsf",
                recipients=("hm",),
                information=("wellbeing",),
                purpose="care",
                first=TODAY,
                last=plus_days(TODAY, 8),
                form="A 1",
            ),
            halves,
        )

    @rule(
        target=given,
        content=st.fixed_dictionaries(CONTENT),
        on=DAYS,
        late=LATE,
        days=st.tuples(st.integers(-2, 4), st.integers(0, 9)),
        halves=WRITERS,
    )
    def give(
        self, content: dict[str, Any], on: int, late: int, days: tuple[int, int], halves: Halves
    ) -> str:
        begins = plus_days(TODAY, on + days[0])
        return self.take(
            ConsentGiven(
                id=self.next_id(),
                on=plus_days(TODAY, on),
                recorded=plus_days(TODAY, on + late),
                by="hm",
                first=begins,
                last=plus_days(begins, days[1]),
                form="A 1",
                **content,
            ),
            halves,
        )

    @rule(target=withdrawn, id=given, on=DAYS, late=LATE, halves=WRITERS)
    def withdraw(self, id: str, on: int, late: int, halves: Halves) -> str:
        """It never brings cover, and what was covered before its day stays so."""
        before = self.covered_days()
        taken = self.take(
            ConsentWithdrawn(
                id=self.next_id(),
                on=plus_days(TODAY, on),
                recorded=plus_days(TODAY, on + late),
                by="hm",
                consent_given=id,
            ),
            halves,
        )
        after = self.covered_days()
        assert after <= before
        assert all(day >= on for _, _, day in before - after)
        return taken

    @rule(
        target=given,
        named=st.lists(given, min_size=1, max_size=2, unique=True),
        late=LATE,
        changed=st.sampled_from(sorted(CONTENT)).flatmap(
            lambda name: st.fixed_dictionaries({name: CONTENT[name]})
        ),
        halves=WRITERS,
    )
    def correct(self, named: list[str], late: int, changed: dict[str, Any], halves: Halves) -> str:
        first = self.written[named[0]]
        return self.take(
            attrs.evolve(
                first,
                id=self.next_id(),
                recorded=plus_days(first.recorded, late),
                corrects=frozenset(named),
                **changed,
            ),
            halves,
        )

    @rule(target=withdrawn, id=withdrawn, on=DAYS, late=LATE, of=st.none() | given, halves=WRITERS)
    def correct_a_withdrawal(
        self, id: str, on: int, late: int, of: str | None, halves: Halves
    ) -> str:
        """It was another day, or another consent."""
        first = self.written[id]
        assert isinstance(first, ConsentWithdrawn)
        day = plus_days(TODAY, on)
        return self.take(
            attrs.evolve(
                first,
                id=self.next_id(),
                on=day,
                recorded=plus_days(max(day, first.recorded), late),
                corrects=frozenset({id}),
                consent_given=of or first.consent_given,
            ),
            halves,
        )

    @rule(id=st.one_of(given, withdrawn, shared), late=LATE, halves=WRITERS)
    def take_back(self, id: str, late: int, halves: Halves) -> None:
        entry = self.written[id]
        self.take(
            Retracted(
                id=self.next_id(),
                on=entry.on,
                recorded=plus_days(entry.recorded, late),
                by="hm",
                corrects=frozenset({id}),
                reason=RetractionReason.DID_NOT_HAPPEN,
            ),
            halves,
        )

    @rule(
        target=shared,
        asked_for=st.tuples(st.sampled_from(ASKED), st.sampled_from(WHAT)),
        on=DAYS,
        late=LATE,
        ground=st.sampled_from((None, None, None, StatutoryGround.OSL_26_9)),
        halves=WRITERS,
    )
    def share(
        self,
        asked_for: tuple[dict[str, Any], tuple[str, ...]],
        on: int,
        late: int,
        ground: StatutoryGround | None,
        halves: Halves,
    ) -> str:
        before = self.covered_days()
        made = self.take(
            SharingMade(
                id=self.next_id(),
                on=plus_days(TODAY, on),
                recorded=plus_days(TODAY, on + late),
                by="hm",
                information=asked_for[1],
                purpose="care",
                necessity="läkarbesök",
                ground=ground,
                **asked_for[0],
            ),
            halves,
        )
        assert self.covered_days() == before
        return made

    @rule(target=shared, id=withdrawn, halves=WRITERS)
    def share_on_the_day_of_a_withdrawal(self, id: str, halves: Halves) -> Any:
        """What its consent covers, were it not withdrawn."""
        taken = self.written[id]
        assert isinstance(taken, ConsentWithdrawn)
        consent = self.written[taken.consent_given]
        assert isinstance(consent, ConsentGiven)
        if consent.recipients[0] == consent.discloser:
            return multiple()
        return self.take(
            SharingMade(
                id=self.next_id(),
                on=taken.on,
                by="hm",
                discloser=consent.discloser,
                recipient=consent.recipients[0],
                information=consent.information,
                purpose=consent.purpose,
                about=consent.about,
                necessity="läkarbesök",
            ),
            halves,
        )

    @rule(on=st.integers(7, 9), late=LATE, again=st.booleans())
    def die(self, on: int, late: int, again: bool) -> None:
        """Once; but the day may be told otherwise, by two that compete."""
        if self.died:
            return
        self.died = True
        day = plus_days(TODAY, on)
        first = Died(id=self.next_id(), on=day, recorded=plus_days(day, late), by="hm")
        self.take(first, (True, True))
        for earlier in (1, 3) if again else ():
            other = attrs.evolve(
                first, id=self.next_id(), on=plus_days(day, -earlier), corrects={first.id}
            )
            self.take(other, (True, earlier == 1))

    @rule()
    def merge_their_half(self) -> None:
        self.ours = self.ours.merge(self.theirs)
        self.in_ours |= self.in_theirs

    @rule(on=DAYS)
    def hand_a_part_over(self, on: int) -> None:
        """It comes to their half and back to ours."""
        found = shareable(
            self.ours,
            discloser="hm",
            recipient="hsf",
            purpose="care",
            on=plus_days(TODAY, on),
            method=METHOD,
            parties=PARTIES,
        )
        self.theirs = self.theirs.merge(found.part)
        self.in_theirs |= found.part.ids
        assert self.ours.merge(found.part) == self.ours
        assert self.theirs.ids == self.in_theirs

    # What must hold after every step

    @invariant()
    def the_answers_are_those_of_the_slow_model(self) -> None:
        type(self).steps += 1
        self.step += 1
        days = (self.step % 10, (self.step + 5) % 10)
        entries = self.entries()
        assert self.ours.ids == {entry.id for entry in entries}
        early = (plus_days(TODAY, 5), plus_days(TODAY, 6))
        for on, known in ((LAST, None), early)[: 1 + self.step % 2]:
            case = Case.of(self.ours, on=on, known=known)
            facts: set[Told] = set().union(*Books(entries, on, known).covers(FORMS).values())
            for number, day in product(range(len(ASKED)), days):
                if self.question(number, WHAT[0], day).on > on:
                    continue
                found = []
                for what in WHAT:
                    question = self.question(number, what, day)
                    answer = may_share(case, question, METHOD, PARTIES)
                    told = asked(
                        question.discloser,
                        question.recipient,
                        what,
                        "care",
                        question.on,
                        to_next_of_kin=question.to_next_of_kin,
                        about=question.about,
                    )
                    found.append(answer.verdict is Sharing.COVERED)
                    assert found[-1] is (told <= facts)
                    self.told.add(answer.verdict)
                needs, more, still_more, _ = found
                assert needs or not more
                assert more or not still_more

    @invariant()
    def the_sharings_made_are_judged_as_the_slow_model_judges_them(self) -> None:
        entries = self.entries()
        for on, known in ((LAST, None), (LAST, plus_days(TODAY, 6))):
            case = Case.of(self.ours, on=on, known=known)
            for checked in sharings_made(case, METHOD, PARTIES):
                made, verdict = checked.entry, checked.answer.verdict
                assert verdict.value == of_a_sharing(entries, made, FORMS, on, known)
                self.told.add(verdict)

    @invariant()
    def no_consent_no_cover(self) -> None:
        books = Books(self.entries(), LAST)
        if not any(isinstance(entry, ConsentGiven) for entry in books.happened):
            assert self.covered_days() == set()
            assert not covered(
                books, FORMS, {Told("hm", "hsf", False, "needs", "care", None, LAST)}
            )


def test_consents_step_by_step() -> None:
    """Under the thorough profile at least 5,000 steps, counted."""
    profile = settings()
    ConsentMachine.steps = 0
    run_state_machine_as_test(
        ConsentMachine, settings=settings(max_examples=profile.max_examples * 7 // 4)
    )
    thorough = profile.max_examples * profile.stateful_step_count >= 4_000
    if thorough:
        assert ConsentMachine.steps >= 5_000
        assert ConsentMachine.told == set(Sharing)
