"""Every value to JSON and back is equal, and the same register always gives the same text."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

pytest.importorskip("cattrs")

from cm_method.adapters.json import (
    entry_from_dict,
    entry_to_dict,
    is_lines,
    read_register,
    register_from_json,
    register_from_lines,
    register_to_json,
    register_to_lines,
    to_plain,
)
from cm_method.case.kinds import BY_TAG, CASE_KINDS, PARTNERSHIP_KINDS
from cm_method.case.plans import PlanAgreed
from cm_method.case.register import Register
from cm_method.errors import Problem, Refused, facts
from cm_method.journal import Entry
from cm_method.testing.strategies import any_entries, entries, registers

KINDS = tuple(BY_TAG.values())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
@given(data=st.data())
def test_an_entry_of_any_kind_comes_back_equal(kind: type[Entry], data: st.DataObject) -> None:
    entry = data.draw(entries(kind))
    plain = entry_to_dict(entry)
    assert entry_from_dict(plain) == entry
    assert entry_from_dict(json.loads(json.dumps(plain))) == entry


@given(any_entries(CASE_KINDS + PARTNERSHIP_KINDS))
def test_the_kind_comes_first_and_the_day_of_recording_is_always_there(entry: Entry) -> None:
    plain = entry_to_dict(entry)
    assert next(iter(plain)) == "kind"
    assert plain["recorded"] == entry.recorded.isoformat()


@given(any_entries())
def test_null_stands_for_nothing(entry: Entry) -> None:
    plain = entry_to_dict(entry)
    full = to_plain(entry) | {
        name: None for name in type(entry).__annotations__ if getattr(entry, name, 0) is None
    }
    assert entry_from_dict(full) == entry == entry_from_dict(plain)


@given(registers())
def test_a_register_comes_back_equal_in_both_forms(register: Register) -> None:
    text = register_to_json(register)
    assert register_from_json(text) == register
    assert register_from_json(text.encode()) == register
    lines = list(register_to_lines(register))
    assert register_from_lines(lines) == register
    assert register_from_lines(line.encode() for line in lines) == register


@given(registers(min_size=1), st.frozensets(st.sampled_from(("hm-900", "hsf-901")), min_size=1))
def test_what_stayed_elsewhere_comes_back_too(register: Register, ids: frozenset[str]) -> None:
    parts = [evolve(journal, elsewhere=ids) for journal in register]
    part = Register(journals=parts, partnership=evolve(register.partnership, elsewhere={"hm-902"}))
    assert register_from_json(register_to_json(part)) == part
    assert register_from_lines(register_to_lines(part)) == part
    for journal in parts:
        assert register_from_json(register_to_json(part)).journals[journal.subject] == journal
        assert journal.elsewhere == ids
    assert register_from_json(register_to_json(part)) != register


@given(registers(min_size=2))
def test_the_same_register_gives_the_same_text(register: Register) -> None:
    again = Register(
        journals=reversed(list(register.journals.values())), partnership=register.partnership
    )
    assert register_to_json(again) == register_to_json(register)
    assert register_to_json(register_from_json(register_to_json(register))) == register_to_json(
        register
    )


@given(registers())
def test_one_entry_stands_on_one_line(register: Register) -> None:
    lines = register_to_json(register).splitlines()
    journals = [register.partnership, *register]
    written = [line for line in lines if line.strip().startswith('{"kind":')]
    assert len(written) == sum(len(journal.entries) for journal in journals)
    for line in written:
        json.loads(line.rstrip().removesuffix(","))


@given(registers(wild=True))
def test_reading_finds_what_the_register_itself_finds(register: Register) -> None:
    expected = Counter(problem.code for problem in register.problems())
    readers: tuple[Callable[[], Register], ...] = (
        lambda: register_from_json(register_to_json(register)),
        lambda: register_from_lines(register_to_lines(register)),
    )
    for read in readers:
        try:
            assert read() == register
            found: tuple[Problem, ...] = ()
        except Refused as refused:
            found = refused.problems
        assert Counter(problem.code for problem in found) == expected
        for problem in found:
            assert problem.path.removeprefix("$").startswith((".part", *"123456789"))


def test_swedish_letters_can_be_read_by_people(tmp_path: Any) -> None:
    plain = {
        "kind": "plan_agreed",
        "id": "hm-1",
        "on": "2026-12-14",
        "recorded": "2026-12-14",
        "by": "hm",
        "goals": [{"what": "Våga åka buss till Örebro", "sub_goals": ["Én hållplats 🚌"]}],
        "with_participant": True,
    }
    entry = entry_from_dict(plain)
    assert isinstance(entry, PlanAgreed)
    assert entry_to_dict(entry) == plain
    document = {
        "format": "cm-method-register",
        "version": 1,
        "partnership": {"entries": []},
        "participants": [{"participant": "P-1", "entries": [plain], "disposed": ["hm-2"]}],
    }
    escaped = json.dumps(document)
    assert "\\u" in escaped
    register = register_from_json(escaped)
    text = register_to_json(register)
    assert "Våga åka buss till Örebro" in text
    assert "🚌" in text
    assert '"disposed": ["hm-2"]' in text
    path = tmp_path / "register.json"
    path.write_text(f"\ufeff{text}".replace("\n", os.linesep), encoding="utf-8")
    assert read_register(path) == register
    path.write_text("".join(register_to_lines(register)), encoding="utf-8")
    assert read_register(path) == register


def test_the_form_is_told_by_the_first_line() -> None:
    register = Register(journals=[])
    assert is_lines(next(register_to_lines(register)))
    for other in ("", "{", "[]", "\n", b"\xff", register_to_json(register)):
        assert not is_lines(other)


def test_any_value_of_the_package_has_a_plain_form() -> None:
    problem = Problem(code="no_such_goal", path="$", facts=facts(number=3))
    plain = to_plain({"share": Fraction(24, 30), "problems": (problem,), "ids": frozenset("ba")})
    assert plain == {
        "share": "4/5",
        "problems": [{"code": "no_such_goal", "path": "$", "facts": {"number": 3}}],
        "ids": ["a", "b"],
    }
    with pytest.raises(TypeError):
        to_plain(object())
