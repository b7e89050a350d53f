"""A case as lanes side by side on one axis of days: bars for what lasts, marks for what happened.

Everything drawn is also said: each lane carries a description, and the entries stand in a table.
Nothing that anybody wrote in their own words is drawn or said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from attrs import field, frozen

from cm_method.adapters.html.pictures import Axis, Span
from cm_method.case.case import Case
from cm_method.case.chain import Chain, chain_of
from cm_method.case.consent import Consent, ConsentState, SharingMade, consents
from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.crisis_plans import (
    CrisisPlanAgreed,
    CrisisPlanReviewed,
    SituationChanged,
    crisis_plans_of,
)
from cm_method.case.episodes import (
    Ended,
    Episode,
    Paused,
    Reached,
    Returned,
    Started,
    WorkerChanged,
    episodes,
    worker_on,
)
from cm_method.case.links import matter
from cm_method.case.meetings import MeetingHeld
from cm_method.case.needs import CrisisLevelAssessed, NeedArea
from cm_method.case.participants import Died
from cm_method.case.parties import Parties
from cm_method.case.plans import GoalFollowedUp, PlanAgreed, plans_of
from cm_method.case.self_ratings import SelfRated
from cm_method.cohort.wording import capital
from cm_method.dates import plus_days
from cm_method.fields import row
from cm_method.journal import Entry
from cm_method.labels import label, shown, text, words
from cm_method.rules.findings import Finding
from cm_method.rules.method import Method


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
        return " ".join(f"{each.words}." for each in (*self.stripes, *self.marks))


@frozen(kw_only=True)
class Topic:
    """Some lanes under a heading."""

    name: str
    lanes: tuple[Lane, ...] = field(converter=row)


@frozen(kw_only=True, eq=False)
class Drawing:
    """What every lane of one case needs."""

    case: Case
    method: Method
    parties: Parties
    axis: Axis
    findings: tuple[Finding, ...]
    lang: str

    def topics(self) -> tuple[Topic, ...]:
        """The lanes by topic; a topic about which nothing is recorded is left out."""
        found = (
            ("service", [*self._service()]),
            ("plans", [*self._plans()]),
            ("contacts", [*self._contacts()]),
            ("chain", [*self._chain()]),
            ("consents", [*self._consents()]),
            ("ratings", [*self._ratings()]),
        )
        return tuple(
            Topic(name=self._t(f"html.case.{key}"), lanes=lanes) for key, lanes in found if lanes
        )

    def gaps(self) -> tuple[str, ...]:
        """The days on which nobody was accountable, and those on which two believed to be."""
        found = [each for chain in self.chains() for each in (*chain.gaps(), *chain.conflicts())]
        return tuple(each.explain(self.lang) for each in found)

    def chains(self) -> tuple[Chain, ...]:
        """The chain of every episode."""
        given = self.method.parameters
        return tuple(
            chain_of(
                self.case,
                episode,
                given.chain_parts.value,
                parties=self.parties,
                default=given.default_holder.value,
            )
            for episode in episodes(self.case)
        )

    # Drawing

    def _t(self, key: str, **places: object) -> str:
        return text(key, self.lang, **places)

    def _stripe(self, first: date, last: date | None, pattern: str, what: str) -> Stripe:
        key = "html.days" if last is not None else "html.days.on"
        days = self._t(key, first=first, last=last or self.case.on)
        end = self.case.on if last is None else last
        span = self.axis.span(first, max(first, end))
        return Stripe(span=span, pattern=pattern, words=f"{days}: {what}")

    def _mark(self, on: date, sign: str, what: str, figure: str = "") -> Mark:
        day = on.isoformat()
        return Mark(at=self.axis.at(on), sign=sign, words=f"{day}: {what}", figure=figure)

    def _marks(self, kind: type[Entry], sign: str) -> Iterator[Mark]:
        for entry in self.case.of_kind(kind):
            yield self._mark(entry.on, sign, self._t(f"entry.{entry.kind}"))

    def _deadlines(self, rule: str) -> Iterator[Mark]:
        """The deadlines of a rule, each with its answer."""
        for finding in self.findings:
            if finding.rule == rule and finding.due is not None and self.axis.covers(finding.due):
                what = self._t(
                    "html.case.deadline",
                    rule=self._t(f"rule.{rule}"),
                    verdict=label(finding.verdict, self.lang).lower(),
                )
                yield self._mark(finding.due, "deadline", what)

    # The topics

    def _service(self) -> Iterator[Lane]:
        every = episodes(self.case)
        stripes, note = [], ""
        for each in every:
            what = self._t("html.case.episode", number=each.number)
            stripes.append(self._stripe(each.first, each.last, "certain", what))
            stripes += self._pauses(each)
            if each.covers(self.case.on):
                note = self._t("html.case.worker", who=worker_on(self.case, each, self.case.on))
        marks = [
            *self._marks(Reached, "ring"),
            *self._marks(Started, "start"),
            *(
                self._mark(each.on, "change", f"{self._t('entry.worker_changed')} ({each.worker})")
                for each in self.case.of_kind(WorkerChanged)
            ),
            *(
                self._mark(
                    each.on, "end", f"{self._t('entry.ended')} ({label(each.reason, self.lang)})"
                )
                for each in self.case.of_kind(Ended)
            ),
            *self._marks(Died, "end"),
        ]
        if stripes or marks:
            name = self._t("html.case.service")
            yield Lane(name=name, note=note, stripes=stripes, marks=marks)
        meetings = [
            self._mark(each.on, "dot", f"{self._t('entry.meeting_held')}, {label(each.place, self.lang)}")
            for each in self.case.of_kind(MeetingHeld)
        ]
        if meetings:
            yield Lane(name=self._t("html.case.meetings"), marks=meetings)

    def _pauses(self, episode: Episode) -> Iterator[Stripe]:
        starts = {start.id for start in episode.starts}
        for pause in self.case.of_kind(Paused):
            if not self.case.standing_for(pause.start) & starts:
                continue
            back = [
                each.on
                for each in self.case.of_kind(Returned)
                if pause.id in self.case.standing_for(each.pause)
            ]
            last = plus_days(min(back), -1) if back else episode.last
            if last is None or last >= pause.on:
                yield self._stripe(pause.on, last, "rest", self._t("entry.paused"))

    def _plans(self) -> Iterator[Lane]:
        pairs: tuple[tuple[str, list[Stripe], list[Mark]], ...] = (
            (
                self._t("entry.plan_agreed"),
                [*self._versions(PlanAgreed)],
                [
                    *self._marks(PlanAgreed, "agreed"),
                    *self._marks(GoalFollowedUp, "check"),
                    *self._deadlines("plan_in_time"),
                ],
            ),
            (
                self._t("entry.crisis_plan_agreed"),
                [*self._versions(CrisisPlanAgreed)],
                [
                    *self._marks(CrisisPlanAgreed, "agreed"),
                    *self._marks(CrisisPlanReviewed, "check"),
                    *self._deadlines("crisis_plan_and_chain"),
                ],
            ),
        )
        for name, stripes, marks in pairs:
            if stripes or marks:
                yield Lane(name=capital(name), stripes=stripes, marks=marks)
        events = [
            *(
                self._mark(each.on, "alarm", label(each.change, self.lang))
                for each in self.case.of_kind(SituationChanged)
            ),
            *(
                self._mark(each.on, "level", self._level(each))
                for each in self.case.of_kind(CrisisLevelAssessed)
            ),
        ]
        if events:
            yield Lane(name=self._t("html.case.crises"), marks=events)

    def _level(self, each: CrisisLevelAssessed) -> str:
        level = shown(words(f"crisis_level.{each.level}"), self.lang)
        return f"{self._t('entry.crisis_level_assessed')} ({level})"

    def _versions(self, kind: type[PlanAgreed] | type[CrisisPlanAgreed]) -> Iterator[Stripe]:
        """The days of each version of a plan, until the next or the end of the service."""
        for episode in episodes(self.case):
            found: tuple[PlanAgreed | CrisisPlanAgreed, ...]
            found = (plans_of if kind is PlanAgreed else crisis_plans_of)(self.case, episode)
            for plan, after in pairwise((*found, None)):
                assert plan is not None
                last = episode.last if after is None else plus_days(after.on, -1)
                if last is None or last >= plan.on:
                    what = self._t("html.case.in_force", entry=plan.id)
                    yield self._stripe(plan.on, last, "certain", what)

    def _contacts(self) -> Iterator[Lane]:
        notes = self.case.of_kind(ContactFollowed)
        plans = self.case.of_kind(PlanAgreed)
        named = [path.contact for plan in plans for path in plan.contact_paths]
        priority = {contact for plan in plans for contact in plan.priority_contacts}
        codes = dict.fromkeys([*named, *(note.contact for note in notes)])
        for code in sorted(codes, key=lambda code: code not in priority):
            mine = [note for note in notes if note.contact == code]
            if not mine and code not in priority:
                continue
            marks = [
                self._mark(
                    note.planned_for or note.on, _OF_A_CONTACT[note.status], label(note.status, self.lang)
                )
                for note in mine
            ]
            note = self._t("html.case.priority") if code in priority else ""
            deadlines = self._deadlines("contacts_followed_through") if note else ()
            yield Lane(name=capital(code), note=note, marks=[*marks, *deadlines])

    def _chain(self) -> Iterator[Lane]:
        lanes: dict[str | None, tuple[NeedArea | None, list[Stripe]]] = {}
        whole = []
        now = {}
        for chain in self.chains():
            whole += [
                self._stripe(each.first, each.last, "certain", self._t("html.case.established"))
                for each in chain.established()
            ]
            for need, area, days in chain.matters():
                stripes = lanes.setdefault(need, (area, []))[1]
                for held in chain.held.get(need, ()):
                    last = _earlier(held.last, days.last)
                    first = max(held.first, days.first)
                    if last is None or first <= last:
                        stripes.append(self._stripe(first, last, "held", held.holder))
            for gap in chain.gaps():
                what = self._t("html.case.nobody")
                lanes[gap.need][1].append(self._stripe(gap.first, gap.last, "gap", what))
            for each in chain.conflicts():
                what = self._t("html.case.two", holder=each.holder, rival=each.rival)
                lanes[each.need][1].append(self._stripe(each.first, each.last, "two", what))
            if chain.episode.covers(self.case.on):
                now = {link.need: link.holder for link in chain.on(self.case.on)}
        if whole:
            yield Lane(name=self._t("html.case.established.lane"), stripes=whole)
        for need, (area, stripes) in lanes.items():
            who = now.get(need)
            note = self._t("html.case.held_now", who=who) if who else ""
            if need in now and who is None:
                note = self._t("html.case.nobody_now")
            yield Lane(
                name=capital(shown(matter(area), self.lang)),
                note=note,
                stripes=stripes,
            )

    def _consents(self) -> Iterator[Lane]:
        for each in consents(self.case):
            entry, state = each.entry, each.state(self.case.on)
            runs = state in (ConsentState.RUNS, ConsentState.NOT_YET)
            marks = []
            if each.withdrawn is not None:
                what = label(ConsentState.WITHDRAWN, self.lang)
                marks.append(self._mark(each.withdrawn, "cross", what))
            last = _last_day(each)
            stripes = []
            if each.opens <= last:
                what = label(entry.consent, self.lang)
                pattern = "certain" if runs else "rest"
                stripes.append(self._stripe(each.opens, last, pattern, what))
            between = self._t(
                "html.case.from_to",
                discloser=entry.discloser,
                recipients=(*entry.recipients, *entry.next_of_kin),
            )
            yield Lane(
                name=capital(label(entry.consent, self.lang)),
                note=f"{between}; {label(state, self.lang)}",
                stripes=stripes,
                marks=marks,
            )
        shared = [*self._marks(SharingMade, "dot")]
        if shared:
            yield Lane(name=self._t("html.case.sharings"), marks=shared)

    def _ratings(self) -> Iterator[Lane]:
        every = self.case.of_kind(SelfRated)
        for code in dict.fromkeys(each.instrument for each in every):
            instrument = self.method.instrument(code)
            marks = []
            for each in (rating for rating in every if rating.instrument == code):
                score = None if instrument is None else instrument.score(each)
                figure = "?" if score is None else str(score)
                what = self._t("html.case.score", score=figure)
                marks.append(self._mark(each.on, "level", what, figure))
            yield Lane(name=capital(shown(words(f"instrument.{code}"), self.lang)), marks=marks)


_OF_A_CONTACT = {
    ContactStatus.PLANNED: "ring",
    ContactStatus.ATTENDED: "dot",
    ContactStatus.MISSED: "cross",
    ContactStatus.BROKEN_OFF: "broken",
    ContactStatus.DROPPED: "minus",
}
"""The sign of what happened with a contact."""


def _earlier(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _last_day(each: Consent) -> date:
    before = None if each.withdrawn is None else plus_days(each.withdrawn, -1)
    return min(day for day in (each.entry.last, before, each.died) if day is not None)
