"""The verdicts of the five rules, asked day by day (readings R1-R24).

For every day the model looks at the entries that had happened by then and says whether the matter
is fulfilled. Nothing is remembered from one day to the next, and nothing is clever: a verdict is
read off these daily answers.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import sqrt

from cm_method.case.contacts import ContactFollowed, ContactStatus
from cm_method.case.crisis_plans import CrisisPlanAgreed
from cm_method.case.episodes import Ended, Reached, Started
from cm_method.case.needs import CrisisLevelAssessed, NeedAssessed, NeedClosed
from cm_method.case.participants import Died
from cm_method.case.plans import PlanAgreed
from cm_method.case.responsibility import (
    NeedLifted,
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
)
from cm_method.case.self_ratings import Instrument, Scoring, SelfRated
from cm_method.journal import Journal
from cm_method.rules.method import Counting, Method, Parameters, Span, StartDay
from tests.reference.record import Episode, Kinds, Record, in_order

ONE_DAY = timedelta(days=1)

LATER = "crisis_plan_and_chain_later"

COURSE: Kinds = (Started, Ended, Died)
RESTS_ON: dict[str, Kinds] = {
    "service_started": (Started, Died),
    "plan_in_time": (*COURSE, PlanAgreed),
    "contacts_followed_through": (*COURSE, PlanAgreed, ContactFollowed),
    "self_rated_improvement": (*COURSE, SelfRated),
    "crisis_plan_and_chain": (
        *COURSE,
        NeedAssessed,
        NeedClosed,
        CrisisLevelAssessed,
        CrisisPlanAgreed,
        ResponsibilityOffered,
        ResponsibilityAccepted,
        ResponsibilityRefused,
        OfferWithdrawn,
        ResponsibilityEnded,
        NeedLifted,
    ),
}


@dataclass(frozen=True)
class Answer:
    """What the model says about one episode and rule; *done_on* as long as it stays fulfilled."""

    verdict: str
    counts: bool
    due: date | None
    done_on: date | None = None
    marks: frozenset[str] = frozenset()
    disputed: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Question:
    """One rule asked about one episode, under the parameters, at one state of knowledge."""

    record: Record
    start: Started
    parameters: Parameters
    instruments: Mapping[str, Instrument]
    every_day: bool

    def episode(self, day: date) -> Episode:
        """The episode as it looked on a day; before it started, as on the day it did."""
        day = max(day, self.start.on)
        found = [e for e in self.record.episodes(by=day) if e.start == self.start]
        return found[0]

    def since(self, day: date) -> date:
        """The day from which the clocks count (R2)."""
        if self.parameters.start_day.value is StartDay.FIRST_REACHED:
            return self.record.reached(self.episode(day))
        return self.start.on

    def rests_on(self, rule: str) -> Kinds:
        """The kinds of entries that a rule rests on."""
        reached = self.parameters.start_day.value is StartDay.FIRST_REACHED
        return (*RESTS_ON[rule], Reached) if reached else RESTS_ON[rule]

    def days(self, first: date, last: date) -> Iterator[date]:
        """Every day from one to another - or those on which an answer can change at all.

        Something changes only on a day that has an entry, or on the day after one.
        """
        if self.every_day:
            for number in range((last - first).days + 1):
                yield first + number * ONE_DAY
        else:
            noted = {e.on for e in self.record.in_force}
            days = {first, last, *noted, *(day + ONE_DAY for day in noted)}
            yield from sorted(day for day in days if first <= day <= last)


def reference_answers(
    journal: Journal,
    method: Method,
    *,
    on: date,
    known: date | None = None,
    every_day: bool = True,
) -> dict[tuple[str, str], Answer]:
    """The answer of every rule for every episode, by rule and id of the start entry."""
    record = Record(journal.entries, known)
    instruments = {each.code: each for each in method.instruments}
    answers: dict[tuple[str, str], Answer] = {}
    in_period_before = 0
    for episode in record.episodes(by=on):
        start = episode.start
        if start.edition != method.code:
            continue
        in_period = method.period.first <= start.on
        in_period = in_period and (method.period.last is None or start.on <= method.period.last)
        first_of_person = in_period and not in_period_before
        in_period_before += in_period
        every = method.parameters.counting.value is Counting.EVERY_EPISODE
        counts = in_period if every else first_of_person
        asked = Question(record, start, method.parameters, instruments, every_day)
        for rule in method.rules:
            judge = JUDGES[rule.name]
            in_all = first_of_person if rule.name == "service_started" else counts
            answers[rule.name, start.id] = replace(judge(asked, on), counts=in_all)
        later = relevant_later(asked, on)
        if later is not None:
            answers[LATER, start.id] = replace(later, counts=counts)
    return answers


def reference_tallies(
    journals: Iterable[Journal], method: Method, *, on: date, known: date | None = None
) -> dict[str, Counter[str]]:
    """How many participants count with which verdict, rule by rule, by this model alone.

    The straightforward way for a benchmark to compare with: only days on which something can have
    changed are asked.
    """
    tallies: dict[str, Counter[str]] = {rule.name: Counter() for rule in method.rules}
    for journal in journals:
        answers = reference_answers(journal, method, on=on, known=known, every_day=False)
        for (rule, _), answer in answers.items():
            if answer.counts:
                tallies.setdefault(rule, Counter())[answer.verdict] += 1
    return tallies


def later_day(day: date, span: Span) -> date:
    """The day a number of days or calendar months later; a shorter month ends earlier (R4)."""
    if not span.months:
        return day + span.days * ONE_DAY
    month = day.year * 12 + day.month - 1 + span.months
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def verdict_on(
    asked: Question,
    on: date,
    rule: str,
    *,
    since: date,
    due: date,
    done: Callable[[date], bool | None],
    belongs: Callable[[date], bool | None] = lambda _: True,
) -> Answer:
    """The verdict from daily answers: yes, no, or None where nobody can know (R1, R8, R9)."""
    record = asked.record
    death = record.death(by=on)
    if death is not None and death < due:
        return Answer("excluded", True, due)
    if on < due:
        fulfilled = done(on) is True and belongs(on) is not False
        done_on = first_day_of_run(asked, done, since, on) if fulfilled else None
        return Answer("not_yet_due", True, due, done_on)
    if record.disputed(asked.rests_on(rule), by=due):
        return Answer("unknown", True, due, disputed=True)
    done_on = first_day_of_run(asked, done, since, due) if done(due) is True else None
    member = belongs(due)
    if member is False:
        return Answer("excluded", True, due)
    if member is None:
        return Answer("unknown", True, due, done_on)
    if done_on is not None:
        return Answer("met", True, due, done_on)
    if done(due) is None:
        return Answer("unknown", True, due)
    for day in asked.days(due + ONE_DAY, on):
        if done(day) is True:
            return Answer("met_late", True, due, day)
    return Answer("missed", True, due)


def first_day_of_run(
    asked: Question, done: Callable[[date], bool | None], first: date, last: date
) -> date:
    """The first of the days without a break up to *last* on which it was fulfilled."""
    answer = last
    for day in reversed(list(asked.days(first, last))):
        if done(day) is not True:
            break
        answer = day
    return answer


def left_before(asked: Question, on: date, due: date) -> set[str]:
    """The mark of those who had left before the deadline (R9)."""
    last = asked.episode(on).last
    return {"left_before_deadline"} if last is not None and last < due else set()


def marked(answer: Answer, marks: Iterable[str]) -> Answer:
    """The answer with what is shown beside it; beside a dispute there is nothing to show."""
    return answer if answer.disputed else replace(answer, marks=frozenset(marks))


# Target 1: the service started (R2, R7)


def service_started(asked: Question, on: date) -> Answer:
    day = asked.start.on
    return verdict_on(asked, on, "service_started", since=day, due=day, done=lambda _: True)


# Target 2: a clear plan in time (R2, R3, R12)


def is_clear(plan: PlanAgreed, parts: tuple[str, ...]) -> bool:
    has = {
        "goal": len(plan.goals) >= 1,
        "sub_goals": all(len(goal.sub_goals) >= 1 for goal in plan.goals),
        "contact_path": len(plan.contact_paths) >= 1,
        "with_participant": plan.with_participant,
    }
    return all(has[part] for part in parts)


def clear_plans(asked: Question, day: date) -> list[PlanAgreed]:
    """The clear plans of the episode so far: the one in force when it began, and those since."""
    episode, since = asked.episode(day), asked.since(day)
    plans = [
        plan
        for plan in asked.record.of(PlanAgreed, by=day)
        if not episode.is_before_it(plan.on) and not episode.is_after_it(plan.on)
    ]
    at_start = [plan for plan in plans if plan.on <= since]
    plans = at_start[-1:] + [plan for plan in plans if plan.on > since]
    return [plan for plan in plans if is_clear(plan, asked.parameters.plan_parts.value)]


def plan_in_time(asked: Question, on: date) -> Answer:
    parameters = asked.parameters
    since = asked.since(on)
    window_opens = since + parameters.plan_first_day.value * ONE_DAY

    def done(day: date) -> bool:
        return any(max(plan.on, since) >= window_opens for plan in clear_plans(asked, day))

    due = later_day(since, parameters.plan_deadline.value)
    answer = verdict_on(asked, on, "plan_in_time", since=since, due=due, done=done)
    marks = left_before(asked, on, due)
    ambition = later_day(since, parameters.plan_ambition.value)
    if any(done(day) for day in asked.days(since, min(on, ambition))):
        marks.add("within_ambition")
    return marked(answer, marks)


# Target 3: prioritised contacts followed through (R4, R14, R15)


def prioritising_plan(asked: Question, day: date) -> PlanAgreed | None:
    for plan in clear_plans(asked, day):
        if any(path.priority for path in plan.contact_paths):
            return plan
    return None


def prioritised(asked: Question, day: date) -> set[str] | None:
    plan = prioritising_plan(asked, day)
    return None if plan is None else {p.contact for p in plan.contact_paths if p.priority}


def notes_on(asked: Question, contact: str, day: date, due: date) -> list[ContactStatus]:
    """What was noted on a contact since the start that settles where it stands.

    Nobody leaves a set that is not agreed yet, nor after the due day: a contact dropped then stays
    as it was.
    """
    since = asked.since(day)
    plan = prioritising_plan(asked, min(day, due))
    agreed = since if plan is None else plan.on
    return [
        note.status
        for note in asked.record.of(ContactFollowed, by=day)
        if note.contact == contact
        and note.on >= since
        and note.status in (ContactStatus.ATTENDED, ContactStatus.BROKEN_OFF, ContactStatus.DROPPED)
        and not (note.status is ContactStatus.DROPPED and not agreed <= note.on <= due)
    ]


def has_left(asked: Question, contact: str, day: date, due: date) -> bool:
    """Whether the participant chose to drop the contact, by the due day, and never went since."""
    left = False
    for status in notes_on(asked, contact, day, due):
        if status is ContactStatus.DROPPED:
            left = True
        if status is ContactStatus.ATTENDED:
            left = False
    return left


def followed_through(asked: Question, contact: str, day: date, due: date) -> bool:
    notes = notes_on(asked, contact, day, due)
    return ContactStatus.ATTENDED in notes and notes[-1] is not ContactStatus.BROKEN_OFF


def contacts_followed_through(asked: Question, on: date) -> Answer:
    parameters = asked.parameters
    since = asked.since(on)
    due = later_day(since, parameters.contacts_deadline.value)

    def done(day: date) -> bool | None:
        contacts = prioritised(asked, min(day, due))
        if contacts is None:
            return None
        kept = [c for c in contacts if not has_left(asked, c, day, due)]
        followed = [c for c in kept if followed_through(asked, c, day, due)]
        return bool(kept) and 100 * len(followed) >= parameters.contacts_percent.value * len(kept)

    def belongs(day: date) -> bool:
        contacts = prioritised(asked, min(day, due))
        return contacts is None or not all(has_left(asked, c, day, due) for c in contacts)

    answer = verdict_on(
        asked, on, "contacts_followed_through", since=since, due=due, done=done, belongs=belongs
    )
    return marked(answer, left_before(asked, on, due))


# Target 4: self-rated improvement (R16, R17)


def score_of(rating: SelfRated, instrument: Instrument) -> int | None:
    """The score, or None where it is no valid rating by the instrument (R19)."""
    score = rating.score
    if rating.answers:
        given = [answer for answer in rating.answers if answer is not None]
        missing = len(rating.answers) - len(given)
        if len(rating.answers) != instrument.items:
            return None
        if any(not instrument.lowest_answer <= a <= instrument.highest_answer for a in given):
            return None
        if instrument.scoring is Scoring.SUM:
            score = sum(given) if missing == 0 else None
        elif instrument.scoring is Scoring.DE_JONG_GIERVELD_6:
            lonely = [{1, 2}, {1, 2}, {1, 2}, {2, 3}, {2, 3}, {2, 3}]
            points = [answer in lonely[i] for i, answer in enumerate(rating.answers)]
            score = sum(points) if missing <= 1 else None
    if score is None or not instrument.lowest <= score <= instrument.highest:
        return None
    return score


@dataclass(frozen=True)
class Rated:
    """The scores before and after by the instrument of one dimension, None where there is none."""

    instrument: Instrument
    before: int | None
    after: int | None
    marks: frozenset[str]

    @property
    def better(self) -> int | None:
        """The change in the favourable direction, where both scores are there."""
        if self.before is None or self.after is None:
            return None
        change = self.after - self.before
        return change if self.instrument.higher_is_better else -change

    @property
    def is_at_best_before(self) -> bool:
        instrument = self.instrument
        best = instrument.highest if instrument.higher_is_better else instrument.lowest
        return self.before == best

    @property
    def is_reliable(self) -> bool | None:
        """Jacobson-Truax: beyond 1.96 standard errors of a difference; None without SD and r."""
        sd, reliability = self.instrument.sd, self.instrument.reliability
        if self.better is None or sd is None or reliability is None:
            return None
        return abs(self.better) / (float(sd) * sqrt(2) * sqrt(1 - float(reliability))) > 1.96


def rated_by(asked: Question, code: str, since: date, end: date, due: date) -> Rated:
    """The rating after, and the one before it; a rating that stands alone is the one before."""
    parameters = asked.parameters
    instrument = asked.instruments[code]
    scores: dict[date, int] = {}
    for rating in asked.record.of(SelfRated, by=due):
        if rating.instrument == code:
            score = score_of(rating, instrument)
            if score is not None:
                scores[rating.on] = score
    early = end - parameters.rating_early_after_days.value * ONE_DAY
    from_end = [day for day in scores if end <= day <= due]
    just_before_end = [day for day in scores if early <= day < end]
    after = max(from_end or just_before_end, default=None)
    by_end = [day for day in scores if day <= end]
    if not by_end:
        return Rated(instrument, None, None, frozenset())
    earlier = [day for day in by_end if after is None or day < after]
    if not earlier:
        after, earlier = None, by_end
    near = [d for d in earlier if abs((d - since).days) <= parameters.rating_before_days.value]
    late = [day for day in earlier if day > since]
    marks = {"after_early"} if after is not None and after < end else set()
    if near:
        before = min(near, key=lambda day: (abs((day - since).days), day))
    elif late:
        before = min(late)
        marks.add("before_late")
    else:
        before = max(earlier)
        marks.add("before_stale")
    score_after = None if after is None else scores[after]
    return Rated(instrument, scores[before], score_after, frozenset(marks))


def rating_marks(rated: list[Rated], least: int) -> set[str]:
    """What is shown beside the verdict (R17)."""
    pairs = [(each, each.better) for each in rated if each.better is not None]
    marks = {mark for pair, _ in pairs for mark in pair.marks}
    for pair, better in pairs:
        if better < 0:
            marks.add("worsened")
        if pair.is_reliable is None:
            marks.add("reliability_unknown")
        elif pair.is_reliable:
            marks.add("reliably_improved" if better > 0 else "reliably_worsened")
    improved = any(better >= least for _, better in pairs)
    if improved and len(pairs) == len(rated) and "worsened" not in marks:
        marks.add("improved_not_worse")
    begun = [each for each in rated if each.before is not None]
    if pairs and all(each.is_at_best_before for each in begun):
        marks.add("at_best_before")
    return marks


def self_rated_improvement(asked: Question, on: date) -> Answer:
    parameters = asked.parameters
    since, end = asked.since(on), asked.episode(on).last
    if end is None:
        return Answer("not_yet_due", True, None)
    due = end + parameters.rating_after_days.value * ONE_DAY
    least = parameters.minimum_change.value
    codes = [code for _, code in parameters.primary_instruments.value] if on >= due else []
    rated = [rated_by(asked, code, since, end, due) for code in codes]
    changes = [each.better for each in rated]

    def done(day: date) -> bool | None:
        """Judged on the due day, and only then."""
        if day < due:
            return False
        if any(change is not None and change >= least for change in changes):
            return True
        return None if None in changes or not changes else False

    answer = verdict_on(asked, on, "self_rated_improvement", since=due, due=due, done=done)
    return marked(answer, rating_marks(rated, least))


# Target 5: crisis plan and chain of responsibility (R20, R21, R23, R24)


def open_needs(record: Record, day: date) -> list[NeedAssessed]:
    """The needs open on a day; a need is open through the day it is closed."""
    closed = {
        id
        for closing in record.of(NeedClosed, by=day - ONE_DAY)
        for id in record.stand_ins(closing.need)
    }
    return [need for need in record.of(NeedAssessed, by=day) if need.id not in closed]


def levels_on_scale(asked: Question, day: date) -> list[CrisisLevelAssessed]:
    scale = asked.parameters.crisis_scale.value
    levels = scale.levels if scale is not None else ()
    assessed = asked.record.of(CrisisLevelAssessed, by=day)
    return [each for each in assessed if each.level in levels]


def is_relevant(asked: Question, day: date) -> bool:
    """Co-occurring disorders, or a crisis level in force that reaches the threshold (R20).

    Asked only on days of service: what comes up after the end is of no episode that has ended.
    """
    if asked.episode(day).is_after_it(day):
        return False
    areas = {need.area for need in open_needs(asked.record, day)}
    groups = asked.parameters.co_occurring.value
    if groups and all(areas & set(group) for group in groups):
        return True
    scale = asked.parameters.crisis_scale.value
    levels = levels_on_scale(asked, day)
    if scale is None or not levels:
        return False
    of_the_day = [each for each in levels if each.on == day] or levels[-1:]
    least = scale.levels.index(scale.threshold)
    return any(scale.levels.index(each.level) >= least for each in of_the_day)


def is_assessed(asked: Question, day: date) -> bool:
    """Whether a need or a crisis level was assessed at all, by a day of service."""
    last = asked.episode(day).last
    day = day if last is None else min(day, last)
    return bool(asked.record.of(NeedAssessed, by=day) or levels_on_scale(asked, day))


def crisis_plan_in_force(asked: Question, day: date) -> bool:
    """Whether the crisis or safety plan of the day is complete (R21)."""
    episode = asked.episode(day)
    plans = [
        plan
        for plan in asked.record.of(CrisisPlanAgreed, by=day)
        if not episode.is_before_it(plan.on)
    ]
    if not plans or episode.is_after_it(day):
        return False
    plan = plans[-1]
    has = {
        "warning_signs": bool(plan.warning_signs),
        "coping": bool(plan.coping),
        "distractions": bool(plan.distractions),
        "supporters": bool(plan.supporters),
        "professionals": bool(plan.professionals),
        "any_hour": any(contact.any_hour for contact in plan.professionals),
        "safe_surroundings": bool(plan.safe_surroundings),
        "with_participant": plan.with_participant,
    }
    return all(has[part] for part in asked.parameters.crisis_plan_parts.value)


@dataclass
class Held:
    """Who holds one matter since they took it on, and the last day held where it was let go."""

    holder: str
    ground: ResponsibilityAccepted | NeedLifted
    last: date | None

    def on(self, day: date) -> bool:
        return self.last is None or day <= self.last


@dataclass(frozen=True)
class Taken:
    """Somebody takes a matter on, by accepting an offer or by lifting a need."""

    matter: str | None
    who: str
    giver: str | None
    ground: ResponsibilityAccepted | NeedLifted


def holders(asked: Question, day: date) -> dict[str | None, Held]:
    """Who holds each need, and the crisis (None), by the end of a day (R23, R24).

    An acceptance counts while the giver holds, or where nobody does; a lifting only where nobody
    does. What was let go of before it was taken on was never held.
    """
    record, episode = asked.record, asked.episode(day)
    held: dict[str | None, Held] = {}
    accepted = [
        Taken(matter_of(record, offer.need), offer.receiver, offer.giver, yes)
        for yes in record.of(ResponsibilityAccepted, by=day)
        for offer in record.of(ResponsibilityOffered, by=yes.on)
        if offer.id in record.stand_ins(yes.offer) and not was_closed(record, offer, yes)
    ]
    lifted = [
        Taken(matter_of(record, lift.need), lift.lifter, None, lift)
        for lift in record.of(NeedLifted, by=day)
    ]
    waiting = [taken for taken in (*accepted, *lifted) if not episode.is_before_it(taken.ground.on)]
    for today in sorted({taken.ground.on for taken in waiting}):
        while taken := next(
            (t for t in waiting if t.ground.on == today and is_free(held, t)), None
        ):
            waiting.remove(taken)
            last = last_day_held(record, taken.ground, day)
            if last is None or today <= last:
                now = held.get(taken.matter)
                if now is not None and now.on(today) and now.holder == taken.who == taken.giver:
                    # To let go of what came before is to let go of the renewed terms too.
                    last = min((each for each in (last, now.last) if each), default=None)
                held[taken.matter] = Held(taken.who, taken.ground, last)
    return {need: each for need, each in held.items() if each.on(day)}


def matter_of(record: Record, need: str | None) -> str | None:
    """The need under the id it has today; None for the crisis."""
    return None if need is None else min(record.stand_ins(need), default=need)


def is_free(held: Mapping[str | None, Held], taken: Taken) -> bool:
    """Whether nobody holds what is taken on, or the giver does."""
    now = held.get(taken.matter)
    if now is None or not now.on(taken.ground.on):
        return True
    if isinstance(taken.ground, NeedLifted):
        return False
    return now.holder == taken.giver or (taken.giver is None and now.last == taken.ground.on)


def was_closed(
    record: Record, offer: ResponsibilityOffered, accepted: ResponsibilityAccepted
) -> bool:
    """Whether the offer was refused or withdrawn before it was accepted."""
    closings: list[ResponsibilityRefused | OfferWithdrawn] = [
        *record.of(ResponsibilityRefused, by=accepted.on),
        *record.of(OfferWithdrawn, by=accepted.on),
    ]
    return any(
        offer.id in record.stand_ins(no.offer) and in_order(no) < in_order(accepted)
        for no in closings
    )


def last_day_held(
    record: Record, ground: ResponsibilityAccepted | NeedLifted, day: date
) -> date | None:
    endings = [
        ending.on
        for ending in record.of(ResponsibilityEnded, by=day)
        if ground.id in record.stand_ins(ending.acceptance)
    ]
    return min(endings, default=None)


def chain_in_force(asked: Question, day: date) -> bool:
    """Whether every open need and the crisis have a holder with all that is asked for (R23)."""
    if not asked.record.of(NeedAssessed, by=day) or asked.episode(day).is_after_it(day):
        return False
    held = holders(asked, day)
    parts = asked.parameters.chain_parts.value
    for matter in [*(need.id for need in open_needs(asked.record, day)), None]:
        if matter not in held:
            return False
        holder, ground = held[matter].holder, held[matter].ground
        reached = isinstance(ground, ResponsibilityAccepted) and ground.any_hour is not None
        has = {
            "contact_path": ground.contact_path is not None,
            "stand_in": ground.stand_in not in {None, holder},
            "any_hour": reached or matter is not None,
        }
        if not all(has[part] for part in parts):
            return False
    return True


def both_in_force(asked: Question, day: date) -> bool:
    return crisis_plan_in_force(asked, day) and chain_in_force(asked, day)


def crisis_plan_and_chain(asked: Question, on: date) -> Answer:
    parameters = asked.parameters
    since = asked.since(on)
    due = later_day(since, parameters.crisis_deadline.value)

    reached = first_day(asked, since, on, both_in_force)
    relevant = first_day(asked, since, min(on, due), is_relevant)

    def done(day: date) -> bool:
        return reached is not None and reached <= day

    def belongs(day: date) -> bool | None:
        if relevant is not None and relevant <= day:
            return True
        return False if is_assessed(asked, min(day, due)) else None

    rule = "crisis_plan_and_chain"
    answer = verdict_on(asked, on, rule, since=since, due=due, done=done, belongs=belongs)
    marks = left_before(asked, on, due)
    if relevant is not None and relevant >= since + parameters.short_notice_day.value * ONE_DAY:
        marks.add("short_notice")
    if on >= due and both_in_force(asked, due):
        marks.add("in_force_on_deadline")
    return marked(answer, marks)


def first_day(
    asked: Question, first: date, last: date, holds: Callable[[Question, date], bool]
) -> date | None:
    """The first day in a span on which something holds."""
    return next((day for day in asked.days(first, last) if holds(asked, day)), None)


def relevant_later(asked: Question, on: date) -> Answer | None:
    """The milestone of who became relevant only after day 56: 56 days from that day (R20)."""
    since = asked.since(on)
    window_closes = later_day(since, asked.parameters.crisis_deadline.value)
    if first_day(asked, since, min(on, window_closes), is_relevant):
        return None
    relevant = first_day(asked, window_closes + ONE_DAY, on, is_relevant)
    if relevant is None:
        return None
    due = later_day(relevant, asked.parameters.crisis_deadline.value)
    reached = first_day(asked, since, on, both_in_force)

    def done(day: date) -> bool:
        return reached is not None and reached <= day

    rule = "crisis_plan_and_chain"
    answer = verdict_on(asked, on, rule, since=since, due=due, done=done)
    return marked(answer, left_before(asked, on, due))


JUDGES: dict[str, Callable[[Question, date], Answer]] = {
    "service_started": service_started,
    "plan_in_time": plan_in_time,
    "contacts_followed_through": contacts_followed_through,
    "self_rated_improvement": self_rated_improvement,
    "crisis_plan_and_chain": crisis_plan_and_chain,
}
