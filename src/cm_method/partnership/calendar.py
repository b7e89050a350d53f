"""The calendar of a partnership: what happens on which day, from the agreement and the targets.

Every day is counted from the first day of the agreement, never from the one before (R5, R6).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum, unique

from attrs import frozen

from cm_method.case.agreements import Body, DocumentKind, PhaseKind
from cm_method.dates import every_months, plus_days, plus_months
from cm_method.errors import Facts, facts
from cm_method.labels import text
from cm_method.partnership.agreement import Agreement
from cm_method.rules.method import Method, Span, Target

AT_ONCE = Span()


@unique
class OccasionKind(Enum):
    """What happens on a day of the calendar, in the order in which one day's are shown."""

    AGREEMENT_BEGINS = "agreement_begins"
    PHASE_ENDS = "phase_ends"
    PHASE_BEGINS = "phase_begins"
    EVALUATION_BEGINS = "evaluation_begins"
    LAST_START = "last_start"
    FOLLOW_UP = "follow_up"
    ACCOUNT_DUE = "account_due"
    FINAL_REPORT_DUE = "final_report_due"
    AGREEMENT_ENDS = "agreement_ends"
    HANDBOOK = "handbook"


@frozen(kw_only=True)
class LastStart:
    """The last service *start* that a target can still count by *closes*, with its arithmetic.

    *closes* is the last day of *phase*, or of the agreement where that is None. The target is
    judged on *due*: *span* after the start, or, where it is judged after the service, after the
    *end* of one that lasts for *service*.
    """

    target: Target
    start: date
    service: Span
    end: date | None
    span: Span
    due: date
    phase: PhaseKind | None
    closes: date

    def explain(self, lang: str = "sv") -> str:
        """The arithmetic in a sentence."""
        if self.end is None:
            way = "started" if self.span == AT_ONCE else "after_the_start"
        else:
            way = "at_once" if self.service == AT_ONCE else "after_the_end"
        within = "agreement" if self.phase is None else "phase"
        said = text(
            f"last_start.{way}",
            lang,
            target=self.target.number,
            within=text(f"last_start.within_{within}", lang, phase=self.phase),
            start=self.start,
            service=self.service.explain(lang),
            end=self.end,
            span=self.span.explain(lang),
            due=self.due,
        )
        if self.due == self.closes:
            return said
        return f"{said} {text('last_start.limit', lang, closes=self.closes)}"


@frozen(kw_only=True)
class Occasion:
    """One day of the calendar: what it is, in whose hands (*body*), with the figures behind it.

    *done_on* is the day on which it is noted as done, None where nothing is noted. *last_start*
    holds the arithmetic of a last start.
    """

    on: date
    kind: OccasionKind
    body: Body | None = None
    done_on: date | None = None
    last_start: LastStart | None = None
    facts: Facts = ()

    def explain(self, lang: str = "sv") -> str:
        """The occasion in words, with its arithmetic where there is any."""
        if self.last_start is not None:
            return self.last_start.explain(lang)
        return text(f"occasion.{self.kind.value}", lang, **dict(self.facts))


def calendar(
    agreement: Agreement, method: Method, *, service: Span = AT_ONCE
) -> tuple[Occasion, ...]:
    """Every day that the agreement and the targets set, in order; none from a lapse on.

    *service* is how long a service is reckoned to last, for targets that are judged after its end.
    """
    order = list(OccasionKind)
    last = (
        Occasion(on=each.start, kind=OccasionKind.LAST_START, last_start=each)
        for each in last_starts(agreement, method, service=service)
    )
    set_out = (each for each in _of_the_agreement(agreement) if agreement.asks_on(each.on))
    found = [*set_out, *last]
    return tuple(sorted(found, key=lambda each: (each.on, order.index(each.kind))))


def follow_ups(agreement: Agreement, body: Body) -> tuple[date, ...]:
    """The days on which a body follows up, counted from the first day through the last (R5, R6).

    None of them is asked for once the agreement has lapsed.
    """
    return tuple(filter(agreement.asks_on, _planned(agreement, body)))


def _planned(agreement: Agreement, body: Body) -> tuple[date, ...]:
    made = agreement.made
    months = {
        Body.PROJECT_GROUP: made.project_group_months,
        Body.STEERING_GROUP: made.steering_group_months,
    }[body]
    return tuple(every_months(agreement.first, months, through=agreement.last))


def held_on(agreement: Agreement, body: Body) -> dict[date, date]:
    """The days of a body's follow-ups that are noted as held, and when they were.

    One that does not say which day it was planned for is taken for the nearest; of two as near, for
    the earlier. A meeting nearer to the first day of the agreement is none of them.
    """
    days = (agreement.first, *_planned(agreement, body))
    found: dict[date, date] = {}
    for entry in agreement.held:
        if entry.body is body:
            at = entry.planned or entry.on
            nearest = min(days, key=lambda day: (abs((day - at).days), day))
            found.setdefault(nearest, entry.on)
    asked = follow_ups(agreement, body)
    return {day: on for day, on in found.items() if day in asked}


def _of_the_agreement(agreement: Agreement) -> Iterator[Occasion]:
    first, last = agreement.first, agreement.last
    yield Occasion(on=first, kind=OccasionKind.AGREEMENT_BEGINS)
    for phase, days in agreement.phases:
        named = facts(phase=phase, first=days.first, last=days.last or last)
        yield Occasion(on=days.first, kind=OccasionKind.PHASE_BEGINS, facts=named)
        yield Occasion(on=days.last or last, kind=OccasionKind.PHASE_ENDS, facts=named)
        if phase is PhaseKind.CLOSURE:
            yield Occasion(
                on=days.first, kind=OccasionKind.EVALUATION_BEGINS, facts=facts(last=last)
            )
    for body in Body:
        held = held_on(agreement, body)
        for number, day in enumerate(follow_ups(agreement, body), start=1):
            yield Occasion(
                on=day,
                kind=OccasionKind.FOLLOW_UP,
                body=body,
                done_on=held.get(day),
                facts=facts(body=body, number=number),
            )
    yield Occasion(on=last, kind=OccasionKind.AGREEMENT_ENDS)
    for kind, document in DELIVERED.items():
        written = [d.on for d in agreement.documents if d.document is document]
        yield Occasion(
            on=plus_days(last, 1) if kind is OccasionKind.HANDBOOK else last,
            kind=kind,
            done_on=min(written, default=None),
        )


DELIVERED = {
    OccasionKind.ACCOUNT_DUE: DocumentKind.WRITTEN_ACCOUNT,
    OccasionKind.FINAL_REPORT_DUE: DocumentKind.FINAL_REPORT,
    OccasionKind.HANDBOOK: DocumentKind.HANDBOOK,
}
"""What is due at the end, and the document that says it is done."""

NOTED = frozenset((OccasionKind.FOLLOW_UP, *DELIVERED))
"""What is noted in the partnership's journal once it is done."""


def is_unnoted(each: Occasion, day: date) -> bool:
    """Whether something that is to be noted was due before a day, and is not."""
    return each.kind in NOTED and each.on < day and each.done_on is None


def last_starts(
    agreement: Agreement, method: Method, *, service: Span = AT_ONCE
) -> tuple[LastStart, ...]:
    """For each target the last start that it can count within operation, and within the agreement.

    None where no start of the agreement can be counted in time (see :func:`too_late`), or it has
    lapsed; the method counts no start after its own period.
    """
    opens = max(agreement.first, method.period.first)
    found = _last_starts(agreement, method, service)
    return tuple(each for each in found if each.start >= opens)


def too_late(
    agreement: Agreement, method: Method, *, service: Span = AT_ONCE
) -> tuple[tuple[Target, PhaseKind | None], ...]:
    """The targets that no start of the agreement can be judged in by the end, with the phase.

    The phase is None for the end of the agreement. So it is where a service is reckoned to last
    longer than there is time.
    """
    opens = max(agreement.first, method.period.first)
    found = _last_starts(agreement, method, service)
    return tuple((each.target, each.phase) for each in found if each.start < opens)


def _last_starts(agreement: Agreement, method: Method, service: Span) -> Iterator[LastStart]:
    """The last start for each target and each end, also where it lies before the agreement."""
    if agreement.lapsed_on is not None:
        return
    closes: list[tuple[PhaseKind | None, date]] = [
        (kind, days.last or agreement.last)
        for kind, days in agreement.phases
        if kind is PhaseKind.OPERATION
    ]
    closes.append((None, agreement.last))
    for target in method.targets:
        for phase, day in closes:
            yield _last_start(target, method, service, phase, day)


def _last_start(
    target: Target, method: Method, service: Span, phase: PhaseKind | None, closes: date
) -> LastStart:
    rule = method.rule_of(target.rule)
    span = method.deadline_of(rule)
    judged = last_day_before(span, closes)
    start = last_day_before(service, judged) if rule.after_the_end else judged
    if method.period.last is not None and not (rule.after_the_end and service == AT_ONCE):
        start = min(start, method.period.last)
    end = service.after(start) if rule.after_the_end else None
    return LastStart(
        target=target,
        start=start,
        service=service,
        end=end,
        span=span,
        due=span.after(end or start),
        phase=phase,
        closes=closes,
    )


def last_day_before(span: Span, closes: date) -> date:
    """The last day from which *span* is over by *closes*; several days may share that end (R4)."""
    day = plus_days(closes, -span.days) if not span.months else plus_months(closes, -span.months)
    while span.after(plus_days(day, 1)) <= closes:
        day = plus_days(day, 1)
    return day
