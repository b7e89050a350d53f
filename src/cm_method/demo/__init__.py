"""The bundled demo register: made-up but life-like cases, and the days on which to look at them.

`register.json` is the merge of what two parties had recorded (`half-hm.json`, `half-sdf.json`),
and what was recorded in the weeks after. Merging the halves shows what two parties can disagree on:
both corrected the start of one case, to different days. In the register a third correction,
recorded after the report day, has settled it; so the register is free of problems, and the
disagreement is still there in what was known on the report day.
Both parties also accepted responsibility for one need, not knowing of the other: a conflict that
only the merge shows, and that is no problem of the register.

All of it comes from `generate.py`, by chance with a fixed seed. Nobody in it exists; its telephone
numbers are reserved for fiction, but for the emergency number.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

DEMO_DAY = date(2028, 3, 31)
"""The day the demo reports on: month 23 of 36. Nothing in the register happened after it."""

QUARTER_BEFORE = date(2027, 12, 31)
"""The report day one quarter before, for what has changed since."""

DEMO_KNOWN = date(2028, 4, 21)
"""The day on which the last entries were recorded; *known* on the report day shows less."""

_FOLDER = Path(__file__).parent


def demo_register_path() -> Path:
    """Where the bundled register lies; it is free of problems."""
    return _FOLDER / "register.json"


def demo_halves() -> tuple[Path, Path]:
    """Where the two parties' halves lie; each is free of problems, their merge has one dispute."""
    return _FOLDER / "half-hm.json", _FOLDER / "half-sdf.json"
