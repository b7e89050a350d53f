"""The written account, the final report and a survey of provision as Markdown.

What the first two say, and do not show, is decided in :mod:`cm_method.partnership.papers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cm_method.cohort.disclosure import LEAST
from cm_method.labels import text
from cm_method.partnership.accounts import Account
from cm_method.partnership.final_report import FinalReport
from cm_method.partnership.papers import (
    Paper,
    PaperFigures,
    PaperPart,
    account_paper,
    final_report_paper,
)
from cm_method.services.provision.instrument import name_of
from cm_method.services.provision.survey import Survey
from cm_method.services.provision.wording import MARKS, column_name, table_title

__all__ = ["account_to_markdown", "final_report_to_markdown", "survey_to_markdown"]


def account_to_markdown(account: Account, lang: str = "sv", *, least: int = LEAST) -> str:
    """The written account as Markdown."""
    paper = account_paper(account, lang, least=least)
    blocks = [_heading(1, paper.title), paper.days, paper.state]
    blocks += _figures(paper.figures)
    return _text([*blocks, paper.hidden, *_missing(paper, lang)])


def final_report_to_markdown(report: FinalReport, lang: str = "sv", *, least: int = LEAST) -> str:
    """The final report as Markdown: six parts, each with its figures and the parties' words."""
    paper = final_report_paper(report, lang, least=least)
    blocks = [_heading(1, paper.title), paper.days, paper.state, paper.hidden]
    blocks += _missing(paper, lang)
    for part in paper.parts:
        blocks += _part(part)
    return _text(blocks)


def survey_to_markdown(
    survey: Survey, lang: str = "sv", *, tables: Iterable[int] | None = None
) -> str:
    """The tables of a survey with their totals, all of them or those of these numbers.

    The counts are of administrations, not of people, so none is hidden.
    """
    asked = survey.instrument
    wanted = None if tables is None else frozenset(tables)
    blocks = [_heading(1, name_of("name", survey.code, lang)), text("survey.legend", lang)]
    for question in asked.questions:
        if wanted is not None and question.table not in wanted:
            continue
        columns = asked.columns_of(question)
        heads = (column_name(column.area, column.form, lang) for column in columns)
        rows = [
            (each, *(MARKS[survey.answer(column, each)] for column in columns))
            for each in asked.administrations
        ]
        rows.append((text("survey.total", lang), *(str(survey.total(c)) for c in columns)))
        blocks.append(_heading(2, table_title(question, lang)))
        blocks.append(_table((text("survey.administration", lang), *map(_plain, heads)), rows))
    return _text(blocks)


def _text(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _heading(level: int, words: str) -> str:
    return f"{'#' * level} {_plain(words)}"


def _missing(paper: Paper, lang: str) -> Iterator[str]:
    if paper.missing:
        yield _heading(2, text("markdown.missing", lang))
        yield _points(map(_plain, paper.missing))
    else:
        yield text("markdown.nothing_missing", lang)


def _part(part: PaperPart) -> Iterator[str]:
    """The parties' own words, quoted, who has not written yet, and the figures."""
    yield _heading(2, f"{part.number}. {part.title}")
    for each in part.statements:
        yield f"**{_plain(each.party)}**"
        yield _quoted(each.paragraphs)
    if part.waiting:
        yield f"*{_plain(part.waiting)}*"
    for figures in part.figures:
        yield _heading(3, figures.title)
        yield from _figures(figures)


def _figures(figures: PaperFigures) -> Iterator[str]:
    """What stands below their title."""
    yield from figures.intro
    if figures.rows:
        yield _table(figures.heads, figures.rows)
    if figures.points:
        yield _points(figures.points)
    yield from figures.notes


def _points(points: Iterable[str]) -> str:
    return "\n".join(f"- {point}" for point in points)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """The first column is text; the second is numbers where it is the only other one."""
    of_numbers = len(heads) == len(("what", "count"))
    lines = [heads, ("---", *("---:" if of_numbers else "---" for _ in heads[1:]))]
    lines += [tuple(map(_plain, row)) for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(words: str) -> str:
    """Words on one line in which nothing is taken for markup; no-break spaces are kept."""
    for sign in "\\`*_{}[]<>|#&~":
        words = words.replace(sign, f"\\{sign}")
    return " ".join(line.strip() for line in words.splitlines())


def _quoted(paragraphs: Iterable[str]) -> str:
    """A party's words as a quotation: lines kept, nothing taken for HTML, no picture loaded."""
    words = "\n\n".join(paragraphs).replace("<", "&lt;").replace("![", "!\\[")
    return "\n".join(f"> {line}".rstrip() for line in words.splitlines())
