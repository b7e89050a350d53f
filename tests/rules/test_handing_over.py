"""Handing over a part: what consents cover and is one's own, and it merges back without loss."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import pytest
from attrs import evolve
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject, DrawFn, composite

from cm_method.case.case import Case
from cm_method.case.checks import case_problems
from cm_method.case.consent import (
    ConsentGiven,
    ConsentKind,
    ConsentWithdrawn,
    SharingMade,
    consents,
)
from cm_method.case.crisis_plans import CrisisPlanAgreed, CrisisPlanKind
from cm_method.case.episodes import Ended, EndReason, Started, WorkerChanged
from cm_method.case.needs import NeedArea, NeedAssessed, NeedClosed
from cm_method.case.participants import Died
from cm_method.case.parties import LegalForm, Parties
from cm_method.case.plans import GoalFollowedUp, GoalStatus
from cm_method.dates import plus_days
from cm_method.journal import Entry, Journal, Objected, Retracted, RetractionReason
from cm_method.rules.editions import EDITIONS
from cm_method.rules.handing_over import Shareable, Stays, shareable
from cm_method.rules.method import Method
from cm_method.testing.strategies import EDITION, any_journals, halves
from tests.base.refusal import refused
from tests.case.writing import START, day, journal
from tests.reference.consent import Books, asked

FORMS = {
    "hm": LegalForm.ASSOCIATION,
    "hsf": LegalForm.COMMITTEE,
    "vc": LegalForm.REGION,
    "mchs": LegalForm.UNIVERSITY,
}
PARTIES = Parties(legal_forms=FORMS, party_of={"cm-1": "hm", "cm-2": "hsf"})


def written(kind: type[Entry], id: str, on: int = 0, **more: Any) -> Any:
    recorded = more.pop("recorded", on)
    return kind(id=id, on=day(on), recorded=day(recorded), **{"by": "hm", **more})


def release(id: str = "c", on: int = 0, **more: Any) -> ConsentGiven:
    """A consent that covers needs from the association to the district, for two months."""
    payload: dict[str, Any] = {
        "consent": ConsentKind.CONFIDENTIALITY_RELEASE,
        "discloser": "hm",
        "recipients": ["hsf"],
        "information": ["needs"],
        "purpose": "care",
        "first": day(0),
        "last": day(60),
        "form": "A 1",
        "by": "hsf",
    }
    consent: ConsentGiven = written(ConsentGiven, id, on, **{**payload, **more})
    return consent


def need(id: str = "n", on: int = 1, **more: Any) -> NeedAssessed:
    found: NeedAssessed = written(NeedAssessed, id, on, **{"area": NeedArea.HOUSING, **more})
    return found


def retraction(id: str, *corrects: str, **more: Any) -> Retracted:
    payload: dict[str, Any] = {"reason": RetractionReason.DID_NOT_HAPPEN, "corrects": corrects}
    found: Retracted = written(Retracted, id, 5, **{**payload, **more})
    return found


def objection(id: str, to: str, **more: Any) -> Objected:
    found: Objected = written(Objected, id, 5, entry=to, words="Så sa jag inte.", **more)
    return found


def handed_over(method: Method, whole: Journal, on: int = 10, **more: Any) -> Shareable:
    said: dict[str, Any] = {"discloser": "hm", "recipient": "hsf", "purpose": "care", **more}
    return shareable(whole, on=day(on), method=method, parties=PARTIES, **said)


def goes(method: Method, *entries: Entry, on: int = 10, **more: Any) -> set[str]:
    return set(handed_over(method, journal(*entries), on, **more).part.ids)


def stays(method: Method, *entries: Entry, **more: Any) -> list[tuple[str, int, Stays]]:
    found = handed_over(method, journal(*entries), **more).stayed
    return sorted((each.kind, each.count, each.why) for each in found)


class TestWhatGoes:
    def test_what_is_covered_goes_and_the_rest_stays(self, edition: Method) -> None:
        crisis = written(
            CrisisPlanAgreed, "k", 2, plan_kind=CrisisPlanKind.CRISIS_PLAN, with_participant=True
        )
        entries = (release(), need(), crisis)
        assert goes(edition, *entries) == {"n"}
        assert stays(edition, *entries) == [
            ("consent_given", 1, Stays.KEPT_BY_ANOTHER),
            ("crisis_plan_agreed", 1, Stays.NOT_COVERED),
        ]

    def test_of_what_is_covered_only_what_is_asked_for_goes(self, edition: Method) -> None:
        """Also by a group; asking for more than is covered gives no more."""
        plan = written(GoalFollowedUp, "g", 1, plan="p", number=1, status=GoalStatus.REACHED)
        whole = (release(information=("needs", "plan")), need("n"), plan)
        for wished, there in (
            (None, {"n", "g"}),
            (("needs",), {"n"}),
            (("coordination",), {"g"}),
            (("crisis",), set()),
            ((), set()),
        ):
            assert goes(edition, *whole, information=wished) == there
        assert ("goal_followed_up", 1, Stays.NOT_ASKED_FOR) in [
            (each.kind, each.count, each.why)
            for each in handed_over(edition, journal(*whole), information=("needs",)).stayed
        ]

    def test_what_would_be_wrong_read_alone_stays(self, edition: Method) -> None:
        """Two starts, the first ended by the other party: alone the second would overlap."""
        first = written(Started, "s1", 1, worker="cm-1", edition=EDITION)
        ended = written(Ended, "e1", 3, start="s1", reason=EndReason.MOVED, by="hsf")
        again = written(Started, "s2", 5, worker="cm-1", edition=EDITION)
        changed = written(WorkerChanged, "w", 6, start="s2", worker="cm-2")
        whole = (release(information=("course",)), first, again, changed)
        there = handed_over(edition, journal(*whole, ended))
        assert case_problems(there.part) == ()
        assert {entry.id for entry in there.part.entries} == {"s1", "w"}
        assert "s2" in there.part.elsewhere
        assert ("started", 1, Stays.UNCLEAR_ALONE) in [
            (each.kind, each.count, each.why) for each in there.stayed
        ]

    def test_a_part_is_not_handed_over_to_oneself(self, edition: Method) -> None:
        for recipient in ("hm", "cm-1"):
            with refused(("shares_with_oneself", "recipient")):
                goes(edition, release(), recipient=recipient)

    def test_a_workers_notes_are_their_partys(self, edition: Method) -> None:
        mine, yours = need("a", by="cm-1"), need("b", by="cm-2")
        assert goes(edition, release(), mine, yours) == {"a"}
        assert goes(edition, release(), mine, yours, discloser="cm-1") == {"a"}

    @pytest.mark.parametrize(("on", "there"), [(-1, False), (0, True), (60, True), (61, False)])
    def test_on_the_days_of_the_consent(self, on: int, there: bool, edition: Method) -> None:
        entries = (release(on=-5), need(on=-5))
        assert goes(edition, *entries, on=on) == ({"n"} if there else set())

    def test_for_its_purpose_and_from_its_discloser(self, edition: Method) -> None:
        assert goes(edition, release(), need(), purpose="research") == set()
        assert goes(edition, release(discloser="vc"), need()) == set()
        assert goes(edition, release(consent=ConsentKind.GDPR), need()) == set()
        assert goes(edition, release(recipients=["vc"], next_of_kin=["hsf"]), need()) == set()

    def test_what_happened_or_was_recorded_after_the_day_does_not_go(self, edition: Method) -> None:
        entries = (release(), need("a", 9), need("b", 11), need("d", 9, recorded=11))
        assert goes(edition, *entries, on=10) == {"a"}

    def test_nothing_goes_by_a_consent_that_was_recorded_after_the_day(
        self, edition: Method
    ) -> None:
        assert goes(edition, release(recorded=11), need(), on=10) == set()
        assert goes(edition, release(recorded=10), need(), on=10) == {"n"}

    def test_nor_by_one_of_which_a_withdrawal_has_been_recorded_since(
        self, edition: Method
    ) -> None:
        late = written(ConsentWithdrawn, "w", 8, recorded=20, consent_given="c")
        assert goes(edition, release(), need(), late, on=7) == {"n"}
        assert goes(edition, release(), need(), late, on=10) == set()


class TestNotesAboutNotes:
    def test_what_was_corrected_stays_and_is_known_as_elsewhere(self, edition: Method) -> None:
        entries = (release(), need("a"), need("b", recorded=3, corrects=["a"]))
        part = handed_over(edition, journal(*entries)).part
        assert part.ids == {"b"}
        assert part.elsewhere == {"a"}
        assert part.problems() == ()

    def test_what_has_been_corrected_since_the_day_does_not_go(self, edition: Method) -> None:
        entries = (release(), need("a"), need("b", recorded=30, corrects=["a"]))
        assert goes(edition, *entries, on=10) == set()
        assert goes(edition, *entries, on=30) == {"b"}

    def test_a_retraction_goes_without_what_it_took_back(self, edition: Method) -> None:
        entries = (release(), need("a"), retraction("r", "a"))
        part = handed_over(edition, journal(*entries)).part
        assert part.ids == {"r"}
        assert part.elsewhere == {"a"}

    @pytest.mark.parametrize("recorded", [5, 90])
    def test_an_entry_about_a_wrong_person_never_goes_nor_what_was_said_of_it(
        self, recorded: int, edition: Method
    ) -> None:
        wrong = retraction("r", "a", recorded=recorded, reason=RetractionReason.WRONG_PERSON)
        entries = (release(), need("a"), wrong, objection("o", "a"))
        assert not {"a", "o"} & goes(edition, *entries, on=60)

    def test_nor_what_was_said_of_what_was_said_of_it(self, edition: Method) -> None:
        """An objection to the objection, and to the retraction itself."""
        wrong = retraction("r", "a", reason=RetractionReason.WRONG_PERSON)
        said = (objection("o", "a"), objection("p", "o"), objection("q", "r"))
        assert goes(edition, release(), need("a"), need("b"), wrong, *said) == {"b", "r"}

    def test_an_objection_goes_with_what_it_is_about(self, edition: Method) -> None:
        needs, crisis = release(), release("k", information=["crisis"])
        for consent, there in ((needs, True), (crisis, False)):
            found = goes(edition, consent, need("a"), objection("o", "a"))
            assert found == ({"a", "o"} if there else set())

    def test_also_when_that_was_corrected(self, edition: Method) -> None:
        entries = (release(), need("a"), need("b", corrects=["a"]), objection("o", "a"))
        assert goes(edition, *entries) == {"b", "o"}

    def test_a_retraction_of_several_goes_when_all_their_categories_are_covered(
        self, edition: Method
    ) -> None:
        other = written(SharingMade, "s", 2, **SHARED)
        taken = retraction("r", "a", "s")
        assert goes(edition, release(), need("a"), other, taken) == set()
        wide = release(information=["needs", "consent"])
        assert goes(edition, wide, need("a"), other, taken) == {"r"}

    def test_an_objection_to_a_retraction_or_to_an_objection_follows_the_first(
        self, edition: Method
    ) -> None:
        entries = (need("a"), retraction("r", "a"), objection("o", "r"), objection("p", "o"))
        assert goes(edition, release(), *entries) == {"r", "o", "p"}
        assert goes(edition, release(information=["plan"]), *entries) == set()

    def test_what_is_said_of_entries_that_are_gone_stays(self, edition: Method) -> None:
        gone = journal(release(), need("a"), objection("o", "a")).dispose(["a"])
        found = handed_over(edition, gone)
        assert found.part.ids == frozenset()
        assert ("objected", Stays.ABOUT_WHAT_IS_GONE) in [(e.kind, e.why) for e in found.stayed]

    def test_a_note_about_what_was_recorded_only_later_stays(self, edition: Method) -> None:
        """On the day nobody could tell what it was about; knowing it later opens nothing."""
        for recorded, along in ((10, {"r"}), (11, set())):
            whole = (release(), need("a", recorded=recorded), retraction("r", "a"))
            assert goes(edition, *whole, on=10) == along

    def test_objections_that_are_about_each_other_in_a_circle_stay(self, edition: Method) -> None:
        circle = (objection("o", "p"), objection("p", "o"))
        assert goes(edition, release(information=["whole"]), *circle) == set()

    def test_what_an_answer_names_and_stays_is_known_as_elsewhere(self, edition: Method) -> None:
        closed = written(NeedClosed, "z", 4, need="a")
        part = handed_over(edition, journal(release(), need("a", by="hsf"), closed)).part
        assert part.ids == {"z"}
        assert part.elsewhere == {"a"}
        assert part.problems() == ()

    def test_what_nobody_knows_of_is_not_elsewhere(self, edition: Method) -> None:
        """Merged back, the part would otherwise hide that the whole lacks it."""
        whole = journal(release(), written(NeedClosed, "z", 4, need="nowhere"))
        part = handed_over(edition, whole).part
        assert part.ids == {"z"}
        assert part.elsewhere == frozenset()
        assert part.problems() == whole.problems() != ()
        assert whole.merge(part) == whole


SHARED: dict[str, Any] = {
    "discloser": "hm",
    "recipient": "vc",
    "information": ["needs"],
    "purpose": "care",
    "necessity": "läkarbesök",
}


class TestOtherPeople:
    def test_another_persons_consent_and_what_was_shared_about_them_stay(
        self, edition: Method
    ) -> None:
        mine = release(information=["whole"], by="hm")
        hers = release("d", about="anna", by="hm")
        shared = written(SharingMade, "s", 2, about="anna", **SHARED)
        assert goes(edition, mine, hers, shared) == {"c"}

    def test_unless_they_consent_themselves(self, edition: Method) -> None:
        mine = release(information=["whole"], by="hm")
        hers = release("d", about="anna", by="hm", information=["consent"])
        shared = written(SharingMade, "s", 2, about="anna", **SHARED)
        assert goes(edition, mine, hers, shared, objection("o", "s")) == {"c", "d", "s", "o"}


class TestConsentsThatNoLongerCount:
    """Read alone, the part may lack what another party wrote, or another category."""

    mine = release(information=["consent"], by="hm")
    other: ClassVar[dict[str, Any]] = {"consent": ConsentKind.GDPR, "by": "hm"}

    @pytest.mark.parametrize("by", ["hm", "hsf"])
    def test_withdrawn(self, by: str, edition: Method) -> None:
        taken = written(ConsentWithdrawn, "w", 5, by=by, consent_given="v")
        entries = (self.mine, release("v", **self.other), taken)
        assert goes(edition, *entries, on=4) == {"c", "v"}
        assert goes(edition, *entries, on=5) == ({"c", "w"} if by == "hm" else {"c"})
        (told,) = (
            each
            for each in handed_over(edition, journal(*entries)).stayed
            if each.why is Stays.NOT_COVERED
        )
        assert told.explain("sv") == (
            "samtycke, 1: täcks inte. samtycken: täcks inte. Närmast är v. "
            "Det återkallades 2026-11-21."
        )

    def test_withdrawn_as_known_that_day_or_as_known_today(self, edition: Method) -> None:
        consents_then = (self.mine, release("v", **self.other))
        late = written(ConsentWithdrawn, "w", 5, recorded=20, by="hsf", consent_given="v")
        assert goes(edition, *consents_then, late, on=10) == {"c"}
        soon = evolve(late, recorded=day(5))
        taken_back = retraction("r", "w", recorded=20)
        assert goes(edition, *consents_then, soon, taken_back, on=10) == {"c"}

    def test_contested(self, edition: Method) -> None:
        first = release("v", **self.other)
        rival = release("x", corrects=["v"], **self.other)
        theirs = release("y", corrects=["v"], **{**self.other, "by": "hsf"})
        assert goes(edition, self.mine, first, rival) == {"c", "x"}
        assert goes(edition, self.mine, first, rival, theirs) == {"c"}

    def test_ended_by_death(self, edition: Method) -> None:
        entries = (self.mine, release("v", **self.other), written(Died, "d", 5))
        assert goes(edition, *entries, on=5) == {"c", "v"}
        assert goes(edition, *entries, on=6) == set()


class TestSaid:
    def test_what_stays_in_whole_sentences(self, edition: Method) -> None:
        crisis = written(
            CrisisPlanAgreed, "k", 2, plan_kind=CrisisPlanKind.CRISIS_PLAN, with_participant=True
        )
        gone = journal(release(), crisis, objection("o", "a")).dispose(["a"])
        found = {each.why: each for each in handed_over(edition, gone).stayed}
        assert {why: each.explain("sv") for why, each in found.items()} == {
            Stays.KEPT_BY_ANOTHER: (
                "samtycke, 1: skrivna av en annan part. Den parten avgör om de lämnas ut."
            ),
            Stays.NOT_COVERED: (
                "trygghets- eller krisplan, 1: täcks inte. kris: täcks inte. "
                "Närmast är c. Det omfattar inte den här sortens uppgifter."
            ),
            Stays.ABOUT_WHAT_IS_GONE: (
                "deltagarens invändning, 1: handlar om anteckningar som inte finns kvar."
            ),
        }
        assert {why: each.explain("en") for why, each in found.items()} == {
            Stays.KEPT_BY_ANOTHER: (
                "consent, 1: written by another party, who decides whether to hand them over."
            ),
            Stays.NOT_COVERED: (
                "safety or crisis plan, 1: not covered. crisis: not covered. "
                "The nearest is c. It does not include this kind of information."
            ),
            Stays.ABOUT_WHAT_IS_GONE: (
                "participant's objection, 1: about entries that are no longer there."
            ),
        }

    def test_entries_of_one_kind_are_told_together(self, edition: Method) -> None:
        consent = release(information=["plan"])
        assert ("need_assessed", 2, Stays.NOT_COVERED) in stays(
            edition, consent, need("a"), need("b")
        )

    def test_no_entry_is_shown_where_the_part_is_shown(self, edition: Method) -> None:
        assert "need" not in repr(handed_over(edition, journal(release(), need())))


# Any journal, with consents that cover some of it

FIRST = date(2025, 1, 1)
LAST = date(2032, 12, 31)
INFORMATION = st.lists(
    st.sampled_from(("whole", "person", "wellbeing", "coordination", "needs", "plan", "consent")),
    min_size=1,
    max_size=3,
)


@composite
def consented(draw: DrawFn) -> Journal:
    """Any journal in which people have consented to something, and some have withdrawn it."""
    whole = draw(any_journals())
    entries = [
        evolve(entry, by=draw(st.sampled_from((entry.by, "cm-1", "cm-2"))))
        if draw(st.integers(0, 3)) == 3
        else entry
        for entry in whole.entries
    ]
    for number in range(draw(st.integers(0, 3))):
        discloser, kind = draw(
            st.sampled_from(
                (
                    ("hm", ConsentKind.CONFIDENTIALITY_RELEASE),
                    ("hm", ConsentKind.CONFIDENTIALITY_RELEASE),
                    ("hsf", ConsentKind.SECRECY_WAIVER),
                    ("hsf", ConsentKind.GDPR),
                )
            )
        )
        entries.append(
            ConsentGiven(
                id=f"k-{number}",
                on=FIRST,
                by=discloser,
                consent=kind,
                discloser=discloser,
                recipients=[draw(st.sampled_from(("hm", "hsf", "vc")))],
                information=draw(INFORMATION),
                purpose="care",
                first=FIRST,
                last=draw(st.sampled_from((LAST, date(2028, 1, 1)))),
                form="A 1",
            )
        )
        if draw(st.integers(0, 3)) == 3:
            on = draw(st.dates(FIRST, LAST))
            late = plus_days(on, draw(st.sampled_from((0, 0, 40))))
            entries.append(
                ConsentWithdrawn(
                    id=f"w-{number}", on=on, recorded=late, by="hm", consent_given=f"k-{number}"
                )
            )
    return evolve(whole, entries=entries)


def recorded_days(whole: Journal) -> st.SearchStrategy[date]:
    days = [entry.recorded for entry in whole.entries] or [START]
    near = st.sampled_from(days).flatmap(lambda d: st.sampled_from((d, plus_days(d, 1))))
    return near | st.just(plus_days(max(days), 1))


@composite
def shared_parts(draw: DrawFn) -> tuple[Journal, Shareable, str, str, date]:
    whole = draw(consented())
    on = draw(recorded_days(whole))
    way = draw(st.sampled_from((("hm", "hsf"), ("hm", "hsf"), ("hsf", "hm"), ("hm", "vc"))))
    found = shareable(
        whole,
        discloser=way[0],
        recipient=way[1],
        purpose="care",
        on=on,
        method=EDITIONS[EDITION],
        parties=PARTIES,
    )
    return whole, found, *way, on


Part = tuple[Journal, Shareable, str, str, date]


class TestLaws:
    @given(shared_parts())
    def test_nothing_uncovered_and_nothing_of_another_party_is_in_the_part(
        self, shared: Part
    ) -> None:
        whole, found, discloser, recipient, on = shared
        facts = [
            set().union(*Books(whole.entries, on, known).covers(FORMS).values())
            for known in (on, None)
        ]
        for entry in found.part.entries:
            assert PARTIES.party(entry.by) == discloser
            assert entry.on <= on
            assert entry.recorded <= on
            if isinstance(entry, Objected | Retracted):
                continue
            about = getattr(entry, "about", None)
            told = asked(discloser, recipient, (entry.category.value,), "care", on, about=about)
            assert all(told <= each for each in facts)

    @given(shared_parts())
    def test_what_is_in_the_part_is_in_force_there_and_in_the_whole(self, shared: Part) -> None:
        whole, found, *_, on = shared
        part = {entry.id for entry in found.part.at().entries}
        assert part == found.part.ids
        assert part <= {entry.id for entry in whole.at().entries}
        assert part <= {entry.id for entry in whole.at(on=on, known=on).entries}

    @given(shared_parts())
    def test_the_part_read_alone_has_no_problems_that_the_whole_lacks(self, shared: Part) -> None:
        whole, found, *_ = shared
        alone = {(p.code, p.path) for p in found.part.problems()}
        assert alone <= {(p.code, p.path) for p in whole.problems()}

    @given(shared_parts())
    def test_a_consent_that_runs_in_the_part_runs_in_the_whole(self, shared: Part) -> None:
        whole, found, *_, on = shared
        alone = consents(Case.of(found.part, on=on))
        for known in (on, None):
            there = {each.entry: each for each in consents(Case.of(whole, on=on, known=known))}
            assert all(there[each.entry].runs(on) for each in alone if each.runs(on))

    @given(shared_parts())
    def test_merged_back_it_gives_the_whole(self, shared: Part) -> None:
        whole, found, *_ = shared
        assert whole.merge(found.part) == found.part.merge(whole) == whole
        assert whole.merge(found.part).merge(found.part).problems() == whole.problems()

    @given(shared_parts(), st.data())
    def test_merged_into_the_recipients_half_it_keeps_the_laws(
        self, shared: Part, data: DataObject
    ) -> None:
        whole, found, *_ = shared
        part = found.part
        mine, _ = data.draw(halves(whole))
        merged = mine.merge(part)
        assert merged == part.merge(mine) == merged.merge(part) == merged.merge(merged)
        assert merged.ids == (mine.ids | part.ids) - mine.disposed
        assert merged.elsewhere == part.elsewhere - merged.ids - merged.disposed
        assert merged.merge(whole) == whole.merge(merged) == whole

    @given(shared_parts(), st.data())
    def test_what_is_disposed_of_never_comes_back_by_a_part_that_was_handed_over(
        self, shared: Part, data: DataObject
    ) -> None:
        whole, found, *_ = shared
        gone = data.draw(st.frozensets(st.sampled_from(sorted(whole.ids | {"other"})), max_size=3))
        after = whole.dispose(gone)
        mine, yours = data.draw(halves(whole))
        old: list[Journal] = data.draw(st.permutations((found.part, mine, yours, whole)))
        merged = after
        for each in old:
            merged = data.draw(st.sampled_from((merged.merge(each), each.merge(merged))))
        assert merged == after
        assert not gone & merged.ids

    @given(shared_parts())
    def test_each_entry_in_force_goes_or_is_told_to_stay(self, shared: Part) -> None:
        whole, found, *_, on = shared
        now = {entry.id for entry in whole.at().entries}
        then = [e for e in whole.at(on=on, known=on).entries if e.id in now]
        assert len(found.part.entries) + sum(each.count for each in found.stayed) == len(then)
        assert all(
            (each.answer is None) is (each.why is not Stays.NOT_COVERED) for each in found.stayed
        )

    @given(consented(), st.data())
    def test_with_one_consent_less_nothing_more_goes(
        self, whole: Journal, data: DataObject
    ) -> None:
        on = data.draw(recorded_days(whole))
        said: Any = {"discloser": "hm", "recipient": "hsf", "purpose": "care", "on": on}
        said |= {"method": EDITIONS[EDITION], "parties": PARTIES}
        consents = [entry for entry in whole.entries if isinstance(entry, ConsentGiven)]
        with_all = shareable(whole, **said).part.ids
        for consent in consents:
            rest = [entry for entry in whole.entries if entry is not consent]
            if any(consent.id in entry.corrects for entry in rest) or consent.corrects:
                continue
            assert shareable(evolve(whole, entries=rest), **said).part.ids <= with_all
        if not consents:
            assert with_all == frozenset()

    @given(consented(), st.data())
    def test_what_is_recorded_later_brings_nothing_more(
        self, whole: Journal, data: DataObject
    ) -> None:
        on = data.draw(recorded_days(whole))
        said: Any = {"discloser": "hm", "recipient": "hsf", "purpose": "care", "on": on}
        said |= {"method": EDITIONS[EDITION], "parties": PARTIES}
        then = shareable(whole.known_by(on), **said).part.ids
        assert shareable(whole, **said).part.ids <= then
