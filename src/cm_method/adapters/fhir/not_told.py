"""What has no place in FHIR, and is listed here instead of being squeezed in.

Of every kind of entry it is said either where it is told or why it is not, and of every field that
is told nowhere, which one it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import Enum, unique
from types import MappingProxyType

from attrs import frozen

from cm_method.case.kinds import BY_TAG
from cm_method.cohort.wording import capital
from cm_method.journal import Category
from cm_method.labels import text, words

TOLD_BY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "participant_described": ("Patient",),
        "started": ("EpisodeOfCare", "CareTeam"),
        "worker_changed": ("EpisodeOfCare", "CareTeam"),
        "meeting_held": ("Encounter",),
        "need_assessed": ("Condition",),
        "need_closed": ("Condition",),
        "circumstance_assessed": ("Observation",),
        "crisis_level_assessed": ("Observation",),
        "plan_agreed": ("CarePlan", "Goal"),
        "goal_followed_up": ("Goal",),
        "contact_followed": ("CarePlan",),
        "crisis_plan_agreed": ("CarePlan",),
        "crisis_plan_reviewed": ("CarePlan",),
        "situation_changed": ("Observation",),
        "responsibility_offered": ("Task",),
        "responsibility_accepted": ("Task", "CareTeam"),
        "responsibility_refused": ("Task",),
        "offer_withdrawn": ("Task",),
        "responsibility_ended": ("CareTeam",),
        "need_lifted": ("Task", "CareTeam"),
        "lift_answered": ("Task",),
        "obstacle_noted": ("Observation",),
        "obstacle_overcome": ("Observation",),
        "service_missing": ("Observation",),
        "recovery_capital_rated": ("Observation",),
        "support_promised": ("CareTeam",),
        "support_ended": ("CareTeam",),
        "sip_asked": ("Observation",),
        "sip_initiated": ("CarePlan",),
        "sip_agreed": ("CarePlan",),
        "sip_followed_up": ("CarePlan",),
        "sip_ended": ("CarePlan",),
        "consent_given": ("Consent",),
        "consent_withdrawn": ("Consent",),
        "sharing_made": ("Communication",),
        "self_rated": ("Observation", "QuestionnaireResponse"),
        "paused": ("EpisodeOfCare",),
        "returned": ("EpisodeOfCare",),
        "ended": ("EpisodeOfCare",),
        "died": ("Patient",),
        "objected": ("meta.tag",),
    }
)
"""By kind of entry, the resources that tell it."""


@unique
class NoPlace(Enum):
    """Why something is not told."""

    NO_RESOURCE = "no_resource"
    NO_ELEMENT = "no_element"
    NEEDS_A_TIME = "needs_a_time"
    NOT_YET = "not_yet"
    ABOUT_WORKERS = "about_workers"
    ABOUT_OTHERS = "about_others"
    ONLY_IN_FORCE = "only_in_force"
    NOT_ASKED_FOR = "not_asked_for"
    ON_ITS_OWN = "on_its_own"


KINDS_NOT_TOLD: Mapping[str, NoPlace] = MappingProxyType(
    {
        "reached": NoPlace.NO_RESOURCE,
        "assignment_ordered": NoPlace.NOT_YET,
        "assignment_accepted": NoPlace.NOT_YET,
        "assignment_declined": NoPlace.NOT_YET,
        "assignment_worker_changed": NoPlace.NOT_YET,
        "implementation_plan_made": NoPlace.NOT_YET,
        "assignment_followed_up": NoPlace.NOT_YET,
        "assignment_ended": NoPlace.NOT_YET,
        "right_to_apply_told": NoPlace.NOT_YET,
        "start_planned": NoPlace.ABOUT_WORKERS,
        "worker_change_planned": NoPlace.ABOUT_WORKERS,
        "intention_dropped": NoPlace.ABOUT_WORKERS,
        "absence_noted": NoPlace.ABOUT_WORKERS,
        "absence_ended": NoPlace.ABOUT_WORKERS,
        "escalation_agreed": NoPlace.ABOUT_WORKERS,
        "sip_meeting_held": NoPlace.NO_ELEMENT,
        "retracted": NoPlace.ONLY_IN_FORCE,
    }
)
"""By kind of entry, why none of it is told."""

EVERY = "entry"
"""Stands for every kind."""

FIELDS_NOT_TOLD: Mapping[tuple[str, str], NoPlace] = MappingProxyType(
    {
        (EVERY, "recorded"): NoPlace.NEEDS_A_TIME,
        (EVERY, "by"): NoPlace.NO_ELEMENT,
        (EVERY, "corrects"): NoPlace.ONLY_IN_FORCE,
        ("participant_described", "on"): NoPlace.NO_ELEMENT,
        ("participant_described", "district"): NoPlace.NO_ELEMENT,
        ("paused", "note"): NoPlace.NO_ELEMENT,
        ("ended", "reason"): NoPlace.NO_ELEMENT,
        ("meeting_held", "note"): NoPlace.NO_ELEMENT,
        ("plan_agreed", "review_on"): NoPlace.NO_ELEMENT,
        ("crisis_plan_agreed", "with_participant"): NoPlace.NO_ELEMENT,
        ("crisis_plan_reviewed", "event"): NoPlace.NO_ELEMENT,
        ("responsibility_accepted", "contact_path"): NoPlace.NO_ELEMENT,
        ("responsibility_accepted", "any_hour"): NoPlace.NO_ELEMENT,
        ("need_lifted", "contact_path"): NoPlace.NO_ELEMENT,
        ("support_promised", "contact_path"): NoPlace.NO_ELEMENT,
        ("sip_initiated", "needs_both"): NoPlace.NO_ELEMENT,
        ("sip_initiated", "judged_by"): NoPlace.NO_ELEMENT,
        ("sip_agreed", "no_other_measures"): NoPlace.NO_ELEMENT,
        ("sip_agreed", "overall"): NoPlace.NO_ELEMENT,
        ("sip_agreed", "overall_unit"): NoPlace.NO_ELEMENT,
        ("sip_agreed", "with_participant"): NoPlace.NO_ELEMENT,
        ("sip_agreed", "next_of_kin_part"): NoPlace.NO_ELEMENT,
        ("sip_agreed", "follow_up_on"): NoPlace.NO_ELEMENT,
        ("sip_followed_up", "received"): NoPlace.NO_ELEMENT,
        ("sip_followed_up", "not_received"): NoPlace.NO_ELEMENT,
        ("sip_followed_up", "follow_up_on"): NoPlace.NO_ELEMENT,
        ("sip_ended", "reason"): NoPlace.NO_ELEMENT,
        ("consent_given", "about"): NoPlace.ABOUT_OTHERS,
        ("sharing_made", "about"): NoPlace.ABOUT_OTHERS,
        ("objected", "on"): NoPlace.NO_ELEMENT,
        ("objected", "words"): NoPlace.NO_ELEMENT,
    }
)
"""By kind and field, why a field of a kind that is told is not."""


@frozen(kw_only=True)
class NotTold:
    """So many entries of a *kind* that the bundle does not tell, and *why*.

    With a *field*, the entries are told and that field of them is not.
    """

    kind: str
    field: str | None
    count: int
    why: NoPlace

    def explain(self, lang: str = "sv") -> str:
        """What is not told and why, in words."""
        what = words(f"entry.{self.kind}")
        key = "fhir.not_told" if self.field is None else "fhir.not_told_field"
        named = {} if self.field is None else {"field": words(f"field.{self.field}")}
        return capital(text(key, lang, kind=what, count=self.count, why=self.why, **named))


def listed(
    entries: tuple[object, ...], told: set[str], wanted: frozenset[Category]
) -> tuple[NotTold, ...]:
    """What a bundle that tells the entries of these ids leaves out."""
    found: Counter[tuple[str, str | None, NoPlace]] = Counter()
    for entry in entries:
        kind = getattr(entry, "kind", EVERY)
        if getattr(entry, "id", "") in told:
            for (named, name), why in FIELDS_NOT_TOLD.items():
                value = getattr(entry, name, None) if named == kind else None
                if value not in (None, "", (), False):
                    found[kind, name, why] += 1
        else:
            found[kind, None, _why(entry, kind, wanted)] += 1
    # A journal can hold kinds that do not belong in a case; they are listed like any other.
    order = {kind: place for place, kind in enumerate(BY_TAG)}
    return tuple(
        NotTold(kind=kind, field=name, count=count, why=why)
        for (kind, name, why), count in sorted(
            found.items(), key=lambda each: (order[each[0][0]], each[0][1] or "", each[0][2].value)
        )
    )


def _why(entry: object, kind: str, wanted: frozenset[Category]) -> NoPlace:
    if kind in KINDS_NOT_TOLD:
        return KINDS_NOT_TOLD[kind]
    if getattr(entry, "about", None) is not None:
        return NoPlace.ABOUT_OTHERS
    if getattr(entry, "category", None) not in wanted:
        return NoPlace.NOT_ASKED_FOR
    return NoPlace.ON_ITS_OWN
