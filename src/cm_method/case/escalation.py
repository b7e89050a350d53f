"""Whom to turn to when the holder cannot be reached: a path that ends, and never runs in a circle.

The path leads from the holder to the stand-in, and on by what was agreed about each of them: for
this participant first, else for everyone in the partnership. After a stand-in about whom nothing is
agreed it goes on by what was agreed about the holder.
"""

from __future__ import annotations

from datetime import date
from enum import Enum, unique

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.chain import Chain
from cm_method.case.parties import Parties
from cm_method.case.responsibility import EscalationAgreed
from cm_method.dates import require_days, require_days_if_given
from cm_method.journal import Journal
from cm_method.labels import text


@unique
class PathEnd(Enum):
    """How a path ends."""

    REACHES_SOMEONE = "reaches_someone"
    NOBODY_HOLDS = "nobody_holds"
    NOBODY_BESIDES = "nobody_besides"
    LEADS_TO_SOMEONE_WHO_LEFT = "leads_to_someone_who_left"
    RUNS_IN_A_CIRCLE = "runs_in_a_circle"


@frozen(kw_only=True)
class Turn:
    """One to turn to; *reach* is how, None where nobody has noted it."""

    who: str
    reach: str | None


@frozen(kw_only=True)
class EscalationPath:
    """Whom to turn to, the holder first, and how the path ends."""

    need: str | None
    turns: tuple[Turn, ...]
    end: PathEnd

    def explain(self, lang: str = "sv") -> str:
        """How the path ends, in a sentence."""
        last = self.turns[-1].who if self.turns else ""
        return text(f"escalation.{self.end.value}", lang, last=last)


def agreed_for_everyone(
    partnership: Journal, *, on: date | None = None
) -> tuple[EscalationAgreed, ...]:
    """The escalations that the partnership's journal agrees on for all participants."""
    require_days_if_given(on=on)
    return tuple(e for e in partnership.at(on=on).entries if isinstance(e, EscalationAgreed))


def escalation_path(
    chain: Chain,
    need: str | None,
    day: date,
    *,
    general: tuple[EscalationAgreed, ...] = (),
    parties: Parties | None = None,
) -> EscalationPath:
    """The path for a need (None: the crisis) on a day; *general* holds for everyone."""
    require_days(day=day)
    link = next((link for link in chain.on(day) if link.need == need), None)
    if link is None or link.holder is None:
        return EscalationPath(need=need, turns=(), end=PathEnd.NOBODY_HOLDS)
    leads = _leads(chain.case, day, general)
    turns = [Turn(who=link.holder, reach=link.contact_path)]
    if link.stand_in is not None:
        told = leads.get(link.holder)
        known = told is not None and told.turn_to == link.stand_in
        turns.append(Turn(who=link.stand_in, reach=told.reach if told and known else None))
        if told is not None and not known:
            leads.setdefault(link.stand_in, told)
    while (step := leads.get(turns[-1].who)) is not None:
        if any(turn.who == step.turn_to for turn in turns):
            return EscalationPath(need=need, turns=tuple(turns), end=PathEnd.RUNS_IN_A_CIRCLE)
        turns.append(Turn(who=step.turn_to, reach=step.reach))
    end = PathEnd.REACHES_SOMEONE if len(turns) > 1 else PathEnd.NOBODY_BESIDES
    if len(turns) > 1 and parties is not None and parties.has_left(turns[-1].who, day):
        end = PathEnd.LEADS_TO_SOMEONE_WHO_LEFT
    return EscalationPath(need=need, turns=tuple(turns), end=end)


def _leads(
    case: Case, day: date, general: tuple[EscalationAgreed, ...]
) -> dict[str, EscalationAgreed]:
    """Where each party leads on, the latest agreement of each; this participant's own go first."""
    leads: dict[str, EscalationAgreed] = {}
    for agreed in (*general, *case.of_kind(EscalationAgreed)):
        if agreed.on <= day:
            leads[agreed.sought] = agreed
    return leads
