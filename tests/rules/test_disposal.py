"""Disposal: from when, by when, who keeps what, and that nothing comes back (R32)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.consent import ConsentGiven, ConsentKind, ConsentWithdrawn, consents
from cm_method.case.episodes import Ended, EndReason, Started
from cm_method.case.meetings import Attendee, MeetingHeld, Place
from cm_method.case.participants import Died
from cm_method.case.parties import LegalForm, Parties
from cm_method.case.register import Register
from cm_method.cohort.changes import State, no_longer_reproducible
from cm_method.cohort.report import report
from cm_method.dates import plus_days
from cm_method.journal import Entry, Journal, Objected
from cm_method.labels import LANGUAGES
from cm_method.rules.disposal import Disposal, DisposalState, disposals
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method, Span
from cm_method.testing.strategies import (
    EDITION,
    OTHER_MUNICIPALITY,
    any_journals,
    days_around,
    halves,
)
from tests.case.writing import ended, note, retracted, started

PARTIES = Parties(
    legal_forms={
        "sdf": LegalForm.COMMITTEE,
        "hm": LegalForm.ASSOCIATION,
        "ab": LegalForm.COMPANY,
        "ltd": LegalForm.COMPANY,
        "club": LegalForm.ASSOCIATION,
        "choir": LegalForm.ASSOCIATION,
        "vc": LegalForm.REGION,
        "mchs": LegalForm.UNIVERSITY,
        "fk": LegalForm.STATE_AUTHORITY,
    },
    supervised={"hm": True, "ab": True, "ltd": False, "club": False, "choir": None},
    party_of={"cm-1": "hm", "cm-2": "sdf"},
)


def noted(on: date, by: str = "sdf", id: str = "o", *, recorded: date | None = None) -> Objected:
    return Objected(id=id, on=on, recorded=recorded or on, by=by, entry="nothing")


def journal(*entries: Entry) -> Journal:
    return Journal(subject="P-0001", entries=entries)


def kept(method: Method, on: date, *entries: Entry) -> dict[str, Disposal]:
    found = disposals(journal(*entries), method, PARTIES, on=on)
    assert [each.keeper for each in found] == sorted(each.keeper for each in found)
    return {each.keeper: each for each in found}


def only(method: Method, on: date, *entries: Entry) -> Disposal:
    (found,) = kept(method, on, *entries).values()
    return found


@pytest.mark.parametrize("keeper", ["hm", "sdf"])
def test_a_withdrawal_stays_while_anothers_consent_would_run_again(
    edition: Method, keeper: str
) -> None:
    """Both sides of the consent's last day; one's own consent goes with its withdrawal."""
    first, last = date(2027, 1, 1), date(2035, 1, 31)
    given = ConsentGiven(
        id="c",
        on=first,
        by=keeper,
        consent=ConsentKind.SECRECY_WAIVER,
        discloser="sdf",
        recipients=("vc",),
        information=("plan",),
        purpose="care",
        first=first,
        last=last,
        form="F-1",
    )
    withdrawn = ConsentWithdrawn(id="w", on=date(2027, 2, 1), by="hm", consent_given="c")
    for on, stays in ((last, keeper == "sdf"), (plus_days(last, 1), False)):
        found = kept(edition, on, given, withdrawn)["hm"]
        state = DisposalState.HELD_BACK if stays else DisposalState.OVERDUE
        assert found.state is state
        assert ("w" in found.entries) is not stays
        left = journal(given, withdrawn).dispose(found.entries)
        assert not any(each.runs(on) for each in consents(Case.of(left, on=on)))


def kept_by(keeper: str, entry: Entry) -> Entry:
    return evolve(entry, by=keeper)


class TestHeldBack:
    """What others' entries rest on stays while theirs do, and goes when they are due too."""

    start = kept_by("sdf", note(Started, "s", 0, worker="cm-2", edition=EDITION))
    end = kept_by("hm", note(Ended, "e", 9, start="s", reason=EndReason.MOVED))

    @pytest.mark.parametrize(
        "entry",
        [
            end,
            kept_by("hm", note(Died, "e", 9)),
            kept_by("hm", note(Started, "e", 0, worker="cm-2", edition=EDITION, corrects={"s"})),
        ],
    )
    def test_an_end_a_death_and_a_correction(self, edition: Method, entry: Entry) -> None:
        over = () if isinstance(entry, Ended | Died) else (evolve(self.end, id="x", by="sdf"),)
        due = date(2029, 7, 1)
        found = kept(edition, due, self.start, entry, *over)
        assert (found["hm"].entries, found["hm"].held_back) == ((), ("e",))
        assert found["hm"].state is DisposalState.HELD_BACK
        assert found["hm"].explain("sv") == (
            "Det hm har kvar behövs för att andras anteckningar ska gå att läsa rätt, så det "
            "behålls så länge. Anteckningar: 1."
        )
        assert found["hm"].explain("en") == (
            "What hm has left is needed to read others' entries right, so it is held back for "
            "now. Entries: 1."
        )
        assert found["sdf"].state is DisposalState.NOT_YET
        found = kept(edition, date(2032, 7, 1), self.start, entry, *over)
        assert found["hm"].state is DisposalState.OVERDUE
        assert found["hm"].entries == ("e",)
        assert "s" in found["sdf"].entries

    def test_only_that_is_held_back(self, edition: Method) -> None:
        along: dict[str, Any] = {"attendees": (Attendee.PARTICIPANT,), "individual_contact": True}
        more = kept_by("hm", note(MeetingHeld, "m", 3, place=Place.HOME, **along))
        found = kept(edition, date(2029, 7, 1), self.start, self.end, more)["hm"]
        assert (found.entries, found.held_back) == (("m",), ("e",))
        assert found.state is DisposalState.DUE

    def test_what_is_disposed_of_leaves_others_entries_as_they_were(self, edition: Method) -> None:
        """The service stays over, and the committee's own entries fall due in their time."""
        whole = journal(self.start, self.end)
        for on in (date(2029, 7, 1), date(2032, 7, 1)):
            found = disposals(whole, edition, PARTIES, on=on)
            now = (DisposalState.DUE, DisposalState.OVERDUE)
            whole = whole.dispose(id for each in found if each.state in now for id in each.entries)
        assert whole.entries == ()


DATES = [
    # keeper, last note, due from, done by
    ("sdf", "2027-03-15", "2032-03-15", "2033-12-31"),
    ("sdf", "2026-12-31", "2031-12-31", "2032-12-31"),
    ("sdf", "2027-01-01", "2032-01-01", "2033-12-31"),
    ("sdf", "2028-02-29", "2033-02-28", "2034-12-31"),
    ("hm", "2027-03-15", "2029-03-15", "2030-12-31"),
    ("hm", "2026-12-31", "2028-12-31", "2029-12-31"),
    ("hm", "2027-01-01", "2029-01-01", "2030-12-31"),
    ("hm", "2028-02-29", "2030-02-28", "2031-12-31"),
    ("ab", "2027-03-15", "2029-03-15", "2030-12-31"),
]


@pytest.mark.parametrize(("keeper", "last", "due", "done"), DATES)
class TestDays:
    def test_the_duty_arises_years_after_the_last_note_and_is_done_the_year_after(
        self, keeper: str, last: str, due: str, done: str, edition: Method
    ) -> None:
        found = only(edition, date(2040, 1, 1), noted(date.fromisoformat(last), keeper))
        assert found.last_note == date.fromisoformat(last)
        assert found.due_from == date.fromisoformat(due)
        assert found.done_by == date.fromisoformat(done)

    def test_on_both_sides_of_each_boundary(
        self, keeper: str, last: str, due: str, done: str, edition: Method
    ) -> None:
        entry = noted(date.fromisoformat(last), keeper)
        for day, before, after in (
            (date.fromisoformat(due), DisposalState.NOT_YET, DisposalState.DUE),
            (plus_days(date.fromisoformat(done), 1), DisposalState.DUE, DisposalState.OVERDUE),
        ):
            assert only(edition, plus_days(day, -1), entry).state is before
            assert only(edition, day, entry).state is after

    def test_a_later_note_moves_everything(
        self, keeper: str, last: str, due: str, done: str, edition: Method
    ) -> None:
        first = date.fromisoformat(last)
        more = noted(plus_days(first, 400), keeper, "p")
        moved = only(edition, date.fromisoformat(due), noted(first, keeper), more)
        alone = only(edition, date.fromisoformat(due), more)
        assert (moved.due_from, moved.done_by) == (alone.due_from, alone.done_by)
        assert moved.done_by is not None
        assert moved.done_by > date.fromisoformat(done)
        assert moved.state is DisposalState.NOT_YET
        assert moved.entries == ("o", "p")


LONG_AGO = date(2026, 6, 1)


class TestWhoKeepsWhat:
    def test_each_keeper_counts_from_their_own_last_note(self, edition: Method) -> None:
        found = kept(
            edition,
            date(2033, 1, 1),
            noted(LONG_AGO, "sdf", "a"),
            noted(date(2029, 6, 1), "cm-1", "b"),
            noted(date(2027, 6, 1), "hm", "c"),
            noted(date(2028, 6, 1), "cm-2", "d"),
        )
        assert {keeper: each.entries for keeper, each in found.items()} == {
            "sdf": ("a", "d"),
            "hm": ("c", "b"),
        }
        assert found["sdf"].due_from == date(2033, 6, 1)
        assert found["hm"].due_from == date(2031, 6, 1)
        assert found["hm"].legal_form is LegalForm.ASSOCIATION

    def test_the_day_on_which_it_was_written_down_counts(self, edition: Method) -> None:
        late = noted(LONG_AGO, recorded=date(2027, 6, 1))
        assert only(edition, date(2040, 1, 1), late).due_from == date(2032, 6, 1)
        assert disposals(journal(late), edition, PARTIES, on=date(2027, 5, 31)) == ()

    def test_what_was_corrected_or_taken_back_is_kept_too(self, edition: Method) -> None:
        entries = (started("a"), retracted("r", "a", recorded=9), noted(LONG_AGO, "hm"))
        assert only(edition, date(2040, 1, 1), *entries).entries == ("o", "a", "r")

    def test_what_has_been_disposed_of_is_kept_by_nobody(self, edition: Method) -> None:
        left = journal(noted(LONG_AGO)).dispose(["o"])
        assert disposals(left, edition, PARTIES, on=date(2040, 1, 1)) == ()
        assert disposals(journal(), edition, PARTIES, on=date(2040, 1, 1)) == ()


STATES = [
    # keeper, day, state, whether days are told
    ("sdf", date(2028, 6, 1), DisposalState.NOT_YET, True),
    ("hm", date(2028, 6, 1), DisposalState.DUE, True),
    ("hm", date(2030, 1, 1), DisposalState.OVERDUE, True),
    ("club", date(2040, 1, 1), DisposalState.NOT_SUPERVISED, False),
    ("ltd", date(2040, 1, 1), DisposalState.NOT_SUPERVISED, False),
    ("choir", date(2028, 5, 31), DisposalState.NOT_YET, True),
    ("choir", date(2028, 6, 1), DisposalState.SUPERVISION_UNKNOWN, True),
    ("choir", date(2040, 1, 1), DisposalState.SUPERVISION_UNKNOWN, True),
    ("vc", date(2040, 1, 1), DisposalState.NO_RULE, False),
    ("mchs", date(2040, 1, 1), DisposalState.NO_RULE, False),
    ("fk", date(2040, 1, 1), DisposalState.NO_RULE, False),
    ("nobody", date(2040, 1, 1), DisposalState.NO_RULE, False),
]
SAID = {
    DisposalState.NOT_YET: (
        (
            "Anteckningar hos sdf: 1. De ska gallras tidigast 2031-06-01 och senast "
            "2032-12-31, om inget mer antecknas. Den senaste gjordes 2026-06-01."
        ),
        (
            "Entries kept by sdf: 1. They are to go from 2031-06-01 and by 2032-12-31, if "
            "nothing more is noted. The last note was made on 2026-06-01."
        ),
    ),
    DisposalState.DUE: (
        (
            "Anteckningar hos hm som ska gallras senast 2029-12-31: 1. Gallringen kunde "
            "börja 2028-06-01."
        ),
        ("Entries kept by hm to be disposed of by 2029-12-31: 1. They could go from 2028-06-01."),
    ),
    DisposalState.OVERDUE: (
        "Anteckningar hos hm som skulle ha gallrats senast 2029-12-31: 1.",
        "Entries kept by hm that should have been disposed of by 2029-12-31: 1.",
    ),
    DisposalState.NOT_SUPERVISED: (
        (
            "club är registrerad som att inte stå under tillsyn, och för det har metoden ingen "
            "gallringsregel. Ta reda på vilka regler som gäller. Anteckningar: 1."
        ),
        (
            "club is registered as not under supervision, and for that the method has no disposal "
            "rule. Find out which rules hold. Entries: 1."
        ),
    ),
    DisposalState.SUPERVISION_UNKNOWN: (
        (
            "Det är inte registrerat om choir står under tillsyn. Om så är fallet ska "
            "anteckningarna gallras senast 2029-12-31. Antal: 1."
        ),
        (
            "It is not registered whether choir is under supervision. If it is, the entries "
            "are to be disposed of by 2029-12-31. Number: 1."
        ),
    ),
    DisposalState.NO_RULE: (
        (
            "Metoden har ingen gallringsregel för vc. Kontrollera den juridiska formen och de "
            "lagar som gäller där. Anteckningar: 1."
        ),
        (
            "The method has no disposal rule for vc. Check the legal form and the acts that "
            "hold there. Entries: 1."
        ),
    ),
    DisposalState.SERVICE_GOES_ON: (
        "Insatsen pågår, så inget ska gallras. Anteckningar hos hm: 1.",
        "The service goes on, so nothing is to be disposed of. Entries kept by hm: 1.",
    ),
}


class TestStates:
    @pytest.mark.parametrize(("keeper", "on", "state", "told"), STATES)
    def test_follow_from_legal_form_supervision_and_day(
        self, keeper: str, on: date, state: DisposalState, told: bool, edition: Method
    ) -> None:
        found = only(edition, on, noted(LONG_AGO, keeper))
        assert found.state is state
        assert (found.due_from is not None) is (found.done_by is not None) is told
        assert found.source == edition.parameters.disposal_spans.source

    @pytest.mark.parametrize(
        ("keeper", "on"),
        [
            ("sdf", date(2028, 6, 1)),
            ("hm", date(2028, 6, 1)),
            ("hm", date(2030, 1, 1)),
            ("club", date(2040, 1, 1)),
            ("choir", date(2040, 1, 1)),
            ("vc", date(2040, 1, 1)),
        ],
    )
    def test_in_whole_sentences(self, keeper: str, on: date, edition: Method) -> None:
        found = only(edition, on, noted(LONG_AGO, keeper))
        assert (found.explain("sv"), found.explain("en")) == SAID[found.state]
        assert found.explain() == found.explain("sv")

    def test_while_the_service_goes_on_nothing_is_due(self, edition: Method) -> None:
        for on in (date(2026, 11, 16), date(2050, 1, 1)):
            found = only(edition, on, started("a"))
            assert found.state is DisposalState.SERVICE_GOES_ON
            assert (found.explain("sv"), found.explain("en")) == SAID[found.state]

    def test_it_goes_on_through_its_last_day(self, edition: Method) -> None:
        end = ended("e", "a", 9, reason=EndReason.MOVED)
        for last in (end, note(Died, "d", 9)):
            for on, goes_on in ((last.on, True), (plus_days(last.on, 1), False)):
                state = only(edition, on, started("a"), last).state
                assert (state is DisposalState.SERVICE_GOES_ON) is goes_on
                assert goes_on or state is DisposalState.NOT_YET

    def test_a_pause_between_two_services_is_none_and_a_new_start_stops_it(
        self, edition: Method
    ) -> None:
        over = (started("a"), ended("e", "a", 9))
        again = started("b", 1200)
        assert only(edition, date(2029, 6, 1), *over).state is DisposalState.DUE
        assert only(edition, again.on, *over, again).state is DisposalState.SERVICE_GOES_ON

    def test_an_end_written_down_late_is_not_known_before(self, edition: Method) -> None:
        entries = (started("a"), ended("e", "a", 9, recorded=50))
        assert only(edition, plus_days(entries[1].recorded, -1), *entries).state is (
            DisposalState.SERVICE_GOES_ON
        )
        assert only(edition, entries[1].recorded, *entries).state is DisposalState.NOT_YET

    def test_every_state_is_seen_here(self) -> None:
        elsewhere = {DisposalState.SERVICE_GOES_ON, DisposalState.HELD_BACK}
        assert {state for _, _, state, _ in STATES} | elsewhere == {*DisposalState}
        assert set(SAID) == {*DisposalState} - {DisposalState.HELD_BACK}

    def test_a_method_may_have_a_rule_for_others(self, edition: Method) -> None:
        other = edition.adapt(
            code="another",
            source=OTHER_MUNICIPALITY,
            since=LONG_AGO,
            disposal_spans=((LegalForm.REGION, Span(months=120)),),
        )
        assert only(other, date(2036, 5, 31), noted(LONG_AGO, "vc")).state is DisposalState.NOT_YET
        assert only(other, date(2036, 6, 1), noted(LONG_AGO, "vc")).state is DisposalState.DUE
        assert only(other, date(2040, 1, 1), noted(LONG_AGO, "hm")).state is DisposalState.NO_RULE
        assert only(other, date(2040, 1, 1), noted(LONG_AGO, "vc")).source == OTHER_MUNICIPALITY


class TestWhatIsDisposedOf:
    over = (started("a"), ended("e", "a", 9))

    def disposed(self, method: Method, on: date, whole: Journal) -> Journal:
        due = disposals(whole, method, PARTIES, on=on)
        states = (DisposalState.DUE, DisposalState.OVERDUE)
        return whole.dispose(id for each in due if each.state in states for id in each.entries)

    def test_a_report_that_rested_on_it_can_no_longer_be_made_again(self, edition: Method) -> None:
        whole = journal(*self.over)
        on = date(2027, 1, 1)
        made = report(Register(journals=[whole]), edition, on=on)
        earlier = State(on=on, known=on, kept=made.kept)
        assert no_longer_reproducible(Register(journals=[whole]), earlier) == ()
        after = self.disposed(edition, date(2029, 1, 1), whole)
        assert after.ids == frozenset()
        assert no_longer_reproducible(Register(journals=[after]), earlier) == ("P-0001",)
        assert self.disposed(edition, date(2028, 1, 1), whole) == whole

    def test_one_keepers_notes_go_and_the_others_stay(self, edition: Method) -> None:
        whole = journal(*self.over, noted(date(2026, 12, 1), "sdf"))
        after = self.disposed(edition, date(2029, 1, 1), whole)
        assert after.ids == {"o", "e"}, "the end stays while the committee's note does"
        assert after.disposed == {"a"}

    @given(any_journals(), st.data())
    def test_it_never_comes_back_in_any_order_of_merges(
        self, whole: Journal, data: DataObject
    ) -> None:
        on = data.draw(days_around(whole))
        parties = evolve(PARTIES, legal_forms={**PARTIES.legal_forms, "hsf": LegalForm.COMMITTEE})
        gone = {
            id
            for each in disposals(whole, EDITIONS[EDITION], parties, on=on)
            if data.draw(st.booleans())
            for id in each.entries
        }
        mine, yours = data.draw(halves(whole))
        parts = [mine.dispose(gone), yours, whole.known_by(on), whole.dispose(sorted(gone)[:1])]
        merged = Journal(subject=whole.subject)
        for part in data.draw(st.permutations(parts)):
            merged = data.draw(st.sampled_from((merged.merge(part), part.merge(merged))))
        assert not gone & merged.ids
        assert merged == whole.dispose(gone)
        assert merged.merge(yours).merge(whole) == merged

    @given(any_journals(), st.data())
    def test_every_known_entry_has_one_keeper_and_nothing_is_due_before_its_time(
        self, whole: Journal, data: DataObject
    ) -> None:
        on = data.draw(days_around(whole))
        said: dict[str, Any] = {"method": EDITIONS[EDITION], "parties": PARTIES}
        found = disposals(whole, on=on, **said)
        kept_ids = [id for each in found for id in (*each.entries, *each.held_back)]
        assert sorted(kept_ids) == sorted(whole.known_by(on).ids)
        for each in found:
            assert each.participant == whole.subject
            assert each.last_note <= on
            for lang in LANGUAGES:
                assert each.keeper in each.explain(lang)
            if each.due_from is not None and each.done_by is not None:
                assert each.last_note < each.due_from <= each.done_by
                assert (each.done_by.month, each.done_by.day) == (12, 31)
                assert each.done_by.year == each.due_from.year + 1
            if each.state in (DisposalState.DUE, DisposalState.OVERDUE):
                assert each.due_from is not None
                assert each.due_from <= on
        assert disposals(whole.known_by(on), on=on, **said) == found
