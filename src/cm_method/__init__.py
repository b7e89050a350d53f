"""The adapted Case Management method as tested objects.

The everyday names are found here and load what they need on first use. Adapters are not among
them: whoever uses one imports it from ``cm_method.adapters``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cm_method.case.case import (
        Case as Case,
    )
    from cm_method.case.checks import (
        case_problems as case_problems,
    )
    from cm_method.case.contacts import (
        ContactFollowed as ContactFollowed,
    )
    from cm_method.case.contacts import (
        ContactStatus as ContactStatus,
    )
    from cm_method.case.crisis_plans import (
        CrisisPlanAgreed as CrisisPlanAgreed,
    )
    from cm_method.case.crisis_plans import (
        CrisisPlanKind as CrisisPlanKind,
    )
    from cm_method.case.crisis_plans import (
        HelpContact as HelpContact,
    )
    from cm_method.case.crisis_plans import (
        crisis_plans_of as crisis_plans_of,
    )
    from cm_method.case.crisis_plans import (
        missing_in_crisis_plan as missing_in_crisis_plan,
    )
    from cm_method.case.episodes import (
        Ended as Ended,
    )
    from cm_method.case.episodes import (
        EndReason as EndReason,
    )
    from cm_method.case.episodes import (
        EntryRoute as EntryRoute,
    )
    from cm_method.case.episodes import (
        Episode as Episode,
    )
    from cm_method.case.episodes import (
        Paused as Paused,
    )
    from cm_method.case.episodes import (
        Reached as Reached,
    )
    from cm_method.case.episodes import (
        Returned as Returned,
    )
    from cm_method.case.episodes import (
        Started as Started,
    )
    from cm_method.case.episodes import (
        WorkerChanged as WorkerChanged,
    )
    from cm_method.case.episodes import (
        death as death,
    )
    from cm_method.case.episodes import (
        episodes as episodes,
    )
    from cm_method.case.episodes import (
        is_paused as is_paused,
    )
    from cm_method.case.episodes import (
        worker_on as worker_on,
    )
    from cm_method.case.meetings import (
        Attendee as Attendee,
    )
    from cm_method.case.meetings import (
        MeetingHeld as MeetingHeld,
    )
    from cm_method.case.meetings import (
        Place as Place,
    )
    from cm_method.case.needs import (
        CrisisLevelAssessed as CrisisLevelAssessed,
    )
    from cm_method.case.needs import (
        NeedArea as NeedArea,
    )
    from cm_method.case.needs import (
        NeedAssessed as NeedAssessed,
    )
    from cm_method.case.needs import (
        NeedClosed as NeedClosed,
    )
    from cm_method.case.needs import (
        OpenNeed as OpenNeed,
    )
    from cm_method.case.needs import (
        needs as needs,
    )
    from cm_method.case.participants import (
        Died as Died,
    )
    from cm_method.case.participants import (
        Gender as Gender,
    )
    from cm_method.case.participants import (
        Participant as Participant,
    )
    from cm_method.case.participants import (
        ParticipantDescribed as ParticipantDescribed,
    )
    from cm_method.case.participants import (
        participant as participant,
    )
    from cm_method.case.parties import (
        LegalForm as LegalForm,
    )
    from cm_method.case.parties import (
        PartyJoined as PartyJoined,
    )
    from cm_method.case.parties import (
        WorkerJoined as WorkerJoined,
    )
    from cm_method.case.parties import (
        WorkerLeft as WorkerLeft,
    )
    from cm_method.case.plans import (
        ContactPath as ContactPath,
    )
    from cm_method.case.plans import (
        Goal as Goal,
    )
    from cm_method.case.plans import (
        GoalFollowedUp as GoalFollowedUp,
    )
    from cm_method.case.plans import (
        GoalStatus as GoalStatus,
    )
    from cm_method.case.plans import (
        PlanAgreed as PlanAgreed,
    )
    from cm_method.case.plans import (
        missing_in_plan as missing_in_plan,
    )
    from cm_method.case.plans import (
        plans_of as plans_of,
    )
    from cm_method.case.register import (
        Register as Register,
    )
    from cm_method.case.responsibility import (
        Holding as Holding,
    )
    from cm_method.case.responsibility import (
        OfferWithdrawn as OfferWithdrawn,
    )
    from cm_method.case.responsibility import (
        ResponsibilityAccepted as ResponsibilityAccepted,
    )
    from cm_method.case.responsibility import (
        ResponsibilityEnded as ResponsibilityEnded,
    )
    from cm_method.case.responsibility import (
        ResponsibilityOffered as ResponsibilityOffered,
    )
    from cm_method.case.responsibility import (
        ResponsibilityRefused as ResponsibilityRefused,
    )
    from cm_method.case.responsibility import (
        holdings as holdings,
    )
    from cm_method.case.responsibility import (
        missing_in_chain as missing_in_chain,
    )
    from cm_method.case.self_ratings import (
        DE_JONG_GIERVELD_6 as DE_JONG_GIERVELD_6,
    )
    from cm_method.case.self_ratings import (
        OWN_LONELINESS as OWN_LONELINESS,
    )
    from cm_method.case.self_ratings import (
        OWN_PARTICIPATION as OWN_PARTICIPATION,
    )
    from cm_method.case.self_ratings import (
        UCLA_3 as UCLA_3,
    )
    from cm_method.case.self_ratings import (
        Dimension as Dimension,
    )
    from cm_method.case.self_ratings import (
        Instrument as Instrument,
    )
    from cm_method.case.self_ratings import (
        Scoring as Scoring,
    )
    from cm_method.case.self_ratings import (
        SelfRated as SelfRated,
    )
    from cm_method.cohort.changes import (
        Cause as Cause,
    )
    from cm_method.cohort.changes import (
        Change as Change,
    )
    from cm_method.cohort.changes import (
        State as State,
    )
    from cm_method.cohort.changes import (
        changes as changes,
    )
    from cm_method.cohort.report import (
        Report as Report,
    )
    from cm_method.cohort.report import (
        report as report,
    )
    from cm_method.cohort.results import (
        Figure as Figure,
    )
    from cm_method.cohort.results import (
        Outcome as Outcome,
    )
    from cm_method.cohort.results import (
        Result as Result,
    )
    from cm_method.cohort.results import (
        Results as Results,
    )
    from cm_method.cohort.results import (
        Sensitivity as Sensitivity,
    )
    from cm_method.cohort.results import (
        results as results,
    )
    from cm_method.cohort.results import (
        results_of as results_of,
    )
    from cm_method.cohort.shares import (
        Bounds as Bounds,
    )
    from cm_method.cohort.shares import (
        Share as Share,
    )
    from cm_method.cohort.statistics import (
        Interval as Interval,
    )
    from cm_method.cohort.statistics import (
        wilson as wilson,
    )
    from cm_method.cohort.tally import (
        Tally as Tally,
    )
    from cm_method.cohort.tally import (
        empty_tally as empty_tally,
    )
    from cm_method.cohort.tally import (
        tally as tally,
    )
    from cm_method.cohort.tally import (
        trend as trend,
    )
    from cm_method.dates import (
        Period as Period,
    )
    from cm_method.dates import (
        every_months as every_months,
    )
    from cm_method.dates import (
        plus_days as plus_days,
    )
    from cm_method.dates import (
        plus_months as plus_months,
    )
    from cm_method.errors import (
        CannotAdd as CannotAdd,
    )
    from cm_method.errors import (
        ConflictingEntries as ConflictingEntries,
    )
    from cm_method.errors import (
        Problem as Problem,
    )
    from cm_method.errors import (
        Refused as Refused,
    )
    from cm_method.journal import (
        Category as Category,
    )
    from cm_method.journal import (
        Contest as Contest,
    )
    from cm_method.journal import (
        Entry as Entry,
    )
    from cm_method.journal import (
        Journal as Journal,
    )
    from cm_method.journal import (
        Objected as Objected,
    )
    from cm_method.journal import (
        Retracted as Retracted,
    )
    from cm_method.journal import (
        RetractionReason as RetractionReason,
    )
    from cm_method.journal import (
        View as View,
    )
    from cm_method.labels import (
        LANGUAGES as LANGUAGES,
    )
    from cm_method.labels import (
        label as label,
    )
    from cm_method.labels import (
        text as text,
    )
    from cm_method.rules.agenda import (
        Duty as Duty,
    )
    from cm_method.rules.agenda import (
        Task as Task,
    )
    from cm_method.rules.agenda import (
        agenda as agenda,
    )
    from cm_method.rules.checks import (
        MethodCheck as MethodCheck,
    )
    from cm_method.rules.checks import (
        check_method as check_method,
    )
    from cm_method.rules.checks import (
        edition_problems as edition_problems,
    )
    from cm_method.rules.editions import (
        EDITIONS as EDITIONS,
    )
    from cm_method.rules.editions.hagersten_alvsjo_2026 import (
        HAGERSTEN_ALVSJO_2026 as HAGERSTEN_ALVSJO_2026,
    )
    from cm_method.rules.findings import (
        Finding as Finding,
    )
    from cm_method.rules.findings import (
        Reason as Reason,
    )
    from cm_method.rules.findings import (
        finding_of as finding_of,
    )
    from cm_method.rules.method import (
        Counting as Counting,
    )
    from cm_method.rules.method import (
        CrisisScale as CrisisScale,
    )
    from cm_method.rules.method import (
        Measure as Measure,
    )
    from cm_method.rules.method import (
        Method as Method,
    )
    from cm_method.rules.method import (
        Parameter as Parameter,
    )
    from cm_method.rules.method import (
        Parameters as Parameters,
    )
    from cm_method.rules.method import (
        Rule as Rule,
    )
    from cm_method.rules.method import (
        Span as Span,
    )
    from cm_method.rules.method import (
        StartDay as StartDay,
    )
    from cm_method.rules.method import (
        Target as Target,
    )
    from cm_method.rules.milestone import (
        Answer as Answer,
    )
    from cm_method.rules.milestone import (
        Judgement as Judgement,
    )
    from cm_method.rules.milestone import (
        Mark as Mark,
    )
    from cm_method.rules.milestone import (
        Milestone as Milestone,
    )
    from cm_method.rules.milestone import (
        Signature as Signature,
    )
    from cm_method.rules.milestone import (
        Step as Step,
    )
    from cm_method.rules.milestone import (
        Verdict as Verdict,
    )
    from cm_method.rules.milestone import (
        judge as judge,
    )
    from cm_method.rules.review import (
        milestones as milestones,
    )
    from cm_method.rules.review import (
        of_other_editions as of_other_editions,
    )
    from cm_method.rules.review import (
        review as review,
    )
    from cm_method.sources import (
        Document as Document,
    )
    from cm_method.sources import (
        Source as Source,
    )

_HOMES: dict[str, tuple[str, ...]] = {
    # the journal and its two clocks
    "journal": (
        "Category",
        "Contest",
        "Entry",
        "Journal",
        "Objected",
        "Retracted",
        "RetractionReason",
        "View",
    ),
    # the case
    "case.case": ("Case",),
    "case.register": ("Register",),
    "case.checks": ("case_problems",),
    # the course
    "case.episodes": (
        "EndReason",
        "Ended",
        "EntryRoute",
        "Episode",
        "Paused",
        "Reached",
        "Returned",
        "Started",
        "WorkerChanged",
        "death",
        "episodes",
        "is_paused",
        "worker_on",
    ),
    "case.meetings": (
        "Attendee",
        "MeetingHeld",
        "Place",
    ),
    # participants and parties
    "case.participants": (
        "Died",
        "Gender",
        "Participant",
        "ParticipantDescribed",
        "participant",
    ),
    "case.parties": (
        "LegalForm",
        "PartyJoined",
        "WorkerJoined",
        "WorkerLeft",
    ),
    # needs, plans and contacts
    "case.needs": (
        "CrisisLevelAssessed",
        "NeedArea",
        "NeedAssessed",
        "NeedClosed",
        "OpenNeed",
        "needs",
    ),
    "case.plans": (
        "ContactPath",
        "Goal",
        "GoalFollowedUp",
        "GoalStatus",
        "PlanAgreed",
        "missing_in_plan",
        "plans_of",
    ),
    "case.contacts": (
        "ContactFollowed",
        "ContactStatus",
    ),
    # crisis plans and the chain of responsibility
    "case.crisis_plans": (
        "CrisisPlanAgreed",
        "CrisisPlanKind",
        "HelpContact",
        "crisis_plans_of",
        "missing_in_crisis_plan",
    ),
    "case.responsibility": (
        "Holding",
        "OfferWithdrawn",
        "ResponsibilityAccepted",
        "ResponsibilityEnded",
        "ResponsibilityOffered",
        "ResponsibilityRefused",
        "holdings",
        "missing_in_chain",
    ),
    # self-ratings
    "case.self_ratings": (
        "DE_JONG_GIERVELD_6",
        "Dimension",
        "Instrument",
        "OWN_LONELINESS",
        "OWN_PARTICIPATION",
        "Scoring",
        "SelfRated",
        "UCLA_3",
    ),
    # the method and its rules
    "rules.method": (
        "Counting",
        "CrisisScale",
        "Measure",
        "Method",
        "Parameter",
        "Parameters",
        "Rule",
        "Span",
        "StartDay",
        "Target",
    ),
    "rules.milestone": (
        "Answer",
        "Judgement",
        "Mark",
        "Milestone",
        "Signature",
        "Step",
        "Verdict",
        "judge",
    ),
    "rules.findings": (
        "Finding",
        "Reason",
        "finding_of",
    ),
    "rules.review": (
        "milestones",
        "of_other_editions",
        "review",
    ),
    "rules.checks": (
        "MethodCheck",
        "check_method",
        "edition_problems",
    ),
    "rules.agenda": (
        "Duty",
        "Task",
        "agenda",
    ),
    "rules.editions": ("EDITIONS",),
    "rules.editions.hagersten_alvsjo_2026": ("HAGERSTEN_ALVSJO_2026",),
    # figures about many cases
    "cohort.tally": (
        "Tally",
        "empty_tally",
        "tally",
        "trend",
    ),
    "cohort.shares": (
        "Bounds",
        "Share",
    ),
    "cohort.statistics": (
        "Interval",
        "wilson",
    ),
    "cohort.results": (
        "Figure",
        "Outcome",
        "Result",
        "Results",
        "Sensitivity",
        "results",
        "results_of",
    ),
    "cohort.report": (
        "Report",
        "report",
    ),
    "cohort.changes": (
        "Cause",
        "Change",
        "State",
        "changes",
    ),
    # days, sources, words and problems
    "dates": (
        "Period",
        "every_months",
        "plus_days",
        "plus_months",
    ),
    "sources": (
        "Document",
        "Source",
    ),
    "labels": (
        "LANGUAGES",
        "label",
        "text",
    ),
    "errors": (
        "CannotAdd",
        "ConflictingEntries",
        "Problem",
        "Refused",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605 - the names are those of the table

if not TYPE_CHECKING:  # or mypy would take any misspelt name for a good one

    def __getattr__(name: str) -> object:
        """The public name, loaded from its module on first use."""
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    """Every public name, loaded or not."""
    return sorted(_HOME_OF)
