"""The best matching: optimal beside every way there is, and the same however it is asked."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given, strategies as st

pytest.importorskip("scipy")

from cm_method.adapters.matching import best_matching
from cm_method.case.participants import Gender
from cm_method.services.matching import Matching, Offering, Scores, Wishes, scores_of
from tests.base.refusal import refused

WORDS = ("skulder", "missbruk")
GENDERS = (None, Gender.WOMAN, Gender.MAN)


@st.composite
def questions(draw: Any) -> tuple[list[Wishes], list[Offering]]:
    """Up to five participants and three workers with room for up to three."""
    some = st.lists(st.sampled_from(WORDS), max_size=2, unique=True).map(tuple)
    wishes = []
    for number in range(draw(st.integers(0, 5))):
        gender = draw(st.sampled_from(GENDERS))
        must = gender is not None and draw(st.booleans())
        wishes.append(
            Wishes(
                participant=f"P-{number}",
                competences=draw(some),
                languages=draw(some),
                gender=gender,
                gender_must=must,
                district=draw(st.sampled_from((None, "älvsjö"))),
            )
        )
    offerings = [
        Offering(
            worker=f"cm-{number}",
            competences=draw(some),
            languages=draw(some),
            gender=draw(st.sampled_from(GENDERS)),
            districts=draw(st.sampled_from(((), ("älvsjö",)))),
            room=draw(st.sampled_from((None, 0, 1, 1, 2, 3))),
            has_left=draw(st.integers(0, 7)) == 7,
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    return wishes, offerings


def rooms(wishes: list[Wishes], offerings: list[Offering]) -> dict[str, int]:
    most = len(wishes)
    return {o.worker: most if o.room is None else min(o.room, most) for o in offerings}


def value(chosen: dict[str, str], scores: Scores, places: dict[str, int]) -> tuple[int, int, int]:
    """How many, how many points, and how even: the more of each the better."""
    roomiest = max(places.values(), default=0)
    uneven = sum(
        roomiest - places[worker] + number
        for worker, count in Counter(chosen.values()).items()
        for number in range(count)
    )
    return len(chosen), sum(scores[pair].points for pair in chosen.items()), -uneven


def every_way(
    wishes: list[Wishes], scores: Scores, places: dict[str, int]
) -> Iterator[dict[str, str]]:
    for workers in product((None, *places), repeat=len(wishes)):
        chosen = {w.participant: x for w, x in zip(wishes, workers, strict=True) if x is not None}
        fits = all(count <= places[worker] for worker, count in Counter(chosen.values()).items())
        if fits and not any(scores[pair].excluded for pair in chosen.items()):
            yield chosen


def chosen_in(found: Matching) -> dict[str, str]:
    return {each.participant: each.worker for each in found.matches}


@given(questions())
def test_no_other_way_is_better(question: tuple[list[Wishes], list[Offering]]) -> None:
    wishes, offerings = question
    scores, places = scores_of(wishes, offerings), rooms(wishes, offerings)
    found = best_matching(wishes, offerings)
    ways = list(every_way(wishes, scores, places))
    assert chosen_in(found) in ways
    best = max(value(way, scores, places) for way in ways)
    assert value(chosen_in(found), scores, places) == best
    assert found.points == best[1]
    matched = {each.participant for each in found.matches}
    assert {each.participant for each in found.unmatched} == {
        each.participant for each in wishes
    } - matched


@given(questions(), st.randoms(use_true_random=False))
def test_the_order_of_the_question_makes_no_difference(
    question: tuple[list[Wishes], list[Offering]], chance: random.Random
) -> None:
    wishes, offerings = question
    mixed = chance.sample(wishes, len(wishes)), chance.sample(offerings, len(offerings))
    assert best_matching(*mixed) == best_matching(wishes, offerings)


@given(questions())
def test_no_two_can_change_so_that_the_earlier_gets_the_earlier_at_no_cost(
    question: tuple[list[Wishes], list[Offering]],
) -> None:
    wishes, offerings = question
    scores, places = scores_of(wishes, offerings), rooms(wishes, offerings)
    chosen = chosen_in(best_matching(wishes, offerings))
    for one in wishes:
        for other in wishes:
            mine, theirs = chosen.get(one.participant), chosen.get(other.participant)
            if other.participant <= one.participant or theirs is None:
                continue
            changed = {**chosen, one.participant: theirs}
            del changed[other.participant]
            if mine is not None:
                changed[other.participant] = mine
            if any(scores[pair].excluded for pair in changed.items()):
                continue
            if value(changed, scores, places) == value(chosen, scores, places):
                assert mine is not None
                assert mine <= theirs


def test_as_many_as_possible_go_before_any_points() -> None:
    wishes = [
        Wishes(participant="P-1", competences=["a", "b"]),
        Wishes(participant="P-2", gender=Gender.WOMAN, gender_must=True),
    ]
    offerings = [
        Offering(worker="cm-1", competences=["a", "b"], gender=Gender.WOMAN, room=1),
        Offering(worker="cm-2", room=1),
    ]
    found = best_matching(wishes, offerings)
    assert chosen_in(found) == {"P-1": "cm-2", "P-2": "cm-1"}


def test_equals_are_spread_by_room() -> None:
    wishes = [Wishes(participant=f"P-{n}") for n in range(4)]
    offerings = [Offering(worker="cm-1", room=2), Offering(worker="cm-2", room=4)]
    chosen = chosen_in(best_matching(wishes, offerings))
    assert Counter(chosen.values()) == {"cm-2": 3, "cm-1": 1}
    assert chosen["P-0"] == "cm-1"


def test_nobody_and_no_room() -> None:
    assert best_matching([], []) == Matching(matches=(), unmatched=())
    (left,) = best_matching([Wishes(participant="P-1")], []).unmatched
    assert left.why.value == "nobody_could"


def test_codes_come_once() -> None:
    twice = [Wishes(participant="P-1"), Wishes(participant="P-1")]
    with refused(("matched_twice", "P-1")):
        best_matching(twice, [])
    with refused(("matched_twice", "cm-1")):
        best_matching([], [Offering(worker="cm-1"), Offering(worker="cm-1")])


def test_without_the_solver_it_says_which_extra_is_missing() -> None:
    code = (
        "import sys\n"
        "sys.modules['scipy'] = None\n"
        "from cm_method.adapters.extras import MissingExtra\n"
        "try:\n    import cm_method.adapters.matching\n"
        "except MissingExtra as missing:\n    print(missing.explain('en'))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "'.[matching]'" in done.stdout
