"""The short notation in which the worked cases are written, so that a practitioner can read them.

A journal is one line an entry: the day, a colon, and what happened. Days are counted from the
start of the example: `day 28` is the 28th day after it, `month 3` the same day three months later,
`month 3 +1` the day after that; a date such as `2027-02-28` stands for itself. What was written
down later says so: `day 5, recorded day 40: plan`.

    day 0: started                              day 10: offered n1 to hm as o1
    day 0: started as again                     day 12: accepted o1
    day 30: ended                               day 12: accepted o1 without stand_in as a1
    day 30: ended again by own_choice           day 20: offered n1 from hm to psyk as o2
    day 20: died                                day 20: refused o1 (or withdrawn o1)
    day -9: reached                             day 40: let go a1
    day 9: paused                               day 12: hm answers for n1
    day 20: returned                            day 12: hm answers for crisis without any_hour
    day 14: plan                                day 0: rating ucla-3 7
    day 14: plan for psykiatri, socialtjänst    day 0: rating djg-6 answers 1 1 2 3 3 -
    day 14: plan without sub_goals              day 5: crisis plan (or safety plan)
    day 20: contact psykiatri attended          day 5: crisis plan without any_hour
    day 5: need addiction as n1                 day 5: crisis level high
    day 9: closed n1                            day 9: retracted p1

    day 40: went through p1                     day 30: since then a discharge
    day 40: went through p1 without participant

Who stands in, who is away and who helps, what was lifted, and what the partnership's own journal
tells of who comes and goes:

    day 12: accepted o1, stand-in cm-7          day 9: hm lifted n1 to steering_group as l1
    day 3: cm-1 away to day 9 as b1             day 20: lifting l1 answered
    day 3: cm-1 away as b1                      day 5: bo supports n1 as s1
    day 6: back from b1                         day 9: support s1 ended
    day 0: hm turns to jour                     day 9: party hm joined (or worker cm-1 of hm joined)
                                                day 30: hm left

What is known of a person, and what somebody assessed of the situation:

    day 0: born 2002 (or born 2002-03-01)       day 5: assessed coordination
                                                day 9: assessed not coordination

`as p1` gives an entry a name; `, instead of p1` at the end of a line makes it a correction of p1.
A plan is clear unless a part is left out; `plan for psykiatri` also makes that contact a priority.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from cm_method.case.circumstances import Circumstance, CircumstanceAssessed
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.crisis_plans import (
    CrisisPlanAgreed,
    CrisisPlanKind,
    CrisisPlanReviewed,
    HelpContact,
    ReviewTrigger,
    SituationChanged,
)
from cm_method.case.episodes import Ended, EndReason, EntryRoute, Paused, Reached, Returned, Started
from cm_method.case.needs import CrisisLevelAssessed, NeedArea, NeedAssessed, NeedClosed
from cm_method.case.participants import Died, ParticipantDescribed
from cm_method.case.parties import (
    LegalForm,
    PartyJoined,
    PartyLeft,
    WorkerJoined,
    WorkerLeft,
)
from cm_method.case.plans import ContactPath, Goal, PlanAgreed
from cm_method.case.responsibility import (
    AbsenceEnded,
    AbsenceNoted,
    EscalationAgreed,
    LiftAnswered,
    LiftedTo,
    NeedLifted,
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
    SupportEnded,
    SupportPromised,
)
from cm_method.case.self_ratings import SelfRated
from cm_method.dates import plus_months
from cm_method.journal import Entry, Journal, Retracted, RetractionReason

EDITION = "hagersten-alvsjo-2026"
EXAMPLE_START = date(2026, 11, 16)

_DAY = re.compile(r"(day|month) (-?\d+)(?: ([+-]\d+))?")
_LINE = re.compile(
    r"(?P<day>[^:,]+)(?:, recorded (?P<recorded>[^:]+))?: (?P<what>.+?)"
    r"(?: as (?P<id>[\w-]+))?(?:, instead of (?P<corrects>[\w, -]+))?"
)


def day_of(said: str | date, start: date) -> date:
    """The day that is meant by `day 56`, `month 3`, `month 3 +1` or a date."""
    if isinstance(said, date):
        return said
    match = _DAY.fullmatch(said.strip())
    if match is None:
        return date.fromisoformat(said.strip())
    unit, count, more = match.groups()
    day = plus_months(start, int(count)) if unit == "month" else start + timedelta(int(count))
    return day + timedelta(int(more or 0))


def journal_of(lines: str, start: date = EXAMPLE_START, subject: str = "P-0001") -> Journal:
    """The journal that is written down in the short notation."""
    entries: list[Entry] = []
    for number, line in enumerate(filter(None, map(str.strip, lines.splitlines())), start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"not an entry: {line!r}")
        on = day_of(match["day"], start)
        common = {
            "id": match["id"] or f"e-{number}",
            "on": on,
            "recorded": day_of(match["recorded"], start) if match["recorded"] else on,
            "by": "hm",
            "corrects": re.split(", *", match["corrects"]) if match["corrects"] else (),
        }
        entries.extend(_entries(match["what"], common))
    return Journal(subject=subject, entries=tuple(entries))


def _entries(what: str, common: dict[str, Any]) -> list[Entry]:
    for pattern, make in _KINDS:
        match = re.fullmatch(pattern, what)
        if match is not None:
            made = make(common, **match.groupdict())
            return made if isinstance(made, list) else [made]
    raise ValueError(f"nothing that can happen: {what!r}")


def _started(common: dict[str, Any], edition: str | None) -> Entry:
    named = common if not common["id"].startswith("e-") else {**common, "id": "start"}
    return Started(**named, worker="cm-1", edition=edition or EDITION)


def _plan(common: dict[str, Any], contacts: str | None, without: str | None) -> Entry:
    priority = re.split(", *", contacts) if contacts else []
    paths = (
        [ContactPath(contact="vårdcentral", how="08-123")] if "vårdcentral" not in priority else []
    )
    paths += [ContactPath(contact=contact, priority=True) for contact in priority]
    goal = Goal(what="Sova bättre", sub_goals=[] if without == "sub_goals" else ["Boka läkartid"])
    return PlanAgreed(
        **common,
        goals=[] if without == "goal" else [goal],
        contact_paths=[] if without == "contact_path" else paths,
        with_participant=without != "with_participant",
    )


def _crisis_plan(common: dict[str, Any], kind: str, without: str | None) -> Entry:
    said = ("warning_signs", "coping", "distractions", "supporters", "safe_surroundings")
    on_call = HelpContact(who="Mobila teamet", reach="08-123", any_hour=without != "any_hour")
    words: dict[str, Any] = {part: [] if part == without else ["Ringa en vän"] for part in said}
    return CrisisPlanAgreed(
        **common,
        **words,
        plan_kind=CrisisPlanKind(f"{kind}_plan"),
        professionals=[] if without == "professionals" else [on_call],
        with_participant=without != "with_participant",
    )


def _offered(common: dict[str, Any], need: str, giver: str | None, receiver: str) -> Entry:
    matter = None if need == "crisis" else need
    return ResponsibilityOffered(**common, need=matter, giver=giver, receiver=receiver)


def _accepted(
    common: dict[str, Any], offer: str, without: str | None, stand_in: str | None = None
) -> Entry:
    return ResponsibilityAccepted(
        **common,
        offer=offer,
        contact_path=None if without == "contact_path" else "08-508 22 000",
        stand_in=None if without == "stand_in" else stand_in or "cm-2",
        any_hour=None if without == "any_hour" else "112",
    )


def _answers_for(
    common: dict[str, Any],
    receiver: str,
    need: str,
    without: str | None,
    stand_in: str | None,
) -> list[Entry]:
    """An offer that is accepted on the same day."""
    offered = _offered({**common, "id": f"{common['id']}-offer"}, need, None, receiver)
    return [offered, _accepted(common, offered.id, without, stand_in)]


def _lifted(common: dict[str, Any], lifter: str, need: str, to: str, without: str | None) -> Entry:
    return NeedLifted(
        **common,
        need=need,
        lifter=lifter,
        lifted_to=LiftedTo(to),
        contact_path=None if without == "contact_path" else "08-508 22 000",
        stand_in=None if without == "stand_in" else "cm-2",
    )


def _away(common: dict[str, Any], absent: str, last: str | None) -> Entry:
    """Away from the day of the note; a last day is counted from the start of the example."""
    until = None if last is None else day_of(last, EXAMPLE_START)
    return AbsenceNoted(**common, absent=absent, first=common["on"], last=until)


def _joined(common: dict[str, Any], party: str | None, worker: str | None) -> Entry:
    """Named after who joins, so that `hm left` needs no name."""
    if worker is not None:
        return WorkerJoined(**{**common, "id": f"{worker}-in"}, worker=worker, party=party or "hm")
    assert party is not None
    form = LegalForm.ASSOCIATION
    return PartyJoined(**{**common, "id": f"{party}-in"}, party=party, name=party, legal_form=form)


def _left(common: dict[str, Any], who: str) -> Entry:
    kind = WorkerLeft if who.startswith("cm-") else PartyLeft
    return kind(**common, joined=f"{who}-in")


def _rating(common: dict[str, Any], code: str, score: str | None, answers: str | None) -> Entry:
    if score is not None:
        return SelfRated(**common, instrument=code, score=int(score))
    given = [None if each == "-" else int(each) for each in (answers or "").split()]
    return SelfRated(**common, instrument=code, answers=given)


def _born(common: dict[str, Any], born: str) -> Entry:
    """A year of birth, or the whole day."""
    if "-" in born:
        return ParticipantDescribed(**common, birth_date=date.fromisoformat(born))
    return ParticipantDescribed(**common, birth_year=int(born))


def _retracted(common: dict[str, Any], entry: str) -> Entry:
    reason = RetractionReason.DID_NOT_HAPPEN
    return Retracted(**{**common, "corrects": re.split(", *", entry)}, reason=reason)


_WITHOUT = r"(?: without (?P<without>\w+))?"
_STAND_IN = r"(?:, stand-in (?P<stand_in>[\w-]+))?"
_KINDS: tuple[tuple[str, Callable[..., Entry | list[Entry]]], ...] = (
    (r"started(?: under (?P<edition>[\w-]+))?", _started),
    (
        r"ended(?: (?P<start>(?!by\b)\w+))?(?: by (?P<reason>\w+))?",
        lambda common, start, reason: Ended(
            **common, start=start or "start", reason=EndReason(reason or "goals_reached")
        ),
    ),
    (r"died", lambda common: Died(**common)),
    (r"reached", lambda common: Reached(**common, route=EntryRoute.OUTREACH)),
    (r"paused", lambda common: Paused(**{**common, "id": "pause"}, start="start")),
    (r"returned", lambda common: Returned(**common, pause="pause")),
    (rf"plan(?: for (?P<contacts>[\w, ]+?))?{_WITHOUT}", _plan),
    (
        r"contact (?P<contact>\w+) (?P<status>\w+)",
        lambda common, contact, status: ContactFollowed(
            **common, contact=contact, status=ContactStatus(status)
        ),
    ),
    (
        r"need (?P<area>\w+)",
        lambda common, area: NeedAssessed(**common, area=NeedArea(area)),
    ),
    (
        r"assessed (?P<gone>not )?(?P<what>\w+)",
        lambda common, gone, what: CircumstanceAssessed(
            **common, circumstance=Circumstance(what), present=gone is None
        ),
    ),
    (r"born (?P<born>[\d-]+)", _born),
    (r"closed (?P<need>\w+)", lambda common, need: NeedClosed(**common, need=need)),
    (
        r"crisis level (?P<level>[\w-]+)",
        lambda common, level: CrisisLevelAssessed(**common, level=level),
    ),
    (rf"(?P<kind>crisis|safety) plan{_WITHOUT}", _crisis_plan),
    (
        r"went through (?P<plan>\w+)(?P<alone> without participant)?",
        lambda common, plan, alone: CrisisPlanReviewed(
            **common, plan=plan, with_participant=alone is None
        ),
    ),
    (
        r"since then an? (?P<change>\w+)",
        lambda common, change: SituationChanged(**common, change=ReviewTrigger(change)),
    ),
    (
        r"offered (?P<need>\w+)(?: from (?P<giver>[\w-]+))? to (?P<receiver>[\w-]+)",
        _offered,
    ),
    (rf"accepted (?P<offer>\w+){_WITHOUT}{_STAND_IN}", _accepted),
    (r"refused (?P<offer>\w+)", lambda common, offer: ResponsibilityRefused(**common, offer=offer)),
    (r"withdrawn (?P<offer>\w+)", lambda common, offer: OfferWithdrawn(**common, offer=offer)),
    (
        r"let go (?P<held>\w+)",
        lambda common, held: ResponsibilityEnded(**common, acceptance=held),
    ),
    (rf"(?P<receiver>[\w-]+) answers for (?P<need>\w+){_WITHOUT}{_STAND_IN}", _answers_for),
    (rf"(?P<lifter>[\w-]+) lifted (?P<need>\w+) to (?P<to>\w+){_WITHOUT}", _lifted),
    (
        r"lifting (?P<lift>\w+) answered",
        lambda common, lift: LiftAnswered(**common, lift=lift, service_found=True),
    ),
    (r"(?P<absent>[\w-]+) away(?: to (?P<last>[^:]+?))?", _away),
    (
        r"back from (?P<absence>\w+)",
        lambda common, absence: AbsenceEnded(**common, absence=absence),
    ),
    (
        r"(?P<supporter>[\w-]+) supports (?P<need>\w+)",
        lambda common, supporter, need: SupportPromised(
            **common, supporter=supporter, need=None if need == "crisis" else need
        ),
    ),
    (
        r"support (?P<support>\w+) ended",
        lambda common, support: SupportEnded(**common, support=support),
    ),
    (
        r"(?P<sought>[\w-]+) turns to (?P<turn_to>[\w-]+)",
        lambda common, sought, turn_to: EscalationAgreed(**common, sought=sought, turn_to=turn_to),
    ),
    (r"party (?P<party>[\w-]+) joined", lambda common, party: _joined(common, party, None)),
    (r"worker (?P<worker>[\w-]+) of (?P<party>[\w-]+) joined", _joined),
    (r"(?P<who>[\w-]+) left", _left),
    (
        r"rating (?P<code>[\w-]+) (?:(?P<score>-?\d+)|answers (?P<answers>[\d -]+))",
        _rating,
    ),
    (r"retracted (?P<entry>[\w, ]+)", _retracted),
)
"""What can happen, and the entry that it makes."""
