"""The worked cases of the partnership: agreement, money, disagreement, and what a target takes.

Each TOML file is a topic. What the partnership's journal says is one line an entry: the day, a
colon, and what happened. The days are those of the calendar.

    2026-04-01: agreement 2026-05-01 to 2029-05-01, phases 6 24 6, at most 300000 as a1
    2026-06-17: in_force                        2027-02-10: disagreement as o1
    2028-01-10: amended to 2029-12-31           2027-02-20: referred o1
    2028-01-10: amended at most 400000          2027-03-03: settled o1
    2027-01-29: cost 18400, covered 6000        2026-08-05: project_group held
    2027-09-24: cost -2500                      2026-08-05: project_group held for 2026-08-01
    2027-03-01: retracted k1

`, recorded 2027-03-01` after the day says when it was written down; `as k1` gives a name, and
`, instead of k1` at the end of a line makes it a correction of k1. An agreement is named a1.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cm_method.case.agreements import (
    AgreementAmended,
    AgreementMade,
    AgreementStatus,
    AgreementStatusChanged,
    Body,
    CostIncurred,
    CostKind,
    DisagreementRaised,
    DisagreementReferred,
    DisagreementSettled,
    FollowUpHeld,
    Phase,
    PhaseKind,
)
from cm_method.journal import Entry, Journal, Retracted, RetractionReason
from cm_method.partnership.agreement import Agreement, agreement_on
from cm_method.partnership.calendar import follow_ups, held_on, last_starts
from cm_method.partnership.standing import outlook
from cm_method.rules.method import Method, Span
from tests.cohort.hand_made import as_text, result_with
from tests.examples.reading import told_in

_LINE = re.compile(
    r"(?P<on>[\d-]+)(?:, recorded (?P<recorded>[\d-]+))?: (?P<what>.+?)"
    r"(?: as (?P<id>\w+))?(?:, instead of (?P<corrects>\w+))?"
)
_DAY = r"\d{4}-\d\d-\d\d"
_TERMS = (
    rf"agreement (?P<first>{_DAY}) to (?P<last>{_DAY}), phases (?P<phases>[\d ]+), "
    r"at most (?P<most>\d+)"
)


def partnership_of(lines: str) -> Journal:
    entries = []
    for number, line in enumerate(filter(None, map(str.strip, lines.splitlines())), start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"not an entry: {line!r}")
        on = date.fromisoformat(match["on"])
        common = {
            "id": match["id"] or f"e-{number}",
            "on": on,
            "recorded": date.fromisoformat(match["recorded"]) if match["recorded"] else on,
            "by": "hm",
            "corrects": [match["corrects"]] if match["corrects"] else [],
        }
        entries.append(_entry(match["what"], common))
    return Journal(subject="partnership", entries=tuple(entries))


def _entry(what: str, common: dict[str, Any]) -> Entry:
    for pattern, make in _KINDS:
        match = re.fullmatch(pattern, what)
        if match is not None:
            return make(common, **match.groupdict())
    raise ValueError(f"nothing that can happen: {what!r}")


def _agreement(common: dict[str, Any], first: str, last: str, phases: str, most: str) -> Entry:
    named = {**common, "id": "a1"} if common["id"].startswith("e-") else common
    return AgreementMade(
        **named,
        agreement="iop",
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        phases=[
            Phase(phase=kind, months=int(months))
            for kind, months in zip(PhaseKind, phases.split(), strict=False)
        ],
        ceiling_sek=int(most),
    )


def _amended(common: dict[str, Any], last: str | None, most: str | None) -> Entry:
    return AgreementAmended(
        **common,
        made="a1",
        last=date.fromisoformat(last) if last else None,
        ceiling_sek=int(most) if most else None,
        amendment="ändrat",
    )


def _cost(common: dict[str, Any], amount: str, covered: str | None) -> Entry:
    return CostIncurred(
        **common, amount_sek=int(amount), covered_sek=int(covered or 0), cost=CostKind.OTHER
    )


def _held(common: dict[str, Any], body: str, planned: str | None) -> Entry:
    day = date.fromisoformat(planned) if planned else None
    return FollowUpHeld(**common, body=Body(body), planned=day)


_KINDS: tuple[tuple[str, Callable[..., Entry]], ...] = (
    (
        _TERMS,
        _agreement,
    ),
    (rf"amended(?: to (?P<last>{_DAY}))?(?: at most (?P<most>\d+))?", _amended),
    (r"cost (?P<amount>-?\d+)(?:, covered (?P<covered>-?\d+))?", _cost),
    (rf"(?P<body>\w+_group) held(?: for (?P<planned>{_DAY}))?", _held),
    (r"disagreement", lambda common: DisagreementRaised(**common, topic="lokalen")),
    (
        r"referred (?P<id>\w+)",
        lambda common, id: DisagreementReferred(**common, disagreement=id),
    ),
    (r"settled (?P<id>\w+)", lambda common, id: DisagreementSettled(**common, disagreement=id)),
    (
        r"retracted (?P<id>\w+)",
        lambda common, id: Retracted(
            **{**common, "corrects": [id]}, reason=RetractionReason.DID_NOT_HAPPEN
        ),
    ),
    (
        f"(?P<status>{'|'.join(status.value for status in AgreementStatus)})",
        lambda common, status: AgreementStatusChanged(
            **common, made="a1", status=AgreementStatus(status)
        ),
    ),
)
"""What can happen, and the entry that it makes."""


def answers(found: Agreement, method: Method, service: Span) -> dict[str, Callable[[], Any]]:
    """What a case can ask of an agreement, in the words of the files."""

    def of_body(body: Body) -> list[date]:
        return list(follow_ups(found, body))

    return {
        "status": lambda: found.status.value,
        "since": lambda: found.status_since,
        "last": lambda: found.last,
        "phase": lambda: getattr(found.phase_on(found.on), "value", "none"),
        "phases": lambda: {k.value: [days.first, days.last] for k, days in found.phases},
        "project_group": lambda: of_body(Body.PROJECT_GROUP),
        "steering_group": lambda: of_body(Body.STEERING_GROUP),
        "held": lambda: [
            [planned, on] for planned, on in held_on(found, Body.PROJECT_GROUP).items()
        ],
        "last_starts": lambda: [
            [
                each.target.number,
                each.phase.value if each.phase else "agreement",
                each.start,
                *([each.end] if each.end else []),
                each.due,
            ]
            for each in last_starts(found, method, service=service)
        ],
        "ceiling": lambda: found.money.ceiling,
        "spent": lambda: found.money.spent,
        "left": lambda: found.money.left,
        "outside": lambda: found.money.outside,
        "by_phase": lambda: {kind.value: n for kind, n in found.money.by_phase.items()},
        "disagreements": lambda: [[d.step.value, d.since] for d in found.disagreements],
    }


@pytest.mark.parametrize("told", tuple(told_in("partnership", "case")))
def test_worked_agreement(told: dict[str, Any], edition: Method) -> None:
    kept = partnership_of(told["journal"])
    service = Span(months=told.get("service_months", 0))
    found: list[Any] = []
    expected: list[Any] = []
    for each in told["asked"]:
        asked = dict(each)
        on = asked.pop("on")
        agreement = agreement_on(kept, on=on, known=asked.pop("known", None))
        if agreement is None:
            found.append((on, "none"))
        else:
            all_answers = answers(agreement, edition, service)
            found.append((on, {name: all_answers[name]() for name in asked}))
        expected.append((on, asked or "none"))
    assert found == expected


@pytest.mark.parametrize("told", tuple(told_in("outlooks", "case")))
def test_worked_outlook(told: dict[str, Any], edition: Method) -> None:
    result = result_with(edition, told["rule"], told["counts"])
    found = outlook(result, told.get("planned", 30), edition)
    shown = {
        "remaining": found.remaining,
        "needed": found.needed,
        "needed_at_best": found.needed_at_best,
        "prospect": found.prospect.value,
        "just_reached": as_text(found.just_reached),
        "percent": [round(100 * found.low), round(100 * found.high)],
    }
    assert {name: shown[name] for name in told["expected"]} == told["expected"]
