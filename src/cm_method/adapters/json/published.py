"""Publications as JSON: what was published, to be read again before the next report is made.

Reading is strict: disclosure control is only as good as what it is told of earlier reports.
"""

from __future__ import annotations

import json
from datetime import date

from attrs import field, frozen

from cm_method.adapters.json.reading import read
from cm_method.adapters.json.text import as_text, parsed
from cm_method.adapters.json.writing import to_plain
from cm_method.cohort.disclosure import Publication, PublishedTable
from cm_method.errors import Problem, Refused, facts
from cm_method.fields import Checked, row

FORMAT = "cm-method-publication"
VERSION = 1


@frozen(kw_only=True)
class TableDocument(Checked):
    """One table; *rows* are null where it is not shown."""

    grouping: str
    about: str
    categories: tuple[str, ...] = field(converter=row)
    rows: tuple[tuple[int, ...], ...] | None
    decided: bool


@frozen(kw_only=True)
class PublicationDocument(Checked):
    """All tables of one report."""

    format: str = field(default=FORMAT, metadata={"const": FORMAT})
    version: int = field(default=VERSION, metadata={"const": VERSION})
    edition: str
    fingerprint: str
    on: date
    known: date | None
    least: int
    tables: tuple[TableDocument, ...] = field(converter=row)


def publication_to_json(publication: Publication) -> str:
    """The publication as text, one table a line; why a table is missing is no part of it."""
    head = {
        "format": FORMAT,
        "version": VERSION,
        "edition": publication.edition,
        "fingerprint": publication.fingerprint,
        "on": publication.on,
        "known": publication.known,
        "least": publication.least,
    }
    lines = [f"  {_plain(name)}: {_plain(value)}" for name, value in head.items()]
    tables = [f"    {_plain(_document(table))}" for table in publication.tables]
    lines.append('  "tables": [\n' + ",\n".join(tables) + "\n  ]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _document(table: PublishedTable) -> TableDocument:
    return TableDocument(
        grouping=table.grouping,
        about=table.about,
        categories=table.categories,
        rows=table.rows,
        decided=table.decided,
    )


def _plain(value: object) -> str:
    return json.dumps(to_plain(value), ensure_ascii=False)


def publication_from_json(source: str | bytes) -> Publication:
    """The publication of a text. Raises Refused with every problem and its path."""
    try:
        raw, odd = parsed(as_text(source))
        if not isinstance(raw, dict) or raw.get("format") != FORMAT:
            raise Refused([Problem(code="not_a_publication", path=".format")])
        version = raw.get("version")
        if type(version) is not int or version != VERSION:
            what = facts(known=VERSION)
            raise Refused([Problem(code="unknown_version", path=".version", facts=what)])
        return _publication(read(raw, PublicationDocument, odd=odd))
    except Refused as refused:
        raise Refused(_in_the_file(problem) for problem in refused.problems) from None


def _in_the_file(problem: Problem) -> Problem:
    return problem.under("$." if problem.path[:1].isalpha() else "$")


def _publication(found: PublicationDocument) -> Publication:
    return Publication(
        edition=found.edition,
        fingerprint=found.fingerprint,
        on=found.on,
        known=found.known,
        least=found.least,
        tables=[
            PublishedTable(
                grouping=each.grouping,
                about=each.about,
                categories=each.categories,
                rows=each.rows,
                decided=each.decided,
            )
            for each in found.tables
        ],
    )
