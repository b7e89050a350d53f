"""A register file with one fault for each participant, and what the reader is to say of each.

Names, numbers and free texts in it are made up, and none of them may ever be repeated.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

from attrs import frozen

Plain = dict[str, Any]

NAN, HALF, TWICE = "@nan", "@half", "@twice"
"""Marks for what the standard writer cannot write: see `as_file`."""

DESCRIBED, REACHED, STARTED, PLAN, RATED, MET, FOLLOWED, NEED, OFFERED, ACCEPTED, CRISIS, ENDED = (
    range(12)
)

PERSONAL = (
    "Fatima Lindqvist",
    "Lindqvist",
    "811228-9874",
    "8112289874",
    "701063-2391",
    "070-174 06 05",
    "1998-03-14",
    "Ringvägen 7",
    "självmordstankar",
    "systern Birgitta",
    "Våga åka buss",
    "P-00",
    "hm-1",
    "hsf-2",
    "cm-77",
    "9988776655",
)
"""What must not be seen in any problem; some of it stands in fields that are themselves wrong."""


def entry(kind: str, number: int, on: str, /, **payload: Any) -> Plain:
    return {"kind": kind, "id": f"hm-1{number:02}", "on": on, "recorded": on, "by": "hm", **payload}


def healthy(number: int) -> Plain:
    """A participant without a fault."""
    entries = [
        entry("participant_described", 0, "2026-11-02", birth_date="1998-03-14", gender="woman"),
        entry("reached", 1, "2026-11-02", route="outreach", note="Fatima Lindqvist, Ringvägen 7"),
        entry("started", 2, "2026-11-16", worker="cm-1", edition="hagersten-alvsjo-2026"),
        entry(
            "plan_agreed",
            3,
            "2026-12-14",
            goals=[
                {"what": "Våga åka buss", "sub_goals": ["En hållplats", "Med systern Birgitta"]}
            ],
            contact_paths=[
                {"contact": "psykiatri", "who": "Lindqvist", "how": "070-174 06 05"},
                {"contact": "vård", "priority": True},
            ],
            with_participant=True,
        ),
        entry("self_rated", 4, "2026-11-16", instrument="own-loneliness", score=7),
        entry(
            "meeting_held",
            5,
            "2026-12-01",
            place="home",
            attendees=["participant", "next_of_kin"],
            individual_contact=True,
            note="självmordstankar",
        ),
        entry("contact_followed", 6, "2027-01-08", contact="vård", status="attended"),
        entry("need_assessed", 7, "2026-11-20", area="loneliness", description="självmordstankar"),
        entry("responsibility_offered", 8, "2026-11-21", need="hm-107", receiver="hm"),
        entry("responsibility_accepted", 9, "2026-11-22", offer="hm-108", stand_in="cm-1"),
        entry(
            "crisis_plan_agreed",
            10,
            "2026-12-02",
            plan_kind="crisis_plan",
            warning_signs=["självmordstankar", "Sover inte"],
            professionals=[{"who": "Lindqvist", "reach": "070-174 06 05", "any_hour": True}],
            with_participant=True,
        ),
        entry("ended", 11, "2027-08-01", start="hm-102", reason="goals_reached"),
    ]
    return {"participant": f"P-00{number:02}", "entries": entries}


@frozen
class Fault:
    """One thing done wrong to a healthy participant; *path* is below that participant."""

    name: str
    code: str
    path: str
    do: Callable[[Plain], object]


def put(place: int, /, **changes: Any) -> Callable[[Plain], None]:
    """Change fields of one entry."""
    return lambda participant: participant["entries"][place].update(changes)


def drop(place: int, key: str) -> Callable[[Plain], Any]:
    return lambda participant: participant["entries"][place].pop(key)


def add(*entries: Plain) -> Callable[[Plain], None]:
    return lambda participant: participant["entries"].extend(entries)


def goal(**changes: Any) -> Callable[[Plain], None]:
    return lambda participant: participant["entries"][PLAN]["goals"][0].update(changes)


def both(*steps: Callable[[Plain], object]) -> Callable[[Plain], object]:
    return lambda participant: [step(participant) for step in steps]


def renamed(place: int, key: str, to: str) -> Callable[[Plain], None]:
    def rename(participant: Plain) -> None:
        value = participant["entries"][place].pop(key)
        participant["entries"][place][to] = value

    return rename


NEXT = 12
"""Where the first added entry stands."""
BEFORE_BIRTH = "1997-05-01"
OWN_ID = "hm-101"
TWO_WITH_ONE_NAME = [{"contact": "vård"}, {"contact": "vård"}]

FAULTS = (
    # Days
    Fault("a day with a time", "day_with_time", ".entries[1].on", put(1, on="2026-11-02T09:30:00")),
    Fault(
        "a day with a time and a zone",
        "day_with_time",
        ".entries[1].recorded",
        put(1, recorded="2026-11-02 09:30+01:00"),
    ),
    Fault("a day another way", "not_written_as_a_day", ".entries[1].on", put(1, on="2/11 2026")),
    Fault("a day without dashes", "not_written_as_a_day", ".entries[1].on", put(1, on="20261102")),
    Fault("a week day", "not_written_as_a_day", ".entries[1].on", put(1, on="2026-W45-1")),
    Fault("a day as a number", "not_written_as_a_day", ".entries[1].on", put(1, on=20261102)),
    Fault("a day that is not", "no_such_day", ".entries[2].on", put(2, on="2026-02-30")),
    # Personal identity numbers
    Fault(
        "an identity number in a note",
        "identity_number",
        ".entries[1].note",
        put(REACHED, note="Hon heter Fatima, 19811228-9874"),
    ),
    Fault(
        "an identity number without century",
        "identity_number",
        ".entries[3].goals[0].what",
        goal(what="Hämta ut 811228-9874"),
    ),
    Fault(
        "an identity number without dash",
        "identity_number",
        ".entries[3].goals[0].sub_goals[1]",
        goal(sub_goals=["En hållplats", "8112289874"]),
    ),
    Fault(
        "a coordination number",
        "identity_number",
        ".entries[10].warning_signs[1]",
        put(CRISIS, warning_signs=["Sover inte", "701063-2391"]),
    ),
    Fault(
        "an identity number for a pseudonym",
        "identity_number",
        ".participant",
        lambda participant: participant.update(participant="198112289874"),
    ),
    # Keys and tags
    Fault("an unknown key", "unknown_field", ".entries[1]", put(1, Lindqvist="systern")),
    Fault("a misspelt key", "misspelt_field", ".entries[1]", renamed(REACHED, "route", "rout")),
    Fault("a misspelt key deep down", "misspelt_field", ".entries[3].goals[0]", goal(subgoals=[])),
    Fault(
        "an unknown key of a journal",
        "unknown_field",
        "",
        lambda participant: participant.update(namn="Fatima Lindqvist"),
    ),
    Fault("an unknown kind", "unknown_kind", ".entries[1].kind", put(1, kind="Lindqvist")),
    Fault("a misspelt kind", "misspelt_kind", ".entries[3].kind", put(PLAN, kind="plan_agred")),
    Fault("no kind", "missing_field", ".entries[1].kind", drop(REACHED, "kind")),
    Fault("a kind that is a number", "not_a_text", ".entries[1].kind", put(REACHED, kind=17)),
    Fault("no id", "missing_field", ".entries[1].id", drop(REACHED, "id")),
    Fault("no day of recording", "missing_field", ".entries[2].recorded", drop(2, "recorded")),
    Fault(
        "a key given twice", "repeated_field", ".entries[1].by", put(1, **{f"by{TWICE}": "hsf-2"})
    ),
    # Types
    Fault("a number for a text", "not_a_text", ".entries[1].by", put(REACHED, by=9988776655)),
    Fault("null for a text", "not_a_text", ".entries[2].worker", put(STARTED, worker=None)),
    Fault("half a character", "half_a_character", ".entries[1].note", put(1, note=f"Hej {HALF}")),
    Fault("a blank text", "blank_text", ".entries[1].by", put(REACHED, by="  ")),
    Fault(
        "a text for a number",
        "not_a_whole_number",
        ".entries[0].birth_year",
        put(DESCRIBED, birth_year="1998"),
    ),
    Fault("a fraction", "not_a_whole_number", ".entries[4].score", put(RATED, score=7.5)),
    Fault(
        "yes for a number",
        "not_a_whole_number",
        ".entries[4].answers[1]",
        put(RATED, score=None, answers=[1, True, 3]),
    ),
    Fault("no number at all", "not_json_number", ".entries[4].score", put(RATED, score=NAN)),
    Fault(
        "a text for yes",
        "not_yes_or_no",
        ".entries[3].with_participant",
        put(PLAN, with_participant="ja, Fatima Lindqvist"),
    ),
    Fault("a text for a list", "not_a_list", ".entries[3].corrects", put(PLAN, corrects=OWN_ID)),
    Fault(
        "a text for a list deep down",
        "not_a_list",
        ".entries[3].goals[0].sub_goals",
        goal(sub_goals="Med systern Birgitta"),
    ),
    Fault(
        "a text for a goal",
        "not_an_object",
        ".entries[3].goals[0]",
        put(PLAN, goals=["Våga åka buss"]),
    ),
    Fault(
        "a text for an entry",
        "not_an_object",
        ".entries[1]",
        lambda participant: participant["entries"].__setitem__(1, "Fatima Lindqvist"),
    ),
    Fault(
        "an object for a list",
        "not_a_list",
        ".entries",
        lambda participant: participant.update(entries=participant["entries"][1]),
    ),
    # Codes
    Fault("an unknown code", "unknown_code", ".entries[5].place", put(MET, place="Ringvägen 7")),
    Fault("a misspelt code", "misspelt_code", ".entries[1].route", put(REACHED, route="Outreech")),
    Fault(
        "an unknown code in a list",
        "unknown_code",
        ".entries[5].attendees[1]",
        put(MET, attendees=["participant", "systern Birgitta"]),
    ),
    # What one entry shows to be wrong
    Fault(
        "recorded before it happened",
        "recorded_before_it_happened",
        ".entries[1].recorded",
        put(REACHED, recorded="2026-11-01"),
    ),
    Fault("corrects itself", "corrects_itself", ".entries[1].corrects", put(1, corrects=[OWN_ID])),
    Fault(
        "retracts nothing",
        "retracts_nothing",
        ".entries[12].corrects",
        add(entry("retracted", 12, "2027-01-09", reason="recorded_twice")),
    ),
    Fault(
        "two years of birth",
        "birth_year_and_date_differ",
        ".entries[0].birth_year",
        put(DESCRIBED, birth_year=1989),
    ),
    Fault(
        "an unlikely year of birth",
        "birth_year_unlikely",
        ".entries[0].birth_date",
        put(DESCRIBED, birth_date="1098-03-14"),
    ),
    Fault(
        "a contact named twice",
        "contact_named_twice",
        ".entries[3].contact_paths",
        put(PLAN, contact_paths=TWO_WITH_ONE_NAME),
    ),
    Fault(
        "a review before the plan",
        "review_before_plan",
        ".entries[3].review_on",
        put(PLAN, review_on="2026-12-13"),
    ),
    Fault(
        "both a score and answers",
        "score_or_answers",
        ".entries[4].score",
        put(RATED, answers=[1, 2, 3]),
    ),
    Fault(
        "a meeting with nobody",
        "meeting_with_nobody",
        ".entries[5].attendees",
        put(MET, attendees=[]),
    ),
    Fault(
        "a day planned for what has been",
        "planned_for_without_plan",
        ".entries[6].planned_for",
        put(FOLLOWED, planned_for="2027-02-01"),
    ),
    Fault(
        "a goal numbered below one",
        "goal_number_below_one",
        ".entries[12].number",
        add(entry("goal_followed_up", 12, "2027-01-09", plan="hm-103", number=0, status="reached")),
    ),
    # What only several entries show to be wrong
    Fault("before birth", "before_birth", ".entries[1].on", put(REACHED, on=BEFORE_BIRTH)),
    Fault(
        "an end before its start",
        "before_what_it_answers",
        ".entries[11].start",
        put(ENDED, on="2026-11-15"),
    ),
    Fault(
        "a correction of nothing",
        "corrects_unknown_entry",
        ".entries[6].corrects",
        put(FOLLOWED, corrects=["hsf-2"]),
    ),
    Fault(
        "an answer to nothing",
        "answers_unknown_entry",
        ".entries[9].offer",
        put(ACCEPTED, offer="hsf-2"),
    ),
    Fault(
        "an answer to another kind",
        "answers_wrong_kind",
        ".entries[11].start",
        put(ENDED, start="hm-101"),
    ),
    Fault(
        "an answer to what was taken back",
        "answers_retracted_entry",
        ".entries[9].offer",
        add(entry("retracted", 12, "2026-12-01", corrects=["hm-108"], reason="did_not_happen")),
    ),
    Fault(
        "one id for two entries",
        "id_used_twice",
        ".entries[12].id",
        add(entry("reached", 1, "2026-11-03", route="outreach")),
    ),
    Fault(
        "two corrections of one entry",
        "competing_corrections",
        ".entries[1]",
        add(
            entry("reached", 12, "2026-11-03", route="outreach", corrects=[OWN_ID]),
            entry("reached", 13, "2026-11-04", route="association", corrects=[OWN_ID]),
        ),
    ),
    Fault(
        "two episodes at once",
        "episodes_overlap",
        ".entries[12].on",
        add(entry("started", 12, "2027-01-09", worker="cm-1", edition="hagersten-alvsjo-2026")),
    ),
    Fault(
        "ended twice",
        "ended_twice",
        ".entries[12].start",
        add(entry("ended", 12, "2027-08-02", start="hm-102", reason="moved")),
    ),
    Fault(
        "a goal that is not in the plan",
        "no_such_goal",
        ".entries[12].number",
        add(
            entry(
                "goal_followed_up",
                12,
                "2027-01-09",
                plan="hm-103",
                number=9988776655,
                status="reached",
            )
        ),
    ),
    Fault(
        "a worker nobody knows",
        "unknown_worker",
        ".entries[2].worker",
        put(STARTED, worker="cm-77"),
    ),
    Fault(
        "a kind of the partnership",
        "kind_in_wrong_journal",
        ".entries[12].kind",
        add(entry("worker_joined", 12, "2026-05-01", worker="cm-77", party="hm")),
    ),
    Fault(
        "a participant listed twice",
        "participant_in_two_places",
        ".participant",
        lambda participant: participant.update(participant="P-0000"),
    ),
)


def register() -> Plain:
    """A document with a healthy participant first, and then one with each fault."""
    participants = [healthy(0)]
    for number, fault in enumerate(FAULTS, start=1):
        participant = copy.deepcopy(healthy(number))
        fault.do(participant)
        participants.append(participant)
    partnership = [
        entry(
            "party_joined", 1, "2026-05-01", party="hm", name="Föreningen", legal_form="association"
        ),
        entry("worker_joined", 2, "2026-05-01", worker="cm-1", party="hm", reach="070-174 06 05"),
    ]
    return {
        "format": "cm-method-register",
        "version": 1,
        "partnership": {"entries": partnership},
        "participants": participants,
    }


def as_file(document: Any) -> str:
    """The text of a file, with the oddities that the marks stand for."""
    text = json.dumps(document, ensure_ascii=False)
    return text.replace(f'"{NAN}"', "NaN").replace(HALF, "\\ud83d").replace(TWICE, "")
