"""The association's written account: what is counted, what is not, and what it still lacks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.agreements import (
    Activity,
    ActivityHeld,
    AgreementStatus,
    VisitorsCounted,
)
from cm_method.case.episodes import EntryRoute, Reached
from cm_method.case.meetings import Attendee, MeetingHeld, Place
from cm_method.case.register import Register
from cm_method.journal import Entry, Journal
from cm_method.labels import text
from cm_method.partnership.accounts import Account, ActivityVolume, account
from cm_method.partnership.agreement import agreements
from cm_method.partnership.missing import MissingKind, missing
from cm_method.partnership.wording import account_days
from cm_method.testing.strategies import days, days_around, halves, registers
from tests.partnership.test_agreement import journals, noted_later
from tests.partnership.writing import agreement, day, journal, made, noted, retracted, status

AT_THE_END = "2029-06-01"


def meeting(id: str, on: str, *, counts: bool = True) -> MeetingHeld:
    who = (Attendee.PARTICIPANT,)
    place = Place.OFFICE
    return noted(MeetingHeld, id, on, place=place, attendees=who, individual_contact=counts)


def reached(id: str, on: str, route: EntryRoute = EntryRoute.OUTREACH) -> Reached:
    return noted(Reached, id, on, route=route)


def activity(
    id: str,
    on: str,
    people: int | None = 5,
    hours: int | None = 2,
    of: Activity = Activity.OUTREACH,
) -> ActivityHeld:
    return noted(ActivityHeld, id, on, activity=of, people=people, hours=hours)


def information(id: str, on: str, people: int | None = 5) -> ActivityHeld:
    return activity(id, on, people, None, Activity.INFORMATION_EVENT)


def visitors(
    id: str, on: str, persons: int, first: str = "2026-05-01", last: str | None = None
) -> VisitorsCounted:
    until = day(last or on)
    return noted(VisitorsCounted, id, on, first=day(first), last=until, persons=persons)


def person(number: int, *entries: Entry) -> Journal:
    return Journal(subject=f"P-{number:04}", entries=entries)


def written(
    *entries: Entry,
    people: tuple[Journal, ...] = (),
    on: str = AT_THE_END,
    known: str | None = None,
) -> Account:
    at = None if known is None else day(known)
    terms = agreement(made(), on=on)
    return account(people, journal(made(), *entries), terms, on=day(on), known=at)


def kinds(found: Account) -> list[str]:
    return [each.kind.value for each in found.missing]


class TestIndividualContacts:
    @pytest.mark.parametrize(
        ("on", "counted"),
        [("2026-04-30", 0), ("2026-05-01", 1), ("2029-05-01", 1), ("2029-05-02", 0)],
    )
    def test_those_of_the_agreements_days(self, on: str, counted: int) -> None:
        assert written(people=(person(1, meeting("m-1", on)),)).individual_contacts == counted

    def test_every_one_counts_and_other_meetings_do_not(self) -> None:
        one = person(1, meeting("m-1", "2027-01-10"), meeting("m-2", "2027-01-10"))
        other = person(2, meeting("m-1", "2027-01-10"), meeting("m-2", "2027-01-11", counts=False))
        assert written(people=(one, other)).individual_contacts == 3

    def test_up_to_the_day_and_as_known(self) -> None:
        late = noted(
            MeetingHeld,
            "m-1",
            "2027-01-10",
            recorded="2027-03-01",
            place=Place.OFFICE,
            attendees=(Attendee.PARTICIPANT,),
            individual_contact=True,
        )
        kept = (person(1, late),)
        assert written(people=kept, on="2027-01-09").individual_contacts == 0
        assert written(people=kept, on="2027-01-10").individual_contacts == 1
        assert written(people=kept, known="2027-02-28").individual_contacts == 0
        gone = (person(1, late, retracted("m-2", "2027-01-10", "m-1", recorded="2027-03-02")),)
        assert written(people=gone).individual_contacts == 0


class TestOutreach:
    def test_a_journal_counts_once_where_outreach_came_first_or_again(self) -> None:
        people = (
            person(1, reached("r-1", "2027-01-10"), reached("r-2", "2027-05-10")),
            person(2, reached("r-1", "2027-01-10", EntryRoute.ASSOCIATION)),
            person(3, reached("r-1", "2026-05-01")),
            person(4, reached("r-1", "2026-04-30")),
            person(5, reached("r-1", "2029-05-02")),
            person(6),
        )
        assert written(people=people).reached_by_outreach == 2

    def test_its_volume_is_occasions_people_and_hours(self) -> None:
        found = written(
            activity("a-1", "2026-05-01", 5, 2),
            activity("a-2", "2029-05-01", 7, None),
            activity("a-3", "2027-01-01", None, 4),
            activity("a-4", "2027-01-01", 0, 0),
            activity("a-5", "2026-04-30", 100, 100),
            activity("a-6", "2029-05-02", 100, 100),
            information("a-7", "2027-01-01", 30),
        )
        assert found.outreach == ActivityVolume(
            occasions=4, people=12, hours=6, uncounted=1, untimed=1
        )
        assert found.information_events == ActivityVolume(occasions=1, people=30, untimed=1)

    def test_participants_reached_are_no_occasions_of_outreach(self) -> None:
        found = written(people=(person(1, reached("r-1", "2027-01-10")),))
        assert found.outreach == ActivityVolume()
        assert "outreach" in kinds(found)


class TestVisitors:
    """Unique persons who visited: counted from the first day, and never added up."""

    def of(self, *entries: Entry, on: str = AT_THE_END) -> tuple[int | None, str]:
        found = written(*entries, on=on)
        return found.visitors, str(found.visitors_until)

    def test_the_count_that_reaches_furthest_stands(self) -> None:
        early = visitors("b-1", "2027-01-12", 96, last="2026-12-31")
        late = visitors("b-2", "2028-01-12", 231, last="2027-12-31")
        assert self.of(early, late) == (231, "2027-12-31")
        assert self.of(late, early) == (231, "2027-12-31")
        assert self.of(early, late, on="2028-01-11") == (96, "2026-12-31")

    def test_also_where_it_is_the_smaller_or_was_counted_earlier(self) -> None:
        again = visitors("b-1", "2028-06-01", 300, last="2026-12-31")
        further = visitors("b-2", "2028-01-12", 231, last="2027-12-31")
        assert self.of(again, further) == (231, "2027-12-31")

    def test_of_two_counts_of_the_same_days_the_latest(self) -> None:
        one = visitors("b-1", "2027-01-12", 96, last="2026-12-31")
        other = visitors("b-2", "2027-02-12", 97, last="2026-12-31")
        assert self.of(other, one) == (97, "2026-12-31")

    def test_a_count_that_begins_on_another_day_is_not_of_the_whole_time(self) -> None:
        for first in ("2026-04-30", "2026-05-02", "2027-01-01"):
            count = visitors("b-1", "2028-01-12", 96, first=first)
            assert self.of(count) == (None, "None")

    def test_a_count_that_goes_beyond_the_agreement_neither(self) -> None:
        assert self.of(visitors("b-1", "2029-05-02", 9)) == (None, "None")
        assert self.of(visitors("b-1", "2029-05-02", 9, last="2029-05-01")) == (9, "2029-05-01")

    def test_participants_are_not_visitors(self) -> None:
        people = tuple(person(n, meeting("m-1", "2027-01-10")) for n in range(5))
        assert written(people=people).visitors is None

    def test_a_corrected_count_stands_in_its_place(self) -> None:
        wrong = visitors("b-1", "2027-01-12", 960, last="2026-12-31")
        right = noted(
            VisitorsCounted,
            "b-2",
            "2027-01-12",
            recorded="2027-02-01",
            first=day("2026-05-01"),
            last=day("2026-12-31"),
            persons=96,
            corrects=["b-1"],
        )
        assert self.of(wrong, right)[0] == 96
        assert written(wrong, right, known="2027-01-31").visitors == 960


WHOLE = (
    visitors("b-1", "2029-05-10", 300, last="2029-05-01"),
    information("a-1", "2027-01-10"),
    activity("a-2", "2027-01-11"),
)


class TestMissing:
    def test_nothing_where_all_is_counted(self) -> None:
        assert written(*WHOLE).missing == ()

    def test_everything_where_nothing_is(self) -> None:
        found = written()
        assert kinds(found) == ["visitors", "information_events", "outreach"]
        first, last = day("2026-05-01"), day("2029-05-01")
        assert found.missing[0] == missing(MissingKind.VISITORS, first=first, last=last)

    def test_visitors_who_are_not_counted_to_the_end(self) -> None:
        count = visitors("b-9", "2029-04-30", 9)
        found = written(count, *WHOLE[1:])
        counted = {"counted": day("2029-04-30"), "last": day("2029-05-01")}
        assert found.missing == (missing(MissingKind.VISITORS_UNTIL, **counted),)
        assert kinds(written(count, *WHOLE[1:], on="2029-04-30")) == ["agreement_goes_on"]

    def test_occasions_without_a_number_of_people(self) -> None:
        found = written(
            *WHOLE, information("a-8", "2027-01-10", None), activity("a-9", "2027-01-10", None)
        )
        uncounted = MissingKind.PEOPLE_UNCOUNTED
        assert found.missing == (
            missing(uncounted, activity=Activity.INFORMATION_EVENT, count=1),
            missing(uncounted, activity=Activity.OUTREACH, count=1),
        )
        informed = written(*WHOLE, information("a-8", "2027-01-10", None))
        assert informed.missing == found.missing[:1]

    def test_outreach_without_a_number_of_hours(self) -> None:
        """Nobody asks how long an information event was."""
        found = written(*WHOLE, activity("a-9", "2027-01-10", 5, None))
        assert found.missing == (missing(MissingKind.HOURS_UNCOUNTED, count=1),)

    def test_nothing_is_final_until_the_last_day(self) -> None:
        last = visitors("b-9", "2029-04-30", 9)
        for on, goes_on in (("2029-04-30", True), ("2029-05-01", False), ("2029-06-01", False)):
            assert ("agreement_goes_on" in kinds(written(last, *WHOLE, on=on))) is goes_on

    def test_before_the_first_day_only_that_it_has_not_begun(self) -> None:
        found = written(on="2026-04-30")
        assert found.missing == (missing(MissingKind.NOT_BEGUN, first=day("2026-05-01")),)
        assert account_days(found, "sv") == text("account.not_begun", "sv")
        assert "not_begun" not in kinds(written(on="2026-05-01"))

    def test_what_has_lapsed_asks_for_nothing_from_that_day(self) -> None:
        lapsed = status("av-9", "2027-02-01", AgreementStatus.LAPSED)
        both = (made(), lapsed, information("a-1", "2027-01-31"), activity("a-2", "2027-02-02"))
        terms = agreement(*both, on="2027-06-01")
        found = account((), journal(*both), terms, on=day("2027-06-01"))
        assert found.last == day("2027-02-01")
        assert (found.information_events.occasions, found.outreach.occasions) == (1, 0)
        assert kinds(found) == ["visitors", "outreach"]

    def test_what_lapsed_before_its_first_day_never_began_and_counts_nothing(self) -> None:
        early = (
            made(),
            status("av-9", "2026-04-30", AgreementStatus.LAPSED),
            *WHOLE,
            visitors("b-9", "2027-01-10", 9),
        )
        on = day("2029-05-01")
        met = person(1, reached("r-1", "2026-06-01"), meeting("m-1", "2027-01-10"))
        found = account([met], journal(*early), agreement(*early), on=on)
        first, lapse = day("2026-05-01"), day("2026-04-30")
        assert found.missing == (missing(MissingKind.NEVER_BEGAN, first=first, day=lapse),)
        assert (found.last, found.visitors) == (None, None)
        assert (found.individual_contacts, found.reached_by_outreach) == (0, 0)
        assert (found.outreach, found.information_events) == (ActivityVolume(), ActivityVolume())
        on_its_first = (made(), status("av-9", "2026-05-01", AgreementStatus.LAPSED))
        assert account((), journal(*on_its_first), agreement(*on_its_first), on=on).last is not None

    def test_nobody_met_is_a_count(self) -> None:
        assert written(*WHOLE, activity("a-9", "2027-01-10", 0, 0)).missing == ()
        met_nobody = (activity("a-8", "2027-01-10", 0), information("a-9", "2027-01-10", 0))
        assert written(WHOLE[0], *met_nobody).missing == ()

    def test_each_is_told_in_words(self) -> None:
        every = [*written().missing, *written(visitors("b-9", "2029-04-30", 9)).missing]
        every += written(*WHOLE, activity("a-9", "2027-01-10", None)).missing
        for lang in ("sv", "en"):
            assert all(each.explain(lang) for each in every)
        assert "2026-05-01" in written().missing[0].explain()
        assert "2029-05-01" in written().missing[0].explain("en")


class TestDays:
    @pytest.mark.parametrize(
        ("on", "last"),
        [
            ("2026-04-30", None),
            ("2026-05-01", "2026-05-01"),
            ("2027-01-10", "2027-01-10"),
            ("2029-05-01", "2029-05-01"),
            ("2029-05-02", "2029-05-01"),
        ],
    )
    def test_from_the_first_day_to_the_day_asked_and_never_beyond_the_last(
        self, on: str, last: str | None
    ) -> None:
        found = written(on=on)
        assert (found.agreement, found.first) == ("iop-2026", day("2026-05-01"))
        until = None if last is None else day(last)
        assert (found.last, found.on, found.known) == (until, day(on), None)


class TestLaws:
    @given(registers(), journals(), st.data())
    def test_participants_are_only_counted_so_any_parts_add_up(
        self, register: Register, kept: Journal, data: DataObject
    ) -> None:
        on = data.draw(days_around(kept))
        for terms in agreements(kept, on=on):
            whole = account(register, kept, terms, on=on)
            parts = [account([each], kept, terms, on=on) for each in register]
            assert whole.individual_contacts == sum(p.individual_contacts for p in parts)
            assert whole.reached_by_outreach == sum(p.reached_by_outreach for p in parts)
            nobody = account([], kept, terms, on=on)
            assert (nobody.visitors, nobody.outreach) == (whole.visitors, whole.outreach)
            assert nobody.missing == whole.missing

    @given(journals(), st.data())
    def test_order_merging_and_later_recordings_change_nothing(
        self, kept: Journal, data: DataObject
    ) -> None:
        on, known = data.draw(days_around(kept)), data.draw(days())
        for terms in agreements(kept, on=on, known=known):
            found = account([], kept, terms, on=on, known=known)
            one, other = data.draw(halves(kept))
            assert account([], other.merge(one), terms, on=on, known=known) == found
            more = kept.with_entries(*noted_later(kept.entries, known))
            assert account([], more, terms, on=on, known=known) == found

    @given(journals())
    def test_every_occasion_of_the_agreements_days_is_counted_once(self, kept: Journal) -> None:
        (terms,) = agreements(kept, on=date(2100, 1, 1))
        found = account([], kept, terms, on=date(2100, 1, 1))
        last = terms.lapsed_on or terms.last  # nothing is counted after a lapse
        assume(terms.first <= last)
        held = [
            e
            for e in kept.entries
            if isinstance(e, ActivityHeld) and e.on in terms.period and e.on <= last
        ]
        assert found.information_events.occasions + found.outreach.occasions == len(held)
        people = found.information_events.people + found.outreach.people
        assert people == sum(e.people for e in held if e.people is not None)
