"""The tables of a survey in 80 columns: names to the left, areas and forms of housing above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from cm_method.cli.layout import Page, padded, wrapped
from cm_method.cohort.shares import Share
from cm_method.cohort.wording import capital
from cm_method.labels import label, text
from cm_method.services.provision.access import FollowUpShare, ServiceAccess, service_access
from cm_method.services.provision.instrument import SurveyQuestion, name_of
from cm_method.services.provision.survey import Survey
from cm_method.services.provision.wording import MARKS, table_title

NAME = 24
"""The width of the names to the left, with the space after them."""
WIDEST, NARROW, NARROWEST = 14, 8, 5
"""Columns with their space: at most, at least for an area, and at least for a form of housing."""


@frozen(kw_only=True)
class _Grid:
    """Rows of cells under each other; what takes several lines ends on the same one."""

    page: Page
    column: int

    def row(self, name: str, cells: Sequence[str], *, over: int = 1) -> None:
        """A name and its cells, each as wide as *over* columns."""
        width = self.column * over
        blocks = [(NAME, wrapped(name, NAME - 2))]
        blocks += [(width, wrapped(cell, width - 1)) for cell in cells]
        height = max(len(lines) for _, lines in blocks)
        for number in range(height):
            line = ""
            for wide, lines in blocks:
                place = number - (height - len(lines))
                line += padded(lines[place] if place >= 0 else "", wide)
            self.page.line(line)

    def rule(self, columns: int) -> None:
        """A line between the cells and their totals."""
        self.page.line("-" * (NAME + columns * self.column - 1))


def _grid(page: Page, columns: int) -> _Grid:
    return _Grid(page=page, column=max(NARROWEST, min(WIDEST, (page.width - NAME) // columns)))


def _parts(page: Page, areas: Sequence[str], least: int) -> Iterable[Sequence[str]]:
    """The areas in as few parts as fit beside each other, each at least so wide."""
    beside = max(1, (page.width - NAME) // least)
    return (areas[place : place + beside] for place in range(0, len(areas), beside))


def write_tables(page: Page, survey: Survey, tables: Sequence[int], lang: str) -> None:
    """The tables of these numbers, and what stands in them."""
    forms: dict[str, str] = {}
    for question in map(survey.instrument.question, tables):
        _write_table(page, survey, question, lang)
        forms |= {form: name_of("head", form, lang) for form in question.forms}
    if tables:
        page.line()
        page.text(text("survey.legend", lang))
    if forms:
        page.text(
            "; ".join(f"{head}: {name_of('form', form, lang)}" for form, head in forms.items())
        )


def _write_table(page: Page, survey: Survey, question: SurveyQuestion, lang: str) -> None:
    asked, forms = survey.instrument, len(question.forms)
    page.heading(table_title(question, lang))
    for areas in _parts(page, asked.areas_of(question), NARROWEST * forms or NARROW):
        columns = [each for each in asked.columns_of(question) if each.area in areas]
        grid = _grid(page, len(columns))
        if forms:
            names = [capital(name_of("area", area, lang)) for area in areas]
            grid.row("", names, over=forms)
            grid.row("", [name_of("head", each.form or "", lang) for each in columns])
        else:
            grid.row("", _heads(areas, lang))
        for administration in asked.administrations:
            answers = [survey.answer(column, administration) for column in columns]
            grid.row(administration, [MARKS[answer] for answer in answers])
        grid.rule(len(columns))
        totals = [str(survey.total(column)) for column in columns]
        grid.row(text("survey.total", lang), totals)


def _heads(areas: Iterable[str], lang: str) -> list[str]:
    return [name_of("head", area, lang) for area in areas]


def write_access(page: Page, survey: Survey, lang: str) -> None:
    """How equal access to each service is, in whole counts."""
    unasked = False
    for access in service_access(survey):
        page.heading(capital(label(access.service, lang)))
        for areas in _parts(page, tuple(access.offering), NARROW):
            grid = _grid(page, len(areas))
            _write_ways(grid, survey, access, areas, lang)
            _write_follow_ups(grid, survey, access.follow_ups, areas, lang)
        unasked |= any(each.unasked for each in access.follow_ups)
        page.line()
        page.text(text("cli.provision.reach", lang, count=len(access.offering)))
        page.rows(_reach(access.reach), indent=2)
        for told in survey.text.own_outpatient:
            if told.service is access.service:
                posts = _decimal(told.posts, lang)
                page.text(text("cli.provision.posts", lang, posts=posts))
    page.line()
    if unasked:
        page.text(text("cli.provision.unasked", lang))
    page.text(text("cli.provision.no_verdict", lang))


def _write_ways(
    grid: _Grid, survey: Survey, access: ServiceAccess, areas: Sequence[str], lang: str
) -> None:
    asked = survey.instrument
    count = len(asked.administrations)
    grid.row(text("cli.provision.of_all", lang, count=count), _heads(areas, lang))
    grid.row(text("cli.provision.offering", lang), _counts(access.offering, areas))
    for table, shares in access.channels.items():
        grid.row(asked.question(table).name(lang), _counts(shares, areas))
    unmet = {
        each.area: str(each.administrations)
        for each in survey.text.unmet_needs
        if each.service is access.service
    }
    if unmet:
        grid.row(text("cli.provision.unmet", lang), [unmet.get(area, "") for area in areas])


def _counts(shares: Mapping[str, Share], areas: Iterable[str]) -> list[str]:
    """How many of all administrations, area by area; nothing where an area was not asked."""
    return [str(shares[area].met) if area in shares else "" for area in areas]


def _write_follow_ups(
    grid: _Grid,
    survey: Survey,
    follow_ups: Iterable[FollowUpShare],
    areas: Sequence[str],
    lang: str,
) -> None:
    """A row for each follow-up, or for each form of housing, though tables may divide the areas."""
    rows: dict[str, dict[str, str]] = {}
    for each in follow_ups:
        column = each.column
        question = survey.instrument.question(column.table)
        name = question.name(lang) if column.form is None else name_of("form", column.form, lang)
        rows.setdefault(name, {})[column.area] = _of(each, lang)
    if rows:
        grid.page.line()
        grid.row(text("cli.provision.of_asked", lang), [])
    for name, cells in rows.items():
        grid.row(name, [cells.get(area, "") for area in areas])


def _of(each: FollowUpShare, lang: str) -> str:
    key = "cli.provision.of_and" if each.unasked else "cli.provision.of"
    return text(key, lang, met=each.share.met, of=each.share.of, unasked=each.unasked)


def _reach(reach: Mapping[str, Share]) -> Iterable[tuple[str, str]]:
    """In how many areas, and who; from the most to none."""
    for areas in sorted({share.met for share in reach.values()}, reverse=True):
        yield str(areas), ", ".join(name for name, share in reach.items() if share.met == areas)


def _decimal(number: Fraction, lang: str) -> str:
    said = str(float(number))
    return said.replace(".", ",") if lang == "sv" else said
