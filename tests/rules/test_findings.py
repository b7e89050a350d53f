"""Findings: the reasons of each verdict, what would change it, and that all of it can be said."""

from __future__ import annotations

import re
from datetime import date

import attrs
import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method import labels
from cm_method.case.case import Case
from cm_method.journal import Journal
from cm_method.labels import LANGUAGES, en, sv, text, words
from cm_method.rules.editions import EDITIONS
from cm_method.rules.findings import Finding, Reason, finding_of
from cm_method.rules.method import CrisisScale, Method
from cm_method.rules.milestone import Mark, Verdict, judge
from cm_method.rules.review import milestones, review
from cm_method.testing.strategies import EDITION, any_journals, any_methods, days_around, days_known
from tests.examples.notation import EXAMPLE_START, day_of, journal_of
from tests.reference.lives import life

STARTED, PLAN, CONTACTS = "service_started", "plan_in_time", "contacts_followed_through"
RATINGS, CRISIS = "self_rated_improvement", "crisis_plan_and_chain"
LATER = "crisis_plan_and_chain_later"


def day(said: int) -> date:
    return day_of(f"day {said}", EXAMPLE_START)


def found(method: Method, lines: str, on: int, rule: str, *, episode: str | None = None) -> Finding:
    case = Case.of(journal_of("day 0: started\n" + lines), on=day(on))
    (finding,) = [
        each
        for each in review(case, method)
        if each.rule == rule and each.episode == (episode or "start")
    ]
    return finding


def told(finding: Finding) -> str:
    """The verdict and the codes of its reasons, in one line."""
    return " ".join((f"{finding.verdict.value}:", *(reason.code for reason in finding.reasons)))


RATED = "day 0: rating ucla-3 7\nday 0: rating own-participation 5\nday 30: ended\n"
AT_BEST = "day 0: rating ucla-3 3\nday 0: rating own-participation 10\nday 30: ended\n"
REASONS = [
    # rule, life, day, the finding
    (STARTED, "", 0, "met: service_started"),
    (PLAN, "", 55, "not_yet_due: no_plan"),
    (PLAN, "", 56, "missed: no_plan"),
    (PLAN, "day 20: plan", 56, "met: clear_plan mark.within_ambition"),
    (PLAN, "day 29: plan", 56, "met: clear_plan"),
    # already done, but counted only at the deadline
    (PLAN, "day 29: plan", 29, "not_yet_due: clear_plan already_done"),
    (PLAN, "day 20: plan", 55, "not_yet_due: clear_plan already_done mark.within_ambition"),
    # late
    (PLAN, "day 57: plan", 57, "met_late: clear_plan after_the_deadline"),
    # missed for one reason, and how it stands today where that is another
    (PLAN, "day 20: plan without goal", 57, "missed: plan_not_clear"),
    (PLAN, "day 57: plan without goal", 57, "missed: no_plan plan_not_clear"),
    # who left early, and who died
    (PLAN, "day 30: ended", 57, "missed: no_plan mark.left_before_deadline"),
    (PLAN, "day 30: died", 57, "excluded: died_before_deadline"),
    (PLAN, "day 20: plan\nday 30: died", 57, "excluded: died_before_deadline"),
    # two who do not agree
    (
        PLAN,
        "day 5: plan as p1\nday 6: plan as p2, instead of p1\nday 7: plan as p3, instead of p1",
        57,
        "unknown: corrections_compete",
    ),
    (CONTACTS, "", 91, "not_yet_due: no_prioritised_contacts"),
    (CONTACTS, "", 92, "unknown: no_prioritised_contacts"),
    (CONTACTS, "day 5: plan for psykiatri", 92, "missed: contacts_not_followed"),
    (
        CONTACTS,
        "day 5: plan for psykiatri\nday 9: contact psykiatri dropped",
        92,
        "excluded: contacts_dropped",
    ),
    (
        CONTACTS,
        "day 5: plan for psykiatri\nday 92: contact psykiatri attended",
        92,
        "met: contacts_followed",
    ),
    (RATINGS, "", 400, "not_yet_due: service_goes_on"),
    (RATINGS, "day 30: ended", 119, "not_yet_due: judged_on_the_day"),
    (RATINGS, "day 30: ended", 120, "unknown: ratings_lacking"),
    (
        RATINGS,
        RATED + "day 31: rating ucla-3 6\nday 31: rating own-participation 4",
        120,
        "met: improved mark.worsened mark.reliability_unknown",
    ),
    (
        RATINGS,
        AT_BEST + "day 30: rating ucla-3 3\nday 30: rating own-participation 10",
        120,
        "missed: not_improved mark.reliability_unknown mark.at_best_before",
    ),
    (CRISIS, "", 56, "unknown: not_assessed"),
    (CRISIS, "day 1: need housing", 56, "excluded: not_relevant"),
    (CRISIS, "day 40: crisis level high", 56, "missed: plan_or_chain_missing mark.short_notice"),
    (
        LATER,
        "day 1: need housing\nday 70: crisis level high",
        126,
        "missed: plan_or_chain_missing",
    ),
]


@pytest.mark.parametrize(("rule", "lines", "on", "expected"), REASONS)
def test_a_finding_carries_its_reasons_in_order(
    edition: Method, rule: str, lines: str, on: int, expected: str
) -> None:
    assert told(found(edition, lines, on, rule)) == expected


def test_an_episode_that_is_not_counted_says_so(edition: Method) -> None:
    lines = "day 10: ended\nday 20: started as s2\nday 21: plan"
    finding = found(edition, lines, 90, PLAN, episode="s2")
    assert told(finding) == "met: clear_plan listed_not_counted mark.within_ambition"
    assert not finding.counts


def test_how_a_missed_thing_stands_today_is_said_with_todays_facts(edition: Method) -> None:
    lines = "day 1: crisis level high\nday 60: crisis plan without coping"
    first, today = (found(edition, lines, on, CRISIS).reasons[0] for on in (59, 60))
    assert first == today
    finding = found(edition, lines, 60, CRISIS)
    assert len(finding.reasons) == 1  # the same code is said once, as it was on the due day


def test_a_late_finding_says_on_which_day(edition: Method) -> None:
    finding = found(edition, "day 60: plan as p1", 70, PLAN)
    assert finding.done_on == day(60)
    assert dict(finding.reasons[-1].facts) == {"day": day(60)}
    assert "2027-01-15" in finding.explain("sv")


def test_a_finding_names_the_last_day_the_entries_and_the_source(edition: Method) -> None:
    finding = found(edition, "day 20: plan as p1", 30, PLAN)
    assert (finding.since, finding.due, finding.done_on) == (day(0), day(56), day(20))
    assert (finding.entries, finding.source) == (("p1",), edition.rule_of(PLAN).source)
    assert (finding.participant, finding.on, finding.known) == ("P-0001", day(30), None)
    assert finding.explain("en") == (
        "Not yet due. There is a clear individual plan from 2026-12-06. It has been done since "
        "2026-12-06, but counts only at the deadline. The plan was ready within the shorter time "
        "that the method aims at. Deadline: 2027-01-11. The answer becomes Met on 2027-01-11; only "
        "a correction of the journal can change that."
    )


def test_a_deadline_is_said_only_where_there_is_one_to_wait_for(edition: Method) -> None:
    assert "Deadline" not in found(edition, "", 10, STARTED).explain("en")
    assert "Deadline" not in found(edition, "", 10, RATINGS).explain("en")
    assert "Deadline: 2027-03-16." in found(edition, "day 30: ended", 30, RATINGS).explain("en")
    assert found(edition, "", 10, RATINGS).due is None


CHANGES = [
    # rule, life, day, the key of what would change it
    (STARTED, "", 1, "change.service_started.met"),
    (PLAN, "", 1, "change.plan_in_time.not_yet_due"),
    (PLAN, "day 9: plan", 9, "change.plan_in_time.already_done"),
    (PLAN, "", 56, "change.plan_in_time.missed"),
    (PLAN, "day 9: plan", 56, "change.met"),
    (PLAN, "day 60: plan", 60, "change.met_late"),
    (PLAN, "day 9: died", 60, "change.excluded"),
    (CONTACTS, "", 92, "change.contacts_followed_through.unknown"),
    (CRISIS, "day 1: need housing", 60, "change.excluded"),
]


@pytest.mark.parametrize(("rule", "lines", "on", "key"), CHANGES)
def test_what_would_change_it_is_said_for_the_rule_or_else_for_the_verdict(
    edition: Method, rule: str, lines: str, on: int, key: str
) -> None:
    finding = found(edition, lines, on, rule)
    for lang in LANGUAGES:
        assert finding.what_would_change(lang) == text(key, lang, due=finding.due)
        assert finding.explain(lang).endswith(finding.what_would_change(lang))


def test_a_rule_of_ones_own_falls_back_to_what_the_verdict_says(edition: Method) -> None:
    own = attrs.evolve(found(edition, "", 56, PLAN), rule="own_rule")
    assert own.what_would_change("en") == text("change.missed", "en")
    waiting = attrs.evolve(found(edition, "day 9: plan", 10, PLAN), rule="own_rule")
    assert waiting.what_would_change("sv") == text("change.already_done", "sv")
    assert attrs.evolve(waiting, due=None).what_would_change("sv")


def test_where_the_catalogue_says_nothing_the_finding_says_no_more(
    edition: Method, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = found(edition, "day 9: plan", 56, PLAN)
    less = {key: said for key, said in en.TEXTS.items() if key != "change.met"}
    monkeypatch.setitem(labels._CATALOGUES, "en", less)
    assert finding.what_would_change("en") == ""
    assert finding.explain("en").endswith("Deadline: 2027-01-11.")


def test_a_crisis_level_of_ones_own_is_called_by_its_code(edition: Method) -> None:
    own = edition.adapt(
        code=edition.code,
        source=edition.source,
        since=edition.period.first,
        crisis_scale=CrisisScale(levels=("grön", "knall-röd"), threshold="knall-röd"),
    )
    reason = Reason(code="crisis_level", facts=(("level", words("crisis_level.knall-röd")),))
    for lang in LANGUAGES:
        assert "knall-röd" in reason.explain(lang)
        assert "crisis_level" not in reason.explain(lang)
    finding = found(own, "day 1: crisis level knall-röd", 56, CRISIS)
    assert told(finding) == "missed: plan_or_chain_missing"


def test_a_level_of_the_edition_is_called_by_its_name() -> None:
    reason = Reason(code="crisis_level", facts=(("level", words("crisis_level.acute")),))
    assert sv.TEXTS["crisis_level.acute"] in reason.explain("sv")
    assert en.TEXTS["crisis_level.acute"] in reason.explain("en")


# All of it can be said

RELEVANT_LATER = """
    day 0: started
    day 1: need housing as n1
    day 70: crisis level acute
    day {n}: crisis plan
    day {n}: hm answers for n1
    day {n}: hm answers for crisis
"""
RELEVANT_EARLY = """
    day 0: started
    day 0: crisis level high
    day 5: crisis plan
    day 5: need housing as n1
    day 5: hm answers for n1
    day 5: hm answers for crisis
"""
LIVES = [
    journal_of(RELEVANT_EARLY),
    journal_of(RELEVANT_LATER.format(n=99) + "day 80: died"),
    *(life(seed) for seed in range(250)),
    journal_of(RELEVANT_LATER.format(n=126)),
    journal_of(RELEVANT_LATER.format(n=127)),
    journal_of(
        RELEVANT_LATER.format(n=99) + "day 71: crisis plan as p1\nday 72: crisis plan as p2, "
        "instead of p1\nday 73: crisis plan as p3, instead of p1"
    ),
]
DAYS = [day(n) for n in (-30, 0, 1, 29, 55, 56, 57, 91, 92, 93, 130, 200, 400)]
SENTENCE = re.compile(r"[A-ZÅÄÖ\d].*[^.]\.", re.DOTALL)

REACHED = {
    STARTED: {"met", "unknown", "excluded"},
    PLAN: {"met", "met_late", "missed", "not_yet_due", "excluded", "unknown"},
    CONTACTS: {"met", "met_late", "missed", "not_yet_due", "excluded", "unknown"},
    RATINGS: {"met", "missed", "not_yet_due", "excluded", "unknown"},
    CRISIS: {"met", "met_late", "missed", "not_yet_due", "excluded", "unknown"},
    LATER: {"met", "met_late", "missed", "not_yet_due", "excluded", "unknown"},
}


def said_well(words: str) -> bool:
    """Whether a text is whole sentences, with nothing left to fill in and no bare code."""
    return bool(SENTENCE.fullmatch(words)) and not re.search(r"[{}@]|\w_\w|  ", words)


def test_every_verdict_of_every_rule_is_explained_in_both_languages(edition: Method) -> None:
    reached: dict[str, set[str]] = {}
    explained: set[tuple[str, str]] = set()
    for journal in LIVES:
        for on in DAYS:
            for finding in review(Case.of(journal, on=on), edition):
                reached.setdefault(finding.rule, set()).add(finding.verdict.value)
                for lang in LANGUAGES:
                    explained.add((lang, finding.explain(lang)))
    assert [each for each in explained if not said_well(each[1])] == []
    assert {rule: REACHED[rule] - verdicts for rule, verdicts in reached.items()} == {
        rule: set() for rule in REACHED
    }


@given(any_journals(), any_methods(), st.data())
def test_whatever_is_written_down_can_be_explained(
    journal: Journal, method: Method, data: DataObject
) -> None:
    on, known = data.draw(days_around(journal)), data.draw(days_known(journal))
    for finding in review(Case.of(journal, on=on, known=known), method):
        assert finding.reasons
        for lang in LANGUAGES:
            assert finding.explain(lang).endswith(".")
            assert finding.what_would_change(lang)
            assert not re.search(r"[{}]", finding.explain(lang))


@given(any_journals(), st.data())
def test_a_finding_is_its_milestone_read_on_a_day(journal: Journal, data: DataObject) -> None:
    method, on = EDITIONS[EDITION], data.draw(days_around(journal))
    for milestone in milestones(Case.of(journal, on=on), method):
        source = method.rule_of(milestone.rule).source
        finding, judgement = finding_of(milestone, source, on=on), judge(milestone, on)
        assert finding.verdict is judgement.verdict
        assert finding.reasons[0] == Reason(code=judgement.step.code, facts=judgement.step.facts)
        assert finding.entries == judgement.step.entries
        assert finding.due == milestone.due_on(on)
        said = {reason.code for reason in finding.reasons}
        shown = set() if finding.verdict is Verdict.EXCLUDED else finding.marks
        assert {f"mark.{mark.value}" for mark in shown} == {c for c in said if "mark." in c}
        assert [m for m in Mark if m in shown] == [
            Mark(c.removeprefix("mark.")) for c in (r.code for r in finding.reasons) if "mark." in c
        ]
        assert ("listed_not_counted" in said) == (not milestone.counts)
