"""A report: results and roster of a register on a day, with what is needed to compare it later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from cm_method.case.case import Case
from cm_method.case.register import Register
from cm_method.cohort.results import Results, results
from cm_method.dates import require_days
from cm_method.rules.findings import Finding
from cm_method.rules.method import Method
from cm_method.rules.milestone import Verdict
from cm_method.rules.review import of_other_editions, review

Roster = Mapping[str, tuple[Finding, ...]]
"""The findings by pseudonym, for those who may see them; never part of a published figure."""


@frozen(kw_only=True)
class Report:
    """What a register says on the day *on*, as known on *known*.

    *kept* are the ids that were known when the report was made, by pseudonym: with them, entries
    that arrive later by merging can be told from entries that were there. *other_editions* lists
    who has an episode under another edition: listed, not judged.
    """

    edition: str
    on: date
    known: date | None
    results: Results
    roster: Roster = field(repr=False)
    kept: Mapping[str, frozenset[str]] = field(repr=False)
    other_editions: tuple[str, ...]

    def unknown(self, rule: str) -> tuple[Finding, ...]:
        """Whose answer is missing under one rule, for those who may see it (R11)."""
        return tuple(
            finding
            for findings in self.roster.values()
            for finding in findings
            if finding.rule == rule and finding.counts and finding.verdict is Verdict.UNKNOWN
        )


def report(register: Register, method: Method, *, on: date, known: date | None = None) -> Report:
    """The report of a register on a day, at one state of knowledge."""
    require_days(on=on, known=known)
    cases = [Case.of(journal, on=on, known=known) for journal in register]
    return Report(
        edition=method.code,
        on=on,
        known=known,
        results=results(register, method, on=on, known=known),
        roster={case.participant: review(case, method) for case in cases},
        kept={journal.subject: journal.known_by(known or date.max).ids for journal in register},
        other_editions=tuple(c.participant for c in cases if of_other_editions(c, method)),
    )
