"""Registers, with the partnership's own journal."""

from __future__ import annotations

from datetime import date

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

from cm_method.case.caseload import CaseloadExceptionGranted
from cm_method.case.kinds import CASE_KINDS, PARTNERSHIP_KINDS
from cm_method.case.parties import LegalForm, PartyJoined, WorkerJoined, WorkerLeft
from cm_method.case.register import PARTNERSHIP, Register
from cm_method.case.services import ServiceKind
from cm_method.dates import plus_days
from cm_method.journal import Entry, Journal
from cm_method.testing.strategies.agreement import agreements
from cm_method.testing.strategies.codes import PARTIES, WORKERS
from cm_method.testing.strategies.dates import FIRST_DAY, days
from cm_method.testing.strategies.journal import any_journals, journals
from cm_method.testing.strategies.kinds import any_entries
from cm_method.testing.strategies.texts import subjects, ways_to_reach


@composite
def registers(
    draw: DrawFn, *, wild: bool = False, min_size: int = 0, max_size: int = 3
) -> Register:
    """Registers of life-like journals, or of *wild* ones, with their parties and workers."""
    pseudonyms = draw(st.lists(subjects(), min_size=min_size, max_size=max_size, unique=True))
    make = any_journals if wild else journals
    return Register(
        journals=[draw(make(subject=pseudonym)) for pseudonym in pseudonyms],
        partnership=draw(partnerships(wild=wild)),
    )


@composite
def partnerships(draw: DrawFn, *, wild: bool = False) -> Journal:
    """The partnership's journal: the parties, and every worker that the journals name."""
    since = draw(days(FIRST_DAY, date(2026, 5, 1)))
    found: list[Entry] = [
        PartyJoined(
            id="hm-1",
            on=since,
            by="hm",
            party="hm",
            name="Hela Människan",
            legal_form=LegalForm.ASSOCIATION,
        ),
        PartyJoined(
            id="hm-2",
            on=since,
            by="hm",
            party="hsf",
            name="Stadsdelen",
            legal_form=LegalForm.COMMITTEE,
        ),
    ]
    found += [
        WorkerJoined(
            id=f"hm-{number}",
            on=since,
            recorded=plus_days(since, draw(st.sampled_from((0, 0, 120, 900)))),
            by="hm",
            worker=worker,
            party=draw(st.sampled_from(PARTIES)),
            reach=draw(st.none() | ways_to_reach()),
        )
        for number, worker in enumerate(WORKERS, start=3)
    ]
    if draw(st.booleans()):
        left = plus_days(since, draw(st.integers(0, 900)))
        found.append(WorkerLeft(id="hsf-9", on=left, by="hsf", joined="hm-3"))
    for number in range(draw(st.integers(0, 2))):
        first = plus_days(since, draw(st.integers(0, 900)))
        found.append(
            CaseloadExceptionGranted(
                id=f"hsf-{number + 20}",
                on=since,
                by="hsf",
                worker=draw(st.sampled_from(WORKERS)),
                service=draw(st.sampled_from(ServiceKind)),
                first=first,
                last=plus_days(first, draw(st.integers(0, 400))),
                most=draw(st.integers(1, 3)),
                justification="Vikarie saknas.",
            )
        )
    if draw(st.booleans()):
        found += draw(agreements(first=plus_days(since, draw(st.integers(0, 60)))))
    if wild:
        found += draw(
            st.lists(any_entries(PARTNERSHIP_KINDS + CASE_KINDS[:3]), max_size=3).map(
                lambda more: [attrs.evolve(entry, id=f"wild-{n}") for n, entry in enumerate(more)]
            )
        )
    return Journal(subject=PARTNERSHIP, entries=tuple(found))
