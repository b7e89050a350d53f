"""Reading a whole register, or one entry, with every problem at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cm_method.adapters.json.documents import DOCUMENT, LINES, RegisterDocument, checked_format
from cm_method.adapters.json.journals import JournalReader, Problems
from cm_method.adapters.json.patient import object_of, read_patiently
from cm_method.adapters.json.streams import Stream
from cm_method.adapters.json.text import as_text, parsed
from cm_method.case.register import Register
from cm_method.errors import Problem, Refused
from cm_method.journal import Entry

_READ_APART = frozenset(("partnership", "participants"))


def register_from_json(source: str | bytes) -> Register:
    """The register that a document holds. Raises Refused with every problem and its path."""
    problems = Problems()
    try:
        raw, odd = parsed(as_text(source))
        checked_format(raw, DOCUMENT)
    except Refused as refused:
        problems.add(refused.problems, under="$")
        raise Refused(problems.first) from None
    values, found = object_of(RegisterDocument, raw, left_alone=_READ_APART)
    problems.add(found, under="$")
    reader = JournalReader(problems)
    if "partnership" in values:
        reader.read_partnership(values["partnership"], "$.partnership", odd=odd)
    participants = values.get("participants", [])
    if type(participants) is not list:
        problems.add([Problem(code="not_a_list", path=".participants")], under="$")
        participants = []
    journals = [
        reader.read_journal(each, f"$.participants[{n}]", n, "$.participants[{}]", odd=odd)
        for n, each in enumerate(participants)
    ]
    if problems.count:
        raise Refused(problems.first)
    return Register(
        journals=[journal for journal in journals if journal is not None],
        partnership=reader.partnership,
    )


def register_from_lines(lines: Iterable[str | bytes]) -> Register:
    """The register that lines hold, all of it in memory.

    Raises StreamRefused with the first problems and the count of all.
    """
    stream = Stream(lines)
    journals = tuple(stream.journals())
    return Register(journals=journals, partnership=stream.partnership)


def read_register(path: Path) -> Register:
    """The register in a file of either form. Raises Refused, and OSError as opening does."""
    with path.open("rb") as file:
        first = file.readline()
        file.seek(0)
        return register_from_lines(file) if is_lines(first) else register_from_json(file.read())


def is_lines(first_line: str | bytes) -> bool:
    """Whether a file that begins with this line is in the line form."""
    try:
        header = json.loads(as_text(first_line))
    except (ValueError, RecursionError):
        return False
    return isinstance(header, dict) and header.get("format") == LINES


def entry_from_dict(raw: Any) -> Entry:
    """The entry that a plain object describes. Raises Refused with paths such as ``.goals[0]``."""
    problems = Problems()
    try:
        return read_patiently(raw, Entry)
    except Refused as refused:
        problems.add(refused.problems)
        raise Refused(problems.first) from None
