"""One participant's case as a picture on a line of time, with the same as tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cm_method.adapters.html.lanes import Drawing
from cm_method.adapters.html.page import Table, rendered
from cm_method.adapters.html.pictures import Axis
from cm_method.adapters.html.topics import between_chairs, topics_of
from cm_method.case.case import Case
from cm_method.case.parties import Parties
from cm_method.case.register import Register
from cm_method.case.wording import timeline_note
from cm_method.cohort.wording import edition_name, state
from cm_method.dates import plus_days, require_days
from cm_method.labels import label, text
from cm_method.rules.findings import Finding
from cm_method.rules.method import Method
from cm_method.rules.review import review

DAYS_AHEAD = 120
"""How far ahead a deadline is drawn."""


def case_html(
    register: Register,
    method: Method,
    pseudonym: str,
    *,
    on: date,
    known: date | None = None,
    lang: str = "sv",
) -> str:
    """The case of one participant, for those who work with it; nothing in anybody's own words.

    Raises KeyError for a pseudonym that the register does not have.
    """
    require_days(on=on, known=known)
    case = register.case(pseudonym, on=on, known=known)
    parties = Parties.of(register.partnership, on=on, known=known)
    findings = review(case, method)
    days = sorted(_days(case, findings))
    drawing = Drawing(
        case=case,
        method=method,
        parties=parties,
        axis=Axis(first=days[0], last=days[-1]),
        findings=findings,
        lang=lang,
    )
    return rendered(
        "case.html",
        lang,
        participant=pseudonym,
        on=on,
        edition=edition_name(method.code, lang),
        state=state(on, known, lang),
        answers=_answers(findings, lang),
        entries=_entries(case, lang),
        gaps=between_chairs(drawing),
        **_picture(drawing),
    )


def _picture(drawing: Drawing) -> dict[str, Any]:
    axis, today = drawing.axis, drawing.case.on
    ahead = axis.span(plus_days(today, 1), axis.last) if axis.last > today else None
    return {
        "topics": topics_of(drawing),
        "axis": axis,
        "today": axis.at(today),
        "ahead": ahead,
    }


def _days(case: Case, findings: tuple[Finding, ...]) -> Iterator[date]:
    """The days that the picture must hold: the entries, the day of the case, deadlines nearby."""
    yield from (entry.on for entry in case.entries)
    yield case.on
    far = plus_days(case.on, DAYS_AHEAD)
    yield from (each.due for each in findings if each.due is not None and each.due <= far)


def _answers(findings: tuple[Finding, ...], lang: str) -> Table:
    keys = ("html.case.rule", "html.case.answer", "cli.explain.due", "cli.explain.why")
    return Table(
        caption=text("html.case.answers", lang),
        heads=[text(key, lang) for key in keys],
        rows=[
            (
                text(f"rule.{each.rule}", lang),
                label(each.verdict, lang),
                "" if each.due is None else each.due.isoformat(),
                " ".join(reason.explain(lang) for reason in each.reasons),
            )
            for each in findings
        ],
    )


def _entries(case: Case, lang: str) -> Table:
    keys = ("html.day", "html.case.id", "html.case.entry")
    return Table(
        caption=text("cli.explain.timeline", lang),
        heads=[text(key, lang) for key in keys],
        rows=[
            (entry.on.isoformat(), entry.id, timeline_note(entry, lang)) for entry in case.entries
        ],
    )
