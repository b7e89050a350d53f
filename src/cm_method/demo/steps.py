"""The steps of a made-up life course; each function gives a step that writes in a diary."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.crisis_plans import CrisisPlanAgreed, CrisisPlanKind, HelpContact
from cm_method.case.episodes import Ended, EndReason, EntryRoute, Paused, Reached, Returned, Started
from cm_method.case.meetings import Attendee, MeetingHeld, Place
from cm_method.case.needs import CrisisLevelAssessed, NeedArea, NeedAssessed, NeedClosed
from cm_method.case.participants import Died, Gender, ParticipantDescribed
from cm_method.case.plans import ContactPath, Goal, GoalFollowedUp, GoalStatus, PlanAgreed
from cm_method.case.responsibility import (
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
)
from cm_method.case.self_ratings import SelfRated
from cm_method.dates import plus_days
from cm_method.demo import words
from cm_method.demo.diary import Diary, Span
from cm_method.journal import Objected, Retracted, RetractionReason
from cm_method.rules.editions.hagersten_alvsjo_2026 import HAGERSTEN_ALVSJO_2026

Step = Callable[[Diary], None]

ADDICTIONS = (NeedArea.HARMFUL_USE, NeedArea.ADDICTION)
MENTAL = (
    NeedArea.MENTAL_ILL_HEALTH,
    NeedArea.MENTAL_ILL_HEALTH,
    NeedArea.NEURODEVELOPMENTAL,
    NeedArea.PSYCHIATRIC_DISABILITY,
)
OTHERS = (
    NeedArea.PHYSICAL_HEALTH,
    NeedArea.HOUSING,
    NeedArea.WORK_OR_STUDIES,
    NeedArea.MONEY,
    NeedArea.EVERYDAY_LIFE,
    NeedArea.LONELINESS,
    NeedArea.FAMILY,
)
GENDERS = {
    Gender.WOMAN: 48,
    Gender.MAN: 44,
    Gender.NON_BINARY: 4,
    Gender.OTHER: 1,
    Gender.NOT_STATED: 3,
}
"""How many of a hundred state each gender."""


# --- before and at the start ------------------------------------------------------------------


def reached(diary: Diary, day: date) -> None:
    """The person is reached, and some time later described."""
    route = diary.chance.choice(tuple(EntryRoute))
    by = "sdf" if route is EntryRoute.EXISTING_SERVICE else "hm"
    diary.write(Reached, day, by=by, route=route, note=diary.chance.choice(words.REACHED[route]))


def described(diary: Diary) -> None:
    """A year of birth, a gender and a district; one in seven tells the gender only later."""
    chance, year = diary.chance, diary.first.year - diary.chance.randint(19, 29)
    gender = chance.choices(tuple(GENDERS), weights=tuple(GENDERS.values()))[0]
    tells_later = chance.random() < 1 / 7
    diary.write(
        ParticipantDescribed,
        diary.first,
        birth_year=year,
        gender=Gender.NOT_STATED if tells_later else gender,
        district=chance.choice(words.DISTRICTS),
    )
    if tells_later:
        diary.write(ParticipantDescribed, diary.day((20, 90)), gender=gender)


def born(day: date) -> Step:
    """The day of birth turns out to be needed, and is noted."""

    def step(diary: Diary) -> None:
        diary.write(ParticipantDescribed, diary.day((10, 40)), birth_date=day)

    return step


def moved_away(diary: Diary) -> None:
    """The participant has moved to another district."""
    diary.write(ParticipantDescribed, diary.last, district=diary.chance.choice(words.MOVED_TO))


def disputed_start(first: date, second: date, *, on: date, settled: date) -> Step:
    """Both parties correct the start, to different days; a third correction settles it."""

    def step(diary: Diary) -> None:
        same: dict[str, Any] = {"worker": diary.manager, "edition": HAGERSTEN_ALVSJO_2026.code}
        old = diary.start
        ours = diary.write(Started, first, by="hm", recorded=on, corrects={old}, **same)
        theirs = diary.write(
            Started, second, by="sdf", recorded=plus_days(on, 6), corrects={old}, **same
        )
        both = {ours, theirs}
        diary.write(Started, first, by="hm", recorded=settled, corrects=both, **same)

    return step


# --- needs and crisis level -------------------------------------------------------------------


def _assess(diary: Diary, areas: tuple[NeedArea, ...], day: date) -> None:
    for area in areas:
        words_of = diary.chance.choice(words.NEEDS[area])
        id = diary.write(NeedAssessed, day, area=area, description=words_of)
        diary.needs[id] = area


def needs(*, co_occurring: bool = False, at: Span = (0, 12)) -> Step:
    """Three needs are assessed: co-occurring disorders among them, or nothing of addiction."""

    def step(diary: Diary) -> None:
        chosen = [diary.chance.choice(MENTAL)]
        if co_occurring:
            chosen.append(diary.chance.choice(ADDICTIONS))
        chosen += diary.chance.sample(OTHERS, 3 - len(chosen))
        diary.areas = tuple(chosen)
        _assess(diary, diary.areas, diary.day(at))

    return step


def not_assessed(diary: Diary) -> None:
    """People talk of needs, but nobody has written them down."""
    diary.areas = (NeedArea.MENTAL_ILL_HEALTH, *diary.chance.sample(OTHERS, 1))


def addiction_found(at: Span) -> Step:
    """A need that makes the participant relevant for target 5 is found later."""

    def step(diary: Diary) -> None:
        _assess(diary, (diary.chance.choice(ADDICTIONS),), diary.day(at))

    return step


def need_closed(at: Span) -> Step:
    """The last need assessed is no longer there."""

    def step(diary: Diary) -> None:
        diary.write(NeedClosed, diary.day(at), need=list(diary.needs)[-1])

    return step


def level(code: str, at: Span) -> Step:
    """Somebody assesses the crisis level."""

    def step(diary: Diary) -> None:
        diary.write(CrisisLevelAssessed, diary.day(at), level=code)

    return step


# --- plan and contacts ------------------------------------------------------------------------


def _goals(diary: Diary, sub_goals: bool) -> list[Goal]:
    chosen = [diary.chance.choice(words.GOALS[area]) for area in diary.areas]
    return [Goal(what=what, sub_goals=steps if sub_goals else ()) for what, steps in chosen]


def _paths(diary: Diary, priority: int) -> list[ContactPath]:
    codes = [diary.chance.choice(words.ACTORS_FOR[area]) for area in diary.areas]
    codes = list(dict.fromkeys((*codes, "vårdcentral")))
    return [
        ContactPath(
            contact=code, who=words.ACTORS[code], how=diary.telephone(), priority=number < priority
        )
        for number, code in enumerate(codes)
    ]


def plan(
    at: Span, *, priority: int = 2, sub_goals: bool = True, late: int = 0, noted_as: int = 0
) -> Step:
    """An individual plan is agreed, and looked at again after some months.

    *noted_as* is a wrong day that it is first noted on, counted from the start; the mistake is
    found, and corrected, in the quarter before the report.
    """

    def step(diary: Diary) -> None:
        day = diary.day(at)
        goals, paths = _goals(diary, sub_goals), _paths(diary, priority)
        said: dict[str, Any] = {
            "goals": goals,
            "contact_paths": paths,
            "with_participant": True,
            "review_on": plus_days(day, 90),
        }
        if noted_as:
            wrong = diary.write(PlanAgreed, plus_days(diary.first, noted_as), **said)
            found = date(2028, 2, 8)
            id = diary.write(PlanAgreed, day, recorded=found, corrects={wrong}, **said)
        else:
            id = diary.write(PlanAgreed, day, late=late, **said)
        diary.plan = id, len(goals)
        diary.contacts = tuple(path.contact for path in paths if path.priority)
        for number in range(1, len(goals) + 1):
            status = diary.chance.choice(tuple(GoalStatus))
            diary.write(
                GoalFollowedUp,
                diary.day((88, 110), after=day),
                plan=id,
                number=number,
                status=status,
                note=diary.chance.choice(words.GOAL_NOTES[status]),
            )

    return step


def _follow(diary: Diary, contact: str, status: ContactStatus, at: Span, late: int = 0) -> None:
    note = {
        ContactStatus.ATTENDED: words.ATTENDED,
        ContactStatus.MISSED: words.NOT_ATTENDED,
        ContactStatus.BROKEN_OFF: words.BROKEN_OFF,
        ContactStatus.DROPPED: words.DROPPED,
        ContactStatus.PLANNED: ("",),
    }[status]
    day = diary.day(at)
    party = "sdf" if contact in ("socialtjänst", "boendestöd", "budgetrådgivning") else ""
    diary.write(
        ContactFollowed,
        day,
        by=diary.writer_for(party, day),
        late=late,
        contact=contact,
        status=status,
        note=diary.chance.choice(note),
        planned_for=diary.day((7, 14), after=day) if status is ContactStatus.PLANNED else None,
    )


KEPT: tuple[tuple[ContactStatus, Span], ...] = (
    (ContactStatus.PLANNED, (40, 55)),
    (ContactStatus.ATTENDED, (58, 84)),
)
LATER_ON: tuple[tuple[ContactStatus, Span], ...] = (
    (ContactStatus.MISSED, (120, 140)),
    (ContactStatus.ATTENDED, (145, 200)),
)
COURSES_OF_A_CONTACT: dict[str, tuple[tuple[ContactStatus, Span], ...]] = {
    "kept": KEPT,
    "kept_early": ((ContactStatus.PLANNED, (8, 14)), (ContactStatus.ATTENDED, (20, 34))),
    "not_attended": ((ContactStatus.PLANNED, (30, 55)), (ContactStatus.MISSED, (60, 84))),
    "broken_off": (*KEPT, (ContactStatus.BROKEN_OFF, (85, 88))),
    "resumed": (
        (ContactStatus.ATTENDED, (25, 40)),
        (ContactStatus.BROKEN_OFF, (45, 60)),
        (ContactStatus.ATTENDED, (70, 84)),
    ),
    "kept_late": ((ContactStatus.MISSED, (60, 84)), (ContactStatus.ATTENDED, (100, 130))),
    "planned": ((ContactStatus.PLANNED, (52, 58)),),
    "dropped": ((ContactStatus.PLANNED, (30, 50)), (ContactStatus.DROPPED, (55, 84))),
}
"""What happens with one prioritised contact, and between which days after the start."""


def contacts(first: str, rest: str = "kept", *, late: int = 0) -> Step:
    """The first prioritised contact goes one way, the rest another; *late* days to record it."""

    def step(diary: Diary) -> None:
        for number, contact in enumerate(diary.contacts):
            for status, at in COURSES_OF_A_CONTACT[rest if number else first]:
                attended = status is ContactStatus.ATTENDED
                _follow(diary, contact, status, at, late if attended and not number else 0)
        if first == "kept":
            for status, at in LATER_ON:
                _follow(diary, diary.contacts[0], status, at)

    return step


# --- crisis plan and chain --------------------------------------------------------------------


def crisis_plan(at: Span, *, without: str = "", late: int = 0) -> Step:
    """A crisis or safety plan is agreed, complete or *without* one of its parts."""

    def step(diary: Diary) -> None:
        said: dict[str, Any] = {
            part: diary.some(pool, (1, 3))
            for part, pool in words.CRISIS_PLAN.items()
            if part != without
        }
        mobile = HelpContact(who="Mobila teamet, vardagar", reach=diary.telephone())
        diary.write(
            CrisisPlanAgreed,
            diary.day(at),
            late=late,
            plan_kind=diary.chance.choice(tuple(CrisisPlanKind)),
            professionals=(mobile, HelpContact(who="Nödnumret", reach="112", any_hour=True)),
            with_participant=True,
            **said,
        )

    return step


def _offer(diary: Diary, need: str | None, giver: str | None, receiver: str, day: date) -> str:
    by = diary.writer_for(giver or "", day)
    return diary.write(ResponsibilityOffered, day, by=by, need=need, giver=giver, receiver=receiver)


def _accept(diary: Diary, need: str | None, offer: str, receiver: str, without: str) -> None:
    day = diary.day((1, 5), after=diary.entries[offer].on)
    parts: dict[str, Any] = {
        "contact_path": diary.telephone(),
        "stand_in": words.STAND_INS[receiver],
        "any_hour": None if need else "112",
    }
    by = diary.writer_for(receiver, day)
    accepted: dict[str, Any] = {
        part: None if part == without else said for part, said in parts.items()
    }
    id = diary.write(ResponsibilityAccepted, day, by=by, offer=offer, **accepted)
    diary.holders[need] = id, receiver


def chain(at: Span, *, without: str = "") -> Step:
    """Every need, and the crisis, gets an accountable holder; the crisis *without* one part."""

    def step(diary: Diary) -> None:
        for need, area in diary.needs.items():
            receiver = words.HOLDERS_FOR.get(area, "hm")
            day = max(diary.day(at), diary.entries[need].on)
            _accept(diary, need, _offer(diary, need, None, receiver, day), receiver, "")
        crisis = diary.chance.choice(("hm", "sdf"))
        offer = _offer(diary, None, None, crisis, diary.day(at))
        _accept(diary, None, offer, crisis, without)

    return step


def handover(at: Span, *, refused_first: bool = False) -> Step:
    """The crisis is handed over to the other party; the region may have said no before."""

    def step(diary: Diary) -> None:
        giver = diary.holders[None][1]
        receiver = "sdf" if giver == "hm" else "hm"
        day = diary.day(at)
        if refused_first:
            asked = _offer(diary, None, giver, "region-psykiatri", diary.day((-30, -28), after=day))
            no = diary.day((3, 8), after=diary.entries[asked].on)
            diary.write(ResponsibilityRefused, no, offer=asked)
            asked = _offer(diary, None, giver, "vårdcentral", diary.day((-20, -16), after=day))
            back = diary.day((3, 8), after=diary.entries[asked].on)
            diary.write(OfferWithdrawn, back, by=diary.writer_for(giver, back), offer=asked)
        _accept(diary, None, _offer(diary, None, giver, receiver, day), receiver, "")

    return step


def handover_offered(at: Span) -> Step:
    """The crisis is offered to the other party, which has not answered yet."""

    def step(diary: Diary) -> None:
        giver = diary.holders[None][1]
        _offer(diary, None, giver, "sdf" if giver == "hm" else "hm", diary.day(at))

    return step


def let_go(at: Span) -> Step:
    """The holder of the crisis lets go and nobody takes over: a gap."""

    def step(diary: Diary) -> None:
        acceptance, holder = diary.holders[None]
        day = diary.day(at)
        by = diary.writer_for(holder, day)
        diary.write(ResponsibilityEnded, day, by=by, acceptance=acceptance)

    return step


# --- self-ratings -----------------------------------------------------------------------------


def _three_answers(diary: Diary, score: int) -> list[int | None]:
    """Three answers 1-3 that add up to the score, in an order by chance."""
    low, more = divmod(score, 3)
    answers: list[int | None] = [low + (place < more) for place in range(3)]
    diary.chance.shuffle(answers)
    return answers


def _rate_loneliness(diary: Diary, day: date, score: int, late: int = 0) -> None:
    answers = _three_answers(diary, score)
    diary.write(SelfRated, day, late=late, instrument="ucla-3", answers=answers)


def _rate_participation(diary: Diary, day: date, score: int, late: int = 0) -> None:
    diary.write(SelfRated, day, late=late, instrument="own-participation", score=score)


def rated_before(
    at: Span = (0, 18), *, loneliness: Span = (6, 8), participation: Span = (2, 5)
) -> Step:
    """The participant rates loneliness (3-9) and participation (0-10) around the start."""

    def step(diary: Diary) -> None:
        day = diary.day(at)
        diary.scores["loneliness"] = diary.chance.randint(*loneliness)
        diary.scores["participation"] = diary.chance.randint(*participation)
        _rate_loneliness(diary, day, diary.scores["loneliness"])
        _rate_participation(diary, day, diary.scores["participation"])

    return step


def rated_after(
    at: Span = (0, 45), *, loneliness: int = 0, participation: int = 0, late: int = 0
) -> Step:
    """The ratings after, moved by so much; less lonely is a lower score."""

    def step(diary: Diary) -> None:
        day = diary.day(at, after=diary.last)
        _rate_loneliness(diary, day, diary.scores["loneliness"] + loneliness, late)
        _rate_participation(diary, day, diary.scores["participation"] + participation, late)

    return step


def rated_with_gaps(diary: Diary) -> None:
    """Ratings after with an answer left out and a question never asked."""
    day = diary.day((5, 30), after=diary.last)
    diary.write(SelfRated, day, instrument="ucla-3", answers=[2, None, 3])


def rated_in_another_way(diary: Diary) -> None:
    """Both times with an instrument that is not the primary one of this edition."""
    diary.write(SelfRated, diary.day((2, 10)), instrument="djg-6", answers=[1, 2, 1, 3, 2, None])
    after = diary.day((3, 20), after=diary.last)
    diary.write(SelfRated, after, instrument="djg-6", answers=[3, 2, 2, 1, 1, 2])


def rated_with_a_slip(diary: Diary) -> None:
    """A rating is typed in wrongly, and corrected two months later."""
    day = diary.day((0, 14))
    diary.scores["loneliness"], diary.scores["participation"] = 7, 3
    _rate_loneliness(diary, day, 7)
    wrong = diary.write(SelfRated, day, instrument="own-participation", score=8)
    diary.write(
        SelfRated,
        day,
        late=diary.chance.randint(50, 70),
        corrects={wrong},
        instrument="own-participation",
        score=3,
    )


# --- the course of the service ----------------------------------------------------------------


def ended(at: Span, reason: EndReason) -> Step:
    """The service ends."""

    def step(diary: Diary) -> None:
        diary.last = diary.day(at)
        diary.write(Ended, diary.last, start=diary.start, reason=reason)

    return step


def died(at: Span, *, noted_as_end: bool) -> Step:
    """The participant dies; noted as the end of the service too, or not."""

    def step(diary: Diary) -> None:
        diary.last = plus_days(diary.first, diary.chance.randint(*at))
        by = diary.writer(diary.last)
        diary.write(Died, diary.last, by=by)
        if noted_as_end:
            reason = EndReason.DEATH
            diary.write(Ended, diary.last, by=by, start=diary.start, reason=reason)

    return step


def paused(at: Span, rest: Span) -> Step:
    """The service rests for some time."""

    def step(diary: Diary) -> None:
        out = diary.day(at)
        back = diary.day(rest, after=out)
        note = diary.chance.choice(words.PAUSED)
        pause = diary.write(Paused, out, start=diary.start, note=note)
        diary.write(Returned, back, pause=pause)
        diary.rests.append((out, back))

    return step


def back_again(after: Span) -> Step:
    """The needs are closed with the service; some time later the participant starts again."""

    def step(diary: Diary) -> None:
        for need in diary.needs:
            diary.write(NeedClosed, diary.last, need=need)
        diary.close()
        again = diary.day(after, after=diary.last)
        reached(diary, diary.day((-12, -2), after=again))
        diary.begin(again)

    return step


# --- mistakes and objections ------------------------------------------------------------------


def objects(diary: Diary) -> None:
    """The participant thinks that a need is wrongly described; it is noted beside it."""
    need = next(id for id, area in diary.needs.items() if area in ADDICTIONS)
    day = diary.day((20, 60), after=diary.entries[need].on)
    diary.write(Objected, day, entry=need, words=diary.chance.choice(words.OBJECTIONS))


def noted_on_the_wrong_person(diary: Diary) -> None:
    """A meeting was noted in the wrong journal and is taken back."""
    day = diary.day((35, 60))
    wrong = diary.write(
        MeetingHeld,
        day,
        place=Place.OFFICE,
        attendees=[Attendee.PARTICIPANT],
        individual_contact=True,
        note="Bokade om tiden.",
    )
    reason = RetractionReason.WRONG_PERSON
    diary.write(Retracted, day, late=9, corrects={wrong}, reason=reason)
