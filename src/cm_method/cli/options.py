"""The arguments and options that commands share, and how their values are read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from cm_method.cli.program import Command, language
from cm_method.cli.reading import is_demo
from cm_method.demo import DEMO_DAY
from cm_method.labels import LANGUAGES, text
from cm_method.rules.editions import EDITIONS

F = TypeVar("F", bound=Callable[..., Any])
Callback = Callable[[click.Context, click.Parameter, Any], Any]


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""The days that can be asked about, far enough from where the calendar ends to count from them."""


def day_of(words: str) -> date:
    """The day that YYYY-MM-DD names. Raises ValueError for anything else."""
    if len(words) != len("YYYY-MM-DD"):
        raise ValueError
    return date.fromisoformat(words)


def as_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """A day as it is written on the line."""
    if value is None:
        return None
    try:
        day = day_of(value)
    except ValueError:
        raise click.BadParameter(text("cli.wrong.day", language(ctx)), ctx, param) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        words = text("cli.wrong.far_day", language(ctx), first=FIRST_DAY, last=LAST_DAY)
        raise click.BadParameter(words, ctx, param)
    return day


def as_days(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[date | None, ...]:
    """Several days."""
    return tuple(as_day(ctx, param, value) for value in values)


LARGEST_NUMBER = 9999
"""No count that is asked for comes near it."""


def number_from(least: int) -> Callback:
    """A whole number, *least* or more."""

    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
        if value is None:
            return None
        digits = value.isascii() and value.isdecimal() and len(value) <= len(str(LARGEST_NUMBER))
        if not digits or int(value) < least:
            words = text("cli.wrong.number", language(ctx), least=least, most=LARGEST_NUMBER)
            raise click.BadParameter(words, ctx, param)
        return int(value)

    return read


as_number = number_from(0)


def one_of(choices: tuple[str, ...]) -> Callback:
    """One of a few codes."""

    def chosen(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is None or value in choices:
            return value
        words = text("cli.wrong.choice", language(ctx), choices=", ".join(choices))
        raise click.BadParameter(words, ctx, param)

    return chosen


def _language(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    one_of(LANGUAGES)(ctx, param, value)
    return language(ctx)


register_argument = click.argument("register", metavar="register")
pseudonym_argument = click.argument("pseudonym", metavar="pseudonym")
on_option = click.option("--on", metavar="day", callback=as_day)
known_option = click.option("--known", metavar="day", callback=as_day)
edition_option = click.option("--edition", metavar="code", callback=one_of(tuple(EDITIONS)))
json_option = click.option("--json", "as_json", is_flag=True)
lang_option = click.option("--lang", metavar="lang", callback=_language, is_eager=True)


def report_day(on: date | None, register: str) -> date:
    """The day that is asked about: the one given, the demo's own, or today.

    The command line alone reads the clock, here; the day is printed with every answer.
    """
    if on is not None:
        return on
    return DEMO_DAY if is_demo(register) else date.today()


def command(name: str, *options: Callable[[F], F]) -> Callable[[F], Command]:
    """A command with these options, and the language, in the order in which help shows them."""

    def make(function: F) -> Command:
        for option in (lang_option, *reversed(options)):
            function = option(function)
        return click.command(name, cls=Command)(function)

    return make
