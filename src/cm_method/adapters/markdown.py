"""The written account, the final report and a survey of provision as Markdown.

The first two leave the house, so small counts of people are not shown (R28). How each target came
out is told once the group is large enough, since the agreement asks for it; its counts only where
none of them is small, as in any publication. The trend stays inside, since two follow-ups together
tell what happened to the few between them.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from cm_method.case.agreements import ReportPart
from cm_method.case.parties import Parties
from cm_method.cohort.disclosure import LEAST
from cm_method.cohort.results import Result
from cm_method.cohort.wording import capital, in_short, interval_words, share, state, title
from cm_method.labels import label, text
from cm_method.partnership.accounts import Account
from cm_method.partnership.final_report import FinalReport, FollowUps, Told
from cm_method.partnership.missing import Missing
from cm_method.partnership.wording import account_days, account_rows, indicator_rows, money_rows
from cm_method.rules.method import Measure
from cm_method.rules.milestone import Verdict
from cm_method.services.provision.instrument import name_of
from cm_method.services.provision.survey import Survey
from cm_method.services.provision.wording import MARKS, column_name, table_title


def account_to_markdown(account: Account, lang: str = "sv", *, least: int = LEAST) -> str:
    """The written account as Markdown."""
    page = _Page(lang=lang, least=least)
    page.heading(1, page.words("markdown.account.title", code=account.agreement))
    page.paragraph(account_days(account, lang))
    page.paragraph(state(account.on, account.known, lang))
    page.table(("markdown.what", "markdown.count"), account_rows(account, lang, page.masked))
    page.paragraph(page.words("account.visitors.why"))
    page.paragraph(page.words("markdown.hidden", most=least - 1))
    page.missing(account.missing)
    return page.text()


def final_report_to_markdown(report: FinalReport, lang: str = "sv", *, least: int = LEAST) -> str:
    """The final report as Markdown: six parts, each with its figures and the parties' words."""
    page = _Page(lang=lang, least=least)
    agreement = report.agreement
    page.heading(1, page.words("markdown.final_report.title", code=agreement.made.agreement))
    page.paragraph(page.words("markdown.days", first=agreement.first, last=agreement.last))
    page.paragraph(state(report.on, report.known, lang))
    page.paragraph(page.words("markdown.hidden", most=least - 1))
    page.missing(report.missing)
    for number, told in enumerate(report.told, start=1):
        part = label(told.part, lang)
        page.heading(2, f"{number}. {capital(part)}")
        page.told(told, report.parties)
        for figures in _FIGURES.get(told.part, ()):
            figures(page, report)
    return page.text()


@frozen(kw_only=True)
class _Page:
    """Markdown in the making, block by block."""

    lang: str
    least: int
    blocks: list[str] = field(factory=list)

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

    def text(self) -> str:
        return "\n\n".join(self.blocks) + "\n"

    def heading(self, level: int, words: str) -> None:
        self.blocks.append(f"{'#' * level} {_plain(words)}")

    def paragraph(self, words: str) -> None:
        self.blocks.append(words)

    def points(self, points: Iterable[str]) -> None:
        found = [f"- {point}" for point in points]
        if found:
            self.blocks.append("\n".join(found))

    def table(self, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        """A table with its headings under keys of the catalogue; the first column is text."""
        self.named_table(tuple(map(self.words, heads)), rows)

    def named_table(self, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        of_figures = len(heads) == len(("what", "count"))
        lines = [heads, ("---", *("---:" if of_figures else "---" for _ in heads[1:]))]
        lines += [tuple(map(_plain, row)) for row in rows]
        self.blocks.append("\n".join(f"| {' | '.join(line)} |" for line in lines))

    def missing(self, missing: Iterable[Missing]) -> None:
        said = [each.explain(self.lang) for each in missing]
        if said:
            self.heading(2, self.words("markdown.missing"))
            self.points(map(_plain, said))
        else:
            self.paragraph(self.words("markdown.nothing_missing"))

    def told(self, told: Told, parties: Parties) -> None:
        """The parties' own words, quoted, and who has not written yet."""
        for party, statement in told.statements:
            self.blocks.append(f"**{_plain(parties.name(party))}**")
            self.blocks.append(_quoted(statement))
        if told.waiting_for:
            who = ", ".join(map(parties.name, told.waiting_for))
            self.paragraph(self.words("markdown.waiting", parties=_plain(who)))
        if not told.statements and not told.waiting_for:
            self.paragraph(self.words("markdown.nobody_writes"))


def _plain(words: str) -> str:
    """Words on one line in which nothing is taken for markup; no-break spaces are kept."""
    for sign in "\\`*_{}[]<>|#&~":
        words = words.replace(sign, f"\\{sign}")
    return " ".join(line.strip() for line in words.splitlines())


def _quoted(statement: str) -> str:
    """A party's words as a quotation: lines kept, nothing taken for HTML, no picture loaded."""
    lines = statement.strip().replace("<", "&lt;").replace("![", "!\\[").splitlines()
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _work(page: _Page, report: FinalReport) -> None:
    page.heading(3, page.words("markdown.figures"))
    rows = account_rows(report.account, page.lang, page.masked)
    page.table(("markdown.what", "markdown.count"), rows)
    page.paragraph(page.words("account.visitors.why"))


def _goals(page: _Page, report: FinalReport) -> None:
    standing, lang = report.standing, page.lang
    page.heading(3, page.words("markdown.targets"))
    columns = ("markdown.target", "markdown.outcome", "markdown.certain", "markdown.at_most")
    heads = [*map(page.words, columns)]
    intervals = [each.interval for each in standing.results if each.interval is not None]
    if intervals:
        heads.append(page.words("markdown.interval", percent=intervals[0].percent))
    if standing.results.by_target:
        targets = (_row(page, result)[: len(heads)] for result in standing.results)
        page.named_table(tuple(heads), targets)
        page.paragraph(page.words("markdown.goals.only", least=page.least, most=page.least - 1))
        page.paragraph(page.words("report.reading.percent"))
        page.paragraph(page.words("report.reading.interval"))
    else:
        page.paragraph(page.words("report.no_targets"))
    page.heading(3, page.words("indicator.title"))
    page.paragraph(page.words("indicator.why"))
    indicators = standing.indicators
    if page.hides(indicators.participants):
        # Of so few people even the large figures would tell: nothing but that they are few.
        page.paragraph(f"{capital(page.few())}.")
        return
    rows = indicator_rows(indicators, lang, page.masked)
    page.table(("markdown.what", "markdown.count"), rows)


def _row(page: _Page, result: Result) -> tuple[str, ...]:
    """One target; of a group that is too small nothing but that it is."""
    name, lang = title(result, page.lang), page.lang
    people = result.target.measure is Measure.PEOPLE
    sizes = (result.lower.met,) if people else (result.lower.of, result.upper.of)
    if any(map(page.hides, sizes)):
        return name, page.few(), "", "", ""
    outcome = label(result.outcome, lang)
    if not people and any(map(page.hides, _ways(result))):
        # In so small a group the outcome alone could tell how many.
        told = outcome if min(sizes) >= 2 * page.least else ""
        return name, told, page.words("markdown.not_shown"), "", ""
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


def _contributions(page: _Page, report: FinalReport) -> None:
    trained = report.agreement.trained
    if trained:
        page.heading(3, page.words("training.title"))
        rows = ((report.parties.name(party), str(count)) for party, count in trained.items())
        page.table(("markdown.what", "markdown.count"), rows)


def _time(page: _Page, report: FinalReport) -> None:
    page.heading(3, page.words("markdown.follow_ups"))
    page.points(
        f"{label(each.body, page.lang)}: "
        + page.words(f"markdown.follow_ups.{'of' if each.due else 'none'}", **_counts(each))
        for each in report.follow_ups
    )


def _counts(of: FollowUps) -> dict[str, int]:
    return {"held": of.held, "due": of.due}


def _money(page: _Page, report: FinalReport) -> None:
    page.heading(3, page.words("money.title"))
    rows = money_rows(report.agreement.money, page.lang)
    page.table(("markdown.by_phase", "markdown.amount"), rows)


_FIGURES = {
    ReportPart.HOW_THE_WORK_WAS_DONE: (_work,),
    ReportPart.GOALS: (_goals,),
    ReportPart.CONTRIBUTIONS: (_contributions,),
    ReportPart.TIMETABLE_AND_BUDGET: (_time, _money),
}
"""The figures of each part that has any."""


def survey_to_markdown(
    survey: Survey, lang: str = "sv", *, tables: Iterable[int] | None = None
) -> str:
    """The tables of a survey with their totals, all of them or those of these numbers.

    The counts are of administrations, not of people, so none is hidden.
    """
    page, asked = _Page(lang=lang, least=LEAST), survey.instrument
    wanted = None if tables is None else frozenset(tables)
    page.heading(1, name_of("name", survey.code, lang))
    page.paragraph(page.words("survey.legend"))
    for question in asked.questions:
        if wanted is not None and question.table not in wanted:
            continue
        columns = asked.columns_of(question)
        page.heading(2, table_title(question, lang))
        heads = (column_name(column.area, column.form, lang) for column in columns)
        rows = [
            (each, *(MARKS[survey.answer(column, each)] for column in columns))
            for each in asked.administrations
        ]
        rows.append((page.words("survey.total"), *(str(survey.total(c)) for c in columns)))
        page.named_table((page.words("survey.administration"), *map(_plain, heads)), rows)
    return page.text()
