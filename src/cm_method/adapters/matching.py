"""The best matching of participants and workers, by scipy's solver (extra ``matching``).

First, as many as possible have somebody. Of those matchings, the one with most points; of those,
one that spreads participants by the room that each worker has; of those, one in which no two
participants can change workers at no cost so that the earlier pseudonym has the earlier code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    worth = {pair: found.points for pair, found in scores.items() if not found.excluded}
    return matching_of(asked, scores, _in_order(who, worth, _solved(who, places, worth)))


def _come_once(codes: list[str]) -> None:
    twice = dict.fromkeys(code for code in codes if codes.count(code) > 1)
    if twice:
        raise Refused(Problem(code="matched_twice", path=code) for code in twice)


Worth = Mapping[tuple[str, str], int]
"""The points of every participant and worker who come into question for each other."""


def _solved(who: list[str], places: dict[str, int], worth: Worth) -> dict[str, str]:
    """One column a place. Whole numbers, so large that no lower aim outweighs a higher one."""
    columns = [(worker, number) for worker, room in places.items() for number in range(room)]
    if not who or not columns:
        return {}
    roomiest = max(places.values())
    a_point = len(who) * 2 * roomiest + 1
    a_match = len(who) * a_point * (max(worth.values(), default=0) + 1)
    costs = [roomiest - places[worker] + number for worker, number in columns]
    values = []
    for one in who:
        gains = {
            worker: a_match + a_point * worth[one, worker]
            for worker in places
            if (one, worker) in worth
        }
        values.append(
            [
                gains[worker] - cost if worker in gains else 0
                for (worker, _), cost in zip(columns, costs, strict=True)
            ]
        )
    rows, chosen = linear_sum_assignment(values, maximize=True)
    found = ((who[row], columns[column][0]) for row, column in zip(rows, chosen, strict=True))
    return {pair[0]: pair[1] for pair in found if pair in worth}


def _in_order(who: list[str], worth: Worth, chosen: dict[str, str]) -> dict[str, str]:
    """Ties settled: two change workers where that costs nothing and the earlier gets the earlier.

    To have nobody comes after every code.
    """
    found = dict(chosen)
    settled = False
    while not settled:
        settled = True
        for place, one in enumerate(who):
            for other in who[place + 1 :]:
                mine, theirs = found.get(one), found.get(other)
                if theirs is None or (mine is not None and mine <= theirs):
                    continue
                if _costs_nothing(one, other, mine, theirs, worth=worth):
                    settled = False
                    found[one] = theirs
                    del found[other]
                    if mine is not None:
                        found[other] = mine
    return found


def _costs_nothing(one: str, other: str, mine: str | None, theirs: str, *, worth: Worth) -> bool:
    """Whether the one could have the other's worker, and the other theirs, for as many points."""
    if (one, theirs) not in worth or (mine is not None and (other, mine) not in worth):
        return False
    new, old = worth[one, theirs], worth[other, theirs]
    if mine is not None:
        new, old = new + worth[other, mine], old + worth[one, mine]
    return new == old
