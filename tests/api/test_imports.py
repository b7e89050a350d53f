"""What importing loads, by the modules that are there afterwards; never by time."""

from __future__ import annotations

import subprocess
import sys

import pytest

ALONE = "import cm_method"
TOUCHED = "import cm_method\nfor name in cm_method.__all__: getattr(cm_method, name)"
STARRED = "from cm_method import *"
LISTED = """
import sys
before = set(sys.modules)
{code}
print(*sorted(set(sys.modules) - before))
"""

DEPENDENCIES = {"attr", "attrs", "dateutil", "six"}
"""attrs under both its names, and dateutil, whose older versions bring six."""


def loaded_by(code: str) -> set[str]:
    """The modules that some code loads in a fresh interpreter."""
    command = [sys.executable, "-I", "-c", LISTED.format(code=code)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def from_outside(modules: set[str]) -> set[str]:
    tops = {name.partition(".")[0] for name in modules}
    return tops - set(sys.stdlib_module_names) - {"cm_method"}


def test_importing_the_package_loads_nothing_else() -> None:
    loaded = loaded_by(ALONE)
    assert {name for name in loaded if name.startswith("cm_method")} == {"cm_method"}
    assert from_outside(loaded) == set()
    assert not loaded & {"typing", "dataclasses", "inspect"}  # these cost more than all the rest


@pytest.mark.parametrize("code", [TOUCHED, STARRED])
def test_touching_every_name_loads_the_two_dependencies_and_nothing_else(code: str) -> None:
    loaded = loaded_by(code)
    assert from_outside(loaded) <= DEPENDENCIES
    assert {"attr", "dateutil"} <= loaded


@pytest.mark.parametrize("code", [TOUCHED, STARRED])
def test_touching_every_name_loads_no_adapter_and_no_command(code: str) -> None:
    loaded = loaded_by(code)
    outside = ("cm_method.adapters", "cm_method.cli", "cm_method.demo", "cm_method.testing")
    assert [name for name in sorted(loaded) if name.startswith(outside)] == []


def test_one_name_loads_its_own_module_and_no_rule() -> None:
    loaded = loaded_by("from cm_method import Journal")
    assert "cm_method.journal" in loaded
    assert [name for name in loaded if name.startswith(("cm_method.rules", "cm_method.case"))] == []
