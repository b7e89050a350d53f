"""``cm-method share``: what the consents say about a sharing, and the part that may go along."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
from attrs import evolve, frozen

from cm_method.adapters.json import to_plain
from cm_method.case.case import Case
from cm_method.case.consent import StatutoryGround
from cm_method.case.information import OTHER_PEOPLE
from cm_method.case.parties import ActorRegistered, Parties, PartyJoined
from cm_method.case.register import Register
from cm_method.cli.answers import echo_json
from cm_method.cli.head import on_the_line, write_head
from cm_method.cli.layout import Page
from cm_method.cli.options import (
    command,
    edition_option,
    json_option,
    known_option,
    on_option,
    one_of,
    pseudonym_argument,
    register_argument,
    report_day,
)
from cm_method.cli.program import ExitCode, WrongUsage
from cm_method.cli.reading import LINE_ENDINGS, edition as edition_of, is_demo, one_of_them, source
from cm_method.cli.writing import as_bytes, create
from cm_method.cohort.wording import capital
from cm_method.journal import Entry, Journal, Objected, Retracted
from cm_method.labels import shown, text, words
from cm_method.rules.handing_over import Shareable, part_of, shareable
from cm_method.rules.method import Method
from cm_method.rules.sharing import (
    CategoryAnswer,
    NearestMiss,
    Sharing,
    SharingAnswer,
    SharingQuestion,
    always_said,
    may_share,
)

GROUNDS = tuple(ground.value for ground in StatutoryGround)


@command(
    "share",
    register_argument,
    pseudonym_argument,
    click.option("--from", "discloser", required=True, metavar="code"),
    click.option("--to", "recipient", required=True, metavar="code"),
    click.option("--purpose", required=True, metavar="purpose"),
    click.option("--information", multiple=True, metavar="category"),
    click.option("--ground", metavar="ground", callback=one_of(GROUNDS)),
    click.option("--next-of-kin", is_flag=True),
    click.option("--about", metavar="code"),
    click.option("-o", "--out", metavar="file"),
    on_option,
    known_option,
    edition_option,
    json_option,
)
def share(
    *,
    register: str,
    pseudonym: str,
    discloser: str,
    recipient: str,
    purpose: str,
    information: tuple[str, ...],
    ground: str | None,
    next_of_kin: bool,
    about: str | None,
    out: str | None,
    on: date | None,
    known: date | None,
    edition: str | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Answer whether recorded consents cover a sharing."""
    given = {"--ground": ground, "--next-of-kin": next_of_kin, "--about": about, "--known": known}
    if out is not None and any(given.values()):
        besides = ", ".join(name for name, value in given.items() if value)
        raise WrongUsage("cli.wrong.share_out", options=besides)
    day = report_day(on, register)
    opened = source(register, lang)
    method, journals = edition_of(iter(opened), edition)
    codes = method.parameters.information.value.codes
    if not set(information) <= set(codes):
        choices = text("cli.wrong.choice", lang, choices=", ".join(codes))
        raise WrongUsage("cli.wrong.value", name="--information", message=choices)
    parties = Parties.of(opened.partnership, on=day, known=known)
    journal, count = one_of_them(journals, pseudonym)
    question = SharingQuestion(
        discloser=discloser,
        recipient=recipient,
        information=information or _everything(method),
        purpose=purpose,
        on=day,
        to_next_of_kin=next_of_kin,
        about=about,
        ground=None if ground is None else StatutoryGround(ground),
    )
    asked = _Asked(
        question=question, journal=journal, method=method, parties=parties, lang=lang, known=known
    )
    if out is None:
        answer = may_share(Case.of(journal, on=day, known=known), question, method, parties)
        if as_json:
            _echo({**to_plain(answer), "words": answer.explain(lang)})
        else:
            page = asked.page(register, count)
            _write_answer(page, answer, lang)
        return ExitCode.FINE if answer.verdict is Sharing.COVERED else ExitCode.LOOK
    found = shareable(
        journal,
        discloser=discloser,
        recipient=recipient,
        purpose=purpose,
        on=day,
        method=method,
        parties=parties,
        information=information or None,
    )
    along = found.part
    if along.entries:
        _create(Path(out), along, _both(opened.partnership, asked))
    if as_json:
        stayed = [{**to_plain(each), "words": each.explain(lang)} for each in found.stayed]
        _echo({"entries": sorted(along.ids), "stayed": stayed})
    else:
        page = asked.page(register, count)
        written = {"count": len(along.entries), "file": Path(out).name}
        page.text(text("cli.share.written" if along.entries else "cli.share.none", lang, **written))
        if along.entries and on is not None:
            page.text(text("cli.share.another_day", lang, day=day))
        _write_stayed(page, found, lang)
        if along.entries:
            _write_record(page, register, asked, along)
    return ExitCode.FINE if along.entries else ExitCode.LOOK


def _echo(said: dict[str, Any]) -> None:
    echo_json(said)


def _everything(method: Method) -> tuple[str, ...]:
    """All that is about the participant, from the top."""
    parents = method.parameters.information.value.parents
    return tuple(code for code, above in parents if above is None and code != OTHER_PEOPLE)


@frozen(kw_only=True)
class _Asked:
    """A question, and all that it is answered from."""

    question: SharingQuestion
    journal: Journal
    method: Method
    parties: Parties
    lang: str
    known: date | None

    def page(self, register: str, count: int) -> Page:
        """A page with its head: who gives to whom, what for."""
        page, question, lang = Page(), self.question, self.lang
        who = {
            "participant": self.journal.subject,
            "discloser": self.parties.party(question.discloser),
            "recipient": question.recipient,
        }
        page.title(text("cli.share.title", lang, **who))
        write_head(page, lang, register=register, count=count, on=question.on, known=self.known)
        page.text(text("cli.share.purpose", lang, purpose=words(f"purpose.{question.purpose}")))
        page.line()
        return page


def _both(partnership: Journal, asked: _Asked) -> Journal:
    """The partnership's journal with the two parties alone, and no worker."""
    question, parties = asked.question, asked.parties
    two = {parties.party(question.discloser), parties.party(question.recipient)}
    return part_of(
        partnership,
        [
            entry
            for entry in partnership.at(on=question.on, known=question.on).entries
            if (isinstance(entry, PartyJoined) and entry.party in two)
            or (isinstance(entry, ActorRegistered) and entry.actor in two)
        ],
    )


def _create(path: Path, along: Journal, partnership: Journal) -> None:
    part = Register(journals=[along], partnership=partnership)
    create(path, as_bytes(part, lines=path.suffix.lower() in LINE_ENDINGS))


# --- what people read --------------------------------------------------------------------------


def _write_answer(page: Page, answer: SharingAnswer, lang: str) -> None:
    """The sentences of the answer, the categories with the same answer together."""
    said = evolve(answer, categories=()).explain(lang)
    last = len(answer.besides)
    for sentence in said[: len(said) - last]:
        page.text(sentence)
    for line in _grouped(answer.categories, lang):
        page.point(line)
    if last:
        page.line()
        page.text(" ".join(said[-last:]))


def _grouped(answers: Iterable[CategoryAnswer], lang: str) -> Iterator[str]:
    alike: dict[tuple[tuple[str, ...], NearestMiss | None], list[str]] = {}
    for each in answers:
        alike.setdefault((each.consents, each.nearest), []).append(f"information.{each.category}")
    for (consents, nearest), keys in alike.items():
        what = words(*keys)
        if consents:
            yield text("sharing.category_covered", lang, category=what, consents=consents)
        elif nearest is None:
            yield text("sharing.category_without", lang, category=what)
        else:
            near = nearest.explain(lang)
            yield text("sharing.category_missed", lang, category=what, nearest=near)


def _write_stayed(page: Page, found: Shareable, lang: str) -> None:
    """What stays behind, kind by kind, those that stay for the same reason together."""
    lines: dict[str, list[str]] = {}
    for each in found.stayed:
        if each.answer is None:
            why = text(f"cli.share.why.{each.why.value}", lang)
        else:
            (missed,) = _grouped([each.answer], lang)
            why = capital(missed)
        lines.setdefault(why, []).append(_counted(each.kind, each.count, lang))
    if lines:
        page.heading(text("cli.share.stayed", lang))
        for why, kinds in lines.items():
            page.point(f"{why} ({', '.join(kinds)})")
    if any(each.answer is not None for each in found.stayed):
        page.line()
        page.text(" ".join(always_said(lang)))


def _counted(kind: str, count: int, lang: str) -> str:
    return f"{shown(words(f'entry.{kind}'), lang)}: {count}"


def _write_record(page: Page, register: str, asked: _Asked, along: Journal) -> None:
    """How to record the sharing; what was necessary about it is then asked for."""
    question, given = asked.question, {e.category.value for e in along.entries if _has_own(e)}
    page.line()
    page.text(text("cli.share.record", asked.lang))
    said = {
        "discloser": asked.parties.party(question.discloser),
        "recipient": question.recipient,
        "information": ",".join(sorted(given)),
        "purpose": question.purpose,
    }
    fields = [f"--set {shlex.quote(f'{name}={value}')}" for name, value in said.items()]
    page.command(
        *("add", "REGISTER" if is_demo(register) else on_the_line(register), "sharing_made"),
        f"--participant {asked.journal.subject}",
        *fields,
        f"--on {question.on}",
    )


def _has_own(entry: Entry) -> bool:
    """Whether an entry is no note about others, and so has a category of its own."""
    return not isinstance(entry, Objected | Retracted)
