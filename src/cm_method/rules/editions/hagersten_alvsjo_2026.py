"""The partnership's edition: Hägersten-Älvsjö and Hela Människan StorStockholm, 2026-2029."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from cm_method.case.chain import CHAIN_PARTS, DefaultHolder
from cm_method.case.consent import ConsentKind
from cm_method.case.contacts import ContactFollowed
from cm_method.case.crisis_plans import (
    CRISIS_PLAN_PARTS,
    CrisisPlanAgreed,
    CrisisPlanReviewed,
    ReviewTrigger,
    SituationChanged,
)
from cm_method.case.episodes import Ended, Started, WorkerChanged
from cm_method.case.information import BUILT_IN_INFORMATION
from cm_method.case.needs import CrisisLevelAssessed, NeedArea, NeedAssessed, NeedClosed
from cm_method.case.parties import LegalForm
from cm_method.case.plans import PLAN_PARTS, PlanAgreed
from cm_method.case.recovery import RecoveryScale
from cm_method.case.responsibility import (
    NeedLifted,
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
)
from cm_method.case.self_ratings import BUILT_IN, OWN_PARTICIPATION, UCLA_3, Dimension, SelfRated
from cm_method.case.services import Ages
from cm_method.dates import Period
from cm_method.rules.contacts import contacts_followed_through
from cm_method.rules.crisis_plan_and_chain import LATER, crisis_plan_and_chain
from cm_method.rules.crisis_plan_reviews import crisis_plan_reviewed
from cm_method.rules.method import (
    Counting,
    CrisisScale,
    Measure,
    Method,
    Parameter,
    Parameters,
    Rule,
    Span,
    StartDay,
    Target,
)
from cm_method.rules.offers import offer_answered
from cm_method.rules.plans import plan_in_time
from cm_method.rules.self_ratings import self_rated_improvement
from cm_method.rules.service_start import service_started
from cm_method.sources import Document, Source

T = TypeVar("T")

SINCE = date(2026, 5, 1)


def _target_source(quote: str, *readings: str) -> Source:
    return Source(document=Document.IOP, section="Resultatmål", quote=quote, readings=readings)


PARTICIPANTS = _target_source("Minst 30 deltagare får insatsen under projektperioden.", "R7")
PLAN = _target_source(
    "Minst 80 % har en tydlig individuell plan (mål, delmål, kontaktvägar) inom 4–8 veckor efter "
    "inledd insats.",
    "R2",
    "R3",
    "R8",
    "R9",
    "R12",
    "R13",
)
CONTACTS = _target_source(
    "Minst 70 % fullföljer prioriterade kontakter med vård/socialtjänst/annan relevant aktör efter "
    "3 månader efter inledd insats.",
    "R4",
    "R8",
    "R9",
    "R14",
    "R15",
)
IMPROVEMENT = _target_source(
    "Minst 60 % uppger förbättring i ensamhet och/eller social delaktighet (självskattning "
    "före/efter) efter avslutad insatsen.",
    "R16",
    "R17",
    "R18",
    "R19",
)
CRISIS = _target_source(
    "För relevanta deltagare (samsjuklighet/krisnivå): minst 70 % har en trygghets- /krisplan och "
    "etablerad ansvarskedja inom 4–8 veckor efter inledd insats.",
    "R20",
    "R21",
    "R23",
    "R24",
)


def own_reading(*readings: str) -> Source:
    """A choice of this library where the sources are silent or unclear."""
    return Source(document=Document.OWN, section="domain", readings=readings)


REVIEWS = own_reading("R21", "R22")
OFFERS = own_reading("R24")
SECRECY = Source(document=Document.OSL, section="10 kap. 1 §, 12 kap. 2 §", readings=("R25", "R26"))
DISPOSAL = Source(document=Document.SOL, section="16 kap. 1 §, 17 kap. 2 §", readings=("R32",))
FOUR_PARTS = Source(
    document=Document.CITY_2020,
    section="4.1 Samsjuklighet",
    quote="Återhämtningskapitalet kan delas in de fyra nyckelkomponenterna fysiskt kapital "
    "(materiella resurser, stabil livssituation och basala behov tillgodosedda), kulturellt "
    "kapital (värderingar, trosuppfattningar och attityder som är i samklang med sociala normer i "
    "samhället), humant kapital (utbildning, kunskap, färdigheter, förhoppningar och hälsa) och "
    "socialt kapital (relationer inklusive familj, vänner och bredare",
)
AGREEMENT = Source(
    document=Document.DECISION,
    section="Giltighetstid och uppföljning",
    quote="Partnerskapet föreslås gälla från 2026-05-01 till och med 2029-05-01",
    readings=("R6",),
)


def _stated(value: T, source: Source) -> Parameter[T]:
    return Parameter(value=value, source=source, since=SINCE)


def _read(value: T, *readings: str) -> Parameter[T]:
    return Parameter(value=value, source=own_reading(*readings), since=SINCE)


CO_OCCURRING = (
    (NeedArea.HARMFUL_USE, NeedArea.ADDICTION),
    (
        NeedArea.MENTAL_ILL_HEALTH,
        NeedArea.NEURODEVELOPMENTAL,
        NeedArea.PSYCHIATRIC_DISABILITY,
    ),
)
"""A need of each group at once is co-occurring disorders (R20)."""

CRISIS_SCALE = CrisisScale(levels=("none", "raised", "high", "acute"), threshold="high")
"""This library's own four levels, for the steering group to confirm: the sources have none."""

RECOVERY_SCALE = RecoveryScale(lowest=1, highest=5, thin_through=2, strong_from=4)
"""This library's own numbers for the four parts, to be confirmed: the source has no scale."""

RELEASE_KINDS = (
    (LegalForm.COMMITTEE, ConsentKind.SECRECY_WAIVER),
    (LegalForm.REGION, ConsentKind.SECRECY_WAIVER),
    (LegalForm.STATE_AUTHORITY, ConsentKind.SECRECY_WAIVER),
    (LegalForm.ASSOCIATION, ConsentKind.CONFIDENTIALITY_RELEASE),
    (LegalForm.COMPANY, ConsentKind.CONFIDENTIALITY_RELEASE),
)
"""What lifts whose bar. A university is left out: which of the two holds differs between them."""

DISPOSAL_SPANS = (
    (LegalForm.COMMITTEE, Span(months=60)),
    (LegalForm.ASSOCIATION, Span(months=24)),
    (LegalForm.COMPANY, Span(months=24)),
)
"""How long after the last note (SoL 16:1, 17:2); a region and others follow acts not read here."""

PARAMETERS = Parameters(
    counting=_read(Counting.FIRST_EPISODE, "R7"),
    start_day=_read(StartDay.FIRST_MEETING, "R2"),
    plan_deadline=_stated(Span(days=56), PLAN),
    plan_ambition=_stated(Span(days=28), PLAN),
    plan_first_day=_read(0, "R3"),
    plan_parts=_stated(PLAN_PARTS, PLAN),
    contacts_deadline=_stated(Span(months=3), CONTACTS),
    contacts_percent=_read(100, "R14"),
    rating_before_days=_read(28, "R16"),
    rating_after_days=_read(90, "R16"),
    rating_early_after_days=_read(28, "R16"),
    minimum_change=_read(1, "R17"),
    primary_instruments=_read(
        (
            (Dimension.LONELINESS, UCLA_3.code),
            (Dimension.PARTICIPATION, OWN_PARTICIPATION.code),
        ),
        "R16",
        "R19",
    ),
    crisis_deadline=_stated(Span(days=56), CRISIS),
    short_notice_day=_read(29, "R20"),
    co_occurring=_read(CO_OCCURRING, "R20"),
    crisis_scale=_read(CRISIS_SCALE, "R20"),
    crisis_plan_parts=_read(CRISIS_PLAN_PARTS, "R21"),
    chain_parts=_read(CHAIN_PARTS, "R23"),
    default_holder=_read(DefaultHolder.NOBODY, "R24"),
    offer_answer_days=_read(14, "R24"),
    crisis_review_days=_read(90, "R22"),
    crisis_review_after_days=_read(7, "R22"),
    crisis_review_triggers=_read(tuple(ReviewTrigger), "R22"),
    information=_read(BUILT_IN_INFORMATION, "R25"),
    release_kinds=_stated(RELEASE_KINDS, SECRECY),
    consent_notice_days=_read(30, "R25"),
    disposal_spans=_stated(DISPOSAL_SPANS, DISPOSAL),
    interval_percent=_read(95, "R29"),
    caseload_guidelines=_read((), "R27"),
    recovery_scale=_stated(RECOVERY_SCALE, FOUR_PARTS),
    young_adult_ages=_read(Ages(first=18, last=29), "R31"),
)

CHAIN_KINDS = (
    ResponsibilityOffered,
    ResponsibilityAccepted,
    ResponsibilityRefused,
    OfferWithdrawn,
    ResponsibilityEnded,
    NeedLifted,
)
"""What decides who holds a need."""

RULES = (
    Rule(
        name="service_started",
        source=PARTICIPANTS,
        since=SINCE,
        reads=frozenset({Started}),
        uses=("start_day",),
        milestones=service_started,
        once=True,
    ),
    Rule(
        name="plan_in_time",
        source=PLAN,
        since=SINCE,
        reads=frozenset({Started, Ended, PlanAgreed}),
        uses=(
            "counting",
            "start_day",
            "plan_deadline",
            "plan_ambition",
            "plan_first_day",
            "plan_parts",
        ),
        milestones=plan_in_time,
        deadline="plan_deadline",
    ),
    Rule(
        name="contacts_followed_through",
        source=CONTACTS,
        since=SINCE,
        reads=frozenset({Started, Ended, PlanAgreed, ContactFollowed}),
        uses=("counting", "start_day", "contacts_deadline", "contacts_percent", "plan_parts"),
        milestones=contacts_followed_through,
        deadline="contacts_deadline",
    ),
    Rule(
        name="self_rated_improvement",
        source=IMPROVEMENT,
        since=SINCE,
        reads=frozenset({Started, Ended, SelfRated}),
        uses=(
            "counting",
            "start_day",
            "rating_before_days",
            "rating_after_days",
            "rating_early_after_days",
            "minimum_change",
            "primary_instruments",
        ),
        milestones=self_rated_improvement,
        deadline="rating_after_days",
        after_the_end=True,
    ),
    Rule(
        name="crisis_plan_and_chain",
        source=CRISIS,
        since=SINCE,
        reads=frozenset(
            {
                Started,
                Ended,
                NeedAssessed,
                NeedClosed,
                CrisisLevelAssessed,
                CrisisPlanAgreed,
                *CHAIN_KINDS,
            }
        ),
        uses=(
            "counting",
            "start_day",
            "crisis_deadline",
            "short_notice_day",
            "co_occurring",
            "crisis_scale",
            "crisis_plan_parts",
            "chain_parts",
        ),
        apart=(LATER,),
        milestones=crisis_plan_and_chain,
        deadline="crisis_deadline",
        concerns_some=True,
    ),
)

RECURRING = (
    Rule(
        name="crisis_plan_reviewed",
        source=REVIEWS,
        since=SINCE,
        reads=frozenset(
            {
                Started,
                Ended,
                WorkerChanged,
                CrisisPlanAgreed,
                CrisisPlanReviewed,
                SituationChanged,
                *CHAIN_KINDS,
            }
        ),
        uses=("crisis_review_days", "crisis_review_after_days", "crisis_review_triggers"),
        milestones=crisis_plan_reviewed,
    ),
    Rule(
        name="offer_answered",
        source=OFFERS,
        since=SINCE,
        reads=frozenset({Started, Ended, NeedAssessed, NeedClosed, *CHAIN_KINDS}),
        uses=("offer_answer_days",),
        milestones=offer_answered,
    ),
)

TARGETS = (
    Target(
        number=1, rule="service_started", measure=Measure.PEOPLE, at_least=30, source=PARTICIPANTS
    ),
    Target(number=2, rule="plan_in_time", measure=Measure.PERCENT, at_least=80, source=PLAN),
    Target(
        number=3,
        rule="contacts_followed_through",
        measure=Measure.PERCENT,
        at_least=70,
        source=CONTACTS,
    ),
    Target(
        number=4,
        rule="self_rated_improvement",
        measure=Measure.PERCENT,
        at_least=60,
        source=IMPROVEMENT,
    ),
    Target(
        number=5, rule="crisis_plan_and_chain", measure=Measure.PERCENT, at_least=70, source=CRISIS
    ),
)

HAGERSTEN_ALVSJO_2026 = Method(
    code="hagersten-alvsjo-2026",
    period=Period(first=SINCE, last=date(2029, 5, 1)),
    source=AGREEMENT,
    parameters=PARAMETERS,
    instruments=BUILT_IN,
    rules=RULES,
    targets=TARGETS,
    recurring=RECURRING,
)
"""The edition of the partnership agreement."""
