"""An entry as people fill it in: in a question, a form or a sheet."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import attrs
from attrs import frozen

from cm_method.adapters.strict import hinted_fields, must_be_stated
from cm_method.case.consent import ConsentGiven
from cm_method.case.fidelity import EXTERNAL_FIDELITY_SCALES
from cm_method.case.obstacles import Obstacle
from cm_method.case.parties import ActorRegistered, Parties, PartyJoined, WorkerJoined
from cm_method.case.plans import PlanAgreed
from cm_method.case.register import Register
from cm_method.case.wording import WORDED as OF_SUMMARIES
from cm_method.journal import Entry, Journal
from cm_method.labels import catalogue, has_text, label, text
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Method

WORDED = {**OF_SUMMARIES, "edition": "method"}
"""Where the words of a field's codes stand in the catalogue; a code without words stays bare."""


@frozen(kw_only=True)
class Choice:
    """Something to choose: the *code* that is stored, and what people read."""

    code: str
    words: str

    @property
    def named(self) -> str:
        """The words with the code behind them: "möte (meeting_held)"; a bare code stands alone."""
        return self.words if self.words == self.code else f"{self.words} ({self.code})"


@frozen(kw_only=True)
class Place:
    """Where an entry is to stand: what the choices of its fields are taken from."""

    register: Register
    journal: Journal
    method: Method
    lang: str


@frozen(kw_only=True)
class Field:
    """One field of a kind: its name, the type of its value, and whether it may be left out.

    *shape* is tuple or frozenset where it holds several values of the type, *stated* says that a
    file must have it, also where Python has a default.
    """

    name: str
    hint: Any
    optional: bool
    stated: bool
    default: Any = None
    answers: tuple[str, ...] = ()
    shape: type | None = None
    may_be_none: bool = False
    in_own_words: bool = False

    @property
    def unknown(self) -> bool:
        """Whether leaving it out means that nobody has said."""
        return self.default is None

    @property
    def several(self) -> bool:
        """Whether it holds any number of values."""
        return self.shape is not None

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

    @property
    def is_code(self) -> bool:
        """Whether its values are members of an enumeration."""
        return isinstance(self.hint, type) and issubclass(self.hint, Enum)


def fields_of(cls: type) -> tuple[Field, ...]:
    """The fields of a kind or of a child row, in order."""
    return tuple(_field(each, hint) for each, hint in hinted_fields(cls))


def _field(each: attrs.Attribute[Any], hint: Any) -> Field:
    hint, may_be_none = _without_none(hint)
    shape = get_origin(hint)
    if shape is not None:
        hint, may_be_none = _without_none(get_args(hint)[0])
    return Field(
        name=each.name,
        hint=hint,
        optional=each.default is not attrs.NOTHING,
        stated=must_be_stated(each),
        default=each.default,
        answers=each.metadata.get("answers", ()),
        shape=shape,
        may_be_none=may_be_none,
        in_own_words=_is_in_own_words(each),
    )


def _is_in_own_words(each: attrs.Attribute[Any]) -> bool:
    """Whether people write freely in it: what is never shown, and is not a way to reach someone."""
    return not each.repr and each.metadata.get("text") != "telephone" and each.default is not None


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, UnionType):
        return next(part for part in get_args(hint) if part is not NoneType), True
    return hint, False


def choices_of(field: Field, place: Place, kind: str) -> list[Choice]:
    """What may be chosen for a field; empty where people write it freely, or name an entry."""
    if field.is_code:
        return [Choice(code=m.value, words=label(m, place.lang)) for m in field.hint]
    find = _choices_for(field, kind)
    return [] if find is None else find(place)


def has_choices(field: Field, kind: str) -> bool:
    """Whether values of a field are chosen from something, however little there is to choose."""
    return field.is_code or _choices_for(field, kind) is not None


def _choices_for(field: Field, kind: str) -> Callable[[Place], list[Choice]] | None:
    return _CHOICES.get((kind, field.name)) or _CHOICES.get(("", field.name))


def _of_kind(place: Place, kind: type[Entry]) -> list[Any]:
    return [e for e in place.register.partnership.at().entries if isinstance(e, kind)]


def parties(place: Place) -> list[Choice]:
    """The parties of the partnership."""
    return [Choice(code=e.party, words=e.name) for e in _of_kind(place, PartyJoined)]


def _workers(place: Place) -> list[Choice]:
    known = Parties.of(place.register.partnership)
    found = []
    for e in _of_kind(place, WorkerJoined):
        words = text("cli.add.worker_of", place.lang, party=known.name(e.party))
        last = known.last_day(e.worker, e.on)
        if last is not None:
            words = text("cli.add.worker_left", place.lang, worker=words, last=last)
        found.append(Choice(code=e.worker, words=words))
    return found


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
