"""The crisis plan is gone through again: within 90 days, and soon after what happened (R22)."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from cm_method.case.case import Case
from cm_method.case.crisis_plans import CrisisPlanReviewed, ReviewTrigger, SituationChanged
from cm_method.case.episodes import WorkerChanged, episodes
from cm_method.dates import plus_days
from cm_method.errors import Fact
from cm_method.journal import Entry, Retracted, RetractionReason
from cm_method.rules.crisis_plan_reviews import next_review, waits
from cm_method.rules.findings import Finding
from cm_method.rules.method import Method
from cm_method.rules.milestone import Verdict
from cm_method.rules.review import review_recurring
from cm_method.sources import Document, Source
from tests.examples.notation import EXAMPLE_START, journal_of

OWN = Source(document=Document.OWN, section="decision 7", readings=("R22",))
START = "day 0: started\n"
PLAN = START + "day 8: crisis plan as p1\n"
"""The next review is due on day 98."""


def day(number: int) -> date:
    return plus_days(EXAMPLE_START, number)


def on_day(on: int, kind: type[Entry], id: str, recorded: int | None = None, **rest: Any) -> Entry:
    return kind(id=id, on=day(on), recorded=day(recorded or on), by="hm", **rest)


def reviewed(
    on: int, id: str = "r1", plan: str = "p1", *, along: bool = True, **more: Any
) -> Entry:
    return on_day(on, CrisisPlanReviewed, id, plan=plan, with_participant=along, **more)


def happened(on: int, what: ReviewTrigger = ReviewTrigger.CRISIS, id: str = "s1") -> Entry:
    return on_day(on, SituationChanged, id, change=what)


def case_of(lines: str, on: int, *more: Entry) -> Case:
    return Case.of(journal_of(lines).with_entries(*more), on=day(on))


def found(method: Method, lines: str, on: int, *more: Entry) -> list[Finding]:
    findings = review_recurring(case_of(lines, on, *more), method)
    return [finding for finding in findings if finding.rule == "crisis_plan_reviewed"]


def told(method: Method, lines: str, on: int, *more: Entry) -> list[str]:
    """Each wait in a line: since, due, verdict, code, and the entries that it rests on."""
    return [
        f"{number_of(f.since)}-{number_of(f.due)} {f.verdict.value} {f.reasons[0].code} "
        f"{','.join(f.entries)}"
        for f in found(method, lines, on, *more)
    ]


def number_of(on: date | None) -> int:
    assert on is not None
    return (on - EXAMPLE_START).days


def said(finding: Finding) -> list[tuple[str, dict[str, Fact]]]:
    return [(reason.code, dict(reason.facts)) for reason in finding.reasons]


class TestInTime:
    """Without anything that happens, a review is due within 90 days of the last one."""

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            (97, "not_yet_due review_waits p1"),
            (98, "missed review_waits p1"),
            (99, "missed review_waits p1"),
        ],
    )
    def test_until_it_is_held_the_last_day_decides(
        self, edition: Method, on: int, expected: str
    ) -> None:
        assert told(edition, PLAN, on) == [f"8-98 {expected}"]

    @pytest.mark.parametrize(
        ("held", "expected"), [(97, "met"), (98, "met"), (99, "met_late"), (300, "met_late")]
    )
    def test_both_sides_of_day_ninety(self, edition: Method, held: int, expected: str) -> None:
        waited, _ = told(edition, PLAN, 400, reviewed(held))
        assert waited == f"8-98 {expected} reviewed r1"

    def test_the_day_it_was_held_is_said(self, edition: Method) -> None:
        late, _ = found(edition, PLAN, 400, reviewed(99))
        assert late.done_on == day(99)
        assert said(late) == [
            ("reviewed", {"day": day(99)}),
            ("after_the_deadline", {"day": day(99)}),
        ]

    def test_one_held_early_restarts_the_wait(self, edition: Method) -> None:
        assert told(edition, PLAN, 109, reviewed(20)) == [
            "8-98 met reviewed r1",
            "20-110 not_yet_due review_waits r1",
        ]
        assert told(edition, PLAN, 110, reviewed(20))[1] == "20-110 missed review_waits r1"

    def test_before_its_day_it_is_shown_as_already_done(self, edition: Method) -> None:
        early, _ = found(edition, PLAN, 20, reviewed(20))
        assert (early.verdict, early.done_on) == (Verdict.NOT_YET_DUE, day(20))
        assert said(early)[1] == ("already_done", {"day": day(20)})

    def test_a_plan_agreed_anew_is_a_review_too(self, edition: Method) -> None:
        assert told(edition, PLAN + "day 30: safety plan as p2", 40) == [
            "8-98 not_yet_due reviewed p2",
            "30-120 not_yet_due review_waits p2",
        ]

    def test_several_on_one_day_are_one(self, edition: Method) -> None:
        both = (reviewed(30, "r1"), reviewed(30, "r2"))
        assert told(edition, PLAN + "day 30: crisis plan as p2", 31, *both) == [
            "8-98 not_yet_due reviewed p2",
            "30-120 not_yet_due review_waits p2",
        ]
        assert told(edition, PLAN, 31, *both) == [
            "8-98 not_yet_due reviewed r1",
            "30-120 not_yet_due review_waits r1",
        ]

    def test_a_plan_from_before_the_start_opens_with_the_service(self, edition: Method) -> None:
        life = "day -10: crisis plan as p1\n" + START
        assert told(edition, life, -1) == []
        assert told(edition, life, 0) == ["-10-80 not_yet_due review_waits p1"]

    def test_a_plan_of_an_earlier_episode_ended_with_it(self, edition: Method) -> None:
        life = PLAN + "day 20: ended\nday 21: started as again\n"
        assert told(edition, life, 200) == ["8-98 excluded service_over "]
        assert told(edition, life + "day 22: crisis plan as p2", 30)[1:] == [
            "22-112 not_yet_due review_waits p2"
        ]


class TestWhatIsNoReview:
    def test_without_a_plan_nothing_is_waited_for(self, edition: Method) -> None:
        assert told(edition, START, 300, happened(5)) == []

    def test_one_without_the_participant(self, edition: Method) -> None:
        assert told(edition, PLAN, 99, reviewed(20, along=False)) == ["8-98 missed review_waits p1"]

    def test_one_of_a_plan_that_another_had_replaced(self, edition: Method) -> None:
        life = PLAN + "day 30: crisis plan without with_participant as p2\n"
        assert told(edition, life, 99, reviewed(29)) == [
            "8-98 met reviewed r1",
            "29-119 not_yet_due review_waits r1",
        ]
        for on in (30, 40):
            assert told(edition, life, 99, reviewed(on)) == ["8-98 missed review_waits p1"]
        assert told(edition, life, 99, reviewed(40, plan="p2"))[0] == "8-98 met reviewed r1"

    def test_one_of_a_plan_that_does_not_exist(self, edition: Method) -> None:
        assert told(edition, PLAN, 99, reviewed(20, plan="x")) == ["8-98 missed review_waits p1"]

    def test_a_plan_made_without_the_participant_waits_for_them(self, edition: Method) -> None:
        life = START + "day 8: crisis plan without with_participant as p1\n"
        assert told(edition, life, 98) == ["8-98 missed review_waits p1"]
        assert told(edition, life, 98, reviewed(30))[0] == "8-98 met reviewed r1"
        together = life + "day 40: crisis plan as p2\n"
        assert told(edition, together, 98)[0] == "8-98 met reviewed p2"
        same_day = life + "day 8: crisis plan as p2\n"
        assert told(edition, same_day, 97) == ["8-98 not_yet_due review_waits p2"]


class TestCorrections:
    def test_a_review_of_a_plan_under_its_old_id_stands(self, edition: Method) -> None:
        life = PLAN + "day 8, recorded day 15: crisis plan as p2, instead of p1\n"
        assert told(edition, life, 99, reviewed(20))[0] == "8-98 met reviewed r1"

    def test_a_retracted_review_never_was(self, edition: Method) -> None:
        gone = on_day(
            20, Retracted, "x1", 40, corrects=["r1"], reason=RetractionReason.DID_NOT_HAPPEN
        )
        assert told(edition, PLAN, 99, reviewed(20), gone) == ["8-98 missed review_waits p1"]

    def test_a_review_moved_to_another_day(self, edition: Method) -> None:
        moved = reviewed(99, "r2", corrects=["r1"], recorded=120)
        assert told(edition, PLAN, 150, reviewed(98), moved)[0] == "8-98 met_late reviewed r2"

    def test_reviews_that_compete_leave_the_answer_unknown(self, edition: Method) -> None:
        rivals = [reviewed(n, f"r{n}", corrects=["r1"], recorded=130) for n in (97, 99)]
        waited = found(edition, PLAN, 150, reviewed(98), *rivals)[0]
        assert waited.verdict is Verdict.UNKNOWN
        assert said(waited) == [("corrections_compete", {})]


class TestAfterAnEvent:
    """After what happened the plan is gone through within 7 days, beside the regular wait."""

    @pytest.mark.parametrize("what", ReviewTrigger)
    def test_each_of_the_six(self, edition: Method, what: ReviewTrigger) -> None:
        (soon, _) = found(edition, PLAN, 30, happened(30, what))
        assert (soon.since, soon.due, soon.verdict) == (day(30), day(37), Verdict.NOT_YET_DUE)
        assert said(soon) == [("review_after_event", {"day": day(30), "trigger": what})]
        assert soon.entries == ("s1",)

    @pytest.mark.parametrize(
        ("on", "expected"), [(36, "not_yet_due"), (37, "missed"), (38, "missed")]
    )
    def test_until_it_is_held_the_last_day_decides(
        self, edition: Method, on: int, expected: str
    ) -> None:
        soon, _ = told(edition, PLAN, on, happened(30))
        assert soon == f"30-37 {expected} review_after_event s1"

    @pytest.mark.parametrize(
        ("held", "expected"), [(31, "met"), (36, "met"), (37, "met"), (38, "met_late")]
    )
    def test_both_sides_of_the_seventh_day(self, edition: Method, held: int, expected: str) -> None:
        soon, *_ = told(edition, PLAN, 60, happened(30), reviewed(held))
        assert soon == f"30-37 {expected} reviewed r1"

    @pytest.mark.parametrize("held", [8, 29, 30])
    def test_one_held_before_or_on_the_day_of_the_event_does_not_answer_it(
        self, edition: Method, held: int
    ) -> None:
        """Nobody knows which came first on one day, so the plan is looked at once more."""
        waited = told(edition, PLAN, 60, happened(30), reviewed(held))
        assert "30-37 missed review_after_event s1" in waited

    def test_a_new_plan_answers_it(self, edition: Method) -> None:
        soon, *_ = told(edition, PLAN + "day 33: crisis plan as p2", 60, happened(30))
        assert soon == "30-37 met reviewed p2"

    def test_one_without_the_participant_does_not(self, edition: Method) -> None:
        soon, *_ = told(edition, PLAN, 60, happened(30), reviewed(33, along=False))
        assert soon == "30-37 missed review_after_event s1"

    def test_one_review_answers_two_events_and_restarts_the_wait(self, edition: Method) -> None:
        events = happened(30), happened(33, ReviewTrigger.DISCHARGE, "s2")
        assert told(edition, PLAN, 60, *events, reviewed(36)) == [
            "30-37 met reviewed r1",
            "33-40 met reviewed r1",
            "8-98 not_yet_due reviewed r1",
            "36-126 not_yet_due review_waits r1",
        ]

    def test_an_event_before_the_plan_asks_for_nothing(self, edition: Method) -> None:
        assert told(edition, PLAN, 30, happened(7)) == ["8-98 not_yet_due review_waits p1"]

    def test_an_event_on_the_day_of_the_plan_does(self, edition: Method) -> None:
        assert told(edition, PLAN, 30, happened(8))[0] == "8-15 missed review_after_event s1"

    def test_a_review_that_names_the_event_answers_it_on_the_same_day(
        self, edition: Method
    ) -> None:
        """Also where the event was corrected; one that names another event does not."""
        life, event = PLAN + "day 9: crisis plan as p2\n", happened(30)
        corrected = attrs.evolve(event, id="s2", corrects={"s1"})
        other = happened(30, ReviewTrigger.DISCHARGE, "s9")
        for events, named, met in (
            ([event], "s1", True),
            ([event, corrected], "s1", True),
            ([event, other], "s9", False),
            ([event], None, False),
        ):
            review = reviewed(30, plan="p2", event=named)
            waited = told(edition, life, 40, *events, review)
            answered = "s2" if len(events) == 2 and met else "s1"
            line = f"30-37 {'met reviewed r1' if met else f'missed review_after_event {answered}'}"
            assert line in waited

    def test_an_event_of_another_episode_is_not_of_this_one(self, edition: Method) -> None:
        life = PLAN + "day 20: ended\nday 30: started as again\nday 31: crisis plan as p2\n"
        assert len(told(edition, life, 60, happened(20))) == 3
        assert len(told(edition, life, 60, happened(21))) == 2
        assert told(edition, life, 60, happened(40))[0] == "40-47 missed review_after_event s1"


class TestResponsibleChanged:
    """A change of the responsible person is seen without anybody noting it as an event."""

    def seen(self, method: Method, lines: str, on: int, *more: Entry) -> list[str]:
        return [each for each in told(method, lines, on, *more) if "after_event" in each]

    def test_a_new_case_manager(self, edition: Method) -> None:
        changed = on_day(30, WorkerChanged, "w1", start="start", worker="cm-9")
        (soon, _) = found(edition, PLAN, 30, changed)
        assert said(soon) == [
            (
                "review_after_event",
                {"day": day(30), "trigger": ReviewTrigger.RESPONSIBLE_CHANGED},
            )
        ]
        assert soon.entries == ("w1",)

    def test_the_case_manager_of_another_episode(self, edition: Method) -> None:
        changed = on_day(30, WorkerChanged, "w1", start="another", worker="cm-9")
        assert self.seen(edition, PLAN, 30, changed) == []

    def test_a_new_holder_of_the_crisis(self, edition: Method) -> None:
        life = PLAN + "day 9: hm answers for crisis as c1\n"
        assert self.seen(edition, life, 29) == []
        handed = life + "day 30: offered crisis from hm to psyk as o2\nday 31: accepted o2 as c2\n"
        assert self.seen(edition, handed, 30) == []
        assert self.seen(edition, handed, 31) == ["31-38 not_yet_due review_after_event c2"]

    def test_after_a_gap_too(self, edition: Method) -> None:
        life = PLAN + "day 9: hm answers for crisis as c1\nday 20: let go c1\n"
        life += "day 30: psyk answers for crisis as c2\n"
        assert self.seen(edition, life, 30) == ["30-37 not_yet_due review_after_event c2"]

    def test_a_holder_who_renews_the_terms_is_no_change(self, edition: Method) -> None:
        life = PLAN + "day 9: hm answers for crisis as c1\n"
        life += "day 30: offered crisis from hm to hm as o2\nday 30: accepted o2 as c2\n"
        assert self.seen(edition, life, 30) == []

    def test_a_new_holder_of_a_need_is_no_change(self, edition: Method) -> None:
        life = PLAN + "day 9: need housing as n1\nday 9: hm answers for n1 as a1\n"
        life += "day 30: offered n1 from hm to psyk as o2\nday 30: accepted o2\n"
        assert self.seen(edition, life, 30) == []


class TestTheServiceIsOver:
    def test_a_review_that_was_not_yet_due_is_no_longer_waited_for(self, edition: Method) -> None:
        (waited,) = found(edition, PLAN + "day 97: ended", 98)
        assert waited.verdict is Verdict.EXCLUDED
        assert said(waited) == [("service_over", {"day": day(97)})]

    def test_one_that_was_due_on_the_last_day_stays_missed(self, edition: Method) -> None:
        assert told(edition, PLAN + "day 98: ended", 120) == ["8-98 missed review_waits p1"]

    def test_after_an_event_as_well(self, edition: Method) -> None:
        for last, verdict in ((36, "excluded service_over "), (37, "missed review_after_event s1")):
            waited = told(edition, PLAN + f"day {last}: ended", 120, happened(30))
            assert waited[0] == f"30-37 {verdict}"

    def test_a_review_after_the_end_is_none(self, edition: Method) -> None:
        life = PLAN + "day 40: ended"
        assert told(edition, life, 120, reviewed(41)) == ["8-98 excluded service_over "]
        assert len(told(edition, life, 120, reviewed(40))) == 2

    def test_an_event_after_the_end_asks_for_nothing(self, edition: Method) -> None:
        life = PLAN + "day 40: ended"
        assert len(told(edition, life, 120, happened(41))) == 1
        assert len(told(edition, life, 120, happened(40))) == 2

    def test_a_death_excludes_what_was_not_yet_due(self, edition: Method) -> None:
        for died, code in ((97, "died_before_deadline"), (98, "review_waits")):
            (waited,) = found(edition, PLAN + f"day {died}: died", 120)
            assert waited.reasons[0].code == code


class TestTheNextReview:
    def next(self, method: Method, lines: str, on: int, *more: Entry) -> tuple[int, Any] | None:
        case = case_of(lines, on, *more)
        wait = next_review(case, episodes(case)[-1], method.parameters)
        return None if wait is None else (number_of(wait.due), wait.trigger)

    def test_there_is_none_without_a_plan(self, edition: Method) -> None:
        assert self.next(edition, START, 10) is None

    def test_by_default_it_follows_from_the_time(self, edition: Method) -> None:
        assert self.next(edition, PLAN, 10) == (98, None)
        assert self.next(edition, PLAN, 120) == (98, None)
        assert self.next(edition, PLAN, 120, reviewed(110)) == (200, None)

    def test_it_follows_from_the_event_that_is_due_first(self, edition: Method) -> None:
        events = happened(30), happened(28, ReviewTrigger.LOST_CONTACT, "s2")
        assert self.next(edition, PLAN, 30, *events) == (35, ReviewTrigger.LOST_CONTACT)
        assert self.next(edition, PLAN, 30, *events, reviewed(29)) == (37, ReviewTrigger.CRISIS)
        assert self.next(edition, PLAN, 40, *events, reviewed(33)) == (123, None)

    def test_waits_are_told_in_order_of_their_last_day(self, edition: Method) -> None:
        case = case_of(PLAN, 200, happened(30), happened(95, id="s2"), reviewed(31))
        found = waits(case, episodes(case)[0], edition.parameters)
        assert [number_of(wait.due) for wait in found] == [37, 98, 102, 121]


class TestConfiguration:
    def adapted(self, method: Method, **values: Any) -> Method:
        return method.adapt(code=method.code, source=OWN, since=method.period.first, **values)

    def test_another_regular_time(self, edition: Method) -> None:
        own = self.adapted(edition, crisis_review_days=30)
        assert told(own, PLAN, 38) == ["8-38 missed review_waits p1"]

    def test_another_time_after_an_event(self, edition: Method) -> None:
        own = self.adapted(edition, crisis_review_after_days=1)
        assert told(own, PLAN, 31, happened(30))[0] == "30-31 missed review_after_event s1"

    def test_only_some_events(self, edition: Method) -> None:
        own = self.adapted(edition, crisis_review_triggers=(ReviewTrigger.DISCHARGE,))
        assert len(told(own, PLAN, 31, happened(30))) == 1
        assert len(told(own, PLAN, 31, happened(30, ReviewTrigger.DISCHARGE))) == 2

    def test_no_such_rule(self, edition: Method) -> None:
        assert told(self.adapted(edition, recurring=()), PLAN, 99) == []


SENTENCES = {
    "sv": "Bedöms senare. Efter det som hände 2026-12-16 ska krisplanen gås igenom: en kris. "
    "Tidsgräns: 2026-12-23. Gå igenom krisplanen tillsammans med deltagaren senast 2026-12-23.",
    "en": "Not yet due. After what happened on 2026-12-16 the crisis plan is to be gone through: a "
    "crisis. Deadline: 2026-12-23. Go through the crisis plan with the participant by 2026-12-23.",
}


@pytest.mark.parametrize("lang", SENTENCES)
def test_a_wait_is_explained_in_both_languages(edition: Method, lang: str) -> None:
    soon, _ = found(edition, PLAN, 31, happened(30))
    assert soon.explain(lang) == SENTENCES[lang]
