"""Steps about what falls between chairs: consents, sharings, reviews, absences, two who accept.

They draw from a chance of their own, so that what all other steps write stays as it was.
"""

from __future__ import annotations

from datetime import date

from cm_method.case.consent import (
    ConsentGiven,
    ConsentKind,
    ConsentWithdrawn,
    SharingMade,
    StatutoryGround,
)
from cm_method.case.crisis_plans import (
    CrisisPlanAgreed,
    CrisisPlanReviewed,
    ReviewTrigger,
    SituationChanged,
)
from cm_method.case.episodes import Ended, EndReason, Returned
from cm_method.case.participants import Died
from cm_method.case.responsibility import (
    AbsenceNoted,
    LiftAnswered,
    LiftedTo,
    NeedLifted,
    ResponsibilityAccepted,
    ResponsibilityOffered,
    SupportPromised,
)
from cm_method.dates import plus_days
from cm_method.demo import DEMO_DAY, words
from cm_method.demo.diary import Diary, Span
from cm_method.demo.steps import Step
from cm_method.journal import Entry

When = Span | date
"""So many days after the start, or a day of its own."""


def aside(step: Step) -> Step:
    """The step with a chance of its own."""

    def by_itself(diary: Diary) -> None:
        usual, diary.chance = diary.chance, diary.aside
        step(diary)
        diary.chance = usual

    return by_itself


def _on(diary: Diary, when: When) -> date:
    return when if isinstance(when, date) else diary.day(when)


def _latest(diary: Diary, kind: type[Entry]) -> str:
    """The entry of a kind that was written last."""
    return [id for id, entry in diary.entries.items() if isinstance(entry, kind)][-1]


# --- consents and sharings --------------------------------------------------------------------


def consent(
    kind: ConsentKind,
    discloser: str,
    *recipients: str,
    information: tuple[str, ...],
    purpose: str,
    at: Span,
    last: date,
    next_of_kin: tuple[str, ...] = (),
) -> Step:
    """The participant consents, through the day *last*; the form is kept by the association."""

    def step(diary: Diary) -> None:
        day = diary.day(at)
        diary.write(
            ConsentGiven,
            day,
            by=diary.writer_for(discloser, day),
            consent=kind,
            discloser=discloser,
            recipients=recipients,
            next_of_kin=next_of_kin,
            information=information,
            purpose=purpose,
            first=day,
            last=last,
            form=f"samtycke {day.year}-{diary.turn:02}",
        )

    return aside(step)


RESEARCH_ASKED = date(2028, 3, 28)
"""The day on which everyone who could be reached was asked about the accompanying research."""


def asked_about_research(diary: Diary) -> None:
    """Two of three say yes; who died or was lost cannot be asked, and who has said yes is not."""
    gone = {EndReason.LOST_CONTACT, EndReason.DEATH, EndReason.MOVED}
    noted = diary.entries.values()
    lost = any(
        isinstance(entry, Died) or (isinstance(entry, Ended) and entry.reason in gone)
        for entry in noted
    )
    asked = any(
        isinstance(entry, ConsentGiven) and entry.consent is ConsentKind.RESEARCH for entry in noted
    )
    if lost or asked or diary.turn % 3 == 0:
        return
    diary.write(
        ConsentGiven,
        RESEARCH_ASKED,
        by=diary.writer_for("hm", RESEARCH_ASKED),
        recorded=RESEARCH_ASKED,
        consent=ConsentKind.RESEARCH,
        discloser="hm",
        recipients=("mchs",),
        information=("whole",),
        purpose="research",
        first=RESEARCH_ASKED,
        last=date(2030, 12, 31),
        form=f"forskning 2028-{diary.turn:02}",
    )


def withdrawn(at: When) -> Step:
    """The last consent to what the association tells is withdrawn."""

    def step(diary: Diary) -> None:
        day, id = _on(diary, at), _latest(diary, ConsentGiven)
        diary.write(ConsentWithdrawn, day, by=diary.writer_for("hm", day), consent_given=id)

    return aside(step)


def shared(
    discloser: str,
    recipient: str,
    *,
    information: tuple[str, ...],
    purpose: str,
    at: When | type[Entry],
    ground: StatutoryGround | None = None,
) -> Step:
    """Something is told, on a day or on that of the last entry of a kind."""

    def step(diary: Diary) -> None:
        day = diary.entries[_latest(diary, at)].on if isinstance(at, type) else _on(diary, at)
        diary.write(
            SharingMade,
            day,
            by=diary.writer_for(discloser, day),
            discloser=discloser,
            recipient=recipient,
            information=information,
            purpose=purpose,
            necessity=words.NECESSITY[purpose],
            ground=ground,
        )

    return aside(step)


# --- the crisis plan --------------------------------------------------------------------------


def happened(change: ReviewTrigger, at: When) -> Step:
    """Something that the crisis plan must keep up with."""

    def step(diary: Diary) -> None:
        diary.write(
            SituationChanged, _on(diary, at), change=change, note=words.SITUATIONS[change.value]
        )

    return aside(step)


def _discharged(diary: Diary) -> None:
    day = diary.entries[_latest(diary, Returned)].on
    note = words.SITUATIONS["discharge"]
    diary.write(SituationChanged, day, change=ReviewTrigger.DISCHARGE, note=note)


def _gone_through(diary: Diary) -> None:
    plan = _latest(diary, CrisisPlanAgreed)
    agreed = diary.entries[plan].on
    days = []
    day = agreed
    while (day := diary.day((76, 88), after=day)) <= DEMO_DAY:
        days.append(day)
    for entry in list(diary.entries.values()):
        calls = isinstance(entry, SituationChanged | ResponsibilityAccepted)
        if calls and entry.on > agreed:
            days.append(diary.day((3, 6), after=entry.on))
    for day in sorted(set(days)):
        note = diary.chance.choice(words.REVIEWED)
        diary.write(CrisisPlanReviewed, day, plan=plan, with_participant=True, note=note)


discharged = aside(_discharged)
"""The participant comes home from hospital care."""

gone_through = aside(_gone_through)
"""The crisis plan is gone through in time, and after what happened."""


# --- responsibility ---------------------------------------------------------------------------


def lifted(at: date, answered: date) -> Step:
    """No service answers the last need; it is lifted, and the answer is that there is none yet."""

    def step(diary: Diary) -> None:
        need = list(diary.needs)[-1]
        lift = diary.write(
            NeedLifted,
            at,
            by=diary.writer_for("hm", at),
            need=need,
            lifter="hm",
            lifted_to=LiftedTo.STEERING_GROUP,
            contact_path=diary.telephone(),
            stand_in=words.STAND_INS["hm"],
        )
        by = diary.writer_for("hm", answered)
        note = words.LIFT_ANSWER
        diary.write(LiftAnswered, answered, by=by, lift=lift, service_found=False, note=note)

    return aside(step)


def supported(supporter: str, at: When, *, crisis: bool = False) -> Step:
    """Somebody helps with the last need, or in the crisis, without being accountable."""

    def step(diary: Diary) -> None:
        need = None if crisis else list(diary.needs)[-1]
        diary.write(SupportPromised, _on(diary, at), need=need, supporter=supporter)

    return aside(step)


def asked_in_vain(receiver: str, on: date) -> Step:
    """Somebody is asked to be accountable for the last need and does not answer."""

    def step(diary: Diary) -> None:
        need = list(diary.needs)[-1]
        diary.write(ResponsibilityOffered, on, need=need, receiver=receiver)

    return aside(step)


def held_by_the_manager(on: date, stand_in: str, away: tuple[date, date]) -> Step:
    """The case manager is accountable for the last need, and is away when the demo reports."""

    def step(diary: Diary) -> None:
        manager = diary.writer(on)
        need = list(diary.needs)[-1]
        offer = diary.write(ResponsibilityOffered, on, need=need, receiver=manager)
        reach = diary.telephone()
        diary.write(ResponsibilityAccepted, on, offer=offer, contact_path=reach, stand_in=stand_in)
        noted = plus_days(away[0], -3)
        diary.write(AbsenceNoted, noted, absent=manager, first=away[0], last=away[1])

    return aside(step)


def _held(diary: Diary) -> None:
    asked = {
        entry.need
        for entry in diary.entries.values()
        if isinstance(entry, ResponsibilityOffered | NeedLifted)
    }
    for need in (None, *diary.needs):
        if need not in asked:
            receiver = "hm" if need is None else words.HOLDERS_FOR.get(diary.needs[need], "hm")
            noticed = diary.first if need is None else diary.entries[need].on
            day = diary.day((2, 20), after=noticed)
            by = diary.writer_for("hm", day)
            offer = diary.write(ResponsibilityOffered, day, by=by, need=need, receiver=receiver)
            day = diary.day((1, 6), after=day)
            diary.write(
                ResponsibilityAccepted,
                day,
                by=diary.writer_for(receiver, day),
                offer=offer,
                contact_path=diary.telephone(),
                stand_in=words.STAND_INS[receiver],
                any_hour=None if need else "112",
            )


held = aside(_held)
"""The crisis, and every need, that nobody has been asked about gets an accountable holder."""


def _both_accept(diary: Diary) -> None:
    need, day = list(diary.needs)[-1], diary.day((100, 110))
    for party in ("hm", "sdf"):
        by = diary.writer_for(party, day)
        reach, stand_in = diary.telephone(), words.STAND_INS[party]
        offer = diary.write(ResponsibilityOffered, day, by=by, need=need, receiver=party)
        day = diary.day((1, 3), after=day)
        diary.write(
            ResponsibilityAccepted,
            day,
            by=by,
            offer=offer,
            contact_path=reach,
            stand_in=stand_in,
        )
        day = diary.day((5, 9), after=day)


both_accept = aside(_both_accept)
"""Each party accepts the last need, not knowing of the other: seen once their halves are merged."""
