"""A source in words: document, section, its own sentence, and the readings of it."""

from __future__ import annotations

import pytest

from cm_method.sources import Document, Source


@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param(
            Source(document=Document.SOL, section="14 kap. 3 §"),
            "socialtjänstlagen (2025:400), 14 kap. 3 §",
            id="only named",
        ),
        pytest.param(
            Source(document=Document.IOP, section="Resultatmål", quote="Minst 30 deltagare."),
            "partnerskapsavtalet (IOP), Resultatmål: ”Minst 30 deltagare.”",
            id="quoted",
        ),
        pytest.param(
            Source(
                document=Document.IOP,
                section="Resultatmål",
                quote="Minst 30.",
                readings=("R1", "R7"),
            ),
            "partnerskapsavtalet (IOP), Resultatmål: ”Minst 30.” (tolkning R1, R7)",
            id="with its readings",
        ),
    ],
)
def test_a_source_is_told_with_all_that_it_has(source: Source, said: str) -> None:
    assert source.explain("sv") == said


def test_the_same_in_english() -> None:
    source = Source(document=Document.IOP, section="Resultatmål", quote="Minst 30.")
    assert source.explain("en").endswith(', Resultatmål: "Minst 30."')
