"""The report of a register on a day: for those inside the house, or to publish.

What is published holds no pseudonym, no id of an entry and no free text. Its figures come from a
publication that has passed disclosure control, and from nothing else: the trend, what the targets
take, who is due and what is missing tell of a few, and stay inside (R28).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from attrs import field, frozen

from cm_method.adapters.html.calendar import year_of
from cm_method.adapters.html.goals import Points, goal_inside, goal_published
from cm_method.adapters.html.page import rendered
from cm_method.adapters.html.tables import groups_of, parameters_of
from cm_method.case.case import Case
from cm_method.case.parties import Parties
from cm_method.case.register import Register
from cm_method.cohort.disclosure import LEAST, Counted, Publication, publish
from cm_method.cohort.equality import counted_of, equality
from cm_method.cohort.published_results import published_results
from cm_method.cohort.report import Report, report
from cm_method.cohort.results import results
from cm_method.cohort.wording import edition_name, state, title
from cm_method.dates import plus_days, require_days
from cm_method.errors import Problem, Refused
from cm_method.fields import row
from cm_method.partnership.agreement import Agreement, agreement_on
from cm_method.partnership.standing import standing
from cm_method.partnership.wording import indicator_rows
from cm_method.rules.agenda import Task, agenda
from cm_method.rules.findings import by_reason
from cm_method.rules.method import Counting, Method

DAYS_AHEAD = 7
"""How far ahead the report lists what is to be done."""


@frozen(kw_only=True)
class Worker:
    """What one worker or party is to do, the overdue first."""

    who: str
    tasks: tuple[Task, ...] = field(converter=row, repr=False)


def report_html(
    register: Register,
    method: Method,
    *,
    on: date,
    known: date | None = None,
    lang: str = "sv",
    earlier: Iterable[Publication] = (),
    planned: int | None = None,
) -> str:
    """The report for those who may see pseudonyms; never to be published.

    *earlier* are all publications of the register so far, *planned* how many participants are
    reckoned with in the end. Tasks are told as they were known on the day itself.
    """
    require_days(on=on, known=known)
    books = register.partnership
    agreement = agreement_on(books, on=on, known=known)
    parties = Parties.of(books, on=on, known=known)
    found = report(register, method, on=on, known=known)
    where = None
    if agreement is not None:
        where = standing(
            register, method, agreement, on=on, known=known, planned=planned, parties=parties
        )
    groups = None
    if method.parameters.counting.value is Counting.FIRST_EPISODE:
        _, made = publication_of(register, method, on=on, known=known, earlier=earlier)
        groups = list(groups_of(made, method, lang))
    until = plus_days(on, DAYS_AHEAD)
    cases = (Case.of(journal, on=on, known=known or on) for journal in register)
    tasks = [task for task in agenda(cases, method, parties) if _is_due(task, until)]
    return rendered(
        "report.html",
        lang,
        public=False,
        **_common(method, agreement, on=on, known=known, lang=lang),
        participants=len(register),
        goals=[goal_inside(found.results, each, method, where, lang) for each in found.results],
        planned=None if where is None else where.planned,
        week=list(_by_worker(tasks)),
        due=len(tasks),
        overdue=sum(task.overdue for task in tasks),
        until=until,
        unknown=list(_unknown(found, lang)),
        groups=groups,
        least=LEAST,
        indicators=[] if where is None else list(indicator_rows(where.indicators, lang)),
        listed=found.results.tally.listed,
        others=found.results.tally.other_editions,
        kept=[(who, in_short_ids(ids)) for who, ids in found.kept.items()],
        kept_count=sum(map(len, found.kept.values())),
    )


def public_report_html(
    register: Register, method: Method, made: Publication, *, lang: str = "sv"
) -> str:
    """The report that may leave the house, as far as disclosure control can tell.

    *made* is the publication that it shows, of :func:`publication_of`, on its day and as known
    then: it is to be kept, and given as an earlier one next time. Raises Refused where it was made
    by other rules.
    """
    if (made.edition, made.fingerprint) != (method.code, method.fingerprint):
        raise Refused([Problem(code="publication_of_other_rules", path=str(made.on))])
    on, known = made.on, made.known
    agreement = agreement_on(register.partnership, on=on, known=known)
    found = results(register, method, on=on, known=known)
    goals = [
        goal_published(result, told, method, lang)
        for result, told in published_results(made, found)
    ]
    return rendered(
        "report.html",
        lang,
        public=True,
        **_common(method, agreement, on=on, known=known, lang=lang),
        goals=goals,
        groups=list(groups_of(made, method, lang)),
        least=made.least,
    )


def publication_of(
    register: Register,
    method: Method,
    *,
    on: date,
    known: date | None = None,
    earlier: Iterable[Publication] = (),
) -> tuple[Counted, Publication]:
    """What a report publishes, after all *earlier* publications, and the exact counts behind it.

    The counts are in confidence. Raises Refused where the edition counts episodes, or where an
    earlier publication does not fit.
    """
    require_days(on=on, known=known)
    past = tuple(earlier)
    counted = counted_of(equality(register, method, on=on, known=known), past, least=LEAST)
    return counted, publish(counted, past, least=LEAST)


def _common(
    method: Method, agreement: Agreement | None, *, on: date, known: date | None, lang: str
) -> dict[str, Any]:
    """What both reports hold: nothing of it is about a participant, or in anybody's own words."""
    return {
        "edition": edition_name(method.code, lang),
        "state": state(on, known, lang),
        "on": on,
        "method": method,
        "agreement": agreement,
        "phase": None if agreement is None else agreement.phase_on(on),
        "year": None if agreement is None else year_of(agreement, method, lang),
        "parameters": parameters_of(method, lang),
    }


def _is_due(task: Task, until: date) -> bool:
    return task.by is None or task.by <= until


def _by_worker(tasks: Iterable[Task]) -> Iterator[Worker]:
    """The tasks of each worker or party, in the order of the agenda."""
    in_order = sorted(tasks, key=lambda task: task.who)
    for who, mine in groupby(in_order, key=lambda task: task.who):
        yield Worker(who=who, tasks=tuple(mine))


def _unknown(found: Report, lang: str) -> Iterator[Points]:
    """Whose answers are missing, target by target and reason by reason (R11)."""
    for result in found.results:
        missing = by_reason(found.unknown(result.target.rule), lang)
        if missing:
            lines = tuple(f"{why} {', '.join(who)}." for why, who in missing.items())
            yield Points(words=title(result, lang), lines=lines)


NUMBERED = re.compile(r"(.*?)(\d+)", re.ASCII)


def in_short_ids(ids: Iterable[str]) -> str:
    """Ids with their numbers in runs, as in "hm-1 - hm-42, sdf-3"."""
    numbers: dict[str, list[int]] = {}
    rest = []
    for id in sorted(ids):
        found = NUMBERED.fullmatch(id)
        if found is None or found[2] != str(int(found[2])):
            rest.append(id)
        else:
            numbers.setdefault(found[1], []).append(int(found[2]))
    return ", ".join([*_runs(numbers), *rest])


def _runs(numbers: dict[str, list[int]]) -> Iterator[str]:
    for prefix, found in sorted(numbers.items()):
        in_order = sorted(found)
        for _, run in groupby(enumerate(in_order), key=lambda each: each[1] - each[0]):
            first, *more = [number for _, number in run]
            last = f"\N{EN DASH}{more[-1]}" if more else ""
            yield f"{prefix}{first}{last}"
