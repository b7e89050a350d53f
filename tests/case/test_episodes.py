"""The course of a case: starts, ends, deaths, pauses, changes of worker."""

from __future__ import annotations

from cm_method.case.case import Case
from cm_method.case.episodes import (
    EndReason,
    Paused,
    Returned,
    WorkerChanged,
    death,
    death_in_doubt,
    episodes,
    is_paused,
    worker_on,
)
from cm_method.case.participants import Died
from tests.case.writing import SUBJECT, case, day, ended, note, only_episode, retracted, started


def spans(told: Case) -> list[tuple[int, int | None]]:
    """First and last day of every episode, counted from the example start."""
    return [
        ((e.first - day(0)).days, None if e.last is None else (e.last - day(0)).days)
        for e in episodes(told)
    ]


class TestEpisodes:
    def test_nobody_started(self) -> None:
        assert episodes(case()) == ()
        assert episodes(case(started(), on=-1)) == ()

    def test_an_ongoing_one(self) -> None:
        start = started()
        episode = only_episode(case(start))
        assert episode.participant == SUBJECT
        assert (episode.number, episode.first, episode.last) == (1, day(0), None)
        assert episode.started is start
        assert episode.ended is None
        assert episode.previous_last is None

    def test_one_start_to_its_end(self) -> None:
        end = ended("hm-2", "hm-1", 30)
        episode = only_episode(case(started(), end))
        assert (episode.last, episode.ended) == (day(30), end)
        assert spans(case(started(), end, on=29)) == [(0, None)]

    def test_covers_both_its_first_and_its_last_day(self) -> None:
        episode = only_episode(case(started(), ended("hm-2", "hm-1", 30)))
        assert [n for n in (-1, 0, 30, 31) if episode.covers(day(n))] == [0, 30]
        ongoing = only_episode(case(started()))
        assert ongoing.covers(day(9999))
        assert not ongoing.covers(day(-1))

    def test_started_again_after_an_end_is_a_new_episode(self) -> None:
        told = case(
            started("s-1", 0), ended("e-1", "s-1", 30), started("s-2", 60), ended("e-2", "s-2", 90)
        )
        assert spans(told) == [(0, 30), (60, 90)]
        first, second = episodes(told)
        assert (first.number, second.number) == (1, 2)
        assert (first.previous_last, second.previous_last) == (None, day(30))

    def test_an_end_names_its_start(self) -> None:
        told = case(started("s-1", 0), started("s-2", 60), ended("e-2", "s-2", 90))
        assert spans(told) == [(0, None), (60, 90)]

    def test_what_goes_on_when_the_next_begins_ends_no_plan_of_it(self) -> None:
        told = case(started("s-1", 0), started("s-2", 60), ended("e-1", "s-1", 61))
        assert [episode.previous_last for episode in episodes(told)] == [None, None]

    def test_an_end_before_its_start_ends_nothing(self) -> None:
        assert spans(case(started("s-1", 5), ended("e-1", "s-1", 4))) == [(5, None)]
        assert spans(case(started("s-1", 5), ended("e-1", "s-1", 5))) == [(5, 5)]

    def test_of_two_ends_the_first_stands(self) -> None:
        told = case(started(), ended("e-2", "hm-1", 40), ended("e-1", "hm-1", 30))
        assert spans(told) == [(0, 30)]

    def test_an_end_taken_back_ends_nothing(self) -> None:
        told = case(started(), ended("e-1", "hm-1", 30), retracted("r-1", "e-1"))
        assert spans(told) == [(0, None)]

    def test_an_end_follows_its_start_through_corrections(self) -> None:
        told = case(
            started("s-1", 0),
            ended("e-1", "s-1", 30),
            started("s-2", 3, recorded=40, corrects=["s-1"]),
        )
        assert spans(told) == [(3, 30)]

    def test_starts_that_compete_are_one_episode_from_the_earliest(self) -> None:
        told = case(
            started("s-1", 0),
            started("s-3", 5, corrects=["s-1"]),
            started("s-2", 2, corrects=["s-1"]),
            ended("e-1", "s-1", 30),
            started("s-4", 60),
        )
        assert spans(told) == [(2, 30), (60, None)]
        assert [s.id for s in episodes(told)[0].starts] == ["s-2", "s-3"]

    def test_other_contests_leave_starts_alone(self) -> None:
        told = case(
            started("s-1", 0),
            ended("e-2", "s-1", 30, corrects=["e-1"]),
            ended("e-3", "s-1", 40, corrects=["e-1"]),
            started("s-2", 60),
        )
        assert spans(told) == [(0, 30), (60, None)]


class TestDeath:
    def test_by_its_own_entry_or_as_the_reason_of_an_end(self) -> None:
        assert death(case(started())) is None
        assert death(case(note(Died, "d-1", 9))) == (day(9), "d-1")
        dead = ended("e-1", "hm-1", 8, reason=EndReason.DEATH)
        assert death(case(started(), dead)) == (day(8), "e-1")
        assert death(case(started(), dead, note(Died, "d-1", 9))) == (day(8), "e-1")
        assert death(case(started(), ended("e-1", "hm-1", 8))) is None

    def test_it_ends_the_episode_even_where_nobody_recorded_an_end(self) -> None:
        assert spans(case(started(), note(Died, "d-1", 9))) == [(0, 9)]
        assert spans(case(started(), note(Died, "d-1", 0))) == [(0, 0)]
        assert spans(case(started(), note(Died, "d-1", 9), on=8)) == [(0, None)]

    def test_the_earlier_of_death_and_end_is_the_last_day(self) -> None:
        end = ended("e-1", "hm-1", 8)
        assert spans(case(started(), end, note(Died, "d-1", 7))) == [(0, 7)]
        assert spans(case(started(), end, note(Died, "d-1", 8))) == [(0, 8)]
        assert spans(case(started(), end, note(Died, "d-1", 9))) == [(0, 8)]

    def test_a_death_about_which_corrections_compete_is_no_certain_death(self) -> None:
        rivals = (
            note(Died, "d-1", 9),
            note(Died, "d-2", 7, recorded=9, corrects=["d-1"]),
            retracted("r-1", "d-1", on=9),
        )
        doubtful = case(started(), *rivals)
        assert death(doubtful) is None
        assert death_in_doubt(doubtful)
        assert spans(doubtful) == [(0, None)]
        certain = case(started(), *rivals[:2])
        assert death(certain) == (day(7), "d-2")
        assert not death_in_doubt(certain)
        assert not death_in_doubt(case(started()))
        other = case(started(), *rivals, note(Died, "d-3", 20))
        assert death(other) == (day(20), "d-3")
        assert death_in_doubt(other)

    def test_a_death_before_the_start_ends_nothing(self) -> None:
        assert spans(case(started(), note(Died, "d-1", -1))) == [(0, None)]


class TestWorker:
    def changed(self, id: str, on: int, worker: str, start: str = "hm-1") -> WorkerChanged:
        return note(WorkerChanged, id, on, start=start, worker=worker)

    def test_the_worker_of_the_start_until_another_takes_over(self) -> None:
        told = case(
            started(),
            self.changed("w-1", 10, "cm-2"),
            self.changed("w-2", 20, "cm-3"),
            self.changed("w-3", 5, "cm-9", start="other"),
        )
        episode = only_episode(told)
        held = [worker_on(told, episode, day(n)) for n in (0, 9, 10, 19, 20, 99)]
        assert held == ["cm-1", "cm-1", "cm-2", "cm-2", "cm-3", "cm-3"]

    def test_a_change_follows_its_start_through_corrections(self) -> None:
        told = case(
            started("s-1"), self.changed("w-1", 10, "cm-2", "s-1"), started("s-2", corrects=["s-1"])
        )
        assert worker_on(told, only_episode(told), day(10)) == "cm-2"


class TestPauses:
    def test_paused_from_its_day_until_the_day_of_return(self) -> None:
        told = case(
            started(),
            note(Paused, "p-1", 10, start="hm-1"),
            note(Returned, "r-1", 20, pause="p-1"),
            note(Paused, "p-2", 30, start="hm-1"),
        )
        episode = only_episode(told)
        paused = [n for n in (0, 9, 10, 19, 20, 29, 30, 99) if is_paused(told, episode, day(n))]
        assert paused == [10, 19, 30, 99]

    def test_a_pause_of_another_episode_is_none_of_this(self) -> None:
        told = case(started(), note(Paused, "p-1", 10, start="other"))
        assert not is_paused(told, only_episode(told), day(10))

    def test_a_return_follows_its_pause_through_corrections(self) -> None:
        told = case(
            started(),
            note(Paused, "p-1", 10, start="hm-1"),
            note(Returned, "r-1", 20, pause="p-1"),
            note(Paused, "p-2", 12, corrects=["p-1"], start="hm-1"),
        )
        episode = only_episode(told)
        assert not is_paused(told, episode, day(11))
        assert is_paused(told, episode, day(12))
        assert not is_paused(told, episode, day(20))
