"""The tables of a report: groups after disclosure control, sources, parameters."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from cm_method.adapters.html.page import Table
from cm_method.cohort.disclosure import (
    RESULT_COLUMNS,
    STARTED,
    STARTED_COLUMNS,
    Publication,
    PublishedTable,
)
from cm_method.cohort.equality import differences, known_shares
from cm_method.cohort.group_wording import category_name, difference_words, hidden_words
from cm_method.cohort.wording import capital, percent, target_title
from cm_method.fields import row
from cm_method.labels import label, shown, text, words
from cm_method.rules.method import Measure, Method
from cm_method.rules.wording import parameter_in_words
from cm_method.sources import Document, Source

MOST_DIFFERENCES = 10
"""How many differences are listed of one table; the rest are counted."""


@frozen(kw_only=True)
class Group:
    """One way of dividing the participants: its tables with what differs, and what is not shown."""

    name: str
    tables: tuple[tuple[Table, tuple[str, ...]], ...] = field(converter=row)
    hidden: str

    @property
    def answers(self) -> int:
        """How many tables of targets there are, besides that of those who have started."""
        return max(0, len(self.tables) - 1)


def groups_of(made: Publication, method: Method, lang: str) -> Iterator[Group]:
    """Every way of dividing the participants, as far as a publication shows it."""
    targets = [target for target in method.targets if target.measure is Measure.PERCENT]
    sure = method.parameters.interval_percent.value
    for grouping in made.groupings[1:]:
        name = capital(text(f"Grouping.{grouping}", lang))
        started = made.table(grouping, STARTED)
        if started.rows is None:
            yield Group(name=name, tables=(), hidden=text("cli.equality.vanished", lang))
            continue
        tables: list[tuple[Table, tuple[str, ...]]] = [(_started(started, name, lang), ())]
        missing = []
        for target in targets:
            table = made.table(grouping, target.rule)
            if table.rows is None:
                missing.append(target)
                continue
            caption = f"{name}. {target_title(target, lang)}"
            found = differences(known_shares(table), sure)
            lines = [difference_words(each, grouping, lang) for each in found[:MOST_DIFFERENCES]]
            if len(found) > MOST_DIFFERENCES:
                more = len(found) - MOST_DIFFERENCES
                lines.append(text("cli.equality.more_pairs", lang, count=more))
            tables.append((_answers(table, caption, lang), tuple(lines)))
        hidden = hidden_words(missing, "cli.equality.targets_hidden", lang) if missing else ""
        yield Group(name=name, tables=tables, hidden=hidden)


def _started(table: PublishedTable, name: str, lang: str) -> Table:
    return Table(
        caption=f"{name}. {text('equality.column.started', lang)}",
        heads=_heads(name, STARTED_COLUMNS, lang),
        rows=[
            (category_name(table.grouping, code, lang), *map(str, counts))
            for code, counts in zip(table.categories, table.rows or (), strict=True)
        ],
        numbers=True,
    )


def _answers(table: PublishedTable, caption: str, lang: str) -> Table:
    rows = []
    for code, counts in zip(table.categories, table.rows or (), strict=True):
        met, not_met, *_ = counts
        of = met + not_met
        known = percent(met, of, lang) if of else text("equality.no_share", lang)
        rows.append((category_name(table.grouping, code, lang), *map(str, counts), known))
    name = capital(text(f"Grouping.{table.grouping}", lang))
    return Table(
        caption=caption,
        heads=_heads(name, (*RESULT_COLUMNS, "share"), lang),
        rows=rows,
        numbers=True,
    )


def _heads(name: str, columns: tuple[str, ...], lang: str) -> tuple[str, ...]:
    return (name, *(text(f"equality.column.{column}", lang) for column in columns))


def parameters_of(method: Method, lang: str) -> Table:
    """The values of the method that figures rest on, each with its day and its source."""
    given = method.parameters
    used = {name for target in method.targets for name in method.rule_of(target.rule).uses}
    names = [name for name in type(given).__annotations__ if name in used | {"interval_percent"}]
    rows = []
    for name in names:
        each = getattr(given, name)
        rows.append(
            (
                shown(words(f"parameter.{name}"), lang),
                parameter_in_words(name, each.value, lang),
                each.since.isoformat(),
                _where(each.source, lang),
            )
        )
    keys = ("html.parameter.name", "html.parameter.value", "html.parameter.since", "html.source")
    caption = text("html.parameters", lang)
    return Table(caption=caption, heads=[text(key, lang) for key in keys], rows=rows)


def _where(source: Source, lang: str) -> str:
    """Document and section, and the readings; a reading of our own has no section."""
    where = capital(label(source.document, lang))
    if source.document is not Document.OWN:
        where += f", {source.section}"
    return f"{where} ({shown(source.readings, lang)})" if source.readings else where
