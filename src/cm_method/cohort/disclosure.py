"""Disclosure control: which breakdowns a publication may show, report after report (R28).

A table is shown whole or not at all, and a target's table is shown for every way of dividing the
participants or for none. Whether a day is one on which tables are decided at all follows from
figures that are public already; so a reader who knows this rule, that counts are whole, and all
earlier publications can work out no count that was not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum, unique
from types import MappingProxyType
from typing import TypeVar

from attrs import evolve, field, frozen

from cm_method.cohort.disclosure_worlds import (
    Counts,
    Layer,
    Rows,
    Story,
    Sums,
    could_be_told,
    follows_from_sums,
    stays_open,
)
from cm_method.errors import Problem, Refused, facts
from cm_method.fields import row

T = TypeVar("T")

LEAST = 5
"""The smallest count, besides zero, that is shown (R28)."""
LOWEST_LEAST = 3
"""Below this a hidden count could be told from its range alone."""

EVERYONE = "everyone"
"""The grouping that divides nobody: the sums of all the others."""
STARTED = "started"
"""What the first table of a grouping counts: the participants who started."""
STARTED_COLUMNS = ("started",)
RESULT_COLUMNS = ("met", "not_met", "unknown", "not_counted")
"""Columns of a target's table; not counted are those not due yet and those excluded."""
GROWING = (True, True, True, False)
"""Of each of these whether its counts only grow from report to report, but for corrections."""


def _frozen_mapping(given: Mapping[str, Iterable[Iterable[int]]]) -> Mapping[str, Rows]:
    return MappingProxyType({rule: tuple(map(tuple, rows)) for rule, rows in given.items()})


@frozen(kw_only=True)
class Breakdown:
    """The exact counts by the categories of one grouping, in confidence.

    *started* are the participants of each category, *results* by rule how many of them met it, did
    not, and have no answer. Raises Refused where these exceed the participants of the category.
    """

    grouping: str
    categories: tuple[str, ...] = field(converter=row)
    started: Counts = field(converter=row, repr=False)
    results: Mapping[str, Rows] = field(converter=_frozen_mapping, repr=False)

    def __attrs_post_init__(self) -> None:
        size = len(self.categories)
        right = size == len(self.started) == len(set(self.categories)) and all(
            len(rows) == size
            and all(len(counts) + 1 == len(RESULT_COLUMNS) for counts in rows)
            and all(sum(c) <= n for c, n in zip(rows, self.started, strict=True))
            for rows in self.results.values()
        )
        every = (*self.started, *(n for rows in self.results.values() for c in rows for n in c))
        if not right or min(every, default=0) < 0:
            raise Refused([Problem(code="not_a_breakdown", path=self.grouping)])

    def rows_of(self, about: str) -> Rows:
        """The counts of one table, with those not counted last."""
        if about == STARTED:
            return tuple((count,) for count in self.started)
        of_rule = self.results[about]
        return tuple(
            (*counts, size - sum(counts))
            for counts, size in zip(of_rule, self.started, strict=True)
        )


@unique
class Hidden(Enum):
    """Why a table is not shown; for those who made the report, never for publishing."""

    SMALL_TOTALS = "small_totals"
    SMALL_COUNTS = "small_counts"
    TOO_LITTLE_NEW = "too_little_new"
    EARLIER_REPORT = "earlier_report"
    STARTED_HIDDEN = "started_hidden"
    ANOTHER_GROUPING = "another_grouping"


@frozen(kw_only=True)
class PublishedTable:
    """What a publication tells of one table: by *grouping*, *about* those who started or a rule.

    *rows* are None when the table is not shown; *decided* then says whether its counts had a part
    in that, which anybody can work out. *why* is for insiders and no part of what is published.
    """

    grouping: str
    about: str
    categories: tuple[str, ...] = field(converter=row)
    rows: Rows | None
    decided: bool
    why: Hidden | None = field(default=None, eq=False, repr=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """What each column counts."""
        return columns_about(self.about)


def columns_about(about: str) -> tuple[str, ...]:
    """What the columns of a table count."""
    return STARTED_COLUMNS if about == STARTED else RESULT_COLUMNS


@frozen(kw_only=True)
class Publication:
    """The tables of one report as they may be published, on the day *on* as known on *known*."""

    edition: str
    fingerprint: str
    on: date
    known: date | None
    least: int
    tables: tuple[PublishedTable, ...] = field(converter=row)

    def __attrs_post_init__(self) -> None:
        problems = [
            problem.under(f"tables[{place}].")
            for place, table in enumerate(self.tables)
            for problem in self._problems_of(table)
        ]
        keys = [(table.grouping, table.about) for table in self.tables]
        if keys != [(one, about) for one in self.groupings for about in self.abouts]:
            problems.append(Problem(code="tables_are_missing", path="tables"))
        if problems:
            raise Refused(problems)

    def _problems_of(self, table: PublishedTable) -> Iterator[Problem]:
        if table.rows is None:
            return
        right = len(table.rows) == len(table.categories) and all(
            len(counts) == len(table.columns) for counts in table.rows
        )
        if not right:
            yield Problem(code="not_a_table_of_counts", path="rows")
            return
        if any(count < 0 or 0 < count < self.least for counts in table.rows for count in counts):
            what = facts(least=self.least)
            yield Problem(code="count_not_publishable", path="rows", facts=what)
        sums = next(each for each in self.tables if each.about == table.about).rows
        if sums is None or sums[0] != _totals(table.rows, table.columns):
            yield Problem(code="sums_do_not_fit", path="rows")

    @property
    def groupings(self) -> tuple[str, ...]:
        """The ways of dividing in order, everyone first."""
        return tuple(dict.fromkeys(table.grouping for table in self.tables))

    @property
    def abouts(self) -> tuple[str, ...]:
        """Those who started, and the rules, in order."""
        return tuple(dict.fromkeys(table.about for table in self.tables))

    def table(self, grouping: str, about: str) -> PublishedTable:
        """The table of one grouping. Raises KeyError where the publication has none."""
        for table in self.tables:
            if (table.grouping, table.about) == (grouping, about):
                return table
        raise KeyError(grouping, about)


@frozen(kw_only=True)
class Counted:
    """The exact breakdowns of a report, in confidence, before disclosure control.

    All divide the same participants. Raises Refused where their sums differ.
    """

    edition: str
    fingerprint: str
    on: date
    known: date | None = None
    breakdowns: tuple[Breakdown, ...] = field(converter=row, repr=False)

    def __attrs_post_init__(self) -> None:
        if len({_sums(each) for each in self.breakdowns}) > 1:
            raise Refused([Problem(code="breakdowns_do_not_fit", path="breakdowns")])

    @property
    def abouts(self) -> tuple[str, ...]:
        """Those who started, and the rules, in order."""
        return (STARTED, *(self.breakdowns[0].results if self.breakdowns else ()))

    @property
    def everyone(self) -> Breakdown:
        """All participants in one category."""
        sums = dict(_sums(self.breakdowns[0])) if self.breakdowns else {STARTED: (0,)}
        return Breakdown(
            grouping=EVERYONE,
            categories=(EVERYONE,),
            started=sums.pop(STARTED),
            results={rule: (counts[:-1],) for rule, counts in sums.items()},
        )


def _sums(breakdown: Breakdown) -> tuple[tuple[str, Counts], ...]:
    return tuple(
        (about, _totals(breakdown.rows_of(about), columns_about(about)))
        for about in (STARTED, *breakdown.results)
    )


def _totals(rows: Rows, columns: tuple[str, ...]) -> Counts:
    return tuple(sum(counts[place] for counts in rows) for place, _ in enumerate(columns))


def publish(
    counted: Counted, earlier: Iterable[Publication] = (), *, least: int = LEAST
) -> Publication:
    """What may be published of a report, after all *earlier* publications of the same register.

    No shown count is between 1 and *least* - 1. Raises Refused where *least* is lower than can be
    safe, or where an earlier publication is of other rules, other tables or no earlier day.
    """
    past = tuple(sorted(earlier, key=lambda each: each.on))
    _refuse_misfits(counted, past, least)
    desk = _Desk(counted=counted, past=past, least=least)
    tables = {
        (table.grouping, table.about): table
        for about in counted.abouts
        for table in desk.decide(about)
    }
    return Publication(
        edition=counted.edition,
        fingerprint=counted.fingerprint,
        on=counted.on,
        known=counted.known,
        least=least,
        tables=[tables[key] for key, _ in _shape(counted)],
    )


def _shape(counted: Counted) -> list[tuple[tuple[str, str], tuple[str, ...]]]:
    """Which tables a report has, with their categories."""
    return [
        ((each.grouping, about), each.categories)
        for each in (counted.everyone, *counted.breakdowns)
        for about in counted.abouts
    ]


def _refuse_misfits(counted: Counted, past: tuple[Publication, ...], least: int) -> None:
    problems = []
    if least < LOWEST_LEAST:
        what = facts(lowest=LOWEST_LEAST)
        problems.append(Problem(code="least_too_low", path="least", facts=what))
    rules = (counted.edition, counted.fingerprint, least)
    days = [each.on for each in past]
    for each in past:
        path = str(each.on)
        if (each.edition, each.fingerprint, each.least) != rules:
            problems.append(Problem(code="publication_of_other_rules", path=path))
        elif [((t.grouping, t.about), t.categories) for t in each.tables] != _shape(counted):
            problems.append(Problem(code="publication_of_other_tables", path=path))
        if each.on >= counted.on or days.count(each.on) > 1:
            problems.append(Problem(code="publication_not_earlier", path=path))
    if problems:
        raise Refused(problems)


Told = Mapping[tuple[str, str], PublishedTable]
"""The tables of a report by grouping and by what they are about."""


@frozen(kw_only=True)
class _Desk:
    """Where one report is looked through, with the earlier publications beside it.

    *told* grows from table to table: the first ones decide what the next may rely on.
    """

    counted: Counted
    past: tuple[Publication, ...]
    least: int
    told: dict[tuple[str, str], PublishedTable] = field(factory=dict)

    def decide(self, about: str) -> list[PublishedTable]:
        """The tables about one thing: everyone first, then all groupings.

        Those who started are decided grouping by grouping, a target's tables all together.
        """
        found = self._together([self.counted.everyone], about)
        if about == STARTED:
            for each in self.counted.breakdowns:
                found += self._together([each], about)
            return found
        return found + self._together(list(self.counted.breakdowns), about)

    def _together(self, breakdowns: list[Breakdown], about: str) -> list[PublishedTable]:
        """Tables of which all are shown, or none; what is missing before them bars each alone."""
        barred = {each.grouping: self._bar(each, about) for each in breakdowns}
        able = [each for each in breakdowns if barred[each.grouping] is None]
        plain = [each for each in able if self._tells_nothing(each, about)]
        whys = {each.grouping: self._why(each, about) for each in able if each not in plain}
        all_shown = not any(whys.values())
        decided = Hidden.TOO_LITTLE_NEW not in whys.values()
        found = []
        for each in breakdowns:
            rows = each.rows_of(about)
            shown = each in plain or (each in able and all_shown)
            why = barred[each.grouping] or whys.get(each.grouping) or Hidden.ANOTHER_GROUPING
            table = PublishedTable(
                grouping=each.grouping,
                about=about,
                categories=each.categories,
                rows=rows if shown else None,
                decided=each in able and decided,
                why=None if shown else why,
            )
            self.told[each.grouping, about] = table
            found.append(table)
        return found

    def _is_shown(self, grouping: str, about: str) -> bool:
        return self.told[grouping, about].rows is not None

    def _bar(self, breakdown: Breakdown, about: str) -> Hidden | None:
        """Why a table cannot be shown whatever it holds: what it rests on is not shown."""
        if breakdown.grouping != EVERYONE and not self._is_shown(EVERYONE, about):
            return Hidden.SMALL_TOTALS
        if about != STARTED and not self._is_shown(breakdown.grouping, STARTED):
            return Hidden.STARTED_HIDDEN
        return None

    def _tells_nothing(self, breakdown: Breakdown, about: str) -> bool:
        """Whether a table follows from its sums: then it is shown whatever the others hold."""
        layer = self._layer(breakdown.grouping, about, self.told)
        return layer is not None and follows_from_sums(self._story(breakdown, about), layer)

    def _why(self, breakdown: Breakdown, about: str) -> Hidden | None:
        rows = breakdown.rows_of(about)
        small = any(0 < count < self.least for counts in rows for count in counts)
        layer = self._layer(breakdown.grouping, about, self.told)
        if layer is None:  # everyone who started: one number, beside nothing
            return Hidden.SMALL_COUNTS if small else None
        story = self._story(breakdown, about)
        if not _may_be_held_back(story, layer):
            return Hidden.TOO_LITTLE_NEW
        if small:
            return Hidden.SMALL_COUNTS
        if story.layers and not stays_open(evolve(story, after=_laid_out(rows, breakdown, about))):
            return Hidden.EARLIER_REPORT
        return None

    def _layer(self, grouping: str, about: str, told: Told) -> Layer | None:
        """What a report told of a table beside the table itself; None where it told nothing."""
        people = told.get((EVERYONE, STARTED))
        if people is None or people.rows is None or (grouping, about) == (EVERYONE, STARTED):
            return None
        ((everyone,),) = people.rows
        sums, sizes = told.get((EVERYONE, about)), told.get((grouping, STARTED))
        if grouping == EVERYONE or about == STARTED or sums is None or sizes is None:
            alone = Sums(shown=(everyone,))
            return Layer(people=everyone, totals=alone, sizes=None, decided=True)
        totals = Sums(shown=sums.rows[0] if sums.rows else None, small=sums.decided)
        counts = tuple(size for (size,) in sizes.rows) if sizes.rows else None
        return Layer(
            people=everyone,
            totals=totals,
            sizes=Sums(shown=counts, small=sizes.decided),
            decided=True,
        )

    def _story(self, breakdown: Breakdown, about: str) -> Story:
        """What was told of a table since it was last shown."""
        nothing = tuple((0,) * len(counts) for counts in breakdown.rows_of(about))
        before = _laid_out(nothing, breakdown, about)
        layers: list[Layer] = []
        for each in self.past:
            table = each.table(breakdown.grouping, about)
            told = {(other.grouping, other.about): other for other in each.tables}
            layer = self._layer(breakdown.grouping, about, told)
            if table.rows is not None:
                before, layers = _laid_out(table.rows, breakdown, about), []
            elif layer is not None:
                layers.append(evolve(layer, decided=table.decided))
        grows = tuple((GROWING if about != STARTED else (True,)) for _ in breakdown.categories)
        return Story(
            layers=layers,
            before=before,
            growing=_laid_out(grows, breakdown, about),
            least=self.least,
        )


def _laid_out(
    rows: tuple[tuple[T, ...], ...], breakdown: Breakdown, about: str
) -> tuple[tuple[T, ...], ...]:
    """As the sums allow: with one sum only, each column of everyone is a category of its own."""
    if breakdown.grouping == EVERYONE and about != STARTED:
        return tuple((count,) for count in rows[0])
    return rows


def _may_be_held_back(story: Story, layer: Layer) -> bool:
    """Whether holding the table back today would leave every count open; from public figures."""
    held_back = evolve(story, layers=(*story.layers, layer))
    if not story.layers and not could_be_told(held_back):
        return True  # where counts grow, no small one is possible
    return stays_open(held_back)
