"""The entries about the partnership: what each refuses, with values on both sides of the limit."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from cm_method.case.agreements import (
    MOST_MONTHS,
    Activity,
    ActivityHeld,
    AgreementAmended,
    AgreementMade,
    AgreementStatus,
    AgreementStatusChanged,
    Body,
    BodyFormed,
    CostIncurred,
    CostKind,
    Decides,
    DisagreementRaised,
    DisagreementReferred,
    DisagreementSettled,
    DocumentKind,
    DocumentRegistered,
    FollowUpHeld,
    PartyRole,
    Phase,
    PhaseKind,
    ReportPart,
    RoleTaken,
    StatementGiven,
    TrainingHeld,
    VisitorsCounted,
)
from cm_method.case.kinds import CASE_KINDS, PARTNERSHIP_KINDS
from cm_method.case.parties import ActorRegistered, LegalForm, PartyJoined, WorkerJoined
from cm_method.case.register import PARTNERSHIP, partnership_problems
from cm_method.dates import plus_days
from cm_method.errors import Refused
from cm_method.fields import LAST_YEAR
from cm_method.journal import Entry, Journal
from tests.base.refusal import refused
from tests.case.writing import day, note, retracted

KINDS = (
    AgreementMade,
    AgreementStatusChanged,
    AgreementAmended,
    RoleTaken,
    BodyFormed,
    FollowUpHeld,
    CostIncurred,
    TrainingHeld,
    DisagreementRaised,
    DisagreementReferred,
    DisagreementSettled,
    DocumentRegistered,
    ActivityHeld,
    VisitorsCounted,
    StatementGiven,
)


def phase(months: int, kind: PhaseKind = PhaseKind.OPERATION) -> Phase:
    return Phase(phase=kind, months=months)


def made(**more: Any) -> AgreementMade:
    said = {
        "agreement": "iop",
        "first": date(2026, 5, 1),
        "last": date(2027, 4, 30),
        "phases": [phase(12)],
        "ceiling_sek": 1,
    }
    return note(AgreementMade, "av-1", **{**said, **more})


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in refusal.value.problems]


def test_all_belong_in_the_partnerships_journal_and_none_in_a_case() -> None:
    assert set(KINDS) <= set(PARTNERSHIP_KINDS)
    assert not set(KINDS) & set(CASE_KINDS)


class TestTheAgreement:
    def test_it_may_last_for_one_day_and_not_for_less(self) -> None:
        one_day = made(last=date(2026, 5, 1), phases=[])
        assert one_day.first == one_day.last
        with refused(("ends_before_it_begins", "last")):
            made(last=date(2026, 4, 30), phases=[])

    def test_an_end_before_the_beginning_is_the_only_thing_said_about_it(self) -> None:
        """The phases outlast it too, but only since the days are wrong."""
        with refused(("ends_before_it_begins", "last")):
            made(last=date(2026, 4, 30))

    def test_the_phases_may_fill_it_to_its_last_day_and_not_beyond(self) -> None:
        assert made(last=date(2027, 4, 30)).last == date(2027, 4, 30)
        with pytest.raises(Refused) as refusal:
            made(last=date(2027, 4, 29))
        assert codes(refusal) == [("phases_outlast_agreement", "phases")]
        assert refusal.value.problems[0].facts == (("last", date(2027, 4, 29)),)

    def test_the_months_of_all_phases_count_together(self) -> None:
        both = [phase(6, PhaseKind.ESTABLISHMENT), phase(6)]
        assert len(made(phases=both).phases) == 2
        with refused(("phases_outlast_agreement", "phases")):
            made(phases=both, last=date(2027, 4, 29))
        with refused(("phases_outlast_agreement", "phases")):
            made(phases=[phase(6, PhaseKind.ESTABLISHMENT), phase(7)])

    def test_months_are_counted_from_a_first_day_that_shorter_months_lack(self) -> None:
        """One month from 31 January is 28 February: the phase ends on the 27th."""
        short = {"first": date(2027, 1, 31), "phases": [phase(1)]}
        assert made(**short, last=date(2027, 2, 27)).last == date(2027, 2, 27)
        with refused(("phases_outlast_agreement", "phases")):
            made(**short, last=date(2027, 2, 26))

    def test_it_may_be_without_phases(self) -> None:
        assert made(phases=[]).phases == ()

    def test_no_phase_comes_twice(self) -> None:
        with refused(("phase_twice", "phases")):
            made(phases=[phase(1), phase(2)])

    def test_far_too_many_months_are_refused_before_anything_is_counted(self) -> None:
        last = date(LAST_YEAR, 12, 31)
        long = {"first": date(2026, 5, 1), "last": last}
        assert made(**long, phases=[phase(MOST_MONTHS)]).last == last
        for months in (MOST_MONTHS + 1, 10**9):
            with refused(("phases_outlast_agreement", "phases")):
                made(**long, phases=[phase(months)])

    @pytest.mark.parametrize("name", ["project_group_months", "steering_group_months"])
    def test_follow_ups_come_every_month_at_the_most(self, name: str) -> None:
        for months in (1, MOST_MONTHS):
            assert getattr(made(**{name: months}), name) == months
        for months in (0, -1, MOST_MONTHS + 1):
            with pytest.raises(Refused) as refusal:
                made(**{name: months})
            assert codes(refusal) == [("months_out_of_reach", name)]
            assert refusal.value.problems[0].facts == (("most", MOST_MONTHS),)

    def test_the_project_group_meets_every_third_month_and_the_steering_group_yearly(self) -> None:
        assert (made().project_group_months, made().steering_group_months) == (3, 12)

    def test_the_ceiling_may_be_nothing_and_not_less(self) -> None:
        assert made(ceiling_sek=0).ceiling_sek == 0
        with refused(("negative_amount", "ceiling_sek")):
            made(ceiling_sek=-1)

    def test_all_that_is_wrong_is_said_at_once(self) -> None:
        with refused(
            ("negative_amount", "ceiling_sek"),
            ("months_out_of_reach", "project_group_months"),
            ("phase_twice", "phases"),
            ("phases_outlast_agreement", "phases"),
        ):
            made(ceiling_sek=-1, project_group_months=0, phases=[phase(9), phase(9)])

    def test_its_days_are_days(self) -> None:
        with refused(("not_a_day", "first")):
            made(first=datetime(2026, 5, 1))  # noqa: DTZ001 - what is refused

    def test_a_phase_lasts_for_a_month_at_least(self) -> None:
        assert phase(1).months == 1
        for months in (0, -1):
            with refused(("phase_without_months", "months")):
                phase(months)

    def test_its_condition_is_nobodys_to_see_in_passing(self) -> None:
        assert "Arvsfonden" not in repr(made(condition="Arvsfonden godkänner"))


class TestAmended:
    def test_another_ceiling_may_be_nothing_and_not_less(self) -> None:
        def amended(**more: Any) -> AgreementAmended:
            return note(AgreementAmended, "av-2", made="av-1", amendment="ändrat", **more)

        assert amended().ceiling_sek is None
        assert amended(ceiling_sek=0).ceiling_sek == 0
        with refused(("negative_amount", "ceiling_sek")):
            amended(ceiling_sek=-1)


class TestMoney:
    @pytest.mark.parametrize(
        ("amount", "covered", "counted"),
        [(100, 0, 100), (100, 99, 1), (100, 100, 0), (0, 0, 0), (-100, 0, -100), (-100, -100, 0)],
    )
    def test_what_another_pays_does_not_count(
        self, amount: int, covered: int, counted: int
    ) -> None:
        cost = note(
            CostIncurred, "k-1", amount_sek=amount, covered_sek=covered, cost=CostKind.STAFF
        )
        assert cost.counted_sek == counted

    @pytest.mark.parametrize(
        ("amount", "covered"),
        [(100, 101), (100, -1), (0, 1), (0, -1), (-100, -101), (-100, 1)],
    )
    def test_nobody_pays_more_than_it_costs_nor_the_other_way_round(
        self, amount: int, covered: int
    ) -> None:
        with refused(("covers_more_than_it_costs", "covered_sek")):
            note(CostIncurred, "k-1", amount_sek=amount, covered_sek=covered, cost=CostKind.STAFF)

    def test_kronor_are_whole(self) -> None:
        with refused(("not_a_whole_number", "amount_sek")):
            note(CostIncurred, "k-1", amount_sek=99.5, cost=CostKind.STAFF)


class TestCounts:
    def test_nobody_may_have_been_trained_and_not_fewer(self) -> None:
        assert note(TrainingHeld, "u-1", party="hm", trained=0).trained == 0
        with refused(("negative_count", "trained")):
            note(TrainingHeld, "u-1", party="hm", trained=-1)

    def test_an_activity_reached_nobody_or_more_or_was_not_counted(self) -> None:
        said: dict[str, Any] = {"activity": Activity.OUTREACH}
        for count in (None, 0, 1):
            kept = note(ActivityHeld, "a-1", **said, people=count, hours=count)
            assert (kept.people, kept.hours) == (count, count)
        with refused(("negative_count", "people"), ("negative_count", "hours")):
            note(ActivityHeld, "a-1", **said, people=-1, hours=-1)
        with refused(("negative_count", "hours")):
            note(ActivityHeld, "a-1", **said, people=1, hours=-1)

    def test_visitors_are_counted_up_to_the_day_and_not_ahead(self) -> None:
        def counted(first: int, last: int, persons: int = 1) -> VisitorsCounted:
            return note(
                VisitorsCounted, "b-1", 9, first=day(first), last=day(last), persons=persons
            )

        assert counted(9, 9).last == day(9)
        assert counted(0, 9, persons=0).persons == 0
        with refused(("counted_ahead", "last")):
            counted(0, 10)
        with refused(("ends_before_it_begins", "last")):
            counted(9, 8)
        with refused(("negative_count", "persons")):
            counted(0, 9, persons=-1)
        with refused(("ends_before_it_begins", "last"), ("counted_ahead", "last")):
            counted(11, 10)


class TestAmendments:
    def test_an_amendment_changes_something(self) -> None:
        for change in ({"last": day(9)}, {"ceiling_sek": 0}, {"amendment": "nya lokaler"}):
            words: dict[str, Any] = {"made": "av-1", "amendment": "", **change}
            assert note(AgreementAmended, "n-1", **words).amendment == words["amendment"]
        with refused(("amends_nothing", "amendment")):
            note(AgreementAmended, "n-1", made="av-1", amendment=" ")


class TestWords:
    def test_a_statement_says_something(self) -> None:
        said: dict[str, Any] = {"made": "av-1", "party": "hm", "part": ReportPart.LEARNED}
        assert note(StatementGiven, "t-1", **said, statement=".").statement == "."
        for empty in ("", " ", "\n\t"):
            with refused(("says_nothing", "statement")):
                note(StatementGiven, "t-1", **said, statement=empty)

    def test_no_words_hold_an_identity_number(self) -> None:
        with refused(("identity_number", "statement")):
            note(
                StatementGiven,
                "t-1",
                made="av-1",
                party="hm",
                part=ReportPart.LEARNED,
                statement="19811218-9876 har lärt sig",
            )
        with refused(("identity_number", "members")):
            note(
                BodyFormed,
                "g-1",
                made="av-1",
                body=Body.STEERING_GROUP,
                members=["19811218-9876"],
            )

    def test_lists_are_kept_as_they_were_written(self) -> None:
        formed = note(
            BodyFormed,
            "g-1",
            made="av-1",
            body=Body.STEERING_GROUP,
            members=["docent"],
            decides=[Decides.BUDGET],
        )
        assert (formed.members, formed.decides) == (("docent",), (Decides.BUDGET,))
        with refused(("not_a_list", "members")):
            note(BodyFormed, "g-1", made="av-1", body=Body.STEERING_GROUP, members="docent")


def joined(code: str = "hm") -> PartyJoined:
    return note(PartyJoined, "p-1", party=code, name="Hela", legal_form=LegalForm.ASSOCIATION)


def actor(code: str = "mchs") -> ActorRegistered:
    return note(ActorRegistered, "p-2", actor=code, name="H", legal_form=LegalForm.UNIVERSITY)


def of_party(kind: type[Entry], party: str) -> Entry:
    more: dict[type[Entry], dict[str, Any]] = {
        RoleTaken: {"made": "av-1", "role": PartyRole.RESEARCHER},
        TrainingHeld: {"trained": 1},
        DocumentRegistered: {"made": "av-1", "document": DocumentKind.OTHER, "reference": "1/26"},
        StatementGiven: {"made": "av-1", "part": ReportPart.RESEARCH, "statement": "Bra."},
        WorkerJoined: {"worker": "cm-1"},
    }
    return note(kind, "n-1", party=party, **more[kind])


def problems(*entries: Entry, known: int | None = None) -> list[tuple[str, str]]:
    kept = Journal(subject=PARTNERSHIP, entries=(made(), *entries))
    at = None if known is None else day(known)
    return [(p.code, p.path) for p in partnership_problems(kept, known=at)]


OF_AN_ACTOR = [RoleTaken, TrainingHeld, DocumentRegistered, StatementGiven]
UNKNOWN = [("unknown_party", "partnership/n-1/party")]


class TestWhoIsNamed:
    """A party has joined; what is noted about the partnership may also name another actor."""

    @pytest.mark.parametrize("kind", [*OF_AN_ACTOR, WorkerJoined])
    def test_a_party_has_joined(self, kind: type[Entry]) -> None:
        assert problems(joined(), of_party(kind, "hm")) == []
        assert problems(joined(), of_party(kind, "hsf")) == UNKNOWN
        assert problems(joined(), retracted("r-1", "p-1"), of_party(kind, "hm")) == UNKNOWN

    @pytest.mark.parametrize("kind", OF_AN_ACTOR)
    def test_an_actor_outside_the_partnership_will_do(self, kind: type[Entry]) -> None:
        assert problems(actor(), of_party(kind, "mchs")) == []
        assert problems(actor(), of_party(kind, "hm")) == UNKNOWN

    def test_but_no_actor_has_workers_who_hold_cases(self) -> None:
        assert problems(actor(), of_party(WorkerJoined, "mchs")) == UNKNOWN

    def test_as_far_as_is_known(self) -> None:
        late = note(
            ActorRegistered,
            "p-2",
            recorded=9,
            actor="mchs",
            name="H",
            legal_form=LegalForm.UNIVERSITY,
        )
        assert problems(late, of_party(RoleTaken, "mchs"), known=8) == UNKNOWN
        assert problems(late, of_party(RoleTaken, "mchs"), known=9) == []

    @pytest.mark.parametrize(
        ("kind", "more"),
        [
            (AgreementStatusChanged, {"status": AgreementStatus.LAPSED}),
            (AgreementAmended, {"amendment": "ändrat"}),
            (RoleTaken, {"party": "hm", "role": PartyRole.PROVIDER}),
            (BodyFormed, {"body": Body.PROJECT_GROUP, "members": ["docent"]}),
        ],
    )
    def test_what_is_said_of_an_agreement_names_one(
        self, kind: type[Entry], more: dict[str, Any]
    ) -> None:
        assert problems(joined(), note(kind, "n-1", made="av-1", **more)) == []
        unknown = [("answers_unknown_entry", "partnership/n-1/made")]
        assert problems(joined(), note(kind, "n-1", made="av-9", **more)) == unknown
        wrong = [("answers_wrong_kind", "partnership/n-1/made")]
        assert problems(joined(), note(kind, "n-1", made="p-1", **more)) == wrong

    @pytest.mark.parametrize("kind", [DisagreementReferred, DisagreementSettled])
    def test_a_disagreement_is_raised_before_it_goes_on(self, kind: type[Entry]) -> None:
        raised = note(DisagreementRaised, "o-1", 5, topic="lokalen")
        assert problems(raised, note(kind, "o-2", 5, disagreement="o-1")) == []
        early = [("before_what_it_answers", "partnership/o-2/disagreement")]
        assert problems(raised, note(kind, "o-2", 4, disagreement="o-1")) == early
        none = [("answers_unknown_entry", "partnership/o-2/disagreement")]
        assert problems(note(kind, "o-2", 5, disagreement="o-1")) == none


class TestAgreementsTogether:
    """What only several entries about agreements show to be wrong."""

    def test_two_agreements_have_codes_of_their_own(self) -> None:
        again = note(AgreementMade, "av-2", **terms())
        assert problems(again) == [("agreement_code_twice", "partnership/av-2/agreement")]
        assert problems(note(AgreementMade, "av-2", **{**terms(), "agreement": "iop-2030"})) == []
        assert problems(note(AgreementMade, "av-2", corrects=["av-1"], **terms())) == []

    def test_an_amendment_does_not_end_one_before_it_begins(self) -> None:
        first = made().first
        for last, found in (
            (first, []),
            (plus_days(first, -1), [("ends_before_it_begins", "partnership/n-1/last")]),
        ):
            amended = note(AgreementAmended, "n-1", made="av-1", last=last, amendment="kortare")
            assert problems(amended) == found


def terms() -> dict[str, Any]:
    """The terms of the agreement that these tests start from."""
    agreed = made()
    names = ("agreement", "first", "last", "phases", "ceiling_sek")
    return {name: getattr(agreed, name) for name in names}
