"""What changed between two reports, person by person, and why."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.register import Register
from cm_method.cohort.changes import Cause, Change, State, changes, no_longer_reproducible
from cm_method.cohort.report import report
from cm_method.journal import Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.findings import Finding
from cm_method.rules.method import Counting, Method, StartDay
from cm_method.rules.review import review
from cm_method.testing.strategies import EDITION, days_around, days_known, registers
from tests.examples.notation import EXAMPLE_START, day_of, journal_of


def day(said: int) -> date:
    return day_of(f"day {said}", EXAMPLE_START)


def as_known(on: int, known: int | None = None) -> State:
    """A report day, and the day up to which things were recorded: the same unless said."""
    return State(on=day(on), known=day(on if known is None else known))


def told(change: Change) -> str:
    """One change in one line: the rule, the two verdicts, the causes with their entries."""
    before, after = (
        "not asked" if finding is None else finding.verdict.value
        for finding in (change.before, change.after)
    )
    causes = " and ".join(" ".join((cause.value, *ids)) for cause, ids in change.causes)
    return f"{change.rule}: {before} -> {after}: {causes}"


def found(lines: str, method: Method, earlier: State, later: State) -> list[str]:
    register = Register(journals=[journal_of(lines)])
    return [told(each) for each in changes(register, method, earlier=earlier, later=later)]


ASSESSED = "day 0: started\nday 1: need housing as n1\n"
"""Not relevant for target 5, so that its answer comes once, on day 56."""
EXCLUDED = "crisis_plan_and_chain: not_yet_due -> excluded: time_passed"

CAUSES = [
    # life, earlier day, later day, what is told
    # nothing changed, nothing is listed
    ("day 0: started", 5, 5, []),
    ("day 0: started", 5, 55, []),
    ("day 0: reached", 0, 99, []),
    # time passed
    (ASSESSED, 55, 56, [EXCLUDED, "plan_in_time: not_yet_due -> missed: time_passed"]),
    (ASSESSED, 56, 57, []),
    # happened since
    (
        ASSESSED + "day 60: plan as p1",
        *(57, 61),
        ["plan_in_time: missed -> met_late: happened_since p1"],
    ),
    # both at once; nobody is counted twice
    (
        ASSESSED + "day 20: plan as p1",
        *(10, 56),
        [EXCLUDED, "plan_in_time: not_yet_due -> met: happened_since p1 and time_passed"],
    ),
    # already done is an answer too: it came without any verdict changing
    (
        ASSESSED + "day 20: plan as p1",
        *(19, 20),
        ["plan_in_time: not_yet_due -> not_yet_due: happened_since p1"],
    ),
    # the start itself
    (
        "day 0: started",
        *(-1, 0),
        [
            "contacts_followed_through: not asked -> not_yet_due: happened_since start",
            "crisis_plan_and_chain: not asked -> not_yet_due: happened_since start",
            "plan_in_time: not asked -> not_yet_due: happened_since start",
            "self_rated_improvement: not asked -> not_yet_due: happened_since start",
            "service_started: not asked -> met: happened_since start",
        ],
    ),
    # a death is read by every rule
    (
        ASSESSED + "day 30: died as d1",
        *(29, 30),
        [
            "contacts_followed_through: not_yet_due -> excluded: happened_since d1",
            "crisis_plan_and_chain: not_yet_due -> excluded: happened_since d1",
            "plan_in_time: not_yet_due -> excluded: happened_since d1",
            "self_rated_improvement: not_yet_due -> excluded: happened_since d1",
        ],
    ),
    # what a rule does not rest on is no cause of its answer
    (
        ASSESSED + "day 57: rating ucla-3 5\nday 60: plan as p1",
        *(56, 61),
        ["plan_in_time: missed -> met_late: happened_since p1"],
    ),
]


@pytest.mark.parametrize(("lines", "then", "now", "expected"), CAUSES)
def test_between_two_days_each_known_on_its_own_day(
    edition: Method, lines: str, then: int, now: int, expected: list[str]
) -> None:
    assert found(lines, edition, as_known(then), as_known(now)) == expected


LATER_KNOWLEDGE = [
    # life, what is told about day 57 when it is looked at again on day 99
    ("", []),
    (
        "day 20, recorded day 70: plan as p1",
        ["plan_in_time: missed -> met: recorded_late p1"],
    ),
    # what happened on the report day itself had happened
    (
        "day 57, recorded day 70: plan as p1",
        ["plan_in_time: missed -> met_late: recorded_late p1"],
    ),
    (
        "day 60: plan as p1\nday 50, recorded day 80: plan as p2, instead of p1",
        ["plan_in_time: missed -> met: recorded_late p2"],
    ),
    (
        "day 50: plan as p1\nday 60, recorded day 80: plan as p2, instead of p1",
        ["plan_in_time: met -> missed: corrected p2"],
    ),
    (
        "day 20: plan as p1\nday 20, recorded day 70: retracted p1 as t1",
        ["plan_in_time: met -> missed: corrected t1"],
    ),
    (
        "day 20: plan without goal as p1\nday 20, recorded day 70: plan as p2, instead of p1",
        ["plan_in_time: missed -> met: corrected p2"],
    ),
    # two who do not agree
    (
        (
            "day 20: plan as p1\nday 21, recorded day 70: plan as p2, instead of p1\n"
            "day 22, recorded day 71: plan as p3, instead of p1"
        ),
        ["plan_in_time: met -> unknown: corrected p2 p3"],
    ),
    # a correction of a correction is told by the last
    (
        (
            "day 20: plan without goal as p1\nday 20, recorded day 70: plan as p2, instead of p1\n"
            "day 21, recorded day 71: plan as p3, instead of p2"
        ),
        ["plan_in_time: missed -> met: corrected p3"],
    ),
    # several causes stand in the order of the codes, their entries by id
    (
        (
            "day 20: plan without goal as p1\nday 30, recorded day 60: plan as p4\n"
            "day 25, recorded day 61: plan as p3\n"
            "day 22, recorded day 62: plan as p2, instead of p1"
        ),
        ["plan_in_time: missed -> met: corrected p2 and recorded_late p3 p4"],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), LATER_KNOWLEDGE)
def test_one_day_as_known_then_and_as_known_now(
    edition: Method, lines: str, expected: list[str]
) -> None:
    assert found(ASSESSED + lines, edition, as_known(57), as_known(57, 99)) == expected
    everything = State(on=day(57))
    assert found(ASSESSED + lines, edition, as_known(57), everything) == expected


CORRECTED_BEFORE_ANYBODY_SAW_IT = [
    # life, earlier day, later day, what is told
    (
        "day 30: plan as p1\nday 30, recorded day 33: plan as p2, instead of p1",
        *(20, 50),
        ["plan_in_time: not_yet_due -> not_yet_due: happened_since p2"],
    ),
    (
        "day 10, recorded day 70: plan as p1\nday 10, recorded day 71: plan as p2, instead of p1",
        *(60, 80),
        ["plan_in_time: missed -> met: recorded_late p2"],
    ),
    # seen, corrected, and corrected once more: what was seen has been corrected
    (
        (
            "day 10: plan as p1\nday 10, recorded day 70: plan without goal as p2, instead of p1\n"
            "day 61, recorded day 71: plan as p3, instead of p2"
        ),
        *(60, 80),
        ["plan_in_time: met -> met_late: corrected p3"],
    ),
]


@pytest.mark.parametrize(("lines", "then", "now", "expected"), CORRECTED_BEFORE_ANYBODY_SAW_IT)
def test_only_what_the_earlier_report_had_seen_is_corrected(
    edition: Method, lines: str, then: int, now: int, expected: list[str]
) -> None:
    assert found(ASSESSED + lines, edition, as_known(then), as_known(now)) == expected


def test_the_earlier_day_does_not_lie_after_the_later_one(edition: Method) -> None:
    with pytest.raises(ValueError, match=r"the earlier day 2026-11-18 lies after .* 2026-11-17"):
        changes(Register(journals=[]), edition, earlier=as_known(2), later=as_known(1))


def test_a_correction_that_was_known_already_is_what_happened_since(edition: Method) -> None:
    """At one state of knowledge nothing is corrected between two days."""
    lines = ASSESSED + "day 20: plan as p1\nday 70: plan as p2, instead of p1"
    then, now = State(on=day(60)), State(on=day(80))
    assert found(lines, edition, then, now) == [
        "plan_in_time: missed -> met_late: happened_since p2"
    ]


def test_where_the_clock_counts_from_the_first_contact_that_contact_is_a_cause(
    edition: Method,
) -> None:
    own = edition.adapt(
        code=edition.code,
        source=edition.source,
        since=edition.period.first,
        start_day=StartDay.FIRST_REACHED,
    )
    lines = "day 0: started\nday 1: need housing as n1\nday -10, recorded day 52: reached as r1"
    assert found(lines, own, as_known(50), as_known(50, 52)) == [
        "crisis_plan_and_chain: not_yet_due -> excluded: recorded_late r1",
        "plan_in_time: not_yet_due -> missed: recorded_late r1",
    ]


def test_where_every_episode_counts_each_has_its_own_answer(edition: Method) -> None:
    own = edition.adapt(
        code=edition.code,
        source=edition.source,
        since=edition.period.first,
        counting=Counting.EVERY_EPISODE,
    )
    lines = "day 0: started\nday 10: plan as p1\nday 20: ended\nday 30: started as s2"
    earlier, later = as_known(60), as_known(86)
    register = Register(journals=[journal_of(lines)])
    plans = [
        each
        for each in changes(register, own, earlier=earlier, later=later)
        if each.rule == "plan_in_time"
    ]
    assert [told(each) for each in plans] == ["plan_in_time: not_yet_due -> missed: time_passed"]
    assert [each.after.episode for each in plans if each.after] == ["s2"]


class TestWhereEveryEpisodeCounts:
    """Each keeps its own answer, whatever comes into the books before it."""

    earlier_one = "day -90, recorded day 80: started as s0\nday -20, recorded day 80: ended s0\n"

    def plans(self, method: Method, lines: str) -> list[str]:
        own = method.adapt(
            code=method.code,
            source=method.source,
            since=method.period.first,
            counting=Counting.EVERY_EPISODE,
        )
        listed = found(lines, own, as_known(60), as_known(60, 99))
        return [line for line in listed if line.startswith("plan")]

    def test_an_earlier_episode_recorded_late_leaves_the_other_as_it_was(
        self, edition: Method
    ) -> None:
        lines = "day 0: started as s\nday 10: plan as p1\n" + self.earlier_one
        (only,) = self.plans(edition, lines)
        assert only.startswith("plan_in_time: not asked -> missed: recorded_late")
        assert "s0" in only

    def test_also_when_the_start_was_corrected_meanwhile(self, edition: Method) -> None:
        lines = (
            "day 0: started as s\nday 1: plan as p1\n"
            "day 1, recorded day 70: started as s2, instead of s\n" + self.earlier_one
        )
        (only,) = self.plans(edition, lines)
        assert only.startswith("plan_in_time: not asked -> missed: corrected s2 and recorded_late")

    def test_starts_that_compete_are_the_episode_that_they_correct(self, edition: Method) -> None:
        lines = (
            "day 0: started as s\nday 1, recorded day 70: started as s2, instead of s\n"
            "day 2, recorded day 71: started as s3, instead of s"
        )
        assert self.plans(edition, lines)[0].startswith("plan_in_time: missed -> unknown")


class TestMerging:
    """What arrives by merging is told from what was recorded late, by the ids a report kept."""

    hm = "day 0: started as s1\nday 1: need housing as n1\nday 60: plan as p1"
    hsf = "day 20: plan as p2\nday 21, recorded day 90: plan as p3"

    def told_after_merging(self, method: Method, earlier: State) -> list[str]:
        merged = journal_of(self.hm).merge(journal_of(self.hsf))
        return [
            told(each)
            for each in changes(
                Register(journals=[merged]), method, earlier=earlier, later=State(on=day(99))
            )
            if each.rule == "plan_in_time"
        ]

    def test_with_the_ids_that_the_report_kept(self, edition: Method) -> None:
        mine = Register(journals=[journal_of(self.hm)])
        kept = report(mine, edition, on=day(57), known=day(57)).kept
        assert self.told_after_merging(edition, State(on=day(57), known=day(57), kept=kept)) == [
            (
                "plan_in_time: missed -> met: "
                "arrived_by_merging p2 and recorded_late p3 and happened_since p1"
            ),
        ]

    def test_without_them_an_entry_recorded_in_time_seems_to_have_been_there(
        self, edition: Method
    ) -> None:
        assert self.told_after_merging(edition, as_known(57)) == []

    def test_a_journal_that_the_report_did_not_have_has_arrived_by_merging(
        self, edition: Method
    ) -> None:
        register = Register(journals=[journal_of(self.hm)])
        earlier = State(on=day(10), kept={})
        told_first = [
            told(each)
            for each in changes(register, edition, earlier=earlier, later=State(on=day(10)))
        ]
        assert told_first[-1] == "service_started: not asked -> met: arrived_by_merging s1"

    def test_what_happened_after_the_day_of_the_report_has_not_arrived(
        self, edition: Method
    ) -> None:
        register = Register(journals=[journal_of(self.hm)])
        kept = {"P-0001": frozenset({"s1", "n1"})}
        then, now = State(on=day(57), kept=kept), State(on=day(60))
        assert [told(e) for e in changes(register, edition, earlier=then, later=now)] == [
            "plan_in_time: missed -> met_late: happened_since p1"
        ]

    def test_the_later_report_is_held_to_its_ids_as_well(self, edition: Method) -> None:
        register = Register(journals=[journal_of(self.hm).merge(journal_of(self.hsf))])
        then, now = (
            State(on=day(61), kept={"P-0001": frozenset(ids)})
            for ids in (("s1", "n1"), ("s1", "n1", "p1"))
        )
        assert [told(e) for e in changes(register, edition, earlier=then, later=now)] == [
            "plan_in_time: missed -> met_late: arrived_by_merging p1"
        ]


class TestDisposal:
    """What is gone is in neither state: it is told of the whole comparison, never of one change."""

    lines = "day 0: started\nday 1: need housing as n1\nday 5: plan as p1"

    def test_whose_answers_of_then_cannot_be_made_again(self, edition: Method) -> None:
        whole = Register(
            journals=[journal_of(self.lines, subject=who) for who in ("P-1", "P-2", "P-3")]
        )
        kept = report(whole, edition, on=day(10)).kept
        gone = {"P-1": [], "P-2": ["p1"], "P-3": ["never-there"]}
        left = Register(journals=[journal.dispose(gone[journal.subject]) for journal in whole])
        earlier = State(on=day(10), kept=kept)
        assert no_longer_reproducible(whole, earlier) == ()
        assert no_longer_reproducible(left, earlier) == ("P-2",)
        assert no_longer_reproducible(left, State(on=day(10))) == ()
        assert no_longer_reproducible(left, State(on=day(10), kept={})) == ()

    def test_it_explains_no_change(self, edition: Method) -> None:
        journal = journal_of(self.lines)
        kept = report(Register(journals=[journal]), edition, on=day(10)).kept
        after = Register(journals=[journal.dispose(["p1"])])
        earlier = State(on=day(10), kept=kept)
        listed = changes(after, edition, earlier=earlier, later=State(on=day(56)))
        assert [told(each) for each in listed][-1] == (
            "plan_in_time: not_yet_due -> missed: time_passed"
        )


def test_changes_are_told_person_by_person_and_name_both_findings(edition: Method) -> None:
    register = Register(
        journals=[
            journal_of(ASSESSED, subject="P-2"),
            journal_of(ASSESSED + "day 20: plan as p1", subject="P-1"),
            journal_of("day 0: reached", subject="P-3"),
        ]
    )
    listed = changes(register, edition, earlier=as_known(30), later=as_known(56))
    plans = [each for each in listed if each.rule == "plan_in_time"]
    assert [each.participant for each in listed] == ["P-1", "P-1", "P-2", "P-2"]
    assert [told(each) for each in plans] == [
        "plan_in_time: not_yet_due -> met: time_passed",
        "plan_in_time: not_yet_due -> missed: time_passed",
    ]
    for each in plans:
        assert each.before is not None
        assert each.after is not None
        assert (each.before.on, each.after.on) == (day(30), day(56))
        assert each.after.entries == (("p1",) if each.participant == "P-1" else ())


def answers(journal: Journal, state: State) -> dict[str, tuple[str, date | None]]:
    """The counted answers of a state, by rule."""
    findings: tuple[Finding, ...] = review(
        Case.of(journal, on=state.on, known=state.known), EDITIONS[EDITION]
    )
    return {f.rule: (f.verdict.value, f.done_on) for f in findings if f.counts}


class TestEveryChange:
    """All answers that differ are listed, each with a cause, and no others."""

    @given(registers(min_size=1), st.data())
    def test_what_differs_is_listed_with_its_cause(
        self, register: Register, data: DataObject
    ) -> None:
        asked: Journal = data.draw(st.sampled_from(tuple(register)))
        days = sorted(data.draw(days_around(asked)) for _ in range(2))
        known = [data.draw(days_known(asked)) for _ in range(2)]
        known.sort(key=lambda each: each or date.max)
        then, now = (State(on=on, known=by) for on, by in zip(days, known, strict=True))
        listed = changes(register, EDITIONS[EDITION], earlier=then, later=now)
        expected = set()
        for journal in register:
            before, after = answers(journal, then), answers(journal, now)
            for rule in before.keys() | after.keys():
                if before.get(rule) != after.get(rule):
                    expected.add((journal.subject, rule))
        assert {(each.participant, each.rule) for each in listed} == expected
        assert len(listed) == len(expected)
        for each in listed:
            assert each.causes
            for cause, ids in each.causes:
                assert ids or cause is Cause.TIME_PASSED

    @given(registers(min_size=1), st.data())
    def test_at_one_state_of_knowledge_only_time_passes_and_things_happen(
        self, register: Register, data: DataObject
    ) -> None:
        asked: Journal = data.draw(st.sampled_from(tuple(register)))
        days = sorted(data.draw(days_around(asked)) for _ in range(2))
        known = data.draw(days_known(asked))
        assume(days[0] < days[1])
        then, now = (State(on=each, known=known) for each in days)
        listed = changes(register, EDITIONS[EDITION], earlier=then, later=now)
        causes = {cause for each in listed for cause, _ in each.causes}
        assert causes <= {Cause.TIME_PASSED, Cause.HAPPENED_SINCE}


def test_of_two_starts_the_one_taken_back_is_gone_and_the_other_stays(edition: Method) -> None:
    every = edition.adapt(
        code=edition.code,
        source=edition.source,
        since=edition.period.first,
        counting=Counting.EVERY_EPISODE,
    )
    lives = (
        "day 0: started as s0\nday 0, recorded day 70: retracted s0\nday 10: started as s1\n"
        "day 12: plan as p1"
    )
    told_of = found(lives, every, as_known(60), as_known(60, 99))
    gone = [each for each in told_of if "-> not asked" in each]
    assert gone
    assert not any("not asked ->" in each for each in told_of)
