"""What a publication tells of the targets: what follows from its counts, and nothing else."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import given

from cm_method.case.needs import NeedArea, NeedAssessed
from cm_method.case.plans import ContactPath, Goal, PlanAgreed
from cm_method.case.register import Register
from cm_method.cohort.disclosure import EVERYONE, LEAST, Publication, publish
from cm_method.cohort.equality import counted_of, equality
from cm_method.cohort.published_results import PublishedResult, published_results
from cm_method.cohort.results import Result, results
from cm_method.cohort.shares import Bounds, Share
from cm_method.journal import Entry, Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Measure
from cm_method.testing.strategies import EDITION
from tests.agreed import LAST, agreed_registers, started

METHOD = EDITIONS[EDITION]

START = date(2026, 6, 1)
Told = dict[str, tuple[Result, PublishedResult]]


def told_of(register: Register, on: date = LAST) -> tuple[Publication, Told]:
    made = publish(counted_of(equality(register, METHOD, on=on), least=LEAST), least=LEAST)
    found = results(register, METHOD, on=on)
    return made, {
        result.target.rule: (result, told) for result, told in published_results(made, found)
    }


def several(number: int, first: int, *entries: Entry) -> list[Journal]:
    return [
        Journal(subject=f"P-{first + place}", entries=[started(START), *entries])
        for place in range(number)
    ]


@given(agreed_registers())
def test_what_is_told_follows_from_the_counts_alone(register: Register) -> None:
    made, found = told_of(register)
    for rule, (result, told) in found.items():
        if told.counts is None:
            assert told.result is None
            continue
        assert all(count == 0 or count >= LEAST for count in told.counts)
        if told.result is None:
            continue
        if result.target.measure is Measure.PEOPLE:
            assert told.result.bounds.lower.met == told.result.bounds.upper.met == told.counts[0]
        else:
            met, not_met, unknown, _ = told.counts
            due = met + not_met + unknown
            assert told.result.bounds == Bounds(
                lower=Share(met=met, of=due),
                upper=Share(met=met + unknown, of=due),
                known=Share(met=met, of=met + not_met),
            )
            assert made.table(EVERYONE, rule).rows == (told.counts,)


@pytest.mark.parametrize(
    ("number", "counts"), [(0, (0,)), (LEAST - 1, None), (LEAST, (LEAST,)), (7, (7,))]
)
def test_how_many_have_started_is_told_from_five(
    number: int, counts: tuple[int, ...] | None
) -> None:
    _, found = told_of(Register(journals=several(number, 1)))
    assert found["service_started"][1].counts == counts


def test_a_hidden_target_tells_no_outcome() -> None:
    """Four of nine have no plan: neither the counts nor the outcome is told."""
    without = several(4, 1)
    described = several(5, 11, *_clear_plan())
    result, told = told_of(Register(journals=[*without, *described]))[1]["plan_in_time"]
    assert (result.lower.met, result.lower.of) == (5, 9)
    assert (told.counts, told.result) == (None, None)


def test_a_shown_target_tells_its_bounds() -> None:
    register = Register(journals=[*several(5, 1), *several(6, 11, *_clear_plan())])
    result, told = told_of(register)[1]["plan_in_time"]
    assert told.counts == (6, 5, 0, 0)
    assert told.result == result


def test_where_nobody_knows_whom_the_target_concerns_only_the_counts_are_told() -> None:
    """Of six it is unknown whether target 5 concerns them: its bounds rest on more than counts."""
    need = NeedAssessed(id="hm-33", on=START, by="cm-1", area=NeedArea.HOUSING)
    register = Register(journals=[*several(6, 1), *several(6, 11, need)])
    result, told = told_of(register)[1]["crisis_plan_and_chain"]
    assert result.unknown_membership == 6
    assert told.counts == (0, 0, 6, 6)
    assert told.result is None


def test_a_start_in_dispute_leaves_the_target_in_people_without_an_outcome() -> None:
    """Seven have started, and about one of the starts two corrections compete."""
    first = started(START)
    rivals = [
        attrs.evolve(first, id=f"hm-5{day}", on=on, recorded=on, corrects=["hm-31"])
        for day, on in enumerate((date(2026, 6, 2), date(2026, 6, 3)))
    ]
    disputed = Journal(subject="P-99", entries=[first, *rivals])
    result, told = told_of(Register(journals=[*several(6, 1), disputed]))[1]["service_started"]
    assert (result.lower.met, result.upper.met) == (6, 7)
    assert told.counts == (7,)
    assert told.result is None


def _clear_plan() -> list[Entry]:
    return [
        PlanAgreed(
            id="hm-32",
            on=START,
            by="cm-1",
            goals=[Goal(what="Sova bättre", sub_goals=["Boka läkartid"])],
            contact_paths=[ContactPath(contact="psykiatri")],
            with_participant=True,
        )
    ]
