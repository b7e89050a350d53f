"""Running commands in tests, on a register small enough to be read here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from click.testing import CliRunner, Result

from cm_method.adapters.json import register_to_json, register_to_lines
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.episodes import EntryRoute, Reached, Started
from cm_method.case.parties import LegalForm, PartyJoined, WorkerJoined
from cm_method.case.plans import ContactPath, Goal, PlanAgreed
from cm_method.case.register import PARTNERSHIP, Register
from cm_method.cli.commands import program
from cm_method.cli.layout import WIDEST, shown_width
from cm_method.journal import Entry, Journal

EDITION = "hagersten-alvsjo-2026"
START = date(2026, 11, 16)
FOR_FILES = {"--json", "schema", "fhir", "--markdown", "--template"}
"""What is written to be saved, as wide as it needs to be."""
PLAN_DAY = date(2026, 12, 14)


def partnership() -> Journal:
    since = date(2026, 4, 1)
    return Journal(
        subject=PARTNERSHIP,
        entries=[
            PartyJoined(
                id="hm-1",
                on=since,
                by="hm",
                party="hm",
                name="Hela Människan",
                legal_form=LegalForm.ASSOCIATION,
            ),
            WorkerJoined(id="hm-2", on=since, by="hm", worker="cm-1", party="hm"),
        ],
    )


def started() -> Started:
    return Started(id="hm-2", on=START, by="cm-1", worker="cm-1", edition=EDITION)


def plan(*, recorded: date = PLAN_DAY) -> PlanAgreed:
    return PlanAgreed(
        id="hm-3",
        on=PLAN_DAY,
        recorded=recorded,
        by="cm-1",
        goals=[Goal(what="Sova bättre", sub_goals=["Läkartid bokad"])],
        contact_paths=[ContactPath(contact="psykiatri", who="Öppenvården", priority=True)],
        with_participant=True,
    )


def attended() -> ContactFollowed:
    return ContactFollowed(
        id="sdf-1",
        on=date(2027, 1, 20),
        by="sdf",
        contact="psykiatri",
        status=ContactStatus.ATTENDED,
    )


def small(*entries: Entry) -> Register:
    """P-1 with a start and these entries; P-2 only reached."""
    reached = Reached(id="hm-1", on=date(2026, 11, 2), by="hm", route=EntryRoute.OUTREACH)
    return Register(
        journals=[
            Journal(subject="P-1", entries=[reached, started(), *entries]),
            Journal(subject="P-2", entries=[reached]),
        ],
        partnership=partnership(),
    )


def saved(register: Register, folder: Path, name: str = "register.json") -> Path:
    path = folder / name
    lines = path.suffix == ".jsonl"
    text = "".join(register_to_lines(register)) if lines else register_to_json(register)
    path.write_text(text, encoding="utf-8")
    return path


def run(*args: object, typed: str | None = None, env: dict[str, str] | None = None) -> Result:
    """A command, whose every line fits in 80 columns and which never shows a traceback."""
    line = [str(arg) for arg in args]
    around = {"CM_METHOD_LANG": "", **(env or {})}
    result = CliRunner().invoke(program, line, input=typed, env=around)
    assert "Traceback" not in result.output
    if not FOR_FILES.intersection(line):
        assert too_wide(result.output.splitlines()) == []
    return result


def too_wide(lines: Iterable[str]) -> list[str]:
    """Lines that could have been broken; a long path in a command to copy cannot."""
    return [
        line
        for line in lines
        if shown_width(line) > WIDEST and len(line.removesuffix(" \\").split()) > 1
    ]


def as_json(result: Result) -> Any:
    return json.loads(result.stdout)


def flat(result: Result) -> str:
    """What was said, as one line, so that a test need not know where lines are broken."""
    return " ".join(result.output.split())
