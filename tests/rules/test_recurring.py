"""What is asked again and again is for those who do the work: no figure ever counts it."""

from __future__ import annotations

from datetime import date

import attrs
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.cohort.results import results_of
from cm_method.cohort.tally import tally
from cm_method.dates import plus_days
from cm_method.journal import Journal
from cm_method.rules.agenda import Duty, agenda
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method
from cm_method.rules.review import milestones, recurring, review, review_recurring
from cm_method.testing.strategies import (
    EDITION,
    OTHER_EDITION,
    any_journals,
    any_methods,
    days_around,
)
from tests.examples.notation import EXAMPLE_START, journal_of

LIFE = """
    day 0: started
    day 1: need housing as n1
    day 8: crisis plan
    day 10: offered n1 to psyk as o1
    day 12: offered crisis to hm as o2
    day 13: accepted o2
"""


def without_recurring(method: Method) -> Method:
    return attrs.evolve(method, recurring=())


def case_of(lines: str, on: int) -> Case:
    return Case.of(journal_of(lines), on=plus_days(EXAMPLE_START, on))


def test_the_edition_asks_for_reviews_and_for_answers_again_and_again(edition: Method) -> None:
    assert [rule.name for rule in edition.recurring] == ["crisis_plan_reviewed", "offer_answered"]
    assert not {rule.name for rule in edition.recurring} & {rule.name for rule in edition.rules}
    assert not {rule.name for rule in edition.recurring} & {t.rule for t in edition.targets}


def test_findings_come_in_order_of_their_last_day(edition: Method) -> None:
    found = review_recurring(case_of(LIFE, 40), edition)
    assert [(f.rule, ((f.due or date.max) - EXAMPLE_START).days) for f in found] == [
        ("offer_answered", 24),
        ("offer_answered", 26),
        ("crisis_plan_reviewed", 98),
    ]
    assert [f.source for f in found] == [edition.rule_of(f.rule).source for f in found]


def test_an_episode_of_another_edition_is_not_asked(edition: Method) -> None:
    life = LIFE.replace("started", f"started under {OTHER_EDITION}")
    assert review_recurring(case_of(life, 40), edition) == ()
    assert review_recurring(case_of("day 1: need housing", 40), edition) == ()


def test_each_episode_asks_for_itself(edition: Method) -> None:
    life = LIFE + "day 30: ended\nday 40: started as again\nday 41: crisis plan\n"
    found = review_recurring(case_of(life, 50), edition)
    assert [(f.episode, f.counts) for f in found] == [
        ("start", True),
        ("start", True),
        ("start", True),
        ("again", False),
    ]


def test_a_method_without_them_asks_for_nothing_again(edition: Method) -> None:
    bare = without_recurring(edition)
    assert recurring(case_of(LIFE, 40), bare) == ()
    assert review_recurring(case_of(LIFE, 40), bare) == ()
    duties = {task.duty for task in agenda([case_of(LIFE, 40)], bare)}
    assert not duties & {Duty.REVIEW_CRISIS_PLAN, Duty.ANSWER_OFFER}


class TestNoFigureCountsThem:
    def test_the_fingerprint_stays(self, edition: Method) -> None:
        assert without_recurring(edition).fingerprint == edition.fingerprint

    @given(st.lists(any_journals(), max_size=3), any_methods(), st.data())
    def test_tallies_and_results_stay(
        self, several: list[Journal], method: Method, data: DataObject
    ) -> None:
        on = data.draw(days_around(several[0])) if several else EXAMPLE_START
        journals = [attrs.evolve(j, subject=f"P-{n}") for n, j in enumerate(several)]
        bare = without_recurring(method)
        with_them, without = (tally(journals, each, on=on) for each in (method, bare))
        assert with_them == without
        names = {rule.name for rule in method.recurring}
        assert not names & with_them.counts.keys()
        assert results_of(with_them, method).by_target == results_of(without, bare).by_target

    @given(any_journals(), st.data())
    def test_findings_and_milestones_of_the_rules_stay(
        self, journal: Journal, data: DataObject
    ) -> None:
        method = EDITIONS[EDITION]
        case = Case.of(journal, on=data.draw(days_around(journal)))
        names = {rule.name for rule in method.recurring}
        assert not names & {each.rule for each in milestones(case, method)}
        assert review(case, method) == review(case, without_recurring(method))
        assert {each.rule for each in recurring(case, method)} <= names


def test_a_recurring_rule_of_ones_own_is_not_taken_for_a_review_of_the_crisis_plan(
    edition: Method,
) -> None:
    answered = edition.rule_of("offer_answered")
    own = attrs.evolve(answered, name="own_rule")
    theirs = attrs.evolve(edition, recurring=(own,))
    case = case_of("day 0: started\nday 10: offered crisis to psyk as o1", 12)
    assert [found.rule for found in review_recurring(case, theirs)] == ["own_rule"]
    assert Duty.REVIEW_CRISIS_PLAN not in {task.duty for task in agenda([case], theirs)}
