"""``cm-method disposal``: what each keeper is to remove, by when, and removing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import attrs
import click
from attrs import frozen

from cm_method.adapters.json import to_plain
from cm_method.case.parties import Parties
from cm_method.cli.answers import echo_json
from cm_method.cli.head import write_head
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    command,
    edition_option,
    json_option,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.program import ExitCode, Stop, WrongUsage
from cm_method.cli.questions import put, yes
from cm_method.cli.reading import STDIN, edition as edition_of, is_demo, source
from cm_method.cli.writing import as_bytes, in_the_form_of, read_to_change, replace
from cm_method.cohort.wording import people
from cm_method.journal import Journal
from cm_method.labels import label, text
from cm_method.rules.disposal import TO_BE_REMOVED, Disposal, DisposalState, disposals
from cm_method.rules.method import Method


@command(
    "disposal",
    register_argument,
    click.option("--keeper", metavar="code"),
    on_option,
    edition_option,
    json_option,
    click.option("--write", is_flag=True),
    click.option("--yes", "agreed", is_flag=True),
)
def disposal(
    *,
    register: str,
    keeper: str | None,
    on: date | None,
    edition: str | None,
    as_json: bool,
    write: bool,
    agreed: bool,
    lang: str,
) -> ExitCode:
    """Tell what is due for disposal, and remove it."""
    day = report_day(on, register)
    _check_line(register, keeper, on, write=write, agreed=agreed, as_json=as_json)
    if write and keeper is not None:
        return _remove(Path(register), keeper, day, edition, lang, agreed=agreed)
    opened = source(register, lang)
    method, journals = edition_of(iter(opened), edition)
    parties = Parties.of(opened.partnership, on=day)
    found = _Found.of(journals, method, parties, keeper, on=day)
    if keeper is not None and keeper not in {*parties.legal_forms, *found.keepers}:
        raise Stop(ExitCode.WRONG_USAGE, "cli.wrong.no_such_worker")
    if as_json:
        said = {
            "on": day,
            "edition": method.code,
            "now": [{**to_plain(each), "words": each.explain(lang)} for each in found.now],
            "rest": [
                {"keeper": who, "state": state, "participants": count}
                for (who, state), count in sorted(found.rest.items(), key=str)
            ],
        }
        echo_json(said)
    else:
        page = Page()
        page.title(text("cli.disposal.title", lang))
        write_head(page, lang, register=register, count=found.count, on=day, known=day)
        _write(page, found, method, lang)
    return ExitCode.LOOK if found.now else ExitCode.FINE


def _check_line(
    register: str, keeper: str | None, on: date | None, *, write: bool, agreed: bool, as_json: bool
) -> None:
    """What may not stand on one line together. Raises WrongUsage and Stop."""
    if agreed and not write:
        raise WrongUsage("cli.disposal.yes_alone")
    if not write:
        return
    if is_demo(register) or register == STDIN:
        raise Stop(ExitCode.WRONG_USAGE, "cli.add.not_a_file")
    if keeper is None:
        raise WrongUsage("cli.disposal.needs_keeper")
    if as_json:
        raise WrongUsage("cli.disposal.not_json")
    if on is not None:  # what was recorded since may have moved the day, and cannot be undone
        raise WrongUsage("cli.disposal.today")


@frozen(kw_only=True)
class _Found:
    """What is due *now*, and how many participants each keeper has in every other state.

    *opens* is the first day on which each of these becomes due, where one is known.
    """

    count: int
    now: tuple[Disposal, ...]
    rest: Counter[tuple[str, DisposalState]]
    opens: dict[str, date]
    keepers: frozenset[str]

    @classmethod
    def of(
        cls,
        journals: Iterable[Journal],
        method: Method,
        parties: Parties,
        keeper: str | None,
        *,
        on: date,
    ) -> _Found:
        count = 0
        now: list[Disposal] = []
        rest: Counter[tuple[str, DisposalState]] = Counter()
        opens: dict[str, date] = {}
        keepers: set[str] = set()
        for journal in journals:
            count += 1
            for each in disposals(journal, method, parties, on=on):
                keepers.add(each.keeper)
                if keeper not in (None, each.keeper):
                    continue
                if each.state in TO_BE_REMOVED:
                    now.append(each)
                    continue
                rest[each.keeper, each.state] += 1
                if each.state is DisposalState.NOT_YET and each.due_from is not None:
                    opens[each.keeper] = min(each.due_from, opens.get(each.keeper, date.max))
        return cls(
            count=count,
            now=tuple(sorted(now, key=_soonest)),
            rest=rest,
            opens=opens,
            keepers=frozenset(keepers),
        )


def _soonest(each: Disposal) -> tuple[date, str, str]:
    return each.done_by or date.max, each.keeper, each.participant


def _write(page: Page, found: _Found, method: Method, lang: str) -> None:
    overdue = sum(each.state is DisposalState.OVERDUE for each in found.now)
    page.text(text("cli.disposal.count", lang, count=len(found.now), overdue=overdue))
    for state in TO_BE_REMOVED:
        some = [each for each in found.now if each.state is state]
        if some:
            page.heading(text(f"cli.disposal.{state.value}", lang, count=len(some)))
            page.rows(
                (f"{each.done_by}  {each.participant}", _entries(each, lang)) for each in some
            )
    if found.rest:
        page.heading(text("cli.disposal.rest", lang))
        page.rows(
            (label(state, lang).capitalize(), _rest(found, state, lang))
            for state in DisposalState
            if any(each is state for _, each in found.rest)
        )
    if any(state is DisposalState.SUPERVISION_UNKNOWN for _, state in found.rest):
        page.line()
        page.text(text("cli.disposal.unknown", lang))
    page.line()
    where = method.parameters.disposal_spans.source.explain(lang)
    page.rows([(text("cli.disposal.source", lang), where)])


def _whose(each: Disposal) -> str:
    return f"{each.done_by}  {each.participant}"


def _entries(each: Disposal, lang: str) -> str:
    said = {"keeper": each.keeper, "count": len(each.entries), "last_note": each.last_note}
    return text("cli.disposal.entries", lang, **said)


def _rest(found: _Found, state: DisposalState, lang: str) -> str:
    """How many participants each keeper has in a state, and when the first becomes due."""
    said = []
    for (keeper, each), count in sorted(found.rest.items(), key=str):
        if each is state:
            words = f"{keeper} {people(count, lang)}"
            first = found.opens.get(keeper)
            if state is DisposalState.NOT_YET and first is not None:
                words += f" ({text('cli.disposal.next', lang, day=first)})"
            said.append(words)
    return ", ".join(said)


# --- removing ----------------------------------------------------------------------------------


def _remove(
    path: Path, keeper: str, day: date, edition: str | None, lang: str, *, agreed: bool
) -> ExitCode:
    """Put tombstones in the place of what is due of one keeper, when that is agreed to."""
    content, whole = read_to_change(path)
    method, _ = edition_of(iter(whole), edition)
    parties = Parties.of(whole.partnership, on=day)
    found = _Found.of(whole, method, parties, keeper, on=day)
    if keeper not in {*parties.legal_forms, *found.keepers}:
        raise Stop(ExitCode.WRONG_USAGE, "cli.wrong.no_such_worker")
    page = Page()
    if not found.now:
        page.text(text("cli.disposal.nothing_due", lang, keeper=keeper))
        return ExitCode.FINE
    page.title(text("cli.disposal.title", lang))
    write_head(page, lang, register=str(path), count=found.count, on=day, known=day)
    _write(page, found, method, lang)
    page.line()
    who = people(len(found.now), lang)
    question = text("cli.disposal.ask", lang, keeper=keeper, people=who)
    if not agreed and not yes(question, lang):
        put(text("cli.add.not_written", lang))
        return ExitCode.LOOK
    gone = {each.participant: each.entries for each in found.now}
    journals = [journal.dispose(gone.get(journal.subject, ())) for journal in whole]
    changed = attrs.evolve(whole, journals=journals)
    new = as_bytes(changed, lines=in_the_form_of(path, content))
    backup = replace(path, new, expected=content)
    count = sum(len(ids) for ids in gone.values())
    page.text(text("cli.disposal.done", lang, people=who, count=count))
    page.text(text("cli.disposal.reports", lang))
    page.text(text("cli.disposal.backup", lang, file=backup.name))
    return ExitCode.FINE
