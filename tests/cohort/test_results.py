"""Results on small hand-made tallies: reached or not in whole numbers, bounds, and what is beside.

Target 2 asks for 80 %, target 3 and 5 for 70 %, target 4 for 60 %, target 1 for 30 people.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from hypothesis import given, strategies as st

from cm_method.cohort.results import Outcome, results, results_of
from cm_method.cohort.shares import Share, bounds_of
from cm_method.rules.method import Counting, Method, Span
from cm_method.rules.milestone import Verdict
from tests.cohort.hand_made import as_text, counts, result_with, tally_with
from tests.examples.notation import journal_of

PLAN, CONTACTS = "plan_in_time", "contacts_followed_through"
RATINGS, CRISIS = "self_rated_improvement", "crisis_plan_and_chain"

RESULTS = [
    # rule, counts, what is found: lower, upper, among the known, outcome, people short
    (PLAN, "4 met, 1 missed", "4/5 4/5 4/5 reached 0"),
    (PLAN, "36 met, 9 missed", "36/45 36/45 36/45 reached 0"),
    (PLAN, "35 met, 9 missed", "35/44 35/44 35/44 not_reached 1"),  # 79.545 %
    (PLAN, "159 met, 41 missed", "159/200 159/200 159/200 not_reached 1"),  # 79.5 %
    (PLAN, "1999 met, 501 missed", "1999/2500 1999/2500 1999/2500 not_reached 1"),
    (PLAN, "5 met", "5/5 5/5 5/5 reached 0"),
    (PLAN, "5 missed", "0/5 0/5 0/5 not_reached 4"),
    (PLAN, "1 missed", "0/1 0/1 0/1 not_reached 1"),
    # fulfilled, but late, is not fulfilled in time
    (PLAN, "4 met, 2 met_late", "4/6 4/6 4/6 not_reached 1"),
    # missing answers are never dropped
    (PLAN, "8 met, 1 missed, 1 unknown", "8/10 9/10 8/9 reached 0"),
    (PLAN, "7 met, 2 missed, 1 unknown", "7/10 8/10 7/9 undecided 1"),
    (PLAN, "7 met, 3 missed, 1 unknown", "7/11 8/11 7/10 not_reached 2"),
    (PLAN, "3 unknown", "0/3 3/3 0/0 undecided 3"),
    # nobody due is no result, never 0 %
    (PLAN, "", "0/0 0/0 0/0 no_result None"),
    (PLAN, "9 not_yet_due, 9 not_yet_due done", "0/0 0/0 0/0 no_result None"),
    (CRISIS, "9 excluded not_relevant", "0/0 0/0 0/0 no_result None"),
    # who is excluded or not yet due is in no share
    (PLAN, "4 met, 1 missed, 7 not_yet_due", "4/5 4/5 4/5 reached 0"),
    (PLAN, "3 met, 1 missed, 9 not_yet_due done", "3/4 3/4 3/4 not_reached 1"),
    (PLAN, "4 met, 1 missed, 7 excluded died", "4/5 4/5 4/5 reached 0"),
    # the other percentages
    (CONTACTS, "7 met, 3 missed", "7/10 7/10 7/10 reached 0"),
    (CONTACTS, "69 met, 30 missed", "69/99 69/99 69/99 not_reached 1"),
    (RATINGS, "3 met, 2 missed", "3/5 3/5 3/5 reached 0"),
    (RATINGS, "2 met, 1 missed, 1 unknown", "2/4 3/4 2/3 undecided 1"),
    (RATINGS, "2 met, 1 missed, 40 no_due_day", "2/3 2/3 2/3 reached 0"),
    # unknown membership: below, those without belong; above, those with
    (CRISIS, "7 met, 2 missed, 1 membership", "7/10 7/9 7/9 reached 0"),
    (CRISIS, "6 met, 2 missed, 2 membership", "6/10 6/8 6/8 undecided 1"),
    (CRISIS, "6 met, 3 missed, 1 membership done", "6/9 7/10 6/9 undecided 1"),
    (CRISIS, "6 met, 4 missed, 1 membership done", "6/10 7/11 6/10 not_reached 1"),
    (CRISIS, "7 met, 3 missed, 9 membership done", "7/10 16/19 7/10 reached 0"),
    (
        CRISIS,
        "5 met, 1 missed, 1 unknown, 1 membership, 1 membership done",
        "5/8 7/8 5/6 undecided 1",
    ),
    (CRISIS, "2 membership", "0/2 0/0 0/0 undecided 2"),
    (CRISIS, "2 membership done", "0/0 2/2 0/0 undecided None"),
]


@pytest.mark.parametrize(("rule", "said", "expected"), RESULTS)
def test_a_share_is_held_against_its_target_in_whole_numbers(
    edition: Method, rule: str, said: str, expected: str
) -> None:
    result = result_with(edition, rule, said)
    shares = (result.lower, result.upper, result.bounds.known)
    found = [*map(as_text, shares), result.outcome.value, str(result.short)]
    assert " ".join(found) == expected


def test_of_nobody_there_is_no_share() -> None:
    nobody = Share(met=0, of=0)
    assert nobody.fraction is None
    assert not nobody.is_at_least(0)
    assert not nobody.is_below(100)


def test_the_share_of_the_known_may_be_of_nobody_while_the_bounds_are_not(edition: Method) -> None:
    result = result_with(edition, PLAN, "3 unknown")
    assert result.bounds.known.fraction is None
    assert result.lower.fraction == 0
    assert result.upper.fraction == 1


class TestEveryWayTheMissingAnswersCouldFall:
    """R10, R20: an outcome holds however the missing answers turn out, or it is undecided."""

    @given(st.tuples(*[st.integers(0, 4)] * 5), st.sampled_from((0, 50, 60, 70, 80, 100)))
    def test_the_outcome_is_what_all_of_them_give(
        self, group: tuple[int, ...], percent: int
    ) -> None:
        met, missed, unknown, within, without = group
        said = counts(
            f"{met} met, {missed} missed, {unknown} unknown, {within} membership done, "
            f"{without} membership"
        )
        bounds = bounds_of(said)
        ways = list(self.completed(*group))
        if not met + missed + unknown:  # the group may be empty, so that nothing is certain
            return
        lowest = min(ways, key=lambda way: way[0] / way[1])
        highest = max(ways, key=lambda way: way[0] / way[1])
        assert bounds.lower.fraction == Share(met=lowest[0], of=lowest[1]).fraction
        assert bounds.upper.fraction == Share(met=highest[0], of=highest[1]).fraction
        reached = {100 * met >= percent * of for met, of in ways}
        assert bounds.lower.is_at_least(percent) == (reached == {True})
        assert bounds.upper.is_below(percent) == (reached == {False})

    def completed(
        self, met: int, missed: int, unknown: int, *members: int
    ) -> Iterator[tuple[int, int]]:
        """Met and all, for every number of missing answers that turn out well, and of members."""
        for well, more, fewer in product(*(range(n + 1) for n in (unknown, *members))):
            yield met + well + more, met + missed + unknown + more + fewer


PEOPLE = [
    # the period runs from 2026-05-01 to 2029-05-01
    (date(2026, 4, 30), "", "undecided", 30),
    (date(2026, 5, 1), "", "undecided", 30),
    (date(2027, 6, 30), "29 met", "undecided", 1),
    (date(2027, 6, 30), "30 met", "reached", 0),
    (date(2027, 6, 30), "31 met, 4 missed", "reached", 0),
    (date(2029, 4, 30), "29 met", "undecided", 1),
    (date(2029, 5, 1), "29 met", "not_reached", 1),  # a day's report sees all that happened on it
    (date(2029, 5, 2), "29 met", "not_reached", 1),
    (date(2029, 5, 2), "30 met", "reached", 0),
    (date(2029, 5, 2), "29 met, 1 unknown", "undecided", 1),
    (date(2029, 5, 2), "28 met, 1 unknown", "not_reached", 2),
    (date(2029, 5, 2), "", "not_reached", 30),
]


@pytest.mark.parametrize(("on", "said", "outcome", "short"), PEOPLE)
def test_the_target_in_people_is_not_missed_before_the_period_is_over(
    edition: Method, on: date, said: str, outcome: str, short: int
) -> None:
    result = result_with(edition, "service_started", said, on=on)
    assert (result.outcome.value, result.short) == (outcome, short)
    assert result.lower.of == result.upper.of == 30
    assert result.interval is None
    assert result.sensitivities == ()
    assert result.beside == ()


def test_the_bounds_of_the_target_in_people_count_the_missing_answers_above(
    edition: Method,
) -> None:
    result = result_with(edition, "service_started", "20 met, 2 unknown, 9 excluded died")
    assert as_text(result.lower) == "20/30"
    assert as_text(result.upper) == "22/30"
    assert as_text(result.bounds.known) == "20/30"


def test_a_method_without_an_end_never_misses_the_target_in_people(edition: Method) -> None:
    endless = edition.adapt(
        code="endless",
        source=edition.source,
        since=edition.period.first,
        period=type(edition.period)(first=edition.period.first),
    )
    result = result_with(endless, "service_started", "29 met", on=date(2999, 1, 1))
    assert result.outcome is Outcome.UNDECIDED


LEFT, SHORT = "+left_before_deadline", "+short_notice"
SENSITIVITIES = [
    # rule, counts, what is shown: code, lower, upper, outcome
    (PLAN, "4 met, 1 missed", []),
    # leaving before the deadline: missed or fulfilled, all of them are left out
    (PLAN, f"3 met, 1 missed {LEFT}", ["without_leavers 3/3 3/3 reached"]),
    (PLAN, f"3 met, 1 met {LEFT}, 1 missed", ["without_leavers 3/4 3/4 not_reached"]),
    (PLAN, f"3 met, 1 unknown {LEFT}", ["without_leavers 3/3 3/3 reached"]),
    (PLAN, f"3 met, 1 met_late {LEFT}", ["without_leavers 3/3 3/3 reached"]),
    (PLAN, f"1 met {LEFT}, 1 missed {LEFT}", ["without_leavers 0/0 0/0 no_result"]),
    # those not due, or excluded, are in no share to begin with
    (PLAN, f"3 met, 1 not_yet_due {LEFT}", []),
    (PLAN, f"3 met, 1 excluded died {LEFT}", []),
    # short notice
    (CRISIS, f"3 met, 2 missed {SHORT}", ["without_short_notice 3/3 3/3 reached"]),
    (CRISIS, f"3 met {SHORT}, 1 missed, 1 met", ["without_short_notice 1/2 1/2 not_reached"]),
    # who is both is left out of both
    (
        CRISIS,
        f"3 met, 1 missed {LEFT} {SHORT}, 1 missed {LEFT}",
        ["without_leavers 3/3 3/3 reached", "without_short_notice 3/4 3/4 reached"],
    ),
    # contacts that the participant dropped, taken as missed
    (
        CONTACTS,
        "7 met, 3 missed, 1 excluded contacts_dropped",
        ["dropped_as_missed 7/11 7/11 not_reached"],
    ),
    (
        CONTACTS,
        f"7 met, 2 missed, 1 excluded contacts_dropped, 1 excluded contacts_dropped {LEFT}",
        ["dropped_as_missed 7/11 7/11 not_reached"],
    ),
    (CONTACTS, "7 met, 3 missed, 1 excluded died_before_deadline", []),
    (
        CONTACTS,
        "2 excluded contacts_dropped, 1 unknown",
        ["dropped_as_missed 0/3 1/3 not_reached"],
    ),
]


@pytest.mark.parametrize(("rule", "said", "shown"), SENSITIVITIES)
def test_the_figure_under_another_choice_is_shown_where_it_differs(
    edition: Method, rule: str, said: str, shown: list[str]
) -> None:
    found = [
        f"{s.code} {as_text(s.bounds.lower)} {as_text(s.bounds.upper)} {s.outcome.value}"
        for s in result_with(edition, rule, said).sensitivities
    ]
    assert found == shown


BESIDE = [
    (PLAN, "4 met +within_ambition, 2 met, 1 missed", ["within_ambition 4/7"]),
    (CRISIS, "4 met +in_force_on_deadline, 1 met", ["in_force_on_deadline 4/5"]),
    # in the order in which a report shows them
    (
        RATINGS,
        (
            "1 met +reliably_improved +before_stale, 3 missed +worsened +at_best_before, "
            "2 met +improved_not_worse +reliability_unknown, 1 met +before_late +after_early, "
            "1 missed +worsened +reliably_worsened"
        ),
        [
            "improved_not_worse 2/8",
            "worsened 4/8",
            "reliably_improved 1/8",
            "reliably_worsened 1/8",
            "reliability_unknown 2/8",
            "at_best_before 3/8",
            "before_late 1/8",
            "before_stale 1/8",
            "after_early 1/8",
        ],
    ),
    # of those in the share only
    (PLAN, "1 not_yet_due done +within_ambition, 1 met", ["within_ambition 0/1"]),
    (PLAN, "1 excluded died +within_ambition, 1 met", ["within_ambition 0/1"]),
    (
        CRISIS,
        "1 membership done +in_force_on_deadline, 1 met +in_force_on_deadline, 1 missed",
        ["in_force_on_deadline 1/2"],
    ),
    # what the readings ask for is shown also where it is zero; timing only where there is some
    (CRISIS, "2 missed", ["in_force_on_deadline 0/2"]),
    (CRISIS, "", ["in_force_on_deadline 0/0"]),
    (
        RATINGS,
        "2 missed",
        [
            "improved_not_worse 0/2",
            "worsened 0/2",
            "reliably_improved 0/2",
            "reliably_worsened 0/2",
            "reliability_unknown 0/2",
            "at_best_before 0/2",
        ],
    ),
    (CONTACTS, "2 missed", []),
    # these are sensitivities, not figures beside
    (PLAN, f"1 missed {LEFT}", ["within_ambition 0/1"]),
]


@pytest.mark.parametrize(("rule", "said", "shown"), BESIDE)
def test_what_is_worth_knowing_stands_beside_the_result(
    edition: Method, rule: str, said: str, shown: list[str]
) -> None:
    beside = result_with(edition, rule, said).beside
    assert [f"{figure.code} {as_text(figure.share)}" for figure in beside] == shown


def test_everybody_is_accounted_for_beside_the_share(edition: Method) -> None:
    result = result_with(
        edition,
        CRISIS,
        "5 met, 1 missed, 2 membership, 1 membership done, 3 not_yet_due, 2 not_yet_due done, "
        "4 excluded not_relevant, 1 excluded died_before_deadline, 1 unknown",
    )
    assert {verdict.value: count for verdict, count in result.verdicts.items()} == {
        "met": 5,
        "missed": 1,
        "unknown": 4,
        "not_yet_due": 5,
        "excluded": 5,
    }
    assert result.count(Verdict.MET) == 5
    assert result.count(Verdict.MET_LATE) == 0
    assert list(result.excluded.items()) == [("died_before_deadline", 1), ("not_relevant", 4)]
    assert result.unknown_membership == 3
    assert result.already_done == 2
    assert result.ongoing == 0


def test_how_many_go_on_is_shown_beside_the_interim_figure(edition: Method) -> None:
    result = result_with(edition, RATINGS, "2 met, 3 no_due_day, 4 not_yet_due")
    assert result.ongoing == 3
    assert result.count(Verdict.NOT_YET_DUE) == 7
    assert result.already_done == 0


def test_who_becomes_relevant_later_is_shown_apart(edition: Method) -> None:
    counted = tally_with(
        edition,
        crisis_plan_and_chain="2 excluded not_relevant, 7 met, 3 missed",
        crisis_plan_and_chain_later="1 missed, 1 not_yet_due",
    )
    found = results_of(counted, edition)
    assert found.became_relevant_later == {Verdict.MISSED: 1, Verdict.NOT_YET_DUE: 1}
    assert as_text(found[CRISIS].lower) == "7/10"
    assert found.tally is counted


def test_the_interval_runs_from_the_lower_bound_to_the_upper(edition: Method) -> None:
    narrow = result_with(edition, PLAN, "7 met, 2 missed").interval
    wide = result_with(edition, PLAN, "7 met, 2 missed, 5 unknown").interval
    assert narrow is not None
    assert wide is not None
    assert wide.low < narrow.low < 7 / 9 < narrow.high < wide.high
    assert narrow.percent == 95
    assert result_with(edition, PLAN, "").interval is None


def test_results_are_found_in_the_order_of_the_targets_and_by_rule(edition: Method) -> None:
    found = results([], edition, on=date(2027, 6, 30))
    assert [result.target.number for result in found] == [1, 2, 3, 4, 5]
    assert [found[result.target.rule] for result in found] == list(found.by_target)
    with pytest.raises(KeyError, match="no_such_rule"):
        found["no_such_rule"]


def test_results_of_a_register_are_those_of_its_tally(edition: Method) -> None:
    lives = {
        "P-1": "day 0: started\nday 20: plan",
        "P-2": "day 0: started\nday 60: plan",
        "P-3": "day 0: started\nday 56: plan",
        "P-4": "day 0: started\nday 20: plan\nday 30: died",
        "P-5": "day 0: started\nday 30: ended",
        "P-6": "day 0: started\nday 40: ended\nday 90: started as again\nday 91: plan",
    }
    journals = [journal_of(lines, subject=name) for name, lines in lives.items()]
    result = results(journals, edition, on=date(2027, 6, 30))[PLAN]
    assert as_text(result.lower) == "2/5"  # P-1 and P-3; P-6 counts once, by the first episode
    assert result.excluded == {"died_before_deadline": 1}
    assert [as_text(s.bounds.lower) for s in result.sensitivities] == ["2/3"]
    assert result.short == 2


def test_another_municipality_counts_every_episode_by_its_own_deadline(edition: Method) -> None:
    own = edition.adapt(
        code=edition.code,
        source=edition.source,
        since=edition.period.first,
        counting=Counting.EVERY_EPISODE,
        plan_deadline=Span(days=7),
    )
    life = "day 0: started\nday 8: plan\nday 9: ended\nday 20: started as again\nday 27: plan"
    found = results([journal_of(life)], own, on=date(2027, 6, 30))
    assert found[PLAN].verdicts == {Verdict.MET: 1, Verdict.MET_LATE: 1}
    assert found["service_started"].lower.met == 1
    assert found.tally.listed == 0
