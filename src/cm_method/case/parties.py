"""The parties of the partnership and their workers; they live in the partnership's journal."""

from __future__ import annotations

from enum import Enum, unique

from attrs import field, frozen

from cm_method.fields import TELEPHONE, answers
from cm_method.journal import Entry


@unique
class LegalForm(Enum):
    """The legal form of a party; secrecy, release and disposal follow from it."""

    COMMITTEE = "committee"
    REGION = "region"
    ASSOCIATION = "association"
    COMPANY = "company"
    UNIVERSITY = "university"
    STATE_AUTHORITY = "state_authority"


@frozen(kw_only=True)
class PartyJoined(Entry):
    """A party takes part from this day. *party* is its code, *name* what people call it."""

    party: str
    name: str
    legal_form: LegalForm


@frozen(kw_only=True)
class WorkerJoined(Entry):
    """A worker of a party may hold cases from this day (a worker of either party may).

    *worker* is a code, never a name; *reach* how colleagues reach them.
    """

    worker: str
    party: str
    reach: str | None = field(default=None, repr=False, metadata=TELEPHONE)


@frozen(kw_only=True)
class WorkerLeft(Entry):
    """A worker no longer holds cases after this day."""

    joined: str = field(metadata=answers("worker_joined"))
