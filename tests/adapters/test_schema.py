"""The schema is written from the classes, and the reader refuses all that it refuses, and more."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

pytest.importorskip("cattrs")
pytest.importorskip("jsonschema")

from jsonschema import Draft202012Validator

from cm_method.adapters.json import (
    register_from_json,
    register_to_json,
    register_to_lines,
    schema,
)
from cm_method.case.kinds import BY_TAG
from cm_method.case.register import Register
from cm_method.errors import Refused
from cm_method.testing.strategies import registers
from tests.adapters.broken import broken_registers
from tests.adapters.faults import FAULTS, Fault, as_file, healthy, register

ONLY_THE_READER_SEES = frozenset(
    (
        # What a schema cannot say of one value.
        "identity_number",
        "half_a_character",
        "repeated_field",
        # What holds between the fields of one entry.
        "recorded_before_it_happened",
        "corrects_itself",
        "retracts_nothing",
        "birth_year_and_date_differ",
        "birth_year_unlikely",
        "contact_named_twice",
        "review_before_plan",
        "score_or_answers",
        "meeting_with_nobody",
        "planned_for_without_plan",
        "goal_number_below_one",
        # What holds between entries, and between journals.
        "before_birth",
        "before_what_it_answers",
        "corrects_unknown_entry",
        "answers_unknown_entry",
        "answers_wrong_kind",
        "answers_retracted_entry",
        "id_used_twice",
        "competing_corrections",
        "episodes_overlap",
        "ended_twice",
        "no_such_goal",
        "unknown_worker",
        "participant_in_two_places",
    )
)


@cache
def validator(*, lines: bool = False) -> Any:
    return Draft202012Validator(
        schema(lines=lines), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def is_read(document: Any) -> bool:
    try:
        register_from_json(json.dumps(document))
    except Refused:
        return False
    return True


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("lines", [False, True])
def test_it_is_a_schema_and_json(lang: str, lines: bool) -> None:
    written = schema(lang, lines=lines)
    Draft202012Validator.check_schema(written)
    assert json.loads(json.dumps(written)) == written


@settings(max_examples=15)  # the validator is slow
@given(registers())
def test_what_was_written_fits_the_schema_and_is_read(register: Register) -> None:
    document = json.loads(register_to_json(register))
    validator().validate(document)
    for line in register_to_lines(register):
        validator(lines=True).validate(json.loads(line))
    assert is_read(document)


@given(broken_registers())
def test_what_the_schema_refuses_the_reader_refuses(document: Any) -> None:
    if not validator().is_valid(document):
        assert not is_read(document)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_which_faults_only_the_reader_sees(fault: Fault) -> None:
    document = register()
    number = FAULTS.index(fault) + 1
    document["participants"] = [healthy(0), document["participants"][number]]
    seen = not validator().is_valid(json.loads(as_file(document)))
    assert seen == (fault.code not in ONLY_THE_READER_SEES)


def test_a_number_without_decimals_written_with_them_is_seen_by_the_reader_alone() -> None:
    document = register()
    document["participants"] = [healthy(0)]
    document["participants"][0]["entries"][4]["score"] = 7.0
    assert validator().is_valid(document)
    assert not is_read(document)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_kind_and_field_is_there(lang: str) -> None:
    definitions = schema(lang)["$defs"]
    for tag, kind in BY_TAG.items():
        definition = definitions[kind.__name__]
        names = [field.name for field in attrs.fields(kind)]
        assert list(definition["properties"]) == ["kind", *names]
        assert definition["properties"]["kind"] == {"const": tag}
        assert definition["additionalProperties"] is False
        assert {"kind", "id", "on", "recorded", "by"} <= set(definition["required"])
        assert definition["title"]
        assert all(definition["properties"][name]["title"] for name in names)
    assert definitions["EntryRoute"]["enum"] == ["association", "outreach", "existing_service"]
