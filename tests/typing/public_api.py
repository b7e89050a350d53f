"""What type checkers accept and what they refuse. Checked by mypy and never executed.

Each `type: ignore[code]` stands for an error that must be there: mypy is set to complain about an
ignore that it does not need, so what wrongly passes fails here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import assert_type

import cm_method as cm
from cm_method import Jurnal  # type: ignore[attr-defined] # noqa: F401

DAY = date(2026, 11, 16)


def names_that_are_not_there() -> None:
    cm.Jurnal  # type: ignore[attr-defined]
    cm.HAGERSTEN_ALVSJO_2062  # type: ignore[attr-defined]
    cm.adapters  # type: ignore[attr-defined]
    cm.Verdict.METT  # type: ignore[attr-defined]


def entries() -> None:
    started = cm.Started(id="hm-2", on=DAY, by="hm", worker="cm-3", edition="hagersten-alvsjo-2026")
    assert_type(started.recorded, date)
    assert_type(started.corrects, frozenset[str])
    assert_type(started.kind, str)
    cm.Started(id="hm-2", on=DAY, by="hm", worker="cm-3")  # type: ignore[call-arg]
    cm.Started(id="hm-2", on="2026-11-16", by="hm", worker="w", edition="e")  # type: ignore[arg-type]
    cm.Started(id=2, on=DAY, by="hm", worker="w", edition="e")  # type: ignore[arg-type]
    cm.Started(id="h", on=DAY, by="hm", worker="w", edition="e", note="n")  # type: ignore[call-arg]
    cm.Reached(id="hm-1", on=DAY, by="hm", route="outreach")  # type: ignore[arg-type]
    started.worker = "cm-4"  # type: ignore[misc]
    started.wroker  # type: ignore[attr-defined]


def rows_of_an_entry() -> None:
    plan = cm.PlanAgreed(
        id="hm-3",
        on=DAY,
        by="hm",
        goals=[cm.Goal(what="Sova bättre", sub_goals=["Läkartid bokad"])],
        contact_paths=(cm.ContactPath(contact="psykiatri", priority=True),),
        with_participant=True,
    )
    assert_type(plan.goals, tuple[cm.Goal, ...])
    assert_type(plan.goals[0].sub_goals, tuple[str, ...])
    assert_type(plan.priority_contacts, tuple[str, ...])
    assert_type(plan.review_on, date | None)
    plan.goals.append(cm.Goal(what="Mer"))  # type: ignore[attr-defined]
    cm.Goal("Sova bättre")  # type: ignore[call-arg]
    plan.review_on.year  # type: ignore[union-attr]


def a_journal_and_a_case(journal: cm.Journal) -> None:
    assert_type(journal.entries, tuple[cm.Entry, ...])
    assert_type(journal.ids, frozenset[str])
    assert_type(journal.merge(journal), cm.Journal)
    assert_type(journal.problems(known=DAY), tuple[cm.Problem, ...])
    cm.Journal(entries=())  # type: ignore[call-arg]
    cm.Journal(subject="P-1", entries=[DAY])  # type: ignore[list-item]
    journal.merge(DAY)  # type: ignore[arg-type]
    journal.at(DAY)  # type: ignore[call-arg]
    case = cm.Case.of(journal, on=DAY)
    assert_type(case, cm.Case)
    assert_type(case.of_kind(cm.Started), list[cm.Started])
    assert_type(cm.death(case), tuple[date, str] | None)
    assert_type(cm.episodes(case), tuple[cm.Episode, ...])
    cm.Case.of(journal)  # type: ignore[call-arg]
    cm.Case.of(journal, on="2026-11-16")  # type: ignore[arg-type]
    case.of_kind(cm.Verdict)  # type: ignore[type-var]
    case.on = DAY  # type: ignore[misc]


def findings(case: cm.Case, method: cm.Method) -> None:
    assert_type(cm.HAGERSTEN_ALVSJO_2026, cm.Method)
    assert_type(cm.EDITIONS, Mapping[str, cm.Method])
    for finding in cm.review(case, method):
        assert_type(finding, cm.Finding)
        assert_type(finding.verdict, cm.Verdict)
        assert_type(finding.due, date | None)
        assert_type(finding.marks, frozenset[cm.Mark])
        assert_type(finding.explain("en"), str)
        _ = finding.verdict == "met"  # type: ignore[comparison-overlap]
        _ = finding.due < DAY  # type: ignore[operator]
        finding.due.isoformat()  # type: ignore[union-attr]
        finding.explain(cm.Verdict.MET)  # type: ignore[arg-type]
    cm.review(case)  # type: ignore[call-arg]
    cm.review(method, case)  # type: ignore[arg-type]


def the_agenda(cases: list[cm.Case], case: cm.Case, method: cm.Method) -> None:
    (task, *_) = cm.agenda(cases, method)
    assert_type(task, cm.Task)
    assert_type(task.duty, cm.Duty)
    assert_type(task.by, date | None)
    assert_type(task.source, cm.Source | None)
    cm.agenda(case, method)  # type: ignore[arg-type]
    task.overdue = False  # type: ignore[misc]


def figures(register: cm.Register, method: cm.Method) -> None:
    results = cm.results(register, method, on=DAY)
    assert_type(results, cm.Results)
    result = results["plan_in_time"]
    assert_type(result, cm.Result)
    assert_type(result.lower, cm.Share)
    assert_type(result.lower.fraction, Fraction | None)
    assert_type(result.outcome, cm.Outcome)
    assert_type(result.short, int | None)
    assert_type(result.interval, cm.Interval | None)
    result.lower.fraction * 100  # type: ignore[operator]
    result.short + 1  # type: ignore[operator]
    result.interval.low  # type: ignore[union-attr]
    results[2]  # type: ignore[index]
    cm.results(register, method, DAY)  # type: ignore[call-arg]
    cm.results(register, method)  # type: ignore[call-arg]
    tally = cm.tally(register, method, on=DAY)
    assert_type(tally + cm.empty_tally(method, on=DAY), cm.Tally)
    assert_type(cm.trend(register, method, [DAY]), tuple[cm.Tally, ...])
    assert_type(cm.results_of(tally, method), cm.Results)
    tally + 1  # type: ignore[operator]
    cm.Share(4, 5)  # type: ignore[call-arg]


def reports_and_changes(register: cm.Register, method: cm.Method) -> None:
    report = cm.report(register, method, on=DAY, known=None)
    assert_type(report.roster, Mapping[str, tuple[cm.Finding, ...]])
    assert_type(report.kept, Mapping[str, frozenset[str]])
    then, now = cm.State(on=DAY, kept=report.kept), cm.State(on=DAY, known=DAY)
    for change in cm.changes(register, method, earlier=then, later=now):
        assert_type(change.before, cm.Finding | None)
        assert_type(change.causes, tuple[tuple[cm.Cause, tuple[str, ...]], ...])
        change.after.verdict  # type: ignore[union-attr]
    cm.changes(register, method, earlier=then)  # type: ignore[call-arg]
    cm.changes(register, method, earlier=DAY, later=DAY)  # type: ignore[arg-type]


def a_method_of_ones_own(method: cm.Method, source: cm.Source) -> None:
    own = method.adapt(code="own", source=source, since=DAY, contacts_percent=70)
    assert_type(own, cm.Method)
    assert_type(own.parameters.plan_deadline, cm.Parameter[cm.Span])
    assert_type(own.parameters.plan_deadline.value.days, int)
    assert_type(own.parameters.crisis_scale.value, cm.CrisisScale | None)
    assert_type(cm.check_method(own).problems, tuple[cm.Problem, ...])
    own.parameters.crisis_scale.value.levels  # type: ignore[union-attr]
    own.parameters.plan_dedline  # type: ignore[attr-defined]
    method.adapt(code="own", source="minutes", since=DAY)  # type: ignore[arg-type]
    method.adapt(code="own", since=DAY)  # type: ignore[call-arg]
    method.code = "own"  # type: ignore[misc]
    cm.Span(56)  # type: ignore[call-arg]


def days_and_words() -> None:
    assert_type(cm.plus_months(DAY, 3), date)
    assert_type(cm.plus_days(DAY, 56), date)
    assert_type(DAY in cm.Period(first=DAY), bool)
    assert_type(cm.label(cm.Verdict.MET, "sv"), str)
    cm.label("met")  # type: ignore[arg-type]
    cm.plus_days("2026-11-16", 1)  # type: ignore[arg-type]
    cm.Period(DAY)  # type: ignore[call-arg]
