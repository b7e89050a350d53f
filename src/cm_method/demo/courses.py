"""The table of made-up life courses: how many, when they start, and what happens in them.

Steps are written in this order; each says by itself on which days after the start it falls.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from cm_method.case.consent import ConsentKind, StatutoryGround
from cm_method.case.crisis_plans import ReviewTrigger
from cm_method.case.episodes import EndReason, Paused
from cm_method.case.needs import CrisisLevelAssessed
from cm_method.demo.chairs import (
    asked_in_vain,
    both_accept,
    consent,
    discharged,
    gone_through,
    happened,
    held_by_the_manager,
    lifted,
    shared,
    supported,
    withdrawn,
)
from cm_method.demo.steps import (
    Step,
    addiction_found,
    back_again,
    born,
    chain,
    contacts,
    crisis_plan,
    died,
    disputed_start,
    ended,
    handover,
    handover_offered,
    let_go,
    level,
    moved_away,
    need_closed,
    needs,
    not_assessed,
    noted_on_the_wrong_person,
    objects,
    paused,
    plan,
    rated_after,
    rated_before,
    rated_in_another_way,
    rated_with_a_slip,
    rated_with_gaps,
)
from cm_method.rules.editions.hagersten_alvsjo_2026 import HAGERSTEN_ALVSJO_2026


@frozen
class Course:
    """So many participants whose service started between two days, and the steps of their case."""

    name: str
    count: int
    first: date
    last: date
    steps: tuple[Step, ...]
    edition: str = HAGERSTEN_ALVSJO_2026.code


BEGINNING = date(2026, 5, 11), date(2026, 11, 30)
MIDDLE = date(2026, 12, 1), date(2027, 6, 10)
ONGOING = date(2027, 2, 1), date(2027, 10, 31)
AUTUMN = date(2027, 7, 15), date(2027, 11, 1)

GOALS = ended((300, 395), EndReason.GOALS_REACHED)
CO_OCCURRING = needs(co_occurring=True)
PLAN_SOON, PLAN_IN_TIME, PLAN_LATE = plan((10, 27)), plan((30, 55)), plan((62, 78))
SAFE_IN_TIME = (crisis_plan((12, 50)), chain((5, 46)))
SAFE_LATE = (crisis_plan((40, 70)), chain((62, 85)))
BETTER = rated_after(loneliness=-2, participation=+2)
SAME = rated_after()

RELEASE, WAIVER = ConsentKind.CONFIDENTIALITY_RELEASE, ConsentKind.SECRECY_WAIVER
PSYCHIATRY = "region-psykiatri"

COURSES = (
    # the service has ended and target 4 has been judged
    Course(
        "goals reached",
        3,
        *BEGINNING,
        (
            needs(),
            rated_before(),
            PLAN_SOON,
            contacts("kept"),
            need_closed((90, 200)),
            GOALS,
            BETTER,
        ),
    ),
    Course(
        "co-occurring disorders, goals reached",
        2,
        *BEGINNING,
        (
            *(CO_OCCURRING, rated_before(), PLAN_IN_TIME, contacts("resumed"), *SAFE_IN_TIME),
            *(handover((150, 180)), GOALS, rated_after(loneliness=-1)),
        ),
    ),
    Course(
        "less lonely, participates less",
        1,
        *BEGINNING,
        (
            *(CO_OCCURRING, objects, rated_before(), PLAN_IN_TIME, contacts("kept")),
            ended((200, 260), EndReason.OWN_CHOICE),
            rated_after(loneliness=-2, participation=-1),
        ),
    ),
    Course(
        "a contact never attended, nothing changed",
        1,
        *BEGINNING,
        (
            *(needs(), rated_before(), PLAN_IN_TIME, contacts("not_attended")),
            *(ended((180, 250), EndReason.OWN_CHOICE), SAME),
        ),
    ),
    Course(
        "no stand-in, contact broken off, worse",
        1,
        *BEGINNING,
        (
            *(CO_OCCURRING, rated_before(), PLAN_IN_TIME, contacts("broken_off")),
            *(crisis_plan((20, 50)), chain((10, 40), without="stand_in")),
            ended((200, 240), EndReason.OTHER_SERVICE),
            rated_after(loneliness=+1, participation=-1),
        ),
    ),
    Course(
        "at the scale's best from the start",
        1,
        *MIDDLE,
        (
            *(needs(), rated_before(loneliness=(3, 3), participation=(10, 10)), PLAN_SOON),
            *(contacts("kept"), ended((150, 200), EndReason.GOALS_REACHED), SAME),
        ),
    ),
    Course(
        "moved, no rating after",
        1,
        *MIDDLE,
        (
            *(needs(), rated_before(), PLAN_IN_TIME, contacts("kept")),
            *(ended((130, 200), EndReason.MOVED), moved_away),
        ),
    ),
    Course(
        "contact lost, ratings with gaps",
        1,
        *MIDDLE,
        (
            *(CO_OCCURRING, rated_before(), PLAN_IN_TIME, contacts("not_attended")),
            *(ended((140, 190), EndReason.LOST_CONTACT), rated_with_gaps),
        ),
    ),
    Course(
        "left early, nothing assessed",
        1,
        *MIDDLE,
        (not_assessed, rated_before(), ended((25, 40), EndReason.LOST_CONTACT)),
    ),
    Course(
        "left before three months, better",
        1,
        *MIDDLE,
        (
            *(needs(), rated_before(), PLAN_SOON, contacts("not_attended")),
            *(ended((66, 80), EndReason.OWN_CHOICE), rated_after((-14, -6), participation=+2)),
        ),
    ),
    Course(
        "left before three months, contacts kept",
        1,
        *MIDDLE,
        (
            *(needs(), rated_before(), PLAN_SOON, contacts("kept_early", "kept_early")),
            *(ended((66, 80), EndReason.OTHER_SERVICE), rated_after((100, 110), loneliness=-1)),
        ),
    ),
    Course("died before any deadline", 1, *MIDDLE, (needs(), died((32, 48), noted_as_end=False))),
    Course(
        "died after the deadlines",
        1,
        *MIDDLE,
        (
            *(CO_OCCURRING, rated_before(), PLAN_IN_TIME, contacts("kept"), *SAFE_IN_TIME),
            died((190, 230), noted_as_end=True),
        ),
    ),
    Course(
        "came back, better the first time",
        1,
        *BEGINNING,
        (
            *(needs(), rated_before(), PLAN_IN_TIME, contacts("kept_late")),
            *(ended((150, 190), EndReason.OWN_CHOICE), rated_after(participation=+1)),
            *(back_again((100, 160)), needs(), PLAN_SOON, contacts("kept")),
        ),
    ),
    Course(
        "came back, no better the first time",
        1,
        *BEGINNING,
        (
            *(CO_OCCURRING, rated_before(), PLAN_LATE, contacts("kept_late"), *SAFE_LATE),
            *(ended((150, 190), EndReason.MOVED), SAME),
            *(back_again((150, 200)), CO_OCCURRING, PLAN_SOON, *SAFE_IN_TIME, contacts("kept")),
        ),
    ),
    Course(
        "rated long before the start",
        1,
        *MIDDLE,
        (
            *(needs(), rated_before((-75, -45)), PLAN_SOON, contacts("kept")),
            *(ended((160, 200), EndReason.GOALS_REACHED), BETTER),
        ),
    ),
    Course(
        "rated long after the start",
        1,
        *MIDDLE,
        (
            *(needs(), rated_before((40, 60)), PLAN_LATE, contacts("kept")),
            *(ended((160, 200), EndReason.GOALS_REACHED), SAME),
        ),
    ),
    Course(
        "rated with another instrument",
        1,
        *MIDDLE,
        (
            *(needs(), plan((20, 50), priority=0)),
            *(ended((150, 200), EndReason.MOVED), rated_in_another_way),
        ),
    ),
    Course(
        "two corrections of the start",
        1,
        date(2026, 11, 16),
        date(2026, 11, 16),
        (
            *(CO_OCCURRING, rated_before(), PLAN_SOON, contacts("kept"), *SAFE_IN_TIME),
            *(ended((290, 300), EndReason.GOALS_REACHED), BETTER),
            disputed_start(
                date(2026, 11, 17),
                date(2026, 11, 23),
                on=date(2028, 3, 14),
                settled=date(2028, 4, 18),
            ),
        ),
    ),
    Course(
        "ratings recorded after the report",
        1,
        date(2027, 2, 22),
        date(2027, 3, 3),
        (
            *(needs(), rated_before(), PLAN_IN_TIME, contacts("kept")),
            ended((295, 300), EndReason.GOALS_REACHED),
            rated_after((72, 80), loneliness=-2, participation=+1, late=40),
        ),
    ),
    # the service has ended, target 4 waits
    Course(
        "ended lately",
        1,
        date(2027, 4, 1),
        date(2027, 4, 30),
        (
            *(CO_OCCURRING, rated_before(), PLAN_IN_TIME, contacts("kept"), *SAFE_IN_TIME),
            *(ended((290, 330), EndReason.GOALS_REACHED), rated_after((0, 4), loneliness=-1)),
        ),
    ),
    # the service goes on
    Course(
        "steady",
        1,
        *ONGOING,
        (
            *(needs(), rated_before(), PLAN_SOON, contacts("kept")),
            consent(
                RELEASE,
                "hm",
                PSYCHIATRY,
                information=("plan", "contacts"),
                purpose="coordination",
                at=(8, 20),
                last=date(2028, 2, 29),
            ),
            shared(
                *("hm", PSYCHIATRY),
                information=("plan",),
                purpose="coordination",
                at=(50, 57),
            ),
            lifted(date(2027, 12, 6), answered=date(2028, 2, 21)),
            supported("mötesplats", date(2028, 1, 10)),
        ),
    ),
    Course(
        "steady, a slip of the pen",
        1,
        *ONGOING,
        (
            *(needs(), rated_with_a_slip, PLAN_SOON, contacts("kept")),
            *(noted_on_the_wrong_person, born(date(2003, 9, 30))),
            held_by_the_manager(
                date(2027, 12, 13), "cm-1", away=(date(2028, 3, 27), date(2028, 4, 7))
            ),
        ),
    ),
    Course(
        "co-occurring disorders, handed over",
        2,
        *ONGOING,
        (
            *(CO_OCCURRING, objects, rated_before(), PLAN_IN_TIME, contacts("kept")),
            *(*SAFE_IN_TIME, handover((120, 150), refused_first=True), gone_through),
            consent(
                RELEASE,
                *("hm", "sdf", PSYCHIATRY),
                information=("coordination", "wellbeing"),
                purpose="coordination",
                at=(5, 14),
                last=date(2028, 4, 14),
            ),
            shared(
                *("hm", "sdf"),
                information=("responsibility", "crisis"),
                purpose="coordination",
                at=(119, 120),
            ),
        ),
    ),
    Course(
        "high crisis level, held for a time",
        1,
        *ONGOING,
        (
            *(needs(), level("high", (0, 6)), rated_before(), PLAN_SOON, contacts("kept")),
            *(*SAFE_IN_TIME, let_go((80, 100)), level("raised", (70, 80))),
            *(happened(ReviewTrigger.CRISIS, (56, 60)), gone_through),
            supported("närstående-1", (58, 62), crisis=True),
            consent(
                *(RELEASE, "hm", PSYCHIATRY),
                information=("wellbeing",),
                purpose="care",
                at=(8, 16),
                last=date(2028, 6, 30),
            ),
            withdrawn((66, 66)),
            shared(*("hm", PSYCHIATRY), information=("crisis",), purpose="care", at=(66, 66)),
        ),
    ),
    Course("plan late", 2, *ONGOING, (needs(), rated_before(), PLAN_LATE, contacts("kept"))),
    Course(
        "plan not clear",
        1,
        *ONGOING,
        (needs(), plan((20, 50), sub_goals=False), both_accept),
    ),
    Course(
        "nothing prioritised",
        1,
        *ONGOING,
        (needs(), level("none", (0, 10)), rated_before(), plan((20, 50), priority=0)),
    ),
    Course(
        "nothing prioritised, no crisis plan",
        1,
        date(2027, 8, 16),
        date(2027, 9, 30),
        (CO_OCCURRING, rated_before(), plan((20, 50), priority=0, late=110), chain((10, 40))),
    ),
    Course(
        "crisis plan not complete",
        1,
        *ONGOING,
        (
            *(CO_OCCURRING, rated_before(), PLAN_IN_TIME, contacts("not_attended")),
            *(crisis_plan((20, 50), without="safe_surroundings"), chain((10, 40))),
        ),
    ),
    Course(
        "broken off",
        1,
        *ONGOING,
        (
            *(needs(), rated_before(), PLAN_IN_TIME, contacts("broken_off")),
            asked_in_vain("sdf", date(2028, 3, 6)),
        ),
    ),
    Course(
        "contact and chain late",
        1,
        *ONGOING,
        (
            *(CO_OCCURRING, rated_before(), PLAN_IN_TIME, contacts("kept_late"), *SAFE_LATE),
            happened(ReviewTrigger.HOUSING_CHANGED, (148, 151)),
            consent(
                *(RELEASE, "hm"),
                information=("crisis",),
                purpose="crisis",
                at=(70, 80),
                last=date(2028, 12, 31),
                next_of_kin=("närstående-1",),
            ),
            consent(
                *(ConsentKind.RESEARCH, "hm", "mchs"),
                information=("course", "self_rating"),
                purpose="research",
                at=(14, 28),
                last=date(2029, 5, 1),
            ),
        ),
    ),
    Course(
        "all contacts dropped by choice",
        1,
        *ONGOING,
        (needs(), rated_before(), PLAN_SOON, contacts("dropped", "dropped")),
    ),
    Course(
        "relevant at short notice, in time",
        1,
        *ONGOING,
        (
            *(needs(), rated_before(), addiction_found((32, 44)), PLAN_SOON),
            *(contacts("dropped"), crisis_plan((46, 54)), chain((45, 49))),
        ),
    ),
    Course(
        "relevant at short notice, missed",
        1,
        *AUTUMN,
        (needs(), addiction_found((34, 50)), PLAN_IN_TIME, contacts("not_attended")),
    ),
    Course(
        "relevant later, in time",
        1,
        *ONGOING,
        (
            *(needs(), rated_before(), PLAN_SOON, contacts("kept"), addiction_found((80, 90))),
            *(crisis_plan((95, 115)), chain((95, 110))),
        ),
    ),
    Course(
        "relevant later, missed",
        1,
        date(2027, 3, 1),
        date(2027, 8, 31),
        (
            *(needs(), rated_before(), PLAN_SOON, contacts("kept"), level("acute", (75, 110))),
            shared(
                *("hm", PSYCHIATRY),
                information=("crisis",),
                purpose="crisis",
                at=CrisisLevelAssessed,
                ground=StatutoryGround.EMERGENCY,
            ),
        ),
    ),
    Course(
        "relevant lately",
        1,
        date(2027, 10, 4),
        date(2027, 10, 20),
        (needs(), rated_before(), PLAN_SOON, contacts("kept"), addiction_found((142, 155))),
    ),
    Course("no plan, nothing assessed", 1, *AUTUMN, (not_assessed, rated_before())),
    Course(
        "paused for care",
        1,
        *ONGOING,
        (
            *(CO_OCCURRING, rated_before(), PLAN_IN_TIME, contacts("kept")),
            *(*SAFE_IN_TIME, paused((90, 110), (30, 50)), discharged, gone_through),
            consent(
                *(WAIVER, "sdf", PSYCHIATRY),
                information=("needs", "crisis", "plan"),
                purpose="care",
                at=(14, 24),
                last=date(2028, 9, 30),
            ),
            shared(*("sdf", PSYCHIATRY), information=("crisis", "plan"), purpose="care", at=Paused),
        ),
    ),
    Course(
        "paused from the third week, plan late",
        1,
        *AUTUMN,
        (needs(), paused((15, 20), (35, 40)), PLAN_LATE, contacts("kept")),
    ),
    # what was found out or recorded between the two report days
    Course(
        "visit recorded late",
        1,
        date(2027, 9, 6),
        date(2027, 9, 17),
        (needs(), rated_before(), PLAN_SOON, contacts("kept", late=70)),
    ),
    Course(
        "day of the plan corrected",
        1,
        date(2027, 9, 1),
        date(2027, 9, 24),
        (needs(), rated_before(), plan((44, 50), noted_as=60), contacts("kept")),
    ),
    # started lately
    Course(
        "a good first quarter",
        1,
        date(2028, 1, 10),
        date(2028, 1, 26),
        (needs(), rated_before(), plan((10, 18)), contacts("kept_early", "kept_early")),
    ),
    Course(
        "first quarter under way",
        1,
        date(2028, 1, 10),
        date(2028, 1, 28),
        (
            *(CO_OCCURRING, rated_before(), plan((20, 40)), contacts("planned", "planned")),
            *(crisis_plan((20, 40)), chain((10, 30))),
        ),
    ),
    Course(
        "all in place within weeks",
        1,
        date(2028, 2, 9),
        date(2028, 2, 16),
        (
            *(CO_OCCURRING, rated_before((0, 9)), plan((9, 18))),
            *(crisis_plan((9, 20)), chain((5, 14)), handover_offered((36, 42))),
        ),
    ),
    Course(
        "just started",
        2,
        date(2028, 3, 1),
        date(2028, 3, 22),
        (needs(at=(0, 8)), rated_before((0, 9))),
    ),
    # listed, not counted
    Course(
        "started before the period",
        1,
        date(2026, 4, 14),
        date(2026, 4, 24),
        (needs(), rated_before(), PLAN_SOON, contacts("kept"), GOALS, BETTER),
    ),
    Course(
        "under another edition",
        1,
        *MIDDLE,
        (needs(), rated_before(), PLAN_SOON, contacts("kept")),
        edition="stockholm-cm-2025",
    ),
    Course("reached, not started", 1, date(2028, 2, 1), date(2028, 3, 24), (), edition=""),
)
"""Every life course; an empty edition says that the service has not started."""
