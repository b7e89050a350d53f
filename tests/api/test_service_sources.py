"""What obstacles, recovery capital and fidelity quote stands in the documents, word for word."""

from __future__ import annotations

import re

import pytest

from cm_method.case.obstacles import NO_SERVICE, OBSTACLE_SOURCES
from cm_method.case.recovery import LONGER_RECOVERY, RECOVERY_SOURCES
from cm_method.services.fidelity import FIDELITY_SOURCES
from cm_method.sources import Source
from tests.api.test_sources import FILES, SEEDS, document, folded

EVERY = (
    *OBSTACLE_SOURCES.values(),
    NO_SERVICE,
    *RECOVERY_SOURCES.values(),
    LONGER_RECOVERY,
    *FIDELITY_SOURCES.values(),
)


@pytest.mark.parametrize("source", EVERY, ids=lambda source: source.quote[:40] or source.readings)
def test_a_quote_and_its_section_stand_in_the_document(source: Source) -> None:
    assert source.quote or source.readings
    assert all(re.fullmatch(r"R\d{1,2}", reading) for reading in source.readings)
    if not source.quote:
        return
    if not SEEDS.is_dir():
        pytest.skip("the source documents do not lie beside this checkout")
    name = FILES[source.document]
    assert folded(source.quote) in document(name)
    lines = (SEEDS / name).read_text(encoding="utf-8").splitlines()
    assert source.section in {line.strip() for line in lines}
