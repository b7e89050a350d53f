"""Wishes and offerings as JSON: read strictly, every problem at once with its path."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytest.importorskip("cattrs")

from cm_method.adapters.json.wishes import WishesFile, wishes_from_json
from cm_method.case.participants import Gender
from cm_method.errors import Refused
from cm_method.labels import LANGUAGES
from cm_method.services.matching import Offering, Points, Wishes


def document(**more: Any) -> dict[str, Any]:
    return {
        "format": "cm-method-wishes",
        "version": 1,
        "wishes": [{"participant": "P-1", "languages": ["finska"], "gender": "woman"}],
        "offerings": [{"worker": "cm-1", "room": 2}],
        **more,
    }


def problems(source: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        wishes_from_json(source)
    for lang in LANGUAGES:
        assert "{" not in refusal.value.explain(lang)
    return [(problem.code, problem.path) for problem in refusal.value.problems]


def test_a_file_is_read() -> None:
    assert wishes_from_json(json.dumps(document(points={"language": 9}))) == WishesFile(
        points=Points(language=9),
        wishes=[Wishes(participant="P-1", languages=["finska"], gender=Gender.WOMAN)],
        offerings=[Offering(worker="cm-1", room=2)],
    )
    assert wishes_from_json(json.dumps(document()).encode()).points is None


def test_everything_wrong_is_told_at_once() -> None:
    wrong = document(
        wishes=[
            {"participant": "P-1", "langauges": ["finska"]},
            {"participant": 3, "gender_must": "yes"},
            {"participant": "P-2", "gender_must": True},
        ],
        offerings=[{"worker": "cm-1", "room": -1}, {"room": 2}],
    )
    assert problems(json.dumps(wrong)) == [
        ("misspelt_field", "$.wishes[0]"),
        ("not_a_text", "$.wishes[1].participant"),
        ("not_yes_or_no", "$.wishes[1].gender_must"),
        ("must_without_a_wish", "$.wishes[2].gender_must"),
        ("room_below_zero", "$.offerings[0].room"),
        ("missing_field", "$.offerings[1].worker"),
    ]


def test_nobody_comes_twice() -> None:
    twice = document(
        wishes=[{"participant": "P-1"}, {"participant": "P-2"}, {"participant": "P-1"}],
        offerings=[{"worker": "cm-1"}, {"worker": "cm-1"}],
    )
    assert problems(json.dumps(twice)) == [
        ("matched_twice", "$.wishes[2].participant"),
        ("matched_twice", "$.offerings[1].worker"),
    ]


def test_another_file_or_version_is_refused() -> None:
    assert problems("[]") == [("not_wishes", "$.format")]
    assert problems(json.dumps(document(format="cm-method-tally"))) == [("not_wishes", "$.format")]
    assert problems(json.dumps(document(version=2))) == [("unknown_version", "$.version")]
    assert problems(json.dumps(document(version=True))) == [("unknown_version", "$.version")]
    assert problems("{")[0][0] == "not_json"


def test_a_key_given_twice_is_refused() -> None:
    source = json.dumps(document()).replace('"room": 2', '"room": 2, "room": 3')
    assert problems(source)[0][1].startswith("$.offerings[0]")
