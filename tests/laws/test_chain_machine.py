"""The chain of a case driven step by step, compared day by day with a slow model of it (R23, R24).

A small world finds more: three needs and the crisis, four who may hold, a dozen days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cm_method.case.case import Case
from cm_method.case.chain import CHAIN_PARTS, Chain, DefaultHolder, chain_of
from cm_method.case.episodes import Ended, EndReason, Started, episodes
from cm_method.case.needs import NeedArea, NeedAssessed, NeedClosed
from cm_method.case.parties import (
    LegalForm,
    Parties,
    PartyJoined,
    PartyLeft,
    WorkerJoined,
    WorkerLeft,
)
from cm_method.case.responsibility import (
    AbsenceEnded,
    AbsenceNoted,
    LiftedTo,
    NeedLifted,
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
)
from cm_method.dates import Period, plus_days
from cm_method.journal import Entry, Journal, Retracted, RetractionReason
from tests.reference.chain import SlowChain, Told

pytestmark = pytest.mark.search

SUBJECT = "P-0001"
FIRST = date(2026, 11, 16)
LAST = plus_days(FIRST, 15)
WORLD = tuple(plus_days(FIRST, number) for number in range(-2, 16))
HOLDERS = ("hm", "hsf", "cm-1", "psyk")
"""Two parties, a worker of the first, and an actor outside the partnership."""

STEPS_UNDER_CI = 10_000
SHARE = 4
"""How many times the examples of a profile are tried."""

SOME_DAYS = st.integers(0, 11)
SOON = st.sampled_from((0, 0, 0, 1, 1, 2, 4, -1))
LATE = st.sampled_from((0, 0, 0, 1, 3, 6))
PARTY = st.sampled_from(HOLDERS)
CODE = st.sampled_from((*HOLDERS, None))

Days = dict[date, Any]


def by_day(chain: Chain, on: date) -> dict[str, Days]:
    """What the library tells, spread out over the days of the world."""
    conflicts: Days = defaultdict(set)
    for c in chain.conflicts():
        for day in spread(c):
            conflicts[day].add((c.need, c.holder, c.rival, c.why.value, c.entries[1]))
    gaps: Days = defaultdict(set)
    for gap in chain.gaps():
        for day in spread(gap):
            gaps[day].add(gap.need)
    matters = (None, *(need.id for need in chain.needs))
    held = {day: {m: h for m in matters if (h := chain.holding(m, day))} for day in WORLD}
    return {
        "held": {day: {m: (h.holder, h.ground.id) for m, h in held[day].items()} for day in WORLD},
        "gaps": {day: gaps[day] for day in WORLD if day <= on},
        "conflicts": {day: conflicts[day] for day in WORLD},
        "established": {day: any(day in period for period in chain.established()) for day in WORLD},
        "nothing_missing": {day: not chain.missing(day) for day in WORLD if in_service(chain, day)},
        "links": {
            day: {(link.need, link.holder, link.since, link.acting) for link in chain.on(day)}
            for day in WORLD
        },
    }


def by_day_slowly(slow: SlowChain, days: dict[date, Told], on: date) -> dict[str, Days]:
    """The same, as the model tells it."""
    return {
        "held": {
            day: {
                m: (taken.who, taken.by.id)
                for m, taken in days[day].held.items()
                if m is None or m in {need.id for need in slow.record.of(NeedAssessed, by=on)}
            }
            for day in WORLD
        },
        "gaps": {day: days[day].gaps() for day in WORLD if day <= on},
        "conflicts": {day: days[day].conflicts() for day in WORLD},
        "established": {day: days[day].established for day in WORLD},
        "nothing_missing": {day: days[day].established for day in WORLD if days[day].matters},
        "links": {
            day: {(matter, *link(slow, days, day, matter)) for matter in days[day].matters}
            for day in WORLD
        },
    }


def link(slow: SlowChain, days: dict[date, Told], day: date, matter: str | None) -> tuple[Any, ...]:
    """Holder, since when without a break, and who acts."""
    taken = days[day].held.get(matter)
    if taken is None:
        return None, None, None
    since = day
    while (before := days.get(plus_days(since, -1))) and (earlier := before.held.get(matter)):
        if earlier.who != taken.who:
            break
        since = plus_days(since, -1)
    return taken.who, since, slow.acting(taken, day)


def in_service(chain: Chain, day: date) -> bool:
    return chain.episode.covers(day)


def spread(span: Any) -> Iterable[date]:
    return (day for day in WORLD if day in Period(first=span.first, last=span.last))


class ChainMachine(RuleBasedStateMachine):
    """One case and the partnership around it, in whatever order things are written down."""

    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.journal = Journal(subject=SUBJECT)
        self.partnership = Journal(subject="partnership")
        self.written: dict[str, Entry] = {}
        self.starts: list[str] = []
        self.needs_assessed = 0
        self.remembered: list[tuple[date, date, list[dict[str, Days]]]] = []

    anything = Bundle[str]("anything")
    needs = Bundle[str]("needs")
    offers = Bundle[str]("offers")
    grounds = Bundle[str]("grounds")
    absences = Bundle[str]("absences")

    # Writing

    def note(self, kind: type[Entry], on: date, late: int, **payload: Any) -> str:
        by = HOLDERS[len(self.written) % 2]
        id = f"{by}-{len(self.written) + 1}"
        return self.take(kind(id=id, on=on, recorded=plus_days(on, late), by=by, **payload))

    def take(self, entry: Entry) -> str:
        self.written[entry.id] = entry
        if isinstance(entry, PartyJoined | PartyLeft | WorkerJoined | WorkerLeft):
            self.partnership = self.partnership.with_entries(entry)
        else:
            self.journal = self.journal.with_entries(entry)
        # What was said at a state of knowledge may change only by what was recorded by then.
        self.remembered = [kept for kept in self.remembered if kept[1] < entry.recorded]
        return entry.id

    def after(self, id: str, days: int) -> date:
        return plus_days(self.written[id].on, days)

    # Reading

    def told(self, on: date, known: date | None) -> list[tuple[Chain, SlowChain, dict[date, Told]]]:
        """Every episode's chain, by the library and by the model."""
        case = Case.of(self.journal, on=on, known=known)
        parties = Parties.of(self.partnership, known=known)
        slow = SlowChain(self.journal, self.partnership, on=on, known=known, parts=CHAIN_PARTS)
        mine = episodes(case)
        assert [e.first for e in mine] == [e.first for e in slow.episodes]
        return [
            (
                chain_of(case, each, CHAIN_PARTS, parties=parties),
                slow,
                dict(slow.days(other, WORLD[0], LAST)),
            )
            for each, other in zip(mine, slow.episodes, strict=True)
        ]

    def library(self, on: date, known: date | None, journal: Journal) -> list[dict[str, Days]]:
        case = Case.of(journal, on=on, known=known)
        parties = Parties.of(self.partnership, known=known)
        return [
            by_day(chain_of(case, each, CHAIN_PARTS, parties=parties), on)
            for each in episodes(case)
        ]

    # The steps

    @initialize()
    def begin(self) -> None:
        form = LegalForm.ASSOCIATION
        self.note(PartyJoined, plus_days(FIRST, -100), 0, party="hm", name="A", legal_form=form)
        self.note(PartyJoined, FIRST, 0, party="hsf", name="B", legal_form=form)
        self.note(WorkerJoined, plus_days(FIRST, 3), 0, worker="cm-1", party="hm")
        self.start(FIRST, 0)

    def start(self, on: date, late: int) -> None:
        """Not corrected here: what is an episode when starts compete is another machine's."""
        self.starts.append(self.note(Started, on, late, worker="cm-1", edition="any"))

    @rule(target=anything, day=SOME_DAYS, late=LATE)
    def service_ends(self, day: int, late: int) -> str:
        on = plus_days(FIRST, day)
        return self.note(Ended, on, late, start=self.starts[-1], reason=EndReason.OWN_CHOICE)

    @precondition(lambda self: len(self.starts) == 1)
    @rule(day=SOME_DAYS, late=LATE)
    def service_starts_again(self, day: int, late: int) -> None:
        self.start(plus_days(FIRST, day), late)

    @precondition(lambda self: self.needs_assessed < 3)
    @rule(targets=(needs, anything), day=st.integers(0, 5), late=LATE)
    def assess(self, day: int, late: int) -> str:
        self.needs_assessed += 1
        return self.note(NeedAssessed, plus_days(FIRST, day), late, area=NeedArea.MONEY)

    @rule(target=anything, need=needs, day=SOME_DAYS, late=LATE)
    def close(self, need: str, day: int, late: int) -> str:
        return self.note(NeedClosed, plus_days(FIRST, day), late, need=need)

    @rule(
        targets=(offers, anything),
        need=st.none() | needs,
        giver=CODE,
        receiver=PARTY,
        day=SOME_DAYS,
        late=LATE,
    )
    def offer(self, need: str | None, giver: str | None, receiver: str, day: int, late: int) -> str:
        on = plus_days(FIRST, day)
        said = {"need": need, "giver": giver, "receiver": receiver}
        return self.note(ResponsibilityOffered, on, late, **said)

    @rule(target=anything, ground=grounds, receiver=PARTY, days=SOON, answer=SOON, late=LATE)
    def hand_over(self, ground: str, receiver: str, days: int, answer: int, late: int) -> Any:
        """Who once took it on offers it further, and it is accepted."""
        taken = self.written[ground]
        if isinstance(taken, NeedLifted):
            need: str | None = taken.need
            giver = taken.lifter
        else:
            assert isinstance(taken, ResponsibilityAccepted)
            offered = self.written[taken.offer]
            assert isinstance(offered, ResponsibilityOffered)
            need, giver = offered.need, offered.receiver
        said = {"need": need, "giver": giver, "receiver": receiver}
        offer = self.note(ResponsibilityOffered, self.after(ground, days), late, **said)
        answered = self.accepted(offer, answer, late, whole=True)
        return multiple(offer, answered)

    def accepted(
        self, offer: str, days: int, late: int, *, whole: bool, stand_in: str | None = "cm-2"
    ) -> str:
        reach = "08-1" if whole else None
        parts = {"contact_path": "08-1", "any_hour": reach, "stand_in": stand_in}
        return self.note(
            ResponsibilityAccepted, self.after(offer, days), late, offer=offer, **parts
        )

    @rule(
        targets=(grounds, anything),
        offer=offers,
        days=SOON,
        late=LATE,
        whole=st.sampled_from((True, True, False)),
        stand_in=CODE,
    )
    def accept(self, offer: str, days: int, late: int, whole: bool, stand_in: str | None) -> str:
        return self.accepted(offer, days, late, whole=whole, stand_in=stand_in)

    @rule(
        targets=(grounds, anything),
        need=st.none() | needs,
        receiver=PARTY,
        day=SOME_DAYS,
        late=LATE,
    )
    def answer_for(self, need: str | None, receiver: str, day: int, late: int) -> str:
        """Offered to somebody by nobody, and accepted at once."""
        said = {"need": need, "giver": None, "receiver": receiver}
        offer = self.note(ResponsibilityOffered, plus_days(FIRST, day), late, **said)
        return self.accepted(offer, 0, late, whole=True)

    @rule(
        target=anything,
        offer=offers,
        days=SOON,
        late=LATE,
        kind=st.sampled_from((ResponsibilityRefused, OfferWithdrawn)),
    )
    def say_no(
        self,
        offer: str,
        days: int,
        late: int,
        kind: type[ResponsibilityRefused | OfferWithdrawn],
    ) -> str:
        return self.note(kind, self.after(offer, days), late, offer=offer)

    @rule(target=anything, ground=grounds, days=SOON, late=LATE)
    def let_go(self, ground: str, days: int, late: int) -> str:
        return self.note(ResponsibilityEnded, self.after(ground, days), late, acceptance=ground)

    @rule(targets=(grounds, anything), need=needs, lifter=PARTY, day=SOME_DAYS, late=LATE)
    def lift(self, need: str, lifter: str, day: int, late: int) -> str:
        to = LiftedTo.STEERING_GROUP
        on = plus_days(FIRST, day)
        return self.note(NeedLifted, on, late, need=need, lifter=lifter, lifted_to=to)

    @rule(targets=(absences, anything), absent=PARTY, day=SOME_DAYS, length=st.integers(0, 4))
    def be_away(self, absent: str, day: int, length: int) -> str:
        first = plus_days(FIRST, day)
        last = plus_days(first, length) if length else None
        return self.note(AbsenceNoted, FIRST, 0, absent=absent, first=first, last=last)

    @rule(target=anything, absence=absences, day=SOME_DAYS, late=LATE)
    def come_back(self, absence: str, day: int, late: int) -> str:
        return self.note(AbsenceEnded, plus_days(FIRST, day), late, absence=absence)

    @rule(who=st.sampled_from(("hm", "hsf", "cm-1")), day=st.integers(3, 12), late=LATE)
    def leave(self, who: str, day: int, late: int) -> None:
        joined = [
            entry.id
            for entry in self.written.values()
            if who in {getattr(entry, "worker", None), getattr(entry, "party", None)}
            and isinstance(entry, WorkerJoined if who == "cm-1" else PartyJoined)
        ]
        kind = WorkerLeft if who == "cm-1" else PartyLeft
        self.note(kind, plus_days(FIRST, day), late, joined=joined[-1])

    @rule(who=st.sampled_from(("hsf", "cm-1")), day=st.integers(3, 12), late=LATE)
    def join_again(self, who: str, day: int, late: int) -> None:
        on = plus_days(FIRST, day)
        if who == "cm-1":
            self.note(WorkerJoined, on, late, worker="cm-1", party="hm")
        else:
            self.note(PartyJoined, on, late, party="hsf", name="B", legal_form=LegalForm.COMMITTEE)

    @rule(
        target=anything, named=st.lists(anything, min_size=1, max_size=2), late=LATE, day=SOME_DAYS
    )
    def correct(self, named: list[str], late: int, day: int) -> str:
        """The first one's content on another day; two at once settle or join."""
        first = self.written[named[0]]
        on = plus_days(FIRST, day)
        recorded = plus_days(max(on, first.recorded), late)
        id = f"{first.by}-{len(self.written) + 1}"
        return self.take(
            attrs.evolve(first, id=id, on=on, recorded=recorded, corrects=frozenset(named))
        )

    @rule(target=anything, id=anything, late=LATE)
    def retract(self, id: str, late: int) -> str:
        late += (self.written[id].recorded - self.written[id].on).days
        reason = RetractionReason.DID_NOT_HAPPEN
        return self.note(Retracted, self.written[id].on, late, corrects=[id], reason=reason)

    # Laws

    @rule(chance=st.randoms(use_true_random=False))
    def order_and_repetition_of_entries_are_irrelevant(self, chance: Any) -> None:
        """Law 3 and law 4: two halves that share some, merged either way and again."""
        entries = [*self.journal.entries, *self.journal.entries[::2]]
        chance.shuffle(entries)
        assert Journal(subject=SUBJECT, entries=tuple(entries)) == self.journal
        cut = chance.randint(0, len(entries))
        one = Journal(subject=SUBJECT, entries=tuple(entries[:cut]))
        other = Journal(subject=SUBJECT, entries=tuple(entries[max(0, cut - 2) :]))
        merged = one.merge(other)
        assert merged == self.journal == other.merge(one) == merged.merge(one).merge(other)
        assert self.library(LAST, None, merged) == self.library(LAST, None, self.journal)

    @rule(day=SOME_DAYS, known=SOME_DAYS)
    def remember_what_is_known(self, day: int, known: int) -> None:
        on, by = plus_days(FIRST, day), plus_days(FIRST, known)
        self.remembered.append((on, by, self.library(on, by, self.journal)))

    @invariant()
    def as_known_on_a_day_later_recordings_change_nothing(self) -> None:
        """Law 5."""
        for on, known, said in self.remembered[-1:]:
            assert self.library(on, known, self.journal) == said

    @invariant()
    def every_day_is_as_the_model_tells_it(self) -> None:
        type(self).steps += 1
        count = len(self.written)
        clocks: list[tuple[date, date | None]] = [(LAST, None)]
        if count % 2:
            clocks = [(WORLD[count * 5 % len(WORLD)], plus_days(FIRST, count * 7 % 17))]
        for on, known in clocks:
            for chain, slow, days in self.told(on, known):
                found, expected = by_day(chain, on), by_day_slowly(slow, days, on)
                for about, answers in expected.items():
                    assert found[about] == answers, about
                self.only_endings_leavings_and_needs_not_yet_accepted_open_a_gap(chain, slow, days)
                self.no_matter_has_two_holders(chain)
                self.by_default_only_what_was_held_before_is_a_gap(chain, days)

    def only_endings_leavings_and_needs_not_yet_accepted_open_a_gap(
        self, chain: Chain, slow: SlowChain, days: dict[date, Told]
    ) -> None:
        """Law 8, gap by gap, with the exact day on which each opens."""
        opened = {matter: span.first for matter, _, span in chain.matters()}
        ended = {end.on for end in slow.record.of(ResponsibilityEnded, by=slow.on)}
        for gap in chain.gaps():
            day_before = plus_days(gap.first, -1)
            before = days[day_before].held.get(gap.need) if day_before in days else None
            if before is None or gap.first == opened[gap.need]:
                assert gap.first == opened[gap.need]
            else:
                gone = slow.has_left(before.who, gap.first)
                assert gone or day_before in ended
                assert gap.why.value == (
                    "ended_without_receiver" if slow.let_go(before, gap.first) else "holder_left"
                )
                assert (gap.who, gap.day) == (before.who, day_before)
            closed = gap.last is not None and plus_days(gap.last, 1) in days
            if closed and gap.last is not None:
                after = days[plus_days(gap.last, 1)]
                assert gap.need in after.held or gap.need not in after.matters

    @staticmethod
    def no_matter_has_two_holders(chain: Chain) -> None:
        for line in chain.held.values():
            assert all(sum(held.covers(day) for held in line) <= 1 for day in WORLD)

    @staticmethod
    def by_default_only_what_was_held_before_is_a_gap(chain: Chain, days: dict[date, Told]) -> None:
        default = attrs.evolve(chain, default=DefaultHolder.CASE_MANAGER)
        found: dict[date, set[str | None]] = defaultdict(set)
        for gap in default.gaps():
            for day in spread(gap):
                found[day].add(gap.need)
        for day in WORLD:
            if day <= chain.case.on:
                assert found[day] == days[day].gaps(default=True)
                nobody = {link.need for link in default.on(day) if link.holder is None}
                assert nobody == found[day]


def test_the_chain_is_as_the_slow_model_tells_it_step_by_step() -> None:
    now = settings()
    ChainMachine.steps = 0
    run_state_machine_as_test(
        ChainMachine,
        settings=settings(
            max_examples=SHARE * now.max_examples,
            stateful_step_count=now.stateful_step_count,
        ),
    )
    print(f"{ChainMachine.steps} steps")
    if settings.get_current_profile_name() == "ci":
        assert ChainMachine.steps >= STEPS_UNDER_CI
