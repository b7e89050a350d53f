"""A case as FHIR: what is told, what is listed, and what never leaves the house."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import Enum
from typing import Any, get_args, get_type_hints

import attrs
import pytest
from hypothesis import given

from cm_method.adapters.fhir import (
    FIELDS_NOT_TOLD,
    KINDS_NOT_TOLD,
    PERSONAL_IDENTITY_NUMBER,
    TOLD_BY,
    Identifier,
    NoPlace,
    NotTold,
    Resource,
    case_bundle,
    not_told,
    tell,
)
from cm_method.adapters.fhir.not_told import EVERY
from cm_method.adapters.fhir.parts import references_in
from cm_method.case.case import Case
from cm_method.case.consent import ConsentGiven, ConsentKind, ConsentWithdrawn
from cm_method.case.episodes import Ended, EndReason, EntryRoute, Paused, Reached, Returned, Started
from cm_method.case.kinds import BY_TAG, CASE_KINDS
from cm_method.case.needs import NeedArea, NeedAssessed, NeedClosed
from cm_method.case.obstacles import ObstacleNoted
from cm_method.case.parties import Parties
from cm_method.case.plans import ContactPath, Goal, PlanAgreed
from cm_method.case.responsibility import (
    AbsenceNoted,
    ResponsibilityAccepted,
    ResponsibilityOffered,
    SupportEnded,
    SupportPromised,
)
from cm_method.case.self_ratings import SelfRated
from cm_method.case.sip import SipAgreed, SipEnded, SipEndReason, SipInitiated, SipMeasure
from cm_method.demo import DEMO_DAY
from cm_method.demo.generate import demo
from cm_method.errors import Refused
from cm_method.journal import Category, Entry, Journal, Objected
from cm_method.testing.strategies import EDITION, any_journals
from tests.adapters.fhir_readers import METHOD, resources_of, told

START = date(2026, 11, 16)
DAY = date(2027, 2, 1)
OWN_WORDS = "Orden är deltagarens egna"


def entry(kind: type[Entry], number: int, on: date = START, **more: Any) -> Any:
    return kind(id=f"hm-{number}", on=on, by="hm", **more)


STARTED = entry(Started, 1, worker="cm-1", edition=EDITION)
NEED = entry(NeedAssessed, 2, area=NeedArea.HOUSING, description=OWN_WORDS)
PLAN = entry(
    PlanAgreed,
    3,
    goals=[Goal(what=OWN_WORDS, sub_goals=[OWN_WORDS])],
    contact_paths=[ContactPath(contact="psykiatri", who=OWN_WORDS, how="070-174 06 05")],
    with_participant=True,
)
CONSENT = entry(
    ConsentGiven,
    4,
    consent=ConsentKind.SECRECY_WAIVER,
    discloser="sdf",
    recipients=["hm"],
    information=["plan"],
    purpose="coordination",
    first=START,
    last=date(2027, 5, 16),
    form="B-12",
)


RARE = Journal(
    subject="P-2",
    entries=[
        STARTED,
        NEED,
        attrs.evolve(CONSENT, keeper="hm"),
        entry(ObstacleNoted, 5, obstacle="long_waiting", need="hm-2"),
        entry(SipInitiated, 6, initiator="sdf"),
        entry(
            SipAgreed,
            7,
            sip="hm-6",
            measures=[SipMeasure(measure=OWN_WORDS, who="hm")],
            with_participant=True,
        ),
        entry(SipEnded, 8, DAY, sip="hm-6", reason=SipEndReason.NOT_NEEDED),
        entry(SupportPromised, 9, need="hm-2", supporter="hm"),
        entry(SupportEnded, 10, DAY, support="hm-9"),
    ],
)
"""What no made-up participant of the demo has."""


def bundle(*entries: Entry, on: date = DAY, **more: Any) -> Resource:
    return told(Journal(subject="P-1", entries=[STARTED, *entries]), on=on, **more)


def one(kind: str, *entries: Entry, **more: Any) -> Any:
    (found,) = resources_of(bundle(*entries, **more), kind)
    return found


def listed(*entries: Entry, on: date = DAY, **more: Any) -> tuple[NotTold, ...]:
    case = Case.of(Journal(subject="P-1", entries=[STARTED, *entries]), on=on)
    return not_told(case, METHOD, **more)


# Every kind and every field is told or listed


def test_each_kind_of_a_case_is_told_or_listed_and_none_is_both() -> None:
    assert {kind.kind for kind in CASE_KINDS} == TOLD_BY.keys() | KINDS_NOT_TOLD.keys()
    assert TOLD_BY.keys() & KINDS_NOT_TOLD.keys() == set()


def test_what_is_listed_are_fields_of_kinds_that_are_told() -> None:
    for kind, name in FIELDS_NOT_TOLD:
        of_kind = Entry if kind == EVERY else BY_TAG[kind]
        assert name in attrs.fields_dict(of_kind)
        assert kind == EVERY or kind in TOLD_BY


@given(any_journals())
def test_each_entry_of_a_case_is_told_or_listed(journal: Journal) -> None:
    case = Case.of(journal, on=date(2200, 12, 31))
    left = [each for each in tell(case, METHOD).not_told if each.field is None]
    counted = {kind: sum(e.count for e in left if e.kind == kind) for kind in KINDS_NOT_TOLD}
    for kind in KINDS_NOT_TOLD:
        assert counted[kind] == len([e for e in case.entries if e.kind == kind])
    assert {each.why for each in left if each.kind in TOLD_BY} <= {
        NoPlace.ON_ITS_OWN,
        NoPlace.ABOUT_OTHERS,
    }


def others(value: Any, hint: Any) -> Iterator[Any]:
    """Values that a field could have instead of the one it has."""
    kinds = [each for each in (get_args(hint) or (hint,)) if each is not type(None)]
    if value is not None and type(None) in get_args(hint):
        yield None
    if isinstance(value, tuple):
        yield value[1:]
        yield from ((other, *value[1:]) for each in value[:1] for other in others(each, kinds[0]))
    elif attrs.has(type(value)):
        for name, inner in get_type_hints(type(value)).items():
            for other in others(getattr(value, name), inner):
                yield attrs.evolve(value, **{name: other})
    elif isinstance(value, Enum):
        yield from (each for each in type(value) if each is not value)
    else:
        yield from ANOTHER.get(type(value), lambda _: ())(value)


ANOTHER: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    bool: lambda value: (not value,),
    int: lambda value: (value + 1,),
    str: lambda value: (f"{value}x",),
    date: lambda value: (value + timedelta(1), value - timedelta(1)),
}


def changed(journal: Journal, old: Entry, name: str) -> Iterator[Journal]:
    """The journal with another value in one field of one entry."""
    hint = get_type_hints(type(old))[name]
    for other in others(getattr(old, name), hint):
        try:
            new = attrs.evolve(old, **{name: other})
        except Refused:
            continue
        kept = [each for each in journal.entries if each is not old]
        yield attrs.evolve(journal, entries=[*kept, new])


def test_another_value_in_a_field_shows_unless_the_field_is_listed() -> None:
    """Of every field there is a case in which another value of it gives another bundle."""
    common = {"id", *(name for kind, name in FIELDS_NOT_TOLD if kind == EVERY)}
    wanted = {
        (kind.kind, field.name)
        for kind in CASE_KINDS
        if kind.kind in TOLD_BY
        for field in attrs.fields(kind)
        if field.name not in common
    }
    day = date(2200, 12, 31)
    open_still = dict.fromkeys(sorted(wanted), 6)
    shown: set[tuple[str, str]] = set()
    for journal in [*demo().register, RARE]:
        before = told(journal, on=day)
        for each in Case.of(journal, on=day).entries:
            for field in attrs.fields(type(each)):
                key = (each.kind, field.name)
                if open_still.get(key, 0) > 0 and key not in shown:
                    open_still[key] -= key in FIELDS_NOT_TOLD
                    if any(told(o, on=day) != before for o in changed(journal, each, field.name)):
                        shown.add(key)
    not_shown = wanted - shown
    assert sorted(not_shown - FIELDS_NOT_TOLD.keys()) == []
    assert sorted(shown & FIELDS_NOT_TOLD.keys()) == sorted(SEEN_ELSEWHERE)


SEEN_ELSEWHERE = {("crisis_plan_agreed", "with_participant"), ("ended", "reason")}
"""Fields that have no place of their own, though something else follows from what they say."""


def test_what_is_left_out_is_told_in_words() -> None:
    reached = entry(Reached, 8, route=EntryRoute.OUTREACH, note=OWN_WORDS)
    absent = entry(AbsenceNoted, 9, absent="cm-1", first=START)
    found = listed(reached, absent, PLAN)
    assert [(each.kind, each.field, each.count, each.why) for each in found] == [
        ("reached", None, 1, NoPlace.NO_RESOURCE),
        ("absence_noted", None, 1, NoPlace.ABOUT_WORKERS),
    ]
    assert found[0].explain("en") == "First contact: 1. FHIR has no resource that means this."


# Nothing points at nothing, and the same case gives the same bundle


@given(any_journals())
def test_every_reference_leads_to_one_resource_of_the_bundle(journal: Journal) -> None:
    for categories in (None, ["plan"], ["coordination"], ["wellbeing", "responsibility"]):
        made = told(journal, categories=categories)
        addresses = [each["fullUrl"] for each in made["entry"]]
        assert len(addresses) == len(set(addresses))
        assert set(references_in(made)) <= set(addresses)


@given(any_journals())
def test_the_same_case_gives_the_same_bundle_whatever_the_order(journal: Journal) -> None:
    again = attrs.evolve(journal, entries=journal.entries[::-1])
    assert json.dumps(told(journal)) == json.dumps(told(again))


@given(any_journals())
def test_nothing_in_a_bundle_is_empty(journal: Journal) -> None:
    def empties(value: Any) -> Iterator[Any]:
        if value in (None, "", [], {}):
            yield value
        inner = value.values() if isinstance(value, dict) else value
        for each in inner if isinstance(value, dict | list) else ():
            yield from empties(each)

    assert list(empties(told(journal))) == []


# What stays at home


def test_control_characters_stay_out_of_words() -> None:
    def notes(words: str) -> Any:
        noted = entry(ObstacleNoted, 5, obstacle="long_waiting", note=words)
        return one("Observation", noted).get("note")

    assert [each["text"] for each in notes("Väntar\x0b sedan\x00 maj.\n\tRingt.")] == [
        "Väntar sedan maj.\n\tRingt."
    ]
    assert notes("\x1f") is None


def test_peoples_own_words_go_along_only_when_asked() -> None:
    assert OWN_WORDS in json.dumps(bundle(NEED, PLAN), ensure_ascii=False)
    without = json.dumps(bundle(NEED, PLAN, words=False), ensure_ascii=False)
    assert OWN_WORDS not in without
    assert "070-174" not in without
    goal = one("Goal", PLAN, words=False)
    assert goal["description"] == {"text": "Mål 1"}


@given(any_journals())
def test_no_free_text_of_any_entry_is_told_unasked(journal: Journal) -> None:
    marked = attrs.evolve(journal, entries=[_marked(each) for each in journal.entries])
    assert OWN_WORDS not in json.dumps(told(marked, words=False), ensure_ascii=False)


def _marked(each: Any) -> Any:
    """The entry with every text in people's own words replaced."""
    values: dict[str, Any] = {}
    for field in attrs.fields(type(each)):
        value = getattr(each, field.name)
        if field.metadata.get("text") or (not field.repr and isinstance(value, str)):
            values[field.name] = OWN_WORDS
        elif isinstance(value, tuple) and not field.repr:
            values[field.name] = tuple(OWN_WORDS if isinstance(v, str) else v for v in value)
        if isinstance(value, tuple) and value and attrs.has(type(value[0])):
            values[field.name] = tuple(map(_marked, value))
    return attrs.evolve(each, **values)


@given(any_journals())
def test_a_category_that_is_not_asked_for_is_not_told(journal: Journal) -> None:
    made = told(journal, categories=["plan"])
    kinds = {each["resourceType"] for each in resources_of(made)}
    assert kinds <= {
        "Patient",
        "CarePlan",
        "Goal",
        "Observation",
        "Organization",
        "PractitionerRole",
    }
    (patient,) = resources_of(made, "Patient")
    assert patient.keys() == {"resourceType", "language", "identifier"}


@given(any_journals())
def test_the_ids_in_a_part_are_those_of_the_categories_asked_for(journal: Journal) -> None:
    by_id = {each.id: each for each in journal.entries}
    for category in Category:
        found = json.dumps(told(journal, categories=[category.value]))
        ids = {
            each["value"].split("/")[0]
            for resource in resources_of(json.loads(found))
            for each in _identifiers(resource)
            if each["system"] == "urn:cm-method:entry"
        }
        assert {by_id[id].category for id in ids if id in by_id} <= {category}


def _identifiers(resource: Resource) -> list[Any]:
    found = resource.get("identifier", [])
    return found if isinstance(found, list) else [found]


def test_an_unknown_category_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        bundle(categories=["planer"])
    assert refused.value.problems[0].code == "unknown_information"


def test_a_gap_is_told_only_by_whoever_tells_the_whole_chain() -> None:
    assert "2026-11-16" in one("CareTeam", NEED)["note"][0]["text"]
    assert resources_of(bundle(NEED, categories=["course", "needs"]), "CareTeam") == []
    assert resources_of(bundle(NEED, categories=["responsibility"]), "Task") == []


def test_a_part_that_was_handed_over_tells_no_duty_and_no_gap() -> None:
    made = bundle(NEED, whole=False)
    assert resources_of(made, "Task") == []
    assert "note" not in resources_of(made, "CareTeam")[0]
    assert resources_of(bundle(NEED), "Task") != []


def test_another_persons_consent_is_not_made_the_participants() -> None:
    theirs = attrs.evolve(CONSENT, about="mor")
    assert resources_of(bundle(theirs), "Consent") == []
    assert [(e.kind, e.why) for e in listed(theirs)] == [("consent_given", NoPlace.ABOUT_OTHERS)]


# Identifiers


def test_a_pseudonym_is_no_national_number_and_the_embedding_system_adds_its_own() -> None:
    patient = one("Patient")
    assert patient["identifier"] == [{"system": "urn:cm-method:participant", "value": "P-1"}]
    assert "name" not in patient
    number = Identifier(system=PERSONAL_IDENTITY_NUMBER, value="191212121212")
    mine = one("Patient", identifiers={"P-1": [number]}, base="https://example.org/cm")
    assert mine["identifier"] == [
        {"system": "https://example.org/cm/participant", "value": "P-1"},
        {"system": PERSONAL_IDENTITY_NUMBER, "value": "191212121212"},
    ]
    assert "1912" not in repr(number)


# What each entry becomes


def test_a_pause_rests_until_the_day_before_the_return() -> None:
    pause = entry(Paused, 5, date(2026, 12, 1), start="hm-1")
    episode = one("EpisodeOfCare", pause)
    assert episode["status"] == "onhold"
    assert episode["statusHistory"] == [{"status": "onhold", "period": {"start": "2026-12-01"}}]
    back = one("EpisodeOfCare", pause, entry(Returned, 6, date(2026, 12, 11), pause="hm-5"))
    assert back["status"] == "active"
    assert back["statusHistory"][0]["period"]["end"] == "2026-12-10"


def test_a_service_that_ended_closes_its_plan() -> None:
    end = date(2027, 1, 31)
    for reason, status in ((EndReason.GOALS_REACHED, "completed"), (EndReason.MOVED, "revoked")):
        made = bundle(PLAN, entry(Ended, 5, end, start="hm-1", reason=reason))
        (plan,) = resources_of(made, "CarePlan")
        assert (plan["status"], plan["period"]["end"]) == (status, "2027-01-31")
        assert resources_of(made, "EpisodeOfCare")[0]["status"] == "finished"
    assert one("CarePlan", PLAN)["status"] == "active"


def test_the_day_of_an_end_stays_with_the_course() -> None:
    ended = entry(Ended, 5, date(2027, 1, 31), start="hm-1", reason=EndReason.MOVED)
    plan = one("CarePlan", PLAN, ended, categories=["plan"])
    assert (plan["status"], plan["period"]) == ("revoked", {"start": "2026-11-16"})


def test_a_need_is_resolved_on_the_day_it_was_closed() -> None:
    assert one("Condition", NEED)["clinicalStatus"]["coding"][0]["code"] == "active"
    closed = one("Condition", NEED, entry(NeedClosed, 5, date(2027, 1, 5), need="hm-2"))
    assert closed["clinicalStatus"]["coding"][0]["code"] == "resolved"
    assert closed["abatementDateTime"] == "2027-01-05"


def test_who_is_accountable_stands_in_the_team() -> None:
    offer = entry(ResponsibilityOffered, 5, date(2026, 12, 1), need="hm-2", receiver="sdf")
    yes = entry(ResponsibilityAccepted, 6, date(2026, 12, 4), offer="hm-5", stand_in="hm")
    made = bundle(NEED, offer, yes)
    team = resources_of(made, "CareTeam")[0]
    roles = [
        (each["role"][0]["coding"][0]["code"], each["period"]["start"])
        for each in team["participant"]
    ]
    assert roles == [
        ("case_manager", "2026-11-16"),
        ("holder", "2026-12-04"),
        ("stand_in", "2026-12-04"),
    ]
    gaps = [each["text"] for each in team["note"]]
    assert any("2026-11-16" in each for each in gaps)
    asked = [e for e in resources_of(made, "Task") if "identifier" in e]
    assert [(e["status"], e["lastModified"]) for e in asked] == [("accepted", "2026-12-04")]


def test_a_team_holds_on_the_days_of_its_own_service_only() -> None:
    """The crisis was accepted in the second service; the first team knows nothing of it."""
    ended = entry(Ended, 5, date(2026, 12, 1), start="hm-1", reason=EndReason.MOVED)
    again = entry(Started, 6, date(2027, 1, 4), worker="cm-1", edition=EDITION)
    offer = entry(ResponsibilityOffered, 7, date(2027, 1, 5), receiver="sdf")
    yes = entry(ResponsibilityAccepted, 8, date(2027, 1, 6), offer="hm-7")
    teams = resources_of(bundle(ended, again, offer, yes), "CareTeam")
    roles = [[each["role"][0]["coding"][0]["code"] for each in t["participant"]] for t in teams]
    assert roles == [["case_manager"], ["case_manager", "holder"]]


@given(any_journals())
def test_nobody_is_in_a_team_outside_its_days(journal: Journal) -> None:
    for team in resources_of(told(journal), "CareTeam"):
        for each in team["participant"]:
            assert team["period"]["start"] <= each["period"]["start"]
            if "end" in team["period"]:
                assert each["period"].get("end", "9") <= team["period"]["end"]


def test_a_consent_says_who_what_and_until_when_and_a_withdrawal_only_forward() -> None:
    consent = one("Consent", CONSENT)
    assert consent["status"] == "active"
    assert consent["provision"]["period"] == {"start": "2026-11-16", "end": "2027-05-16"}
    assert [each["code"] for each in consent["provision"]["class"]] == ["plan"]
    gone = entry(ConsentWithdrawn, 5, date(2027, 1, 10), consent_given="hm-4")
    withdrawn = one("Consent", CONSENT, gone)
    assert withdrawn["status"] == "inactive"
    assert withdrawn["provision"]["provision"] == [
        {"type": "deny", "period": {"start": "2027-01-10"}}
    ]


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2027, 5, 16), "active"),
        (date(2027, 5, 17), "inactive"),
    ],
)
def test_a_consent_is_active_through_its_last_day(day: date, status: str) -> None:
    assert one("Consent", CONSENT, on=day)["status"] == status


def test_a_rating_is_answers_and_a_score_and_a_missing_score_says_so() -> None:
    rating = entry(SelfRated, 5, instrument="ucla-3", answers=(1, 2, 3))
    made = bundle(rating)
    (answers,) = resources_of(made, "QuestionnaireResponse")
    assert [each["answer"][0]["valueInteger"] for each in answers["item"]] == [1, 2, 3]
    (score,) = resources_of(made, "Observation")
    assert score["valueInteger"] == 6
    lacking = entry(SelfRated, 5, instrument="ucla-3", answers=(1, None, 3))
    made = bundle(lacking)
    assert resources_of(made, "QuestionnaireResponse")[0]["item"][1] == {"linkId": "2"}
    (score,) = resources_of(made, "Observation")
    assert score["dataAbsentReason"]["coding"][0]["code"] == "unknown"


def test_an_objection_stands_beside_what_it_is_about() -> None:
    said = entry(Objected, 5, entry="hm-2", words=OWN_WORDS)
    made = one("Condition", NEED, said)
    assert [each["code"] for each in made["meta"]["tag"]] == ["objected"]
    assert [each.field for each in listed(NEED, said)] == ["on", "words"]


def test_duties_are_told_of_a_whole_case_only() -> None:
    duties = [e for e in resources_of(bundle(), "Task") if e["code"]["coding"][0]["code"]]
    assert {each["status"] for each in duties} == {"requested"}
    assert duties != []
    every_but_one = [each.value for each in Category if each is not Category.PLAN]
    assert resources_of(bundle(categories=every_but_one), "Task") == []


def test_the_demo_is_told_but_for_what_is_listed() -> None:
    register = demo().register
    parties = Parties.of(register.partnership, on=DEMO_DAY)
    why = {
        each.why
        for journal in register
        for each in not_told(Case.of(journal, on=DEMO_DAY), METHOD, parties=parties)
        if each.field is None
    }
    assert why == {
        NoPlace.NO_RESOURCE,
        NoPlace.NO_ELEMENT,
        NoPlace.NOT_YET,
        NoPlace.ABOUT_WORKERS,
        NoPlace.ONLY_IN_FORCE,
    }
    case = Case.of(next(iter(register)), on=DEMO_DAY)
    assert case_bundle(case, METHOD, parties=parties)["type"] == "collection"
