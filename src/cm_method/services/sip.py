"""A participant's SIP as it stands: asked, begun, agreed, and what is missing, with its source.

Nothing here says that a SIP is needed or lawful: it says what is recorded, what the statute asks
for and is not there, and what nobody has answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum, unique

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.consent import ConsentKind, ConsentState, consents
from cm_method.case.episodes import death, episodes
from cm_method.case.parties import Parties
from cm_method.case.sip import (
    FORM_OF,
    ResponsibleAuthority,
    SipAgreed,
    SipAnswer,
    SipAsked,
    SipOutcome,
    SipPart,
    fits,
    misfits,
    missing_in_sip,
)
from cm_method.case.sip_course import (
    Sip,
    first_asked,
    sips,
    statutory,
)
from cm_method.errors import Fact, Facts, facts
from cm_method.labels import text
from cm_method.rules.method import Method
from cm_method.rules.milestone import Answer
from cm_method.rules.sip import A_PROCESS, PRESUMED, Presumption, need_presumed
from cm_method.sources import Document, Source

STATUTE = Source(document=Document.SOL, section="10 kap. 8 och 9 §§")
"""The same stands in HSL 16 kap. 4 §."""
CALLED = Source(
    document=Document.CITY_2020,
    section="6.2.3 Extern samverkan",
    quote="Arbetet med SIP tas både upp som en framgångsfaktor, men också som ett "
    "förbättringsområde där man upplever att man från kommunens sida sällan blir kallad till "
    "SIP-möten utan att ansvaret för att initiera en SIP-planering läggs på en aktör, kommunen, "
    "enbart.",
)
LIFTED = Source(
    document=Document.CITY_2020,
    section="4.5 Samordnad individuell plan",
    quote="Om SIP däremot enbart används för att samordna insatser från olika huvudmän eller "
    "verksamheter där de insatser som personen har behov av inte finns eller inte är anpassade "
    "efter personens behov, kan SIP inte förväntas vara lösningen på problem som istället behöver "
    "lyftas till högre instanser.",
)
INTERNAL = Source(
    document=Document.CITY_2020,
    section="6.2.5 Samordnad individuell plan (SIP)",
    quote="Det finns exempel inom staden på stadsdelsnämnder som har tagit fram en intern SIP för "
    "att tydliggöra den interna samverkan enheterna emellan.",
)
RECORD = Source(document=Document.SOL, section="14 kap. 6 §")


@unique
class SipCondition(Enum):
    """The three conditions of the statute for a SIP (SoL 10:8, HSL 16:4)."""

    NEEDS_BOTH = "needs_both"
    JUDGED_NECESSARY = "judged_necessary"
    CONSENT = "consent"


@frozen(kw_only=True)
class ConditionNoted:
    """Whether a condition is *recorded*, by which *entries*; never whether it is fulfilled."""

    condition: SipCondition
    recorded: bool
    code: str
    entries: tuple[str, ...] = ()
    facts: Facts = ()
    source: Source = STATUTE

    def explain(self, lang: str = "sv") -> str:
        """What is recorded, in a sentence."""
        return text(f"sip_condition.{self.code}", lang, **dict(self.facts))


@unique
class SipPointKind(Enum):
    """What there is to see to, or to know, about a SIP."""

    CORRECTIONS_COMPETE = "corrections_compete"
    NOT_ASKED = "not_asked"
    UNDECIDED = "undecided"
    NOT_INITIATED = "not_initiated"
    NO_PLAN = "no_plan"
    CONTENT_MISSING = "content_missing"
    NOT_OF_THE_AUTHORITY = "not_of_the_authority"
    OVERALL_NOT_OF_THE_AUTHORITY = "overall_not_of_the_authority"
    MEASURE_OF_AN_AUTHORITY = "measure_of_an_authority"
    NOT_OF_THE_MUNICIPALITY = "not_of_the_municipality"
    SERVICES_MISSING = "services_missing"
    WITHOUT_UNIT = "without_unit"
    NO_OVERALL_UNIT = "no_overall_unit"
    NOT_WITH_PARTICIPANT = "not_with_participant"
    NEXT_OF_KIN_NOT_SAID = "next_of_kin_not_said"
    ABSENT = "absent"
    NO_FOLLOW_UP_DAY = "no_follow_up_day"
    FOLLOW_UP_OVERDUE = "follow_up_overdue"
    OUTCOME_NOT_SAID = "outcome_not_said"
    NOT_RECEIVED = "not_received"


REMARKS = frozenset(
    (
        SipPointKind.UNDECIDED,
        SipPointKind.NO_PLAN,
        SipPointKind.MEASURE_OF_AN_AUTHORITY,
        SipPointKind.ABSENT,
        SipPointKind.NO_FOLLOW_UP_DAY,
        SipPointKind.OUTCOME_NOT_SAID,
        SipPointKind.NOT_RECEIVED,
    )
)
"""What is worth knowing, and no lack: nothing asks for it by a certain day."""


_WRONG_IN = {
    SipPart.SERVICES_OF_AUTHORITIES: SipPointKind.NOT_OF_THE_AUTHORITY,
    SipPart.OVERALL_RESPONSIBILITY: SipPointKind.OVERALL_NOT_OF_THE_AUTHORITY,
}
WRONG = frozenset(_WRONG_IN.values())
"""What says that somebody is named as a responsible authority who is none."""


@frozen(kw_only=True)
class SipPoint:
    """One thing that is missing or worth knowing, with its *source* and harmless *facts*."""

    kind: SipPointKind
    facts: Facts
    source: Source

    @property
    def is_remark(self) -> bool:
        """Whether it is only a remark, and nothing that is lacking."""
        return self.kind in REMARKS

    def explain(self, lang: str = "sv") -> str:
        """The point in a sentence."""
        return text(f"sip_point.{self.kind.value}", lang, **dict(self.facts))


def _point(kind: SipPointKind, source: Source, **named: Fact) -> SipPoint:
    return SipPoint(kind=kind, facts=facts(**named), source=source)


@frozen(kw_only=True)
class SipStanding:
    """One SIP on a day. *conditions* and *missing* are the statute's: empty for an internal one.

    *missing* are the contents that the plan agreed last lacks; *follow_up_on* is the next follow-up
    that was agreed and not held.
    """

    sip: Sip
    conditions: tuple[ConditionNoted, ...]
    missing: tuple[SipPart, ...]
    follow_up_on: date | None
    points: tuple[SipPoint, ...]

    @property
    def complete(self) -> bool | None:
        """Whether the plan has the four contents of the statute, and names no wrong authority.

        None for an internal SIP, without a plan, and where corrections compete.
        """
        if self.sip.internal or self.sip.contested or self.sip.plan is None:
            return None
        return not self.missing and WRONG.isdisjoint(point.kind for point in self.points)


@frozen(kw_only=True)
class SipView:
    """All that is recorded about SIP for a participant on a day.

    *asked* are all the times the person was asked, *answer* what they said last (None: never
    asked, or corrections of it compete), *points* what concerns the asking; each SIP has its own.
    """

    participant: str
    on: date
    known: date | None
    presumption: Presumption
    asked: tuple[SipAsked, ...]
    answer: SipAnswer | None
    sips: tuple[SipStanding, ...]
    points: tuple[SipPoint, ...]

    @property
    def lacks(self) -> tuple[SipPoint, ...]:
        """What is lacking, of the asking and of every SIP that runs; remarks are left out."""
        every = (*self.points, *(p for s in self.sips if s.sip.runs(self.on) for p in s.points))
        return tuple(point for point in every if not point.is_remark)


def sip_of(case: Case, method: Method, *, parties: Parties | None = None) -> SipView:
    """The SIP of a participant as it stands on the day of the case.

    *parties* tell the legal form of who is named; without them nothing is said about that.
    """
    asked = case.of_kind(SipAsked)
    unsettled = case.contested_since(frozenset((SipAsked,))) is not None
    presumption = need_presumed(case, method)
    found = sips(case)
    return SipView(
        participant=case.participant,
        on=case.on,
        known=case.known,
        presumption=presumption,
        asked=tuple(asked),
        answer=asked[-1].answer if asked and not unsettled else None,
        sips=tuple(_standing(sip, case, parties or Parties()) for sip in found),
        points=tuple(_about_asking(case, presumption, found)) if death(case) is None else (),
    )


def _about_asking(
    case: Case, presumption: Presumption, found: tuple[Sip, ...]
) -> Iterator[SipPoint]:
    contest = case.contested_since(frozenset((SipAsked,)))
    if contest is not None:
        yield _point(SipPointKind.CORRECTIONS_COMPETE, RECORD, entry=contest[1])
        return
    service = episodes(case)[-1:]
    after = service[0].previous_last if service else None
    if first_asked(case, after=after or date.min) is None:
        if presumption.answer is Answer.YES and presumption.since is not None:
            yield _point(SipPointKind.NOT_ASKED, PRESUMED, since=presumption.since)
        return
    for last in case.of_kind(SipAsked)[-1:]:
        if any(sip.runs(case.on) or sip.initiated.on >= last.on for sip in statutory(found)):
            continue
        if last.answer is SipAnswer.UNDECIDED:
            yield _point(SipPointKind.UNDECIDED, PRESUMED, day=last.on)
        elif last.answer is SipAnswer.WANTED:
            yield _point(SipPointKind.NOT_INITIATED, STATUTE, day=last.on)


def _standing(sip: Sip, case: Case, parties: Parties) -> SipStanding:
    open_waits = [wait.due for wait in sip.waits() if wait.held is None]
    runs = sip.runs(case.on)
    return SipStanding(
        sip=sip,
        conditions=() if sip.internal else tuple(_conditions(sip, case)),
        missing=() if sip.internal or sip.plan is None else missing_in_sip(sip.plan),
        follow_up_on=min(open_waits, default=None) if runs else None,
        points=tuple(_about(sip, case, parties)),
    )


# The three conditions


def _conditions(sip: Sip, case: Case) -> Iterator[ConditionNoted]:
    begun, plan = sip.initiated, sip.plan
    named = {service.authority for service in plan.services} if plan is not None else set()
    grounds = [begun.id] if begun.needs_both else []
    if plan is not None and named >= set(ResponsibleAuthority):
        grounds.append(plan.id)
    yield ConditionNoted(
        condition=SipCondition.NEEDS_BOTH,
        recorded=bool(grounds),
        code="needs_both" if grounds else "needs_both_not_noted",
        entries=tuple(grounds),
    )
    judged = begun.judged_by
    yield ConditionNoted(
        condition=SipCondition.JUDGED_NECESSARY,
        recorded=judged is not None,
        code="judged" if judged is not None else "judged_not_noted",
        entries=(begun.id,) if judged is not None else (),
        facts=facts(authority=judged) if judged is not None else (),
    )
    yield _consent(case)


def _consent(case: Case) -> ConditionNoted:
    """The participant's consent to a SIP that runs on the day, else how the latest stands."""
    given = [
        each
        for each in consents(case)
        if each.entry.consent is ConsentKind.SIP and each.entry.about is None
    ]
    running = [each for each in given if each.runs(case.on)]
    if not given:
        return ConditionNoted(
            condition=SipCondition.CONSENT, recorded=False, code="consent_not_noted"
        )
    latest = (running or given)[-1]
    state = latest.state(case.on)
    return ConditionNoted(
        condition=SipCondition.CONSENT,
        recorded=state is ConsentState.RUNS,
        code=f"consent_{state.value}",
        entries=(latest.entry.id,),
        facts=facts(
            first=latest.opens,
            last=latest.entry.last,
            day=latest.withdrawn or latest.entry.last,
        ),
    )


# What is missing, and what is worth knowing


def _about(sip: Sip, case: Case, parties: Parties) -> Iterator[SipPoint]:
    if sip.contested:
        yield _point(SipPointKind.CORRECTIONS_COMPETE, RECORD, entry=sip.initiated.id)
        return
    if sip.plan is None:
        if sip.runs(case.on):
            source = INTERNAL if sip.internal else STATUTE
            yield _point(SipPointKind.NO_PLAN, source, day=sip.initiated.on)
    elif sip.internal:
        yield from _internal_contents(sip.plan, parties)
    else:
        yield from _contents(sip.plan, parties)
    if sip.plan is not None and not sip.plan.with_participant:
        yield _point(SipPointKind.NOT_WITH_PARTICIPANT, INTERNAL if sip.internal else STATUTE)
    for meeting in sip.meetings[-1:]:
        if meeting.absent:
            yield _point(SipPointKind.ABSENT, CALLED, day=meeting.on, who=meeting.absent)
    yield from _follow_up(sip, case)


def _contents(plan: SipAgreed, parties: Parties) -> Iterator[SipPoint]:
    for part in missing_in_sip(plan):
        yield _point(SipPointKind.CONTENT_MISSING, STATUTE, part=part)
    for part, authority, who in misfits(plan, parties):
        form = parties.legal_forms[parties.party(who)]
        yield _point(_WRONG_IN[part], STATUTE, who=who, form=form, authority=authority)
    for measure in plan.measures:
        if parties.legal_forms.get(parties.party(measure.who)) in FORM_OF.values():
            yield _point(SipPointKind.MEASURE_OF_AN_AUTHORITY, STATUTE, who=measure.who)
    if plan.next_of_kin_part is None:
        yield _point(SipPointKind.NEXT_OF_KIN_NOT_SAID, STATUTE)


def _internal_contents(plan: SipAgreed, parties: Parties) -> Iterator[SipPoint]:
    """Units instead of authorities; all of them of the municipality."""
    if not plan.services:
        yield _point(SipPointKind.SERVICES_MISSING, INTERNAL)
    if any(service.who is None for service in plan.services):
        yield _point(SipPointKind.WITHOUT_UNIT, INTERNAL)
    if plan.overall_unit is None:
        yield _point(SipPointKind.NO_OVERALL_UNIT, INTERNAL)
    units = (*(service.who for service in plan.services), plan.overall_unit)
    for unit in dict.fromkeys(units):
        if unit is not None and fits(ResponsibleAuthority.MUNICIPALITY, unit, parties) is False:
            form = parties.legal_forms[parties.party(unit)]
            yield _point(SipPointKind.NOT_OF_THE_MUNICIPALITY, INTERNAL, who=unit, form=form)


def _follow_up(sip: Sip, case: Case) -> Iterator[SipPoint]:
    waits = [wait for wait in sip.waits() if wait.held is None]
    if sip.plan is not None and sip.runs(case.on):
        if not waits:
            yield _point(SipPointKind.NO_FOLLOW_UP_DAY, A_PROCESS)
        for wait in waits:
            if wait.due < case.on:
                yield _point(SipPointKind.FOLLOW_UP_OVERDUE, A_PROCESS, day=wait.due)
    for follow_up in sip.follow_ups[-1:]:
        if follow_up.participant_says is SipOutcome.NOT_SAID:
            yield _point(SipPointKind.OUTCOME_NOT_SAID, A_PROCESS, day=follow_up.on)
        if follow_up.not_received:
            numbers = tuple(str(number) for number in sorted(follow_up.not_received))
            yield _point(SipPointKind.NOT_RECEIVED, LIFTED, numbers=numbers)
