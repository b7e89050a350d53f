"""Entries, corrections, two clocks, merging, disposal, and what only several entries show."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest
from attrs import evolve

from cm_method.case.episodes import Ended, EndReason, Started
from cm_method.case.needs import NeedArea, NeedAssessed, NeedClosed
from cm_method.case.plans import GoalFollowedUp
from cm_method.errors import ConflictingEntries, Problem, facts
from cm_method.fields import answers
from cm_method.journal import (
    Category,
    Entry,
    Journal,
    Objected,
    Retracted,
    RetractionReason,
    answered,
)
from cm_method.labels import words
from tests.base.refusal import refused

DAY = date(2026, 11, 16)


def november(day: int) -> date:
    return date(2026, 11, day)


def need(id: str, on: int = 16, *, recorded: int | None = None, corrects: Any = ()) -> NeedAssessed:
    return NeedAssessed(
        id=id,
        on=november(on),
        recorded=november(on if recorded is None else recorded),
        by="hm",
        corrects=corrects,
        area=NeedArea.HOUSING,
    )


def closing(id: str, of: str, on: int = 20) -> NeedClosed:
    return NeedClosed(id=id, on=november(on), by="hm", need=of)


def retraction(id: str, *corrects: str, on: int = 16, recorded: int = 20) -> Retracted:
    return Retracted(
        id=id,
        on=november(on),
        recorded=november(recorded),
        by="hm",
        corrects=corrects,
        reason=RetractionReason.WRONG_PERSON,
    )


def journal(*entries: Entry, disposed: Any = (), elsewhere: Any = ()) -> Journal:
    return Journal(subject="P-0001", entries=entries, disposed=disposed, elsewhere=elsewhere)


def ids(entries: Any) -> list[str]:
    return [entry.id for entry in entries]


def found(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in problems]


class TestEntry:
    def test_is_recorded_the_day_it_happened_unless_said(self) -> None:
        assert Objected(id="hm-1", on=DAY, by="hm", entry="hm-2").recorded == DAY

    def test_may_be_recorded_on_its_day_or_later_but_never_before(self) -> None:
        assert need("hm-1", 16, recorded=16).recorded == november(16)
        assert need("hm-1", 16, recorded=17).recorded == november(17)
        with refused(("recorded_before_it_happened", "recorded")):
            need("hm-1", 16, recorded=15)

    def test_does_not_correct_itself(self) -> None:
        assert need("hm-2", corrects=["hm-1"]).corrects == {"hm-1"}
        with refused(("corrects_itself", "corrects")):
            need("hm-1", corrects=["hm-1", "hm-2"])

    def test_both_can_be_wrong_at_once(self) -> None:
        with refused(("recorded_before_it_happened", "recorded"), ("corrects_itself", "corrects")):
            need("hm-1", 16, recorded=15, corrects=["hm-1"])

    def test_a_moment_is_refused_where_a_day_belongs(self) -> None:
        moment: Any = datetime(2026, 11, 16, 9, tzinfo=UTC)
        with refused(("not_a_day", "on"), ("not_a_day", "recorded")):
            Objected(id="hm-1", on=moment, by="hm", entry="hm-2")

    def test_a_bare_id_is_refused_where_several_belong(self) -> None:
        with refused(("not_a_list", "corrects")):
            need("hm-1", corrects="hm-2")

    def test_ids_are_opaque_but_not_blank_and_no_identity_number(self) -> None:
        assert need("ö 1/2").id == "ö 1/2"
        with refused(("blank_text", "id")):
            need(" ")
        with refused(("identity_number", "id")):
            need("811218-9876")

    def test_its_kind_is_its_name_in_small_letters(self) -> None:
        assert Entry.kind == "entry"
        assert NeedAssessed.kind == "need_assessed"
        assert GoalFollowedUp.kind == "goal_followed_up"
        assert Retracted.kind == "retracted"

    def test_has_one_category_of_information(self) -> None:
        assert Entry.category is Category.ADMINISTRATION
        assert NeedAssessed.category is Category.NEEDS

    def test_equal_content_of_another_kind_is_another_entry(self) -> None:
        one = Ended(id="hm-1", on=DAY, by="hm", start="hm-0", reason=EndReason.OTHER)
        assert one != evolve(one, reason=EndReason.MOVED)
        assert one == evolve(one)
        assert hash(one) == hash(evolve(one))


class TestRetracted:
    def test_names_what_it_takes_back(self) -> None:
        assert retraction("hm-2", "hm-1", "hm-3").corrects == {"hm-1", "hm-3"}
        with refused(("retracts_nothing", "corrects")):
            retraction("hm-2")

    def test_is_an_entry_like_any_other(self) -> None:
        with refused(("recorded_before_it_happened", "recorded"), ("retracts_nothing", "corrects")):
            retraction("hm-2", on=16, recorded=15)


class TestOrder:
    def test_by_day_then_recording_then_number(self) -> None:
        in_order = [
            need("hm-30", 1, recorded=2),
            need("hm-2", 1, recorded=3),
            need("hm-9", 2),
            need("hm-10", 2),
            need("hsf-9", 2),
            need("hm-1", 3),
        ]
        for shuffled in permutations(in_order):
            assert list(journal(*shuffled).entries) == in_order
        assert sorted(in_order, key=lambda entry: entry.order) == in_order


class TestJournal:
    def test_the_same_entry_twice_is_one(self) -> None:
        assert journal(need("hm-1"), need("hm-1")) == journal(need("hm-1"))
        assert len(journal(need("hm-1"), need("hm-1")).entries) == 1

    def test_equal_looking_entries_with_different_ids_stay_two(self) -> None:
        assert journal(need("hm-1"), need("hm-2")).ids == {"hm-1", "hm-2"}

    def test_adding_gives_a_new_journal(self) -> None:
        first = journal(need("hm-1"))
        second = first.with_entries(need("hm-3"), need("hm-2"))
        assert first.ids == {"hm-1"}
        assert ids(second.entries) == ["hm-1", "hm-2", "hm-3"]

    def test_its_subject_is_a_word_and_no_identity_number(self) -> None:
        with refused(("identity_number", "subject")):
            Journal(subject="811218-9876")
        with refused(("blank_text", "subject")):
            Journal(subject="")

    def test_a_bare_id_is_refused_where_disposed_ids_belong(self) -> None:
        with refused(("not_a_list", "disposed")):
            journal(disposed="hm-1")
        with pytest.raises(TypeError):
            journal(need("hm-1")).dispose("hm-1")

    def test_two_contents_under_one_id_are_refused_all_at_once(self) -> None:
        mine = [need("hm-1"), need("hm-2"), need("hm-10"), need("hm-4")]
        yours = [need("hm-10", 17), need("hm-1", 17), need("hm-2"), need("hm-3")]
        with pytest.raises(ConflictingEntries) as refusal:
            journal(*mine, *yours)
        assert found(refusal.value.problems) == [
            ("conflicting_entries", "P-0001/hm-1"),
            ("conflicting_entries", "P-0001/hm-10"),
        ]
        with pytest.raises(ConflictingEntries) as merging:
            journal(*mine).merge(journal(*yours))
        assert merging.value == refusal.value

    def test_journals_about_different_subjects_are_not_merged(self) -> None:
        with pytest.raises(ValueError, match="different subjects"):
            journal().merge(Journal(subject="P-0002"))


class TestDisposal:
    def test_an_entry_is_gone_and_its_id_remembered(self) -> None:
        left = journal(need("hm-1"), need("hm-2")).dispose(["hm-1"])
        assert left.ids == {"hm-2"}
        assert left.disposed == {"hm-1"}

    def test_what_an_entry_replaced_goes_with_it(self) -> None:
        chain = journal(
            need("hm-1"),
            need("hm-2", corrects=["hm-1"]),
            need("hm-3", corrects=["hm-2"]),
            need("hm-4"),
        )
        left = chain.dispose(["hm-3"])
        assert left.ids == {"hm-4"}
        assert left.disposed == {"hm-1", "hm-2", "hm-3"}

    def test_what_came_after_stays(self) -> None:
        chain = journal(need("hm-1"), need("hm-2", corrects=["hm-1"]))
        left = chain.dispose(["hm-1"])
        assert left.ids == {"hm-2"}
        assert left.problems() == ()

    def test_a_circle_is_disposed_of_whole(self) -> None:
        circle = journal(need("hm-1", corrects=["hm-2"]), need("hm-2", corrects=["hm-1"]))
        assert circle.dispose(["hm-1"]).ids == frozenset()

    def test_disposing_of_nothing_or_twice_changes_nothing(self) -> None:
        left = journal(need("hm-1"), need("hm-2"))
        assert left.dispose([]) == left
        assert left.dispose(["hm-1"]).dispose(["hm-1"]) == left.dispose(["hm-1"])

    def test_a_tombstone_wins_every_merge(self) -> None:
        mine = journal(need("hm-1")).dispose(["hm-1"])
        yours = journal(need("hm-1"), need("hm-2"))
        assert mine.merge(yours) == yours.merge(mine)
        assert mine.merge(yours).ids == {"hm-2"}
        assert mine.with_entries(need("hm-1")) == mine

    def test_a_tombstone_may_come_before_its_entry(self) -> None:
        assert journal().dispose(["hm-1"]).merge(journal(need("hm-1"))).ids == frozenset()

    def test_what_was_replaced_elsewhere_goes_when_that_part_arrives(self) -> None:
        """hm-3 replaced hm-2, and hm-2 had replaced hm-1; only the other party has hm-2."""
        mine = journal(need("hm-1"), need("hm-3", corrects=["hm-2"])).dispose(["hm-3"])
        yours = journal(need("hm-2", corrects=["hm-1"]))
        assert mine.ids == {"hm-1"}
        merged = mine.merge(yours)
        assert merged.ids == frozenset()
        assert merged.disposed == {"hm-1", "hm-2", "hm-3"}
        assert merged == yours.merge(mine)

    def test_contents_that_differ_are_no_conflict_once_disposed_of(self) -> None:
        both = journal(
            need("hm-1", corrects=["hm-8"]), need("hm-1", corrects=["hm-9"]), disposed=["hm-1"]
        )
        assert both.ids == frozenset()
        assert both.disposed == {"hm-1", "hm-8", "hm-9"}


class TestElsewhere:
    """Ids that entries here name and that stayed behind when a part was handed over."""

    def test_what_stayed_behind_is_known_though_it_is_not_here(self) -> None:
        part = journal(need("hm-2", corrects=["hm-1"]), closing("hm-4", "hm-3"))
        assert found(part.problems()) == [
            ("corrects_unknown_entry", "P-0001/hm-2/corrects"),
            ("answers_unknown_entry", "P-0001/hm-4/need"),
        ]
        assert evolve(part, elsewhere={"hm-1", "hm-3"}).problems() == ()
        assert evolve(part, elsewhere={"hm-1", "hm-3"}).problems(known=november(16)) == ()

    def test_what_is_here_or_has_been_disposed_of_is_not_elsewhere(self) -> None:
        part = journal(need("hm-1"), disposed=["hm-2"], elsewhere=["hm-1", "hm-2", "hm-3"])
        assert part.elsewhere == {"hm-3"}

    def test_it_is_here_once_it_is_merged_or_written(self) -> None:
        part = journal(closing("hm-2", "hm-1"), elsewhere=["hm-1"])
        whole = journal(need("hm-1"), closing("hm-2", "hm-1"))
        assert part.merge(journal(need("hm-1"))) == whole
        assert journal(need("hm-1")).merge(part) == whole
        assert part.with_entries(need("hm-1")) == whole
        assert whole.elsewhere == frozenset()

    def test_once_disposed_of_it_is_gone_everywhere(self) -> None:
        part = journal(closing("hm-2", "hm-1"), elsewhere=["hm-1"])
        for after in (part.dispose(["hm-1"]), part.merge(journal(disposed=["hm-1"]))):
            assert after.elsewhere == frozenset()
            assert after.disposed == {"hm-1"}
            assert after.problems() == ()

    def test_what_a_disposed_entry_had_replaced_is_no_longer_elsewhere(self) -> None:
        part = journal(need("hm-2", corrects=["hm-1"]), elsewhere=["hm-1"])
        after = part.dispose(["hm-2"])
        assert after.elsewhere == frozenset()
        assert after.disposed == {"hm-1", "hm-2"}

    def test_it_tells_journals_apart_and_holds_only_ids(self) -> None:
        assert journal(elsewhere=["hm-1"]) != journal()
        with refused(("not_a_list", "elsewhere")):
            journal(elsewhere="hm-1")
        with refused(("blank_text", "elsewhere")):
            journal(elsewhere=["hm-1", ""])
        with refused(("identity_number", "elsewhere")):
            journal(elsewhere=["811218-9876"])


class TestTwoClocks:
    def test_what_happened_or_was_recorded_later_is_not_seen(self) -> None:
        late = journal(need("hm-1", 16), need("hm-2", 16, recorded=18), need("hm-3", 17))
        assert ids(late.at(on=november(16)).entries) == ["hm-1", "hm-2"]
        assert ids(late.at(on=november(16), known=november(17)).entries) == ["hm-1"]
        assert ids(late.at(known=november(17)).entries) == ["hm-1", "hm-3"]
        assert ids(late.at(known=november(18)).entries) == ["hm-1", "hm-2", "hm-3"]
        assert ids(late.at(on=november(15)).entries) == []
        assert late.known_by(november(17)).ids == {"hm-1", "hm-3"}

    def test_corrections_are_resolved_before_the_cut_by_day(self) -> None:
        """A correction may move a fact to either side of the day."""
        moved = journal(
            need("hm-1", 16),
            need("hm-2", 20, recorded=21, corrects=["hm-1"]),
            need("hm-3", 20),
            need("hm-4", 16, recorded=21, corrects=["hm-3"]),
        )
        assert ids(moved.at(on=november(17)).entries) == ["hm-4"]
        assert ids(moved.at(on=november(17), known=november(20)).entries) == ["hm-1"]
        assert ids(moved.at(on=november(20)).entries) == ["hm-4", "hm-2"]

    def test_what_the_corrector_is_later_worth_changes_nothing(self) -> None:
        """A correction that is itself retracted does not bring back what it corrected."""
        taken_back = journal(
            need("hm-1"), need("hm-2", corrects=["hm-1"]), retraction("hm-3", "hm-2")
        )
        assert ids(taken_back.at().entries) == ["hm-3"]
        assert {id: ids(heads) for id, heads in taken_back.at().replaced.items()} == {
            "hm-1": ["hm-3"],
            "hm-2": ["hm-3"],
        }

    def test_nothing_corrected_nothing_replaced(self) -> None:
        view = journal(need("hm-1")).at()
        assert view.replaced == {}
        assert view.contests == ()


class TestContests:
    fork = (
        need("hm-1", 16),
        need("hm-2", 18, recorded=19, corrects=["hm-1"]),
        need("hsf-1", 17, recorded=20, corrects=["hm-1"]),
    )

    def test_two_live_corrections_compete_from_the_first_day_any_of_them_speaks_of(self) -> None:
        (contest,) = journal(*self.fork).at().contests
        assert contest.entry == "hm-1"
        assert ids(contest.heads) == ["hsf-1", "hm-2"]
        assert contest.since == november(16)

    def test_a_correction_may_speak_of_an_earlier_day_than_what_it_corrects(self) -> None:
        earlier = need("hsf-2", 14, recorded=20, corrects=["hm-1"])
        (contest,) = journal(*self.fork[:2], earlier).at().contests
        assert contest.since == november(14)

    def test_where_the_corrected_entry_is_unknown_its_day_is_too(self) -> None:
        (contest,) = journal(*self.fork[1:]).at().contests
        assert contest.since == november(17)

    def test_is_seen_from_its_day_and_once_both_are_known(self) -> None:
        forked = journal(*self.fork)
        assert forked.at(on=november(15)).contests == ()
        assert forked.at(on=november(16)).contests != ()
        assert forked.at(known=november(19)).contests == ()
        assert forked.at(known=november(20)).contests != ()

    def test_a_third_that_names_both_settles_it(self) -> None:
        settled = journal(*self.fork, need("hm-3", 17, recorded=21, corrects=["hm-2", "hsf-1"]))
        assert settled.at().contests == ()
        assert ids(settled.at().replaced["hm-1"]) == ["hm-3"]
        assert settled.problems() == ()

    def test_a_third_that_names_one_leaves_it_open(self) -> None:
        open_still = journal(*self.fork, need("hm-3", 17, recorded=21, corrects=["hm-2"]))
        (contest,) = open_still.at().contests
        assert ids(contest.heads) == ["hsf-1", "hm-3"]

    def test_each_contest_is_told_apart_in_order(self) -> None:
        other = (need("hm-5", corrects=["hm-0"]), need("hm-6", corrects=["hm-0"]))
        assert [c.entry for c in journal(*self.fork, *other).at().contests] == ["hm-0", "hm-1"]


class TestProblems:
    def test_a_journal_without_problems_has_none(self) -> None:
        assert journal(need("hm-1"), closing("hm-2", "hm-1")).problems() == ()

    def test_a_correction_of_an_unknown_entry(self) -> None:
        wrong = journal(need("hm-2", corrects=["hm-1", "hm-3"]), need("hm-3"))
        assert found(wrong.problems()) == [("corrects_unknown_entry", "P-0001/hm-2/corrects")]

    def test_a_correction_is_of_an_unknown_entry_until_that_is_recorded(self) -> None:
        late = journal(need("hm-1", 16, recorded=18), need("hm-2", 16, corrects=["hm-1"]))
        assert found(late.problems(known=november(17))) == [
            ("corrects_unknown_entry", "P-0001/hm-2/corrects")
        ]
        assert late.problems(known=november(18)) == ()
        assert late.problems(known=november(15)) == ()

    def test_a_correction_of_a_disposed_entry_is_none(self) -> None:
        assert journal(need("hm-2", corrects=["hm-1"]), disposed=["hm-1"]).problems() == ()

    def test_corrections_in_a_circle(self) -> None:
        circle = journal(need("hm-1", corrects=["hm-2"]), need("hm-2", corrects=["hm-1"]))
        assert circle.at().entries == ()
        assert found(circle.problems()) == [
            ("corrections_in_a_circle", "P-0001/hm-1/corrects"),
            ("corrections_in_a_circle", "P-0001/hm-2/corrects"),
        ]

    def test_competing_corrections(self) -> None:
        forked = journal(*TestContests.fork)
        assert found(forked.problems()) == [("competing_corrections", "P-0001/hm-1/corrects")]
        assert forked.problems(known=november(19)) == ()

    def test_an_answer_to_an_unknown_entry(self) -> None:
        assert found(journal(closing("hm-2", "hm-1")).problems()) == [
            ("answers_unknown_entry", "P-0001/hm-2/need")
        ]
        late = journal(need("hm-1", 16, recorded=30), closing("hm-2", "hm-1"))
        assert found(late.problems(known=november(29))) == [
            ("answers_unknown_entry", "P-0001/hm-2/need")
        ]
        assert late.problems() == ()

    def test_an_answer_to_a_disposed_entry_is_none(self) -> None:
        assert journal(closing("hm-2", "hm-1"), disposed=["hm-1"]).problems() == ()

    def test_an_answer_to_an_entry_of_the_wrong_kind(self) -> None:
        wrong = journal(need("hm-1"), closing("hm-2", "hm-1"), closing("hm-3", "hm-2"))
        (problem,) = wrong.problems()
        assert (problem.code, problem.path) == ("answers_wrong_kind", "P-0001/hm-3/need")
        assert problem.facts == facts(
            found=words("entry.need_closed"), wanted=words("entry.need_assessed")
        )

    def test_an_answer_to_a_retracted_entry(self) -> None:
        taken_back = journal(need("hm-1"), closing("hm-2", "hm-1"), retraction("hm-3", "hm-1"))
        assert found(taken_back.problems()) == [("answers_retracted_entry", "P-0001/hm-2/need")]
        assert taken_back.problems(known=november(19)) == ()

    def test_an_answer_before_what_it_answers(self) -> None:
        (problem,) = journal(need("hm-1", 17), closing("hm-2", "hm-1", 16)).problems()
        assert (problem.code, problem.path) == ("before_what_it_answers", "P-0001/hm-2/need")
        assert problem.facts == facts(on=november(16), before=november(17))
        assert journal(need("hm-1", 17), closing("hm-2", "hm-1", 17)).problems() == ()

    def test_an_answer_follows_what_it_answers_through_corrections(self) -> None:
        moved = journal(
            need("hm-1", 16),
            closing("hm-2", "hm-1", 18),
            need("hm-3", 19, recorded=20, corrects=["hm-1"]),
        )
        assert found(moved.problems()) == [("before_what_it_answers", "P-0001/hm-2/need")]
        assert moved.problems(known=november(19)) == ()
        replaced = journal(
            need("hm-1"),
            closing("hm-2", "hm-1"),
            closing("hm-3", "hm-9"),
            need("hm-9"),
            evolve(closing("hm-4", "hm-9"), corrects=frozenset({"hm-1"})),
        )
        assert found(replaced.problems()) == [("answers_wrong_kind", "P-0001/hm-2/need")]

    def test_only_answers_in_force_are_looked_at(self) -> None:
        replaced = journal(
            closing("hm-2", "hm-1"),
            need("hm-3"),
            evolve(closing("hm-4", "hm-3"), corrects=frozenset({"hm-2"})),
        )
        assert replaced.problems() == ()

    def test_an_answer_to_a_circle_shows_only_the_circle(self) -> None:
        circle = journal(
            need("hm-1", corrects=["hm-2"]),
            need("hm-2", corrects=["hm-1"]),
            closing("hm-3", "hm-1"),
        )
        assert {code for code, _ in found(circle.problems())} == {"corrections_in_a_circle"}

    def test_an_objection_may_be_to_any_entry_also_a_retracted_one(self) -> None:
        objection = Objected(id="hm-3", on=november(17), by="hm", entry="hm-1")
        assert journal(need("hm-1"), retraction("hm-2", "hm-1"), objection).problems() == ()
        assert found(journal(objection).problems()) == [
            ("answers_unknown_entry", "P-0001/hm-3/entry")
        ]


class TestAnswered:
    def test_names_the_fields_ids_and_kinds(self) -> None:
        ended = Ended(id="hm-2", on=DAY, by="hm", start="hm-1", reason=EndReason.OTHER)
        assert list(answered(ended)) == [("start", "hm-1", ("started",))]

    def test_an_entry_that_answers_nothing_names_none(self) -> None:
        started = Started(id="hm-1", on=DAY, by="hm", worker="cm-1", edition="x")
        assert list(answered(started)) == []
        assert answers("a", "b") == {"answers": ("a", "b")}


class TestPossibleDuplicates:
    def test_equal_but_for_id_writer_and_recording(self) -> None:
        twice = journal(
            need("hm-1"),
            evolve(need("hsf-1", recorded=20), by="hsf"),
            need("hm-2", 17),
            need("hm-3", 17),
            need("hm-4", 18),
        )
        assert twice.possible_duplicates() == (("hm-1", "hsf-1"), ("hm-2", "hm-3"))

    def test_another_content_or_kind_is_no_duplicate(self) -> None:
        other = evolve(need("hm-2"), area=NeedArea.MONEY)
        assert journal(need("hm-1"), other, closing("hm-3", "hm-1", 16)).possible_duplicates() == ()

    def test_what_was_joined_is_no_longer_one(self) -> None:
        joined = journal(need("hm-1"), need("hm-2"), retraction("hm-3", "hm-2"))
        assert joined.possible_duplicates() == ()

    def test_a_correction_may_be_a_duplicate_of_another_entry(self) -> None:
        again = journal(need("hm-1"), need("hm-2", 17), need("hm-3", 16, corrects=["hm-2"]))
        assert again.possible_duplicates() == (("hm-1", "hm-3"),)

    def test_retractions_are_never_duplicates(self) -> None:
        taken = journal(
            need("hm-1"), need("hm-2", 17), retraction("hm-3", "hm-1"), retraction("hm-4", "hm-2")
        )
        assert taken.possible_duplicates() == ()
