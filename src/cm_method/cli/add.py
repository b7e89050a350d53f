"""``cm-method add``: write one entry into a register file, so that nothing can be lost."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import attrs
import click
from attrs import define

from cm_method.adapters.forms import Choice, Field, Place, fields_of
from cm_method.adapters.json import (
    entry_from_dict,
    entry_to_dict,
)
from cm_method.case.episodes import Started
from cm_method.case.kinds import BY_TAG, CASE_KINDS, PARTNERSHIP_KINDS
from cm_method.case.parties import WorkerJoined
from cm_method.case.register import PARTNERSHIP, Register
from cm_method.case.wording import kind_name, value_in_words
from cm_method.cli.answers import echo_json
from cm_method.cli.fields import NotUnderstood, choices_of, chosen, raw
from cm_method.cli.layout import Page
from cm_method.cli.options import command, json_option, on_option, register_argument, report_day
from cm_method.cli.program import ExitCode, Stop, WrongUsage, say, say_point
from cm_method.cli.questions import SKIPPED, ask, line, put, show, yes
from cm_method.cli.reading import STDIN, edition as edition_of, is_demo
from cm_method.cli.writing import as_bytes, in_the_form_of, read_to_change, replace
from cm_method.errors import Problem, Refused, facts
from cm_method.journal import Entry, Journal
from cm_method.labels import text
from cm_method.rules.checks import edition_problems
from cm_method.rules.editions import EDITIONS

FILLED_IN = ("kind", "id", "recorded", "corrects")
"""What a person is not asked for, but may say."""
ASKED_FIRST = ("on", "by")
NEAR = 0.6
"""How alike a word and the name of a kind are for the kind to be what was meant, from 0 to 1."""
OWN = frozenset(("id", "recorded", "corrects"))
"""What a correction does not take over from the entry that it corrects."""


@define(kw_only=True)
class _Draft:
    """An entry that is being written: its fields as a file holds them, and where it will stand.

    *day* is the day on which it is written.
    """

    path: Path
    content: bytes
    day: date
    register: Register
    journal: Journal
    place: Place
    kind: str
    raw: dict[str, Any]
    defaults: dict[str, Any]

    def fields(self) -> dict[str, Field]:
        """The fields of its kind by name, in order."""
        return {field.name: field for field in fields_of(BY_TAG[self.kind])}


@command(
    "add",
    register_argument,
    click.argument("kind", required=False, metavar="kind"),
    click.option("--participant", metavar="pseudonym"),
    click.option("--new", is_flag=True),
    click.option("--partnership", is_flag=True),
    click.option("--set", "fields", multiple=True, metavar="field"),
    click.option("--stdin", "from_stdin", is_flag=True),
    click.option("--corrects", multiple=True, metavar="id"),
    click.option("--yes", "agreed", is_flag=True),
    on_option,
    json_option,
)
def add(
    *,
    register: str,
    kind: str | None,
    participant: str | None,
    new: bool,
    partnership: bool,
    fields: tuple[str, ...],
    from_stdin: bool,
    corrects: tuple[str, ...],
    agreed: bool,
    on: date | None,
    as_json: bool,
    lang: str,
) -> ExitCode:
    """Write one entry into a register file."""
    if is_demo(register) or register == STDIN:
        raise Stop(ExitCode.WRONG_USAGE, "cli.add.not_a_file")
    asks = not (agreed or from_stdin)
    path = Path(register)
    content, whole = read_to_change(path)
    given = _from_stdin() if from_stdin else {}
    kind = kind or given.get("kind")
    kind = None if kind is None else _code_of(str(kind), lang)
    given.pop("kind", None)
    of_partnership = partnership or _belongs_to_partnership(kind)
    participant = participant or given.pop("participant", None)
    given.pop("participant", None)
    if of_partnership:
        journal = whole.partnership
    else:
        journal = _journal(whole, participant, lang, new=new, asks=asks)
    method, _ = edition_of(iter(whole), None)
    place = Place(register=whole, journal=journal, method=method, lang=lang)
    corrected = _corrected(journal, corrects)
    of_old = corrected.pop("kind", None)
    kind = kind or of_old
    if kind is None:
        if not asks:
            raise WrongUsage("cli.wrong.missing", name=text("cli.metavar.kind", lang))
        kind = _kind(lang, of_partnership=of_partnership)
    defaults = corrected if kind == of_old else {}
    day = report_day(on, register)
    draft = _Draft(
        path=path,
        content=content,
        day=day,
        register=whole,
        journal=journal,
        place=place,
        kind=kind,
        raw={"recorded": str(day), **given},
        defaults={"on": str(day), **_only_edition(whole, kind), **defaults},
    )
    if corrects:
        draft.raw["corrects"] = list(corrects)
    _set(draft, fields)
    entry, changed = _written(draft) if asks else _filled_in(draft, on_line=not from_stdin)
    return _finish(draft, entry, changed, asks=asks, as_json=as_json)


# --- what the line says ----------------------------------------------------------------------


def _from_stdin() -> dict[str, Any]:
    try:
        found = json.load(sys.stdin)
    except (ValueError, RecursionError):
        raise Stop(ExitCode.WRONG_USAGE, "cli.add.stdin") from None
    if not isinstance(found, dict):
        raise Stop(ExitCode.WRONG_USAGE, "cli.add.stdin")
    return found


def _belongs_to_partnership(kind: str | None) -> bool:
    cls = BY_TAG.get(str(kind))
    return cls in PARTNERSHIP_KINDS and cls not in CASE_KINDS


def _journal(
    register: Register, participant: str | None, lang: str, *, new: bool, asks: bool
) -> Journal:
    if participant is None:
        if not asks:
            raise WrongUsage("cli.wrong.missing", name="--participant")
        put(text("cli.add.new_participant" if new else "cli.add.which_participant", lang))
        participant = line(_next_pseudonym(register) if new else None).strip()
    found = register.journals.get(participant)
    if new and found is not None:
        raise Stop(ExitCode.WRONG_USAGE, "cli.add.not_new")
    if not new and found is None:
        raise Stop(ExitCode.WRONG_USAGE, "cli.add.unknown_participant")
    return found or Journal(subject=participant)


def _next_pseudonym(register: Register) -> str | None:
    """The pseudonym after the highest, where they end in a number."""
    matches = [match for who in register.journals if (match := re.fullmatch(r"(.*?)(\d+)", who))]
    if not matches:
        return None
    last = max(matches, key=lambda match: int(match[2]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"


def _corrected(journal: Journal, corrects: tuple[str, ...]) -> dict[str, Any]:
    """What the corrected entry says, as a proposal for the one in its place."""
    if not corrects:
        return {}
    old = next((entry for entry in journal.entries if entry.id == corrects[0]), None)
    if old is None:
        raise Stop(ExitCode.WRONG_USAGE, "cli.add.unknown_entry")
    said = entry_to_dict(old)
    return {name: value for name, value in said.items() if name not in OWN}


def _only_edition(register: Register, kind: str) -> dict[str, str]:
    """The edition of an entry that has one, where only one comes into question."""
    if "edition" not in attrs.fields_dict(BY_TAG[kind]):
        return {}
    starts = (e for journal in register for e in journal.entries if isinstance(e, Started))
    editions = {start.edition for start in starts} & set(EDITIONS) or set(EDITIONS)
    return {"edition": editions.pop()} if len(editions) == 1 else {}


def _code_of(kind: str, lang: str) -> str:
    """The code of a kind given by its code or by what people call it. Raises WrongUsage."""
    codes = {kind_name(code, lang).casefold(): code for code in BY_TAG}
    said = kind.strip().casefold()
    code = kind if kind in BY_TAG else codes.get(said, kind)
    if code not in BY_TAG:
        near = get_close_matches(said, [*codes, *BY_TAG], cutoff=NEAR)
        near += [name for name in codes if said and said in name]
        found = dict.fromkeys(codes.get(name, name) for name in near)
        kinds = [each.named for each in _kinds(found, lang)]
        kinds = kinds or [each.words for each in _kinds(BY_TAG, lang)]
        raise WrongUsage("cli.add.unknown_kind", kinds=", ".join(kinds))
    return code


def _kinds(codes: Iterable[str], lang: str) -> list[Choice]:
    return [Choice(code=code, words=kind_name(code, lang)) for code in codes]


def _kind(lang: str, *, of_partnership: bool) -> str:
    """The kind that a person chooses."""
    kinds = PARTNERSHIP_KINDS if of_partnership else CASE_KINDS
    choices = _kinds((cls.kind for cls in kinds), lang)
    while True:
        put(text("cli.add.which_kind", lang))
        show(choices)
        try:
            return chosen(line().strip(), choices, closed=True)
        except NotUnderstood as reason:
            put(text(reason.key, lang))


def _set(draft: _Draft, fields: tuple[str, ...]) -> None:
    """Take in what the line says of fields; a field said several times is a list."""
    known = draft.fields()
    called = {field.label(draft.place.lang).casefold(): name for name, field in known.items()}
    said: dict[str, list[str]] = {}
    for place, each in enumerate(fields, start=1):
        name, sign, words = each.partition("=")
        if name not in known:
            name = called.get(name.strip().casefold(), name)
        if not sign or name not in known:
            names = ", ".join(_called(each, draft.place.lang) for each in known.values())
            raise WrongUsage("cli.add.unknown_field", place=place, fields=names)
        said.setdefault(name, []).append(words)
    for name, values in said.items():
        field = known[name]
        choices = choices_of(field, draft.place, draft.kind)
        try:
            found = [raw(field, words, choices) for words in values]
        except NotUnderstood as reason:
            why = _why(reason, choices, draft.place.lang)
            called_so = _called(field, draft.place.lang)
            raise WrongUsage("cli.wrong.value", name=called_so, message=why) from None
        draft.raw[name] = _joined(found) if field.several else found[-1]


def _called(field: Field, lang: str) -> str:
    """A field as people call it, and its code: "Plats (place)"."""
    return f"{field.label(lang)} ({field.name})"


def _why(reason: NotUnderstood, choices: list[Choice], lang: str) -> str:
    """Why a value on the line cannot be read, with all that it can be where that is known."""
    if reason.key != "cli.add.not_a_choice":
        return text(reason.key, lang)
    return text("cli.add.choose", lang, choices=", ".join(each.named for each in choices))


def _joined(found: list[Any]) -> list[Any]:
    joined: list[Any] = []
    for value in found:
        joined.extend(value if isinstance(value, list) else [value])
    return joined


# --- from a draft to an entry ----------------------------------------------------------------


def _filled_in(draft: _Draft, *, on_line: bool) -> tuple[Entry, Register]:
    """The entry that is described without questions. Raises Refused for all that is wrong with it.

    What is missing on the line is named as on the line.
    """
    draft.raw = {**draft.defaults, **draft.raw}
    if "by" not in draft.raw:
        raise WrongUsage("cli.wrong.missing", name="--set by=")
    try:
        return _judged(draft)
    except Refused as refused:
        if not on_line:
            raise
        raise Refused(_on_the_line(p, draft) for p in refused.problems) from None


def _on_the_line(problem: Problem, draft: _Draft) -> Problem:
    field = draft.fields().get(problem.path)
    if problem.code != "missing_field" or field is None:
        return problem
    path = _called(field, draft.place.lang)
    return Problem(code="missing_on_the_line", path=path, facts=facts(field=field.name))


def _written(draft: _Draft) -> tuple[Entry, Register]:
    """The entry that a person describes, asked again for what is wrong with it."""
    lang = draft.place.lang
    put(f"{kind_name(draft.kind, lang).capitalize()}: {text(f'entry.{draft.kind}.help', lang)}")
    fields = draft.fields()
    waiting = [*ASKED_FIRST, *(n for n in fields if n not in (*ASKED_FIRST, *FILLED_IN))]
    if draft.kind == "retracted":
        waiting.insert(1, "corrects")
    waiting = [name for name in waiting if name not in draft.raw]
    while True:
        for name in waiting:
            value = ask(fields[name], draft.place, draft.kind, draft.defaults.get(name))
            if value is not SKIPPED:
                draft.raw[name] = value
        try:
            return _judged(draft)
        except Refused as refused:
            named = {n for n in fields if n in _named(refused.problems) and n != "id"}
            if not named:
                raise
            waiting = _asked_again(draft, named, fields)
            click.echo(err=True)
            for problem in refused.problems:
                say_point(attrs.evolve(problem, path="").explain(lang))


def _asked_again(draft: _Draft, named: set[str], fields: dict[str, Field]) -> list[str]:
    """The fields to ask for once more, and what is proposed in them.

    A field that is judged against the day may be right and the day wrong: so the day is asked for
    too. An empty answer to when it was recorded is the day of writing.
    """
    kept = draft.raw.get("on")
    for name in named:
        draft.defaults.pop(name, None)
        draft.raw.pop(name, None)
    if any(name == "recorded" or fields[name].answers for name in named):
        if "on" not in named:
            draft.defaults["on"] = kept
            draft.raw.pop("on", None)
        named = named | {"on"}
    if "recorded" in named:
        draft.defaults["recorded"] = str(draft.day)
    return [name for name in dict.fromkeys((*ASKED_FIRST, *fields)) if name in named]


def _named(problems: tuple[Problem, ...]) -> set[str]:
    """The fields that problems point at: the last word of ``P-1/hm-2/on``, the first of ``.on``."""
    return {re.split(r"[.\[]", problem.path.split("/")[-1].lstrip("."))[0] for problem in problems}


def _judged(draft: _Draft) -> tuple[Entry, Register]:
    """The entry, and the register with it. Raises Refused for all that is wrong with either."""
    draft.raw["id"] = draft.raw.get("id") or _next_id(draft)
    try:
        entry = entry_from_dict({"kind": draft.kind, **draft.raw})
    except Refused as refused:
        raise Refused(attrs.evolve(p, path=p.path.lstrip(".")) for p in refused.problems) from None
    changed = _with(draft.register, draft.journal.with_entries(entry))
    problems = [*changed.problems()]
    if entry.recorded > draft.day:
        where = f"{draft.journal.subject}/{entry.id}/recorded"
        days = facts(recorded=entry.recorded, day=draft.day)
        problems.append(Problem(code="recorded_after_writing", path=where, facts=days))
    before = set(edition_problems(draft.register, EDITIONS.values()))
    problems += (p for p in edition_problems(changed, EDITIONS.values()) if p not in before)
    if problems:
        raise Refused(problems)
    return entry, changed


def _with(register: Register, journal: Journal) -> Register:
    if journal.subject == PARTNERSHIP:
        return Register(journals=register, partnership=journal)
    return Register(
        journals=[*(each for each in register if each.subject != journal.subject), journal],
        partnership=register.partnership,
    )


def _next_id(draft: _Draft) -> str:
    """The next free id with the party's prefix: "hm-42" after "hm-41"."""
    by = str(draft.raw.get("by"))
    workers = {
        entry.worker: entry.party
        for entry in draft.register.partnership.at().entries
        if isinstance(entry, WorkerJoined)
    }
    prefix = workers.get(by, by)
    numbers = [
        int(id.removeprefix(f"{prefix}-"))
        for id in _ids(draft.journal)
        if re.fullmatch(rf"{re.escape(prefix)}-[0-9]+", id)
    ]
    return f"{prefix}-{max(numbers, default=0) + 1}"


def _ids(journal: Journal) -> Iterator[str]:
    """Every id that the journal has ever held."""
    yield from journal.disposed
    for entry in journal.entries:
        yield entry.id
        yield from entry.corrects


# --- showing and writing ---------------------------------------------------------------------


def _finish(
    draft: _Draft, entry: Entry, changed: Register, *, asks: bool, as_json: bool
) -> ExitCode:
    lang = draft.place.lang
    alike = [ids for ids in _duplicates(changed, draft.journal.subject) if entry.id in ids]
    if asks:
        _show(draft, entry)
    for ids in alike:
        others = ", ".join(id for id in ids if id != entry.id)
        say(text("cli.add.alike", lang, ids=others))
    before = frozenset(draft.register.remarks())
    for remark in changed.remarks():
        if remark not in before:
            say(text("cli.add.look", lang, remark=attrs.evolve(remark, path="").explain(lang)))
    if asks and not yes(text("cli.add.write", lang), lang):
        put(text("cli.add.not_written", lang))
        return ExitCode.LOOK
    new = as_bytes(changed, lines=in_the_form_of(draft.path, draft.content))
    backup = replace(draft.path, new, expected=draft.content)
    if as_json:
        said = {
            "participant": draft.journal.subject,
            "entry": entry,
            "backup": backup.name,
        }
        echo_json(said)
    else:
        page = Page()
        page.text(text("cli.add.written", lang, id=entry.id, participant=_whose(draft)))
        page.text(text("cli.add.backup", lang, file=backup.name))
    return ExitCode.FINE


def _whose(draft: _Draft) -> str:
    subject = draft.journal.subject
    return text("cli.add.partnership", draft.place.lang) if subject == PARTNERSHIP else subject


def _duplicates(register: Register, subject: str) -> tuple[tuple[str, ...], ...]:
    journal = register.partnership if subject == PARTNERSHIP else register.journals[subject]
    return journal.possible_duplicates()


def _show(draft: _Draft, entry: Entry) -> None:
    lang = draft.place.lang
    click.echo(err=True)
    put(text("cli.add.will_write", lang, participant=_whose(draft)))
    put(f"{kind_name(entry.kind, lang).capitalize()}", indent=2)
    Page(aside=True).rows(_rows(entry, lang), indent=2)
    click.echo(err=True)


def _rows(value: Any, lang: str) -> Iterator[tuple[str, str]]:
    for field in attrs.fields(type(value)):
        found = getattr(value, field.name)
        if found in (None, "", (), frozenset()):
            continue
        name = text(f"field.{field.name}", lang)
        if isinstance(found, tuple) and attrs.has(type(found[0])):
            for number, row in enumerate(found, start=1):
                said = "; ".join(f"{n.lower()}: {words}" for n, words in _rows(row, lang))
                yield f"{name} {number}", said
        elif isinstance(found, frozenset):
            yield name, ", ".join(sorted(found))
        else:
            yield name, value_in_words(field.name, found, lang)
