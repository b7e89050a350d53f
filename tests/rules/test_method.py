"""A method is a value: it is adapted into another one, and its fingerprint tells them apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given

from cm_method.case.case import Case
from cm_method.case.chain import DefaultHolder
from cm_method.case.consent import ConsentKind
from cm_method.case.crisis_plans import ReviewTrigger
from cm_method.case.episodes import Reached, Started, episodes
from cm_method.case.information import BUILT_IN_INFORMATION
from cm_method.case.needs import NeedArea
from cm_method.case.parties import LegalForm
from cm_method.case.recovery import RecoveryScale
from cm_method.case.self_ratings import UCLA_3, Dimension, Instrument
from cm_method.case.services import Ages, ServiceKind
from cm_method.dates import Period
from cm_method.journal import Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import (
    Asked,
    Counting,
    CrisisScale,
    Method,
    Parameters,
    Span,
    StartDay,
)
from cm_method.rules.milestone import Answer, Step
from cm_method.rules.review import milestones
from cm_method.sources import Document, Source
from cm_method.testing.strategies import EDITION, any_journals
from tests.examples.notation import journal_of

MALMO = Source(document=Document.OWN, section="beslut 7", readings=("R3",))
SINCE = date(2027, 1, 1)
ORS = Instrument(
    code="ors", dimension=None, lowest=0, highest=40, higher_is_better=True, licensed=True
)


def adapted(method: Method, **values: Any) -> Method:
    return method.adapt(**{"code": method.code, "source": MALMO, "since": SINCE, **values})


OTHER_VALUES: dict[str, object] = {
    "counting": Counting.EVERY_EPISODE,
    "start_day": StartDay.FIRST_REACHED,
    "plan_deadline": Span(months=2),
    "plan_ambition": Span(days=29),
    "plan_first_day": 28,
    "plan_parts": (),
    "contacts_deadline": Span(days=90),
    "contacts_percent": 99,
    "rating_before_days": 27,
    "rating_after_days": 89,
    "rating_early_after_days": 27,
    "minimum_change": 2,
    "primary_instruments": ((Dimension.LONELINESS, "djg-6"),),
    "crisis_deadline": Span(days=55),
    "short_notice_day": 30,
    "co_occurring": ((NeedArea.ADDICTION,), (NeedArea.MENTAL_ILL_HEALTH,)),
    "crisis_scale": CrisisScale(levels=("none", "raised", "high", "acute"), threshold="acute"),
    "crisis_plan_parts": (),
    "chain_parts": (),
    "default_holder": DefaultHolder.CASE_MANAGER,
    "offer_answer_days": 15,
    "crisis_review_days": 91,
    "crisis_review_after_days": 8,
    "crisis_review_triggers": (ReviewTrigger.CRISIS,),
    "information": BUILT_IN_INFORMATION.extended([("housing", "whole")]),
    "release_kinds": ((LegalForm.COMMITTEE, ConsentKind.SECRECY_WAIVER),),
    "consent_notice_days": 29,
    "disposal_spans": ((LegalForm.COMMITTEE, Span(months=59)),),
    "interval_percent": 90,
    "caseload_guidelines": ((ServiceKind.CASE_MANAGEMENT, 10),),
    "recovery_scale": RecoveryScale(lowest=1, highest=4, thin_through=1, strong_from=3),
    "young_adult_ages": Ages(first=18),
}
FOR_NO_FIGURE = {
    "default_holder",
    "offer_answer_days",
    "crisis_review_days",
    "crisis_review_after_days",
    "crisis_review_triggers",
    "information",
    "release_kinds",
    "consent_notice_days",
    "disposal_spans",
    "interval_percent",
    "caseload_guidelines",
    "recovery_scale",
    "young_adult_ages",
}
"""What no counted rule uses: tallies of editions that differ only here add up."""


class TestAdapting:
    def test_every_parameter_can_be_given_another_value(self) -> None:
        assert set(OTHER_VALUES) == {field.name for field in attrs.fields(Parameters)}

    @pytest.mark.parametrize("name", OTHER_VALUES)
    def test_a_parameter_takes_its_new_value_source_and_day(
        self, edition: Method, name: str
    ) -> None:
        changed = getattr(adapted(edition, **{name: OTHER_VALUES[name]}).parameters, name)
        assert (changed.value, changed.source, changed.since) == (OTHER_VALUES[name], MALMO, SINCE)

    def test_what_is_not_named_stays(self, edition: Method) -> None:
        changed = adapted(edition, plan_first_day=28)
        back = attrs.evolve(changed.parameters, plan_first_day=edition.parameters.plan_first_day)
        assert back == edition.parameters
        assert (changed.rules, changed.targets, changed.instruments, changed.period) == (
            edition.rules,
            edition.targets,
            edition.instruments,
            edition.period,
        )

    def test_the_original_stays_as_it_was(self, edition: Method) -> None:
        before = edition.fingerprint
        adapted(edition, code="malmo-2027", plan_first_day=28, instruments=[ORS], rules=[])
        assert edition.fingerprint == before
        assert edition.instrument("ors") is None

    def test_the_new_edition_has_its_own_code_source_and_period(self, edition: Method) -> None:
        period = Period(first=SINCE)
        malmo = adapted(edition, code="malmo-2027", period=period)
        assert (malmo.code, malmo.source, malmo.period) == ("malmo-2027", MALMO, period)

    def test_an_instrument_is_added(self, edition: Method) -> None:
        changed = adapted(edition, instruments=[ORS])
        assert changed.instrument("ors") == ORS
        assert changed.instrument("ucla-3") == UCLA_3

    def test_an_instrument_of_the_same_code_is_replaced(self, edition: Method) -> None:
        wider = attrs.evolve(UCLA_3, highest=12)
        changed = adapted(edition, instruments=[wider])
        assert changed.instrument("ucla-3") == wider
        assert len(changed.instruments) == len(edition.instruments)

    def test_rules_and_targets_can_be_left_out(self, edition: Method) -> None:
        changed = adapted(edition, rules=edition.rules[:1], targets=edition.targets[:1])
        assert [rule.name for rule in changed.rules] == ["service_started"]
        assert [target.number for target in changed.targets] == [1]
        assert changed.recurring == edition.recurring

    def test_so_can_what_is_asked_again_and_again(self, edition: Method) -> None:
        assert adapted(edition, recurring=()).recurring == ()
        reviews, _ = edition.recurring
        assert adapted(edition, recurring=[reviews]).recurring == (reviews,)

    def test_an_unknown_parameter_is_refused(self, edition: Method) -> None:
        with pytest.raises(TypeError):
            adapted(edition, plan_dedline=Span(days=56))


CHANGES: dict[str, Callable[[Method], Method]] = {
    "another code": lambda m: adapted(m, code="malmo-2027"),
    "another period": lambda m: adapted(m, period=Period(first=SINCE)),
    "another instrument": lambda m: adapted(m, instruments=[ORS]),
    "another range": lambda m: adapted(m, instruments=[attrs.evolve(UCLA_3, highest=12)]),
    "fewer rules": lambda m: adapted(m, rules=m.rules[1:]),
    "another version": lambda m: adapted(
        m, rules=[attrs.evolve(m.rules[0], version=2), *m.rules[1:]]
    ),
    "counted once": lambda m: adapted(
        m, rules=[*m.rules[:1], attrs.evolve(m.rules[1], once=True), *m.rules[2:]]
    ),
    "more to read": lambda m: adapted(
        m, rules=[attrs.evolve(m.rules[0], reads=m.rules[0].reads | {Reached}), *m.rules[1:]]
    ),
    "fewer targets": lambda m: adapted(m, targets=m.targets[1:]),
    "a lower target": lambda m: adapted(
        m, targets=[attrs.evolve(m.targets[0], at_least=29), *m.targets[1:]]
    ),
    **{
        name: lambda m, name=name, value=value: adapted(m, **{name: value})  # type: ignore[misc]  # bound
        for name, value in OTHER_VALUES.items()
        if name not in FOR_NO_FIGURE
    },
}


class Spy:
    """Parameters that keep the names of those asked for."""

    def __init__(self, parameters: Parameters, asked: set[str]) -> None:
        self._parameters, self._asked = parameters, asked

    def __getattr__(self, name: str) -> Any:
        self._asked.add(name)
        return getattr(self._parameters, name)


class TestFingerprint:
    @pytest.mark.parametrize("change", CHANGES)
    def test_differs_as_soon_as_something_that_counts_does(
        self, edition: Method, change: str
    ) -> None:
        assert CHANGES[change](edition).fingerprint != edition.fingerprint

    def test_is_another_for_each_of_the_changes(self, edition: Method) -> None:
        prints = {change(edition).fingerprint for change in CHANGES.values()}
        assert len(prints) == len(CHANGES)

    def test_stays_when_only_a_source_or_its_day_changes(self, edition: Method) -> None:
        same = adapted(edition, plan_first_day=edition.parameters.plan_first_day.value)
        assert same.parameters.plan_first_day.source == MALMO
        assert same.fingerprint == edition.fingerprint

    def test_stays_whatever_the_order_of_the_instruments(self, edition: Method) -> None:
        turned = attrs.evolve(edition, instruments=edition.instruments[::-1])
        assert turned.instruments != edition.instruments
        assert turned.fingerprint == edition.fingerprint

    @pytest.mark.parametrize("name", sorted(FOR_NO_FIGURE))
    def test_stays_where_no_figure_rests_on_what_changes(self, edition: Method, name: str) -> None:
        other = adapted(edition, **{name: OTHER_VALUES[name]})
        assert other.fingerprint == edition.fingerprint

    @given(any_journals())
    def test_a_rule_asks_for_no_parameter_but_those_it_names(self, journal: Journal) -> None:
        method = EDITIONS[EDITION]
        for rule in method.rules:
            asked: set[str] = set()
            parameters: Any = Spy(method.parameters, asked)
            spied = attrs.evolve(method, rules=(rule,), parameters=parameters)
            milestones(Case.of(journal, on=date(2030, 1, 1)), spied)
            assert asked - {"counting", "start_day"} <= set(rule.uses)

    def test_is_sixteen_characters_long(self, edition: Method) -> None:
        assert len(edition.fingerprint) == 16


class TestLookingUp:
    def test_a_rule_is_found_by_the_name_of_its_milestones(self, edition: Method) -> None:
        assert edition.rule_of("plan_in_time").name == "plan_in_time"
        later = edition.rule_of("crisis_plan_and_chain_later")
        assert later.name == "crisis_plan_and_chain"
        for rule in edition.recurring:
            assert edition.rule_of(rule.name) is rule

    def test_an_unknown_rule_is_refused(self, edition: Method) -> None:
        with pytest.raises(LookupError, match="no rule for 'plan'"):
            edition.rule_of("plan")

    def test_the_edition_is_found_by_its_code(self) -> None:
        assert EDITIONS["hagersten-alvsjo-2026"].code == "hagersten-alvsjo-2026"

    def test_every_target_has_a_rule_of_the_edition(self, edition: Method) -> None:
        assert [t.rule for t in edition.targets] == [rule.name for rule in edition.rules]


class TestWhatRulesDeclare:
    @pytest.mark.parametrize(
        ("deadline", "expected"),
        [
            ("", Span()),
            ("plan_deadline", Span(days=56)),
            ("rating_after_days", Span(days=90)),
            (Span(months=3), Span(months=3)),
        ],
    )
    def test_a_deadline_is_a_time_or_names_the_parameter_with_it(
        self, edition: Method, deadline: str | Span, expected: Span
    ) -> None:
        rule = attrs.evolve(edition.rules[0], deadline=deadline)
        assert edition.deadline_of(rule) == expected

    def test_every_rule_names_the_parameters_it_uses_rightly(self, edition: Method) -> None:
        known = {field.name for field in attrs.fields(Parameters)}
        for rule in (*edition.rules, *edition.recurring):
            assert set(rule.uses) <= known

    def test_every_rule_reads_the_start(self, edition: Method) -> None:
        every = (*edition.rules, *edition.recurring)
        assert all(Started in rule.reads for rule in every)
        assert not any(Reached in rule.reads for rule in every)


class TestSpan:
    @pytest.mark.parametrize(
        ("span", "day"),
        [
            (Span(days=56), date(2027, 1, 25)),
            (Span(months=3), date(2027, 2, 28)),
            (Span(), date(2026, 11, 30)),
        ],
    )
    def test_ends_so_long_after_a_day(self, span: Span, day: date) -> None:
        assert span.after(date(2026, 11, 30)) == day


class TestCrisisScale:
    SCALE = CrisisScale(levels=("none", "raised", "high", "acute"), threshold="high")

    @pytest.mark.parametrize(
        ("level", "reaches"),
        [("none", False), ("raised", False), ("high", True), ("acute", True), ("red", None)],
    )
    def test_a_level_reaches_the_threshold_or_is_not_on_the_scale(
        self, level: str, reaches: bool | None
    ) -> None:
        assert self.SCALE.reaches(level) is reaches


class TestKinds:
    """A value of another kind is refused where it is given, with the kind that was wanted."""

    @pytest.mark.parametrize(
        ("name", "value", "wanted"),
        [
            ("plan_deadline", 56, "Span, this is int"),
            ("contacts_percent", "70", "int, this is str"),
            ("contacts_percent", True, "int, this is bool"),
            ("counting", "every_episode", "Counting, this is str"),
            ("plan_parts", "goal", r"tuple\[str, ...\], this is str"),
            ("plan_parts", (1,), r"tuple\[str, ...\], this is tuple"),
            (
                "primary_instruments",
                (("loneliness", "ucla-3"),),
                r"tuple\[tuple\[Dimension, str\], ...\], this is tuple",
            ),
            (
                "primary_instruments",
                ((Dimension.LONELINESS,),),
                r"tuple\[tuple\[Dimension, str\], ...\], this is tuple",
            ),
            ("crisis_scale", ("low", "high"), "CrisisScale or None, this is tuple"),
            ("default_holder", "case_manager", "DefaultHolder, this is str"),
            ("offer_answer_days", None, "int, this is NoneType"),
            ("crisis_review_days", Span(days=90), "int, this is Span"),
            ("crisis_review_after_days", 7.0, "int, this is float"),
            (
                "crisis_review_triggers",
                ("crisis",),
                r"tuple\[ReviewTrigger, ...\], this is tuple",
            ),
            ("information", {"whole": None}, "Information, this is dict"),
            (
                "release_kinds",
                {LegalForm.COMMITTEE: ConsentKind.SECRECY_WAIVER},
                r"tuple\[tuple\[LegalForm, ConsentKind\], ...\], this is dict",
            ),
            (
                "release_kinds",
                (("committee", ConsentKind.SECRECY_WAIVER),),
                r"tuple\[tuple\[LegalForm, ConsentKind\], ...\], this is tuple",
            ),
            ("consent_notice_days", "30", "int, this is str"),
            (
                "disposal_spans",
                ((LegalForm.COMMITTEE, 60),),
                r"tuple\[tuple\[LegalForm, Span\], ...\], this is tuple",
            ),
        ],
    )
    def test_a_value_of_another_kind(
        self, edition: Method, name: str, value: object, wanted: str
    ) -> None:
        with pytest.raises(TypeError, match=f"^the parameter '{name}' must be {wanted}$"):
            adapted(edition, **{name: value})

    def test_an_unknown_name_is_said(self, edition: Method) -> None:
        with pytest.raises(TypeError, match="no parameter 'plan_dedline'"):
            adapted(edition, plan_dedline=56)

    def test_no_crisis_scale_is_a_value(self, edition: Method) -> None:
        assert adapted(edition, crisis_scale=None).parameters.crisis_scale.value is None


def test_a_method_is_shown_by_its_code(edition: Method) -> None:
    assert repr(edition) == "Method(code='hagersten-alvsjo-2026')"


def test_a_milestone_may_count_from_its_own_day(edition: Method) -> None:
    case = Case.of(journal_of("day 0: started"), on=date(2027, 6, 1))
    (episode,) = episodes(case)
    asked = Asked(
        rule=edition.rules[1],
        case=case,
        episode=episode,
        method=edition,
        since=episode.first,
        counts=True,
        died=None,
    )
    done = [Step(on=episode.first, answer=Answer.NO, code="no")]
    assert asked.milestone(due=None, done=done).since == episode.first
    assert asked.milestone(due=None, done=done, since=SINCE).since == SINCE
