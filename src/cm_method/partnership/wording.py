"""The partnership's figures in words, row by row, the same on the terminal and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from cm_method.cohort.indicators import Indicators
from cm_method.cohort.results import Result
from cm_method.cohort.wording import kronor, people, share
from cm_method.labels import label, text
from cm_method.partnership.accounts import Account
from cm_method.partnership.agreement import Money
from cm_method.partnership.calendar import Occasion, is_unnoted, last_starts
from cm_method.partnership.standing import Standing
from cm_method.rules.method import Method

Row = tuple[str, str]
Shown = Callable[[int], str]
"""How a count of people is shown: as it is, or hidden where it is small (R28)."""


def account_days(account: Account, lang: str) -> str:
    """The days that a written account is about."""
    if account.last is None:
        return text("account.not_begun", lang)
    return text("markdown.account.days", lang, first=account.first, last=account.last)


def account_rows(account: Account, lang: str, shown: Shown = str) -> Iterator[Row]:
    """The figures of a written account."""
    informed, outreach = account.information_events, account.outreach
    yield text("account.individual_contacts", lang), str(account.individual_contacts)
    if account.visitors is None:
        yield text("account.visitors", lang), text("account.not_counted", lang)
    else:
        key = "account.visitors_until" if account.visitors_until != account.last else None
        name = text(key or "account.visitors", lang, until=account.visitors_until)
        yield name, shown(account.visitors)
    yield text("account.information_events", lang), str(informed.occasions)
    people = _counted(informed.people, informed.uncounted, shown, lang)
    yield text("account.informed", lang), people
    yield text("account.outreach", lang), str(outreach.occasions)
    people = _counted(outreach.people, outreach.uncounted, shown, lang)
    yield text("account.outreach.people", lang), people
    hours = _counted(outreach.hours, outreach.untimed, str, lang)
    yield text("account.outreach.hours", lang), hours
    yield text("account.reached_by_outreach", lang), shown(account.reached_by_outreach)


def _counted(count: int, uncounted: int, shown: Shown, lang: str) -> str:
    """A count; "at least" it where somebody did not count, and not shown where that is hidden."""
    if not uncounted:
        return shown(count)
    key = "at_least" if shown(count) == str(count) else "not_shown"
    return text(f"account.{key if count else 'not_counted'}", lang, count=count)


def indicator_rows(found: Indicators, lang: str, shown: Shown = str) -> Iterator[Row]:
    """The descriptive indicators (R33)."""
    kept = found.contacts_kept
    days = text("indicator.of_days", lang, count=found.days_without_holder, of=found.need_days)
    yield text("indicator.worker_changes", lang), shown(found.worker_changes)
    yield text("indicator.crises", lang), shown(found.crises)
    yield text("indicator.contacts_kept", lang), share(kept, lang)
    yield text("indicator.days_without_holder", lang), days


def money_rows(money: Money, lang: str) -> Iterator[Row]:
    """The ceiling, the costs by phase, and what is left."""
    yield text("money.ceiling", lang), kronor(money.ceiling, lang)
    for phase, spent in money.by_phase.items():
        yield label(phase, lang), kronor(spent, lang)
    if money.outside:
        yield text("money.outside", lang), kronor(money.outside, lang)
    yield text("money.spent", lang), kronor(money.spent, lang)
    yield text("money.left", lang), kronor(money.left, lang)


def what_it_takes(where: Standing, method: Method, result: Result, lang: str) -> str:
    """What one target takes, in words; for a target in people, by when they must have started.

    Nothing once a target in people is reached, since nobody can be uncounted again, and nothing
    when no start counts any longer.
    """
    outlook = where.outlook(result.target.rule)
    if outlook is not None:
        return outlook.explain(lang)
    if not result.short:
        return ""
    last = [
        each.start
        for each in last_starts(where.agreement, method)
        if each.target == result.target and each.start >= where.on
    ]
    if not last:
        return ""
    short = people(result.short, lang)
    return text("outlook.people", lang, people=short, last=max(last))


def occasion_words(each: Occasion, day: date, lang: str) -> str:
    """An occasion with what is noted about it by a day."""
    said = each.explain(lang)
    if each.done_on is not None:
        return f"{said} {text('cli.calendar.done', lang, on=each.done_on)}"
    if is_unnoted(each, day):
        return f"{said} {text('cli.calendar.unnoted', lang)}"
    return said
