"""The calendar: the agreement's days, the follow-ups, and the last starts with their arithmetic."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.agreements import (
    AgreementAmended,
    AgreementMade,
    AgreementStatus,
    AgreementStatusChanged,
    Body,
    DocumentKind,
    DocumentRegistered,
    PhaseKind,
)
from cm_method.case.case import Case
from cm_method.case.episodes import Ended, EndReason, Started
from cm_method.dates import Period
from cm_method.journal import Journal
from cm_method.partnership.agreement import agreements
from cm_method.partnership.calendar import (
    AT_ONCE,
    LastStart,
    OccasionKind,
    calendar,
    follow_ups,
    held_on,
    last_day_before,
    last_starts,
    too_late,
)
from cm_method.rules.findings import Finding
from cm_method.rules.method import Method, Span
from cm_method.rules.review import review
from cm_method.testing.strategies import (
    OTHER_MUNICIPALITY,
    any_methods,
    days,
    days_around,
    shifted,
    spans,
)
from tests.partnership.test_agreement import FOUR_CENTURIES, first_after, journals
from tests.partnership.writing import agreement, day, held, journal, made, noted, retracted, status

HALF_A_YEAR = Span(months=6)
LONG_AFTER = date(2045, 1, 1)

TWELVE = (
    "2026-08-01", "2026-11-01", "2027-02-01", "2027-05-01", "2027-08-01", "2027-11-01",
    "2028-02-01", "2028-05-01", "2028-08-01", "2028-11-01", "2029-02-01", "2029-05-01",
)  # fmt: skip

CHANGES = (AgreementAmended, AgreementStatusChanged)

WHOLE_CALENDAR = """
2026-05-01 agreement_begins
2026-05-01 phase_begins establishment
2026-08-01 follow_up project_group 1
2026-10-31 phase_ends establishment
2026-11-01 phase_begins operation
2026-11-01 follow_up project_group 2
2027-02-01 follow_up project_group 3
2027-05-01 follow_up project_group 4
2027-05-01 follow_up steering_group 1
2027-08-01 follow_up project_group 5
2027-11-01 follow_up project_group 6
2028-02-01 follow_up project_group 7
2028-05-01 follow_up project_group 8
2028-05-01 follow_up steering_group 2
2028-07-31 last_start 3 operation
2028-08-01 follow_up project_group 9
2028-08-02 last_start 4 operation
2028-09-05 last_start 2 operation
2028-09-05 last_start 5 operation
2028-10-31 phase_ends operation
2028-10-31 last_start 1 operation
2028-11-01 phase_begins closure
2028-11-01 evaluation_begins
2028-11-01 follow_up project_group 10
2029-01-31 last_start 4 agreement
2029-02-01 last_start 3 agreement
2029-02-01 follow_up project_group 11
2029-03-06 last_start 2 agreement
2029-03-06 last_start 5 agreement
2029-05-01 phase_ends closure
2029-05-01 last_start 1 agreement
2029-05-01 follow_up project_group 12
2029-05-01 follow_up steering_group 3
2029-05-01 account_due
2029-05-01 final_report_due
2029-05-01 agreement_ends
2029-05-02 handbook
"""


def strings(found: tuple[date, ...]) -> tuple[str, ...]:
    return tuple(map(str, found))


def closing(each: LastStart) -> str:
    return each.phase.value if each.phase else "agreement"


class TestTheRealAgreement:
    def test_the_project_group_follows_up_twelve_times(self) -> None:
        """R6."""
        assert strings(follow_ups(agreement(made()), Body.PROJECT_GROUP)) == TWELVE

    def test_the_steering_group_follows_up_yearly(self) -> None:
        yearly = ("2027-05-01", "2028-05-01", "2029-05-01")
        assert strings(follow_ups(agreement(made()), Body.STEERING_GROUP)) == yearly

    def test_one_day_less_and_the_last_follow_up_falls_outside(self) -> None:
        short = agreement(made(last="2029-04-30"))
        assert strings(follow_ups(short, Body.PROJECT_GROUP)) == TWELVE[:-1]
        assert strings(follow_ups(short, Body.STEERING_GROUP)) == ("2027-05-01", "2028-05-01")

    def test_the_whole_calendar(self, edition: Method) -> None:
        lines = []
        for each in calendar(agreement(made()), edition):
            said = dict(each.facts)
            words = [str(each.on), each.kind.value]
            if each.kind in (OccasionKind.PHASE_BEGINS, OccasionKind.PHASE_ENDS):
                words.append(getattr(said["phase"], "value", ""))
            if each.body is not None:
                words += [each.body.value, str(said["number"])]
            if each.last_start is not None:
                words += [str(each.last_start.target.number), closing(each.last_start)]
            lines.append(" ".join(words))
        assert lines == WHOLE_CALENDAR.split("\n")[1:-1]

    def test_every_line_says_itself_in_words(self, edition: Method) -> None:
        for lang in ("sv", "en"):
            said = [each.explain(lang) for each in calendar(agreement(made()), edition)]
            assert all(said)
            assert not any("{" in sentence for sentence in said)

    def test_a_phase_is_told_with_its_days(self, edition: Method) -> None:
        told = {
            (each.kind, dict(each.facts).get("phase")): each
            for each in calendar(agreement(made()), edition)
        }
        begins = told[OccasionKind.PHASE_BEGINS, PhaseKind.OPERATION]
        assert dict(begins.facts) == {
            "phase": PhaseKind.OPERATION,
            "first": day("2026-11-01"),
            "last": day("2028-10-31"),
        }
        assert dict(told[OccasionKind.EVALUATION_BEGINS, None].facts) == {"last": day("2029-05-01")}


LAST_STARTS = [
    # target, closes with, last start, end, judged on, closes
    (1, "operation", "2028-10-31", None, "2028-10-31", "2028-10-31"),
    (1, "agreement", "2029-05-01", None, "2029-05-01", "2029-05-01"),
    (2, "operation", "2028-09-05", None, "2028-10-31", "2028-10-31"),
    (2, "agreement", "2029-03-06", None, "2029-05-01", "2029-05-01"),
    (3, "operation", "2028-07-31", None, "2028-10-31", "2028-10-31"),
    (3, "agreement", "2029-02-01", None, "2029-05-01", "2029-05-01"),
    (4, "operation", "2028-08-02", "2028-08-02", "2028-10-31", "2028-10-31"),
    (4, "agreement", "2029-01-31", "2029-01-31", "2029-05-01", "2029-05-01"),
    (5, "operation", "2028-09-05", None, "2028-10-31", "2028-10-31"),
    (5, "agreement", "2029-03-06", None, "2029-05-01", "2029-05-01"),
]

AFTER_HALF_A_YEAR = [
    (4, "operation", "2028-02-02", "2028-08-02", "2028-10-31", "2028-10-31"),
    (4, "agreement", "2028-07-31", "2029-01-31", "2029-05-01", "2029-05-01"),
]


def as_rows(found: tuple[LastStart, ...]) -> list[tuple[object, ...]]:
    return [
        (
            each.target.number,
            closing(each),
            str(each.start),
            each.end and str(each.end),
            str(each.due),
            str(each.closes),
        )
        for each in found
    ]


class TestLastStarts:
    def test_those_of_the_real_agreement(self, edition: Method) -> None:
        assert as_rows(last_starts(agreement(made()), edition)) == LAST_STARTS

    def test_for_a_service_of_half_a_year(self, edition: Method) -> None:
        """Only the target that is judged after the service depends on how long that lasts."""
        rows = as_rows(last_starts(agreement(made()), edition, service=HALF_A_YEAR))
        assert [row for row in rows if row[0] == 4] == AFTER_HALF_A_YEAR
        others = [row for row in LAST_STARTS if row[0] != 4]
        assert [row for row in rows if row[0] != 4] == others

    @pytest.mark.parametrize("service", [AT_ONCE, HALF_A_YEAR, Span(days=200)])
    def test_a_case_that_starts_then_is_judged_in_time_and_a_day_later_too_late(
        self, edition: Method, service: Span
    ) -> None:
        found = last_starts(agreement(made()), edition, service=service)
        assert len(found) == 10
        for each in found:
            assert judged(edition, each).due == each.due == each.closes
            too_late = judged(edition, each, later=1)
            assert too_late.due is not None
            assert too_late.due > each.closes

    def test_three_starts_may_share_a_last_day_and_the_latest_is_told(
        self, edition: Method
    ) -> None:
        """R4: 28, 29 and 30 November all give 28 February."""
        short = agreement(made(last="2027-02-28", phases=[]))
        (contacts,) = [e for e in last_starts(short, edition) if e.target.number == 3]
        assert str(contacts.start) == "2026-11-30"
        assert judged(edition, contacts, later=-2).due == contacts.closes
        late = judged(edition, contacts, later=1).due
        assert late == day("2027-03-01")

    def test_a_rule_of_ones_own_says_its_time_itself(self, edition: Method) -> None:
        own = attrs.evolve(edition.rules[1], name="visit", deadline=Span(days=14))
        visits = attrs.evolve(edition.targets[1], rule="visit")
        method = attrs.evolve(edition, rules=(own,), targets=(visits,))
        *_, whole = last_starts(agreement(made()), method)
        assert (whole.start, whole.phase) == (date(2029, 4, 17), None)

    def test_without_an_operation_there_is_only_the_agreement(self, edition: Method) -> None:
        found = last_starts(agreement(made(phases=[])), edition)
        assert as_rows(found) == [row for row in LAST_STARTS if row[1] == "agreement"]

    def test_none_where_no_start_can_be_counted_in_time(self, edition: Method) -> None:
        for last, expected in (
            ("2026-06-25", [1]),
            ("2026-06-26", [1, 2, 5]),
            ("2026-07-29", [1, 2, 5]),
            ("2026-07-30", [1, 2, 4, 5]),
            ("2026-08-01", [1, 2, 3, 4, 5]),
        ):
            short = agreement(made(last=last, phases=[]))
            assert [each.target.number for each in last_starts(short, edition)] == expected

    def test_what_is_too_late_is_told(self, edition: Method) -> None:
        """Every target has a last start, or is too late, by either end."""
        found = agreement(made())
        for months, expected in (
            (6, []),
            (29, [(4, PhaseKind.OPERATION)]),
            (40, [(4, PhaseKind.OPERATION), (4, None)]),
        ):
            service = Span(months=months)
            late = too_late(found, edition, service=service)
            assert [(target.number, phase) for target, phase in late] == expected
            told = {(e.target, e.phase) for e in last_starts(found, edition, service=service)}
            assert told | set(late) == {
                (target, phase)
                for target in edition.targets
                for phase in (PhaseKind.OPERATION, None)
            }
            assert not told & set(late)

    def test_none_after_the_last_day_on_which_the_method_counts_a_start(
        self, edition: Method
    ) -> None:
        """The agreement is prolonged by two years, the edition is not."""
        prolonged = agreement(made(last="2031-05-01", phases=[]))
        rows = {each.target.number: each for each in last_starts(prolonged, edition)}
        assert {number: str(rows[number].start) for number in (1, 2, 3, 5)} == dict.fromkeys(
            (1, 2, 3, 5), "2029-05-01"
        )
        assert str(rows[2].due) == "2029-06-26"
        assert judged(edition, rows[2]).counts
        assert not judged(edition, rows[2], later=1).counts
        assert "2031-05-01" in rows[2].explain("sv")  # the limit is not the day it is judged
        assert "2031-05-01" in rows[2].explain("en")
        ends = rows[4].end
        assert str(ends) == "2031-01-31"  # a service that goes on may still end
        long = last_starts(prolonged, edition, service=Span(months=24))
        (rated,) = [each for each in long if each.target.number == 4]
        assert (str(rated.start), str(rated.end)) == ("2029-01-31", "2031-01-31")
        short = last_starts(prolonged, edition, service=HALF_A_YEAR)
        (rated,) = [each for each in short if each.target.number == 4]
        assert (str(rated.start), str(rated.end)) == ("2029-05-01", "2029-11-01")
        assert str(rated.due) == "2030-01-30"

    def test_none_before_the_method_counts_a_start(self, edition: Method) -> None:
        earlier = agreement(made(first="2025-05-01", last="2026-04-30", phases=[]))
        assert last_starts(earlier, edition) == ()
        by_a_day = agreement(made(first="2025-05-01", last="2026-05-01", phases=[]))
        assert [e.target.number for e in last_starts(by_a_day, edition)] == [1]

    def test_a_method_without_an_end_counts_them_all(self, edition: Method) -> None:
        endless = edition.adapt(
            code=edition.code,
            source=OTHER_MUNICIPALITY,
            since=day("2026-05-01"),
            period=Period(first=day("2026-05-01")),
        )
        prolonged = agreement(made(last="2031-05-01", phases=[]))
        first = last_starts(prolonged, endless)[0]
        assert str(first.start) == "2031-05-01"

    def test_the_arithmetic_in_words(self, edition: Method) -> None:
        rows = {
            (each.target.number, closing(each)): each
            for each in last_starts(agreement(made()), edition)
        }
        plan = rows[2, "operation"].explain("sv")
        for said in ("mål 2", "genomförande", "2028-09-05", "8 veckor", "2028-10-31"):
            assert said in plan
        contacts = rows[3, "agreement"].explain("sv")
        for said in ("mål 3", "under avtalets tid", "2029-02-01", "3 månader", "2029-05-01"):
            assert said in contacts
        ended = rows[4, "agreement"].explain("sv")
        for said in ("avsluta", "2029-01-31", "90 dagar", "2029-05-01"):
            assert said in ended
        assert "plus" not in rows[1, "agreement"].explain("sv")
        long = last_starts(agreement(made()), edition, service=HALF_A_YEAR)
        (rated,) = [each for each in long if (each.target.number, each.phase) == (4, None)]
        for said in ("2028-07-31", "6 månader", "2029-01-31", "90 dagar", "2029-05-01"):
            assert said in rated.explain("sv")

    @given(journals(), any_methods(), st.just(AT_ONCE) | spans(), st.data())
    def test_the_last_start_is_in_time_and_counts_and_the_day_after_is_or_does_not(
        self, kept: Journal, method: Method, service: Span, data: DataObject
    ) -> None:
        (found,) = agreements(kept, on=data.draw(st.just(LONG_AFTER)))
        for each in last_starts(found, method, service=service):
            then, later = judged(method, each), judged(method, each, later=1)
            assert then.due == each.due
            assert each.due <= each.closes
            assert found.first <= each.start <= each.closes
            assert later.due is not None
            if each.end is None or service != AT_ONCE:
                assert then.counts
                assert later.due > each.closes or not later.counts
            else:
                assert later.due > each.closes

    @given(spans(), days())
    def test_the_last_day_before_is_the_one_that_a_search_finds(
        self, span: Span, closes: date
    ) -> None:
        every = [closes - timedelta(n) for n in range(430)]
        assert last_day_before(span, closes) == max(d for d in every if span.after(d) <= closes)

    def test_without_a_length_it_is_the_day_itself(self) -> None:
        assert last_day_before(AT_ONCE, day("2029-05-01")) == day("2029-05-01")


def judged(method: Method, each: LastStart, *, later: int = 0) -> Finding:
    """What the method finds about a case that starts then, or so many days *later*."""
    if each.end is None:
        start, end = each.start + timedelta(later), None
    elif each.service == AT_ONCE:
        # What is told is the last day to end, whenever the service started.
        start, end = method.period.first, each.end + timedelta(later)
    else:
        start = each.start + timedelta(later)
        end = each.service.after(start)
    entries = [Started(id="s-1", on=start, by="hm", worker="cm-1", edition=method.code)]
    over = []
    if end is not None:
        reason = EndReason.GOALS_REACHED
        over = [Ended(id="s-2", on=end, by="hm", start="s-1", reason=reason)]
    case = Case.of(Journal(subject="P-0001", entries=(*entries, *over)), on=LONG_AFTER)
    (finding,) = [f for f in review(case, method) if f.rule == each.target.rule]
    return finding


class TestFollowUps:
    def test_they_are_counted_from_the_first_day_and_never_from_the_one_before(self) -> None:
        """R5."""
        found = agreement(made(first="2027-05-31", last="2028-05-31", phases=[]))
        expected = ("2027-08-31", "2027-11-30", "2028-02-29", "2028-05-31")
        assert strings(follow_ups(found, Body.PROJECT_GROUP)) == expected

    def test_each_body_has_its_own_months(self) -> None:
        found = agreement(made(project_group_months=10, steering_group_months=1))
        assert len(follow_ups(found, Body.PROJECT_GROUP)) == 3
        assert len(follow_ups(found, Body.STEERING_GROUP)) == 36

    def test_none_is_asked_for_once_the_agreement_has_lapsed(self, edition: Method) -> None:
        lapsed = status("av-9", "2026-11-01", AgreementStatus.LAPSED)
        late = held("p-1", "2026-11-05")
        found = agreement(made(), lapsed, late, on="2027-02-01")
        assert follow_ups(found, Body.PROJECT_GROUP) == (day("2026-08-01"),)
        assert follow_ups(found, Body.STEERING_GROUP) == ()
        assert held_on(found, Body.PROJECT_GROUP) == {}
        assert max(each.on for each in calendar(found, edition)) == day("2026-10-31")
        assert last_starts(found, edition) == ()
        assert too_late(found, edition) == ()

    def test_a_short_agreement_has_none(self, edition: Method) -> None:
        short = agreement(made(last="2026-07-31", phases=[]), held("f-1", "2026-06-01"))
        assert follow_ups(short, Body.PROJECT_GROUP) == ()
        assert held_on(short, Body.PROJECT_GROUP) == {}
        assert OccasionKind.FOLLOW_UP not in {e.kind for e in calendar(short, edition)}

    @given(journals(), st.sampled_from(Body))
    def test_they_are_those_that_a_count_of_months_gives(self, kept: Journal, body: Body) -> None:
        (found,) = agreements(kept, on=LONG_AFTER)
        months = {
            Body.PROJECT_GROUP: found.made.project_group_months,
            Body.STEERING_GROUP: found.made.steering_group_months,
        }[body]
        slowly = [first_after(found.first, months * n) for n in range(1, 200)]
        assert follow_ups(found, body) == tuple(
            d
            for d in slowly
            if d <= found.last and (found.lapsed_on is None or d < found.lapsed_on)
        )

    @given(journals(), st.data(), st.sampled_from(Body))
    def test_they_are_the_same_whichever_day_they_are_worked_out_on(
        self, kept: Journal, data: DataObject, body: Body
    ) -> None:
        """Where nobody has amended the agreement in between, and it has not lapsed."""
        kept = journal(*(e for e in kept.entries if not isinstance(e, CHANGES)))
        every = {
            follow_ups(each, body)
            for on in data.draw(st.lists(days_around(kept), min_size=2, max_size=5))
            for each in agreements(kept, on=on)
        }
        assert len(every) <= 1

    @given(journals(), any_methods())
    def test_after_four_centuries_they_are_the_same_days(
        self, kept: Journal, method: Method
    ) -> None:
        (now,) = agreements(kept, on=LONG_AFTER)
        earlier = journal(*(shifted(entry, -FOUR_CENTURIES) for entry in kept.entries))
        (then,) = agreements(earlier, on=LONG_AFTER - FOUR_CENTURIES)
        for body in Body:
            assert shifted(follow_ups(then, body), FOUR_CENTURIES) == follow_ups(now, body)
            moved = {shifted(d, FOUR_CENTURIES) for d in held_on(then, body)}
            assert moved == held_on(now, body).keys()
        old = method.adapt(
            code=method.code,
            source=OTHER_MUNICIPALITY,
            since=method.period.first,
            period=shifted(method.period, -FOUR_CENTURIES),
        )
        moved_starts = [e.start + FOUR_CENTURIES for e in last_starts(then, old)]
        assert moved_starts == [e.start for e in last_starts(now, method)]


class TestHeld:
    def days(
        self, *entries: AgreementMade | object, body: Body = Body.PROJECT_GROUP
    ) -> dict[str, str]:
        found = agreement(made(), *entries, on="2030-01-01")  # type: ignore[arg-type]  # any kinds
        return {str(planned): str(on) for planned, on in held_on(found, body).items()}

    def test_one_that_says_what_it_was_planned_for(self) -> None:
        late = held("f-1", "2026-10-30", "2026-08-01")
        assert self.days(late) == {"2026-08-01": "2026-10-30"}
        assert self.days(late, body=Body.STEERING_GROUP) == {}

    def test_one_that_does_not_is_taken_for_the_nearest(self) -> None:
        """Between 2026-08-01 and 2026-11-01 lie 92 days: the 46th is as near to both."""
        for on, planned in (
            ("2026-06-17", "2026-08-01"),
            ("2026-09-15", "2026-08-01"),
            ("2026-09-16", "2026-08-01"),
            ("2026-09-17", "2026-11-01"),
            ("2029-12-31", "2029-05-01"),
        ):
            assert self.days(held("f-1", on)) == {planned: on}

    def test_a_meeting_to_begin_with_is_no_follow_up(self) -> None:
        """Else the steering group's first meeting would be its follow-up of a year later."""
        for on, body in (
            ("2026-04-15", Body.PROJECT_GROUP),
            ("2026-05-20", Body.STEERING_GROUP),
            ("2026-06-16", Body.PROJECT_GROUP),  # 46 days after the first, and before the next
            ("2026-10-30", Body.STEERING_GROUP),
        ):
            begun = held("f-1", on, body=body)
            assert self.days(begun, body=body) == {}
            later = held("f-2", "2027-05-04", body=body)
            assert self.days(begun, later, body=body) == {"2027-05-01": "2027-05-04"}

    def test_one_planned_for_a_day_outside_the_calendar_too(self) -> None:
        assert self.days(held("f-1", "2026-08-20", "2026-10-31")) == {"2026-11-01": "2026-08-20"}

    def test_of_two_the_first_counts(self) -> None:
        two = (held("f-2", "2026-08-05"), held("f-1", "2026-08-03"))
        assert self.days(*two) == {"2026-08-01": "2026-08-03"}

    def test_a_retracted_one_was_not_held(self) -> None:
        assert self.days(held("f-1", "2026-08-05"), retracted("f-2", "2026-08-05", "f-1")) == {}

    def test_what_was_held_shows_in_the_calendar(self, edition: Method) -> None:
        found = agreement(
            made(),
            held("f-1", "2026-08-05"),
            held("f-2", "2027-05-04", body=Body.STEERING_GROUP),
        )
        done = [(str(e.on), e.body, str(e.done_on)) for e in calendar(found, edition) if e.done_on]
        assert done == [
            ("2026-08-01", Body.PROJECT_GROUP, "2026-08-05"),
            ("2027-05-01", Body.STEERING_GROUP, "2027-05-04"),
        ]


class TestDelivered:
    @pytest.mark.parametrize(
        ("document", "kind"),
        [
            (DocumentKind.WRITTEN_ACCOUNT, OccasionKind.ACCOUNT_DUE),
            (DocumentKind.FINAL_REPORT, OccasionKind.FINAL_REPORT_DUE),
            (DocumentKind.HANDBOOK, OccasionKind.HANDBOOK),
        ],
    )
    def test_the_first_registered_document_says_that_it_is_done(
        self, edition: Method, document: DocumentKind, kind: OccasionKind
    ) -> None:
        def registered(id: str, on: str) -> DocumentRegistered:
            return noted(
                DocumentRegistered,
                id,
                on,
                made="av-1",
                party="hm",
                document=document,
                reference="1",
            )

        found = agreement(
            made(),
            registered("d-1", "2029-06-30"),
            registered("d-2", "2029-06-01"),
            on="2030-01-01",
        )
        done = {each.kind: str(each.done_on) for each in calendar(found, edition) if each.done_on}
        assert done == {kind: "2029-06-01"}

    def test_minutes_and_other_documents_say_nothing_of_it(self, edition: Method) -> None:
        for document in (DocumentKind.AGREEMENT, DocumentKind.MINUTES, DocumentKind.OTHER):
            kept = noted(
                DocumentRegistered,
                "d-1",
                "2029-05-01",
                made="av-1",
                party="hm",
                document=document,
                reference="1",
            )
            assert not any(e.done_on for e in calendar(agreement(made(), kept), edition))


class TestAmended:
    def test_the_calendar_follows_from_the_day_of_the_amendment(self, edition: Method) -> None:
        change = noted(
            AgreementAmended,
            "av-2",
            "2028-01-10",
            made="av-1",
            last=day("2028-10-31"),
            amendment="kortare",
        )
        before = agreement(made(), change, on="2028-01-09")
        after = agreement(made(), change, on="2028-01-10")
        assert strings(follow_ups(before, Body.PROJECT_GROUP)) == TWELVE
        assert strings(follow_ups(after, Body.PROJECT_GROUP)) == TWELVE[:9]
        kinds = {each.kind for each in calendar(after, edition)}
        assert OccasionKind.EVALUATION_BEGINS not in kinds
        ends = {e.kind: str(e.on) for e in calendar(after, edition)}
        assert ends[OccasionKind.AGREEMENT_ENDS] == "2028-10-31"
        assert ends[OccasionKind.FINAL_REPORT_DUE] == "2028-10-31"
        assert ends[OccasionKind.HANDBOOK] == "2028-11-01"

    def test_so_do_the_last_starts(self, edition: Method) -> None:
        change = noted(
            AgreementAmended,
            "av-2",
            "2028-01-10",
            made="av-1",
            last=day("2028-12-31"),
            amendment="kortare",
        )
        rows = as_rows(last_starts(agreement(made(), change), edition))
        within = {row[0]: row[2] for row in rows if row[1] == "agreement"}
        assert within == {
            1: "2028-12-31",
            2: "2028-11-05",
            3: "2028-09-30",
            4: "2028-10-02",
            5: "2028-11-05",
        }
        assert [row for row in rows if row[1] == "operation"] == LAST_STARTS[::2]
