"""Meetings held: where, with whom, and whether it was an individual contact."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, unique

from attrs import field, frozen

from cm_method.errors import Problem
from cm_method.fields import FREE_TEXT, broken, row
from cm_method.journal import Category, Entry


@unique
class Place(Enum):
    """Where a meeting was held; outreach means outside the office, where the person is."""

    HOME = "home"
    OUT_AND_ABOUT = "out_and_about"
    ASSOCIATION = "association"
    OFFICE = "office"
    CARE = "care"
    TELEPHONE = "telephone"
    VIDEO = "video"


@unique
class Attendee(Enum):
    """Who was there besides the case manager."""

    PARTICIPANT = "participant"
    NEXT_OF_KIN = "next_of_kin"
    SOCIAL_SERVICES = "social_services"
    HEALTH_CARE = "health_care"
    ASSOCIATION = "association"
    EMPLOYER_OR_SCHOOL = "employer_or_school"
    OTHER = "other"


@frozen(kw_only=True)
class MeetingHeld(Entry):
    """A meeting was held. *individual_contact* counts it in the association's written account."""

    category = Category.COURSE

    place: Place
    attendees: tuple[Attendee, ...] = field(converter=row)
    individual_contact: bool
    note: str = field(default="", repr=False, metadata=FREE_TEXT)

    def broken_invariants(self) -> Iterator[Problem]:
        yield from super().broken_invariants()
        if not self.attendees:
            yield broken("meeting_with_nobody", "attendees")
