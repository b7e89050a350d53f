"""The codebook of a research data set: every column of every table, written from the classes.

A variable has its name, what its cells are, its unit, its codes, its words in every language, and
where it comes from: the class and field, and the rules that read them with document, section and
readings.
"""

from __future__ import annotations

from attrs import evolve, frozen

from cm_method.cohort.release import Release
from cm_method.cohort.research_columns import Code, Column, ColumnType, Labels
from cm_method.cohort.research_tables import Table, tables_of
from cm_method.rules.method import Method, Rule
from cm_method.sources import Source


@frozen(kw_only=True)
class Variable:
    """One column of one table. *codes* is empty where a cell may hold any number or day."""

    table: str
    name: str
    type: ColumnType
    unit: str
    labels: Labels
    codes: tuple[Code, ...]
    source: str


def codebook(method: Method, release: Release) -> tuple[Variable, ...]:
    """Every column of every table of a release, each once and in their order."""
    return tuple(
        Variable(
            table=table.name,
            name=column.name,
            type=column.type,
            unit=_unit(column, release),
            labels=column.labels,
            codes=_codes(column, method),
            source=_source(table, column, method),
        )
        for table in tables_of(method, release)
        for column in table.columns
    )


def _unit(column: Column, release: Release) -> str:
    if column.type is ColumnType.DAY:
        return "days_since_start" if release.relative else "date"
    return column.unit


def _codes(column: Column, method: Method) -> tuple[Code, ...]:
    """The codes of a column; those that are rules say where they come from."""
    if column.origin != "finding.rule":
        return column.codes
    return tuple(
        evolve(code, source=where(method.rule_of(code.value).source)) for code in column.codes
    )


def _source(table: Table, column: Column, method: Method) -> str:
    """The field that a column comes from, and the rules that read its kind of entry."""
    rules = [rule for rule in method.rules if table.kind in rule.reads]
    return "; ".join([column.origin, *(_rule(rule) for rule in rules)])


def _rule(rule: Rule) -> str:
    return f"{rule.name}: {where(rule.source)}"


def where(source: Source) -> str:
    """Document, section and readings, as in: iop, "Resultatmål", punkt 2 (R3, R12)."""
    readings = f" ({', '.join(source.readings)})" if source.readings else ""
    return f"{source.document.value}, {source.section}{readings}"
