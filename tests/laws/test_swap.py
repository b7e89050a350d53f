"""The law of self-ratings: before and after exchanged turns improvement into worsening."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from hypothesis import given, strategies as st
from hypothesis.strategies import SearchStrategy, composite

from cm_method.case.case import Case
from cm_method.case.episodes import Ended, EndReason, Started
from cm_method.case.self_ratings import Dimension, Instrument, Scoring, SelfRated
from cm_method.dates import plus_days
from cm_method.journal import Journal
from cm_method.rules.editions import EDITIONS
from cm_method.rules.findings import Finding
from cm_method.rules.method import Method
from cm_method.rules.milestone import Mark, Verdict
from cm_method.rules.review import review
from cm_method.testing.strategies import (
    EDITION,
    INSTRUMENTS,
    OTHER_MUNICIPALITY,
    RELIABLE_LONELINESS,
)

START = date(2026, 11, 16)
END = date(2027, 11, 15)
JUDGED = plus_days(END, 90)

Answers = tuple[int | None, ...]
Given = int | Answers


def ratings_by(instrument: Instrument) -> SearchStrategy[Given]:
    """What can be given by an instrument: a score, or answers where it has items."""
    scores: SearchStrategy[Given] = st.integers(instrument.lowest, instrument.highest)
    if instrument.scoring is Scoring.GIVEN:
        return scores
    answers = st.integers(instrument.lowest_answer, instrument.highest_answer)
    listed = st.lists(answers, min_size=instrument.items, max_size=instrument.items)
    return scores | listed.map(tuple)


def rated(id: str, on: date, instrument: Instrument, given: Given) -> SelfRated:
    said: dict[str, Any] = {"score": given} if isinstance(given, int) else {"answers": given}
    return SelfRated(id=id, on=on, by="hm", instrument=instrument.code, **said)


def method_for(instrument: Instrument) -> Method:
    """The edition with this one instrument asked for."""
    dimension = instrument.dimension or Dimension.PARTICIPATION
    return EDITIONS[EDITION].adapt(
        code=EDITION,
        source=OTHER_MUNICIPALITY,
        since=START,
        instruments=[instrument],
        primary_instruments=((dimension, instrument.code),),
    )


def judged(instrument: Instrument, before: Given, after: Given) -> Finding:
    journal = Journal(
        subject="P-0001",
        entries=(
            Started(id="hm-1", on=START, by="hm", worker="cm-1", edition=EDITION),
            rated("hm-2", plus_days(START, 1), instrument, before),
            Ended(id="hm-3", on=END, by="hm", start="hm-1", reason=EndReason.GOALS_REACHED),
            rated("hm-4", plus_days(END, 1), instrument, after),
        ),
    )
    found = review(Case.of(journal, on=JUDGED), method_for(instrument))
    (finding,) = (f for f in found if f.rule == "self_rated_improvement")
    return finding


@composite
def instruments_of_any_kind(draw: st.DrawFn) -> Instrument:
    """The built-in ones, and others with any range and either direction."""
    if draw(st.booleans()):
        return draw(st.sampled_from((*INSTRUMENTS, RELIABLE_LONELINESS)))
    lowest = draw(st.integers(-5, 5))
    reliable = draw(st.booleans())
    return Instrument(
        code="own",
        dimension=draw(st.sampled_from(Dimension)),
        lowest=lowest,
        highest=lowest + draw(st.integers(1, 100)),
        higher_is_better=draw(st.booleans()),
        sd=draw(st.fractions("0.1", 20, max_denominator=10)) if reliable else None,
        reliability=draw(st.fractions(0, 1, max_denominator=10)) if reliable else None,
    )


@composite
def instruments_with_a_pair(draw: st.DrawFn) -> tuple[Instrument, Given, Given]:
    instrument = draw(instruments_of_any_kind())
    ratings = ratings_by(instrument)
    return instrument, draw(ratings), draw(ratings)


def directions(finding: Finding) -> Iterator[str]:
    if finding.verdict is Verdict.MET:
        yield "improved"
    if Mark.WORSENED in finding.marks:
        yield "worsened"
    if Mark.RELIABLY_IMPROVED in finding.marks:
        yield "reliably improved"
    if Mark.RELIABLY_WORSENED in finding.marks:
        yield "reliably worsened"


EXCHANGED = {
    "improved": "worsened",
    "worsened": "improved",
    "reliably improved": "reliably worsened",
    "reliably worsened": "reliably improved",
}


class TestSwap:
    """Law 9, per instrument: exchanging before and after turns improvement into worsening."""

    @given(instruments_with_a_pair())
    def test_before_and_after_exchanged_turns_improvement_into_worsening(
        self, drawn: tuple[Instrument, Given, Given]
    ) -> None:
        instrument, before, after = drawn
        there = set(directions(judged(instrument, before, after)))
        back = set(directions(judged(instrument, after, before)))
        assert {EXCHANGED[direction] for direction in there} == back
        assert not {"improved", "worsened"} <= there

    @given(instruments_with_a_pair())
    def test_the_score_moved_the_favourable_way_and_only_so(
        self, drawn: tuple[Instrument, Given, Given]
    ) -> None:
        instrument, before, after = drawn
        first = instrument.score(rated("hm-1", START, instrument, before))
        second = instrument.score(rated("hm-2", START, instrument, after))
        assert first is not None
        assert second is not None
        better = second > first if instrument.higher_is_better else second < first
        verdict = judged(instrument, before, after).verdict
        assert verdict is (Verdict.MET if better else Verdict.MISSED)

    @given(instruments_with_a_pair())
    def test_the_mirrored_instrument_says_the_opposite(
        self, drawn: tuple[Instrument, Given, Given]
    ) -> None:
        instrument, before, after = drawn
        if isinstance(before, int) and isinstance(after, int):
            mirrored = Instrument(
                code=instrument.code,
                dimension=instrument.dimension,
                lowest=instrument.lowest,
                highest=instrument.highest,
                higher_is_better=not instrument.higher_is_better,
                sd=instrument.sd,
                reliability=instrument.reliability,
            )
            there = set(directions(judged(instrument, before, after)))
            other = set(directions(judged(mirrored, before, after)))
            assert {EXCHANGED[direction] for direction in there} == other
