"""The written account and the final report as papers: what they say, block by block, in no format.

Both leave the house, so small counts of people are not shown (R28). How each target came out is
told once the group is large enough, since the agreement asks for it; its counts only where none of
them is small, as in any publication.
The trend stays inside, since two follow-ups together tell what happened to the few between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby

from attrs import field, frozen

from cm_method.case.agreements import ReportPart
from cm_method.case.parties import Parties
from cm_method.cohort.disclosure import LEAST
from cm_method.cohort.results import Result
from cm_method.cohort.wording import capital, in_short, interval_words, share, state, title
from cm_method.fields import FREE_TEXT, row
from cm_method.labels import label, text
from cm_method.partnership.accounts import Account
from cm_method.partnership.final_report import FinalReport, FollowUps, Told
from cm_method.partnership.missing import Missing
from cm_method.partnership.wording import account_days, account_rows, indicator_rows, money_rows
from cm_method.rules.method import Measure
from cm_method.rules.milestone import Verdict


@frozen(kw_only=True)
class PaperFigures:
    """Some figures under one *title*: a table of *heads* and *rows*, or *points*, in words.

    *code* is the same in every language: account, targets, indicators, training, follow_ups or
    money. *intro* stands before the figures and *notes* after them, a paragraph each.
    """

    code: str
    title: str
    intro: tuple[str, ...] = field(default=(), converter=row)
    heads: tuple[str, ...] = field(default=(), converter=row)
    rows: tuple[tuple[str, ...], ...] = field(default=(), converter=row)
    points: tuple[str, ...] = field(default=(), converter=row)
    notes: tuple[str, ...] = field(default=(), converter=row)


@frozen(kw_only=True)
class PaperStatement:
    """What one *party*, by its name, has written in its own words, by *paragraphs*.

    Lines within a paragraph are kept apart by a line feed.
    """

    party: str
    paragraphs: tuple[str, ...] = field(converter=row, repr=False, metadata=FREE_TEXT)


@frozen(kw_only=True)
class PaperPart:
    """One part of the final report: its *number* from 1, its *code* (a ``ReportPart``) and figures.

    *waiting* says who has not written yet, or that nobody is to write; empty where all have.
    """

    number: int
    code: str
    title: str
    statements: tuple[PaperStatement, ...] = field(converter=row)
    waiting: str
    figures: tuple[PaperFigures, ...] = field(converter=row)


@frozen(kw_only=True)
class Paper:
    """What both papers say about themselves, and what they still lack.

    *agreement* is its code, *first* and *last* the days that the paper is about (*last* is None
    for an account of an agreement that has not begun). *days*, *state* and *hidden* say in a
    sentence which days, by what was known, and which counts are not shown; *missing* is what the
    paper still lacks, a sentence each.
    """

    title: str
    agreement: str
    first: date
    last: date | None
    on: date
    known: date | None
    days: str
    state: str
    hidden: str
    missing: tuple[str, ...] = field(converter=row)


@frozen(kw_only=True)
class AccountPaper(Paper):
    """The written account: its *figures*."""

    figures: PaperFigures


@frozen(kw_only=True)
class FinalReportPaper(Paper):
    """The final report: its *parts*, in the order of the agreement."""

    parts: tuple[PaperPart, ...] = field(converter=row)


def account_paper(account: Account, lang: str = "sv", *, least: int = LEAST) -> AccountPaper:
    """The written account; counts of people from 1 to below *least* are not shown."""
    writer = _Writer(lang=lang, least=least)
    return AccountPaper(
        title=text("markdown.account.title", lang, code=account.agreement),
        agreement=account.agreement,
        first=account.first,
        last=account.last,
        on=account.on,
        known=account.known,
        days=account_days(account, lang),
        state=state(account.on, account.known, lang),
        hidden=writer.hidden(),
        missing=writer.missing(account.missing),
        figures=writer.account(account),
    )


def final_report_paper(
    report: FinalReport, lang: str = "sv", *, least: int = LEAST
) -> FinalReportPaper:
    """The final report; counts of people from 1 to below *least* are not shown."""
    writer = _Writer(lang=lang, least=least)
    agreement = report.agreement
    return FinalReportPaper(
        title=text("markdown.final_report.title", lang, code=agreement.made.agreement),
        agreement=agreement.made.agreement,
        first=agreement.first,
        last=agreement.last,
        on=report.on,
        known=report.known,
        days=text("markdown.days", lang, first=agreement.first, last=agreement.last),
        state=state(report.on, report.known, lang),
        hidden=writer.hidden(),
        missing=writer.missing(report.missing),
        parts=[
            PaperPart(
                number=number,
                code=told.part.value,
                title=capital(label(told.part, lang)),
                statements=[
                    PaperStatement(party=report.parties.name(party), paragraphs=_paragraphs(said))
                    for party, said in told.statements
                ],
                waiting=writer.waiting(told, report.parties),
                figures=tuple(_FIGURES.get(told.part, _none)(writer, report)),
            )
            for number, told in enumerate(report.told, start=1)
        ],
    )


def _paragraphs(said: str) -> list[str]:
    """A text by its paragraphs: what stands between empty lines."""
    lines = (line.rstrip() for line in said.strip().splitlines())
    return ["\n".join(group) for filled, group in groupby(lines, key=bool) if filled]


@frozen(kw_only=True)
class _Writer:
    """One language, and the smallest count of people that is shown."""

    lang: str
    least: int

    def words(self, key: str, **places: object) -> str:
        return text(key, self.lang, **places)

    def hides(self, count: int) -> bool:
        """Whether a count of people is too small to leave the house."""
        return 0 < count < self.least

    def masked(self, count: int) -> str:
        """A count of people as it may leave the house."""
        return self.words("markdown.fewer", least=self.least) if self.hides(count) else str(count)

    def few(self) -> str:
        """All that is said of a group that is too small."""
        return self.words("unit.people", count=self.words("markdown.fewer", least=self.least))

    def hidden(self) -> str:
        """That small counts are not shown."""
        return self.words("markdown.hidden", most=self.least - 1)

    def missing(self, missing: Iterable[Missing]) -> tuple[str, ...]:
        return tuple(each.explain(self.lang) for each in missing)

    def heads(self, *keys: str) -> tuple[str, ...]:
        return tuple(map(self.words, keys))

    def waiting(self, told: Told, parties: Parties) -> str:
        if told.waiting_for:
            who = ", ".join(map(parties.name, told.waiting_for))
            return self.words("markdown.waiting", parties=who)
        return "" if told.statements else self.words("markdown.nobody_writes")

    def account(self, account: Account) -> PaperFigures:
        return PaperFigures(
            code="account",
            title=self.words("markdown.figures"),
            heads=self.heads("markdown.what", "markdown.count"),
            rows=tuple(account_rows(account, self.lang, self.masked)),
            notes=[self.words("account.visitors.why")],
        )


def _none(_writer: _Writer, _report: FinalReport) -> Iterator[PaperFigures]:
    return iter(())


def _work(writer: _Writer, report: FinalReport) -> Iterator[PaperFigures]:
    yield writer.account(report.account)


def _goals(writer: _Writer, report: FinalReport) -> Iterator[PaperFigures]:
    standing, words = report.standing, writer.words
    columns = ("markdown.target", "markdown.outcome", "markdown.certain", "markdown.at_most")
    heads = [*writer.heads(*columns)]
    intervals = [each.interval for each in standing.results if each.interval is not None]
    if intervals:
        heads.append(words("markdown.interval", percent=intervals[0].percent))
    none = not standing.results.by_target
    only = words("markdown.goals.only", least=writer.least, most=writer.least - 1)
    reading = (only, words("report.reading.percent"), words("report.reading.interval"))
    yield PaperFigures(
        code="targets",
        title=words("markdown.targets"),
        heads=() if none else heads,
        rows=[_target(writer, result)[: len(heads)] for result in standing.results],
        notes=(words("report.no_targets"),) if none else reading,
    )
    indicators = standing.indicators
    # Of too few people even the large figures would tell: nothing but that they are few.
    few = writer.hides(indicators.participants)
    yield PaperFigures(
        code="indicators",
        title=words("indicator.title"),
        intro=[words("indicator.why")],
        heads=() if few else writer.heads("markdown.what", "markdown.count"),
        rows=() if few else tuple(indicator_rows(indicators, writer.lang, writer.masked)),
        notes=[f"{capital(writer.few())}."] if few else (),
    )


def _target(writer: _Writer, result: Result) -> tuple[str, ...]:
    """One target; of a group that is too small nothing but that it is."""
    name, lang = title(result, writer.lang), writer.lang
    people = result.target.measure is Measure.PEOPLE
    sizes = (result.lower.met,) if people else (result.lower.of, result.upper.of)
    if any(map(writer.hides, sizes)):
        return name, writer.few(), "", "", ""
    outcome = label(result.outcome, lang)
    if not people and any(map(writer.hides, _ways(result))):
        # In so small a group the outcome alone could tell how many.
        told = outcome if min(sizes) >= 2 * writer.least else ""
        return name, told, writer.words("markdown.not_shown"), "", ""
    certain = at_most = interval = ""
    if people:
        certain = in_short(result, lang)
    elif any(sizes):
        certain = share(result.lower, lang)
        at_most = share(result.upper, lang) if result.upper.of else ""
    if result.interval is not None:
        interval = interval_words(result.interval, lang)
    return name, outcome, certain, at_most, interval


def _ways(result: Result) -> tuple[int, ...]:
    """How many met it, did not, have no answer in one of three ways, and are not counted.

    What is unknown may be the answer, or whether they belong: with it done, or not (R20).
    """
    met = result.count(Verdict.MET)
    missed = result.count(Verdict.MISSED) + result.count(Verdict.MET_LATE)
    answer = result.count(Verdict.UNKNOWN) - result.unknown_membership
    known = met + missed + answer
    not_counted = result.count(Verdict.NOT_YET_DUE) + result.count(Verdict.EXCLUDED)
    return met, missed, answer, result.upper.of - known, result.lower.of - known, not_counted


def _contributions(writer: _Writer, report: FinalReport) -> Iterator[PaperFigures]:
    trained = report.agreement.trained
    if trained:
        yield PaperFigures(
            code="training",
            title=writer.words("training.title"),
            heads=writer.heads("markdown.what", "markdown.count"),
            rows=[(report.parties.name(party), str(count)) for party, count in trained.items()],
        )


def _time(writer: _Writer, report: FinalReport) -> Iterator[PaperFigures]:
    yield PaperFigures(
        code="follow_ups",
        title=writer.words("markdown.follow_ups"),
        points=[_follow_ups(writer, each) for each in report.follow_ups],
    )
    yield PaperFigures(
        code="money",
        title=writer.words("money.title"),
        heads=writer.heads("markdown.by_phase", "markdown.amount"),
        rows=tuple(money_rows(report.agreement.money, writer.lang)),
    )


def _follow_ups(writer: _Writer, of: FollowUps) -> str:
    key = f"markdown.follow_ups.{'of' if of.due else 'none'}"
    said = writer.words(key, held=of.held, due=of.due)
    return f"{label(of.body, writer.lang)}: {said}"


_FIGURES: dict[ReportPart, Callable[[_Writer, FinalReport], Iterator[PaperFigures]]] = {
    ReportPart.HOW_THE_WORK_WAS_DONE: _work,
    ReportPart.GOALS: _goals,
    ReportPart.CONTRIBUTIONS: _contributions,
    ReportPart.TIMETABLE_AND_BUDGET: _time,
}
"""The figures of each part that has any."""
