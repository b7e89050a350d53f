"""Swedish: the words of the glossary, for those who do the work and those who answer for it.

Names of things begin with a small letter, so that they fit inside a sentence; verdicts, outcomes,
labels of fields, rules and targets begin with a capital.
"""

from cm_method.labels.sv import (
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
