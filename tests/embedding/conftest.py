"""A database for the tests of the example, started once, emptied before each of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

for needed in ("sqlalchemy", "psycopg", "flask", "cattrs"):
    pytest.importorskip(needed, reason="the extra example")

from sqlalchemy import Engine, create_engine

from docs.examples.embedding import store
from docs.examples.embedding.database import program_folders, temporary_database
from tests.programs import program


@pytest.fixture(scope="session")
def started() -> Iterator[Engine]:
    with temporary_database(program("pg_ctl", *program_folders())) as address:
        engine = create_engine(address, pool_size=8)
        store.create_tables(engine)
        yield engine
        engine.dispose()


@pytest.fixture
def engine(started: Engine) -> Engine:
    empty(started)
    return started


def empty(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(store.entries.delete())
