"""What contradicts what is found from the answers, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import assume, given, strategies as st

from cm_method.labels import LANGUAGES
from cm_method.services.provision.consistency import (
    Inconsistency,
    InconsistencyKind,
    inconsistencies,
)
from cm_method.services.provision.instrument import SurveyCell
from cm_method.services.provision.survey import Survey
from cm_method.services.provision.told import OnlyIn, OwnOutpatient, SurveyText, TextCount
from cm_method.sources import Document, Source
from tests.services.provision.surveys import (
    ADMINISTRATIONS,
    ADULT,
    AREAS,
    CELLS,
    CM,
    FORMS,
    NORTH,
    QUESTIONS,
    SMALL,
    SOUTH,
    VIOLENCE,
    WEST,
    answered,
    any_answers,
    cell,
    consistent,
    flipped,
    with_totals,
)

TOLD = Source(document=Document.OWN, section="the text")
Kind = InconsistencyKind
Found = tuple[Kind, str | None, str | None, tuple[int, ...]]


def short(found: Inconsistency) -> Found:
    return found.kind, found.administration, found.area, found.tables


def by_hand(survey: Survey) -> Iterator[Found]:
    """Every contradiction of the small survey's answers, from what its seven tables mean."""
    for place in ((one, area) for one in ADMINISTRATIONS for area in AREAS):
        yes = {
            each.column.table
            for each in survey.yes
            if (each.administration, each.column.area) == place
        }
        for offered, channels in ((1, (2, 3)), (4, (5,))):
            used = tuple(table for table in channels if table in yes)
            if offered in yes and not used:
                yield Kind.SERVICE_WITHOUT_CHANNEL, *place, (offered, *channels)
            if offered not in yes and used:
                yield Kind.CHANNEL_WITHOUT_SERVICE, *place, (offered, *used)
        followed = tuple(table for table in (6, 7) if table in yes)
        if 4 in yes and not followed:
            yield Kind.NOTHING_FOLLOWED_UP, *place, (4, 6, 7)
        if 4 not in yes and followed:
            yield Kind.ANSWERED_BEHIND_CLOSED_GATE, *place, (4, *followed)


@given(any_answers)
def test_the_answers_contradict_each_other_just_where_a_reader_would_say_so(survey: Survey) -> None:
    assert sorted(map(short, inconsistencies(survey)), key=str) == sorted(by_hand(survey), key=str)


@given(any_answers)
def test_totals_of_the_answers_themselves_contradict_nothing(survey: Survey) -> None:
    assert inconsistencies(with_totals(survey)) == inconsistencies(survey)


@given(consistent())
def test_nothing_is_found_where_all_fits(survey: Survey) -> None:
    assert inconsistencies(survey) == ()


@given(consistent(), st.sampled_from(CELLS))
def test_one_answer_turned_round_is_found_by_the_total_of_its_column(
    survey: Survey, one: SurveyCell
) -> None:
    (found,) = [
        each for each in inconsistencies(flipped(survey, one)) if each.kind is Kind.TOTAL_DIFFERS
    ]
    was = survey.total(one.column)
    now = was - 1 if one in survey.yes else was + 1
    assert (found.tables, found.area, found.form) == (
        (one.column.table,),
        one.column.area,
        one.column.form,
    )
    assert dict(found.facts) == {"printed": was, "counted": now}


@given(consistent(), st.sampled_from(CELLS))
def test_without_totals_it_is_found_where_other_answers_speak_of_it(
    survey: Survey, one: SurveyCell
) -> None:
    """Whether a service is offered always; the rest where it was alone, or had no service."""
    bare = evolve(survey, printed=())
    here = {
        each.column.table
        for each in bare.yes
        if (each.administration, each.column.area) == (one.administration, one.column.area)
        and each != one
    }
    table = one.column.table
    offered, others = (1, {2, 3}) if table <= 3 else (4, {5} if table == 5 else {6, 7})
    speaks = table == offered or offered not in here or not here & others
    assert bool(inconsistencies(flipped(bare, one))) == speaks


COUNTED = [
    pytest.param((2,), ADULT, None, 1, id="one table"),
    pytest.param((2, 3), ADULT, None, 2, id="in any of two tables"),
    pytest.param((7,), ADULT, "shis", 1, id="one form of housing"),
    pytest.param((2,), VIOLENCE, None, 0, id="nobody"),
]
COUNTING = answered(
    *(cell(1, one) for one in (NORTH, SOUTH)),
    cell(2, NORTH),
    cell(3, NORTH),
    cell(3, SOUTH),
    cell(4),
    cell(5),
    cell(7, form="shis"),
)


@pytest.mark.parametrize(("tables", "area", "form", "count"), COUNTED)
@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_count_in_the_text_is_held_against_the_tables(
    tables: tuple[int, ...], area: str, form: str | None, count: int, off: int
) -> None:
    told = TextCount(count=count + off, tables=tables, area=area, form=form, source=TOLD)
    found = inconsistencies(evolve(COUNTING, text=SurveyText(counts=[told])))
    if off == 0:
        assert found == ()
        return
    (one,) = found
    assert (one.kind, one.tables, one.area, one.form) == (Kind.TEXT_DIFFERS, tables, area, form)
    assert dict(one.facts) == {"told": count + off, "counted": count}
    assert one.sources[0] is TOLD


@pytest.mark.parametrize(("by_grant", "fits"), [(0, False), (1, True), (2, False)])
def test_financing_is_held_against_administrations_and_not_against_cells(
    by_grant: int, fits: bool
) -> None:
    told = OwnOutpatient(
        service=CM,
        table=2,
        posts=Fraction(3, 2),
        by_grant=by_grant,
        otherwise=1,
        unanswered=0,
        source=TOLD,
    )
    answers = answered(
        *(cell(table, NORTH, area) for table in (1, 2) for area in AREAS),
        *(cell(table, SOUTH) for table in (1, 2)),
    )
    found = inconsistencies(evolve(answers, text=SurveyText(own_outpatient=[told])))
    if fits:
        assert found == ()
        return
    (one,) = found
    assert (one.kind, one.tables) == (Kind.FINANCING_DIFFERS, (2,))
    facts = dict(one.facts)
    assert (facts["told"], facts["counted"], facts["cells"]) == (by_grant + 1, 2, 3)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_is_told_of_one_area_is_sought_in_the_others(elsewhere: bool) -> None:
    told = OnlyIn(table=3, area=ADULT, source=TOLD)
    yes = [cell(table, WEST) for table in (1, 3)]
    if elsewhere:
        yes += [cell(table, WEST, VIOLENCE) for table in (1, 3)]
    found = inconsistencies(evolve(answered(*yes), text=SurveyText(only_in=[told])))
    assert [(one.kind, one.tables, one.area) for one in found] == (
        [(Kind.OUTSIDE_ITS_AREA, (3,), ADULT)] if elsewhere else []
    )


def test_a_service_without_any_question_on_ways_lacks_none() -> None:
    only = evolve(SMALL, questions=[each for each in QUESTIONS if each.table in (1, 4)])
    assert inconsistencies(answered(cell(1), cell(4), instrument=only)) == ()


def test_a_way_that_an_area_was_not_asked_about_is_not_missed_there() -> None:
    narrow = [evolve(q, areas=(ADULT,)) if q.table in (2, 3) else q for q in QUESTIONS]
    survey = answered(cell(1, area=VIOLENCE), instrument=evolve(SMALL, questions=narrow))
    assert inconsistencies(survey) == ()


def test_a_follow_up_that_an_area_was_not_asked_about_is_not_missed_there() -> None:
    narrow = [evolve(q, areas=(ADULT,)) if q.table in (6, 7) else q for q in QUESTIONS]
    yes = [cell(table, area=VIOLENCE) for table in (4, 5)]
    assert inconsistencies(answered(*yes, instrument=evolve(SMALL, questions=narrow))) == ()


@given(any_answers, st.sampled_from(LANGUAGES))
def test_every_contradiction_says_where_it_is(survey: Survey, lang: str) -> None:
    for found in inconsistencies(survey):
        said = found.explain(lang)
        assert said.startswith(str(found.administration))
        assert said.endswith(f"{found.tables[-1]}.")
        assert "survey_" not in said


@given(any_answers)
def test_a_form_is_named_with_its_area(survey: Survey) -> None:
    wrong = cell(7, form=FORMS[1])
    assume(wrong not in survey.yes)
    (found,) = [
        each
        for each in inconsistencies(flipped(with_totals(survey), wrong))
        if each.kind is Kind.TOTAL_DIFFERS
    ]
    assert found.explain("sv").startswith("Vuxen/skadligt bruk och beroende, SHIS Bostäder: ")
