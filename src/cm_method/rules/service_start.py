"""Target 1: the participant receives the service (IOP, "Resultatmål"; R2, R7)."""

from __future__ import annotations

from cm_method.rules.method import Asked
from cm_method.rules.milestone import Answer, Milestone, Step


def service_started(asked: Asked) -> tuple[Milestone, ...]:
    """Fulfilled on the day the service starts; a person counts once (R7)."""
    start = asked.episode.started
    step = Step(on=start.on, answer=Answer.YES, code="service_started", entries=(start.id,))
    return (asked.milestone(due=start.on, done=[step]),)
