"""The rules mapped over partitions give the figures of the whole (law 6)."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("cattrs", reason="the extra json")
pytest.importorskip("flask", reason="the extra example")
pytest.importorskip("psycopg", reason="the extra example")
pytest.importorskip("sqlalchemy", reason="the extra example")

from sqlalchemy import Engine

import cm_method as cm
from cm_method.adapters.json import header_line, journal_line, read_register
from cm_method.demo import DEMO_DAY, demo_register_path
from docs.examples.embedding import store
from docs.examples.embedding.partitions import METHOD, tally_of_files, tally_of_table

REGISTER = read_register(demo_register_path())
WHOLE = cm.tally(REGISTER, METHOD, on=DEMO_DAY)


def test_a_register_in_several_files_tallied_by_several_processes(tmp_path: Path) -> None:
    paths = [tmp_path / f"part-{number}.jsonl" for number in range(3)]
    header = header_line(REGISTER.partnership)
    for number, path in enumerate(paths):
        lines = [journal_line(journal) for journal in list(REGISTER)[number::3]]
        path.write_text(header + "".join(lines), encoding="utf-8")
    assert tally_of_files(paths, DEMO_DAY, workers=2) == WHOLE


def test_a_table_tallied_by_several_processes(engine: Engine) -> None:
    for journal in REGISTER:
        with engine.begin() as connection:
            store.merge(connection, journal)
    address = engine.url.render_as_string(hide_password=False)
    assert tally_of_table(address, DEMO_DAY, parts=3, workers=2) == WHOLE
