"""``cm-method conformance``: whether another system answers as the method does."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from cm_method.cli.answers import echo_json
from cm_method.cli.layout import Page
from cm_method.cli.options import command, json_option, number_from, one_of
from cm_method.cli.program import ExitCode, Stop, WrongUsage
from cm_method.cli.writing import create
from cm_method.labels import label, text
from cm_method.testing.conformance import (
    LEVELS,
    Outcome,
    ProgramRun,
    Question,
    answer_of_the_library,
    ask_program,
    junit as junit_of,
    questions,
    run,
    schema,
)

SHOWN = 10
"""How many questions with another answer are shown; the rest are counted."""


@command(
    "conformance",
    click.argument("program", metavar="program", nargs=-1, type=click.UNPROCESSED),
    click.option("--case", "cases", multiple=True, metavar="case"),
    click.option("--rule", "rules", multiple=True, metavar="rule"),
    click.option("--level", metavar="level", default="reasons", callback=one_of(tuple(LEVELS))),
    click.option("--seconds", metavar="number", default="60", callback=number_from(1)),
    click.option("--junit", metavar="file"),
    click.option("--questions", "listed", is_flag=True),
    click.option("--schema", "as_schema", is_flag=True),
    json_option,
)
def conformance(
    *,
    program: tuple[str, ...],
    cases: tuple[str, ...],
    rules: tuple[str, ...],
    level: str,
    seconds: int,
    junit: str | None,
    listed: bool,
    as_schema: bool,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Put the conformance kit to a program, or to the library itself."""
    if (listed or as_schema) and (program or junit or as_json or (listed and as_schema)):
        raise WrongUsage("cli.conformance.alone")
    if as_schema:
        click.echo(json.dumps(schema(lang), ensure_ascii=False, indent=2))
        return ExitCode.FINE
    asked = _asked(cases, rules)
    if listed:
        for each in asked:
            click.echo(json.dumps(each.with_expected()))
        return ExitCode.FINE
    found = _put(program, asked, level, seconds)
    if junit is not None:
        create(Path(junit), junit_of(found.outcomes).encode())
    if as_json:
        echo_json(_said(found, level))
    else:
        _write(Page(), program, found, level, lang)
    return ExitCode.FINE if found.passes else ExitCode.LOOK


conformance.example = "cm-method conformance --level verdicts -- node answer.mjs"


def _asked(cases: Sequence[str], rules: Sequence[str]) -> tuple[Question, ...]:
    """The questions chosen. Raises WrongUsage for a case or a rule that the kit does not have."""
    every = questions()
    known = {rule for each in every for rule in each.rules}
    if not set(rules) <= known:
        raise WrongUsage("cli.conformance.no_such_rule", rules=", ".join(sorted(known)))
    if any(not any(each.case.startswith(case) for each in every) for case in cases):
        raise WrongUsage("cli.conformance.no_such_case")
    return questions(cases, rules)


def _put(program: Sequence[str], asked: Sequence[Question], level: str, seconds: int) -> ProgramRun:
    """Ask the program, or the library itself where there is none. Raises Stop."""
    if not program:
        return ProgramRun(outcomes=run(answer_of_the_library, asked, level), ended=0)
    try:
        return ask_program(program, asked, level, seconds=seconds)
    except OSError:
        raise Stop(ExitCode.WRONG_USAGE, "cli.conformance.not_started") from None


def _write(page: Page, program: Sequence[str], found: ProgramRun, level: str, lang: str) -> None:
    page.title(text("cli.conformance.title", lang))
    who = " ".join(program) or text("cli.conformance.itself", lang)
    compared = ", ".join(LEVELS[level])
    page.rows(
        [
            (text("cli.conformance.asked", lang), who),
            (text("cli.conformance.level", lang), f"{level} ({compared})"),
        ]
    )
    wrong = [each for each in found.outcomes if not each.same]
    page.heading(text("cli.conformance.by_rule", lang))
    page.rows(_by_rule(found.outcomes, lang))
    if wrong:
        page.heading(text("cli.conformance.differ", lang, count=len(wrong)))
        for each in wrong[:SHOWN]:
            _write_outcome(page, each, lang)
        if len(wrong) > SHOWN:
            page.line()
            page.text(text("cli.conformance.more", lang, count=len(wrong) - SHOWN))
    page.line()
    for words in _ending(found, lang):
        page.text(words)


def _by_rule(outcomes: Sequence[Outcome], lang: str) -> Iterator[tuple[str, str]]:
    """How many findings were as expected, rule by rule; more than expected count as well."""
    expected: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for outcome in outcomes:
        for finding in outcome.question.expected:
            expected[finding["rule"]] += 1
            wrong[finding["rule"]] += outcome.fault is not None
        wrong.update({rule for rule, _ in {(d.rule, d.episode) for d in outcome.differences}})
    for rule in dict.fromkeys((*expected, *wrong)):
        same = max(0, expected[rule] - wrong[rule])
        yield rule, text("cli.conformance.of", lang, same=same, count=expected[rule])


def _write_outcome(page: Page, outcome: Outcome, lang: str) -> None:
    page.line()
    page.text(f"{outcome.question.case}: {outcome.question.title}")
    if outcome.fault is not None:
        page.point(label(outcome.fault, lang))
    for each in outcome.differences:
        page.point(f"{each.rule} ({each.episode}), {each.part}")
        page.text(text("cli.conformance.expected", lang, said=_plain(each.expected)), indent=4)
        page.text(text("cli.conformance.given", lang, said=_plain(each.given)), indent=4)


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _ending(found: ProgramRun, lang: str) -> Iterator[str]:
    if found.strays:
        said = {"count": len(found.strays), "line": found.strays[0]}
        yield text("cli.conformance.strays", lang, **said)
    if found.ended is None:
        yield text("cli.conformance.too_slow", lang)
    elif found.ended:
        yield text("cli.conformance.ended", lang, code=found.ended)
    same = sum(each.same for each in found.outcomes)
    yield text("cli.conformance.sum", lang, same=same, count=len(found.outcomes))


def _said(found: ProgramRun, level: str) -> dict[str, Any]:
    return {
        "version": version("cm_method"),
        "level": level,
        "questions": len(found.outcomes),
        "same": sum(each.same for each in found.outcomes),
        "ended": found.ended,
        "strays": found.strays,
        "differing": [
            {
                "case": each.question.case,
                "fault": each.fault,
                "differences": each.differences,
            }
            for each in found.outcomes
            if not each.same
        ],
    }
