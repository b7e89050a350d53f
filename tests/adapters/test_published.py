"""Publications as files: written, read back the same, or refused with every problem."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

pytest.importorskip("cattrs")

from cm_method.adapters.json.published import publication_from_json, publication_to_json
from cm_method.cohort.disclosure import Breakdown, Counted, Publication, publish
from cm_method.errors import Refused
from cm_method.labels import LANGUAGES


def made(*rows: tuple[int, int, int, int], known: date | None = None) -> Publication:
    breakdown = Breakdown(
        grouping="gender",
        categories=[f"c{place}" for place, _ in enumerate(rows)],
        started=[sum(counts) for counts in rows],
        results={"plan": [counts[:3] for counts in rows]},
    )
    return publish(
        Counted(
            edition="e", fingerprint="f", on=date(2027, 3, 31), known=known, breakdowns=[breakdown]
        )
    )


ONE = made((12, 8, 0, 0), (10, 8, 0, 0))
PLAIN: dict[str, Any] = json.loads(publication_to_json(ONE))
counts = st.tuples(*[st.integers(0, 12)] * 4)


@given(st.lists(counts, min_size=1, max_size=3), st.sampled_from([None, date(2027, 4, 2)]))
def test_what_was_published_is_read_back_the_same(
    rows: list[tuple[int, int, int, int]], known: date | None
) -> None:
    publication = made(*rows, known=known)
    written = publication_to_json(publication)
    assert publication_from_json(written) == publication_from_json(written.encode()) == publication


def test_a_file_does_not_tell_why_a_table_is_missing() -> None:
    hidden = made((12, 8, 0, 0), (14, 4, 0, 0))
    assert hidden.tables[3].why is not None
    assert hidden.tables[3].why.value not in publication_to_json(hidden)
    assert '"rows": null' in publication_to_json(hidden)


def changed(**new: Any) -> dict[str, Any]:
    return {**PLAIN, **new}


def table(**new: Any) -> dict[str, Any]:
    return changed(tables=[*PLAIN["tables"][:3], {**PLAIN["tables"][3], **new}])


REFUSED = [
    (changed(format="cm-method-tally"), [("not_a_publication", "$.format")]),
    ([], [("not_a_publication", "$.format")]),
    (changed(version=2), [("unknown_version", "$.version")]),
    (changed(version=True), [("unknown_version", "$.version")]),
    (changed(extra_key=1), [("unknown_field", "$")]),
    (changed(on="31/3"), [("not_written_as_a_day", "$.on")]),
    (changed(least="5"), [("not_a_whole_number", "$.least")]),
    (
        {name: value for name, value in PLAIN.items() if name not in ("known", "edition")},
        [("missing_field", "$.edition"), ("missing_field", "$.known")],
    ),
    (table(rows=[[1.5]]), [("not_a_whole_number", "$.tables[3].rows[0][0]")]),
    (table(decided=1), [("not_yes_or_no", "$.tables[3].decided")]),
    (table(why="small_counts"), [("unknown_field", "$.tables[3]")]),
    (table(rows=[[22, 16, 0, 0]]), [("not_a_table_of_counts", "$.tables[3].rows")]),
    (
        table(rows=[[19, 16, 0, 0], [3, 0, 0, 0]]),
        [("count_not_publishable", "$.tables[3].rows")],
    ),
    (
        table(rows=[[12, 8, 0, 0], [10, 9, 0, 0]]),
        [("sums_do_not_fit", "$.tables[3].rows")],
    ),
    (changed(tables=PLAIN["tables"][:3]), [("tables_are_missing", "$.tables")]),
]


@pytest.mark.parametrize(("raw", "problems"), REFUSED)
def test_anything_else_is_refused_with_every_problem_and_its_path(
    raw: object, problems: list[tuple[str, str]]
) -> None:
    with pytest.raises(Refused) as refused:
        publication_from_json(json.dumps(raw))
    assert [(each.code, each.path) for each in refused.value.problems] == problems
    assert all(refused.value.explain(lang) for lang in LANGUAGES)


@pytest.mark.parametrize(("text", "code"), [("", "empty_file"), ("{", "not_json")])
def test_what_is_no_json_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        publication_from_json(text)
    assert [each.code for each in refused.value.problems] == [code]


def test_repeated_keys_are_refused() -> None:
    twice = publication_to_json(ONE).replace('"least": 5', '"least": 5, "least": 5')
    with pytest.raises(Refused) as refused:
        publication_from_json(twice)
    assert [each.code for each in refused.value.problems] == ["repeated_field"]


def test_tables_keep_their_order() -> None:
    turned = attrs.evolve(ONE, tables=ONE.tables)
    assert [each.about for each in turned.tables] == ["started", "plan"] * 2
