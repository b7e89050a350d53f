"""Writes the conformance kit anew: `python -m tests.conformance.rewrite`.

The worked cases come from `tests/examples/readings`, those with other values than the edition's
left out: the kit is about the edition as it stands. After them come journals drawn by chance. Of
these the ones are kept that show an answer - rule, verdict, reasons - seen in no line before. What
was chosen once is kept while it can be read: `--draw` chooses anew, and then what is drawn depends
on the version of Hypothesis.
"""

from __future__ import annotations

import json
import re
import sys
import warnings
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import NonInteractiveExampleWarning

from cm_method.adapters.json import journal_line
from cm_method.case.case import Case
from cm_method.case.checks import case_problems
from cm_method.case.kinds import CASE_KINDS
from cm_method.journal import Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.review import review
from cm_method.testing.conformance.answers import answer_of_the_library, finding_in_plain
from cm_method.testing.conformance.kit import FORMAT, KIT, VERSION
from cm_method.testing.strategies import any_journals, days_of
from tests.examples.notation import EDITION, EXAMPLE_START, day_of, journal_of
from tests.examples.reading import told_in

METHOD = EDITIONS[EDITION]
RULES = tuple(name for rule in METHOD.rules for name in (rule.name, *rule.apart))
DRAWN, LARGEST = 1500, 30
"""How many journals are drawn, and how many entries one that is kept may have."""
A_HOST = re.compile(r"@|\x00")
"""Left out: an address looks like a host, and not every database holds a NUL."""

Line = dict[str, Any]


def plain(journal: Journal) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(journal_line(journal))
    return found


def asked_on(journal: Journal, on: date, known: date | None) -> Line:
    findings = [
        finding_in_plain(each) for each in review(Case.of(journal, on=on, known=known), METHOD)
    ]
    said = {"on": str(on), "findings": findings}
    return said if known is None else {**said, "known": str(known)}


def line(case: str, title: str, journal: Journal, asked: list[Line]) -> Line:
    return {
        "case": case,
        "title": title,
        "edition": EDITION,
        "journal": plain(journal),
        "asked": asked,
    }


def worked() -> Iterator[Line]:
    """A line a worked case that leaves the edition as it is, with every day it is asked about."""
    numbers: dict[str, int] = {}
    for told in told_in("readings", "case"):
        (case,) = told.values
        assert isinstance(case, dict)
        assert isinstance(told.id, str)
        reading = told.id.partition("_")[0]
        numbers[reading] = numbers.get(reading, 0) + 1
        if case.get("method"):
            continue
        start = case.get("start", EXAMPLE_START)
        journal = journal_of(case["journal"], start)
        days = dict.fromkeys(
            (day_of(a["on"], start), day_of(a["known"], start) if "known" in a else None)
            for a in case["asked"]
        )
        asked = [asked_on(journal, on, known) for on, known in days]
        yield line(f"{reading}-{numbers[reading]}", case["title"], journal, asked)


def kept() -> Iterator[Line]:
    """The drawn journals of the kit as it is, with what is expected worked out anew."""
    for each in map(json.loads, KIT.read_text(encoding="utf-8").rstrip("\n").split("\n")[1:]):
        if each["case"].startswith("drawn-"):
            for asked in each["asked"]:
                question = {**each, "rules": RULES, "known": None, **asked}
                asked["findings"] = answer_of_the_library(question)
            yield each


def drawn(before: Iterable[Line]) -> Iterator[Line]:
    """Journals drawn by chance, each with the days on which it shows an answer not seen before."""
    seen = {sign for each in before for asked in each["asked"] for sign in signs(asked)}
    number = 0
    for journal in drawn_journals():
        if len(journal.entries) > LARGEST or not can_be_put(journal):
            continue
        chance = Random(journal_line(journal))
        asked = []
        for on in chance.sample(days_of(journal), min(25, len(days_of(journal)))):
            recorded = [
                entry.recorded + timedelta(chance.choice((-1, 0))) for entry in journal.entries
            ]
            known = chance.choice([None, chance.choice(recorded)]) if recorded else None
            said = asked_on(journal, on, known)
            new = set(signs(said)) - seen
            if new:
                seen |= new
                asked.append(said)
        if asked:
            number += 1
            yield line(f"drawn-{number}", "made up by chance", journal, asked)


def can_be_put(journal: Journal) -> bool:
    """Whether any system can hold it: it has no problems but corrections that compete."""
    codes = {problem.code for problem in case_problems(journal)}
    ours = all(isinstance(entry, CASE_KINDS) for entry in journal.entries)
    return ours and codes <= {"competing_corrections"} and not A_HOST.search(journal_line(journal))


def signs(asked: Line) -> Iterator[tuple[object, ...]]:
    for finding in asked["findings"]:
        done = finding["done_on"] is not None
        yield finding["rule"], finding["verdict"], finding["counts"], done, *finding["reasons"]


def drawn_journals() -> list[Journal]:
    found: list[Journal] = []

    @seed(6)
    @settings(
        max_examples=DRAWN,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(any_journals(edition=EDITION))
    def draw(journal: Journal) -> None:
        found.append(journal)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NonInteractiveExampleWarning)
        draw()
    return sorted(found, key=lambda journal: len(journal.entries))


def made(*, draw: bool = False) -> str:
    """The text of the kit; equal every time, unless other journals are drawn."""
    lines = list(worked())
    lines += list(drawn(lines) if draw else kept())
    header = {"format": FORMAT, "version": VERSION, "rules": RULES}
    return "".join(
        json.dumps(each, ensure_ascii=False, separators=(",", ":")) + "\n"
        for each in (header, *lines)
    )


if __name__ == "__main__":
    KIT.write_text(made(draw="--draw" in sys.argv), encoding="utf-8")
