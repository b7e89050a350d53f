"""SIP: whom the authorities should presume to need one, and what is asked for again and again.

The need of a SIP is presumed of people with extensive needs (City 2020). That leads to a question,
never to a decision; the person may say no. How soon to ask, and how often to follow up, no source
says: so asking has no last day, and a follow-up has the one that was agreed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from cm_method.case.case import Case
from cm_method.case.episodes import Ended, Started
from cm_method.case.needs import (
    NeedArea,
    NeedAssessed,
    NeedClosed,
    OpenNeed,
    needs,
    one_of_each,
)
from cm_method.case.sip import (
    SipAgreed,
    SipAsked,
    SipEnded,
    SipFollowedUp,
    SipInitiated,
)
from cm_method.case.sip_course import (
    SipWait,
    first_asked,
    sips,
)
from cm_method.dates import plus_days
from cm_method.errors import facts
from cm_method.labels import text
from cm_method.rules.method import Asked, Method, Rule
from cm_method.rules.milestone import Answer, Milestone, Step, standing_on
from cm_method.sources import Document, Source

PRESUMED = Source(
    document=Document.CITY_2020,
    section="4.5 Samordnad individuell plan",
    quote="För vissa personer bör socialtjänsten och regionen utgå från att det finns ett behov av "
    "SIP. Det gäller personer med omfattande behov, till exempel personer med en kombination av "
    "psykisk sjukdom och missbruksproblem och personer med allvarliga psykiska sjukdomar och "
    "funktionsnedsättning.",
)
A_PROCESS = Source(
    document=Document.CITY_2020,
    section="8. Analys och förslag",
    quote="Arbetet med SIP är inte bara själva planen, utan processen innan och efter som syftar "
    "till att stärka den enskildes delaktighet i sin planering av vård och stöd.",
)

DISABILITY = (NeedArea.PSYCHIATRIC_DISABILITY,)
"""Severe mental illness with disability. No area of need tells how severe an illness is, but a
psychiatric disability is one that has become lasting: so this area alone is enough to ask."""


@frozen(kw_only=True)
class Presumption:
    """Whether a need of SIP should be presumed on a day, for the reason *code*; never a decision.

    *since* is the first day of the same reason in a row, *entries* the needs it rests on.
    """

    answer: Answer
    code: str
    since: date | None
    entries: tuple[str, ...]
    source: Source

    def explain(self, lang: str = "sv") -> str:
        """The reason in words."""
        return text(f"reason.{self.code}", lang)


def need_presumed(case: Case, method: Method) -> Presumption:
    """Whether the authorities should presume a need of SIP on the day of the case.

    Yes for co-occurring disorders as the method reads them, and for a psychiatric disability;
    unknown until any need has been assessed.
    """
    every = needs(case)
    now = _presumed_on(case.on, every, method)
    since = standing_on(presumption_steps(case, method), case.on).on
    return Presumption(
        answer=now.answer,
        code=now.code,
        since=None if now.answer is Answer.UNKNOWN else since,
        entries=now.entries,
        source=PRESUMED,
    )


def presumption_steps(case: Case, method: Method) -> tuple[Step, ...]:
    """The days on which it changed whether a need of SIP should be presumed, and why."""
    every = needs(case)
    days = {need.first for need in every}
    days.update(plus_days(need.last, 1) for need in every if need.last is not None)
    found: list[Step] = []
    for day in (date.min, *sorted(days)):
        step = _presumed_on(day, every, method)
        if not found or step.code != found[-1].code:
            found.append(step)
    return tuple(found)


def _presumed_on(day: date, every: tuple[OpenNeed, ...], method: Method) -> Step:
    if not any(need.first <= day for need in every):
        return Step(on=day, answer=Answer.UNKNOWN, code="sip_need_unknown")
    still_open = [need for need in every if need.is_open(day)]
    both = one_of_each(method.parameters.co_occurring.value, still_open)
    if both:
        return Step(on=day, answer=Answer.YES, code="co_occurring", entries=both)
    disability = one_of_each((DISABILITY,), still_open)
    if disability:
        return Step(on=day, answer=Answer.YES, code="psychiatric_disability", entries=disability)
    return Step(on=day, answer=Answer.NO, code="sip_need_not_presumed")


# What is asked for again and again


def sip_asked(asked: Asked) -> tuple[Milestone, ...]:
    """One milestone where a need of SIP should be presumed at some time during the service.

    No source gives a last day, so it stays open until the person has been asked, or the service is
    over. Being asked during an earlier service is no answer, unless the SIP still runs.
    """
    episode = asked.episode
    steps = presumption_steps(asked.case, asked.method)
    last, died = episode.last or date.max, asked.died
    opens = _first_presumed(steps, episode.first, last)
    if opens is None:
        return ()
    first = first_asked(asked.case, after=episode.previous_last or date.min)
    if first is not None and first.on > last:
        first = None
    settled = None if died is not None and died[0] <= last else episode.last
    if first is not None:
        settled = max(first.on, opens)
    return (
        asked.milestone(
            opens=opens,
            since=opens,
            due=settled,
            due_known=settled,
            done=_until_asked(opens, first),
            belongs=_until_over(steps, episode.last),
        ),
    )


def _first_presumed(steps: tuple[Step, ...], first: date, last: date) -> date | None:
    ends = (*(plus_days(step.on, -1) for step in steps[1:]), date.max)
    for step, end in zip(steps, ends, strict=True):
        if step.answer is Answer.YES and step.on <= last and end >= first:
            return max(step.on, first)
    return None


def _until_asked(opens: date, first: SipAsked | SipInitiated | None) -> Iterator[Step]:
    if first is None or first.on > opens:
        yield Step(on=opens, answer=Answer.NO, code="sip_not_asked")
    if first is not None:
        when = facts(day=first.on)
        yield Step(
            on=first.on, answer=Answer.YES, code="sip_asked", entries=(first.id,), facts=when
        )


def _until_over(
    steps: tuple[Step, ...], service: date | None, sip: date | None = None
) -> Iterator[Step]:
    """The steps through the last day of the service or of the SIP, and a no from the day after."""
    last = min((day for day in (service, sip) if day is not None), default=None)
    for step in steps:
        if last is None or step.on <= last:
            yield step
    if last is not None:
        yield Step(
            on=plus_days(last, 1),
            answer=Answer.NO,
            code="sip_over" if last == sip else "service_over",
            facts=facts(day=last),
        )


def sip_followed_up(asked: Asked) -> tuple[Milestone, ...]:
    """One milestone for each follow-up that was agreed and falls in the service.

    Internal SIPs are followed up too. One agreed before the service goes on waiting in it.
    """
    episode = asked.episode
    found = []
    for sip in sips(asked.case):
        for wait in sip.waits():
            over = sip.ended.on if sip.ended is not None else None
            until = min(over or date.max, wait.held.on if wait.held is not None else date.max)
            if wait.since <= (episode.last or date.max) and until >= episode.first:
                waits = Step(
                    on=wait.since,
                    answer=Answer.YES,
                    code="sip_follow_up_waits",
                    facts=facts(day=wait.since),
                )
                found.append(
                    asked.milestone(
                        opens=max(wait.since, episode.first),
                        since=wait.since,
                        due=wait.due,
                        done=_until_held(wait),
                        belongs=_until_over((waits,), episode.last, over),
                    )
                )
    return tuple(found)


def _until_held(wait: SipWait) -> Iterator[Step]:
    agreed = facts(day=wait.since)
    yield Step(
        on=wait.since,
        answer=Answer.NO,
        code="sip_follow_up_waits",
        entries=(wait.entry,),
        facts=agreed,
    )
    if wait.held is not None:
        when, held = facts(day=wait.held.on), (wait.held.id,)
        yield Step(
            on=wait.held.on, answer=Answer.YES, code="sip_followed_up", entries=held, facts=when
        )


SINCE = date(2021, 1, 1)
"""The report was made during 2020; it gives its proposals no day of their own."""

SIP_RULES = (
    Rule(
        name="sip_asked",
        source=PRESUMED,
        since=SINCE,
        reads=frozenset(
            {Started, Ended, NeedAssessed, NeedClosed, SipAsked, SipInitiated, SipEnded}
        ),
        uses=("co_occurring",),
        milestones=sip_asked,
    ),
    Rule(
        name="sip_followed_up",
        source=A_PROCESS,
        since=SINCE,
        reads=frozenset({Started, Ended, SipInitiated, SipAgreed, SipFollowedUp, SipEnded}),
        uses=(),
        milestones=sip_followed_up,
    ),
)
"""For the recurring rules of a method. The partnership's agreement does not ask for a SIP."""
