"""The register to begin with, as the page on the command line has it, takes a first entry."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from click.testing import CliRunner

from cm_method.adapters.json import register_from_json
from cm_method.cli.commands import program
from tests.docs.pages import DOCS


def test_the_empty_register_of_the_page_takes_a_first_entry(tmp_path: Path) -> None:
    page = (DOCS / "sv" / "kommandoraden.md").read_text(encoding="utf-8")
    (empty,) = re.findall(r"^echo '(.*)' > register\.json$", page, re.MULTILINE)
    register = tmp_path / "register.json"
    register.write_text(empty + "\n", encoding="utf-8")
    first = ("--new", "--participant", "P-0001", "--set", "route=outreach", "--set", "by=hm")
    done = CliRunner().invoke(program, ["add", str(register), "reached", *first, "--yes"])
    assert done.exit_code == 0, done.output
    (journal,) = register_from_json(register.read_bytes())
    assert journal.subject == "P-0001"
