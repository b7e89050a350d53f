"""The kinds of entries, in the order in which people meet them.

Labels, JSON tag, schema and docs derive from these classes: a new kind is one class, its place in
this list, and its words in the catalogues.
"""

from __future__ import annotations

from collections.abc import Mapping

from cm_method.case.agreements import (
    ActivityHeld,
    AgreementAmended,
    AgreementMade,
    AgreementStatusChanged,
    BodyFormed,
    CostIncurred,
    DisagreementRaised,
    DisagreementReferred,
    DisagreementSettled,
    DocumentRegistered,
    FollowUpHeld,
    RoleTaken,
    StatementGiven,
    TrainingHeld,
    VisitorsCounted,
)
from cm_method.case.assignments import (
    AssignmentAccepted,
    AssignmentDeclined,
    AssignmentEnded,
    AssignmentFollowedUp,
    AssignmentOrdered,
    AssignmentWorkerChanged,
    ImplementationPlanMade,
    RightToApplyTold,
)
from cm_method.case.caseload import (
    CaseloadExceptionGranted,
    IntentionDropped,
    StartPlanned,
    WorkerChangePlanned,
)
from cm_method.case.circumstances import CircumstanceAssessed
from cm_method.case.consent import ConsentGiven, ConsentWithdrawn, SharingMade
from cm_method.case.contacts import ContactFollowed
from cm_method.case.crisis_plans import (
    CrisisPlanAgreed,
    CrisisPlanReviewed,
    SituationChanged,
)
from cm_method.case.episodes import Ended, Paused, Reached, Returned, Started, WorkerChanged
from cm_method.case.fidelity import FidelityScored
from cm_method.case.meetings import MeetingHeld
from cm_method.case.needs import CrisisLevelAssessed, NeedAssessed, NeedClosed
from cm_method.case.obstacles import ObstacleNoted, ObstacleOvercome, ServiceMissing
from cm_method.case.participants import Died, ParticipantDescribed
from cm_method.case.parties import (
    ActorRegistered,
    PartyJoined,
    PartyLeft,
    WorkerJoined,
    WorkerLeft,
)
from cm_method.case.plans import GoalFollowedUp, PlanAgreed
from cm_method.case.recovery import RecoveryCapitalRated
from cm_method.case.responsibility import (
    AbsenceEnded,
    AbsenceNoted,
    EscalationAgreed,
    LiftAnswered,
    NeedLifted,
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
    SupportEnded,
    SupportPromised,
)
from cm_method.case.self_ratings import SelfRated
from cm_method.case.sip import (
    SipAgreed,
    SipAsked,
    SipEnded,
    SipFollowedUp,
    SipInitiated,
    SipMeetingHeld,
)
from cm_method.journal import Entry, Objected, Retracted

CASE_KINDS: tuple[type[Entry], ...] = (
    ParticipantDescribed,
    Reached,
    Started,
    WorkerChanged,
    MeetingHeld,
    NeedAssessed,
    NeedClosed,
    CircumstanceAssessed,
    CrisisLevelAssessed,
    PlanAgreed,
    GoalFollowedUp,
    ContactFollowed,
    CrisisPlanAgreed,
    CrisisPlanReviewed,
    SituationChanged,
    ResponsibilityOffered,
    ResponsibilityAccepted,
    ResponsibilityRefused,
    OfferWithdrawn,
    ResponsibilityEnded,
    NeedLifted,
    LiftAnswered,
    ObstacleNoted,
    ObstacleOvercome,
    ServiceMissing,
    RecoveryCapitalRated,
    SupportPromised,
    SupportEnded,
    AbsenceNoted,
    AbsenceEnded,
    EscalationAgreed,
    SipAsked,
    SipInitiated,
    SipMeetingHeld,
    SipAgreed,
    SipFollowedUp,
    SipEnded,
    ConsentGiven,
    ConsentWithdrawn,
    SharingMade,
    SelfRated,
    AssignmentOrdered,
    AssignmentAccepted,
    AssignmentDeclined,
    AssignmentWorkerChanged,
    ImplementationPlanMade,
    AssignmentFollowedUp,
    RightToApplyTold,
    AssignmentEnded,
    StartPlanned,
    WorkerChangePlanned,
    IntentionDropped,
    Paused,
    Returned,
    Ended,
    Died,
    Objected,
    Retracted,
)
"""What a participant's journal may hold."""

PARTNERSHIP_KINDS: tuple[type[Entry], ...] = (
    PartyJoined,
    PartyLeft,
    ActorRegistered,
    WorkerJoined,
    WorkerLeft,
    EscalationAgreed,
    CaseloadExceptionGranted,
    AgreementMade,
    AgreementStatusChanged,
    AgreementAmended,
    RoleTaken,
    BodyFormed,
    FollowUpHeld,
    DisagreementRaised,
    DisagreementReferred,
    DisagreementSettled,
    CostIncurred,
    TrainingHeld,
    DocumentRegistered,
    ActivityHeld,
    VisitorsCounted,
    StatementGiven,
    FidelityScored,
    Objected,
    Retracted,
)
"""What the partnership's journal may hold."""

BY_TAG: Mapping[str, type[Entry]] = {kind.kind: kind for kind in CASE_KINDS + PARTNERSHIP_KINDS}
"""Every kind by its stable tag, such as "plan_agreed"."""
