"""Registers as JSON, read strictly and written readably (extra ``json``).

Everything that is wrong in a file is reported at once, each problem with its path, and no personal
data are repeated. Nothing is ever half read.
"""

from __future__ import annotations

from cm_method.adapters.extras import MissingExtra

try:
    import cattrs as _cattrs  # noqa: F401 - to see that it is here
except ModuleNotFoundError as error:
    if error.name != "cattrs":
        raise
    raise MissingExtra("json") from None

from cm_method.adapters.json.registers import (
    entry_from_dict,
    is_lines,
    read_register,
    register_from_json,
    register_from_lines,
)
from cm_method.adapters.json.schema import schema
from cm_method.adapters.json.streams import Stream, StreamRefused
from cm_method.adapters.json.tallies import (
    TallyFile,
    add_tallies,
    tally_from_json,
    tally_to_json,
)
from cm_method.adapters.json.wishes import WishesFile, wishes_from_json
from cm_method.adapters.json.writing import (
    entry_to_dict,
    header_line,
    journal_line,
    register_to_json,
    register_to_lines,
    to_plain,
)

__all__ = [
    "MissingExtra",
    "Stream",
    "StreamRefused",
    "TallyFile",
    "WishesFile",
    "add_tallies",
    "entry_from_dict",
    "entry_to_dict",
    "header_line",
    "is_lines",
    "journal_line",
    "read_register",
    "register_from_json",
    "register_from_lines",
    "register_to_json",
    "register_to_lines",
    "schema",
    "tally_from_json",
    "tally_to_json",
    "to_plain",
    "wishes_from_json",
]
