"""Consents as Consent, and the sharings that were made as Communication.

Only the participant's own: a consent that another person gave is not the participant's, and FHIR
would make it that.
"""

from __future__ import annotations

from cm_method.adapters.fhir.desk import Desk
from cm_method.adapters.fhir.parts import Resource, concept, filled, hl7, note, period
from cm_method.case.consent import (
    Consent,
    ConsentKind,
    ConsentState,
    ConsentWithdrawn,
    SharingMade,
    consents,
)

SCOPES = {
    ConsentKind.PARTICIPATION: "treatment",
    ConsentKind.SECRECY_WAIVER: "patient-privacy",
    ConsentKind.CONFIDENTIALITY_RELEASE: "patient-privacy",
    ConsentKind.SIP: "treatment",
    ConsentKind.RESEARCH: "research",
    ConsentKind.GDPR: "patient-privacy",
}
DISCLOSER, RECIPIENT = "CST", "IRCP"
"""Custodian and information recipient, of HL7's types of participation."""


def add_consents(desk: Desk) -> None:
    """The consents with their withdrawals, and the sharings."""
    for consent in consents(desk.case):
        if consent.entry.about is None:
            _add_consent(desk, consent)
    for sharing in desk.case.of_kind(SharingMade):
        if sharing.about is None:
            _add_sharing(desk, sharing)


def _add_consent(desk: Desk, consent: Consent) -> None:
    given, naming = consent.entry, desk.naming
    state = consent.state(desk.case.on)
    in_effect = state in (ConsentState.RUNS, ConsentState.NOT_YET)
    withdrawals = [
        each
        for each in desk.case.of_kind(ConsentWithdrawn)
        if desk.case.standing_for(each.consent_given) & {given.id}
    ]
    kind = concept(naming.code(given.consent))
    except_since = (
        [{"type": "deny", "period": period(consent.withdrawn, None)}]
        if consent.withdrawn is not None
        else None
    )
    desk.add(
        "Consent",
        given,
        *withdrawals,
        identifier=desk.identified(given),
        status="active" if in_effect else "inactive",
        scope=concept(hl7("consentscope", SCOPES[given.consent])),
        category=[kind],
        patient=desk.subject,
        dateTime=given.on.isoformat(),
        performer=[desk.subject],
        organization=None if given.keeper is None else [desk.party(given.keeper)],
        sourceAttachment={"title": given.form},
        policyRule=kind,
        provision=filled(
            type="permit",
            period=period(consent.opens, given.last) if consent.opens <= given.last else None,
            actor=[
                _actor(DISCLOSER, desk.party(given.discloser)),
                *(_actor(RECIPIENT, desk.party(each)) for each in given.recipients),
                *(_actor(RECIPIENT, desk.next_of_kin(each)) for each in given.next_of_kin),
            ],
            purpose=[naming.named("purpose", given.purpose, f"purpose.{given.purpose}")],
            class_=_information(desk, given.information),
            provision=except_since,
        ),
    )


def _actor(role: str, who: Resource | None) -> Resource:
    return filled(role=concept(hl7("v3-ParticipationType", role)), reference=who)


def _information(desk: Desk, categories: tuple[str, ...]) -> list[Resource]:
    return [desk.naming.named("information", each, f"information.{each}") for each in categories]


def _add_sharing(desk: Desk, sharing: SharingMade) -> None:
    naming, words = desk.naming, desk.own(sharing.necessity)
    to = desk.next_of_kin if sharing.to_next_of_kin else desk.party
    ground = [] if sharing.ground is None else [concept(naming.code(sharing.ground))]
    purpose = naming.named("purpose", sharing.purpose, f"purpose.{sharing.purpose}")
    desk.add(
        "Communication",
        sharing,
        identifier=desk.identified(sharing),
        status="completed",
        category=[concept(each) for each in _information(desk, sharing.information)],
        subject=desk.subject,
        sent=sharing.on.isoformat(),
        recipient=[to(sharing.recipient)],
        sender=desk.party(sharing.discloser),
        reasonCode=[concept(purpose), *ground],
        note=[] if words is None else [note(words, sharing.on)],
    )
