"""The calendar file: every deadline on its day, the same again, and nothing that anybody wrote."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

pytest.importorskip("icalendar", reason="the extra calendar")

import icalendar

from cm_method.adapters.calendar import EPOCH, agenda_to_ics, calendar_to_ics
from cm_method.case.agreements import AgreementStatus, AgreementStatusChanged
from cm_method.case.case import Case
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.episodes import Started
from cm_method.case.register import Register
from cm_method.dates import plus_days
from cm_method.demo import DEMO_DAY, demo_register_path
from cm_method.journal import Entry, Journal
from cm_method.labels import LANGUAGES, text
from cm_method.partnership.agreement import Agreement, agreement_on
from cm_method.partnership.calendar import OccasionKind, calendar
from cm_method.rules.agenda import Duty, Task, agenda
from cm_method.rules.editions import EDITIONS
from cm_method.testing.strategies import EDITION, any_journals, days
from tests.agreed import LAST, agreed, agreed_registers, everything, noted
from tests.programs import npm_folder, program

METHOD = EDITIONS[EDITION]
START = date(2026, 11, 16)


def journal(
    *entries: Entry, subject: str = "P-0017", start: date = START, worker: str = "cm-3"
) -> Journal:
    begun = Started(id="hm-1", on=start, by="hm", worker=worker, edition=EDITION)
    return Journal(subject=subject, entries=[begun, *entries])


def visit(id: str, on: date, planned_for: date, contact: str = "psykiatri") -> ContactFollowed:
    return ContactFollowed(
        id=id,
        on=on,
        by="hm",
        contact=contact,
        status=ContactStatus.PLANNED,
        planned_for=planned_for,
    )


def tasks_of(*journals: Journal, on: date) -> tuple[Task, ...]:
    return agenda((Case.of(each, on=on, known=on) for each in journals), METHOD)


def file_of(*journals: Journal, on: date = START, **more: Any) -> bytes:
    return agenda_to_ics(tasks_of(*journals, on=on), METHOD, on=on, **more)


def events(content: bytes) -> list[Any]:
    """The events of a file, read back."""
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def says(event: Any, name: str) -> str:
    return str(event[name])


def of_duty(content: bytes, duty: Duty) -> list[Any]:
    what = text(f"Duty.{duty.value}", "sv")
    return [each for each in events(content) if what in says(each, "SUMMARY")]


def agreement_of(register: Register, on: date = LAST) -> Agreement:
    found = agreement_on(register.partnership, on=on)
    assert found is not None
    return found


def project(register: Register, on: date = LAST, lang: str = "sv") -> bytes:
    made = agreement_of(register, on)
    return calendar_to_ics(calendar(made, METHOD), made, lang=lang)


def days_of(content: bytes) -> Counter[date]:
    return Counter(each["DTSTART"].dt for each in events(content))


# --- what an event says ------------------------------------------------------------------------


def test_a_deadline_is_a_whole_day_without_a_time_and_a_zone() -> None:
    (plan,) = of_duty(file_of(journal()), Duty.AGREE_PLAN)
    assert plan["DTSTART"].dt == date(2027, 1, 11)
    assert plan["DTSTART"].to_ical() == b"20270111"
    assert "DTEND" not in plan
    assert says(plan, "SUMMARY") == "P-0017: individuell plan (cm-3)"
    assert says(plan, "DESCRIPTION") == (
        "Senast den här dagen. Att göra-listan säger vad och varför."
    )
    assert plan["CATEGORIES"].to_ical() == "Att göra".encode()
    assert (plan["STATUS"], plan["TRANSP"], plan["CLASS"]) == (
        "CONFIRMED",
        "TRANSPARENT",
        "PRIVATE",
    )


@pytest.mark.parametrize(
    ("on", "words", "categories"),
    [
        (date(2027, 1, 11), "Senast den här dagen.", "Att göra"),
        (date(2027, 1, 12), "Tidsgränsen har passerat.", "Att göra,Försenat"),
    ],
)
def test_the_day_after_the_deadline_it_is_overdue_and_stays_on_its_day(
    on: date, words: str, categories: str
) -> None:
    (plan,) = of_duty(file_of(journal(), on=on), Duty.AGREE_PLAN)
    assert plan["DTSTART"].dt == date(2027, 1, 11)
    assert says(plan, "DESCRIPTION").startswith(words)
    assert plan["CATEGORIES"].to_ical() == categories.encode()


def test_the_two_ratings_of_one_day_are_told_apart() -> None:
    found = of_duty(file_of(journal(), lang="sv"), Duty.RATE_BEFORE)
    assert sorted(says(each, "SUMMARY") for each in found) == [
        "P-0017: första självskattningen, ensamhet (cm-3)",
        "P-0017: första självskattningen, social delaktighet (cm-3)",
    ]


def test_the_calendar_of_one_worker_names_the_worker_once() -> None:
    content = file_of(journal(), worker="cm-3", lang="en")
    found = icalendar.Calendar.from_ical(content)
    assert str(found["NAME"]) == str(found["X-WR-CALNAME"]) == "To do: cm-3"
    assert str(found["DESCRIPTION"]).startswith("Holds pseudonyms")
    assert found["METHOD"] == "PUBLISH"
    assert says(of_duty(file_of(journal(), worker="cm-3"), Duty.AGREE_PLAN)[0], "SUMMARY") == (
        "P-0017: individuell plan"
    )


def test_a_task_without_a_day_is_not_in_the_calendar() -> None:
    task = tasks_of(journal(), on=START)[0]
    soon = attrs.evolve(task, by=None)
    assert events(agenda_to_ics([soon], METHOD, on=START)) == []


def test_what_somebody_has_written_is_not_in_the_calendar() -> None:
    """A contact is named by whoever keeps the journal, so its name stays in the agenda."""
    asks = journal(visit("hm-2", START, date(2026, 12, 1), contact="doktor Hemlig"))
    for on in (START, date(2026, 12, 2)):
        (event,) = of_duty(
            file_of(asks, on=on),
            Duty.PLANNED_VISIT if on == START else Duty.NOTE_OUTCOME,
        )
        assert "Hemlig" not in str(event)
        assert any("Hemlig" in task.what("sv") for task in tasks_of(asks, on=on))


def test_the_agreement_gives_every_day_of_its_calendar() -> None:
    register = agreed(*everything())
    found = events(project(register))
    occasions = calendar(agreement_of(register), METHOD)
    assert [each["DTSTART"].dt for each in found] == [each.on for each in occasions]
    held = [each for each in found if says(each, "SUMMARY") == "Uppföljning 2 i projektgruppen"]
    assert says(held[0], "DESCRIPTION").endswith("Gjort 2026-11-01.")
    assert "CLASS" not in held[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_occasion_has_its_words(lang: str) -> None:
    found = events(project(agreed(*everything()), lang=lang))
    named = Counter(each["CATEGORIES"].to_ical().decode() for each in found)
    wanted = {text(f"OccasionKind.{kind.value}", lang) for kind in OccasionKind}
    assert {name.lower() for name in named} == {name.lower() for name in wanted}
    summaries = [says(each, "SUMMARY") for each in found]
    assert len(set(summaries)) == len(summaries)
    assert not any("{" in each for each in summaries)


def test_from_a_lapse_on_nothing_more_is_in_the_calendar() -> None:
    lapse = noted(
        AgreementStatusChanged,
        "av-3",
        date(2026, 9, 1),
        made="av-1",
        status=AgreementStatus.LAPSED,
    )
    found = events(project(agreed(*everything(), lapse)))
    assert max(each["DTSTART"].dt for each in found) < date(2026, 9, 1)


# --- the ids, and what a later file does to an earlier one -------------------------------------


def uids(content: bytes) -> dict[str, date]:
    """The day of each event by its UID."""
    found = {says(each, "UID"): each["DTSTART"].dt for each in events(content)}
    assert len(found) == len(events(content))
    return found


def test_an_event_keeps_its_id_when_the_deadline_moves() -> None:
    earlier = uids(file_of(journal()))
    later = uids(file_of(journal(start=plus_days(START, 7)), on=plus_days(START, 7)))
    assert earlier.keys() == later.keys()
    assert all(later[uid] > day for uid, day in earlier.items())


def test_a_visit_keeps_its_id_when_it_is_planned_anew_and_when_its_day_has_passed() -> None:
    first, moved = date(2026, 12, 1), date(2026, 12, 8)
    one = visit("hm-2", START, first)
    other = visit("hm-3", plus_days(START, 1), moved)
    seen = [
        of_duty(file_of(journal(one)), Duty.PLANNED_VISIT),
        of_duty(file_of(journal(one, other), on=plus_days(START, 1)), Duty.PLANNED_VISIT),
        of_duty(file_of(journal(one, other), on=date(2026, 12, 9)), Duty.NOTE_OUTCOME),
    ]
    assert [[each["DTSTART"].dt for each in found] for found in seen] == [[first], [moved], [moved]]
    assert len({says(each, "UID") for found in seen for each in found}) == 1


def test_two_visits_to_one_contact_are_two_events() -> None:
    both = journal(visit("hm-2", START, date(2026, 12, 1)), visit("hm-3", START, date(2026, 12, 8)))
    content = file_of(both)
    assert len({says(e, "UID") for e in of_duty(content, Duty.PLANNED_VISIT)}) == 2
    assert agenda_to_ics(reversed(tasks_of(both, on=START)), METHOD, on=START) == content


def test_another_language_day_or_worker_gives_the_same_ids() -> None:
    asks = journal(visit("hm-2", START, date(2026, 12, 1)))
    changed = journal(visit("hm-2", START, date(2026, 12, 1)), worker="cm-9")
    assert uids(file_of(asks)) == uids(file_of(asks, lang="en"))
    assert uids(file_of(asks)) == uids(file_of(asks, on=plus_days(START, 1)))
    assert uids(file_of(asks)) == uids(file_of(changed))


def test_two_participants_and_two_editions_share_no_id() -> None:
    one, other = journal(), journal(subject="P-0018")
    assert not uids(file_of(one)).keys() & uids(file_of(other)).keys()
    tasks = tasks_of(one, on=START)
    elsewhere = agenda_to_ics(tasks, attrs.evolve(METHOD, code="annan"), on=START)
    assert not uids(file_of(one)).keys() & uids(elsewhere).keys()


def test_nothing_can_be_read_from_an_id() -> None:
    for uid in uids(file_of(journal())):
        assert re.fullmatch(r"[0-9a-f]{32}@cm-method", uid)


def test_a_follow_up_keeps_its_id_when_the_agreement_begins_later() -> None:
    early = uids(project(agreed(*everything())))
    late = uids(project(agreed(*everything(), first=date(2026, 6, 1), last=date(2027, 5, 31))))
    assert early.keys() == late.keys()
    assert all(early[uid] < late[uid] for uid in early)


def test_the_sequence_grows_with_the_day_that_is_asked_about_and_no_clock_is_read() -> None:
    for on in (START, plus_days(START, 1)):
        (plan,) = of_duty(file_of(journal(), on=on), Duty.AGREE_PLAN)
        assert int(plan["SEQUENCE"]) == (on - EPOCH).days
        stamp = datetime(on.year, on.month, on.day, tzinfo=UTC)
        assert plan["DTSTAMP"].dt == plan["LAST-MODIFIED"].dt == stamp


# --- laws --------------------------------------------------------------------------------------


@given(st.lists(any_journals(), max_size=3), days(), st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_every_task_with_a_day_is_an_event_on_that_day(
    found: list[Journal], on: date, lang: str
) -> None:
    journals = {each.subject: each for each in found}.values()
    tasks = tasks_of(*journals, on=on)
    content = agenda_to_ics(tasks, METHOD, on=on, lang=lang)
    assert days_of(content) == Counter(task.by for task in tasks if task.by is not None)
    assert len(uids(content)) == len(events(content))
    assert content == agenda_to_ics(reversed(tasks), METHOD, on=on, lang=lang)
    sound(content)


@given(agreed_registers(), days(date(2026, 6, 1), date(2030, 1, 1)), st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_every_occasion_is_an_event_on_its_day_and_nobody_is_in_it(
    register: Register, on: date, lang: str
) -> None:
    made = agreement_on(register.partnership, on=on)
    if made is None:
        return
    occasions = calendar(made, METHOD)
    content = calendar_to_ics(occasions, made, lang=lang)
    assert days_of(content) == Counter(each.on for each in occasions)
    assert len(uids(content)) == len(events(content))
    assert content == project(register, on, lang)
    words = re.sub(rb"^UID:.*", b"", content.replace(b"\r\n ", b""), flags=re.MULTILINE).decode()
    assert not re.search(r"\bP-\d|\bcm-\d|\b(hm|hsf|av|sdf)-\d|\bhm\b|\bhsf\b", words)
    sound(content)


def sound(content: bytes) -> None:
    """Lines end and are folded as the format wants, never inside a letter."""
    assert content.endswith(b"\r\n")
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert not re.search(b"[\r\n]", line)
        line.decode()


# --- read by another program -------------------------------------------------------------------

WILD = 'P-1, "två"; tre\\n\nfyra\r\nfem:BEGIN ' + "åäö" * 40


def by_ical_js(content: bytes) -> Any:
    npm_folder()
    done = subprocess.run(
        [program("node"), "ical.mjs"],
        cwd=Path(__file__).parents[1] / "npm",
        input=content,
        capture_output=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


def compared(content: bytes) -> list[dict[str, Any]]:
    """The events as ical.js reads them, found equal to what icalendar reads."""
    theirs: list[dict[str, Any]] = by_ical_js(content)["events"]
    for event, mine in zip(theirs, events(content), strict=True):
        assert event["whole"]
        assert event["zone"] == "floating"
        assert event["day"] == str(mine["DTSTART"].dt)
        assert event["last"] == str(plus_days(mine["DTSTART"].dt, 1))
        assert event["uid"] == says(mine, "UID")
        assert event["summary"] == says(mine, "SUMMARY")
        assert event["description"] == says(mine, "DESCRIPTION")
        assert event["sequence"] == int(mine["SEQUENCE"])
        assert event["status"] == "CONFIRMED"
    return theirs


def demo_journals() -> Iterable[Journal]:
    pytest.importorskip("cattrs", reason="the extra json")
    from cm_method.adapters.json import register_from_json  # noqa: PLC0415 - needs the extra

    return register_from_json(demo_register_path().read_bytes())


def test_another_parser_reads_the_same_days_of_the_tasks() -> None:
    tasks = tasks_of(*demo_journals(), on=DEMO_DAY)
    theirs = compared(agenda_to_ics(tasks, METHOD, on=DEMO_DAY))
    wanted = sorted(str(task.by) for task in tasks if task.by is not None)
    assert len(wanted) > 30
    assert [event["day"] for event in theirs] == wanted


def test_another_parser_reads_the_same_days_of_the_agreement() -> None:
    register = agreed(*everything())
    wanted = [str(each.on) for each in calendar(agreement_of(register), METHOD)]
    assert [event["day"] for event in compared(project(register))] == wanted


def test_another_parser_reads_signs_that_mean_something_to_the_format() -> None:
    content = file_of(journal(subject=WILD), on=date(2027, 1, 12))
    sound(content)
    theirs = compared(content)
    lines = "\n".join(WILD.splitlines())
    assert {event["summary"].partition(": ")[0] for event in theirs} <= {lines.partition(": ")[0]}
    assert all(event["summary"].startswith(lines) for event in theirs)
    assert ["Att göra", "Försenat"] in [event["categories"] for event in theirs]


def test_a_worker_with_any_name_gives_a_sound_file() -> None:
    content = file_of(journal(), worker="cm-3\r\nBEGIN:VALARM, x")
    sound(content)
    name = "Att göra: cm-3 BEGIN:VALARM\\, x".encode()
    assert b"\r\nNAME:" + name + b"\r\nX-WR-CALNAME:" + name in content
    assert compared(content)
