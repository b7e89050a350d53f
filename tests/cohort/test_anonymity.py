"""k-anonymity: how many share what others may know, held against counting by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs
import pytest
from hypothesis import given, strategies as st

from cm_method.cohort.anonymity import Anonymity, anonymity_of, quasi_identifiers
from cm_method.cohort.research import DataSet, TidyTable
from cm_method.cohort.research_columns import Cell
from cm_method.errors import Refused
from cm_method.journal import Journal
from tests.base.refusal import refused
from tests.cohort.releases import consent, described, journal, of, started

COLUMNS = ("participant", "gender", "age", "district", "entry_route", "episodes")

People = Sequence[tuple[Cell, ...]]


def holding(people: People, columns: tuple[str, ...] = COLUMNS) -> DataSet:
    """A data set of these people, each with a pseudonym of their own."""
    rows = tuple((f"p{number}", *facts) for number, facts in enumerate(people))
    return DataSet(
        release="2027-1",
        ethics="2026-1",
        on=date(2027, 6, 30),
        known=None,
        edition="",
        relative=True,
        participants=len(rows),
        tables=(TidyTable(name="participant", columns=columns, rows=rows),),
        left_out={},
    )


WOMAN = ("woman", 25, "farsta", "outreach", 1)
MAN = ("man", 25, "farsta", "outreach", 1)
UNKNOWN = (None, 25, "farsta", "outreach", 1)


def measured(people: People, *names: str, least: int = 5) -> Anonymity:
    return anonymity_of(holding(people), names or None, least=least)


def test_groups_are_counted() -> None:
    found = measured([WOMAN] * 6 + [MAN] * 4 + [UNKNOWN])
    assert (found.participants, found.groups, found.smallest) == (11, 3, 1)
    assert (found.below, found.alone) == (5, 1)
    assert found.without == (("gender", 11), ("age", 1), ("district", 1), ("entry_route", 1))
    assert found.is_small


def test_a_group_of_the_least_size_is_not_small() -> None:
    found = measured([WOMAN] * 5 + [MAN] * 7)
    assert (found.smallest, found.below, found.alone) == (5, 0, 0)
    assert not found.is_small
    assert measured([WOMAN] * 5 + [MAN] * 7, least=6).is_small
    assert measured([WOMAN] * 5 + [MAN] * 7, least=6).below == 5


def test_what_is_not_asked_about_makes_no_group() -> None:
    later = (*WOMAN[:-1], 2)
    assert measured([WOMAN] * 3 + [later] * 3).smallest == 6
    assert measured([WOMAN] * 3 + [later] * 2, "gender", "episodes").smallest == 2
    assert measured([WOMAN, MAN], "age").without == (("age", 2),)


def test_a_name_twice_is_one() -> None:
    assert measured([WOMAN], "gender", "gender").variables == ("gender",)


def test_nobody_is_no_small_group() -> None:
    found = measured([])
    assert (found.smallest, found.groups, found.is_small) == (0, 0, False)
    assert "inget att räkna" in found.explain("sv")


def test_other_names_are_refused_with_the_choices() -> None:
    with refused(("not_a_quasi_identifier", "")):
        measured([WOMAN], "gender", "participant")
    with pytest.raises(Refused) as refusal:
        anonymity_of(holding([WOMAN]), ())
    said = refusal.value.explain("en")
    assert "gender, age, district, entry_route, episodes" in said


def test_the_columns_asked_about_follow_the_release() -> None:
    whole = journal(consent(), described(birth_year=2000))
    assert quasi_identifiers(of(whole)) == (
        *("gender", "age", "district", "entry_route", "start_month"),
    )
    assert quasi_identifiers(of(whole, age_bands=True, relative=True)) == (
        *("gender", "age_group", "district", "entry_route"),
    )
    assert anonymity_of(of(whole), ["start_month"]).smallest == 1


def test_a_month_of_start_of_ones_own_makes_a_small_group() -> None:
    early = attrs.evolve(started(), on=date(2026, 10, 31))
    register = [
        Journal(subject=f"P-{n}", entries=[early if n == 1 else started(), consent()])
        for n in range(1, 7)
    ]
    assert anonymity_of(of(*register)).smallest == 1
    assert anonymity_of(of(*register, relative=True)).smallest == 6


def test_the_figures_in_words() -> None:
    said = measured([WOMAN] * 6 + [MAN] * 4).explain("sv")
    assert said == (
        "Uppgifter som andra kan känna till: kön, ålder som fylls det år då insatsen börjar, "
        "stadsdel, väg in. Den minsta gruppen med samma uppgifter har 4 av 10 deltagare (k = 4). "
        "Antal grupper: 2. I grupper med färre än 5: 4. Ensamma om sina uppgifter: 0."
    )
    assert "k = 4" in measured([WOMAN] * 6 + [MAN] * 4).explain("en")


ANYONE = st.tuples(
    st.sampled_from(("woman", "man", None)),
    st.sampled_from((18, 19)),
    st.sampled_from(("farsta", "älvsjö")),
    st.just("outreach"),
    st.integers(1, 2),
)
NAMES = st.lists(st.sampled_from(COLUMNS[1:]), min_size=1, max_size=3, unique=True)


@given(st.lists(ANYONE, min_size=1, max_size=25), NAMES, st.integers(2, 7))
def test_every_figure_is_that_of_comparing_each_with_everyone(
    people: People, names: list[str], least: int
) -> None:
    """The slow way: for every participant, how many look the same."""

    def alike(asked: list[str]) -> list[int]:
        places = [COLUMNS.index(name) - 1 for name in asked]
        return [sum(all(one[n] == other[n] for n in places) for other in people) for one in people]

    sizes = alike(names)
    found = measured(people, *names, least=least)
    assert found.smallest == min(sizes)
    assert found.alone == sizes.count(1)
    assert found.below == sum(size < least for size in sizes)
    assert found.groups == len({tuple(p[COLUMNS.index(n) - 1] for n in names) for p in people})
    assert found.without == tuple((n, min(alike([m for m in names if m != n]))) for n in names)
    assert all(smallest >= found.smallest for _, smallest in found.without)
