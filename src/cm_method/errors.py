"""Problems as comparable values, and the one exception that carries them.

A problem says where it is, what happened, why that is refused, and what to do about it. Its parts
are attributes, so a host system can show its own words; ours come from the catalogues. It repeats
no personal data: only dates, small numbers and known codes are ever facts of a problem.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum

from attrs import evolve, frozen

from cm_method.labels import Words, has_text, text

Fact = str | int | date | Enum | Words | tuple[str, ...]
Facts = tuple[tuple[str, Fact], ...]


def facts(**named: Fact) -> Facts:
    """Facts in the order of their names, so that equal facts are equal values."""
    return tuple(sorted(named.items())) if len(named) > 1 else tuple(named.items())


@frozen(kw_only=True)
class Problem:
    """One thing that is wrong: *code* says what, *path* where, *facts* the harmless details."""

    code: str
    path: str = ""
    facts: Facts = ()

    def what(self, lang: str = "sv") -> str:
        """What happened, in one sentence."""
        return text(f"problem.{self.code}.what", lang, **dict(self.facts))

    def why(self, lang: str = "sv") -> str:
        """Why it is refused or pointed out."""
        return text(f"problem.{self.code}.why", lang, **dict(self.facts))

    def what_to_do(self, lang: str = "sv") -> str:
        """What the reader can do about it."""
        return text(f"problem.{self.code}.do", lang, **dict(self.facts))

    def explain(self, lang: str = "sv") -> str:
        """The whole problem as one paragraph, its path first."""
        sentences = (self.what(lang), self.why(lang), self.what_to_do(lang))
        where = f"{self.path}: " if self.path else ""
        return where + " ".join(sentence for sentence in sentences if sentence)

    def under(self, prefix: str) -> Problem:
        """The same problem seen from further out, its path prefixed."""
        return evolve(self, path=f"{prefix}{self.path}")


class Refused(ValueError):
    """Something was refused; *problems* holds every reason, never only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return self.explain("en")

    def explain(self, lang: str = "sv") -> str:
        """Every problem, one a line."""
        return "\n".join(problem.explain(lang) for problem in self.problems)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash((type(self), self.problems))


class ConflictingEntries(Refused):
    """Two entries share an id but not their content, so no merge can be right."""


class CannotAdd(Refused):
    """Two tallies that do not describe the same thing were to be added."""


def has_words(code: str, lang: str) -> bool:
    """Whether the catalogue of *lang* has all three sentences of a problem code."""
    return all(has_text(f"problem.{code}.{part}", lang) for part in ("what", "why", "do"))
