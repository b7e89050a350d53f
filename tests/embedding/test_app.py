"""The addresses of the example."""

from __future__ import annotations

import json
from datetime import date

import pytest

pytest.importorskip("cattrs", reason="the extra json")
pytest.importorskip("flask", reason="the extra example")
pytest.importorskip("psycopg", reason="the extra example")
pytest.importorskip("sqlalchemy", reason="the extra example")

from flask.testing import FlaskClient
from sqlalchemy import Engine

import cm_method as cm
from cm_method.adapters.json import entry_to_dict, to_plain
from docs.examples.embedding.app import METHOD, make_app
from tests.cli.runs import plan, started

STARTED, PLAN = started(), plan()
ADDRESS = "/journals/P-0017"


@pytest.fixture
def client(engine: Engine) -> FlaskClient:
    client = make_app(engine).test_client()
    for entry in (STARTED, PLAN):
        assert client.post(ADDRESS, json={"entries": [entry_to_dict(entry)]}).status_code == 200
    return client


def test_a_journal_is_read_as_it_was_merged(client: FlaskClient) -> None:
    said = json.loads(client.get(ADDRESS).text)
    assert said == {
        "participant": "P-0017",
        "entries": [entry_to_dict(STARTED), entry_to_dict(PLAN)],
    }
    assert client.get("/journals/P-0018").status_code == 404


def test_a_review_is_what_the_library_says(client: FlaskClient) -> None:
    on = date(2027, 1, 11)
    journal = cm.Journal(subject="P-0017", entries=[STARTED, PLAN])
    found = cm.review(cm.Case.of(journal, on=on), METHOD)
    said = client.get(f"{ADDRESS}/review?on={on}&lang=en").get_json()
    assert said == [{**to_plain(each), "words": each.explain("en")} for each in found]
    before = client.get(f"{ADDRESS}/review?on={on}&known=2026-12-13").get_json()
    assert {each["verdict"] for each in before if each["rule"] == "plan_in_time"} == {"missed"}


def test_the_agenda_asks_for_what_is_to_be_done(client: FlaskClient) -> None:
    said = client.get(f"{ADDRESS}/agenda?on=2026-12-20").get_json()
    on = date(2026, 12, 20)
    case = cm.Case.of(cm.Journal(subject="P-0017", entries=[STARTED, PLAN]), on=on, known=on)
    assert said == to_plain(cm.agenda([case], METHOD))
    assert said


@pytest.mark.parametrize(
    "asked", ["review", "agenda", "review?on=soon", "review?on=2027-01-11&known=x"]
)
def test_a_question_without_a_day_is_refused(client: FlaskClient, asked: str) -> None:
    assert client.get(f"{ADDRESS}/{asked}").status_code == 400


def test_what_conflicts_is_refused_in_words(client: FlaskClient) -> None:
    other = {**entry_to_dict(PLAN), "with_participant": False}
    answer = client.post(f"{ADDRESS}?lang=en", json={"entries": [other]})
    assert answer.status_code == 409
    assert answer.get_json()["problems"]


def test_what_cannot_be_read_is_refused_in_words(client: FlaskClient) -> None:
    answer = client.post(ADDRESS, json={"entries": [{"kind": "started", "id": "x"}]})
    assert answer.status_code == 422
    assert len(answer.get_json()["problems"]) > 1


def test_a_letter_that_the_database_cannot_hold_is_refused(client: FlaskClient) -> None:
    odd = {**entry_to_dict(PLAN), "id": "hm-9", "goals": [{"what": "a\x00b", "sub_goals": ["c"]}]}
    assert client.post(ADDRESS, json={"entries": [odd]}).status_code == 422


def test_what_only_several_entries_show_is_told_and_kept(client: FlaskClient) -> None:
    ended = {"kind": "ended", "id": "hm-9", "on": "2027-01-01", "recorded": "2027-01-01"}
    ended |= {"by": "hm", "start": "hm-77", "reason": "goals_reached"}
    answer = client.post(ADDRESS, json={"entries": [ended]}).get_json()
    assert answer["entries"] == 3
    assert len(answer["problems"]) == 1
