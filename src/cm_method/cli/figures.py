"""One target's result in words: the outcome, the bounds, the counts and what stands beside it."""

from __future__ import annotations

import click

from cm_method.cli.layout import Page, bar
from cm_method.cohort.figures import (
    bar_parts,
    beside_words,
    bound_rows,
    count_rows,
    sensitivity_words,
    target_mark,
    what_is_asked,
)
from cm_method.cohort.results import Outcome, Result, Results
from cm_method.cohort.wording import in_short, title
from cm_method.labels import label, text
from cm_method.rules.method import Method

COLOURS = {
    Outcome.REACHED: "green",
    Outcome.NOT_REACHED: "red",
    Outcome.UNDECIDED: "yellow",
    Outcome.NO_RESULT: "blue",
}


def outcome_word(outcome: Outcome, lang: str) -> str:
    """The outcome of a target in words, with a colour beside them on a terminal."""
    return click.style(label(outcome, lang), fg=COLOURS[outcome], bold=True)


def write_target(page: Page, results: Results, result: Result, method: Method, lang: str) -> None:
    """The whole answer about one target."""
    page.heading(title(result, lang))
    page.text(what_is_asked(result, method, lang))
    page.line()
    page.text(f"{outcome_word(result.outcome, lang)}: {in_short(result, lang)}.")
    page.line()
    _write_bar(page, result, lang)
    page.rows([*bound_rows(result, method, lang), *count_rows(result, lang)])
    _write_sensitivities(page, result, lang)
    _write_beside(page, results, result, lang)


def _write_bar(page: Page, result: Result, lang: str) -> None:
    parts = bar_parts(result)
    if parts is None:
        return
    page.line(f"{bar(*parts)}  {target_mark(result, lang)}")
    page.line()


def _write_sensitivities(page: Page, result: Result, lang: str) -> None:
    if not result.sensitivities:
        return
    page.line()
    page.text(text("report.sensitivity", lang))
    for other in sensitivity_words(result, lang):
        page.point(other)


def _write_beside(page: Page, results: Results, result: Result, lang: str) -> None:
    points = list(beside_words(results, result, lang))
    if points:
        page.line()
        page.text(text("report.beside", lang))
        for point in points:
            page.point(point)
    if result.target.rule == "self_rated_improvement":
        page.line()
        page.text(text("report.effect", lang))
