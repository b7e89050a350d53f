"""Two writers who merge at once lose nothing, whatever they write and in whatever order."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from random import Random
from threading import Barrier
from typing import Any

import pytest

pytest.importorskip("cattrs", reason="the extra json")
pytest.importorskip("flask", reason="the extra example")
pytest.importorskip("psycopg", reason="the extra example")
pytest.importorskip("sqlalchemy", reason="the extra example")

from attrs import evolve
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import IntegrityError

import cm_method as cm
from cm_method.adapters.json import journal_line
from cm_method.testing.strategies import any_journals, halves
from docs.examples.embedding import store
from tests.embedding.conftest import empty

ON_ONE_DATABASE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
WRITERS = 4


def held(engine: Engine, subject: str) -> cm.Journal | None:
    with engine.connect() as connection:
        return store.journal_of(connection, subject)


def write(engine: Engine, journal: cm.Journal) -> None:
    with engine.begin() as connection:
        store.merge(connection, journal)


def write_at_once(engine: Engine, by_writer: Sequence[Sequence[cm.Journal]]) -> None:
    """Each writer merges its parts, one transaction a part; all begin at the same moment."""
    begin = Barrier(len(by_writer))

    def writer(parts: Sequence[cm.Journal]) -> None:
        begin.wait()
        for part in parts:
            write(engine, part)

    with ThreadPoolExecutor(len(by_writer)) as pool:
        list(pool.map(writer, by_writer))


def pieces(journal: cm.Journal, chance: Random) -> list[cm.Journal]:
    """A journal in its smallest parts, in any order."""
    bare = cm.Journal(subject=journal.subject)
    found = [evolve(bare, entries=[entry]) for entry in journal.entries]
    found += [evolve(bare, disposed=[id]) for id in journal.disposed]
    found += [evolve(bare, elsewhere=[id]) for id in journal.elsewhere]
    chance.shuffle(found)
    return found


def can_be_held(journal: cm.Journal) -> bool:
    """PostgreSQL holds no text with a NUL in it."""
    return "\\u0000" not in journal_line(journal)


JOURNALS = any_journals().filter(can_be_held)


@ON_ONE_DATABASE
@given(JOURNALS)
def test_a_journal_comes_back_as_it_was(started: Engine, journal: cm.Journal) -> None:
    empty(started)
    write(started, journal)
    empty_one = cm.Journal(subject=journal.subject)
    assert (held(started, journal.subject) or empty_one) == journal


@ON_ONE_DATABASE
@given(st.data())
def test_two_writers_with_a_half_each_end_with_the_union(
    started: Engine, data: st.DataObject
) -> None:
    empty(started)
    journal = data.draw(JOURNALS)
    one, other = data.draw(halves(journal))
    write_at_once(started, [[one], [other]])
    union = one.merge(other)
    assert (held(started, union.subject) or evolve(union, entries=())) == union


@ON_ONE_DATABASE
@given(st.data())
def test_many_writers_of_small_parts_end_with_the_union(
    started: Engine, data: st.DataObject
) -> None:
    """Every writer has every part in an order of its own, also what disposes of others."""
    empty(started)
    journal = data.draw(JOURNALS.filter(lambda each: bool(each.entries)))
    gone = data.draw(st.frozensets(st.sampled_from(sorted(journal.ids)), max_size=2))
    chance = Random(data.draw(st.integers(0, 999)))
    parts = [*pieces(journal, chance), cm.Journal(subject=journal.subject, disposed=gone)]
    write_at_once(started, [chance.sample(parts, len(parts)) for _ in range(WRITERS)])
    union = journal.dispose(gone)
    found = held(started, journal.subject)
    assert found == union
    assert found is not None
    assert not found.ids & gone


@ON_ONE_DATABASE
@given(st.data())
def test_writers_who_forget_the_lock_lose_nothing_either(
    started: Engine, data: st.DataObject
) -> None:
    """The primary key is enough while nothing is disposed of and nothing conflicts."""
    empty(started)
    journal = data.draw(JOURNALS.filter(lambda each: not each.disposed and bool(each.entries)))
    one, other = data.draw(halves(journal))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(store, "_wait_for_turn", lambda *_: None)
        write_at_once(started, [[one, other], [other, one], [journal]])
    assert held(started, journal.subject) == journal


def plan(**other: Any) -> cm.PlanAgreed:
    day = date(2026, 12, 14)
    return evolve(
        cm.PlanAgreed(
            id="hm-3",
            on=day,
            by="hm",
            goals=[cm.Goal(what="Sova bättre", sub_goals=["Läkartid bokad"])],
            contact_paths=[cm.ContactPath(contact="psykiatri", priority=True)],
            with_participant=True,
        ),
        **other,
    )


def about(*entries: cm.Entry) -> cm.Journal:
    return cm.Journal(subject="P-0017", entries=entries)


ONE, OTHER = about(plan()), about(plan(with_participant=False))


@pytest.mark.parametrize(("first", "second"), [(ONE, OTHER), (OTHER, ONE)])
def test_an_id_that_stands_for_two_things_is_refused_in_either_order(
    engine: Engine, first: cm.Journal, second: cm.Journal
) -> None:
    write(engine, first)
    more = second.with_entries(plan(id="hm-4"))
    with pytest.raises(cm.ConflictingEntries):
        write(engine, more)
    assert held(engine, "P-0017") == first, "nothing of a refused write is left"


def test_of_two_writers_who_conflict_one_is_refused_and_the_other_stands(engine: Engine) -> None:
    for _ in range(20):
        empty(engine)
        refused: list[cm.Journal] = []
        begin = Barrier(2)

        def writer(journal: cm.Journal, begin: Barrier = begin) -> cm.Journal | None:
            begin.wait()
            try:
                write(engine, journal)
            except cm.ConflictingEntries:
                return journal
            return None

        with ThreadPoolExecutor(2) as pool:
            refused = [each for each in pool.map(writer, (ONE, OTHER)) if each is not None]
        assert len(refused) == 1
        assert held(engine, "P-0017") == (OTHER if refused == [ONE] else ONE)


def test_what_was_disposed_of_never_comes_back_and_leaves_no_content(engine: Engine) -> None:
    write(engine, ONE)
    write(engine, cm.Journal(subject="P-0017", disposed=["hm-3"]))
    write(engine, ONE)
    assert held(engine, "P-0017") == ONE.dispose(["hm-3"])
    with engine.connect() as connection:
        (row,) = connection.execute(select(store.entries)).all()
    assert tuple(row) == ("P-0017", "hm-3", store.DISPOSED, None, None, None, None, None)


def test_not_even_a_writer_who_forgets_the_lock_brings_it_back(engine: Engine) -> None:
    """One who read before the disposal and writes after it."""
    write(engine, cm.Journal(subject="P-0017", disposed=["hm-3"]))
    with engine.begin() as connection:
        connection.execute(store._CLIMB, list(store._rows(ONE)))
    assert held(engine, "P-0017") == ONE.dispose(["hm-3"])


def test_disposing_takes_with_it_what_the_entry_had_replaced(engine: Engine) -> None:
    corrected = plan(id="sdf-1", corrects={"hm-3"}, with_participant=False)
    write(engine, ONE)
    write(engine, about(corrected))
    write(engine, cm.Journal(subject="P-0017", disposed=["sdf-1"]))
    found = held(engine, "P-0017")
    assert found is not None
    assert not found.entries
    assert found.disposed == {"hm-3", "sdf-1"}


def test_an_entry_that_stayed_elsewhere_may_arrive(engine: Engine) -> None:
    write(engine, cm.Journal(subject="P-0017", elsewhere=["hm-3"]))
    write(engine, ONE)
    assert held(engine, "P-0017") == ONE


def test_two_corrections_made_at_once_are_both_kept_and_told(engine: Engine) -> None:
    """Nobody is locked out for reading something older: what two made of it is shown to people."""
    write(engine, ONE)
    mended = [
        plan(id=id, corrects={"hm-3"}, recorded=date(2026, 12, 20)) for id in ("hm-9", "sdf-9")
    ]
    write_at_once(engine, [[about(each)] for each in mended])
    found = held(engine, "P-0017")
    assert found is not None
    assert found.ids == {"hm-3", "hm-9", "sdf-9"}
    assert [problem.code for problem in found.problems()] == ["competing_corrections"]


def test_the_table_itself_refuses_content_without_its_place(engine: Engine) -> None:
    row = {"journal": "P-1", "id": "x", "state": store.DISPOSED, "payload": {"kind": "died"}}
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(store.entries.insert(), row)


def test_the_columns_beside_the_payload_serve_plain_sql(engine: Engine) -> None:
    write(engine, ONE)
    with engine.connect() as connection:
        assert store.recorded_since(connection, date(2026, 12, 14)) == 1
        assert store.recorded_since(connection, date(2026, 12, 15)) == 0
        kinds = connection.execute(text("SELECT payload->>'kind', kind FROM entries")).all()
    assert [tuple(row) for row in kinds] == [("plan_agreed", "plan_agreed")]


def test_every_journal_is_in_exactly_one_part_of_the_table(engine: Engine) -> None:
    people = [cm.Journal(subject=f"P-{n:04}", entries=[plan()]) for n in range(50)]
    for journal in people:
        write(engine, journal)
    with engine.connect() as connection:
        parts = [list(store.partition(connection, number, 4)) for number in range(4)]
        assert connection.execute(select(func.count()).select_from(store.entries)).scalar() == 50
    assert all(parts)
    assert sorted((j for part in parts for j in part), key=lambda j: j.subject) == people
