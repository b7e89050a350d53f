"""Journals, cases, and a journal as two parties each keep a part of it."""

from __future__ import annotations

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from cm_method.case.case import Case
from cm_method.case.checks import case_problems
from cm_method.case.needs import CrisisLevelAssessed
from cm_method.dates import plus_days
from cm_method.journal import Entry, Journal
from cm_method.testing.strategies.book import Book
from cm_method.testing.strategies.codes import EDITION
from cm_method.testing.strategies.dates import NOTABLE_DAYS, days_around, days_known
from cm_method.testing.strategies.episodes import live
from cm_method.testing.strategies.revisions import revisions, scribble
from cm_method.testing.strategies.texts import subjects


@composite
def journals(
    draw: DrawFn, subject: str | None = None, edition: str = EDITION, *, disposed: bool = True
) -> Journal:
    """Life-like journals without problems; some entries may have been *disposed* of."""
    book = Book(draw)
    live(book, edition)
    journal = _without_problems(book.journal(subject or draw(subjects())))
    book.entries = list(journal.entries)
    for _ in range(book.up_to(3)):
        for candidate in revisions(book):
            revised = journal.with_entries(*candidate)
            if not case_problems(revised):
                journal = revised
                book.entries = list(journal.entries)
    if disposed and journal.entries and book.up_to(7) == 7:
        without = journal.dispose([book.one_of(*journal.entries).id])
        journal = journal if case_problems(without) else without
    return journal


def _without_problems(journal: Journal) -> Journal:
    """The journal without the entries that have problems, and without what hangs on them."""
    while problems := case_problems(journal):
        wrong = {problem.path.split("/")[1] for problem in problems}
        kept = [entry for entry in journal.entries if entry.id not in wrong]
        journal = attrs.evolve(journal, entries=kept)
    return journal


@composite
def wild_journals(draw: DrawFn, subject: str | None = None, edition: str = EDITION) -> Journal:
    """Journals of anything that can be written down, problems and all."""
    book = Book(draw)
    live(book, edition, gaps=(1, 30, 0, -1, -30))
    for _ in range(book.up_to(3)):
        for candidate in revisions(book):
            unsettled = len(candidate) > 1 and book.chance()
            book.entries.extend(candidate[:-1] if unsettled else candidate)
    for _ in range(book.up_to(5)):
        scribble(book)
    gone = draw(st.frozensets(st.sampled_from([e.id for e in book.entries]), max_size=2))
    return Journal(
        subject=subject or draw(subjects()),
        entries=tuple(book.entries),
        disposed=gone if book.up_to(3) == 3 else (),
    )


def any_journals(subject: str | None = None, edition: str = EDITION) -> SearchStrategy[Journal]:
    """Life-like and wild journals."""
    return journals(subject, edition) | wild_journals(subject, edition)


@composite
def tangled_journals(draw: DrawFn) -> Journal:
    """Small journals in which entries correct one another in every way, in circles too."""
    size = draw(st.integers(0, 6))
    names = [f"hm-{number}" for number in range(8, 8 + size)]
    found: list[Entry] = []
    for id in names:
        others = st.sampled_from([name for name in (*names, "hsf-1") if name != id])
        on = plus_days(NOTABLE_DAYS[0], draw(st.integers(0, 3)))
        recorded = plus_days(on, draw(st.integers(0, 3)))
        corrects = draw(st.frozensets(others, max_size=2))
        found.append(
            CrisisLevelAssessed(
                id=id, on=on, recorded=recorded, by="hm", corrects=corrects, level="none"
            )
        )
    return Journal(subject="P-0001", entries=tuple(found))


@composite
def halves(draw: DrawFn, journal: Journal) -> tuple[Journal, Journal]:
    """The journal as two parties each keep a part of it; some of it both have."""
    own: tuple[list[Entry], list[Entry]] = ([], [])
    gone: tuple[list[str], list[str]] = ([], [])
    for entry in journal.entries:
        for keeper in _keepers(draw):
            own[keeper].append(entry)
    for id in sorted(journal.disposed):
        for keeper in _keepers(draw):
            gone[keeper].append(id)
    first, second = (
        Journal(subject=journal.subject, entries=tuple(kept), disposed=frozenset(lost))
        for kept, lost in zip(own, gone, strict=True)
    )
    return first, second


def _keepers(draw: DrawFn) -> tuple[int, ...]:
    return draw(st.sampled_from(((0,), (1,), (0, 1))))


@composite
def cases(draw: DrawFn, edition: str = EDITION) -> Case:
    """Cases of life-like journals, on days worth asking about, at any state of knowledge."""
    journal = draw(journals(edition=edition))
    return Case.of(journal, on=draw(days_around(journal)), known=draw(days_known(journal)))
