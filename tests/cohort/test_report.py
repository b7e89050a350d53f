"""A report: the results with everything needed to make it again and to compare it later."""

from __future__ import annotations

from datetime import date

from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.register import Register
from cm_method.cohort.report import Report, report
from cm_method.cohort.results import results
from cm_method.journal import Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method
from cm_method.rules.milestone import Verdict
from cm_method.testing.strategies import EDITION, OTHER_EDITION, days_around, days_known, registers
from tests.examples.notation import EXAMPLE_START, day_of, journal_of

REGISTER = Register(
    journals=[
        journal_of("day 0: started as s1\nday 20, recorded day 90: plan as p1", subject="P-1"),
        journal_of(
            "day 0: started as s1\nday 20: plan as p1\nday 21: plan as p2, instead of p1\n"
            "day 22: plan as p3, instead of p1",
            subject="P-2",
        ),
        journal_of(
            f"day 0: started under {OTHER_EDITION}\nday 30: ended\n"
            "day 40: started as s2\nday 50: plan as p1",
            subject="P-3",
        ),
        journal_of(f"day 0: started under {OTHER_EDITION}", subject="P-4"),
        journal_of("day 0: reached as r1", subject="P-5"),
    ]
)
DAY_57 = day_of("day 57", EXAMPLE_START)


def verdicts(found: Report, rule: str) -> dict[str, list[str]]:
    return {
        participant: [f.verdict.value for f in findings if f.rule == rule]
        for participant, findings in found.roster.items()
    }


def test_the_roster_holds_the_findings_of_everybody(edition: Method) -> None:
    found = report(REGISTER, edition, on=DAY_57)
    assert verdicts(found, "plan_in_time") == {
        "P-1": ["met"],
        "P-2": ["unknown"],
        "P-3": ["not_yet_due"],
        "P-4": [],
        "P-5": [],
    }
    assert (found.edition, found.on, found.known) == (edition.code, DAY_57, None)


def test_a_report_as_known_on_a_day_sees_what_was_recorded_by_then(edition: Method) -> None:
    found = report(REGISTER, edition, on=DAY_57, known=DAY_57)
    assert verdicts(found, "plan_in_time")["P-1"] == ["missed"]
    assert found.known == DAY_57
    assert {f.known for findings in found.roster.values() for f in findings} == {DAY_57}


def test_a_report_keeps_the_ids_that_it_knew_also_those_corrected(edition: Method) -> None:
    kept = report(REGISTER, edition, on=DAY_57, known=DAY_57).kept
    assert kept["P-1"] == {"s1"}
    assert kept["P-2"] == {"s1", "p1", "p2", "p3"}
    assert kept["P-5"] == {"r1"}
    assert report(REGISTER, edition, on=DAY_57).kept["P-1"] == {"s1", "p1"}


def test_what_lies_ahead_of_the_day_is_kept_when_it_was_known(edition: Method) -> None:
    early = report(REGISTER, edition, on=day_of("day 1", EXAMPLE_START))
    assert early.kept["P-1"] == {"s1", "p1"}


def test_who_has_an_episode_of_another_edition_is_listed_and_not_judged_by_it(
    edition: Method,
) -> None:
    found = report(REGISTER, edition, on=DAY_57)
    assert found.other_editions == ("P-3", "P-4")
    assert {f.episode for f in found.roster["P-3"]} == {"s2"}
    assert report(REGISTER, edition, on=date(2026, 11, 15)).other_editions == ()


def test_whose_answer_is_missing_is_listed_under_each_rule(edition: Method) -> None:
    found = report(REGISTER, edition, on=DAY_57)
    assert [f.participant for f in found.unknown("plan_in_time")] == ["P-2"]
    assert [f.participant for f in found.unknown("crisis_plan_and_chain")] == ["P-1", "P-2"]
    assert found.unknown("service_started") == ()


def test_an_episode_that_is_only_listed_has_no_missing_answer(edition: Method) -> None:
    twice = journal_of("day 0: started\nday 10: ended\nday 20: started as s2")
    found = report(Register(journals=[twice]), edition, on=day_of("day 90", EXAMPLE_START))
    listed = [f for f in found.roster["P-0001"] if f.episode == "s2"]
    assert Verdict.UNKNOWN in {f.verdict for f in listed}
    assert {f.episode for f in found.unknown("crisis_plan_and_chain")} == {"start"}


def test_neither_roster_nor_kept_ids_are_shown_by_accident(edition: Method) -> None:
    shown = repr(report(REGISTER, edition, on=DAY_57))
    assert "roster" not in shown
    assert "kept" not in shown


@given(registers(min_size=1), st.data())
def test_results_and_roster_are_of_the_same_register_day_and_knowledge(
    register: Register, data: DataObject
) -> None:
    method = EDITIONS[EDITION]
    asked: Journal = data.draw(st.sampled_from(tuple(register)))
    on, known = data.draw(days_around(asked)), data.draw(days_known(asked))
    found = report(register, method, on=on, known=known)
    assert found.results == results(register, method, on=on, known=known)
    assert list(found.roster) == list(register.journals) == list(found.kept)
    counted = [f for findings in found.roster.values() for f in findings if f.counts]
    for result in found.results:
        of_rule = [f for f in counted if f.rule == result.target.rule]
        assert sum(result.verdicts.values()) == len(of_rule)
        assert result.count(Verdict.UNKNOWN) == len(found.unknown(result.target.rule))
