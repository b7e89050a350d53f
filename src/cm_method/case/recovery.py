"""Recovery capital: the resources a person has, in four parts, rated over time (City 2020, 4.1).

The source describes the parts and gives no scale, so the numbers are the method's own. The parts
are never added up and foretell nothing: they show where a person stands strong and where it is
thin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum, unique
from types import MappingProxyType

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.episodes import is_contested
from cm_method.errors import Problem
from cm_method.fields import FREE_TEXT, Checked, broken
from cm_method.journal import Category, Entry
from cm_method.sources import Document, Source


@unique
class RecoveryPart(Enum):
    """The four parts of recovery capital, in the order of the source."""

    PHYSICAL = "physical"
    CULTURAL = "cultural"
    HUMAN = "human"
    SOCIAL = "social"


def _described(quote: str) -> Source:
    return Source(document=Document.CITY_2020, section="4.1 Samsjuklighet", quote=quote)


RECOVERY_SOURCES: Mapping[RecoveryPart, Source] = MappingProxyType(
    {
        RecoveryPart.PHYSICAL: _described(
            "materiella resurser, stabil livssituation och basala behov tillgodosedda"
        ),
        RecoveryPart.CULTURAL: _described(
            "värderingar, trosuppfattningar och attityder som är i samklang med sociala normer i "
            "samhället"
        ),
        RecoveryPart.HUMAN: _described("utbildning, kunskap, färdigheter, förhoppningar och hälsa"),
        # A page ends here in the report; the next one goes on "sociala nätverk".
        RecoveryPart.SOCIAL: _described("relationer inklusive familj, vänner och bredare"),
    }
)
"""How the report describes each part."""

LONGER_RECOVERY = _described(
    "För personer som är i socialt utsatta positioner och därmed saknar resurser för återhämtning "
    "tar återhämtningsprocessen längre tid än för personer som är i en er mer integrerad social "
    "position."
)
"""What the report says of fewer resources, as it stands there."""


@frozen(kw_only=True)
class RecoveryCapitalRated(Entry):
    """The four parts rated on the method's scale; None where a part was not rated.

    *with_participant* says that the participant took part in the rating.
    """

    category = Category.NEEDS

    physical: int | None = field(default=None, repr=False)
    cultural: int | None = field(default=None, repr=False)
    human: int | None = field(default=None, repr=False)
    social: int | None = field(default=None, repr=False)
    with_participant: bool
    note: str = field(default="", repr=False, metadata=FREE_TEXT)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if not self.rated:
            yield broken("rates_no_part", "physical")

    @property
    def rated(self) -> Mapping[RecoveryPart, int]:
        """The parts that were rated."""
        said = {part: getattr(self, part.value) for part in RecoveryPart}
        return {part: rating for part, rating in said.items() if rating is not None}


@unique
class Strength(Enum):
    """How a part stands on the method's scale."""

    THIN = "thin"
    BETWEEN = "between"
    STRONG = "strong"
    NOT_RATED = "not_rated"
    NOT_ON_SCALE = "not_on_scale"
    IN_DOUBT = "in_doubt"


@frozen(kw_only=True)
class RecoveryScale(Checked):
    """From *lowest* to *highest*; thin through one number, strong from another.

    The source gives no such scale: a method supplies one.
    """

    lowest: int
    highest: int
    thin_through: int
    strong_from: int

    def broken_invariants(self) -> Iterator[Problem]:
        if self.highest <= self.lowest:
            yield broken("range_is_empty", "highest", lowest=self.lowest, highest=self.highest)
        elif not self.lowest <= self.thin_through < self.strong_from <= self.highest:
            yield broken("thin_and_strong_overlap", "strong_from")

    def holds(self, rating: int) -> bool:
        """Whether a rating is on the scale."""
        return self.lowest <= rating <= self.highest

    def strength(self, rating: int) -> Strength:
        """What a rating says: thin, strong, between the two, or nothing where it is off the scale.

        >>> scale = RecoveryScale(lowest=1, highest=5, thin_through=2, strong_from=4)
        >>> [scale.strength(rating).value for rating in (2, 3, 4, 6)]
        ['thin', 'between', 'strong', 'not_on_scale']
        """
        if not self.holds(rating):
            return Strength.NOT_ON_SCALE
        if rating <= self.thin_through:
            return Strength.THIN
        return Strength.STRONG if rating >= self.strong_from else Strength.BETWEEN


@frozen(kw_only=True)
class PartRating:
    """One rating of one part, on a day, by an entry."""

    on: date
    value: int = field(repr=False)
    with_participant: bool
    entry: str


@frozen(kw_only=True)
class PartOverTime:
    """One part with its *ratings* in order, and how it stands by the latest of them.

    *change* is the latest rating minus the first; None with fewer than two, or where either is off
    the scale. While corrections of a rating of the part compete, nobody can say how it stands.
    """

    part: RecoveryPart
    ratings: tuple[PartRating, ...]
    strength: Strength
    change: int | None = field(repr=False)

    @property
    def latest(self) -> PartRating | None:
        """The latest rating."""
        return self.ratings[-1] if self.ratings else None


@frozen(kw_only=True)
class RecoveryCapital:
    """The four parts on a day, in the order of the source; never their sum."""

    parts: tuple[PartOverTime, ...]

    def of(self, part: RecoveryPart) -> PartOverTime:
        """One of the parts."""
        return self.parts[list(RecoveryPart).index(part)]

    @property
    def strong(self) -> tuple[RecoveryPart, ...]:
        """The parts that are strong."""
        return self._that_are(Strength.STRONG)

    @property
    def thin(self) -> tuple[RecoveryPart, ...]:
        """The parts that are thin."""
        return self._that_are(Strength.THIN)

    def _that_are(self, strength: Strength) -> tuple[RecoveryPart, ...]:
        return tuple(each.part for each in self.parts if each.strength is strength)


def recovery_capital(case: Case, scale: RecoveryScale) -> RecoveryCapital:
    """The recovery capital of the participant as rated by the day of the case.

    It is the person's and not the service's: ratings from all services are told together.
    """
    ratings = case.of_kind(RecoveryCapitalRated)
    return RecoveryCapital(
        parts=tuple(_over_time(case, part, ratings, scale) for part in RecoveryPart)
    )


def _over_time(
    case: Case, part: RecoveryPart, entries: list[RecoveryCapitalRated], scale: RecoveryScale
) -> PartOverTime:
    told = [entry for entry in entries if part in entry.rated]
    sure = [entry for entry in told if not is_contested(case, entry)]
    ratings = tuple(
        PartRating(
            on=entry.on,
            value=entry.rated[part],
            with_participant=entry.with_participant,
            entry=entry.id,
        )
        for entry in sure
    )
    if len(sure) < len(told):
        strength = Strength.IN_DOUBT
    else:
        strength = scale.strength(ratings[-1].value) if ratings else Strength.NOT_RATED
    return PartOverTime(
        part=part, ratings=ratings, strength=strength, change=_change(ratings, strength, scale)
    )


def _change(
    ratings: tuple[PartRating, ...], strength: Strength, scale: RecoveryScale
) -> int | None:
    if len(ratings) < 2 or strength is Strength.IN_DOUBT:  # noqa: PLR2004 - a pair
        return None
    first, latest = ratings[0].value, ratings[-1].value
    return latest - first if scale.holds(first) and scale.holds(latest) else None
