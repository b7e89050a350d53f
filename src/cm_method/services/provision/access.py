"""Equality of access (*likställighet*): who offers what, and how far administrations are apart.

Whole counts and shares of what was answered. They say how provision differs, and never who does
best: what a district needs is not asked. What was not asked never counts as no (R30).
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from cm_method.case.services import ServiceKind
from cm_method.cohort.shares import Share
from cm_method.services.provision.instrument import QuestionKind, SurveyColumn, SurveyQuestion
from cm_method.services.provision.survey import Survey


@frozen(kw_only=True)
class FollowUpShare:
    """How a follow-up was answered by those who were asked: *share*, of them alone.

    *unasked* counts those who said yes without having been asked; they are in no share.
    """

    column: SurveyColumn
    share: Share
    unasked: int


@frozen(kw_only=True)
class ServiceAccess:
    """Access to one service.

    *offering* is the share of administrations that offer it, by business area; *channels* the share
    of administrations that use each channel, by table and area. *reach* tells for each
    administration in how many of the business areas it offers the service. *follow_ups* are shares
    among those that were asked.
    """

    service: ServiceKind
    offering: Mapping[str, Share]
    channels: Mapping[int, Mapping[str, Share]] = field(repr=False)
    reach: Mapping[str, Share] = field(repr=False)
    follow_ups: tuple[FollowUpShare, ...] = field(repr=False)

    @property
    def highest(self) -> int:
        """The most business areas in which any administration offers the service."""
        return max(share.met for share in self.reach.values())

    @property
    def lowest(self) -> int:
        """The fewest business areas in which any administration offers the service."""
        return min(share.met for share in self.reach.values())

    @property
    def spread(self) -> int:
        """How many business areas lie between those two; 0 where all offer it in as many."""
        return self.highest - self.lowest


def service_access(survey: Survey) -> tuple[ServiceAccess, ...]:
    """Access to every service that the survey asks about, in the order of its questions."""
    asked = survey.instrument
    return tuple(
        _access(survey, service, offered)
        for service in asked.services
        if (offered := asked.of_kind(QuestionKind.OFFERED, service))
    )


def _access(
    survey: Survey, service: ServiceKind, offered: tuple[SurveyQuestion, ...]
) -> ServiceAccess:
    asked = survey.instrument
    everyone = len(asked.administrations)
    columns = [column for question in offered for column in asked.columns_of(question)]
    return ServiceAccess(
        service=service,
        offering={column.area: Share(met=survey.total(column), of=everyone) for column in columns},
        channels={
            channel.table: {
                column.area: Share(met=survey.total(column), of=everyone)
                for column in asked.columns_of(channel)
            }
            for channel in asked.of_kind(QuestionKind.CHANNEL, service)
        },
        reach={
            each: Share(
                met=sum(survey.says_yes(column, each) for column in columns), of=len(columns)
            )
            for each in asked.administrations
        },
        follow_ups=tuple(
            _follow_up(survey, column)
            for question in asked.of_kind(QuestionKind.FOLLOW_UP, service)
            for column in asked.columns_of(question)
        ),
    )


def _follow_up(survey: Survey, column: SurveyColumn) -> FollowUpShare:
    administrations = survey.instrument.administrations
    asked = [each for each in administrations if survey.is_asked(column, each)]
    met = sum(survey.says_yes(column, each) for each in asked)
    return FollowUpShare(
        column=column,
        share=Share(met=met, of=len(asked)),
        unasked=survey.total(column) - met,
    )
