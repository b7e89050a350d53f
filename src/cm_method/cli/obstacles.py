"""``cm-method obstacles``: what stands in a participant's way, or in many people's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import click

from cm_method.adapters.json import to_plain
from cm_method.case.case import Case
from cm_method.case.in_the_way import (
    MissingService,
    StandingObstacle,
    missing_services,
    missing_words,
    obstacle_words,
    obstacles as obstacles_of,
)
from cm_method.case.obstacles import NO_SERVICE
from cm_method.cli.answers import echo_json
from cm_method.cli.head import write_head
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    command,
    json_option,
    known_option,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.program import ExitCode
from cm_method.cli.reading import one_of_them, source
from cm_method.cohort.disclosure import LEAST
from cm_method.cohort.wording import capital, people
from cm_method.labels import Words, shown, text
from cm_method.services.obstacles import (
    MISSING_COLUMNS,
    OBSTACLE_COLUMNS,
    OBSTACLES,
    OWN,
    SERVICES,
    InTheWayFigures,
    PublishedObstacles,
    PublishedRow,
    in_the_way,
    publish_obstacles,
)

OBSTACLES_KEY, MISSING_KEY = "cli.obstacles.obstacles", "cli.obstacles.missing"


@command(
    "obstacles",
    register_argument,
    click.argument("pseudonym", required=False, metavar="pseudonym"),
    click.option("--inside", is_flag=True),
    on_option,
    known_option,
    json_option,
)
def obstacles(
    *,
    register: str,
    pseudonym: str | None,
    inside: bool,
    on: date | None,
    known: date | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Show what stands in the way."""
    day = report_day(on, register)
    journals = iter(source(register, lang))
    page = Page()
    if pseudonym is None:
        figures = in_the_way(journals, on=day, known=known)
        told = figures if inside else publish_obstacles(figures)
        if as_json:
            echo_json({"on": day, "known": known, **to_plain(told)})
            return ExitCode.FINE
        page.title(text("cli.obstacles.title", lang))
        count = figures.participants
        write_head(page, lang, register=register, count=count, on=day, known=known)
        if isinstance(told, PublishedObstacles):
            _write_published(page, told, lang)
        else:
            _write_inside(page, told, lang)
        _write_source(page, lang)
        return ExitCode.FINE
    journal, count = one_of_them(journals, pseudonym)
    case = Case.of(journal, on=day, known=known)
    noted, missing = obstacles_of(case), missing_services(case)
    if as_json:
        echo_json(
            {
                "participant": pseudonym,
                "on": day,
                "known": known,
                "obstacles": [_plain(each, each.explain(lang), day) for each in noted],
                "missing": [
                    {
                        **_plain(each, each.explain(day, lang), day),
                        "code": each.code,
                        "days": each.days(day),
                    }
                    for each in missing
                ],
            }
        )
    else:
        page.title(text("cli.obstacles.title_one", lang, participant=pseudonym))
        write_head(page, lang, register=register, count=count, on=day, known=known)
        _write_one(page, noted, missing, day, lang)
        _write_source(page, lang)
    looks = any(each.stands(day) and not each.lifts for each in missing)
    return ExitCode.LOOK if looks else ExitCode.FINE


def _plain(each: StandingObstacle | MissingService, words: str, day: date) -> dict[str, Any]:
    return {**to_plain(each), "stands": each.stands(day), "words": words}


def _write_one(
    page: Page,
    noted: Iterable[StandingObstacle],
    missing: Iterable[MissingService],
    day: date,
    lang: str,
) -> None:
    of_obstacles = [(each.stands(day), each.explain(lang)) for each in noted]
    of_services = [(each.stands(day), each.explain(day, lang)) for each in missing]
    for heading, nothing, found in (
        (OBSTACLES_KEY, "cli.obstacles.no_obstacle", of_obstacles),
        (MISSING_KEY, "cli.obstacles.no_missing", of_services),
    ):
        page.heading(text(heading, lang))
        for stands, words in found:
            if stands:
                page.point(words)
        if not any(stands for stands, _ in found):
            page.text(text(nothing, lang))
    earlier = [words for stands, words in (*of_obstacles, *of_services) if not stands]
    if earlier:
        page.heading(text("cli.obstacles.earlier", lang))
        for words in earlier:
            page.point(words)


def _write_published(page: Page, told: PublishedObstacles, lang: str) -> None:
    for heading, words, columns, rows in (
        (OBSTACLES_KEY, obstacle_words, OBSTACLE_COLUMNS, told.obstacles),
        (MISSING_KEY, missing_words, MISSING_COLUMNS, told.missing),
    ):
        page.heading(text(heading, lang))
        page.rows(
            (_name(words(each.code), each.code, lang), _counts(each, columns, lang))
            for each in rows
        )
    page.line()
    page.text(text("cli.obstacles.reading.people", lang))
    page.text(text("cli.obstacles.reading.small", lang, most=LEAST - 1))


def _counts(each: PublishedRow, columns: tuple[str, ...], lang: str) -> str:
    if each.participants is None:
        return text("cli.obstacles.hidden", lang)
    if not each.participants:
        return text("cli.obstacles.nobody", lang)
    said = people(each.participants, lang)
    if each.counts is None:
        said = text("cli.obstacles.undivided", lang, participants=said)
    else:
        named = zip(columns, each.counts, strict=True)
        counts = ", ".join(f"{text(f'in_the_way.column.{name}', lang)} {n}" for name, n in named)
        said = f"{said}: {counts}"
    if each.days is None:
        return said
    return f"{said}; {text('cli.obstacles.days', lang, days=each.days)}"


def _name(words: Words, code: str, lang: str) -> str:
    return capital(text("in_the_way.own", lang) if code == OWN else shown(words, lang))


def _write_inside(page: Page, told: InTheWayFigures, lang: str) -> None:
    page.text(text("cli.obstacles.confidential", lang))
    for heading, words, rows in (
        (OBSTACLES_KEY, obstacle_words, _obstacles(told, lang)),
        (MISSING_KEY, missing_words, _missing(told, lang)),
    ):
        page.heading(text(heading, lang))
        page.rows((_name(words(code), code, lang), said) for code, said in rows)
    page.line()
    page.text(text("cli.obstacles.reading.people", lang))
    if told.in_doubt:
        page.text(text("cli.obstacles.in_doubt", lang, count=told.in_doubt))


def _obstacles(told: InTheWayFigures, lang: str) -> Iterator[tuple[str, str]]:
    """The seven in their order, then the municipality's own, each by its code."""
    for code in dict.fromkeys((*OBSTACLES, *sorted(told.obstacles.keys() - {OWN}))):
        found = told.obstacle(code)
        named = {"participants": people(found.participants, lang), "standing": found.standing}
        key = "cli.obstacles.exact" if found.participants else "cli.obstacles.nobody"
        yield code, text(key, lang, **named)


def _missing(told: InTheWayFigures, lang: str) -> Iterator[tuple[str, str]]:
    for code in dict.fromkeys((*SERVICES, *sorted(told.missing.keys() - {OWN}))):
        found = told.service(code)
        named = {**to_plain(found), "participants": people(found.participants, lang)}
        key = "cli.obstacles.exact_missing" if found.participants else "cli.obstacles.nobody"
        yield code, text(key, lang, **named)


def _write_source(page: Page, lang: str) -> None:
    page.line()
    page.text(text("in_the_way.no_service", lang))
    page.text(text("cli.from_source", lang, source=NO_SERVICE.explain(lang)))
