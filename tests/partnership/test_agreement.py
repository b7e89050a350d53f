"""The agreement on a day: phases, status, changes, money, disagreements, and several agreements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.agreements import (
    AgreementAmended,
    AgreementMade,
    AgreementStatus,
    AgreementStatusChanged,
    Body,
    BodyFormed,
    CostIncurred,
    Decides,
    DisagreementRaised,
    DisagreementReferred,
    DisagreementSettled,
    DocumentKind,
    DocumentRegistered,
    FollowUpHeld,
    PartyRole,
    PhaseKind,
    RoleTaken,
    TrainingHeld,
)
from cm_method.journal import Entry, Journal
from cm_method.partnership.agreement import (
    Agreement,
    Disagreement,
    DisagreementStep,
    agreement_on,
    agreements,
    phase_days,
)
from cm_method.testing.strategies import (
    agreements as made_up,
    days,
    days_around,
    days_known,
    halves,
    shifted,
)
from tests.partnership.writing import (
    agreement,
    cost,
    day,
    held,
    journal,
    made,
    noted,
    retracted,
    status,
)

ESTABLISHMENT, OPERATION, CLOSURE = PhaseKind
FOUR_CENTURIES = timedelta(days=146_097)
"""After so many days the calendar is the same again: month ends, leap days and weekdays."""


def spans(found: Agreement) -> list[tuple[str, str, str]]:
    return [(kind.value, str(days.first), str(days.last)) for kind, days in found.phases]


def journals() -> st.SearchStrategy[Journal]:
    return made_up().map(lambda entries: journal(*entries))


class TestPhases:
    def test_those_of_the_real_agreement(self) -> None:
        """R6: 36 full months, and the extra day belongs to the last phase."""
        assert spans(agreement(made())) == [
            ("establishment", "2026-05-01", "2026-10-31"),
            ("operation", "2026-11-01", "2028-10-31"),
            ("closure", "2028-11-01", "2029-05-01"),
        ]

    @pytest.mark.parametrize(
        ("on", "phase"),
        [
            ("2026-04-30", None),
            ("2026-05-01", ESTABLISHMENT),
            ("2026-10-31", ESTABLISHMENT),
            ("2026-11-01", OPERATION),
            ("2028-10-31", OPERATION),
            ("2028-11-01", CLOSURE),
            ("2029-04-30", CLOSURE),
            ("2029-05-01", CLOSURE),
            ("2029-05-02", None),
        ],
    )
    def test_the_phase_of_a_day(self, on: str, phase: PhaseKind | None) -> None:
        found = agreement(made())
        assert found.phase_on(day(on)) is phase
        assert phase is None or day(on) in (found.phase(phase) or ())

    def test_months_are_counted_from_the_first_day_and_never_from_the_phase_before(self) -> None:
        """From 31 January: 28 February, 31 March, 30 April - not 28 March, 28 April."""
        months = [(ESTABLISHMENT, 1), (OPERATION, 1), (CLOSURE, 1)]
        found = agreement(made(first="2027-01-31", last="2027-04-29", phases=months))
        assert spans(found) == [
            ("establishment", "2027-01-31", "2027-02-27"),
            ("operation", "2027-02-28", "2027-03-30"),
            ("closure", "2027-03-31", "2027-04-29"),
        ]

    def test_they_follow_one_another_in_the_order_of_the_agreement(self) -> None:
        found = agreement(made(phases=[(CLOSURE, 1), (ESTABLISHMENT, 1)]))
        assert [kind for kind, _ in found.phases] == [CLOSURE, ESTABLISHMENT]
        assert found.phase(OPERATION) is None

    def test_an_agreement_without_phases_is_in_none(self) -> None:
        found = agreement(made(phases=[]))
        assert found.phases == ()
        assert found.phase_on(day("2026-05-01")) is None

    @given(journals(), st.data())
    def test_they_follow_without_gap_or_overlap_and_cover_the_agreement_exactly(
        self, kept: Journal, data: DataObject
    ) -> None:
        for found in agreements(kept, on=data.draw(days_around(kept))):
            periods = [period for _, period in found.phases]
            assert (periods[0].first, periods[-1].last) == (found.first, found.last)
            for earlier, later in pairwise(periods):
                assert earlier.last is not None
                assert earlier.last + timedelta(1) == later.first
            for kind, period in found.phases:
                assert found.phase(kind) == period
                for each in (period.first, period.last or found.last):
                    assert found.phase_on(each) is (kind if found.asks_on(each) else None)
            for outside in (found.first - timedelta(1), found.last + timedelta(1)):
                assert found.phase_on(outside) is None

    @given(days(), st.lists(st.integers(1, 18), max_size=3), st.integers(0, 1500))
    def test_each_day_is_in_the_phase_that_a_count_of_months_gives(
        self, first: date, months: list[int], length: int
    ) -> None:
        last = first + timedelta(length)
        lengths = list(zip(PhaseKind, months, strict=False))
        found = phase_days(first, last, lengths)
        for n in range(0, length + 1, 5):
            asked = first + timedelta(n)
            inside = [kind for kind, period in found if asked in period]
            expected = slow_phase(first, asked, lengths)
            assert inside == ([] if expected is None else [expected])

    @given(journals())
    def test_after_four_centuries_every_day_is_the_same(self, kept: Journal) -> None:
        (now,) = agreements(kept, on=date(2100, 1, 1))
        earlier = journal(*(shifted(entry, -FOUR_CENTURIES) for entry in kept.entries))
        (then,) = agreements(earlier, on=date(2100, 1, 1) - FOUR_CENTURIES)
        assert shifted(then.phases, FOUR_CENTURIES) == now.phases
        assert then.money == now.money


def slow_phase(first: date, day: date, lengths: list[tuple[PhaseKind, int]]) -> PhaseKind | None:
    """By counting the months that are full on a day; days beyond the last stay in it."""
    full = 0
    while first_after(first, full + 1) <= day:
        full += 1
    for kind, months in lengths:
        full -= months
        if full < 0:
            return kind
    return lengths[-1][0] if lengths else None


def first_after(first: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    for number in (first.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError


class TestStatus:
    """The clause: the agreement hangs on a condition until somebody notes that it is met."""

    COURSE = (
        status("av-2", "2026-04-23", AgreementStatus.SIGNED_ON_CONDITION),
        status("av-3", "2026-06-17", AgreementStatus.IN_FORCE),
    )

    @pytest.mark.parametrize(
        ("on", "expected", "since"),
        [
            ("2026-04-01", AgreementStatus.PROPOSED, "2026-04-01"),
            ("2026-04-22", AgreementStatus.PROPOSED, "2026-04-01"),
            ("2026-04-23", AgreementStatus.SIGNED_ON_CONDITION, "2026-04-23"),
            ("2026-06-16", AgreementStatus.SIGNED_ON_CONDITION, "2026-04-23"),
            ("2026-06-17", AgreementStatus.IN_FORCE, "2026-06-17"),
        ],
    )
    def test_the_latest_stands(self, on: str, expected: AgreementStatus, since: str) -> None:
        found = agreement(made(), *self.COURSE, on=on)
        assert (found.status, found.status_since) == (expected, day(since))

    @pytest.mark.parametrize("now", AgreementStatus)
    def test_it_is_told_with_its_day_and_condition(self, now: AgreementStatus) -> None:
        said = agreement(made(condition="att fonden godkänner"), status("av-2", "2026-04-23", now))
        for lang in ("sv", "en"):
            assert "2026-04-23" in said.explain_status(lang)
            assert "att fonden godkänner" in said.explain_status(lang)

    def test_each_status_has_its_own_words(self) -> None:
        told = {
            agreement(made(), status("av-2", "2026-04-23", now)).explain_status()
            for now in AgreementStatus
        }
        assert len(told) == len(AgreementStatus)

    def test_without_a_condition_that_is_said(self) -> None:
        assert agreement(made()).explain_status().endswith("Villkor: inget.")
        assert agreement(made()).explain_status("en").endswith("none.")

    def test_what_has_lapsed_is_in_no_phase_from_that_day(self) -> None:
        lapsed = status("av-9", "2027-02-01", AgreementStatus.LAPSED)
        found = agreement(made(), lapsed, on="2027-03-01")
        assert found.lapsed_on == day("2027-02-01")
        assert found.phase_on(day("2027-01-31")) is PhaseKind.OPERATION
        assert found.phase_on(day("2027-02-01")) is None
        assert "inga uppföljningar begärs från den dagen" in found.explain_status()
        before = agreement(made(), lapsed, on="2027-01-31")
        assert before.lapsed_on is None
        assert before.phase_on(day("2027-02-01")) is PhaseKind.OPERATION

    def test_a_corrected_status_stands_in_its_place(self) -> None:
        correction = status(
            "av-4",
            "2026-06-19",
            AgreementStatus.LAPSED,
            recorded="2026-07-01",
            corrects=["av-3"],
        )
        course = (made(), *self.COURSE, correction)
        assert agreement(*course, on="2026-06-18").status is AgreementStatus.SIGNED_ON_CONDITION
        assert agreement(*course, on="2026-06-19").status is AgreementStatus.LAPSED
        assert agreement(*course, known="2026-06-30").status is AgreementStatus.IN_FORCE

    def test_another_agreements_status_is_not_its_own(self) -> None:
        second = made("av-5", first="2029-05-02", last="2030-05-01", phases=[])
        lapsed = status("av-6", "2026-06-01", AgreementStatus.LAPSED, made="av-5")
        first, other = agreements(journal(made(), second, lapsed), on=day("2026-06-01"))
        assert first.status is AgreementStatus.PROPOSED
        assert other.status is AgreementStatus.LAPSED


def amended(id: str, on: str, **more: Any) -> AgreementAmended:
    last = more.pop("last", None)
    given = {"made": "av-1", "amendment": "ändrat", **more}
    return noted(AgreementAmended, id, on, last=last and day(last), **given)


class TestAmended:
    def test_it_acts_from_its_own_day_on(self) -> None:
        course = (
            made(),
            amended("av-2", "2028-01-10", last="2029-12-31", ceiling_sek=400_000),
        )
        before, after = (agreement(*course, on=on) for on in ("2028-01-09", "2028-01-10"))
        assert (str(before.last), before.money.ceiling) == ("2029-05-01", 300_000)
        assert (str(after.last), after.money.ceiling) == ("2029-12-31", 400_000)
        assert (len(before.amendments), len(after.amendments)) == (0, 1)
        assert str(after.period.last) == "2029-12-31"
        assert spans(after)[-1] == ("closure", "2028-11-01", "2029-12-31")
        assert spans(after)[:-1] == spans(before)[:-1]

    def test_the_latest_stands_for_what_it_names_and_no_more(self) -> None:
        found = agreement(
            made(),
            amended("av-2", "2027-01-01", last="2029-12-31", ceiling_sek=400_000),
            amended("av-3", "2027-02-01", last="2029-06-30"),
            amended("av-4", "2027-03-01", ceiling_sek=0),
            amended("av-5", "2027-04-01"),
        )
        assert (str(found.last), found.money.ceiling) == ("2029-06-30", 0)
        assert [each.id for each in found.amendments] == ["av-2", "av-3", "av-4", "av-5"]

    def test_an_earlier_end_cuts_the_phases(self) -> None:
        for last, expected in (
            ("2028-10-31", ["establishment", "operation"]),
            ("2028-11-01", ["establishment", "operation", "closure"]),
            ("2026-05-01", ["establishment"]),
        ):
            found = agreement(made(), amended("av-2", "2026-06-01", last=last))
            assert [kind for kind, _, _ in spans(found)] == expected
            assert spans(found)[-1][2] == last

    def test_an_end_before_the_first_day_leaves_that_day(self) -> None:
        found = agreement(made(), amended("av-2", "2026-06-01", last="2026-04-01"))
        assert spans(found) == [("establishment", "2026-05-01", "2026-05-01")]

    def test_it_amends_the_agreement_it_names(self) -> None:
        second = made("av-5", first="2029-05-02", last="2030-05-01", phases=[])
        change = amended("av-6", "2026-06-01", last="2031-05-01", made="av-5")
        first, other = agreements(journal(made(), second, change), on=day("2026-06-01"))
        assert (str(first.last), str(other.last)) == ("2029-05-01", "2031-05-01")
        assert (first.amendments, other.amendments) == ((), (change,))


class TestMoney:
    def money(self, *entries: Entry) -> tuple[int, int, int, dict[str, int]]:
        money = agreement(made(), *entries, on="2030-01-01").money
        by_phase = {phase.value: spent for phase, spent in money.by_phase.items()}
        return money.spent, money.left, money.outside, by_phase

    def test_nothing_is_spent_and_every_phase_is_there(self) -> None:
        nothing = {"establishment": 0, "operation": 0, "closure": 0}
        assert self.money() == (0, 300_000, 0, nothing)

    def test_what_another_funder_covers_does_not_count(self) -> None:
        fund = cost("k-1", "2026-10-02", 412_000, 412_000)
        part = cost("k-2", "2027-01-29", 18_400, 6_000)
        spent, left, _, by_phase = self.money(fund, part)
        assert (spent, left) == (12_400, 287_600)
        assert by_phase == {"establishment": 0, "operation": 12_400, "closure": 0}

    def test_a_credit_gives_back(self) -> None:
        spent, left, _, _ = self.money(
            cost("k-1", "2027-01-01", 300_000), cost("k-2", "2027-02-01", -2_500)
        )
        assert (spent, left) == (297_500, 2_500)

    def test_the_exact_ceiling_is_not_over_and_one_krona_more_is(self) -> None:
        assert self.money(cost("k-1", "2027-01-01", 300_000))[1] == 0
        assert self.money(cost("k-1", "2027-01-01", 300_001))[1] == -1

    @pytest.mark.parametrize(
        ("on", "phase"),
        [
            ("2026-04-30", "outside"),
            ("2026-05-01", "establishment"),
            ("2026-10-31", "establishment"),
            ("2026-11-01", "operation"),
            ("2028-10-31", "operation"),
            ("2028-11-01", "closure"),
            ("2029-05-01", "closure"),
            ("2029-05-02", "outside"),
        ],
    )
    def test_a_cost_belongs_to_the_phase_of_its_day(self, on: str, phase: str) -> None:
        spent, _, outside, by_phase = self.money(cost("k-1", on, 7))
        expected = {"establishment": 0, "operation": 0, "closure": 0, "outside": 0, phase: 7}
        assert (spent, {**by_phase, "outside": outside}) == (7, expected)

    def test_without_phases_the_costs_of_the_agreements_days_are_not_outside(self) -> None:
        course = (made(phases=[]), cost("k-1", "2027-01-01", 5), cost("k-2", "2029-05-02", 7))
        money = agreement(*course, on="2030-01-01").money
        assert (money.spent, money.outside, dict(money.by_phase)) == (12, 7, {})

    def test_a_cost_counts_from_its_day_and_a_retracted_one_does_not(self) -> None:
        course = (made(), cost("k-1", "2027-01-10", 7, recorded="2027-03-01"))
        assert agreement(*course, on="2027-01-09").money.spent == 0
        assert agreement(*course, on="2027-01-10").money.spent == 7
        assert agreement(*course, known="2027-02-28").money.spent == 0
        gone = retracted("k-2", "2027-01-10", "k-1", recorded="2027-04-01")
        assert agreement(*course, gone).money.spent == 0
        assert agreement(*course, gone, known="2027-03-31").money.spent == 7

    def test_a_corrected_cost_is_counted_once_and_moves_with_its_day(self) -> None:
        right = cost("k-2", "2028-11-01", 9, recorded="2028-12-01", corrects=["k-1"])
        spent, _, _, by_phase = self.money(cost("k-1", "2028-10-31", 7), right)
        assert spent == 9
        assert by_phase == {"establishment": 0, "operation": 0, "closure": 9}

    @given(journals())
    def test_the_phases_and_what_is_outside_make_up_all_that_is_spent(self, kept: Journal) -> None:
        (found,) = agreements(kept, on=date(2100, 1, 1))
        costs = [e for e in kept.entries if isinstance(e, CostIncurred)]
        money = found.money
        assert money.spent == sum(e.amount_sek - e.covered_sek for e in costs)
        assert money.left == money.ceiling - money.spent
        assert sum(money.by_phase.values()) + money.outside == money.spent
        outside = [e for e in costs if not found.first <= e.on <= found.last]
        assert money.outside == sum(e.counted_sek for e in outside)


class TestDisagreements:
    """Dialogue in the project first, then the steering group decides (IOP)."""

    RAISED = noted(DisagreementRaised, "o-1", "2027-02-10", topic="lokalen")
    REFERRED = noted(DisagreementReferred, "o-2", "2027-02-20", disagreement="o-1")
    SETTLED = noted(DisagreementSettled, "o-3", "2027-03-03", disagreement="o-1")

    def step(self, *entries: Entry, on: str = "2029-01-01") -> tuple[str, str]:
        (found,) = agreement(made(), self.RAISED, *entries, on=on).disagreements
        assert found.raised is self.RAISED
        return found.step.value, str(found.since)

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            ("2027-02-10", ("dialogue", "2027-02-10")),
            ("2027-02-19", ("dialogue", "2027-02-10")),
            ("2027-02-20", ("steering_group", "2027-02-20")),
            ("2027-03-02", ("steering_group", "2027-02-20")),
            ("2027-03-03", ("settled", "2027-03-03")),
        ],
    )
    def test_its_steps(self, on: str, expected: tuple[str, str]) -> None:
        assert self.step(self.REFERRED, self.SETTLED, on=on) == expected

    def test_dialogue_may_settle_it(self) -> None:
        assert self.step(self.SETTLED) == ("settled", "2027-03-03")

    def test_what_is_noted_after_it_is_settled_changes_nothing(self) -> None:
        late = noted(DisagreementReferred, "o-4", "2027-04-01", disagreement="o-1")
        again = noted(DisagreementSettled, "o-5", "2027-05-01", disagreement="o-1")
        assert self.step(self.SETTLED, late, again) == ("settled", "2027-03-03")

    def test_of_two_referrals_the_first_counts(self) -> None:
        again = noted(DisagreementReferred, "o-4", "2027-04-01", disagreement="o-1")
        assert self.step(again, self.REFERRED) == ("steering_group", "2027-02-20")

    def test_before_it_is_raised_there_is_none(self) -> None:
        assert agreement(made(), self.RAISED, on="2027-02-09").disagreements == ()

    def test_each_goes_its_own_way(self) -> None:
        other = noted(DisagreementRaised, "o-9", "2027-02-11", topic="kvällar")
        found = agreement(made(), self.RAISED, other, self.REFERRED).disagreements
        assert found == (
            Disagreement(
                raised=self.RAISED, step=DisagreementStep.STEERING_GROUP, since=day("2027-02-20")
            ),
            Disagreement(raised=other, step=DisagreementStep.DIALOGUE, since=day("2027-02-11")),
        )

    def test_the_steps_follow_a_corrected_disagreement(self) -> None:
        again = noted(
            DisagreementRaised, "o-9", "2027-02-12", topic="lokalen och tiden", corrects=["o-1"]
        )
        course = (made(), self.RAISED, again, self.REFERRED)
        (found,) = agreement(*course).disagreements
        assert (found.raised, found.step) == (again, DisagreementStep.STEERING_GROUP)
        (found,) = agreement(*course, self.SETTLED).disagreements
        assert found.step is DisagreementStep.SETTLED

    def test_a_retracted_step_is_taken_back(self) -> None:
        gone = retracted("o-9", "2027-03-03", "o-3")
        assert self.step(self.REFERRED, self.SETTLED, gone)[0] == "steering_group"


def role(id: str, party: str, role: PartyRole, **more: Any) -> RoleTaken:
    return noted(RoleTaken, id, "2026-04-23", **{"made": "av-1", **more}, party=party, role=role)


def body(id: str, on: str, body: Body, *members: str, **more: Any) -> BodyFormed:
    return noted(BodyFormed, id, on, **{"made": "av-1", **more}, body=body, members=members)


class TestWhoTakesPart:
    def test_roles_in_the_order_they_were_taken(self) -> None:
        found = agreement(
            made(),
            role("r-1", "sdf", PartyRole.FINANCIER),
            role("r-2", "hm", PartyRole.PROVIDER),
            role("r-3", "mchs", PartyRole.RESEARCHER),
        )
        assert found.roles == (
            ("sdf", PartyRole.FINANCIER),
            ("hm", PartyRole.PROVIDER),
            ("mchs", PartyRole.RESEARCHER),
        )

    def test_a_body_is_as_it_was_formed_last(self) -> None:
        steering = body(
            "g-1", "2026-04-23", Body.STEERING_GROUP, "docent", decides=[Decides.BUDGET]
        )
        project = body("g-2", "2026-05-01", Body.PROJECT_GROUP, "projektledare")
        again = body("g-3", "2027-01-01", Body.STEERING_GROUP, "docent", "controller")
        course = (made(), steering, project, again)
        assert agreement(*course, on="2026-04-30").bodies == (steering,)
        assert agreement(*course, on="2026-12-31").bodies == (project, steering)
        assert agreement(*course).bodies == (project, again)

    def test_the_trained_are_counted_by_party(self) -> None:
        course = [
            noted(TrainingHeld, f"u-{n}", on, party=party, trained=trained)
            for n, (on, party, trained) in enumerate(
                [("2026-09-18", "hm", 3), ("2026-09-18", "sdf", 8), ("2027-09-10", "hm", 2)]
            )
        ]
        assert agreement(made(), *course).trained == {"hm": 5, "sdf": 8}
        assert agreement(made(), *course, on="2027-09-09").trained == {"hm": 3, "sdf": 8}


class TestTheAgreementCorrected:
    """All that names the corrected entry follows to the one that took its place."""

    def test_everything_follows(self) -> None:
        right = made("av-9", ceiling_sek=250_000, last="2029-04-30", corrects=["av-1"])
        course = (
            made(),
            right,
            status("av-2", "2026-06-17", AgreementStatus.IN_FORCE),
            amended("av-3", "2027-01-01", last="2029-06-30"),
            role("r-1", "hm", PartyRole.PROVIDER),
            body("g-1", "2026-05-01", Body.PROJECT_GROUP, "projektledare"),
        )
        found = agreement(*course)
        assert found.made is right
        assert found.status is AgreementStatus.IN_FORCE
        assert (str(found.last), found.money.ceiling) == ("2029-06-30", 250_000)
        assert found.roles == (("hm", PartyRole.PROVIDER),)
        assert len(found.bodies) == len(found.amendments) == 1

    def test_and_so_does_what_names_the_correction(self) -> None:
        right = made("av-9", corrects=["av-1"])
        changed = status("av-2", "2026-06-17", AgreementStatus.LAPSED, made="av-9")
        assert agreement(made(), right, changed).status is AgreementStatus.LAPSED

    def test_before_the_correction_was_recorded_it_was_as_first_written(self) -> None:
        right = made("av-9", ceiling_sek=1, recorded="2027-01-01", corrects=["av-1"])
        assert agreement(made(), right, known="2026-12-31").money.ceiling == 300_000
        assert agreement(made(), right, known="2027-01-01").money.ceiling == 1

    def test_a_retracted_agreement_is_none(self) -> None:
        kept = journal(made(), retracted("av-9", "2026-04-01", "av-1"))
        assert agreements(kept, on=day("2027-01-01")) == ()


class TestSeveralAgreements:
    SECOND = made("av-5", on="2029-01-15", first="2029-05-02", last="2031-05-01", phases=[])
    COURSE = (
        made(),
        SECOND,
        cost("k-0", "2026-04-30", 1),
        cost("k-1", "2026-05-01", 10),
        cost("k-2", "2029-05-01", 100),
        cost("k-3", "2029-05-02", 1000),
        noted(TrainingHeld, "u-1", "2027-01-01", party="hm", trained=3),
        noted(TrainingHeld, "u-2", "2029-06-01", party="hm", trained=4),
        noted(DisagreementRaised, "o-1", "2029-05-01", topic="a"),
        noted(DisagreementRaised, "o-2", "2029-05-02", topic="b"),
        noted(
            DocumentRegistered,
            "d-1",
            "2029-06-01",
            made="av-1",
            party="hm",
            document=DocumentKind.MINUTES,
            reference="1",
        ),
        held("f-1", "2029-05-04", "2029-05-01"),
        held("f-2", "2029-08-02"),
    )

    def both(self, *, reverse: bool = False) -> tuple[Agreement, Agreement]:
        course = reversed(self.COURSE) if reverse else self.COURSE
        first, second = agreements(journal(*course), on=day("2031-01-01"))
        return first, second

    def test_they_come_in_order_of_their_first_day(self) -> None:
        later_written = made(
            "av-0", on="2029-02-01", first="2026-01-01", last="2026-04-30", phases=[]
        )
        found = agreements(journal(*self.COURSE, later_written), on=day("2031-01-01"))
        assert [each.made.id for each in found] == ["av-0", "av-1", "av-5"]

    def test_each_day_belongs_to_one_of_them(self) -> None:
        """What lies before them all belongs to the first: nothing is lost, or counted twice."""
        for reverse in (False, True):
            first, second = self.both(reverse=reverse)
            assert (first.money.spent, first.money.outside) == (111, 1)
            assert (second.money.spent, second.money.outside) == (1000, 0)
            assert (first.trained, second.trained) == ({"hm": 3}, {"hm": 4})
            topics = [[d.raised.topic for d in each.disagreements] for each in (first, second)]
            assert topics == [["a"], ["b"]]
            assert [len(each.documents) for each in (first, second)] == [1, 0]

    def test_what_lies_between_them_belongs_to_the_one_before(self) -> None:
        later = made("av-5", on="2029-01-15", first="2030-01-01", last="2031-05-01", phases=[])
        costs = (cost("k-1", "2029-05-02", 10), cost("k-2", "2030-01-01", 100))
        first, second = agreements(journal(made(), later, *costs), on=day("2031-01-01"))
        assert (first.money.spent, first.money.outside) == (10, 10)
        assert (second.money.spent, second.money.outside) == (100, 0)

    def test_one_that_is_proposed_or_has_lapsed_stands_back(self) -> None:
        """A draft beside it neither hides the agreement in force nor takes its costs."""
        draft = made("av-5", on="2028-01-15", first="2028-05-01", last="2031-05-01", phases=[])
        kept = (made(), status("s-1", "2026-06-17", AgreementStatus.IN_FORCE), draft)
        spent = cost("k-1", "2028-06-01", 10)
        lapsed = noted(
            AgreementStatusChanged,
            "s-2",
            "2028-05-20",
            made="av-5",
            status=AgreementStatus.LAPSED,
        )
        signed = noted(
            AgreementStatusChanged,
            "s-3",
            "2028-05-25",
            made="av-5",
            status=AgreementStatus.IN_FORCE,
        )
        for more, there in (((), "av-1"), ((lapsed,), "av-1"), ((lapsed, signed), "av-5")):
            course = journal(*kept, spent, *more)
            found = agreement_on(course, on=day("2028-06-01"))
            assert found is not None
            assert found.made.id == there
            assert found.money.spent == 10

    def test_a_follow_up_belongs_where_it_was_planned(self) -> None:
        first, second = self.both()
        assert [[f.id for f in each.held] for each in (first, second)] == [["f-1"], ["f-2"]]

    def test_alone_it_counts_everything(self) -> None:
        found = agreement(*(e for e in self.COURSE if e is not self.SECOND), on="2031-01-01")
        assert (found.money.spent, found.money.outside) == (1111, 1001)
        assert found.trained == {"hm": 7}
        assert (len(found.disagreements), len(found.documents), len(found.held)) == (2, 1, 2)

    def test_the_second_is_not_there_before_it_is_made(self) -> None:
        kept = journal(*self.COURSE)
        assert len(agreements(kept, on=day("2029-01-14"))) == 1
        assert len(agreements(kept, on=day("2029-01-15"))) == 2

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            ("2026-03-31", None),  # nothing is agreed yet
            ("2026-04-01", "av-1"),  # agreed, and not begun
            ("2026-05-01", "av-1"),
            ("2029-05-01", "av-1"),
            ("2029-05-02", "av-5"),
            ("2031-05-01", "av-5"),
            ("2040-01-01", "av-5"),  # over: the latest
        ],
    )
    def test_the_one_that_a_day_belongs_to(self, on: str, expected: str | None) -> None:
        found = agreement_on(journal(*self.COURSE), on=day(on))
        assert (found and found.made.id) == expected

    def test_between_two_it_is_the_one_that_is_over(self) -> None:
        later = made("av-5", first="2029-09-01", last="2031-05-01", phases=[])
        found = agreement_on(journal(made(), later), on=day("2029-08-31"))
        assert found is not None
        assert found.made.id == "av-1"

    def test_before_all_it_is_the_first(self) -> None:
        later = made("av-0", first="2029-09-01", last="2031-05-01", phases=[])
        found = agreement_on(journal(made(), later), on=day("2026-04-02"))
        assert found is not None
        assert found.made.id == "av-1"

    def test_of_two_at_once_it_is_the_one_that_began_last(self) -> None:
        within = made("av-0", first="2027-01-01", last="2027-12-31", phases=[])
        kept = journal(made(), within)
        for on, expected in (("2027-06-01", "av-0"), ("2028-01-01", "av-1")):
            found = agreement_on(kept, on=day(on))
            assert found is not None
            assert found.made.id == expected

    def test_without_an_agreement_there_is_none(self) -> None:
        costs = journal(cost("k-1", "2027-01-01", 1))
        assert agreements(costs, on=day("2027-01-01")) == ()
        assert agreement_on(costs, on=day("2027-01-01")) is None

    def test_as_known(self) -> None:
        late = journal(made(recorded="2026-06-01"))
        assert agreement_on(late, on=day("2027-01-01"), known=day("2026-05-31")) is None
        found = agreement_on(late, on=day("2027-01-01"), known=day("2026-06-01"))
        assert found is not None
        assert (found.on, found.known) == (day("2027-01-01"), day("2026-06-01"))


def noted_later(kept: Iterable[Entry], after: date) -> list[Entry]:
    """Copies of the entries that are written down only after a day."""
    return [
        attrs.evolve(
            entry,
            id=f"sen-{number}",
            recorded=max(entry.recorded, after) + timedelta(1),
            corrects=[entry.id] if number % 2 else [],
        )
        for number, entry in enumerate(kept)
    ]


class TestLaws:
    @given(journals(), st.data())
    def test_order_repetition_and_merging_of_halves_change_nothing(
        self, kept: Journal, data: DataObject
    ) -> None:
        on, known = data.draw(days_around(kept)), data.draw(days_known(kept))
        found = agreements(kept, on=on, known=known)
        mixed = data.draw(st.permutations([*kept.entries, *kept.entries]))
        assert agreements(journal(*mixed), on=on, known=known) == found
        one, other = data.draw(halves(kept))
        for merged in (one.merge(other), other.merge(one), other.merge(one).merge(other)):
            assert agreements(merged, on=on, known=known) == found

    @given(journals(), st.data())
    def test_what_is_recorded_later_changes_nothing_of_what_was_known(
        self, kept: Journal, data: DataObject
    ) -> None:
        on, known = data.draw(days_around(kept)), data.draw(days())
        found = agreements(kept, on=on, known=known)
        more = kept.with_entries(*noted_later(kept.entries, known))
        assert agreements(more, on=on, known=known) == found
        assert agreements(kept.known_by(known), on=on, known=known) == found

    @given(journals(), st.data())
    def test_what_happens_later_changes_nothing_of_a_day(
        self, kept: Journal, data: DataObject
    ) -> None:
        on = data.draw(days_around(kept))
        earlier = journal(*(entry for entry in kept.entries if entry.on <= on))
        assert agreements(earlier, on=on) == agreements(kept, on=on)

    @given(journals())
    def test_each_amendment_acts_from_its_own_day(self, kept: Journal) -> None:
        (made,) = [e for e in kept.entries if isinstance(e, AgreementMade)]
        for change in [e for e in kept.entries if isinstance(e, AgreementAmended)]:
            (then,) = agreements(kept, on=change.on)
            assert then.last == (change.last or made.last)
            expected = made.ceiling_sek if change.ceiling_sek is None else change.ceiling_sek
            assert then.money.ceiling == expected
            if change.on > made.on:
                (before,) = agreements(kept, on=change.on - timedelta(1))
                assert (before.last, before.money.ceiling) == (made.last, made.ceiling_sek)

    @given(journals(), st.data())
    def test_all_that_is_told_happened_by_the_day(self, kept: Journal, data: DataObject) -> None:
        on = data.draw(days_around(kept))
        for found in agreements(kept, on=on):
            told: list[Entry] = [*found.amendments, *found.held, *found.documents]
            told += [each.raised for each in found.disagreements]
            assert all(entry.on <= on for entry in told)
            kinds = (FollowUpHeld, AgreementAmended, DisagreementRaised)
            happened = [e for e in kept.entries if isinstance(e, kinds) and e.on <= on]
            assert len(happened) == len(told)
