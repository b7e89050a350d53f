"""Stockholm's answers of 2025: as in the data, as in the report, and with its contradictions."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs
import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from cm_method.labels import catalogue
from cm_method.services.provision.access import service_access
from cm_method.services.provision.consistency import InconsistencyKind, inconsistencies
from cm_method.services.provision.instrument import QuestionKind, SurveyAnswer, SurveyCell
from cm_method.services.provision.stockholm_2020 import SURVEY_2020
from cm_method.services.provision.stockholm_2025 import (
    ADMINISTRATIONS,
    AREAS,
    FORMS,
    INSTRUMENT_2025,
    SURVEY_2025,
)
from cm_method.services.provision.told import NamedGroup, OtherSupport
from cm_method.sources import Document, Source
from tests.api.test_sources import FILES, SEEDS, document, folded
from tests.services.provision.surveys import CM, HOUSING, column, flipped

DATA = SEEDS.parent / "data"
SERVICES = {"CM": CM, "boendestöd": HOUSING}
AREA_NAMES = dict(
    zip(
        (
            "Funktionsnedsättning",
            "Socialpsykiatri",
            "Vuxen/skadligt bruk och beroende",
            "Våld i nära relation",
        ),
        AREAS,
        strict=True,
    )
)
FORM_NAMES = dict(zip(("Eget boende", "FoT", "BF", "Boendeinsats", "SHIS"), FORMS, strict=True))


def rows(name: str) -> list[dict[str, str]]:
    path = DATA / name
    if not path.exists():
        pytest.skip("the data of the survey do not lie beside this checkout")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_twelve_tables_hold_720_answers_of_which_80_were_not_asked() -> None:
    assert len(INSTRUMENT_2025.questions) == 12
    assert SURVEY_2025.answers == {
        SurveyAnswer.YES: 269,
        SurveyAnswer.NO: 371,
        SurveyAnswer.NOT_ASKED: 80,
    }


def test_all_60_printed_totals_come_from_the_answers() -> None:
    printed = {each.column: each.total for each in SURVEY_2025.printed}
    assert len(printed) == 60
    assert printed == {each: SURVEY_2025.total(each) for each in INSTRUMENT_2025.columns}


def test_every_answer_is_that_of_the_data() -> None:
    found = rows("provision_survey_2025.csv")
    assert len(found) == 720
    for each in found:
        question = INSTRUMENT_2025.question(int(each["table"]))
        place = column(
            question.table,
            AREA_NAMES[each["business_area"]],
            FORM_NAMES.get(each["housing_form"]),
        )
        assert (question.service, question.code) == (SERVICES[each["insats"]], each["question"])
        assert SURVEY_2025.says_yes(place, each["administration"]) == (each["value"] == "1")


def test_every_total_is_that_of_the_data() -> None:
    found = rows("provision_survey_2025_totals.csv")
    assert {
        column(
            int(each["table"]),
            AREA_NAMES[each["business_area"]],
            FORM_NAMES.get(each["housing_form"]),
        ): int(each["printed_total"])
        for each in found
    } == {each.column: each.total for each in SURVEY_2025.printed}


def printed_in_the_report() -> dict[int, list[tuple[str, list[int]]]]:
    """The tables of the report, by number: its lines that end in four or ten figures."""
    path = SEEDS / FILES[Document.CITY_2025]
    if not path.exists():
        pytest.skip("the source documents do not lie beside this checkout")
    tables: dict[int, list[tuple[str, list[int]]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if title := re.match(r" ?Tabell (\d+)\.", line):
            tables[int(title[1])] = []
        figures = re.fullmatch(r"(\D+?) ((?:\d+ ){3}\d+|(?:\d+ ){9}\d+)", line.strip())
        if figures and tables:
            values = [int(each) for each in figures[2].split()]
            tables[max(tables)].append((figures[1], values))
    return tables


def test_every_line_is_as_the_report_prints_it() -> None:
    tables = printed_in_the_report()
    assert list(tables) == list(range(1, 13))
    for table, lines in tables.items():
        columns = INSTRUMENT_2025.columns_of(INSTRUMENT_2025.question(table))
        *answers, (last, totals) = lines
        assert last == "Totalt antal"
        assert totals == [SURVEY_2025.total(each) for each in columns]
        for administration, (name, values) in zip(ADMINISTRATIONS, answers, strict=True):
            assert administration.endswith(name)  # long names are printed on two lines
            assert values == [SURVEY_2025.says_yes(each, administration) for each in columns]


Kind = InconsistencyKind
CITY_HOMELESSNESS = "Socialförvaltningens område hemlöshet"


def test_the_contradictions_of_the_report_are_found() -> None:
    """Points 10, 11 and 14 of the domain, and two that were not known before."""
    found = [(e.kind, e.administration, e.area, e.tables) for e in inconsistencies(SURVEY_2025)]
    assert found == [
        (Kind.CHANNEL_WITHOUT_SERVICE, "Järva", "adult", (1, 2)),
        (Kind.CHANNEL_WITHOUT_SERVICE, "Farsta", "social_psychiatry", (5, 9)),
        (Kind.CHANNEL_WITHOUT_SERVICE, "Järva", "adult", (5, 6)),
        (Kind.SERVICE_WITHOUT_CHANNEL, "Skärholmen", "disability", (1, 2, 3, 4)),
        (Kind.SERVICE_WITHOUT_CHANNEL, "Skärholmen", "social_psychiatry", (1, 2, 3, 4)),
        (Kind.SERVICE_WITHOUT_CHANNEL, "Norra innerstaden", "social_psychiatry", (5, 6, 7, 8, 9)),
        (Kind.ANSWERED_BEHIND_CLOSED_GATE, "Farsta", "social_psychiatry", (5, 10, 11)),
        (Kind.ANSWERED_BEHIND_CLOSED_GATE, "Järva", "adult", (5, 10, 12)),
        (Kind.NOTHING_FOLLOWED_UP, "Bromma", "social_psychiatry", (5, 10, 11)),
        (Kind.TEXT_DIFFERS, None, "adult", (3, 4)),
        (Kind.FINANCING_DIFFERS, None, None, (2,)),
        (Kind.FINANCING_DIFFERS, None, None, (6,)),
        (Kind.OUTSIDE_ITS_AREA, None, "adult", (3,)),
    ]
    figures = [dict(each.facts) for each in inconsistencies(SURVEY_2025)][-4:-1]
    assert figures[0] == {"told": 7, "counted": 8}
    assert [(f["told"], f["counted"], f["cells"]) for f in figures[1:]] == [(9, 7, 9), (10, 9, 10)]


@given(st.sampled_from(INSTRUMENT_2025.cells))
def test_any_answer_turned_round_is_found(one: SurveyCell) -> None:
    before = {each.kind for each in inconsistencies(SURVEY_2025)}
    after = inconsistencies(flipped(SURVEY_2025, one))
    assert Kind.TOTAL_DIFFERS not in before
    (total,) = [each for each in after if each.kind is Kind.TOTAL_DIFFERS]
    assert (total.tables, total.area, total.form) == (
        (one.column.table,),
        one.column.area,
        one.column.form,
    )


def test_any_count_of_the_text_set_wrong_is_found() -> None:
    text = SURVEY_2025.text
    for place, told in enumerate(text.counts):
        counts = list(text.counts)
        counts[place] = evolve(told, count=told.count + 2)
        wrong = evolve(SURVEY_2025, text=evolve(text, counts=counts))
        assert any(
            each.kind is Kind.TEXT_DIFFERS and each.sources[0] == told.source
            for each in inconsistencies(wrong)
        )


def test_access_in_2025() -> None:
    cm, housing = service_access(SURVEY_2025)
    assert [share.met for share in cm.offering.values()] == [2, 4, 8, 1]
    assert [share.met for share in housing.offering.values()] == [12, 10, 8, 3]
    assert (cm.highest, cm.lowest, cm.spread) == (4, 0, 4)
    assert (housing.highest, housing.lowest, housing.spread) == (4, 2, 2)
    assert cm.reach[CITY_HOMELESSNESS].met == 4
    adl = [each for each in housing.follow_ups if each.column.form is None]
    assert [(e.share.met, e.share.of, e.unasked) for e in adl] == [
        (11, 12, 0),
        (8, 10, 1),
        (4, 8, 1),
        (3, 3, 0),
    ]


# What the text says


def test_posts_and_financing_are_as_told() -> None:
    cm, housing = SURVEY_2025.text.own_outpatient
    assert (cm.posts, housing.posts) == (Fraction("14.5"), Fraction("26.5"))
    assert (cm.by_grant, cm.otherwise, cm.unanswered, cm.administrations) == (5, 3, 1, 9)
    assert (housing.by_grant, housing.otherwise, housing.unanswered) == (6, 3, 1)


def test_unmet_needs_are_as_told_with_as_many_examples_as_administrations() -> None:
    needs = SURVEY_2025.text.unmet_needs
    assert [(each.service, each.area, each.administrations) for each in needs] == [
        (CM, "disability", 7),
        (CM, "social_psychiatry", 5),
        (CM, "adult", 6),
        (CM, "violence", 3),
        (HOUSING, "disability", 1),
        (HOUSING, "social_psychiatry", 0),
        (HOUSING, "adult", 5),
        (HOUSING, "violence", 2),
        (HOUSING, None, 1),
    ]
    for each in needs:
        assert len(each.examples) == each.administrations


def test_every_group_and_every_other_support_is_named_by_some_example() -> None:
    text = SURVEY_2025.text
    named = Counter(g for need in text.unmet_needs for e in need.examples for g in e.groups)
    assert set(named) == set(NamedGroup)
    assert named.most_common(1) == [(NamedGroup.CO_OCCURRING_DISORDERS, 7)]
    assert {each.support for each in text.other_support} == set(OtherSupport)
    by_area = Counter(each.area for each in text.other_support)
    assert by_area == {"disability": 3, "social_psychiatry": 2, "adult": 4}


def sources_in(value: Any) -> Iterator[Source]:
    if isinstance(value, Source):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from sources_in(each)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from sources_in(getattr(value, field.name))


SOURCES = sorted(
    {*sources_in(SURVEY_2025), *sources_in(SURVEY_2020)},
    key=lambda each: (each.document.value, each.section, each.quote),
)


def test_everything_that_is_told_carries_its_source() -> None:
    assert len(SOURCES) > 100
    for question in INSTRUMENT_2025.questions:
        assert question.source is not None


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: f"{s.section[:20]}: {s.quote[:40]}")
def test_its_words_stand_in_the_document_under_a_heading_of_it(source: Source) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the source documents do not lie beside this checkout")
    name = FILES[source.document]
    assert folded(source.quote) in document(name)
    lines = (SEEDS / name).read_text(encoding="utf-8").splitlines()
    assert source.section in {line.strip() for line in lines}


def test_every_code_has_its_words_and_no_words_are_left_over() -> None:
    """The catalogues of all languages have the same keys: another test says so."""
    codes = {
        "name": [SURVEY_2025.code, SURVEY_2020.code],
        "question": [q.code for q in INSTRUMENT_2025.questions] + [*SURVEY_2020.questions],
        "area": [*AREAS, *SURVEY_2020.areas],
        "form": [*FORMS],
        "head": [*AREAS, *FORMS],
    }
    wanted = {f"survey_{what}.{code}" for what, found in codes.items() for code in found}
    assert {key for key in catalogue("sv") if key.startswith("survey_")} == wanted
    kinds = {f"inconsistency.{kind.value}" for kind in InconsistencyKind}
    assert {key for key in catalogue("sv") if key.startswith("inconsistency.")} == kinds


def test_the_gate_is_whether_housing_support_is_offered() -> None:
    gated = [q.table for q in INSTRUMENT_2025.questions if q.gate is not None]
    assert gated == [10, 11, 12]
    assert {INSTRUMENT_2025.question(table).gate for table in gated} == {5}
    assert INSTRUMENT_2025.question(5).kind is QuestionKind.OFFERED
