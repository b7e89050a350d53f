"""Recovery capital: four parts over time, strong and thin, never added up."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from hypothesis.strategies import DataObject

from cm_method.case.case import Case
from cm_method.case.episodes import is_contested
from cm_method.case.recovery import (
    LONGER_RECOVERY,
    RECOVERY_SOURCES,
    PartOverTime,
    RecoveryCapital,
    RecoveryCapitalRated,
    RecoveryPart,
    RecoveryScale,
    Strength,
    recovery_capital,
)
from cm_method.journal import Entry, Journal
from cm_method.labels import LANGUAGES, has_text, label
from cm_method.sources import Document
from cm_method.testing.strategies import any_journals, days_around, days_known
from tests.base.refusal import refused
from tests.case.writing import case, day, ended, note, retracted, started

SCALE = RecoveryScale(lowest=1, highest=5, thin_through=2, strong_from=4)
SOCIAL, PHYSICAL = RecoveryPart.SOCIAL, RecoveryPart.PHYSICAL


def rated(id: str, on: int, **more: Any) -> RecoveryCapitalRated:
    recorded = more.pop("recorded", None)
    given = {"with_participant": True, **more}
    return note(RecoveryCapitalRated, id, on, recorded=recorded, **given)


def social(*entries: Entry, on: int = 99, known: int | None = None) -> PartOverTime:
    return recovery_capital(case(*entries, on=on, known=known), SCALE).of(SOCIAL)


class TestParts:
    def test_each_part_is_described_by_the_source_and_labelled_in_both_languages(self) -> None:
        assert list(RECOVERY_SOURCES) == list(RecoveryPart)
        for part, source in RECOVERY_SOURCES.items():
            assert source.document is Document.CITY_2020
            assert label(part, "sv") != label(part, "en")
            assert all(has_text(f"recovery.part.{part.value}", lang) for lang in LANGUAGES)
        assert "längre tid" in LONGER_RECOVERY.quote

    def test_the_entry_has_a_field_for_each_part(self) -> None:
        names = {field.name for field in attrs.fields(RecoveryCapitalRated)}
        assert {part.value for part in RecoveryPart} <= names

    def test_a_rating_of_no_part_is_refused(self) -> None:
        with refused(("rates_no_part", "physical")):
            rated("r-1", 0)

    def test_nothing_here_is_a_sum(self) -> None:
        """The source speaks of the sum of a person's resources, and puts no number on it."""
        names = {*dir(RecoveryCapital), *dir(PartOverTime)}
        assert not {"sum", "total", "score", "mean"} & names


class TestScale:
    @pytest.mark.parametrize(
        ("rating", "strength"),
        [
            (0, Strength.NOT_ON_SCALE),
            (1, Strength.THIN),
            (2, Strength.THIN),
            (3, Strength.BETWEEN),
            (4, Strength.STRONG),
            (5, Strength.STRONG),
            (6, Strength.NOT_ON_SCALE),
        ],
    )
    def test_reads_a_rating_as_thin_between_or_strong(
        self, rating: int, strength: Strength
    ) -> None:
        assert SCALE.strength(rating) is strength

    def test_thin_and_strong_may_meet(self) -> None:
        narrow = RecoveryScale(lowest=0, highest=1, thin_through=0, strong_from=1)
        assert [narrow.strength(n) for n in (0, 1)] == [Strength.THIN, Strength.STRONG]

    @pytest.mark.parametrize(
        ("changed", "problem"),
        [
            ({"highest": 1}, ("range_is_empty", "highest")),
            ({"thin_through": 0}, ("thin_and_strong_overlap", "strong_from")),
            ({"thin_through": 4}, ("thin_and_strong_overlap", "strong_from")),
            ({"strong_from": 6}, ("thin_and_strong_overlap", "strong_from")),
            ({"lowest": "1"}, ("not_a_whole_number", "lowest")),
        ],
    )
    def test_one_that_contradicts_itself_is_refused(
        self, changed: dict[str, Any], problem: tuple[str, str]
    ) -> None:
        with refused(problem):
            attrs.evolve(SCALE, **changed)


class TestOverTime:
    def test_tells_the_latest_of_each_part_and_the_change_since_the_first(self) -> None:
        found = recovery_capital(
            case(
                rated("r-1", 0, physical=2, social=1),
                rated("r-2", 30, social=4, human=3),
                rated("r-3", 60, social=3, cultural=5),
            ),
            SCALE,
        )
        told = {each.part.value: (each.strength.value, each.change) for each in found.parts}
        assert told == {
            "physical": ("thin", None),
            "cultural": ("strong", None),
            "human": ("between", None),
            "social": ("between", 2),
        }
        assert (found.strong, found.thin) == ((RecoveryPart.CULTURAL,), (PHYSICAL,))
        ratings = found.of(SOCIAL).ratings
        assert [(each.on, each.value, each.entry) for each in ratings] == [
            (day(0), 1, "r-1"),
            (day(30), 4, "r-2"),
            (day(60), 3, "r-3"),
        ]
        assert found.of(SOCIAL).latest == ratings[-1]

    def test_what_is_not_rated_is_unknown_and_not_thin(self) -> None:
        found = recovery_capital(case(rated("r-1", 0, social=1)), SCALE)
        assert found.of(PHYSICAL).strength is Strength.NOT_RATED
        assert (found.of(PHYSICAL).latest, found.of(PHYSICAL).change) == (None, None)
        assert found.thin == (SOCIAL,)

    def test_counts_from_its_day_and_as_it_was_known(self) -> None:
        entries = (rated("r-1", 0, social=2), rated("r-2", 30, social=3, recorded=40))
        assert social(*entries, on=29).change is None
        assert social(*entries, on=30).change == 1
        assert social(*entries, on=30, known=39).change is None

    @pytest.mark.parametrize(("first", "last", "change"), [(2, 2, 0), (4, 1, -3), (1, 5, 4)])
    def test_a_change_is_a_whole_number_with_its_sign(
        self, first: int, last: int, change: int
    ) -> None:
        assert social(rated("r-1", 0, social=first), rated("r-2", 1, social=last)).change == change

    @pytest.mark.parametrize("values", [(0, 3), (3, 6)])
    def test_off_the_scale_no_change_can_be_told(self, values: tuple[int, int]) -> None:
        found = social(*(rated(f"r-{n}", n, social=v) for n, v in enumerate(values, start=1)))
        assert found.change is None
        assert [each.value for each in found.ratings] == list(values)

    def test_it_is_the_persons_over_all_services(self) -> None:
        life = (started(), rated("r-1", 5, social=1), ended("e-1", "hm-1", 20))
        found = social(*life, started("hm-9", 40), rated("r-2", 50, social=2))
        assert (len(found.ratings), found.change) == (2, 1)

    def test_a_corrected_rating_is_told_as_it_stands(self) -> None:
        right = rated("r-2", 0, social=4, corrects=["r-1"], recorded=9)
        assert social(rated("r-1", 0, social=1), right).strength is Strength.STRONG
        assert social(rated("r-1", 0, social=1), retracted("x-1", "r-1")).ratings == ()

    def test_while_corrections_compete_nobody_can_say(self) -> None:
        rivals = [
            rated(id, 5, social=value, corrects=["r-1"], recorded=9)
            for id, value in (("r-2", 2), ("r-3", 5))
        ]
        entries = (rated("r-0", 0, social=1, physical=5), rated("r-1", 5, social=3), *rivals)
        found = recovery_capital(case(*entries), SCALE)
        assert (found.of(SOCIAL).strength, found.of(SOCIAL).change) == (Strength.IN_DOUBT, None)
        assert [each.entry for each in found.of(SOCIAL).ratings] == ["r-0"]
        assert found.of(PHYSICAL).strength is Strength.STRONG

    def test_says_whether_the_participant_took_part(self) -> None:
        found = social(rated("r-1", 0, social=1, with_participant=False))
        assert found.latest is not None
        assert not found.latest.with_participant

    def test_no_rating_is_shown_by_accident(self) -> None:
        found = recovery_capital(case(rated("r-1", 0, social=4), rated("r-2", 1, social=5)), SCALE)
        for shown in (repr(rated("r-1", 0, social=4)), repr(found)):
            assert "social=4" not in shown
            assert "value=" not in shown
            assert "change=" not in shown


# The laws


def latest_of(seen: Case, part: RecoveryPart) -> Strength:
    """A slow reading: the last entry of all that rates the part."""
    told = [e for e in seen.entries if isinstance(e, RecoveryCapitalRated)]
    told = [entry for entry in told if getattr(entry, part.value) is not None]
    if any(is_contested(seen, entry) for entry in told):
        return Strength.IN_DOUBT
    if not told:
        return Strength.NOT_RATED
    value = getattr(told[-1], part.value)
    for limit, strength in ((0, Strength.NOT_ON_SCALE), (2, Strength.THIN), (3, Strength.BETWEEN)):
        if value <= limit:
            return strength
    return Strength.STRONG if value <= 5 else Strength.NOT_ON_SCALE


@given(any_journals(), st.data())
def test_stands_as_the_last_rating_of_each_part_says(journal: Journal, data: DataObject) -> None:
    on, known = data.draw(days_around(journal)), data.draw(days_known(journal))
    seen = Case.of(journal, on=on, known=known)
    found = recovery_capital(seen, SCALE)
    assert [each.part for each in found.parts] == list(RecoveryPart)
    for each in found.parts:
        assert each.strength is latest_of(seen, each.part)
        assert [rating.on for rating in each.ratings] == sorted(
            rating.on for rating in each.ratings
        )
    every = {*found.strong, *found.thin}
    assert len(every) == len(found.strong) + len(found.thin)


@given(any_journals(), st.data())
def test_turning_the_scale_turns_strong_into_thin(journal: Journal, data: DataObject) -> None:
    """Swap: every rating mirrored on the scale makes strong thin, thin strong, and signs change."""
    seen_on: date = data.draw(days_around(journal))
    mirrored = attrs.evolve(journal, entries=[mirror(entry) for entry in journal.entries])
    one = recovery_capital(Case.of(journal, on=seen_on), SCALE)
    other = recovery_capital(Case.of(mirrored, on=seen_on), SCALE)
    assert (one.strong, one.thin) == (other.thin, other.strong)
    for mine, theirs in zip(one.parts, other.parts, strict=True):
        assert mine.change == (None if theirs.change is None else -theirs.change)


def mirror(entry: Entry) -> Entry:
    if not isinstance(entry, RecoveryCapitalRated):
        return entry
    turned: dict[str, Any] = {part.value: 6 - value for part, value in entry.rated.items()}
    return attrs.evolve(entry, **turned)
