"""The research data set: who is in it, what leaves of them, and what never does."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
import pytest
from attrs import field, frozen
from hypothesis import given, strategies as st

from cm_method.case.consent import ConsentKind, ConsentWithdrawn, SharingMade
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.crisis_plans import CrisisPlanAgreed, CrisisPlanKind, HelpContact
from cm_method.case.episodes import EntryRoute, Reached, WorkerChanged
from cm_method.case.kinds import CASE_KINDS
from cm_method.case.meetings import Attendee, MeetingHeld, Place
from cm_method.case.needs import CrisisLevelAssessed, NeedArea, NeedAssessed, NeedClosed
from cm_method.case.participants import Died, ParticipantDescribed
from cm_method.case.plans import Goal, GoalFollowedUp, GoalStatus
from cm_method.case.responsibility import AbsenceNoted, ResponsibilityOffered
from cm_method.case.self_ratings import SelfRated
from cm_method.cohort.codebook import codebook
from cm_method.cohort.release import Pseudonymised, Release
from cm_method.cohort.research import DataSet, TidyTable
from cm_method.cohort.research_columns import Cell, ColumnType
from cm_method.cohort.research_consent import LeftOut
from cm_method.cohort.research_fields import columns_of, fields_of, lists_of
from cm_method.cohort.research_tables import STAY, tables_of, tables_of_kind
from cm_method.dates import Period
from cm_method.fields import TELEPHONE
from cm_method.journal import Category, Entry, Journal, Objected, Retracted, RetractionReason
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method, Span
from cm_method.rules.milestone import Mark
from cm_method.testing.strategies import (
    EDITION,
    OTHER_MUNICIPALITY,
    any_journals,
    days_around,
    days_known,
    shifted,
)
from tests.base.refusal import refused
from tests.cohort.releases import (
    FIRST,
    KEY,
    ON,
    START,
    attended,
    column,
    consent,
    consenting,
    described,
    journal,
    of,
    parties,
    plan,
    release,
    renamed,
    row,
    started,
    unlike,
)

METHOD = EDITIONS[EDITION]
PARTIES = parties()


def withdrawn(on: date, **given: Any) -> ConsentWithdrawn:
    said: dict[str, Any] = {"id": "hm-51", "on": on, "by": "hm", "consent_given": "hm-50"}
    return ConsentWithdrawn(**{**said, **given})


class TestRelease:
    def test_a_pseudonym_differs_by_release_key_what_and_whom(self) -> None:
        found = [
            release().pseudonym(Pseudonymised.PARTICIPANT, "P-1"),
            release().pseudonym(Pseudonymised.PARTICIPANT, "P-2"),
            release(name="2027-2").pseudonym(Pseudonymised.PARTICIPANT, "P-1"),
            release(key=KEY[::-1]).pseudonym(Pseudonymised.PARTICIPANT, "P-1"),
            release().pseudonym(Pseudonymised.ENTRY, "P-1"),
        ]
        assert len({name[1:] for name in found}) == len(found)
        assert all(re.fullmatch(r"[pea][0-9a-f]{16}", name) for name in found)
        assert found[0] == release(relative=True).pseudonym(Pseudonymised.PARTICIPANT, "P-1")

    def test_the_hash_is_a_known_one(self) -> None:
        """Another program with the key finds the same pseudonym again."""
        said = "6:2027-111:participant3:P-1"
        again = hmac.new(KEY, said.encode(), "sha256").hexdigest()[:16]
        assert release().pseudonym(Pseudonymised.PARTICIPANT, "P-1") == f"p{again}"

    @pytest.mark.parametrize(
        ("one", "other"), [(("a", "bc"), ("ab", "c")), (("a1:b",), ("a", "b"))]
    )
    def test_no_two_rows_of_codes_are_written_alike(
        self, one: tuple[str, ...], other: tuple[str, ...]
    ) -> None:
        actor = Pseudonymised.ACTOR
        assert release().pseudonym(actor, *one) != release().pseudonym(actor, *other)

    def test_all_that_is_wrong_is_told_at_once(self) -> None:
        with refused(
            ("release_without_name", "name"),
            ("ethics_not_stated", "ethics"),
            ("key_too_short", "key"),
        ):
            Release(name=" ", ethics="", key=KEY[:31])
        with refused(("key_repeats_itself", "key")):
            release(key=b"abcdefg" * 6)
        assert release(key=KEY[:32]).key == KEY[:32]

    def test_an_identity_number_is_no_reference_and_the_key_is_never_shown(self) -> None:
        with refused(("identity_number", "ethics")):
            release(ethics="19900101-2385")
        assert repr(KEY) not in repr(release())


class TestWhoIsInIt:
    def left_out(self, *more: Entry, on: date = ON, **given: Any) -> dict[LeftOut, int]:
        found = of(journal(*more), on=on, **given)
        assert found.participants == 1 - sum(found.left_out.values())
        if not found.participants:
            assert not any(table.rows for table in found.tables)
        return dict(found.left_out)

    def test_a_consent_to_research_that_runs_is_asked_for(self) -> None:
        assert self.left_out() == {LeftOut.NO_CONSENT: 1}
        assert self.left_out(consent()) == {}
        for kind in ConsentKind:
            if kind is not ConsentKind.RESEARCH:
                assert self.left_out(consent(consent=kind)) == {LeftOut.NO_CONSENT: 1}

    def test_both_ends_of_a_consent_belong_to_it(self) -> None:
        given = consent(first=date(2027, 6, 1), last=ON)
        assert self.left_out(given) == {}
        assert self.left_out(given, on=date(2027, 6, 1)) == {}
        assert self.left_out(given, on=date(2027, 5, 31)) == {LeftOut.NOT_RUNNING: 1}
        assert self.left_out(given, on=date(2027, 7, 1)) == {LeftOut.NOT_RUNNING: 1}

    def test_another_persons_consent_is_theirs(self) -> None:
        assert self.left_out(consent(about="mamma")) == {LeftOut.NO_CONSENT: 1}

    def test_recipient_and_discloser_are_those_of_the_consent(self) -> None:
        assert self.left_out(consent(), recipient="mchs", discloser="hm") == {}
        why = {LeftOut.ANOTHER_RECIPIENT: 1}
        assert self.left_out(consent(), recipient="ki") == why
        assert self.left_out(consent(), discloser="sdf") == why

    def test_a_withdrawal_counts_from_its_own_day_and_back_to_days_asked_about_later(self) -> None:
        why = {LeftOut.WITHDRAWN: 1}
        assert self.left_out(consent(), withdrawn(ON)) == why
        assert self.left_out(consent(), withdrawn(ON + timedelta(days=40))) == why
        late = withdrawn(ON, recorded=ON + timedelta(days=9))
        assert self.left_out(consent(), late, known=ON) == why

    def test_a_consent_given_anew_counts_from_its_day(self) -> None:
        anew = consent(id="hm-52", on=date(2027, 6, 1))
        assert self.left_out(consent(), withdrawn(date(2027, 3, 1)), anew) == {}

    def test_what_was_not_yet_known_does_not_count_then(self) -> None:
        late = consent(recorded=ON + timedelta(days=1))
        assert self.left_out(late, known=ON) == {LeftOut.NO_CONSENT: 1}
        assert self.left_out(late) == {}

    def test_what_is_known_today_to_be_wrong_does_not_count(self) -> None:
        after = ON + timedelta(days=1)
        gone = Retracted(
            id="hm-52",
            on=after,
            by="hm",
            corrects=["hm-50"],
            reason=RetractionReason.WRONG_PERSON,
        )
        assert self.left_out(consent(), gone, known=ON) == {LeftOut.NO_CONSENT: 1}
        narrower = consent(id="hm-53", corrects=["hm-50"], recorded=after, information=["plan"])
        assert self.left_out(consent(), narrower, known=ON) == {LeftOut.COURSE_NOT_COVERED: 1}
        rival = consent(id="hm-54", corrects=["hm-50"], recorded=after)
        assert self.left_out(consent(), narrower, rival) == {LeftOut.CONTESTED: 1}

    def test_a_consent_ends_with_the_person(self) -> None:
        why = {LeftOut.ENDED_BY_DEATH: 1}
        for day in (date(2027, 6, 1), ON, ON + timedelta(days=9)):
            assert self.left_out(consent(), Died(id="hm-9", on=day, by="hm")) == why
        one = Died(id="hm-9", on=ON, by="hm")
        two = (attrs.evolve(one, id=id, corrects=["hm-9"]) for id in ("hm-10", "hm-11"))
        assert self.left_out(consent(), one, *two) == {LeftOut.CONTESTED: 1}

    def test_a_withdrawal_is_told_before_an_old_consent(self) -> None:
        old = consent(id="hm-49", last=date(2027, 1, 1))
        assert self.left_out(old, consent(), withdrawn(ON)) == {LeftOut.WITHDRAWN: 1}

    def test_who_has_not_started_under_the_edition_is_not_in_it(self) -> None:
        other = attrs.evolve(started(), edition="another-2025")
        elsewhere = Journal(subject="P-1", entries=[other, consent()])
        assert of(elsewhere).left_out == {LeftOut.NOT_STARTED: 1}
        assert self.left_out(consent(), on=date(2026, 11, 15)) == {LeftOut.NOT_STARTED: 1}

    def test_the_same_participant_twice_is_refused(self) -> None:
        with refused(("pseudonyms_collide", "")):
            of(journal(consent()), journal(consent()))

    def test_reasons_are_counted_in_their_order(self) -> None:
        found = of(journal(consent()), journal(subject="P-2"), journal(subject="P-3"))
        assert (found.participants, found.left_out) == (1, {LeftOut.NO_CONSENT: 2})


class TestCategories:
    """A consent covers the categories that it names, and no other kind of entry leaves."""

    def entries(self, *information: str) -> DataSet:
        needs = NeedAssessed(id="hm-7", on=START, by="hm", area=NeedArea.ADDICTION)
        closed = NeedClosed(id="hm-8", on=ON, by="hm", need="hm-7")
        offered = ResponsibilityOffered(id="hm-9", on=ON, by="hm", need="hm-7", receiver="hm")
        reached = Reached(id="hm-1", on=START, by="hm", route=EntryRoute.OUTREACH)
        about = described(birth_year=1999, district="farsta")
        given = consent(information=information)
        return of(journal(needs, closed, offered, reached, about, given))

    def test_only_what_is_named_leaves(self) -> None:
        found = self.entries("course", "plan")
        written = {table.name for table in found.tables if table.rows}
        assert written == {
            *("participant", "finding", "reached", "started", "actor"),
            *("plan_agreed", "plan_agreed_goals", "plan_agreed_contact_paths"),
        }
        told = row(found, "participant")
        facts = (told["gender"], told["age"], told["district"], told["entry_route"])
        assert facts == (None, None, None, "outreach")
        covers = {name for name in told if name.startswith("covers_") and told[name]}
        assert covers == {"covers_course", "covers_plan"}

    def test_only_what_was_covered_then_and_is_covered_now_leaves(self) -> None:
        later = ON + timedelta(days=1)
        narrow = consent(information=["course", "plan"])
        wide = consent(id="hm-52", recorded=later)
        assert of(journal(narrow, wide))["contact_followed"].rows
        found = of(journal(narrow, wide), known=ON)
        assert found["plan_agreed"].rows
        assert not found["contact_followed"].rows

    def test_a_finding_leaves_when_all_that_it_rests_on_is_covered(self) -> None:
        assert set(column(self.entries("course", "plan"), "finding", "rule")) == {
            "service_started",
            "plan_in_time",
        }
        whole = set(column(self.entries("whole"), "finding", "rule"))
        assert {rule.name for rule in METHOD.rules} <= whole

    def test_what_is_named_and_does_not_leave_is_empty(self) -> None:
        found = self.entries("course", "responsibility")
        assert row(found, "responsibility_offered")["need"] is None
        assert not found["need_assessed"].rows

    def test_death_is_told_by_no_finding_where_the_person_is_not_covered(self) -> None:
        died = Died(id="hm-9", on=ON, by="hm", recorded=date(2027, 12, 1))
        narrow = consent(information=["course", "self_rating"])
        assert of(journal(narrow, died)).left_out == {LeftOut.ENDED_BY_DEATH: 1}

    def test_a_consent_to_what_is_other_peoples_covers_nothing(self) -> None:
        assert self.entries("other_people").left_out == {LeftOut.COURSE_NOT_COVERED: 1}


class TestWhatIsTold:
    def test_a_participant_in_a_row(self) -> None:
        reached = Reached(id="hm-1", on=date(2026, 11, 2), by="hm", route=EntryRoute.OUTREACH)
        later = Reached(id="hm-4", on=ON, by="hm", route=EntryRoute.ASSOCIATION)
        about = described(birth_date=date(1997, 11, 17))
        found = of(journal(reached, later, about, consent()))
        told = {k: v for k, v in row(found, "participant").items() if not k.startswith("covers_")}
        del told["participant"]
        assert told == {
            "gender": "woman",
            "age": 29,
            "district": None,
            "entry_route": "outreach",
            "start_month": "2026-11",
            "episodes": 1,
        }

    def districts(self, *written: str | None) -> list[Any]:
        """The cells of participants who wrote these."""
        register = [
            journal(consent(), described(district=district), subject=f"P-{number}")
            for number, district in enumerate(written)
        ]
        return sorted(column(of(*register), "participant", "district"), key=str)

    def test_a_district_is_told_only_where_five_share_it(self) -> None:
        """It is free text, and may be an address."""
        address = "Storgatan 5 hos Anna"
        assert self.districts(*["farsta"] * 5) == ["farsta"] * 5
        assert self.districts(*["farsta"] * 4) == ["unlisted"] * 4
        assert self.districts(*["farsta"] * 5, *["älvsjö"] * 4, address, None) == [
            None,
            *["farsta"] * 5,
            *["unlisted"] * 5,
        ]

    def test_only_districts_that_the_consent_covers_are_counted(self) -> None:
        narrow = consent(information=["course", "plan"])
        told = described(district="farsta")
        register = [journal(consent(), told, subject=f"P-{n}") for n in range(4)]
        cells = column(
            of(*register, journal(narrow, told, subject="P-9")), "participant", "district"
        )
        assert sorted(cells, key=str) == [None, *["unlisted"] * 4]

    def test_age_is_told_in_years_or_bands(self) -> None:
        """A day before turning 29; with only the year of birth it could be 28 or 29."""
        for born, band in (
            ({"birth_date": date(1997, 11, 17)}, "25_29"),
            ({"birth_year": 1997}, "25_29"),
            ({"birth_year": 1996}, None),
            ({}, None),
        ):
            whole = journal(described(**born), consent())
            assert row(of(whole, age_bands=True), "participant")["age_group"] == band
        bare = journal(consent())
        assert "age" not in of(bare, age_bands=True)["participant"].columns
        assert row(of(bare), "participant")["age"] is None

    def test_days_are_dates_or_days_since_start(self) -> None:
        whole = journal(consent(), Reached(id="hm-1", on=FIRST, by="hm", route=EntryRoute.OUTREACH))
        assert column(of(whole), "plan_agreed", "on") == [date(2026, 12, 14)]
        days = of(whole, relative=True)
        assert column(days, "plan_agreed", "on") == [28]
        assert column(days, "started", "on") == [0]
        early = attrs.evolve(started(), id="hm-0", on=date(2026, 11, 4), edition="another-2025")
        assert column(of(whole.with_entries(early), relative=True), "started", "on") == [-12, 0]
        (plan_row,) = [r for r in days["finding"].rows if "plan_in_time" in r]
        assert dict(zip(days["finding"].columns, plan_row, strict=True))["done_on"] == 28

    def test_only_what_was_known_is_told(self) -> None:
        late = attrs.evolve(attended(), id="sdf-2", recorded=ON + timedelta(days=1))
        assert len(of(journal(consent(), late))["contact_followed"].rows) == 2
        assert len(of(journal(consent(), late), known=ON)["contact_followed"].rows) == 1

    def test_codes_not_on_a_list_are_unlisted(self) -> None:
        whole = journal(
            consent(),
            CrisisLevelAssessed(id="hm-4", on=START, by="hm", level="ringde Anna"),
            CrisisLevelAssessed(id="hm-5", on=FIRST, by="hm", level="high"),
            SelfRated(id="hm-6", on=START, by="hm", instrument="egen", score=3),
            SelfRated(id="hm-7", on=FIRST, by="hm", instrument="ors", answers=[1, None]),
            consent(id="hm-8", information=["plan", "hemligt"]),
        )
        found = of(whole)
        assert column(found, "crisis_level_assessed", "level") == ["unlisted", "high"]
        assert column(found, "self_rated", "instrument") == ["unlisted", "ors"]
        assert column(found, "self_rated", "score") == [3, None]
        assert [r[2:] for r in found["self_rated_answers"].rows] == [(1, 1), (2, None)]
        given = dict(
            zip(
                *(
                    column(found, "consent_given", n)
                    for n in ("information_plan", "information_unlisted")
                ),
                strict=True,
            )
        )
        assert given == {False: False, True: True}

    def test_texts_are_counted_and_never_told(self) -> None:
        crisis = CrisisPlanAgreed(
            id="hm-4",
            on=FIRST,
            by="hm",
            plan_kind=CrisisPlanKind.SAFETY_PLAN,
            warning_signs=["sover inte", "äter inte"],
            professionals=[
                HelpContact(who="Anna", reach="08-1"),
                HelpContact(who="B", reach="1", any_hour=True),
            ],
            with_participant=True,
        )
        found = of(journal(consent(), crisis))
        told = row(found, "crisis_plan_agreed")
        assert (told["warning_signs"], told["coping"], told["plan_kind"]) == (2, 0, "safety_plan")
        assert column(found, "crisis_plan_agreed_professionals", "any_hour") == [False, True]
        assert column(found, "plan_agreed_goals", "sub_goals") == [1]

    def test_several_codes_are_a_column_each(self) -> None:
        met = MeetingHeld(
            id="hm-4",
            on=FIRST,
            by="hm",
            place=Place.CARE,
            attendees=[Attendee.PARTICIPANT, Attendee.HEALTH_CARE],
            individual_contact=True,
        )
        told = row(of(journal(consent(), met)), "meeting_held")
        there = {name for name in told if name.startswith("attendees_") and told[name]}
        assert there == {"attendees_participant", "attendees_health_care"}

    def test_an_objection_is_told_beside_what_it_is_about(self) -> None:
        first = Objected(id="hm-8", on=ON, by="hm", entry="hm-3", words="Så sa jag inte.")
        anew = attrs.evolve(plan(), id="hm-4", corrects=["hm-3"])
        found = of(journal(consent(), anew, first))
        assert column(found, "plan_agreed", "objected") == [True]
        assert column(found, "contact_followed", "objected") == [False]


class TestPseudonyms:
    def test_a_worker_is_the_same_in_the_whole_release(self) -> None:
        whole = [journal(consent(), subject=f"P-{n}") for n in (1, 2)]
        assert len(set(column(of(*whole), "started", "worker"))) == 1
        changed = WorkerChanged(id="hm-9", on=ON, by="hm", start="hm-2", worker="cm-2")
        found = of(journal(consent(), changed))
        assert column(found, "worker_changed", "worker") != column(found, "started", "worker")

    def test_a_registered_code_is_one_in_all_journals_and_another_only_in_its_own(self) -> None:
        def offers(receiver: str) -> list[Any]:
            given = ResponsibilityOffered(id="hm-9", on=ON, by="hm", receiver=receiver)
            both = [journal(consent(), given, subject=f"P-{n}") for n in (1, 2)]
            return column(of(*both, parties=PARTIES), "responsibility_offered", "receiver")

        assert len(set(offers("hm"))) == len(set(offers("cm-1"))) == 1
        assert len(set(offers("mamma"))) == 2

    def test_a_contact_is_the_same_in_the_plan_and_where_it_is_followed(self) -> None:
        found = of(journal(consent()))
        (contact,) = column(found, "plan_agreed_contact_paths", "contact")
        assert column(found, "contact_followed", "contact") == [contact]

    def test_actors_tell_the_party_of_a_worker_and_its_form(self) -> None:
        offer = ResponsibilityOffered(id="hm-9", on=ON, by="hm", giver="cm-1", receiver="hm")
        found = of(journal(consent(), offer), parties=PARTIES)
        told = {r[0]: r[1:] for r in found["actor"].rows}
        (worker,), (party,) = (
            column(found, "started", "worker"),
            column(found, "responsibility_offered", "receiver"),
        )
        assert told == {worker: (party, "association"), party: (party, "association")}
        assert found["actor"].rows == tuple(sorted(found["actor"].rows))
        unregistered = of(journal(consent()))
        assert [r[2] for r in unregistered["actor"].rows] == [None]

    def test_what_was_corrected_is_named_by_what_stands_in_its_place(self) -> None:
        anew = attrs.evolve(plan(), id="hm-4", corrects=["hm-3"])
        goal = GoalFollowedUp(
            id="hm-5", on=ON, by="hm", plan="hm-3", number=1, status=GoalStatus.REACHED
        )
        found = of(journal(consent(), anew, goal))
        assert column(found, "goal_followed_up", "plan") == column(found, "plan_agreed", "entry")
        gone = Retracted(
            id="hm-6", on=ON, by="hm", corrects=["hm-3"], reason=RetractionReason.RECORDED_TWICE
        )
        lost = of(journal(consent(), gone, goal))
        assert column(lost, "goal_followed_up", "plan") == [None]
        assert not lost["plan_agreed"].rows

    def test_corrections_that_compete_are_told_as_such(self) -> None:
        two = [attrs.evolve(plan(), id=id, corrects=["hm-3"]) for id in ("hm-4", "hm-5")]
        found = of(journal(consent(), *two))
        assert column(found, "plan_agreed", "contested") == [True, True]
        assert column(found, "started", "contested") == [False]


class TestOtherPeople:
    def test_their_consents_and_sharings_stay_with_what_ends_them(self) -> None:
        theirs = consent(id="hm-70", about="mamma")
        ended = withdrawn(ON, id="hm-71", consent_given="hm-70")
        told: dict[str, Any] = {
            "discloser": "hm",
            "recipient": "vc",
            "information": ["plan"],
            "purpose": "care",
            "necessity": "läkarbesök",
        }
        about = SharingMade(id="hm-72", on=ON, by="hm", about="mamma", **told)
        own = SharingMade(id="hm-73", on=ON, by="hm", **told)
        found = of(journal(consent(), theirs, ended, about, own))
        assert len(found["consent_given"].rows) == len(found["sharing_made"].rows) == 1
        assert not found["consent_withdrawn"].rows

    def test_absences_of_staff_stay(self) -> None:
        away = AbsenceNoted(id="hm-9", on=ON, by="hm", absent="cm-1", first=ON)
        assert AbsenceNoted in STAY
        assert not any("absence" in table.name for table in of(journal(consent(), away)).tables)


# Closed unless it is opened


@frozen(kw_only=True)
class _Made(Entry):
    """A kind of entry that nobody has thought about yet."""

    words: str
    many_words: tuple[str, ...]
    perhaps: str | None = None
    recipient: str = field(default="08-1", metadata=TELEPHONE)
    secret: int = field(default=1, repr=False)
    secret_numbers: tuple[int, ...] = field(default=(), repr=False)
    size: Fraction = Fraction(1)
    anything: Any = None
    goal: Goal | None = None
    area: NeedArea
    day: date | None = None
    yes: bool = True
    number: int = 1


TEXTS_THAT_LEAVE = {
    "started.worker": ColumnType.PSEUDONYM,
    "started.edition": ColumnType.CODE,
    "worker_changed.start": ColumnType.PSEUDONYM,
    "worker_changed.worker": ColumnType.PSEUDONYM,
    "need_closed.need": ColumnType.PSEUDONYM,
    "crisis_level_assessed.level": ColumnType.CODE,
    "plan_agreed.goals.sub_goals": ColumnType.WHOLE_NUMBER,
    "plan_agreed.contact_paths.contact": ColumnType.PSEUDONYM,
    "goal_followed_up.plan": ColumnType.PSEUDONYM,
    "contact_followed.contact": ColumnType.PSEUDONYM,
    "crisis_plan_agreed.warning_signs": ColumnType.WHOLE_NUMBER,
    "crisis_plan_agreed.coping": ColumnType.WHOLE_NUMBER,
    "crisis_plan_agreed.distractions": ColumnType.WHOLE_NUMBER,
    "crisis_plan_agreed.supporters": ColumnType.WHOLE_NUMBER,
    "crisis_plan_agreed.safe_surroundings": ColumnType.WHOLE_NUMBER,
    "crisis_plan_reviewed.plan": ColumnType.PSEUDONYM,
    "crisis_plan_reviewed.event": ColumnType.PSEUDONYM,
    "responsibility_offered.need": ColumnType.PSEUDONYM,
    "responsibility_offered.giver": ColumnType.PSEUDONYM,
    "responsibility_offered.receiver": ColumnType.PSEUDONYM,
    "responsibility_accepted.offer": ColumnType.PSEUDONYM,
    "responsibility_accepted.stand_in": ColumnType.PSEUDONYM,
    "responsibility_refused.offer": ColumnType.PSEUDONYM,
    "offer_withdrawn.offer": ColumnType.PSEUDONYM,
    "responsibility_ended.acceptance": ColumnType.PSEUDONYM,
    "need_lifted.need": ColumnType.PSEUDONYM,
    "need_lifted.lifter": ColumnType.PSEUDONYM,
    "need_lifted.stand_in": ColumnType.PSEUDONYM,
    "lift_answered.lift": ColumnType.PSEUDONYM,
    "obstacle_noted.obstacle": ColumnType.CODE,
    "obstacle_noted.need": ColumnType.PSEUDONYM,
    "obstacle_overcome.noted": ColumnType.PSEUDONYM,
    "service_missing.need": ColumnType.PSEUDONYM,
    "support_promised.need": ColumnType.PSEUDONYM,
    "support_promised.supporter": ColumnType.PSEUDONYM,
    "support_ended.support": ColumnType.PSEUDONYM,
    "escalation_agreed.sought": ColumnType.PSEUDONYM,
    "escalation_agreed.turn_to": ColumnType.PSEUDONYM,
    "sip_meeting_held.sip": ColumnType.PSEUDONYM,
    "sip_agreed.sip": ColumnType.PSEUDONYM,
    "sip_followed_up.sip": ColumnType.PSEUDONYM,
    "sip_ended.sip": ColumnType.PSEUDONYM,
    "consent_given.discloser": ColumnType.PSEUDONYM,
    "consent_given.recipients": ColumnType.PSEUDONYM,
    "consent_given.information": ColumnType.YES_OR_NO,
    "consent_withdrawn.consent_given": ColumnType.PSEUDONYM,
    "sharing_made.discloser": ColumnType.PSEUDONYM,
    "sharing_made.recipient": ColumnType.PSEUDONYM,
    "sharing_made.information": ColumnType.YES_OR_NO,
    "self_rated.instrument": ColumnType.CODE,
    **{
        f"{kind}.assignment": ColumnType.PSEUDONYM
        for kind in (
            *("assignment_accepted", "assignment_declined", "assignment_worker_changed"),
            *("implementation_plan_made", "assignment_followed_up", "assignment_ended"),
            "right_to_apply_told",
        )
    },
    "assignment_accepted.worker": ColumnType.PSEUDONYM,
    "assignment_worker_changed.worker": ColumnType.PSEUDONYM,
    "paused.start": ColumnType.PSEUDONYM,
    "returned.pause": ColumnType.PSEUDONYM,
    "ended.start": ColumnType.PSEUDONYM,
}
"""Every text of every kind that leaves, and as what. All others stay."""

NUMBERS_AND_DAYS_THAT_STAY = {
    *(f"{kind.kind}.{name}" for kind in CASE_KINDS for name in ("on", "recorded")),
    "consent_given.last",
}


def fields_below(cls: type, origin: str) -> Iterator[Any]:
    for each in fields_of(cls, origin):
        if isinstance(each.holds, type) and attrs.has(each.holds):
            yield from fields_below(each.holds, each.origin)
        else:
            yield each


class TestClosed:
    def test_a_new_field_leaves_only_if_it_cannot_hold_words(self) -> None:
        lists = lists_of(METHOD)
        found = [c for each in fields_of(_Made, "made") for c in columns_of(each, lists)]
        assert [each.name for each in found] == ["area", "day", "yes", "number"]
        assert [each.name for each in fields_of(_Made, "made") if each.has_rows] == [
            "secret_numbers"
        ]
        (only,) = tables_of_kind(_Made, lists)
        assert [each.name for each in only.columns] == [
            *("participant", "on", "entry", "area", "day", "yes", "number"),
            *("objected", "contested"),
        ]

    def test_every_text_of_every_kind_is_decided_about(self) -> None:
        columns = {
            c.origin: c.type for table in tables_of(METHOD, release()) for c in table.columns
        }
        texts = {
            each.origin
            for kind in CASE_KINDS
            if kind not in STAY
            for each in fields_below(kind, kind.kind)
            if each.holds is str
        }
        assert {
            origin: columns[origin] for origin in texts if origin in columns
        } == TEXTS_THAT_LEAVE
        assert not any(
            "text" in each.metadata
            for kind in CASE_KINDS
            for each in fields_below(kind, kind.kind)
            if each.origin in TEXTS_THAT_LEAVE
        )

    def test_every_number_and_day_that_stays_is_known(self) -> None:
        """So that nothing is lost to research unseen."""
        told = {c.origin for table in tables_of(METHOD, release()) for c in table.columns}
        kinds = [kind for kind in CASE_KINDS if kind not in STAY]
        other = {
            each.origin
            for kind in kinds
            for each in fields_below(kind, kind.kind)
            if each.holds is not str
        }
        assert other - told == {
            origin
            for origin in NUMBERS_AND_DAYS_THAT_STAY
            if origin.split(".")[0] in {kind.kind for kind in kinds} and not origin.endswith(".on")
        }

    def test_the_kinds_without_a_table_are_these(self) -> None:
        assert {kind.kind for kind in STAY} == {
            *("participant_described", "objected", "retracted", "absence_noted", "absence_ended"),
            *("start_planned", "worker_change_planned", "intention_dropped"),
        }
        named = {table.kind for table in tables_of(METHOD, release())} - {None}
        assert named == set(CASE_KINDS) - STAY


def open_cells(found: DataSet, made: Release) -> Iterator[tuple[str, str, Any]]:
    """Cells that are neither a pseudonym, nor a code of the codebook, nor of their own type."""
    for variable in codebook(METHOD, made):
        codes = {code.value for code in variable.codes}
        for cell in column(found, variable.table, variable.name):
            fine = (
                cell is None
                or {
                    ColumnType.PSEUDONYM: isinstance(cell, str)
                    and re.fullmatch(r"[pea][0-9a-f]{16}", cell) is not None,
                    ColumnType.CODE: cell in codes,
                    ColumnType.CODE_AS_WRITTEN: cell in codes,  # so few people share no code
                    ColumnType.YES_OR_NO: type(cell) is bool,
                    ColumnType.WHOLE_NUMBER: type(cell) is int,
                    ColumnType.DAY: type(cell) is (int if made.relative else date),
                    ColumnType.MONTH: re.fullmatch(r"\d{4}-\d\d", str(cell)) is not None,
                }[variable.type]
            )
            if not fine:
                yield variable.table, variable.name, cell


@st.composite
def registers(draw: st.DrawFn) -> list[Journal]:
    subjects = draw(st.lists(st.integers(1, 99), min_size=1, max_size=2, unique=True))
    made = [draw(any_journals(f"P-{number:04}")) for number in subjects]
    return [consenting(each) if draw(st.integers(0, 5)) else each for each in made]


PSEUDONYMOUS = {
    (each.table, each.name)
    for each in codebook(METHOD, release(relative=True))
    if each.type is ColumnType.PSEUDONYM
}


class TestLaws:
    @given(registers(), st.booleans(), st.data())
    def test_every_cell_is_of_its_kind_and_holds_no_words(
        self, register: list[Journal], relative: bool, data: st.DataObject
    ) -> None:
        on, known = data.draw(days_around(register[0])), data.draw(days_known(register[0]))
        found = of(*register, on=on, known=known, relative=relative)
        assert list(open_cells(found, release(relative=relative))) == []

    @given(registers(), st.data())
    def test_what_an_entry_names_is_in_the_tables(
        self, register: list[Journal], data: st.DataObject
    ) -> None:
        found = of(*register, on=data.draw(days_around(register[0])))
        entries = {
            (r[0], r[table.columns.index("entry")])
            for table in found.tables
            if "entry" in table.columns
            for r in table.rows
        }
        for table, name in PSEUDONYMOUS - {("actor", "actor"), ("actor", "party")}:
            who = column(found, table, "participant")
            named = zip(who, column(found, table, name), strict=True)
            assert {each for each in named if str(each[1])[0] == "e"} <= entries

    @given(registers(), st.randoms(use_true_random=False), st.booleans())
    def test_the_order_of_the_register_changes_nothing(
        self, register: list[Journal], chance: Any, relative: bool
    ) -> None:
        again = list(register)
        chance.shuffle(again)
        on = date(2029, 1, 1)
        assert of(*again, on=on, relative=relative) == of(*register, on=on, relative=relative)

    @given(registers())
    def test_names_of_participants_change_only_pseudonyms(self, register: list[Journal]) -> None:
        on = date(2029, 1, 1)
        others = [renamed(each, f"Q-{n}") for n, each in enumerate(register)]
        one, other = of(*register, on=on), of(*others, on=on)
        assert unlike(one, PSEUDONYMOUS) == unlike(other, PSEUDONYMOUS)
        who = [{*column(found, "participant", "participant")} for found in (one, other)]
        assert not who[0] & who[1]

    @given(registers())
    def test_two_releases_share_no_pseudonym(self, register: list[Journal]) -> None:
        found = [of(*register, on=date(2029, 1, 1), name=name) for name in ("2027-1", "2027-2")]
        assert unlike(found[0], PSEUDONYMOUS) == unlike(found[1], PSEUDONYMOUS)
        said = [
            {c for t in each.tables for r in t.rows for c in r if is_pseudonym(c)} for each in found
        ]
        assert not said[0] & said[1]

    @given(registers(), st.integers(-400, 400), st.data())
    def test_the_day_of_the_start_changes_nothing_that_is_told_in_days(
        self, register: list[Journal], days: int, data: st.DataObject
    ) -> None:
        """Where the method counts in days; a year of birth does not move by days."""
        one, other = moved(register, days, on=data.draw(days_around(register[0])), method=IN_DAYS)
        assert one.tables == other.tables
        assert one.left_out == other.left_out

    @given(registers(), st.integers(-400, 400), st.data())
    def test_where_it_counts_in_months_only_the_answer_can_change(
        self, register: list[Journal], days: int, data: st.DataObject
    ) -> None:
        """What was done in 89 days was not always done in three months: no other cell says so."""
        on = data.draw(days_around(register[0]))
        one, other = moved(register, days, on=on, method=IN_MONTHS)
        assert [judged_in_days(each) for each in one.tables] == [
            judged_in_days(each) for each in other.tables
        ]


def moved(
    register: list[Journal], days: int, *, on: date, method: Method
) -> tuple[DataSet, DataSet]:
    """The data set of a register, and of the same register so many days later."""
    by = timedelta(days=days)
    here = [without_birth(each) for each in register]
    there = [attrs.evolve(each, entries=shifted(each.entries, by)) for each in here]
    return (
        of(*here, on=on, method=method, relative=True),
        of(*there, on=on + by, method=method, relative=True),
    )


def judged_in_days(table: TidyTable) -> list[dict[str, Cell]]:
    """The rows of a table; of an answer that counts in months nothing that the answer decides."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return [
        {name: cell for name, cell in row.items() if name not in decided}
        for row in rows
        for decided in [DECIDED if row.get("rule") == "contacts_followed_through" else ()]
    ]


DECIDED = ("verdict", "reason", "done_on", *(f"marks_{mark.value}" for mark in Mark))


def is_pseudonym(cell: object) -> bool:
    return re.fullmatch(r"[pea][0-9a-f]{16}", str(cell)) is not None


def at_any_time(**given: Any) -> Method:
    """The method of the tests with a period that everything is in."""
    return METHOD.adapt(
        code=METHOD.code,
        source=OTHER_MUNICIPALITY,
        since=METHOD.period.first,
        period=Period(first=date(1900, 1, 1), last=None),
        **given,
    )


IN_MONTHS = at_any_time()
IN_DAYS = at_any_time(contacts_deadline=Span(days=91))


def without_birth(whole: Journal) -> Journal:
    kept = [e for e in whole.entries if not isinstance(e, ParticipantDescribed)]
    return attrs.evolve(whole, entries=kept)


def test_rows_are_ordered_by_pseudonym_then_day() -> None:
    """In two releases people come in different orders, and never in that of the register."""
    register = [journal(consent(), subject=f"P-{n:02}") for n in range(12)]
    orders = []
    for name in ("one", "two"):
        found = of(*register, name=name)
        who = column(found, "participant", "participant")
        assert who == sorted(who, key=str)
        by_name = {
            release(name=name).pseudonym(Pseudonymised.PARTICIPANT, each.subject): each.subject
            for each in register
        }
        orders.append([by_name[str(each)] for each in who])
        days = [r[:2] for r in found["consent_given"].rows]
        assert days == sorted(days, key=str)
    assert len({tuple(order) for order in orders} | {tuple(e.subject for e in register)}) == 3


def test_no_absolute_date_is_left_when_days_count_from_start() -> None:
    whole = journal(
        consent(), withdrawn(date(2027, 1, 4)), consent(id="hm-55", on=date(2027, 2, 1))
    )
    found = of(whole, relative=True)
    assert not [c for t in found.tables for r in t.rows for c in r if isinstance(c, date)]
    assert not [n for t in found.tables for n in t.columns if n in ("start_month", "last")]
    assert "2029" not in str(found.tables)


def test_the_length_of_three_months_tells_no_month_when_days_count_from_start() -> None:
    """89 days to the deadline are a start in February, and the file tells the year."""
    told = []
    for month in (2, 7):
        start = attrs.evolve(started(), on=date(2027, month, 1), recorded=date(2027, month, 1))
        later = start.on + timedelta(days=28)
        ahead = date(2027, month + 3, 1)
        agreed = attrs.evolve(plan(), on=later, recorded=later, review_on=ahead)
        booked = ContactFollowed(
            id="sdf-1",
            on=later,
            by="sdf",
            contact="psykiatrin-anna",
            status=ContactStatus.PLANNED,
            planned_for=ahead,
        )
        whole = Journal(subject="P-1", entries=[start, agreed, booked, consent(on=start.on)])
        told.append(of(whole, on=date(2028, 6, 30), relative=True).tables)
        dated = of(whole, on=date(2028, 6, 30))
        assert {"since", "due", "done_on"} <= set(dated["finding"].columns)
        assert column(dated, "plan_agreed", "review_on") == [ahead]
        assert column(dated, "contact_followed", "planned_for") == [ahead]
    assert told[0] == told[1]
    days = {v.name for v in codebook(METHOD, release(relative=True)) if v.type is ColumnType.DAY}
    assert days == {"on", "since", "done_on"}


def test_no_day_of_a_consent_is_told_when_days_count_from_start() -> None:
    """Many are asked on one day: whoever knows it would subtract, and have every start."""
    asked = date(2026, 12, 1)
    sharing = SharingMade(
        id="hm-72",
        on=asked,
        by="hm",
        discloser="hm",
        recipient="vc",
        information=["plan"],
        purpose="care",
        necessity="läkarbesök",
    )
    early, late = consent(id="hm-49", on=asked), consent(on=date(2027, 1, 4))
    ended = withdrawn(asked, consent_given="hm-49")
    whole = journal(early, late, ended, sharing)
    found, dated = of(whole, relative=True), of(whole)
    for kind in CASE_KINDS:
        if kind.category is Category.CONSENT:
            assert dated[kind.kind].rows
            assert len(found[kind.kind].rows) == len(dated[kind.kind].rows)
            assert not {"on", "first", "last"} & set(found[kind.kind].columns)
    days = {v.table for v in codebook(METHOD, release(relative=True)) if v.type is ColumnType.DAY}
    consents = {kind.kind for kind in CASE_KINDS if kind.category is Category.CONSENT}
    assert consents == {"consent_given", "consent_withdrawn", "sharing_made"}
    assert not consents & days
    assert {"started", "plan_agreed", "ended"} <= days


def test_the_day_of_asking_changes_nothing_that_is_told_in_days() -> None:
    """The same journal with another day of asking, which falls before what rests on it."""
    cells = []
    for asked in (FIRST, date(2026, 12, 1)):
        found = of(journal(consent(on=asked)), relative=True)
        cells.append(found.tables)
    assert cells[0] == cells[1]


def test_entries_without_days_are_in_an_order_that_tells_no_day() -> None:
    days = [FIRST + timedelta(days=number) for number in range(9)]
    given = [consent(id=f"hm-8{number}", on=day) for number, day in enumerate(days)]
    entries = column(of(journal(*given), relative=True), "consent_given", "entry")
    assert entries == sorted(entries, key=str)


def test_content_can_join_two_releases() -> None:
    """No pseudonym is the same, and still each participant is found again by the days."""
    register = [
        journal(
            consent(),
            attrs.evolve(plan(), id="hm-9", on=FIRST + timedelta(days=n)),
            subject=f"P-{n}",
        )
        for n in range(6)
    ]
    told = []
    for name in ("2027-1", "2027-2"):
        found = of(*register, name=name, relative=True)
        days: dict[Any, list[Any]] = {}
        for each in found["plan_agreed"].rows:
            days.setdefault(each[0], []).append(each[1])
        told.append(days)
    assert not told[0].keys() & told[1].keys()
    assert sorted(told[0].values()) == sorted(told[1].values())
    assert len({tuple(days) for days in told[0].values()}) == len(register)


def test_a_data_set_says_what_it_is() -> None:
    found = of(journal(consent()), known=ON)
    assert (found.release, found.ethics, found.edition) == ("2027-1", "2026-01234-01", EDITION)
    assert (found.on, found.known, found.relative) == (ON, ON, False)
    with pytest.raises(KeyError):
        found["nothing"]
    assert "P-1" not in repr(found)


def test_categories_are_all_told() -> None:
    columns = of()["participant"].columns
    assert [n for n in columns if n.startswith("covers_")] == [
        f"covers_{c.value}" for c in Category
    ]
