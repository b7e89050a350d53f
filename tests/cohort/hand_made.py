"""Tallies written down by hand, so that a result can be read beside the counts that give it.

35 met, 9 missed, 1 unknown, 2 met_late
3 membership                nobody knows whether they belong; not fulfilled
2 membership done           the same, but fulfilled
4 not_yet_due, 1 not_yet_due done, 2 no_due_day
1 excluded not_relevant
2 missed +left_before_deadline +short_notice
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from cm_method.cohort.results import Result, results_of
from cm_method.cohort.shares import Share
from cm_method.cohort.tally import Tally
from cm_method.rules.method import Method
from cm_method.rules.milestone import Mark, Signature, Verdict

DAY = date(2027, 6, 30)

_CODED = {
    "unknown": (Verdict.UNKNOWN, "answer"),
    "membership": (Verdict.UNKNOWN, "membership"),
    "no_due_day": (Verdict.NOT_YET_DUE, "no_due_day"),
}


def signature(said: str) -> Signature:
    """One way to count: a verdict, perhaps a code, whether it is done, and marks with a plus."""
    first, *rest = said.split()
    verdict, code = _CODED[first] if first in _CODED else (Verdict(first), "")
    done = verdict in (Verdict.MET, Verdict.MET_LATE)
    marks = set()
    for word in rest:
        if word == "done":
            done = True
        elif word.startswith("+"):
            marks.add(Mark(word[1:]))
        else:
            code = word
    return Signature(verdict, code, done, frozenset(marks))


def counts(said: str) -> Mapping[Signature, int]:
    """The counts of one rule."""
    found: Counter[Signature] = Counter()
    for each in filter(None, map(str.strip, said.split(","))):
        number, _, way = each.partition(" ")
        found[signature(way)] += int(number)
    return found


def tally_with(method: Method, *, on: date = DAY, **said: str) -> Tally:
    """A tally in which each named rule counts as said."""
    return tally_of(method, said, on=on)


def tally_of(method: Method, said: Mapping[str, str], *, on: date = DAY) -> Tally:
    """A tally in which each rule counts as said."""
    return Tally(
        edition=method.code,
        fingerprint=method.fingerprint,
        on=on,
        known=None,
        counts={rule: counts(each) for rule, each in said.items()},
    )


def result_with(method: Method, rule: str, said: str, *, on: date = DAY) -> Result:
    """The result of one rule, where its counts are as said."""
    return results_of(tally_of(method, {rule: said}, on=on), method)[rule]


def as_text(share: Share) -> str:
    return f"{share.met}/{share.of}"
