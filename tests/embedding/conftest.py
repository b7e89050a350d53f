"""A database for the tests of the example, started once, emptied before each of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.programs import program

if TYPE_CHECKING:
    from sqlalchemy import Engine


@pytest.fixture(scope="session")
def started() -> Iterator[Engine]:
    from sqlalchemy import create_engine  # noqa: PLC0415 - needs the extra

    from docs.examples.embedding import store  # noqa: PLC0415 - needs the extra
    from docs.examples.embedding.database import (  # noqa: PLC0415 - needs the extra
        program_folders,
        temporary_database,
    )

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
    from docs.examples.embedding import store  # noqa: PLC0415 - needs the extra

    with engine.begin() as connection:
        connection.execute(store.entries.delete())
