"""Tallies: what they hold, when they add up, and that they count as the reference model does.

That the tallies of any partition sum to the whole, and that a trend is the tally of each day, are
laws and tried there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import attrs
import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.participants import Gender, ParticipantDescribed
from cm_method.case.register import Register
from cm_method.cohort.results import results
from cm_method.cohort.tally import Tally, empty_tally, tally, trend
from cm_method.errors import CannotAdd
from cm_method.journal import Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Asked, Counting, Method
from cm_method.rules.milestone import Answer, Milestone, Step
from cm_method.rules.review import review
from cm_method.testing.strategies import (
    EDITION,
    OTHER_EDITION,
    any_methods,
    days_around,
    days_known,
    registers,
)
from tests.cohort.hand_made import DAY, counts, tally_of, tally_with
from tests.examples.notation import EXAMPLE_START, day_of, journal_of
from tests.reference.lives import life
from tests.reference.model import reference_tallies

MISMATCHES = [
    ({"edition": "another"}, ["edition"]),
    ({"fingerprint": "another"}, ["fingerprint"]),
    ({"on": date(2027, 7, 1)}, ["on"]),
    ({"known": date(2027, 6, 30)}, ["known"]),
    ({"edition": "another", "known": date(2027, 6, 30)}, ["edition", "known"]),
    (
        {"edition": "x", "fingerprint": "y", "on": date(2027, 7, 1), "known": date(2027, 7, 1)},
        ["edition", "fingerprint", "on", "known"],
    ),
]


@pytest.mark.parametrize(("other", "named"), MISMATCHES)
def test_tallies_that_do_not_fit_are_refused_and_every_difference_is_named(
    edition: Method, other: dict[str, object], named: list[str]
) -> None:
    mine = tally_with(edition, plan_in_time="1 met")
    with pytest.raises(CannotAdd) as refused:
        mine + attrs.evolve(mine, **other)  # type: ignore[arg-type]  # by name
    assert [problem.path for problem in refused.value.problems] == named
    assert {problem.code for problem in refused.value.problems} == {"tally_does_not_fit"}


def test_an_adapted_method_of_the_same_name_does_not_fit(edition: Method) -> None:
    own = edition.adapt(
        code=edition.code, source=edition.source, since=edition.period.first, contacts_percent=50
    )
    with pytest.raises(CannotAdd) as refused:
        empty_tally(edition, on=DAY) + empty_tally(own, on=DAY)
    assert [problem.path for problem in refused.value.problems] == ["fingerprint"]


def test_adding_sums_every_count_and_changes_neither_side(edition: Method) -> None:
    mine = attrs.evolve(
        tally_with(edition, plan_in_time="2 met, 1 missed", service_started="3 met"),
        journals=4,
        listed=1,
    )
    yours = attrs.evolve(
        tally_with(edition, plan_in_time="1 met, 5 unknown", self_rated_improvement="6 no_due_day"),
        journals=6,
        listed=2,
    )
    before = (repr(mine), repr(yours))
    both = mine + yours
    assert both == attrs.evolve(
        tally_with(
            edition,
            plan_in_time="3 met, 1 missed, 5 unknown",
            service_started="3 met",
            self_rated_improvement="6 no_due_day",
        ),
        journals=10,
        listed=3,
    )
    assert (repr(mine), repr(yours)) == before
    assert both.of("plan_in_time") == counts("3 met, 1 missed, 5 unknown")
    assert both.of("no_such_rule") == {}


WAYS = ("met", "met +within_ambition", "missed", "unknown", "membership done", "excluded died")
RULES = ("service_started", "plan_in_time", "crisis_plan_and_chain_later")


@st.composite
def made_up_tallies(draw: st.DrawFn) -> Tally:
    """Tallies of one edition and day, with any counts under any rules."""
    some = st.dictionaries(st.sampled_from(WAYS), st.integers(1, 9), max_size=4)
    said = draw(st.dictionaries(st.sampled_from(RULES), some))
    listed = {
        rule: ", ".join(f"{n} {way}" for way, n in each.items()) for rule, each in said.items()
    }
    found = tally_of(EDITIONS[EDITION], listed)
    return attrs.evolve(found, journals=draw(st.integers(0, 9)), listed=draw(st.integers(0, 9)))


class TestAddition:
    """Adding is commutative and associative, and the tally of nobody changes nothing."""

    @given(made_up_tallies(), made_up_tallies(), made_up_tallies())
    def test_any_order_and_any_grouping_give_the_same_sum(
        self, one: Tally, two: Tally, three: Tally
    ) -> None:
        assert one + two == two + one
        assert (one + two) + three == one + (two + three)

    @given(made_up_tallies())
    def test_adding_nobody_changes_nothing(self, one: Tally) -> None:
        nobody = empty_tally(EDITIONS[EDITION], on=DAY)
        assert nobody + one == one == one + nobody


def by_verdict(found: Tally) -> dict[str, Counter[str]]:
    """How many count with which verdict, rule by rule; rules that ask nobody are left out."""
    summed: dict[str, Counter[str]] = {}
    for rule, ways in found.counts.items():
        for way, number in ways.items():
            summed.setdefault(rule, Counter())[way.verdict.value] += number
    return summed


def same_counts(
    journals: Iterable[Journal], method: Method, *, on: date, known: date | None = None
) -> None:
    journals = list(journals)
    expected = reference_tallies(journals, method, on=on, known=known)
    found = tally(journals, method, on=on, known=known)
    assert by_verdict(found) == {rule: each for rule, each in expected.items() if each}
    assert found.journals == len(journals)


class TestReference:
    """The library counts as the small, slow, obvious model of the tests does."""

    @given(registers(min_size=1), any_methods(), st.data())
    def test_a_register_counts_as_the_reference_counts_it(
        self, register: Register, method: Method, data: DataObject
    ) -> None:
        asked: Journal = data.draw(st.sampled_from(tuple(register)))
        on, known = data.draw(days_around(asked)), data.draw(days_known(asked))
        same_counts(register, method, on=on, known=known)

    @given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8, unique=True), st.data())
    def test_eventful_lives_count_as_the_reference_counts_them(
        self, seeds: list[int], data: DataObject
    ) -> None:
        journals = [life(seed) for seed in seeds]
        on, known = data.draw(days_around(journals[0])), data.draw(days_known(journals[0]))
        same_counts(journals, EDITIONS[EDITION], on=on, known=known)


REENTRY = """
    day 0: started
    day 30: ended
    day 40: started as again
"""
LISTED = [
    # life, method counts every episode, listed
    (REENTRY, False, 1),
    (REENTRY, True, 0),
    ("day 0: started", False, 0),
    ("2026-04-30: started", False, 1),  # the day before the period
    ("2026-04-30: started", True, 1),
    ("2026-04-30: started\n2026-05-01: ended\n2026-05-02: started as again", False, 1),
    (f"day 0: started under {OTHER_EDITION}", False, 0),  # another edition is not judged at all
]


@pytest.mark.parametrize(("lines", "every", "listed"), LISTED)
def test_episodes_that_count_nowhere_are_listed(
    edition: Method, lines: str, every: bool, listed: int
) -> None:
    counting = Counting.EVERY_EPISODE if every else Counting.FIRST_EPISODE
    method = edition.adapt(
        code=edition.code, source=edition.source, since=edition.period.first, counting=counting
    )
    found = tally([journal_of(lines)], method, on=day_of("day 90", EXAMPLE_START))
    assert found.listed == listed


def test_a_listed_episode_is_listed_from_the_day_it_starts(edition: Method) -> None:
    days = [day_of(f"day {n}", EXAMPLE_START) for n in (39, 40, 41)]
    found = trend([journal_of(REENTRY)], edition, days)
    assert [each.listed for each in found] == [0, 1, 1]
    assert [each.journals for each in found] == [1, 1, 1]


MISSPELT = """
day 0: started
day 20: ended
day 40: started under hagersten as other
day 60: ended other
day 70: started under hagersten as third
"""


def test_a_participant_under_an_edition_that_nobody_knows_is_counted_apart_and_once(
    edition: Method,
) -> None:
    days = [day_of(f"day {n}", EXAMPLE_START) for n in (39, 40, 80)]
    journals = [journal_of(MISSPELT), journal_of("day 0: started under hagersten", subject="P-2")]
    found = trend(journals, edition, days)
    assert [each.other_editions for each in found] == [1, 2, 2]
    assert [sum(each.of("service_started").values()) for each in found] == [1, 1, 1]
    both = [tally([journal], edition, on=days[1]) for journal in journals]
    assert (both[0] + both[1]).other_editions == 2
    assert results(journals, edition, on=days[1]).tally.other_editions == 2


def test_days_may_come_in_any_order_and_more_than_once(edition: Method) -> None:
    days = [day_of(f"day {n}", EXAMPLE_START) for n in (57, 10, 57)]
    journals = [journal_of("day 0: started")]
    found = trend(iter(journals), edition, days)
    assert [each.on for each in found] == sorted(set(days))
    assert found == tuple(tally(journals, edition, on=day) for day in sorted(set(days)))


def test_no_days_give_no_tallies(edition: Method) -> None:
    assert trend([journal_of("day 0: started")], edition, []) == ()


def test_an_answer_that_stays_the_same_for_another_reason_counts_on(edition: Method) -> None:
    days = [day_of(f"day {n}", EXAMPLE_START) for n in (10, 30, 50)]
    journal = journal_of("day 0: started\nday 20: plan without goal\nday 40: plan")
    found = [dict(each.of("plan_in_time")) for each in trend([journal], edition, days)]
    assert found == [counts("1 not_yet_due"), counts("1 not_yet_due"), counts("1 not_yet_due done")]


def one_year_later(asked: Asked) -> tuple[Milestone, ...]:
    """A rule of one's own: something that is asked for from one year after the start."""
    opens = asked.since.replace(year=asked.since.year + 1)
    step = Step(on=opens, answer=Answer.NO, code="no_plan")
    return (asked.milestone(due=opens, opens=opens, done=[step]),)


def test_what_is_not_asked_for_yet_is_counted_nowhere(edition: Method) -> None:
    rule = attrs.evolve(edition.rules[1], name="yearly", milestones=one_year_later)
    own = edition.adapt(
        code=edition.code, source=edition.source, since=edition.period.first, rules=[rule]
    )
    days = [date(2027, 11, 15), date(2027, 11, 16)]
    journal = journal_of("day 0: started")
    assert tally([journal], own, on=days[0]).counts == {}
    assert [each.of("yearly") for each in trend([journal], own, days)] == [{}, counts("1 missed")]
    asked = [review(Case.of(journal, on=day), own) for day in days]
    assert [[each.verdict.value for each in found] for found in asked] == [[], ["missed"]]


def test_a_method_without_rules_counts_nothing(edition: Method) -> None:
    bare = attrs.evolve(edition, rules=(), targets=())
    found = tally([journal_of("day 0: started")], bare, on=DAY)
    assert (found.journals, found.counts, found.listed) == (1, {}, 0)


@pytest.mark.parametrize("birth_year", [1950, 1996, 1997, 2008, 2015, None])
def test_age_removes_nobody_from_a_share(edition: Method, birth_year: int | None) -> None:
    """R31: "young adults" is described, never used to count."""
    described = ParticipantDescribed(
        id="x1", on=EXAMPLE_START, by="hm", birth_year=birth_year, gender=Gender.NOT_STATED
    )
    journal = journal_of("day 0: started\nday 5: plan")
    assert tally([journal.with_entries(described)], edition, on=DAY) == tally(
        [journal], edition, on=DAY
    )


def test_a_tally_holds_no_participant(edition: Method) -> None:
    journal = journal_of("day 0: started as hm-77\nday 5: plan as hm-78", subject="P-4711")
    found = tally([journal], edition, on=DAY)
    assert found.journals == 1
    assert not {"P-4711", "hm-77", "hm-78"} & set(repr(found).replace("'", " ").split())
    assert "P-4711" not in repr(found)
