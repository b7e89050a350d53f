"""The check of a method, and of journals against the editions that their episodes keep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given

from cm_method.case.consent import ConsentKind
from cm_method.case.information import BUILT_IN_INFORMATION, Information
from cm_method.case.parties import LegalForm
from cm_method.case.self_ratings import OWN_PARTICIPATION, UCLA_3, Dimension, Instrument
from cm_method.case.services import ServiceKind
from cm_method.dates import Period
from cm_method.errors import Problem, has_words
from cm_method.journal import Journal
from cm_method.labels import LANGUAGES
from cm_method.rules.checks import check_method, edition_problems
from cm_method.rules.method import CrisisScale, Measure, Method, Parameter, Parameters, Span
from cm_method.sources import Document, Source
from cm_method.testing.strategies import OTHER_EDITION, journals
from tests.examples.notation import EXAMPLE_START, day_of, journal_of

OWN = Source(document=Document.OWN, section="decision 7", readings=("R20",))
SINCE = date(2026, 5, 1)
LAST = date(2029, 5, 1)
CODE = "own-2027"


def adapted(method: Method, **values: Any) -> Method:
    return method.adapt(**{"code": CODE, "source": OWN, "since": SINCE, **values})


def with_parameter(method: Method, name: str, **changes: Any) -> Method:
    """The method with the source, or the day, of one parameter changed."""
    given: Parameter[Any] = getattr(method.parameters, name)
    changed: dict[str, Any] = {name: attrs.evolve(given, **changes)}
    return attrs.evolve(method, code=CODE, parameters=attrs.evolve(method.parameters, **changed))


def with_rule(method: Method, which: int, /, **changes: Any) -> Method:
    rules = list(method.rules)
    rules[which] = attrs.evolve(rules[which], **changes)
    return attrs.evolve(method, code=CODE, rules=tuple(rules))


def with_target(method: Method, which: int, /, **changes: Any) -> Method:
    targets = list(method.targets)
    targets[which] = attrs.evolve(targets[which], **changes)
    return attrs.evolve(method, code=CODE, targets=tuple(targets))


def told(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{problem.code} {problem.path}" for problem in problems]


def test_the_edition_of_the_partnership_has_no_problem(edition: Method) -> None:
    assert check_method(edition).problems == ()


def test_a_crisis_scale_that_was_decided_locally_waits_for_nobody(edition: Method) -> None:
    scale = CrisisScale(levels=("calm", "crisis"), threshold="crisis")
    decided = attrs.evolve(OWN, document=Document.LOCAL_DECISION)
    waits = "method_crisis_scale_to_confirm parameters.crisis_scale"
    for source, expected in ((OWN, True), (decided, False)):
        found = check_method(adapted(edition, source=source, crisis_scale=scale))
        assert (waits in told(found.to_confirm)) is expected


def test_a_method_of_ones_own_under_the_code_of_a_built_in_edition_is_told(edition: Method) -> None:
    """Also where the values are for no figure, so that both have one fingerprint."""
    same = adapted(edition, code=edition.code, consent_notice_days=29)
    assert same.fingerprint == edition.fingerprint
    assert told(check_method(same).problems) == ["method_code_taken code"]
    assert check_method(adapted(edition, consent_notice_days=29)).problems == ()
    assert check_method(attrs.evolve(edition)).problems == ()


def test_what_the_partnership_has_to_confirm(edition: Method) -> None:
    assert told(check_method(edition).to_confirm) == [
        "method_crisis_scale_to_confirm parameters.crisis_scale",
        "method_recovery_scale_to_confirm parameters.recovery_scale",
        "method_reliability_not_registered instruments.ucla-3",
        "method_reliability_not_registered instruments.own-participation",
    ]


def test_what_is_confirmed_is_no_longer_asked(edition: Method) -> None:
    decided = Source(document=Document.DECISION, section="minutes 3", quote="Krisskala antagen.")
    measured = [
        attrs.evolve(each, sd=Fraction(3, 2), reliability=Fraction(4, 5))
        for each in (UCLA_3, OWN_PARTICIPATION)
    ]
    scale = edition.parameters.crisis_scale.value
    own = edition.adapt(
        code="own",
        source=decided,
        since=SINCE,
        instruments=measured,
        crisis_scale=scale,
        recovery_scale=edition.parameters.recovery_scale.value,
    )
    assert check_method(own).problems == check_method(own).to_confirm == ()


@pytest.mark.parametrize("half", [{"sd": Fraction(3, 2)}, {"reliability": Fraction(4, 5)}])
def test_half_of_what_reliable_change_needs_is_not_enough(
    edition: Method, half: dict[str, Any]
) -> None:
    own = adapted(edition, instruments=[attrs.evolve(UCLA_3, **half)])
    assert "method_reliability_not_registered instruments.ucla-3" in told(
        check_method(own).to_confirm
    )


def test_an_unregistered_instrument_is_a_problem_and_nothing_to_confirm(edition: Method) -> None:
    own = adapted(edition, primary_instruments=((Dimension.LONELINESS, "ors"),))
    assert told(check_method(own).problems) == [
        "method_instrument_unknown parameters.primary_instruments.ors"
    ]
    assert told(check_method(own).to_confirm) == [
        "method_crisis_scale_to_confirm parameters.crisis_scale",
        "method_recovery_scale_to_confirm parameters.recovery_scale",
    ]


NO_SECTION = attrs.evolve(OWN, section="")
NOTHING_SAID = attrs.evolve(OWN, readings=())
QUOTED = attrs.evolve(OWN, readings=(), quote="Minst 30 deltagare.")

SOURCES: list[tuple[Callable[[Method], Method], list[str]]] = [
    (lambda m: attrs.evolve(m, source=NO_SECTION), ["method"]),
    (lambda m: attrs.evolve(m, source=NOTHING_SAID), ["method"]),
    (lambda m: attrs.evolve(m, source=QUOTED), []),
    (lambda m: attrs.evolve(m, source=OWN), []),
    (
        lambda m: with_parameter(m, "plan_parts", source=NOTHING_SAID),
        ["parameters.plan_parts"],
    ),
    (
        lambda m: with_parameter(m, "interval_percent", source=NO_SECTION),
        ["parameters.interval_percent"],
    ),
    (lambda m: with_rule(m, 1, source=NOTHING_SAID), ["rules.plan_in_time"]),
    (lambda m: with_target(m, 2, source=NO_SECTION), ["targets.3"]),
    (
        lambda m: m.adapt(
            code="x", source=NOTHING_SAID, since=SINCE, contacts_percent=70, chain_parts=()
        ),
        ["method", "parameters.contacts_percent", "parameters.chain_parts"],
    ),
]


@pytest.mark.parametrize(("change", "paths"), SOURCES)
def test_everything_names_its_source(
    edition: Method, change: Callable[[Method], Method], paths: list[str]
) -> None:
    assert told(check_method(change(adapted(edition))).problems) == [
        f"method_source_missing {path}" for path in paths
    ]


SPANS = ("plan_deadline", "plan_ambition", "contacts_deadline", "crisis_deadline")


@pytest.mark.parametrize("name", SPANS)
@pytest.mark.parametrize(
    "span", [Span(), Span(days=56, months=1), Span(days=-1), Span(days=1, months=-1)]
)
def test_a_span_is_whole_days_or_months_and_never_both(
    edition: Method, name: str, span: Span
) -> None:
    assert f"method_span_unclear parameters.{name}" in told(
        check_method(adapted(edition, **{name: span})).problems
    )


@pytest.mark.parametrize("name", SPANS)
def test_a_span_may_be_in_days_or_in_months(edition: Method, name: str) -> None:
    for span in (Span(days=30), Span(months=1)):
        values = {"plan_ambition": Span(days=28), "short_notice_day": 10, name: span}
        assert check_method(adapted(edition, **values)).problems == ()


@pytest.mark.parametrize("name", [field.name for field in attrs.fields(Parameters)])
def test_a_parameter_holds_within_the_period(edition: Method, name: str) -> None:
    in_time = with_parameter(edition, name, since=LAST)
    assert check_method(in_time).problems == ()
    too_late = with_parameter(edition, name, since=date(2029, 5, 2))
    (problem,) = check_method(too_late).problems
    assert told((problem,)) == [f"method_parameter_starts_too_late parameters.{name}"]
    assert dict(problem.facts) == {"since": date(2029, 5, 2), "last": LAST}
    endless = attrs.evolve(too_late, period=Period(first=SINCE))
    assert check_method(endless).problems == ()


WINDOW, NUMBER = "method_windows_contradict", "method_number_out_of_range"
PLACE = "method_category_without_place parameters.information"
WAIVER, RELEASE = ConsentKind.SECRECY_WAIVER, ConsentKind.CONFIDENTIALITY_RELEASE


def without_categories(*codes: str) -> Information:
    """The hierarchy without some categories; what stood below them stays where it was."""
    kept = [each for each in BUILT_IN_INFORMATION.parents if each[0] not in codes]
    return Information(parents=tuple(kept))


VALUES: list[tuple[dict[str, Any], list[str]]] = [
    # windows: the ambition lies within the deadline
    ({"plan_ambition": Span(days=56)}, []),
    ({"plan_ambition": Span(days=57)}, [f"{WINDOW} parameters.plan_ambition"]),
    ({"plan_ambition": Span(months=1)}, []),  # May has 31 days
    ({"plan_ambition": Span(months=2)}, [f"{WINDOW} parameters.plan_ambition"]),
    # the first day that a plan counts
    ({"plan_first_day": 56}, []),
    ({"plan_first_day": 57}, [f"{WINDOW} parameters.plan_first_day"]),
    ({"plan_first_day": -1}, [f"{WINDOW} parameters.plan_first_day"]),
    # the day from which notice is short
    ({"short_notice_day": 1}, []),
    ({"short_notice_day": 56}, []),
    ({"short_notice_day": 0}, [f"{WINDOW} parameters.short_notice_day"]),
    ({"short_notice_day": 57}, [f"{WINDOW} parameters.short_notice_day"]),
    ({"crisis_deadline": Span(days=28)}, [f"{WINDOW} parameters.short_notice_day"]),
    # the days for ratings
    *(
        ({name: days}, [f"{WINDOW} parameters.{name}"] if days < 0 else [])
        for name in ("rating_before_days", "rating_after_days", "rating_early_after_days")
        for days in (0, -1)
    ),
    # numbers
    ({"minimum_change": 1}, []),
    ({"minimum_change": 0}, [f"{NUMBER} parameters.minimum_change"]),
    ({"contacts_percent": 1}, []),
    ({"contacts_percent": 100}, []),
    ({"contacts_percent": 0}, [f"{NUMBER} parameters.contacts_percent"]),
    ({"contacts_percent": 101}, [f"{NUMBER} parameters.contacts_percent"]),
    ({"caseload_guidelines": ((ServiceKind.CASE_MANAGEMENT, 1),)}, []),
    (
        {"caseload_guidelines": ((ServiceKind.CASE_MANAGEMENT, 0),)},
        [f"{NUMBER} parameters.caseload_guidelines"],
    ),
    ({"interval_percent": 1}, []),
    ({"interval_percent": 99}, []),
    ({"interval_percent": 0}, [f"{NUMBER} parameters.interval_percent"]),
    ({"interval_percent": 100}, [f"{NUMBER} parameters.interval_percent"]),
    *(
        ({name: days}, [] if days else [f"{NUMBER} parameters.{name}"])
        for name in ("offer_answer_days", "crisis_review_days", "crisis_review_after_days")
        for days in (1, 0)
    ),
    ({"consent_notice_days": 0}, []),
    ({"consent_notice_days": -1}, [f"{NUMBER} parameters.consent_notice_days"]),
    # every category of information has its place
    ({"information": BUILT_IN_INFORMATION.extended([("housing", "needs")])}, []),
    ({"information": BUILT_IN_INFORMATION.extended([("housing", None)])}, []),
    (
        {"information": BUILT_IN_INFORMATION.extended([("housing", "home")])},
        [f"{PLACE}.home"],
    ),
    (
        {"information": without_categories("needs", "crisis")},
        [f"{PLACE}.crisis", f"{PLACE}.needs"],
    ),
    (
        {"information": without_categories("wellbeing")},
        [f"{PLACE}.wellbeing"],
    ),
    (
        {"information": BUILT_IN_INFORMATION.extended([("a", "b"), ("b", "c"), ("c", "b")])},
        [f"method_categories_in_a_circle parameters.information.{each}" for each in "abc"],
    ),
    (
        {"information": BUILT_IN_INFORMATION.extended([("a", "a")])},
        ["method_categories_in_a_circle parameters.information.a"],
    ),
    # once for each legal form
    (
        {"release_kinds": ((LegalForm.REGION, WAIVER), (LegalForm.REGION, RELEASE))},
        ["method_named_twice parameters.release_kinds"],
    ),
    ({"release_kinds": ((LegalForm.REGION, WAIVER), (LegalForm.COMPANY, WAIVER))}, []),
    ({"release_kinds": ()}, []),
    (
        {"disposal_spans": ((LegalForm.REGION, Span(days=1)), (LegalForm.REGION, Span(days=2)))},
        ["method_named_twice parameters.disposal_spans"],
    ),
    ({"disposal_spans": ((LegalForm.REGION, Span(days=1)),)}, []),
    *(
        (
            {"disposal_spans": ((LegalForm.REGION, span), (LegalForm.COMPANY, Span(months=1)))},
            ["method_span_unclear parameters.disposal_spans.region"],
        )
        for span in (Span(), Span(days=1, months=1), Span(months=-1), Span(days=1, months=-1))
    ),
    # instruments
    (
        {"primary_instruments": ()},
        ["method_without_instrument parameters.primary_instruments"],
    ),
    (
        {"primary_instruments": ((Dimension.PARTICIPATION, "ucla-3"),)},
        ["method_instrument_of_other_dimension parameters.primary_instruments.ucla-3"],
    ),
    ({"primary_instruments": ((Dimension.LONELINESS, "djg-6"),)}, []),
    # the crisis scale
    ({"crisis_scale": None}, ["method_without_crisis_scale parameters.crisis_scale"]),
    ({"crisis_scale": CrisisScale(levels=("låg", "hög"), threshold="hög")}, []),
    *(
        (
            {"crisis_scale": CrisisScale(levels=levels, threshold="hög")},
            ["method_crisis_scale_contradicts_itself parameters.crisis_scale"],
        )
        for levels in ((), ("låg",), ("låg", "hög", "hög"))
    ),
    # parts that nobody knows how to look for
    ({"plan_parts": ()}, []),
    ({"plan_parts": ("goal", "budget")}, ["method_part_unknown parameters.plan_parts"]),
    (
        {"crisis_plan_parts": ("ambulance",)},
        ["method_part_unknown parameters.crisis_plan_parts"],
    ),
    ({"chain_parts": ("holder",)}, ["method_part_unknown parameters.chain_parts"]),
]


@pytest.mark.parametrize(("values", "expected"), VALUES)
def test_values_that_contradict_one_another_or_cannot_be(
    edition: Method, values: dict[str, Any], expected: list[str]
) -> None:
    assert told(check_method(adapted(edition, **values)).problems) == expected


RULES: list[tuple[Callable[[Method], Method], list[str]]] = [
    (
        lambda m: with_target(m, 0, rule="no_such_rule"),
        ["method_target_without_rule targets.1"],
    ),
    (
        lambda m: attrs.evolve(m, rules=m.rules[1:]),
        ["method_target_without_rule targets.1"],
    ),
    (lambda m: attrs.evolve(m, targets=m.targets[:1]), []),
    (lambda m: with_target(m, 1, at_least=100), []),
    (lambda m: with_target(m, 1, at_least=101), [f"{NUMBER} targets.2"]),
    (lambda m: with_target(m, 1, at_least=0), [f"{NUMBER} targets.2"]),
    (lambda m: with_target(m, 0, at_least=1000), []),
    (lambda m: with_target(m, 0, at_least=0), [f"{NUMBER} targets.1"]),
    (lambda m: with_target(m, 0, measure=Measure.PERCENT, at_least=101), [f"{NUMBER} targets.1"]),
    (lambda m: with_target(m, 1, number=1), ["method_named_twice targets"]),
    (
        lambda m: attrs.evolve(m, rules=(*m.rules, m.rules[0])),
        ["method_named_twice rules"],
    ),
    (
        lambda m: attrs.evolve(m, recurring=(*m.recurring, m.rules[0])),
        ["method_named_twice rules"],
    ),
    (
        lambda m: attrs.evolve(
            m, recurring=(m.recurring[0], attrs.evolve(m.recurring[1], uses=("answer_days",)))
        ),
        ["method_parameter_unknown rules.offer_answered.uses"],
    ),
    (
        lambda m: attrs.evolve(
            m, recurring=(attrs.evolve(m.recurring[0], source=NOTHING_SAID), m.recurring[1])
        ),
        ["method_source_missing rules.crisis_plan_reviewed"],
    ),
    (lambda m: attrs.evolve(m, recurring=()), []),
    (
        lambda m: with_target(m, 0, rule="offer_answered"),
        ["method_target_without_rule targets.1"],
    ),
    (
        lambda m: with_rule(m, 1, uses=("plan_deadline", "plan_dedline")),
        ["method_parameter_unknown rules.plan_in_time.uses"],
    ),
]


@pytest.mark.parametrize(("change", "expected"), RULES)
def test_rules_and_targets_that_do_not_fit_together(
    edition: Method, change: Callable[[Method], Method], expected: list[str]
) -> None:
    assert told(check_method(change(adapted(edition))).problems) == expected


def test_all_problems_are_reported_at_once(edition: Method) -> None:
    own = adapted(
        edition, crisis_scale=None, contacts_percent=0, plan_first_day=99, chain_parts=("x",)
    )
    found = check_method(own)
    assert told(found.problems) == [
        f"{WINDOW} parameters.plan_first_day",
        f"{NUMBER} parameters.contacts_percent",
        "method_without_crisis_scale parameters.crisis_scale",
        "method_part_unknown parameters.chain_parts",
    ]
    for problem in (*found.problems, *found.to_confirm):
        for lang in LANGUAGES:
            assert has_words(problem.code, lang)
            assert "{" not in problem.explain(lang)


def test_a_contradiction_of_dimensions_is_explained_with_the_dimension(edition: Method) -> None:
    own = adapted(edition, primary_instruments=((Dimension.PARTICIPATION, "ucla-3"),))
    (problem,) = check_method(own).problems
    assert dict(problem.facts) == {"dimension": Dimension.PARTICIPATION}
    assert "{" not in problem.explain("sv")


# Journals against their editions

RATINGS = [
    # what was rated, what is wrong
    ("rating ucla-3 3", None),
    ("rating ucla-3 9", None),
    ("rating ucla-3 2", "rating_does_not_fit P-7/x1/score"),
    ("rating ucla-3 10", "rating_does_not_fit P-7/x1/score"),
    ("rating ucla-3 answers 1 2 3", None),
    ("rating ucla-3 answers 1 - 3", None),
    ("rating ucla-3 answers 1 2", "rating_does_not_fit P-7/x1/answers"),
    ("rating ucla-3 answers 1 2 4", "rating_does_not_fit P-7/x1/answers"),
    ("rating own-participation 10", None),
    ("rating own-participation 11", "rating_does_not_fit P-7/x1/score"),
    ("rating ors 20", "unknown_instrument P-7/x1/instrument"),
    ("crisis level acute", None),
    ("crisis level purple", "crisis_level_not_on_scale P-7/x1/level"),
]


@pytest.mark.parametrize(("what", "wrong"), RATINGS)
def test_what_the_edition_cannot_read_is_named_with_its_path(
    edition: Method, what: str, wrong: str | None
) -> None:
    journal = journal_of(f"day 0: started\nday 1: {what} as x1", subject="P-7")
    expected = [] if wrong is None else [wrong]
    assert told(tuple(edition_problems([journal], [edition]))) == expected


def test_the_range_that_a_rating_does_not_fit_is_said_and_the_rating_is_not(
    edition: Method,
) -> None:
    journal = journal_of("day 0: started\nday 1: rating ucla-3 77")
    (problem,) = edition_problems([journal], [edition])
    assert dict(problem.facts) == {"lowest": 3, "highest": 9}
    assert "77" not in problem.explain("sv") + problem.explain("en")


def test_an_edition_that_nobody_knows_is_named_at_its_start(edition: Method) -> None:
    journal = journal_of(f"day 0: started under {OTHER_EDITION} as s1\nday 1: rating ors 5")
    assert told(tuple(edition_problems([journal], [edition]))) == [
        "unknown_edition P-0001/s1/edition"
    ]


def test_without_a_crisis_scale_no_level_can_be_read(edition: Method) -> None:
    bare = edition.adapt(code=edition.code, source=OWN, since=SINCE, crisis_scale=None)
    journal = journal_of("day 0: started\nday 1: crisis level none as c1")
    assert told(tuple(edition_problems([journal], [bare]))) == [
        "crisis_level_not_on_scale P-0001/c1/level"
    ]


def test_before_any_start_there_is_no_edition_to_hold_anything_against(edition: Method) -> None:
    assert list(edition_problems([journal_of("day 0: rating ors 5")], [edition])) == []


class TestTwoEditions:
    """Ratings and levels are held against every edition that the participant started under."""

    life = (
        f"day 0: started under {OTHER_EDITION} as s1\nday 30: ended s1\nday 60: started as s2\n"
        "day 70: ended s2\nday 80: started as s3\n"
    )

    def other(self, edition: Method) -> Method:
        ors = Instrument(code="ors", dimension=None, lowest=0, highest=40, higher_is_better=True)
        scale = CrisisScale(levels=("grön", "röd"), threshold="röd")
        return edition.adapt(
            code=OTHER_EDITION, source=OWN, since=SINCE, instruments=[ors], crisis_scale=scale
        )

    def test_what_one_of_them_cannot_read_is_named_once(self, edition: Method) -> None:
        journal = journal_of(
            self.life + "day 1: rating ors 9 as r1\nday 61: crisis level none as c1"
        )
        both = [edition, self.other(edition)]
        assert told(tuple(edition_problems([journal], both))) == [
            "crisis_level_not_on_scale P-0001/c1/level",
            "unknown_instrument P-0001/r1/instrument",
        ]

    def test_an_unknown_one_does_not_hide_what_the_other_cannot_read(self, edition: Method) -> None:
        journal = journal_of(self.life + "day 1: rating ors 9 as r1")
        assert told(tuple(edition_problems([journal], [edition]))) == [
            "unknown_edition P-0001/s1/edition",
            "unknown_instrument P-0001/r1/instrument",
        ]


def test_only_what_was_recorded_by_the_day_is_looked_at(edition: Method) -> None:
    lines = "day 0: started\nday 1, recorded day 9: rating ors 5 as r1\n"
    lines += "day 1, recorded day 20: rating ucla-3 5, instead of r1"
    journal = journal_of(lines)
    counts = [
        len(list(edition_problems([journal], [edition], known=day_of(f"day {n}", EXAMPLE_START))))
        for n in (8, 9, 19, 20)
    ]
    assert counts == [0, 1, 1, 0]


@given(journals())
def test_life_like_journals_fit_their_edition(edition: Method, journal: Journal) -> None:
    other = edition.adapt(code=OTHER_EDITION, source=OWN, since=SINCE)
    assert list(edition_problems([journal], [edition, other])) == []
