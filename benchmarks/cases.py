"""Made-up journals of thirty entries each, the same ones for every run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from cm_method import (
    HAGERSTEN_ALVSJO_2026,
    ContactFollowed,
    ContactPath,
    ContactStatus,
    CrisisPlanAgreed,
    CrisisPlanKind,
    Ended,
    EndReason,
    Entry,
    EntryRoute,
    Gender,
    Goal,
    HelpContact,
    Journal,
    MeetingHeld,
    NeedArea,
    NeedAssessed,
    ParticipantDescribed,
    Place,
    PlanAgreed,
    Reached,
    ResponsibilityAccepted,
    ResponsibilityOffered,
    SelfRated,
    Started,
)
from cm_method.case.meetings import Attendee

ENTRIES = 30
FIRST_START = date(2026, 6, 1)
REPORT_DAY = date(2028, 6, 30)
METHOD = HAGERSTEN_ALVSJO_2026
END_REASONS = [reason for reason in EndReason if reason is not EndReason.DEATH]


def journals(count: int, seed: int = 1) -> Iterator[Journal]:
    """So many journals, one at a time."""
    random = Random(seed)
    for number in range(count):
        yield journal(f"P-{number:06}", random)


def journal(pseudonym: str, random: Random) -> Journal:
    """One life-like journal of thirty entries."""
    start = FIRST_START + timedelta(days=random.randrange(600))
    ids = (f"hm-{number}" for number in range(1, ENTRIES + 1))
    found: list[Entry] = []

    def common(day: int) -> dict[str, object]:
        on = start + timedelta(days=day)
        late = timedelta(days=random.choice((0, 0, 0, 1, 9)))
        return {"id": next(ids), "on": on, "recorded": on + late, "by": "hm"}

    def note(kind: type[Entry], day: int, **rest: object) -> Entry:
        entry = kind(**common(day), **rest)  # type: ignore[arg-type]  # by name
        found.append(entry)
        return entry

    note(
        ParticipantDescribed,
        -20,
        birth_year=random.randrange(1997, 2008),
        gender=random.choice(list(Gender)),
        district="ha",
    )
    note(Reached, -14, route=random.choice(list(EntryRoute)))
    started = note(Started, 0, worker=f"cm-{random.randrange(4)}", edition=METHOD.code)
    areas = (NeedArea.ADDICTION, NeedArea.MENTAL_ILL_HEALTH, NeedArea.HOUSING)
    needs = [note(NeedAssessed, random.randrange(20), area=area) for area in areas]
    note(SelfRated, random.randrange(20), instrument="ucla-3", answers=(3, 2, 2))
    note(SelfRated, random.randrange(20), instrument="own-participation", score=4)
    note(
        PlanAgreed,
        random.randrange(10, 70),
        goals=[Goal(what="Sova bättre", sub_goals=["Läkartid bokad"])],
        contact_paths=[
            ContactPath(contact="psykiatri", priority=True),
            ContactPath(contact="boende", priority=True),
        ],
        with_participant=True,
    )
    note(
        CrisisPlanAgreed,
        random.randrange(10, 80),
        plan_kind=CrisisPlanKind.CRISIS_PLAN,
        warning_signs=["Sover dåligt"],
        coping=["Promenad"],
        distractions=["Biblioteket"],
        supporters=["Syster"],
        professionals=[HelpContact(who="112", reach="112", any_hour=True)],
        safe_surroundings=["Medicin hos syster"],
        with_participant=True,
    )
    for need in (*needs, None):
        need_id = None if need is None else need.id
        offer = note(ResponsibilityOffered, 20, need=need_id, giver=None, receiver="psykiatri")
        note(
            ResponsibilityAccepted,
            random.randrange(20, 70),
            offer=offer.id,
            contact_path="08-465 004 01",
            stand_in="cm-2",
            any_hour="112",
        )
    for contact in ("psykiatri", "boende", "psykiatri"):
        note(
            ContactFollowed,
            random.randrange(20, 110),
            contact=contact,
            status=random.choice((ContactStatus.ATTENDED, ContactStatus.BROKEN_OFF)),
        )
    last = random.randrange(200, 500)
    note(SelfRated, last - 1, instrument="ucla-3", answers=(2, 2, 1))
    note(SelfRated, last + 3, instrument="own-participation", score=random.randrange(11))
    note(Ended, last, start=started.id, reason=random.choice(END_REASONS))
    while len(found) < ENTRIES:
        note(
            MeetingHeld,
            random.randrange(last),
            place=Place.OUT_AND_ABOUT,
            attendees=[Attendee.PARTICIPANT],
            individual_contact=True,
        )
    return Journal(subject=pseudonym, entries=found)
