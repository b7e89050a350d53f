"""The story can be followed: what a reader types, word for word, gives what the pages show."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("click", reason="the extra cli")
pytest.importorskip("cattrs", reason="the extra json")

from click.testing import CliRunner

from cm_method.cli.commands import program
from tests.docs.pages import blocks, in_menu
from tests.docs.story import FOLDER, LEFT_OUT, REGISTER, beginning, without_backup

ANSWERED = re.compile(r"^(?:\[.*?\] ?)?>(.*)$|^.*\[j/N\](.*)$", re.MULTILINE)
"""What a reader writes where the program asks."""


def test_a_reader_who_types_what_stands_there_gets_what_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(REGISTER).write_text(shlex.split(beginning())[1] + "\n", encoding="utf-8")
    checked = 0
    for page in in_menu(FOLDER):
        for typed, shown in pairwise(blocks(page)):
            if typed.language == "sh" and shown.language == "console":
                lines = filter(None, typed.text.splitlines())
                said = "\n".join(_said(line, shown.text) for line in lines)
                for part in shown.text.split(LEFT_OUT):
                    assert _trimmed(part) in _trimmed(said), page.name
                checked += 1
    assert checked == sum(page.text.count("<!-- command: story ") for page in in_menu(FOLDER))


def _said(line: str, shown: str) -> str:
    name, *words = shlex.split(line)
    assert name == "cm-method"
    answers = "".join(f"{(a or b).strip()}\n" for a, b in ANSWERED.findall(shown))
    env = {"COLUMNS": "80", "CM_METHOD_LANG": None}
    done = CliRunner().invoke(program, words, input=answers, env=env)
    return without_backup(done.output)


def _trimmed(said: str) -> str:
    return "\n".join(line.rstrip() for line in said.splitlines() if line.strip())
