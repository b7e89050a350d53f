"""Where we stand and what it takes, held against every way in which it could still turn out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.agreements import AgreementStatus, Body, PhaseKind
from cm_method.case.register import Register
from cm_method.cohort.indicators import indicators
from cm_method.cohort.results import results
from cm_method.cohort.statistics import wilson
from cm_method.dates import Period
from cm_method.journal import Journal
from cm_method.partnership.agreement import agreements
from cm_method.partnership.calendar import follow_ups
from cm_method.partnership.standing import (
    Outlook,
    Prospect,
    Standing,
    outlook,
    planned_number,
    standing,
)
from cm_method.rules.method import Measure, Method
from cm_method.testing.strategies import (
    OTHER_MUNICIPALITY,
    any_methods,
    days,
    days_known,
    registers,
)
from tests.cohort.hand_made import as_text, result_with
from tests.examples.notation import journal_of
from tests.partnership.test_agreement import journals
from tests.partnership.writing import agreement, day, made, status

PLAN, CONTACTS = "plan_in_time", "contacts_followed_through"
RATINGS, CRISIS = "self_rated_improvement", "crisis_plan_and_chain"

OUTLOOKS = [
    # rule, counts, planned: remaining, needed, needed at best, prospect, just reached
    (PLAN, "", 30, "30 24 24 possible 24/30"),
    (PLAN, "5 met", 30, "25 19 19 possible 24/30"),
    (PLAN, "5 met, 6 missed", 30, "19 19 19 possible 24/30"),
    (PLAN, "5 met, 7 missed", 30, "18 19 19 impossible 24/30"),
    (PLAN, "24 met", 30, "6 0 0 certain 24/30"),
    (PLAN, "23 met", 30, "7 1 1 possible 24/30"),
    (PLAN, "24 met, 6 missed", 30, "0 0 0 certain 24/30"),
    (PLAN, "23 met, 7 missed", 30, "0 1 1 impossible 24/30"),
    # who has started and waits is among those planned
    (PLAN, "20 met, 4 not_yet_due", 30, "10 4 4 possible 24/30"),
    (PLAN, "20 met, 9 not_yet_due, 1 not_yet_due done", 30, "10 4 4 possible 24/30"),
    # more have started than planned: all of them count
    (PLAN, "20 met, 11 not_yet_due", 30, "11 5 5 possible 25/31"),
    (PLAN, "4 met, 1 not_yet_due", 0, "1 0 0 certain 4/5"),
    # who is late is not in time
    (PLAN, "5 met, 7 met_late", 30, "18 19 19 impossible 24/30"),
    # missing answers: all no, or all yes
    (PLAN, "5 met, 2 unknown", 30, "23 19 17 possible 24/30"),
    (PLAN, "22 met, 2 unknown", 30, "6 2 0 possible 24/30"),
    (PLAN, "22 met, 2 unknown, 6 missed", 30, "0 2 0 possible 24/30"),
    (PLAN, "21 met, 2 unknown, 7 missed", 30, "0 3 1 impossible 24/30"),
    # who died, or dropped what was asked about, has started and is judged no more
    (PLAN, "24 met, 2 excluded died", 30, "4 0 0 certain 23/28"),
    (PLAN, "19 met, 5 missed, 2 excluded died", 30, "4 4 4 possible 23/28"),
    (PLAN, "18 met, 6 missed, 2 excluded died", 30, "4 5 5 impossible 23/28"),
    (PLAN, "30 excluded died", 30, "0 0 0 nobody 0/0"),
    (PLAN, "", 0, "0 0 0 nobody 0/0"),
    # ongoing services are still to be judged
    (RATINGS, "3 met, 2 missed, 25 no_due_day", 30, "25 15 15 possible 18/30"),
    (RATINGS, "18 met, 2 missed, 9 no_due_day, 1 not_yet_due", 30, "10 0 0 certain 18/30"),
    (RATINGS, "3 met, 13 missed, 14 no_due_day", 30, "14 15 15 impossible 18/30"),
    # of those whom the target only concerns some of, only who has started is counted, but whoever
    # may still start can turn it either way
    (CRISIS, "", 30, "0 0 0 nobody 0/0"),
    (CRISIS, "7 met, 3 missed", 30, "0 0 0 possible 7/10"),
    (CRISIS, "7 met, 3 missed", 10, "0 0 0 certain 7/10"),
    (CRISIS, "21 met, 3 missed", 30, "0 0 0 certain 17/24"),
    (CRISIS, "20 met, 3 missed", 30, "0 0 0 possible 17/23"),
    (CRISIS, "6 met, 3 missed, 1 not_yet_due", 30, "1 1 1 possible 7/10"),
    (CRISIS, "6 met, 3 missed, 9 excluded not_relevant", 30, "0 1 1 possible 7/9"),
    (CRISIS, "6 met, 3 missed, 9 excluded not_relevant", 19, "0 1 1 possible 7/9"),
    (CRISIS, "6 met, 3 missed, 9 excluded not_relevant", 18, "0 1 1 impossible 7/9"),
    (CRISIS, "1 not_yet_due", 30, "1 1 1 possible 1/1"),
    # nobody knows whether they belong: below those without belong, above those with
    (CRISIS, "6 met, 2 missed, 2 membership", 30, "0 1 0 possible 7/10"),
    (CRISIS, "6 met, 3 missed, 1 membership done", 30, "0 1 0 possible 7/9"),
    (CRISIS, "6 met, 4 missed, 1 membership done", 30, "0 1 1 possible 7/10"),
    (CRISIS, "6 met, 4 missed, 1 membership done", 11, "0 1 1 impossible 7/10"),
    (CRISIS, "7 met, 2 missed, 1 membership", 10, "0 0 0 certain 7/10"),
    (CRISIS, "3 met, 3 missed, 2 membership, 4 not_yet_due", 30, "4 6 4 possible 9/12"),
    (CRISIS, "3 met, 4 missed, 2 membership, 4 not_yet_due", 30, "4 7 5 possible 10/13"),
    (CRISIS, "3 met, 4 missed, 2 membership, 4 not_yet_due", 13, "4 7 5 impossible 10/13"),
]  # fmt: skip


def shown(found: Outlook) -> str:
    counts = (found.remaining, found.needed, found.needed_at_best, found.prospect.value)
    return " ".join([*map(str, counts), as_text(found.just_reached)])


@pytest.mark.parametrize(("rule", "said", "planned", "expected"), OUTLOOKS)
def test_what_a_target_takes(
    edition: Method, rule: str, said: str, planned: int, expected: str
) -> None:
    assert shown(outlook(result_with(edition, rule, said), planned, edition)) == expected


def test_how_little_thirty_participants_tell(edition: Method) -> None:
    """24 of 30 just reaches 80 %, and the interval goes from about 63 to 90."""
    found = outlook(result_with(edition, PLAN, ""), 30, edition)
    assert as_text(found.just_reached) == "24/30"
    assert (round(100 * found.low), round(100 * found.high)) == (63, 90)
    assert (found.low, found.high) == wilson(found.just_reached, 95)
    at_90 = edition.adapt(
        code=edition.code,
        source=OTHER_MUNICIPALITY,
        since=day("2026-05-01"),
        interval_percent=90,
    )
    narrow = outlook(result_with(at_90, PLAN, ""), 30, at_90)
    assert narrow.low > found.low
    assert narrow.high < found.high


def test_of_nobody_the_interval_says_nothing(edition: Method) -> None:
    found = outlook(result_with(edition, PLAN, ""), 0, edition)
    assert (found.prospect, found.low, found.high) == (Prospect.NOBODY, 0.0, 1.0)


Group = tuple[int, int, int, int, int]
"""How many met, missed, are unknown, and perhaps belong: fulfilled, and not fulfilled."""


def endings(group: Group, remaining: int, succeed: int) -> Iterator[tuple[int, int]]:
    """Every way the missing answers can fall when so many of the remaining succeed: met, of."""
    met, missed, unknown, perhaps_done, perhaps_not = group
    ways = product(range(unknown + 1), range(perhaps_done + 1), range(perhaps_not + 1))
    for yes, done_members, other_members in ways:
        known = met + missed + unknown + done_members + other_members
        yield met + yes + done_members + succeed, known + remaining


def is_reached(ending: tuple[int, int], percent: int) -> bool:
    met, of = ending
    return of > 0 and 100 * met >= percent * of


def fewest(group: Group, remaining: int, percent: int, *, whatever_the_answers: bool) -> int | None:
    """How many of the remaining must at least succeed; None where all of them do not suffice."""
    enough = all if whatever_the_answers else any
    return next(
        (
            succeed
            for succeed in range(remaining + 1)
            if enough(is_reached(e, percent) for e in endings(group, remaining, succeed))
        ),
        None,
    )


class TestEveryWayItCouldStillTurnOut:
    @given(
        st.tuples(*[st.integers(0, 5)] * 5),
        st.tuples(st.integers(0, 5), st.integers(0, 3)),
        st.integers(0, 14),
        st.sampled_from((PLAN, CONTACTS, RATINGS, CRISIS)),
    )
    def test_the_outlook_is_what_all_of_them_give(
        self, edition: Method, group: Group, others: tuple[int, int], planned: int, rule: str
    ) -> None:
        waiting, excluded = others
        met, missed, unknown, perhaps_done, perhaps_not = group
        if rule != CRISIS:  # the others concern everybody
            group = (met, missed, unknown, perhaps_done, perhaps_not) = (*group[:3], 0, 0)
        said = (
            f"{met} met, {missed} missed, {unknown} unknown, {perhaps_done} membership done, "
            f"{perhaps_not} membership, {waiting} not_yet_due, {excluded} excluded died"
        )
        result = result_with(edition, rule, said)
        found = outlook(result, planned, edition)

        started = sum(group) + waiting + excluded
        coming = 0 if rule == CRISIS else max(0, planned - started)
        assert found.remaining == waiting + coming
        surely = met + missed + unknown + found.remaining
        if not surely:
            return  # whoever is left may not belong, and of nobody there is no share
        percent = result.target.at_least
        needed = fewest(group, found.remaining, percent, whatever_the_answers=True)
        at_best = fewest(group, found.remaining, percent, whatever_the_answers=False)
        assert needed == (found.needed if found.needed <= found.remaining else None)
        assert at_best == (
            found.needed_at_best if found.needed_at_best <= found.remaining else None
        )
        # Whoever may still start can turn it either way, also where nobody knows whom it concerns.
        to_come = waiting + max(0, planned - started)
        expected = Prospect.POSSIBLE
        if fewest(group, to_come, percent, whatever_the_answers=True) == 0:
            expected = Prospect.CERTAIN
        elif fewest(group, to_come, percent, whatever_the_answers=False) is None:
            expected = Prospect.IMPOSSIBLE
        assert found.prospect is expected
        assert found.needed_at_best <= found.needed
        assert is_reached((found.just_reached.met, found.just_reached.of), percent)
        assert not is_reached((found.just_reached.met - 1, found.just_reached.of), percent)
        assert found.at_best.of == met + missed + unknown + perhaps_done + found.remaining
        assert is_reached((found.at_best.met, found.at_best.of), percent)
        assert found.needed_at_best == max(0, found.at_best.met - met - unknown - perhaps_done)
        assert 0.0 <= found.low <= found.just_reached.met / found.just_reached.of <= found.high

    @given(st.tuples(*[st.integers(0, 5)] * 5), st.integers(0, 8), st.integers(0, 20))
    def test_one_more_success_never_makes_it_harder(
        self, edition: Method, group: Group, waiting: int, planned: int
    ) -> None:
        met, missed, unknown, *_ = group
        said = f"{{}} met, {missed} missed, {unknown} unknown, {{}} not_yet_due"
        now = outlook(result_with(edition, PLAN, said.format(met, waiting + 1)), planned, edition)
        after = outlook(result_with(edition, PLAN, said.format(met + 1, waiting)), planned, edition)
        assert after.needed == max(0, now.needed - 1)
        assert after.needed_at_best == max(0, now.needed_at_best - 1)
        assert after.remaining == now.remaining - 1
        ranks = [Prospect.IMPOSSIBLE, Prospect.POSSIBLE, Prospect.CERTAIN]
        assert ranks.index(after.prospect) >= ranks.index(now.prospect)


class TestWords:
    def said(self, edition: Method, rule: str, counts: str, lang: str = "sv") -> str:
        return outlook(result_with(edition, rule, counts), 30, edition).explain(lang)

    def test_each_prospect_is_told_in_its_own_words(self, edition: Method) -> None:
        for lang in ("sv", "en"):
            told = [
                self.said(edition, PLAN, counts, lang)
                for counts in (
                    "24 met",
                    "5 met",
                    "5 met, 2 unknown",
                    "22 met, 2 unknown, 6 missed",
                    "22 met, 2 unknown, 5 missed",
                    "21 met, 2 unknown, 6 missed",
                    "5 met, 7 missed",
                    "30 excluded died",
                )
            ]
            starts = {sentence.split(":")[0].split(",")[0][:12] for sentence in told}
            assert len(set(told)) == len(told)
            assert all(told)
            assert len(starts) >= 4
            assert not any("{" in sentence for sentence in told)

    def test_the_figures_are_in_them(self, edition: Method) -> None:
        told = self.said(edition, PLAN, "5 met, 2 unknown")
        for figure in ("23", "19", "17", "24 av 30", "62", "91"):  # rounded outwards
            assert figure in told

    def test_of_nobody_no_interval_is_told(self, edition: Method) -> None:
        assert "procent" not in self.said(edition, PLAN, "30 excluded died")
        assert "procent" in self.said(edition, PLAN, "29 excluded died")

    def test_each_sentence_tells_of_one_group(self, edition: Method) -> None:
        """Whom the target perhaps concerns is in one group and not in the other (R20)."""
        counts = "11 met, 8 missed, 2 membership, 3 not_yet_due, 28 excluded not_relevant"
        result = result_with(edition, CRISIS, counts)
        found = outlook(result, 0, edition)
        assert (as_text(found.just_reached), as_text(found.at_best)) == ("17/24", "16/22")
        told = found.explain("sv")
        assert "ja krävs 16 av 22: det behövs 5 ja till, och 3 återstår." in told
        assert "17 av 24" not in told
        assert "För några är det okänt om målet gäller dem" in told
        some_left = outlook(result_with(edition, CRISIS, counts), 60, edition).explain("sv")
        assert "går målet inte längre att nå, ens om svaret blir ja för alla 3" in some_left

    def test_what_is_enough_names_its_group_where_it_is_another(self, edition: Method) -> None:
        counts = "6 met, 2 missed, 2 membership, 6 not_yet_due"
        assert "Är de ja räcker det med 4 (då krävs 10 av 14)." in self.said(
            edition, CRISIS, counts
        )
        assert "with a yes" not in self.said(edition, PLAN, "5 met, 2 unknown", "en")
        plain = self.said(edition, PLAN, "5 met, 2 unknown")
        assert "Är de ja räcker det med 17. " in plain
        assert "okänt om målet gäller" not in plain

    def test_of_what_cannot_be_reached_no_just_reached_share_is_told(self, edition: Method) -> None:
        assert "24 av 30" not in self.said(edition, PLAN, "5 met, 7 missed")

    def test_where_it_only_concerns_some_that_is_said(self, edition: Method) -> None:
        some = "Hur många fler målet kommer att gälla"
        assert some in self.said(edition, CRISIS, "7 met")
        assert some in self.said(edition, CRISIS, "")
        assert some not in self.said(edition, PLAN, "7 met")


def person(number: int, lines: str) -> Journal:
    return journal_of(lines, subject=f"P-{number:04}", start=day("2026-11-16"))


DONE = "day 0: started\nday 14: plan for psykiatri"
NOT_DONE = "day 0: started"
OPEN_AT_THE_TIME = "day 30: started"


def stands(
    edition: Method, *people: str, on: str = "2027-01-11", **more: int | date | None
) -> Standing:
    kept = [person(number, lines) for number, lines in enumerate(people)]
    return standing(kept, edition, agreement(made()), on=day(on), **more)  # type: ignore[arg-type]  # by name


class TestStanding:
    def test_who_is_due_waits_or_has_not_started(self, edition: Method) -> None:
        found = stands(edition, DONE, DONE, NOT_DONE, OPEN_AT_THE_TIME)
        plan = found.outlook(PLAN)
        assert plan is not None
        assert shown(plan) == "27 22 22 possible 24/30"
        assert found.planned == 30
        assert found.phase is PhaseKind.OPERATION

    def test_another_number_of_participants_may_be_planned_for(self, edition: Method) -> None:
        found = stands(edition, DONE, DONE, NOT_DONE, planned=5)
        plan = found.outlook(PLAN)
        assert plan is not None
        assert (found.planned, shown(plan)) == (5, "2 2 2 possible 4/5")

    def test_nobody_has_planned_for_fewer_than_have_started(self, edition: Method) -> None:
        found = stands(edition, DONE, DONE, NOT_DONE, planned=1)
        plan = found.outlook(PLAN)
        assert plan is not None
        assert (found.planned, shown(plan)) == (3, "0 1 1 impossible 3/3")

    @pytest.mark.parametrize(
        ("on", "remaining"), [("2029-04-30", 28), ("2029-05-01", 0), ("2029-09-01", 0)]
    )
    def test_from_the_last_day_on_nobody_more_is_reckoned_with(
        self, edition: Method, on: str, remaining: int
    ) -> None:
        """As a target in people then is reached or not (R7)."""
        plan = stands(edition, DONE, NOT_DONE, on=on).outlook(PLAN)
        assert plan is not None
        assert plan.remaining == remaining

    def test_nor_once_the_agreement_has_lapsed(self, edition: Method) -> None:
        lapsed = status("av-9", "2027-02-01", AgreementStatus.LAPSED)
        for on, remaining in (("2027-01-31", 29), ("2027-02-01", 0)):
            terms = agreement(made(), lapsed, on=on)
            found = standing([person(1, DONE)], edition, terms, on=day(on)).outlook(PLAN)
            assert found is not None
            assert found.remaining == remaining

    def test_nor_after_an_agreement_that_ends_before_the_method(self, edition: Method) -> None:
        short = agreement(made(last="2027-06-30", phases=[]))
        for on, remaining in (("2027-06-29", 29), ("2027-06-30", 0)):
            found = standing([person(1, DONE)], edition, short, on=day(on)).outlook(PLAN)
            assert found is not None
            assert found.remaining == remaining

    def test_nor_where_the_agreement_goes_on_and_the_method_counts_no_more_starts(
        self, edition: Method
    ) -> None:
        prolonged = agreement(made(last="2031-05-01", phases=[]))
        for on, remaining in (("2029-04-30", 29), ("2029-05-01", 0)):
            found = standing([person(1, DONE)], edition, prolonged, on=day(on)).outlook(PLAN)
            assert found is not None
            assert found.remaining == remaining

    def test_who_waits_on_the_last_day_is_still_to_be_judged(self, edition: Method) -> None:
        late = journal_of("day 0: started", start=day("2029-04-20"))
        found = standing([late], edition, agreement(made()), on=day("2029-05-01")).outlook(PLAN)
        assert found is not None
        assert shown(found) == "1 1 1 possible 1/1"

    def test_where_the_method_has_no_last_day_the_agreements_counts(self, edition: Method) -> None:
        endless = edition.adapt(
            code=edition.code,
            source=OTHER_MUNICIPALITY,
            since=day("2026-05-01"),
            period=Period(first=day("2026-05-01")),
        )
        for on, remaining in (("2029-04-30", 29), ("2029-05-01", 0)):
            found = standing([person(1, DONE)], endless, agreement(made()), on=day(on))
            plan = found.outlook(PLAN)
            assert plan is not None
            assert plan.remaining == remaining

    def test_a_target_in_people_has_no_outlook(self, edition: Method) -> None:
        found = stands(edition, DONE)
        assert found.outlook("service_started") is None
        assert [rule for rule, _ in found.outlooks] == [PLAN, CONTACTS, RATINGS, CRISIS]

    def test_whom_target_five_concerns_nobody_knows_beforehand(self, edition: Method) -> None:
        found = stands(edition, NOT_DONE, OPEN_AT_THE_TIME)
        crisis, plan = found.outlook(CRISIS), found.outlook(PLAN)
        assert crisis is not None
        assert plan is not None
        assert (crisis.some, plan.some) == (True, False)
        assert (crisis.remaining, plan.remaining) == (1, 29)

    def test_outside_the_agreement_there_is_no_phase(self, edition: Method) -> None:
        assert stands(edition, on="2026-04-30").phase is None
        assert stands(edition, on="2029-05-02").phase is None

    def test_the_trend_holds_the_follow_ups_before_the_day_and_the_day(
        self, edition: Method
    ) -> None:
        for on, expected in (
            ("2026-04-15", ["2026-04-15"]),
            ("2026-07-31", ["2026-07-31"]),
            ("2026-08-01", ["2026-08-01"]),
            ("2026-08-02", ["2026-08-01", "2026-08-02"]),
            ("2027-01-11", ["2026-08-01", "2026-11-01", "2027-01-11"]),
        ):
            assert [str(then) for then, _ in stands(edition, DONE, on=on).trend] == expected

    def test_without_a_target_in_people_nobody_is_planned(self, edition: Method) -> None:
        assert planned_number(edition) == 30
        percent = [t for t in edition.targets if t.measure is Measure.PERCENT]
        other = edition.adapt(
            code=edition.code,
            source=OTHER_MUNICIPALITY,
            since=day("2026-05-01"),
            targets=percent,
        )
        assert planned_number(other) == 0
        found = stands(other, DONE, OPEN_AT_THE_TIME)
        plan = found.outlook(PLAN)
        assert plan is not None
        assert (found.planned, shown(plan)) == (0, "1 1 1 possible 2/2")

    def test_what_is_recorded_later_changes_nothing_as_known_then(self, edition: Method) -> None:
        late = "day 0: started\nday 14, recorded day 90: plan for psykiatri"
        kept = [person(1, late), person(2, NOT_DONE)]
        on = day("2027-01-11")
        then = standing(kept, edition, agreement(made()), on=on, known=on)
        now = standing(kept, edition, agreement(made()), on=on)
        assert as_text(then.results[PLAN].lower) == "0/2"
        assert as_text(now.results[PLAN].lower) == "1/2"
        assert (then.known, now.known) == (on, None)
        assert as_text(then.trend[-1][1][PLAN].lower) == "0/2"

    @given(registers(), journals(), any_methods(), st.data())
    def test_the_trend_is_the_results_of_each_follow_up_worked_out_by_itself(
        self, register: Register, kept: Journal, method: Method, data: DataObject
    ) -> None:
        (terms,) = agreements(kept, on=date(2100, 1, 1))
        on = data.draw(
            days() | st.sampled_from(follow_ups(terms, Body.PROJECT_GROUP) or [terms.last])
        )
        one = next(iter(register), Journal(subject="P-0001"))
        known = data.draw(days_known(one))
        found = standing(iter(register), method, terms, on=on, known=known)
        then = [d for d in follow_ups(terms, Body.PROJECT_GROUP) if d < on]
        assert found.trend == tuple(
            (d, results(register, method, on=d, known=known)) for d in [*then, on]
        )
        assert found.results == results(register, method, on=on, known=known)
        assert found.indicators == indicators(register, method, on=on, known=known)
        assert found.phase is terms.phase_on(on)
