"""A survey of which only the report's own percentages are known, not the answers behind them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, unique

from attrs import field, frozen

from cm_method.errors import Problem
from cm_method.fields import Checked, broken, row
from cm_method.sources import Source

ALL = 100
"""Percent."""


@unique
class StatedAnswer(Enum):
    """The answers that a report gives shares of (City 2020, section 6)."""

    VERY_GOOD = "very_good"
    FAIRLY_GOOD = "fairly_good"
    FAIRLY_BAD = "fairly_bad"
    AGREE_FULLY = "agree_fully"
    AGREE_FAIRLY_WELL = "agree_fairly_well"
    AGREE_FAIRLY_BADLY = "agree_fairly_badly"
    VERY_IMPORTANT = "very_important"
    ALL_OR_NEARLY_ALL = "all_or_nearly_all"
    MOST = "most"


@frozen(kw_only=True)
class StatedShare(Checked):
    """So many percent of a group, as printed, gave an answer; of everybody where *group* is None.

    How many people that is is not told, so nothing is counted from it.
    """

    question: str
    answer: StatedAnswer
    group: str | None
    percent: int
    source: Source

    def broken_invariants(self) -> Iterator[Problem]:
        if not 0 <= self.percent <= ALL:
            yield broken("percent_out_of_reach", "percent")


@frozen(kw_only=True)
class Responses(Checked):
    """How many were asked in a *year* and how many answered, with the percentage that is printed.

    *percent* is a whole percentage, None where the report prints none.
    """

    year: int
    asked: int
    answered: int
    percent: int | None
    source: Source

    @property
    def agree(self) -> bool:
        """Whether the printed percentage can come from the counts, cut or rounded either way."""
        if self.percent is None:
            return True
        return abs(ALL * self.answered - self.percent * self.asked) < self.asked

    def broken_invariants(self) -> Iterator[Problem]:
        if not 0 <= self.answered <= self.asked or not self.asked:
            yield broken("more_answered_than_asked", "answered")


@frozen(kw_only=True)
class StatedSurvey(Checked):
    """What one report tells of a survey: its shares, and how many answered.

    *areas* are the business areas that were asked, under the terms of their time; *act* is the law
    of that time. Who the *administrations* were is empty where the report does not name them.
    """

    code: str
    year: int
    act: str
    administrations: tuple[str, ...] = field(converter=row)
    areas: tuple[str, ...] = field(converter=row)
    shares: tuple[StatedShare, ...] = field(converter=row, repr=False)
    responses: tuple[Responses, ...] = field(converter=row)
    source: Source

    @property
    def questions(self) -> tuple[str, ...]:
        """The codes of the questions that shares are told of, in the order of the report."""
        return tuple(dict.fromkeys(share.question for share in self.shares))
