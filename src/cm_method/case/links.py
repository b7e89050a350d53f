"""What the chain of responsibility answers: links, gaps and conflicts, each with its words."""

from __future__ import annotations

from datetime import date
from enum import Enum, unique

from attrs import frozen

from cm_method.case.holdings import Void
from cm_method.case.needs import NeedArea
from cm_method.labels import Words, text, words


@unique
class GapReason(Enum):
    """Why nobody is accountable."""

    NEVER_OFFERED = "never_offered"
    OFFER_UNANSWERED = "offer_unanswered"
    OFFER_REFUSED = "offer_refused"
    OFFER_WITHDRAWN = "offer_withdrawn"
    ACCEPTED_IN_VAIN = "accepted_in_vain"
    ENDED_WITHOUT_RECEIVER = "ended_without_receiver"
    HOLDER_LEFT = "holder_left"


@frozen(kw_only=True)
class Gap:
    """Days on which nobody is accountable for a need (None: the crisis), both included.

    *last* is None while the gap goes on. *who* is the party that was asked, or that held before,
    *day* when; *entries* the ids that it rests on.
    """

    need: str | None
    area: NeedArea | None
    first: date
    last: date | None
    why: GapReason
    who: str | None = None
    day: date | None = None
    entries: tuple[str, ...] = ()

    def explain(self, lang: str = "sv") -> str:
        """The gap as a case manager would say it."""
        over = self.last is not None and self.why is GapReason.OFFER_UNANSWERED
        why = f"{self.why.value}{'_then' if over else ''}"
        return _spanned("gap", self, why, lang, who=self.who or "", day=self.day or self.first)


@frozen(kw_only=True)
class Conflict:
    """Days on which *holder* is accountable and *rival* believes to be, both included.

    It can come from merging two journals, or from an acceptance that was too late (R24).
    """

    need: str | None
    area: NeedArea | None
    first: date
    last: date | None
    holder: str
    rival: str
    why: Void
    entries: tuple[str, ...]

    def explain(self, lang: str = "sv") -> str:
        """The conflict as a case manager would say it."""
        return _spanned(
            "conflict", self, self.why.value, lang, holder=self.holder, rival=self.rival
        )


@unique
class LinkMark(Enum):
    """What is worth knowing about who holds a need."""

    BACKDATED = "backdated"
    HOLDER_AWAY = "holder_away"
    BOTH_AWAY = "both_away"
    STAND_IN_LEFT = "stand_in_left"
    BY_DEFAULT = "by_default"
    LIFTED = "lifted"
    LIFT_ANSWERED = "lift_answered"


@frozen(kw_only=True)
class Link:
    """Who is accountable for a need (None: the crisis) on a day, and how to reach them.

    *holder* is None in a gap. *acting* is the holder, or the stand-in while the holder is away.
    *lacking* names what is asked of the chain and not there (R23).
    """

    need: str | None
    area: NeedArea | None
    day: date
    holder: str | None
    since: date | None
    acting: str | None
    stand_in: str | None
    contact_path: str | None
    any_hour: str | None
    supporters: tuple[str, ...]
    lacking: tuple[str, ...]
    marks: tuple[LinkMark, ...]
    entries: tuple[str, ...]

    def explain(self, lang: str = "sv") -> str:
        """The link in a few sentences."""
        what = matter_words(self.need, self.area, lang)
        if self.holder is None:
            return text("link.gap", lang, matter=what)
        who = {
            "holder": self.holder,
            "acting": self.acting or "",
            "stand_in": self.stand_in or "",
        }
        key = "link.held_by_default" if self.since is None else "link.held"
        since = {} if self.since is None else {"since": self.since}
        said = [text(key, lang, matter=what, holder=self.holder, **since)]
        said += [text(f"link.{mark.value}", lang, **who) for mark in self.marks]
        if self.supporters:
            said.append(text("link.supporters", lang, who=self.supporters))
        if self.lacking:
            parts = words(*(chain_part(self.need, part) for part in self.lacking))
            said.append(text("link.lacking", lang, missing=parts))
        return " ".join(said)


def matter(area: NeedArea | None) -> Words:
    """What is held, as a fact: a need by its area, or the crisis."""
    return words("matter.crisis" if area is None else f"NeedArea.{area.value}")


def matter_words(need: str | None, area: NeedArea | None, lang: str) -> str:
    """What is held, in words: a need by its area and id, or the crisis."""
    if need is None:
        return text("matter.crisis", lang)
    return text("matter.need", lang, area=matter(area), need=need)


def chain_part(need: str | None, part: str) -> str:
    """The key of the catalogue for something that the chain lacks."""
    return f"chain_part.{'crisis' if need is None else 'need'}_{part}"


def _spanned(topic: str, days: Gap | Conflict, why: str, lang: str, **named: object) -> str:
    """Since when, or from when to when, and why."""
    one_day = "on_one_day" if days.first == days.last else "was"
    span = f"{topic}.{'goes_on' if days.last is None else one_day}"
    what = matter_words(days.need, days.area, lang)
    when = {"first": days.first, "last": days.last, "matter": what}
    return f"{text(span, lang, **when, **named)} {text(f'{topic}.{why}', lang, **named)}"
