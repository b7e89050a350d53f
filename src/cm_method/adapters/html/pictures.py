"""Where the parts of a picture lie, in percent of its width: it scales, its text does not.

Templates draw them as inline SVG. Lengths are cut and never rounded up, so that a share below a
target never reaches its line.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from cm_method.cohort.figures import bar_parts
from cm_method.cohort.results import Result
from cm_method.dates import plus_months
from cm_method.fields import row
from cm_method.rules.method import Measure


def percent_of(part: Fraction) -> str:
    """A part of the width as SVG has it: "62.5%"."""
    return f"{_decimals(100 * part, 3)}%"


def _decimals(number: Fraction, places: int) -> str:
    """A number with so many decimals at most, the rest cut off."""
    whole, rest = divmod(int(number * 10**places), 10**places)
    return f"{whole}.{rest:0{places}}".rstrip("0").rstrip(".")


@frozen(kw_only=True)
class Bar:
    """A target as a bar: certain from the left, then what answers may add, and the target's line.

    *turned* says that the words of the target stand left of its line, where there is room.
    """

    certain: str
    perhaps: str
    aim: str
    turned: bool


def bar_of(result: Result) -> Bar | None:
    """The bar of a result; None where nobody is due."""
    parts = bar_parts(result)
    if parts is None:
        return None
    certain, most, aim = parts
    return Bar(
        certain=percent_of(certain),
        perhaps=percent_of(max(most - certain, Fraction(0))),
        aim=percent_of(aim),
        turned=aim > Fraction(1, 2),
    )


@frozen(kw_only=True)
class Part:
    """A part of a column, in pixels from the top of the picture."""

    y: str
    height: str


@frozen(kw_only=True)
class Column:
    """One follow-up of a trend; its parts are None where nobody was due."""

    name: str
    left: str
    middle: str
    width: str
    certain: Part | None
    most: Part | None


@frozen(kw_only=True)
class Line:
    """A line across a trend, with what it stands for; *is_aim* is the target's own."""

    y: str
    name: str
    is_aim: bool


@frozen(kw_only=True)
class Trend:
    """A target at every follow-up, with a few lines to read it by, and the target's own."""

    columns: tuple[Column, ...] = field(converter=row)
    lines: tuple[Line, ...] = field(converter=row)
    aim: str


TREND_TOP, TREND_HEIGHT = 16, 140
"""Where the highest share lies, and how far below it none does, in pixels."""
ROOM = 15
"""How far apart two lines must be for the words of both."""
WIDEST_COLUMN = Fraction(6, 100)


def trend_of(results: Iterable[Result], names: Iterable[str], percent: str) -> Trend:
    """The columns of one target, with nothing, a half and all as lines where there is room.

    *percent* is how a line's share is written, as in "{count} %".
    """
    found = list(results)
    target = found[-1].target
    people = target.measure is Measure.PEOPLE
    top = max(target.at_least, *(each.upper.met for each in found)) if people else 100
    share = Fraction(1, len(found))
    width = min(share * Fraction(3, 5), WIDEST_COLUMN)
    columns = []
    for place, (each, name) in enumerate(zip(found, names, strict=True)):
        middle = share * place + share / 2
        certain, most = _parts(each, top)
        columns.append(
            Column(
                name=name,
                left=percent_of(middle - width / 2),
                middle=percent_of(middle),
                width=percent_of(width),
                certain=certain,
                most=most,
            )
        )
    aim = target.at_least
    marks = (0, top) if people else (0, 50, 100)
    apart = [mark for mark in marks if TREND_HEIGHT * abs(mark - aim) >= ROOM * top]
    lines = [
        Line(
            y=_pixels(_from_top(Fraction(mark, top))),
            name=str(mark) if people else percent.format(count=mark),
            is_aim=mark == aim,
        )
        for mark in (*apart, aim)
    ]
    return Trend(columns=columns, lines=lines, aim=lines[-1].y)


def _parts(result: Result, top: int) -> tuple[Part | None, Part | None]:
    if result.target.measure is Measure.PEOPLE:
        low, high = Fraction(result.lower.met, top), Fraction(result.upper.met, top)
    elif result.lower.of or result.upper.of:
        low, high = result.lower.fraction or Fraction(0), result.upper.fraction or Fraction(0)
    else:
        return None, None
    return _part(Fraction(0), low), _part(low, max(low, high))


def _part(low: Fraction, high: Fraction) -> Part:
    return Part(y=_pixels(_from_top(high)), height=_pixels(TREND_HEIGHT * (high - low)))


def _from_top(part: Fraction) -> Fraction:
    return TREND_TOP + TREND_HEIGHT * (1 - part)


def _pixels(length: Fraction) -> str:
    return _decimals(length, 2)


@frozen(kw_only=True)
class Span:
    """Days as a stretch of the width."""

    left: str
    width: str


@frozen(kw_only=True)
class Tick:
    """A day on the axis, with its name right of it."""

    at: str
    name: str


PLACES_OF_A_NAME = 5
"""How many names of ticks find room beside each other on the narrowest page."""


@frozen(kw_only=True)
class Axis:
    """The days *first* to *last* laid out over the whole width, each day as wide as the next."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days there are, both ends included."""
        return (self.last - self.first).days + 1

    def at(self, on: date) -> str:
        """The middle of a day; days outside are drawn at the edge."""
        inside = min(max(on, self.first), self.last)
        return percent_of(Fraction(2 * (inside - self.first).days + 1, 2 * self.days))

    def span(self, first: date, last: date | None) -> Span:
        """Both days included; what goes on reaches the edge."""
        left = min(max(first, self.first), self.last)
        right = max(left, self.last if last is None else min(last, self.last))
        return Span(
            left=percent_of(Fraction((left - self.first).days, self.days)),
            width=percent_of(Fraction((right - left).days + 1, self.days)),
        )

    def covers(self, on: date) -> bool:
        """Whether a day lies on the axis."""
        return self.first <= on <= self.last

    def ticks(self, most: int = PLACES_OF_A_NAME) -> tuple[Tick, ...]:
        """The first days of some months, at most so many, with room for their names."""
        opens = self.first.replace(day=1)
        months = 12 * (self.last.year - opens.year) + self.last.month - opens.month
        step = next((n for n in (1, 2, 3, 6, 12, 24, 60) if months < most * n), 120)
        first = -(opens.month - 1) % step
        firsts = (plus_months(opens, count) for count in range(first, months + 1, step))
        return tuple(
            Tick(at=self.span(on, on).left, name=on.isoformat()[: len("YYYY-MM")])
            for on in firsts
            if self.covers(on) and (self.last - on).days * PLACES_OF_A_NAME >= self.days
        )
