"""Who may be in a research data set, and with what: the consents to research that run (R25).

A consent to research is the participant's own, of that kind and no other, and covers only the
categories of information that it names. It is asked twice: as it was known then, and as it is known
now. The data leave today, so a consent that has been withdrawn since counts no more, whatever day
the data set is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum, unique

from cm_method.case.case import Case
from cm_method.case.consent import Consent, ConsentKind, ConsentState, consents
from cm_method.case.information import Information
from cm_method.cohort.release import Release
from cm_method.journal import Category, Journal


@unique
class LeftOut(Enum):
    """Why a participant is not in the data set; they are only counted."""

    NOT_STARTED = "not_started"
    NO_CONSENT = "no_consent"
    ANOTHER_RECIPIENT = "another_recipient"
    NOT_RUNNING = "not_running"
    WITHDRAWN = "withdrawn"
    CONTESTED = "contested"
    ENDED_BY_DEATH = "ended_by_death"
    COURSE_NOT_COVERED = "course_not_covered"


_WHY_NOT: dict[ConsentState, LeftOut] = {
    ConsentState.WITHDRAWN: LeftOut.WITHDRAWN,
    ConsentState.CONTESTED: LeftOut.CONTESTED,
    ConsentState.ENDED_BY_DEATH: LeftOut.ENDED_BY_DEATH,
    ConsentState.EXPIRED: LeftOut.NOT_RUNNING,
    ConsentState.NOT_YET: LeftOut.NOT_RUNNING,
}
"""In the order in which the reason is told, where several consents do not run."""


def covered(
    journal: Journal,
    release: Release,
    information: Information,
    *,
    on: date,
    known: date | None = None,
) -> frozenset[Category] | LeftOut:
    """The categories that may leave for research, or why nothing may.

    Every row rests on the course of the service, so without that category nothing leaves.
    """
    last = max([on, *(entry.on for entry in journal.entries)])
    views = (
        (Case.of(journal, on=on, known=known), False),
        (Case.of(journal, on=last), True),
    )
    found = frozenset(Category)
    for case, afterwards in views:
        running = _running(case, release, on, afterwards=afterwards)
        if isinstance(running, LeftOut):
            return running
        found &= _categories(running, information)
    return found if Category.COURSE in found else LeftOut.COURSE_NOT_COVERED


def _running(
    case: Case, release: Release, on: date, *, afterwards: bool
) -> tuple[Consent, ...] | LeftOut:
    own = [
        each
        for each in consents(case)
        if each.entry.consent is ConsentKind.RESEARCH and each.entry.about is None
    ]
    if not own:
        return LeftOut.NO_CONSENT
    to_them = [each for each in own if _is_for(each, release)]
    if not to_them:
        return LeftOut.ANOTHER_RECIPIENT
    states = [_state(each, on, afterwards=afterwards) for each in to_them]
    pairs = zip(to_them, states, strict=True)
    running = tuple(each for each, state in pairs if state is ConsentState.RUNS)
    return running or next(why for state, why in _WHY_NOT.items() if state in states)


def _is_for(consent: Consent, release: Release) -> bool:
    """Whether a consent names this release's recipient and discloser, where these are asked."""
    recipient, discloser = release.recipient, release.discloser
    return (recipient is None or recipient in consent.entry.recipients) and (
        discloser is None or discloser == consent.entry.discloser
    )


def _state(consent: Consent, on: date, *, afterwards: bool) -> ConsentState:
    """Where a consent stands on a day; seen *afterwards*, also for what has ended it since."""
    if afterwards and not consent.contested:
        if consent.withdrawn is not None:
            return ConsentState.WITHDRAWN
        if consent.died is not None:
            return ConsentState.ENDED_BY_DEATH
        if consent.doubted is not None:
            return ConsentState.CONTESTED
    return consent.state(on)


def _categories(running: Iterable[Consent], information: Information) -> frozenset[Category]:
    granted = {code for each in running for code in each.entry.information}
    return frozenset(
        category
        for category in Category
        if any(information.covers(code, category.value) for code in granted)
    )
