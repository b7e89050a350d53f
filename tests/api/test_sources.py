"""What editions and the catalogue of services quote stands in the documents, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import attrs
import pytest

from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method, Parameters
from cm_method.services.catalogue import MODELS, SERVICES
from cm_method.services.described import Service
from cm_method.sources import Document, Source

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
FILES = {
    Document.IOP: "000_8405c0b83693fa15.txt",
    Document.DECISION: "002_67bc0427438059a0.txt",
    Document.CITY_2025: "003_d1d82ef020c25de8.txt",
    Document.CITY_2020: "004_0e22404b5a5bf70c.txt",
}


def sources_of(method: Method) -> Iterator[Source]:
    yield method.source
    for field in attrs.fields(Parameters):
        yield getattr(method.parameters, field.name).source
    yield from (rule.source for rule in method.rules)
    yield from (target.source for target in method.targets)


def sources_of_services() -> Iterator[Source]:
    for each in (*SERVICES, *MODELS):
        yield from (said.source for said in each.statements)
        yield from (criterion.source for group in each.groups for criterion in group)
        if isinstance(each, Service):
            yield from (listed.source for listed in each.elements)


SOURCES = sorted(
    {
        *(source for method in EDITIONS.values() for source in sources_of(method)),
        *sources_of_services(),
    },
    key=lambda source: (source.document.value, source.quote, source.readings),
)


def folded(words: str) -> str:
    """A text on one line, with words that were divided at the end of a line put together."""
    joined = re.sub(r"(?<=[a-zåäö])[-\u00ad]\s*\n\s*(?=[a-zåäö])", "", words)
    joined = re.sub(r"(?<=\d)-\s*\n\s*(?=\d)", "-", joined)  # a day keeps its hyphens
    return re.sub(r"\s+", " ", joined).strip()


@cache
def document(name: str) -> str:
    return folded((SEEDS / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "source",
    [source for source in SOURCES if source.quote],
    ids=lambda source: f"{source.document.value}: {source.quote[:40]}",
)
def test_a_quote_stands_in_its_document(source: Source) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the source documents do not lie beside this checkout")
    assert source.document in FILES, "only the source documents are quoted"
    assert folded(source.quote) in document(FILES[source.document])


def test_a_section_that_is_named_is_a_heading_of_its_document() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the source documents do not lie beside this checkout")
    for source in SOURCES:
        if source.document in FILES:
            text = (SEEDS / FILES[source.document]).read_text(encoding="utf-8")
            assert source.section in {line.strip() for line in text.splitlines()}


def test_readings_are_numbered_as_in_the_page_of_the_domain() -> None:
    for source in SOURCES:
        assert source.quote or source.readings
        for reading in source.readings:
            assert re.fullmatch(r"R\d{1,2}", reading)
        assert len(set(source.readings)) == len(source.readings)


def test_a_quote_is_not_shown_by_accident() -> None:
    quoted = next(source for source in SOURCES if source.quote)
    assert quoted.quote not in repr(quoted)


def test_divided_words_are_put_together_and_nothing_else() -> None:
    assert folded("indivi-\nduell  plan\n(mål)") == "individuell plan (mål)"
    assert folded("trygghets-\n/krisplan 2029-05-\n01") == "trygghets- /krisplan 2029-05-01"
