"""``cm-method services``: the catalogue of services and models, and what may fit a participant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from typing import Any

import click

from cm_method.adapters.json import to_plain
from cm_method.case.case import Case
from cm_method.case.episodes import episodes
from cm_method.case.services import ServiceKind
from cm_method.cli.answers import echo_json
from cm_method.cli.head import write_head
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    command,
    edition_option,
    json_option,
    known_option,
    on_option,
    one_of,
    report_day,
)
from cm_method.cli.program import WrongUsage
from cm_method.cli.reading import edition as edition_of, one_of_them, source as source_of
from cm_method.cohort.wording import capital
from cm_method.labels import label, text
from cm_method.rules.method import Method
from cm_method.services.assignments import assignments
from cm_method.services.catalogue import DESCRIBED, MODELS, SERVICES
from cm_method.services.contents import MATRIX, Aspect
from cm_method.services.described import Listed, Model, Service
from cm_method.services.evidence import FitReason
from cm_method.services.fit import Fit, FitAnswer, suggests, to_find_out
from cm_method.sources import Document, Source

CODES = tuple(dict.fromkeys(each.code for each in (*SERVICES, *MODELS)))
MARKS = {True: "+", False: "-", None: "?"}
"""Before a reason: recorded as so, recorded as not so, unknown."""


@command(
    "services",
    click.argument("register", metavar="register", required=False),
    click.argument("pseudonym", metavar="pseudonym", required=False),
    click.option("--service", "code", metavar="code", callback=one_of(CODES)),
    click.option("--models", is_flag=True),
    on_option,
    known_option,
    edition_option,
    json_option,
)
def services(
    *,
    register: str | None,
    pseudonym: str | None,
    code: str | None,
    models: bool,
    on: date | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    lang: str,
) -> None:
    """Show the services, and what may fit."""
    if register is None:
        if (on, known, edition) != (None, None, None):
            raise WrongUsage("cli.wrong.services_participant")
        _show_catalogue(_chosen(code, models=models), code, as_json=as_json, lang=lang)
        return
    if pseudonym is None:
        raise WrongUsage("cli.wrong.services_pseudonym")
    day = report_day(on, register)
    method, journals = edition_of(iter(source_of(register, lang)), edition)
    journal, count = one_of_them(journals, pseudonym)
    case = Case.of(journal, on=day, known=known)
    among = _chosen(code, models=models) if code or models else DESCRIBED
    beside = {each.service for each in assignments(case) if each.is_under_way}
    if any(each.covers(day) for each in episodes(case)):
        beside.add(ServiceKind.CASE_MANAGEMENT)
    answers = suggests(
        case, method, among=among, beside=sorted(beside, key=list(ServiceKind).index)
    )
    if as_json:
        echo_json(_answers_said(case, method, answers, lang))
        return
    page = Page()
    page.title(text("cli.services.title.participant", lang, participant=pseudonym))
    write_head(page, lang, register=register, count=count, on=day, known=known, method=method)
    _write_answers(page, answers, lang)


def _chosen(code: str | None, *, models: bool) -> tuple[Service | Model, ...]:
    """What is asked about; a code that a service and a model share is the model's with --models."""
    asked: tuple[Service | Model, ...] = MODELS if models else SERVICES
    if code is None:
        return asked
    return tuple(each for each in (*asked, *SERVICES, *MODELS) if each.code == code)[:1]


# --- the catalogue ----------------------------------------------------------------------------


def _show_catalogue(
    shown: tuple[Service | Model, ...], code: str | None, *, as_json: bool, lang: str
) -> None:
    if as_json:
        echo_json([_said(each, lang) for each in shown])
        return
    page = Page()
    if code is not None:
        _write_whole(page, shown[0], lang)
        return
    of_services = isinstance(shown[0], Service)
    title = "cli.services.title" if of_services else "cli.services.title.models"
    page.title(text(title, lang))
    page.text(text("cli.services.why", lang))
    for each in shown:
        page.heading(capital(each.name(lang)))
        page.rows(_in_short(each, lang))
    page.line()
    page.text(text("cli.services.whole", lang))
    page.command("services", "--service", shown[0].code)


def _in_short(each: Service | Model, lang: str) -> Iterator[tuple[str, str]]:
    yield text("cli.services.code", lang), each.code
    yield text("cli.services.for_whom", lang), _for_whom(each, lang)
    papers = (label(paper, lang) for paper in _papers(each))
    yield text("cli.services.source", lang), ", ".join(papers)


def _for_whom(each: Service | Model, lang: str) -> str:
    groups = [", ".join(label(c.asks, lang) for c in group) for group in each.groups]
    if not groups:
        return text("services.not_stated", lang)
    return reduce(lambda one, other: text("cli.services.or", lang, one=one, other=other), groups)


def _papers(each: Service | Model) -> tuple[Document, ...]:
    return tuple(dict.fromkeys(said.source.document for said in each.statements))


def _aspects(each: Service | Model) -> tuple[Aspect, ...]:
    """The rows of the matrix, said or not, for a service; then what else the source says."""
    rows = MATRIX if isinstance(each, Service) else ()
    return tuple(dict.fromkeys((*rows, *(said.aspect for said in each.statements))))


def _write_whole(page: Page, each: Service | Model, lang: str) -> None:
    page.title(each.name(lang))
    page.rows(_in_short(each, lang))
    if isinstance(each, Model) and each.form_of is not None:
        page.text(text("cli.services.form_of", lang, model=each.form_of))
    page.heading(text("cli.services.statements", lang))
    for aspect in _aspects(each):
        page.text(f"{capital(label(aspect, lang))}: {each.words(aspect, lang)}")
        said = each.says(aspect)
        if said is not None:
            page.text(_quoted(said.source, lang, paper=len(_papers(each)) > 1), indent=4)
    if isinstance(each, Service) and each.elements:
        page.heading(text("cli.services.elements", lang))
        for name, listed in _lists(each, lang):
            page.text(f"{capital(name)}:")
            for one in listed:
                page.point(label(one.what, lang), indent=2)


def _lists(each: Service, lang: str) -> Iterator[tuple[str, list[Listed]]]:
    """What the source lists, each list under its name."""
    found: dict[str, list[Listed]] = {}
    for key, listed in (
        ("cli.services.decisions", each.decisions),
        ("cli.services.principles", each.principles),
        ("cli.services.methods", each.methods),
    ):
        if listed:
            found[text(key, lang)] = list(listed)
    for one in each.activities:
        if one.within is not None:
            found.setdefault(label(one.within, lang), []).append(one)
    yield from found.items()


def _quoted(source: Source, lang: str, *, paper: bool) -> str:
    """The source's own words with their section, and with the document where there are several."""
    place = source.section
    if paper:
        places = {"document": source.document, "section": place}
        place = text("cli.services.source.place", lang, **places)
    mark = "\N{RIGHT DOUBLE QUOTATION MARK}"
    return f"{mark}{source.quote}{mark} ({place})"


def _said(each: Service | Model, lang: str) -> dict[str, Any]:
    said = {aspect.value: each.words(aspect, lang) for aspect in _aspects(each)}
    return {**to_plain(each), "name": each.name(lang), "words": said}


# --- a participant ----------------------------------------------------------------------------


def _write_answers(page: Page, answers: tuple[FitAnswer, ...], lang: str) -> None:
    page.line()
    if not answers:
        page.text(text("cli.services.died", lang))
        return
    page.text(text("cli.services.participant.why", lang))
    for verdict in Fit:
        mine = [each for each in answers if each.verdict is verdict]
        if mine:
            page.heading(label(verdict, lang))
        for each in mine:
            _write_answer(page, each, lang)
    page.heading(text("cli.services.tell", lang))
    wanted = to_find_out(answers)
    if wanted:
        page.text(text("cli.services.only_needed", lang))
    for tag, what in wanted:
        kind = text(f"entry.{tag}", lang)
        page.point(text("cli.services.record", lang, kind=kind, tag=tag, what=what))
    other = [r for each in answers for r in each.unknown if not r.wanted]
    for tell in dict.fromkeys(reason.what_would_tell(lang) for reason in other):
        page.point(tell)
    if not wanted and not other:
        page.text(text("cli.services.nothing_to_tell", lang))


def _write_answer(page: Page, each: FitAnswer, lang: str) -> None:
    page.text(capital(each.of.name(lang)))
    for number, group in enumerate(each.groups):
        if number:
            page.text(text("cli.services.or_group", lang), indent=2)
        for reason in group:
            page.point(reason.explain(lang), indent=2, mark=MARKS[reason.met])
    for remark in each.remarks:
        page.point(remark.explain(lang), indent=2, mark="!")


def _answers_said(
    case: Case, method: Method, answers: Iterable[FitAnswer], lang: str
) -> dict[str, Any]:
    return {
        "participant": case.participant,
        "edition": method.code,
        "on": case.on,
        "known": case.known,
        "answers": [
            {
                "of": "service" if isinstance(each.of, Service) else "model",
                "code": each.of.code,
                "name": each.of.name(lang),
                "verdict": each.verdict,
                "groups": [[_reason_said(r, lang) for r in group] for group in each.groups],
                "remarks": [_reason_said(remark, lang) for remark in each.remarks],
            }
            for each in answers
        ],
        "to_find_out": [{"kind": tag, "what": what.keys} for tag, what in to_find_out(answers)],
        "note": text("fit.a_person_decides", lang),
    }


def _reason_said(reason: FitReason, lang: str) -> dict[str, Any]:
    tell = reason.what_would_tell(lang)
    return {**to_plain(reason), "words": reason.explain(lang), "tell": tell}
