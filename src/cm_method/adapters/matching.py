"""The best matching of participants and workers, by scipy's solver (extra ``matching``).

First, as many as possible have somebody. Of those matchings, the one with most points; of those,
one that spreads participants by the room that each worker has; of those, one in which no two
participants can change workers at no cost so that the earlier pseudonym has the earlier code.
"""

from __future__ import annotations

from collections.abc import Iterable

from cm_method.adapters.extras import MissingExtra

try:
    from scipy.optimize import linear_sum_assignment
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] not in ("numpy", "scipy"):
        raise
    raise MissingExtra("matching") from None

from cm_method.errors import Problem, Refused
from cm_method.services.matching import (
    Matching,
    Offering,
    Points,
    Scores,
    Wishes,
    matching_of,
    scores_of,
)

__all__ = ["MissingExtra", "best_matching"]


def best_matching(
    wishes: Iterable[Wishes], offerings: Iterable[Offering], points: Points | None = None
) -> Matching:
    """Who to whom: the best proposal there is, the same whatever order the question comes in.

    Raises Refused where a participant or a worker comes twice.
    """
    asked = sorted(wishes, key=lambda each: each.participant)
    offered = sorted(offerings, key=lambda each: each.worker)
    _come_once([each.participant for each in asked])
    _come_once([each.worker for each in offered])
    scores = scores_of(asked, offered, points)
    who = [each.participant for each in asked]
    # No worker needs more places than there are participants.
    places = {
        each.worker: len(who) if each.room is None else min(each.room, len(who)) for each in offered
    }
    return matching_of(asked, scores, _in_order(who, scores, _solved(who, places, scores)))


def _come_once(codes: list[str]) -> None:
    twice = dict.fromkeys(code for code in codes if codes.count(code) > 1)
    if twice:
        raise Refused(Problem(code="matched_twice", path=code) for code in twice)


def _solved(who: list[str], places: dict[str, int], scores: Scores) -> dict[str, str]:
    """One column a place. Whole numbers, so large that no lower aim outweighs a higher one."""
    columns = [(worker, number) for worker, room in places.items() for number in range(room)]
    if not who or not columns:
        return {}
    roomiest = max(places.values())
    most = max(each.points for each in scores.values())
    a_point = len(who) * 2 * roomiest + 1
    a_match = len(who) * a_point * (most + 1)
    costs = {(worker, number): roomiest - places[worker] + number for worker, number in columns}
    values = [
        [
            0
            if scores[participant, worker].excluded
            else a_match + a_point * scores[participant, worker].points - costs[worker, number]
            for worker, number in columns
        ]
        for participant in who
    ]
    rows, chosen = linear_sum_assignment(values, maximize=True)
    found = ((who[row], columns[column][0]) for row, column in zip(rows, chosen, strict=True))
    return {pair[0]: pair[1] for pair in found if not scores[pair].excluded}


def _in_order(who: list[str], scores: Scores, chosen: dict[str, str]) -> dict[str, str]:
    """Ties settled: two change workers where that costs nothing and the earlier gets the earlier.

    To have nobody comes after every code.
    """
    found = dict(chosen)
    settled = False
    while not settled:
        settled = True
        for place, one in enumerate(who):
            for other in who[place + 1 :]:
                if _better_changed(one, other, found, scores):
                    settled = False
                    mine, theirs = found.pop(one, None), found.pop(other)
                    found[one] = theirs
                    if mine is not None:
                        found[other] = mine
    return found


def _better_changed(one: str, other: str, found: dict[str, str], scores: Scores) -> bool:
    mine, theirs = found.get(one), found.get(other)
    if theirs is None or mine == theirs or (mine is not None and mine < theirs):
        return False
    new, old = [(one, theirs)], [(other, theirs)]
    if mine is not None:
        new, old = [*new, (other, mine)], [*old, (one, mine)]
    if any(scores[pair].excluded for pair in new):
        return False
    return sum(scores[pair].points for pair in new) == sum(scores[pair].points for pair in old)
