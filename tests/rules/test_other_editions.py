"""Editions beside the partnership's: the city's, without targets, and one of another municipality.

The second municipality has its own parties, deadlines, crisis scale, instrument and targets, and
goes the whole way through review, results, agenda and what fits.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.parties import Parties
from cm_method.case.register import Register
from cm_method.case.self_ratings import Dimension, Instrument
from cm_method.case.services import Ages, ServiceKind
from cm_method.cohort.report import report
from cm_method.cohort.results import Outcome, results, results_of
from cm_method.cohort.tally import tally
from cm_method.dates import Period
from cm_method.journal import Journal
from cm_method.rules.agenda import Duty, agenda
from cm_method.rules.checks import check_method
from cm_method.rules.editions import EDITIONS
from cm_method.rules.editions.hagersten_alvsjo_2026 import HAGERSTEN_ALVSJO_2026
from cm_method.rules.editions.stockholm_2025 import STOCKHOLM_2025
from cm_method.rules.method import CrisisScale, Measure, Method, Parameters, Span
from cm_method.rules.milestone import Verdict
from cm_method.rules.review import review, review_recurring
from cm_method.rules.sip import SIP_RULES
from cm_method.services.catalogue import GUIDANCE_IN_EVERYDAY_LIFE
from cm_method.services.fit import Fit, fits
from cm_method.sources import Document, Source
from cm_method.testing.strategies import days_around, halves, journals
from tests.case.writing import day
from tests.examples.notation import journal_of

CITY = STOCKHOLM_2025.code


def read(lines: str, on: int) -> Case:
    return Case.of(journal_of(lines), on=day(on))


class TestTheCity:
    """City 2025: guidelines of its own, and no result targets."""

    def test_what_the_report_says_is_what_the_edition_says(self) -> None:
        given = STOCKHOLM_2025.parameters
        assert given.caseload_guidelines.value == (
            (ServiceKind.CASE_MANAGEMENT, 10),
            (ServiceKind.HOUSING_SUPPORT, 15),
        )
        assert given.caseload_guidelines.source.document is Document.CITY_2025
        assert STOCKHOLM_2025.source.document is Document.CITY_2025
        assert STOCKHOLM_2025.period == Period(first=date(2025, 12, 1))

    def test_every_other_value_and_its_source_is_the_partnerships(self) -> None:
        changed = {
            field.name
            for field in attrs.fields(Parameters)
            if getattr(STOCKHOLM_2025.parameters, field.name)
            != getattr(HAGERSTEN_ALVSJO_2026.parameters, field.name)
        }
        assert changed == {"caseload_guidelines"}

    def test_it_has_no_targets_and_keeps_the_rules_that_make_sense_without(self) -> None:
        assert STOCKHOLM_2025.targets == ()
        assert [rule.name for rule in STOCKHOLM_2025.rules] == ["service_started", "plan_in_time"]
        assert {r.source.document for r in STOCKHOLM_2025.rules} == {Document.CITY_2025}
        assert STOCKHOLM_2025.recurring == (*HAGERSTEN_ALVSJO_2026.recurring, *SIP_RULES)

    def test_it_is_built_in_and_nothing_in_it_must_be_mended(self) -> None:
        assert EDITIONS[CITY] is STOCKHOLM_2025
        assert check_method(STOCKHOLM_2025).problems == ()
        assert STOCKHOLM_2025.fingerprint != HAGERSTEN_ALVSJO_2026.fingerprint

    def test_a_case_is_reviewed_and_the_agenda_asks_for_the_plan_alone(self) -> None:
        case = read(f"day 0: started under {CITY}", on=9)
        assert [(f.rule, f.verdict) for f in review(case, STOCKHOLM_2025)] == [
            ("service_started", Verdict.MET),
            ("plan_in_time", Verdict.NOT_YET_DUE),
        ]
        tasks = agenda([case], STOCKHOLM_2025)
        assert {task.duty for task in tasks} == {Duty.AGREE_PLAN}
        assert [task.by for task in tasks] == [day(56)]

    def test_a_crisis_plan_is_still_to_be_gone_through(self) -> None:
        case = read(f"day 0: started under {CITY}\nday 5: crisis plan", on=9)
        assert [f.due for f in review_recurring(case, STOCKHOLM_2025)] == [day(95)]

    def test_the_results_are_empty_and_the_answers_are_still_counted(self) -> None:
        journals = [
            journal_of(f"day 0: started under {CITY}\nday 5: plan", subject="P-1"),
            journal_of(f"day 0: started under {CITY}", subject="P-2"),
            journal_of("day 0: started", subject="P-3"),
        ]
        found = results(journals, STOCKHOLM_2025, on=day(99))
        assert list(found) == []
        assert found.verdicts("service_started") == {Verdict.MET: 2}
        assert found.verdicts("plan_in_time") == {Verdict.MET: 1, Verdict.MISSED: 1}
        with pytest.raises(KeyError):
            found.verdicts("self_rated_improvement")
        with pytest.raises(KeyError):
            found["plan_in_time"]
        assert list(report(Register(journals=journals), STOCKHOLM_2025, on=day(99)).results) == []

    @given(journals(edition=CITY), st.data())
    def test_figures_of_the_halves_of_a_cohort_add_up(
        self, journal: Journal, data: DataObject
    ) -> None:
        other = data.draw(journals("P-9999", edition=CITY))
        on = data.draw(days_around(journal))
        one, two = (tally([each], STOCKHOLM_2025, on=on) for each in (journal, other))
        whole = tally([journal, other], STOCKHOLM_2025, on=on)
        assert results_of(one + two, STOCKHOLM_2025) == results_of(whole, STOCKHOLM_2025)

    @given(journals(edition=CITY), st.data())
    def test_merging_two_halves_gives_the_same_answers(
        self, journal: Journal, data: DataObject
    ) -> None:
        mine, yours = data.draw(halves(journal))
        on = data.draw(days_around(journal))
        merged = Case.of(mine.merge(yours), on=on)
        assert review(merged, STOCKHOLM_2025) == review(Case.of(journal, on=on), STOCKHOLM_2025)


DECISION = Source(
    document=Document.OWN, section="Nämndens beslut om metoden, 4 §", quote="Sex veckor."
)
OUR_SCALE = Instrument(
    code="malmo-ensamhet",
    dimension=Dimension.LONELINESS,
    lowest=0,
    highest=40,
    higher_is_better=False,
    sd=Fraction(6),
    reliability=Fraction(85, 100),
)
PLAN_TARGET = next(t for t in HAGERSTEN_ALVSJO_2026.targets if t.rule == "plan_in_time")
PEOPLE_TARGET = HAGERSTEN_ALVSJO_2026.targets[0]
SINCE = date(2026, 9, 1)


@pytest.fixture(scope="module")
def malmo() -> Method:
    """Plans within six weeks for 90 %, 12 people, an own scale of loneliness and of crises."""
    return HAGERSTEN_ALVSJO_2026.adapt(
        code="malmo-2026",
        source=DECISION,
        since=SINCE,
        period=Period(first=SINCE),
        instruments=[OUR_SCALE],
        plan_deadline=Span(days=42),
        minimum_change=4,
        primary_instruments=((Dimension.LONELINESS, OUR_SCALE.code),),
        crisis_scale=CrisisScale(levels=("lugnt", "oroligt", "kris"), threshold="kris"),
        caseload_guidelines=((ServiceKind.CASE_MANAGEMENT, 8),),
        young_adult_ages=Ages(first=16, last=25),
        targets=(
            attrs.evolve(PEOPLE_TARGET, at_least=12, source=DECISION),
            attrs.evolve(PLAN_TARGET, at_least=90, source=DECISION),
            attrs.evolve(
                PLAN_TARGET,
                number=3,
                rule="self_rated_improvement",
                measure=Measure.PERCENT,
                at_least=50,
                source=DECISION,
            ),
        ),
    )


class TestASecondMunicipality:
    LINES = "day 0: started under malmo-2026\n"

    def test_nothing_in_its_method_must_be_mended(self, malmo: Method) -> None:
        check = check_method(malmo)
        assert check.problems == ()
        assert [each.path for each in check.to_confirm] == [
            "parameters.crisis_scale",
            "parameters.recovery_scale",
        ]

    @pytest.mark.parametrize(("plan", "verdict"), [(42, Verdict.MET), (43, Verdict.MET_LATE)])
    def test_its_own_deadline_has_its_own_boundary(
        self, malmo: Method, plan: int, verdict: Verdict
    ) -> None:
        case = read(f"{self.LINES}day {plan}: plan", on=99)
        (found,) = [f for f in review(case, malmo) if f.rule == "plan_in_time"]
        assert (found.verdict, found.due) == (verdict, day(42))

    @pytest.mark.parametrize(("after", "verdict"), [(26, Verdict.MET), (27, Verdict.MISSED)])
    def test_its_own_instrument_and_least_change(
        self, malmo: Method, after: int, verdict: Verdict
    ) -> None:
        ratings = f"day 0: rating {OUR_SCALE.code} 30\nday 30: rating {OUR_SCALE.code} {after}\n"
        case = read(f"{self.LINES}{ratings}day 30: ended", on=200)
        (found,) = [f for f in review(case, malmo) if f.rule == "self_rated_improvement"]
        assert found.verdict is verdict

    def test_its_own_crisis_scale(self, malmo: Method) -> None:
        for level, verdict in (("kris", Verdict.MISSED), ("oroligt", Verdict.EXCLUDED)):
            case = read(f"{self.LINES}day 0: crisis level {level}", on=99)
            (found,) = [f for f in review(case, malmo) if f.rule == "crisis_plan_and_chain"]
            assert found.verdict is verdict

    def test_results_against_its_own_targets(self, malmo: Method) -> None:
        lines = [f"{self.LINES}day 20: plan"] * 9 + [self.LINES]
        register = [journal_of(each, subject=f"P-{n}") for n, each in enumerate(lines)]
        found = results(register, malmo, on=day(99))
        assert [result.target.number for result in found] == [1, 2, 3]
        assert found["plan_in_time"].outcome is Outcome.REACHED
        assert found["service_started"].outcome is Outcome.UNDECIDED
        assert found["service_started"].short == 2
        fewer = results(register[1:], malmo, on=day(99))
        assert fewer["plan_in_time"].outcome is Outcome.NOT_REACHED

    def test_an_agenda_with_its_own_parties(self, malmo: Method) -> None:
        party = "day 0: party malmo joined\nday 0: worker cm-1 of malmo joined"
        parties = Parties.of(journal_of(party, subject="partnership"), on=day(50))
        case = read(f"{self.LINES}day 5: need housing as n1\nday 5: malmo answers for n1", on=50)
        tasks = agenda([case], malmo, parties)
        plan = [task for task in tasks if task.duty is Duty.AGREE_PLAN]
        assert [(task.by, task.overdue, task.who) for task in plan] == [(day(42), True, "cm-1")]
        assert not any(t.duty is Duty.FIND_HOLDER and "n1" in str(t.facts) for t in tasks)

    def test_what_fits_follows_its_young_adults(self, malmo: Method) -> None:
        case = read("day 0: born 2010-11-16\nday 0: need mental_ill_health", on=0)
        ours, theirs = (fits(case, GUIDANCE_IN_EVERYDAY_LIFE, m) for m in (malmo, STOCKHOLM_2025))
        assert (ours.verdict, theirs.verdict) == (Fit.FITS, Fit.DOES_NOT_FIT)
