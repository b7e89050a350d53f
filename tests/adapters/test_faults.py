"""A file with many faults of different kinds: as many clear problems, each with its path."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

pytest.importorskip("cattrs")

from cm_method.adapters.json import Stream, StreamRefused, register_from_json
from cm_method.errors import Problem, Refused, has_words
from tests.adapters.faults import FAULTS, PERSONAL, Fault, as_file, healthy, register

LANGUAGES = ("sv", "en")


def problems_of(document: Any) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as refused:
        register_from_json(as_file(document))
    assert refused.value.__cause__ is None
    return refused.value.problems


@pytest.fixture(scope="module")
def found() -> tuple[Problem, ...]:
    return problems_of(register())


def test_there_are_fifty_faults_and_more() -> None:
    assert len(FAULTS) >= 50
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert len({fault.code for fault in FAULTS}) >= 40


def test_every_fault_gives_one_problem_at_its_place(found: tuple[Problem, ...]) -> None:
    expected = [
        (fault.code, f"$.participants[{place}]{fault.path}")
        for place, fault in enumerate(FAULTS, start=1)
    ]
    assert [(problem.code, problem.path) for problem in found] == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_says_what_why_and_what_to_do(found: tuple[Problem, ...], lang: str) -> None:
    for problem in found:
        assert has_words(problem.code, lang)
        assert problem.what(lang)
        assert problem.why(lang)
        assert problem.what_to_do(lang)
        assert "{" not in problem.explain(lang).replace("{ }", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_problem_repeats_personal_data(found: tuple[Problem, ...], lang: str) -> None:
    file = as_file(register())
    for secret in PERSONAL:
        assert secret in file
        for problem in found:
            assert secret not in problem.explain(lang)
            assert secret not in repr(problem)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_alone_is_the_same_problem(fault: Fault) -> None:
    document = register()
    number = FAULTS.index(fault) + 1
    document["participants"] = [healthy(0), document["participants"][number]]
    (problem,) = problems_of(document)
    assert (problem.code, problem.path) == (fault.code, f"$.participants[1]{fault.path}")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_is_the_same_problem_in_a_stream(fault: Fault) -> None:
    document = register()
    number = FAULTS.index(fault) + 1
    header = {"format": "cm-method-register-lines", "version": 1}
    stream = Stream(
        [
            json.dumps(header | {"partnership": document["partnership"]}),
            as_file(healthy(0)),
            as_file(document["participants"][number]),
        ]
    )
    with pytest.raises(StreamRefused) as refused:
        list(stream.journals())
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == (fault.code, f"3:${fault.path}")


def test_both_places_of_a_conflict_are_named() -> None:
    document = register()
    conflict = next(n for n, f in enumerate(FAULTS, start=1) if f.code == "id_used_twice")
    twice = next(n for n, f in enumerate(FAULTS, start=1) if f.code == "participant_in_two_places")
    document["participants"] = [healthy(0)] + [
        document["participants"][n] for n in (conflict, twice)
    ]
    found = problems_of(document)
    assert [dict(problem.facts)["other"] for problem in found] == [
        "$.participants[1].entries[1]",
        "$.participants[0]",
    ]
    assert "$.participants[1].entries[1]" in found[0].explain("sv")


def test_all_that_is_wrong_with_one_entry_is_told_at_once() -> None:
    document = register()
    participant = healthy(0)
    participant["entries"][1] |= {"on": "i går", "note": "811228-9874", "route": 3, "by": " "}
    participant["entries"][3]["goals"] = [{"what": " ", "sub_goals": [1, "ok", ""]}, None]
    participant["entries"][4] = {"kind": "rated", "id": "", "on": "2026-11-16"}
    document["participants"] = [participant]
    found = problems_of(document)
    assert Counter(
        (problem.path.removeprefix("$.participants[0].entries"), problem.code) for problem in found
    ) == Counter(
        [
            ("[1].on", "not_written_as_a_day"),
            ("[1].note", "identity_number"),
            ("[1].route", "not_a_text"),
            ("[1].by", "blank_text"),
            ("[3].goals[0].what", "blank_text"),
            ("[3].goals[0].sub_goals[0]", "not_a_text"),
            ("[3].goals[1]", "not_an_object"),
            ("[4].kind", "misspelt_kind"),
            ("[4].id", "blank_text"),
            ("[4].recorded", "missing_field"),
            ("[4].by", "missing_field"),
        ]
    )


def test_the_partnership_is_checked_as_strictly() -> None:
    document = register()
    document["participants"] = [healthy(0)]
    entries = document["partnership"]["entries"]
    entries[1]["party"] = "hsf-2"
    entries.append(healthy(0)["entries"][1] | {"id": "hm-9"})
    found = problems_of(document)
    assert [(problem.code, problem.path) for problem in found] == [
        ("kind_in_wrong_journal", "$.partnership.entries[2].kind"),
        ("unknown_party", "$.partnership.entries[1].party"),
    ]


def test_a_broken_partnership_does_not_make_every_worker_unknown() -> None:
    document = register()
    document["participants"] = [healthy(0)]
    document["partnership"]["entries"][1]["worker"] = 5
    (problem,) = problems_of(document)
    assert problem.path == "$.partnership.entries[1].worker"
