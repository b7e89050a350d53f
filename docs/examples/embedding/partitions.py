"""The rules mapped over partitions: each worker tallies its part, and the tallies are added.

A tally holds counts and no participant, so it is all that has to travel between processes.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial, reduce
from multiprocessing import get_context
from operator import add
from pathlib import Path

from sqlalchemy import create_engine

import cm_method as cm
from cm_method.adapters.json import Stream
from docs.examples.embedding import store

METHOD = cm.HAGERSTEN_ALVSJO_2026


def tally_of_file(path: Path, on: date) -> cm.Tally:
    """The tally of one part of a register, a file in the line form."""
    with path.open("rb") as lines:
        return cm.tally(Stream(lines).journals(), METHOD, on=on)


def tally_of_files(paths: Sequence[Path], on: date, *, workers: int) -> cm.Tally:
    """The tally of a register that lies in several files, no participant in two of them."""
    # Forking a process that has threads can hang; a fresh one cannot.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return reduce(add, pool.map(partial(tally_of_file, on=on), paths))


def tally_of_part(number: int, of: int, address: str, on: date) -> cm.Tally:
    """The tally of one part of the table in PostgreSQL."""
    engine = create_engine(address)
    try:
        with engine.connect() as connection:
            return cm.tally(store.partition(connection, number, of), METHOD, on=on)
    finally:
        engine.dispose()


def tally_of_table(address: str, on: date, *, parts: int, workers: int) -> cm.Tally:
    """The tally of the whole table, each part read by a process with a connection of its own."""
    one = partial(tally_of_part, of=parts, address=address, on=on)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return reduce(add, pool.map(one, range(parts)))
