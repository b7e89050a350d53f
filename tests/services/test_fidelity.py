"""Fidelity: each measure counted by hand, of nobody no share, and figures that add up."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import reduce

import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.crisis_plans import CrisisPlanReviewed
from cm_method.case.episodes import Ended, EndReason, Started, WorkerChanged, worker_on
from cm_method.case.meetings import Attendee, MeetingHeld, Place
from cm_method.case.parties import LegalForm, Parties, PartyJoined
from cm_method.case.plans import Goal, GoalFollowedUp, GoalStatus, PlanAgreed
from cm_method.case.responsibility import ResponsibilityOffered, ResponsibilityRefused
from cm_method.cohort.indicators import days_counted, indicators
from cm_method.cohort.shares import Share
from cm_method.dates import plus_days
from cm_method.journal import Entry, Journal
from cm_method.labels import LANGUAGES, label
from cm_method.rules.method import Method
from cm_method.rules.milestone import Verdict
from cm_method.rules.review import review_recurring
from cm_method.services.fidelity import (
    FIDELITY_SOURCES,
    RECURRING,
    Fidelity,
    FidelityCount,
    FidelityMeasure,
    fidelity,
    how_counted,
)
from cm_method.testing.strategies import any_journals, any_methods, days_around, days_known
from tests.case.writing import day, note
from tests.examples.notation import EDITION, journal_of

M = FidelityMeasure
LIFE = "day 0: started"


def of(
    method: Method, lines: str, *more: Entry, on: int = 99, known: int | None = None
) -> Fidelity:
    journal = journal_of(lines).with_entries(*more)
    at = None if known is None else day(known)
    return fidelity([journal], method, on=day(on), known=at)


def counted(found: Fidelity, measure: FidelityMeasure) -> tuple[int, int, int]:
    count = found.of(measure)
    return count.met, count.of, count.unknown


def meeting(id: str, on: int, place: Place, *who: Attendee) -> MeetingHeld:
    present = who or (Attendee.PARTICIPANT,)
    return note(MeetingHeld, id, on, place=place, attendees=present, individual_contact=True)


def plan(id: str, on: int, goals: int = 2, *, together: bool = True) -> PlanAgreed:
    some = [Goal(what=f"mål {n}") for n in range(goals)]
    return note(PlanAgreed, id, on, goals=some, with_participant=together)


def changed(id: str, on: int, worker: str) -> WorkerChanged:
    return note(WorkerChanged, id, on, start="start", worker=worker)


def followed(id: str, on: int, plan: str, number: int) -> GoalFollowedUp:
    return note(GoalFollowedUp, id, on, plan=plan, number=number, status=GoalStatus.ON_THE_WAY)


@pytest.mark.parametrize("measure", FidelityMeasure)
def test_each_measure_has_a_source_a_name_and_how_it_is_counted(measure: FidelityMeasure) -> None:
    source = FIDELITY_SOURCES[measure]
    assert source.quote or source.readings
    for lang in LANGUAGES:
        assert how_counted(measure, lang).endswith(".")
    assert label(measure, "sv") != label(measure, "en")


class TestMeetings:
    @pytest.mark.parametrize(
        ("place", "met", "of_all"),
        [
            (Place.HOME, 1, 1),
            (Place.OUT_AND_ABOUT, 1, 1),
            (Place.CARE, 1, 1),
            (Place.ASSOCIATION, 0, 1),
            (Place.OFFICE, 0, 1),
            (Place.TELEPHONE, 0, 0),
            (Place.VIDEO, 0, 0),
        ],
    )
    def test_outside_is_where_the_person_is(
        self, edition: Method, place: Place, met: int, of_all: int
    ) -> None:
        found = of(edition, LIFE, meeting("x-1", 5, place))
        assert counted(found, M.OUTSIDE_THE_OFFICE) == (met, of_all, 0)
        assert found.places == {place: 1}

    def test_of_calls_alone_there_is_no_share(self, edition: Method) -> None:
        found = of(edition, LIFE, meeting("x-1", 5, Place.TELEPHONE))
        assert found.of(M.OUTSIDE_THE_OFFICE).share is None

    def test_meetings_without_the_participant_are_told_apart(self, edition: Method) -> None:
        others = meeting("x-1", 5, Place.CARE, Attendee.HEALTH_CARE)
        along = meeting("x-2", 6, Place.HOME, Attendee.NEXT_OF_KIN, Attendee.PARTICIPANT)
        found = of(edition, LIFE, others, along)
        assert counted(found, M.OUTSIDE_THE_OFFICE) == (1, 1, 0)
        assert found.without_participant == 1

    def test_those_of_the_service_count_on_its_first_and_last_day(self, edition: Method) -> None:
        met = [meeting(f"x-{n}", n, Place.HOME) for n in (-1, 0, 20, 21)]
        found = of(edition, f"{LIFE}\nday 20: ended", *met)
        assert counted(found, M.OUTSIDE_THE_OFFICE) == (2, 2, 0)

    def test_as_known_on_a_day(self, edition: Method) -> None:
        late = note(
            MeetingHeld,
            "x-1",
            5,
            recorded=9,
            place=Place.HOME,
            attendees=[Attendee.PARTICIPANT],
            individual_contact=True,
        )
        assert of(edition, LIFE, late, known=8).places == {}
        assert of(edition, LIFE, late, known=9).places == {Place.HOME: 1}


class TestPlans:
    def test_each_plan_counts_once_and_together_where_the_participant_was_there(
        self, edition: Method
    ) -> None:
        found = of(edition, LIFE, plan("x-1", -3, together=False), plan("x-2", 9))
        assert counted(found, M.PLANS_MADE_TOGETHER) == (1, 2, 0)

    def test_a_plan_after_the_end_is_none_of_the_service(self, edition: Method) -> None:
        found = of(edition, f"{LIFE}\nday 20: ended", plan("x-1", 20), plan("x-2", 21))
        assert counted(found, M.PLANS_MADE_TOGETHER) == (1, 1, 0)

    def test_goals_of_the_plan_in_force_count_once_each(self, edition: Method) -> None:
        notes = [followed(f"f-{n}", 10 + n, "x-1", number) for n, number in enumerate((1, 1, 3))]
        found = of(edition, LIFE, plan("x-1", 1), *notes)
        assert counted(found, M.GOALS_FOLLOWED_UP) == (1, 2, 0)

    def test_a_new_plan_begins_anew(self, edition: Method) -> None:
        notes = [followed("f-1", 10, "x-1", 1), followed("f-2", 30, "x-2", 2)]
        plans = [plan("x-1", 1), plan("x-2", 20, goals=3)]
        assert counted(of(edition, LIFE, *plans, *notes, on=19), M.GOALS_FOLLOWED_UP) == (1, 2, 0)
        assert counted(of(edition, LIFE, *plans, *notes, on=20), M.GOALS_FOLLOWED_UP) == (0, 3, 0)
        assert counted(of(edition, LIFE, *plans, *notes, on=30), M.GOALS_FOLLOWED_UP) == (1, 3, 0)

    def test_what_was_followed_up_of_a_corrected_plan_is_of_the_one_in_its_place(
        self, edition: Method
    ) -> None:
        right = note(
            PlanAgreed,
            "x-2",
            1,
            recorded=20,
            goals=[Goal(what="a"), Goal(what="b")],
            with_participant=True,
            corrects=["x-1"],
        )
        found = of(edition, LIFE, plan("x-1", 1), followed("f-1", 10, "x-1", 2), right)
        assert counted(found, M.GOALS_FOLLOWED_UP) == (1, 2, 0)

    def test_without_a_plan_there_is_nothing_to_ask(self, edition: Method) -> None:
        found = of(edition, LIFE)
        for measure in (M.PLANS_MADE_TOGETHER, M.GOALS_FOLLOWED_UP):
            assert found.of(measure).share is None


class TestContinuity:
    def test_one_worker_all_the_way(self, edition: Method) -> None:
        found = of(edition, LIFE, on=9)
        assert counted(found, M.ONE_WORKER) == (1, 1, 0)
        assert counted(found, M.DAYS_WITH_SAME_WORKER) == (10, 10, 0)

    def test_a_change_counts_from_its_day(self, edition: Method) -> None:
        change = changed("w-1", 4, "cm-9")
        before, after = of(edition, LIFE, change, on=3), of(edition, LIFE, change, on=4)
        assert counted(before, M.ONE_WORKER) == (1, 1, 0)
        assert counted(after, M.ONE_WORKER) == (0, 1, 0)
        assert counted(after, M.DAYS_WITH_SAME_WORKER) == (4, 5, 0)
        assert counted(of(edition, LIFE, change, on=9), M.DAYS_WITH_SAME_WORKER) == (6, 10, 0)

    def test_one_who_comes_back_has_all_their_days(self, edition: Method) -> None:
        (first,) = {e.worker for e in journal_of(LIFE).entries if isinstance(e, Started)}
        found = of(edition, LIFE, changed("w-1", 4, "cm-9"), changed("w-2", 6, first), on=9)
        assert counted(found, M.ONE_WORKER) == (0, 1, 0)
        assert counted(found, M.DAYS_WITH_SAME_WORKER) == (8, 10, 0)

    def test_a_change_to_the_same_worker_is_none(self, edition: Method) -> None:
        (first,) = {e.worker for e in journal_of(LIFE).entries if isinstance(e, Started)}
        found = of(edition, LIFE, changed("w-1", 4, first), on=9)
        assert counted(found, M.ONE_WORKER) == (1, 1, 0)

    def test_each_service_is_asked_about_and_its_last_day_counts(self, edition: Method) -> None:
        again = note(Started, "s-2", 20, worker="cm-9", edition=EDITION)
        found = of(edition, f"{LIFE}\nday 9: ended", again, on=29)
        assert counted(found, M.ONE_WORKER) == (2, 2, 0)
        assert counted(found, M.DAYS_WITH_SAME_WORKER) == (20, 20, 0)

    def test_a_service_that_another_began_on_the_same_day_has_no_day_of_its_own(
        self, edition: Method
    ) -> None:
        again = note(Started, "x-2", 0, worker="cm-9", edition=EDITION)
        found = of(edition, LIFE, again, on=9)
        assert counted(found, M.ONE_WORKER) == (1, 1, 0)
        assert counted(found, M.DAYS_WITH_SAME_WORKER) == (10, 10, 0)


class TestInTime:
    REVIEWS = f"{LIFE}\nday 0: crisis plan as p1\nday 0: need housing as n1"

    def test_a_review_counts_once_its_day_has_come(self, edition: Method) -> None:
        assert of(edition, self.REVIEWS, on=89).of(M.REVIEWS_IN_TIME).share is None
        assert counted(of(edition, self.REVIEWS, on=90), M.REVIEWS_IN_TIME) == (0, 1, 0)

    @pytest.mark.parametrize(("held", "met"), [(90, 1), (91, 0)])
    def test_held_on_its_day_is_in_time_and_a_day_later_is_not(
        self, edition: Method, held: int, met: int
    ) -> None:
        review = note(CrisisPlanReviewed, "x-1", held, plan="p1", with_participant=True)
        found = of(edition, self.REVIEWS, review, on=120)
        assert counted(found, M.REVIEWS_IN_TIME) == (met, 1, 0)

    @pytest.mark.parametrize(("answered", "met"), [(19, 1), (20, 0)])
    def test_an_offer_is_answered_within_a_fortnight_or_not(
        self, edition: Method, answered: int, met: int
    ) -> None:
        lines = f"{LIFE}\nday 0: need housing as n1\nday 5: offered n1 to hm as o1"
        assert of(edition, lines, on=18).of(M.OFFERS_IN_TIME).share is None
        assert counted(of(edition, lines, on=19), M.OFFERS_IN_TIME) == (0, 1, 0)
        found = of(edition, f"{lines}\nday {answered}: refused o1", on=40)
        assert counted(found, M.OFFERS_IN_TIME) == (met, 1, 0)

    def test_what_a_method_does_not_ask_is_not_counted(self, edition: Method) -> None:
        source, since = edition.source, edition.period.first
        bare = edition.adapt(code=EDITION, source=source, since=since, recurring=())
        assert of(bare, self.REVIEWS, on=200).of(M.REVIEWS_IN_TIME).share is None

    def test_what_was_due_in_a_service_before_the_period_is_not_counted(
        self, edition: Method
    ) -> None:
        before = (
            note(Started, "x-0", -300, worker="cm-1", edition=EDITION),
            note(ResponsibilityOffered, "x-1", -290, receiver="sdf"),
            note(Ended, "x-2", -200, start="x-0", reason=EndReason.OTHER),
        )
        assert of(edition, LIFE, *before).of(M.OFFERS_IN_TIME).share is None


class TestResponsibilityAndCaseload:
    def test_days_with_a_holder_are_those_of_the_indicators(self, edition: Method) -> None:
        lines = f"{LIFE}\nday 5: need housing as n1\nday 8: hm answers for n1"
        assert counted(of(edition, lines, on=9), M.DAYS_WITH_HOLDER) == (2, 5, 0)

    def test_who_has_left_holds_nothing(self, edition: Method) -> None:
        lines = f"{LIFE}\nday 5: need housing as n1\nday 8: hm answers for n1"
        joined = note(
            PartyJoined,
            "hm-1",
            -99,
            party="sdf",
            name="Stadsdelen",
            legal_form=LegalForm.COMMITTEE,
        )
        parties = Parties.of(Journal(subject="partnership", entries=[joined]), on=day(9))
        found = fidelity([journal_of(lines)], edition, on=day(9), parties=parties)
        told = indicators([journal_of(lines)], edition, on=day(9), parties=parties)
        assert counted(found, M.DAYS_WITH_HOLDER) == (
            told.need_days - told.days_without_holder,
            told.need_days,
            0,
        )

    def test_without_a_guideline_there_is_nothing_to_count(self, edition: Method) -> None:
        found = fidelity([], edition, on=day(0))
        assert found == Fidelity()
        assert found.of(M.WITHIN_GUIDELINE).share is None

    def test_workers_within_the_guideline_are_counted_as_given(self, edition: Method) -> None:
        found = fidelity([], edition, on=day(0), within_guideline=[True, False, True])
        assert found.of(M.WITHIN_GUIDELINE).share == Share(met=2, of=3)
        more = found.with_guideline([False])
        assert counted(more, M.WITHIN_GUIDELINE) == (2, 4, 0)


class TestWhoCounts:
    def test_only_services_under_the_edition_and_within_its_period(self, edition: Method) -> None:
        assert of(edition, "day 0: reached") == Fidelity()
        assert of(edition, "day 0: started under another-2025", plan("x-1", 1)) == Fidelity()
        assert of(edition, LIFE).participants == 1

    def test_a_missing_answer_is_counted_as_not_in_time(self, edition: Method) -> None:
        """Rival corrections of what a review rests on leave its answer unknown."""
        lines = f"""
        {LIFE}
        day 0: need housing as n1
        day 5: offered n1 to hm as o1
        day 6: refused o1 as a1
        """
        rivals = [
            note(ResponsibilityRefused, f"c-{n}", n, offer="o1", corrects=["a1"]) for n in (7, 8)
        ]
        found = of(edition, lines, *rivals, on=40)
        assert counted(found, M.OFFERS_IN_TIME) == (0, 1, 1)


# Laws


def several(count: int) -> st.SearchStrategy[list[Journal]]:
    return st.lists(any_journals(), max_size=count, unique_by=lambda journal: journal.subject)


@given(several(4), any_methods(), st.data())
def test_figures_of_any_partition_add_up_to_the_whole(
    journals: list[Journal], method: Method, data: DataObject
) -> None:
    on = data.draw(days_around(journals[0])) if journals else day(0)
    sides = data.draw(st.lists(st.integers(0, 2), min_size=4, max_size=4))
    parts = [
        fidelity([j for j, side in zip(journals, sides, strict=False) if side == n], method, on=on)
        for n in range(3)
    ]
    whole = fidelity(journals, method, on=on)
    assert parts[0] + parts[1] + parts[2] == whole
    assert parts[2] + (parts[1] + parts[0]) == whole
    assert reduce(lambda a, b: a + b, parts, Fidelity()) == whole


@given(any_journals(), any_methods(), st.data())
def test_a_share_is_never_more_than_all_and_of_nobody_there_is_none(
    journal: Journal, method: Method, data: DataObject
) -> None:
    on, known = data.draw(days_around(journal)), data.draw(days_known(journal))
    found = fidelity([journal], method, on=on, known=known)
    for measure in FidelityMeasure:
        count = found.of(measure)
        assert 0 <= count.met <= count.met + count.unknown <= count.of
        assert (count.share is None) is (count.of == 0)


@given(any_journals(), any_methods(), st.data())
def test_continuity_equals_a_count_of_one_day_after_another(
    journal: Journal, method: Method, data: DataObject
) -> None:
    on = data.draw(days_around(journal))
    seen = Case.of(journal, on=on)
    one_worker = same = days = services = 0
    for episode, last in days_counted(seen, method):
        each: Counter[str] = Counter()
        for n in range((last - episode.first).days + 1):
            each[worker_on(seen, episode, plus_days(episode.first, n))] += 1
        if each:
            services += 1
            one_worker += len(each) == 1
            same += max(each.values())
            days += each.total()
    found = fidelity([journal], method, on=on)
    assert found.of(M.ONE_WORKER) == FidelityCount(met=one_worker, of=services)
    assert found.of(M.DAYS_WITH_SAME_WORKER) == FidelityCount(met=same, of=days)


@given(any_journals(), any_methods(), st.data())
def test_what_recurs_is_counted_as_its_findings_say(
    journal: Journal, method: Method, data: DataObject
) -> None:
    on: date = data.draw(days_around(journal))
    seen = Case.of(journal, on=on)
    starts = {episode.started.id for episode, _ in days_counted(seen, method)}
    found = fidelity([journal], method, on=on)
    for rule, measure in RECURRING.items():
        verdicts = Counter(
            each.verdict
            for each in review_recurring(seen, method)
            if each.rule == rule and each.episode in starts
        )
        due = sum(
            count
            for verdict, count in verdicts.items()
            if verdict not in (Verdict.NOT_YET_DUE, Verdict.EXCLUDED)
        )
        assert found.of(measure) == FidelityCount(
            met=verdicts[Verdict.MET], of=due, unknown=verdicts[Verdict.UNKNOWN]
        )
