"""The scale of recovery capital: sourced, to be confirmed, and held against ratings."""

from __future__ import annotations

import pytest

from cm_method.case.recovery import RECOVERY_SOURCES, RecoveryCapitalRated, RecoveryScale
from cm_method.dates import plus_days
from cm_method.journal import Journal
from cm_method.labels import label
from cm_method.rules.checks import check_method, edition_problems
from cm_method.rules.method import Method
from cm_method.sources import Document, Source
from tests.case.writing import START, note, started
from tests.examples.notation import EDITION

DECIDED = Source(document=Document.DECISION, section="minutes 3", quote="Skalan antagen.")
TO_CONFIRM = "method_recovery_scale_to_confirm"


def to_confirm(method: Method) -> list[str]:
    return [problem.code for problem in check_method(method).to_confirm]


def test_the_edition_has_a_scale_of_its_own_numbers_with_the_source_of_the_parts(
    edition: Method,
) -> None:
    given = edition.parameters.recovery_scale
    assert given.value == RecoveryScale(lowest=1, highest=5, thin_through=2, strong_from=4)
    assert given.source.document is Document.CITY_2020
    for part, source in RECOVERY_SOURCES.items():
        assert f"{label(part, 'sv')} ({source.quote}" in given.source.quote
    assert check_method(edition).problems == ()


def test_it_waits_to_be_confirmed_until_a_decision_is_named(edition: Method) -> None:
    assert TO_CONFIRM in to_confirm(edition)
    same = edition.parameters.recovery_scale.value
    own = edition.adapt(code="own", source=DECIDED, since=START, recovery_scale=same)
    assert TO_CONFIRM not in to_confirm(own)


def rated(on: int = 1, **parts: int) -> RecoveryCapitalRated:
    return note(RecoveryCapitalRated, "r-1", on, with_participant=True, **parts)


@pytest.mark.parametrize(
    ("parts", "wrong"),
    [
        ({"physical": 1, "social": 5}, []),
        ({"physical": 0}, ["P-0001/r-1/physical"]),
        ({"human": 6, "social": 3, "cultural": -1}, ["P-0001/r-1/cultural", "P-0001/r-1/human"]),
    ],
)
def test_a_rating_off_the_scale_is_named_with_its_path(
    edition: Method, parts: dict[str, int], wrong: list[str]
) -> None:
    journal = Journal(subject="P-0001", entries=[started(edition=EDITION), rated(**parts)])
    found = list(edition_problems([journal], [edition]))
    assert [problem.path for problem in found] == wrong
    assert {problem.code for problem in found} <= {"recovery_rating_not_on_scale"}
    for problem in found:
        assert dict(problem.facts) == {"lowest": 1, "highest": 5}


def test_it_is_held_against_the_scale_of_the_edition_that_is_kept(edition: Method) -> None:
    wide = RecoveryScale(lowest=0, highest=10, thin_through=3, strong_from=7)
    since = plus_days(START, -1)
    own = edition.adapt(code=EDITION, source=DECIDED, since=since, recovery_scale=wide)
    journal = Journal(subject="P-0001", entries=[started(edition=EDITION), rated(social=9)])
    assert list(edition_problems([journal], [own])) == []
