"""k-anonymity: how many participants of a research data set share what others may know of them.

A combination that few share may point at someone who knows, or looks up, those facts. A large *k*
is no promise: rows tell of courses of events that are each their own, so the data set stays
personal data whatever the figures say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import frozen

from cm_method.cohort.research import DataSet
from cm_method.cohort.research_columns import SMALLEST_GROUP, Cell
from cm_method.cohort.research_tables import PARTICIPANTS
from cm_method.errors import Problem, Refused, facts
from cm_method.labels import has_text, text

QUASI_IDENTIFIERS = ("gender", "age", "age_group", "district", "entry_route", "start_month")
"""What others may know of a participant, unless something else is chosen: those that are told."""


@frozen(kw_only=True)
class Anonymity:
    """How many participants share each combination of *variables*.

    *smallest* is k, the size of the smallest group (0 for nobody). *groups* is how many there are,
    *below* how many participants are in groups of fewer than *least*, *alone* how many share theirs
    with nobody. *without* pairs each variable with k as it would be if that one were left out.
    A missing value is a value of its own.
    """

    variables: tuple[str, ...]
    participants: int
    groups: int
    smallest: int
    below: int
    alone: int
    least: int
    without: tuple[tuple[str, int], ...]

    @property
    def is_small(self) -> bool:
        """Whether some group is smaller than asked for."""
        return 0 < self.smallest < self.least

    def explain(self, lang: str = "sv") -> str:
        """The figures as one paragraph."""
        if not self.participants:
            return text("research.anonymity.nobody", lang)
        names = ", ".join(called(name, lang) for name in self.variables)
        return text(
            "research.anonymity",
            lang,
            names=names,
            smallest=self.smallest,
            groups=self.groups,
            below=self.below,
            alone=self.alone,
            least=self.least,
            participants=self.participants,
        )


def called(variable: str, lang: str = "sv") -> str:
    """What people call a column of the table of participants."""
    if has_text(f"research.{variable}", lang):
        return text(f"research.{variable}", lang).lower()
    covers, _, code = variable.partition("_")
    words = f"{text(f'research.{covers}', lang)}: {text(f'information.{code}', lang)}"
    return words.lower()


def quasi_identifiers(found: DataSet) -> tuple[str, ...]:
    """The columns that a report on anonymity asks about unless others are chosen."""
    columns = found[PARTICIPANTS].columns
    return tuple(name for name in QUASI_IDENTIFIERS if name in columns)


def anonymity_of(
    found: DataSet, variables: Sequence[str] | None = None, *, least: int = SMALLEST_GROUP
) -> Anonymity:
    """How anonymous the participants of a data set are by some columns of theirs.

    Raises Refused for a name that is no column of the table of participants.
    """
    table = found[PARTICIPANTS]
    names = tuple(dict.fromkeys(quasi_identifiers(found) if variables is None else variables))
    choices = table.columns[1:]
    unknown = [name for name in names if name not in choices]
    if unknown or not names:
        what = facts(choices=tuple(choices))
        raise Refused([Problem(code="not_a_quasi_identifier", facts=what)])
    sizes = _groups(table.rows, [table.columns.index(name) for name in names])
    return Anonymity(
        variables=names,
        participants=len(table.rows),
        groups=len(sizes),
        smallest=min(sizes, default=0),
        below=sum(size for size in sizes if size < least),
        alone=sizes.count(1),
        least=least,
        without=tuple(
            (
                left,
                min(
                    _groups(table.rows, [table.columns.index(n) for n in names if n != left]),
                    default=0,
                ),
            )
            for left in names
        ),
    )


def _groups(rows: Iterable[tuple[Cell, ...]], places: list[int]) -> list[int]:
    """The sizes of the groups that rows make by these columns."""
    return list(Counter(tuple(row[place] for place in places) for row in rows).values())
