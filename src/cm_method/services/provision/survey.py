"""A survey of provision with its answers: who said yes, and what was printed about it.

Every cell of the instrument is answered with 0 or 1. A 1 is yes. A 0 is no, or *not asked* where
the gate of the question is no (R30). A 1 behind a closed gate is kept as it stands: it is a
contradiction for the checks to find, no error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from cm_method.errors import Problem, Refused, facts
from cm_method.fields import Checked, broken, row
from cm_method.services.provision.instrument import (
    SurveyAnswer,
    SurveyCell,
    SurveyColumn,
    SurveyInstrument,
)
from cm_method.services.provision.told import SurveyText
from cm_method.sources import Source

NO_TEXT = SurveyText()


@frozen(kw_only=True)
class PrintedTotal(Checked):
    """The total that a report prints below a column, as it stands there."""

    column: SurveyColumn
    total: int


@frozen(kw_only=True)
class Survey(Checked):
    """The answers of one survey, asked in *year* under an *act*; None where nobody has said.

    *yes* are the cells answered with 1; every other cell of the instrument is answered with 0. Made
    with ``survey_of``, which refuses a survey with a cell missing. *printed* and *text* are what a
    report says of the answers; both are empty where there is none.
    """

    code: str
    year: int | None
    act: str | None
    instrument: SurveyInstrument
    yes: frozenset[SurveyCell] = field(repr=False)
    printed: tuple[PrintedTotal, ...] = field(default=(), converter=row, repr=False)
    text: SurveyText = field(default=NO_TEXT, repr=False)
    source: Source | None = None

    def says_yes(self, column: SurveyColumn, administration: str) -> bool:
        """Whether the cell holds a 1, whatever the gate says."""
        return SurveyCell(column=column, administration=administration) in self.yes

    def is_asked(self, column: SurveyColumn, administration: str) -> bool:
        """Whether the question was to be asked: it has no gate, or the gate is yes (R30)."""
        gate = self.instrument.question(column.table).gate
        if gate is None:
            return True
        return self.says_yes(SurveyColumn(table=gate, area=column.area), administration)

    def answer(self, column: SurveyColumn, administration: str) -> SurveyAnswer:
        """The answer in one cell. A 1 is yes also behind a closed gate."""
        if self.says_yes(column, administration):
            return SurveyAnswer.YES
        asked = self.is_asked(column, administration)
        return SurveyAnswer.NO if asked else SurveyAnswer.NOT_ASKED

    def total(self, column: SurveyColumn) -> int:
        """How many administrations say yes in a column."""
        return sum(self.says_yes(column, each) for each in self.instrument.administrations)

    @property
    def answers(self) -> Mapping[SurveyAnswer, int]:
        """How many cells hold each answer; together they are all cells."""
        counted = Counter(
            self.answer(column, administration)
            for column in self.instrument.columns
            for administration in self.instrument.administrations
        )
        return {answer: counted[answer] for answer in SurveyAnswer}

    def broken_invariants(self) -> Iterator[Problem]:
        columns = frozenset(self.instrument.columns)
        if not self.yes <= frozenset(self.instrument.cells):
            yield broken("survey_cell_unknown", "yes")
        printed = [each.column for each in self.printed]
        if len(set(printed)) < len(printed) or not columns.issuperset(printed):
            yield broken("survey_total_unfit", "printed")
        told = [
            *(
                SurveyColumn(table=table, area=count.area, form=count.form)
                for count in self.text.counts
                for table in count.tables
            ),
            *(SurveyColumn(table=each.table, area=each.area) for each in self.text.only_in),
        ]
        tables = {question.table for question in self.instrument.questions}
        if not columns.issuperset(told) or not tables.issuperset(
            each.table for each in self.text.own_outpatient
        ):
            yield broken("survey_text_elsewhere", "text")


@frozen(kw_only=True)
class GivenAnswer:
    """One answer as it was given, right or wrong: where (*path*), to what, and the *value*."""

    path: str
    table: int
    administration: str
    area: str
    form: str | None
    value: object


def survey_of(
    given: Iterable[GivenAnswer],
    instrument: SurveyInstrument,
    *,
    code: str,
    year: int | None = None,
    act: str | None = None,
    printed: Iterable[PrintedTotal] = (),
    text: SurveyText = NO_TEXT,
    source: Source | None = None,
) -> Survey:
    """The survey with these answers, one for each cell of the instrument.

    Raises Refused with every problem at once: a cell that is not the instrument's, one that is
    answered twice or not at all, and a value that is neither 0 nor 1.
    """
    values: dict[SurveyCell, bool] = {}
    problems: list[Problem] = []
    cells = {_key(cell): cell for cell in instrument.cells}
    for each in given:
        cell = cells.get((each.table, each.administration, each.area, each.form))
        if cell is None:
            problems.append(Problem(code="survey_cell_unknown", path=each.path))
        elif cell in values:
            problems.append(Problem(code="survey_cell_twice", path=each.path))
        else:
            values[cell] = each.value == 1
            if type(each.value) is not int or each.value not in (0, 1):
                problems.append(Problem(code="survey_value_unknown", path=each.path))
    problems.extend(_lacking(cell for cell in cells.values() if cell not in values))
    if problems:
        raise Refused(problems)
    return Survey(
        code=code,
        year=year,
        act=act,
        instrument=instrument,
        yes=frozenset(cell for cell, said in values.items() if said),
        printed=tuple(printed),
        text=text,
        source=source,
    )


def _key(cell: SurveyCell) -> tuple[int, str, str, str | None]:
    return cell.column.table, cell.administration, cell.column.area, cell.column.form


def _lacking(cells: Iterable[SurveyCell]) -> Iterator[Problem]:
    """One problem for each administration and table, however many of its cells are missing."""
    counted = Counter((cell.administration, cell.column.table) for cell in cells)
    for (administration, table), count in counted.items():
        yield Problem(
            code="survey_cells_missing",
            path=administration,
            facts=facts(table=table, count=count),
        )


# A table as it is printed


def printed_answers(
    instrument: SurveyInstrument, table: int, block: str
) -> tuple[tuple[GivenAnswer, ...], tuple[PrintedTotal, ...]]:
    """The answers and totals of a table as a report prints it: a name and its figures a line.

    The last line is the totals. Raises ValueError for a figure that is no whole number; whatever
    else is wrong is left for ``survey_of`` to refuse.
    """
    columns = instrument.columns_of(instrument.question(table))
    *lines, last = (line.split() for line in block.strip().splitlines())
    answers = tuple(
        GivenAnswer(
            path=f"table {table}",
            table=table,
            administration=" ".join(words[: -len(columns)]),
            area=column.area,
            form=column.form,
            value=int(figure),
        )
        for words in lines
        for column, figure in zip(columns, words[-len(columns) :], strict=True)
    )
    totals = tuple(
        PrintedTotal(column=column, total=int(figure))
        for column, figure in zip(columns, last[-len(columns) :], strict=True)
    )
    return answers, totals
