"""A finding: what a rule answers about one participant on a day, with its reasons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from cm_method.dates import require_days
from cm_method.errors import Facts, facts
from cm_method.labels import has_text, label, text
from cm_method.rules.milestone import (
    Judgement,
    Mark,
    Milestone,
    Verdict,
    judge,
    standing_on,
)
from cm_method.sources import Source


@frozen(kw_only=True)
class Reason:
    """One reason of a finding, as a code with its facts; the words come from the catalogue."""

    code: str
    facts: Facts = ()

    def explain(self, lang: str = "sv") -> str:
        """The reason in words."""
        return text(f"reason.{self.code}", lang, **dict(self.facts))


@frozen(kw_only=True)
class Finding:
    """What one rule answers about one participant on the day *on*, as known on *known*.

    *due* is the last possible day in time (None while nobody can know it), *done_on* the day from
    which it is fulfilled, *entries* the ids it rests on, *counts* False for what is only listed.
    """

    rule: str
    participant: str
    episode: str
    on: date
    known: date | None
    verdict: Verdict
    reasons: tuple[Reason, ...]
    entries: tuple[str, ...]
    since: date
    due: date | None
    done_on: date | None
    marks: frozenset[Mark]
    counts: bool
    source: Source

    def explain(self, lang: str = "sv") -> str:
        """Verdict, reasons, last possible day and what would change it, as one paragraph."""
        sentences = [f"{label(self.verdict, lang)}.", *(r.explain(lang) for r in self.reasons)]
        if self.due is not None and self.due != self.since:
            sentences.append(text("finding.due", lang, due=self.due))
        sentences.append(self.what_would_change(lang))
        return " ".join(sentence for sentence in sentences if sentence)

    def what_would_change(self, lang: str = "sv") -> str:
        """What would make the answer another one: something to do, to record, or to wait for."""
        state = self.verdict.value
        if self.verdict is Verdict.NOT_YET_DUE and self.done_on is not None:
            state = "already_done"
        if self.reasons[0].code == "corrections_compete":
            return text("change.corrections_compete", lang)
        for key in (f"change.{self.rule}.{state}", f"change.{state}"):
            if has_text(key, lang):
                due = {"due": self.due} if self.due is not None else {}
                return text(key, lang, **due)
        return ""


def finding_of(
    milestone: Milestone, source: Source, *, on: date, known: date | None = None
) -> Finding:
    """The finding that a milestone gives on a day."""
    require_days(on=on, known=known)
    judgement = judge(milestone, on)
    return Finding(
        rule=milestone.rule,
        participant=milestone.participant,
        episode=milestone.episode,
        on=on,
        known=known,
        verdict=judgement.verdict,
        reasons=_reasons(milestone, judgement, on),
        entries=judgement.step.entries,
        since=milestone.since,
        due=milestone.due_on(on),
        done_on=judgement.done_on,
        marks=judgement.marks,
        counts=milestone.counts,
        source=source,
    )


def _reasons(milestone: Milestone, judgement: Judgement, on: date) -> tuple[Reason, ...]:
    step = judgement.step
    reasons = [Reason(code=step.code, facts=step.facts)]
    if judgement.verdict is Verdict.NOT_YET_DUE and judgement.done_on is not None:
        reasons.append(Reason(code="already_done", facts=facts(day=judgement.done_on)))
    if judgement.verdict is Verdict.MET_LATE:
        reasons.append(Reason(code="after_the_deadline", facts=facts(day=step.on)))
    if judgement.verdict is Verdict.MISSED:
        today = standing_on(milestone.done, on)
        if today.code != step.code:
            reasons.append(Reason(code=today.code, facts=today.facts))
    if not milestone.counts:
        reasons.append(Reason(code="listed_not_counted"))
    if judgement.verdict is not Verdict.EXCLUDED:
        marks = (mark for mark in Mark if mark in judgement.marks)
        reasons.extend(Reason(code=f"mark.{mark.value}") for mark in marks)
    return tuple(reasons)


def by_reason(missing: Iterable[Finding], lang: str) -> dict[str, list[str]]:
    """Who shares a reason; each participant once."""
    found: dict[str, list[str]] = {}
    for finding in missing:
        found.setdefault(finding.reasons[0].explain(lang), []).append(finding.participant)
    return found
