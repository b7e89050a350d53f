"""Judging a case: which episodes are asked, and what each rule answers on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from cm_method.case.case import Case
from cm_method.case.episodes import Episode, Reached, death, episodes
from cm_method.rules.findings import Finding, finding_of
from cm_method.rules.method import Asked, Counting, Method, Rule, StartDay
from cm_method.rules.milestone import Milestone


def milestones(case: Case, method: Method) -> tuple[Milestone, ...]:
    """Every milestone that figures count, of every episode that started under this edition.

    They answer for any day up to that of the case, at its state of knowledge.
    """
    return _milestones(case, method, method.rules)


def recurring(case: Case, method: Method) -> tuple[Milestone, ...]:
    """Every milestone of the rules that ask again and again, and that no figure counts."""
    return _milestones(case, method, method.recurring)


def _milestones(case: Case, method: Method, rules: tuple[Rule, ...]) -> tuple[Milestone, ...]:
    every = episodes(case)
    if not every:
        return ()
    died = death(case)
    counting = method.parameters.counting.value
    found: list[Milestone] = []
    counted = False
    for episode in every:
        if episode.started.edition != method.code:
            continue
        in_period = episode.first in method.period
        counts = in_period and (counting is Counting.EVERY_EPISODE or not counted)
        since = _clock_start(case, episode, method)
        for rule in rules:
            asked = Asked(
                rule=rule,
                case=case,
                episode=episode,
                method=method,
                since=since,
                counts=counts and not (counted and rule.once),
                died=died,
            )
            found.extend(rule.milestones(asked))
        counted = counted or in_period
    return tuple(found)


def _clock_start(case: Case, episode: Episode, method: Method) -> date:
    """The day from which the clocks of an episode count (R2).

    By default the first agreed meeting held; by choice the first time the person was reached since
    the episode before.
    """
    if method.parameters.start_day.value is StartDay.FIRST_MEETING:
        return episode.first
    after = episode.previous_last or date.min
    reached = [entry.on for entry in case.of_kind(Reached) if after < entry.on <= episode.first]
    return min(reached, default=episode.first)


def review(case: Case, method: Method) -> tuple[Finding, ...]:
    """What every rule finds about the case on its day, counted or listed.

    What opens after that day is not asked about yet.
    """
    return tuple(_findings(milestones(case, method), case, method))


def review_recurring(case: Case, method: Method) -> tuple[Finding, ...]:
    """What the rules that ask again and again find about the case on its day, in order of due day.

    Every wait is told, those that are over too; each asks for itself.
    """
    found = sorted(recurring(case, method), key=lambda each: (each.due or date.max, each.since))
    return tuple(_findings(found, case, method))


def _findings(found: Iterable[Milestone], case: Case, method: Method) -> Iterator[Finding]:
    for milestone in found:
        if milestone.opens > case.on:
            continue
        yield finding_of(
            milestone, method.rule_of(milestone.rule).source, on=case.on, known=case.known
        )


def of_this_edition(case: Case, method: Method) -> tuple[Episode, ...]:
    """The episodes that started under this edition, counted or listed."""
    return tuple(e for e in episodes(case) if e.started.edition == method.code)


def of_other_editions(case: Case, method: Method) -> tuple[Episode, ...]:
    """The episodes that keep another edition: listed, never judged by this one."""
    return tuple(e for e in episodes(case) if e.started.edition != method.code)
