"""The addresses of the example: a journal is merged, read, and asked about on a day.

The day is always in the question; the application reads no clock for an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import Flask, Response, abort, jsonify, request
from sqlalchemy import Engine
from sqlalchemy.exc import DataError

import cm_method as cm
from cm_method.adapters.json import entry_from_dict, journal_line, to_plain
from cm_method.case.checks import case_problems
from docs.examples.embedding import store

METHOD = cm.HAGERSTEN_ALVSJO_2026


def make_app(engine: Engine) -> Flask:
    """The application on a database whose tables have been made."""
    app = Flask("embedding")

    @app.post("/journals/<subject>")
    def add(subject: str) -> dict[str, Any]:
        """Merge entries, as a register file holds them; what only several show wrong is told."""
        said = request.get_json()
        new = cm.Journal(
            subject=subject,
            entries=[entry_from_dict(entry) for entry in said.get("entries", ())],
            disposed=said.get("disposed", ()),
            elsewhere=said.get("elsewhere", ()),
        )
        with engine.begin() as connection:
            merged = store.merge(connection, new)
        return {"entries": len(merged.entries), "problems": _in_words(case_problems(merged))}

    @app.get("/journals/<subject>")
    def read(subject: str) -> Response:
        return Response(journal_line(_journal(subject)), mimetype="application/json")

    @app.get("/journals/<subject>/review")
    def review(subject: str) -> Response:
        found = cm.review(_case(subject), METHOD)
        return jsonify([{**to_plain(each), "words": each.explain(_lang())} for each in found])

    @app.get("/journals/<subject>/agenda")
    def agenda(subject: str) -> Response:
        """What is to be done, as it was known on the day."""
        on = _day("on")
        case = cm.Case.of(_journal(subject), on=on, known=on)
        return jsonify([to_plain(task) for task in cm.agenda([case], METHOD)])

    @app.errorhandler(cm.ConflictingEntries)
    def conflict(refused: cm.ConflictingEntries) -> tuple[dict[str, Any], int]:
        return {"problems": _in_words(refused.problems)}, 409

    @app.errorhandler(cm.Refused)
    def refusal(refused: cm.Refused) -> tuple[dict[str, Any], int]:
        return {"problems": _in_words(refused.problems)}, 422

    @app.errorhandler(DataError)
    def not_held(_: DataError) -> tuple[dict[str, Any], int]:
        return {"problems": ["PostgreSQL holds no text with the letter NUL in it."]}, 422

    def _journal(subject: str) -> cm.Journal:
        with engine.connect() as connection:
            found = store.journal_of(connection, subject)
        return found or abort(404)

    def _case(subject: str) -> cm.Case:
        known = _day("known") if "known" in request.args else None
        return cm.Case.of(_journal(subject), on=_day("on"), known=known)

    return app


def _in_words(problems: Iterable[cm.Problem]) -> list[str]:
    return [problem.explain(_lang()) for problem in problems]


def _lang() -> str:
    return "en" if request.args.get("lang") == "en" else "sv"


def _day(name: str) -> date:
    try:
        return date.fromisoformat(request.args[name])
    except (KeyError, ValueError):
        abort(400, f"{name} must be a day, such as 2027-01-11")
