"""``cm-method chain``: who holds the crisis and each need, and where nobody does or two do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import click
from attrs import frozen

from cm_method.adapters.json import to_plain
from cm_method.case.case import Case
from cm_method.case.chain import Chain, chain_of
from cm_method.case.episodes import Episode, episodes
from cm_method.case.escalation import (
    EscalationPath,
    PathEnd,
    Turn,
    agreed_for_everyone,
    escalation_path,
)
from cm_method.case.links import Conflict, Gap, Link, LinkMark, chain_part, matter_words
from cm_method.case.offers import Offer, OfferState, offers
from cm_method.case.parties import Parties
from cm_method.case.responsibility import EscalationAgreed
from cm_method.cli.answers import echo_json
from cm_method.cli.head import on_the_line, write_head
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    command,
    edition_option,
    json_option,
    known_option,
    on_option,
    register_argument,
    report_day,
)
from cm_method.cli.program import ExitCode
from cm_method.cli.reading import edition as edition_of, one_of_them, source
from cm_method.cohort.wording import capital
from cm_method.dates import Period
from cm_method.journal import Journal
from cm_method.labels import label, shown, text, words
from cm_method.rules.method import Method


@frozen(kw_only=True)
class _Held:
    """The chain of one episode on the last day of it that is asked about."""

    case: Case
    episode: Episode
    chain: Chain
    day: date
    method: Method
    parties: Parties

    @property
    def goes_on(self) -> bool:
        """Whether the service is under way on the day that is asked about."""
        return self.episode.covers(self.case.on)

    def gaps_today(self) -> tuple[Gap, ...]:
        """What nobody holds on the day; nothing once the service is over."""
        return tuple(gap for gap in self.chain.gaps() if self._is_now(gap))

    def conflicts_today(self) -> tuple[Conflict, ...]:
        """What two believe to hold on the day."""
        return tuple(each for each in self.chain.conflicts() if self._is_now(each))

    def _is_now(self, found: Gap | Conflict) -> bool:
        return self.goes_on and found.first <= self.day <= (found.last or date.max)


def held_on(case: Case, method: Method, parties: Parties) -> _Held | None:
    """The chain of the episode under way, else of the latest; None before the first start."""
    latest = episodes(case)[-1:]
    if not latest:
        return None
    given, episode = method.parameters, latest[0]
    chain = chain_of(
        case,
        episode,
        given.chain_parts.value,
        parties=parties,
        default=given.default_holder.value,
    )
    return _Held(
        case=case,
        episode=episode,
        chain=chain,
        day=min(case.on, episode.last or case.on),
        method=method,
        parties=parties,
    )


def in_short(held: _Held, lang: str) -> str:
    """What nobody holds today and what two believe to hold, in a line; empty where all is well."""
    said = []
    pairs: tuple[tuple[str, tuple[Gap | Conflict, ...]], ...] = (
        ("nobody", held.gaps_today()),
        ("two", held.conflicts_today()),
    )
    for key, found in pairs:
        if found:
            said.append(text(f"cli.chain.{key}", lang, matters=_matters(found, lang)))
    return ". ".join(said)


def _matters(found: Iterable[Gap | Conflict], lang: str) -> str:
    """What it is about, those since the same day together."""
    since: dict[date, dict[str, None]] = {}
    for each in found:
        since.setdefault(each.first, {})[matter_words(each.need, each.area, lang)] = None
    return "; ".join(
        text("cli.chain.since", lang, matter=", ".join(matters), first=first)
        for first, matters in since.items()
    )


@command(
    "chain",
    register_argument,
    click.argument("pseudonym", required=False, metavar="pseudonym"),
    on_option,
    known_option,
    edition_option,
    json_option,
)
def chain(
    *,
    register: str,
    pseudonym: str | None,
    on: date | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Tell who holds what."""
    day = report_day(on, register)
    opened = source(register, lang)
    method, journals = edition_of(iter(opened), edition)
    parties = Parties.of(opened.partnership, on=day, known=known)
    page = Page()
    if pseudonym is None:
        found = _Overview.of(journals, method, parties, on=day, known=known)
        if as_json:
            _echo({"on": day, "known": known, "edition": method.code, **found.said(lang)})
        else:
            page.title(text("cli.chain.overview", lang))
            write_head(page, lang, register=register, count=found.count, on=day, known=known)
            found.write(page, register, day, lang)
        return ExitCode.LOOK if found.open else ExitCode.FINE
    journal, count = one_of_them(journals, pseudonym)
    held = held_on(Case.of(journal, on=day, known=known), method, parties)
    books = opened.partnership if known is None else opened.partnership.known_by(known)
    general = agreed_for_everyone(books, on=day)
    if as_json:
        shown = {} if held is None else _said(held, general, lang)
        head = {"participant": pseudonym, "edition": method.code, "on": day, "known": known}
        _echo({**head, **shown})
    else:
        page.title(text("cli.chain.title", lang, participant=pseudonym))
        write_head(page, lang, register=register, count=count, on=day, known=known)
        if held is None:
            page.line()
            page.text(text("cli.explain.not_started", lang))
        else:
            _write(page, held, general, lang)
    looks = held is not None and (held.gaps_today() or held.conflicts_today())
    return ExitCode.LOOK if looks else ExitCode.FINE


def _echo(said: dict[str, Any]) -> None:
    echo_json(said)


# --- all participants --------------------------------------------------------------------------


@frozen(kw_only=True)
class _Overview:
    """Those who are between the chairs today, among *asked* with a service under way."""

    count: int
    asked: int
    open: tuple[_Held, ...]

    @classmethod
    def of(
        cls,
        journals: Iterable[Journal],
        method: Method,
        parties: Parties,
        *,
        on: date,
        known: date | None,
    ) -> _Overview:
        count = asked = 0
        found = []
        for journal in journals:
            count += 1
            held = held_on(Case.of(journal, on=on, known=known), method, parties)
            if held is not None and held.goes_on:
                asked += 1
                if held.gaps_today() or held.conflicts_today():
                    found.append(held)
        return cls(count=count, asked=asked, open=tuple(found))

    def write(self, page: Page, register: str, day: date, lang: str) -> None:
        page.text(text("cli.chain.count", lang, count=len(self.open), asked=self.asked))
        if self.open:
            page.line()
            page.rows((each.case.participant, in_short(each, lang)) for each in self.open)
            page.line()
            page.text(text("cli.chain.more", lang))
            who = self.open[0].case.participant
            page.command("chain", on_the_line(register), who, "--on", str(day))

    def said(self, lang: str) -> dict[str, Any]:
        open_now = [
            {
                "participant": each.case.participant,
                "gaps": [_with_words(gap, lang) for gap in each.gaps_today()],
                "conflicts": [_with_words(found, lang) for found in each.conflicts_today()],
            }
            for each in self.open
        ]
        return {"participants": self.count, "under_way": self.asked, "open": open_now}


def _with_words(found: Gap | Conflict | Link | EscalationPath, lang: str) -> dict[str, Any]:
    return {**to_plain(found), "words": found.explain(lang)}


# --- one participant ---------------------------------------------------------------------------


def _write(page: Page, held: _Held, general: tuple[EscalationAgreed, ...], lang: str) -> None:
    if not held.goes_on:
        over = {"first": held.episode.first, "last": held.day}
        page.text(text("cli.chain.over", lang, **over))
    page.line()
    page.text(_established(held, lang))
    for link in held.chain.on(held.day):
        path = _path_of(held, link, general)
        what = matter_words(link.need, link.area, lang)
        page.heading(capital(what))
        page.rows(_rows(link, path, lang))
    _write_points(page, "cli.chain.gaps", [g.explain(lang) for g in held.chain.gaps()], lang)
    conflicts = [each.explain(lang) for each in held.chain.conflicts()]
    _write_points(page, "cli.chain.conflicts", conflicts, lang)
    _write_offers(page, held, lang)


def _path_of(held: _Held, link: Link, general: tuple[EscalationAgreed, ...]) -> EscalationPath:
    """Whom to turn to after the holder of a link."""
    return escalation_path(held.chain, link.need, held.day, general=general, parties=held.parties)


def _established(held: _Held, lang: str) -> str:
    now = _established_now(held.chain, held.day)
    if now is not None:
        return text("cli.chain.established", lang, day=now.first)
    said = [text("cli.chain.not_established", lang)]
    before = held.chain.established()
    if before:
        last = before[-1]
        said.append(text("cli.chain.was_established", lang, first=last.first, last=last.last or ""))
    missing = dict.fromkeys(chain_part(need, part) for need, part in held.chain.missing(held.day))
    said.append(text("cli.chain.missing", lang, missing=words(*missing)))
    return " ".join(said)


def _established_now(chain: Chain, day: date) -> Period | None:
    return next((period for period in chain.established() if day in period), None)


def _rows(link: Link, path: EscalationPath, lang: str) -> list[tuple[str, str]]:
    """What there is to know about a link, the row of nobody alone in a gap."""
    rows: list[tuple[str, str]] = []
    if link.holder is None:
        rows.append(("holder", text("cli.chain.nobody_holds", lang)))
    elif link.since is None:
        rows.append(("holder", text("cli.chain.by_default", lang, holder=link.holder)))
    else:
        since = {"holder": link.holder, "since": link.since}
        rows.append(("holder", text("cli.chain.held_since", lang, **since)))
    acts = {LinkMark.HOLDER_AWAY, LinkMark.BOTH_AWAY}.intersection(link.marks)
    for mark in acts:
        who = {"holder": link.holder or "", "acting": link.acting or ""}
        rows.append(("acting", text(f"link.{mark.value}", lang, **who)))
    rows += [
        (name, value)
        for name, value in (
            ("contact_path", link.contact_path),
            ("stand_in", link.stand_in),
            ("any_hour", link.any_hour),
            ("supporters", ", ".join(link.supporters)),
        )
        if value
    ]
    known = [Turn(who=link.stand_in or "", reach=None)]
    reaches = path.end is PathEnd.REACHES_SOMEONE and list(path.turns[1:]) != known
    if reaches or path.end not in (PathEnd.NOBODY_HOLDS, PathEnd.REACHES_SOMEONE):
        rows.append(("path", _path(path, lang)))
    marks = [mark for mark in link.marks if mark not in (*acts, LinkMark.BY_DEFAULT)]
    if marks:
        rows.append(("marks", ", ".join(label(mark, lang) for mark in marks)))
    if link.lacking:
        lacking = words(*(chain_part(link.need, part) for part in link.lacking))
        rows.append(("lacking", shown(lacking, lang)))
    return [(text(f"cli.chain.row.{name}", lang), value) for name, value in rows]


def _path(path: EscalationPath, lang: str) -> str:
    turns = [
        turn.who if turn.reach is None else f"{turn.who} ({turn.reach})" for turn in path.turns[1:]
    ]
    if path.end is PathEnd.REACHES_SOMEONE:
        return " -> ".join(turns)
    return " ".join(filter(None, (" -> ".join(turns) + "." if turns else "", path.explain(lang))))


def _write_points(page: Page, key: str, points: list[str], lang: str) -> None:
    if points:
        page.heading(text(key, lang))
        for point in points:
            page.point(point)


def _write_offers(page: Page, held: _Held, lang: str) -> None:
    found = offers(held.case, held.episode, held.parties)
    if found:
        page.heading(text("cli.chain.offers", lang))
        page.rows((str(each.entry.on), _offer(held, each, lang)) for each in found)


def _offer(held: _Held, offer: Offer, lang: str) -> str:
    areas = {need.id: need.area for need in held.chain.needs}
    area = None if offer.need is None else areas.get(offer.need)
    what = matter_words(offer.need, area, lang)
    asked = {"matter": what, "receiver": offer.entry.receiver, "giver": offer.entry.giver or ""}
    who = text("cli.chain.offer" if offer.entry.giver else "cli.chain.offer_first", lang, **asked)
    if offer.state is not OfferState.OPEN:
        state = f"{label(offer.state, lang)} {offer.answered_on}"
    else:
        due = offer.lapses_on(held.method.parameters.offer_answer_days.value)
        late = "late" if due < held.case.on else "due"
        state = text(f"cli.chain.offer_{late}", lang, day=due)
    return f"{who}: {state}"


def _said(held: _Held, general: tuple[EscalationAgreed, ...], lang: str) -> dict[str, Any]:
    found, day = held.chain, held.day
    now = _established_now(found, day)
    links = found.on(day)
    days = held.method.parameters.offer_answer_days.value
    return {
        "episode": held.episode.started.id,
        "day": day,
        "established": found.established(),
        "established_since": None if now is None else now.first,
        "missing": [{"need": need, "part": part} for need, part in found.missing(day)],
        "links": [_with_words(link, lang) for link in links],
        "escalation": [_with_words(_path_of(held, link, general), lang) for link in links],
        "gaps": [_with_words(gap, lang) for gap in found.gaps()],
        "conflicts": [_with_words(each, lang) for each in found.conflicts()],
        "offers": [
            {
                "offer": each.entry.id,
                "on": each.entry.on,
                "need": each.need,
                "giver": each.entry.giver,
                "receiver": each.entry.receiver,
                "state": each.state,
                "answer_by": each.lapses_on(days),
                "answered_on": each.answered_on,
            }
            for each in offers(held.case, held.episode, held.parties)
        ],
    }
