"""The figures of 2020: as the report prints them, and the one that its counts do not give."""

from __future__ import annotations

import re

import pytest
from attrs import evolve

from cm_method.services.provision.consistency import InconsistencyKind, inconsistencies
from cm_method.services.provision.stated import Responses, StatedAnswer, StatedShare
from cm_method.services.provision.stockholm_2020 import AREAS_2020, SURVEY_2020
from cm_method.sources import Document, Source
from tests.api.test_sources import FILES, SEEDS
from tests.base.refusal import refused

SOMEWHERE = Source(document=Document.OWN, section="somewhere")


def share(question: str, answer: StatedAnswer, group: str | None = None) -> int:
    (found,) = [
        each.percent
        for each in SURVEY_2020.shares
        if (each.question, each.answer, each.group) == (question, answer, group)
    ]
    return found


def test_the_figures_on_sip_are_those_of_the_report() -> None:
    """Few are asked: one manager in ten says all or nearly all, 39 percent most."""
    income, psychiatry, adult = AREAS_2020
    everybody = StatedAnswer.ALL_OR_NEARLY_ALL
    assert share("asked_about_sip", everybody) == 10
    assert [share("asked_about_sip", everybody, g) for g in AREAS_2020] == [0, 15, 13]
    assert share("asked_about_sip", StatedAnswer.MOST) == 39
    assert [share("asked_about_sip", StatedAnswer.MOST, g) for g in AREAS_2020] == [27, 39, 47]
    assert share("cooperation_psychiatric_care", StatedAnswer.FAIRLY_GOOD, psychiatry) == 54
    assert share("effect_addiction_care", StatedAnswer.AGREE_FAIRLY_WELL, income) == 83
    assert share("importance_addiction_care", StatedAnswer.VERY_IMPORTANT, adult) == 100


def test_each_share_is_told_once_and_its_figure_stands_in_its_sentence() -> None:
    keys = [(each.question, each.answer, each.group) for each in SURVEY_2020.shares]
    assert len(set(keys)) == len(keys) == 43
    assert len(SURVEY_2020.questions) == 16
    for each in SURVEY_2020.shares:
        told = re.findall(r"\d+|noll", each.source.quote)
        assert str(each.percent) in told or (each.percent == 0 and "noll" in told)


def test_every_percentage_of_the_chapter_is_there() -> None:
    """Each figure before the word "procent" in section 6.2 is one of ours, as many times."""
    path = SEEDS / FILES[Document.CITY_2020]
    if not path.exists():
        pytest.skip("the source documents do not lie beside this checkout")
    words = " ".join(path.read_text(encoding="utf-8").split())
    chapter = words[words.rindex("6.2 Resultat") : words.rindex("6.3 Workshop om samsjuklighet")]
    told = [int(figure) for figure in re.findall(r"(\d+) (?:procent|respektive)", chapter)]
    assert len(told) > 30
    ours = {each.percent for each in SURVEY_2020.shares}
    assert set(told) <= ours


def test_thirty_answers_of_34_are_not_86_percent() -> None:
    (found,) = inconsistencies(SURVEY_2020)
    assert found.kind is InconsistencyKind.RESPONSE_RATE_DIFFERS
    assert dict(found.facts) == {"answered": 30, "asked": 34, "printed": 86, "counted": 88}
    assert found.explain("sv") == "30 svar av 34 är 88 procent, men 86 procent är tryckt."


@pytest.mark.parametrize(
    ("percent", "agrees"), [(87, False), (88, True), (89, True), (90, False), (None, True)]
)
def test_a_printed_rate_may_be_cut_or_rounded_up_and_no_more(
    percent: int | None, agrees: bool
) -> None:
    rate = Responses(year=2020, asked=34, answered=30, percent=percent, source=SOMEWHERE)
    assert rate.agree is agrees
    found = inconsistencies(evolve(SURVEY_2020, responses=[rate]))
    assert (found == ()) is agrees


@pytest.mark.parametrize(("percent", "agrees"), [(79, False), (80, True), (81, False)])
def test_an_exact_rate_has_one_percentage(percent: int, agrees: bool) -> None:
    rate = Responses(year=2019, asked=15, answered=12, percent=percent, source=SOMEWHERE)
    assert rate.agree is agrees


@pytest.mark.parametrize(("asked", "answered"), [(0, 0), (3, 4), (3, -1)])
def test_nobody_answers_who_was_not_asked(asked: int, answered: int) -> None:
    with refused(("more_answered_than_asked", "answered")):
        Responses(year=2020, asked=asked, answered=answered, percent=None, source=SOMEWHERE)


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_share_is_a_part_of_the_whole(percent: int) -> None:
    with refused(("percent_out_of_reach", "percent")):
        StatedShare(
            question="q", answer=StatedAnswer.MOST, group=None, percent=percent, source=SOMEWHERE
        )
    for fine in (0, 100):
        assert evolve(SURVEY_2020.shares[0], percent=fine).percent == fine
