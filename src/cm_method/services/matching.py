"""What speaks for a worker for a participant: whole points, each with its reason.

The points are a proposal's arithmetic, not a judgement of anybody: a person decides, and so does
the participant. What is asked for and offered are plain words that a municipality chooses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, unique

from attrs import Factory, field, frozen

from cm_method.case.participants import Gender
from cm_method.errors import Problem
from cm_method.fields import Checked, broken, row
from cm_method.labels import text

MOST_POINTS = 100


@frozen(kw_only=True)
class Points(Checked):
    """How many whole points each wish that is met is worth; each competence counts."""

    competence: int = 2
    language: int = 3
    gender: int = 2
    district: int = 1

    def broken_invariants(self) -> Iterator[Problem]:
        for part in Part:
            if not 0 <= getattr(self, part.value) <= MOST_POINTS:
                yield broken("points_out_of_range", part.value, most=MOST_POINTS)


@frozen(kw_only=True)
class Wishes(Checked):
    """What is asked for a participant. One of the *languages* is enough.

    *gender_must* says that the wish about the worker's gender is a condition.
    """

    participant: str
    competences: tuple[str, ...] = field(default=(), converter=row)
    languages: tuple[str, ...] = field(default=(), converter=row, repr=False)
    gender: Gender | None = field(default=None, repr=False)
    gender_must: bool = field(default=False, repr=False)
    district: str | None = field(default=None, repr=False)

    def broken_invariants(self) -> Iterator[Problem]:
        if self.gender_must and self.gender is None:
            yield broken("must_without_a_wish", "gender_must")


@frozen(kw_only=True)
class Offering(Checked):
    """What a worker can offer. *room* is for how many; None where no limit is known."""

    worker: str
    competences: tuple[str, ...] = field(default=(), converter=row)
    languages: tuple[str, ...] = field(default=(), converter=row)
    gender: Gender | None = field(default=None, repr=False)
    districts: tuple[str, ...] = field(default=(), converter=row)
    room: int | None = None
    has_left: bool = False

    def broken_invariants(self) -> Iterator[Problem]:
        if self.room is not None and self.room < 0:
            yield broken("room_below_zero", "room")


@unique
class Part(Enum):
    """What can be wished for."""

    COMPETENCE = "competence"
    LANGUAGE = "language"
    GENDER = "gender"
    DISTRICT = "district"


@unique
class Excluded(Enum):
    """Why a worker does not come into question for a participant."""

    HAS_LEFT = "has_left"
    NO_ROOM = "no_room"
    GENDER = "gender"


@frozen(kw_only=True)
class MatchReason:
    """One part of a score: the words that *met* the wish, those *not_met*, and its points."""

    part: Part
    met: tuple[str, ...]
    not_met: tuple[str, ...]
    points: int

    def explain(self, lang: str = "sv") -> str:
        """What was wished for and what of it is met."""
        said = []
        for words, how in ((self.met, "met"), (self.not_met, "not_met")):
            if words:
                key = f"match.{self.part.value}.{how}"
                said.append(text(key, lang, words=words, points=self.points))
        return " ".join(said)


@frozen(kw_only=True)
class Score:
    """What speaks for one worker for one participant, and what rules them out."""

    participant: str
    worker: str
    reasons: tuple[MatchReason, ...]
    excluded: tuple[Excluded, ...]

    @property
    def points(self) -> int:
        """All points together."""
        return sum(reason.points for reason in self.reasons)

    def explain(self, lang: str = "sv") -> str:
        """The reasons in sentences, what rules the worker out first."""
        said = [text(f"excluded.{each.value}", lang, worker=self.worker) for each in self.excluded]
        said += [reason.explain(lang) for reason in self.reasons]
        return " ".join(said) or text("match.no_wishes", lang)


def score(wishes: Wishes, offering: Offering, points: Points | None = None) -> Score:
    """What speaks for a worker for a participant, part by part, and what rules the worker out.

    A worker whose gender is not recorded is not known to meet a condition on it.
    """
    worth = points or Points()
    excluded = []
    if offering.has_left:
        excluded.append(Excluded.HAS_LEFT)
    if offering.room == 0:
        excluded.append(Excluded.NO_ROOM)
    if wishes.gender_must and wishes.gender is not offering.gender:
        excluded.append(Excluded.GENDER)
    return Score(
        participant=wishes.participant,
        worker=offering.worker,
        reasons=tuple(_reasons(wishes, offering, worth)),
        excluded=tuple(excluded),
    )


def _reasons(wishes: Wishes, offering: Offering, worth: Points) -> Iterator[MatchReason]:
    asked = tuple(dict.fromkeys(wishes.competences))
    met = tuple(each for each in asked if each in offering.competences)
    if asked:
        not_met = tuple(each for each in asked if each not in met)
        yield MatchReason(
            part=Part.COMPETENCE, met=met, not_met=not_met, points=worth.competence * len(met)
        )
    if wishes.languages:
        shared = tuple(each for each in wishes.languages if each in offering.languages)
        yield _one(Part.LANGUAGE, shared, wishes.languages, worth.language)
    if wishes.gender is not None:
        wish = (wishes.gender.value,)
        is_met = wish if wishes.gender is offering.gender else ()
        yield _one(Part.GENDER, is_met, wish, worth.gender)
    if wishes.district is not None:
        home = (wishes.district,)
        is_met = home if wishes.district in offering.districts else ()
        yield _one(Part.DISTRICT, is_met, home, worth.district)


def _one(part: Part, met: tuple[str, ...], asked: tuple[str, ...], points: int) -> MatchReason:
    """A wish that is met whole or not at all."""
    not_met = () if met else asked
    return MatchReason(part=part, met=met, not_met=not_met, points=points if met else 0)


@unique
class WhyUnmatched(Enum):
    """Why a participant has nobody."""

    NOBODY_COULD = "nobody_could"
    PLACES_TAKEN = "places_taken"


@frozen(kw_only=True)
class Unmatched:
    """A participant who remains; *excluded* counts the workers that each condition rules out."""

    participant: str
    why: WhyUnmatched
    excluded: Mapping[Excluded, int] = field(default=Factory(dict))

    def explain(self, lang: str = "sv") -> str:
        """Why, in sentences."""
        said = [text(f"unmatched.{self.why.value}", lang, participant=self.participant)]
        for each, count in self.excluded.items():
            said.append(text(f"unmatched.excluded.{each.value}", lang, count=count))
        return " ".join(said)


@frozen(kw_only=True)
class Matching:
    """A proposal: who to whom, with reasons, and who remains."""

    matches: tuple[Score, ...]
    unmatched: tuple[Unmatched, ...]

    @property
    def points(self) -> int:
        """All points together."""
        return sum(each.points for each in self.matches)


Scores = Mapping[tuple[str, str], Score]
"""By participant and worker."""


def scores_of(
    wishes: Iterable[Wishes], offerings: Iterable[Offering], points: Points | None = None
) -> Scores:
    """Every pair with its score, participants in order of pseudonym and workers of code."""
    asked = sorted(wishes, key=lambda each: each.participant)
    offered = sorted(offerings, key=lambda each: each.worker)
    return {
        (each.participant, other.worker): score(each, other, points)
        for each in asked
        for other in offered
    }


def matching_of(wishes: Iterable[Wishes], scores: Scores, chosen: Mapping[str, str]) -> Matching:
    """The proposal in which each participant has the *chosen* worker, and the others remain."""
    by_participant: dict[str, list[Score]] = {each.participant: [] for each in wishes}
    for (participant, _), found in scores.items():
        by_participant[participant].append(found)
    return Matching(
        matches=tuple(scores[pair] for pair in sorted(chosen.items())),
        unmatched=tuple(
            _unmatched(participant, found)
            for participant, found in sorted(by_participant.items())
            if participant not in chosen
        ),
    )


def _unmatched(participant: str, found: list[Score]) -> Unmatched:
    could = any(not each.excluded for each in found)
    counted = Counter(each for one in found for each in one.excluded)
    return Unmatched(
        participant=participant,
        why=WhyUnmatched.PLACES_TAKEN if could else WhyUnmatched.NOBODY_COULD,
        excluded={each: counted[each] for each in Excluded if counted[each]},
    )
