"""Scores on external fidelity scales, noted in the partnership's journal.

Only the names of the scales are here. Their items, ranges and cut-offs belong to their owners; who
has the right to use a scale scores it by its own instructions and notes the total.
"""

from __future__ import annotations

from attrs import frozen

from cm_method.journal import Entry

EXTERNAL_FIDELITY_SCALES = (
    "dacts",
    "tmact",
    "strengths-model",
    "ips-25",
    "pathways-housing-first",
)
"""Names of scales for models that City 2020 describes: ACT, strengths model, IPS, Housing First.

A licensee may note other codes too.
"""


@frozen(kw_only=True)
class FidelityScored(Entry):
    """A service was scored on an external *scale*; *points* is the total.

    Where the scale's own result is a mean, the sum of its points is noted.
    """

    scale: str
    points: int
