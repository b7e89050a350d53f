"""A milestone answers for every day: the step that stands, the verdict, and when it may change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from cm_method.case.case import Case
from cm_method.rules.method import Method
from cm_method.rules.milestone import (
    Answer,
    Mark,
    Milestone,
    Signature,
    Step,
    Verdict,
    changing_days,
    judge,
    standing_on,
)
from cm_method.rules.review import milestones, of_other_editions, review
from tests.base.refusal import refused
from tests.examples.notation import journal_of
from tests.reference.lives import life

START = date(2026, 11, 16)
DUE = START + timedelta(56)
LONG_AFTER = date(2031, 12, 31)


def day(number: int) -> date:
    return START + timedelta(number)


def step(number: int, answer: Answer, code: str = "") -> Step:
    return Step(on=day(number), answer=answer, code=code or answer.value)


def milestone(*done: Step, **given: Any) -> Milestone:
    plain: dict[str, Any] = {
        "rule": "plan_in_time",
        "participant": "P-0001",
        "episode": "start",
        "counts": True,
        "opens": START,
        "since": START,
        "due": DUE,
        "due_known": START,
    }
    return Milestone(**{**plain, "done": done or (step(0, Answer.NO),), **given})


YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


@st.composite
def own_milestones(draw: st.DrawFn) -> Milestone:
    """A milestone as a rule of one's own may build it, whatever happens by day 70."""
    near = st.integers(-3, 70)

    def steps(least: int) -> tuple[Step, ...]:
        numbers = sorted(draw(st.lists(near, min_size=least, max_size=4)))
        if numbers:
            numbers[0] = min(numbers[0], 0)
        return tuple(step(number, draw(st.sampled_from(Answer))) for number in numbers)

    return milestone(
        *steps(1),
        belongs=steps(0),
        due=draw(st.none() | near.map(day)),
        due_known=day(draw(near)),
        marks=tuple((Mark.WORSENED, day(number)) for number in draw(st.lists(near, max_size=2))),
        died=draw(st.none() | st.tuples(near.map(day), st.just("hm-9"))),
        contested=draw(st.none() | st.tuples(near.map(day), st.just("hm-3"))),
    )


class TestStandingOn:
    STEPS = (step(0, NO), step(10, YES, "first"), step(10, YES, "second"), step(20, NO))

    @pytest.mark.parametrize(
        ("number", "index"), [(0, 0), (9, 0), (10, 2), (19, 2), (20, 3), (99, 3)]
    )
    def test_the_last_step_by_the_day_stands(self, number: int, index: int) -> None:
        assert standing_on(self.STEPS, day(number)) is self.STEPS[index]

    def test_before_all_steps_the_first_one_stands(self) -> None:
        assert standing_on(self.STEPS, day(-1)) is self.STEPS[0]


def verdicts(found: Milestone, *numbers: int) -> list[Verdict]:
    return [judge(found, day(number)).verdict for number in numbers]


class TestJudge:
    def test_in_time_through_the_due_day(self) -> None:
        found = milestone(step(0, NO), step(56, YES))
        assert verdicts(found, 55, 56, 99) == [Verdict.NOT_YET_DUE, Verdict.MET, Verdict.MET]

    def test_late_from_the_day_after(self) -> None:
        found = milestone(step(0, NO), step(57, YES))
        assert verdicts(found, 56, 57) == [Verdict.MISSED, Verdict.MET_LATE]

    def test_what_is_lost_after_the_due_day_is_still_met(self) -> None:
        found = milestone(step(0, YES), step(57, NO))
        assert verdicts(found, 57) == [Verdict.MET]

    def test_what_is_lost_again_after_being_late_stays_late(self) -> None:
        found = milestone(step(0, NO), step(60, YES), step(70, NO))
        assert verdicts(found, 59, 60, 70) == [
            Verdict.MISSED,
            Verdict.MET_LATE,
            Verdict.MET_LATE,
        ]

    def test_unknown_on_the_due_day_is_unknown_for_good(self) -> None:
        found = milestone(step(0, UNKNOWN), step(60, YES))
        assert verdicts(found, 55, 56, 60) == [
            Verdict.NOT_YET_DUE,
            Verdict.UNKNOWN,
            Verdict.UNKNOWN,
        ]

    def test_a_death_before_the_due_day_excludes_from_its_own_day(self) -> None:
        found = milestone(step(0, YES), died=(day(55), "hm-9"))
        assert verdicts(found, 54, 55, 56) == [
            Verdict.NOT_YET_DUE,
            Verdict.EXCLUDED,
            Verdict.EXCLUDED,
        ]
        assert judge(found, day(55)).step.entries == ("hm-9",)

    def test_a_death_on_the_due_day_does_not(self) -> None:
        assert verdicts(milestone(step(0, YES), died=(day(56), "hm-9")), 56) == [Verdict.MET]

    def test_corrections_that_compete_by_the_due_day_make_it_unknown(self) -> None:
        found = milestone(step(0, YES), contested=(day(56), "hm-3"))
        assert verdicts(found, 55, 56) == [Verdict.NOT_YET_DUE, Verdict.UNKNOWN]

    def test_corrections_that_compete_after_the_due_day_do_not(self) -> None:
        found = milestone(step(0, YES), contested=(day(57), "hm-3"))
        assert verdicts(found, 57) == [Verdict.MET]

    def test_a_due_day_is_not_known_before_its_day(self) -> None:
        found = milestone(step(0, NO), due_known=day(40))
        assert found.due_on(day(39)) is None
        assert found.due_on(day(40)) == DUE
        assert judge(found, day(39)).code == "no_due_day"
        assert judge(found, day(40)).code != "no_due_day"

    def test_who_does_not_belong_is_excluded_and_not_already_done(self) -> None:
        found = milestone(step(0, YES), belongs=(step(0, NO, "not_relevant"),))
        assert judge(found, day(10)).done_on is None
        assert judge(found, day(56)).verdict is Verdict.EXCLUDED
        assert judge(found, day(56)).code == "not_relevant"

    @pytest.mark.parametrize(("done", "done_on"), [(YES, START), (NO, None)])
    def test_unknown_membership_says_whether_it_is_done(
        self, done: Answer, done_on: date | None
    ) -> None:
        found = milestone(step(0, done), belongs=(step(0, UNKNOWN, "not_assessed"),))
        judged = judge(found, day(56))
        assert (judged.verdict, judged.code) == (Verdict.UNKNOWN, "membership")
        assert (judged.step.code, judged.done_on) == ("not_assessed", done_on)

    def test_done_counts_from_the_first_day_of_an_unbroken_row(self) -> None:
        steps = (step(0, YES), step(5, NO), step(10, YES), step(20, YES))
        assert judge(milestone(*steps), day(30)).done_on == day(10)
        assert judge(milestone(*steps), day(3)).done_on == day(0)
        assert judge(milestone(*steps), day(7)).done_on is None

    def test_marks_show_from_their_day(self) -> None:
        found = milestone(step(0, YES), marks=((Mark.LEFT_BEFORE_DEADLINE, day(30)),))
        assert judge(found, day(29)).marks == frozenset()
        assert judge(found, day(30)).marks == {Mark.LEFT_BEFORE_DEADLINE}

    def test_judgements_that_no_figure_tells_apart_share_a_signature(self) -> None:
        early, later = milestone(step(0, YES)), milestone(step(0, NO), step(20, YES))
        assert judge(early, DUE).signature == judge(later, DUE).signature
        assert judge(early, day(1)).signature != judge(later, day(1)).signature


class TestSteps:
    """A milestone that somebody builds answers for every day from the one on which it opens."""

    def test_a_milestone_without_a_step_is_refused(self) -> None:
        with refused(("milestone_without_step", "rules.plan_in_time.done")):
            milestone(done=())

    @pytest.mark.parametrize("name", ["done", "belongs"])
    def test_so_is_one_whose_first_step_comes_after_it_opens(self, name: str) -> None:
        milestone(**{name: (step(0, YES),)})
        with refused(("milestone_begins_too_late", f"rules.plan_in_time.{name}")):
            milestone(**{name: (step(1, YES),)})

    def test_so_are_steps_out_of_order_and_both_faults_are_told_at_once(self) -> None:
        with refused(
            ("milestone_steps_out_of_order", "rules.plan_in_time.done"),
            ("milestone_begins_too_late", "rules.plan_in_time.belongs"),
        ):
            milestone(step(0, NO), step(9, YES), step(8, NO), belongs=(step(1, YES),))

    @given(own_milestones(), st.integers(0, 70))
    def test_a_verdict_rests_only_on_what_had_happened_by_its_day(
        self, found: Milestone, number: int
    ) -> None:
        asked = day(number)
        forgotten = attrs.evolve(
            found,
            done=tuple(each for each in found.done if each.on <= asked),
            belongs=tuple(each for each in found.belongs if each.on <= asked),
            marks=tuple(each for each in found.marks if each[1] <= asked),
            died=found.died if found.died and found.died[0] <= asked else None,
            contested=found.contested if found.contested and found.contested[0] <= asked else None,
            due=found.due_on(asked),
        )
        judged = judge(found, asked)
        assert judge(forgotten, asked) == judged
        assert judged.step.on <= asked
        assert judged.done_on is None or judged.done_on <= asked


class TestChangingDays:
    def test_holds_every_day_on_which_something_is_said(self) -> None:
        found = milestone(
            step(-5, NO),
            step(10, YES),
            belongs=(step(0, NO), step(20, YES)),
            marks=((Mark.SHORT_NOTICE, day(30)),),
            died=(day(90), "hm-9"),
            due_known=day(40),
        )
        numbers = [0, 10, 20, 30, 40, 56, 90]
        assert changing_days(found) == [day(number) for number in numbers]

    @given(st.integers(0, 10**9))
    def test_between_them_nobody_counts_in_another_way(self, edition: Method, seed: int) -> None:
        case = Case.of(life(seed), on=LONG_AFTER)
        for found in milestones(case, edition):
            days = set(changing_days(found))
            before: Signature | None = None
            for number in range((max(days) - found.opens).days + 3):
                asked = found.opens + timedelta(number)
                counted = judge(found, asked).signature
                assert before is None or asked in days or counted == before
                before = counted


class TestReview:
    def test_asks_every_rule_about_every_episode_of_this_edition(self, edition: Method) -> None:
        journal = journal_of(
            """
            day 0: started
            day 10: ended
            day 20: started under malmo-2027 as other
            day 30: ended other
            day 40: started as again
            """
        )
        case = Case.of(journal, on=day(40))
        found = [(finding.episode, finding.rule) for finding in review(case, edition)]
        rules = [rule.name for rule in edition.rules]
        assert found == [(id, rule) for id in ("start", "again") for rule in rules]
        assert [e.started.id for e in of_other_editions(case, edition)] == ["other"]

    def test_finds_nothing_before_a_start(self, edition: Method) -> None:
        assert review(Case.of(journal_of("day 0: started"), on=day(-1)), edition) == ()

    def test_a_finding_names_the_entries_it_rests_on_and_its_source(self, edition: Method) -> None:
        journal = journal_of("day 0: started\nday 20: plan as p1")
        case = Case.of(journal, on=day(60), known=day(61))
        found = next(f for f in review(case, edition) if f.rule == "plan_in_time")
        assert found.entries == ("p1",)
        assert found.source == edition.rule_of("plan_in_time").source
        assert (found.on, found.known, found.done_on) == (day(60), day(61), day(20))
        assert (found.since, found.participant, found.counts) == (START, "P-0001", True)
