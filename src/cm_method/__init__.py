"""The adapted Case Management method as tested objects.

The everyday names are found here and load what they need on first use. Adapters are not among
them: whoever uses one imports it from ``cm_method.adapters``.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # type checkers take it for true; importing typing would cost ten times more
if TYPE_CHECKING:
    from cm_method.case.agreements import (
        Activity as Activity,
        ActivityHeld as ActivityHeld,
        AgreementAmended as AgreementAmended,
        AgreementMade as AgreementMade,
        AgreementStatus as AgreementStatus,
        AgreementStatusChanged as AgreementStatusChanged,
        Body as Body,
        BodyFormed as BodyFormed,
        CostIncurred as CostIncurred,
        CostKind as CostKind,
        Decides as Decides,
        DisagreementRaised as DisagreementRaised,
        DisagreementReferred as DisagreementReferred,
        DisagreementSettled as DisagreementSettled,
        DocumentKind as DocumentKind,
        DocumentRegistered as DocumentRegistered,
        FollowUpHeld as FollowUpHeld,
        PartyRole as PartyRole,
        Phase as Phase,
        PhaseKind as PhaseKind,
        ReportPart as ReportPart,
        RoleTaken as RoleTaken,
        StatementGiven as StatementGiven,
        TrainingHeld as TrainingHeld,
        VisitorsCounted as VisitorsCounted,
    )
    from cm_method.case.assignments import (
        AssignmentAccepted as AssignmentAccepted,
        AssignmentDeclined as AssignmentDeclined,
        AssignmentEnded as AssignmentEnded,
        AssignmentEndReason as AssignmentEndReason,
        AssignmentFollowedUp as AssignmentFollowedUp,
        AssignmentOrdered as AssignmentOrdered,
        AssignmentWorkerChanged as AssignmentWorkerChanged,
        ImplementationPlanMade as ImplementationPlanMade,
        LegalGround as LegalGround,
        RightToApplyTold as RightToApplyTold,
    )
    from cm_method.case.case import (
        Case as Case,
    )
    from cm_method.case.caseload import (
        CaseloadExceptionGranted as CaseloadExceptionGranted,
        IntentionDropped as IntentionDropped,
        StartPlanned as StartPlanned,
        WorkerChangePlanned as WorkerChangePlanned,
    )
    from cm_method.case.chain import (
        Chain as Chain,
        DefaultHolder as DefaultHolder,
        chain_of as chain_of,
    )
    from cm_method.case.checks import (
        case_problems as case_problems,
    )
    from cm_method.case.circumstances import (
        Circumstance as Circumstance,
        CircumstanceAssessed as CircumstanceAssessed,
        circumstance as circumstance,
    )
    from cm_method.case.consent import (
        Consent as Consent,
        ConsentGiven as ConsentGiven,
        ConsentKind as ConsentKind,
        ConsentState as ConsentState,
        ConsentWithdrawn as ConsentWithdrawn,
        SharingMade as SharingMade,
        StatutoryGround as StatutoryGround,
        consents as consents,
    )
    from cm_method.case.contacts import (
        ContactFollowed as ContactFollowed,
        ContactStatus as ContactStatus,
    )
    from cm_method.case.crisis_plan_copy import (
        CopySection as CopySection,
        CrisisPlanCopy as CrisisPlanCopy,
        crisis_plan_copy as crisis_plan_copy,
    )
    from cm_method.case.crisis_plans import (
        CrisisPlanAgreed as CrisisPlanAgreed,
        CrisisPlanKind as CrisisPlanKind,
        CrisisPlanReviewed as CrisisPlanReviewed,
        HelpContact as HelpContact,
        Looked as Looked,
        ReviewTrigger as ReviewTrigger,
        SituationChanged as SituationChanged,
        Trigger as Trigger,
        crisis_plans_of as crisis_plans_of,
        looked_at as looked_at,
        missing_in_crisis_plan as missing_in_crisis_plan,
        triggers as triggers,
    )
    from cm_method.case.episodes import (
        Ended as Ended,
        EndReason as EndReason,
        EntryRoute as EntryRoute,
        Episode as Episode,
        Paused as Paused,
        Reached as Reached,
        Returned as Returned,
        Started as Started,
        WorkerChanged as WorkerChanged,
        death as death,
        episodes as episodes,
        is_paused as is_paused,
        worker_on as worker_on,
    )
    from cm_method.case.escalation import (
        EscalationPath as EscalationPath,
        PathEnd as PathEnd,
        Turn as Turn,
        agreed_for_everyone as agreed_for_everyone,
        escalation_path as escalation_path,
    )
    from cm_method.case.fidelity import (
        FidelityScored as FidelityScored,
    )
    from cm_method.case.holdings import (
        Claim as Claim,
        Ending as Ending,
        Holding as Holding,
        Void as Void,
        holdings as holdings,
    )
    from cm_method.case.in_the_way import (
        Lift as Lift,
        MissingService as MissingService,
        StandingObstacle as StandingObstacle,
        WhyOver as WhyOver,
        missing_services as missing_services,
        obstacles as obstacles,
    )
    from cm_method.case.information import (
        BUILT_IN_INFORMATION as BUILT_IN_INFORMATION,
        Information as Information,
    )
    from cm_method.case.links import (
        Conflict as Conflict,
        Gap as Gap,
        GapReason as GapReason,
        Link as Link,
        LinkMark as LinkMark,
    )
    from cm_method.case.meetings import (
        Attendee as Attendee,
        MeetingHeld as MeetingHeld,
        Place as Place,
    )
    from cm_method.case.needs import (
        CrisisLevelAssessed as CrisisLevelAssessed,
        NeedArea as NeedArea,
        NeedAssessed as NeedAssessed,
        NeedClosed as NeedClosed,
        OpenNeed as OpenNeed,
        needs as needs,
    )
    from cm_method.case.obstacles import (
        OBSTACLE_SOURCES as OBSTACLE_SOURCES,
        Obstacle as Obstacle,
        ObstacleNoted as ObstacleNoted,
        ObstacleOvercome as ObstacleOvercome,
        ServiceMissing as ServiceMissing,
    )
    from cm_method.case.offers import (
        Offer as Offer,
        OfferState as OfferState,
        offers as offers,
    )
    from cm_method.case.participants import (
        Died as Died,
        Gender as Gender,
        Participant as Participant,
        ParticipantDescribed as ParticipantDescribed,
        participant as participant,
    )
    from cm_method.case.parties import (
        ActorRegistered as ActorRegistered,
        LegalForm as LegalForm,
        Parties as Parties,
        PartyJoined as PartyJoined,
        PartyLeft as PartyLeft,
        WorkerJoined as WorkerJoined,
        WorkerLeft as WorkerLeft,
    )
    from cm_method.case.plans import (
        ContactPath as ContactPath,
        Goal as Goal,
        GoalFollowedUp as GoalFollowedUp,
        GoalStatus as GoalStatus,
        PlanAgreed as PlanAgreed,
        missing_in_plan as missing_in_plan,
        plans_of as plans_of,
    )
    from cm_method.case.recovery import (
        RECOVERY_SOURCES as RECOVERY_SOURCES,
        PartOverTime as PartOverTime,
        PartRating as PartRating,
        RecoveryCapital as RecoveryCapital,
        RecoveryCapitalRated as RecoveryCapitalRated,
        RecoveryPart as RecoveryPart,
        RecoveryScale as RecoveryScale,
        Strength as Strength,
        recovery_capital as recovery_capital,
    )
    from cm_method.case.register import (
        Register as Register,
    )
    from cm_method.case.responsibility import (
        AbsenceEnded as AbsenceEnded,
        AbsenceNoted as AbsenceNoted,
        EscalationAgreed as EscalationAgreed,
        LiftAnswered as LiftAnswered,
        LiftedTo as LiftedTo,
        NeedLifted as NeedLifted,
        OfferWithdrawn as OfferWithdrawn,
        ResponsibilityAccepted as ResponsibilityAccepted,
        ResponsibilityEnded as ResponsibilityEnded,
        ResponsibilityOffered as ResponsibilityOffered,
        ResponsibilityRefused as ResponsibilityRefused,
        SupportEnded as SupportEnded,
        SupportPromised as SupportPromised,
    )
    from cm_method.case.self_ratings import (
        DE_JONG_GIERVELD_6 as DE_JONG_GIERVELD_6,
        OWN_LONELINESS as OWN_LONELINESS,
        OWN_PARTICIPATION as OWN_PARTICIPATION,
        UCLA_3 as UCLA_3,
        Dimension as Dimension,
        Instrument as Instrument,
        Scoring as Scoring,
        SelfRated as SelfRated,
    )
    from cm_method.case.services import (
        Ages as Ages,
        ServiceKind as ServiceKind,
    )
    from cm_method.case.sip import (
        NextOfKinPart as NextOfKinPart,
        ResponsibleAuthority as ResponsibleAuthority,
        SipAgreed as SipAgreed,
        SipAnswer as SipAnswer,
        SipAsked as SipAsked,
        SipEnded as SipEnded,
        SipEndReason as SipEndReason,
        SipFollowedUp as SipFollowedUp,
        SipInitiated as SipInitiated,
        SipMeasure as SipMeasure,
        SipMeetingHeld as SipMeetingHeld,
        SipOutcome as SipOutcome,
        SipPart as SipPart,
        SipService as SipService,
        missing_in_sip as missing_in_sip,
    )
    from cm_method.case.sip_course import (
        Sip as Sip,
        SipWait as SipWait,
        first_asked as first_asked,
        sips as sips,
    )
    from cm_method.cohort.anonymity import (
        Anonymity as Anonymity,
        anonymity_of as anonymity_of,
    )
    from cm_method.cohort.cautions import (
        of_another_register as of_another_register,
        same_answers as same_answers,
        small_changes as small_changes,
    )
    from cm_method.cohort.changes import (
        Cause as Cause,
        Change as Change,
        State as State,
        changes as changes,
    )
    from cm_method.cohort.codebook import (
        Variable as Variable,
        codebook as codebook,
    )
    from cm_method.cohort.disclosure import (
        Breakdown as Breakdown,
        Counted as Counted,
        Hidden as Hidden,
        Publication as Publication,
        PublishedTable as PublishedTable,
        publish as publish,
    )
    from cm_method.cohort.equality import (
        Difference as Difference,
        Equality as Equality,
        Group as Group,
        Grouping as Grouping,
        categories_of as categories_of,
        counted_of as counted_of,
        differences as differences,
        equality as equality,
    )
    from cm_method.cohort.indicators import (
        Indicators as Indicators,
        indicators as indicators,
    )
    from cm_method.cohort.leaving import (
        Handover as Handover,
        HandoverPlan as HandoverPlan,
        Leaving as Leaving,
        Orphan as Orphan,
        check_handover as check_handover,
        if_leaves as if_leaves,
    )
    from cm_method.cohort.release import (
        Release as Release,
    )
    from cm_method.cohort.report import (
        Report as Report,
        report as report,
    )
    from cm_method.cohort.research import (
        DataSet as DataSet,
        data_set as data_set,
    )
    from cm_method.cohort.results import (
        Figure as Figure,
        Outcome as Outcome,
        Result as Result,
        Results as Results,
        Sensitivity as Sensitivity,
        results as results,
        results_of as results_of,
    )
    from cm_method.cohort.shares import (
        Bounds as Bounds,
        Share as Share,
    )
    from cm_method.cohort.statistics import (
        Interval as Interval,
        wilson as wilson,
    )
    from cm_method.cohort.tally import (
        Tally as Tally,
        empty_tally as empty_tally,
        tally as tally,
        trend as trend,
    )
    from cm_method.dates import (
        Period as Period,
        every_months as every_months,
        plus_days as plus_days,
        plus_months as plus_months,
    )
    from cm_method.errors import (
        CannotAdd as CannotAdd,
        ConflictingEntries as ConflictingEntries,
        Problem as Problem,
        Refused as Refused,
    )
    from cm_method.journal import (
        Category as Category,
        Contest as Contest,
        Entry as Entry,
        Journal as Journal,
        Objected as Objected,
        Retracted as Retracted,
        RetractionReason as RetractionReason,
        View as View,
    )
    from cm_method.labels import (
        LANGUAGES as LANGUAGES,
        add_texts as add_texts,
        catalogue as catalogue,
        label as label,
        text as text,
    )
    from cm_method.partnership.accounts import (
        Account as Account,
        ActivityVolume as ActivityVolume,
        account as account,
    )
    from cm_method.partnership.agreement import (
        Agreement as Agreement,
        Disagreement as Disagreement,
        DisagreementStep as DisagreementStep,
        Money as Money,
        agreement_on as agreement_on,
        agreements as agreements,
    )
    from cm_method.partnership.calendar import (
        LastStart as LastStart,
        Occasion as Occasion,
        OccasionKind as OccasionKind,
        calendar as calendar,
        follow_ups as follow_ups,
        last_starts as last_starts,
        too_late as too_late,
    )
    from cm_method.partnership.final_report import (
        FinalReport as FinalReport,
        FollowUps as FollowUps,
        Told as Told,
        final_report as final_report,
    )
    from cm_method.partnership.missing import (
        Missing as Missing,
        MissingKind as MissingKind,
    )
    from cm_method.partnership.papers import (
        AccountPaper as AccountPaper,
        FinalReportPaper as FinalReportPaper,
        PaperFigures as PaperFigures,
        PaperPart as PaperPart,
        PaperStatement as PaperStatement,
        account_paper as account_paper,
        final_report_paper as final_report_paper,
    )
    from cm_method.partnership.standing import (
        Outlook as Outlook,
        Prospect as Prospect,
        Standing as Standing,
        outlook as outlook,
        standing as standing,
    )
    from cm_method.rules.agenda import (
        Duty as Duty,
        Task as Task,
        agenda as agenda,
    )
    from cm_method.rules.checks import (
        MethodCheck as MethodCheck,
        check_method as check_method,
        edition_problems as edition_problems,
    )
    from cm_method.rules.crisis_plan_reviews import (
        Wait as Wait,
        next_review as next_review,
        waits as waits,
    )
    from cm_method.rules.disposal import (
        Disposal as Disposal,
        DisposalState as DisposalState,
        disposals as disposals,
    )
    from cm_method.rules.editions import (
        EDITIONS as EDITIONS,
    )
    from cm_method.rules.editions.hagersten_alvsjo_2026 import (
        HAGERSTEN_ALVSJO_2026 as HAGERSTEN_ALVSJO_2026,
    )
    from cm_method.rules.editions.stockholm_2025 import (
        STOCKHOLM_2025 as STOCKHOLM_2025,
    )
    from cm_method.rules.findings import (
        Finding as Finding,
        Reason as Reason,
        finding_of as finding_of,
    )
    from cm_method.rules.handing_over import (
        Shareable as Shareable,
        StayedBehind as StayedBehind,
        Stays as Stays,
        shareable as shareable,
    )
    from cm_method.rules.method import (
        Asked as Asked,
        Counting as Counting,
        CrisisScale as CrisisScale,
        Measure as Measure,
        Method as Method,
        Parameter as Parameter,
        Parameters as Parameters,
        Rule as Rule,
        Span as Span,
        StartDay as StartDay,
        Target as Target,
    )
    from cm_method.rules.milestone import (
        Answer as Answer,
        Judgement as Judgement,
        Mark as Mark,
        Milestone as Milestone,
        Signature as Signature,
        Step as Step,
        Verdict as Verdict,
        judge as judge,
    )
    from cm_method.rules.review import (
        milestones as milestones,
        of_other_editions as of_other_editions,
        recurring as recurring,
        review as review,
        review_recurring as review_recurring,
    )
    from cm_method.rules.sharing import (
        CategoryAnswer as CategoryAnswer,
        Coverage as Coverage,
        Miss as Miss,
        Missed as Missed,
        NearestMiss as NearestMiss,
        Sharing as Sharing,
        SharingAnswer as SharingAnswer,
        SharingCheck as SharingCheck,
        SharingQuestion as SharingQuestion,
        coverage as coverage,
        expiring as expiring,
        may_share as may_share,
        sharings_made as sharings_made,
    )
    from cm_method.rules.sip import (
        SIP_RULES as SIP_RULES,
        Presumption as Presumption,
        need_presumed as need_presumed,
    )
    from cm_method.services.assignments import (
        Assignment as Assignment,
        AssignmentState as AssignmentState,
        Lack as Lack,
        LackKind as LackKind,
        assignments as assignments,
    )
    from cm_method.services.caseload import (
        Caseload as Caseload,
        caseload as caseload,
        exceptions_granted as exceptions_granted,
        forecast as forecast,
    )
    from cm_method.services.catalogue import (
        DESCRIBED as DESCRIBED,
        MODELS as MODELS,
        SERVICES as SERVICES,
    )
    from cm_method.services.contents import (
        ActivityList as ActivityList,
        Aspect as Aspect,
        HousingFirstDecision as HousingFirstDecision,
        HousingFirstPrinciple as HousingFirstPrinciple,
        ModelKind as ModelKind,
        ServiceActivity as ServiceActivity,
        WorkingMethod as WorkingMethod,
    )
    from cm_method.services.described import (
        Asks as Asks,
        Criterion as Criterion,
        Listed as Listed,
        Model as Model,
        Service as Service,
        Statement as Statement,
    )
    from cm_method.services.evidence import (
        FitReason as FitReason,
    )
    from cm_method.services.fidelity import (
        FIDELITY_SOURCES as FIDELITY_SOURCES,
        Fidelity as Fidelity,
        FidelityCount as FidelityCount,
        FidelityMeasure as FidelityMeasure,
        fidelity as fidelity,
        how_counted as how_counted,
    )
    from cm_method.services.fit import (
        Fit as Fit,
        FitAnswer as FitAnswer,
        fits as fits,
        suggests as suggests,
        to_find_out as to_find_out,
    )
    from cm_method.services.held import (
        Held as Held,
        Pending as Pending,
    )
    from cm_method.services.load import (
        Load as Load,
        LoadStanding as LoadStanding,
    )
    from cm_method.services.matching import (
        Excluded as Excluded,
        Matching as Matching,
        MatchReason as MatchReason,
        Offering as Offering,
        Part as Part,
        Points as Points,
        Score as Score,
        Unmatched as Unmatched,
        WhyUnmatched as WhyUnmatched,
        Wishes as Wishes,
        score as score,
    )
    from cm_method.services.obstacles import (
        InTheWayFigures as InTheWayFigures,
        MissingCount as MissingCount,
        ObstacleCount as ObstacleCount,
        PublishedObstacles as PublishedObstacles,
        PublishedRow as PublishedRow,
        in_the_way as in_the_way,
        publish_obstacles as publish_obstacles,
    )
    from cm_method.services.placements import (
        Placement as Placement,
        PlacementPlan as PlacementPlan,
        Remaining as Remaining,
        Rematch as Rematch,
        Without as Without,
        check_placements as check_placements,
        rematch as rematch,
    )
    from cm_method.services.provision.access import (
        FollowUpShare as FollowUpShare,
        ServiceAccess as ServiceAccess,
        service_access as service_access,
    )
    from cm_method.services.provision.comparison import (
        ColumnChange as ColumnChange,
        compare_surveys as compare_surveys,
    )
    from cm_method.services.provision.consistency import (
        Inconsistency as Inconsistency,
        InconsistencyKind as InconsistencyKind,
        inconsistencies as inconsistencies,
    )
    from cm_method.services.provision.instrument import (
        QuestionKind as QuestionKind,
        SurveyAnswer as SurveyAnswer,
        SurveyCell as SurveyCell,
        SurveyColumn as SurveyColumn,
        SurveyInstrument as SurveyInstrument,
        SurveyQuestion as SurveyQuestion,
    )
    from cm_method.services.provision.stated import (
        Responses as Responses,
        StatedAnswer as StatedAnswer,
        StatedShare as StatedShare,
        StatedSurvey as StatedSurvey,
    )
    from cm_method.services.provision.stockholm_2020 import (
        SURVEY_2020 as SURVEY_2020,
    )
    from cm_method.services.provision.stockholm_2025 import (
        INSTRUMENT_2025 as INSTRUMENT_2025,
        SURVEY_2025 as SURVEY_2025,
    )
    from cm_method.services.provision.survey import (
        GivenAnswer as GivenAnswer,
        PrintedTotal as PrintedTotal,
        Survey as Survey,
        printed_answers as printed_answers,
        survey_of as survey_of,
    )
    from cm_method.services.provision.told import (
        NamedGroup as NamedGroup,
        NeedExample as NeedExample,
        OnlyIn as OnlyIn,
        OtherSupport as OtherSupport,
        OtherSupportExample as OtherSupportExample,
        OwnOutpatient as OwnOutpatient,
        SurveyText as SurveyText,
        TextCount as TextCount,
        UnmetNeed as UnmetNeed,
    )
    from cm_method.services.sip import (
        ConditionNoted as ConditionNoted,
        SipCondition as SipCondition,
        SipPoint as SipPoint,
        SipPointKind as SipPointKind,
        SipStanding as SipStanding,
        SipView as SipView,
        sip_of as sip_of,
    )
    from cm_method.services.sip_figures import (
        SipFigures as SipFigures,
        SipTable as SipTable,
        sip_figures as sip_figures,
        sip_figures_of as sip_figures_of,
    )
    from cm_method.sources import (
        Document as Document,
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
        "ActorRegistered",
        "LegalForm",
        "Parties",
        "PartyJoined",
        "PartyLeft",
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
        "CrisisPlanReviewed",
        "HelpContact",
        "Looked",
        "ReviewTrigger",
        "SituationChanged",
        "Trigger",
        "crisis_plans_of",
        "looked_at",
        "missing_in_crisis_plan",
        "triggers",
    ),
    "case.crisis_plan_copy": (
        "CopySection",
        "CrisisPlanCopy",
        "crisis_plan_copy",
    ),
    "case.responsibility": (
        "AbsenceEnded",
        "AbsenceNoted",
        "EscalationAgreed",
        "LiftAnswered",
        "LiftedTo",
        "NeedLifted",
        "OfferWithdrawn",
        "ResponsibilityAccepted",
        "ResponsibilityEnded",
        "ResponsibilityOffered",
        "ResponsibilityRefused",
        "SupportEnded",
        "SupportPromised",
    ),
    "case.holdings": (
        "Claim",
        "Ending",
        "Holding",
        "Void",
        "holdings",
    ),
    "case.offers": (
        "Offer",
        "OfferState",
        "offers",
    ),
    "case.chain": (
        "Chain",
        "DefaultHolder",
        "chain_of",
    ),
    "case.links": (
        "Conflict",
        "Gap",
        "GapReason",
        "Link",
        "LinkMark",
    ),
    "case.escalation": (
        "EscalationPath",
        "PathEnd",
        "Turn",
        "agreed_for_everyone",
        "escalation_path",
    ),
    "case.information": (
        "BUILT_IN_INFORMATION",
        "Information",
    ),
    "case.consent": (
        "Consent",
        "ConsentGiven",
        "ConsentKind",
        "ConsentState",
        "ConsentWithdrawn",
        "SharingMade",
        "StatutoryGround",
        "consents",
    ),
    # the coordinated individual plan, SIP
    "case.sip": (
        "NextOfKinPart",
        "ResponsibleAuthority",
        "SipAgreed",
        "SipAnswer",
        "SipAsked",
        "SipEndReason",
        "SipEnded",
        "SipFollowedUp",
        "SipInitiated",
        "SipMeasure",
        "SipMeetingHeld",
        "SipOutcome",
        "SipPart",
        "SipService",
        "missing_in_sip",
    ),
    "case.sip_course": ("Sip", "SipWait", "first_asked", "sips"),
    "rules.sip": (
        "SIP_RULES",
        "Presumption",
        "need_presumed",
    ),
    "services.sip": (
        "ConditionNoted",
        "SipCondition",
        "SipPoint",
        "SipPointKind",
        "SipStanding",
        "SipView",
        "sip_of",
    ),
    "services.sip_figures": (
        "SipFigures",
        "SipTable",
        "sip_figures",
        "sip_figures_of",
    ),
    # self-ratings
    "case.services": (
        "Ages",
        "ServiceKind",
    ),
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
        "Asked",
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
        "recurring",
        "review",
        "review_recurring",
    ),
    "rules.sharing": (
        "CategoryAnswer",
        "Coverage",
        "Miss",
        "Missed",
        "NearestMiss",
        "Sharing",
        "SharingAnswer",
        "SharingCheck",
        "SharingQuestion",
        "coverage",
        "expiring",
        "may_share",
        "sharings_made",
    ),
    "rules.handing_over": (
        "Shareable",
        "StayedBehind",
        "Stays",
        "shareable",
    ),
    "rules.disposal": (
        "Disposal",
        "DisposalState",
        "disposals",
    ),
    "rules.crisis_plan_reviews": (
        "Wait",
        "next_review",
        "waits",
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
    "rules.editions.stockholm_2025": ("STOCKHOLM_2025",),
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
    "cohort.leaving": (
        "Handover",
        "HandoverPlan",
        "Leaving",
        "Orphan",
        "check_handover",
        "if_leaves",
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
        "add_texts",
        "catalogue",
        "label",
        "text",
    ),
    "errors": (
        "CannotAdd",
        "ConflictingEntries",
        "Problem",
        "Refused",
    ),
    # the partnership itself
    "case.agreements": (
        "Activity",
        "ActivityHeld",
        "AgreementAmended",
        "AgreementMade",
        "AgreementStatus",
        "AgreementStatusChanged",
        "Body",
        "BodyFormed",
        "CostIncurred",
        "CostKind",
        "Decides",
        "DisagreementRaised",
        "DisagreementReferred",
        "DisagreementSettled",
        "DocumentKind",
        "DocumentRegistered",
        "FollowUpHeld",
        "PartyRole",
        "Phase",
        "PhaseKind",
        "ReportPart",
        "RoleTaken",
        "StatementGiven",
        "TrainingHeld",
        "VisitorsCounted",
    ),
    "partnership.agreement": (
        "Agreement",
        "Disagreement",
        "DisagreementStep",
        "Money",
        "agreement_on",
        "agreements",
    ),
    "partnership.calendar": (
        "LastStart",
        "Occasion",
        "OccasionKind",
        "calendar",
        "follow_ups",
        "last_starts",
        "too_late",
    ),
    "partnership.standing": (
        "Outlook",
        "Prospect",
        "Standing",
        "outlook",
        "standing",
    ),
    "partnership.accounts": (
        "Account",
        "ActivityVolume",
        "account",
    ),
    "partnership.final_report": (
        "FinalReport",
        "FollowUps",
        "Told",
        "final_report",
    ),
    "partnership.papers": (
        "AccountPaper",
        "FinalReportPaper",
        "PaperFigures",
        "PaperPart",
        "PaperStatement",
        "account_paper",
        "final_report_paper",
    ),
    "partnership.missing": (
        "Missing",
        "MissingKind",
    ),
    "cohort.indicators": (
        "Indicators",
        "indicators",
    ),
    # breakdowns and what may be published
    "cohort.equality": (
        "Difference",
        "Equality",
        "Group",
        "Grouping",
        "categories_of",
        "counted_of",
        "differences",
        "equality",
    ),
    "cohort.disclosure": (
        "Breakdown",
        "Counted",
        "Hidden",
        "Publication",
        "PublishedTable",
        "publish",
    ),
    "cohort.cautions": (
        "of_another_register",
        "same_answers",
        "small_changes",
    ),
    # research data
    "cohort.release": ("Release",),
    "cohort.research": (
        "DataSet",
        "data_set",
    ),
    "cohort.codebook": (
        "Variable",
        "codebook",
    ),
    "cohort.anonymity": (
        "Anonymity",
        "anonymity_of",
    ),
    # the survey of provision
    "services.provision.access": (
        "FollowUpShare",
        "ServiceAccess",
        "service_access",
    ),
    "services.provision.comparison": (
        "ColumnChange",
        "compare_surveys",
    ),
    "services.provision.consistency": (
        "Inconsistency",
        "InconsistencyKind",
        "inconsistencies",
    ),
    "services.provision.instrument": (
        "QuestionKind",
        "SurveyAnswer",
        "SurveyCell",
        "SurveyColumn",
        "SurveyInstrument",
        "SurveyQuestion",
    ),
    "services.provision.stated": (
        "Responses",
        "StatedAnswer",
        "StatedShare",
        "StatedSurvey",
    ),
    "services.provision.stockholm_2020": ("SURVEY_2020",),
    "services.provision.stockholm_2025": (
        "INSTRUMENT_2025",
        "SURVEY_2025",
    ),
    "services.provision.survey": (
        "GivenAnswer",
        "PrintedTotal",
        "Survey",
        "printed_answers",
        "survey_of",
    ),
    "services.provision.told": (
        "NamedGroup",
        "NeedExample",
        "OnlyIn",
        "OtherSupport",
        "OtherSupportExample",
        "OwnOutpatient",
        "SurveyText",
        "TextCount",
        "UnmetNeed",
    ),
    # obstacles, missing services, recovery capital and fidelity
    "case.fidelity": ("FidelityScored",),
    "case.in_the_way": (
        "Lift",
        "MissingService",
        "StandingObstacle",
        "WhyOver",
        "missing_services",
        "obstacles",
    ),
    "case.obstacles": (
        "OBSTACLE_SOURCES",
        "Obstacle",
        "ObstacleNoted",
        "ObstacleOvercome",
        "ServiceMissing",
    ),
    "case.recovery": (
        "RECOVERY_SOURCES",
        "PartOverTime",
        "PartRating",
        "RecoveryCapital",
        "RecoveryCapitalRated",
        "RecoveryPart",
        "RecoveryScale",
        "Strength",
        "recovery_capital",
    ),
    "services.fidelity": (
        "FIDELITY_SOURCES",
        "Fidelity",
        "FidelityCount",
        "FidelityMeasure",
        "fidelity",
        "how_counted",
    ),
    "services.obstacles": (
        "InTheWayFigures",
        "MissingCount",
        "ObstacleCount",
        "PublishedObstacles",
        "PublishedRow",
        "in_the_way",
        "publish_obstacles",
    ),
    # the services around the method, and whom each is for
    "case.circumstances": (
        "Circumstance",
        "CircumstanceAssessed",
        "circumstance",
    ),
    "services.catalogue": (
        "DESCRIBED",
        "MODELS",
        "SERVICES",
    ),
    "services.contents": (
        "ActivityList",
        "Aspect",
        "HousingFirstDecision",
        "HousingFirstPrinciple",
        "ModelKind",
        "ServiceActivity",
        "WorkingMethod",
    ),
    "services.described": (
        "Asks",
        "Criterion",
        "Listed",
        "Model",
        "Service",
        "Statement",
    ),
    "services.evidence": ("FitReason",),
    "services.fit": (
        "Fit",
        "FitAnswer",
        "fits",
        "suggests",
        "to_find_out",
    ),
    # assignments, caseload and matching
    "case.assignments": (
        "AssignmentAccepted",
        "AssignmentDeclined",
        "AssignmentEndReason",
        "AssignmentEnded",
        "AssignmentFollowedUp",
        "AssignmentOrdered",
        "AssignmentWorkerChanged",
        "ImplementationPlanMade",
        "LegalGround",
        "RightToApplyTold",
    ),
    "case.caseload": (
        "CaseloadExceptionGranted",
        "IntentionDropped",
        "StartPlanned",
        "WorkerChangePlanned",
    ),
    "services.assignments": (
        "Assignment",
        "AssignmentState",
        "Lack",
        "LackKind",
        "assignments",
    ),
    "services.held": (
        "Held",
        "Pending",
    ),
    "services.load": (
        "Load",
        "LoadStanding",
    ),
    "services.caseload": (
        "Caseload",
        "caseload",
        "exceptions_granted",
        "forecast",
    ),
    "services.placements": (
        "Placement",
        "PlacementPlan",
        "Remaining",
        "Rematch",
        "Without",
        "check_placements",
        "rematch",
    ),
    "services.matching": (
        "Excluded",
        "MatchReason",
        "Matching",
        "Offering",
        "Part",
        "Points",
        "Score",
        "Unmatched",
        "WhyUnmatched",
        "Wishes",
        "score",
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
