"""What stands in the way of the made-up participants, what is missing, and what they have.

It draws from a chance of its own and lifts only what somebody holds, so that the chain and every
figure stay as they were.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from cm_method.case.needs import NeedArea
from cm_method.case.obstacles import Obstacle, ObstacleNoted, ObstacleOvercome, ServiceMissing
from cm_method.case.recovery import RecoveryCapitalRated, RecoveryPart
from cm_method.case.responsibility import (
    LiftAnswered,
    LiftedTo,
    NeedLifted,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
)
from cm_method.case.services import ServiceKind
from cm_method.demo import words
from cm_method.demo.diary import Diary

HOW_OFTEN: dict[str, float] = {
    Obstacle.LONG_WAITING.value: 0.4,
    Obstacle.MANY_PROFESSIONALS.value: 0.3,
    Obstacle.NOT_REACHED.value: 0.25,
    Obstacle.CARE_CHAIN_NOT_UNDERSTOOD.value: 0.25,
    Obstacle.MOTIVATION_NOT_KEPT_UP.value: 0.2,
    Obstacle.FUNCTIONAL_LEVEL.value: 0.15,
    Obstacle.NO_ID_PHONE_OR_ADDRESS.value: 0.05,
    "ingen-tolk": 0.05,
}
"""How often each obstacle is noted."""

MISSING: dict[NeedArea, ServiceKind | str] = {
    NeedArea.HOUSING: ServiceKind.HOUSING_FIRST,
    NeedArea.WORK_OR_STUDIES: ServiceKind.INDIVIDUAL_PLACEMENT_AND_SUPPORT,
    NeedArea.MENTAL_ILL_HEALTH: "samtal-utan-ko",
    NeedArea.EVERYDAY_LIFE: ServiceKind.HOUSING_SUPPORT,
}
"""Which service can be missing for a need; a text is a code of one's own."""

LEVELS = (LiftedTo.UNIT, LiftedTo.ADMINISTRATION, LiftedTo.STEERING_GROUP)


def in_the_way(diary: Diary) -> None:
    """Obstacles, missing services and recovery capital, in the service that has begun."""
    usual, diary.chance = diary.chance, Random(1000 + diary.turn)
    _obstacles(diary)
    _missing(diary)
    if diary.turn % 2:
        _capital(diary)
    diary.chance = usual


def _obstacles(diary: Diary) -> None:
    for code, often in HOW_OFTEN.items():
        if diary.chance.random() < often:
            day = diary.day((5, 80))
            noted = diary.write(ObstacleNoted, day, obstacle=code)
            if diary.chance.random() < 0.4:
                diary.write(ObstacleOvercome, diary.day((30, 150), after=day), noted=noted)


def _missing(diary: Diary) -> None:
    for need, area in diary.needs.items():
        lacking = MISSING.get(area)
        since = _held_since(diary, need)
        if lacking is None or since is None or diary.chance.random() < 0.3:
            continue
        own = {"service": lacking} if isinstance(lacking, ServiceKind) else {"lacking": lacking}
        day = diary.day((0, 40), after=since)
        diary.write(ServiceMissing, day, need=need, **own)
        if diary.chance.random() < 0.7:
            _lifted(diary, need, diary.day((1, 30), after=day))


def _lifted(diary: Diary, need: str, day: date) -> None:
    lift = diary.write(
        NeedLifted, day, need=need, lifter="hm", lifted_to=diary.chance.choice(LEVELS)
    )
    if diary.chance.random() < 0.6:
        found = diary.chance.random() < 0.4
        note = "" if found else words.LIFT_ANSWER
        later = diary.day((20, 120), after=day)
        diary.write(LiftAnswered, later, lift=lift, service_found=found, note=note)


def _held_since(diary: Diary, need: str) -> date | None:
    """Since when somebody has held a need; None where nobody does, or somebody let go."""
    written = diary.entries.values()
    if any(isinstance(entry, ResponsibilityEnded | NeedLifted) for entry in written):
        return None
    offers = {
        id
        for id, entry in diary.entries.items()
        if isinstance(entry, ResponsibilityOffered) and entry.need == need
    }
    return min(
        (e.on for e in written if isinstance(e, ResponsibilityAccepted) and e.offer in offers),
        default=None,
    )


def _capital(diary: Diary) -> None:
    """Rated early, and again as time goes; some parts are left out."""
    ratings = {part: diary.chance.randint(1, 3) for part in RecoveryPart}
    for between in ((10, 40), (120, 170), (300, 350)):
        rated = [part for part in RecoveryPart if diary.chance.random() < 0.85]
        said: dict[str, Any] = {part.value: ratings[part] for part in rated}
        along = diary.chance.random() < 0.9
        diary.write(RecoveryCapitalRated, diary.day(between), with_participant=along, **said)
        ratings = {p: min(5, n + diary.chance.choice((0, 0, 1, 1))) for p, n in ratings.items()}
