"""What the notes of a participant say of one criterion: yes, no, or nobody can say yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.circumstances import Circumstance, CircumstanceAssessed, circumstance
from cm_method.case.episodes import episodes
from cm_method.case.needs import NeedArea, NeedAssessed, NeedClosed, OpenNeed, needs
from cm_method.case.participants import ParticipantDescribed, participant
from cm_method.errors import Facts, facts
from cm_method.journal import Entry
from cm_method.labels import text, words
from cm_method.rules.method import Method
from cm_method.services.described import Asks, Criterion
from cm_method.sources import Source


@frozen(kw_only=True)
class FitReason:
    """What the notes say of one criterion: *met*, not met, or None while nobody can say.

    *code* and *facts* are worded by the catalogues, *entries* are the ids it rests on. *wanted* is
    what would tell: kinds of entries by their tag, each with the key of what it would be about.
    *asks* is None for a remark.
    """

    code: str
    met: bool | None
    asks: Asks | None = None
    facts: Facts = ()
    entries: tuple[str, ...] = ()
    wanted: tuple[tuple[str, str], ...] = ()
    source: Source | None = None

    def explain(self, lang: str = "sv") -> str:
        """The reason in a sentence."""
        return text(f"fit.{self.code}", lang, **dict(self.facts))

    def what_would_tell(self, lang: str = "sv") -> str:
        """What to find out and record; empty for what is known."""
        if self.met is not None:
            return ""
        return text(f"fit.{self.code}.tell", lang, **dict(self.facts))


@frozen(kw_only=True)
class _Sign:
    """Something that a criterion names, by its *key* in the catalogue: there, not there, unknown.

    *kind* is what would be recorded of it.
    """

    key: str
    there: bool | None
    kind: type[Entry]
    entries: tuple[str, ...] = ()


def reason_of(case: Case, criterion: Criterion, method: Method) -> FitReason:
    """What the notes say of a criterion on the day of the case."""
    for contest in case.contests:
        if any(_is_asked_about(head, criterion, method) for head in contest.heads):
            return _reason(criterion, "corrections_compete", None, entries=[contest.entry])
    answer = _by_age if criterion.by_age else _by_need
    return answer(case, criterion, method)


def _is_asked_about(entry: Entry, criterion: Criterion, method: Method) -> bool:
    """Whether the answer to a criterion may rest on an entry; any closing may be of such a need."""
    areas = set(criterion.areas)
    if criterion.co_occurring:
        areas.update(area for group in method.parameters.co_occurring.value for area in group)
    if isinstance(entry, CircumstanceAssessed):
        return entry.circumstance in (criterion.assessed, *criterion.circumstances)
    if isinstance(entry, NeedAssessed):
        return entry.area in areas
    if isinstance(entry, NeedClosed):
        return bool(areas)
    return criterion.by_age and isinstance(entry, ParticipantDescribed)


def _reason(
    criterion: Criterion,
    code: str,
    met: bool | None,
    *,
    named: Facts = (),
    entries: Iterable[str] = (),
    wanted: Iterable[tuple[str, str]] = (),
) -> FitReason:
    return FitReason(
        code=code,
        met=met,
        asks=criterion.asks,
        facts=named,
        entries=tuple(entries),
        wanted=tuple(wanted),
        source=criterion.source,
    )


def _by_age(case: Case, criterion: Criterion, method: Method) -> FitReason:
    """The age is never told, only how it stands to the limits."""
    ages = criterion.ages or method.parameters.young_adult_ages.value
    day = _day_of_age(case) if criterion.young_adults else case.on
    found = participant(case).age(day)
    if found is None:
        return _reason(criterion, "age_not_recorded", None, wanted=[(BORN, "field.birth_year")])
    within = ages.hold(*found)
    code = {True: "age_within", False: "age_outside", None: "age_straddles"}[within]
    born = [e.id for e in case.of_kind(ParticipantDescribed) if e.birth_date or e.birth_year]
    if ages.last is None:
        code, named = f"{code}_from", facts(first=ages.first)
    else:
        named = facts(first=ages.first, last=ages.last)
    wanted = [(BORN, "field.birth_date")] if within is None else []
    return _reason(criterion, code, within, named=named, entries=born[-1:], wanted=wanted)


BORN = ParticipantDescribed.kind
"""What tells of an age."""


def _day_of_age(case: Case) -> date:
    """The start of the episode under way, else the day of the case (R31)."""
    under_way = [each.first for each in episodes(case) if each.covers(case.on)]
    return max(under_way, default=case.on)


def _by_need(case: Case, criterion: Criterion, method: Method) -> FitReason:
    if criterion.assessed is not None:
        whole = _circumstance(case, criterion.assessed)
        if whole.there is not None:
            code = "assessed" if whole.there else "assessed_as_not_there"
            return _from(criterion, code, whole.there, [whole])
    signs = list(_signs(case, criterion, method))
    there = [sign for sign in signs if sign.there]
    if there:
        return _from(criterion, "recorded", True, there)
    if criterion.assessed is not None:
        return _from(criterion, "not_assessed", None, [_circumstance(case, criterion.assessed)])
    unknown = [sign for sign in signs if sign.there is None]
    if unknown:
        return _from(criterion, "not_assessed", None, unknown)
    return _from(criterion, "recorded_as_not_there", False, signs)


def _from(criterion: Criterion, code: str, met: bool | None, signs: list[_Sign]) -> FitReason:
    return _reason(
        criterion,
        code,
        met,
        named=facts(what=words(*(sign.key for sign in signs))),
        entries=dict.fromkeys(id for sign in signs for id in sign.entries),
        wanted=((sign.kind.kind, sign.key) for sign in signs) if met is None else (),
    )


def _signs(case: Case, criterion: Criterion, method: Method) -> Iterator[_Sign]:
    recorded = needs(case)
    for area in criterion.areas:
        yield _area(case, recorded, area)
    for each in criterion.circumstances:
        yield _circumstance(case, each)
    if criterion.co_occurring and method.parameters.co_occurring.value:
        yield _co_occurring(case, recorded, method)


def _circumstance(case: Case, asked: Circumstance) -> _Sign:
    said = circumstance(case, asked)
    return _Sign(
        key=f"Circumstance.{asked.value}",
        there=None if said is None else said.present,
        kind=CircumstanceAssessed,
        entries=() if said is None else (said.id,),
    )


def _area(case: Case, recorded: tuple[OpenNeed, ...], area: NeedArea) -> _Sign:
    """An open need is there, one that was assessed and closed is not."""
    mine = [need for need in recorded if need.area is area]
    still = [need for need in mine if need.is_open(case.on)]
    return _Sign(
        key=f"NeedArea.{area.value}",
        there=bool(still) if mine else None,
        kind=NeedAssessed,
        entries=tuple(need.id for need in still or mine),
    )


def _co_occurring(case: Case, recorded: tuple[OpenNeed, ...], method: Method) -> _Sign:
    """A need of each group at once (R20); one group that is known to be empty is enough for no."""
    groups = [
        [_area(case, recorded, area) for area in group]
        for group in method.parameters.co_occurring.value
    ]
    found = [[sign for sign in group if sign.there] for group in groups]
    there: bool | None = None
    if all(found):
        there = True
    elif any(all(sign.there is False for sign in group) for group in groups):
        there = False
    entries = [id for group in found for sign in group for id in sign.entries]
    return _Sign(
        key="fit.co_occurring_disorders",
        there=there,
        kind=NeedAssessed,
        entries=tuple(entries) if there else (),
    )
