"""Equality: categories, sums, and differences that small groups cannot carry."""

from __future__ import annotations

from collections import Counter
from datetime import date

import attrs
import pytest
from hypothesis import given, strategies as st

from cm_method.case.case import Case
from cm_method.case.episodes import EntryRoute, Reached
from cm_method.case.participants import Gender, ParticipantDescribed
from cm_method.case.register import Register
from cm_method.cohort.disclosure import EVERYONE, LEAST, STARTED, publish
from cm_method.cohort.equality import (
    ELSEWHERE,
    OTHER_OR_UNKNOWN,
    UNKNOWN,
    Group,
    Grouping,
    age_bands,
    categories_of,
    columns,
    counted_of,
    differences,
    equality,
    known_shares,
)
from cm_method.cohort.indicators import indicators
from cm_method.cohort.shares import Share
from cm_method.cohort.tally import empty_tally, tally
from cm_method.errors import Refused
from cm_method.journal import Entry, Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Counting, Method
from cm_method.testing.strategies import EDITION, any_methods, days_around, days_known, registers
from tests.cohort.hand_made import counts
from tests.examples.notation import EXAMPLE_START, day_of, journal_of

ON = day_of("day 100", EXAMPLE_START)


def described(**facts: object) -> Entry:
    return ParticipantDescribed(id="d", on=EXAMPLE_START, by="hm", **facts)  # type: ignore[arg-type]  # by name


def person(*entries: Entry, lines: str = "day 0: started", subject: str = "P-1") -> Journal:
    journal = journal_of(lines, subject=subject)
    return Journal(subject=subject, entries=[*journal.entries, *entries])


def category(journal: Journal, grouping: Grouping, **limits: tuple[int, ...]) -> str:
    case = Case.of(journal, on=ON)
    return categories_of(case, EDITIONS[EDITION], **limits)[grouping]


class TestCategories:
    @pytest.mark.parametrize(
        ("facts", "band"),
        [
            ({"birth_date": date(2001, 11, 16)}, "25_29"),  # 25 on the day of the start
            ({"birth_date": date(2001, 11, 17)}, "18_24"),
            ({"birth_year": 2001}, UNKNOWN),  # 24 or 25
            ({"birth_year": 2000}, "25_29"),
            ({"birth_year": 1996}, UNKNOWN),
            ({"birth_year": 1995}, "from_30"),
            ({"birth_year": 2012}, "under_18"),
            ({}, UNKNOWN),
        ],
    )
    def test_age_is_that_at_the_start_and_what_straddles_a_limit_is_unknown(
        self, facts: dict[str, object], band: str
    ) -> None:
        assert category(person(described(**facts)), Grouping.AGE) == band

    def test_limits_can_be_others(self) -> None:
        journal = person(described(birth_year=2001))
        assert category(journal, Grouping.AGE, age_limits=(18, 30)) == "18_29"
        assert age_bands((18, 30)) == ("under_18", "18_29", "from_30")

    def test_who_has_not_started_has_no_age_at_the_start(self) -> None:
        journal = person(described(birth_year=2000), lines="day 0: reached as r1")
        assert category(journal, Grouping.AGE) == UNKNOWN
        assert category(journal, Grouping.ENTRY_ROUTE) != UNKNOWN

    def test_gender_and_district_are_as_stated_or_unknown(self) -> None:
        journal = person(described(gender=Gender.NON_BINARY, district="alvsjo"))
        assert category(journal, Grouping.GENDER) == "non_binary"
        assert category(journal, Grouping.DISTRICT) == "alvsjo"
        assert category(person(), Grouping.GENDER) == UNKNOWN
        assert category(person(), Grouping.DISTRICT) == UNKNOWN

    def test_the_way_in_is_the_last_before_the_start(self) -> None:
        first, last, after = (
            Reached(id=f"r{n}", on=day_of(day, EXAMPLE_START), by="hm", route=route)
            for n, (day, route) in enumerate(
                (
                    ("day -20", EntryRoute.OUTREACH),
                    ("day 0", EntryRoute.EXISTING_SERVICE),
                    ("day 5", EntryRoute.ASSOCIATION),
                )
            )
        )
        assert category(person(first, last, after), Grouping.ENTRY_ROUTE) == "existing_service"
        assert category(person(after), Grouping.ENTRY_ROUTE) == UNKNOWN


class TestSums:
    """The figures of the categories add up to those of everyone (law 6)."""

    @given(registers(min_size=1), any_methods(), st.data())
    def test_the_tallies_of_the_categories_add_up_to_the_tally_of_the_whole(
        self, register: Register, method: Method, data: st.DataObject
    ) -> None:
        asked: Journal = data.draw(st.sampled_from(tuple(register)))
        on, known = data.draw(days_around(asked)), data.draw(days_known(asked))
        found = equality(register, method, on=on, known=known, with_indicators=True)
        whole = tally(register, method, on=on, known=known)
        assert found.everyone.tally == whole
        assert found.everyone.indicators == indicators(register, method, on=on, known=known)
        for grouping, groups in found.groups.items():
            assert sum(groups.values(), start_of(found.everyone, method)) == found.everyone
            for code, group in groups.items():
                mine = [j for j in register if code_of(j, method, grouping, on, known) == code]
                assert group.tally == tally(mine, method, on=on, known=known)

    def test_groups_without_indicators_add_up_to_one_without(self, edition: Method) -> None:
        one = Group(started=1, tally=empty_tally(edition, on=ON))
        assert (one + one) == Group(started=2, tally=empty_tally(edition, on=ON))


def start_of(everyone: Group, method: Method) -> Group:
    nothing = equality(
        (), method, on=everyone.tally.on, known=everyone.tally.known, with_indicators=True
    )
    return nothing.everyone


def code_of(
    journal: Journal, method: Method, grouping: Grouping, on: date, known: date | None
) -> str:
    return categories_of(Case.of(journal, on=on, known=known), method)[grouping]


class TestPublishing:
    def people(self) -> list[Journal]:
        return [
            person(
                described(
                    gender=(Gender.WOMAN, Gender.MAN, Gender.OTHER)[n % 3],
                    birth_year=2000 if n % 2 else 2005,
                    district=("alvsjo", "hagersten")[n % 2] if n < 29 else "solberga",
                ),
                subject=f"P-{n:03}",
            )
            for n in range(30)
        ]

    def test_what_could_point_somebody_out_by_its_name_is_counted_together(
        self, edition: Method
    ) -> None:
        found = equality(self.people(), edition, on=ON)
        made = counted_of(found, least=LEAST)
        by = {each.grouping: each for each in made.breakdowns}
        assert by["gender"].categories == ("woman", "man", OTHER_OR_UNKNOWN)
        assert by["gender"].started == (10, 10, 10)
        assert by["district"].categories == ("alvsjo", "hagersten", ELSEWHERE, UNKNOWN)
        assert by["district"].started == (15, 14, 1, 0)
        assert by["age"].started == (0, 15, 15, 0, 0)
        assert by["entry_route"].started == (0, 0, 0, 30)

    def test_later_publications_keep_the_districts_of_the_first(self, edition: Method) -> None:
        first = publish(counted_of(equality(self.people(), edition, on=ON), least=LEAST))
        more = [
            *self.people(),
            *(person(described(district="solberga"), subject=f"Q-{n}") for n in range(9)),
        ]
        later = equality(more, edition, on=day_of("day 200", EXAMPLE_START))
        made = counted_of(later, [first], least=LEAST)
        by = {each.grouping: each for each in made.breakdowns}
        assert by["district"].started == (15, 14, 10, 0)
        assert publish(made, [first]).table(EVERYONE, STARTED).rows == ((39,),)

    def test_only_the_groupings_asked_for_are_published(self, edition: Method) -> None:
        found = equality(self.people(), edition, on=ON, groupings=[Grouping.DISTRICT])
        first = publish(counted_of(found, least=LEAST))
        assert first.groupings == (EVERYONE, "district")
        other = equality(self.people(), edition, on=ON, groupings=[Grouping.GENDER])
        assert publish(counted_of(other, [], least=LEAST)).groupings == (EVERYONE, "gender")
        made = counted_of(found, [publish(counted_of(other, least=LEAST))], least=LEAST)
        assert made == counted_of(found, least=LEAST)

    def test_where_episodes_are_counted_nothing_is_published(self, edition: Method) -> None:
        own = edition.adapt(
            code=edition.code,
            source=edition.source,
            since=edition.period.first,
            counting=Counting.EVERY_EPISODE,
        )
        with pytest.raises(Refused) as refused:
            counted_of(equality(self.people(), own, on=ON), least=LEAST)
        assert refused.value.problems[0].code == "publication_of_episodes"

    @given(registers(min_size=1), st.data())
    def test_every_register_can_be_published(self, register: Register, data: st.DataObject) -> None:
        asked: Journal = data.draw(st.sampled_from(tuple(register)))
        found = equality(register, EDITIONS[EDITION], on=data.draw(days_around(asked)))
        made = counted_of(found, least=LEAST)
        assert made.everyone.started == (found.everyone.started,)
        assert publish(made).groupings == (EVERYONE, *(each.value for each in Grouping))


def test_columns_are_met_not_met_and_missing() -> None:
    said = counts("7 met, 2 missed, 1 met_late, 3 unknown, 2 membership, 4 not_yet_due")
    assert columns(said) == (7, 3, 5)


class TestDifferences:
    """Newcombe's hybrid score interval on Wilson's (1998, method 10)."""

    shares = st.integers(1, 60).flatmap(
        lambda of: st.builds(Share, met=st.integers(0, of), of=st.just(of))
    )

    @given(shares, shares)
    def test_it_is_the_interval_of_statsmodels(self, one: Share, other: Share) -> None:
        proportion = pytest.importorskip("statsmodels.stats.proportion")
        (found,) = differences({"a": one, "b": other}, 95)
        low, high = proportion.confint_proportions_2indep(
            one.met, one.of, other.met, other.of, method="newcomb", compare="diff", alpha=0.05
        )
        assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)

    @given(shares, shares)
    def test_it_holds_the_difference_and_turns_when_the_groups_change_places(
        self, one: Share, other: Share
    ) -> None:
        (found,), (turned,) = (
            differences({"a": one, "b": other}, 95),
            differences({"b": other, "a": one}, 95),
        )
        assert -1 <= found.low <= found.apart <= found.high <= 1
        assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low))

    def test_an_example_of_newcombe(self) -> None:
        (found,) = differences({"a": Share(met=56, of=70), "b": Share(met=48, of=80)}, 95)
        assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)

    def test_every_two_groups_are_compared_and_empty_ones_with_none(self) -> None:
        half, none = Share(met=1, of=2), Share(met=0, of=0)
        found = differences({"a": half, "b": none, "c": half, "d": half}, 90)
        assert [(e.category, e.other) for e in found] == [("a", "c"), ("a", "d"), ("c", "d")]
        assert {each.percent for each in found} == {90}

    def test_a_table_that_is_not_shown_has_no_shares_to_compare(self, edition: Method) -> None:
        people = TestPublishing().people()
        made = publish(counted_of(equality(people, edition, on=ON), least=LEAST))
        shown = made.table("gender", "plan_in_time")
        assert known_shares(shown) == {
            "woman": Share(met=0, of=10),
            "man": Share(met=0, of=10),
        }
        assert known_shares(attrs.evolve(shown, rows=None)) == {}


def test_groups_are_not_shown_by_accident(edition: Method) -> None:
    assert "Signature" not in repr(equality(TestPublishing().people(), edition, on=ON))
    assert Counter(Grouping) == Counter(dict.fromkeys(Grouping, 1))
