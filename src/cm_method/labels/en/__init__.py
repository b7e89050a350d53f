"""English: plain words, the same keys in the same order as the Swedish.

Names of things begin with a small letter, so that they fit inside a sentence; verdicts, outcomes,
labels of fields, rules and targets begin with a capital.
"""

from cm_method.labels.en import (
    chairs,
    domain,
    equality,
    partnership,
    problems,
    program,
    research,
    rules,
    tallies,
    workbook,
)

TEXTS: dict[str, str] = {
    **domain.TEXTS,
    **rules.TEXTS,
    **chairs.TEXTS,
    **partnership.TEXTS,
    **equality.TEXTS,
    **research.TEXTS,
    **tallies.TEXTS,
    **problems.TEXTS,
    **program.TEXTS,
    **workbook.TEXTS,
}
