"""What the two forms of a register file hold, as classes; reader, writer and schema follow them.

One document holds the whole register. The line form is for streams: a header on the first line,
then one participant a line.
"""

from __future__ import annotations

from typing import Any

from attrs import field, frozen

from cm_method.case.kinds import CASE_KINDS, PARTNERSHIP_KINDS
from cm_method.errors import Problem, Refused, facts
from cm_method.fields import Checked, row
from cm_method.journal import Entry

DOCUMENT = "cm-method-register"
LINES = "cm-method-register-lines"
VERSION = 1


@frozen(kw_only=True)
class JournalDocument(Checked):
    """The journal of one participant.

    *disposed* holds the ids of entries removed for good, *elsewhere* those that stayed behind when
    a part was handed over.
    """

    participant: str
    entries: tuple[Entry, ...] = field(converter=row, repr=False, metadata={"kinds": CASE_KINDS})
    disposed: tuple[str, ...] = field(default=(), converter=row)
    elsewhere: tuple[str, ...] = field(default=(), converter=row)


@frozen(kw_only=True)
class PartnershipDocument(Checked):
    """The journal of the partnership itself: its parties and their workers."""

    entries: tuple[Entry, ...] = field(
        converter=row, repr=False, metadata={"kinds": PARTNERSHIP_KINDS}
    )
    disposed: tuple[str, ...] = field(default=(), converter=row)
    elsewhere: tuple[str, ...] = field(default=(), converter=row)


@frozen(kw_only=True)
class RegisterDocument(Checked):
    """A whole register in one document."""

    format: str = field(default=DOCUMENT, metadata={"const": DOCUMENT})
    version: int = field(default=VERSION, metadata={"const": VERSION})
    partnership: PartnershipDocument
    participants: tuple[JournalDocument, ...] = field(converter=row, repr=False)


@frozen(kw_only=True)
class LinesHeader(Checked):
    """The first line of the line form."""

    format: str = field(default=LINES, metadata={"const": LINES})
    version: int = field(default=VERSION, metadata={"const": VERSION})
    partnership: PartnershipDocument


def checked_format(raw: Any, wanted: str) -> None:
    """Raises Refused unless this is an object of the format and of a version that can be read."""
    if not isinstance(raw, dict) or raw.get("format") != wanted:
        what = facts(wanted=wanted)
        raise Refused([Problem(code="unknown_format", path=".format", facts=what)])
    version = raw.get("version")
    if type(version) is not int or version != VERSION:
        what = facts(known=VERSION)
        raise Refused([Problem(code="unknown_version", path=".version", facts=what)])
