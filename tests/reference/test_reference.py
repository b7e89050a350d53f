"""The library and the reference model give the same verdicts, whatever the journal and the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from cm_method.case.case import Case
from cm_method.case.self_ratings import Dimension
from cm_method.journal import Journal
from cm_method.rules.method import Counting, Method, Span, StartDay
from cm_method.rules.milestone import judge
from cm_method.rules.review import milestones, review
from cm_method.testing.strategies import (
    EDITION,
    OTHER_MUNICIPALITY,
    RELIABLE_LONELINESS,
    any_journals,
    days_around,
    days_known,
    methods,
)
from tests.reference.lives import life, smallest
from tests.reference.model import Answer, reference_answers, reference_tallies

Key = tuple[str, str]
DAYS_AFTER = (-1, 0, 0, 1, 28, 29, 55, 56, 57, 89, 90, 91, 92, 93, 140, 200)
LONG_AFTER = date(2031, 12, 31)

OTHER_CHOICES: tuple[tuple[str, Any], ...] = (
    ("start_day", StartDay.FIRST_REACHED),
    ("start_day", StartDay.FIRST_REACHED),
    ("counting", Counting.EVERY_EPISODE),
    ("plan_first_day", 28),
    ("plan_parts", ()),
    ("contacts_percent", 50),
    ("contacts_deadline", Span(days=90)),
    ("minimum_change", 2),
    ("primary_instruments", ((Dimension.LONELINESS, "own-loneliness"),)),
    ("crisis_scale", None),
    ("crisis_plan_parts", ()),
    ("chain_parts", ()),
)
"""The alternatives that the readings leave open."""


def library_answers(
    journal: Journal, method: Method, *, on: date, known: date | None
) -> dict[Key, Answer]:
    return {
        (finding.rule, finding.episode): Answer(
            verdict=finding.verdict.value,
            counts=finding.counts,
            due=finding.due,
            done_on=finding.done_on,
            marks=frozenset(mark.value for mark in finding.marks),
        )
        for finding in review(Case.of(journal, on=on, known=known), method)
    }


def answers_read_ahead(
    journal: Journal, method: Method, *, on: date, known: date | None
) -> dict[Key, Answer]:
    """The answers of a day, read from the milestones of a case that knows what happens later."""
    case = Case.of(journal, on=LONG_AFTER, known=known)
    answers = {}
    for milestone in milestones(case, method):
        if milestone.opens <= on:
            judged = judge(milestone, on)
            answers[milestone.rule, milestone.episode] = Answer(
                verdict=judged.verdict.value,
                counts=milestone.counts,
                due=milestone.due_on(on),
                done_on=judged.done_on,
                marks=frozenset(mark.value for mark in judged.marks),
            )
    return answers


def check(
    library: Callable[..., dict[Key, Answer]],
    journal: Journal,
    method: Method,
    *,
    on: date,
    known: date | None,
    every_day: bool,
) -> None:
    """Fail with the fewest entries on which the library and the model differ."""

    def differences(tried: Journal) -> list[str]:
        found = library(tried, method, on=on, known=known)
        expected = reference_answers(tried, method, on=on, known=known, every_day=every_day)
        return [
            f"{key}:\n  library {found.get(key)}\n  model   {expected.get(key)}"
            for key in sorted(found.keys() | expected.keys())
            if found.get(key) != expected.get(key)
        ]

    if differences(journal):
        journal = smallest(journal, lambda tried: bool(differences(tried)))
        said = [f"on {on}, known {known}", *differences(journal), *map(str, journal.entries)]
        pytest.fail("\n".join(said))


def asked_days(journal: Journal, chance: Random) -> Iterator[tuple[date, date | None]]:
    """Days near what happens in a journal, and far after it; and states of knowledge."""
    for _ in range(3):
        on = chance.choice(journal.entries).on + timedelta(chance.choice(DAYS_AFTER))
        recorded = [entry.recorded for entry in journal.entries]
        yield on, chance.choice([None, *recorded])
    yield date(2031, 1, 1), None


def other_method(edition: Method, chance: Random) -> Method:
    chosen = dict(chance.sample(OTHER_CHOICES, 4))
    return edition.adapt(
        code=EDITION,
        source=OTHER_MUNICIPALITY,
        since=date(2026, 5, 1),
        instruments=[RELIABLE_LONELINESS],
        **chosen,
    )


seeds = st.integers(0, 10**9)
often = settings(max_examples=6 * settings().max_examples)


@often
@given(seeds)
def test_the_library_answers_as_the_model_does(edition: Method, seed: int) -> None:
    journal = life(seed)
    for on, known in asked_days(journal, Random(seed)):
        check(library_answers, journal, edition, on=on, known=known, every_day=False)


@often
@given(seeds)
def test_the_library_answers_as_the_model_does_under_other_choices(
    edition: Method, seed: int
) -> None:
    journal, method = life(seed), other_method(edition, Random(seed))
    for on, known in asked_days(journal, Random(seed)):
        check(library_answers, journal, method, on=on, known=known, every_day=False)


@given(seeds)
def test_milestones_read_ahead_answer_as_the_model_does(edition: Method, seed: int) -> None:
    journal = life(seed)
    for on, known in asked_days(journal, Random(seed)):
        check(answers_read_ahead, journal, edition, on=on, known=known, every_day=False)


@given(st.data())
def test_the_library_answers_as_the_model_does_day_by_day(data: Any) -> None:
    journal, method = data.draw(any_journals()), data.draw(methods())
    on, known = data.draw(days_around(journal)), data.draw(days_known(journal))
    check(library_answers, journal, method, on=on, known=known, every_day=True)


@given(seeds)
def test_days_without_entries_change_nothing_in_the_model(edition: Method, seed: int) -> None:
    journal = life(seed)
    on, known = next(asked_days(journal, Random(seed)))
    asked = reference_answers(journal, edition, on=on, known=known, every_day=False)
    assert asked == reference_answers(journal, edition, on=on, known=known, every_day=True)


def test_the_made_up_lives_reach_every_verdict(edition: Method) -> None:
    reached: dict[str, set[str]] = {rule.name: set() for rule in edition.rules}
    for seed in range(800):
        journal = life(seed)
        for on, known in asked_days(journal, Random(seed)):
            for finding in review(Case.of(journal, on=on, known=known), edition):
                reached.setdefault(finding.rule, set()).add(finding.verdict.value)
    all_six = {"met", "met_late", "not_yet_due", "missed", "excluded", "unknown"}
    assert reached["service_started"] == {"met", "excluded", "unknown"}
    assert reached["plan_in_time"] == all_six
    assert reached["contacts_followed_through"] == all_six
    assert reached["self_rated_improvement"] == all_six - {"met_late"}
    assert reached["crisis_plan_and_chain"] == all_six
    assert reached["crisis_plan_and_chain_later"] == all_six


def test_the_model_tallies_the_verdicts_of_those_who_count(edition: Method) -> None:
    journals = [life(seed) for seed in range(200)]
    on = date(2027, 6, 30)
    counted: dict[str, Counter[str]] = {rule.name: Counter() for rule in edition.rules}
    for journal in journals:
        for finding in review(Case.of(journal, on=on), edition):
            if finding.counts:
                counted.setdefault(finding.rule, Counter())[finding.verdict.value] += 1
    assert reference_tallies(journals, edition, on=on) == counted
