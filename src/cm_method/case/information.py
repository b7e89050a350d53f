"""Information categories: what a consent is about, as a small hierarchy that a method can extend.

A category covers itself and all below it. The leaves are the categories that kinds of entries
have; what concerns other people stands apart and is never part of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen

from cm_method.journal import Category

WHOLE = "whole"
PERSON = "person"
WELLBEING = "wellbeing"
COORDINATION = "coordination"
OTHER_PEOPLE = "other_people"


@frozen(kw_only=True)
class Information:
    """The hierarchy: *parents* pairs each category with the one above it, None at the top."""

    parents: tuple[tuple[str, str | None], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every category, in the order of the hierarchy."""
        return tuple(code for code, _ in self.parents)

    def covers(self, granted: str, asked: str) -> bool:
        """Whether a granted category is the asked one or stands above it.

        Where the way up runs in a circle nobody can say what is above what: only itself, then.
        """
        upwards = self._upwards(asked)
        return granted in (upwards[:1] if self.runs_in_a_circle(asked) else upwards)

    def concerns_other_people(self, code: str) -> bool:
        """Whether a category is that of other people, or below it."""
        return OTHER_PEOPLE in self._upwards(code)

    def parts(self, asked: str) -> tuple[str, ...]:
        """What a category is made of: a group of its members, anything else of itself alone.

        Where a kind of entry has the category itself, its own entries are more than what is below.
        """
        below = [code for code, above in self.parents if above == asked]
        if not below or asked in _OF_ENTRIES or self.runs_in_a_circle(asked):
            return (asked,)
        return tuple(part for code in below for part in self.parts(code))

    def runs_in_a_circle(self, code: str) -> bool:
        """Whether the way up from a category leads back to where it has been."""
        upwards = self._upwards(code)
        return bool(upwards) and dict(self.parents)[upwards[-1]] in upwards

    def _upwards(self, code: str) -> tuple[str, ...]:
        """A known category and all above it, from the bottom up; each once."""
        above = dict(self.parents)
        found: list[str] = []
        here: str | None = code
        while here in above and here not in found:
            found.append(here)
            here = above[here]
        return tuple(found)

    def extended(self, more: Iterable[tuple[str, str | None]]) -> Information:
        """The hierarchy with more categories; one given again gets its new place."""
        return evolve(self, parents=tuple({**dict(self.parents), **dict(more)}.items()))


_OF_ENTRIES = frozenset(category.value for category in Category)

BUILT_IN_INFORMATION = Information(
    parents=(
        (WHOLE, None),
        (PERSON, WHOLE),
        (Category.IDENTITY.value, PERSON),
        (Category.COURSE.value, PERSON),
        (Category.ADMINISTRATION.value, PERSON),
        (Category.CONSENT.value, PERSON),
        (WELLBEING, WHOLE),
        (Category.NEEDS.value, WELLBEING),
        (Category.CRISIS.value, WELLBEING),
        (Category.SELF_RATING.value, WELLBEING),
        (COORDINATION, WHOLE),
        (Category.PLAN.value, COORDINATION),
        (Category.CONTACTS.value, COORDINATION),
        (Category.RESPONSIBILITY.value, COORDINATION),
        (OTHER_PEOPLE, None),
    )
)
"""The whole case in three groups, and beside it what concerns other people."""
