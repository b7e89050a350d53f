"""Does a service fit? What the notes say beside what a source asks, and never a decision.

The answer is "fits", "does not fit" or "unknown", with its reasons and, where something is unknown,
with what would tell. Need decides: no business area, district or party is read (City 2025, "Förslag
till upplägg av insatserna").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum, unique

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.circumstances import Circumstance, circumstance
from cm_method.case.contacts import SETTLING, ContactFollowed, ContactStatus
from cm_method.case.episodes import death, episodes
from cm_method.case.needs import NeedArea, needs
from cm_method.case.services import ServiceKind
from cm_method.errors import facts
from cm_method.labels import Words, text, words
from cm_method.rules.method import Method
from cm_method.services.catalogue import DESCRIBED
from cm_method.services.catalogue.homes import NO_REASON_ALONE
from cm_method.services.catalogue.housing_support import NOT_ALONE
from cm_method.services.catalogue.ombudsman_and_work import OWN_MANDATE
from cm_method.services.described import Asks, Model, Service
from cm_method.services.evidence import FitReason, reason_of


@unique
class Fit(Enum):
    """What the notes say about a service or model for a person, in the order shown."""

    FITS = "fits"
    UNKNOWN = "unknown"
    DOES_NOT_FIT = "does_not_fit"


@frozen(kw_only=True)
class FitAnswer:
    """How the notes of a participant stand to a service or model, on a day.

    *groups* are the reasons of each target group that has the verdict: to be in one is enough.
    *remarks* change no verdict.
    """

    participant: str
    on: date
    known: date | None
    of: Service | Model
    verdict: Fit
    groups: tuple[tuple[FitReason, ...], ...]
    remarks: tuple[FitReason, ...]

    @property
    def reasons(self) -> tuple[FitReason, ...]:
        """The reasons of all groups, each once."""
        return tuple(dict.fromkeys(each for group in self.groups for each in group))

    @property
    def unknown(self) -> tuple[FitReason, ...]:
        """What nobody can say yet."""
        return tuple(each for each in self.reasons if each.met is None)

    def explain(self, lang: str = "sv") -> str:
        """The verdict, its reasons and what would tell; last, that a person decides."""
        said = [text(f"fit.verdict.{self.verdict.value}", lang, name=self.of.name(lang))]
        said += [each.explain(lang) for each in (*self.reasons, *self.remarks)]
        said += [each.what_would_tell(lang) for each in self.unknown]
        return " ".join((*said, text("fit.a_person_decides", lang)))


def fits(
    case: Case, of: Service | Model, method: Method, *, beside: Iterable[ServiceKind] = ()
) -> FitAnswer:
    """What the notes say about a service or model on the day of the case.

    Every target group is asked, and the best answer is the verdict. Within a group one criterion
    that is not met is enough for "does not fit". *beside* are services that the person is known to
    have and that the journal does not tell.
    """
    groups = [tuple(reason_of(case, each, method) for each in group) for group in of.groups]
    if not groups:
        groups = [(FitReason(code="group_not_stated", met=None),)]
    verdict = min(map(_verdict, groups), key=_ORDER.index)
    remarks = _remarks(case, of.kind, groups, beside) if isinstance(of, Service) else ()
    return FitAnswer(
        participant=case.participant,
        on=case.on,
        known=case.known,
        of=of,
        verdict=verdict,
        groups=tuple(group for group in groups if _verdict(group) is verdict),
        remarks=tuple(remarks),
    )


_ORDER = tuple(Fit)


def _verdict(reasons: tuple[FitReason, ...]) -> Fit:
    met = [each.met for each in reasons]
    if False in met:
        return Fit.DOES_NOT_FIT
    return Fit.UNKNOWN if None in met else Fit.FITS


def suggests(
    case: Case,
    method: Method,
    *,
    among: Iterable[Service | Model] = DESCRIBED,
    beside: Iterable[ServiceKind] = (),
) -> tuple[FitAnswer, ...]:
    """The answers for services and models: what fits first, then what is unknown.

    They are not ranked beyond that: each keeps its place in the catalogue. Nothing is suggested for
    a person who has died.
    """
    if death(case) is not None:
        return ()
    known = tuple(beside)
    answers = [fits(case, each, method, beside=known) for each in among]
    return tuple(sorted(answers, key=lambda each: _ORDER.index(each.verdict)))


def to_find_out(answers: Iterable[FitAnswer]) -> tuple[tuple[str, Words], ...]:
    """What would tell more: by kind of entry, everything that it would be about, each once."""
    found: dict[str, dict[str, None]] = {}
    for answer in answers:
        for reason in answer.unknown:
            for kind, key in reason.wanted:
                found.setdefault(kind, {})[key] = None
    return tuple((kind, words(*keys)) for kind, keys in found.items())


# --- remarks ----------------------------------------------------------------------------------


def _remarks(
    case: Case,
    kind: ServiceKind,
    groups: Iterable[Iterable[FitReason]],
    beside: Iterable[ServiceKind],
) -> Iterator[FitReason]:
    """What the sources add for a kind of service; it changes no verdict."""
    if kind is ServiceKind.HOUSING_SUPPORT:
        yield from _not_alone(case, beside)
    elif kind is ServiceKind.TRIAL_AND_TRAINING_APARTMENT:
        yield from _no_reason_alone(case, [each for group in groups for each in group])
    elif kind is ServiceKind.PERSONAL_OMBUDSMAN:
        yield FitReason(code="own_mandate", met=True, source=OWN_MANDATE)


def _not_alone(case: Case, beside: Iterable[ServiceKind]) -> Iterator[FitReason]:
    """Within adult addiction, housing support is combined with other services (City 2020)."""
    if not _is_open(case, NeedArea.HARMFUL_USE, NeedArea.ADDICTION):
        return
    others = [each for each in beside if each is not ServiceKind.HOUSING_SUPPORT]
    if any(each.covers(case.on) for each in episodes(case)):
        others.append(ServiceKind.CASE_MANAGEMENT)
    keys = [f"ServiceKind.{each.value}" for each in others]
    keys += [f"contact.{each}" for each in _contacts(case)]
    if keys:
        named = facts(beside=words(*dict.fromkeys(keys)))
        yield FitReason(code="combined", met=True, facts=named, source=NOT_ALONE)
    else:
        yield FitReason(code="stands_alone", met=False, source=NOT_ALONE)


def _contacts(case: Case) -> tuple[str, ...]:
    """The contacts that have been attended and neither broken off nor dropped since."""
    notes = case.of_kind(ContactFollowed)
    last = {note.contact: note.status for note in notes if note.status in SETTLING}
    return tuple(contact for contact in last if last[contact] is ContactStatus.ATTENDED)


def _no_reason_alone(case: Case, reasons: list[FitReason]) -> Iterator[FitReason]:
    """Homelessness is in itself no reason for a trial and training apartment (City 2020)."""
    homeless = circumstance(case, Circumstance.LONG_TERM_HOMELESSNESS)
    without_home = _is_open(case, NeedArea.HOUSING) or (homeless is not None and homeless.present)
    if without_home and not any(e.met for e in reasons if e.asks is Asks.SERIOUS_PROBLEMS):
        yield FitReason(code="homelessness_alone", met=False, source=NO_REASON_ALONE)


def _is_open(case: Case, *areas: NeedArea) -> bool:
    return any(need.area in areas and need.is_open(case.on) for need in needs(case))
