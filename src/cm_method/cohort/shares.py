"""Shares as whole counts, and their bounds where answers are missing (R10, R11)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen

from cm_method.rules.milestone import Signature, Verdict


@frozen(kw_only=True)
class Share:
    """*met* of *of*, as whole counts; of nobody there is no share, which is not 0 %."""

    met: int
    of: int

    @property
    def fraction(self) -> Fraction | None:
        """The share exactly; None for an empty group."""
        return Fraction(self.met, self.of) if self.of else None

    def is_at_least(self, percent: int) -> bool:
        """Whether the share reaches a whole percentage; compared in whole numbers, unrounded."""
        return self.of > 0 and 100 * self.met >= percent * self.of

    def is_below(self, percent: int) -> bool:
        """Whether the share stays below a whole percentage; nobody is neither above nor below."""
        return self.of > 0 and 100 * self.met < percent * self.of


@frozen(kw_only=True)
class Bounds:
    """The lowest and the highest share that the missing answers allow, and that of the known."""

    lower: Share
    upper: Share
    known: Share


def bounds_of(counts: Mapping[Signature, int]) -> Bounds:
    """The bounds of those due (R10, R20).

    A missing answer counts as not met below and as met above. Whose membership is unknown is a
    member below only when not fulfilled, and above only when fulfilled.
    """
    met = missed = unknown = perhaps_done = perhaps_not = 0
    for signature, count in counts.items():
        if signature.verdict is Verdict.MET:
            met += count
        elif signature.verdict in (Verdict.MISSED, Verdict.MET_LATE):
            missed += count
        elif signature.verdict is Verdict.UNKNOWN and signature.code != "membership":
            unknown += count
        elif signature.verdict is Verdict.UNKNOWN and signature.done:
            perhaps_done += count
        elif signature.verdict is Verdict.UNKNOWN:
            perhaps_not += count
    return Bounds(
        lower=Share(met=met, of=met + missed + unknown + perhaps_not),
        upper=Share(met=met + unknown + perhaps_done, of=met + missed + unknown + perhaps_done),
        known=Share(met=met, of=met + missed),
    )
