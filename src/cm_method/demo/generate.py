"""Makes the bundled demo register: the same seed gives the same register, to the letter.

This module knows no file format: `write` is given the function that turns a register into text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from random import Random

import attrs
from attrs import frozen

from cm_method.case.episodes import Ended, Started
from cm_method.case.participants import ParticipantDescribed
from cm_method.case.parties import (
    ActorRegistered,
    LegalForm,
    PartyJoined,
    WorkerJoined,
    WorkerLeft,
)
from cm_method.case.plans import PlanAgreed
from cm_method.case.register import PARTNERSHIP, Register
from cm_method.case.responsibility import EscalationAgreed
from cm_method.dates import plus_days
from cm_method.demo import DEMO_DAY, demo_halves, demo_register_path, words
from cm_method.demo.agreement import agreement
from cm_method.demo.around import around
from cm_method.demo.chairs import asked_about_research, held
from cm_method.demo.courses import COURSES, Course
from cm_method.demo.diary import PARTY_OF, Diary, names, working_day
from cm_method.demo.in_the_way import in_the_way
from cm_method.demo.steps import described, reached
from cm_method.journal import Entry, Journal

SEED = 20260501
"""The first day of the agreement; any number would do."""

IN_BOTH_HALVES = (ParticipantDescribed, Started, PlanAgreed, Ended)
"""What each party keeps a copy of, whoever wrote it, until somebody corrects it."""

SECOND_WORKER_LEFT = date(2027, 8, 31)


@frozen(kw_only=True)
class Demo:
    """The register, the halves it was merged from, and the life course behind each pseudonym."""

    register: Register
    halves: tuple[Register, Register]
    courses: Mapping[str, str]


def demo(seed: int = SEED) -> Demo:
    """The whole demo, made anew."""
    chance = Random(seed)
    every = [course for course in COURSES for _ in range(course.count)]
    diaries = [(_diary(course, chance, turn), course.name) for turn, course in enumerate(every)]
    diaries.sort(key=lambda pair: min(entry.on for entry in pair[0].entries.values()))
    journals, courses = [], {}
    for number, (diary, name) in enumerate(diaries, start=1):
        journals.append(diary.journal(f"P-{number:04}"))
        courses[journals[-1].subject] = name
    register = Register(journals=journals, partnership=partnership())
    halves = half(register, "hm"), half(register, "sdf")
    return Demo(register=register, halves=halves, courses=courses)


def _diary(course: Course, chance: Random, turn: int) -> Diary:
    days = (course.last - course.first).days
    first = max(working_day(plus_days(course.first, chance.randint(0, days))), course.first)
    diary = Diary(chance, turn)
    if not course.edition:
        diary.manager = "cm-4"
        reached(diary, first)
        return diary
    diary.begin(first, edition=course.edition)
    reached(diary, diary.day((-35, -3)))
    described(diary)
    for step in course.steps:
        step(diary)
    if turn % 6:  # now and then nobody has asked who is accountable
        held(diary)
    in_the_way(diary)
    around(diary)
    diary.close()
    asked_about_research(diary)
    return diary


def partnership() -> Journal:
    """The journal of the parties, their workers, the actors around them, and the agreement.

    That the association is under supervision is made up, as all else but the terms of agreement.
    """

    def joined(id: str, on: date, worker: str, reach: str) -> WorkerJoined:
        party = PARTY_OF[worker]
        return WorkerJoined(id=id, on=on, by=party, worker=worker, party=party, reach=reach)

    since = date(2026, 4, 1)
    return Journal(
        subject=PARTNERSHIP,
        entries=(
            PartyJoined(
                id="hm-1",
                on=since,
                by="hm",
                party="hm",
                name="Hela Människan StorStockholm",
                legal_form=LegalForm.ASSOCIATION,
                under_supervision=True,
            ),
            PartyJoined(
                id="sdf-1",
                on=since,
                by="sdf",
                party="sdf",
                name="Hägersten-Älvsjö stadsdelsnämnd",
                legal_form=LegalForm.COMMITTEE,
            ),
            joined("hm-2", since, "cm-1", "08-465 004 10"),
            joined("hm-3", since, "cm-2", "08-465 004 11"),
            joined("sdf-2", since, "cm-3", "08-465 004 20"),
            joined("hm-4", date(2027, 8, 16), "cm-4", "08-465 004 12"),
            WorkerLeft(id="hm-5", on=SECOND_WORKER_LEFT, by="hm", joined="hm-3"),
            *(
                ActorRegistered(
                    id=f"sdf-{number}",
                    on=since,
                    by="sdf",
                    actor=actor,
                    name=name,
                    legal_form=form,
                    under_supervision=supervised,
                )
                for number, (actor, name, form, supervised) in enumerate(words.OUTSIDE, start=3)
            ),
            *(
                EscalationAgreed(
                    id=f"{by}-{number}",
                    on=date(2026, 5, 4),
                    by=by,
                    sought=sought,
                    turn_to=turn_to,
                    reach=reach,
                )
                for number, (by, sought, turn_to, reach) in enumerate(words.ESCALATIONS, start=8)
            ),
            PartyJoined(
                id="sdf-61",
                on=since,
                by="sdf",
                party="boende-vuxna",
                name="Område boende vuxna",
                legal_form=LegalForm.COMMITTEE,
            ),
            *(
                WorkerJoined(
                    id=f"sdf-{number}", on=since, by="sdf", worker=worker, party="boende-vuxna"
                )
                for number, worker in enumerate(("bs-1", "bs-2"), start=62)
            ),
            *agreement(),
        ),
    )


def half(register: Register, party: str) -> Register:
    """What one party had recorded by the report day, with copies of what its notes name."""
    journals = (_half(journal.known_by(DEMO_DAY), party) for journal in register)
    return attrs.evolve(register, journals=[journal for journal in journals if journal.entries])


def _half(journal: Journal, party: str) -> Journal:
    by_id = {entry.id: entry for entry in journal.entries}
    waiting = [entry for entry in journal.entries if _is_kept(entry, party)]
    kept: dict[str, Entry] = {}
    while waiting:
        entry = waiting.pop()
        kept[entry.id] = entry
        waiting.extend(by_id[id] for id in names(entry) - kept.keys())
    return Journal(subject=journal.subject, entries=list(kept.values()))


def _is_kept(entry: Entry, party: str) -> bool:
    copied = isinstance(entry, IN_BOTH_HALVES) and not entry.corrects
    return copied or PARTY_OF[entry.by] == party


def texts(made: Demo, as_text: Callable[[Register], str]) -> dict[str, str]:
    """The content of the bundled files by their names, in the format that *as_text* writes."""
    names_of_files = [path.name for path in (demo_register_path(), *demo_halves())]
    registers = made.register, *made.halves
    return dict(zip(names_of_files, map(as_text, registers), strict=True))


def write(folder: Path, as_text: Callable[[Register], str]) -> None:
    """Write the register and its halves anew, such as with ``register_to_json``."""
    for name, text in texts(demo(), as_text).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
