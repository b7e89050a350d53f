"""A stream releases nothing if any line has a problem, keeps 200 and counts the rest."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("cattrs")

from cm_method.adapters.json import (
    Stream,
    StreamRefused,
    header_line,
    journal_line,
    register_from_lines,
    register_to_lines,
)
from cm_method.case.episodes import EntryRoute, Reached
from cm_method.case.register import PARTNERSHIP, Register
from cm_method.journal import Journal

HEADER = header_line(Journal(subject=PARTNERSHIP))
DAY = date(2026, 11, 16)


def journal(number: int, entries: int = 2) -> Journal:
    return Journal(
        subject=f"P-{number:06}",
        entries=[
            Reached(id=f"hm-{n}", on=DAY, by="hm", route=EntryRoute.OUTREACH, note="Hej")
            for n in range(entries)
        ],
    )


def good(first: int, count: int) -> list[str]:
    return [journal_line(journal(number)) for number in range(first, first + count)]


BAD = '{"participant": "P-9", "entries": [3]}\n'


def test_journals_come_one_by_one() -> None:
    asked = 0

    def lines() -> Iterator[str]:
        nonlocal asked
        for line in (HEADER, *good(0, 5)):
            asked += 1
            yield line

    journals = Stream(lines()).journals()
    assert next(journals) == journal(0)
    assert asked == 2
    assert [found.subject for found in journals] == [f"P-{n:06}" for n in range(1, 5)]


def test_after_a_problem_no_journal_is_released_and_the_end_refuses() -> None:
    stream = Stream([HEADER, *good(0, 3), BAD, *good(3, 3), BAD])
    journals = stream.journals()
    released = [next(journals).subject for _ in range(3)]
    with pytest.raises(StreamRefused) as refused:
        next(journals)
    assert released == ["P-000000", "P-000001", "P-000002"]
    assert refused.value.count == 2
    paths = [problem.path for problem in refused.value.problems]
    assert paths == ["5:$.entries[0]", "9:$.entries[0]"]
    with pytest.raises(StreamRefused):
        stream.raise_if_refused()


def test_whoever_stops_early_can_still_ask() -> None:
    stream = Stream([HEADER, *good(0, 3), BAD])
    assert next(stream.journals()).subject == "P-000000"
    assert stream.problem_count == 0
    with pytest.raises(StreamRefused):
        stream.raise_if_refused()
    assert stream.problem_count == 1
    fine = Stream([HEADER, *good(0, 3)])
    fine.raise_if_refused()
    assert list(fine.journals()) == []


def test_two_hundred_problems_are_kept_and_the_rest_counted() -> None:
    stream = Stream([HEADER, *[BAD] * 1000])
    with pytest.raises(StreamRefused) as refused:
        list(stream.journals())
    assert len(refused.value.problems) == len(stream.problems) == 200
    assert refused.value.count == stream.problem_count == 1000
    assert "800" in refused.value.explain("sv").splitlines()[-1]
    assert "800" in str(refused.value).splitlines()[-1]


def test_nothing_is_added_when_all_problems_are_shown() -> None:
    with pytest.raises(StreamRefused) as refused:
        list(Stream([HEADER, BAD]).journals())
    assert len(refused.value.explain("sv").splitlines()) == 1


def test_a_participant_on_two_lines_is_a_problem_that_names_both() -> None:
    with pytest.raises(StreamRefused) as refused:
        list(Stream([HEADER, *good(0, 3), *good(1, 1)]).journals())
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == ("participant_in_two_places", "5:$.participant")
    assert dict(problem.facts) == {"other": "3:$"}


def test_a_line_that_is_no_json_is_told_by_its_number_in_the_file() -> None:
    with pytest.raises(StreamRefused) as refused:
        list(Stream([HEADER, "\n", *good(0, 1), '{"participant": }', b"\xff\n", "null"]).journals())
    assert [(p.code, p.path, dict(p.facts)) for p in refused.value.problems] == [
        ("not_json", "4:$", {"line": 4, "column": 17}),
        ("not_utf8", "5:$", {"line": 5}),
        ("not_an_object", "6:$", {}),
    ]


def test_lines_far_down_are_told_by_their_number() -> None:
    with pytest.raises(StreamRefused) as refused:
        list(Stream([HEADER, *["\n"] * 20_000, "{"]).journals())
    assert "20002" in refused.value.problems[0].what("sv")


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("", ["empty_file"]),
        ('{"format": "cm-method-register"}', ["unknown_format"]),
        ('{"format": "cm-method-register-lines", "version": 9}', ["unknown_version"]),
        ('{"format": "cm-method-register-lines", "version": 1}', ["missing_field"]),
        (json.dumps(json.loads(HEADER) | {"participants": []}), ["unknown_field"]),
        (HEADER.replace("[]", "[3]"), ["not_an_object"]),
    ],
)
def test_the_header_is_read_strictly(header: str, codes: list[str]) -> None:
    stream = Stream([header, *good(0, 2)])
    with pytest.raises(StreamRefused) as refused:
        list(stream.journals())
    assert [problem.code for problem in refused.value.problems] == codes
    assert all(problem.path.startswith("1:$") for problem in refused.value.problems)


def test_no_lines_at_all_are_refused() -> None:
    with pytest.raises(StreamRefused):
        list(Stream([]).journals())


def test_files_for_bytes_and_for_text_are_read_alike(tmp_path: Path) -> None:
    register = Register(journals=[journal(n) for n in range(3)])
    path = tmp_path / "register.jsonl"
    path.write_text("".join(register_to_lines(register)), encoding="utf-8")
    with path.open("rb") as binary, path.open(encoding="utf-8") as text:
        assert register_from_lines(binary) == register_from_lines(text) == register


def test_a_text_file_in_another_encoding_is_a_problem_too() -> None:
    broken = io.TextIOWrapper(io.BytesIO(HEADER.encode() + b'{"participant": "\xff"}'), "utf-8")
    with pytest.raises(StreamRefused) as refused:
        list(Stream(broken).journals())
    assert "not_utf8" in {problem.code for problem in refused.value.problems}


def _peak(count: int) -> int:
    def lines() -> Iterator[Any]:
        yield HEADER
        for number in range(count):
            yield journal_line(journal(number, 5))

    tracemalloc.start()
    try:
        assert sum(1 for _ in Stream(lines()).journals()) == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_grows_only_by_the_pseudonyms_seen() -> None:
    _peak(50)
    assert _peak(1500) - _peak(100) < 1400 * 400
