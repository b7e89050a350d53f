"""Self-ratings and the instruments they are made with (R16-R19)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, unique
from fractions import Fraction

from attrs import field, frozen

from cm_method.errors import Problem
from cm_method.fields import Checked, broken, row
from cm_method.journal import Category, Entry


@unique
class Dimension(Enum):
    """What target 4 asks about."""

    LONELINESS = "loneliness"
    PARTICIPATION = "participation"


@unique
class Scoring(Enum):
    """How answers become a score; GIVEN when only the score itself is recorded."""

    GIVEN = "given"
    SUM = "sum"
    DE_JONG_GIERVELD_6 = "de_jong_gierveld_6"


@frozen(kw_only=True)
class Instrument(Checked):
    """A way to rate oneself: its range, which way is better, and how answers are scored.

    *sd* and *reliability* are the standard deviation and the reliability that reliable change
    needs, as exact fractions from a source that the user names; None where none are
    registered. Items are never reprinted; licensed instruments are registered by
    name and range only.
    """

    code: str
    dimension: Dimension | None
    lowest: int
    highest: int
    higher_is_better: bool
    scoring: Scoring = Scoring.GIVEN
    items: int = 0
    lowest_answer: int = 0
    highest_answer: int = 0
    sd: Fraction | None = None
    reliability: Fraction | None = None
    licensed: bool = False

    def broken_invariants(self) -> Iterator[Problem]:
        if self.highest <= self.lowest:
            yield broken("range_is_empty", "highest", lowest=self.lowest, highest=self.highest)
        if self.sd is not None and self.sd <= 0:
            yield broken("deviation_not_above_zero", "sd")
        if self.reliability is not None and not 0 <= self.reliability <= 1:
            yield broken("reliability_not_a_share", "reliability")

    def fits(self, rating: SelfRated) -> bool:
        """Whether the rating can be one by this instrument; answers may still be missing."""
        if rating.score is not None:
            return self.lowest <= rating.score <= self.highest
        return len(rating.answers) == self.items and all(
            self.lowest_answer <= answer <= self.highest_answer
            for answer in rating.answers
            if answer is not None
        )

    def score(self, rating: SelfRated) -> int | None:
        """The score of a rating; None where it does not fit or too many answers are missing."""
        if not self.fits(rating):
            return None
        return self._sum_up(rating.answers) if rating.answers else rating.score

    def _sum_up(self, answers: tuple[int | None, ...]) -> int | None:
        given = [answer for answer in answers if answer is not None]
        if self.scoring is Scoring.SUM:
            return sum(given) if len(given) == self.items else None
        if len(given) < self.items - 1:
            return None
        return sum(
            _lonely_answer(number, answer)
            for number, answer in enumerate(answers, start=1)
            if answer is not None
        )

    def best(self) -> int:
        """The score that cannot be improved on."""
        return self.highest if self.higher_is_better else self.lowest


YES, MORE_OR_LESS, NO = 1, 2, 3
"""The three answers of the De Jong Gierveld scale."""
WORDED_AS_LONELINESS = (1, 2, 3)
"""The items of the six-item scale to which yes is the lonely answer; to the others, no is."""


def _lonely_answer(number: int, answer: int) -> int:
    """One point for a lonely answer; the middle answer always scores one (R19)."""
    lonely = YES if number in WORDED_AS_LONELINESS else NO
    return int(answer in (MORE_OR_LESS, lonely))


@frozen(kw_only=True)
class SelfRated(Entry):
    """The participant rated themself: either the answers, item by item, or the score alone.

    An answer left out is None. The middle answer of a three-step item is 2.
    """

    category = Category.SELF_RATING

    instrument: str
    score: int | None = field(default=None, repr=False)
    answers: tuple[int | None, ...] = field(default=(), repr=False, converter=row)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if (self.score is None) == (not self.answers):
            yield broken("score_or_answers", "score")


UCLA_3 = Instrument(
    code="ucla-3",
    dimension=Dimension.LONELINESS,
    lowest=3,
    highest=9,
    higher_is_better=False,
    scoring=Scoring.SUM,
    items=3,
    lowest_answer=1,
    highest_answer=3,
)
"""The three-item UCLA loneliness scale: three answers 1-3, sum 3-9, higher is lonelier (R19)."""

DE_JONG_GIERVELD_6 = Instrument(
    code="djg-6",
    dimension=Dimension.LONELINESS,
    lowest=0,
    highest=6,
    higher_is_better=False,
    scoring=Scoring.DE_JONG_GIERVELD_6,
    items=6,
    lowest_answer=1,
    highest_answer=3,
)
"""The six-item De Jong Gierveld scale: 0-6, higher is lonelier; one item may be missing (R19).

Answers are 1 yes, 2 more or less, 3 no: first the three items to which yes is the lonely answer,
then the three to which no is. A questionnaire that mixes them is put in this order first.
"""

OWN_LONELINESS = Instrument(
    code="own-loneliness",
    dimension=Dimension.LONELINESS,
    lowest=0,
    highest=10,
    higher_is_better=False,
)
"""The method's own single question on loneliness, 0-10, higher is lonelier."""

OWN_PARTICIPATION = Instrument(
    code="own-participation",
    dimension=Dimension.PARTICIPATION,
    lowest=0,
    highest=10,
    higher_is_better=True,
)
"""The method's own single question on social participation, 0-10, higher is better."""

BUILT_IN = (UCLA_3, DE_JONG_GIERVELD_6, OWN_LONELINESS, OWN_PARTICIPATION)

LICENSED = ("ors", "outcomes-star", "whodas-2.0", "can", "cansas", "mansa", "asi", "dur")
"""Registered names of licensed instruments; a licensee fills in range and direction (R19)."""
