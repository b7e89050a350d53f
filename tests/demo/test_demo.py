"""The demo register: made anew it is the same, it is free of problems, and it shows everything."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cm_method.case.case import Case
from cm_method.case.chain import Chain, chain_of
from cm_method.case.consent import ConsentKind, ConsentState, StatutoryGround, consents
from cm_method.case.contacts import ContactFollowed
from cm_method.case.crisis_plans import CrisisPlanAgreed
from cm_method.case.episodes import (
    EntryRoute,
    Paused,
    Reached,
    Started,
    WorkerChanged,
    episodes,
    worker_on,
)
from cm_method.case.escalation import PathEnd, agreed_for_everyone, escalation_path
from cm_method.case.links import Conflict, LinkMark
from cm_method.case.participants import Died, Gender, participant
from cm_method.case.parties import LegalForm, Parties
from cm_method.case.plans import PlanAgreed
from cm_method.case.register import Register
from cm_method.case.responsibility import (
    EscalationAgreed,
    NeedLifted,
    OfferWithdrawn,
    ResponsibilityAccepted,
    ResponsibilityEnded,
    ResponsibilityOffered,
    ResponsibilityRefused,
    SupportPromised,
)
from cm_method.case.self_ratings import SelfRated
from cm_method.cohort.results import Outcome, results
from cm_method.demo import (
    DEMO_DAY,
    DEMO_KNOWN,
    QUARTER_BEFORE,
    demo_halves,
    demo_register_path,
)
from cm_method.demo.generate import Demo, demo, texts, write
from cm_method.journal import Entry, Objected, Retracted
from cm_method.rules.agenda import Duty, agenda
from cm_method.rules.disposal import DisposalState, disposals
from cm_method.rules.findings import Finding
from cm_method.rules.method import Method
from cm_method.rules.milestone import Mark, Verdict
from cm_method.rules.review import of_other_editions, review, review_recurring
from cm_method.rules.sharing import Sharing, expiring, sharings_made

STARTED = "service_started"
PLAN = "plan_in_time"
CONTACTS = "contacts_followed_through"
RATING = "self_rated_improvement"
CRISIS = "crisis_plan_and_chain"
LATER = "crisis_plan_and_chain_later"

# Every verdict of every target with every reason that can lead to it, and whether it is fulfilled.
# Target 1 is due on the day it is met; target 4 is judged on its day alone, so it is never late.
COVERAGE: dict[str, set[tuple[str, str, bool]]] = {
    STARTED: {
        ("met", "service_started", True),
        ("unknown", "corrections_compete", False),
    },
    PLAN: {
        ("met", "clear_plan", True),
        ("met_late", "clear_plan", True),
        ("not_yet_due", "clear_plan", True),
        ("not_yet_due", "no_plan", False),
        ("missed", "no_plan", False),
        ("missed", "plan_not_clear", False),
        ("excluded", "died_before_deadline", False),
        ("unknown", "corrections_compete", False),
    },
    CONTACTS: {
        ("met", "contacts_followed", True),
        ("met_late", "contacts_followed", True),
        ("not_yet_due", "contacts_followed", True),
        ("not_yet_due", "contacts_not_followed", False),
        ("not_yet_due", "no_prioritised_contacts", False),
        ("missed", "contacts_not_followed", False),
        ("excluded", "contacts_dropped", False),
        ("excluded", "died_before_deadline", False),
        ("unknown", "no_prioritised_contacts", False),
        ("unknown", "corrections_compete", False),
    },
    RATING: {
        ("met", "improved", True),
        ("not_yet_due", "service_goes_on", False),
        ("not_yet_due", "judged_on_the_day", False),
        ("missed", "not_improved", False),
        ("excluded", "died_before_deadline", False),
        ("unknown", "ratings_lacking", False),
        ("unknown", "corrections_compete", False),
    },
    CRISIS: {
        ("met", "plan_and_chain", True),
        ("met_late", "plan_and_chain", True),
        ("not_yet_due", "plan_and_chain", True),
        ("not_yet_due", "plan_or_chain_missing", False),
        ("missed", "plan_or_chain_missing", False),
        ("excluded", "not_relevant", False),
        ("excluded", "died_before_deadline", False),
        ("unknown", "not_assessed", False),
        ("unknown", "corrections_compete", False),
    },
    LATER: {
        ("met", "plan_and_chain", True),
        ("not_yet_due", "plan_or_chain_missing", False),
        ("missed", "plan_or_chain_missing", False),
    },
}

FICTION = re.compile(r"08-465 004 \d\d|070-174 06 (0[5-9]|[1-9]\d)")


@pytest.fixture(scope="module")
def made() -> Demo:
    """The demo, made anew."""
    return demo()


def findings(
    register: Register, method: Method, *, on: date, known: date | None = None
) -> Iterator[Finding]:
    """What every rule finds about everybody."""
    for journal in register:
        yield from review(Case.of(journal, on=on, known=known), method)


def shown(found: Iterator[Finding]) -> dict[str, set[tuple[str, str, bool]]]:
    """The verdicts and reasons that counted findings show, by rule."""
    table: dict[str, set[tuple[str, str, bool]]] = {rule: set() for rule in COVERAGE}
    for finding in found:
        if finding.counts:
            done = finding.done_on is not None
            table[finding.rule].add((finding.verdict.value, finding.reasons[0].code, done))
    return table


def entries(register: Register) -> list[Entry]:
    """Every entry about every participant."""
    return [entry for journal in register for entry in journal.entries]


class TestFiles:
    def test_made_anew_they_are_the_same_to_the_letter(self, made: Demo) -> None:
        json = pytest.importorskip("cm_method.adapters.json", exc_type=ImportError)
        for name, text in texts(made, json.register_to_json).items():
            path = demo_register_path().with_name(name)
            assert path.read_text(encoding="utf-8") == text, "run: python -m tests.demo.rewrite"

    def test_strict_reading_gives_the_registers_back(self, made: Demo) -> None:
        json = pytest.importorskip("cm_method.adapters.json", exc_type=ImportError)
        read = [
            json.register_from_json(path.read_text(encoding="utf-8"))
            for path in (demo_register_path(), *demo_halves())
        ]
        assert read == [made.register, *made.halves]

    def test_they_are_written_where_one_says(self, tmp_path: Path, made: Demo) -> None:
        write(tmp_path, lambda register: f"{len(register)}\n")
        written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
        lengths = [len(register) for register in (made.register, *made.halves)]
        names = [path.name for path in (demo_register_path(), *demo_halves())]
        assert written == {n: f"{length}\n" for n, length in zip(names, lengths, strict=True)}


class TestMerging:
    def test_the_register_is_the_merge_of_the_halves_and_what_came_after(self, made: Demo) -> None:
        merged = made.halves[0].merge(made.halves[1])
        then = {j.subject: j.known_by(DEMO_DAY) for j in made.register}
        assert dict(merged.journals) == {s: j for s, j in then.items() if j.entries}
        assert merged.partnership == made.register.partnership

    def test_the_halves_share_some_entries_and_each_has_its_own(self, made: Demo) -> None:
        ours, theirs = (
            {(j.subject, entry.id) for j in half for entry in j.entries} for half in made.halves
        )
        assert ours & theirs
        assert ours - theirs
        assert theirs - ours

    def test_register_and_halves_are_free_of_problems(self, made: Demo) -> None:
        assert [register.problems() for register in (made.register, *made.halves)] == [(), (), ()]

    def test_the_merged_halves_have_one_dispute(self, made: Demo) -> None:
        problems = made.halves[0].merge(made.halves[1]).problems()
        assert [problem.code for problem in problems] == ["competing_corrections"]
        assert problems == made.register.problems(known=DEMO_DAY)

    @pytest.mark.parametrize("known", [QUARTER_BEFORE, date(2027, 6, 30), date(2026, 9, 30)])
    def test_the_register_was_free_of_problems_before(self, known: date, made: Demo) -> None:
        assert made.register.problems(known=known) == ()


class TestCoverage:
    def test_every_verdict_of_every_target_with_every_reason(
        self, made: Demo, edition: Method
    ) -> None:
        found = shown(findings(made.register, edition, on=DEMO_DAY, known=DEMO_DAY))
        assert found == COVERAGE

    def test_merging_the_halves_shows_the_same(self, made: Demo, edition: Method) -> None:
        merged = made.halves[0].merge(made.halves[1])
        assert shown(findings(merged, edition, on=DEMO_DAY)) == COVERAGE

    def test_once_the_dispute_is_settled_only_it_is_gone(self, made: Demo, edition: Method) -> None:
        dispute = ("unknown", "corrections_compete", False)
        settled = {rule: table - {dispute} for rule, table in COVERAGE.items()}
        assert shown(findings(made.register, edition, on=DEMO_DAY)) == settled

    def test_every_mark_that_the_edition_can_give(self, made: Demo, edition: Method) -> None:
        found = set[Mark]().union(*(f.marks for f in findings(made.register, edition, on=DEMO_DAY)))
        # No instrument of the edition has the figures that reliable change needs.
        assert found == set(Mark) - {Mark.RELIABLY_IMPROVED, Mark.RELIABLY_WORSENED}

    @pytest.mark.parametrize("seed", range(5))
    def test_the_table_of_courses_covers_it_not_luck(self, seed: int, edition: Method) -> None:
        other = demo(seed)
        assert [register.problems() for register in (other.register, *other.halves)] == [()] * 3
        assert shown(findings(other.register, edition, on=DEMO_DAY, known=DEMO_DAY)) == COVERAGE


class TestFigures:
    """The report is to be instructive: not all is reached, and something is undecided."""

    @pytest.mark.parametrize("known", [DEMO_DAY, DEMO_KNOWN, None])
    def test_on_the_report_day(self, known: date | None, made: Demo, edition: Method) -> None:
        assert outcomes(made, edition, DEMO_DAY, known) == {
            STARTED: Outcome.REACHED,
            PLAN: Outcome.REACHED,
            CONTACTS: Outcome.UNDECIDED,
            RATING: Outcome.UNDECIDED,
            CRISIS: Outcome.NOT_REACHED,
        }

    def test_the_plans_were_not_reached_as_known_the_quarter_before(
        self, made: Demo, edition: Method
    ) -> None:
        then = outcomes(made, edition, QUARTER_BEFORE, QUARTER_BEFORE)
        assert then[PLAN] is Outcome.NOT_REACHED
        assert outcomes(made, edition, QUARTER_BEFORE, None)[PLAN] is Outcome.REACHED


def outcomes(made: Demo, edition: Method, on: date, known: date | None) -> dict[str, Outcome]:
    """What the targets come to, by rule."""
    found = results(made.register, edition, on=on, known=known)
    return {result.target.rule: result.outcome for result in found.by_target}


class TestLife:
    def test_at_least_45_participants_are_counted(self, made: Demo, edition: Method) -> None:
        counted = {f.participant for f in findings(made.register, edition, on=DEMO_DAY) if f.counts}
        assert len(counted) >= 45
        assert made.courses.keys() == made.register.journals.keys()

    def test_nothing_happened_after_the_report_day(self, made: Demo) -> None:
        assert max(entry.on for entry in entries(made.register)) <= DEMO_DAY
        last = max(entry.recorded for entry in entries(made.register))
        assert DEMO_DAY < last <= DEMO_KNOWN

    def test_what_goes_wrong_in_journals_is_there(self, made: Demo) -> None:
        every = entries(made.register)
        late = [entry for entry in every if (entry.recorded - entry.on).days > 30]
        assert any(isinstance(entry, PlanAgreed) for entry in late)
        assert any(isinstance(entry, ContactFollowed) for entry in late)
        corrected = {type(entry) for entry in every if entry.corrects}
        assert corrected == {PlanAgreed, SelfRated, Started, Retracted}
        assert any(isinstance(entry, Objected) for entry in every)
        ratings = [entry for entry in every if isinstance(entry, SelfRated)]
        assert any(None in rating.answers for rating in ratings)

    def test_the_courses_of_life_are_there(self, made: Demo, edition: Method) -> None:
        cases = [Case.of(journal, on=DEMO_DAY) for journal in made.register]
        every = [episodes(case) for case in cases]
        assert sum(not found for found in every) == 1
        assert sum(len(found) > 1 for found in every) == 2
        assert sum(bool(of_other_editions(case, edition)) for case in cases) == 1
        assert sum(found[0].first < edition.period.first for found in every if found) == 1
        assert sum(bool(case.of_kind(Died)) for case in cases) == 2
        assert sum(bool(case.of_kind(Paused)) for case in cases) == 2
        assert any(case.of_kind(WorkerChanged) for case in cases)
        routes = {entry.route for entry in entries(made.register) if isinstance(entry, Reached)}
        assert routes == set(EntryRoute)

    def test_responsibility_goes_from_party_to_party(self, made: Demo) -> None:
        every = entries(made.register)
        offers = [entry for entry in every if isinstance(entry, ResponsibilityOffered)]
        moves = {(offer.giver, offer.receiver) for offer in offers}
        assert moves >= {("hm", "sdf"), ("sdf", "hm"), (None, "region-psykiatri")}
        kinds = {entry.kind for entry in every}
        assert kinds >= {each.kind for each in (ResponsibilityRefused, OfferWithdrawn)}
        assert ResponsibilityEnded.kind in kinds

    def test_participants_differ(self, made: Demo) -> None:
        people = [participant(Case.of(journal, on=DEMO_DAY)) for journal in made.register]
        genders = Counter(person.gender for person in people)
        assert min(genders[Gender.WOMAN], genders[Gender.MAN]) >= 15
        assert {Gender.NON_BINARY, Gender.NOT_STATED, None} <= genders.keys()
        assert len({person.birth_year for person in people}) >= 8
        assert len({person.district for person in people}) >= 8

    def test_each_manager_holds_a_few_cases_and_none_who_has_left(self, made: Demo) -> None:
        load = Counter(
            worker_on(case, episode, DEMO_DAY)
            for journal in made.register
            for case in [Case.of(journal, on=DEMO_DAY)]
            for episode in episodes(case)
            if episode.covers(DEMO_DAY)
        )
        assert load.keys() == {"cm-1", "cm-3", "cm-4"}
        assert max(load.values()) <= 12

    def test_telephone_numbers_are_reserved_for_fiction(self, made: Demo) -> None:
        numbers = {
            number
            for entry in (*entries(made.register), *made.register.partnership.entries)
            for number in telephone_numbers(entry)
            if number is not None
        }
        assert {n for n in numbers if not FICTION.fullmatch(n)} == {"112"}


class TestChairs:
    """What falls between chairs is there to be seen, sparingly."""

    def test_outside_actors_and_their_legal_forms(self, made: Demo) -> None:
        parties = Parties.of(made.register.partnership, on=DEMO_DAY)
        assert set(parties.legal_forms.values()) == {
            *(LegalForm.ASSOCIATION, LegalForm.COMMITTEE, LegalForm.REGION),
            *(LegalForm.COMPANY, LegalForm.UNIVERSITY),
        }
        assert (parties.supervised["hm"], parties.supervised["hyresvärd"]) == (True, False)

    def test_consents_run_run_out_and_are_withdrawn(self, made: Demo, edition: Method) -> None:
        cases = [Case.of(journal, on=DEMO_DAY) for journal in made.register]
        every = [consent for case in cases for consent in consents(case)]
        assert {consent.state(DEMO_DAY) for consent in every} == {
            *(ConsentState.RUNS, ConsentState.EXPIRED, ConsentState.WITHDRAWN)
        }
        assert {consent.entry.consent for consent in every} == {
            *(ConsentKind.CONFIDENTIALITY_RELEASE, ConsentKind.SECRECY_WAIVER),
            ConsentKind.RESEARCH,
        }
        assert any(consent.entry.next_of_kin for consent in every)
        assert any(expiring(case, edition, DEMO_DAY) for case in cases)

    def test_sharings_were_made(self, made: Demo, edition: Method) -> None:
        parties = Parties.of(made.register.partnership, on=DEMO_DAY)
        found = [
            check
            for journal in made.register
            for check in sharings_made(Case.of(journal, on=DEMO_DAY), edition, parties)
        ]
        assert {check.answer.verdict for check in found} == {
            *(Sharing.COVERED, Sharing.ORDER_UNKNOWN, Sharing.NEEDS_LEGAL_DECISION)
        }
        grounds = {check.entry.ground for check in found}
        assert grounds == {None, StatutoryGround.EMERGENCY}

    def test_only_the_merged_halves_show_that_two_believe_they_hold(
        self, made: Demo, edition: Method
    ) -> None:
        ours, theirs = made.halves
        merged = ours.merge(theirs)
        found = [list(conflicts(register, edition)) for register in (ours, theirs, merged)]
        assert [len(each) for each in found] == [0, 0, 1]

    def test_the_chain_has_gaps_absences_and_a_lifted_need(
        self, made: Demo, edition: Method
    ) -> None:
        chains = list(chains_of(made.register, edition))
        links = [link for chain in chains for link in chain.on(DEMO_DAY)]
        marks = {mark for link in links for mark in link.marks}
        assert marks >= {LinkMark.HOLDER_AWAY, LinkMark.LIFTED, LinkMark.LIFT_ANSWERED}
        assert any(link.supporters for link in links)
        gaps = [gap for chain in chains for gap in chain.gaps() if gap.last is None]
        assert len({gap.why for gap in gaps}) >= 3
        assert {entry.kind for entry in entries(made.register)} >= {
            *(NeedLifted.kind, SupportPromised.kind)
        }

    def test_nobody_runs_in_a_circle(self, made: Demo, edition: Method) -> None:
        general = agreed_for_everyone(made.register.partnership)
        ends = {
            escalation_path(chain, link.need, DEMO_DAY, general=general).end
            for chain in chains_of(made.register, edition)
            for link in chain.on(DEMO_DAY)
        }
        assert PathEnd.REACHES_SOMEONE in ends
        assert PathEnd.RUNS_IN_A_CIRCLE not in ends

    def test_the_rules_that_ask_again_find_all_they_can(self, made: Demo, edition: Method) -> None:
        found = {
            (finding.rule, finding.verdict)
            for journal in made.register
            for finding in review_recurring(Case.of(journal, on=DEMO_DAY), edition)
        }
        for rule in ("crisis_plan_reviewed", "offer_answered"):
            wanted = {Verdict.MET, Verdict.MISSED, Verdict.NOT_YET_DUE}
            assert {verdict for name, verdict in found if name == rule} >= wanted

    def test_the_agenda_asks_for_it(self, made: Demo, edition: Method) -> None:
        parties = Parties.of(made.register.partnership, on=DEMO_DAY)
        cases = [Case.of(journal, on=DEMO_DAY, known=DEMO_DAY) for journal in made.register]
        asked = {task.duty for task in agenda(cases, edition, parties)}
        assert asked >= {
            *(Duty.SETTLE_HOLDER, Duty.FIND_HOLDER, Duty.ANSWER_OFFER),
            *(Duty.REVIEW_CRISIS_PLAN, Duty.RENEW_CONSENT),
        }

    def test_nothing_is_due_for_disposal_yet(self, made: Demo, edition: Method) -> None:
        def states(on: date) -> set[DisposalState]:
            parties = Parties.of(made.register.partnership, on=on)
            return {
                disposal.state
                for journal in made.register
                for disposal in disposals(journal, edition, parties, on=on)
            }

        assert states(DEMO_DAY) == {DisposalState.SERVICE_GOES_ON, DisposalState.NOT_YET}
        assert DisposalState.DUE in states(date(2030, 6, 30))


def chains_of(register: Register, method: Method) -> Iterator[Chain]:
    """The chain of every episode that goes on when the demo reports."""
    for journal in register:
        case = Case.of(journal, on=DEMO_DAY)
        for episode in episodes(case):
            if episode.covers(DEMO_DAY):
                yield chain_of(case, episode, method.parameters.chain_parts.value)


def conflicts(register: Register, method: Method) -> Iterator[Conflict]:
    """Where two believe that they hold."""
    for chain in chains_of(register, method):
        yield from chain.conflicts()


def telephone_numbers(entry: Entry) -> Iterator[str | None]:
    """Every way to reach someone that an entry holds."""
    if isinstance(entry, PlanAgreed):
        yield from (path.how for path in entry.contact_paths)
    if isinstance(entry, CrisisPlanAgreed):
        yield from (contact.reach for contact in entry.professionals)
    if isinstance(entry, ResponsibilityAccepted):
        yield from (entry.contact_path, entry.any_hour)
    if isinstance(entry, NeedLifted | SupportPromised):
        yield entry.contact_path
    if isinstance(entry, EscalationAgreed):
        yield entry.reach
