"""Journals in PostgreSQL: one table, a row an entry, and a merge that loses nothing.

A row is in one of three states, and only ever climbs: an entry that stayed *elsewhere*, one that is
*here*, one that is *disposed* of and has no content left. The library's merge says which rows there
are to be; the primary key and the climbing state keep two writers from undoing each other. One lock
a participant, held for the time of a write, is there for two things: an id that two writers give to
different entries at once, and disposal, which takes with it all that an entry had replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Date,
    Engine,
    MetaData,
    RowMapping,
    SmallInteger,
    Table,
    Text,
    cast,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from cm_method import Entry, Journal
from cm_method.adapters.json import entry_from_dict, entry_to_dict

ELSEWHERE, HERE, DISPOSED = 0, 1, 2

metadata = MetaData()
entries = Table(
    "entries",
    metadata,
    Column("journal", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("state", SmallInteger, nullable=False),
    Column("kind", Text),
    Column("happened_on", Date),
    Column("recorded", Date),
    Column("written_by", Text),
    # None is no content at all, not the JSON value null.
    Column("payload", JSONB(none_as_null=True)),
    CheckConstraint(
        "num_nulls(kind, happened_on, recorded, written_by, payload)"
        f" = CASE state WHEN {HERE} THEN 0 ELSE 5 END",
        name="content_only_where_it_is_here",
    ),
)
"""The columns beside the payload are for those who look with SQL; the payload holds all of them."""

Row = dict[str, Any]


def create_tables(engine: Engine) -> None:
    """Make what is not there yet."""
    metadata.create_all(engine)


def merge(connection: Connection, journal: Journal) -> Journal:
    """Join a journal, or a part of one, with what is stored about the same participant.

    Returns the whole of it. Raises ConflictingEntries where an id stands for something else
    already; the transaction is then to be rolled back.
    """
    _wait_for_turn(connection, journal.subject)
    stored = journal_of(connection, journal.subject) or Journal(subject=journal.subject)
    merged = stored.merge(journal)
    before = {row["id"]: row["state"] for row in _rows(stored)}
    # In order of id, so that writers who do without the lock never wait for each other in a circle.
    rows = sorted(
        (row for row in _rows(merged) if before.get(row["id"]) != row["state"]),
        key=lambda row: str(row["id"]),
    )
    if rows:
        connection.execute(_CLIMB, rows)
    return merged


def _wait_for_turn(connection: Connection, subject: str) -> None:
    """Until the end of the transaction nobody else merges into this journal."""
    number = func.hashtextextended(subject, 0)
    connection.execute(select(func.pg_advisory_xact_lock(number)))


_NEW = insert(entries)
_CLIMB = _NEW.on_conflict_do_update(
    index_elements=[entries.c.journal, entries.c.id],
    set_={
        column.name: _NEW.excluded[column.name]
        for column in entries.columns
        if not column.primary_key
    },
    where=_NEW.excluded.state > entries.c.state,
)


def _rows(journal: Journal) -> Iterator[Row]:
    for entry in journal.entries:
        yield {
            "journal": journal.subject,
            "id": entry.id,
            "state": HERE,
            "kind": entry.kind,
            "happened_on": entry.on,
            "recorded": entry.recorded,
            "written_by": entry.by,
            "payload": entry_to_dict(entry),
        }
    empty = dict.fromkeys(("kind", "happened_on", "recorded", "written_by", "payload"))
    for state, ids in ((DISPOSED, journal.disposed), (ELSEWHERE, journal.elsewhere)):
        for id in ids:
            yield {"journal": journal.subject, "id": id, "state": state, **empty}


def journal_of(connection: Connection, subject: str) -> Journal | None:
    """The journal of one participant, or None where nothing is known of them."""
    chosen = select(entries).where(entries.c.journal == subject)
    found = connection.execute(chosen).mappings().all()
    return _journal(subject, found) if found else None


def _journal(subject: str, rows: Iterable[RowMapping]) -> Journal:
    by_state: dict[int, list[RowMapping]] = {ELSEWHERE: [], HERE: [], DISPOSED: []}
    for row in rows:
        by_state[row["state"]].append(row)
    return Journal(
        subject=subject,
        entries=[_entry(row) for row in by_state[HERE]],
        disposed=[row["id"] for row in by_state[DISPOSED]],
        elsewhere=[row["id"] for row in by_state[ELSEWHERE]],
    )


def _entry(row: RowMapping) -> Entry:
    return entry_from_dict(row["payload"])


def partition(connection: Connection, number: int, of: int) -> Iterator[Journal]:
    """The journals of one part of the table, one by one; every journal is in exactly one part."""
    share = func.mod(func.abs(cast(func.hashtext(entries.c.journal), BigInteger)), of)
    chosen = select(entries).where(share == number).order_by(entries.c.journal)
    subject: str | None = None
    rows: list[RowMapping] = []
    for row in connection.execution_options(yield_per=1000).execute(chosen).mappings():
        if row["journal"] != subject and rows:
            yield _journal(str(subject), rows)
            rows = []
        subject = row["journal"]
        rows.append(row)
    if rows:
        yield _journal(str(subject), rows)


def recorded_since(connection: Connection, day: date) -> int:
    """How many entries were recorded on a day or later: plain SQL over the columns beside."""
    counted = select(func.count()).select_from(entries).where(entries.c.recorded >= day)
    return int(connection.execute(counted).scalar_one())
