"""The fields of an entry as people fill them in: how each is written, and what may be chosen."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from cm_method.case.consent import ConsentGiven
from cm_method.case.fidelity import EXTERNAL_FIDELITY_SCALES
from cm_method.case.obstacles import Obstacle
from cm_method.case.parties import ActorRegistered, PartyJoined, WorkerJoined
from cm_method.case.plans import PlanAgreed
from cm_method.case.register import Register
from cm_method.case.wording import kind_name, summary
from cm_method.cli.options import day_of
from cm_method.journal import Entry, Journal
from cm_method.labels import catalogue, has_text, label, text
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method

YES = frozenset(("j", "ja", "y", "yes", "true", "1"))
NO = frozenset(("n", "nej", "no", "false", "0"))


@frozen(kw_only=True)
class Choice:
    """Something to choose: the *code* that is stored, and what people read."""

    code: str
    words: str


@frozen(kw_only=True)
class Place:
    """Where an entry is to stand: what the choices of its fields are taken from."""

    register: Register
    journal: Journal
    method: Method
    lang: str


class NotUnderstood(ValueError):
    """What was written cannot be read; *key* says in the catalogue how to write it."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@frozen(kw_only=True)
class Field:
    """One field of a kind: its name, the type of its value, and whether it may be left out.

    *unknown* says that leaving it out means that nobody has said.
    """

    name: str
    hint: Any
    optional: bool
    unknown: bool
    answers: tuple[str, ...]
    several: bool

    def label(self, lang: str) -> str:
        """What the field is called."""
        return text(f"field.{self.name}", lang)

    def help(self, lang: str) -> str:
        """What to write in it."""
        key = f"field.{self.name}.help"
        return text(key, lang) if has_text(key, lang) else ""

    @property
    def children(self) -> type | None:
        """The class of its child rows, such as the goals of a plan."""
        return self.hint if self.several and attrs.has(self.hint) else None

    def raw(self, words: str, choices: list[Choice]) -> Any:
        """What was written as a register file holds it. Raises NotUnderstood."""
        if words.lstrip().startswith(("[", "{")):
            try:
                return json.loads(words)
            except ValueError:
                raise NotUnderstood("cli.add.not_json") from None
        if self.several and (choices or self.hint is not str or self.answers):
            parts = [part.strip() for part in words.split(",")]
            return [self._one(part, choices) for part in parts]
        return self._one(words.strip(), choices)

    def _one(self, words: str, choices: list[Choice]) -> Any:
        if self.hint is bool:
            return _yes_or_no(words)
        if self.hint is int:
            return _whole_number(words, missing=self.several)
        if self.hint is date:
            return _day(words)
        return _chosen(words, choices, closed=_is_code(self.hint))


def _yes_or_no(words: str) -> bool:
    if words.casefold() in YES | NO:
        return words.casefold() in YES
    raise NotUnderstood("cli.add.not_yes_or_no")


def _whole_number(words: str, *, missing: bool) -> int | None:
    if missing and words in ("", "-"):
        return None
    try:
        return int(words)
    except ValueError:
        raise NotUnderstood("cli.add.not_a_number") from None


def _day(words: str) -> str:
    try:
        return str(day_of(words))
    except ValueError:
        raise NotUnderstood("cli.wrong.day") from None


def _chosen(words: str, choices: list[Choice], *, closed: bool) -> str:
    """A choice by its number in the list, its code or its words; else the text itself."""
    meant = [c for c in choices if words.casefold() in (c.code.casefold(), c.words.casefold())]
    if len(meant) == 1:
        return meant[0].code
    if words.isdecimal() and 0 < int(words) <= len(choices):
        return choices[int(words) - 1].code
    if closed:
        raise NotUnderstood("cli.add.not_a_choice")
    return words


def _is_code(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)


def fields_of(cls: type) -> tuple[Field, ...]:
    """The fields of a kind or of a child row, in order."""
    hints = get_type_hints(cls)
    return tuple(_field(each, hints[each.name]) for each in attrs.fields(cls))


def _field(each: attrs.Attribute[Any], hint: Any) -> Field:
    hint = _without_none(hint)
    several = get_origin(hint) in (tuple, frozenset)
    return Field(
        name=each.name,
        hint=_without_none(get_args(hint)[0]) if several else hint,
        optional=each.default is not attrs.NOTHING,
        unknown=each.default is None,
        answers=each.metadata.get("answers", ()),
        several=several,
    )


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return next(part for part in get_args(hint) if part is not NoneType)
    return hint


def choices_of(field: Field, place: Place, kind: str) -> list[Choice]:
    """What may be chosen for a field; empty where people write it freely."""
    if _is_code(field.hint):
        return [Choice(code=m.value, words=label(m, place.lang)) for m in field.hint]
    if field.answers or field.name == "corrects":
        return _entries(field.answers, place)
    find = _CHOICES.get((kind, field.name)) or _CHOICES.get(("", field.name))
    return [] if find is None else find(place)


def _entries(kinds: tuple[str, ...], place: Place) -> list[Choice]:
    found = []
    for entry in place.journal.at().entries:
        if not kinds or "entry" in kinds or entry.kind in kinds:
            words = f"{kind_name(entry.kind, place.lang)} {entry.on}"
            more = summary(entry, place.lang)
            found.append(Choice(code=entry.id, words=f"{words}, {more}" if more else words))
    return found


def _of_kind(place: Place, kind: type[Entry]) -> list[Any]:
    return [e for e in place.register.partnership.at().entries if isinstance(e, kind)]


def parties(place: Place) -> list[Choice]:
    """The parties of the partnership."""
    return [Choice(code=e.party, words=e.name) for e in _of_kind(place, PartyJoined)]


def _workers(place: Place) -> list[Choice]:
    names = {choice.code: choice.words for choice in parties(place)}
    return [
        Choice(
            code=e.worker,
            words=text("cli.add.worker_of", place.lang, party=names.get(e.party, e.party)),
        )
        for e in _of_kind(place, WorkerJoined)
    ]


def _anyone(place: Place) -> list[Choice]:
    return [*parties(place), *_workers(place)]


def _parties_and_actors(place: Place) -> list[Choice]:
    actors = [Choice(code=e.actor, words=e.name) for e in _of_kind(place, ActorRegistered)]
    return [*parties(place), *actors]


def _everybody(place: Place) -> list[Choice]:
    return [*_parties_and_actors(place), *_workers(place)]


def _information(place: Place) -> list[Choice]:
    codes = place.method.parameters.information.value.codes
    return [_named("information", code, place.lang) for code in codes]


def _purposes(place: Place) -> list[Choice]:
    """The purposes that have words, and those that the participant's consents name."""
    prefix = "purpose."
    worded = [key.removeprefix(prefix) for key in catalogue(place.lang) if key.startswith(prefix)]
    given = [e.purpose for e in place.journal.at().entries if isinstance(e, ConsentGiven)]
    return [_named("purpose", code, place.lang) for code in dict.fromkeys((*worded, *given))]


def _editions(place: Place) -> list[Choice]:
    return [Choice(code=code, words=text(f"method.{code}", place.lang)) for code in EDITIONS]


def _levels(place: Place) -> list[Choice]:
    scale = place.method.parameters.crisis_scale.value
    levels = scale.levels if scale is not None else ()
    return [_named("crisis_level", level, place.lang) for level in levels]


def _instruments(place: Place) -> list[Choice]:
    return [_named("instrument", each.code, place.lang) for each in place.method.instruments]


def _obstacles(place: Place) -> list[Choice]:
    return [_named("Obstacle", each.value, place.lang) for each in Obstacle]


def _fidelity_scales(place: Place) -> list[Choice]:
    return [_named("fidelity_scale", code, place.lang) for code in EXTERNAL_FIDELITY_SCALES]


def _named(prefix: str, code: str, lang: str) -> Choice:
    key = f"{prefix}.{code}"
    return Choice(code=code, words=text(key, lang) if has_text(key, lang) else code)


def _contacts(place: Place) -> list[Choice]:
    plans = [e for e in place.journal.at().entries if isinstance(e, PlanAgreed)]
    found = {path.contact: path.who for plan in plans for path in plan.contact_paths}
    return [Choice(code=code, words=who or code) for code, who in found.items()]


_CHOICES: dict[tuple[str, str], Callable[[Place], list[Choice]]] = {
    ("", "by"): _anyone,
    ("", "worker"): _workers,
    ("", "edition"): _editions,
    ("", "level"): _levels,
    ("", "instrument"): _instruments,
    ("", "giver"): _anyone,
    ("", "receiver"): _anyone,
    ("", "stand_in"): _anyone,
    ("", "lifter"): _everybody,
    ("", "supporter"): _everybody,
    ("", "commissioner"): _parties_and_actors,
    ("", "provider"): _parties_and_actors,
    ("", "absent"): _everybody,
    ("", "sought"): _everybody,
    ("", "turn_to"): _everybody,
    ("", "discloser"): parties,
    ("", "recipients"): _parties_and_actors,
    ("sharing_made", "recipient"): _parties_and_actors,
    ("", "keeper"): parties,
    ("", "asked_by"): _everybody,
    ("", "initiator"): _parties_and_actors,
    ("", "called"): _parties_and_actors,
    ("", "came"): _parties_and_actors,
    ("", "overall_unit"): _parties_and_actors,
    ("", "information"): _information,
    ("", "purpose"): _purposes,
    ("", "obstacle"): _obstacles,
    ("", "scale"): _fidelity_scales,
    ("contact_followed", "contact"): _contacts,
    ("worker_joined", "party"): parties,
    **{
        (kind, "party"): _parties_and_actors
        for kind in ("role_taken", "training_held", "document_registered", "statement_given")
    },
    ("worker_joined", "worker"): lambda place: [],  # noqa: ARG005 - a new code
}
"""Where the choices of a field are found, by kind (or any) and name."""
