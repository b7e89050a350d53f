"""Reading the files of worked cases for the tests."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

HERE = Path(__file__).parent
PLAIN = str.maketrans("åäöÅÄÖ", "aaoAAO")
"""The runner shows no other letters in the name of a test."""


def told_in(folder: str, table: str) -> Iterator[ParameterSet]:
    """Each case of each file, with what the file says for all of its cases."""
    for path in sorted((HERE / folder).glob("*.toml")):
        for_all = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in for_all.pop(table):
            name = f"{path.stem}: {case['title']}".translate(PLAIN)
            yield pytest.param({**for_all, **case}, id=name)
