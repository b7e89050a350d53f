"""The chain of responsibility beside a model that asks day by day: `python -m benchmarks.chain`.

Twelve needs over three years, and 60, 600 or 6,000 links: handovers, endings, and offers refused or
never answered, spread over needs and days. The model asks anew on every day about every need, from
the first entry on; it answers the same, or the benchmark stops.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from cm_method import (
    HAGERSTEN_ALVSJO_2026,
    Case,
    Entry,
    Journal,
    NeedArea,
    NeedAssessed,
    ResponsibilityAccepted,
    ResponsibilityOffered,
    Started,
)
from cm_method.case.chain import CHAIN_PARTS, chain_of
from cm_method.case.episodes import episodes
from cm_method.case.responsibility import ResponsibilityEnded, ResponsibilityRefused

T = TypeVar("T")

NEEDS = 12
DAYS = 3 * 365
SIZES = (60, 600, 6_000)
TIMES = 20
"""How many times quicker than day by day the chain is to be."""
FIRST = date(2026, 6, 1)
LAST = FIRST + timedelta(days=DAYS - 1)
HOLDERS = [f"party-{number}" for number in range(5)]

Days = tuple[date, date]
Answers = tuple[dict[str | None, list[Days]], dict[str | None, list[tuple[str, Days]]], date | None]
"""Gaps and holders of every need (None: the crisis), and the day the chain is first established."""


def journal(links: int, seed: int = 1) -> Journal:
    """A journal with so many links: most pass a need on, the others end it or lead nowhere."""
    random = Random(seed)
    numbers = iter(range(1, 5 * links + 99))
    found: list[Entry] = []

    def note(kind: type[Entry], on: date, **rest: object) -> Entry:
        entry = kind(id=f"hm-{next(numbers):06}", on=on, by="hm", **rest)  # type: ignore[arg-type]  # by name
        found.append(entry)
        return entry

    note(Started, FIRST, worker="cm-1", edition=HAGERSTEN_ALVSJO_2026.code)
    areas = list(NeedArea)[:NEEDS]
    needs = [note(NeedAssessed, FIRST + timedelta(random.randrange(30)), area=a) for a in areas]
    assessed: dict[str | None, date] = {None: FIRST}
    assessed |= {need.id: need.on for need in needs}
    matters = list(assessed)
    held: dict[str | None, tuple[str, str]] = {}
    days = sorted(random.randrange(DAYS) for _ in range(links))
    for number, days_in in enumerate(days):
        need = matters[number % len(matters)]
        on = max(FIRST + timedelta(days_in), assessed[need])
        giver, ground = held.get(need, (None, None))
        fate = random.randrange(8)
        if ground is not None and fate == 0:
            note(ResponsibilityEnded, on, acceptance=ground)
            del held[need]
            continue
        receiver = random.choice([holder for holder in HOLDERS if holder != giver])
        offer = note(ResponsibilityOffered, on, need=need, giver=giver, receiver=receiver)
        if fate == 1:
            note(ResponsibilityRefused, on, offer=offer.id)
        if fate in (1, 2):
            continue
        ways = {"contact_path": "08-1", "stand_in": "cm-2", "any_hour": "112"}
        held[need] = (receiver, note(ResponsibilityAccepted, on, offer=offer.id, **ways).id)
    return Journal(subject="P-1", entries=found)


def by_chain(case: Case) -> Answers:
    """What the library says."""
    chain = chain_of(case, episodes(case)[0], CHAIN_PARTS)
    gaps: dict[str | None, list[Days]] = {}
    for gap in chain.gaps():
        gaps.setdefault(gap.need, []).append((gap.first, gap.last or LAST))
    holders = {
        need: [(each.holder, (each.first, each.last or LAST)) for each in line]
        for need, line in chain.held.items()
    }
    established = chain.established()
    return gaps, holders, established[0].first if established else None


def day_by_day(case: Case) -> Answers:
    """The same, asked anew on every day: who holds each need, and is anything missing?"""
    gaps: dict[str | None, list[Days]] = {}
    holders: dict[str | None, list[tuple[str, Days]]] = {}
    established = None
    for day in (FIRST + timedelta(number) for number in range(DAYS)):
        whole, assessed = True, False
        for need in [None, *(need.id for need in case.of_kind(NeedAssessed) if need.on <= day)]:
            assessed = assessed or need is not None
            holder = _holder(case, need, day)
            whole = whole and holder is not None
            if holder is None:
                _lengthen(gaps.setdefault(need, []), day)
            else:
                _lengthen_holding(holders.setdefault(need, []), holder, day)
        if whole and assessed and established is None:
            established = day
    return gaps, holders, established


def _holder(case: Case, need: str | None, day: date) -> str | None:
    """Who holds a need on a day, read from the entries from the beginning to that day."""
    offers: dict[str, ResponsibilityOffered] = {}
    holder, ground, ended = None, None, date.max
    for entry in case.entries:
        if entry.on > day:
            break
        if isinstance(entry, ResponsibilityOffered):
            offers[entry.id] = entry
        elif isinstance(entry, ResponsibilityAccepted) and offers[entry.offer].need == need:
            holder, ground, ended = offers[entry.offer].receiver, entry.id, date.max
        elif isinstance(entry, ResponsibilityEnded) and entry.acceptance == ground:
            ended = entry.on
    return holder if day <= ended else None


def _lengthen(line: list[Days], day: date) -> None:
    if line and line[-1][1] == day - timedelta(1):
        line[-1] = (line[-1][0], day)
    else:
        line.append((day, day))


def _lengthen_holding(line: list[tuple[str, Days]], holder: str, day: date) -> None:
    if line and line[-1][0] == holder and line[-1][1][1] == day - timedelta(1):
        line[-1] = (holder, (line[-1][1][0], day))
    else:
        line.append((holder, (day, day)))


def _timed(work: Callable[[], T], rounds: int) -> tuple[float, T]:
    answer, seen = work(), []
    for _ in range(rounds):
        began = time.process_time()
        work()
        seen.append(time.process_time() - began)
    return min(seen), answer


def main() -> None:
    """Print both times for each number of links, and how the chain's time grows."""
    before: tuple[int, float] | None = None
    for links in SIZES:
        written = journal(links)
        case = Case.of(written, on=LAST)
        gc.collect()
        gc.freeze()
        spent, said = _timed(lambda case=case: by_chain(case), rounds=5)  # type: ignore[misc]  # bound
        growth = ""
        if before is not None:
            size = links / before[0]
            expected = size * math.log(links) / math.log(before[0])
            growth = f"  {spent / before[1]:4.1f} x the size before (n log n: {expected:.1f} x)"
        ratio = ""
        if links == SIZES[0]:
            slow, expected_answers = _timed(lambda case=case: day_by_day(case), 1)  # type: ignore[misc]  # bound
            assert said == expected_answers
            assert slow >= TIMES * spent, f"only {slow / spent:.0f} times as quick as day by day"
            ratio = f"  day by day takes {slow / spent:.0f} x as long"
        print(f"{NEEDS} needs, {links:5} links: {spent * 1000:7.2f} ms{growth}{ratio}")
        before = (links, spent)


if __name__ == "__main__":
    main()
