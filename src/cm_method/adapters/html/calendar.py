"""The agreement's days as a picture with its table."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from cm_method.adapters.html.page import Table
from cm_method.adapters.html.pictures import Axis, Span, Tick
from cm_method.case.agreements import Body
from cm_method.cohort.wording import capital
from cm_method.fields import row
from cm_method.labels import label, text
from cm_method.partnership.agreement import Agreement
from cm_method.partnership.calendar import (
    Occasion,
    OccasionKind,
    calendar as calendar_of,
    is_unnoted,
)
from cm_method.partnership.wording import occasion_words
from cm_method.rules.method import Method


@frozen(kw_only=True)
class Stretch:
    """A phase: its number, its name, its days in words and where they lie."""

    number: int
    name: str
    days: str
    span: Span
    now: bool


@frozen(kw_only=True)
class FollowUp:
    """A follow-up in the picture: held, ahead, or not noted as held."""

    at: str
    state: str


@frozen(kw_only=True)
class Year:
    """The agreement's days: phases, each body's follow-ups, and where today lies.

    *ahead* is what is to come or should be noted, *whole* every day there is.
    """

    phases: tuple[Stretch, ...] = field(converter=row)
    bodies: tuple[tuple[str, tuple[FollowUp, ...]], ...] = field(converter=row)
    today: str | None
    ticks: tuple[Tick, ...] = field(converter=row)
    described: str
    unnoted: Table
    ahead: Table
    whole: Table


def year_of(agreement: Agreement, method: Method, lang: str) -> Year:
    """The calendar of an agreement as it stands on its day."""
    on, span = agreement.on, Axis(first=agreement.first, last=agreement.last)
    every = calendar_of(agreement, method)
    meetings = [each for each in every if each.kind is OccasionKind.FOLLOW_UP]
    return Year(
        phases=[
            Stretch(
                number=number,
                name=capital(label(kind, lang)),
                days=text("html.days", lang, first=days.first, last=days.last or agreement.last),
                span=span.span(days.first, days.last),
                now=on in days,
            )
            for number, (kind, days) in enumerate(agreement.phases, start=1)
        ],
        bodies=[
            (
                capital(label(body, lang)),
                tuple(
                    FollowUp(at=span.at(each.on), state=_state(each, on))
                    for each in meetings
                    if each.body is body
                ),
            )
            for body in Body
        ],
        today=span.at(on) if span.covers(on) else None,
        ticks=span.ticks(),
        described=text("html.calendar.described", lang, first=span.first, last=span.last),
        unnoted=_table([each for each in every if is_unnoted(each, on)], "unnoted", on, lang),
        ahead=_table([each for each in every if each.on >= on], "ahead", on, lang),
        whole=_table(every, "whole", on, lang),
    )


def _state(each: Occasion, on: date) -> str:
    if each.done_on is not None:
        return "held"
    return "unnoted" if is_unnoted(each, on) else "to-come"


def _table(
    occasions: tuple[Occasion, ...] | list[Occasion], key: str, on: date, lang: str
) -> Table:
    return Table(
        caption=text(f"html.calendar.{key}", lang),
        heads=(text("html.day", lang), text("html.calendar.what", lang)),
        rows=[(each.on.isoformat(), occasion_words(each, on, lang)) for each in occasions],
    )
