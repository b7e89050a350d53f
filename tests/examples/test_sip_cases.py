"""The worked cases of SIP: presumed need, asking, conditions, contents and follow-up, with reasons.

Each TOML file is a topic. Lines about SIP stand among those of the short notation:

    day 3: asked by cm-1: wanted as q1          day 30: sip plan s1 as p1
    day 10: sip begun by sdf as s1              day 30: sip plan s1 without measures
    day 10: internal sip begun by sdf as s1     day 30: sip plan s1, sdf for region
    day 10: sip begun by sdf for both, judged by region as s1
    day 20: sip meeting s1, called sdf psykiatri, came sdf
    day 30: sip plan s1, led by hm              day 30: sip plan s1, measure by sdf
    day 90: sip s1 followed up: helped, received 1, not 2, again day 180
    day 99: sip s1 ended                        day 8: consent to sip to day 99

A plan lacks nothing unless a part is left out; `hm for municipality` says who answers for the
service of an authority. Its follow-up is on day 90.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

from cm_method.case.case import Case
from cm_method.case.consent import ConsentGiven, ConsentKind
from cm_method.case.parties import LegalForm, Parties
from cm_method.case.sip import (
    NextOfKinPart,
    ResponsibleAuthority,
    SipAgreed,
    SipAnswer,
    SipAsked,
    SipEnded,
    SipEndReason,
    SipFollowedUp,
    SipInitiated,
    SipMeasure,
    SipMeetingHeld,
    SipOutcome,
    SipService,
)
from cm_method.journal import Entry, Journal
from cm_method.labels import LANGUAGES
from cm_method.rules.method import Method
from cm_method.services.sip import SipPointKind, SipStanding, sip_of
from tests.examples.notation import EXAMPLE_START, day_of, journal_of
from tests.examples.reading import told_in

Common = dict[str, Any]
START = EXAMPLE_START
AUTHORITIES = {each.value: each for each in ResponsibleAuthority}


def _asked(common: Common, by: str, answer: str) -> Entry:
    return SipAsked(**common, asked_by=by, answer=SipAnswer(answer))


def _begun(
    common: Common, internal: str | None, by: str, both: str | None, judge: str | None
) -> Entry:
    return SipInitiated(
        **common,
        initiator=by,
        internal=internal is not None,
        needs_both=both is not None,
        judged_by=AUTHORITIES[judge] if judge else None,
    )


def _meeting(common: Common, sip: str, called: str, came: str | None) -> Entry:
    return SipMeetingHeld(
        **common,
        sip=sip,
        called=called.split(),
        came=(came or "").split(),
        participant_came=True,
    )


def _plan(common: Common, sip: str, without: str | None, **named: str | None) -> Entry:
    units = {"municipality": "sdf", "region": "psykiatri"}
    if named["authority"] is not None:
        units[named["authority"]] = named["who"] or ""
    services = [
        SipService(
            needed="stöd",
            authority=None if without == "authority" else AUTHORITIES[name],
            who=None if without == "units" else unit,
        )
        for name, unit in units.items()
    ]
    plan = SipAgreed(
        **common,
        sip=sip,
        services=services,
        measures=[SipMeasure(measure="lots", who=named["does"] or "hm")],
        overall=AUTHORITIES["municipality"],
        overall_unit=named["leads"] or "sdf",
        with_participant=without != "participant",
        next_of_kin_part=None if without == "next_of_kin" else NextOfKinPart.NOBODY,
        follow_up_on=None if without == "follow_up" else day_of("day 90", START),
    )
    left_out: dict[str, Any] = {
        "services": {"services": ()},
        "measures": {"measures": ()},
        "overall": {"overall": None},
        "overall_unit": {"overall_unit": None},
    }
    return attrs.evolve(plan, **left_out.get(without or "", {}))


def _followed_up(common: Common, sip: str, outcome: str, **said: str | None) -> Entry:
    again = said["again"]
    return SipFollowedUp(
        **common,
        sip=sip,
        participant_says=SipOutcome(outcome),
        received=[int(number) for number in (said["got"] or "").split()],
        not_received=[int(number) for number in (said["lacked"] or "").split()],
        follow_up_on=day_of(again, START) if again else None,
    )


def _ended(common: Common, sip: str) -> Entry:
    return SipEnded(**common, sip=sip, reason=SipEndReason.NOT_NEEDED)


def _consent(common: Common, last: str) -> Entry:
    return ConsentGiven(
        **common,
        consent=ConsentKind.SIP,
        discloser="sdf",
        recipients=["psykiatri"],
        information=["plan"],
        purpose="coordination",
        first=common["on"],
        last=day_of(last, START),
        form="blankett 7",
    )


_BEGUN = (
    r"(?P<internal>internal )?sip begun by (?P<by>[\w-]+)(?P<both> for both)?"
    r"(?:, judged by (?P<judge>\w+))?"
)
_PLAN = (
    r"sip plan (?P<sip>\w+)(?: without (?P<without>\w+))?"
    r"(?:, (?P<who>[\w-]+) for (?P<authority>\w+))?(?:, led by (?P<leads>[\w-]+))?"
    r"(?:, measure by (?P<does>[\w-]+))?"
)
_FOLLOWED_UP = (
    r"sip (?P<sip>\w+) followed up: (?P<outcome>\w+)(?:, received (?P<got>[\d ]+))?"
    r"(?:, not (?P<lacked>[\d ]+))?(?:, again (?P<again>day \d+))?"
)
_KINDS: tuple[tuple[str, Callable[..., Entry]], ...] = (
    (r"asked by (?P<by>[\w-]+): (?P<answer>\w+)", _asked),
    (_BEGUN, _begun),
    (r"sip meeting (?P<sip>\w+), called (?P<called>[\w ]+?)(?:, came (?P<came>[\w ]+))?", _meeting),
    (_PLAN, _plan),
    (_FOLLOWED_UP, _followed_up),
    (r"sip (?P<sip>\w+) ended", _ended),
    (r"consent to sip to (?P<last>day \d+)", _consent),
)
_LINE = re.compile(
    r"(?P<on>[^:]+?): (?P<what>.+?)(?: as (?P<id>\w+))?(?:, instead of (?P<of>\w+))?"
)


def journal_with_sip(lines: str) -> Journal:
    """The journal, lines about SIP among the others."""
    others, entries = [], []
    for number, line in enumerate(filter(None, map(str.strip, lines.splitlines())), start=1):
        match = _LINE.fullmatch(line)
        entry = None if match is None else _sip_entry(match, number)
        if entry is None:
            others.append(line)
        else:
            entries.append(entry)
    return journal_of("\n".join(others)).with_entries(*entries)


def _sip_entry(match: re.Match[str], number: int) -> Entry | None:
    for pattern, make in _KINDS:
        found = re.fullmatch(pattern, match["what"])
        if found is not None:
            common = {
                "id": match["id"] or f"sip-{number}",
                "on": day_of(match["on"], START),
                "by": "hm",
                "corrects": [match["of"]] if match["of"] else [],
            }
            return make(common, **found.groupdict())
    return None


def as_told(each: SipStanding) -> dict[str, Any]:
    """A SIP as the files write it; what is empty is left out."""
    found: dict[str, Any] = {
        "sip": each.sip.initiated.id,
        "missing": [part.value for part in each.missing],
        "points": [
            point.kind.value
            for point in each.points
            if point.kind is not SipPointKind.CONTENT_MISSING
        ],
        "conditions": [condition.code for condition in each.conditions if condition.recorded],
    }
    if each.complete is not None:
        found["complete"] = each.complete
    return {name: value for name, value in found.items() if value != []}


def as_of(on: date, told: dict[str, Any]) -> Case:
    return Case.of(journal_with_sip(told["journal"]), on=on)


@pytest.mark.parametrize("told", tuple(told_in("sip", "case")))
def test_worked_case_of_sip(told: dict[str, Any], edition: Method) -> None:
    parties = Parties(legal_forms={code: LegalForm(form) for code, form in told["parties"].items()})
    found = sip_of(as_of(day_of(told["on"], START), told), edition, parties=parties)
    answer = {
        "presumed": found.presumption.answer.value,
        "because": found.presumption.code,
        "points": [point.kind.value for point in found.points],
        "lacks": bool(found.lacks),
    }
    expected = {name: told[name] for name in answer if name in told}
    assert {name: answer[name] for name in expected} == expected
    assert [as_told(each) for each in found.sips] == told.get("sips", [])
    for lang in LANGUAGES:
        assert found.presumption.explain(lang)
        for each in (*found.points, *(p for sip in found.sips for p in sip.points)):
            assert each.explain(lang)


def test_every_case_names_its_source_and_every_point_is_among_them() -> None:
    cases: list[dict[str, Any]] = [
        param.values[0]  # type: ignore[misc]  # a case
        for param in told_in("sip", "case")
    ]
    assert all(told["source"] for told in cases)
    assert len({told["title"] for told in cases}) == len(cases)
    said = Counter(
        point
        for told in cases
        for points in (told.get("points", []), *(s.get("points", []) for s in told.get("sips", [])))
        for point in points
    )
    wanted = {kind.value for kind in SipPointKind} - {SipPointKind.CONTENT_MISSING.value}
    assert set(said) == wanted


def test_a_line_that_means_nothing_is_refused() -> None:
    for nonsense in ("day 3: sip begun", "sip begun by sdf", "day 3: asked by cm-1: perhaps"):
        with pytest.raises(ValueError):  # noqa: PT011 - from the notation or from a code
            journal_with_sip(nonsense)
