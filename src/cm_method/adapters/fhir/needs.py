"""Needs as Condition; what people assess, rate and note about a situation as Observation."""

from __future__ import annotations

from enum import Enum
from typing import Any

from cm_method.adapters.fhir.desk import Desk
from cm_method.adapters.fhir.parts import Resource, concept, filled, hl7, note, period
from cm_method.case.circumstances import CircumstanceAssessed
from cm_method.case.crisis_plans import SituationChanged
from cm_method.case.needs import CrisisLevelAssessed, NeedAssessed, NeedClosed, needs
from cm_method.case.obstacles import Obstacle, ObstacleNoted, ObstacleOvercome, ServiceMissing
from cm_method.case.recovery import RecoveryCapitalRated
from cm_method.case.self_ratings import SelfRated
from cm_method.case.sip import SipAsked
from cm_method.journal import Entry

UNKNOWN = concept(hl7("data-absent-reason", "unknown"))


def add_needs(desk: Desk) -> None:
    """Every need that was assessed, open or closed; it is no diagnosis, and its code says so."""
    case = desk.case
    last = {need.id: need.last for need in needs(case)}
    for need in case.of_kind(NeedAssessed):
        closed = last[need.id]
        status = "active" if closed is None else "resolved"
        desk.add(
            "Condition",
            need,
            identifier=desk.identified(need),
            clinicalStatus=concept(hl7("condition-clinical", status)),
            category=[concept(desk.naming.said("what", "need"))],
            code=concept(desk.naming.code(need.area), words=desk.own(need.description)),
            subject=desk.subject,
            onsetDateTime=need.on.isoformat(),
            abatementDateTime=None if closed is None else closed.isoformat(),
        )
    told = {need.id for need in case.of_kind(NeedAssessed) if desk.may(need)}
    desk.tell(*(e for e in case.of_kind(NeedClosed) if case.standing_for(e.need) & told))


def add_observations(desk: Desk) -> None:
    """What was assessed, rated or noted, each on its day."""
    case, naming = desk.case, desk.naming
    for level in case.of_kind(CrisisLevelAssessed):
        said = naming.named("crisis-level", level.level, f"crisis_level.{level.level}")
        _observe(desk, level, valueCodeableConcept=concept(said))
    for each in case.of_kind(CircumstanceAssessed):
        code = concept(naming.code(each.circumstance))
        _observe(desk, each, code=code, valueBoolean=each.present, note=_own(desk, each.note, each))
    for change in case.of_kind(SituationChanged):
        _observe(desk, change, value=change.change, note=_own(desk, change.note, change))
    for asked in case.of_kind(SipAsked):
        _observe(desk, asked, value=asked.answer, performer=_some(desk.party(asked.asked_by)))
    for missing in case.of_kind(ServiceMissing):
        found = (
            naming.named("service-lacking", missing.lacking or "", "")
            if missing.service is None
            else naming.code(missing.service)
        )
        _observe(
            desk,
            missing,
            valueCodeableConcept=concept(found),
            focus=_needs(desk, missing.need),
            note=_own(desk, missing.note, missing),
        )
    for capital in case.of_kind(RecoveryCapitalRated):
        _observe(
            desk,
            capital,
            component=[
                {"code": concept(naming.code(part)), "valueInteger": value}
                for part, value in capital.rated.items()
            ],
            performer=[desk.subject] if capital.with_participant else None,
            note=_own(desk, capital.note, capital),
        )
    _add_obstacles(desk)


def _add_obstacles(desk: Desk) -> None:
    case, known = desk.case, {each.value: each for each in Obstacle}
    for noted in case.of_kind(ObstacleNoted):
        over = [
            e for e in case.of_kind(ObstacleOvercome) if case.standing_for(e.noted) & {noted.id}
        ]
        member = known.get(noted.obstacle)
        said = (
            desk.naming.named("obstacle", noted.obstacle, "")
            if member is None
            else desk.naming.code(member)
        )
        _observe(
            desk,
            noted,
            valueCodeableConcept=concept(said),
            focus=_needs(desk, noted.need),
            effectivePeriod=period(noted.on, over[0].on if over else None),
            note=_own(desk, noted.note, noted),
        )
        if desk.may(noted):
            desk.tell(*over)


def add_ratings(desk: Desk) -> None:
    """Self-ratings: the score as Observation, and the answers as QuestionnaireResponse.

    The items of an instrument are never reprinted; they are told by their number.
    """
    for rating in desk.case.of_kind(SelfRated):
        naming, answers = desk.naming, rating.answers
        if answers:
            desk.add(
                "QuestionnaireResponse",
                rating,
                identifier=desk.identified(rating)[0],
                questionnaire=naming.system(f"questionnaire-{rating.instrument}"),
                status="completed",
                subject=desk.subject,
                authored=rating.on.isoformat(),
                source=desk.subject,
                item=[
                    filled(
                        linkId=str(number),
                        answer=[] if answer is None else [{"valueInteger": answer}],
                    )
                    for number, answer in enumerate(answers, start=1)
                ],
            )
        instrument = desk.method.instrument(rating.instrument)
        score = rating.score if instrument is None else instrument.score(rating)
        if score is None:
            score = rating.score
        key = f"instrument.{rating.instrument}"
        _observe(
            desk,
            rating,
            code=concept(naming.named("instrument", rating.instrument, key)),
            valueInteger=score,
            dataAbsentReason=UNKNOWN if score is None else None,
            performer=[desk.subject],
            derivedFrom=[desk.reference("QuestionnaireResponse", rating.id)] if answers else None,
        )


def _observe(desk: Desk, entry: Entry, *, value: Enum | None = None, **parts: Any) -> None:
    """An observation about the participant; its code is the kind of the entry unless given."""
    kind = desk.naming.named("entry-kind", entry.kind, f"entry.{entry.kind}")
    if value is not None:
        parts["valueCodeableConcept"] = concept(desk.naming.code(value))
    if "effectivePeriod" not in parts:
        parts["effectiveDateTime"] = entry.on.isoformat()
    desk.add(
        "Observation",
        entry,
        **{
            "identifier": desk.identified(entry),
            "status": "final",
            "category": [concept(kind)],
            "code": concept(kind),
            "subject": desk.subject,
            **parts,
        },
    )


def _own(desk: Desk, words: str, entry: Entry) -> list[Resource]:
    said = desk.own(words)
    return [] if said is None else [note(said, entry.on)]


def _needs(desk: Desk, need: str | None) -> list[Resource]:
    """References to the needs that an entry names, as they stand today."""
    if need is None:
        return []
    return [desk.reference("Condition", id) for id in sorted(desk.case.standing_for(need))]


def _some(reference: Resource | None) -> list[Resource]:
    return [] if reference is None else [reference]
