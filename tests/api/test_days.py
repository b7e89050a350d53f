"""Wherever a public function asks for a day, a time of day is refused by the argument's name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any
from unittest.mock import Mock

import pytest

import cm_method
from cm_method.dates import Period
from cm_method.errors import Refused
from cm_method.rules.milestone import Answer, Milestone, Step, judge
from tests.base.refusal import refused

DAY = date(2027, 1, 11)
NOON = datetime(2027, 1, 11, 12, 0, tzinfo=UTC)
DAYS = {"date": NOON, "date | None": NOON, "Iterable[date]": [NOON]}
BY_ITS_PARTS = {"Asked.milestone"}
"""Makes a milestone, whose steps and days are compared as soon as they are asked about."""


MILESTONE = Milestone(
    rule="plan_in_time",
    participant="P-1",
    episode="hm-1",
    counts=True,
    opens=DAY,
    since=DAY,
    due=DAY,
    due_known=DAY,
    done=(Step(on=DAY, answer=Answer.NO, code="no_plan"),),
)
"""What is judged by the million refuses a day where it first compares one."""


def public_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Each with its name."""
    for name in cm_method.__all__:
        found = getattr(cm_method, name)
        if inspect.isfunction(inspect.unwrap(found)):
            yield name, found
        elif inspect.isclass(found):
            for method, held in vars(found).items():
                if not method.startswith("_") and inspect.isfunction(held):
                    yield f"{name}.{method}", held
                elif not method.startswith("_") and isinstance(held, classmethod):
                    yield f"{name}.{method}", getattr(found, method)


def days_of(function: Callable[..., Any]) -> dict[str, Any]:
    """A time of day for every argument that is a day."""
    asked = inspect.signature(function).parameters.values()
    return {each.name: DAYS[each.annotation] for each in asked if each.annotation in DAYS}


def worked_out(function: Callable[..., Any], **given: Any) -> Any:
    """The whole answer, also of what gives it bit by bit."""
    answer = function(**given)
    return list(answer) if isinstance(answer, Iterator) else answer


TAKE_DAYS = [
    pytest.param(function, id=name)
    for name, function in public_functions()
    if days_of(function) and name not in BY_ITS_PARTS
]


@pytest.mark.parametrize("function", TAKE_DAYS)
def test_a_time_of_day_is_refused_before_anything_is_worked_out(
    function: Callable[..., Any],
) -> None:
    refuses_times_of_day(function)


@pytest.mark.parametrize(
    ("module", "library", "name"),
    [
        ("calendar", "icalendar", "agenda_to_ics"),
        ("html", "jinja2", "case_html"),
        ("html", "jinja2", "participant_pages"),
        ("html", "jinja2", "publication_of"),
        ("html", "jinja2", "report_html"),
    ],
)
def test_so_it_is_by_the_adapters(module: str, library: str, name: str) -> None:
    pytest.importorskip(library, reason=f"the extra {module}")
    refuses_times_of_day(getattr(import_module(f"cm_method.adapters.{module}"), name))


def refuses_times_of_day(function: Callable[..., Any]) -> None:
    days = days_of(function)
    rest: dict[str, Any] = {
        each.name: Mock(spec=[])
        for each in inspect.signature(function).parameters.values()
        if each.name not in days
        and each.default is inspect.Parameter.empty
        and each.kind is not inspect.Parameter.VAR_KEYWORD
    }
    if function in (judge, Milestone.due_on):
        rest = dict.fromkeys(rest, MILESTONE)
    for day, given in days.items():
        others = {other: [DAY] if days[other] == [NOON] else DAY for other in days if other != day}
        with pytest.raises(Refused) as refusal:
            worked_out(function, **{**rest, **others, day: given})
        assert [(p.code, p.path) for p in refusal.value.problems] == [("not_a_day", day)]


def test_functions_that_take_a_day_are_found() -> None:
    """The search itself finds what is known to be there."""
    assert {"Case.of", "tally", "trend", "judge", "plus_months"} <= {each.id for each in TAKE_DAYS}
    assert len(TAKE_DAYS) > 60


def test_a_period_holds_days() -> None:
    with refused(("not_a_day", "first"), ("not_a_day", "last")):
        Period(first=NOON, last=NOON)
    with refused(("not_a_day", "first")):
        Period(first=NOON)
