"""What a survey of provision asks: administrations x business areas x questions.

An administration answers each question once for each business area, and some once for each form of
housing too. A follow-up has a gate: where the answer there is no, it is not asked (R30). Another
city builds its own instrument from the same parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import Enum, unique

from attrs import field, frozen

from cm_method.case.services import ServiceKind
from cm_method.errors import Problem
from cm_method.fields import Checked, broken, row
from cm_method.labels import shown, words
from cm_method.sources import Source

LONGEST_NAME = 80
"""Letters of a name that still fits in a table."""


@unique
class QuestionKind(Enum):
    """What a question is about: the service itself, a way to provide it, or what it holds."""

    OFFERED = "offered"
    CHANNEL = "channel"
    FOLLOW_UP = "follow_up"


@unique
class SurveyAnswer(Enum):
    """The answer in one cell; where the gate is no the question was not asked, which is no no."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


@frozen(kw_only=True)
class SurveyQuestion(Checked):
    """One question and the *table* that prints its answers; a whole number stands for the table.

    *gate* is the table of the question that must be answered yes before this one is asked. *areas*
    are the business areas that the table covers, all where none are named; with *forms* it has one
    column for each form of housing in each area. *code* says what is asked and may come again, for
    another service or in another table.
    """

    table: int
    code: str
    service: ServiceKind
    kind: QuestionKind
    gate: int | None = None
    areas: tuple[str, ...] = field(default=(), converter=row)
    forms: tuple[str, ...] = field(default=(), converter=row)
    source: Source | None = None

    def name(self, lang: str = "sv") -> str:
        """What the question asks; its bare code where the catalogue has no words for it."""
        return name_of("question", self.code, lang)


@frozen(kw_only=True)
class SurveyColumn(Checked):
    """One column of one table: a business area, and a form of housing where the table has them."""

    table: int
    area: str
    form: str | None = None


@frozen(kw_only=True)
class SurveyCell(Checked):
    """One cell: a column and the administration that answers."""

    column: SurveyColumn
    administration: str


@frozen(kw_only=True)
class SurveyInstrument(Checked):
    """Who is asked what. Administrations keep their names; areas, forms and questions have codes.

    A code without words in the catalogues is shown as it is, so a city's own areas may simply be
    named. Raises Refused for a table, name or code that comes twice, for a gate or an area that is
    not there, and where an area is asked twice whether it offers a service.
    """

    administrations: tuple[str, ...] = field(converter=row)
    areas: tuple[str, ...] = field(converter=row)
    questions: tuple[SurveyQuestion, ...] = field(converter=row)

    def question(self, table: int) -> SurveyQuestion:
        """The question of a table. Raises LookupError for a table that is not there."""
        for question in self.questions:
            if question.table == table:
                return question
        raise LookupError(f"there is no table {table}")

    def areas_of(self, question: SurveyQuestion) -> tuple[str, ...]:
        """The business areas that a question covers."""
        return question.areas or self.areas

    def columns_of(self, question: SurveyQuestion) -> tuple[SurveyColumn, ...]:
        """The columns of a question's table, as they are printed."""
        forms: tuple[str | None, ...] = question.forms or (None,)
        return tuple(
            SurveyColumn(table=question.table, area=area, form=form)
            for area in self.areas_of(question)
            for form in forms
        )

    @property
    def columns(self) -> tuple[SurveyColumn, ...]:
        """Every column of every table."""
        return tuple(c for question in self.questions for c in self.columns_of(question))

    @property
    def cells(self) -> tuple[SurveyCell, ...]:
        """Every cell, table by table and administration by administration."""
        return tuple(
            SurveyCell(column=column, administration=administration)
            for question in self.questions
            for administration in self.administrations
            for column in self.columns_of(question)
        )

    def of_kind(self, kind: QuestionKind, service: ServiceKind) -> tuple[SurveyQuestion, ...]:
        """The questions of a kind about a service."""
        return tuple(q for q in self.questions if q.kind is kind and q.service is service)

    @property
    def services(self) -> tuple[ServiceKind, ...]:
        """The services asked about, in the order of the questions."""
        return tuple(dict.fromkeys(question.service for question in self.questions))

    def broken_invariants(self) -> Iterator[Problem]:
        for name, values in (
            ("administrations", self.administrations),
            ("areas", self.areas),
            ("questions", self.questions),
        ):
            if not values:
                yield broken("survey_asks_nothing", name)
        yield from _unfit_names("administrations", self.administrations)
        yield from _unfit_names("areas", self.areas)
        tables = Counter(question.table for question in self.questions)
        for table, times in tables.items():
            if times > 1:
                yield broken("survey_table_twice", "questions", table=table)
        for service in self.services:
            offered = self.of_kind(QuestionKind.OFFERED, service)
            asked = [area for question in offered for area in self.areas_of(question)]
            if len(set(asked)) < len(asked):
                yield broken("survey_offered_twice", "questions", service=service)
        for question in self.questions:
            yield from self._unfit_question(question)

    def _unfit_question(self, question: SurveyQuestion) -> Iterator[Problem]:
        path = f"questions[{question.table}]"
        yield from _unfit_names(f"{path}.areas", question.areas)
        yield from _unfit_names(f"{path}.forms", question.forms)
        if not set(question.areas) <= set(self.areas):
            yield broken("survey_area_unknown", f"{path}.areas", table=question.table)
        if question.forms and question.kind is not QuestionKind.FOLLOW_UP:
            yield broken("survey_forms_unfit", f"{path}.forms", table=question.table)
        if question.gate is not None:
            gates = [each for each in self.questions if each.table == question.gate]
            covered = {area for gate in gates if not gate.forms for area in self.areas_of(gate)}
            if question.gate == question.table or not set(self.areas_of(question)) <= covered:
                yield broken("survey_gate_unknown", f"{path}.gate", table=question.table)


def _unfit_names(path: str, names: tuple[str, ...]) -> Iterator[Problem]:
    if len(set(names)) < len(names):
        yield broken("survey_name_twice", path)
    if any(len(name) > LONGEST_NAME or not name.isprintable() for name in names):
        yield broken("survey_name_unfit", path, most=LONGEST_NAME)


def name_of(what: str, code: str, lang: str = "sv") -> str:
    """The words of a *question*, *area* or *form*; the bare code where a city has added its own."""
    return shown(words(f"survey_{what}.{code}"), lang)
