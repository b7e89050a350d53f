"""What in a survey cannot all be true at once: found in the answers, never written down beforehand.

Each check compares what was answered, printed and told, and knows no city. What it finds is no
error of the reader's: the answers stand as they were given, and somebody has to ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, unique

from attrs import field, frozen

from cm_method.case.services import ServiceKind
from cm_method.cohort.wording import capital
from cm_method.errors import Facts, facts
from cm_method.fields import row
from cm_method.labels import text, words
from cm_method.services.provision.instrument import (
    QuestionKind,
    SurveyColumn,
    SurveyQuestion,
)
from cm_method.services.provision.stated import StatedSurvey
from cm_method.services.provision.survey import Survey
from cm_method.services.provision.told import OwnOutpatient
from cm_method.services.provision.wording import column_name
from cm_method.sources import Source


@unique
class InconsistencyKind(Enum):
    """What contradicts what."""

    CHANNEL_WITHOUT_SERVICE = "channel_without_service"
    SERVICE_WITHOUT_CHANNEL = "service_without_channel"
    ANSWERED_BEHIND_CLOSED_GATE = "answered_behind_closed_gate"
    NOTHING_FOLLOWED_UP = "nothing_followed_up"
    TOTAL_DIFFERS = "total_differs"
    TEXT_DIFFERS = "text_differs"
    FINANCING_DIFFERS = "financing_differs"
    OUTSIDE_ITS_AREA = "outside_its_area"
    RESPONSE_RATE_DIFFERS = "response_rate_differs"


@frozen(kw_only=True)
class Inconsistency:
    """One contradiction: where it is, the figures that differ, and the sources that say them.

    *administration*, *area* and *form* are None where it is about more than one. *tables* are
    those to look in, the answers that rule each other out first.
    """

    kind: InconsistencyKind
    survey: str
    tables: tuple[int, ...] = field(default=(), converter=row)
    administration: str | None = None
    area: str | None = None
    form: str | None = None
    facts: Facts = ()
    sources: tuple[Source, ...] = field(default=(), converter=row, repr=False)

    def explain(self, lang: str = "sv") -> str:
        """The contradiction in words, with its figures and tables."""
        said = text(
            f"inconsistency.{self.kind.value}",
            lang,
            administration=self.administration,
            area=words(f"survey_area.{self.area}"),
            column=column_name(self.area or "", self.form, lang),
            tables=",\N{NO-BREAK SPACE}".join(map(str, self.tables)),
            **dict(self.facts),
        )
        return capital(said)


def inconsistencies(survey: Survey | StatedSurvey) -> tuple[Inconsistency, ...]:
    """Everything in one survey that contradicts something else in it, check by check."""
    if isinstance(survey, StatedSurvey):
        return tuple(_response_rates(survey))
    reading = _Reading(
        survey=survey,
        yes=frozenset((e.column.table, e.administration, e.column.area) for e in survey.yes),
    )
    return tuple(found for check in CHECKS for found in check(reading))


@frozen(kw_only=True)
class _Reading:
    """A survey with its yeses by table, administration and area, in whatever form of housing."""

    survey: Survey
    yes: frozenset[tuple[int, str, str]]

    def says_yes(self, question: SurveyQuestion, administration: str, area: str) -> bool:
        return (question.table, administration, area) in self.yes


def _channels_without_service(reading: _Reading) -> Iterator[Inconsistency]:
    for offered, administration, area in _places(reading.survey):
        if reading.says_yes(offered, administration, area):
            continue
        used = [
            each
            for each in _channels(reading.survey, offered.service, area)
            if reading.says_yes(each, administration, area)
        ]
        if used:
            yield _at(
                reading.survey,
                InconsistencyKind.CHANNEL_WITHOUT_SERVICE,
                (offered, *used),
                administration,
                area,
            )


def _services_without_channel(reading: _Reading) -> Iterator[Inconsistency]:
    for offered, administration, area in _places(reading.survey):
        channels = _channels(reading.survey, offered.service, area)
        if (
            channels
            and reading.says_yes(offered, administration, area)
            and not any(reading.says_yes(each, administration, area) for each in channels)
        ):
            yield _at(
                reading.survey,
                InconsistencyKind.SERVICE_WITHOUT_CHANNEL,
                (offered, *channels),
                administration,
                area,
            )


def _behind_closed_gates(reading: _Reading) -> Iterator[Inconsistency]:
    for gate, administration, area, gated in _gates(reading.survey):
        if reading.says_yes(gate, administration, area):
            continue
        answered = [each for each in gated if reading.says_yes(each, administration, area)]
        if answered:
            yield _at(
                reading.survey,
                InconsistencyKind.ANSWERED_BEHIND_CLOSED_GATE,
                (gate, *answered),
                administration,
                area,
            )


def _nothing_followed_up(reading: _Reading) -> Iterator[Inconsistency]:
    for gate, administration, area, gated in _gates(reading.survey):
        if reading.says_yes(gate, administration, area) and not any(
            reading.says_yes(each, administration, area) for each in gated
        ):
            yield _at(
                reading.survey,
                InconsistencyKind.NOTHING_FOLLOWED_UP,
                (gate, *gated),
                administration,
                area,
            )


def _totals(reading: _Reading) -> Iterator[Inconsistency]:
    survey = reading.survey
    for printed in survey.printed:
        counted = survey.total(printed.column)
        if counted != printed.total:
            yield Inconsistency(
                kind=InconsistencyKind.TOTAL_DIFFERS,
                survey=survey.code,
                tables=[printed.column.table],
                area=printed.column.area,
                form=printed.column.form,
                facts=facts(printed=printed.total, counted=counted),
                sources=_sources(survey.instrument.question(printed.column.table)),
            )


def _texts(reading: _Reading) -> Iterator[Inconsistency]:
    survey = reading.survey
    for told in survey.text.counts:
        columns = [SurveyColumn(table=t, area=told.area, form=told.form) for t in told.tables]
        counted = sum(
            any(survey.says_yes(column, each) for column in columns)
            for each in survey.instrument.administrations
        )
        if counted != told.count:
            yield Inconsistency(
                kind=InconsistencyKind.TEXT_DIFFERS,
                survey=survey.code,
                tables=told.tables,
                area=told.area,
                form=told.form,
                facts=facts(told=told.count, counted=counted),
                sources=[told.source, *_sources(*map(survey.instrument.question, told.tables))],
            )


def _financing(reading: _Reading) -> Iterator[Inconsistency]:
    survey = reading.survey
    for told in survey.text.own_outpatient:
        question = survey.instrument.question(told.table)
        having = [
            sum(survey.says_yes(column, each) for column in survey.instrument.columns_of(question))
            for each in survey.instrument.administrations
        ]
        counted = sum(map(bool, having))
        if counted != told.administrations:
            yield Inconsistency(
                kind=InconsistencyKind.FINANCING_DIFFERS,
                survey=survey.code,
                tables=[told.table],
                facts=_financing_facts(told, counted, sum(having)),
                sources=[told.source, *_sources(question)],
            )


def _financing_facts(told: OwnOutpatient, counted: int, cells: int) -> Facts:
    return facts(
        service=told.service,
        by_grant=told.by_grant,
        otherwise=told.otherwise,
        unanswered=told.unanswered,
        told=told.administrations,
        counted=counted,
        cells=cells,
    )


def _outside_their_area(reading: _Reading) -> Iterator[Inconsistency]:
    survey = reading.survey
    for told in survey.text.only_in:
        question = survey.instrument.question(told.table)
        outside = [
            area
            for area in survey.instrument.areas_of(question)
            if area != told.area
            and any(
                reading.says_yes(question, each, area) for each in survey.instrument.administrations
            )
        ]
        if outside:
            yield Inconsistency(
                kind=InconsistencyKind.OUTSIDE_ITS_AREA,
                survey=survey.code,
                tables=[told.table],
                area=told.area,
                facts=facts(outside=words(*(f"survey_area.{area}" for area in outside))),
                sources=[told.source, *_sources(question)],
            )


def _response_rates(survey: StatedSurvey) -> Iterator[Inconsistency]:
    for told in survey.responses:
        if told.percent is not None and not told.agree:
            yield Inconsistency(
                kind=InconsistencyKind.RESPONSE_RATE_DIFFERS,
                survey=survey.code,
                facts=facts(
                    answered=told.answered,
                    asked=told.asked,
                    printed=told.percent,
                    counted=100 * told.answered // told.asked,
                ),
                sources=[told.source],
            )


CHECKS = (
    _channels_without_service,
    _services_without_channel,
    _behind_closed_gates,
    _nothing_followed_up,
    _totals,
    _texts,
    _financing,
    _outside_their_area,
)


Place = tuple[SurveyQuestion, str, str]


def _places(survey: Survey) -> Iterator[Place]:
    """Every question whether a service is offered, with every administration and area."""
    asked = survey.instrument
    for question in asked.questions:
        if question.kind is QuestionKind.OFFERED:
            for administration in asked.administrations:
                for area in asked.areas_of(question):
                    yield question, administration, area


def _channels(survey: Survey, service: ServiceKind, area: str) -> tuple[SurveyQuestion, ...]:
    """The ways to provide a service that an area was asked about."""
    asked = survey.instrument
    every = asked.of_kind(QuestionKind.CHANNEL, service)
    return tuple(each for each in every if area in asked.areas_of(each))


def _gates(
    survey: Survey,
) -> Iterator[tuple[SurveyQuestion, str, str, tuple[SurveyQuestion, ...]]]:
    """Every question that opens others, with every administration and area, and those others."""
    asked = survey.instrument
    for gate in asked.questions:
        gated = [each for each in asked.questions if each.gate == gate.table]
        for administration in asked.administrations:
            for area in asked.areas_of(gate):
                here = tuple(each for each in gated if area in asked.areas_of(each))
                if here:
                    yield gate, administration, area, here


def _at(
    survey: Survey,
    kind: InconsistencyKind,
    questions: tuple[SurveyQuestion, ...],
    administration: str,
    area: str,
) -> Inconsistency:
    first, *others = questions
    return Inconsistency(
        kind=kind,
        survey=survey.code,
        tables=[each.table for each in questions],
        administration=administration,
        area=area,
        facts=facts(
            service=first.service,
            others=words(*(f"survey_question.{each.code}" for each in others)),
        ),
        sources=_sources(*questions),
    )


def _sources(*questions: SurveyQuestion) -> tuple[Source, ...]:
    return tuple(each.source for each in questions if each.source is not None)
