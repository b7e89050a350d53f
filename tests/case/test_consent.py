"""Consents: the days on which they run, withdrawals, what competes, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from cm_method.case.consent import (
    Consent,
    ConsentGiven,
    ConsentKind,
    ConsentWithdrawn,
    SharingMade,
    StatutoryGround,
    consents,
)
from cm_method.case.episodes import EndReason
from cm_method.case.participants import Died
from cm_method.journal import Category, Entry
from tests.base.refusal import refused
from tests.case.writing import case, day, ended, note, retracted, started


def given(id: str = "c", on: int = 0, **more: Any) -> ConsentGiven:
    first, last = more.pop("first", 0), more.pop("last", 9)
    payload: dict[str, Any] = {
        "consent": ConsentKind.SECRECY_WAIVER,
        "discloser": "hsf",
        "recipients": ["hm"],
        "information": ["needs"],
        "purpose": "care",
        "form": "A 1",
    }
    return note(ConsentGiven, id, on, first=day(first), last=day(last), **{**payload, **more})


def withdrawn(of: str = "c", on: int = 5, *, id: str = "w", **more: Any) -> ConsentWithdrawn:
    return note(ConsentWithdrawn, id, on, consent_given=of, **more)


def sharing(**more: Any) -> SharingMade:
    payload: dict[str, Any] = {
        "discloser": "hsf",
        "recipient": "hm",
        "information": ["needs"],
        "purpose": "care",
        "necessity": "inför läkarbesöket",
    }
    return note(SharingMade, "s", **{**payload, **more})


def only(*entries: Entry, on: int = 999, known: int | None = None) -> Consent:
    (found,) = consents(case(*entries, on=on, known=known))
    return found


def states(consent: Consent, *days: int) -> list[str]:
    return [consent.state(day(number)).value for number in days]


class TestConsentGiven:
    def test_is_of_six_kinds(self) -> None:
        assert {kind.value for kind in ConsentKind} == {
            "participation",
            "secrecy_waiver",
            "confidentiality_release",
            "sip",
            "research",
            "gdpr",
        }
        assert ConsentGiven.category is ConsentWithdrawn.category is Category.CONSENT

    def test_may_run_for_one_day_but_not_end_before_it_begins(self) -> None:
        assert given(first=3, last=3).last == day(3)
        with refused(("ends_before_it_begins", "last")):
            given(first=4, last=3)

    def test_is_to_something_and_to_somebody(self) -> None:
        with refused(("consent_to_nothing", "information")):
            given(information=[])
        with refused(("consent_to_nobody", "recipients")):
            given(recipients=[])
        assert given(recipients=[], next_of_kin=["mamma"]).next_of_kin == ("mamma",)

    def test_all_that_is_wrong_is_told_at_once(self) -> None:
        with refused(
            ("ends_before_it_begins", "last"),
            ("consent_to_nothing", "information"),
            ("consent_to_nobody", "recipients"),
        ):
            given(first=4, last=3, information=[], recipients=[])

    def test_bare_words_are_refused_where_several_belong(self) -> None:
        with refused(("not_a_list", "recipients"), ("not_a_list", "information")):
            given(recipients="hm", information="needs")

    def test_is_the_participants_own_and_kept_by_the_association_unless_said(self) -> None:
        assert (given().about, given().keeper) == (None, None)


class TestSharingMade:
    def test_says_why_it_was_necessary(self) -> None:
        for blank in ("", " \n"):
            with refused(("necessity_not_stated", "necessity")):
                sharing(necessity=blank)
        assert "läkarbesöket" not in repr(sharing())

    def test_gives_something(self) -> None:
        with refused(("shares_nothing", "information")):
            sharing(information=[])

    def test_may_name_a_ground_in_the_acts(self) -> None:
        assert sharing().ground is None
        assert sharing(ground=StatutoryGround.SOL_19_1).ground is StatutoryGround.SOL_19_1


class TestDays:
    def test_runs_from_its_first_through_its_last_day(self) -> None:
        assert states(only(given(first=2, last=4)), 1, 2, 4, 5) == [
            "not_yet",
            "runs",
            "runs",
            "expired",
        ]

    def test_never_before_the_day_on_which_it_was_given(self) -> None:
        late = only(given(on=3, first=1, last=4))
        assert late.opens == day(3)
        assert states(late, 1, 2, 3, 4, 5) == ["not_yet", "not_yet", "runs", "runs", "expired"]
        assert only(given(on=0, first=1)).opens == day(1)

    def test_written_down_late_it_runs_from_its_day_but_is_not_known_before(self) -> None:
        late = given(on=0, recorded=20)
        assert consents(case(late, known=19)) == ()
        assert only(late, known=20).runs(day(5))

    def test_a_withdrawal_takes_effect_on_its_own_day_and_only_forward(self) -> None:
        taken = only(given(), withdrawn(on=5))
        assert taken.withdrawn == day(5)
        assert states(taken, 0, 4, 5, 6, 10) == ["runs", "runs", *["withdrawn"] * 3]

    def test_a_withdrawal_is_seen_once_it_has_happened_and_is_known(self) -> None:
        entries = (given(), withdrawn(on=5, recorded=8))
        assert only(*entries, on=4).withdrawn is None
        assert only(*entries, known=7).runs(day(6))
        assert not only(*entries, known=8).runs(day(6))

    def test_of_two_withdrawals_the_earlier_counts(self) -> None:
        both = only(given(), withdrawn(on=7), withdrawn(on=5, id="v"))
        assert both.withdrawn == day(5)

    def test_a_withdrawal_of_another_consent_changes_nothing(self) -> None:
        entries = (given(), given("d"), withdrawn("d"))
        assert [each.withdrawn for each in consents(case(*entries))] == [None, day(5)]

    def test_a_withdrawal_taken_back_is_none(self) -> None:
        assert only(given(), withdrawn(), retracted("r", "w")).runs(day(6))

    def test_a_withdrawal_holds_for_what_corrected_the_consent_before_or_after(self) -> None:
        mended = given("d", recorded=20, last=12, corrects=["c"])
        assert only(given(), mended, withdrawn("c")).withdrawn == day(5)
        assert only(given(), mended, withdrawn("d", on=5, recorded=30)).withdrawn == day(5)

    def test_a_consent_taken_back_was_never_given(self) -> None:
        assert consents(case(given(), retracted("r", "c"))) == ()


class TestContested:
    rivals = (
        given(),
        given("d", recorded=3, corrects=["c"]),
        given("e", recorded=4, last=20, corrects=["c"]),
    )

    def test_corrections_that_compete_count_for_nothing_on_any_day(self) -> None:
        found = consents(case(*self.rivals))
        assert [each.entry.id for each in found] == ["d", "e"]
        for each in found:
            assert states(each, 0, 5, 30) == ["contested"] * 3

    def test_until_both_are_known_there_is_nothing_to_compete(self) -> None:
        assert only(*self.rivals, known=2).entry.id == "c"
        assert only(*self.rivals, known=3).runs(day(5))

    def test_a_third_that_names_both_settles_it(self) -> None:
        third = given("f", recorded=9, corrects=["d", "e"])
        assert only(*self.rivals, third).runs(day(5))

    def test_a_correction_and_a_retraction_compete_too(self) -> None:
        taken_back = retracted("r", "c")
        assert states(only(*self.rivals[:2], taken_back), 5) == ["contested"]

    def test_withdrawals_that_compete_make_the_consent_uncertain(self) -> None:
        moved = withdrawn(on=7, id="v", recorded=30, corrects=["w"])
        entries = (given(), withdrawn(on=5), moved, retracted("r", "w"))
        assert states(only(*entries), 4, 6) == ["contested"] * 2

    def test_withdrawals_that_compete_over_another_consent_do_not(self) -> None:
        rivals = [withdrawn("d", on=on, id=f"w{on}", recorded=30, corrects=["w"]) for on in (5, 7)]
        entries = (given(), given("d"), withdrawn("d"), *rivals)
        assert [each.contested for each in consents(case(*entries))] == [False, True]


class TestDeath:
    @pytest.mark.parametrize(
        "died", [note(Died, "x", 5), ended("x", "b", 5, reason=EndReason.DEATH)]
    )
    def test_it_runs_through_the_day_of_death_and_no_longer(self, died: Entry) -> None:
        ends = only(started("b"), given(), died)
        assert ends.died == day(5)
        assert states(ends, 5, 6, 10) == ["runs", "ended_by_death", "expired"]

    def test_another_end_of_the_service_ends_no_consent(self) -> None:
        assert only(started("b"), given(), ended("x", "b", 5)).runs(day(6))

    def test_given_after_a_death_it_never_runs(self) -> None:
        assert states(only(note(Died, "x", 5), given(on=6)), 5, 6) == ["not_yet", "ended_by_death"]

    def test_where_corrections_of_a_death_compete_nobody_can_say_after_the_first_of_them(
        self,
    ) -> None:
        rivals = (
            note(Died, "x", 3),
            note(Died, "y", 5, recorded=9, corrects=["x"]),
            note(Died, "z", 7, recorded=9, corrects=["x"]),
        )
        found = only(given(), *rivals)
        assert (found.died, found.doubted) == (None, day(5))
        assert states(found, 5, 6, 8, 10) == ["runs", "contested", "contested", "expired"]

    def test_also_where_one_says_that_nobody_died(self) -> None:
        rivals = (
            started("b"),
            ended("x", "b", 3, reason=EndReason.DEATH),
            ended("y", "b", 5, recorded=9, corrects=["x"], reason=EndReason.DEATH),
            ended("z", "b", 2, recorded=9, corrects=["x"]),
        )
        assert states(only(given(), *rivals), 2, 5, 6) == ["runs", "runs", "contested"]
