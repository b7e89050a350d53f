"""What laws are tried on: days, entries, journals, registers and methods, made up at random.

For Hypothesis (extra ``testing``). `journals()` are life-like and without problems,
`wild_journals()` may hold anything that can be written down. Days are drawn close to where answers
change: the start, four and eight weeks, three months, the end and ninety days after it. `days`,
`entries`, `entries_after`, `journals`, `cases`, `registers` and `methods` are there to be used;
what else stands here serves the library's own tests, and may change with them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

from cm_method.adapters.extras import MissingExtra

try:
    from hypothesis import strategies as st
    from hypothesis.strategies import DrawFn, SearchStrategy, composite
except ModuleNotFoundError as error:
    if error.name != "hypothesis":
        raise
    raise MissingExtra("testing") from None

from cm_method.case.agreements import (
    Activity,
    ActivityHeld,
    AgreementAmended,
    AgreementMade,
    AgreementStatus,
    AgreementStatusChanged,
    Body,
    CostIncurred,
    CostKind,
    DisagreementRaised,
    DisagreementReferred,
    DisagreementSettled,
    FollowUpHeld,
    PartyRole,
    Phase,
    PhaseKind,
    ReportPart,
    RoleTaken,
    StatementGiven,
    TrainingHeld,
    VisitorsCounted,
)
from cm_method.case.assignments import (
    AssignmentAccepted,
    AssignmentDeclined,
    AssignmentEnded,
    AssignmentEndReason,
    AssignmentFollowedUp,
    AssignmentOrdered,
    AssignmentWorkerChanged,
    ImplementationPlanMade,
    LegalGround,
    RightToApplyTold,
)
from cm_method.case.case import Case
from cm_method.case.caseload import (
    CaseloadExceptionGranted,
    IntentionDropped,
    StartPlanned,
    WorkerChangePlanned,
)
from cm_method.case.chain import DefaultHolder
from cm_method.case.checks import case_problems
from cm_method.case.circumstances import Circumstance, CircumstanceAssessed
from cm_method.case.consent import ConsentGiven, ConsentKind, ConsentWithdrawn, SharingMade
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.crisis_plans import (
    CrisisPlanAgreed,
    CrisisPlanKind,
    CrisisPlanReviewed,
    HelpContact,
    ReviewTrigger,
    SituationChanged,
)
from cm_method.case.episodes import (
    Ended,
    EndReason,
    EntryRoute,
    Paused,
    Reached,
    Returned,
    Started,
    WorkerChanged,
)
from cm_method.case.information import BUILT_IN_INFORMATION
from cm_method.case.kinds import CASE_KINDS, PARTNERSHIP_KINDS
from cm_method.case.meetings import Attendee, MeetingHeld, Place
from cm_method.case.needs import CrisisLevelAssessed, NeedArea, NeedAssessed, NeedClosed
from cm_method.case.obstacles import Obstacle, ObstacleNoted, ObstacleOvercome, ServiceMissing
from cm_method.case.participants import Died, Gender, ParticipantDescribed
from cm_method.case.parties import LegalForm, PartyJoined, WorkerJoined, WorkerLeft
from cm_method.case.plans import ContactPath, Goal, GoalFollowedUp, GoalStatus, PlanAgreed
from cm_method.case.recovery import RecoveryCapitalRated, RecoveryPart, RecoveryScale
from cm_method.case.register import PARTNERSHIP, Register
from cm_method.case.responsibility import (
    AbsenceEnded,
    AbsenceNoted,
    EscalationAgreed,
    LiftAnswered,
    LiftedTo,
    NeedLifted,
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
    SupportEnded,
    SupportPromised,
)
from cm_method.case.self_ratings import (
    DE_JONG_GIERVELD_6,
    OWN_LONELINESS,
    OWN_PARTICIPATION,
    UCLA_3,
    Dimension,
    Instrument,
    SelfRated,
)
from cm_method.case.services import Ages, ServiceKind
from cm_method.case.sip import (
    NextOfKinPart,
    ResponsibleAuthority,
    SipAgreed,
    SipAnswer,
    SipAsked,
    SipEnded,
    SipEndReason,
    SipFollowedUp,
    SipInitiated,
    SipMeasure,
    SipMeetingHeld,
    SipOutcome,
    SipService,
)
from cm_method.dates import Period, plus_days, plus_months
from cm_method.fields import Checked
from cm_method.identity_numbers import holds_identity_number
from cm_method.journal import Entry, Journal, Objected, Retracted, RetractionReason, answered
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Counting, CrisisScale, Method, Span, StartDay
from cm_method.sources import Document, Source

E = TypeVar("E", bound=Entry)

EDITION = "hagersten-alvsjo-2026"
OTHER_EDITION = "another-2025"
PARTIES = ("hm", "hsf")
WORKERS = ("cm-1", "cm-2", "cm-3")
CONTACTS = ("psykiatri", "soctjänst", "vårdcentral", "förening")
LEVELS = ("none", "raised", "high", "acute")
INSTRUMENTS = (UCLA_3, OWN_PARTICIPATION, OWN_LONELINESS, DE_JONG_GIERVELD_6)

FIRST_DAY = date(2025, 1, 1)
LAST_DAY = date(2031, 12, 31)
NOTABLE_DAYS = (
    date(2026, 11, 16),
    date(2026, 5, 1),
    date(2026, 4, 30),
    date(2026, 11, 28),
    date(2026, 11, 29),
    date(2026, 11, 30),
    date(2027, 5, 31),
    date(2027, 11, 29),
    date(2028, 2, 29),
    date(2028, 12, 31),
    date(2029, 5, 1),
    date(2029, 5, 2),
)
"""Month ends, the leap day, and both ends of the agreement, each with a neighbour."""

DAYS_FROM_START = (0, 1, 7, 27, 28, 29, 30, 55, 56, 57, -1, -27, -28, -29)
DAYS_FROM_END = (0, -1, 1, -27, -28, -29, 28, 29, 30, 89, 90, 91)
DAYS_LATE = (0, 0, 0, 0, 1, 3, 14, 40, 120)
"""How many days after it happened an entry is recorded."""


# Days


def days(first: date = FIRST_DAY, last: date = LAST_DAY) -> SearchStrategy[date]:
    """Days in a span, the notable ones often."""
    notable = [day for day in NOTABLE_DAYS if first <= day <= last]
    anywhere = st.dates(first, last)
    return st.sampled_from(notable) | anywhere if notable else anywhere


def boundary_days(start: date, end: date | None = None) -> tuple[date, ...]:
    """The days around a start and an end on which answers change, with their neighbours."""
    found = [plus_days(start, n) for n in DAYS_FROM_START]
    found += [plus_days(plus_months(start, 3), n) for n in (0, -1, 1)]
    if end is not None:
        found += [plus_days(end, n) for n in DAYS_FROM_END]
    return tuple(dict.fromkeys(found))


def days_near(start: date, end: date | None = None) -> SearchStrategy[date]:
    """Days near the boundaries of an episode, or anywhere around it."""
    anywhere = st.integers(-60, 430).map(lambda n: plus_days(start, n))
    return st.sampled_from(boundary_days(start, end)) | anywhere


def days_of(journal: Journal) -> tuple[date, ...]:
    """Every day on which something about a journal may change, and its neighbours, in order."""
    found = {NOTABLE_DAYS[0]}
    for entry in journal.entries:
        near: tuple[date, ...] = (entry.on, entry.recorded)
        if isinstance(entry, Started):
            near += boundary_days(entry.on)
        if isinstance(entry, Ended | Died):
            near += tuple(plus_days(entry.on, n) for n in DAYS_FROM_END)
        if isinstance(entry, NeedAssessed | CrisisLevelAssessed):
            near += tuple(plus_days(entry.on, n) for n in (28, 55, 56))
        found.update(plus_days(day, n) for day in near for n in (-1, 0, 1))
    return tuple(sorted(found))


def days_asked_again(journal: Journal) -> tuple[date, ...]:
    """As `days_of`, with the days on which what is asked again and again falls due."""
    found = set(days_of(journal))
    for entry in journal.entries:
        for kinds, length in _ASKED_AGAIN_AFTER:
            if isinstance(entry, kinds):
                found.update(plus_days(entry.on, length + n) for n in (-1, 0, 1))
    return tuple(sorted(found))


_ASKED_AGAIN_AFTER: tuple[tuple[tuple[type[Entry], ...], int], ...] = (
    ((CrisisPlanAgreed, CrisisPlanReviewed), 90),
    ((SituationChanged, WorkerChanged), 7),
    ((ResponsibilityOffered,), 14),
)


def days_around(journal: Journal) -> SearchStrategy[date]:
    """Days worth asking a journal about: its own days, their boundaries, and any other."""
    return st.sampled_from(days_of(journal)) | days()


def days_known(journal: Journal) -> SearchStrategy[date | None]:
    """States of knowledge worth asking about: everything, or what was recorded by some day."""
    recorded = [entry.recorded for entry in journal.entries] or [NOTABLE_DAYS[0]]
    near = st.sampled_from(recorded).flatmap(
        lambda day: st.sampled_from((day, plus_days(day, -1), plus_days(day, 1)))
    )
    return st.none() | near


COURSES = ((), ("in time",), ("by chance",), ("in time",), ("in time", "by chance"))
"""How a topic goes in an episode."""


def _soon(book: _Book, first: date, within: int) -> date:
    """Within so many days of the start, or just too late."""
    days = st.integers(0, within) | st.sampled_from((within, within + 1, within + 30))
    return plus_days(first, book.draw(days))


# Words and numbers

_LETTERS = st.characters(exclude_categories=["Cs"])


def free_texts() -> SearchStrategy[str]:
    """Texts in people's own words, possibly empty."""
    said = st.sampled_from(("", "Sova bättre", "Läkartid bokad", "”Ring Åsa”, ö\n2 dar", "0123456"))
    return said | st.text(_LETTERS, max_size=12).filter(lambda s: not holds_identity_number(s))


def words() -> SearchStrategy[str]:
    """Texts that are not blank."""
    said = st.sampled_from(("psykiatri", "sova bättre", "Ö", "hm", "a b"))
    return said | free_texts().filter(lambda s: bool(s) and not s.isspace())


def ways_to_reach() -> SearchStrategy[str]:
    """Telephone numbers and the like; one of them looks like an identity number, and may."""
    return st.sampled_from(("08-508 22 000", "112", "8112189876", "brevlåda 7"))


def ids() -> SearchStrategy[str]:
    """Ids as parties give them, and now and then another opaque text."""
    numbered = st.builds("{}-{}".format, st.sampled_from(PARTIES), st.integers(1, 120))
    return numbered | words()


# Entries of every kind


def entries(kind: type[E]) -> SearchStrategy[E]:
    """Entries of one kind, built from its fields; what they answer need not exist."""
    return _entries(kind)


def any_entries(kinds: Sequence[type[Entry]] = CASE_KINDS) -> SearchStrategy[Entry]:
    """Entries of any of these kinds."""
    return st.sampled_from(kinds).flatmap(entries)


@composite
def _entries(draw: DrawFn, kind: type[E]) -> E:
    given = {name: draw(values) for name, values in values_of(kind).items()}
    on: date = given["on"]
    given["recorded"] = plus_days(on, draw(st.sampled_from(DAYS_LATE)))
    given["corrects"] -= {given["id"]}
    mend = _MEND.get(kind)
    if mend is not None:
        mend(draw, given)
    return kind(**given)


def _values_of(cls: Any) -> Mapping[str, SearchStrategy[Any]]:
    """A strategy for every field of a class, from its annotation and metadata."""
    hints = get_type_hints(cls)
    return {
        field.name: _OF_FIELD[field.name]
        if field.name in _OF_FIELD
        else _values(hints[field.name], field.metadata)
        for field in attrs.fields(cls)
        if field.init
    }


values_of: Callable[[Any], Mapping[str, SearchStrategy[Any]]] = cache(_values_of)


def _values(hint: Any, metadata: Mapping[str, object]) -> SearchStrategy[Any]:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        present = [part for part in parts if part is not NoneType]
        return st.none() | _values(present[0], metadata)
    if origin is tuple:
        return st.lists(_values(parts[0], metadata), max_size=3).map(tuple)
    if origin is frozenset:
        return st.frozensets(_values(parts[0], metadata), max_size=2)
    if hint is str:
        if "answers" in metadata:
            return ids()
        of_text = {"free": free_texts, "telephone": ways_to_reach, None: words}
        return of_text[metadata.get("text")]()  # type: ignore[index]
    if hint is date:
        return days()
    if hint is bool:
        return st.booleans()
    if hint is int:
        return st.integers(-3, 12)
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    return _built(hint)


@composite
def _built(draw: DrawFn, cls: type[Checked]) -> Checked:
    return cls(**{name: draw(values) for name, values in values_of(cls).items()})


CODES = (*PARTIES, *WORKERS, "psykiatri", "boende")
"""Parties, workers and outside actors that a chain or a consent may name."""
CATEGORIES = BUILT_IN_INFORMATION.codes
OWN_OBSTACLES = ("ingen-tolk", "inget-bank-id")
"""Codes of a municipality's own, for what stands in the way and for what is missing."""

_OF_FIELD: Mapping[str, SearchStrategy[Any]] = {
    "id": ids(),
    "by": st.sampled_from(PARTIES + WORKERS),
    "corrects": st.frozensets(ids(), max_size=2),
    "worker": st.sampled_from(WORKERS),
    "edition": st.sampled_from((EDITION, OTHER_EDITION)),
    "contact": st.sampled_from(CONTACTS),
    "level": st.sampled_from((*LEVELS, "off-the-scale")),
    **{
        name: st.sampled_from(CODES)
        for name in ("receiver", "lifter", "supporter", "absent", "sought", "turn_to")
    },
    **{name: st.none() | st.sampled_from(CODES) for name in ("giver", "stand_in")},
    **{name: st.sampled_from(CODES) for name in ("discloser", "recipient")},
    **{name: st.sampled_from(CODES) for name in ("asked_by", "initiator")},
    **{
        name: st.lists(st.sampled_from(CODES), max_size=3, unique=True).map(tuple)
        for name in ("called", "came")
    },
    "recipients": st.lists(st.sampled_from(CODES), max_size=2).map(tuple),
    "information": st.lists(st.sampled_from(CATEGORIES), min_size=1, max_size=2).map(tuple),
    "purpose": st.sampled_from(("care", "coordination")),
    **{name: st.sampled_from(CODES) for name in ("commissioner", "provider")},
    "monthly_price_sek": st.none() | st.integers(0, 60_000),
    "most": st.integers(1, 20),
    "justification": st.sampled_from(("Vikarie saknas.", "Två flyttar i maj.")),
    "months": st.integers(1, 12),
    **{name: st.integers(1, 24) for name in ("project_group_months", "steering_group_months")},
    **{name: st.integers(0, 90) for name in ("trained", "persons")},
    **{name: st.none() | st.integers(0, 90) for name in ("people", "hours")},
    "ceiling_sek": st.integers(0, 400_000),
    "statement": st.sampled_from(("Det gick bra.", "Vi lärde oss att samverkan tar tid.")),
    "instrument": st.sampled_from((*(each.code for each in INSTRUMENTS), "ors")),
    "obstacle": st.sampled_from((*(each.value for each in Obstacle), *OWN_OBSTACLES)),
    "scale": st.sampled_from(("dacts", "ips-25", "egen")),
}

Given = dict[str, Any]


def _mend_description(draw: DrawFn, given: Given) -> None:
    on: date = given["on"]
    born = draw(st.none() | st.dates(date(1900, 1, 1), on))
    year = draw(st.none() | st.integers(1900, on.year))
    given["birth_date"] = born
    given["birth_year"] = year if born is None or year is None else born.year


def _mend_plan(draw: DrawFn, given: Given) -> None:
    paths: tuple[ContactPath, ...] = given["contact_paths"]
    given["contact_paths"] = tuple({path.contact: path for path in paths}.values())
    ahead = draw(st.none() | st.integers(0, 90))
    given["review_on"] = None if ahead is None else plus_days(given["on"], ahead)


def _mend_goal_followed(draw: DrawFn, given: Given) -> None:
    given["number"] = draw(st.integers(1, 4))


def _mend_contact(_: DrawFn, given: Given) -> None:
    if given["status"] is not ContactStatus.PLANNED:
        given["planned_for"] = None


def _mend_meeting(_: DrawFn, given: Given) -> None:
    given["attendees"] = given["attendees"] or (Attendee.PARTICIPANT,)


def _mend_rating(draw: DrawFn, given: Given) -> None:
    if given["answers"]:
        given["score"] = None
    elif given["score"] is None:
        given["score"] = draw(st.integers(0, 10))


def _mend_retraction(draw: DrawFn, given: Given) -> None:
    if not given["corrects"]:
        given["corrects"] = frozenset({draw(ids().filter(lambda id: id != given["id"]))})


def _mend_period(draw: DrawFn, given: Given) -> None:
    length = draw(st.integers(0, 400))
    if given["last"] is not None:
        given["last"] = plus_days(given["first"], length)


def _mend_escalation(draw: DrawFn, given: Given) -> None:
    given["turn_to"] = draw(st.sampled_from(CODES).filter(lambda code: code != given["sought"]))


def _mend_consent(draw: DrawFn, given: Given) -> None:
    _mend_period(draw, given)
    given["recipients"] = given["recipients"] or (draw(st.sampled_from(CODES)),)


def _mend_sharing(draw: DrawFn, given: Given) -> None:
    given["necessity"] = draw(st.sampled_from(("läkarbesök", "möte om boende")))


def _mend_agreement(draw: DrawFn, given: Given) -> None:
    phases: tuple[Phase, ...] = given["phases"]
    given["phases"] = tuple({phase.phase: phase for phase in phases}.values())
    months = sum(phase.months for phase in given["phases"])
    given["last"] = plus_days(plus_months(given["first"], months), draw(st.integers(0, 90)))


def _mend_cost(draw: DrawFn, given: Given) -> None:
    amount = given["amount_sek"] = draw(st.integers(-5_000, 90_000))
    given["covered_sek"] = draw(st.integers(min(0, amount), max(0, amount)))


def _mend_visitors(draw: DrawFn, given: Given) -> None:
    given["last"] = plus_days(given["on"], -draw(st.integers(0, 90)))
    given["first"] = plus_days(given["last"], -draw(st.integers(0, 400)))


def _mend_missing(draw: DrawFn, given: Given) -> None:
    service = given["service"] = draw(st.none() | st.sampled_from(ServiceKind))
    given["lacking"] = draw(st.sampled_from(OWN_OBSTACLES)) if service is None else None


def _mend_capital(draw: DrawFn, given: Given) -> None:
    if all(given[part.value] is None for part in RecoveryPart):
        given[draw(st.sampled_from(RecoveryPart)).value] = draw(st.integers(0, 6))


def _mend_sip(_: DrawFn, given: Given) -> None:
    if given["internal"]:
        given["needs_both"], given["judged_by"] = False, None


def _mend_sip_meeting(_: DrawFn, given: Given) -> None:
    given["called"] = given["called"] or ("hm",)


def _mend_sip_plan(draw: DrawFn, given: Given) -> None:
    given["no_other_measures"] = given["no_other_measures"] and not given["measures"]
    _mend_follow_up(draw, given)


def _mend_sip_followed_up(draw: DrawFn, given: Given) -> None:
    numbers = draw(st.lists(st.integers(1, 4), max_size=4, unique=True))
    place = draw(st.integers(0, len(numbers)))
    given["received"], given["not_received"] = tuple(numbers[:place]), tuple(numbers[place:])
    _mend_follow_up(draw, given)


def _mend_follow_up(draw: DrawFn, given: Given) -> None:
    ahead = draw(st.none() | st.integers(1, 200))
    given["follow_up_on"] = None if ahead is None else plus_days(given["on"], ahead)


def _mend_worker(draw: DrawFn, given: Given) -> None:
    given["worker"] = draw(st.none() | st.sampled_from(WORKERS))


_MEND: Mapping[type[Entry], Callable[[DrawFn, Given], None]] = {
    ParticipantDescribed: _mend_description,
    PlanAgreed: _mend_plan,
    GoalFollowedUp: _mend_goal_followed,
    ContactFollowed: _mend_contact,
    MeetingHeld: _mend_meeting,
    SelfRated: _mend_rating,
    Retracted: _mend_retraction,
    AbsenceNoted: _mend_period,
    EscalationAgreed: _mend_escalation,
    ConsentGiven: _mend_consent,
    SharingMade: _mend_sharing,
    SipInitiated: _mend_sip,
    SipMeetingHeld: _mend_sip_meeting,
    SipAgreed: _mend_sip_plan,
    SipFollowedUp: _mend_sip_followed_up,
    AssignmentAccepted: _mend_worker,
    StartPlanned: _mend_worker,
    CaseloadExceptionGranted: _mend_period,
    AgreementMade: _mend_agreement,
    CostIncurred: _mend_cost,
    VisitorsCounted: _mend_visitors,
    ServiceMissing: _mend_missing,
    RecoveryCapitalRated: _mend_capital,
}
"""What holds between the fields of a kind is made to hold."""


# Journals


class _Book:
    """A journal in the making: gives ids, and writes entries down sooner or later."""

    def __init__(self, draw: DrawFn) -> None:
        self.draw = draw
        self.entries: list[Entry] = []
        self._numbers = {party: draw(st.sampled_from((1, 8, 97))) for party in PARTIES}

    def new_id(self, party: str) -> str:
        number = self._numbers[party]
        self._numbers[party] = number + 1
        return f"{party}-{number}"

    def one_of(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def up_to(self, most: int) -> int:
        return self.draw(st.integers(0, most))

    def chance(self) -> bool:
        return self.draw(st.booleans())

    def write(self, kind: type[E], on: date, **payload: Any) -> E:
        party = self.one_of(*PARTIES)
        entry = kind(
            id=self.new_id(party),
            on=on,
            recorded=plus_days(on, self.one_of(*DAYS_LATE)),
            by=party,
            **payload,
        )
        self.entries.append(entry)
        return entry

    def journal(self, subject: str) -> Journal:
        return Journal(subject=subject, entries=tuple(self.entries))


def subjects() -> SearchStrategy[str]:
    """Pseudonyms."""
    return st.integers(1, 99).map("P-{:04}".format)


@composite
def journals(
    draw: DrawFn, subject: str | None = None, edition: str = EDITION, *, disposed: bool = True
) -> Journal:
    """Life-like journals without problems; some entries may have been *disposed* of."""
    book = _Book(draw)
    _live(book, edition)
    journal = _without_problems(book.journal(subject or draw(subjects())))
    book.entries = list(journal.entries)
    for _ in range(book.up_to(3)):
        for candidate in _revisions(book):
            revised = journal.with_entries(*candidate)
            if not case_problems(revised):
                journal = revised
                book.entries = list(journal.entries)
    if disposed and journal.entries and book.up_to(7) == 7:
        without = journal.dispose([book.one_of(*journal.entries).id])
        journal = journal if case_problems(without) else without
    return journal


def _without_problems(journal: Journal) -> Journal:
    """The journal without the entries that have problems, and without what hangs on them."""
    while problems := case_problems(journal):
        wrong = {problem.path.split("/")[1] for problem in problems}
        kept = [entry for entry in journal.entries if entry.id not in wrong]
        journal = attrs.evolve(journal, entries=kept)
    return journal


@composite
def wild_journals(draw: DrawFn, subject: str | None = None, edition: str = EDITION) -> Journal:
    """Journals of anything that can be written down, problems and all."""
    book = _Book(draw)
    _live(book, edition, gaps=(1, 30, 0, -1, -30))
    for _ in range(book.up_to(3)):
        for candidate in _revisions(book):
            unsettled = len(candidate) > 1 and book.chance()
            book.entries.extend(candidate[:-1] if unsettled else candidate)
    for _ in range(book.up_to(5)):
        _scribble(book)
    gone = draw(st.frozensets(st.sampled_from([e.id for e in book.entries]), max_size=2))
    return Journal(
        subject=subject or draw(subjects()),
        entries=tuple(book.entries),
        disposed=gone if book.up_to(3) == 3 else (),
    )


def any_journals(subject: str | None = None, edition: str = EDITION) -> SearchStrategy[Journal]:
    """Life-like and wild journals."""
    return journals(subject, edition) | wild_journals(subject, edition)


@composite
def tangled_journals(draw: DrawFn) -> Journal:
    """Small journals in which entries correct one another in every way, in circles too."""
    size = draw(st.integers(0, 6))
    names = [f"hm-{number}" for number in range(8, 8 + size)]
    found: list[Entry] = []
    for id in names:
        others = st.sampled_from([name for name in (*names, "hsf-1") if name != id])
        on = plus_days(NOTABLE_DAYS[0], draw(st.integers(0, 3)))
        recorded = plus_days(on, draw(st.integers(0, 3)))
        corrects = draw(st.frozensets(others, max_size=2))
        found.append(
            CrisisLevelAssessed(
                id=id, on=on, recorded=recorded, by="hm", corrects=corrects, level="none"
            )
        )
    return Journal(subject="P-0001", entries=tuple(found))


def _live(book: _Book, edition: str, gaps: Sequence[int] = (1, 2, 30, 91, 200)) -> None:
    """One participant's way through the service, once or several times, with these gaps."""
    first = book.draw(days(date(2026, 4, 1), date(2029, 6, 1)))
    if book.chance():
        _describe(book, plus_days(first, -book.up_to(40)))
    for number in range(book.one_of(1, 1, 1, 2, 3)):
        died, last = _episode(book, first, edition if book.up_to(7) < 7 else OTHER_EDITION, number)
        if died or last is None:
            break
        first = plus_days(last, book.one_of(*gaps))
    for _ in range(book.up_to(1)):
        entry = book.one_of(*book.entries)
        book.write(Objected, entry.on, entry=entry.id, words=book.one_of("", "Så sa jag inte."))


def _describe(book: _Book, on: date) -> None:
    year = book.one_of(None, 1996, 2003, 2008)
    book.write(
        ParticipantDescribed,
        on,
        birth_year=year,
        birth_date=date(year, 2, 28) if year and book.chance() else None,
        gender=book.one_of(None, *Gender),
        district=book.one_of(None, "hägersten-älvsjö"),
    )


def _episode(book: _Book, first: date, edition: str, number: int) -> tuple[bool, date | None]:
    """One start to its end; answers whether the participant died, and the last day."""
    length = book.one_of(None, 0, 20, 28, 55, 56, 57, 91, 92, 120, 250)
    last = None if length is None else plus_days(first, length)
    how = book.one_of("ended", "ended", "ended", "died", "ended by death")
    if book.chance():
        on = plus_days(first, -book.one_of(0, 1, 10, 60)) if number == 0 else first
        book.write(Reached, on, route=book.one_of(*EntryRoute))
    start = book.write(Started, first, worker=book.one_of(*WORKERS), edition=edition)
    _work(book, days_near(first, last).map(lambda day: min(day, last or day)), start)
    before = len(book.entries)
    for topic in (_plans_and_contacts, _ratings, _crisis):
        topic(book, first, last)
    for also in book.one_of(*OCCASIONS):
        also(book, days_near(first, last).map(lambda day: max(first, day)))
    if last is not None and how != "ended":
        book.entries[before:] = [e for e in book.entries[before:] if e.on <= last]
    if last is None:
        return False, None
    if how == "died":
        book.write(Died, last)
    else:
        reasons = [reason for reason in EndReason if reason is not EndReason.DEATH]
        reason = book.one_of(*reasons) if how == "ended" else EndReason.DEATH
        book.write(Ended, last, start=start.id, reason=reason)
    return how != "ended", last


def _work(book: _Book, near: SearchStrategy[date], start: Started) -> None:
    """Meetings, pauses, changes of worker."""

    def day() -> date:
        return max(start.on, book.draw(near))

    for _ in range(book.up_to(1)):
        book.write(
            MeetingHeld,
            book.draw(near),
            place=book.one_of(*Place),
            attendees=[book.one_of(*Attendee)],
            individual_contact=book.chance(),
        )
    for _ in range(book.up_to(1)):
        book.write(WorkerChanged, day(), start=start.id, worker=book.one_of(*WORKERS))
    for _ in range(book.up_to(1)):
        pause = book.write(Paused, day(), start=start.id)
        if book.chance():
            book.write(Returned, max(pause.on, day()), pause=pause.id)


def _plan_content(book: _Book) -> Given:
    """Mostly a clear plan; sometimes one that lacks a part."""
    lacks = book.one_of(*[None] * 4, "goals", "sub_goals", "contact_paths", "with_participant")
    sub_goals = [] if lacks == "sub_goals" else ["Läkartid bokad"]
    goals = [Goal(what="Sova bättre", sub_goals=sub_goals)]
    goals += [Goal(what="Gå ut", sub_goals=["En gång i veckan"])] * book.up_to(1)
    paths = [
        ContactPath(contact=contact, priority=book.one_of(True, True, False))
        for contact in CONTACTS[: book.one_of(1, 2, 3)]
    ]
    return {
        "goals": [] if lacks == "goals" else goals,
        "contact_paths": [] if lacks == "contact_paths" else paths,
        "with_participant": lacks != "with_participant",
    }


def _plan(book: _Book, near: SearchStrategy[date]) -> None:
    plan = book.write(PlanAgreed, book.draw(near), **_plan_content(book))
    if plan.goals and book.chance():
        book.write(
            GoalFollowedUp,
            max(plan.on, book.draw(near)),
            plan=plan.id,
            number=len(plan.goals),
            status=book.one_of(*GoalStatus),
        )


def _plans_and_contacts(book: _Book, first: date, last: date | None) -> None:
    """Plans and what became of their contacts: in time, by chance, or both."""
    near = days_near(first, last)
    how = book.one_of(*COURSES)
    if "in time" in how:
        plan = book.write(PlanAgreed, _soon(book, first, 56), **_plan_content(book))
        for contact in plan.priority_contacts:
            on = _soon(book, first, 92)
            book.write(ContactFollowed, on, contact=contact, status=ContactStatus.ATTENDED)
    if "by chance" in how:
        for _ in range(book.up_to(2)):
            _plan(book, near)
        for _ in range(book.up_to(4)):
            _contact(book, near)


def _contact(book: _Book, near: SearchStrategy[date]) -> None:
    attended = ContactStatus.ATTENDED
    status = book.one_of(attended, attended, *ContactStatus)
    on = book.draw(near)
    ahead = status is ContactStatus.PLANNED and book.chance()
    book.write(
        ContactFollowed,
        on,
        contact=book.one_of(*CONTACTS[:2] * 2, *CONTACTS),
        status=status,
        planned_for=plus_days(on, 14) if ahead else None,
    )


def _rating_content(book: _Book) -> Given:
    instrument = book.one_of(*INSTRUMENTS)
    given: Given = {"instrument": instrument.code, "score": None, "answers": ()}
    if instrument.items and book.chance():
        given["answers"] = tuple(book.one_of(1, 2, 3, 3, None) for _ in range(instrument.items))
    else:
        given["score"] = book.draw(st.integers(instrument.lowest, instrument.highest))
    return given


def _ratings(book: _Book, first: date, last: date | None) -> None:
    near = days_near(first, last)
    how = book.one_of(*COURSES)
    if "in time" in how and last is not None:
        for instrument in (UCLA_3, OWN_PARTICIPATION)[: book.one_of(2, 1)]:
            scores = st.integers(instrument.lowest, instrument.highest)
            after = plus_days(last, book.one_of(1, 0, 90, 91, -1, -28))
            for on in (_soon(book, first, 29), after):
                book.write(SelfRated, on, instrument=instrument.code, score=book.draw(scores))
    if "by chance" in how:
        for _ in range(book.up_to(3)):
            book.write(SelfRated, book.draw(near), **_rating_content(book))


def _crisis_plan_content(book: _Book) -> Given:
    """Mostly a complete crisis plan; sometimes one that lacks a part."""
    said = ("warning_signs", "coping", "distractions", "supporters", "safe_surroundings")
    lacks = book.one_of(*[None] * 16, *said, "professionals", "any_hour", "with_participant")
    given: Given = {part: [] if part == lacks else ["Ringa en vän"] for part in said}
    given["plan_kind"] = book.one_of(*CrisisPlanKind)
    given["with_participant"] = lacks != "with_participant"
    on_call = HelpContact(who="Mobila teamet", reach="08-123", any_hour=lacks != "any_hour")
    given["professionals"] = [] if lacks == "professionals" else [on_call]
    return given


def _crisis(book: _Book, first: date, last: date | None) -> None:
    """Needs, crisis levels, crisis plans, and who takes responsibility for what."""
    near = days_near(first, last)
    how = book.one_of(*COURSES)
    co_occurring = (NeedArea.ADDICTION, NeedArea.MENTAL_ILL_HEALTH)
    if "in time" in how:
        areas = co_occurring[: book.one_of(2, 1)]
        matters = [book.write(NeedAssessed, _soon(book, first, 30), area=area) for area in areas]
        book.write(CrisisPlanAgreed, _soon(book, first, 56), **_crisis_plan_content(book))
        for matter in (*matters, None):
            on = plus_days(matter.on if matter else first, book.up_to(20))
            need = matter.id if matter else None
            offer = book.write(ResponsibilityOffered, on, need=need, receiver="hsf")
            _accept(book, plus_days(on, book.up_to(10)), offer)
    if "by chance" in how:
        needs = [
            book.write(
                NeedAssessed, book.draw(near), area=book.one_of(*co_occurring * 3, *NeedArea)
            )
            for _ in range(book.up_to(2))
        ]
        for open_need in needs:
            if book.up_to(3) == 3:
                book.write(NeedClosed, max(open_need.on, book.draw(near)), need=open_need.id)
        for _ in range(book.up_to(2)):
            book.write(CrisisLevelAssessed, book.draw(near), level=book.one_of(*LEVELS))
        for _ in range(book.up_to(2)):
            book.write(CrisisPlanAgreed, book.draw(near), **_crisis_plan_content(book))
        for asked in (*needs, None):
            if book.chance():
                _take_responsibility(book, near, asked)


def _take_responsibility(
    book: _Book, near: SearchStrategy[date], matter: NeedAssessed | None
) -> None:
    """An offer and its answer; then perhaps a handover of what was accepted, or its end."""
    giver: str | None = None
    earliest = matter.on if matter else None
    for _ in range(book.one_of(1, 1, 2, 3)):
        on = book.draw(near)
        on = on if earliest is None else max(on, earliest)
        need = matter.id if matter else None
        receiver = book.one_of(*PARTIES)
        offer = book.write(ResponsibilityOffered, on, need=need, giver=giver, receiver=receiver)
        answer = book.one_of("yes", "yes", "yes", "no", "withdrawn", "silence", "twice")
        later = max(on, plus_days(on, book.one_of(0, 1, 5, 30)))
        if answer == "no":
            book.write(ResponsibilityRefused, later, offer=offer.id)
        if answer == "withdrawn":
            book.write(OfferWithdrawn, later, offer=offer.id)
        if answer not in ("yes", "twice"):
            continue
        accepted = _accept(book, later, offer)
        if answer == "twice":
            _accept(book, later, offer)
        giver, earliest = receiver, later
        if book.up_to(4) == 4:
            last = plus_days(later, book.one_of(0, 1, 20, 60))
            book.write(ResponsibilityEnded, last, acceptance=accepted.id)


def _accept(book: _Book, on: date, offer: ResponsibilityOffered) -> ResponsibilityAccepted:
    ways = {"contact_path": "08-508", "stand_in": "cm-2", "any_hour": "112"}
    lacks = book.one_of(*[None] * 12, *ways)
    given = {name: None if name == lacks else way for name, way in ways.items()}
    return book.write(ResponsibilityAccepted, on, offer=offer.id, **given)


def _of_kind(book: _Book, kind: type[E]) -> list[E]:
    """What is written down so far of a kind."""
    return [entry for entry in book.entries if isinstance(entry, kind)]


def _some_need(book: _Book) -> str | None:
    """A need that is written down, or None for the crisis."""
    need: str | None = book.one_of(None, *(need.id for need in _of_kind(book, NeedAssessed)))
    return need


def _what_happens(book: _Book, near: SearchStrategy[date]) -> None:
    """What a crisis plan must keep up with, and the days on which it is gone through again."""
    for _ in range(book.one_of(1, 1, 2)):
        book.write(SituationChanged, book.draw(near), change=book.one_of(*ReviewTrigger))
    since = _of_kind(book, SituationChanged)[-1].on
    plans = _of_kind(book, CrisisPlanAgreed)
    for _ in range(book.one_of(1, 2) if plans else 0):
        plan = book.one_of(*plans)
        after = max(plan.on, book.one_of(plan.on, since))
        on = plus_days(after, book.one_of(0, 1, 7, 8, 30, 90, 91))
        with_participant = book.one_of(True, True, True, False)
        book.write(CrisisPlanReviewed, on, plan=plan.id, with_participant=with_participant)


def _need_lifted(book: _Book, near: SearchStrategy[date]) -> None:
    """A need that no service answers is lifted, and the lifting perhaps answered or let go."""
    for need in _of_kind(book, NeedAssessed)[-1:]:
        on = max(need.on, book.draw(near))
        lift = book.write(
            NeedLifted,
            on,
            need=need.id,
            lifter=book.one_of(*PARTIES),
            lifted_to=book.one_of(*LiftedTo),
            contact_path=book.one_of("08-508", None),
            stand_in=book.one_of("cm-2", None),
        )
        then = book.one_of("answered", "let go", "nothing")
        later = plus_days(on, book.one_of(0, 1, 30))
        if then == "answered":
            book.write(LiftAnswered, later, lift=lift.id, service_found=book.chance())
        if then == "let go":
            book.write(ResponsibilityEnded, later, acceptance=lift.id)


def _around_the_chain(book: _Book, near: SearchStrategy[date]) -> None:
    """Absences, support, and whom to turn to next."""
    first = book.draw(near)
    length = book.one_of(None, 0, 5, 40)
    away = book.write(
        AbsenceNoted,
        first,
        absent=book.one_of(*PARTIES, "cm-2"),
        first=first,
        last=None if length is None else plus_days(first, length),
    )
    if book.chance():
        book.write(AbsenceEnded, plus_days(away.on, book.one_of(0, 3)), absence=away.id)
    support = book.write(
        SupportPromised, book.draw(near), need=_some_need(book), supporter=book.one_of(*CODES)
    )
    if book.chance():
        book.write(SupportEnded, plus_days(support.on, book.up_to(20)), support=support.id)
    sought, turn_to = book.one_of(("hm", "cm-2"), ("cm-2", "hsf"), ("hsf", "hm"))
    book.write(EscalationAgreed, book.draw(near), sought=sought, turn_to=turn_to, reach="112")


def _consents(book: _Book, near: SearchStrategy[date]) -> None:
    """A consent, perhaps withdrawn, and a sharing under it or beside it."""
    on = book.draw(near)
    discloser, recipient = book.one_of(PARTIES, PARTIES[::-1])
    asked: Given = {"information": [book.one_of(*CATEGORIES)], "purpose": "care"}
    given = book.write(
        ConsentGiven,
        on,
        consent=book.one_of(ConsentKind.SECRECY_WAIVER, *ConsentKind),
        discloser=discloser,
        recipients=[recipient],
        first=on,
        last=plus_days(on, book.one_of(0, 30, 31, 365)),
        form="pärm 3",
        **asked,
    )
    later = plus_days(on, book.one_of(0, 1, 30))
    if book.chance():
        book.write(ConsentWithdrawn, later, consent_given=given.id)
    if book.chance():
        told: Given = {"discloser": discloser, "recipient": recipient, "necessity": "läkarbesök"}
        book.write(SharingMade, later, **told, **asked)


def _in_the_way(book: _Book, near: SearchStrategy[date]) -> None:
    """Obstacles, perhaps overcome, and services that are missing for a need."""
    for _ in range(book.one_of(1, 1, 2)):
        noted = book.write(
            ObstacleNoted,
            book.draw(near),
            obstacle=book.one_of(*(each.value for each in Obstacle), *OWN_OBSTACLES),
        )
        if book.chance():
            later = plus_days(noted.on, book.one_of(0, 1, 30))
            book.write(ObstacleOvercome, later, noted=noted.id)
    for need in _of_kind(book, NeedAssessed)[-2:]:
        on = max(need.on, book.draw(near))
        service = book.one_of(None, *ServiceKind)
        lacking = book.one_of(*OWN_OBSTACLES) if service is None else None
        book.write(ServiceMissing, on, need=need.id, service=service, lacking=lacking)


def _capital_rated(book: _Book, near: SearchStrategy[date]) -> None:
    """The four parts rated, some of them left out."""
    for _ in range(book.one_of(1, 2)):
        rated = {part.value: book.one_of(None, *range(1, 6)) for part in RecoveryPart}
        rated[book.one_of(*RecoveryPart).value] = book.one_of(1, 3, 5)
        book.write(RecoveryCapitalRated, book.draw(near), with_participant=book.chance(), **rated)


def _circumstances(book: _Book, near: SearchStrategy[date]) -> None:
    """What somebody assessed about the person's situation, perhaps twice."""
    for _ in range(book.one_of(1, 2, 4)):
        asked = book.one_of(*Circumstance)
        book.write(CircumstanceAssessed, book.draw(near), circumstance=asked, present=book.chance())


def _sip_plan_content(book: _Book, on: date) -> Given:
    """Mostly a plan with all that the statute asks for; sometimes one that lacks a part."""
    lacks = book.one_of(*[None] * 4, "services", "authority", "measures", "overall")
    authorities = (ResponsibleAuthority.REGION, ResponsibleAuthority.MUNICIPALITY)
    services = [
        SipService(needed="stöd", authority=authority, who=book.one_of(None, *CODES))
        for authority in authorities[: book.one_of(1, 2)]
    ]
    if lacks == "authority":
        services.append(SipService(needed="boende"))
    measures = [] if book.chance() else [SipMeasure(measure="lots", who=book.one_of(*CODES))]
    return {
        "services": [] if lacks == "services" else services,
        "measures": [] if lacks == "measures" else measures,
        "no_other_measures": lacks != "measures" and not measures,
        "overall": None if lacks == "overall" else book.one_of(*authorities),
        "overall_unit": book.one_of(None, *CODES),
        "with_participant": book.one_of(True, True, False),
        "next_of_kin_part": book.one_of(None, *NextOfKinPart),
        "follow_up_on": plus_days(on, book.one_of(1, 30, 90)) if book.chance() else None,
    }


def _sip(book: _Book, near: SearchStrategy[date]) -> None:
    """Asked about a SIP; perhaps one begins, is met about, agreed, followed up and ended."""
    on = book.draw(near)
    for _ in range(book.one_of(1, 1, 0, 2)):
        book.write(SipAsked, on, answer=book.one_of(*SipAnswer), asked_by=book.one_of(*CODES))
    internal = book.one_of(False, False, False, True)
    judged = None if internal else book.one_of(None, *ResponsibleAuthority)
    for _ in range(book.one_of(1, 1, 0, 2)):
        sip = book.write(
            SipInitiated,
            plus_days(on, book.up_to(10)),
            initiator=book.one_of(*CODES),
            internal=internal,
            needs_both=not internal and book.chance(),
            judged_by=judged,
        )
        _work_with_sip(book, sip)


def _work_with_sip(book: _Book, sip: SipInitiated) -> None:
    day, plan = sip.on, None
    for step in book.one_of((), (1,), (1, 2), (2, 3), (1, 2, 3, 2, 3), (2, 3, 4), (2, 2, 4), (4,)):
        day = plus_days(day, book.one_of(1, 0, 7, 29, 30, 31, 91))
        if step == 1:
            called = list(dict.fromkeys((book.one_of(*CODES), book.one_of(*CODES))))
            came = called[: book.up_to(len(called))]
            there = {"called": called, "came": came, "participant_came": book.chance()}
            book.write(SipMeetingHeld, day, sip=sip.id, **there)
        elif step == 2:
            plan = book.write(SipAgreed, day, sip=sip.id, **_sip_plan_content(book, day))
        elif step == 4:
            book.write(SipEnded, day, sip=sip.id, reason=book.one_of(*SipEndReason))
        elif plan is not None:
            got = [number for number, _ in enumerate(plan.services, start=1)]
            book.write(
                SipFollowedUp,
                plus_days(day, 1),
                sip=sip.id,
                participant_says=book.one_of(*SipOutcome),
                received=got[: book.up_to(1)],
                follow_up_on=book.one_of(None, None, plus_days(day, 30)),
            )


def _assignment(book: _Book, near: SearchStrategy[date]) -> None:
    """An assignment from its order to wherever it has come."""
    on = book.draw(near)
    order = book.write(
        AssignmentOrdered,
        on,
        service=book.one_of(ServiceKind.HOUSING_SUPPORT, *ServiceKind),
        commissioner="hsf",
        provider="hm",
        legal_ground=book.one_of(*LegalGround),
        precondition=book.one_of(True, False, None),
        monthly_price_sek=book.one_of(None, 9_000),
    )
    if book.chance():
        book.write(RightToApplyTold, plus_days(on, book.up_to(20)), assignment=order.id)
    on = plus_days(on, book.one_of(0, 1, 20))
    if book.up_to(4) == 4:
        book.write(AssignmentDeclined, on, assignment=order.id)
        return
    worker = book.one_of(None, *WORKERS)
    book.write(AssignmentAccepted, on, assignment=order.id, worker=worker)
    for kind in (AssignmentWorkerChanged, ImplementationPlanMade, AssignmentFollowedUp):
        if not book.chance():
            continue
        on = plus_days(on, book.one_of(0, 1, 20, 60))
        said: Given = {"worker": book.one_of(*WORKERS)}
        if kind is not AssignmentWorkerChanged:
            said = {"follow_up_on": book.one_of(None, plus_days(on, 90))}
        if kind is ImplementationPlanMade:
            said["with_participant"] = book.one_of(True, True, False)
        book.write(kind, on, assignment=order.id, **said)
    if book.chance():
        reason = book.one_of(*AssignmentEndReason)
        last = plus_days(on, book.one_of(0, 1, 30, 200))
        book.write(AssignmentEnded, last, assignment=order.id, reason=reason)


def _planned_moves(book: _Book, near: SearchStrategy[date]) -> None:
    """A start and a change of worker that are planned, and perhaps dropped."""
    on = book.draw(near)
    plans: list[Entry] = []
    if book.chance():
        said: Given = {"service": book.one_of(*ServiceKind), "worker": book.one_of(None, *WORKERS)}
        ahead = plus_days(on, book.one_of(-1, 0, 14, 60))
        plans.append(book.write(StartPlanned, on, planned_for=ahead, **said))
    start = _of_kind(book, Started)[-1]
    on = max(start.on, on)
    ahead = plus_days(on, book.one_of(-1, 0, 14, 60))
    said = {"start": start.id, "worker": book.one_of(*WORKERS), "planned_for": ahead}
    plans.append(book.write(WorkerChangePlanned, on, **said))
    if book.chance():
        plan = book.one_of(*plans)
        book.write(IntentionDropped, plus_days(plan.on, book.one_of(0, 5)), plan=plan.id)


OCCASIONS: tuple[tuple[Callable[[_Book, SearchStrategy[date]], None], ...], ...] = (
    (),
    (),
    (_what_happens,),
    (_what_happens, _need_lifted),
    (_need_lifted, _around_the_chain),
    (_around_the_chain, _consents),
    (_consents,),
    (_in_the_way, _need_lifted),
    (_in_the_way, _need_lifted, _capital_rated),
    (_capital_rated,),
    (_circumstances,),
    (_sip,),
    (_consents, _sip),
    (_assignment,),
    (_assignment, _planned_moves),
)
"""What else may happen in an episode."""


def _revisions(book: _Book) -> list[list[Entry]]:
    """A second look at one entry: corrected, taken back, or corrected twice and then settled."""
    named = {id for entry in book.entries for id in entry.corrects}
    entry = book.one_of(*(e for e in book.entries if e.id not in named))
    if not isinstance(entry, Retracted):
        how = book.one_of("correct", "correct", "retract", "settle", "repeat")
        if how == "correct":
            return [[_corrected(book, entry)]]
        if how == "retract":
            return [[_retraction(book, entry)]]
        if how == "settle":
            rivals = [_corrected(book, entry), _corrected(book, entry)]
            names = frozenset(rival.id for rival in rivals)
            third = attrs.evolve(_corrected(book, entry), corrects=names)
            return [[*rivals, third]]
        again = attrs.evolve(
            entry, id=book.new_id("hsf"), by="hsf", recorded=plus_days(entry.recorded, 2)
        )
        return [[again]]
    return []


def _retraction(book: _Book, entry: Entry) -> Retracted:
    party = book.one_of(*PARTIES)
    return Retracted(
        id=book.new_id(party),
        on=entry.on,
        recorded=plus_days(entry.recorded, book.one_of(*DAYS_LATE)),
        by=party,
        corrects=[entry.id],
        reason=book.one_of(*RetractionReason),
    )


def _corrected(book: _Book, entry: Entry) -> Entry:
    """The entry as somebody else, or somebody later, says that it was."""
    party = book.one_of(*PARTIES)
    on = plus_days(entry.on, book.one_of(0, 0, -1, 1, -30, 30))
    content: dict[type[Entry], Callable[[], Given]] = {
        PlanAgreed: lambda: _plan_content(book),
        CrisisPlanAgreed: lambda: _crisis_plan_content(book),
        SelfRated: lambda: _rating_content(book),
        SipAgreed: lambda: _sip_plan_content(book, on),
        SipAsked: lambda: {"answer": book.one_of(*SipAnswer)},
        NeedAssessed: lambda: {"area": book.one_of(*NeedArea)},
        CrisisLevelAssessed: lambda: {"level": book.one_of(*LEVELS)},
        CircumstanceAssessed: lambda: {"present": book.chance()},
        Ended: lambda: {"reason": book.one_of(*EndReason)},
        ContactFollowed: lambda: {"status": book.one_of(*ContactStatus), "planned_for": None},
        Started: lambda: {"worker": book.one_of(*WORKERS)},
    }
    changed = content.get(type(entry), dict)() if book.chance() else {}
    if isinstance(entry, SipAgreed | SipFollowedUp) and entry.follow_up_on is not None:
        changed["follow_up_on"] = plus_days(on, (entry.follow_up_on - entry.on).days)
    return attrs.evolve(
        entry,
        id=book.new_id(party),
        on=on,
        recorded=plus_days(max(on, entry.recorded), book.one_of(*DAYS_LATE)),
        by=party,
        corrects=[entry.id],
        **changed,
    )


def _scribble(book: _Book) -> None:
    """Something that does not fit: it answers and corrects whatever is there, or nothing."""
    kind = book.one_of(*CASE_KINDS, PartyJoined)
    entry: Entry = book.draw(entries(kind))
    existing = st.sampled_from([e.id for e in book.entries]) | ids()
    named: Given = {name: book.draw(existing) for name, _, _ in answered(entry)}
    own = book.new_id(book.one_of(*PARTIES))
    corrects = frozenset(book.draw(existing) for _ in range(book.up_to(2)))
    if kind is Retracted and not corrects - {own}:
        corrects = frozenset({book.entries[0].id})
    book.entries.append(attrs.evolve(entry, id=own, corrects=corrects - {own}, **named))


@composite
def halves(draw: DrawFn, journal: Journal) -> tuple[Journal, Journal]:
    """The journal as two parties each keep a part of it; some of it both have."""
    own: tuple[list[Entry], list[Entry]] = ([], [])
    gone: tuple[list[str], list[str]] = ([], [])
    for entry in journal.entries:
        for keeper in _keepers(draw):
            own[keeper].append(entry)
    for id in sorted(journal.disposed):
        for keeper in _keepers(draw):
            gone[keeper].append(id)
    first, second = (
        Journal(subject=journal.subject, entries=tuple(kept), disposed=frozenset(lost))
        for kept, lost in zip(own, gone, strict=True)
    )
    return first, second


def _keepers(draw: DrawFn) -> tuple[int, ...]:
    return draw(st.sampled_from(((0,), (1,), (0, 1))))


# Registers


@composite
def registers(
    draw: DrawFn, *, wild: bool = False, min_size: int = 0, max_size: int = 3
) -> Register:
    """Registers of life-like journals, or of *wild* ones, with their parties and workers."""
    pseudonyms = draw(st.lists(subjects(), min_size=min_size, max_size=max_size, unique=True))
    make = any_journals if wild else journals
    return Register(
        journals=[draw(make(subject=pseudonym)) for pseudonym in pseudonyms],
        partnership=draw(partnerships(wild=wild)),
    )


@composite
def partnerships(draw: DrawFn, *, wild: bool = False) -> Journal:
    """The partnership's journal: the parties, and every worker that the journals name."""
    since = draw(days(FIRST_DAY, date(2026, 5, 1)))
    found: list[Entry] = [
        PartyJoined(
            id="hm-1",
            on=since,
            by="hm",
            party="hm",
            name="Hela Människan",
            legal_form=LegalForm.ASSOCIATION,
        ),
        PartyJoined(
            id="hm-2",
            on=since,
            by="hm",
            party="hsf",
            name="Stadsdelen",
            legal_form=LegalForm.COMMITTEE,
        ),
    ]
    found += [
        WorkerJoined(
            id=f"hm-{number}",
            on=since,
            recorded=plus_days(since, draw(st.sampled_from((0, 0, 120, 900)))),
            by="hm",
            worker=worker,
            party=draw(st.sampled_from(PARTIES)),
            reach=draw(st.none() | ways_to_reach()),
        )
        for number, worker in enumerate(WORKERS, start=3)
    ]
    if draw(st.booleans()):
        left = plus_days(since, draw(st.integers(0, 900)))
        found.append(WorkerLeft(id="hsf-9", on=left, by="hsf", joined="hm-3"))
    for number in range(draw(st.integers(0, 2))):
        first = plus_days(since, draw(st.integers(0, 900)))
        found.append(
            CaseloadExceptionGranted(
                id=f"hsf-{number + 20}",
                on=since,
                by="hsf",
                worker=draw(st.sampled_from(WORKERS)),
                service=draw(st.sampled_from(ServiceKind)),
                first=first,
                last=plus_days(first, draw(st.integers(0, 400))),
                most=draw(st.integers(1, 3)),
                justification="Vikarie saknas.",
            )
        )
    if draw(st.booleans()):
        found += draw(agreements(first=plus_days(since, draw(st.integers(0, 60)))))
    if wild:
        found += draw(
            st.lists(any_entries(PARTNERSHIP_KINDS + CASE_KINDS[:3]), max_size=3).map(
                lambda more: [attrs.evolve(entry, id=f"wild-{n}") for n, entry in enumerate(more)]
            )
        )
    return Journal(subject=PARTNERSHIP, entries=tuple(found))


class _Minutes:
    """What is noted around an agreement: entries with ids that begin with "av"."""

    def __init__(self, book: _Book, made: AgreementMade) -> None:
        self.book, self.made = book, made
        self.entries: list[Entry] = [made]

    def day(self) -> date:
        length = (self.made.last - self.made.on).days
        return plus_days(self.made.on, self.book.draw(st.integers(0, length + 60)))

    def note(self, kind: type[E], on: date | None = None, **payload: Any) -> E:
        on = on or self.day()
        entry = kind(
            id=f"av-{len(self.entries) + 1}",
            on=on,
            recorded=plus_days(on, self.book.draw(st.sampled_from(DAYS_LATE))),
            by=self.book.one_of(*PARTIES),
            **payload,
        )
        self.entries.append(entry)
        return entry


@composite
def agreements(draw: DrawFn, first: date | None = None) -> list[Entry]:
    """An agreement of the two parties with what happens around it."""
    first = first or draw(days(FIRST_DAY, date(2027, 12, 31)))
    lengths = {phase: draw(st.integers(1, 18)) for phase in draw(st.permutations(list(PhaseKind)))}
    made = AgreementMade(
        id="av-1",
        on=plus_days(first, -draw(st.integers(0, 30))),
        by="hsf",
        agreement="iop",
        first=first,
        last=plus_days(plus_months(first, sum(lengths.values())), draw(st.integers(-1, 40))),
        phases=[Phase(phase=phase, months=months) for phase, months in lengths.items()],
        ceiling_sek=draw(st.integers(0, 400_000)),
        project_group_months=draw(st.integers(1, 6)),
        steering_group_months=draw(st.integers(6, 14)),
    )
    minutes = _Minutes(_Book(draw), made)
    _terms(draw, minutes)
    _meetings_and_money(draw, minutes)
    _words_and_counts(draw, minutes)
    return minutes.entries


def _terms(draw: DrawFn, minutes: _Minutes) -> None:
    book, made = minutes.book, minutes.made
    for status in draw(st.lists(st.sampled_from(AgreementStatus), max_size=3)):
        minutes.note(AgreementStatusChanged, made=made.id, status=status)
    for party in PARTIES:
        if book.chance():
            minutes.note(RoleTaken, made=made.id, party=party, role=book.one_of(*PartyRole))
    if book.chance():
        last = draw(st.none() | days(made.first, plus_days(made.last, 200)))
        ceiling = draw(st.none() | st.integers(0, 400_000))
        minutes.note(
            AgreementAmended, made=made.id, last=last, ceiling_sek=ceiling, amendment="ändrat"
        )


def _meetings_and_money(draw: DrawFn, minutes: _Minutes) -> None:
    book = minutes.book
    for _ in range(book.up_to(4)):
        planned = draw(st.none() | st.just(minutes.day()))
        minutes.note(FollowUpHeld, body=book.one_of(*Body), planned=planned)
    for _ in range(book.up_to(4)):
        amount = draw(st.integers(-5_000, 150_000))
        covered = draw(st.integers(min(0, amount), max(0, amount)))
        cost = book.one_of(*CostKind)
        minutes.note(CostIncurred, amount_sek=amount, covered_sek=covered, cost=cost)
    for _ in range(book.up_to(2)):
        raised = minutes.note(DisagreementRaised, topic="lokalerna")
        for kind in (DisagreementReferred, DisagreementSettled):
            if book.chance():
                on = plus_days(raised.on, draw(st.integers(0, 60)))
                minutes.note(kind, on, disagreement=raised.id)


def _words_and_counts(draw: DrawFn, minutes: _Minutes) -> None:
    book = minutes.book
    for _ in range(book.up_to(2)):
        minutes.note(TrainingHeld, party=book.one_of(*PARTIES), trained=draw(st.integers(0, 9)))
    for _ in range(book.up_to(3)):
        people = draw(st.none() | st.integers(0, 40))
        minutes.note(ActivityHeld, activity=book.one_of(*Activity), people=people)
    if book.chance():
        first, until = minutes.made.first, max(minutes.made.first, minutes.day())
        counted = draw(st.integers(0, 200))
        minutes.note(VisitorsCounted, until, first=first, last=until, persons=counted)
    for _ in range(book.up_to(3)):
        part = book.one_of(*ReportPart)
        minutes.note(
            StatementGiven,
            made=minutes.made.id,
            party=book.one_of(*PARTIES),
            part=part,
            statement="Det gick bra.",
        )


# Methods

OTHER_MUNICIPALITY = Source(document=Document.OWN, section="another municipality")
OWN_SCALE = CrisisScale(levels=("none", "raised", "acute"), threshold="raised")
RELIABLE_LONELINESS = Instrument(
    code="own-loneliness",
    dimension=Dimension.LONELINESS,
    lowest=0,
    highest=10,
    higher_is_better=False,
    sd=Fraction(3, 2),
    reliability=Fraction(4, 5),
)


def spans() -> SearchStrategy[Span]:
    """Lengths of time: days or months."""
    return st.builds(Span, days=st.integers(1, 120)) | st.builds(Span, months=st.integers(1, 13))


_CHOICES: Mapping[str, SearchStrategy[Any]] = {
    "counting": st.sampled_from(Counting),
    "start_day": st.sampled_from(StartDay),
    "plan_deadline": spans(),
    "plan_ambition": spans(),
    "plan_first_day": st.sampled_from((0, 28)),
    "plan_parts": st.sampled_from(((), ("goal", "with_participant"))),
    "contacts_deadline": spans(),
    "contacts_percent": st.sampled_from((1, 50, 70)),
    "rating_before_days": st.integers(0, 60),
    "rating_after_days": st.integers(0, 120),
    "rating_early_after_days": st.integers(0, 60),
    "minimum_change": st.integers(1, 3),
    "primary_instruments": st.sampled_from(
        (
            ((Dimension.LONELINESS, "own-loneliness"),),
            ((Dimension.PARTICIPATION, "own-participation"), (Dimension.LONELINESS, "djg-6")),
            (),
        )
    ),
    "crisis_deadline": spans(),
    "short_notice_day": st.integers(1, 60),
    "co_occurring": st.just(()),
    "crisis_scale": st.sampled_from((None, OWN_SCALE)),
    "crisis_plan_parts": st.sampled_from(((), ("warning_signs", "any_hour"))),
    "chain_parts": st.just(()),
    "offer_answer_days": st.sampled_from((1, 30)),
    "crisis_review_days": st.sampled_from((1, 30, 91)),
    "crisis_review_after_days": st.sampled_from((1, 30, 100)),
    "crisis_review_triggers": st.sampled_from(((), (ReviewTrigger.CRISIS,))),
    "consent_notice_days": st.sampled_from((0, 1, 90)),
    "default_holder": st.just(DefaultHolder.CASE_MANAGER),
    "young_adult_ages": st.sampled_from((Ages(first=18), Ages(first=16, last=24))),
    "interval_percent": st.sampled_from((90, 99)),
    "recovery_scale": st.just(
        RecoveryScale(lowest=0, highest=10, thin_through=3, strong_from=7),
    ),
}
"""Other values for the parameters; what is not drawn stays as in the edition."""


@composite
def methods(draw: DrawFn, code: str = EDITION) -> Method:
    """The edition with some parameters changed; under its own code, so that journals are judged."""
    names = draw(st.lists(st.sampled_from(sorted(_CHOICES)), max_size=5, unique=True))
    first = draw(st.sampled_from((date(2026, 5, 1), date(2027, 1, 1))))
    return EDITIONS[EDITION].adapt(
        code=code,
        source=OTHER_MUNICIPALITY,
        since=first,
        period=Period(first=first, last=draw(st.sampled_from((None, date(2029, 5, 1))))),
        instruments=draw(st.sampled_from(((), (RELIABLE_LONELINESS,)))),
        **{name: draw(_CHOICES[name]) for name in names},
    )


def any_methods() -> SearchStrategy[Method]:
    """The edition as it stands, or adapted."""
    return st.just(EDITIONS[EDITION]) | methods()


# What a law is often about


@composite
def cases(draw: DrawFn, edition: str = EDITION) -> Case:
    """Cases of life-like journals, on days worth asking about, at any state of knowledge."""
    journal = draw(journals(edition=edition))
    return Case.of(journal, on=draw(days_around(journal)), known=draw(days_known(journal)))


def entries_after(
    day: date, kinds: Sequence[type[Entry]] = CASE_KINDS
) -> SearchStrategy[tuple[Entry, ...]]:
    """A few entries of what happens after a day; what they answer need not exist.

    The day must lie well before `LAST_DAY`, where those that can be drawn end.
    """
    later = any_entries(kinds).filter(lambda entry: entry.on > day)
    return st.lists(later, max_size=3, unique_by=lambda entry: entry.id).map(tuple)


# Moving in time


def shifted(value: Any, by: timedelta) -> Any:
    """The same value with every day in it moved, however deep it lies."""
    if isinstance(value, date):
        return value + by
    if isinstance(value, tuple):
        return tuple(shifted(each, by) for each in value)
    if isinstance(value, Entry | Checked) or attrs.has(type(value)):
        moved = {
            field.name: shifted(getattr(value, field.name), by)
            for field in attrs.fields(type(value))
            if field.init
        }
        return attrs.evolve(value, **moved)
    return value
