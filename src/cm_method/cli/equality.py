"""``cm-method equality``: figures by gender, age, district and way in, to publish or inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from cm_method.adapters.json.published import publication_from_json, publication_to_json
from cm_method.cli.answers import echo_json
from cm_method.cli.head import again, on_the_line, write_head
from cm_method.cli.layout import Page, padded, shown_width
from cm_method.cli.options import (
    command,
    edition_option,
    json_option,
    known_option,
    on_option,
    one_of,
    register_argument,
    report_day,
)
from cm_method.cli.program import ExitCode, WrongUsage, say
from cm_method.cli.reading import edition as edition_of, source, unreadable
from cm_method.cli.writing import create
from cm_method.cohort.cautions import of_another_register, same_answers, small_changes
from cm_method.cohort.disclosure import (
    EVERYONE,
    LEAST,
    RESULT_COLUMNS,
    STARTED,
    Counted,
    Publication,
    publish,
)
from cm_method.cohort.equality import (
    UNKNOWN,
    Equality,
    Group,
    Grouping,
    columns,
    counted_of,
    differences,
    equality as equality_of,
    known_shares,
)
from cm_method.cohort.group_wording import category_name, difference_words, hidden_words
from cm_method.cohort.results import results_of
from cm_method.cohort.shares import Share
from cm_method.cohort.wording import edition_name, in_short, percent, state, target_title
from cm_method.errors import Refused
from cm_method.labels import label, text
from cm_method.rules.method import Measure, Method, Target

SHOWN_PAIRS = 10
"""How many differences are shown of one table; the rest are counted."""

WIDEST_NAME = 30
"""Columns for the name of a category; a longer one has a line of its own."""


@command(
    "equality",
    register_argument,
    on_option,
    known_option,
    edition_option,
    click.option(
        "--by",
        metavar="code",
        multiple=True,
        callback=lambda ctx, param, values: tuple(
            one_of(tuple(each.value for each in Grouping))(ctx, param, value) for value in values
        ),
    ),
    click.option("--earlier", metavar="file", multiple=True),
    click.option("--inside", is_flag=True),
    json_option,
    click.option("-o", "--out", metavar="file"),
)
def equality(
    *,
    register: str,
    on: date | None,
    known: date | None,
    edition: str | None,
    by: tuple[str, ...],
    earlier: tuple[str, ...],
    inside: bool,
    as_json: bool,
    out: str | None,
    lang: str,
) -> ExitCode:
    """Break down the figures, for publishing or for insiders."""
    if inside and (out is not None or earlier):
        raise WrongUsage("cli.wrong.inside")
    past = [read_publication(name) for name in earlier]
    method, journals = edition_of(iter(source(register, lang)), edition)
    found = equality_of(
        journals,
        method,
        on=report_day(on, register),
        known=known,
        groupings=[each for each in Grouping if not by or each.value in by],
        with_indicators=inside,
    )
    if inside:
        _show_inside(found, register, lang, as_json=as_json)
        return ExitCode.FINE
    counted = counted_of(found, past, least=LEAST)
    made = publish(counted, past, least=LEAST)
    cautions = list(cautions_in_words(counted, made, past, method, lang))
    written = publication_to_json(made)
    if out is not None:
        create(Path(out), written.encode())
    if as_json:
        click.echo(written, nl=False)
        for each in cautions:
            say(each)
    else:
        page = Page()
        _write(page, made, method, lang, first=not past)
        file = text("cli.equality.file", lang, on=made.on)
        choices = {"--known": known, "--edition": edition, "--by": by, "--earlier": earlier}
        line = [on_the_line(register), "--on", str(made.on), *again(choices), "-o", file]
        _write_next(page, cautions, line, out, lang)
    return ExitCode.LOOK if cautions else ExitCode.FINE


def read_publication(name: str) -> Publication:
    """An earlier publication from its file. Raises Stop and Refused, with the file's name."""
    try:
        return publication_from_json(Path(name).read_bytes())
    except OSError as error:
        raise unreadable(error) from None
    except Refused as refused:
        where = f"{Path(name).name} "
        raise Refused(problem.under(where) for problem in refused.problems) from None


# What may be published


def _write(page: Page, made: Publication, method: Method, lang: str, *, first: bool) -> None:
    page.title(text("cli.equality.title", lang))
    page.rows([(text("cli.head.edition", lang), edition_name(method.code, lang))])
    page.text(state(made.on, made.known, lang))
    if first:
        page.line()
        page.text(text("cli.equality.no_earlier", lang))
    targets = [target for target in method.targets if target.measure is Measure.PERCENT]
    everyone = made.table(EVERYONE, STARTED).rows
    page.heading(text("cli.equality.everyone", lang))
    if everyone is None:
        page.text(text("cli.equality.too_few", lang, least=made.least))
    else:
        page.text(text("cli.equality.started", lang, count=everyone[0][0]))
        if not method.targets:
            page.text(text("report.no_targets", lang))
        _write_everyone(page, made, targets, lang)
    for grouping in made.groupings[1:]:
        page.heading(text(f"Grouping.{grouping}", lang).capitalize())
        _write_grouping(page, made, grouping, targets, method=method, lang=lang)
    _write_reading(page, method, lang)
    page.point(text("cli.equality.hidden", lang, most=made.least - 1))


def _write_next(
    page: Page, cautions: list[str], line: list[str], out: str | None, lang: str
) -> None:
    """What to do with it: look at what is pointed out first, else save and publish."""
    if cautions:
        page.heading(text("cli.equality.before", lang))
        for each in cautions:
            page.point(each)
        key = "cli.equality.next.decide" if out is None else "cli.equality.next.saved"
        page.point(text(key, lang, file=Path(out or "").name))
        return
    page.heading(text("report.next", lang))
    if out is None:
        page.point(text("cli.equality.next.out", lang))
        page.command("equality", *line)
    else:
        page.point(text("cli.equality.next.earlier", lang, file=Path(out).name))


def cautions_in_words(
    counted: Counted, made: Publication, past: Sequence[Publication], method: Method, lang: str
) -> Iterator[str]:
    """What is to be looked at before this is published, in words."""
    for day in of_another_register(counted, past):
        yield text("cli.equality.another_register", lang, day=day)
    few = small_changes(made, past)
    for day in dict.fromkeys(day for _, _, day in few):
        tables = [(grouping, about) for grouping, about, then in few if then == day]
        named = _tables(tables, method, lang)
        places = {"day": day, "tables": named, "most": made.least - 1, "least": made.least}
        yield text("cli.equality.small_changes", lang, **places)
    alike: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for grouping, about, category in same_answers(made):
        alike.setdefault((grouping, category), []).append((grouping, about))
    for (grouping, category), tables in alike.items():
        named = _tables(tables, method, lang)
        if grouping == EVERYONE:
            yield text("cli.equality.same_answer.everyone", lang, tables=named)
        else:
            group = category_name(grouping, category, lang)
            yield text("cli.equality.same_answer", lang, tables=named, category=group)


def _tables(tables: list[tuple[str, str]], method: Method, lang: str) -> str:
    """Tables by name, as in "alla (har startat, mål 3); kön (har startat)"."""
    numbers = {target.rule: target.number for target in method.targets}
    abouts: dict[str, list[str]] = {}
    for grouping, about in tables:
        started = text("equality.column.started", lang).lower()
        number = text("equality.target", lang, number=numbers.get(about, ""))
        abouts.setdefault(grouping, []).append(started if about == STARTED else number)
    everyone = text("cli.equality.everyone", lang).lower()
    return "; ".join(
        f"{everyone if one == EVERYONE else text(f'Grouping.{one}', lang)} ({', '.join(names)})"
        for one, names in abouts.items()
    )


def _write_everyone(page: Page, made: Publication, targets: list[Target], lang: str) -> None:
    rows = {
        target_title(target, lang): found[0]
        for target in targets
        if (found := made.table(EVERYONE, target.rule).rows) is not None
    }
    if rows:
        page.line()
        _write_table(page, rows, RESULT_COLUMNS, lang)
    missing = [t for t in targets if made.table(EVERYONE, t.rule).rows is None]
    _write_missing(page, missing, "cli.equality.totals_hidden", lang)


def _write_grouping(
    page: Page,
    made: Publication,
    grouping: str,
    targets: list[Target],
    *,
    method: Method,
    lang: str,
) -> None:
    started = made.table(grouping, STARTED)
    if started.rows is None:
        page.text(text("cli.equality.vanished", lang))
        return
    names = [category_name(grouping, code, lang) for code in started.categories]
    _write_table(page, dict(zip(names, started.rows, strict=True)), (STARTED,), lang)
    for target in targets:
        table = made.table(grouping, target.rule)
        if table.rows is None:
            continue
        page.line()
        page.text(target_title(target, lang))
        _write_table(page, dict(zip(names, table.rows, strict=True)), RESULT_COLUMNS, lang)
        _write_differences(page, grouping, known_shares(table), method, lang)
    missing = [target for target in targets if made.table(grouping, target.rule).rows is None]
    _write_missing(page, missing, "cli.equality.targets_hidden", lang)


def _write_missing(page: Page, missing: list[Target], key: str, lang: str) -> None:
    if missing:
        page.line()
        page.text(hidden_words(missing, key, lang))


def _write_reading(page: Page, method: Method, lang: str) -> None:
    page.heading(text("report.reading", lang))
    keys = ["cli.equality.reading.small", "cli.equality.reading.sample"]
    if method.targets:
        keys.insert(0, "cli.equality.reading.columns")
    for key in keys:
        page.point(text(key, lang))


def _write_table(
    page: Page, rows: Mapping[str, tuple[int, ...]], heads: tuple[str, ...], lang: str
) -> None:
    if not rows:
        return
    said = [text(f"equality.column.{head}", lang) for head in heads]
    cells = {name: [str(count) for count in counts] for name, counts in rows.items()}
    if heads == RESULT_COLUMNS:
        said.append(text("equality.column.share", lang))
        for name, (met, not_met, *_) in rows.items():
            of = met + not_met
            cells[name].append(percent(met, of, lang) if of else text("equality.no_share", lang))
    widest = min(WIDEST_NAME, max(map(shown_width, rows)))
    widths = [
        max(shown_width(each) for each in column)
        for column in zip(said, *cells.values(), strict=True)
    ]
    page.line(" " * widest + _line(said, widths))
    for name, line in cells.items():
        if shown_width(name) > widest:
            page.text(name)
        beside = name if shown_width(name) <= widest else ""
        page.line(padded(beside, widest) + _line(line, widths))


def _line(cells: list[str], widths: list[int]) -> str:
    return "".join(
        "  " + " " * (width - shown_width(cell)) + cell
        for cell, width in zip(cells, widths, strict=True)
    )


def _write_differences(
    page: Page, grouping: str, shares: Mapping[str, Share], method: Method, lang: str
) -> None:
    found = differences(shares, method.parameters.interval_percent.value)
    for each in found[:SHOWN_PAIRS]:
        page.point(difference_words(each, grouping, lang))
    if len(found) > SHOWN_PAIRS:
        page.point(text("cli.equality.more_pairs", lang, count=len(found) - SHOWN_PAIRS))


# For insiders


def _show_inside(found: Equality, register: str, lang: str, *, as_json: bool) -> None:
    if as_json:
        echo_json(_said(found))
        return
    page = Page()
    page.title(text("cli.equality.inside", lang))
    page.text(text("cli.equality.confidential", lang))
    page.line()
    write_head(
        page,
        lang,
        register=register,
        count=found.everyone.tally.journals,
        on=found.on,
        known=found.known,
        method=found.method,
    )
    for grouping, groups in found.groups.items():
        page.heading(label(grouping, lang).capitalize())
        names = {code: category_name(grouping.value, code, lang) for code in groups}
        every = {**groups, EVERYONE: found.everyone}
        names[EVERYONE] = text("cli.equality.everyone", lang).lower()
        started = {names[code]: (group.started,) for code, group in every.items()}
        _write_table(page, started, (STARTED,), lang)
        for target in found.method.targets:
            if target.measure is Measure.PERCENT:
                _write_target(
                    page, grouping, every, names, target=target, method=found.method, lang=lang
                )
        page.line()
        page.text(text("cli.equality.indicators", lang))
        page.rows(_indicators(every, names, lang), indent=2)
    _write_reading(page, found.method, lang)


def _write_target(
    page: Page,
    grouping: Grouping,
    groups: Mapping[str, Group],
    names: Mapping[str, str],
    *,
    target: Target,
    method: Method,
    lang: str,
) -> None:
    page.line()
    page.text(target_title(target, lang))
    rows = {}
    for code, group in groups.items():
        three = columns(group.tally.of(target.rule))
        rows[names[code]] = (*three, sum(group.tally.of(target.rule).values()) - sum(three))
    _write_table(page, rows, RESULT_COLUMNS, lang)
    results = {code: results_of(group.tally, method)[target.rule] for code, group in groups.items()}
    for code, result in results.items():
        page.point(f"{names[code]}: {in_short(result, lang)}")
    shares = {
        code: result.bounds.known
        for code, result in results.items()
        if code not in (UNKNOWN, EVERYONE)
    }
    _write_differences(page, grouping.value, shares, method, lang)


def _indicators(
    groups: Mapping[str, Group], names: Mapping[str, str], lang: str
) -> Iterator[tuple[str, str]]:
    for code, group in groups.items():
        each = group.indicators
        if each is not None:
            yield (
                names[code],
                text(
                    "cli.equality.indicator",
                    lang,
                    changes=each.worker_changes,
                    crises=each.crises,
                    attended=each.visits_attended,
                    settled=each.visits_settled,
                    days=each.days_without_holder,
                    need_days=each.need_days,
                ),
            )


def _said(found: Equality) -> dict[str, Any]:
    def of(group: Group) -> dict[str, Any]:
        results = results_of(group.tally, found.method)
        return {
            "participants": group.tally.journals,
            "started": group.started,
            "targets": {
                each.target.rule: {
                    "verdicts": each.verdicts,
                    "bounds": each.bounds,
                    "interval": each.interval,
                    "short": each.short,
                }
                for each in results
            },
            "indicators": group.indicators,
        }

    return {
        "equality": 1,
        "confidential": "possibly personal data: small counts; never publish",
        "edition": found.method.code,
        "fingerprint": found.method.fingerprint,
        "on": found.on,
        "known": found.known,
        "everyone": of(found.everyone),
        "by": {
            grouping: {code: of(group) for code, group in groups.items()}
            for grouping, groups in found.groups.items()
        },
    }
