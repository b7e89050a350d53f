"""What a case is drawn with: lanes with bars for what lasts and marks for what happened.

Everything drawn is also said, for those who do not see the picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from cm_method.adapters.html.pictures import Axis, Span
from cm_method.case.case import Case
from cm_method.case.parties import Parties
from cm_method.fields import row
from cm_method.journal import Entry
from cm_method.labels import label, text
from cm_method.rules.findings import Finding
from cm_method.rules.method import Method
from cm_method.rules.milestone import Verdict


@frozen(kw_only=True)
class Mark:
    """Something that happened on a day: a *sign*, what it was in words, and a figure beside it."""

    at: str
    sign: str
    words: str
    figure: str = ""


@frozen(kw_only=True)
class Stripe:
    """Something that lasted: the *pattern* tells what kind of days they were."""

    span: Span
    pattern: str
    words: str


@frozen(kw_only=True)
class Lane:
    """One row of the picture, with a *note* on how it stands on the day of the case."""

    name: str
    note: str = ""
    stripes: tuple[Stripe, ...] = field(default=(), converter=row)
    marks: tuple[Mark, ...] = field(default=(), converter=row)

    @property
    def described(self) -> str:
        """All that is drawn, in words."""
        drawn = [*(each.words for each in self.stripes), *(each.words for each in self.marks)]
        return " ".join(f"{words}." for words in drawn)


@frozen(kw_only=True)
class Topic:
    """Some lanes under a heading."""

    name: str
    lanes: tuple[Lane, ...] = field(converter=row)


@frozen(kw_only=True, eq=False)
class Drawing:
    """What every lane of one case needs: the case, its findings, and the axis of days."""

    case: Case
    method: Method
    parties: Parties
    axis: Axis
    findings: tuple[Finding, ...]
    lang: str

    def said(self, key: str, **places: object) -> str:
        """A text in the language of the page."""
        return text(key, self.lang, **places)

    def stripe(self, first: date, last: date | None, pattern: str, what: str) -> Stripe:
        """Days, both included; what goes on is drawn to the day of the case."""
        key = "html.days" if last is not None else "html.days.on"
        days = self.said(key, first=first, last=last or "")
        end = self.case.on if last is None else last
        span = self.axis.span(first, max(first, end))
        return Stripe(span=span, pattern=pattern, words=f"{days}: {what}")

    def mark(self, on: date, sign: str, what: str, figure: str = "") -> Mark:
        """Something that happened on a day."""
        words = f"{on.isoformat()}: {what}"
        return Mark(at=self.axis.at(on), sign=sign, words=words, figure=figure)

    def marks(self, kind: type[Entry], sign: str) -> Iterator[Mark]:
        """Every entry of a kind, by the name of the kind."""
        for entry in self.case.of_kind(kind):
            yield self.mark(entry.on, sign, self.said(f"entry.{entry.kind}"))

    def deadlines(self, rule: str) -> Iterator[Mark]:
        """The deadlines of a rule that lie on the axis, each with its answer.

        One that does not concern the participant is no deadline.
        """
        for finding in self.findings:
            if finding.rule != rule or finding.verdict is Verdict.EXCLUDED:
                continue
            if finding.due is not None and self.axis.covers(finding.due):
                verdict = label(finding.verdict, self.lang).lower()
                named = self.said(f"rule.{rule}")
                what = self.said("html.case.deadline", rule=named, verdict=verdict)
                yield self.mark(finding.due, "deadline", what)
