"""The two readers agree, and whatever is in a file ends in a register or in clear problems."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, strategies as st

pytest.importorskip("cattrs")

from cm_method.adapters.extras import MissingExtra
from cm_method.adapters.json import (
    Stream,
    StreamRefused,
    entry_from_dict,
    register_from_json,
)
from cm_method.adapters.json.documents import JournalDocument, PartnershipDocument
from cm_method.adapters.json.patient import read_patiently
from cm_method.adapters.json.quick import STOPS, read_quickly
from cm_method.adapters.json.text import LARGEST, as_text, parsed
from cm_method.case.register import Register
from cm_method.errors import Refused, has_words
from tests.adapters.broken import ODD_VALUES, broken_journals, broken_registers
from tests.adapters.faults import FAULTS, as_file, healthy, register


def quickly(raw: Any, cls: Any) -> Any:
    """What the quick reader says, as both readers mean it: half a character is seen in the text."""
    try:
        return read_quickly(raw, cls)
    except STOPS:
        return None


def patiently(raw: Any, cls: Any) -> Any:
    try:
        return read_patiently(raw, cls)
    except Refused:
        return None


def has_half_a_character(raw: Any) -> bool:
    return "\\ud83d" in json.dumps(raw)


@given(broken_journals())
def test_both_readers_accept_and_refuse_the_same(raw: Any) -> None:
    if not has_half_a_character(raw):
        assert quickly(raw, JournalDocument) == patiently(raw, JournalDocument)


@pytest.mark.parametrize("odd", ODD_VALUES, ids=repr)
@pytest.mark.parametrize("cls", [JournalDocument, PartnershipDocument])
def test_both_readers_agree_on_values_that_are_no_journal(odd: Any, cls: Any) -> None:
    assert quickly(odd, cls) is None
    assert patiently(odd, cls) is None


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_both_readers_agree_on_every_seeded_fault(fault: Any) -> None:
    participant = healthy(1)
    fault.do(participant)
    raw, odd = parsed(as_file(participant))
    if not odd:
        assert quickly(raw, JournalDocument) == patiently(raw, JournalDocument)
    else:
        assert patiently(raw, JournalDocument) is None


@given(broken_registers())
def test_any_document_ends_in_a_register_or_in_problems_with_words(raw: Any) -> None:
    try:
        assert isinstance(register_from_json(json.dumps(raw)), Register)
    except Refused as refused:
        for problem in refused.problems:
            assert problem.path.startswith("$")
            for lang in ("sv", "en"):
                assert has_words(problem.code, lang)
                assert problem.explain(lang)


@given(st.text() | st.binary() | st.sampled_from(("[", '{"a": 1, "a": 2}', "NaN", "\ud83d")))
def test_any_text_at_all_is_refused_with_a_problem(source: Any) -> None:
    for read in (register_from_json, lambda text: list(Stream([text]).journals())):
        with pytest.raises(Refused) as refused:
            read(source)
        (problem,) = refused.value.problems
        assert problem.explain("sv")


WITHOUT = {"partnership": {"entries": []}, "participants": []}


@pytest.mark.parametrize(
    ("source", "code", "facts"),
    [
        ("", "empty_file", {}),
        (" \n", "empty_file", {}),
        ('{"format":\n  x}', "not_json", {"line": 2, "column": 3}),
        ('{"format": 1} {}', "not_json", {"line": 1, "column": 15}),
        ('"å"'.encode("latin-1"), "not_utf8", {"line": 1}),
        ('{\n"å": 1}'.encode("utf-16"), "not_utf8", {"line": 1}),
        ("[" * 100_000, "nested_too_deep", {}),
        (f"[{'9' * 5000}]", "number_too_long", {}),
        ("[]", "unknown_format", {"wanted": "cm-method-register"}),
        ("null", "unknown_format", {"wanted": "cm-method-register"}),
        ({"version": 1, **WITHOUT}, "unknown_format", {"wanted": "cm-method-register"}),
        ({"format": [], "version": 1}, "unknown_format", {"wanted": "cm-method-register"}),
        ({"format": "cm-method-register"}, "unknown_version", {"known": 1}),
        ({"format": "cm-method-register", "version": 2}, "unknown_version", {"known": 1}),
        ({"format": "cm-method-register", "version": True}, "unknown_version", {"known": 1}),
        ({"format": "cm-method-register", "version": "1"}, "unknown_version", {"known": 1}),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_register_is_one_problem(source: Any, code: str, facts: Any) -> None:
    text = json.dumps(source) if isinstance(source, dict) else source
    with pytest.raises(Refused) as refused:
        register_from_json(text)
    (problem,) = refused.value.problems
    assert (problem.code, dict(problem.facts)) == (code, facts)
    assert problem.path.startswith("$")


def test_the_outermost_fields_are_read_as_strictly() -> None:
    with pytest.raises(Refused) as refused:
        register_from_json('{"format": "cm-method-register", "version": 1, "participant": {}}')
    assert [(problem.code, problem.path) for problem in refused.value.problems] == [
        ("missing_field", "$.partnership"),
        ("misspelt_field", "$"),
    ]
    with pytest.raises(Refused) as refused:
        register_from_json(
            '{"format": "cm-method-register", "version": 1, "version": 1,'
            ' "partnership": {"entries": [], "entries": []}, "participants": {}}'
        )
    assert [(problem.code, problem.path) for problem in refused.value.problems] == [
        ("repeated_field", "$.version"),
        ("repeated_field", "$.partnership.entries"),
        ("not_a_list", "$.participants"),
    ]


def test_what_is_too_large_is_not_read() -> None:
    with pytest.raises(Refused) as refused:
        as_text("12345", largest=4)
    assert refused.value.problems[0].code == "too_large"
    assert as_text("1234", largest=4) == "1234"
    assert LARGEST > 10**8


def test_an_emoji_written_as_two_halves_is_fine() -> None:
    document = register()
    document["participants"] = [healthy(0)]
    document["participants"][0]["entries"][1]["note"] = "🚌"
    assert register_from_json(json.dumps(document)) == register_from_json(as_file(document))


def test_one_entry_is_read_with_paths_of_its_own() -> None:
    with pytest.raises(Refused) as refused:
        entry_from_dict(healthy(0)["entries"][3] | {"goals": [{"what": 3}]})
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == ("not_a_text", ".goals[0].what")


def test_large_numbers_are_not_shown() -> None:
    followed = {"plan": "hm-103", "number": -8112289874, "status": "reached"}
    with pytest.raises(Refused) as refused:
        entry_from_dict(healthy(0)["entries"][1] | {"kind": "goal_followed_up"} | followed)
    assert "8112289874" not in str(refused.value)


def test_without_the_extra_it_is_named() -> None:
    program = (
        "import sys; sys.modules['cattrs'] = None\n"
        "from cm_method.adapters.extras import MissingExtra\n"
        "try:\n    import cm_method.adapters.json\n"
        "except MissingExtra as missing:\n"
        "    print(missing.extra, missing, missing.explain('sv'))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("json ")
    assert said.stdout.count("'.[json]'") == 2
    assert issubclass(MissingExtra, ImportError)


def test_a_stream_says_the_same_of_its_first_line() -> None:
    for line in ("", "[]", b"\xff", '{"format": "cm-method-register", "version": 1}'):
        with pytest.raises(StreamRefused):
            list(Stream([line]).journals())
