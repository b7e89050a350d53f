"""The person and the course of the service: Patient, EpisodeOfCare, Encounter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cm_method.adapters.fhir.desk import Desk
from cm_method.adapters.fhir.parts import HL7, Resource, concept, filled, period
from cm_method.case.episodes import (
    Ended,
    Episode,
    Paused,
    Returned,
    WorkerChanged,
    death,
    episodes,
    is_paused,
    worker_on,
)
from cm_method.case.meetings import MeetingHeld, Place
from cm_method.case.participants import Died, Gender, ParticipantDescribed, participant
from cm_method.case.services import ServiceKind
from cm_method.dates import plus_days
from cm_method.journal import Category

GENDERS = {
    Gender.WOMAN: "female",
    Gender.MAN: "male",
    Gender.NON_BINARY: "other",
    Gender.OTHER: "other",
    Gender.NOT_STATED: "unknown",
}
CLASSES = {
    Place.HOME: "HH",
    Place.OUT_AND_ABOUT: "FLD",
    Place.ASSOCIATION: "AMB",
    Place.OFFICE: "AMB",
    Place.CARE: "AMB",
    Place.TELEPHONE: "VR",
    Place.VIDEO: "VR",
}


def add_patient(desk: Desk) -> None:
    """The participant: a pseudonym, never a name; the facts only where identity goes along."""
    case, code = desk.case, desk.case.participant
    facts: Resource = {}
    if Category.IDENTITY in desk.wanted:
        person, died = participant(case), death(case)
        born = person.birth_date.isoformat() if person.birth_date else None
        facts = filled(
            gender=None if person.gender is None else GENDERS[person.gender],
            birthDate=born or (None if person.birth_year is None else f"{person.birth_year:04}"),
            deceasedDateTime=None if died is None else died[0].isoformat(),
        )
        desk.tell(*case.of_kind(ParticipantDescribed), *case.of_kind(Died))
    desk.resources[desk.address("Patient")] = filled(
        resourceType="Patient",
        language=desk.lang,
        identifier=[
            desk.naming.identifier("participant", code),
            *desk.given_identifiers(code),
        ],
        **facts,
    )


def add_course(desk: Desk) -> None:
    """The episodes of service with their pauses, and the meetings."""
    for episode in episodes(desk.case):
        _add_episode(desk, episode)
    for meeting in desk.case.of_kind(MeetingHeld):
        during = [each for each in episodes(desk.case) if each.covers(meeting.on)]
        whole = desk.naming.said("what", "individual_contact")
        desk.add(
            "Encounter",
            meeting,
            identifier=desk.identified(meeting),
            status="finished",
            class_=_class(CLASSES[meeting.place]),
            type=[
                concept(desk.naming.code(meeting.place)),
                *([concept(whole)] if meeting.individual_contact else []),
            ],
            subject=desk.subject,
            episodeOfCare=[desk.reference("EpisodeOfCare", e.started.id) for e in during[:1]],
            participant=[
                {"type": [concept(desk.naming.code(who))]}
                for who in dict.fromkeys(meeting.attendees)
            ],
            period=period(meeting.on, meeting.on),
        )


def _class(code: str) -> Resource:
    return {"system": f"{HL7}v3-ActCode", "code": code}


def _add_episode(desk: Desk, episode: Episode) -> None:
    case, naming = desk.case, desk.naming
    mine = {start.id for start in episode.starts}
    until = min(case.on, episode.last or case.on)
    worker = worker_on(case, episode, until)
    pauses = [p for p in case.of_kind(Paused) if case.standing_for(p.start) & mine]
    backs = [
        each
        for each in case.of_kind(Returned)
        if any(case.standing_for(each.pause) & {pause.id} for pause in pauses)
    ]
    status = "onhold" if is_paused(case, episode, case.on) else "active"
    desk.add(
        "EpisodeOfCare",
        episode.started,
        identifier=desk.identified(episode.started),
        status="finished" if episode.last is not None else status,
        statusHistory=list(_history(desk, episode, pauses)),
        type=[concept(naming.code(ServiceKind.CASE_MANAGEMENT)), concept(_edition(desk, episode))],
        patient=desk.subject,
        managingOrganization=_party_of(desk, worker),
        period=period(episode.first, episode.last),
        careManager=desk.party(worker),
        team=[desk.reference("CareTeam", episode.started.id)],
    )
    if desk.may(episode.started):
        changes = [e for e in case.of_kind(WorkerChanged) if case.standing_for(e.start) & mine]
        ended = [episode.ended] if isinstance(episode.ended, Ended) else []
        desk.tell(*episode.starts, *changes, *pauses, *backs, *ended)


def _edition(desk: Desk, episode: Episode) -> Resource:
    return desk.naming.named(
        "edition", episode.started.edition, f"method.{episode.started.edition}"
    )


def _party_of(desk: Desk, worker: str) -> Resource | None:
    party = desk.parties.party(worker)
    return None if party == worker else desk.party(party)


def _history(desk: Desk, episode: Episode, pauses: list[Paused]) -> Iterator[Resource]:
    """The days on which the service rested; on all others it was active."""
    for pause in pauses:
        back = min(
            (
                each.on
                for each in desk.case.of_kind(Returned)
                if desk.case.standing_for(each.pause) & {pause.id}
            ),
            default=None,
        )
        last: date | None = episode.last if back is None else plus_days(back, -1)
        if last is None or last >= pause.on:
            yield {"status": "onhold", "period": period(pause.on, last)}
