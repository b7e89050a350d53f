"""The calendar of a partnership: follow-ups, phases, evaluation, and the last starts that count.

Recurring days are counted from the first day of the agreement, never from the one before (R5, R6).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum, unique

from attrs import frozen

from cm_method.case.agreements import Body, PhaseKind
from cm_method.dates import every_months, plus_days, plus_months
from cm_method.errors import Facts, facts
from cm_method.labels import text
from cm_method.partnership.agreement import Agreement
from cm_method.rules.method import Measure, Method, Span


@unique
class OccasionKind(Enum):
    """What happens on a day of the calendar, in the order in which one day's are shown."""

    AGREEMENT_BEGINS = "agreement_begins"
    PHASE_BEGINS = "phase_begins"
    FOLLOW_UP = "follow_up"
    PHASE_ENDS = "phase_ends"
    LAST_START_IN_OPERATION = "last_start_in_operation"
    LAST_START_IN_PERIOD = "last_start_in_period"
    EVALUATION_BEGINS = "evaluation_begins"
    ACCOUNT_DUE = "account_due"
    FINAL_REPORT_DUE = "final_report_due"
    AGREEMENT_ENDS = "agreement_ends"
    HANDBOOK = "handbook"


@frozen(kw_only=True)
class Occasion:
    """One day of the calendar: what it is, in whose hands (*body*), with the figures behind it."""

    on: date
    kind: OccasionKind
    body: Body | None = None
    facts: Facts = ()

    def explain(self, lang: str = "sv") -> str:
        """The occasion in words, with its arithmetic where there is any."""
        return text(f"occasion.{self.kind.value}", lang, **dict(self.facts))


def calendar(agreement: Agreement, method: Method) -> tuple[Occasion, ...]:
    """Every day that the agreement and the targets set, in order.

    For each target in percent, the last service start whose result can still be judged within the
    operation phase, and within the agreement.
    """
    order = list(OccasionKind)
    found = [*_of_the_agreement(agreement), *_last_starts(agreement, method)]
    return tuple(sorted(found, key=lambda each: (each.on, order.index(each.kind), str(each.facts))))


def follow_ups(agreement: Agreement, body: Body) -> tuple[date, ...]:
    """The days on which a body follows up, counted from the first day through the last (R5, R6)."""
    made = agreement.made
    months = {
        Body.PROJECT_GROUP: made.project_group_months,
        Body.STEERING_GROUP: made.steering_group_months,
    }[body]
    last = agreement.period.last or made.last
    return tuple(every_months(agreement.period.first, months, through=last))


def _of_the_agreement(agreement: Agreement) -> Iterator[Occasion]:
    first, last = agreement.period.first, agreement.period.last or agreement.made.last
    yield Occasion(on=first, kind=OccasionKind.AGREEMENT_BEGINS, facts=facts(first=first))
    for phase, days in agreement.phases:
        ends = days.last or last
        named = facts(phase=phase, first=days.first, last=ends)
        yield Occasion(on=days.first, kind=OccasionKind.PHASE_BEGINS, facts=named)
        yield Occasion(on=ends, kind=OccasionKind.PHASE_ENDS, facts=named)
        if phase is PhaseKind.CLOSURE:
            yield Occasion(
                on=days.first,
                kind=OccasionKind.EVALUATION_BEGINS,
                body=Body.STEERING_GROUP,
                facts=facts(last=last),
            )
    for body in Body:
        for number, day in enumerate(follow_ups(agreement, body), start=1):
            named = facts(body=body, number=number)
            yield Occasion(on=day, kind=OccasionKind.FOLLOW_UP, body=body, facts=named)
    for kind in (
        OccasionKind.ACCOUNT_DUE,
        OccasionKind.FINAL_REPORT_DUE,
        OccasionKind.AGREEMENT_ENDS,
        OccasionKind.HANDBOOK,
    ):
        on = plus_days(last, 1) if kind is OccasionKind.HANDBOOK else last
        yield Occasion(on=on, kind=kind, facts=facts(last=last))


def _last_starts(agreement: Agreement, method: Method) -> Iterator[Occasion]:
    last = agreement.period.last or agreement.made.last
    operation = agreement.phase(PhaseKind.OPERATION)
    closes = {OccasionKind.LAST_START_IN_PERIOD: last}
    if operation is not None and operation.last is not None:
        closes[OccasionKind.LAST_START_IN_OPERATION] = operation.last
    for target in method.targets:
        span = waiting_time(method, target.rule)
        if target.measure is Measure.PERCENT and span is not None:
            for kind, end in closes.items():
                start = last_start(span, end)
                named = facts(
                    target=target.number,
                    start=start,
                    due=span.after(start),
                    end=end,
                    days=span.days,
                    months=span.months,
                )
                yield Occasion(on=start, kind=kind, facts=named)


def waiting_time(method: Method, rule: str) -> Span | None:
    """How long after service start a target is judged, at the soonest.

    The self-ratings are judged so many days after the *end*, which cannot come before the start.
    """
    given = method.parameters
    return {
        "plan_in_time": given.plan_deadline.value,
        "contacts_followed_through": given.contacts_deadline.value,
        "self_rated_improvement": Span(days=given.rating_after_days.value),
        "crisis_plan_and_chain": given.crisis_deadline.value,
    }.get(rule)


def last_start(span: Span, end: date) -> date:
    """The last day from which *span* ends by *end*; several starts may share that end (R4)."""
    start = plus_months(end, -span.months) if span.months else plus_days(end, -span.days)
    while span.after(plus_days(start, 1)) <= end:
        start = plus_days(start, 1)
    while span.after(start) > end:
        start = plus_days(start, -1)
    return start
