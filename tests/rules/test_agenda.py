"""The agenda: what is to be done, by whom, by when, and why - and when it stops asking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.chain import DefaultHolder
from cm_method.case.consent import ConsentGiven, ConsentKind, ConsentWithdrawn
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.crisis_plans import ReviewTrigger, SituationChanged
from cm_method.case.episodes import WorkerChanged, death, death_in_doubt, episodes, worker_on
from cm_method.case.participants import Died
from cm_method.case.parties import Parties, WorkerJoined, WorkerLeft
from cm_method.case.plans import ContactPath, Goal, GoalFollowedUp, GoalStatus, PlanAgreed
from cm_method.case.responsibility import ResponsibilityAccepted, ResponsibilityOffered
from cm_method.dates import Period, plus_days
from cm_method.errors import Fact
from cm_method.journal import Entry, Journal, Retracted, RetractionReason
from cm_method.labels import LANGUAGES, Words
from cm_method.rules.agenda import Duty, Task, agenda
from cm_method.rules.editions import EDITIONS
from cm_method.rules.findings import Finding
from cm_method.rules.method import Counting, CrisisScale, Method
from cm_method.rules.milestone import Verdict
from cm_method.rules.review import review
from cm_method.testing.strategies import (
    EDITION,
    OTHER_EDITION,
    any_journals,
    any_methods,
    days_around,
    journals,
)
from tests.examples.notation import EXAMPLE_START, day_of, journal_of


def day(said: int) -> date:
    return day_of(f"day {said}", EXAMPLE_START)


def on_day(on: int, kind: type[Entry], id: str, **rest: Any) -> Entry:
    """An entry that the short notation has no words for."""
    return kind(id=id, on=day(on), by="hm", **rest)


def as_told(fact: Fact) -> str:
    return (
        "@" + ",".join(fact.keys) if isinstance(fact, Words) else str(getattr(fact, "value", fact))
    )


def told(task: Task) -> str:
    """A task in one line, its day counted from the start of the example."""
    by = "soon" if task.by is None else f"by day {(task.by - EXAMPLE_START).days}"
    about = [as_told(value) for _, value in task.facts]
    words = ["overdue" if task.overdue else "", task.duty.value, *about, by]
    return " ".join(filter(None, words))


def case_of(lines: str, on: int, *more: Entry) -> Case:
    return Case.of(journal_of(lines).with_entries(*more), on=day(on), known=day(on))


def asked(
    method: Method,
    lines: str,
    on: int,
    *more: Entry,
    of: frozenset[Duty] | None = None,
    parties: Parties | None = None,
) -> list[str]:
    """What is asked for on a day; *of* some duties only."""
    tasks = agenda([case_of(lines, on, *more)], method, parties)
    return [told(task) for task in tasks if of is None or task.duty in of]


RATED = """
    day 1: rating ucla-3 7
    day 1: rating own-participation 3
"""
ASSESSED = "day 1: need housing as n1\nday 1: hm answers for n1 as a1\n"
PLANNED = "day 5: plan for psykiatri as p1\n"
ATTENDED = "day 6: contact psykiatri attended\n"
START = "day 0: started\n"
ALL_DONE = START + RATED + ASSESSED + PLANNED + ATTENDED
CO_OCCURRING = "day 1: need addiction as n1\nday 1: need neurodevelopmental as n2\n"
LONELINESS = "rate_before loneliness @instrument.ucla-3"
PARTICIPATION = "rate_before participation @instrument.own-participation"

AT_THE_START = [
    f"{LONELINESS} by day 28",
    f"{PARTICIPATION} by day 28",
    "assess_needs by day 56",
    "agree_plan by day 56",
]


def cases_in(table: str) -> list[Any]:
    """Lives with what is asked on some days, from a table that people can read.

    A block is a title, what happened, and a line a day: `== day 56: one task; another task`, or
    `== day 56: nothing`.
    """
    found = []
    for block in table.strip().split("\n\n"):
        title, *lines = map(str.strip, block.splitlines())
        life = "\n".join(line for line in lines if not line.startswith("=="))
        for line in lines:
            if line.startswith("=="):
                on, _, said = line.removeprefix("== day ").partition(": ")
                expected = [] if said == "nothing" else said.split("; ")
                name = f"{title.removeprefix('# ')}, day {on}"
                found.append(pytest.param(life, int(on), expected, id=name))
    return found


SHORT = {
    "WHOLE PLAN": "agree_crisis_plan @PLAN.plan",
    "WHOLE CHAIN": "establish_chain @CHAIN.crisis_holder,CHAIN.need_holder",
    "NO NEED": "establish_chain @CHAIN.crisis_needs,CHAIN.crisis_holder",
    "PLAN.": "crisis_plan_part.",
    "CHAIN.": "chain_part.",
    "FOLLOW ": "follow_contact ",
    "RATE LONELINESS": LONELINESS,
    "RATE PARTICIPATION": PARTICIPATION,
    "RATED": RATED,
    "HELD": ASSESSED,
}


def spelt(said: str) -> str:
    """A line of a table with what is short for something longer spelt out."""
    for short, long in SHORT.items():
        said = said.replace(short, long)
    return said


DUTIES: Mapping[str, frozenset[Duty]] = {
    "plan_in_time": frozenset({Duty.AGREE_PLAN}),
    "contacts_followed_through": frozenset({Duty.PRIORITISE_CONTACTS, Duty.FOLLOW_CONTACT}),
    "crisis_plan_and_chain": frozenset(
        {Duty.ASSESS_NEEDS, Duty.AGREE_CRISIS_PLAN, Duty.ESTABLISH_CHAIN}
    ),
}

OF_TARGET_5 = START + RATED + PLANNED + ATTENDED


def test_a_start_asks_for_what_every_participant_is_owed(edition: Method) -> None:
    assert asked(edition, START, 0) == AT_THE_START


@pytest.mark.parametrize("on", [6, 28, 56, 92, 300])
def test_when_all_is_done_nothing_is_asked(edition: Method, on: int) -> None:
    assert asked(edition, ALL_DONE, on) == []


@pytest.mark.parametrize("on", [-1, 0])
def test_before_the_start_nothing_is_asked(edition: Method, on: int) -> None:
    assert asked(edition, "day -5: reached\nday 1: started", on) == []


OWED = cases_in("""
    # a rating near the start
    HELD
    day 5: plan for psykiatri
    day 6: contact psykiatri attended
    day 30: rating ucla-3 7
    == day 28: RATE LONELINESS by day 28; RATE PARTICIPATION by day 28
    == day 29: overdue RATE LONELINESS by day 28; overdue RATE PARTICIPATION by day 28
    == day 30: overdue RATE PARTICIPATION by day 28

    # needs and crisis level
    RATED
    day 5: plan for psykiatri
    day 6: contact psykiatri attended
    == day 56: assess_needs by day 56
    == day 57: overdue assess_needs by day 56

    # a clear plan
    RATED
    HELD
    day 60: plan for psykiatri
    day 61: contact psykiatri attended
    == day 56: agree_plan by day 56
    == day 57: overdue agree_plan by day 56
    == day 60: follow_contact psykiatri by day 92
    == day 61: nothing

    # a plan that lacks something
    RATED
    HELD
    day 5: plan without goal
    == day 20: agree_plan by day 56; prioritise_contacts by day 92

    # priorities, once there is a plan to put them in
    RATED
    HELD
    day 5: plan
    day 99: plan for psykiatri without goal
    day 100: plan for psykiatri
    == day 92: prioritise_contacts by day 92
    == day 93: overdue prioritise_contacts by day 92
    == day 99: overdue prioritise_contacts by day 92
    == day 100: nothing

    # each prioritised contact that is not followed through
    RATED
    HELD
    day 5: plan for psykiatri, boende, skola
    day 6: contact boende attended
    == day 5: FOLLOW boende by day 92; FOLLOW psykiatri by day 92; FOLLOW skola by day 92
    == day 92: FOLLOW psykiatri by day 92; FOLLOW skola by day 92
    == day 93: overdue FOLLOW psykiatri by day 92; overdue FOLLOW skola by day 92

    # a contact that is broken off, missed and attended again
    RATED
    HELD
    day 5: plan for psykiatri
    day 6: contact psykiatri missed
    day 7: contact psykiatri attended
    day 8: contact psykiatri missed
    day 9: contact psykiatri broken_off
    day 95: contact psykiatri attended
    == day 6: FOLLOW psykiatri by day 92
    == day 7: nothing
    == day 8: nothing
    == day 9: FOLLOW psykiatri by day 92
    == day 94: overdue FOLLOW psykiatri by day 92
    == day 95: nothing

    # a contact that the participant drops
    RATED
    HELD
    day 5: plan for psykiatri
    day 8: contact psykiatri dropped
    == day 7: FOLLOW psykiatri by day 92
    == day 8: nothing
    == day 93: nothing
""")


@pytest.mark.parametrize(("lines", "on", "expected"), OWED)
def test_each_thing_owed_is_asked_for_until_it_is_done(
    edition: Method, lines: str, on: int, expected: list[str]
) -> None:
    assert asked(edition, START + spelt(lines), on) == [spelt(each) for each in expected]


CRISIS = cases_in("""
    # not relevant, nothing in place
    day 1: need housing
    == day 10: nothing
    == day 99: nothing

    # not relevant, everything in place
    day 1: need housing as n1
    day 7: crisis plan
    day 7: hm answers for n1
    day 7: hm answers for crisis
    == day 10: nothing
    == day 56: nothing

    # relevant, nothing in place
    day 1: need addiction
    day 1: need neurodevelopmental
    == day 56: WHOLE PLAN by day 56; WHOLE CHAIN by day 56
    == day 57: overdue WHOLE PLAN by day 56; overdue WHOLE CHAIN by day 56

    # relevant, step by step
    day 1: need addiction as n1
    day 1: need neurodevelopmental as n2
    day 7: crisis plan without coping
    day 8: safety plan
    day 9: hm answers for n1
    day 10: hm answers for crisis without any_hour as c1
    day 11: offered crisis from hm to hsf as c2
    day 11: accepted c2
    day 12: hm answers for n2
    == day 6: WHOLE PLAN by day 56; WHOLE CHAIN by day 56
    == day 7: agree_crisis_plan @PLAN.coping by day 56; WHOLE CHAIN by day 56
    == day 9: WHOLE CHAIN by day 56
    == day 10: establish_chain @CHAIN.crisis_any_hour,CHAIN.need_holder by day 56
    == day 11: establish_chain @CHAIN.need_holder by day 56
    == day 12: nothing
    == day 57: nothing

    # in place after the deadline
    day 50: need addiction as n1
    day 50: need mental_ill_health as n2
    day 60: crisis plan
    day 60: hm answers for n1
    day 60: hm answers for n2
    day 60: hm answers for crisis
    == day 59: overdue WHOLE PLAN by day 56; overdue WHOLE CHAIN by day 56
    == day 60: nothing

    # by the crisis level alone
    day 1: crisis level high
    == day 10: WHOLE PLAN by day 56; NO NEED by day 56

    # a crisis level below the threshold
    day 1: crisis level raised
    == day 10: nothing

    # a crisis level that the method cannot read
    day 1: crisis level purple
    day 60: crisis level none
    == day 10: assess_needs by day 56
    == day 59: overdue assess_needs by day 56
    == day 60: nothing

    # assessed after the deadline, so that the answer stays unknown
    day 60: need housing
    == day 59: overdue assess_needs by day 56
    == day 60: nothing

    # relevant after the window
    day 1: need housing as n1
    day 70: crisis level acute
    day 130: crisis plan
    day 130: hm answers for n1
    day 130: hm answers for crisis
    == day 69: nothing
    == day 126: WHOLE PLAN by day 126; WHOLE CHAIN by day 126
    == day 127: overdue WHOLE PLAN by day 126; overdue WHOLE CHAIN by day 126
    == day 130: nothing

    # relevant after the window, and not assessed within it
    day 70: crisis level acute
    == day 71: WHOLE PLAN by day 126; NO NEED by day 126
""")


@pytest.mark.parametrize(("lines", "on", "expected"), CRISIS)
def test_crisis_plan_and_chain_are_asked_of_those_the_target_applies_to(
    edition: Method, lines: str, on: int, expected: list[str]
) -> None:
    found = asked(edition, OF_TARGET_5 + lines, on, of=DUTIES["crisis_plan_and_chain"])
    assert found == [spelt(each) for each in expected]


def test_without_a_crisis_scale_only_needs_can_be_assessed(edition: Method) -> None:
    own = edition.adapt(
        code=edition.code, source=edition.source, since=edition.period.first, crisis_scale=None
    )
    lines = OF_TARGET_5 + "day 1: crisis level acute"
    assert asked(own, lines, 10) == ["assess_needs by day 56"]
    assert asked(own, f"{lines}\n{ASSESSED}", 10) == []


def visit(on: int, id: str, ahead: int | None, contact: str = "psykiatri") -> Entry:
    planned_for = None if ahead is None else day(ahead)
    given = {"contact": contact, "status": ContactStatus.PLANNED, "planned_for": planned_for}
    return on_day(on, ContactFollowed, id, **given)


VISITS = [
    # lines, visits, day, asked
    ("", [visit(10, "v1", 20)], 20, ["planned_visit psykiatri by day 20"]),
    ("", [visit(10, "v1", 20)], 21, ["overdue note_outcome psykiatri by day 20"]),
    ("", [visit(10, "v1", 20)], 9, []),
    # a contact that nobody prioritised is visited as well
    ("", [visit(10, "v1", 20, "skola")], 15, ["planned_visit skola by day 20"]),
    # no day was said
    ("", [visit(10, "v1", None)], 15, []),
    # what happened is noted
    ("day 20: contact psykiatri attended", [visit(10, "v1", 20)], 21, []),
    ("day 21: contact psykiatri missed", [visit(10, "v1", 20)], 21, []),
    # a new day agreed before the visit replaces it
    ("", [visit(10, "v1", 20), visit(15, "v2", 25)], 22, ["planned_visit psykiatri by day 25"]),
    ("", [visit(10, "v1", 20), visit(15, "v2", None)], 22, []),
    # one agreed on the day of the visit, or two agreed at once, do not
    (
        "",
        [visit(10, "v1", 20), visit(20, "v2", 25)],
        22,
        ["overdue note_outcome psykiatri by day 20", "planned_visit psykiatri by day 25"],
    ),
    (
        "",
        [visit(10, "v1", 20), visit(10, "v2", 25)],
        22,
        ["overdue note_outcome psykiatri by day 20", "planned_visit psykiatri by day 25"],
    ),
    # an outcome of one visit is not that of the next
    (
        "day 20: contact psykiatri attended",
        [visit(10, "v1", 20), visit(10, "v2", 25)],
        22,
        ["planned_visit psykiatri by day 25"],
    ),
    (
        "",
        [visit(10, "v1", 20), visit(10, "v2", 18, "boende")],
        19,
        ["overdue note_outcome boende by day 18", "planned_visit psykiatri by day 20"],
    ),
]


@pytest.mark.parametrize(("lines", "visits", "on", "expected"), VISITS)
def test_visits_ahead_and_outcomes_nobody_noted(
    edition: Method, lines: str, visits: list[Entry], on: int, expected: list[str]
) -> None:
    assert asked(edition, ALL_DONE + lines, on, *visits) == expected


OFFERS = cases_in("""
    # accepted
    day 10: offered n1 from hm to psyk as o1
    day 12: accepted o1
    == day 9: nothing
    == day 10: psyk answer_offer 2026-11-26 o1 by day 24
    == day 11: psyk answer_offer 2026-11-26 o1 by day 24
    == day 12: nothing

    # never answered
    day 10: offered crisis to psyk as o1
    == day 24: psyk answer_offer 2026-11-26 o1 by day 24
    == day 25: psyk overdue answer_offer 2026-11-26 o1 by day 24
    == day 99: psyk overdue answer_offer 2026-11-26 o1 by day 24

    # refused
    day 10: offered n1 from hm to psyk as o1
    day 12: refused o1
    == day 12: nothing

    # taken back
    day 10: offered n1 from hm to psyk as o1
    day 12: withdrawn o1
    == day 12: nothing

    # corrected before it was answered under its old id
    day 10: offered n1 from hm to psyk as o1
    day 11: offered n1 from hm to hsf as o2, instead of o1
    day 13: accepted o1
    == day 12: hsf answer_offer 2026-11-27 o2 by day 25
    == day 13: nothing

    # what another took over in the meantime
    day 10: offered crisis to psyk as o1
    day 12: hsf answers for crisis
    == day 11: psyk answer_offer 2026-11-26 o1 by day 24
    == day 12: nothing

    # two at once
    day 10: offered n1 from hm to psyk as o1
    day 10: offered n1 from hm to hsf as o2
    day 11: refused o1
    == day 10: psyk answer_offer 2026-11-26 o1 by day 24; hsf answer_offer 2026-11-26 o2 by day 24
    == day 11: hsf answer_offer 2026-11-26 o2 by day 24
""")


@pytest.mark.parametrize(("lines", "on", "expected"), OFFERS)
def test_an_unanswered_offer_is_the_receivers_turn(
    edition: Method, lines: str, on: int, expected: list[str]
) -> None:
    case = case_of(ALL_DONE + lines, on)
    assert [f"{task.who} {told(task)}" for task in agenda([case], edition)] == expected


def consent(on: int, id: str, last: int, first: int | None = None, **more: Any) -> Entry:
    given = {"consent": ConsentKind.SECRECY_WAIVER, "discloser": "hsf", "recipients": ["hm"]}
    return on_day(
        on,
        ConsentGiven,
        id,
        first=day(on if first is None else first),
        last=day(last),
        **{**given, "information": ["whole"], "purpose": "care", "form": "pärm 3", **more},
    )


CONSENTS = [
    # consents, more, day, asked
    ([consent(5, "c1", 100)], 69, []),
    ([consent(5, "c1", 100)], 70, ["renew_consent secrecy_waiver c1 by day 100"]),
    ([consent(5, "c1", 100)], 100, ["renew_consent secrecy_waiver c1 by day 100"]),
    ([consent(5, "c1", 100)], 101, []),
    # one that lies ahead does not run yet
    ([consent(5, "c1", 30, first=10)], 9, []),
    ([consent(5, "c1", 30, first=10)], 10, ["renew_consent secrecy_waiver c1 by day 30"]),
    # a later one takes over: it covers as much and leaves no day between
    ([consent(5, "c1", 100), consent(80, "c2", 300, first=101)], 90, []),
    ([consent(5, "c1", 100), consent(80, "c2", 300, first=90)], 90, []),
    (
        [consent(5, "c1", 100), consent(80, "c2", 300, first=102)],
        90,
        ["renew_consent secrecy_waiver c1 by day 100"],
    ),
    (
        [consent(5, "c1", 100), consent(80, "c2", 300, information=["plan"])],
        90,
        ["renew_consent secrecy_waiver c1 by day 100"],
    ),
    (
        [consent(5, "c1", 100), consent(80, "c2", 300, discloser="region")],
        90,
        ["renew_consent secrecy_waiver c1 by day 100"],
    ),
    # one that is withdrawn no longer runs, and takes nothing over
    ([consent(5, "c1", 100), on_day(80, ConsentWithdrawn, "w1", consent_given="c1")], 90, []),
    (
        [
            consent(5, "c1", 100),
            consent(60, "c2", 300),
            on_day(80, ConsentWithdrawn, "w1", consent_given="c2"),
        ],
        90,
        ["renew_consent secrecy_waiver c1 by day 100"],
    ),
]


@pytest.mark.parametrize(("consents", "on", "expected"), CONSENTS)
def test_a_consent_that_soon_runs_out(
    edition: Method, consents: list[Entry], on: int, expected: list[str]
) -> None:
    assert asked(edition, ALL_DONE, on, *consents) == expected


def test_how_long_before_a_consent_is_renewed_can_be_chosen(edition: Method) -> None:
    own = own_edition(edition, consent_notice_days=0)
    assert asked(own, ALL_DONE, 99, consent(5, "c1", 100)) == []
    assert len(asked(own, ALL_DONE, 100, consent(5, "c1", 100))) == 1


def own_edition(method: Method, **values: Any) -> Method:
    return method.adapt(code=method.code, source=method.source, since=method.period.first, **values)


HOLDERS = cases_in("""
    # a need that nobody has accepted
    day 30: need money as n2
    day 40: psyk answers for n2
    == day 29: nothing
    == day 30: find_holder 2026-12-16 @NeedArea.money n2 soon
    == day 39: find_holder 2026-12-16 @NeedArea.money n2 soon
    == day 40: nothing

    # a need that the holder lets go of, and that is closed
    day 30: let go a1
    day 50: closed n1
    == day 30: nothing
    == day 31: find_holder 2026-12-17 @NeedArea.housing n1 soon
    == day 50: find_holder 2026-12-17 @NeedArea.housing n1 soon
    == day 51: nothing

    # nobody for the crisis is asked for by the target, where it applies
    == day 30: nothing

    # who had the crisis has let go of it
    day 20: hm answers for crisis as c1
    day 30: let go c1
    day 40: psyk answers for crisis
    == day 30: nothing
    == day 31: find_holder 2026-12-17 @matter.crisis soon
    == day 40: nothing

    # two believe that they hold a need
    day 20: offered n1 from psyk to hsf as o2
    day 20: accepted o2
    day 30: offered n1 from hm to hsf as o3
    day 30: accepted o3
    == day 19: nothing
    == day 20: settle_holder hm @NeedArea.housing n1 hsf soon
    == day 29: settle_holder hm @NeedArea.housing n1 hsf soon
    == day 30: nothing

    # one of two who believe that they hold a need lets go
    day 20: offered n1 from psyk to hsf as o2
    day 20: accepted o2 as a2
    day 25: let go a2
    == day 25: settle_holder hm @NeedArea.housing n1 hsf soon
    == day 26: nothing

    # two believe that they hold the crisis
    day 20: hm answers for crisis as c1
    day 20: psyk answers for crisis
    == day 20: settle_holder hm @matter.crisis psyk soon
""")


@pytest.mark.parametrize(("lines", "on", "expected"), HOLDERS)
def test_needs_that_nobody_holds_and_needs_that_two_do(
    edition: Method, lines: str, on: int, expected: list[str]
) -> None:
    assert asked(edition, ALL_DONE + lines, on) == expected


def test_where_the_case_manager_holds_by_default_nobody_is_looked_for(edition: Method) -> None:
    own = own_edition(edition, default_holder=DefaultHolder.CASE_MANAGER)
    life = ALL_DONE + "day 30: need money as n2\n"
    assert asked(own, life, 31) == []
    let_go = life + "day 32: let go a1"
    assert asked(own, let_go, 33) == ["find_holder 2026-12-19 @NeedArea.housing n1 soon"]


class TestWhoHasLeft:
    """The parties tell that a holder has left; without them nobody has."""

    partnership = Journal(
        subject="partnership",
        entries=[
            on_day(-99, WorkerJoined, "hm-1", worker="cm-7", party="hm"),
            on_day(40, WorkerLeft, "hm-2", joined="hm-1"),
        ],
    )

    def test_what_they_held_is_asked_for(self, edition: Method) -> None:
        offer = on_day(20, ResponsibilityOffered, "o2", need="n1", giver="hm", receiver="cm-7")
        yes = on_day(20, ResponsibilityAccepted, "a2", offer="o2", stand_in="cm-2")
        parties = Parties.of(self.partnership)
        for on, expected in (
            (40, []),
            (41, ["find_holder 2026-12-27 @NeedArea.housing n1 soon"]),
        ):
            assert asked(edition, ALL_DONE, on, offer, yes, parties=parties) == expected
            assert asked(edition, ALL_DONE, on, offer, yes) == []

    def test_the_crisis_too(self, edition: Method) -> None:
        offer = on_day(20, ResponsibilityOffered, "o2", receiver="cm-7")
        yes = on_day(20, ResponsibilityAccepted, "a2", offer="o2", stand_in="cm-2")
        parties = Parties.of(self.partnership)
        (task,) = agenda([case_of(ALL_DONE, 41, offer, yes)], edition, parties)
        assert told(task) == "find_holder 2026-12-27 @matter.crisis soon"
        assert task.who == "cm-1"


REVIEWED_AGAIN = cases_in("""
    # in time
    day 8: crisis plan as p9
    == day 7: nothing
    == day 8: review_crisis_plan 2026-11-24 @review_reason.time by day 98
    == day 98: review_crisis_plan 2026-11-24 @review_reason.time by day 98
    == day 99: overdue review_crisis_plan 2026-11-24 @review_reason.time by day 98

    # of several only the one that is due first
    day 8: crisis plan as p9
    day 20: hm answers for crisis as c1
    day 30: offered crisis from hm to psyk as o2
    day 30: accepted o2
    day 33: offered crisis from psyk to hsf as o3
    day 33: accepted o3
    day 36: crisis plan
    == day 29: review_crisis_plan 2026-11-24 @review_reason.time by day 98
    == day 30: review_crisis_plan 2026-12-16 responsible_changed by day 37
    == day 33: review_crisis_plan 2026-12-16 responsible_changed by day 37
    == day 36: review_crisis_plan 2026-12-22 @review_reason.time by day 126
""")


@pytest.mark.parametrize(("lines", "on", "expected"), REVIEWED_AGAIN)
def test_the_crisis_plan_is_gone_through_again(
    edition: Method, lines: str, on: int, expected: list[str]
) -> None:
    assert asked(edition, ALL_DONE + lines, on) == expected


def test_after_the_end_or_a_death_none_of_it_is_asked_for(edition: Method) -> None:
    life = ALL_DONE + "day 2: need money\nday 8: crisis plan\nday 9: offered crisis to psyk\n"
    life += "day 10: psyk answers for n1\n"
    given = consent(5, "c1", 60)
    duties = [each.split()[0] for each in asked(edition, life, 40, given)]
    assert duties == [
        "overdue",
        "renew_consent",
        "review_crisis_plan",
        "settle_holder",
        "find_holder",
    ]
    assert asked(edition, life + "day 40: died", 40, given) == []
    ended = asked(edition, life + "day 39: ended", 40, given)
    assert {each.split()[0] for each in ended} == {"rate_after"}
    contest = [
        on_day(30, Died, "x1", corrects=["x"]),
        on_day(31, Died, "x2", corrects=["x"]),
        on_day(32, Died, "x"),
    ]
    doubted = asked(edition, life, 40, given, *contest)
    assert {each.split()[0] for each in doubted} == {"settle_corrections"}


def plan_to_review(on: int, id: str, review_on: int | None, *corrects: str) -> Entry:
    return on_day(
        on,
        PlanAgreed,
        id,
        corrects=corrects,
        goals=[Goal(what="Sova bättre", sub_goals=["Boka läkartid"])],
        contact_paths=[ContactPath(contact="psykiatri", priority=True)],
        with_participant=True,
        review_on=None if review_on is None else day(review_on),
    )


def followed_up(on: int, id: str, plan: str) -> Entry:
    return on_day(on, GoalFollowedUp, id, plan=plan, number=1, status=GoalStatus.ON_THE_WAY)


P1 = plan_to_review(5, "p1", 40)
P2 = plan_to_review(30, "p2", 60)
REVIEWS = [
    ([P1], 40, ["review_plan p1 by day 40"]),
    ([P1], 41, ["overdue review_plan p1 by day 40"]),
    ([plan_to_review(5, "p1", None)], 41, []),
    ([P1, followed_up(40, "g1", "p1")], 41, []),
    ([P1, followed_up(42, "g1", "p1")], 41, ["overdue review_plan p1 by day 40"]),
    # a later plan replaces the earlier one, and its day
    ([P1, P2], 41, ["review_plan p2 by day 60"]),
    ([P1, plan_to_review(30, "p2", None)], 41, []),
    ([P1, followed_up(20, "g1", "p1"), P2], 41, ["review_plan p2 by day 60"]),
    # following up a plan that was corrected follows up the one in its place
    ([P1, followed_up(20, "g1", "p1"), plan_to_review(5, "p2", 40, "p1")], 41, []),
]


@pytest.mark.parametrize(("more", "on", "expected"), REVIEWS)
def test_the_day_set_for_looking_at_the_plan_again(
    edition: Method, more: list[Entry], on: int, expected: list[str]
) -> None:
    assert asked(edition, START + RATED + ASSESSED + ATTENDED, on, *more) == expected


AFTER_THE_END = [
    # lines, day, asked; the service ended on day 30, the last day for rating again is day 120
    (RATED, 30, ["rate_after loneliness", "rate_after participation"]),
    (RATED, 120, ["rate_after loneliness", "rate_after participation"]),
    (RATED, 121, []),
    # without a rating before there is nothing to compare with
    ("", 31, []),
    ("day 1: rating ucla-3 7", 31, ["rate_after loneliness"]),
    ("day 31: rating ucla-3 7", 32, []),
    # one that cannot be scored is none
    ("day 1: rating ucla-3 answers 1 2 -", 31, []),
    ("day 1: rating ucla-3 7\nday 31: rating ucla-3 answers 1 2 -", 32, ["rate_after loneliness"]),
    # rated on the last day or after is rated after
    (RATED + "day 30: rating ucla-3 5", 30, ["rate_after participation"]),
    (RATED + "day 90: rating ucla-3 5", 89, ["rate_after loneliness", "rate_after participation"]),
    (RATED + "day 90: rating ucla-3 5", 90, ["rate_after participation"]),
    # shortly before the end is better than nothing, and still asked for
    (RATED + "day 29: rating ucla-3 5", 31, ["rate_after loneliness", "rate_after participation"]),
    # the only rating is the one before, on whatever day it was made
    ("day 30: rating ucla-3 7", 31, ["rate_after loneliness"]),
    ("day 30: rating ucla-3 7\nday 31: rating ucla-3 7", 31, []),
]


@pytest.mark.parametrize(("lines", "on", "expected"), AFTER_THE_END)
def test_after_the_end_only_the_rating_after_is_asked_for(
    edition: Method, lines: str, on: int, expected: list[str]
) -> None:
    life = START + "day 5: plan for psykiatri\nday 5: offered crisis to hm\nday 30: ended\n" + lines
    more = [visit(10, "v1", 40), plan_to_review(6, "p2", 60)]
    found = asked(edition, life, on, *more)
    assert [each.split(" @")[0] for each in found] == expected
    assert all(each.endswith("by day 120") for each in found)


@pytest.mark.parametrize("instead_of_the_end", ["died", "ended by death"])
@pytest.mark.parametrize("on", [30, 31, 119, 300])
def test_after_a_death_nothing_is_asked(edition: Method, instead_of_the_end: str, on: int) -> None:
    life = START + RATED + CO_OCCURRING + f"day 10: offered n1 to hsf\nday 30: {instead_of_the_end}"
    more = [visit(10, "v1", 40), plan_to_review(6, "p2", 60)]
    assert asked(edition, life, 29, *more) != []
    assert asked(edition, life, on, *more) == []


def test_a_death_that_is_not_yet_recorded_cannot_be_known(edition: Method) -> None:
    life = START + "day 30, recorded day 33: died"
    assert asked(edition, life, 32) != []
    assert asked(edition, life, 33) == []


def test_a_death_after_the_end_stops_the_rating_after(edition: Method) -> None:
    life = START + RATED + "day 30: ended\nday 40: died"
    assert len(asked(edition, life, 39)) == 2
    assert asked(edition, life, 40) == []


def test_a_pause_stops_nothing(edition: Method) -> None:
    assert asked(edition, START + "day 1: paused", 20) == AT_THE_START


class TestReentry:
    """A new episode asks anew; of the one before, only the rating after that counts is owed."""

    life = ALL_DONE + "day 30: ended\nday 90: started as again\n"

    def test_the_new_episode_asks_for_all_that_it_is_owed(self, edition: Method) -> None:
        assert asked(edition, self.life, 90) == [
            f"{LONELINESS} by day 118",
            f"{PARTICIPATION} by day 118",
            "rate_after loneliness @instrument.ucla-3 by day 120",
            "rate_after participation @instrument.own-participation by day 120",
            "agree_plan by day 146",
            "find_holder 2027-02-14 @NeedArea.housing n1 soon",
        ]

    def test_a_rating_from_long_before_is_not_enough(self, edition: Method) -> None:
        """One within four weeks of the new start is."""
        for loneliness, participation in ((91, 61), (62, 29)):
            rated = f"day {loneliness}: rating ucla-3 5\n"
            rated += f"day {participation}: rating own-participation 3"
            found = [
                each for each in asked(edition, self.life + rated, 95) if "rate_before" in each
            ]
            assert found == [f"{PARTICIPATION} by day 118"]

    def test_plans_visits_and_offers_of_the_earlier_episode_are_over(self, edition: Method) -> None:
        more = [visit(10, "v1", 100), plan_to_review(29, "p9", 100)]
        life = self.life + "day 20: offered n1 to psyk"
        found = asked(edition, life, 95, *more)
        still_open = {"rate_before", "rate_after", "agree_plan", "find_holder"}
        assert {each.split()[0] for each in found} == still_open

    def test_those_of_the_new_one_are_not(self, edition: Method) -> None:
        more = [visit(31, "v1", 100), plan_to_review(91, "p9", 100)]
        found = asked(edition, self.life + "day 31: offered n1 to psyk", 95, *more)
        duties = {each.removeprefix("overdue ").split()[0] for each in found}
        assert {"planned_visit", "review_plan", "answer_offer"} <= duties

    def test_when_the_new_one_has_ended_as_well_its_own_rating_is_asked_for(
        self, edition: Method
    ) -> None:
        life = self.life + "day 91: rating ucla-3 5\nday 120: ended again"
        assert asked(edition, life, 121)[0] == "rate_after loneliness @instrument.ucla-3 by day 210"

    def test_an_episode_that_is_only_listed_is_asked_about_like_any_other(
        self, edition: Method
    ) -> None:
        every = edition.adapt(
            code=edition.code,
            source=edition.source,
            since=edition.period.first,
            counting=Counting.EVERY_EPISODE,
        )
        assert asked(edition, self.life, 95) == asked(every, self.life, 95)


def test_an_episode_of_another_edition_asks_for_nothing_here(edition: Method) -> None:
    assert asked(edition, f"day 0: started under {OTHER_EDITION}", 10) == []


def test_it_is_the_turn_of_whoever_holds_the_episode_on_the_day(edition: Method) -> None:
    changed = on_day(10, WorkerChanged, "w1", start="start", worker="cm-9")
    for on, worker in ((9, "cm-1"), (10, "cm-9")):
        tasks = agenda([case_of(START, on, changed)], edition)
        assert {task.who for task in tasks} == {worker}


class TestCompetingCorrections:
    """What rests on an entry that two correct in different ways is unknown until it is settled."""

    rivals = (
        "day 5: plan for psykiatri as p1\nday 5, recorded day 20: plan for psykiatri as p2, "
        "instead of p1\nday 6, recorded day 21: plan for psykiatri as p3, instead of p1\n"
    )

    def test_to_settle_it_is_asked_for_once_and_at_once(self, edition: Method) -> None:
        life = START + RATED + ASSESSED + ATTENDED + self.rivals
        assert asked(edition, life, 20) == []
        assert asked(edition, life, 21) == ["settle_corrections p1 soon"]

    def test_after_the_deadline_it_is_all_that_is_asked(self, edition: Method) -> None:
        life = START + RATED + ASSESSED + self.rivals
        assert asked(edition, life, 55) == [
            "follow_contact psykiatri by day 92",
            "settle_corrections p1 soon",
        ]
        assert asked(edition, life, 300) == ["settle_corrections p1 soon"]

    def test_a_third_that_names_both_settles_it(self, edition: Method) -> None:
        third = "day 6, recorded day 30: plan for psykiatri as p4, instead of p2, p3"
        life = START + RATED + ASSESSED + ATTENDED + self.rivals + third
        assert asked(edition, life, 29) == ["settle_corrections p1 soon"]
        assert asked(edition, life, 30) == []

    def test_rival_starts_are_settled_once_however_many_rules_rest_on_them(
        self, edition: Method
    ) -> None:
        life = "day 0: started as a\nday 1: started as b, instead of a\n"
        life += "day 2: started as c, instead of a\nday 2: need housing"
        assert asked(edition, life, 300).count("settle_corrections a soon") == 1

    def test_ratings_are_asked_for_all_the_same(self, edition: Method) -> None:
        life = START + "day 1: rating ucla-3 7 as r1\nday 30: ended\n"
        life += "day 2: rating ucla-3 6 as r2, instead of r1\n"
        life += "day 3: rating ucla-3 5 as r3, instead of r1"
        assert asked(edition, life, 120) == [
            "rate_after loneliness @instrument.ucla-3 by day 120",
            "settle_corrections r1 soon",
        ]


def test_tasks_are_sorted_overdue_first_then_by_day_person_and_duty(edition: Method) -> None:
    late = "day 0: started\n" + RATED + PLANNED
    lives = {
        "P-2": late,
        "P-1": late + "day 3: offered crisis to hm as o1",
        "P-3": "day 20: started as s\nday 21: rating ucla-3 7",
        "P-4": "day 20: started as s\n" + CO_OCCURRING.replace("day 1", "day 21"),
    }
    cases = [Case.of(journal_of(lines, subject=name), on=day(60)) for name, lines in lives.items()]
    found = [f"{task.participant} {told(task).split(' @')[0]}" for task in agenda(cases, edition)]
    assert found == [
        "P-1 overdue answer_offer 2026-11-19 o1 by day 17",
        "P-3 overdue rate_before participation",
        "P-4 overdue rate_before loneliness",
        "P-4 overdue rate_before participation",
        "P-1 overdue assess_needs by day 56",
        "P-2 overdue assess_needs by day 56",
        "P-3 assess_needs by day 76",
        "P-3 agree_plan by day 76",
        "P-4 agree_crisis_plan",
        "P-4 establish_chain",
        "P-4 agree_plan by day 76",
        "P-1 follow_contact psykiatri by day 92",
        "P-2 follow_contact psykiatri by day 92",
    ]  # fmt: skip
    assert agenda(reversed(cases), edition) == agenda(cases, edition)


def test_a_duty_names_the_source_that_it_comes_from(edition: Method) -> None:
    visits = [visit(2, "v1", 9)]
    life = START + "day 1: need housing as n1\nday 3: plan for psykiatri\nday 3: crisis plan\n"
    life += "day 4: offered n1 to psyk"
    tasks = agenda([case_of(life, 4, *visits)], edition)
    sources = {task.duty: task.source for task in tasks}
    contacts, ratings = "contacts_followed_through", "self_rated_improvement"
    assert sources == {
        Duty.RATE_BEFORE: edition.rule_of(ratings).source,
        Duty.FOLLOW_CONTACT: edition.rule_of(contacts).source,
        Duty.PLANNED_VISIT: None,
        Duty.ANSWER_OFFER: edition.rule_of("offer_answered").source,
        Duty.REVIEW_CRISIS_PLAN: edition.rule_of("crisis_plan_reviewed").source,
        Duty.FIND_HOLDER: None,
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_and_why_are_said_in_both_languages(edition: Method, lang: str) -> None:
    life = START + CO_OCCURRING + "day 2: plan for psykiatri\nday 3: offered n1 to hsf\n"
    life += "day 4: crisis plan\nday 5: hm answers for crisis\n"
    life += "day 6: offered crisis from psyk to hsf as o9\nday 6: accepted o9\n"
    life += "day 6: need housing as n9\nday 6: offered n9 to hm as o8\nday 6: accepted o8 as a8\n"
    life += "day 6: let go a8\n"
    happened = on_day(15, SituationChanged, "s1", change=ReviewTrigger.DISCHARGE)
    more = [visit(3, "v1", 9), consent(5, "c1", 30), happened]
    said = {task.duty for task in agenda([case_of(life, 20, *more)], edition)}
    assert {
        Duty.FIND_HOLDER,
        Duty.SETTLE_HOLDER,
        Duty.REVIEW_CRISIS_PLAN,
        Duty.RENEW_CONSENT,
        Duty.ANSWER_OFFER,
    } <= said
    for on in (6, 14, 20):
        for task in agenda([case_of(life, on, *more)], edition):
            for words in (task.what(lang), task.why(lang)):
                assert words.endswith((".", "?"))
                assert not set(words) & set("{}@_")


def test_an_instrument_without_words_is_called_by_its_code(edition: Method) -> None:
    (dimension, _), *_ = edition.parameters.primary_instruments.value
    own = edition.adapt(
        code=edition.code,
        source=edition.source,
        since=edition.period.first,
        primary_instruments=((dimension, "kommunens-egen"),),
    )
    words = [task.what("sv") for task in agenda([case_of(START, 1)], own)]
    assert any("kommunens-egen." in each for each in words)


def test_a_scale_of_ones_own_decides_who_is_asked(edition: Method) -> None:
    own = edition.adapt(
        code=edition.code,
        source=edition.source,
        since=edition.period.first,
        crisis_scale=CrisisScale(levels=("grön", "gul"), threshold="gul"),
    )
    assert asked(own, OF_TARGET_5 + "day 1: crisis level grön", 7) == []
    assert len(asked(own, OF_TARGET_5 + "day 1: crisis level gul", 7)) == 2


def test_a_rule_of_ones_own_is_judged_and_asks_for_nothing(edition: Method) -> None:
    named = attrs.evolve(edition.rule_of("plan_in_time"), name="own_plan")
    own = edition.adapt(
        code=edition.code, source=edition.source, since=edition.period.first, rules=[named]
    )
    assert [f.rule for f in review(case_of(START, 10), own)] == ["own_plan"]
    assert asked(own, START, 10) == []


# For any journal


def of_the_last_episode(case: Case, method: Method) -> dict[str, Finding]:
    mine = [e for e in episodes(case) if e.started.edition == method.code]
    last = mine[-1].started.id if mine else ""
    return {f.rule: f for f in review(case, method) if f.episode == last}


class TestForAnyJournal:
    """Whatever is written down, the agenda follows from the findings and from nothing else."""

    @given(any_journals(), any_methods(), st.data())
    def test_after_a_death_nothing_is_asked(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        on = data.draw(days_around(journal))
        died = Died(
            id="died-1", on=plus_days(on, -data.draw(st.sampled_from((0, 1, 400)))), by="hm"
        )
        assert agenda([Case.of(journal.with_entries(died), on=on)], method) == ()

    @given(any_journals(), any_methods(), st.data())
    def test_a_plan_is_asked_for_exactly_where_the_rule_finds_none(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        case = Case.of(journal, on=data.draw(days_around(journal)))
        finding = of_the_last_episode(case, method).get("plan_in_time")
        plans = [t for t in agenda([case], method) if t.duty is Duty.AGREE_PLAN]
        lacking = finding is not None and finding.done_on is None
        lacking = lacking and death(case) is None and not self.has_ended(case, method)
        lacking = lacking and not death_in_doubt(case)
        if lacking and finding is not None and finding.verdict is not Verdict.UNKNOWN:
            assert finding.verdict in (Verdict.NOT_YET_DUE, Verdict.MISSED)
            assert [(task.by, task.overdue) for task in plans] == [
                (finding.due, finding.verdict is Verdict.MISSED and case.on != finding.due)
            ]
        else:
            assert plans == []

    @given(any_journals(), any_methods(), st.data())
    def test_what_is_fulfilled_or_does_not_apply_is_never_asked_for(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        case = Case.of(journal, on=data.draw(days_around(journal)))
        duties = {task.duty for task in agenda([case], method)}
        found = of_the_last_episode(case, method)
        apart = "crisis_plan_and_chain_later" in found
        for rule, of_rule in DUTIES.items():
            settled = rule in found and (
                found[rule].done_on is not None or found[rule].verdict is Verdict.EXCLUDED
            )
            if settled and not (apart and rule == "crisis_plan_and_chain"):
                assert not duties & of_rule

    @given(any_journals(), any_methods(), st.data())
    def test_once_the_service_has_ended_only_ratings_and_corrections_are_asked_for(
        self, journal: Journal, method: Method, data: DataObject
    ) -> None:
        case = Case.of(journal, on=data.draw(days_around(journal)))
        if self.has_ended(case, method):
            for task in agenda([case], method):
                assert task.duty in (Duty.RATE_AFTER, Duty.SETTLE_CORRECTIONS)
                assert not task.overdue

    @given(journals(), st.data())
    def test_a_rating_that_is_found_lacking_was_asked_for(
        self, journal: Journal, data: DataObject
    ) -> None:
        """Every day from the end to the due day, unless it was there that day."""
        method = EDITIONS[EDITION]
        case = Case.of(journal, on=date.max)
        mine = [e for e in episodes(case) if e.started.edition == method.code]
        assume(mine and mine[-1].last is not None and death(case) is None)
        last = mine[-1].last
        assert last is not None
        due = plus_days(last, method.parameters.rating_after_days.value)
        asked_on = plus_days(last, data.draw(st.integers(0, (due - last).days)))
        tasks = agenda([Case.of(journal, on=asked_on)], method)
        dimensions = {
            dict(task.facts)["dimension"] for task in tasks if task.duty is Duty.RATE_AFTER
        }
        found = of_the_last_episode(Case.of(journal, on=due), method)["self_rated_improvement"]
        lacking = str(dict(found.reasons[0].facts).get("lacking", ""))
        for dimension, _ in method.parameters.primary_instruments.value:
            if f"lacking.{dimension.value}_after" in lacking:
                assert dimension in dimensions

    @given(st.lists(any_journals(), max_size=3), any_methods(), st.data())
    def test_tasks_come_once_in_order_and_overdue_only_after_their_day(
        self, several: list[Journal], method: Method, data: DataObject
    ) -> None:
        on = data.draw(days_around(several[0])) if several else date(2027, 1, 1)
        cases = [
            Case.of(attrs.evolve(journal, subject=f"P-{number}"), on=on)
            for number, journal in enumerate(several)
        ]
        tasks = agenda(cases, method)
        assert len(set(tasks)) == len(tasks)
        assert all(task.overdue == (task.by is not None and task.by < on) for task in tasks)
        for one, other in pairwise(tasks):
            assert (not one.overdue, one.by or date.max, one.participant) <= (
                (not other.overdue, other.by or date.max, other.participant)
            )
        for task in tasks:
            case = next(case for case in cases if case.participant == task.participant)
            mine = [e for e in episodes(case) if e.started.edition == method.code]
            if task.duty is not Duty.ANSWER_OFFER:
                assert task.who == worker_on(case, mine[-1], on)
            for lang in LANGUAGES:
                assert task.what(lang)
                assert task.why(lang)

    @staticmethod
    def has_ended(case: Case, method: Method) -> bool:
        mine = [e for e in episodes(case) if e.started.edition == method.code]
        return bool(mine) and mine[-1].last is not None


class TestDeathInDoubt:
    """While corrections compete about a death, only settling them is asked for."""

    def test_nothing_else_is_asked_and_nobody_is_taken_for_dead(self, edition: Method) -> None:
        said = [
            on_day(30, Died, "x"),
            on_day(31, Died, "x1", corrects=frozenset({"x"})),
            on_day(
                30,
                Retracted,
                "x2",
                corrects=frozenset({"x"}),
                reason=RetractionReason.WRONG_PERSON,
            ),
        ]
        assert set(asked(edition, START, 40, *said)) == {"settle_corrections x soon"}
        findings = review(case_of(START, 56, *said), edition)
        verdicts = {finding.rule: finding.verdict for finding in findings}
        assert verdicts["plan_in_time"] is Verdict.UNKNOWN

    def test_it_holds_too_where_one_of_them_says_a_day_before_the_start(
        self, edition: Method
    ) -> None:
        said = [
            on_day(28, Died, "x"),
            on_day(28, Died, "x1", corrects=frozenset({"x"})),
            on_day(-2, Died, "x2", corrects=frozenset({"x"})),
        ]
        case = Case.of(journal_of(START).with_entries(*said), on=day(0))
        assert {told(task) for task in agenda([case], edition)} == {"settle_corrections x soon"}

    def test_a_certain_death_silences_everything(self, edition: Method) -> None:
        assert asked(edition, START, 40, on_day(30, Died, "x")) == []


def test_an_offer_of_what_another_already_holds_is_not_asked_about(edition: Method) -> None:
    life = ALL_DONE + "day 10: offered n1 from hm to region as o1\n"
    life += "day 10: offered n1 from hm to sdf as o2\n"
    assert any("o2" in each for each in asked(edition, life, 11))
    taken = life + "day 12: accepted o1"
    assert not any("o2" in each for each in asked(edition, taken, 13))


def test_a_contact_that_the_participant_dropped_late_is_no_longer_asked_for(
    edition: Method,
) -> None:
    """It stays in the set (R14), but nobody is sent after it."""
    life = START + RATED + ASSESSED + "day 5: plan for psykiatri, boende as p1\n"
    late = life + "month 3 +1: contact psykiatri dropped\n"
    assert any("follow_contact psykiatri" in each for each in asked(edition, life, 95))
    found = [each for each in asked(edition, late, 95) if "follow_contact" in each]
    assert len(found) == 1
    assert "boende" in found[0]


def test_while_the_chain_is_to_be_established_a_need_is_asked_for_once(edition: Method) -> None:
    """The rule of the chain asks for holders; one who let go is asked after besides."""
    nobody = "day 0: started\n" + CO_OCCURRING
    let_go = "day 2: offered n1 to hm as o1\nday 2: accepted o1 as a1\nday 9: let go a1\n"
    for lines, expected in ((nobody, 0), (nobody + let_go, 1)):
        duties = [task.duty for task in agenda([case_of(lines, 10)], edition)]
        assert duties.count(Duty.ESTABLISH_CHAIN) == 1
        assert duties.count(Duty.FIND_HOLDER) == expected


def test_an_offer_to_one_who_has_left_is_the_case_managers_to_see_to(edition: Method) -> None:
    case = case_of("day 0: started\nday 1: offered crisis to psyk as o1\n", 10)
    there = Parties(periods={"psyk": (Period(first=day(-9)),)})
    for parties, who in ((there, "psyk"), (there.if_leaves("psyk", day(5)), None)):
        (task,) = [t for t in agenda([case], edition, parties) if t.duty is Duty.ANSWER_OFFER]
        assert task.who == (who or worker_of(case))


def worker_of(case: Case) -> str:
    return episodes(case)[0].started.worker
