"""Methods: the edition as it stands, or with other parameters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from cm_method.case.chain import DefaultHolder
from cm_method.case.crisis_plans import ReviewTrigger
from cm_method.case.recovery import RecoveryScale
from cm_method.case.self_ratings import Dimension, Instrument
from cm_method.case.services import Ages
from cm_method.dates import Period
from cm_method.rules.editions import EDITIONS
from cm_method.rules.method import Counting, CrisisScale, Method, Span, StartDay
from cm_method.sources import Document, Source
from cm_method.testing.strategies.codes import EDITION

OTHER_MUNICIPALITY = Source(document=Document.OWN, section="another municipality")

OWN_SCALE = CrisisScale(levels=("none", "raised", "acute"), threshold="raised")

RELIABLE_LONELINESS = Instrument(
    code="own-loneliness",
    dimension=Dimension.LONELINESS,
    lowest=0,
    highest=10,
    higher_is_better=False,
    sd=Fraction(3, 2),
    reliability=Fraction(4, 5),
)


def spans() -> SearchStrategy[Span]:
    """Lengths of time: days or months."""
    return st.builds(Span, days=st.integers(1, 120)) | st.builds(Span, months=st.integers(1, 13))


_CHOICES: Mapping[str, SearchStrategy[Any]] = {
    "counting": st.sampled_from(Counting),
    "start_day": st.sampled_from(StartDay),
    "plan_deadline": spans(),
    "plan_ambition": spans(),
    "plan_first_day": st.sampled_from((0, 28)),
    "plan_parts": st.sampled_from(((), ("goal", "with_participant"))),
    "contacts_deadline": spans(),
    "contacts_percent": st.sampled_from((1, 50, 70)),
    "rating_before_days": st.integers(0, 60),
    "rating_after_days": st.integers(0, 120),
    "rating_early_after_days": st.integers(0, 60),
    "minimum_change": st.integers(1, 3),
    "primary_instruments": st.sampled_from(
        (
            ((Dimension.LONELINESS, "own-loneliness"),),
            ((Dimension.PARTICIPATION, "own-participation"), (Dimension.LONELINESS, "djg-6")),
            (),
        )
    ),
    "crisis_deadline": spans(),
    "short_notice_day": st.integers(1, 60),
    "co_occurring": st.just(()),
    "crisis_scale": st.sampled_from((None, OWN_SCALE)),
    "crisis_plan_parts": st.sampled_from(((), ("warning_signs", "any_hour"))),
    "chain_parts": st.just(()),
    "offer_answer_days": st.sampled_from((1, 30)),
    "crisis_review_days": st.sampled_from((1, 30, 91)),
    "crisis_review_after_days": st.sampled_from((1, 30, 100)),
    "crisis_review_triggers": st.sampled_from(((), (ReviewTrigger.CRISIS,))),
    "consent_notice_days": st.sampled_from((0, 1, 90)),
    "default_holder": st.just(DefaultHolder.CASE_MANAGER),
    "young_adult_ages": st.sampled_from((Ages(first=18), Ages(first=16, last=24))),
    "interval_percent": st.sampled_from((90, 99)),
    "recovery_scale": st.just(
        RecoveryScale(lowest=0, highest=10, thin_through=3, strong_from=7),
    ),
}
"""Other values for the parameters; what is not drawn stays as in the edition."""


@composite
def methods(draw: DrawFn, code: str = EDITION) -> Method:
    """The edition with some parameters changed; under its own code, so that journals are judged."""
    names = draw(st.lists(st.sampled_from(sorted(_CHOICES)), max_size=5, unique=True))
    first = draw(st.sampled_from((date(2026, 5, 1), date(2027, 1, 1))))
    return EDITIONS[EDITION].adapt(
        code=code,
        source=OTHER_MUNICIPALITY,
        since=first,
        period=Period(first=first, last=draw(st.sampled_from((None, date(2029, 5, 1))))),
        instruments=draw(st.sampled_from(((), (RELIABLE_LONELINESS,)))),
        **{name: draw(_CHOICES[name]) for name in names},
    )


def any_methods() -> SearchStrategy[Method]:
    """The edition as it stands, or adapted."""
    return st.just(EDITIONS[EDITION]) | methods()
