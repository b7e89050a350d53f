"""Writing an entry: asked for, shown, refused when wrong; what is there is never lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("click")
pytest.importorskip("cattrs")

from cm_method.adapters.forms import fields_of
from cm_method.adapters.json import read_register
from cm_method.case.consent import ConsentGiven, ConsentKind
from cm_method.case.crisis_plans import CrisisPlanAgreed
from cm_method.case.episodes import Ended, EntryRoute, Reached, Started
from cm_method.case.kinds import BY_TAG
from cm_method.case.meetings import Attendee, MeetingHeld, Place as MeetingPlace
from cm_method.case.plans import PlanAgreed
from cm_method.case.responsibility import LiftedTo
from cm_method.case.self_ratings import SelfRated
from cm_method.case.wording import kind_name
from cm_method.cli import add as add_module, writing
from cm_method.journal import Entry
from cm_method.labels import LANGUAGES
from tests.cli.chairs import chairs
from tests.cli.runs import EDITION, as_json, flat, plan, run, saved, small

ON = ("--on", "2027-02-16")
REACHED = ("reached", "--participant", "P-2", "--set", "route=outreach", "--set", "by=hm")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return saved(small(plan()), tmp_path)


def entry(path: Path, participant: str, id: str) -> Any:
    journal = read_register(path).journals[participant]
    return next(entry for entry in journal.entries if entry.id == id)


def written(*lines: str) -> str:
    """What a person writes, line after line."""
    return "\n".join(lines) + "\n"


def left_alone(path: Path, before: bytes) -> bool:
    """Whether the register is as it was, and nothing else lies beside it."""
    beside = {each.name for each in path.parent.iterdir()} - {path.name}
    return path.read_bytes() == before and beside <= {path.name + writing.BACKUP}


# --- from the line alone --------------------------------------------------------------------


def test_an_entry_is_written_with_the_next_id_of_its_party(path: Path) -> None:
    before = path.read_bytes()
    result = run("add", path, *REACHED, *ON, "--yes")
    assert result.exit_code == 0
    found = entry(path, "P-2", "hm-2")
    assert isinstance(found, Reached)
    assert (found.route, str(found.on), str(found.recorded)) == (
        EntryRoute.OUTREACH,
        "2027-02-16",
        "2027-02-16",
    )
    assert path.with_name("register.json.bak").read_bytes() == before
    assert "hm-2" in result.output


def test_a_workers_entry_gets_the_prefix_of_the_workers_party(path: Path) -> None:
    line = ("meeting_held", "--participant", "P-1", "--set", "by=cm-1", "--set", "place=home")
    more = ("--set", "attendees=participant,next_of_kin", "--set", "individual_contact=ja")
    said = as_json(run("add", path, *line, *more, *ON, "--yes", "--json"))
    assert said["entry"]["id"] == "hm-4"
    found = entry(path, "P-1", "hm-4")
    assert isinstance(found, MeetingHeld)
    assert found.attendees == (Attendee.PARTICIPANT, Attendee.NEXT_OF_KIN)


def test_labels_lists_and_rows_can_be_said_on_the_line(path: Path) -> None:
    goals = json.dumps([{"what": "Sova", "sub_goals": ["Ringa"]}])
    line = ("plan_agreed", "--participant", "P-1", "--set", "by=hm", "--set", f"goals={goals}")
    paths = json.dumps([{"contact": "psykiatri", "priority": True}])
    more = ("--set", f"contact_paths={paths}", "--set", "with_participant=yes")
    assert run("add", path, *line, *more, *ON, "--yes").exit_code == 0
    found = entry(path, "P-1", "hm-4")
    assert isinstance(found, PlanAgreed)
    assert found.priority_contacts == ("psykiatri",)
    crisis = ("crisis_plan_agreed", "--participant", "P-1", "--set", "by=hm")
    texts = ("--set", "coping=Gå ut", "--set", "coping=Ringa, vänta", "--set", "with_participant=j")
    kind = ("--set", "plan_kind=trygghetsplan")
    assert run("add", path, *crisis, *texts, *kind, *ON, "--yes").exit_code == 0
    made = entry(path, "P-1", "hm-5")
    assert isinstance(made, CrisisPlanAgreed)
    assert made.coping == ("Gå ut", "Ringa, vänta")
    rated = ("self_rated", "--participant", "P-1", "--set", "by=hm", "--set", "instrument=djg-6")
    answers = ("--set", "answers=1,2,,3,1,1")
    assert run("add", path, *rated, *answers, *ON, "--yes").exit_code == 0
    rating = entry(path, "P-1", "hm-6")
    assert isinstance(rating, SelfRated)
    assert rating.answers == (1, 2, None, 3, 1, 1)


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        (
            "sv",
            (
                "Möte",
                "plats=på telefon",
                "Deltog=deltagaren",
                "Individkontakt=ja",
                "Antecknat av=hm",
            ),
        ),
        (
            "en",
            (
                "meeting",
                "place=by telephone",
                "Who was there=the participant",
                "Individual contact=yes",
                "Recorded by=hm",
            ),
        ),
    ],
)
def test_kinds_and_fields_are_named_by_their_code_or_as_people_call_them(
    path: Path, lang: str, line: tuple[str, ...]
) -> None:
    kind, *fields = line
    sets = [word for field in fields for word in ("--set", field)]
    result = run("add", path, kind, "--participant", "P-2", *sets, *ON, "--yes", "--lang", lang)
    assert result.exit_code == 0, result.output
    found = entry(path, "P-2", "hm-2")
    assert isinstance(found, MeetingHeld)
    assert (found.place, found.attendees) == (MeetingPlace.TELEPHONE, (Attendee.PARTICIPANT,))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_kinds_or_fields_are_called_the_same(lang: str) -> None:
    kinds = [kind_name(code, lang).casefold() for code in BY_TAG]
    assert len(set(kinds)) == len(kinds)
    for cls in BY_TAG.values():
        names = [field.label(lang).casefold() for field in fields_of(cls)]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("mote", "finns inte. Det finns: möte (meeting_held)"),
        ("meeting_hold", "finns inte. Det finns: möte (meeting_held)"),
        ("kris", "finns inte. Det finns: bedömd krisnivå (crisis_level_assessed), trygghets-"),
        ("xyz", "finns inte. Det finns: uppgifter om deltagaren, första kontakt,"),
    ],
)
def test_a_kind_that_does_not_exist_is_answered_with_those_that_are_near(
    path: Path, said: str, expected: str
) -> None:
    before = path.read_bytes()
    result = run("add", path, said, "--participant", "P-2", "--yes")
    assert result.exit_code == 2
    assert expected in flat(result)
    assert left_alone(path, before)


def test_a_code_goes_before_what_something_else_is_called(path: Path) -> None:
    result = run("add", path, "statement_given", "--set", "part=inte en del", *ON, "--yes")
    assert result.exit_code == 2
    assert flat(result).startswith("Fel: Del av slutrapporten (part): välj något av: ")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("by=hm", "vad=kris"), "--set nummer 2 går inte att läsa. Skriv FÄLT=VÄRDE med ett av"),
        (("by=hm", "vad=kris"), "Vad som har hänt (change), Kommentar (note)"),
        (("by=hm", "vad som har hänt=kris"), "(change): välj något av: en kris (crisis), ett"),
        (("by=hm",), "Vad som har hänt (change): Fältet är inte angivet."),
        (("by=hm",), "Lägg till --set change=VÄRDE, eller utelämna --yes så frågar kommandot."),
    ],
)
def test_what_is_wrong_on_the_line_is_answered_with_what_can_stand_there(
    path: Path, fields: tuple[str, ...], expected: str
) -> None:
    before = path.read_bytes()
    sets = [word for field in fields for word in ("--set", field)]
    kind = "något som har hänt"
    result = run("add", path, kind, "--participant", "P-1", *sets, *ON, "--yes")
    assert expected in flat(result)
    assert left_alone(path, before)


def test_what_is_missing_in_json_is_named_as_in_a_file(path: Path) -> None:
    said = {"kind": "reached", "participant": "P-2", "by": "hm"}
    result = run("add", path, "--stdin", *ON, typed=json.dumps(said))
    assert result.exit_code == 3
    assert "route: Fältet route saknas." in flat(result)


def test_without_a_kind_and_without_questions_the_kind_is_missing(path: Path) -> None:
    result = run("add", path, "--participant", "P-2", "--yes")
    assert result.exit_code == 2
    assert "SLAG saknas" in flat(result)


def test_an_entry_as_json_on_standard_input(path: Path) -> None:
    said = {"kind": "reached", "participant": "P-2", "by": "sdf", "route": "association"}
    result = run("add", path, "--stdin", *ON, typed=json.dumps({**said, "on": "2027-01-01"}))
    assert result.exit_code == 0
    assert str(entry(path, "P-2", "sdf-1").on) == "2027-01-01"
    for wrong in ("[]", "no json", ""):
        assert run("add", path, "--stdin", typed=wrong).exit_code == 2


def test_a_new_participant_and_the_partnerships_own_journal(path: Path) -> None:
    line = ("reached", "--participant", "P-3", "--set", "route=outreach", "--set", "by=hm", "--yes")
    assert run("add", path, *line, *ON).exit_code == 2
    assert run("add", path, *line, *ON, "--new").exit_code == 0
    assert run("add", path, *line, *ON, "--new").exit_code == 2
    assert entry(path, "P-3", "hm-1").kind == "reached"
    worker = ("worker_joined", "--set", "by=hm", "--set", "worker=cm-2", "--set", "party=hm")
    assert run("add", path, *worker, *ON, "--yes").exit_code == 0
    assert read_register(path).workers() == {"cm-1", "cm-2"}
    unknown = ("worker_joined", "--set", "by=hm", "--set", "worker=cm-3", "--set", "party=x")
    assert run("add", path, *unknown, *ON, "--yes").exit_code == 3


def test_a_correction_takes_over_what_it_does_not_change(path: Path) -> None:
    line = ("--participant", "P-1", "--corrects", "hm-2", "--set", "on=2026-11-17", "--yes")
    assert run("add", path, *line, *ON).exit_code == 0
    found = entry(path, "P-1", "hm-4")
    assert (found.kind, found.worker, found.corrects) == ("started", "cm-1", frozenset({"hm-2"}))
    assert str(found.recorded) == "2027-02-16"
    assert run("add", path, "--participant", "P-1", "--corrects", "hm-99", "--yes").exit_code == 2


def test_a_retraction_takes_over_nothing_from_what_it_takes_back(path: Path) -> None:
    line = ("retracted", "--participant", "P-1", "--corrects", "hm-2", "--set", "by=hm")
    assert run("add", path, *line, "--set", "reason=wrong_person", *ON, "--yes").exit_code == 0
    found = entry(path, "P-1", "hm-4")
    assert (found.kind, found.corrects) == ("retracted", frozenset({"hm-2"}))
    assert str(found.on) == "2027-02-16"


def test_a_register_in_lines_stays_in_lines(tmp_path: Path) -> None:
    path = saved(small(), tmp_path, "register.jsonl")
    assert run("add", path, *REACHED, *ON, "--yes").exit_code == 0
    assert len(path.read_text(encoding="utf-8").splitlines()) == 3
    assert entry(path, "P-2", "hm-2").kind == "reached"


# --- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("reached", "--participant", "P-2", "--set", "by=hm"), 3),  # the route is missing
        (("reached", "--participant", "P-2", "--set", "route=outreach"), 2),  # nobody wrote it
        (("nothing", "--participant", "P-2", "--set", "by=hm"), 2),
        (("reached", "--set", "by=hm"), 2),
        ((*REACHED, "--set", "route=by_chance"), 2),
        ((*REACHED, "--set", "nothing=1"), 2),
        ((*REACHED, "--set", "route"), 2),
        ((*REACHED, "--set", "on=2027-02-30"), 2),
        ((*REACHED, "--set", "on=2027-03-01"), 3),  # recorded before it happened
        ((*REACHED, "--set", "note=Ring 19811228-9874"), 3),
        (("started", "--participant", "P-1", "--set", "by=hm", "--set", "worker=cm-1"), 3),
        (("ended", "--participant", "P-2", "--set", "by=hm", "--set", "start=hm-1"), 3),
        (("reached", "--partnership", "--set", "by=hm", "--set", "route=outreach"), 3),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(
    path: Path, line: tuple[str, ...], code: int
) -> None:
    before = path.read_bytes()
    result = run("add", path, *line, *ON, "--yes")
    assert result.exit_code == code
    assert "19811228" not in result.output
    assert left_alone(path, before)


def test_what_only_the_register_shows_to_be_wrong_is_refused(path: Path) -> None:
    """A second start, an unknown worker, an instrument that the method lacks, an early end."""
    before = path.read_bytes()
    edition = ("--set", "edition=hagersten-alvsjo-2026", "--set", "by=hm")
    start = ("started", "--participant", "P-1", *edition)
    again = run("add", path, *start, "--set", "worker=cm-1", *ON, "--yes")
    assert again.exit_code == 3
    assert "P-1/hm-4/on" in again.output
    nobody = ("started", "--participant", "P-2", *edition, "--set", "worker=cm-9")
    assert "P-2/hm-2/worker" in run("add", path, *nobody, *ON, "--yes").output
    rated = ("self_rated", "--participant", "P-1", "--set", "by=hm", "--set", "instrument=xyz")
    assert run("add", path, *rated, "--set", "score=3", *ON, "--yes").exit_code == 3
    end = ("ended", "--participant", "P-1", "--set", "by=hm", "--set", "start=hm-2")
    early = ("--set", "reason=moved", "--set", "on=2026-11-01")
    assert "P-1/hm-4/start" in run("add", path, *end, *early, *ON, "--yes").output
    assert left_alone(path, before)


def test_the_demo_standard_input_and_what_is_no_register_are_refused(tmp_path: Path) -> None:
    assert run("add", "demo", *REACHED, "--yes").exit_code == 2
    assert run("add", "-", *REACHED, "--yes").exit_code == 2
    assert run("add", tmp_path / "none.json", *REACHED, "--yes").exit_code == 4
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    assert run("add", tmp_path / "x.json", *REACHED, "--yes").exit_code == 3


def test_what_changes_nothing_and_an_unknown_author_are_written_and_pointed_out(
    tmp_path: Path,
) -> None:
    path, later = saved(chairs(), tmp_path), ("--on", "2027-06-01")
    line = ("add", path, "responsibility_refused", "--participant", "P-1", *later, "--yes")
    late = run(*line, "--set", "by=hm", "--set", "offer=hm-14")
    assert late.exit_code == 0
    assert "Obs: Erbjudandet var redan antaget." in flat(late)
    assert "Anteckna avslutat ansvar" in flat(late)
    met = (
        "--set",
        "place=home",
        "--set",
        "attendees=participant",
        "--set",
        "individual_contact=ja",
    )
    whose = ("meeting_held", "--participant", "P-1", *met, *later, "--yes")
    assert "Obs:" not in run("add", path, *whose, "--set", "by=hm").output
    nobody = run("add", path, *whose, "--set", "by=kim", "--json")
    assert as_json(nobody)["entry"]["by"] == "kim"
    assert "Obs: Koden för den som skrev anteckningen finns inte" in " ".join(nobody.stderr.split())


# --- asking ----------------------------------------------------------------------------------


def test_everything_is_asked_for_with_labels_and_help(path: Path) -> None:
    lines = written("P-2", "2", "2027-02-01", "1", "2", "", "j")
    result = run("add", path, *ON, typed=lines)
    assert result.exit_code == 0
    found = entry(path, "P-2", "hm-2")
    assert (found.kind, found.route, str(found.on)) == (
        "reached",
        EntryRoute.OUTREACH,
        "2027-02-01",
    )
    said = flat(result)
    assert "Väg in" in said
    assert "2 uppsökande arbete (outreach)" in said
    assert "Det här skrivs i journalen för P-2" in said
    assert "Skriva anteckningen?" in said


def test_enter_takes_the_day_proposed_and_no_means_that_nothing_is_written(path: Path) -> None:
    before = path.read_bytes()
    line = ("add", path, "reached", "--participant", "P-2", *ON)
    no = run(*line, typed=written("", "hm", "outreach", "", "n"))
    assert no.exit_code == 1
    assert "Ingenting är skrivet." in no.output
    assert left_alone(path, before)
    assert run(*line, typed=written("", "hm", "outreach", "", "j")).exit_code == 0
    assert str(entry(path, "P-2", "hm-2").on) == "2027-02-16"


def test_what_cannot_be_read_is_asked_for_again(path: Path) -> None:
    answers = (
        "P-2",
        "99",
        "2",
        "i går",
        "2027-02-01",
        "",
        "hm",
        "by_chance",
        "7",
        "3",
        "",
        "kanske",
        "j",
    )
    result = run("add", path, *ON, typed=written(*answers))
    assert result.exit_code == 0
    assert entry(path, "P-2", "hm-2").route is EntryRoute.EXISTING_SERVICE
    assert "Välj ett av numren i listan." in result.output
    assert "ÅÅÅÅ-MM-DD" in result.output


def test_a_worker_who_has_left_is_offered_with_the_last_day_and_pointed_out(path: Path) -> None:
    left = ("worker_left", "--set", "by=hm", "--set", "joined=hm-2", "--set", "on=2027-01-31")
    assert run("add", path, *left, *ON, "--yes").exit_code == 0
    answers = written("2027-02-16", "hm", "cm-1", "", "j")
    line = ("add", path, "started", "--participant", "P-2", *ON)
    result = run(*line, typed=answers)
    assert result.exit_code == 0, result.output
    assert "medarbetare hos Hela Människan, slutade 2027-01-31 (cm-1)" in flat(result)
    assert "Obs: Medarbetaren hade redan slutat den dagen." in flat(result)


def test_what_is_refused_is_asked_for_again(path: Path) -> None:
    """The end lies before the start; the field at fault is asked for anew."""
    answers = ("2026-11-01", "hm", "", "4", "hm-2", "j")
    refused = run("add", path, "ended", "--participant", "P-1", *ON, typed=written(*answers))
    assert refused.exit_code == 130
    later = run(
        *("add", path, "ended", "--participant", "P-1", *ON),
        typed=written("2027-02-01", "hm", "", "4", "j"),
    )
    assert later.exit_code == 0
    found = entry(path, "P-1", "hm-4")
    assert isinstance(found, Ended)
    assert found.start == "hm-2"


def test_a_day_ahead_is_asked_for_again_and_nothing_said_means_the_day_of_writing(
    path: Path,
) -> None:
    line = ("add", path, "reached", "--participant", "P-2", "--on", "2028-05-05")
    first = ("2028-12-24", "hm", "outreach", "")
    result = run(*line, typed=written(*first, "2028-05-01", "", "j"))
    assert result.exit_code == 0
    assert "Fältet recorded saknas" not in result.output
    found = entry(path, "P-2", "hm-2")
    assert (str(found.on), str(found.recorded)) == ("2028-05-01", "2028-05-05")


def test_a_day_that_is_right_is_kept_with_enter(path: Path) -> None:
    """Only the day of recording was wrong: the other day is proposed again as it was."""
    line = ("add", path, "reached", "--participant", "P-2", *ON, "--set", "recorded=2027-01-01")
    result = run(*line, typed=written("2027-02-01", "hm", "outreach", "", "", "", "j"))
    assert result.exit_code == 0
    found = entry(path, "P-2", "hm-2")
    assert (str(found.on), str(found.recorded)) == ("2027-02-01", "2027-02-16")


def test_nothing_is_recorded_after_the_day_of_writing(path: Path) -> None:
    before = path.read_bytes()
    days = ("--set", "on=2028-12-01", "--set", "recorded=2029-01-01", "--on", "2028-04-01")
    result = run("add", path, *REACHED, *days, "--yes")
    assert result.exit_code == 3
    assert "P-2/hm-2/recorded" in result.output
    assert "skriven 2029-01-01, men den skrivs 2028-04-01" in flat(result)
    assert left_alone(path, before)
    same = ("--set", "on=2028-04-01", "--set", "recorded=2028-04-01", "--on", "2028-04-01")
    assert run("add", path, *REACHED, *same, "--yes").exit_code == 0


def test_the_only_edition_need_not_be_said(path: Path) -> None:
    line = ("started", "--participant", "P-2", "--set", "by=hm", "--set", "worker=cm-1", "--yes")
    assert run("add", path, *line, *ON).exit_code == 0
    found = entry(path, "P-2", "hm-2")
    assert isinstance(found, Started)
    assert found.edition == EDITION


def test_an_edition_is_asked_for_where_several_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    several = {"one": None, "two": None}
    monkeypatch.setattr(add_module, "EDITIONS", several)
    assert add_module._only_edition(small(), "started") == {}
    monkeypatch.setattr(add_module, "EDITIONS", {EDITION: None, **several})
    assert add_module._only_edition(small(), "started") == {"edition": EDITION}
    assert add_module._only_edition(small(), "reached") == {}


def test_goals_and_contact_paths_are_asked_for_one_by_one(path: Path) -> None:
    answers = (
        *("", "cm-1"),
        *("j", "Sova", "Ringa", "Boka", "", "j", "Arbeta", "", "n"),
        *("j", "vc", "", "", "j", "n"),
        *("j", "", "j"),
    )
    line = ("add", path, "plan_agreed", "--participant", "P-1", *ON)
    assert run(*line, typed=written(*answers)).exit_code == 0
    found = entry(path, "P-1", "hm-4")
    assert isinstance(found, PlanAgreed)
    assert [(goal.what, goal.sub_goals) for goal in found.goals] == [
        ("Sova", ("Ringa", "Boka")),
        ("Arbeta", ()),
    ]
    assert found.priority_contacts == ("vc",)


def test_a_new_pseudonym_is_proposed(path: Path) -> None:
    answers = written("", "", "hm", "1", "", "j")
    result = run("add", path, "reached", "--new", *ON, typed=answers)
    assert result.exit_code == 0
    assert "[P-3]" in result.output
    assert entry(path, "P-3", "hm-1").kind == "reached"


def test_what_an_entry_needs_to_belong_to_must_be_there(path: Path) -> None:
    line = ("add", path, "returned", "--participant", "P-1", *ON)
    assert run(*line, typed=written("", "hm")).exit_code == 3


def test_the_same_thing_again_is_pointed_out(path: Path) -> None:
    result = run("add", path, *REACHED, "--set", "on=2026-11-02", *ON, "--yes")
    assert result.exit_code == 0
    assert "hm-1 säger samma sak" in flat(result)


def test_questions_in_english(path: Path) -> None:
    line = ("add", path, "reached", "--participant", "P-2", "--lang", "en", *ON)
    result = run(*line, typed=written("", "hm", "outreach", "", "y"))
    assert result.exit_code == 0
    assert "Write the entry? [y/N]" in result.output


def test_a_consent_is_asked_for_field_by_field(tmp_path: Path) -> None:
    """Kinds and parties by number, code or words; several of them with commas between."""
    path = saved(chairs(), tmp_path)
    days = ("2027-06-01", "2027-12-31")
    answers = (
        "",
        "cm-1",
        "befrielse från tystnadsplikten",
        "hm",
        "sdf, 3",
        "",
        "plan,kris",
        "1",
        *days,
    )
    line = ("add", path, "consent_given", "--participant", "P-2", "--on", "2027-06-01")
    result = run(*line, typed=written(*answers, "", "B-3", "", "j"))
    assert result.exit_code == 0
    assert "Flera går bra, med komma emellan." in result.output
    assert "planering och samordning (coordination)" in result.output
    assert "Uppgifter plan, kris" in flat(result)
    found = entry(path, "P-2", "hm-22")
    assert isinstance(found, ConsentGiven)
    assert found.consent is ConsentKind.CONFIDENTIALITY_RELEASE
    assert (found.recipients, found.information) == (("sdf", "vard"), ("plan", "crisis"))
    assert (found.purpose, found.next_of_kin, found.about) == ("coordination", (), None)


def test_the_new_kinds_are_written_from_the_line_alone(tmp_path: Path) -> None:
    path = saved(chairs(), tmp_path)
    common = ("--on", "2027-06-01", "--yes", "--set", "by=cm-1", "--participant")
    lift = ("--set", "need=hm-3", "--set", "lifter=cm-2", "--set", "lifted_to=unit")
    assert run("add", path, "need_lifted", *common, "P-2", *lift).exit_code == 0
    assert entry(path, "P-2", "hm-22").lifted_to is LiftedTo.UNIT
    told = ("--set", "lift=hm-22", "--set", "service_found=nej")
    assert run("add", path, "lift_answered", *common, "P-2", *told).exit_code == 0
    assert entry(path, "P-2", "hm-23").service_found is False
    given = ("--set", "discloser=hm", "--set", "recipient=syster-1", "--set", "to_next_of_kin=ja")
    what = ("--set", "information=crisis,plan", "--set", "information=needs")
    why = ("--set", "purpose=ny", "--set", "necessity=Syster kom, och frågade")
    assert run("add", path, "sharing_made", *common, "P-1", *given, *what, *why).exit_code == 0
    made = entry(path, "P-1", "hm-61")
    assert made.information == ("crisis", "plan", "needs")
    assert (made.to_next_of_kin, made.purpose) == (True, "ny")
    assert made.necessity == "Syster kom, och frågade"
    wrong = ("--set", "ground=lagen")
    refused = run("add", path, "sharing_made", *common, "P-1", *given, *what, *why, *wrong)
    assert refused.exit_code == 2


def test_words_with_commas_are_left_whole_where_people_write_freely(tmp_path: Path) -> None:
    path = saved(chairs(), tmp_path)
    line = ("add", path, "crisis_plan_agreed", "--participant", "P-2", "--on", "2027-06-01")
    said = ("--set", "coping=Andas, gå ut", "--set", "plan_kind=safety_plan")
    more = ("--set", "with_participant=ja", "--set", "by=cm-1", "--yes")
    assert run(*line, *said, *more).exit_code == 0
    assert entry(path, "P-2", "hm-22").coping == ("Andas, gå ut",)


# --- nothing is ever lost --------------------------------------------------------------------


def fails(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(("fault", "code"), [(fails, 4), (interrupted, 130)])
@pytest.mark.parametrize("step", ["fsync", "fdopen", "replace", "copymode", "mkstemp"])
def test_a_write_that_fails_midway_leaves_everything_as_it_was(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    fault: Callable[..., None],
    code: int,
) -> None:
    before = path.read_bytes()
    owner: Any = {
        "fsync": os,
        "fdopen": os,
        "replace": Path,
        "copymode": shutil,
        "mkstemp": tempfile,
    }[step]
    with monkeypatch.context() as patched:
        patched.setattr(owner, step, fault)
        result = run("add", path, *REACHED, *ON, "--yes")
    assert result.exit_code == code
    assert left_alone(path, before)
    assert run("add", path, *REACHED, *ON, "--yes").exit_code == 0


def test_only_the_last_step_failing_leaves_the_backup_and_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real, calls = path.read_bytes(), Path.replace, []

    def second_fails(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > 1:
            fails()
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", second_fails)
        assert run("add", path, *REACHED, *ON, "--yes").exit_code == 4
    assert left_alone(path, before)


def test_a_file_that_somebody_else_changed_meanwhile_is_not_written_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = path.read_bytes() + b"\n"
    real = writing.as_bytes

    def meanwhile(register: Any, *, lines: bool) -> bytes:
        path.write_bytes(theirs)
        return real(register, lines=lines)

    monkeypatch.setattr(add_module, "as_bytes", meanwhile)
    result = run("add", path, *REACHED, *ON, "--yes")
    assert result.exit_code == 4
    assert "har ändrats sedan den lästes" in flat(result)
    assert path.read_bytes() == theirs


def test_two_do_not_write_at_once(path: Path) -> None:
    before = path.read_bytes()
    lock = path.with_name("register.json.lock")
    lock.touch()
    result = run("add", path, *REACHED, *ON, "--yes")
    assert result.exit_code == 4
    assert "register.json.lock" in flat(result)
    assert path.read_bytes() == before
    lock.unlink()
    assert run("add", path, *REACHED, *ON, "--yes").exit_code == 0


def test_what_does_not_read_back_the_same_is_not_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    monkeypatch.setattr(writing, "register_to_json", lambda _: before.decode())
    assert run("add", path, *REACHED, *ON, "--yes").exit_code == 70
    assert left_alone(path, before)


def test_permissions_and_links_stay(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(path)
    assert run("add", link, *REACHED, *ON, "--yes").exit_code == 0
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert entry(path, "P-2", "hm-2").kind == "reached"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_a_program_killed_midway_leaves_the_register_as_it_was(path: Path) -> None:
    before = path.read_bytes()
    killed = (
        "import os, signal\n"
        "from cm_method.cli import main\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "main()\n"
    )
    line = [sys.executable, "-c", killed, "add", str(path), *REACHED, *ON, "--yes"]
    done = subprocess.run(line, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="one terminal, two programs")
def test_many_writing_at_once_lose_nothing(path: Path) -> None:
    """Each either writes its entry or says that it did not."""
    line = [sys.executable, "-m", "cm_method", "add", str(path), *REACHED, *ON, "--yes"]
    programs = [
        subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(4)
    ]
    codes = [each.wait() for each in programs]
    assert set(codes) <= {0, 4}
    reached: list[Entry] = [
        e for e in read_register(path).journals["P-2"].entries if isinstance(e, Reached)
    ]
    assert len(reached) == 1 + codes.count(0)
