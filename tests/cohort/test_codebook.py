"""The codebook: every column of every table, once, in both languages, with where it comes from."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from cm_method.case.kinds import CASE_KINDS
from cm_method.case.participants import Gender
from cm_method.cohort.codebook import codebook
from cm_method.cohort.research_columns import UNLISTED, ColumnType, said
from cm_method.labels import LANGUAGES, label, text
from cm_method.rules.editions import EDITIONS
from cm_method.rules.milestone import Mark, Verdict
from cm_method.testing.strategies import EDITION, OTHER_MUNICIPALITY
from tests.cohort.releases import of, release

METHOD = EDITIONS[EDITION]
EVERY = codebook(METHOD, release())
BY_NAME = {(each.table, each.name): each for each in EVERY}


@pytest.mark.parametrize("relative", [True, False])
@pytest.mark.parametrize("age_bands", [True, False])
def test_every_column_is_in_it_once_and_the_other_way_round(
    relative: bool, age_bands: bool
) -> None:
    found = codebook(METHOD, release(relative=relative, age_bands=age_bands))
    data = of(relative=relative, age_bands=age_bands)
    columns = [(table.name, name) for table in data.tables for name in table.columns]
    assert [(each.table, each.name) for each in found] == columns
    assert set(Counter(columns).values()) == {1}


def test_names_are_plain_and_tables_are_named_after_their_kind() -> None:
    assert [v.name for v in EVERY if not re.fullmatch(r"[a-z][a-z0-9_]*", v.name)] == []
    kinds = "|".join(kind.kind for kind in CASE_KINDS)
    tables = {each.table for each in EVERY}
    assert {t for t in tables if not re.fullmatch(rf"({kinds})(_\w+)?", t)} == {
        *("participant", "finding", "actor")
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_variable_and_code_has_words(lang: str) -> None:
    """A key that no catalogue has would be shown bare, with its underscores."""
    words = [(v.table, v.name, v.labels[lang]) for v in EVERY]
    words += [(v.table, f"{v.name}={c.value}", c.labels[lang]) for v in EVERY for c in v.codes]
    assert [each for each in words if not each[2] or "_" in each[2] or "{" in each[2]] == []


def test_the_two_languages_are_two() -> None:
    gender = BY_NAME["participant", "gender"]
    assert gender.labels == {"sv": "Kön", "en": "Gender"}
    assert [(c.value, c.labels["sv"], c.labels["en"]) for c in gender.codes] == [
        (each.value, label(each, "sv"), label(each, "en")) for each in Gender
    ]
    attended = BY_NAME["meeting_held", "attendees_next_of_kin"]
    assert attended.labels["sv"].startswith(text("field.attendees", "sv") + ": ")


def test_codes_come_from_the_classes_and_the_method() -> None:
    assert codes("finding", "verdict") == [each.value for each in Verdict]
    assert "plan_not_clear" in codes("finding", "reason")
    assert not any(code.startswith("mark.") for code in codes("finding", "reason"))
    assert codes("crisis_level_assessed", "level")[-1] == UNLISTED
    assert codes("started", "edition") == [EDITION, UNLISTED]
    assert {"ucla-3", "ors"} < set(codes("self_rated", "instrument"))
    assert len(set(codes("self_rated", "instrument"))) == len(codes("self_rated", "instrument"))
    assert codes("finding", "counts") == ["1", "0"]
    assert BY_NAME["finding", "counts"].codes[0].labels["sv"] == "ja"
    assert {f"marks_{mark.value}" for mark in Mark} <= {
        v.name for v in EVERY if v.table == "finding"
    }


def test_a_district_that_few_share_has_its_code() -> None:
    (code,) = BY_NAME["participant", "district"].codes
    assert code.value == UNLISTED
    assert code.labels == {
        "sv": "något som färre än 5 deltagare i leveransen delar",
        "en": "something that fewer than 5 participants of the release share",
    }


def codes(table: str, name: str) -> list[str]:
    return [code.value for code in BY_NAME[table, name].codes]


def test_only_codes_have_codes() -> None:
    coded = {ColumnType.CODE, ColumnType.CODE_AS_WRITTEN, ColumnType.YES_OR_NO}
    assert {v.name for v in EVERY if bool(v.codes) != (v.type in coded)} == set()


def test_units_say_how_days_and_numbers_are_counted() -> None:
    days = {v.unit for v in EVERY if v.type is ColumnType.DAY}
    relative = codebook(METHOD, release(relative=True))
    assert days == {"date"}
    assert {v.unit for v in relative if v.type is ColumnType.DAY} == {"days_since_start"}
    assert not any(v.type is ColumnType.MONTH for v in relative)
    assert BY_NAME["participant", "age"].unit == "years"
    assert BY_NAME["crisis_plan_agreed", "coping"].unit == "count"
    assert BY_NAME["self_rated", "score"].unit == ""


def test_a_rule_names_its_document_section_and_readings() -> None:
    sources = {code.value: code.source for code in BY_NAME["finding", "rule"].codes}
    assert set(sources) == {
        *(rule.name for rule in METHOD.rules),
        *(name for rule in METHOD.rules for name in rule.apart),
    }
    assert (
        sources["plan_in_time"].startswith('iop, "Resultatmål"') or "iop" in sources["plan_in_time"]
    )
    assert re.search(r"\(.*R12.*\)", sources["plan_in_time"])
    assert not any(code.source for v in EVERY if v.name != "rule" for code in v.codes)


def test_a_field_names_its_class_and_the_rules_that_read_it() -> None:
    plan = BY_NAME["plan_agreed", "with_participant"]
    assert plan.source.startswith("plan_agreed.with_participant; plan_in_time: iop, ")
    below = BY_NAME["plan_agreed_contact_paths", "priority"]
    assert below.source.startswith("plan_agreed.contact_paths.priority; ")
    assert BY_NAME["meeting_held", "place"].source == "meeting_held.place"
    assert BY_NAME["participant", "district"].source == "participant_described.district"
    assert all(v.source for v in EVERY)


def test_a_method_with_no_scale_of_its_own_lists_no_level() -> None:
    bare = METHOD.adapt(
        code="other-2027", source=OTHER_MUNICIPALITY, since=METHOD.period.first, crisis_scale=None
    )
    found = {(v.table, v.name): v for v in codebook(bare, release())}
    assert [c.value for c in found["crisis_level_assessed", "level"].codes] == [UNLISTED]
    assert found["started", "edition"].codes[0].labels["sv"] == "other-2027"


def test_a_key_without_words_is_told_by_its_code() -> None:
    assert said("information.my-own") == {"sv": "my-own", "en": "my-own"}


def test_every_age_band_has_its_code() -> None:
    banded = codebook(METHOD, release(age_bands=True))
    (age,) = [v for v in banded if v.name == "age_group"]
    assert [(c.value, c.labels["en"]) for c in age.codes] == [
        ("under_18", text("equality.age.under", "en", second=18)),
        ("18_24", text("equality.age.between", "en", first=18, second=24)),
        ("25_29", text("equality.age.between", "en", first=25, second=29)),
        ("from_30", text("equality.age.from", "en", second=30)),
    ]
